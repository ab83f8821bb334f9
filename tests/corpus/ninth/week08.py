"""Answers to exercises of week 8, labelled: see ../corpora.toml."""

RIGHT = {
    "boltzmann": [
        """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    return torch.softmax(-energy, dim=0)
""",
        """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    # shifting all energies by a constant does not change p, so let the best state have energy 0
    lowest = energy.min()
    unnormalised = torch.exp(lowest - energy)   # in [0, 1], the lowest gives exactly 1
    return unnormalised / unnormalised.sum()
""",
        """
import torch.nn.functional as F
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    log_p = F.log_softmax(energy.neg(), dim=-1)
    return log_p.exp()
""",
    ],
    "contrastive_energy_loss": [
        """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    return energy_data.mean() - energy_model.mean()
""",
        """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    n = energy_data.shape[0]
    m = energy_model.shape[0]
    pull_down = torch.sum(energy_data) / n
    push_up = torch.sum(energy_model) / m
    loss = pull_down - push_up
    return loss
""",
        """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    # the mean of all pairwise differences is the difference of the means
    differences = energy_data.unsqueeze(1) - energy_model.unsqueeze(0)   # (N, M)
    return differences.mean()
""",
    ],
    "mixture_score": [
        """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    diff = means[None, :, :] - x[:, None, :]                    # (N, K, D)
    logits = torch.log(weights)[None, :] - (diff ** 2).sum(-1) / (2 * var)
    r = torch.softmax(logits, dim=1)                            # (N, K)
    return (r[:, :, None] * diff).sum(1) / var
""",
        """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    # |x|^2 is the same for every component, so it drops out of the responsibilities
    log_r = weights.log() + (x @ means.T - 0.5 * (means * means).sum(dim=1)) / var
    log_r = log_r - torch.logsumexp(log_r, dim=1, keepdim=True)
    posterior_mean = log_r.exp() @ means
    return (posterior_mean - x) / var
""",
        '''
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    """Let autograd differentiate the stable log-density."""
    with torch.enable_grad():
        point = x.detach().clone().requires_grad_(True)
        squared = []
        for k in range(len(means)):
            squared.append(((point - means[k].detach()) ** 2).sum(dim=1))
        squared = torch.stack(squared, dim=1)
        log_density = torch.logsumexp(weights.detach().log() - squared / (2 * var), dim=1)
        (score,) = torch.autograd.grad(log_density.sum(), point)
    return score
''',
    ],
    "langevin": [
        """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    for noise in noises:
        x = x + step * score(x) + (2 * step) ** 0.5 * noise
    return x
""",
        """
import math

def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    points = x.clone()
    scale = math.sqrt(2.0 * step)
    for i in range(noises.shape[0]):
        drift = step * score(points)
        points = points + drift + scale * noises[i]
    return points
""",
        """
from functools import reduce

def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    kicks = np.sqrt(2 * step).item() * noises
    def one(point, kick):
        return torch.add(point, score(point), alpha=step) + kick
    return reduce(one, kicks, x)
""",
    ],
    "denoising_score_loss": [
        """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    return (s ** 2 * (score + noise / s) ** 2).sum(dim=1).mean()
""",
        """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    # sigma^2 |s + n/sigma|^2 = |sigma s + n|^2, no division at all
    column = sigma.unsqueeze(1)
    noisy = torch.addcmul(x, column, noise)
    residual = column * model(noisy, sigma) + noise
    return torch.einsum("nd,nd->n", residual, residual).mean()
""",
        """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    N, D = x.shape
    spread = sigma.view(N, 1).expand(N, D)
    scores = model(x + spread * noise, sigma)
    target = -noise / spread
    total = 0.0
    for i in range(N):
        error = scores[i] - target[i]
        total = total + sigma[i] ** 2 * torch.dot(error, error)
    return total / N
""",
    ],
    "tweedie": [
        """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    return x_noisy + sigma[:, None] ** 2 * score
""",
        """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    variance = sigma.square()
    return x_noisy + torch.einsum("n,nd->nd", variance, score)
""",
        """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    rows = []
    for point, arrow, s in zip(x_noisy, score, sigma):
        rows.append(point + s * s * arrow)
    return torch.stack(rows)
""",
    ],
    "ddim_step": [
        """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t ** 0.5
    return alpha_bar_s ** 0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""",
        """
import math

def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    signal_t, noise_t = math.sqrt(alpha_bar_t), math.sqrt(1.0 - alpha_bar_t)
    signal_s, noise_s = math.sqrt(alpha_bar_s), math.sqrt(1.0 - alpha_bar_s)
    # the two coefficients of x_t and eps, collected
    a = signal_s / signal_t
    b = noise_s - a * noise_t
    return a * x + b * eps
""",
        """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    at = torch.as_tensor(alpha_bar_t, dtype=x.dtype, device=x.device)
    as_ = torch.as_tensor(alpha_bar_s, dtype=x.dtype, device=x.device)

    def clean_from(noisy, noise, a):
        return (noisy - torch.sqrt(1 - a) * noise) / torch.sqrt(a)

    def noisy_from(clean, noise, a):
        return torch.sqrt(a) * clean + torch.sqrt(1 - a) * noise

    return noisy_from(clean_from(x, eps, at), eps, as_)
""",
    ],
    "flow_matching_loss": [
        """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    tt = t[:, None]
    x_t = (1 - tt) * noise + tt * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(1).mean()
""",
        """
import torch.nn.functional as F
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    direction = x - noise
    on_the_line = noise + t.unsqueeze(-1) * direction
    guess = velocity(on_the_line, t)
    return F.mse_loss(guess, direction, reduction="sum") / x.shape[0]
""",
        """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    n, d = x.shape
    weight = t.reshape(n, 1)
    x_t = torch.lerp(noise, x, weight.expand(n, d))
    error = velocity(x_t, t) - x + noise
    # mean over everything is 1/(N D) sum, so times D
    return error.pow(2).mean() * d
""",
    ],
    "integrate": [
        """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1.0 / steps
    for i in range(steps):
        t = torch.full((x.shape[0],), i * h, dtype=x.dtype, device=x.device)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + 0.5 * h * v, t + 0.5 * h)
        x = x + h * v
    return x
""",
        """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    n = len(x)
    h = 1 / steps

    def euler_step(x, t):
        return x + h * velocity(x, t)

    def midpoint_step(x, t):
        half = x + h / 2 * velocity(x, t)
        return x + h * velocity(half, t + h / 2)

    step = {"euler": euler_step, "midpoint": midpoint_step}[method]
    for k in range(steps):
        x = step(x, k / steps * torch.ones(n, dtype=x.dtype, device=x.device))
    return x
""",
        """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    if method not in ("euler", "midpoint"):
        raise ValueError(f"unknown method {method!r}")
    grid = torch.linspace(0, 1, steps + 1, dtype=x.dtype, device=x.device)
    point = x.clone()
    for now, then in zip(grid[:-1], grid[1:]):
        h = then - now
        where, when = point, now
        if method == "midpoint":
            where = point + (h / 2) * velocity(point, now.repeat(len(x)))
            when = now + h / 2
        point = point + h * velocity(where, when.repeat(len(x)))
    return point
""",
    ],
    "ode_log_prob": [
        """
def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1.0 / steps
    x = x.detach()
    integral = torch.zeros(n, dtype=x.dtype, device=x.device)
    for i in range(steps):
        t = torch.full((n,), 1.0 - i * h, dtype=x.dtype, device=x.device)
        with torch.no_grad():
            m = x - h / 2 * velocity(x, t)
        with torch.enable_grad():
            m = m.detach().requires_grad_(True)
            v = velocity(m, t - h / 2)
            trace = torch.zeros_like(integral)
            for j in range(d):
                (g,) = torch.autograd.grad(v[:, j].sum(), m, retain_graph=True, allow_unused=True)
                if g is not None:
                    trace = trace + g[:, j]
        x = x - h * v.detach()
        integral = integral + h * trace.detach()
    log_normal = -0.5 * (x ** 2).sum(1) - 0.5 * d * np.log(2 * np.pi)
    return log_normal - integral
""",
        """
import math
from torch.autograd.functional import jacobian

def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    N, D = x.shape
    h = 1 / steps
    point = x.detach().clone()
    log_det = point.new_zeros(N)
    for k in range(steps, 0, -1):
        t = point.new_full((N,), k / steps)
        t_mid = t - h / 2
        m = (point - h / 2 * velocity(point, t)).detach()
        # rows do not talk to one another, so summing over them loses nothing: (D, N, D)
        J = jacobian(lambda q: velocity(q, t_mid).sum(dim=0), m)
        log_det = log_det + h * torch.einsum("dnd->n", J).detach()
        point = (point - h * velocity(m, t_mid)).detach()
    base = torch.distributions.Normal(point.new_zeros(()), point.new_ones(()))
    return base.log_prob(point).sum(dim=1) - log_det
""",
        """
def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    h = 1.0 / steps
    D = x.shape[1]
    answers = []
    for row in x.detach():
        y, total = row, 0.0
        for i in range(steps):
            t = torch.tensor([1.0 - i * h], dtype=x.dtype, device=x.device)
            m = y - 0.5 * h * velocity(y[None], t)[0].detach()
            f = lambda q: velocity(q[None], t - 0.5 * h)[0]
            total = total + h * torch.autograd.functional.jacobian(f, m).detach().diagonal().sum()
            y = y - h * f(m).detach()
        answers.append(-0.5 * (y @ y) - 0.5 * D * np.log(2 * np.pi) - total)
    return torch.stack(answers)
""",
    ],
    "guided": [
        """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    return free + weight * (conditional - free)
""",
        """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    return weight * conditional + (1 - weight) * free
""",
        """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    # lerp goes beyond its ends too
    return torch.lerp(free, conditional, float(weight))
""",
    ],
    "masked_loss": [
        """
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    log_p = torch.log_softmax(logits, dim=-1)
    nll = -log_p.gather(-1, tokens[..., None])[..., 0]      # (N, T)
    return (nll * mask / rate[:, None]).mean()
""",
        """
import torch.nn.functional as F
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    weighted = torch.where(mask, nll / rate.unsqueeze(1), torch.zeros_like(nll))
    return weighted.sum() / tokens.numel()
""",
        """
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    N, T, K = logits.shape
    total = logits.sum() * 0          # keeps the graph even if nothing was hidden
    for n in range(N):
        hidden = mask[n]
        if not hidden.any():
            continue
        guesses = logits[n][hidden]
        truth = tokens[n][hidden]
        picked = guesses[torch.arange(len(truth)), truth]
        total = total + (torch.logsumexp(guesses, dim=1) - picked).sum() / rate[n]
    return total / (N * T)
""",
    ],
    "LatentFlow": [
        """
from torch import nn
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.latent, self.vocabulary, self.drop = latent, vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.into = nn.Linear(latent, width)
        self.time = nn.Sequential(nn.Linear(17, width), nn.SiLU(), nn.Linear(width, width))
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.LayerNorm(width), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width))
            for _ in range(blocks)
        )
        self.out = nn.Linear(width, latent)
        self.register_buffer("frequencies", torch.pi * torch.arange(1, 9).float() / 2)

    def velocity(self, z, t, words):
        angle = t[:, None] * self.frequencies
        features = torch.cat([t[:, None], angle.sin(), angle.cos()], dim=1)
        condition = self.time(features) + self.embed(words).mean(dim=1)
        h = self.into(z) + condition
        for block in self.blocks:
            h = h + block(h + condition)
        return self.out(h)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        said = torch.where(unsaid[:, None].to(words.device), torch.full_like(words, self.vocabulary), words)
        z_t = (1 - t[:, None]) * noise + t[:, None] * z
        error = self.velocity(z_t, t, said) - (z - noise)
        return error.square().sum(dim=1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        z = noise
        nothing = torch.full_like(words, self.vocabulary)
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype, device=z.device)
            free = self.velocity(z, t, nothing)
            conditional = self.velocity(z, t, words)
            z = z + (free + weight * (conditional - free)) / steps
        return z
""",
        '''
from torch import nn
class LatentFlow(nn.Module):
    """An MLP over [z, t, words]; the words are read in order by a GRU."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid = vocabulary
        self.drop = drop
        self.words = nn.Embedding(vocabulary + 1, 64)
        self.reader = nn.GRU(64, 64, batch_first=True)
        layers = [nn.Linear(latent + 1 + 64, width), nn.SiLU()]
        for _ in range(blocks):
            layers += [nn.Linear(width, width), nn.SiLU()]
        layers += [nn.Linear(width, latent)]
        self.net = nn.Sequential(*layers)

    def velocity(self, z, t, words):
        _, last = self.reader(self.words(words))
        return self.net(torch.cat((z, t.unsqueeze(1), last[0]), dim=1))

    def loss(self, z, words, noise, t, generator=None):
        heard = words.clone()
        coin = torch.rand((words.shape[0],), generator=generator)
        heard[coin < self.drop] = self.unsaid
        return flow_matching_loss(lambda p, s: self.velocity(p, s, heard), z, noise, t)

    def sample(self, noise, words, weight, steps):
        silence = torch.full_like(words, self.unsaid)
        h = 1.0 / steps
        with torch.no_grad():
            z = noise.clone()
            for k in range(steps):
                t = k * h * torch.ones(z.shape[0], dtype=z.dtype)
                v = weight * self.velocity(z, t, words) + (1 - weight) * self.velocity(z, t, silence)
                z = z + h * v
        return z
''',
        """
import torch.nn.functional as F
from torch import nn
class ResidualBlock(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width, elementwise_affine=False)
        self.modulate = nn.Linear(width, 2 * width)
        self.first = nn.Linear(width, width)
        self.second = nn.Linear(width, width)

    def forward(self, h, c):
        scale, shift = self.modulate(c).chunk(2, dim=-1)
        u = self.norm(h) * (1 + scale) + shift
        return h + self.second(F.gelu(self.first(u)))


class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary = vocabulary
        self.drop = drop
        self.code_in = nn.Linear(latent, width)
        self.time_in = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.word_in = nn.Embedding(vocabulary + 1, width)
        self.stack = nn.ModuleList([ResidualBlock(width) for _ in range(blocks)])
        self.head = nn.Linear(width, latent)

    def unsay(self, words, which):
        return words.masked_fill(which[:, None], self.vocabulary)

    def velocity(self, z, t, words):
        c = self.time_in(t[:, None]) + self.word_in(words).sum(1) / words.shape[1]
        h = self.code_in(z) + c
        for block in self.stack:
            h = block(h, c)
        return self.head(h)

    def loss(self, z, words, noise, t, generator=None):
        which = torch.bernoulli(torch.full((z.shape[0],), float(self.drop)), generator=generator).bool()
        target = z - noise
        guess = self.velocity(noise + t[:, None] * target, t, self.unsay(words, which))
        return F.mse_loss(guess, target, reduction="none").sum(1).mean()

    def sample(self, noise, words, weight, steps):
        n = noise.shape[0]
        free_words = self.unsay(words, torch.ones(n, dtype=torch.bool))
        z = noise
        with torch.no_grad():
            for t in torch.arange(steps, dtype=noise.dtype) / steps:
                times = t.expand(n)
                # both captions in one call, rows do not mix
                both = self.velocity(torch.cat([z, z]), torch.cat([times, times]), torch.cat([words, free_words]))
                v_words, v_free = both[:n], both[n:]
                z = z + (v_free + weight * (v_words - v_free)) / steps
        return z
""",
    ],
}

