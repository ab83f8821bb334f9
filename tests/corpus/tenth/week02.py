"""Answers to exercises of week 2, labelled: see ../corpora.toml."""

RIGHT = {
    "parents_of": [
        r"""
import re


def parents_of(text: str) -> dict[str, tuple[str, ...]]:
    graph = {}
    for inside in re.findall(r"P\(([^()]*)\)", text):
        child, _, rest = inside.partition("|")
        graph[child] = tuple(rest.split(",")) if rest else ()
    return graph
""",
        """
def parents_of(text):
    # every factor ends with a bracket; drop the leading "P(" of each
    result = {}
    for factor in text.split(")"):
        if not factor:
            continue
        body = factor[2:]
        if "|" in body:
            name, given = body.split("|")
            result[name] = tuple(given.split(","))
        else:
            result[body] = ()
    return result
""",
        """
def parents_of(text):
    graph = {}
    names = []
    word = ""
    for ch in text:
        if ch == "(":
            names, word = [], ""
        elif ch in "|,":
            names.append(word)
            word = ""
        elif ch == ")":
            names.append(word)
            graph[names[0]] = tuple(names[1:])
            word = ""
        else:
            word += ch
    return graph
""",
    ],
    "conditional": [
        """
def conditional(joint: np.ndarray, query: tuple[int, ...], evidence: dict[int, int]) -> np.ndarray:
    index = tuple(evidence.get(axis, slice(None)) for axis in range(joint.ndim))
    left = [axis for axis in range(joint.ndim) if axis not in evidence]
    table = np.einsum(joint[index], left, list(query))
    return table / table.sum()
""",
        """
def conditional(joint, query, evidence):
    p = np.asarray(joint)
    # keep every axis, so that the numbers of the axes stay as they are
    for axis, value in evidence.items():
        p = np.take(p, [value], axis=axis)
    p = np.moveaxis(p, list(query), list(range(len(query))))
    p = p.reshape(p.shape[:len(query)] + (-1,)).sum(axis=-1)
    return p / p.sum()
""",
        """
def conditional(joint, query, evidence):
    shape = tuple(joint.shape[axis] for axis in query)
    out = np.zeros(shape)
    for idx in np.ndindex(*joint.shape):
        if all(idx[axis] == value for axis, value in evidence.items()):
            out[tuple(idx[axis] for axis in query)] += joint[idx]
    return out / out.sum()
""",
    ],
    "is_independent": [
        """
def is_independent(joint: np.ndarray, a: int, b: int, given: tuple[int, ...] = ()) -> bool:
    given = list(given)
    p = np.einsum(joint, list(range(joint.ndim)), [a, b] + given)
    p = p.reshape(p.shape[0], p.shape[1], -1)
    pg = p.sum(axis=(0, 1))
    possible = pg > 0
    cond = p[:, :, possible] / pg[possible]
    product = cond.sum(axis=1, keepdims=True) * cond.sum(axis=0, keepdims=True)
    return bool(np.all(np.abs(cond - product) < 1e-9))
""",
        """
import itertools


def is_independent(joint, a, b, given=()):
    ranges = [range(joint.shape[g]) for g in given]
    for values in itertools.product(*ranges):
        index = [slice(None)] * joint.ndim
        for g, v in zip(given, values):
            index[g] = slice(v, v + 1)
        part = joint[tuple(index)]
        others = tuple(i for i in range(joint.ndim) if i not in (a, b))
        table = part.sum(axis=others)
        total = table.sum()
        if total == 0:
            continue
        table = table / total
        outer = np.outer(table.sum(axis=1), table.sum(axis=0))
        if np.max(np.abs(table - outer)) >= 1e-9:
            return False
    return True
""",
        """
def is_independent(joint, a, b, given=()):
    keep = {a, b, *given}
    p = joint.sum(axis=tuple(i for i in range(joint.ndim) if i not in keep), keepdims=True)
    p_g = p.sum(axis=(a, b), keepdims=True)
    safe = np.where(p_g > 0, p_g, 1.0)
    p_ab = p / safe
    p_a = p.sum(axis=b, keepdims=True) / safe
    p_b = p.sum(axis=a, keepdims=True) / safe
    # where p_g is zero all three are zero, and so is the gap
    return bool((np.abs(p_ab - p_a * p_b) < 1e-9).all())
""",
    ],
    "ancestral_sample": [
        """
def ancestral_sample(parents: dict, cpts: dict, n: int, rng: np.random.Generator) -> np.ndarray:
    values = {}
    while len(values) < len(parents):
        for v, pa in parents.items():
            if v in values or any(p not in values for p in pa):
                continue
            rows = cpts[v][tuple(values[p] for p in pa)]
            cum = np.cumsum(rows, axis=-1)
            u = rng.random((n, 1))
            draw = (u >= cum).sum(axis=1)
            values[v] = np.minimum(draw, cum.shape[-1] - 1)
    return np.stack([values[v] for v in parents], axis=1).astype(int)
""",
        """
def ancestral_sample(parents, cpts, n, rng):
    order = []

    def visit(v):
        if v in order:
            return
        for p in parents[v]:
            visit(p)
        order.append(v)

    for v in parents:
        visit(v)

    column = {v: i for i, v in enumerate(parents)}
    out = np.zeros((n, len(column)), dtype=int)
    for i in range(n):
        for v in order:
            row = cpts[v][tuple(out[i, column[p]] for p in parents[v])]
            out[i, column[v]] = rng.choice(len(row), p=row)
    return out
""",
        """
from graphlib import TopologicalSorter


def ancestral_sample(parents, cpts, n, rng):
    names = list(parents)
    out = np.zeros((n, len(names)), dtype=np.int64)
    order = TopologicalSorter({v: set(parents[v]) for v in names}).static_order()
    for v in order:
        j = names.index(v)
        table = np.asarray(cpts[v])
        if not parents[v]:
            out[:, j] = rng.choice(table.shape[0], size=n, p=table)
            continue
        pa = out[:, [names.index(p) for p in parents[v]]]
        # one group of draws for each configuration of the parents
        for config in np.ndindex(*table.shape[:-1]):
            hit = np.all(pa == np.array(config), axis=1)
            if hit.any():
                out[hit, j] = rng.choice(table.shape[-1], size=int(hit.sum()), p=table[config])
    return out
""",
    ],
    "chain_marginals": [
        """
def chain_marginals(initial: np.ndarray, transition: np.ndarray, n: int) -> np.ndarray:
    out = np.zeros((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = out[t - 1] @ transition
    return out
""",
        """
def chain_marginals(initial, transition, n):
    rows = []
    p = np.array(initial, dtype=float)
    for _ in range(n):
        rows.append(p)
        p = transition.T @ p
    return np.array(rows)
""",
        """
import itertools


def chain_marginals(initial, transition, n):
    start = np.asarray(initial, dtype=float)
    step = lambda p, _: np.einsum("i,ij->j", p, transition)
    return np.stack(list(itertools.accumulate(range(n - 1), step, initial=start)))
""",
    ],
    "gda_log_odds": [
        """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1) -> np.ndarray:
    def log_gauss(mean, cov):
        d = x - mean
        logdet = np.linalg.slogdet(cov)[1]
        quad = np.sum(d * np.linalg.solve(cov, d.T).T, axis=1)
        return -0.5 * (len(mean) * np.log(2 * np.pi) + logdet + quad)

    return np.log(prior) - np.log(1 - prior) + log_gauss(mean1, cov1) - log_gauss(mean0, cov0)
""",
        """
from scipy.linalg import solve_triangular


def _half(x, mean, cov):
    L = np.linalg.cholesky(cov)
    z = solve_triangular(L, (x - mean).T, lower=True)
    return 0.5 * np.square(z).sum(axis=0) + np.log(L.diagonal()).sum()


def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    # the 2 pi of both classes cancels
    return np.log(prior / (1 - prior)) + _half(x, mean0, cov0) - _half(x, mean1, cov1)
""",
        """
from scipy.special import logit


def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    result = np.full(x.shape[0], float(logit(prior)))
    for sign, mean, cov in ((-1, mean0, cov0), (1, mean1, cov1)):
        lam, U = np.linalg.eigh(cov)
        y = (x - mean) @ U
        result += sign * -0.5 * (np.log(lam).sum() + (y * y / lam).sum(axis=1))
    return result
""",
    ],
    "log_odds_quadratic": [
        """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0 = np.linalg.inv(cov0)
    P1 = np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    A = 0.5 * (A + A.T)
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior) - np.log(1 - prior)
    c += 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        """
from scipy.linalg import cho_factor, cho_solve


def _log_gauss_terms(mean, cov):
    # log N(x) = x'Qx + l'x + k, without the 2 pi, which cancels
    fac = cho_factor(cov, lower=True)
    precision = cho_solve(fac, np.eye(len(mean)))
    precision = (precision + precision.T) / 2
    lin = cho_solve(fac, mean)
    const = -np.sum(np.log(np.diag(fac[0]))) - 0.5 * np.dot(mean, lin)
    return -0.5 * precision, lin, const


def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    Q0, l0, k0 = _log_gauss_terms(mean0, cov0)
    Q1, l1, k1 = _log_gauss_terms(mean1, cov1)
    return Q1 - Q0, l1 - l0, float(np.log(prior / (1 - prior)) + k1 - k0)
""",
        """
import math


def log_odds_quadratic(
    prior: float, mean0: np.ndarray, cov0: np.ndarray, mean1: np.ndarray, cov1: np.ndarray
) -> tuple[np.ndarray, np.ndarray, float]:
    D = len(mean0)
    A = np.zeros((D, D))
    b = np.zeros(D)
    c = math.log(prior) - math.log1p(-prior)
    for sign, mean, cov in [(1, mean1, cov1), (-1, mean0, cov0)]:
        lam, U = np.linalg.eigh(cov)
        m = U.T @ mean
        A += sign * -0.5 * (U / lam) @ U.T
        b += sign * U @ (m / lam)
        c += sign * -0.5 * float(np.sum(np.log(lam) + m * m / lam))
    return (A + A.T) / 2, b, c
""",
    ],
    "naive_bayes_fit": [
        """
def naive_bayes_fit(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    K = y.max() + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        """
def naive_bayes_fit(X, y):
    counts = np.bincount(y)
    member = np.eye(len(counts))[y]  # (N, K)
    means = member.T @ X / counts[:, None]
    # exact mean for classes of one point, two passes for the variance
    dev = X - means[y]
    vars = member.T @ dev ** 2 / counts[:, None]
    return counts / len(y), means, vars
""",
        """
def naive_bayes_fit(X, y):
    N, D = X.shape
    classes = np.unique(y)
    K = len(classes)
    priors, means, variances = np.zeros(K), np.zeros((K, D)), np.zeros((K, D))
    for k in classes:
        rows = X[y == k]
        n = rows.shape[0]
        priors[k] = n / N
        for d in range(D):
            m = rows[:, d].sum() / n
            means[k, d] = m
            variances[k, d] = ((rows[:, d] - m) ** 2).sum() / n
    return priors, means, variances
""",
    ],
    "naive_bayes_log_posterior": [
        """
from scipy.special import logsumexp


def naive_bayes_log_posterior(X, priors, means, vars) -> np.ndarray:
    d = X[:, None, :] - means
    log_p = -0.5 * (np.log(2 * np.pi * vars) + d ** 2 / vars)
    score = np.log(priors) + np.where(np.isnan(log_p), 0.0, log_p).sum(axis=2)
    return score - logsumexp(score, axis=1, keepdims=True)
""",
        """
from scipy.stats import norm


def naive_bayes_log_posterior(X, priors, means, vars):
    score = np.zeros((X.shape[0], len(priors)))
    for k in range(len(priors)):
        terms = norm.logpdf(X, loc=means[k], scale=np.sqrt(vars[k]))
        score[:, k] = np.log(priors[k]) + np.nansum(terms, axis=1)
    top = score.max(axis=1, keepdims=True)
    return score - top - np.log(np.exp(score - top).sum(axis=1, keepdims=True))
""",
        """
def naive_bayes_log_posterior(X, priors, means, vars):
    N, K = len(X), len(priors)
    out = np.empty((N, K))
    for i in range(N):
        seen = ~np.isnan(X[i])
        x = X[i, seen]
        s = np.log(priors).astype(float)
        for k in range(K):
            v = vars[k, seen]
            s[k] += -0.5 * np.sum(np.log(2 * np.pi * v)) - 0.5 * np.sum((x - means[k, seen]) ** 2 / v)
        out[i] = s - np.logaddexp.reduce(s)
    return out
""",
    ],
}

WRONG = {
    "parents_of": [
        ("splits at every letter P", """
def parents_of(text):
    graph = {}
    for part in text.split("P")[1:]:
        inside = part.strip("()")
        if "|" in inside:
            child, rest = inside.split("|")
            graph[child] = tuple(rest.split(","))
        else:
            graph[inside] = ()
    return graph
""", []),
        ("removes all letters P", """
def parents_of(text):
    graph = {}
    text = text.replace("P", "")
    for inside in text[1:-1].split(")("):
        child, _, rest = inside.partition("|")
        graph[child] = tuple(rest.split(",")) if rest else ()
    return graph
""", ["a name's own P taken for a factor's"]),
        ("names of letters only", r"""
import re


def parents_of(text):
    graph = {}
    for m in re.finditer(r"P\(([A-Za-z]+)(?:\|([A-Za-z,]+))?\)", text):
        graph[m.group(1)] = tuple(m.group(2).split(",")) if m.group(2) else ()
    return graph
""", []),
        ("tuple of the characters", r"""
import re


def parents_of(text):
    graph = {}
    for inside in re.findall(r"P\((.*?)\)", text):
        if "|" in inside:
            child, rest = inside.split("|")
            graph[child] = tuple(rest)
        else:
            graph[inside] = ()
    return graph
""", ["names taken letter by letter"]),
        ("no parents gives one empty name", r"""
import re


def parents_of(text):
    graph = {}
    for inside in re.findall(r"P\((.*?)\)", text):
        child, _, rest = inside.partition("|")
        graph[child] = tuple(rest.split(","))
    return graph
""", ["an empty name for no parents"]),
        ("children instead of parents", r"""
import re


def parents_of(text):
    graph = {}
    for inside in re.findall(r"P\((.*?)\)", text):
        child, _, rest = inside.partition("|")
        graph.setdefault(child, ())
        for p in rest.split(",") if rest else []:
            graph[p] = graph.get(p, ()) + (child,)
    return graph
""", ["arrows turned round"]),
        ("parents sorted", r"""
import re


def parents_of(text):
    graph = {}
    for inside in re.findall(r"P\((.*?)\)", text):
        child, _, rest = inside.partition("|")
        graph[child] = tuple(sorted(rest.split(","))) if rest else ()
    return graph
""", ["parents sorted"]),
        ("variables without parents left out", r"""
import re


def parents_of(text):
    graph = {}
    for child, rest in re.findall(r"P\((\w+)\|([\w,]+)\)", text):
        graph[child] = tuple(rest.split(","))
    return graph
""", ["variables without parents are lost"]),
        ("a single parent stays text", """
def parents_of(text):
    graph = {}
    for inside in text[2:-1].split(")P("):
        if "|" not in inside:
            graph[inside] = ()
            continue
        child, rest = inside.split("|")
        graph[child] = tuple(rest.split(",")) if "," in rest else rest
    return graph
""", []),
    ],
    "conditional": [
        ("not normalised", """
def conditional(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    left = [i for i in range(joint.ndim) if i not in evidence]
    return np.einsum(joint[index], left, list(query))
""", ["not renormalised"]),
        ("order of the query ignored", """
def conditional(joint, query, evidence):
    index = tuple(slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim))
    p = joint[index]
    p = p.sum(axis=tuple(i for i in range(joint.ndim) if i not in query))
    return p / p.sum()
""", ["the order of `query` is lost"]),
        ("evidence summed out like the rest", """
def conditional(joint, query, evidence):
    p = np.einsum(joint, list(range(joint.ndim)), list(query))
    return p / p.sum()
""", ["the marginal is returned"]),
        ("axes not renumbered after indexing", """
def conditional(joint, query, evidence):
    p = joint
    for axis in sorted(evidence, reverse=True):
        p = np.take(p, evidence[axis], axis=axis)
    q = [min(axis, p.ndim - 1) for axis in query]
    p = p.sum(axis=tuple(i for i in range(p.ndim) if i not in q))
    return p / p.sum()
""", ["axes not renumbered"]),
        ("normalised over the first axis only", """
def conditional(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    left = [i for i in range(joint.ndim) if i not in evidence]
    p = np.einsum(joint[index], left, list(query))
    return p / p.sum(axis=0)
""", ["normalised along one axis"]),
        ("inverse permutation of the axes", """
def conditional(joint, query, evidence):
    index = tuple(slice(evidence[i], evidence[i] + 1) if i in evidence else slice(None) for i in range(joint.ndim))
    p = joint[index].sum(axis=tuple(i for i in range(joint.ndim) if i not in query))
    p = np.transpose(p, np.argsort(query))
    return p / p.sum()
""", ["the order of `query` is lost"]),
        ("axes of the evidence stay with length 1", """
def conditional(joint, query, evidence):
    p = joint
    for axis, value in evidence.items():
        p = np.take(p, [value], axis=axis)
    rest = [i for i in range(joint.ndim) if i not in query and i not in evidence]
    kept = [i for i in range(joint.ndim) if i in evidence]
    p = p.sum(axis=tuple(rest), keepdims=True)
    p = np.transpose(p, list(query) + kept + rest)
    p = p.reshape(p.shape[:len(query) + len(kept)])
    return p / p.sum()
""", []),
        ("other axes maximised instead of summed", """
def conditional(joint, query, evidence):
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    left = [i for i in range(joint.ndim) if i not in evidence]
    p = np.transpose(joint[index], [left.index(q) for q in query] + [left.index(i) for i in left if i not in query])
    p = p.reshape(p.shape[:len(query)] + (-1,)).max(axis=-1)
    return p / p.sum()
""", []),
        ("empty evidence returns the joint", """
def conditional(joint, query, evidence):
    if not evidence:
        return joint
    index = tuple(evidence.get(i, slice(None)) for i in range(joint.ndim))
    left = [i for i in range(joint.ndim) if i not in evidence]
    p = np.einsum(joint[index], left, list(query))
    return p / p.sum()
""", []),
    ],
    "is_independent": [
        ("given ignored", """
def is_independent(joint, a, b, given=()):
    p = np.einsum(joint, list(range(joint.ndim)), [a, b])
    gap = p - np.outer(p.sum(axis=1), p.sum(axis=0))
    return bool(np.all(np.abs(gap) < 1e-9))
""", ["the condition is ignored"]),
        ("joint with given not divided by p(given)", """
def is_independent(joint, a, b, given=()):
    others = tuple(i for i in range(joint.ndim) if i not in (a, b) + tuple(given))
    p = joint.sum(axis=others, keepdims=True)
    p_a = p.sum(axis=b, keepdims=True)
    p_b = p.sum(axis=a, keepdims=True)
    return bool(np.all(np.abs(p - p_a * p_b) < 1e-9))
""", ["the condition's probability is forgotten"]),
        ("impossible value of given makes nan", """
def is_independent(joint, a, b, given=()):
    others = tuple(i for i in range(joint.ndim) if i not in (a, b) + tuple(given))
    p = joint.sum(axis=others, keepdims=True)
    with np.errstate(invalid="ignore", divide="ignore"):
        p = p / p.sum(axis=(a, b), keepdims=True)
    gap = np.abs(p - p.sum(axis=b, keepdims=True) * p.sum(axis=a, keepdims=True))
    return bool(np.all(gap < 1e-9))
""", ["dividing by the probability of what never happens"]),
        ("gap averaged over the values of given", """
def is_independent(joint, a, b, given=()):
    p = np.einsum(joint, list(range(joint.ndim)), [a, b] + list(given))
    p = p.reshape(p.shape[0], p.shape[1], -1)
    gap = np.zeros(p.shape[:2])
    for i in range(p.shape[2]):
        w = p[:, :, i].sum()
        if w > 0:
            t = p[:, :, i] / w
            gap += w * (t - np.outer(t.sum(axis=1), t.sum(axis=0)))
    return bool(np.all(np.abs(gap) < 1e-9))
""", []),
        ("only the first value of given", """
def is_independent(joint, a, b, given=()):
    p = np.einsum(joint, list(range(joint.ndim)), [a, b] + list(given))
    p = p.reshape(p.shape[0], p.shape[1], -1)[:, :, 0]
    if p.sum() == 0:
        return True
    p = p / p.sum()
    return bool(np.allclose(p, np.outer(p.sum(axis=1), p.sum(axis=0)), rtol=0, atol=1e-9))
""", ["only one value of the condition is looked at"]),
        ("tolerance of two decimals", """
def is_independent(joint, a, b, given=()):
    p = np.einsum(joint, list(range(joint.ndim)), [a, b] + list(given))
    p = p.reshape(p.shape[0], p.shape[1], -1)
    for i in range(p.shape[2]):
        w = p[:, :, i].sum()
        if w == 0:
            continue
        t = p[:, :, i] / w
        if not np.allclose(t, np.outer(t.sum(axis=1), t.sum(axis=0)), atol=1e-2):
            return False
    return True
""", []),
        ("uncorrelated taken for independent", """
def is_independent(joint, a, b, given=()):
    p = np.einsum(joint, list(range(joint.ndim)), [a, b] + list(given))
    p = p.reshape(p.shape[0], p.shape[1], -1)
    va, vb = np.arange(p.shape[0]), np.arange(p.shape[1])
    for i in range(p.shape[2]):
        w = p[:, :, i].sum()
        if w == 0:
            continue
        t = p[:, :, i] / w
        cov = va @ t @ vb - (va @ t.sum(axis=1)) * (vb @ t.sum(axis=0))
        if abs(cov) >= 1e-9:
            return False
    return True
""", ["uncorrelated taken for independent"]),
        ("any value of given is enough", """
def is_independent(joint, a, b, given=()):
    p = np.einsum(joint, list(range(joint.ndim)), [a, b] + list(given))
    p = p.reshape(p.shape[0], p.shape[1], -1)
    found = []
    for i in range(p.shape[2]):
        w = p[:, :, i].sum()
        if w > 0:
            t = p[:, :, i] / w
            found.append(np.max(np.abs(t - np.outer(t.sum(axis=1), t.sum(axis=0)))) < 1e-9)
    return bool(any(found))
""", ["one value of the condition is enough"]),
        ("other axes conditioned on instead of summed out", """
def is_independent(joint, a, b, given=()):
    p = np.moveaxis(joint, (a, b), (0, 1))
    p = p.reshape(p.shape[0], p.shape[1], -1)
    pg = p.sum(axis=(0, 1))
    p = p[:, :, pg > 0] / pg[pg > 0]
    prod = p.sum(axis=1, keepdims=True) * p.sum(axis=0, keepdims=True)
    return bool(np.all(np.abs(p - prod) < 1e-9))
""", []),
    ],
    "ancestral_sample": [
        ("drawn in the order listed", """
def ancestral_sample(parents, cpts, n, rng):
    names = list(parents)
    out = np.zeros((n, len(names)), dtype=int)
    for i in range(n):
        for j, v in enumerate(names):
            row = cpts[v][tuple(out[i, names.index(p)] for p in parents[v])]
            out[i, j] = rng.choice(len(row), p=row)
    return out
""", ["drawn in the wrong order"]),
        ("columns in the order of drawing", """
def ancestral_sample(parents, cpts, n, rng):
    values = {}
    while len(values) < len(parents):
        for v in parents:
            if v not in values and all(p in values for p in parents[v]):
                cum = np.cumsum(cpts[v][tuple(values[p] for p in parents[v])], axis=-1)
                draw = (rng.random((n, 1)) >= cum).sum(axis=1)
                values[v] = np.minimum(draw, cum.shape[-1] - 1)
    return np.stack(list(values.values()), axis=1)
""", ["columns in the order of drawing"]),
        ("parents ignored, rows averaged", """
def ancestral_sample(parents, cpts, n, rng):
    columns = []
    for v in parents:
        table = np.asarray(cpts[v])
        p = table.reshape(-1, table.shape[-1]).mean(axis=0)
        columns.append(rng.choice(len(p), size=n, p=p))
    return np.stack(columns, axis=1)
""", ["the parents are ignored"]),
        ("global randomness instead of rng", """
def ancestral_sample(parents, cpts, n, rng):
    values = {}
    while len(values) < len(parents):
        for v in parents:
            if v not in values and all(p in values for p in parents[v]):
                cum = np.cumsum(cpts[v][tuple(values[p] for p in parents[v])], axis=-1)
                draw = (np.random.rand(n, 1) >= cum).sum(axis=1)
                values[v] = np.minimum(draw, cum.shape[-1] - 1)
    return np.stack([values[v] for v in parents], axis=1)
""", []),
        ("parents' axes in the reverse order", """
def ancestral_sample(parents, cpts, n, rng):
    values = {}
    while len(values) < len(parents):
        for v, pa in parents.items():
            if v not in values and all(p in values for p in pa):
                idx = tuple(values[p] for p in reversed(pa))
                cum = np.cumsum(cpts[v][idx], axis=-1)
                draw = (rng.random((n, 1)) >= cum).sum(axis=1)
                values[v] = np.minimum(draw, cum.shape[-1] - 1)
    return np.stack([values[v] for v in parents], axis=1)
""", []),
        ("row of the first draw used for all draws", """
def ancestral_sample(parents, cpts, n, rng):
    values = {}
    while len(values) < len(parents):
        for v, pa in parents.items():
            if v not in values and all(p in values for p in pa):
                row = cpts[v][tuple(values[p][0] for p in pa)]
                values[v] = rng.choice(len(row), size=n, p=row)
    return np.stack([values[v] for v in parents], axis=1)
""", []),
        ("cumulative sums counted on the wrong side", """
def ancestral_sample(parents, cpts, n, rng):
    values = {}
    while len(values) < len(parents):
        for v, pa in parents.items():
            if v not in values and all(p in values for p in pa):
                cum = np.cumsum(cpts[v][tuple(values[p] for p in pa)], axis=-1)
                draw = (cum > rng.random((n, 1))).sum(axis=1) - 1
                values[v] = np.clip(draw, 0, cum.shape[-1] - 1)
    return np.stack([values[v] for v in parents], axis=1)
""", []),
        ("the same uniform numbers for all variables", """
def ancestral_sample(parents, cpts, n, rng):
    u = rng.random((n, 1))
    values = {}
    while len(values) < len(parents):
        for v, pa in parents.items():
            if v not in values and all(p in values for p in pa):
                cum = np.cumsum(cpts[v][tuple(values[p] for p in pa)], axis=-1)
                values[v] = np.minimum((u >= cum).sum(axis=1), cum.shape[-1] - 1)
    return np.stack([values[v] for v in parents], axis=1)
""", []),
        ("float array", """
def ancestral_sample(parents, cpts, n, rng):
    names = list(parents)
    out = np.zeros((n, len(names)))
    done = set()
    while len(done) < len(names):
        for j, v in enumerate(names):
            if v in done or not all(p in done for p in parents[v]):
                continue
            idx = tuple(out[:, names.index(p)].astype(int) for p in parents[v])
            cum = np.cumsum(cpts[v][idx], axis=-1)
            out[:, j] = np.minimum((rng.random((n, 1)) >= cum).sum(axis=1), cum.shape[-1] - 1)
            done.add(v)
    return out
""", []),
    ],
    "chain_marginals": [
        ("transition used the wrong way round", """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = transition @ out[t - 1]
    return out
""", ["transposed transition"]),
        ("row 0 is already one step on", """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)))
    p = initial
    for t in range(n):
        p = p @ transition
        out[t] = p
    return out
""", ["off by one: the start is left out"]),
        ("starts from the beginning for each row", """
def chain_marginals(initial, transition, n):
    rows = []
    for t in range(n):
        p = np.array(initial, dtype=float)
        for _ in range(t):
            p = p @ transition
        rows.append(p)
    return np.array(rows)
""", []),
        ("summed over the new state", """
def chain_marginals(initial, transition, n):
    out = [np.asarray(initial, dtype=float)]
    for _ in range(n - 1):
        joint = out[-1][:, None] * transition
        out.append(joint.sum(axis=1))
    return np.stack(out)
""", []),
        ("one row too many", """
def chain_marginals(initial, transition, n):
    rows = [np.asarray(initial, dtype=float)]
    for _ in range(n):
        rows.append(rows[-1] @ transition)
    return np.array(rows)
""", []),
        ("every row is one step from the initial", """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = initial @ transition
    return out
""", ["each step starts from the first"]),
        ("same array overwritten, all rows equal", """
def chain_marginals(initial, transition, n):
    p = np.array(initial, dtype=float)
    rows = [p]
    for _ in range(n - 1):
        p[:] = p @ transition
        rows.append(p)
    return np.array(rows)
""", ["all rows are the last one"]),
        ("follows only the most likely state", """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = transition[np.argmax(out[t - 1])]
    return out
""", []),
        ("powers of the entries instead of the matrix", """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = initial @ transition ** t
    return out
""", ["the power of each entry"]),
    ],
    "gda_log_odds": [
        ("determinants leave the range", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_gauss(m, S):
        d = x - m
        quad = np.einsum("ni,ij,nj->n", d, np.linalg.inv(S), d)
        return -0.5 * (np.log(np.linalg.det(S)) + quad)

    return np.log(prior / (1 - prior)) + log_gauss(mean1, cov1) - log_gauss(mean0, cov0)
""", ["the determinant under- or overflows"]),
        ("one pooled covariance for both classes", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    S = (1 - prior) * cov0 + prior * cov1
    w = np.linalg.solve(S, mean1 - mean0)
    mid = 0.5 * (mean0 + mean1)
    return np.log(prior / (1 - prior)) + (x - mid) @ w
""", []),
        ("prior ignored", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_gauss(m, S):
        d = x - m
        return -0.5 * (np.linalg.slogdet(S)[1] + np.sum(d * np.linalg.solve(S, d.T).T, axis=1))

    return log_gauss(mean1, cov1) - log_gauss(mean0, cov0)
""", ["prior left out"]),
        ("log prior instead of its log-odds", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_gauss(m, S):
        d = x - m
        return -0.5 * (np.linalg.slogdet(S)[1] + np.sum(d * np.linalg.solve(S, d.T).T, axis=1))

    return np.log(prior) + log_gauss(mean1, cov1) - log_gauss(mean0, cov0)
""", ["the prior of one class only"]),
        ("log-odds of class 0", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def score(p, m, S):
        d = x - m
        q = np.sum(d * np.linalg.solve(S, d.T).T, axis=1)
        return np.log(p) - 0.5 * np.linalg.slogdet(S)[1] - 0.5 * q

    return score(1 - prior, mean0, cov0) - score(prior, mean1, cov1)
""", ["sign turned"]),
        ("log-determinants forgotten", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    d0, d1 = x - mean0, x - mean1
    q0 = np.sum(d0 * np.linalg.solve(cov0, d0.T).T, axis=1)
    q1 = np.sum(d1 * np.linalg.solve(cov1, d1.T).T, axis=1)
    return np.log(prior / (1 - prior)) + 0.5 * (q0 - q1)
""", ["log-determinants left out"]),
        ("probability instead of log-odds", """
from scipy.special import expit


def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def score(p, m, S):
        d = x - m
        q = np.sum(d * np.linalg.solve(S, d.T).T, axis=1)
        return np.log(p) - 0.5 * np.linalg.slogdet(S)[1] - 0.5 * q

    return expit(score(prior, mean1, cov1) - score(1 - prior, mean0, cov0))
""", ["a probability for the log-odds"]),
        ("log-determinant without its half", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def score(p, m, S):
        d = x - m
        q = np.sum(d * np.linalg.solve(S, d.T).T, axis=1)
        return np.log(p) - np.linalg.slogdet(S)[1] - 0.5 * q

    return score(prior, mean1, cov1) - score(1 - prior, mean0, cov0)
""", ["no 1/2 in the exponent"]),
        ("only the diagonals of the covariances", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    v0, v1 = np.diag(cov0), np.diag(cov1)
    s0 = -0.5 * np.sum(np.log(v0) + (x - mean0) ** 2 / v0, axis=1)
    s1 = -0.5 * np.sum(np.log(v1) + (x - mean1) ** 2 / v1, axis=1)
    return np.log(prior / (1 - prior)) + s1 - s0
""", ["only the diagonal of the covariance"]),
    ],
    "log_odds_quadratic": [
        ("half missing in A", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = P0 - P1
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior / (1 - prior)) + 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c = c + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return (A + A.T) / 2, b, float(c)
""", ["no half in the quadratic part"]),
        ("sign of A", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P1 - P0)
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior / (1 - prior)) + 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c = c + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return (A + A.T) / 2, b, float(c)
""", ["sign of the quadratic part"]),
        ("half left in b", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = 0.5 * (P1 @ mean1 - P0 @ mean0)
    c = np.log(prior / (1 - prior)) + 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c = c + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return (A + A.T) / 2, b, float(c)
""", ["a half in the linear part"]),
        ("log-determinants left out of c", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior) - np.log(1 - prior) + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return (A + A.T) / 2, b, float(c)
""", ["no log-determinants"]),
        ("ratio of determinants leaves the range", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    ratio = np.linalg.det(cov0) / np.linalg.det(cov1)
    c = np.log(prior / (1 - prior)) + 0.5 * np.log(ratio)
    c = c + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return (A + A.T) / 2, b, float(c)
""", ["the determinant under- or overflows"]),
        ("sign of the squared means in c", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior / (1 - prior)) + 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c = c + 0.5 * (mean1 @ P1 @ mean1 - mean0 @ P0 @ mean0)
    return (A + A.T) / 2, b, float(c)
""", ["sign of the means' squares"]),
        ("A upper triangular", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    full = 0.5 * (P0 - P1)
    # collect x_i x_j and x_j x_i in one coefficient
    A = np.triu(full) + np.triu(full, k=1)
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior / (1 - prior)) + 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c = c + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""", []),
        ("log prior instead of its log-odds in c", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior) + 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c = c + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return (A + A.T) / 2, b, float(c)
""", ["the prior of one class only"]),
        ("covariances taken to be equal", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    S = 0.5 * (cov0 + cov1)
    A = np.zeros_like(S, dtype=float)
    b = np.linalg.solve(S, mean1 - mean0)
    c = np.log(prior / (1 - prior)) - 0.5 * (mean0 + mean1) @ b
    return A, b, float(c)
""", []),
    ],
    "naive_bayes_fit": [
        ("divisor n - 1", """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.bincount(y) / len(y)
    means = np.stack([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.stack([X[y == k].var(axis=0, ddof=1) for k in range(K)])
    return priors, means, vars
""", ["divided by n - 1"]),
        ("standard deviations instead of variances", """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([(y == k).mean() for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].std(axis=0) for k in range(K)])
    return priors, means, vars
""", ["standard deviations returned"]),
        ("variance of all the data for every class", """
def naive_bayes_fit(X, y):
    K = len(np.unique(y))
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.tile(X.var(axis=0), (K, 1))
    return priors, means, vars
""", ["one variance for all classes"]),
        ("variances smoothed", """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)]) + 1e-3
    return priors, means, vars
