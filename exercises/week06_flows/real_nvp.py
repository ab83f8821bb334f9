"""Week 6's build: a whole RealNVP, from coupling layers to the density of the moons."""

import math

import numpy as np
import torch
from torch import nn

from autograder.spec import Exercise, Property
from gmcourse.check.probes.real_nvp import RIGHT
from gmcourse.reference import real_nvp


def _cases(rng):
    return {"main": [{"seed": int(rng.integers(2**31))}]}


def _truth(seed):
    return {
        "shapes": [[5], [4, 2]],
        "total": {"least": 0.99, "most": 1.01},
        "mismatch": {"most": 1e-3},
        "moved": [1] * 11,
        "gap": {"least": 0.0, "most": 1.0},
        "own": 1,
        "alone": 1,
        "layered": 1,
        "volume": RIGHT,
    }


ADDS_UP = "its density adds up to 1"
ONE_FLOW = "sample and log_prob are one flow: each sample has the density that the Jacobian says"

REAL_NVP = Exercise(
    id="RealNVP",
    title="A whole flow",
    points=4,
    minutes=35,
    difficulty=3,
    reference=real_nvp.RealNVP,
    probe="real_nvp.answers",
    public=_cases(np.random.default_rng(6)),
    hidden=_cases,
    truth=_truth,
    properties=(
        Property("the shapes of log_prob and sample", part="shapes", share=0.25, given=ADDS_UP),
        Property(ADDS_UP, part="total", compare="bounds.within"),
        Property(ONE_FLOW, part="mismatch", compare="bounds.within"),
        Property(
            "log_prob is made of the base's density and the log-determinant",
            part="volume",
            share=0.25,
            given=ONE_FLOW,
        ),
        Property(
            "every coordinate is moved by some layer",
            part="moved",
            share=0.5,
            given=ADDS_UP,
        ),
        Property(
            "each layer has a network of its own, of `hidden` units",
            part="own",
            share=0.25,
            given=ADDS_UP,
        ),
        Property(
            "a point's density does not hang on the others",
            part="alone",
            share=0.25,
            given=ADDS_UP,
        ),
        Property("layer(i) is layer i of sample", part="layered", share=0.25, given=ADDS_UP),
        Property(
            "trained for a moment, it comes near the moons' true density", part="gap", compare="bounds.within"
        ),
    ),
)


@REAL_NVP.wrong(
    "the sign of the log-det",
    hint="Where your flow spreads points out, your density rises. Going from x to z, is the logarithm of the volume change plus or minus the log-scale?",
)
class Sign(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.layers = dim, layers
        self.masks = [(torch.arange(dim) % 2 == i % 2).float() for i in range(layers)]
        self.scales = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])
        self.shifts = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])

    def net(self, dim, hidden):
        return nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))

    def parts(self, i, h):
        seen = self.masks[i] * h
        free = 1 - self.masks[i]
        return free * 2 * torch.tanh(self.scales[i](seen)), free * self.shifts[i](seen)

    def log_prob(self, x):
        log_det = torch.zeros(len(x))
        for i in reversed(range(self.layers)):
            log_scale, shift = self.parts(i, x)
            x = (x - shift) * torch.exp(-log_scale)
            log_det = log_det + log_scale.sum(1)
        return (-0.5 * (x**2 + math.log(2 * math.pi))).sum(1) + log_det

    def sample(self, z):
        for i in range(self.layers):
            log_scale, shift = self.parts(i, z)
            z = z * torch.exp(log_scale) + shift
        return z


@REAL_NVP.wrong(
    "no log-det",
    hint="You return the density of z as if the map kept volumes. What else stands in the change of variables?",
)
class NoLogDet(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.layers = dim, layers
        self.masks = [(torch.arange(dim) % 2 == i % 2).float() for i in range(layers)]
        self.scales = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])
        self.shifts = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])

    def net(self, dim, hidden):
        return nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))

    def parts(self, i, h):
        seen = self.masks[i] * h
        free = 1 - self.masks[i]
        return free * 2 * torch.tanh(self.scales[i](seen)), free * self.shifts[i](seen)

    def log_prob(self, x):
        log_det = torch.zeros(len(x))
        for i in reversed(range(self.layers)):
            log_scale, shift = self.parts(i, x)
            x = (x - shift) * torch.exp(-log_scale)
            pass
        return (-0.5 * (x**2 + math.log(2 * math.pi))).sum(1) + log_det

    def sample(self, z):
        for i in range(self.layers):
            log_scale, shift = self.parts(i, z)
            z = z * torch.exp(log_scale) + shift
        return z


