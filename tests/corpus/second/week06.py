"""Every second exercise of this week, answers by strangers from the statements alone: see README.md one folder up.

Above a wrong answer: an input for which it is wrong, and what a fair hint would say.
"""

RIGHT = {}
WRONG = {}

RIGHT['pushforward_pmf'] = [
"""



def pushforward_pmf(pmf, mapping):
    out = {}
    for outcome, p in pmf.items():
        image = mapping[outcome]
        out[image] = out.get(image, 0) + p
    return out
""",
"""
import math


def pushforward_pmf(pmf, mapping):
    return {y: math.fsum(pmf[x] for x in pmf if mapping[x] == y) for y in set(mapping.values())}
""",
"""



def pushforward_pmf(pmf, mapping):
    from collections import defaultdict
    pile = defaultdict(float)
    for x in mapping:
        pile[mapping[x]] += pmf[x]
    return pile
""",
]

WRONG['pushforward_pmf'] = [
# in: pmf {1: .5, 2: .5}, both mapped to 0; hint: two outcomes met in one image: add, don't overwrite.
('the last outcome wins', """



def pushforward_pmf(pmf, mapping):
    return {mapping[x]: p for x, p in pmf.items()}
""", ('collisions overwritten',)),
# in: pmf {1: 1.0, 2: 0.0}, mapping {1: "a", 2: "b"}; hint: an image of probability 0 is kept.
('images of probability 0 dropped', """



def pushforward_pmf(pmf, mapping):
    out = {}
    for outcome, p in pmf.items():
        image = mapping[outcome]
        out[image] = out.get(image, 0) + p
    return {y: p for y, p in out.items() if p > 0}
""", ('images of probability 0 dropped',)),
# in: pmf {1: .25, 2: .25, 3: .5}, 1 and 2 to one image; hint: a set keeps equal probabilities only once.
('equal probabilities collapse in a set', """



def pushforward_pmf(pmf, mapping):
    return {y: sum({pmf[x] for x in pmf if mapping[x] == y}) for y in mapping.values()}
""", ("one of several counted",)),
# in: any with two outcomes in one image; hint: the images' piles are sums, not means.
('mean over the outcomes of an image', """



def pushforward_pmf(pmf, mapping):
    piles = {}
    for x, p in pmf.items():
        piles.setdefault(mapping[x], []).append(p)
    return {y: sum(ps) / len(ps) for y, ps in piles.items()}
""", ('normalised by count',)),
# in: pmf {1: .9, 2: .1}, mapping {1: "a", 2: "b"}; hint: outcomes are not equally likely: use pmf.
('share of the outcomes counted', """



def pushforward_pmf(pmf, mapping):
    images = list(mapping.values())
    return {y: images.count(y) / len(images) for y in images}
""", ('outcomes counted, not weighed',)),
# in: mapping {1: "a", 2: "b"}; hint: the keys of the answer are the images.
('keys are the outcomes', """



def pushforward_pmf(pmf, mapping):
    return {x: pmf[x] for x in mapping}
""", ()),
# in: pmf {1: .2, 2: .3, 3: .5}, all to 0 (gives .8); hint: how many outcomes may meet in one image?
('a third outcome replaces the sum', """



def pushforward_pmf(pmf, mapping):
    out, last = {}, {}
    for x, p in pmf.items():
        y = mapping[x]
        if y in out:
            out[y] = last[y] + p
        else:
            out[y] = p
        last[y] = p
    return {y: p if y in last else 0 for y, p in out.items()}
""", ()),
# in: the dicts in different order, mapping {2: "b", 1: "a"} with pmf {1: .9, 2: .1}; hint: nothing says that the two dicts list the outcomes in one order: look the image up.
('zip of the two values', """



def pushforward_pmf(pmf, mapping):
    out = {}
    for p, y in zip(pmf.values(), mapping.values()):
        out[y] = out.get(y, 0) + p
    return out
""", ('paired by place',)),
]

RIGHT['change_of_variables'] = [
"""



def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x)
""",
"""
import torch


def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    terms = torch.stack((base_log_prob(inverse(x)), log_abs_det_inverse(x)), dim=-1)
    return terms.sum(dim=-1)
""",
"""
import torch


def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    out = []
    for i in range(x.shape[0]):
        row = x[i:i + 1]
        out.append(base_log_prob(inverse(row))[0] + log_abs_det_inverse(row)[0])
    return torch.stack(out)
""",
]

