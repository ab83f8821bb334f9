"""The other exercises of this week, answers from the statements alone by one who works on the course: see README.md one folder up."""

RIGHT = {}
WRONG = {}

RIGHT['contrastive_energy_loss'] = [
"""



def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.mean()
""",
"""
import torch


def contrastive_energy_loss(energy_data, energy_model):
    return torch.sum(energy_data) / len(energy_data) - torch.sum(energy_model) / len(energy_model)
""",
"""



def contrastive_energy_loss(energy_data, energy_model):
    return -(energy_model.mean() - energy_data.mean())
""",
]

WRONG['contrastive_energy_loss'] = [
('sign', """



def contrastive_energy_loss(energy_data, energy_model):
    return energy_model.mean() - energy_data.mean()
""", ('sign',)),
('sums', """



def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.sum() - energy_model.sum()
""", ('sum',)),
('samples detached', """



def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.detach().mean()
""", ('samples cut off',)),
('data only', """



def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean()
""", ('data term only',)),
('added', """



def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() + energy_model.mean()
""", ('the two added',)),
('pairwise', """



def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data - energy_model).mean()
""", ()),
('log of the mean exp', """
import math
import torch


def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() + torch.logsumexp(-energy_model, 0) - math.log(len(energy_model))
""", ('log of the mean of exp(-E)',)),
('softplus', """
import torch.nn.functional as F


def contrastive_energy_loss(energy_data, energy_model):
    return F.softplus(energy_data.mean() - energy_model.mean())
""", ()),
('squared', """



def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data.mean() - energy_model.mean()) ** 2
""", ('squared gap',)),
('a float', """



def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.mean().item()
""", ('samples cut off',)),
('hinge', """
import torch.nn.functional as F


def contrastive_energy_loss(energy_data, energy_model):
    return F.relu(1 + energy_data.mean() - energy_model.mean())
""", ('a margin',)),
]

RIGHT['langevin'] = [
"""
import math


def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
""",
"""



def langevin(x, score, step, noises):
    now = x.clone()
    for t in range(noises.shape[0]):
        now += score(now) * step + (2 * step) ** 0.5 * noises[t]
    return now
""",
"""
import numpy as np
import torch


def langevin(x, score, step, noises):
    if len(noises) == 0:
        return x
    return langevin(torch.add(x, score(x), alpha=step) + np.sqrt(2.0 * step) * noises[0], score, step, noises[1:])
""",
]

WRONG['langevin'] = [
('no factor 2 in the noise', """
import math


def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(step) * noise
    return x
""", ('sqrt(step)',)),
('noise not rooted', """



def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + 2 * step * noise
    return x
""", ('root forgotten',)),
('half a step of score', """
import math


def langevin(x, score, step, noises):
    for noise in noises:
        x = x + 0.5 * step * score(x) + math.sqrt(2 * step) * noise
    return x
""", ('half the drift',)),
('away from the score', """
import math


def langevin(x, score, step, noises):
    for noise in noises:
        x = x - step * score(x) + math.sqrt(2 * step) * noise
    return x
""", ('downhill',)),
('score at the start only', """
import math


def langevin(x, score, step, noises):
    start = score(x)
    for noise in noises:
        x = x + step * start + math.sqrt(2 * step) * noise
    return x
""", ('score at the start only',)),
('score at the noisy point', """
import math


def langevin(x, score, step, noises):
    for noise in noises:
        x = x + math.sqrt(2 * step) * noise
        x = x + step * score(x)
    return x
""", ('score after the noise',)),
('fresh noise', """
import math
import torch


def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * torch.randn_like(noise)
    return x
""", ()),
('last noise left out', """
import math


def langevin(x, score, step, noises):
    for noise in noises[:-1]:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
""", ('last step lost',)),
('one noise for all rows', """
import math


def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise[:1]
    return x
""", ()),
('the whole walk returned', """
import math
import torch


def langevin(x, score, step, noises):
    path = [x]
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
        path.append(x)
    return torch.stack(path)
""", ('the whole path',)),
('x overwritten', """
import math


def langevin(x, score, step, noises):
    for noise in noises:
        x += step * score(x) + math.sqrt(2 * step) * noise
    return x
""", ()),
('noise in reverse', """
import math


def langevin(x, score, step, noises):
    for noise in noises.flip(0):
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
""", ('the noises from the last to the first',)),
('step shrinks', """
import math


def langevin(x, score, step, noises):
    for noise in noises:
        step = 0.99 * step
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
""", ()),
]

RIGHT['tweedie'] = [
"""



def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * score
""",
"""
import torch


def tweedie(x_noisy, score, sigma):
    return torch.addcmul(x_noisy, sigma.square().unsqueeze(1).expand_as(score), score)
""",
"""
import torch


def tweedie(x_noisy, score, sigma):
    return torch.stack([row + float(s) ** 2 * slope for row, slope, s in zip(x_noisy, score, sigma)])
""",
]

