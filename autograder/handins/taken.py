"""The record of what was taken from whom, week by week: for the next download, for feedback and for marks."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.files import write_atomically
from autograder.handins.download import File
from autograder.handins.lms_names import named_by_canvas
from autograder.places import Course

if TYPE_CHECKING:
    from autograder.spec import Week

# What is said of somebody of whom nothing was taken.
NOT_TAKEN = "handed in something that was not taken"
# What was taken from whom: student -> the file's name, whether it was late, whose it is, the upload's name.
Taken = dict[str, dict[str, Any]]
# Why nothing was taken of somebody, and whose it was.
Refused = dict[str, str]


def taken_before(course: Course, week: Week) -> Taken:
    """What was taken of a week, empty where nothing was."""
    path = _record_path(course, week)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def keep_taken(record: Taken, course: Course, week: Week) -> None:
    """Keep it in the course folder."""
    write_atomically(_record_path(course, week), json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def keep_refused(
    refused: dict[str, Refused], present: Collection[str], record: Taken, course: Course, week: Week
) -> None:
    """Keep why nothing of somebody was taken, beside what earlier downloads left of it; nobody is kept under two names.

    present: whose uploads the download holds. One that holds everybody of whom something was taken is a whole one: whom
    it does not hold, and who was refused before, was in another assignment's, or took the upload back.
    """
    before, people = _all_refused(course, week), {one["person"] for one in refused.values()}
    is_whole = {one["person"] for one in record.values()} <= set(present)
    others = {
        student: one
        for student, one in before.items()
        if one["person"] not in people and not (is_whole and one["person"] not in present)
    }
    if others | refused != before:
        text = json.dumps(others | refused, indent=1, ensure_ascii=False)
        write_atomically(_refused_path(course, week), text + "\n")


def refused_of(course: Course, week: Week) -> dict[str, str]:
    """Student -> why, for all who handed in something of which nothing was taken, and who have no hand-in of the week since."""
    people = {one["person"] for one in taken_before(course, week).values()}
    return {
        student: one["why"]
        for student, one in _all_refused(course, week).items()
        if one["person"] not in people and not (course.submitted / student / week.name).is_dir()
    }


def _all_refused(course: Course, week: Week) -> dict[str, Refused]:
    path = _refused_path(course, week)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def _refused_path(course: Course, week: Week) -> Path:
    return course.collected / "refused" / f"{week.name}.json"


def _record_path(course: Course, week: Week) -> Path:
    return course.collected / f"{week.name}.json"


def put_down(file: File, students: Iterable[str], late: bool, record: Taken) -> None:
    """Put what was taken from whom into the record."""
    for student in students:
        record[student] = {
            "file": file.file,
            "late": late,
            "person": person_of(file),
            "upload": file.upload,
            "order": file.order,
        }


def person_of(file: File) -> str:
    """Whom the system's number names, in the words of the records."""
    return f"{file.system}:{file.person}"


def taken_as(file: File, record: Taken) -> str | None:
    """As which student's the hand-in of whom the system's number names was taken before, or None."""
    return next(iter(all_taken_as(file, record)), None)


def all_taken_as(file: File, record: Taken) -> list[str]:
    """The students whose hand-in is what whom the system's number names handed in: several where that was a group's."""
    return [student for student, node in record.items() if node["person"] == person_of(file)]


def other_upload(node: Mapping[str, Any], file: File) -> str:
    """The upload that an entry of the record is of, where it is a group's, or a person's, that the file is not of; else ""."""
    before = named_by_canvas(node.get("upload", ""))
    is_other = node.get("person") != person_of(file) and before not in ("", file.name)
    return node["upload"] if is_other and file.system == "canvas" else ""


def late_in_canvas(course: Course, week: Week) -> set[str]:
    """The students whose collected hand-in of a week Canvas marked late."""
    return {student for student, node in taken_before(course, week).items() if node["late"]}


def uploads_of(course: Course, week: Week, system: str) -> dict[str, str]:
    """Student -> the name that a system's download had for their hand-in."""
    record = taken_before(course, week)
    return {
        s: node["upload"]
        for s, node in record.items()
        if "upload" in node and node["person"].startswith(f"{system}:")
    }


def with_hand_ins(course: Course, week: Week | None = None) -> set[str]:
    """The students who have a folder with hand-ins, of one week or of any."""
    return {path.parent.name for path in course.submitted.glob(f"*/{week.name if week else '*'}")}


def numbers_in_moodle(course: Course, week: Week) -> dict[str, str]:
    """Moodle's number for a participant of this week's assignment -> student, as collected."""
    people = {node["person"]: student for student, node in taken_before(course, week).items()}
    return {
        person.removeprefix("moodle:"): student
        for person, student in people.items()
        if person.startswith("moodle:")
    }
