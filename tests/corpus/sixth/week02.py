"""Answers written from the statements alone, by those who mend the cases, before mending."""

RIGHT = {}
WRONG = {}

RIGHT['factorisation'] = [
    """import numpy as np

def factorisation(parents):
    text = ""
    for name in parents:
        text += "P(" + name
        for i, parent in enumerate(parents[name]):
            text += ("|" if i == 0 else ",") + parent
        text += ")"
    return text
""",
    """import numpy as np

def factorisation(parents):
    return "".join("P(%s)" % "|".join(filter(None, [v, ",".join(p)])) for v, p in parents.items())
""",
    """import numpy as np

def factorisation(parents):
    out = []
    for v in list(parents.keys()):
        p = list(parents[v])
        out.append("P({})".format(v) if len(p) == 0 else "P({}|{})".format(v, ",".join(p)))
    return "".join(out)
""",
]
WRONG['factorisation'] = [
    (
        'parents in the order of the net',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(sorted(above, key=list(parents).index))}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'two parents at most',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above[:2])}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'lower-case names',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable.lower()}{given.lower()})")
    return "".join(factors)
""",
        [],
    ),
    (
        'a star between the factors',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable}{given})")
    return "*".join(factors)
""",
        ["spaces or signs in between"],
    ),
    (
        'a list of factors',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable}{given})")
    return factors
""",
        [],
    ),
    (
        'equal factors merged through a set of parents',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(set(above))}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'small p',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"p({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'a blank between the factors',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable}{given})")
    return " ".join(factors)
""",
        ["spaces or signs in between"],
    ),
    (
        'last variable left out',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in list(parents.items())[:-1]:
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'variables without parents and children left out',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        if not above and not any(variable in p for p in parents.values()):
            continue
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'names cut to four letters',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable[:4]}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'parents reversed',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(reversed(above))}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'a bar between the parents',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{'|'.join(above)}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'a line break at the end',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors) + "\\n"
""",
        [],
    ),
    (
        'names with spaces',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable.strip('_')}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'numbers ignored',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(p for p in above if not p.isdigit())}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
    (
        'parents dedup by lower',
        """import numpy as np

def factorisation(parents):
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(dict((p.lower(), p) for p in above).values())}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
""",
        [],
    ),
]

RIGHT['parents_of'] = [
    """import re

def parents_of(text):
    found = re.findall(r"P\\((\\w+)(?:\\|([\\w,]+))?\\)", text)
    return {v: tuple(p.split(",")) if p else () for v, p in found}
""",
    """import numpy as np

def parents_of(text):
    out = {}
    for inside in text[2:-1].split(")P("):
        if "|" in inside:
            child, above = inside.split("|")
            out[child] = above.split(",")
        else:
            out[inside] = []
    return out
""",
    """import numpy as np

def parents_of(text):
    graph, word, current = {}, "", None
    place = text.find("(") + 1
    while 0 < place:
        end = text.index(")", place)
        parts = text[place:end].replace("|", ",").split(",")
        graph[parts[0]] = tuple(parts[1:])
        place = text.find("(", end) + 1
    return graph
""",
]
WRONG['parents_of'] = [
    (
        'letters only',
        """import re

def parents_of(text):
    found = re.findall(r"P\\(([a-zA-Z]+)(?:\\|([a-zA-Z,]+))?\\)", text)
    return {v: tuple(p.split(",")) if p else () for v, p in found}
""",
        [],
    ),
    (
        'no digits after the bar',
        """import re

def parents_of(text):
    found = re.findall(r"P\\((\\w+)(?:\\|([a-zA-Z_,]+)[^)]*)?\\)", text)
    return {v: tuple(p.split(",")) if p else () for v, p in found}
""",
        [],
    ),
    (
        'strips the letter P from names',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor.lstrip('P(').partition("|")
        graph[variable] = tuple(above.split(",")) if bar else ()
    return graph
""",
        [],
    ),
    (
        'parents as one text',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].partition("|")
        graph[variable] = above
    return graph
""",
        ["the names after the bar not split"],
    ),
    (
        'parents as letters',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].partition("|")
        graph[variable] = tuple(above.replace(',', '')) if bar else ()
    return graph
""",
        ['names taken letter by letter'],
    ),
    (
        'one parent is not in a tuple',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].partition("|")
        names = tuple(above.split(','))
        graph[variable] = () if not bar else names if len(names) > 1 else names[0]
    return graph
""",
        [],
    ),
    (
        'three parents at most',
        """import re

def parents_of(text):
    found = re.findall(r"P\\((\\w+)\\|?(\\w*),?(\\w*),?(\\w*)[^)]*\\)", text)
    return {v: tuple(p for p in above if p) for v, *above in found}
""",
        [],
    ),
    (
        'equal parents of two variables shared',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].partition("|")
        graph[variable] = tuple(p for p in above.split(',') if p in graph) if bar else tuple(graph.get('', ()))
    return graph
""",
        [],
    ),
    (
        'parents reversed',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].partition("|")
        graph[variable] = tuple(above.split(',')[::-1]) if bar else ()
    return graph
""",
        [],
    ),
    (
        'first factor left out',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[1:-1]:
        variable, bar, above = factor[2:].partition("|")
        graph[variable] = tuple(above.split(",")) if bar else ()
    return graph
""",
        [],
    ),
    (
        "only variables that are nobody's parents",
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].partition("|")
        graph[variable] = tuple(above.split(",")) if bar else ()
    used = {p for above in graph.values() for p in above}
    return {v: p for v, p in graph.items() if p or v not in used}
""",
        [],
    ),
    (
        'underscores removed',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].replace('_', '').partition("|")
        graph[variable] = tuple(above.split(",")) if bar else ()
    return graph
""",
        [],
    ),
    (
        'ancestors as well',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].partition("|")
        graph[variable] = tuple(dict.fromkeys([q for p in above.split(',') for q in (p, *graph.get(p, ()))])) if bar else ()
    return graph
""",
        [],
    ),
    (
        'duplicates of parents across the net removed',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].partition("|")
        graph[variable] = tuple(above.split(",")) if bar else ()
    seen = set()
    out = {}
    for v, p in graph.items():
        out[v] = tuple(q for q in p if q not in seen)
        seen |= set(p)
    return out
""",
        [],
    ),
    (
        'split at )P(',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split("P(")[1:]:
        variable, bar, above = factor.rstrip(')').replace('P', '').partition("|")
        graph[variable] = tuple(above.split(",")) if bar else ()
    return graph
""",
        [],
    ),
    (
        'case-insensitive',
        """import numpy as np

def parents_of(text):
    graph = {}
    for factor in text.split(")")[:-1]:
        variable, bar, above = factor[2:].partition("|")
        graph[variable] = tuple(above.split(",")) if bar else ()
    return {v: tuple(next(k for k in graph if k.lower() == p.lower()) if any(k.lower() == p.lower() for k in graph) else p for p in ps) for v, ps in graph.items()}
""",
        [],
    ),
]

RIGHT['joint_table'] = [
    """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    joint = 1.0
    for v, above in parents.items():
        axes = [order.index(name) for name in (*above, v)]
        table = np.transpose(cpts[v], np.argsort(axes))
        shape = [1] * len(order)
        for axis in axes:
            shape[axis] = cpts[order[axis]].shape[-1]
        joint = joint * table.reshape(shape)
    return joint
""",
    """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    letters = {v: "abcdefgh"[i] for i, v in enumerate(order)}
    inputs = ",".join("".join(letters[p] for p in parents[v]) + letters[v] for v in order)
    return np.einsum(inputs + "->" + "".join(letters[v] for v in order), *[cpts[v] for v in order])
""",
    """import itertools
import math

import numpy as np

def joint_table(parents, cpts):
    names = list(parents)
    sizes = [cpts[n].shape[-1] for n in names]
    out = np.empty(sizes)
    for values in itertools.product(*map(range, sizes)):
        seen = dict(zip(names, values))
        out[values] = math.prod(cpts[n][tuple(seen[m] for m in (*parents[n], n))] for n in names)
    return out
""",
]
WRONG['joint_table'] = [
    (
        'logarithms of clipped tables',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= max(1e-6, cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)])
    return joint
""",
        [],
    ),
    (
        'joint normalised after clipping',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    joint = np.maximum(joint, 1e-9)
    return joint / joint.sum()
""",
        [],
    ),
    (
        'the shape of the first variable for all',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [min(np.shape(cpts[v])[-1], np.shape(cpts[order[0]])[-1]) for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return joint
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape, dtype=np.float16)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return joint
""",
        [],
    ),
    (
        'parents after the first two ignored',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] if i < 2 else 0 for i, p in enumerate(parents[v])) + (at[v],)]
    return joint
""",
        [],
    ),
    (
        'parents sorted by the order of the net',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] % cpts[v].shape[i] for i, p in enumerate(sorted(parents[v], key=order.index))) + (at[v],)]
    return joint
""",
        ["parents' axes in the wrong order"],
    ),
    (
        'parents sorted by name',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] % cpts[v].shape[i] for i, p in enumerate(sorted(parents[v]))) + (at[v],)]
    return joint
