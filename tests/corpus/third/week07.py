"""The other exercises of this week, answers from the statements alone by one who works on the course: see README.md one folder up."""

RIGHT = {}
WRONG = {}

RIGHT['discriminator_loss'] = [
"""
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
""",
"""
import torch.nn.functional as F
import torch


def discriminator_loss(real_logits, fake_logits):
    bce = F.binary_cross_entropy_with_logits
    return bce(real_logits, torch.ones_like(real_logits)) + bce(fake_logits, torch.zeros_like(fake_logits))
""",
"""
import torch.nn.functional as F
import torch


def discriminator_loss(real_logits, fake_logits):
    zero = torch.zeros((), dtype=real_logits.dtype)
    return -F.logsigmoid(real_logits).mean() + torch.logaddexp(zero, fake_logits).sum() / len(fake_logits)
""",
]

WRONG['discriminator_loss'] = [
('sign', """
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return -F.softplus(-real_logits).mean() - F.softplus(fake_logits).mean()
""", ("the game's value",)),
('one mean over all', """
import torch.nn.functional as F
import torch


def discriminator_loss(real_logits, fake_logits):
    return torch.cat([F.softplus(-real_logits), F.softplus(fake_logits)]).mean()
""", ('one mean over both batches',)),
('half of the sum', """
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return 0.5 * (F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean())
""", ('halved',)),
('sums', """
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).sum() + F.softplus(fake_logits).sum()
""", ('sums in place of means',)),
('real and fake exchanged', """
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(real_logits).mean() + F.softplus(-fake_logits).mean()
""", ('labels swapped',)),
('log of the sigmoid', """
import torch


def discriminator_loss(real_logits, fake_logits):
    return -torch.log(torch.sigmoid(real_logits)).mean() - torch.log(1 - torch.sigmoid(fake_logits)).mean()
""", ('log of zero',)),
('1e-8 under the log', """
import torch


def discriminator_loss(real_logits, fake_logits):
    return -torch.log(torch.sigmoid(real_logits) + 1e-8).mean() - torch.log(1 - torch.sigmoid(fake_logits) + 1e-8).mean()
""", ('log of zero',)),
('binary_cross_entropy caps at 100', """
import torch.nn.functional as F
import torch


def discriminator_loss(real_logits, fake_logits):
    r, f = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return F.binary_cross_entropy(r, torch.ones_like(r)) + F.binary_cross_entropy(f, torch.zeros_like(f))
""", ["log of zero", "clamped"]),
('fakes ignored', """
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean()
""", ("one of the two terms",)),
('in bits', """
import math
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return 1 / math.log(2) * (F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean())
""", ()),
('hinge loss', """
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.relu(1 - real_logits).mean() + F.relu(1 + fake_logits).mean()
""", ()),
('a float', """
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean().item()
""", ('the graph is cut',)),
('sigmoid twice', """
import torch.nn.functional as F
import torch


def discriminator_loss(real_logits, fake_logits):
    real_logits, fake_logits = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
""", ("the sigmoid taken twice",)),
]

RIGHT['generator_minimax_loss'] = [
"""
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).mean()
""",
"""
import torch.nn.functional as F
import torch


def generator_minimax_loss(fake_logits):
    return torch.mean(F.logsigmoid(-fake_logits))
""",
"""
import torch.nn.functional as F
import torch


def generator_minimax_loss(fake_logits):
    return -F.binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))
""",
]

WRONG['generator_minimax_loss'] = [
('sign', """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return F.softplus(fake_logits).mean()
""", ('sign',)),
('non-saturating', """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return F.softplus(-fake_logits).mean()
""", ('non-saturating in its place',)),
('log D', """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(-fake_logits).mean()
""", ('sign',)),
('sum', """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).sum()
""", ('sum over the batch',)),
('log of 1 - sigmoid', """
import torch


def generator_minimax_loss(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits)).mean()
""", ('log of zero',)),
('guarded log', """
import torch


def generator_minimax_loss(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits) + 1e-6).mean()
""", ("a tiny number under the logarithm",)),
('log of the mean', """
import torch


def generator_minimax_loss(fake_logits):
    return torch.log(torch.sigmoid(-fake_logits).mean())
""", ('log of the mean',)),
('logit of the mean', """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits.mean())
""", ("log of the mean",)),
('detached', """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits.detach()).mean()
""", ('the graph is cut',)),
('one a sample', """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits)
""", ("a loss for every sample",)),
('logits clamped to 30', """
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits.clamp(-30, 30)).mean()
""", ["clamped"]),
]

