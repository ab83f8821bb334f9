"""Week 3's build: a mixture of independent bits, fitted by EM: prototypes of black and white pictures.

N pictures in rows, D pixels, k components; log-probabilities in nats. Bishop, Pattern Recognition and Machine
Learning (2006), section 9.3.3.
"""

from typing import Self

import numpy as np
from scipy.special import logsumexp

FLOOR = 0.01


class BernoulliMixture:
    """p(x) = sum over components of weight times a product over pixels.

    weights: (k,); means: (k, D), the probability of a one; trace: the mean log-likelihood of the training data
    in nats a picture, at the start and after each step
    """

    def __init__(self, k: int) -> None:
        self.k = k

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> Self:
        """So many EM steps on x (N, D) zeros and ones; return self.

        Starts at equal weights and at k different pictures of x, drawn by rng, drawn together: 0.25 + 0.5 x.
        Means stay between 0.01 and 0.99.
        """
        x = np.asarray(x, dtype=float)
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), size=self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            resp = self.responsibilities(x)
            counts = resp.sum(axis=0)
            self.weights = counts / len(x)
            self.means = np.clip(resp.T @ x / np.maximum(counts, 1e-12)[:, None], FLOOR, 1 - FLOOR)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """log p(x), (N, D) -> (N,)."""
        return logsumexp(self._joint(np.asarray(x, dtype=float)), axis=1)

    def responsibilities(self, x: np.ndarray) -> np.ndarray:
        """p(component given x), (N, k)."""
        joint = self._joint(np.asarray(x, dtype=float))
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """Draw n pictures of zeros and ones, (n, D)."""
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        """x (N, D) with the pixels where seen (D,) is False at the probability of a one given the seen pixels."""
        x, seen = np.array(x, dtype=float), np.asarray(seen, dtype=bool)
        joint = self._joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        x[:, ~seen] = (resp @ self.means)[:, ~seen]
        return x

    def _joint(self, x: np.ndarray, seen: np.ndarray | slice = slice(None)) -> np.ndarray:
        """log of weight times p(the seen pixels given the component), (N, k)."""
        on, off = np.log(self.means[:, seen]), np.log1p(-self.means[:, seen])
        with np.errstate(divide="ignore"):
            return np.log(self.weights) + x[:, seen] @ (on - off).T + off.sum(axis=1)
