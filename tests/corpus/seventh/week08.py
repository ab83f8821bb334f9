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
    return torch.sub(down, up)
""",
"""import torch

def contrastive_energy_loss(energy_data, energy_model):
    n, m = len(energy_data), len(energy_model)
    signs = torch.cat([torch.ones_like(energy_data) / n, -torch.ones_like(energy_model) / m])
    return torch.dot(signs, torch.cat([energy_data, energy_model]))
""",
]
WRONG["contrastive_energy_loss"] = [
    # in: data [2.], model [1.]: -1 instead of 1; minimising pushes the data's energy up
    # hint: Low energy is likely: the loss must fall when the energy of data falls.
    ("sign", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return energy_model.mean() - energy_data.mean()
""", ["sign"]),
    # in: any: no gradient in energy_model
    # hint: The samples are fixed, but their energies are not: the second half of the gradient goes through them.
    ("model energies detached", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.detach().mean()
""", ["samples cut off"]),
    # in: lengths 3 and 2: RuntimeError
    # hint: N and M may differ; first the means, then the difference.
    ("difference before the mean", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data - energy_model).mean()
""", ["one mean for all"]),
    # in: data [1., 1.], model [1.]: 1 instead of 0
    # hint: An expectation is a mean; a sum weighs the larger batch more.
    ("sums", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.sum() - energy_model.sum()
""", ["sum"]),
    # in: data [1.], model [0., 2.]: logsumexp of -E in place of the mean; value and gradient differ (softmax weights)
    # hint: The samples come from the model already, so each counts alike; a log-sum-exp would weigh them a second time.
    ("log Z estimated by logsumexp", """import math
import torch

def contrastive_energy_loss(energy_data, energy_model):
    log_z = torch.logsumexp(-energy_model, dim=0) - math.log(len(energy_model))
    return energy_data.mean() + log_z
""", ["log of the mean of exp(-E)", "samples weighted again"]),
    # in: data [1.], model [3.]: 2 instead of -2
    # hint: The value may be negative; with the absolute value the push turns round as soon as data lie low.
    ("absolute value", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data.mean() - energy_model.mean()).abs()
""", ["squared gap", "sign"]),
    # in: data [1.], model [3.]: softplus(1) + softplus(-3), a classifier's loss
    # hint: Energies are no logits of "real or fake"; the gradient of log Z is a plain mean.
    ("a judge's loss", """import torch
import torch.nn.functional as F

def contrastive_energy_loss(energy_data, energy_model):
    return F.softplus(energy_data).mean() + F.softplus(-energy_model).mean()
""", ["a classifier's loss"]),
    # in: data [1., 2.], model [5.]: (1 + 2 - 5) / 3 instead of -3.5
    # hint: Two expectations, two divisors: N and M.
    ("one mean over both", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    return torch.cat([energy_data, -energy_model]).mean()
""", ["one mean for all"]),
    # in: data [1.], model [3.]: 1 + 0.1 * (1 + 9) too much, and another gradient
    # hint: A penalty on the energies' size may help training, but it is not the gradient of the likelihood.
    ("energies regularised", """import torch

def contrastive_energy_loss(energy_data, energy_model):
    loss = energy_data.mean() - energy_model.mean()
    return loss + 0.1 * ((energy_data**2).mean() + (energy_model**2).mean())
""", []),
]

# ---------------------------------------------------------------- denoising_score_loss
RIGHT["denoising_score_loss"] = [
"""import torch

def denoising_score_loss(model, x, noise, sigma):
    column = sigma[:, None]
    score = model(x + column * noise, sigma)
    return ((column * score + noise) ** 2).sum(dim=1).mean()
""",
"""import torch

def denoising_score_loss(model, x, noise, sigma):
    noisy = x + torch.einsum("n,nd->nd", sigma, noise)
    error = model(noisy, sigma).mul(sigma.unsqueeze(1)).add(noise)
    return error.pow(2).sum() / len(x)
""",
"""import torch

def denoising_score_loss(model, x, noise, sigma):
    s = sigma.reshape(-1, 1).expand(x.shape)
    # sigma * score should be minus the noise
    guess = s * model(torch.addcmul(x, s, noise), sigma)
    per_point = torch.nn.functional.mse_loss(guess, -noise, reduction="none").sum(-1)
    return per_point.mean()
""",
]
WRONG["denoising_score_loss"] = [
    # in: D = 2: half the value
    # hint: The squared norm is a sum over coordinates; only over the points do you take the mean.
    ("mean over the coordinates as well", """import torch

def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x + s * noise, sigma) + noise) ** 2).mean()
""", ["mean over coordinates"]),
    # in: sigma [.1, 10.]: the weight sigma^2 is missing, the small noise rules
    # hint: Without the weight the smallest noise counts most by far.
    ("weight forgotten", """import torch