""", []),
        ("priors are counts", """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.bincount(y).astype(float)
    means = np.array([X[y == k].sum(axis=0) / priors[k] for k in range(K)])
    vars = np.array([((X[y == k] - means[k]) ** 2).sum(axis=0) / priors[k] for k in range(K)])
    return priors, means, vars
""", ["counts for priors"]),
        ("priors with Laplace smoothing", """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = (np.bincount(y) + 1) / (len(y) + K)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""", ["smoothed priors"]),
        ("variance over rows and features together", """
def naive_bayes_fit(X, y):
    K, D = int(y.max()) + 1, X.shape[1]
    priors = np.bincount(y) / len(y)
    means = np.zeros((K, D))
    vars = np.zeros((K, D))
    for k in range(K):
        Xk = X[y == k]
        means[k] = Xk.mean(axis=0)
        vars[k] = Xk.var()
    return priors, means, vars
""", ["one variance for all features"]),
        ("spread about the mean of all data", """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    centre = X.mean(axis=0)
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([((X[y == k] - centre) ** 2).mean(axis=0) for k in range(K)])
    return priors, means, vars
""", ["about the mean of all rows"]),
        ("last class missed", """
def naive_bayes_fit(X, y):
    K = int(y.max())
    priors = np.array([(y == k).mean() for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""", []),
    ],
    "naive_bayes_log_posterior": [
        ("not normalised", """
def naive_bayes_log_posterior(X, priors, means, vars):
    d = X[:, None, :] - means
    terms = -0.5 * (np.log(2 * np.pi * vars) + d ** 2 / vars)
    return np.log(priors) + np.nansum(terms, axis=2)
""", ["not normalised"]),
        ("missing features set to 0", """
from scipy.special import logsumexp


def naive_bayes_log_posterior(X, priors, means, vars):
    X = np.nan_to_num(X, nan=0.0)
    d = X[:, None, :] - means
    s = np.log(priors) - 0.5 * np.sum(np.log(2 * np.pi * vars) + d ** 2 / vars, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ["missing features taken as 0"]),
        ("missing features set to the class mean", """
from scipy.special import logsumexp


def naive_bayes_log_posterior(X, priors, means, vars):
    d = X[:, None, :] - means
    d = np.where(np.isnan(d), 0.0, d)
    s = np.log(priors) - 0.5 * np.sum(np.log(2 * np.pi * vars) + d ** 2 / vars, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ["missing features taken as the class's mean"]),
        ("small number added to the variances", """
from scipy.special import logsumexp


def naive_bayes_log_posterior(X, priors, means, vars):
    v = vars + 1e-6
    d = X[:, None, :] - means
    terms = -0.5 * (np.log(2 * np.pi * v) + d ** 2 / v)
    s = np.log(priors) + np.nansum(terms, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ["log(std + eps)"]),
        ("prior forgotten", """
from scipy.special import logsumexp


def naive_bayes_log_posterior(X, priors, means, vars):
    d = X[:, None, :] - means
    s = np.nansum(-0.5 * (np.log(2 * np.pi * vars) + d ** 2 / vars), axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ["prior left out"]),
        ("a row with any NaN gets the prior", """
from scipy.special import logsumexp


def naive_bayes_log_posterior(X, priors, means, vars):
    d = X[:, None, :] - means
    s = np.log(priors) - 0.5 * np.sum(np.log(2 * np.pi * vars) + d ** 2 / vars, axis=2)
    s = np.where(np.isnan(s), np.log(priors), s)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ["what was seen is thrown away with what is missing"]),
        ("a feature missing in one row is dropped for all rows", """
from scipy.special import logsumexp


def naive_bayes_log_posterior(X, priors, means, vars):
    ok = ~np.isnan(X).any(axis=0)
    d = X[:, None, ok] - means[:, ok]
    v = vars[:, ok]
    s = np.log(priors) - 0.5 * np.sum(np.log(2 * np.pi * v) + d ** 2 / v, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", []),
        ("logarithm of the softmax, -inf for hopeless classes", """
def naive_bayes_log_posterior(X, priors, means, vars):
    d = X[:, None, :] - means
    s = np.log(priors) + np.nansum(-0.5 * (np.log(2 * np.pi * vars) + d ** 2 / vars), axis=2)
    w = np.exp(s - s.max(axis=1, keepdims=True))
    with np.errstate(divide="ignore"):
        return np.log(w / w.sum(axis=1, keepdims=True))
""", ["densities multiplied until they underflow"]),
        ("log variance left out as if it were a constant", """
from scipy.special import logsumexp


def naive_bayes_log_posterior(X, priors, means, vars):
    d = X[:, None, :] - means
    s = np.log(priors) + np.nansum(-0.5 * d ** 2 / vars, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ["no normaliser"]),
    ],
}
