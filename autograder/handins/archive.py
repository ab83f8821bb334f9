"""Reads a download without trusting it: nothing is unpacked by its own path, and nothing without a limit."""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from autograder.errors import Mistake
from autograder.handins.reading import MAX_BYTES, ZIP
from gmcourse.counted import counted

MAX_NAME = 255
MAX_FILES = 20_000
# For all that one person handed in, zip files one in the other, at most this deep, among it.
MAX_OF_ONE = 10 * MAX_BYTES
MAX_INNER_FILES = 500
MAX_LISTED = 20_000
MAX_DEPTH = 3
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
# How the record of a file in a zip file's list begins.
_LISTED = b"PK\x01\x02"
# The others can ask for gigabytes to unpack anything.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# What reading a zip file raises that was damaged, or made to be.
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OverflowError, OSError, ValueError,
)  # fmt: skip
_JUNK = {".ds_store", "thumbs.db", "desktop.ini"}


class BadArchive(Mistake, RuntimeError):
    """The download cannot be read at all; the message says what was found."""


def _untouched() -> bytes:
    raise ValueError("it is not read; see its problem")


@dataclass(frozen=True)
class Item:
    """One file of a download: its name inside, when it was written, and its bytes on demand.

    `problem` says why it is not touched; then `read` raises ValueError.
    """

    name: str
    written: tuple = ()
    read: Callable[[], bytes] = _untouched
    problem: str = ""


def items(path: str | Path) -> list[Item]:
    """Return the Items of a zip file, or of the folder that a browser made of one; raise BadArchive."""
    path = Path(path)
    if path.is_dir():
        return _from_folder(path)
    if not path.is_file():
        raise BadArchive(f"{path} is not there; give the zip file that Canvas or Moodle sent")
    if not zipfile.is_zipfile(path):
        with path.open("rb") as stream:
            start = stream.read(40)
        if start.startswith(ZIP):
            raise BadArchive(
                f"{path} is a zip file that is cut off or damaged; download the submissions again"
            )
        first = start.split(b"\n")[0].decode("utf-8", "replace")
        raise BadArchive(f"{path} is no zip file: it starts with {first!r}; download the submissions again")
    try:
        return _from_zip(zipfile.ZipFile(path))
    except _DAMAGE as error:
        raise BadArchive(f"{path} is a damaged zip file ({error}); download the submissions again") from None


def _from_zip(archive: zipfile.ZipFile) -> list[Item]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_FILES:
        raise BadArchive(f"{counted(len(entries), 'file')} in one archive; at most {MAX_FILES:,} are read")
    return [_item(archive, entry) for entry in entries if not _is_junk(entry.filename)]


def unpacked(item: Item, allowance: Allowance, depth: int = MAX_DEPTH) -> list[Item]:
    """The Items of a zip file within a download, and of those in it; of another file, the Item itself.

    allowance: the Allowance of whoever handed it in
    """
    if item.problem:
        return [item]
    item = replace(item, read=allowance.reading(item.read))
    if not item.name.lower().endswith(".zip"):
        return [item]
    try:
        entries = _entries(item.read())
    except _DAMAGE as error:
        return [Item(item.name, problem=f"a zip file that cannot be read ({error})")]
    if not depth or not allowance.allows(len(entries)):
        return [
            Item(
                item.name,
                problem=f"a zip file of more than {MAX_INNER_FILES} files, or too many in one another",
            )
        ]
    return [inner for entry in entries for inner in unpacked(entry, allowance, depth - 1)]


def _entries(data: bytes) -> list[Item]:
    """The Items of a zip file that was handed in; what it lists is counted before it is read."""
    listed = data.count(_LISTED)
    if listed > MAX_LISTED:
        raise ValueError(f"it lists {listed:,} files")
    archive = zipfile.ZipFile(io.BytesIO(data))
    return [
        _item(archive, entry)
        for entry in archive.infolist()
        if not entry.is_dir() and not _is_junk(entry.filename)
    ]


class Allowance:
    """What is read of one person's files, however well they were compressed, and of how many in zip files."""

    def __init__(self) -> None:
        self._bytes, self._files = MAX_OF_ONE, MAX_INNER_FILES

    def allows(self, files: int) -> bool:
        """Whether so many files more are looked into; they are counted."""
        self._files -= files
        return self._files >= 0

    def reading(self, read: Callable[[], bytes]) -> Callable[[], bytes]:
        """A way to read that counts what it gives, once; raises ValueError where that is too much in all."""
        counted = False

        def count_and_read() -> bytes:
            nonlocal counted
            if self._bytes < 0:
                raise ValueError(f"more than {MAX_OF_ONE >> 20} MiB by one person; no more is read")
            data = read()
            self._bytes -= 0 if counted else len(data)
            counted = True
            return data

        return count_and_read


def _item(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Item:
    name = _name(entry)
    problem = _distrust(name) or _unreadable(entry)
    if problem:
        return Item(name, problem=problem)
    return Item(name, entry.date_time, lambda: _bytes(archive, entry))


def _name(entry: zipfile.ZipInfo) -> str:
    """The name as it was written: zip files that do not say so hold UTF-8 as often as not."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAMES:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return unicodedata.normalize("NFC", name)


def _distrust(name: str) -> str:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
        return "its path leaves the archive"
    if any(unicodedata.category(c) == "Cc" for c in name):
        return "its name holds control characters"
    if max(map(len, parts)) > MAX_NAME:
        return f"its name is longer than {MAX_NAME} letters"
    return ""


def _unreadable(entry: zipfile.ZipInfo) -> str:
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a symbolic link"
    if entry.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    if entry.compress_type not in _METHODS:
        return "it is compressed in a way that is not read; ask for the .ipynb itself"
    return ""


def _is_junk(name: str) -> bool:
    parts = name.replace("\\", "/").lower().split("/")
    return "__macosx" in parts or parts[-1] in _JUNK or parts[-1].startswith("._")


def _bytes(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry, whatever size it claims; raise ValueError that says why not."""
    try:
        with archive.open(entry) as stream:
            data = stream.read(MAX_BYTES + 1)
    except _DAMAGE as error:
        raise ValueError(f"it is damaged ({error})") from None
    return _bounded(data)


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise ValueError(f"it unpacks to more than {MAX_BYTES >> 20} MiB; ask to clear all outputs")
    return data


def _from_folder(folder: Path) -> list[Item]:
    found = []
    for path in sorted(folder.rglob("*")):
        name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        if path.is_symlink():
            found.append(Item(name, problem="it is a symbolic link"))
        elif path.is_file() and not _is_junk(name):
            found.append(Item(name, (path.stat().st_mtime,), partial(_read, path)))
    return found


def _read(path: Path) -> bytes:
    with path.open("rb") as stream:
        return _bounded(stream.read(MAX_BYTES + 1))
