"""Sees by the names in Moodle's download that the numbers of a class list are another assignment's, and leaves them out."""

from __future__ import annotations

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

    They are where the list gives somebody's number to one person, and has another of the name in the download; and where
    it has people of the download by other numbers, and nobody by the same. Returns the line that says so, "" where
    nothing does.
    """
    files = [file for file, *_ in people.values() if file.system == "moodle" and not is_blind(file)]
    clashes = [clash for file in files if (clash := _clash(file, roster))]
    is_sure = any(sure for _, sure in clashes) or not any(_has_both(file, roster) for file in files)
    if not clashes or not is_sure:
        return ""
    without_numbers(roster)
    shown, _ = min(clashes, key=lambda clash: not clash[1])
    more = f", and so on for {counted(len(clashes) - 1, 'other')}" if len(clashes) > 1 else ""
    return (
        f"{printable(Path(class_list).name)} has another assignment's numbers: {shown}{more}; "
        "its numbers and times count for nothing, names tell who is who; "
        f"where names do not, give the grading worksheet of {week.name} as --roster"
    )


def without_numbers(roster: Roster) -> None:
    """Take Moodle's numbers out of a Roster, but from those of whom nothing else is known."""
    roster.people = [replace(p, participant="") if p.name else p for p in roster.people]


def _clash(file: File, roster: Roster) -> tuple[str, bool] | None:
    """How a list's numbers differ from a file's, and whether it gives the file's to another; None where they do not."""
    person = roster.of_participant(file.person)
    if person and person.name and _is_anothers(file, person, roster):
        name = printable(person.name)
        return f"participant {file.person} is {name} in it and {printable(file.name)} in the download", True
    named = [p.participant for p in roster.named(file.name) if p.participant] if person is None else []
    if len(named) == 1:
        return (
            f"{printable(file.name)} is participant {named[0]} in it and {file.person} in the download",
            False,
        )
    return None


def _has_both(file: File, roster: Roster) -> bool:
    """Whether the list has the number of a file, and its name with it."""
    person = roster.of_participant(file.person)
    return person is not None and bool(person.name) and is_called(person, file)


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