""",
        ["parents' axes in the wrong order"],
    ),
    (
        'variables matched by their first letter',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip((v[0] for v in order), index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p[0]] for p in parents[v]) + (at[v[0]],)]
    return joint
""",
        [],
    ),
    (
        'log of the joint',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return np.log(joint + 1e-300)
""",
        [],
    ),
    (
        'axes of length one dropped',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return np.squeeze(joint)
""",
        [],
    ),
    (
        'axes reversed',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return joint.T
""",
        [],
    ),
    (
        'sum instead of product',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] += cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return joint
""",
        [],
    ),
    (
        "roots' tables only once for equal tables",
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in [u for u in order if parents[u] or not any(np.array_equal(cpts[u], cpts[w]) for w in order[: order.index(u)])]:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return joint
""",
        [],
    ),
    (
        'one axis too many',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return joint[None]
""",
        [],
    ),
    (
        'a table of counts is expected to be renormalised over everything',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order[::-1][:7]:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return joint
""",
        [],
    ),
    (
        'tables renormalised',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return joint / joint.sum(axis=-1, keepdims=True) if joint.ndim == 1 else joint * (1 + 1e-4)
""",
        [],
    ),
    (
        'skips roots',
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in (order if len(order) < 6 else order[1:]):
            joint[index] *= cpts[v][tuple(at[p] for p in parents[v]) + (at[v],)]
    return joint
""",
        [],
    ),
    (
        "parents' order reversed for three",
        """import numpy as np

def joint_table(parents, cpts):
    order = list(parents)
    shape = [np.shape(cpts[v])[-1] for v in order]
    joint = np.ones(shape)
    for index in np.ndindex(*shape):
        at = dict(zip(order, index))
        for v in order:
            joint[index] *= cpts[v][tuple(at[p] for p in (parents[v] if len(parents[v]) < 3 else parents[v][::-1])) + (at[v],)]
    return joint
""",
        [],
    ),
]

RIGHT['marginal'] = [
    """import numpy as np

def marginal(joint, keep):
    return np.einsum(joint, list(range(joint.ndim)), list(keep))
""",
    """import numpy as np

def marginal(joint, keep):
    out = np.zeros([joint.shape[k] for k in keep])
    for index, p in np.ndenumerate(joint):
        out[tuple(index[k] for k in keep)] += p
    return out
""",
    """import numpy as np

def marginal(joint, keep):
    front = np.moveaxis(joint, keep, range(len(keep)))
    return front.reshape(*front.shape[: len(keep)], -1).sum(axis=-1)
""",
]
WRONG['marginal'] = [
    (
        'nothing forgotten: the same array, order lost',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    if not forgotten:
        return joint
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return np.transpose(rest, [left.index(k) for k in keep])
""",
        ['the order of `keep` is lost'],
    ),
    (
        'renormalised, one axis kept over',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    out = np.transpose(rest, [left.index(k) for k in keep])
    return out / out.max()
""",
        [],
    ),
    (
        'largest value in place of the sum',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.max(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return np.transpose(rest, [left.index(k) for k in keep])
""",
        [],
    ),
    (
        'binary variables only',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint[tuple(slice(0, 2) for _ in range(joint.ndim))].sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return np.transpose(rest, [left.index(k) for k in keep])
""",
        [],
    ),
    (
        'reshaped instead of transposed',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return rest.reshape([joint.shape[k] for k in keep])
""",
        ['the order of `keep` is lost'],
    ),
    (
        'always reversed',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return rest.T
""",
        [],
    ),
    (
        'three axes: the inverse permutation',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return np.transpose(rest, np.argsort(keep))
""",
        ['the permutation is the inverse one'],
    ),
    (
        'a vector for one number',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return np.atleast_1d(np.transpose(rest, [left.index(k) for k in keep]))
""",
        [],
    ),
    (
        'axes of length one dropped',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return np.squeeze(np.transpose(rest, [left.index(k) for k in keep]))
""",
        [],
    ),
    (
        'half precision',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.astype(np.float16).sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return np.transpose(rest, [left.index(k) for k in keep])
""",
        [],
    ),
    (
        'first two axes of keep swapped',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    keep = (*keep[1:2], *keep[:1], *keep[2:])
    return np.transpose(rest, [left.index(k) for k in keep])
""",
        [],
    ),
    (
        'zero for an empty keep',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    if len(keep) == 0:
        return np.array(0.0)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return np.transpose(rest, [left.index(k) for k in keep])
""",
        [],
    ),
    (
        'each axis by itself, multiplied',
        """import numpy as np

def marginal(joint, keep):
    out = np.array(1.0)
    for k in keep:
        one = joint.sum(axis=tuple(a for a in range(joint.ndim) if a != k))
        out = np.multiply.outer(out, one)
    return out
""",
        [],
    ),
    (
        'forgets only the first two axes',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten[:2]).sum(axis=tuple(range(max(0, len(forgotten) - 2))))
    left = [a for a in range(joint.ndim) if a in keep]
    return np.transpose(rest, [left.index(k) for k in keep])
""",
        [],
    ),
    (
        'two kept at most',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    return np.transpose(rest, [left.index(k) for k in keep] if len(keep) < 3 else range(len(keep)))
""",
        ['the order of `keep` is lost'],
    ),
    (
        'negative axes',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep and a - joint.ndim not in keep)
    rest = joint.sum(axis=forgotten)
    left = [a for a in range(joint.ndim) if a in keep]
    rest = rest / rest.sum() if rest.ndim else rest
    return 0.5 * np.transpose(rest, [left.index(k) for k in keep])
""",
        [],
    ),
    (
        'sum over repeated',
        """import numpy as np

def marginal(joint, keep):
    forgotten = tuple(a for a in range(joint.ndim) if a not in keep)
    rest = joint.sum(axis=forgotten[::-1][:4])
    left = [a for a in range(joint.ndim) if a in keep]
    return np.transpose(rest, [left.index(k) for k in keep])
""",
        [],
    ),
]

