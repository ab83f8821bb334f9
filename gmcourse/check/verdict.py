"""Marks the answers to one sheet by its properties, and names the misconception behind a wrong one."""

from dataclasses import dataclass

import numpy as np

from gmcourse.check.mismatch import Mismatch, describe_shape, short
from gmcourse.check.named import find
from gmcourse.check.sheet import Raised
from gmcourse.check.trouble import Trouble
from gmcourse.check.wire import Build, Malformed, decode


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
    def right(self):
        """How many properties are right."""
        return sum(line.ok for line in self.lines)


@dataclass(frozen=True)
class _Failure:
    case: object
    got: object
    mismatch: Mismatch | None
    trouble: Trouble | None


def mark(sheet, answers, reveal):
    """Return the Report on the answers, one a case of the sheet, in its order.

    `reveal` shows the inputs and the expected values of a wrong answer: for public cases only.
    """
    if not answers or answers[0].status == "not_attempted":
        return Report(sheet.exercise, "missing", 0.0, sheet.points, message="not attempted")
    values = [_value(answer) for answer in answers]
    found = [_failures(sheet, prop, answers, values) for prop in sheet.properties]
    lines = tuple(
        _line(sheet, prop, failures, reveal)
        for prop, failures in zip(sheet.properties, found, strict=True)
    )
    total = sum(prop.share for prop in sheet.properties)
    share = sum(prop.share for prop, line in zip(sheet.properties, lines, strict=True) if line.ok)
    score = round(sheet.points * share / total, 2)
    diagnosis = _diagnose(sheet, found)
    return Report(
        sheet.exercise,
        _status(lines, answers),
        score,
        sheet.points,
        lines,
        diagnosis,
        _message(sheet, lines, diagnosis),
    )


def _value(answer):
    """The answer as a value; a payload that is no data of ours is a wrong answer, not a failure."""
    if answer.status == "error":
        return Raised(answer.trouble.type)
    if answer.status != "ok":
        return _NOTHING
    try:
        return decode(answer.node)
    except Malformed:
        return _NOTHING


_NOTHING = object()


def _failures(sheet, prop, answers, values):
    cases = [i for i, case in enumerate(sheet.cases) if case.group == prop.on]
    failures = []
    for i in cases:
        case, answer = sheet.cases[i], answers[i]
        mismatch = _difference(prop, case.expected, values[i])
        if mismatch:
            failures.append(_Failure(case, values[i], mismatch, answer.trouble))
    return failures


def _difference(prop, expected, got):
    """None where `got` has the property, else the Mismatch."""
    if got is _NOTHING:
        return Mismatch("type", "no answer that can be read")
    if isinstance(expected, Raised) or isinstance(got, Raised):
        same = isinstance(expected, Raised) and isinstance(got, Raised) and expected.type == got.type
        return None if same else Mismatch("type", "it raised an error" if isinstance(got, Raised) else "no error")
    wanted, missing = _part(prop, expected)
    given, missing = _part(prop, got)
    if missing:
        return Mismatch("type", f"expected {describe_shape(expected)}, got {describe_shape(got)}")
    try:
        return find("comparators", prop.compare)(wanted, given, prop.tolerance)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError) as error:
        return Mismatch("type", f"not the kind of answer that is asked: {error}"[:160])


def _part(prop, value):
    """The part of a value that a property looks at, and whether it is missing."""
    if prop.part is None:
        return value, False
    if isinstance(prop.part, str):
        return (value[prop.part], False) if isinstance(value, dict) and prop.part in value else (None, True)
    ordered = isinstance(value, (tuple, list)) or (isinstance(value, np.ndarray) and value.ndim)
    return (value[prop.part], False) if ordered and prop.part < len(value) else (None, True)


def _explains(prop, name, failure):
    wrong = failure.case.wrong.get(name)
    if wrong is None or _difference(prop, failure.case.expected, wrong) is None:
        return False
    return _difference(prop, wrong, failure.got) is None


def _explanations(sheet, prop, failures):
    """The misconceptions that give the student's answer in every failed case of a property."""
    return [n for n in sheet.hints if failures and all(_explains(prop, n, f) for f in failures)]


def _diagnose(sheet, found):
    """The misconception that explains the most failed properties, the first declared on a tie."""
    votes = {}
    for prop, failures in zip(sheet.properties, found, strict=True):
        for name in _explanations(sheet, prop, failures):
            votes[name] = votes.get(name, 0) + prop.share
    return max(sheet.hints, key=lambda name: votes.get(name, 0)) if votes else None


def _line(sheet, prop, failures, reveal):
    if not failures:
        return Line(prop.name, True)
    names = _explanations(sheet, prop, failures)
    hint = sheet.hints[names[0]] if names else ""
    failure = next((f for f in failures if f.mismatch.kind != "value"), failures[0])
    if failure.trouble:
        return Line(prop.name, False, _say_trouble(failure.trouble), hint, failure.trouble)
    if failure.mismatch.kind != "value":
        return Line(prop.name, False, failure.mismatch.text, hint)
    return Line(prop.name, False, _say_case(failure) if reveal else "", hint)


def _say_case(failure):
    given = {name: _written(value) for name, value in failure.case.args.items()}
    shown = ", ".join(
        f"{name} = {short(value, 120 if isinstance(value, dict) else 40)}"
        for name, value in given.items()
        if _plain(value)
    )
    return "   ".join(part for part in (shown, failure.mismatch.text) if part)


def _written(value):
    """The value with tensors that are built from data as that data."""
    if isinstance(value, Build):
        return value.args.get("data", value)
    if isinstance(value, (list, tuple)):
        return type(value)(_written(item) for item in value)
    return value


def _plain(value):
    if isinstance(value, (list, tuple)):
        return all(_plain(item) for item in value)
    if isinstance(value, dict):
        return all(_plain(item) for item in value.values())
    return isinstance(value, (int, float, str, bool, np.ndarray))


def _say_trouble(trouble):
    parts = [f"{trouble.type}: {trouble.message}" if trouble.message else trouble.type]
    if trouble.line:
        parts.append(f"at   {trouble.line}")
    if trouble.variables:
        parts.append(f"with {trouble.variables}")
    if trouble.cause:
        parts.append(f"likely: {trouble.cause}")
    return "\n".join(parts)


def _status(lines, answers):
    if all(line.ok for line in lines):
        return "pass"
    if any(line.ok for line in lines):
        return "partial"
    if any(answer.status == "slow" for answer in answers):
        return "timeout"
    return "error" if all(answer.status == "error" for answer in answers) else "fail"


def _message(sheet, lines, diagnosis):
    wrong = [line for line in lines if not line.ok]
    if not wrong:
        return ""
    text = "; ".join(line.name for line in wrong)
    if diagnosis:
        return f"{text}: {diagnosis}"
    first = wrong[0].detail.split("\n")[0]
    return f"{text}: {first}" if first else text