def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((model(x + s * noise, sigma) + noise / s) ** 2).sum(dim=1).mean()
""", ["no weight"]),
    # in: any: the target has the wrong sign, the learned arrows point away from the data
    # hint: The score leads back from the noise to the data: its target is minus noise over sigma.
    ("sign of the target", """import torch

def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x + s * noise, sigma) - noise) ** 2).sum(dim=1).mean()
""", ["target's sign"]),
    # in: N = D = 2, sigma [.1, 10.]: silently, column d gets sigma[d] (else RuntimeError)
    # hint: (N,) times (N, D) runs along the last axis; make sigma a column.
    ("sigma along the wrong axis", """import torch

def denoising_score_loss(model, x, noise, sigma):
    return ((sigma * model(x + sigma * noise, sigma) + noise) ** 2).sum(dim=1).mean()
""", ["sigma along the coordinates"]),
    # in: model = lambda z, s: -z / (1 + s**2)[:, None]: the model gets (N, 1), s[:, None] there is (N, 1, 1)
    # hint: The model wants sigma as (N,); the column is for your own sums.
    ("model gets a column of sigmas", """import torch

def denoising_score_loss(model, x, noise, sigma):
    sigma = sigma[:, None]
    return ((sigma * model(x + sigma * noise, sigma) + noise) ** 2).sum(dim=1).mean()
""", ["sigma's shape for the model"]),
    # in: any model that depends on its point: it is asked at the clean point
    # hint: The network must see the noisy point, or there is nothing to undo.
    ("asked at the clean points", """import torch

def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x, sigma) + noise) ** 2).sum(dim=1).mean()
""", ["clean x given"]),
    # in: any: x of the caller is noisy afterwards
    # hint: += writes into the caller's data; make a new tensor.
    ("noise added in place", """import torch

def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    x += s * noise
    return ((s * model(x, sigma) + noise) ** 2).sum(dim=1).mean()
""", []),
    # in: sigma [.1, 10.]: the weight is sigma instead of sigma^2
    # hint: One factor sigma inside the square is sigma^2 outside; count them.
    ("weight sigma, not its square", """import torch

def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    error = model(x + s * noise, sigma) + noise / s
    return (sigma * (error**2).sum(dim=1)).mean()
""", ["weighted by sigma"]),
    # in: sigma [1e-4], model with a score near 0: the target is divided by sigma + 1e-3: 0.008 instead of 1 (times |noise|^2)
    # hint: sigma goes down to 1e-4; cancel one sigma on paper and no epsilon is needed.
    ("epsilon beside sigma", """import torch

def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    error = model(x + s * noise, sigma) + noise / (s + 1e-3)
    return (s**2 * error**2).sum(dim=1).mean()
""", []),
    # in: any model with parameters: they get no gradient
    # hint: The noisy points need no graph, but the network's answer does: that is what is trained.
    ("model asked without gradient", """import torch

def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    with torch.no_grad():
        score = model(x + s * noise, sigma)
    return ((s * score + noise) ** 2).sum(dim=1).mean()
""", ["cut off from the model"]),
]

# ---------------------------------------------------------------- tweedie
RIGHT["tweedie"] = [
"""import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * score
""",
"""import torch

def tweedie(x_noisy, score, sigma):
    return torch.addcmul(x_noisy, sigma.square().unsqueeze(-1), score)
