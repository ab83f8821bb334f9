"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}



RIGHT["pushforward_pmf"] = [
"""def pushforward_pmf(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        image = mapping[outcome]
        result[image] = result.get(image, 0) + probability
    return result
""",
"""from collections import defaultdict

def pushforward_pmf(pmf, mapping):
    piles = defaultdict(float)
    for outcome in mapping:
        piles[mapping[outcome]] += pmf[outcome]
    return dict(piles)
""",
"""def pushforward_pmf(pmf, mapping):
    return {image: sum(p for outcome, p in pmf.items() if mapping[outcome] == image) for image in mapping.values()}
""",
]
WRONG["pushforward_pmf"] = [
    # in: pmf {1: .2, 2: .5, 3: .3}, mapping {1: "a", 2: "b", 3: "b"}: b gets 0.3
    # hint: do your probabilities sum to 1? Two outcomes met in one image
    ("later outcome overwrites", """def pushforward_pmf(pmf, mapping):
    return {mapping[outcome]: p for outcome, p in pmf.items()}
""", ["collisions overwritten", "one of several counted"]),
    # in: pmf {1: 1.0, 2: 0.0}, mapping {1: "a", 2: "b"}: b is missing
    # hint: an image that only outcomes of probability 0 reach is kept
    ("images of probability 0 dropped", """def pushforward_pmf(pmf, mapping):
    result = {}
    for outcome, p in pmf.items():
        if p > 0:
            result[mapping[outcome]] = result.get(mapping[outcome], 0) + p
    return result
""", ["images of probability 0 dropped"]),
    # in: pmf {1: .2, 2: .8}, mapping {2: "b", 1: "a"}: a gets 0.8
    # hint: two dicts may list the same outcomes in different orders: look the image up
    ("pairs the dicts by their order", """def pushforward_pmf(pmf, mapping):
    result = {}
    for p, image in zip(pmf.values(), mapping.values()):
        result[image] = result.get(image, 0) + p
    return result
""", ["paired by place"]),
    # in: pmf {1: .25, 2: .25, 3: .5}, mapping {1: "a", 2: "a", 3: "b"}: a gets 0.25
    # hint: a set keeps equal probabilities only once
    ("sum over a set of probabilities", """def pushforward_pmf(pmf, mapping):
    return {image: sum({pmf[x] for x in pmf if mapping[x] == image}) for image in set(mapping.values())}
""", ["one of several counted"]),
    # in: pmf {1: .5, 2: .5}, mapping {1: "a", 2: "a"}: the outcomes 1 and 2 stay as keys with probability 0
    # hint: the pushforward lives on the images; the old outcomes are no keys of it
    ("outcomes stay among the keys", """def pushforward_pmf(pmf, mapping):
    result = dict.fromkeys(pmf, 0.0)
    for outcome, p in pmf.items():
        result.setdefault(mapping[outcome], 0.0)
        result[mapping[outcome]] += p
    return result
""", []),
    # in: mapping {1: "a", 2: "b", 3: "a"}: the first a is overwritten (right if equal images are neighbours)
    # hint: groupby joins neighbours only
    ("groupby without sorting", """from itertools import groupby

def pushforward_pmf(pmf, mapping):
    groups = groupby(pmf, key=lambda outcome: mapping[outcome])
    return {image: sum(pmf[x] for x in outcomes) for image, outcomes in groups}
""", ["collisions overwritten", "one of several counted"]),
    # in: any pmf: the caller's dict is empty afterwards
    # hint: popitem empties the dict of the caller
    ("empties the argument", """def pushforward_pmf(pmf, mapping):
    result = {image: 0.0 for image in mapping.values()}
    while pmf:
        outcome, p = pmf.popitem()
        result[mapping[outcome]] += p
    return result
""", []),
    # in: pmf {1: .2, 2: .5, 3: .3}, mapping {1: "a", 2: "b", 3: "b"}: b gets 2/3
    # hint: you count outcomes; they are not equally likely
    ("counts outcomes", """from collections import Counter

def pushforward_pmf(pmf, mapping):
    counts = Counter(mapping[x] for x in pmf)
    return {image: n / len(pmf) for image, n in counts.items()}
""", ["outcomes counted, not weighed"]),
]

