"""Who is who: a class list from Canvas, Moodle or a spreadsheet, and the one that a course keeps."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from autograder.errors import Mistake
from autograder.files import write_atomically
from autograder.handins.headings import columns_of
from autograder.handins.lms_names import PARTICIPANT, is_anonymous, is_hidden, slug
from autograder.places import Course

_SAFE = re.compile(r"\w[\w.@+-]{0,79}")
_WHOLE = re.compile(r"^(\d+)\.0+$")
_IDS = {"canvas_id", "sis_user_id", "id_number"}
_SEPARATOR = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
TOLD = ("canvas_id", "sis_user_id", "login", "email", "id_number")
_KEYS = (*TOLD, "student")
EXPECTED = "Canvas's gradebook export, Moodle's grading worksheet, or a CSV with the columns student and name"


class BadRoster(Mistake, ValueError):
    """A class list cannot be read; the message says what was found and what is expected."""


@dataclass(frozen=True)
class Person:
    """One student: the name of their folder (`student`), what each system calls them, and whether a class list has them.

    called: what the column `student` of a class list has for them, which their folder may have another name than
    """

    student: str = ""
    name: str = ""
    canvas_id: str = ""
    sis_user_id: str = ""
    login: str = ""
    section: str = ""
    email: str = ""
    id_number: str = ""
    participant: str = ""
    group: str = ""
    called: str = ""
    listed: bool = False


class Roster:
    """The people of a course, found by any of their numbers or, if it is unambiguous, by name.

    unclear: whom a list names who could be several of these people, or of whom it names several: they are not in
    against: a line for each row of a list that goes against what is known; nothing of it is in
    shared: a line for each two rows of a list that share what is one person's alone; nothing of them is in
    whose: student who has hand-ins -> those of a list who have the name, and nothing tells which of them it is
    namesakes: student whom a list has -> another of the name who has hand-ins, and whom it does not have
    renamed: what a list calls somebody -> the name that their folder had before, and keeps
    """

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self.people = list(people)
        self.unclear: list[Person] = []
        self.against: list[str] = []
        self.shared: list[str] = []
        self.whose: dict[str, list[str]] = {}
        self.namesakes: dict[str, str] = {}
        self.renamed: dict[str, str] = {}

    def student(self, id: str) -> Person:
        """The Person whose folder has this name, else one who has nothing but the name."""
        return next((p for p in self.people if p.student == id), Person(student=id))

    def of_canvas(self, id: str) -> Person | None:
        """The Person of a Canvas user id, one of a class list before one who was made up for an upload, or None."""
        found = [p for p in self.people if p.canvas_id == id]
        return next((p for p in found if p.listed), found[0] if found else None)

    def of_participant(self, id: str) -> Person | None:
        """The Person of Moodle's participant number, which holds for one assignment, or None."""
        return next((p for p in self.people if p.participant == id), None)

    def named(self, name: str) -> list[Person]:
        """Everybody of this name; where it is nobody's, of the same words in another order: `Li Fang` is no `Fang Li`."""
        exact = [p for p in self.people if written_key(p.name) == written_key(name)]
        return exact or [p for p in self.people if name_key(p.name) == name_key(name)]

    def listed(self) -> Roster:
        """Those whom class lists have, alone."""
        found = Roster(person for person in self.people if person.listed)
        found.unclear = self.unclear
        return found

    def lacks(self, student: str) -> bool:
        """Whether class lists were given and none has this student; never of somebody whose name is hidden."""
        is_known = self.student(student).listed or self.hides(student)
        return not is_known and any(p.listed for p in self.people)

    def hides(self, student: str) -> bool:
        """Whether a system told a number of somebody, and no name."""
        return is_hidden(student) or is_anonymous(self.student(student).canvas_id)

    def add(self, person: Person, alone: bool = False) -> Person:
        """Put a Person in, or fill in what was not known of one who is there; return the one kept.

        alone: whose name alone shows nobody there to be this one
        """
        place = self.known_place(person)
        if place is None and not alone:
            bare = self.by_name(person)
            place = bare[0] if len(bare) == 1 else None
        if place is None:
            person = replace(person, student=self._free(person))
            self.people.append(person)
            return person
        self.people[place] = with_news_of(self.people[place], person)
        return self.people[place]

    def by_number(self, person: Person) -> list[int]:
        """Where those are whom a number, an address, or what a list calls them shows to be this one; whom lists have first."""
        found: list[int] = []
        for key in _KEYS:
            value = getattr(person, key).casefold()
            found += [i for i, p in enumerate(self.people) if value and value in _values(p, key)]
        return sorted(dict.fromkeys(found), key=lambda i: not self.people[i].listed)

    def known_place(self, person: Person) -> int | None:
        """Where the Person is whom a number, an address, or what they are called beside their name shows to be this one."""
        if found := self.by_number(person):
            return found[0]
        for is_same in (_has_address_of, _is_called_like):
            found = [i for i, p in enumerate(self.people) if is_same(p, person)]
            if found:
                return found[0]
        return None

    def by_name(self, person: Person) -> list[int]:
        """Where those of the same name are who are not known to be others."""
        if not person.name:
            return []
        alike = {id(p) for p in self.named(person.name) if not are_two_people(p, person)}
        return [i for i, p in enumerate(self.people) if id(p) in alike]

    @staticmethod
    def wanted(person: Person) -> str:
        """What the folder of a Person is called where nobody else has the name."""
        names = (person.login, person.email, person.name)
        is_safe = _SAFE.fullmatch(person.student)
        return person.student if is_safe else next((s for s in map(slug, names) if s), "student")

    def _free(self, person: Person) -> str:
        """A folder name that nobody has yet."""
        wanted = self.wanted(person)
        taken = {p.student for p in self.people}
        if wanted not in taken:
            return wanted
        tail = person.participant or person.canvas_id or person.id_number
        return next(
            s for s in (slug(wanted, tail), *(f"{wanted}-{n}" for n in range(2, 10**6))) if s not in taken
        )


