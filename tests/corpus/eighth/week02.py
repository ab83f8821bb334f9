"""Answers to exercises of week 2, labelled: see ../corpora.toml."""

RIGHT = {
    "parents_of": [
        r'''
import re

def parents_of(text):
    graph = {}
    for child, given in re.findall(r"P\((\w+)(?:\|([\w,]+))?\)", text):
        graph[child] = tuple(given.split(",")) if given else ()
    return graph
''',
        """
def parents_of(text):
    graph = {}
    for factor in text.split(")"):
        if not factor:
            continue
        inside = factor[factor.index("(") + 1:]
        child, bar, given = inside.partition("|")
        graph[child] = tuple(given.split(",")) if bar else ()
    return graph
""",
        """
def parents_of(text):
    # read it letter by letter, inside the brackets only
    graph = {}
    inside = False
    name, names = "", []
    for letter in text:
        if letter == "(":
            inside, name, names = True, "", []
        elif letter in "|,":
            names.append(name)
            name = ""
        elif letter == ")":
            names.append(name)
            graph[names[0]] = tuple(names[1:])
            inside = False
        elif inside:
            name += letter
    return graph
""",
    ],
    "conditional": [
        """
def conditional(joint, query, evidence):
    rest = [k for k in range(joint.ndim) if k not in query and k not in evidence]
    known = list(evidence)
    table = np.transpose(joint, known + list(query) + rest)
    table = table[tuple(evidence[k] for k in known)]
    table = table.sum(axis=tuple(range(len(query), table.ndim)))
    return table / table.sum()
""",
        """
def conditional(joint, query, evidence):
    where = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        where[axis] = slice(value, value + 1)      # axes stay
    table = np.einsum(joint[tuple(where)], list(range(joint.ndim)), list(query))
    return table / table.sum()
""",
        """
def conditional(joint, query, evidence):
    shape = tuple(joint.shape[q] for q in query)
    answer = np.zeros(shape)
    total = 0.0
    for cell in np.ndindex(*joint.shape):
        if all(cell[axis] == value for axis, value in evidence.items()):
            answer[tuple(cell[q] for q in query)] += joint[cell]
            total += joint[cell]
    return answer / total
""",
    ],
    "is_independent": [
        """
def is_independent(joint, a, b, given=()):
    rest = [k for k in range(joint.ndim) if k not in (a, b, *given)]
    table = np.transpose(joint, [*given, a, b, *rest])
    table = table.sum(axis=tuple(range(len(given) + 2, joint.ndim)))
    table = table.reshape(-1, joint.shape[a], joint.shape[b])
    for block in table:
        p = block.sum()
        if p == 0:
            continue
        both = block / p
        if np.abs(both - np.outer(both.sum(1), both.sum(0))).max() >= 1e-9:
            return False
    return True
""",
        """
def is_independent(joint, a, b, given=()):
    axes = list(range(joint.ndim))
    abg = np.einsum(joint, axes, [a, b, *given])
    g = abg.sum(axis=(0, 1))
    possible = g > 0
    safe = np.where(possible, g, 1.0)
    both = abg / safe
    apart = both - both.sum(axis=1, keepdims=True) * both.sum(axis=0, keepdims=True)
    return bool(np.all((np.abs(apart) < 1e-9) | ~possible))
""",
        """
def is_independent(joint, a, b, given=()):
    p_g, p_ag, p_bg, p_abg = {}, {}, {}, {}
    for cell in np.ndindex(*joint.shape):
        p = float(joint[cell])
        g = tuple(cell[k] for k in given)
        i, j = cell[a], cell[b]
        p_g[g] = p_g.get(g, 0.0) + p
        p_ag[i, g] = p_ag.get((i, g), 0.0) + p
        p_bg[j, g] = p_bg.get((j, g), 0.0) + p
        p_abg[i, j, g] = p_abg.get((i, j, g), 0.0) + p
    for (i, j, g), p in p_abg.items():
        if p_g[g] > 0 and abs(p / p_g[g] - p_ag[i, g] / p_g[g] * (p_bg[j, g] / p_g[g])) >= 1e-9:
            return False
    return True
""",
    ],
    "ancestral_sample": [
        """
def _order(parents):
    done, todo = [], list(parents)
    while todo:
        for v in todo:
            if all(p in done for p in parents[v]):
                done.append(v)
                todo.remove(v)
                break
    return done

def ancestral_sample(parents, cpts, n, rng):
    column = {v: i for i, v in enumerate(parents)}
    out = np.zeros((n, len(column)), dtype=int)
    for v in _order(parents):
        rows = np.asarray(cpts[v], dtype=float)[tuple(out[:, column[p]] for p in parents[v])]
        rows = np.broadcast_to(rows, (n, rows.shape[-1]))
        steps = rows.cumsum(axis=1)
        steps = steps / steps[:, -1:]
        out[:, column[v]] = (rng.random((n, 1)) >= steps).sum(axis=1)
    return out
""",
        """
def ancestral_sample(parents, cpts, n, rng):
    names = list(parents)

    def draw(v, sample):
        if v not in sample:
            row = cpts[v]
            for p in parents[v]:
                row = row[draw(p, sample)]
            sample[v] = int(rng.choice(len(row), p=row))
        return sample[v]

    out = np.empty((n, len(names)), dtype=int)
    for i in range(n):
        sample = {}
        for j, v in enumerate(names):
            out[i, j] = draw(v, sample)
    return out
""",
        """
from graphlib import TopologicalSorter

def ancestral_sample(parents, cpts, n, rng):
    values = {}
    for v in TopologicalSorter({v: set(p) for v, p in parents.items()}).static_order():
        table = np.asarray(cpts[v], dtype=float)
        drawn = np.zeros(n, dtype=int)
        # one group of samples for each setting of the parents
        for setting in np.ndindex(*table.shape[:-1]):
            mine = np.ones(n, dtype=bool)
            for p, value in zip(parents[v], setting):
                mine &= values[p] == value
            drawn[mine] = rng.choice(table.shape[-1], size=mine.sum(), p=table[setting])
        values[v] = drawn
    return np.stack([values[v] for v in parents], axis=1)
""",
    ],
    "chain_marginals": [
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
    steps = accumulate(range(n - 1), lambda p, _: transition.T.dot(p), initial=np.asarray(initial, dtype=float))
    return np.array(list(steps))
""",
        """
def chain_marginals(initial, transition, n):
    K = len(initial)
    T = np.asarray(transition).tolist()
    p = [float(q) for q in initial]
    rows = [p]
    while len(rows) < n:
        new = [0.0] * K
        for i in range(K):
            for j in range(K):
                new[j] += p[i] * T[i][j]
        p = new
        rows.append(p)
    return np.array(rows)
""",
    ],
    "adjusted_rates": [
        """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = applicants.sum(axis=1) / applicants.sum()
    return crude, share @ (admitted / applicants)
""",
        """
def adjusted_rates(admitted, applicants):
    rate = admitted / applicants
    crude = np.average(rate, axis=0, weights=applicants)
    weights = np.broadcast_to(applicants.sum(axis=1, keepdims=True), rate.shape)
    return crude, np.average(rate, axis=0, weights=weights)
""",
        """
def adjusted_rates(admitted, applicants):
    D, G = applicants.shape
    everybody = float(applicants.sum())
    crude, adjusted = np.zeros(G), np.zeros(G)
    for g in range(G):
        got = asked = 0.0
        for d in range(D):
            got += float(admitted[d, g])
            asked += float(applicants[d, g])
            size = sum(float(applicants[d, h]) for h in range(G))
            adjusted[g] += size / everybody * float(admitted[d, g]) / float(applicants[d, g])
        crude[g] = got / asked
    return crude, adjusted
""",
    ],
    "gda_log_odds": [
        """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        d = x - mean
        square = (d * np.linalg.solve(cov, d.T).T).sum(axis=1)
        return -0.5 * (square + np.linalg.slogdet(cov)[1])
    return np.log(prior) - np.log1p(-prior) + log_density(mean1, cov1) - log_density(mean0, cov0)
""",
        """
import math

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    odds = np.full(len(x), math.log(prior) - math.log1p(-prior))
    for sign, mean, cov in ((-1, mean0, cov0), (1, mean1, cov1)):
        L = np.linalg.cholesky(cov)
        white = np.linalg.solve(L, (x - mean).T)
        odds = odds - sign * (0.5 * (white ** 2).sum(axis=0) + np.log(np.diag(L)).sum())
    return odds
""",
        """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        values, vectors = np.linalg.eigh(cov)
        D = len(values)
        along = (x - mean) @ vectors / np.sqrt(values)
        return -0.5 * (np.einsum("nd,nd->n", along, along) + np.sum(np.log(values)) + D * np.log(2 * np.pi))
    return (log_density(mean1, cov1) + np.log(prior)) - (log_density(mean0, cov0) + np.log1p(-prior))
""",
    ],
    "log_odds_quadratic": [
        """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = (P0 - P1) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = (np.log(prior) - np.log1p(-prior)
         + (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1) / 2
         + (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]) / 2)
    return (A + A.T) / 2, b, float(c)
""",
        """
import math

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    D = len(mean0)
    A, b, c = np.zeros((D, D)), np.zeros(D), math.log(prior) - math.log1p(-prior)
    for sign, mean, cov in ((1, mean1, cov1), (-1, mean0, cov0)):
        L = np.linalg.cholesky(cov)
        W = np.linalg.solve(L, np.eye(D))          # W'W is the precision
        m = W @ mean
        A = A - sign * 0.5 * W.T @ W
        b = b + sign * W.T @ m
        c = c - sign * (0.5 * float(m @ m) + float(np.log(np.diag(L)).sum()))
    return (A + A.T) / 2, b, c
""",
        """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    def one_class(p, mean, cov):
        values, vectors = np.linalg.eigh(cov)
        precision = (vectors / values) @ vectors.T
        linear = np.linalg.solve(cov, mean)
        constant = np.log(p) - 0.5 * mean @ linear - 0.5 * np.log(values).sum()
        return -0.5 * precision, linear, constant
    A1, b1, c1 = one_class(prior, mean1, cov1)
    A0, b0, c0 = one_class(1 - prior, mean0, cov0)
    A = A1 - A0
    upper = np.triu(A)
    A = upper + np.triu(A, 1).T                    # symmetric to the last bit
    return A, b1 - b0, float(c1 - c0)
""",
    ],
    "naive_bayes_fit": [
        """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        """
def naive_bayes_fit(X, y):
    member = (y[:, None] == np.unique(y)).astype(float)      # (N, K)
    counts = member.sum(axis=0)
    means = member.T @ X / counts[:, None]
    apart = X - means[y.astype(int)]
    return counts / len(y), means, member.T @ apart ** 2 / counts[:, None]
""",
        """
def naive_bayes_fit(X, y):
    counts = np.bincount(y)
    K, D = len(counts), X.shape[1]
    means, squares = np.zeros((K, D)), np.zeros((K, D))
    np.add.at(means, y, X)
    means = means / counts[:, None]
    for row, k in zip(X, y):
        squares[k] += (row - means[k]) ** 2
    return counts / counts.sum(), means, squares / counts[:, None]
""",
    ],
    "naive_bayes_log_posterior": [
        """
def naive_bayes_log_posterior(X, priors, means, vars):
    z = (X[:, None, :] - means) / np.sqrt(vars)
    terms = -0.5 * z ** 2 - 0.5 * np.log(2 * np.pi) - 0.5 * np.log(vars)
    score = np.log(priors) + np.nansum(terms, axis=2)
    top = score.max(axis=1, keepdims=True)
    return score - top - np.log(np.exp(score - top).sum(axis=1, keepdims=True))
""",
        """
def naive_bayes_log_posterior(X, priors, means, vars):
    out = np.empty((len(X), len(priors)))
    std = np.sqrt(vars)
    for n, row in enumerate(X):
        seen = ~np.isnan(row)
        for k in range(len(priors)):
            z = (row[seen] - means[k, seen]) / std[k, seen]
            out[n, k] = np.log(priors[k]) - np.sum(0.5 * z * z + np.log(std[k, seen]))
    return out - np.logaddexp.reduce(out, axis=1, keepdims=True)
""",
        """
from scipy.special import log_softmax

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)
    score = np.tile(np.log(priors), (len(X), 1))
    for d in range(X.shape[1]):
        rows = seen[:, d]
        std = np.sqrt(vars[:, d])
        z = (X[rows, d][:, None] - means[:, d]) / std
        score[rows] -= z ** 2 / 2 + np.log(std)
    return log_softmax(score, axis=1)
""",
    ],
}