WRONG['change_of_variables'] = [
# in: inverse = x / 2; hint: the log-det is that of the inverse map, so which sign has it?
('sign of the log-det', """



def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) - log_abs_det_inverse(x)
""", ('sign',)),
# in: a log-det that depends on the point; hint: log_abs_det_inverse takes x.
('log-det asked at z', """



def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(inverse(x))
""", ('forward Jacobian: evaluated at z',)),
# in: inverse other than the identity; hint: the base knows the density of z, not of x.
('base density at x', """



def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(x) + log_abs_det_inverse(x)
""", ('base density at x',)),
# in: inverse = x / 2; hint: where space is stretched the density thins out: a second term.
('log-det left out', """



def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x))
""", ('no Jacobian',)),
# in: any; hint: products of densities are sums of logs.
('product of the two terms', """



def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) * log_abs_det_inverse(x)
""", ('logarithms multiplied',)),
# in: any; hint: the answer is a log-density.
('the density, not its log', """
import torch


def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return torch.exp(base_log_prob(inverse(x)) + log_abs_det_inverse(x))
""", ('the density itself',)),
# in: N = 2 different rows; hint: one number a row.
('log-det averaged over the batch', """



def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).mean()
""", ()),
# in: log-det of -1 (a contraction); hint: the absolute value stands inside the logarithm already.
('absolute value of the log-det', """



def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).abs()
""", ('absolute value of the logarithm',)),
]

RIGHT['jacobian_log_abs_det'] = [
"""
import torch


def jacobian_log_abs_det(f, z):
    jac = torch.autograd.functional.jacobian(lambda p: f(p).sum(0), z).permute(1, 0, 2)
    return torch.linalg.slogdet(jac).logabsdet
""",
"""
import torch


def jacobian_log_abs_det(f, z):
    out = []
    for row in z:
        J = torch.autograd.functional.jacobian(lambda p: f(p[None])[0], row)
        out.append(torch.linalg.slogdet(J)[1])
    return torch.stack(out)
""",
"""
import numpy as np
import torch


def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    x = f(z)
    rows = [torch.autograd.grad(x[:, d].sum(), z, retain_graph=True)[0] for d in range(z.shape[1])]
    J = torch.stack(rows, dim=1).numpy()
    return torch.tensor(np.linalg.slogdet(J)[1])
""",
]

WRONG['jacobian_log_abs_det'] = [
# in: f that exchanges two coordinates (det -1): nan; hint: the determinant may be negative: where is the absolute value?
('logdet without the absolute value', """
import torch


def jacobian_log_abs_det(f, z):
    jac = torch.autograd.functional.jacobian(lambda p: f(p).sum(0), z).permute(1, 0, 2)
    return torch.logdet(jac)
""", ('no abs',)),
# in: N = D = 2, f not linear; hint: print the shape: which axis counts the rows?
('axes of the Jacobian not moved', """
import torch


def jacobian_log_abs_det(f, z):
    jac = torch.autograd.functional.jacobian(lambda p: f(p).sum(0), z)
    return torch.linalg.slogdet(jac).logabsdet
""", ('batch mixed',)),
# in: f = z @ [[1, 2], [3, 4]]; hint: the Jacobian has entries off the diagonal, too.
('only the diagonal of the Jacobian', """
import torch


def jacobian_log_abs_det(f, z):
    jac = torch.autograd.functional.jacobian(lambda p: f(p).sum(0), z).permute(1, 0, 2)
    return torch.diagonal(jac, dim1=1, dim2=2).abs().log().sum(1)
""", ('diagonal only',)),
# in: f = z * 2, D = 2; hint: the question is the map f itself, not its inverse.
('minus the log-det', """
import torch


def jacobian_log_abs_det(f, z):
    jac = torch.autograd.functional.jacobian(lambda p: f(p).sum(0), z).permute(1, 0, 2)
    return -torch.linalg.slogdet(jac).logabsdet
""", ('sign',)),
# in: f not linear, N = 2; hint: each row has a Jacobian of its own.
('the Jacobian at the first row for all', """
import torch


def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda p: f(p[None])[0], z[0])
    return torch.linalg.slogdet(J)[1].expand(len(z))
""", ()),
# in: f not linear, N = 2; hint: f(p).mean(0) divides each Jacobian by N.
('mean over the rows before the derivative', """
import torch


def jacobian_log_abs_det(f, z):
    jac = torch.autograd.functional.jacobian(lambda p: f(p).mean(0), z).permute(1, 0, 2)
    return torch.linalg.slogdet(jac).logabsdet
""", ()),
# in: f = z @ [[1, 2], [3, 4]]; hint: the gradient of the sum of all outputs is a vector, no Jacobian.
('gradient of the sum of the outputs', """
import torch


def jacobian_log_abs_det(f, z):
    p = z.detach().clone().requires_grad_()
    g = torch.autograd.grad(f(p).sum(), p)[0]
    return g.abs().log().sum(1)
""", ('gradient of the sum',)),
# in: f = exp(10 z), where the third digit is wrong; hint: autograd gives the derivative exactly, a difference of 1e-2 does not.
('coarse finite differences', """
import torch


def jacobian_log_abs_det(f, z):
    h, D = 1e-2, z.shape[1]
    eye = torch.eye(D, dtype=z.dtype)
    J = torch.stack([(f(z + h * eye[d]) - f(z)) / h for d in range(D)], dim=2)
    return torch.linalg.slogdet(J)[1]
""", ()),
]

