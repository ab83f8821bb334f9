"""Probes of scikit-learn estimators that a student wrote."""

import pickle
import sys
import warnings
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
    from sklearn.utils.estimator_checks import check_estimator

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        results = check_estimator(model, on_fail=None, on_skip=None)
    failed = [r for r in results if r["status"] == "failed"]
    return [_line(r) for r in failed if not _only_its_place(type(model), r["exception"])]


def _only_its_place(kind, error):
    """Whether pickle refused a class only because its module does not list it, as in some kernels."""
    listed = getattr(sys.modules.get(kind.__module__), kind.__name__, None) is kind
    return isinstance(error, pickle.PicklingError) and not listed and str(kind) in str(error)


def _line(result):
    reason = str(result["exception"]).strip().split("\n")[0]
    return f"{result['check_name']}: {reason}"[:200]
