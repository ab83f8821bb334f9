"""Answers written from the statements alone, before the cases were mended; labelled with the listed names that fit."""
RIGHT = {}
WRONG = {}

RIGHT["pushforward_pmf"] = ["""import math

def pushforward_pmf(pmf, mapping):
    images = set(mapping[o] for o in pmf)
    return {y: math.fsum(p for o, p in pmf.items() if mapping[o] == y) for y in images}
""", """def pushforward_pmf(pmf, mapping):
    from collections import Counter
    out = Counter()
    for o in pmf:
        out[mapping[o]] += pmf[o]
    return dict(out)
""", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        out.setdefault(mapping[o], []).append(p)
    return {y: sum(ps) for y, ps in out.items()}
"""]
WRONG["pushforward_pmf"] = [
    ("falsy images lost", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        if mapping[o]:
            out[mapping[o]] = out.get(mapping[o], 0.0) + p
    return out
""", []),
    ("small probabilities dropped", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        out[mapping[o]] = out.get(mapping[o], 0.0) + (p if p > 1e-3 else 0.0)
    return out
""", []),
    ("rounded to four digits", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        out[mapping[o]] = round(out.get(mapping[o], 0.0) + p, 4)
    return out
""", []),
    ("mapped twice where the image is an outcome", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        y = mapping[o]
        y = mapping.get(y, y)
        out[y] = out.get(y, 0.0) + p
    return out
""", []),
    ("outcomes that are their own image skipped", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        if mapping[o] != o:
            out[mapping[o]] = out.get(mapping[o], 0.0) + p
    return out
""", []),
    ("at most two outcomes an image", """def pushforward_pmf(pmf, mapping):
    out, seen = {}, {}
    for o, p in pmf.items():
        y = mapping[o]
        seen[y] = seen.get(y, 0) + 1
        if seen[y] <= 2:
            out[y] = out.get(y, 0.0) + p
    return out
""", []),
    ("images sorted as text", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        y = str(mapping[o])
        out[y] = out.get(y, 0.0) + p
    return out
""", []),
    ("neighbours only are added", """def pushforward_pmf(pmf, mapping):
    out, last = {}, None
    for o, p in pmf.items():
        y = mapping[o]
        out[y] = out[y] + p if y == last else p
        last = y
    return out
""", ["collisions overwritten"]),
    ("images in a list", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        out[mapping[o]] = out.get(mapping[o], 0.0) + p
    return list(out.items())
""", []),
    ("product of the probabilities", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        out[mapping[o]] = out.get(mapping[o], 1.0) * p
    return out
""", ["probabilities multiplied"]),
    ("probabilities taken out of the argument", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o in list(pmf):
        p = pmf.pop(o)
        out[mapping[o]] = out.get(mapping[o], 0.0) + p
    return out
""", []),
    ("one minus the product of complements", """def pushforward_pmf(pmf, mapping):
    out = {}
    for o, p in pmf.items():
        out[mapping[o]] = 1 - (1 - out.get(mapping[o], 0.0)) * (1 - p)
    return out
""", []),
    ("added to the last answer", """def pushforward_pmf(pmf, mapping):
    if not hasattr(pushforward_pmf, "out"):
        pushforward_pmf.out = {}
    for o, p in pmf.items():
        pushforward_pmf.out[mapping[o]] = pushforward_pmf.out.get(mapping[o], 0.0) + p
    return pushforward_pmf.out
""", []),
]

RIGHT["square_pushforward_log_prob"] = ["""import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    return torch.where(y > 0, torch.distributions.Chi2(torch.tensor(1.0, dtype=y.dtype)).log_prob(safe), -math.inf)
""", """import math
import torch

def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    for i, v in enumerate(y.tolist()):
        if v > 0:
            out[i] = -0.5 * v - 0.5 * math.log(v) - 0.5 * math.log(2 * math.pi)
    return out
""", """import math
import torch

def square_pushforward_log_prob(y):
    x = y.clamp(min=0).sqrt()
    log_p = torch.distributions.Normal(0.0, 1.0).log_prob(x)
    both = torch.logaddexp(log_p, torch.distributions.Normal(0.0, 1.0).log_prob(-x))
    return torch.where(y > 0, both - math.log(2) - x.log(), torch.full_like(y, -math.inf))
"""]
WRONG["square_pushforward_log_prob"] = [
    ("tiny values taken for zero", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    return torch.where(y > 1e-100, -0.5 * (safe + safe.log() + math.log(2 * math.pi)), -math.inf)
""", []),
    ("one bad entry spoils all", """import math
import torch

def square_pushforward_log_prob(y):
    if (y <= 0).any():
        return torch.full_like(y, -math.inf)
    return -0.5 * (y + y.log() + math.log(2 * math.pi))
""", []),
    ("bad entries left out", """import math

def square_pushforward_log_prob(y):
    y = y[y > 0]
    return -0.5 * (y + y.log() + math.log(2 * math.pi))
""", []),
    ("one entry comes back as a number", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    return torch.where(y > 0, -0.5 * (safe + safe.log() + math.log(2 * math.pi)), -math.inf).squeeze()
""", []),
    ("zero is finite, below is not", """import math
import torch

def square_pushforward_log_prob(y):
    safe = y.clamp(min=1e-300)
    return torch.where(y >= 0, -0.5 * (safe + safe.log() + math.log(2 * math.pi)), -math.inf)
""", []),
    ("log of the density of scipy's normal", """import torch
import numpy as np

def square_pushforward_log_prob(y):
    from scipy.stats import norm
    v = y.numpy()
    with np.errstate(all="ignore"):
        d = np.where(v > 0, norm.pdf(np.sqrt(np.abs(v))) / np.sqrt(np.abs(v)), 0.0)
        return torch.tensor(np.log(d))
""", ["logarithm of an underflow"]),
    ("two degrees of freedom", """import math
import torch

def square_pushforward_log_prob(y):
    return torch.where(y > 0, -0.5 * y - math.log(2), -math.inf)
""", []),
    ("-1000 for what cannot occur", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    return torch.where(y > 0, -0.5 * (safe + safe.log() + math.log(2 * math.pi)), -1000.0)
""", ["nan below zero"]),
    ("1e-12 under the root", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    return torch.where(y > 0, -0.5 * (safe + (safe + 1e-12).log() + math.log(2 * math.pi)), -math.inf)
""", ["a small number that keeps away from 0"]),
    ("two branches counted twice", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    return torch.where(y > 0, -0.5 * (safe + safe.log() + math.log(2 * math.pi)) + math.log(2), -math.inf)
""", ["stretch without its 2"]),
    ("below zero set to zero in the argument", """import math
import torch

def square_pushforward_log_prob(y):
    y[y < 0] = 0.0
    return torch.where(y > 0, -0.5 * (y + y.log() + math.log(2 * math.pi)), -math.inf)
""", []),
    ("logs of y twice", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    return torch.where(y > 0, -0.5 * (safe + math.log(2 * math.pi)) - safe.log(), -math.inf)
""", ["stretch at y"]),
    ("root squared back by a float32 root", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y)).float().sqrt().double()
    return torch.where(y > 0, -0.5 * safe**2 - safe.log() - 0.5 * math.log(2 * math.pi), -math.inf)
