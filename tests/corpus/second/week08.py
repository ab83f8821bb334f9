"""Every second exercise of this week, answers by strangers from the statements alone: see README.md one folder up.

Above a wrong answer: an input for which it is wrong, and what a fair hint would say.
"""

RIGHT = {}
WRONG = {}

RIGHT['boltzmann'] = [
"""
import torch


def boltzmann(energy):
    return torch.softmax(-energy, dim=0)
""",
"""
import torch


def boltzmann(energy):
    weights = torch.exp(energy.min() - energy)
    return weights / weights.sum()
""",
"""
import math
import torch


def boltzmann(energy):
    low = min(energy.tolist())
    w = [math.exp(low - e) for e in energy.tolist()]
    Z = math.fsum(w)
    return torch.tensor([v / Z for v in w], dtype=energy.dtype)
""",
]

WRONG['boltzmann'] = [
# in: energies (0, 1); hint: low energy is good: which sign has the exponent?
('sign of the energy', """
import torch


def boltzmann(energy):
    return torch.softmax(energy, dim=0)
""", ('sign',)),
# in: energies (-2000, -2001): inf / inf; hint: adding one number to all energies changes nothing: choose it before you take exp.
('no shift', """
import torch


def boltzmann(energy):
    w = torch.exp(-energy)
    return w / w.sum()
""", ('overflow',)),
# in: energies (0, inf): inf - inf; hint: which energy makes the largest exponential, the lowest or the highest?
('shifted by the highest energy', """
import torch


def boltzmann(energy):
    w = torch.exp(-(energy - energy.max()))
    return w / w.sum()
""", ('shifted by the largest energy',)),
# in: energies (0, 1); hint: the probabilities sum to 1: divide by Z.
('not normalised', """
import torch


def boltzmann(energy):
    return torch.exp(energy.min() - energy)
""", ('divided by the largest', 'not normalised')),
# in: energies (1000, 1001), both cut to 50; hint: only differences of energies count, so cutting them off changes the answer.
('energies clamped to 50', """
import torch


def boltzmann(energy):
    return torch.softmax(-energy.clamp(-50, 50), dim=0)
""", ('overflow',)),
# in: energies (0, 1); hint: probabilities, not their logs.
('log-probabilities', """
import torch


def boltzmann(energy):
    return torch.log_softmax(-energy, dim=0)
""", ('log-probabilities',)),
# in: energies (0, inf); hint: an infinite energy makes the mean infinite: shift by another number.
('shifted by the mean', """
import torch


def boltzmann(energy):
    w = torch.exp(-(energy - energy.mean()))
    return w / w.sum()
""", ('overflow',)),
# in: energies (-1, 0); hint: negative energies are better than 0: no absolute value.
('absolute energies', """
import torch


def boltzmann(energy):
    return torch.softmax(-energy.abs(), dim=0)
""", ()),
]

RIGHT['mixture_score'] = [
"""
import torch


def mixture_score(x, weights, means, var):
    way = means[None] - x[:, None]
    logits = torch.log(weights) - (way ** 2).sum(dim=2) / (2 * var)
    r = torch.softmax(logits, dim=1)
    return (r[:, :, None] * way).sum(dim=1) / var
""",
"""
import torch


def mixture_score(x, weights, means, var):
    point = x.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        square = ((point[:, None] - means) ** 2).sum(-1)
        log_p = torch.logsumexp(weights.log() - 0.5 * square / var, dim=-1)
        score, = torch.autograd.grad(log_p.sum(), point)
    return score
""",
"""
import math
import numpy as np
import torch


def mixture_score(x, weights, means, var):
    out = torch.empty_like(x)
    for n in range(x.shape[0]):
        logs = [math.log(w) - float(((x[n] - m) ** 2).sum()) / (2 * var) for w, m in zip(weights.tolist(), means)]
        top = max(logs)
        r = np.exp(np.array(logs) - top)
        r = r / r.sum()
        out[n] = (torch.from_numpy(r) @ means - x[n]) / var
    return out
""",
]

