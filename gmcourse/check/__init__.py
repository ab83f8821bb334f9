"""`check` marks a function at once against the public table; `grade` hands its answers to the judge."""

import json
import os
from importlib.metadata import entry_points
from pathlib import Path

from gmcourse.check.answers import MIME, pack
from gmcourse.check.ask import ask
from gmcourse.check.render import as_html, as_text
from gmcourse.check.sheet import from_json
from gmcourse.check.tables import UnknownExercise, find_sheet, week_sheets
from gmcourse.check.verdict import mark
from gmcourse.mode import mode

__all__ = ["UnknownExercise", "check", "grade"]

QUESTIONS = "GMCOURSE_QUESTIONS"
JUDGES = "gmcourse.judges"


class _Check:
    """Called with an exercise's id and a function, shows which properties hold and why not."""

    def __init__(self):
        self._reports = {}
        self._waiting = {}

    def __call__(self, exercise, function):
        """Show the verdict on `function` for the public cases of `exercise`.

        In grading nobody reads it: there it is found out only when `passed` is asked.
        """
        week, sheet = find_sheet(exercise)
        if not callable(function):
            raise TypeError(f"check({exercise!r}, ...) takes the function itself, not {type(function).__name__}")
        self._waiting[exercise] = function
        if mode() == "grading":
            return
        report = self._report(exercise)
        following = self._following(week, exercise)
        _show(as_text(report, following), as_html(report, following))

    def _report(self, exercise):
        """The Report on the function that was checked last; None where none was."""
        if exercise in self._waiting:
            _, sheet = find_sheet(exercise)
            self._reports[exercise] = mark(sheet, ask(sheet, self._waiting.pop(exercise)), reveal=True)
        return self._reports.get(exercise)

    def passed(self, exercise):
        """Whether the last check of this exercise, in this session, was all right."""
        find_sheet(exercise)
        report = self._report(exercise)
        return report is not None and report.status == "pass"

    def progress(self, week=None):
        """Show a week as a row of marks: `o` right, `-` in part, `.` not yet."""
        for name in [week] if week else sorted({find_sheet(e)[0] for e in (*self._reports, *self._waiting)}):
            sheets = week_sheets(name)
            rows = [f"{self._mark(e)} {e}" for e in sheets]
            done = sum(self.passed(e) for e in sheets)
            head = f"{name}: {done} of {len(sheets)} exercises right"
            _show("\n".join([head, *rows]), f"<p>{head}</p><p>{' &nbsp; '.join(rows)}</p>")

    def _mark(self, exercise):
        report = self._report(exercise)
        if report is None or report.right == 0:
            return "."
        return "o" if report.status == "pass" else "-"

    def _following(self, week, exercise):
        sheets = week_sheets(week)
        order = list(sheets)
        later = order[order.index(exercise) + 1 :]
        for name in later:
            if not self.passed(name):
                return f"next: {name} ({sheets[name].minutes} min)"
        return "" if later else "that was the last one"


check = _Check()


def grade(exercise, function):
    """Answer the hidden questions of an exercise, as data that the judge reads afterwards.

    Where no questions were handed to this machine, says that the exercise is judged at grading.
    """
    find_sheet(exercise)
    folder = os.environ.get(QUESTIONS)
    if folder:
        _hand_in(Path(folder) / f"{exercise}.json", exercise, function)
        return
    for point in entry_points(group=JUDGES):
        report = point.load()(exercise, function)
        _show("judged here: " + as_text(report), as_html(report))
        return
    _show(f"{exercise}   is judged at grading", f"<p><b>{exercise}</b> is judged at grading</p>")


def _hand_in(path, exercise, function):
    from IPython.display import display

    bundle = json.loads(path.read_text(encoding="utf-8"))
    sheet = from_json(bundle["sheet"])
    message = pack(exercise, bundle["sitting"], ask(sheet, function))
    display({MIME: message, "text/plain": f"{exercise}: answers handed in"}, raw=True)


def _show(text, html):
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


def _no_shell():
    return None
