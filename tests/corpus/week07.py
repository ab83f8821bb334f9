"""Answers to exercises of this week, right ones and wrong ones, written from the statements alone and labelled.

Who wrote them had seen no list of the course's. RIGHT must keep every point; WRONG: (what is wrong, code, the
misconceptions whose hint would be fair to that student). A comment above an entry proves it wrong with an input.
"""
RIGHT = {}
WRONG = {}

RIGHT['optimal_discriminator'] = [
"""
def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data - log_p_model)
""",
"""
def optimal_discriminator(log_p_data, log_p_model):
    return torch.exp(log_p_data - torch.logaddexp(log_p_data, log_p_model))
""",
"""
def optimal_discriminator(log_p_data, log_p_model):
    top = torch.maximum(log_p_data, log_p_model)
    a, b = torch.exp(log_p_data - top), torch.exp(log_p_model - top)
    return a / (a + b)
""",
"""
from scipy.special import expit
def optimal_discriminator(log_p_data, log_p_model):
    return torch.from_numpy(expit((log_p_data - log_p_model).numpy()))
""",
]

RIGHT['discriminator_loss'] = [
"""
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
""",
"""
from torch import nn
def discriminator_loss(real_logits, fake_logits):
    bce = nn.BCEWithLogitsLoss()
    return bce(real_logits, torch.ones_like(real_logits)) + bce(fake_logits, torch.zeros_like(fake_logits))
""",
"""
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    def cost(h):
        # log(1 + exp(h)) = max(h, 0) + log(1 + exp(-|h|))
        return torch.relu(h) + torch.log1p(torch.exp(-torch.abs(h)))
    return torch.mean(cost(-real_logits)) + torch.mean(cost(fake_logits))
""",
]

RIGHT['generator_minimax_loss'] = [
"""
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).mean()
""",
"""
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    target = torch.zeros_like(fake_logits)
    return -F.binary_cross_entropy_with_logits(fake_logits, target)
""",
"""
def generator_minimax_loss(fake_logits):
    h = fake_logits
    terms = torch.where(h > 0, -h - torch.log1p(torch.exp(-h.abs())), -torch.log1p(torch.exp(-h.abs())))
    return terms.mean()
""",
]

RIGHT['generator_nonsaturating_loss'] = [
"""
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean()
""",
"""
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))
""",
"""
def generator_nonsaturating_loss(fake_logits):
    h = fake_logits
    return sum(torch.nn.functional.softplus(-v) for v in h) / h.shape[0]
""",
]

RIGHT['generator_kl_loss'] = [
"""
def generator_kl_loss(fake_logits):
    return -fake_logits.mean()
""",
"""
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return torch.sum(-fake_logits) / fake_logits.shape[0]
""",
"""
def generator_kl_loss(fake_logits):
    weights = torch.full_like(fake_logits, 1 / len(fake_logits))
    return torch.dot(weights, torch.neg(fake_logits))
""",
]

RIGHT['generator_logit_gradients'] = [
"""
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}
""",
"""
def generator_logit_gradients(fake_logits):
    e = torch.exp(-fake_logits)
    out = {}
    out["minimax"] = -1 / (1 + e)
    out["nonsaturating"] = -1 / (1 + torch.exp(fake_logits))
    out["kl"] = torch.full(fake_logits.shape, -1.0, dtype=fake_logits.dtype)
    return out
""",
"""
from scipy.special import expit
def generator_logit_gradients(fake_logits):
    h = fake_logits.numpy()
    return {
        "minimax": torch.from_numpy(-expit(h)),
        "nonsaturating": torch.from_numpy(-expit(-h)),
        "kl": torch.from_numpy(-np.ones(len(h))),
    }
""",
]

RIGHT['jensen_shannon'] = [
"""
def jensen_shannon(p, q):
    m = (p + q) / 2
    kl_p = (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()
    kl_q = (torch.xlogy(q, q) - torch.xlogy(q, m)).sum()
    return 0.5 * kl_p + 0.5 * kl_q
""",
"""
from scipy.spatial.distance import jensenshannon
def jensen_shannon(p, q):
    return torch.tensor(jensenshannon(p.numpy(), q.numpy()) ** 2)
""",
"""
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    def kl(a, b):
        keep = a > 0
        return (a[keep] * (a[keep].log() - b[keep].log())).sum()
    m = 0.5 * (p + q)
    return (kl(p, m) + kl(q, m)) / 2
""",
"""
import math
import torch.nn.functional as F
def jensen_shannon(p, q):
    # only outcomes that one of the two can have
    used = (p + q) > 0
    p, q = p[used], q[used]
    log_m = torch.log(p + q) - math.log(2)
    return 0.5 * (F.kl_div(log_m, p, reduction="sum") + F.kl_div(log_m, q, reduction="sum"))
""",
]

RIGHT['f_divergence'] = [
"""
def f_divergence(p, q, f):
    return (q * f(p / q)).sum()
""",
"""
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    total = torch.zeros((), dtype=p.dtype)
    for k in range(len(p)):
        total = total + q[k] * f(p[k] / q[k])
    return total
""",
"""
def f_divergence(p, q, f):
    return sum(weight * value for weight, value in zip(q, f(torch.div(p, q))))
""",
]

