"""The other exercises of this week, answers from the statements alone by one who works on the course: see README.md one folder up."""

RIGHT = {}
WRONG = {}

RIGHT['square_pushforward_log_prob'] = [
"""
import math
import torch


def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    ok = y > 0
    v = y[ok]
    out[ok] = -0.5 * (math.log(2 * math.pi) + torch.log(v) + v)
    return out
""",
"""
import numpy as np
import torch


def square_pushforward_log_prob(y):
    from scipy.stats import chi2
    values = np.asarray(y, dtype=float)
    with np.errstate(all="ignore"):
        logs = np.where(values > 0, -0.5 * np.log(2 * np.pi) - 0.5 * np.log(np.where(values > 0, values, 1)) - values / 2, -np.inf)
    return torch.from_numpy(logs)
""",
"""
import math
import torch


def square_pushforward_log_prob(y):
    rows = [-math.inf if v <= 0 else -v / 2 - 0.5 * math.log(v) - 0.5 * math.log(2 * math.pi) for v in y.tolist()]
    return torch.tensor(rows, dtype=torch.float64)
""",
]

WRONG['square_pushforward_log_prob'] = [
('one root only', """
import math
import torch


def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    ok = y > 0
    v = y[ok]
    out[ok] = -0.5 * (math.log(2 * math.pi) + torch.log(v) + v) - math.log(2)
    return out
""", ('one branch only',)),
('no Jacobian', """
import math
import torch


def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    ok = y > 0
    v = y[ok]
    out[ok] = -0.5 * (math.log(2 * math.pi) + v)
    return out
""", ('no Jacobian',)),
("slope's factor 2 forgotten: twice the density", """
import math
import torch


def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    ok = y > 0
    v = y[ok]
    out[ok] = -0.5 * (math.log(2 * math.pi) + torch.log(v) + v) + math.log(2)
    return out
""", ('stretch without its 2',)),
('y squared in the exponent', """
import math
import torch


def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    ok = y > 0
    v = y[ok]
    out[ok] = -0.5 * (math.log(2 * math.pi) + torch.log(v) + v ** 2)
    return out
""", ('the Gaussian at y',)),
("Jacobian's sign", """
import math
import torch


def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    ok = y > 0
    v = y[ok]
    out[ok] = -0.5 * (math.log(2 * math.pi) - torch.log(v) + v)
    return out
""", ('Jacobian upside down',)),
('nan below zero', """
import math
import torch


def square_pushforward_log_prob(y):
    return -0.5 * (math.log(2 * math.pi) + torch.log(y) + y)
""", ('nan below zero',)),
("the density's exp underflows", """
import math
import torch


def square_pushforward_log_prob(y):
    p = torch.exp(-y / 2) / torch.sqrt(2 * math.pi * y)
    return torch.where(y > 0, torch.log(p), -math.inf)
""", ('logarithm of an underflow',)),
('y clamped to 1e-12', """
import math
import torch


def square_pushforward_log_prob(y):
    v = y.clamp(min=1e-12)
    return torch.where(y > 0, -0.5 * (math.log(2 * math.pi) + torch.log(v) + v), -math.inf)
""", ()),
('finite at y = 0', """
import math
import torch


def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    ok = y >= 0
    v = y[ok]
    out[ok] = -0.5 * (math.log(2 * math.pi) + torch.log(v) + v)
    return out
""", ('nan below zero',)),
('through float32', """
import math
import torch


def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    ok = y > 0
    v = y[ok].float()
    out[ok] = (-0.5 * (math.log(2 * math.pi) + torch.log(v) + v)).double()
    return out
""", ()),
('the density', """
import math
import torch


def square_pushforward_log_prob(y):
    out = torch.zeros_like(y)
    ok = y > 0
    v = y[ok]
    out[ok] = torch.exp(-0.5 * (math.log(2 * math.pi) + torch.log(v) + v))
    return out
""", ('the density itself',)),
]

RIGHT['linear_flow_log_prob'] = [
"""
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""",
"""
from torch.distributions import Normal
import torch


def linear_flow_log_prob(x, A, b):
    P, L, U = torch.linalg.lu(A)
    z = torch.linalg.solve_triangular(U, torch.linalg.solve_triangular(L, P.T @ (x - b).T, upper=False), upper=True)
    logs = Normal(torch.tensor(0.0, dtype=x.dtype), 1.0).log_prob(z).sum(0)
    return logs - U.diagonal().abs().log().sum()
""",
"""
import numpy as np
import torch


def linear_flow_log_prob(x, A, b):
    Q, R = np.linalg.qr(A.numpy())
    z = np.linalg.solve(R, Q.T @ (x - b).numpy().T)
    half_log_det = np.log(np.abs(np.diag(R))).sum()
    return torch.from_numpy(-0.5 * (z ** 2).sum(0) - 0.5 * len(b) * np.log(2 * np.pi) - half_log_det)
""",
]

