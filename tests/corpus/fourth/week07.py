"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

# ---------------------------------------------------------------- discriminator_loss
RIGHT["discriminator_loss"] = [
    """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
""",
    """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    bce = F.binary_cross_entropy_with_logits
    return bce(real_logits, torch.ones_like(real_logits)) + bce(fake_logits, torch.zeros_like(fake_logits))
""",
    """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    missed = torch.logaddexp(torch.zeros_like(real_logits), -real_logits)
    fooled = -F.logsigmoid(-fake_logits)
    return missed.sum() / real_logits.numel() + fooled.sum() / fake_logits.numel()
""",
]
WRONG["discriminator_loss"] = [
    # in: a real logit of -1000: inf instead of 1000
    # hint: The sigmoid is 0 there as a float; take the logarithm without it.
    ("logarithm of the sigmoid", """import torch

def discriminator_loss(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return -torch.log(real).mean() - torch.log(1 - fake).mean()
""", ["log of zero"]),
    # in: all logits 0: log 2 instead of log 4
    # hint: A judge who knows nothing pays log 4: the two means are added.
    ("average of the two means", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return (F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()) / 2
""", ["halved"]),
    # in: one real and three fakes: the fakes count three times as much
    # hint: Each side has its own mean, however many points it has.
    ("one mean over all points", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return 2 * torch.cat([F.softplus(-real_logits), F.softplus(fake_logits)]).mean()
""", ["one mean over both batches"]),
    # in: real 5, fake -5: about 10 instead of about 0
    # hint: A real point with a high logit is judged rightly.
    ("real and fake swapped", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return F.softplus(real_logits).mean() + F.softplus(-fake_logits).mean()
""", ["labels swapped"]),
    # in: two real logits: twice their part
    # hint: The expectations are means.
    ("sums instead of means", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).sum() + F.softplus(fake_logits).sum()
""", ["sums in place of means"]),
    # in: two real and three fake logits: an error
    # hint: There need not be as many fakes as real points.
    ("equal lengths only", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return (F.softplus(-real_logits) + F.softplus(fake_logits)).mean()
""", []),
    # in: any fakes that require a gradient: none reaches them
    # hint: The discriminator learns from fakes, too.
    ("fakes detached", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits.detach()).mean()
""", ["the graph is cut"]),
    # in: any: negative
    # hint: It is minimised: a better judge must pay less.
    ("value of the game instead of the loss", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return F.logsigmoid(real_logits).mean() + F.logsigmoid(-fake_logits).mean()
""", ["the game's value"]),
    # in: a fake logit of 1000: about 18 instead of 1000
    # hint: The small number in the logarithm caps the loss, and its gradient is 0 there.
    ("epsilon in the logarithm", """import torch

def discriminator_loss(real_logits, fake_logits):
    eps = 1e-8
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return -torch.log(real + eps).mean() - torch.log(1 - fake + eps).mean()
""", ["log of zero"]),
    # in: a real logit of -1000: 100, since torch's plain cross-entropy clamps its logarithms
    # hint: Give the loss the logits, not the probabilities.
    ("cross-entropy of probabilities", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return F.binary_cross_entropy(real, torch.ones_like(real)) + F.binary_cross_entropy(fake, torch.zeros_like(fake))
""", ["log of zero", "clamped"]),
]

