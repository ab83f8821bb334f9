"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

# ---------------------------------------------------------------- factorisation
RIGHT["factorisation"] = [
"""def factorisation(parents):
    return "".join(f"P({v}|{','.join(ps)})" if len(ps) else f"P({v})" for v, ps in parents.items())
""",
"""def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    text = ""
    for child in parents:
        text += "P(" + child
        sep = "|"
        for parent in parents[child]:
            text += sep + parent
            sep = ","
        text += ")"
    return text
""",
"""def factorisation(parents):
    def factor(v):
        given = ",".join(parents[v])
        return "P(" + "|".join([v] + ([given] if given else [])) + ")"

    return "".join(map(factor, parents))
""",
]
WRONG["factorisation"] = [
    # in: {"a": ()}: "P(a|)" instead of "P(a)"
    # hint: A variable without parents gets no bar.
    ("bar without parents", """def factorisation(parents):
    return "".join(f"P({v}|{','.join(ps)})" for v, ps in parents.items())
""", ["a bar before nothing"]),
    # in: {"b": (), "a": ("b",)}: "P(a|b)P(b)" instead of "P(b)P(a|b)"
    # hint: The factors come in the order of the dict, not of the alphabet.
    ("sorted variables", """def factorisation(parents):
    out = ""
    for v in sorted(parents):
        ps = parents[v]
        out += f"P({v}|{','.join(ps)})" if ps else f"P({v})"
    return out
""", ["another order than the given one"]),
    # in: {"a": (), "b": (), "c": ("b", "a")}: "P(c|a,b)" instead of "P(c|b,a)"
    # hint: The parents stay in the order given.
    ("sorted parents", """def factorisation(parents):
    out = ""
    for v, ps in parents.items():
        out += f"P({v}|{','.join(sorted(ps))})" if ps else f"P({v})"
    return out
""", ["another order than the given one"]),
    # in: {"a": (), "b": (), "c": ("a", "b")}: "P(c|a, b)" instead of "P(c|a,b)"
    # hint: No spaces, not after the commas either.
    ("space after the comma", """def factorisation(parents):
    return "".join(f"P({v}|{', '.join(ps)})" if ps else f"P({v})" for v, ps in parents.items())
""", ["spaces or signs in between"]),
    # in: {"a": (), "b": (), "c": ("a", "b")}: "P(c|a)" instead of "P(c|a,b)"; right for chains and forks
    # hint: A variable may have several parents, and its factor names all of them.
    ("first parent only", """def factorisation(parents):
    return "".join(f"P({v}|{ps[0]})" if ps else f"P({v})" for v, ps in parents.items())
""", ["only one parent"]),
    # in: {"b": ("a",), "a": ()}: "P(a)P(b|a)" instead of "P(b|a)P(a)"
    # hint: Nothing needs to be brought in order: a parent may be listed later than its child.
    ("parents before children", """def factorisation(parents):
    done, out = [], ""
    while len(done) < len(parents):
        for v, ps in parents.items():
            if v not in done and all(p in done for p in ps):
                done.append(v)
                out += f"P({v}|{','.join(ps)})" if ps else f"P({v})"
    return out
""", []),
    # in: {"a": (), "b": ("a",)}: "P(a|b)P(b)" instead of "P(a)P(b|a)"
    # hint: The dict leads from a variable to its parents; you wrote down its children.
    ("children for parents", """def factorisation(parents):
    out = ""
    for v in parents:
        kids = [c for c in parents if v in parents[c]]
        out += f"P({v}|{','.join(kids)})" if kids else f"P({v})"
    return out
""", ["conditioned on the children"]),
    # in: {"rain": (), "sun": (), "wet": ("rain", "sun")}: "P(wet|rainsun)" instead of "P(wet|rain,sun)"
    # hint: Two parents need a comma between them.
    ("no commas", """def factorisation(parents):
    return "".join(f"P({v}|{''.join(ps)})" if ps else f"P({v})" for v, ps in parents.items())
""", ["names run together"]),
]

