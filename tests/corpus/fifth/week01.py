"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["entropy"] = ["""import numpy as np

def entropy(p):
    p = p[p > 0]
    return float(-np.sum(p * np.log(p)))
""", """import numpy as np
from scipy.special import entr

def entropy(p):
    return float(entr(np.asarray(p, dtype=float)).sum())
""", """import math

def entropy(p):
    total = 0.0
    for prob in p:
        if prob > 0:
            total -= float(prob) * math.log(float(prob))
    return total
"""]
WRONG["entropy"] = [
    # in: p = [0.5, 0.5]; gives 1.0 instead of 0.693
    # hint: You count in bits; this week the logarithm is the natural one.
    ("bits, not nats", """import numpy as np

def entropy(p):
    p = p[p > 0]
    return float(-(p * np.log2(p)).sum())
""", ["bits"]),
    # in: p uniform over 1000 outcomes; gives 6.9068 instead of 6.9078 (and below 0 for a certain outcome)
    # hint: A small number inside the logarithm changes every term; leave the zeros out instead.
    ("small number inside the logarithm", """import numpy as np

def entropy(p):
    return float(-np.sum(p * np.log(p + 1e-6)))
""", []),
    # in: p = [1.0, 0.0]; gives nan instead of 0
    # hint: What is 0 * log 0 in floating point, and what should it be?
    ("0 log 0 is nan", """import numpy as np

def entropy(p):
    return float(-np.sum(p * np.log(p)))
""", ["nan at zeros"]),
    # in: p = [0.5, 0.5, 0.0]; the sum is nan, so gives 0.0 instead of 0.693
    # hint: Repair the terms before you add them up: one nan makes the whole sum nan.
    ("nan_to_num after the sum", """import numpy as np

def entropy(p):
    with np.errstate(all="ignore"):
        h = -np.sum(p * np.log(p))
    return float(np.nan_to_num(h))
""", ["nan at zeros"]),
    # in: p = [0.5, 0.5]; gives 0.347 instead of 0.693
    # hint: The probabilities are the weights of the mean already; do not divide by the number of outcomes.
    ("np.mean where the weights are in already", """import numpy as np

def entropy(p):
    q = p[p > 0]
    return float(np.mean(-q * np.log(q)))
""", ['mean instead of sum']),
    # in: p uniform over 20000 outcomes; gives 0 instead of 9.9
    # hint: Rare outcomes are not impossible ones, and many rare ones add up.
    ("rare outcomes cut off", """import numpy as np

def entropy(p):
    kept = p[p > 1e-4]
    return float(-np.sum(kept * np.log(kept)))
""", []),
    # in: p = [0.5, 0.5, 0.0]; the value is right, but p is [0.5, 0.5, 1.0] afterwards
    # hint: Your caller's array is changed by this function; work on a copy.
    ("zeros of the argument overwritten", """import numpy as np

def entropy(p):
    p[p == 0] = 1.0
    return float(-np.sum(p * np.log(p)))
""", []),
    # in: p = [0.2, 0.3, 0.5]; gives the entropy of [0.2, 0.8], 0.500 instead of 1.030
    # hint: This is the entropy of a coin; how does it go on for K outcomes?
    ("only for two outcomes", """import numpy as np

def entropy(p):
    q = p[0]
    if q == 0 or q == 1:
        return 0.0
    return float(-q * np.log(q) - (1 - q) * np.log(1 - q))
""", []),
]

RIGHT["mvn_log_prob"] = ["""import numpy as np

def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    log_det = 2 * np.log(np.diag(L)).sum()
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + log_det + (u**2).sum(axis=0))
""", """import numpy as np

def mvn_log_prob(x, mean, cov):
    d = x - mean
    sign, log_det = np.linalg.slogdet(cov)
    quad = np.einsum("nd,nd->n", d, np.linalg.solve(cov, d.T).T)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + log_det + quad)
""", """import numpy as np

def mvn_log_prob(x, mean, cov):
    # rotate into the axes of the covariance, where the dimensions are independent
    values, vectors = np.linalg.eigh(cov)
    z = (x - mean) @ vectors
    return np.sum(-0.5 * np.log(2 * np.pi) - 0.5 * np.log(values) - 0.5 * z**2 / values, axis=1)
"""]
WRONG["mvn_log_prob"] = [
    # in: D = 500, cov = 0.01 I; det underflows to 0, so gives inf instead of a finite number
    # hint: A product of 500 small numbers underflows; get the logarithm of the determinant without the determinant.
    ("logarithm of an underflowing determinant", """import numpy as np