""",
"""import torch

def tweedie(x_noisy, score, sigma):
    rows = [x + s * s * arrow for x, arrow, s in zip(x_noisy, score, sigma)]
    return torch.stack(rows) if rows else x_noisy.clone()
""",
]
WRONG["tweedie"] = [
    # in: sigma [2.]: 2 score instead of 4 score
    # hint: A score is one over a length; only sigma squared makes a length of it.
    ("sigma not squared", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] * score
""", ["sigma for its square"]),
    # in: N = D = 2, sigma [1., 2.]: sigma[d] for column d, silently (else RuntimeError)
    # hint: sigma belongs to the rows; make it a column.
    ("sigma along the wrong axis", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma**2 * score
""", ["sigma along the coordinates"]),
    # in: any: away from the data
    # hint: The score points to where the density grows: go with it.
    ("minus", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy - sigma[:, None] ** 2 * score
""", ["minus"]),
    # in: sigma [1., 2.]: the second row gets the first one's noise
    # hint: Each row has its own noise.
    ("the first sigma for all", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[0] ** 2 * score
""", ["one mean sigma"]),
    # in: x_noisy [[0.]], score [[3.]], sigma [1.]: 1 instead of 3
    # hint: Only pictures live in [-1, 1]; a posterior mean may lie anywhere.
    ("clamped like a picture", """import torch

def tweedie(x_noisy, score, sigma):
    return (x_noisy + sigma[:, None] ** 2 * score).clamp(-1, 1)
""", []),
    # in: any: x_noisy of the caller is changed
    # hint: addcmul_ and += write into the caller's tensor.
    ("in place", """import torch

def tweedie(x_noisy, score, sigma):
    x_noisy += sigma[:, None] ** 2 * score
    return x_noisy
""", []),
    # in: any: half of the correction
    # hint: There is no half in Tweedie's formula; that one belongs to a walk.
    ("a half too many", """import torch

def tweedie(x_noisy, score, sigma):
    return x_noisy + 0.5 * sigma[:, None] ** 2 * score
""", ["half the step"]),
    # in: x_noisy [[5.]]: the correction only
    # hint: You return how far to go; the mean is where you arrive.
    ("the correction alone", """import torch

def tweedie(x_noisy, score, sigma):
    return sigma[:, None] ** 2 * score
""", ["the step alone"]),
]

# ---------------------------------------------------------------- ddim_step
RIGHT["ddim_step"] = [
"""import math
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""",
"""import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    ratio = (alpha_bar_s / alpha_bar_t) ** 0.5
    kept = (1 - alpha_bar_s) ** 0.5 - ratio * (1 - alpha_bar_t) ** 0.5
    return ratio * x + kept * eps
""",
"""import numpy as np
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    # Euler in sigma, for x / sqrt(alpha_bar)
    sigma_t = float(np.sqrt((1 - alpha_bar_t) / alpha_bar_t))
    sigma_s = float(np.sqrt((1 - alpha_bar_s) / alpha_bar_s))
    point = x / alpha_bar_t**0.5
    return float(alpha_bar_s) ** 0.5 * (point + (sigma_s - sigma_t) * eps)
""",
]
WRONG["ddim_step"] = [
    # in: alpha_bar_t .5, alpha_bar_s .8: 1 - alpha without the root
    # hint: 1 - alpha_bar is a variance; its root is the size of the noise.
    ("variance for size", """import math
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + (1 - alpha_bar_s) * eps
""", ["no square roots at the noise"]),
    # in: alpha_bar_t .5, alpha_bar_s .8: divided by alpha, not by its root
    # hint: Solve the equation of level t again: what stands before x there?
    ("divided by alpha_bar", """import math
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / alpha_bar_t
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""", ["divided without a root"]),
    # in: alpha_bar_t .5, alpha_bar_s .8: a step from s to t
    # hint: The point stands at level t; that one is undone first.
    ("levels exchanged", """import math
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_s) * eps) / math.sqrt(alpha_bar_s)
    return math.sqrt(alpha_bar_t) * clean + math.sqrt(1 - alpha_bar_t) * eps
