"""Who is behind a file of a download: by the course's lists, else by what the system says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from autograder.handins.choose import NoHandIn
from autograder.handins.collected import Collected
from autograder.handins.download import File, People, printable, who
from autograder.handins.lms_names import (
    ANONYMOUS,
    is_anonymous,
    likenesses,
    named_by_canvas,
    slug,
    squeezed,
    written_by_canvas,
)
from autograder.handins.other_sheet import is_blind, is_called
from autograder.handins.roster import Person, Roster, name_key, written_key
from autograder.handins.taken import Taken, all_taken_as, person_of, taken_as
from gmcourse.counted import counted

# What Canvas writes behind a name: what follows is a student's own.
_OF_CANVAS = re.compile(r"_\d+_\d+_")
NUMBERED_LIST = "give a class list with the columns student and canvas id as --roster"
WORKSHEET = "give this assignment's grading worksheet as --roster"


class Namesakes:
    """Who shares a name with others of a download."""

    def __init__(self, people: People) -> None:
        names = [(files[0].system, files[0].name) for files in people.values()]
        self._as_written = Counter((system, written_key(name)) for system, name in names)
        self._in_any_order = Counter((system, name_key(name)) for system, name in names)

    def has_none(self, file: File, as_written: bool = False) -> bool:
        """Whether nobody else has the name; as written: of the same words in another order is nobody else."""
        if as_written:
            return self._as_written[file.system, written_key(file.name)] == 1
        return self._in_any_order[file.system, name_key(file.name)] == 1


def identify(file: File, roster: Roster, record: Taken, namesakes: Namesakes, done: Collected) -> Person:
    """The Person behind a file; people whom no list knows get a folder name made from what the system says."""
    if before := taken_for(file, record, roster):
        return roster.student(before)
    if unclear := next((p for p in roster.unclear if _number(p, file.system) == file.person), None):
        raise _which(roster.named(unclear.name), "see the line on the class list", done)
    if file.system == "canvas":
        known = roster.of_canvas(file.person)
        if known and not (_is_in_group(known, file) or _is_name_of(file.name, known.name)):
            known = _member_of(file, roster, done) or known
            known = None if _is_called_as_another(file, known, roster, done) else known
        return known or _new_in_canvas(file, roster, namesakes.has_none(file), done)
    known = roster.of_participant(file.person)
    if known and not is_blind(file) and not is_called(known, file):
        raise NoHandIn(
            f"participant {file.person} is {known.name} in the class list and {printable(file.name)} in the download; "
            f"{WORKSHEET}, or correct the name in the list"
        )
    if known:
        return known
    if is_blind(file):
        return roster.add(Person(slug("participant", file.person), participant=file.person))
    named = [p for p in roster.named(file.name) if not p.participant]
    as_written = all(written_key(p.name) == written_key(file.name) for p in named)
    if not named:
        named = _in_group(file, roster, done)
    if len(named) > 1:
        raise _which(named, WORKSHEET, done)
    if named and not namesakes.has_none(file, as_written):
        done.unsure.add(named[0].student)
        raise NoHandIn(f"several in this download have the name of {named[0].student}; {WORKSHEET}")
    if named:
        done.turned += [] if as_written else [named[0].student]
        return roster.add(replace(named[0], participant=file.person))
    student = slug(file.name) if namesakes.has_none(file) else slug(file.name, file.person)
    return roster.add(Person(student, file.name, participant=file.person))


def taken_for(file: File, record: Taken, roster: Roster) -> str | None:
    """As whose a file's person was taken before, of a group one who is still in it; None where nothing was.

    What somebody handed in for a group says nothing of a file in their own name.
    """
    if file.system != "canvas":
        return taken_as(file, record)
    taken = [s for s in all_taken_as(file, record) if _is_theirs(s, file, record, roster)]
    members = (s for s in taken if _is_in_group(roster.student(s), file))
    if _of_group(file, roster):
        taken = [s for s in taken if _is_name_of(file.name, roster.student(s).name)]
    taken = taken or [student for student, node in record.items() if _was_read_otherwise(node, file)]
    return next(members, next(iter(taken), None))


def _was_read_otherwise(node: Mapping[str, Any], file: File) -> bool:
    """Whether a file of Canvas's was taken before it was known whose it is: while names were hidden, or before the groups."""
    was_hidden = node["person"].startswith(f"canvas:{ANONYMOUS}") and not is_anonymous(file.person)
    is_same = 0 < file.order == node.get("order")
    return (was_hidden and is_same) or file.upload != file.item.name == node.get("upload")


def _is_theirs(student: str, file: File, record: Taken, roster: Roster) -> bool:
    """Whether who was taken under the number of a file has this number, or the file is called as what was taken."""
    called = named_by_canvas(record[student].get("upload", ""))
    return called in ("", file.name) or roster.student(student).canvas_id == file.person


