"""Answers to exercises of week 2, labelled: see ../corpora.toml."""

RIGHT = {
    "factorisation": [
        """
def factorisation(parents):
    return "".join(f"P({v}|{','.join(ps)})" if ps else f"P({v})" for v, ps in parents.items())
""",
        """
def factorisation(parents):
    text = ""
    for v in parents:
        text += "P(" + v
        if len(parents[v]) > 0:
            text += "|"
            first = True
            for p in parents[v]:
                if not first:
                    text += ","
                text += p
                first = False
        text += ")"
    return text
""",
        """
def factorisation(parents):
    factors = []
    for name, pa in parents.items():
        inside = [name] if not pa else [name, ",".join(pa)]
        factors.append("P(%s)" % "|".join(inside))
    return "".join(factors)
""",
    ],
    "parents_of": [
        r"""
def parents_of(text):
    graph = {}
    for v, ps in re.findall(r"P\((\w+)(?:\|([\w,]+))?\)", text):
        graph[v] = tuple(ps.split(",")) if ps else ()
    return graph
""",
        """
def parents_of(text):
    graph = {}
    for factor in text.split(")"):
        if factor == "":
            continue
        child, bar, rest = factor[2:].partition("|")
        graph[child] = tuple(rest.split(",")) if bar else ()
    return graph
""",
        """
def parents_of(text):
    out = {}
    i = 0
    while i < len(text):
        start = text.index("(", i) + 1
        end = text.index(")", start)
        inside = text[start:end]
        if "|" in inside:
            v, ps = inside.split("|")
            out[v] = tuple(p for p in ps.split(","))
        else:
            out[inside] = ()
        i = end + 1
    return out
""",
    ],
    "joint_table": [
        """
def joint_table(parents, cpts):
    order = list(parents)
    shape = tuple(np.shape(cpts[v])[-1] for v in order)
    joint = np.ones(shape)
    for idx in np.ndindex(*shape):
        value = dict(zip(order, idx))
        for v in order:
            where = tuple(value[p] for p in parents[v]) + (value[v],)
            joint[idx] *= cpts[v][where]
    return joint
""",
        """
def joint_table(parents, cpts):
    number = {v: i for i, v in enumerate(parents)}
    args = []
    for v in parents:
        args.append(np.asarray(cpts[v], dtype=float))
        args.append([number[p] for p in parents[v]] + [number[v]])
    return np.einsum(*args, list(range(len(number))))
""",
        """
def joint_table(parents, cpts):
    order = list(parents)
    V = len(order)
    joint = np.ones((1,) * V)
    for v in order:
        t = np.asarray(cpts[v], dtype=float)
        axes = [order.index(u) for u in list(parents[v]) + [v]]
        t = t.transpose(np.argsort(axes))
        shape = [1] * V
        for ax, size in zip(sorted(axes), t.shape):
            shape[ax] = size
        joint = joint * t.reshape(shape)
    return joint
""",
    ],
    "marginal": [
        """
def marginal(joint, keep):
    keep = tuple(keep)
    rest = tuple(a for a in range(joint.ndim) if a not in keep)
    return joint.transpose(keep + rest).sum(axis=tuple(range(len(keep), joint.ndim)))
""",
        """
def marginal(joint, keep):
    return np.einsum(joint, list(range(joint.ndim)), [int(k) for k in keep])
""",
        """
def marginal(joint, keep):
    out = np.zeros([joint.shape[k] for k in keep])
    for idx in np.ndindex(*joint.shape):
        out[tuple(idx[k] for k in keep)] += joint[idx]
    return out[()]
""",
    ],
    "conditional": [
        """
def conditional(joint, query, evidence):
    axes = tuple(evidence)
    m = marginal(joint, tuple(query) + axes)
    m = m[(Ellipsis,) + tuple(evidence[a] for a in axes)]
    return m / m.sum()
""",
        """
def conditional(joint, query, evidence):
    agree = np.zeros(joint.shape)
    where = tuple(evidence.get(a, slice(None)) for a in range(joint.ndim))
    agree[where] = joint[where]
    table = marginal(agree, tuple(query))
    return table / np.sum(table)
""",
        """
def conditional(joint, query, evidence):
    cut = joint
    for axis, value in evidence.items():
        cut = np.take(cut, [value], axis=axis)
    table = np.einsum(cut, list(range(cut.ndim)), [int(a) for a in query])
    return table / table.sum()
""",
    ],
    "is_independent": [
        """
def is_independent(joint, a, b, given=()):
    m = marginal(joint, tuple(given) + (a, b))
    tables = m.reshape(-1, joint.shape[a], joint.shape[b])
    for t in tables:
        total = t.sum()
        if total == 0:
            continue
        t = t / total
        if np.abs(t - np.outer(t.sum(axis=1), t.sum(axis=0))).max() >= 1e-9:
            return False
    return True
""",
        """
def is_independent(joint, a, b, given=()):
    p = marginal(joint, (a, b) + tuple(given))
    g = p.sum(axis=(0, 1), keepdims=True)
    p = p / np.where(g > 0, g, 1.0)
    pa = p.sum(axis=1, keepdims=True)
    pb = p.sum(axis=0, keepdims=True)
    return bool(np.all(np.abs(p - pa * pb) < 1e-9))
""",
        """
def is_independent(joint, a, b, given=()):
    given = tuple(given)
    for values in product(*[range(joint.shape[g]) for g in given]):
        evidence = dict(zip(given, values))
        if given and marginal(joint, given)[values] == 0:
            continue
        pab = conditional(joint, (a, b), evidence)
        pa = conditional(joint, (a,), evidence)
        pb = conditional(joint, (b,), evidence)
        for i in range(len(pa)):
            for j in range(len(pb)):
                if abs(pab[i, j] - pa[i] * pb[j]) >= 1e-9:
                    return False
    return True
""",
    ],
    "d_separated": [
        """
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    todo = list(a)
    visited = set(a)
    while todo:
        u = todo.pop()
        for w in near[u]:
            if w not in visited and w not in given:
                visited.add(w)
                todo.append(w)
    return not (visited & b)
""",
        """
def d_separated(parents, a, b, given):
    # reachability with directions
    a, b, given = names(a), names(b), names(given)
    opens = ancestors(parents, given)
    children = {v: [] for v in parents}
    for v, ps in parents.items():
        for p in ps:
            children[p].append(v)
    todo = [(v, "up") for v in a]
    seen = set()
    while todo:
        state = todo.pop()
        if state in seen:
            continue
        seen.add(state)
        v, direction = state
        if v in b and v not in given:
            return False
        if direction == "up":
            if v not in given:
                todo += [(p, "up") for p in parents[v]]
                todo += [(c, "down") for c in children[v]]
        else:
            if v not in given:
                todo += [(c, "down") for c in children[v]]
            if v in opens:
                todo += [(p, "up") for p in parents[v]]
    return True
""",
        """
def d_separated(parents, a, b, given):
    # all simple paths
    a, b, given = names(a), names(b), names(given)
    opens = ancestors(parents, given)
    near = {v: set(parents[v]) for v in parents}
    for v in parents:
        for p in parents[v]:
            near[p].add(v)

    def passes(l, m, r):
        collider = l in parents[m] and r in parents[m]
        if collider:
            return m in opens
        return m not in given

    def open_path(path):
        last = path[-1]
        if last in b:
            return True
        for w in near[last]:
            if w in path:
                continue
            if len(path) > 1 and not passes(path[-2], last, w):
                continue
            if open_path(path + [w]):
                return True
        return False

    return not any(open_path([v]) for v in a)
""",
    ],
    "ancestral_sample": [
        """
def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v in parents:
            if v in drawn or any(p not in drawn for p in parents[v]):
                continue
            rows = np.asarray(cpts[v], dtype=float)[tuple(drawn[p] for p in parents[v])]
            cum = np.broadcast_to(np.cumsum(rows, axis=-1), (n, rows.shape[-1]))
            u = rng.random((n, 1))
            drawn[v] = (u >= cum[:, :-1]).sum(axis=1)
    return np.stack([drawn[v] for v in parents], axis=1).astype(int)
""",
        """
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    col = {v: i for i, v in enumerate(order)}
    out = np.zeros((n, len(order)), dtype=int)
    done = set()
    while len(done) < len(order):
        for v in order:
            if v in done or not set(parents[v]) <= done:
                continue
            table = np.asarray(cpts[v], dtype=float)
            for combo in np.ndindex(*table.shape[:-1]):
                rows = np.ones(n, dtype=bool)
                for p, value in zip(parents[v], combo):
                    rows &= out[:, col[p]] == value
                prob = table[combo] / table[combo].sum()
                out[rows, col[v]] = rng.choice(len(prob), size=int(rows.sum()), p=prob)
            done.add(v)
    return out
""",
        """
def ancestral_sample(parents, cpts, n, rng):
    # Gumbel trick, parents first by recursion
    values = {}

    def draw(v):
        if v in values:
            return
        for p in parents[v]:
            draw(p)
        table = np.asarray(cpts[v], dtype=float)
        rows = table[tuple(values[p] for p in parents[v])]
        with np.errstate(divide="ignore"):
            logp = np.log(rows)
        values[v] = np.argmax(logp + rng.gumbel(size=(n, table.shape[-1])), axis=1)

    for v in parents:
        draw(v)
    return np.array([values[v] for v in parents]).T
""",
    ],
    "count_parameters": [
        """
def count_parameters(n, structure):
    n = int(n)
    if structure == 'full':
        return 2 ** n - 1
    if structure == 'independent':
        return n
    return 2 * n - 1
""",
        """
def count_parameters(n, structure):
    return {'full': (1 << int(n)) - 1, 'independent': int(n), 'markov': 1 + 2 * (int(n) - 1)}[structure]
""",
        """
def count_parameters(n, structure):
    total = 0
    for i in range(int(n)):
        if structure == 'full':
            k = i
        elif structure == 'independent':
            k = 0
        else:
            k = min(i, 1)
        total += 2 ** k
    return total
""",
    ],
    "chain_marginals": [
        """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = out[t - 1] @ transition
    return out
""",
        """
def chain_marginals(initial, transition, n):
    rows = [np.asarray(initial, dtype=float)]
    while len(rows) < n:
        rows.append(transition.T @ rows[-1])
    return np.array(rows)
""",
        """
from itertools import accumulate, repeat

def chain_marginals(initial, transition, n):
    start = np.array(initial, dtype=float)
    steps = accumulate(repeat(transition, n - 1), lambda p, T: (p[:, None] * T).sum(axis=0), initial=start)
    return np.stack(list(steps))
""",
    ],
    "adjusted_rates": [
        """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    weight = applicants.sum(axis=1) / applicants.sum()
    return crude, weight @ (admitted / applicants)
""",
        """
def adjusted_rates(admitted, applicants):
    D, G = applicants.shape
    everybody = float(np.sum(applicants))
    crude, adjusted = np.zeros(G), np.zeros(G)
    for g in range(G):
        crude[g] = admitted[:, g].sum() / applicants[:, g].sum()
        for d in range(D):
            adjusted[g] += applicants[d].sum() / everybody * admitted[d, g] / applicants[d, g]
    return crude, adjusted
""",
        """
def adjusted_rates(admitted, applicants):
    rates = np.true_divide(admitted, applicants)
    crude = np.average(rates, axis=0, weights=np.asarray(applicants, dtype=float))
    adjusted = np.average(rates, axis=0, weights=applicants.sum(axis=1).astype(float))
    return crude, adjusted
""",
    ],
    "gda_log_odds": [
        """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        L = np.linalg.cholesky(cov)
        u = np.linalg.solve(L, (x - mean).T)
        return -np.log(np.diag(L)).sum() - 0.5 * (u ** 2).sum(axis=0)
    return np.log(prior) - np.log1p(-prior) + log_density(mean1, cov1) - log_density(mean0, cov0)
""",
        """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    d0, d1 = x - mean0, x - mean1
    q0 = np.einsum('nd,dn->n', d0, np.linalg.solve(cov0, d0.T))
    q1 = np.einsum('nd,dn->n', d1, np.linalg.solve(cov1, d1.T))
    ld0 = np.linalg.slogdet(cov0)[1]
    ld1 = np.linalg.slogdet(cov1)[1]
    return np.log(prior) - np.log(1 - prior) + 0.5 * (ld0 - ld1) + 0.5 * (q0 - q1)
""",
        """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    lam0, U0 = np.linalg.eigh(cov0)
    lam1, U1 = np.linalg.eigh(cov1)
    D = len(mean0)
    result = np.zeros(len(x))
    for n in range(len(x)):
        z0 = U0.T @ (x[n] - mean0)
        z1 = U1.T @ (x[n] - mean1)
        lp0 = np.log(1 - prior) - 0.5 * (D * np.log(2 * np.pi) + np.sum(np.log(lam0)) + np.sum(z0 ** 2 / lam0))
        lp1 = np.log(prior) - 0.5 * (D * np.log(2 * np.pi) + np.sum(np.log(lam1)) + np.sum(z1 ** 2 / lam1))
        result[n] = lp1 - lp0
    return result
""",
    ],
    "log_odds_quadratic": [
        """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    A = 0.5 * (A + A.T)
    b = P1 @ mean1 - P0 @ mean0
    c = (np.log(prior) - np.log1p(-prior)
         + 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
         + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1))
    return A, b, float(c)
""",
        """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    def parts(mean, cov):
        L = np.linalg.cholesky(cov)
        Linv = np.linalg.solve(L, np.eye(len(mean)))
        u = Linv @ mean
        return -0.5 * Linv.T @ Linv, Linv.T @ u, -0.5 * u @ u - np.log(np.diag(L)).sum()
    A0, b0, c0 = parts(mean0, cov0)
    A1, b1, c1 = parts(mean1, cov1)
    A = A1 - A0
    return (A + A.T) / 2, b1 - b0, float(c1 - c0 + np.log(prior / (1 - prior)))
""",
        """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    D = len(mean0)
    A = np.zeros((D, D))
    b = np.zeros(D)
    c = np.log(prior) - np.log(1 - prior)
    for sign, m, S in ((1, mean1, cov1), (-1, mean0, cov0)):
        lam, U = np.linalg.eigh(S)
        P = (U / lam) @ U.T
        P = (P + P.T) / 2
        A += sign * -0.5 * P
        b += sign * (P @ m)
        c += sign * -0.5 * (np.log(lam).sum() + m @ P @ m)
    return A, b, float(c)
""",
    ],
    "naive_bayes_fit": [
        """
def naive_bayes_fit(X, y):
    K = int(np.max(y)) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        """
def naive_bayes_fit(X, y):
    X = np.asarray(X, dtype=float)
    y = np.asarray(y).astype(int)
    counts = np.bincount(y)
    onehot = np.eye(len(counts))[y]
    means = onehot.T @ X / counts[:, None]
    vars = onehot.T @ (X - means[y]) ** 2 / counts[:, None]
    return counts / len(y), means, vars
""",
        """
def naive_bayes_fit(X, y):
    N, D = X.shape
    classes = np.unique(y)
    K = len(classes)
    priors, means, vars = np.zeros(K), np.zeros((K, D)), np.zeros((K, D))
    for k in range(K):
        rows = [X[i] for i in range(N) if y[i] == classes[k]]
        n = len(rows)
        priors[k] = n / N
        for d in range(D):
            column = np.array([r[d] for r in rows], dtype=float)
            means[k, d] = column.sum() / n
            vars[k, d] = ((column - means[k, d]) ** 2).sum() / n
    return priors, means, vars
""",
    ],
    "naive_bayes_log_posterior": [
        """
def naive_bayes_log_posterior(X, priors, means, vars):
    z = (X[:, None, :] - means) / np.sqrt(vars)
    terms = -0.5 * (np.log(2 * np.pi) + np.log(vars) + z ** 2)
    scores = np.log(priors) + np.nansum(terms, axis=2)
    return scores - logsumexp(scores, axis=1, keepdims=True)
""",
        """
def naive_bayes_log_posterior(X, priors, means, vars):
    from scipy.special import log_softmax
    X = np.asarray(X, dtype=float)
    there = ~np.isnan(X)
    scores = np.zeros((X.shape[0], len(priors)))
    for k in range(len(priors)):
        std = np.sqrt(vars[k])
        z = (np.where(there, X, means[k]) - means[k]) / std
        log_density = -0.5 * z * z - np.log(std) - 0.5 * np.log(2 * np.pi)
        scores[:, k] = np.log(priors[k]) + (log_density * there).sum(axis=1)
    return log_softmax(scores, axis=1)
""",
        """
def naive_bayes_log_posterior(X, priors, means, vars):
    from scipy.stats import norm
    N, K = len(X), len(priors)
    out = np.zeros((N, K))
    for i in range(N):
        seen = np.flatnonzero(~np.isnan(X[i]))
        for k in range(K):
            out[i, k] = np.log(priors[k])
            out[i, k] += norm.logpdf(X[i, seen], means[k, seen], np.sqrt(vars[k, seen])).sum()
        out[i] = out[i] - np.logaddexp.reduce(out[i])
    return out
""",
    ],
    "logistic_nll": [
        """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    sign = 2.0 * np.asarray(y, dtype=float) - 1
    return float(np.mean(np.logaddexp(0, -sign * z)))
""",
        """
def logistic_nll(w, b, X, y):
    from scipy.special import log_expit
    z = X @ w + b
    return float(-np.mean(np.where(y == 1, log_expit(z), log_expit(-z))))
""",
        """
import math

def logistic_nll(w, b, X, y):
    total = 0.0
    for row, label in zip(X, y):
        z = float(np.dot(row, w)) + b
        if label == 1:
            z = -z
        # log(1 + e^z)
        total += max(z, 0.0) + math.log1p(math.exp(-abs(z)))
    return total / len(y)
""",
    ],
    "chow_liu": [
        """
def chow_liu(x):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    n1 = x.sum(axis=0)
    n11 = x.T @ x
    n10 = n1[:, None] - n11
    n01 = n1[None, :] - n11
    n00 = N - n11 - n10 - n01
    p1 = (n1 + 1) / (N + 2)
    p0 = (N - n1 + 1) / (N + 2)
    mi = np.zeros((D, D))
    for n, pa, pb in ((n11, p1, p1), (n10, p1, p0), (n01, p0, p1), (n00, p0, p0)):
        p = (n + 0.5) / (N + 2)
        mi += p * (np.log(p) - np.log(pa)[:, None] - np.log(pb)[None, :])
    parents = np.full(D, -1)
    best = mi[0].copy()
    partner = np.zeros(D, dtype=int)
    outside = np.ones(D, dtype=bool)
    outside[0] = False
    for _ in range(D - 1):
        new = int(np.argmax(np.where(outside, best, -np.inf)))
        parents[new] = partner[new]
        outside[new] = False
        better = mi[new] > best
        best = np.where(better, mi[new], best)
        partner = np.where(better, new, partner)
    return parents
""",
        """
def chow_liu(x):
    # Kruskal, then the arrows away from 0
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    y = 1 - x
    tables = {(1, 1): x.T @ x, (1, 0): x.T @ y, (0, 1): y.T @ x, (0, 0): y.T @ y}
    tables = {k: (t + 0.5) / (N + 2) for k, t in tables.items()}
    mi = np.zeros((D, D))
    for (i, j), p in tables.items():
        row = tables[(i, 0)] + tables[(i, 1)]
        col = tables[(0, j)] + tables[(1, j)]
        mi += p * np.log(p / (row * col))
    I, J = np.triu_indices(D, 1)
    group = list(range(D))

    def find(u):
        while group[u] != u:
            group[u] = group[group[u]]
            u = group[u]
        return u

    near = [[] for _ in range(D)]
    for e in np.argsort(-mi[I, J]):
        i, j = int(I[e]), int(J[e])
        a, b = find(i), find(j)
        if a != b:
            group[a] = b
            near[i].append(j)
            near[j].append(i)
    parents = np.full(D, -1)
    todo = [0]
    while todo:
        u = todo.pop()
        for v in near[u]:
            if v != parents[u]:
                parents[v] = u
                todo.append(v)
    return parents
""",
        """
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

def chow_liu(x):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    ones = x.sum(axis=0)
    a = x.T @ x
    b = ones[:, None] - a
    counts = np.stack([a, b, b.T, N - a - b - b.T]) + 0.5
    p = counts / counts.sum(axis=0)
    m = p[0] + p[1]
    H = -np.sum(p * np.log(p), axis=0)
    Hm = -(m * np.log(m) + (1 - m) * np.log(1 - m))
    mi = Hm + Hm.T - H
    w = 1 + mi.max() - mi
    np.fill_diagonal(w, 0)
    tree = minimum_spanning_tree(w)
    _, before = breadth_first_order(tree, 0, directed=False, return_predecessors=True)
    before = before.astype(int)
    before[0] = -1
    return before
""",
    ],
    "tree_log_prob": [
        """
def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    q = tables[np.arange(len(parents)), x[:, parents]]
    chance = np.where(x == 1, q, 1 - q)
    with np.errstate(divide="ignore"):
        return np.log(chance).sum(axis=1)
""",
        """
import math

def tree_log_prob(x, parents, tables):
    out = np.zeros(len(x))
    for n, row in enumerate(x):
        total = 0.0
        for d, p in enumerate(parents):
            q = float(tables[d][0]) if p == -1 else float(tables[d][int(row[p])])
            chance = q if row[d] == 1 else 1 - q
            total += math.log(chance) if chance > 0 else -math.inf
        out[n] = total
    return out
""",
        """
def tree_log_prob(x, parents, tables):
    with np.errstate(divide="ignore"):
        logs = np.stack([np.log1p(-np.asarray(tables, dtype=float)), np.log(tables)], axis=-1)   # (D, parent, self)
    result = np.zeros(x.shape[0])
    for d in range(x.shape[1]):
        own = x[:, d].astype(int)
        pa = np.zeros_like(own) if parents[d] < 0 else x[:, parents[d]].astype(int)
        result += logs[d, pa, own]
    return result
""",
    ],
    "tree_sample": [
        """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    layer = np.flatnonzero(parents == -1)
    x[:, layer] = uniforms[:, layer] < tables[layer, 0]
    while len(layer):
        layer = np.flatnonzero(np.isin(parents, layer))
        chance = tables[layer, x[:, parents[layer]]]
        x[:, layer] = uniforms[:, layer] < chance
    return x
""",
        """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    children = [[] for _ in range(D)]
    for d in range(D):
        if parents[d] == -1:
            root = d
        else:
            children[parents[d]].append(d)
    x = np.zeros((N, D), dtype=int)
    x[:, root] = uniforms[:, root] < tables[root, 0]
    stack = [root]
    while stack:
        u = stack.pop()
        for d in children[u]:
            chance = np.where(x[:, u] == 1, tables[d, 1], tables[d, 0])
            x[:, d] = uniforms[:, d] < chance
            stack.append(d)
    return x
""",
        """
def tree_sample(parents, tables, uniforms):
    D = len(parents)
    depth = np.zeros(D, dtype=int)
    for d in range(D):
        u = d
        while parents[u] != -1:
            u = parents[u]
            depth[d] += 1
    x = np.zeros(uniforms.shape, dtype=int)
    for d in np.argsort(depth, kind="stable"):
        for n in range(len(uniforms)):
            value = x[n, parents[d]] if parents[d] >= 0 else 0
            if uniforms[n, d] < tables[d, value]:
                x[n, d] = 1
    return x
""",
    ],
}

WRONG = {
    "factorisation": [
        # proof: {"c": ("b", "a"), ...} gives P(c|a,b), should be P(c|b,a)
        ("parents sorted", """
def factorisation(parents):
    out = ""
    for v, ps in parents.items():
        if ps:
            out += "P(" + v + "|" + ",".join(sorted(ps)) + ")"
        else:
            out += "P(" + v + ")"
    return out
""", ['another order than the given one']),
        # proof: {"a": ()} gives P(a|), should be P(a)
        ("bar without parents", """
def factorisation(parents):
    return "".join(f"P({v}|{','.join(ps)})" for v, ps in parents.items())
""", ['a bar before nothing']),
        # proof: {"a": (), "b": (), "c": ("a", "b")} gives P(c|a, b), should be P(c|a,b)
        ("space after the comma", """
def factorisation(parents):
    out = []
    for v, ps in parents.items():
        out.append(f"P({v}|{', '.join(ps)})" if ps else f"P({v})")
    return "".join(out)
""", ['spaces or signs in between']),
        # proof: {"a": (), "b": ("a",)} gives P(a)P(a|b), should be P(a)P(b|a)
        ("child and parent exchanged", """
def factorisation(parents):
    text = ""
    for v in parents:
        if len(parents[v]) == 0:
            text += "P(" + v + ")"
        else:
            text += "P(" + ",".join(parents[v]) + "|" + v + ")"
    return text
""", ['the bar turned round']),
        # proof: {"b": ("a",), "a": ()} gives P(a)P(b|a), should be P(b|a)P(a)
        ("parents before children, not the order listed", """
def factorisation(parents):
    done = []
    text = ""
    while len(done) < len(parents):
        for v, ps in parents.items():
            if v not in done and all(p in done for p in ps):
                text += f"P({v}|{','.join(ps)})" if ps else f"P({v})"
                done.append(v)
    return text
""", ['another order than the given one']),
        # proof: {"a": (), "b": (), "c": ("a", "b")} gives P(c|ab), should be P(c|a,b)
        ("no commas", """
def factorisation(parents):
    return "".join(("P(" + v + "|" + "".join(ps) + ")") if ps else "P(" + v + ")" for v, ps in parents.items())
""", ['names run together']),
        # proof: {"a": (), "b": (), "c": ("a", "b")} gives P(c|a)P(c|b), should be P(c|a,b)
        ("a factor for each arrow", """
def factorisation(parents):
    out = ""
    for v, ps in parents.items():
        if not ps:
            out += "P(%s)" % v
        for p in ps:
            out += "P(%s|%s)" % (v, p)
    return out
""", ['a factor for each arrow', 'only one parent']),
        # proof: {"a": (), "b": ("a",)} gives P(a|b)P(b), should be P(a)P(b|a)
        ("children in place of parents", """
def factorisation(parents):
    out = ""
    for v in parents:
        kids = [c for c in parents if v in parents[c]]
        out += f"P({v}|{','.join(kids)})" if kids else f"P({v})"
    return out
""", ['conditioned on the children']),
    ],
    "parents_of": [
        # proof: "P(P)P(b|P)" is cut at every P
        ("split at the letter P", """
def parents_of(text):
    graph = {}
    for part in text.split("P"):
        if part == "":
            continue
        inside = part.strip("()")
        v, bar, ps = inside.partition("|")
        graph[v] = tuple(ps.split(",")) if bar else ()
    return graph
""", ["a name's own P taken for a factor's"]),
        # proof: "P(x1)P(y|x1)" gives {}, should be {"x1": (), "y": ("x1",)}
        ("names of one small letter", r'''
def parents_of(text):
    graph = {}
    for v, ps in re.findall(r"P\(([a-z])\|?([a-z,]*)\)", text):
        graph[v] = tuple(ps.split(",")) if ps else ()
    return graph
''', ['names of one letter only']),
        # proof: "P(a)" gives {"a": ("",)}, should be {"a": ()}
        ("empty name as a parent", """
def parents_of(text):
    graph = {}
    for f in text[:-1].split(")"):
        v, _, ps = f[2:].partition("|")
        graph[v] = tuple(ps.split(","))
    return graph
""", ['an empty name for no parents']),
        # proof: "P(ab)P(c|ab)" gives c: ("a", "b"), should be ("ab",)
        ("names taken apart into letters", """
def parents_of(text):
    graph = {}
    for f in text.split(")"):
        if f:
            v, _, ps = f[2:].partition("|")
            graph[v] = tuple(ps.replace(",", ""))
    return graph
""", ['names taken letter by letter']),
        # proof: "P(a)P(b|a)" gives {"b": ("a",)}, should have "a": ()
        ("variables without parents left out", r'''
def parents_of(text):
    out = {}
    for v, ps in re.findall(r"P\((\w+)\|([^)]*)\)", text):
        out[v] = tuple(ps.split(","))
    return out
''', ['variables without parents are lost']),
        # proof: "P(a)P(b)P(c|b,a)" gives c: ("a", "b"), should be ("b", "a")
        ("parents sorted", """
def parents_of(text):
    out = {}
    for factor in text.split(")")[:-1]:
        child, bar, rest = factor[2:].partition("|")
        out[child] = tuple(sorted(rest.split(","))) if bar else ()
    return out
""", ['parents sorted']),
        # proof: "P(Pa)" strips to "a", should be "Pa"
        ("strip takes P from the names", """
def parents_of(text):
    out = {}
    for factor in text.split(")"):
        if not factor:
            continue
        factor = factor.lstrip("P(")
        if "|" in factor:
            v, rest = factor.split("|")
            out[v] = tuple(rest.split(","))
        else:
            out[factor] = ()
    return out
""", ["a name's own P taken for a factor's"]),
        # proof: "P(a)P(b|a)" gives {"a": ("b",), "b": ()}, should be {"a": (), "b": ("a",)}
        ("children in place of parents", """
def parents_of(text):
    out = {}
    factors = [f[2:] for f in text.split(")") if f]
    for f in factors:
        out[f.partition("|")[0]] = ()
    for f in factors:
        v, bar, rest = f.partition("|")
        if bar:
            for p in rest.split(","):
                out[p] = out[p] + (v,)
    return out
""", ['arrows turned round']),
    ],
    "joint_table": [
        # proof: parents = {"b": ("a",), "a": ()}: axes (a, b), should be (b, a)
        ("axes in alphabetical order", """
def joint_table(parents, cpts):
    order = sorted(parents)
    num = {v: i for i, v in enumerate(order)}
    args = []
    for v in order:
        args += [cpts[v], [num[p] for p in parents[v]] + [num[v]]]
    return np.einsum(*args, list(range(len(order))))
""", []),
        # proof: a -> b, table of b [[0.9, 0.1], [0.2, 0.8]]: p(a=0, b=1) takes 0.2, should take 0.1
        ("own axis first in the tables", """
def joint_table(parents, cpts):
    order = list(parents)
    shape = [cpts[v].shape[-1] for v in order]
    joint = np.ones(shape)
    for idx in np.ndindex(*shape):
        val = dict(zip(order, idx))
        for v in order:
            joint[idx] *= cpts[v][(val[v],) + tuple(val[p] for p in parents[v])]
    return joint
""", ["unnormalised: the tables' axes read backwards"]),
        # proof: a variable with three values: joint of shape (2, ...), should be (3, ...)
        ("two values each", """
def joint_table(parents, cpts):
    order = list(parents)
    joint = np.ones((2,) * len(order))
    for idx in product([0, 1], repeat=len(order)):
        val = dict(zip(order, idx))
        for v in order:
            joint[idx] *= cpts[v][tuple(val[p] for p in parents[v]) + (val[v],)]
    return joint
""", ['every variable has two values']),
        # proof: names "cancer" and "cough" share their first letter: einsum refuses "cc" as the result's axes, should give the joint
        ("first letters as einsum indices", """
def joint_table(parents, cpts):
    subs = [''.join(p[0] for p in ps) + v[0] for v, ps in parents.items()]
    out = ''.join(v[0] for v in parents)
    return np.einsum(','.join(subs) + '->' + out, *[cpts[v] for v in parents])
""", ['one letter for a name']),
        # proof: parents of c are ("b", "a") with p(c | b=0, a=1) != p(c | b=1, a=0): indices exchanged
        ("parents' axes in the order of the graph, not of the tuple", """
def joint_table(parents, cpts):
    order = list(parents)
    shape = tuple(cpts[v].shape[-1] for v in order)
    joint = np.zeros(shape)
    for idx in np.ndindex(*shape):
        val = dict(zip(order, idx))
        p = 1.0
        for v in order:
            where = [val[u] for u in order if u in parents[v]] + [val[v]]
            p *= cpts[v][tuple(where)]
        joint[idx] = p
    return joint
""", ["parents' axes in the wrong order"]),
        # proof: {"a": ()} with [0.3, 0.7] gives [1, 1] / 2, should be [0.3, 0.7]
        ("tables of roots left out", """
def joint_table(parents, cpts):
    order = list(parents)
    shape = tuple(cpts[v].shape[-1] for v in order)
    joint = np.ones(shape)
    for idx in np.ndindex(*shape):
        val = dict(zip(order, idx))
        for v in order:
            if parents[v]:
                joint[idx] *= cpts[v][tuple(val[p] for p in parents[v]) + (val[v],)]
    return joint / joint.sum()
""", []),
        # proof: {"b": ("a",), "a": ()}: at b, a has no value yet and 0 is taken: p(b | a=0) in place of p(b | a)
        ("parents listed later taken as 0", """
def joint_table(parents, cpts):
    order = list(parents)
    shape = tuple(cpts[v].shape[-1] for v in order)
    joint = np.ones(shape)
    for idx in np.ndindex(*shape):
        value = {}
        for v, i in zip(order, idx):
            joint[idx] *= cpts[v][tuple(value.get(p, 0) for p in parents[v]) + (i,)]
            value[v] = i
    return joint
""", []),
        # proof: a -> b with b = a and p(a) = [0.5, 0.5]: gives 0.25 everywhere, should be 0.5 on the diagonal
        ("product of the variables' own averaged tables", """
def joint_table(parents, cpts):
    joint = np.array(1.0)
    for v in parents:
        t = cpts[v]
        p = t.reshape(-1, t.shape[-1]).mean(axis=0)
        joint = np.multiply.outer(joint, p)
    return joint
""", ['independent product']),
    ],
    "marginal": [
        # proof: shape (2, 3), keep (1, 0) gives shape (2, 3), should be (3, 2)
        ("axes in their old order", """
def marginal(joint, keep):
    drop = tuple(a for a in range(joint.ndim) if a not in keep)
    return joint.sum(axis=drop)
""", ['the order of `keep` is lost']),
        # proof: shape (2, 3), keep (0,) gives shape (3,), should be (2,)
        ("sums the kept axes out", """
def marginal(joint, keep):
    return joint.sum(axis=tuple(keep))
""", ['the kept axes are summed']),
        # proof: shape (2, 2) uniform, keep (0,) gives 0.25, should be 0.5
        ("mean in place of the sum", """
def marginal(joint, keep):
    rest = tuple(a for a in range(joint.ndim) if a not in keep)
    moved = np.transpose(joint, tuple(keep) + rest)
    return moved.mean(axis=tuple(range(len(keep), joint.ndim)))
""", ['a mean for the sum']),
        # proof: keep () gives the joint, should be 1
        ("empty keep", """
def marginal(joint, keep):
    if len(keep) == 0:
        return joint.copy()
    rest = tuple(a for a in range(joint.ndim) if a not in keep)
    moved = np.transpose(joint, tuple(keep) + rest)
    return moved.sum(axis=tuple(range(len(keep), joint.ndim)))
""", []),
        # proof: shape (2, 3, 4), keep (2, 0, 1) gives shape (3, 4, 2), should be (4, 2, 3)
        ("inverse permutation", """
def marginal(joint, keep):
    rest = tuple(a for a in range(joint.ndim) if a not in keep)
    out = joint.sum(axis=rest)
    return out.transpose(np.argsort(keep))
""", ['the permutation is the inverse one']),
        # proof: shape (2, 3, 4), keep (2,): after axis 0 is gone, axis 1 is the old axis 2: shape (3,), should be (4,)
        ("axes move down after each sum", """
def marginal(joint, keep):
    drop = [a for a in range(joint.ndim) if a not in keep]
    out = joint
    for a in drop:
        out = out.sum(axis=min(a, out.ndim - 1))
    order = sorted(keep)
    return out.transpose([order.index(k) for k in keep])
""", ['axes not renumbered']),
        # proof: shape (2, 3), keep (0,) gives shape (2, 1), should be (2,)
        ("summed axes kept with length 1", """
def marginal(joint, keep):
    rest = tuple(a for a in range(joint.ndim) if a not in keep)
    moved = np.transpose(joint, tuple(keep) + rest)
    return moved.sum(axis=tuple(range(len(keep), joint.ndim)), keepdims=True)
""", ['the summed axes are kept']),
        # proof: uniform (2, 2), keep (0,) gives 0.25, should be 0.5
        ("maximum over the others", """
def marginal(joint, keep):
    out = np.zeros([joint.shape[k] for k in keep])
    for idx in np.ndindex(*joint.shape):
        place = tuple(idx[k] for k in keep)
        out[place] = max(out[place], joint[idx])
    return out
""", ['one value taken instead of the sum']),
    ],
    "conditional": [
        # proof: uniform (2, 2), query (0,), evidence {1: 0} gives [0.25, 0.25], should be [0.5, 0.5]
        ("not normalised", """
def conditional(joint, query, evidence):
    m = marginal(joint, tuple(query) + tuple(evidence))
    return m[(Ellipsis,) + tuple(evidence.values())]
""", ['not renormalised']),
        # proof: shape (2, 3, 4), query (2,), evidence {0: 1, 1: 2}: the second index meets the old axis 2
        ("axes move down after indexing", """
def conditional(joint, query, evidence):
    cut = joint
    for axis, value in evidence.items():
        cut = np.take(cut, value, axis=min(axis, cut.ndim - 1))
    left = [a for a in range(joint.ndim) if a not in evidence]
    out = marginal(cut, tuple(left.index(q) for q in query))
    return out / out.sum()
""", ['axes not renumbered']),
        # proof: joint [[0.45, 0.45], [0.1, 0]], query (0,), evidence {1: 0} gives [0.5, 1], should be [0.818, 0.182]
        ("probability of the evidence given the query", """
def conditional(joint, query, evidence):
    both = marginal(joint, tuple(query) + tuple(evidence))
    both = both[(Ellipsis,) + tuple(evidence[e] for e in evidence)]
    pq = marginal(joint, tuple(query))
    return both / pq
""", ['the evidence given the query']),
        # proof: shape (2, 3), query (1, 0), evidence {} gives shape (2, 3), should be (3, 2)
        ("order of the query lost", """
def conditional(joint, query, evidence):
    where = tuple(slice(evidence[a], evidence[a] + 1) if a in evidence else slice(None) for a in range(joint.ndim))
    cut = joint[where]
    out = cut.sum(axis=tuple(a for a in range(joint.ndim) if a not in query))
    return out / out.sum()
""", ['the order of `query` is lost']),
        # proof: joint [[0.45, 0.45], [0.1, 0]], query (0,), evidence {1: 0} gives [0.9, 0.1], should be [0.818, 0.182]
        ("evidence of value 0 taken as none", """
def conditional(joint, query, evidence):
    where = []
    for a in range(joint.ndim):
        if evidence.get(a):
            where.append(slice(evidence[a], evidence[a] + 1))
        else:
            where.append(slice(None))
    out = marginal(joint[tuple(where)], tuple(query))
    return out / out.sum()
""", ['evidence of value 0 is forgotten']),
        # proof: uniform (2, 2, 2), query (0, 1), evidence {2: 0}: sums to 2, should sum to 1
        ("normalised along the last axis only", """
def conditional(joint, query, evidence):
    m = marginal(joint, tuple(query) + tuple(evidence))
    m = m[(Ellipsis,) + tuple(evidence.values())]
    return m / m.sum(axis=-1, keepdims=True)
""", ['normalised along one axis']),
        # proof: axis 1 in neither, joint with p(x0=0, x1=.) = (0.1, 0.4), p(x0=1, .) = (0.4, 0.1), query (0,), evidence {}:
        # gives [0.2, 0.8], should be [0.5, 0.5]
        ("other axes fixed at 0, not summed out", """
def conditional(joint, query, evidence):
    others = [a for a in range(joint.ndim) if a not in query and a not in evidence]
    ev = dict(evidence)
    for a in others:
        ev[a] = 0
    m = marginal(joint, tuple(query) + tuple(ev))
    m = m[(Ellipsis,) + tuple(ev.values())]
    return m / m.sum()
""", []),
        # proof: x2 = x0, x1 independent, query (0,), evidence {1: 0, 2: 1} gives [0.5, 0.5], should be [0, 1]
        ("only the first piece of evidence", """
def conditional(joint, query, evidence):
    if len(evidence) == 0:
        out = marginal(joint, tuple(query))
        return out / out.sum()
    axis = list(evidence)[0]
    out = marginal(joint, tuple(query) + (axis,))[..., evidence[axis]]
    return out / out.sum()
""", []),
    ],
    "is_independent": [
        # proof: fork a <- g -> b, given (g,) gives False, should be True
        ("given ignored", """
def is_independent(joint, a, b, given=()):
    p = marginal(joint, (a, b))
    return bool(np.allclose(p, np.outer(p.sum(1), p.sum(0)), atol=1e-9, rtol=0))
""", ['the condition is ignored']),
        # proof: g = 1 makes b = a, g = 0 leaves them independent: gives True, should be False
        ("only the first value of given", """
def is_independent(joint, a, b, given=()):
    m = marginal(joint, tuple(given) + (a, b))
    t = m.reshape(-1, joint.shape[a], joint.shape[b])[0]
    if t.sum() == 0:
        return True
    t = t / t.sum()
    return bool(np.all(np.abs(t - np.outer(t.sum(1), t.sum(0))) < 1e-9))
""", ['only one value of the condition is looked at']),
        # proof: a value of given with probability 0, all else independent: nan makes it False, should be True
        ("0 / 0 in an impossible slice", """
def is_independent(joint, a, b, given=()):
    p = marginal(joint, (a, b) + tuple(given))
    p = p / p.sum(axis=(0, 1), keepdims=True)
    prod = p.sum(axis=1, keepdims=True) * p.sum(axis=0, keepdims=True)
    return bool(np.all(np.abs(p - prod) < 1e-9))
""", ['dividing by the probability of what never happens']),
        # proof: a, b, g independent fair coins, given (g,): 1/8 against 1/16: False, should be True
        ("slice not divided by its sum", """
def is_independent(joint, a, b, given=()):
    p = marginal(joint, (a, b) + tuple(given))
    pa = p.sum(axis=1, keepdims=True)
    pb = p.sum(axis=0, keepdims=True)
    return bool(np.abs(p - pa * pb).max() < 1e-9)
""", ["the condition's probability is forgotten"]),
        # proof: fork a <- c -> b, given (): conditions on c and gives True, should be False
        ("other variables conditioned on, not summed out", """
def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b))
    m = marginal(joint, rest + (a, b)).reshape(-1, joint.shape[a], joint.shape[b])
    for t in m:
        if t.sum() > 0:
            t = t / t.sum()
            if np.any(np.abs(t - np.outer(t.sum(1), t.sum(0))) >= 1e-9):
                return False
    return True
