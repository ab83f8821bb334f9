"""Every second exercise of this week, answers by strangers from the statements alone: see README.md one folder up.

Above a wrong answer: an input for which it is wrong, and what a fair hint would say.
"""

RIGHT = {}
WRONG = {}

RIGHT['optimal_discriminator'] = [
"""
import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data - log_p_model)
""",
"""
import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.softmax(torch.stack([log_p_data, log_p_model]), dim=0)[0]
""",
"""
import math
import torch


def optimal_discriminator(log_p_data, log_p_model):
    out = []
    for a, b in zip(log_p_data.tolist(), log_p_model.tolist()):
        top = max(a, b)
        out.append(math.exp(a - top) / (math.exp(a - top) + math.exp(b - top)))
    return torch.tensor(out, dtype=log_p_data.dtype)
""",
]

WRONG['optimal_discriminator'] = [
# in: logs -2000 and -2001: 0 / 0; hint: the densities underflow: only their ratio is needed.
('densities by exp', """



def optimal_discriminator(log_p_data, log_p_model):
    p, q = log_p_data.exp(), log_p_model.exp()
    return p / (p + q)
""", ('underflow',)),
# in: logs -1 and -2; hint: where the data are denser the point is likely real.
('arguments swapped', """
import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_model - log_p_data)
""", ('inverted',)),
# in: logs -1 and -2; hint: the formula wants densities, you put in their logs.
('the formula with logs for densities', """



def optimal_discriminator(log_p_data, log_p_model):
    return log_p_data / (log_p_data + log_p_model)
""", ("ratio of the logarithms",)),
# in: logs 0 and -5000: inf / inf; hint: e^h overflows: use the form with e^-h, or sigmoid.
('e^h / (1 + e^h)', """
import torch


def optimal_discriminator(log_p_data, log_p_model):
    e = torch.exp(log_p_data - log_p_model)
    return e / (1 + e)
""", ('ratio over one plus ratio',)),
# in: logs -1 and -2; hint: a quotient of densities is a difference of logs.
('quotient of the logs', """
import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data / log_p_model)
""", ("ratio of the logarithms",)),
# in: any; hint: that is the logit: a probability is asked for.
('the logit returned', """



def optimal_discriminator(log_p_data, log_p_model):
    return log_p_data - log_p_model
""", ('no sigmoid',)),
# in: two points with logs (0, 0) and (-3000, -3001); hint: shift each point by its own maximum: a common one leaves the far points at 0 / 0.
('one shift for all points', """
import torch


def optimal_discriminator(log_p_data, log_p_model):
    top = torch.maximum(log_p_data, log_p_model).max()
    p, q = torch.exp(log_p_data - top), torch.exp(log_p_model - top)
    return p / (p + q)
""", ["underflow"]),
# in: logs -2000 and -2001: gives 1/2; hint: a small number added to densities that underflow decides the answer by itself.
('1e-8 added to the densities', """



def optimal_discriminator(log_p_data, log_p_model):
    p, q = log_p_data.exp() + 1e-8, log_p_model.exp() + 1e-8
    return p / (p + q)
""", ()),
]

RIGHT['judge_regret'] = [
"""
import torch


def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    best, other = p_data / safe, p_model / safe
    return torch.xlogy(p_data, best / d) + torch.xlogy(p_model, other / (1 - d))
""",
"""
import math
import torch


def judge_regret(p_data, p_model, d):
    out = []
    for a, b, j in zip(p_data.tolist(), p_model.tolist(), d.tolist()):
        share = 0.0
        if a > 0:
            share += a * (math.log(a / (a + b)) - math.log(j))
        if b > 0:
            share += b * (math.log(b / (a + b)) - math.log1p(-j))
        out.append(share)
    return torch.tensor(out, dtype=d.dtype)
""",
"""
import torch


def judge_regret(p_data, p_model, d):
    from scipy.special import rel_entr
    a, b, j = (t.numpy() for t in (p_data, p_model, d))
    # KL of the measures (a, b) and (a + b) (d, 1 - d)
    return torch.from_numpy(rel_entr(a, (a + b) * j) + rel_entr(b, (a + b) * (1 - j)))
""",
]