WRONG['mixture_score'] = [
# in: x = 1000 away: 0 / 0; hint: every density underflows there: stay with logarithms until the components compete.
('densities by exp', """
import torch


def mixture_score(x, weights, means, var):
    way = means[None] - x[:, None]
    logits = torch.log(weights) - (way ** 2).sum(dim=2) / (2 * var)
    r = torch.exp(logits)
    r = r / r.sum(dim=1, keepdim=True)
    return (r[:, :, None] * way).sum(dim=1) / var
""", ('underflow',)),
# in: any; hint: the score points to where the density grows, towards the means.
('sign', """
import torch


def mixture_score(x, weights, means, var):
    way = x[:, None] - means[None]
    logits = torch.log(weights) - (way ** 2).sum(dim=2) / (2 * var)
    r = torch.softmax(logits, dim=1)
    return (r[:, :, None] * way).sum(dim=1) / var
""", ('sign',)),
# in: weights (.9, .1); hint: a heavy component has more responsibility.
('weights left out', """
import torch


def mixture_score(x, weights, means, var):
    way = means[None] - x[:, None]
    logits = -(way ** 2).sum(dim=2) / (2 * var)
    r = torch.softmax(logits, dim=1)
    return (r[:, :, None] * way).sum(dim=1) / var
""", ('weights forgotten',)),
# in: K = 2, x between the means; hint: the components compete: the nearer one is more responsible.
('weights as responsibilities', """
import torch


def mixture_score(x, weights, means, var):
    way = means[None] - x[:, None]
    logits = torch.log(weights) - (way ** 2).sum(dim=2) / (2 * var)
    r = weights.expand(len(x), -1)
    return (r[:, :, None] * way).sum(dim=1) / var
""", ('no responsibilities',)),
# in: var = 4; hint: the derivative of (x - m)^2 / (2 var) brings 1 / var.
('not divided by var', """
import torch


def mixture_score(x, weights, means, var):
    way = means[None] - x[:, None]
    logits = torch.log(weights) - (way ** 2).sum(dim=2) / (2 * var)
    r = torch.softmax(logits, dim=1)
    return (r[:, :, None] * way).sum(dim=1)
""", ('not divided by the variance',)),
# in: var = 4; hint: var is a variance already.
('var taken as a standard deviation', """
import torch


def mixture_score(x, weights, means, var):
    way = means[None] - x[:, None]
    logits = torch.log(weights) - (way ** 2).sum(dim=2) / (2 * var**2)
    r = torch.softmax(logits, dim=1)
    return (r[:, :, None] * way).sum(dim=1) / var**2
""", ('var taken as a standard deviation',)),
# in: N = 2, K = 3; hint: the components of one point compete, not the points of one component.
('softmax over the points', """
import torch


def mixture_score(x, weights, means, var):
    way = means[None] - x[:, None]
    logits = torch.log(weights) - (way ** 2).sum(dim=2) / (2 * var)
    r = torch.softmax(logits, dim=0)
    return (r[:, :, None] * way).sum(dim=1) / var
""", ('normalised over the points',)),
# in: x between two means; hint: the nearest mean is not alone.
('only the most responsible component', """
import torch.nn.functional as F
import torch


def mixture_score(x, weights, means, var):
    way = means[None] - x[:, None]
    logits = torch.log(weights) - (way ** 2).sum(dim=2) / (2 * var)
    r = F.one_hot(logits.argmax(dim=1), len(means)).to(x.dtype)
    return (r[:, :, None] * way).sum(dim=1) / var
""", ('only the nearest mean',)),
]

RIGHT['denoising_score_loss'] = [
"""



def denoising_score_loss(model, x, noise, sigma):
    column = sigma[:, None]
    score = model(x + column * noise, sigma)
    return ((column * score + noise) ** 2).sum(dim=1).mean()
""",
"""
import torch


def denoising_score_loss(model, x, noise, sigma):
    noisy = x + torch.einsum("n,nd->nd", sigma, noise)
    error = model(noisy, sigma) + noise / sigma.unsqueeze(1)
    return (sigma.square() * error.square().sum(-1)).mean()
""",
"""
import torch


def denoising_score_loss(model, x, noise, sigma):
    noisy = torch.stack([p + s * e for p, e, s in zip(x, noise, sigma)])
    total = 0
    for score, e, s in zip(model(noisy, sigma), noise, sigma):
        total = total + torch.linalg.vector_norm(s * score + e) ** 2
    return total / len(x)
""",
]

