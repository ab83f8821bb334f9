"""Finds hand-ins and reads them defensively; what cannot be read says why in one line."""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.errors import Mistake
from autograder.files import storable
from autograder.handins.instead import lying_in
from autograder.handins.shown import KEY, shown_by_check
from autograder.sandbox.inside.frames import holds_too_much
from gmcourse.counted import counted

if TYPE_CHECKING:
    from typing import TypeGuard

    from nbformat import NotebookNode


MAX_BYTES = 50 * 2**20
MAX_CELLS = 2000
MAX_NAME = 120
MAX_VALUES = 2_000_000
MAX_CODE = 2**18
STAMP = "timestamp.txt"
STAMP_CHARACTERS = 200
_NUMERIC_ZONE = re.compile(r"(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?:UTC|GMT)?([+-]\d{2}):?(\d{2})$")
# What clocks write in summer and winter, of which nbgrader takes most for UTC. CST and IST are several zones.
_ZONES = {
    "CET": 1, "CEST": 2, "WET": 0, "WEST": 1, "BST": 1, "EET": 2, "EEST": 3, "MSK": 3, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7,
    "MDT": -6, "PST": -8, "PDT": -7, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "UTC": 0, "GMT": 0, "Z": 0,
}  # fmt: skip
_ZONE = re.compile(r"(?<=\d)\s+([A-Za-z][\w/+-]*)$")
# Jupyter runs cells of this tag when a student does; only repair may say that one is not run.
NOT_RUN = "skip-execution"
ZIP = b"PK\x03\x04"
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?: .*)?$", re.MULTILINE)


class Unreadable(Mistake, ValueError):
    """A hand-in is no notebook that can be graded; the message says why and what to ask for."""


class UnclearZone(ValueError):
    """A time has the name of a zone that is none, or several."""


class NothingSubmitted(Mistake, LookupError):
    """The folder holds no hand-in of this week."""


@dataclass(frozen=True)
class Submission:
    """One student's hand-in of one week; `choice` says why this file counts, where the folder holds several or one of another name."""

    student: str
    week: str
    path: Path
    choice: str = ""

    def read_bytes(self) -> bytes:
        """The bytes of the file; raise Unreadable for a missing, linked or enormous one, or one whose folder names nobody."""
        if self.path.parent.parent.name != self.student:
            raise Unreadable(
                "no gradebook can hold the name of its folder; rename it (letters, digits, - and .) and grade again"
            )
        if self.path.is_symlink() or self.path.parent.is_symlink():
            raise Unreadable("the hand-in is a symbolic link; ask for the file itself")
        if not self.path.is_file():
            raise Unreadable(
                f"no {self.path.name} in {self.path.parent.name}/, {lying_in(self.path.parent)}; ask for a hand-in of that name"
            )
        size = self.path.stat().st_size
        if size > MAX_BYTES:
            raise Unreadable(
                f"{size / 2**20:.0f} MiB; at most {MAX_BYTES >> 20} are read; ask to clear all outputs"
            )
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise Unreadable(
                f"{self.path.name} cannot be read ({error.strerror}); see to its permissions"
            ) from None

    def timestamp(self) -> datetime | None:
        """When nbgrader's exchange received it, in UTC without a zone, or None; raise Unreadable for what is no date."""
        path = self.path.parent / STAMP
        if not path.is_file() or path.is_symlink():
            return None
        try:
            # Windows begins texts with a mark.
            with open(path, encoding="utf-8-sig") as file:
                text = file.read(STAMP_CHARACTERS).strip()
            return in_utc(text) if text else None
        except UnclearZone as problem:
            raise Unreadable(f"{STAMP}: {problem}, and grade again") from None
        except OSError as error:
            raise Unreadable(f"{STAMP} cannot be read ({error.strerror}); see to its permissions") from None
        except (ValueError, OverflowError):
            raise Unreadable(
                f"{STAMP} holds no date such as 2026-01-31 12:00:00 UTC; mend or delete it, and grade again"
            ) from None


def in_utc(text: str) -> datetime:
    """A timestamp as nbgrader reads it; but a numeric zone behind a space, which it takes for minutes, is one, and so is CEST.

    Raises UnclearZone for the name of no zone, or of several, and ValueError for what is no date.
    """
    # nbgrader takes a while to load, and workers warm up meanwhile.
    from dateutil.tz import gettz
    from nbgrader.utils import parse_utc

    named = _ZONE.search(text)
    is_short = named is not None and named[1].upper() in _ZONES
    if named and not is_short and (len(named[1]) <= 5 or gettz(named[1]) is None):
        raise UnclearZone(
            f"which zone is {named[1]}? It is none, or several; write it in numbers, such as +0530"
        )
    if named and is_short:
        text = f"{text[: named.start()]} {_ZONES[named[1].upper()]:+03d}00"
    return parse_utc(_NUMERIC_ZONE.sub(r"\1\2:\3", text))


