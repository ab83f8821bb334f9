"""Before a notebook is handed in: what is right, what is open, what is empty, what is not saved; in words and as HTML."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from html import escape

from gmcourse.check.saved import Saved, cell_text, record_of
from gmcourse.check.session import binds, last_definition
from gmcourse.check.sheet import Sheet
from gmcourse.check.verdict import Report
from gmcourse.counted import counted

# So many open exercises the headline names; all of them stand in the lines below it.
NAMED = 4


@dataclass(frozen=True)
class Concern:
    """One thing that is not as it should be: of what kind, which, how many points hang on it, and why."""

    kind: str
    name: str
    points: float
    why: str


@dataclass(frozen=True)
class Preflight:
    """What is found of a week: how many exercises are right, of how many, and a Concern for all else."""

    week: str
    right: int
    total: int
    lines: tuple[Concern, ...]
    saved: Saved | None

    @property
    def headline(self) -> str:
        """One sentence that says whether it is ready, and if not, what is missing."""
        parts = [f"{self.right} of {self.total} right"]
        parts += [f"{line.name} is empty" for line in self.lines if line.kind == "empty"]
        open_ones = [line for line in self.lines if line.kind == "open"]
        if open_ones:
            lost = sum(line.points for line in open_ones)
            names = ", ".join(f"{line.name} ({line.points:g})" for line in open_ones[:NAMED])
            names += f" and {len(open_ones) - NAMED} more" if len(open_ones) > NAMED else ""
            parts.append(f"{counted(lost, 'point')} open: {names}")
        parts += ["not saved" for line in self.lines[-1:] if line.kind == "unsaved"]
        return ", ".join(parts)

    def as_text(self) -> str:
        """The finding for a terminal."""
        rows = [f"{self.week}: {self.headline}"]
        rows += [f"  {kind:<9}{', '.join(names)}: {why}" for kind, names, why in self._rows()]
        return "\n".join([*rows, f"  {self._when()}"])

    def as_html(self) -> str:
        """The finding for a notebook; words carry it."""
        colour = "#d0603f" if self.lines else "#2a936b"
        rows = "".join(
            f'<tr><td style="text-align: left;"><b>{kind}</b></td><td style="text-align: left; white-space: normal;">'
            f"{', '.join(f'<code>{escape(name)}</code>' for name in names)}</td>"
            f'<td style="text-align: left;">{escape(why)}</td></tr>'
            for kind, names, why in self._rows()
        )
        table = f'<table style="margin: 8px 0;">{rows}</table>' if rows else ""
        return (
            f'<div style="border-left: 4px solid {colour}; padding: 2px 0 2px 12px;"><p style="margin: 0;">'
            f"<b>{escape(self.headline)}</b></p>{table}<p>{escape(self._when())}</p></div>"
        )

    def _rows(self) -> list[tuple[str, list[str], str]]:
        """The concerns, those of one kind and reason in one row."""
        rows: dict[tuple[str, str], list[str]] = {}
        for line in self.lines:
            rows.setdefault((line.kind, line.why), []).append(line.name)
        return [(kind, names, why) for (kind, why), names in rows.items()]

    def _when(self) -> str:
        if self.saved is None:
            return "no saved notebook of this week was found beside this session: save it, then look again"
        ready = "" if self.lines else "ready to hand in: "
        if self.saved.age is None:
            return f"{ready}as the notebook stands now"
        return f"{ready}{self.saved.name}, saved {ago(self.saved.age)}"


def ago(seconds: float) -> str:
    """How long ago, in words."""
    for size, word in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            count = int(seconds // size)
            return f"{counted(count, word)} ago"
    return "just now"


def preflight(
    week: str, sheets: dict[str, Sheet], report_of: Callable[[str], Report | None], saved: Saved | None
) -> Preflight:
    """Look at a week: its exercises as this session has them, and the saved notebook.

    report_of: exercise -> its Report, None of one that was not run in this session
    """
    lines, right = [], 0
    for name, sheet in sheets.items():
        report = report_of(name)
        if report is not None and report.status == "pass":
            right += 1
        else:
            lost = sheet.points - (report.score if report is not None else 0.0)
            lines.append(Concern("open", name, round(lost, 2), _why(report)))
    if saved is not None:
        lines += empty_answers(saved)
        lines += [line for name in sheets if (line := _unsaved(name, saved))]
    return Preflight(week, right, len(sheets), tuple(lines), saved)


def _why(report: Report | None) -> str:
    if report is None:
        return "not run in this session"
    return (
        f"{report.right} of {counted(len(report.lines), 'property', 'properties')}"
        if report.lines
        else report.message
    )


def _unsaved(name: str, saved: Saved) -> Concern | None:
    """What was run of an exercise and is not what the file has."""
    run = last_definition(name)
    if run is None or run.strip() in saved.sources():
        return None
    there = any(cell.get("cell_type") == "code" and binds(cell_text(cell), name) for cell in saved.cells)
    why = (
        "the saved notebook has another version than the one you ran"
        if there
        else "it is not in the saved notebook"
    )
    return Concern("unsaved", name, 0.0, f"{why}: save it, then look again")


def empty_answers(saved: Saved) -> list[Concern]:
    """A Concern for each question of the notebook that a person marks and that has no answer below it."""
    lines, waiting, words = [], None, 0
    for cell in [*saved.cells, {"metadata": {"nbgrader": {"grade_id": "end"}}}]:
        if waiting is not None and not _is_given(cell):
            words += len(cell_text(cell).split())
            continue
        if waiting is not None and words == 0:
            name = str(waiting["grade_id"]).split("_")[0]
            lines.append(
                Concern(
                    "empty",
                    f"the {name}",
                    float(waiting.get("points", 0)),
                    "write it in a cell below the question",
                )
            )
        record = record_of(cell)
        waiting, words = (record, 0) if record.get("task") else (None, 0)
    return lines


def _is_given(cell: dict) -> bool:
    """Whether a cell came with the notebook: it has nbgrader's note, or is named by its own text, or begins a section."""
    source = cell_text(cell)
    name = hashlib.sha256(source.encode()).hexdigest()[:12]
    return bool(record_of(cell)) or str(cell.get("id", "")).startswith(name) or source.startswith("## ")
