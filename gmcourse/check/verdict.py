"""Marks the answers to one sheet by its properties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from gmcourse.check.compare import NOTHING, difference
from gmcourse.check.diagnosis import diagnose
from gmcourse.check.evidence import yes_or_no
from gmcourse.check.guards import COSTS, broken
from gmcourse.check.mismatch import Mismatch
from gmcourse.check.seen import in_another_order, said
from gmcourse.check.sheet import Raised, Sheet, SheetCase, SheetProperty
from gmcourse.check.shown import say_case
from gmcourse.check.trouble import Trouble, say_trouble
from gmcourse.check.wire import Malformed, from_wire

if TYPE_CHECKING:
    from gmcourse.check.ask import Answer


@dataclass(frozen=True)
class Line:
    """One property of a report: right or wrong, what was seen, and what to think about."""

    name: str
    ok: bool
    detail: str = ""
    hint: str = ""
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Report:
    """The verdict on one exercise.

    `status` is pass, partial, fail, missing, error or timeout; `diagnosis` names a misconception
    or is None; `score` is in points.
    """

    exercise: str
    status: str
    score: float
    points: float
    lines: tuple = ()
    diagnosis: str | None = None
    message: str = ""

    @property
    def right(self) -> int:
        """How many properties are right."""
        return sum(line.ok for line in self.lines)


@dataclass(frozen=True)
class _Failure:
    case: SheetCase
    got: Any
    mismatch: Mismatch
    trouble: Trouble | None


def mark(sheet: Sheet, answers: Sequence[Answer], reveal: bool) -> Report:
    """Return the Report on the answers, one a case of the sheet, in its order.

    `reveal` shows the inputs and the expected values of a wrong answer: for public cases only.
    """
    if not answers or answers[0].status == "not_attempted":
        return Report(sheet.exercise, "missing", 0.0, sheet.points, message="not attempted")
    values = [_value(answer) for answer in answers]
    found = [_failures(sheet, prop, answers, values) for prop in sheet.properties]
    wrong = any(found)
    turned = wrong and in_another_order(sheet, values)
    if turned:
        found = [[replace(f, mismatch=f.mismatch.unguessed()) for f in failures] for failures in found]
    diagnosis = diagnose(sheet, values) if wrong and not turned else None
    hint = sheet.hints.get(diagnosis, "") or (said(sheet, values) if wrong else "")
    lines = tuple(
        _line(prop, failures, hint, reveal) for prop, failures in zip(sheet.properties, found, strict=True)
    )
    lines = tuple(
        _alone(prop, line, {other.name: other.ok for other in lines})
        for prop, line in zip(sheet.properties, lines, strict=True)
    )
    total = sum(prop.share for prop in sheet.properties)
    share = sum(prop.share for prop, line in zip(sheet.properties, lines, strict=True) if line.ok)
    promises = tuple(Line(name, False, detail) for name, detail in broken(answers))
    lines += promises
    return Report(
        sheet.exercise,
        _status(lines, answers),
        round(sheet.points * share / total * (1 - COSTS * len(promises)), 2),
        sheet.points,
        lines,
        diagnosis,
        _message(sheet, lines, diagnosis),
    )


def _value(answer: Answer) -> Any:
    """The answer as a value; a payload that is no data of ours is a wrong answer, not a failure."""
    if answer.status == "error":
        return Raised(answer.trouble.type if answer.trouble else "")
    if answer.status != "ok":
        return NOTHING
    try:
        return from_wire(answer.node)
    except Malformed:
        return NOTHING


def _failures(
    sheet: Sheet, prop: SheetProperty, answers: Sequence[Answer], values: Sequence[Any]
) -> list[_Failure]:
    cases = [i for i, case in enumerate(sheet.cases) if case.group == prop.on]
    failures = []
    for i in cases:
        case, answer = sheet.cases[i], answers[i]
        mismatch = difference(prop, case.expected, values[i])
        if mismatch:
            failures.append(_Failure(case, values[i], mismatch, answer.trouble))
    return failures


def _line(prop: SheetProperty, failures: Sequence[_Failure], hint: str, reveal: bool) -> Line:
    if not failures:
        return Line(prop.name, True)
    failure = next((f for f in failures if f.mismatch.kind != "value"), failures[0])
    if failure.trouble:
        return Line(
            prop.name,
            False,
            say_trouble(failure.trouble, "True or False" if yes_or_no(failure.case.expected) else ""),
            hint,
            failure.trouble,
        )
    if failure.mismatch.kind == "type" or failure.mismatch.kind == "shape" and not reveal:
        return Line(prop.name, False, failure.mismatch.text, hint)
    return Line(
        prop.name, False, say_case(failure.case, failure.got, failure.mismatch) if reveal else "", hint
    )


def _alone(prop: SheetProperty, line: Line, right: Mapping[str, bool]) -> Line:
    """The line; where it says nothing without another that is wrong, it waits, unless the answer broke off."""
    if right.get(prop.given, True) or line.trouble:
        return line
    return Line(prop.name, False, f"counts once this is right: {prop.given}", line.hint)


def _status(lines: Sequence[Line], answers: Sequence[Answer]) -> str:
    if all(line.ok for line in lines):
        return "pass"
    if any(line.ok for line in lines):
        return "partial"
    if any(answer.status == "slow" for answer in answers):
        return "timeout"
    return "error" if all(answer.status == "error" for answer in answers) else "fail"


def _message(sheet: Sheet, lines: Sequence[Line], diagnosis: str | None) -> str:
    wrong = [line for line in lines if not line.ok]
    if not wrong:
        return ""
    text = "; ".join(line.name for line in wrong)
    if diagnosis:
        return f"{text}: {diagnosis}"
    first = wrong[0].detail.split("\n")[0]
    return f"{text}: {first}" if first else text
