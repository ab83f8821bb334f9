"""Answers written from the statements alone, before the cases were mended; labelled with the listed names that fit."""

RIGHT = {}
WRONG = {}

RIGHT["boltzmann"] = [
    """import torch


def boltzmann(energy):
    return torch.softmax(-energy, 0)
""",
    """import torch


def boltzmann(energy):
    return torch.exp(-energy - torch.logsumexp(-energy, 0))
""",
    """import torch


def boltzmann(energy):
    low = energy.min()
    w = torch.exp(-(energy - low))
    return w / w.sum()
""",
]
WRONG["boltzmann"] = [
    ("infinite energies set to 1e3", """import torch


def boltzmann(energy):
    return torch.softmax(-torch.where(torch.isinf(energy), torch.full_like(energy, 1e3), energy), 0)
""", []),
    ("temperature of the spread", """import torch


def boltzmann(energy):
    return torch.softmax(-energy / energy[torch.isfinite(energy)].std(unbiased=False).clamp(min=1e-6), 0)
""", []),
    ("base 2", """import math
import torch


def boltzmann(energy):
    return torch.softmax(-energy * math.log(2), 0)
""", []),
    ("rounded to four places", """import torch


def boltzmann(energy):
    return (torch.softmax(-energy, 0) * 1e4).round() / 1e4
""", []),
    ("1e-3 in the denominator", """import torch


def boltzmann(energy):
    w = torch.exp(-(energy - energy.min()))
    return w / (w.sum() + 1e-3)
""", []),
    ("one state: nan by the spread", """import torch


def boltzmann(energy):
    return torch.softmax(-(energy - energy.mean()) / energy.std() * energy.std(), 0)
""", []),
    ("softmin over the unique energies", """import torch


def boltzmann(energy):
    values, index = energy.unique(return_inverse=True)
    return torch.softmax(-values, 0)[index]
""", []),
    ("a row is returned", """import torch


def boltzmann(energy):
    return torch.softmax(-energy, 0)[None]
""", []),
    ("sorted by energy", """import torch


def boltzmann(energy):
    return torch.softmax(-energy, 0).sort(descending=True).values
""", []),
    ("infinite ones dropped from the result", """import torch


def boltzmann(energy):
    return torch.softmax(-energy[torch.isfinite(energy)], 0)
""", []),
    ("Z over the finite ones, mean in place of sum", """import torch


def boltzmann(energy):
    w = torch.exp(-(energy - energy.min()))
    return w / w.mean()
""", ['not normalised']),
    ("winner takes all beyond 100", """import torch


def boltzmann(energy):
    shifted = energy - energy.min()
    return torch.softmax(-shifted.clamp(max=20), 0)
""", []),
    ("nan_to_num of exp(-E) / Z", """import torch


def boltzmann(energy):
    return torch.nan_to_num(torch.exp(-energy) / torch.exp(-energy).sum())
""", ['overflow']),
    ("half precision", """import torch


def boltzmann(energy):
    return torch.softmax(-energy.half(), 0).to(energy.dtype)
""", []),
    ("energies counted from zero: negative ones cut", """import torch


def boltzmann(energy):
    return torch.softmax(-energy.clamp(min=0), 0)
""", []),
]

RIGHT["contrastive_energy_loss"] = [
    """def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.mean()
""",
    """import torch


def contrastive_energy_loss(energy_data, energy_model):
    return torch.cat([energy_data / len(energy_data), -energy_model / len(energy_model)]).sum()
""",
    """def contrastive_energy_loss(energy_data, energy_model):
    return -(energy_model.sum() / energy_model.numel() - energy_data.sum() / energy_data.numel())
""",
]
WRONG["contrastive_energy_loss"] = [
    ("the other player's sign", """def contrastive_energy_loss(energy_data, energy_model):
    return energy_model.mean() - energy_data.mean()
""", ['sign']),
    ("N - 1", """def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.sum() / max(len(energy_data) - 1, 1) - energy_model.sum() / max(len(energy_model) - 1, 1)
""", []),
    ("axis kept", """def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean(0, keepdim=True) - energy_model.mean(0, keepdim=True)
""", []),
    ("both over N", """def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data.sum() - energy_model.sum()) / len(energy_data)
""", []),
    ("both over N + M", """def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data.sum() - energy_model.sum()) / (len(energy_data) + len(energy_model))
""", ['one mean for all']),
    ("model energies weighted by softmin", """import torch


def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - (torch.softmax(-energy_model, 0) * energy_model).sum()
""", ['samples weighted again']),
    ("softmax weights detached", """import torch


def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - (torch.softmax(-energy_model, 0).detach() * energy_model).sum()
""", ['samples weighted again']),
    ("data detached", """def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.detach().mean() - energy_model.mean()
""", ['data cut off']),
    ("both detached, then a leaf", """def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data.mean() - energy_model.mean()).detach().requires_grad_()
""", ['a plain number']),
    ("energies clamped to [-10, 10]", """def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.clamp(-10, 10).mean() - energy_model.clamp(-10, 10).mean()
""", []),
    ("half of it", """def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data.mean() - energy_model.mean()) / 2
""", []),
    ("first min(N, M) of both", """def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data[: len(energy_model)].mean() - energy_model[: len(energy_data)].mean())
""", []),
    ("medians", """def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.median() - energy_model.median()
""", []),
    ("each energy once", """def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.unique().mean() - energy_model.unique().mean()
""", []),
    ("small L2 penalty of 1e-3", """def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.mean() + 1e-3 * (energy_data**2).mean()
""", []),
]