""", []),
]

RIGHT["change_of_variables"] = ["""import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return torch.cat([base_log_prob(inverse(row[None])) + log_abs_det_inverse(row[None]) for row in x])
""", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return torch.add(log_abs_det_inverse(x), base_log_prob(z))
""", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    det = log_abs_det_inverse(x)
    return torch.stack([base_log_prob(inverse(x)), det]).sum(0)
"""]
WRONG["change_of_variables"] = [
    ("infinite terms set to finite ones", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return torch.nan_to_num(base_log_prob(inverse(x)) + log_abs_det_inverse(x))
""", []),
    ("at most zero", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return (base_log_prob(inverse(x)) + log_abs_det_inverse(x)).clamp(max=0)
""", []),
    ("at least -1000", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return (base_log_prob(inverse(x)) + log_abs_det_inverse(x)).clamp(min=-1000)
""", []),
    ("one row comes back as a number", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return (base_log_prob(inverse(x)) + log_abs_det_inverse(x)).squeeze()
""", []),
    ("determinant of the first row for all", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x)[0]
""", []),
    ("determinant of the first row only asked", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x[:1])
""", []),
    ("inverse twice", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(inverse(x))) + log_abs_det_inverse(x)
""", []),
    ("log of absolute logs", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + torch.log(torch.abs(torch.exp(log_abs_det_inverse(x))) + 1e-8)
""", []),
    ("determinant half", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + 0.5 * log_abs_det_inverse(x)
""", []),
    ("minus both", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return -(base_log_prob(inverse(x)) + log_abs_det_inverse(x))
""", []),
    ("columns for rows", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    y = x.T if x.shape[0] == x.shape[1] else x
    return base_log_prob(inverse(y)) + log_abs_det_inverse(y)
""", []),
    ("sorted rows", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    x = x.sort(0).values
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x)
""", []),
    ("summed into one number", """def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return (base_log_prob(inverse(x)) + log_abs_det_inverse(x)).sum()
""", ["added up over the points"]),
]

RIGHT["linear_flow_log_prob"] = ["""import math
import torch

def linear_flow_log_prob(x, A, b):
    lu, piv = torch.linalg.lu_factor(A)
    z = torch.linalg.lu_solve(lu, piv, (x - b).T)
    return -0.5 * (z**2).sum(0) - 0.5 * len(b) * math.log(2 * math.pi) - lu.diagonal().abs().log().sum()
""", """import torch

def linear_flow_log_prob(x, A, b):
    s = torch.linalg.svdvals(A).log().sum()
    out = []
    for row in x:
        z = torch.linalg.solve(A, row - b)
        out.append(torch.distributions.Normal(0.0, 1.0).log_prob(z).sum() - s)
    return torch.stack(out)
""", """import math
import torch

def linear_flow_log_prob(x, A, b):
    Q, R = torch.linalg.qr(A)
    z = torch.linalg.solve_triangular(R, ((x - b) @ Q).T, upper=True).T
    return -0.5 * (z.square() + math.log(2 * math.pi)).sum(1) - R.diagonal().abs().log().sum()
"""]
WRONG["linear_flow_log_prob"] = [
    ("rows and columns confused where N = D", """import math
import torch

def linear_flow_log_prob(x, A, b):
    d = x - b
    z = torch.linalg.solve(A, d).T if len(x) == len(b) else torch.linalg.solve(A, d.T).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]
""", []),
    ("A taken for orthogonal", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = (x - b) @ A
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]
""", []),
    ("log-det of the symmetric part", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet((A + A.T) / 2)[1]
""", []),
    ("determinant clamped to the range of floats", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.det(A).abs().clamp(1e-300, 1e300).log()
""", ["determinant overflows"]),
    ("one row comes back as a number", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return (-0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]).squeeze()
""", []),
    ("N for D in the constant", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2).sum(1) - 0.5 * len(x) * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", []),
    ("pseudo-inverse that cuts small singular values", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = (x - b) @ torch.linalg.pinv(A, rtol=1e-2).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]
""", []),
    ("1e-3 added to A's diagonal", """import math
import torch

def linear_flow_log_prob(x, A, b):
    A = A + 1e-3 * torch.eye(len(A), dtype=A.dtype)
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]
""", []),
    ("1e-6 added to A's diagonal", """import math
import torch

def linear_flow_log_prob(x, A, b):
    A = A + 1e-6 * torch.eye(len(A), dtype=A.dtype)
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]
""", []),
    ("rows centred by their own mean", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - x.mean(0)).T).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]