RIGHT['coupling_forward'] = [
"""
import torch


def coupling_forward(z, mask, scale, shift):
    free = 1 - mask
    seen = mask * z
    s = torch.where(mask == 1, 0.0, scale(seen))
    t = torch.where(mask == 1, 0.0, shift(seen))
    return z * torch.exp(s) + t, s.sum(dim=1)
""",
"""
import torch


def coupling_forward(z, mask, scale, shift):
    s = (1 - mask) * scale(mask * z)
    t = (1 - mask) * shift(mask * z)
    return (torch.exp(s) * z + t, torch.einsum("nd->n", s))
""",
"""
import torch


def coupling_forward(z, mask, scale, shift):
    kept = mask * z
    s, t = scale(kept), shift(kept)
    columns, log_det = [], torch.zeros(len(z), dtype=z.dtype)
    for d in range(z.shape[1]):
        if mask[d] == 1:
            columns.append(z[:, d])
        else:
            columns.append(z[:, d] * s[:, d].exp() + t[:, d])
            log_det = log_det + s[:, d]
    return torch.stack(columns, 1), log_det
""",
"""
import torch


def coupling_forward(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    x = mask * z + (1 - mask) * (z * torch.exp(s) + t)
    return x, ((1 - mask) * s).sum(1)
""",
]

