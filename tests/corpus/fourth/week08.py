"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

# ---------------------------------------------------------------- contrastive_energy_loss
RIGHT["contrastive_energy_loss"] = [
    """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.mean()
""",
    """import torch

def contrastive_energy_loss(energy_data, energy_model):
    down = energy_data.sum() / energy_data.numel()
    up = energy_model.sum() / energy_model.numel()
    return down - up
""",
]
WRONG["contrastive_energy_loss"] = [
    # in: any: energies of data rise
    # hint: Low energy is good: which way should data go when the loss falls?
    ("sign", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return energy_model.mean() - energy_data.mean()
""", ["sign"]),
    # in: any: no gradient in the model's energies
    # hint: A gradient must reach both: the model's samples push their energies up.
    ("model's energies detached", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.detach().mean()
""", ["samples cut off"]),
    # in: N = 2: the gradient is twice too large
    # hint: Expectations are means.
    ("sums", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.sum() - energy_model.sum()
""", ["sum"]),
    # in: N = 2, M = 3: an error
    # hint: There need not be as many samples as data.
    ("equal sizes only", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data - energy_model).mean()
""", []),
    # in: N = 1, M = 3: both sides divided by N + M
    # hint: Each side has its own mean.
    ("one mean over all", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return torch.cat([energy_data, -energy_model]).mean()
""", ["one mean for all"]),
    # in: any unequal energies of the model: low ones get more weight than they should
    # hint: The samples come from the model already: weighing them by their energies counts p twice.
    ("log Z estimated from the samples", """import math
import torch

def contrastive_energy_loss(energy_data, energy_model):
    log_z = torch.logsumexp(-energy_model, dim=0) - math.log(len(energy_model))
    return energy_data.mean() + log_z
""", ["log of the mean of exp(-E)"]),
    # in: energy_data.mean() < energy_model.mean(): the sign of the gradient turns
    # hint: A negative loss is no mistake here.
    ("absolute value", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data.mean() - energy_model.mean()).abs()
""", ["squared gap"]),
    # in: a gap below -1: no gradient
    # hint: There is no margin in the gradient of the likelihood.
    ("hinge", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return torch.relu(1 + energy_data.mean() - energy_model.mean())
""", ["a margin"]),
    # in: any: the logistic loss of a GAN's judge
    # hint: Energies are no logits: the gradient is linear in them.
    ("logistic loss", """import torch
import torch.nn.functional as F

def contrastive_energy_loss(energy_data, energy_model):
    return F.softplus(energy_data).mean() + F.softplus(-energy_model).mean()
""", ["a classifier's loss"]),
    # in: energies other than 0: the penalty changes the gradient
    # hint: A penalty on the size of the energies is a good idea, but it is not the estimate above.
    ("penalty on the energies", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    penalty = (energy_data**2).mean() + (energy_model**2).mean()
    return energy_data.mean() - energy_model.mean() + 0.1 * penalty
""", []),
]

