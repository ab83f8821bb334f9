"""Answers to exercises of week 7, labelled: see ../corpora.toml."""

RIGHT = {
    "generator_minimax_loss": [
        """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return F.logsigmoid(-fake_logits).mean()
""",
        """
def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    # log(1 - sigmoid(h)) = -log(1 + e^h)
    zero = torch.zeros_like(fake_logits)
    return -torch.logaddexp(fake_logits, zero).sum() / len(fake_logits)
""",
        """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    calls_fake = torch.zeros_like(fake_logits)
    return -F.binary_cross_entropy_with_logits(fake_logits, calls_fake)
""",
    ],
    "generator_nonsaturating_loss": [
        """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return -F.logsigmoid(fake_logits).mean()
""",
        """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return F.softplus(-fake_logits).mean()
""",
        """
from scipy.special import logsumexp


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    # log(e^0 + e^-h) by logsumexp over two columns
    both = torch.stack([torch.zeros_like(fake_logits), -fake_logits])
    return torch.logsumexp(both, dim=0).mean()
""",
    ],
    "generator_logit_gradients": [
        """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": torch.full_like(d, -1.0)}
""",
        """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    half = torch.tanh(fake_logits / 2) / 2
    minimax = -0.5 - half
    nonsaturating = half - 0.5
    return {"minimax": minimax, "nonsaturating": nonsaturating, "kl": minimax + nonsaturating}
""",
        """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    minimax = -1 / (1 + torch.exp(-fake_logits))
    nonsaturating = -1 / (1 + torch.exp(fake_logits))
    kl = -torch.ones_like(fake_logits)
    return dict(minimax=minimax, nonsaturating=nonsaturating, kl=kl)
""",
    ],
    "fgan_bound": [
        """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    return p @ t - q @ conjugate(t)
""",
        """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    gain = p * t - q * conjugate(t)
    return gain.sum()
""",
        """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    total = torch.zeros((), dtype=p.dtype)
    for k in range(len(p)):
        value = t[k : k + 1]
        total = total + p[k] * value[0] - q[k] * conjugate(value)[0]
    return total
""",
    ],
    "wasserstein1": [
        """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (x.sort().values - y.sort().values).abs().mean()
""",
        """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    # area between the two step functions
    cuts = torch.cat([x, y]).sort().values
    left = cuts[:-1].contiguous()
    below_x = torch.searchsorted(x.sort().values, left, right=True)
    below_y = torch.searchsorted(y.sort().values, left, right=True)
    return ((below_x - below_y).abs() * (cuts[1:] - cuts[:-1])).sum() / len(x)
""",
        """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    from scipy.optimize import linear_sum_assignment

    cost = (x[:, None] - y[None, :]).abs()
    rows, columns = linear_sum_assignment(cost.detach().numpy())
    return cost[torch.as_tensor(rows), torch.as_tensor(columns)].mean()
""",
    ],
    "gradient_penalty": [
        """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    between = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    slope = torch.autograd.grad(critic(between).sum(), between, create_graph=True)[0]
    return (slope.norm(dim=1) - 1).pow(2).mean()
""",
        """
import torch.nn.functional as F


def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    between = torch.lerp(fake, real, mix).detach()
    slope = torch.autograd.functional.jacobian(lambda z: critic(z).sum(), between, create_graph=True)
    length = torch.linalg.vector_norm(slope, dim=-1)
    return F.mse_loss(length, torch.ones_like(length))
""",
        """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    total = 0.0
    for a, r, f in zip(mix, real, fake):
        point = (a * r + (1 - a) * f).detach()[None].requires_grad_()
        (slope,) = torch.autograd.grad(critic(point)[0], point, create_graph=True)
        total = total + (torch.linalg.norm(slope[0]) - 1) ** 2
    return total / len(real)
""",
    ],
    "gan_step": [
        """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    fakes = generator(noise_d).detach()
    value_d = loss_d(discriminator(real), discriminator(fakes))
    value_d.backward()
    opt_d.step()

    opt_g.zero_grad()
    value_g = loss_g(discriminator(generator(noise_g)))
    value_g.backward()
    opt_g.step()
    return value_d.item(), value_g.item()
""",
        """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    def players(opt):
        return [w for group in opt.param_groups for w in group["params"]]

    def descend(opt, loss):
        weights = players(opt)
        for w, slope in zip(weights, torch.autograd.grad(loss, weights, allow_unused=True)):
            w.grad = slope
        opt.step()
        opt.zero_grad()
        return float(loss.detach())

    with torch.no_grad():
        fakes = generator(noise_d)
    first = descend(opt_d, loss_d(discriminator(real), discriminator(fakes)))
    second = descend(opt_g, loss_g(discriminator(generator(noise_g))))
    return first, second
""",
        """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    def judge():
        opt_d.zero_grad()
        opt_g.zero_grad()
        loss = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
        loss.backward()
        return loss

    def paint():
        opt_d.zero_grad()
        opt_g.zero_grad()
        loss = loss_g(discriminator(generator(noise_g)))
        loss.backward()
        return loss

    a = float(opt_d.step(judge))
    b = float(opt_g.step(paint))
    opt_d.zero_grad()
    opt_g.zero_grad()
    return a, b
""",
    ],
    "modes_covered": [
        """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    gaps = (samples[:, None, :] - centers[None, :, :]).norm(dim=2)
    return int((gaps <= radius).any(dim=0).sum())
""",
        """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    covered = 0
    for center in centers:
        if any(torch.linalg.norm(sample - center) <= radius for sample in samples):
            covered += 1
    return covered
""",
        """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    if len(samples) == 0:
        return 0
    table = torch.cdist(centers, samples, compute_mode="donot_use_mm_for_euclid_dist")
    return torch.count_nonzero(table.min(dim=1).values <= radius).item()
""",
    ],
    "r1_penalty": [
        """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)
    return slope.pow(2).sum(dim=1).mean()
""",
        """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    points = [row.detach()[None].requires_grad_() for row in real]
    total = 0.0
    for point in points:
        slope = torch.autograd.grad(discriminator(point)[0], point, create_graph=True)[0]
        total = total + (slope * slope).sum()
    return total / len(points)
""",
        """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    h = discriminator(x)
    (slope,) = torch.autograd.grad(h, x, grad_outputs=torch.ones_like(h), create_graph=True)
    return torch.einsum("nd,nd->", slope, slope) / x.shape[0]
""",
    ],
    "penalised": [
        """
def penalised(loss, weight: float, penalty):
    def joined(real_logits, fake_logits):
        return loss(real_logits, fake_logits) + weight * penalty()

    return joined
""",
        """
def penalised(loss, weight: float, penalty):
    return lambda real_logits, fake_logits: torch.add(loss(real_logits, fake_logits), penalty(), alpha=weight)
""",
        """
from functools import partial


def _joined(loss, weight, penalty, real_logits, fake_logits):
    terms = [loss(real_logits, fake_logits), weight * penalty()]
    return sum(terms)


def penalised(loss, weight: float, penalty):
    return partial(_joined, loss, weight, penalty)
""",
    ],
}

