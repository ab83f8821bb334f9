"""Comparators for fits of mixtures: parameters, traces, and choices with several right answers."""

from typing import Any

import numpy as np

from gmcourse.check.comparators.values import close
from gmcourse.check.mismatch import Mismatch, Tolerance, describe_shape, short, told_apart

STEPS = Tolerance(rtol=1e-5, atol=1e-7, float32=False)
ROUNDING = 1e-9


def fit(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """The first three of (weights, means, covs, trace), each with its name in the message."""
    if not isinstance(got, (tuple, list)) or len(got) != 4:
        return Mismatch("type", f"expected (weights, means, covs, trace), got {describe_shape(got)}")
    for name, one, other in zip(("weights", "means", "covs"), expected, got, strict=False):
        mismatch = close(one, other, STEPS)
        if mismatch:
            return mismatch.within(name)
    return None


def never_falls(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """A trace that climbs, and falls at no step up to rounding; where `expected` itself falls, one that falls."""
    if not isinstance(got, (np.ndarray, list, tuple)) or np.ndim(got) != 1 or len(got) < 2:
        return Mismatch("type", f"expected a trace of at least two values, got {describe_shape(got)}")
    drop = _worst_drop(got)
    if drop is None and got[-1] == got[0] and expected[-1] != expected[0]:
        return Mismatch("value", f"the trace stays at {short(float(got[0]))}")
    if (drop is None) == (_worst_drop(expected) is None):
        return None
    if drop is None:
        return Mismatch("value", "the trace never falls")
    before, after = told_apart(float(got[drop - 1]), float(got[drop]))
    return Mismatch("value", f"iteration {drop}: from {before} to {after}")


def _worst_drop(trace: Any) -> int | None:
    """The iteration that loses most, or None; a value that is not finite counts as a fall."""
    trace = np.asarray(trace, float)
    if not np.isfinite(trace).all():
        return int(np.argmin(np.isfinite(trace))) or 1
    gains = np.diff(trace)
    lost = gains < -ROUNDING * np.abs(trace[:-1]).max()
    return int(np.argmin(gains)) + 1 if lost.any() else None


def one_of(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """One of {"accepted": [...]}, whole numbers; or, where `expected` is a number, that one."""
    accepted = expected["accepted"] if isinstance(expected, dict) else [expected]
    if isinstance(got, np.ndarray) and got.shape == () and got.dtype.kind in "iu":
        got = got.item()
    if isinstance(got, bool) or not isinstance(got, int):
        return Mismatch("type", f"expected a whole number, got {describe_shape(got)}")
    return None if got in accepted else Mismatch("value", f"expected {short(accepted)}   got {got}")
