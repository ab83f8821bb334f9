"""Conditional independence: the questions of `is_independent`, its wrong answers and other right ways."""

from itertools import product

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import graphical


def common_cause(p, a, b):
    """Axes a, b and their common cause: p(cause), p(a = 1 | cause), p(b = 1 | cause)."""
    tables = [np.stack([1 - np.asarray(t), np.asarray(t)], axis=1) for t in (a, b)]
    return np.einsum("t,ta,tb->abt", np.asarray(p), *tables)


def parity(p, q, flip=0.0):
    """Two independent coins and whether they differ, misread with probability `flip`."""
    table = np.zeros((2, 2, 2))
    for a, b in product(range(2), repeat=2):
        table[a, b] = (p if a else 1 - p) * (q if b else 1 - q)
        table[a, b, a ^ b] *= 1 - flip
        table[a, b, 1 - (a ^ b)] *= flip
    return table


def sometimes(p):
    """Axes a, b, g: independent where g = 0, equal where g = 1."""
    return np.stack([(1 - p) * np.full((2, 2), 0.25), p * np.diag([0.5, 0.5])], axis=2)


def parabola(side):
    """x takes -1, 0, 1 and y is its square: uncorrelated, yet dependent."""
    return np.array([[0.0, side], [1 - 2 * side, 0.0], [0.0, side]])


def never(table):
    """The same table with a value of the last axis that never happens, first."""
    return np.concatenate([np.zeros((*table.shape[:-1], 1)), table], axis=-1)


def aside(rng):
    """Axes a, b of 2 and 4 values: the law of b differs in its last two values alone."""
    table = np.outer(_shares(rng, 2), _shares(rng, 4))
    table[:, 2:] += 0.5 * table.min() * np.array([[1, -1], [-1, 1]])
    return table


def slight(rng):
    """Axes a, b of 3 and 4 values, dependent by two thousandths in four cells."""
    table = np.outer(_shares(rng, 3), _shares(rng, 4))
    return table + 2e-3 * _corners(rng, table.shape)


def seldom(rng, p=0.004, more=0.15):
    """Axes a, b, g: where g is a value that is rare, a and b are equal by `more` oftener than if they were independent."""
    slices = [np.outer(_shares(rng, 2), _shares(rng, 2)) for _ in range(2)]
    bent = 0.25 + more * np.array([[1.0, -1.0], [-1.0, 1.0]])
    return np.stack([p * bent] + [(1 - p) / 2 * part for part in slices], axis=2)


def with_an_unseen_value(table):
    """The same table with a value of its second axis that never happens."""
    return np.insert(table, 1, 0.0, axis=1)


def _question(table, a, b, given=()):
    return {"joint": table, "a": a, "b": b, "given": given}


def _written(p, left, right):
    """Small questions, one of each sort."""
    cause = common_cause([p, 1 - p], left, right)
    lonely = common_cause([p, 1 - p], left, [0.4, 0.4])
    coins = parity(p, 0.45, flip=0.1)
    all_alone = common_cause([p, 1 - p], [0.3, 0.3], right[:1] * 2)
    outer = np.outer([p, 1 - p], [0.2, 0.3, 0.5])
    fixed = np.random.default_rng(4)
    three = bent(fixed, (2, 2), (2, 2, 2), "one")
    return {
        "pairs": [
            _question(outer, 0, 1),
            _question(cause, 0, 1),
            _question(with_an_unseen_value(outer), 0, 1),
            _question(aside(fixed), 0, 1),
            _question(slight(fixed), 1, 0),
        ],
        "given": [
            _question(common_cause([0.5, 0.5], [0.25, 0.75], [0.5, 0.25]), 0, 1, (2,)),
            _question(cause, 0, 1, (2,)),
            _question(lonely, 0, 1, (2,)),
            _question(coins, 0, 1, (2,)),
        ],
        "every": [
            _question(sometimes(p), 0, 1, (2,)),
            _question(sometimes(p)[:, :, ::-1], 0, 1, (2,)),
            _question(cause, 1, 0, (2,)),
            _question(seldom(fixed), 0, 1, (2,)),
            _question(seldom(fixed, 1e-5, 0.0), 0, 1, (2,)),
            _question(three, 0, 1, (4, 2, 3)),
            _question(bent(fixed, (2, 2), (2, 2, 2)), 1, 0, (3, 2, 4)),
        ],
        "shape": [_question(parabola(p / 2), 0, 1), _question(outer, 1, 0)],
        "never": [_question(never(t), 0, 1, (2,)) for t in (cause, coins, all_alone)],
    }