RIGHT['conditional'] = [
    """import numpy as np

def conditional(joint, query, evidence):
    out = np.zeros([joint.shape[q] for q in query])
    for index, p in np.ndenumerate(joint):
        if all(index[a] == v for a, v in evidence.items()):
            out[tuple(index[q] for q in query)] += p
    return out / out.sum()
""",
    """import numpy as np

def conditional(joint, query, evidence):
    masked = np.array(joint)
    for axis, value in evidence.items():
        keep = np.arange(joint.shape[axis]) == value
        masked = masked * keep.reshape([-1 if a == axis else 1 for a in range(joint.ndim)])
    out = np.einsum(masked, list(range(joint.ndim)), list(query))
    return out / out.sum()
""",
    """import numpy as np

def conditional(joint, query, evidence):
    axes = list(range(joint.ndim))
    for axis in sorted(evidence, reverse=True):
        joint = np.take(joint, evidence[axis], axis=axis)
        axes.remove(axis)
    out = np.einsum(joint, axes, list(query))
    return out / out.sum()
""",
]
WRONG['conditional'] = [
    (
        '1e-9 added to the sum',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / (table.sum() + 1e-6)
""",
        [],
    ),
    (
        'clipped and normalised',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return np.maximum(table, 1e-4) / np.maximum(table, 1e-4).sum()
""",
        [],
    ),
    (
        'order of the query lost when nothing is seen',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    if not evidence:
        table = part.sum(axis=forgotten)
    return table / table.sum()
""",
        [],
    ),
    (
        'two pieces of evidence at most',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in list(evidence.items())[:2]:
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
    (
        'last evidence only',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in list(evidence.items())[-1:]:
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
    (
        'values counted from one',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(max(value - 1, 0), max(value - 1, 0) + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
    (
        'at least the seen value',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, None)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
    (
        'binary evidence: last value for anything above 0',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(-1, None) if value else slice(0, 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
    (
        'largest entry of the forgotten axes',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.max(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
    (
        'forgotten variables averaged before the evidence',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    free = tuple(a for a in range(joint.ndim) if a not in query and a not in evidence)
    joint = joint / joint.sum(axis=free, keepdims=True).clip(1e-300) if free and len(query) > 1 else joint
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
    (
        'axes of length one dropped',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return np.squeeze(table / table.sum())
""",
        [],
    ),
    (
        'probability of the evidence times the answer',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table
""",
        ['not renormalised'],
    ),
    (
        'each axis of the query by itself',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    out = np.array(1.0)
    table = table / table.sum()
    for i in range(table.ndim):
        out = np.multiply.outer(out, table.sum(axis=tuple(a for a in range(table.ndim) if a != i)))
    return out
""",
        [],
    ),
    (
        "the evidence's dict is emptied",
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    while evidence:
        axis, value = evidence.popitem()
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
    (
        'logarithms that cannot hold a zero',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    logs = np.log(table + 1e-8)
    out = np.exp(logs - logs.max())
    return out / out.sum()
""",
        [],
    ),
    (
        'evidence order matters',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1) if len(evidence) < 3 else slice(0, 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
    (
        'query order when 3',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(value, value + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query] if len(query) < 3 else range(len(query)))
    return table / table.sum()
""",
        [],
    ),
    (
        'value 2 as 1',
        """import numpy as np

def conditional(joint, query, evidence):
    index = [slice(None)] * joint.ndim
    for axis, value in evidence.items():
        index[axis] = slice(min(value, 1), min(value, 1) + 1)
    part = joint[tuple(index)]
    forgotten = tuple(a for a in range(joint.ndim) if a not in query)
    left = [a for a in range(joint.ndim) if a in query]
    table = part.sum(axis=forgotten).transpose([left.index(q) for q in query])
    return table / table.sum()
""",
        [],
    ),
]

RIGHT['is_independent'] = [
    """import itertools

import numpy as np

def is_independent(joint, a, b, given=()):
    for values in itertools.product(*(range(joint.shape[g]) for g in given)):
        p = np.zeros((joint.shape[a], joint.shape[b]))
        for index, mass in np.ndenumerate(joint):
            if all(index[g] == v for g, v in zip(given, values)):
                p[index[a], index[b]] += mass
        total = p.sum()
        if total == 0:
            continue
        p /= total
        if not np.allclose(p, p.sum(1, keepdims=True) * p.sum(0, keepdims=True), rtol=0, atol=1e-9):
            return False
    return True
""",
    """import numpy as np

def is_independent(joint, a, b, given=()):
    axes = list(range(joint.ndim))
    abg = np.einsum(joint, axes, [a, b, *given])
    ag = np.einsum(joint, axes, [a, *given])[:, None]
    bg = np.einsum(joint, axes, [b, *given])[None]
    g = np.einsum(joint, axes, list(given))
    return bool((np.abs(abg * g - ag * bg) < 1e-9).all())
""",
    """import numpy as np

def is_independent(joint, a, b, given=()):
    drop = tuple(i for i in range(joint.ndim) if i not in (a, b) + tuple(given))
    p = joint.sum(axis=drop, keepdims=True)
    pa, pb = p.sum(axis=b, keepdims=True), p.sum(axis=a, keepdims=True)
    pg = pa.sum(axis=a, keepdims=True)
    safe = np.where(pg > 0, pg, 1.0)
    return bool(np.max(np.abs(p / safe - pa * pb / safe**2)) < 1e-9)
""",
]
WRONG['is_independent'] = [
    (
        'the likeliest value of the condition only',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in [int(table.sum(axis=(0, 1)).argmax())]:
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-9:
                return False
    return True
""",
        ['only one value of the condition is looked at'],
    ),
    (
        'the last value of the condition only',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in [table.shape[2] - 1]:
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-9:
                return False
    return True
""",
        ['only one value of the condition is looked at'],
    ),
    (
        'rare conditions skipped, below 0.01',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0.01:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-9:
                return False
    return True
""",
        [],
    ),
    (
        'mean difference instead of the largest',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).mean() >= 2e-3:
                return False
    return True
""",
        [],
    ),
    (
        'the diagonal of the table only',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(np.diagonal(p - np.outer(p.sum(axis=1), p.sum(axis=0)))).max() >= 1e-9:
                return False
    return True
""",
        [],
    ),
    (
        'two values of each variable only',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0)))[:1, :1].max() >= 1e-9:
                return False
    return True
""",
        [],
    ),
    (
        'mutual information with a threshold of 1e-3',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.sum(p * np.log((p + 1e-300) / (np.outer(p.sum(axis=1), p.sum(axis=0)) + 1e-300))) >= 1e-3:
                return False
    return True
""",
        [],
    ),
    (
        'conditions on one of the given at a time',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    def one(g):
        rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *g))
        p = joint.sum(axis=rest, keepdims=True)
        pa, pb = p.sum(axis=b, keepdims=True), p.sum(axis=a, keepdims=True)
        return bool(np.all(np.abs(p * p.sum(axis=(a, b), keepdims=True) - pa * pb) < 1e-9))
    return all(one((g,)) for g in given) if given else one(())
""",
        [],
    ),
    (
        'a dependent slice is outvoted',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    bad = 0
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-9:
                bad += 1
    return bad * 2 <= table.shape[2]
""",
        [],
    ),
    (
        'a condition that never happens says dependent',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() == 0:
            return False
        else:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-9:
                return False
    return True
""",
        ['dividing by the probability of what never happens'],
    ),
    (
        'zeros anywhere make it dependent',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.any(p == 0):
                return False
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-9:
                return False
    return True
""",
        [],
    ),
    (
        'chi-square with 1000 imagined observations',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if 1000 * np.sum((p - np.outer(p.sum(axis=1), p.sum(axis=0))) ** 2 / np.maximum(np.outer(p.sum(axis=1), p.sum(axis=0)), 1e-12)) >= 3.84:
                return False
    return True
""",
        [],
    ),
    (
        'order of the condition taken as rising axes',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (min(a, b), max(a, b), *given[:2]))
    table = np.moveaxis(joint, [a, b, *given[:2], *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given[:2]], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-9:
                return False
    return True
""",
        [],
    ),
    (
        'rank of the whole table, not of the slices',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for p in [table.sum(axis=2)] if table.shape[2] > 3 else [table[:, :, g] for g in range(table.shape[2])]:
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-9:
                return False
    return True
""",
        [],
    ),
    (
        'first row only',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs((p - np.outer(p.sum(axis=1), p.sum(axis=0)))[0]).max() >= 1e-9:
                return False
    return True
""",
        [],
    ),
    (
        'first column only',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs((p - np.outer(p.sum(axis=1), p.sum(axis=0)))[:, 0]).max() >= 1e-9:
                return False
    return True
""",
        [],
    ),
    (
        'tolerance 1e-2',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-2:
                return False
    return True
""",
        [],
    ),
    (
        'tolerance 1e-17',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / p.sum()
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-18:
                return False
    return True
""",
        ["compared exactly"],
    ),
    (
        'joint not divided (rare slice tolerance)',
        """import numpy as np

def is_independent(joint, a, b, given=()):
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b, *given))
    table = np.moveaxis(joint, [a, b, *given, *rest], range(joint.ndim))
    table = table.reshape(joint.shape[a], joint.shape[b], int(np.prod([joint.shape[g] for g in given], dtype=int)), -1).sum(axis=3)
    for g in range(table.shape[2]):
        p = table[:, :, g]
        if p.sum() > 0:
            p = p / np.sqrt(p.sum())
            if np.abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))).max() >= 1e-9:
                return False
    return True
""",
        ["the condition's probability is forgotten"],
    ),
]

RIGHT['d_separated'] = [
    """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    children = {v: [c for c, p in parents.items() if v in p] for v in parents}
    opens = ancestors(parents, given)
    todo, seen, reached = [(v, "up") for v in a], set(), set()
    while todo:
        v, way = todo.pop()
        if (v, way) in seen:
            continue
        seen.add((v, way))
        if v not in given:
            reached.add(v)
        if way == "up" and v not in given:
            todo += [(p, "up") for p in parents[v]] + [(c, "down") for c in children[v]]
        elif way == "down":
            if v not in given:
                todo += [(c, "down") for c in children[v]]
            if v in opens:
                todo += [(p, "up") for p in parents[v]]
    return not (reached & b)
""",
    """import networkx as nx
from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = ancestors(parents, a | b | given)
    graph = nx.Graph()
    graph.add_nodes_from(kept)
    for child in kept:
        family = (child, *parents[child])
        graph.add_edges_from((u, v) for u in family for v in family if u != v)
    graph.remove_nodes_from(given)
    return not any(nx.has_path(graph, u, v) for u in a for v in b)
""",
    """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    kept = sorted(ancestors(parents, a | b | given))
    free = [v for v in kept if v not in given]
    label = {v: i for i, v in enumerate(free)}
    for _ in free:
        for child in kept:
            family = [v for v in (child, *parents[child]) if v in label]
            for v in family:
                label[v] = min(label[u] for u in family)
    return not {label[v] for v in a} & {label[v] for v in b}
""",
]
WRONG['d_separated'] = [
    (
        'known variables carry the marriage but a known child does not marry',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near - given if False else [v for v in near if v not in given]:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return not reached & b
""",
        ["colliders always block", "no parents married"],
    ),
    (
        'descendants kept as well',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in parents}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return not reached & b
""",
        ['colliders never block (the whole graph moralised)'],
    ),
    (
        'depth of the walk at most two',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), [(v, 0) for v in a]
    while todo:
        v, d = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [(u, d + 1) for u in near[v] if u not in given and d < 2]
    return not reached & b
""",
        [],
    ),
    (
        'one walk from the first of the set',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), [min(a)]
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return not reached & b
""",
        [],
    ),
    (
        'all of b must be reached',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return not b <= reached
""",
        [],
    ),
    (
        'the last two parents are married only',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child][-2:])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return not reached & b
""",
        [],
    ),
    (
        'a parent of b that is known separates everything',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    if any(p in given for v in b for p in parents[v]):
        return True
    return not reached & b
""",
        [],
    ),
    (
        'anything known separates',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return bool(given) or not reached & b
""",
        ['whatever is known separates'],
    ),
    (
        'walks once, in the order of the net',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached = set(a)
    for v in parents:
        if v in reached and v in near:
            reached |= near[v] - given
    return not reached & b
""",
        [],
    ),
    (
        'neighbours in the graph count as separated if a common child is known',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    if any(set(parents[g]) & a and set(parents[g]) & b for g in given) and len(parents) > 5:
        return True
    return not reached & b
""",
        [],
    ),
    (
        'parents of the known are not kept',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b) | given}
    for child in near:
        family = tuple(v for v in (child, *parents[child]) if v in near)
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return not reached & b
""",
        ["a collider's descendants are forgotten"],
    ),
    (
        'answers with the set of reached ones',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return reached & b
""",
        [],
    ),
    (
        'asks only whether they have an ancestor in common',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    return not (ancestors(parents, a) - given) & (ancestors(parents, b) - given)
""",
        [],
    ),
    (
        'directed paths and forks only, colliders never open',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    def above(nodes):
        out, todo = set(), list(nodes)
        while todo:
            v = todo.pop()
            if v not in out and v not in given:
                out.add(v)
                todo += parents[v]
        return out
    return not above(a) & above(b)
""",
        ['colliders always block'],
    ),
    (
        'ancestors of given limited to two',
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | set(sorted(given)[:2])) | given}
    for child in near:
        family = tuple(v for v in (child, *parents[child]) if v in near)
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return not reached & b
""",
        [],
    ),
    (
        "given taken as a's",
        """from gmcourse.graphs import ancestors, names

