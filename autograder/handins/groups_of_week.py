"""Who was in which group when a week was collected: a list that came for a later week changes nothing of it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.files import write_atomically
from autograder.handins.lms_names import squeezed
from autograder.handins.roster import Roster
from autograder.places import Course

if TYPE_CHECKING:
    from autograder.spec import Week


def groups_in(roster: Roster) -> dict[str, str]:
    """Student -> group, "" for none, of all of a Roster."""
    return {person.student: person.group for person in roster.people}


def members_in_canvas(roster: Roster) -> dict[str, set[str]]:
    """Name of a group, squeezed as Canvas writes it -> Canvas's numbers for those in it."""
    members: dict[str, set[str]] = {}
    for person in roster.people:
        if person.group and person.canvas_id:
            members.setdefault(squeezed(person.group), set()).add(person.canvas_id)
    return members


def set_groups(roster: Roster, groups: dict[str, str]) -> None:
    """Put those of a Roster into these groups; who is not named stays."""
    roster.people = [replace(p, group=groups.get(p.student, p.group)) for p in roster.people]


def groups_of_week(course: Course, week: Week) -> dict[str, str]:
    """Student -> group, as the week was collected last; empty where it was not, or no list of groups was known."""
    path = _path(course, week)
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def keep_groups_of_week(roster: Roster, course: Course, week: Week) -> None:
    """Keep the groups of a Roster for the next download of this week; nothing where there are none."""
    groups = groups_in(roster)
    if any(groups.values()):
        write_atomically(_path(course, week), json.dumps(groups, indent=1, ensure_ascii=False) + "\n")


def _path(course: Course, week: Week) -> Path:
    return course.collected / "groups" / f"{week.name}.json"