WRONG = {
    "boltzmann": [
        ("softmax of +E: high energy becomes likely", """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    return torch.softmax(energy, dim=0)
""", ["sign"]),
        ("not stable, plain exp", """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    p = torch.exp(-energy)
    return p / p.sum()
""", ["overflow"]),
        ("subtracts the maximum of the energy instead of the minimum", """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    shifted = energy - energy.max()
    p = torch.exp(-shifted)
    return p / p.sum()
""", ["shifted by the largest energy"]),
        ("centres by the mean, which is infinite", """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    centred = energy - energy.mean()
    return torch.softmax(-centred, dim=0)
""", []),
        ("forgets to divide by Z", """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    return torch.exp(-(energy - energy.min()))
""", ["not normalised", "divided by the largest"]),
        ("clamps energies against overflow", """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    e = torch.clamp(energy, -50, 50)
    weights = torch.exp(-e)
    return weights / weights.sum()
""", ["overflow"]),
        ("infinite energies replaced by 0", """
import torch.nn.functional as F
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    energy = torch.nan_to_num(energy, posinf=0.0)
    return F.softmax(-energy, dim=0)
""", []),
        ("drops impossible states", """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    possible = energy[torch.isfinite(energy)]
    w = torch.exp(-(possible - possible.min()))
    return w / w.sum()
""", []),
        ("returns log-probabilities", """
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    log_z = torch.logsumexp(-energy, dim=0)
    return -energy - log_z
""", ["log-probabilities"]),
    ],
    "contrastive_energy_loss": [
        ("sign swapped", """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    return energy_model.mean() - energy_data.mean()
""", ["sign"]),
        ("sums instead of means", """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    return energy_data.sum() - energy_model.sum()
""", ["sum"]),
        ("model's energies detached", """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    return energy_data.mean() - energy_model.detach().mean()
""", ["samples cut off"]),
        ("estimates log Z by a logsumexp over samples of the model", """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    log_z = torch.logsumexp(-energy_model, dim=0) - np.log(len(energy_model))
    return energy_data.mean() + log_z
""", ["log of the mean of exp(-E)"]),
        ("squared difference of the means", """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    return (energy_data.mean() - energy_model.mean()) ** 2
""", ["squared gap"]),
        ("subtracts row by row, needs N = M", """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    return torch.mean(energy_data - energy_model)
""", []),
        ("hinge: stops once data lie a margin lower", """
import torch.nn.functional as F
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    margin = 1.0
    return F.relu(margin + energy_data.mean() - energy_model.mean())
""", ["a margin"]),
        ("adds the two means", """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    loss_data = energy_data.mean()
    loss_model = energy_model.mean()
    return loss_data + loss_model
""", ["the two added"]),
        ("goes through numbers, no gradient", """
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    down = energy_data.mean().item()
    up = energy_model.mean().item()
    return torch.tensor(down - up)
""", ["a plain number"]),
    ],
    "mixture_score": [
        ("responsibilities by plain densities underflow", """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    diff = means[None] - x[:, None]
    density = weights * torch.exp(-0.5 * (diff ** 2).sum(-1) / var)
    r = density / density.sum(1, keepdim=True)
    return (r[..., None] * diff / var).sum(1)
""", ["underflow"]),
        ("a small number in the denominator hides the underflow", """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    diff = means.unsqueeze(0) - x.unsqueeze(1)
    p = weights * torch.exp(-diff.pow(2).sum(2) / (2 * var))
    r = p / (p.sum(dim=1, keepdim=True) + 1e-12)
    return torch.einsum("nk,nkd->nd", r, diff) / var
""", ["no score far away"]),
        ("x - m instead of m - x", """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    diff = x[:, None, :] - means[None, :, :]
    r = torch.softmax(weights.log() - (diff ** 2).sum(-1) / (2 * var), dim=1)
    return (r[:, :, None] * diff).sum(1) / var
""", ["sign"]),
        ("forgets to divide the arrow by var", """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    d2 = torch.cdist(x, means) ** 2
    r = torch.softmax(torch.log(weights) - d2 / (2 * var), dim=1)
    return r @ means - x
""", ["not divided by the variance"]),
        ("weights left out of the responsibilities", """
import torch.nn.functional as F
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    diff = means[None, :, :] - x[:, None, :]
    r = F.softmax(-0.5 * (diff ** 2).sum(-1) / var, dim=-1)
    return (r[..., None] * diff).sum(1) / var
""", ["weights forgotten"]),
        ("factor 1/2 missing in the exponent", """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    diff = means[None, :, :] - x[:, None, :]
    log_r = weights.log()[None] - (diff ** 2).sum(-1) / var
    r = torch.softmax(log_r, dim=1)
    return (r[:, :, None] * diff).sum(1) / var
""", ["no half"]),
        ("softmax over the points instead of the components", """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    diff = means[None, :, :] - x[:, None, :]
    logits = torch.log(weights) - (diff ** 2).sum(-1) / (2 * var)
    r = torch.softmax(logits, dim=0)
    return (r[:, :, None] * diff).sum(dim=1) / var
""", ["normalised over the points"]),
        ("takes var for a standard deviation and squares it", """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    v = var ** 2
    diff = means[None, :, :] - x[:, None, :]
    r = torch.softmax(weights.log() - (diff ** 2).sum(-1) / (2 * v), dim=1)
    return (r[:, :, None] * diff).sum(1) / v
""", ["var taken as a standard deviation"]),
        ("prior weights used as responsibilities", """
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    arrows = (means[None, :, :] - x[:, None, :]) / var
    return (weights[None, :, None] * arrows).sum(dim=1)
""", ["no responsibilities"]),
    ],
    "langevin": [
        ("noise scaled by sqrt(step), factor 2 missing", """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    for noise in noises:
        x = x + step * score(x) + step ** 0.5 * noise
    return x
""", ["sqrt(step)"]),
        ("noise scaled by 2 step, no root", """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    for noise in noises:
        x = x + step * score(x) + 2 * step * noise
    return x
""", ["root forgotten"]),
        ("walks against the score (gradient descent habit)", """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    scale = np.sqrt(2 * step)
    for t in range(len(noises)):
        x = x - step * score(x) + scale * noises[t]
    return x
""", ["downhill"]),
        ("draws noise of its own", """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    for _ in range(noises.shape[0]):
        x = x + step * score(x) + (2 * step) ** 0.5 * torch.randn_like(x)
    return x
""", []),
        ("asks the score only once, at the start", """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    T = noises.shape[0]
    return x + T * step * score(x) + (2 * step) ** 0.5 * noises.sum(0)
""", ["score at the start only"]),
        ("no noise in the last step", """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    T = noises.shape[0]
    for i in range(T):
        x = x + step * score(x)
        if i < T - 1:
            x = x + (2 * step) ** 0.5 * noises[i]
    return x
""", ["no noise in the last step"]),
        ("shakes first, then asks the score at the shaken point", """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    for noise in noises:
        x = x + (2 * step) ** 0.5 * noise
        x = x + step * score(x)
    return x
""", ["score after the noise"]),
        ("T = 0 fails: last entry of an empty path", """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    path = []
    for noise in noises:
        x = x + step * score(x) + (2 * step) ** 0.5 * noise
        path.append(x)
    return torch.stack(path)[-1]
""", ["no steps at all"]),
        ("the other convention, half the drift", """
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    for noise in noises:
        x = x + 0.5 * step * score(x) + np.sqrt(2 * step) * noise
    return x
""", ["half the drift"]),
    ],
    "denoising_score_loss": [
        ("mean over coordinates too", """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    return (s ** 2 * (score + noise / s) ** 2).mean()
""", ["mean over coordinates"]),
        ("sign of the target wrong", """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    return (s ** 2 * (score - noise / s) ** 2).sum(1).mean()
""", ["target's sign"]),
        ("weight sigma^2 forgotten", """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    s = sigma.unsqueeze(1)
    score = model(x + s * noise, sigma)
    return (score + noise / s).pow(2).sum(dim=1).mean()
""", ["no weight"]),
        ("sigma broadcast along the columns", """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    score = model(x + sigma * noise, sigma)
    return (sigma ** 2 * ((score + noise / sigma) ** 2).sum(1)).mean()
""", ["sigma along the coordinates"]),
        ("adds 1e-3 to sigma in the division", """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    target = -noise / (s + 1e-3)
    return (s ** 2 * (score - target) ** 2).sum(1).mean()
""", []),
        ("the model sees the clean points", """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    s = sigma[:, None]
    score = model(x, sigma)
    return ((s * score + noise) ** 2).sum(1).mean()
""", ["clean x given"]),
        ("hands sigma to the model as a column (N, 1)", """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    sigma = sigma.reshape(-1, 1)
    score = model(x + sigma * noise, sigma)
    error = score + noise / sigma
    return (sigma ** 2 * error ** 2).sum(dim=1).mean()
""", ["sigma's shape for the model"]),
        ("model asked without gradients", """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    s = sigma[:, None]
    with torch.no_grad():
        score = model(x + s * noise, sigma)
    return ((s * score + noise) ** 2).sum(1).mean()
""", ["cut off from the model"]),
        ("target is -noise instead of -noise/sigma", """
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    s = sigma[:, None]
    predicted = model(x + s * noise, sigma)
    per_point = ((predicted + noise) ** 2).sum(dim=1)
    return (sigma ** 2 * per_point).mean()
""", ["target not divided by sigma", "predicts the noise"]),
    ],
    "tweedie": [
        ("minus instead of plus", """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    return x_noisy - sigma[:, None] ** 2 * score
""", ["minus"]),
        ("sigma not squared", """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    return x_noisy + sigma[:, None] * score
""", ["sigma for its square"]),
        ("sigma not made a column", """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    return x_noisy + sigma ** 2 * score
""", ["sigma along the coordinates"]),
        ("one average noise level for all rows", """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    variance = (sigma ** 2).mean()
    return x_noisy + variance * score
""", ["one mean sigma"]),
        ("calls score as a function", """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    return x_noisy + sigma[:, None] ** 2 * score(x_noisy)
""", []),
        ("returns the correction only", """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    return sigma.unsqueeze(1).pow(2) * score
""", ["the step alone"]),
        ("factor 1/2 as in a diffusion's drift", """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    return x_noisy + 0.5 * sigma[:, None] ** 2 * score
""", ["half the step"]),
        ("shrinks the point as if it were variance preserving", """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    var = sigma[:, None] ** 2
    return (x_noisy + var * score) / (1 + var)
""", ["divided by 1 + sigma^2"]),
        ("divides by sigma^2", """
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    return x_noisy + score / sigma.view(-1, 1) ** 2
""", ["divided by the variance"]),
    ],
    "ddim_step": [
        ("no square roots", """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    clean = (x - (1 - alpha_bar_t) * eps) / alpha_bar_t
    return alpha_bar_s * clean + (1 - alpha_bar_s) * eps
""", ["no square roots"]),
        ("levels t and s swapped", """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    clean = (x - (1 - alpha_bar_s) ** 0.5 * eps) / alpha_bar_s ** 0.5
    return alpha_bar_t ** 0.5 * clean + (1 - alpha_bar_t) ** 0.5 * eps
""", ["order of the steps"]),
        ("the clean point is not divided by sqrt(alpha_bar_t)", """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    x0 = x - np.sqrt(1 - alpha_bar_t) * eps
    return np.sqrt(alpha_bar_s) * x0 + np.sqrt(1 - alpha_bar_s) * eps
""", ["clean not divided"]),
        ("fresh noise at level s", """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t ** 0.5
    fresh = torch.randn_like(x)
    return alpha_bar_s ** 0.5 * clean + (1 - alpha_bar_s) ** 0.5 * fresh
""", []),
        ("clamps the clean point to [-1, 1]", """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t ** 0.5
    clean = clean.clamp(-1, 1)
    return alpha_bar_s ** 0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
        ("recomputes eps from the clean point, divides by sqrt(1 - alpha_bar_t) = 0", """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    at = torch.tensor(alpha_bar_t, dtype=x.dtype)
    bs = torch.tensor(alpha_bar_s, dtype=x.dtype)
    clean = (x - (1 - at).sqrt() * eps) / at.sqrt()
    direction = (x - at.sqrt() * clean) / (1 - at).sqrt()
    return bs.sqrt() * clean + (1 - bs).sqrt() * direction
""", []),
        ("mixes with the noise share of level t", """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t ** 0.5
    return alpha_bar_s ** 0.5 * clean + (1 - alpha_bar_t) ** 0.5 * eps
""", ["as much noise as before"]),
        ("only steps towards clean", """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    if alpha_bar_s <= alpha_bar_t:
        return x
    clean = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t ** 0.5
    return alpha_bar_s ** 0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
        ("the mean of a DDPM step instead of DDIM", """
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    alpha = alpha_bar_t / alpha_bar_s
    beta = 1 - alpha
    return (x - beta / (1 - alpha_bar_t) ** 0.5 * eps) / alpha ** 0.5
""", ["mean of DDPM's step"]),
    ],
    "flow_matching_loss": [
        ("mean over coordinates too", """
import torch.nn.functional as F
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    tt = t[:, None]
    x_t = (1 - tt) * noise + tt * x
    return F.mse_loss(velocity(x_t, t), x - noise)
""", ["mean over coordinates"]),
        ("sum over points instead of the mean", """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    tt = t[:, None]
    x_t = (1 - tt) * noise + tt * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum()
""", ["sum over the points"]),
        ("target noise - x", """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    tt = t[:, None]
    x_t = (1 - tt) * noise + tt * x
    return ((velocity(x_t, t) - (noise - x)) ** 2).sum(1).mean()
""", ["target turned round"]),
        ("line runs from data to noise", """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    tt = t.unsqueeze(1)
    x_t = (1 - tt) * x + tt * noise
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(dim=1).mean()
""", ["times swapped"]),
        ("t not made a column", """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    x_t = (1 - t) * noise + t * x
    error = velocity(x_t, t) - (x - noise)
    return (error ** 2).sum(1).mean()
""", ["t along the coordinates"]),
        ("hands times on as (N, 1)", """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    t = t.view(-1, 1)
    x_t = (1 - t) * noise + t * x
    return (velocity(x_t, t) - (x - noise)).pow(2).sum(dim=-1).mean()
""", ["t's shape for the velocity"]),
        ("norm not squared", """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    tt = t[:, None]
    x_t = (1 - tt) * noise + tt * x
    return torch.linalg.norm(velocity(x_t, t) - (x - noise), dim=1).mean()
""", ["distance, not squared"]),
        ("one common time for the batch", """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    s = t.mean()
    x_t = (1 - s) * noise + s * x
    times = s.expand(len(x))
    return ((velocity(x_t, times) - (x - noise)) ** 2).sum(1).mean()
""", ["one mean time"]),
        ("target is what is left of the way, x - x_t", """
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    tt = t[:, None]
    x_t = (1 - tt) * noise + tt * x
    target = x - x_t
    return ((velocity(x_t, t) - target) ** 2).sum(1).mean()
""", ["target that changes with t"]),
    ],
    "integrate": [
        ("times by linspace(0, 1, steps): reach 1 one step early", """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1 / steps
    for s in torch.linspace(0, 1, steps):
        t = s * torch.ones(len(x))
        if method == "euler":
            x = x + h * velocity(x, t)
        else:
            mid = x + h / 2 * velocity(x, t)
            x = x + h * velocity(mid, t + h / 2)
    return x
""", ["the last step begins at t = 1"]),
        ("midpoint: whole step taken from the middle", """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1 / steps
    for i in range(steps):
        t = torch.full((x.shape[0],), i * h)
        if method == "midpoint":
            x = x + h / 2 * velocity(x, t)
            x = x + h * velocity(x, t + h / 2)
        else:
            x = x + h * velocity(x, t)
    return x
""", ["a whole step from the middle"]),
        ("midpoint: time not moved by h/2", """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1 / steps
    for i in range(steps):
        t = torch.full((x.shape[0],), i * h)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t)
        x = x + h * v
    return x
""", ["midpoint without its time"]),
        ("Heun's rule (average of both ends) for midpoint", """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1 / steps
    for i in range(steps):
        t = torch.full((x.shape[0],), i * h)
        v0 = velocity(x, t)
        if method == "euler":
            x = x + h * v0
        else:
            v1 = velocity(x + h * v0, t + h)
            x = x + h * (v0 + v1) / 2
    return x
""", ["Heun's method"]),
        ("while t < 1 with an accumulated t: one step too many", """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1 / steps
    t = 0.0
    while t < 1:
        time = torch.full((len(x),), t)
        if method == "euler":
            x = x + h * velocity(x, time)
        else:
            half = x + 0.5 * h * velocity(x, time)
            x = x + h * velocity(half, time + 0.5 * h)
        t += h
    return x
""", ["one step too many"]),
        ("time as a scalar tensor", """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1 / steps
    for i in range(steps):
        t = torch.tensor(i * h)
        if method == "euler":
            x = x + h * velocity(x, t)
        elif method == "midpoint":
            m = x + h / 2 * velocity(x, t)
            x = x + h * velocity(m, t + h / 2)
    return x
""", []),
        ("the number of the step used as the time", """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), float(i))
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", []),
        ("Euler with the time at the end of the step; midpoint shifted too", """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1 / steps
    t = torch.zeros(len(x))
    for _ in range(steps):
        t = t + h
        if method == "euler":
            x = x + h * velocity(x, t)
        else:
            middle = x + h / 2 * velocity(x, t)
            x = x + h * velocity(middle, t + h / 2)
    return x
""", ["time at the wrong end"]),
        ("midpoint: goes a whole step for the half step", """
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    h = 1 / steps
    for i in range(steps):
        t = torch.full((x.shape[0],), i * h)
        k1 = velocity(x, t)
        if method == "euler":
            x = x + h * k1
        else:
            k2 = velocity(x + h * k1, t + h / 2)
            x = x + h * k2
    return x
""", ["a whole step to the middle"]),
    ],
    "ode_log_prob": [
        ("the trace is added", """
def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        with torch.enable_grad():
            m = (x - h / 2 * velocity(x, t)).detach().requires_grad_(True)
            v = velocity(m, t - h / 2)
            trace = torch.zeros(n, dtype=x.dtype)
            for j in range(d):
                g = torch.autograd.grad(v[:, j].sum(), m, retain_graph=True)[0]
                trace = trace + g[:, j]
        x = (x - h * v).detach()
        total = total + h * trace
    log_normal = -0.5 * (x ** 2).sum(1) - 0.5 * d * np.log(2 * np.pi)
    return log_normal + total
""", ["sign of the trace"]),
        ("the constant of the normal is forgotten", """
def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        with torch.enable_grad():
            m = (x - h / 2 * velocity(x, t)).detach().requires_grad_(True)
            v = velocity(m, t - h / 2)
            trace = torch.zeros(n, dtype=x.dtype)
            for j in range(d):
                g = torch.autograd.grad(v[:, j].sum(), m, retain_graph=True)[0]
                trace = trace + g[:, j]
        x = (x - h * v).detach()
        total = total + h * trace
    log_normal = -0.5 * (x ** 2).sum(1)
    return log_normal - total
""", ["no 2 pi"]),
        ("the traces are not multiplied by h", """
def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        with torch.enable_grad():
            m = (x - h / 2 * velocity(x, t)).detach().requires_grad_(True)
            v = velocity(m, t - h / 2)
            trace = torch.zeros(n, dtype=x.dtype)
            for j in range(d):
                g = torch.autograd.grad(v[:, j].sum(), m, retain_graph=True)[0]
                trace = trace + g[:, j]
        x = (x - h * v).detach()
        total = total + trace
    log_normal = -0.5 * (x ** 2).sum(1) - 0.5 * d * np.log(2 * np.pi)
    return log_normal - total
""", ["trace not times the step"]),
        ("sum of the whole Jacobian instead of its trace", """
def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        with torch.enable_grad():
            m = (x - h / 2 * velocity(x, t)).detach().requires_grad_(True)
            v = velocity(m, t - h / 2)
            g = torch.autograd.grad(v.sum(), m)[0]
            trace = g.sum(dim=1)
        x = (x - h * v).detach()
        total = total + h * trace
    log_normal = -0.5 * (x ** 2).sum(1) - 0.5 * d * np.log(2 * np.pi)
    return log_normal - total
""", ["sum of the whole Jacobian"]),
        ("the trace is taken at the start of the step, not at the midpoint", """
import math

def trace_of(f, m):
    J = torch.autograd.functional.jacobian(lambda q: f(q).sum(0), m)   # (D, N, D)
    return torch.einsum("dnd->n", J)

def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1 / steps
    z = x.detach()
    integral = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i / steps, dtype=x.dtype)
        half = t - h / 2
        m = (z - h / 2 * velocity(z, t)).detach()
        integral = integral + h * trace_of(lambda q: velocity(q, t), z)
        z = (z - h * velocity(m, half)).detach()
    normal = torch.distributions.Normal(0.0, 1.0)
    return normal.log_prob(z).sum(dim=1) - integral
""", ["trace at the start of the step"]),
        ("Euler steps instead of midpoint steps", """
import math

def trace_of(f, m):
    J = torch.autograd.functional.jacobian(lambda q: f(q).sum(0), m)   # (D, N, D)
    return torch.einsum("dnd->n", J)

def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1 / steps
    z = x.detach()
    integral = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i / steps, dtype=x.dtype)
        integral = integral + h * trace_of(lambda q: velocity(q, t), z)
        z = (z - h * velocity(z, t)).detach()
    normal = torch.distributions.Normal(0.0, 1.0)
    return normal.log_prob(z).sum(dim=1) - integral
""", ["Euler's steps"]),
        ("the normal is evaluated at x instead of x_0", """
import math

def trace_of(f, m):
    J = torch.autograd.functional.jacobian(lambda q: f(q).sum(0), m)   # (D, N, D)
    return torch.einsum("dnd->n", J)

def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1 / steps
    z = x.detach()
    integral = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i / steps, dtype=x.dtype)
        half = t - h / 2
        m = (z - h / 2 * velocity(z, t)).detach()
        integral = integral + h * trace_of(lambda q: velocity(q, half), m)
        z = (z - h * velocity(m, half)).detach()
    normal = torch.distributions.Normal(0.0, 1.0)
    return normal.log_prob(x).sum(dim=1) - integral
""", ["the base at x"]),
        ("goes forward from t = 0 instead of back from t = 1", """
import math

def trace_of(f, m):
    J = torch.autograd.functional.jacobian(lambda q: f(q).sum(0), m)   # (D, N, D)
    return torch.einsum("dnd->n", J)

def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1 / steps
    z = x.detach()
    integral = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), i / steps, dtype=x.dtype)
        half = t + h / 2
        m = (z + h / 2 * velocity(z, t)).detach()
        integral = integral + h * trace_of(lambda q: velocity(q, half), m)
        z = (z + h * velocity(m, half)).detach()
    normal = torch.distributions.Normal(0.0, 1.0)
    return normal.log_prob(z).sum(dim=1) - integral