# ---------------------------------------------------------------- langevin
RIGHT["langevin"] = [
    """import math
import torch

def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
""",
    """import torch

def langevin(x, score, step, noises):
    place = x.clone()
    size = (2 * step) ** 0.5
    for t in range(noises.shape[0]):
        drift = score(place.clone())
        place = torch.add(place, drift, alpha=step).add(noises[t], alpha=size)
    return place
""",
    """from functools import reduce
import numpy as np
import torch

def langevin(x, score, step, noises):
    shakes = np.sqrt(2 * step) * noises
    return reduce(lambda here, shake: here + step * score(here) + shake, shakes, x.clone())
""",
]
WRONG["langevin"] = [
    # in: any noise: too small by the root of 2
    # hint: Look at the noise's factor once more: what stands under the root?
    ("two under the root forgotten", """import math
import torch

def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(step) * noise
    return x
""", ["sqrt(step)"]),
    # in: step = 0.02: noise of size 0.04 instead of 0.2
    # hint: The variance of the noise is twice the step, not its size.
    ("root forgotten", """import torch

def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + 2 * step * noise
    return x
""", ["root forgotten"]),
    # in: T = 2: the score of the starting place is used again
    # hint: The score is asked anew at each place.
    ("score asked once", """import math
import torch

def langevin(x, score, step, noises):
    s = score(x)
    for noise in noises:
        x = x + step * s + math.sqrt(2 * step) * noise
    return x
""", ["score at the start only"]),
    # in: any score other than 0: walks downhill
    # hint: The score points to where the density grows: go there.
    ("sign of the score", """import math
import torch

def langevin(x, score, step, noises):
    for noise in noises:
        x = x - step * score(x) + math.sqrt(2 * step) * noise
    return x
""", ["downhill"]),
    # in: any: the caller's points have moved
    # hint: Leave x as it is: += writes into it.
    ("argument changed", """import math
import torch

def langevin(x, score, step, noises):
    for noise in noises:
        x += step * score(x) + math.sqrt(2 * step) * noise
    return x
""", []),
    # in: T = 0: an error (no last place)
    # hint: With no noises there is no step.
    ("no steps at all fails", """import math
import torch

def langevin(x, score, step, noises):
    places = []
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
        places.append(x)
    return places[-1]
""", ["no steps at all"]),
    # in: T = 1: no step is taken
    # hint: One step for each row of noises, the last one included.
    ("one step too few", """import math
import torch

def langevin(x, score, step, noises):
    for t in range(1, len(noises)):
        x = x + step * score(x) + math.sqrt(2 * step) * noises[t]
    return x
""", ["last step lost"]),
    # in: a score that is not constant: it is asked after the shake
    # hint: The score belongs to the place before the noise.
    ("noise first", """import math
import torch

def langevin(x, score, step, noises):
    for noise in noises:
        x = x + math.sqrt(2 * step) * noise
        x = x + step * score(x)
    return x
""", ["score after the noise"]),
    # in: any: half the drift and noise of the root of the step
    # hint: Books differ in what they call a step: here the drift is epsilon times the score.
    ("the other convention", """import math
import torch

def langevin(x, score, step, noises):
    for noise in noises:
        x = x + 0.5 * step * score(x) + math.sqrt(step) * noise
    return x
""", ["the other convention"]),
    # in: T = 2: shape (2, N, D), all places
    # hint: Only where the points end is asked for.
    ("whole path returned", """import math
import torch

def langevin(x, score, step, noises):
    path = torch.empty_like(noises)
    for t, noise in enumerate(noises):
        x = x + step * score(x) + math.sqrt(2 * step) * noise
        path[t] = x
    return path
""", ["the whole path"]),
    # in: any given noises: own random numbers are drawn
    # hint: The noise is an argument.
    ("noises ignored", """import math
import torch

def langevin(x, score, step, noises):
    for _ in range(len(noises)):
        x = x + step * score(x) + math.sqrt(2 * step) * torch.randn_like(x)
    return x
""", []),
]

# ---------------------------------------------------------------- tweedie
RIGHT["tweedie"] = [
    """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * score
""",
    """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + torch.einsum("n,nd->nd", sigma.square(), score)
""",
    """import torch

def tweedie(x_noisy, score, sigma):
    variance = torch.diag(sigma * sigma)
    return torch.addmm(x_noisy, variance, score)
""",
]
WRONG["tweedie"] = [
    # in: sigma = 2: half of the way
    # hint: The score is a change of log-density by length: which power of sigma makes it a length?
    ("sigma not squared", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] * score
""", ["sigma for its square"]),
    # in: N = D = 2: sigma runs over the coordinates; N other than D: an error
    # hint: Each row has its own sigma: make it a column.
    ("sigma along the wrong axis", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma**2 * score
""", ["sigma along the coordinates"]),
    # in: any score other than 0: away from the data
    # hint: The clean point lies where the density grows.
    ("sign", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy - sigma[:, None] ** 2 * score
""", ["minus"]),
    # in: sigma = (1, 2): a common sigma
    # hint: Each row has its own noise.
    ("one sigma for all rows", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma.mean() ** 2 * score
""", ["one mean sigma"]),
    # in: any: the caller's points are overwritten
    # hint: += writes into the argument.
    ("argument changed", """import torch

def tweedie(x_noisy, score, sigma):
    x_noisy += sigma[:, None] ** 2 * score
    return x_noisy
""", []),
    # in: any x_noisy other than 0: the step without the place
    # hint: The mean is the noisy point plus a step.
    ("the step alone", """import torch

def tweedie(x_noisy, score, sigma):
    return sigma[:, None] ** 2 * score
""", ["the step alone"]),
    # in: sigma = 2: divided instead of multiplied
    # hint: With more noise the clean point is farther away.
    ("divided by the variance", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + score / sigma[:, None] ** 2
""", ["divided by the variance"]),
    # in: sigma = 1: the scale of a path that shrinks its points
    # hint: Here noise is added and nothing is shrunk, so that nothing is to be blown up again.
    ("DDPM's scaling", """import torch

def tweedie(x_noisy, score, sigma):
    s2 = sigma[:, None] ** 2
    return (x_noisy + s2 * score) / torch.sqrt(1 - s2 / (1 + s2))
""", []),
    # in: sigma = 2: half of the step
    # hint: There is no one half in Tweedie's formula.
    ("factor one half", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + 0.5 * sigma[:, None] ** 2 * score
""", ["half the step"]),
]