WRONG['linear_flow_log_prob'] = [
('log-det added', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) + torch.linalg.slogdet(A)[1]
""", ('log det added',)),
('log-det left out', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi)
""", ('no log-det',)),
('A transposed', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A.T, (x - b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ('transposed',)),
('b not subtracted', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, x.T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ('shift forgotten or added',)),
('b added', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x + b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ('shift forgotten or added',)),
('A z for A inverse', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = (x - b) @ A.T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ('the wrong direction',)),
('log of det', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - torch.log(torch.abs(torch.linalg.det(A)))
""", ('determinant overflows',)),
('no absolute value', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - torch.logdet(A)
""", ('logdet of a negative determinant',)),
('2 pi once', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ('constant forgotten',)),
('2 pi forgotten', """
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - torch.linalg.slogdet(A)[1]
""", ('constant forgotten',)),
('half the log-det', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - 0.5 * torch.linalg.slogdet(A)[1]
""", ('half the log-det',)),
('A taken for diagonal', """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = (x - b) / torch.diagonal(A)
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ()),
("covariance A' A", """
import math
import torch


def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve_triangular(torch.linalg.cholesky(A.T @ A), (x - b).T, upper=False).T
    D = x.shape[1]
    return -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ('transposed',)),
]

RIGHT['planar_log_abs_det'] = [
"""
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(torch.abs(1 + (1 - torch.tanh(a) ** 2) * (u @ w)))
""",
"""
import torch


def planar_log_abs_det(z, u, w, b):
    slope = torch.cosh((z * w).sum(1) + b).pow(-2)
    return (1 + slope * torch.dot(u, w)).abs().log()
""",
"""
import math
import torch


def planar_log_abs_det(z, u, w, b):
    uw = float((u * w).sum())
    rows = []
    for row in z:
        t = math.tanh(float((row * w).sum()) + b)
        v = abs(1 + uw * (1 - t) * (1 + t))
        rows.append(math.log(v) if v > 0 else -math.inf)
    return torch.tensor(rows, dtype=z.dtype)
""",
]

WRONG['planar_log_abs_det'] = [
('no absolute value', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(1 + (1 - torch.tanh(a) ** 2) * (u @ w))
""", ('no abs',)),
('no logarithm', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.abs(1 + (1 - torch.tanh(a) ** 2) * (u @ w))
""", ('the determinant, not its logarithm',)),
('tanh for its slope', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(torch.abs(1 + torch.tanh(a) * (u @ w)))
""", ('tanh instead of its derivative',)),
('b left out', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w
    return torch.log(torch.abs(1 + (1 - torch.tanh(a) ** 2) * (u @ w)))
""", ('b forgotten',)),
('elementwise product of u and w summed in log', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(torch.abs(1 + (1 - torch.tanh(a) ** 2)[:, None] * (u * w))).sum(1)
""", ('elementwise product not summed',)),
('the 1 forgotten', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(torch.abs((1 - torch.tanh(a) ** 2) * (u @ w)))
""", ('the identity forgotten',)),
('u for w in the argument', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ u + b
    return torch.log(torch.abs(1 + (1 - torch.tanh(a) ** 2) * (u @ w)))
""", ('b forgotten',)),
('|w|^2 for u.w', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(torch.abs(1 + (1 - torch.tanh(a) ** 2) * (w @ w)))
""", ()),
('u bent to stay invertible', """
import torch.nn.functional as F
import torch


def planar_log_abs_det(z, u, w, b):
    uw = u @ w
    u = u + (F.softplus(uw) - 1 - uw) * w / (w @ w)
    a = z @ w + b
    return torch.log(torch.abs(1 + (1 - torch.tanh(a) ** 2) * (u @ w)))
""", ()),
("the determinants' mean", """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(torch.abs(1 + (1 - torch.tanh(a) ** 2) * (u @ w))).mean()
""", ()),
('1e-8 under the log', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(1e-8 + torch.abs(1 + (1 - torch.tanh(a) ** 2) * (u @ w)))
""", ()),
('a full determinant', """
import torch


def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    J = torch.eye(len(u), dtype=z.dtype) + slope[:, None, None] * torch.outer(u, w)
    return torch.linalg.slogdet(J)[1]
""", ('a matrix is built',)),
('clamped at zero', """
import torch


def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(torch.clamp(1 + (1 - torch.tanh(a) ** 2) * (u @ w), min=1e-6))
""", ()),
]

