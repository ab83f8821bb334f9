"""Feedback as one zip file that Canvas or Moodle takes back: each page under the name of the hand-in that it is for."""

import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

from autograder.errors import Mistake
from autograder.handins.lms_names import with_file
from autograder.handins.taken import uploads_of
from autograder.places import Course
from autograder.spec import Week


class NothingFromThere(Mistake, LookupError):
    """No hand-in of the week came from the system that pages shall go back to."""


SYSTEMS = ("canvas", "moodle")
# The same pages make the same bytes.
_WHEN = (1980, 1, 1, 0, 0, 0)


def write_upload(
    week: Week, course: Course, system: str, pages: Iterable[Path], log: Callable[[str], object] = print
) -> Path:
    """Write the zip file of these pages for a system, and return its path; a line of the log for whom it knows no name.

    What several share, as a group of Canvas does, is in it once. Raises NothingFromThere where it would hold no page.
    """
    pages, uploads = list(pages), uploads_of(course, week, system)
    if not any(page.parent.parent.name in uploads for page in pages):
        raise NothingFromThere(
            f"no zip file for {system.capitalize()}: no hand-in of {week.name} was collected from there; the pages are written"
        )
    path = course.feedback / f"{week.name}-{system}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    taken = set()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for page in pages:
            student = page.parent.parent.name
            name = with_file(uploads[student], page.name) if student in uploads else None
            if name is None:
                log(
                    f"{student}: not in the zip file: no hand-in of theirs was collected from {system.capitalize()}"
                )
            elif name not in taken:
                taken.add(name)
                target.writestr(zipfile.ZipInfo(name, _WHEN), page.read_bytes(), zipfile.ZIP_DEFLATED)
    return path
