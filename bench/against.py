"""Grading before and after a change: this tree and another checkout grade the bundled class in turns.

Usage: python -m bench.against FOLDER [--rounds 3] [--week week01_probability_mle]; FOLDER has a .venv of its own.

Processor seconds are compared, of whole commands with all that they start: a busy machine slows both alike.
"""

import argparse
import sys
import tempfile
from pathlib import Path
from statistics import median

from autograder.places import ROOT
from bench.grading import timed


def graded(command, week):
    """(wall, processor) seconds of grading a fresh bundled class of that tree in a fresh course."""
    with tempfile.TemporaryDirectory() as folder:
        handed_in = Path(folder, "handed-in")
        timed([command, "demo-class", week, "--to", handed_in])
        course = Path(folder, "course")
        return timed([command, "grade", week, "--submitted", handed_in, "--course", course, "--seed", "1"])


def line(name, seconds):
    """What a tree took, in one line."""
    return f"  {name:<8} {median(seconds):6.2f} s of processor ({min(seconds):.2f}-{max(seconds):.2f})"


def main():
    """Print processor seconds of both trees, and how many times the other's this one takes."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path, nargs="?")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--week", default="week01_probability_mle")
    given = options.parse_args()
    if given.folder is None:
        print("nothing to compare with: python -m bench.against FOLDER, another checkout with its .venv")
        return
    trees = {
        "before": given.folder.resolve() / ".venv/bin/autograder",
        "after": Path(sys.executable).parent / "autograder",
    }
    found = {name: [] for name in trees}
    for _ in range(given.rounds):
        for name, command in trees.items():
            found[name].append(graded(command, given.week)[1])
    print(
        f"{given.week}, the bundled class, {given.rounds} rounds in turns: {given.folder}, then {ROOT.name}"
    )
    for name, seconds in found.items():
        print(line(name, seconds))
    ratios = sorted(after / before for before, after in zip(found["before"], found["after"], strict=True))
    print(f"  after takes {median(ratios):.2f} times as much ({ratios[0]:.2f}-{ratios[-1]:.2f})")


if __name__ == "__main__":
    main()
