"""Probes of scikit-learn estimators that a student wrote."""

from __future__ import annotations

import pickle
import sys
import warnings
from collections.abc import Callable, Iterable
from typing import Any
from unittest import SkipTest
from weakref import WeakKeyDictionary

import numpy as np
from sklearn.exceptions import NotFittedError
from sklearn.utils import estimator_checks

_FAILED: WeakKeyDictionary = WeakKeyDictionary()


def classifier(function: Callable[..., Any], args: dict[str, Any]) -> dict[str, Any]:
    """Labels and probabilities for new points after a fit, the second of its life; or, asked `questions`, failed checks and what it answers.

    `function` is the class. The checks of scikit-learn take a second: their outcome is kept for a
    class while it lives. They run beside the student's code, which could say anything of them: the answers
    are what can be judged elsewhere.
    """
    if "questions" in args:
        if function not in _FAILED:
            _FAILED[function] = _failed_checks(function(args["n_components"]))
        return {"failed": _FAILED[function], "answers": answers(function, args)}
    model = function(args["n_components"])
    model.fit(-args["X"], args["y"])
    model.fit(args["X"], args["y"])
    probabilities = np.asarray(model.predict_proba(args["X_new"]))
    return {"labels": np.asarray(model.predict(args["X_new"])).tolist(), "probabilities": probabilities}


def answers(function: Callable[..., Any], args: dict[str, Any]) -> list[Any]:
    """To each of `questions`, whose data may be spoilt: the labels of its new points, or the kind of error raised.

    A question has X_new, and X and y where the model is to be fitted before.
    """
    return [_answer(function(args["n_components"]), question) for question in args["questions"]]


def _answer(model: Any, question: dict[str, Any]) -> Any:
    try:
        if "X" in question:
            model.fit(question["X"], question["y"])
        return np.asarray(model.predict(question["X_new"])).tolist()
    except Exception as error:
        return next(
            (kind.__name__ for kind in (NotFittedError, ValueError) if isinstance(error, kind)),
            type(error).__name__,
        )


def _failed_checks(model: Any) -> list[str]:
    """One line for each check of scikit-learn's `check_estimator` that fails."""
    failed = []
    for estimator, check in _checks(model):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                check(estimator)
        except SkipTest:
            continue
        except Exception as error:
            if not _only_its_place(type(model), error):
                reason = str(error).strip().split("\n")[0]
                failed.append(f"{check.func.__name__}: {reason}"[:200])
    return failed


def _checks(model: Any) -> Iterable[Any]:
    """The pairs (estimator, check) that `check_estimator` runs, in any version of scikit-learn."""
    if hasattr(estimator_checks, "estimator_checks_generator"):
        return estimator_checks.estimator_checks_generator(model)
    return estimator_checks.check_estimator(model, generate_only=True)


def _only_its_place(kind: type, error: BaseException) -> bool:
    """Whether pickle refused a class only because its module does not list it, as in some kernels."""
    listed = getattr(sys.modules.get(kind.__module__), kind.__name__, None) is kind
    return isinstance(error, pickle.PicklingError) and not listed and str(kind) in str(error)
