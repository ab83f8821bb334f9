"""Answers to exercises of this week, right ones and wrong ones, written from the statements alone and labelled.

Who wrote them had seen no list of the course's. RIGHT must keep every point; WRONG: (what is wrong, code, the
misconceptions whose hint would be fair to that student). A comment above an entry proves it wrong with an input.
"""
RIGHT = {}
WRONG = {}

RIGHT['pushforward_pmf'] = [
"""
def pushforward_pmf(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        image = mapping[outcome]
        result[image] = result.get(image, 0.0) + probability
    return result
""",
"""
def pushforward_pmf(pmf, mapping):
    return {image: sum(p for x, p in pmf.items() if mapping[x] == image) for image in set(mapping.values())}
""",
"""
from collections import Counter
def pushforward_pmf(pmf, mapping):
    c = Counter()
    for x, p in pmf.items():
        c[mapping[x]] += p
    return c
""",
"""
from collections import defaultdict
def pushforward_pmf(pmf: dict, mapping: dict) -> dict:
    fibres = defaultdict(list)
    for x, y in mapping.items():
        fibres[y].append(x)
    out = defaultdict(float)
    for y in fibres:
        out[y] = sum(map(pmf.get, fibres[y]))
    return out
""",
]

RIGHT['square_pushforward_log_prob'] = [
"""
import math
def square_pushforward_log_prob(y):
    positive = y > 0
    safe = torch.where(positive, y, torch.ones_like(y))
    log_p = -0.5 * safe - 0.5 * torch.log(safe) - 0.5 * math.log(2 * math.pi)
    return torch.where(positive, log_p, torch.full_like(y, -math.inf))
""",
"""
from scipy import stats
def square_pushforward_log_prob(y):
    y_np = y.detach().numpy()
    out = np.full(y_np.shape, -np.inf)
    ok = y_np > 0
    out[ok] = stats.chi2.logpdf(y_np[ok], df=1)
    return torch.from_numpy(out)
""",
"""
def square_pushforward_log_prob(y):
    chi2 = torch.distributions.Chi2(torch.tensor(1.0, dtype=y.dtype), validate_args=False)
    safe = y.clone()
    safe[y <= 0] = 1.0
    return chi2.log_prob(safe).masked_fill(y <= 0, -float("inf"))
""",
]

RIGHT['change_of_variables'] = [
"""
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + log_abs_det_inverse(x)
""",
"""
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    rows = []
    for i in range(x.shape[0]):
        row = x[i:i + 1]
        rows.append(base_log_prob(inverse(row)) + log_abs_det_inverse(row))
    return torch.cat(rows)
""",
"""
def change_of_variables(x: torch.Tensor, base_log_prob, inverse, log_abs_det_inverse) -> torch.Tensor:
    minus_forward = log_abs_det_inverse(x)      # = - log|det df/dz|
    log_det_forward = -minus_forward
    return base_log_prob(inverse(x)) - log_det_forward
""",
]

RIGHT['linear_flow_log_prob'] = [
"""
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = torch.linalg.slogdet(A)[1]
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - log_det
""",
"""
import math
def linear_flow_log_prob(x, A, b):
    Q, R = torch.linalg.qr(A)
    z = torch.linalg.solve_triangular(R, Q.T @ (x - b).T, upper=True)
    return -0.5 * z.square().sum(0) - 0.5 * len(b) * math.log(2 * math.pi) - R.diagonal().abs().log().sum()
""",
"""
def linear_flow_log_prob(x: torch.Tensor, A: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    X, M, c = x.detach().numpy(), A.detach().numpy(), b.detach().numpy()
    _, ld = np.linalg.slogdet(M)
    out = np.empty(len(X))
    for n in range(len(X)):
        z = np.linalg.solve(M, X[n] - c)
        out[n] = -0.5 * (z @ z) - len(c) / 2 * np.log(2 * np.pi) - ld
    return torch.from_numpy(out)
""",
"""
def linear_flow_log_prob(x, A, b):
    # A A' = L L' with L from the QR decomposition of A'
    R = torch.linalg.qr(A.T)[1]
    L = R.T * torch.sign(torch.diagonal(R))
    return torch.distributions.MultivariateNormal(b, scale_tril=L, validate_args=False).log_prob(x)
""",
]

RIGHT['jacobian_log_abs_det'] = [
"""
def jacobian_log_abs_det(f, z):
    out = []
    for i in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda row: f(row[None])[0], z[i])
        out.append(torch.linalg.slogdet(J)[1])
    return torch.stack(out)
""",
"""
def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    x = f(z)
    rows = [torch.autograd.grad(x[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])]
    J = torch.stack(rows, dim=1)
    return torch.linalg.slogdet(J)[1]
""",
"""
def jacobian_log_abs_det(f, z: torch.Tensor) -> torch.Tensor:
    N, D = z.shape
    full = torch.autograd.functional.jacobian(f, z)          # (N, D, N, D)
    i = torch.arange(N)
    return torch.linalg.slogdet(full[i, :, i, :])[1]
""",
"""
from torch.func import jacfwd
def jacobian_log_abs_det(f, z):
    J = jacfwd(lambda v: f(v).sum(dim=0))(z)
    return torch.linalg.slogdet(torch.einsum("ind->nid", J))[1]
""",
]