def _shares(rng, size):
    """Probabilities of so many values, none of them small."""
    weights = rng.uniform(0.3, 1.0, size=size)
    return weights / weights.sum()


def _corners(rng, sizes):
    """A pattern over a table that changes no marginal: more where two of four cells meet, less in the others."""
    pattern = np.zeros(sizes)
    (i, k), (j, m) = (rng.choice(size, size=2, replace=False) for size in sizes)
    pattern[i, j] = pattern[k, m] = 1.0
    pattern[i, m] = pattern[k, j] = -1.0
    return pattern


def _round(rng, sizes):
    """The same with no correlation either: both variables move away from the middle together."""
    bow = [np.append([1.0, -2.0, 1.0], np.zeros(size - 3)) for size in sizes]
    return np.outer(*bow) / 4


def bent(rng, sizes, conditions, bend=None, pattern=_corners):
    """Axes a, b and conditions: a, b independent given these, but for a bend.

    bend: "all" values of the condition alike, "one" of them, or two, so that the bends "cancel" on average
    """
    slices = [
        p * np.outer(*(_shares(rng, size) for size in sizes)) for p in _shares(rng, int(np.prod(conditions)))
    ]
    if bend:
        shape = pattern(rng, sizes) * 0.7 * min(part.min() for part in slices)
        first, second = rng.permutation(max(2, len(slices)))[:2]
        signs = {"all": np.ones(len(slices)), "one": np.eye(len(slices))[first % len(slices)]}
        if bend == "cancel":
            signs["cancel"] = np.eye(len(slices))[first] - np.eye(len(slices))[second]
        slices = [part + sign * shape for part, sign in zip(slices, signs[bend], strict=True)]
    return np.stack(slices, axis=-1).reshape(*sizes, *conditions)


def placed(rng, table, given=(), witness=False):
    """A question about the first two axes, the axes in a drawn order; a witness is one more, which hears of all."""
    if witness:
        table = table[..., None] * rng.dirichlet(np.ones(2), size=table.shape)
    order = rng.permutation(table.ndim).tolist()
    a, b = rng.permutation([order.index(0), order.index(1)]).tolist()
    return _question(
        table.transpose(order), a, b, tuple(rng.permutation([order.index(g) for g in given]).tolist())
    )


def odd_one(rng, place):
    """Axes a, b: the law of a is the same for all values of b but one."""
    table = np.outer([0.3, 0.7], _shares(rng, 3))
    table[:, place] = np.array([0.6, 0.4]) * rng.uniform(0.2, 0.4)
    return table / table.sum()


def _sizes(rng, least=2):
    return tuple(int(size) for size in rng.integers(least, 4, size=2))


def _drawn(rng):
    """Whole groups of questions, half of them about independent variables, in a drawn order."""

    def some(kinds, given=(2,), conditions=(3,), least=2, pattern=_corners, change=lambda table: table):
        for kind in kinds:
            table = bent(rng, _sizes(rng, least), conditions, kind, pattern)
            yield placed(rng, change(table), given, witness=bool(rng.integers(2)))

    groups = {
        "pairs": [
            *some([None, None, None, "all", "all", "all"], given=(), conditions=(1,)),
            *(placed(rng, with_an_unseen_value(bent(rng, _sizes(rng), (1,))), given=()) for _ in range(2)),
            *(_question(table, 0, 1) for table in (aside(rng), aside(rng), slight(rng), slight(rng))),
            placed(rng, bent(rng, (3, 2), (2,)), given=()),
            *(_question(odd_one(rng, place), *axes) for place in (0, -1) for axes in ((0, 1), (1, 0))),
            *(placed(rng, np.outer(_shares(rng, 2), _shares(rng, size))) for size in (3, 4, 2)),
            *(placed(rng, bent(rng, (2, 3), (1,), kind), given=(), witness=True) for kind in (None, "all")),
        ],
        "given": [
            *some([None, None, None, "all", "all"]),
            *some([None, None, "all"], given=(2, 3), conditions=(2, 2)),
            *some([None, None], given=(2,), conditions=(2, 2)),
            placed(rng, bent(rng, (2, 2), (1,)), given=(3,), witness=True),
        ],
        "every": [
            *some([None, None, "one", "one", "cancel", "cancel"]),
            *some([None, "one", "cancel", None], given=(2, 3), conditions=(2, 3)),
            *some([None, "one", None, "cancel"], given=(2, 3, 4), conditions=(2, 2, 2)),
            *(placed(rng, seldom(rng), given=(2,)) for _ in range(2)),
            *(placed(rng, seldom(rng, p, more), given=(2,)) for p, more in ((1e-5, 0.0), (2e-5, 0.0))),
        ],
        "shape": list(
            some([None, None, None, "all", "all", "all"], given=(), conditions=(1,), least=3, pattern=_round)
        ),
        "never": list(
            some([None, None, None, "all", "one", "all"], change=lambda table: _with_a_gap(rng, table))
        ),
    }
    return {
        name: [{"questions": [asked[i] for i in rng.permutation(len(asked))]}]
        for name, asked in groups.items()
    }


