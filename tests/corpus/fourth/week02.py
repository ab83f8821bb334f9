"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["factorisation"] = [
    """def factorisation(parents):
    text = ""
    for child, above in parents.items():
        text += f"P({child}|{','.join(above)})" if above else f"P({child})"
    return text
""",
    """def factorisation(parents):
    def factor(name):
        given = ",".join(parents[name])
        bar = "|" if given else ""
        return "P(" + name + bar + given + ")"

    return "".join(map(factor, parents))
""",
    """def factorisation(parents):
    pieces = []
    for name in parents:
        inside = name
        for number, parent in enumerate(parents[name]):
            inside += ("|" if number == 0 else ",") + parent
        pieces.append("P(%s)" % inside)
    return "".join(pieces)
""",
]
WRONG["factorisation"] = [
    # in: {"a": ()}: "P(a|)" instead of "P(a)"
    # hint: A variable without parents has no bar.
    ("bar without parents", """def factorisation(parents):
    return "".join(f"P({v}|{','.join(p)})" for v, p in parents.items())
""", ["a bar before nothing"]),
    # in: {"a": (), "b": (), "c": ("b", "a")}: "P(c|a,b)" instead of "P(c|b,a)"
    # hint: The parents come in the order given.
    ("parents sorted by name", """def factorisation(parents):
    text = ""
    for child, above in parents.items():
        text += f"P({child}|{','.join(sorted(above))})" if above else f"P({child})"
    return text
""", ["another order than the given one"]),
    # in: {"wet": ("rain",), "rain": ()}: "P(rain)P(wet|rain)", the order turned round
    # hint: The factors come in the order in which parents lists the variables.
    ("parents before children", """def factorisation(parents):
    done, text = [], ""
    while len(done) < len(parents):
        for v, p in parents.items():
            if v not in done and all(q in done for q in p):
                text += f"P({v}|{','.join(p)})" if p else f"P({v})"
                done.append(v)
    return text
""", []),
    # in: {"a": (), "b": (), "c": ("a", "b")}: "P(c|a)P(c|b)" instead of "P(c|a,b)"
    # hint: One factor for each variable, not for each arrow.
    ("one factor for each arrow", """def factorisation(parents):
    text = ""
    for v, above in parents.items():
        if len(above) == 0:
            text += f"P({v})"
        for parent in above:
            text += f"P({v}|{parent})"
    return text
""", ["a factor for each arrow"]),
    # in: {"a": (), "b": ("a",), "c": ("b",)}: "P(c|a,b)" instead of "P(c|b)"
    # hint: That is the chain rule without a graph; the graph leaves out some arrows.
    ("conditions on all that were listed before", """def factorisation(parents):
    names, text = list(parents), ""
    for k, v in enumerate(names):
        before = ",".join(names[:k])
        text += f"P({v}|{before})" if before else f"P({v})"
    return text
""", ["conditioned on all that is listed before"]),
    # in: {"a": (), "b": (), "c": ("a", "b")}: "P(c|a, b)" with a space
    # hint: No spaces were asked for.
    ("space after the comma", """def factorisation(parents):
    text = ""
    for child, above in parents.items():
        text += f"P({child}|{', '.join(above)})" if above else f"P({child})"
    return text
""", ["spaces or signs in between"]),
    # in: {"a": (), "b": ("a",)}: "P(a)P(a|b)" instead of "P(a)P(b|a)"
    # hint: The child stands before the bar.
    ("child and parents exchanged", """def factorisation(parents):
    text = ""
    for child, above in parents.items():
        text += f"P({','.join(above)}|{child})" if above else f"P({child})"
    return text
""", ["conditioned on the children", "the bar turned round"]),
    # in: {"rain": (), "wet": ("rain",)}: "P(wet|r,a,i,n)"
    # hint: Joining a name puts commas between its letters: join the tuple.
    ("one parent taken as a string", """def factorisation(parents):
    out = []
    for v, p in parents.items():
        if len(p) == 0:
            out.append(f"P({v})")
        elif len(p) == 1:
            out.append(f"P({v}|" + ",".join(p[0]) + ")")
        else:
            out.append(f"P({v}|" + ",".join(p) + ")")
    return "".join(out)
""", []),
]

RIGHT["joint_table"] = [
    """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = tuple(cpts[v].shape[-1] for v in order)
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        value = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(value[p] for p in parents[v]) + (value[v],)]
    return joint
""",
    """import numpy as np

def joint_table(parents, cpts):
    place = {v: k for k, v in enumerate(parents)}
    inputs = []
    for v in parents:
        inputs += [cpts[v], [place[p] for p in parents[v]] + [place[v]]]
    return np.einsum(*inputs, list(range(len(place))))
""",
    """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    joint = np.array(1.0)
    joint = joint.reshape((1,) * len(order))
    for v in order:
        axes = [order.index(u) for u in (*parents[v], v)]
        table = np.transpose(cpts[v], np.argsort(axes))
        shape = [1] * len(order)
        for axis, size in zip(sorted(axes), table.shape):
            shape[axis] = size
        joint = joint * table.reshape(shape)
    return joint
""",
]
WRONG["joint_table"] = [
    # in: c with parents ("b", "a") of 2 and 3 values, a listed before b: the axes of its table are exchanged (or do not fit)
    # hint: The table's axes are in the order of the tuple of parents, not of the dict.
    ("axes of the table not brought in order", """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    joint = np.array(1.0)
    joint = joint.reshape((1,) * len(order))
    for v in order:
        axes = [order.index(u) for u in (*parents[v], v)]
        table = cpts[v]
        shape = [1] * len(order)
        for axis, size in zip(sorted(axes), table.shape):
            shape[axis] = size
        joint = joint * table.reshape(shape)
    return joint
""", ["parents' axes in the wrong order"]),
    # in: {"b": ("a",), "a": ()}: the axes of the joint come out as (a, b)
    # hint: The axes of the answer are in the order of parents, whoever is drawn first.
    ("axes in the order of drawing", """import numpy as np

def joint_table(parents, cpts):
    order = []
    while len(order) < len(parents):
        order += [v for v in parents if v not in order and all(p in order for p in parents[v])]
    number = {v: k for k, v in enumerate(order)}
    args = []
    for v in order:
        args.extend([cpts[v], [number[p] for p in parents[v]] + [number[v]]])
    return np.einsum(*args, list(range(len(order))))
""", ["axes in the order of drawing"]),
    # in: a variable of three values: shape (2, ...) instead of (3, ...)
    # hint: Variables may have any number of values; the tables know it.
    ("two values for each variable", """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = (2,) * len(order)
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        value = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(value[p] for p in parents[v]) + (value[v],)]
    return joint
""", ["every variable has two values"]),
    # in: a with 2, b given a with 3 values: index out of range; with equal sizes the table is transposed
    # hint: The own axis of a table is its last one.
    ("own axis first", """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = tuple(cpts[v].shape[-1] for v in order)
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        value = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][(value[v],) + tuple(value[p] for p in parents[v])]
    return joint
""", ["unnormalised: the tables' axes read backwards"]),
    # in: {"b": ("a",), "a": ()}: KeyError
    # hint: A parent may be listed after its child.
    ("parents looked up before they are listed", """import numpy as np

def joint_table(parents, cpts):
    letters, inputs, arrays = {}, [], []
    for v in parents:
        above = "".join(letters[p] for p in parents[v])
        letters[v] = "abcdefgh"[len(letters)]
        inputs.append(above + letters[v])
        arrays.append(cpts[v])
    return np.einsum(",".join(inputs) + "->" + "".join(letters.values()), *arrays)
""", []),
    # in: {"rain": (), "road": ("rain",)}: the axes of both are called r
    # hint: Two names may begin with the same letter.
    ("first letters as names of the axes", """import numpy as np

def joint_table(parents, cpts):
    terms = ["".join(p[0] for p in parents[v]) + v[0] for v in parents]
    return np.einsum(",".join(terms) + "->" + "".join(v[0] for v in parents), *[cpts[v] for v in parents])
""", ["one letter for a name"]),
    # in: a chain a to b to c: P(a) P(b) P(c) with the marginals
    # hint: A variable's law depends on the values of its parents: do not average over them.
    ("product of averaged tables", """import numpy as np

def joint_table(parents, cpts):
    joint = np.array(1.0)
    for v in parents:
        table = cpts[v]
        row = table.reshape(-1, table.shape[-1]).mean(axis=0)
        joint = np.multiply.outer(joint, row)
    return joint
""", ["independent product"]),
    # in: a table that holds a 0: the joint has 1e-12 there instead of 0, and the caller's table is changed
    # hint: A zero in a table is allowed, and clip with out= writes into the caller's table.
    ("zeros of the tables clipped in place", """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    sizes = [cpts[v].shape[-1] for v in order]
    joint = np.zeros(sizes)
    for v in order:
        np.clip(cpts[v], 1e-12, 1.0, out=cpts[v])
    for index in np.ndindex(*sizes):
        at = dict(zip(order, index))
        logs = [np.log(cpts[v][tuple(at[u] for u in (*parents[v], v))]) for v in order]
        joint[index] = np.exp(np.sum(logs))
    return joint
""", []),
]