@REAL_NVP.wrong(
    "the last layer only",
    hint="You count the volume change of one layer, the last that you go through. What becomes of the others?",
)
class LastOnly(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.layers = dim, layers
        self.masks = [(torch.arange(dim) % 2 == i % 2).float() for i in range(layers)]
        self.scales = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])
        self.shifts = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])

    def net(self, dim, hidden):
        return nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))

    def parts(self, i, h):
        seen = self.masks[i] * h
        free = 1 - self.masks[i]
        return free * 2 * torch.tanh(self.scales[i](seen)), free * self.shifts[i](seen)

    def log_prob(self, x):
        log_det = torch.zeros(len(x))
        for i in reversed(range(self.layers)):
            log_scale, shift = self.parts(i, x)
            x = (x - shift) * torch.exp(-log_scale)
            log_det = -log_scale.sum(1)
        return (-0.5 * (x**2 + math.log(2 * math.pi))).sum(1) + log_det

    def sample(self, z):
        for i in range(self.layers):
            log_scale, shift = self.parts(i, z)
            z = z * torch.exp(log_scale) + shift
        return z


@REAL_NVP.wrong(
    "the layers in the same order both ways",
    hint="log_prob and sample go through the layers in the same order. Shoes come off before socks: which layer was the last on the way to x?",
)
class SameOrder(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.layers = dim, layers
        self.masks = [(torch.arange(dim) % 2 == i % 2).float() for i in range(layers)]
        self.scales = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])
        self.shifts = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])

    def net(self, dim, hidden):
        return nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))

    def parts(self, i, h):
        seen = self.masks[i] * h
        free = 1 - self.masks[i]
        return free * 2 * torch.tanh(self.scales[i](seen)), free * self.shifts[i](seen)

    def log_prob(self, x):
        log_det = torch.zeros(len(x))
        for i in range(self.layers):
            log_scale, shift = self.parts(i, x)
            x = (x - shift) * torch.exp(-log_scale)
            log_det = log_det - log_scale.sum(1)
        return (-0.5 * (x**2 + math.log(2 * math.pi))).sum(1) + log_det

    def sample(self, z):
        for i in range(self.layers):
            log_scale, shift = self.parts(i, z)
            z = z * torch.exp(log_scale) + shift
        return z


@REAL_NVP.wrong(
    "one mask for all layers",
    hint="One coordinate comes out as it went in: all your layers pass the same half through. The halves have to take turns.",
)
class OneMask(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.layers = dim, layers
        self.masks = [(torch.arange(dim) % 2 == 0).float() for i in range(layers)]
        self.scales = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])
        self.shifts = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])

    def net(self, dim, hidden):
        return nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))

    def parts(self, i, h):
        seen = self.masks[i] * h
        free = 1 - self.masks[i]
        return free * 2 * torch.tanh(self.scales[i](seen)), free * self.shifts[i](seen)

    def log_prob(self, x):
        log_det = torch.zeros(len(x))
        for i in reversed(range(self.layers)):
            log_scale, shift = self.parts(i, x)
            x = (x - shift) * torch.exp(-log_scale)
            log_det = log_det - log_scale.sum(1)
        return (-0.5 * (x**2 + math.log(2 * math.pi))).sum(1) + log_det

    def sample(self, z):
        for i in range(self.layers):
            log_scale, shift = self.parts(i, z)
            z = z * torch.exp(log_scale) + shift
        return z


@REAL_NVP.wrong(
    "no constant of the base",
    hint="Your density adds up to more than 1. What is the constant of a standard normal in D dimensions?",
)
class NoConstant(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.layers = dim, layers
        self.masks = [(torch.arange(dim) % 2 == i % 2).float() for i in range(layers)]
        self.scales = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])
        self.shifts = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])

    def net(self, dim, hidden):
        return nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))

    def parts(self, i, h):
        seen = self.masks[i] * h
        free = 1 - self.masks[i]
        return free * 2 * torch.tanh(self.scales[i](seen)), free * self.shifts[i](seen)

    def log_prob(self, x):
        log_det = torch.zeros(len(x))
        for i in reversed(range(self.layers)):
            log_scale, shift = self.parts(i, x)
            x = (x - shift) * torch.exp(-log_scale)
            log_det = log_det - log_scale.sum(1)
        return (-0.5 * x**2).sum(1) + log_det

    def sample(self, z):
        for i in range(self.layers):
            log_scale, shift = self.parts(i, z)
            z = z * torch.exp(log_scale) + shift
        return z