WRONG['judge_regret'] = [
# in: p_data = 0 = p_model at one outcome; hint: where both are 0 the best judge is 0 / 0, and the share is 0.
('0 / 0 where nobody lands', """
import torch


def judge_regret(p_data, p_model, d):
    best = p_data / (p_data + p_model)
    return torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d))
""", ("nan at zeros",)),
# in: p_model = 0 at one outcome: 0 * log 0 = nan; hint: x log y is 0 where x is 0.
('x * log(y) at zeros', """
import torch


def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    best, other = p_data / safe, p_model / safe
    return p_data * torch.log(best / d) + p_model * torch.log(other / (1 - d))
""", ('nan at zeros',)),
# in: any; hint: what the judge pays, less what the best one pays.
("the judge's own loss", """
import torch


def judge_regret(p_data, p_model, d):
    return -p_data * torch.log(d) - p_model * torch.log(1 - d)
""", ('the loss itself',)),
# in: any d but the best; hint: a regret is never negative: which loss is subtracted from which?
('sign', """
import torch


def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    best, other = p_data / safe, p_model / safe
    return -torch.xlogy(p_data, best / d) - torch.xlogy(p_model, other / (1 - d))
""", ('sign',)),
# in: any; hint: the fakes that land there bring a logarithm, too.
('only the real points', """
import torch


def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    best, other = p_data / safe, p_model / safe
    return torch.xlogy(p_data, best / d)
""", ('real points only',)),
# in: any; hint: one share for each outcome.
('the shares summed', """
import torch


def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    best, other = p_data / safe, p_model / safe
    return (torch.xlogy(p_data, best / d) + torch.xlogy(p_model, other / (1 - d))).sum()
""", ('summed',)),
# in: K = 3; hint: the divergence is weighted by the mass that lands there, a + b.
('the divergence without its weight', """
import torch


def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    best, other = p_data / safe, p_model / safe
    return torch.xlogy(best, best / d) + torch.xlogy(other, other / (1 - d))
""", ('without the weight',)),
# in: any d but the best; hint: the expectation runs over the points that land there, not over the judge's opinion.
("the divergence's arguments swapped", """
import torch


def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    best, other = (p_data / safe).clamp_min(1e-12), (p_model / safe).clamp_min(1e-12)
    return total * (d * torch.log(d / best) + (1 - d) * torch.log((1 - d) / other))
""", ('divergence turned round',)),
]

RIGHT['generator_nonsaturating_loss'] = [
"""
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean()
""",
"""
from torch import nn
import torch


def generator_nonsaturating_loss(fake_logits):
    return nn.BCEWithLogitsLoss()(fake_logits, torch.ones_like(fake_logits))
""",
"""
import torch


def generator_nonsaturating_loss(fake_logits):
    total = fake_logits.new_zeros(())
    for h in fake_logits:
        total = total + torch.logaddexp(torch.zeros_like(h), -h)
    return total / fake_logits.numel()
""",
]

WRONG['generator_nonsaturating_loss'] = [
# in: logit -1000: inf; hint: the sigmoid rounds to 0: use a function that takes the logit.
('log of the sigmoid', """
import torch


def generator_nonsaturating_loss(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits)).mean()
""", ('log of zero',)),
# in: logit -1000: 18 for 1000, and no gradient; hint: the small number caps the loss and kills the gradient just where the generator needs it.
('1e-8 under the log', """
import torch


def generator_nonsaturating_loss(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits) + 1e-8).mean()
""", ('log of zero',)),
# in: any; hint: a loss falls when the fakes are called real.
('sign', """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return -F.softplus(-fake_logits).mean()
""", ('sign',)),
# in: logit 2; hint: the generator wants its fakes called real: which target is that?
("target 0: the discriminator's side", """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(fake_logits).mean()
""", ["sign"]),
# in: any; hint: that is the minimax loss, mean log(1 - D).
('the minimax loss', """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return (-F.softplus(fake_logits)).mean()
""", ('minimax in its place',)),
# in: N = 2; hint: the mean is asked for.
('sum for mean', """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).sum()
""", ('sum over the batch',)),
# in: N = 2 different logits; hint: the mean of the losses is not the loss of the mean logit.
('loss of the mean logit', """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits.mean())
""", ("log of the mean",)),
# in: any, the gradient; hint: the generator is trained through the loss: keep it a tensor with its graph.
('a number without a graph', """
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean().item()
""", ('the graph is cut',)),
]