""", ['the condition is ignored']),
        # proof: g = 1 makes b = a, g = 0 leaves them independent: gives True, should be False
        ("one independent slice is enough", """
def is_independent(joint, a, b, given=()):
    m = marginal(joint, tuple(given) + (a, b)).reshape(-1, joint.shape[a], joint.shape[b])
    for t in m:
        if t.sum() == 0:
            continue
        t = t / t.sum()
        if np.all(np.abs(t - np.outer(t.sum(axis=1), t.sum(axis=0))) < 1e-9):
            return True
    return False
""", ['one value of the condition is enough']),
        # proof: a uniform on 0, 1, 2, b = 1 where a = 1, else 0: covariance 0, gives True, should be False
        ("covariance 0 taken for independence", """
def is_independent(joint, a, b, given=()):
    m = marginal(joint, tuple(given) + (a, b)).reshape(-1, joint.shape[a], joint.shape[b])
    i = np.arange(joint.shape[a])
    j = np.arange(joint.shape[b])
    for t in m:
        if t.sum() == 0:
            continue
        t = t / t.sum()
        cov = i @ t @ j - (i @ t.sum(axis=1)) * (j @ t.sum(axis=0))
        if abs(cov) >= 1e-9:
            return False
    return True
""", ['uncorrelated taken for independent']),
        # proof: a = xor(b, g), fair coins, given (g,): averaged over g they look independent: True, should be False
        ("slices averaged before the comparison", """
