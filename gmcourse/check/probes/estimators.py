"""Probes of scikit-learn estimators that a student wrote."""

import pickle
import sys
import warnings
from unittest import SkipTest
from weakref import WeakKeyDictionary

import numpy as np

_FAILED = WeakKeyDictionary()


def classifier(function, args):
    """Labels and probabilities for new points after a fit; or, with no data, failed checks.

    `function` is the class. The checks of scikit-learn take a second: their outcome is kept for a
    class while it lives.
    """
    if "X" not in args:
        if function not in _FAILED:
            _FAILED[function] = _failed_checks(function(args["n_components"]))
        return _FAILED[function]
    model = function(args["n_components"])
    model.fit(args["X"], args["y"])
    probabilities = np.asarray(model.predict_proba(args["X_new"]))
    return {"labels": np.asarray(model.predict(args["X_new"])).tolist(), "probabilities": probabilities}


def _failed_checks(model):
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


def _checks(model):
    """The pairs (estimator, check) that `check_estimator` runs, in any version of scikit-learn."""
    from sklearn.utils import estimator_checks

    if hasattr(estimator_checks, "estimator_checks_generator"):
        return estimator_checks.estimator_checks_generator(model)
    return estimator_checks.check_estimator(model, generate_only=True)


def _only_its_place(kind, error):
    """Whether pickle refused a class only because its module does not list it, as in some kernels."""
    listed = getattr(sys.modules.get(kind.__module__), kind.__name__, None) is kind
    return isinstance(error, pickle.PicklingError) and not listed and str(kind) in str(error)