def say_who_left(
    file: File, students: Collection[str], roster: Roster, record: Taken, week: str, done: Collected
) -> None:
    """A line for each who has the hand-in of a group that they are in no more, by the newest list."""
    if not any(_is_in_group(roster.student(student), file) for student in students):
        return
    for student, node in record.items():
        if person_of(file) != node["person"] and named_by_canvas(node.get("upload", "")) != file.name:
            continue
        person = roster.student(student)
        stays = student in students or student in done.kept or _is_in_group(person, file)
        if person.listed and not stays:
            group = printable(roster.student(next(iter(students))).group)
            done.lines.append(
                f"{student}: has the hand-in of {group} from before, and is not in it by the newest list; "
                f"`autograder withdraw {week} {student}` takes it out"
            )


def say_who_is_another(file: File, before: str | None, roster: Roster, week: str, done: Collected) -> None:
    """A line where a list has another under a system's number than as whom the hand-in was taken."""
    is_moodle = file.system == "moodle"
    by_list = roster.of_participant(file.person) if is_moodle else roster.of_canvas(file.person)
    if before and by_list and by_list.listed and by_list.student != before and not _of_group(file, roster):
        number = f"{'participant' if is_moodle else 'Canvas id'} {file.person}"
        done.unsure.add(by_list.student)
        done.lines.append(
            f"{before}: {who(file)} was taken as {before}, and stays there, but the list has {by_list.student} as {number}; "
            f"where the list is right, `autograder withdraw {week} {before}`, then collect again with it"
        )


def listed_by_now(
    file: File, before: str, roster: Roster, namesakes: Namesakes, done: Collected
) -> Person | None:
    """Whom a list has that came after the hand-in of somebody on no list; None where that is nobody, or cannot be told.

    Of whom Canvas hid, also who handed in another week under the number that it shows now.
    """
    tried = Collected()
    try:
        person = identify(file, roster.listed(), {}, namesakes, tried)
    except NoHandIn as problem:
        done.lines.append(f"{before}: {problem}")
        done.unsure |= tried.unsure | {before}
        return None
    if person.listed:
        done.lines += tried.lines
        return person
    was_hidden = is_anonymous(roster.student(before).canvas_id) and not is_anonymous(file.person)
    return roster.of_canvas(file.person) if was_hidden else None


def with_shown_name(student: str, file: File, roster: Roster) -> Person:
    """Who was taken before, as it is known now: with the name and number that Canvas hid and shows."""
    person = roster.student(student)
    if is_anonymous(person.canvas_id) and not is_anonymous(file.person):
        shown = replace(person, name=file.name, canvas_id=file.person)
        roster.people = [shown if p is person else p for p in roster.people]
    return roster.student(student)


def say_who_is_hidden(roster: Roster, done: Collected) -> None:
    """One line for all who were taken now and whose names Canvas hides."""
    hidden = [student for student in done.new if is_anonymous(roster.student(student).canvas_id)]
    if hidden:
        done.lines.append(
            f"Canvas hides whose {counted(len(hidden), 'hand-in')} these are: {', '.join(hidden[:12])}{' ...' if hidden[12:] else ''}; "
            "once it shows the names, download and collect again, best before grading: Canvas takes no mark without them"
        )


def say_who_was_hidden(people: People, record: Taken, week: str, done: Collected) -> None:
    """One line for all who were taken while Canvas hid names, and of whom a download that shows names has nothing."""
    shows = any(system == "canvas" for system, _ in people) and not any(is_anonymous(p) for _, p in people)
    left = [s for s, node in record.items() if shows and node["person"].startswith(f"canvas:{ANONYMOUS}")]
    if left:
        done.lines.append(
            f"{', '.join(left)}: handed in while Canvas hid names, and not in this download; who uploaded again has a hand-in under their name now: "
            f"then `autograder withdraw {week} {' '.join(left)}`"
        )


def name_in_lists(person: Person, file: File) -> str:
    """What the class lists call who handed a file in: the group where it is called as the group is, else the student."""
    return printable(person.group) if _is_in_group(person, file) else person.student


def _which(named: Iterable[Person], how_to_tell: str, done: Collected) -> NoHandIn:
    """The NoHandIn of a file that could be any of several people's; nobody says of them that nothing came."""
    students = [p.student for p in named]
    done.unsure.update(students)
    return NoHandIn(f"whose is it? {_any_of(students)} could be; {how_to_tell}")