""", ["order of the steps"]),
    # in: alpha_bar_t .8, alpha_bar_s .5 (towards more noise): returns x as it is
    # hint: The levels come in any order; the same formula goes both ways.
    ("only towards clean", """import math
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    if alpha_bar_s <= alpha_bar_t:
        return x.clone()
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""", []),
    # in: x [[3.]], eps [[0.]], alpha_bar_t 1, alpha_bar_s 1: 1 instead of 3
    # hint: Nothing says that clean points lie in [-1, 1].
    ("clean point clamped", """import math
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = ((x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)).clamp(-1, 1)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""", []),
    # in: alpha_bar_s .8: fresh noise, another answer each time
    # hint: DDIM draws nothing: the same eps goes in again.
    ("fresh noise", """import math
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * torch.randn_like(x)
""", []),
    # in: alpha_bar_t .5, alpha_bar_s .8: torch.sqrt of a float, TypeError
    # hint: The levels are Python numbers; torch.sqrt takes tensors only.
    ("torch.sqrt of a number", """import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - torch.sqrt(1 - alpha_bar_t) * eps) / torch.sqrt(alpha_bar_t)
    return torch.sqrt(alpha_bar_s) * clean + torch.sqrt(1 - alpha_bar_s) * eps
""", []),
    # in: alpha_bar_t .5, alpha_bar_s .8: without the noise of level s (right only for alpha_bar_s = 1)
    # hint: At level s there is still noise: mix the same eps in again.
    ("no noise at level s", """import math
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean
""", ["noise not put back"]),
    # in: alpha_bar_t .5, alpha_bar_s .8: the DDPM step of the ratio, noise of size sqrt(1 - s/t): nan or wrong
    # hint: Two levels are no product of two noises here: go over the clean point.
    ("noise of the ratio", """import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    ratio = alpha_bar_t / alpha_bar_s
    if ratio <= 1:
        return (x - (1 - ratio) ** 0.5 * eps) / ratio**0.5
    return x / ratio**0.5 + (1 - 1 / ratio) ** 0.5 * eps
""", []),
    # in: any: x of the caller is changed
    # hint: -= and /= write into the caller's points.
    ("in place", """import math
import torch

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    x -= math.sqrt(1 - alpha_bar_t) * eps
    x /= math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * x + math.sqrt(1 - alpha_bar_s) * eps
""", []),
]

# ---------------------------------------------------------------- ode_log_prob
RIGHT["ode_log_prob"] = [
"""import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1.0 / steps
    x = x.detach().clone()
    volume = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = 1.0 - i * h
        with torch.no_grad():
            m = x - h / 2 * velocity(x, torch.full((n,), t, dtype=x.dtype))
        with torch.enable_grad():
            m = m.detach().requires_grad_()
            v = velocity(m, torch.full((n,), t - h / 2, dtype=x.dtype)) + 0 * m  # so that a constant is in the graph, too
            trace = torch.zeros(n, dtype=x.dtype)
            for d in range(dims):
                (g,) = torch.autograd.grad(v[:, d].sum(), m, retain_graph=True, allow_unused=True)
                if g is not None:
                    trace = trace + g[:, d]
        volume = volume + h * trace.detach()
        x = x - h * v.detach()
    base = -0.5 * (x**2).sum(1) - dims / 2 * math.log(2 * math.pi)
    return base - volume
""",
"""import torch

def ode_log_prob(velocity, x, steps):
    n, h = len(x), 1 / steps
    z = x.detach()
    log_p = torch.zeros(n, dtype=z.dtype)
    for i in range(steps, 0, -1):
        late, middle = (torch.full((n,), s * h, dtype=z.dtype) for s in (i, i - 0.5))
        m = (z - h / 2 * velocity(z, late)).detach()
        # rows do not mix: the Jacobian of the sum over rows is (D, N, D)
        jacobian = torch.autograd.functional.jacobian(lambda a: velocity(a, middle).sum(0), m)
        log_p = log_p - h * torch.einsum("dnd->n", jacobian)
        z = (z - h * velocity(m, middle)).detach()
    return log_p + torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1)
