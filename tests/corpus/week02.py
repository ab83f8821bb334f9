"""Answers to exercises of this week, right ones and wrong ones, written from the statements alone and labelled.

Who wrote them had seen no list of the course's. RIGHT must keep every point; WRONG: (what is wrong, code, the
misconceptions whose hint would be fair to that student). A comment above an entry proves it wrong with an input.
"""
RIGHT = {}
WRONG = {}

RIGHT['factorisation'] = [
"""
def factorisation(parents):
    return "".join(f"P({v}|{','.join(ps)})" if ps else f"P({v})" for v, ps in parents.items())
""",
"""
def factorisation(parents):
    def factor(item):
        name, ps = item
        if len(ps) == 0:
            return "P(%s)" % name
        return "P(%s|%s)" % (name, ",".join(ps))
    return "".join(map(factor, parents.items()))
""",
]

RIGHT['parents_of'] = [
'import re\ndef parents_of(text):\n    out = {}\n    for inside in re.findall(r"P\\(([^)]*)\\)", text):\n        v, _, ps = inside.partition("|")\n        out[v] = tuple(ps.split(",")) if ps else ()\n    return out\n',
"""
def parents_of(text):
    # character by character
    out, name, child, ps, i = {}, "", None, [], 0
    while i < len(text):
        assert text[i:i + 2] == "P("
        i += 2
        name, child, ps = "", None, []
        while text[i] != ")":
            c = text[i]
            if c == "|":
                child, name = name, ""
            elif c == ",":
                ps.append(name); name = ""
            else:
                name += c
            i += 1
        if child is None:
            child = name
        else:
            ps.append(name)
        out[child] = tuple(ps)
        i += 1
    return out
""",
'import re\ndef parents_of(text):\n    pat = re.compile(r"P\\((?P<v>[^|)]+)(?:\\|(?P<ps>[^)]+))?\\)")\n    return {m["v"]: tuple((m["ps"] or "").split(",")) if m["ps"] else tuple() for m in pat.finditer(text)}\n',
]

RIGHT['joint_table'] = [
"""
def joint_table(parents, cpts):
    names = list(parents)
    shape = tuple(cpts[v].shape[-1] for v in names)
    out = np.ones(shape)
    for idx in np.ndindex(*shape):
        val = dict(zip(names, idx))
        for v in names:
            key = tuple(val[p] for p in parents[v]) + (val[v],)
            out[idx] *= cpts[v][key]
    return out
""",
"""
def joint_table(parents, cpts):
    names = list(parents)
    V = len(names)
    joint = np.array(1.0)
    for v in names:
        axes = [names.index(u) for u in parents[v]] + [names.index(v)]
        t = np.transpose(cpts[v], np.argsort(axes))
        shape = [1] * V
        for ax, size in zip(sorted(axes), t.shape):
            shape[ax] = size
        joint = joint * t.reshape(shape)
    return joint
""",
"""
def joint_table(parents, cpts):
    # open grid of indices, fancy indexing
    names = list(parents)
    grid = dict(zip(names, np.ogrid[tuple(slice(cpts[v].shape[-1]) for v in names)]))
    out = 1.0
    for v in names:
        out = out * cpts[v][tuple(grid[u] for u in parents[v]) + (grid[v],)]
    return out
""",
]

RIGHT['marginal'] = [
"""
def marginal(joint, keep):
    rest = tuple(i for i in range(joint.ndim) if i not in keep)
    return np.transpose(joint, tuple(keep) + rest).sum(axis=tuple(range(len(keep), joint.ndim)))
""",
"""
def marginal(joint: np.ndarray, keep: tuple) -> np.ndarray:
    out = np.zeros([joint.shape[k] for k in keep])
    for idx in np.ndindex(*joint.shape):
        out[tuple(idx[k] for k in keep)] += joint[idx]
    return out
""",
"""
def marginal(joint, keep):
    # sum one axis at a time, from the back, then move axes
    t = joint
    left = list(range(joint.ndim))
    for ax in reversed(range(joint.ndim)):
        if ax not in keep:
            t = t.sum(axis=ax)
            left.remove(ax)
    if not keep:
        return np.float64(t)
    return np.moveaxis(t, [left.index(k) for k in keep], range(len(keep)))
""",
]

RIGHT['conditional'] = [
"""
def conditional(joint, query, evidence):
    index = tuple(slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim))
    cut = joint[index]
    rest = [i for i in range(joint.ndim) if i not in query]
    t = cut.transpose(*query, *rest)
    t = t.reshape(*t.shape[:len(query)], -1).sum(axis=-1)
    return t / t.sum()
""",
"""
def conditional(joint, query, evidence):
    w = joint.astype(float).copy()
    for axis, value in evidence.items():
        mask = np.zeros(joint.shape[axis])
        mask[value] = 1.0
        w = w * mask.reshape([-1 if i == axis else 1 for i in range(joint.ndim)])
    t = np.einsum(w, list(range(joint.ndim)), list(query))
    return t / w.sum()
""",
"""
def conditional(joint, query, evidence):
    # p(q, e) / p(e), via the marginal over query + evidence
    axes = tuple(query) + tuple(evidence)
    m = np.einsum(joint, list(range(joint.ndim)), list(axes))
    pe = np.einsum(joint, list(range(joint.ndim)), list(evidence))
    at = tuple(evidence.values())
    return m[(Ellipsis,) + at] / pe[at]
""",
]

RIGHT['is_independent'] = [
"""
def is_independent(joint, a, b, given=()):
    others = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    t = joint.sum(axis=others, keepdims=True)
    pg = t.sum(axis=(a, b), keepdims=True)
    lhs = t * pg
    rhs = t.sum(axis=a, keepdims=True) * t.sum(axis=b, keepdims=True)
    return bool(np.all(np.abs(lhs - rhs) < 1e-9))
""",
"""
def is_independent(joint: np.ndarray, a: int, b: int, given: tuple = ()) -> bool:
    rest = [i for i in range(joint.ndim) if i not in (a, b) and i not in given]
    t = np.transpose(joint, [*given, a, b, *rest])
    t = t.reshape(-1, joint.shape[a], joint.shape[b], int(np.prod([joint.shape[r] for r in rest], dtype=int))).sum(-1)
    ok = True
    for s in t:
        total = s.sum()
        if total > 0:
            p = s / total
            for i in range(p.shape[0]):
                for j in range(p.shape[1]):
                    ok = ok and abs(p[i, j] - p[i].sum() * p[:, j].sum()) < 1e-9
    return ok
""",
"""
def is_independent(joint, a, b, given=()):
    # conditional mutual information is zero
    t = np.einsum(joint, list(range(joint.ndim)), [a, b, *given]).reshape(joint.shape[a], joint.shape[b], -1)
    pg = t.sum((0, 1), keepdims=True)
    with np.errstate(all="ignore"):
        c = np.where(pg > 0, t / pg, 0.0)
    return bool((np.abs(c - c.sum(1, keepdims=True) * c.sum(0, keepdims=True)) < 1e-9).all())
""",
]

RIGHT['d_separated'] = [
"""
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    seen, todo = set(a), list(a)
    while todo:
        v = todo.pop()
        if v in b:
            return False
        for u in near[v] - given - seen:
            seen.add(u)
            todo.append(u)
    return True
""",
"""
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    # Bayes ball: (node, direction)
    a, b, given = names(a), names(b), names(given)
    children = {v: [] for v in parents}
    for v, ps in parents.items():
        for p in ps:
            children[p].append(v)
    opened = ancestors(parents, given) if given else set()
    todo = [(v, "up") for v in a]
    visited = set()
    while todo:
        v, way = todo.pop()
        if (v, way) in visited:
            continue
        visited.add((v, way))
        if v not in given and v in b:
            return False
        if way == "up" and v not in given:
            todo += [(p, "up") for p in parents[v]]
            todo += [(c, "down") for c in children[v]]
        elif way == "down":
            if v not in given:
                todo += [(c, "down") for c in children[v]]
            if v in opened:
                todo += [(p, "up") for p in parents[v]]
    return True
""",
"""
from gmcourse.graphs import ancestors, names

def d_separated(parents: dict, a, b, given: set) -> bool:
    # matrix powers on the moral graph
    a, b, given = names(a), names(b), names(given)
    kept = sorted(ancestors(parents, a | b | given))
    at = {v: i for i, v in enumerate(kept)}
    A = np.zeros((len(kept), len(kept)), dtype=int)
    for v in kept:
        fam = [at[u] for u in (v, *parents[v])]
        A[np.ix_(fam, fam)] = 1
    for g in given:
        A[at[g], :] = A[:, at[g]] = 0
    R = np.eye(len(kept), dtype=int)
    for _ in kept:
        R = ((R @ A + R) > 0).astype(int)
    return not any(R[at[s], at[t]] for s in a for t in b)
""",
]

RIGHT['ancestral_sample'] = [
"""
def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, ps in parents.items():
            if v in drawn or any(p not in drawn for p in ps):
                continue
            rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in ps)], (n, cpts[v].shape[-1]))
            u = rng.random((n, 1))
            drawn[v] = (u > np.cumsum(rows, axis=1)[:, :-1]).sum(axis=1)
    return np.stack([drawn[v] for v in parents], axis=1).astype(int)
""",
"""
import networkx as nx
def ancestral_sample(parents: dict, cpts: dict, n: int, rng: np.random.Generator) -> np.ndarray:
    g = nx.DiGraph()
    g.add_nodes_from(parents)
    g.add_edges_from((p, v) for v in parents for p in parents[v])
    x = {}
    for v in nx.topological_sort(g):
        table = cpts[v]
        k = table.shape[-1]
        x[v] = np.zeros(n, dtype=np.int64)
        flat = np.zeros(n, dtype=int)
        for p in parents[v]:
            flat = flat * cpts[p].shape[-1] + x[p]
        for row in np.unique(flat):
            at = np.where(flat == row)[0]
            prob = table.reshape(-1, k)[row]
            x[v][at] = rng.choice(k, size=len(at), p=prob)
    return np.column_stack([x[v] for v in parents])
""",
"""
import random
def ancestral_sample(parents, cpts, n, rng):
    py = random.Random(int(rng.integers(2 ** 62)))
    names = list(parents)
    def draw():
        val = {}
        def value(v):
            if v not in val:
                p = cpts[v][tuple(value(q) for q in parents[v])]
                val[v] = py.choices(range(len(p)), weights=list(p))[0]
            return val[v]
        return [value(v) for v in names]
    return np.array([draw() for _ in range(n)], dtype=np.int8)
""",
]

RIGHT['count_parameters'] = [
"""
def count_parameters(n, structure):
    if structure == "full":
        return 2 ** n - 1
    if structure == "independent":
        return n
    return 1 + 2 * (n - 1)
""",
"""
def count_parameters(n, structure):
    match structure:
        case "full":
            return (1 << n) - 1
        case "independent":
            return n
        case "markov":
            return 2 * n - 1
        case _:
            raise ValueError(structure)
""",
]

RIGHT['chain_marginals'] = [
"""
def chain_marginals(initial, transition, n):
    out = np.empty((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = out[t - 1] @ transition
    return out
""",
"""
from itertools import accumulate, repeat
def chain_marginals(initial, transition, n):
    return np.array(list(accumulate(repeat(transition, n - 1), lambda p, T: T.T.dot(p), initial=initial)))
""",
"""
def chain_marginals(initial, transition, n):
    def gen():
        p = np.array(initial, dtype=float)
        for _ in range(n):
            yield p
            p = (p[:, None] * transition).sum(axis=0)
    return np.stack(list(gen()))
""",
]

RIGHT['adjusted_rates'] = [
"""
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    w = applicants.sum(axis=1) / applicants.sum()
    return crude, w @ (admitted / applicants)
""",
"""
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray):
    rates = np.true_divide(admitted, applicants)
    crude = np.average(rates, axis=0, weights=applicants)
    share = np.tile(applicants.sum(1, keepdims=True), (1, rates.shape[1]))
    return crude, np.average(rates, axis=0, weights=share)
""",
]

