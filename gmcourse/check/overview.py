"""All weeks at a glance: marks, points, minutes left, the next step, and the pictures kept; in words and as HTML."""

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape

from gmcourse import journal
from gmcourse.check.sheet import Sheet
from gmcourse.counted import counted

RIGHT, PART, OPEN = "o", "-", "."
LEGEND = f"{RIGHT} right   {PART} in part   {OPEN} open"


@dataclass(frozen=True)
class WeekRow:
    """One week: a mark for each exercise, points reached and to be had, minutes of what is not right yet."""

    week: str
    marks: Mapping[str, str]
    reached: float
    points: float
    minutes: int

    @property
    def right(self) -> int:
        """How many exercises are right."""
        return sum(mark == RIGHT for mark in self.marks.values())


def row_of(week: str, sheets: Mapping[str, Sheet], entry: Callable[[str], Mapping | None]) -> WeekRow:
    """The row of a week; `entry` gives the status and score of an exercise, None where it was never checked."""
    entries = {id: entry(id) or {"status": "missing", "score": 0.0} for id in sheets}
    return WeekRow(
        week,
        {id: _mark(e) for id, e in entries.items()},
        sum(min(e["score"], sheets[id].points) for id, e in entries.items()),
        sum(sheet.points for sheet in sheets.values()),
        sum(sheet.minutes for id, sheet in sheets.items() if entries[id]["status"] != "pass"),
    )


def _mark(entry: Mapping) -> str:
    if entry["status"] == "pass":
        return RIGHT
    return PART if entry["score"] > 0 else OPEN


def next_step(rows: Iterable[WeekRow], sheets: Callable[[str], Mapping[str, Sheet]]) -> str:
    """The first exercise that is not right, in the first week begun and not done, else in the first not done."""
    left = [row for row in rows if row.right < len(row.marks)]
    if not left:
        return "all is right"
    row = next((r for r in left if set(r.marks.values()) != {OPEN}), left[0])
    exercise = next(id for id, mark in row.marks.items() if mark != RIGHT)
    return f"next: {exercise} ({sheets(row.week)[exercise].minutes} min), in {row.week}"


def overview_as_text(rows: list[WeekRow], following: str) -> str:
    """A line a week, the legend, the next step."""
    wide = max(len(row.week) for row in rows)
    longest = max(len(row.marks) for row in rows)
    lines = [
        f"{row.week:{wide}}  {''.join(row.marks.values()):{longest}}  {row.right:2} of {len(row.marks):2} right  "
        f"{row.reached:4.3g} of {row.points:2g} points  {_left(row.minutes)}"
        for row in rows
    ]
    return "\n".join([*lines, LEGEND, following])


def week_as_text(row: WeekRow, following: str) -> str:
    """A week's exercises, one a line."""
    head = f"{row.week}: {row.right} of {counted(len(row.marks), 'exercise')} right, {row.reached:.3g} of {counted(row.points, 'point')}, "
    return "\n".join(
        [head + _left(row.minutes), *(f"{mark} {id}" for id, mark in row.marks.items()), LEGEND, following]
    )


def overview_as_html(rows: list[WeekRow], following: str, pictures: str = "") -> str:
    """A table, a row a week; marks stand as signs, so that nothing hangs on a colour or a style sheet."""
    body = "".join(
        f'<tr><th scope="row" style="text-align: left;">{escape(row.week)}</th>'
        f'<td style="text-align: left; font-family: monospace; letter-spacing: 2px;">{_signs(row)}</td>'
        f"<td>{row.right} of {len(row.marks)}</td><td>{row.reached:.3g} of {row.points:g}</td>"
        f"<td>{_left(row.minutes)}</td></tr>"
        for row in rows
    )
    head = "".join(
        f'<th scope="col">{name}</th>' for name in ("week", "exercises", "right", "points", "time")
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{_foot(following)}{pictures}"


def week_as_html(row: WeekRow, following: str) -> str:
    """A week's exercises in one line."""
    head = f"<b>{escape(row.week)}</b>: {row.right} of {counted(len(row.marks), 'exercise')} right, {row.reached:.3g} of {counted(row.points, 'point')}, "
    marks = " &nbsp; ".join(f"{_SIGN[mark]}&nbsp;{escape(id)}" for id, mark in row.marks.items())
    return f"<p>{head}{_left(row.minutes)}</p><p>{marks}</p>{_foot(following)}"


_SIGN = {RIGHT: "&#9679;", PART: "&#9680;", OPEN: "&#9675;"}


def _signs(row: WeekRow) -> str:
    return "".join(
        f'<span title="{escape(id, quote=True)}">{_SIGN[mark]}</span>' for id, mark in row.marks.items()
    )


def _foot(following: str) -> str:
    legend = f"{_SIGN[RIGHT]} right &nbsp; {_SIGN[PART]} in part &nbsp; {_SIGN[OPEN]} open"
    return f"<p>{legend}</p><p><b>{escape(following)}</b></p>"


def _left(minutes: int) -> str:
    return f"{minutes} min left" if minutes else "done"


def gallery_as_html(pictures: Mapping[str, Mapping[str, str]]) -> str:
    """The pictures that are still there, side by side, each with the exercise that made it."""
    shown = []
    for exercise, entry in pictures.items():
        data = journal.picture(entry["file"])
        if data is not None:
            source = f"data:image/webp;base64,{base64.b64encode(data).decode('ascii')}"
            alt = escape(entry["alt"], quote=True)
            shown.append(
                f'<figure style="display: inline-block; margin: 8px; vertical-align: top; max-width: 320px;">'
                f'<img src="{source}" alt="{alt}" style="max-width: 100%;"><figcaption>{escape(exercise)}</figcaption></figure>'
            )
    return f"<p>Made by your own functions:</p>{''.join(shown)}" if shown else ""


def gallery_as_text(pictures: Mapping[str, Mapping[str, str]]) -> str:
    """Where the pictures lie."""
    there = [entry["file"] for entry in pictures.values() if journal.picture(entry["file"]) is not None]
    return f"pictures in {journal.folder()}: {', '.join(there)}" if there else ""
