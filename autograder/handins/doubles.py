"""Whom a class list has and who may have handed in under another name: of one name, and nothing tells them apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from autograder.handins.lms_names import squeezed, written_by_canvas
from autograder.handins.roster import Person, Roster, are_two_people, name_key


def may_be(person: Person, others: Iterable[Person]) -> list[str]:
    """The students of others who may be this person under the name of another folder."""
    return [p.student for p in others if p.student != person.student and _may_be_one(person, p)]


def doubles(roster: Roster, here: Collection[str]) -> dict[str, list[str]]:
    """Whom lists have and who is not here -> the students who are here and may be them; nobody of whom that is nobody."""
    present = [roster.student(student) for student in sorted(here)]
    absent = (p for p in roster.people if p.listed and p.student not in here)
    return {p.student: likely for p in absent if (likely := may_be(p, present))}


def known_doubles(roster: Roster, found: dict[str, list[str]]) -> dict[str, str]:
    """Of those whom lists have and who may be others: whose number in Canvas shows as whom they handed in."""
    pairs: dict[str, str] = {}
    for student, likely in found.items():
        number = roster.student(student).canvas_id
        same = [other for other in likely if number and roster.student(other).canvas_id == number]
        pairs |= {student: same[0]} if len(same) == 1 else {}
    return pairs


def line_on_doubles(found: dict[str, list[str]]) -> str:
    """The line that says who may be whom, and what tells."""
    of = ", ".join(dict.fromkeys(student for likely in found.values() for student in likely))
    return (
        f"{', '.join(sorted(found))}: on the class list, and may be {of} under another name; "
        "a class list with the columns student and canvas id, or email, as --roster tells"
    )


def _may_be_one(one: Person, other: Person) -> bool:
    if one.canvas_id and one.canvas_id == other.canvas_id:
        return True
    if not one.name or not other.name or are_two_people(one, other):
        return False
    return name_key(one.name) == name_key(other.name) or squeezed(other.name) in written_by_canvas(one.name)