RIGHT['planar_log_abs_det'] = [
"""
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(torch.abs(1 + slope * (u @ w)))
""",
"""
import math
def planar_log_abs_det(z, u, w, b):
    uw = sum(float(a) * float(c) for a, c in zip(u, w))
    values = []
    for row in z:
        a = float(torch.dot(row, w)) + b
        values.append(math.log(abs(1 + uw * (1 - math.tanh(a) ** 2))))
    return torch.tensor(values, dtype=z.dtype)
""",
"""
def planar_log_abs_det(z: torch.Tensor, u: torch.Tensor, w: torch.Tensor, b: float) -> torch.Tensor:
    s = torch.sigmoid(2 * (torch.mv(z, w) + b))
    derivative = 4 * s * (1 - s)                 # tanh' by the logistic function
    return torch.log(torch.abs(torch.addcmul(torch.ones_like(s), derivative, torch.inner(u, w))))
""",
"""
def planar_log_abs_det(z, u, w, b):
    a = (z @ w + b).detach().requires_grad_(True)
    slope, = torch.autograd.grad(torch.tanh(a).sum(), a)
    return (1 + slope * torch.sum(u * w)).abs().log()
""",
]

RIGHT['coupling_forward'] = [
"""
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, s.sum(dim=1)
""",
"""
def coupling_forward(z, mask, scale, shift):
    free = mask == 0
    s, t = scale(z * mask), shift(z * mask)
    x = z.clone()
    x[:, free] = z[:, free] * torch.exp(s[:, free]) + t[:, free]
    return x, s[:, free].sum(1)
""",
"""
def coupling_forward(z, mask, scale, shift):
    v = z * mask
    s, t = scale(v), shift(v)
    columns, log_det = [], torch.zeros(z.shape[0], dtype=z.dtype)
    for d in range(z.shape[1]):
        if mask[d] > 0.5:
            columns.append(z[:, d])
        else:
            columns.append(z[:, d] * s[:, d].exp() + t[:, d])
            log_det = log_det + s[:, d]
    return torch.stack(columns, 1), log_det
""",
]

RIGHT['coupling_inverse'] = [
"""
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x - t) * torch.exp(-s)
    return z, -s.sum(dim=1)
""",
"""
def coupling_inverse(x, mask, scale, shift):
    keep = mask.to(torch.bool)
    s, t = scale(x * mask), shift(x * mask)
    z = torch.where(keep, x, (x - t).div(s.exp()))
    return z, s.masked_fill(keep, 0.0).sum(1).neg()
""",
"""
def coupling_inverse(x: torch.Tensor, mask: torch.Tensor, scale, shift) -> tuple:
    s, t = scale(mask * x), shift(mask * x)
    cols = [x[:, d] if mask[d] == 1 else (x[:, d] - t[:, d]) * torch.exp(-s[:, d]) for d in range(len(mask))]
    return torch.stack(cols, dim=-1), s @ (mask - 1)
""",
]

RIGHT['compose'] = [
"""
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""",
"""
from types import SimpleNamespace
def compose(flows):
    if len(flows) == 0:
        same = lambda v: (v, torch.zeros(len(v)))
        return SimpleNamespace(forward=same, inverse=same)
    first, rest = flows[0], compose(flows[1:])

    def forward(z):
        y, d1 = first.forward(z)
        x, d2 = rest.forward(y)
        return x, d1 + d2

    def inverse(x):
        y, d2 = rest.inverse(x)
        z, d1 = first.inverse(y)
        return z, d1 + d2

    return SimpleNamespace(forward=forward, inverse=inverse)
""",
"""
from torch import nn
def compose(flows):
    class Flow(nn.Module):
        def forward(self, z):
            total = 0 * z.sum(dim=1)
            for k in range(len(flows)):
                z, d = flows[k].forward(z)
                total = total + d
            return z, total

        def inverse(self, x):
            total = 0 * x.sum(dim=1)
            for k in range(len(flows) - 1, -1, -1):
                x, d = flows[k].inverse(x)
                total = total + d
            return x, total
    return Flow()
""",
]

RIGHT['maf_log_prob'] = [
"""
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""",
"""
import math
def maf_log_prob(x, conditioner):
    mu, ls = conditioner(x)
    z = (x - mu) / ls.exp()
    N, D = x.shape
    return -(torch.einsum("nd,nd->n", z, z) + D * math.log(2 * math.pi)) / 2 - ls.sum(-1)
""",
"""
def maf_log_prob(x, conditioner):
    loc, log_sigma = conditioner(x)
    z = (x - loc) * (-log_sigma).exp()
    D = x.shape[1]
    base = torch.distributions.MultivariateNormal(torch.zeros(D, dtype=x.dtype), torch.eye(D, dtype=x.dtype))
    return base.log_prob(z) + (-log_sigma).sum(1)
""",
]

