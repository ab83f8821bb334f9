"""What comes in a hand-in's place, by its ending; and what lies where no hand-in is looked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from autograder.weeks import week_names

_INSTEAD = {
    **dict.fromkeys((".url", ".gdoc", ".webloc", ".lnk", ".website"), "a link, not the file itself"),
    **dict.fromkeys((".7z", ".rar", ".gz", ".tar", ".tgz", ".xz"), "an archive of a kind that is not read"),
    **dict.fromkeys((".html", ".htm", ".pdf", ".docx", ".rtf"), "a print, not the notebook"),
    **dict.fromkeys((".eml", ".msg", ".mht", ".mhtml"), "a mail or a page, not the notebook"),
    ".zip": "a zip file, which only `collect` opens",
    ".icloud": "a placeholder that iCloud leaves for a file that it holds",
    ".py": "a script, not the notebook",
}
SHOWN = 3


def what_it_is(name: str) -> str:
    """What a file of this name is, in words."""
    return _INSTEAD.get(PurePosixPath(name.lower()).suffix, "no notebook")


def lying_in(folder: Path) -> str:
    """What lies in a folder in which there is no notebook, in words."""
    names = _names(folder) if folder.is_dir() else []
    return f"only {_in_words(names)} ({what_it_is(names[-1])})" if names else "nothing"


def strays(folder: Path, week: str) -> Iterator[str]:
    """A line for each student's folder that has none of the week but something else, and for what lies in none."""
    loose = [path.name for path in sorted(folder.iterdir()) if path.is_file() and not _hidden(path)]
    if loose:
        yield f"{_in_words(loose)} in no student's folder is not looked at; {_belongs(folder, '<student>', week)}"
    for own in sorted(folder.iterdir()):
        if own.is_dir() and not _hidden(own) and not (own / week).is_dir():
            others = [name for name in _names(own) if name not in week_names()]
            if others:
                yield f"{own.name}: no hand-in of {week}, {_in_words(others)} is not looked at; {_belongs(folder, own.name, week)}"


def _belongs(folder: Path, student: str, week: str) -> str:
    return f"a notebook belongs at {folder}/{student}/{week}/{week}.ipynb"


def _names(folder: Path) -> list[str]:
    return [path.name for path in sorted(folder.iterdir()) if not _hidden(path)]


def _hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _in_words(names: Sequence[str]) -> str:
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    return ", ".join(names[:SHOWN]) + more
