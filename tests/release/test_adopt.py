"""A copy of the course made one's own by one command: no old address is left, and Colab's first cell finds a wheel."""

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading

import nbformat
import pytest

from autograder.places import ROOT, package_version, project_urls
from autograder.release.adopt import BadAddress, default_site, owner_and_name, site_of
from autograder.release.wheel import build_wheel
from autograder.source import setup_code

ONE = "week01_probability_mle"


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("ada/generative", "ada/generative"),
        ("https://github.com/ada/gen.models", "ada/gen.models"),
        ("https://github.com/ada/gm.git", "ada/gm"),
        (" https://github.com/Ada-L/gm/ ", "Ada-L/gm"),
    ],
)
def test_a_repository_is_named_as_people_name_it(given, name):
    assert owner_and_name(given) == name


@pytest.mark.parametrize(
    "given", ["ada", "ada/b/c", "https://gitlab.com/a/b", "", "ada/", "-a/b", "a b/c", "a/b?x", 'a/"b']
)
def test_what_is_no_repository_is_refused(given):
    with pytest.raises(BadAddress, match="expected owner/name"):
        owner_and_name(given)


@pytest.mark.parametrize(
    "given", ["ada.github.io", "ftp://a.b", "https://", "https://a.b/?x", "https://a.b/<i>", ""]
)
def test_what_is_no_site_is_refused(given):
    with pytest.raises(BadAddress, match="no address of a site"):
        site_of(given)


def test_a_site_ends_without_a_slash_and_has_a_default():
    assert site_of("https://ada.github.io/gm/") == "https://ada.github.io/gm"
    assert default_site("Ada/gm") == "https://ada.github.io/gm"
    assert default_site("ada/ada.github.io") == "https://ada.github.io"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The tracked files of the course, with one week, as somebody gets them who copies the repository."""
    target = tmp_path_factory.mktemp("copy") / "mine"
    names = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    left_out = ("solutions/week0", "exercises/week0", "notebooks/week0", "gmcourse/tables/week0", "tests/")
    for name in filter(None, names):
        if (ROOT / name).is_file() and (ONE in name or not name.startswith(left_out)):
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    return target


def autograder(folder, *arguments):
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GMCOURSE")}
    return subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=folder, env=kept | {"PYTHONPATH": str(folder)}, capture_output=True, text=True,
    )  # fmt: skip


def texts_of(folder):
    kinds = (".md", ".toml", ".yml", ".cff", ".ipynb", ".json")
    return {path: path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in kinds}


def test_one_command_sets_every_address(copy):
    done = autograder(
        copy, "adopt", "--repository", "ada/generative", "--site", "https://gm.example.edu/2027/"
    )
    assert done.returncode == 0, done.stderr
    assert "set in pyproject.toml" in done.stdout
    for path, text in texts_of(copy).items():
        assert "gmcourse.github.io" not in text, path
        assert "gmcourse/gmcourse" not in text, path
    notebook = nbformat.read(copy / "notebooks" / f"{ONE}.ipynb", 4)
    first = next(cell.source for cell in notebook.cells if cell.cell_type == "code")
    wheel = f"gmcourse-{package_version()}-py3-none-any.whl"
    assert f"https://gm.example.edu/2027/_static/{wheel}" in first
    assert f"https://github.com/ada/generative/raw/main/downloads/{wheel}" in first
    assert "/github/ada/generative/blob/main/" in (copy / "book" / "intro.md").read_text()
    assert (
        "https://gm.example.edu/2027/book/"
        in (copy / "book" / "colab" / "week01_probability.ipynb").read_text()
    )
    assert not (copy / "downloads").exists()

    again = autograder(copy, "adopt", "--repository", "https://github.com/bob/gm.git")
    assert again.returncode == 0, again.stderr
    assert "its book at https://bob.github.io/gm" in again.stdout
    assert not [
        path
        for path, text in texts_of(copy).items()
        if ("ada/generative" in text or "example.edu/2027" in text) and path.name != "adopt.md"
    ]
    assert [path.name for path in (copy / "downloads").iterdir()] == [wheel]

    refused = autograder(copy, "adopt", "--repository", "nonsense")
    assert (refused.returncode, refused.stderr.count("\n")) == (1, 1)


def test_colabs_first_cell_takes_the_repositorys_file_where_no_site_answers(tmp_path):
    wheel = build_wheel(tmp_path / "site" / "downloads")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here = f"http://127.0.0.1:{server.server_port}"
    urls = project_urls()
    code = (
        setup_code().replace(urls["Book"], f"{here}/nothing").replace(f"{urls['Repository']}/raw/main", here)
    )
    assert f"{here}/downloads/{wheel.name}" in code
    script = tmp_path / "cell.ipy"
    script.write_text(f"import sys, types\nsys.modules['google.colab'] = types.ModuleType('colab')\n{code}\n")
    environment = {
        "PIP_TARGET": str(tmp_path / "there"),
        "PIP_NO_DEPS": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PIP_RETRIES": "0",
    }
    done = subprocess.run([sys.executable, "-m", "IPython", "--no-banner", str(script)], capture_output=True, text=True,
                          env=os.environ | environment, cwd=tmp_path)  # fmt: skip
    server.shutdown()
    assert (tmp_path / "there" / "gmcourse" / "notebook.py").is_file(), done.stdout + done.stderr
    assert not (tmp_path / "there" / "gmcourse" / "reference").exists()
    assert "ERROR" not in done.stdout + done.stderr