def is_independent(joint, a, b, given=()):
    p = marginal(joint, (a, b) + tuple(given)).reshape(joint.shape[a], joint.shape[b], -1)
    pg = p.sum(axis=(0, 1))
    left = p.sum(axis=2)
    right = np.zeros_like(left)
    for g in range(len(pg)):
        if pg[g] > 0:
            right += np.outer(p[:, :, g].sum(axis=1), p[:, :, g].sum(axis=0)) / pg[g]
    return bool(np.abs(left - right).max() < 1e-9)
""", []),
    ],
    "d_separated": [
        # proof: a -> c <- b, given {c}: the parents are not married: True, should be False
        ("parents not married", """
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        for p in parents[v]:
            near[v].add(p)
            near[p].add(v)
    todo, seen = list(a), set(a)
    while todo:
        for w in near[todo.pop()]:
            if w not in seen and w not in given:
                seen.add(w)
                todo.append(w)
    return not (seen & b)
""", ['no parents married', 'arrows taken for plain lines']),
        # proof: a -> c <- b, given {}: c makes its parents marry: False, should be True
        ("all variables kept", """
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in parents}
    for v in parents:
        family = {v} | set(parents[v])
        for u in family:
            near[u] |= family - {u}
    todo, seen = list(a), set(a)
    while todo:
        for w in near[todo.pop()]:
            if w not in seen and w not in given:
                seen.add(w)
                todo.append(w)
    return not (seen & b)