WRONG = {
    "parents_of": [
        ("split of an empty string: a root gets the parent ''", """
def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        child, _, given = factor[2:].partition("|")
        graph[child] = tuple(given.split(","))
    return graph
""", ["an empty name for no parents"]),
        ("tuple() of the string: names of several letters fall into letters", """
def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        child, _, given = factor[2:].partition("|")
        graph[child] = tuple(given.replace(",", ""))
    return graph
""", ["names taken letter by letter"]),
        ("strip('P()') eats the P's of names as well", """
def parents_of(text):
    graph = {}
    for factor in text.replace(")P(", ")#P(").split("#"):
        child, bar, given = factor.strip("P()").partition("|")
        graph[child] = tuple(given.split(",")) if bar else ()
    return graph
""", []),
        ("pattern for names has no digits", r'''
import re

def parents_of(text):
    graph = {}
    for child, given in re.findall(r"P\(([A-Za-z_]+)(?:\|([A-Za-z_,]+))?\)", text):
        graph[child] = tuple(given.split(",")) if given else ()
    return graph
''', []),
        ("children instead of parents", r'''
import re

def parents_of(text):
    factors = re.findall(r"P\((\w+)\|?([\w,]*)\)", text)
    graph = {child: () for child, _ in factors}
    for child, given in factors:
        for p in given.split(","):
            if p:
                graph[p] = graph.get(p, ()) + (child,)
    return graph
''', ["arrows turned round"]),
        ("parents sorted by name, not in the order of the text", r'''
import re

def parents_of(text):
    graph = {}
    for child, given in re.findall(r"P\((\w+)(?:\|([\w,]+))?\)", text):
        graph[child] = tuple(sorted(set(given.split(",")))) if given else ()
    return graph
''', ["parents sorted"]),
        ("one list for all variables: parents pile up from factor to factor", r'''
import re

def parents_of(text):
    graph = {}
    found = []
    for child, given in re.findall(r"P\((\w+)(?:\|([\w,]+))?\)", text):
        if given:
            found.extend(given.split(","))
            graph[child] = tuple(found)
        else:
            graph[child] = ()
    return graph
''', []),
        ("lower() first: A and a become one variable", r'''
import re

def parents_of(text):
    graph = {}
    for child, given in re.findall(r"p\((\w+)(?:\|([\w,]+))?\)", text.lower()):
        graph[child] = tuple(given.split(",")) if given else ()
    return graph
''', []),
        ("roots are left out of the dict, they have no bar", r'''
import re

def parents_of(text):
    graph = {}
    for child, given in re.findall(r"P\((\w+)\|([\w,]+)\)", text):
        graph[child] = tuple(given.split(","))
    return graph
''', ["variables without parents are lost"]),
    ],
    "conditional": [
        ("not divided by the probability of the evidence", """
def conditional(joint, query, evidence):
    rest = [k for k in range(joint.ndim) if k not in query and k not in evidence]
    known = list(evidence)
    table = np.transpose(joint, known + list(query) + rest)
    table = table[tuple(evidence[k] for k in known)]
    return table.sum(axis=tuple(range(len(query), table.ndim)))
""", ["not renormalised"]),
        ("axes in the order of the joint, not of the query", """
def conditional(joint, query, evidence):
    index = tuple(slice(evidence[k], evidence[k] + 1) if k in evidence else slice(None)
                  for k in range(joint.ndim))
    drop = tuple(k for k in range(joint.ndim) if k not in query)
    table = joint[index].sum(axis=drop)
    return table / table.sum()
""", ["the order of `query` is lost"]),
        ("argsort of the query taken for its inverse: right for two axes, wrong for cycles of three", """
def conditional(joint, query, evidence):
    index = tuple(slice(evidence[k], evidence[k] + 1) if k in evidence else slice(None)
                  for k in range(joint.ndim))
    drop = tuple(k for k in range(joint.ndim) if k not in query)
    table = joint[index].sum(axis=drop)            # sorted axes
    table = table.transpose(np.argsort(query))
    return table / table.sum()
""", ["the order of `query` is lost"]),
        ("evidence of value 0 is taken for no evidence", """
def conditional(joint, query, evidence):
    table = joint
    for axis in range(joint.ndim):
        seen = evidence.get(axis)
        if seen:
            table = np.take(table, [seen], axis=axis)
    rest = [k for k in range(joint.ndim) if k not in query]
    table = np.transpose(table, list(query) + rest)
    table = table.sum(axis=tuple(range(len(query), joint.ndim)))
    return table / table.sum()
""", ["evidence of value 0 is forgotten"]),
        ("several pieces of evidence treated as independent given the query: product of single ones", """
def conditional(joint, query, evidence):
    rest = [k for k in range(joint.ndim) if k not in query]
    table = np.transpose(joint, list(query) + rest)
    prior = table.sum(axis=tuple(range(len(query), joint.ndim)))
    answer = prior.copy()
    for axis, value in evidence.items():
        both = np.einsum(joint, list(range(joint.ndim)), list(query) + [axis])[..., value]
        answer = answer * np.divide(both, prior, out=np.zeros_like(prior), where=prior > 0)
    return answer / answer.sum()
""", []),
        ("normalised over the first axis of the query only", """
def conditional(joint, query, evidence):
    rest = [k for k in range(joint.ndim) if k not in query and k not in evidence]
    known = list(evidence)
    table = np.transpose(joint, known + list(query) + rest)
    table = table[tuple(evidence[k] for k in known)]
    table = table.sum(axis=tuple(range(len(query), table.ndim)))
    return table / table.sum(axis=0)
""", ["normalised along one axis"]),
        ("squeeze() at the end also drops query variables that have one value only", """
def conditional(joint, query, evidence):
    index = tuple(slice(evidence[k], evidence[k] + 1) if k in evidence else slice(None)
                  for k in range(joint.ndim))
    rest = [k for k in range(joint.ndim) if k not in query]
    table = joint[index].transpose(list(query) + rest)
    table = table.sum(axis=tuple(range(len(query), joint.ndim)), keepdims=True).squeeze()
    return table / table.sum()
""", []),
        ("axes in neither: their most likely value is taken (max), not summed out", """
def conditional(joint, query, evidence):
    rest = [k for k in range(joint.ndim) if k not in query and k not in evidence]
    known = list(evidence)
    table = np.transpose(joint, known + list(query) + rest)
    table = table[tuple(evidence[k] for k in known)]
    if rest:
        table = table.max(axis=tuple(range(len(query), table.ndim)))
    return table / table.sum()
""", []),
        ("divided by the probability of the evidence's last entry only", """
def conditional(joint, query, evidence):
    rest = [k for k in range(joint.ndim) if k not in query and k not in evidence]
    known = list(evidence)
    table = np.transpose(joint, known + list(query) + rest)
    table = table[tuple(evidence[k] for k in known)]
    table = table.sum(axis=tuple(range(len(query), table.ndim)))
    p_evidence = 1.0
    for axis, value in evidence.items():
        p_evidence = np.take(joint, value, axis=axis).sum()
    return table / p_evidence
""", []),
    ],
    "is_independent": [
        ("ignores given: marginal independence", """
def is_independent(joint, a, b, given=()):
    both = np.einsum(joint, list(range(joint.ndim)), [a, b])
    return bool(np.all(np.abs(both - np.outer(both.sum(1), both.sum(0))) < 1e-9))
""", ["the condition is ignored"]),
        ("axes in none of the three are not summed out but conditioned on", """
def is_independent(joint, a, b, given=()):
    table = np.moveaxis(joint, (a, b), (0, 1)).reshape(joint.shape[a], joint.shape[b], -1)
    p = table.sum(axis=(0, 1))
    table = table[:, :, p > 0] / p[p > 0]
    apart = table - table.sum(1, keepdims=True) * table.sum(0, keepdims=True)
    return bool(np.all(np.abs(apart) < 1e-9))
""", []),
        ("0/0 = nan counts as a difference: a given of probability zero says no", """
def is_independent(joint, a, b, given=()):
    abg = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    with np.errstate(all="ignore"):
        both = abg / abg.sum(axis=(0, 1))
    apart = np.abs(both - both.sum(axis=1, keepdims=True) * both.sum(axis=0, keepdims=True))
    return bool(np.all(apart < 1e-9))
""", ["dividing by the probability of what never happens"]),
        ("each variable of given alone, instead of all of them together", """
def is_independent(joint, a, b, given=()):
    def alone(known):
        abg = np.einsum(joint, list(range(joint.ndim)), [a, b, *known])
        abg = abg.reshape(joint.shape[a], joint.shape[b], -1)
        p = abg.sum(axis=(0, 1))
        both = abg[:, :, p > 0] / p[p > 0]
        apart = both - both.sum(axis=1, keepdims=True) * both.sum(axis=0, keepdims=True)
        return bool(np.all(np.abs(apart) < 1e-9))
    if not given:
        return alone(())
    return all(alone((g,)) for g in given)
""", []),
        ("covariance zero taken for independence: right for binary variables only", """
def is_independent(joint, a, b, given=()):
    abg = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    abg = abg.reshape(joint.shape[a], joint.shape[b], -1)
    i, j = np.arange(joint.shape[a]), np.arange(joint.shape[b])
    for g in range(abg.shape[2]):
        p = abg[:, :, g].sum()
        if p > 0:
            both = abg[:, :, g] / p
            cov = i @ both @ j - (i @ both.sum(1)) * (both.sum(0) @ j)
            if abs(cov) >= 1e-9:
                return False
    return True
""", ["uncorrelated taken for independent"]),
        ("1e-12 added to p(given) against division by zero: independent tables with a rare given fail", """
def is_independent(joint, a, b, given=()):
    abg = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    both = abg / (abg.sum(axis=(0, 1)) + 1e-12)
    apart = both - both.sum(axis=1, keepdims=True) * both.sum(axis=0, keepdims=True)
    return bool(np.all(np.abs(apart) < 1e-9))
""", []),
        ("averages over given: sum_g p(g) p(a|g) p(b|g) compared with p(a, b)", """
def is_independent(joint, a, b, given=()):
    abg = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    abg = abg.reshape(joint.shape[a], joint.shape[b], -1)
    p = abg.sum(axis=(0, 1))
    both = abg[:, :, p > 0] / p[p > 0]
    product = both.sum(axis=1, keepdims=True) * both.sum(axis=0, keepdims=True)
    return bool(np.all(np.abs((both - product) @ p[p > 0]) < 1e-9))
""", []),
        ("exact comparison: rounding makes independent tables dependent", """
def is_independent(joint, a, b, given=()):
    abg = np.einsum(joint, list(range(joint.ndim)), [a, b, *given])
    abg = abg.reshape(joint.shape[a], joint.shape[b], -1)
    p = abg.sum(axis=(0, 1))
    both = abg[:, :, p > 0] / p[p > 0]
    product = both.sum(axis=1, keepdims=True) * both.sum(axis=0, keepdims=True)
    return bool((both == product).all())
""", ["compared exactly"]),
    ],
    "ancestral_sample": [
        ("roots are not drawn but dealt out in exact proportion and shuffled: the draws are not independent", """
def _order(parents):
    done, todo = [], list(parents)
    while todo:
        for v in todo:
            if all(p in done for p in parents[v]):
                done.append(v)
                todo.remove(v)
                break
    return done

def _draw(rows, n, rng):
    rows = np.broadcast_to(rows, (n, rows.shape[-1]))
    steps = rows.cumsum(axis=1)
    steps = steps / steps[:, -1:]
    return (rng.random((n, 1)) >= steps).sum(axis=1)

def ancestral_sample(parents, cpts, n, rng):
    column = {v: i for i, v in enumerate(parents)}
    out = np.zeros((n, len(column)), dtype=int)
    for v in _order(parents):
        if not parents[v]:
            steps = np.cumsum(cpts[v])
            places = (np.arange(n) + 0.5) / max(n, 1)
            out[:, column[v]] = rng.permutation(np.searchsorted(steps[:-1], places, side="right"))
        else:
            out[:, column[v]] = _draw(cpts[v][tuple(out[:, column[p]] for p in parents[v])], n, rng)
    return out
""", []),
        ("draws in the order listed: a parent listed later still stands at 0", """
def _draw(rows, n, rng):
    rows = np.broadcast_to(rows, (n, rows.shape[-1]))
    steps = rows.cumsum(axis=1)
    steps = steps / steps[:, -1:]
    return (rng.random((n, 1)) >= steps).sum(axis=1)

def ancestral_sample(parents, cpts, n, rng):
    column = {v: i for i, v in enumerate(parents)}
    out = np.zeros((n, len(column)), dtype=int)
    for v in parents:
        rows = cpts[v][tuple(out[:, column[p]] for p in parents[v])]
        out[:, column[v]] = _draw(rows, n, rng)
    return out
""", ["drawn in the wrong order"]),
        ("columns in the order of drawing, not of parents", """
def _order(parents):
    done, todo = [], list(parents)
    while todo:
        for v in todo:
            if all(p in done for p in parents[v]):
                done.append(v)
                todo.remove(v)
                break
    return done

def _draw(rows, n, rng):
    rows = np.broadcast_to(rows, (n, rows.shape[-1]))
    steps = rows.cumsum(axis=1)
    steps = steps / steps[:, -1:]
    return (rng.random((n, 1)) >= steps).sum(axis=1)

def ancestral_sample(parents, cpts, n, rng):
    values = {}
    for v in _order(parents):
        values[v] = _draw(cpts[v][tuple(values[p] for p in parents[v])], n, rng)
    return np.stack(list(values.values()), axis=1)
""", ["columns in the order of drawing"]),
        ("one uniform number a sample for all variables: they are not drawn independently", """
def _order(parents):
    done, todo = [], list(parents)
    while todo:
        for v in todo:
            if all(p in done for p in parents[v]):
                done.append(v)
                todo.remove(v)
                break
    return done

def ancestral_sample(parents, cpts, n, rng):
    column = {v: i for i, v in enumerate(parents)}
    out = np.zeros((n, len(column)), dtype=int)
    u = rng.random((n, 1))
    for v in _order(parents):
        rows = cpts[v][tuple(out[:, column[p]] for p in parents[v])]
        steps = np.broadcast_to(rows, (n, rows.shape[-1])).cumsum(axis=1)
        out[:, column[v]] = (u >= steps / steps[:, -1:]).sum(axis=1)
    return out
""", []),
        ("the table's axes are indexed by the parents in column order, not in the order they are listed", """
def _order(parents):
    done, todo = [], list(parents)
    while todo:
        for v in todo:
            if all(p in done for p in parents[v]):
                done.append(v)
                todo.remove(v)
                break
    return done

def _draw(rows, n, rng):
    rows = np.broadcast_to(rows, (n, rows.shape[-1]))
    steps = rows.cumsum(axis=1)
    steps = steps / steps[:, -1:]
    return (rng.random((n, 1)) >= steps).sum(axis=1)

def ancestral_sample(parents, cpts, n, rng):
    names = list(parents)
    out = np.zeros((n, len(names)), dtype=int)
    for v in _order(parents):
        pa = [i for i, name in enumerate(names) if name in parents[v]]
        out[:, names.index(v)] = _draw(cpts[v][tuple(out[:, i] for i in pa)], n, rng)
    return out
""", []),
        ("order by number of parents instead of a topological order", """
def _draw(rows, n, rng):
    rows = np.broadcast_to(rows, (n, rows.shape[-1]))
    steps = rows.cumsum(axis=1)
    steps = steps / steps[:, -1:]
    return (rng.random((n, 1)) >= steps).sum(axis=1)

def ancestral_sample(parents, cpts, n, rng):
    column = {v: i for i, v in enumerate(parents)}
    out = np.zeros((n, len(column)), dtype=int)
    for v in sorted(parents, key=lambda v: len(parents[v])):
        rows = cpts[v][tuple(out[:, column[p]] for p in parents[v])]
        out[:, column[v]] = _draw(rows, n, rng)
    return out
""", ["drawn in the wrong order"]),
        ("binary variables only: compares with the probability of 1", """
def _order(parents):
    done, todo = [], list(parents)
    while todo:
        for v in todo:
            if all(p in done for p in parents[v]):
                done.append(v)
                todo.remove(v)
                break
    return done

def ancestral_sample(parents, cpts, n, rng):
    column = {v: i for i, v in enumerate(parents)}
    out = np.zeros((n, len(column)), dtype=int)
    for v in _order(parents):
        rows = cpts[v][tuple(out[:, column[p]] for p in parents[v])]
        out[:, column[v]] = rng.random(n) < rows[..., 1]
    return out
""", []),
        ("a generator of its own with a fixed seed: rng is ignored, every call gives the same", """
def _order(parents):
    done, todo = [], list(parents)
    while todo:
        for v in todo:
            if all(p in done for p in parents[v]):
                done.append(v)
                todo.remove(v)
                break
    return done

def _draw(rows, n, rng):
    rows = np.broadcast_to(rows, (n, rows.shape[-1]))
    steps = rows.cumsum(axis=1)
    steps = steps / steps[:, -1:]
    return (rng.random((n, 1)) >= steps).sum(axis=1)

def ancestral_sample(parents, cpts, n, rng):
    rng = np.random.default_rng(0)
    column = {v: i for i, v in enumerate(parents)}
    out = np.zeros((n, len(column)), dtype=int)
    for v in _order(parents):
        rows = cpts[v][tuple(out[:, column[p]] for p in parents[v])]
        out[:, column[v]] = _draw(rows, n, rng)
    return out
""", []),
        ("each child is drawn with fresh draws of its parents, not with those in the sample", """
def _draw(rows, n, rng):
    rows = np.broadcast_to(rows, (n, rows.shape[-1]))
    steps = rows.cumsum(axis=1)
    steps = steps / steps[:, -1:]
    return (rng.random((n, 1)) >= steps).sum(axis=1)

def ancestral_sample(parents, cpts, n, rng):
    def draw(v):
        values = tuple(draw(p) for p in parents[v])
        return _draw(cpts[v][values], n, rng)
    return np.stack([draw(v) for v in parents], axis=1)
""", ["the parents are ignored"]),
    ],
    "chain_marginals": [
        ("a matrix power from scratch for each row: far more than n K^2", """
def chain_marginals(initial, transition, n):
    return np.array([initial @ np.linalg.matrix_power(transition, t) for t in range(n)])
""", []),
        ("transition @ p: the wrong axis", """
def chain_marginals(initial, transition, n):
    rows = [np.asarray(initial, dtype=float)]
    for _ in range(n - 1):
        rows.append(transition @ rows[-1])
    return np.array(rows)
""", ["transposed transition"]),
        ("off by one: row 0 is already one step on", """
def chain_marginals(initial, transition, n):
    p, rows = initial, []
    for _ in range(n):
        p = p @ transition
        rows.append(p)
    return np.array(rows)
""", ["off by one: the start is left out"]),
        ("recursion: thousands of steps exceed Python's depth", """
def chain_marginals(initial, transition, n):
    if n == 1:
        return np.asarray(initial, dtype=float)[None]
    before = chain_marginals(initial, transition, n - 1)
    return np.concatenate([before, before[-1:] @ transition])
""", []),
        ("powers of each entry, transition ** t, instead of matrix powers", """
def chain_marginals(initial, transition, n):
    rows = [np.asarray(initial, dtype=float)]
    for t in range(1, n):
        p = initial @ transition ** t
        rows.append(p / p.sum())
    return np.array(rows)
""", []),
        ("result in the dtype of initial: a one-hot of integers is cut to whole numbers", """
def chain_marginals(initial, transition, n):
    out = np.zeros((n,) + initial.shape, dtype=initial.dtype)
    out[0] = initial
    for t in range(1, n):
        out[t] = out[t - 1] @ transition
    return out
""", ["whole numbers: rounded down"]),
        ("through eigenvectors: fails for matrices that have no basis of them", """
def chain_marginals(initial, transition, n):
    values, vectors = np.linalg.eig(transition)
    start = initial @ vectors
    powers = values[None, :] ** np.arange(n)[:, None]
    return np.real((start * powers) @ np.linalg.pinv(vectors))
""", []),
        ("stops when a step changes little and fills up with the last row: wrong for slow chains", """
def chain_marginals(initial, transition, n):
    out = np.empty((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = out[t - 1] @ transition
        if np.abs(out[t] - out[t - 1]).max() < 1e-4:
            out[t:] = out[t]
            break
    return out
""", []),
        ("follows the likeliest state only: one-hot of the argmax goes on", """
def chain_marginals(initial, transition, n):
    out = np.empty((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = transition[out[t - 1].argmax()]
    return out
""", []),
    ],
    "adjusted_rates": [
        ("crude is the plain mean of the departments' rates", """
def adjusted_rates(admitted, applicants):
    rate = admitted / applicants
    share = applicants.sum(axis=1) / applicants.sum()
    return rate.mean(axis=0), share @ rate
""", ["mean of the rates for crude"]),
        ("each group weighed by its own mix of departments: adjusted is crude again", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = applicants / applicants.sum(axis=0)
    return crude, (share * admitted / applicants).sum(axis=0)
""", ["adjusted by each gender's own mix"]),
        ("all departments weighed alike", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, (admitted / applicants).mean(axis=0)
""", ["departments weighted equally"]),
        ("weights are the mean over the groups of each group's shares, not the shares of all applicants", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = (applicants / applicants.sum(axis=0)).mean(axis=1)
    return crude, share @ (admitted / applicants)
""", []),
        ("weights by the share of the admitted instead of the applicants", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = admitted.sum(axis=1) / admitted.sum()
    return crude, share @ (admitted / applicants)
""", ["weighted by the admitted"]),
        ("weights count the first two groups only", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    size = applicants[:, 0] + applicants[:, min(1, applicants.shape[1] - 1)]
    return crude, (size / size.sum()) @ (admitted / applicants)
""", []),
        ("the tuple in the wrong order", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = applicants.sum(axis=1) / applicants.sum()
    adjusted = (share[:, None] * admitted / applicants).sum(axis=0)
    return adjusted, crude
""", []),
        ("conditions the wrong way: the group's share among a department's admitted", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = applicants.sum(axis=1) / applicants.sum()
    return crude, share @ (admitted / admitted.sum(axis=1, keepdims=True))
""", []),
    ],
    "gda_log_odds": [
        ("log of det: leaves the range of floats at D = 250", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        d = x - mean
        square = np.einsum("nd,de,ne->n", d, np.linalg.inv(cov), d)
        return -0.5 * (square + np.log(np.linalg.det(cov)))
    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)
""", ["the determinant under- or overflows"]),
        ("log-determinants forgotten", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def square(mean, cov):
        d = x - mean
        return (d * np.linalg.solve(cov, d.T).T).sum(axis=1)
    return np.log(prior / (1 - prior)) + 0.5 * (square(mean0, cov0) - square(mean1, cov1))
""", ["log-determinants left out"]),
        ("log prior instead of the prior's log-odds", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        d = x - mean
        square = (d * np.linalg.solve(cov, d.T).T).sum(axis=1)
        return -0.5 * (square + np.linalg.slogdet(cov)[1])
    return np.log(prior) + log_density(mean1, cov1) - log_density(mean0, cov0)
""", ["the prior of one class only"]),
        ("pooled covariance for both classes: right only if they are equal", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    cov = (1 - prior) * cov0 + prior * cov1
    w = np.linalg.solve(cov, mean1 - mean0)
    b = -0.5 * (mean1 + mean0) @ w + np.log(prior / (1 - prior))
    return x @ w + b
""", []),
        ("whitens with L from the wrong side: d'(L'L)^-1 d", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        L = np.linalg.cholesky(cov)
        white = (x - mean) @ np.linalg.inv(L)
        return -0.5 * (white ** 2).sum(axis=1) - np.log(np.diag(L)).sum()
    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)
""", []),
        ("log-det from Cholesky halved once too often", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        L = np.linalg.cholesky(cov)
        white = np.linalg.solve(L, (x - mean).T)
        return -0.5 * ((white ** 2).sum(axis=0) + np.log(np.diag(L)).sum())
    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)
""", []),
        ("1e-6 added to the diagonal: wrong for features in small units", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        cov = cov + 1e-6 * np.eye(len(cov))
        d = x - mean
        square = (d * np.linalg.solve(cov, d.T).T).sum(axis=1)
        return -0.5 * (square + np.linalg.slogdet(cov)[1])
    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)
""", ["a small number added"]),
        ("only the diagonals of the covariances", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        var = np.diag(cov)
        return -0.5 * ((x - mean) ** 2 / var + np.log(var)).sum(axis=1)
    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)
""", ["only the diagonal of the covariance"]),
        ("by way of the posterior: far out it is 0 or 1, and the odds are infinite", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        d = x - mean
        square = (d * np.linalg.solve(cov, d.T).T).sum(axis=1)
        return -0.5 * (square + np.linalg.slogdet(cov)[1])
    l0 = np.log(1 - prior) + log_density(mean0, cov0)
    l1 = np.log(prior) + log_density(mean1, cov1)
    m = np.maximum(l0, l1)
    e0, e1 = np.exp(l0 - m), np.exp(l1 - m)
    p = e1 / (e0 + e1)
    with np.errstate(divide="ignore"):
        return np.log(p) - np.log(1 - p)
""", []),
    ],
    "log_odds_quadratic": [
        ("A without the half", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = P0 - P1
    b = P1 @ mean1 - P0 @ mean0
    c = (np.log(prior / (1 - prior)) + (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1) / 2
         + (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]) / 2)
    return (A + A.T) / 2, b, float(c)
""", ["no half in the quadratic part"]),
        ("log of det: out of range for large D", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = (P0 - P1) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = (np.log(prior / (1 - prior)) + (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1) / 2
         + np.log(np.linalg.det(cov0) / np.linalg.det(cov1)) / 2)
    return (A + A.T) / 2, b, float(c)
""", ["the determinant under- or overflows"]),
        ("like powers collected in the upper triangle: A is not symmetric", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = (P0 - P1) / 2
    A = np.diag(np.diag(A)) + 2 * np.triu(A, 1)    # x_i x_j once
    b = P1 @ mean1 - P0 @ mean0
    c = (np.log(prior / (1 - prior)) + (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1) / 2
         + (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]) / 2)
    return A, b, float(c)
