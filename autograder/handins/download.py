"""The files of a download by person: what their names say, and what is in them."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from autograder.bounded import Bounded
from autograder.handins.archive import Allowance, Item, unpacked
from autograder.handins.choose import Contents, look_into
from autograder.handins.collected import Collected
from autograder.handins.lms_names import (
    INSTEAD_OF_A_FILE,
    AmbiguousName,
    LmsNames,
    squeezed,
    with_group_joined,
)

if TYPE_CHECKING:
    from autograder.spec import Week


@dataclass(frozen=True)
class File:
    """One downloaded file and what its name says; `upload` is the name that the download has for it.

    A file of a zip file that was handed in has the upload's name and facts, and a name and contents of its own.
    """

    item: Item
    upload: str
    system: str
    name: str
    person: str
    file: str
    order: int
    late: bool
    contents: Contents = Contents()

    @property
    def written(self) -> tuple:
        """When the archive says that the file was written."""
        return self.item.written


# What Canvas calls the student that it makes for teachers, in either order.
_TEST_STUDENT = ("teststudent", "studenttest")
TYPED = "text typed into Moodle, no file; ask for the .ipynb"
# (system, its number for a person) -> their files.
People = dict[tuple[str, str], list[File]]


def people_of(
    found: Iterable[Item], done: Collected, members: Mapping[str, Collection[str]] | None = None
) -> People:
    """The files of each person of a download; what belongs to nobody gets a line, what somebody typed who gave no file is kept.

    members: name of a group, squeezed -> Canvas's numbers for those in it
    """
    reader, people = LmsNames(valid_ext=[]), People()
    seen: set[str] = set()
    texts: list[File] = []
    for item in found:
        upload = with_group_joined(item.name, members or {})
        facts, problem = _facts(reader, upload, item.problem)
        if problem or facts is None:
            if typed := INSTEAD_OF_A_FILE.fullmatch(item.name.rsplit("/", 1)[-1]):
                given = ("canvas", typed["name"] or "", typed["person"], item.name, 0, False)
                done.typed.append((File(item, item.name, *given), problem))
            else:
                done.lines.append(f"skipped {printable(item.name)}: {problem}")
        elif facts["plugin"] != "file":
            texts.append(_file(item, upload, facts))
        elif item.name in seen:
            done.lines.append(
                f"skipped {printable(item.name)}: the archive holds it twice; the first one counts"
            )
        else:
            seen.add(item.name)
            file = _file(item, upload, facts)
            people.setdefault((file.system, file.person), []).append(file)
    for file in texts:
        if (file.system, file.person) not in people:
            done.typed.append((file, TYPED))
    _drop_test_student(people, done)
    return people


def _drop_test_student(people: People, done: Collected) -> None:
    """Take out what teachers tried as Canvas's test student, with one line."""
    files = [file for group in people.values() for file in group] + [file for file, _ in done.typed]
    tried = [f for f in files if f.system == "canvas" and squeezed(f.name) in _TEST_STUDENT]
    if tried:
        done.lines.append(f"skipped {who(tried[0])}: Canvas's test student, whose uploads are nobody's")
    for file in tried:
        people.pop((file.system, file.person), None)
    done.typed = [(file, why) for file, why in done.typed if file not in tried]


def _file(item: Item, upload: str, facts: Mapping[str, Any]) -> File:
    """A downloaded file, with what its name says."""
    return File(item, upload, *(facts[k] for k in ("system", "name", "person", "file_id", "order", "late")))


def _facts(reader: LmsNames, upload: str, problem: str) -> tuple[dict[str, Any] | None, str]:
    """What the name of a file says, or why it says nothing; problem: what else is wrong with it, or ""."""
    reader.valid_ext = [os.path.splitext(upload)[1]]
    try:
        facts = reader.collect(upload)
    except AmbiguousName as two_ways:
        return None, str(two_ways)
    return facts, problem or ("" if facts else _not_a_file(upload))


def _not_a_file(name: str) -> str:
    """What a name says that is no hand-in's: Canvas writes what was typed or linked as a page of its own."""
    typed = INSTEAD_OF_A_FILE.search(name)
    if typed:
        return f"only a {typed['what']} given in Canvas, no file; ask for the .ipynb"
    return "not named as Canvas or Moodle names hand-ins"


def opened(
    upload: File, allowance: Allowance, week: Week, bounded: Bounded, whose: str, done: Collected
) -> Iterator[File]:
    """The files of an upload, which may be a zip file, each with its contents looked into; a line for what cannot be.

    whose: it is, in words
    """
    for item in unpacked(upload.item, allowance):
        if item.problem:
            done.lines.append(f"skipped {whose}: {printable(item.name)}: {item.problem}")
            continue
        name = (
            upload.file if item.name == upload.item.name else PurePosixPath(item.name.replace("\\", "/")).name
        )
        yield replace(upload, item=item, file=name, contents=look_into(item.read, week.name, bounded))


def who(file: File) -> str:
    """Whose file it is, in words."""
    return printable(f"{file.name} ({file.person})" if file.name else file.person)


def printable(text: str, length: int = 120) -> str:
    """A stranger\'s text in at most so many signs, none of which does anything."""
    return "".join(c if c.isprintable() else "?" for c in text)[:length]
