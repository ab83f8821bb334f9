"""Grading a class of identical solved hand-ins: `autograder grade` against stock `nbgrader autograde`.

Usage: python -m bench.grading [--copies 24] [--week week01_probability_mle] [--stock-copies 8]

Whole commands are timed, start-up included. Stock grades one hand-in after the other, so its cost a
hand-in is taken from fewer copies (its start-up is charged once, as for ours).
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.democlass import solved
from autograder.exercises import find_week
from autograder.grading.sitting import bundles
from autograder.places import Course
from autograder.release.assignment import make_assignment
from bench._parts import parts

BIN = Path(sys.executable).parent
PLAIN = "c = get_config()\nc.CourseDirectory.course_id = 'bench'\nc.Execute.timeout = 120\n"
QUIET = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def copies(week, folder, count):
    """`count` students hand in the same solved notebook."""
    text = solved(week)
    for number in range(count):
        path = folder / f"s{number:03d}" / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return folder


def timed(command, folders=(None,), env=os.environ):
    """(wall, processor) seconds of a whole command, started in each of these folders at once, its bytecode kept."""
    command = list(map(str, command))
    env = {name: value for name, value in env.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start, before = time.perf_counter(), _children()
    running = [subprocess.Popen(command, cwd=folder, env=env, **QUIET) for folder in folders]
    statuses = [process.wait() for process in running]
    if any(statuses):
        raise RuntimeError(f"{command[:3]} failed; run it by hand to see why")
    return time.perf_counter() - start, _children() - before


def _children():
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ours(week, root, count, *options):
    """Seconds, as `timed` has them, of `autograder grade` on fresh copies in a fresh course."""
    course = Course(root / "course")
    make_assignment(week, course)
    handed_in = copies(week, root / "handed-in", count)
    command = [BIN / "autograder", "grade", week.name, "--submitted", handed_in, "--course", course.root, "--seed", "1"]
    return timed([*command, *options])


def stock(week, roots, count):
    """Seconds, as `timed` has them, of `nbgrader autograde`, as it comes: one in each of `roots`, all at once, with `count` copies each."""
    environment = os.environ | {"GMCOURSE_MODE": "grading", "GMCOURSE_QUESTIONS": str(roots[0] / "asked")}
    for root in roots:
        course = Course(root)
        make_assignment(week, course)
        copies(week, course.submitted, count)
        (root / "nbgrader_config.py").write_text(PLAIN, encoding="utf-8")
    (roots[0] / "asked").mkdir()
    for exercise, text in bundles(week, 1).items():
        (roots[0] / "asked" / f"{exercise}.json").write_text(text, encoding="utf-8")
    return timed([BIN / "nbgrader", "autograde", week.name], roots, env=environment)


def main():
    """Print seconds a hand-in, the ratios, and how far above its floor ours is."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--copies", type=int, default=24)
    options.add_argument("--week", default="week01_probability_mle")
    options.add_argument("--stock-copies", type=int, default=8)
    given = options.parse_args()
    week = find_week(given.week)
    with tempfile.TemporaryDirectory() as folder:
        roots = iter(Path(folder, name) for name in "abcdefg")
        rows = {
            "stock nbgrader": (stock(week, [next(roots)], given.stock_copies), given.stock_copies),
            "two of them at once": (stock(week, [next(roots), next(roots)], given.stock_copies), 2 * given.stock_copies),
            "ours, every cell": (ours(week, next(roots), given.copies, "--all-cells"), given.copies),
            "ours, as by default": (ours(week, next(roots), given.copies), given.copies),
        }
        (wall, processor), count = rows["stock nbgrader"]
        base = wall / count, processor / count
        print(f"{week.name}, {os.cpu_count()} cores, whole commands; seconds a hand-in, by the clock and of processor")
        for name, ((wall, processor), count) in rows.items():
            print(f"  {name:<22}{count:>4} hand-ins   clock {wall / count:6.3f} s  x {base[0] * count / wall:4.1f}"
                  f"   processor {processor / count:6.3f} s  x {base[1] * count / processor:4.1f}")  # fmt: skip
        for name, everything in (("ours, every cell", True), ("ours, as by default", False)):
            spent = parts(week, next(roots), everything, copies)
            floor = (spent["cells"] + spent["bookkeeping"]) / os.cpu_count()
            each = rows[name][0][0] / rows[name][1]
            print(f"{name}: " + ", ".join(f"{part} {seconds:.3f} s" for part, seconds in spent.items()))
            print(f"  floor {floor:.3f} s (cells and bookkeeping over the cores), the whole is {each / floor:.1f} times that")


if __name__ == "__main__":
    main()