""",
"""import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    eye = torch.eye(dims, dtype=x.dtype)

    def flow_and_trace(points, time):
        with torch.enable_grad():
            points = points.detach().clone().requires_grad_(True)
            v = velocity(points, time * torch.ones(n, dtype=points.dtype)) + 0 * points
            total = torch.zeros(n, dtype=points.dtype)
            for e in eye:
                row = torch.autograd.grad(v, points, e.expand(n, dims), retain_graph=True)[0]
                total += row @ e
        return v.detach(), total

    z, h, integral = x.detach(), 1 / steps, 0
    for time in torch.linspace(1, h, steps, dtype=torch.float64).tolist():
        first = velocity(z, time * torch.ones(n, dtype=z.dtype)).detach()
        v, trace = flow_and_trace(z - h / 2 * first, time - h / 2)
        integral = integral + h * trace
        z = z - h * v
    return -(z.square().sum(1) + dims * math.log(2 * math.pi)) / 2 - integral
""",
]

WRONG["ode_log_prob"] = [
    # in: v(x, t) = x: log-density too large by 2 D
    # hint: Where the flow stretches, the density falls: try v = x, where lengths grow by e.
    ("trace added", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = 1 - i * h
        m = z - h / 2 * velocity(z, torch.full((n,), t, dtype=z.dtype))
        m = m.detach().requires_grad_()
        v = velocity(m, torch.full((n,), t - h / 2, dtype=z.dtype))
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(dims))
        total = total + h * trace
        z = (z - h * v).detach()
    return -0.5 * (z**2).sum(1) - dims / 2 * math.log(2 * math.pi) + total
""", ["sign of the trace"]),
    # in: v(x, t) = sin(x) or x**2 / 9, steps = 4: trace at the old place; equal only for linear velocities without time
    # hint: The statement takes the trace at the midpoint m and its time, not where the step began.
    ("trace at the beginning of the step", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = 1 - i * h
        z = z.detach().requires_grad_()
        v = velocity(z, torch.full((n,), t, dtype=z.dtype))
        trace = sum(torch.autograd.grad(v[:, d].sum(), z, retain_graph=True)[0][:, d] for d in range(dims))
        m = z - h / 2 * v
        total = total + h * trace.detach()
        z = (z - h * velocity(m, torch.full((n,), t - h / 2, dtype=z.dtype))).detach()
    return -0.5 * (z**2).sum(1) - dims / 2 * math.log(2 * math.pi) - total
""", ["trace at the start of the step"]),
    # in: v(x, t) = x, steps = 4: Euler's noise, far from the midpoint rule's
    # hint: Take the whole step with the velocity of the midpoint.
    ("Euler's steps", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        z = z.detach().requires_grad_()
        v = velocity(z, torch.full((n,), 1 - i * h, dtype=z.dtype))
        trace = sum(torch.autograd.grad(v[:, d].sum(), z, retain_graph=True)[0][:, d] for d in range(dims))
        total = total + h * trace.detach()
        z = (z - h * v).detach()
    return -0.5 * (z**2).sum(1) - dims / 2 * math.log(2 * math.pi) - total
""", ["Euler's steps"]),
    # in: D = 2: 0.919 too large
    # hint: Each of the D dimensions of the Gaussian brings its own half log 2 pi.
    ("constant of one dimension only", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = 1 - i * h
        m = z - h / 2 * velocity(z, torch.full((n,), t, dtype=z.dtype))
        m = m.detach().requires_grad_()
        v = velocity(m, torch.full((n,), t - h / 2, dtype=z.dtype))
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(dims))
        total = total + h * trace
        z = (z - h * v).detach()
    return -0.5 * (z**2).sum(1) - 0.5 * math.log(2 * math.pi) - total