""", []),
    ("b counted in the base instead", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, x.T).T
    return -0.5 * ((z - b) ** 2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]
""", ["shift after the inverse"]),
    ("log-det times N", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - len(x) * torch.linalg.slogdet(A)[1]
""", []),
    ("trace's logarithm", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.trace(A).abs().log()
""", []),
    ("difference kept in the argument", """import math
import torch

def linear_flow_log_prob(x, A, b):
    x -= b
    z = torch.linalg.solve(A, x.T).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]
""", []),
    ("upper triangle of A only", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve_triangular(A, (x - b).T, upper=True).T
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - A.diagonal().abs().log().sum()
""", []),
]

RIGHT["jacobian_log_abs_det"] = ["""import torch

def jacobian_log_abs_det(f, z):
    def one(v):
        return f(v[None])[0]
    jac = torch.func.vmap(torch.func.jacrev(one))(z)
    return torch.linalg.slogdet(jac)[1]
""", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    out = f(z)
    rows = [torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])]
    return torch.linalg.slogdet(torch.stack(rows, 1))[1]
""", """import torch

def jacobian_log_abs_det(f, z):
    vals = []
    for row in z:
        J = torch.autograd.functional.jacobian(lambda v: f(v.unsqueeze(0)).squeeze(0), row)
        vals.append(torch.linalg.svdvals(J).log().sum())
    return torch.stack(vals)
"""]
WRONG["jacobian_log_abs_det"] = [
    ("formula of two dimensions", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return (J[:, 0, 0] * J[:, -1, -1] - J[:, 0, -1] * J[:, -1, 0]).abs().log()
""", []),
    ("logarithm of the determinant", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return torch.linalg.det(J).abs().log()
""", ["log of the determinant"]),
    ("determinant floored at 1e-12", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return torch.linalg.det(J).abs().clamp(min=1e-12).log()
""", ["log of the determinant"]),
    ("z left asking for gradients", """import torch

def jacobian_log_abs_det(f, z):
    z.requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return torch.linalg.slogdet(J)[1]
""", []),
    ("one row comes back as a number", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return torch.linalg.slogdet(J)[1].squeeze()
""", []),
    ("the first row's Jacobian for all", """import torch

def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(f, z[:1]).squeeze(2).squeeze(0)
    return torch.linalg.slogdet(J)[1].expand(len(z)).clone()
""", []),
    ("forward differences of 1e-3", """import torch

def jacobian_log_abs_det(f, z):
    cols = []
    for i in range(z.shape[1]):
        step = torch.zeros_like(z)
        step[:, i] = 1e-3
        cols.append((f(z + step) - f(z)) / 1e-3)
    return torch.linalg.slogdet(torch.stack(cols, 2))[1]
""", []),
    ("sum of the logs of the diagonal of R, unsigned", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return torch.linalg.qr(J)[1].diagonal(dim1=1, dim2=2).log().sum(1)
""", []),
    ("all outputs' gradient once", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    g = torch.autograd.grad(f(z).sum(), z)[0]
    return g.abs().log().sum(1)
""", ["gradient of the sum"]),
    ("eigenvalues' real parts", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return torch.linalg.eigvals(J).real.abs().log().sum(1)
""", []),
    ("slogdet's sign returned, too", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return torch.linalg.slogdet(J)
""", ["the sign for the logarithm"]),
    ("batch read along the last axis where N = D", """import torch

def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(f, z)
    N, D = z.shape
    if N == D:
        J = J.diagonal(dim1=0, dim2=3).permute(2, 0, 1)
    else:
        J = J.diagonal(dim1=0, dim2=2).permute(2, 0, 1)
    return torch.linalg.slogdet(J)[1]
""", []),
    ("symmetric part of the Jacobian", """import torch

def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return torch.linalg.slogdet((J + J.transpose(1, 2)) / 2)[1]
""", []),
    ("f's Jacobian at the image", """import torch

def jacobian_log_abs_det(f, z):
    z = f(z).detach().clone().requires_grad_(True)
    out = f(z)
    J = torch.stack([torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])], 1)
    return torch.linalg.slogdet(J)[1]
""", []),
]