@REAL_NVP.wrong(
    "log_prob walks the way of sample",
    hint="Your log_prob goes through the layers as your sample does, in the same direction. One has to undo what the other does: z is the point that *becomes* x, so which way leads from x back to it?",
)
class WrongWay(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.layers = dim, layers
        self.masks = [(torch.arange(dim) % 2 == i % 2).float() for i in range(layers)]
        self.scales = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])
        self.shifts = nn.ModuleList([self.net(dim, hidden) for _ in range(layers)])

    def net(self, dim, hidden):
        return nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim))

    def parts(self, i, h):
        seen = self.masks[i] * h
        free = 1 - self.masks[i]
        return free * 2 * torch.tanh(self.scales[i](seen)), free * self.shifts[i](seen)

    def log_prob(self, x):
        log_det = torch.zeros(len(x))
        for i in range(self.layers):
            log_scale, shift = self.parts(i, x)
            x = x * torch.exp(log_scale) + shift
            log_det = log_det + log_scale.sum(1)
        return (-0.5 * (x**2 + math.log(2 * math.pi))).sum(1) + log_det

    def sample(self, z):
        for i in range(self.layers):
            log_scale, shift = self.parts(i, z)
            z = z * torch.exp(log_scale) + shift
        return z


@REAL_NVP.alternative
class SplitHalves(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.half = dim // 2
        self.nets = nn.ModuleList()
        for i in range(layers):
            given, asked = (self.half, dim - self.half) if i % 2 == 0 else (dim - self.half, self.half)
            self.nets.append(nn.Sequential(nn.Linear(given, hidden), nn.Tanh(), nn.Linear(hidden, 2 * asked)))

    def split(self, i, h):
        first, second = h[:, : self.half], h[:, self.half :]
        return (first, second) if i % 2 == 0 else (second, first)

    def join(self, i, kept, changed):
        return torch.cat([kept, changed] if i % 2 == 0 else [changed, kept], dim=1)

    def log_prob(self, x):
        total = 0.0
        for i in range(len(self.nets) - 1, -1, -1):
            kept, changed = self.split(i, x)
            log_scale, shift = self.nets[i](kept).chunk(2, dim=1)
            x = self.join(i, kept, (changed - shift) / log_scale.exp())
            total = total - log_scale.sum(dim=1)
        return torch.distributions.Normal(0.0, 1.0).log_prob(x).sum(dim=1) + total

    def sample(self, z):
        for i, net in enumerate(self.nets):
            kept, changed = self.split(i, z)
            log_scale, shift = net(kept).chunk(2, dim=1)
            z = self.join(i, kept, changed * log_scale.exp() + shift)
        return z


@REAL_NVP.alternative
class FromTheInverse(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.layers = nn.ModuleList(
            [
                nn.Sequential(
                    nn.Linear(dim, hidden),
                    nn.ELU(),
                    nn.Linear(hidden, hidden),
                    nn.ELU(),
                    nn.Linear(hidden, 2 * dim),
                )
                for _ in range(layers)
            ]
        )
        self.masks = nn.Parameter(
            torch.eye(2).repeat(layers, 1)[:layers].repeat(1, dim)[:, :dim], requires_grad=False
        )

    def to_base(self, x):
        logs = torch.zeros(x.shape[0])
        for mask, net in zip(self.masks, self.layers):
            out = net(x * mask)
            a, b = torch.tanh(out[:, : self.dim]) * (1 - mask), out[:, self.dim :] * (1 - mask)
            x, logs = x * torch.exp(a) + b, logs + a.sum(1)
        return x, logs

    def log_prob(self, x):
        z, logs = self.to_base(x)
        normal = torch.distributions.MultivariateNormal(torch.zeros(self.dim), torch.eye(self.dim))
        return normal.log_prob(z) + logs

    def sample(self, z):
        for mask, net in zip(reversed(self.masks), reversed(self.layers)):
            out = net(z * mask)
            a, b = torch.tanh(out[:, : self.dim]) * (1 - mask), out[:, self.dim :] * (1 - mask)
            z = (z - b) * torch.exp(-a)
        return z


@REAL_NVP.alternative
class ScaledTanh(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        body = [
            nn.Sequential(nn.Linear(dim, hidden), nn.SiLU(), nn.Linear(hidden, dim))
            for _ in range(2 * layers)
        ]
        self.nets, self.gain = nn.ModuleList(body), nn.Parameter(torch.ones(layers, dim))
        self.count, self.dim = layers, dim

    def terms(self, i, h):
        mask = (torch.arange(self.dim) + i + 1) % 2
        log_scale = self.gain[i] * torch.tanh(self.nets[2 * i](h * mask)) * (1 - mask)
        return log_scale, self.nets[2 * i + 1](h * mask) * (1 - mask)

    def log_prob(self, x):
        log_dets = []
        for i in range(self.count)[::-1]:
            log_scale, shift = self.terms(i, x)
            x = (x - shift) * (-log_scale).exp()
            log_dets.append(-log_scale.sum(-1))
        return -0.5 * (x**2).sum(-1) - self.dim / 2 * math.log(2 * math.pi) + torch.stack(log_dets).sum(0)

    def sample(self, z):
        x = z
        for i in range(self.count):
            log_scale, shift = self.terms(i, x)
            x = x * log_scale.exp() + shift
        return x