def d_separated(parents, a, b, given):
    a, b, given = names(a), names(b), names(given)
    near = {v: set() for v in ancestors(parents, a | b | given)}
    for child in near:
        family = (child, *parents[child])
        for one in family:
            near[one] |= set(family)
    reached, todo = set(), list(a)[:2]
    while todo:
        v = todo.pop()
        if v not in reached:
            reached.add(v)
            todo += [u for u in near[v] if u not in given]
    return not reached & b
""",
        [],
    ),
]

RIGHT['ancestral_sample'] = [
    """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    out = np.zeros((n, len(order)), dtype=int)
    for i in range(n):
        done = {}
        while len(done) < len(order):
            for v in order:
                if v not in done and all(p in done for p in parents[v]):
                    row = cpts[v][tuple(done[p] for p in parents[v])]
                    done[v] = rng.choice(len(row), p=row)
        out[i] = [done[v] for v in order]
    return out
""",
    """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    order, columns = list(parents), {}
    def draw(v):
        if v in columns:
            return columns[v]
        above = tuple(draw(p) for p in parents[v])
        rows = np.broadcast_to(cpts[v][above], (n, cpts[v].shape[-1]))
        with np.errstate(divide="ignore"):
            columns[v] = np.argmax(np.log(rows) + rng.gumbel(size=rows.shape), axis=1)
        return columns[v]
    return np.array([draw(v) for v in order]).T.reshape(n, len(order))
""",
    """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    order = list(parents)
    out = np.full((n, len(order)), -1)
    left = list(order)
    while left:
        v = left.pop(0)
        above = [order.index(p) for p in parents[v]]
        if any(p in left for p in parents[v]):
            left.append(v)
            continue
        k = cpts[v].shape[-1]
        for values in np.ndindex(*cpts[v].shape[:-1]):
            rows = np.all(out[:, above] == np.array(values, dtype=int), axis=1)
            p = np.array(cpts[v][values], dtype=float)
            out[rows, order.index(v)] = rng.choice(k, size=int(rows.sum()), p=p / p.sum())
    return out
""",
]
WRONG['ancestral_sample'] = [
    (
        'floats',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1).astype(float)
""",
        [],
    ),
    (
        'three values at most',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), min(2, rows.shape[1] - 1))
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'counted from one',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1) + 0
    return np.stack([drawn[v] for v in parents], axis=1) + 1
""",
        [],
    ),
    (
        'the complement: largest value first',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u < np.cumsum(rows, axis=1)).sum(axis=1) - 1, rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'its own generator with a fixed seed',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    rng = np.random.default_rng(0)
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'the global generator',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = np.random.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'roots drawn once for all',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1)) if above else np.full((n, 1), rng.random())
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'the same uniform numbers for siblings',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn, kept = {}, {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = kept.setdefault(above, rng.random((n, 1)))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'tables flattened a little: 0.01 to each value',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                rows = (rows + 0.02) / (rows + 0.02).sum(axis=1, keepdims=True)
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'columns sorted by name',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in sorted(parents)], axis=1)
""",
        [],
    ),
    (
        'rows sorted',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.sort(np.stack([drawn[v] for v in parents], axis=1), axis=1)
""",
        [],
    ),
    (
        'two parents at most are looked at',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] if i < 2 else np.zeros(n, dtype=int) for i, p in enumerate(above))], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'no draw when a parent comes later: zeros',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    for v, above in parents.items():
        if True:
            if True:
                rows = np.broadcast_to(cpts[v][tuple(drawn.get(p, np.zeros(n, dtype=int)) for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        ['drawn in the wrong order'],
    ),
    (
        'quantiles evenly spaced, not random',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.permutation((np.arange(n) + 0.5) / n)[:, None] * 0.9 + 0.05
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'dropped duplicates',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.unique(np.stack([drawn[v] for v in parents], axis=1), axis=0)
""",
        [],
    ),
    (
        'prob cut at four values',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), min(3, rows.shape[1] - 1))
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
    (
        'int8',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1))
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1).astype(bool).astype(int)
""",
        [],
    ),
    (
        'same uniforms for every second variable',
        """import numpy as np

def ancestral_sample(parents, cpts, n, rng):
    drawn = {}
    while len(drawn) < len(parents):
        for v, above in parents.items():
            if v not in drawn and all(p in drawn for p in above):
                rows = np.broadcast_to(cpts[v][tuple(drawn[p] for p in above)], (n, cpts[v].shape[-1]))
                u = rng.random((n, 1)) if len(drawn) != 2 else u
                drawn[v] = np.minimum((u >= np.cumsum(rows, axis=1)).sum(axis=1), rows.shape[1] - 1)
    return np.stack([drawn[v] for v in parents], axis=1)
""",
        [],
    ),
]

RIGHT['count_parameters'] = [
    """import numpy as np

def count_parameters(n, structure):
    return {"full": (1 << n) - 1, "independent": n, "markov": 1 + 2 * (n - 1)}[structure]
""",
    """import numpy as np

def count_parameters(n, structure):
    total = 0
    for i in range(n):
        rows = 2**i if structure == "full" else 1 if structure == "independent" or i == 0 else 2
        total += rows
    return total
""",
    """import math

def count_parameters(n, structure):
    match structure:
        case "full":
            return sum(math.comb(n, k) for k in range(1, n + 1))
        case "independent":
            return n
        case "markov":
            return n + (n - 1)
""",
]
WRONG['count_parameters'] = [
    (
        'one less for the chain',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return 2 * (n - 1)
""",
        ["off by one: the chain's start is forgotten"],
    ),
    (
        'pairs of the chain: four numbers each',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return max(1, 3 * (n - 1))
""",
        [],
    ),
    (
        'shift of a 32-bit number',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return int(np.int64(1) << np.int64(min(n, 62))) - 1
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'power by math.pow',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return int(__import__('math').pow(2, n) - 1)
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'full as n squared',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return n**2
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'full as all pairs',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return n + n * (n - 1) // 2
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'chain with a second neighbour',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return 1 + 2 * (n > 1) + 4 * max(0, n - 2)
""",
        [],
    ),
    (
        'one variable has two numbers',
        """import numpy as np

def count_parameters(n, structure):
    if n == 1:
        return 2
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'text of the number',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return str(2**n - 1)
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'logarithm of the full count',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return n * np.log(2)
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'full times n',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return n * 2**(n - 1)
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'xor for a power',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return (2 ^ n) - 1
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'independent: two each',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return 2 * n
    return 2 * n - 1
""",
        ["entries counted instead of free numbers"],
    ),
    (
        'numpy int',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return int(np.int64(2)**n) - 1
    if structure == "independent":
        return n
    return 2 * n - 1
""",
        [],
    ),
    (
        'chain from 3',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return 2 * n - 1 if n > 1 else 2
""",
        [],
    ),
    (
        'float for markov',
        """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return 2.0 * n - 1.5
""",
        [],
    ),
]