# ---------------------------------------------------------------- joint_table
RIGHT["joint_table"] = [
"""import numpy as np

def joint_table(parents, cpts):
    number = {v: i for i, v in enumerate(parents)}
    args = []
    for v, ps in parents.items():
        args += [np.asarray(cpts[v], dtype=float), [number[p] for p in ps] + [number[v]]]
    return np.einsum(*args, list(range(len(number))))
""",
"""import numpy as np

def joint_table(parents, cpts):
    names = list(parents)
    shape = tuple(np.shape(cpts[v])[-1] for v in names)
    joint = np.zeros(shape)
    for index in np.ndindex(*shape):
        value = dict(zip(names, index))
        p = 1.0
        for v in names:
            p *= cpts[v][tuple(value[u] for u in parents[v]) + (value[v],)]
        joint[index] = p
    return joint
""",
"""import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    V = len(order)
    joint = np.ones([cpts[v].shape[-1] for v in order])
    for v in order:
        axes = [order.index(u) for u in (*parents[v], v)]
        table = np.transpose(cpts[v], np.argsort(axes))
        shape = [1] * V
        for a, size in zip(sorted(axes), table.shape):
            shape[a] = size
        joint = joint * table.reshape(shape)
    return joint
""",
]
WRONG["joint_table"] = [
    # in: names "wet", "wind": both become the letter w
    # hint: Names may be alike in their first letter; number the variables by their place instead.
    ("first letters for einsum", """import numpy as np

def joint_table(parents, cpts):
    terms = ["".join(p[0] for p in ps) + v[0] for v, ps in parents.items()]
    return np.einsum(",".join(terms) + "->" + "".join(v[0] for v in parents), *[cpts[v] for v in parents])
""", ["one letter for a name"]),
    # in: {"b": ("a",), "a": ()}: axes (a, b) instead of (b, a)
    # hint: The axes of the result follow the order of the dict, wherever the parents stand.
    ("axes in topological order", """import numpy as np

def joint_table(parents, cpts):
    order = []
    while len(order) < len(parents):
        order += [v for v in parents if v not in order and all(p in order for p in parents[v])]
    args = []
    for v in order:
        args += [cpts[v], [order.index(p) for p in parents[v]] + [order.index(v)]]
    return np.einsum(*args, list(range(len(order))))
""", ["axes in the order of drawing"]),
    # in: {"a": (), "b": ("a",)}: the table of b is read with its own axis first
    # hint: A table's own axis is its last one.
    ("own axis first", """import numpy as np

def joint_table(parents, cpts):
    names = list(parents)
    shape = [cpts[v].shape[-1] for v in names]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        value = dict(zip(names, index))
        for v in names:
            joint[index] *= cpts[v][(value[v],) + tuple(value[p] for p in parents[v])]
    return joint
""", ["unnormalised: the tables' axes read backwards"]),
    # in: {"a": (), "b": (), "c": ("b", "a")}: the table of c is used with axes (a, b, c)
    # hint: reshape does not move axes; a table whose parents stand in another order must be transposed first.
    ("reshape without transpose", """import numpy as np

def joint_table(parents, cpts):
    names = list(parents)
    joint = np.ones([1] * len(names))
    for v in names:
        shape = [1] * len(names)
        for u in (*parents[v], v):
            shape[names.index(u)] = cpts[u].shape[-1]
        joint = joint * cpts[v].reshape(shape)
    return joint
""", ["parents' axes in the wrong order", "unnormalised: the tables' axes read backwards"]),
    # in: a variable with three values: only its first two are filled in
    # hint: Variables may have any number of values; read it off the last axis of the table.
    ("two values only", """import numpy as np
from itertools import product

def joint_table(parents, cpts):
    names = list(parents)
    joint = np.zeros((2,) * len(names))
    for index in product(range(2), repeat=len(names)):
        value = dict(zip(names, index))
        joint[index] = np.prod([cpts[v][tuple(value[p] for p in parents[v]) + (value[v],)] for v in names])
    return joint
""", ["every variable has two values"]),
    # in: {"b": ("a",), "a": ()}: IndexError, a has no axis yet
    # hint: A parent may be listed after its child; do not rely on the order of the dict.
    ("parents must come first", """import numpy as np

def joint_table(parents, cpts):
    names = []
    joint = np.array(1.0)
    for v in parents:
        axes = [names.index(p) for p in parents[v]]
        names.append(v)
        joint = np.einsum(joint, list(range(len(names) - 1)), cpts[v], axes + [len(names) - 1], list(range(len(names))))
    return joint
""", []),
    # in: a table with a zero, [1.0, 0.0]: cells that cannot be get about 5e-7 instead of 0
    # hint: Tables may hold zeros and the product is then exactly 0; no logarithm is needed here.
    ("logs with a small number", """import numpy as np

def joint_table(parents, cpts):
    names = list(parents)
    shape = [cpts[v].shape[-1] for v in names]
    log_joint = np.zeros(shape)
    for index in np.ndindex(*shape):
        value = dict(zip(names, index))
        for v in names:
            log_joint[index] += np.log(cpts[v][tuple(value[p] for p in parents[v]) + (value[v],)] + 1e-6)
    joint = np.exp(log_joint)
    return joint / joint.sum()
""", []),
    # in: {"ab": (), "b": ("ab",)}: "b" is part of "ab", so both get axis 0: ValueError
    # hint: Look a name up in a list, not in a string: one name may be part of another.
    ("names found inside other names", """import numpy as np

def joint_table(parents, cpts):
    names = list(parents)

    def place(name):
        return next(i for i, other in enumerate(names) if name in other)

    args = []
    for v in names:
        args += [cpts[v], [place(p) for p in parents[v]] + [place(v)]]
    return np.einsum(*args, list(range(len(names))))
""", []),
]