WRONG['tweedie'] = [
('sigma not squared', """



def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] * score
""", ('sigma for its square',)),
('sign', """



def tweedie(x_noisy, score, sigma):
    return x_noisy - sigma[:, None] ** 2 * score
""", ('minus',)),
('sigma along the columns', """



def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma ** 2 * score
""", ('sigma along the coordinates',)),
('the noise, not the point', """



def tweedie(x_noisy, score, sigma):
    return -sigma[:, None] * score
""", ()),
('x left out', """



def tweedie(x_noisy, score, sigma):
    return sigma[:, None] ** 2 * score
""", ('the step alone',)),
('divided by sigma squared', """



def tweedie(x_noisy, score, sigma):
    return x_noisy + score / sigma[:, None] ** 2
""", ('divided by the variance',)),
('sigma forgotten', """



def tweedie(x_noisy, score, sigma):
    return x_noisy + score
""", ('no sigma',)),
('half', """



def tweedie(x_noisy, score, sigma):
    return x_noisy + 0.5 * sigma[:, None] ** 2 * score
""", ('half the step',)),
('mean sigma for all', """



def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma.mean() ** 2 * score
""", ('one mean sigma',)),
('shrunk by 1 + sigma^2', """



def tweedie(x_noisy, score, sigma):
    return (x_noisy + sigma[:, None] ** 2 * score) / (1 + sigma[:, None] ** 2)
""", ("divided by 1 + sigma^2",)),
("score's sum over the coordinates", """



def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * score.sum(1, keepdim=True)
""", ()),
('x overwritten', """



def tweedie(x_noisy, score, sigma):
    x_noisy += sigma[:, None] ** 2 * score
    return x_noisy
""", ()),
]

RIGHT['flow_matching_loss'] = [
"""



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, t) - (x - noise)) ** 2).sum(1).mean()
""",
"""
import torch


def flow_matching_loss(velocity, x, noise, t):
    target = x - noise
    v = velocity(noise + t.unsqueeze(-1) * target, t)
    return torch.linalg.vector_norm(v - target, dim=-1).pow(2).mean()
""",
"""
import torch.nn.functional as F
import torch


def flow_matching_loss(velocity, x, noise, t):
    points = torch.lerp(noise, x, t.view(-1, 1).expand_as(x))
    return F.mse_loss(velocity(points, t), x - noise, reduction="sum") / len(x)
""",
]

WRONG['flow_matching_loss'] = [
('mean over coordinates', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, t) - (x - noise)) ** 2).mean()
""", ('mean over coordinates',)),
('sum over everything', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, t) - (x - noise)) ** 2).sum()
""", ('sum over the points',)),
('time turned round', """



def flow_matching_loss(velocity, x, noise, t):
    xt = t[:, None] * noise + (1 - t)[:, None] * x
    return ((velocity(xt, t) - (x - noise)) ** 2).sum(1).mean()
""", ('times swapped',)),
("target's sign", """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, t) - (noise - x)) ** 2).sum(1).mean()
""", ('target turned round',)),
('target is the data', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, t) - x) ** 2).sum(1).mean()
""", ('target is the data',)),
('target is the noise', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, t) - noise) ** 2).sum(1).mean()
""", ('target is the noise',)),
('norm not squared', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return (velocity(xt, t) - (x - noise)).norm(dim=1).mean()
""", ('distance, not squared',)),
('velocity asked at x', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(x, t) - (x - noise)) ** 2).sum(1).mean()
""", ('asked at the data',)),
('time 0 given', """
import torch


def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, torch.zeros_like(t)) - (x - noise)) ** 2).sum(1).mean()
""", ()),
('one time for all', """



def flow_matching_loss(velocity, x, noise, t):
    t = t[:1].expand(len(x))
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, t) - (x - noise)) ** 2).sum(1).mean()
""", ()),
('roots as in a diffusion', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None].sqrt() * noise + t[:, None].sqrt() * x
    return ((velocity(xt, t) - (x - noise)) ** 2).sum(1).mean()
""", ('a path that keeps the variance',)),
('t along the columns', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t) * noise + t * x
    return ((velocity(xt, t) - (x - noise)) ** 2).sum(1).mean()
""", ('t along the coordinates',)),
('velocity detached', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, t).detach() - (x - noise)) ** 2).sum(1).mean()
""", ('cut off from the velocity',)),
('a float', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return ((velocity(xt, t) - (x - noise)) ** 2).sum(1).mean().item()
""", ('cut off from the velocity',)),
('absolute errors', """



def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t)[:, None] * noise + t[:, None] * x
    return (velocity(xt, t) - (x - noise)).abs().sum(1).mean()
""", ()),
]