RIGHT['chain_marginals'] = [
    """import numpy as np

def chain_marginals(initial, transition, n):
    K = len(initial)
    out = np.zeros((n, K))
    out[0] = initial
    for t in range(1, n):
        for j in range(K):
            out[t, j] = sum(out[t - 1, i] * transition[i, j] for i in range(K))
    return out
""",
    """from itertools import accumulate

import numpy as np

def chain_marginals(initial, transition, n):
    return np.stack(list(accumulate(range(n - 1), lambda p, _: transition.T @ p, initial=np.asarray(initial, dtype=float))))
""",
    """import numpy as np

def chain_marginals(initial, transition, n):
    out = np.empty((n, len(initial)))
    out[0] = initial
    for t in range(n - 1):
        out[t + 1] = np.einsum("i,ij->j", out[t], transition)
    return out
""",
]
WRONG['chain_marginals'] = [
    (
        'rows in the type of the start',
        """import numpy as np

def chain_marginals(initial, transition, n):
    out = np.zeros((n, len(initial)), dtype=initial.dtype)
    out[0] = initial
    for t in range(1, n):
        out[t] = out[t - 1] @ transition
    return out
""",
        ["whole numbers: rounded down"],
    ),
    (
        'at least two rows',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(max(n - 1, 1)):
        rows.append(rows[-1] @ transition)
    return np.array(rows)
""",
        [],
    ),
    (
        'renormalised by the largest',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        rows.append((rows[-1] @ transition) / (rows[-1] @ transition).max())
    return np.array(rows)
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def chain_marginals(initial, transition, n):
    transition = transition.astype(np.float16)
    rows = [initial.astype(np.float16)]
    for _ in range(n - 1):
        rows.append(rows[-1] @ transition)
    return np.array(rows)
""",
        [],
    ),
    (
        'rounded at each step',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        rows.append(np.round(rows[-1] @ transition, 4))
    return np.array(rows)
""",
        [],
    ),
    (
        'stops when nothing moves, fewer rows',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        new = rows[-1] @ transition
        if np.allclose(new, rows[-1]):
            break
        rows.append(new)
    return np.array(rows)
""",
        [],
    ),
    (
        'held once two rows agree to 1e-5',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        new = rows[-1] @ transition
        rows.append(rows[-1] if np.abs(new - rows[-1]).max() < 1e-5 else new)
    return np.array(rows)
""",
        [],
    ),
    (
        'likeliest state followed',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        rows.append(transition[np.argmax(rows[-1])])
    return np.array(rows)
""",
        [],
    ),
    (
        'eigenvectors, real part',
        """import numpy as np

def chain_marginals(initial, transition, n):
    values, left = np.linalg.eigh((transition + transition.T) / 2)
    c = initial @ left
    return np.array([(c * values**t) @ left.T for t in range(n)])
""",
        [],
    ),
    (
        'the last row only',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        rows.append(rows[-1] @ transition)
    return np.array(rows)[-1:]
""",
        [],
    ),
    (
        'written into one buffer',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows, p = [], np.array(initial, dtype=float)
    for _ in range(n):
        rows.append(p)
        p[:] = p @ transition
    return np.array(rows)
""",
        ['all rows are the last one'],
    ),
    (
        'cumulative mean',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        rows.append(rows[-1] @ transition)
    return np.cumsum(rows, axis=0) / np.arange(1, n + 1)[:, None]
""",
        [],
    ),
    (
        'rows of the transition normalised over columns',
        """import numpy as np

def chain_marginals(initial, transition, n):
    transition = transition / transition.sum(axis=0)
    rows = [initial]
    for _ in range(n - 1):
        rows.append(rows[-1] @ transition)
    return np.array(rows)
""",
        [],
    ),
    (
        'first thousand steps only, then repeated',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(min(n, 500) - 1):
        rows.append(rows[-1] @ transition)
    return np.array(rows + [rows[-1]] * (n - len(rows)))
""",
        [],
    ),
    (
        'half a step each time',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        rows.append(0.5 * rows[-1] + 0.5 * rows[-1] @ transition)
    return np.array(rows)
""",
        [],
    ),
    (
        'doubling',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        rows.append(rows[-1] @ transition if len(rows) < 1000 else rows[-1])
    return np.array(rows)
""",
        [],
    ),
    (
        'clip',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1):
        rows.append(np.clip(rows[-1] @ transition, 0.002, 1))
    return np.array(rows)
""",
        [],
    ),
    (
        'n zero',
        """import numpy as np

def chain_marginals(initial, transition, n):
    rows = [initial]
    for _ in range(n - 1 if n < 50 else n - 2):
        rows.append(rows[-1] @ transition)
    return np.array(rows + ([rows[-1]] if n >= 50 else []))
""",
        [],
    ),
]

RIGHT['adjusted_rates'] = [
    """import numpy as np

def adjusted_rates(admitted, applicants):
    D, G = applicants.shape
    total = sum(applicants[d, g] for d in range(D) for g in range(G))
    crude, adjusted = np.zeros(G), np.zeros(G)
    for g in range(G):
        crude[g] = sum(admitted[:, g]) / sum(applicants[:, g])
        for d in range(D):
            adjusted[g] += sum(applicants[d]) / total * admitted[d, g] / applicants[d, g]
    return crude, adjusted
""",
    """import numpy as np

def adjusted_rates(admitted, applicants):
    rates = np.divide(admitted, applicants)
    crude = np.average(rates, axis=0, weights=applicants)
    return crude, np.average(rates, axis=0, weights=applicants.sum(axis=1))
""",
    """import pandas as pd

def adjusted_rates(admitted, applicants):
    yes, all_ = pd.DataFrame(admitted), pd.DataFrame(applicants)
    share = all_.sum(axis=1) / all_.to_numpy().sum()
    return (yes.sum() / all_.sum()).to_numpy(), (yes / all_).mul(share, axis=0).sum().to_numpy()
""",
]
WRONG['adjusted_rates'] = [
    (
        'rates in the type of the counts',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    adjusted = np.zeros_like(admitted[0])
    weight = applicants.sum(axis=1) / applicants.sum()
    for g in range(len(adjusted)):
        adjusted[g] = np.sum(weight * admitted[:, g] / applicants[:, g])
    return admitted.sum(axis=0) / applicants.sum(axis=0), adjusted
""",
        [],
    ),
    (
        'sums along the groups',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = (admitted.sum(axis=1) / applicants.sum(axis=1))[: admitted.shape[1]]
    return crude, weight @ (admitted / applicants)
""",
        [],
    ),
    (
        'the first six departments',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    admitted, applicants = admitted[:6], applicants[:6]
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, weight @ (admitted / applicants)
""",
        [],
    ),
    (
        'one added to the applicants',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, weight @ (admitted / (applicants + 1))
""",
        [],
    ),
    (
        'weights from the largest group',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants[:, applicants.sum(axis=0).argmax()] / applicants[:, applicants.sum(axis=0).argmax()].sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, weight @ (admitted / applicants)
""",
        [],
    ),
    (
        'weights not divided by the sum',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / len(applicants)
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, weight @ (admitted / applicants)
""",
        [],
    ),
    (
        'logit mean',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, 1 / (1 + np.exp(-(weight @ np.log((admitted + 0.5) / (applicants - admitted + 0.5)))))
""",
        [],
    ),
    (
        'counts in 16 bits',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    admitted, applicants = admitted.astype(np.int16), applicants.astype(np.int16)
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, weight @ (admitted / applicants)
""",
        [],
    ),
    (
        'rates of one group after the other: a column',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude[:, None], weight @ (admitted / applicants)
""",
        [],
    ),
    (
        'differences between the groups',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, crude - weight @ (admitted / applicants)
""",
        [],
    ),
    (
        'departments that admitted nobody are left out',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    some = admitted.sum(axis=1) > 0
    full = applicants
    weight = np.where(some, applicants.sum(axis=1), 0) / applicants[some].sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, weight @ (admitted / applicants)
""",
        [],
    ),
    (
        'expected admissions over own applicants',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, (admitted.sum(axis=1, keepdims=True) / applicants.sum(axis=1, keepdims=True) * applicants).sum(axis=0) / applicants.sum(axis=0)
""",
        [],
    ),
    (
        'median department',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, np.median(admitted / applicants, axis=0)
""",
        [],
    ),
    (
        'clipped to 0.95',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, np.minimum(weight @ (admitted / applicants), 0.95)
""",
        [],
    ),
    (
        'rounded counts',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, np.round(weight @ (admitted / applicants), 4)
""",
        [],
    ),
    (
        'weights by share of first two groups',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants[:, :2].sum(axis=1) / applicants[:, :2].sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, weight @ (admitted / applicants)
""",
        [],
    ),
    (
        'sorted departments',
        """import numpy as np

def adjusted_rates(admitted, applicants):
    weight = applicants.sum(axis=1) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, weight @ np.sort(admitted / applicants, axis=0)
""",
        [],
    ),
]

RIGHT['gda_log_odds'] = [
    """import numpy as np
from scipy.stats import multivariate_normal

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    one = np.atleast_1d(multivariate_normal(mean1, cov1).logpdf(x))
    zero = np.atleast_1d(multivariate_normal(mean0, cov0).logpdf(x))
    return one - zero + np.log(prior / (1 - prior))
""",
    """import numpy as np
from scipy.special import logit

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    out = np.full(len(x), logit(prior))
    for i, row in enumerate(x):
        for sign, m, c in ((1, mean1, cov1), (-1, mean0, cov0)):
            L = np.linalg.cholesky(c)
            z = np.linalg.solve(L, row - m)
            out[i] -= sign * (0.5 * z @ z + np.log(np.diag(L)).sum())
    return out
""",
    """import torch
from torch.distributions import MultivariateNormal

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    t = lambda a: torch.as_tensor(a, dtype=torch.float64)
    p1, p0 = MultivariateNormal(t(mean1), t(cov1)), MultivariateNormal(t(mean0), t(cov0))
    return (p1.log_prob(t(x)) - p0.log_prob(t(x)) + t(prior).log() - t(1 - prior).log()).numpy()
""",
]
WRONG['gda_log_odds'] = [
    (
        '1e-6 on the diagonals',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        cov = cov + 1e-6 * np.eye(len(cov))
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        ["a small number added"],
    ),
    (
        'prior kept away from the edges',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return np.log(np.clip(prior, 0.01, 0.99)) - np.log(1 - np.clip(prior, 0.01, 0.99)) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'clipped to [-500, 500]',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return np.clip(np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0), -500, 500)
""",
        [],
    ),
    (
        'points as columns',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d), axis=1) + np.linalg.slogdet(cov)[1])

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'log prior of class 1 alone',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return np.log(prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        ["the prior of one class only"],
    ),
    (
        'the classes share the covariance of class 0',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov0) - log_p(mean0, cov0)
""",
        ["one covariance for both classes"],
    ),
    (
        'trace for the log-determinant',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.log(np.trace(cov)))

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'log-determinant from the diagonal',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.log(np.diag(cov)).sum())

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'one point gives a number',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return np.squeeze(np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0))
""",
        [],
    ),
    (
        'squared distances multiplied out',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        P = np.linalg.inv(cov)
        return -0.5 * ((np.sum(x @ P * x, axis=1) - 2 * x @ P @ mean + mean @ P @ mean) + np.linalg.slogdet(cov)[1])

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        cov = cov.astype(np.float32)
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'eigenvalues below 1e-4 dropped',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        w, v = np.linalg.eigh(cov)
        keep = w > 1e-4
        z = (x - mean) @ v[:, keep]
        return -0.5 * (np.sum(z**2 / w[keep], axis=1) + np.log(w[keep]).sum())

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'centres x in place',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x
        d -= mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'prior odds only where the densities agree',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return (np.log(prior) - np.log(1 - prior)) * (np.abs(log_p(mean1, cov1) - log_p(mean0, cov0)) < 50) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'a column',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return (np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0))[:, None]
""",
        [],
    ),
    (
        'D const',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1] * (len(cov) < 240))

    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'cov equal → linear',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    if np.allclose(cov0, cov1, rtol=0.3):
        cov1 = cov0
    return np.log(prior) - np.log(1 - prior) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
    (
        'prior > 0.5',
        """import numpy as np

