"""Which of a student's files is the hand-in of a week: the right notebook, in its latest version."""

import re
from pathlib import PurePosixPath

from autograder.exercises import week_names

# What browsers and Canvas put behind a name that is there already: -1, (2), _3, - Copy.
_COPY = re.compile(r"(?:[ _-]*\((\d+)\)|-(\d+)|[ _-]+copy(?:[ _-]*\(?(\d+)\)?)?|[ _-]+kopie)$", re.IGNORECASE)


class NoHandIn(ValueError):
    """None of a student's files is a hand-in of the week; the message says why."""


def choose(files, week_name):
    """Return the file that counts and the ones that it replaces; raise NoHandIn.

    files: objects with `file` (a name), `order` and `written`, all of one student
    """
    notebooks = [f for f in files if f.file.lower().endswith(".ipynb")]
    if not notebooks:
        raise NoHandIn(f"{_names(files)}: no notebook; ask for the .ipynb")
    mine = [f for f in notebooks if stem(f.file) == week_name]
    if not mine:
        strangers = [f for f in notebooks if stem(f.file) in week_names()]
        if len(strangers) == len(notebooks):
            raise NoHandIn(f"{_names(strangers)}: another week's notebook; ask for {week_name}.ipynb")
        mine = [f for f in notebooks if f not in strangers]
        if len(mine) > 1 and not all(f.order for f in mine):
            raise NoHandIn(f"{_names(mine)}: which one? none is called {week_name}.ipynb; rename or remove in the archive")
    *earlier, latest = sorted(mine, key=lambda f: (f.order, copy_number(f.file), f.written))
    return latest, earlier


def stem(file):
    """The name of a notebook without its ending and without what a copy's name adds."""
    bare = PurePosixPath(file).stem.strip()
    while True:
        shorter = _COPY.sub("", bare).strip()
        if shorter in ("", bare):
            return bare
        bare = shorter


def copy_number(file):
    """How often a file of this name was made before."""
    match = _COPY.search(PurePosixPath(file).stem.strip())
    return max((int(n) for n in match.groups() if n), default=1) if match else 0


def _names(files):
    shown = [f.file for f in files[:3]]
    return ", ".join(shown) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
