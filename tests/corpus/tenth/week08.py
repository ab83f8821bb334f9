"""Answers to exercises of week 8, labelled: see ../corpora.toml."""

RIGHT = {
    "boltzmann": [
        """
def boltzmann(energy):
    return torch.softmax(-energy, dim=0)
""",
        """
def boltzmann(energy):
    weights = torch.exp(-(energy - energy.min()))
    return weights / weights.sum()
""",
        """
import torch.nn.functional as F
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    log_p = F.log_softmax(energy.neg(), dim=-1)
    return log_p.exp()
""",
    ],
    "langevin": [
        """
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + (2 * step) ** 0.5 * noise
    return x
""",
        """
import math
from functools import reduce

def langevin(x, score, step, noises):
    size = math.sqrt(2 * step)
    return reduce(lambda p, z: p + step * score(p) + size * z, noises, x)
""",
        """
def langevin(x, score, step, noises):
    points = x.clone()
    shakes = np.sqrt(2.0 * step).item() * noises
    t = 0
    while t < noises.shape[0]:
        drift = step * score(points)
        points = points + drift + shakes[t]
        t += 1
    return points
""",
    ],
    "ddim_step": [
        """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""",
        """
import math

def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    a = math.sqrt(alpha_bar_s / alpha_bar_t)
    b = math.sqrt(1 - alpha_bar_s) - a * math.sqrt(1 - alpha_bar_t)
    return a * x + b * eps
""",
        """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    at = torch.as_tensor(alpha_bar_t, dtype=x.dtype, device=x.device)
    as_ = torch.as_tensor(alpha_bar_s, dtype=x.dtype, device=x.device)
    # in scaled coordinates y = x / sqrt(alpha) it's a straight line in sigma
    sigma_t = torch.sqrt((1 - at) / at)
    sigma_s = torch.sqrt((1 - as_) / as_)
    y = x / torch.sqrt(at) + (sigma_s - sigma_t) * eps
    return torch.sqrt(as_) * y
""",
    ],
    "flow_matching_loss": [
        """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    xt = (1 - s) * noise + s * x
    return ((velocity(xt, t) - (x - noise)) ** 2).sum(dim=1).mean()
""",
        """
import torch.nn.functional as F
def flow_matching_loss(velocity, x, noise, t):
    target = x - noise
    points = noise + t.unsqueeze(1) * target
    return F.mse_loss(velocity(points, t), target, reduction="sum") / x.shape[0]
""",
        """
def flow_matching_loss(velocity, x, noise, t):
    xt = torch.lerp(noise, x, t.view(-1, 1).expand_as(x))
    diff = velocity(xt, t) - (x - noise)
    squared_norms = torch.einsum("nd,nd->n", diff, diff)
    return torch.mean(squared_norms)
""",
    ],
    "ode_log_prob": [
        """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = x.new_zeros(n)
    for i in range(steps):
        t = 1.0 - i * h
        m = (x - 0.5 * h * velocity(x, x.new_full((n,), t))).detach()
        with torch.enable_grad():
            m.requires_grad_(True)
            v = velocity(m, x.new_full((n,), t - 0.5 * h)) + 0.0 * m
            trace = x.new_zeros(n)
            for j in range(d):
                (g,) = torch.autograd.grad(v[:, j].sum(), m, retain_graph=True)
                trace = trace + g[:, j]
        x = (x - h * v).detach()
        total = total + h * trace.detach()
    log_normal = -0.5 * (x**2).sum(1) - 0.5 * d * math.log(2 * math.pi)
    return log_normal - total
""",
        """
def ode_log_prob(velocity, x, steps):
    N, D = x.shape
    h = 1 / steps
    integral = torch.zeros(N, dtype=x.dtype, device=x.device)
    z = x.detach().clone()
    for k in range(steps, 0, -1):
        now = torch.full((N,), k * h, dtype=x.dtype, device=x.device)
        mid_time = now - h / 2
        mid = (z - h / 2 * velocity(z, now)).detach()
        # rows don't mix: the Jacobian of the sum over rows holds each row's Jacobian
        jac = torch.autograd.functional.jacobian(lambda p: velocity(p, mid_time).sum(0), mid)  # (D, N, D)
        integral += h * torch.einsum("dnd->n", jac)
        z = (z - h * velocity(mid, mid_time)).detach()
    base = torch.distributions.Normal(torch.zeros_like(z), torch.ones_like(z))
    return base.log_prob(z).sum(dim=1) - integral
""",
        """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1.0 / steps

    def velocity_and_trace(points, times):
        trace = torch.zeros_like(points[:, 0])
        value = None
        for j in range(d):
            unit = torch.zeros_like(points)
            unit[:, j] = 1.0
            value, pulled = torch.autograd.functional.vjp(lambda p: velocity(p, times), points, unit)
            trace = trace + pulled[:, j].detach()
        return value.detach(), trace

    y = x.detach()
    lp = torch.zeros_like(y[:, 0])
    for i in range(steps):
        t = torch.ones_like(y[:, 0]) * (1 - i * h)
        m = (y - h / 2 * velocity(y, t)).detach()
        v, tr = velocity_and_trace(m, t - h / 2)
        y = y - h * v
        lp = lp - h * tr
    return lp - 0.5 * (y.pow(2) + np.log(2 * np.pi)).sum(dim=1)
""",
    ],
    "masked_loss": [
        """
import torch.nn.functional as F
def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1).gather(-1, tokens.unsqueeze(-1)).squeeze(-1)
    losses = torch.where(mask, -logp / rate[:, None], torch.zeros_like(logp))
    return losses.mean()
""",
        """
import torch.nn.functional as F
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    weights = mask.to(nll.dtype) / rate.unsqueeze(1)
    return (nll * weights).sum() / tokens.numel()
""",
        """
def masked_loss(logits, tokens, mask, rate):
    N, T, K = logits.shape
    total = logits.sum() * 0.0
    for n in range(N):
        hidden = mask[n]
        a = logits[n][hidden]
        chosen = a[torch.arange(a.shape[0]), tokens[n][hidden]]
        total = total + (torch.logsumexp(a, dim=1) - chosen).sum() / rate[n]
    return total / (N * T)
""",
    ],
}

