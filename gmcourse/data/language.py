"""A small language: a hidden Markov source whose entropy rate is known.

Words are syllables, a consonant (k, t) and a vowel (a, e); a space ends a word. Back words prefer k
and a, front words t and e, and a new word keeps the harmony of the last one more often than not. The
harmony is never seen: so the next letter depends on all the letters before it, less on the far ones.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

ALPHABET = " ktae"
SPACE, K, T, A, E = range(5)
END_OF_WORD = 0.4
KEEP_HARMONY = 0.8
PREFERENCE = {K: (0.8, 0.2), T: (0.2, 0.8), A: (0.9, 0.1), E: (0.1, 0.9)}


@dataclass(frozen=True)
class Source:
    """A hidden Markov source of A letters and S states.

    step: (A, S, S); step[x, s, r] = p(letter x, next state r | state s)
    start: (S,), the first state's distribution; the stationary one makes the letters stationary
    """

    step: np.ndarray
    start: np.ndarray

    def sample(self, count: int, length: int, rng: np.random.Generator) -> np.ndarray:
        """Draw `count` texts as an int64 array (count, length)."""
        states = len(self.start)
        moves = self.step.transpose(1, 0, 2).reshape(states, -1).cumsum(axis=1)
        state = (rng.random((count, 1)) >= self.start.cumsum()[:-1]).sum(axis=1)
        text = np.empty((count, length), dtype=np.int64)
        for t in range(length):
            move = (rng.random((count, 1)) >= moves[state][:, :-1]).sum(axis=1)
            text[:, t], state = np.divmod(move, states)
        return text

    def log_prob(self, text: np.ndarray) -> np.ndarray:
        """Exact log p in nats of texts (N, T), shape (N,), by the forward recursion."""
        text = np.asarray(text)
        belief = np.tile(self.start, (len(text), 1))
        total = np.zeros(len(text))
        with np.errstate(divide="ignore"):
            for t in range(text.shape[1]):
                joint = np.einsum("ns,nsr->nr", belief, self.step[text[:, t]])
                mass = joint.sum(axis=1)
                total += np.log(mass)
                belief = joint / np.where(mass > 0, mass, 1.0)[:, None]
        return total


def small_language() -> Source:
    """The language described above: 6 states, harmony x (first letter, vowel, after a vowel)."""
    step = np.zeros((len(ALPHABET), 6, 6))
    for harmony in (0, 1):
        first, vowel, after = (3 * harmony + place for place in range(3))
        for letter in (K, T):
            step[letter, first, vowel] = PREFERENCE[letter][harmony]
            step[letter, after, vowel] = (1 - END_OF_WORD) * PREFERENCE[letter][harmony]
        for letter in (A, E):
            step[letter, vowel, after] = PREFERENCE[letter][harmony]
        step[SPACE, after, first] = END_OF_WORD * KEEP_HARMONY
        step[SPACE, after, 3 * (1 - harmony)] = END_OF_WORD * (1 - KEEP_HARMONY)
    return Source(step, _stationary(step.sum(axis=0)))


def entropy_bounds(source: Source, length: int) -> tuple[np.ndarray, np.ndarray]:
    """Lower and upper bounds on the entropy rate, in nats a letter; two arrays (length,).

    With X the letters and S the first hidden state, for n = 1, ..., length::

        lower[n-1] = H(X_n | X_1 .. X_{n-1}, S)  <=  rate  <=  H(X_n | X_1 .. X_{n-1}) = upper[n-1]

    Lower rises, upper falls, and they meet (Cover and Thomas, Elements of Information Theory,
    theorem 4.5.1). Both are exact: every possible text of n letters is enumerated, and its probability
    carried forward; impossible texts are dropped on the way. The sum of `upper` is the entropy of a
    text of that length. Needs a stationary `source.start`, and memory for all possible texts.
    """
    upper = _conditional_entropies(source.step, source.start, length)
    given_state = [_conditional_entropies(source.step, one, length) for one in np.eye(len(source.start))]
    return source.start @ np.array(given_state), upper


def text_entropy(source: Source, length: int, enumerate_to: int = 12) -> tuple[float, float]:
    """Entropy of a text of `length` letters in nats, as (lower, upper) bounds.

    Letters up to `enumerate_to` are exact; each later letter lies between the bounds reached there.
    """
    lower, upper = entropy_bounds(source, min(length, enumerate_to))
    rest = length - len(upper)
    return upper.sum() + rest * lower[-1], upper.sum() + rest * upper[-1]


def encode(text: str) -> np.ndarray:
    """Letters to int64 tokens; raises ValueError for a letter that is not in the alphabet."""
    unknown = sorted(set(text) - set(ALPHABET))
    if unknown:
        raise ValueError(f"the language has the letters {ALPHABET!r}, not {''.join(unknown)!r}")
    return np.array([ALPHABET.index(letter) for letter in text], dtype=np.int64)


def decode(tokens: Iterable[int]) -> str:
    """Tokens to letters."""
    return "".join(ALPHABET[token] for token in tokens)


def _conditional_entropies(step: np.ndarray, start: np.ndarray, length: int) -> np.ndarray:
    """H(X_n | X_1 .. X_{n-1}) for n = 1 .. length: differences of block entropies."""
    joint = start[None, :]
    blocks = [0.0]
    for _ in range(length):
        joint = np.concatenate([joint @ one for one in step])
        prob = joint.sum(axis=1)
        joint, prob = joint[prob > 0], prob[prob > 0]
        blocks.append(-(prob * np.log(prob)).sum())
    return np.diff(blocks)


def _stationary(chain: np.ndarray) -> np.ndarray:
    """The distribution that `chain` (S, S) leaves as it is."""
    states = len(chain)
    equations = np.vstack([chain.T - np.eye(states), np.ones(states)])
    return np.linalg.lstsq(equations, np.append(np.zeros(states), 1.0), rcond=None)[0]