# ---------------------------------------------------------------- flow_matching_loss
RIGHT["flow_matching_loss"] = [
    """import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(dim=1).mean()
""",
    """import torch
import torch.nn.functional as F

def flow_matching_loss(velocity, x, noise, t):
    way = x - noise
    guess = velocity(noise + t.unsqueeze(-1) * way, t)
    return F.mse_loss(guess, way, reduction="sum") / len(x)
""",
    """import torch

def flow_matching_loss(velocity, x, noise, t):
    x_t = torch.einsum("n,nd->nd", 1 - t, noise) + torch.einsum("n,nd->nd", t, x)
    error = velocity(x_t, t) - x + noise
    return torch.einsum("nd,nd->", error, error) / x.shape[0]
""",
]
_FM = RIGHT["flow_matching_loss"][0]
WRONG["flow_matching_loss"] = [
    # in: D = 2: half of it
    # hint: Sum over the coordinates, average over the points.
    ("mean over the coordinates", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).mean()
""", ["mean over coordinates"]),
    # in: any: the way from data to noise
    # hint: The line starts at the noise: in which direction does the point move?
    ("target turned round", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (noise - x)) ** 2).sum(dim=1).mean()
""", ["target turned round"]),
    # in: t = 0: the point is the data
    # hint: In this week noise is at time 0.
    ("time turned round", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = s * noise + (1 - s) * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(dim=1).mean()
""", ["times swapped"]),
    # in: a velocity that depends on t by its shape (N,), e.g. v = t[:, None] * x: it gets (N, 1)
    # hint: The velocity gets t as it is.
    ("velocity gets a column of times", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, s) - (x - noise)) ** 2).sum(dim=1).mean()
""", ["t's shape for the velocity"]),
    # in: any t other than 0: target from the point on the line instead of from the noise
    # hint: On a straight line the velocity is the same everywhere.
    ("target from the point on the line", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (x - x_t)) ** 2).sum(dim=1).mean()
""", ["target that changes with t"]),
    # in: N = D = 2: the times run over the coordinates; N other than D: an error
    # hint: Each row has its own time: make it a column.
    ("times along the wrong axis", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(dim=1).mean()
""", ["t along the coordinates"]),
    # in: any error other than 0 or 1: the length instead of its square
    # hint: The squared norm was asked for.
    ("norm not squared", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return (velocity(x_t, t) - (x - noise)).norm(dim=1).mean()
""", ["distance, not squared"]),
    # in: N = 2: twice as much
    # hint: The mean over the points was asked for.
    ("sum over the points", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum()
""", ["sum over the points"]),
    # in: t = 1: 0/0 is nan
    # hint: At t = 1 nothing is left of the way, and the way may not be divided by what is left of the time.
    ("target as the rest of the way", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (x - x_t) / (1 - s)) ** 2).sum(dim=1).mean()
""", []),
    # in: any: the velocity is asked at the data
    # hint: The network sees the point on the line, not its end.
    ("velocity at the data", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x, t) - (x - noise)) ** 2).sum(dim=1).mean()
""", ["asked at the data"]),
    # in: any: a tensor without a gradient
    # hint: The velocity is trained through this number.
    ("velocity detached", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t).detach() - (x - noise)) ** 2).sum(dim=1).mean()
""", ["cut off from the velocity"]),
    # in: unequal t: all rows at the mean time
    # hint: Each row has its own time.
    ("one time for all", """
import torch

