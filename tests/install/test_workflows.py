"""The workflows are valid, and name only commands, files and targets that exist; the oldest versions are known."""

import re
import sys
import tomllib

import pytest
import yaml

from autograder.places import ROOT

sys.path.insert(0, str(ROOT / "tools"))
from oldest import lower_bounds

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def read(path):
    """A workflow; YAML 1.1 reads its key `on` as true."""
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in workflow.items()}


def steps(workflow):
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_there_is_one_for_each_purpose():
    assert {path.stem for path in WORKFLOWS} >= {"test", "pages", "weekly"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_is_complete(path):
    assert path.read_text(encoding="utf-8").startswith("# "), "the first line says what it is for"
    workflow = read(path)
    assert set(workflow) <= {"name", "on", "permissions", "concurrency", "jobs", "env"}
    assert workflow["name"] == path.stem
    assert workflow["permissions"], "a workflow asks for no more rights than it needs"
    for name, job in workflow["jobs"].items():
        assert re.fullmatch(r"[a-z-]+", name)
        assert job["runs-on"].startswith("ubuntu-")
        assert job["steps"][0]["uses"].startswith("actions/checkout@v")
    for step in steps(workflow):
        assert len({"uses", "run"} & set(step)) == 1, step
        assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step.get("uses", "actions/checkout@v4"))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_runs_what_exists(path):
    for step in steps(read(path)):
        command = step.get("run", "")
        for target in re.findall(r"^make ([a-z -]+)$", command, flags=re.MULTILINE):
            for name in target.split():
                assert re.search(rf"^{name}:", MAKEFILE, flags=re.MULTILINE), name
        for file in re.findall(r"(?<![\w/])(?:tools|tests|\.ci)/[\w./-]+", command):
            assert (ROOT / file).exists(), file


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_schedule_has_five_fields(path):
    for entry in (read(path)["on"] or {}).get("schedule", []) if isinstance(read(path)["on"], dict) else []:
        minute, hour, *rest = entry["cron"].split()
        assert 0 <= int(minute) < 60
        assert 0 <= int(hour) < 24
        assert len(rest) == 3


def test_every_dependency_has_one_lower_bound():
    bounds = lower_bounds()
    assert set(bounds) >= {"numpy", "scipy", "matplotlib", "ipywidgets", "torch"}
    assert all(re.fullmatch(r"\d+(\.\d+)+", version) for version in bounds.values())


def test_a_dependency_without_a_bound_is_refused(tmp_path):
    project = tmp_path / "pyproject.toml"
    project.write_text('[project]\nname = "x"\ndependencies = ["numpy"]\n')
    with pytest.raises(ValueError, match="no single lower bound"):
        lower_bounds(project, extras=())


def test_the_promise_of_python_is_what_the_oldest_run_takes():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    used = read(FOLDER / "weekly.yml")["jobs"]["oldest"]["steps"][1]["with"]["python-version"]
    assert project["requires-python"] == f">={used}"
