"""What students download: everything that they need, the same at every run, and nothing that gives an answer away."""

import re
import subprocess
import sys
import zipfile

import pytest

from autograder.places import NOTEBOOKS, ROOT
from autograder.release.leaks import scan
from autograder.release.student_zip import write_student_zip
from autograder.release.wheel import build_wheel


@pytest.fixture(scope="module")
def download(tmp_path_factory):
    """(the zip file, the wheel in it)."""
    folder = tmp_path_factory.mktemp("download")
    wheel = build_wheel(folder)
    return write_student_zip(folder, wheel), wheel


def test_it_holds_what_a_student_needs_and_nothing_else(download):
    path, wheel = download
    names = {name.removeprefix("gmcourse/") for name in zipfile.ZipFile(path).namelist()}
    notebooks = {f"notebooks/{book.name}" for book in NOTEBOOKS.glob("*.ipynb")}
    assert len(notebooks) >= 7
    assert names == notebooks | {wheel.name, "README.md", "LICENSE", "requirements.txt", "constraints.txt"}
    assert scan([path]) == []


def test_it_repeats_to_the_byte(download, tmp_path):
    path, wheel = download
    assert write_student_zip(tmp_path, wheel).read_bytes() == path.read_bytes()


def test_its_list_is_pinned_and_its_readme_is_whole(download):
    archive = zipfile.ZipFile(download[0])
    lines = archive.read("gmcourse/requirements.txt").decode().split()
    pinned = archive.read("gmcourse/constraints.txt").decode().lower()
    assert {"numpy", "torch", "jupyterlab", f"./{download[1].name}"} <= set(lines)
    assert "nbgrader" not in lines
    assert [name for name in lines if not name.startswith("./") and f"\n{name}==" not in pinned] == []
    assert re.search(r"@[A-Z]+@", archive.read("gmcourse/README.md").decode()) is None


def test_a_notebook_of_it_finds_its_package(download, tmp_path):
    with zipfile.ZipFile(download[0]) as archive:
        archive.extractall(tmp_path)
    wheel = tmp_path / "gmcourse" / download[1].name
    code = "import gmcourse.check as c; c.check('entropy', lambda p: 0.0)"
    done = subprocess.run([sys.executable, "-I", "-c", f"import sys; sys.path.insert(0, {str(wheel)!r}); {code}"],
                          capture_output=True, text=True, cwd=tmp_path / "gmcourse")  # fmt: skip
    assert "entropy" in done.stdout, done.stderr


def test_the_book_leads_to_the_steps_and_they_are_those_of_the_readme():
    guide = (ROOT / "book" / "guides" / "student.md").read_text(encoding="utf-8")
    steps = guide.partition("### On your machine")[2].partition("\n###")[0]
    readme = (ROOT / "autograder" / "release" / "student_readme.md").read_text(encoding="utf-8")
    commands = re.findall(r"^(?:python3|\.venv/bin).*$", readme, flags=re.MULTILINE)
    assert len(commands) == 3
    assert all(command in steps for command in commands)
    assert 'href="guides/student.html#on-your-machine"' in (ROOT / "book" / "intro.md").read_text(
        encoding="utf-8"
    )


def test_guide_and_readme_send_students_to_it():
    for path in ("README.md", "book/guides/student.md"):
        text = (ROOT / path).read_text(encoding="utf-8")
        assert "_static/gmcourse-student.zip" in text
        assert "clone" not in text.lower().partition("## instructor")[0]
