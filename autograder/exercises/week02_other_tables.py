"""Week 2: other right answers to the exercises on tables of probabilities."""

import numpy as np

from autograder.exercises.spec import Collection

TABLES = Collection()


@TABLES.alternative("joint_table")
def joint_by_enumeration(parents, cpts):
    order = list(parents)
    joint = np.zeros([cpts[v].shape[-1] for v in order])
    for index in np.ndindex(*joint.shape):
        value = dict(zip(order, index, strict=True))
        joint[index] = 1.0
        for v in order:
            joint[index] *= cpts[v][tuple(value[p] for p in parents[v]) + (value[v],)]
    return joint


@TABLES.alternative("joint_table")
def joint_by_broadcasting(parents, cpts):
    order = list(parents)
    joint = np.ones([cpts[v].shape[-1] for v in order])
    for v in order:
        axes = [order.index(u) for u in (*parents[v], v)]
        table = cpts[v].transpose(np.argsort(axes))
        joint = joint * table.reshape([n if i in axes else 1 for i, n in enumerate(joint.shape)])
    return joint.astype(np.float32)


@TABLES.alternative("marginal")
def marginal_by_loop(joint, keep):
    table = np.zeros([joint.shape[axis] for axis in keep])
    for index, p in np.ndenumerate(joint):
        table[tuple(index[axis] for axis in keep)] += p
    return table


@TABLES.alternative("marginal")
def marginal_by_transposing_first(joint, keep):
    rest = [axis for axis in range(joint.ndim) if axis not in keep]
    table = joint.transpose([*keep, *rest])
    return table.sum(axis=tuple(range(len(keep), joint.ndim)))


@TABLES.alternative("conditional")
def conditional_by_mask(joint, query, evidence):
    masked = joint.copy()
    for axis, value in evidence.items():
        others = [i for i in range(joint.shape[axis]) if i != value]
        masked[(slice(None),) * axis + (others,)] = 0.0
    rest = [axis for axis in range(joint.ndim) if axis not in query]
    return masked.transpose([*query, *rest]).sum(axis=tuple(range(len(query), joint.ndim))) / masked.sum()


@TABLES.alternative("conditional")
def conditional_by_loop(joint, query, evidence):
    table = np.zeros([joint.shape[axis] for axis in query])
    for index, p in np.ndenumerate(joint):
        if all(index[axis] == value for axis, value in evidence.items()):
            table[tuple(index[axis] for axis in query)] += p
    return table / np.sum(table)


@TABLES.alternative("is_independent")
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


@TABLES.alternative("is_independent")
def independent_by_rank(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    return np.linalg.matrix_rank(table, tol=1e-8).max() <= 1


@TABLES.alternative("ancestral_sample")
def sample_row_by_row(parents, cpts, n, rng):
    order = []
    while len(order) < len(parents):
        order += [v for v in parents if v not in order and all(p in order for p in parents[v])]
    rows = []
    for _ in range(n):
        row = {}
        for v in order:
            p = cpts[v][tuple(row[u] for u in parents[v])]
            row[v] = rng.choice(len(p), p=p)
        rows.append([row[v] for v in parents])
    return np.array(rows)


@TABLES.alternative("ancestral_sample")
def sample_by_groups(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v in drawn or any(p not in drawn for p in above):
                continue
            drawn[v] = np.empty(n, dtype=np.int64)
            for where in np.ndindex(*cpts[v].shape[:-1]):
                rows = np.ones(n, dtype=bool)
                for p, value in zip(above, where, strict=True):
                    rows &= drawn[p] == value
                drawn[v][rows] = rng.choice(cpts[v].shape[-1], size=rows.sum(), p=cpts[v][where])
    return np.column_stack([drawn[v] for v in parents])


@TABLES.alternative("ancestral_sample")
def sample_from_the_joint(parents, cpts, n, rng):
    order = list(parents)
    joint = np.einsum(
        *[x for v in order for x in (cpts[v], [order.index(u) for u in (*parents[v], v)])],
        list(range(len(order))),
    )
    flat = rng.choice(joint.size, size=n, p=joint.ravel())
    return np.array(np.unravel_index(flat, joint.shape)).T


@TABLES.alternative("chain_marginals")
def chain_by_sums(initial, transition, n):
    k = len(initial)
    rows = [list(initial)]
    for _ in range(n - 1):
        rows.append([sum(rows[-1][i] * transition[i, j] for i in range(k)) for j in range(k)])
    return rows


@TABLES.alternative("chain_marginals")
def chain_transposed_throughout(initial, transition, n):
    marginals = np.zeros((len(initial), n))
    marginals[:, 0] = initial
    for t in range(n - 1):
        marginals[:, t + 1] = transition.T @ marginals[:, t]
    return marginals.T.astype(np.float32)


@TABLES.alternative("adjusted_rates")
def rates_by_loops(admitted, applicants):
    departments, genders = np.shape(applicants)
    crude, adjusted = np.zeros(genders), np.zeros(genders)
    for g in range(genders):
        crude[g] = sum(admitted[:, g]) / sum(applicants[:, g])
        for d in range(departments):
            adjusted[g] += applicants[d].sum() / applicants.sum() * admitted[d, g] / applicants[d, g]
    return crude, adjusted


@TABLES.alternative("adjusted_rates")
def rates_by_average(admitted, applicants):
    rates = np.true_divide(admitted, applicants)
    adjusted = np.average(rates, axis=0, weights=applicants.sum(axis=1))
    return [admitted.sum(0) / applicants.sum(0), adjusted.tolist()]
