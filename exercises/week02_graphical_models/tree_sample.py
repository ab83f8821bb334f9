"""Pictures drawn along a tree: the questions of `tree_sample`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._trees import random_parents, random_tables, with_any_root
from gmcourse.reference import chow_liu


def _case(rng: np.random.Generator, count: int, dims: int) -> dict:
    """A tree in which some parents have a larger number than their children, where there are enough of them."""
    while True:
        parents = random_parents(rng, dims)
        if dims < 4 or (parents > np.arange(dims)).sum() >= 2:
            uniforms = np.round(rng.random((count, dims)), 4)
            return {"parents": parents, "tables": random_tables(rng, parents), "uniforms": uniforms}


def _upwards(rng: np.random.Generator, dims: int) -> dict:
    """A path on which each parent has the larger number, from the root at the end."""
    parents = np.append(np.arange(1, dims), -1)
    uniforms = np.round(rng.random((20, dims)), 4)
    return {"parents": parents, "tables": random_tables(rng, parents), "uniforms": uniforms}


def _deep(rng: np.random.Generator) -> dict:
    """A long path from the last variable to variable 0, its ends in touch: no small number of passes comes to its end."""
    dims = int(rng.integers(90, 120))
    parents = np.append(np.arange(1, dims), -1)
    uniforms = np.round(rng.random((20, dims)), 4)
    tables = rng.permuted(np.tile([0.01, 0.99], (dims, 1)), axis=1)
    tables[-1] = 0.5
    return {"parents": parents, "tables": tables, "uniforms": uniforms}


def _rooted_elsewhere(rng: np.random.Generator, dims: int) -> dict:
    parents = with_any_root(rng, random_parents(rng, dims))
    uniforms = np.round(rng.random((20, dims)), 4)
    return {"parents": parents, "tables": random_tables(rng, parents), "uniforms": uniforms}


def _by_a_hair(rng: np.random.Generator) -> dict:
    """Uniforms a millionth above or below the chances."""
    parents = random_parents(rng, 4)
    tables = random_tables(rng, parents)
    near = tables[np.arange(4), rng.integers(2, size=(30, 4))]
    return {"parents": parents, "tables": tables, "uniforms": near + rng.choice([-1e-6, 1e-6], size=(30, 4))}


def _ties(rng: np.random.Generator) -> dict:
    """Chances and uniforms that are quarters, or next to 1; some variables are sure."""
    parents = random_parents(rng, 4)
    tables = rng.choice([0.25, 0.5, 0.75], size=(4, 2))
    tables[1:3] = rng.permuted([[0.0, 1.0], [0.0, 1.0]], axis=1)
    tables[0, 1] = tables[0, 0]
    uniforms = rng.choice([0.0, 0.25, 0.5, 0.75, 0.9999999], size=(14, 4))
    uniforms[:2, 1:3] = [[0.0, 0.9999999], [0.9999999, 0.0]]
    return {"parents": parents, "tables": tables, "uniforms": uniforms}


def _cases(rng: np.random.Generator) -> dict:
    return {
        "main": [_case(rng, 5, 3), _case(rng, 14, 6), _case(rng, 20, 9), _case(rng, 1, 5), _case(rng, 4, 1)],
        "elsewhere": [_rooted_elsewhere(rng, 5), _upwards(rng, 7), _deep(rng)],
        "ties": [_ties(rng), _by_a_hair(rng)],
    }


TREE_SAMPLE = Exercise(
    id="tree_sample",
    title="Pictures drawn along the tree",
    points=1,
    minutes=10,
    difficulty=2,
    reference=chow_liu.tree_sample,
    public=_cases(np.random.default_rng(8)),
    hidden=_cases,
    properties=(
        Property("each variable drawn given its parent"),
        Property("the root is any variable", on="elsewhere", share=0.5),
        Property("a variable whose u equals its chance is 0", on="ties", share=0.25),
    ),
)


def _drawn(parents, order, chance, decide, shape, start=0):
    """Variables drawn in this order by decide(chance, place); a parent not yet drawn counts as `start`."""
    x = np.full(shape, start, dtype=np.int8)
    for d in order:
        above = x[:, parents[d]] if parents[d] >= 0 else np.zeros(len(x))
        x[:, d] = decide(chance(d, above), d)
    return x


def _outwards(parents):
    """The variables from the root outwards."""
    order = [d for d in range(len(parents)) if parents[d] < 0]
    for node in order:
        order += [d for d in range(len(parents)) if parents[d] == node]
    return order


def _picked(tables):
    return lambda d, above: np.asarray(tables)[d, (above == 1).astype(int)]


@TREE_SAMPLE.wrong(
    "drawn in the order of the columns",
    hint="Some variable is decided before its parent's value is final. A parent may have any number: in which order is every parent done first?",
)
def column_order(parents, tables, uniforms):
    return _drawn(
        parents, range(len(parents)), _picked(tables), lambda p, d: uniforms[:, d] < p, np.shape(uniforms)
    )


@TREE_SAMPLE.wrong(
    "the parents ignored",
    hint="Your columns do not go together: what is drawn for a variable does not depend on what is drawn for its parent. Is the parent drawn by then, and which entry of the row does it select?",
)
def ignored(parents, tables, uniforms):
    return (uniforms < np.asarray(tables).mean(axis=1)).astype(np.int8)


@TREE_SAMPLE.wrong(
    "threshold at 1/2",
    hint="You take the likelier value each time, so that all your pictures are the same. What are the uniforms for?",
)
def threshold(parents, tables, uniforms):
    return _drawn(parents, _outwards(parents), _picked(tables), lambda p, d: p > 0.5, np.shape(uniforms))


@TREE_SAMPLE.wrong(
    "comparison reversed",
    hint="Your variable is 1 where the uniform is large. How often is a uniform number below 0.3, and how often should a variable with chance 0.3 be 1?",
)
def reversed_comparison(parents, tables, uniforms):
    return _drawn(
        parents,
        _outwards(parents),
        _picked(tables),
        lambda p, d: uniforms[:, d] > p,
        np.shape(uniforms),
    )


@TREE_SAMPLE.wrong(
    "the two entries of a row exchanged",
    hint="You read column 0 of the table where the parent was drawn as 1. Which value of the parent does a column belong to?",
)
def exchanged(parents, tables, uniforms):
    picked = _picked(np.asarray(tables)[:, ::-1])
    return _drawn(parents, _outwards(parents), picked, lambda p, d: uniforms[:, d] < p, np.shape(uniforms))


@TREE_SAMPLE.wrong(
    "the parent's uniform number",
    hint="You compare with the uniform number of the parent. `uniforms[:, d]` belongs to variable d itself, or two variables share their luck.",
)
def uniform_of_the_parent(parents, tables, uniforms):
    return _drawn(
        parents,
        _outwards(parents),
        _picked(tables),
        lambda p, d: uniforms[:, max(parents[d], 0)] < p,
        np.shape(uniforms),
    )


@TREE_SAMPLE.wrong(
    "reaches instead of stays below",
    hint="Where the uniform number equals the chance, yours is 1. The rule says *below*; with a chance of 0 and a number of 0 it matters.",
)
def reaches(parents, tables, uniforms):
    return _drawn(
        parents,
        _outwards(parents),
        _picked(tables),
        lambda p, d: uniforms[:, d] <= p,
        np.shape(uniforms),
    )


@TREE_SAMPLE.wrong(
    "chances kept off 0 and 1",
    hint="You hold the chances a little above 0 and below 1. A variable of chance 0 is then 1 for a number near 0, and one of chance 1 may be 0: no logarithm is taken here, so what is there to guard?",
)
def clipped(parents, tables, uniforms, least=1e-3):
    tables = np.clip(tables, least, 1 - least)
    return _drawn(
        parents, _outwards(parents), _picked(tables), lambda p, d: uniforms[:, d] < p, np.shape(uniforms)
    )


@TREE_SAMPLE.wrong("chances kept off by a millionth", like="chances kept off 0 and 1")
def clipped_at_a_millionth(parents, tables, uniforms):
    return clipped(parents, tables, uniforms, least=1e-6)


@TREE_SAMPLE.wrong("reversed, with equality", like="comparison reversed")
def reversed_with_equality(parents, tables, uniforms):
    return _drawn(
        parents,
        _outwards(parents),
        _picked(tables),
        lambda p, d: uniforms[:, d] >= p,
        np.shape(uniforms),
    )


@TREE_SAMPLE.wrong(
    "above the complement",
    hint="Each variable is 1 as often as it should be, but for other uniform numbers than the rule says. On which side of the chance does a number make it 1?",
)
def above_the_complement(parents, tables, uniforms):
    return _drawn(
        parents,
        _outwards(parents),
        _picked(tables),
        lambda p, d: uniforms[:, d] > 1 - p,
        np.shape(uniforms),
    )


@TREE_SAMPLE.wrong(
    "right near the root only",
    hint="Your variables are right near the root and wrong further from it. A parent has a parent too: how far from the root can a variable be, and is everything above it final when you decide it?",
)
def two_passes(parents, tables, uniforms, passes=2):
    x = np.zeros(np.shape(uniforms), dtype=np.int8)
    for _ in range(passes):
        x = (uniforms < np.asarray(tables)[np.arange(len(parents)), x[:, parents]]).astype(np.int8)
    return x


@TREE_SAMPLE.wrong("three passes", like="right near the root only")
def three_passes(parents, tables, uniforms):
    return two_passes(parents, tables, uniforms, passes=3)


@TREE_SAMPLE.wrong("five passes", like="right near the root only")
def five_passes(parents, tables, uniforms):
    return two_passes(parents, tables, uniforms, passes=5)


@TREE_SAMPLE.wrong("ten passes", like="right near the root only")
def ten_passes(parents, tables, uniforms):
    return two_passes(parents, tables, uniforms, passes=10)


@TREE_SAMPLE.wrong("twenty passes", like="right near the root only")
def twenty_passes(parents, tables, uniforms):
    return two_passes(parents, tables, uniforms, passes=20)


@TREE_SAMPLE.wrong("fifty passes", like="right near the root only")
def fifty_passes(parents, tables, uniforms):
    return two_passes(parents, tables, uniforms, passes=50)


@TREE_SAMPLE.wrong("the root, its children and theirs", like="right near the root only")
def two_generations(parents, tables, uniforms):
    x, level = np.zeros(np.shape(uniforms), dtype=np.int8), np.flatnonzero(np.asarray(parents) < 0)
    for _ in range(3):
        x[:, level] = uniforms[:, level] < np.asarray(tables)[level, x[:, np.asarray(parents)[level]]]
        level = np.flatnonzero(np.isin(parents, level))
    return x


@TREE_SAMPLE.wrong("the parent's likelier value for the drawn one", like="the parents ignored")
def likelier_parent(parents, tables, uniforms):
    likelier = threshold(parents, tables, uniforms[:1])[0].astype(int)
    p = np.asarray(tables)[np.arange(len(parents)), np.where(np.asarray(parents) < 0, 0, likelier[parents])]
    return (uniforms < p).astype(np.int8)


@TREE_SAMPLE.wrong("two sweeps in the order of the columns", like="drawn in the order of the columns")
def two_sweeps(parents, tables, uniforms):
    x = np.zeros(np.shape(uniforms), dtype=np.int8)
    for d in [*range(len(parents))] * 2:
        x[:, d] = uniforms[:, d] < np.asarray(tables)[d, x[:, parents[d]] if parents[d] >= 0 else 0]
    return x


@TREE_SAMPLE.wrong("column 0, whatever the parent is", like="the parents ignored")
def column_zero(parents, tables, uniforms):
    return (uniforms < np.asarray(tables)[:, 0]).astype(np.int8)


@TREE_SAMPLE.wrong("column 1, whatever the parent is", like="the parents ignored")
def column_one(parents, tables, uniforms):
    return (uniforms < np.asarray(tables)[:, 1]).astype(np.int8)


def _below(uniforms):
    return lambda p, d: uniforms[:, d] < p


@TREE_SAMPLE.wrong("in the order of the parents' numbers", like="drawn in the order of the columns")
def in_the_order_of_the_parents(parents, tables, uniforms):
    order = np.argsort(parents, kind="stable")
    return _drawn(parents, order, _picked(tables), _below(uniforms), np.shape(uniforms))


@TREE_SAMPLE.wrong("in the order of the columns, from ones", like="drawn in the order of the columns")
def column_order_from_ones(parents, tables, uniforms):
    order = range(len(parents))
    return _drawn(parents, order, _picked(tables), _below(uniforms), np.shape(uniforms), start=1)


@TREE_SAMPLE.wrong("in the order of the columns from the end", like="drawn in the order of the columns")
def from_the_end(parents, tables, uniforms):
    order = range(len(parents))[::-1]
    return _drawn(parents, order, _picked(tables), _below(uniforms), np.shape(uniforms))


@TREE_SAMPLE.wrong(
    "the parent's row of the table",
    hint="The table of a variable is row d of `tables`. You look it up in its parent's row: what does the parent choose, the row or the column?",
)
def row_of_the_parent(parents, tables, uniforms):
    rows = np.where(np.asarray(parents) < 0, np.arange(len(parents)), parents)
    picked = _picked(np.asarray(tables)[rows])
    return _drawn(parents, _outwards(parents), picked, _below(uniforms), np.shape(uniforms))


@TREE_SAMPLE.wrong("the last row for the root", like="the parent's row of the table")
def row_of_the_parent_or_last(parents, tables, uniforms):
    picked = _picked(np.asarray(tables)[parents])
    return _drawn(parents, _outwards(parents), picked, _below(uniforms), np.shape(uniforms))


@TREE_SAMPLE.wrong(
    "the variable before for the parent",
    hint="You let each variable depend on the one before it. Whose value selects the entry is said by `parents`: which variable is that for d?",
)
def variable_before(parents, tables, uniforms):
    before = np.arange(len(parents)) - 1
    return _drawn(before, range(len(parents)), _picked(tables), _below(uniforms), np.shape(uniforms))


@TREE_SAMPLE.wrong("the variable before, along the tree", like="the variable before for the parent")
def variable_before_along_the_tree(parents, tables, uniforms):
    before = np.where(np.asarray(parents) < 0, -1, (np.arange(len(parents)) - 1) % len(parents))
    return _drawn(before, _outwards(parents), _picked(tables), _below(uniforms), np.shape(uniforms))


@TREE_SAMPLE.wrong(
    "columns as drawn",
    hint="Your columns are right, but they stand in the order in which you drew them. Where does column d of the answer belong?",
)
def columns_as_drawn(parents, tables, uniforms):
    order = _outwards(parents)
    return _drawn(parents, order, _picked(tables), _below(uniforms), np.shape(uniforms))[:, order]


@TREE_SAMPLE.wrong(
    "the parent's uniform number, the last one for the root", like="the parent's uniform number"
)
def uniform_of_the_parent_or_last(parents, tables, uniforms):
    return _drawn(
        parents,
        _outwards(parents),
        _picked(tables),
        lambda p, d: uniforms[:, parents[d]] < p,
        np.shape(uniforms),
    )


@TREE_SAMPLE.wrong(
    "another variable's uniform numbers",
    hint="You compare with uniform numbers of another column. `uniforms[:, d]` belongs to variable d, whenever it is drawn: which column do you take?",
)
def uniforms_as_drawn(parents, tables, uniforms):
    order = _outwards(parents)
    return _drawn(
        parents, order, _picked(tables), lambda p, d: uniforms[:, order.index(d)] < p, np.shape(uniforms)
    )


@TREE_SAMPLE.wrong(
    "the root taken to be variable 0",
    hint="You start at variable 0. Any variable may be the root: by what does `parents` mark it?",
)
def root_is_zero(parents, tables, uniforms):
    order = [0]
    for node in order:
        order += [d for d in range(len(parents)) if parents[d] == node and d not in order]
    above = np.where(np.arange(len(parents)) == 0, -1, parents)
    return _drawn(above, order, _picked(tables), _below(uniforms), np.shape(uniforms))


@TREE_SAMPLE.wrong("as drawn, in passes over the columns", like="another variable's uniform numbers")
def uniforms_as_drawn_in_passes(parents, tables, uniforms):
    order = []
    while len(order) < len(parents):
        for d in range(len(parents)):
            if d not in order and (parents[d] < 0 or parents[d] in order):
                order.append(d)
    return _drawn(
        parents, order, _picked(tables), lambda p, d: uniforms[:, order.index(d)] < p, np.shape(uniforms)
    )


@TREE_SAMPLE.alternative
def rounds(parents, tables, uniforms):
    x = np.zeros(uniforms.shape, dtype=int)
    done = set()
    while len(done) < len(parents):
        for d in range(len(parents)):
            if d not in done and (parents[d] == -1 or parents[d] in done):
                p = tables[d, 0] if parents[d] == -1 else tables[d][x[:, parents[d]]]
                x[:, d] = uniforms[:, d] < p
                done.add(d)
    return x


@TREE_SAMPLE.alternative
def by_recursion(parents, tables, uniforms):
    columns = {}

    def column(d):
        if d not in columns:
            above = column(parents[d]) if parents[d] != -1 else np.zeros(len(uniforms), dtype=bool)
            columns[d] = uniforms[:, d] < np.where(above, tables[d, 1], tables[d, 0])
        return columns[d]

    return np.stack([column(d) for d in range(len(parents))], axis=1).astype(float)


@TREE_SAMPLE.alternative
def row_by_row(parents, tables, uniforms):
    order = _outwards(parents)
    rows = []
    for u in uniforms:
        row = [0] * len(parents)
        for d in order:
            row[d] = int(u[d] < tables[d][row[parents[d]] if parents[d] >= 0 else 0])
        rows.append(row)
    return np.array(rows)