""", ["one constant for all dimensions"]),
    # in: D = 2, v(x, t) = x @ [[0, 1], [1, 0]]: 2 in place of the trace 0 (right for velocities that do not mix coordinates)
    # hint: The gradient of the sum of all components adds up the whole Jacobian; only its diagonal is wanted.
    ("all entries of the Jacobian", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = 1 - i * h
        m = z - h / 2 * velocity(z, torch.full((n,), t, dtype=z.dtype))
        m = m.detach().requires_grad_()
        v = velocity(m, torch.full((n,), t - h / 2, dtype=z.dtype))
        trace = torch.autograd.grad(v.sum(), m)[0].sum(1)
        total = total + h * trace
        z = (z - h * v).detach()
    return -0.5 * (z**2).sum(1) - dims / 2 * math.log(2 * math.pi) - total
""", ["sum of the whole Jacobian"]),
    # in: D = 2, v(x, t) = x @ [[0, 1], [1, 0]]: one random vector; exact only where the Jacobian is diagonal, and never twice the same
    # hint: Hutchinson's estimate is right on average; with D derivatives you have the trace itself.
    ("trace estimated by one random vector", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = 1 - i * h
        m = z - h / 2 * velocity(z, torch.full((n,), t, dtype=z.dtype))
        m = m.detach().requires_grad_()
        v = velocity(m, torch.full((n,), t - h / 2, dtype=z.dtype))
        probe = torch.randint(0, 2, m.shape).to(m.dtype) * 2 - 1
        trace = (torch.autograd.grad(v, m, probe)[0] * probe).sum(1)
        total = total + h * trace
        z = (z - h * v).detach()
    return -0.5 * (z**2).sum(1) - dims / 2 * math.log(2 * math.pi) - total
""", []),
    # in: v(x, t) = t[:, None] * x: the clock is one step late; right where the velocity does not depend on t
    # hint: The first step back begins at t = 1.
    ("time off by one step", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = 1 - (i + 1) * h
        m = z - h / 2 * velocity(z, torch.full((n,), t, dtype=z.dtype))
        m = m.detach().requires_grad_()
        v = velocity(m, torch.full((n,), t - h / 2, dtype=z.dtype))
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(dims))
        total = total + h * trace
        z = (z - h * v).detach()
    return -0.5 * (z**2).sum(1) - dims / 2 * math.log(2 * math.pi) - total
""", []),
    # in: v(x, t) = t[:, None] * x, steps = 2: the time of the midpoint is that of the beginning
    # hint: At the midpoint half a step of time has passed as well.
    ("midpoint without its time", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = 1 - i * h
        m = z - h / 2 * velocity(z, torch.full((n,), t, dtype=z.dtype))
        m = m.detach().requires_grad_()
        v = velocity(m, torch.full((n,), t, dtype=z.dtype))
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(dims))
        total = total + h * trace
        z = (z - h * v).detach()
    return -0.5 * (z**2).sum(1) - dims / 2 * math.log(2 * math.pi) - total
""", ["midpoint in place only"]),
    # in: v(x, t) = x, steps = 4: the trace counts 4 times
    # hint: The integral over time is a sum of rates times h.
    ("trace without h", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = 1 - i * h
        m = z - h / 2 * velocity(z, torch.full((n,), t, dtype=z.dtype))
        m = m.detach().requires_grad_()
        v = velocity(m, torch.full((n,), t - h / 2, dtype=z.dtype))
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(dims))
        total = total + trace
        z = (z - h * v).detach()
    return -0.5 * (z**2).sum(1) - dims / 2 * math.log(2 * math.pi) - total
""", ["trace not times the step"]),
    # in: v(x, t) = x: the points go forward from x, as if x were noise
    # hint: x is the data, at t = 1; to find its noise go back: x - h v.
    ("forward in time", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = i * h
        m = z + h / 2 * velocity(z, torch.full((n,), t, dtype=z.dtype))
        m = m.detach().requires_grad_()
        v = velocity(m, torch.full((n,), t + h / 2, dtype=z.dtype))
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(dims))
        total = total + h * trace
        z = (z + h * v).detach()
    return -0.5 * (z**2).sum(1) - dims / 2 * math.log(2 * math.pi) - total