RIGHT['fgan_bound'] = [
"""
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(t)).sum()
""",
"""
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    real = sum(p[k] * t[k] for k in range(len(t)))
    fake = sum(q[k] * conjugate(t[k]) for k in range(len(t)))
    return real - fake
""",
"""
def fgan_bound(p, q, t, conjugate):
    expectation = lambda weights, values: torch.einsum("k,k", weights, values)
    return expectation(p, t) - expectation(q, conjugate(t))
""",
]

RIGHT['wasserstein1'] = [
"""
def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).abs().mean()
""",
"""
from scipy.optimize import linear_sum_assignment
def wasserstein1(x, y):
    cost = torch.abs(x[:, None] - y[None, :]).numpy()
    rows, cols = linear_sum_assignment(cost)
    return torch.tensor(cost[rows, cols].mean())
""",
"""
def wasserstein1(x, y):
    i, j = torch.argsort(x, descending=True), torch.argsort(y, descending=True)
    return torch.linalg.vector_norm(x[i] - y[j], ord=1) / x.numel()
""",
"""
from scipy.stats import wasserstein_distance
def wasserstein1(x, y):
    return float(wasserstein_distance(x.tolist(), y.tolist()))
""",
]

RIGHT['critic_loss'] = [
"""
def critic_loss(real, fake):
    return fake.mean() - real.mean()
""",
"""
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    return torch.sum(fake) / fake.numel() - torch.sum(real) / real.numel()
""",
"""
def critic_loss(real, fake):
    wasserstein = real.mean(0) - fake.mean(0)
    loss = torch.neg(wasserstein)
    return loss
""",
]

RIGHT['wgan_generator_loss'] = [
"""
def wgan_generator_loss(fake):
    return -fake.mean()
""",
"""
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    total = torch.zeros((), dtype=fake.dtype)
    for value in fake:
        total = total - value
    return total / len(fake)
""",
]

RIGHT['gradient_penalty'] = [
"""
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(2, dim=1)
    return ((norms - 1) ** 2).mean()
""",
"""
def gradient_penalty(critic, real, fake, mix):
    points = fake + mix * (real - fake)
    total = 0.0
    for i in range(len(points)):
        point = points[i:i + 1].clone().detach().requires_grad_(True)
        g = torch.autograd.grad(critic(point)[0], point, create_graph=True)[0][0]
        total = total + (torch.linalg.vector_norm(g) - 1) ** 2
    return total / len(points)
""",
]

RIGHT['projection_logit'] = [
"""
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(dim=1)
""",
"""
import torch.nn.functional as F
def projection_logit(features, labels, embedding, psi):
    onehot = F.one_hot(labels, embedding.shape[0]).to(features.dtype)
    inner = (onehot * (features @ embedding.T)).sum(-1)
    return psi(features) + inner
""",
"""
def projection_logit(features, labels, embedding, psi):
    base = psi(features)
    logits = [base[n] + torch.dot(embedding[int(labels[n])], features[n]) for n in range(len(labels))]
    return torch.stack(logits)
""",
]

RIGHT['modes_covered'] = [
"""
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = torch.cdist(samples, centers) <= radius
    return int(near.any(dim=0).sum())
""",
"""
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    count = 0
    for c in centers:
        for s in samples:
            if torch.linalg.norm(s - c) <= radius:
                count += 1
                break
    return count
""",
"""
from scipy.spatial import cKDTree
def modes_covered(samples, centers, radius):
    if not len(samples):
        return 0
    distances, _ = cKDTree(samples.numpy()).query(centers.numpy())
    return int((distances <= radius).sum())
""",
"""
from scipy.spatial.distance import cdist
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    table = cdist(np.asarray(samples), np.asarray(centers))
    return np.sum(table.min(axis=0) <= radius)
""",
]

