"""Feedback as one zip file that Canvas or Moodle takes back: each page under the name of the hand-in that it is for."""

import zipfile
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path

from autograder.errors import Mistake
from autograder.handins.lms_names import number_in_canvas, with_file
from autograder.handins.roster import Roster, kept_roster
from autograder.handins.taken import taken_before, uploads_of
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
    """Write the zip file of these pages for a system, and return its path; a line of the log for whoever is not in it.

    Of what several share, as a group of Canvas does, the page of who uploaded it is in it, and no other's: pages hold marks
    and comments of one person. Raises NothingFromThere where it would hold no page.
    """
    written = {page.parent.parent.name: page for page in pages}
    uploads, roster = uploads_of(course, week, system), kept_roster(course)
    uploaders = _uploaders(week, course, roster)
    members: dict[str, list[str]] = {}
    for student, upload in uploads.items():
        members.setdefault(upload, []).append(student)
    lines: list[str] = []
    others: dict[str, list[str]] = {}
    held: dict[str, Path] = {}
    for student, page in written.items():
        name = with_file(uploads[student], page.name) if student in uploads else None
        if name is None:
            lines.append(
                f"{student}: not in the zip file: no hand-in of theirs was collected from {system.capitalize()}"
            )
            continue
        group = members[uploads[student]]
        owner = _somebody_else(uploads[student], group, roster) if system == "canvas" else ""
        if owner:
            others.setdefault(_in_anothers_name(owner), []).append(student)
            continue
        whose = uploaders.get(student) or _first_of_alike(group, page, course, roster)
        if len(group) == 1 or whose == student:
            held[name] = page
        else:
            others.setdefault(_why_not(whose, written, system), []).append(student)
    theirs = f"give them theirs by hand, {course.feedback}/<student>/{week.name}/{week.name}.html"
    lines += [f"{', '.join(who)}: not in the zip file: {why}; {theirs}" for why, who in others.items()]
    if not held:
        why = (
            "".join(f"\n{line}" for line in lines)
            if set(written) & set(uploads)
            else f" no hand-in of {week.name} was collected from there; the pages are written"
        )
        raise NothingFromThere(f"no zip file for {system.capitalize()}:{why}")
    path = course.feedback / f"{week.name}-{system}.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, page in held.items():
            target.writestr(zipfile.ZipInfo(name, _WHEN), page.read_bytes(), zipfile.ZIP_DEFLATED)
    for line in lines:
        log(line)
    return path


def _uploaders(week: Week, course: Course, roster: Roster) -> dict[str, str]:
    """Student -> who uploaded what was taken as theirs, of those whose number in Canvas is known, and who have it, too."""
    record, found = taken_before(course, week), {}
    for student, node in record.items():
        system, _, number = node["person"].partition(":")
        person = roster.of_canvas(number) if system == "canvas" else None
        if person and record.get(person.student, {}).get("person") == node["person"]:
            found[student] = person.student
    return found


def _somebody_else(upload: str, students: Iterable[str], roster: Roster) -> str:
    """Whose number an upload of Canvas's has, where that is another's than of those who have the hand-in; else ""."""
    number = number_in_canvas(upload)
    if any(roster.student(student).canvas_id == number for student in students):
        return ""
    owner = roster.of_canvas(number) if number else None
    return owner.student if owner and owner.listed else ""


def _in_anothers_name(owner: str) -> str:
    return f"Canvas has the file under the number of {owner}, who has another hand-in here, or none"


def _first_of_alike(students: Iterable[str], page: Path, course: Course, roster: Roster) -> str:
    """The first of those who share what nobody of them is known to have uploaded; "" where their pages differ by more than names."""
    pages = {student: course.feedback / student / page.parent.name / page.name for student in students}
    texts = {_without_name(student, its, roster) for student, its in pages.items() if its.is_file()}
    return next(iter(pages)) if len(texts) == 1 else ""


def _without_name(student: str, page: Path, roster: Roster) -> str:
    text = page.read_text(encoding="utf-8")
    for name in (roster.student(student).name, student):
        text = text.replace(escape(name), "") if name else text
    return text


def _why_not(whose: str, written: Mapping[str, Path], system: str) -> str:
    """Why the page of somebody of a group is not in the zip file; whose: of whom the group's one page is, "" for nobody."""
    if not whose:
        return "who of their group uploaded is not known, and the pages of the group differ"
    if whose not in written:
        return f"their group has one file, {whose}'s, whose page is not among these"
    return (
        f"{system.capitalize()} takes one page for their group's file, and gets that of {whose}, "
        f"which {system.capitalize()} may show to all of the group"
    )
