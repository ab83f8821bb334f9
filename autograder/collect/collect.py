"""Lays a download of Canvas or Moodle out as nbgrader's submitted/, one clear line for all that is odd."""

import json
import os
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

from autograder.collect.archive import BadArchive, items
from autograder.collect.choose import NoHandIn, choose
from autograder.collect.names import LmsNames, slug
from autograder.files import write_atomically
from autograder.grading.submission import Unreadable, digest, parse
from autograder.roster import Person, keep_roster, kept_roster, with_list


@dataclass(frozen=True)
class File:
    """One downloaded file and what its name says."""

    item: object
    system: str
    name: str
    person: str
    file: str
    order: int
    late: bool

    @property
    def written(self):
        """When the archive says that the file was written."""
        return self.item.written


@dataclass
class Collected:
    """What became of a download: students by what was done, and a line for each thing that was not taken."""

    new: list = field(default_factory=list)
    replaced: list = field(default_factory=list)
    unchanged: list = field(default_factory=list)
    kept: list = field(default_factory=list)
    late: list = field(default_factory=list)
    missing: list = field(default_factory=list)
    lines: list = field(default_factory=list)

    @property
    def students(self):
        """Everybody who has a hand-in of the week in this download."""
        return [*self.new, *self.replaced, *self.unchanged, *self.kept]


def collect(archive, week, course, class_list=None, replace_old=False):
    """Put the latest hand-in of each student into `course.submitted`, and return what was done.

    archive: the zip file, or the folder that a browser unpacked it to
    class_list: a CSV file that says who is who; what it says is kept in the course folder
    replace_old: take newer versions of hand-ins that were collected before; the old ones are kept aside

    Raises BadArchive and BadRoster. A file that is not taken gets a line and costs no other.
    """
    done = Collected()
    roster = kept_roster(course)
    listed = with_list(roster, class_list) if class_list else None
    record = _record(course, week)
    people = _people(items(archive), done)
    if not people:
        raise BadArchive(
            f"{archive} holds no hand-in that Canvas or Moodle named; expected files such as "
            f"lovelaceada_1234_5678_{week.name}.ipynb or 'Ada Lovelace_1234_assignsubmission_file/{week.name}.ipynb'"
        )
    try:
        _take_all(people, roster, record, week, course, replace_old, done)
    finally:
        keep_roster(roster, course)
        write_atomically(_record_path(course, week), json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    if listed:
        done.missing = sorted({p.student for p in roster.people} - set(record))
    return done


def _take_all(people, roster, record, week, course, replace_old, done):
    """Take the hand-in of each person, and note in the record whose it is and how it was called."""
    shared = Counter((files[0].system, files[0].name) for files in people.values())
    for files in people.values():
        try:
            file, earlier = choose(files, week.name)
            person = _identify(files[0], roster, record, alone=shared[files[0].system, files[0].name] == 1)
            _take(file, earlier, person.student, week, course, replace_old, done)
        except (NoHandIn, ValueError) as problem:
            done.lines.append(f"skipped {_who(files[0])}: {problem}")
            continue
        late = any(f.late for f in files)
        done.late += [person.student] * late
        if person.student not in done.kept or person.student not in record:
            record[person.student] = {"file": file.file, "late": late, "person": f"{file.system}:{file.person}"}


def late_in_canvas(course, week):
    """The students whose collected hand-in of a week Canvas marked late."""
    return {student for student, node in _record(course, week).items() if node["late"]}


def _people(found, done):
    """The files of each person of a download; what belongs to nobody gets a line."""
    reader, people, seen = LmsNames(valid_ext=[]), {}, set()
    for item in found:
        facts = _facts(reader, item.name)
        if item.problem or facts is None:
            done.lines.append(f"skipped {_printable(item.name)}: {item.problem or 'not named as Canvas or Moodle names hand-ins'}")
        elif facts["plugin"] != "file":
            done.lines.append(f"skipped {_printable(item.name)}: text typed into Moodle, no file")
        elif item.name in seen:
            done.lines.append(f"skipped {_printable(item.name)}: the archive holds it twice; the first one counts")
        else:
            seen.add(item.name)
            file = File(item, *(facts[k] for k in ("system", "name", "person", "file_id", "order", "late")))
            people.setdefault((file.system, file.person), []).append(file)
    return people


def _facts(reader, name):
    reader.valid_ext = [os.path.splitext(name)[1]]
    return reader.collect(name)


def _identify(file, roster, record, alone):
    """The Person behind a file; people whom no list knows get a folder name made from what the system says."""
    before = next((s for s, node in record.items() if node["person"] == f"{file.system}:{file.person}"), None)
    if before:
        return roster.student(before)
    if file.system == "canvas":
        known = roster.of_canvas(file.person)
        name = file.name if not file.person.startswith("anon_") else ""
        return known or roster.add(Person(slug(name, file.person), name, canvas_id=file.person))
    known = roster.of_participant(file.person)
    if known:
        return known
    named = [p for p in roster.named(file.name) if not p.participant]
    if len(named) > 1:
        raise NoHandIn(f"{len(named)} students have this name; give this assignment's grading worksheet as --roster")
    if named and alone:
        return roster.add(replace(named[0], participant=file.person))
    student = slug(file.name) if alone else slug(file.name, file.person)
    return roster.add(Person(student, file.name, participant=file.person))


def _take(file, earlier, student, week, course, replace_old, done):
    """Write one hand-in where nbgrader looks for it, unless another one is there."""
    data = file.item.read()
    target = course.submitted / student / week.name / f"{week.name}.ipynb"
    if target.is_symlink() or target.parent.is_symlink():
        raise NoHandIn(f"{target} is a symbolic link; remove it")
    if earlier:
        done.lines.append(f"{student}: {len(earlier) + 1} versions; {_printable(file.file)} counts, the latest")
    if not target.exists():
        done.new.append(student)
    elif target.read_bytes() == data:
        done.unchanged.append(student)
        return
    elif not replace_old:
        done.kept.append(student)
        done.lines.append(f"{student}: another version was collected before and is kept; --replace takes this one")
        return
    else:
        old = target.read_bytes()
        _write(course.replaced / student / week.name / f"{week.name}-{digest(old)[:8]}.ipynb", old)
        done.replaced.append(student)
    _write(target, data)
    try:
        parse(data)
    except Unreadable as problem:
        done.lines.append(f"{student}: collected, but {problem}")


def _write(path, data):
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(data)
    os.replace(part, path)


def _who(file):
    return _printable(f"{file.name} ({file.person})" if file.name else file.person)


def _printable(text):
    return "".join(c if c.isprintable() else "?" for c in text)[:120]


def _record_path(course, week):
    return course.collected / f"{week.name}.json"


def _record(course, week):
    path = _record_path(course, week)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def summary(done, week, archive):
    """What was done, as the lines that the command prints."""
    whose = f"{len(done.students)} hand-ins of {week.name} in {Path(archive).name}"
    parts = [(done.new, "new"), (done.replaced, "replaced"), (done.unchanged, "unchanged"), (done.kept, "kept as they were")]
    counts = ", ".join(f"{len(who)} {what}" for who, what in parts if who) or "none taken"
    lines = [f"{whose}: {counts}", *(f"  {line}" for line in done.lines)]
    if done.late:
        lines.append(f"  late: {', '.join(done.late)}")
    if done.missing:
        lines.append(f"  nothing from: {', '.join(done.missing)}")
    return lines
