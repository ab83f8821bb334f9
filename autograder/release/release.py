"""Releases weeks: tables, notebooks, the wheel and the download, and refuses all of it if a solution shows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import Mistake
from autograder.judge.preprocessor import kept_students
from autograder.places import Course
from autograder.release.assignment import make_assignment, write_notebook
from autograder.release.leaks import scan
from autograder.release.student_zip import write_student_zip
from autograder.release.tables import write_table
from autograder.release.wheel import build_wheel

if TYPE_CHECKING:
    from autograder.spec import Week


class Leaking(Mistake, RuntimeError):
    """A released file shows part of a solution."""


@dataclass(frozen=True)
class Released:
    """What a release wrote."""

    notebooks: tuple[Path, ...]
    tables: tuple[Path, ...]
    wheel: Path
    download: Path


def release(weeks: Iterable[Week], course: Course, log: Callable[[str], object] = print) -> Released:
    """Release the given Weeks into `notebooks/`, the student package and the course folder."""
    tables, notebooks = [], []
    for week in weeks:
        log(f"releasing {week.name}: table, notebook")
        tables.append(write_table(week))
        notebooks.append(write_notebook(week, make_assignment(week, course, log)))
        if kept_students(course, week.name):
            log(f"{week.name} has graded hand-ins: `autograder judge {week.name}` marks them again")
    log("building the student wheel")
    wheel = build_wheel(course.wheels)
    log("packing what students download")
    download = write_student_zip(course.wheels, wheel)
    log("scanning for leaks")
    refuse_leaks([*notebooks, wheel, download, *(course.release / week.name for week in weeks)])
    return Released(tuple(notebooks), tuple(tables), wheel, download)


def refuse_leaks(paths: Iterable[Path], published: Collection[str] = ()) -> None:
    """Raise Leaking, naming the first places, if a solution statement shows in these files.

    published: weeks whose solutions stand on purpose on their own pages of the book
    """
    leaks = scan(paths, published)
    if leaks:
        shown = "\n  ".join(str(leak) for leak in leaks[:5])
        raise Leaking(f"{len(leaks)} solution statements show:\n  {shown}")