WRONG['optimal_discriminator'] = [
('data and model exchanged', """
def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_model - log_p_data)
""", ['inverted']),
# -5000, -5000: 0
('epsilon in the denominator', """
def optimal_discriminator(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return p / (p + q + 1e-12)
""", ['underflow']),
('returns the log-odds', """
def optimal_discriminator(log_p_data, log_p_model):
    return log_p_data - log_p_model
""", ['no sigmoid']),
# h = 800: exp(800)/(1+exp(800)) = NaN
('stable on one side only', """
def optimal_discriminator(log_p_data, log_p_model):
    ratio = torch.exp(log_p_data - log_p_model)
    return ratio / (1 + ratio)
""", ['ratio over one plus ratio']),
('clamps the logs to [-50, 50]', """
def optimal_discriminator(log_p_data, log_p_model):
    log_p_data, log_p_model = log_p_data.clamp(-50, 50), log_p_model.clamp(-50, 50)
    return torch.sigmoid(log_p_data - log_p_model)
""", ["underflow"]),
('hard decision', """
def optimal_discriminator(log_p_data, log_p_model):
    return (log_p_data > log_p_model).to(log_p_data.dtype)
""", ["a verdict"]),
('density ratio, capped at 1', """
def optimal_discriminator(log_p_data, log_p_model):
    return torch.exp(log_p_data - log_p_model).clamp(max=1.0)
""", ["ratio of the densities"]),
('sigmoid of log p_data alone', """
def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data)
""", ["a sigmoid of each"]),
('half the log-odds', """
def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(0.5 * (log_p_data - log_p_model))
""", []),
('fake-probability from the max trick', """
def optimal_discriminator(log_p_data, log_p_model):
    top = torch.maximum(log_p_data, log_p_model)
    p, q = torch.exp(log_p_data - top), torch.exp(log_p_model - top)
    return q / (p + q)
""", ['inverted']),
# log_p_data = 0, log_p_model = -2000: exp(1000) / (exp(1000) + 0) = inf / inf
('shifts by the mean of the two', """
def optimal_discriminator(log_p_data, log_p_model):
    middle = (log_p_data + log_p_model) / 2
    p, q = torch.exp(log_p_data - middle), torch.exp(log_p_model - middle)
    return p / (p + q)
""", ["ratio over one plus ratio"]),
# log_p_data = (-1,), log_p_model = (-2,): log_p_data is (1,) afterwards; the notebook reuses its tensors
("subtracts in the caller's tensor", """
def optimal_discriminator(log_p_data, log_p_model):
    log_p_data -= log_p_model
    return torch.sigmoid(log_p_data)
""", []),
]

WRONG['discriminator_loss'] = [
('labels exchanged', """
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return F.softplus(real_logits).mean() + F.softplus(-fake_logits).mean()
""", ['labels swapped']),
('average of the two means', """
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return 0.5 * (F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean())
""", ['halved']),
# N = 3, M = 2
('twice the pooled mean: needs N = M', """
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return 2 * torch.cat([F.softplus(-real_logits), F.softplus(fake_logits)]).mean()
""", ['one mean over both batches']),
('sums, not means', """
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).sum() + F.softplus(fake_logits).sum()
""", ['sums in place of means']),
('epsilon inside the logarithms', """
def discriminator_loss(real_logits, fake_logits):
    eps = 1e-8
    return -torch.log(torch.sigmoid(real_logits) + eps).mean() - torch.log(1 - torch.sigmoid(fake_logits) + eps).mean()
""", ['log of zero']),
('1 + exp overflows', """
def discriminator_loss(real_logits, fake_logits):
    return torch.log(1 + torch.exp(-real_logits)).mean() + torch.log(1 + torch.exp(fake_logits)).mean()
""", ['exp overflows']),
('in bits', """
import math
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return (F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()) / math.log(2)
""", []),
# no gradient
('both detached by item()', """
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return torch.tensor(F.softplus(-real_logits).mean().item() + F.softplus(fake_logits).mean().item(), dtype=real_logits.dtype)
""", ['the graph is cut']),
# no gradient
('under no_grad', """
import torch.nn.functional as F
@torch.no_grad()
def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
""", ['the graph is cut']),
('one-sided label smoothing', """
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return (F.binary_cross_entropy_with_logits(real_logits, torch.full_like(real_logits, 0.9))
            + F.binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits)))
""", []),
('logits taken as probabilities', """
def discriminator_loss(real_logits, fake_logits):
    return -torch.log(real_logits).mean() - torch.log(1 - fake_logits).mean()
""", ['probabilities expected']),
("critic's loss in place", """
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return fake_logits.mean() - real_logits.mean()
""", ["no logarithm"]),
('log of the mean sigmoid', """
def discriminator_loss(real_logits, fake_logits):
    return -torch.log(torch.sigmoid(real_logits).mean()) - torch.log(torch.sigmoid(-fake_logits).mean())
""", ["log of the mean"]),
("zip drops the longer batch's rest", """
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    terms = [F.softplus(-r) + F.softplus(f) for r, f in zip(real_logits, fake_logits)]
    return sum(terms) / len(terms)
""", []),
# no gradient in real_logits
('real logits detached', """
import torch.nn.functional as F
def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits.detach()).mean() + F.softplus(fake_logits).mean()
""", ["the graph is cut"]),
]

WRONG['generator_minimax_loss'] = [
('sign turned', """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    return F.softplus(fake_logits).mean()
""", ['sign']),
('mean log D', """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    return F.logsigmoid(fake_logits).mean()
""", ['sign']),
('epsilon inside the logarithm', """
def generator_minimax_loss(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits) + 1e-8).mean()
""", ["a tiny number under the logarithm"]),
('sum, not mean', """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).sum()
""", ['sum over the batch']),
('BCE of probabilities: capped at 100', """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    d = torch.sigmoid(fake_logits)
    return -F.binary_cross_entropy(d, torch.zeros_like(d))
""", ["clamped"]),
('probabilities without a logarithm', """
def generator_minimax_loss(fake_logits):
    return (1 - torch.sigmoid(fake_logits)).mean()
""", ["no logarithm"]),
('log of the mean', """
def generator_minimax_loss(fake_logits):
    return torch.log(torch.sigmoid(-fake_logits).mean())
""", ['log of the mean']),
('KL loss', """
def generator_minimax_loss(fake_logits):
    return -fake_logits.mean()
""", ["minus the mean logit"]),
]