# ---------------------------------------------------------------- generator_kl_loss
RIGHT["generator_kl_loss"] = [
    """import torch

def generator_kl_loss(fake_logits):
    return -fake_logits.mean()
""",
    """import torch
import torch.nn.functional as F

def generator_kl_loss(fake_logits):
    log_d, log_not_d = F.logsigmoid(fake_logits), F.logsigmoid(-fake_logits)
    return (log_not_d - log_d).mean()
""",
    """import torch
import torch.nn.functional as F

def generator_kl_loss(fake_logits):
    return F.softplus(-fake_logits).mean() - F.softplus(fake_logits).mean()
""",
]
WRONG["generator_kl_loss"] = [
    # in: fake logit 3: 3 instead of -3
    # hint: The generator is glad of a high logit, so that its loss must fall.
    ("sign", """import torch

def generator_kl_loss(fake_logits):
    return fake_logits.mean()
""", ["sign"]),
    # in: two fakes: twice as much
    # hint: The mean over the fakes is asked for.
    ("sum over the fakes", """import torch

def generator_kl_loss(fake_logits):
    return -fake_logits.sum()
""", ["sum over the batch"]),
    # in: fake logit 1000: log 0 is -inf
    # hint: Simplify first: what are the log-odds of a sigmoid?
    ("not simplified, unstable", """import torch

def generator_kl_loss(fake_logits):
    d = torch.sigmoid(fake_logits)
    return torch.log((1 - d) / d).mean()
""", ["log of zero"]),
    # in: any that requires a gradient: none comes back
    # hint: The generator is trained through this number: do not detach it.
    ("detached", """import torch

def generator_kl_loss(fake_logits):
    return -fake_logits.detach().mean()
""", ["the graph is cut"]),
    # in: logits 0 and 3: the logarithm of a ratio of means
    # hint: The logarithm is taken for each fake, and then averaged.
    ("means inside the logarithm", """import torch

def generator_kl_loss(fake_logits):
    d = torch.sigmoid(fake_logits)
    other = torch.sigmoid(-fake_logits)
    return torch.log(other.mean()) - torch.log(d.mean())
""", ["log of the mean"]),
    # in: logits 0, 0, 3: the median
    # hint: A mean counts the outliers, too.
    ("median instead of mean", """import torch

def generator_kl_loss(fake_logits):
    return -fake_logits.median()
""", []),
    # in: two fakes: shape (2,)
    # hint: A scalar was asked for.
    ("not averaged", """import torch

def generator_kl_loss(fake_logits):
    return -fake_logits
""", ["a loss for every sample"]),
    # in: logit 1000: about 13.8 in size
    # hint: eps keeps the probabilities away from 0 and 1, and so caps the logits.
    ("logit of the clamped sigmoid", """import torch

def generator_kl_loss(fake_logits):
    return -torch.logit(torch.sigmoid(fake_logits), eps=1e-6).mean()
""", ["a small number under the logarithms"]),
    # in: logit 0: 2 log 2 instead of 0
    # hint: The minimax loss is a negative number: with D = 1/2 the two must cancel.
    ("sign of the minimax part", """import torch
import torch.nn.functional as F

def generator_kl_loss(fake_logits):
    return (F.softplus(fake_logits) + F.softplus(-fake_logits)).mean()
""", ["a minus lost between the terms"]),
    # in: any: a Python float
    # hint: item() ends the graph: return the tensor.
    ("Python float", """import torch

def generator_kl_loss(fake_logits):
    return -fake_logits.mean().item()
""", ["the graph is cut"]),
]