""", ['colliders never block (the whole graph moralised)']),
        # proof: a -> m -> b, given {m}: False, should be True
        ("known variables not deleted", """
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    todo, seen = list(a), set(a)
    while todo:
        for w in near[todo.pop()]:
            if w not in seen:
                seen.add(w)
                todo.append(w)
    return not (seen & b)
""", []),
        # proof: a <- m -> b, given {}: no directed path: True, should be False
        ("only paths along the arrows", """
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)

    def reach(start, goal):
        todo, seen = list(start), set(start)
        while todo:
            u = todo.pop()
            if u in goal:
                return True
            for v in parents:
                if u in parents[v] and v not in seen and v not in given:
                    seen.add(v)
                    todo.append(v)
        return False

    return not reach(a, b) and not reach(b, a)
""", ['only paths along the arrows count']),
        # proof: a -> c <- b, given {c}: c is not kept, so nobody marries: True, should be False
        ("ancestors of a and b only", """
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    todo, seen = list(a), set(a)
    while todo:
        for w in near[todo.pop()]:
            if w not in seen and w not in given:
                seen.add(w)
                todo.append(w)
    return not (seen & b)
""", ["only the ancestors of a and b kept", 'colliders always block', 'no parents married']),
        # proof: a -> c <- b, c -> d, given {d}: the collider stays shut: True, should be False
        ("a collider's descendants forgotten", """
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set(parents[v]) | {c for c in parents if v in parents[c]} for v in parents}

    def search(path):
        if path[-1] in b:
            return True
        for w in near[path[-1]]:
            if w in path:
                continue
            if len(path) >= 2:
                l, m = path[-2], path[-1]
                if l in parents[m] and w in parents[m]:
                    if m not in given:
                        continue
                elif m in given:
                    continue
            if search(path + [w]):
                return True
        return False

    return not any(search([v]) for v in a)
