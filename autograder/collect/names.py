"""What Canvas and Moodle say in the names of downloaded files: whose, which attempt, late or not."""

import re
import unicodedata
from pathlib import PurePosixPath

from nbgrader.plugins import FileNameCollectorPlugin

# Canvas joins the sortable name in small letters, LATE where it was, the ids of student and file.
CANVAS = re.compile(
    r"(?:(?P<name>[^/]+?)_)??(?:(?P<late>LATE)_)?(?P<person>\d+|anon_[A-Za-z0-9]+)_(?P<order>\d+)_(?P<file>[^/]+)"
)
# Moodle names a folder, or the start of a file, after the student; the number holds for one assignment.
MOODLE = re.compile(
    r"(?:[^/]+/)*?(?P<name>[^_/]*)_(?P<person>\d+)_assignsubmission_(?P<plugin>[a-z]+)"
    r"(?:_?/(?P<path>.+)|_(?P<file>[^/]+))"
)


class LmsNames(FileNameCollectorPlugin):
    """A collector for `nbgrader zip_collect` too, which reads the names of both systems.

    `collect(path)` gives None for a name of neither, else a dict: nbgrader's student_id and file_id,
    and system, name, person (the system's own number), order (grows with each upload), late, plugin.
    """

    def collect(self, submitted_file):
        """Read the name of one downloaded file; Moodle's may stand in the name of its folder."""
        parts = PurePosixPath(str(submitted_file).replace("\\", "/")).parts
        for start in range(len(parts)):
            found = _read("/".join(parts[start:]))
            if found:
                return found
        return None


def _read(path):
    match = MOODLE.fullmatch(path)
    if match:
        file = match["file"] or PurePosixPath(match["path"]).name
        return _found("moodle", match, file, order=0, late=False, plugin=match["plugin"])
    match = CANVAS.fullmatch(path)
    if match:
        return _found("canvas", match, match["file"], int(match["order"]), match["late"] is not None, "file")
    return None


def _found(system, match, file, order, late, plugin):
    name = (match["name"] or "").strip()
    return {
        "student_id": slug(name, match["person"]),
        "file_id": file,
        "system": system,
        "name": name,
        "person": match["person"],
        "order": order,
        "late": late,
        "plugin": plugin,
    }


def slug(*words):
    """A name that is safe as a folder's on every system: letters, digits, and . @ + _ - between them."""
    text = unicodedata.normalize("NFKD", "-".join(word for word in words if word))
    text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))
    return re.sub(r"[^\w.@+]+", "-", text).strip("-._+@")[:80].lower()