WRONG = {
    "generator_minimax_loss": [
        ("log of 1 - sigmoid: -inf for large logits", """
def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    d = torch.sigmoid(fake_logits)
    return torch.log(1 - d).mean()
""", ["log of zero"]),
        ("sign turned: the loss to be maximised", """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return F.softplus(fake_logits).mean()
""", ["sign"]),
        ("takes 1 - h for the logit of 1 - D", """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return F.logsigmoid(1 - fake_logits).mean()
""", []),
        ("log of the mean instead of mean of the log", """
import torch.nn.functional as F
import math
from scipy.special import logsumexp


def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    log_not = F.logsigmoid(-fake_logits)
    return torch.logsumexp(log_not, dim=0) - math.log(len(fake_logits))
""", ["log of the mean"]),
        ("where() hides the -inf, the gradient is nan for large logits", """
def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    exact = torch.log(1 - torch.sigmoid(fake_logits))
    return torch.where(fake_logits > 15, -fake_logits, exact).mean()
""", ["log of zero"]),
        ("logits clamped to 30: wrong value and no gradient beyond", """
def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    h = fake_logits.clamp(-30, 30)
    return -torch.log1p(torch.exp(h)).mean()
""", ["clamped"]),
        ("small constant in the log: finite, but stuck near -18 and dead", """
def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    d = torch.sigmoid(fake_logits)
    return torch.log(1 - d + 1e-8).mean()
""", ["a tiny number under the logarithm"]),
        ("right value by numpy, the graph is cut", """
def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    h = fake_logits.detach().cpu().numpy()
    return torch.tensor(-np.logaddexp(0.0, h).mean(), dtype=fake_logits.dtype, requires_grad=True)
""", ["the graph is cut"]),
        ("the KL-based loss: subtracts log D as well", """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    log_d = F.logsigmoid(fake_logits)
    log_not_d = F.logsigmoid(-fake_logits)
    return (log_not_d - log_d).mean()
""", ["minus the mean logit"]),
    ],
    "generator_nonsaturating_loss": [
        ("log of sigmoid: inf for very negative logits", """
def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return -torch.log(torch.sigmoid(fake_logits)).mean()
""", ["log of zero"]),
        ("labels the fakes as fake: the discriminator's wish", """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return F.binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))
""", ["sign"]),
        ("binary_cross_entropy on probabilities caps each term at 100", """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    d = torch.sigmoid(fake_logits)
    return F.binary_cross_entropy(d, torch.ones_like(d))
""", ["clamped", "log of zero"]),
        ("one-sided label smoothing with target 0.9", """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    target = torch.full_like(fake_logits, 0.9)
    return F.binary_cross_entropy_with_logits(fake_logits, target)
""", []),
        ("averages the logits before the loss", """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return F.softplus(-fake_logits.mean())
""", ["log of the mean"]),
        ("the hinge/WGAN loss -E h", """
def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return -fake_logits.mean()
""", ["minus the mean logit"]),
        ("shift by the batch's largest value before exp: underflows for mixed batches", """
def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    top = (-fake_logits).max().clamp(min=0)
    return top + torch.log(torch.exp(-top) + torch.exp(-fake_logits - top)).mean()
""", []),
        ("sum over the batch, no mean", """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return -F.logsigmoid(fake_logits).sum()
""", ["sum over the batch"]),
        ("each fake weighted by 1 - D: gradient of a focal loss", """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    doubt = torch.sigmoid(-fake_logits)
    return -(doubt * F.logsigmoid(fake_logits)).mean()
""", []),
    ],
    "generator_logit_gradients": [
        ("minimax and non-saturating swapped", """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    d = torch.sigmoid(fake_logits)
    return {"minimax": d - 1, "nonsaturating": -d, "kl": -torch.ones_like(d)}
""", ["minimax and non-saturating exchanged", "saturates where it must not"]),
        ("derivative in D instead of in the logit", """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    d = torch.sigmoid(fake_logits)
    return {"minimax": -1 / (1 - d), "nonsaturating": -1 / d, "kl": -1 / (d * (1 - d))}
""", ["derivative in D"]),
        ("e^h / (1 + e^h): nan for large logits", """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    u = torch.exp(fake_logits)
    d = u / (1 + u)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}
""", ["exp overflows"]),
        ("carries the 1/N of the mean", """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    n = len(fake_logits)
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d / n, "nonsaturating": -(1 - d) / n, "kl": -torch.ones_like(d) / n}
""", ["divided by N"]),
        ("autograd instead of a closed form", """
import torch.nn.functional as F


def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    h = fake_logits.detach().clone().requires_grad_()
    losses = {"minimax": -F.softplus(h), "nonsaturating": F.softplus(-h), "kl": -h}
    return {name: torch.autograd.grad(loss.sum(), h)[0] for name, loss in losses.items()}
""", []),
        ("kl is one number, not (N,)", """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": torch.tensor(-1.0)}
""", ["one number for the KL-based one"]),
        ("sigmoid_ overwrites the caller's logits", """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    d = fake_logits.sigmoid_()
    return {"minimax": -d, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}
""", []),
        ("forward difference of the loss instead of a closed form", """
import torch.nn.functional as F


def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    step = 1e-3
    up = fake_logits + step

    def slope(loss):
        return (loss(up) - loss(fake_logits)) / step

    return {
        "minimax": slope(lambda h: -F.softplus(h)),
        "nonsaturating": slope(lambda h: F.softplus(-h)),
        "kl": slope(lambda h: -h),
    }
""", []),
        ("kl: difference of the two derivatives, since its formula has a minus", """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    minimax = -torch.sigmoid(fake_logits)
    nonsaturating = -torch.sigmoid(-fake_logits)
    return {"minimax": minimax, "nonsaturating": nonsaturating, "kl": minimax - nonsaturating}
""", ["sign"]),
    ],
    "fgan_bound": [
        ("p and q changed places", """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    return (q * t).sum() - (p * conjugate(t)).sum()
""", ["p and q exchanged", "conjugate under p"]),
        ("adds the second expectation", """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    return (p * t).sum() + (q * conjugate(t)).sum()
""", ["plus the conjugate"]),
        ("cut off at 0, but a bound may be negative", """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    bound = (p * t).sum() - (q * conjugate(t)).sum()
    return bound.clamp(min=0)
""", []),
        ("leaves out outcomes with p = 0, where fakes still pay", """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    seen = p > 0
    return (p[seen] * t[seen]).sum() - (q[seen] * conjugate(t[seen])).sum()
""", []),
        ("conjugate of the mean instead of mean of the conjugate", """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    return p @ t - conjugate((q * t).sum())
""", ["conjugate of the mean"]),
        ("both expectations under q", """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    return (q * (t - conjugate(t))).sum()
""", ["both under q"]),
        ("means over outcomes, without dividing out K", """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    return (p * t).mean() - (q * conjugate(t)).mean()
""", ["means over the outcomes"]),
        ("scores fakes by t as a Wasserstein critic, conjugate unused", """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    real_score = torch.dot(p, t)
    fake_score = torch.dot(q, t)
    return real_score - fake_score
""", ["no conjugate"]),
        ("an estimate from samples of p and q instead of the expectations", """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    i = torch.multinomial(p, 1000, replacement=True)
    j = torch.multinomial(q, 1000, replacement=True)
    return t[i].mean() - conjugate(t[j]).mean()
""", []),
    ],
    "wasserstein1": [
        ("pairs the points in the order they come", """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (x - y).abs().mean()
""", ["not sorted"]),
        ("root of the mean square: W2", """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    gap = torch.sort(x).values - torch.sort(y).values
    return gap.pow(2).mean().sqrt()
""", ["squared"]),
        ("distance of the means", """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return (x.mean() - y.mean()).abs()
""", ["gap of the means"]),
        ("mean over all pairs, not over the best pairing", """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return torch.cdist(x[:, None], y[:, None]).mean()
""", ["mean over all pairs"]),
        ("nearest neighbour of each x: a y may serve twice", """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    table = (x[:, None] - y[None, :]).abs()
    return table.min(dim=1).values.mean()
""", ["each to its nearest"]),
        ("greedy pairing: each x takes the nearest y left", """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    left = list(range(len(y)))
    total = torch.zeros((), dtype=x.dtype)
    for value in x:
        gaps = torch.stack([(value - y[j]).abs() for j in left])
        best = int(gaps.argmin())
        total = total + gaps[best]
        left.pop(best)
    return total / len(x)
""", []),
        ("takes the indices that sort returns for the values", """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    a = torch.sort(x)[1]
    b = torch.sort(y)[1]
    return (a - b).abs().to(x.dtype).mean()
""", ["places in the order"]),
        ("mean gap of 101 interpolated quantiles", """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    levels = torch.linspace(0, 1, 101, dtype=x.dtype)
    return (torch.quantile(x, levels) - torch.quantile(y, levels)).abs().mean()
""", []),
        ("sorts the caller's tensors in place", """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    x[:] = x.sort().values
    y[:] = y.sort().values
    return torch.mean(torch.abs(x - y))
""", []),
    ],
    "gradient_penalty": [
        ("no create_graph: nothing to train through", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    between = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    slope = torch.autograd.grad(critic(between).sum(), between)[0]
    return (slope.norm(dim=1) - 1).pow(2).mean()
""", ["no graph kept"]),
        ("mix weighs the fake point", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    between = (mix * fake + (1 - mix) * real).detach().requires_grad_()
    slope = torch.autograd.grad(critic(between).sum(), between, create_graph=True)[0]
    return (slope.norm(dim=1) - 1).pow(2).mean()
""", ["mix the wrong way round"]),
        ("gradient of the mean: every slope is N times too small", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    between = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    slope = torch.autograd.grad(critic(between).mean(), between, create_graph=True)[0]
    return (slope.norm(dim=1) - 1).pow(2).mean()
""", ["the gradient of the mean"]),
        ("the mean length against 1, not each length", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    between = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    slope = torch.autograd.grad(critic(between).sum(), between, create_graph=True)[0]
    return (slope.norm(dim=1).mean() - 1).pow(2)
""", ["not squared"]),
        ("squared length against 1", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    between = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    slope = torch.autograd.grad(critic(between).sum(), between, create_graph=True)[0]
    return (slope.pow(2).sum(dim=1) - 1).pow(2).mean()
""", ["squared norm"]),
        ("one-sided: slopes below 1 go free", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    between = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    slope = torch.autograd.grad(critic(between).sum(), between, create_graph=True)[0]
    return (slope.norm(dim=1) - 1).clamp(min=0).pow(2).mean()
""", ["only slopes above one"]),
        ("draws its own mix by torch.rand", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    mix = torch.rand(len(real), 1, dtype=real.dtype)
    between = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    slope = torch.autograd.grad(critic(between).sum(), between, create_graph=True)[0]
    return (slope.norm(dim=1) - 1).pow(2).mean()
""", []),
        ("rise between the two points instead of the gradient at the mixed point", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    rise = critic(real) - critic(fake)
    run = (real - fake).norm(dim=1)
    return (rise.abs() / run - 1).pow(2).mean()
""", []),
        ("mixes the penalties of the two end points instead of taking the slope at the mixed point", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    def penalty(points):
        points = points.detach().clone().requires_grad_()
        (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
        return (slope.norm(dim=1) - 1).pow(2)

    a = mix[:, 0]
    return (a * penalty(real) + (1 - a) * penalty(fake)).mean()
""", []),
    ],
    "gan_step": [
        ("gradients are never set to zero", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    fakes = generator(noise_d).detach()
    value_d = loss_d(discriminator(real), discriminator(fakes))
    value_d.backward()
    opt_d.step()

    value_g = loss_g(discriminator(generator(noise_g)))
    value_g.backward()
    opt_g.step()
    return value_d.item(), value_g.item()
""", ["the generator's gradients pile up", "the discriminator keeps the gradients of the generator's step"]),
        ("both losses first, then both steps: the fakes are judged by the old discriminator", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    value_d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    value_g = loss_g(discriminator(generator(noise_g)))
    weights_d = [w for group in opt_d.param_groups for w in group["params"]]
    weights_g = [w for group in opt_g.param_groups for w in group["params"]]
    slopes_d = torch.autograd.grad(value_d, weights_d)
    slopes_g = torch.autograd.grad(value_g, weights_g)
    for w, slope in zip(weights_d + weights_g, slopes_d + slopes_g):
        w.grad = slope
    opt_d.step()
    opt_g.step()
    return value_d.item(), value_g.item()
""", ["both steps at the end"]),
        ("the discriminator's gradient from the generator's step stays and counts in the next call", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_g.zero_grad()
    fakes = generator(noise_d).detach()
    value_d = loss_d(discriminator(real), discriminator(fakes))
    value_d.backward()
    opt_d.step()

    opt_g.zero_grad()
    value_g = loss_g(discriminator(generator(noise_g)))
    value_g.backward()
    opt_g.step()
    return value_d.item(), value_g.item()
""", ["the discriminator keeps the gradients of the generator's step"]),
        ("fakes not detached and the generator's gradient only cleared at the start", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    opt_g.zero_grad()
    value_d = loss_d(discriminator(real), discriminator(generator(noise_d)))
    value_d.backward()
    opt_d.step()

    value_g = loss_g(discriminator(generator(noise_g)))
    value_g.backward()
    opt_g.step()
    return value_d.item(), value_g.item()
""", ["the fakes not detached, and cleared too soon"]),
        ("the generator's fakes are detached: it never moves", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    fakes = generator(noise_d).detach()
    value_d = loss_d(discriminator(real), discriminator(fakes))
    value_d.backward()
    opt_d.step()

    opt_g.zero_grad()
    value_g = loss_g(discriminator(generator(noise_g).detach()))
    value_g.backward()
    opt_g.step()
    return value_d.item(), value_g.item()
""", ["the generator is cut off"]),
        ("each player clips its gradient to length 1 before it steps", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    fakes = generator(noise_d).detach()
    value_d = loss_d(discriminator(real), discriminator(fakes))
    value_d.backward()
    torch.nn.utils.clip_grad_norm_(discriminator.parameters(), 1.0)
    opt_d.step()

    opt_g.zero_grad()
    value_g = loss_g(discriminator(generator(noise_g)))
    value_g.backward()
    torch.nn.utils.clip_grad_norm_(generator.parameters(), 1.0)
    opt_g.step()
    return value_d.item(), value_g.item()
""", []),
        ("paints once: the generator steps on the fakes of noise_d", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    fakes = generator(noise_d)
    opt_d.zero_grad()
    value_d = loss_d(discriminator(real), discriminator(fakes.detach()))
    value_d.backward()
    opt_d.step()

    opt_g.zero_grad()
    value_g = loss_g(discriminator(fakes))
    value_g.backward()
    opt_g.step()
    return value_d.item(), value_g.item()
""", ["the generator plays with the first noise"]),
        ("reports the losses after the steps", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    fakes = generator(noise_d).detach()
    value_d = loss_d(discriminator(real), discriminator(fakes))
    value_d.backward()
    opt_d.step()

    opt_g.zero_grad()
    value_g = loss_g(discriminator(generator(noise_g)))
    value_g.backward()
    opt_g.step()
    with torch.no_grad():
        value_d = loss_d(discriminator(real), discriminator(fakes))
        value_g = loss_g(discriminator(generator(noise_g)))
    return value_d.item(), value_g.item()
""", ["the losses after the step"]),
        ("the discriminator's optimizer steps again with the generator's gradient", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    fakes = generator(noise_d).detach()
    value_d = loss_d(discriminator(real), discriminator(fakes))
    value_d.backward()
    opt_d.step()

    opt_g.zero_grad()
    value_g = loss_g(discriminator(generator(noise_g)))
    value_g.backward()
    opt_g.step()
    opt_d.step()
    return value_d.item(), value_g.item()
""", ["the discriminator moves twice"]),
    ],
    "modes_covered": [
        ("strictly within: a sample exactly at the radius is left out", """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    gaps = (samples[:, None] - centers).norm(dim=2)
    return int((gaps < radius).any(dim=0).sum())
""", ["the boundary left out"]),
        ("counts samples near a mode, not modes", """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    gaps = (samples[:, None] - centers).norm(dim=2)
    return int((gaps <= radius).any(dim=1).sum())
""", ["counts samples"]),
        ("each sample counts for its nearest center only, though circles may overlap", """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    if len(samples) == 0:
        return 0
    gaps = (samples[:, None] - centers).norm(dim=2)
    near, which = gaps.min(dim=1)
    return len(which[near <= radius].unique())
""", ["only the nearest centre of a sample"]),
        ("minimum over no samples raises for N = 0", """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    gaps = (samples[:, None] - centers).norm(dim=2)
    return int((gaps.min(dim=0).values <= radius).sum())
""", ["no samples"]),
        ("within the radius in each coordinate: a square", """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    gaps = (samples[:, None] - centers).abs()
    return int((gaps <= radius).all(dim=2).any(dim=0).sum())
""", ["another distance"]),
        ("squared distance against the radius", """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    gaps = ((samples[:, None] - centers) ** 2).sum(dim=2)
    return int((gaps <= radius).any(dim=0).sum())
""", ["squared distance"]),
        ("no radius: how many centers are the nearest of some sample", """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    if len(samples) == 0:
        return 0
    return len(torch.cdist(samples, centers).argmin(dim=1).unique())
""", ["nearest without radius", "only the nearest centre of a sample"]),
        ("only the first two coordinates: right on the ring alone", """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    sx, sy = samples[:, 0], samples[:, 1]
    covered = 0
    for c in centers:
        if bool((torch.hypot(sx - c[0], sy - c[1]) <= radius).any()):
            covered += 1
    return covered
""", []),
        ("asks the mean of the samples nearest to a center, not a sample, to lie within", """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    if len(samples) == 0:
        return 0
    owner = (samples[:, None] - centers).norm(dim=2).argmin(dim=1)
    covered = 0
    for k, center in enumerate(centers):
        mine = samples[owner == k]
        if len(mine) and (mine.mean(dim=0) - center).norm() <= radius:
            covered += 1
    return covered
""", ["only the nearest centre of a sample"]),
    ],
    "r1_penalty": [
        ("retain_graph taken for create_graph: the discriminator gets no gradient", """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(discriminator(x).sum(), x, retain_graph=True)
    return slope.pow(2).sum(dim=1).mean()
""", ["no graph is kept"]),
        ("lengths against 1, as in WGAN-GP", """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)
    return (slope.norm(dim=1) - 1).pow(2).mean()
""", ["the distance from 1"]),
        ("length, not squared", """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)
    return slope.norm(dim=1).mean()
""", ["the length, not its square"]),
        ("mean over all N * D entries", """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)
    return slope.pow(2).mean()
""", ["the squares averaged over the coordinates too"]),
        ("with the paper's factor 1/2", """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)
    return 0.5 * slope.pow(2).sum(dim=1).mean()
""", ["half of it"]),
        ("slope of D = sigmoid(h) instead of the logit", """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(torch.sigmoid(discriminator(x)).sum(), x, create_graph=True)
    return slope.pow(2).sum(dim=1).mean()
""", ["the slope of the probability"]),
        ("squared length of the mean gradient", """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    (slope,) = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)
    return slope.mean(dim=0).pow(2).sum()
""", []),
        ("gradient in the weights instead of the points", """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    weights = list(discriminator.parameters())
    slopes = torch.autograd.grad(discriminator(real).mean(), weights, create_graph=True)
    return sum(slope.pow(2).sum() for slope in slopes)
""", []),
        ("slope along one random direction a point: right on average only", """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    x = real.detach().clone().requires_grad_()
    h = discriminator(x)
    (slope,) = torch.autograd.grad(h.sum(), x, create_graph=True)
    direction = torch.randn_like(x)
    return (slope * direction).sum(dim=1).pow(2).mean()
""", []),
    ],
    "penalised": [
        ("penalty asked once, when the function is made", """
def penalised(loss, weight: float, penalty):
    extra = weight * penalty()

    def joined(real_logits, fake_logits):
        return loss(real_logits, fake_logits) + extra

    return joined
""", ["the penalty computed once"]),
        ("weight on the whole sum", """
def penalised(loss, weight: float, penalty):
    def joined(real_logits, fake_logits):
        return weight * (loss(real_logits, fake_logits) + penalty())

    return joined
""", ["the weight on both"]),
        ("penalty as a plain number: nothing to train through", """
def penalised(loss, weight: float, penalty):
    def joined(real_logits, fake_logits):
        return loss(real_logits, fake_logits) + weight * penalty().item()

    return joined
""", ["a penalty that nothing is learned from"]),
        ("a mixture: (1 - weight) on the loss", """
def penalised(loss, weight: float, penalty):
    return lambda real_logits, fake_logits: (1 - weight) * loss(real_logits, fake_logits) + weight * penalty()
""", ["a mixture of the two"]),
        ("lazy: penalty on the first and then each 16th call only", """
def penalised(loss, weight: float, penalty):
    calls = 0

    def joined(real_logits, fake_logits):
        nonlocal calls
        total = loss(real_logits, fake_logits)
        if calls % 16 == 0:
            total = total + weight * penalty()
        calls += 1
        return total

    return joined
""", []),
        ("penalty divided by the batch size again", """
def penalised(loss, weight: float, penalty):
    def joined(real_logits, fake_logits):
        return loss(real_logits, fake_logits) + weight * penalty() / len(real_logits)

    return joined
""", []),
        ("hands the penalty the real logits, but it takes no argument", """
def penalised(loss, weight: float, penalty):
    def joined(real_logits, fake_logits):
        return loss(real_logits, fake_logits) + weight * penalty(real_logits)

    return joined
""", []),
        ("gives back the two terms as a pair, not their sum", """
def penalised(loss, weight: float, penalty):
    def joined(real_logits, fake_logits):
        return loss(real_logits, fake_logits), weight * penalty()

    return joined
""", []),
        ("fake and real logits changed places", """
def penalised(loss, weight: float, penalty):
    def joined(fake_logits, real_logits):
        return loss(real_logits, fake_logits) + weight * penalty()

    return joined
""", ["real and fake exchanged"]),
    ],
}