WRONG = {
    "boltzmann": [
        ("sign forgotten", """
def boltzmann(energy):
    return torch.softmax(energy, dim=0)
""", ["sign"]),
        ("exp without a shift", """
def boltzmann(energy):
    w = torch.exp(-energy)
    return w / w.sum()
""", ["overflow"]),
        ("shifts by the largest energy", """
def boltzmann(energy):
    w = torch.exp(-(energy - energy.max()))
    return w / w.sum()
""", ["shifted by the largest energy", "overflow"]),
        ("replaces infinite energies by 0", """
def boltzmann(energy):
    e = torch.where(torch.isinf(energy), torch.zeros_like(energy), energy)
    return torch.softmax(-e, dim=0)
""", []),
        ("clamps the energies", """
def boltzmann(energy):
    w = torch.exp(-energy.clamp(-50, 50))
    return w / w.sum()
""", ["overflow"]),
        ("returns log-probabilities", """
def boltzmann(energy):
    return -energy - torch.logsumexp(-energy, dim=0)
""", ["log-probabilities"]),
        ("shifts by the mean", """
def boltzmann(energy):
    shifted = energy - energy.mean()
    w = torch.exp(-shifted)
    return w / torch.sum(w)
""", ["overflow", "shifted by the largest energy"]),
        ("shift but no normalisation", """
def boltzmann(energy):
    lowest = energy.min()
    return torch.exp(lowest - energy)
""", ["divided by the largest", "not normalised"]),
        ("shares instead of exponentials", """
def boltzmann(energy):
    good = energy.sum() - energy
    return good / good.sum()
""", ["share of the energy"]),
    ],
    "langevin": [
        ("sqrt(step) instead of sqrt(2 step)", """
def langevin(x, score, step, noises):
    for z in noises:
        x = x + step * score(x) + step**0.5 * z
    return x
""", ["sqrt(step)"]),
        ("half the drift with the full noise", """
def langevin(x, score, step, noises):
    for z in noises:
        x = x + 0.5 * step * score(x) + (2 * step) ** 0.5 * z
    return x
""", ["half the drift"]),
        ("noise without the root", """
def langevin(x, score, step, noises):
    for t in range(len(noises)):
        x = x + step * score(x) + 2 * step * noises[t]
    return x
""", ["root forgotten"]),
        ("down the score", """
def langevin(x, score, step, noises):
    for z in noises:
        x = x - step * score(x) + (2 * step) ** 0.5 * z
    return x
""", ["downhill"]),
        ("score only at the start", """
def langevin(x, score, step, noises):
    T = noises.shape[0]
    return x + T * step * score(x) + (2 * step) ** 0.5 * noises.sum(0)
""", ["score at the start only"]),
        ("one step too few", """
def langevin(x, score, step, noises):
    for t in range(1, noises.shape[0]):
        x = x + step * score(x) + np.sqrt(2 * step) * noises[t]
    return x
""", ["last step lost"]),
        ("draws its own noise", """
def langevin(x, score, step, noises):
    for _ in range(noises.shape[0]):
        x = x + step * score(x) + (2 * step) ** 0.5 * torch.randn_like(x)
    return x
""", []),
        ("returns the whole path", """
def langevin(x, score, step, noises):
    path = []
    for z in noises:
        x = x + step * score(x) + (2 * step) ** 0.5 * z
        path.append(x)
    return torch.stack(path)
""", ["the whole path"]),
        ("score taken after the noise", """
def langevin(x, score, step, noises):
    for z in noises:
        x = x + (2 * step) ** 0.5 * z
        x = x + step * score(x)
    return x
""", ["score after the noise"]),
    ],
    "ddim_step": [
        ("no square roots", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) * eps) / alpha_bar_t
    return alpha_bar_s * clean + (1 - alpha_bar_s) * eps
""", ["no square roots"]),
        ("levels s and t swapped", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_s) ** 0.5 * eps) / alpha_bar_s**0.5
    return alpha_bar_t**0.5 * clean + (1 - alpha_bar_t) ** 0.5 * eps
""", ["order of the steps"]),
        ("clips the clean points to [-1, 1]", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    clean = clean.clamp(-1, 1)
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
        ("mixes with fresh noise", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * torch.randn_like(x)
""", []),
        ("returns the clean points", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    return (x - np.sqrt(1 - alpha_bar_t) * eps) / np.sqrt(alpha_bar_t)
""", ["the clean prediction"]),
        ("forgets that the clean part is scaled", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    sigma_t = (1 - alpha_bar_t) ** 0.5
    sigma_s = (1 - alpha_bar_s) ** 0.5
    return x + (sigma_s - sigma_t) * eps
""", ["only the noise is changed"]),
        ("adds the noise when finding the clean points", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x + (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", ["noise added to find the clean x"]),
        ("only steps towards clean", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    if alpha_bar_s <= alpha_bar_t:
        return x
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t**0.5
    return alpha_bar_s**0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
        ("mean of the DDPM step instead of DDIM", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    alpha = alpha_bar_t / alpha_bar_s
    return (x - (1 - alpha) / (1 - alpha_bar_t) ** 0.5 * eps) / alpha**0.5
""", ["mean of DDPM's step"]),
    ],
    "flow_matching_loss": [
        ("mean over coordinates as well", """
import torch.nn.functional as F
def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t[:, None]) * noise + t[:, None] * x
    return F.mse_loss(velocity(xt, t), x - noise)
""", ["mean over coordinates"]),
        ("target turned round", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    xt = (1 - s) * noise + s * x
    return ((velocity(xt, t) - (noise - x)) ** 2).sum(1).mean()
""", ["target turned round"]),
        ("t = 0 at the data", """
def flow_matching_loss(velocity, x, noise, t):
    s = t.view(-1, 1)
    xt = (1 - s) * x + s * noise
    return ((velocity(xt, t) - (x - noise)) ** 2).sum(dim=1).mean()
""", ["times swapped"]),
        ("times not made a column", """
def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t) * noise + t * x
    err = velocity(xt, t) - (x - noise)
    return (err**2).sum(dim=1).mean()
""", ["t along the coordinates"]),
        ("norm not squared", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    xt = (1 - s) * noise + s * x
    return torch.linalg.norm(velocity(xt, t) - (x - noise), dim=1).mean()
""", ["distance, not squared"]),
        ("gradient lost through item()", """
def flow_matching_loss(velocity, x, noise, t):
    total = 0.0
    for i in range(x.shape[0]):
        xt = (1 - t[i]) * noise[i] + t[i] * x[i]
        v = velocity(xt[None], t[i : i + 1])[0]
        total += ((v - (x[i] - noise[i])) ** 2).sum().item()
    return torch.tensor(total / x.shape[0])
""", ["cut off from the velocity"]),
        ("sum over the points", """
def flow_matching_loss(velocity, x, noise, t):
    xt = noise + t[:, None] * (x - noise)
    return ((velocity(xt, t) - (x - noise)) ** 2).sum()
""", ["sum over the points"]),
        ("draws its own times", """
def flow_matching_loss(velocity, x, noise, t):
    t = torch.rand(x.shape[0], dtype=x.dtype)
    s = t[:, None]
    xt = (1 - s) * noise + s * x
    return ((velocity(xt, t) - (x - noise)) ** 2).sum(1).mean()
""", []),
        ("target is the rest of the way", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    xt = (1 - s) * noise + s * x
    return ((velocity(xt, t) - (x - xt)) ** 2).sum(1).mean()
""", ["target that changes with t"]),
    ],
    "ode_log_prob": [
        ("Euler steps", """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    total = torch.zeros(n, dtype=x.dtype)
    x = x.detach()
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        p = x.clone().requires_grad_(True)
        v = velocity(p, t)
        tr = sum(torch.autograd.grad(v[:, j].sum(), p, retain_graph=True)[0][:, j] for j in range(d))
        total = total + h * tr
        x = (x - h * v).detach()
    return -0.5 * (x**2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ["Euler's steps"]),
        ("trace at the start of the step, not at the midpoint", """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    total = torch.zeros(n, dtype=x.dtype)
    x = x.detach()
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        p = x.clone().requires_grad_(True)
        v = velocity(p, t)
        for j in range(d):
            total = total + h * torch.autograd.grad(v[:, j].sum(), p, retain_graph=True)[0][:, j]
        m = (x - h / 2 * v).detach()
        x = (x - h * velocity(m, t - h / 2)).detach()
    return -0.5 * (x**2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ["trace at the start of the step"]),
        ("adds the trace", """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach()
        jac = torch.autograd.functional.jacobian(lambda p: velocity(p, t - h / 2).sum(0), m)
        total = total + h * torch.einsum("dnd->n", jac)
        x = (x - h * velocity(m, t - h / 2)).detach()
    return -0.5 * (x**2).sum(1) - 0.5 * d * math.log(2 * math.pi) + total
""", ["sign of the trace"]),
        ("sums the whole Jacobian instead of its diagonal", """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        g = torch.autograd.grad(v.sum(), m)[0]
        total = total + h * g.sum(1)
        x = (x - h * v).detach()
    return -0.5 * (x**2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ["sum of the whole Jacobian"]),
        ("goes forward from t = 0", """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), i * h, dtype=x.dtype)
        m = (x + h / 2 * velocity(x, t)).detach()
        jac = torch.autograd.functional.jacobian(lambda p: velocity(p, t + h / 2).sum(0), m)
        total = total + h * torch.einsum("dnd->n", jac)
        x = (x + h * velocity(m, t + h / 2)).detach()
    return -0.5 * (x**2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ["forward"]),
        ("normal density at x instead of x_0", """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    z = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (z - h / 2 * velocity(z, t)).detach()
        jac = torch.autograd.functional.jacobian(lambda p: velocity(p, t - h / 2).sum(0), m)
        total = total + h * torch.einsum("dnd->n", jac)
        z = (z - h * velocity(m, t - h / 2)).detach()
    return -0.5 * (x**2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ["the base at x"]),
        ("normal constant once instead of D times", """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach()
        jac = torch.autograd.functional.jacobian(lambda p: velocity(p, t - h / 2).sum(0), m)
        total = total + h * torch.einsum("dnd->n", jac)
        x = (x - h * velocity(m, t - h / 2)).detach()
    return -0.5 * (x**2).sum(1) - 0.5 * math.log(2 * math.pi) - total
""", ["one constant for all dimensions"]),
        ("forgets that each trace counts for h", """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach()
    logp = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach().requires_grad_(True)
        v = velocity(m, t - h / 2)
        for j in range(d):
            logp = logp - torch.autograd.grad(v[:, j].sum(), m, retain_graph=True)[0][:, j]
        x = (x - h * v).detach()
    return logp - 0.5 * (x**2).sum(1) - 0.5 * d * math.log(2 * math.pi)
""", ["trace not times the step"]),
        ("one trace for the whole batch", """
import math

def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach()
    total = 0.0
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach()
        jac = torch.autograd.functional.jacobian(lambda p: velocity(p, t - h / 2), m)
        total = total + h * torch.trace(jac.reshape(n * d, n * d))
        x = (x - h * velocity(m, t - h / 2)).detach()
    return -0.5 * (x**2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", []),
    ],
    "masked_loss": [
        ("mean over the hidden tokens only", """
import torch.nn.functional as F
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    weighted = nll / rate[:, None]
    return weighted[mask].mean()
""", ["mean over the hidden tokens"]),
        ("forgets the rate", """
import torch.nn.functional as F
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (nll * mask).mean()
""", ["no 1/rate"]),
        ("multiplies by the rate", """
def masked_loss(logits, tokens, mask, rate):
    logp = torch.log_softmax(logits, dim=-1)
    chosen = torch.gather(logp, 2, tokens[:, :, None])[:, :, 0]
    return -(chosen * mask * rate[:, None]).mean()
""", ["multiplied by the rate"]),
        ("scores the tokens in view", """
import torch.nn.functional as F
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    nll = nll.masked_fill(mask, 0.0)
    return (nll / rate[:, None]).mean()
""", ["mask the wrong way round"]),
        ("log of softmax, not stable", """
def masked_loss(logits, tokens, mask, rate):
    p = torch.softmax(logits, dim=-1)
    chosen = p.gather(-1, tokens[..., None])[..., 0]
    losses = torch.where(mask, -torch.log(chosen), torch.zeros_like(chosen))
    return (losses / rate[:, None]).mean()
""", ["logarithm of a probability of 0", "logarithm that is not stable"]),
        ("sum over the tokens of a text", """
import torch.nn.functional as F
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    per_text = (nll * mask).sum(dim=1) / rate
    return per_text.mean()
""", ["sum over the tokens"]),
        ("rate along the wrong axis", """
import torch.nn.functional as F
def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1)
    nll = -logp.gather(2, tokens.unsqueeze(2)).squeeze(2)
    return (nll * mask / rate).mean()
""", ["the rate along the tokens"]),
        ("divides by the observed share instead of the rate", """
import torch.nn.functional as F
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    share = mask.to(nll.dtype).mean(dim=1, keepdim=True).clamp(min=1e-6)
    return (nll * mask / share).mean()
""", ["hidden tokens counted instead of the rate"]),
        ("softmax over positions instead of kinds", """
import torch.nn.functional as F
def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=1)
    chosen = logp.gather(-1, tokens.unsqueeze(-1)).squeeze(-1)
    return torch.where(mask, -chosen / rate[:, None], torch.zeros_like(chosen)).mean()
""", ["softmax over the places"]),
    ],
}