WRONG['generator_nonsaturating_loss'] = [
('sign turned', """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return -F.softplus(-fake_logits).mean()
""", ['sign']),
('minimax loss', """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.logsigmoid(-fake_logits).mean()
""", ['minimax in its place']),
('epsilon inside the logarithm', """
def generator_nonsaturating_loss(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits) + 1e-8).mean()
""", ['log of zero']),
('1 + exp overflows', """
def generator_nonsaturating_loss(fake_logits):
    return torch.log(1 + torch.exp(-fake_logits)).mean()
""", ["log of zero"]),
('one value a fake', """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits)
""", ["a loss for every sample"]),
# a float: no gradient
('returns a number by item()', """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean().item()
""", ['the graph is cut']),
# no gradient
('under no_grad', """
import torch.nn.functional as F
@torch.no_grad()
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean()
""", ['the graph is cut']),
('log of the mean probability', """
def generator_nonsaturating_loss(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits).mean())
""", ['log of zero', 'log of the mean']),
('minus the probability', """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return (-torch.sigmoid(fake_logits)).mean()
""", ["no logarithm"]),
('halved', """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean() / 2
""", ["half of it"]),
]

WRONG['generator_kl_loss'] = [
('sign turned', """
def generator_kl_loss(fake_logits):
    return fake_logits.mean()
""", ['sign']),
('one value a fake', """
def generator_kl_loss(fake_logits):
    return -fake_logits
""", ["a loss for every sample"]),
('difference of logs of sigmoids', """
def generator_kl_loss(fake_logits):
    d = torch.sigmoid(fake_logits)
    return torch.log(1 - d).mean() - torch.log(d).mean()
""", ['log of zero']),
('minimax only', """
import torch.nn.functional as F
def generator_kl_loss(fake_logits):
    return -F.softplus(fake_logits).mean()
""", ['minimax in its place']),
('difference in place of the sum', """
import torch.nn.functional as F
def generator_kl_loss(fake_logits):
    return -F.softplus(fake_logits).mean() - F.softplus(-fake_logits).mean()
""", ['a minus lost between the terms']),
('mean of the odds, no logarithm', """
def generator_kl_loss(fake_logits):
    return torch.exp(-fake_logits).mean()
""", ["no logarithm"]),
('median in place of mean', """
def generator_kl_loss(fake_logits):
    return -fake_logits.median()
""", []),
('absolute value', """
def generator_kl_loss(fake_logits):
    return fake_logits.mean().abs()
""", []),
('halved: mean of the two losses', """
def generator_kl_loss(fake_logits):
    return -fake_logits.mean() / 2
""", ["half of it"]),
]

WRONG['generator_logit_gradients'] = [
('all signs turned', """
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": d, "nonsaturating": 1 - d, "kl": torch.ones_like(d)}
""", ['sign']),
('sign of non-saturating turned', """
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": 1 - d, "kl": -torch.ones_like(d)}
""", ['sign']),
('minimax and non-saturating exchanged', """
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": d - 1, "nonsaturating": -d, "kl": -torch.ones_like(d)}
""", ['minimax and non-saturating exchanged', 'saturates where it must not']),
('KL a single number', """
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": torch.tensor(-1.0, dtype=d.dtype)}
""", ["one number for the KL-based one"]),
# right values; asked is a closed form, no autograd
('autograd used', """
import torch.nn.functional as F
def generator_logit_gradients(fake_logits):
    out = {}
    for name, loss in (("minimax", lambda h: -F.softplus(h)), ("nonsaturating", lambda h: F.softplus(-h)), ("kl", lambda h: -h)):
        h = fake_logits.detach().clone().requires_grad_(True)
        out[name] = torch.autograd.grad(loss(h).sum(), h)[0]
    return out
""", []),
('derivative in D, not in h', """
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -1 / (1 - d), "nonsaturating": -1 / d, "kl": -1 / (d * (1 - d))}
""", ['derivative in D']),
('key non-saturating misspelt', """
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "non-saturating": d - 1, "kl": -torch.ones_like(d)}
""", []),
# h = 800: inf / inf
('exp over 1 + exp: NaN', """
def generator_logit_gradients(fake_logits):
    d = torch.exp(fake_logits) / (1 + torch.exp(fake_logits))
    return {"minimax": -d, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}
""", ["exp overflows"]),
('KL missing', """
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1}
""", []),
('non-saturating: minus D of wrong sign', """
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": -d, "kl": -2 * d}
""", ['saturates where it must not']),
('logits taken as probabilities', """
def generator_logit_gradients(fake_logits):
    h = fake_logits
    return {"minimax": -1 / (1 - h), "nonsaturating": -1 / h, "kl": -1 / (1 - h) - 1 / h}
""", ['derivative in D']),
]