RIGHT["linear_flow_log_prob"] = [
"""import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z**2).sum(dim=1) - 0.5 * x.shape[1] * math.log(2 * math.pi)
    return base - torch.linalg.slogdet(A).logabsdet
""",
"""import torch
from torch.distributions import Normal

def linear_flow_log_prob(x, A, b):
    Q, R = torch.linalg.qr(A)
    z = torch.linalg.solve_triangular(R, Q.T @ (x - b).T, upper=True)
    log_det = R.diagonal().abs().log().sum()
    return Normal(0.0, 1.0).log_prob(z).sum(0) - log_det
""",
"""import math
import torch

def linear_flow_log_prob(x, A, b):
    LU, pivots = torch.linalg.lu_factor(A)
    z = torch.linalg.lu_solve(LU, pivots, (x - b).T)
    log_det = torch.log(torch.abs(torch.diagonal(LU))).sum()
    return -0.5 * (z.square() + math.log(2 * math.pi)).sum(0) - log_det
""",
]

WRONG["linear_flow_log_prob"] = [
    # in: A = 2 I: the density grows where space is stretched
    # hint: a map that stretches makes the density lower: which sign?
    ("log-det added", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(dim=1)
    return base + torch.linalg.slogdet(A)[1]
""", ["log det added"]),
    # in: A = 0.01 I in 300 dimensions: det = 1e-600 is 0, so +inf
    # hint: in 300 dimensions the determinant leaves the range of floats
    ("log of the determinant", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(dim=1)
    return base - torch.linalg.det(A).abs().log()
""", ["determinant overflows"]),
    # in: A = diag(1, -1): nan
    # hint: a reflection has a negative determinant; volumes take its absolute value
    ("torch.logdet", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(dim=1)
    return base - torch.logdet(A)
""", ["logdet of a negative determinant", "no abs"]),
    # in: A = [[1, 2], [0, 1]]: solves with A transposed (right for symmetric A)
    # hint: points are rows of x, but A acts on columns: where does the transpose go?
    ("transpose forgotten", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = (x - b) @ torch.linalg.inv(A)
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(dim=1)
    return base - torch.linalg.slogdet(A)[1]
""", ["transposed"]),
    # in: A = 2 I, b = 1: z = x / 2 - 1 instead of (x - 1) / 2
    # hint: undo what was done last first
    ("b subtracted last", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, x.T).T - b
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(dim=1)
    return base - torch.linalg.slogdet(A)[1]
""", ["shift after the inverse"]),
    # in: D = 2: log 2 pi counted once
    # hint: the base is a Gaussian in D dimensions: how many constants?
    ("constant counted once", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z**2).sum(dim=1) - 0.5 * math.log(2 * math.pi)
    return base - torch.linalg.slogdet(A)[1]
""", ["constant forgotten"]),
    # in: A = [[1, 2], [0, 1]]: covariance A^T A instead of A A^T
    # hint: the covariance of A z is A A^T; your product has the right determinant and the wrong directions
    ("covariance A transposed A", """import torch

def linear_flow_log_prob(x, A, b):
    return torch.distributions.MultivariateNormal(b, A.T @ A).log_prob(x)
""", ["transposed"]),
    # in: A = [[1, 2], [3, 4]]: log 4 instead of log 2 (right for triangular A)
    # hint: only of a triangular matrix is the determinant the product of the diagonal
    ("determinant from the diagonal", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(dim=1)
    return base - torch.diagonal(A).abs().log().sum()
""", []),
]

RIGHT["jacobian_log_abs_det"] = [
"""import torch

def jacobian_log_abs_det(f, z):
    result = z.new_zeros(len(z))
    for n, row in enumerate(z.detach()):
        J = torch.autograd.functional.jacobian(lambda v: f(v[None])[0], row.clone())
        result[n] = torch.linalg.slogdet(J)[1]
    return result
""",
"""import torch

def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda v: f(v).sum(dim=0), z.detach().clone())
    return torch.linalg.slogdet(J.permute(1, 0, 2)).logabsdet    # J is (D out, N, D in)