RIGHT['ode_log_prob'] = [
"""
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""",
"""
from torch.distributions import Normal
import torch


def ode_log_prob(velocity, x, steps):
    h, N, D = 1 / steps, *x.shape
    total = 0.0
    for k in range(steps, 0, -1):
        t = torch.full((N,), k * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach()
        J = torch.autograd.functional.jacobian(lambda p: velocity(p, t - h / 2), m)
        total = total + h * torch.einsum("nini->n", J)
        x = (x - h * velocity(m, t - h / 2)).detach()
    return Normal(0.0, 1.0).log_prob(x).sum(1) - total
""",
"""
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    out = []
    for row in x:
        here, mass = row[None], 0.0
        for k in range(steps):
            t = torch.tensor([1 - k * h], dtype=x.dtype)
            mid = here - 0.5 * h * velocity(here, t)
            J = torch.autograd.functional.jacobian(lambda p: velocity(p[None], t - 0.5 * h)[0], mid[0].detach())
            mass = mass + h * torch.trace(J)
            here = (here - h * velocity(mid, t - 0.5 * h)).detach()
        out.append(-0.5 * (here ** 2).sum() - 0.5 * x.shape[1] * math.log(2 * math.pi) - mass)
    return torch.stack(out)
""",
]

WRONG['ode_log_prob'] = [
('trace added', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) + trace
""", ('sign of the trace',)),
('trace left out', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi)
""", ('the base alone',)),
('forward in time', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x + h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ()),
('Euler steps', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x
        s = t
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ("Euler's steps",)),
('trace not weighted by h', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ('trace not times the step',)),
('time from 0 up', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ()),
('midpoint at the old time', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ('midpoint in place only',)),
('trace at the end of the step', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = x.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * velocity(m, s)).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ()),
('the whole Jacobian summed', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g.sum(1).detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ('sum of the whole Jacobian',)),
('2 pi once', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * math.log(2 * math.pi) - trace
""", ('one constant for all dimensions',)),
('base density at x itself', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    first = x
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (first ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ('the base at x',)),
('one step too few', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps - 1):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ()),
('random probe for the trace', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            e = torch.randn_like(p)
            g = torch.autograd.grad((v * e).sum(), p, allow_unused=True)[0]
            trace = trace if g is None else trace + h * (g * e).sum(1).detach()
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ()),
('mean of the diagonal', """
import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    D = x.shape[1]
    trace = torch.zeros(len(x), dtype=x.dtype)
    for k in range(steps):
        t = torch.full((len(x),), 1.0 - k * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        s = t - h / 2
        with torch.enable_grad():
            p = m.detach().requires_grad_(True)
            v = velocity(p, s)
            for d in range(D):
                g = torch.autograd.grad(v[:, d].sum(), p, retain_graph=True, allow_unused=True)[0]
                if g is not None:
                    trace = trace + h * g[:, d].detach() / D
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi) - trace
""", ('mean of the diagonal',)),
]

RIGHT['masked_loss'] = [
"""
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / rate[:, None]).mean()
""",
"""
import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    N, T, K = logits.shape
    nll = F.cross_entropy(logits.reshape(-1, K), tokens.reshape(-1), reduction="none").reshape(N, T)
    return (nll * mask / rate.unsqueeze(1)).sum() / (N * T)
""",
"""
import torch


def masked_loss(logits, tokens, mask, rate):
    total = 0.0 * logits.sum()
    N, T, _ = logits.shape
    for n in range(N):
        for i in range(T):
            if mask[n, i]:
                total = total + (torch.logsumexp(logits[n, i], 0) - logits[n, i, tokens[n, i]]) / rate[n]
    return total / (N * T)
""",
]

WRONG['masked_loss'] = [
('mean over the hidden ones only', """
import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (-logp / rate[:, None])[mask].mean()
""", ('mean over the hidden tokens',)),
('rate left out', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp))).mean()
""", ('no 1/rate',)),
('mask the wrong way round', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, torch.zeros_like(logp), -logp) / rate[:, None]).mean()
""", ('mask the wrong way round',)),
('mask ignored', """
import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (-logp / rate[:, None]).mean()
""", ('unmasked tokens counted',)),
('sum', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / rate[:, None]).sum()
""", ('sum over everything',)),
('sign', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, logp, torch.zeros_like(logp)) / rate[:, None]).mean()
""", ('sign',)),
('times the rate', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) * rate[:, None]).mean()
""", ('multiplied by the rate',)),
('softmax, then log', """
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = torch.log(torch.softmax(logits, dim=-1)).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / rate[:, None]).mean()
""", ('logarithm of a probability of 0',)),
('guarded log of softmax', """
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = torch.log(torch.softmax(logits, dim=-1) + 1e-9).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / rate[:, None]).mean()
""", ("a tiny number under the logarithm",)),
('log_softmax over the places', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / rate[:, None]).mean()
""", ('softmax over the places',)),
('sum over a text, mean over texts', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / rate[:, None]).sum(1).mean()
""", ('sum over the tokens',)),
('divided by the share that is hidden', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / mask.to(logits.dtype).mean(1, keepdim=True).clamp(min=1e-9)).mean()
""", ('hidden tokens counted instead of the rate',)),
('in bits', """
import math
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / rate[:, None]).mean() / math.log(2)
""", ('in bits',)),
('mean rate', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / rate.mean()).mean()
""", ('one rate for all texts',)),
('a float', """
import torch.nn.functional as F
import torch


def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None])[..., 0]
    return (torch.where(mask, -logp, torch.zeros_like(logp)) / rate[:, None]).mean().item()
""", ('cut off from the logits',)),
]