def find_submissions(folder: str | Path, week: str) -> list[Submission]:
    """All hand-ins of a week below `folder`/<student>/<week>/, by student; raise NothingSubmitted."""
    folder = Path(folder)
    if not folder.is_dir():
        raise NothingSubmitted(
            f"{folder} is no folder; give the one that holds <student>/{week}/{week}.ipynb"
        )
    students = sorted(p.name for p in folder.iterdir() if p.is_dir() and (p / week).is_dir())
    students = [name for name in students if not name.startswith(".")]
    if not students:
        raise NothingSubmitted(
            f"{folder} holds no hand-in of {week}; expected {folder}/<student>/{week}/{week}.ipynb"
        )
    return [Submission(student_of(name), week, *_notebook(folder / name / week, week)) for name in students]


def only(students: Sequence[str], wanted: Collection[str] | None, what: str) -> list[str]:
    """Those of the students that are wanted (None: all); raise NothingSubmitted for one who is not among them."""
    missing = [name for name in wanted or () if name not in students]
    if missing:
        raise NothingSubmitted(f"there is no {what} by {missing[0]!r}{did_you_mean(missing[0], students)}")
    return [name for name in students if wanted is None or name in wanted]


def did_you_mean(name: str, students: Iterable[str]) -> str:
    """The end of a line on a name that is not among the students: whoever is called most like it, but for the mail's address."""
    called = {student.partition("@")[0].lower(): student for student in students}
    near = difflib.get_close_matches(name.partition("@")[0].lower(), called, 1, 0.5)
    return f"; did you mean {called[near[0]]}?" if near else ""


def student_of(folder: str) -> str:
    """The student whom a folder names: its name, if gradebook, file and terminal can hold it, else a likeness of it."""
    text = os.fsencode(folder).decode("utf-8", "backslashreplace")
    text = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    # nbgrader looks for hand-ins by patterns: such a name would stand for other people's.
    text = re.sub(r"[*?\[\]]", lambda sign: f"\\x{ord(sign[0]):02x}", text)
    return text if len(text.encode()) <= MAX_NAME else f"{text[:30]}...{digest(os.fsencode(folder))[:8]}"


def _notebook(folder: Path, week: str) -> tuple[Path, str]:
    """The notebook of the week's name, or what a browser or a student made of it; and why, of several."""
    expected = folder / f"{week}.ipynb"
    found = [path for path in sorted(folder.iterdir()) if ".ipynb" in path.name.lower()]
    found = found or sorted(folder.glob("*.json"))
    if len(found) > 1 and all(_is_plain(path) for path in found):
        # To look into notebooks takes loading; few folders hold several.
        from autograder.handins.choose import choose_in_folder

        return choose_in_folder(found, expected, week)
    if len(found) != 1:
        return expected, ""
    renamed = found[0] != expected and f"{found[0].name} is taken, there is no {expected.name}"
    return found[0], renamed or ""


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink() and path.stat().st_size <= MAX_BYTES


def digest(data: bytes) -> str:
    """What tells one hand-in from another."""
    return hashlib.sha256(data).hexdigest()


def parse(data: bytes) -> NotebookNode:
    """Return the notebook held in a hand-in's bytes; raise Unreadable that says what was found."""
    node = notebook_json(data)
    if len(node["cells"]) > MAX_CELLS:
        raise Unreadable(
            f"{counted(len(node['cells']), 'cell')}; at most {MAX_CELLS:,} are run; ask for a new hand-in"
        )
    return _as_notebook(node)