""", ["a collider's descendants are forgotten"]),
        # proof: one arrow c -> b, "a" apart; sets {"a", "c"} and {"b"}, given {}: only "a" is asked: True, should be False
        ("only one member of each set", """
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    start, goal = sorted(a)[0], sorted(b)[0]
    kept = ancestors(parents, {start, goal} | given)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    todo, seen = [start], {start}
    while todo:
        for w in near[todo.pop()]:
            if w not in seen and w not in given:
                seen.add(w)
                todo.append(w)
    return goal not in seen
""", []),
        # proof: c has parents (a, x, b), given {c, x}: a and b are not joined: True, should be False
        ("only parents next to each other in the list married", """
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        ps = list(parents[v])
        for p in ps:
            near[v].add(p)
            near[p].add(v)
        for p, q in zip(ps[:-1], ps[1:]):
            near[p].add(q)
            near[q].add(p)
    todo, seen = list(a), set(a)
    while todo:
        for w in near[todo.pop()]:
            if w not in seen and w not in given:
                seen.add(w)
                todo.append(w)
    return not (seen & b)
""", []),
    ],
    "ancestral_sample": [
        # proof: {"b": ("a",), "a": ()}: b drawn as if a = 0
        ("drawn in the order listed", """
def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    out = np.zeros((n, len(order)), dtype=int)
    for i in range(n):
        for j, v in enumerate(order):
            pa = tuple(out[i, order.index(p)] for p in parents[v])
            row = cpts[v][pa]
            out[i, j] = rng.choice(len(row), p=row)
    return out
""", ['drawn in the wrong order']),
        # proof: {"b": ("a",), "a": ()}: columns (a, b), should be (b, a)
        ("columns in the order drawn", """
def ancestral_sample(parents, cpts, n, rng):
    vals = {}
    while len(vals) < len(parents):
        for v in parents:
            if v not in vals and all(p in vals for p in parents[v]):
                rows = cpts[v][tuple(vals[p] for p in parents[v])]
                cum = np.broadcast_to(np.cumsum(rows, axis=-1), (n, rows.shape[-1]))
                vals[v] = (rng.random((n, 1)) >= cum[:, :-1]).sum(axis=1)
    return np.stack(list(vals.values()), axis=1)
""", ['columns in the order of drawing']),
        # proof: a fair coin, b = a: all b equal the first draw's a, should equal their own
        ("row of the first draw for all", """
def ancestral_sample(parents, cpts, n, rng):
    vals = {}
    while len(vals) < len(parents):
        for v in parents:
            if v not in vals and all(p in vals for p in parents[v]):
                row = cpts[v][tuple(vals[p][0] for p in parents[v])]
                vals[v] = rng.choice(len(row), size=n, p=row)
    return np.stack([vals[v] for v in parents], axis=1)
""", []),
        # proof: a variable with probabilities [0.2, 0.3, 0.5]: never 2, should be 2 half the time
        ("two values only", """
def ancestral_sample(parents, cpts, n, rng):
    vals = {}
    while len(vals) < len(parents):
        for v in parents:
            if v not in vals and all(p in vals for p in parents[v]):
                p1 = cpts[v][tuple(vals[p] for p in parents[v])][..., 1]
                vals[v] = (rng.random(n) < p1).astype(int)
    return np.stack([vals[v] for v in parents], axis=1)
""", []),
        # proof: a fair coin, b = a: b is a coin of its own, should be a
        ("tables averaged over the parents", """
def ancestral_sample(parents, cpts, n, rng):
    cols = []
    for v in parents:
        t = cpts[v]
        p = t.reshape(-1, t.shape[-1]).mean(axis=0)
        cols.append(rng.choice(len(p), size=n, p=p / p.sum()))
    return np.array(cols).T
""", ['the parents are ignored']),
        # proof: one variable with [0.9, 0.1]: always 0, should be 1 in a tenth of the draws
        ("likeliest value in place of a draw", """
def ancestral_sample(parents, cpts, n, rng):
    vals = {}
    while len(vals) < len(parents):
        for v in parents:
            if v not in vals and all(p in vals for p in parents[v]):
                rows = cpts[v][tuple(vals[p] for p in parents[v])]
                vals[v] = np.broadcast_to(np.argmax(rows, axis=-1), (n,))
    return np.stack([vals[v] for v in parents], axis=1)
""", []),
        # proof: two independent fair coins: always equal, should be equal half the time
        ("one uniform number for all variables of a draw", """
def ancestral_sample(parents, cpts, n, rng):
    u = rng.random((n, 1))
    vals = {}
    while len(vals) < len(parents):
        for v in parents:
            if v not in vals and all(p in vals for p in parents[v]):
                rows = cpts[v][tuple(vals[p] for p in parents[v])]
                cum = np.broadcast_to(np.cumsum(rows, axis=-1), (n, rows.shape[-1]))
                vals[v] = (u >= cum[:, :-1]).sum(axis=1)
    return np.stack([vals[v] for v in parents], axis=1)
""", []),
        # proof: one variable with [0.9, 0.1]: 1 in nine tenths, should be in one tenth
        ("comparison turned round", """
def ancestral_sample(parents, cpts, n, rng):
    vals = {}
    while len(vals) < len(parents):
        for v in parents:
            if v not in vals and all(p in vals for p in parents[v]):
                rows = cpts[v][tuple(vals[p] for p in parents[v])]
                cum = np.broadcast_to(np.cumsum(rows, axis=-1), (n, rows.shape[-1]))
                vals[v] = (rng.random((n, 1)) < cum[:, :-1]).sum(axis=1)
    return np.stack([vals[v] for v in parents], axis=1)
""", []),
    ],
    "count_parameters": [
        # proof: n = 1, full gives 2, should be 1
        ("the sum to 1 forgotten", """
def count_parameters(n, structure):
    if structure == 'full':
        return 2 ** n
    elif structure == 'independent':
        return n
    return 1 + 2 * (n - 1)
""", ['2^n for the full table', 'entries counted instead of free numbers']),
        # proof: n = 3, markov gives 6, should be 5
        ("first variable has a parent, too", """
def count_parameters(n, structure):
    if structure == 'full':
        return 2 ** n - 1
    if structure == 'independent':
        return n
    return 2 * n
""", ['2n for the chain']),
        # proof: n = 3, markov gives 4, should be 5
        ("first variable forgotten", """
def count_parameters(n, structure):
    return {'full': 2 ** n - 1, 'independent': n, 'markov': 2 * (n - 1)}[structure]
""", ["off by one: the chain's start is forgotten"]),
        # proof: n = 200, full gives 2**200, should be 2**200 - 1
        ("floats", """
def count_parameters(n, structure):
    if structure == 'full':
        return int(2.0 ** n - 1)
    if structure == 'independent':
        return n
    return 2 * n - 1
""", []),
        # proof: n = 3, independent gives 6, should be 3
        ("two numbers a coin", """
def count_parameters(n, structure):
    if structure == 'independent':
        return 2 * n
    elif structure == 'markov':
        return 2 * n - 1
    else:
        return 2 ** n - 1
""", ['entries counted instead of free numbers']),
        # proof: n = 5, markov gives 3, should be 9
        ("one table shared along the chain", """
def count_parameters(n, structure):
    if structure == 'full':
        return 2 ** n - 1
    if structure == 'independent':
        return n
    return 1 if n == 1 else 3
""", ['one table for all steps']),
        # proof: n = 3, markov gives 2 + 4 + 4 = 10, should be 5
        ("all entries of the chain's tables", """
def count_parameters(n, structure):
    if structure == 'full':
        return 2 ** n - 1
    if structure == 'independent':
        return n
    total = 2
    for i in range(1, n):
        total += 4
    return total
""", ['entries counted instead of free numbers']),
        # proof: n = 3, full gives 3, should be 7
        ("full: pairs of variables in place of the table", """
def count_parameters(n, structure):
    if structure == 'full':
        return n * (n - 1) // 2
    if structure == 'independent':
        return n
    return 2 * n - 1
""", []),
    ],
    "chain_marginals": [
        # proof: transition [[0.9, 0.1], [0.5, 0.5]], initial [1, 0]: row 1 is [0.9, 0.5], should be [0.9, 0.1]
        ("transition from the wrong side", """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = transition @ out[t - 1]
    return out
""", ['transposed transition']),
        # proof: n = 1 gives initial @ transition, should be initial
        ("one step too far", """
def chain_marginals(initial, transition, n):
    p = np.array(initial, dtype=float)
    rows = []
    for _ in range(n):
        p = p @ transition
        rows.append(p)
    return np.array(rows)
""", ['off by one: the start is left out']),
        # proof: n = 1 gives shape (2, K), should be (1, K)
        ("one row too many", """
def chain_marginals(initial, transition, n):
    rows = [np.array(initial, dtype=float)]
    for _ in range(n):
        rows.append(rows[-1] @ transition)
    return np.array(rows)
""", []),
        # proof: flip-flop [[0, 1], [1, 0]], initial [1, 0]: row 2 is [0, 1], should be [1, 0]
        ("always from the first state", """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)))
    out[0] = initial
    for t in range(1, n):
        out[t] = initial @ transition
    return out
""", ['each step starts from the first']),
        # proof: transition all 0.5, initial [1, 0], row 2: 0.25 each, should be 0.5
        ("entries to the power t, not the matrix", """
def chain_marginals(initial, transition, n):
    return np.array([initial if t == 0 else initial @ transition ** t for t in range(n)])
""", ['the power of each entry']),
        # proof: initial [1, 0] as integers, transition all 0.5: row 1 is [0, 0], should be [0.5, 0.5]
        ("whole-number initial makes a whole-number array", """
def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)), dtype=initial.dtype)
    out[0] = initial
    for t in range(1, n):
        out[t] = out[t - 1] @ transition
    return out
