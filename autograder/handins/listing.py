"""Joins a class list to the people of a course: who is who, who is in which group, and what goes against what is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from autograder.handins.lms_names import squeezed
from autograder.handins.roster import (
    Person,
    Roster,
    are_two_people,
    has_groups,
    name_key,
    read_list,
    with_news_of,
    written_key,
)

SHOWN = 12
# What a number is called in a line; of one person there is one of each.
_NUMBERS = {"canvas_id": "Canvas id", "participant": "participant"}
# What else may show whose row it is.
_SHOWN = {**_NUMBERS, "login": "login", "email": "address", "sis_user_id": "SIS user id", "id_number": "ID number"}  # fmt: skip


def with_list(
    roster: Roster,
    path: str | Path,
    numbers: Mapping[str, str] | None = None,
    here: Collection[str] = (),
    to_export: bool = False,
) -> Roster:
    """Add the people of a class list to a Roster; returns the same Roster.

    First whom a number or an address tells, then by name whom that tells. Who could be several listed people, or shares
    with others of the list what one is called, is left to `unclear`; a row that goes against what is known, to `against`.
    The newest list that has somebody, or their group, says who is in it: no group there is none.
    numbers: Moodle's number for a participant -> student, of those whose hand-in was taken before the list came
    here: the students who have a folder with hand-ins
    to_export: whether nothing will be filed anew: whom the list has under another name than their folder's is one with it
    """
    for_one = numbers or {}
    people = [
        replace(
            _as_taken(person, for_one.get(person.participant, ""), roster, here if to_export else None),
            listed=True,
        )
        for person in read_list(path)
    ]
    groups = {person.group for person in people} - {""}
    _part_from_groups(roster, people)
    dissolved = {p.student for p in roster.people if p.group in groups}
    kept = _join(roster, people, Path(path).name, here)
    _join_names_alone(roster, kept, here)
    if has_groups(path):
        unclear = {written_key(p.name) for p in roster.unclear}
        dissolved = {s for s in dissolved if written_key(roster.student(s).name) not in unclear}
        without = (dissolved | set(kept)) - {s for s, person in kept.items() if person.group}
        roster.people = [replace(p, group="") if p.student in without else p for p in roster.people]
    return roster


def _part_from_groups(roster: Roster, rows: Iterable[Person]) -> None:
    """Take the number from who stands for a group's hand-in, where the list has whose it is in another group, or in none.

    Those are people on no list, called as Canvas calls a group of the list.
    """
    group_of = {row.canvas_id: squeezed(row.group) for row in rows if row.canvas_id}
    groups = set(group_of.values()) - {""}
    roster.people = [
        replace(p, canvas_id="")
        if not p.listed
        and squeezed(p.name) in groups
        and squeezed(p.name) != group_of.get(p.canvas_id, squeezed(p.name))
        else p
        for p in roster.people
    ]


def _as_taken(person: Person, student: str, roster: Roster, here: Collection[str] | None) -> Person:
    """A list's Person under the name under which their hand-in was taken, a group's name before theirs or not.

    Not where a number or an address shows whom of a list before it is, unless nothing of that one is here; nor where
    the one who was taken has another number or address by a list.
    here: the students who have hand-ins; None where these may yet be filed anew
    """
    name, before = written_key(person.name), roster.student(student)
    taken = f" {written_key(before.name)}"
    if not (student and name and taken.endswith(f" {name}")) or (
        before.listed and are_two_people(before, replace(person, participant=""))
    ):
        return person
    known = [
        p for place in roster.by_number(person) if (p := roster.people[place]).listed and p.student != student
    ]
    if any(here is None or p.student in here for p in known):
        return person
    roster.people = [p for p in roster.people if p not in known]
    for p in known:
        person = with_news_of(p, person)
    return replace(person, student=student)


def _join(roster: Roster, people: Iterable[Person], file: str, here: Collection[str]) -> dict[str, Person]:
    """Add the rows of a list; return student -> row of all who are in. here: the students who have hand-ins"""
    kept: dict[str, Person] = {}
    by_name: dict[str, list[Person]] = {}
    rows = list(dict.fromkeys(people))
    shared = _sharing(rows)
    roster.shared += [
        f"{file} has {_words(one)}, and {_words(other)}: two people with one {word}; nothing of these rows is taken, correct the list"
        for one, other, word in shared
    ]
    for row in [row for row in rows if not any(row in pair for pair in shared)]:
        if why := _against(roster, row, here):
            roster.against.append(f"{file} has {_words(row)}, but {why}; nothing of this row is taken")
        elif roster.known_place(row) is None and row.name:
            by_name.setdefault(written_key(row.name), []).append(row)
        else:
            kept[_join_one(roster, row)] = row
    for alike in by_name.values():
        places = {i for row in alike for i in roster.by_name(row)}
        listed = {i for i in places if roster.people[i].listed}
        if listed and (len(alike) > 1 or len(listed) > 1):
            roster.unclear += alike
            continue
        taken = [roster.people[i].student for i in places - listed if roster.people[i].student in here]
        for row in alike:
            is_one_of = len(alike) > 1 and len(taken) == 1
            student = _join_one(roster, row, alone=is_one_of)
            kept[student] = row
            if is_one_of:
                roster.whose.setdefault(taken[0], []).append(student)
    for name, alike in by_name.items():
        namesakes = [
            p.student for p in roster.people
            if p.listed and p.student in here and p.student not in kept and written_key(p.name) == name
        ]  # fmt: skip
        for row in alike if namesakes else ():
            roster.namesakes |= {student: namesakes[0] for student, one in kept.items() if one is row}
    return kept


def _sharing(rows: Sequence[Person]) -> list[tuple[Person, Person, str]]:
    """The pairs of rows of one list that two people share a number or an address in, and what they share."""
    found: list[tuple[Person, Person, str]] = []
    for key, word in {**_SHOWN, "called": "student"}.items():
        first: dict[str, Person] = {}
        for row in rows:
            value = getattr(row, key).casefold()
            one = first.setdefault(value, row) if value else row
            if one.name and row.name and name_key(one.name) != name_key(row.name):
                found.append((one, row, word))
    return found


def _join_names_alone(roster: Roster, kept: Mapping[str, Person], here: Collection[str]) -> None:
    """Take out whom lists have by name alone, and of whom nothing is here, where the list has as many of the name by number.

    kept: student -> row of the list
    """
    by_name: dict[str, list[str]] = {}
    for student, row in kept.items():
        by_name.setdefault(written_key(row.name), []).append(student)
    for name, students in by_name.items():
        others = [
            p for p in roster.people if p.listed and p.student not in kept and written_key(p.name) == name
        ]
        are_names = not any(p.student in here or _has_number(p) for p in others)
        are_numbered = all(_has_number(roster.student(student)) for student in students)
        if not (name and len(others) == len(students) and are_names and are_numbered):
            continue
        roster.people = [p for p in roster.people if p not in others]
        if len(others) == 1:
            person = roster.student(students[0])
            known = replace(others[0], student=person.student)
            roster.people[roster.people.index(person)] = with_news_of(known, person)


def _has_number(person: Person) -> bool:
    return any(getattr(person, key) for key in _SHOWN)


def _join_one(roster: Roster, row: Person, alone: bool = False) -> str:
    """Add a row; two whom it shows to be one are one then. alone: whose name tells nothing. Return the student's name."""
    before = {p.student: p for p in roster.people}
    first, *others = [p for i in roster.by_number(row) if (p := roster.people[i]).listed] or [row]
    if others:
        first, *others = sorted([first, *others], key=lambda p: (p.student != row.called, not p.canvas_id))
        roster.people = [p for p in roster.people if p not in others]
        for other in others:
            roster.people[roster.people.index(first)] = first = with_news_of(
                first, with_news_of(other, first)
            )
    student = roster.add(row, alone).student
    if student in before and row.called not in ("", student, before[student].called):
        roster.renamed[row.called] = student
    elif (
        student in before and not row.called and not before[student].listed and student != roster.wanted(row)
    ):
        roster.renamed[_shown_as(row)] = student
    return student


