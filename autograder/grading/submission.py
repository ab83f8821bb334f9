"""Finds hand-ins and reads them defensively; what cannot be read says why in one line."""

import hashlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from autograder.files import storable

MAX_BYTES = 50 * 2**20
MAX_CELLS = 2000
MAX_NAME = 120
STAMP = "timestamp.txt"
STAMP_CHARACTERS = 200


class Unreadable(ValueError):
    """A hand-in is no notebook that can be graded; the message says why and what to ask for."""


class NothingSubmitted(LookupError):
    """The folder holds no hand-in of this week."""


@dataclass(frozen=True)
class Submission:
    """One student's hand-in of one week."""

    student: str
    week: str
    path: Path

    def read_bytes(self):
        """The bytes of the file; raise Unreadable for a missing, linked or enormous one, or one whose folder names nobody."""
        if self.path.parent.parent.name != self.student:
            raise Unreadable("no gradebook can hold the name of its folder; rename it (letters, digits, - and .) and grade again")
        if self.path.is_symlink() or self.path.parent.is_symlink():
            raise Unreadable("the hand-in is a symbolic link; ask for the file itself")
        if not self.path.is_file():
            raise Unreadable(f"no {self.path.name} in {self.path.parent.name}/; ask for a hand-in of that name")
        size = self.path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(f"{size / 2**20:.0f} MiB; at most {MAX_BYTES >> 20} are read; ask to clear all outputs")
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise Unreadable(f"{self.path.name} cannot be read ({error.strerror}); see to its permissions") from None

    def timestamp(self):
        """When nbgrader's exchange received it, in UTC without a zone, or None; raise Unreadable for what is no date."""
        # nbgrader and nbformat take a while to load, and workers warm up meanwhile.
        from nbgrader.utils import parse_utc

        path = self.path.parent / STAMP
        if not path.is_file() or path.is_symlink():
            return None
        try:
            with open(path, encoding="utf-8") as file:
                text = file.read(STAMP_CHARACTERS).strip()
            return parse_utc(text) if text else None
        except OSError as error:
            raise Unreadable(f"{STAMP} cannot be read ({error.strerror}); see to its permissions") from None
        except (ValueError, OverflowError):
            raise Unreadable(f"{STAMP} holds no date such as 2026-01-31 12:00:00 UTC; mend or delete it, and grade again") from None


def find_submissions(folder, week):
    """All hand-ins of a week below `folder`/<student>/<week>/, by student; raise NothingSubmitted."""
    folder = Path(folder)
    if not folder.is_dir():
        raise NothingSubmitted(f"{folder} is no folder; give the one that holds <student>/{week}/{week}.ipynb")
    students = sorted(p.name for p in folder.iterdir() if p.is_dir() and (p / week).is_dir())
    students = [name for name in students if not name.startswith(".")]
    if not students:
        raise NothingSubmitted(
            f"{folder} holds no hand-in of {week}; expected {folder}/<student>/{week}/{week}.ipynb"
        )
    return [Submission(student_of(name), week, _notebook(folder / name / week, week)) for name in students]


def student_of(folder):
    """The student whom a folder names: its name, if gradebook, file and terminal can hold it, else a likeness of it."""
    text = os.fsencode(folder).decode("utf-8", "backslashreplace")
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return text if len(text.encode()) <= MAX_NAME else f"{text[:30]}...{digest(os.fsencode(folder))[:8]}"


def _notebook(folder, week):
    """The notebook of the week's name, else the only one there is (a browser may have renamed it)."""
    expected = folder / f"{week}.ipynb"
    others = sorted(folder.glob("*.ipynb"))
    return others[0] if not expected.exists() and len(others) == 1 else expected


def digest(data):
    """What tells one hand-in from another."""
    return hashlib.sha256(data).hexdigest()


def parse(data):
    """Return the notebook held in a hand-in's bytes; raise Unreadable that says what was found."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("not a notebook: the file is no UTF-8 text; ask for a new hand-in") from None
    try:
        node = json.loads(text)
    except (ValueError, RecursionError):
        first = (text.strip().split("\n") or [""])[0][:40]
        found = f"line 1 is {first!r}" if first else "it is empty"
        raise Unreadable(f"not a notebook: {found}; ask for a new hand-in") from None
    if not isinstance(node, dict) or not isinstance(node.get("cells"), list):
        raise Unreadable("not a notebook: it is JSON, but has no cells; ask for a new hand-in")
    if len(node["cells"]) > MAX_CELLS:
        raise Unreadable(f"{len(node['cells'])} cells; at most {MAX_CELLS} are run; ask for a new hand-in")
    return _as_notebook(node)


def _as_notebook(node):
    """Keep what grading reads, in its plainest valid form: cells of text, and the kernel."""
    from nbformat import from_dict

    cells = [_cell(cell, f"cell-{number}") for number, cell in enumerate(node["cells"]) if isinstance(cell, dict)]
    return from_dict({"cells": cells, "metadata": {"kernelspec": KERNEL}, "nbformat": 4, "nbformat_minor": 5})


def _cell(cell, fallback):
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    kind = cell.get("cell_type")
    id = cell.get("id")
    made = {
        "cell_type": kind if kind in ("code", "markdown") else "raw",
        "id": id if isinstance(id, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", id) else fallback,
        "metadata": _metadata(cell.get("metadata")),
        "source": storable(source) if isinstance(source, str) else "",
    }
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    if kind == "markdown" and _is_attachments(cell.get("attachments")):
        made["attachments"] = {
            storable(name): {storable(mime): storable(text) for mime, text in bundle.items()}
            for name, bundle in cell["attachments"].items()
        }
    return made


def _metadata(given):
    """The names that a cell claims, and its tags: all that grading asks of its metadata."""
    given = given if isinstance(given, dict) else {}
    record, kept = given.get("nbgrader"), {}
    if isinstance(record, dict) and isinstance(record.get("grade_id"), str):
        kept["nbgrader"] = {"grade_id": storable(record["grade_id"])}
    if isinstance(given.get("id"), str):
        kept["id"] = storable(given["id"])
    if "tags" in given:
        tags = given["tags"] if isinstance(given["tags"], list) else []
        tags = [storable(t) for t in tags if isinstance(t, str) and t and "," not in t]
        kept["tags"] = list(dict.fromkeys(tags))
    return kept


def _is_attachments(given):
    """Whether these are what nbformat calls attachments: name -> mime type -> text."""
    return isinstance(given, dict) and all(
        isinstance(bundle, dict) and all(isinstance(text, str) for text in bundle.values())
        for bundle in given.values()
    )


KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
