"""Week 2: correct solutions written another way; none of them may lose a point."""

import re

import numpy as np
from scipy.special import logsumexp

from autograder.exercises.spec import Collection
from gmcourse.graphs import ancestors, names

OTHER = Collection()


@OTHER.alternative("factorisation")
def factorisation_by_cases(parents):
    text = ""
    for name in parents:
        if len(parents[name]) == 0:
            text += "P(" + name + ")"
        else:
            text += "P(" + name + "|" + ",".join(parents[name]) + ")"
    return text


@OTHER.alternative("factorisation")
def factorisation_stripped(parents):
    return "".join(f"P({v}|{','.join(above)})".replace("|)", ")") for v, above in parents.items())


@OTHER.alternative("parents_of")
def parents_by_splitting(text):
    parents = {}
    for factor in text.split("P(")[1:]:
        variable, _, above = factor.rstrip(")").partition("|")
        parents[variable] = tuple(above.split(",")) if above else ()
    return parents


@OTHER.alternative("parents_of")
def parents_as_lists(text):
    found = re.findall(r"P\((\w+)\|?([\w,]*)\)", text)
    return {v: [p for p in above.split(",") if p] for v, above in found}


@OTHER.alternative("joint_table")
def joint_by_enumeration(parents, cpts):
    order = list(parents)
    joint = np.zeros([cpts[v].shape[-1] for v in order])
    for index in np.ndindex(*joint.shape):
        value = dict(zip(order, index, strict=True))
        joint[index] = 1.0
        for v in order:
            joint[index] *= cpts[v][tuple(value[p] for p in parents[v]) + (value[v],)]
    return joint


@OTHER.alternative("joint_table")
def joint_by_broadcasting(parents, cpts):
    order = list(parents)
    joint = np.ones([cpts[v].shape[-1] for v in order])
    for v in order:
        axes = [order.index(u) for u in (*parents[v], v)]
        table = cpts[v].transpose(np.argsort(axes))
        joint = joint * table.reshape([n if i in axes else 1 for i, n in enumerate(joint.shape)])
    return joint.astype(np.float32)


@OTHER.alternative("marginal")
def marginal_by_loop(joint, keep):
    table = np.zeros([joint.shape[axis] for axis in keep])
    for index, p in np.ndenumerate(joint):
        table[tuple(index[axis] for axis in keep)] += p
    return table


@OTHER.alternative("marginal")
def marginal_by_transposing_first(joint, keep):
    rest = [axis for axis in range(joint.ndim) if axis not in keep]
    table = joint.transpose([*keep, *rest])
    return table.sum(axis=tuple(range(len(keep), joint.ndim)))


@OTHER.alternative("conditional")
def conditional_by_mask(joint, query, evidence):
    masked = joint.copy()
    for axis, value in evidence.items():
        others = [i for i in range(joint.shape[axis]) if i != value]
        masked[(slice(None),) * axis + (others,)] = 0.0
    rest = [axis for axis in range(joint.ndim) if axis not in query]
    return masked.transpose([*query, *rest]).sum(axis=tuple(range(len(query), joint.ndim))) / masked.sum()


@OTHER.alternative("conditional")
def conditional_by_loop(joint, query, evidence):
    table = np.zeros([joint.shape[axis] for axis in query])
    for index, p in np.ndenumerate(joint):
        if all(index[axis] == value for axis, value in evidence.items()):
            table[tuple(index[axis] for axis in query)] += p
    return table / np.sum(table)


@OTHER.alternative("is_independent")
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


