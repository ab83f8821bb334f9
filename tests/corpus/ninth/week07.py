"""Answers to exercises of week 7, labelled: see ../corpora.toml."""

RIGHT = {
    "optimal_discriminator": [
        """
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    return torch.sigmoid(log_p_data - log_p_model)
""",
        """
import torch.nn.functional as F
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    # two classes, equal prior: posterior is a softmax over the class axis
    both = torch.stack([log_p_data, log_p_model], dim=0)
    return F.softmax(both, dim=0)[0]
""",
        """
import math

def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    out = torch.empty_like(log_p_data)
    for i in range(log_p_data.shape[0]):
        gap = log_p_data[i].item() - log_p_model[i].item()
        if gap >= 0:
            out[i] = 1.0 / (1.0 + math.exp(-gap))
        else:
            e = math.exp(gap)
            out[i] = e / (1.0 + e)
    return out
""",
    ],
    "discriminator_loss": [
        """
import torch.nn.functional as F
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    # -log sigmoid(h) = softplus(-h),  -log(1 - sigmoid(h)) = softplus(h)
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
""",
        """
from torch import nn
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    bce = nn.BCEWithLogitsLoss()
    loss_real = bce(real_logits, torch.ones_like(real_logits))
    loss_fake = bce(fake_logits, torch.zeros_like(fake_logits))
    return loss_real + loss_fake
""",
        """
import torch.nn.functional as F
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    log_d_real = F.logsigmoid(real_logits)
    log_not_d_fake = F.logsigmoid(-fake_logits)
    n, m = real_logits.numel(), fake_logits.numel()
    return -(log_d_real.sum() / n) - (log_not_d_fake.sum() / m)
""",
    ],
    "judge_regret": [
        """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    star_real = p_data / safe
    star_fake = p_model / safe
    share = torch.xlogy(p_data, star_real / d) + torch.xlogy(p_model, star_fake / (1 - d))
    return share.clamp(min=0)
""",
        """
import math

def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    out = torch.zeros_like(d)
    for k in range(len(d)):
        p, q, dk = float(p_data[k]), float(p_model[k]), float(d[k])
        share = 0.0
        if p > 0:
            share += p * (math.log(p / (p + q)) - math.log(dk))
        if q > 0:
            share += q * (math.log(q / (p + q)) - math.log(1 - dk))
        out[k] = max(share, 0.0)
    return out
""",
        """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    # what d pays
    paid = -p_data * torch.log(d) - p_model * torch.log1p(-d)
    # what the best judge pays: 0 log 0 = 0 by entr;  -p log(p/(p+q)) - q log(q/(p+q))
    best = torch.special.entr(p_data) + torch.special.entr(p_model) - torch.special.entr(p_data + p_model)
    return torch.relu(paid - best)
""",
    ],
    "generator_kl_loss": [
        """
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    # (1 - D) / D = exp(-h)
    return -fake_logits.mean()
""",
        """
import torch.nn.functional as F
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    log_d = F.logsigmoid(fake_logits)
    log_one_minus_d = F.logsigmoid(-fake_logits)
    return torch.mean(log_one_minus_d - log_d)
""",
        """
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    n = fake_logits.shape[0]
    total = 0.0
    for h in fake_logits:
        total = total - h
    return total / n
""",
    ],
    "jensen_shannon": [
        """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    m = (p + q) / 2
    kl_pm = (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()
    kl_qm = (torch.xlogy(q, q) - torch.xlogy(q, m)).sum()
    return (0.5 * (kl_pm + kl_qm)).clamp(min=0.0)
""",
        """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    m = 0.5 * (p + q)

    def kl(a, b):
        keep = a > 0          # where a > 0, b = m > 0 as well
        return (a[keep] * torch.log(a[keep] / b[keep])).sum()

    js = 0.5 * kl(p, m) + 0.5 * kl(q, m)
    return torch.clamp(js, 0.0, float(np.log(2.0)))
""",
        """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    # JSD = H(m) - (H(p) + H(q)) / 2
    def entropy(a):
        return torch.special.entr(a).sum()
    m = (p + q) / 2
    return torch.relu(entropy(m) - (entropy(p) + entropy(q)) / 2)
""",
    ],
    "f_divergence": [
        """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    return (q * f(p / q)).sum()
""",
        """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    ratio = torch.div(p, q)
    return torch.dot(q, f(ratio))
""",
        """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    total = torch.zeros((), dtype=q.dtype)
    for k in range(q.shape[0]):
        total = total + q[k] * f(p[k] / q[k])
    return total
""",
    ],
    "critic_loss": [
        """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    return fake.mean() - real.mean()
""",
        """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    w1_estimate = torch.mean(real) - torch.mean(fake)
    return -w1_estimate
""",
        """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    weights_real = torch.full_like(real, -1.0 / real.shape[0])
    weights_fake = torch.full_like(fake, 1.0 / fake.shape[0])
    return (weights_real * real).sum() + (weights_fake * fake).sum()
""",
    ],
    "wgan_generator_loss": [
        """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return -fake.mean()
""",
        """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return torch.sum(-fake) / fake.numel()
""",
        """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    # W1 = E C(real) - E C(fake); only the second term depends on the generator
    second_term = torch.mean(fake, dim=0)
    return torch.neg(second_term)
""",
    ],
    "gradient_penalty": [
        """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    x_hat = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    (grad,) = torch.autograd.grad(critic(x_hat).sum(), x_hat, create_graph=True)
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""",
        """
import torch.nn.functional as F
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    points = torch.lerp(fake.detach(), real.detach(), mix.detach())
    points.requires_grad_()
    values = critic(points)
    slopes = torch.autograd.grad(
        outputs=values,
        inputs=points,
        grad_outputs=torch.ones_like(values),
        create_graph=True,
        retain_graph=True,
    )[0]
    lengths = torch.linalg.vector_norm(slopes, ord=2, dim=-1)
    return F.mse_loss(lengths, torch.ones_like(lengths))
""",
        """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    n = real.shape[0]
    x = (fake + mix * (real - fake)).detach().clone()
    x.requires_grad = True
    values = critic(x)
    penalties = []
    for i in range(n):
        g = torch.autograd.grad(values[i], x, create_graph=True)[0][i]
        penalties.append((torch.norm(g) - 1.0).pow(2))
    return torch.stack(penalties).mean()
""",
    ],
    "gan_step": [
        """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    # discriminator
    fake = generator(noise_d).detach()
    ld = loss_d(discriminator(real), discriminator(fake))
    opt_d.zero_grad()
    ld.backward()
    opt_d.step()

    # generator
    lg = loss_g(discriminator(generator(noise_g)))
    opt_g.zero_grad()
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""",
        """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    def step(opt, loss):
        params = [p for group in opt.param_groups for p in group["params"]]
        grads = torch.autograd.grad(loss, params, allow_unused=True)
        for p, g in zip(params, grads):
            p.grad = g
        opt.step()
        opt.zero_grad()
        return float(loss.detach())

    with torch.no_grad():
        fake = generator(noise_d)
    d_value = step(opt_d, loss_d(discriminator(real), discriminator(fake)))
    g_value = step(opt_g, loss_g(discriminator(generator(noise_g))))
    return d_value, g_value
""",
        """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_g.zero_grad()
    opt_d.zero_grad()

    with torch.no_grad():
        fakes = generator(noise_d)
    d_loss = loss_d(discriminator(real), discriminator(fakes))
    d_loss.backward()
    opt_d.step()

    # freeze the judge while the generator moves, then give the old flags back
    judge = [p for group in opt_d.param_groups for p in group["params"]]
    flags = [p.requires_grad for p in judge]
    for p in judge:
        p.requires_grad_(False)
    g_loss = loss_g(discriminator(generator(noise_g)))
    g_loss.backward()
    opt_g.step()
    for p, flag in zip(judge, flags):
        p.requires_grad_(flag)

    opt_g.zero_grad()
    opt_d.zero_grad()
    return d_loss.item(), g_loss.item()
""",
    ],
}