def notebook_json(data: bytes) -> dict[str, Any]:
    """The JSON of a notebook with its list of cells; raise Unreadable."""
    if holds_too_much(data, MAX_VALUES):
        raise Unreadable(f"more than {MAX_VALUES:,} values; ask to clear all outputs")
    if data.startswith(ZIP):
        raise Unreadable(
            "not a notebook: it is a zip file under another name; unpack it, or ask for the .ipynb"
        )
    try:
        encoding = json.detect_encoding(data)
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise Unreadable("not a notebook: the file is no UTF-8 text; ask for a new hand-in") from None
    if not encoding.startswith("utf-8") and holds_too_much(text.encode("utf-8", "replace"), MAX_VALUES):
        raise Unreadable(f"more than {MAX_VALUES:,} values; ask to clear all outputs")
    try:
        node = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{_broken(text, error)}; ask for a new hand-in") from None
    if isinstance(node, dict) and isinstance(node.get("worksheets"), list):
        node["cells"] = [cell for sheet in node["worksheets"] for cell in _cells_of(sheet)]
    if not isinstance(node, dict) or not isinstance(node.get("cells"), list):
        raise Unreadable("not a notebook: it is JSON, but has no cells; ask for a new hand-in")
    return node


def _cells_of(sheet: object) -> list:
    """The cells of a worksheet, of which notebooks of format 3 have one."""
    cells = sheet.get("cells") if isinstance(sheet, dict) else None
    return cells if isinstance(cells, list) else []


def _broken(text: str, error: Exception) -> str:
    """Why a text is no JSON: what a person can see in it."""
    first = text.strip().split("\n")[0][:40]
    if not first:
        return "not a notebook: it is empty"
    if not first.startswith("{") or not isinstance(error, json.JSONDecodeError):
        return f"not a notebook: line 1 is {first!r}"
    if first.startswith("{\\rtf"):
        return "not a notebook: it is rich text, as TextEdit and Word write it"
    marker = _CONFLICT.search(text)
    if marker:
        line = text.count("\n", 0, marker.start()) + 1
        return f"a damaged notebook: line {line} is a conflict marker of git ({marker[0]!r}); both versions are in it"
    if not text[error.pos :].strip() or not text.rstrip().endswith("}"):
        return f"a damaged notebook: it is cut off at line {text.rstrip().count(chr(10)) + 1}"
    wrong = text.split("\n")[error.lineno - 1].strip()[:40]
    return f"a damaged notebook: line {error.lineno} cannot be read ({wrong!r})"


def _as_notebook(node: dict[str, Any]) -> NotebookNode:
    """Keep what grading reads, in its plainest valid form: cells of text, the kernel, what `check` showed."""
    from nbformat import from_dict

    cells = [
        _cell(cell, f"cell-{number}") for number, cell in enumerate(node["cells"]) if isinstance(cell, dict)
    ]
    metadata = {"kernelspec": KERNEL, KEY: {"shown": shown_by_check(node["cells"])}}
    return from_dict({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})


def _cell(cell: dict[str, Any], fallback: str) -> dict[str, Any]:
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    kind = cell.get("cell_type")
    if kind == "code" and isinstance(source, str) and len(source) > MAX_CODE:
        raise Unreadable(
            f"a cell holds {len(source) >> 10} KiB of code; at most {MAX_CODE >> 10} are run; ask for a new hand-in"
        )
    id = cell.get("id")
    made = {
        "cell_type": kind if kind in ("code", "markdown") else "raw",
        "id": id if isinstance(id, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,64}", id) else fallback,
        "metadata": _metadata(cell.get("metadata")),
        "source": storable(source).replace("\r\n", "\n") if isinstance(source, str) else "",
    }
    if kind == "code":
        made |= {"outputs": [], "execution_count": None}
    if kind == "markdown" and _is_attachments(cell.get("attachments")):
        made["attachments"] = {
            storable(name): {storable(mime): storable(text) for mime, text in bundle.items()}
            for name, bundle in cell["attachments"].items()
        }
    return made


def _metadata(given: object) -> dict[str, Any]:
    """The names that a cell claims, and its tags: all that grading asks of its metadata."""
    given = given if isinstance(given, dict) else {}
    record = given.get("nbgrader")
    kept: dict[str, Any] = {}
    if isinstance(record, dict) and isinstance(record.get("grade_id"), str):
        kept["nbgrader"] = {"grade_id": storable(record["grade_id"])}
    if isinstance(given.get("id"), str):
        kept["id"] = storable(given["id"])
    if "tags" in given:
        tags = given["tags"] if isinstance(given["tags"], list) else []
        tags = [storable(t) for t in tags if isinstance(t, str) and t and "," not in t and t != NOT_RUN]
        kept["tags"] = list(dict.fromkeys(tags))
    return kept


def _is_attachments(given: object) -> TypeGuard[dict[str, dict[str, str]]]:
    """Whether these are what nbformat calls attachments: name -> mime type -> text."""
    return isinstance(given, dict) and all(
        isinstance(bundle, dict) and all(isinstance(text, str) for text in bundle.values())
        for bundle in given.values()
    )


KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