def _shown_as(row: Person) -> str:
    """What a line calls somebody of a list that has no names for folders."""
    number = row.login or row.email or row.canvas_id
    return f"{row.name} ({number})" if row.name and number else row.name or number


def _against(roster: Roster, row: Person, here: Collection[str]) -> str:
    """What is known that a row goes against, in words; "" where nothing is. here: the students who have hand-ins

    A row that names one may say that another of the name, of whom nothing is here and whom no list named, is the same.
    """
    known = [roster.people[i] for i in roster.by_number(row)]
    listed = [person for person in known if person.listed]
    if any(row.called == person.student for person in listed):
        listed = [
            p
            for p in listed
            if p.student == row.called
            or p.called
            or p.student in here
            or name_key(p.name) != name_key(row.name)
        ]
        known = [p for p in known if p.student == row.called] if len(listed) == 1 else known
    for one, other in combinations(listed, 2):
        if are_two_people(one, other) or (
            one.name and other.name and name_key(one.name) != name_key(other.name)
        ):
            return f"{_shared(one, row)} is {one.student}'s and {_shared(other, row)} is {other.student}'s"
    for person in known[:1]:
        for key, word in _NUMBERS.items():
            value, said = getattr(person, key), getattr(row, key)
            if value and said and value != said:
                return f"{_shared(person, row)} has the {word} {value}"
        if person.listed and person.name and name_key(person.name) != name_key(row.name):
            for other in roster.named(row.name) if row.name else ():
                if other.listed and are_two_people(person, other):
                    return f"{_shared(person, row)} is {person.name}'s, and {row.name} is {other.student}"
    return ""