RIGHT['generator_logit_gradients'] = [
"""
import torch


def generator_logit_gradients(fake_logits):
    return {
        "minimax": -torch.sigmoid(fake_logits),
        "nonsaturating": -torch.sigmoid(-fake_logits),
        "kl": -torch.ones_like(fake_logits),
    }
""",
"""
import torch


def generator_logit_gradients(fake_logits):
    D = fake_logits.sigmoid()
    return dict(minimax=-D, nonsaturating=D - 1, kl=torch.full(fake_logits.shape, -1.0, dtype=D.dtype))
""",
"""
import torch


def generator_logit_gradients(fake_logits):
    from scipy.special import expit
    from collections import OrderedDict
    h = fake_logits.detach().numpy()
    out = OrderedDict()
    out["kl"] = torch.from_numpy(0 * h - 1)
    out["minimax"] = torch.from_numpy(-expit(h))
    out["nonsaturating"] = torch.from_numpy(-expit(-h))
    return out
""",
]

WRONG['generator_logit_gradients'] = [
# in: N = 2; hint: each sample's own loss: no 1/N.
('divided by N', """
import torch


def generator_logit_gradients(fake_logits):
    N = len(fake_logits)
    return {
        "minimax": -torch.sigmoid(fake_logits) / N,
        "nonsaturating": -torch.sigmoid(-fake_logits) / N,
        "kl": -torch.ones_like(fake_logits) / N,
    }
""", ('divided by N',)),
# in: logit 2; hint: all three losses fall when the logit rises.
('signs', """
import torch


def generator_logit_gradients(fake_logits):
    return {
        "minimax": torch.sigmoid(fake_logits),
        "nonsaturating": torch.sigmoid(-fake_logits),
        "kl": torch.ones_like(fake_logits),
    }
""", ('sign',)),
# in: logit -8; hint: which of the two is small where the judge is sure that the fake is fake?
('minimax and nonsaturating exchanged', """
import torch


def generator_logit_gradients(fake_logits):
    return {
        "nonsaturating": -torch.sigmoid(fake_logits),
        "minimax": -torch.sigmoid(-fake_logits),
        "kl": -torch.ones_like(fake_logits),
    }
""", ('minimax and non-saturating exchanged',)),
# in: logit 1000: inf / inf; hint: e^h overflows: torch knows the sigmoid.
('sigmoid by hand, overflows', """
import torch


def generator_logit_gradients(fake_logits):
    return {
        "minimax": -torch.exp(fake_logits) / (1 + torch.exp(fake_logits)),
        "nonsaturating": -torch.sigmoid(-fake_logits),
        "kl": -torch.ones_like(fake_logits),
    }
""", ()),
# in: any; hint: autograd is off, and a closed form is asked for.
('autograd', """
import torch.nn.functional as F
import torch


def generator_logit_gradients(fake_logits):
    h = fake_logits.detach().clone().requires_grad_()
    losses = {"minimax": -F.softplus(h), "nonsaturating": F.softplus(-h), "kl": -h}
    return {k: torch.autograd.grad(v.sum(), h)[0] for k, v in losses.items()}
""", ()),
# in: logit 2; hint: that is the derivative in D: the chain rule brings D (1 - D), which cancels.
('derivatives in D, not in the logit', """
import torch


def generator_logit_gradients(fake_logits):
    D = torch.sigmoid(fake_logits)
    return {"minimax": -1 / (1 - D), "nonsaturating": -1 / D, "kl": -1 / (1 - D) - 1 / D}
""", ('derivative in D',)),
# in: logit 1000: 0 * inf; hint: simplify before you compute: D (1 - D) cancels.
('chain rule not simplified', """
import torch


def generator_logit_gradients(fake_logits):
    D = torch.sigmoid(fake_logits)
    slope = D * (1 - D)
    a, b = -slope / (1 - D), -slope / D
    return {"minimax": a, "nonsaturating": b, "kl": a + b}
""", ()),
# in: logit 2; hint: that is the loss itself: its derivative is asked for.
('the KL loss for its derivative', """
import torch


def generator_logit_gradients(fake_logits):
    return {
        "minimax": -torch.sigmoid(fake_logits),
        "nonsaturating": -torch.sigmoid(-fake_logits),
        "kl": -fake_logits,
    }
""", ("the losses themselves",)),
]