# ---------------------------------------------------------------- jensen_shannon
RIGHT["jensen_shannon"] = [
    """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * (torch.xlogy(p, p) + torch.xlogy(q, q)).sum() - torch.xlogy(m, m).sum()
""",
    """import torch

def jensen_shannon(p, q):
    m = 0.5 * (p + q)
    inside_p, inside_q = p > 0, q > 0
    first = (p[inside_p] * torch.log(p[inside_p] / m[inside_p])).sum()
    second = (q[inside_q] * torch.log(q[inside_q] / m[inside_q])).sum()
    return (first + second) / 2
""",
    """import torch
import torch.nn.functional as F

def jensen_shannon(p, q):
    m = (p + q) / 2
    log_m = torch.where(m > 0, m, torch.ones_like(m)).log()
    return 0.5 * (F.kl_div(log_m, p, reduction="sum") + F.kl_div(log_m, q, reduction="sum"))
""",
]
WRONG["jensen_shannon"] = [
    # in: disjoint p and q: 0.83 instead of log 2
    # hint: The divergence was asked for, not its square root.
    ("square root taken", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    js = 0.5 * (torch.xlogy(p, p) + torch.xlogy(q, q)).sum() - torch.xlogy(m, m).sum()
    return js.clamp(min=0).sqrt()
""", ["the square root of it"]),
    # in: disjoint: 2 log 2
    # hint: It is the mean of the two divergences: disjoint ones are log 2 apart.
    ("halves forgotten", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q)).sum() - 2 * torch.xlogy(m, m).sum()
""", ["2 JSD"]),
    # in: p = (1, 0): 0 times -inf is nan
    # hint: Where a probability is 0 its term counts as 0.
    ("zeros give nan", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * ((p * (p / m).log()).sum() + (q * (q / m).log()).sum())
""", ["nan at zeros"]),
    # in: disjoint: 1 instead of log 2
    # hint: Nats were asked for.
    ("bits", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    js = 0.5 * (torch.xlogy(p, p) + torch.xlogy(q, q)).sum() - torch.xlogy(m, m).sum()
    return js / torch.log(torch.tensor(2.0, dtype=p.dtype))
""", ["bits"]),
    # in: p = (1, 0), q = (0, 1): 0 instead of log 2
    # hint: An outcome that only one of the two knows tells most.
    ("only where both are positive", """import torch

def jensen_shannon(p, q):
    both = (p > 0) & (q > 0)
    p, q = p[both], q[both]
    m = (p + q) / 2
    return 0.5 * ((p * (p / m).log()).sum() + (q * (q / m).log()).sum())
""", ["outcomes of one of the two dropped"]),
    # in: unequal p and q: only one side
    # hint: It is symmetric: swap p and q and look.
    ("one of the two divergences", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()
""", ["one KL only"]),
    # in: p = q: -log 2 instead of 0
    # hint: m is the mean of the two, not their sum.
    ("m not halved", """import torch

def jensen_shannon(p, q):
    m = p + q
    return 0.5 * (torch.xlogy(p, p) + torch.xlogy(q, q) - torch.xlogy(m, m)).sum()
""", ["the middle not halved"]),
    # in: p = (0.9, 0.1), q = (0.1, 0.9): KL both ways, without the middle
    # hint: Each of the two is compared to the mean, not to the other: disjoint ones must not be infinitely far apart.
    ("mean of the two KLs", """import torch

def jensen_shannon(p, q):
    first = torch.where(p > 0, p * (p / q).log(), torch.zeros_like(p))
    second = torch.where(q > 0, q * (q / p).log(), torch.zeros_like(q))
    return 0.5 * (first + second).sum()
""", ["KL both ways"]),
    # in: K = 3: a third of it
    # hint: A divergence is a sum over outcomes: reduction matters.
    ("mean over the outcomes", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    return (0.5 * (torch.xlogy(p, p) + torch.xlogy(q, q)) - torch.xlogy(m, m)).mean()
""", ["mean over the outcomes"]),
    # in: p = (0.9, 0.1), q = (0.5, 0.5): KL(m || p) and KL(m || q)
    # hint: torch's kl_div takes the logarithm of the second distribution first.
    ("arguments of kl_div swapped", """import torch
import torch.nn.functional as F

def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * (F.kl_div(p.log(), m, reduction="sum") + F.kl_div(q.log(), m, reduction="sum"))
""", ["from the middle"]),
]

# ---------------------------------------------------------------- fgan_bound
RIGHT["fgan_bound"] = [
    """import torch

def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(t)).sum()
""",
    """import torch

def fgan_bound(p, q, t, conjugate):
    return torch.dot(p, t) - torch.dot(q, conjugate(t))
""",
    """import torch

def fgan_bound(p, q, t, conjugate):
    price = conjugate(t)
    total = torch.zeros((), dtype=p.dtype)
    for k in range(len(p)):
        total = total + p[k] * t[k] - q[k] * price[k]
    return total
""",
]
WRONG["fgan_bound"] = [
    # in: p = (0.9, 0.1), q = (0.5, 0.5): p and q swapped
    # hint: Real points are scored by t, and the fakes pay the conjugate.
    ("p and q swapped", """import torch

def fgan_bound(p, q, t, conjugate):
    return (q * t).sum() - (p * conjugate(t)).sum()
""", ["p and q exchanged"]),
    # in: unequal p and q: both expectations under p
    # hint: The second expectation is over the model.
    ("both under p", """import torch

def fgan_bound(p, q, t, conjugate):
    return (p * (t - conjugate(t))).sum()
""", ["conjugate under p"]),
    # in: K = 2: half of it
    # hint: An expectation over outcomes is a sum of probability times value.
    ("mean instead of sum", """import torch

def fgan_bound(p, q, t, conjugate):
    return (p * t).mean() - (q * conjugate(t)).mean()
""", ["means over the outcomes"]),
    # in: any t that is not constant, f* convex: too large
    # hint: Take the conjugate of each value, then the expectation.
    ("conjugate of the expectation", """import torch

def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - conjugate((q * t).sum())
""", ["conjugate of the mean"]),
    # in: any: the price is added
    # hint: The fakes' term is subtracted.
    ("plus", """import torch

def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() + (q * conjugate(t)).sum()
""", ["plus the conjugate"]),
    # in: p not uniform: all outcomes count alike
    # hint: t holds one value for each outcome, not samples: outcomes have probabilities.
    ("probabilities forgotten", """import torch

def fgan_bound(p, q, t, conjugate):
    return t.mean() - conjugate(t).mean()
""", ["no weights"]),
    # in: the Pearson conjugate t^2 / 4 + t: that of KL is used
    # hint: The conjugate is an argument: use the one that you are given.
    ("conjugate of KL built in", """import torch

def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * torch.exp(t - 1)).sum()
""", []),
    # in: a bad t, e.g. t = 5 with exp(t - 1): 0 instead of a negative number
    # hint: The divergence is not negative, but a bad bound may be.
    ("kept at zero or more", """import torch

def fgan_bound(p, q, t, conjugate):
    return ((p * t).sum() - (q * conjugate(t)).sum()).clamp(min=0)
""", []),
    # in: f* other than the identity: it is not used
    # hint: Without the conjugate this is the critic of a Wasserstein GAN.
    ("conjugate not used", """import torch

def fgan_bound(p, q, t, conjugate):
    return ((p - q) * t).sum()
""", ["no conjugate"]),
    # in: any: the discriminator's loss, the negative
    # hint: The bound was asked for, not the loss.
    ("negative", """import torch

def fgan_bound(p, q, t, conjugate):
    return (q * conjugate(t)).sum() - (p * t).sum()
""", ["sign"]),
    # in: the Pearson conjugate, q not uniform: f*(q t) is summed instead of q f*(t)
    # hint: The probability weighs the price; it does not go into the conjugate.
    ("probability inside the conjugate", """import torch

def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - conjugate(q * t).sum()
""", ["conjugate of the mean"]),
]