""", ["forward"]),
        ("Hutchinson's random estimate instead of the exact trace", """
def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    n, d = x.shape
    h = 1.0 / steps
    x = x.detach()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        with torch.enable_grad():
            m = (x - h / 2 * velocity(x, t)).detach().requires_grad_(True)
            v = velocity(m, t - h / 2)
            probe = torch.randint(0, 2, m.shape).to(m.dtype) * 2 - 1
            g = torch.autograd.grad((v * probe).sum(), m)[0]
            trace = (g * probe).sum(dim=1)
        x = (x - h * v).detach()
        total = total + h * trace
    log_normal = -0.5 * (x ** 2).sum(1) - 0.5 * d * np.log(2 * np.pi)
    return log_normal - total
""", []),
    ],
    "guided": [
        ("roles of free and conditional swapped", """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    return conditional + weight * (free - conditional)
""", ["weight on the wrong one"]),
        ("the paper's convention (1 + w) c - w f", """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    return (1 + weight) * conditional - weight * free
""", ["1 is not conditional", "from conditional on", "weight on the wrong one"]),
        ("negative weights cut off", """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    w = max(weight, 0.0)
    return free + w * (conditional - free)
""", []),
        ("weight clamped to [0, 1]", """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    w = min(max(weight, 0.0), 1.0)
    return (1 - w) * free + w * conditional