RIGHT['gda_log_odds'] = [
"""
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def logpdf(mean, cov):
        L = np.linalg.cholesky(cov)
        u = np.linalg.solve(L, (x - mean).T)
        return -np.log(np.diag(L)).sum() - 0.5 * (u ** 2).sum(axis=0)
    return np.log(prior) - np.log1p(-prior) + logpdf(mean1, cov1) - logpdf(mean0, cov0)
""",
"""
from scipy.special import logit
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    # quadratic form x'Ax + b'x + c
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    d0, d1 = x - mean0, x - mean1
    q = np.einsum("ni,ij,nj->n", d0, P0, d0) - np.einsum("ni,ij,nj->n", d1, P1, d1)
    ld = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    return logit(prior) + 0.5 * (q + ld)
""",
"""
def gda_log_odds(x: np.ndarray, prior: float, mean0, cov0, mean1, cov1) -> np.ndarray:
    w0, V0 = np.linalg.eigh(cov0)
    w1, V1 = np.linalg.eigh(cov1)
    res = []
    for row in x:
        z0 = (V0.T @ (row - mean0)) / np.sqrt(w0)
        z1 = (V1.T @ (row - mean1)) / np.sqrt(w1)
        res.append(0.5 * (z0 @ z0 - z1 @ z1) + 0.5 * (np.sum(np.log(w0)) - np.sum(np.log(w1))) + np.log(prior) - np.log(1.0 - prior))
    return np.array(res)
""",
]

RIGHT['naive_bayes_fit'] = [
"""
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
"""
def naive_bayes_fit(X: np.ndarray, y: np.ndarray):
    N, D = X.shape
    K = len(set(int(c) for c in y))
    priors, means, vars_ = [0.0] * K, np.zeros((K, D)), np.zeros((K, D))
    for k in range(K):
        rows = [X[i] for i in range(N) if y[i] == k]
        priors[k] = len(rows) / N
        for d in range(D):
            col = [r[d] for r in rows]
            means[k, d] = sum(col) / len(col)
            vars_[k, d] = sum((c - means[k, d]) ** 2 for c in col) / len(col)
    return np.array(priors), means, vars_
""",
"""
def naive_bayes_fit(X, y):
    classes, counts = np.unique(y, return_counts=True)
    stats = [(X[y == c].mean(0), np.mean((X[y == c] - X[y == c].mean(0)) ** 2, axis=0)) for c in classes]
    means, variances = map(np.stack, zip(*stats))
    return counts / counts.sum(), means, variances
""",
]

RIGHT['naive_bayes_log_posterior'] = [
"""
from scipy.special import logsumexp
def naive_bayes_log_posterior(X, priors, means, vars):
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + np.nansum(ll, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""",
"""
from scipy.stats import norm
from scipy.special import log_softmax
def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)
    filled = np.where(seen, X, 0.0)
    lp = norm.logpdf(filled[:, None, :], means[None], np.sqrt(vars)[None])
    return log_softmax(np.log(priors)[None, :] + np.einsum("nkd,nd->nk", lp, seen.astype(float)), axis=1)
""",
"""
def naive_bayes_log_posterior(X: np.ndarray, priors, means, vars) -> np.ndarray:
    # one feature at a time (the 2 pi cancels in the posterior)
    score = np.tile(np.log(priors), (len(X), 1))
    for d in range(X.shape[1]):
        col = X[:, d]
        rows = np.flatnonzero(~np.isnan(col))
        score[rows] += -0.5 * np.log(vars[:, d]) - (col[rows, None] - means[:, d]) ** 2 / (2 * vars[:, d])
    return score - np.logaddexp.reduce(score, axis=1, keepdims=True)
""",
]

RIGHT['logistic_nll'] = [
"""
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return np.mean(np.logaddexp(0, z) - y * z)
""",
"""
import math
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    total = 0.0
    for xi, yi in zip(X, y):
        z = float(sum(wj * xj for wj, xj in zip(w, xi)) + b)
        m = z if yi == 0 else -z
        total += max(m, 0.0) + math.log1p(math.exp(-abs(m)))
    return total / len(y)
""",
"""
from scipy.special import log_expit
def logistic_nll(w, b, X, y):
    z = np.einsum("nd,d->n", X, w) + b
    return -np.mean(np.where(y == 1, log_expit(z), log_expit(-z)))
""",
]

WRONG['factorisation'] = [
('bar without parents', """
def factorisation(parents):
    return "".join(f"P({v}|{','.join(ps)})" for v, ps in parents.items())
""", ['a bar before nothing']),
('sorts the variables', """
def factorisation(parents):
    return "".join(f"P({v}|{','.join(parents[v])})" if parents[v] else f"P({v})" for v in sorted(parents))
""", ['another order than the given one']),
('space after the comma', """
def factorisation(parents):
    return "".join(f"P({v}|{', '.join(ps)})" if ps else f"P({v})" for v, ps in parents.items())
""", ['spaces or signs in between']),
('child and parents swapped', """
def factorisation(parents):
    return "".join(f"P({','.join(ps)}|{v})" if ps else f"P({v})" for v, ps in parents.items())
""", ["the bar turned round"]),
('parents joined without commas', """
def factorisation(parents):
    return "".join("P(" + v + ("|" + "".join(ps) if ps else "") + ")" for v, ps in parents.items())
""", ['names run together']),
('all ancestors instead of parents', """
def factorisation(parents):
    def anc(v):
        out = []
        for p in parents[v]:
            for a in anc(p) + [p]:
                if a not in out:
                    out.append(a)
        return out
    return "".join(f"P({v}|{','.join(anc(v))})" if parents[v] else f"P({v})" for v in parents)
""", ['conditioned on all ancestors']),
('only first letter of names', """
def factorisation(parents):
    return "".join(f"P({v[0]}|{','.join(p[0] for p in ps)})" if ps else f"P({v[0]})" for v, ps in parents.items())
""", []),
('roots first', """
def factorisation(parents):
    roots = [v for v in parents if not parents[v]]
    rest = [v for v in parents if parents[v]]
    return "".join(f"P({v})" for v in roots) + "".join(f"P({v}|{','.join(parents[v])})" for v in rest)
""", []),
('skips parents not listed before', """
def factorisation(parents):
    out, seen = "", []
    for v, ps in parents.items():
        known = [p for p in ps if p in seen]
        out += f"P({v}|{','.join(known)})" if known else f"P({v})"
        seen.append(v)
    return out
""", []),
]

WRONG['parents_of'] = [
("root gets ('',)", """
def parents_of(text):
    out = {}
    for f in text.split(")")[:-1]:
        v, _, ps = f[2:].partition("|")
        out[v] = tuple(ps.split(","))
    return out
""", ['an empty name for no parents']),
('first parent only (regex)', 'import re\ndef parents_of(text):\n    out = {}\n    for m in re.finditer(r"P\\((\\w+)(?:\\|(\\w+))?", text):\n        out[m[1]] = (m[2],) if m[2] else ()\n    return out\n', ['only the first parent is kept']),
('maps parents to children', """
def parents_of(text):
    out = {}
    for f in text.split(")")[:-1]:
        v, _, ps = f[2:].partition("|")
        out.setdefault(v, ())
        for p in (ps.split(",") if ps else []):
            out[p] = out.get(p, ()) + (v,)
    return out
""", ['arrows turned round']),
('roots left out', """
def parents_of(text):
    out = {}
    for f in text.split(")")[:-1]:
        v, bar, ps = f[2:].partition("|")
        if bar:
            out[v] = tuple(ps.split(","))
    return out
""", ['variables without parents are lost']),
('forgets the last factor', """
def parents_of(text):
    out = {}
    for f in text.split(")P("):
        f = f.removeprefix("P(")
        if f.endswith(")"):
            break
        v, _, ps = f.partition("|")
        out[v] = tuple(ps.split(",")) if ps else ()
    return out
""", []),
('None for roots', """
def parents_of(text):
    out = {}
    for f in text.split(")")[:-1]:
        v, _, ps = f[2:].partition("|")
        out[v] = tuple(ps.split(",")) if ps else None
    return out
""", ['an empty name for no parents']),
('two parents at most', 'import re\ndef parents_of(text):\n    out = {}\n    for v, p1, p2 in re.findall(r"P\\(([^|)]+)(?:\\|([^,)]+)(?:,([^,)]+))?)?", text):\n        out[v] = tuple(p for p in (p1, p2) if p)\n    return out\n', []),
('parents in a set', """
def parents_of(text):
    out = {}
    for f in text.split(")")[:-1]:
        v, _, ps = f[2:].partition("|")
        out[v] = set(ps.split(",")) if ps else set()
    return out
""", []),
# proof: 'P(Pa)P(B|Pa)' gives {'pa': (), 'b': ('pa',)}
('names made lower case', """
def parents_of(text):
    out = {}
    for f in text.lower().split(")")[:-1]:
        v, _, ps = f[2:].partition("|")
        out[v] = tuple(ps.split(",")) if ps else ()
    return out
""", []),
]

WRONG['joint_table'] = [
('own axis first in the table', """
def joint_table(parents, cpts):
    where = {v: i for i, v in enumerate(parents)}
    args = []
    for v, ps in parents.items():
        args += [cpts[v], [where[u] for u in (v, *ps)]]
    return np.einsum(*args, list(range(len(where))))
""", ["unnormalised: the tables' axes read backwards"]),
('all variables binary', """
def joint_table(parents, cpts):
    names = list(parents)
    out = np.zeros((2,) * len(names))
    for idx in np.ndindex(*out.shape):
        a = dict(zip(names, idx))
        p = 1.0
        for v in names:
            p *= cpts[v][tuple(a[u] for u in (*parents[v], v))]
        out[idx] = p
    return out
""", ['every variable has two values']),
('axes in alphabetical order', """
def joint_table(parents, cpts):
    names = sorted(parents)
    shape = [cpts[v].shape[-1] for v in names]
    out = np.ones(shape)
    for idx in np.ndindex(*shape):
        a = dict(zip(names, idx))
        for v in names:
            out[idx] *= cpts[v][tuple(a[u] for u in (*parents[v], v))]
    return out
""", []),
('outer product of marginals', """
def joint_table(parents, cpts):
    out = np.array(1.0)
    for v in parents:
        t = cpts[v]
        t = t.reshape(-1, t.shape[-1]).mean(axis=0)
        out = np.multiply.outer(out, t)
    return out
""", ['independent product']),
('skips the last variable', """
def joint_table(parents, cpts):
    names = list(parents)
    shape = [cpts[v].shape[-1] for v in names]
    out = np.ones(shape)
    for idx in np.ndindex(*shape):
        a = dict(zip(names, idx))
        for v in names[:-1]:
            out[idx] *= cpts[v][tuple(a[u] for u in (*parents[v], v))]
    return out / out.sum()
""", []),
('indexes parents with the own value', """
def joint_table(parents, cpts):
    names = list(parents)
    shape = tuple(cpts[v].shape[-1] for v in names)
    out = np.ones(shape)
    for idx in np.ndindex(*shape):
        a = dict(zip(names, idx))
        for v in names:
            t = cpts[v]
            for p in parents[v]:
                t = t[a[v]]
            out[idx] *= t[a[v]]
    return out
""", []),
('flattened result', """
import itertools
def joint_table(parents, cpts):
    names = list(parents)
    rows = []
    for vals in itertools.product(*(range(cpts[v].shape[-1]) for v in names)):
        a = dict(zip(names, vals))
        p = 1.0
        for v in names:
            p *= cpts[v][tuple(a[u] for u in (*parents[v], v))]
        rows.append(p)
    return np.array(rows)
""", []),
('parents reversed', """
def joint_table(parents, cpts):
    where = {v: i for i, v in enumerate(parents)}
    args = []
    for v, ps in parents.items():
        args += [cpts[v], [where[u] for u in (*reversed(ps), v)]]
    return np.einsum(*args, list(range(len(where))))
""", ["parents' axes in the wrong order"]),
('first parent only', """
def joint_table(parents, cpts):
    names = list(parents)
    shape = [cpts[v].shape[-1] for v in names]
    out = np.ones(shape)
    for idx in np.ndindex(*shape):
        a = dict(zip(names, idx))
        for v in names:
            t = cpts[v]
            if parents[v]:
                t = t[a[parents[v][0]]]
            while t.ndim > 1:
                t = t.mean(axis=0)
            out[idx] *= t[a[v]]
    return out
""", []),
]

WRONG['marginal'] = [
('order of keep ignored', """
def marginal(joint, keep):
    return joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep))
""", ['the order of `keep` is lost']),
('inverse permutation (argsort)', """
def marginal(joint, keep):
    s = joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep))
    return np.transpose(s, np.argsort(keep))
""", ['the permutation is the inverse one']),
('keepdims left in', """
def marginal(joint, keep):
    rest = tuple(i for i in range(joint.ndim) if i not in keep)
    return joint.transpose(*keep, *rest).sum(axis=tuple(range(len(keep), joint.ndim)), keepdims=True)
""", ['the summed axes are kept']),
('loop with shifting axes', """
def marginal(joint, keep):
    t = joint
    for ax in range(joint.ndim):
        if ax not in keep:
            t = t.sum(axis=min(ax, t.ndim - 1))
    kept = sorted(keep)
    return np.transpose(t, [kept.index(k) for k in keep])