RIGHT['generator_kl_loss'] = [
"""



def generator_kl_loss(fake_logits):
    return -fake_logits.mean()
""",
"""
import torch.nn.functional as F


def generator_kl_loss(fake_logits):
    return (F.softplus(-fake_logits) - F.softplus(fake_logits)).mean()
""",
"""



def generator_kl_loss(fake_logits):
    return sum(-h for h in fake_logits) / len(fake_logits)
""",
]

WRONG['generator_kl_loss'] = [
('sign', """



def generator_kl_loss(fake_logits):
    return fake_logits.mean()
""", ('sign',)),
('sum', """



def generator_kl_loss(fake_logits):
    return -fake_logits.sum()
""", ('sum over the batch',)),
('log of sigmoids', """
import torch


def generator_kl_loss(fake_logits):
    d = torch.sigmoid(fake_logits)
    return (torch.log(1 - d) - torch.log(d)).mean()
""", ('log of zero',)),
('guarded logs', """
import torch


def generator_kl_loss(fake_logits):
    d = torch.sigmoid(fake_logits)
    return (torch.log(1 - d + 1e-12) - torch.log(d + 1e-12)).mean()
""", ["log of zero", "a small number under the logarithms"]),
('minimax in its place', """
import torch.nn.functional as F


def generator_kl_loss(fake_logits):
    return -F.softplus(fake_logits).mean()
""", ('minimax in its place',)),
('non-saturating in its place', """
import torch.nn.functional as F


def generator_kl_loss(fake_logits):
    return F.softplus(-fake_logits).mean()
""", ('non-saturating in its place',)),
('ratio without the log', """
import torch


def generator_kl_loss(fake_logits):
    return torch.exp(-fake_logits).mean()
""", ("no logarithm",)),
('log of the mean ratio', """
import math
import torch


def generator_kl_loss(fake_logits):
    return torch.logsumexp(-fake_logits, 0) - math.log(len(fake_logits))
""", ("log of the mean",)),
('no mean', """



def generator_kl_loss(fake_logits):
    return -fake_logits
""", ("a loss for every sample",)),
('a float', """



def generator_kl_loss(fake_logits):
    return -fake_logits.mean().item()
""", ('the graph is cut',)),
('half', """



def generator_kl_loss(fake_logits):
    return -0.5 * fake_logits.mean()
""", ("half of it",)),
]

RIGHT['jensen_shannon'] = [
"""
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return 0.5 * (a.sum() + b.sum())
""",
"""
import torch


def jensen_shannon(p, q):
    from scipy.spatial.distance import jensenshannon
    return torch.tensor(float(jensenshannon(p.numpy(), q.numpy())) ** 2)
""",
"""
import math
import torch


def jensen_shannon(p, q):
    total = 0.0
    for a, b in zip(p.tolist(), q.tolist()):
        m = 0.5 * a + 0.5 * b
        total += 0.5 * a * math.log(a / m) if a > 0 else 0.0
        total += 0.5 * b * math.log(b / m) if b > 0 else 0.0
    return torch.tensor(total, dtype=p.dtype)
""",
]

