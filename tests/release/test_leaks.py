"""The leak scan finds what is planted, in each kind of file, and the student wheel has nothing to find."""

import json
import subprocess
import sys
import zipfile

import pytest

from autograder.places import ROOT
from autograder.release.leaks import fingerprints, scan
from autograder.release.release import Leaking, refuse_leaks
from autograder.release.wheel import build_wheel

STATEMENT = "return float(mean), float(np.mean((x - mean) ** 2))"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def test_there_are_fingerprints_of_solutions_and_of_references():
    origins = set(fingerprints().values())
    assert any("solution" in origin for origin in origins)
    assert any("reference" in origin for origin in origins)


def plant_html(path):
    path.write_text("<pre><span>return</span> <b>float</b>(mean), float(np.mean((x&nbsp;- mean) ** 2))</pre>")


def plant_notebook(path):
    cell = {"cell_type": "markdown", "source": ["hint:\n", STATEMENT], "metadata": {}}
    path.write_text(json.dumps({"cells": [cell]}))


def plant_index(path):
    path.write_text('Search.setIndex({"x": "' + STATEMENT + '"})')


def plant_wheel(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("gmcourse/answers.py", f"def f(x):\n    {STATEMENT}\n")


def plant_zip(path):
    plant_wheel(path.with_suffix(".whl"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(path.with_suffix(".whl"), "gmcourse/a.whl")
    path.with_suffix(".whl").unlink()


def plant_notebook_in_zip(path):
    plant_notebook(path.with_suffix(".ipynb"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(path.with_suffix(".ipynb"), "gmcourse/notebooks/a.ipynb")
    path.with_suffix(".ipynb").unlink()


@pytest.mark.parametrize(
    ("name", "plant"),
    [("a.html", plant_html), ("a.ipynb", plant_notebook), ("searchindex.js", plant_index), ("a.whl", plant_wheel),
     ("a.zip", plant_zip), ("b.zip", plant_notebook_in_zip)],
)  # fmt: skip
def test_a_planted_solution_is_found(tmp_path, name, plant):
    plant(tmp_path / name)
    assert scan([tmp_path])
    with pytest.raises(Leaking, match="solution statements show"):
        refuse_leaks([tmp_path])


def test_the_student_wheel_holds_no_reference_and_leaks_nothing(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert any(name.startswith("gmcourse/tables/") for name in names)
    assert not any("reference" in name or name.startswith("autograder") for name in names)
    assert scan([wheel]) == []


def test_the_wheel_repeats_to_the_byte(wheel, tmp_path):
    assert build_wheel(tmp_path).read_bytes() == wheel.read_bytes()


def test_a_student_with_only_the_wheel_can_check(wheel, tmp_path):
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    code = (
        "import sys; sys.path.insert(0, '.')\n"
        "sys.meta_path[:] = [f for f in sys.meta_path if 'ditable' not in repr(f)]\n"
        "import gmcourse; assert gmcourse.__file__.startswith(sys.argv[1]), gmcourse.__file__\n"
        "from gmcourse.notebook import check, grade\n"
        "check('bernoulli_mle', lambda x: float(x.mean())); grade('bernoulli_mle', len)\n"
        "import importlib.util as u; assert u.find_spec('gmcourse.reference') is None\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert "next:" in done.stdout


def test_the_rooms_keep_their_walls():
    """gmcourse never imports autograder; a reference imports nothing else of the project."""
    for path in (ROOT / "gmcourse").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "import autograder" not in text
        assert "from autograder" not in text
        if "reference" not in path.parts:
            assert "gmcourse.reference" not in text
        elif path.name != "__init__.py":
            lines = [
                line for line in text.splitlines() if line.startswith(("from gmcourse", "import gmcourse"))
            ]
            assert all("gmcourse.reference" in line for line in lines), path