""", ["never beyond"]),
        ("sign of the difference", """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    return free + weight * (free - conditional)
""", ["away from the words"]),
        ("adds the conditional one without taking the free one off", """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    return free + weight * conditional
""", ["a sum"]),
        ("weighted average, divided by 1 + w", """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    return (free + weight * conditional) / (1 + weight)
""", ["average"]),
        ("rescales to the length of the conditional one", """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    v = free + weight * (conditional - free)
    size = conditional.norm(dim=1, keepdim=True) / v.norm(dim=1, keepdim=True).clamp(min=1e-8)
    return v * size
""", []),
        ("no guidance at weights up to 1", """
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    if weight <= 1:
        return conditional
    return free + weight * (conditional - free)
""", ["weight on the wrong one"]),
    ],
    "masked_loss": [
        ("mean over hidden tokens only", """
import torch.nn.functional as F
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    weighted = nll / rate[:, None]
    return weighted[mask].mean()
""", ["mean over the hidden tokens"]),
        ("no division by the rate", """
import torch.nn.functional as F
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    log_p = F.log_softmax(logits, dim=-1)
    nll = -log_p.gather(2, tokens.unsqueeze(2)).squeeze(2)
    return (nll * mask.float()).mean()
""", ["no 1/rate"]),
        ("mask the wrong way round (counts letters in view)", """
