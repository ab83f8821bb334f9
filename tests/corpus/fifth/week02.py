"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["marginal"] = ["""import numpy as np

def marginal(joint, keep):
    rest = tuple(i for i in range(joint.ndim) if i not in keep)
    return joint.transpose(tuple(keep) + rest).sum(axis=tuple(range(len(keep), joint.ndim)))
""", """import numpy as np

def marginal(joint, keep):
    return np.einsum(joint, list(range(joint.ndim)), list(keep))
""", """import numpy as np

def marginal(joint, keep):
    answer = np.zeros([joint.shape[k] for k in keep])
    for index in np.ndindex(*joint.shape):
        answer[tuple(index[k] for k in keep)] += joint[index]
    return answer
"""]
WRONG["marginal"] = [
    # in: joint of shape (2, 3), keep = (1, 0); the shape stays (2, 3)
    # hint: Ask for the axes in the other order: does your answer change?
    ("order of keep ignored", """import numpy as np

def marginal(joint, keep):
    lose = tuple(i for i in range(joint.ndim) if i not in keep)
    return joint.sum(axis=lose)
""", ["the order of `keep` is lost"]),
    # in: joint of shape (2, 3), keep = (0,); gives the distribution of axis 1
    # hint: Which axes does sum make go away: those that you name, or the others?
    ("sums over the axes to keep", """import numpy as np

def marginal(joint, keep):
    return joint.sum(axis=tuple(keep))
""", ["the kept axes are summed"]),
    # in: joint of shape (2, 3, 4), keep = (1, 2, 0); gives shape (4, 2, 3) instead of (3, 4, 2)
    # hint: A permutation and its inverse agree for two axes; try three that go round.
    ("inverse permutation", """import numpy as np

def marginal(joint, keep):
    lose = tuple(i for i in range(joint.ndim) if i not in keep)
    return joint.sum(axis=lose).transpose(np.argsort(keep))
""", ["the permutation is the inverse one"]),
    # in: keep = (); gives the whole table instead of 1
    # hint: To keep nothing means to add up everything.
    ("nothing kept: the table comes back", """import numpy as np

def marginal(joint, keep):
    if len(keep) == 0:
        return joint
    rest = tuple(i for i in range(joint.ndim) if i not in keep)
    return joint.transpose(tuple(keep) + rest).sum(axis=tuple(range(len(keep), joint.ndim)))
""", []),
    # in: joint of shape (2, 3), keep = (1, 0): nothing to sum, and the axes are not brought in order
    # hint: Even when no variable is forgotten, the order may change.
    ("all kept: the order is forgotten", """import numpy as np

def marginal(joint, keep):
    if len(keep) == joint.ndim:
        return joint.copy()
    rest = tuple(i for i in range(joint.ndim) if i not in keep)
    return joint.transpose(tuple(keep) + rest).sum(axis=tuple(range(len(keep), joint.ndim)))
""", ["the order of `keep` is lost"]),
    # in: joint of shape (2, 3, 4), keep = (2,): after axis 0 is gone, axis 1 is the old axis 2, so axis 1 is kept
    # hint: Once an axis is summed away, those behind it have new numbers.
    ("axis numbers shift while summing", """import numpy as np

def marginal(joint, keep):
    table = joint
    order = sorted(keep)
    for axis in range(joint.ndim):
        if axis not in keep and axis < table.ndim:
            table = table.sum(axis=axis)
        elif axis not in keep:
            table = table.sum(axis=-1)
    return table.transpose([order.index(k) for k in keep])
""", []),
    # in: joint = [[0.1, 0.2, 0.3], [0.1, 0.1, 0.2]], keep = (1, 0): right shape, entries in wrong places
    # hint: The shape is right, the entries are not: a reshape does not exchange axes.
    ("reshape instead of transpose", """import numpy as np

def marginal(joint, keep):
    lose = tuple(i for i in range(joint.ndim) if i not in keep)
    return joint.sum(axis=lose).reshape([joint.shape[k] for k in keep])
""", ["the order of `keep` is lost"]),
    # in: joint of shape (2, 3, 4), keep = (2, 0, 1): stays (2, 3, 4); right for one or two kept axes
    # hint: Two kept axes come out in the order wanted; what about three?
    ("order heeded for two axes only", """import numpy as np

def marginal(joint, keep):
    lose = tuple(i for i in range(joint.ndim) if i not in keep)
    answer = joint.sum(axis=lose)
    if len(keep) == 2 and keep[0] > keep[1]:
        answer = answer.T
    return answer
""", ["the order of `keep` is lost"]),
]

RIGHT["is_independent"] = ["""import numpy as np

def is_independent(joint, a, b, given=()):
    given = tuple(given)
    rest = tuple(i for i in range(joint.ndim) if i not in (a, b) + given)
    table = joint.transpose((a, b) + given + rest)
    table = table.reshape(table.shape[:2] + (-1, int(np.prod([joint.shape[i] for i in rest], dtype=int)))).sum(axis=3)
    for g in range(table.shape[2]):
        slice_ = table[:, :, g]
        total = slice_.sum()
        if total > 0:
            p = slice_ / total
            if np.any(abs(p - np.outer(p.sum(axis=1), p.sum(axis=0))) >= 1e-9):
                return False
    return True