def mvn_log_prob(x, mean, cov):
    d = x - mean
    quad = np.sum(d * np.linalg.solve(cov, d.T).T, axis=1)
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + np.log(np.linalg.det(cov)) + quad)
""", ["determinant under- or overflows"]),
    # in: D = 1, x = 0, mean = 0, cov = 4; log det Sigma comes out as log 2 instead of log 4
    # hint: Sigma is L times its transpose: how often does the determinant of L enter?
    ("log-determinant of L instead of Sigma", """import numpy as np

def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    log_det = np.sum(np.log(np.diag(L)))
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + log_det + np.sum(u**2, axis=0))
""", ["half of the sum of log diag L"]),
    # in: D = 2, cov = I, x = mean; gives -0.92 instead of -1.84
    # hint: How does the constant with 2 pi grow with the dimension?
    ("D forgotten before log 2 pi", """import numpy as np

def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (u**2).sum(axis=0)
""", ['one 2 pi for all dimensions']),
    # in: N = 2, x = [[1], [2]], mean 0, cov 1; one quadratic form for all points, right only for N = 1
    # hint: Over which axis do you add up the squares, and what is then left of the points?
    ("squares of all points added up", """import numpy as np

def mvn_log_prob(x, mean, cov):
    d = x - mean
    quad = np.sum(d @ np.linalg.inv(cov) * d)
    log_det = np.linalg.slogdet(cov)[1]
    return np.full(len(x), -0.5 * (x.shape[1] * np.log(2 * np.pi) + log_det + quad))
""", []),
    # in: D = 2, cov = [[1, 0.5], [0.5, 1]], x = [[1, 1]], mean 0; ignores the correlation
    # hint: Your answer does not change when the covariances off the diagonal do.
    ("only the diagonal of the covariance", """import numpy as np

def mvn_log_prob(x, mean, cov):
    var = np.diag(cov)
    return np.sum(-0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var), axis=1)
""", ["inverse of the diagonal only", "coordinates taken as independent"]),
    # in: D = 1, cov = [[1e-8]], x = mean; the variance is taken as 1.01e-6, gives 5.98 instead of 8.29
    # hint: In small units what you add to the diagonal is larger than the covariance itself.
    ("jitter on the diagonal", """import numpy as np

def mvn_log_prob(x, mean, cov):
    L = np.linalg.cholesky(cov + 1e-6 * np.eye(len(cov)))
    u = np.linalg.solve(L, (x - mean).T)
    return -0.5 * len(mean) * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (u**2).sum(axis=0)
""", []),
    # in: any float x with a mean other than 0; x is shifted after the call
    # hint: The points of your caller have moved; subtract into a new array.
    ("x shifted in place", """import numpy as np

def mvn_log_prob(x, mean, cov):
    x -= mean
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, x.T)
    return -0.5 * x.shape[1] * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (u**2).sum(axis=0)
""", []),
    # in: N = 2, D = 2, x = [[1, 2], [3, 4]], mean 0, cov = diag(1, 4); coordinates of different points are mixed
    # hint: Which of your numbers belong to one point after the reshape? Turning rows to columns is another operation.
    ("reshape instead of transpose", """import numpy as np

def mvn_log_prob(x, mean, cov):
    N, D = x.shape
    L = np.linalg.cholesky(cov)
    u = np.linalg.solve(L, (x - mean).reshape(D, N))
    return -0.5 * D * np.log(2 * np.pi) - np.log(np.diag(L)).sum() - 0.5 * (u**2).sum(axis=0)
""", []),
]

RIGHT["mutual_information"] = ["""import numpy as np

def mutual_information(joint):
    def H(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))
    hx, hy, hxy = H(joint.sum(axis=1)), H(joint.sum(axis=0)), H(joint)
    return float(hx + hy - hxy), float(hxy - hy)
""", """import numpy as np

def mutual_information(joint):
    px = joint.sum(axis=1, keepdims=True)
    py = joint.sum(axis=0, keepdims=True)
    seen = joint > 0
    p = joint[seen]
    px, py = np.broadcast_to(px, joint.shape)[seen], np.broadcast_to(py, joint.shape)[seen]
    info = np.sum(p * (np.log(p) - np.log(px) - np.log(py)))
    left = -np.sum(p * (np.log(p) - np.log(py)))
    return float(info), float(left)
""", """import math

def mutual_information(joint):
    K, L = joint.shape
    px = [math.fsum(joint[k, :]) for k in range(K)]
    py = [math.fsum(joint[:, l]) for l in range(L)]
    info = left = 0.0
    for k in range(K):
        for l in range(L):
            p = float(joint[k, l])
            if p > 0:
                info += p * (math.log(p) - math.log(px[k]) - math.log(py[l]))
                left -= p * (math.log(p) - math.log(py[l]))
    return info, left
