"""Week 6: correct solutions written another way; none of them may lose a point."""

import math
from types import SimpleNamespace

import torch

from autograder.exercises.spec import Collection

OTHER = Collection()


@OTHER.alternative("pushforward_pmf")
def pushforward_by_image(pmf, mapping):
    return {y: sum(p for x, p in pmf.items() if mapping[x] == y) for y in set(mapping.values())}


@OTHER.alternative("pushforward_pmf")
def pushforward_defaultdict(pmf, mapping):
    from collections import defaultdict

    result = defaultdict(float)
    for x in sorted(pmf):
        result[mapping[x]] += pmf[x]
    return result


@OTHER.alternative("square_pushforward_log_prob")
def square_two_branches(y):
    base = torch.distributions.Normal(0.0, 1.0)
    out = torch.full_like(y, -math.inf)
    inside = y > 0
    root = y[inside].sqrt()
    branches = torch.stack([base.log_prob(root), base.log_prob(-root)]) - torch.log(2 * root)
    out[inside] = torch.logsumexp(branches, dim=0)
    return out


@OTHER.alternative("square_pushforward_log_prob")
def square_loop(y):
    values = []
    for v in y.tolist():
        values.append(-0.5 * (math.log(2 * math.pi * v) + v) if v > 0 else -math.inf)
    return torch.tensor(values)


@OTHER.alternative("change_of_variables")
def change_by_rows(x, base_log_prob, inverse, log_abs_det_inverse):
    rows = [base_log_prob(inverse(row[None])) + log_abs_det_inverse(row[None]) for row in x]
    return torch.cat(rows)


@OTHER.alternative("change_of_variables")
def change_in_place(x, base_log_prob, inverse, log_abs_det_inverse):
    result = log_abs_det_inverse(x).clone()
    result += base_log_prob(inverse(x))
    return result


@OTHER.alternative("linear_flow_log_prob")
def linear_by_inverse(x, A, b):
    W = torch.linalg.inv(A)
    z = (x - b) @ W.T
    return torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(-1) + torch.linalg.slogdet(W)[1]


@OTHER.alternative("linear_flow_log_prob")
def linear_as_gaussian(x, A, b):
    return torch.distributions.MultivariateNormal(b, covariance_matrix=A @ A.T).log_prob(x)


@OTHER.alternative("jacobian_log_abs_det")
def jacobian_rows(f, z):
    values = []
    for row in z:
        J = torch.autograd.functional.jacobian(lambda v: f(v.unsqueeze(0)).squeeze(0), row)
        values.append(torch.linalg.slogdet(J)[1])
    return torch.stack(values)


@OTHER.alternative("jacobian_log_abs_det")
def jacobian_columns(f, z):
    z = z.clone().requires_grad_(True)
    x = f(z)
    grads = [torch.autograd.grad(x[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])]
    return torch.linalg.det(torch.stack(grads, dim=1)).abs().log()


@OTHER.alternative("jacobian_log_abs_det")
def jacobian_forward_mode(f, z):
    J = torch.func.vmap(torch.func.jacfwd(lambda v: f(v[None])[0]))(z)
    return torch.log(torch.linalg.svdvals(J)).sum(-1)


@OTHER.alternative("planar_log_abs_det")
def planar_cosh(z, u, w, b):
    a = torch.clamp(z @ w + b, -300, 300)
    return torch.log(torch.abs(1 + torch.dot(u, w) / torch.cosh(a) ** 2))


@OTHER.alternative("planar_log_abs_det")
def planar_matrix(z, u, w, b):
    psi = (1 - torch.tanh(z @ w + b) ** 2)[:, None] * w
    J = torch.eye(len(u), dtype=z.dtype) + u[:, None] * psi[:, None, :]
    return torch.linalg.slogdet(J)[1]