""",
"""import torch

def jacobian_log_abs_det(f, z):
    with torch.enable_grad():
        start = z.detach().clone().requires_grad_(True)
        out = f(start + 0)
        rows = []
        for i in range(z.shape[1]):
            (grad,) = torch.autograd.grad(out[:, i].sum() + 0 * start.sum(), start, retain_graph=True)
            rows.append(grad)
    return torch.linalg.slogdet(torch.stack(rows, dim=1))[1]
""",
]
WRONG["jacobian_log_abs_det"] = [
    # in: f(z) = -z, D = 1: nan
    # hint: a map may turn space around: the absolute value is missing
    ("torch.logdet", """import torch

def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z.detach())
    return torch.logdet(J.permute(1, 0, 2))
""", ["no abs"]),
    # in: N = 2, D = 2, f(z) = z * z.flip(1): mixes the rows (right for N = 1)
    # hint: reshape doesn't move axes: which axis of the Jacobian counts the rows?
    ("reshape for permute", """import torch

def jacobian_log_abs_det(f, z):
    N, D = z.shape
    J = torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z.detach())
    return torch.linalg.slogdet(J.reshape(N, D, D))[1]
""", ["batch mixed"]),
    # in: N = 2: the sum of all rows' log-dets, in every row
    # hint: each row has a determinant of its own
    ("one determinant for the whole batch", """import torch

def jacobian_log_abs_det(f, z):
    N, D = z.shape
    J = torch.autograd.functional.jacobian(f, z.detach()).reshape(N * D, N * D)
    return torch.linalg.slogdet(J)[1].expand(N)
""", ["the whole batch at once"]),
    # in: f(z) = z @ [[1, 2], [3, 4]]: only the diagonal (right for triangular Jacobians)
    # hint: outputs may depend on other inputs, too, on both sides of the diagonal
    ("diagonal only", """import torch

def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z.detach())
    return J.diagonal(dim1=0, dim2=2).abs().log().sum(-1)
""", ["diagonal only"]),
    # in: any z: z.requires_grad is True afterwards
    # hint: you switched on the gradient of the caller's tensor: work on a copy
    ("requires_grad of the argument", """import torch

def jacobian_log_abs_det(f, z):
    z.requires_grad_(True)
    out = f(z)
    rows = [torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])]
    return torch.linalg.slogdet(torch.stack(rows, 1))[1]
""", []),
    # in: f(z) = z**3, z = 1: wrong in the fourth digit
    # hint: a difference quotient is not exact; autograd is
    ("finite differences", """import torch

def jacobian_log_abs_det(f, z):
    h, columns = 1e-4, []
    for j in range(z.shape[1]):
        step = torch.zeros_like(z)
        step[:, j] = h
        columns.append((f(z + step) - f(z)) / h)
    return torch.linalg.slogdet(torch.stack(columns, dim=2).detach())[1]
""", []),
    # in: f = lambda z: z * z.norm(dim=1, keepdim=True): f gets a row of shape (D,), an error
    # hint: f takes tables (N, D), not single rows
    ("f called on a bare row", """import torch

def jacobian_log_abs_det(f, z):
    logs = [torch.linalg.slogdet(torch.autograd.functional.jacobian(f, row))[1] for row in z.detach()]
    return torch.stack(logs)
""", []),
    # in: f(z) = 1e-3 z, D = 150: the determinant 1e-450 is 0, -inf instead of -1036
    # hint: don't form the determinant when you only need its logarithm
    ("log of the determinant", """import torch

def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z.detach())
    return torch.linalg.det(J.permute(1, 0, 2)).abs().log()
""", ["log of the determinant"]),
]

RIGHT["compose_jacobians"] = [
"""import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""",
"""from functools import reduce
import torch

def compose_jacobians(jacobians):
    start = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    total = reduce(lambda done, J: J @ done, jacobians, start)
    log_abs_det = sum((torch.linalg.slogdet(J).logabsdet for J in jacobians), start.new_zeros(()))
    return total, log_abs_det