def _is_called_as_another(file: File, known: Person, roster: Roster, done: Collected) -> bool:
    """Whether a list gives Canvas's number to one person, and a file of that number is called as another of it is.

    Then the name counts, with a line, and neither keeps their number: a list that is put right would go against it.
    """
    others = [
        p for p in roster.people
        if p.listed and p.student != known.student and squeezed(file.name) in written_by_canvas(p.name)
    ]  # fmt: skip
    if not (known.listed and others) or _is_in_group(known, file):
        return False
    done.lines.append(
        f"{who(file)}: the list has Canvas id {file.person} as {known.student}, and {_any_of(p.student for p in others)} is called so: "
        "the name counts; correct the list"
    )
    roster.people = [replace(p, canvas_id="") if p in (known, *others) else p for p in roster.people]
    return True


def _any_of(students: Iterable[str]) -> str:
    return " or ".join(students)


def _number(person: Person, system: str) -> str:
    return person.canvas_id if system == "canvas" else person.participant


def lines_on_unclear(roster: Roster, class_list: str | Path) -> Iterator[str]:
    """A line for each name of a class list that the course's list has, and nothing to tell whose of several it is."""
    file = printable(Path(class_list).name)
    for name in dict.fromkeys(p.name for p in roster.unclear):
        called = (p.email or p.login or p.id_number for p in roster.unclear if p.name == name)
        whom = f"{name} ({', '.join(filter(None, called))})".removesuffix(" ()")
        yield (
            f"{file} has {printable(whom, 200)}: who is {_any_of(p.student for p in roster.named(name))} cannot be told; "
            f"give a class list with the columns student, name and email as --roster, then {file} again"
        )


def _new_in_canvas(file: File, roster: Roster, alone: bool, done: Collected) -> Person:
    """The Person behind a number of Canvas that no list has: by name, as a member of the group of this name, or a new one."""
    name = file.name if not is_anonymous(file.person) else ""
    named = _squeezed_like(name, roster) if alone else []
    if len(named) == 1:
        done.lines.append(
            f"{named[0].student}: {who(file)} is {named[0].name} of the class list, by name alone"
        )
        return roster.add(replace(named[0], canvas_id=file.person))
    member = _member_of(file, roster, done) if alone and not named else None
    if member:
        return member
    return roster.add(Person(slug(name, file.person), name, canvas_id=file.person))


def _member_of(file: File, roster: Roster, done: Collected) -> Person | None:
    """One of the group that is called as Canvas calls who handed this in, whose number is nobody's of it; None where none is."""
    called = _of_group(file, roster)
    uploader = roster.of_canvas(file.person)
    if called:
        number = (
            f"; {file.person} is {uploader.student}, who is in {printable(uploader.group) or 'none'} by the newest list"
            if uploader and uploader.listed
            else ""
        )
        done.lines.append(
            f"{who(file)} is the group {printable(called[0].group)} of the class list, by name alone{number}"
        )
    return called[0] if called else None


def _of_group(file: File, roster: Roster) -> list[Person]:
    """All of the one group of the class list that is called as Canvas calls who handed this in; [] where none or several are."""
    if file.system != "canvas" or is_anonymous(file.person):
        return []
    called = [p for p in roster.people if p.canvas_id and _is_in_group(p, file)]
    return called if len({p.group for p in called}) == 1 else []


def _is_in_group(person: Person, file: File) -> bool:
    """Whether somebody's group is called as the system calls who handed a file in."""
    return bool(person.group) and squeezed(person.group) == squeezed(file.name)


def say_who_is_on_no_list(
    file: File, students: list[str], roster: Roster, week: str, done: Collected
) -> None:
    """A line for each whom the class lists that were given do not have, or have several of whose name is theirs."""
    groups = any(person.group for person in roster.people)
    or_group = "; if this is a group, give Canvas's list of groups as --roster"
    for student in students:
        if not roster.lacks(student) or student in done.unsure:
            continue
        like = _squeezed_like(file.name, roster.listed()) if file.system == "canvas" else []
        if like:
            likely = [p.student for p in like]
            done.unsure.update(likely)
            done.lines.append(f"{student}: whose is it? {_any_of(likely)} could be; {NUMBERED_LIST}")
            continue
        done.lines.append(
            f"{student}: {who(file)} is on no class list; if they joined since, collect again with a new list as --roster"
            f"{or_group if file.system == 'canvas' and not groups else ''}; "
            f"if they do not belong here, `autograder withdraw {week} {student}` takes them out"
        )


def likely_student(file: File, roster: Roster, unsure: Collection[str]) -> str:
    """The student whose file was not taken, as far as a list or the system's words say.

    unsure: of whom other files could be, too: of them another order of the words is nobody's name
    """
    known = roster.of_canvas(file.person) if file.system == "canvas" else roster.of_participant(file.person)
    alike = _squeezed_like(file.name, roster) if file.system == "canvas" else roster.named(file.name)
    alike = [p for p in alike if p.student not in unsure or written_key(p.name) == written_key(file.name)]
    named = alike if len(alike) == 1 else []
    return known.student if known else named[0].student if named else slug(file.name, file.person)


