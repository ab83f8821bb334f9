"""A hand-in that came before the list that says whose it is: moved aside, so that it is taken anew as that person's."""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.places import Course

if TYPE_CHECKING:
    from autograder.spec import Week


def is_graded(course: Course, week: Week, student: str) -> bool:
    """Whether verdicts, answers or marks may hang on the name of this student."""
    return any(
        (folder / week.name / f"{student}.json").is_file() for folder in (course.results, course.answers)
    )


def was_withdrawn(course: Course, week: Week, student: str) -> bool:
    """Whether something of this student was taken out of the week before."""
    return (course.withdrawn / student / week.name).is_dir()


def free_aside(course: Course, week: Week, student: str) -> Path:
    """A folder of `withdrawn/` that is not there yet."""
    names = (week.name if n == 1 else f"{week.name}-{n}" for n in count(1))
    return next(path for name in names if not (path := course.withdrawn / student / name).exists())


def move_aside(path: Path, aside: Path, name: str) -> None:
    """Move what lies at a path into a folder of `withdrawn/`; a folder that is left empty goes."""
    aside.mkdir(parents=True, exist_ok=True)
    os.replace(path, aside / name)
    with suppress(OSError):
        path.parent.rmdir()