@OTHER.alternative("coupling_forward")
def forward_where(z, mask, scale, shift):
    kept = mask.bool()
    seen = torch.where(kept, z, torch.zeros_like(z))
    s = torch.where(kept, torch.zeros_like(z), scale(seen))
    t = torch.where(kept, torch.zeros_like(z), shift(seen))
    return z * torch.exp(s) + t, torch.sum(s, dim=-1)


@OTHER.alternative("coupling_forward")
def forward_columns(z, mask, scale, shift):
    s, t = scale(z * mask), shift(z * mask)
    x, log_det = z.clone(), torch.zeros(len(z), dtype=z.dtype)
    for i in range(z.shape[1]):
        if mask[i] == 0:
            x[:, i] = z[:, i] * s[:, i].exp() + t[:, i]
            log_det += s[:, i]
    return x, log_det


@OTHER.alternative("coupling_inverse")
def inverse_where(x, mask, scale, shift):
    kept = mask.bool()
    seen = torch.where(kept, x, torch.zeros_like(x))
    s = torch.where(kept, torch.zeros_like(x), scale(seen))
    t = torch.where(kept, torch.zeros_like(x), shift(seen))
    return (x - t) / torch.exp(s), torch.log(torch.exp(-s)).sum(-1)


@OTHER.alternative("coupling_inverse")
def inverse_columns(x, mask, scale, shift):
    s, t = scale(x * mask), shift(x * mask)
    z, log_det = x.clone(), torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        if mask[i] == 0:
            z[:, i] = (x[:, i] - t[:, i]) / s[:, i].exp()
            log_det -= s[:, i]
    return z, log_det


@OTHER.alternative("compose")
def compose_class(flows):
    class Chain:
        def forward(self, z):
            log_det = torch.zeros(z.shape[0], dtype=z.dtype)
            for flow in flows:
                z, part = flow.forward(z)
                log_det = log_det + part
            return z, log_det

        def inverse(self, x):
            log_det = torch.zeros(x.shape[0], dtype=x.dtype)
            for flow in reversed(flows):
                x, part = flow.inverse(x)
                log_det = log_det + part
            return x, log_det

    return Chain()


@OTHER.alternative("compose")
def compose_recursive(flows):
    if len(flows) == 0:
        return SimpleNamespace(
            forward=lambda z: (z, torch.zeros_like(z[:, 0])), inverse=lambda x: (x, torch.zeros_like(x[:, 0]))
        )
    head, tail = flows[0], compose_recursive(flows[1:])

    def forward(z):
        middle, first = head.forward(z)
        x, rest = tail.forward(middle)
        return x, first + rest

    def inverse(x):
        middle, rest = tail.inverse(x)
        z, first = head.inverse(middle)
        return z, first + rest

    return SimpleNamespace(forward=forward, inverse=inverse)


@OTHER.alternative("maf_log_prob")
def maf_normal(x, conditioner):
    mean, log_scale = conditioner(x)
    return torch.distributions.Normal(mean, log_scale.exp()).log_prob(x).sum(dim=1)


@OTHER.alternative("maf_log_prob")
def maf_loop(x, conditioner):
    mean, log_scale = conditioner(x)
    total = torch.zeros(len(x))
    for i in range(x.shape[1]):
        z = (x[:, i] - mean[:, i]) / torch.exp(log_scale[:, i])
        total += (-0.5 * z * z - 0.5 * math.log(2 * math.pi) - log_scale[:, i]).float()
    return total


@OTHER.alternative("logit_dequantize")
def dequantize_log_sigmoid(x, levels, noise, alpha):
    y = torch.logit(alpha + (1 - 2 * alpha) * ((x + noise) / levels))
    log_slope = torch.nn.functional.logsigmoid(y) + torch.nn.functional.logsigmoid(-y)
    return y, x.shape[1] * math.log((1 - 2 * alpha) / levels) - log_slope.sum(-1)


@OTHER.alternative("logit_dequantize")
def dequantize_product(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x.double() + noise) / levels
    slope = (1 - 2 * alpha) / levels / (v * (1 - v))
    return torch.log(v / (1 - v)), slope.log().sum(1)