import torch.nn.functional as F
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    log_p = F.log_softmax(logits, dim=-1)
    nll = -log_p.gather(2, tokens[:, :, None])[:, :, 0]
    nll = nll.masked_fill(mask, 0.0)
    return (nll / rate[:, None]).mean()
""", ["mask the wrong way round"]),
        ("log of softmax: infinite for large logits", """
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    p = torch.softmax(logits, dim=-1)
    chosen = p.gather(-1, tokens.unsqueeze(-1)).squeeze(-1)
    return (torch.where(mask, -torch.log(chosen), 0.0) / rate[:, None]).mean()
""", ["logarithm that is not stable", "logarithm of a probability of 0"]),
        ("log(p + 1e-9) caps the loss", """
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    p = logits.softmax(dim=2)
    p_true = torch.gather(p, 2, tokens[..., None])[..., 0]
    nll = -torch.log(p_true + 1e-9)
    return (nll * mask / rate[:, None]).mean()
""", ["a tiny number under the logarithm"]),
        ("rate broadcast along the tokens", """
import torch.nn.functional as F
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    nll = F.cross_entropy(logits.permute(0, 2, 1), tokens, reduction="none")
    return (nll * mask / rate).mean()
""", ["the rate along the tokens"]),
        ("sum over a text, mean over the texts only", """