RIGHT['logit_dequantize'] = [
"""
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""",
"""
def logit_dequantize(x, levels, noise, alpha):
    D = x.shape[1]
    u = (x.to(noise.dtype) + noise) / levels
    v = (1 - alpha) * u + alpha * (1 - u)
    log_det = -torch.log(v * (1 - v)).sum(-1) + D * np.log(1 - 2 * alpha) - D * np.log(levels)
    return torch.log(v / (1 - v)), log_det
""",
"""
from scipy.special import logit
def logit_dequantize(x, levels, noise, alpha):
    u = (x.numpy() + noise.numpy()) / levels
    v = alpha + (1 - 2 * alpha) * u
    ld = np.log((1 - 2 * alpha) / (levels * v * (1 - v))).sum(axis=1)
    return torch.from_numpy(logit(v)), torch.from_numpy(ld)
""",
"""
from torch.distributions.transforms import AffineTransform, ComposeTransform, SigmoidTransform
def logit_dequantize(x, levels, noise, alpha):
    t = ComposeTransform([AffineTransform(alpha, (1 - 2 * alpha) / levels), SigmoidTransform().inv])
    start = x + noise
    y = t(start)
    return y, t.log_abs_det_jacobian(start, y).sum(-1)
""",
]

WRONG['pushforward_pmf'] = [
('overwrites instead of adding', """
def pushforward_pmf(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        image = mapping[outcome]
        result[image] = probability
    return result
""", ['collisions overwritten']),
('keeps the first share only', """
def pushforward_pmf(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        image = mapping[outcome]
        result.setdefault(image, probability)
    return result
""", ['one of several counted']),
('drops zeros at the end', """
def pushforward_pmf(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        image = mapping[outcome]
        result[image] = result.get(image, 0.0) + probability
    return {y: p for y, p in result.items() if p > 0}
""", ['images of probability 0 dropped']),
('takes the largest share', """
def pushforward_pmf(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        image = mapping[outcome]
        result[image] = max(result.get(image, 0.0), probability)
    return result
""", ['one of several counted']),
('counts outcomes, ignores the probabilities', """
from collections import Counter
def pushforward_pmf(pmf, mapping):
    n = len(pmf)
    return {y: k / n for y, k in Counter(mapping.values()).items()}
""", ['outcomes counted, not weighed']),
# pmf {1: 0.3, 2: 0.7}, mapping {1: 2, 2: 1}: 2 holds 0.7 + 0.3, then is deleted
('moves grains inside a copy of pmf', """
def pushforward_pmf(pmf, mapping):
    out = dict(pmf)
    for x, p in pmf.items():
        del out[x]
        out[mapping[x]] = out.get(mapping[x], 0) + p
    return out
""", []),
# mapping {1: 0, 2: 1}: keys '0' and '1'
('keys are strings of the images', """
def pushforward_pmf(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        image = str(mapping[outcome])
        result[image] = result.get(image, 0.0) + probability
    return result
""", []),
# pmf {1: 0.3, 2: 0.7}: {} afterwards, a second call returns {}
("empties the caller's pmf", """
def pushforward_pmf(pmf, mapping):
    out = {}
    while pmf:
        x, p = pmf.popitem()
        out[mapping[x]] = out.get(mapping[x], 0) + p
    return out
""", []),
('pulls back: treats images as outcomes', """
def pushforward_pmf(pmf, mapping):
    inverse = {y: x for x, y in mapping.items()}
    return {y: pmf[x] for y, x in inverse.items()}
""", ['collisions overwritten']),
]

