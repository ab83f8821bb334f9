"""Reference: Bayes nets over discrete variables, from the factorisation to the adjusted rate.

A net is `parents`, a dict from each variable's name to the tuple of its parents' names, in any
order, and `cpts`, a dict from name to the conditional probability table with axes (parents..., self).
Notes 3, section Graphical models; notes 2, structure; notes 5, section 1.2.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np

ATOL = 1e-9


def factorisation(parents: Mapping[str, Sequence[str]]) -> str:
    """Return the product of factors that a graph stands for, such as "P(a)P(b|a)P(c|a,b)".

    One factor a variable, in the order of `parents`, its parents in the order given, no spaces.
    """
    _topological_order(parents)
    return "".join(f"P({v}|{','.join(p)})" if p else f"P({v})" for v, p in parents.items())


def parents_of(text: str) -> dict[str, tuple[str, ...]]:
    """Return the graph of a factorisation: a dict from each variable to the tuple of its parents.

    `text` is as `factorisation` gives it; the variables keep the order of the factors.
    Raises ValueError where the text is no such product, or has two factors for one variable.
    """
    factors = re.findall(r"P\((\w+)(?:\|(\w+(?:,\w+)*))?\)", text)
    parents = {v: tuple(p.split(",")) if p else () for v, p in factors}
    if len(parents) != len(factors) or factorisation(parents) != text:
        raise ValueError(f"expected factors such as P(a)P(b|a), one for each variable; got {text!r}")
    return parents


def joint_table(parents: Mapping[str, Sequence[str]], cpts: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return p(x_1, ..., x_V) as an array with one axis a variable, in the order of `parents`.

    Raises ValueError for a cycle, an unknown parent, or a table whose shape does not fit.
    """
    _topological_order(parents)
    axis = {name: i for i, name in enumerate(parents)}
    sizes = _sizes(parents, cpts)
    operands: list[Any] = []
    for name, above in parents.items():
        expected = tuple(sizes[p] for p in above) + (sizes[name],)
        if np.shape(cpts[name]) != expected:
            raise ValueError(f"the table of {name} has shape {np.shape(cpts[name])}, expected {expected}")
        operands += [np.asarray(cpts[name], dtype=float), [axis[p] for p in above] + [axis[name]]]
    return np.einsum(*operands, list(range(len(parents))))


def marginal(joint: np.ndarray, keep: Sequence[int]) -> np.ndarray:
    """Return the marginal over the axes in `keep`, its axes in that order."""
    joint = np.asarray(joint)
    return np.einsum(joint, list(range(joint.ndim)), list(_axes(keep, joint.ndim)))


def conditional(joint: np.ndarray, query: Sequence[int], evidence: Mapping[int, int]) -> np.ndarray:
    """Return p(query | evidence), axes in the order of `query`; `evidence` maps axis to value.

    Raises ValueError where a query axis is in the evidence or the evidence has probability zero.
    """
    joint = np.asarray(joint)
    query = _axes(query, joint.ndim)
    seen = _axes(tuple(evidence), joint.ndim)
    if set(seen) & set(query):
        raise ValueError(f"the axes {sorted(set(seen) & set(query))} are both asked for and observed")
    index = tuple(evidence.get(axis, slice(None)) for axis in range(joint.ndim))
    rest = [axis for axis in range(joint.ndim) if axis not in evidence]
    table = np.einsum(joint[index], rest, list(query))
    if not table.sum() > 0:
        raise ValueError("the evidence has probability zero")
    return table / table.sum()


def is_independent(
    joint: np.ndarray, a: int | Sequence[int], b: int | Sequence[int], given: int | Sequence[int] = ()
) -> bool:
    """Whether axes `a` and `b` are independent given the axes `given`, to 1e-9.

    Each of them is one axis, or a tuple of axes. Compares p(a, b | g) with p(a | g) p(b | g); values of `given` that
    have probability zero say nothing.
    """
    ones, others, seen = (
        _axes((x,) if isinstance(x, (int, np.integer)) else x, np.ndim(joint)) for x in (a, b, given)
    )
    if len({*ones, *others, *seen}) != len(ones + others + seen):
        raise ValueError("a, b and given overlap")
    table = marginal(joint, ones + others + seen)
    first, second = tuple(range(len(ones))), tuple(range(len(ones), len(ones + others)))
    of_g = table.sum(first + second)
    table = np.divide(table, of_g, out=np.zeros(table.shape), where=of_g > 0)
    with_a, with_b = table.sum(second, keepdims=True), table.sum(first, keepdims=True)
    return bool(np.allclose(table, with_a * with_b, rtol=0, atol=ATOL))


def ancestors(parents: Mapping[str, Sequence[str]], nodes: Iterable[str]) -> set[str]:
    """Return the set of `nodes` and all variables from which an arrow path leads to one of them."""
    found: set[str] = set()
    waiting = list(nodes)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += parents[node]
    return found


