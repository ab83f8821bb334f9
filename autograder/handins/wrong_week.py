"""Whether a download is another week's: said before anything of it is taken or noted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import Mistake
from autograder.handins.choose import NoHandIn, choose
from autograder.handins.download import File, People

if TYPE_CHECKING:
    from autograder.spec import Week

# A download with this many hand-ins of its week is not another's; with fewer it is where others are so many times more.
ENOUGH = 2
MANY_TIMES = 5


class WrongWeek(Mistake, ValueError):
    """A download holds another week's notebooks; the message says which."""


def refuse_another_week(
    people: People, week: Week, archive: str | Path, open_all: Callable[[list[File]], list[File]]
) -> None:
    """Raise WrongWeek where nothing of a download is a hand-in of the week but something another's, or next to nothing.

    It looks no further than it must: a week's own download shows with its first people.
    open_all: gives the files that one person's uploads hold, looked into
    """
    own, others = 0, Counter[str]()
    for uploads in people.values():
        found = _week_of(uploads, week, open_all)
        own += found == week.name
        others.update({found} - {week.name, ""})
        if own == ENOUGH:
            return
    for other, count in others.most_common(1):
        if count > MANY_TIMES * own:
            raise WrongWeek(
                f"{archive} looks like {other}'s download: of {len(people)} who handed in, {count} gave a notebook of that week, "
                f"{own or 'nobody'} one of {week.name}; nothing was taken or noted. Collect it as {other}, or give {week.name}'s download"
            )


def _week_of(uploads: list[File], week: Week, open_all: Callable[[list[File]], list[File]]) -> str:
    """The week whose hand-in one person's uploads hold, this one if it can be; "" for none that can be told."""
    files: list[File] = []
    try:
        files = open_all(uploads)
        if not files:
            return ""
        choose(files, week.name)
        return week.name
    except NoHandIn:
        return next((name for f in files for name, _ in f.contents.weeks.most_common(1)), "")
    except Exception:
        # What goes wrong with a file is said where it is taken.
        return ""