RIGHT['f_divergence'] = [
"""



def f_divergence(p, q, f):
    return (q * f(p / q)).sum()
""",
"""
import torch


def f_divergence(p, q, f):
    return torch.dot(q, f(torch.div(p, q)))
""",
"""



def f_divergence(p, q, f):
    total = 0
    for k in range(len(p)):
        total = total + q[k] * f(p[k:k + 1] / q[k:k + 1])[0]
    return total
""",
]

WRONG['f_divergence'] = [
# in: f = u log u, p != q; hint: the expectation is taken under q.
('weighted by p', """



def f_divergence(p, q, f):
    return (p * f(p / q)).sum()
""", ('weighted by p',)),
# in: f = u log u, p != q; hint: which is over which: f takes p / q.
('ratio upside down', """



def f_divergence(p, q, f):
    return (q * f(q / p)).sum()
""", ('ratio upside down',)),
# in: any; hint: the q are the weights already: a sum, no mean.
('mean for sum', """



def f_divergence(p, q, f):
    return (q * f(p / q)).mean()
""", ("mean over the outcomes",)),
# in: any; hint: an expectation needs its weights.
('no weights', """



def f_divergence(p, q, f):
    return (f(p / q)).sum()
""", ('f not weighted',)),
# in: f = (u - 1)^2, p != q; hint: f acts on the ratio, not on p and q each.
('f(p) / f(q)', """



def f_divergence(p, q, f):
    return (q * (f(p) / f(q))).sum()
""", ("f of a difference",)),
# in: any; hint: a scalar: sum over the outcomes.
('not summed', """



def f_divergence(p, q, f):
    return q * f(p / q)
""", ("a share for each outcome",)),
# in: f = (u - 1)^2; hint: f need not be u log u: use the one that is given.
('KL whatever f is', """
import torch


def f_divergence(p, q, f):
    return (p * torch.log(p / q)).sum()
""", ()),
# in: f = u log u, where a term may be negative; hint: single terms may be negative: the sum is not.
('absolute values of the terms', """



def f_divergence(p, q, f):
    return (q * f(p / q).abs()).sum()
""", ()),
]

RIGHT['wasserstein1'] = [
"""
import torch


def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).abs().mean()
""",
"""
import torch


def wasserstein1(x, y):
    from scipy.optimize import linear_sum_assignment
    cost = torch.cdist(x[:, None], y[:, None], p=1)
    i, j = linear_sum_assignment(cost.detach().numpy())
    return cost[i, j].sum() / len(x)
""",
"""
import torch


def wasserstein1(x, y):
    # area between the two distribution functions
    places = torch.cat([x, y]).sort().values
    area = x.new_zeros(())
    for left, right in zip(places[:-1], places[1:]):
        area = area + ((x <= left).double().mean() - (y <= left).double().mean()).abs() * (right - left)
    return area
""",
]