# ---------------------------------------------------------------- marginal
RIGHT["marginal"] = [
"""import numpy as np

def marginal(joint, keep):
    joint = np.asarray(joint, dtype=float)
    keep = tuple(keep)
    rest = tuple(a for a in range(joint.ndim) if a not in keep)
    moved = joint.transpose(keep + rest)
    return moved.sum(axis=tuple(range(len(keep), joint.ndim)))
""",
"""import numpy as np

def marginal(joint, keep):
    return np.einsum(joint, list(range(joint.ndim)), list(keep))
""",
"""import numpy as np

def marginal(joint, keep):
    out = np.zeros([joint.shape[a] for a in keep])
    for index, p in np.ndenumerate(joint):
        out[tuple(index[a] for a in keep)] += p
    return out
""",
]
WRONG["marginal"] = [
    # in: keep=(2, 0): axes (0, 2) instead of (2, 0)
    # hint: After the sum the axes are in their old order; bring them into the order of keep.
    ("order of keep ignored", """import numpy as np

def marginal(joint, keep):
    return joint.sum(axis=tuple(a for a in range(joint.ndim) if a not in keep))
""", ["the order of `keep` is lost"]),
    # in: keep=(2, 0, 1) (or (1, 2, 0)): the permutation is turned round; right for two axes
    # hint: transpose wants, for each new axis, the old one; argsort twice gives its inverse. Try a cycle of three.
    ("inverse permutation", """import numpy as np

def marginal(joint, keep):
    small = joint.sum(axis=tuple(a for a in range(joint.ndim) if a not in keep))
    return small.transpose(np.argsort(keep))
""", ["the permutation is the inverse one", "the order of `keep` is lost"]),
    # in: keep=(0,) of three axes: sums over axis 0 and keeps the others
    # hint: keep names the axes that stay; sum over the others.
    ("sums over keep", """import numpy as np

def marginal(joint, keep):
    return joint.sum(axis=tuple(keep))
""", ["the kept axes are summed"]),
    # in: keep=(1,) of a (2, 3, 4) table: shape (1, 3, 1) instead of (3,)
    # hint: The axes summed out should go away.
    ("keepdims", """import numpy as np

def marginal(joint, keep):
    rest = tuple(a for a in range(joint.ndim) if a not in keep)
    order = tuple(keep) + rest
    return joint.transpose(order).sum(axis=tuple(range(len(keep), joint.ndim)), keepdims=True)
""", ["the summed axes are kept"]),
    # in: keep=(0, 1) of a table with two axes: the number 1 instead of the table
    # hint: With no axis to lose, an empty tuple became None, and None means all axes.
    ("all kept: None sums everything", """import numpy as np

def marginal(joint, keep):
    lose = tuple(a for a in range(joint.ndim) if a not in keep)
    small = joint.sum(axis=lose or None)
    left = sorted(keep)
    return np.transpose(small, [left.index(a) for a in keep]) if small.ndim else small
""", ["the kept axes are summed"]),
    # in: keep=() : returns the joint itself instead of 1
    # hint: To keep nothing is to sum over everything: the answer is the number 1.
    ("empty keep: joint returned", """import numpy as np

def marginal(joint, keep):
    if not keep:
        return joint
    rest = tuple(a for a in range(joint.ndim) if a not in keep)
    return joint.transpose(tuple(keep) + rest).sum(axis=tuple(range(len(keep), joint.ndim)))
""", []),
    # in: keep=(2,) of a (2, 3, 4) table: the second sum is over the wrong axis or past the end
    # hint: Each sum removes an axis and later ones move down; go from the last axis to the first.
    ("axes move down while summing", """import numpy as np

def marginal(joint, keep):
    out = joint
    for a in range(joint.ndim):
        if a not in keep:
            out = out.sum(axis=a)
    left = sorted(keep)
    return np.transpose(out, [left.index(a) for a in keep])
""", ["the kept axes are summed"]),
    # in: keep=(2, 0) of a (2, 3, 4) table: the second swap takes axis 2 away again, shape (3, 4) instead of (4, 2)
    # hint: After the first swap the axes are no longer where keep says; move them all at once.
    ("one swap after the other", """import numpy as np

def marginal(joint, keep):
    out = joint
    for place, a in enumerate(keep):
        out = np.swapaxes(out, place, a)
    return out.sum(axis=tuple(range(len(keep), joint.ndim)))
""", ["the kept axes are summed", "the order of `keep` is lost"]),
]

