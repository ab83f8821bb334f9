"""Comparators of random answers with an exact Gaussian law, by tests that are exact at any size.

Each comparison has a false-fail probability of at most FALSE_FAIL: the level is shared out over its
tests (Bonferroni), and each test is the exact one for independent Gaussian rows.
"""

from collections.abc import Iterable
from typing import Any

import numpy as np
from scipy import stats

from gmcourse.check.comparators.values import close
from gmcourse.check.mismatch import Mismatch, Tolerance, describe_shape
from gmcourse.counted import counted

FALSE_FAIL = 1e-6
DEGENERATE = 1e-9
STANDARD_ERRORS = 5.5


def rows(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """Independent rows from N(mean, cov): expected is {"mean": (D,), "cov": (D, D), "rows": N}, got (N, D).

    Whitened, the coordinates are standard normal if the law is right. Tested, two-sided: the mean and
    the mean square of each, the mean square of each pair's scaled sum, which sees a correlation, and the
    shape of each by Kolmogorov and Smirnov.
    Directions without variance must agree with the mean. `tolerance` is not used.
    """
    law_mean, law_cov = np.asarray(expected["mean"], float), np.asarray(expected["cov"], float)
    if not isinstance(got, np.ndarray) or got.ndim != 2 or got.shape[1] != len(law_mean) or len(got) < 2:
        return Mismatch("type", f"expected an array (N, {len(law_mean)}) of draws, got {describe_shape(got)}")
    if not np.isfinite(got).all():
        return Mismatch("value", "some of the draws are not finite")
    if len(got) != int(expected["rows"]):
        return Mismatch("shape", f"expected {counted(int(expected['rows']), 'draw')}, got {len(got)}")
    values, vectors = np.linalg.eigh(law_cov)
    turned = (got - law_mean) @ vectors
    flat = values < DEGENERATE
    if np.abs(turned[:, flat]).max(initial=0.0) > np.sqrt(DEGENERATE):
        return Mismatch("value", "the draws vary, or are shifted, where they must not")
    white = turned[:, ~flat] / np.sqrt(values[~flat])
    if not flat.any():
        white = np.linalg.solve(np.linalg.cholesky(law_cov), (got - law_mean).T).T
    return _standard_normal(white, got, law_mean, law_cov)


def kept(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """Of {"observed", "unobserved"} the observed rows as in `rows`; the unobserved ones only have to vary."""
    if not isinstance(got, dict) or set(got) != set(expected):
        return Mismatch("type", f"expected an array of the shape of x, got {describe_shape(got)}")
    filling = np.asarray(got["unobserved"])
    if (filling == filling[:1]).all(axis=0).any():
        return Mismatch("value", "an unobserved entry is the same in every row: it was not drawn")
    return rows(expected["observed"], got["observed"], tolerance)


def estimate(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """A Monte Carlo mean: expected is {"mean", "std_error"}, both (D,), or a known wrong answer itself.

    Fails beyond 5.5 standard errors in any coordinate: 4e-8 for each of them under the normal
    approximation, which leaves a factor of more than ten below FALSE_FAIL for skew where D is 2.
    """
    if not isinstance(expected, dict):
        return close(expected, got, tolerance)
    wanted, spread = np.asarray(expected["mean"]), np.asarray(expected["std_error"])
    if not isinstance(got, np.ndarray) or got.shape != wanted.shape:
        return Mismatch("shape", f"expected an array of shape {wanted.shape}, got {describe_shape(got)}")
    off = np.abs(got - wanted) / spread
    if (off <= STANDARD_ERRORS).all():
        return None
    return Mismatch(
        "value",
        f"the estimate {_numbers(got)} is {np.nan_to_num(off, nan=np.inf).max():.3g} standard errors "
        f"from the exact {_numbers(wanted)}",
    )


def _standard_normal(
    white: np.ndarray, got: Any, law_mean: np.ndarray, law_cov: np.ndarray
) -> Mismatch | None:
    count, dims = white.shape
    first, second = np.triu_indices(dims, k=1)
    sums = (white[:, first] + white[:, second]) / np.sqrt(2)
    level = FALSE_FAIL / max(1, 3 * dims + len(first))
    if _tail(stats.norm.cdf(np.sqrt(count) * white.mean(0))) < level:
        return Mismatch(
            "value", f"the mean of the draws is {_numbers(got.mean(0))}, the law's {_numbers(law_mean)}"
        )
    if _tail(stats.chi2.cdf((white**2).sum(0), count)) < level:
        found, wanted = got.var(0), np.diag(law_cov)
        return Mismatch(
            "value", f"the variance of the draws is {_numbers(found)}, the law's {_numbers(wanted)}"
        )
    if _tail(stats.chi2.cdf((sums**2).sum(0), count)) < level:
        return Mismatch("value", "the draws have the wrong correlation between the coordinates")
    if min((stats.kstest(column, "norm").pvalue for column in white.T), default=1.0) < level:
        return Mismatch("value", "the draws have the right mean and variance, but they are not Gaussian")
    return None


def _tail(cdf: np.ndarray) -> float:
    """The smallest two-sided p-value of statistics given by their distribution function."""
    return 2 * np.minimum(cdf, 1 - cdf).min(initial=1.0)


def _numbers(values: Iterable[Any]) -> str:
    return "(" + ", ".join(f"{value:.3g}" for value in values) + ")"