WRONG['wasserstein1'] = [
# in: x = (0, 1), y = (1, 0); hint: the pairing is free: the given order is not the best one.
('not sorted', """



def wasserstein1(x, y):
    return (x - y).abs().mean()
""", ('not sorted',)),
# in: x = (0, 1), y = (1, 0); hint: both must be sorted.
('only x sorted', """
import torch


def wasserstein1(x, y):
    return (torch.sort(x).values - y).abs().mean()
""", ("one of them sorted",)),
# in: N = 2; hint: each point carries mass 1/N.
('sum for mean', """
import torch


def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).abs().sum()
""", ('sum of the gaps',)),
# in: x = (0, 0), y = (0, 2) (root of 2 for 1); hint: W1 takes distances, not squares.
('root mean square, W2', """
import torch


def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).pow(2).mean().sqrt()
""", ('squared',)),
# in: x = (-1, 1), y = (0, 0); hint: ways to the left and to the right don't cancel: the absolute value belongs inside.
('difference of the means', """



def wasserstein1(x, y):
    return (x.mean() - y.mean()).abs()
""", ('gap of the means',)),
# in: x = (0, 0), y = (0, 9); hint: every point of y must be used once: that is a pairing.
('each x to its nearest y', """



def wasserstein1(x, y):
    return (x[:, None] - y).abs().min(dim=1).values.mean()
""", ("each to its nearest",)),
# in: x = (0, 1), y = (0, 1); hint: that averages over all pairs: a pairing uses each point once.
('mean over all pairs', """



def wasserstein1(x, y):
    return (x[:, None] - y).abs().mean()
""", ('mean over all pairs',)),
# in: x = (2, 0), y = (1, 3): greedy 1 + 3, best 1 + 1; hint: taking the nearest free point first can leave a long way for the last one.
('greedy pairing in the given order', """



def wasserstein1(x, y):
    free, total = list(range(len(y))), 0.0
    for a in x:
        j = min(free, key=lambda k: abs(a - y[k]))
        total = total + (a - y[j]).abs()
        free.remove(j)
    return total / len(x)
""", ()),
]

RIGHT['critic_loss'] = [
"""



def critic_loss(real, fake):
    return fake.mean() - real.mean()
""",
"""



def critic_loss(real, fake):
    return -(real.sum() / real.numel() - fake.sum() / fake.numel())
""",
"""
import torch


def critic_loss(real, fake):
    weights = torch.cat([torch.full_like(real, -1 / len(real)), torch.full_like(fake, 1 / len(fake))])
    return weights.detach() @ torch.cat([real, fake])
""",
]

WRONG['critic_loss'] = [
# in: real = (1,), fake = (0,); hint: to maximise is to minimise the negative.
('sign', """



def critic_loss(real, fake):
    return real.mean() - fake.mean()
""", ('sign',)),
# in: N = 2; hint: expectations are means.
('sums for means', """



def critic_loss(real, fake):
    return fake.sum() - real.sum()
""", ('sums in place of means',)),
# in: N = 2, M = 3; hint: the two batches need not have one size.
('mean of the differences', """



def critic_loss(real, fake):
    return (fake - real).mean()
""", ("pairs",)),
# in: real = (1,), fake = (0,); hint: a critic is no judge: its values are no logits.
("the judge's loss", """
import torch.nn.functional as F


def critic_loss(real, fake):
    return F.softplus(fake).mean() + F.softplus(-real).mean()
""", ("the discriminator's loss",)),
# in: real = (1,), fake = (0,); hint: a loss that the critic minimises may be negative: W1 is its negative.
('absolute value', """



def critic_loss(real, fake):
    return (fake.mean() - real.mean()).abs()
""", ('absolute value',)),
# in: the gradient in fake; hint: the critic learns from its values on fakes, too.
('fakes detached', """



def critic_loss(real, fake):
    return fake.detach().mean() - real.mean()
""", ('the graph is cut',)),
# in: real = (1,), fake = (-3,); hint: no margin: the critic's values are not cut off.
('hinge loss', """
import torch.nn.functional as F


def critic_loss(real, fake):
    return F.relu(1 + fake).mean() + F.relu(1 - real).mean()
""", ("hinges",)),
# in: N = 1, M = 3; hint: each expectation has its own number of points.
('both divided by N', """



def critic_loss(real, fake):
    return (fake.sum() - real.sum()) / len(real)
""", ("one size for both sums",)),
]