# ---------------------------------------------------------------- d_separated
_NAMES = """def _set(v):
    return {v} if isinstance(v, str) else set(v)

def _up(parents, nodes):
    found, todo = set(), list(nodes)
    while todo:
        v = todo.pop()
        if v not in found:
            found.add(v)
            todo.extend(parents[v])
    return found

"""
_PATHS = _NAMES + """def _neighbours(parents):
    near = {v: set(ps) for v, ps in parents.items()}
    for v, ps in parents.items():
        for p in ps:
            near[p].add(v)
    return near

def _all_paths(parents, start, ends):
    near = _neighbours(parents)
    stack = [[start]]
    while stack:
        path = stack.pop()
        for u in near[path[-1]]:
            if u in ends:
                yield path + [u]
            if u not in path:
                stack.append(path + [u])

"""
RIGHT["d_separated"] = [
_NAMES + """def d_separated(parents, a, b, given):
    a, b, given = _set(a), _set(b), _set(given)
    kept = _up(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        family = [v, *parents[v]]
        for u in family:
            near[u] |= set(family) - {u}
    todo, seen = list(a), set(a)
    while todo:
        for u in near[todo.pop()] - seen - given:
            seen.add(u)
            todo.append(u)
    return not (seen & b)
""",
_NAMES + """def d_separated(parents, a, b, given):
    # Bayes ball: states (variable, came from a child?)
    a, b, given = _set(a), _set(b), _set(given)
    opens = _up(parents, given)
    children = {v: [c for c in parents if v in parents[c]] for v in parents}
    todo, seen = [(v, True) for v in a], set()
    while todo:
        v, from_child = todo.pop()
        if (v, from_child) in seen:
            continue
        seen.add((v, from_child))
        if v in b and v not in given:
            return False
        if from_child:
            if v not in given:
                todo += [(p, True) for p in parents[v]] + [(c, False) for c in children[v]]
        else:
            if v not in given:
                todo += [(c, False) for c in children[v]]
            if v in opens:
                todo += [(p, True) for p in parents[v]]
    return True
""",
_PATHS + """def d_separated(parents, a, b, given):
    a, b, given = _set(a), _set(b), _set(given)
    opens = _up(parents, given)
    for start in a:
        for path in _all_paths(parents, start, b):
            blocked = False
            for left, m, right in zip(path, path[1:], path[2:]):
                if left in parents[m] and right in parents[m]:
                    blocked = blocked or m not in opens
                else:
                    blocked = blocked or m in given
            if not blocked:
                return False
    return True
""",
]
WRONG["d_separated"] = [
    # in: collider a -> c <- b, nothing known: False instead of True
    # hint: A child that is not an ancestor of a, b or given must not make its parents marry: do step 1.
    ("marries in the whole graph", _NAMES + """def d_separated(parents, a, b, given):
    a, b, given = _set(a), _set(b), _set(given)
    near = {v: set() for v in parents}
    for v in parents:
        family = [v, *parents[v]]
        for u in family:
            near[u] |= set(family) - {u}
    todo, seen = list(a), set(a)
    while todo:
        for u in near[todo.pop()] - seen - given:
            seen.add(u)
            todo.append(u)
    return not (seen & b)
""", ["colliders never block (the whole graph moralised)"]),
    # in: a -> c <- b, c -> d, given {"d"}: True instead of False
    # hint: A collider also opens if something that it leads to is known.
    ("collider opens only if known itself", _PATHS + """def d_separated(parents, a, b, given):
    a, b, given = _set(a), _set(b), _set(given)
    for start in a:
        for path in _all_paths(parents, start, b):
            blocked = False
            for left, m, right in zip(path, path[1:], path[2:]):
                collider = left in parents[m] and right in parents[m]
                if (m in given) != collider:
                    blocked = True
            if not blocked:
                return False
    return True
""", ["a collider's descendants are forgotten"]),
    # in: a -> c <- b, given {"c"}: True instead of False
    # hint: You forgot the wedding: two parents of a kept child must be joined.
    ("parents not married", _NAMES + """def d_separated(parents, a, b, given):
    a, b, given = _set(a), _set(b), _set(given)
    kept = _up(parents, a | b | given)
    near = {v: set() for v in kept}
    for v in kept:
        for p in parents[v]:
            near[v].add(p)
            near[p].add(v)
    todo, seen = list(a), set(a)
    while todo:
        for u in near[todo.pop()] - seen - given:
            seen.add(u)
            todo.append(u)
    return not (seen & b)
""", ["colliders always block", "arrows taken for plain lines", "no parents married"]),
    # in: a -> c <- b, given {"c"}: True instead of False (c is not kept)
    # hint: Step 1 keeps the ancestors of what is known as well.
    ("ancestors of given forgotten", _NAMES + """def d_separated(parents, a, b, given):
    a, b, given = _set(a), _set(b), _set(given)
    kept = _up(parents, a | b)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    todo, seen = list(a), set(a)
    while todo:
        for u in near[todo.pop()] - seen - given:
            seen.add(u)
            todo.append(u)
    return not (seen & b)
""", ["colliders always block", "only the ancestors of a and b kept"]),
    # in: a, m, b all parents of k, given {"k", "m"}: True instead of False (a and b are never joined)
    # hint: With three parents each pair must marry, not only neighbours in the list.
    ("marries only neighbours in the list", _NAMES + """def d_separated(parents, a, b, given):
    a, b, given = _set(a), _set(b), _set(given)
    kept = _up(parents, a | b | given)
    edges = set()
    for v in kept:
        ps = parents[v]
        edges |= {frozenset((v, p)) for p in ps}
        edges |= {frozenset(pair) for pair in zip(ps, ps[1:])}
    todo, seen = list(a), set(a)
    while todo:
        v = todo.pop()
        for e in edges:
            if v in e:
                u = next(iter(e - {v}))
                if u not in seen and u not in given:
                    seen.add(u)
                    todo.append(u)
    return not (seen & b)
""", []),
    # in: fork m -> a, m -> b, nothing known: True instead of False
    # hint: Information may go against the arrows; a common cause connects its effects.
    ("directed paths only", _NAMES + """def d_separated(parents, a, b, given):
    a, b, given = _set(a), _set(b), _set(given)

    def reaches(start, goal):
        todo, seen = list(start), set(start)
        while todo:
            v = todo.pop()
            for c in parents:
                if v in parents[c] and c not in seen and c not in given:
                    seen.add(c)
                    todo.append(c)
        return bool(seen & goal)

    return not reaches(a, b) and not reaches(b, a)
""", ["only paths along the arrows count", "colliders always block"]),
    # in: a -> c <- b and a -> m -> n -> b, nothing known: True (the short path is blocked) instead of False
    # hint: One blocked path is not enough: every path must be blocked, the longer ones too.
    ("shortest path only", _PATHS + """def d_separated(parents, a, b, given):
    a, b, given = _set(a), _set(b), _set(given)
    opens = _up(parents, given)
    for start in a:
        for end in b:
            paths = sorted(_all_paths(parents, start, {end}), key=len)
            if not paths:
                continue
            path = paths[0]
            blocked = False
            for left, m, right in zip(path, path[1:], path[2:]):
                collider = left in parents[m] and right in parents[m]
                blocked = blocked or (m not in opens if collider else m in given)
            if not blocked:
                return False
    return True
""", []),
    # in: a={"x", "y"}, b="z" where x is separated from z but y is not (y -> z): depends on which one the set gives first
    # hint: a and b may be sets: all pairs must be separated, not one.
    ("one name of each set", _NAMES + """def d_separated(parents, a, b, given):
    a, b, given = sorted(_set(a))[0], sorted(_set(b))[0], _set(given)
    kept = _up(parents, {a, b} | given)
    near = {v: set() for v in kept}
    for v in kept:
        family = {v, *parents[v]}
        for u in family:
            near[u] |= family - {u}
    todo, seen = [a], {a}
    while todo:
        for u in near[todo.pop()] - seen - given:
            seen.add(u)
            todo.append(u)
    return b not in seen
""", []),
]

