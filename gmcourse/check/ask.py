"""Asks one function its questions: builds the inputs, runs the probe, keeps what came back."""

import contextlib
import io
import signal
import threading
import time
import warnings
from dataclasses import dataclass

import numpy as np

from gmcourse.check.named import find
from gmcourse.check.trouble import Trouble, explain
from gmcourse.check.wire import Build, NotData, encode

AGAIN = 0.5


class TooSlow(BaseException):
    """A call went on past its limit. No `Exception`, so that a bare `except Exception` lets it by."""


@dataclass(frozen=True)
class Answer:
    """What a function gave for one case.

    `status` is ok, error, not_attempted, slow or no_data; `node` holds the value as JSON where it
    is ok; `trouble` says what went wrong where it is not.
    """

    status: str
    node: dict | None = None
    trouble: Trouble | None = None
    seconds: float = 0.0


def ask(sheet, function):
    """Return one Answer a case; a function that is not attempted is asked once only."""
    answers = []
    for case in sheet.cases:
        answers.append(_ask_once(sheet, case, function))
        if answers[-1].status in ("not_attempted", "slow"):
            return answers + [answers[-1]] * (len(sheet.cases) - len(answers))
    return answers


def _ask_once(sheet, case, function):
    probe = find("probes", sheet.probe)
    args = {name: build(value) for name, value in case.args.items()}
    start = time.perf_counter()
    try:
        with _quiet(), time_limit(sheet.seconds):
            value = probe(function, args)
        node = encode(value)
    except NotImplementedError:
        return Answer("not_attempted", seconds=time.perf_counter() - start)
    except TooSlow:
        return Answer("slow", trouble=Trouble("TooSlow", f"no answer within {sheet.seconds:g} s"))
    except NotData as error:
        return Answer("no_data", trouble=Trouble("NotData", f"expected numbers or arrays, got {error}"))
    except Exception as error:
        return Answer("error", trouble=explain(error), seconds=time.perf_counter() - start)
    return Answer("ok", node=node, seconds=time.perf_counter() - start)


def build(value):
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
def _quiet():
    """Warnings and prints of the student's function do not drown the verdict."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


@contextlib.contextmanager
def time_limit(seconds):
    """Raise TooSlow in the body after so many seconds, where the platform has timers.

    And again every half second, since a bare `except` in the body may have swallowed it.
    """
    usable = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not usable:
        yield
        return

    def stop(signum, frame):
        raise TooSlow

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