RIGHT['gradient_penalty'] = [
"""
import torch


def gradient_penalty(critic, real, fake, mix):
    point = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad, = torch.autograd.grad(critic(point).sum(), point, create_graph=True)
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""",
"""
import torch.nn.functional as F
import torch


def gradient_penalty(critic, real, fake, mix):
    point = torch.lerp(fake, real, mix.expand_as(real)).requires_grad_()
    values = critic(point)
    slopes = torch.autograd.grad(values, point, grad_outputs=torch.ones_like(values), create_graph=True, retain_graph=True)[0]
    return F.mse_loss(torch.linalg.vector_norm(slopes, dim=-1), torch.ones(len(real), dtype=slopes.dtype))
""",
"""
import torch


def gradient_penalty(critic, real, fake, mix):
    total = 0
    for r, f, a in zip(real, fake, mix):
        J = torch.autograd.functional.jacobian(lambda p: critic(p[None])[0], a * r + (1 - a) * f, create_graph=True)
        total = total + (J.norm() - 1) ** 2
    return total / len(real)
""",
]

WRONG['gradient_penalty'] = [
# in: the gradient in the critic's parameters; hint: the penalty is differentiated again: does torch remember how the derivative was made?
('create_graph forgotten', """
import torch


def gradient_penalty(critic, real, fake, mix):
    point = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad, = torch.autograd.grad(critic(point).sum(), point)
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""", ('no graph kept',)),
# in: mix = 0.3, critic not linear; hint: mix is the weight of the real point.
('real and fake exchanged', """
import torch


def gradient_penalty(critic, real, fake, mix):
    point = (mix * fake + (1 - mix) * real).detach().requires_grad_(True)
    grad, = torch.autograd.grad(critic(point).sum(), point, create_graph=True)
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""", ('mix the wrong way round',)),
# in: N = 2; hint: each sample has a slope of its own: the norm runs over the coordinates only.
('one norm for the batch', """
import torch


def gradient_penalty(critic, real, fake, mix):
    point = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad, = torch.autograd.grad(critic(point).sum(), point, create_graph=True)
    return ((grad.norm() - 1) ** 2).mean()
""", ('norm over the batch',)),
# in: slope 2: 9 for 1; hint: the length itself is compared with 1, not its square.
('squared length minus 1', """
import torch


def gradient_penalty(critic, real, fake, mix):
    point = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad, = torch.autograd.grad(critic(point).sum(), point, create_graph=True)
    return ((grad.pow(2).sum(dim=1) - 1) ** 2).mean()
""", ('squared norm',)),
# in: slope 0.5: 0 for 0.25; hint: slopes below 1 are penalised, too.
('one-sided', """
import torch.nn.functional as F
import torch


def gradient_penalty(critic, real, fake, mix):
    point = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad, = torch.autograd.grad(critic(point).sum(), point, create_graph=True)
    return (F.relu(grad.norm(dim=1) - 1) ** 2).mean()
""", ('only slopes above one',)),
# in: any; hint: without a weight: lambda comes later.
('times 10', """
import torch


def gradient_penalty(critic, real, fake, mix):
    point = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad, = torch.autograd.grad(critic(point).sum(), point, create_graph=True)
    return 10 * ((grad.norm(dim=1) - 1) ** 2).mean()
""", ('weighted by ten',)),
# in: N = 2; hint: the mean of the values has slopes N times too small: add them.
("mean of the critic's values", """
import torch


def gradient_penalty(critic, real, fake, mix):
    point = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad, = torch.autograd.grad(critic(point).mean(), point, create_graph=True)
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""", ("the gradient of the mean",)),
# in: any critic that is not linear; hint: mix is given: don't draw your own.
('own mix', """
import torch


def gradient_penalty(critic, real, fake, mix):
    mix = torch.rand(len(real), 1, dtype=real.dtype)
    point = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    grad, = torch.autograd.grad(critic(point).sum(), point, create_graph=True)
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""", ()),
]