RIGHT["mixture_score"] = [
    """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    logit = weights.log() - (away**2).sum(-1) / (2 * var)
    return (torch.softmax(logit, 1)[..., None] * away).sum(1) / var
""",
    """import torch


def mixture_score(x, weights, means, var):
    at = x.detach().clone().requires_grad_(True)
    parts = torch.distributions.Independent(torch.distributions.Normal(means, torch.full_like(means, var**0.5)), 1)
    log_p = torch.logsumexp(weights.log() + parts.log_prob(at[:, None]), 1)
    return torch.autograd.grad(log_p.sum(), at)[0]
""",
    """import torch


def mixture_score(x, weights, means, var):
    out = torch.zeros_like(x)
    for n in range(len(x)):
        logit = torch.stack([weights[k].log() - ((x[n] - means[k]) ** 2).sum() / (2 * var) for k in range(len(means))])
        r = torch.exp(logit - torch.logsumexp(logit, 0))
        for k in range(len(means)):
            out[n] += r[k] * (means[k] - x[n]) / var
    return out
""",
]
WRONG["mixture_score"] = [
    ("half forgotten in the exponent", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax(weights.log() - (away**2).sum(-1) / var, 1)
    return (r[..., None] * away).sum(1) / var
""", ['no half']),
    ("mean over the coordinates in the exponent", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax(weights.log() - (away**2).mean(-1) / (2 * var), 1)
    return (r[..., None] * away).sum(1) / var
""", []),
    ("distance not squared in the exponent", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax(weights.log() - away.norm(dim=-1) / (2 * var), 1)
    return (r[..., None] * away).sum(1) / var
""", []),
    ("cdist by the expanded square, far from 0", """import torch


def mixture_score(x, weights, means, var):
    sq = (x**2).sum(1, keepdim=True).float() - 2 * (x.float() @ means.float().T) + (means.float() ** 2).sum(1)
    r = torch.softmax(weights.log() - sq.double() / (2 * var), 1)
    return (r @ means - x) / var
""", []),
    ("weights' square root", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax(0.5 * weights.log() - (away**2).sum(-1) / (2 * var), 1)
    return (r[..., None] * away).sum(1) / var
""", []),
    ("responsibilities per coordinate", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax(weights.log()[:, None] - away**2 / (2 * var), 1)
    return (r * away).sum(1) / var
""", []),
    ("weights multiplied after the softmax", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax(-(away**2).sum(-1) / (2 * var), 1) * weights
    return (r[..., None] * away).sum(1) / var
""", []),
    ("1e-10 in the denominator: zero far out", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    p = weights * torch.exp(-(away**2).sum(-1) / (2 * var))
    r = p / (p.sum(1, keepdim=True) + 1e-10)
    return (r[..., None] * away).sum(1) / var
""", ['no score far away']),
    ("distances clamped at 100", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax(weights.log() - ((away**2).sum(-1) / (2 * var)).clamp(max=100), 1)
    return (r[..., None] * away).sum(1) / var
""", []),
    ("log weights plus 1e-2", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax((weights + 1e-2).log() - (away**2).sum(-1) / (2 * var), 1)
    return (r[..., None] * away).sum(1) / var
""", []),
    ("score clipped to length 10", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax(weights.log() - (away**2).sum(-1) / (2 * var), 1)
    s = (r[..., None] * away).sum(1) / var
    return s * (10 / s.norm(dim=1, keepdim=True)).clamp(max=1)
""", []),
    ("two components only", """import torch


def mixture_score(x, weights, means, var):
    away = means[None, :2] - x[:, None]
    r = torch.softmax(weights[:2].log() - (away**2).sum(-1) / (2 * var), 1)
    return (r[..., None] * away).sum(1) / var
""", []),
    ("towards the overall mean", """def mixture_score(x, weights, means, var):
    return (weights @ means - x) / var
""", ['no responsibilities']),
    ("squeezed", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    r = torch.softmax(weights.log() - (away**2).sum(-1) / (2 * var), 1)
    return ((r[..., None] * away).sum(1) / var).squeeze()
""", []),
    ("var at least 0.01", """import torch


def mixture_score(x, weights, means, var):
    var = max(var, 0.01)
    away = means[None] - x[:, None]
    r = torch.softmax(weights.log() - (away**2).sum(-1) / (2 * var), 1)
    return (r[..., None] * away).sum(1) / var
""", []),
    ("maximum taken over all points", """import torch


def mixture_score(x, weights, means, var):
    away = means[None] - x[:, None]
    logit = weights.log() - (away**2).sum(-1) / (2 * var)
    p = torch.exp(logit - logit.max())
    return ((p / p.sum(1, keepdim=True))[..., None] * away).sum(1) / var
""", ['underflow']),
]

RIGHT["langevin"] = [
    """def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + (2 * step) ** 0.5 * noise
    return x
""",
    """import math
import torch


def langevin(x, score, step, noises):
    y = x.clone()
    for t in range(noises.shape[0]):
        drift = score(y)
        y = torch.add(y, drift, alpha=step)
        y = y.add(noises[t], alpha=math.sqrt(2 * step))
    return y
""",
    """import math


def langevin(x, score, step, noises):
    from functools import reduce
    return reduce(lambda y, e: y + step * score(y) + math.sqrt(2) * math.sqrt(step) * e, noises, x)
""",
]
WRONG["langevin"] = [
    ("first row of the noises for all steps", """def langevin(x, score, step, noises):
    for _ in noises:
        x = x + step * score(x) + (2 * step) ** 0.5 * noises[0]
    return x
""", ["one noise for all steps"]),
    ("last step without noise", """def langevin(x, score, step, noises):
    for i, noise in enumerate(noises):
        shake = noise if i < len(noises) - 1 else 0 * noise
        x = x + step * score(x) + (2 * step) ** 0.5 * shake
    return x
""", ['no noise in the last step']),
    ("first step skipped", """def langevin(x, score, step, noises):
    for noise in noises[1:]:
        x = x + step * score(x) + (2 * step) ** 0.5 * noise
    return x
""", ['last step lost']),
    ("score scaled by the root", """def langevin(x, score, step, noises):
    for noise in noises:
        x = x + (2 * step) ** 0.5 * (score(x) + noise)
    return x
""", []),
    ("score clipped to [-10, 10]", """def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x).clamp(-10, 10) + (2 * step) ** 0.5 * noise
    return x
""", []),
    ("points clamped to [-5, 5]", """def langevin(x, score, step, noises):
    for noise in noises:
        x = (x + step * score(x) + (2 * step) ** 0.5 * noise).clamp(-5, 5)
    return x
""", []),
    ("score row by row on (D,)", """import torch


def langevin(x, score, step, noises):
    for noise in noises:
        s = torch.stack([score(row) for row in x])
        x = x + step * s + (2 * step) ** 0.5 * noise
    return x
""", []),
    ("score of the first point for all", """def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x[:1]) + (2 * step) ** 0.5 * noise
    return x