@OTHER.alternative("is_independent")
def independent_by_rank(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    return np.linalg.matrix_rank(table, tol=1e-8).max() <= 1


@OTHER.alternative("d_separated")
def separated_by_networkx(parents, a, b, given):
    import networkx as nx

    graph = nx.DiGraph((p, v) for v in parents for p in parents[v])
    graph.add_nodes_from(parents)
    return nx.is_d_separator(graph, names(a), names(b), names(given))


@OTHER.alternative("d_separated")
def separated_by_the_bouncing_ball(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    children = {v: [c for c in parents if v in parents[c]] for v in parents}
    told = ancestors(parents, given)
    waiting, seen = [(v, "up") for v in a], set()
    while waiting:
        v, way = waiting.pop()
        if (v, way) in seen:
            continue
        seen.add((v, way))
        if v in b:
            return False
        if v not in given and way == "up":
            waiting += [(p, "up") for p in parents[v]]
        if v not in given:
            waiting += [(c, "down") for c in children[v]]
        if way == "down" and v in told:
            waiting += [(p, "up") for p in parents[v]]
    return True


@OTHER.alternative("d_separated")
def separated_by_paths(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set(parents[v]) | {c for c in parents if v in parents[c]} for v in parents}
    told = ancestors(parents, given)
    paths = [(v,) for v in a]
    while paths:
        path = paths.pop()
        if path[-1] in b:
            return False
        for step in near[path[-1]] - set(path):
            if len(path) > 1:
                before, middle = path[-2], path[-1]
                collider = before in parents[middle] and step in parents[middle]
                if (middle not in told) if collider else (middle in given):
                    continue
            paths.append((*path, step))
    return True


@OTHER.alternative("ancestral_sample")
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


@OTHER.alternative("ancestral_sample")
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


@OTHER.alternative("ancestral_sample")
def sample_from_the_joint(parents, cpts, n, rng):
    order = list(parents)
    joint = np.einsum(
        *[x for v in order for x in (cpts[v], [order.index(u) for u in (*parents[v], v)])],
        list(range(len(order))),
    )
    flat = rng.choice(joint.size, size=n, p=joint.ravel())
    return np.array(np.unravel_index(flat, joint.shape)).T


@OTHER.alternative("count_parameters")
def count_rows(n, structure):
    parents = {"full": range(n), "independent": [0] * n, "markov": [0] + [1] * (n - 1)}[structure]
    return sum(2**k for k in parents)


@OTHER.alternative("count_parameters")
def count_by_if(n, structure):
    if structure == "independent":
        return n
    if structure == "markov":
        return 1 + 2 * (n - 1)
    return (1 << n) - 1


@OTHER.alternative("chain_marginals")
def chain_by_sums(initial, transition, n):
    k = len(initial)
    rows = [list(initial)]
    for _ in range(n - 1):
        rows.append([sum(rows[-1][i] * transition[i, j] for i in range(k)) for j in range(k)])
    return rows


@OTHER.alternative("chain_marginals")
def chain_transposed_throughout(initial, transition, n):
    marginals = np.zeros((len(initial), n))
    marginals[:, 0] = initial
    for t in range(n - 1):
        marginals[:, t + 1] = transition.T @ marginals[:, t]
    return marginals.T.astype(np.float32)


@OTHER.alternative("adjusted_rates")
def rates_by_loops(admitted, applicants):
    departments, genders = np.shape(applicants)
    crude, adjusted = np.zeros(genders), np.zeros(genders)
    for g in range(genders):
        crude[g] = sum(admitted[:, g]) / sum(applicants[:, g])
        for d in range(departments):
            adjusted[g] += applicants[d].sum() / applicants.sum() * admitted[d, g] / applicants[d, g]
    return crude, adjusted


@OTHER.alternative("adjusted_rates")
def rates_by_average(admitted, applicants):
    rates = np.true_divide(admitted, applicants)
    adjusted = np.average(rates, axis=0, weights=applicants.sum(axis=1))
    return [admitted.sum(0) / applicants.sum(0), adjusted.tolist()]


@OTHER.alternative("gda_log_odds")
def log_odds_scipy(x, prior, mean0, cov0, mean1, cov1):
    from scipy.stats import multivariate_normal

    odds = multivariate_normal(mean1, cov1).logpdf(x) - multivariate_normal(mean0, cov0).logpdf(x)
    return np.atleast_1d(odds + np.log(prior / (1 - prior)))


@OTHER.alternative("gda_log_odds")
def log_odds_by_inverse(x, prior, mean0, cov0, mean1, cov1):
    scores = []
    for mean, cov in ((mean0, cov0), (mean1, cov1)):
        d = x - mean
        distance = np.einsum("ni,ij,nj->n", d, np.linalg.inv(cov), d)
        scores.append(-0.5 * distance - 0.5 * np.linalg.slogdet(cov).logabsdet)
    return scores[1] - scores[0] + np.log(prior) - np.log(1 - prior)


@OTHER.alternative("gda_log_odds")
def log_odds_by_eigenvalues(x, prior, mean0, cov0, mean1, cov1):
    odds = np.full(len(x), np.log(prior / (1 - prior)))
    for sign, mean, cov in ((-1, mean0, cov0), (1, mean1, cov1)):
        values, vectors = np.linalg.eigh(cov)
        z = (x - mean) @ vectors / np.sqrt(values)
        odds -= sign * 0.5 * (np.sum(z * z, axis=1) + np.sum(np.log(values)))
    return odds


@OTHER.alternative("naive_bayes_fit")
def fit_by_class(X, y):
    groups = [X[y == c] for c in np.unique(y)]
    priors = [len(g) / len(X) for g in groups]
    return priors, [np.mean(g, axis=0) for g in groups], [np.var(g, axis=0) for g in groups]


@OTHER.alternative("naive_bayes_fit")
def fit_scikit_learn(X, y):
    from sklearn.naive_bayes import GaussianNB

    model = GaussianNB(var_smoothing=0.0).fit(X, y)
    return model.class_prior_, model.theta_, model.var_


@OTHER.alternative("naive_bayes_log_posterior")
def posterior_by_loops(X, priors, means, vars):
    scores = np.zeros((len(X), len(priors)))
    for n, row in enumerate(X):
        for k in range(len(priors)):
            scores[n, k] = np.log(priors[k])
            for d, value in enumerate(row):
                if not np.isnan(value):
                    scores[n, k] -= (value - means[k, d]) ** 2 / (2 * vars[k, d])
                    scores[n, k] -= 0.5 * np.log(2 * np.pi * vars[k, d])
    return scores - logsumexp(scores, axis=1, keepdims=True)


@OTHER.alternative("naive_bayes_log_posterior")
def posterior_scipy(X, priors, means, vars):
    from scipy.special import log_softmax
    from scipy.stats import norm

    terms = norm.logpdf(X[:, None, :], means, np.sqrt(vars))
    return log_softmax(np.log(priors) + np.nansum(terms, axis=2), axis=1)


@OTHER.alternative("logistic_nll")
def loss_by_cases(w, b, X, y):
    z = X @ w + b
    wrong = np.where(y == 1, -z, z)
    return np.mean(np.maximum(wrong, 0) + np.log1p(np.exp(-np.abs(wrong))))


@OTHER.alternative("logistic_nll")
def loss_by_log_expit(w, b, X, y):
    from scipy.special import log_expit

    z = np.dot(X, w) + b
    return -np.average(np.where(y == 1, log_expit(z), log_expit(-z)))