WRONG['square_pushforward_log_prob'] = [
('one branch only', """
import math
def square_pushforward_log_prob(y):
    positive = y > 0
    safe = torch.where(positive, y, torch.ones_like(y))
    log_p = -0.5 * safe - 0.5 * torch.log(safe) - 0.5 * math.log(2 * math.pi)
    log_p = log_p - math.log(2)
    return torch.where(positive, log_p, torch.full_like(y, -math.inf))
""", ['one branch only']),
('Jacobian with the wrong sign', """
import math
def square_pushforward_log_prob(y):
    positive = y > 0
    safe = torch.where(positive, y, torch.ones_like(y))
    log_p = -0.5 * safe + math.log(4) + 0.5 * torch.log(safe) - 0.5 * math.log(2 * math.pi)
    return torch.where(positive, log_p, torch.full_like(y, -math.inf))
""", ['Jacobian upside down']),
('only log 2 and Gaussian at sqrt y', """
import math
def square_pushforward_log_prob(y):
    lp = torch.distributions.Normal(0., 1.).log_prob(torch.sqrt(y.clamp(min=0))) + math.log(2)
    return torch.where(y > 0, lp, torch.tensor(-math.inf, dtype=y.dtype))
""", ['no Jacobian']),
('returns density, not its log', """
import math
def square_pushforward_log_prob(y):
    positive = y > 0
    safe = torch.where(positive, y, torch.ones_like(y))
    log_p = -0.5 * safe - 0.5 * torch.log(safe) - 0.5 * math.log(2 * math.pi)
    return torch.where(positive, log_p.exp(), torch.zeros_like(y))
""", ['the density itself']),
# y = 0: gives +inf
('y = 0 gives plus infinity', """
import math
def square_pushforward_log_prob(y):
    positive = y >= 0
    safe = torch.where(positive, y, torch.ones_like(y))
    log_p = -0.5 * safe - 0.5 * torch.log(safe) - 0.5 * math.log(2 * math.pi)
    return torch.where(positive, log_p, torch.full_like(y, -math.inf))
""", ['nan below zero']),
('absolute value: negative y finite', """
import math
def square_pushforward_log_prob(y):
    a = y.abs()
    lp = -0.5 * a - 0.5 * torch.log(a) - 0.5 * math.log(2 * math.pi)
    return torch.where(y == 0, torch.tensor(-math.inf, dtype=y.dtype), lp)
""", ['nan below zero']),
('zero in place of -inf', """
import math
def square_pushforward_log_prob(y):
    positive = y > 0
    safe = torch.where(positive, y, torch.ones_like(y))
    log_p = -0.5 * safe - 0.5 * torch.log(safe) - 0.5 * math.log(2 * math.pi)
    return torch.where(positive, log_p, torch.full_like(y, 0.0))
""", ['nan below zero']),
('base 2 logarithm', """
import math
def square_pushforward_log_prob(y):
    positive = y > 0
    safe = torch.where(positive, y, torch.ones_like(y))
    log_p = -0.5 * safe - 0.5 * torch.log(safe) - 0.5 * math.log(2 * math.pi)
    log_p = log_p / math.log(2)
    return torch.where(positive, log_p, torch.full_like(y, -math.inf))
""", ['a logarithm to base 2']),
# y = 1e-9: log y is taken at 1e-6
('clamps small y at 1e-6', """
import math
def square_pushforward_log_prob(y):
    positive = y > 0
    safe = torch.where(positive, y, torch.ones_like(y))
    safe = safe.clamp(min=1e-6)
    log_p = -0.5 * safe - 0.5 * torch.log(safe) - 0.5 * math.log(2 * math.pi)
    return torch.where(positive, log_p, torch.full_like(y, -math.inf))
""", []),
# y = (0, -2): (1, 1) afterwards, a second call is finite
("overwrites the caller's y", """
import math
def square_pushforward_log_prob(y):
    bad = y <= 0
    y[bad] = 1.0
    out = -0.5 * y - 0.5 * torch.log(y) - 0.5 * math.log(2 * math.pi)
    out[bad] = -math.inf
    return out
""", []),
('multiplies by slope of square, 2x', """
import math
def square_pushforward_log_prob(y):
    positive = y > 0
    safe = torch.where(positive, y, torch.ones_like(y))
    log_p = -0.5 * safe + torch.log(2 * torch.sqrt(safe)) + math.log(2) - 0.5 * math.log(2 * math.pi)
    return torch.where(positive, log_p, torch.full_like(y, -math.inf))
""", ['Jacobian upside down']),
]

WRONG['change_of_variables'] = [
('subtracts the log-det of the inverse', """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) - log_abs_det_inverse(x)
""", ['sign']),
('base density at x', """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(x) + log_abs_det_inverse(x)
""", ['base density at x']),
('log-det left out', """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z)
""", ['no Jacobian']),
('returns the density', """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return torch.exp(base_log_prob(z) + log_abs_det_inverse(x))
""", ["the density itself"]),
('sums the log-dets of the batch', """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + log_abs_det_inverse(x).sum()
""", ["added up over the points"]),
('absolute value of the log-det', """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + log_abs_det_inverse(x).abs()
""", ["absolute value of the logarithm"]),
('log-det used as a determinant', """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return torch.log(base_log_prob(z).exp() * log_abs_det_inverse(x).abs())
""", ["logarithms multiplied"]),
('shape (N, 1)', """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return (base_log_prob(z) + log_abs_det_inverse(x))[:, None]
""", []),
('Gaussian base assumed', """
import math
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi)).sum(1) + log_abs_det_inverse(x)
""", []),
# D = 1 only: log-det is added once per coordinate
('log-det times the dimension', """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + x.shape[1] * log_abs_det_inverse(x)
""", []),
]