def flow_matching_loss(velocity, x, noise, t):
    s = t.mean()
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(dim=1).mean()
""", ["one mean time"]),
]

# ---------------------------------------------------------------- ode_log_prob
RIGHT["ode_log_prob"] = [
    """import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = 1 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t - h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + h * g[:, d]
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""",
    """import torch
from torch.distributions import Normal

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1 / steps
    points = x.detach().clone()
    traces = torch.zeros(N, dtype=x.dtype)
    for i in range(steps, 0, -1):
        now = torch.full((N,), i * h, dtype=x.dtype)
        half = torch.full((N,), (i - 0.5) * h, dtype=x.dtype)
        middle = (points - 0.5 * h * velocity(points, now)).detach()
        for n in range(N):
            one = lambda row: velocity(row[None], half[n : n + 1])[0]
            with torch.enable_grad():
                J = torch.autograd.functional.jacobian(one, middle[n])
            traces[n] += h * J.trace()
        points = (points - h * velocity(middle, half)).detach()
    base = Normal(torch.tensor(0.0, dtype=x.dtype), torch.tensor(1.0, dtype=x.dtype))
    return base.log_prob(points).sum(dim=1) - traces
""",
    """import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach().clone()
    log_p = torch.full((N,), -0.5 * D * math.log(2 * math.pi), dtype=x.dtype)
    for i in reversed(range(steps)):
        end, middle = (torch.full((N,), (i + a) * h, dtype=x.dtype) for a in (1.0, 0.5))
        m = (x - 0.5 * h * velocity(x, end)).detach()
        with torch.enable_grad():
            # the derivative of the sum over rows holds every row's Jacobian: (D, N, D)
            J = torch.autograd.functional.jacobian(lambda y: velocity(y, middle).sum(dim=0), m)
        log_p -= h * J.diagonal(dim1=0, dim2=2).sum(-1)
        x = (x - h * velocity(m, middle)).detach()
    return log_p - 0.5 * x.square().sum(1)
""",
]
_ODE = RIGHT["ode_log_prob"][0]
WRONG["ode_log_prob"] = [
    # in: v(x, t) = x: plus D instead of minus D
    # hint: Where the flow spreads points the density falls.
    ("trace added", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = 1 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t - h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + h * g[:, d]
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) + total
""", ["sign of the trace"]),
    # in: a velocity whose trace depends on x, e.g. sin(x): the trace at the start of each step
    # hint: The trace is taken at the midpoint, too.
    ("trace at the start of the step", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = 1 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            y = x.detach().requires_grad_()
            w = velocity(y, torch.full((N,), t, dtype=x.dtype)) + 0 * y
            v = velocity(m, torch.full((N,), t - h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(w[:, d].sum(), y, retain_graph=True)
                total = total + h * g[:, d]
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""", ["trace at the start of the step"]),
    # in: v(x, t) = x with steps = 2: Euler's steps
    # hint: Midpoint steps were asked for: half a step first, then ask again.
    ("Euler", """import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        with torch.enable_grad():
            m = x.detach().requires_grad_()
            v = velocity(m, torch.full((N,), 1 - i * h, dtype=x.dtype)) + 0 * m
            for d in range(D):
                total = total + h * torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d]
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""", ["Euler's steps"]),
    # in: v(x, t) = x: from 0 to 1 instead of back
    # hint: x is data: go back to the noise from which it came.
    ("forward in time", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = i * h
        with torch.no_grad():
            m = x + h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t + h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + h * g[:, d]
        x = x + h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""", ["forward"]),
    # in: any: the normal's constant is missing
    # hint: With v = 0 the answer must be the standard normal's log-density, constant included.
    ("constant forgotten", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = 1 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t - h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + h * g[:, d]
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - total
""", ["no 2 pi"]),
    # in: v(x, t) = t x: asked at the start of the step
    # hint: The second question is asked half a step later (going back: earlier).
    ("time of the midpoint forgotten", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = 1 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + h * g[:, d]
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""", ["midpoint in place only"]),
    # in: steps = 2: the traces are summed without the length of the step
    # hint: An integral: each trace counts for h.
    ("trace not multiplied by the step", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = 1 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t - h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + g[:, d]
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""", ["trace not times the step"]),
    # in: v(x, t) = A x with entries off the diagonal: all entries are summed
    # hint: The trace has component d by coordinate d only.
    ("sum of all derivatives", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = 1 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t - h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + h * g.sum(1)
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""", ["sum of the whole Jacobian"]),
    # in: N = 2 with different traces: each row gets the sum over the rows
    # hint: The sum over rows is for the gradient only: each row keeps its own trace.
    ("trace summed over the rows", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = 1 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t - h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + h * g[:, d].sum()
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""", []),
    # in: v(x, t) with a trace that depends on the time, e.g. t x: the times run forward while the points go back
    # hint: The first step back starts at t = 1.
    ("times from 0 on the way back", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = (i + 1) * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t - h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + h * g[:, d]
        x = x - h * v.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""", ["time runs forward on the way back"]),
    # in: any velocity other than linear: the base density at the data, not at the noise
    # hint: The normal's log-density is taken where the way back ends.
    ("base density at the data", """
import math
import torch

def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1.0 / steps
    x = x.detach()
    start = x
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(steps):
        t = 1 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((N,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((N,), t - h / 2, dtype=x.dtype)) + 0 * m
            for d in range(D):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)
                total = total + h * g[:, d]
        x = x - h * v.detach()
    return -0.5 * (start**2).sum(1) - 0.5 * D * math.log(2 * math.pi) - total
""", ["the base at x"]),
]