""", []),
    ("Heun: averages two scores", """def langevin(x, score, step, noises):
    for noise in noises:
        y = x + step * score(x) + (2 * step) ** 0.5 * noise
        x = x + step * (score(x) + score(y)) / 2 + (2 * step) ** 0.5 * noise
    return x
""", []),
    ("nothing for T = 0: zeros", """import torch


def langevin(x, score, step, noises):
    if len(noises) == 0:
        return torch.zeros_like(x)
    for noise in noises:
        x = x + step * score(x) + (2 * step) ** 0.5 * noise
    return x
""", []),
    ("global noise of the same shape", """import torch


def langevin(x, score, step, noises):
    torch.manual_seed(0)
    for noise in noises:
        x = x + step * score(x) + (2 * step) ** 0.5 * torch.randn_like(noise)
    return x
""", []),
    ("one step for T", """def langevin(x, score, step, noises):
    return x + step * score(x) + (2 * step) ** 0.5 * noises.sum(0)
""", []),
    ("time along axis 1", """def langevin(x, score, step, noises):
    for t in range(noises.shape[1] if noises.shape[0] == noises.shape[1] else noises.shape[0]):
        noise = noises[:, t] if noises.shape[0] == noises.shape[1] else noises[t]
        x = x + step * score(x) + (2 * step) ** 0.5 * noise
    return x
""", []),
    ("mean over the walk's second half", """import torch


def langevin(x, score, step, noises):
    path = []
    for noise in noises:
        x = x + step * score(x) + (2 * step) ** 0.5 * noise
        path.append(x)
    return torch.stack(path[len(path) // 2 :]).mean(0) if path else x
""", []),
    ("Metropolis step rejects rows", """import torch


def langevin(x, score, step, noises):
    for noise in noises:
        y = x + step * score(x) + (2 * step) ** 0.5 * noise
        stay = (y.abs() > 4).any(1, keepdim=True)
        x = torch.where(stay, x, y)
    return x
""", []),
    ("root of two forgotten when step is below 0.1", """def langevin(x, score, step, noises):
    for noise in noises:
        size = (2 * step) ** 0.5 if step >= 0.01 else step**0.5
        x = x + step * score(x) + size * noise
    return x
""", []),
]

RIGHT["denoising_score_loss"] = [
    """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x + s * noise, sigma) + noise) ** 2).sum(1).mean()
""",
    """import torch


def denoising_score_loss(model, x, noise, sigma):
    score = model(torch.addcmul(x, sigma.unsqueeze(1), noise), sigma)
    return torch.einsum("n,nd->nd", sigma, score).add(noise).square().sum() / len(x)
""",
    """import torch


def denoising_score_loss(model, x, noise, sigma):
    noisy = x + torch.diag(sigma) @ noise
    gap = torch.diag(sigma) @ model(noisy, sigma) + noise
    return torch.linalg.vector_norm(gap, dim=1).pow(2).mean()
""",
]
WRONG["denoising_score_loss"] = [
    ("sigma clamped to at least 0.01", """def denoising_score_loss(model, x, noise, sigma):
    sigma = sigma.clamp(min=0.01)
    s = sigma[:, None]
    return ((s * model(x + s * noise, sigma) + noise) ** 2).sum(1).mean()
""", []),
    ("sigma clamped to at most 10", """def denoising_score_loss(model, x, noise, sigma):
    sigma = sigma.clamp(max=10)
    s = sigma[:, None]
    return ((s * model(x + s * noise, sigma) + noise) ** 2).sum(1).mean()
""", []),
    ("model gets sigma as a column", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x + s * noise, s) + noise) ** 2).sum(1).mean()
""", ["sigma's shape for the model"]),
    ("model gets log sigma", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x + s * noise, sigma.log()) + noise) ** 2).sum(1).mean()
""", []),
    ("model gets the variance", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x + s * noise, sigma**2) + noise) ** 2).sum(1).mean()
""", []),
    ("weight sigma in place of its square", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return (sigma * ((model(x + s * noise, sigma) + noise / s) ** 2).sum(1)).mean()
""", ['weighted by sigma']),
    ("1e-3 added to sigma in the target", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return (sigma**2 * ((model(x + s * noise, sigma) + noise / (s + 1e-3)) ** 2).sum(1)).mean()
""", []),
    ("weighted mean: divided by the weights' sum", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    w = sigma**2
    return (w * ((model(x + s * noise, sigma) + noise / s) ** 2).sum(1)).sum() / w.sum()
""", []),
    ("wrong axis when square", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma if x.shape[0] == x.shape[1] else sigma[:, None]
    return ((s * model(x + s * noise, sigma) + noise) ** 2).sum(1).mean()
""", ['sigma along the coordinates']),
    ("half precision of the noise", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    noise = noise.half().to(x.dtype)
    return ((s * model(x + s * noise, sigma) + noise) ** 2).sum(1).mean()
""", []),
    ("model under no_grad, weight on the noise", """import torch


def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    with torch.no_grad():
        score = model(x + s * noise, sigma)
    return ((s * score + noise) ** 2).sum(1).mean()
""", ['cut off from the model']),
    ("gradient of a leaf", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    loss = ((s * model(x + s * noise, sigma) + noise) ** 2).sum(1).mean()
    return loss.detach().requires_grad_(True)
""", ['cut off from the model']),
    ("Huber loss", """import torch
import torch.nn.functional as F


def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    gap = s * model(x + s * noise, sigma) + noise
    return 2 * F.huber_loss(gap, torch.zeros_like(gap), reduction="none").sum(1).mean()
""", []),
    ("norm of D's root", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x + s * noise, sigma) + noise) ** 2).sum(1).mean() / x.shape[1] ** 0.5
