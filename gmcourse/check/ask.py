"""Asks one function its questions: builds the inputs, runs the probe, keeps what came back."""

from __future__ import annotations

import contextlib
import io
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import FrameType
from typing import TYPE_CHECKING, Any

import numpy as np

from gmcourse.check import guards
from gmcourse.check.named import find
from gmcourse.check.tables import week_of_exercise
from gmcourse.check.trouble import Trouble, no_data, stub_of, trouble_of
from gmcourse.check.wire import Build, NotData, to_wire

if TYPE_CHECKING:
    from gmcourse.check.sheet import Sheet, SheetCase


# Seconds between two looks at the clock of the processor, and how many times the limit may pass beside it,
# asleep, say, or waiting for a busy machine.
LOOK = 0.25
PATIENCE = 5.0


class TooSlow(BaseException):
    """A call went on past its limit. No `Exception`, so that a bare `except Exception` lets it by."""


@dataclass(frozen=True)
class Answer:
    """What a function gave for one case.

    `status` is ok, error, not_attempted, slow or no_data; `node` holds the value as JSON where it
    is ok; `trouble` says what went wrong where it is not. `changed` names the arguments that the call
    changed; `steady` is False where a second call answered otherwise; `astray` is True where a generator was
    given and another one drawn from.
    """

    status: str
    node: dict | None = None
    trouble: Trouble | None = None
    seconds: float = 0.0
    changed: tuple = ()
    steady: bool = True
    astray: bool = False


def ask(sheet: Sheet, function: Callable, again: bool = True) -> list[Answer]:
    """Return one Answer a case; a function that is not attempted is asked once only.

    `again` asks one case a second time, to see whether its answer hangs on the calls before.
    """
    answers = []
    for case in sheet.cases:
        answers.append(_ask_once(sheet, case, function))
        if answers[-1].status in ("not_attempted", "slow"):
            return answers + [answers[-1]] * (len(sheet.cases) - len(answers))
    if again:
        place = guards.asked_again(sheet.cases)
        answers[place] = _asked_again(sheet, sheet.cases[place], function, answers[place])
    return answers


def _asked_again(sheet: Sheet, case: SheetCase, function: Callable, first: Answer) -> Answer:
    """The first answer, with whether a second call says the same; one that did not come in time says nothing."""
    if first.status != "ok":
        return first
    second = _ask_once(sheet, case, function)
    same = second.status == "ok" and guards.steady(first.node, second.node)
    return replace(first, steady=same or second.status == "slow")


def _ask_once(sheet: Sheet, case: SheetCase, function: Callable) -> Answer:
    probe = find("probes", sheet.probe_of(case))
    args = _built(case)
    stand = guards.global_draws(args, isinstance(function, type))
    start = time.perf_counter()
    try:
        with _quiet(), time_limit(sheet.seconds):
            value = probe(function, args)
        node = to_wire(value)
    except NotImplementedError as error:
        return _unfinished(sheet.exercise, error, time.perf_counter() - start)
    except TooSlow:
        return Answer(
            "slow", trouble=Trouble("TooSlow", f"no answer within {sheet.seconds:g} s of processor time")
        )
    except NotData as error:
        return Answer("no_data", trouble=no_data(error))
    except Exception as error:
        return Answer("error", trouble=trouble_of(error), seconds=time.perf_counter() - start)
    seconds = time.perf_counter() - start
    touched = () if sheet.mutates else guards.changed(_built(case), args)
    astray = guards.global_draws(args, isinstance(function, type)) != stand
    return Answer("ok", node=node, seconds=seconds, changed=touched, astray=astray)


def _built(case: SheetCase) -> dict[str, Any]:
    return {name: build(value) for name, value in case.args.items()}


def _unfinished(exercise: str, error: BaseException, seconds: float) -> Answer:
    """Not attempted where a stub's own line raised; a library, or another exercise's stub, is an error."""
    stub = stub_of(error)
    if stub is None:
        return Answer("error", trouble=trouble_of(error), seconds=seconds)
    if stub != exercise and week_of_exercise(stub):
        trouble = Trouble("NotImplementedError", f"it calls {stub}, which is not attempted yet")
        return Answer("error", trouble=trouble, seconds=seconds)
    return Answer("not_attempted", seconds=seconds)


def build(value: Any) -> Any:
    """Return the value itself, a fresh copy of an array, or what a `Build` makes."""
    if isinstance(value, Build):
        return find("builders", value.name)(**{k: build(v) for k, v in value.args.items()})
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, (list, tuple)):
        return type(value)(build(item) for item in value)
    if isinstance(value, dict):
        return {key: build(item) for key, item in value.items()}
    return value


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Warnings and prints of the student's function do not drown the verdict."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise TooSlow in the body after so many seconds of processor time, where the platform has timers.

    And again at every further look, since a bare `except` in the body may have swallowed it.
    """
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not usable:
        yield
        return

    worked, began = time.thread_time(), time.monotonic()

    def look(signum: int, frame: FrameType | None) -> None:
        if time.thread_time() - worked >= seconds or time.monotonic() - began >= PATIENCE * seconds:
            raise TooSlow

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, LOOK, LOOK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
