"""Answers to exercises of week 2, labelled: see ../corpora.toml."""

RIGHT = {
    "factorisation": [
        """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    out = ""
    for name, ps in parents.items():
        if ps:
            out += f"P({name}|{','.join(ps)})"
        else:
            out += f"P({name})"
    return out
""",
        """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    return "".join("P(" + v + ("|" + ",".join(ps) if len(ps) > 0 else "") + ")" for v, ps in parents.items())
""",
        """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    def factor(child):
        given = ",".join(parents[child])
        sides = [child] + ([given] if given else [])
        return "P({})".format("|".join(sides))

    return "".join(map(factor, parents))
""",
    ],
    "joint_table": [
        """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    names_in_order = list(parents)
    index = {v: i for i, v in enumerate(names_in_order)}
    operands = []
    for v, ps in parents.items():
        operands.append(np.asarray(cpts[v], dtype=float))
        operands.append([index[p] for p in ps] + [index[v]])
    return np.einsum(*operands, list(range(len(names_in_order))))
""",
        """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    order = list(parents)
    n = len(order)
    joint = np.ones((1,) * n)
    for v in order:
        axes = [order.index(u) for u in (*parents[v], v)]
        # sort the axes of the table into the global order, then pad with ones
        table = np.transpose(cpts[v], np.argsort(axes))
        shape = [1] * n
        for ax, size in zip(sorted(axes), table.shape):
            shape[ax] = size
        joint = joint * table.reshape(shape)
    return joint
""",
        """
import itertools


def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    sizes = [cpts[v].shape[-1] for v in parents]
    joint = np.zeros(sizes)
    for cell in itertools.product(*[range(s) for s in sizes]):
        value = dict(zip(parents, cell))
        prob = 1.0
        for v, ps in parents.items():
            where = tuple(value[p] for p in ps) + (value[v],)
            prob *= cpts[v][where]
            if prob == 0:
                break
        joint[cell] = prob
    return joint
""",
    ],
    "marginal": [
        """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    return np.einsum(joint, list(range(joint.ndim)), list(keep))
""",
        """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    drop = tuple(ax for ax in range(joint.ndim) if ax not in keep)
    summed = joint.sum(axis=drop)
    left = sorted(keep)
    return np.transpose(summed, [left.index(k) for k in keep])
""",
        """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    keep = list(keep)
    rest = [a for a in range(joint.ndim) if a not in keep]
    # wanted axes first, in the order wanted; then add up the last axis until only they are left
    out = joint.transpose(keep + rest)
    for _ in rest:
        out = out.sum(axis=-1)
    return out
""",
    ],
    "d_separated": [
        """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    neighbours = {v: set() for v in kept}
    for child in kept:
        family = [*parents[child], child]      # parents of a kept node are kept, too
        for u in family:
            for v in family:
                if u != v:
                    neighbours[u].add(v)
    stack = list(a)
    reached = set(a)
    while stack:
        u = stack.pop()
        if u in b:
            return False
        for v in neighbours[u] - given - reached:
            reached.add(v)
            stack.append(v)
    return True
""",
        """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    children = {v: [] for v in parents}
    for v, ps in parents.items():
        for p in ps:
            children[p].append(v)

    # everything that leads to something known
    leads_to_known = set()
    todo = list(given)
    while todo:
        v = todo.pop()
        if v not in leads_to_known:
            leads_to_known.add(v)
            todo.extend(parents[v])

    # Bayes ball: (node, "up") means that we came from a child (or start), "down" from a parent
    todo = [(v, "up") for v in a]
    visited = set()
    while todo:
        state = todo.pop()
        if state in visited:
            continue
        visited.add(state)
        v, direction = state
        if v in b:
            return False
        if direction == "up" and v not in given:
            todo += [(p, "up") for p in parents[v]]
            todo += [(c, "down") for c in children[v]]
        elif direction == "down":
            if v not in given:
                todo += [(c, "down") for c in children[v]]
            if v in leads_to_known:
                todo += [(p, "up") for p in parents[v]]
    return True
""",
        """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    opens = ancestors(parents, given)  # a collider in here is open

    def linked(u, v):
        return u in parents[v] or v in parents[u]

    def open_at(left, mid, right):
        collider = left in parents[mid] and right in parents[mid]
        if collider:
            return mid in opens
        return mid not in given

    def open_path(path):
        last = path[-1]
        if last in b:
            return True
        for nxt in parents:
            if nxt in path or not linked(last, nxt):
                continue
            if len(path) >= 2 and not open_at(path[-2], last, nxt):
                continue
            if open_path(path + [nxt]):
                return True
        return False

    return not any(open_path([start]) for start in a)
""",
    ],
    "count_parameters": [
        """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return 2 ** int(n) - 1
    if structure == "independent":
        return int(n)
    if structure == "markov":
        return 2 * int(n) - 1
    raise ValueError(structure)
""",
        """
def count_parameters(n: int, structure: str) -> int:
    # number of parents of each variable, one free number for each of their settings
    n = int(n)
    if structure == "full":
        n_parents = list(range(n))
    elif structure == "independent":
        n_parents = [0] * n
    else:
        n_parents = [0 if i == 0 else 1 for i in range(n)]
    return sum(1 << k for k in n_parents)
""",
        """
def count_parameters(n: int, structure: str) -> int:
    n = int(n)
    return {
        "full": (1 << n) - 1,
        "independent": n,
        "markov": 1 + 2 * (n - 1),
    }[structure]
""",
    ],
    "adjusted_rates": [
        """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    weights = applicants.sum(axis=1) / applicants.sum()
    adjusted = weights @ (admitted / applicants)
    return crude, adjusted
""",
        """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    D, G = applicants.shape
    total = float(applicants.sum())
    crude, adjusted = np.zeros(G), np.zeros(G)
    for g in range(G):
        crude[g] = sum(admitted[:, g]) / sum(applicants[:, g])
        for d in range(D):
            share = sum(applicants[d, :]) / total
            adjusted[g] += share * admitted[d, g] / applicants[d, g]
    return crude, adjusted
""",
        """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    yes = np.asarray(admitted, dtype=float)
    n = np.asarray(applicants, dtype=float)
    rate = yes / n
    crude = np.average(rate, axis=0, weights=n)
    adjusted = np.average(rate, axis=0, weights=n.sum(axis=1))
    return crude, adjusted
""",
    ],
    "logistic_nll": [
        """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    z = X @ w + b
    sign = np.where(y == 1, 1.0, -1.0)
    return float(np.mean(np.logaddexp(0.0, -sign * z)))
""",
        """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    z = X @ w + b
    t = np.where(y == 1, -z, z)          # loss is log(1 + e^t)
    loss = np.maximum(t, 0) + np.log1p(np.exp(-np.abs(t)))
    return float(loss.mean())
""",
        """
import math


def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    total = 0.0
    for row, label in zip(X, y):
        z = float(np.dot(row, w)) + float(b)
        wrong = -z if label == 1 else z
        if wrong > 0:
            total += wrong + math.log1p(math.exp(-wrong))
        else:
            total += math.log1p(math.exp(wrong))
    return total / len(y)
""",
    ],
    "chow_liu": [
        """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    info = np.zeros((D, D))
    values = [1 - x, x]
    one = (x.sum(axis=0) + 1) / (N + 2)
    marg = [1 - one, one]
    for s in (0, 1):
        for t in (0, 1):
            p = (values[s].T @ values[t] + 0.5) / (N + 2)
            info += p * (np.log(p) - np.log(np.outer(marg[s], marg[t])))

    # Prim's walk from variable 0
    parents = np.full(D, -1, dtype=int)
    best = info[0].copy()
    best_from = np.zeros(D, dtype=int)
    outside = np.ones(D, dtype=bool)
    outside[0] = False
    for _ in range(D - 1):
        j = int(np.argmax(np.where(outside, best, -np.inf)))
        parents[j] = best_from[j]
        outside[j] = False
        better = outside & (info[j] > best)
        best[better] = info[j][better]
        best_from[better] = j
    return parents
""",
        """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    N, D = x.shape
    edges = []
    for i in range(D):
        for j in range(i + 1, D):
            counts = np.bincount(2 * x[:, i] + x[:, j], minlength=4).reshape(2, 2) + 0.5
            table = counts / (N + 2)
            indep = table.sum(axis=1, keepdims=True) * table.sum(axis=0, keepdims=True)
            edges.append((float((table * np.log(table / indep)).sum()), i, j))
    edges.sort(reverse=True)

    # Kruskal
    group = list(range(D))

    def find(i):
        while group[i] != i:
            group[i] = group[group[i]]
            i = group[i]
        return i

    neighbours = [[] for _ in range(D)]
    for _, i, j in edges:
        ri, rj = find(i), find(j)
        if ri != rj:
            group[ri] = rj
            neighbours[i].append(j)
            neighbours[j].append(i)

    # point all arrows away from 0
    parents = np.full(D, -1)
    queue = [0]
    while queue:
        u = queue.pop(0)
        for v in neighbours[u]:
            if v != parents[u]:
                parents[v] = u
                queue.append(v)
    return parents
""",
        """
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree


def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=np.float64)
    N, D = x.shape
    if D == 1:
        return np.array([-1])
    n1 = x.sum(axis=0)
    n11 = x.T @ x
    n10 = n1[:, None] - n11
    n01 = n1[None, :] - n11
    n00 = N - n11 - n10 - n01
    table = (np.stack([n00, n01, n10, n11]).reshape(2, 2, D, D) + 0.5) / (N + 2)
    px = table.sum(axis=1, keepdims=True)
    py = table.sum(axis=0, keepdims=True)
    info = (table * np.log(table / px / py)).sum(axis=(0, 1))
    # lightest tree of positive costs (a cost of 0 would be no edge)
    cost = 1.0 + info.max() - info
    np.fill_diagonal(cost, 0)
    tree = minimum_spanning_tree(cost)
    _, pred = breadth_first_order(tree, 0, directed=False, return_predecessors=True)
    parents = np.array(pred, dtype=int)
    parents[0] = -1
    return parents
""",
    ],
    "tree_log_prob": [
        """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    D = x.shape[1]
    state = np.where(parents >= 0, x[:, parents], 0)     # value of each parent, (N, D)
    p_one = tables[np.arange(D), state]
    p = np.where(x == 1, p_one, 1 - p_one)
    with np.errstate(divide="ignore"):
        return np.log(p).sum(axis=1)
""",
        """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        log_one, log_zero = np.log(tables), np.log1p(-tables)
    for n in range(N):
        for d in range(D):
            up = parents[d]
            s = 0 if up == -1 else int(x[n, up])
            out[n] += log_one[d, s] if x[n, d] == 1 else log_zero[d, s]
    return out
""",
        """
from scipy.special import xlog1py, xlogy


def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    total = np.zeros(len(x))
    for d, up in enumerate(parents):
        if up < 0:
            p = np.full(len(x), tables[d, 0])
        else:
            p = np.where(x[:, up] == 1, tables[d, 1], tables[d, 0])
        total += xlogy(x[:, d], p) + xlog1py(1 - x[:, d], -p)
    return total
""",
    ],
    "tree_sample": [
        """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    children = [[] for _ in range(D)]
    stack = []
    for d in range(D):
        if parents[d] < 0:
            stack.append(d)
        else:
            children[parents[d]].append(d)
    while stack:
        d = stack.pop()
        if parents[d] < 0:
            chance = tables[d, 0]
        else:
            chance = tables[d, x[:, parents[d]]]
        x[:, d] = uniforms[:, d] < chance
        stack.extend(children[d])
    return x
""",
        """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    D = len(parents)

    def depth(d):
        steps = 0
        while parents[d] != -1:
            d = parents[d]
            steps += 1
        return steps

    x = np.zeros(uniforms.shape, dtype=int)
    for d in sorted(range(D), key=depth):
        p = np.where(x[:, parents[d]] == 1, tables[d, 1], tables[d, 0])  # root: both entries are equal
        x[:, d] = (uniforms[:, d] < p).astype(int)
    return x
""",
        """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    drawn = {}
    while len(drawn) < D:
        for d in range(D):
            if d in drawn:
                continue
            up = int(parents[d])
            if up == -1:
                drawn[d] = uniforms[:, d] < tables[d, 0]
            elif up in drawn:
                drawn[d] = uniforms[:, d] < np.where(drawn[up], tables[d, 1], tables[d, 0])
    return np.stack([drawn[d] for d in range(D)], axis=1).astype(np.int64)
""",
    ],
}

