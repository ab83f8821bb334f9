"""What students may see after the deadline, where the instructor says so: solutions, and how the class did."""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from autograder.cells import BEGIN_SOLUTION, END_SOLUTION
from autograder.gradebook.outcome import load_all
from autograder.places import Course
from autograder.source import solutions
from autograder.spec import Week
from gmcourse.check.status import BY_NAME

# Of fewer, figures of a class tell of its members.
FEWEST = 5


@cache
def solutions_of(week: Week) -> dict[str, str]:
    """Exercise -> its cell as the course solves it."""
    return {id: _without_marks(source) for id, source in solutions(week).items()}


def _without_marks(source: str) -> str:
    return "\n".join(
        line for line in source.split("\n") if line.strip() not in (BEGIN_SOLUTION, END_SOLUTION)
    )


def counts_of(week: Week, course: Course) -> Callable[[str], Mapping[str, int]]:
    """Exercise -> how many of the class were of each kind; nothing of a class that is too small."""
    folder = course.results / week.name
    return lambda exercise: _counts(course.root, week.name, _stamp(folder)).get(exercise, {})


def _stamp(folder: Path) -> int:
    return folder.stat().st_mtime_ns if folder.is_dir() else 0


@lru_cache(maxsize=4)
def _counts(root: Path, week_name: str, stamp: int) -> dict[str, Counter]:
    graded = [outcome for outcome in load_all(Course(root), week_name) if not outcome.problem]
    found: dict[str, Counter] = {}
    for outcome in graded if len(graded) >= FEWEST else ():
        for row in outcome.rows:
            found.setdefault(row["exercise"], Counter())[BY_NAME[row["status"]].kind] += 1
    return found