def d_separated(
    parents: Mapping[str, Sequence[str]],
    a: str | Iterable[str],
    b: str | Iterable[str],
    given: str | Iterable[str],
) -> bool:
    """Whether every path between `a` and `b` is blocked by `given`; each a name or a set of names.

    Moralises the graph of the ancestors of all three, deletes `given`, looks for a path
    (Lauritzen, Dawid, Larsen and Leimer 1990).
    """
    ones, others, seen = ({x} if isinstance(x, str) else set(x) for x in (a, b, given))
    unknown = (ones | others | seen) - set(parents)
    if unknown or ones & others or ones & seen or others & seen:
        raise ValueError(f"a, b and given must be disjoint names of the graph; unknown: {sorted(unknown)}")
    near: dict[str, set[str]] = {v: set() for v in ancestors(parents, ones | others | seen)}
    for child in near:
        family = (child, *parents[child])
        for one, other in product(family, family):
            near[one].add(other)
    reached: set[str] = set()
    waiting = list(ones)
    while waiting:
        node = waiting.pop()
        if node not in reached and node not in seen:
            reached.add(node)
            waiting += near[node]
    return not reached & others


def ancestral_sample(
    parents: Mapping[str, Sequence[str]], cpts: Mapping[str, np.ndarray], n: int, rng: np.random.Generator
) -> np.ndarray:
    """Return n draws (n, V) int from the net, columns in the order of `parents`.

    Each variable is drawn after its parents, by inversion of its table's row.
    """
    _sizes(parents, cpts)
    column = {name: i for i, name in enumerate(parents)}
    draws = np.zeros((n, len(parents)), dtype=int)
    for name in _topological_order(parents):
        rows = np.asarray(cpts[name])[tuple(draws[:, column[p]] for p in parents[name])]
        rows = np.broadcast_to(rows, (n, rows.shape[-1]))
        draws[:, column[name]] = _draw(rows, rng)
    return draws


def _draw(rows: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One category a row, the first whose cumulative probability exceeds a uniform number."""
    edges = np.cumsum(rows, axis=1)
    return (rng.random(len(rows))[:, None] * edges[:, -1:] >= edges[:, :-1]).sum(axis=1)


def chain_marginals(initial: np.ndarray, transition: np.ndarray, n: int) -> np.ndarray:
    """Return p(x_t) for t = 1..n as (n, K), of a Markov chain with transition[i, j] = P(j after i).

    Costs O(n K^2): each step needs no more than the marginal before it.
    """
    initial, transition = np.asarray(initial, dtype=float), np.asarray(transition, dtype=float)
    if n < 1 or transition.shape != (initial.size, initial.size):
        raise ValueError(f"expected n >= 1 and a square transition for {initial.size} states")
    marginals = np.empty((n, initial.size))
    marginals[0] = initial
    for t in range(1, n):
        marginals[t] = marginals[t - 1] @ transition
    return marginals


def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return (crude (G,), adjusted (G,)) admission rates from counts (department, gender).

    Adjusted: the departments' rates weighed by each department's share of all applicants, which is
    the back-door formula sum_d P(d) P(admitted | g, d) (Pearl 2009, section 3.3).
    """
    admitted, applicants = np.asarray(admitted, dtype=float), np.asarray(applicants, dtype=float)
    if admitted.shape != applicants.shape or admitted.ndim != 2 or not (applicants > 0).all():
        raise ValueError("expected two (department, gender) tables of one shape, no cell without applicants")
    share = applicants.sum(axis=1) / applicants.sum()
    return admitted.sum(axis=0) / applicants.sum(axis=0), share @ (admitted / applicants)


def count_parameters(n: int, structure: str) -> int:
    """Return the free parameters of a distribution over n binary variables: 'full' table, 'independent'
    variables, or a 'markov' chain whose transitions may differ from step to step."""
    counts = {"full": 2**n - 1, "independent": n, "markov": 2 * n - 1}
    if n < 1 or structure not in counts:
        raise ValueError(f"expected n >= 1 and one of {', '.join(counts)}; got {n} and {structure!r}")
    return counts[structure]


def _axes(axes: Iterable[int], ndim: int) -> tuple[int, ...]:
    named = tuple(axes)
    if len(set(named)) != len(named) or not all(0 <= axis < ndim for axis in named):
        raise ValueError(f"expected different axes from 0 to {ndim - 1}, got {named}")
    return named


def _sizes(parents: Mapping[str, Sequence[str]], cpts: Mapping[str, np.ndarray]) -> dict[str, int]:
    if set(parents) != set(cpts):
        raise ValueError(f"expected a table for each of {', '.join(parents)}, got {', '.join(cpts)}")
    return {name: np.shape(cpts[name])[-1] for name in parents}


def _topological_order(parents: Mapping[str, Sequence[str]]) -> list[str]:
    """The variables, each after its parents; ValueError for a cycle or an unknown parent."""
    order: list[str] = []
    waiting = list(parents)
    unknown = {p for above in parents.values() for p in above} - set(parents)
    if unknown:
        raise ValueError(f"parents that are no variables: {', '.join(sorted(unknown))}")
    while waiting:
        ready = [v for v in waiting if all(p in order for p in parents[v])]
        if not ready:
            raise ValueError(f"the arrows run in a circle through {', '.join(waiting)}")
        order += ready
        waiting = [v for v in waiting if v not in ready]
    return order