RIGHT["planar_log_abs_det"] = ["""import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh(torch.einsum("nd,d->n", z, w) + b)
    return torch.log(torch.abs(1 + (1 - a.square()) * torch.dot(u, w)))
""", """import math
import torch

def planar_log_abs_det(z, u, w, b):
    out = []
    for row in z:
        a = math.tanh(float((row * w).sum()) + float(b))
        out.append(math.log(abs(1 + float((u * w).sum()) * (1 - a * a))))
    return torch.tensor(out, dtype=z.dtype)
""", """import torch

def planar_log_abs_det(z, u, w, b):
    a = (z * w).sum(1) + b
    slope = 1 / torch.cosh(a) ** 2
    return (1 + slope * (u @ w)).abs().log()
"""]
WRONG["planar_log_abs_det"] = [
    ("b added in every coordinate", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh((z * w + b).sum(1))
    return (1 + (1 - a**2) * (u @ w)).abs().log()
""", []),
    ("b outside the tanh", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh(z @ w) + b
    return (1 + (1 - a**2) * (u @ w)).abs().log()
""", []),
    ("tanh written with exponentials", """import torch

def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    t = (torch.exp(a) - torch.exp(-a)) / (torch.exp(a) + torch.exp(-a))
    return (1 + (1 - t**2) * (u @ w)).abs().log()
""", []),
    ("log1p", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh(z @ w + b)
    return torch.log1p((1 - a**2) * (u @ w))
""", ["no abs"]),
    ("argument clamped to +-3", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh((z @ w + b).clamp(-3, 3))
    return (1 + (1 - a**2) * (u @ w)).abs().log()
""", []),
    ("w z for z w where N = D", """import torch

def planar_log_abs_det(z, u, w, b):
    s = w @ z if z.shape[0] == z.shape[1] else z @ w
    a = torch.tanh(s + b)
    return (1 + (1 - a**2) * (u @ w)).abs().log()
""", []),
    ("one row comes back as a number", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh(z @ w + b)
    return (1 + (1 - a**2) * (u @ w)).abs().log().squeeze()
""", []),
    ("the slope where the layer ends", """import torch

def planar_log_abs_det(z, u, w, b):
    x = z + u * torch.tanh(z @ w + b)[:, None]
    a = torch.tanh(x @ w + b)
    return (1 + (1 - a**2) * (u @ w)).abs().log()
""", []),
    ("w scaled to length one", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh(z @ w + b)
    return (1 + (1 - a**2) * (u @ w) / w.norm()).abs().log()
""", []),
    ("square root of the square, floored at 1e-6", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh(z @ w + b)
    d = 1 + (1 - a**2) * (u @ w)
    return 0.5 * torch.log(d**2 + 1e-6)
""", []),
    ("b truncated to a whole number", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh(z @ w + int(b))
    return (1 + (1 - a**2) * (u @ w)).abs().log()
""", ["b forgotten"]),
    ("second derivative", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh(z @ w + b)
    return (1 - 2 * a * (1 - a**2) * (u @ w)).abs().log()
""", []),
    ("D in place of one", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh(z @ w + b)
    return (z.shape[1] + (1 - a**2) * (u @ w)).abs().log()
""", []),
    ("sigmoid's slope", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.sigmoid(z @ w + b)
    return (1 + a * (1 - a) * (u @ w)).abs().log()
""", []),
    ("mean over the coordinates", """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.tanh((z * w).mean(1) + b)
    return (1 + (1 - a**2) * (u @ w)).abs().log()
""", []),
]

RIGHT["coupling_forward"] = ["""import torch

def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    free = mask < 0.5
    x = torch.where(free, z * torch.exp(s) + t, z)
    return x, torch.where(free, s, torch.zeros_like(s)).sum(1)
""", """import torch

def coupling_forward(z, mask, scale, shift):
    idx = [i for i in range(len(mask)) if mask[i] == 0]
    h = mask * z
    s, t = scale(h), shift(h)
    cols = list(z.unbind(1))
    det = torch.zeros(len(z), dtype=z.dtype)
    for i in idx:
        cols[i] = cols[i] * s[:, i].exp() + t[:, i]
        det = det + s[:, i]
    return torch.stack(cols, 1), det
""", """import torch

def coupling_forward(z, mask, scale, shift):
    h = z * mask
    s = scale(h) * (1 - mask)
    t = shift(h) * (1 - mask)
    return torch.exp(s) * z + t, s.sum(dim=-1)
"""]
WRONG["coupling_forward"] = [
    ("shift sees everything", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(z)
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s).sum(1)
""", []),
    ("log of the product of the scales", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s).exp().prod(1).log()
""", ["log of a product that left the floats"]),
    ("log-scale clamped to +-10", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    s = s.clamp(-10, 10)
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s).sum(1)
""", []),
    ("log-scale clamped to +-30", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    s = s.clamp(-30, 30)
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s).sum(1)
""", []),
    ("first half passed, whatever the mask", """import torch

def coupling_forward(z, mask, scale, shift):
    k = int(mask.sum())
    mask = torch.cat([torch.ones(k), torch.zeros(len(mask) - k)]).to(z.dtype)
    h = mask * z
    s, t = scale(h), shift(h)
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s).sum(1)
""", []),
    ("one row's log-det as a number", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s).sum(1).squeeze()
""", []),
    ("gradient of the scale cut in x", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    x = h + (1 - mask) * (z * s.detach().exp() + t)
    return x, ((1 - mask) * s).sum(1)
""", ["the graph is cut"]),
    ("gradient of the shift cut", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    x = h + (1 - mask) * (z * s.exp() + t.detach())
    return x, ((1 - mask) * s).sum(1)
""", ["the graph is cut"]),
    ("networks see a detached input", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h.detach()), shift(h.detach())
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s).sum(1)
""", ["the graph is cut"]),
    ("sigmoid of the log-scale plus two", """import torch.nn.functional as F

def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    s = F.logsigmoid(s + 2)
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s).sum(1)
""", []),
    ("1e-6 added to the scale", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    e = s.exp() + 1e-6
    x = h + (1 - mask) * (z * e + t)
    return x, ((1 - mask) * e.log()).sum(1)
""", []),
    ("shift forgotten", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    x = h + (1 - mask) * (z * s.exp())
    return x, ((1 - mask) * s).sum(1)
""", []),
    ("log-det of the last coordinate only", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s)[:, -1]
""", []),
    ("log-det summed over the batch", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    x = h + (1 - mask) * (z * s.exp() + t)
    return x, ((1 - mask) * s).sum().expand(len(z))
""", []),
    ("changed in place", """def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s, t = scale(h), shift(h)
    free = mask == 0
    z.data[:, free] = (z * s.exp() + t).data[:, free]
    return z, ((1 - mask) * s).sum(1)
""", ["the graph is cut"]),
]

RIGHT["coupling_inverse"] = ["""import torch

def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    free = mask < 0.5
    z = torch.where(free, (x - t) * torch.exp(-s), x)
    return z, -torch.where(free, s, torch.zeros_like(s)).sum(1)
""", """import torch

def coupling_inverse(x, mask, scale, shift):
    h = x * mask
    s = scale(h) * (1 - mask)
    t = shift(h) * (1 - mask)
    return (x - t) / torch.exp(s), -s.sum(dim=-1)
""", """import torch

def coupling_inverse(x, mask, scale, shift):
    h = torch.mul(x, mask)
    zs, dets = [], []
    for i in range(len(x)):
        s, t = scale(h[i : i + 1])[0], shift(h[i : i + 1])[0]
        zs.append(mask * x[i] + (1 - mask) * (x[i] - t) * (-s).exp())
        dets.append(-torch.dot(1 - mask, s))
    return torch.stack(zs), torch.stack(dets)
"""]
WRONG["coupling_inverse"] = [
    ("shift sees everything", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(x)
    z = h + (1 - mask) * (x - t) * (-s).exp()
    return z, -((1 - mask) * s).sum(1)
""", []),
    ("log of the product of the scales", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * (x - t) * (-s).exp()
    return z, -((1 - mask) * s).exp().prod(1).log()
""", ["log of a product that left the floats"]),
    ("log-scale clamped to +-10", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    s = s.clamp(-10, 10)
    z = h + (1 - mask) * (x - t) * (-s).exp()
    return z, -((1 - mask) * s).sum(1)
""", []),
    ("log-scale clamped to +-30", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    s = s.clamp(-30, 30)
    z = h + (1 - mask) * (x - t) * (-s).exp()
    return z, -((1 - mask) * s).sum(1)
""", []),
    ("1e-6 added to the divisor", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * (x - t) / (s.exp() + 1e-6)
    return z, -((1 - mask) * s).sum(1)
""", []),
    ("1e-12 added to the divisor", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * (x - t) / (s.exp() + 1e-12)
    return z, -((1 - mask) * s).sum(1)
""", []),
    ("first half passed, whatever the mask", """import torch

def coupling_inverse(x, mask, scale, shift):
    k = int(mask.sum())
    mask = torch.cat([torch.ones(k), torch.zeros(len(mask) - k)]).to(x.dtype)
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * (x - t) * (-s).exp()
    return z, -((1 - mask) * s).sum(1)
""", []),
    ("one row's log-det as a number", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * (x - t) * (-s).exp()
    return z, -((1 - mask) * s).sum(1).squeeze()
""", []),
    ("gradient of the scale cut in z", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * (x - t) * (-s.detach()).exp()
    return z, -((1 - mask) * s).sum(1)
""", ["the graph is cut"]),
    ("gradient of the shift cut", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * (x - t.detach()) * (-s).exp()
    return z, -((1 - mask) * s).sum(1)
""", ["the graph is cut"]),
    ("networks see a detached input", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h.detach()), shift(h.detach())
    z = h + (1 - mask) * (x - t) * (-s).exp()
    return z, -((1 - mask) * s).sum(1)