RIGHT["conditional"] = [
    """import numpy as np

def conditional(joint, query, evidence):
    other = [a for a in range(joint.ndim) if a not in query and a not in evidence]
    moved = np.transpose(joint, list(evidence) + list(query) + other)
    table = moved[tuple(evidence.values())]
    table = table.sum(axis=tuple(range(len(query), table.ndim)))
    return table / table.sum()
""",
    """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    table = joint[tuple(index)]
    away = tuple(a for a in range(joint.ndim) if a not in query)
    table = table.sum(axis=away, keepdims=True)
    rest = [a for a in range(joint.ndim) if a not in query]
    table = table.transpose(tuple(query) + tuple(rest))
    table = table.reshape(table.shape[: len(query)])
    return table / table.sum()
""",
    """import numpy as np

def conditional(joint, query, evidence):
    keep = np.ones(joint.shape)
    for axis, value in evidence.items():
        one_hot = np.arange(joint.shape[axis]) == value
        shape = [1] * joint.ndim
        shape[axis] = -1
        keep = keep * one_hot.reshape(shape)
    table = np.einsum(joint * keep, list(range(joint.ndim)), list(query))
    return table / table.sum()
""",
]
WRONG["conditional"] = [
    # in: query (2, 0): the axes come as (0, 2)
    # hint: The axes of the answer are in the order of query.
    ("axes of the answer sorted", """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    table = joint[tuple(index)]
    away = tuple(a for a in range(joint.ndim) if a not in query)
    table = table.sum(axis=away, keepdims=True)
    table = table.reshape([joint.shape[a] for a in sorted(query)])
    return table / table.sum()
""", ["the order of `query` is lost"]),
    # in: joint (2, 2, 2), query (1,), evidence {0: 1, 2: 0}: the second index hits another axis
    # hint: Indexing with a number removes an axis: the later ones move down.
    ("axes not counted anew after indexing", """import numpy as np

def conditional(joint, query, evidence):
    names = list(range(joint.ndim))
    table = joint
    for axis, value in evidence.items():
        table = np.take(table, value, axis=min(axis, table.ndim - 1))
        names.pop(min(axis, table.ndim))
    names = [a for a in range(joint.ndim) if a not in evidence]
    lose = tuple(k for k, a in enumerate(names) if a not in query)
    table = table.sum(axis=lose)
    left = [a for a in names if a in query]
    table = np.transpose(table, [left.index(a) for a in query])
    return table / table.sum()
""", []),
    # in: evidence {1: 0} of probability 0.3: the answer sums to 0.3
    # hint: Divide by the probability of what was seen.
    ("not normalised", """import numpy as np

def conditional(joint, query, evidence):
    other = [a for a in range(joint.ndim) if a not in query and a not in evidence]
    moved = np.transpose(joint, list(evidence) + list(query) + other)
    table = moved[tuple(evidence.values())]
    table = table.sum(axis=tuple(range(len(query), table.ndim)))
    return table
""", ["not renormalised"]),
    # in: query (0, 1), evidence {2: 1}: each row sums to 1 instead of the whole table
    # hint: All entries of the answer together sum to 1.
    ("each row normalised", """import numpy as np

def conditional(joint, query, evidence):
    other = [a for a in range(joint.ndim) if a not in query and a not in evidence]
    moved = np.transpose(joint, list(evidence) + list(query) + other)
    table = moved[tuple(evidence.values())]
    table = table.sum(axis=tuple(range(len(query), table.ndim)))
    return table / table.sum(axis=-1, keepdims=True)
""", ["normalised along one axis"]),
    # in: joint (2, 2, 2), query (2, 0, 1) and no evidence: axes in the order (1, 2, 0)
    # hint: argsort gives the inverse permutation; with two axes that is no matter, with three it is.
    ("inverse permutation", """import numpy as np

def conditional(joint, query, evidence):
    index = tuple(evidence.get(a, slice(None)) for a in range(joint.ndim))
    table = joint[index]
    left = [a for a in range(joint.ndim) if a not in evidence]
    table = table.sum(axis=tuple(k for k, a in enumerate(left) if a not in query))
    table = table.transpose(np.argsort(query))
    return table / table.sum()
""", ["the order of `query` is lost"]),
    # in: evidence {1: 0}: summed out as if it had not been seen
    # hint: The value 0 is a value too: ask whether the axis is in the dict.
    ("evidence of value 0 ignored", """import numpy as np

def conditional(joint, query, evidence):
    n = joint.ndim
    index = [slice(None)] * n
    for a in range(n):
        if evidence.get(a):
            index[a] = slice(evidence[a], evidence[a] + 1)
    table = np.einsum(joint[tuple(index)], list(range(n)), list(query))
    return table / table.sum()
""", ["evidence of value 0 is forgotten"]),
    # in: evidence {1: 1}: right, but joint has zeros afterwards
    # hint: joint[...] = 0 changes the caller's array.
    ("zeros written into the joint", """import numpy as np

def conditional(joint, query, evidence):
    for axis, value in evidence.items():
        front = np.moveaxis(joint, axis, 0)
        front[:value] = 0
        front[value + 1 :] = 0
    table = np.einsum(joint, list(range(joint.ndim)), list(query))
    return table / table.sum()
""", []),
    # in: evidence on two dependent axes {0: 1, 1: 1}: the product of the two single conditionals
    # hint: Two pieces of evidence act together; condition on both at once.
    ("pieces of evidence taken one by one", """import numpy as np

def conditional(joint, query, evidence):
    axes = list(range(joint.ndim))
    prior = np.einsum(joint, axes, list(query))
    table = prior.copy()
    for axis, value in evidence.items():
        pair = np.einsum(joint, axes, [axis] + list(query))[value]
        ratio = np.divide(pair, prior, out=np.zeros_like(pair), where=prior > 0)
        table = table * ratio
    return table / table.sum()
""", []),
]