""", []),
('slices at 0 instead of summing', """
def marginal(joint, keep):
    rest = [i for i in range(joint.ndim) if i not in keep]
    t = joint.transpose(*keep, *rest)
    return t[(...,) + (0,) * len(rest)]
""", ['one value taken instead of the sum']),
('normalises along the first axis', """
def marginal(joint, keep):
    m = np.einsum(joint, list(range(joint.ndim)), list(keep))
    return m / m.sum(axis=0) if len(keep) else m
""", []),
('empty keep gives array([1.])', """
def marginal(joint, keep):
    if len(keep) == 0:
        return np.array([joint.sum()])
    return np.einsum(joint, list(range(joint.ndim)), list(keep))
""", []),
('sums only the first lost axis', """
def marginal(joint, keep):
    for i in range(joint.ndim):
        if i not in keep:
            rest = [j for j in range(joint.ndim) if j not in keep and j != i]
            t = joint.transpose(*keep, i, *rest)
            return t.sum(axis=len(keep))
    return joint.transpose(*keep)
""", []),
]

WRONG['conditional'] = [
('not normalised', """
def conditional(joint, query, evidence):
    idx = tuple(slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim))
    return np.einsum(joint[idx], list(range(joint.ndim)), list(query))
""", ['not renormalised']),
('normalises over the first query axis', """
def conditional(joint, query, evidence):
    idx = tuple(slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim))
    t = np.einsum(joint[idx], list(range(joint.ndim)), list(query))
    return t / t.sum(axis=0)
""", ['normalised along one axis']),
('only the first evidence used', """
def conditional(joint, query, evidence):
    t = joint
    for a, v in evidence.items():
        idx = [slice(None)] * joint.ndim
        idx[a] = slice(v, v + 1)
        t = joint[tuple(idx)]
        break
    t = np.einsum(t, list(range(joint.ndim)), list(query))
    return t / t.sum()
""", []),
('axes of query not shifted', """
def conditional(joint, query, evidence):
    idx = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    t = joint[idx]
    pos = [min(q, t.ndim - 1) for q in query]
    pos = list(dict.fromkeys(pos))
    rest = [i for i in range(t.ndim) if i not in pos]
    t = t.transpose(*pos, *rest).sum(axis=tuple(range(len(pos), t.ndim)))
    return t / t.sum()
""", []),
('divides by p(query)', """
def conditional(joint, query, evidence):
    idx = tuple(slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim))
    t = np.einsum(joint[idx], list(range(joint.ndim)), list(query))
    return t / np.einsum(joint, list(range(joint.ndim)), list(query))
""", ['the evidence given the query']),
('softmax normalisation', """
def conditional(joint, query, evidence):
    idx = tuple(slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim))
    t = np.einsum(joint[idx], list(range(joint.ndim)), list(query))
    e = np.exp(t)
    return e / e.sum()
""", []),
('drops evidence of value 0', """
def conditional(joint, query, evidence):
    idx = tuple(slice(evidence[i], evidence[i] + 1) if evidence.get(i) else slice(None) for i in range(joint.ndim))
    t = np.einsum(joint[idx], list(range(joint.ndim)), list(query))
    return t / t.sum()
""", ['the marginal is returned', "evidence of value 0 is forgotten"]),
('divides by number of cells', """
def conditional(joint, query, evidence):
    idx = tuple(slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim))
    t = np.einsum(joint[idx], list(range(joint.ndim)), list(query))
    return t / t.size
""", []),
('product of single evidence probabilities', """
def conditional(joint, query, evidence):
    idx = tuple(slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim))
    t = np.einsum(joint[idx], list(range(joint.ndim)), list(query))
    pe = 1.0
    for a, v in evidence.items():
        pe *= np.einsum(joint, list(range(joint.ndim)), [a])[v]
    return t / pe
""", []),
# proof: joint of shape (2, 2, 2), query (1,), evidence {2: 0, 0: 1}: takes axis 2, then axis 0 - 1 = -1
('evidence taken as listed in increasing order', """
def conditional(joint, query, evidence):
    t = joint
    for removed, (axis, value) in enumerate(evidence.items()):
        t = t.take(value, axis=axis - removed)
    pos = [q - sum(e < q for e in evidence) for q in query]
    rest = [i for i in range(t.ndim) if i not in pos]
    t = t.transpose(*pos, *rest).sum(axis=tuple(range(len(pos), t.ndim)))
    return t / t.sum()
""", []),
]

WRONG['is_independent'] = [
('ignores given (marginal independence)', """
def is_independent(joint, a, b, given=()):
    p = np.einsum(joint, list(range(joint.ndim)), [a, b])
    return bool(np.allclose(p, np.outer(p.sum(1), p.sum(0)), rtol=0, atol=1e-9))
""", ['the condition is ignored']),
('early return after the first slice', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    for idx in np.ndindex(*t.shape[:len(given)]):
        s = t[idx]
        if s.sum() == 0:
            continue
        s = s / s.sum()
        if np.abs(s - np.outer(s.sum(1), s.sum(0))).max() < 1e-9:
            return True
        else:
            return False
    return True
""", ['only one value of the condition is looked at']),
('nan for impossible given -> False', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    for idx in np.ndindex(*t.shape[:len(given)]):
        s = t[idx]
        with np.errstate(all="ignore"):
            s = s / s.sum()
        if not np.abs(s - np.outer(s.sum(1), s.sum(0))).max() < 1e-9:
            return False
    return True
""", ['dividing by the probability of what never happens']),
('compares slices of p(a, b, g) at others = 0', """
def is_independent(joint, a, b, given=()):
    rest = [i for i in range(joint.ndim) if i not in (a, b, *given)]
    t = joint.transpose(*given, a, b, *rest)
    t = t[(...,) + (0,) * len(rest)]
    pg = t.sum(axis=(-1, -2), keepdims=True)
    return bool(np.all(np.abs(t * pg - t.sum(-1, keepdims=True) * t.sum(-2, keepdims=True)) < 1e-9))
""", []),
('exact equality', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    pg = t.sum(axis=(-1, -2), keepdims=True)
    return bool(np.all(t * pg == t.sum(-1, keepdims=True) * t.sum(-2, keepdims=True)))
""", ["compared exactly"]),
# proof: np.full((3, 3), 1/9) with [[.05, -.05], [-.05, .05]] added to [1:, 1:]: False is right
('corner cell only', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    for idx in np.ndindex(*t.shape[:len(given)]):
        s = t[idx]
        if s.sum() == 0:
            continue
        s = s / s.sum()
        if abs(s[0, 0] - s[0].sum() * s[:, 0].sum()) > 1e-9:
            return False
    return True
""", []),
# proof: given = 0: [[.4,.1],[.1,.4]]; given = 1: [[.1,.4],[.4,.1]]; half each: False is right
('averages over given', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    diff = 0.0
    for idx in np.ndindex(*t.shape[:len(given)]):
        s = t[idx]
        if s.sum() == 0:
            continue
        w = s.sum()
        s = s / w
        diff = diff + w * (s - np.outer(s.sum(1), s.sum(0)))
    return bool(np.abs(diff).max() < 1e-9)
""", []),
# proof: the same with a coin in front: joint[a, b, coin, g], given = (2, 3): False is right
('uses only the first given', """
def is_independent(joint, a, b, given=()):
    given = tuple(given)[:1]
    t = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    pg = t.sum(axis=(-1, -2), keepdims=True)
    return bool(np.all(np.abs(t * pg - t.sum(-1, keepdims=True) * t.sum(-2, keepdims=True)) < 1e-9))
""", []),
# proof: [[.1, .1, .3], [.2, .2, .1]]: False is right
('compares p(a|b) for first two b', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [*given, a, b])
    for idx in np.ndindex(*t.shape[:len(given)]):
        s = t[idx]
        if s.sum() == 0:
            continue
        with np.errstate(all="ignore"):
            cond = s / s.sum(axis=0)
        if np.abs(cond[:, 0] - cond[:, 1]).max() > 1e-9:
            return False
    return True
""", []),
('others conditioned on at 0', """
def is_independent(joint, a, b, given=()):
    idx = tuple(slice(None) if i in (a, b, *given) else 0 for i in range(joint.ndim))
    kept = [i for i in range(joint.ndim) if i in (a, b, *given)]
    t = np.einsum(joint[idx], kept, [*given, a, b])
    pg = t.sum(axis=(-1, -2), keepdims=True)
    return bool(np.all(np.abs(t * pg - t.sum(-1, keepdims=True) * t.sum(-2, keepdims=True)) < 1e-9))
""", []),
]

WRONG['d_separated'] = [
('never marries the parents', """
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        for p in parents[v]:
            near[v].add(p); near[p].add(v)
    seen, todo = set(a), list(a)
    while todo:
        v = todo.pop()
        if v in b:
            return False
        for u in near[v] - given - seen:
            seen.add(u); todo.append(u)
    return True
""", ["colliders always block", "no parents married"]),
('ancestors of a and b only', """
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    seen, todo = set(a), list(a)
    while todo:
        v = todo.pop()
        if v in b:
            return False
        for u in near[v] - given - seen:
            seen.add(u); todo.append(u)
    return True
""", ["only the ancestors of a and b kept", 'colliders always block', "a collider's descendants are forgotten"]),
('collider opened only by itself, not descendants', """
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    edges = {(p, v) for v, ps in parents.items() for p in ps}
    nbr = {v: {p for p, c in edges if c == v} | {c for p, c in edges if p == v} for v in parents}
    def blocks(x, m, y):
        if (x, m) in edges and (y, m) in edges:
            return m not in given
        return m in given
    def active(path):
        v = path[-1]
        if v in b:
            return True
        return any(active(path + [u]) for u in nbr[v] if u not in path and not (len(path) > 1 and blocks(path[-2], v, u)))
    return not any(active([s]) for s in a)
""", ["a collider's descendants are forgotten"]),
# proof: {'a': (), 'b': (), 'c': ('b',)}, a = {'a', 'b'}, b = {'c'}: False is right
('first element of a and b only', """
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    s, t = sorted(a)[0], sorted(b)[0]
    seen, todo = {s}, [s]
    while todo:
        v = todo.pop()
        if v == t:
            return False
        for u in near[v] - given - seen:
            seen.add(u); todo.append(u)
    return True
""", []),
('returns connectedness (inverted)', """
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    seen, todo = set(a), list(a)
    while todo:
        v = todo.pop()
        for u in near[v] - given - seen:
            seen.add(u); todo.append(u)
    return bool(seen & b)
""", []),
# proof: {'a': (), 'b': (), 'c': (), 'd': ('a', 'b', 'c')}, b, c given d: False is right
('marries only the first two parents', """
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        ps = list(parents[v])
        for p in ps:
            near[v].add(p); near[p].add(v)
        if len(ps) >= 2:
            near[ps[0]].add(ps[1]); near[ps[1]].add(ps[0])
    seen, todo = set(a), list(a)
    while todo:
        v = todo.pop()
        if v in b:
            return False
        for u in near[v] - given - seen:
            seen.add(u); todo.append(u)
    return True
""", []),
('marries children with one another', """
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        for p in parents[v]:
            near[v].add(p); near[p].add(v)
    for p in kept:
        kids = [v for v in kept if p in parents[v]]
        for u in kids:
            near[u] |= set(kids) - {u}
    seen, todo = set(a), list(a)
    while todo:
        v = todo.pop()
        if v in b:
            return False
        for u in near[v] - given - seen:
            seen.add(u); todo.append(u)
    return True
""", ["colliders always block", "no parents married"]),
('neighbours only, path of length one', """
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    for s in a:
        if near[s] & b:
            return False
        for m in near[s] - given:
            if near[m] & b:
                return False
    return True
""", []),
('marries parents one generation only of given', """
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = set(a | b | given)
    for v in list(kept):
        kept |= set(parents[v])     # parents, not all ancestors
    near = {v: set() for v in kept}
    for v in kept:
        family = ({v} | set(parents[v])) & kept
        for u in family:
            near[u] |= family - {u}
    seen, todo = set(a), list(a)
    while todo:
        v = todo.pop()
        if v in b:
            return False
        for u in near[v] - given - seen:
            seen.add(u); todo.append(u)
    return True
""", []),
]

WRONG['ancestral_sample'] = [
('draws in the listed order', """
def ancestral_sample(parents, cpts, n, rng):
    names = list(parents)
    out = np.zeros((n, len(names)), dtype=int)
    for j, v in enumerate(names):
        rows = np.broadcast_to(cpts[v][tuple(out[:, names.index(p)] for p in parents[v])], (n, cpts[v].shape[-1]))
        u = rng.random((n, 1))
        out[:, j] = (u > np.cumsum(rows, axis=1)[:, :-1]).sum(axis=1)
    return out
