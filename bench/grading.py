"""Grading a class of identical solved hand-ins: `autograder grade` against stock `nbgrader autograde`.

Usage: python -m bench.grading [--copies 24] [--rounds 3] [--week week01_probability_mle] [--stock-copies 8]

Whole commands are timed, start-up included, in several rounds, since a machine's pace changes; each ratio is
one within a round. Stock grades one hand-in after the other, so its cost is taken from fewer copies.
"""

import argparse
import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from autograder.democlass import solved
from autograder.hidden_questions import bundles
from autograder.places import Course
from autograder.release.assignment import make_assignment
from autograder.weeks import find_week
from bench._parts import parts

BIN = Path(sys.executable).parent
PLAIN = "c = get_config()\nc.CourseDirectory.course_id = 'bench'\nc.Execute.timeout = 120\n"
STOCK, EVERY, DEFAULT = "stock nbgrader", "ours, every cell", "ours, as by default"
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
    command = [
        BIN / "autograder",
        "grade",
        week.name,
        "--submitted",
        handed_in,
        "--course",
        course.root,
        "--seed",
        "1",
    ]
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


def one_round(week, roots, given):
    """What each way of grading takes a hand-in, {name: (clock, processor) seconds}, measured one after the other.

    Stock's start-up is taken out of its few hand-ins and charged to as many as ours had, as ours is.
    """
    one, some = stock(week, [next(roots)], 1), stock(week, [next(roots)], given.stock_copies)
    twice = stock(week, [next(roots), next(roots)], given.stock_copies)
    more = [(long - short) / (given.stock_copies - 1) for long, short in zip(some, one, strict=True)]
    return {
        STOCK: tuple(m + (short - m) / given.copies for short, m in zip(one, more, strict=True)),
        "two of them at once": tuple(seconds / (2 * given.stock_copies) for seconds in twice),
        EVERY: tuple(s / given.copies for s in ours(week, next(roots), given.copies, "--all-cells")),
        DEFAULT: tuple(s / given.copies for s in ours(week, next(roots), given.copies)),
    }


def table(rounds):
    """Yield a line for each way of grading: seconds, and how many times as fast as stock in the same round."""
    for name in rounds[0]:
        cells = []
        for kind in (0, 1):
            seconds = [found[name][kind] for found in rounds]
            ratios = sorted(found[STOCK][kind] / found[name][kind] for found in rounds)
            cells.append(
                f"{median(seconds):6.3f} s  x {median(ratios):4.1f} ({ratios[0]:.1f}-{ratios[-1]:.1f})"
            )
        yield f"  {name:<20} clock {cells[0]:<28} processor {cells[1]}"


def main():
    """Print seconds a hand-in, the ratios, and how far above its floor ours is."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--copies", type=int, default=24)
    options.add_argument("--week", default="week01_probability_mle")
    options.add_argument("--stock-copies", type=int, default=8)
    options.add_argument("--rounds", type=int, default=3)
    given = options.parse_args()
    week = find_week(given.week)
    with tempfile.TemporaryDirectory() as folder:
        roots = (Path(folder, str(number)) for number in itertools.count())
        rounds = [one_round(week, roots, given) for _ in range(given.rounds)]
        print(
            f"{week.name}, {given.copies} hand-ins, {os.cpu_count()} cores, {given.rounds} rounds of whole commands"
        )
        print("median seconds a hand-in, median ratio (least-most)")
        print(*table(rounds), sep="\n")
        for name, everything in ((EVERY, True), (DEFAULT, False)):
            spent = parts(week, next(roots), everything, copies)
            floor = (spent["cells"] + spent["bookkeeping"]) / os.cpu_count()
            each = median(found[name][0] for found in rounds)
            print(f"{name}: " + ", ".join(f"{part} {seconds:.3f} s" for part, seconds in spent.items()))
            print(
                f"  floor {floor:.3f} s (cells and bookkeeping over the cores), the whole is {each / floor:.1f} times that"
            )


if __name__ == "__main__":
    main()