WRONG['linear_flow_log_prob'] = [
('log-det added', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = torch.linalg.slogdet(A)[1]
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) + log_det
""", ['log det added']),
# A = [[1, 2], [0, 1]]
('A transposed: right only for symmetric A', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = (x - b) @ torch.linalg.inv(A)
    log_det = torch.linalg.slogdet(A)[1]
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - log_det
""", ['transposed']),
# A = 100 I in 300 dimensions: det overflows
('determinant formed: overflows in 300 dimensions', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = torch.log(torch.abs(torch.linalg.det(A)))
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - log_det
""", ['determinant overflows']),
('sign times log-det', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    sign, log_det = torch.linalg.slogdet(A)
    log_det = sign * log_det
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - log_det
""", ['times the sign of the determinant']),
('b added', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x + b).T).T
    log_det = torch.linalg.slogdet(A)[1]
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - log_det
""", ["shift forgotten or added"]),
('constant missing', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = torch.linalg.slogdet(A)[1]
    return -0.5 * (z**2).sum(1) - log_det
""", ['constant forgotten']),
('half the log-det, as for a covariance', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = torch.linalg.slogdet(A)[1]
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - 0.5 * log_det
""", ['half the log-det']),
('runs the map forwards', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = x @ A.T + b
    log_det = torch.linalg.slogdet(A)[1]
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - log_det
""", ["the wrong direction"]),
('factor 1/2 of the square missing', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = torch.linalg.slogdet(A)[1]
    return -(z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - log_det
""", ["no half"]),
('log-det D times', """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = torch.linalg.slogdet(A)[1]
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - D * log_det
""", []),
# 300 dimensions: singular covariance numbers; D = 2, A = diag(1e-5, 1): ridge 1e-6 >> 1e-10
('adds a ridge to the covariance', """
def linear_flow_log_prob(x, A, b):
    cov = A @ A.T + 1e-6 * torch.eye(len(b), dtype=A.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)
""", []),
('lower triangle of A only', """
def linear_flow_log_prob(x, A, b):
    L = torch.tril(A)
    z = torch.linalg.solve_triangular(L, (x - b).T, upper=False).T
    return torch.distributions.Normal(0., 1.).log_prob(z).sum(1) - L.diagonal().abs().log().sum()
""", []),
# x = 1, A = 2, b = 1: x is 0 afterwards, a second call gives another value
("shifts the caller's x in place", """
import math
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    x -= b
    z = torch.linalg.solve(A, x.T).T
    log_det = torch.linalg.slogdet(A)[1]
    return -0.5 * (z**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - log_det
""", []),
]

WRONG['jacobian_log_abs_det'] = [
# (D, N, D): fails or (D,) values
('axis of the rows not moved', """
def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z)
    return torch.linalg.slogdet(J).logabsdet
""", ['batch mixed']),
('reshape in place of permute', """
def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z)
    J = J.reshape(z.shape[0], z.shape[1], z.shape[1])
    return torch.linalg.slogdet(J).logabsdet
""", ['batch mixed']),
('log det without the absolute value', """
def jacobian_log_abs_det(f, z):
    out = []
    for i in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda row: f(row[None])[0], z[i])
        out.append(torch.log(torch.linalg.det(J)))
    return torch.stack(out)
""", ['no abs']),
('log-det of the inverse', """
def jacobian_log_abs_det(f, z):
    out = []
    for i in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda row: f(row[None])[0], z[i])
        out.append(torch.linalg.slogdet(J)[1])
    return -torch.stack(out)
""", ["sign"]),
('sign times log', """
def jacobian_log_abs_det(f, z):
    out = []
    for i in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda row: f(row[None])[0], z[i])
        s, l = torch.linalg.slogdet(J)
        out.append(s * l)
    return torch.stack(out)
""", ["times the sign of the determinant"]),
('determinant, not its log', """
def jacobian_log_abs_det(f, z):
    out = []
    for i in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda row: f(row[None])[0], z[i])
        out.append(torch.linalg.det(J).abs())
    return torch.stack(out)
""", ["the determinant, no logarithm"]),
# f(v) = v + v.sum(1, keepdim=True) / 3 fails on (D,)
('f called on (D,) vectors', """
def jacobian_log_abs_det(f, z):
    out = []
    for i in range(len(z)):
        J = torch.autograd.functional.jacobian(f, z[i])
        out.append(torch.linalg.slogdet(J)[1])
    return torch.stack(out)
""", []),
('mean over the batch', """
def jacobian_log_abs_det(f, z):
    out = []
    for i in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda row: f(row[None])[0], z[i])
        out.append(torch.linalg.slogdet(J)[1])
    return torch.stack(out).mean()
""", ["the whole batch at once"]),
# f = 2z, N = 3: block matrix' log-det is the sum of all rows
('one determinant of the whole batch', """
def jacobian_log_abs_det(f, z):
    N, D = z.shape
    J = torch.autograd.functional.jacobian(f, z).reshape(N * D, N * D)
    return torch.linalg.slogdet(J)[1] / N * torch.ones(N, dtype=z.dtype)
""", ['the whole batch at once']),
("half log-det of J J' left doubled", """
def jacobian_log_abs_det(f, z):
    out = []
    for i in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda row: f(row[None])[0], z[i])
        out.append(torch.linalg.slogdet(J @ J.T)[1])
    return torch.stack(out)
""", []),
('averages the Jacobian over the batch', """
def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda v: f(v).mean(0), z)
    return torch.linalg.slogdet(J.permute(1, 0, 2))[1]