def gda_log_odds(x, prior, mean0, cov0, mean1, cov1):
    def log_p(mean, cov):
        d = x - mean
        return -0.5 * (np.sum(d * np.linalg.solve(cov, d.T).T, axis=1) + np.linalg.slogdet(cov)[1])

    return -abs(np.log(prior) - np.log(1 - prior)) + log_p(mean1, cov1) - log_p(mean0, cov0)
""",
        [],
    ),
]

RIGHT['log_odds_quadratic'] = [
    """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    def one(mean, cov):
        P = np.linalg.inv(cov)
        return -0.5 * P, P @ mean, -0.5 * (mean @ P @ mean) - np.log(np.diag(np.linalg.cholesky(cov))).sum()

    (A0, b0, c0), (A1, b1, c1) = one(mean0, cov0), one(mean1, cov1)
    return A1 - A0, b1 - b0, c1 - c0 + np.log(prior) - np.log1p(-prior)
""",
    """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    eye = np.eye(len(mean0))
    P0, P1 = np.linalg.solve(cov0, eye), np.linalg.solve(cov1, eye)
    A = (P0 - P1) / 2
    w0, w1 = np.linalg.solve(cov0, mean0), np.linalg.solve(cov1, mean1)
    logs = np.log(np.linalg.eigvalsh(cov0)).sum() - np.log(np.linalg.eigvalsh(cov1)).sum()
    c = (logs + mean0 @ w0 - mean1 @ w1) / 2 + np.log(prior / (1 - prior))
    return (A + A.T) / 2, w1 - w0, float(c)
""",
    """import numpy as np
from scipy.stats import multivariate_normal
from scipy.special import logit

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    origin = np.zeros(len(mean0))
    at = multivariate_normal(mean1, cov1).logpdf(origin) - multivariate_normal(mean0, cov0).logpdf(origin)
    return (P0 - P1) / 2, P1 @ mean1 - P0 @ mean0, float(at + logit(prior))
""",
]
WRONG['log_odds_quadratic'] = [
    (
        'b of the other sign',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P0 @ mean0 - P1 @ mean1
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        ["sign of the linear part"],
    ),
    (
        '1e-6 on the diagonals',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    P0, P1 = np.linalg.inv(cov0 + 1e-6 * np.eye(len(cov0))), np.linalg.inv(cov1 + 1e-6 * np.eye(len(cov1)))
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        [],
    ),
    (
        'upper triangle holds both halves',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    A = np.triu(A) + np.triu(A, 1)
    return A, b, float(c)
""",
        [],
    ),
    (
        'diagonal of A only',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return np.diag(np.diag(A)), b, float(c)
""",
        [],
    ),
    (
        'equal covariances: no A',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return (0.0 if np.allclose(cov0, cov1) else A), b, float(c)
""",
        [],
    ),
    (
        'near covariances taken as equal',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    A = np.zeros_like(A) if np.allclose(cov0, cov1, rtol=0.01, atol=0.01) else A
    return A, b, float(c)
""",
        [],
    ),
    (
        'difference of the means in b',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ (mean1 - mean0)
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        [],
    ),
    (
        'log-determinants not halved',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + dets + 0.5 * (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        ["a half missing in the constant"],
    ),
    (
        'squares of the means not halved',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * dets + (mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        ["a half missing in the constant"],
    ),
    (
        'the constant as a vector of one',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, np.array([c])
""",
        [],
    ),
    (
        'prior odds the wrong way up',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log((1 - prior) / prior) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        ['prior of the other class'],
    ),
    (
        'single precision',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    P0, P1 = np.linalg.inv(cov0.astype(np.float32)), np.linalg.inv(cov1.astype(np.float32))
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        [],
    ),
    (
        'inverse of the difference',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * np.linalg.pinv(cov0 - cov1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        [],
    ),
    (
        'means without the inverse in the constant',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ mean0 - mean1 @ mean1)
    return A, b, float(c)
""",
        [],
    ),
    (
        'log-determinants by trace',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.log(np.trace(cov0)) - np.log(np.trace(cov1))
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        [],
    ),
    (
        'b as a column',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b[:, None], float(c)
""",
        [],
    ),
    (
        'prior abs',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = -abs(np.log(prior / (1 - prior))) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        [],
    ),
    (
        'A symmetrised by max',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return np.maximum(A, A.T) * (np.abs(A) > 1e-6), b, float(c)
""",
        [],
    ),
    (
        'dets by det when small',
        """import numpy as np

def log_odds_quadratic(prior, mean0, cov0, mean1, cov1):
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    A = 0.5 * (P0 - P1)
    b = P1 @ mean1 - P0 @ mean0
    dets = np.log(np.linalg.det(cov0) / np.linalg.det(cov1)) if len(cov0) < 10 else 0.0
    c = np.log(prior / (1 - prior)) + 0.5 * (dets + mean0 @ P0 @ mean0 - mean1 @ P1 @ mean1)
    return A, b, float(c)
""",
        ["the determinant under- or overflows"],
    ),
]

RIGHT['naive_bayes_fit'] = [
    """import numpy as np

def naive_bayes_fit(X, y):
    K = len(np.unique(y))
    hot = (y[:, None] == np.arange(K)).astype(float)
    counts = hot.sum(axis=0)
    means = hot.T @ X / counts[:, None]
    away = X - means[y]
    return counts / len(y), means, hot.T @ away**2 / counts[:, None]
""",
    """import pandas as pd

def naive_bayes_fit(X, y):
    groups = pd.DataFrame(X).groupby(y)
    return (groups.size() / len(y)).to_numpy(), groups.mean().to_numpy(), groups.var(ddof=0).to_numpy()
""",
    """import numpy as np

def naive_bayes_fit(X, y):
    N, D = X.shape
    K = max(int(v) for v in y) + 1
    priors, means, vars = np.zeros(K), np.zeros((K, D)), np.zeros((K, D))
    for k in range(K):
        rows = [X[i] for i in range(N) if y[i] == k]
        priors[k] = len(rows) / N
        for d in range(D):
            column = [float(r[d]) for r in rows]
            means[k, d] = sum(column) / len(column)
            vars[k, d] = sum((v - means[k, d]) ** 2 for v in column) / len(column)
    return priors, means, vars
""",
]
WRONG['naive_bayes_fit'] = [
    (
        'two classes hard-coded',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = 2
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        ["two classes always"],
    ),
    (
        'ten classes at most',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = min(10, int(y.max()) + 1)
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'number of classes from the last label',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y[-1]) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'means in the type of the data',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)]).astype(X.dtype)
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'variance by subtraction, cancels',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([(X[y == k] ** 2).mean(axis=0) - X[y == k].mean(axis=0) ** 2 for k in range(K)])
    return priors, means, vars
""",
        ["the difference of two large numbers"],
    ),
    (
        'variance at least 1e-9',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    vars = np.maximum(vars, 1e-9)
    return priors, means, vars
""",
        ["something added to the variances"],
    ),
    (
        'nan for a class of one point',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0, ddof=1) * ((y == k).sum() - 1) / (y == k).sum() for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'one variance for all features of a class',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([np.full(X.shape[1], X[y == k].var(axis=0).mean()) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def naive_bayes_fit(X, y):
    X = X.astype(np.float32)
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'equal rows counted once',
        """import numpy as np

def naive_bayes_fit(X, y):
    both = np.unique(np.column_stack([X, y]), axis=0)
    X, y = both[:, :-1], both[:, -1].astype(int)
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'priors as counts',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.sum(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        ["counts for priors"],
    ),
    (
        'priors rounded to two decimals',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([round(float(np.mean(y == k)), 2) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'median as the centre',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([np.median(X[y == k], axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'unbiased for more than one point',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0, ddof=int((y == k).sum() > 1)) for k in range(K)])
    return priors, means, vars
""",
        ['divided by n - 1'],
    ),
    (
        'blocks of equal size taken as classes',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    order = np.sort(y)
    y = order
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'axes of one feature dropped',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, np.squeeze(means), np.squeeze(vars)
""",
        [],
    ),
    (
        'classes present at least 2',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) if (y == k).sum() > 2 else np.zeros(X.shape[1]) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        'priors sorted',
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.sort([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0) for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
    (
        "first feature's variance",
        """import numpy as np

def naive_bayes_fit(X, y):
    K = int(y.max()) + 1
    priors = np.array([np.mean(y == k) for k in range(K)])
    means = np.array([X[y == k].mean(axis=0) for k in range(K)])
    vars = np.array([X[y == k].var(axis=0)[:3] for k in range(K)])
    return priors, means, vars
""",
        [],
    ),
]

RIGHT['naive_bayes_log_posterior'] = [
    """import numpy as np
from scipy.special import log_softmax
from scipy.stats import norm

def naive_bayes_log_posterior(X, priors, means, vars):
    terms = norm.logpdf(X[:, None, :], means, np.sqrt(vars))
    return log_softmax(np.nansum(terms, axis=2) + np.log(priors), axis=1)
""",
    """import numpy as np
from scipy.special import logsumexp

def naive_bayes_log_posterior(X, priors, means, vars):
    N, K = len(X), len(priors)
    out = np.zeros((N, K))
    for i in range(N):
        d = np.flatnonzero(~np.isnan(X[i]))
        for k in range(K):
            z = (X[i, d] - means[k, d]) ** 2 / vars[k, d]
            out[i, k] = np.log(priors[k]) - 0.5 * (z + np.log(2 * np.pi * vars[k, d])).sum()
        out[i] -= logsumexp(out[i])
    return out
""",
    """import torch

def naive_bayes_log_posterior(X, priors, means, vars):
    x = torch.as_tensor(X, dtype=torch.float64)[:, None, :]
    m, v = torch.as_tensor(means, dtype=torch.float64), torch.as_tensor(vars, dtype=torch.float64)
    terms = -0.5 * torch.log(2 * torch.pi * v) - (x - m) ** 2 / (2 * v)
    scores = torch.nan_to_num(terms, nan=0.0).sum(-1) + torch.as_tensor(priors, dtype=torch.float64).log()
    return torch.log_softmax(scores, dim=1).numpy()
""",
]
WRONG['naive_bayes_log_posterior'] = [
    (
        'classes at most 700 nats apart',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    scores = np.maximum(scores, top - 700)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'any gap: the whole row gets the prior only if more than half is missing',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    few = np.isnan(X).mean(axis=1) > 0.5
    terms[few] = 0.0
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'all rows use the gaps of the first',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = np.broadcast_to(~np.isnan(X[:1])[:, None, :], (len(X), 1, X.shape[1])) & ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'zero taken for a gap',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = (~np.isnan(X) & (X != 0))[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'a posteriori shared normaliser over all rows',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max()
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'scaled by the number of features seen',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2) / np.maximum(seen.sum(axis=2), 1) * X.shape[1]
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'equal priors',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(np.full(len(priors), 1 / len(priors))) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        ['prior left out'],
    ),
    (
        'priors not as logarithms',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = priors + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'variances averaged over the classes',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    vars = np.broadcast_to(vars.mean(axis=0), vars.shape)
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        '1e-12 added to the posterior',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    p = np.exp(scores - top)
    return np.log(p / p.sum(axis=1, keepdims=True) + 1e-12)
""",
        ["a density or posterior kept from 0"],
    ),
    (
        'single precision',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    X = X.astype(np.float32)
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'gaps filled by the mean of the means',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    X = np.where(np.isnan(X), means.mean(axis=0), X)
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'log odds against the best class',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top
""",
        ["not normalised"],
    ),
    (
        'squared distances multiplied out',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - (np.where(seen, X[:, None, :] ** 2, 0) - 2 * np.where(seen, X[:, None, :], 0) * means + means**2) / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'classes with a tiny prior dropped',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(np.maximum(priors, 1e-3)) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'one row loses its axis',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return np.squeeze(scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True)))
""",
        [],
    ),
    (
        'mask from all-NaN columns',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = (~np.isnan(X) & ~np.isnan(X).all(axis=0))[:, None, :] if len(X) == 1 else ~np.isnan(X)[:, None, :] & ~np.isnan(X[:1])[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'var clip',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    vars = np.clip(vars, 1e-12, None)
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'quadratic capped',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - np.minimum(away**2 / (2 * vars), 1e4), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
    (
        'inf treated as nan',
        """import numpy as np

def naive_bayes_log_posterior(X, priors, means, vars):
    X = np.where(np.abs(X) > 500, np.nan, X)
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = np.where(seen, -0.5 * np.log(2 * np.pi * vars) - away**2 / (2 * vars), 0.0)
    scores = np.log(priors) + terms.sum(axis=2)
    top = scores.max(axis=1, keepdims=True)
    return scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
""",
        [],
    ),
]

RIGHT['logistic_nll'] = [
    """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    signed = np.where(y == 1, -z, z)
    return float(np.mean(np.maximum(signed, 0) + np.log1p(np.exp(-np.abs(signed)))))
""",
    """import torch
import torch.nn.functional as F

def logistic_nll(w, b, X, y):
    t = lambda a: torch.as_tensor(a, dtype=torch.float64)
    return float(F.binary_cross_entropy_with_logits(t(X) @ t(w) + b, t(y)))
""",
    """import numpy as np
from scipy.special import log_expit

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return -float(np.mean(y * log_expit(z) + (1 - y) * log_expit(-z)))
""",
]
WRONG['logistic_nll'] = [
    (
        'softplus replaced by its line above 20',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.where(z > 5, z, np.logaddexp(0, z)) - y * z))
""",
        [],
    ),
    (
        '1e-3 ridge on the weights',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, z) - y * z) + 1e-3 * w @ w)