""", []),
        ("b as for equal covariances: cov1^-1 (mean1 - mean0)", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = (P0 - P1) / 2
    b = P1 @ (mean1 - mean0)
    c = (np.log(prior / (1 - prior)) + (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1) / 2
         + (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]) / 2)
    return (A + A.T) / 2, b, float(c)
""", []),
        ("c without the log-determinants", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = (P0 - P1) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior / (1 - prior)) + (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1) / 2
    return (A + A.T) / 2, b, float(c)
""", ["no log-determinants"]),
        ("expanded around mean0 instead of 0: b and c belong to x - mean0", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = (P0 - P1) / 2
    d = mean1 - mean0
    b = P1 @ d
    c = (np.log(prior / (1 - prior)) - d @ P1 @ d / 2
         + (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]) / 2)
    return (A + A.T) / 2, b, float(c)
""", []),
        ("the precision's diagonal taken as one over the covariance's: right for diagonal covariances only", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.diag(1 / np.diag(cov0)), np.diag(1 / np.diag(cov1))
    A = (P0 - P1) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = (np.log(prior / (1 - prior)) + (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1) / 2
         + (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]) / 2)
    return A, b, float(c)
""", []),
        ("column vectors: b is (D, 1) and c is (1, 1)", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    m0, m1 = mean0.reshape(-1, 1), mean1.reshape(-1, 1)
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = (P0 - P1) / 2
    b = P1 @ m1 - P0 @ m0
    c = (np.log(prior / (1 - prior)) + (m0.T @ P0 @ m0 - m1.T @ P1 @ m1) / 2
         + (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]) / 2)
    return (A + A.T) / 2, b, c
""", []),
        ("prior taken for the class 0 one", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = (P0 - P1) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = (np.log((1 - prior) / prior) + (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1) / 2
         + (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]) / 2)
    return (A + A.T) / 2, b, float(c)
