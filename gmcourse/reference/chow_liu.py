"""Week 2's build: the best tree over binary variables, its log-probability and its samples.

N pictures in rows, D variables that are 0 or 1; log-probabilities in nats. Chow and Liu, Approximating discrete
probability distributions with dependence trees (1968); the tree is grown as by Prim (1957).
"""

import numpy as np

HALF = 0.5


def mutual_informations(x: np.ndarray) -> np.ndarray:
    """Mutual information in nats of each two columns of x (N, D), zeros and ones: (D, D).

    Half a count is added to each of the four counts of a pair; its marginals are those of that table.
    """
    x = np.asarray(x, dtype=float)
    both, ones = x.T @ x, x.sum(axis=0)
    first, second = ones[:, None] - both, ones[None] - both
    counts = np.array([[len(x) - both - first - second, second], [first, both]]) + HALF
    joint = counts / (len(x) + 4 * HALF)
    product = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    return (joint * np.log(joint / product)).sum(axis=(0, 1))


def chow_liu(x: np.ndarray) -> np.ndarray:
    """Parents (D,) of the tree with the largest total mutual information; variable 0 is the root, with parent -1.

    x: (N, D), zeros and ones
    """
    gains = mutual_informations(x)
    parents = np.full(len(gains), -1)
    nearest, gain, outside = np.zeros(len(gains), dtype=int), gains[0].copy(), np.ones(len(gains), dtype=bool)
    outside[0] = False
    while outside.any():
        new = int(np.argmax(np.where(outside, gain, -np.inf)))
        parents[new], outside[new] = nearest[new], False
        closer = gains[new] > gain
        nearest[closer], gain[closer] = new, gains[new][closer]
    return parents


def tree_tables(x: np.ndarray, parents: np.ndarray) -> np.ndarray:
    """P(variable d is 1 given that its parent is v) as tables[d, v], (D, 2), from counts with 1/2 added.

    The two entries of the root are the same. x: (N, D), zeros and ones; parents: (D,), -1 at the root
    """
    x = np.asarray(x, dtype=float)
    above = np.where(np.asarray(parents) < 0, 1.0, x[:, parents])
    tables = np.empty((x.shape[1], 2))
    for value in (0, 1):
        rows = above == value
        tables[:, value] = ((rows * x).sum(axis=0) + HALF) / (rows.sum(axis=0) + 2 * HALF)
    root = np.asarray(parents) < 0
    tables[root, 0] = tables[root, 1]
    return tables


def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    """log p(x), (N, D) -> (N,); -inf where a picture is impossible.

    parents: (D,), -1 at the root; tables: (D, 2), P(d is 1 given that its parent is 0 or 1), twice the same at the root
    """
    x = np.asarray(x, dtype=int)
    chance = np.asarray(tables, dtype=float)[np.arange(x.shape[1]), x[:, parents]]
    with np.errstate(divide="ignore"):
        return np.log(np.where(x == 1, chance, 1 - chance)).sum(axis=1)


def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Pictures (N, D) of zeros and ones: variable d is 1 where uniforms[:, d] is below its chance given its parent.

    parents: (D,), -1 at the root, in any order; tables: (D, 2), as `tree_log_prob` takes them; uniforms: (N, D) from [0, 1)
    """
    parents, tables = np.asarray(parents), np.asarray(tables, dtype=float)
    x = np.zeros(np.shape(uniforms))
    level = np.flatnonzero(parents < 0)
    while len(level):
        above = x[:, parents[level]].astype(int)
        x[:, level] = uniforms[:, level] < tables[level, above]
        level = np.flatnonzero(np.isin(parents, level))
    return x
