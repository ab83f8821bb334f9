"""`check` marks a function at once against the public table; `grade` hands its answers to the judge."""

import json
import os
from collections.abc import Callable
from html import escape
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from gmcourse import journal
from gmcourse.check import overview
from gmcourse.check.answers import MIME, pack_answers
from gmcourse.check.ask import ask
from gmcourse.check.one_line import Interrupted, NotReady
from gmcourse.check.preflight import empty_answers, preflight
from gmcourse.check.render import as_html, as_text
from gmcourse.check.saved import record_of, saved_notebook
from gmcourse.check.session import broken_definition, named_otherwise, shell
from gmcourse.check.sheet import from_json
from gmcourse.check.tables import UnknownExercise, find_sheet, week_of_exercise, week_sheets, weeks
from gmcourse.check.verdict import Report, mark
from gmcourse.counted import counted
from gmcourse.mode import mode

__all__ = ["UnknownExercise", "check", "grade"]

QUESTIONS = "GMCOURSE_QUESTIONS"
# What holds where a notebook empties its environment later.
_AT_START = os.environ.get(QUESTIONS)
JUDGES = "gmcourse.judges"
# What nbgrader sets where a student validates a notebook before handing it in.
EXECUTION = "NBGRADER_EXECUTION"


class _Check:
    """Called with an exercise's id and a function, shows which properties hold and why not."""

    def __init__(self) -> None:
        self._reports: dict[str, Any] = {}
        self._waiting: dict[str, Any] = {}
        self._judged: dict[str, Any] = {}

    def __call__(self, exercise: str, function: Callable) -> None:
        """Show the verdict on `function` for the public cases of `exercise`.

        In grading nobody reads it: there it is found out only when `passed` is asked.
        """
        week, sheet = find_sheet(exercise)
        if not callable(function):
            raise TypeError(
                f"check({exercise!r}, ...) takes the function itself, not {type(function).__name__}"
            )
        self._waiting[exercise] = function
        if mode() == "grading" or (report := self._report(exercise)) is None:
            return
        if os.environ.get(EXECUTION) == "validate":
            _require_ready(exercise, week, report)
        following = self._following(week, exercise)
        for note in filter(None, (broken_definition(exercise), named_otherwise(exercise, function))):
            _show(f"note: {note}", f"<p><b>{escape(note)}</b></p>")
        journal.note(exercise, report.status, report.score)
        _show(as_text(report, following), as_html(report, following))

    def hand_in(self) -> None:
        """Say of the notebook at hand what is right, open, empty or not saved, before it is handed in."""
        every = {exercise for week in weeks() for exercise in week_sheets(week)}
        saved = saved_notebook(every)
        asked = [record_of(cell).get("grade_id") for cell in saved.cells] if saved else [*self._reports]
        home = [week for exercise in asked if (week := week_of_exercise(exercise))]
        if not home:
            message = "no notebook of the course was found here: save it, and call this in it"
            _show(message, f"<p>{message}</p>")
            return
        week = max(home, key=home.count)
        found = preflight(week, week_sheets(week), self._report_here, saved)
        _show(found.as_text(), found.as_html())

    def _report_here(self, exercise: str) -> Report | None:
        """The Report on the function as this session has it; None where it has none."""
        running = shell()
        function = running.user_ns.get(exercise) if running else None
        if not callable(function):
            return None
        if self._judged.get(exercise) is not function:
            self._waiting[exercise] = function
        return self._report(exercise)

    def _report(self, exercise: str) -> Report | None:
        """The Report on the function that was checked last; None where none was."""
        if exercise in self._waiting:
            _, sheet = find_sheet(exercise)
            function = self._waiting.pop(exercise)
            try:
                self._reports[exercise] = mark(sheet, ask(sheet, function), reveal=True)
                self._judged[exercise] = function
            except KeyboardInterrupt:
                raise Interrupted(f"{exercise}: the check was interrupted; nothing was judged") from None
        return self._reports.get(exercise)

    def passed(self, exercise: str) -> bool:
        """Whether the last check of this exercise, in this session, was all right."""
        find_sheet(exercise)
        report = self._report(exercise)
        return report is not None and report.status == "pass"

    def progress(self, week: str | None = None) -> None:
        """Show where you stand, in this session and those before it: a week, or all weeks and the pictures you made.

        week: a name such as "week03_em"; without one a row a week, and below them what your builds drew
        Raises LookupError where no week has this name.
        """
        if week is not None and week not in weeks():
            raise LookupError(f"no week is called {week!r}; there are: {', '.join(weeks())}")
        kept = journal.read()
        rows = [
            overview.row_of(name, week_sheets(name), lambda e: self._entry(e, kept["exercises"]))
            for name in ([week] if week else weeks())
        ]
        following = overview.next_step(rows, week_sheets)
        if week:
            _show(overview.week_as_text(rows[0], following), overview.week_as_html(rows[0], following))
            return
        pictures = kept["pictures"]
        text = "\n".join(
            filter(None, [overview.overview_as_text(rows, following), overview.gallery_as_text(pictures)])
        )
        _show(text, overview.overview_as_html(rows, following, overview.gallery_as_html(pictures)))

    def _entry(self, exercise: str, kept: dict) -> dict | None:
        """Status and score of the last check, of this session or of one before it; None where there was none."""
        report = self._report(exercise)
        return {"status": report.status, "score": report.score} if report else kept.get(exercise)

    def _following(self, week: str, exercise: str) -> str:
        sheets = week_sheets(week)
        order = list(sheets)
        later = order[order.index(exercise) + 1 :]
        for name in later:
            if not self.passed(name):
                return f"next: {name} ({sheets[name].minutes} min)"
        return "" if later else "that was the last one"