RIGHT["d_separated"] = [
    """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept, waiting = set(), list(a | b | given)
    while waiting:
        v = waiting.pop()
        if v not in kept:
            kept.add(v)
            waiting.extend(parents[v])
    near = {v: set() for v in kept}
    for child in kept:
        family = [child, *parents[child]]
        for u in family:
            near[u] |= set(family) - {u}
    reached, waiting = set(), list(a)
    while waiting:
        v = waiting.pop()
        if v in reached or v in given:
            continue
        reached.add(v)
        waiting.extend(near[v])
    return not (reached & b)
""",
    """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    children = {v: [c for c in parents if v in parents[c]] for v in parents}
    from gmcourse.graphs import ancestors
    above_known = set(ancestors(parents, given))
    seen, queue = set(), [(v, "up") for v in a]
    while queue:
        v, way = queue.pop()
        if (v, way) in seen:
            continue
        seen.add((v, way))
        if v not in given and v in b:
            return False
        if way == "up" and v not in given:
            queue += [(p, "up") for p in parents[v]]
            queue += [(c, "down") for c in children[v]]
        elif way == "down":
            if v not in given:
                queue += [(c, "down") for c in children[v]]
            if v in above_known:
                queue += [(p, "up") for p in parents[v]]
    return True
""",
    """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    children = {v: {c for c in parents if v in parents[c]} for v in parents}

    def below(v):
        found, todo = set(), [v]
        while todo:
            u = todo.pop()
            if u not in found:
                found.add(u)
                todo += children[u]
        return found

    opens = {v: bool(below(v) & given) for v in parents}

    def open_path(path, goal):
        last = path[-1]
        if last == goal:
            return True
        for step in (set(parents[last]) | children[last]) - set(path):
            if len(path) > 1:
                before = path[-2]
                collider = before in parents[last] and step in parents[last]
                if collider and not opens[last]:
                    continue
                if not collider and last in given:
                    continue
            if open_path(path + [step], goal):
                return True
        return False

    return not any(open_path([s], t) for s in a for t in b)
""",
]
WRONG["d_separated"] = [
    # in: {"a": (), "b": (), "c": ("a", "b")}, a, b, given nothing: False instead of True
    # hint: A child that is not among the ancestors must not make its parents marry.
    ("parents married in the whole graph", """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept, waiting = set(), list(parents)
    while waiting:
        v = waiting.pop()
        if v not in kept:
            kept.add(v)
            waiting.extend(parents[v])
    near = {v: set() for v in kept}
    for child in kept:
        family = [child, *parents[child]]
        for u in family:
            near[u] |= set(family) - {u}
    reached, waiting = set(), list(a)
    while waiting:
        v = waiting.pop()
        if v in reached or v in given:
            continue
        reached.add(v)
        waiting.extend(near[v])
    return not (reached & b)
""", ["colliders never block (the whole graph moralised)"]),
    # in: collider a to c from b, given {"c"}: True instead of False
    # hint: Who has a child in common is joined, before the directions are forgotten.
    ("parents not married", """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    near = {v: set() for v in kept}
    for child in kept:
        for p in parents[child]:
            near[child].add(p)
            near[p].add(child)
    visited, todo = set(a), list(a)
    while todo:
        for u in near[todo.pop()] - visited - given:
            visited.add(u)
            todo.append(u)
    return visited.isdisjoint(b)
""", ["colliders always block", "no parents married"]),
    # in: a and b to c, c to d, given {"d"}: True instead of False
    # hint: Something that the collider leads to opens it as well.
    ("descendant of a collider does not open it", """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    children = {v: {c for c in parents if v in parents[c]} for v in parents}

    def below(v):
        found, todo = set(), [v]
        while todo:
            u = todo.pop()
            if u not in found:
                found.add(u)
                todo += children[u]
        return found

    opens = {v: v in given for v in parents}

    def open_path(path, goal):
        last = path[-1]
        if last == goal:
            return True
        for step in (set(parents[last]) | children[last]) - set(path):
            if len(path) > 1:
                before = path[-2]
                collider = before in parents[last] and step in parents[last]
                if collider and not opens[last]:
                    continue
                if not collider and last in given:
                    continue
            if open_path(path + [step], goal):
                return True
        return False

    return not any(open_path([s], t) for s in a for t in b)
""", ["a collider's descendants are forgotten"]),
    # in: a = {"a", "x"}: only one of the two is looked at
    # hint: Every pair counts if a and b are sets.
    ("one member of each set", """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    children = {v: {c for c in parents if v in parents[c]} for v in parents}

    def below(v):
        found, todo = set(), [v]
        while todo:
            u = todo.pop()
            if u not in found:
                found.add(u)
                todo += children[u]
        return found

    opens = {v: bool(below(v) & given) for v in parents}

    def open_path(path, goal):
        last = path[-1]
        if last == goal:
            return True
        for step in (set(parents[last]) | children[last]) - set(path):
            if len(path) > 1:
                before = path[-2]
                collider = before in parents[last] and step in parents[last]
                if collider and not opens[last]:
                    continue
                if not collider and last in given:
                    continue
            if open_path(path + [step], goal):
                return True
        return False

    return not open_path([sorted(a)[0]], sorted(b)[0])
""", []),
    # in: fork a from m to b, given nothing: True instead of False
    # hint: Information may go against the arrows: a fork is open.
    ("only directed paths", """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)

    def reaches(start, goal):
        todo, seen = list(goal), set()
        while todo:
            v = todo.pop()
            if v in start:
                return True
            if v in seen or v in given:
                continue
            seen.add(v)
            todo += parents[v]
        return False

    return not reaches(a, b) and not reaches(b, a)
""", ["only paths along the arrows count"]),
    # in: a and b to c, c known: True instead of False, c is deleted before its parents are married
    # hint: Marry the parents first, delete what is known afterwards.
    ("known variables deleted before marrying", """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept, waiting = set(), list(a | b | given)
    while waiting:
        v = waiting.pop()
        if v not in kept:
            kept.add(v)
            waiting.extend(parents[v])
    near = {v: set() for v in kept}
    for child in kept - given:
        family = [child, *parents[child]]
        for u in family:
            near[u] |= set(family) - {u} - given
    reached, waiting = set(), list(a)
    while waiting:
        v = waiting.pop()
        if v in reached or v in given:
            continue
        reached.add(v)
        waiting.extend(near[v])
    return not (reached & b)
""", ["colliders always block", "no parents married"]),
    # in: a to m to b and a to x to y to b, given {"m"}: True instead of False
    # hint: All paths must be blocked, not only the shortest one.
    ("only one shortest path examined", """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    up = ancestors(parents, given) if given else set()
    near = {v: set(parents[v]) | {c for c in parents if v in parents[c]} for v in parents}
    for start in a:
        paths, done = [[start]], {start}
        while paths:
            path = paths.pop(0)
            for u in sorted(near[path[-1]] - done):
                done.add(u)
                paths.append(path + [u])
            if path[-1] in b:
                blocked = False
                for left, m, right in zip(path, path[1:], path[2:]):
                    if left in parents[m] and right in parents[m]:
                        blocked |= m not in up
                    else:
                        blocked |= m in given
                if not blocked:
                    return False
    return True
""", ["each variable is visited once"]),
    # in: a and b to c, given {"c"}: True instead of False
    # hint: A collider is open once it is known.
    ("colliders always block", """
from gmcourse.graphs import names
def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    children = {v: [c for c in parents if v in parents[c]] for v in parents}
    from gmcourse.graphs import ancestors
    above_known = set(ancestors(parents, given))
    seen, queue = set(), [(v, "up") for v in a]
    while queue:
        v, way = queue.pop()
        if (v, way) in seen:
            continue
        seen.add((v, way))
        if v not in given and v in b:
            return False
        if way == "up" and v not in given:
            queue += [(p, "up") for p in parents[v]]
            queue += [(c, "down") for c in children[v]]
        elif way == "down":
            if v not in given:
                queue += [(c, "down") for c in children[v]]
    return True
""", ["colliders always block"]),
]

