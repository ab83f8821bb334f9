"""The student package moves nothing that Colab already has: proved in a clean environment."""

import json
import subprocess
import sys
import venv

import pytest

from autograder.release.wheel import build_wheel

# From the public listing of Colab's image, 2026-08, and of its older selectable one.
IMAGES = {
    "present": [
        "numpy==2.1.3", "scipy==1.16.3", "scikit-learn==1.6.1", "matplotlib==3.10.0", "ipython==7.34.0",
        "ipywidgets==7.7.1", "networkx==3.5", "tqdm==4.67.1", "pooch==1.8.2",
    ],
    "older": [
        "numpy==2.0.2", "scipy==1.14.1", "scikit-learn==1.5.2", "matplotlib==3.10.0", "ipython==7.34.0",
        "ipywidgets==7.7.1", "networkx==3.4.2", "tqdm==4.66.6", "pooch==1.8.2",
    ],
}  # fmt: skip


def pip(python, *arguments):
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize("image", IMAGES)
def test_an_install_moves_nothing(image, tmp_path):
    wheel = build_wheel(tmp_path / "wheel")
    venv.create(tmp_path / "colab", with_pip=True)
    python = tmp_path / "colab" / "bin" / "python"
    pip(python, "install", "--quiet", *IMAGES[image])
    before = pip(python, "freeze")
    pip(python, "install", "--quiet", str(wheel))
    after = pip(python, "freeze")
    changed = set(after.splitlines()) - set(before.splitlines())
    assert all(line.startswith("gmcourse") for line in changed), changed
    code = (
        "import sys; assert sys.prefix in __import__('gmcourse').__file__\n"
        "from gmcourse.notebook import check, grade, predict, show, slider\n"
        "check('bernoulli_mle', lambda x: float(x.mean()))"
    )
    said = subprocess.run(
        [str(python), "-c", code], check=True, capture_output=True, text=True, cwd=tmp_path
    ).stdout
    assert "properties" in said


def test_the_bounds_admit_what_colab_has(tmp_path):
    """The same by arithmetic, at every run: each bound is at or below the oldest image."""
    import tomllib

    from packaging.requirements import Requirement
    from packaging.version import Version

    from autograder.places import ROOT

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    there = [dict(line.split("==") for line in lines) for lines in IMAGES.values()]
    for text in project["dependencies"]:
        requirement = Requirement(text)
        for image in there:
            assert requirement.specifier.contains(Version(image[requirement.name])), text
    assert json.dumps(project["dependencies"]).count("<") == 0
    assert sys.version_info >= (3, 11)
