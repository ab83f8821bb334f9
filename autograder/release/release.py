"""Releases weeks: tables, notebooks and the wheel, and refuses all of it if a solution shows."""

from dataclasses import dataclass
from pathlib import Path

from autograder.release.assignment import make_assignment, write_notebook
from autograder.release.leaks import scan
from autograder.release.tables import write_table
from autograder.release.wheel import build_wheel


class Leaking(RuntimeError):
    """A released file shows part of a solution."""


@dataclass(frozen=True)
class Released:
    """What a release wrote."""

    notebooks: tuple[Path, ...]
    tables: tuple[Path, ...]
    wheel: Path


def release(weeks, course, log=print):
    """Release the given Weeks into `notebooks/`, the student package and the course folder."""
    tables, notebooks = [], []
    for week in weeks:
        log(f"releasing {week.name}: table, notebook")
        tables.append(write_table(week))
        notebooks.append(write_notebook(week, make_assignment(week, course)))
    log("building the student wheel")
    wheel = build_wheel(course.wheels)
    log("scanning for leaks")
    refuse_leaks([*notebooks, wheel, *(course.release / week.name for week in weeks)])
    return Released(tuple(notebooks), tuple(tables), wheel)


def refuse_leaks(paths, published=()):
    """Raise Leaking, naming the first places, if a solution statement shows in these files.

    published: weeks whose solutions stand on purpose on their own pages of the book
    """
    leaks = scan(paths, published)
    if leaks:
        shown = "\n  ".join(str(leak) for leak in leaks[:5])
        raise Leaking(f"{len(leaks)} solution statements show:\n  {shown}")