def _with_a_gap(rng, table):
    """The same table with a value of its third axis that never happens."""
    return np.insert(table, int(rng.integers(table.shape[2] + 1)), 0.0, axis=2)


IS_INDEPENDENT = Exercise(
    id="is_independent",
    title="Conditional independence",
    points=3,
    minutes=12,
    difficulty=2,
    reference=graphical.is_independent,
    probe="calls.each",
    public={name: [{"questions": asked}] for name, asked in _written(0.5, [0.2, 0.7], [0.1, 0.6]).items()},
    hidden=_drawn,
    properties=(
        Property("two variables", on="pairs"),
        Property("given others", on="given"),
        Property("for every value of the others", on="every", share=0.5),
        Property("uncorrelated is not independent", on="shape", share=0.5),
        Property("a value that never happens says nothing", on="never", share=0.5),
    ),
)


@IS_INDEPENDENT.wrong(
    "the condition is ignored",
    hint="These are the answers one gets without looking at `given`. Two arrivals share a traffic jam: dependent at first, independent once the jam is known. Where does the condition enter?",
)
def given_ignored(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b])
    return bool(np.allclose(table, np.outer(table.sum(1), table.sum(0)), atol=1e-9, rtol=0))


@IS_INDEPENDENT.wrong(
    "compared with the marginals",
    hint="These are the answers one gets by comparing p(a, b given g) with marginals that know nothing of g. Given g, the pair should factor into p(a|g) p(b|g): have you conditioned both factors as well?",
)
def marginal_factors(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    rest = table.sum(axis=(0, 1))
    pa, pb = (np.einsum(joint, list(range(joint.ndim)), [axis]) for axis in (a, b))
    expected = np.multiply.outer(np.outer(pa, pb), rest)
    return bool(np.allclose(table, expected, atol=1e-9, rtol=0))


@IS_INDEPENDENT.wrong(
    "only one value of the condition is looked at",
    hint="These are the answers for one value of the condition alone. Independence given g must hold for each value that g can take: which values do you test?",
)
def one_value_only(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    slices = table.reshape(*table.shape[:2], -1).transpose(2, 0, 1)
    pair = next(s for s in slices if s.sum() > 0)
    pair = pair / pair.sum()
    return bool(np.allclose(pair, np.outer(pair.sum(1), pair.sum(0)), atol=1e-9, rtol=0))


@IS_INDEPENDENT.wrong(
    "uncorrelated taken for independent",
    hint="These are the answers of a test of correlation. That is one equation; independence is one for every pair of values. Can the others fail while that one holds?",
)
def uncorrelated(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    i, j = np.arange(table.shape[0]), np.arange(table.shape[1])
    p = table.sum(axis=(0, 1))
    both = np.einsum("i,j,ij...->...", i, j, table)
    one, other = np.einsum("i,ij...->...", i, table), np.einsum("j,ij...->...", j, table)
    return bool(np.allclose(both * p, one * other, atol=1e-9, rtol=0))


@IS_INDEPENDENT.wrong(
    "dividing by the probability of what never happens",
    hint="You divided by the probability of the condition. One of its values never happens, and 0/0 is nan. Can the same equation be written without a division?",
)
def divides_by_zero(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    with np.errstate(invalid="ignore"):
        table = table / table.sum(axis=(0, 1), keepdims=True)
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
    return bool(np.allclose(table, expected, atol=1e-9, rtol=0))


def _in_slices(joint, a, b, given, chosen):
    """Whether a and b are independent in those slices that `chosen` picks, an array (slices, A, B)."""
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    slices = chosen(table.reshape(*table.shape[:2], -1).transpose(2, 0, 1))
    slices = [part / part.sum() for part in slices if part.sum() > 0]
    return all(np.allclose(s, np.outer(s.sum(1), s.sum(0)), atol=1e-9, rtol=0) for s in slices)


@IS_INDEPENDENT.wrong(
    "the likeliest value of the condition", like="only one value of the condition is looked at"
)
def likeliest_value_only(joint, a, b, given=()):
    return _in_slices(joint, a, b, given, lambda parts: parts[[parts.sum(axis=(1, 2)).argmax()]])


@IS_INDEPENDENT.wrong("the last value of the condition", like="only one value of the condition is looked at")
def last_value_only(joint, a, b, given=()):
    return _in_slices(joint, a, b, given, lambda parts: parts[-1:])


@IS_INDEPENDENT.wrong(
    "the condition's probability is forgotten",
    hint="These are the answers of comparing p(a, b, g) with p(a, g) p(b, g). The right side holds the probability of g twice, the left side once: by what must the left be multiplied, or both be divided?",
)
def condition_not_divided_by(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    product = table.sum(axis=0, keepdims=True) * table.sum(axis=1, keepdims=True)
    return bool(np.allclose(table, product, atol=1e-9, rtol=0))


@IS_INDEPENDENT.wrong(
    "compared exactly",
    hint="These are the answers of comparing floats for equality. Products of rounded numbers differ in the last digit where the exact ones are equal: when does the text count two probabilities as equal?",
)
def compared_exactly(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    one, other = table.sum(axis=1, keepdims=True), table.sum(axis=0, keepdims=True)
    return bool(np.all(table * table.sum(axis=(0, 1), keepdims=True) == one * other))


@IS_INDEPENDENT.wrong(
    "one value of the condition is enough",
    hint="These are the answers of who is content with one value of the condition at which the two are independent. At how many of its values must they be?",
)
def any_value(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    slices = table.reshape(*table.shape[:2], -1).transpose(2, 0, 1)
    slices = [part / part.sum() for part in slices if part.sum() > 0]
    return any(np.allclose(s, np.outer(s.sum(1), s.sum(0)), atol=1e-9, rtol=0) for s in slices)


@IS_INDEPENDENT.alternative
def independent_by_values(joint, a, b, given=()):
    rest = [axis for axis in range(joint.ndim) if axis not in (a, b, *given)]
    table = joint.transpose([a, b, *given, *rest]).sum(axis=tuple(range(2 + len(given), joint.ndim)))
    for g in np.ndindex(*table.shape[2:]):
        pair = table[(slice(None), slice(None), *g)]
        if pair.sum() > 0:
            pair = pair / pair.sum()
            if np.abs(pair - np.outer(pair.sum(axis=1), pair.sum(axis=0))).max() > 1e-9:
                return False
    return True


@IS_INDEPENDENT.alternative
def independent_by_rank(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    return np.linalg.matrix_rank(table, tol=1e-8).max() <= 1


@IS_INDEPENDENT.alternative
def independent_slice_by_slice(joint, a, b, given=()):
    from itertools import product

    a, b = (x if isinstance(x, tuple) else (x,) for x in (a, b))
    rest = tuple(axis for axis in range(joint.ndim) if axis not in (*a, *b, *given))
    table = joint.sum(axis=rest, keepdims=True)
    for values in product(*(range(joint.shape[axis]) for axis in given)):
        where = [slice(None)] * joint.ndim
        for axis, value in zip(given, values, strict=True):
            where[axis] = slice(value, value + 1)
        part = table[tuple(where)]
        if part.sum() == 0:
            continue
        part = part / part.sum()
        if not np.allclose(
            part, part.sum(axis=a, keepdims=True) * part.sum(axis=b, keepdims=True), rtol=0, atol=1e-9
        ):
            return False
    return True