WRONG['jensen_shannon'] = [
('no half', """
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return (a.sum() + b.sum())
""", ('2 JSD',)),
('the root', """
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return torch.sqrt(0.5 * (a.sum() + b.sum()))
""", ('the square root of it',)),
('in bits', """
import math
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return 0.5 * (a.sum() + b.sum()) / math.log(2)
""", ('bits',)),
('nan at zeros', """
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * (p * torch.log(p / m) + q * torch.log(q / m)).sum()
""", ('nan at zeros',)),
('1e-8 in the logs', """
import torch


def jensen_shannon(p, q):
    p, q = p + 1e-8, q + 1e-8
    m = (p + q) / 2
    return 0.5 * (p * torch.log(p / m) + q * torch.log(q / m)).sum()
""", ()),
('KL from m', """
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    a = torch.xlogy(m, m) - torch.xlogy(m, p)
    b = torch.xlogy(m, m) - torch.xlogy(m, q)
    return 0.5 * (a.sum() + b.sum())
""", ("from the middle",)),
('symmetrised KL', """
import torch


def jensen_shannon(p, q):
    a = torch.xlogy(p, p) - torch.xlogy(p, q)
    b = torch.xlogy(q, q) - torch.xlogy(q, p)
    return 0.5 * (a.sum() + b.sum())
""", ('KL both ways',)),
('m not halved', """
import torch


def jensen_shannon(p, q):
    m = p + q
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return 0.5 * (a.sum() + b.sum())
""", ("the middle not halved",)),
("only p's side", """
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return a.sum()
""", ('one KL only',)),
('mean over K', """
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return 0.5 * (a.mean() + b.mean())
""", ("mean over the outcomes",)),
('geometric mean', """
import torch


def jensen_shannon(p, q):
    m = torch.sqrt(p * q)
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return 0.5 * (a.sum() + b.sum())
""", ()),
("the game's value: minus log 4", """
import math
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return a.sum() + b.sum() - math.log(4)
""", ('minus log 4 kept',)),
('sign', """
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    a = torch.xlogy(p, p) - torch.xlogy(p, m)
    b = torch.xlogy(q, q) - torch.xlogy(q, m)
    return -0.5 * (a.sum() + b.sum())
""", ("sign",)),
]

RIGHT['fgan_bound'] = [
"""



def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(t)).sum()
""",
"""
import torch


def fgan_bound(p, q, t, conjugate):
    return torch.dot(p, t) - torch.dot(q, conjugate(t))
""",
"""



def fgan_bound(p, q, t, conjugate):
    c = conjugate(t)
    return sum(p[k] * t[k] - q[k] * c[k] for k in range(len(p)))
""",
"""



def fgan_bound(p, q, t, conjugate):
    return (p * t.detach()).sum() - (q * conjugate(t.detach())).sum()
""",
]

WRONG['fgan_bound'] = [
("conjugate's term added", """



def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() + (q * conjugate(t)).sum()
""", ('plus the conjugate',)),
('p and q exchanged', """



def fgan_bound(p, q, t, conjugate):
    return (q * t).sum() - (p * conjugate(t)).sum()
""", ('p and q exchanged',)),
('conjugate on both', """



def fgan_bound(p, q, t, conjugate):
    return (p * conjugate(t)).sum() - (q * conjugate(t)).sum()
""", ("conjugate of the real ones",)),
('no conjugate', """



def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * t).sum()
""", ('no conjugate',)),
('unweighted', """



def fgan_bound(p, q, t, conjugate):
    return t.sum() - conjugate(t).sum()
""", ("no weights",)),
('conjugate of the mean', """



def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - conjugate((q * t).sum())
""", ("conjugate of the mean",)),
('mean over K', """



def fgan_bound(p, q, t, conjugate):
    return (p * t).mean() - (q * conjugate(t)).mean()
""", ('means over the outcomes',)),
('sign of the whole', """



def fgan_bound(p, q, t, conjugate):
    return (q * conjugate(t)).sum() - (p * t).sum()
""", ("sign",)),
('one term an outcome', """



def fgan_bound(p, q, t, conjugate):
    return p * t - q * conjugate(t)
""", ("a share for each outcome",)),
("ratio in t's place", """



def fgan_bound(p, q, t, conjugate):
    return (p * p / q).sum() - (q * conjugate(t)).sum()
""", ()),
]

RIGHT['squeeze_w1'] = [
"""
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""",
"""
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    places, values = x.tolist() + y.tolist(), critic_x.tolist() + critic_y.tolist()
    steepest = 0.0
    for i in range(len(places)):
        for j in range(i):
            if places[i] != places[j]:
                steepest = max(steepest, abs(values[i] - values[j]) / abs(places[i] - places[j]))
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    upper = torch.einsum("nm,nm->", coupling, torch.cdist(x[:, None], y[:, None]))
    return (gap / steepest if steepest else 0 * gap), upper
""",
"""
import numpy as np
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    order = np.argsort(np.concatenate([x, y]), kind="stable")
    places, values = np.concatenate([x, y])[order], np.concatenate([critic_x, critic_y])[order]
    runs, firsts = np.diff(places), np.diff(values)
    keep = runs > 0
    slope = np.max(np.abs(firsts[keep] / runs[keep]), initial=0.0)
    plan = np.asarray(coupling)
    gap = plan.sum(1) @ np.asarray(critic_x) - plan.sum(0) @ np.asarray(critic_y)
    upper = (plan * np.abs(np.subtract.outer(np.asarray(x), np.asarray(y)))).sum()
    return torch.tensor(gap / slope if slope > 0 else 0.0), torch.tensor(upper)
""",
]