""", []),
    ("mean sigma for the noise", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma.mean()
    return ((sigma[:, None] * model(x + s * noise, sigma) + noise) ** 2).sum(1).mean()
""", []),
    ("one call with rows sorted by sigma", """def denoising_score_loss(model, x, noise, sigma):
    order = sigma.argsort()
    s = sigma[order][:, None]
    return ((s * model(x[order] + s * noise, sigma[order]) + noise) ** 2).sum(1).mean()
""", []),
    ("axis kept", """def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x + s * noise, sigma) + noise) ** 2).sum(1, keepdim=True).mean(0)
""", []),
]

RIGHT["tweedie"] = [
    """def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * score
""",
    """import torch


def tweedie(x_noisy, score, sigma):
    return torch.addcmul(x_noisy, sigma.square().unsqueeze(1), score)
""",
    """import torch


def tweedie(x_noisy, score, sigma):
    return torch.stack([x_noisy[i] + float(sigma[i]) ** 2 * score[i] for i in range(len(sigma))])
""",
]
WRONG["tweedie"] = [
    ("sigma along the columns when square", """def tweedie(x_noisy, score, sigma):
    return x_noisy + (sigma**2 if x_noisy.shape[0] == x_noisy.shape[1] else sigma[:, None] ** 2) * score
""", ['sigma along the coordinates']),
    ("first sigma for all", """def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[0] ** 2 * score
""", ["one mean sigma"]),
    ("sigma clamped to at most 1", """def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None].clamp(max=1) ** 2 * score
""", []),
    ("sigma clamped to at least 0.01", """def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None].clamp(min=0.01) ** 2 * score
""", []),
    ("result clamped to [-1, 1]", """def tweedie(x_noisy, score, sigma):
    return (x_noisy + sigma[:, None] ** 2 * score).clamp(-1, 1)
""", []),
    ("squeezed", """def tweedie(x_noisy, score, sigma):
    return (x_noisy + sigma[:, None] ** 2 * score).squeeze()
""", []),
    ("cubed", """def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 3 * score
""", []),
    ("score over its length", """import torch.nn.functional as F


def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * F.normalize(score, dim=1)
""", []),
    ("both scaled", """def tweedie(x_noisy, score, sigma):
    return (x_noisy + score) * sigma[:, None] ** 2
""", []),
    ("sigma squared times the noisy point", """def tweedie(x_noisy, score, sigma):
    return x_noisy * sigma[:, None] ** 2 + score
""", []),
    ("largest sigma for all", """def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma.max() ** 2 * score
""", []),
    ("root of mean square sigma", """def tweedie(x_noisy, score, sigma):
    return x_noisy + (sigma**2).mean() * score
""", ['one mean sigma']),
    ("prior mean zero: shrinks", """def tweedie(x_noisy, score, sigma):
    return (x_noisy + sigma[:, None] ** 2 * score) / (1 + sigma[:, None] ** 2)
""", ["divided by 1 + sigma^2"]),
    ("noise drawn anew", """import torch


def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * score + 1e-3 * torch.randn_like(x_noisy)
""", []),
    ("score's rows reversed", """def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * score.flip(0)
""", []),
    ("transposed product: (N, N)", """import torch


def tweedie(x_noisy, score, sigma):
    return x_noisy + torch.outer(sigma, sigma)[:, : x_noisy.shape[1]] * score if len(sigma) >= x_noisy.shape[1] else x_noisy + sigma[:, None] ** 2 * score
""", []),
]