# ---------------------------------------------------------------- count_parameters
RIGHT["count_parameters"] = [
"""def count_parameters(n, structure):
    n = int(n)
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    if structure == "markov":
        return 2 * n - 1
    raise ValueError(structure)
""",
"""def count_parameters(n: int, structure: str) -> int:
    # one free number for each row of each table; variable i has 2 ** (number of its parents) rows
    how_many = {"full": lambda i: i, "independent": lambda i: 0, "markov": lambda i: min(i, 1)}[structure]
    return sum(2 ** how_many(i) for i in range(int(n)))
""",
"""def count_parameters(n, structure):
    n = int(n)
    return {"full": (1 << n) - 1, "independent": n, "markov": 1 + 2 * (n - 1)}[structure]
""",
]
WRONG["count_parameters"] = [
    # in: (3, "full"): 8 instead of 7
    # hint: The probabilities sum to 1, so the last one is not free.
    ("last entry counted", """def count_parameters(n, structure):
    return {"full": 2**n, "independent": n, "markov": 2 * n - 1}[structure]
""", ["2^n for the full table", "entries counted instead of free numbers"]),
    # in: (100, "full"): 2**100 instead of 2**100 - 1
    # hint: A float has 53 bits; use Python's whole numbers.
    ("power of a float", """def count_parameters(n, structure):
    if structure == "full":
        return int(2.0**n - 1)
    return n if structure == "independent" else 2 * n - 1
""", []),
    # in: (64, "full"): -1 or an overflow instead of 2**64 - 1
    # hint: NumPy's whole numbers have 64 bits and overflow silently.
    ("int64 overflow", """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return int(np.left_shift(np.int64(1), np.int64(n)) - 1)
    return n if structure == "independent" else 2 * n - 1
""", []),
    # in: (3, "markov"): 6 instead of 5
    # hint: The first variable has no parent, so its table has one row only.
    ("first variable with a parent", """def count_parameters(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": 2 * n}[structure]
""", ["2n for the chain"]),
    # in: (5, "markov"): 3 instead of 9; right for n = 2
    # hint: Each variable has a table of its own; nothing is shared along the chain.
    ("one transition table for all", """def count_parameters(n, structure):
    if structure == "markov":
        return 1 + 2 if n > 1 else 1
    return 2**n - 1 if structure == "full" else n
""", ["one table for all steps"]),
    # in: (3, "markov"): 9 instead of 5
    # hint: Each row of a table sums to 1: a binary variable has one free number a row, not two.
    ("all entries of the tables", """def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return 1 + 4 * (n - 1)
""", ["entries counted instead of free numbers"]),
    # in: (3, "independent"): 6 instead of 3
    # hint: A coin has one free number: the other probability follows.
    ("two numbers a coin", """def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return 2 * n
    return 2 * n - 1
""", ["entries counted instead of free numbers"]),
    # in: (3, "markov"): 4 instead of 5
    # hint: The first variable needs a number, too.
    ("first variable forgotten", """def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return 2 * (n - 1)
""", ["off by one: the chain's start is forgotten"]),
]

# ---------------------------------------------------------------- logistic_nll
RIGHT["logistic_nll"] = [
"""import numpy as np

def logistic_nll(w, b, X, y):
    z = np.asarray(X, dtype=float) @ w + b
    sign = 1.0 - 2.0 * np.asarray(y, dtype=float)
    return float(np.mean(np.logaddexp(0.0, sign * z)))
""",
"""import numpy as np

def logistic_nll(w, b, X, y):
    z = np.dot(np.asarray(X, dtype=float), np.asarray(w, dtype=float)) + float(b)
    losses = np.where(np.asarray(y) == 1, np.logaddexp(0, -z), np.logaddexp(0, z))
    return float(losses.sum() / len(losses))
""",
"""import math

def logistic_nll(w, b, X, y):
    total = []
    for row, label in zip(X, y):
        z = math.fsum(float(c) * float(v) for c, v in zip(w, row)) + float(b)
        u = z if int(label) == 0 else -z          # the loss is log(1 + e^u)
        total.append(max(u, 0.0) + math.log1p(math.exp(-abs(u))))
    return math.fsum(total) / len(total)
""",
]
WRONG["logistic_nll"] = [
    # in: logit 1000 with y = 0: inf or nan instead of 1000; logit -1000 and y = 1 likewise
    # hint: The sigmoid of 1000 is 1.0 and log(1 - 1.0) is -inf; simplify -log p as a function of z first.
    ("sigmoid, then logarithm", """import numpy as np

def logistic_nll(w, b, X, y):
    p = 1 / (1 + np.exp(-(X @ w + b)))
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
""", ["overflows at large logits"]),
    # in: logit 1000 with y = 0: 27.6 instead of 1000
    # hint: Clipping the probability hides how wrong a confident mistake is.
    ("clipped probability", """import numpy as np
from scipy.special import expit

def logistic_nll(w, b, X, y):
    p = np.clip(expit(X @ w + b), 1e-12, 1 - 1e-12)
    return float(-np.mean(np.where(y == 1, np.log(p), np.log1p(-p))))
""", ["probabilities clipped"]),
    # in: two points: twice the mean; right for N = 1
    # hint: The loss is the mean over the points, not the sum.
    ("sum for mean", """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.sum(np.logaddexp(0, z) - y * z))
""", ["sum instead of mean"]),
    # in: y = 0: log 2 whatever z is
    # hint: This formula is for labels -1 and 1; here they are 0 and 1.
    ("labels taken for -1 and 1", """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, -y * z)))
""", ["labels taken as -1 and 1"]),
    # in: b = 1.0: ignored; right for b = 0
    # hint: The logit has an offset b.
    ("b forgotten", """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w
    return float(np.mean(np.logaddexp(0, z) - y * z))
""", ["b left out"]),
    # in: logit 1000 (y = 0 or 1): inf instead of 1000 or 0
    # hint: exp(1000) overflows before log1p can help; use np.logaddexp.
    ("exp overflows", """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.log1p(np.exp(z)) - y * z))
""", ["1 + exp overflows"]),
    # in: y = [0, 1] with z = [2, 2]: the loss of the point with y = 0 is missing
    # hint: A point with label 0 has a loss, too: -log(1 - p).
    ("points with label 0 left out", """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(y * np.logaddexp(0, -z)))
""", ["only the labels 1 count"]),
]

