"""Times of hand-in that somebody put beside a graded hand-in, changed or took away: gradebook and penalty follow."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.api import Gradebook, MissingEntry

from autograder.gradebook.changes import is_there
from autograder.gradebook.outcome import load, save
from autograder.grading.lateness import count_anew
from autograder.handins.reading import STAMP, NothingSubmitted, Submission, Unreadable, find_submissions
from autograder.places import COURSE_ID, Course

if TYPE_CHECKING:
    from autograder.spec import Week


def follow_times(
    week: Week,
    course: Course,
    log: Callable[[str], object],
    folder: str | Path | None = None,
    students: Collection[str] | None = None,
) -> None:
    """Give the gradebook the time of each hand-in that it knows, as its timestamp.txt has it now; a line for each that is another.

    folder: where the hand-ins lie (None: the course's own); students: only theirs (None: all). A file that
    holds no date changes nothing, and gets a line.
    """
    if not is_there(course):
        return
    try:
        found = find_submissions(folder or course.submitted, week.name)
    except NothingSubmitted:
        return
    for submission in found:
        wanted = students is None or submission.student in students
        if wanted and (said := _follow(submission, week, course)):
            log(f"{submission.student}: {said}")


def _follow(submission: Submission, week: Week, course: Course) -> str:
    """Have the gradebook know one hand-in's time; what to say of it, "" where it knew."""
    given, taken = submission.path.parent, course.autograded / submission.student / week.name
    with Gradebook(course.gradebook, COURSE_ID) as gradebook:
        try:
            entry: Any = gradebook.find_submission(week.name, submission.student)
            now, before = submission.timestamp(), entry.timestamp
        except MissingEntry:
            return ""
        except Unreadable as problem:
            return f"{problem}; until then the time that was read before counts"
        # Whoever told the gradebook otherwise, by no file, is not overruled by there being none.
        if now == before or (now is None and not (taken / STAMP).is_file()):
            return ""
        entry.timestamp = now
        gradebook.db.commit()
        late = entry.total_seconds_late > 0
    for kept in (course.submitted / submission.student / week.name, taken):
        copy_stamp(given, kept)
    count_anew(week, course, [submission.student])
    _count_pages_as_old(course, week, submission.student)
    says = f"says {_words(now)} now" if now else "says nothing any more"
    return f"{STAMP} {says}, it was {_words(before)}: {'late' if late else 'not late'}"


def _words(time: datetime | None) -> str:
    return f"{time:%Y-%m-%d %H:%M:%S} UTC" if time else "not known"


def _count_pages_as_old(course: Course, week: Week, student: str) -> None:
    """A feedback page is old where it was written before the verdicts were."""
    if outcome := load(course, week.name, student):
        save(outcome, course)


def copy_stamp(given: Path, taken: Path) -> None:
    """Have the time of a hand-in beside another of its versions, as nbgrader keeps it: formgrader shows it."""
    if given == taken or not taken.is_dir():
        return
    if (given / STAMP).is_file() and not (given / STAMP).is_symlink():
        shutil.copyfile(given / STAMP, taken / STAMP)
    else:
        (taken / STAMP).unlink(missing_ok=True)
