"""Lays a download of Canvas or Moodle out as nbgrader's submitted/, one clear line for all that is odd."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.bounded import Bounded
from autograder.handins.archive import Allowance, BadArchive, items
from autograder.handins.choose import Contents, NoHandIn, choose, look_into
from autograder.handins.collected import Collected
from autograder.handins.download import File, People, opened, people_of, printable, who
from autograder.handins.identify import (
    all_of_group,
    identify,
    likely_student,
    refuse_the_second,
    say_who_is_on_no_list,
)
from autograder.handins.reading import digest
from autograder.handins.roster import Roster, keep_roster, kept_roster, name_key, with_list
from autograder.handins.taken import Taken, keep_refused, keep_taken, put_down, taken_before
from autograder.places import Course

if TYPE_CHECKING:
    from autograder.spec import Week


def collect(
    archive: str | Path,
    week: Week,
    course: Course,
    class_list: str | Path | None = None,
    replace_old: bool = False,
) -> Collected:
    """Put the latest hand-in of each student into `course.submitted`, and return what was done.

    archive: the zip file, or the folder that a browser unpacked it to
    class_list: a CSV file that says who is who; what it says is kept in the course folder
    replace_old: take newer versions of hand-ins that were collected before; the old ones are kept aside

    Raises BadArchive and BadRoster. A file that is not taken gets a line and costs no other.
    """
    done = Collected()
    roster = kept_roster(course)
    listed = with_list(roster, class_list) if class_list else None
    record = taken_before(course, week)
    people = people_of(items(archive), done)
    if not people:
        raise BadArchive(
            f"{archive} holds no hand-in that Canvas or Moodle named; expected files such as "
            f"lovelaceada_1234_5678_{week.name}.ipynb or 'Ada Lovelace_1234_assignsubmission_file/{week.name}.ipynb'; "
            f"put a notebook that came by mail at {course.submitted}/NAME/{week.name}/{week.name}.ipynb"
        )
    try:
        _take_all(people, roster, record, week, course, replace_old, done)
    finally:
        keep_roster(roster, course)
        keep_taken(record, course, week)
        for number, (folder, why) in done.typed.items():
            known = roster.of_canvas(number)
            done.refused[known.student if known else folder] = why
        keep_refused(done.refused, course, week)
    if listed:
        done.missing = sorted({p.student for p in roster.people} - set(record))
    return done


def _take_all(
    people: People,
    roster: Roster,
    record: Taken,
    week: Week,
    course: Course,
    replace_old: bool,
    done: Collected,
) -> None:
    """Take the hand-in of each person, and note in the record whose it is and how it was called."""
    shared = Counter((files[0].system, name_key(files[0].name)) for files in people.values())
    with Bounded() as bounded:
        for uploads in people.values():
            alone = shared[uploads[0].system, name_key(uploads[0].name)] == 1
            try:
                _take_one(uploads, alone, people, roster, record, week, course, replace_old, bounded, done)
            except (NoHandIn, ValueError) as problem:
                why = printable(str(problem), 400)
                done.lines.append(f"skipped {who(uploads[0])}: {why}")
                done.refused[likely_student(uploads[0], roster)] = why
            except Exception as problem:
                # Whatever a stranger sends, it ends no other's row.
                done.failed += 1
                what = printable(f"{type(problem).__name__}: {problem}", 200)
                done.lines.append(
                    f"skipped {who(uploads[0])}: it could not be collected ({what}); look at it"
                )


def _take_one(
    uploads: list[File],
    alone: bool,
    people: People,
    roster: Roster,
    record: Taken,
    week: Week,
    course: Course,
    replace_old: bool,
    bounded: Bounded,
    done: Collected,
) -> None:
    """Take what one person handed in; alone: whether nobody else of the download has the name."""
    allowance = Allowance()
    files = [file for upload in uploads for file in opened(upload, allowance, week, bounded, done)]
    if not files:
        return
    file, _, reason = choose(files, week.name)
    person = identify(file, roster, record, alone, done)
    refuse_the_second(file, person, record)
    students = all_of_group(person, file, people, roster, done)
    for student in students:
        before = record.get(student, {}).get("order", 0)
        _take(file, reason, student, week, course, replace_old, before, bounded, done)
    say_who_is_on_no_list(file, students, roster, done)
    done.without_times |= file.system == "moodle"
    put_down(file, students, any(f.late for f in files), record, done)


def _take(
    file: File,
    reason: str,
    student: str,
    week: Week,
    course: Course,
    replace_old: bool,
    before: int,
    bounded: Bounded,
    done: Collected,
) -> None:
    """Write one hand-in where nbgrader looks for it, unless another one is there; `before` is the order of that one."""
    data = file.item.read()
    target = course.submitted / student / week.name / f"{week.name}.ipynb"
    if target.is_symlink() or target.parent.is_symlink():
        raise NoHandIn(f"{target} is a symbolic link; remove it")
    if reason:
        done.lines.append(f"{student}: {printable(reason, 400)}")
    if not target.exists():
        done.new.append(student)
    elif target.read_bytes() == data:
        done.unchanged.append(student)
        return
    else:
        old = target.read_bytes()
        there = look_into(lambda: old, week.name, bounded)
        if why := _why_kept(file, there, target.parent, replace_old, before):
            done.kept.append(student)
            done.lines.append(f"{student}: {why}")
            return
        _write(course.replaced / student / week.name / f"{week.name}-{digest(old)[:8]}.ipynb", old)
        done.replaced.append(student)
        done.lines.append(f"{student}: {_replaced(file, there, course.replaced.name, student)}")
    _write(target, data)
    problem = file.contents.problem or ("" if file.contents.weeks else f"no cell of {week.name} is in it")
    if problem:
        done.lines.append(f"{student}: collected, but {problem}")


def _why_kept(file: File, there: Contents, folder: Path, replace_old: bool, before: int) -> str:
    """Why the version that is there, in its folder, counts on, and not this one; "" where it does not."""
    if there.worked and not file.contents.worked and not file.contents.problem:
        return (
            f"{printable(file.file)} is as released; the one before counts, exercises worked on: {there.worked}. "
            f"If the blank one shall count, move {folder} away and collect again"
        )
    if not replace_old:
        return "another version was collected before and is kept; --replace takes this one"
    if 0 < file.order < before and (there.worked or not file.contents.worked):
        return "this download holds an older upload; the newer one that is there counts"
    if file.contents.problem and not there.problem:
        return f"the new version is not taken, the one before counts: {file.contents.problem}"
    return ""


def _replaced(file: File, there: Contents, kept_in: str, student: str) -> str:
    """Where the version before lies, and whether more of it was worked on."""
    worked = file.contents.worked
    more = f"; it has more exercises: {there.worked} to {worked}" if there.worked > worked else ""
    return f"replaced; the version before lies in {kept_in}/{student}{more}"


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)