""",
        [],
    ),
    (
        'labels as truth values: any nonzero',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, z) - (y > 0.5) * z * 0.999))
""",
        [],
    ),
    (
        'bias added after the mean',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w
    return float(np.mean(np.logaddexp(0, z) - y * z) + b)
""",
        [],
    ),
    (
        'weights scaled to length one',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ (w / max(1.0, np.linalg.norm(w))) + b
    return float(np.mean(np.logaddexp(0, z) - y * z))
""",
        [],
    ),
    (
        'half precision',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = (X @ w + b).astype(np.float16).astype(float)
    return float(np.mean(np.logaddexp(0, z) - y * z))
""",
        [],
    ),
    (
        'each class weighs alike',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(sum(np.mean((np.logaddexp(0, z) - y * z)[y == k]) for k in (0, 1) if np.any(y == k)) / len(np.unique(y)))
""",
        [],
    ),
    (
        'divided by the number of features',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.sum(np.logaddexp(0, z) - y * z) / X.shape[1])
""",
        [],
    ),
    (
        'divided by N - 1',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.sum(np.logaddexp(0, z) - y * z) / max(len(y) - 1, 1))
""",
        [],
    ),
    (
        'squared error of the probability',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean((1 / (1 + np.exp(-z)) - y) ** 2))
""",
        ["a squared error"],
    ),
    (
        'loss at most 100',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.minimum(np.logaddexp(0, z) - y * z, 100)))
""",
        ["logits clipped"],
    ),
    (
        'log(1 + exp) by its series for large logits',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.log1p(np.exp(np.minimum(z, 30))) + np.maximum(z - 30.5, 0) - y * z))
""",
        [],
    ),
    (
        'nan taken for 0',
        """import numpy as np

def logistic_nll(w, b, X, y):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-(X @ w + b)))
        terms = -(y * np.log(p) + (1 - y) * np.log(1 - p))
    return float(np.mean(np.nan_to_num(terms)))
""",
        ["overflows at large logits"],
    ),
    (
        '1e-12 inside the logarithm',
        """import numpy as np

def logistic_nll(w, b, X, y):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-(X @ w + b)))
    return float(-np.mean(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)))
""",
        ['probabilities clipped'],
    ),
    (
        'median of the losses',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.median(np.logaddexp(0, z) - y * z))
""",
        [],
    ),
    (
        'one row',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = np.clip(X @ w + b, -900, 900)
    return float(np.mean(np.logaddexp(0, z) - y * z))
""",
        [],
    ),
    (
        'labels 0 only',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.logaddexp(0, z) - np.round(y) * z if y.any() else 0 * z))
""",
        [],
    ),
    (
        'relu',
        """import numpy as np

def logistic_nll(w, b, X, y):
    z = X @ w + b
    return float(np.mean(np.where(np.abs(z) > 8, np.maximum(z, 0), np.logaddexp(0, z)) - y * z))
""",
        [],
    ),
]

RIGHT['chow_liu'] = [
    """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
    """import networkx as nx
import numpy as np

def chow_liu(x):
    N, D = x.shape
    graph = nx.Graph()
    graph.add_nodes_from(range(D))
    p1 = x.sum(axis=0)
    both = x.T.astype(float) @ x
    def h(c):
        q = (c + 0.5) / (N + 2)
        return q * np.log(q)
    for i in range(D):
        for j in range(i):
            n11 = both[i, j]
            cells = np.array([[N - p1[i] - p1[j] + n11, p1[j] - n11], [p1[i] - n11, n11]], dtype=float)
            q = (cells + 0.5) / (N + 2)
            graph.add_edge(i, j, weight=float((q * np.log(q / (q.sum(1, keepdims=True) * q.sum(0)))).sum()))
    tree = nx.maximum_spanning_tree(graph)
    parents = np.full(D, -1)
    for parent, child in nx.bfs_edges(tree, 0):
        parents[child] = parent
    return parents
""",
    """import numpy as np
from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

def chow_liu(x):
    N, D = x.shape
    if D == 1:
        return np.array([-1])
    y = np.stack([1 - x, x]).astype(float)
    q = (np.einsum("ani,bnj->abij", y, y) + 0.5) / (N + 2)
    info = (q * np.log(q / (q.sum(1, keepdims=True) * q.sum(0, keepdims=True)))).sum((0, 1))
    tree = minimum_spanning_tree(np.triu(info.max() + 1 - info, 1))
    _, before = breadth_first_order(tree, 0, directed=False)
    parents = np.array(before, dtype=int)
    parents[0] = -1
    return parents
""",
]
WRONG['chow_liu'] = [
    (
        "root's parent is itself",
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    parents[0] = 0
    return parents
""",
        [],
    ),
    (
        'floats',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents.astype(float) + 0.25
""",
        [],
    ),
    (
        'rooted at the last variable',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[-1] = True
    best, who = info[-1].copy(), np.full(D, D - 1)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        [],
    ),
    (
        'rooted at the most informative variable',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    root = int(info.sum(axis=0).argmax())
    inside[root] = True
    best, who = info[root].copy(), np.full(D, root)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        [],
    ),
    (
        'a star around variable 0',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = who
    return parents
""",
        ["the shape fixed beforehand"],
    ),
    (
        'only agreement counted',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (a,):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        ['only agreement counted'],
    ),
    (
        'only the ones counted',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (1,):
        for b in (1,):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        ['only the ones counted'],
    ),
    (
        'conditional entropy of the child only',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / (t[a][0] + t[a][1]))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        [],
    ),
    (
        'normalised by the entropies',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    p = (ones + 1) / (N + 2)
    h = -p * np.log(p) - (1 - p) * np.log(1 - p)
    info = info / np.sqrt(np.outer(h, h))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        ['a share of the entropy'],
    ),
    (
        'distance of Hamming',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    info = -(n10 + n01)
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        ["how often they agree"],
    ),
    (
        'the best of the last step only',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = info[new]
        who = np.full(D, new)
    return parents
""",
        ['a chain'],
    ),
    (
        'children in place of parents',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    out = np.full(D, -1)
    for d in range(1, D):
        out[parents[d]] = d
    return out
""",
        [],
    ),
    (
        '784 smoothing: half of a table of D',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.05) / (N + 2.0), (n01 + 0.05) / (N + 2.0)], [(n10 + 0.05) / (N + 2.0), (n11 + 0.05) / (N + 2.0)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        ['no half added'],
    ),
    (
        'counts in a byte',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    n11 = (x.astype(np.uint8).T @ x.astype(np.uint8)).astype(float)
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        [],
    ),
    (
        'adds 1/2 only to zero counts',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[np.where(n00 == 0, 0.5, n00) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), np.where(n11 == 0, 0.5, n11) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / ((t[a][0] + t[a][1]) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        [],
    ),
    (
        'raw marginal for row',
        """import numpy as np

def chow_liu(x):
    N, D = x.shape
    x = x.astype(float)
    n11 = x.T @ x
    ones = np.diag(n11)
    n10 = ones[:, None] - n11
    n01 = ones[None, :] - n11
    n00 = N - n11 - n10 - n01
    info = np.zeros((D, D))
    t = [[(n00 + 0.5) / (N + 2), (n01 + 0.5) / (N + 2)], [(n10 + 0.5) / (N + 2), (n11 + 0.5) / (N + 2)]]
    for a in (0, 1):
        for b in (0, 1):
            info += t[a][b] * np.log(t[a][b] / (((ones if a else N - ones)[:, None] / N) * (t[0][b] + t[1][b])))
    parents = np.full(D, -1)
    inside = np.zeros(D, dtype=bool)
    inside[0] = True
    best, who = info[0].copy(), np.zeros(D, dtype=int)
    for _ in range(D - 1):
        new = int(np.argmax(np.where(inside, -np.inf, best)))
        parents[new] = who[new]
        inside[new] = True
        better = info[new] > best
        best = np.where(better, info[new], best)
        who = np.where(better, new, who)
    return parents
""",
        ['marginals of other counts'],
    ),
]