RIGHT["adjusted_rates"] = [
    """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = applicants.sum(axis=1) / applicants.sum()
    return crude, share @ (admitted / applicants)
""",
    """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = np.sum(admitted, axis=0) / np.sum(applicants, axis=0)
    weights = applicants.sum(axis=1, keepdims=True)
    adjusted = np.sum(weights * (admitted / applicants), axis=0) / weights.sum()
    return crude, adjusted
""",
    """import numpy as np

def adjusted_rates(admitted, applicants):
    D, G = applicants.shape
    total = float(applicants.sum())
    crude, adjusted = np.zeros(G), np.zeros(G)
    for g in range(G):
        crude[g] = admitted[:, g].sum() / applicants[:, g].sum()
        for d in range(D):
            adjusted[g] += applicants[d].sum() / total * admitted[d, g] / applicants[d, g]
    return crude, adjusted
""",
]
WRONG["adjusted_rates"] = [
    # in: departments of 10 and 1000 applicants: they count alike in the crude rate
    # hint: The crude rate is a ratio of two sums, not a mean of ratios.
    ("crude rate is a mean of ratios", """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = (admitted / applicants).mean(axis=0)
    share = applicants.sum(axis=1) / applicants.sum()
    return crude, share @ (admitted / applicants)
""", ["mean of the rates for crude"]),
    # in: any table with different mixes: the adjusted rate equals the crude one
    # hint: Both genders get the same mix, that of all applicants together.
    ("weighed by the own mix of each gender", """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = applicants / applicants.sum(axis=0)
    return crude, np.sum(share * admitted / applicants, axis=0)
""", ["adjusted by each gender's own mix"]),
    # in: departments of different sizes: all weigh alike
    # hint: Departments weigh by their share of all applicants.
    ("departments weigh alike", """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = applicants.sum(axis=1) / applicants.sum()
    return crude, (admitted / applicants).mean(axis=0)
""", ["departments weighted equally"]),
    # in: any table: departments weigh by who got in
    # hint: P(d) is the share of the applicants, not of the admitted.
    ("weighed by the admitted", """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = admitted.sum(axis=1) / admitted.sum()
    return crude, share @ (admitted / applicants)
""", ["weighted by the admitted"]),
    # in: three groups: the third one does not count in the mix
    # hint: There may be any number of groups.
    ("mix of the first two groups only", """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = (applicants[:, 0] + applicants[:, 1]) / applicants[:, :2].sum()
    return crude, share @ (admitted / applicants)
""", []),
    # in: D = 6, G = 2: shapes (6,) instead of (2,)
    # hint: Gender is on axis 1; which axis is summed away?
    ("rates of the departments", """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=1) / applicants.sum(axis=1)
    share = applicants.sum(axis=0) / applicants.sum()
    return crude, (admitted / applicants) @ share
""", ["summed over the wrong axis"]),
    # in: any counts: weights 0 or 1 by integer division
    # hint: Shares are fractions: // rounds them down.
    ("integer division of the shares", """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    share = applicants.sum(axis=1) // applicants.sum()
    return crude, share @ (admitted / applicants)
""", []),
    # in: float counts: right, but applicants holds shares afterwards
    # hint: /= changes the caller's array.
    ("divides the argument in place", """import numpy as np

def adjusted_rates(admitted, applicants):
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    rates = admitted / applicants
    applicants = np.asarray(applicants, dtype=float)
    applicants /= applicants.sum()
    return crude, applicants.sum(axis=1) @ rates
""", []),
]