import torch.nn.functional as F
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    per_text = (nll * mask).sum(dim=1) / rate
    return per_text.mean()
""", ["sum over the tokens"]),
        ("reshape instead of transpose of the logits", """
import torch.nn.functional as F
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    N, T, K = logits.shape
    nll = F.cross_entropy(logits.reshape(N, K, T), tokens, reduction="none")
    return (nll * mask / rate[:, None]).mean()
""", ["axes reshaped, not exchanged"]),
        ("uses the observed share of hidden tokens for the rate", """
import torch.nn.functional as F
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    share = mask.float().mean(dim=1).clamp(min=1e-6)
    return (nll * mask / share[:, None]).mean()
""", ["hidden tokens counted instead of the rate"]),
    ],
    "LatentFlow": [
        ("drops word by word instead of the whole caption", """
from torch import nn
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary = vocabulary
        self.drop = drop
        self.embedding = nn.Embedding(vocabulary + 1, width)
        self.z_in = nn.Linear(latent, width)
        self.t_in = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.layers = nn.ModuleList(
            [nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)]
        )
        self.z_out = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        c = self.t_in(t[:, None]) + self.embedding(words).mean(1)
        h = self.z_in(z) + c
        for layer in self.layers:
            h = h + layer(h + c)
        return self.z_out(h)

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(words.shape, generator=generator) < self.drop
        words = torch.where(gone, self.vocabulary, words)
        z_t = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(z_t, t, words) - (z - noise)) ** 2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        z = noise
        unsaid = torch.full_like(words, self.vocabulary)
        for i in range(steps):
            t = torch.full((len(z),), i / steps)
            conditional = self.velocity(z, t, words)
            free = self.velocity(z, t, unsaid)
            z = z + (free + weight * (conditional - free)) / steps
        return z