RIGHT['coupling_inverse'] = [
"""
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""",
"""



def coupling_inverse(x, mask, scale, shift):
    s, t = scale(x * mask), shift(x * mask)
    z = mask * x + (1 - mask) * (x - t) / s.exp()
    return z, -(s * (1 - mask)).sum(-1)
""",
"""
import torch


def coupling_inverse(x, mask, scale, shift):
    on = mask > 0.5
    s, t = scale(torch.where(on, x, 0.0)), shift(torch.where(on, x, 0.0))
    z = torch.where(on, x, (x - t) * torch.exp(-s))
    return z, -torch.where(on, 0.0, s).sum(1)
""",
]

WRONG['coupling_inverse'] = [
('log-det of the forward', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (x - t) * torch.exp(-s), s.sum(dim=1)
""", ('log-det sign',)),
('shift after scale', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return x * torch.exp(-s) - t, -s.sum(dim=1)
""", ('undone in the wrong order',)),
('times exp(s)', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (x - t) * torch.exp(s), -s.sum(dim=1)
""", ('scale not divided out',)),
('shift added', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (x + t) * torch.exp(-s), -s.sum(dim=1)
""", ('shift added',)),
('networks see all of x', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ('scale of the wrong half',)),
('networks see the other half', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = (1 - mask) * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ('scale of the wrong half',)),
('mask swapped', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = mask * scale(kept)
    t = mask * shift(kept)
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ('roles of the mask swapped',)),
('log-det counts all', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    r = scale(kept)
    return (x - t) * torch.exp(-s), -r.sum(dim=1)
""", ('log-scales of unchanged coordinates counted',)),
('mean of the log-scales', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (x - t) * torch.exp(-s), -s.mean(dim=1)
""", ('log-det not a number for each point',)),
('divided by s', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (x - t) / torch.where(s == 0, torch.ones_like(s), s), -s.sum(dim=1)
""", ()),
('log-det one number', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (x - t) * torch.exp(-s), -s.sum()
""", ('log-det not a number for each point',)),
('networks without gradient', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    with torch.no_grad():
        s = (1 - mask) * scale(kept)
        t = (1 - mask) * shift(kept)
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ('the graph is cut',)),
('kept half zero', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (1 - mask) * (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ('masked half changed',)),
('scale squashed by tanh', """
import torch


def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * torch.tanh(scale(kept))
    t = (1 - mask) * shift(kept)
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ()),
]

RIGHT['compose_jacobians'] = [
"""
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""",
"""
import torch


def compose_jacobians(jacobians):
    return torch.linalg.multi_dot([*jacobians.flip(0), torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)]), torch.linalg.slogdet(jacobians).logabsdet.sum()
""",
"""
import numpy as np
import torch


def compose_jacobians(jacobians):
    from functools import reduce
    A = np.asarray(jacobians)
    total = reduce(lambda done, J: J @ done, A)
    return torch.from_numpy(np.array(total)), torch.tensor(sum(np.linalg.slogdet(J)[1] for J in A), dtype=jacobians.dtype)
""",
]

WRONG['compose_jacobians'] = [
('first map last', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = total @ J
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", ('product in the other order',)),
('transposed', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total.T, torch.linalg.slogdet(jacobians)[1].sum()
""", ('transposed',)),
("log of the product's determinant", """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.log(torch.abs(torch.linalg.det(total)))
""", ('log of the product',)),
('slogdet of the product', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(total)[1]
""", ('log of the product',)),
('logdet, nan where negative', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.logdet(jacobians).sum()
""", ('no absolute value',)),
('mean of the log-dets', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(jacobians)[1].mean()
""", ('log-determinants not added',)),
('one log-det a map', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(jacobians)[1]
""", ('log-determinants not added',)),
('entries multiplied', """
import torch


def compose_jacobians(jacobians):
    total = torch.ones_like(jacobians[0])
    for J in jacobians:
        total = J * total
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", ('entries multiplied',)),
('last map left out', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians[:-1]:
        total = J @ total
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", ()),
('diagonals only', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.diagonal(jacobians, dim1=1, dim2=2).abs().log().sum()
""", ('diagonals alone',)),
('sign of the log-det', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, -torch.linalg.slogdet(jacobians)[1].sum()
""", ('sign of the log-determinant',)),
('signs times logs', """
import torch


def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(jacobians)[0].prod() * torch.linalg.slogdet(jacobians)[1].sum()
""", ()),
]

RIGHT['autoregressive_jacobian'] = [
"""
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""",
"""
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    J = torch.eye(len(x), dtype=x.dtype) - mean_slopes - torch.diag(x - mean) @ log_scale_slopes
    J = torch.diag(torch.exp(-log_scale)) @ J
    return J, torch.log(torch.diagonal(J).abs()).sum()
""",
"""
import math
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = len(x)
    J = torch.zeros(D, D, dtype=x.dtype)
    for i in range(D):
        e = math.exp(-float(log_scale[i]))
        for j in range(i + 1):
            J[i, j] = e if i == j else -e * mean_slopes[i, j] - (x[i] - mean[i]) * e * log_scale_slopes[i, j]
    return J, -torch.sum(log_scale)
""",
]

WRONG['autoregressive_jacobian'] = [
("log-det's sign", """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, log_scale.sum()
""", ('sign of the log-determinant',)),
("forward Jacobian's diagonal", """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ('the forward diagonal',)),
('slopes of the mean added', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) + inv[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ('signs of the lower part',)),
('slopes of the log-scale left out', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv[:, None] * mean_slopes
    return J, -log_scale.sum()
""", ("the scale's own slope forgotten",)),
('slopes of the log-scale added', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv[:, None] * mean_slopes + z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ('signs of the lower part',)),
('scaled along columns', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv * mean_slopes - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ('scaled down the columns',)),
('z along columns', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv[:, None] * mean_slopes - z * log_scale_slopes
    return J, -log_scale.sum()
""", ()),
('x - mean for z', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv[:, None] * mean_slopes - (x - mean)[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ("the scale's slope without its factor",)),
('transposed', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J.T, -log_scale.sum()
""", ('transposed',)),
('mean slopes not scaled', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - mean_slopes - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ()),
('diagonal only', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv)
    return J, -log_scale.sum()
""", ('the diagonal alone',)),
('diagonal forgotten', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = -inv[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ()),
('determinant, not its log', """
import torch


def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) - inv[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, torch.exp(-log_scale.sum())
""", ()),
]

RIGHT['RealNVP'] = [
"""
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""",
"""
from torch import nn
from torch.distributions import Normal
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.count = dim, layers
        self.s = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim), nn.Tanh()) for _ in range(layers))
        self.t = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim)) for _ in range(layers))

    def layer(self, i):
        half = torch.arange(self.dim) < self.dim // 2
        mask = half if i % 2 == 0 else ~half
        return mask.to(next(self.parameters()).dtype), self.s[i], self.t[i]

    def log_prob(self, x):
        log_det = torch.zeros(len(x), dtype=x.dtype)
        for i in range(self.count - 1, -1, -1):
            m, scale, shift = self.layer(i)
            s, t = scale(m * x), shift(m * x)
            x = m * x + (1 - m) * (x - t) * torch.exp(-s)
            log_det = log_det - ((1 - m) * s).sum(1)
        return Normal(0.0, 1.0).log_prob(x).sum(1) + log_det

    def sample(self, z):
        for i in range(self.count):
            m, scale, shift = self.layer(i)
            z = m * z + (1 - m) * (z * torch.exp(scale(m * z)) + shift(m * z))
        return z
""",
]

WRONG['RealNVP'] = [
('one mask for all layers', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [torch.arange(dim) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ('one mask for all layers',)),
('log-dets of the wrong sign', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total + s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ('the sign of the log-det',)),
('sample runs the layers backwards', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ()),
('both run in the same order', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ('the layers in the same order both ways',)),
('2 pi once', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ('no constant of the base',)),
('no log-det', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ('no log-det',)),
('layers share one network', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[0]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ()),
('one number', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return (total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)).mean()

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ()),
('networks in a plain list', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = [nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ()),
('networks see all coordinates', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(x), (1 - mask) * shift(x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(z), (1 - mask) * shift(z)
            z = z * torch.exp(s) + t
        return z
""", ()),
('additive: no scale', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: torch.zeros_like(x), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ()),
('last layer left out of the density', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets) - 1)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ()),
('sample adds noise of its own', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [(torch.arange(dim) + i) % 2 for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z + 0.1 * torch.randn_like(z)
""", ()),
('the last coordinate is never moved', """
import math
from torch import nn
import torch


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers))
        masks = [((torch.arange(dim) + i) % 2 + (torch.arange(dim) == dim - 1)).clamp(max=1) for i in range(layers)]
        self.register_buffer("masks", torch.stack(masks).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        return self.masks[i], lambda x: 2 * torch.tanh(net(x).chunk(2, 1)[0]), lambda x: net(x).chunk(2, 1)[1]

    def log_prob(self, x):
        total = 0.0
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
            x = (x - t) * torch.exp(-s)
            total = total - s.sum(1)
        return total - 0.5 * (x ** 2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
            z = z * torch.exp(s) + t
        return z
""", ()),
]