def with_news_of(known: Person, news: Person) -> Person:
    """A Person with what is said anew of them; their folder keeps its name."""
    said = {f.name: getattr(news, f.name) for f in fields(Person) if getattr(news, f.name)}
    return replace(known, **(said | {"student": known.student}))


def _values(person: Person, key: str) -> set[str]:
    """What of a Person may be equal to what another has of this kind."""
    alone = getattr(person, key).casefold()
    return {alone, person.called.casefold()} if key == "student" else {alone}


def _has_address_of(one: Person, other: Person) -> bool:
    """Whether the login that one system has of somebody is the address that the other has."""
    return any(
        "@" in a.login and a.login.casefold() == b.email.casefold() for a, b in ((one, other), (other, one))
    )


def _is_called_like(one: Person, other: Person) -> bool:
    """Whether two of one name are called alike: hans1 in a list, hans1@uni.edu in another."""
    return (
        name_key(one.name) == name_key(other.name)
        and not are_two_people(one, other)
        and bool(_called(one) & _called(other))
    )


def _called(person: Person) -> set[str]:
    """What somebody is called in systems, without the address's @ and what follows."""
    return {_short(called) for called in (person.student, person.called, person.login, person.email)} - {""}


def _short(called: str) -> str:
    return called.partition("@")[0].casefold()


def are_two_people(one: Person, other: Person) -> bool:
    """Whether two people of one name are known to be two; a folder's name that no list gave tells nothing."""
    return any(
        getattr(one, key) and getattr(other, key) and not _same(getattr(one, key), getattr(other, key))
        for key in (*TOLD, "called", "participant")
    )


def _same(one: str, other: str) -> bool:
    """Whether two words are one, an address and what stands before its @ among them."""
    if ("@" in one) != ("@" in other):
        return _short(one) == _short(other)
    return one.casefold() == other.casefold()


def written_key(name: str) -> str:
    """What two spellings of one name share whose words stand in one order: case, accents and signs are nobody's alone."""
    plain = unicodedata.normalize("NFKD", name.casefold()).replace("ı", "i")
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in plain if not unicodedata.combining(c))))


def name_key(name: str) -> str:
    """What two spellings of one name share, in whatever order its words stand."""
    return " ".join(sorted(written_key(name).split()))


def kept_roster(course: Course) -> Roster:
    """The Roster that the course folder keeps; empty where there is none."""
    if not course.roster.is_file():
        return Roster()
    return Roster(Person(**node) for node in json.loads(course.roster.read_text(encoding="utf-8")))