""", ['drawn in the wrong order']),
('most likely value, no sampling', """
def _order(parents):
    order = []
    while len(order) < len(parents):
        for v in parents:
            if v not in order and all(p in order for p in parents[v]):
                order.append(v)
    return order

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    for v in _order(parents):
        rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in parents[v])], (n, cpts[v].shape[-1]))
        drawn[v] = rows.argmax(axis=1)
    return np.stack([drawn[v] for v in parents], axis=1)
""", []),
('one uniform for all rows', """
def _order(parents):
    order = []
    while len(order) < len(parents):
        for v in parents:
            if v not in order and all(p in order for p in parents[v]):
                order.append(v)
    return order

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    for v in _order(parents):
        rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in parents[v])], (n, cpts[v].shape[-1]))
        drawn[v] = (rng.random() > np.cumsum(rows, axis=1)[:, :-1]).sum(axis=1)
    return np.stack([drawn[v] for v in parents], axis=1)
""", []),
('binary only', """
def _order(parents):
    order = []
    while len(order) < len(parents):
        for v in parents:
            if v not in order and all(p in order for p in parents[v]):
                order.append(v)
    return order

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    for v in _order(parents):
        rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in parents[v])], (n, cpts[v].shape[-1]))
        drawn[v] = (rng.random(n) < rows[:, 1]).astype(int)
    return np.stack([drawn[v] for v in parents], axis=1)
""", []),
("same row for all draws (first draw's parents)", """
def _order(parents):
    order = []
    while len(order) < len(parents):
        for v in parents:
            if v not in order and all(p in order for p in parents[v]):
                order.append(v)
    return order

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    for v in _order(parents):
        p = cpts[v][tuple(int(drawn[q][0]) for q in parents[v])]
        drawn[v] = rng.choice(len(p), size=n, p=p)
    return np.stack([drawn[v] for v in parents], axis=1)
""", []),
('draws shape (V, n)', """
def _order(parents):
    order = []
    while len(order) < len(parents):
        for v in parents:
            if v not in order and all(p in order for p in parents[v]):
                order.append(v)
    return order

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    for v in _order(parents):
        rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in parents[v])], (n, cpts[v].shape[-1]))
        drawn[v] = (rng.random((n, 1)) > np.cumsum(rows, axis=1)[:, :-1]).sum(axis=1)
    return np.array([drawn[v] for v in parents])
""", []),
("parents' order reversed", """
def _order(parents):
    order = []
    while len(order) < len(parents):
        for v in parents:
            if v not in order and all(p in order for p in parents[v]):
                order.append(v)
    return order

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    for v in _order(parents):
        t = cpts[v]
        idx = [np.minimum(drawn[p], s - 1) for p, s in zip(reversed(parents[v]), t.shape)]
        rows = np.broadcast_to(t[tuple(idx)], (n, t.shape[-1]))
        drawn[v] = (rng.random((n, 1)) > np.cumsum(rows, axis=1)[:, :-1]).sum(axis=1)
    return np.stack([drawn[v] for v in parents], axis=1)
""", []),
('first parent only', """
def _order(parents):
    order = []
    while len(order) < len(parents):
        for v in parents:
            if v not in order and all(p in order for p in parents[v]):
                order.append(v)
    return order

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    for v in _order(parents):
        t = cpts[v]
        while t.ndim > 2:
            t = t.mean(axis=1)
        rows = t[drawn[parents[v][0]]] if parents[v] else np.broadcast_to(t, (n, len(t)))
        drawn[v] = (rng.random((n, 1)) > np.cumsum(rows, axis=1)[:, :-1]).sum(axis=1)
    return np.stack([drawn[v] for v in parents], axis=1)
""", []),
('uniform values', """
def ancestral_sample(parents, cpts, n, rng):
    return np.stack([rng.integers(cpts[v].shape[-1], size=n) for v in parents], axis=1)
""", []),
# proof: n = 1: shape (1, V) is right, this gives (V,)
('squeezes a single draw', """
def _order(parents):
    order = []
    while len(order) < len(parents):
        for v in parents:
            if v not in order and all(p in order for p in parents[v]):
                order.append(v)
    return order

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    for v in _order(parents):
        rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in parents[v])], (n, cpts[v].shape[-1]))
        drawn[v] = (rng.random((n, 1)) > np.cumsum(rows, axis=1)[:, :-1]).sum(axis=1)
    return np.squeeze(np.stack([drawn[v] for v in parents], axis=1))
""", []),
]

WRONG['count_parameters'] = [
('2**n without minus 1', """
def count_parameters(n, structure):
    return {"full": 2 ** n, "independent": n, "markov": 2 * n - 1}[structure]
""", ['2^n for the full table']),
('shared table in the chain', """
def count_parameters(n, structure):
    return {"full": 2 ** n - 1, "independent": n, "markov": 3}[structure]
""", ['one table for all steps']),
('n - 1 full tables of 4', """
def count_parameters(n, structure):
    return {"full": 2 ** n - 1, "independent": n, "markov": 2 + 4 * (n - 1)}[structure]
""", ['entries counted instead of free numbers']),
('2 ** (n - 1)', """
def count_parameters(n, structure):
    return {"full": 2 ** (n - 1), "independent": n, "markov": 2 * n - 1}[structure]
""", []),
('one parameter for independent', """
def count_parameters(n, structure):
    return {"full": 2 ** n - 1, "independent": 1, "markov": 2 * n - 1}[structure]
""", []),
('n + 1 for the chain', """
def count_parameters(n, structure):
    return {"full": 2 ** n - 1, "independent": n, "markov": n + 1}[structure]
""", ['one number for each link']),
# proof: n = 64, 'full': one too many
('float overflow with 2.0**n', """
def count_parameters(n, structure):
    if structure == "full":
        return int(2.0 ** n - 1)
    return n if structure == "independent" else 2 * n - 1
""", []),
('names swapped', """
def count_parameters(n, structure):
    return {"full": 2 ** n - 1, "independent": 2 * n - 1, "markov": n}[structure]