def known_who(file: File, roster: Roster, unsure: Collection[str]) -> str:
    """Whose file it is, in words: by the name of the course where somebody of it is likely, then by the system's."""
    return _after(likely_student(file, roster, unsure), who(file), roster)


def say_who_typed(roster: Roster, done: Collected) -> None:
    """A line for each who gave a link or a text and no file, of whom nothing is taken then."""
    for file, why in done.typed:
        student = likely_student(file, roster, done.unsure)
        done.lines.append(f"skipped {_after(student, printable(file.upload), roster)}: {why}")
        done.refused.setdefault(student, {"why": why, "person": person_of(file)})


def _after(student: str, words: str, roster: Roster) -> str:
    """Words of a system's, behind the course's name for the student where it has them."""
    return f"{student}, {words}" if any(p.student == student for p in roster.people) else words


def refuse_the_second(file: File, person: Person, record: Taken, by_list: bool, week: str) -> None:
    """Raise NoHandIn where another participant, or somebody of the other system, was collected as this person.

    by_list: whether a list has the participant's number; else the name alone tells who it is
    """
    holder = record.get(person.student, {}).get("person", "")
    if holder and not holder.startswith(f"{file.system}:"):
        raise NoHandIn(
            f"{person.student} was collected from {holder.split(':')[0].title()}, by another download; "
            "a week is collected from one of the two: take this one into another course folder"
        )
    if file.system == "moodle" and holder and holder != f"moodle:{file.person}":
        number = holder.removeprefix("moodle:")
        if by_list:
            raise NoHandIn(
                f"the list has participant {file.person} as {person.student}, as whom participant {number} was collected before; "
                f"`autograder withdraw {week} {person.student}`, then collect again with the list"
            )
        raise NoHandIn(
            f"participant {number} was collected as {person.student}, by the same name; {WORKSHEET}"
        )


def _squeezed_like(name: str, roster: Roster) -> list[Person]:
    """Who could be behind a name as Canvas writes it, first or last name first, of those whose Canvas number is not known."""
    return [
        p for p in roster.people if name and not p.canvas_id and squeezed(name) in written_by_canvas(p.name)
    ]


def _in_group(file: File, roster: Roster, done: Collected) -> list[Person]:
    """The one person whose name stands behind that of a group, as Moodle writes it in group mode: "Team 1-Ada Lovelace"."""
    if _OF_CANVAS.search(file.name):
        return []
    for place in (i for i, letter in enumerate(file.name) if letter == "-"):
        everybody = roster.named(file.name[place + 1 :])
        named = [p for p in everybody if not p.participant]
        if len(everybody) > 1 or (everybody and not named):
            raise _which(everybody, WORKSHEET, done)
        if len(named) == 1:
            done.lines.append(
                f"{named[0].student}: {printable(file.name)} is {named[0].name}, in the group {printable(file.name[:place])}"
            )
            return named
    return []


def all_of_group(person: Person, file: File, people: People, roster: Roster, done: Collected) -> list[str]:
    """Whom a hand-in is for: its person, or, where Canvas names a group, all of that group who did not hand in themselves."""
    if (
        file.system != "canvas"
        or not person.canvas_id
        or is_anonymous(file.person)
        or _is_name_of(file.name, person.name)
    ):
        return [person.student]
    if not _is_in_group(person, file):
        if person.name and person.login:
            done.lines.append(
                f"{person.student}: handed in as {printable(file.name)}; if that is a group, give Canvas's list of groups as --roster"
            )
        return [person.student]
    own = _handed_in_themselves(people, roster) - {file.person}
    members = [p.student for p in roster.people if p.group == person.group and p.canvas_id not in own]
    if not members:
        raise NoHandIn(f"all of {printable(person.group)} handed in themselves")
    done.lines.append(f"{printable(person.group)}: one hand-in for {', '.join(members)}")
    return members


def _handed_in_themselves(people: People, roster: Roster) -> set[str]:
    """Canvas's numbers of a download, without those whose file is called like a group that they are in no more."""
    return {
        number
        for (system, number), (file, *_) in people.items()
        if system == "canvas"
        and (
            not _of_group(file, roster)
            or any(_is_in_group(p, file) for p in roster.people if p.canvas_id == number)
        )
    }


def _is_name_of(squeezed_name: str, name: str) -> bool:
    """Whether Canvas could have made this of a person's name, in whatever order it has the parts."""
    return not name or sorted(squeezed(squeezed_name)) in map(sorted, likenesses(name))