def keep_roster(roster: Roster, course: Course) -> None:
    """Store a Roster; participant numbers, and whom only they name, are left out: they hold for one assignment."""
    nodes = [asdict(replace(p, participant="")) for p in roster.people if not _is_anonymous(p)]
    write_atomically(course.roster, json.dumps(nodes, indent=1, ensure_ascii=False) + "\n")


def read_list(path: str | Path) -> list[Person]:
    """The Persons of a class list, a CSV file; raise BadRoster."""
    rows = csv_rows(path)
    header = rows[0] if rows else []
    columns = columns_by_content(rows[1:], header)
    if not columns.keys() & {"student", "name", "last", "login", "email", "participant"}:
        shown = ", ".join(cell.strip() for cell in header if cell.strip())[:120] or "nothing"
        raise BadRoster(f"{path}: its first line has {shown}; expected {EXPECTED}")
    people = [_person(columns, row) for row in rows[1:]]
    return [p for p in people if any((p.student, p.name, p.login, p.email)) and not _is_filler(p)]


def has_groups(path: str | Path) -> bool:
    """Whether a class list has a column that says who is in which group, as Canvas's list of groups has it."""
    rows = csv_rows(path)
    return bool(rows) and "group" in columns_of(rows[0])


def csv_rows(path: str | Path) -> list[list[str]]:
    """The rows of a CSV file of any common encoding and separator, its first line first; raise BadRoster."""
    path = Path(path)
    if not path.is_file():
        raise BadRoster(f"{path} is not there; give {EXPECTED}")
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise BadRoster(f"{path} is no UTF-8 text; save it as 'CSV UTF-8' and try again") from None
    if "\0" in text:
        raise BadRoster(f"{path} is no text file; save it as 'CSV UTF-8' and try again")
    said = _SEPARATOR.match(text)
    text = text[said.end() :] if said else text
    separator = said[1] if said else max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        return [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(map(str.strip, row))]
    except csv.Error as error:
        raise BadRoster(f"{path} is no table that can be read ({error}); give {EXPECTED}") from None


def columns_by_content(rows: Sequence[Sequence[str]], header: Sequence[str]) -> dict[str, int]:
    """Field -> column; a column of Moodle's participants is known by what is in it, whatever its heading."""
    found = columns_of(header)
    for place, cells in enumerate(zip(*rows)) if "participant" not in found else ():
        if cells and all(_is_participant(cell) for cell in cells):
            return {field: column for field, column in found.items() if column != place} | {
                "participant": place
            }
    return found


def numbers_alone(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a class list has Moodle's participants, and nothing to know them by."""
    found = columns_by_content(rows[1:], rows[0])
    return "participant" in found and not found.keys() & {
        "student",
        "name",
        "last",
        "login",
        "email",
        "id_number",
    }


def _is_participant(cell: str) -> bool:
    match = re.fullmatch(r"(\D+?)\s?\d+", cell.strip())
    return match is not None and match[1].casefold() in PARTICIPANT


def _person(columns: Mapping[str, int], row: Sequence[str]) -> Person:
    cells = {field: _clean(row[place]) for field, place in columns.items() if place < len(row)}
    # A spreadsheet may put .0 to a number.
    cells |= {field: _WHOLE.sub(r"\1", cells[field]) for field in cells.keys() & _IDS}
    whole = " ".join(part for part in (cells.pop("first", ""), cells.pop("last", "")) if part)
    name = cells.pop("name", "") or whole
    if name.count(",") == 1:
        name = " ".join(part.strip() for part in reversed(name.split(",")))
    digits = re.sub(r"\D", "", cells.pop("participant", ""))
    called = cells.get("student", "")
    known: dict[str, Any] = {**cells, "name": name, "participant": digits, "called": called}
    person = Person(**known)
    return (
        replace(person, student=slug("participant", digits))
        if digits and not _is_somebody(person)
        else person
    )


def _is_somebody(person: Person) -> bool:
    return any((person.student, person.name, person.login, person.email, person.id_number))


def _is_anonymous(person: Person) -> bool:
    """Whether nothing is known of somebody but a number of Moodle's, as in blind marking."""
    alone = Person(student=slug("participant", person.participant), participant=person.participant)
    return replace(person, listed=False) == alone


def _clean(cell: str) -> str:
    """A cell without the quote that keeps a spreadsheet from running it."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _is_filler(person: Person) -> bool:
    """Canvas's second line, and the student that it invents for teachers."""
    return "points possible" in person.name.casefold() or name_key(person.name) == "student test"