WRONG['jensen_shannon'] = [
# p = (1, 0), q = (0, 1)
('NaN where a probability is zero', """
def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * (p * torch.log(p / m)).sum() + 0.5 * (q * torch.log(q / m)).sum()
""", ['nan at zeros']),
("scipy's distance, not squared", """
from scipy.spatial.distance import jensenshannon
def jensen_shannon(p, q):
    return torch.tensor(jensenshannon(p.numpy(), q.numpy()))
""", ['the square root of it']),
('halves missing', """
def jensen_shannon(p, q):
    m = (p + q) / 2
    kl_p = (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()
    kl_q = (torch.xlogy(q, q) - torch.xlogy(q, m)).sum()
    return kl_p + kl_q
""", ['2 JSD']),
('one KL only', """
def jensen_shannon(p, q):
    m = (p + q) / 2
    kl_p = (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()
    kl_q = (torch.xlogy(q, q) - torch.xlogy(q, m)).sum()
    return kl_p
""", ['one KL only']),
# (1, 0), (0, 1): nothing is left, 0 in place of log 2
('keeps only outcomes where both positive', """
def jensen_shannon(p, q):
    both = (p > 0) & (q > 0)
    p, q = p[both], q[both]
    m = (p + q) / 2
    return 0.5 * (p * torch.log(p / m)).sum() + 0.5 * (q * torch.log(q / m)).sum()
""", ['outcomes of one of the two dropped']),
('symmetrised KL of p and q', """
def jensen_shannon(p, q):
    kl = lambda a, b: (torch.xlogy(a, a) - torch.xlogy(a, b)).sum()
    return 0.5 * kl(p, q) + 0.5 * kl(q, p)
""", ['KL both ways']),
# (0.5, 0.5, 0), (0.25, 0.75, 0): off by about 1e-5
('adds 1e-4 to all probabilities', """
def jensen_shannon(p, q):
    p, q = p + 1e-4, q + 1e-4
    m = (p + q) / 2
    return 0.5 * (p * torch.log(p / m)).sum() + 0.5 * (q * torch.log(q / m)).sum()
""", ["1e-3 added to all"]),
("kl_div's arguments the wrong way", """
import torch.nn.functional as F
def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * (F.kl_div(p.log(), m, reduction="sum") + F.kl_div(q.log(), m, reduction="sum"))
""", ["from the middle"]),
('p counted twice', """
def jensen_shannon(p, q):
    m = (p + q) / 2
    kl_p = (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()
    kl_q = (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()
    return 0.5 * kl_p + 0.5 * kl_q
""", ['one KL only']),
('one value an outcome', """
def jensen_shannon(p, q):
    m = (p + q) / 2
    kl_p = (torch.xlogy(p, p) - torch.xlogy(p, m))
    kl_q = (torch.xlogy(q, q) - torch.xlogy(q, m))
    return 0.5 * kl_p + 0.5 * kl_q
""", []),
('drops outcomes where one is zero', """
def jensen_shannon(p, q):
    m = (p + q) / 2
    terms = 0.5 * p * torch.log(p / m) + 0.5 * q * torch.log(q / m)
    return torch.nan_to_num(terms, nan=0.0).sum()
""", ['nan at zeros', 'outcomes of one of the two dropped']),
('overwrites p with its halves', """
def jensen_shannon(p, q):
    m = p
    m += q
    m /= 2
    return 0.5 * (torch.xlogy(p, p) - torch.xlogy(p, m)).sum() + 0.5 * (torch.xlogy(q, q) - torch.xlogy(q, m)).sum()
""", []),
]

WRONG['f_divergence'] = [
('expectation under p', """
def f_divergence(p, q, f):
    return (p * f(p / q)).sum()
""", ['weighted by p']),
('p and q exchanged', """
def f_divergence(p, q, f):
    return (p * f(q / p)).sum()
""", ['p f(q/p)']),
('no weight', """
def f_divergence(p, q, f):
    return (f(p / q)).sum()
""", ['f not weighted']),
('f of each: f(p)/f(q)', """
def f_divergence(p, q, f):
    return (q * f(p) / f(q)).sum()
""", ["f of a difference"]),
('one value an outcome', """
def f_divergence(p, q, f):
    return (q * f(p / q))
""", ["a share for each outcome"]),
('f of the log ratio', """
def f_divergence(p, q, f):
    return (q * f(torch.log(p / q))).sum()
""", ["f of a logarithm"]),
('f of the difference', """
def f_divergence(p, q, f):
    return (q * f(p - q)).sum()
""", ["f of a difference"]),
('weights by the mixture', """
def f_divergence(p, q, f):
    return ((p + q) / 2 * f(p / q)).sum()
""", ['weighted by p']),
# p = (0.2, 0.8), q = (0.5, 0.5): p is (0.4, 1.6) afterwards
('overwrites p with the ratio', """
def f_divergence(p, q, f):
    p /= q
    return (q * f(p)).sum()
""", []),
('epsilon in the denominator', """
def f_divergence(p, q, f):
    return (q * f(p / (q + 1e-4))).sum()
""", []),
('last outcome skipped', """
def f_divergence(p, q, f):
    total = torch.zeros((), dtype=p.dtype)
    for k in range(len(p) - 1):
        total = total + q[k] * f(p[k] / q[k])
    return total
""", []),
]