RIGHT["ddim_step"] = [
    """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""",
    """import math


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    k = math.sqrt(alpha_bar_s / alpha_bar_t)
    return k * x + (math.sqrt(1 - alpha_bar_s) - k * math.sqrt(1 - alpha_bar_t)) * eps
""",
    """import torch


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    a, b = (torch.tensor(v, dtype=x.dtype) for v in (alpha_bar_t, alpha_bar_s))
    clean = (x - torch.sqrt(1 - a) * eps) * torch.rsqrt(a)
    return torch.lerp(torch.zeros_like(clean), clean, torch.sqrt(b)) + torch.sqrt(1 - b) * eps
""",
]
WRONG["ddim_step"] = [
    ("alpha_bar_t kept at least 0.01", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    a = max(alpha_bar_t, 0.01)
    clean = (x - (1 - a) ** 0.5 * eps) / a**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
    ("1e-3 under the root of 1 - alpha", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t + 1e-3) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
    ("only forwards: backward steps return x", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    if alpha_bar_s < alpha_bar_t:
        return x.clone()
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
    ("clean part only when s is at least 0.9", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    if alpha_bar_s >= 0.99:
        return clean
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
    ("alpha of one step: ratio twice", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    a = alpha_bar_t / alpha_bar_s
    clean = (x - (1 - a) / (1 - alpha_bar_t) ** 0.5 * eps) / a**0.5 if alpha_bar_t < 1 else x
    return clean
""", ["mean of DDPM's step"]),
    ("noise at level t put back", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_t) ** 0.5 * eps
""", ['as much noise as before']),
    ("clean points returned", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    return (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
""", ['the clean prediction']),
    ("clean mixed with alpha_bar_t", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_t**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", ["only the noise is changed"]),
    ("noise estimated anew from the clamped clean", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = ((x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5).clamp(-3, 3)
    if alpha_bar_t < 1:
        eps = (x - alpha_bar_t**0.5 * clean) / (1 - alpha_bar_t) ** 0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
    ("sign of the noise put back", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean - (1 - alpha_bar_s) ** 0.5 * eps
""", ['noise taken off at level s']),
    ("added noise instead of taken off", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x + (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", ['noise added to find the clean x']),
    ("variances that sum: 1 - alpha_bar_s / alpha_bar_t", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + abs(1 - alpha_bar_s / alpha_bar_t) ** 0.5 * eps
""", []),
    ("eps written over", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    eps *= (1 - alpha_bar_s) ** 0.5
    return alpha_bar_s**0.5 * clean + eps
""", []),
    ("eta 1: some noise drawn", """import torch


def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    sd = 0.5 * (1 - alpha_bar_s) ** 0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s - sd**2) ** 0.5 * eps + sd * torch.randn_like(x)
""", []),
    ("eps standardised by row", """def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    eps = eps / eps.pow(2).mean(1, keepdim=True).sqrt().clamp(min=1e-8)
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
]

RIGHT["flow_matching_loss"] = [
    """import torch


def flow_matching_loss(velocity, x, noise, t):
    at = torch.lerp(noise, x, t[:, None])
    return (velocity(at, t) - (x - noise)).pow(2).sum(1).mean()
""",
    """import torch.nn.functional as F


def flow_matching_loss(velocity, x, noise, t):
    at = (1 - t).view(-1, 1) * noise + t.view(-1, 1) * x
    return F.mse_loss(velocity(at, t), x - noise, reduction="sum") / len(x)
""",
    """import torch


def flow_matching_loss(velocity, x, noise, t):
    at = noise + torch.diag(t) @ (x - noise)
    gap = velocity(at, t) - x + noise
    return torch.einsum("nd,nd->n", gap, gap).mean()
""",
]
WRONG["flow_matching_loss"] = [
    ("times clamped to [0.01, 0.99]", """def flow_matching_loss(velocity, x, noise, t):
    t = t.clamp(0.01, 0.99)
    at = (1 - t[:, None]) * noise + t[:, None] * x
    return ((velocity(at, t) - (x - noise)) ** 2).sum(1).mean()
""", []),
    ("times clamped in the mixture only", """def flow_matching_loss(velocity, x, noise, t):
    s = t.clamp(0.001, 0.999)[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, t) - (x - noise)) ** 2).sum(1).mean()
""", []),
    ("sigma_min of 1e-2", """def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - 0.99 * s) * noise + s * x
    return ((velocity(at, t) - (x - 0.99 * noise)) ** 2).sum(1).mean()
""", []),
    ("wrong axis when square", """def flow_matching_loss(velocity, x, noise, t):
    s = t if x.shape[0] == x.shape[1] else t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, t) - (x - noise)) ** 2).sum(1).mean()
""", ['t along the coordinates']),
    ("mean of the squared norm's root", """def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, t) - (x - noise)) ** 2).sum(1).mean().sqrt()
""", []),
    ("weighted by 1 - t", """def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((1 - t) * ((velocity(at, t) - (x - noise)) ** 2).sum(1)).mean()
""", []),
    ("gradient as of a leaf", """def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, t) - (x - noise)) ** 2).sum(1).mean().detach().requires_grad_(True)
""", ['cut off from the velocity']),
    ("one factor of the square detached", """def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    gap = velocity(at, t) - (x - noise)
    return (gap * gap.detach()).sum(1).mean()
""", ['cut off from the velocity']),
    ("velocity asked with times in tenths", """def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, (t * 10).round() / 10) - (x - noise)) ** 2).sum(1).mean()
""", []),
    ("velocity asked with times of 1000 steps", """def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, (t * 1000).long()) - (x - noise)) ** 2).sum(1).mean()
""", []),
    ("cosine path", """import math


def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None] * math.pi / 2
    at = s.cos() * noise + s.sin() * x
    return ((velocity(at, t) - (x - noise)) ** 2).sum(1).mean()
""", ['a path that keeps the variance']),
    ("velocity row by row with a number", """def flow_matching_loss(velocity, x, noise, t):
    total = 0.0
    for i in range(len(x)):
        at = (1 - t[i]) * noise[i] + t[i] * x[i]
        total = total + ((velocity(at[None], t[i]) - (x[i] - noise[i])) ** 2).sum()
    return total / len(x)
""", ["t's shape for the velocity"]),
    ("noise drawn anew", """import torch


def flow_matching_loss(velocity, x, noise, t):
    noise = torch.randn_like(x)
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, t) - (x - noise)) ** 2).sum(1).mean()
""", []),
    ("pairs sorted", """def flow_matching_loss(velocity, x, noise, t):
    order = noise[:, 0].argsort()
    noise = noise[order]
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, t) - (x - noise)) ** 2).sum(1).mean()
""", []),
    ("Huber", """import torch.nn.functional as F


def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return 2 * F.smooth_l1_loss(velocity(at, t), x - noise, reduction="none").sum(1).mean()
""", []),
    ("axis kept", """def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, t) - (x - noise)) ** 2).sum(1, keepdim=True).mean(0)
""", []),
    ("half", """def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return 0.5 * ((velocity(at, t) - (x - noise)) ** 2).sum(1).mean()