# ---------------------------------------------------------------- chow_liu
_MI = """import numpy as np

def _mi(x, add=0.5):
    x = np.asarray(x, dtype=float)
    N = len(x)
    n11 = x.T @ x
    ones = x.sum(axis=0)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    total = N + 4 * add
    cell = {(1, 1): (n11 + add) / total, (1, 0): (n10 + add) / total,
            (0, 1): (n01 + add) / total, (0, 0): (n00 + add) / total}
    row = {a: cell[a, 0] + cell[a, 1] for a in (0, 1)}
    col = {b: cell[0, b] + cell[1, b] for b in (0, 1)}
    return sum(cell[a, b] * (np.log(cell[a, b]) - np.log(row[a]) - np.log(col[b])) for a in (0, 1) for b in (0, 1))

"""
RIGHT["chow_liu"] = [
_MI + """def chow_liu(x):
    # Prim's way
    weight = _mi(x)
    D = len(weight)
    parents = np.full(D, -1)
    outside = np.ones(D, dtype=bool)
    outside[0] = False
    best, partner = weight[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(outside, best, -np.inf)))
        parents[new] = partner[new]
        outside[new] = False
        better = outside & (weight[new] > best)
        best[better] = weight[new][better]
        partner[better] = new
    return parents
""",
"""import numpy as np

def chow_liu(x):
    # Kruskal's way, then a walk from variable 0
    x = np.array(x, dtype=float)
    N, D = x.shape
    both = x.T @ x
    s = np.diag(both)
    table = np.stack([N - s[:, None] - s[None, :] + both, s[None, :] - both, s[:, None] - both, both])
    p = ((table + 0.5) / (N + 2)).reshape(2, 2, D, D)
    left, right = p.sum(axis=1, keepdims=True), p.sum(axis=0, keepdims=True)
    info = (p * np.log(p / (left * right))).sum(axis=(0, 1))
    rows, cols = np.triu_indices(D, 1)
    group = list(range(D))

    def root(v):
        while group[v] != v:
            group[v] = group[group[v]]
            v = group[v]
        return v

    near = [[] for _ in range(D)]
    for e in np.argsort(-info[rows, cols]):
        i, j = int(rows[e]), int(cols[e])
        if root(i) != root(j):
            group[root(i)] = root(j)
            near[i].append(j)
            near[j].append(i)
    parents = np.full(D, -1)
    todo = [0]
    while todo:
        v = todo.pop()
        for u in near[v]:
            if u != parents[v]:
                parents[u] = v
                todo.append(u)
    return parents
""",
"""import numpy as np
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

def chow_liu(x):
    ones = np.asarray(x, dtype=float)
    N, D = ones.shape
    if D == 1:
        return np.array([-1])
    halves = (1.0 - ones, ones)
    info = np.zeros((D, D))
    p1 = (ones.sum(axis=0) + 1) / (N + 2)          # of the table with 1/2 added to each count
    margin = (1 - p1, p1)
    for a in (0, 1):
        for b in (0, 1):
            p = (halves[a].T @ halves[b] + 0.5) / (N + 2)
            info += p * np.log(p / np.outer(margin[a], margin[b]))
    cost = info.max() + 1.0 - info                 # all positive: a zero would mean "no edge"
    np.fill_diagonal(cost, 0)
    tree = minimum_spanning_tree(cost)
    _, before = breadth_first_order(tree, 0, directed=False)
    parents = before.astype(int)
    parents[0] = -1
    return parents
""",
]
_PRIM = """    D = len(weight)
    parents = np.full(D, -1)
    inside = [0]
    while len(inside) < D:
        i, j = max(((i, j) for i in inside for j in range(D) if j not in inside), key=lambda e: weight[e])
        parents[j] = i
        inside.append(j)
    return parents
"""
WRONG["chow_liu"] = [
    # in: columns with an empty cell (x[:, 1] = x[:, 0]): 0 log 0 = nan, the greedy choice is arbitrary
    # hint: Without the added halves an empty cell gives nan; the statement adds 1/2 to each of the four counts.
    ("nothing added to the counts", _MI + """def chow_liu(x):
    weight = _mi(x, add=0.0)
""" + _PRIM, ["no half added"]),
    # in: (np.random.default_rng(22).random((12, 5)) < [.2, .4, .5, .7, .9]).astype(int):
    #     [-1 0 1 2 2] instead of [-1 2 4 2 0]
    # hint: Covariance and mutual information rank the pairs differently; the likelihood is about information.
    ("absolute covariance", _MI + """def chow_liu(x):
    weight = np.abs(np.cov(np.asarray(x, dtype=float), rowvar=False, bias=True)).reshape(x.shape[1], x.shape[1])
""" + _PRIM, ["the size of the correlation"]),
    # in: chain 0 - 2 - 1 (1 depends on 2): 1 may only choose 0
    # hint: A parent may have a larger number than its child; look at all variables, not only at the earlier ones.
    ("parents among earlier columns", _MI + """def chow_liu(x):
    weight = _mi(x)
    D = len(weight)
    return np.array([-1] + [int(np.argmax(weight[d, :d])) for d in range(1, D)])
""", ["only parents with a smaller number"]),
    # in: two close pairs (1, 2) and (3, 4): each takes the other as parent, a circle
    # hint: If each variable takes its best partner, circles arise; grow the tree from the root.
    ("best partner of each", _MI + """def chow_liu(x):
    weight = _mi(x)
    np.fill_diagonal(weight, -np.inf)
    parents = np.argmax(weight, axis=1)
    parents[0] = -1
    return parents
""", ["each one's best partner"]),
    # in: chain 0 - 1 - 2: all variables become children of 0
    # hint: After each step the new variable may be the better partner of those outside: update who is whose partner.
    ("partner never updated", _MI + """def chow_liu(x):
    weight = _mi(x)
    D = len(weight)
    parents = np.full(D, -1)
    best, outside = weight[0].copy(), set(range(1, D))
    while outside:
        new = max(outside, key=lambda j: best[j])
        parents[new] = 0
        outside.remove(new)
        best = np.maximum(best, weight[new])
    return parents
""", ["the shape fixed beforehand"]),
    # in: chain 0 - 2 - 1: the edge (1, 2) is turned to "2 has parent 1", so 2 gets two and 1 gets none
    # hint: Arrows must lead away from variable 0; which end is nearer to the root is not seen from the numbers.
    ("smaller number is the parent", _MI + """def chow_liu(x):
    weight = _mi(x)
    D = len(weight)
    parents = np.full(D, -1)
    inside = [0]
    while len(inside) < D:
        i, j = max(((i, j) for i in inside for j in range(D) if j not in inside), key=lambda e: weight[e])
        parents[max(i, j)] = min(i, j)
        inside.append(j)
    return parents
""", ["arrows not away from the root"]),
    # in: (np.random.default_rng(20).random((12, 5)) < [.2, .4, .5, .7, .9]).astype(int):
    #     [-1 0 1 1 0] instead of [-1 0 3 1 0]
    # hint: Add 1/2, not 1, to each of the four counts: with few pictures it changes the tree.
    ("one added for a half", _MI + """def chow_liu(x):
    weight = _mi(x, add=1.0)
""" + _PRIM, ["no half added"]),
]