RIGHT['modes_covered'] = [
"""
import torch


def modes_covered(samples, centers, radius):
    distance = torch.linalg.vector_norm(samples[:, None] - centers[None], dim=2)
    return int((distance <= radius).any(dim=0).sum())
""",
"""
import math


def modes_covered(samples, centers, radius):
    count = 0
    for center in centers:
        for sample in samples:
            if math.dist(sample.tolist(), center.tolist()) <= radius:
                count += 1
                break
    return count
""",
"""
import numpy as np


def modes_covered(samples, centers, radius):
    from scipy.spatial import cKDTree
    if samples.shape[0] == 0:
        return 0
    nearest, _ = cKDTree(samples.numpy()).query(centers.numpy())
    return int(np.count_nonzero(nearest <= radius))
""",
]

WRONG['modes_covered'] = [
# in: three samples at one center: 3 for 1; hint: count the modes, not the samples: any over which axis?
('samples counted', """
import torch


def modes_covered(samples, centers, radius):
    distance = torch.linalg.vector_norm(samples[:, None] - centers[None], dim=2)
    return int((distance <= radius).any(dim=1).sum())
""", ('counts samples',)),
# in: N = 0: min of nothing is an error; hint: with no samples nothing is covered.
('min over no samples', """
import torch


def modes_covered(samples, centers, radius):
    distance = torch.linalg.vector_norm(samples[:, None] - centers[None], dim=2)
    return int((distance.min(dim=0).values <= radius).sum())
""", ("no samples",)),
# in: radius 2, distance 1.8 (square 3.24); hint: a square is compared with the square of the radius.
('squared distance against the radius', """



def modes_covered(samples, centers, radius):
    distance = ((samples[:, None] - centers[None]) ** 2).sum(dim=2)
    return int((distance <= radius).any(dim=0).sum())
""", ('squared distance',)),
# in: center 0, sample (.9, .9), radius 1; hint: a box is no ball: distance is the root of the sum of squares.
('every coordinate within the radius', """



def modes_covered(samples, centers, radius):
    distance = (samples[:, None] - centers[None]).abs().amax(dim=2)
    return int((distance <= radius).any(dim=0).sum())
""", ("another distance",)),
# in: centers 0 and 1 on a line, sample 0.4, radius 1: both are covered; hint: one sample may cover two modes, if the balls overlap.
("only each sample's nearest center", """
import torch


def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    nearest, which = torch.cdist(samples, centers).min(dim=1)
    return len(which[nearest <= radius].unique())
""", ('only the nearest centre of a sample',)),
# in: a sample at each of two far centers: 0 for 2; hint: one near sample is enough.
('all for any', """
import torch


def modes_covered(samples, centers, radius):
    distance = torch.linalg.vector_norm(samples[:, None] - centers[None], dim=2)
    return int((distance <= radius).all(dim=0).sum())
""", ('every sample must be near',)),
# in: samples far from all centers; hint: a nearest center may still be far off: compare with the radius.
('radius ignored', """
import torch


def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    return len(torch.cdist(samples, centers).argmin(dim=1).unique())
""", ('nearest without radius',)),
# in: two samples at one center: 2 for 1; hint: a mode counts once, however many samples are near.
('all near pairs counted', """
import torch


def modes_covered(samples, centers, radius):
    distance = torch.linalg.vector_norm(samples[:, None] - centers[None], dim=2)
    return int((distance <= radius).sum())
""", ('counts samples',)),
]

