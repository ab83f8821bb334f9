"""What Canvas and Moodle say in the names of downloaded files: whose, which attempt, late or not."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import PurePosixPath
from typing import Any

from nbgrader.plugins import FileNameCollectorPlugin

# Canvas joins the sortable name in small letters, LATE where it was, the ids of student and file.
CANVAS = re.compile(
    r"(?:(?:(?P<anon_late>LATE)_)?(?P<anon>anon_(?!LATE_|\d+_)[A-Za-z0-9]+)|(?P<name>[^/]+?)_(?:(?P<late>LATE)_)?(?P<person>\d+))"
    r"_(?P<order>\d+)_(?P<file>[^/]+)"
)
# What Canvas writes where somebody gave a link, or typed.
INSTEAD_OF_A_FILE = re.compile(
    r"(?:(?P<name>[^/]+?)_(?:LATE_)?|(?:LATE_)?)(?P<person>\d+|anon_[A-Za-z0-9]+)_(?P<what>link|text)\.html$"
)
# Moodle names a folder, or the start of a file, after the student; the number holds for one assignment.
MOODLE = re.compile(
    r"(?P<name>[^/]*?)_(?P<person>\d+)_assignsubmission_(?P<plugin>[a-z]+)(?:_?/(?P<path>.+)|_(?P<file>[^/]+))"
)
# Where this stands twice in one part of a path, a student wrote one of them: in a name, or in a file's.
_OF_MOODLE = re.compile(r"_\d+_assignsubmission_")
# Where Canvas's numbers may begin behind a name.
_BEHIND_A_NAME = re.compile(r"(?=_(?:LATE_)?\d+_\d+_)")

# A folder's name in bytes: file systems hold 255, and put more to it.
MAX_FOLDER = 120

# How Canvas's names begin where it hides whose a hand-in is.
ANONYMOUS = "anon_"
# How the folders of those begin whom Moodle names by a number alone.
PARTICIPANT_FOLDER = "participant-"
# What Moodle calls somebody whose name it hides, in its languages.
PARTICIPANT = {
    "participant", "participante", "partecipante", "participant/e", "participant·e", "teilnehmer", "teilnehmer/in", "teilnehmer*in",
    "teilnehmer:in", "teilnehmerin", "teilnehmer/-in", "deelnemer", "deltagare", "deltager", "deltaker", "osallistuja",
    "uczestnik", "účastník", "résztvevő", "участник", "учасник", "katılımcı", "参加者", "参与者",
}  # fmt: skip

# Letters that are no other letter with a sign, in English ones; and what German has two letters for.
_ENGLISH = str.maketrans(
    {"ı": "i", "ß": "ss", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
)
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa"})


class AmbiguousName(ValueError):
    """The name of a downloaded file could be one person's or another's."""


class LmsNames(FileNameCollectorPlugin):
    """A collector for `nbgrader zip_collect` too, which reads the names of both systems.

    `collect(path)` raises AmbiguousName, gives None for a name of neither, else a dict: nbgrader's student_id and file_id,
    and system, name, person (the system's own number), order (grows with each upload), late, plugin.
    """

    def collect(self, submitted_file: str) -> dict[str, Any] | None:
        """Read the name of one downloaded file; Moodle's may stand in the name of its folder."""
        parts = PurePosixPath(str(submitted_file).replace("\\", "/")).parts
        for start in range(len(parts)):
            found = _read("/".join(parts[start:]), "\\" in str(submitted_file))
            if found:
                return found
        return None


def _read(path: str, backslashes: bool) -> dict[str, Any] | None:
    match = MOODLE.fullmatch(path)
    # A backslash may be the student's own: Canvas's files lie in no folders.
    if match and _begins_as_canvas(path.replace("/", "_") if backslashes else path, match.start("person")):
        raise AmbiguousName(
            "its name can be read as Canvas's or as Moodle's; ask for a file, or a name, without _assignsubmission_"
        )
    if match and len(_OF_MOODLE.findall(path.split("/")[0])) > 1:
        raise AmbiguousName(
            "its name can be read in two ways, as two people's; ask for a file, or a name, without _assignsubmission_"
        )
    if match:
        file = match["file"] or PurePosixPath(match["path"]).name
        return _found("moodle", match, file, order=0, late=False, plugin=match["plugin"])
    match = CANVAS.fullmatch(path)
    if match:
        late = bool(match["late"] or match["anon_late"])
        return _found("canvas", match, match["file"], int(match["order"]), late, "file")
    return None


def _begins_as_canvas(path: str, of_moodle: int) -> bool:
    """Whether what Canvas writes stands before Moodle's number: then a student may have written the rest."""
    match = CANVAS.fullmatch(path)
    if not match:
        return False
    late = bool(match["late"] or match["anon_late"])
    return match.start("order") < of_moodle + late


def _found(
    system: str, match: re.Match[str], file: str, order: int, late: bool, plugin: str
) -> dict[str, Any]:
    name = (match["name"] or "").strip()
    person = match["person"] or match.groupdict().get("anon")
    return {
        "student_id": slug(name, person),
        "file_id": file,
        "system": system,
        "name": name,
        "person": person,
        "order": order,
        "late": late,
        "plugin": plugin,
    }


def with_file(upload: str, file: str) -> str | None:
    """The name that a system gave to an upload, with another file behind what says whose it is; None for a name of neither."""
    parts = PurePosixPath(upload.replace("\\", "/")).parts
    for start in range(len(parts)):
        path = "/".join(parts[start:])
        match = MOODLE.fullmatch(path) or CANVAS.fullmatch(path)
        if match:
            groups = match.groupdict()
            return path[: match.start("path" if groups.get("path") else "file")] + file
    return None


def with_group_joined(path: str, members: Mapping[str, Collection[str]]) -> str:
    """The name of one of Canvas's files, without the _ of the group that it begins with: of `Team_1` Canvas's numbers begin behind the 1.

    members: the group's name, squeezed -> Canvas's numbers for those in it, one of whom uploaded; any other name stays
    """
    folder, slash, name = path.rpartition("/")
    for behind in _BEHIND_A_NAME.finditer(name):
        group, rest = squeezed(name[: behind.start()]), name[behind.start() :]
        found = CANVAS.fullmatch(f"{group}{rest}")
        if found and found["person"] in members.get(group, ()):
            return f"{folder}{slash}{group}{rest}"
    return path


def named_by_canvas(upload: str) -> str:
    """What Canvas calls who handed an upload in, as its name has it: a person or a group; "" where it is none of Canvas's."""
    match = CANVAS.fullmatch(PurePosixPath(upload).name)
    return (match and match["name"]) or ""


def number_in_canvas(upload: str) -> str:
    """Canvas's number for who handed an upload in, as its name has it; "" where it is none of Canvas's, or hidden."""
    match = CANVAS.fullmatch(PurePosixPath(upload).name)
    return (match and match["person"]) or ""


def squeezed(name: str) -> str:
    """A name as Canvas writes it in file names: small letters and digits alone."""
    return re.sub(r"[\W_]", "", name.lower())


def is_hidden(student: str) -> bool:
    """Whether Moodle told a number of somebody, and no name."""
    return student.startswith(PARTICIPANT_FOLDER)


def is_anonymous(canvas_id: str) -> bool:
    """Whether Canvas hides whose a number is."""
    return canvas_id.startswith(ANONYMOUS)


def likenesses(name: str) -> set[str]:
    """The ways in which Canvas may write a name in file names: with its letters, with English ones, with German pairs,
    or without those that are not English."""
    kept = squeezed(name)
    return {kept, _plain(kept), _plain(kept.translate(_GERMAN)), re.sub(r"[^a-z0-9]", "", kept) or kept}


def written_by_canvas(name: str) -> set[str]:
    """The ways in which Canvas may write a whole name in file names, first or last name first."""
    words = name.replace(",", " ").split()
    turned = (likenesses("".join(words[place:] + words[:place])) for place in range(len(words)))
    return set().union(*turned)


def _plain(letters: str) -> str:
    apart = unicodedata.normalize("NFKD", letters.translate(_ENGLISH))
    return "".join(c for c in apart if not unicodedata.combining(c))


def slug(*words: str | None) -> str:
    """A name that is safe as a folder's on every system: letters, digits, and . @ + _ - between them."""
    text = unicodedata.normalize("NFKD", "-".join(word for word in words if word))
    text = unicodedata.normalize("NFC", "".join(c for c in text if not unicodedata.combining(c)))
    text = re.sub(r"[^\w.@+]+", "-", text.lower()).strip("-._+@")[:80]
    return text.encode()[:MAX_FOLDER].decode(errors="ignore")