RIGHT["naive_bayes_log_posterior"] = [
    """import numpy as np
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    z = (X[:, None, :] - means) / np.sqrt(vars)
    terms = -0.5 * (np.log(2 * np.pi) + np.log(vars) + z**2)
    scores = np.log(priors) + np.nansum(terms, axis=2)
    return scores - logsumexp(scores, axis=1, keepdims=True)
""",
    """import numpy as np
from scipy.stats import norm

def naive_bayes_log_posterior(X, priors, means, vars):
    scores = np.empty((len(X), len(priors)))
    for k in range(len(priors)):
        log_p = norm.logpdf(X, means[k], np.sqrt(vars[k]))
        scores[:, k] = np.log(priors[k]) + np.where(np.isnan(X), 0.0, log_p).sum(axis=1)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
    """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    N, K = X.shape[0], len(priors)
    out = np.zeros((N, K))
    for n in range(N):
        there = ~np.isnan(X[n])
        x = X[n, there]
        for k in range(K):
            m, v = means[k, there], vars[k, there]
            u = (x - m) / np.sqrt(v)
            out[n, k] = np.log(priors[k]) - 0.5 * np.sum(np.log(2 * np.pi * v)) - 0.5 * np.sum(u * u)
        out[n] -= np.logaddexp.reduce(out[n])
    return out
""",
]
WRONG["naive_bayes_log_posterior"] = [
    # in: a point 100 standard deviations from one of two classes: -inf instead of about -5000
    # hint: Stay in logarithms: log of an underflown probability is -inf.
    ("log of the normalised probabilities", """import numpy as np
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    z = (X[:, None, :] - means) / np.sqrt(vars)
    terms = -0.5 * (np.log(2 * np.pi) + np.log(vars) + z**2)
    scores = np.log(priors) + np.nansum(terms, axis=2)
    p = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.log(p / p.sum(axis=1, keepdims=True))
""", ["densities multiplied until they underflow"]),
    # in: vars of 4: treated as a standard deviation of 4
    # hint: vars are variances.
    ("variance taken for standard deviation", """import numpy as np
from scipy.special import logsumexp
from scipy.stats import norm

def naive_bayes_log_posterior(X, priors, means, vars):
    terms = norm.logpdf(X[:, None, :], means[None], vars[None])
    scores = np.nansum(terms, axis=2) + np.log(priors)
    return scores - logsumexp(scores, axis=1, keepdims=True)
""", ["variances taken as standard deviations"]),
    # in: features in units of 1e-6 (variances of 1e-12): the classes blur into each other
    # hint: Features may be in tiny units: nothing is to be added to the variances.
    ("small number added to the variances", """import numpy as np
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    vars = vars + 1e-9
    z = (X[:, None, :] - means) / np.sqrt(vars)
    terms = -0.5 * (np.log(2 * np.pi) + np.log(vars) + z**2)
    scores = np.log(priors) + np.nansum(terms, axis=2)
    return scores - logsumexp(scores, axis=1, keepdims=True)
""", ["log(std + eps)"]),
    # in: a missing feature whose variance differs between the classes: the log variance still counts
    # hint: A factor that is integrated out is 1; nothing of it stays.
    ("normalising constant of missing features kept", """import numpy as np
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    square = (X[:, None, :] - means) ** 2 / vars
    scores = np.log(priors) - 0.5 * np.nansum(square, axis=2) - 0.5 * np.log(2 * np.pi * vars).sum(axis=1)
    return scores - logsumexp(scores, axis=1, keepdims=True)
""", ["missing features taken as the class's mean"]),
    # in: one NaN and class means 0 and 5: the missing value is taken for 0
    # hint: Missing does not mean 0: leave the factor out.
    ("missing features set to 0", """import numpy as np
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    X = np.nan_to_num(X)
    z = (X[:, None, :] - means) / np.sqrt(vars)
    terms = -0.5 * (np.log(2 * np.pi) + np.log(vars) + z**2)
    scores = np.log(priors) + np.nansum(terms, axis=2)
    return scores - logsumexp(scores, axis=1, keepdims=True)
""", ["missing features taken as 0"]),
    # in: priors [0.9, 0.1]: a row of NaN gets log 1/2
    # hint: The posterior begins with the log prior.
    ("prior forgotten", """import numpy as np
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    z = (X[:, None, :] - means) / np.sqrt(vars)
    terms = -0.5 * (np.log(2 * np.pi) + np.log(vars) + z**2)
    scores = np.nansum(terms, axis=2)
    return scores - logsumexp(scores, axis=1, keepdims=True)
""", ["prior left out"]),
    # in: X = [[1, nan], [2, 3]]: the second feature is left out for both rows
    # hint: What is missing in one row need not be missing in the others.
    ("features with any hole dropped for all rows", """import numpy as np
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    whole = ~np.isnan(X).any(axis=0)
    x, m, v = X[:, whole], means[:, whole], vars[:, whole]
    terms = -0.5 * (np.log(2 * np.pi * v) + (x[:, None, :] - m) ** 2 / v)
    scores = np.log(priors) + terms.sum(axis=2)
    return scores - logsumexp(scores, axis=1, keepdims=True)
""", []),
    # in: any X with NaN: right, but X has the mean of the columns or zeros in its holes afterwards
    # hint: X[...] = 0 fills the caller's holes.
    ("fills the holes of the argument", """import numpy as np
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    missing = np.isnan(X)
    X[missing] = 0.0
    terms = -0.5 * (np.log(2 * np.pi * vars) + (X[:, None, :] - means) ** 2 / vars)
    terms = np.where(missing[:, None, :], 0.0, terms)
    scores = terms.sum(axis=2) + np.log(priors)
    return scores - logsumexp(scores, axis=1, keepdims=True)
""", []),
]

RIGHT["log_odds_quadratic"] = [
    """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    A = (A + A.T) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior) - np.log1p(-prior)
    c += 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
    """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    def pieces(mean, cov):
        L = np.linalg.cholesky(cov)
        K = np.linalg.solve(L, np.eye(len(mean)))
        u = K @ mean
        return -0.5 * K.T @ K, K.T @ u, -np.log(np.diag(L)).sum() - 0.5 * u @ u

    (A0, b0, c0), (A1, b1, c1) = pieces(mean0, cov0), pieces(mean1, cov1)
    return A1 - A0, b1 - b0, float(c1 - c0 + np.log(prior / (1 - prior)))
""",
    """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    w0, w1 = np.linalg.solve(cov0, mean0), np.linalg.solve(cov1, mean1)
    A = (np.linalg.inv(cov0) - np.linalg.inv(cov1)) / 2
    A = np.tril(A) + np.tril(A, -1).T
    logdet = np.log(np.linalg.eigvalsh(cov1)).sum() - np.log(np.linalg.eigvalsh(cov0)).sum()
    odds = np.log(prior) - np.log(1 - prior)
    return A, w1 - w0, float(odds - logdet / 2 - (mean1 @ w1 - mean0 @ w0) / 2)
""",
]
WRONG["log_odds_quadratic"] = [
    # in: D = 1, variances 1 and 4: A = -3/8 instead of 3/8
    # hint: The wider class wins far out: which sign must A have if class 1 is wider?
    ("sign of A", """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P1 - P0)
    A = (A + A.T) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior) - np.log1p(-prior)
    c += 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""", ["sign of the quadratic part"]),
    # in: D = 1, variances 1 and 4: A = 3/4 instead of 3/8
    # hint: The one half stands before the quadratic form.
    ("one half of A lost", """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = P0 - P1
    A = (A + A.T) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior) - np.log1p(-prior)
    c += 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""", ["no half in the quadratic part"]),
    # in: equal covariances I, means 0 and 2: b = 1 instead of 2
    # hint: There are two mixed terms, and they are equal: the half goes.
    ("one half kept in b", """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    A = (A + A.T) / 2
    b = 0.5 * (P1 @ mean1 - P0 @ mean0)
    c = np.log(prior) - np.log1p(-prior)
    c += 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""", ["a half in the linear part"]),
    # in: prior 0.2: c has log 0.2 instead of log 0.25
    # hint: In log-odds both classes have a prior.
    ("log prior instead of its log-odds", """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    A = (A + A.T) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior)
    c += 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""", ["the prior of one class only"]),
    # in: covariances I and 4 I: c lacks log 4 (D = 2)
    # hint: The normalising constants differ if the covariances do.
    ("log-determinants forgotten", """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    A = (A + A.T) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior) - np.log1p(-prior)
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""", ["no log-determinants"]),
    # in: different covariances: A = 0, though the boundary is bent
    # hint: The covariances may differ: nothing is pooled.
    ("pooled covariance", """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P = np.linalg.inv((1 - prior) * cov0 + prior * cov1)
    b = P @ (mean1 - mean0)
    c = np.log(prior / (1 - prior)) - 0.5 * (mean1 @ P @ mean1 - mean0 @ P @ mean0)
    return np.zeros_like(cov0), b, float(c)
""", []),
    # in: D = 250, covariances 1e-3 I and 2e-3 I: 0 / 0, c is nan
    # hint: A determinant of 250 factors leaves the range of floats: use slogdet.
    ("determinants by det", """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    A = (A + A.T) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior) - np.log1p(-prior)
    c += 0.5 * np.log(np.linalg.det(cov0) / np.linalg.det(cov1))
    c += 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""", ["the determinant under- or overflows"]),
    # in: D = 1, means 1 and 3, variances 1, prior 1/2: c = -2 instead of -4
    # hint: Each mean has its own square: it is not the square of the difference.
    ("square of the difference of the means", """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    A = (A + A.T) / 2
    b = P1 @ mean1 - P0 @ mean0
    c = np.log(prior) - np.log1p(-prior)
    c += 0.5 * (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1])
    c += -0.5 * (mean1 - mean0) @ P1 @ (mean1 - mean0)
    return A, b, float(c)
""", []),
]