""", ["forward"]),
    # in: v(x, t) = x: Gaussian at the data instead of at the noise it came from
    # hint: The normal density is that of x_0, where the walk ends.
    ("Gaussian at the data", """import math
import torch

def ode_log_prob(velocity, x, steps):
    n, dims = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=z.dtype)
    for i in range(steps):
        t = 1 - i * h
        m = z - h / 2 * velocity(z, torch.full((n,), t, dtype=z.dtype))
        m = m.detach().requires_grad_()
        v = velocity(m, torch.full((n,), t - h / 2, dtype=z.dtype))
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(dims))
        total = total + h * trace
        z = (z - h * v).detach()
    return -0.5 * (x**2).sum(1) - dims / 2 * math.log(2 * math.pi) - total
""", ["the base at x"]),
]

# ---------------------------------------------------------------- guided
RIGHT["guided"] = [
"""import torch

def guided(conditional, free, weight):
    return free + weight * (conditional - free)
""",
"""import torch

def guided(conditional, free, weight):
    return weight * conditional + (1 - weight) * free
""",
"""import torch

def guided(conditional, free, weight):
    return torch.lerp(free, conditional, float(weight))
""",
]
WRONG["guided"] = [
    # in: weight 1: the free prediction instead of the conditional one
    # hint: Weight 0 must give the free one; from there you go to the conditional one.
    ("the two exchanged", """import torch

def guided(conditional, free, weight):
    return conditional + weight * (free - conditional)
""", ["weight on the wrong one"]),
    # in: weight 0: the conditional prediction; weight 1: already beyond (the convention of the paper)
    # hint: There are two conventions for the weight; here 1 is the conditional prediction, not twice the way.
    ("weight counted from the conditional one", """import torch

def guided(conditional, free, weight):
    return (1 + weight) * conditional - weight * free
""", ["1 is not conditional", "from conditional on", "weight on the wrong one"]),
    # in: weight 2: as for 1
    # hint: Guidance lives on weights above 1; do not clamp.
    ("weight clamped to [0, 1]", """import torch

def guided(conditional, free, weight):
    weight = min(max(weight, 0.0), 1.0)
    return free + weight * (conditional - free)
""", ["never beyond"]),
    # in: weight -1: as for 0 or 1
    # hint: A negative weight goes away from the words; it is allowed.
    ("negative weights cut off", """import torch

def guided(conditional, free, weight):
    return free + max(weight, 0) * (conditional - free)
""", []),
    # in: weight 2, conditional [[1.]], free [[1.]]: 2 instead of 1
    # hint: The weights of the two must add up to 1.
    ("brackets lost", """import torch

def guided(conditional, free, weight):
    return free + weight * conditional - free
""", ["conditional scaled"]),
    # in: any: free of the caller is changed
    # hint: += writes into the network's answer; it may be needed again.
    ("in place", """import torch

def guided(conditional, free, weight):
    free += weight * (conditional - free)
    return free
""", []),
    # in: weight 3: scaled back to the length of the conditional one
    # hint: Some libraries rescale after guiding; the formula here does not.
    ("rescaled to the conditional's length", """import torch

def guided(conditional, free, weight):
    v = free + weight * (conditional - free)
    return v * conditional.norm(dim=1, keepdim=True) / v.norm(dim=1, keepdim=True).clamp(min=1e-12)
""", []),
    # in: weight 0: the conditional prediction ("0 is off")
    # hint: Weight 0 is the free prediction; "no guidance" is weight 1.
    ("weight 0 as no guidance", """import torch

def guided(conditional, free, weight):
    if not weight:
        return conditional.clone()
    return free + weight * (conditional - free)
""", ["weight on the wrong one"]),
    # in: weight 2: conditional + 2 (conditional - free), one step too far
    # hint: Start at the free prediction, not at the conditional one.
    ("started at the conditional one", """import torch

def guided(conditional, free, weight):
    return conditional + weight * (conditional - free)
""", ["from conditional on", "1 is not conditional", "weight on the wrong one"]),
]