def _shared(person: Person, row: Person) -> str:
    """What shows that a row is somebody's."""
    for key, word in _SHOWN.items():
        value = getattr(row, key)
        if value and value.casefold() == getattr(person, key).casefold():
            return f"{word} {value}"
    return f"student {row.called or row.student}"


def _words(row: Person) -> str:
    """A row of a list, as a line shows it."""
    told = [f"{word} {getattr(row, key)}" for key, word in _SHOWN.items() if getattr(row, key)]
    return f"{row.called or row.name}{f' ({row.name})' if row.called and row.name else ''} with {', '.join(told) or 'no number'}"


def lines_on_list(roster: Roster, shown_list: str, kept_in: str) -> Sequence[str]:
    """What a list said that is not followed as it stands, one line each.

    shown_list: the list's name; kept_in: where the course keeps who is who
    """
    lines = [
        f"{line}: correct it, or {kept_in} where the list is right, and collect again"
        for line in roster.against
    ]
    lines += [f"{line}, and collect again" for line in roster.shared]
    lines += [
        f"{student}: whose is it? {shown_list} has {len(could)} of the name, {', '.join(could)}; "
        "a list with this student's number tells: the worksheet of the week that was handed in, or the column canvas id"
        for student, could in roster.whose.items()
    ]
    lines += [
        f"{student}: {shown_list} has this name under another number or address than {other} has, and does not have {other}: taken for another; "
        f"if they are one, withdraw what came as {student}, and collect again with a list that has {other} in the column student, and the new address"
        for student, other in roster.namesakes.items()
    ]
    if roster.renamed:
        pairs = [f"{called} is {student}" for called, student in roster.renamed.items()]
        more = f" and {len(pairs) - SHOWN} more, in {kept_in}" if len(pairs) > SHOWN else ""
        lines.append(
            f"{shown_list} came later than their folders, which keep their names: {', '.join(pairs[:SHOWN])}{more}"
        )
    return lines