""", """import numpy as np

def is_independent(joint, a, b, given=()):
    lose = tuple(i for i in range(joint.ndim) if i not in (a, b) and i not in given)
    pabg = joint.sum(axis=lose, keepdims=True)
    pg = pabg.sum(axis=(a, b), keepdims=True)
    cond = np.divide(pabg, pg, out=np.zeros_like(pabg), where=pg > 0)
    gap = cond - cond.sum(axis=b, keepdims=True) * cond.sum(axis=a, keepdims=True)
    return bool(np.all(np.abs(gap) < 1e-9))
""", """import numpy as np
from itertools import product

def is_independent(joint, a, b, given=()):
    table = np.einsum(joint, list(range(joint.ndim)), list(given) + [a, b])
    sizes = [range(joint.shape[g]) for g in given]
    for values in product(*sizes):
        pab = table[values]
        mass = pab.sum()
        if mass == 0:
            continue
        pab = pab / mass
        pa, pb = pab.sum(axis=1), pab.sum(axis=0)
        for i in range(len(pa)):
            for j in range(len(pb)):
                if abs(pab[i, j] - pa[i] * pb[j]) >= 1e-9:
                    return False
    return True
"""]
WRONG["is_independent"] = [
    # in: c causes a and b, given = (c,): says False, since they are dependent without c
    # hint: Does your answer change with given?
    ("given ignored", """import numpy as np

def is_independent(joint, a, b, given=()):
    lose = tuple(i for i in range(joint.ndim) if i not in (a, b))
    p = joint.sum(axis=lose, keepdims=True)
    outer = p.sum(axis=a, keepdims=True) * p.sum(axis=b, keepdims=True)
    return bool(np.all(np.abs(p - outer) < 1e-9))
""", ["the condition is ignored"]),
    # in: c causes a and b, given = (): says True, since it looks inside each c instead of summing c out
    # hint: Which variables are neither asked about nor known? They must be added up first.
    ("other variables not summed out", """import numpy as np

def is_independent(joint, a, b, given=()):
    pg = joint.sum(axis=(a, b), keepdims=True)
    left = joint * pg
    right = joint.sum(axis=a, keepdims=True) * joint.sum(axis=b, keepdims=True)
    return bool(np.allclose(left, right, rtol=0, atol=1e-12))
""", []),
    # in: three independent fair coins, given = (2,): 1/8 is compared with 1/16, says False
    # hint: You compare joint probabilities; the definition speaks of probabilities given g.
    ("p(g) forgotten", """import numpy as np

def is_independent(joint, a, b, given=()):
    lose = tuple(i for i in range(joint.ndim) if i not in (a, b) + tuple(given))
    p = joint.sum(axis=lose, keepdims=True)
    product = p.sum(axis=a, keepdims=True) * p.sum(axis=b, keepdims=True)
    return bool(np.all(np.abs(p - product) < 1e-9))
""", ["the condition's probability is forgotten"]),
    # in: independent coins a, b and a third variable with probabilities [1, 0], given = (2,): nan, says False
    # hint: What happens to a slice whose sum is zero? It should say nothing.
    ("impossible value of given makes nan", """import numpy as np

def is_independent(joint, a, b, given=()):
    lose = tuple(i for i in range(joint.ndim) if i not in (a, b) + tuple(given))
    p = joint.sum(axis=lose, keepdims=True)
    with np.errstate(all="ignore"):
        p = p / p.sum(axis=(a, b), keepdims=True)
    product = p.sum(axis=a, keepdims=True) * p.sum(axis=b, keepdims=True)
    return bool(np.all(np.abs(p - product) < 1e-9))
""", ["dividing by the probability of what never happens"]),
    # in: a, b with 3 values, joint[0, 0] = 1/9 and the rest dependent: says True
    # hint: One cell decides for two yes-or-no variables only; the definition says for all values.
    ("only the first cell compared", """import numpy as np

def is_independent(joint, a, b, given=()):
    given = tuple(given)
    table = np.einsum(joint, list(range(joint.ndim)), [a, b] + list(given))
    table = table.reshape(table.shape[:2] + (-1,))
    for g in range(table.shape[2]):
        t = table[:, :, g]
        if t.sum() == 0:
            continue
        t = t / t.sum()
        if abs(t[0, 0] - t[0].sum() * t[:, 0].sum()) >= 1e-9:
            return False
    return True
""", []),
    # in: joint = diag(0.5, 0.5), a = 0, b = 1: the differences add up to 0, says True
    # hint: Differences of either sign cancel when you add them; each must be small by itself.
    ("differences added with their signs", """import numpy as np