# ---------------------------------------------------------------- squeeze_w1
RIGHT["squeeze_w1"] = [
    """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = slopes.max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower, upper
""",
    """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(dim=1), coupling.sum(dim=0)
    upper = torch.einsum("nm,nm->", coupling, torch.abs(x.unsqueeze(1) - y))
    # on the line the steepest slope lies between neighbours
    places, order = torch.sort(torch.cat([x, y]))
    values = torch.cat([critic_x, critic_y])[order]
    steps, rises = places.diff(), values.diff().abs()
    steps, rises = steps[steps > 0], rises[steps > 0]
    if len(steps) == 0 or rises.max() == 0:
        return torch.zeros((), dtype=x.dtype), upper
    return (p @ critic_x - q @ critic_y) / (rises / steps).max(), upper
""",
    """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    N, M = coupling.shape
    points = [(float(a), float(c)) for a, c in zip(torch.cat([x, y]), torch.cat([critic_x, critic_y]))]
    steepest = 0.0
    for i, (a, c) in enumerate(points):
        for b, d in points[:i]:
            if a != b:
                steepest = max(steepest, abs(c - d) / abs(a - b))
    lower = upper = torch.zeros((), dtype=x.dtype)
    for i in range(N):
        for j in range(M):
            upper = upper + coupling[i, j] * (x[i] - y[j]).abs()
            if steepest > 0:
                lower = lower + coupling[i, j] * (critic_x[i] - critic_y[j]) / steepest
    return lower, upper
""",
]
_W1 = RIGHT["squeeze_w1"][0]
WRONG["squeeze_w1"] = [
    # in: a plan with unequal row sums: every place counts 1/N
    # hint: The masses stand in the plan: what does it take from each x?
    ("equal masses assumed", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = slopes.max()
    gain = critic_x.mean() - critic_y.mean()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower, upper
""", ["equal weights"]),
    # in: x = (0, 1), critic_x = (0, 9), y = (5,), critic_y = (9,): the slope 9 between the two x is missed
    # hint: The steepest slope may lie between two x or two y.
    ("slopes between x and y only", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (x[:, None] - y[None, :]).abs()
    rise = (critic_x[:, None] - critic_y[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = slopes.max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower, upper
""", ["slopes between x and y only"]),
    # in: a flat critic of slope 1/2: left as it is
    # hint: The slope is exactly 1 afterwards, so that flat critics are made steeper.
    ("only steep critics divided", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = slopes.max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest.clamp(min=1.0)
    return lower, upper
""", ["scaled down only"]),
    # in: x = (0, 0): 0/0 is nan, and the maximum with it
    # hint: Two points at one place have no slope.
    ("repeated places", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = rise / (distance + torch.diag(torch.full((len(places),), torch.inf, dtype=x.dtype)))
    steepest = slopes.max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower, upper
""", ["nan where places meet"]),
    # in: a constant critic: 0/0 is nan instead of 0
    # hint: A constant critic bounds by 0.
    ("constant critic", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = slopes.max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest
    return lower, upper
""", ["a flat critic"]),
    # in: critic = -x where x is to the right of y: positive instead of negative
    # hint: A critic that looks the wrong way gives a negative bound.
    ("absolute value of the lower bound", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = slopes.max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower.abs(), upper
""", ["the absolute lower bound"]),
    # in: distances other than 1: squared
    # hint: Mass times distance, not its square.
    ("squared distance", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]) ** 2).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = slopes.max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower, upper