WRONG['denoising_score_loss'] = [
# in: D = 2; hint: the squared norm is summed over the coordinates; the mean is over the points only.
('mean over all entries', """



def denoising_score_loss(model, x, noise, sigma):
    column = sigma[:, None]
    score = model(x + column * noise, sigma)
    return ((column * score + noise) ** 2).mean()
""", ('mean over coordinates',)),
# in: any; hint: the score points back, against the noise.
('sign of the noise in the target', """



def denoising_score_loss(model, x, noise, sigma):
    column = sigma[:, None]
    score = model(x + column * noise, sigma)
    return ((column * score - noise) ** 2).sum(dim=1).mean()
""", ("target's sign",)),
# in: N = D = 2, sigma (1, 2); hint: (N,) times (N, D) runs along the wrong axis: make a column.
('sigma along the columns', """



def denoising_score_loss(model, x, noise, sigma):
    column = sigma
    score = model(x + column * noise, sigma)
    return ((column * score + noise) ** 2).sum(dim=1).mean()
""", ('sigma along the coordinates',)),
# in: sigma = 2; hint: the statement weights with sigma^2.
('weight left out', """



def denoising_score_loss(model, x, noise, sigma):
    column = sigma[:, None]
    score = model(x + column * noise, sigma)
    return ((score + noise / column) ** 2).sum(dim=1).mean()
""", ('no weight',)),
# in: sigma = 2; hint: the score of the noise is -noise / sigma: compare your target with the formula.
('target is the noise itself', """



def denoising_score_loss(model, x, noise, sigma):
    column = sigma[:, None]
    score = model(x + column * noise, sigma)
    return ((column * (score + noise)) ** 2).sum(dim=1).mean()
""", ('target not divided by sigma',)),
# in: any; hint: the model looks at the noisy points.
('model sees the clean points', """



def denoising_score_loss(model, x, noise, sigma):
    column = sigma[:, None]
    score = model(x, sigma)
    return ((column * score + noise) ** 2).sum(dim=1).mean()
""", ('clean x given',)),
# in: any; hint: the noise is given: use it in both places.
('own noise', """
import torch


def denoising_score_loss(model, x, noise, sigma):
    noise = torch.randn_like(x)
    column = sigma[:, None]
    score = model(x + column * noise, sigma)
    return ((column * score + noise) ** 2).sum(dim=1).mean()
""", ()),
# in: any, the gradient in the model; hint: the loss trains the model: its answer may not be detached.
('score detached', """



def denoising_score_loss(model, x, noise, sigma):
    column = sigma[:, None]
    score = model(x + column * noise, sigma).detach()
    return ((column * score + noise) ** 2).sum(dim=1).mean()
""", ('cut off from the model',)),
]

RIGHT['ddim_step'] = [
"""
import math


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""",
"""



def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    k = (alpha_bar_s / alpha_bar_t) ** 0.5
    return k * x + ((1 - alpha_bar_s) ** 0.5 - k * (1 - alpha_bar_t) ** 0.5) * eps
""",
"""
import numpy as np
import torch


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    # in the language of sigma: x / sqrt(alpha_bar) = clean + sigma * eps
    size = lambda a: np.sqrt((1 - a) / a)
    scaled = x.numpy() / np.sqrt(alpha_bar_t)
    scaled = scaled + (size(alpha_bar_s) - size(alpha_bar_t)) * eps.numpy()
    return torch.from_numpy(np.sqrt(alpha_bar_s) * scaled)
""",
]

WRONG['ddim_step'] = [
# in: alpha_bar_t = .25, alpha_bar_s = .81; hint: alpha_bar stands below a root in the equation.
('no roots', """



def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) * eps) / alpha_bar_t
    return alpha_bar_s * clean + (1 - alpha_bar_s) * eps
""", ('no square roots',)),
# in: alpha_bar_t = .25, alpha_bar_s = .81; hint: x is at level t: solve there, write at level s.
('levels exchanged', """
import math


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_s) * eps) / math.sqrt(alpha_bar_s)
    return math.sqrt(alpha_bar_t) * clean + math.sqrt(1 - alpha_bar_t) * eps
""", ('order of the steps',)),
# in: alpha_bar_s = .81; hint: DDIM is deterministic: the same noise goes back in.
('fresh noise put back', """
import math
import torch


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * torch.randn_like(x)
""", ()),
# in: alpha_bar_s = .81; hint: the points at level s still hold noise: what you return is the clean estimate, made smaller.
('no noise put back', """
import math


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean
""", ('noise not put back',)),
# in: alpha_bar_t = .25; hint: solve for x: the root of alpha_bar_t divides.
('not divided by the root of alpha_bar_t', """
import math


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""", ('clean not divided',)),
# in: x = 5, alpha_bar_t = .9; hint: nothing says that clean points lie in [-1, 1].
('clean estimate clamped', """
import math


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    clean = clean.clamp(-1, 1)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""", ()),
# in: alpha_bar_t = .25; hint: the noise's factor is the root of 1 - alpha_bar, not 1 minus the root.
('1 - sqrt for sqrt(1 - ...)', """
import math


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - math.sqrt(alpha_bar_t)) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + (1 - math.sqrt(alpha_bar_s)) * eps
""", ()),
# in: alpha_bar_t = .81, alpha_bar_s = .25 (towards noise); hint: the levels may come in any order: the same two lines hold both ways.
('only towards the data', """
import math


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    if alpha_bar_s <= alpha_bar_t:
        return x.clone()
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""", ()),
]

