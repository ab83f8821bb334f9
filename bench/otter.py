"""Grading solved hand-ins with otter-grader's `otter run`, and with `autograder grade`, in one run.

Usage: python -m bench.otter [--environment DIR] [--copies 6] [--week week01_probability_mle]

otter-grader gets an environment of its own, made in DIR (or in a temporary folder, which takes minutes),
since its requirements are not ours. It runs every cell, so ours does too. It is asked one easy question
an exercise, so what is timed is the notebook and the frame around it.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.democlass import solved
from autograder.places import ROOT
from autograder.weeks import find_week
from bench.grading import ours, timed

VERSION = "7.0.0"
TEST = """OK_FORMAT = True
test = {{"name": "{id}", "points": 1, "suites": [{{"type": "doctest", "scored": True, "setup": "", "teardown": "",
    "cases": [{{"code": ">>> callable({id})\\nTrue", "hidden": False, "locked": False}}]}}]}}
"""


def make_environment(folder):
    """An environment with otter-grader, a kernel and the student package."""
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    wanted = [f"otter-grader=={VERSION}", "ipykernel", "nbconvert", "ipywidgets", str(ROOT)]
    subprocess.run([folder / "bin" / "pip", "install", "--quiet", *wanted], check=True)


def otter(week, binaries, folder, count):
    """(wall, processor) seconds of `otter run` on `count` hand-ins, one after the other."""
    (folder / "tests").mkdir(parents=True)
    for exercise in week.exercises:
        (folder / "tests" / f"{exercise.id}.py").write_text(TEST.format(id=exercise.id), encoding="utf-8")
    (folder / f"{week.name}.ipynb").write_text(solved(week), encoding="utf-8")
    environment = os.environ | {
        "PATH": f"{binaries}{os.pathsep}{os.environ['PATH']}",
        "GMCOURSE_MODE": "grading",
    }
    within = {"cwd": folder, "env": environment}
    make = [binaries / "otter", "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"]
    subprocess.run(make, check=True, capture_output=True, **within)
    command = [binaries / "otter", "run", "--no-logo", "-a", "autograder.zip", f"{week.name}.ipynb"]
    runs = [timed(command, (folder,), env=environment) for _ in range(count)]
    return tuple(map(sum, zip(*runs, strict=True)))


def main():
    """Print seconds a hand-in, and the ratios."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--environment", type=Path)
    options.add_argument("--copies", type=int, default=6)
    options.add_argument("--week", default="week01_probability_mle")
    given = options.parse_args()
    week = find_week(given.week)
    with tempfile.TemporaryDirectory() as folder:
        home = given.environment or Path(folder, "otter")
        if not (home / "bin" / "otter").exists():
            try:
                make_environment(home)
            except subprocess.CalledProcessError:
                print(f"otter-grader {VERSION} could not be installed here; left out")
                return
        theirs = otter(week, home / "bin", Path(folder, "theirs"), given.copies)
        rows = {f"otter-grader {VERSION}": (theirs, given.copies),
                "ours, every cell": (ours(week, Path(folder, "all"), 24, "--all-cells"), 24),
                "ours, as by default": (ours(week, Path(folder, "default"), 24), 24)}  # fmt: skip
    for name, ((wall, processor), count) in rows.items():
        ratio = theirs[0] / given.copies * count / wall
        print(
            f"{name:<22}{count:>4} hand-ins   clock {wall / count:6.3f} s  x {ratio:4.1f}   processor {processor / count:6.3f} s"
        )


if __name__ == "__main__":
    main()
