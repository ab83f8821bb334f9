"""Sees by the names in Moodle's download that the numbers of a class list are another assignment's, and leaves them out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.handins.download import File, People, printable
from autograder.handins.lms_names import PARTICIPANT, squeezed
from autograder.handins.roster import Person, Roster, name_key
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.spec import Week


def leave_out_other_numbers(roster: Roster, people: People, class_list: str | Path, week: Week) -> str:
    """Take Moodle's numbers out of a Roster where the download shows that they are of another assignment.

    They are where the list gives somebody's number to one person, and has another of the name in the download. Returns
    the line that says so, "" where nothing does.
    """
    clashes = list(_clashes(roster, people))
    if not clashes:
        return ""
    roster.people = [replace(p, participant="") if p.name else p for p in roster.people]
    file, person = clashes[0]
    more = f", and so on for {counted(len(clashes) - 1, 'other')}" if len(clashes) > 1 else ""
    return (
        f"{printable(Path(class_list).name)} has another assignment's numbers: participant {file.person} is {printable(person.name)} "
        f"in it and {printable(file.name)} in the download{more}; its numbers and times count for nothing, names tell who is who; "
        f"where names do not, give the grading worksheet of {week.name} as --roster"
    )


def _clashes(roster: Roster, people: People) -> Iterator[tuple[File, Person]]:
    """Each file of Moodle's with the Person who has its number, where the list has another of its name."""
    for file, *_ in people.values():
        person = roster.of_participant(file.person) if file.system == "moodle" else None
        if person and person.name and not is_blind(file) and _is_anothers(file, person, roster):
            yield file, person


def _is_anothers(file: File, person: Person, roster: Roster) -> bool:
    if name_key(file.name) == name_key(person.name):
        return False
    behind = [file.name[place + 1 :] for place, letter in enumerate(file.name) if letter == "-"]
    if any(name_key(name) == name_key(person.name) for name in behind):
        return False
    return any(roster.named(name) for name in (file.name, *behind) if name_key(name))


def is_called(person: Person, file: File) -> bool:
    """Whether the name in Moodle's download may be this person's: of the same words, with more of them or fewer."""
    one, other = set(name_key(person.name).split()), set(name_key(file.name).split())
    return one <= other or other <= one or squeezed(person.name) == squeezed(file.name)


def is_blind(file: File) -> bool:
    """Whether Moodle hides the name: it is a word of its language, with or without the participant's number."""
    word = file.name.removesuffix(file.person).strip().casefold()
    return word in PARTICIPANT or (file.name != word and file.name.endswith(file.person) and " " not in word)
