"""Which folder an instructor means who gives what a class list calls somebody: a login, an address, a number, a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from autograder.handins.roster import Roster, kept_roster
from autograder.places import Course

_CALLED = ("called", "login", "email", "sis_user_id", "id_number", "canvas_id")


def folders_called(given: Iterable[str], course: Course, tell: Callable[[str], object]) -> list[str]:
    """The names of folders for what was given, with a line for each that differs; what nobody is called stays as it is."""
    roster, folders = kept_roster(course), []
    for name in given:
        called = [name] if not name or (course.submitted / name).exists() else _called(name, roster)
        if called != [name]:
            tell(f"{name} is {' or '.join(called)} here")
        folders.append(called[0] if len(called) == 1 else name)
    return folders


def _called(name: str, roster: Roster) -> list[str]:
    """The folders of all who are called so, by a number or an address before a name; the name itself where that is nobody."""
    if any(p.student == name for p in roster.people):
        return [name]
    word = name.casefold()
    found = [p.student for p in roster.people if word in {getattr(p, key).casefold() for key in _CALLED}]
    return found or [p.student for p in roster.named(name)] or [name]