RIGHT['integrate'] = [
"""
import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""",
"""
import torch


def integrate(velocity, x, steps, method):
    ones = torch.ones_like(x[:, 0])
    x = x.clone()
    for i in range(steps):
        if method == "euler":
            x += velocity(x.clone(), ones * (i / steps)) / steps
        elif method == "midpoint":
            half = x + velocity(x.clone(), ones * (i / steps)) / (2 * steps)
            x += velocity(half, ones * ((i + 0.5) / steps)) / steps
        else:
            raise ValueError(method)
    return x
""",
"""
import torch


def integrate(velocity, x, steps, method):
    def walk(p, i):
        if i == steps:
            return p
        at = lambda s, q: velocity(q, torch.full((q.shape[0],), s / steps, dtype=q.dtype))
        first = at(i, p)
        slope = first if method == "euler" else at(i + 0.5, p + first / steps / 2)
        return walk(torch.add(p, slope, alpha=1 / steps), i + 1)

    return walk(x, 0)
""",
]

WRONG['integrate'] = [
# in: velocity t, 1 step: 1 for 0 by Euler; hint: the first step begins at 0: the velocity is asked for at its beginning.
('time at the end of each step', """
import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), (i + 1) * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", ('time at the wrong end',)),
# in: velocity t, 2 steps (times 0 and 1, not 0 and 1/2); hint: nobody asks for the velocity at 1.
('times from 0 to 1 inclusive', """
import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i / max(steps - 1, 1), dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", ("the last step begins at t = 1",)),
# in: velocity 1, 10 steps: eleven are taken; hint: ten times 0.1 added up stay below 1: count the steps.
('while t < 1', """
import torch


def integrate(velocity, x, steps, method):
    h, t = 1 / steps, 0.0
    while t < 1:
        times = torch.full((len(x),), t, dtype=x.dtype)
        v = velocity(x, times)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, times + h / 2)
        x = x + h * v
        t += h
    return x
""", ("one step too many",)),
# in: method midpoint, velocity t; hint: there AND THEN: half a step later in time, too.
('midpoint at the old time', """
import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t)
        x = x + h * v
    return x
""", ('midpoint without its time',)),
# in: method midpoint, velocity x; hint: the whole step starts from the old place.
('whole step from the half-way place', """
import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            x = x + h / 2 * v
            v = velocity(x, t + h / 2)
        x = x + h * v
    return x
""", ("a whole step from the middle",)),
# in: method midpoint, velocity t^2; hint: that is Heun's method: midpoint asks half-way, once.
('Heun for midpoint', """
import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = (v + velocity(x + h * v, t + h)) / 2
        x = x + h * v
    return x
""", ("Heun's method",)),
# in: any: x afterwards; hint: leave your argument as it is.
('x changed in place', """
import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x += h * v
    return x
""", ()),
# in: a velocity that uses t[:, None]; hint: velocity takes times as a tensor (N,), one for each row.
('time as a number', """



def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = i * h
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", ()),
]

RIGHT['guided'] = [
"""



def guided(conditional, free, weight):
    return free + weight * (conditional - free)
""",
"""
import torch


def guided(conditional, free, weight):
    return torch.lerp(free, conditional, weight)
""",
"""
import torch


def guided(conditional, free, weight):
    rows = []
    for c, f in zip(conditional, free):
        rows.append((1 - weight) * f + weight * c)
    return torch.stack(rows)
""",
]

WRONG['guided'] = [
# in: weight 1; hint: weight 1 is the conditional prediction: start at the free one.
("starts at the conditional (the paper's weight)", """



def guided(conditional, free, weight):
    return conditional + weight * (conditional - free)
""", ('1 is not conditional',)),
# in: weight 0; hint: weight 0 is the free prediction.
('predictions exchanged', """



def guided(conditional, free, weight):
    return conditional + weight * (free - conditional)
""", ('weight on the wrong one',)),
# in: weight 2; hint: weights above 1 go beyond the conditional prediction.
('weight cut to [0, 1]', """



def guided(conditional, free, weight):
    weight = min(max(weight, 0.0), 1.0)
    return free + weight * (conditional - free)
""", ('never beyond',)),
# in: weight 1; hint: start at the free prediction: the difference alone is only the way.
('free left out', """



def guided(conditional, free, weight):
    return weight * (conditional - free)
""", ('the difference alone',)),
# in: weight 1; hint: the way goes from free to conditional.
('sign of the difference', """



def guided(conditional, free, weight):
    return free + weight * (free - conditional)
""", ('away from the words',)),
# in: weight 1: free + conditional; hint: the difference is weighted, not the conditional prediction.
('free not taken off', """



def guided(conditional, free, weight):
    return free + weight * conditional
""", ('a sum',)),
# in: weight -1; hint: negative weights lead away from the words: no absolute value.
('absolute weight', """



def guided(conditional, free, weight):
    return free + abs(weight) * (conditional - free)
""", ()),
# in: any but weight 1: free afterwards; hint: leave your arguments as they are.
('free changed in place', """



def guided(conditional, free, weight):
    free += weight * (conditional - free)
    return free
""", ()),
]
