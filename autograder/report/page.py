"""The report as one HTML page, from its template: no script, nothing from elsewhere, every word of a student escaped."""

from collections.abc import Mapping
from pathlib import Path

from autograder.report.alike import Pair
from autograder.report.findings import ExerciseFacts, Findings, Misunderstanding
from autograder.report.pictures import class_picture, marks_picture
from autograder.templates import jinja_environment, style
from gmcourse.check.status import KINDS

HERE = Path(__file__).parent
FIRST = 6
COSTLIEST = 3


def report_page(
    found: Findings,
    people: Mapping[str, str],
    examples: Mapping[tuple[str, str], str],
    when: str,
    pairs: tuple[Pair, ...] = (),
) -> str:
    """The report's HTML.

    found: Findings; people: student -> name to show; examples: (exercise, misconception) -> code
    when: the day it was made, as text; pairs: hand-ins that are nearly the same
    """
    return (
        jinja_environment(HERE)
        .get_template("report.html.j2")
        .render(
            found=found,
            people=people,
            examples=examples,
            when=when,
            pairs=pairs,
            first=FIRST,
            kinds=KINDS,
            style=style(HERE / "report.css"),
            tiles=_tiles(found),
            costly=_costly(found),
            times=_times(found),
            marks_picture=marks_picture(found) if found.graded else None,
            class_picture=class_picture(found) if found.graded else None,
        )
    )


def _tiles(found: Findings) -> list[tuple[object, str]]:
    """(number, what it counts) of the row at the top."""
    graded = found.graded
    tiles: list[tuple[object, str]] = [(len(found.outcomes), "hand-ins")]
    if graded:
        full = sum(o.score >= o.points - 1e-9 for o in graded)
        tiles += [(f"{found.median:.4g}", f"median of {graded[0].points:g}"), (full, "with all points")]
    return [*tiles, (len(found.outcomes) - len(graded), "not graded"), (len(found.looks), "to look at")]


def _costly(found: Findings) -> list[tuple[ExerciseFacts, Misunderstanding | None, int]]:
    """(facts, the misunderstanding behind it or None, untouched) of the exercises that cost the most."""
    costly = sorted((f for f in found.exercises if f.lost > 0), key=lambda f: -f.lost)[:COSTLIEST]
    rows = []
    for facts in costly:
        untouched = facts.counts["untouched"]
        behind = next((m for m in found.misunderstandings if m.exercise == facts.exercise.id), None)
        rows.append((facts, behind if behind and len(behind.students) >= untouched else None, untouched))
    return rows


def _times(found: Findings) -> list[tuple[str, str, str]]:
    """(exercise, median, slowest) of those that were answered, slowest first."""
    timed = sorted((f for f in found.exercises if f.seconds), key=lambda f: -max(s for s, _ in f.seconds))
    return [
        (f.exercise.id, _duration(f.seconds[len(f.seconds) // 2][0]), _duration(f.seconds[-1][0]))
        for f in timed
    ]


def _duration(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds >= 0.95 else f"{max(1, round(1000 * seconds))} ms"