""", []),
('adds 1e-6 I to the Jacobian', """
def jacobian_log_abs_det(f, z):
    out = []
    for i in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda row: f(row[None])[0], z[i])
        out.append(torch.linalg.slogdet(J + 1e-6 * torch.eye(len(J), dtype=J.dtype))[1])
    return torch.stack(out)
""", []),
]

WRONG['planar_log_abs_det'] = [
# u = (-3, 0), w = (1, 0), z = 0, b = 0
('no absolute value: NaN where it folds', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(1 + slope * (u @ w))
""", ['no abs']),
('absolute value of the second term only', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(1 + torch.abs(slope * (u @ w)))
""", ["no abs", "abs of the second term only"]),
('tanh in place of its derivative', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = torch.tanh(a)
    return torch.log(torch.abs(1 + slope * (u @ w)))
""", ['tanh instead of its derivative']),
('1 - a squared', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - a ** 2
    return torch.log(torch.abs(1 + slope * (u @ w)))
""", []),
('w.w in place of u.w', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(torch.abs(1 + slope * (w @ w)))
""", []),
('minus in the determinant', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(torch.abs(1 - slope * (u @ w)))
""", ['minus in the determinant']),
# D = 1 only
('product of diagonal entries', """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + slope[:, None] * u * w)).sum(1)
""", ['elementwise product not summed']),
('sign of the inverse', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return -torch.log(torch.abs(1 + slope * (u @ w)))
""", ["sign"]),
# det = 0.5: log(0.5 + 1e-5)
('epsilon inside the logarithm', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(torch.abs(1 + slope * (u @ w)) + 1e-5)
""", []),
# right values; asked is O(ND), with no matrix
('autograd Jacobian, no O(ND)', """
def planar_log_abs_det(z, u, w, b):
    f = lambda v: v + torch.outer(torch.tanh(v @ w + b), u)
    J = torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z).permute(1, 0, 2)
    return torch.linalg.slogdet(J)[1]
""", ['a matrix is built']),
('identity forgotten', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(torch.abs(slope * (u @ w)))
""", ['the identity forgotten']),
('1 added D times', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(torch.abs((1 + slope[:, None] * u * w).sum(1)))
""", []),
('u scaled to length one', """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(torch.abs(1 + slope * (u / u.norm() @ w)))
""", []),
]

WRONG['coupling_forward'] = [
('networks see all of z', """
def coupling_forward(z, mask, scale, shift):
    seen = z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, s.sum(dim=1)
""", ['scale sees everything']),
('log-det counts all coordinates', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, scale(seen).sum(dim=1)
""", ['log-scales of unchanged coordinates counted']),
('multiplies by the log-scale', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = mask * z + (1 - mask) * z * s + t
    return x, s.sum(dim=1)
""", ["scale for log-scale"]),
('mask inverted', """
def coupling_forward(z, mask, scale, shift):
    mask = 1 - mask
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, s.sum(dim=1)
""", ['roles of the mask swapped']),
('log-det negative', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, -s.sum(dim=1)
""", ['log-det sign']),
('determinant, not its log', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, torch.exp(s).prod(dim=1)
""", ["the determinant, not its logarithm"]),
('log-det averaged over coordinates', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, s.mean(dim=1)
""", ["log-det not a number for each point"]),
('log-det of (N, D) not summed', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, s
""", ["log-det not a number for each point"]),
('passed coordinates scaled and shifted too', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen)
    t = shift(seen)
    x = z * torch.exp(s) + t
    return x, s.sum(dim=1)
""", ['masked half changed']),
('only the passed columns to networks', """
def coupling_forward(z, mask, scale, shift):
    seen = z[:, mask == 1]
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, s.sum(dim=1)
""", []),
('tanh on the log-scale', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = torch.tanh(scale(seen)) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, s.sum(dim=1)
""", []),
('outputs exchanged', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return s.sum(dim=1), x
""", []),
('absolute value of the log-det', """
def coupling_forward(z, mask, scale, shift):
    seen = mask * z
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    x = z * torch.exp(s) + t
    return x, s.abs().sum(dim=1)
""", []),
('passed coordinates doubled', """
def coupling_forward(z, mask, scale, shift):
    s = (1 - mask) * scale(mask * z)
    t = (1 - mask) * shift(mask * z)
    return mask * z + z * torch.exp(s) + t, s.sum(1)
""", ['masked half changed']),
]

WRONG['coupling_inverse'] = [
('log-det of the forward direction', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x - t) * torch.exp(-s)
    return z, s.sum(dim=1)
""", ['log-det sign']),
('shift added', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x + t) * torch.exp(-s)
    return z, -s.sum(dim=1)
""", ['shift added']),
('networks see all of x', """
def coupling_inverse(x, mask, scale, shift):
    seen = x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x - t) * torch.exp(-s)
    return z, -s.sum(dim=1)
""", ['scale of the wrong half']),
('log-det counts all coordinates', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x - t) * torch.exp(-s)
    return z, -scale(seen).sum(dim=1)