WRONG['squeeze_w1'] = [
('critic not scaled', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower), upper
""", ('critic not scaled',)),
('slope within x alone', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = x, critic_x
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ('slopes between x and y only',)),
('slope only where above 1', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope if slope > 1 else torch.zeros_like(lower)), upper
""", ()),
('means in place of the masses', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = critic_x.mean() - critic_y.mean()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ('equal weights',)),
('absolute value of the lower', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = ((p * critic_x).sum() - (q * critic_y).sum()).abs()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ("the absolute lower bound",)),
('squared distance', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]) ** 2).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ('squared distances',)),
('bounds exchanged', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return upper, (lower / slope if slope > 0 else torch.zeros_like(lower))
""", ()),
('critics exchanged', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (q * critic_y).sum() - (p * critic_x).sum()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ('sign of the lower bound',)),
('repeated places divide by zero', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = ((rise / away)[~torch.eye(len(place), dtype=torch.bool)])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ('nan where places meet',)),
('nan for a constant critic', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope), upper
""", ("a flat critic",)),
('no absolute value in the plan', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None])).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ('signed distances',)),
('steepest upward slope only', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value) * torch.sign(place[:, None] - place)
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ('slopes with their sign',)),
('mean distance over all pairs', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (x[:, None] - y[None]).abs().mean()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    steep = (rise[away > 0] / away[away > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ('every pair alike',)),
('slope between neighbours in the list', """
import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(1), coupling.sum(0)
    upper = (coupling * (x[:, None] - y[None]).abs()).sum()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = (place[:, None] - place).abs()
    rise = (value[:, None] - value).abs()
    d = (place[1:] - place[:-1]).abs()
    steep = ((value[1:] - value[:-1]).abs()[d > 0] / d[d > 0])
    slope = steep.max() if len(steep) else torch.tensor(0.0, dtype=x.dtype)
    lower = (p * critic_x).sum() - (q * critic_y).sum()
    return (lower / slope if slope > 0 else torch.zeros_like(lower)), upper
""", ("slopes between x and y only",)),
]

RIGHT['wgan_generator_loss'] = [
"""



def wgan_generator_loss(fake):
    return -fake.mean()
""",
"""
import torch


def wgan_generator_loss(fake):
    return torch.mean(-fake)
""",
"""
import torch


def wgan_generator_loss(fake):
    return -torch.sum(fake) / fake.shape[0]
""",
]

WRONG['wgan_generator_loss'] = [
('sign', """



def wgan_generator_loss(fake):
    return fake.mean()
""", ('sign',)),
('sum', """



def wgan_generator_loss(fake):
    return -fake.sum()
""", ('sum over the batch',)),
('softplus', """
import torch.nn.functional as F


def wgan_generator_loss(fake):
    return F.softplus(-fake).mean()
""", ('the non-saturating loss',)),
('a sigmoid', """
import torch


def wgan_generator_loss(fake):
    return -torch.sigmoid(fake).mean()
""", ("the non-saturating loss",)),
('absolute value', """



def wgan_generator_loss(fake):
    return fake.mean().abs()
""", ()),
('a float', """



def wgan_generator_loss(fake):
    return -fake.mean().item()
""", ('the graph is cut',)),
('detached', """



def wgan_generator_loss(fake):
    return -fake.detach().mean()
""", ('the graph is cut',)),
('one a sample', """



def wgan_generator_loss(fake):
    return -fake
""", ("a loss for every sample",)),
('median', """



def wgan_generator_loss(fake):
    return -fake.median()
""", ()),
('squared', """



def wgan_generator_loss(fake):
    return ((fake - 1) ** 2).mean()
""", ("squared",)),
('hinge', """
import torch.nn.functional as F


def wgan_generator_loss(fake):
    return F.relu(1 - fake).mean()
""", ()),
]

RIGHT['projection_logit'] = [
"""



def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(1)
""",
"""
import torch.nn.functional as F
import torch


def projection_logit(features, labels, embedding, psi):
    return psi(features) + torch.einsum("nh,nh->n", F.embedding(labels, embedding), features)
""",
"""



def projection_logit(features, labels, embedding, psi):
    scores = features @ embedding.T
    return scores.gather(1, labels[:, None])[:, 0] + psi(features)
""",
]

WRONG['projection_logit'] = [
('psi left out', """



def projection_logit(features, labels, embedding, psi):
    return (embedding[labels] * features).sum(1)
""", ('no psi',)),
('projection left out', """



def projection_logit(features, labels, embedding, psi):
    return psi(features)
""", ('label ignored',)),
('mean over H', """



def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).mean(1)
""", ("the mean of the products",)),
('all classes summed', """



def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).sum(1)
""", ('summed over the labels',)),
('psi of the product', """



def projection_logit(features, labels, embedding, psi):
    return psi(features * embedding[labels])
""", ("psi of the product",)),
('subtracted', """



def projection_logit(features, labels, embedding, psi):
    return psi(features) - (embedding[labels] * features).sum(1)
""", ("subtracted",)),
('a sigmoid', """
import torch


def projection_logit(features, labels, embedding, psi):
    return torch.sigmoid(psi(features) + (embedding[labels] * features).sum(1))
""", ("a probability",)),
('normalised directions', """
import torch.nn.functional as F


def projection_logit(features, labels, embedding, psi):
    return psi(features) + F.cosine_similarity(embedding[labels], features, dim=1)
""", ("the mean of the products",)),
('the first label for all', """



def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels[0]] * features).sum(1)
""", ()),
('labels one too low', """



def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[(labels - 1)] * features).sum(1)
""", ()),
('N by N', """



def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] @ features.T).sum(1)
""", ()),
('embedding cut off', """



def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding.detach()[labels] * features).sum(1)
""", ('the graph is cut',)),
('features cut off', """



def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features.detach()).sum(1)
""", ('the graph is cut',)),
('largest class wins', """



def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).max(1).values
""", ()),
]

RIGHT['gan_step'] = [
"""



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""",
"""
import torch


def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    with torch.no_grad():
        fakes = generator(noise_d)
    first = loss_d(discriminator(real), discriminator(fakes))
    opt_d.zero_grad(set_to_none=True)
    first.backward()
    opt_d.step()
    second = loss_g(discriminator(generator(noise_g)))
    opt_g.zero_grad(set_to_none=True)
    second.backward()
    opt_g.step()
    opt_d.zero_grad()
    return float(first), float(second)
""",
"""
import torch


def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    def move(optimizer, model, loss):
        weights = list(model.parameters())
        for w, g in zip(weights, torch.autograd.grad(loss, weights)):
            w.grad = g
        optimizer.step()
        return loss.item()

    one = move(opt_d, discriminator, loss_d(discriminator(real), discriminator(generator(noise_d))))
    two = move(opt_g, generator, loss_g(discriminator(generator(noise_g))))
    return one, two
""",
]

WRONG['gan_step'] = [
('zero_grad forgotten for the judge', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ("the discriminator keeps the gradients of the generator's step",)),
('zero_grad forgotten for the generator', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ("the generator's gradients pile up",)),
('generator judged by the old judge', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    lg = loss_g(discriminator(generator(noise_g)))
    opt_g.zero_grad()
    lg.backward()
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.step()
    return ld.item(), lg.item()
""", ["both steps at the end"]),
('one noise for both', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_d)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ('the generator plays with the first noise',)),
('losses exchanged', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return lg.item(), ld.item()
""", ('the losses exchanged',)),
("generator's fakes detached", """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g).detach().requires_grad_()))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ("the generator is cut off",)),
('generator steps first', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
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
('arguments of loss_d exchanged', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(generator(noise_d).detach()), discriminator(real))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ("real and fake exchanged",)),
('losses after the steps', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d)))
    lg = loss_g(discriminator(generator(noise_g)))
    return ld.item(), lg.item()
""", ("the losses after the step",)),
('judge not moved', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ("the discriminator does not step",)),
('generator not moved', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    return ld.item(), lg.item()
""", ("the generator does not step",)),
("both step at the end, generator's gradient in the judge's", """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    opt_g.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_d.step()
    opt_g.step()
    return ld.item(), lg.item()
""", ('both steps at the end',)),
('fakes not detached, generator zeroed before', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    opt_g.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d)))
    ld.backward()
    opt_d.step()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ("the fakes not detached, and cleared too soon",)),
('two judge steps', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_d.zero_grad()
    loss_d(discriminator(real), discriminator(generator(noise_d).detach())).backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ()),
('tensors returned', """



def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld, lg
""", ("tensors",)),
]
