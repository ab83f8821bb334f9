"""Week 2: a third correct way for each exercise, by libraries, loops and other orders of sums."""

import numpy as np

from autograder.exercises.week02_other import OTHER


@OTHER.alternative("factorisation")
def factors_in_a_loop(parents):
    text = ""
    for name in parents:
        given = list(parents[name])
        text += "P(" + name + ("|" + ",".join(given) if given else "") + ")"
    return text


@OTHER.alternative("parents_of")
def parents_by_splitting(text):
    graph = {}
    for factor in text.strip(")").split(")"):
        inside = factor[2:]
        name, _, given = inside.partition("|")
        graph[name] = tuple(given.split(",")) if given else ()
    return graph


@OTHER.alternative("joint_table")
def joint_entry_by_entry(parents, cpts):
    from itertools import product

    names = list(parents)
    joint = np.ones([cpts[name].shape[-1] for name in names])
    for values in product(*(range(size) for size in joint.shape)):
        value_of = dict(zip(names, values, strict=True))
        for name in names:
            joint[values] *= cpts[name][tuple(value_of[p] for p in parents[name]) + (value_of[name],)]
    return joint


@OTHER.alternative("marginal")
def marginal_by_moving_axes(joint, keep):
    rest = [axis for axis in range(joint.ndim) if axis not in keep]
    moved = np.transpose(joint, [*keep, *rest])
    return np.array(moved.reshape(*moved.shape[: len(keep)], -1).sum(axis=-1), order="F")


@OTHER.alternative("conditional")
def conditional_by_masking(joint, query, evidence):
    mask = np.zeros(joint.shape)
    mask[tuple(evidence.get(axis, slice(None)) for axis in range(joint.ndim))] = 1.0
    rest = [axis for axis in range(joint.ndim) if axis not in query]
    table = np.transpose(joint * mask, [*query, *rest]).reshape(*(joint.shape[axis] for axis in query), -1).sum(-1)
    return table / table.sum()


@OTHER.alternative("is_independent")
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
        if not np.allclose(part, part.sum(axis=a, keepdims=True) * part.sum(axis=b, keepdims=True), rtol=0, atol=1e-9):
            return False
    return True


@OTHER.alternative("count_parameters")
def count_by_tables(n, structure):
    above = {"full": range(n), "independent": [0] * n, "markov": [0] + [1] * (n - 1)}[structure]
    return sum(2**parents for parents in above)


@OTHER.alternative("chain_marginals")
def chain_as_a_list(initial, transition, n):
    found = [np.asarray(initial)]
    while len(found) < n:
        found.append(transition.T @ found[-1])
    return found


@OTHER.alternative("adjusted_rates")
def rates_in_loops(admitted, applicants):
    crude, adjusted = [], []
    everybody = applicants.sum()
    for g in range(applicants.shape[1]):
        crude.append(sum(admitted[:, g]) / sum(applicants[:, g]))
        adjusted.append(
            sum(applicants[d].sum() / everybody * admitted[d, g] / applicants[d, g] for d in range(len(admitted)))
        )
    return np.array(crude), np.array(adjusted, dtype=np.float32)


@OTHER.alternative("naive_bayes_fit")
def naive_bayes_by_sklearn(X, y):
    from sklearn.naive_bayes import GaussianNB

    model = GaussianNB(var_smoothing=0.0).fit(X, y)
    return model.class_prior_, model.theta_, model.var_


@OTHER.alternative("naive_bayes_log_posterior")
def posterior_in_loops(X, priors, means, vars):
    from scipy.stats import norm

    rows = []
    for point in X:
        seen = ~np.isnan(point)
        scores = [
            np.log(priors[k]) + norm.logpdf(point[seen], means[k][seen], np.sqrt(vars[k][seen])).sum()
            for k in range(len(priors))
        ]
        rows.append(scores - np.logaddexp.reduce(scores))
    return rows


@OTHER.alternative("logistic_nll")
def logistic_by_signs(w, b, X, y):
    from scipy.special import log_expit

    return -np.average(log_expit(np.where(y == 1, 1.0, -1.0) * (X @ w + b)))