WRONG['fgan_bound'] = [
('p and q exchanged', """
def fgan_bound(p, q, t, conjugate):
    return (q * t).sum() - (p * conjugate(t)).sum()
""", ['p and q exchanged']),
('both under q', """
def fgan_bound(p, q, t, conjugate):
    return (q * t).sum() - (q * conjugate(t)).sum()
""", ["both under q"]),
('conjugate on the real term', """
def fgan_bound(p, q, t, conjugate):
    return (p * conjugate(t)).sum() - (q * t).sum()
""", ["conjugate of the real ones"]),
('means over outcomes', """
def fgan_bound(p, q, t, conjugate):
    return (p * t).mean() - (q * conjugate(t)).mean()
""", ['means over the outcomes']),
('conjugate of the mean', """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - conjugate((q * t).sum())
""", ["conjugate of the mean"]),
('conjugate at the ratio p/q', """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(p / q)).sum()
""", []),
('one value an outcome', """
def fgan_bound(p, q, t, conjugate):
    return (p * t) - (q * conjugate(t))
""", ["a share for each outcome"]),
('real term only', """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum()
""", ["real ones alone"]),
('weights missing on the fakes', """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - conjugate(t).sum()
""", ["no weights"]),
('KL conjugate hard-coded', """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * torch.exp(t - 1)).sum()
""", []),
('t overwritten by its conjugate', """
def fgan_bound(p, q, t, conjugate):
    t = conjugate(t)
    return (p * t).sum() - (q * t).sum()
""", ["conjugate of the real ones"]),
]

WRONG['wasserstein1'] = [
('not sorted', """
def wasserstein1(x, y):
    return (x - y).abs().mean()
""", ['not sorted']),
('smallest paired with largest', """
def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y, descending=True).values).abs().mean()
""", ['smallest paired with largest']),
('root mean square: W2', """
def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).pow(2).mean().sqrt()
""", ['squared']),
('difference of the means', """
def wasserstein1(x, y):
    return (x.mean() - y.mean()).abs()
""", ['gap of the means']),
('no absolute value', """
def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).mean()
""", ['signed']),
('mean over all pairs', """
def wasserstein1(x, y):
    return (x[:, None] - y[None, :]).abs().mean()
""", ['mean over all pairs']),
('both ordered by x', """
def wasserstein1(x, y):
    order = torch.argsort(x)
    return (x[order] - y[order]).abs().mean()
""", ['not sorted']),
('median distance', """
def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).abs().median()
""", ["the median"]),
# the caller's tensors come back sorted
("sorts the caller's data in place", """
def wasserstein1(x, y):
    a, b = x.numpy(), y.numpy()
    a.sort()
    b.sort()
    return torch.tensor(np.abs(a - b).mean())
""", []),
('halved', """
def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).abs().mean() / 2
""", ["half of it"]),
('samples taken as probabilities: cdf difference', """
def wasserstein1(x, y):
    return (x.cumsum(0) - y.cumsum(0)).abs().mean()
""", []),
# x = (-2, 1), y = (0, 3): 1 in place of 2
('difference of the sorted sizes', """
def wasserstein1(x, y):
    return (torch.sort(x.abs()).values - torch.sort(y.abs()).values).abs().mean()
""", []),
]

WRONG['critic_loss'] = [
('sign turned', """
def critic_loss(real, fake):
    return real.mean() - fake.mean()
""", ['sign']),
('minus both means', """
def critic_loss(real, fake):
    return -fake.mean() - real.mean()
""", ["a minus lost between the terms"]),
('absolute value', """
def critic_loss(real, fake):
    return -(fake.mean() - real.mean()).abs()
""", ['absolute value']),
# N = 3, M = 2
('vectors subtracted: equal lengths only', """
def critic_loss(real, fake):
    return (fake - real).mean()
""", ["pairs"]),
('values treated as logits', """
import torch.nn.functional as F
def critic_loss(real, fake):
    return F.softplus(-real).mean() + F.softplus(fake).mean()
""", ["the discriminator's loss"]),
('real part only', """
def critic_loss(real, fake):
    return -real.mean()
""", ["one of the two terms"]),
# no gradient in the fakes' values, right 1/M each
('fakes detached', """
def critic_loss(real, fake):
    return fake.detach().mean() - real.mean()
""", ["the graph is cut"]),
# no gradient
('numbers by item()', """
def critic_loss(real, fake):
    return torch.tensor(fake.mean().item() - real.mean().item(), dtype=real.dtype)
""", ['the graph is cut']),
('hinge loss', """
def critic_loss(real, fake):
    return torch.relu(1 - real).mean() + torch.relu(1 + fake).mean()
""", ["hinges"]),
('squared', """
def critic_loss(real, fake):
    return (fake.mean() - real.mean()) ** 2
""", ['absolute value']),
('first M real values only', """
def critic_loss(real, fake):
    return fake[:min(len(real), len(fake))].mean() - real[:min(len(real), len(fake))].mean()
""", []),
('median in place of mean', """
def critic_loss(real, fake):
    return fake.median() - real.median()
""", []),
]