RIGHT["chow_liu"] = [
    """import numpy as np

def chow_liu(x):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    ones = x.sum(axis=0)
    n11 = x.T @ x
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    total = N + 2
    p11, p10, p01, p00 = [(n + 0.5) / total for n in (n11, n10, n01, n00)]
    a1, b1 = p11 + p10, p11 + p01
    a0, b0 = 1 - a1, 1 - b1
    info = p11 * np.log(p11 / (a1 * b1)) + p10 * np.log(p10 / (a1 * b0))
    info += p01 * np.log(p01 / (a0 * b1)) + p00 * np.log(p00 / (a0 * b0))

    parents = np.full(D, -1)
    best, partner = info[0].copy(), np.zeros(D, dtype=int)
    outside = np.ones(D, dtype=bool)
    outside[0] = False
    for _ in range(D - 1):
        new = np.argmax(np.where(outside, best, -np.inf))
        parents[new] = partner[new]
        outside[new] = False
        closer = info[new] > best
        best[closer] = info[new][closer]
        partner[closer] = new
    return parents
""",
    """import numpy as np

def chow_liu(x):
    N, D = x.shape
    half = {1: (x == 1).astype(float), 0: (x == 0).astype(float)}
    info = np.zeros((D, D))
    for v in (0, 1):
        for w in (0, 1):
            table = (half[v].T @ half[w] + 0.5) / (N + 2)
            row = (half[v].sum(axis=0) + 1) / (N + 2)
            column = (half[w].sum(axis=0) + 1) / (N + 2)
            info += table * (np.log(table) - np.log(row)[:, None] - np.log(column)[None, :])
    pairs = sorted(((info[i, j], i, j) for i in range(D) for j in range(i)), reverse=True)
    group, near = list(range(D)), [[] for _ in range(D)]
    for _, i, j in pairs:
        if group[i] != group[j]:
            old, new = group[i], group[j]
            group = [new if g == old else g for g in group]
            near[i].append(j)
            near[j].append(i)
    parents, queue = np.full(D, -1), [0]
    while queue:
        v = queue.pop()
        for u in near[v]:
            if u != parents[v]:
                parents[u] = v
                queue.append(u)
    return parents
""",
    """import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

def chow_liu(x):
    x = np.asarray(x).astype(float)
    N, D = x.shape
    if D == 1:
        return np.array([-1])
    joint = np.empty((2, 2, D, D))
    joint[1, 1] = x.T @ x
    joint[1, 0] = x.T @ (1 - x)
    joint[0, 1] = (1 - x).T @ x
    joint[0, 0] = (1 - x).T @ (1 - x)
    joint = (joint + 0.5) / (N + 2)
    first = joint.sum(axis=1, keepdims=True)
    second = joint.sum(axis=0, keepdims=True)
    info = (joint * np.log(joint / first / second)).sum(axis=(0, 1))
    cost = 1.0 + info.max() - info
    np.fill_diagonal(cost, 0)
    tree = minimum_spanning_tree(csr_matrix(np.triu(cost)))
    _, before = breadth_first_order(tree, 0, directed=False)
    parents = before.astype(int)
    parents[0] = -1
    return parents
""",
]
WRONG["chow_liu"] = [
    # in: np.random.default_rng(47).integers(0, 2, size=(6, 4)), where log 0 gives nan: [-1, 0, 0, 0] instead of [-1, 0, 1, 2]
    # hint: Add 1/2 to each of the four counts.
    ("no smoothing", """import numpy as np

def chow_liu(x):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    ones = x.sum(axis=0)
    n11 = x.T @ x
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    total = N
    p11, p10, p01, p00 = [n / total for n in (n11, n10, n01, n00)]
    a1, b1 = p11 + p10, p11 + p01
    a0, b0 = 1 - a1, 1 - b1
    info = p11 * np.log(p11 / (a1 * b1)) + p10 * np.log(p10 / (a1 * b0))
    info += p01 * np.log(p01 / (a0 * b1)) + p00 * np.log(p00 / (a0 * b0))

    parents = np.full(D, -1)
    best, partner = info[0].copy(), np.zeros(D, dtype=int)
    outside = np.ones(D, dtype=bool)
    outside[0] = False
    for _ in range(D - 1):
        new = np.argmax(np.where(outside, best, -np.inf))
        parents[new] = partner[new]
        outside[new] = False
        closer = info[new] > best
        best[closer] = info[new][closer]
        partner[closer] = new
    return parents
""", ["no half added"]),
    # in: np.random.default_rng(47).integers(0, 2, size=(8, 4)): [-1, 0, 3, 0] instead of [-1, 2, 3, 0]
    # hint: 1/2 is added to each count, so that the total is N + 2.
    ("adds 1 instead of 1/2", """import numpy as np

def chow_liu(x):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    ones = x.sum(axis=0)
    n11 = x.T @ x
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    total = N + 4
    p11, p10, p01, p00 = [(n + 1.0) / total for n in (n11, n10, n01, n00)]
    a1, b1 = p11 + p10, p11 + p01
    a0, b0 = 1 - a1, 1 - b1
    info = p11 * np.log(p11 / (a1 * b1)) + p10 * np.log(p10 / (a1 * b0))
    info += p01 * np.log(p01 / (a0 * b1)) + p00 * np.log(p00 / (a0 * b0))

    parents = np.full(D, -1)
    best, partner = info[0].copy(), np.zeros(D, dtype=int)
    outside = np.ones(D, dtype=bool)
    outside[0] = False
    for _ in range(D - 1):
        new = np.argmax(np.where(outside, best, -np.inf))
        parents[new] = partner[new]
        outside[new] = False
        closer = info[new] > best
        best[closer] = info[new][closer]
        partner[closer] = new
    return parents
""", ["no half added"]),
    # in: np.random.default_rng(157).integers(0, 2, size=(6, 4)): [-1, 0, 0, 1] instead of [-1, 0, 0, 0]
    # hint: The marginals are those of the smoothed table.
    ("marginals of the raw counts", """import numpy as np

def chow_liu(x):
    N, D = x.shape
    half = {1: (x == 1).astype(float), 0: (x == 0).astype(float)}
    info = np.zeros((D, D))
    for v in (0, 1):
        for w in (0, 1):
            table = (half[v].T @ half[w] + 0.5) / (N + 2)
            row = np.maximum(half[v].sum(axis=0), 0.5) / N
            column = np.maximum(half[w].sum(axis=0), 0.5) / N
            info += table * (np.log(table) - np.log(row)[:, None] - np.log(column)[None, :])
    pairs = sorted(((info[i, j], i, j) for i in range(D) for j in range(i)), reverse=True)
    group, near = list(range(D)), [[] for _ in range(D)]
    for _, i, j in pairs:
        if group[i] != group[j]:
            old, new = group[i], group[j]
            group = [new if g == old else g for g in group]
            near[i].append(j)
            near[j].append(i)
    parents, queue = np.full(D, -1), [0]
    while queue:
        v = queue.pop()
        for u in near[v]:
            if u != parents[v]:
                parents[u] = v
                queue.append(u)
    return parents
""", ["marginals of other counts"]),
    # in: two columns that are opposites of each other: least wanted instead of most
    # hint: Variables that always differ tell all about each other.
    ("covariance instead of information", """import numpy as np

def chow_liu(x):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    ones = x.sum(axis=0)
    n11 = x.T @ x
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    total = N + 2
    p11, p10, p01, p00 = [(n + 0.5) / total for n in (n11, n10, n01, n00)]
    a1, b1 = p11 + p10, p11 + p01
    a0, b0 = 1 - a1, 1 - b1
    info = p11 - a1 * b1
    unused = p11 * np.log(p11 / (a1 * b1)) + p10 * np.log(p10 / (a1 * b0))
    unused += p01 * np.log(p01 / (a0 * b1)) + p00 * np.log(p00 / (a0 * b0))

    parents = np.full(D, -1)
    best, partner = info[0].copy(), np.zeros(D, dtype=int)
    outside = np.ones(D, dtype=bool)
    outside[0] = False
    for _ in range(D - 1):
        new = np.argmax(np.where(outside, best, -np.inf))
        parents[new] = partner[new]
        outside[new] = False
        closer = info[new] > best
        best[closer] = info[new][closer]
        partner[closer] = new
    return parents
""", ["signed correlation"]),
    # in: chain 0 - 2 - 1: variable 1 must look back to 0 only, as 2 has a larger number
    # hint: A parent may have a larger number than its child.
    ("best partner among smaller numbers", """import numpy as np

def chow_liu(x):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    info = np.zeros((D, D))
    for a in (x, 1 - x):
        for b in (x, 1 - x):
            p = (a.T @ b + 0.5) / (N + 2)
            info += p * np.log(p / np.outer(a.sum(axis=0) + 1, b.sum(axis=0) + 1) * (N + 2) ** 2)
    parents = np.full(D, -1)
    for d in range(1, D):
        parents[d] = info[d, :d].argmax()
    return parents
""", ["only parents with a smaller number"]),
    # in: a tree that forks: a path instead, each new one hangs on the last one
    # hint: Any variable inside may be the parent, not only the newest.
    ("a path instead of a tree", """import numpy as np

def chow_liu(x):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    ones = x.sum(axis=0)
    n11 = x.T @ x
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    total = N + 2
    p11, p10, p01, p00 = [(n + 0.5) / total for n in (n11, n10, n01, n00)]
    a1, b1 = p11 + p10, p11 + p01
    a0, b0 = 1 - a1, 1 - b1
    info = p11 * np.log(p11 / (a1 * b1)) + p10 * np.log(p10 / (a1 * b0))
    info += p01 * np.log(p01 / (a0 * b1)) + p00 * np.log(p00 / (a0 * b0))

    parents = np.full(D, -1)
    best, partner = info[0].copy(), np.zeros(D, dtype=int)
    outside = np.ones(D, dtype=bool)
    outside[0] = False
    for _ in range(D - 1):
        new = np.argmax(np.where(outside, best, -np.inf))
        parents[new] = partner[new]
        outside[new] = False
        best, partner = info[new], np.full(D, new)
    return parents
""", ["a chain"]),
    # in: any tree: the lightest one
    # hint: The heaviest spanning tree was asked for.
    ("lightest tree", """import numpy as np

def chow_liu(x):
    x = np.asarray(x, dtype=float)
    N, D = x.shape
    ones = x.sum(axis=0)
    n11 = x.T @ x
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    total = N + 2
    p11, p10, p01, p00 = [(n + 0.5) / total for n in (n11, n10, n01, n00)]
    a1, b1 = p11 + p10, p11 + p01
    a0, b0 = 1 - a1, 1 - b1
    info = p11 * np.log(p11 / (a1 * b1)) + p10 * np.log(p10 / (a1 * b0))
    info += p01 * np.log(p01 / (a0 * b1)) + p00 * np.log(p00 / (a0 * b0))

    info = -info
    parents = np.full(D, -1)
    best, partner = info[0].copy(), np.zeros(D, dtype=int)
    outside = np.ones(D, dtype=bool)
    outside[0] = False
    for _ in range(D - 1):
        new = np.argmax(np.where(outside, best, -np.inf))
        parents[new] = partner[new]
        outside[new] = False
        closer = info[new] > best
        best[closer] = info[new][closer]
        partner[closer] = new
    return parents
""", ["the lightest tree"]),
    # in: chain 0 - 2 - 1: both 1 and 0 get 2 as parent, or 2 gets none
    # hint: All arrows lead away from variable 0; an edge's smaller number need not be the parent.
    ("smaller number of an edge is the parent", """import numpy as np

def chow_liu(x):
    N, D = x.shape
    half = {1: (x == 1).astype(float), 0: (x == 0).astype(float)}
    info = np.zeros((D, D))
    for v in (0, 1):
        for w in (0, 1):
            table = (half[v].T @ half[w] + 0.5) / (N + 2)
            row = (half[v].sum(axis=0) + 1) / (N + 2)
            column = (half[w].sum(axis=0) + 1) / (N + 2)
            info += table * (np.log(table) - np.log(row)[:, None] - np.log(column)[None, :])
    pairs = sorted(((info[i, j], i, j) for i in range(D) for j in range(i)), reverse=True)
    group, near = list(range(D)), [[] for _ in range(D)]
    for _, i, j in pairs:
        if group[i] != group[j]:
            old, new = group[i], group[j]
            group = [new if g == old else g for g in group]
            near[i].append(j)
            near[j].append(i)
    parents = np.full(D, -1)
    for v in range(D):
        for u in near[v]:
            parents[max(u, v)] = min(u, v)
    return parents
""", ["arrows not away from the root"]),
]