""", ['half of it']),
]

RIGHT["integrate"] = [
    """import torch


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
    """import torch


def integrate(velocity, x, steps, method):
    if method == "euler":
        def move(x, t, h):
            return x + h * velocity(x, t)
    else:
        def move(x, t, h):
            half = x + h / 2 * velocity(x, t)
            return x + h * velocity(half, t + h / 2)
    times = torch.linspace(0, 1, steps + 1, dtype=x.dtype)
    for a, b in zip(times[:-1], times[1:]):
        x = move(x, a.expand(len(x)), float(b - a))
    return x
""",
    """import torch


def integrate(velocity, x, steps, method):
    y = x.clone()
    one = torch.ones(len(x), dtype=x.dtype)
    i = 0
    while i < steps:
        k = velocity(y, one * (i / steps))
        if method == "midpoint":
            k = velocity(y + k / (2 * steps), one * ((i + 0.5) / steps))
        y = y + k / steps
        i += 1
    return y
""",
]
WRONG["integrate"] = [
    ("40 steps whatever is asked", """import torch


def integrate(velocity, x, steps, method):
    steps = 40
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", []),
    ("times in float32 full of integers", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i, dtype=torch.int64) * h
        t = t.round()
        v = velocity(x, t.to(x.dtype))
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t.to(x.dtype) + h / 2)
        x = x + h * v
    return x
""", []),
    ("times of one row", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((1,), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", []),
    ("times as a column", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x), 1), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", []),
    ("Runge-Kutta for midpoint", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        k1 = velocity(x, t)
        if method == "euler":
            x = x + h * k1
            continue
        k2 = velocity(x + h / 2 * k1, t + h / 2)
        k3 = velocity(x + h / 2 * k2, t + h / 2)
        k4 = velocity(x + h * k3, t + h)
        x = x + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
    return x
""", ["Runge and Kutta's fourth order"]),
    ("midpoint whatever is asked", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        x = x + h * velocity(x + h / 2 * v, t + h / 2)
    return x
""", ["always the midpoint"]),
    ("Euler whatever is asked", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        x = x + h * velocity(x, torch.full((len(x),), i * h, dtype=x.dtype))
    return x
""", ['always Euler']),
    ("one step too many", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps + 1):
        t = torch.full((len(x),), min(i * h, 1.0), dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", ['one step too many']),
    ("arange of h: rounding adds a step", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    t = 0.0
    while t < 1 - 1e-12:
        at = torch.full((len(x),), t, dtype=x.dtype)
        v = velocity(x, at)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, at + h / 2)
        x = x + h * v
        t = round(t + h, 2)
    return x
""", []),
    ("backwards from 1", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t - h / 2)
        x = x + h * v
    return x
""", ["from data to noise"]),
    ("midpoint's first half from the time's middle", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        if method == "midpoint":
            v = velocity(x, t + h / 2)
            v = velocity(x + h / 2 * v, t + h / 2)
        else:
            v = velocity(x, t)
        x = x + h * v
    return x
""", []),
    ("velocities of midpoint averaged", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = (v + velocity(x + h / 2 * v, t + h / 2)) / 2
        x = x + h * v
    return x
""", ['two halves of Euler']),
    ("midpoint takes half as many steps", """import torch


def integrate(velocity, x, steps, method):
    if method == "midpoint":
        steps = max(steps // 2, 1)

    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", []),
    ("the whole path", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    path = [x]
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
        path.append(x)
    return torch.stack(path)
""", ['the whole path']),
    ("times in float32: not the points' kind", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=torch.float16)
        v = velocity(x, t.double())
        if method == "midpoint":
            v = velocity(x + h / 2 * v, (t + h / 2).double())
        x = x + h * v
    return x
""", []),
    ("clamped to [-10, 10]", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t).clamp(-10, 10)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2).clamp(-10, 10)
        x = x + h * v
    return x
""", []),
    ("one step by a special case of the end", """import torch


def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps - 1):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    t = torch.full((len(x),), 1 - h, dtype=x.dtype)
    return x + h * velocity(x, t)
""", []),
]

RIGHT["ode_log_prob"] = [
    """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""",
    """import torch


def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    total = x.new_zeros(x.shape[0])
    def one(point, time):
        return velocity(point[None], time[None])[0]
    jac = torch.func.vmap(torch.func.jacrev(one))
    for i in range(steps):
        t = torch.full((x.shape[0],), (steps - i) / steps, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        total = total + h * torch.diagonal(jac(m, t - h / 2), dim1=1, dim2=2).sum(1)
        x = x - h * velocity(m, t - h / 2)
    return torch.distributions.Normal(0.0, 1.0).log_prob(x).sum(1) - total
""",
    """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    out = []
    for row in x.detach():
        p, total = row[None], 0.0
        for i in range(steps):
            t = torch.tensor([1 - i * h], dtype=x.dtype)
            m = (p - h / 2 * velocity(p, t)).detach()
            J = torch.autograd.functional.jacobian(lambda z: velocity(z, t - h / 2)[0], m)[:, 0]
            total = total + h * torch.trace(J)
            p = (p - h * velocity(m, t - h / 2)).detach()
        out.append(-0.5 * (p**2).sum() - 0.5 * x.shape[1] * math.log(2 * math.pi) - total)
    return torch.stack(out).detach()
""",
]
WRONG["ode_log_prob"] = [
    ("constant of the plane, log 2 pi, whatever D", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).sum(1) - math.log(2 * math.pi) - total
""", ['one constant for all dimensions']),
    ("trace of two coordinates only", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(min(2, x.shape[1])))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("first derivative times D", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = x.shape[1] * sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(1))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("absolute trace", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach().abs()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("one trace for all rows", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach().mean()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("one step fewer", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps - 1):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("in bits", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return (-0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total) / math.log(2)
""", []),
    ("trace at the middle of x and the next", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        m = ((x + x - h * velocity(m, t - h / 2)) / 2).detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("40 steps whatever is asked", """import math
import torch


def ode_log_prob(velocity, x, steps):
    steps = 40
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("base density of variance 2", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.25 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("times as a column", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x), 1), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("mean over the coordinates in the base", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).mean(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("summed over the points", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return (-0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total).sum()
""", []),
    ("Jacobian's log determinant in place of the trace", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        J = torch.stack([torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0] for d in range(x.shape[1])], 1)
        x = (x - h * v).detach()
        total = total + torch.linalg.slogdet(torch.eye(x.shape[1], dtype=x.dtype) + h * J)[1]
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", ['log-determinant of each step']),
    ("traces mixed: row n's derivative of coordinate n", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0].diagonal() if len(m) == m.shape[1] else torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("trace clamped to [-10, 10]", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        m = m.detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        trace = sum(torch.autograd.grad(v[:, d].sum(), m, retain_graph=True)[0][:, d] for d in range(x.shape[1]))
        x = (x - h * v).detach()
        total = total + h * trace.detach().clamp(-10, 10)
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total
""", []),
    ("trace by finite differences of 1e-2", """import math
import torch


def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    e = 1e-2
    total = torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
        m = x - h / 2 * velocity(x, t)
        v = velocity(m, t - h / 2)
        trace = 0
        for d in range(x.shape[1]):
            up = m.clone()
            up[:, d] += e
            trace = trace + (velocity(up, t - h / 2)[:, d] - v[:, d]) / e
        x = x - h * v
        total = total + h * trace
    return (-0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - total).detach()
""", []),
]

RIGHT["guided"] = [
    """def guided(conditional, free, weight):
    return free + weight * (conditional - free)
""",
    """import torch


def guided(conditional, free, weight):
    return torch.lerp(free, conditional, weight)
""",
    """def guided(conditional, free, weight):
    return (1 - weight) * free + weight * conditional
""",
]
WRONG["guided"] = [
    ("1 + weight", """def guided(conditional, free, weight):
    return free + (1 + weight) * (conditional - free)
""", ['1 is not conditional', 'from conditional on']),
    ("weight at most 10", """def guided(conditional, free, weight):
    return free + min(weight, 10) * (conditional - free)
""", []),
    ("whole weights only", """def guided(conditional, free, weight):
    return free + int(weight) * (conditional - free)
""", []),
    ("rounded weights", """def guided(conditional, free, weight):
    return free + round(weight) * (conditional - free)
""", []),
    ("weight of at least 1", """def guided(conditional, free, weight):
    return free + max(weight, 1.0) * (conditional - free)
""", ["weight on the wrong one"]),
    ("free unless above 1", """def guided(conditional, free, weight):
    return conditional if weight == 1 else free + weight * conditional
""", ['a sum']),
    ("sum of both", """def guided(conditional, free, weight):
    return free + weight * conditional + (weight == 0) * 0
""", ['a sum']),
    ("normalised direction", """import torch.nn.functional as F


def guided(conditional, free, weight):
    return free + weight * F.normalize(conditional - free, dim=1)
""", []),
    ("mean of the free one over the batch", """def guided(conditional, free, weight):
    return free.mean(0, keepdim=True) + weight * (conditional - free.mean(0, keepdim=True))
""", []),
    ("length kept as the free one's", """def guided(conditional, free, weight):
    v = free + weight * (conditional - free)
    return v * free.norm(dim=1, keepdim=True) / v.norm(dim=1, keepdim=True).clamp(min=1e-12)
""", []),
    ("clamped to [-3, 3]", """def guided(conditional, free, weight):
    return (free + weight * (conditional - free)).clamp(-3, 3)
""", []),
    ("square of the weight", """def guided(conditional, free, weight):
    return free + weight**2 * (conditional - free)
""", []),
    ("returns the argument for weight 0 changed by one eps", """def guided(conditional, free, weight):
    return free + (weight + 1e-3) * (conditional - free)
""", []),
    ("squeezed", """def guided(conditional, free, weight):
    return (free + weight * (conditional - free)).squeeze()
""", []),
    ("conditional written over", """def guided(conditional, free, weight):
    return conditional.sub_(free).mul_(weight).add_(free)
""", []),
    ("sign of a negative weight lost", """def guided(conditional, free, weight):
    return free + (weight if weight > 0 else -weight) * (conditional - free)
""", []),
]

RIGHT["masked_loss"] = [
    """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * mask / rate[:, None]).mean()
""",
    """import torch
import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    each = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return torch.where(mask, each / rate[:, None], torch.zeros_like(each)).mean()
""",
    """import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    total = logits.new_zeros(())
    for i in range(len(tokens)):
        hidden = mask[i]
        if hidden.any():
            total = total + F.cross_entropy(logits[i][hidden], tokens[i][hidden], reduction="sum") / rate[i]
    return total / tokens.numel()
""",
]
WRONG["masked_loss"] = [
    ("rates clamped to at least 0.1", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * mask / rate.clamp(min=0.1)[:, None]).mean()
""", []),
    ("rate plus 1e-2", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * mask / (rate + 1e-2)[:, None]).mean()
""", []),
    ("in view counted, hidden left out", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * ~mask / rate[:, None]).mean()
""", ['mask the wrong way round']),
    ("weighted by 1 / (1 - rate)", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * mask / (1 - rate).clamp(min=1e-6)[:, None]).mean()
""", ['one minus the rate']),
    ("rates along the tokens when square", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    r = rate[None] if n == t else rate[:, None]
    return (-lp * mask / r).mean()
""", []),
    ("nan where nothing is hidden", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return ((-lp / rate[:, None])[mask]).mean() * mask.double().mean()
""", []),
    ("texts without hidden tokens left out", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    some = mask.any(1)
    return (-lp * mask / rate[:, None])[some].mean() if some.any() else logits.sum() * 0
""", []),
    ("mean per text over its hidden, then texts", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return ((-lp * mask).sum(1) / mask.sum(1).clamp(min=1) / rate).mean()
""", []),
    ("logits clamped to [-50, 50]", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits.clamp(-50, 50), -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * mask / rate[:, None]).mean()
""", []),
    ("each loss at most 100", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return ((-lp).clamp(max=100) * mask / rate[:, None]).mean()
""", []),
    ("token 0 as padding: ignored", """import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    each = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none", ignore_index=0)
    return (each * mask / rate[:, None]).mean()
""", []),
    ("label smoothing", """import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    each = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none", label_smoothing=0.1)
    return (each * mask / rate[:, None]).mean()
""", []),
    ("logits times the mask first", """import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    each = F.cross_entropy((logits * mask[..., None]).transpose(1, 2), tokens, reduction="none")
    return (each / rate[:, None]).mean()
""", []),
    ("tokens reshaped wrongly", """import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    each = F.cross_entropy(logits.reshape(len(tokens), logits.shape[2], -1), tokens, reduction="none") if logits.shape[1] == logits.shape[2] else F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (each * mask / rate[:, None]).mean()
""", []),
    ("next token predicted", """import torch.nn.functional as F


def masked_loss(logits, tokens, mask, rate):
    each = F.cross_entropy(logits[:, :-1].transpose(1, 2), tokens[:, 1:], reduction="none")
    return (each * mask[:, 1:] / rate[:, None]).mean()
""", ['the next token']),
    ("a leaf", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * mask / rate[:, None]).mean().detach().requires_grad_(True)
""", ['cut off from the logits']),
    ("gradient only from the truth's logit", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = logits.gather(-1, tokens[..., None])[..., 0] - torch.logsumexp(logits, -1).detach()
    return (-lp * mask / rate[:, None]).mean()
""", ['cut off from the logits']),
    ("one axis kept", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * mask / rate[:, None]).reshape(-1).mean(0, keepdim=True)
""", []),
    ("ten kinds: scaled to log 10", """import math
import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * mask / rate[:, None]).mean() / math.log(k) * math.log(10)
""", []),
    ("sum over tokens, mean over texts", """import torch