""", ["prior of the other class"]),
    ],
    "naive_bayes_fit": [
        ("ddof=1, with 0 put in for classes of one point", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0, ddof=1) if (y == k).sum() > 1 else np.zeros(X.shape[1])
                     for k in range(K)])
    return priors, means, vars
""", ["divided by n - 1"]),
        ("standard deviations instead of variances", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    stds = np.array([X[y == k].std(axis=0) for k in range(K)])
    return priors, means, stds
""", ["standard deviations returned"]),
        ("squares around the mean of all data, not of the class", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    centred = X - X.mean(axis=0)
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([(centred[y == k] ** 2).mean(axis=0) for k in range(K)])
    return priors, means, vars
""", ["about the mean of all rows"]),
        ("mean of squares minus square of mean: all digits cancel for data far from 0", """
def naive_bayes_fit(X, y):
    member = np.eye(y.max() + 1)[y]
    counts = member.sum(axis=0)[:, None]
    means = member.T @ X / counts
    vars = member.T @ X ** 2 / counts - means ** 2
    return counts[:, 0] / len(y), means, vars
""", ["the difference of two large numbers"]),
        ("classes in the order in which they first appear", """
def naive_bayes_fit(X, y):
    groups = {}
    for row, k in zip(X, y):
        groups.setdefault(int(k), []).append(row)
    blocks = [np.array(rows) for rows in groups.values()]
    priors = np.array([len(rows) for rows in blocks]) / len(y)
    return priors, np.array([rows.mean(axis=0) for rows in blocks]), np.array([rows.var(axis=0) for rows in blocks])
""", []),
        ("takes y for sorted: cuts X into blocks by the counts", """
def naive_bayes_fit(X, y):
    counts = np.bincount(y)
    blocks = np.split(X, np.cumsum(counts)[:-1])
    means = np.stack([rows.mean(axis=0) for rows in blocks])
    vars = np.stack([rows.var(axis=0) for rows in blocks])
    return counts / len(y), means, vars
""", []),
        ("Laplace's count of one more for each class in the priors", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    priors = (np.bincount(y) + 1) / (len(y) + K)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""", ["smoothed priors"]),
        ("arrays in the dtype of X: whole-number features get whole-number means and variances", """
def naive_bayes_fit(X, y):
    K, D = y.max() + 1, X.shape[1]
    priors = np.bincount(y) / len(y)
    means = np.zeros((K, D), dtype=X.dtype)
    vars = np.zeros_like(means)
    for k in range(K):
        means[k] = X[y == k].mean(axis=0)
        vars[k] = X[y == k].var(axis=0)
    return priors, means, vars
""", ["fractions cut off"]),
        ("one variance a feature for all classes, pooled", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    pooled = ((X - means[y]) ** 2).mean(axis=0)
    return priors, means, np.tile(pooled, (K, 1))
""", ["one variance for all classes"]),
    ],
    "naive_bayes_log_posterior": [
        ("product of densities, logarithm at the end: underflows", """
def naive_bayes_log_posterior(X, priors, means, vars):
    p = np.exp(-(X[:, None, :] - means) ** 2 / (2 * vars)) / np.sqrt(2 * np.pi * vars)
    p = np.where(np.isnan(p), 1.0, p).prod(axis=2) * priors
    with np.errstate(all="ignore"):
        return np.log(p / p.sum(axis=1, keepdims=True))
""", ["densities multiplied until they underflow"]),
        ("a missing feature is set to the class mean: the factor 1/sqrt(var) stays", """
def naive_bayes_log_posterior(X, priors, means, vars):
    filled = np.where(np.isnan(X)[:, None, :], means, X[:, None, :])
    terms = -0.5 * (filled - means) ** 2 / vars - 0.5 * np.log(2 * np.pi * vars)
    score = np.log(priors) + terms.sum(axis=2)
    return score - np.logaddexp.reduce(score, axis=1, keepdims=True)
""", ["missing features taken as the class's mean"]),
        ("1e-9 added to the variances", """
def naive_bayes_log_posterior(X, priors, means, vars):
    vars = vars + 1e-9
    terms = -0.5 * (X[:, None, :] - means) ** 2 / vars - 0.5 * np.log(2 * np.pi * vars)
    score = np.log(priors) + np.nansum(terms, axis=2)
    return score - np.logaddexp.reduce(score, axis=1, keepdims=True)
""", ["log(std + eps)"]),
        ("a feature that is missing in any row is dropped for all rows", """
def naive_bayes_log_posterior(X, priors, means, vars):
    full = ~np.isnan(X).any(axis=0)
    X, means, vars = X[:, full], means[:, full], vars[:, full]
    terms = -0.5 * (X[:, None, :] - means) ** 2 / vars - 0.5 * np.log(2 * np.pi * vars)
    score = np.log(priors) + terms.sum(axis=2)
    return score - np.logaddexp.reduce(score, axis=1, keepdims=True)
""", []),
        ("a mean over the seen features scaled up to D: missing ones count like the average", """
def naive_bayes_log_posterior(X, priors, means, vars):
    terms = -0.5 * (X[:, None, :] - means) ** 2 / vars - 0.5 * np.log(2 * np.pi * vars)
    seen = np.maximum((~np.isnan(X)).sum(axis=1), 1)[:, None]
    score = np.log(priors) + np.nansum(terms, axis=2) / seen * X.shape[1]
    return score - np.logaddexp.reduce(score, axis=1, keepdims=True)
""", []),
        ("logarithm of a clipped posterior: never below log 1e-300", """
def naive_bayes_log_posterior(X, priors, means, vars):
    terms = -0.5 * (X[:, None, :] - means) ** 2 / vars - 0.5 * np.log(2 * np.pi * vars)
    score = np.log(priors) + np.nansum(terms, axis=2)
    p = np.exp(score - score.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    return np.log(np.maximum(p, 1e-300))
""", ["a density or posterior kept from 0"]),
        ("normaliser: log of the product of all variances, which underflows with hundreds of features", """
def naive_bayes_log_posterior(X, priors, means, vars):
    gone = np.isnan(X)
    volume = np.prod(np.where(gone[:, None, :], 1.0, vars), axis=2)
    square = np.nansum((X[:, None, :] - means) ** 2 / vars, axis=2)
    with np.errstate(all="ignore"):
        score = np.log(priors) - 0.5 * np.log(volume) - 0.5 * square
    return score - np.logaddexp.reduce(score, axis=1, keepdims=True)
""", []),
        ("the log prior inside the sum over features: it counts once a seen feature", """
def naive_bayes_log_posterior(X, priors, means, vars):
    terms = (-0.5 * (X[:, None, :] - means) ** 2 / vars - 0.5 * np.log(2 * np.pi * vars)
             + np.log(priors)[:, None])
    score = np.nansum(terms, axis=2)
    score[np.isnan(X).all(axis=1)] = np.log(priors)
    return score - np.logaddexp.reduce(score, axis=1, keepdims=True)
""", []),
        ("not normalised: the sum over the classes is forgotten", """
def naive_bayes_log_posterior(X, priors, means, vars):
    terms = -0.5 * (X[:, None, :] - means) ** 2 / vars - 0.5 * np.log(2 * np.pi * vars)
    return np.log(priors) + np.nansum(terms, axis=2)
""", ["not normalised"]),
    ],
}