# ---------------------------------------------------------------- tree_log_prob
RIGHT["tree_log_prob"] = [
"""import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    D = x.shape[1]
    p1 = tables[np.arange(D), x[:, parents]]
    with np.errstate(divide="ignore"):
        return np.log(np.where(x == 1, p1, 1 - p1)).sum(axis=1)
""",
"""import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    total = np.zeros(N)
    with np.errstate(divide="ignore"):
        log1 = np.log(np.asarray(tables, dtype=float))
        log0 = np.log1p(-np.asarray(tables, dtype=float))
    for d in range(D):
        value = np.zeros(N, dtype=int) if parents[d] < 0 else x[:, parents[d]].astype(int)
        total += np.where(x[:, d] == 1, log1[d][value], log0[d][value])
    return total
""",
"""import math
import numpy as np

def tree_log_prob(x, parents, tables):
    out = []
    for picture in x:
        s = 0.0
        for d, parent in enumerate(parents):
            given = 0 if parent == -1 else int(picture[parent])
            chance = float(tables[d][given])
            if not picture[d]:
                chance = 1.0 - chance
            s += math.log(chance) if chance > 0 else -math.inf
        out.append(s)
    return np.array(out, dtype=float)
""",
]
WRONG["tree_log_prob"] = [
    # in: tables with 0 or 1: x = 0 where p = 0 gives 0 * -inf = nan
    # hint: 0 times -inf is nan; choose the chance first and take one logarithm.
    ("both logarithms, weighed by x", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    p = tables[np.arange(x.shape[1]), x[:, parents]]
    return (x * np.log(p) + (1 - x) * np.log(1 - p)).sum(axis=1)
""", ["0 times minus infinity"]),
    # in: a picture with a zero: its factor 1 - p is missing
    # hint: A pixel that is 0 had a chance, too.
    ("only the ones count", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    p = tables[np.arange(x.shape[1]), x[:, parents]]
    return np.where(x == 1, np.log(p), 0.0).sum(axis=1)
""", ["pixels that are 0 left out"]),
    # in: a picture that cannot be: about -20.7 instead of -inf
    # hint: An impossible picture has log-probability -inf; a small number hides that.
    ("small number in the logarithm", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    p = np.clip(tables[np.arange(x.shape[1]), x[:, parents]], 1e-9, 1 - 1e-9)
    return np.log(np.where(x == 1, p, 1 - p)).sum(axis=1)
""", ["a small number added"]),
    # in: D = 3000 with chances near 1/2: the product underflows, -inf instead of -2079
    # hint: A product of many chances underflows; add logarithms.
    ("logarithm of a product", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    p = tables[np.arange(x.shape[1]), x[:, parents]]
    return np.log(np.prod(np.where(x == 1, p, 1 - p), axis=1))
""", ["product first, logarithm after"]),
    # in: parents = [1, -1]: the factor of variable 0 is read as the root's
    # hint: The root is where parents is -1; it need not be variable 0.
    ("root taken to be variable 0", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    D = x.shape[1]
    given = np.zeros_like(x)
    given[:, 1:] = x[:, parents[1:]]
    p = tables[np.arange(D), given]
    with np.errstate(divide="ignore"):
        return np.log(np.where(x == 1, p, 1 - p)).sum(axis=1)
""", ["the root taken to be variable 0"]),
    # in: any: the root's own factor is missing
    # hint: The root has a chance of its own; it belongs to the product.
    ("factor of the root forgotten", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    d = np.flatnonzero(np.asarray(parents) >= 0)
    p = tables[d, x[:, parents[d]]]
    with np.errstate(divide="ignore"):
        return np.log(np.where(x[:, d] == 1, p, 1 - p)).sum(axis=1)
""", ["the root left out"]),
    # in: a tree that is no chain, parents = [-1, 0, 0]: variable 2 looks at variable 1
    # hint: Look the parent up; it is not always the variable before.
    ("parent is the variable before", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    given = np.roll(x, 1, axis=1)
    p = tables[np.arange(x.shape[1]), given]
    with np.errstate(divide="ignore"):
        return np.log(np.where(x == 1, p, 1 - p)).sum(axis=1)
""", ["the parents ignored"]),
    # in: a picture that cannot be: -1.8e308 instead of -inf
    # hint: nan_to_num turns -inf into a huge finite number as well.
    ("nan_to_num", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    p = tables[np.arange(x.shape[1]), x[:, parents]]
    logs = np.nan_to_num(x * np.log(p)) + np.nan_to_num((1 - x) * np.log(1 - p))
    return logs.sum(axis=1)
""", ["a small number added"]),
]

