"""From the evidence of one exercise to its report: status, score, diagnosis, message."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from autograder.hidden_questions import Seed, sheet_of, sitting_name
from autograder.judge.failures import in_brief, in_words, unlike_home
from autograder.judge.first_stop import missed_name
from autograder.terminal import one_line
from gmcourse.check.answers import NoAnswers, unpack_answers
from gmcourse.check.ask import Answer
from gmcourse.check.status import Status
from gmcourse.check.verdict import Report, mark

if TYPE_CHECKING:
    from autograder.judge.evidence import Evidence
    from autograder.spec import Week
    from gmcourse.check.sheet import Sheet


def decide(week: Week, seed: Seed, evidence: Evidence, reveal: bool = False) -> Report:
    """Return the Report on one exercise; answers that cannot be read score nothing, with a reason.

    `reveal` says what was asked and what is right, for the eyes of who teaches.
    Its `score` counts for nothing where its status is UNGRADED: the judge failed, and a person has to mark it.
    """
    sheet = sheet_of(week, evidence.exercise, seed)
    if evidence.incident:
        return _zero(sheet, evidence.incident["status"], evidence.incident["message"])
    if len(evidence.messages) > 1:
        return _zero(sheet, Status.FORBIDDEN, "the test cell handed in more than one set of answers")
    if not evidence.messages:
        return _silent(sheet, evidence)
    try:
        answers = unpack_answers(
            evidence.messages[0], evidence.exercise, sitting_name(week, seed), len(sheet.cases)
        )
    except NoAnswers as problem:
        return _zero(sheet, Status.FORBIDDEN, f"the answers cannot be read: {problem}")
    return _marked(sheet, [_traced(answer, evidence.lost) for answer in answers], reveal)


def _marked(sheet: Sheet, answers: Sequence[Answer], reveal: bool) -> Report:
    """The verdict; where marking itself fails on these answers, this one exercise is ungraded, with why."""
    try:
        return mark(sheet, answers, reveal)
    except (MemoryError, OSError):
        raise
    except Exception as error:
        why = one_line(f"{type(error).__name__}: {error}", 160)
        return _zero(sheet, Status.UNGRADED, f"the judge failed on it ({why}); mark it by hand")


def _traced(answer: Answer, lost: Mapping[str, Mapping[str, Any]]) -> Answer:
    """The answer, with the cell that stopped first where it failed for want of a name, or what grading does not have."""
    trouble = answer.trouble
    if trouble is None:
        return answer
    first = _first(trouble.type, trouble.message, lost)
    if not first and trouble.type in ("ImportError", "ModuleNotFoundError"):
        first = unlike_home({"ename": trouble.type, "evalue": trouble.message, "line": trouble.line})
    if not first:
        return answer
    return replace(answer, trouble=replace(trouble, message=f"{trouble.message}{first}", cause=""))


def _first(ename: str, evalue: str, lost: Mapping[str, Mapping[str, Any]]) -> str:
    """ ": cell 3 stopped at ..." where an error is for want of a name that another cell should have given; else ""."""
    failure = lost.get(missed_name({"ename": ename, "evalue": evalue}))
    return f": {in_brief(failure)}" if failure else ""


def _silent(sheet: Sheet, evidence: Evidence) -> Report:
    """The report where no answer came: the function is not there, or the test stopped."""
    error = evidence.error
    if error is None:
        return _zero(sheet, Status.MISSING, "the test cell gave no answer")
    if error["ename"] == "NameError" and f"'{sheet.exercise}'" in error["evalue"]:
        return _undefined(sheet, evidence, evidence.cell or error)
    text = f"{error['ename']}: {error['evalue']}".split("\n")[0]
    first = _first(error["ename"], error["evalue"], evidence.lost)
    return _zero(sheet, Status.ERROR, f"the test cell stopped: {text[:160]}{first}")


def _undefined(sheet: Sheet, evidence: Evidence, failure: Mapping[str, Any]) -> Report:
    """The report where the function is not there: its cell failed, a cell took it away, or none defines it.

    failure: how the cell that defines it failed; where none did, how the test did
    """
    if "status" in failure:
        return _zero(sheet, failure["status"], f"the cell that defines it: {failure['message']}")
    first = _first(failure["ename"], failure["evalue"], evidence.lost)
    if "removed" in evidence.lost.get(missed_name(failure), {}):
        return _zero(sheet, Status.ERROR, failure["evalue"].split("\n")[0][:160] + first)
    if evidence.cell:
        return _zero(sheet, Status.ERROR, in_words(failure) + first)
    if evidence.instead:
        names = ", ".join(name[:40] for name in evidence.instead)
        return _zero(sheet, Status.ERROR, f"not found: its cell defines {names}, not {sheet.exercise}")
    return _zero(sheet, Status.MISSING, f"{sheet.exercise} is not defined: no cell defines it")


def _zero(sheet: Sheet, status: str, message: str) -> Report:
    return Report(sheet.exercise, status, 0.0, sheet.points, message=message)