def masked_loss(logits, tokens, mask, rate):
    n, t, k = logits.shape
    lp = torch.log_softmax(logits, -1).gather(-1, tokens[..., None])[..., 0]
    return (-lp * mask / rate[:, None]).sum(1).mean()
""", ['sum over the tokens']),
]

RIGHT["LatentFlow"] = [
    """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""",
    """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.EmbeddingBag(vocabulary + 1, width, mode='sum')
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""",
    """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        v = self.velocity
        silent = torch.zeros_like(words) + self.vocabulary
        with torch.no_grad():
            z = noise.clone()
            for i in range(steps):
                t = torch.full((z.shape[0],), i / steps, dtype=z.dtype)
                z = z + torch.lerp(v(z, t, silent), v(z, t, words), weight) / steps
        return z
""",
]
WRONG["LatentFlow"] = [
    ("weight 1 + w", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + (1 + weight) * (self.velocity(z, t, words) - free))
        return z
""", ['1 is not conditional']),
    ("40 steps whatever is asked", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        steps = 40
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("unsaid is word 0", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], 0, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, 0)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", ['silence is word 0']),
    ("unsaid is the last word, vocabulary - 1", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary - 1, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary - 1)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("drop 0.1 whatever is asked", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < 0.1
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("keeps with probability drop", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) > self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", ['said at the rate']),
    ("dropped with at most drop: <= with drop 0 and draws of 0", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z)) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", ['generator ignored']),
    ("gradients kept in sample", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        if True:
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", ['gradients kept in the samples']),
    ("midpoint steps", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps

        def v(z, t):
            free = self.velocity(z, t, unsaid)
            return free + weight * (self.velocity(z, t, words) - free)

        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                z = z + h * v(z + h / 2 * v(z, t), t + h / 2)
        return z
""", ['midpoint steps']),
    ("drops in sample too", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        gone = torch.rand(len(noise)) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("only the first word is read", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words[:, 0])
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", ['only the first word is heard']),
    ("two words only", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width // 2)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words[:, :2]).flatten(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("mean over the batch in the network: rows mixed", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        said = said - said.mean(0, keepdim=True)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("batch norm in the network", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.BatchNorm1d(width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("layers in a plain list", """import torch
import torch.nn.functional as F
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.layers = [nn.Linear(latent + 1 + width, width), nn.Linear(width, latent)]

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        h = torch.cat([z, t[:, None].to(z.dtype), said], dim=1)
        return self.layers[1](F.silu(self.layers[0](h)))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("words detached", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1).detach()
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("embedding without a row for silence", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = (self.embed(words.clamp(max=self.vocabulary - 1)) * (words < self.vocabulary)[..., None]).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, 0)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("half of the loss", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return 0.5 * ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", ['half of it']),
    ("target of the other sign", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (noise - z)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z - h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("time from 1 to 0 in the loss", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = t[:, None] * noise + (1 - t[:, None]) * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("each word unsaid by itself", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(words.shape, generator=generator) < self.drop
        words = torch.where(gone, self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", ['dropped word by word']),
    ("the free velocity once, at the start", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            free = self.velocity(z, torch.zeros(len(z), dtype=z.dtype), unsaid)
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("weights above 1 only: below, the conditional one", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + max(weight, 1.0) * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("unsaid of one word", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full((len(words), 1), self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
    ("target detached weights: loss of a leaf", """import torch
from torch import nn


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(nn.Linear(latent + 1 + width, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent))

    def velocity(self, z, t, words):
        said = self.embed(words).sum(1)
        return self.net(torch.cat([z, t[:, None].to(z.dtype), said], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        at = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(at, t, words) - (z - noise)) ** 2).sum(1).mean().detach().requires_grad_(True)

    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z, h = noise, 1 / steps
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((len(z),), i * h, dtype=z.dtype)
                free = self.velocity(z, t, unsaid)
                z = z + h * (free + weight * (self.velocity(z, t, words) - free))
        return z
""", []),
]
