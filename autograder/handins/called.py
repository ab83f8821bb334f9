"""Which folder an instructor means who gives what a class list calls somebody: a login, an address, a number, a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from autograder.errors import BadOption
from autograder.handins.roster import TOLD, Roster, kept_roster
from autograder.places import Course

_CALLED = ("called", *TOLD)


def folders_called(given: Iterable[str], course: Course, tell: Callable[[str], object]) -> list[str]:
    """The names of folders for what was given, with a line for each that differs; what nobody is called stays as it is.

    A folder of the name goes before what lists call somebody. Raises BadOption for what several are called.
    """
    roster = kept_roster(course)
    return [_folder(name, course, roster, tell) if name else name for name in given]


def _folder(name: str, course: Course, roster: Roster, tell: Callable[[str], object]) -> str:
    called = [student for student in called_so(name, roster) if student != name]
    if (course.submitted / name).exists() or any(p.student == name for p in roster.people):
        if called:
            tell(f"{name} is taken for the folder of this name; lists call {' and '.join(called)} so, too")
        return name
    if len(called) > 1:
        raise BadOption(f"{name} is {' or '.join(called)} here; give the name of the folder")
    if called:
        tell(f"{name} is {called[0]} here")
    return called[0] if called else name


def called_so(name: str, roster: Roster) -> list[str]:
    """The students whom lists call so, by a number or an address before a name."""
    word = name.casefold()
    found = [p.student for p in roster.people if word in {getattr(p, key).casefold() for key in _CALLED}]
    return found or [p.student for p in roster.named(name)]
