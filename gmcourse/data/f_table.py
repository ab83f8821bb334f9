"""The table of f-divergences of the lecture notes: each row as printed in our copy, and as it holds.

A row's divergence is the sum over outcomes of an integrand in p and q; its generator is f, and
D_f(p, q) = sum q f(p / q). Notes 5, section 6.18; Nowozin et al. 2016, table 6.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

WEIGHT = 0.3
ALPHA = 0.3


@dataclass(frozen=True)
class Row:
    """Three functions of NumPy arrays: printed(p, q) and holds(p, q) are sums, generator(u) is f.

    Probabilities are positive; values in nats. `slip` says in words what the print lost, or is empty.
    """

    name: str
    generator: Callable
    printed: Callable
    holds: Callable
    slip: str = ""


def _kl(p: np.ndarray, q: np.ndarray) -> float:
    return np.sum(p * np.log(p / q))


def _js_sum(p: np.ndarray, q: np.ndarray) -> float:
    return _kl(p, (p + q) / 2) + _kl(q, (p + q) / 2)


def _weighted_as_printed(p: np.ndarray, q: np.ndarray) -> float:
    log_ratio = np.log((WEIGHT * p + (1 - WEIGHT) * q) / (p + (1 - WEIGHT) * q))
    return np.sum(WEIGHT * p * log_ratio + (1 - WEIGHT) * q * log_ratio)


def _weighted_js(p: np.ndarray, q: np.ndarray) -> float:
    middle = WEIGHT * p + (1 - WEIGHT) * q
    return WEIGHT * _kl(p, middle) + (1 - WEIGHT) * _kl(q, middle)


def _weighted_generator(u: np.ndarray) -> np.ndarray:
    inside = 1 - WEIGHT + WEIGHT * u
    return WEIGHT * u * np.log(u) - inside * np.log(inside)


def _alpha_sum(p: np.ndarray, q: np.ndarray) -> float:
    return np.sum(p * ((q / p) ** ALPHA - 1) - ALPHA * (q - p)) / (ALPHA * (ALPHA - 1))


def _same(function: Callable) -> dict[str, Any]:
    return {"printed": function, "holds": function}


ROWS = (
    Row(
        "Total variation",
        lambda u: abs(u - 1) / 2,
        printed=lambda p, q: np.sum(p - q) / 2,
        holds=lambda p, q: np.sum(abs(p - q)) / 2,
        slip="the bars of |p - q| are lost, and p - q sums to 0",
    ),
    Row("Kullback-Leibler", lambda u: u * np.log(u), **_same(_kl)),
    Row("Reverse Kullback-Leibler", lambda u: -np.log(u), **_same(lambda p, q: _kl(q, p))),
    Row(
        "Pearson chi-squared",
        lambda u: (u - 1) ** 2,
        printed=lambda p, q: np.sum((q - p) ** 2 / p),
        holds=lambda p, q: np.sum((p - q) ** 2 / q),
        slip="divided by p where its f gives q: exchanged with Neyman's row",
    ),
    Row(
        "Neyman chi-squared",
        lambda u: (1 - u) ** 2 / u,
        printed=lambda p, q: np.sum((p - q) ** 2 / q),
        holds=lambda p, q: np.sum((q - p) ** 2 / p),
        slip="divided by q where its f gives p: exchanged with Pearson's row",
    ),
    Row(
        "Squared Hellinger",
        lambda u: (np.sqrt(u) - 1) ** 2,
        **_same(lambda p, q: np.sum((np.sqrt(p) - np.sqrt(q)) ** 2)),
    ),
    Row("Jeffrey", lambda u: (u - 1) * np.log(u), **_same(lambda p, q: np.sum((p - q) * np.log(p / q)))),
    Row(
        "Jensen-Shannon",
        lambda u: u * np.log(u) - (u + 1) * np.log((1 + u) / 2),
        printed=lambda p, q: _js_sum(p, q) / 2,
        holds=_js_sum,
        slip="half of what its f gives: f belongs to 2 JSD",
    ),
    Row(
        "Jensen-Shannon, weighted",
        _weighted_generator,
        printed=_weighted_as_printed,
        holds=_weighted_js,
        slip="the logarithms should be of p / middle and of q / middle",
    ),
    Row(
        "GAN",
        lambda u: u * np.log(u) - (u + 1) * np.log(u + 1),
        printed=lambda p, q: np.sum(p * np.log((p + q) / (p + q))) - math.log(4),
        holds=lambda p, q: _js_sum(p, q) - math.log(4),
        slip="two logarithms are lost, which leaves the constant; and f(1) = -log 4, not 0",
    ),
    Row(
        "Alpha",
        lambda u: (u**ALPHA - 1 - ALPHA * (u - 1)) / (ALPHA * (ALPHA - 1)),
        printed=_alpha_sum,
        holds=lambda p, q: _alpha_sum(q, p),
        slip="p and q exchanged",
    ),
)