def _require_ready(exercise: str, week: str, report: Report) -> None:
    """Raise NotReady where a notebook is validated that is not all there: nbgrader takes a cell that raises nothing for right.

    Answers that a person marks are looked at with the last exercise.
    """
    if report.status != "pass":
        raise NotReady(as_text(report))
    saved = saved_notebook(set(week_sheets(week))) if exercise == list(week_sheets(week))[-1] else None
    empty = empty_answers(saved) if saved else []
    if empty:
        raise NotReady(
            "\n".join(f"{line.name} is empty ({counted(line.points, 'point')}): {line.why}" for line in empty)
        )


check = _Check()


def grade(exercise: str, function: Callable) -> None:
    """Answer the hidden questions of an exercise, as data that the judge reads afterwards.

    Where no questions were handed to this machine, says that the exercise is judged at grading.
    """
    find_sheet(exercise)
    folder = _AT_START or os.environ.get(QUESTIONS)
    if folder:
        _hand_in(Path(folder) / f"{exercise}.json", exercise, function)
        return
    for point in entry_points(group=JUDGES):
        report = point.load()(exercise, function)
        _show("judged here: " + as_text(report), as_html(report))
        return
    _show(f"{exercise}   is judged at grading", f"<p><b>{exercise}</b> is judged at grading</p>")


def _hand_in(path: Path, exercise: str, function: Callable) -> None:
    from IPython.display import display

    bundle = json.loads(path.read_text(encoding="utf-8"))
    sheet = from_json(bundle["sheet"])
    message = pack_answers(exercise, bundle["sitting"], ask(sheet, function))
    display({MIME: message, "text/plain": f"{exercise}: answers handed in"}, raw=True)


def _show(text: str, html: str) -> None:
    """Display in a notebook, print elsewhere."""
    try:
        from IPython import get_ipython
    except ImportError:
        get_ipython = _no_shell
    if get_ipython() is None:
        print(text)
        return
    from IPython.display import display

    display({"text/plain": text, "text/html": html}, raw=True)


def _no_shell() -> Any:
    return None