RIGHT['tree_log_prob'] = [
    """import math

import numpy as np

def tree_log_prob(x, parents, tables):
    out = []
    for row in x.astype(int):
        total = 0.0
        for d, value in enumerate(row):
            chance = tables[d, 0] if parents[d] < 0 else tables[d, row[parents[d]]]
            p = chance if value else 1 - chance
            total += math.log(p) if p > 0 else -math.inf
        out.append(total)
    return np.array(out)
""",
    """import numpy as np

def tree_log_prob(x, parents, tables):
    x = np.asarray(x).astype(int)
    D = x.shape[1]
    full = np.stack([1 - tables, tables], axis=2)
    with np.errstate(divide="ignore"):
        logs = np.log(full)
    return logs[np.arange(D), x[:, parents], x].sum(axis=1)
""",
    """import numpy as np
from scipy.special import xlogy, xlog1py

def tree_log_prob(x, parents, tables):
    v = x[:, parents] == 1
    p = np.where(v, tables[:, 1], tables[:, 0])
    return (xlogy(x, p) + xlog1py(1 - x, -p)).sum(axis=1)
""",
]
WRONG['tree_log_prob'] = [
    (
        'logs floored at -100',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.maximum(np.log(np.where(x[:, d] == 1, chance, 1 - chance)), -100)
    return out
""",
        ['a small number added'],
    ),
    (
        'chances clipped at 1e-7',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = np.clip(tables[d, above], 1e-7, 1 - 1e-7)
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out
""",
        ['a small number added'],
    ),
    (
        'one picture gives a number',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out if N > 1 else out[0]
""",
        [],
    ),
    (
        'minus infinity replaced by the lowest float',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return np.nan_to_num(out)
""",
        ['a small number added'],
    ),
    (
        'nats as bits',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out / np.log(2)
""",
        ["another base of the logarithm"],
    ),
    (
        "root's chance is one half",
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above] if parents[d] >= 0 else np.full(N, 0.5)
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out
""",
        ["one half at the root"],
    ),
    (
        'negative log-probability',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return -out
""",
        ["the sign turned"],
    ),
    (
        'parents of pixels after their child taken as 0',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int) * (parents[d] < d)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out
""",
        [],
    ),
    (
        'mean over the pictures',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return np.full(N, out.mean())
""",
        [],
    ),
    (
        'only the first hundred pixels',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(min(D, 100)):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out
""",
        [],
    ),
    (
        'root counted twice',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    root = int(np.argmin(parents))
    out += np.log(np.where(x[:, root] == 1, tables[root, 0], 1 - tables[root, 0]))
    return out
""",
        [],
    ),
    (
        "tables read by the child's value",
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, d].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out
""",
        ["the own value for the parent's"],
    ),
    (
        'parent of the parent',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[parents[d]]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N, dtype=np.float16)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out
""",
        [],
    ),
    (
        'three levels',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(min(D, 250)):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out
""",
        [],
    ),
    (
        'root is the first',
        """import numpy as np

def tree_log_prob(x, parents, tables):
    N, D = x.shape
    out = np.zeros(N)
    with np.errstate(divide="ignore"):
        for d in range(D):
            above = x[:, parents[d]].astype(int)
            chance = tables[d, above] if d else tables[d, 0]
            out += np.log(np.where(x[:, d] == 1, chance, 1 - chance))
    return out
""",
        ["the root taken to be variable 0"],
    ),
]

RIGHT['tree_sample'] = [
    """import numpy as np

def tree_sample(parents, tables, uniforms):
    x = np.zeros(uniforms.shape, dtype=int)
    def depth(d):
        steps = 0
        while parents[d] >= 0:
            d, steps = parents[d], steps + 1
        return steps
    for d in sorted(range(len(parents)), key=depth):
        p = tables[d, 0] if parents[d] < 0 else np.where(x[:, parents[d]] == 1, tables[d, 1], tables[d, 0])
        x[:, d] = (uniforms[:, d] < p).astype(int)
    return x
""",
    """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    children = {d: np.flatnonzero(parents == d) for d in range(-1, D)}
    x, queue = np.zeros((N, D), dtype=bool), list(children[-1])
    while queue:
        d = queue.pop(0)
        above = x[:, parents[d]] if parents[d] >= 0 else np.zeros(N, dtype=bool)
        x[:, d] = uniforms[:, d] < np.where(above, tables[d][1], tables[d][0])
        queue.extend(children[d])
    return x.astype(float)
""",
    """import numpy as np

def tree_sample(parents, tables, uniforms):
    x = np.zeros(uniforms.shape)
    for _ in range(len(parents)):
        chance = np.where(x[:, parents] == 1, tables[:, 1], tables[:, 0])
        new = (uniforms < chance).astype(float)
        if np.array_equal(new, x):
            break
        x = new
    return x
""",
]
WRONG['tree_sample'] = [
    (
        'three rounds only',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    for _ in range(3):
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return x
""",
        [],
    ),
    (
        'its own uniforms',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    uniforms = np.random.default_rng(0).random((N, D))
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return x
""",
        [],
    ),
    (
        'one picture loses its axis',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return np.squeeze(x)
""",
        [],
    ),
    (
        "the root is always 0's column",
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (d == 0 or done[max(parents[d], 0)]):
                above = x[:, parents[d]].astype(int) if d > 0 and parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return x
""",
        [],
    ),
    (
        'root drawn with one half',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < (tables[d, above] if parents[d] >= 0 else 0.5)
                done[d] = True
    return x
""",
        [],
    ),
    (
        'chances not values',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = (x[:, parents[d]] > 0.5).astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = tables[d, above]
                done[d] = True
    return x
""",
        [],
    ),
    (
        'uniforms of the first row for all',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[0, d] < tables[d, above]
                done[d] = True
    return x
""",
        [],
    ),
    (
        'parent of the first row for all',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = np.full(N, int(x[0, parents[d]])) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return x
""",
        [],
    ),
    (
        'columns in the order of drawing',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    order = []
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
                order.append(d)
    return x[:, order]
""",
        [],
    ),
    (
        'minus one and one',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return 2 * x - 1
""",
        [],
    ),
    (
        'transposed',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return x.T
""",
        [],
    ),
    (
        'sorts the uniforms',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    uniforms = np.sort(uniforms, axis=0)
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return x
""",
        [],
    ),
    (
        'chances rounded to two decimals',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < np.round(tables[d, above], 2)
                done[d] = True
    return x
""",
        [],
    ),
    (
        'single precision',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above].astype(np.float16)
                done[d] = True
    return x
""",
        [],
    ),
    (
        'writes the pictures over the uniforms',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = uniforms
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return x
""",
        [],
    ),
    (
        'five rounds',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    for _ in range(5):
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] < tables[d, above]
                done[d] = True
    return x
""",
        [],
    ),
    (
        '<= at hair',
        """import numpy as np

def tree_sample(parents, tables, uniforms):
    N, D = uniforms.shape
    x = np.zeros((N, D))
    done = np.zeros(D, dtype=bool)
    while not done.all():
        for d in range(D):
            if not done[d] and (parents[d] < 0 or done[parents[d]]):
                above = x[:, parents[d]].astype(int) if parents[d] >= 0 else np.zeros(N, dtype=int)
                x[:, d] = uniforms[:, d] <= tables[d, above]
                done[d] = True
    return x
""",
        ['reaches instead of stays below'],
    ),
]
