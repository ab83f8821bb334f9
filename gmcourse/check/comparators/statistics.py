"""Comparators of random answers: each wrongs a correct answer with probability 1e-6 at most.

The tests run at the level 1e-7. The factor of ten is left for the approximations by a chi-square
and by a normal distribution, which are asked only where they are good (see each function).
A misconception's answer may be a distribution too, given as a Law: two distributions agree where no draw
of the size that is asked could tell them apart. A student's answer is never a Law, whatever it returns.
"""

from typing import Any

import numpy as np
from scipy import stats

from gmcourse.check.comparators.values import close
from gmcourse.check.law import Law
from gmcourse.check.mismatch import Mismatch, Tolerance, describe_shape, short
from gmcourse.counted import counted

LEVEL = 1e-7
FEWEST = 100.0


class TooFewDraws(Exception):
    """The exercise asks for too few draws to test a distribution: its author must ask for more."""


def chi_square(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """Draws come from a discrete distribution (Pearson's test).

    expected: dict with `outcomes` (K,) or (K, V), `probs` (K,) and `draws`, the number asked for
    got: draws (draws,) or (draws, V); or a misconception's distribution, the Law of another such dict

    Outcomes are pooled, rarest first, until each cell expects 100 draws, so that the tail of the
    statistic is that of a chi-square to well within the factor of ten. An outcome of probability
    zero is a mismatch at once.
    """
    if not isinstance(expected, dict):
        return close(expected, got, tolerance)
    if isinstance(got, Law):
        return _other_distribution(expected, got.says)
    draws = np.asarray(got)
    outcomes, probs = np.asarray(expected["outcomes"]), np.asarray(expected["probs"], dtype=float)
    wanted = (int(expected["draws"]), *outcomes.shape[1:])
    if draws.dtype.kind not in "biuf":
        return Mismatch("type", f"expected whole numbers, got {describe_shape(got)}")
    if draws.shape != wanted:
        return Mismatch("shape", f"expected shape {wanted}, got {draws.shape}")
    counts, strange = _count(outcomes, draws)
    if strange is not None:
        return Mismatch("value", f"{short(strange)} was drawn: no possible outcome")
    return _impossible(outcomes, probs, counts) or _pearson(outcomes, probs, counts)


def _count(outcomes: np.ndarray, draws: np.ndarray) -> tuple[Any, Any]:
    """How often each outcome was drawn, and a drawn value that is no outcome (or None)."""
    rows = outcomes.reshape(len(outcomes), -1)
    table = np.concatenate([rows, draws.reshape(len(draws), -1)])
    _, place = np.unique(table, axis=0, return_inverse=True)
    place = place.reshape(-1)
    home = np.full(place.max() + 1, -1)
    home[place[: len(rows)]] = np.arange(len(rows))
    index = home[place[len(rows) :]]
    if (index < 0).any():
        return None, draws[np.argmax(index < 0)]
    return np.bincount(index, minlength=len(rows)), None


def _impossible(outcomes: np.ndarray, probs: np.ndarray, counts: np.ndarray) -> Mismatch | None:
    bad = np.flatnonzero((probs == 0) & (counts > 0))
    if not bad.size:
        return None
    return Mismatch("value", f"{short(outcomes[bad[0]])} was drawn: its probability is zero")


def _pearson(outcomes: np.ndarray, probs: np.ndarray, counts: np.ndarray) -> Mismatch | None:
    possible = np.flatnonzero(probs > 0)
    if len(possible) == 1:
        return None
    means = counts.sum() * probs / probs.sum()
    cells = _pool(means, possible)
    seen = np.array([counts[cell].sum() for cell in cells])
    mean = np.array([means[cell].sum() for cell in cells])
    statistic = ((seen - mean) ** 2 / mean).sum()
    if stats.chi2.sf(statistic, len(cells) - 1) >= LEVEL:
        return None
    worst = possible[np.argmax(np.abs(counts - means)[possible] / np.sqrt(means[possible]))]
    return Mismatch(
        "value",
        f"{short(outcomes[worst])} was drawn {counted(int(counts[worst]), 'time')} in {counts.sum():,}, "
        f"expected about {means[worst]:,.0f}",
    )


def _pool(means: np.ndarray, possible: np.ndarray) -> Any:
    """Groups of outcomes, rarest first, each with an expected count of FEWEST at least."""
    cells, current, mean = [], [], 0.0
    for outcome in possible[np.argsort(means[possible], kind="stable")]:
        current.append(outcome)
        mean += means[outcome]
        if mean >= FEWEST:
            cells.append(current)
            current, mean = [], 0.0
    if current and cells:
        cells[-1] = cells[-1] + current
    if len(cells) < 2:
        raise TooFewDraws(f"fewer than two groups of outcomes expect {FEWEST:.0f} draws each")
    return cells


def _other_distribution(expected: Any, got: Any) -> Mismatch | None:
    """Compare two distributions over the same outcomes by the test's own noncentrality."""
    p = np.asarray(expected["probs"], dtype=float)
    q = np.asarray(got["probs"], dtype=float)
    if p.shape != q.shape or not np.array_equal(expected["outcomes"], got["outcomes"]):
        return Mismatch("value", "another set of outcomes")
    if (q[p == 0] > 0).any():
        return Mismatch("value", "it draws an outcome of probability zero")
    possible = p > 0
    distance = int(expected["draws"]) * ((q - p)[possible] ** 2 / p[possible]).sum()
    return Mismatch("value", "another distribution") if distance > 1.0 else None


def mean_within(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """An average lies within the noise of its exact mean (normal test, Bonferroni over the entries).

    expected: dict with `mean`, any shape, and `standard_error` of the average, of the same shape
    got: an average, of the shape of `mean`; or the draws, with one more axis in front, which are
    averaged; or a misconception's mean, the Law of another such dict

    The author sees to it that the average is normal enough: a thousand draws of light tails.
    """
    if not isinstance(expected, dict):
        return close(expected, got, tolerance)
    mean = np.asarray(expected["mean"], dtype=float)
    error = np.broadcast_to(np.asarray(expected["standard_error"], dtype=float), mean.shape)
    value = np.asarray(got.says["mean"] if isinstance(got, Law) else got)
    if value.dtype.kind not in "biuf":
        return Mismatch("type", f"expected numbers, got {describe_shape(got)}")
    if value.shape[1:] == mean.shape and value.ndim == mean.ndim + 1:
        value = value.mean(axis=0)
    if value.shape != mean.shape:
        return Mismatch("shape", f"expected shape {mean.shape}, got {value.shape}")
    width = stats.norm.isf(LEVEL / 2 / max(mean.size, 1)) * error
    far = ~(np.abs(value - mean) <= width)
    if not far.any():
        return None
    where = tuple(np.argwhere(far)[0])
    text = f"expected {short(mean[where])} give or take {short(width[where])}, got {short(value[where])}"
    place = f"at index {', '.join(map(str, where))}: " if where else ""
    return Mismatch("value", place + text)


def as_stated(expected: Any, got: Any, tolerance: Tolerance) -> Mismatch | None:
    """Outcomes were drawn as often as the one who drew them says: {"counts": (K,), "probs": (K,)}.

    expected: the number of draws; or a known wrong answer, another such dict, which agrees where no outcome's
    share of the draws is off by a twentieth.
    """
    if not isinstance(got, dict) or set(got) != {"counts", "probs"}:
        return Mismatch("type", f"expected counts and probabilities, got {describe_shape(got)}")
    counts, probs = np.asarray(got["counts"], dtype=float), np.asarray(got["probs"], dtype=float)
    if isinstance(expected, dict):
        share, other = (np.asarray(one["counts"]) / max(np.sum(one["counts"]), 1) for one in (expected, got))
        return None if np.abs(share - other).max() < 0.05 else Mismatch("value", "other draws")
    if counts.shape != probs.shape or counts.ndim != 1 or len(counts) > expected:
        return Mismatch(
            "shape", f"expected counts and probabilities of {counted(int(expected), 'outcome')} at most"
        )
    if counts.sum() != expected or (counts != np.abs(np.round(counts))).any():
        return Mismatch(
            "shape",
            f"expected {counted(int(expected), 'draw')} of possible outcomes, got {counts.sum():,.0f}",
        )
    if not ((probs >= 0).all() and abs(probs.sum() - 1) < 1e-3):
        return Mismatch("value", f"its probabilities sum to {short(float(probs.sum()))}")
    outcomes = np.arange(len(counts))
    means = expected * probs / probs.sum()
    if means.sum() - means.max() < FEWEST:
        return _impossible(outcomes, probs, counts) or _likeliest(probs, counts)
    return _impossible(outcomes, probs, counts) or _pearson(outcomes, probs, counts)


def _likeliest(probs: np.ndarray, counts: np.ndarray) -> Mismatch | None:
    """Where nearly all draws are one outcome, too few others to pool: how often that one came, by the exact test."""
    top, draws = int(np.argmax(probs)), int(counts.sum())
    share = min(float(probs[top] / probs.sum()), 1.0)
    if stats.binomtest(int(counts[top]), draws, share).pvalue >= LEVEL:
        return None
    text = f"the likeliest outcome was drawn {counted(int(counts[top]), 'time')} in {draws:,}, expected about {draws * share:,.0f}"
    return Mismatch("value", text)