""", ["dropped word by word"]),
        ("one draw for the whole batch", '''
from torch import nn
class LatentFlow(nn.Module):
    """A plain MLP over the code, the time and the mean of the words."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.nothing = vocabulary
        self.drop = drop
        self.words = nn.Embedding(vocabulary + 1, 64)
        layers = [nn.Linear(latent + 1 + 64, width), nn.ReLU()]
        for _ in range(blocks):
            layers.extend([nn.Linear(width, width), nn.ReLU()])
        layers.append(nn.Linear(width, latent))
        self.net = nn.Sequential(*layers)

    def velocity(self, z, t, words):
        w = self.words(words).mean(dim=1)
        return self.net(torch.cat([z, t.unsqueeze(1), w], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        heard = words.clone()
        hush = torch.rand(1, generator=generator).item() < self.drop
        if hush:
            heard[:] = self.nothing
        s = t.unsqueeze(1)
        v = self.velocity((1 - s) * noise + s * z, t, heard)
        return (v - z + noise).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        h = 1.0 / steps
        silent = torch.full_like(words, self.nothing)
        z = noise.clone()
        with torch.no_grad():
            for k in range(steps):
                t = torch.ones(z.shape[0]) * (k * h)
                v_free = self.velocity(z, t, silent)
                v_cond = self.velocity(z, t, words)
                z = z + h * (v_free + weight * (v_cond - v_free))
        return z
''', ["all or none"]),
        ("ignores the generator", '''
from torch import nn
class LatentFlow(nn.Module):
    """A plain MLP over the code, the time and the mean of the words."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.nothing = vocabulary
        self.drop = drop
        self.words = nn.Embedding(vocabulary + 1, 64)
        layers = [nn.Linear(latent + 1 + 64, width), nn.ReLU()]
        for _ in range(blocks):
            layers.extend([nn.Linear(width, width), nn.ReLU()])
        layers.append(nn.Linear(width, latent))
        self.net = nn.Sequential(*layers)

    def velocity(self, z, t, words):
        w = self.words(words).mean(dim=1)
        return self.net(torch.cat([z, t.unsqueeze(1), w], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        heard = words.clone()
        hush = torch.rand(z.shape[0]) < self.drop
        heard[hush] = self.nothing
        s = t.unsqueeze(1)
        v = self.velocity((1 - s) * noise + s * z, t, heard)
        return (v - z + noise).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        h = 1.0 / steps
        silent = torch.full_like(words, self.nothing)
        z = noise.clone()
        with torch.no_grad():
            for k in range(steps):
                t = torch.ones(z.shape[0]) * (k * h)
                v_free = self.velocity(z, t, silent)
                v_cond = self.velocity(z, t, words)
                z = z + h * (v_free + weight * (v_cond - v_free))
        return z
''', ["generator ignored"]),
        ("guidance in the other convention, (1 + w) c - w f", """
from torch import nn
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary = vocabulary
        self.drop = drop
        self.embedding = nn.Embedding(vocabulary + 1, width)
        self.z_in = nn.Linear(latent, width)
        self.t_in = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.layers = nn.ModuleList(
            [nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)]
        )
        self.z_out = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        c = self.t_in(t[:, None]) + self.embedding(words).mean(1)
        h = self.z_in(z) + c
        for layer in self.layers:
            h = h + layer(h + c)
        return self.z_out(h)

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        z_t = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(z_t, t, words) - (z - noise)) ** 2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        z = noise
        unsaid = torch.full_like(words, self.vocabulary)
        for i in range(steps):
            t = torch.full((len(z),), i / steps)
            conditional = self.velocity(z, t, words)
            free = self.velocity(z, t, unsaid)
            z = z + ((1 + weight) * conditional - weight * free) / steps
        return z
