"""What an instructor should know before a file of marks goes anywhere."""

from __future__ import annotations

import shlex
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from autograder.handins.called import called_so
from autograder.handins.doubles import doubles, known_doubles, line_on_doubles
from autograder.handins.lms_names import is_anonymous, is_hidden
from autograder.handins.roster import Roster, name_key
from autograder.handins.taken import NOT_TAKEN
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.gradebook.marks import Mark
    from autograder.spec import Week


def advice(
    marks: Sequence[Mark],
    week: Week,
    kind: str,
    roster: Roster,
    waiting: Collection[str] = (),
    refused: Collection[str] = (),
    numbers: Mapping[str, str] | None = None,
    given: str = "",
    taken: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """One line for each thing.

    given: the name of the class list that came with the command; taken: Moodle's number for a participant -> as whom
    what was handed in under it was taken

    waiting: who handed in what is not graded yet, of whom another line tells; refused: of whom nothing could be taken.
    numbers: Moodle's number for a participant -> student, where the file is Moodle's worksheet filled in by number.
    """
    unmarked = sum(bool(mark.unmarked) for mark in marks)
    if unmarked:
        has = f"{counted(unmarked, 'hand-in')} {'has' if unmarked == 1 else 'have'}"
        yield (
            f"{has} cells that nobody has marked yet; they count 0: `autograder mark {week.name}`, "
            "or leave them out by --judged-only"
        )
    ungraded = [mark.student for mark in marks if mark.total is None]
    if ungraded:
        yield f"no mark for {', '.join(ungraded)}: not graded"
    here = {mark.student for mark in marks}
    yield from roster.against
    yield from roster.shared
    others = _others_by_number(roster, taken or {})
    for student, (participant, other) in others.items():
        yield (
            f"{student}: what participant {participant} handed in was taken as {student}, but {given} has {other} as {participant}; "
            f"where it is the worksheet of {week.name}, collect again with it, and follow its line"
        )
    misnamed = {s: found[0] for s in sorted(here) if (found := _called_otherwise(s, roster))}
    for student, listed in misnamed.items():
        way = (
            f"both are in this file: `autograder withdraw {week.name} {shlex.quote(student)}` takes this one out"
            if listed in here
            else f"rename the folder in submitted/ to {listed}, and grade again"
        )
        yield f"{student}: {listed} is called so by a class list; {way}"
    doubled = doubles(roster, here)
    told = {*here, *doubled, *misnamed.values(), *(other for _, other in others.values())}
    for why, students in _without_row(roster, told, waiting, refused, numbers or {}):
        yield f"no row for {', '.join(students)}: {why}"
    known = known_doubles(roster, doubled)
    if known:
        pairs = ", ".join(f"{student} is {other}" for student, other in known.items())
        yield f"in this file under the names of their folders: {pairs}"
    if unknown := {student: likely for student, likely in doubled.items() if student not in known}:
        yield line_on_doubles(unknown)
    maybe = {student for likely in doubled.values() for student in likely}
    maybe |= misnamed.keys()
    strangers = [mark.student for mark in marks if roster.lacks(mark.student) and mark.student not in maybe]
    if strangers:
        yield (
            f"on no class list, but in this file: {', '.join(strangers)}; if they joined since, give a new list as --roster; "
            "if they do not belong here, take their rows out"
        )
    hidden = [mark.student for mark in marks if is_hidden(mark.student)]
    if hidden and kind == "moodle" and numbers is None:
        yield (
            f"Moodle knows {', '.join(hidden)} by number alone: give the grading worksheet of this assignment as --roster, "
            "and its rows are filled in"
        )
    anonymous = [mark.student for mark in marks if is_anonymous(roster.student(mark.student).canvas_id)]
    if anonymous and kind == "canvas":
        yield (
            f"Canvas will not know {', '.join(anonymous)}, whose names it hides: once it shows them, download and collect again"
        )
    apart = {*strangers, *misnamed}
    people = [roster.student(mark.student) for mark in marks if mark.student not in apart]
    number = {
        "canvas": lambda p: p.canvas_id or p.login,
        "moodle": lambda p: p.email or p.id_number or p.login,
    }.get(kind)
    without = [p.student for p in people if number and not number(p) and not is_hidden(p.student)]
    if without:
        lists = {"canvas": "Canvas's gradebook export", "moodle": "Moodle's grading worksheet"}[kind]
        need = {"canvas": "Canvas id or login", "moodle": "address, ID number or login"}[kind]
        lacks = f": {given} has no {need} of theirs; " if given else "; "
        yield f"{kind.capitalize()} may not know {', '.join(without)}{lacks}give {lists} {'of everybody ' if given else ''}as --roster"


def _others_by_number(roster: Roster, taken: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Student -> number and whom a list has under it: another of the same name than as whom the hand-in was taken."""
    found: dict[str, tuple[str, str]] = {}
    for participant, student in taken.items():
        person, before = roster.of_participant(participant), roster.student(student)
        is_another = person and person.listed and before.listed and person.student != student
        if person and is_another and name_key(person.name) == name_key(before.name):
            found[student] = (participant, person.student)
    return found


def _called_otherwise(student: str, roster: Roster) -> list[str]:
    """The one whom a list calls as a folder is called that no list and no download knows; [] where that is nobody, or several."""
    known = any(p.student == student for p in roster.people)
    called = [] if known else [s for s in called_so(student, roster) if roster.student(s).listed]
    return called if len(called) == 1 else []


def _without_row(
    roster: Roster,
    here: Collection[str],
    waiting: Collection[str],
    refused: Collection[str],
    numbers: Mapping[str, str],
) -> Iterator[tuple[str, list[str]]]:
    """(why, whom) of those whom class lists have, and who are not in the file.

    Where names are hidden, whoever is known by no number may be one of those who are here.
    """
    hides = any(map(roster.hides, here))
    absent = {
        p.student
        for p in roster.people
        if p.listed
        and p.student not in {*here, *waiting}
        and numbers.get(p.participant) not in here
        and not (hides and not p.participant and not is_hidden(p.student))
    }
    nothing = sorted(absent.difference(refused))
    if nothing:
        yield "on the class list, with no hand-in of this week", nothing
    if no_notebook := sorted(absent.intersection(refused)):
        yield NOT_TAKEN, no_notebook
