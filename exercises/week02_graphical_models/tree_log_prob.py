"""The log-probability under a tree: the questions of `tree_log_prob`, its wrong answers and other right ways."""

from itertools import product

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._trees import random_parents, random_tables, with_any_root
from gmcourse.reference import chow_liu


def _case(rng: np.random.Generator, count: int, dims: int) -> dict:
    parents = random_parents(rng, dims)
    x = rng.integers(2, size=(count, dims)).astype(float)
    return {"x": x, "parents": parents, "tables": random_tables(rng, parents)}


def _rooted_elsewhere(rng: np.random.Generator, count: int, dims: int) -> dict:
    parents = with_any_root(rng, random_parents(rng, dims))
    x = rng.integers(2, size=(count, dims)).astype(float)
    return {"x": x, "parents": parents, "tables": random_tables(rng, parents)}


def _everything(rng: np.random.Generator, dims: int) -> dict:
    """All 2^D pictures, of which the probabilities sum to 1."""
    return _case(rng, 1, dims) | {"x": np.array(list(product([0.0, 1.0], repeat=dims)))}


def _improbable(rng: np.random.Generator, dims: int) -> dict:
    """Pictures of so many surprises that their probability is below the smallest float."""
    parents = random_parents(rng, dims)
    return {
        "x": np.concatenate([np.ones((1, dims)), rng.integers(2, size=(1, dims)).astype(float)]),
        "parents": parents,
        "tables": np.full((dims, 2), [0.02, 0.06]) - 0.04 * (parents < 0)[:, None] * [0, 1],
    }


def _certain(rng: np.random.Generator) -> dict:
    """A tree of which one variable copies its parent and another one is always 1."""
    parents = np.array([-1, 2, 0, 1])
    tables = random_tables(rng, parents)
    tables[1], tables[3] = [0.0, 1.0], [1.0, 1.0]
    return {
        "x": np.array([[1, 1, 1, 1], [0, 0, 0, 1], [0, 1, 0, 1], [1, 0, 0, 0]], dtype=float),
        "parents": parents,
        "tables": tables,
    }


def _cases(rng: np.random.Generator) -> dict:
    return {
        "main": [
            _case(rng, 4, 3),
            _everything(rng, 4),
            _case(rng, 7, 6),
            _case(rng, 1, 5),
            _rooted_elsewhere(rng, 6, 4),
        ],
        "long": [_improbable(rng, 300)],
        "certain": [_certain(rng)],
    }


TREE_LOG_PROB = Exercise(
    id="tree_log_prob",
    title="How likely is a picture?",
    points=1,
    minutes=8,
    difficulty=2,
    reference=chow_liu.tree_log_prob,
    public=_cases(np.random.default_rng(6)),
    hidden=_cases,
    properties=(
        Property("a sum over the tree"),
        Property("many variables", on="long", share=0.5),
        Property("what is impossible", on="certain", share=0.25),
    ),
)


def _chances(x, parents, tables):
    """P(1 given the parent), (N, D)."""
    above = np.where(parents < 0, 0, x[:, parents]).astype(int)
    return np.asarray(tables)[np.arange(x.shape[1]), above]


def _log(p):
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(p)


@TREE_LOG_PROB.wrong(
    "a probability, not its logarithm",
    hint="Asked is the logarithm of the probability; yours are products. With 784 pixels a product is 0.",
)
def probability(x, parents, tables):
    p = _chances(x, parents, tables)
    return np.where(x == 1, p, 1 - p).prod(axis=1)


@TREE_LOG_PROB.wrong(
    "product first, logarithm after",
    hint="The product of 300 small numbers is 0 in a computer, and its logarithm minus infinity. In which order do log and product keep their number?",
)
def product_first(x, parents, tables):
    p = _chances(x, parents, tables)
    return _log(np.where(x == 1, p, 1 - p).prod(axis=1))


@TREE_LOG_PROB.wrong(
    "the parents ignored",
    hint="Your chance of a pixel does not depend on its parent's value. Which of the two entries of its row does a parent that is 1 select?",
)
def ignored(x, parents, tables):
    p = np.asarray(tables).mean(axis=1)
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "the two entries of a row exchanged",
    hint="You read column 0 of the table where the parent is 1. Which value of the parent does a column belong to?",
)
def exchanged(x, parents, tables):
    p = _chances(x, parents, np.asarray(tables)[:, ::-1])
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "the parent's row of the table",
    hint="The table of a variable is row d of `tables`. You look it up in its parent's row: what does the parent choose, the row or the column?",
)
def row_of_the_parent(x, parents, tables):
    tables = np.asarray(tables)
    rows = np.where(parents < 0, np.arange(len(parents)), parents)
    p = tables[rows, np.where(parents < 0, 0, x[:, parents]).astype(int)]
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "pixels that are 0 left out",
    hint="You add up the pixels that are 1. A pixel that is 0 had a chance of being so as well: what is it?",
)
def ones_only(x, parents, tables):
    return np.where(x == 1, _log(_chances(x, parents, tables)), 0.0).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "the mean over the pixels",
    hint="The logarithm of a product is a sum. Yours is D times too small.",
)
def averaged(x, parents, tables):
    p = _chances(x, parents, tables)
    return _log(np.where(x == 1, p, 1 - p)).mean(axis=1)


@TREE_LOG_PROB.wrong(
    "0 times minus infinity",
    hint="Where a chance is 0 or 1, `x * log(p)` is 0 times minus infinity, which is nan. Choose the one of p and 1 - p that is meant, and take the logarithm of it alone.",
)
def nan_where_certain(x, parents, tables):
    p = _chances(x, parents, tables)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "a small number added",
    hint="Your picture that cannot be has a finite log-probability: something small was added, a chance was clipped, or minus infinity replaced. Its logarithm is minus infinity, and numpy knows that.",
)
def something_added(x, parents, tables):
    p = _chances(x, parents, tables)
    return np.log(np.where(x == 1, p, 1 - p).clip(1e-12)).sum(axis=1)


@TREE_LOG_PROB.wrong("a number for minus infinity", like="a small number added")
def finite(x, parents, tables):
    p = _chances(x, parents, tables)
    return np.nan_to_num(_log(np.where(x == 1, p, 1 - p)).sum(axis=1))


@TREE_LOG_PROB.wrong(
    "the own value for the parent's",
    hint="You look the chance up by the pixel's own value. Which pixel's value selects the column?",
)
def own_value(x, parents, tables):
    p = np.asarray(tables)[np.arange(x.shape[1]), np.asarray(x).astype(int)]
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.alternative
def by_loops(x, parents, tables):
    totals = []
    for row in x:
        total = 0.0
        for d, parent in enumerate(parents):
            p = tables[d][0] if parent == -1 else tables[d][int(row[parent])]
            chance = p if row[d] else 1 - p
            total += np.log(chance) if chance > 0 else -np.inf
        totals.append(total)
    return np.array(totals)


@TREE_LOG_PROB.alternative
def by_choice(x, parents, tables):
    p = np.where(x[:, parents] == 1, tables[:, 1], tables[:, 0])
    with np.errstate(divide="ignore"):
        return np.where(x == 1, np.log(p), np.log1p(-p)).sum(axis=1)


@TREE_LOG_PROB.alternative
def by_scipy(x, parents, tables):
    from scipy.special import xlog1py, xlogy

    above = x[:, np.maximum(parents, 0)]
    p = (1 - above) * tables[:, 0] + above * tables[:, 1]
    return (xlogy(x, p) + xlog1py(1 - x, -p)).sum(axis=1)