""",
"""import torch

def compose_jacobians(jacobians):
    eye = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    total = torch.linalg.multi_dot([eye, *jacobians.flip(0), eye])     # wants two matrices at least
    LU, _ = torch.linalg.lu_factor(jacobians)
    return total, LU.diagonal(dim1=-2, dim2=-1).abs().log().sum()
""",
]

WRONG["compose_jacobians"] = [
    # in: [[1, 1], [0, 1]] then [[2, 0], [0, 1]]: J1 J2 instead of J2 J1
    # hint: a small step meets the first map first: which matrix stands on the right?
    ("order of the product", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = total @ J
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", ["product in the other order"]),
    # in: forty times 1e-10 I: the product is 0, -inf instead of -40 * 2 * 23.03
    # hint: the product may be too small for a float; its logarithm can be had from the factors
    ("log-det of the product", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(total)[1]
""", ["log of the product"]),
    # in: diag(1, -1): nan
    # hint: a determinant may be negative
    ("torch.logdet", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.logdet(jacobians).sum()
""", ["no absolute value"]),
    # in: forty times 1e-10 I: the product of the determinants is 0
    # hint: the product of forty determinants underflows, the sum of their logarithms doesn't
    ("log of the product of determinants", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.det(jacobians).prod().abs().log()
""", ["log of the product"]),
    # in: a single [[1, 2], [0, 1]]: its transpose
    # hint: entry (i, j) is the derivative of output i in input j
    ("transposed", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total.T, torch.linalg.slogdet(jacobians)[1].sum()
""", ["transposed"]),
    # in: two maps: jacobians[0] is overwritten by the product
    # hint: your running product lives in the caller's tensor
    ("first Jacobian overwritten", """import torch

def compose_jacobians(jacobians):
    logs = torch.linalg.slogdet(jacobians)[1].sum()
    total = jacobians[0]
    for J in jacobians[1:]:
        total[:] = J @ total
    return total, logs
""", []),
    # in: one map 1e-10 I, D = 2: log(1e-20 + 1e-12) = -27.6 instead of -46.1
    # hint: an epsilon under the logarithm replaces every small determinant by the same number
    ("epsilon under the logarithm", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.log(torch.linalg.det(jacobians).abs() + 1e-12).sum()
""", []),
    # in: M = 1: multi_dot wants two matrices, an error
    # hint: what does your function do with a stack of one map?
    ("fails for a single map", """import torch

def compose_jacobians(jacobians):
    total = torch.linalg.multi_dot(list(jacobians.flip(0)))
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", []),
]

RIGHT["autoregressive_jacobian"] = [
"""import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""",
"""import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = len(x)
    J = torch.zeros(D, D, dtype=x.dtype)
    for i in range(D):
        shrink = torch.exp(-log_scale[i])
        J[i, i] = shrink
        for j in range(i):
            J[i, j] = -shrink * (mean_slopes[i, j] + (x[i] - mean[i]) * log_scale_slopes[i, j])
    return J, torch.sum(-log_scale)
""",
"""import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    x, mean, log_scale = x.detach(), mean.detach(), log_scale.detach()
    mean_slopes, log_scale_slopes = mean_slopes.detach(), log_scale_slopes.detach()

    def back(point):
        # mean and log-scale to first order about x: the Jacobian at x sees no more
        step = point - x
        return (point - mean - mean_slopes @ step) * torch.exp(-(log_scale + log_scale_slopes @ step))

    return torch.autograd.functional.jacobian(back, x.clone()), -log_scale.sum()
""",
]

WRONG["autoregressive_jacobian"] = [
    # in: log_scale_slopes other than 0: the second term is missing
    # hint: the scale looks at earlier coordinates, too: the product rule has two terms
    ("slopes of the log-scale forgotten", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    eye = torch.eye(len(x), dtype=x.dtype)
    J = s[:, None] * (eye - mean_slopes)
    return J, -log_scale.sum()
""", ["the scale's own slope forgotten"]),
    # in: log_scale_slopes other than 0: the second term with a plus
    # hint: what is the derivative of exp(-alpha)?
    ("sign of the second term", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    eye = torch.eye(len(x), dtype=x.dtype)
    J = s[:, None] * (eye - mean_slopes) + z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ["signs of the lower part"]),
    # in: log_scale = 1: the log-det of the way from z to x
    # hint: the way back shrinks where the way there stretched
    ("log-det of the other direction", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    eye = torch.eye(len(x), dtype=x.dtype)
    J = s[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, log_scale.sum()
""", ["sign of the log-determinant"]),
    # in: log_scale = 10, D = 100: the determinant exp(-1000) is 0
    # hint: the determinant may be too small for a float; its logarithm is a sum
    ("log of the determinant", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    eye = torch.eye(len(x), dtype=x.dtype)
    J = s[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, torch.linalg.det(J).abs().log()
""", ["log of a product that left the floats"]),
    # in: log_scale = 1: x - mean stands for z, without exp(-alpha)
    # hint: when you differentiate exp(-alpha), the factor itself stays
    ("x - mean for z", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    eye = torch.eye(len(x), dtype=x.dtype)
    J = s[:, None] * (eye - mean_slopes) - (x - mean)[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ["the scale's slope without its factor"]),
    # in: log_scale = [0, 1], mean_slopes[1, 0] = 1: scales columns instead of rows (right for equal scales)
    # hint: row i belongs to z_i: it carries the scale of output i
    ("columns scaled", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    eye = torch.eye(len(x), dtype=x.dtype)
    J = s[None, :] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ["scaled down the columns"]),
    # in: D = 2, log_scale_slopes[1, 0] = 1: multiplies by z_j instead of z_i
    # hint: broadcasting put z along the columns; which z stands in the second term?
    ("z along the columns", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    eye = torch.eye(len(x), dtype=x.dtype)
    J = s[:, None] * (eye - mean_slopes) - z * log_scale_slopes
    return J, -log_scale.sum()
""", []),
    # in: mean_slopes[1, 0] = 1: the transpose
    # hint: entry (i, j) is the derivative of z_i in x_j: is your matrix lower triangular?
    ("transposed", """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    eye = torch.eye(len(x), dtype=x.dtype)
    J = s[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J.T, -log_scale.sum()
""", ["transposed"]),
]

RIGHT["logit_dequantize"] = [
"""import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    x = x.to(noise.dtype)
    u = (x + noise) / levels
    not_u = ((levels - 1 - x) + (1 - noise)) / levels       # 1 - u, without rounding away small ones
    v = alpha + (1 - 2 * alpha) * u
    not_v = alpha + (1 - 2 * alpha) * not_u
    y = torch.log(v) - torch.log(not_v)
    slopes = -torch.log(v) - torch.log(not_v) + math.log1p(-2 * alpha) - math.log(levels)
    return y, slopes.sum(dim=1)
""",
"""import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    low = x + noise
    high = (levels - 1 - x) + (1 - noise)
    keep = 1 - 2 * alpha
    a = torch.log(alpha * levels + keep * low)
    b = torch.log(alpha * levels + keep * high)
    N, D = x.shape
    return a - b, D * (math.log(levels) + math.log(keep)) - (a + b).sum(1)
""",
"""import math
import torch
import torch.nn.functional as F

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    other = (levels - 1 - x + (1 - noise)) / levels
    y = (torch.lerp(u, other, alpha) / torch.lerp(other, u, alpha)).log()
    # v = sigmoid(y), so log v and log(1 - v) are logsigmoids of y and -y
    log_slope = -F.logsigmoid(y) - F.logsigmoid(-y)
    return y, (log_slope + math.log1p(-2 * alpha) - math.log(levels)).sum(-1)
""",
]

WRONG["logit_dequantize"] = [
    # in: levels = 17: the division's slope is missing, D log 17 too large
    # hint: three maps, three slopes: the division has one, too
    ("slope of the division forgotten", """import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    w = ((levels - 1 - x) + (1 - noise)) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * w
    y = torch.log(v) - torch.log(w)
    slope = -torch.log(v) - torch.log(w) + math.log1p(-2 * alpha)
    return y, slope.sum(1)
""", ["no log levels"]),
    # in: alpha = 0.05: D log 0.9 is missing
    # hint: squeezing has a slope, too
    ("slope of the squeeze forgotten", """import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    w = ((levels - 1 - x) + (1 - noise)) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * w
    y = torch.log(v) - torch.log(w)
    slope = -torch.log(v) - torch.log(w) - math.log(levels)
    return y, slope.sum(1)
""", ["slope of the squeeze forgotten"]),
    # in: D = 2: the constant slopes are counted once
    # hint: every pixel is divided and squeezed: how often do these slopes count?
    ("constants counted once", """import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    w = ((levels - 1 - x) + (1 - noise)) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * w
    y = torch.log(v) - torch.log(w)
    slope = -torch.log(v) - torch.log(w)
    return y, slope.sum(1) + math.log1p(-2 * alpha) - math.log(levels)
""", ["constants once for all pixels"]),
    # in: levels = 17, x = 16, alpha = 0: u above 1, nan
    # hint: x + noise runs from 0 to levels, not to levels - 1
    ("divided by levels - 1", """import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / (levels - 1)
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    slope = -torch.log(v) - torch.log1p(-v) + math.log1p(-2 * alpha) - math.log(levels - 1)
    return y, slope.sum(1)
""", ["divided by levels - 1"]),
    # in: alpha = 0.05: the logit's slope is taken at u instead of v (right for alpha = 0)
    # hint: a slope belongs to the point at which its map is entered
    ("slope at u instead of v", """import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.logit(v)
    slope = -torch.log(u) - torch.log1p(-u) + math.log1p(-2 * alpha) - math.log(levels)
    return y, slope.sum(1)
""", ["slope of the logit at u"]),
    # in: x = 0, noise = 1e-9, alpha = 1e-10, levels = 2: y = -13.8 instead of -21.2
    # hint: alpha may be far smaller than your clamp
    ("clamped at 1e-6", """import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = (alpha + (1 - 2 * alpha) * u).clamp(1e-6, 1 - 1e-6)
    y = torch.logit(v)
    slope = -torch.log(v) - torch.log1p(-v) + math.log1p(-2 * alpha) - math.log(levels)
    return y, slope.sum(1)
""", []),
    # in: alpha = 0.05: v runs up to 1 instead of 0.95
    # hint: alpha is kept at both ends
    ("squeezed at one end only", """import math
import torch

def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    slope = -torch.log(v) - torch.log1p(-v) + math.log1p(-alpha) - math.log(levels)
    return y, slope.sum(1)
""", ["squeezed on one side"]),
]

RIGHT["RealNVP"] = [
"""import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        )
        masks = torch.stack([(torch.arange(dim) + i) % 2 for i in range(2)])
        self.register_buffer("masks", masks.to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        scale = lambda v: torch.tanh(net(v)[:, : self.dim])
        shift = lambda v: net(v)[:, self.dim :]
        return self.masks[i % 2], scale, shift

    def log_prob(self, x):
        total = 0
        for i in reversed(range(len(self.nets))):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2).sum(1) - 0.5 * self.dim * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""",
"""import torch
from torch import nn
from torch.distributions import Normal

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        make = lambda: nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
        self.nets = nn.ModuleList([make() for _ in range(layers)])
        first = torch.zeros(dim)
        first[: dim // 2] = 1.0
        self.register_buffer("first", first)

    def layer(self, i):
        mask = self.first if i % 2 == 0 else 1 - self.first
        net = self.nets[i]
        return mask, lambda h: 2 * torch.tanh(net(h).chunk(2, dim=1)[0]), lambda h: net(h).chunk(2, dim=1)[1]

    def log_prob(self, x):
        log_det = torch.zeros_like(x[:, 0])
        z = x
        for i in range(len(self.nets) - 1, -1, -1):
            mask, scale, shift = self.layer(i)
            s = (1 - mask) * scale(mask * z)
            t = (1 - mask) * shift(mask * z)
            z = (z - t) * torch.exp(-s)
            log_det = log_det - s.sum(1)
        return Normal(0.0, 1.0).log_prob(z).sum(1) + log_det

    def sample(self, z):
        for i in range(len(self.nets)):
            mask, scale, shift = self.layer(i)
            seen = mask * z
            z = seen + (1 - mask) * (z * torch.exp(scale(seen)) + shift(seen))
        return z
""",
"""from types import SimpleNamespace
import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.scales, self.shifts = nn.ModuleList(), nn.ModuleList()
        self.bodies = nn.ModuleList()
        for i in range(layers):
            self.bodies.append(nn.Sequential(nn.Linear(dim, hidden), nn.SiLU()))
            self.scales.append(nn.Sequential(nn.Linear(hidden, dim), nn.Tanh()))
            self.shifts.append(nn.Linear(hidden, dim))
            self.register_buffer(f"mask{i}", torch.tensor([float((d + i) % 2 == 0) for d in range(dim)]))

    def layer(self, i):
        body, scale, shift = self.bodies[i], self.scales[i], self.shifts[i]
        return getattr(self, f"mask{i}"), (lambda v: scale(body(v))), (lambda v: shift(body(v)))

    def flow(self):
        def one(i):
            return SimpleNamespace(
                forward=lambda z: coupling_forward(z, *self.layer(i)),
                inverse=lambda x: coupling_inverse(x, *self.layer(i)),
            )

        return compose([one(i) for i in range(len(self.bodies))])

    def log_prob(self, x):
        z, log_det = self.flow().inverse(x)
        return -0.5 * (z.square() + math.log(2 * math.pi)).sum(-1) + log_det

    def sample(self, z):
        return self.flow().forward(z)[0]
""",
]

WRONG["RealNVP"] = [
    # in: dim = 2, layers = 2: the first coordinate is never moved
    # hint: a coordinate that every mask passes through stays Gaussian for ever
    ("same mask in all layers", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        nets = [nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        self.nets = nn.ModuleList(nets)
        self.register_buffer("even", (torch.arange(dim) % 2 == 0).to(torch.get_default_dtype()))

    def layer(self, i):
        mask = self.even
        scale = lambda v: torch.tanh(self.nets[i](v)[:, : self.dim])
        shift = lambda v: self.nets[i](v)[:, self.dim :]
        return mask, scale, shift

    def log_prob(self, x):
        total = torch.zeros_like(x[:, 0])
        for i in reversed(range(len(self.nets))):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2 + math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ["one mask for all layers"]),
    # in: layers = 2: log_prob undoes the first layer first
    # hint: socks on, shoes on; shoes off first
    ("log_prob doesn't reverse the order", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        nets = [nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        self.nets = nn.ModuleList(nets)
        self.register_buffer("even", (torch.arange(dim) % 2 == 0).to(torch.get_default_dtype()))

    def layer(self, i):
        mask = self.even if i % 2 == 0 else 1 - self.even
        scale = lambda v: torch.tanh(self.nets[i](v)[:, : self.dim])
        shift = lambda v: self.nets[i](v)[:, self.dim :]
        return mask, scale, shift

    def log_prob(self, x):
        total = torch.zeros_like(x[:, 0])
        for i in range(len(self.nets)):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2 + math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ["the layers in the same order both ways"]),
    # in: any with log-scales other than 0: log-dets of the inverse subtracted
    # hint: the inverse's own log-det is added: which direction did coupling_inverse tell you of?
    ("log-dets subtracted", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        nets = [nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        self.nets = nn.ModuleList(nets)
        self.register_buffer("even", (torch.arange(dim) % 2 == 0).to(torch.get_default_dtype()))

    def layer(self, i):
        mask = self.even if i % 2 == 0 else 1 - self.even
        scale = lambda v: torch.tanh(self.nets[i](v)[:, : self.dim])
        shift = lambda v: self.nets[i](v)[:, self.dim :]
        return mask, scale, shift

    def log_prob(self, x):
        total = torch.zeros_like(x[:, 0])
        for i in reversed(range(len(self.nets))):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total - log_det
        return total - 0.5 * (x**2 + math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ["the sign of the log-det"]),
    # in: any: parameters() is empty
    # hint: the optimizer never hears of nets in a plain list
    ("nets in a plain list", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        nets = [nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        self.nets = nets
        self.register_buffer("even", (torch.arange(dim) % 2 == 0).to(torch.get_default_dtype()))

    def layer(self, i):
        mask = self.even if i % 2 == 0 else 1 - self.even
        scale = lambda v: torch.tanh(self.nets[i](v)[:, : self.dim])
        shift = lambda v: self.nets[i](v)[:, self.dim :]
        return mask, scale, shift

    def log_prob(self, x):
        total = torch.zeros_like(x[:, 0])
        for i in reversed(range(len(self.nets))):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2 + math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", []),
    # in: layers = 2: consistent with itself, but layer(1) acts before layer(0) on the way from z to x
    # hint: which layer acts first on z, and so last on the way back?
    ("layers in order from x to z", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        nets = [nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        self.nets = nn.ModuleList(nets)
        self.register_buffer("even", (torch.arange(dim) % 2 == 0).to(torch.get_default_dtype()))

    def layer(self, i):
        mask = self.even if i % 2 == 0 else 1 - self.even
        scale = lambda v: torch.tanh(self.nets[i](v)[:, : self.dim])
        shift = lambda v: self.nets[i](v)[:, self.dim :]
        return mask, scale, shift

    def log_prob(self, x):
        total = torch.zeros_like(x[:, 0])
        for i in range(len(self.nets)):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2 + math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in reversed(range(len(self.nets))):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", []),
    # in: dim = 2: log 2 pi counted once instead of dim times
    # hint: sum the density over a grid: is it 1?
    ("constant counted once", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        nets = [nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        self.nets = nn.ModuleList(nets)
        self.register_buffer("even", (torch.arange(dim) % 2 == 0).to(torch.get_default_dtype()))

    def layer(self, i):
        mask = self.even if i % 2 == 0 else 1 - self.even
        scale = lambda v: torch.tanh(self.nets[i](v)[:, : self.dim])
        shift = lambda v: self.nets[i](v)[:, self.dim :]
        return mask, scale, shift

    def log_prob(self, x):
        total = torch.zeros_like(x[:, 0])
        for i in reversed(range(len(self.nets))):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * ((x**2).sum(1) + math.log(2 * math.pi))

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ["no constant of the base"]),
    # in: dim = 6, layers = 4: each layer moves one coordinate, the last two are never moved (right if layers >= dim)
    # hint: with fewer layers than coordinates, who moves the rest?
    ("one coordinate a layer", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        nets = [nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        self.nets = nn.ModuleList(nets)
        self.register_buffer("even", (torch.arange(dim) % 2 == 0).to(torch.get_default_dtype()))

    def layer(self, i):
        mask = torch.ones_like(self.even)
        mask[i % self.dim] = 0
        scale = lambda v: torch.tanh(self.nets[i](v)[:, : self.dim])
        shift = lambda v: self.nets[i](v)[:, self.dim :]
        return mask, scale, shift

    def log_prob(self, x):
        total = torch.zeros_like(x[:, 0])
        for i in reversed(range(len(self.nets))):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2 + math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ["one mask for all layers"]),
    # in: dim = 3: the mask has two entries, an error
    # hint: D need not be even
    ("even dimensions only", """import math
import torch
from torch import nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        nets = [nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        self.nets = nn.ModuleList(nets)
        self.register_buffer("even", torch.tensor([1.0, 0.0] * (dim // 2)))

    def layer(self, i):
        mask = self.even if i % 2 == 0 else 1 - self.even
        scale = lambda v: torch.tanh(self.nets[i](v)[:, : self.dim])
        shift = lambda v: self.nets[i](v)[:, self.dim :]
        return mask, scale, shift

    def log_prob(self, x):
        total = torch.zeros_like(x[:, 0])
        for i in reversed(range(len(self.nets))):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2 + math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", []),
]