""", ["the graph is cut"]),
    ("shift forgotten", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * x * (-s).exp()
    return z, -((1 - mask) * s).sum(1)
""", []),
    ("scale forgotten", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * (x - t)
    return z, -((1 - mask) * s).sum(1)
""", []),
    ("changed in place", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    free = mask == 0
    x.data[:, free] = ((x - t) * (-s).exp()).data[:, free]
    return x, -((1 - mask) * s).sum(1)
""", ["the graph is cut"]),
    ("log-det summed over the batch", """def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s, t = scale(h), shift(h)
    z = h + (1 - mask) * (x - t) * (-s).exp()
    return z, -((1 - mask) * s).sum().expand(len(x))
""", []),
]

RIGHT["compose"] = ["""import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", """import torch

def compose(flows):
    class Flow:
        def run(self, p, steps):
            dets = [torch.zeros(p.shape[0], dtype=p.dtype)]
            for step in steps:
                p, d = step(p)
                dets.append(d)
            return p, torch.stack(dets).sum(0)

        def forward(self, z):
            return self.run(z, [f.forward for f in flows])

        def inverse(self, x):
            return self.run(x, [f.inverse for f in flows[::-1]])

    return Flow()
""", """from types import SimpleNamespace

def compose(flows):
    from functools import reduce
    start = lambda p: (p, p.new_zeros(len(p)))
    def join(pair, step):
        out, d = step(pair[0])
        return out, pair[1] + d
    return SimpleNamespace(
        forward=lambda z: reduce(join, [f.forward for f in flows], start(z)),
        inverse=lambda x: reduce(join, [f.inverse for f in reversed(flows)], start(x)),
    )
"""]
WRONG["compose"] = [
    ("inverse gives back the log-det of the last forward", """import torch
from types import SimpleNamespace

def compose(flows):
    last = {}
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, d = flow.forward(z)
            total = total + d
        last["det"] = total
        return z, total
    def inverse(x):
        n = len(x)
        total = torch.zeros(n, dtype=x.dtype)
        for flow in reversed(flows):
            x, d = flow.inverse(x)
            total = total + d
        if "det" in last and len(last["det"]) == n:
            total = -last["det"]
        return x, total
    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
    ("two layers at most", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows[:2]:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows[:2]):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
    ("three layers at most", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows[:3]:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows[:3]):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
    ("log-dets of the batch summed", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det.sum()
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
    ("log-det of an empty list without rows", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(())
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(())
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
    ("log-det in a column for the empty list", """import torch
from types import SimpleNamespace

def compose(flows):
    if not flows:
        same = lambda p: (p, torch.zeros(len(p), 1, dtype=p.dtype))
        return SimpleNamespace(forward=same, inverse=same)
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
    ("points detached between layers", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z.detach())
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["the graph is cut"]),
    ("points detached between layers, inverse", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x.detach())
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["the graph is cut"]),
    ("inverse's log-dets detached", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det.detach()
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["the graph is cut"]),
    ("inverse under no_grad", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            with torch.no_grad():
                x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["the graph is cut"]),
    ("forward and inverse in one order", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in flows:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["inverse in forward order"]),
    ("neighbours swapped in the inverse", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, d = flow.forward(z)
            total = total + d
        return z, total
    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        order = list(flows)
        if len(order) > 1:
            order[0], order[-1] = order[-1], order[0]
        for flow in order:
            x, d = flow.inverse(x)
            total = total + d
        return x, total
    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
    ("list emptied by the composition", """import torch
from types import SimpleNamespace

def compose(flows):
    layers = []
    while flows:
        layers.append(flows.pop(0))

    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in layers:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(layers):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
    ("a log-det of ones to start with", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.ones(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
    ("mean of the log-dets", """import torch
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total / max(len(flows), 1)

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total / max(len(flows), 1)

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
]

RIGHT["compose_jacobians"] = ["""import torch

def compose_jacobians(jacobians):
    out = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    log = torch.zeros((), dtype=jacobians.dtype)
    for J in jacobians:
        out = J @ out
        log = log + torch.linalg.slogdet(J)[1]
    return out, log
""", """import torch

def compose_jacobians(jacobians):
    from functools import reduce
    return reduce(torch.matmul, list(jacobians.flip(0))), torch.linalg.svdvals(jacobians).log().sum()
""", """import torch
import numpy as np

def compose_jacobians(jacobians):
    J = jacobians.numpy()
    out = J[0]
    for k in range(1, len(J)):
        out = np.dot(J[k], out)
    return torch.tensor(out), float(np.linalg.slogdet(J)[1].sum())
"""]
WRONG["compose_jacobians"] = [
    ("logs of determinants that underflow", """import torch

def compose_jacobians(jacobians):
    out = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        out = J @ out
    return out, torch.linalg.det(jacobians).abs().prod().log()
""", ["log of the product"]),
    ("determinants floored at 1e-12", """import torch

def compose_jacobians(jacobians):
    out = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        out = J @ out
    return out, torch.linalg.det(jacobians).abs().clamp(min=1e-12).log().sum()
""", []),
    ("two maps only", """import torch

def compose_jacobians(jacobians):
    if len(jacobians) == 1:
        return jacobians[0], torch.linalg.slogdet(jacobians[0])[1]
    return jacobians[1] @ jacobians[0], torch.linalg.slogdet(jacobians[:2])[1].sum()
""", []),
    ("first and last only", """import torch

def compose_jacobians(jacobians):
    if len(jacobians) == 1:
        return jacobians[0], torch.linalg.slogdet(jacobians[0])[1]
    return jacobians[-1] @ jacobians[0], torch.linalg.slogdet(jacobians)[1].sum()
""", []),
    ("log-det with an axis", """import torch

def compose_jacobians(jacobians):
    out = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        out = J @ out
    return out, torch.linalg.slogdet(jacobians)[1].sum(0, keepdim=True)
""", []),
    ("sign times the log", """import torch

def compose_jacobians(jacobians):
    out = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        out = J @ out
    s, l = torch.linalg.slogdet(jacobians)
    return out, s.prod() * l.sum()
""", []),
    ("squared determinants", """import torch

def compose_jacobians(jacobians):
    out = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        out = J @ out
    return out, torch.linalg.slogdet(jacobians @ jacobians.transpose(1, 2))[1].sum()
""", []),
    ("inverse of the whole", """import torch

def compose_jacobians(jacobians):
    out = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        out = J @ out
    return torch.linalg.inv(out), torch.linalg.slogdet(jacobians)[1].sum()
""", []),
    ("mean Jacobian", """import torch

def compose_jacobians(jacobians):
    return jacobians.mean(0), torch.linalg.slogdet(jacobians)[1].sum()
""", []),
    ("written over the first Jacobian", """import torch

def compose_jacobians(jacobians):
    out = jacobians[0]
    log = torch.linalg.slogdet(jacobians)[1].sum()
    for J in jacobians[1:]:
        out.copy_(J @ out)
    return out, log
""", []),
    ("log-det of the last map", """import torch

def compose_jacobians(jacobians):
    out = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        out = J @ out
    return out, torch.linalg.slogdet(jacobians[-1])[1]
""", ["the last map only"]),
    ("signs kept in the logs by logdet, nan as zero", """import torch

def compose_jacobians(jacobians):
    out = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        out = J @ out
    return out, torch.nan_to_num(torch.logdet(jacobians)).sum()
""", []),
    ("in pairs from the left", """import torch

def compose_jacobians(jacobians):
    J = list(jacobians)
    while len(J) > 1:
        J = [J[i + 1] @ J[i] for i in range(0, len(J) - 1, 2)]
    return J[0], torch.linalg.slogdet(jacobians)[1].sum()
""", []),
    ("power of the first", """import torch

def compose_jacobians(jacobians):
    return torch.linalg.matrix_power(jacobians[0], len(jacobians)), torch.linalg.slogdet(jacobians)[1].sum()
""", []),
]

RIGHT["maf_log_prob"] = ["""import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    return torch.distributions.Normal(mean, torch.exp(log_scale)).log_prob(x).sum(1)
""", """import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    base = torch.distributions.MultivariateNormal(torch.zeros_like(z[0]), torch.eye(x.shape[1], dtype=x.dtype))
    return base.log_prob(z) - log_scale.sum(-1)
""", """import math
import torch

def maf_log_prob(x, conditioner):
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        mean, log_scale = conditioner(x)
        z = (x[:, i] - mean[:, i]) / log_scale[:, i].exp()
        total = total - 0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale[:, i]
    return total
"""]
WRONG["maf_log_prob"] = [
    ("log-scale clamped to +-10", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    s = log_scale.clamp(-10, 10)
    z = (x - mean) * (-s).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - s).sum(1)
""", []),
    ("log-scale clamped to +-30", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    s = log_scale.clamp(-30, 30)
    z = (x - mean) * (-s).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - s).sum(1)
""", []),
    ("1e-6 added to the scale", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    e = log_scale.exp() + 1e-6
    z = (x - mean) / e
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - e.log()).sum(1)
""", []),
    ("1e-12 added to the scale", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    e = log_scale.exp() + 1e-12
    z = (x - mean) / e
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - e.log()).sum(1)
""", []),
    ("conditioner sees a detached point", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x.detach())
    z = (x - mean) * (-log_scale).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", ["the graph is cut"]),
    ("gradient of the scale cut in z", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * (-log_scale.detach()).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", ["the graph is cut"]),
    ("gradient of the log-det cut", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * (-log_scale).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale.detach()).sum(1)
""", ["the graph is cut"]),
    ("gradient of the point cut", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x.detach() - mean) * (-log_scale).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", ["the graph is cut"]),
    ("one row comes back as a number", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * (-log_scale).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1).squeeze()
""", []),
    ("N for D in the constant", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * (-log_scale).exp()
    return (-0.5 * z**2 - log_scale).sum(1) - 0.5 * len(x) * math.log(2 * math.pi)
""", []),
    ("log of the product of the scales", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * (-log_scale).exp()
    return -0.5 * (z**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - log_scale.exp().prod(1).log()
""", ["scales in the log-det"]),
    ("far points floored", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = ((x - mean) * (-log_scale).exp()).clamp(-30, 30)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", []),
    ("x shifted by the mean in place", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    x -= mean
    z = x * (-log_scale).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", []),
    ("last column's log-scale left out", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * (-log_scale).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi)).sum(1) - log_scale[:, :-1].sum(1)
""", []),
    ("the conditioner asked at z", """import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * (-log_scale).exp()
    mean, log_scale = conditioner(z)
    z = (x - mean) * (-log_scale).exp()
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", []),
]

RIGHT["autoregressive_jacobian"] = ["""import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    z = (x - mean) * torch.exp(-log_scale)
    J = (torch.eye(len(x), dtype=x.dtype) - mean_slopes) * torch.exp(-log_scale)[:, None] - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", """import math
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = len(x)
    J = torch.zeros(D, D, dtype=x.dtype)
    for i in range(D):
        e = math.exp(-float(log_scale[i]))
        J[i, i] = e
        for j in range(i):
            J[i, j] = -e * (mean_slopes[i, j] + (x[i] - mean[i]) * log_scale_slopes[i, j])
    return J, -log_scale.sum()
""", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.diag(torch.exp(-log_scale))
    z = inv @ (x - mean)
    J = inv @ (torch.eye(len(x), dtype=x.dtype) - mean_slopes) - torch.diag(z) @ log_scale_slopes
    return J, float(-sum(log_scale.tolist()))
"""]
WRONG["autoregressive_jacobian"] = [
    ("log of a product of scales", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * (x - mean))[:, None] * log_scale_slopes
    return J, e.prod().log()
""", ["log of a product that left the floats"]),
    ("log of the determinant", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * (x - mean))[:, None] * log_scale_slopes
    return J, torch.linalg.det(J).abs().log()
""", ["log of a product that left the floats"]),
    ("first column below the diagonal only", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * (x - mean))[:, None] * log_scale_slopes
    keep = torch.eye(len(x), dtype=x.dtype)
    keep[:, 0] = 1
    return J * keep, -log_scale.sum()
""", []),
    ("the neighbour below the diagonal only", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * (x - mean))[:, None] * log_scale_slopes
    return J.triu(-1), -log_scale.sum()
""", []),
    ("mean for x - mean", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * mean)[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", []),
    ("x for x - mean", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * x)[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ["the scale's slope without x - mean"]),
    ("absolute log-scales", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * (x - mean))[:, None] * log_scale_slopes
    return J, -log_scale.abs().sum()
""", []),
    ("log-det with an axis", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * (x - mean))[:, None] * log_scale_slopes
    return J, -log_scale.sum(0, keepdim=True)
""", []),
    ("mean of the log-scales", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * (x - mean))[:, None] * log_scale_slopes
    return J, -log_scale.mean()
""", []),
    ("log-scale's slope from z squared", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    z = e * (x - mean)
    J = torch.diag(e) - e[:, None] * mean_slopes - (z**2)[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", []),
    ("log-variance", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-0.5 * log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - 0.5 * (e * (x - mean))[:, None] * log_scale_slopes
    return J, -0.5 * log_scale.sum()
""", []),
    ("built in the argument", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    mean_slopes *= -e[:, None]
    mean_slopes += torch.diag(e) - (e * (x - mean))[:, None] * log_scale_slopes
    return mean_slopes, -log_scale.sum()
""", []),
    ("log-scales clamped to +-5", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    log_scale = log_scale.clamp(-5, 5)
    e = torch.exp(-log_scale)
    J = torch.diag(e) - e[:, None] * mean_slopes - (e * (x - mean))[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", []),
    ("ones on the diagonal of the mean's part", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = torch.eye(len(x), dtype=x.dtype) - e[:, None] * mean_slopes - (e * (x - mean))[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", []),
]

RIGHT["logit_dequantize"] = ["""import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", """import math
import torch
import torch.nn.functional as F

def logit_dequantize(x, levels, noise, alpha):
    u = (x.double() + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    return y, (F.softplus(-y) + F.softplus(y)).sum(1) + x.shape[1] * (math.log1p(-2 * alpha) - math.log(levels))
""", """import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    y, det = torch.empty_like(noise), torch.zeros(len(x), dtype=noise.dtype)
    for n in range(len(x)):
        for d in range(x.shape[1]):
            p = float(v[n, d])
            y[n, d] = math.log(p / (1 - p))
            det[n] += math.log((1 - 2 * alpha) / levels / p / (1 - p))
    return y, det
"""]
WRONG["logit_dequantize"] = [
    ("logit with eps 1e-6", """import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = torch.logit(v, eps=1e-6)
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
    ("v clamped to [1e-9, 1 - 1e-9]", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    v = v.clamp(1e-9, 1 - 1e-9)
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
    ("alpha at least 1e-6", """import math

def logit_dequantize(x, levels, noise, alpha):
    alpha = max(alpha, 1e-6)
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
    ("alpha 0 taken for the default", """import math

def logit_dequantize(x, levels, noise, alpha):
    alpha = alpha or 0.05
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
    ("whole division", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = x // levels + noise / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
    ("noise cut off by whole numbers", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise.to(x.dtype)) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", ["no noise"]),
    ("noise centred", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise - 0.5).clamp(min=1e-3) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
    ("noise scaled by the levels twice", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise / levels) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
    ("64 pixels in the constant", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log()).sum(1) + 64 * (math.log(1 - 2 * alpha) - math.log(levels))
    return y, log_det
""", []),
    ("N for D in the constant", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log()).sum(1) + len(x) * (math.log(1 - 2 * alpha) - math.log(levels))
    return y, log_det
""", []),
    ("one row's log-det as a number", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det.squeeze()
""", []),
    ("levels from the data", """import math

def logit_dequantize(x, levels, noise, alpha):
    levels = int(x.max()) + 1
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
    ("squeezed on one side only", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - alpha) * u
    w = (1 - alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - alpha) - math.log(levels)).sum(1)
    return y, log_det
""", ["squeezed on one side"]),
    ("sign of y", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = w.log() - v.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
    ("mean over the pixels", """import math

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).mean(1)
    return y, log_det
""", ["log-det not a number for each image"]),
    ("noise added to the argument", """import math

def logit_dequantize(x, levels, noise, alpha):
    noise += x
    u = noise / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (1 - u)
    y = v.log() - w.log()
    log_det = (-v.log() - w.log() + math.log(1 - 2 * alpha) - math.log(levels)).sum(1)
    return y, log_det
""", []),
]

RIGHT["RealNVP"] = ["""import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", (torch.arange(dim) < (dim + 1) // 2).double() if i % 2 else (torch.arange(dim) >= (dim + 1) // 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return 2 * torch.tanh(net(h.to(kind))[:, : self.dim] / 2)

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
"""]
WRONG["RealNVP"] = [
    ("middle coordinate never moved", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", (torch.arange(dim) <= dim // 2).double() if i % 2 else (torch.arange(dim) >= dim // 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("masks drawn at each call", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", torch.zeros(dim).double())

    def layer(self, i):
        net = self.nets[i]
        mask = (torch.rand(self.dim) < 0.5).double()
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("masks drawn once, some coordinates never moved", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", (torch.arange(dim) != i % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("layer's log-scale without the tanh", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return net(h.to(kind))[:, : self.dim]

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            s = torch.tanh(s)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            s = torch.tanh(s)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("one layer too few", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(max(layers - 1, 2)):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("a width of its own", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, 64), nn.Tanh(), nn.Linear(64, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("no hidden layer", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("dropout in the networks", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Dropout(0.1), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("batch normalisation in the networks", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.BatchNorm1d(hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("log-dets detached", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1).detach()
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("points detached between the layers", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            x = x.detach()
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("scale that log_prob and sample don't share", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(0.5 * s) + t)
        return z
""", []),
    ("log-det of all coordinates", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - s.sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("mask the other way round in layer", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return 1 - mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            mask = 1 - mask
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            mask = 1 - mask
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("sample standardises z", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.5 * x**2 - 0.5 * math.log(2 * math.pi)).sum(1) + det

    def sample(self, z):
        z = (z - z.mean(0)) / z.std(0)
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
    ("a base of variance two", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for i in range(layers):
            net = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            self.nets.append(net)
            self.register_buffer(f"mask{i}", ((torch.arange(dim) + i) % 2).double())

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        kind = net[0].weight.dtype

        def scale(h):
            return torch.tanh(net(h.to(kind))[:, : self.dim])

        def shift(h):
            return net(h.to(kind))[:, self.dim :]

        return mask.to(kind), scale, shift

    def log_prob(self, x):
        det = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(len(self.nets))):
            mask, scale, shift = self.layer(i)
            h = mask * x
            s, t = scale(h), shift(h)
            x = h + (1 - mask) * (x - t) * torch.exp(-s)
            det = det - ((1 - mask) * s).sum(1)
        return (-0.25 * x**2 - 0.5 * math.log(4 * math.pi)).sum(1) + det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            h = mask * z
            s, t = scale(h), shift(h)
            z = h + (1 - mask) * (z * torch.exp(s) + t)
        return z
""", []),
]

RIGHT["flow_step"] = ["""import torch

def flow_step(model, optimizer, x):
    optimizer.zero_grad(set_to_none=False)
    loss = -torch.mean(model.log_prob(x))
    loss.backward()
    optimizer.step()
    return float(loss)
""", """def flow_step(model, optimizer, x):
    loss = -model.log_prob(x).sum() / len(x)
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad = None
    loss.backward()
    value = loss.detach().item()
    optimizer.step()
    return value
""", """import torch

def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    with torch.enable_grad():
        nll = model.log_prob(x).neg().mean()
    nll.backward()
    optimizer.step()
    return nll.item()
"""]
WRONG["flow_step"] = [
    ("gradients clipped", """import torch

def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for g in optimizer.param_groups for p in g["params"]], 1.0)
    optimizer.step()
    return loss.item()
""", ["gradients clipped"]),
    ("a fresh optimizer each time", """import torch

def flow_step(model, optimizer, x):
    fresh = torch.optim.Adam([p for g in optimizer.param_groups for p in g["params"]], lr=optimizer.param_groups[0]["lr"])
    fresh.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    fresh.step()
    return loss.item()
""", []),
    ("plain gradient descent by hand", """import torch

def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    with torch.no_grad():
        for g in optimizer.param_groups:
            for p in g["params"]:
                p -= g["lr"] * p.grad
    return loss.item()
""", []),
    ("the first 32 rows only", """def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x[:32]).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", []),
    ("two steps", """def flow_step(model, optimizer, x):
    for k in range(2):
        optimizer.zero_grad()
        loss = -model.log_prob(x).mean()
        loss.backward()
        optimizer.step()
        if k == 0:
            first = loss.item()
    return first
""", ["two steps"]),
    ("divided by the dimensions", """def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean() / x.shape[1]
    loss.backward()
    optimizer.step()
    return loss.item()
""", ["divided by the dimensions"]),
    ("steps only if the loss is above zero", """def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    if loss > 0:
        loss.backward()
        optimizer.step()
    return loss.item()
""", []),
    ("weight decay of its own", """def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    (loss + 1e-2 * sum((p**2).sum() for g in optimizer.param_groups for p in g["params"])).backward()
    optimizer.step()
    return loss.item()
""", []),
    ("rounded to two digits", """def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return round(loss.item(), 2)
""", []),
    ("absolute value", """def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = model.log_prob(x).mean().abs()
    loss.backward()
    optimizer.step()
    return loss.item()
""", []),
    ("median of the rows", """def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).median()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ["the median"]),
    ("in bits", """import math

def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item() / math.log(2)
""", []),
    ("model set to evaluation", """import torch

def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    with torch.no_grad():
        loss = -model.log_prob(x).mean()
    optimizer.step()
    return loss.item()
""", ["no step is taken", "no gradient at the step"]),
    ("row by row, a step each", """def flow_step(model, optimizer, x):
    total = 0.0
    for row in x:
        optimizer.zero_grad()
        loss = -model.log_prob(row[None]).mean()
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(x)
""", []),
]
