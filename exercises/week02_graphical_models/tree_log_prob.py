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


def _logs(x, parents, tables):
    """The log-probability of each variable given its parent, (N, D)."""
    p = _chances(x, parents, tables)
    return _log(np.where(x == 1, p, 1 - p))


@TREE_LOG_PROB.wrong("column 0, whatever the parent is", like="the parents ignored")
def column_zero(x, parents, tables):
    p = np.asarray(tables)[:, 0]
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong("column 1, whatever the parent is", like="the parents ignored")
def column_one(x, parents, tables):
    p = np.asarray(tables)[:, 1]
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong("the own value, and nothing else", like="the own value for the parent's")
def own_value_only(x, parents, tables):
    return _log(np.asarray(tables)[np.arange(x.shape[1]), np.asarray(x).astype(int)]).sum(axis=1)


@TREE_LOG_PROB.wrong("the parent's row, the last one at the root", like="the parent's row of the table")
def row_of_the_parent_or_last(x, parents, tables):
    p = np.asarray(tables)[parents, np.asarray(x).astype(int)[:, parents]]
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong("1e-6 added", like="a small number added")
def added_1e6(x, parents, tables):
    p = _chances(x, parents, tables)
    return np.log(np.where(x == 1, p, 1 - p).clip(1e-6, 1 - 1e-6)).sum(axis=1)


@TREE_LOG_PROB.wrong("1e-3 at least", like="a small number added")
def clipped_at_1e3(x, parents, tables):
    p = _chances(x, parents, tables)
    return np.log(np.where(x == 1, p, 1 - p).clip(1e-3, 1 - 1e-3)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "not one number a picture",
    hint="Your answer has not one number for each picture. Which axis of x are the pictures, and along which one do you sum?",
)
def one_number_for_all(x, parents, tables):
    return _logs(x, parents, tables).sum()


@TREE_LOG_PROB.wrong("summed over the pictures", like="not one number a picture")
def summed_over_pictures(x, parents, tables):
    return _logs(x, parents, tables).sum(axis=0)


@TREE_LOG_PROB.wrong(
    "the logarithm of a sum",
    hint="You added the chances and took the logarithm after. All of the pixels happen together: are their chances added?",
)
def log_of_the_sum(x, parents, tables):
    p = _chances(x, parents, tables)
    return _log(np.where(x == 1, p, 1 - p).sum(axis=1))


@TREE_LOG_PROB.wrong(
    "every pixel taken as 1",
    hint="You take the chance of a 1 at each pixel, whatever the pixel is. What is the chance of a pixel that is 0?",
)
def every_pixel_as_one(x, parents, tables):
    return _log(_chances(x, parents, tables)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "the chance of the other value",
    hint="Where a pixel is 1 you take the chance of 0. Of which value does `tables` hold the chance?",
)
def chance_of_the_other(x, parents, tables):
    p = _chances(x, parents, tables)
    return _log(np.where(x == 1, 1 - p, p)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "the variable before for the parent",
    hint="You let each pixel depend on the one before it. Whose value selects the column is said by `parents`: which pixel is that of pixel d?",
)
def variable_before(x, parents, tables):
    before = np.concatenate([np.zeros((len(x), 1)), np.asarray(x)[:, :-1]], axis=1).astype(int)
    p = np.asarray(tables)[np.arange(x.shape[1]), before]
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "the root left out",
    hint="A variable adds nothing to your sum: the root, or the one you take for it. It has no parent, but a chance of its own: where does `tables` hold that?",
)
def root_left_out(x, parents, tables):
    return _logs(x, parents, tables)[:, np.asarray(parents) >= 0].sum(axis=1)


@TREE_LOG_PROB.wrong("column 0 left out", like="the root left out")
def first_left_out(x, parents, tables):
    p = np.asarray(tables)[np.arange(x.shape[1]), np.asarray(x).astype(int)[:, parents]]
    return _log(np.where(x == 1, p, 1 - p))[:, 1:].sum(axis=1)


@TREE_LOG_PROB.wrong(
    "the root taken to be variable 0",
    hint="You treat variable 0 as the root. Any variable may be: by what does `parents` mark it?",
)
def root_is_zero(x, parents, tables):
    above = np.asarray(x).astype(int)[:, parents]
    above[:, 0] = 0
    p = np.asarray(tables)[np.arange(x.shape[1]), above]
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "one half at the root",
    hint="Your root is 1 with chance one half. Where does `tables` hold its chance?",
)
def half_at_the_root(x, parents, tables):
    p = np.where(np.asarray(parents) < 0, 0.5, _chances(x, parents, tables))
    return _log(np.where(x == 1, p, 1 - p)).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "the sign turned",
    hint="Your numbers are above 0. A probability is at most 1: which sign has its logarithm?",
)
def sign_turned(x, parents, tables):
    return -_logs(x, parents, tables).sum(axis=1)


@TREE_LOG_PROB.wrong(
    "another base of the logarithm",
    hint="You took a logarithm to another base. Nats are asked for: which base is that?",
)
def in_bits(x, parents, tables):
    return _logs(x, parents, tables).sum(axis=1) / np.log(2)


@TREE_LOG_PROB.wrong("to base 10", like="another base of the logarithm")
def to_base_ten(x, parents, tables):
    return _logs(x, parents, tables).sum(axis=1) / np.log(10)


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
