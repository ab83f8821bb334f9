"""Who is who: a class list from Canvas, Moodle or a spreadsheet, and the one that a course keeps."""

import csv
import io
import json
import re
import unicodedata
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from autograder.collect.names import slug
from autograder.files import write_atomically

# What each field is called in Canvas's gradebook export, Moodle's lists and worksheets, or by hand.
_HEADERS = {
    "student": ("student",),
    "name": ("full name", "name"),
    "first": ("first name", "firstname"),
    "last": ("last name", "lastname", "surname"),
    "canvas_id": ("canvas id", "canvas_id"),
    "sis_user_id": ("sis user id", "sis_user_id"),
    "login": ("sis login id", "username", "login"),
    "section": ("section", "groups"),
    "email": ("email address", "email"),
    "id_number": ("id number", "idnumber", "id_number"),
    "participant": ("identifier",),
}
_SAFE = re.compile(r"\w[\w.@+-]{0,79}")
_KEYS = ("canvas_id", "sis_user_id", "login", "email", "id_number", "student")
EXPECTED = "Canvas's gradebook export, Moodle's grading worksheet, or a CSV with the columns student and name"


class BadRoster(ValueError):
    """A class list cannot be read; the message says what was found and what is expected."""


@dataclass(frozen=True)
class Person:
    """One student: the name of their folder (`student`), and what each system calls them."""

    student: str = ""
    name: str = ""
    canvas_id: str = ""
    sis_user_id: str = ""
    login: str = ""
    section: str = ""
    email: str = ""
    id_number: str = ""
    participant: str = ""


class Roster:
    """The people of a course, found by any of their numbers or, if it is unambiguous, by name."""

    def __init__(self, people=()):
        self.people = list(people)

    def student(self, id):
        """The Person whose folder has this name, else one who has nothing but the name."""
        return next((p for p in self.people if p.student == id), Person(student=id))

    def of_canvas(self, id):
        """The Person of a Canvas user id, or None."""
        return next((p for p in self.people if p.canvas_id == id), None)

    def of_participant(self, id):
        """The Person of Moodle's participant number, which holds for one assignment, or None."""
        return next((p for p in self.people if p.participant == id), None)

    def named(self, name):
        """Everybody of this name, in whatever order first and last name stand."""
        return [p for p in self.people if _name_key(p.name) == _name_key(name)]

    def add(self, person):
        """Put a Person in, or fill in what was not known of one who is there; return the one kept."""
        place = self._place(person)
        if place is None:
            person = replace(person, student=self._free(person))
            self.people.append(person)
            return person
        known = self.people[place]
        news = {f.name: getattr(person, f.name) for f in fields(Person) if f.name != "student" and getattr(person, f.name)}
        self.people[place] = replace(known, **news)
        return self.people[place]

    def _place(self, person):
        for key in _KEYS:
            value = getattr(person, key)
            found = [i for i, p in enumerate(self.people) if value and getattr(p, key) == value]
            if found:
                return found[0]
        alike = [i for i, p in enumerate(self.people) if _name_key(p.name) == _name_key(person.name)]
        bare = [i for i in alike if not _contradict(self.people[i], person)]
        return bare[0] if len(bare) == 1 and person.name else None

    def _free(self, person):
        """A folder name that nobody has yet."""
        names = (person.login, person.email, person.name)
        wanted = person.student if _SAFE.fullmatch(person.student) else next((s for s in map(slug, names) if s), "student")
        taken = {p.student for p in self.people}
        if wanted not in taken:
            return wanted
        tail = person.participant or person.canvas_id or person.id_number
        return next(s for s in (slug(wanted, tail), *(f"{wanted}-{n}" for n in range(2, 10**6))) if s not in taken)


def _contradict(one, other):
    """Whether two people of one name are known to be two."""
    return any(
        getattr(one, key) and getattr(other, key) and getattr(one, key) != getattr(other, key)
        for key in (*_KEYS, "participant")
    )


def _name_key(name):
    plain = unicodedata.normalize("NFKD", name.casefold())
    return " ".join(sorted(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)))))


def kept_roster(course):
    """The Roster that the course folder keeps; empty where there is none."""
    if not course.roster.is_file():
        return Roster()
    return Roster(Person(**node) for node in json.loads(course.roster.read_text(encoding="utf-8")))


def keep_roster(roster, course):
    """Store a Roster; participant numbers are left out, since they hold for one assignment only."""
    nodes = [asdict(replace(p, participant="")) for p in roster.people]
    write_atomically(course.roster, json.dumps(nodes, indent=1, ensure_ascii=False) + "\n")


def with_list(roster, path):
    """Add the people of a class list to a Roster; returns the same Roster."""
    for person in read_list(path):
        roster.add(person)
    return roster


def read_list(path):
    """The Persons of a class list, a CSV file; raise BadRoster."""
    rows = _rows(Path(path))
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    columns = _columns(header)
    if not columns.keys() & {"student", "name", "last", "login", "email"}:
        shown = ", ".join(cell for cell in header if cell)[:120] or "nothing"
        raise BadRoster(f"{path}: its first line has {shown}; expected {EXPECTED}")
    people = [_person(columns, row) for row in rows[1:]]
    return [p for p in people if any((p.student, p.name, p.login, p.email)) and not _is_filler(p)]


def _rows(path):
    if not path.is_file():
        raise BadRoster(f"{path} is not there; give {EXPECTED}")
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        raise BadRoster(f"{path} is no UTF-8 text; save it as 'CSV UTF-8' and try again") from None
    if "\0" in text:
        raise BadRoster(f"{path} is no text file; save it as 'CSV UTF-8' and try again")
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    return [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(map(str.strip, row))]


def _columns(header):
    """Field -> column; in Canvas's export `Student` is the name and `ID` Canvas's own number."""
    if "id" in header and ("section" in header or "sis login id" in header):
        header = [{"student": "name", "id": "canvas id"}.get(cell, cell) for cell in header]
    found = {}
    for field, names in _HEADERS.items():
        place = next((header.index(name) for name in names if name in header), None)
        if place is not None:
            found[field] = place
    return found


def _person(columns, row):
    cells = {field: _clean(row[place]) for field, place in columns.items() if place < len(row)}
    whole = " ".join(part for part in (cells.pop("first", ""), cells.pop("last", "")) if part)
    name = cells.pop("name", "") or whole
    if name.count(",") == 1:
        name = " ".join(part.strip() for part in reversed(name.split(",")))
    digits = re.sub(r"\D", "", cells.pop("participant", ""))
    return Person(**{**cells, "name": name, "participant": digits})


def _clean(cell):
    """A cell without the quote that keeps a spreadsheet from running it."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _is_filler(person):
    """Canvas's second line, and the student that it invents for teachers."""
    return "points possible" in person.name.casefold() or _name_key(person.name) == "student test"
