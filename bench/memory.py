"""Memory over a long run: `autograder grade` on many copies, its processes weighed as it goes.

Usage: python -m bench.memory [--copies 300] [--week week01_probability_mle]

Prints the proportional memory (PSS, so that shared pages count once) of the command and all its
processes whenever another tenth of the hand-ins is done.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psutil

from autograder.places import Course
from autograder.release.assignment import make_assignment
from autograder.weeks import find_week
from bench.grading import BIN, copies

MIB = 2**20


def weigh(pid):
    """(the command's own, all its processes') memory in MiB."""
    parent = psutil.Process(pid)
    own, others = _pss(parent), sum(map(_pss, parent.children(recursive=True)))
    return own / MIB, (own + others) / MIB


def _pss(process):
    try:
        return process.memory_full_info().pss
    except psutil.Error:
        return 0


def main():
    """Print a line a tenth."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--copies", type=int, default=300)
    parser.add_argument("--week", default="week01_probability_mle")
    arguments = parser.parse_args()
    week = find_week(arguments.week)
    with tempfile.TemporaryDirectory() as folder:
        course = Course(Path(folder) / "course")
        make_assignment(week, course)
        handed_in = copies(week, Path(folder) / "handed-in", arguments.copies)
        start = time.perf_counter()
        command = [BIN / "autograder", "grade", week.name, "--submitted", handed_in, "--course", course.root]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        process = subprocess.Popen(list(map(str, command)), **quiet)
        print(f"{week.name}: {arguments.copies} hand-ins; MiB of the command, and with all its processes")
        for tenth in range(1, 10):
            while process.poll() is None and _done(course, week) < tenth * arguments.copies / 10:
                time.sleep(0.05)
            if process.poll() is None:
                print("  {:>5} done   {:6.0f}   {:6.0f}".format(_done(course, week), *weigh(process.pid)))
        status = process.wait()
    print(f"exit {status} after {time.perf_counter() - start:.0f} s")
    return status


def _done(course, week):
    return len(list((course.results / week.name).glob("[!.]*.json")))


if __name__ == "__main__":
    sys.exit(main())
