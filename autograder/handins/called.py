"""Which folder an instructor means who gives what a class list calls somebody: a login, an address, a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from autograder.handins.roster import Roster, kept_roster
from autograder.places import Course

_CALLED = ("called", "login", "email", "sis_user_id", "id_number", "canvas_id")


def folders_called(given: Iterable[str], course: Course, tell: Callable[[str], object]) -> list[str]:
    """The names of folders for what was given, with a line for each that differs; what nobody is called stays as it is."""
    roster, folders = kept_roster(course), []
    for name in given:
        folder = name if (course.submitted / name).exists() else _folder(name, roster)
        if folder != name:
            tell(f"{name} is {folder} here")
        folders.append(folder)
    return folders


def _folder(name: str, roster: Roster) -> str:
    """The folder of the one whom a list calls so; the name itself where that is nobody, or several."""
    if any(p.student == name for p in roster.people):
        return name
    word = name.casefold()
    found = {p.student for p in roster.people if word in {getattr(p, key).casefold() for key in _CALLED}}
    return found.pop() if word and len(found) == 1 else name