"""]
WRONG["mutual_information"] = [
    # in: joint = [[0.25, 0.25], [0.5, 0.0]]; the second number is H(y | x) = 0.347 instead of H(x | y) = 0.477
    # hint: To get the distribution of y, which axis do you add over?
    ("x and y exchanged", """import numpy as np

def mutual_information(joint):
    def H(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))
    hx, hy, hxy = H(joint.sum(axis=0)), H(joint.sum(axis=1)), H(joint.ravel())
    return float(hx + hy - hxy), float(hxy - hy)
""", ["H(y given x)"]),
    # in: joint = diag(0.5, 0.5); both are nan instead of (log 2, 0)
    # hint: Some cells have probability 0; what does your formula make of them?
    ("zero cells give nan", """import numpy as np

def mutual_information(joint):
    px = joint.sum(axis=1, keepdims=True)
    py = joint.sum(axis=0, keepdims=True)
    return float(np.sum(joint * np.log(joint / (px * py)))), float(-np.sum(joint * np.log(joint / py)))
""", ["nan at zeros"]),
    # in: joint = diag of 1000 entries 0.001; log(joint + 1e-6) is off by 0.001: I = 6.9088 instead of 6.9078
    # hint: The small number that saves you from log 0 changes all the other cells, too.
    ("small number in the logarithm", """import numpy as np

def mutual_information(joint):
    def H(p):
        return -np.sum(p * np.log(p + 1e-6))
    hx, hy, hxy = H(joint.sum(axis=1)), H(joint.sum(axis=0)), H(joint)
    return float(hx + hy - hxy), float(hxy - hy)
""", []),
    # in: joint = outer([0.9, 0.1], [0.5, 0.5]); I is not 0 (and K != L raises)
    # hint: Row k of the product of the marginals must hold p(x = k); try a table that is not square.
    ("product of the marginals is transposed", """import numpy as np

def mutual_information(joint):
    px, py = joint.sum(axis=1), joint.sum(axis=0)
    independent = np.outer(py, px)
    seen = joint > 0
    info = np.sum(joint[seen] * np.log(joint[seen] / independent[seen]))
    hx = -np.sum(px[px > 0] * np.log(px[px > 0]))
    return float(info), float(hx - info)
""", []),
    # in: joint = [[0.4, 0.1], [0.1, 0.4]]; the second is H(x) = 0.693 instead of H(x | y) = 0.500
    # hint: Your second number does not change with y: what stays of the uncertainty once y is known?
    ("H(x) in place of H(x | y)", """import numpy as np

def mutual_information(joint):
    def H(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))
    hx = H(joint.sum(axis=1))
    return float(hx + H(joint.sum(axis=0)) - H(joint)), float(hx)
""", ["the entropy of x"]),
    # in: joint = [[0.4, 0.1], [0.4, 0.0], [0.1, 0.0]]; the columns count alike though y = 0 has 0.9
    # hint: The conditional entropy is a mean over y: is each y as likely as the other?
    ("plain average over the values of y", """import numpy as np

def mutual_information(joint):
    def H(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))
    py = joint.sum(axis=0)
    columns = [joint[:, l] / py[l] for l in range(joint.shape[1]) if py[l] > 0]
    left = np.mean([H(c) for c in columns])
    return float(H(joint.sum(axis=1)) - left), float(left)
""", ['the conditional weighs itself']),
    # in: joint = [[0.5, 0.0], [0.5, 0.0]]: y = 1 never happens, 0 / 0 gives nan instead of (0, log 2)
    # hint: What do you divide by, if some value of y never happens?
    ("a value of y that never happens", """import numpy as np

def mutual_information(joint):
    py = joint.sum(axis=0)
    px = joint.sum(axis=1)
    given = joint / py
    left = 0.0
    for l in range(joint.shape[1]):
        c = given[:, l]
        c = c[c != 0]
        left += py[l] * -np.sum(c * np.log(c))
    hx = -np.sum(px[px > 0] * np.log(px[px > 0]))
    return float(hx - left), float(left)
""", []),
    # in: joint = diag(0.5, 0.5); the values are right, the caller's zeros have become 1e-300
    # hint: Look at the table after the call: is it still the one that was given?
    ("zeros of the table overwritten", """import numpy as np

def mutual_information(joint):
    joint[joint == 0] = 1e-300
    px = joint.sum(axis=1, keepdims=True)
    py = joint.sum(axis=0, keepdims=True)
    left = -np.sum(joint * (np.log(joint) - np.log(py)))
    info = np.sum(joint * (np.log(joint) - np.log(px) - np.log(py)))
    return float(info), float(left)
""", []),
]