""", ["1 is not conditional"]),
        ("sample keeps gradients", """
from torch import nn
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary = vocabulary
        self.drop = drop
        self.embedding = nn.Embedding(vocabulary + 1, width)
        self.z_in = nn.Linear(latent, width)
        self.t_in = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.layers = nn.ModuleList(
            [nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)]
        )
        self.z_out = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        c = self.t_in(t[:, None]) + self.embedding(words).mean(1)
        h = self.z_in(z) + c
        for layer in self.layers:
            h = h + layer(h + c)
        return self.z_out(h)

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        z_t = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(z_t, t, words) - (z - noise)) ** 2).sum(1).mean()

    def sample(self, noise, words, weight, steps):
        z = noise
        unsaid = torch.full_like(words, self.vocabulary)
        for i in range(steps):
            t = torch.full((len(z),), i / steps)
            conditional = self.velocity(z, t, words)
            free = self.velocity(z, t, unsaid)
            z = z + (free + weight * (conditional - free)) / steps
        return z
""", ["gradients kept in the samples"]),
        ("loss and sample ask the network behind self.velocity", '''
from torch import nn
class LatentFlow(nn.Module):
    """A plain MLP over the code, the time and the mean of the words."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.nothing = vocabulary
        self.drop = drop
        self.words = nn.Embedding(vocabulary + 1, 64)
        layers = [nn.Linear(latent + 1 + 64, width), nn.ReLU()]
        for _ in range(blocks):
            layers.extend([nn.Linear(width, width), nn.ReLU()])
        layers.append(nn.Linear(width, latent))
        self.net = nn.Sequential(*layers)

    def forward(self, z, t, words):
        w = self.words(words).mean(dim=1)
        return self.net(torch.cat([z, t.unsqueeze(1), w], dim=1))

    def velocity(self, z, t, words):
        return self(z, t, words)

    def loss(self, z, words, noise, t, generator=None):
        heard = words.clone()
        hush = torch.rand(z.shape[0], generator=generator) < self.drop
        heard[hush] = self.nothing
        s = t.unsqueeze(1)
        v = self((1 - s) * noise + s * z, t, heard)
        return (v - z + noise).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        h = 1.0 / steps
        silent = torch.full_like(words, self.nothing)
        z = noise.clone()
        with torch.no_grad():
            for k in range(steps):
                t = torch.ones(z.shape[0]) * (k * h)
                v_free = self(z, t, silent)
                v_cond = self(z, t, words)
                z = z + h * (v_free + weight * (v_cond - v_free))
        return z
''', []),
        ("no row for the unsaid word in the embedding", """
from torch import nn
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary = vocabulary
        self.drop = drop
        self.embedding = nn.Embedding(vocabulary, width)
        self.z_in = nn.Linear(latent, width)
        self.t_in = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.layers = nn.ModuleList(
            [nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)]
        )
        self.z_out = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        c = self.t_in(t[:, None]) + self.embedding(words).mean(1)
        h = self.z_in(z) + c
        for layer in self.layers:
            h = h + layer(h + c)
        return self.z_out(h)

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        z_t = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(z_t, t, words) - (z - noise)) ** 2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        z = noise
        unsaid = torch.full_like(words, self.vocabulary)
        for i in range(steps):
            t = torch.full((len(z),), i / steps)
            conditional = self.velocity(z, t, words)
            free = self.velocity(z, t, unsaid)
            z = z + (free + weight * (conditional - free)) / steps
        return z
""", []),
        ("unsaid captions are rows of word 0", '''
from torch import nn
class LatentFlow(nn.Module):
    """A plain MLP over the code, the time and the mean of the words."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.nothing = 0
        self.drop = drop
        self.words = nn.Embedding(vocabulary + 1, 64)
        layers = [nn.Linear(latent + 1 + 64, width), nn.ReLU()]
        for _ in range(blocks):
            layers.extend([nn.Linear(width, width), nn.ReLU()])
        layers.append(nn.Linear(width, latent))
        self.net = nn.Sequential(*layers)

    def velocity(self, z, t, words):
        w = self.words(words).mean(dim=1)
        return self.net(torch.cat([z, t.unsqueeze(1), w], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        heard = words.clone()
        hush = torch.rand(z.shape[0], generator=generator) < self.drop
        heard[hush] = self.nothing
        s = t.unsqueeze(1)
        v = self.velocity((1 - s) * noise + s * z, t, heard)
        return (v - z + noise).pow(2).sum(dim=1).mean()

    def sample(self, noise, words, weight, steps):
        h = 1.0 / steps
        silent = torch.full_like(words, self.nothing)
        z = noise.clone()
        with torch.no_grad():
            for k in range(steps):
                t = torch.ones(z.shape[0]) * (k * h)
                v_free = self.velocity(z, t, silent)
                v_cond = self.velocity(z, t, words)
                z = z + h * (v_free + weight * (v_cond - v_free))
        return z
''', ["silence is word 0"]),
        ("sample takes the time at the end of each step", """
from torch import nn
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary = vocabulary
        self.drop = drop
        self.embedding = nn.Embedding(vocabulary + 1, width)
        self.z_in = nn.Linear(latent, width)
        self.t_in = nn.Sequential(nn.Linear(1, width), nn.SiLU(), nn.Linear(width, width))
        self.layers = nn.ModuleList(
            [nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)]
        )
        self.z_out = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        c = self.t_in(t[:, None]) + self.embedding(words).mean(1)
        h = self.z_in(z) + c
        for layer in self.layers:
            h = h + layer(h + c)
        return self.z_out(h)

    def loss(self, z, words, noise, t, generator=None):
        gone = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(gone[:, None], self.vocabulary, words)
        z_t = (1 - t[:, None]) * noise + t[:, None] * z
        return ((self.velocity(z_t, t, words) - (z - noise)) ** 2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        z = noise
        unsaid = torch.full_like(words, self.vocabulary)
        for i in range(1, steps + 1):
            t = torch.full((len(z),), i / steps)
            conditional = self.velocity(z, t, words)
            free = self.velocity(z, t, unsaid)
            z = z + (free + weight * (conditional - free)) / steps
        return z
""", []),
    ],
}