WRONG['coupling_forward'] = [
# in: scale that looks at all of its input; hint: the networks may only see what passes through: hide the rest.
('networks see all of z', """
import torch


def coupling_forward(z, mask, scale, shift):
    free = 1 - mask
    seen = z
    s = torch.where(mask == 1, 0.0, scale(seen))
    t = torch.where(mask == 1, 0.0, shift(seen))
    return z * torch.exp(s) + t, s.sum(dim=1)
""", ('scale sees everything',)),
# in: mask (1, 0); hint: 1 means passed through.
('mask the wrong way round', """
import torch


def coupling_forward(z, mask, scale, shift):
    free = 1 - mask
    seen = free * z
    s = torch.where(mask == 0, 0.0, scale(seen))
    t = torch.where(mask == 0, 0.0, shift(seen))
    return z * torch.exp(s) + t, s.sum(dim=1)
""", ('roles of the mask swapped',)),
# in: scale that gives 1 everywhere, mask (1, 0); hint: coordinates that pass through have slope 1, log-slope 0.
('log-det sums the masked entries, too', """
import torch


def coupling_forward(z, mask, scale, shift):
    free = 1 - mask
    seen = mask * z
    s = torch.where(mask == 1, 0.0, scale(seen))
    t = torch.where(mask == 1, 0.0, shift(seen))
    return z * torch.exp(s) + t, scale(seen).sum(dim=1)
""", ('log-scales of unchanged coordinates counted',)),
# in: scale that gives 1; hint: the log-scale is a logarithm: the factor is its exponential.
('log-scale used as the factor', """
import torch


def coupling_forward(z, mask, scale, shift):
    free = 1 - mask
    seen = mask * z
    s = torch.where(mask == 1, 0.0, scale(seen))
    t = torch.where(mask == 1, 0.0, shift(seen))
    return z * torch.where(mask == 1, 1.0, s) + t, torch.where(mask == 1, 1.0, s).abs().log().sum(1)
""", ()),
# in: any scale but 0; hint: the log-det is asked for dx/dz, in this direction.
('sign of the log-det', """
import torch


def coupling_forward(z, mask, scale, shift):
    free = 1 - mask
    seen = mask * z
    s = torch.where(mask == 1, 0.0, scale(seen))
    t = torch.where(mask == 1, 0.0, shift(seen))
    return z * torch.exp(s) + t, -s.sum(dim=1)
""", ('log-det sign',)),
# in: shift that gives 1, scale that gives 1; hint: first scale, then shift: the shift is not scaled.
('shift before scale', """
import torch


def coupling_forward(z, mask, scale, shift):
    free = 1 - mask
    seen = mask * z
    s = torch.where(mask == 1, 0.0, scale(seen))
    t = torch.where(mask == 1, 0.0, shift(seen))
    return (z + t) * torch.exp(s), s.sum(dim=1)
""", ('shift before scale',)),
# in: scale with parameters, gradient of log_det; hint: the flow is trained through the log-det: nothing may be detached.
('log-det detached', """
import torch


def coupling_forward(z, mask, scale, shift):
    free = 1 - mask
    seen = mask * z
    s = torch.where(mask == 1, 0.0, scale(seen))
    t = torch.where(mask == 1, 0.0, shift(seen))
    return z * torch.exp(s) + t, s.detach().sum(dim=1)
""", ('the graph is cut',)),
]

RIGHT['compose'] = [
"""
from types import SimpleNamespace
import torch


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
""",
"""
from torch import nn
import torch


def compose(flows):
    class Chain(nn.Module):
        def run(self, point, steps):
            dets = [point.new_zeros(point.shape[0])]
            for step in steps:
                point, d = step(point)
                dets.append(d)
            return point, torch.stack(dets).sum(0)

        def forward(self, z):
            return self.run(z, [f.forward for f in flows])

        def inverse(self, x):
            return self.run(x, [f.inverse for f in flows[::-1]])

    return Chain()
""",
"""
from types import SimpleNamespace
import torch


def compose(flows):
    from functools import reduce

    def pair(first, second):
        def forward(z):
            y, a = first.forward(z)
            x, b = second.forward(y)
            return x, a + b

        def inverse(x):
            y, b = second.inverse(x)
            z, a = first.inverse(y)
            return z, a + b

        return SimpleNamespace(forward=forward, inverse=inverse)

    same = lambda p: (p, torch.zeros_like(p[:, 0]))
    return reduce(pair, flows, SimpleNamespace(forward=same, inverse=same))
""",
]