""", ["squared distances"]),
    # in: N = M = 2 with unequal masses: row and column sums are swapped; N other than M: an error
    # hint: Row sums are the masses of the x.
    ("axes of the plan swapped", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = slopes.max()
    gain = (coupling.sum(0) * critic_x).sum() - (coupling.sum(1) * critic_y).sum()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower, upper
""", []),
    # in: places that are not sorted, e.g. x = (0, 10), y = (1,): the neighbours 0 and 1 are not compared
    # hint: Neighbours in the tensor need not be neighbours on the line.
    ("works for sorted places only", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    steps = torch.cat([x, y]).diff().abs()
    rises = torch.cat([critic_x, critic_y]).diff().abs()
    slopes = rises[steps > 0] / steps[steps > 0]
    steepest = slopes.max() if len(slopes) else torch.zeros((), dtype=x.dtype)
    gain = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower, upper
""", ["slopes between x and y only"]),
    # in: any: (upper, lower)
    # hint: The lower bound comes first.
    ("order of the pair", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = slopes.max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return upper, lower
""", []),
    # in: one x and one y at the same place: there is no pair, and the maximum of nothing is an error
    # hint: All points may lie at one place.
    ("all places equal", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = (rise[distance > 0] / distance[distance > 0]).max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower, upper
""", []),
    # in: values up to 100 apart: divided by the largest difference of values, not of slope
    # hint: A slope is a difference of values by a difference of places.
    ("largest rise instead of slope", """
import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    distance = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    slopes = torch.where(distance > 0, rise / torch.where(distance > 0, distance, 1.0), 0.0)
    steepest = rise.max()
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / steepest if steepest > 0 else torch.zeros_like(gain)
    return lower, upper
""", []),
]

# ---------------------------------------------------------------- wgan_generator_loss
RIGHT["wgan_generator_loss"] = [
    """import torch

def wgan_generator_loss(fake):
    return -fake.mean()
""",
    """import torch

def wgan_generator_loss(fake):
    return torch.mean(-fake)
""",
    """import torch

def wgan_generator_loss(fake):
    return torch.neg(fake.sum() / fake.numel())
""",
]
WRONG["wgan_generator_loss"] = [
    # in: fake = 3: 3 instead of -3
    # hint: The generator wants W1 small: do the fakes want high values or low ones?
    ("sign", """import torch

def wgan_generator_loss(fake):
    return fake.mean()
""", ["sign"]),
    # in: two fakes: twice as much
    # hint: The expectation is a mean.
    ("sum", """import torch

def wgan_generator_loss(fake):
    return -fake.sum()
""", ["sum over the batch"]),
    # in: fake = 0: log 2 instead of 0
    # hint: A critic's values are no logits.
    ("values taken for logits", """import torch
import torch.nn.functional as F

def wgan_generator_loss(fake):
    return F.softplus(-fake).mean()
""", ["the non-saturating loss"]),
    # in: any that requires a gradient: none comes back
    # hint: The generator learns through this number.
    ("detached", """import torch

def wgan_generator_loss(fake):
    return -fake.detach().mean()
""", ["the graph is cut"]),
    # in: any: a Python float
    # hint: item() ends the graph.
    ("Python float", """import torch

def wgan_generator_loss(fake):
    return float(-fake.mean())
""", ["the graph is cut"]),
    # in: two fakes: shape (2,)
    # hint: A scalar was asked for.
    ("not averaged", """import torch

def wgan_generator_loss(fake):
    return -fake
""", ["a loss for every sample"]),
    # in: fake = 3: 4 instead of -3
    # hint: Nothing in the game says that the critic's target is 1.
    ("least squares loss", """import torch

def wgan_generator_loss(fake):
    return ((fake - 1) ** 2).mean()
""", ["squared"]),
    # in: fake = (-1, 3): -2 instead of -1
    # hint: A critic's value may be negative, and counts as it is.
    ("absolute values", """import torch

def wgan_generator_loss(fake):
    return -fake.abs().mean()
""", []),
    # in: fake = 5: -1 instead of -5, and no gradient
    # hint: The critic's slope is limited, not its values.
    ("values clipped", """import torch

def wgan_generator_loss(fake):
    return -fake.clamp(-1, 1).mean()
""", []),
]

# ---------------------------------------------------------------- projection_logit
RIGHT["projection_logit"] = [
    """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(dim=1)
""",
    """import torch

def projection_logit(features, labels, embedding, psi):
    scores = features @ embedding.T
    return psi(features) + scores.gather(1, labels[:, None])[:, 0]
""",
    """import torch
import torch.nn.functional as F

def projection_logit(features, labels, embedding, psi):
    v = F.embedding(labels, embedding)
    return torch.einsum("nh,nh->n", features, v) + psi(features)
""",
]
WRONG["projection_logit"] = [
    # in: N = 2: shape (2, 2)
    # hint: Each sample meets its own class vector only.
    ("all pairs", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + features @ embedding[labels].T
""", ["every sample with every label"]),
    # in: K = 2: the vectors of all classes are added
    # hint: Only the vector of the sample's own class counts.
    ("all classes added", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).sum(dim=1)