RIGHT['r1_penalty'] = [
"""
import torch


def r1_penalty(discriminator, real):
    point = real.detach().clone().requires_grad_(True)
    grad, = torch.autograd.grad(discriminator(point).sum(), point, create_graph=True)
    return grad.pow(2).sum(dim=1).mean()
""",
"""
import torch


def r1_penalty(discriminator, real):
    x = real.clone().detach()
    x.requires_grad = True
    logits = discriminator(x)
    g = torch.autograd.grad(logits, x, torch.ones_like(logits), create_graph=True)[0]
    return torch.einsum("nd,nd->", g, g) / len(x)
""",
"""
import torch


def r1_penalty(discriminator, real):
    parts = []
    for row in real:
        g = torch.autograd.functional.jacobian(lambda p: discriminator(p[None]).sum(), row, create_graph=True)
        parts.append(g @ g)
    return torch.stack(parts).mean()
""",
]

WRONG['r1_penalty'] = [
# in: the gradient in the discriminator's parameters; hint: create_graph decides whether the penalty can train.
('create_graph forgotten', """
import torch


def r1_penalty(discriminator, real):
    point = real.detach().clone().requires_grad_(True)
    grad, = torch.autograd.grad(discriminator(point).sum(), point)
    return grad.pow(2).sum(dim=1).mean()
""", ('no graph is kept',)),
# in: slope 2: 2 for 4; hint: the lengths are squared.
('length not squared', """
import torch


def r1_penalty(discriminator, real):
    point = real.detach().clone().requires_grad_(True)
    grad, = torch.autograd.grad(discriminator(point).sum(), point, create_graph=True)
    return grad.norm(dim=1).mean()
""", ('the length, not its square',)),
# in: slope 1: 0 for 1; hint: flat means slope 0, not 1.
('distance from slope 1', """
import torch


def r1_penalty(discriminator, real):
    point = real.detach().clone().requires_grad_(True)
    grad, = torch.autograd.grad(discriminator(point).sum(), point, create_graph=True)
    return (grad.norm(dim=1) - 1).pow(2).mean()
""", ('the distance from 1',)),
# in: D = 2; hint: a squared length is a sum over the coordinates.
('mean over the coordinates', """
import torch


def r1_penalty(discriminator, real):
    point = real.detach().clone().requires_grad_(True)
    grad, = torch.autograd.grad(discriminator(point).sum(), point, create_graph=True)
    return grad.pow(2).mean()
""", ('the squares averaged over the coordinates too',)),
# in: N = 2; hint: the mean over the real points.
('sum over the points', """
import torch


def r1_penalty(discriminator, real):
    point = real.detach().clone().requires_grad_(True)
    grad, = torch.autograd.grad(discriminator(point).sum(), point, create_graph=True)
    return grad.pow(2).sum()
""", ('summed over the batch',)),
# in: N = 2; hint: the gradient of the mean logit is N times smaller than each point's.
('gradient of the mean logit', """
import torch


def r1_penalty(discriminator, real):
    point = real.detach().clone().requires_grad_(True)
    grad, = torch.autograd.grad(discriminator(point).mean(), point, create_graph=True)
    return grad.pow(2).sum(dim=1).mean()
""", ('the gradient of the mean',)),
# in: any; hint: the statement has no factor 1/2.
('factor 1/2 of the paper', """
import torch


def r1_penalty(discriminator, real):
    point = real.detach().clone().requires_grad_(True)
    grad, = torch.autograd.grad(discriminator(point).sum(), point, create_graph=True)
    return 0.5 * grad.pow(2).sum(dim=1).mean()
""", ["half of it"]),
# in: any: real.requires_grad afterwards; hint: leave your argument as it is: work on a copy.
('requires_grad_ set on the argument', """
import torch


def r1_penalty(discriminator, real):
    point = real.requires_grad_(True)
    grad, = torch.autograd.grad(discriminator(point).sum(), point, create_graph=True)
    return grad.pow(2).sum(dim=1).mean()
""", ()),
]