WRONG['compose'] = [
# in: flows [x + 1, x * 2]; hint: shoes off before socks: the inverse walks backwards.
('inverse in the order of forward', """
from types import SimpleNamespace
import torch


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
""", ('inverse in forward order',)),
# in: flows [x + 1, x * 2]; hint: flows[0] acts first.
('forward in reverse, inverse in order', """
from types import SimpleNamespace
import torch


def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in reversed(flows):
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
""", ('the last flow acts first',)),
# in: any flow that keeps the log-det it returns, e.g. a cached tensor, called twice; hint: what a flow returns is its own: += changes it in place.
('first log-det added to in place', """
from types import SimpleNamespace
import torch


def compose(flows):
    def run(p, steps):
        total = None
        for step in steps:
            p, d = step(p)
            if total is None:
                total = d
            else:
                total += d
        return p, total if total is not None else torch.zeros(len(p), dtype=p.dtype)

    return SimpleNamespace(
        forward=lambda z: run(z, [f.forward for f in flows]),
        inverse=lambda x: run(x, [f.inverse for f in flows[::-1]]),
    )
""", ()),
# in: flows = []; hint: an empty list has log-dets of zero too, one for each row.
('empty list gives the number 0', """
from types import SimpleNamespace


def compose(flows):
    def forward(z):
        total = 0
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = 0
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ()),
# in: two flows, second call of inverse; hint: an iterator is used up after one walk.
('reversed iterator used up', """
from types import SimpleNamespace
import torch


def compose(flows):
    backwards = reversed(flows)

    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in backwards:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ()),
# in: two flows with log-dets; hint: the log-dets of all layers add up.
('only the last log-det', """
from types import SimpleNamespace
import torch


def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ('last log-det only',)),
# in: a flow with log-det 1 (and -1 back); hint: each direction returns its own log-det already: don't change its sign.
('inverse subtracts the log-dets', """
from types import SimpleNamespace
import torch


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
            total = total - log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ('inverse returns the forward log-det',)),
# in: two flows whose log-det depends on the point; hint: a layer's log-det belongs to the point at which that layer is entered.
('log-dets all taken at the first point', """
from types import SimpleNamespace
import torch


def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        start = z
        for flow in flows:
            log_det = flow.forward(start)[1]
            z = flow.forward(z)[0]
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ('log-dets at the wrong points',)),
]

RIGHT['maf_log_prob'] = [
"""
import math
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(dim=1)
""",
"""
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    base = torch.distributions.Normal(torch.zeros_like(x), torch.ones_like(x))
    return base.log_prob((x - mean) * (-log_scale).exp()).sum(-1) - log_scale.sum(-1)
""",
"""
import math
import torch


def maf_log_prob(x, conditioner):
    m, a = conditioner(x)
    total = x.new_full((x.shape[0],), -x.shape[1] * math.log(math.sqrt(2 * math.pi)))
    for i in range(x.shape[1]):
        total = total - a[:, i] - ((x[:, i] - m[:, i]) * torch.exp(-a[:, i])).square() / 2
    return total
""",
"""
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    return torch.distributions.Normal(mean, log_scale.exp(), validate_args=False).log_prob(x).sum(1)
""",
]

WRONG['maf_log_prob'] = [
# in: log_scale = 1; hint: the map from x to z divides by the scale: which sign has its log-det?
('sign of the log-det', """
import math
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi) + log_scale).sum(dim=1)
""", ('sign of the log-scale',)),
# in: log_scale = 1; hint: solve the equation for z: divide by the scale.
('multiplied by the scale', """
import math
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(log_scale)
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(dim=1)
""", ('multiplied by the scale',)),
# in: any x; hint: at z = 0 a standard normal has the log-density -0.92 a dimension.
('log(2 pi) left out', """
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - log_scale).sum(dim=1)
""", ('constant forgotten',)),
# in: log_scale = 1; hint: log_scale is the log of a standard deviation, no log-variance.
('log-scale taken as a log-variance', """
import math
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-0.5 * log_scale)
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi) - 0.5 * log_scale).sum(dim=1)
""", ('log-scale as log-variance',)),
# in: log_scale = 1; hint: the change of variables has a second term.
('log-det left out', """
import math
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(dim=1)
""", ('no log-det',)),
# in: mean not 0; hint: z = (x - mean) / scale.
('mean added after the scale', """
import math
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = x * torch.exp(-log_scale) - mean
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(dim=1)
""", ()),
# in: D = 3; hint: the constant log(2 pi) / 2 counts once for each dimension.
('the constant once, not D times', """
import math
import torch


def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - log_scale).sum(dim=1) - 0.5 * math.log(2 * math.pi)
""", ('constant forgotten',)),
]

RIGHT['logit_dequantize'] = [
"""
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)).sum(dim=1)
    return y, log_det
""",
"""
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    y = torch.logit(alpha + (1 - 2 * alpha) * (x.double() + noise) / levels)
    # 1 / (v (1 - v)) = (1 + e^y)(1 + e^-y)
    slopes = torch.nn.functional.softplus(y) + torch.nn.functional.softplus(-y) + math.log((1 - 2 * alpha) / levels)
    return y, slopes.sum(1)
""",
"""
import torch


def logit_dequantize(x, levels, noise, alpha):
    point = (x.to(noise.dtype) + noise).detach().requires_grad_()
    with torch.enable_grad():
        y = torch.special.logit(alpha + (1 - 2 * alpha) * point / levels)
        slope, = torch.autograd.grad(y.sum(), point)
    return (y.detach(), slope.log().sum(-1))