WRONG['wgan_generator_loss'] = [
('sign turned', """
def wgan_generator_loss(fake):
    return fake.mean()
""", ['sign']),
('one value a fake', """
def wgan_generator_loss(fake):
    return -fake
""", ["a loss for every sample"]),
('minimax loss', """
import torch.nn.functional as F
def wgan_generator_loss(fake):
    return F.logsigmoid(-fake).mean()
""", ['the non-saturating loss']),
('absolute value', """
def wgan_generator_loss(fake):
    return fake.mean().abs()
""", []),
('squared', """
def wgan_generator_loss(fake):
    return (fake**2).mean()
""", []),
('halved', """
def wgan_generator_loss(fake):
    return -fake.mean() / 2
""", ["half of it"]),
('log of the values', """
def wgan_generator_loss(fake):
    return -torch.log(fake).mean()
""", ["the non-saturating loss"]),
('maximum', """
def wgan_generator_loss(fake):
    return -fake.max()
""", []),
]

WRONG['gradient_penalty'] = [
('root of 0 where the critic is flat', """
from torch.func import grad
def gradient_penalty(critic, real, fake, mix):
    x = mix * real + (1 - mix) * fake
    g = grad(lambda v: critic(v).sum())(x)
    norm = torch.sqrt(torch.einsum("nd,nd->n", g, g))
    return torch.nn.functional.mse_loss(norm, torch.ones_like(norm))
""", ['nan where the critic is flat']),
('graph of the gradient not kept', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed)
    norms = gradient.norm(2, dim=1)
    return ((norms - 1) ** 2).mean()
""", ['no graph kept']),
('gradient detached', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.detach().norm(2, dim=1)
    return ((norms - 1) ** 2).mean()
""", ["no graph kept"]),
('norms through numpy', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = torch.tensor(np.linalg.norm(gradient.detach().numpy(), axis=1))
    return ((norms - 1) ** 2).mean()
""", ["no graph kept"]),
('1 not subtracted', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(2, dim=1)
    return (norms ** 2).mean()
""", ["without the one"]),
('absolute distance from 1', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(2, dim=1)
    return (norms - 1).abs().mean()
""", ['distance from one not squared']),
('one norm for the whole batch', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(2)
    return ((norms - 1) ** 2).mean()
""", ['norm over the batch']),
('weight 10 included', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(2, dim=1)
    return 10 * ((norms - 1) ** 2).mean()
""", ['weighted by ten']),
('one-sided penalty', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(2, dim=1)
    return (torch.relu(norms - 1) ** 2).mean()
""", ['only slopes above one']),
('at the fake points', """
def gradient_penalty(critic, real, fake, mix):
    mixed = fake.clone().detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(2, dim=1)
    return ((norms - 1) ** 2).mean()
""", ['at the fakes']),
("first pair's mix for all", """
def gradient_penalty(critic, real, fake, mix):
    mix = mix[0]
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(2, dim=1)
    return ((norms - 1) ** 2).mean()
""", ['one mix for the whole batch']),
('L1 norm', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(1, dim=1)
    return ((norms - 1) ** 2).mean()
""", ["absolute coordinates"]),
('mean in the norm: divided by sqrt D', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.pow(2).mean(1).sqrt()
    return ((norms - 1) ** 2).mean()
""", ["absolute coordinates"]),
('slope between the end points', """
def gradient_penalty(critic, real, fake, mix):
    slope = (critic(real) - critic(fake)).abs() / (real - fake).norm(dim=1)
    return ((slope - 1) ** 2).mean()
""", []),
('mixed points need no gradient: error', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach()
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    norms = gradient.norm(2, dim=1)
    return ((norms - 1) ** 2).mean()
""", []),
# forward differences: accuracy 1e-4 and D critic calls
('finite differences, step 1e-4', """
def gradient_penalty(critic, real, fake, mix):
    x = mix * real + (1 - mix) * fake
    h = 1e-4
    cols = []
    for d in range(x.shape[1]):
        step = torch.zeros_like(x)
        step[:, d] = h
        cols.append((critic(x + step) - critic(x)) / h)
    norms = torch.stack(cols, 1).norm(dim=1)
    return ((norms - 1) ** 2).mean()
""", []),
('critic averaged with gradient of the first only', """
def gradient_penalty(critic, real, fake, mix):
    mixed = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed)[0], mixed, create_graph=True)
    norms = gradient.norm(2, dim=1)
    return ((norms - 1) ** 2).mean()
""", []),
# real = (2, 0), mix = 0.5: real is (1, 0) afterwards, a second call gives another value
("overwrites the caller's batches", """
def gradient_penalty(critic, real, fake, mix):
    real *= mix
    fake *= 1 - mix
    mixed = (real + fake).requires_grad_(True)
    gradient, = torch.autograd.grad(critic(mixed).sum(), mixed, create_graph=True)
    return ((gradient.norm(dim=1) - 1) ** 2).mean()