# ---------------------------------------------------------------- masked_loss
RIGHT["masked_loss"] = [
    """import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask / rate[:, None]).mean()
""",
    """import torch

def masked_loss(logits, tokens, mask, rate):
    log_p = torch.log_softmax(logits, dim=-1).gather(2, tokens.unsqueeze(2)).squeeze(2)
    weight = torch.where(mask, 1 / rate.unsqueeze(1), 0.0)
    return -(weight * log_p).sum() / tokens.numel()
""",
    """import torch

def masked_loss(logits, tokens, mask, rate):
    total = logits.new_zeros(())
    N, T, _ = logits.shape
    for n in range(N):
        hidden = mask[n]
        rows, truth = logits[n][hidden], tokens[n][hidden]
        surprise = torch.logsumexp(rows, dim=1) - rows[torch.arange(len(rows)), truth]
        total = total + surprise.sum() / rate[n]
    return total / (N * T)
""",
]
_ML = RIGHT["masked_loss"][0]
WRONG["masked_loss"] = [
    # in: T = 2, one of them hidden: twice as much
    # hint: The mean is over all tokens, those in view with 0.
    ("mean over the hidden ones", """
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise / rate[:, None])[mask].mean()
""", ["mean over the hidden tokens"]),
    # in: rate = 0.5: half of it
    # hint: Texts with few holes count more: where is the rate?
    ("rate forgotten", """
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask).mean()
""", ["no 1/rate"]),
    # in: rate = 0.5: a quarter of it
    # hint: Divide by the rate: with fewer holes each one counts more.
    ("multiplied by the rate", """
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask * rate[:, None]).mean()
""", ["multiplied by the rate"]),
    # in: mask with one True and one False: the letters in view are scored
    # hint: True means hidden: those are to be guessed.
    ("mask the wrong way round", """
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * ~mask / rate[:, None]).mean()
""", ["mask the wrong way round"]),
    # in: logits (0, 1000), token 0: inf instead of 1000
    # hint: The softmax rounds to 0: take its logarithm in one step.
    ("logarithm of the softmax", """import torch

def masked_loss(logits, tokens, mask, rate):
    p = torch.softmax(logits, dim=-1).gather(2, tokens[:, :, None])[:, :, 0]
    return torch.where(mask, -torch.log(p) / rate[:, None], 0.0).mean()
""", ["logarithm of a probability of 0", "logarithm that is not stable"]),
    # in: N = T = 2 with unequal rates: they run over the places; N other than T: an error
    # hint: Each text has its own rate: make it a column.
    ("rates along the wrong axis", """
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask / rate).mean()
""", ["the rate along the tokens"]),
    # in: T = 2: summed over the places
    # hint: Nats a token: divide by all N T tokens.
    ("sum over the places", """
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask / rate[:, None]).sum(dim=1).mean()
""", ["sum over the tokens"]),
    # in: rate = 0.5 and all of three tokens hidden: the share that happened to be hidden stands in for the rate
    # hint: The rate is an argument; how many were hidden is chance.
    ("share of hidden tokens as the rate", """
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask / mask.double().mean(1, keepdim=True).clamp(min=1e-9)).mean()
""", ["hidden tokens counted instead of the rate"]),
    # in: K = 2: bits
    # hint: Nats were asked for.
    ("bits", """
import math
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask / rate[:, None]).mean() / math.log(2)
""", ["in bits"]),
    # in: N = 2 with T = K: kinds and places are swapped; T other than K: an error
    # hint: cross_entropy wants the kinds on axis 1.
    ("kinds on the wrong axis", """
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits, tokens, reduction="none")
    return (surprise * mask / rate[:, None]).mean()
""", ["softmax over the places"]),
    # in: unequal rates: their mean for all
    # hint: Each text has its own rate.
    ("one rate for all", """
import torch
import torch.nn.functional as F

def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask / rate.mean()).mean()
""", ["one rate for all texts"]),
    # in: logits (0, 1000), token 0: about 18 instead of 1000
    # hint: The small number in the logarithm caps the surprise.
    ("epsilon in the logarithm", """import torch

def masked_loss(logits, tokens, mask, rate):
    p = torch.softmax(logits, dim=-1).gather(2, tokens[:, :, None])[:, :, 0]
    return (-torch.log(p + 1e-8) * mask / rate[:, None]).mean()
""", ["a tiny number under the logarithm"]),
]