# ---------------------------------------------------------------- tree_sample
RIGHT["tree_sample"] = [
"""import numpy as np

def tree_sample(parents, tables, uniforms):
    parents = np.asarray(parents)
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    children = [[] for _ in range(D)]
    todo = []
    for d, p in enumerate(parents):
        (todo if p < 0 else children[p]).append(d)
    while todo:
        d = todo.pop()
        given = 0 if parents[d] < 0 else x[:, parents[d]]
        x[:, d] = uniforms[:, d] < tables[d][given]
        todo += children[d]
    return x
""",
"""import numpy as np

def tree_sample(parents, tables, uniforms):
    parents = np.asarray(parents)
    x = np.zeros(uniforms.shape, dtype=int)
    level = np.flatnonzero(parents == -1)
    x[:, level] = uniforms[:, level] < tables[level, 0]
    while level.size:
        level = np.flatnonzero(np.isin(parents, level))
        chance = tables[level, x[:, parents[level]]]
        x[:, level] = uniforms[:, level] < chance
    return x
""",
"""import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    depth = np.zeros(D, dtype=int)
    for d in range(D):
        v = d
        while parents[v] != -1:
            v = parents[v]
            depth[d] += 1
    low = uniforms < tables[:, 0]
    high = uniforms < tables[:, 1]
    x = np.zeros((N, D), dtype=int)
    for d in np.argsort(depth, kind="stable"):
        if parents[d] == -1:
            x[:, d] = low[:, d]
        else:
            x[:, d] = np.where(x[:, parents[d]] == 1, high[:, d], low[:, d])
    return x
""",
]
WRONG["tree_sample"] = [
    # in: parents = [1, -1]: variable 0 is drawn before its parent, and sees 0
    # hint: A parent may have a larger number than its child; draw it first.
    ("drawn in the order of the columns", """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    for d in range(D):
        given = x[:, parents[d]]
        x[:, d] = uniforms[:, d] < tables[d, given]
    return x
""", ["drawn in the order of the columns"]),
    # in: uniforms 0.5 with a chance of 0.5 (or uniform 0.0 and chance 0): 1 instead of 0
    # hint: Strictly below: a chance of 0 must never give a 1.
    ("below or equal", """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    drawn, level = [], list(np.flatnonzero(parents == -1))
    while level:
        for d in level:
            x[:, d] = uniforms[:, d] <= tables[d, x[:, parents[d]]]
        level = list(np.flatnonzero(np.isin(parents, level)))
    return x
""", ["reaches instead of stays below"]),
    # in: uniforms 0.1 with chance 0.3: 0 instead of 1
    # hint: The chance of a one is the length of the part BELOW it, in these uniforms.
    ("ones above the complement", """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    level = list(np.flatnonzero(parents == -1))
    while level:
        for d in level:
            x[:, d] = uniforms[:, d] > 1 - tables[d, x[:, parents[d]]]
        level = list(np.flatnonzero(np.isin(parents, level)))
    return x
""", ['comparison reversed', 'above the complement']),
    # in: any tree whose tables depend on the parent
    # hint: The value drawn for the parent chooses between the two chances.
    ("parent ignored", """import numpy as np

def tree_sample(parents, tables, uniforms):
    return (uniforms < tables.mean(axis=1)).astype(int)
""", ["the parents ignored"]),
    # in: a chain of depth 3, parents = [1, 2, 3, -1]: the deepest variables are drawn from parents of an earlier pass
    # hint: Two passes settle the root and its children only; go on until all are drawn.
    ("two passes only", """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    for _ in range(2):
        x = (uniforms < tables[np.arange(D), x[:, parents]]).astype(int)
    return x
""", ['drawn in the order of the columns', 'right near the root only']),
    # in: any: the result depends on a generator of its own instead of uniforms
    # hint: The randomness is given; use the numbers in uniforms.
    ("draws its own random numbers", """import numpy as np

def tree_sample(parents, tables, uniforms):
    rng = np.random.default_rng(0)
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    level = list(np.flatnonzero(parents == -1))
    while level:
        for d in level:
            x[:, d] = rng.random(N) < tables[d, x[:, parents[d]]]
        level = list(np.flatnonzero(np.isin(parents, level)))
    return x
""", []),
    # in: parents = [1, -1]: starts at variable 0, never reaches its parent
    # hint: The root is where parents is -1; it need not be variable 0.
    ("root taken to be variable 0", """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D), dtype=int)
    x[:, 0] = uniforms[:, 0] < tables[0, 0]
    todo = [0]
    while todo:
        p = todo.pop()
        for d in np.flatnonzero(parents == p):
            x[:, d] = uniforms[:, d] < tables[d, x[:, p]]
            todo.append(d)
    return x
""", ["the root taken to be variable 0"]),
]