def is_independent(joint, a, b, given=()):
    lose = tuple(i for i in range(joint.ndim) if i not in (a, b) + tuple(given))
    p = joint.sum(axis=lose, keepdims=True)
    pg = p.sum(axis=(a, b), keepdims=True)
    gap = p * pg - p.sum(axis=a, keepdims=True) * p.sum(axis=b, keepdims=True)
    return bool(abs(gap.sum()) < 1e-9)
""", []),
    # in: joint = [[0.252, 0.248], [0.248, 0.252]]: a dependence of 2e-3, says True
    # hint: Your tolerance is larger than the weakest dependence that counts.
    ("tolerance too large", """import numpy as np

def is_independent(joint, a, b, given=()):
    given = tuple(given)
    table = np.einsum(joint, list(range(joint.ndim)), [a, b] + list(given))
    table = table.reshape(table.shape[:2] + (-1,))
    for g in range(table.shape[2]):
        t = table[:, :, g]
        if t.sum() > 0:
            t = t / t.sum()
            if not np.allclose(t, np.outer(t.sum(1), t.sum(0)), atol=1e-2):
                return False
    return True
""", []),
    # in: axes a, b, c, d; a and b are noisy copies of d, c is a coin apart; given = (c, d): only c is looked at, says False
    # hint: There may be more than one variable that is known.
    ("only the first of given used", """import numpy as np

def is_independent(joint, a, b, given=()):
    known = tuple(given)[:1]
    lose = tuple(i for i in range(joint.ndim) if i not in (a, b) + known)
    p = joint.sum(axis=lose, keepdims=True)
    pg = p.sum(axis=(a, b), keepdims=True)
    p = np.divide(p, pg, out=np.zeros_like(p), where=pg > 0)
    product = p.sum(axis=a, keepdims=True) * p.sum(axis=b, keepdims=True)
    return bool(np.all(np.abs(p - product) < 1e-9))
""", []),
]

RIGHT["count_parameters"] = ["""def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    if structure == "markov":
        return 2 * n - 1
    raise ValueError(structure)
""", """def count_parameters(n, structure):
    # one free number for each row of each table; a variable with k parents has 2^k rows
    parents = {"full": lambda i: i, "independent": lambda i: 0, "markov": lambda i: min(i, 1)}[structure]
    return sum(2 ** parents(i) for i in range(n))
""", """def count_parameters(n, structure):
    match structure:
        case "full":
            return (1 << n) - 1
        case "independent":
            return n
        case "markov":
            return 1 + 2 * (n - 1)
"""]
WRONG["count_parameters"] = [
    # in: 3, 'full'; gives 8 instead of 7
    # hint: The last entry of the table is known from the others.
    ("full table without the sum to 1", """def count_parameters(n, structure):
    return {"full": 2**n, "independent": n, "markov": 2 * n - 1}[structure]
""", ["2^n for the full table", "entries counted instead of free numbers"]),
    # in: 3, 'markov'; gives 6 instead of 5
    # hint: Nothing stands before the first variable: how many rows has its table?
    ("first of the chain has two rows", """def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "markov":
        return 2 * n
    return n
""", ["2n for the chain"]),
    # in: 60, 'full'; 2.0**60 - 1 rounds to 2**60
    # hint: A float holds about 16 digits, and this number has more.
    ("floats are not exact", """def count_parameters(n, structure):
    if structure == "full":
        return int(2.0**n - 1)
    if structure == "markov":
        return 2 * n - 1
    return n
""", []),
    # in: 100, 'full'; int64 overflows, gives -1
    # hint: NumPy's integers have 64 bits; Python's have as many as they need.
    ("int64 overflows", """import numpy as np

def count_parameters(n, structure):
    if structure == "full":
        return int(np.sum(np.power(2, np.arange(n))))
    if structure == "independent":
        return n
    return 2 * n - 1
""", []),
    # in: 5, 'markov'; gives 3 instead of 9
    # hint: Each variable has a table of its own; yours share one.
    ("one table shared along the chain", """def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return min(n, 1) + (2 if n > 1 else 0)
""", ["one table for all steps"]),
    # in: 3, 'markov'; gives 9 instead of 5
    # hint: Each row of a table sums to 1, so a row of two numbers has one free.
    ("both entries of a row counted", """def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return 1 + 4 * (n - 1)
""", ["entries counted instead of free numbers"]),
    # in: 4, 'independent'; gives 8 instead of 4
    # hint: A coin has two probabilities; how many of them may you choose?
    ("two numbers for one coin", """def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return 2 * n
    return 2 * n - 1
""", ["entries counted instead of free numbers"]),
    # in: 3, 'markov'; gives 4 instead of 5
    # hint: You have counted the arrows; does the first variable need no number?
    ("first variable of the chain forgotten", """def count_parameters(n, structure):
    if structure == "full":
        return 2**n - 1
    if structure == "independent":
        return n
    return 2 * (n - 1)
""", ["off by one: the chain's start is forgotten"]),
]