""", ['whole numbers: rounded down']),
        # proof: transition [[0.9, 0.1], [0.5, 0.5]], initial [0.5, 0.5]: row 1 is [0.9, 0.1], should be [0.7, 0.3]
        ("likeliest state carried on", """
def chain_marginals(initial, transition, n):
    K = len(initial)
    out = np.zeros((n, K))
    out[0] = initial
    state = int(np.argmax(initial))
    for t in range(1, n):
        out[t] = transition[state]
        state = int(np.argmax(out[t]))
    return out
""", []),
        # proof: flip-flop, initial [1, 0]: row 2 uses two more steps: T^(1+2) gives [0, 1], should be [1, 0]
        ("matrix power on the previous row", """
def chain_marginals(initial, transition, n):
    p = np.array(initial, dtype=float)
    T = np.array(transition, dtype=float)
    out = [p]
    for t in range(1, n):
        p = p @ T
        T = T @ transition
        out.append(p)
    return np.array(out)
""", []),
    ],
    "adjusted_rates": [
        # proof: one gender, admitted (1, 90) of (10, 90): crude 0.55, should be 0.91
        ("crude rate as a mean of ratios", """
def adjusted_rates(admitted, applicants):
    rates = admitted / applicants
    w = applicants.sum(axis=1) / applicants.sum()
    return rates.mean(axis=0), w @ rates
""", ['mean of the rates for crude']),
        # proof: rates (0.5, 0.1) for both, applicants [[90, 10], [10, 90]]: (0.46, 0.14), should be (0.3, 0.3)
        ("each gender's own mix of departments", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    w = applicants / applicants.sum(axis=0)
    return crude, (w * admitted / applicants).sum(axis=0)
""", ["adjusted by each gender's own mix"]),
        # proof: one gender, rates (0.1, 1) of (10, 90) applicants: 0.55, should be 0.91
        ("departments weighed alike", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    adjusted = np.mean(admitted / applicants, axis=0)
    return crude, adjusted
""", ['departments weighted equally']),
        # proof: one gender, rates (0.1, 1) of (50, 50): weights 5/55 and 50/55, should be 1/2 each
        ("weighed by the admitted", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    w = admitted.sum(axis=1) / admitted.sum()
    return crude, (w[:, None] * (admitted / applicants)).sum(axis=0)
""", ['weighted by the admitted']),
        # proof: D = 3, G = 2: shapes (3,), should be (2,)
        ("axes exchanged", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=1) / applicants.sum(axis=1)
    w = applicants.sum(axis=0) / applicants.sum()
    return crude, (admitted / applicants) @ w
""", ['summed over the wrong axis']),
        # proof: three groups, the third applies to department 1 only: its applicants are missing in the weights
        ("two groups only in the weights", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    per_dep = applicants[:, 0] + applicants[:, 1]
    w = per_dep / per_dep.sum()
    return crude, w @ (admitted / applicants)
""", []),
        # proof: rates (0.5, 0.1) for both, applicants [[90, 10], [10, 90]]: weights (0.9, 0.1) give 0.46, should be 0.3
        ("the first gender's mix for both", """
def adjusted_rates(admitted, applicants):
    G = admitted.shape[1]
    w = applicants[:, 0] / applicants[:, 0].sum()
    crude, adj = [], []
    for g in range(G):
        crude.append(admitted[:, g].sum() / applicants[:, g].sum())
        adj.append(np.sum(w * admitted[:, g] / applicants[:, g]))
    return np.array(crude), np.array(adj)
""", ['the mix of one gender for both']),
        # proof: admitted [[45, 5], [1, 9]] of [[90, 10], [10, 90]]: crude divided by all 200 applicants: 0.23, should be 0.46
        ("crude rate over all applicants", """
def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum()
    w = applicants.sum(axis=1) / applicants.sum()
    return crude, w @ (admitted / applicants)
""", []),
    ],
    "gda_log_odds": [
        # proof: equal classes, prior 0.9 gives 0, should be 2.197
        ("prior forgotten", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def lp(m, S):
        d = x - m
        return -0.5 * np.linalg.slogdet(S)[1] - 0.5 * np.sum(d * np.linalg.solve(S, d.T).T, axis=1)
    return lp(mean1, cov1) - lp(mean0, cov0)
""", ['prior left out']),
        # proof: equal classes, prior 0.5 gives -0.693, should be 0
        ("log prior without that of class 0", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def lp(m, S):
        d = x - m
        return -0.5 * np.linalg.slogdet(S)[1] - 0.5 * np.sum(d * np.linalg.solve(S, d.T).T, axis=1)
    return np.log(prior) + lp(mean1, cov1) - lp(mean0, cov0)
""", ['the prior of one class only']),
        # proof: D = 1, variances 1, means 0 and 2, prior 0.5, x = 2 gives -2, should be +2
        ("classes exchanged", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    d0, d1 = x - mean0, x - mean1
    q0 = np.einsum('ni,ij,nj->n', d0, np.linalg.inv(cov0), d0)
    q1 = np.einsum('ni,ij,nj->n', d1, np.linalg.inv(cov1), d1)
    ld = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    return np.log((1 - prior) / prior) - 0.5 * ld - 0.5 * (q0 - q1)
""", ['sign turned', 'prior of the other class', 'sign of the log-determinants', 'sign of the distances']),
        # proof: cov0 = cov1 = 0.01 I, D = 250: both determinants are 0: nan, should be finite
        ("determinants before the logarithm", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    d0, d1 = x - mean0, x - mean1
    q0 = np.sum(d0 @ np.linalg.inv(cov0) * d0, axis=1)
    q1 = np.sum(d1 @ np.linalg.inv(cov1) * d1, axis=1)
    ratio = np.log(np.linalg.det(cov0)) - np.log(np.linalg.det(cov1))
    return np.log(prior / (1 - prior)) + 0.5 * ratio + 0.5 * (q0 - q1)
""", ['the determinant under- or overflows']),
        # proof: D = 1, means 0, variances 1 and 4, x = 0, prior 0.5 gives 0, should be -0.693
        ("log determinants left out", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    d0, d1 = x - mean0, x - mean1
    q0 = np.sum(d0 * np.linalg.solve(cov0, d0.T).T, axis=1)
    q1 = np.sum(d1 * np.linalg.solve(cov1, d1.T).T, axis=1)
    return np.log(prior / (1 - prior)) + 0.5 * (q0 - q1)
""", ['log-determinants left out']),
        # proof: D = 1, means 0, variances 1 and 4, x = 0, prior 0.5 gives -1.386, should be -0.693
        ("half of the log determinant forgotten", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    out = np.zeros(len(x))
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    ld0, ld1 = np.linalg.slogdet(cov0)[1], np.linalg.slogdet(cov1)[1]
    for i, xi in enumerate(x):
        lp1 = -ld1 - 0.5 * (xi - mean1) @ P1 @ (xi - mean1)
        lp0 = -ld0 - 0.5 * (xi - mean0) @ P0 @ (xi - mean0)
        out[i] = np.log(prior) - np.log(1 - prior) + lp1 - lp0
    return out
""", ['no 1/2 in the exponent']),
        # proof: D = 1, means 0, variances 1 and 4, x = 4: pooled it gives 0, should be 5.3
        ("one covariance for both (linear boundary)", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    S = prior * cov1 + (1 - prior) * cov0
    w = np.linalg.solve(S, mean1 - mean0)
    b = -0.5 * (mean1 + mean0) @ w + np.log(prior) - np.log(1 - prior)
    return x @ w + b
""", ['one covariance for both classes']),
        # proof: D = 1, means 0 and 2, variances 1, prior 0.5, x = 2 gives 4, should be 2
        ("half of the squares forgotten", """
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    L0, L1 = np.linalg.cholesky(cov0), np.linalg.cholesky(cov1)
    u0 = np.linalg.solve(L0, (x - mean0).T)
    u1 = np.linalg.solve(L1, (x - mean1).T)
    ld = np.log(np.diag(L0)).sum() - np.log(np.diag(L1)).sum()
    return np.log(prior) - np.log1p(-prior) + ld + (u0 ** 2).sum(0) - (u1 ** 2).sum(0)
""", ['no 1/2 in the exponent']),
    ],
    "log_odds_quadratic": [
        # proof: D = 1, variances 1 and 0.5 gives A = -1, should be -0.5
        ("half of A forgotten", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    c = (np.log(prior / (1 - prior)) + 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
         + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1))
    return P0 - P1, P1 @ mean1 - P0 @ mean0, float(c)
""", ['no half in the quadratic part']),
        # proof: D = 1, variances 1 and 0.5 gives A = +0.5, should be -0.5
        ("sign of A", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P1 - P0)
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior / (1 - prior))
    c += 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""", ['sign of the quadratic part']),
        # proof: D = 1, variances 1, means 0 and 2 gives b = 1, should be 2
        ("half too much in b", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = 0.5 * (P1 @ mean1 - P0 @ mean0)
    c = np.log(prior) - np.log(1 - prior)
    c += 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""", ['a half in the linear part']),
        # proof: D = 1, variances 1, means 0 and 2 gives b = -2, should be 2
        ("sign of b", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    c = (np.log(prior / (1 - prior)) + 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
         + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1))
    return (P0 - P1) / 2, P0 @ mean0 - P1 @ mean1, float(c)