""", []),
]

WRONG['projection_logit'] = [
('psi left out', """
def projection_logit(features, labels, embedding, psi):
    return (embedding[labels] * features).sum(dim=1)
""", ['no psi']),
('all classes summed', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).sum(1)
""", ['summed over the labels']),
# K = H only: columns in place of rows
('columns of the embedding', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[:, labels].T * features).sum(dim=1)
""", []),
('psi of the embedding', """
def projection_logit(features, labels, embedding, psi):
    return psi(embedding[labels]) + (embedding[labels] * features).sum(dim=1)
""", ["psi of the product"]),
('first label for all', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels[0]] * features).sum(dim=1)
""", []),
('row i for sample i', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + torch.diagonal(features @ embedding.T)
""", []),
('broadcast to (N, N)', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(dim=1, keepdim=True)
""", ["every sample with every label"]),
('projection subtracted', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) - (embedding[labels] * features).sum(dim=1)
""", ["subtracted"]),
# no gradient in the embedding
('embedding detached', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding.detach()[labels] * features).sum(dim=1)
""", ["the graph is cut"]),
# no gradient in psi's parameters
("psi's value detached", """
def projection_logit(features, labels, embedding, psi):
    return psi(features).detach() + (embedding[labels] * features).sum(dim=1)
""", ["the graph is cut"]),
# no gradient in the embedding
('through numpy', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + torch.from_numpy((embedding.detach().numpy()[labels.numpy()] * features.detach().numpy()).sum(1))
""", ["the graph is cut"]),
('scaled by sqrt H', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(dim=1) / features.shape[1] ** 0.5
""", ["the mean of the products"]),
('embedding added, not multiplied', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] + features).sum(dim=1)
""", []),
('all (N, K) logits', """
def projection_logit(features, labels, embedding, psi):
    return psi(features)[:, None] + features @ embedding.T
""", ['embedding of all labels']),
('largest class score', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).max(dim=1).values
""", []),
('first coordinate only', """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + embedding[labels][:, 0] * features[:, 0]
""", []),
]

WRONG['modes_covered'] = [
('counts samples, not modes', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = torch.cdist(samples, centers) <= radius
    return int(near.any(dim=1).sum())
""", ['counts samples']),
('every sample must be near', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = torch.cdist(samples, centers) <= radius
    return int(near.all(dim=0).sum())
""", ['every sample must be near']),
('squared distance against the radius', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = torch.cdist(samples, centers) ** 2 <= radius
    return int(near.any(dim=0).sum())
""", ['squared distance']),
# centers 0 and 1, sample 0.4, radius 0.7: both are covered
('only the nearest center of a sample', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    d = torch.cdist(samples, centers)
    value, index = d.min(dim=1)
    return len(torch.unique(index[value <= radius]))
""", ['only the nearest centre of a sample']),
# sample (0.9, 0.9), center 0, radius 1
('box in place of a ball', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = torch.cdist(samples, centers, p=float('inf')) <= radius
    return int(near.any(dim=0).sum())
""", ["another distance"]),
('share of the modes', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = torch.cdist(samples, centers) <= radius
    return float(near.any(dim=0).double().mean())
""", ["the share of the modes"]),
('eight hard-coded', """
def modes_covered(samples, centers, radius):
    return sum(1 for k in range(8) if ((samples - centers[k]).norm(dim=1) <= radius).any())
""", []),
# sample (0, 0, 9), center (0, 0, 0), radius 1: 1 in place of 0
('two coordinates only', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = torch.cdist(samples[:, :2], centers[:, :2]) <= radius
    return int(near.any(dim=0).sum())
""", []),
('zip: sample i with center i', """
def modes_covered(samples, centers, radius):
    return sum(int((s - c).norm() <= radius) for s, c in zip(samples, centers))
""", []),
('stops at the first missed mode', """
def modes_covered(samples, centers, radius):
    count = 0
    for c in centers:
        if not ((samples - c).norm(dim=1) <= radius).any():
            break
        count += 1
    return count
""", []),
('far, not near', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = torch.cdist(samples, centers) > radius
    return int(near.any(dim=0).sum())
""", ["modes that were missed"]),
# centers 1 apart, radius 0.7
('radius taken as a diameter', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = torch.cdist(samples, centers) <= radius / 2
    return int(near.any(dim=0).sum())
""", []),
('mean distance within radius', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    return int((torch.cdist(samples, centers).mean(0) <= radius).sum())
""", ["every sample must be near", "the mean distance"]),
('without samples all modes', """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return len(centers)
    near = torch.cdist(samples, centers) <= radius
    return int(near.any(dim=0).sum())
""", []),
('shifts the samples in place in the loop', """
def modes_covered(samples, centers, radius):
    count = 0
    for c in centers:
        samples -= c
        count += int((samples.norm(dim=1) <= radius).any())
    return count
""", []),
]