""", ["summed over the labels"]),
    # in: N = H = 2: sums over the samples; N other than H: an error
    # hint: An inner product adds up over the features.
    ("wrong axis", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(dim=0)
""", []),
    # in: any psi other than 0: left out
    # hint: The judge also asks whether x looks real at all.
    ("psi forgotten", """import torch

def projection_logit(features, labels, embedding, psi):
    return (embedding[labels] * features).sum(dim=1)
""", ["no psi"]),
    # in: K = H = 2: the columns of the embedding; K other than H: an error
    # hint: The class vectors are the rows of the embedding.
    ("columns of the embedding", """import torch

def projection_logit(features, labels, embedding, psi):
    v = embedding[:, labels].T
    return psi(features) + (v * features).sum(dim=1)
""", []),
    # in: any psi that is not linear, or any embedding other than 1: psi sees the product
    # hint: psi sees the features, not the class.
    ("psi of the product", """import torch

def projection_logit(features, labels, embedding, psi):
    product = embedding[labels] * features
    return psi(product) + product.sum(dim=1)
""", []),
    # in: any embedding that requires a gradient: the class vectors learn nothing
    # hint: The class vectors are trained through the logit.
    ("embedding detached", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding.detach()[labels] * features).sum(dim=1)
""", ["the graph is cut"]),
    # in: H = 2: half of the product
    # hint: An inner product is a sum.
    ("mean over the features", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).mean(dim=1)
""", ["the mean of the products"]),
    # in: labels (0, 1): the class of the first sample for all
    # hint: Each sample has its own label.
    ("one label for all", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + features @ embedding[labels[0]]
""", []),
    # in: features of length other than 1: the cosine
    # hint: The inner product enters as it is, without lengths divided out.
    ("cosine instead of product", """import torch
import torch.nn.functional as F

def projection_logit(features, labels, embedding, psi):
    return psi(features) + F.cosine_similarity(embedding[labels], features, dim=1)
""", ["the mean of the products"]),
    # in: N = 2, K = 2: the log-probability of the class
    # hint: No softmax: the inner product is added as it is.
    ("log-softmax over the classes", """import torch
import torch.nn.functional as F

def projection_logit(features, labels, embedding, psi):
    scores = F.log_softmax(features @ embedding.T, dim=1)
    return psi(features) + scores[torch.arange(len(labels)), labels]
""", []),
]

# ---------------------------------------------------------------- gan_step
RIGHT["gan_step"] = [
    """import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    opt_g.zero_grad()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    return d.item(), g.item()
""",
    """import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    with torch.no_grad():
        fakes = generator(noise_d)
    value_d = loss_d(discriminator(real), discriminator(fakes))
    opt_d.zero_grad(set_to_none=True)
    value_d.backward()
    opt_d.step()

    value_g = loss_g(discriminator(generator(noise_g)))
    opt_g.zero_grad(set_to_none=True)
    value_g.backward()
    opt_g.step()
    opt_d.zero_grad(set_to_none=True)
    opt_g.zero_grad(set_to_none=True)
    return float(value_d.detach()), float(value_g.detach())
""",
    """import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    def clear():
        opt_d.zero_grad()
        opt_g.zero_grad()

    def turn(loss, optimizer):
        clear()
        loss.backward()
        optimizer.step()
        clear()
        return loss.item()

    first = turn(loss_d(discriminator(real), discriminator(generator(noise_d))), opt_d)
    second = turn(loss_g(discriminator(generator(noise_g))), opt_g)
    return first, second
""",
]
_GAN = RIGHT["gan_step"][0]
WRONG["gan_step"] = [
    # in: two steps in a row: the generator's gradients of the first count in the second
    # hint: A gradient is added to what is there already: clear it before each of the two turns.
    ("generator's gradients never cleared", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    return d.item(), g.item()
""", ["the generator's gradients pile up"]),
    # in: two steps in a row: what the generator's backward left in the discriminator counts in its next step
    # hint: The generator's backward passes through the discriminator: when are those gradients cleared?
    ("discriminator's gradients cleared after its own step only", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    opt_d.zero_grad()
    opt_g.zero_grad()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    return d.item(), g.item()
""", ["the discriminator keeps the gradients of the generator's step"]),
    # in: any: the discriminator's loss leaves gradients in the generator, which count in its step
    # hint: Clear the generator's gradients just before its own backward, or detach the fakes.
    ("no detach, both cleared at the start", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    opt_g.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d)))
    d.backward()
    opt_d.step()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    return d.item(), g.item()
""", ["the fakes not detached, and cleared too soon"]),
    # in: noise_g other than noise_d: not used
    # hint: The generator has noise of its own.
    ("same noise for both", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    opt_g.zero_grad()
    g = loss_g(discriminator(generator(noise_d)))
    g.backward()
    opt_g.step()
    return d.item(), g.item()
""", ["the generator plays with the first noise"]),
    # in: any: the generator is judged by the discriminator before its step
    # hint: The new discriminator judges: its step comes first.
    ("judged by the old discriminator", """import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_g.zero_grad()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    opt_g.step()
    return d.item(), g.item()
""", ["both steps at the end"]),
    # in: any: tensors come back instead of floats
    # hint: Floats were asked for: item() makes one.
    ("tensors returned", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    opt_g.zero_grad()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    return d.detach(), g.detach()
""", ["tensors"]),
    # in: any: the generator's loss comes first
    # hint: The discriminator's loss comes first.
    ("order of the losses", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    opt_g.zero_grad()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    return g.item(), d.item()
""", ["the losses exchanged"]),
    # in: any: the generator's weights stay as they are, or backward fails
    # hint: In the generator's own turn nothing may be detached.
    ("fakes detached in the generator's turn, too", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    opt_g.zero_grad()
    g = loss_g(discriminator(generator(noise_g).detach()))
    g.backward()
    opt_g.step()
    return d.item(), g.item()
""", ["the generator is cut off"]),
    # in: loss_d and loss_g other than the usual: not used
    # hint: The losses are arguments.
    ("losses built in", """import torch
import torch.nn.functional as F

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = F.softplus(-discriminator(real)).mean() + F.softplus(discriminator(generator(noise_d).detach())).mean()
    d.backward()
    opt_d.step()
    opt_g.zero_grad()
    g = F.softplus(-discriminator(generator(noise_g))).mean()
    g.backward()
    opt_g.step()
    return d.item(), g.item()
""", []),
    # in: any: the discriminator's loss after its step
    # hint: Each loss is reported as it was before its step.
    ("loss after the step", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    with torch.no_grad():
        d = loss_d(discriminator(real), discriminator(generator(noise_d)))
    opt_g.zero_grad()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    return d.item(), g.item()
""", []),
    # in: any second call: the discriminator asks for no gradients any more and cannot learn
    # hint: You froze the discriminator and left it frozen.
    ("discriminator left frozen", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    opt_g.zero_grad()
    discriminator.requires_grad_(False)
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    return d.item(), g.item()
""", []),
    # in: any: the generator's loss moves the discriminator, too
    # hint: The step of one leaves the other's weights alone.
    ("both optimizers step twice", """
import torch

def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    opt_g.zero_grad()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    opt_d.step()
    return d.item(), g.item()
""", ["the discriminator moves twice"]),
]