""", ['sign of the linear part']),
        # proof: equal classes, prior 0.9 gives c = 0, should be 2.197
        ("prior forgotten", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    ld0, ld1 = np.linalg.slogdet(cov0)[1], np.linalg.slogdet(cov1)[1]
    c = 0.5 * (ld0 - ld1) + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return 0.5 * (P0 - P1), P1 @ mean1 - P0 @ mean0, float(c)
""", ['no prior']),
        # proof: D = 1, means 0, variances 1 and 4, prior 0.5 gives c = +0.693, should be -0.693
        ("sign of the log determinants", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    ld0, ld1 = np.linalg.slogdet(cov0)[1], np.linalg.slogdet(cov1)[1]
    c = np.log(prior) - np.log(1 - prior) + 0.5 * (ld1 - ld0) + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return 0.5 * (P0 - P1), P1 @ mean1 - P0 @ mean0, float(c)
""", ['sign of the log-determinants']),
        # proof: D = 1, variances 1, means 0 and 2, prior 0.5 gives c = +2, should be -2
        ("sign of the means' squares in c", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    ld0, ld1 = np.linalg.slogdet(cov0)[1], np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior))
    c = c + 0.5 * (ld0 - ld1)
    c = c + 0.5 * (mean1 @ P1 @ mean1 - mean0 @ P0 @ mean0)
    return 0.5 * (P0 - P1), P1 @ mean1 - P0 @ mean0, float(c)
""", ["sign of the means' squares"]),
        # proof: cov0 = cov1 = 0.01 I, D = 250: log(0 / 0) = nan, should be finite
        ("ratio of determinants", """
def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    c = (np.log(prior / (1 - prior)) + 0.5 * np.log(np.linalg.det(cov0) / np.linalg.det(cov1))
         + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1))
    return 0.5 * (P0 - P1), P1 @ mean1 - P0 @ mean0, float(c)
""", ['the determinant under- or overflows']),
    ],
    "naive_bayes_fit": [
        # proof: a class with rows 0 and 2 gives 2, should be 1
        ("divisor n - 1", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    priors, means, vars = [], [], []
    for k in range(K):
        rows = X[y == k]
        priors.append(len(rows) / len(y))
        means.append(rows.mean(axis=0))
        vars.append(rows.var(axis=0, ddof=1) if len(rows) > 1 else np.zeros(X.shape[1]))
    return np.array(priors), np.array(means), np.array(vars)
""", ['divided by n - 1']),
        # proof: a class with rows 0 and 4 gives 2, should be 4
        ("standard deviations", """
def naive_bayes_fit(X, y):
    ks = range(y.max() + 1)
    return (np.array([np.mean(y == k) for k in ks]), np.array([X[y == k].mean(0) for k in ks]),
            np.array([X[y == k].std(0) for k in ks]))
""", ['standard deviations returned']),
        # proof: classes at 0 and at 10, one point each: gives 25, should be 0
        ("variance of all the data for each class", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.tile(X.var(axis=0), (K, 1))
    return priors, means, vars
""", ['one variance for all classes']),
        # proof: y = [0, 0, 1] gives priors (0.5, 0.5), should be (2/3, 1/3)
        ("priors alike", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return np.ones(K) / K, means, vars
""", ['uniform prior']),
        # proof: y = [0, 0, 1] gives (2, 1), should be (2/3, 1/3)
        ("counts in place of priors", """
def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.zeros(K)
    means = np.zeros((K, X.shape[1]))
    vars = np.zeros((K, X.shape[1]))
    for k in range(K):
        priors[k] = (y == k).sum()
        means[k] = X[y == k].mean(axis=0)
        vars[k] = ((X[y == k] - means[k]) ** 2).mean(axis=0)
    return priors, means, vars
""", ['counts for priors']),
        # proof: a class of one point gives 0.01, should be 0
        ("variances smoothed", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)]) + 0.01
    return priors, means, vars
""", ['something added to the variances']),
        # proof: a class with the row (0, 2): one mean 1 and variance 1 for both features, should be (0, 2) and (0, 0)
        ("one mean and variance over all features", """
def naive_bayes_fit(X, y):
    K, D = y.max() + 1, X.shape[1]
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([[X[y == k].mean()] * D for k in range(K)])
    vars = np.array([[X[y == k].var()] * D for k in range(K)])
    return priors, means, vars
""", ['one variance for all features']),
        # proof: y = [0, 0, 1] gives priors (3/5, 2/5), should be (2/3, 1/3)
        ("priors smoothed by one", """
def naive_bayes_fit(X, y):
    K = y.max() + 1
    counts = np.bincount(y, minlength=K)
    priors = (counts + 1) / (len(y) + K)
    means = np.stack([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.stack([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""", ['smoothed priors']),
    ],
    "naive_bayes_log_posterior": [
        # proof: one class: gives the log joint, should be 0
        ("not normalised", """
def naive_bayes_log_posterior(X, priors, means, vars):
    t = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    return np.log(priors) + np.nansum(t, axis=2)
""", ['not normalised']),
        # proof: a row of nothing but nan gives -log K, should be the log prior
        ("prior forgotten", """
def naive_bayes_log_posterior(X, priors, means, vars):
    t = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.nansum(t, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ['prior left out']),
        # proof: a row of nan, means 0 and 5: taken as 0 it favours class 0, should be the log prior
        ("missing features taken as 0", """
def naive_bayes_log_posterior(X, priors, means, vars):
    Z = np.nan_to_num(X)
    t = -0.5 * np.log(2 * np.pi * vars) - (Z[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + t.sum(axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ['missing features taken as 0']),
        # proof: a row of nan, variances 1 and 100: the constants remain and favour class 0, should be the log prior
        ("missing features taken as the class mean", """
def naive_bayes_log_posterior(X, priors, means, vars):
    N, K = len(X), len(priors)
    s = np.zeros((N, K))
    for k in range(K):
        filled = np.where(np.isnan(X), means[k], X)
        s[:, k] = np.log(priors[k])
        s[:, k] += np.sum(-0.5 * np.log(2 * np.pi * vars[k]) - (filled - means[k]) ** 2 / (2 * vars[k]), axis=1)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ["missing features taken as the class's mean", 'missing features filled in']),
        # proof: D = 1, means 0 and 100, variances 1, x = 0: exp(-5000) = 0, its log -inf, should be about -5000
        ("probabilities first, logarithm last", """
def naive_bayes_log_posterior(X, priors, means, vars):
    t = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + np.nansum(t, axis=2)
    p = np.exp(s - s.max(axis=1, keepdims=True))
    p = p / p.sum(axis=1, keepdims=True)
    return np.log(p)
""", ['densities multiplied until they underflow']),
        # proof: features in units with variances 1e-12, means 0 and 1e-5, x = 0: almost no difference, should be -50
        ("small number added to the variances", """
def naive_bayes_log_posterior(X, priors, means, vars):
    v = vars + 1e-6
    t = -0.5 * np.log(2 * np.pi * v) - (X[:, None, :] - means) ** 2 / (2 * v)
    s = np.log(priors) + np.nansum(t, axis=2)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ['log(std + eps)']),
        # proof: two equal rows: exp sums to 1 over the rows (0.5 each), should be over the classes
        ("normalised over the rows", """
def naive_bayes_log_posterior(X, priors, means, vars):
    t = -0.5 * np.log(2 * np.pi * vars) - (X[:, None, :] - means) ** 2 / (2 * vars)
    s = np.log(priors) + np.nansum(t, axis=2)
    return s - logsumexp(s, axis=0, keepdims=True)
""", ['normalised over the rows', 'not normalised']),
        # proof: D = 1, means 0, variances 1 and 100, priors 0.5, x = 0 gives log 0.5 each, should favour class 0 by 2.3
        ("log variance left out", """
def naive_bayes_log_posterior(X, priors, means, vars):
    s = np.tile(np.log(priors), (len(X), 1))
    for k in range(len(priors)):
        s[:, k] -= np.nansum((X - means[k]) ** 2 / (2 * vars[k]), axis=1)
    return s - logsumexp(s, axis=1, keepdims=True)
""", ['no normaliser']),
    ],
    "logistic_nll": [
        # proof: z = -1000, y = 1 gives inf, should be 1000
        ("log of the sigmoid", """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    p = 1 / (1 + np.exp(-z))
    return float(-np.mean(np.where(y == 1, np.log(p), np.log(1 - p))))
""", ['overflows at large logits', 'infinite where the label is wrong']),
        # proof: z = 2, y = 0 gives log 2 = 0.693, should be 2.127
        ("formula for labels -1 and 1", """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, -y * z)))
""", ['labels taken as -1 and 1']),
        # proof: two points with z = 0 give 1.386, should be 0.693
        ("sum in place of the mean", """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.sum(np.logaddexp(0, z) - y * z))
""", ['sum instead of mean']),
        # proof: z = 2, y = 1 gives 2.127, should be 0.127
        ("labels exchanged", """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    total = 0.0
    for zi, yi in zip(z, y):
        if yi == 1:
            total += np.logaddexp(0, zi)
        else:
            total += np.logaddexp(0, -zi)
    return float(total / len(y))
""", ['labels exchanged']),
        # proof: w = 0, b = 2, y = 1 gives 0.693, should be 0.127
        ("b forgotten", """
def logistic_nll(w, b, X, y):
    z = X @ w
    return float(np.mean(np.logaddexp(0, z) - y * z))
""", ['b left out']),
        # proof: z = -1000, y = 1 gives 27.6, should be 1000
        ("probabilities clipped", """
def logistic_nll(w, b, X, y):
    z = np.clip(X @ w + b, -500, 500)
    p = np.clip(1 / (1 + np.exp(-z)), 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
""", ['probabilities clipped', 'logits clipped']),
        # proof: z = 2, y = 0 gives 0, should be 2.127
        ("term of the zeros left out", """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(y * np.logaddexp(0, -z)))
""", ['only the labels 1 count']),
        # proof: z = 0 gives 1, should be 0.693
        ("bits", """
def logistic_nll(w, b, X, y):
    z = X @ w + b
    nats = np.logaddexp(0, z) - y * z
    return float(np.mean(nats) / np.log(2))
""", []),
    ],
    "chow_liu": [
        # proof: three variables, x1 nearly x0, x2 weakly like x0: the strong edge is left out, should be in
        ("lightest tree", """
def chow_liu(x):
    x = x.astype(float)
    N, D = x.shape
    y = 1 - x
    p = np.stack([x.T @ x, x.T @ y, y.T @ x, y.T @ y]) + 0.5
    p = p / (N + 2)
    r1, r0 = p[0] + p[1], p[2] + p[3]
    c1, c0 = p[0] + p[2], p[1] + p[3]
    mi = (p * np.log(p / np.stack([r1 * c1, r1 * c0, r0 * c1, r0 * c0]))).sum(axis=0)
    parents = np.full(D, -1)
    inside = [0]
    while len(inside) < D:
        outside = [d for d in range(D) if d not in inside]
        sub = mi[np.ix_(inside, outside)]
        i, j = np.unravel_index(np.argmin(sub), sub.shape)
        parents[outside[j]] = inside[i]
        inside.append(outside[j])
    return parents
""", ['the lightest tree']),
        # proof: x2 a noisy copy of x0, x1 a noisy copy of x2: 1 gets the parent 0, should be 2
        ("best partner among the smaller numbers", """
def chow_liu(x):
    x = x.astype(float)
    N, D = x.shape
    y = 1 - x
    p = np.stack([x.T @ x, x.T @ y, y.T @ x, y.T @ y]) + 0.5
    p = p / (N + 2)
    r1, r0 = p[0] + p[1], p[2] + p[3]
    c1, c0 = p[0] + p[2], p[1] + p[3]
    mi = (p * np.log(p / np.stack([r1 * c1, r1 * c0, r0 * c1, r0 * c0]))).sum(axis=0)
    parents = np.full(D, -1)
    for d in range(1, D):
        parents[d] = np.argmax(mi[d, :d])
    return parents
""", ['only parents with a smaller number']),
        # proof: x1 and x2 near copies of each other, both weakly like x0: parents 2 and 1, a cycle
        ("best partner of each: not a tree", """
def chow_liu(x):
    x = x.astype(float)
    N, D = x.shape
    y = 1 - x
    p = np.stack([x.T @ x, x.T @ y, y.T @ x, y.T @ y]) + 0.5
    p = p / (N + 2)
    r1, r0 = p[0] + p[1], p[2] + p[3]
    c1, c0 = p[0] + p[2], p[1] + p[3]
    mi = (p * np.log(p / np.stack([r1 * c1, r1 * c0, r0 * c1, r0 * c0]))).sum(axis=0)
    np.fill_diagonal(mi, -np.inf)
    parents = mi.argmax(axis=1)
    parents[0] = -1
    return parents
""", ["each one's best partner"]),
        # proof: x1 = 1 - x0, x2 a noisy copy of x0: cov(0, 1) is the lowest, 1 gets the parent 2, should be 0
        ("covariance in place of the mutual information", """
def chow_liu(x):
    x = x.astype(float)
    N, D = x.shape
    c = x - x.mean(axis=0)
    w = c.T @ c / N
    parents = np.full(D, -1)
    inside, outside = [0], list(range(1, D))
    while outside:
        sub = w[np.ix_(inside, outside)]
        i, j = np.unravel_index(np.argmax(sub), sub.shape)
        new = outside.pop(int(j))
        parents[new] = inside[i]
        inside.append(new)
    return parents
""", ['signed correlation', 'the size of the correlation']),
        # proof: x1 = 1 - x0, x2 a noisy copy of x0: the term of (1, 1) is below 0 for (0, 1), 1 gets 2, should be 0
        ("only the term of both being 1", """
def chow_liu(x):
    x = x.astype(float)
    N, D = x.shape
    n1 = x.sum(axis=0)
    p11 = (x.T @ x + 0.5) / (N + 2)
    p1 = (n1 + 1) / (N + 2)
    mi = p11 * np.log(p11 / np.outer(p1, p1))
    parents = np.full(D, -1)
    best, who = mi[0].copy(), np.zeros(D, dtype=int)
    out = np.arange(D) > 0
    while out.any():
        d = int(np.argmax(np.where(out, best, -np.inf)))
        parents[d] = who[d]
        out[d] = False
        up = mi[d] > best
        best[up], who[up] = mi[d][up], d
    return parents
""", ['only the ones counted']),
        # proof: any x: the root has the parent 0, should be -1
        ("the root is its own parent", """
def chow_liu(x):
    x = x.astype(float)
    N, D = x.shape
    y = 1 - x
    p = np.stack([x.T @ x, x.T @ y, y.T @ x, y.T @ y]) + 0.5
    p = p / (N + 2)
    r1, r0 = p[0] + p[1], p[2] + p[3]
    c1, c0 = p[0] + p[2], p[1] + p[3]
    mi = (p * np.log(p / np.stack([r1 * c1, r1 * c0, r0 * c1, r0 * c0]))).sum(axis=0)
    parents = np.zeros(D, dtype=int)
    best, who = mi[0].copy(), np.zeros(D, dtype=int)
    out = np.arange(D) > 0
    while out.any():
        d = int(np.argmax(np.where(out, best, -np.inf)))
        parents[d] = who[d]
        out[d] = False
        up = mi[d] > best
        best[up], who[up] = mi[d][up], d
    return parents
""", []),
        # proof: edges 0-2 and 1-2 (x2 copies x0 with noise, x1 copies x2): parents[1] stays -1, should be 2
        ("arrows from the smaller to the larger number", """
def chow_liu(x):
    x = x.astype(float)
    N, D = x.shape
    y = 1 - x
    p = np.stack([x.T @ x, x.T @ y, y.T @ x, y.T @ y]) + 0.5
    p = p / (N + 2)
    r1, r0 = p[0] + p[1], p[2] + p[3]
    c1, c0 = p[0] + p[2], p[1] + p[3]
    mi = (p * np.log(p / np.stack([r1 * c1, r1 * c0, r0 * c1, r0 * c0]))).sum(axis=0)
    I, J = np.triu_indices(D, 1)
    group = np.arange(D)
    parents = np.full(D, -1)
    for e in np.argsort(-mi[I, J]):
        i, j = I[e], J[e]
        if group[i] != group[j]:
            group[group == group[j]] = group[i]
            parents[j] = i
    return parents
""", ['arrows not away from the root', 'only parents with a smaller number']),
        # proof: x1 = 1 - x0, x2 a noisy copy of x0 with all four pairs: the edge 0-1 is nan and never wins, 1 gets 2, should be 0
        ("no 1/2 added: nan where a pair never occurs", """
def chow_liu(x):
    x = x.astype(float)
    N, D = x.shape
    y = 1 - x
    p = np.stack([x.T @ x, x.T @ y, y.T @ x, y.T @ y]) / N
    r1, r0 = p[0] + p[1], p[2] + p[3]
    c1, c0 = p[0] + p[2], p[1] + p[3]
    with np.errstate(all="ignore"):
        mi = (p * np.log(p / np.stack([r1 * c1, r1 * c0, r0 * c1, r0 * c0]))).sum(axis=0)
    parents = np.full(D, -1)
    best, who = np.full(D, -1.0), np.zeros(D, dtype=int)
    out = np.arange(D) > 0
    new = 0
    while out.any():
        up = mi[new] > best
        best[up], who[up] = mi[new][up], new
        new = int(np.argmax(np.where(out, best, -np.inf)))
        parents[new] = who[new]
        out[new] = False
    return parents
""", ['no half added']),
    ],
    "tree_log_prob": [
        # proof: D = 1, tables [[0.3, 0.3]], x = [[0]] gives 0, should be log 0.7
        ("zeros left out", """
def tree_log_prob(x, parents, tables):
    q = tables[np.arange(len(parents)), x[:, parents]]
    return np.sum(np.where(x == 1, np.log(np.where(x == 1, q, 1)), 0.0), axis=1)
""", ['pixels that are 0 left out']),
        # proof: D = 1, tables [[1, 1]], x = [[1]]: 0 * log 0 = nan, should be 0
        ("0 times log 0", """
def tree_log_prob(x, parents, tables):
    q = tables[np.arange(len(parents)), x[:, parents]]
    return np.sum(x * np.log(q) + (1 - x) * np.log(1 - q), axis=1)
""", ['0 times minus infinity']),
        # proof: root 0 with 0.5, child 1 with tables (0.1, 0.9), x = [[1, 1]] gives log 0.05, should be log 0.45
        ("columns of the tables exchanged", """
def tree_log_prob(x, parents, tables):
    out = np.zeros(len(x))
    for n in range(len(x)):
        for d in range(len(parents)):
            p = parents[d]
            q = tables[d, 0] if p == -1 else tables[d, 1 - x[n, p]]
            chance = q if x[n, d] == 1 else 1 - q
            out[n] += np.log(chance) if chance > 0 else -np.inf
    return out
""", ['the two entries of a row exchanged']),
        # proof: root 0 with 0.5, child 1 with tables (0.1, 0.9), x = [[0, 1]] takes 0.9, should take 0.1
        ("table chosen by the pixel itself", """
def tree_log_prob(x, parents, tables):
    q = tables[np.arange(len(parents)), x]
    chance = np.where(x == 1, q, 1 - q)
    with np.errstate(divide="ignore"):
        return np.log(chance).sum(axis=1)
""", ["the own value for the parent's", 'the parents ignored']),
        # proof: D = 2000, all tables 0.5: the product is 0, gives -inf, should be -1386.3
        ("log of the product: underflow", """
def tree_log_prob(x, parents, tables):
    q = tables[np.arange(len(parents)), x[:, parents]]
    chance = np.where(x == 1, q, 1 - q)
    with np.errstate(divide="ignore"):
        return np.log(np.prod(chance, axis=1))
""", ['product first, logarithm after']),
        # proof: D = 1, tables [[0, 0]], x = [[1]] gives -27.6, should be -inf
        ("chances clipped", """
def tree_log_prob(x, parents, tables):
    q = np.clip(tables[np.arange(len(parents)), x[:, parents]], 1e-12, 1 - 1e-12)
    return np.sum(x * np.log(q) + (1 - x) * np.log(1 - q), axis=1)
""", ['a small number added']),
        # proof: D = 1, tables [[0.3, 0.3]], x = [[1]] gives 0, should be log 0.3
        ("root left out", """
def tree_log_prob(x, parents, tables):
    total = np.zeros(len(x))
    for d, p in enumerate(parents):
        if p == -1:
            continue
        q = tables[d][x[:, p]]
        chance = np.where(x[:, d] == 1, q, 1 - q)
        with np.errstate(divide="ignore"):
            total += np.log(chance)
    return total
""", ['the root left out']),
        # proof: D = 2, all tables 0.5 gives -0.693, should be -1.386
        ("mean over the pixels", """
def tree_log_prob(x, parents, tables):
    q = tables[np.arange(len(parents)), x[:, parents]]
    with np.errstate(divide="ignore"):
        return np.log(np.where(x == 1, q, 1 - q)).mean(axis=1)
""", ['the mean over the pixels']),
    ],
    "tree_sample": [
        # proof: parents [1, -1], root always 1, tables of 0 (0, 1): 0 is drawn with parent 0 and stays 0, should be 1
        ("drawn in the order of the numbers", """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    for d in range(D):
        if parents[d] == -1:
            chance = tables[d, 0]
        else:
            chance = tables[d][x[:, parents[d]]]
        x[:, d] = uniforms[:, d] < chance
    return x
""", ['drawn in the order of the columns']),
        # proof: D = 1, chance 0.9, uniform 0.5 gives 0, should be 1
        ("above in place of below", """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    layer = np.flatnonzero(parents == -1)
    while len(layer):
        for d in layer:
            chance = tables[d, x[:, parents[d]]] if parents[d] >= 0 else tables[d, 0]
            x[:, d] = uniforms[:, d] > chance
        layer = np.flatnonzero(np.isin(parents, layer))
    return x
""", ['comparison reversed']),
        # proof: D = 1, chance 0, uniform 0 gives 1, should be 0
        ("below or equal", """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    drawn = []
    while len(drawn) < D:
        for d in range(D):
            if d in drawn:
                continue
            if parents[d] == -1:
                x[:, d] = uniforms[:, d] <= tables[d, 0]
                drawn.append(d)
            elif parents[d] in drawn:
                x[:, d] = uniforms[:, d] <= tables[d][x[:, parents[d]]]
                drawn.append(d)
    return x
""", ['reaches instead of stays below']),
        # proof: parents [-1, 0], root always 1, tables of 1 (0, 1): gives 0, should be 1
        ("columns of the tables exchanged", """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    layer = np.flatnonzero(parents == -1)
    while len(layer):
        for d in layer:
            if parents[d] == -1:
                chance = tables[d, 0]
            else:
                chance = np.where(x[:, parents[d]] == 1, tables[d, 0], tables[d, 1])
            x[:, d] = uniforms[:, d] < chance
        layer = np.flatnonzero(np.isin(parents, layer))
    return x
""", ['the two entries of a row exchanged']),
        # proof: D = 1, chance 0.9, uniform 0.5 gives 0, should be 1
        ("root not drawn", """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    layer = np.flatnonzero(parents == -1)
    while len(layer):
        layer = np.flatnonzero(np.isin(parents, layer))
        for d in layer:
            x[:, d] = uniforms[:, d] < tables[d][x[:, parents[d]]]
    return x
""", []),
        # proof: parents [-1, 0], tables all 0.5, uniforms [[0.9, 0.1]] gives [0, 0], should be [0, 1]
        ("the parent's uniform number", """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    layer = np.flatnonzero(parents == -1)
    while len(layer):
        for d in layer:
            p = parents[d]
            if p == -1:
                x[:, d] = uniforms[:, d] < tables[d, 0]
            else:
                x[:, d] = uniforms[:, p] < tables[d][x[:, p]]
        layer = np.flatnonzero(np.isin(parents, layer))
    return x
""", ["the parent's uniform number", "another variable's uniform numbers"]),
        # proof: parents [-1, 0], root chance 0, tables of 1 (1, 1), uniforms 0.5: gives [0, 0], should be [0, 1]
        ("the parent's table", """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    layer = np.flatnonzero(parents == -1)
    while len(layer):
        for d in layer:
            p = parents[d]
            if p == -1:
                x[:, d] = uniforms[:, d] < tables[d, 0]
            else:
                x[:, d] = uniforms[:, d] < tables[p][x[:, p]]
        layer = np.flatnonzero(np.isin(parents, layer))
    return x
""", ["the parent's row of the table"]),
        # proof: parents [1, -1], tables all 0.5, uniforms [[0.1, 0.9]]: root 1 takes 0.1: gives [0, 1], should be [1, 0]
        ("uniform numbers used in the order of drawing", """
def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    k = 0
    layer = np.flatnonzero(parents == -1)
    while len(layer):
        for d in layer:
            chance = tables[d, 0] if parents[d] == -1 else tables[d][x[:, parents[d]]]
            x[:, d] = uniforms[:, k] < chance
            k += 1
        layer = np.flatnonzero(np.isin(parents, layer))
    return x
""", ["another variable's uniform numbers"]),
    ],
}