""",
]

WRONG['logit_dequantize'] = [
# in: levels = 16; hint: three maps, three slopes: the division has one, too.
('log(levels) left out', """
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (math.log(1 - 2 * alpha) - torch.log(v) - torch.log1p(-v)).sum(dim=1)
    return y, log_det
""", ('no log levels',)),
# in: alpha = 0.05; hint: three maps, three slopes: squeezing has one, too.
('slope of the squeeze left out', """
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (-math.log(levels) - torch.log(v) - torch.log1p(-v)).sum(dim=1)
    return y, log_det
""", ('slope of the squeeze forgotten',)),
# in: any; hint: the logit is steep near the ends: its slope 1 / (v (1 - v)) is at least 4.
("sign of the logit's slope", """
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (math.log(1 - 2 * alpha) - math.log(levels) + torch.log(v) + torch.log1p(-v)).sum(dim=1)
    return y, log_det
""", ()),
# in: D = 3; hint: the constants count once for each pixel.
('constants counted once, not D times', """
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (-torch.log(v) - torch.log1p(-v)).sum(dim=1) + math.log(1 - 2 * alpha) - math.log(levels)
    return y, log_det
""", ('constants once for all pixels',)),
# in: x = levels - 1; hint: x + noise goes up to levels, so what divides it to fill [0, 1)?
('divided by levels - 1', """
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / (levels - 1)
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (math.log(1 - 2 * alpha) - math.log(levels - 1) - torch.log(v) - torch.log1p(-v)).sum(dim=1)
    return y, log_det
""", ('divided by levels - 1',)),
# in: noise not 0; hint: the noise fills one bin, 1 / levels wide: add it before you divide.
('noise added after the division', """
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    u = (x / levels + noise).clamp(1e-6, 1 - 1e-6)
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)).sum(dim=1)
    return y, log_det
""", ()),
# in: alpha = 0.05; hint: squeeze from both sides: the slope is 1 - 2 alpha.
('1 - alpha for 1 - 2 alpha', """
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (math.log(1 - alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)).sum(dim=1)
    return y, log_det
""", ('squeezed on one side',)),
# in: alpha = 1e-9, x = 0, noise = 0; hint: alpha keeps v off the ends already: a clamp moves the points.
('v clamped to 1e-6', """
import math
import torch


def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    v = v.clamp(1e-6, 1 - 1e-6)
    y = torch.log(v) - torch.log1p(-v)
    log_det = (math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log1p(-v)).sum(dim=1)
    return y, log_det
""", ()),
]

RIGHT['flow_step'] = [
"""



def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""",
"""



def flow_step(model, optimizer, x):
    value = model.log_prob(x).neg().sum() / len(x)
    optimizer.zero_grad(set_to_none=False)
    value.backward()
    optimizer.step()
    return float(value)
""",
"""
import torch


def flow_step(model, optimizer, x):
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    with torch.enable_grad():
        loss = torch.mean(-model.log_prob(x))
    for p, g in zip(parameters, torch.autograd.grad(loss, parameters, allow_unused=True)):
        p.grad = g
    optimizer.step()
    return loss.detach().numpy().item()
""",
]

WRONG['flow_step'] = [
# in: gradients left from before (call it twice); hint: torch adds gradients up: forget the old ones first.
('zero_grad forgotten', """



def flow_step(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ('gradients pile up',)),
# in: any; hint: without a minus the step makes the data less likely.
('sign: steps down the log-likelihood', """



def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ('uphill',)),
# in: N = 2; hint: the mean over the batch, not its sum.
('sum for mean', """



def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ('the sum over the batch',)),
# in: any; hint: the value before the step is asked for.
('loss after the step', """



def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return -model.log_prob(x).mean().item()
""", ('the loss after the step',)),
# in: any; hint: if you forget the gradients after computing them, the step does nothing.
('zero_grad between backward and step', """



def flow_step(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()
""", ('no step is taken', 'no gradient at the step')),
# in: any; hint: who moves the parameters?
('no step', """



def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    return loss.item()
""", ('no step is taken',)),
# in: any: type of the answer; hint: a float is asked for, not a tensor that holds the graph.
('a tensor returned', """



def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss
""", ('no float',)),
# in: any: the returned loss has the wrong sign; hint: return the negative log-likelihood, the number that you minimised.
('log-likelihood returned', """



def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return -loss.item()
""", ('the log-likelihood returned',)),
]