# ---------------------------------------------------------------- LatentFlow
RIGHT["LatentFlow"] = [
    """import torch
import torch.nn as nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.words = nn.Embedding(vocabulary + 1, width)
        self.enter = nn.Linear(latent + 1, width)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)
        )
        self.leave = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        said = self.words(words).sum(dim=1)
        h = self.enter(torch.cat([z, t[:, None]], dim=1))
        for block in self.blocks:
            h = h + block(h + said)
        return self.leave(h)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], self.vocabulary, words)
        return flow_matching_loss(lambda x, s: self.velocity(x, s, words), z, noise, t)

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        silent = torch.full_like(words, self.vocabulary)
        step = lambda x, t: guided(self.velocity(x, t, words), self.velocity(x, t, silent), weight)
        return integrate(step, noise, steps, "euler")
""",
    """import math
import torch
from torch import nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 8 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)
        )

    def velocity(self, z, t, words):
        angles = t[:, None] * torch.arange(1, 5, dtype=t.dtype) * math.pi / 2
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, angles.cos(), angles.sin(), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        draws = torch.rand((len(z), 1), generator=generator)
        heard = words.masked_fill(draws < self.drop, self.unsaid)
        s = t.unsqueeze(1)
        x_t = (1 - s) * noise + s * z
        return (self.velocity(x_t, t, heard) - (z - noise)).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        with torch.no_grad():
            z = noise.clone()
            nothing = torch.full_like(words, self.unsaid)
            for i in range(steps):
                t = torch.full((len(z),), i / steps, dtype=z.dtype)
                free = self.velocity(z, t, nothing)
                z = z + (free + weight * (self.velocity(z, t, words) - free)) / steps
            return z
""",
    """import torch
import torch.nn as nn
import torch.nn.functional as F

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary = vocabulary
        self.drop = drop
        self.table = nn.Embedding(vocabulary + 1, width)
        self.first = nn.Linear(latent, width)
        self.clock = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.inner = nn.ModuleList(nn.Linear(width, width) for _ in range(max(blocks, 1)))
        self.last = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        dtype = self.first.weight.dtype
        given = self.table(words).mean(dim=1) * words.shape[1] ** 0.5 + self.clock(t.to(dtype)[:, None])
        h = self.first(z.to(dtype))
        for layer in self.inner:
            h = h + layer(F.silu(h + given))
        return self.last(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        chance = torch.full((z.shape[0],), float(self.drop))
        silent = torch.bernoulli(chance, generator=generator).bool()
        heard = words.clone()
        heard[silent] = self.vocabulary
        mixed = torch.lerp(noise, z, t[:, None].to(z.dtype))
        return F.mse_loss(self.velocity(mixed, t, heard), z - noise, reduction="none").sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        z, N = noise, len(noise)
        both = torch.cat([words, torch.full_like(words, self.vocabulary)])
        for i in range(steps):
            t = torch.full((2 * N,), i / steps, dtype=noise.dtype)
            said, free = self.velocity(torch.cat([z, z]), t, both).chunk(2)
            z = z + ((1 - weight) * free + weight * said) / steps
        return z
""",
]
_LF = RIGHT["LatentFlow"][1]
WRONG["LatentFlow"] = [
    # in: W = 2, drop = 0.5: captions of which one word is unsaid and the other is not
    # hint: A caption is left unsaid as a whole.
    ("each word dropped by itself", """
import math
import torch
from torch import nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 8 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)
        )

    def velocity(self, z, t, words):
        angles = t[:, None] * torch.arange(1, 5, dtype=t.dtype) * math.pi / 2
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, angles.cos(), angles.sin(), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        draws = torch.rand(words.shape, generator=generator)
        heard = words.masked_fill(draws < self.drop, self.unsaid)
        s = t.unsqueeze(1)
        x_t = (1 - s) * noise + s * z
        return (self.velocity(x_t, t, heard) - (z - noise)).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        with torch.no_grad():
            z = noise.clone()
            nothing = torch.full_like(words, self.unsaid)
            for i in range(steps):
                t = torch.full((len(z),), i / steps, dtype=z.dtype)
                free = self.velocity(z, t, nothing)
                z = z + (free + weight * (self.velocity(z, t, words) - free)) / steps
            return z
""", ["dropped word by word"]),
    # in: N = 100, drop = 0.5: all captions are unsaid or none
    # hint: One draw for each row.
    ("one draw for the whole batch", """
import math
import torch
from torch import nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 8 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)
        )

    def velocity(self, z, t, words):
        angles = t[:, None] * torch.arange(1, 5, dtype=t.dtype) * math.pi / 2
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, angles.cos(), angles.sin(), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        draws = torch.rand((1, 1), generator=generator)
        heard = words.masked_fill(draws < self.drop, self.unsaid)
        s = t.unsqueeze(1)
        x_t = (1 - s) * noise + s * z
        return (self.velocity(x_t, t, heard) - (z - noise)).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        with torch.no_grad():
            z = noise.clone()
            nothing = torch.full_like(words, self.unsaid)
            for i in range(steps):
                t = torch.full((len(z),), i / steps, dtype=z.dtype)
                free = self.velocity(z, t, nothing)
                z = z + (free + weight * (self.velocity(z, t, words) - free)) / steps
            return z
""", ["all or none"]),
    # in: weight = 1: not the conditional velocity
    # hint: Weight 1 is the conditional one, weight 0 the free one.
    ("another convention for the weight", """
import math
import torch
from torch import nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 8 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)
        )

    def velocity(self, z, t, words):
        angles = t[:, None] * torch.arange(1, 5, dtype=t.dtype) * math.pi / 2
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, angles.cos(), angles.sin(), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        draws = torch.rand((len(z), 1), generator=generator)
        heard = words.masked_fill(draws < self.drop, self.unsaid)
        s = t.unsqueeze(1)
        x_t = (1 - s) * noise + s * z
        return (self.velocity(x_t, t, heard) - (z - noise)).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        with torch.no_grad():
            z = noise.clone()
            nothing = torch.full_like(words, self.unsaid)
            for i in range(steps):
                t = torch.full((len(z),), i / steps, dtype=z.dtype)
                free = self.velocity(z, t, nothing)
                z = z + (free + (1 + weight) * (self.velocity(z, t, words) - free)) / steps
            return z
""", ["1 is not conditional"]),
    # in: a given generator: two calls with generators of one seed drop different captions
    # hint: The draws come from the generator.
    ("generator ignored", """
import math
import torch
from torch import nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 8 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)
        )

    def velocity(self, z, t, words):
        angles = t[:, None] * torch.arange(1, 5, dtype=t.dtype) * math.pi / 2
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, angles.cos(), angles.sin(), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        draws = torch.rand(len(z), 1)
        heard = words.masked_fill(draws < self.drop, self.unsaid)
        s = t.unsqueeze(1)
        x_t = (1 - s) * noise + s * z
        return (self.velocity(x_t, t, heard) - (z - noise)).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        with torch.no_grad():
            z = noise.clone()
            nothing = torch.full_like(words, self.unsaid)
            for i in range(steps):
                t = torch.full((len(z),), i / steps, dtype=z.dtype)
                free = self.velocity(z, t, nothing)
                z = z + (free + weight * (self.velocity(z, t, words) - free)) / steps
            return z
""", ["generator ignored"]),
    # in: drop other than 0: the caller's words are overwritten
    # hint: masked_fill_ writes into the argument.
    ("caller's words changed", """
import math
import torch
from torch import nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 8 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)
        )

    def velocity(self, z, t, words):
        angles = t[:, None] * torch.arange(1, 5, dtype=t.dtype) * math.pi / 2
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, angles.cos(), angles.sin(), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        draws = torch.rand((len(z), 1), generator=generator)
        heard = words.masked_fill_(draws < self.drop, self.unsaid)
        s = t.unsqueeze(1)
        x_t = (1 - s) * noise + s * z
        return (self.velocity(x_t, t, heard) - (z - noise)).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        with torch.no_grad():
            z = noise.clone()
            nothing = torch.full_like(words, self.unsaid)
            for i in range(steps):
                t = torch.full((len(z),), i / steps, dtype=z.dtype)
                free = self.velocity(z, t, nothing)
                z = z + (free + weight * (self.velocity(z, t, words) - free)) / steps
            return z
""", []),
    # in: a velocity that depends on t: asked at the end of each step
    # hint: Euler's step begins at its left end: the first time is 0.
    ("times one step late", """
import math
import torch
from torch import nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 8 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)
        )

    def velocity(self, z, t, words):
        angles = t[:, None] * torch.arange(1, 5, dtype=t.dtype) * math.pi / 2
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, angles.cos(), angles.sin(), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        draws = torch.rand((len(z), 1), generator=generator)
        heard = words.masked_fill(draws < self.drop, self.unsaid)
        s = t.unsqueeze(1)
        x_t = (1 - s) * noise + s * z
        return (self.velocity(x_t, t, heard) - (z - noise)).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        with torch.no_grad():
            z = noise.clone()
            nothing = torch.full_like(words, self.unsaid)
            for i in range(steps):
                t = torch.full((len(z),), (i + 1) / steps, dtype=z.dtype)
                free = self.velocity(z, t, nothing)
                z = z + (free + weight * (self.velocity(z, t, words) - free)) / steps
            return z
""", []),
    # in: any: the velocity does not change with t
    # hint: Early and late in the flow the same place needs different velocities.
    ("time not used", """
import math
import torch
from torch import nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 8 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)
        )

    def velocity(self, z, t, words):
        angles = 0 * t[:, None] * torch.arange(1, 5, dtype=t.dtype) * math.pi / 2
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, angles.cos(), angles.sin(), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        draws = torch.rand((len(z), 1), generator=generator)
        heard = words.masked_fill(draws < self.drop, self.unsaid)
        s = t.unsqueeze(1)
        x_t = (1 - s) * noise + s * z
        return (self.velocity(x_t, t, heard) - (z - noise)).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        with torch.no_grad():
            z = noise.clone()
            nothing = torch.full_like(words, self.unsaid)
            for i in range(steps):
                t = torch.full((len(z),), i / steps, dtype=z.dtype)
                free = self.velocity(z, t, nothing)
                z = z + (free + weight * (self.velocity(z, t, words) - free)) / steps
            return z
""", ["without a clock"]),
    # in: D = 24: the loss is 24 times too small
    # hint: Flow matching sums over the coordinates.
    ("mean over the coordinates", """
import math
import torch
from torch import nn

class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 8 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)
        )

    def velocity(self, z, t, words):
        angles = t[:, None] * torch.arange(1, 5, dtype=t.dtype) * math.pi / 2
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, angles.cos(), angles.sin(), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        draws = torch.rand((len(z), 1), generator=generator)
        heard = words.masked_fill(draws < self.drop, self.unsaid)
        s = t.unsqueeze(1)
        x_t = (1 - s) * noise + s * z
        return (self.velocity(x_t, t, heard) - (z - noise)).pow(2).mean()

    def sample(self, noise, words, weight, steps):
        with torch.no_grad():
            z = noise.clone()
            nothing = torch.full_like(words, self.unsaid)
            for i in range(steps):
                t = torch.full((len(z),), i / steps, dtype=z.dtype)
                free = self.velocity(z, t, nothing)
                z = z + (free + weight * (self.velocity(z, t, words) - free)) / steps
            return z
""", ["mean over coordinates"]),
]