WRONG = {
    "factorisation": [
        ("sorts the variables by name", """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    parts = []
    for v in sorted(parents):
        ps = parents[v]
        parts.append(f"P({v}|{','.join(ps)})" if ps else f"P({v})")
    return "".join(parts)
""", ["another order than the given one"]),
        ("bar for roots too", """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    return "".join(f"P({v}|{','.join(ps)})" for v, ps in parents.items())
""", ["a bar before nothing"]),
        ("space after the comma", """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    out = ""
    for v, ps in parents.items():
        out += f"P({v}|{', '.join(ps)})" if ps else f"P({v})"
    return out
""", ["spaces or signs in between"]),
        ("child and parents exchanged", """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    out = ""
    for v, ps in parents.items():
        if ps:
            out += f"P({','.join(ps)}|{v})"
        else:
            out += f"P({v})"
    return out
""", ["conditioned on the children", "the bar turned round"]),
        ("sorts the parents", """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    out = ""
    for v, ps in parents.items():
        out += f"P({v}|{','.join(sorted(ps))})" if ps else f"P({v})"
    return out
""", ["another order than the given one"]),
        ("parents before children", """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    done, out = [], ""
    while len(done) < len(parents):
        for v, ps in parents.items():
            if v not in done and all(p in done for p in ps):
                out += f"P({v}|{','.join(ps)})" if ps else f"P({v})"
                done.append(v)
    return out
""", []),
        ("leaves out the roots", """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    return "".join(f"P({v}|{','.join(ps)})" for v, ps in parents.items() if ps)
""", ["variables without parents are left out"]),
        ("chain rule: conditions on all earlier variables", """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    out, before = "", []
    for v in parents:
        out += f"P({v}|{','.join(before)})" if before else f"P({v})"
        before.append(v)
    return out
""", ["conditioned on all that is listed before"]),
        ("one factor for each arrow", """
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    out = ""
    for v, ps in parents.items():
        if not ps:
            out += f"P({v})"
        for p in ps:
            out += f"P({v}|{p})"
    return out
""", ["a factor for each arrow"]),
    ],
    "joint_table": [
        ("self axis first", """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    order = list(parents)
    args = []
    for v, ps in parents.items():
        args += [cpts[v], [order.index(v)] + [order.index(p) for p in ps]]
    return np.einsum(*args, list(range(len(order))))
""", ["unnormalised: the tables' axes read backwards"]),
        ("first letter as einsum index", """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    terms = ["".join(p[0] for p in ps) + v[0] for v, ps in parents.items()]
    out = "".join(v[0] for v in parents)
    return np.einsum(",".join(terms) + "->" + out, *[cpts[v] for v in parents])
""", ["one letter for a name"]),
        ("reshape without transposing", """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    order = list(parents)
    size = {v: cpts[v].shape[-1] for v in order}
    joint = np.ones([size[v] for v in order])
    for v in order:
        family = set(parents[v]) | {v}
        shape = [size[u] if u in family else 1 for u in order]
        joint = joint * cpts[v].reshape(shape)
    return joint
""", ["parents' axes in the wrong order"]),
        ("axes in topological order", """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    order = []
    while len(order) < len(parents):
        for v, ps in parents.items():
            if v not in order and all(p in order for p in ps):
                order.append(v)
    args = []
    for v in order:
        args += [cpts[v], [order.index(u) for u in (*parents[v], v)]]
    return np.einsum(*args, list(range(len(order))))
""", ["axes in the order of drawing"]),
        ("assumes binary variables", """
import itertools


def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    n = len(parents)
    joint = np.zeros((2,) * n)
    for cell in itertools.product((0, 1), repeat=n):
        value = dict(zip(parents, cell))
        p = 1.0
        for v, ps in parents.items():
            p *= cpts[v][tuple(value[u] for u in ps) + (value[v],)]
        joint[cell] = p
    return joint
""", ["every variable has two values"]),
        ("needs parents before children", """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    place = {}
    joint = np.array(1.0)
    for v, ps in parents.items():
        n = len(place)
        place[v] = n
        joint = np.einsum(joint, list(range(n)), cpts[v], [place[p] for p in ps] + [n], list(range(n + 1)))
    return joint
""", []),
        ("parents in listing order, not in the given order", """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    order = list(parents)
    args = []
    for v, ps in parents.items():
        args += [cpts[v], sorted(order.index(p) for p in ps) + [order.index(v)]]
    return np.einsum(*args, list(range(len(order))))
""", ["parents' axes in the wrong order"]),
        ("averages over the parents: product of marginals", """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    joint = np.array(1.0)
    for v in parents:
        table = cpts[v]
        own = table.mean(axis=tuple(range(table.ndim - 1)))
        joint = np.multiply.outer(joint, own)
    return joint
""", ["independent product"]),
        ("sum of the tables instead of product", """
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    order = list(parents)
    total = np.zeros([cpts[v].shape[-1] for v in order])
    for v in order:
        axes = [order.index(u) for u in (*parents[v], v)]
        table = np.transpose(cpts[v], np.argsort(axes))
        shape = [total.shape[i] if i in axes else 1 for i in range(len(order))]
        total = total + table.reshape(shape)
    return total / total.sum()
""", []),
    ],
    "marginal": [
        ("ignores the order of keep", """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    others = tuple(i for i in range(joint.ndim) if i not in keep)
    return joint.sum(axis=others)
""", ["the order of `keep` is lost"]),
        ("inverse permutation", """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    others = tuple(i for i in range(joint.ndim) if i not in keep)
    out = joint.sum(axis=others)
    if len(keep) < 2:
        return out
    return out.transpose(np.argsort(keep))
""", ["the permutation is the inverse one"]),
        ("sums out the axes to keep", """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    return joint.sum(axis=tuple(keep))
""", ["the kept axes are summed"]),
        ("mean instead of sum", """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    others = tuple(i for i in range(joint.ndim) if i not in keep)
    out = joint.mean(axis=others)
    left = sorted(keep)
    return np.transpose(out, [left.index(k) for k in keep])
""", ["a mean for the sum"]),
        ("empty keep returns the joint", """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    if not keep:
        return joint
    others = tuple(i for i in range(joint.ndim) if i not in keep)
    left = sorted(keep)
    return joint.sum(axis=others).transpose([left.index(k) for k in keep])
""", []),
        ("axis numbers shift while summing", """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    out = joint
    for ax in range(joint.ndim):
        if ax not in keep:
            out = out.sum(axis=min(ax, out.ndim - 1))
    left = sorted(keep)
    return np.transpose(out, [left.index(k) for k in keep])
""", []),
        ("keeps summed axes with length 1", """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    others = tuple(i for i in range(joint.ndim) if i not in keep)
    out = joint.sum(axis=others, keepdims=True)
    return np.transpose(out, list(keep) + list(others))
""", ["the summed axes are kept"]),
        ("maximum over the others", """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    others = tuple(i for i in range(joint.ndim) if i not in keep)
    out = joint.max(axis=others)
    left = sorted(keep)
    return np.transpose(out, [left.index(k) for k in keep])
""", []),
        ("conditions on the first value of the others", """
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    others = [i for i in range(joint.ndim) if i not in keep]
    moved = np.transpose(joint, list(keep) + others)
    part = moved[(Ellipsis,) + (0,) * len(others)]
    return part / part.sum()
""", []),
    ],
    "d_separated": [
        ("no pruning to ancestors", """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    nb = {v: set() for v in parents}
    for c, ps in parents.items():
        fam = list(ps) + [c]
        for u in fam:
            nb[u] |= set(fam) - {u}
    seen, todo = set(a), list(a)
    while todo:
        u = todo.pop()
        for v in nb[u] - given - seen:
            seen.add(v)
            todo.append(v)
    return not (seen & b)
""", ["colliders never block (the whole graph moralised)"]),
        ("parents not married", """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    nb = {v: set() for v in kept}
    for c in kept:
        for p in parents[c]:
            nb[c].add(p)
            nb[p].add(c)
    seen, todo = set(a), list(a)
    while todo:
        u = todo.pop()
        for v in nb[u] - given - seen:
            seen.add(v)
            todo.append(v)
    return not (seen & b)
""", ["arrows taken for plain lines", "no parents married"]),
        ("collider opened only by itself, not by descendants", """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)

    def blocked(l, m, r):
        if l in parents[m] and r in parents[m]:
            return m not in given
        return m in given

    def search(path):
        last = path[-1]
        if last in b:
            return True
        for v in parents:
            if v in path or not (v in parents[last] or last in parents[v]):
                continue
            if len(path) > 1 and blocked(path[-2], last, v):
                continue
            if search(path + [v]):
                return True
        return False

    return not any(search([s]) for s in a)
""", ["a collider's descendants are forgotten"]),
        ("undirected separation, colliders ignored", """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    nb = {v: set(ps) for v, ps in parents.items()}
    for v, ps in parents.items():
        for p in ps:
            nb[p].add(v)
    seen, todo = set(a), list(a)
    while todo:
        u = todo.pop()
        for v in nb[u]:
            if v not in seen and v not in given:
                seen.add(v)
                todo.append(v)
    return seen.isdisjoint(b)
""", ["arrows taken for plain lines"]),
        ("prunes to ancestors of a and b only", """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b)
    nb = {v: set() for v in kept}
    for c in kept:
        fam = [*parents[c], c]
        for u in fam:
            nb[u].update(w for w in fam if w != u)
    seen, todo = set(a), list(a)
    while todo:
        u = todo.pop()
        for v in nb[u] - given - seen:
            seen.add(v)
            todo.append(v)
    return not (seen & b)
""", ["only the ancestors of a and b kept", "colliders always block"]),
        ("answer negated: whether there is a path", """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    nb = {v: set() for v in kept}
    for c in kept:
        fam = [*parents[c], c]
        for u in fam:
            nb[u].update(w for w in fam if w != u)
    seen, todo = set(a), list(a)
    while todo:
        u = todo.pop()
        for v in nb[u] - given - seen:
            seen.add(v)
            todo.append(v)
    return len(seen & b) > 0
""", []),
        ("marries only neighbouring parents in the tuple", """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    edges = set()
    for c in kept:
        ps = parents[c]
        for p in ps:
            edges.add((p, c))
        for p, q in zip(ps, ps[1:]):
            edges.add((p, q))
    edges = {(u, v) for u, v in edges if u not in given and v not in given}
    reached = set(a)
    grew = True
    while grew:
        grew = False
        for u, v in edges:
            if (u in reached) != (v in reached):
                reached |= {u, v}
                grew = True
    return not (reached & b)
""", []),
        ("deletes the known before marrying", """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given) - given
    nb = {v: set() for v in kept}
    for c in kept:
        fam = [p for p in parents[c] if p in kept] + [c]
        for u in fam:
            nb[u].update(w for w in fam if w != u)
    seen, todo = set(a), list(a)
    while todo:
        u = todo.pop()
        for v in nb[u] - seen:
            seen.add(v)
            todo.append(v)
    return not (seen & b)
""", ["no parents married"]),
        ("only directed paths", """
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    a, b, given = names(a), names(b), names(given)

    def leads(start, goal):
        seen, todo = set(), list(goal)
        while todo:
            v = todo.pop()
            if v in start:
                return True
            for p in parents[v]:
                if p not in seen and p not in given:
                    seen.add(p)
                    todo.append(p)
        return False

    return not leads(a, b) and not leads(b, a)
""", ["only paths along the arrows count"]),
    ],
    "count_parameters": [
        ("forgets that the table sums to 1", """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return 2 ** n
    if structure == "independent":
        return n
    return 2 * n - 1
""", ["2^n for the full table"]),
        ("float arithmetic", """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return int(2.0 ** n - 1)
    if structure == "independent":
        return int(n)
    return int(2 * n - 1)
""", []),
        ("64 bit overflow", """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return int(np.prod(np.full(n, 2, dtype=np.int64)) - 1)
    if structure == "independent":
        return n
    return 1 + 2 * (n - 1)
""", []),
        ("two numbers for each independent variable", """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return 2 ** n - 1
    if structure == "independent":
        return 2 * n
    return 2 * n - 1
""", ["entries counted instead of free numbers"]),
        ("first variable of the chain counted with a parent", """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return 2 ** n - 1
    elif structure == "independent":
        return n
    elif structure == "markov":
        return 2 * n
""", ["2n for the chain"]),
        ("one shared transition table", """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return 2 ** n - 1
    elif structure == "independent":
        return n
    elif structure == "markov":
        return 1 + 2 if n > 1 else 1
""", ["one table for all steps"]),
        ("forgets the first variable of the chain", """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return 2 ** n - 1
    elif structure == "independent":
        return n
    return 2 * (n - 1)
""", ["off by one: the chain's start is forgotten"]),
        ("all four entries of each transition table", """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return (1 << n) - 1
    if structure == "independent":
        return n
    return 1 + 4 * (n - 1)
""", ["entries counted instead of free numbers"]),
        ("counts only pairs for the full table", """
def count_parameters(n: int, structure: str) -> int:
    if structure == "full":
        return n * (n + 1) // 2
    if structure == "independent":
        return n
    return 2 * n - 1
""", []),
    ],
    "adjusted_rates": [
        ("crude: unweighted mean over departments", """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    rate = admitted / applicants
    crude = rate.mean(axis=0)
    w = applicants.sum(axis=1) / applicants.sum()
    return crude, (w[:, None] * rate).sum(axis=0)
""", ["mean of the rates for crude"]),
        ("weights by each gender's own mix", """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    crude = admitted.sum(0) / applicants.sum(0)
    w = applicants / applicants.sum(axis=0, keepdims=True)
    adjusted = (w * admitted / applicants).sum(axis=0)
    return crude, adjusted
""", ["adjusted by each gender's own mix"]),
        ("adjusted: all departments weigh the same", """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    adjusted = (admitted / applicants).mean(axis=0)
    return crude, adjusted
""", ["departments weighted equally"]),
        ("axes exchanged", """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    crude = admitted.sum(axis=1) / applicants.sum(axis=1)
    w = applicants.sum(axis=0) / applicants.sum()
    adjusted = (admitted / applicants) @ w
    return crude, adjusted
""", ["summed over the wrong axis"]),
        ("weights by the admitted", """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    w = admitted.sum(axis=1) / admitted.sum()
    return crude, w @ (admitted / applicants)
""", ["weighted by the admitted"]),
        ("crude rate over all applicants", """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    crude = admitted.sum(axis=0) / applicants.sum()
    w = applicants.sum(axis=1) / applicants.sum()
    return crude, w @ (admitted / applicants)
""", []),
        ("genders weigh the same in P(d)", """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    mix = applicants / applicants.sum(axis=0)      # P(d | g)
    w = mix.mean(axis=1)
    return crude, w @ (admitted / applicants)
""", []),
        ("mix of the first gender only", """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    w = applicants[:, 0] / applicants[:, 0].sum()
    return crude, w @ (admitted / applicants)
""", ["the mix of one gender for both"]),
        ("only two groups", """
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    n_dep = len(applicants)
    crude, adjusted = np.zeros(2), np.zeros(2)
    total = applicants.sum()
    for g in (0, 1):
        crude[g] = admitted[:, g].sum() / applicants[:, g].sum()
        for d in range(n_dep):
            adjusted[g] += applicants[d].sum() / total * admitted[d, g] / applicants[d, g]
    return crude, adjusted
""", []),
    ],
    "logistic_nll": [
        ("naive sigmoid and log", """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    p = 1 / (1 + np.exp(-(X @ w + b)))
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
""", ["overflows at large logits"]),
        ("probabilities clipped", """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    p = 1 / (1 + np.exp(-(X @ w + b)))
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
""", ["probabilities clipped"]),
        ("sum instead of mean", """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    z = X @ w + b
    return float(np.sum(np.logaddexp(0, np.where(y == 1, -z, z))))
""", ["sum instead of mean"]),
        ("formula for labels -1 and 1", """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, -y * z)))
""", ["labels taken as -1 and 1"]),
        ("forgets b", """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    z = X @ w
    return float(np.mean(np.logaddexp(0, -(2.0 * y - 1) * z)))
""", ["b left out"]),
        ("labels exchanged", """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, z) - (1 - y) * z))
""", ["labels exchanged"]),
        ("log(1 + exp(z)) overflows", """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    z = X @ w + b
    return float(np.mean(np.log(1 + np.exp(z)) - y * z))
""", ["1 + exp overflows"]),
        ("labels broadcast against all rows", """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    z = X @ w.reshape(-1, 1) + b
    loss = np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
    return float(loss.mean())
""", []),
        ("logits clipped", """
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    z = np.clip(X @ w + b, -500, 500)
    return float(np.mean(np.where(y == 1, np.log1p(np.exp(-z)), np.log1p(np.exp(z)))))
""", ["probabilities clipped", "logits clipped"]),
    ],
    "chow_liu": [
        ("lightest tree", """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    info = np.zeros((D, D))
    for u in (x, 1 - x):
        for v in (x, 1 - x):
            p = (u.T @ v + 0.5) / (N + 2)
            info += p * np.log(p / np.outer((u.sum(0) + 1) / (N + 2), (v.sum(0) + 1) / (N + 2)))
    parents = np.full(D, -1)
    tree = [0]
    while len(tree) < D:
        best = min((info[i, j], i, j) for i in tree for j in range(D) if j not in tree)
        parents[best[2]] = best[1]
        tree.append(best[2])
    return parents
""", ["the lightest tree"]),
        ("no 1/2 added to the counts", """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    info = np.zeros((D, D))
    for u in (x, 1 - x):
        for v in (x, 1 - x):
            p = (u.T @ v) / N
            info += p * np.log(p / np.outer(u.mean(0), v.mean(0)))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    for _ in range(D - 1):
        score = np.where(inside[:, None] & ~inside[None, :], info, -np.inf)
        i, j = np.unravel_index(np.argmax(score), score.shape)
        parents[j] = i
        inside[j] = True
    return parents
""", ["no half added"]),
        ("each variable takes its best partner, cycles", """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    info = np.zeros((D, D))
    for u in (x, 1 - x):
        for v in (x, 1 - x):
            p = (u.T @ v + 0.5) / (N + 2)
            info += p * np.log(p / np.outer((u.sum(0) + 1) / (N + 2), (v.sum(0) + 1) / (N + 2)))
    np.fill_diagonal(info, -np.inf)
    parents = np.argmax(info, axis=1)
    parents[0] = -1
    return parents
""", ["each one's best partner"]),
        ("parents only among smaller numbers", """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    N, D = x.shape
    parents = np.full(D, -1)
    for d in range(1, D):
        best = -1.0
        for e in range(d):
            t = np.bincount(2 * x[:, d] + x[:, e], minlength=4).reshape(2, 2) + 0.5
            t = t / (N + 2)
            mi = (t * np.log(t / np.outer(t.sum(1), t.sum(0)))).sum()
            if mi > best:
                best, parents[d] = mi, e
    return parents
""", ["only parents with a smaller number"]),
        ("walks on from the last variable only: always a chain", """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    info = np.zeros((D, D))
    for u in (x, 1 - x):
        for v in (x, 1 - x):
            p = (u.T @ v + 0.5) / (N + 2)
            info += p * np.log(p / np.outer((u.sum(0) + 1) / (N + 2), (v.sum(0) + 1) / (N + 2)))
    parents = np.full(D, -1)
    current, left = 0, set(range(1, D))
    while left:
        nxt = max(left, key=lambda j: info[current, j])
        parents[nxt] = current
        left.remove(nxt)
        current = nxt
    return parents
""", ["a chain"]),
        ("correlation with its sign instead of mutual information", """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    D = x.shape[1]
    info = np.atleast_2d(np.corrcoef(x, rowvar=False))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    for _ in range(D - 1):
        score = np.where(inside[:, None] & ~inside[None, :], info, -np.inf)
        i, j = np.unravel_index(np.argmax(score), score.shape)
        parents[j] = i
        inside[j] = True
    return parents
""", ["signed correlation"]),
        ("Kruskal's edges not directed away from the root", """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    N, D = x.shape
    edges = []
    for i in range(D):
        for j in range(i + 1, D):
            t = np.bincount(2 * x[:, i] + x[:, j], minlength=4).reshape(2, 2) + 0.5
            t = t / t.sum()
            edges.append(((t * np.log(t / np.outer(t.sum(1), t.sum(0)))).sum(), i, j))
    group = np.arange(D)
    parents = np.full(D, -1)
    for _, i, j in sorted(edges, reverse=True):
        if group[i] != group[j]:
            group[group == group[j]] = group[i]
            parents[j] = i
    return parents
""", ["arrows not away from the root"]),
        ("root's parent is 0", """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    info = np.zeros((D, D))
    for u in (x, 1 - x):
        for v in (x, 1 - x):
            p = (u.T @ v + 0.5) / (N + 2)
            info += p * np.log(p / np.outer((u.sum(0) + 1) / (N + 2), (v.sum(0) + 1) / (N + 2)))
    parents = np.zeros(D, dtype=int)
    tree, left = [0], list(range(1, D))
    while left:
        sub = info[np.ix_(tree, left)]
        i, j = np.unravel_index(sub.argmax(), sub.shape)
        child = left.pop(j)
        parents[child] = tree[i]
        tree.append(child)
    return parents
""", []),
        ("share of agreement as weight", """
def chow_liu(x: np.ndarray) -> np.ndarray:
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    agree = (x.T @ x + (1 - x).T @ (1 - x) + 1) / (N + 2)
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    for _ in range(D - 1):
        score = np.where(inside[:, None] & ~inside[None, :], agree, -np.inf)
        i, j = np.unravel_index(np.argmax(score), score.shape)
        parents[j] = i
        inside[j] = True
    return parents
""", ["only agreement counted"]),
    ],
    "tree_log_prob": [
        ("0 * log 0 is nan", """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    p = tables[np.arange(x.shape[1]), x[:, parents]]
    return (x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)
""", ["0 times minus infinity"]),
        ("clips the probabilities", """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    p = np.clip(tables[np.arange(x.shape[1]), x[:, parents]], 1e-12, 1 - 1e-12)
    return (x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)
""", ["a small number added"]),
        ("log of a product that underflows", """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    N, D = x.shape
    prob = np.ones(N)
    for d in range(D):
        s = np.zeros(N, dtype=int) if parents[d] < 0 else x[:, parents[d]].astype(int)
        p = tables[d, s]
        prob *= np.where(x[:, d] == 1, p, 1 - p)
    with np.errstate(divide="ignore"):
        return np.log(prob)
""", ["product first, logarithm after"]),
        ("looks up the own value instead of the parent's", """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    out = np.zeros(len(x))
    with np.errstate(divide="ignore"):
        for d in range(x.shape[1]):
            p = tables[d, x[:, d]]
            out += np.log(np.where(x[:, d] == 1, p, 1 - p))
    return out
""", ["the parents ignored", "the own value for the parent's"]),
        ("leaves out the root", """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    out = np.zeros(len(x))
    with np.errstate(divide="ignore"):
        for d in range(x.shape[1]):
            if parents[d] == -1:
                continue
            p = tables[d, x[:, parents[d]]]
            out += np.log(np.where(x[:, d] == 1, p, 1 - p))
    return out
""", ["the root left out"]),
        ("probability of a one also for zeros", """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    D = x.shape[1]
    p = tables[np.arange(D), x[:, parents]]
    with np.errstate(divide="ignore"):
        return np.log(p).sum(axis=1)
""", ["every pixel taken as 1"]),
        ("mean over the variables", """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    D = x.shape[1]
    p = tables[np.arange(D), x[:, parents]]
    with np.errstate(divide="ignore"):
        return np.log(np.where(x == 1, p, 1 - p)).mean(axis=1)
""", ["the mean over the pixels"]),
        ("assumes that variable 0 is the root", """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    N, D = x.shape
    x = x.astype(int)
    with np.errstate(divide="ignore"):
        out = np.log(np.where(x[:, 0] == 1, tables[0, 0], 1 - tables[0, 0]))
        for d in range(1, D):
            p = tables[d, x[:, parents[d]]]
            out = out + np.log(np.where(x[:, d] == 1, p, 1 - p))
    return out
""", ["the root taken to be variable 0"]),
        ("nan_to_num makes -inf finite", """
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    x = np.asarray(x).astype(int)
    p = tables[np.arange(x.shape[1]), x[:, parents]]
    with np.errstate(divide="ignore", invalid="ignore"):
        on = np.nan_to_num(x * np.log(p))
        off = np.nan_to_num((1 - x) * np.log(1 - p))
    return np.maximum((on + off).sum(axis=1), -1e300)
""", ["a small number added"]),
    ],
    "tree_sample": [
        ("draws in the order of the numbers", """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    for d in range(D):
        if parents[d] == -1:
            p = tables[d, 0]
        else:
            p = tables[d, x[:, parents[d]]]
        x[:, d] = uniforms[:, d] < p
    return x
""", ["drawn in the order of the columns"]),
        ("below or equal", """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    x = np.full((N, D), -1)
    while (x < 0).any():
        for d in range(D):
            up = parents[d]
            if up == -1:
                x[:, d] = uniforms[:, d] <= tables[d, 0]
            elif (x[:, up] >= 0).all():
                x[:, d] = uniforms[:, d] <= tables[d, x[:, up]]
    return x
""", ["reaches instead of stays below"]),
        ("one where the uniform is above the chance", """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    x = np.full((N, D), -1)
    while (x < 0).any():
        for d in range(D):
            up = parents[d]
            if up == -1:
                x[:, d] = uniforms[:, d] > tables[d, 0]
            elif (x[:, up] >= 0).all():
                x[:, d] = uniforms[:, d] > tables[d, x[:, up]]
    return x
""", ["comparison reversed"]),
        ("ignores the given uniforms", """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    rng = np.random.default_rng(0)
    x = np.full((N, D), -1)
    while (x < 0).any():
        for d in range(D):
            up = parents[d]
            if x[0, d] >= 0 or (up >= 0 and x[0, up] < 0):
                continue
            p = np.full(N, tables[d, 0]) if up < 0 else tables[d, x[:, up]]
            x[:, d] = rng.random(N) < p
    return x
""", []),
        ("uniforms taken in drawing order", """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    order = [d for d in range(D) if parents[d] == -1]
    for d in order:
        order.extend(c for c in range(D) if parents[c] == d)
    x = np.zeros((N, D), dtype=int)
    for k, d in enumerate(order):
        p = np.full(N, tables[d, 0]) if parents[d] == -1 else tables[d, x[:, parents[d]]]
        x[:, d] = uniforms[:, k] < p
    return x
""", ["another variable's uniform numbers"]),
        ("most likely parent instead of the drawn one", """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    mode = {}
    x = np.zeros((N, D), dtype=int)
    while len(mode) < D:
        for d in range(D):
            if d in mode or (parents[d] >= 0 and parents[d] not in mode):
                continue
            p = tables[d, 0] if parents[d] < 0 else tables[d, mode[parents[d]]]
            mode[d] = int(p > 0.5)
            x[:, d] = uniforms[:, d] < p
    return x
""", ["the parents ignored"]),
        ("averages over the parent's values", """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    chance = tables.mean(axis=1)
    return (uniforms < chance).astype(int)
""", ["the parents ignored"]),
        ("parent's value of the first row for all rows", """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    todo = [d for d in range(D) if parents[d] == -1]
    while todo:
        d = todo.pop(0)
        state = 0 if parents[d] == -1 else x[0, parents[d]]
        x[:, d] = uniforms[:, d] < tables[d, state]
        todo += [c for c in range(D) if parents[c] == d]
    return x
""", []),
        ("two sweeps instead of a real order", """
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    for _ in range(2):
        for d in range(D):
            if parents[d] == -1:
                x[:, d] = uniforms[:, d] < tables[d, 0]
            else:
                x[:, d] = uniforms[:, d] < tables[d, x[:, parents[d]]]
    return x
""", ["drawn in the order of the columns"]),
    ],
}