RIGHT["tree_log_prob"] = [
    """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    one = tables[np.arange(x.shape[1]), x[:, parents]]
    chance = np.where(x == 1, one, 1 - one)
    with np.errstate(divide="ignore"):
        return np.log(chance).sum(axis=1)
""",
    """import numpy as np

def tree_log_prob(x, parents, tables):
    total = np.zeros(len(x))
    with np.errstate(divide="ignore"):
        for d, parent in enumerate(parents):
            above = x[:, parent] == 1 if parent >= 0 else np.zeros(len(x), dtype=bool)
            one = np.where(above, tables[d, 1], tables[d, 0])
            total += np.log(np.where(x[:, d] == 1, one, 1 - one))
    return total
""",
    """import numpy as np
from scipy.special import xlog1py, xlogy

def tree_log_prob(x, parents, tables):
    x = np.asarray(x, dtype=float)
    above = np.where(parents < 0, 0.0, x[:, parents])
    one = np.where(above == 1, tables[:, 1], tables[:, 0])
    return (xlogy(x, one) + xlog1py(1 - x, -one)).sum(axis=1)
""",
]
WRONG["tree_log_prob"] = [
    # in: a table entry of 1 and a pixel of 1: 0 * log 0 is nan
    # hint: Choose the right chance first, and take one logarithm.
    ("0 times log 0", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    one = tables[np.arange(x.shape[1]), x[:, parents]]
    with np.errstate(divide="ignore"):
        return (x * np.log(one) + (1 - x) * np.log(1 - one)).sum(axis=1)
""", ["0 times minus infinity"]),
    # in: an impossible picture: -27.6 instead of -inf
    # hint: A picture that cannot be has probability 0.
    ("chances clipped", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    one = tables[np.arange(x.shape[1]), x[:, parents]]
    chance = np.clip(np.where(x == 1, one, 1 - one), 1e-12, 1)
    with np.errstate(divide="ignore"):
        return np.log(chance).sum(axis=1)
""", ["a small number added"]),
    # in: any parent with different chances: the own value picks the column
    # hint: The column of the table is the value of the parent.
    ("own value picks the column", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    one = tables[np.arange(x.shape[1]), x]
    chance = np.where(x == 1, one, 1 - one)
    with np.errstate(divide="ignore"):
        return np.log(chance).sum(axis=1)
""", ["the parents ignored", "the own value for the parent's"]),
    # in: D = 1: 0 instead of log p(root)
    # hint: The root has a chance too.
    ("root left out", """import numpy as np

def tree_log_prob(x, parents, tables):
    total = np.zeros(len(x))
    for d in range(x.shape[1]):
        if parents[d] >= 0:
            one = tables[d][x[:, parents[d]].astype(int)]
            with np.errstate(divide="ignore"):
                total += np.log(np.where(x[:, d] == 1, one, 1 - one))
    return total
""", ["the root left out"]),
    # in: 784 pixels of chance 0.3: -inf instead of -944
    # hint: A product of hundreds of chances underflows; add logarithms.
    ("logarithm of the product", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    one = tables[np.arange(x.shape[1]), x[:, parents]]
    chance = np.where(x == 1, one, 1 - one)
    with np.errstate(divide="ignore"):
        return np.log(chance.prod(axis=1))
""", ["product first, logarithm after"]),
    # in: an impossible picture: -1.8e308 instead of -inf
    # hint: nan_to_num also replaces infinities.
    ("nan_to_num swallows infinity", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    one = tables[np.arange(x.shape[1]), x[:, parents]]
    with np.errstate(all="ignore"):
        return np.nan_to_num(x * np.log(one) + (1 - x) * np.log(1 - one)).sum(axis=1)
""", ["a small number added"]),
    # in: parents [1, -1], where variable 1 is the root: variable 0 always gets tables[0, 0], whatever its parent is
    # hint: The root may be any variable: look for the -1.
    ("variable 0 taken for the root", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    with np.errstate(divide="ignore"):
        total = np.log(np.where(x[:, 0] == 1, tables[0, 0], 1 - tables[0, 0]))
        for d in range(1, x.shape[1]):
            one = tables[d, x[:, parents[d]]]
            total = total + np.log(np.where(x[:, d] == 1, one, 1 - one))
    return total
""", ["the root taken to be variable 0"]),
    # in: x (5, 3): shape (3,), the sum goes over the pictures
    # hint: One number a picture: over which axis do you add?
    ("summed over the pictures", """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    one = tables[np.arange(x.shape[1]), x[:, parents]]
    chance = np.where(x == 1, one, 1 - one)
    with np.errstate(divide="ignore"):
        return np.log(chance).sum(axis=0)
""", ["not one number a picture"]),
]