WRONG = {
    "optimal_discriminator": [
        ("exponentiates the log densities directly", """
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    p = torch.exp(log_p_data)
    q = torch.exp(log_p_model)
    return p / (p + q)
""", ["underflow"]),
        ("probability of fake instead of real", """
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    return torch.sigmoid(log_p_model - log_p_data)
""", ["inverted"]),
        ("uses the log densities as if they were densities", """
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    return log_p_data / (log_p_data + log_p_model)
""", ["ratio of the logarithms"]),
        ("eps in the denominator instead of working in logs", """
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    p = log_p_data.exp()
    q = log_p_model.exp()
    return p / (p + q + 1e-12)
""", ["underflow"]),
        ("clamps the log densities before exp", """
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    a = log_p_data.clamp(-50, 50)
    b = log_p_model.clamp(-50, 50)
    return a.exp() / (a.exp() + b.exp())
""", ["underflow"]),
        ("subtracts one maximum over the whole batch instead of per point", """
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    m = torch.max(log_p_data.max(), log_p_model.max())
    p = torch.exp(log_p_data - m)
    q = torch.exp(log_p_model - m)
    return p / (p + q)
""", ["underflow"]),
        ("returns the log probability", """
import torch.nn.functional as F
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    return F.logsigmoid(log_p_data - log_p_model)
""", ["the logarithm of it"]),
        ("softmax over the points instead of over the two classes", """
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    return torch.softmax(log_p_data - log_p_model, dim=0)
""", []),
        ("density ratio clipped to 1 instead of p / (p + q)", """
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    ratio = torch.exp(log_p_data - log_p_model)
    return torch.clamp(ratio, 0.0, 1.0)
""", ["ratio of the densities"]),
    ],
    "discriminator_loss": [
        ("log of sigmoid, not stable", """
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    d_real = torch.sigmoid(real_logits)
    d_fake = torch.sigmoid(fake_logits)
    return -torch.log(d_real).mean() - torch.log(1 - d_fake).mean()
""", ["log of zero"]),
        ("half of the sum (mean of the two means)", """
import torch.nn.functional as F
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    loss_real = F.softplus(-real_logits).mean()
    loss_fake = F.softplus(fake_logits).mean()
    return (loss_real + loss_fake) / 2
""", ["halved"]),
        ("labels swapped: real treated as fake", """
import torch.nn.functional as F
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    real_part = F.binary_cross_entropy_with_logits(real_logits, torch.zeros_like(real_logits))
    fake_part = F.binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))
    return real_part + fake_part
""", ["labels swapped"]),
        ("returns the value V, sign forgotten", """
import torch.nn.functional as F
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    return F.logsigmoid(real_logits).mean() + F.logsigmoid(-fake_logits).mean()
""", ["the game's value"]),
        ("clamps D, so large wrong logits pay too little and get no gradient", """
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    eps = 1e-7
    d_real = torch.sigmoid(real_logits).clamp(eps, 1 - eps)
    d_fake = torch.sigmoid(fake_logits).clamp(eps, 1 - eps)
    return -torch.log(d_real).mean() - torch.log(1 - d_fake).mean()
""", ["clamped"]),
        ("binary_cross_entropy on probabilities caps at 100", """
import torch.nn.functional as F
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    d_real = torch.sigmoid(real_logits)
    d_fake = torch.sigmoid(fake_logits)
    return (F.binary_cross_entropy(d_real, torch.ones_like(d_real))
            + F.binary_cross_entropy(d_fake, torch.zeros_like(d_fake)))
""", ["clamped"]),
        ("one mean over the concatenated batch", """
import torch.nn.functional as F
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    logits = torch.cat([real_logits, fake_logits])
    labels = torch.cat([torch.ones_like(real_logits), torch.zeros_like(fake_logits)])
    return F.binary_cross_entropy_with_logits(logits, labels)
""", ["one mean over both batches"]),
        ("log D(fake) instead of log(1 - D(fake))", """
import torch.nn.functional as F
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    return -F.logsigmoid(real_logits).mean() - F.logsigmoid(fake_logits).mean()
""", ["labels swapped"]),
        ("softplus written as log(1 + exp), overflows", """
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    return torch.log1p(torch.exp(-real_logits)).mean() + torch.log1p(torch.exp(fake_logits)).mean()
""", ["exp overflows"]),
    ],
    "judge_regret": [
        ("0 log 0 gives nan", """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    star = p_data / (p_data + p_model)
    loss = -p_data * torch.log(d) - p_model * torch.log(1 - d)
    best = -p_data * torch.log(star) - p_model * torch.log(1 - star)
    return loss - best
""", ["nan at zeros"]),
        ("outcome where both are zero gives nan", """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    s = p_data + p_model
    return torch.xlogy(p_data, p_data / s / d) + torch.xlogy(p_model, p_model / s / (1 - d))
""", ["nan at zeros"]),
        ("forgets the weight p_data + p_model", """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    s = p_data + p_model
    s_safe = torch.where(s > 0, s, torch.ones_like(s))
    a = p_data / s_safe
    b = p_model / s_safe
    return torch.xlogy(a, a / d) + torch.xlogy(b, b / (1 - d))
""", ["without the weight"]),
        ("returns the total instead of the shares", """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    s = p_data + p_model
    s_safe = torch.where(s > 0, s, torch.ones_like(s))
    share = torch.xlogy(p_data, p_data / s_safe / d) + torch.xlogy(p_model, p_model / s_safe / (1 - d))
    return share.clamp(min=0).sum()
""", ["summed"]),
        ("divergence in the wrong direction", """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    s = p_data + p_model
    star = torch.where(s > 0, p_data / s.clamp(min=1e-30), torch.full_like(s, 0.5))
    star = star.clamp(1e-12, 1 - 1e-7)
    kl = d * torch.log(d / star) + (1 - d) * torch.log((1 - d) / (1 - star))
    return s * kl
""", ["divergence turned round"]),
        ("returns what the judge pays, without subtracting the best", """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    return -p_data * torch.log(d) - p_model * torch.log(1 - d)
""", ["the loss itself"]),
        ("only the real half of the loss", """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    s = p_data + p_model
    star = p_data / torch.where(s > 0, s, torch.ones_like(s))
    return torch.xlogy(p_data, star / d)
""", ["real points only"]),
        ("share set to 0 wherever one of the two is zero", """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    out = torch.zeros_like(d)
    ok = (p_data > 0) & (p_model > 0)
    p, q, dk = p_data[ok], p_model[ok], d[ok]
    star = p / (p + q)
    out[ok] = p * torch.log(star / dk) + q * torch.log((1 - star) / (1 - dk))
    return out
""", ["outcomes of one of the two dropped"]),
        ("weight is the mixture (p + q) / 2, a factor 2 too small", """
def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    m = (p_data + p_model) / 2
    safe = torch.where(m > 0, m, torch.ones_like(m))
    a = p_data / (2 * safe)
    b = p_model / (2 * safe)
    kl = torch.xlogy(a, a / d) + torch.xlogy(b, b / (1 - d))
    return (m * kl).clamp(min=0)
""", ["weighted by half the mass"]),
    ],
    "generator_kl_loss": [
        ("sign wrong after simplifying", """
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return fake_logits.mean()
""", ["sign"]),
        ("sum instead of mean", """
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return -fake_logits.sum()
""", ["sum over the batch"]),
        ("not simplified, breaks for large logits", """
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    d = torch.sigmoid(fake_logits)
    return torch.log((1 - d) / d).mean()
""", ["log of zero"]),
        ("the non-saturating loss instead", """
import torch.nn.functional as F
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return F.softplus(-fake_logits).mean()
""", ["non-saturating in its place"]),
        ("only log(1 - D), the saturating loss", """
import torch.nn.functional as F
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return F.logsigmoid(-fake_logits).mean()
""", ["minimax in its place"]),
        ("forgets the log: mean of exp(-h)", """
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return torch.exp(-fake_logits).mean()
""", ["no logarithm"]),
        ("log of the mean instead of mean of the log", """
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    n = fake_logits.shape[0]
    return torch.logsumexp(-fake_logits, dim=0) - np.log(n)
""", ["log of the mean"]),
        ("eps clamp instead of the simplification", """
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    d = torch.sigmoid(fake_logits)
    eps = 1e-8
    return torch.mean(torch.log(1 - d + eps) - torch.log(d + eps))
""", ["a small number under the logarithms"]),
        ("mean forgotten, returns a vector", """
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    # log((1-D)/D) = log(exp(-h)) = -h
    return -fake_logits
""", ["a loss for every sample"]),
    ],
    "jensen_shannon": [
        ("zeros give nan", """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    m = (p + q) / 2
    return 0.5 * (p * torch.log(p / m)).sum() + 0.5 * (q * torch.log(q / m)).sum()
""", ["nan at zeros"]),
        ("in bits", """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    m = (p + q) / 2
    js = 0.5 * (torch.xlogy(p, p) - torch.xlogy(p, m)).sum() + 0.5 * (torch.xlogy(q, q) - torch.xlogy(q, m)).sum()
    return js / np.log(2)
""", ["bits"]),
        ("the distance (square root)", """
from scipy.spatial.distance import jensenshannon

def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    return torch.tensor(jensenshannon(p.numpy(), q.numpy()), dtype=p.dtype)
""", ["the square root of it"]),
        ("factor one half missing in front of the KLs", """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    m = (p + q) / 2

    def kl(a, b):
        return (torch.xlogy(a, a) - torch.xlogy(a, b)).sum()

    return kl(p, m) + kl(q, m)
""", ["2 JSD"]),
        ("m = p + q, not halved", """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    m = p + q

    def kl(a, b):
        return (torch.xlogy(a, a) - torch.xlogy(a, b)).sum()

    return 0.5 * kl(p, m) + 0.5 * kl(q, m)
""", ["the middle not halved"]),
        ("drops outcomes where either is zero", """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    mask = (p > 0) & (q > 0)
    p, q = p[mask], q[mask]
    m = (p + q) / 2
    return 0.5 * (p * (p / m).log()).sum() + 0.5 * (q * (q / m).log()).sum()
""", ["outcomes of one of the two dropped"]),
        ("symmetrised KL between p and q, no mixture", """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    kl_pq = (torch.xlogy(p, p) - torch.xlogy(p, q)).sum()
    kl_qp = (torch.xlogy(q, q) - torch.xlogy(q, p)).sum()
    return 0.5 * (kl_pq + kl_qp)
""", ["KL both ways"]),
        ("F.kl_div with batchmean divides by the number of outcomes", """
import torch.nn.functional as F
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    m = ((p + q) / 2).clamp(min=1e-12)
    return 0.5 * (F.kl_div(m.log(), p, reduction="batchmean") + F.kl_div(m.log(), q, reduction="batchmean"))
""", ["mean over the outcomes"]),
        ("returns the value of the game 2 JSD - log 4", """
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    s = p + q
    s = torch.where(s > 0, s, torch.ones_like(s))
    d_star = p / s
    return torch.xlogy(p, d_star).sum() + torch.xlogy(q, q / s).sum()
""", ["minus log 4 kept"]),
    ],
    "f_divergence": [
        ("p and q swapped", """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    return (p * f(q / p)).sum()
""", ["p f(q/p)"]),
        ("weighted by p instead of q", """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    return torch.sum(p * f(p / q))
""", ["weighted by p"]),
        ("mean over the outcomes instead of sum", """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    return torch.mean(q * f(p / q))
""", ["mean over the outcomes"]),
        ("ratio upside down", """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    ratio = q / p
    return (q * f(ratio)).sum()
""", ["ratio upside down"]),
        ("weight forgotten", """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    return f(p / q).sum()
""", ["f not weighted"]),
        ("sum forgotten", """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    return q * f(p / q)
""", ["a share for each outcome"]),
        ("f of the log ratio", """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    log_ratio = torch.log(p) - torch.log(q)
    return (q * f(log_ratio)).sum()
""", ["f of a logarithm"]),
        ("f of the mean ratio instead of the mean of f", """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    return f((q * (p / q)).sum())
""", ["f of the mean"]),
        ("ratio of f instead of f of the ratio", """
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    return (q * (f(p) / f(q))).sum()
""", ["f of a difference"]),
    ],
    "critic_loss": [
        ("the quantity to maximise, sign not turned", """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    return real.mean() - fake.mean()
""", ["sign"]),
        ("sums instead of means", """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    return fake.sum() - real.sum()
""", ["sums in place of means"]),
        ("subtracts pairwise, needs equal lengths", """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    return (fake - real).mean()
""", ["pairs"]),
        ("treats the critic's values as logits", """
import torch.nn.functional as F
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    return F.softplus(-real).mean() + F.softplus(fake).mean()
""", ["the discriminator's loss"]),
        ("absolute value, because a distance is positive", """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    w = torch.abs(real.mean() - fake.mean())
    return -w
""", ["absolute value"]),
        ("gradient lost through float", """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    r = real.mean().item()
    g = fake.mean().item()
    return torch.tensor(g - r)
""", ["the graph is cut"]),
        ("hinge loss", """
import torch.nn.functional as F
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
""", ["hinges"]),
        ("both terms get a minus", """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    return -real.mean() - fake.mean()
""", ["a minus lost between the terms"]),
        ("one mean over the concatenation", """
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    return torch.cat([-real, fake]).mean()
""", ["one size for both sums"]),
    ],
    "wgan_generator_loss": [
        ("sign of the critic's term kept", """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return fake.mean()
""", ["sign"]),
        ("sum instead of mean", """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return -fake.sum()
""", ["sum over the batch"]),
        ("values taken for logits, non-saturating loss", """
import torch.nn.functional as F
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return -F.logsigmoid(fake).mean()
""", ["the non-saturating loss"]),
        ("mean forgotten", """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return -fake
""", ["a loss for every sample"]),
        ("detached, no gradient reaches the generator", """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return -fake.detach().mean()
""", ["the graph is cut"]),
        ("least squares loss", """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return ((fake - 1) ** 2).mean()
""", ["squared"]),
        ("absolute values inside", """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return -fake.abs().mean()
""", []),
        ("clipped at 0 so that the loss is not negative", """
import torch.nn.functional as F
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return F.relu(-fake).mean()
""", []),
        ("saturating loss, values taken for logits", """
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    return torch.log(1 - torch.sigmoid(fake)).mean()
""", ["the non-saturating loss"]),
    ],
    "gradient_penalty": [
        ("create_graph forgotten", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    x = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad = torch.autograd.grad(critic(x).sum(), x)[0]
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""", ["no graph kept"]),
        ("one norm over the whole batch", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    x = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad = torch.autograd.grad(critic(x).sum(), x, create_graph=True)[0]
    return (grad.norm() - 1) ** 2
""", ["norm over the batch"]),
        ("squared norm minus 1", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    x_hat = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad = torch.autograd.grad(critic(x_hat).sum(), x_hat, create_graph=True)[0]
    sq_norm = (grad ** 2).sum(dim=1)
    return ((sq_norm - 1) ** 2).mean()
""", ["squared norm"]),
        ("mix is given to the fake point", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    x_hat = ((1 - mix) * real + mix * fake).detach().requires_grad_(True)
    grad = torch.autograd.grad(critic(x_hat).sum(), x_hat, create_graph=True)[0]
    return ((grad.norm(2, dim=1) - 1) ** 2).mean()
""", ["mix the wrong way round"]),
        ("multiplied by lambda = 10", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    lam = 10.0
    x_hat = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    values = critic(x_hat)
    grad = torch.autograd.grad(values, x_hat, grad_outputs=torch.ones_like(values), create_graph=True)[0]
    return lam * ((grad.norm(2, dim=1) - 1) ** 2).mean()
""", ["weighted by ten"]),
        ("differentiates the mean of the critic's values", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    x_hat = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad = torch.autograd.grad(critic(x_hat).mean(), x_hat, create_graph=True)[0]
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""", ["the gradient of the mean"]),
        ("one-sided: only slopes above 1 pay", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    x_hat = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad = torch.autograd.grad(critic(x_hat).sum(), x_hat, create_graph=True)[0]
    excess = torch.clamp(grad.norm(dim=1) - 1, min=0)
    return (excess ** 2).mean()
""", ["only slopes above one"]),
        ("draws its own mix and ignores the argument", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    a = torch.rand(real.shape[0], 1)
    x_hat = (a * real + (1 - a) * fake).detach().requires_grad_(True)
    grad = torch.autograd.grad(critic(x_hat).sum(), x_hat, create_graph=True)[0]
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""", []),
        ("mean of the norms first, then the square", """
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    x_hat = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad = torch.autograd.grad(critic(x_hat).sum(), x_hat, create_graph=True)[0]
    norms = grad.norm(dim=1)
    return (norms.mean() - 1) ** 2
""", ["not squared"]),
    ],
    "gan_step": [
        ("gradient of the discriminator's loss counts in the generator's step", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    opt_g.zero_grad()

    ld = loss_d(discriminator(real), discriminator(generator(noise_d)))
    ld.backward()
    opt_d.step()

    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ["the fakes not detached, and cleared too soon"]),
        ("generator judged by the old discriminator", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    lg = loss_g(discriminator(generator(noise_g)))

    opt_g.zero_grad()
    lg.backward()
    opt_d.zero_grad()
    ld.backward()
    opt_d.step()
    opt_g.step()
    return ld.item(), lg.item()
""", ["both steps at the end"]),
        ("reuses the fakes' noise of the discriminator for the generator", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    fake = generator(noise_d)

    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(fake.detach()))
    ld.backward()
    opt_d.step()

    opt_g.zero_grad()
    lg = loss_g(discriminator(fake))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ["the generator plays with the first noise"]),
        ("no zero_grad", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    with torch.no_grad():
        fake = generator(noise_d)
    ld = loss_d(discriminator(real), discriminator(fake))
    ld.backward()
    opt_d.step()

    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ["the generator's gradients pile up", "the discriminator keeps the gradients of the generator's step"]),
        ("fakes detached in the generator's step, too", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    fake = generator(noise_d).detach()
    ld = loss_d(discriminator(real), discriminator(fake))
    ld.backward()
    opt_d.step()

    opt_g.zero_grad()
    fake = generator(noise_g).detach()
    lg = loss_g(discriminator(fake))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ["the generator is cut off"]),
        ("discriminator's gradients never cleared", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()

    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ["the discriminator keeps the gradients of the generator's step"]),
        ("discriminator frozen for the generator's step and never unfrozen", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()

    for p in discriminator.parameters():
        p.requires_grad = False
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", []),
        ("generator's step before the discriminator's", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()

    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    return ld.item(), lg.item()
""", ["both steps at the end"]),
        ("returns the losses after the steps", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g) -> tuple[float, float]:
    opt_d.zero_grad()
    loss_d(discriminator(real), discriminator(generator(noise_d).detach())).backward()
    opt_d.step()

    opt_g.zero_grad()
    loss_g(discriminator(generator(noise_g))).backward()
    opt_g.step()

    with torch.no_grad():
        d_value = loss_d(discriminator(real), discriminator(generator(noise_d)))
        g_value = loss_g(discriminator(generator(noise_g)))
    return float(d_value), float(g_value)
""", ["the losses after the step"]),
    ],
}
