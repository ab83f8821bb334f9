"""Reads a download without trusting it: nothing is unpacked by its own path, and nothing without a limit."""

import stat
import unicodedata
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.submission import MAX_BYTES

MAX_FILES = 20_000
MAX_TOTAL = 4 * 2**30
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_JUNK = {".ds_store", "thumbs.db", "desktop.ini"}


class BadArchive(RuntimeError):
    """The download cannot be read at all; the message says what was found."""


@dataclass(frozen=True)
class Item:
    """One file of a download: its name inside, when it was written, and its bytes on demand.

    `problem` says why it is not touched; then `read` is None.
    """

    name: str
    written: tuple = ()
    read: object = None
    problem: str = ""


def items(path):
    """Return the Items of a zip file, or of the folder that a browser made of one; raise BadArchive."""
    path = Path(path)
    if path.is_dir():
        return _from_folder(path)
    if not path.is_file():
        raise BadArchive(f"{path} is not there; give the zip file that Canvas or Moodle sent")
    if not zipfile.is_zipfile(path):
        with path.open("rb") as stream:
            first = stream.read(40).split(b"\n")[0].decode("utf-8", "replace")
        raise BadArchive(f"{path} is no zip file: it starts with {first!r}; download the submissions again")
    try:
        return _from_zip(zipfile.ZipFile(path))
    except (zipfile.BadZipFile, NotImplementedError, OSError) as error:
        raise BadArchive(f"{path} is a damaged zip file ({error}); download the submissions again") from None


def _from_zip(archive):
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MAX_FILES:
        raise BadArchive(f"{len(entries)} files in one archive; at most {MAX_FILES} are read")
    budget = _Budget()
    return [_item(archive, entry, budget) for entry in entries if not _is_junk(entry.filename)]


def _item(archive, entry, budget):
    name = _name(entry)
    problem = _distrust(name) or _unreadable(entry)
    if problem:
        return Item(name, problem=problem)
    return Item(name, entry.date_time, lambda: _bytes(archive, entry, budget))


def _name(entry):
    """The name as it was written: zip files that do not say so hold UTF-8 as often as not."""
    name = entry.filename
    if not entry.flag_bits & _UTF8_NAMES:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = entry.filename
    return unicodedata.normalize("NFC", name)


def _distrust(name):
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]:
        return "its path leaves the archive"
    if any(unicodedata.category(c) == "Cc" for c in name):
        return "its name holds control characters"
    return ""


def _unreadable(entry):
    if stat.S_ISLNK(entry.external_attr >> 16):
        return "it is a symbolic link"
    if entry.flag_bits & _ENCRYPTED:
        return "it is encrypted"
    return ""


def _is_junk(name):
    parts = name.replace("\\", "/").lower().split("/")
    return "__macosx" in parts or parts[-1] in _JUNK


class _Budget:
    """What may still be read of one archive, however well it was compressed."""

    def __init__(self):
        self.left = MAX_TOTAL

    def spend(self, count):
        self.left -= count
        if self.left < 0:
            raise BadArchive(f"the archive unpacks to more than {MAX_TOTAL >> 30} GiB; nothing more was read")


def _bytes(archive, entry, budget):
    """The bytes of one entry, whatever size it claims; raise ValueError that says why not."""
    try:
        with archive.open(entry) as stream:
            data = stream.read(MAX_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
        raise ValueError(f"it is damaged ({error})") from None
    budget.spend(len(data))
    return _bounded(data)


def _bounded(data):
    if len(data) > MAX_BYTES:
        raise ValueError(f"it unpacks to more than {MAX_BYTES >> 20} MiB; ask to clear all outputs")
    return data


def _from_folder(folder):
    found = []
    for path in sorted(folder.rglob("*")):
        name = unicodedata.normalize("NFC", path.relative_to(folder).as_posix())
        if path.is_symlink():
            found.append(Item(name, problem="it is a symbolic link"))
        elif path.is_file() and not _is_junk(name):
            found.append(Item(name, (path.stat().st_mtime,), lambda path=path: _read(path)))
    return found


def _read(path):
    with path.open("rb") as stream:
        return _bounded(stream.read(MAX_BYTES + 1))