""", ['log-scales of unchanged coordinates counted']),
('divides by the log-scale', """
def coupling_inverse(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    z = mask * x + (1 - mask) * (x - t) / s
    return z, -((1 - mask) * torch.log(torch.abs(s))).sum(1)
""", ["scale for log-scale"]),
('passed coordinates changed too', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen)
    t = shift(seen)
    z = (x - t) * torch.exp(-s)
    return z, -s.sum(dim=1)
""", ['masked half changed']),
('runs the layer forwards', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = x * torch.exp(s) + t
    return z, -s.sum(dim=1)
""", ['forward again']),
('log-det averaged over coordinates', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x - t) * torch.exp(-s)
    return z, -s.mean(dim=1)
""", ["log-det not a number for each point"]),
('reciprocal of the log-det', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x - t) * torch.exp(-s)
    return z, 1 / s.sum(dim=1)
""", []),
# the same: -2.76, right -1.76
('log-det detached', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x - t) * torch.exp(-s)
    return z, -s.detach().sum(dim=1)
""", ['the graph is cut']),
# the same: no gradient, right -1.76
('through numpy', """
def coupling_inverse(x, mask, scale, shift):
    m = mask.numpy()
    s = scale(mask * x).detach().numpy() * (1 - m)
    t = shift(mask * x).detach().numpy() * (1 - m)
    z = (x.detach().numpy() - t) * np.exp(-s)
    return torch.from_numpy(z), torch.from_numpy(-s.sum(1))
""", ['the graph is cut']),
('outputs exchanged', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x - t) * torch.exp(-s)
    return -s.sum(dim=1), z
""", []),
# scale = 6 at the changed coordinate, shift 0, x = 1: exp(-5) in place of exp(-6)
('log-scale clamped to [-5, 5]', """
def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s = scale(seen).clamp(-5, 5) * (1 - mask)
    t = shift(seen) * (1 - mask)
    z = (x - t) * torch.exp(-s)
    return z, -s.sum(dim=1)
""", []),
('even coordinates changed, mask ignored', """
def coupling_inverse(x, mask, scale, shift):
    m = (torch.arange(x.shape[1]) % 2).to(x.dtype)
    s, t = scale(m * x) * (1 - m), shift(m * x) * (1 - m)
    return (x - t) * torch.exp(-s), -s.sum(1)
""", []),
]

WRONG['compose'] = [
('inverse in the forward order', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in flows:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['inverse in forward order']),
('both orders exchanged', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows[::-1]:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in flows:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['the last flow acts first', 'inverse in forward order']),
('inverse negates the summed log-dets', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, -total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['inverse returns the forward log-det']),
('log-dets taken at the first point', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        x = z
        for flow in flows:
            x, _ = flow.forward(x)
        log_det = sum((flow.forward(z)[1] for flow in flows), torch.zeros(len(z), dtype=z.dtype))
        return x, log_det

    def inverse(x):
        z = x
        for flow in reversed(flows):
            z, _ = flow.inverse(z)
        log_det = sum((flow.inverse(x)[1] for flow in flows), torch.zeros(len(x), dtype=x.dtype))
        return z, log_det

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['log-dets at the wrong points']),
('fails for the empty list', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        x, total = flows[0].forward(z)
        for flow in flows[1:]:
            x, d = flow.forward(x)
            total = total + d
        return x, total

    def inverse(x):
        z, total = flows[-1].inverse(x)
        for flow in flows[-2::-1]:
            z, d = flow.inverse(z)
            total = total + d
        return z, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
('turns the list over once and keeps it', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    flows_back = flows
    flows_back.reverse()

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in flows_back:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['the last flow acts first']),
# two calls: the second returns twice the log-det
('total kept between calls', """
from types import SimpleNamespace
def compose(flows):
    total_f = total_i = 0
    def forward(z):
        nonlocal total_f
        total_f = total_f + torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, d = flow.forward(z)
            total_f = total_f + d
        return z, total_f

    def inverse(x):
        nonlocal total_i
        total_i = total_i + torch.zeros(len(x), dtype=x.dtype)
        for flow in flows[::-1]:
            x, d = flow.inverse(x)
            total_i = total_i + d
        return x, total_i
    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