""", []),
]

WRONG['chain_marginals'] = [
('transition transposed', """
def chain_marginals(initial, transition, n):
    out = np.empty((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = transition @ out[t - 1]
    return out
""", ['transposed transition']),
('n steps, n + 1 rows', """
def chain_marginals(initial, transition, n):
    p, out = initial, [initial]
    for _ in range(n):
        p = p @ transition
        out.append(p)
    return np.array(out)
""", []),
('always one step from initial', """
def chain_marginals(initial, transition, n):
    out = np.empty((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = initial @ transition
    return out
""", ['each step starts from the first']),
('sums over the wrong axis', """
def chain_marginals(initial, transition, n):
    out = np.empty((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = (out[t - 1] * transition).sum(axis=1)
    return out
""", ['transposed transition']),
('stationary distribution from step 2 on', """
def chain_marginals(initial, transition, n):
    w, v = np.linalg.eig(transition.T)
    s = np.real(v[:, np.argmax(np.real(w))])
    s = s / s.sum()
    out = np.tile(s, (n, 1))
    out[0] = initial
    return out
""", []),
('columns are steps (K, n)', """
def chain_marginals(initial, transition, n):
    p, out = initial, [initial]
    for _ in range(n - 1):
        p = p @ transition
        out.append(p)
    return np.array(out).T
""", []),
('recursion too deep for thousands', """
def chain_marginals(initial, transition, n):
    if n == 1:
        return np.array([initial])
    before = chain_marginals(initial, transition, n - 1)
    return np.vstack([before, before[-1] @ transition])
""", []),
('stops at 1e-3, holds the last row', """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        if t > 1 and np.abs(out[t - 1] - out[t - 2]).max() < 1e-3:
            out[t] = out[t - 1]
        else:
            out[t] = out[t - 1] @ transition
    return out
""", []),
('monte carlo estimate', """
def chain_marginals(initial, transition, n):
    rng = np.random.default_rng(0)
    K, M = len(initial), 1000
    x = rng.choice(K, size=M, p=initial)
    out = np.zeros((n, K))
    for t in range(n):
        out[t] = np.bincount(x, minlength=K) / M
        c = np.cumsum(transition[x], axis=1)
        x = (rng.random((M, 1)) > c[:, :-1]).sum(axis=1)
    return out
""", []),
]

WRONG['adjusted_rates'] = [
('crude as mean of rates', """
def adjusted_rates(admitted, applicants):
    r = admitted / applicants
    w = applicants.sum(axis=1) / applicants.sum()
    return r.mean(axis=0), w @ r
""", ['mean of the rates for crude']),
("each gender's own mix", """
def adjusted_rates(admitted, applicants):
    r = admitted / applicants
    w = applicants / applicants.sum(axis=0)
    return admitted.sum(0) / applicants.sum(0), (w * r).sum(axis=0)
""", ["adjusted by each gender's own mix"]),
('weights of gender 0 only', """
def adjusted_rates(admitted, applicants):
    r = admitted / applicants
    w = applicants[:, 0] / applicants[:, 0].sum()
    return admitted.sum(0) / applicants.sum(0), w @ r
""", ['the mix of one gender for both']),
('outputs swapped', """
def adjusted_rates(admitted, applicants):
    w = applicants.sum(axis=1) / applicants.sum()
    return w @ (admitted / applicants), admitted.sum(0) / applicants.sum(0)
""", []),
('crude over all applicants', """
def adjusted_rates(admitted, applicants):
    w = applicants.sum(axis=1) / applicants.sum()
    return admitted.sum(0) / applicants.sum(), w @ (admitted / applicants)
""", []),
('per cent', """
def adjusted_rates(admitted, applicants):
    w = applicants.sum(axis=1) / applicants.sum()
    return 100 * admitted.sum(0) / applicants.sum(0), 100 * (w @ (admitted / applicants))
""", []),
('share of the admitted by gender', """
def adjusted_rates(admitted, applicants):
    w = applicants.sum(axis=1) / applicants.sum()
    return admitted.sum(0) / admitted.sum(), w @ (admitted / applicants)
""", []),
# proof: three columns: admitted = [[5,3,4],[1,2,3]], applicants = [[10,5,8],[10,15,9]] gives two rates (arguable: the statement says "both genders", and (D, G))
('two genders only', """
def adjusted_rates(admitted, applicants):
    w = (applicants[:, 0] + applicants[:, 1]) / (applicants[:, 0] + applicants[:, 1]).sum()
    crude = admitted.sum(0) / applicants.sum(0)
    return crude[:2], np.array([w @ (admitted[:, g] / applicants[:, g]) for g in (0, 1)])
""", []),
('rounds to two decimals', """
def adjusted_rates(admitted, applicants):
    w = applicants.sum(axis=1) / applicants.sum()
    return np.round(admitted.sum(0) / applicants.sum(0), 2), np.round(w @ (admitted / applicants), 2)
""", []),
]

WRONG['gda_log_odds'] = [
('prior forgotten', """
def _lp(x, m, S):
    d = x - m
    return -0.5 * np.linalg.slogdet(S)[1] - 0.5 * np.einsum("ni,ij,nj->n", d, np.linalg.inv(S), d)

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    return _lp(x, mean1, cov1) - _lp(x, mean0, cov0)
""", ['prior left out']),
('sign: class 0 over class 1', """
def _lp(x, m, S):
    d = x - m
    return -0.5 * np.linalg.slogdet(S)[1] - 0.5 * np.einsum("ni,ij,nj->n", d, np.linalg.inv(S), d)

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    return np.log(1 - prior) - np.log(prior) + _lp(x, mean0, cov0) - _lp(x, mean1, cov1)
""", ['sign turned']),
('log of det', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def lp(m, S):
        d = x - m
        return -0.5 * np.log(np.linalg.det(S)) - 0.5 * np.einsum("ni,ij,nj->n", d, np.linalg.inv(S), d)
    return np.log(prior / (1 - prior)) + lp(mean1, cov1) - lp(mean0, cov0)
""", ['the determinant under- or overflows']),
('shared covariance (pooled)', """
def _lp(x, m, S):
    d = x - m
    return -0.5 * np.linalg.slogdet(S)[1] - 0.5 * np.einsum("ni,ij,nj->n", d, np.linalg.inv(S), d)

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    S = prior * cov1 + (1 - prior) * cov0
    return np.log(prior / (1 - prior)) + _lp(x, mean1, S) - _lp(x, mean0, S)
""", []),
('probability instead of log-odds', """
def _lp(x, m, S):
    d = x - m
    return -0.5 * np.linalg.slogdet(S)[1] - 0.5 * np.einsum("ni,ij,nj->n", d, np.linalg.inv(S), d)

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    z = np.log(prior / (1 - prior)) + _lp(x, mean1, cov1) - _lp(x, mean0, cov0)
    return 1 / (1 + np.exp(-z))
""", ['a probability for the log-odds']),
('missing half before the quadratic', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def lp(m, S):
        d = x - m
        return -0.5 * np.linalg.slogdet(S)[1] - np.einsum("ni,ij,nj->n", d, np.linalg.inv(S), d)
    return np.log(prior / (1 - prior)) + lp(mean1, cov1) - lp(mean0, cov0)
""", ['no 1/2 in the exponent']),
('diagonal of the covariances', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def lp(m, S):
        v = np.diag(S)
        return np.sum(-0.5 * np.log(v) - 0.5 * (x - m) ** 2 / v, axis=1)
    return np.log(prior / (1 - prior)) + lp(mean1, cov1) - lp(mean0, cov0)
""", ['only the diagonal of the covariance']),
('log det with the wrong sign', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def lp(m, S):
        d = x - m
        return 0.5 * np.linalg.slogdet(S)[1] - 0.5 * np.einsum("ni,ij,nj->n", d, np.linalg.inv(S), d)
    return np.log(prior / (1 - prior)) + lp(mean1, cov1) - lp(mean0, cov0)
""", ['sign of the log-determinants']),
('log det from diag L without doubling', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def lp(m, S):
        L = np.linalg.cholesky(S)
        u = np.linalg.solve(L, (x - m).T)
        return -0.5 * np.log(np.diag(L)).sum() - 0.5 * (u ** 2).sum(0)
    return np.log(prior / (1 - prior)) + lp(mean1, cov1) - lp(mean0, cov0)
""", []),
# proof: x = [[0.]] (one point): shape (1,) is right, this gives a scalar
('scalar for one point (scipy)', """
from scipy.stats import multivariate_normal as mvn
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    return np.log(prior / (1 - prior)) + mvn(mean1, cov1).logpdf(x) - mvn(mean0, cov0).logpdf(x)
""", []),
]

WRONG['naive_bayes_fit'] = [
('ddof=1 variances', """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    return (np.bincount(y.astype(int)) / len(y), np.array([X[y == k].mean(0) for k in range(K)]),
            np.array([X[y == k].var(0, ddof=1) for k in range(K)]))
""", ['divided by n - 1']),
('sklearn default smoothing of variances', """
from sklearn.naive_bayes import GaussianNB
def naive_bayes_fit(X, y):
    m = GaussianNB().fit(X, y)
    return m.class_prior_, m.theta_, m.var_
""", ['something added to the variances']),
('uniform priors', """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    return (np.ones(K) / K, np.array([X[y == k].mean(0) for k in range(K)]),
            np.array([X[y == k].var(0) for k in range(K)]))
""", ['uniform prior']),
('Laplace-smoothed priors', """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    c = np.bincount(y.astype(int))
    return ((c + 1) / (len(y) + K), np.array([X[y == k].mean(0) for k in range(K)]),
            np.array([X[y == k].var(0) for k in range(K)]))
""", ['smoothed priors']),
('variance around the overall mean', """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    m = X.mean(0)
    return (np.bincount(y.astype(int)) / len(y), np.array([X[y == k].mean(0) for k in range(K)]),
            np.array([((X[y == k] - m) ** 2).mean(0) for k in range(K)]))
""", ['about the mean of all rows']),
('transposed (D, K)', """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    return (np.bincount(y.astype(int)) / len(y), np.array([X[y == k].mean(0) for k in range(K)]).T,
            np.array([X[y == k].var(0) for k in range(K)]).T)
""", []),
# proof: y = [1, 0, 0]: the classes are swapped
('classes in order of appearance', """
def naive_bayes_fit(X, y):
    classes = list(dict.fromkeys(y.tolist()))
    return (np.array([np.mean(y == k) for k in classes]), np.array([X[y == k].mean(0) for k in classes]),
            np.array([X[y == k].var(0) for k in classes]))
""", []),
('variance 1 for single-point class', """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    v = np.array([X[y == k].var(0) for k in range(K)])
    v[v == 0] = 1.0
    return np.bincount(y.astype(int)) / len(y), np.array([X[y == k].mean(0) for k in range(K)]), v
""", ['something added to the variances']),
('log priors', """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    return (np.log(np.bincount(y.astype(int)) / len(y)), np.array([X[y == k].mean(0) for k in range(K)]),
            np.array([X[y == k].var(0) for k in range(K)]))
""", []),
]

WRONG['naive_bayes_log_posterior'] = [
('joint, not normalised', """
def naive_bayes_log_posterior(X, priors, means, vars):
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    return np.log(priors) + np.nansum(ll, axis=2)
""", ['not normalised']),
('NaN replaced by 0', """
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    X = np.nan_to_num(X)
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + ll.sum(axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ['missing features taken as 0']),
('NaN replaced by the column mean', """
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    m = priors @ means
    X = np.where(np.isnan(X), m, X)
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + ll.sum(axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", []),
('variances left out of normaliser', """
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    s = np.log(priors) - np.nansum((X[:, None, :] - means) ** 2 / (2 * vars), axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ["no normaliser"]),
('log of sum of exp, naive', """
def naive_bayes_log_posterior(X, priors, means, vars):
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + np.nansum(ll, axis=2)
    return s - np.log(np.exp(s).sum(axis=1, keepdims=True))
""", ['densities multiplied until they underflow']),
('1e-9 added to the variances', """
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    v = vars + 1e-9
    ll = -0.5 * np.log(2 * np.pi * v) - (X[:, None, :] - means) ** 2 / (2 * v)
    s = np.log(priors) + np.nansum(ll, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ['log(std + eps)']),
('normalised over the rows', """
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + np.nansum(ll, axis=2)
    return s - logsumexp(s, axis=0, keepdims=True)
""", ['normalised over the rows']),
('missing half in the exponent (notes 3)', """
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / vars
    s = np.log(priors) + np.nansum(ll, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ['a half lost']),
('mean over the features seen', """
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    n = np.maximum((~np.isnan(X)).sum(1, keepdims=True), 1)
    s = np.log(priors) + np.nansum(ll, axis=2) / n
    return s - logsumexp(s, axis=1, keepdims=True)
""", []),
# proof: X = [[100.]], priors .5, means [[0.], [100.]], vars 1: -5000 is right, this gives -inf
('stable softmax then log: -inf far out', """
def naive_bayes_log_posterior(X, priors, means, vars):
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + np.nansum(ll, axis=2)
    p = np.exp(s - s.max(axis=1, keepdims=True))
    return np.log(p / p.sum(axis=1, keepdims=True))
""", ['densities multiplied until they underflow']),
('works for two classes only', """
def naive_bayes_log_posterior(X, priors, means, vars):
    ll = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + np.nansum(ll, axis=2)
    z = s[:, 1] - s[:, 0]
    return np.stack([-np.logaddexp(0, z), -np.logaddexp(0, -z)], axis=1)
""", []),
# proof: vars = 1e-12 (1 micron), X = [[2e-6]], means [[0.], [1e-6]]
('variances floored at 1e-9', """
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    v = np.maximum(vars, 1e-9)
    ll = -0.5 * np.log(2 * np.pi * v) - (X[:, None, :] - means) ** 2 / (2 * v)
    s = np.log(priors) + np.nansum(ll, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", []),
]

WRONG['logistic_nll'] = [
('log of sigmoid overflows', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    p = 1 / (1 + np.exp(-z))
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
""", ['overflows at large logits']),
('sum instead of mean', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.sum(np.logaddexp(0, z) - y * z))
""", ['sum instead of mean']),
('bias forgotten', """
def logistic_nll(w, b, X, y):
    z = X @ w
    return float(np.mean(np.logaddexp(0, z) - y * z))
""", ['b left out']),
('only the y = 1 term', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(y * np.logaddexp(0, -z)))
""", ['only the labels 1 count']),
('bits', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, z) - y * z) / np.log(2))
""", []),
('logits clipped to 500', """
def logistic_nll(w, b, X, y):
    z = np.clip(X @ w + b, -500, 500)
    return float(np.mean(np.log1p(np.exp(z)) - y * z))
""", ["logits clipped"]),
('per-sample losses', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return np.logaddexp(0, z) - y * z
""", ['a loss for each row']),
('mean over ones only', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    l = np.logaddexp(0, z) - y * z
    n1 = max(int(np.sum(y)), 1)
    return float(np.sum(l) / n1)
""", []),
('hinge-like max(0, -z)', """
def logistic_nll(w, b, X, y):
    s = (2 * y - 1) * (X @ w + b)
    return float(np.mean(np.maximum(0, -s)))
""", []),
('torch float32 sigmoid', """
def logistic_nll(w, b, X, y):
    t = lambda a: torch.as_tensor(a, dtype=torch.float32)
    p = torch.sigmoid(t(X) @ t(w) + b)
    return torch.nn.functional.binary_cross_entropy(p, t(y)).item()
""", ['logits clipped']),
]

RIGHT['parents_of'] += [
"""
import re
def parents_of(text):
    return {v: tuple(p.split(",")) if p else () for v, p in re.findall(r"P\(([^|)]+)\|?([^)]*)\)", text)}
""",
"""
def parents_of(text):
    graph = {}
    for piece in text.split(")"):
        if piece == "":
            continue
        inside = piece[2:]
        name, bar, rest = inside.partition("|")
        graph[name] = tuple(rest.split(",")) if bar else ()
    return graph
""",
"""
def parents_of(text):
    # a little machine, letter by letter
    graph, word, names_, inside = {}, "", [], False
    for ch in text:
        if not inside:
            if ch == "(":
                inside, word, names_ = True, "", []
        elif ch in "|,":
            names_.append(word)
            word = ""
        elif ch == ")":
            names_.append(word)
            graph[names_[0]] = tuple(names_[1:])
            inside = False
        else:
            word += ch
    return graph
""",
"""
def parents_of(text):
    g = {}
    for f in text.split(")")[:-1]:
        v, _, p = f[2:].partition("|")
        g[v] = p.split(",") if p else []
    return g
""",
]

WRONG['parents_of'] += [
# in: "P(a)": ('',) instead of ()
('empty name for no parents', """
def parents_of(text):
    g = {}
    for f in text.split(")")[:-1]:
        v, _, p = f[2:].partition("|")
        g[v] = tuple(p.split(","))
    return g
""", ['an empty name for no parents']),
# in: "P(rain)P(wet|rain)": names of several letters
('one-letter names', """
import re
def parents_of(text):
    g = {}
    for v, p in re.findall(r"P\((\w)\|?([\w,]*)\)", text):
        g[v] = tuple(c for c in p if c != ",")
    return g
""", []),
# in: "P(c|b,a)": parents sorted
('sorts the parents', """
def parents_of(text):
    g = {}
    for f in text.split(")")[:-1]:
        v, _, p = f[2:].partition("|")
        g[v] = tuple(sorted(p.split(","))) if p else ()
    return g
""", ['parents sorted']),
# in: "P(a)P(b|a)": children instead of parents
('arrows turned round', """
def parents_of(text):
    g = {}
    pairs = []
    for f in text.split(")")[:-1]:
        v, _, p = f[2:].partition("|")
        g[v] = ()
        pairs += [(v, q) for q in p.split(",") if q]
    for v, q in pairs:
        g[q] = g.get(q, ()) + (v,)
    return g
""", ['arrows turned round']),
# in: "P(a)P(b|a)": a string instead of a tuple for one parent
('(p) is not a tuple', """
def parents_of(text):
    g = {}
    for f in text.split(")")[:-1]:
        v, _, p = f[2:].partition("|")
        q = p.split(",")
        g[v] = () if not p else ((q[0]) if len(q) == 1 else tuple(q))
    return g
""", []),
# in: "P(a)P(b|a)": drops the variables that have no parents
('roots left out', """
import re
def parents_of(text):
    g = {}
    for v, p in re.findall(r"P\(([^|()]+)\|([^)]*)\)", text):
        g[v] = tuple(p.split(","))
    return g
""", ['variables without parents are lost']),
# in: "P(Pa)P(b|Pa)": splits at every P (a name that contains P)
('splits at P', """
def parents_of(text):
    g = {}
    for f in text.split("P"):
        if not f:
            continue
        v, _, p = f.strip("()").partition("|")
        g[v] = tuple(p.split(",")) if p else ()
    return g
""", ["a name's own P taken for a factor's"]),
]

RIGHT['marginal'] += [
"""
def marginal(joint, keep):
    rest = [i for i in range(joint.ndim) if i not in keep]
    return np.transpose(joint, tuple(keep) + tuple(rest)).sum(axis=tuple(range(len(keep), joint.ndim)))
""",
"""
def marginal(joint, keep):
    return np.einsum(joint, list(range(joint.ndim)), list(keep))
""",
"""
def marginal(joint, keep):
    out = np.zeros([joint.shape[k] for k in keep])
    for index in np.ndindex(*joint.shape):
        out[tuple(index[k] for k in keep)] += joint[index]
    return out
""",
]

WRONG['marginal'] += [
# in: keep = (2, 0)
("axes in the joint's order", """
def marginal(joint, keep):
    return joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep))
""", ['the order of `keep` is lost']),
# in: joint of shape (2, 3, 2), keep = (0,)
('sums out the kept axes', """
def marginal(joint, keep):
    return joint.sum(axis=tuple(keep))
""", ['the kept axes are summed']),
# in: keep = (2, 0, 1) with different sizes: inverse permutation
('inverse permutation', """
def marginal(joint, keep):
    m = joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep))
    return np.transpose(m, np.argsort(np.argsort(np.argsort(keep)))) if len(keep) else m
""", ['the permutation is the inverse one']),
# in: keep = (): returns the whole joint unchanged
('empty keep returns the joint', """
def marginal(joint, keep):
    if not keep:
        return joint.copy()
    return np.einsum(joint, list(range(joint.ndim)), list(keep))
""", []),
# in: joint (2, 2, 2), keep = (0,): half as large
('mean instead of sum', """
def marginal(joint, keep):
    rest = [i for i in range(joint.ndim) if i not in keep]
    return np.transpose(joint, tuple(keep) + tuple(rest)).mean(axis=tuple(range(len(keep), joint.ndim)))
""", ['a mean for the sum']),
# in: joint of 4 axes, keep = (3,): sums axes one by one without noticing that they move
('axes move after each sum', """
def marginal(joint, keep):
    out = joint
    for i in range(joint.ndim):
        if i not in keep and out.ndim > len(keep):
            out = out.sum(axis=min(i, out.ndim - 1))
    order = np.argsort(np.argsort(keep)) if len(keep) else ()
    return np.transpose(out, order) if len(keep) else out
""", []),
# in: any keep smaller than all: axes of length one are left
('keepdims', """
def marginal(joint, keep):
    return joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep), keepdims=True)
""", ['the summed axes are kept']),
# in: keep = (0, 1) of three axes: takes the slice 0 of the others
('slice instead of sum', """
def marginal(joint, keep):
    rest = [i for i in range(joint.ndim) if i not in keep]
    out = np.transpose(joint, tuple(keep) + tuple(rest))
    for _ in rest:
        out = out[..., 0]
    return out / out.sum()
""", []),
]

RIGHT['is_independent'] += [
"""
def is_independent(joint, a, b, given=()):
    given = tuple(given)
    rest = [i for i in range(joint.ndim) if i not in (a, b) + given]
    t = np.transpose(joint, (a, b) + given + tuple(rest)).sum(axis=tuple(range(2 + len(given), joint.ndim)))
    t = t.reshape(t.shape[0], t.shape[1], -1)
    g = t.sum(axis=(0, 1))
    t = t[:, :, g > 0] / g[g > 0]
    return bool(np.all(np.abs(t - t.sum(1, keepdims=True) * t.sum(0, keepdims=True)) < 1e-9))
""",
"""
from itertools import product
def is_independent(joint, a, b, given=()):
    sizes = [joint.shape[g] for g in given]
    for combo in product(*[range(s) for s in sizes]):
        index = [slice(None)] * joint.ndim
        for axis, value in zip(given, combo):
            index[axis] = slice(value, value + 1)
        part = joint[tuple(index)]
        other = tuple(i for i in range(joint.ndim) if i not in (a, b))
        table = part.sum(axis=other)
        total = table.sum()
        if total == 0:
            continue
        table = table / total
        if np.abs(table - np.outer(table.sum(1), table.sum(0))).max() >= 1e-9:
            return False
    return True
""",
"""
def is_independent(joint, a, b, given=()):
    names_ = list(range(joint.ndim))
    abg = np.einsum(joint, names_, [a, b, *given])
    g = abg.sum(axis=(0, 1), keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        c = np.where(g > 0, abg / g, 0.0)
    gap = c - c.sum(axis=0, keepdims=True) * c.sum(axis=1, keepdims=True)
    return np.abs(gap).max() < 1e-9
""",
]

WRONG['is_independent'] += [
# in: a common cause: independent given g, dependent without; given = (g,)
('ignores given', """
def is_independent(joint, a, b, given=()):
    t = joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in (a, b)))
    return bool(np.all(np.abs(t - np.outer(t.sum(1), t.sum(0))) < 1e-9))
""", ['the condition is ignored']),
# in: a fork a <- g -> b: slices not normalised, so independence is missed
('slices not normalised', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    gap = t - t.sum(0, keepdims=True) * t.sum(1, keepdims=True)
    return bool(np.all(np.abs(gap) < 1e-9))
""", ['compared with the marginals', "the condition's probability is forgotten"]),
# in: independent for g = 0, dependent for g = 1: says True
('any instead of all slices', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    t = t.reshape(t.shape[0], t.shape[1], -1)
    for k in range(t.shape[2]):
        s = t[:, :, k].sum()
        if s > 0:
            c = t[:, :, k] / s
            if np.allclose(c, np.outer(c.sum(1), c.sum(0)), atol=1e-9, rtol=0):
                return True
    return False
""", ["one value of the condition is enough"]),
# in: a value of given with probability 0: nan, comparison False
('nan for impossible given', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    c = t / t.sum(axis=(0, 1), keepdims=True)
    gap = c - c.sum(0, keepdims=True) * c.sum(1, keepdims=True)
    return bool(np.all(np.abs(gap) < 1e-9))
""", ['dividing by the probability of what never happens']),
# in: a dependence of size 1e-3
('tolerance too loose', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    g = t.sum(axis=(0, 1), keepdims=True)
    c = np.where(g > 0, t / np.where(g > 0, g, 1), 0)
    return bool(np.allclose(c, c.sum(0, keepdims=True) * c.sum(1, keepdims=True), atol=1e-2))
""", []),
# in: a, b with 3 values, uncorrelated but dependent (a = -1, 0, 1, b = a**2)
('tests correlation only', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    t = t.reshape(t.shape[0], t.shape[1], -1)
    i, j = np.arange(t.shape[0]), np.arange(t.shape[1])
    for k in range(t.shape[2]):
        s = t[:, :, k].sum()
        if s > 0:
            c = t[:, :, k] / s
            if abs(i @ c @ j - (i @ c.sum(1)) * (j @ c.sum(0))) > 1e-9:
                return False
    return True
""", ['uncorrelated taken for independent']),
# in: independent data: exact comparison of floats fails by rounding
('exact equality', """
def is_independent(joint, a, b, given=()):
    t = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    g = t.sum(axis=(0, 1), keepdims=True)
    c = np.where(g > 0, t / np.where(g > 0, g, 1), 0)
    return bool(np.all(c == c.sum(0, keepdims=True) * c.sum(1, keepdims=True)))
""", ["compared exactly"]),
# in: a fourth axis that is in none of the three: conditions on it as well
('conditions on everything else', """
def is_independent(joint, a, b, given=()):
    rest = [i for i in range(joint.ndim) if i not in (a, b)]
    t = np.transpose(joint, [a, b] + rest)
    g = t.sum(axis=(0, 1), keepdims=True)
    c = np.where(g > 0, t / np.where(g > 0, g, 1), 0)
    return bool(np.all(np.abs(c - c.sum(0, keepdims=True) * c.sum(1, keepdims=True)) < 1e-9))
""", []),
]

RIGHT['ancestral_sample'] += [
"""
def ancestral_sample(parents, cpts, n, rng):
    cols = {}
    while len(cols) < len(parents):
        for v, ps in parents.items():
            if v in cols or any(p not in cols for p in ps):
                continue
            rows = cpts[v][tuple(cols[p] for p in ps)] if ps else np.broadcast_to(cpts[v], (n, len(cpts[v])))
            u = rng.random((n, 1))
            cum = np.cumsum(rows, axis=1)
            cols[v] = np.minimum((u >= cum).sum(axis=1), rows.shape[1] - 1)
    return np.stack([cols[v] for v in parents], axis=1).astype(int)
""",
"""
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    done = []
    while len(done) < len(order):
        for v in order:
            if v not in done and all(p in done for p in parents[v]):
                done.append(v)
    out = np.zeros((n, len(order)), dtype=np.int64)
    where = {v: i for i, v in enumerate(order)}
    for row in range(n):
        for v in done:
            p = np.asarray(cpts[v][tuple(out[row, where[q]] for q in parents[v])], dtype=float)
            out[row, where[v]] = rng.choice(len(p), p=p / p.sum())
    return out
""",
"""
def ancestral_sample(parents, cpts, n, rng):
    # Gumbel trick, in the order of a topological sorter
    from graphlib import TopologicalSorter
    names_ = list(parents)
    out = np.zeros((n, len(names_)), dtype=np.int32)
    for v in TopologicalSorter({k: set(p) for k, p in parents.items()}).static_order():
        idx = tuple(out[:, names_.index(p)] for p in parents[v])
        table = np.asarray(cpts[v])
        rows = table[idx] if idx else np.tile(table, (n, 1))
        with np.errstate(divide="ignore"):
            out[:, names_.index(v)] = np.argmax(np.log(rows) + rng.gumbel(size=rows.shape), axis=1)
    return out
""",
]

WRONG['ancestral_sample'] += [
# in: {"b": ("a",), "a": ()}: columns come in drawing order
('columns in drawing order', """
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    done = []
    while len(done) < len(order):
        for v in order:
            if v not in done and all(p in done for p in parents[v]):
                done.append(v)
    cols = {}
    for v in done:
        rows = cpts[v][tuple(cols[p] for p in parents[v])] if parents[v] else np.tile(cpts[v], (n, 1))
        cols[v] = np.minimum((rng.random((n, 1)) >= rows.cumsum(1)).sum(1), rows.shape[1] - 1)
    return np.stack([cols[v] for v in done], axis=1)
""", ['columns in the order of drawing']),
# in: {"b": ("a",), "a": ()}: parents not drawn yet are taken as 0
('draws in the order listed', """
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    cols = {v: np.zeros(n, dtype=int) for v in order}
    for v in order:
        rows = cpts[v][tuple(cols[p] for p in parents[v])] if parents[v] else np.tile(cpts[v], (n, 1))
        cols[v] = np.minimum((rng.random((n, 1)) >= rows.cumsum(1)).sum(1), rows.shape[1] - 1)
    return np.stack([cols[v] for v in order], axis=1)
""", ['drawn in the wrong order']),
# in: two independent coins: always equal
('one uniform a row for all variables', """
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    done = []
    while len(done) < len(order):
        for v in order:
            if v not in done and all(p in done for p in parents[v]):
                done.append(v)
    cols = {}
    u = rng.random((n, 1))
    for v in done:
        rows = cpts[v][tuple(cols[p] for p in parents[v])] if parents[v] else np.tile(cpts[v], (n, 1))
        cols[v] = np.minimum((u >= rows.cumsum(1)).sum(1), rows.shape[1] - 1)
    return np.stack([cols[v] for v in order], axis=1)
""", []),
# in: a -> b with b = a: the child ignores its parent
('averages the table over the parents', """
def ancestral_sample(parents, cpts, n, rng):
    out = []
    for v in parents:
        t = cpts[v]
        p = t.reshape(-1, t.shape[-1]).mean(axis=0)
        out.append(rng.choice(len(p), size=n, p=p / p.sum()))
    return np.stack(out, axis=1)
""", ['the parents are ignored']),
# in: a variable with three values: only 0 and 1 come
('binary only', """
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    done = []
    while len(done) < len(order):
        for v in order:
            if v not in done and all(p in done for p in parents[v]):
                done.append(v)
    cols = {}
    for v in done:
        rows = cpts[v][tuple(cols[p] for p in parents[v])] if parents[v] else np.tile(cpts[v], (n, 1))
        cols[v] = (rng.random(n) < rows[:, 1]).astype(int)
    return np.stack([cols[v] for v in order], axis=1)
""", []),
# in: child with two different parents: axes swapped
('parents in reverse order in the index', """
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    done = []
    while len(done) < len(order):
        for v in order:
            if v not in done and all(p in done for p in parents[v]):
                done.append(v)
    cols = {}
    for v in done:
        t = cpts[v]
        idx = tuple(np.minimum(cols[p], s - 1) for p, s in zip(parents[v][::-1], t.shape))
        rows = t[idx] if parents[v] else np.tile(t, (n, 1))
        cols[v] = np.minimum((rng.random((n, 1)) >= rows.cumsum(1)).sum(1), rows.shape[1] - 1)
    return np.stack([cols[v] for v in order], axis=1)
""", []),
# in: any: the most likely value each time, no randomness
('argmax instead of a draw', """
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    done = []
    while len(done) < len(order):
        for v in order:
            if v not in done and all(p in done for p in parents[v]):
                done.append(v)
    cols = {}
    for v in done:
        rows = cpts[v][tuple(cols[p] for p in parents[v])] if parents[v] else np.tile(cpts[v], (n, 1))
        cols[v] = rows.argmax(axis=1)
    return np.stack([cols[v] for v in order], axis=1)
""", []),
# in: a -> b, n = 1000: all rows use the parent value of the first row
('the table row of the first draw for all', """
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    done = []
    while len(done) < len(order):
        for v in order:
            if v not in done and all(p in done for p in parents[v]):
                done.append(v)
    cols = {}
    for v in done:
        p = cpts[v][tuple(cols[q][0] for q in parents[v])]
        cols[v] = rng.choice(len(p), size=n, p=p / p.sum())
    return np.stack([cols[v] for v in order], axis=1)
""", []),
]

RIGHT['chain_marginals'] += [
"""
def chain_marginals(initial, transition, n):
    out = np.empty((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = out[t - 1] @ transition
    return out
""",
"""
from itertools import accumulate
def chain_marginals(initial, transition, n):
    steps = accumulate(range(n - 1), lambda p, _: transition.T @ p, initial=np.array(initial, dtype=float))
    return np.stack(list(steps))
""",
"""
def chain_marginals(initial, transition, n):
    K = len(initial)
    T = [[float(transition[i, j]) for j in range(K)] for i in range(K)]
    now = [float(v) for v in initial]
    rows = [now]
    for _ in range(n - 1):
        now = [sum(now[i] * T[i][j] for i in range(K)) for j in range(K)]
        rows.append(now)
    return np.array(rows)
""",
]

WRONG['chain_marginals'] += [
# in: a transition that is not symmetric
('transposed matrix', """
def chain_marginals(initial, transition, n):
    out = [np.asarray(initial, float)]
    for _ in range(n - 1):
        out.append(transition @ out[-1])
    return np.array(out)
""", ['transposed transition']),
# in: n = 1: two rows; n + 1 rows
('one row too many', """
def chain_marginals(initial, transition, n):
    out = [np.asarray(initial, float)]
    for _ in range(n):
        out.append(out[-1] @ transition)
    return np.array(out)
""", []),
# in: n = 2: row 0 is the second state
('starts after one step', """
def chain_marginals(initial, transition, n):
    out, p = [], np.asarray(initial, float)
    for _ in range(n):
        p = p @ transition
        out.append(p)
    return np.array(out)
""", ['off by one: the start is left out']),
# in: n = 3: row 2 equals row 1
('always from the initial state', """
def chain_marginals(initial, transition, n):
    out = np.tile(np.asarray(initial, float), (n, 1))
    out[1:] = initial @ transition
    return out
""", ['each step starts from the first']),
# in: n = 3: every transition twice as many steps (the matrix is squared each turn)
('squares the matrix each turn', """
def chain_marginals(initial, transition, n):
    out = [np.asarray(initial, float)]
    M = transition.copy()
    for _ in range(n - 1):
        out.append(initial @ M)
        M = M @ M
    return np.array(out)
""", []),
# in: initial [0.3, 0.7]: the most likely path instead of the marginal
('max instead of sum', """
def chain_marginals(initial, transition, n):
    out = [np.asarray(initial, float)]
    for _ in range(n - 1):
        p = (out[-1][:, None] * transition).max(axis=0)
        out.append(p / p.sum())
    return np.array(out)
""", []),
# in: non-uniform initial: elementwise product
('elementwise product', """
def chain_marginals(initial, transition, n):
    out = [np.asarray(initial, float)]
    for _ in range(n - 1):
        p = (out[-1] * transition).sum(axis=0)
        out.append(p / p.sum())
    return np.array(out)
""", []),
# in: n = 3, K = 2: shape (K, n)
('shape (K, n)', """
def chain_marginals(initial, transition, n):
    out = [np.asarray(initial, float)]
    for _ in range(n - 1):
        out.append(out[-1] @ transition)
    return np.array(out).T
""", []),
]

RIGHT['gda_log_odds'] += [
"""
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def logp(mean, cov):
        d = x - mean
        return -0.5 * (np.linalg.slogdet(cov)[1] + np.sum(d * np.linalg.solve(cov, d.T).T, axis=1))
    return np.log(prior) - np.log1p(-prior) + logp(mean1, cov1) - logp(mean0, cov0)
""",
"""
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    L0, L1 = np.linalg.cholesky(cov0), np.linalg.cholesky(cov1)
    const = np.log(prior / (1 - prior)) + np.log(np.diag(L0)).sum() - np.log(np.diag(L1)).sum()
    out = []
    for row in x:
        u0 = np.linalg.solve(L0, row - mean0)
        u1 = np.linalg.solve(L1, row - mean1)
        out.append(const + 0.5 * (u0 @ u0) - 0.5 * (u1 @ u1))
    return np.array(out)
""",
"""
from scipy.stats import multivariate_normal
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    one = np.atleast_1d(multivariate_normal(mean1, cov1).logpdf(x)).reshape(len(x))
    zero = np.atleast_1d(multivariate_normal(mean0, cov0).logpdf(x)).reshape(len(x))
    return (one + np.log(prior)) - (zero + np.log(1 - prior))
""",
]

WRONG['gda_log_odds'] += [
# in: prior = 0.2
('no prior', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def logp(mean, cov):
        d = x - mean
        return -0.5 * (np.linalg.slogdet(cov)[1] + np.sum(d * np.linalg.solve(cov, d.T).T, axis=1))
    return logp(mean1, cov1) - logp(mean0, cov0)
""", ['prior left out']),
# in: any: sign
('odds of class 0', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def logp(mean, cov):
        d = x - mean
        return -0.5 * (np.linalg.slogdet(cov)[1] + np.sum(d * np.linalg.solve(cov, d.T).T, axis=1))
    return np.log(1 - prior) - np.log(prior) + logp(mean0, cov0) - logp(mean1, cov1)
""", ['sign turned']),
# in: cov0 != cov1
('no determinants', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def quad(mean, cov):
        d = x - mean
        return np.sum(d * np.linalg.solve(cov, d.T).T, axis=1)
    return np.log(prior) - np.log(1 - prior) + 0.5 * quad(mean0, cov0) - 0.5 * quad(mean1, cov1)
""", ['log-determinants left out']),
# in: D = 250, cov0 = 0.01 I: det 0, nan
('log of det', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def logp(mean, cov):
        d = x - mean
        return -0.5 * (np.log(np.linalg.det(cov)) + np.sum(d * np.linalg.solve(cov, d.T).T, axis=1))
    return np.log(prior) - np.log(1 - prior) + logp(mean1, cov1) - logp(mean0, cov0)
""", ['the determinant under- or overflows']),
# in: cov0 != cov1: pooled covariance
('pools the covariances', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def logp(mean, cov):
        d = x - mean
        return -0.5 * (np.linalg.slogdet(cov)[1] + np.sum(d * np.linalg.solve(cov, d.T).T, axis=1))
    c = prior * cov1 + (1 - prior) * cov0
    return np.log(prior) - np.log(1 - prior) + logp(mean1, c) - logp(mean0, c)
""", []),
# in: x far out (1000 std): densities underflow, nan
('ratio of densities', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def logp(mean, cov):
        d = x - mean
        return -0.5 * (np.linalg.slogdet(cov)[1] + np.sum(d * np.linalg.solve(cov, d.T).T, axis=1))
    return np.log(prior * np.exp(logp(mean1, cov1)) / ((1 - prior) * np.exp(logp(mean0, cov0))))
""", ['densities underflow']),
# in: prior = 0.3: log p without log(1 - p)
('prior of class 0 forgotten', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def logp(mean, cov):
        d = x - mean
        return -0.5 * (np.linalg.slogdet(cov)[1] + np.sum(d * np.linalg.solve(cov, d.T).T, axis=1))
    return np.log(prior) + logp(mean1, cov1) - logp(mean0, cov0)
""", ['the prior of one class only']),
# in: any: returns the probability
('returns the posterior probability', """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def logp(mean, cov):
        d = x - mean
        return -0.5 * (np.linalg.slogdet(cov)[1] + np.sum(d * np.linalg.solve(cov, d.T).T, axis=1))
    z = np.log(prior) - np.log(1 - prior) + logp(mean1, cov1) - logp(mean0, cov0)
    return 1 / (1 + np.exp(-z))
""", ['a probability for the log-odds']),
]

RIGHT['naive_bayes_fit'] += [
"""
def naive_bayes_fit(X, y):
    K = y.max() + 1
    groups = [X[y == k] for k in range(K)]
    return (np.array([len(g) / len(X) for g in groups]), np.array([g.mean(axis=0) for g in groups]),
            np.array([g.var(axis=0) for g in groups]))
""",
"""
def naive_bayes_fit(X, y):
    H = (y[:, None] == np.unique(y)[None, :]).astype(float)
    n = H.sum(axis=0)
    means = (H.T @ X) / n[:, None]
    var = np.stack([(H[:, k:k + 1] * (X - means[k]) ** 2).sum(0) / n[k] for k in range(len(n))])
    return n / n.sum(), means, var
""",
"""
def naive_bayes_fit(X, y):
    N, D = X.shape
    K = int(max(y)) + 1
    priors, means, var = np.zeros(K), np.zeros((K, D)), np.zeros((K, D))
    for i in range(N):
        priors[int(y[i])] += 1
        means[int(y[i])] += X[i]
    for k in range(K):
        means[k] /= priors[k]
    for i in range(N):
        var[int(y[i])] += (X[i] - means[int(y[i])]) ** 2
    for k in range(K):
        var[k] /= priors[k]
    return priors / N, means, var
""",
]

WRONG['naive_bayes_fit'] += [
# in: classes of 2 points: twice too large; one point: nan
('ddof=1', """
def naive_bayes_fit(X, y):
    ks = range(y.max() + 1)
    return (np.bincount(y) / len(y), np.array([X[y == k].mean(0) for k in ks]),
            np.array([X[y == k].var(0, ddof=1) if (y == k).sum() > 1 else np.zeros(X.shape[1]) for k in ks]))
""", ['divided by n - 1']),
# in: any spread != 0, 1
('standard deviations', """
def naive_bayes_fit(X, y):
    ks = range(y.max() + 1)
    return (np.bincount(y) / len(y), np.array([X[y == k].mean(0) for k in ks]), np.array([X[y == k].std(0) for k in ks]))
""", ['standard deviations returned']),
# in: classes with different means
('variance around the overall mean', """
def naive_bayes_fit(X, y):
    ks = range(y.max() + 1)
    m = X.mean(0)
    return (np.bincount(y) / len(y), np.array([X[y == k].mean(0) for k in ks]),
            np.array([((X[y == k] - m) ** 2).mean(0) for k in ks]))
""", ['about the mean of all rows']),
# in: y = [0, 0, 1]: 1/2 each
('uniform priors', """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    return (np.full(K, 1 / K), np.array([X[y == k].mean(0) for k in range(K)]), np.array([X[y == k].var(0) for k in range(K)]))
""", ['uniform prior']),
# in: y = [0, 0, 1]: Laplace 3/5, 2/5
('add-one smoothing of the prior', """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    n = np.bincount(y)
    return ((n + 1) / (len(y) + K), np.array([X[y == k].mean(0) for k in range(K)]), np.array([X[y == k].var(0) for k in range(K)]))
""", ['smoothed priors']),
# in: features in units of 1e-6 or a constant feature: variance 1e-9 added
('adds a floor to the variance (like sklearn)', """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    eps = 1e-3 * X.var(0).max() + 1e-6
    return (np.bincount(y) / len(y), np.array([X[y == k].mean(0) for k in range(K)]), np.array([X[y == k].var(0) for k in range(K)]) + eps)
""", []),
# in: D = 2 with different scales: one variance for all features
('one mean and variance for all features', """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    D = X.shape[1]
    return (np.bincount(y) / len(y), np.array([np.full(D, X[y == k].mean()) for k in range(K)]),
            np.array([np.full(D, X[y == k].var()) for k in range(K)]))
""", ['one variance for all features']),
# in: y = [1, 0, 2, 0]: classes in order of first appearance
('classes in order of appearance', """
def naive_bayes_fit(X, y):
    ks = list(dict.fromkeys(y.tolist()))
    return (np.array([np.mean(y == k) for k in ks]), np.array([X[y == k].mean(0) for k in ks]), np.array([X[y == k].var(0) for k in ks]))
""", []),
]

RIGHT['logistic_nll'] += [
"""
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, np.where(y == 1, -z, z))))
""",
"""
import math
def logistic_nll(w, b, X, y):
    total = 0.0
    for xi, yi in zip(X, y):
        z = float(np.dot(w, xi)) + b
        s = -z if yi == 1 else z
        total += max(s, 0.0) + math.log1p(math.exp(-abs(s)))
    return total / len(y)
""",
"""
import torch
import torch.nn.functional as F
def logistic_nll(w, b, X, y):
    z = torch.as_tensor(np.asarray(X, float) @ np.asarray(w, float) + b)
    s = torch.as_tensor(np.where(np.asarray(y) == 1, 1.0, -1.0))
    return -F.logsigmoid(s * z).mean().item()
""",
]

WRONG['logistic_nll'] += [
# in: logit 1000, y = 0: inf
('log of the sigmoid', """
def logistic_nll(w, b, X, y):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    with np.errstate(all="ignore"):
        return float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p))))
""", ['overflows at large logits']),
# in: logit 1000, y = 0: 34.5 instead of 1000
('clips the probability', """
def logistic_nll(w, b, X, y):
    p = np.clip(1 / (1 + np.exp(-np.clip(X @ w + b, -700, 700))), 1e-15, 1 - 1e-15)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
""", ['probabilities clipped']),
# in: N = 3
('sum', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.sum(np.logaddexp(0, z) - y * z))
""", ['sum instead of mean']),
# in: y = 0 and z = 1: treats labels as -1/+1
('formula for labels -1 and 1', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, -y * z)))
""", ['labels taken as -1 and 1']),
# in: y = 1, z = 2: big loss on the right side
('labels flipped', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, z) - (1 - y) * z))
""", ['labels exchanged']),
# in: b = 1
('no bias', """
def logistic_nll(w, b, X, y):
    z = X @ w
    return float(np.mean(np.logaddexp(0, z) - y * z))
""", ['b left out']),
# in: z = 0: 1 instead of 0.693
('bits', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, z) - y * z) / np.log(2))
""", []),
# in: logit 1000, y = 1: 1000 - 1000 by overflow, inf - ... = inf
('log(1 + exp z) overflows', """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    with np.errstate(over="ignore", invalid="ignore"):
        return float(np.mean(np.log(1 + np.exp(z)) - y * z))
""", ['1 + exp overflows']),
]

RIGHT['d_separated'] += [
"""
def names(x):
    return {x} if isinstance(x, str) else set(x)
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    keep = set(a | b | given)
    while True:
        more = {p for v in keep for p in parents[v]} - keep
        if not more:
            break
        keep |= more
    links = {v: set() for v in keep}
    for v in keep:
        family = [v, *parents[v]]
        for s in family:
            for t in family:
                if s != t:
                    links[s].add(t)
    reach, todo = set(a), list(a)
    while todo:
        for t in links[todo.pop()]:
            if t not in reach and t not in given:
                reach.add(t)
                todo.append(t)
    return not (reach & b)
""",
]

WRONG['factorisation'] += [
('parents sorted', """
def factorisation(parents):
    return "".join(f"P({v}|{','.join(sorted(a))})" if a else f"P({v})" for v, a in parents.items())
""", ['another order than the given one']),
('roots first', """
def factorisation(parents):
    rows = sorted(parents.items(), key=lambda r: len(r[1]) > 0)
    return "".join(f"P({v}|{','.join(a)})" if a else f"P({v})" for v, a in rows)
""", []),
('a blank after the comma', """
def factorisation(parents):
    return "".join(f"P({v}|{', '.join(a)})" if a else f"P({v})" for v, a in parents.items())
""", ['spaces or signs in between']),
('unknown parents dropped if listed later', """
def factorisation(parents):
    out, seen = "", []
    for v, a in parents.items():
        a = [p for p in a if p in seen]
        out += f"P({v}|{','.join(a)})" if a else f"P({v})"
        seen.append(v)
    return out
""", []),
('three parents at most', """
def factorisation(parents):
    return "".join(f"P({v}|{','.join(a[:3])})" if a else f"P({v})" for v, a in parents.items())
""", []),
]

WRONG['d_separated'] += [
('parents of the last child only are married', """
def names(x):
    return {x} if isinstance(x, str) else set(x)
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    keep = set(a | b | given)
    while True:
        more = {p for v in keep for p in parents[v]} - keep
        if not more:
            break
        keep |= more
    links = {v: set() for v in keep}
    for v in keep:
        family = [v, *parents[v]][:3]
        for s in family:
            for t in family:
                if s != t:
                    links[s].add(t)
    reach, todo = set(a), list(a)
    while todo:
        for t in links[todo.pop()]:
            if t not in reach and t not in given:
                reach.add(t)
                todo.append(t)
    return not (reach & b)
""", []),
('ancestors to the second generation', """
def names(x):
    return {x} if isinstance(x, str) else set(x)
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    keep = set(a | b | given)
    for _ in range(2):
        more = {p for v in keep for p in parents[v]} - keep
        if not more:
            break
        keep |= more
    links = {v: set() for v in keep}
    for v in keep:
        family = [v, *parents[v]]
        for s in family:
            for t in family:
                if s != t:
                    links[s].add(t)
    reach, todo = set(a), list(a)
    while todo:
        for t in links[todo.pop()]:
            if t not in reach and t not in given:
                reach.add(t)
                todo.append(t)
    return not (reach & b)
""", []),
('ancestors of a and b only', """
def names(x):
    return {x} if isinstance(x, str) else set(x)
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    keep = set(a | b)
    while True:
        more = {p for v in keep for p in parents[v]} - keep
        if not more:
            break
        keep |= more
    links = {v: set() for v in keep}
    for v in keep:
        family = [v, *parents[v]]
        for s in family:
            for t in family:
                if s != t:
                    links[s].add(t)
    reach, todo = set(a), list(a)
    while todo:
        for t in links[todo.pop()]:
            if t not in reach and t not in given:
                reach.add(t)
                todo.append(t)
    return not (reach & b)
""", ["only the ancestors of a and b kept", 'colliders always block']),
('no ancestors taken: the whole graph', """
def names(x):
    return {x} if isinstance(x, str) else set(x)
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    keep = set(parents)
    while True:
        more = {p for v in keep for p in parents[v]} - keep
        if not more:
            break
        keep |= more
    links = {v: set() for v in keep}
    for v in keep:
        family = [v, *parents[v]]
        for s in family:
            for t in family:
                if s != t:
                    links[s].add(t)
    reach, todo = set(a), list(a)
    while todo:
        for t in links[todo.pop()]:
            if t not in reach and t not in given:
                reach.add(t)
                todo.append(t)
    return not (reach & b)
""", ['colliders never block (the whole graph moralised)']),
('only links along arrows, no marriage', """
def names(x):
    return {x} if isinstance(x, str) else set(x)
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    keep = set(a | b | given)
    while True:
        more = {p for v in keep for p in parents[v]} - keep
        if not more:
            break
        keep |= more
    links = {v: set() for v in keep}
    for v in keep:
        family = [v, *parents[v]]
        for s in family:
            for t in family:
                if s != t and v in (s, t):
                    links[s].add(t)
    reach, todo = set(a), list(a)
    while todo:
        for t in links[todo.pop()]:
            if t not in reach and t not in given:
                reach.add(t)
                todo.append(t)
    return not (reach & b)
""", ["colliders always block", "no parents married"]),
('stops beside the target', """
def names(x):
    return {x} if isinstance(x, str) else set(x)
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    keep = set(a | b | given)
    while True:
        more = {p for v in keep for p in parents[v]} - keep
        if not more:
            break
        keep |= more
    links = {v: set() for v in keep}
    for v in keep:
        family = [v, *parents[v]]
        for s in family:
            for t in family:
                if s != t:
                    links[s].add(t)
    reach, todo = set(a), list(a)
    while todo:
        for t in links[todo.pop()]:
            if t not in reach and t not in given:
                reach.add(t)
                todo.append(t)
    return len(reach & b) < len(b)
""", []),
]

WRONG['conditional'] += [
('normalises over the last axis only', """
def conditional(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    left = [i for i in range(joint.ndim) if i not in evidence]
    t = np.einsum(joint[index], left, list(query))
    return t / t.sum(axis=-1, keepdims=True)
""", ['normalised along one axis']),
('evidence axes kept with length one', """
def conditional(joint, query, evidence):
    for axis, value in evidence.items():
        joint = np.take(joint, [value], axis=axis)
    rest = tuple(i for i in range(joint.ndim) if i not in query and i not in evidence)
    t = joint.sum(axis=rest)
    return t / t.sum()
""", []),
('order of the query lost', """
def conditional(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    left = [i for i in range(joint.ndim) if i not in evidence]
    t = np.einsum(joint[index], left, sorted(query))
    return t / t.sum()
""", ['the order of `query` is lost']),
('evidence applied as soft: doubles its weight', """
def conditional(joint, query, evidence):
    t = joint.copy()
    for axis, value in evidence.items():
        w = np.ones(joint.shape[axis]); w[value] = 1e6
        t = t * w.reshape([-1 if i == axis else 1 for i in range(joint.ndim)])
    t = np.einsum(t, list(range(joint.ndim)), list(query))
    return t / t.sum()
""", []),
]

WRONG['count_parameters'] += [
('floats', """
def count_parameters(n, structure):
    return {'full': 2.0 ** n - 1, 'independent': float(n), 'markov': 2.0 * n - 1}[structure]
""", []),
('the chain shares its table', """
def count_parameters(n, structure):
    return {'full': 2 ** n - 1, 'independent': n, 'markov': 1 + 2 * (n > 1)}[structure]
""", ['one table for all steps']),
('numpy powers', """
def count_parameters(n, structure):
    return int({'full': np.int64(2) ** n - 1, 'independent': n, 'markov': 2 * n - 1}[structure])
""", []),
('no minus one', """
def count_parameters(n, structure):
    return {'full': 2 ** n, 'independent': n, 'markov': 2 * n}[structure]
""", ['2^n for the full table']),
]

WRONG['adjusted_rates'] += [
('mean of the departments', """
def adjusted_rates(admitted, applicants):
    return admitted.sum(0) / applicants.sum(0), (admitted / applicants).mean(0)
""", ['departments weighted equally']),
('weights from the first group', """
def adjusted_rates(admitted, applicants):
    w = applicants[:, 0] / applicants[:, 0].sum()
    return admitted.sum(0) / applicants.sum(0), w @ (admitted / applicants)
""", ['the mix of one gender for both']),
('weights from those admitted', """
def adjusted_rates(admitted, applicants):
    w = admitted.sum(1) / admitted.sum()
    return admitted.sum(0) / applicants.sum(0), w @ (admitted / applicants)
""", ['weighted by the admitted']),
('in percent', """
def adjusted_rates(admitted, applicants):
    w = applicants.sum(1) / applicants.sum()
    return 100 * admitted.sum(0) / applicants.sum(0), 100 * (w @ (admitted / applicants))
""", []),
]

WRONG['naive_bayes_log_posterior'] += [
('missing filled with the class mean', """
def naive_bayes_log_posterior(X, priors, means, vars):
    out = []
    for p, m, v in zip(priors, means, vars):
        Z = np.where(np.isnan(X), m, X)
        out.append(np.log(p) + (-0.5 * np.log(2 * np.pi * v) - 0.5 * (Z - m) ** 2 / v).sum(1))
    t = np.stack(out, 1)
    top = t.max(1, keepdims=True)
    return t - top - np.log(np.exp(t - top).sum(1, keepdims=True))
""", ["missing features taken as the class's mean"]),
('missing filled with zero', """
def naive_bayes_log_posterior(X, priors, means, vars):
    X = np.nan_to_num(X)
    t = np.log(priors) + np.stack([(-0.5 * np.log(v) - 0.5 * (X - m) ** 2 / v).sum(1) for m, v in zip(means, vars)], 1)
    top = t.max(1, keepdims=True)
    return t - top - np.log(np.exp(t - top).sum(1, keepdims=True))
""", ['missing features taken as 0']),
('rows with a gap get the prior', """
def naive_bayes_log_posterior(X, priors, means, vars):
    t = np.log(priors) + np.stack([(-0.5 * np.log(v) - 0.5 * (X - m) ** 2 / v).sum(1) for m, v in zip(means, vars)], 1)
    t = np.where(np.isnan(t), np.log(priors), t)
    top = t.max(1, keepdims=True)
    return t - top - np.log(np.exp(t - top).sum(1, keepdims=True))
""", ['what was seen is thrown away with what is missing']),
('not normalised', """
def naive_bayes_log_posterior(X, priors, means, vars):
    part = [np.where(np.isnan(X), 0, -0.5 * np.log(2 * np.pi * v) - 0.5 * (X - m) ** 2 / v).sum(1) for m, v in zip(means, vars)]
    return np.log(priors) + np.stack(part, 1)
""", ['not normalised']),
]