('inverse skips flows[0]', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for k in range(len(flows) - 1, 0, -1):
            flow = flows[k]
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
# the same: gradient -0.54, right 1.46
("inverse's log-dets through item()", """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + torch.tensor([d.item() for d in log_det], dtype=x.dtype)
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['the graph is cut']),
('log-dets multiplied', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.ones(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total * log_det
        return z, total

    def inverse(x):
        total = torch.ones(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total * log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["log-dets multiplied"]),
('point not carried on', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            out, log_det = flow.forward(z)
            total = total + log_det
        return (out if flows else z), total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['log-dets at the wrong points', 'the point not carried on']),
# a flow whose log_det is a stored tensor: in-place += adds to the flow's own constant
("in-place += on the first layer's log-det", """
from types import SimpleNamespace
def compose(flows):
    def chain(point, steps):
        if not steps:
            return point, torch.zeros(len(point), dtype=point.dtype)
        point, total = steps[0](point)
        for step in steps[1:]:
            point, d = step(point)
            total += d
        return point, total
    return SimpleNamespace(
        forward=lambda z: chain(z, [f.forward for f in flows]),
        inverse=lambda x: chain(x, [f.inverse for f in flows[::-1]]),
    )
""", []),
# flows with tuple of log-det of different direction: inverse log-det = - forward log-det at x
('inverse log-det from forward at x', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            log_det = -flow.forward(x)[1]
            x, _ = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
('drops the last layer', """
from types import SimpleNamespace
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows[:-1]:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
]

WRONG['maf_log_prob'] = [
('log-scale added', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) + log_scale).sum(1)
""", ['sign of the log-scale']),
('multiplies by the scale', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", ["multiplied by the scale"]),
('constant once, not D times', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return -0.5 * (z**2).sum(1) - 0.5 * math.log(2 * math.pi) - log_scale.sum(1)
""", ['constant forgotten']),
('mean over coordinates', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).mean(1)
""", ["no sum over the dimensions"]),
('mean over the batch', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1).mean()
""", []),
("conditioner's outputs exchanged", """
import math
def maf_log_prob(x, conditioner):
    log_scale, mean = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", []),
('scale added without a logarithm', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - torch.exp(log_scale)).sum(1)
""", ["scales in the log-det"]),
# the same at a = (0.5, 0.3): gradient (0, -0.63), right (1.10, -0.63)
('mean detached', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean.detach()) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", ['the graph is cut']),
# the same: no gradient
('through numpy', """
def maf_log_prob(x, conditioner):
    mean, log_scale = (a.detach().numpy() for a in conditioner(x))
    z = (x.detach().numpy() - mean) * np.exp(-log_scale)
    return torch.from_numpy((-0.5 * z**2 - 0.5 * np.log(2 * np.pi) - log_scale).sum(1))
""", ['the graph is cut']),
# the same: no gradient
('per-row floats with item()', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    out = []
    for n in range(len(x)):
        s = 0.0
        for i in range(x.shape[1]):
            z = (x[n, i] - mean[n, i]) / torch.exp(log_scale[n, i])
            s += (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale[n, i]).item()
        out.append(s)
    return torch.tensor(out, dtype=x.dtype)
""", ['the graph is cut']),
('unscales before subtracting the mean', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = x * torch.exp(-log_scale) - mean
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", []),
('first column skipped altogether', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale)[:, 1:].sum(1)
""", []),
# mean 0, log-scale 4, x = 1: -3.920 in place of -4.919
('log-scale clamped to [-3, 3]', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    log_scale = log_scale.clamp(-3, 3)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", []),
('half the log-scale', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - 0.5 * log_scale).sum(1)
""", ['log-scale as log-variance']),
('negative log-likelihood returned', """
import math
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return -(-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", ["minus the log-density"]),
]

WRONG['logit_dequantize'] = [
('slope of the division left out', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", ['no log levels']),
('slope of the logit only', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = -torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", ['no log levels', 'slope of the squeeze forgotten']),
('levels counted with plus', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) + math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", ["no log levels"]),
('divides by levels - 1', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / (levels - 1)
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels - 1) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", ['divided by levels - 1']),
('noise forgotten', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + 0.5 + 0 * noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", ['no noise']),
('own noise drawn', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + torch.rand_like(noise)) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", []),
('squeeze without the offset', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = (1 - 2 * alpha) * u + 0 * alpha
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", []),
('logit slope at u, not v', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(u) - torch.log(1 - u)
    return y, slopes.sum(dim=1)
""", ["slope of the logit at u"]),
('log-det summed over everything', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum()
""", ["log-det not a number for each image"]),
('256 levels hard-coded', """
import math
def logit_dequantize(x, levels, noise, alpha):
    levels = 256
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", []),
('alpha 0.05 hard-coded', """
import math
def logit_dequantize(x, levels, noise, alpha):
    alpha = 0.05
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", []),
('sigmoid in place of logit', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.sigmoid(v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", ['sigmoid for logit']),
('logit in bits', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log2(v) - torch.log2(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", []),
('epsilon inside the logarithms', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v + 1e-6) - torch.log(1 - v + 1e-6)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v + 1e-6) - torch.log(1 - v + 1e-6)
    return y, slopes.sum(dim=1)
""", []),
('squeeze before the division', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = (alpha + (1 - 2 * alpha) * (x + noise)) / levels
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", []),
('alpha = 0 returns u unsquashed', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    if alpha == 0:
        return u, torch.full((len(x),), -x.shape[1] * math.log(levels), dtype=noise.dtype)
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", []),
('squeeze slope counted as 1 - alpha', """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", []),
("first pixel's slope times D", """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes[:, 0] * x.shape[1]
""", []),
]
