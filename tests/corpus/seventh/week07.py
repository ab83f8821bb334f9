"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

# ---------------------------------------------------------------- optimal_discriminator
RIGHT["optimal_discriminator"] = [
"""import torch

def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data - log_p_model)
""",
"""import torch

def optimal_discriminator(log_p_data, log_p_model):
    both = torch.stack([log_p_data, log_p_model], dim=0)
    return torch.softmax(both, dim=0)[0]
""",
"""import torch

def optimal_discriminator(log_p_data, log_p_model):
    # with the larger of the two taken out, point by point, nothing overflows
    top = torch.maximum(log_p_data, log_p_model)
    real = torch.exp(log_p_data - top)
    fake = torch.exp(log_p_model - top)
    return real / (real + fake)
""",
]
WRONG["optimal_discriminator"] = [
    # in: log_p_data = [0.], log_p_model = [-2.]: gives 0.119 instead of 0.881
    # hint: Where the data are denser, the point is more likely real: check which log must come first.
    ("log ratio upside down", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_model - log_p_data)
""", ["inverted"]),
    # in: both log densities -3000: 0/0 = nan instead of 0.5
    # hint: exp(-3000) is zero in the machine; form the ratio before you leave the logarithms.
    ("densities out of the logs first", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    p, q = log_p_data.exp(), log_p_model.exp()
    return p / (p + q)
""", ["underflow"]),
    # in: log_p_data = [3000.], log_p_model = [0.]: inf/inf = nan instead of 1
    # hint: e^h overflows for large h; which form of the sigmoid has no infinity in both places?
    ("sigmoid as e^h / (1 + e^h)", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    odds = torch.exp(log_p_data - log_p_model)
    return odds / (1 + odds)
""", ["ratio over one plus ratio"]),
    # in: log_p_data = [0., -3000.], log_p_model = [0., -3001.]: the second point gives nan
    # hint: One maximum for all points saves only the densest one; each point needs its own.
    ("one maximum for the whole batch", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    top = torch.max(log_p_data.max(), log_p_model.max())
    p, q = torch.exp(log_p_data - top), torch.exp(log_p_model - top)
    return p / (p + q)
""", ["underflow"]),
    # in: log_p_data = [-3000.], log_p_model = [-3002.]: 0.5 instead of 0.881
    # hint: Clamping both logs to the same floor throws away their difference, the only thing that counts.
    ("log densities clamped", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    p = log_p_data.clamp(-300, 300).exp()
    q = log_p_model.clamp(-300, 300).exp()
    return p / (p + q)
""", ["underflow"]),
    # in: log_p_data = [0.], log_p_model = [-2.]: -0.127, which is no probability
    # hint: You return the log of D*; the exercise asks for the probability itself.
    ("log of the probability", """import torch
import torch.nn.functional as F

def optimal_discriminator(log_p_data, log_p_model):
    return F.logsigmoid(log_p_data - log_p_model)
""", ["the logarithm of it"]),
    # in: any, e.g. log_p_data = [1.], log_p_model = [0.]: the caller's log_p_data is changed afterwards
    # hint: -= works in the caller's tensor; make a new one for the difference.
    ("argument changed in place", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    log_p_data -= log_p_model
    return torch.sigmoid(log_p_data)
""", []),
    # in: log_p_data = [-5000.1], log_p_model = [-5000.0003]: off in the fifth digit (float32 has 7 digits for 5000.1)
    # hint: Rounding the logs to float32 before you subtract loses the digits that the difference is made of.
    ("rounded to float32 before the difference", """import torch

def optimal_discriminator(log_p_data, log_p_model):
    h = log_p_data.float() - log_p_model.float()
    return torch.sigmoid(h).to(log_p_data.dtype)
""", []),
]

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
    real = F.binary_cross_entropy_with_logits(real_logits, torch.ones_like(real_logits))
    fake = F.binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))
    return real + fake
""",
"""import torch

def discriminator_loss(real_logits, fake_logits):
    def pays(h):
        # log(1 + e^h), by logaddexp
        return torch.logaddexp(h, torch.zeros_like(h))
    return pays(-real_logits).sum() / real_logits.numel() + pays(fake_logits).sum() / fake_logits.numel()
""",
]
WRONG["discriminator_loss"] = [
    # in: real [2., 3., 4.], fake [1.]: one mean over all four; at logits 0 it gives log 2 instead of log 4
    # hint: Each expectation has its own mean; a judge who knows nothing should pay log 4.
    ("one mean over both batches together", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    logits = torch.cat([real_logits, fake_logits])
    labels = torch.cat([torch.ones_like(real_logits), torch.zeros_like(fake_logits)])
    return F.binary_cross_entropy_with_logits(logits, labels)
""", ["one mean over both batches", "halved"]),
    # in: real [-1000.], fake [0.]: inf instead of 1000.69
    # hint: sigmoid(-1000) is 0 in the machine, and its log infinite; take the log on paper first.
    ("log of a sigmoid", """import torch

def discriminator_loss(real_logits, fake_logits):
    return -torch.log(torch.sigmoid(real_logits)).mean() - torch.log(1 - torch.sigmoid(fake_logits)).mean()
""", ["log of zero"]),
    # in: real [3.], fake [-3.]: 6.1 instead of 0.097
    # hint: A judge that gives real points a high logit is right; it should pay little.
    ("labels swapped", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return F.softplus(real_logits).mean() + F.softplus(-fake_logits).mean()
""", ["labels swapped"]),
    # in: real of length 5, fake of length 3: RuntimeError
    # hint: The two batches need not be equally long; take each mean before you add.
    ("added before the mean", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return (F.softplus(-real_logits) + F.softplus(fake_logits)).mean()
""", ["one mean over both batches"]),
    # in: real [-3000.], fake [0.]: 28.3 instead of 3000.69, and no gradient in that logit
    # hint: A clamp hides the infinity, but caps the loss and cuts the gradient just where the judge is most wrong.
    ("probability clamped at 1e-12", """import torch

def discriminator_loss(real_logits, fake_logits):
    real = torch.sigmoid(real_logits).clamp(min=1e-12)
    fake = (1 - torch.sigmoid(fake_logits)).clamp(min=1e-12)
    return -real.log().mean() - fake.log().mean()
""", ["clamped"]),
    # in: real [1000.], fake [0.]: the value is right, but the gradient in real is nan (inf * 0 in the branch not taken)
    # hint: torch.where picks values, but backward runs through both branches; keep the unused one finite.
    ("where with an overflowing branch", """import torch

def discriminator_loss(real_logits, fake_logits):
    def softplus(h):
        return torch.where(h > 0, h + torch.log1p(torch.exp(-h)), torch.log1p(torch.exp(h)))
    return softplus(-real_logits).mean() + softplus(fake_logits).mean()
""", ["exp overflows"]),
    # in: any with fake.requires_grad: the gradient in fake_logits is missing
    # hint: The fakes' term trains the discriminator, too; detach belongs to the samples, not to the logits.
    ("fake logits detached", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits.detach()).mean()
""", ["the graph is cut"]),
    # in: logits 0: log 2 instead of log 4
    # hint: The statement asks for the sum of the two means, not for their average.
    ("average of the two means", """import torch
import torch.nn.functional as F

def discriminator_loss(real_logits, fake_logits):
    return 0.5 * (F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean())
""", ["halved"]),
    # in: real [40.], fake [45.]: 1 - sigmoid(45) is 0 in float64, so logits above 37 give about 18.4 (eps), not 45
    # hint: An epsilon within the log changes the loss of confident mistakes; work with the logits.
    ("epsilon in the logs", """import torch

def discriminator_loss(real_logits, fake_logits):
    eps = 1e-8
    d_real, d_fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return -(d_real + eps).log().mean() - (1 - d_fake + eps).log().mean()
""", ["clamped", "log of zero"]),
]

# ---------------------------------------------------------------- judge_regret
RIGHT["judge_regret"] = [
"""import torch

def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    real = torch.xlogy(p_data, p_data / safe) - torch.xlogy(p_data, d)
    fake = torch.xlogy(p_model, p_model / safe) - torch.xlogy(p_model, 1 - d)
    return (real + fake).clamp(min=0)
""",
"""import numpy as np
import torch
from scipy.special import rel_entr

def judge_regret(p_data, p_model, d):
    a, b, judge = (v.detach().cpu().numpy() for v in (p_data, p_model, d))
    share = rel_entr(a, (a + b) * judge) + rel_entr(b, (a + b) * (1 - judge))
    return torch.as_tensor(np.maximum(share, 0), dtype=p_data.dtype)
""",
"""import math
import torch

def judge_regret(p_data, p_model, d):
    shares = []
    for a, b, judge in zip(p_data.tolist(), p_model.tolist(), d.tolist()):
        share = 0.0
        if a > 0:
            share += a * (math.log(a) - math.log(a + b) - math.log(judge))
        if b > 0:
            share += b * (math.log(b) - math.log(a + b) - math.log1p(-judge))
        shares.append(max(share, 0.0))
    return torch.tensor(shares, dtype=p_data.dtype)
""",
]
WRONG["judge_regret"] = [
    # in: an outcome with p_data = p_model = 0: nan instead of 0
    # hint: Where nobody lands D* is 0/0, and xlogy(0, nan) is nan still; that share is 0.
    ("0/0 where both are zero", """import torch

def judge_regret(p_data, p_model, d):
    best = p_data / (p_data + p_model)
    return torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d))
""", ["nan at zeros"]),
    # in: p_data [.5,.5], p_model [.2,.8], d [.5,.5]: shares too large by 1/0.7 and 1/1.3
    # hint: You have the divergence of two coins; how many points toss the coin at this outcome?
    ("weight a + b forgotten", """import torch

def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    a, b = p_data / safe, p_model / safe
    return torch.xlogy(a, a) - torch.xlogy(a, d) + torch.xlogy(b, b) - torch.xlogy(b, 1 - d)
""", ["without the weight"]),
    # in: any, e.g. K = 2: a scalar instead of (K,)
    # hint: The shares are asked for one by one; their sum is only the check.
    ("summed over the outcomes", """import torch

def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    a, b = p_data / safe, p_model / safe
    share = torch.xlogy(p_data, a / d) + torch.xlogy(p_model, b / (1 - d))
    return share.sum()
""", ["summed"]),
    # in: p_data [.5,.5], p_model [.2,.8], d [.3,.6]: KL the other way round
    # hint: The points come by D*, the judge only scores them: under which of the two is the expectation?
    ("divergence the wrong way round", """import torch

def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    a, b = p_data / safe, p_model / safe
    share = total * (torch.xlogy(d, d / a) + torch.xlogy(1 - d, (1 - d) / b))
    return torch.where(total > 0, share, torch.zeros_like(share))
""", ["divergence turned round"]),
    # in: any with 0 < a, b: what the judge pays, without subtracting what D* pays (at d = D* not 0)
    # hint: Put d = D* into your answer: a regret must be 0 there.
    ("D* not subtracted", """import torch

def judge_regret(p_data, p_model, d):
    return -torch.xlogy(p_data, d) - torch.xlogy(p_model, 1 - d)
""", ["the loss itself"]),
    # in: p_data = [0., 1.], p_model = [.5, .5], d = [.5, .5]: 0 at the first outcome instead of 0.3466
    # hint: One kind of point may be missing at an outcome while the other still pays; set only the missing kind's term to 0.
    ("nan_to_num over the sum of both terms", """import torch

def judge_regret(p_data, p_model, d):
    best = p_data / (p_data + p_model)
    real = p_data * torch.log(best / d)
    fake = p_model * torch.log((1 - best) / (1 - d))
    return torch.nan_to_num(real + fake, nan=0.0)
""", ["outcomes of one of the two dropped", "nan at zeros"]),
    # in: p_data [.5,.5], p_model [.2,.8], d [.5,.5]: every term kept non-negative by itself, the shares too large
    # hint: Only the sum of the two logs is never negative; a single one may be.
    ("each term clamped at zero", """import torch

def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    real = torch.xlogy(p_data, p_data / safe) - torch.xlogy(p_data, d)
    fake = torch.xlogy(p_model, p_model / safe) - torch.xlogy(p_model, 1 - d)
    return real.clamp(min=0) + fake.clamp(min=0)
""", []),
    # in: p_data [.5,.5], p_model [.2,.8], d [.3,.6]: only the real points' share (even negative)
    # hint: Fakes land at the outcome as well, and the judge pays for them, too.
    ("fakes left out", """import torch

def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    return torch.xlogy(p_data, p_data / safe) - torch.xlogy(p_data, d)
""", ["real points only"]),
    # in: every input where the share is not 0: half of it
    # hint: L_D is the sum of two means, without a half; the weight of an outcome is a + b.
    ("half of it", """import torch

def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    real = torch.xlogy(p_data, p_data / safe / d)
    fake = torch.xlogy(p_model, p_model / safe / (1 - d))
    return (real + fake) / 2
""", ["weighted by half the mass"]),
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
    log_fake = F.logsigmoid(-fake_logits)
    log_real = F.logsigmoid(fake_logits)
    return (log_fake - log_real).mean()
""",
"""import torch

def generator_kl_loss(fake_logits):
    n = fake_logits.shape[0]
    return torch.sum(-1.0 * fake_logits, dim=0) / n
""",
]
WRONG["generator_kl_loss"] = [
    # in: [2.]: 2 instead of -2
    # hint: The generator wants its fakes called real, that is a high logit; a loss must fall there.
    ("sign", """import torch

def generator_kl_loss(fake_logits):
    return fake_logits.mean()
""", ["sign"]),
    # in: [1000.]: log(0/1) = -inf instead of -1000
    # hint: Do the simplification on paper: the log-odds of a sigmoid is its argument.
    ("log of the odds from D", """import torch

def generator_kl_loss(fake_logits):
    d = torch.sigmoid(fake_logits)
    return torch.log((1 - d) / d).mean()
""", ["log of zero"]),
    # in: [1., 2.]: -3 instead of -1.5
    # hint: The expectation is a mean over the batch; the loss must not grow with its size.
    ("sum", """import torch

def generator_kl_loss(fake_logits):
    return -fake_logits.sum()
""", ["sum over the batch"]),
    # in: [50.]: about -13.8 instead of -50, with no gradient
    # hint: logit with eps clips D; for large logits value and gradient are lost.
    ("logit of a clipped sigmoid", """import torch

def generator_kl_loss(fake_logits):
    return -torch.logit(torch.sigmoid(fake_logits), eps=1e-6).mean()
""", ["a small number under the logarithms"]),
    # in: [-2.]: only the non-saturating half, 2.127 instead of 2
    # hint: That is the loss of exercise 4; the KL-based one has the minimax term as well.
    ("non-saturating only", """import torch
import torch.nn.functional as F

def generator_kl_loss(fake_logits):
    return F.softplus(-fake_logits).mean()
""", ["non-saturating in its place"]),
    # in: [2.] with requires_grad: right number, but nothing to differentiate
    # hint: .item() leaves the graph; the generator is trained through this number.
    ("a plain number", """import torch

def generator_kl_loss(fake_logits):
    return torch.tensor(-fake_logits.mean().item(), dtype=fake_logits.dtype)
""", ["the graph is cut"]),
    # in: [2.]: log(1-D) + log D is added: -2.25 instead of -2
    # hint: Mind the minus before the second expectation.
    ("both logs added", """import torch
import torch.nn.functional as F

def generator_kl_loss(fake_logits):
    return (F.logsigmoid(-fake_logits) + F.logsigmoid(fake_logits)).mean()
""", ["a minus lost between the terms"]),
    # in: [2.]: -1 instead of -2
    # hint: The KL-based loss is the sum of the other two, not their average.
    ("average of the other two", """import torch
import torch.nn.functional as F

def generator_kl_loss(fake_logits):
    minimax = F.logsigmoid(-fake_logits).mean()
    nonsaturating = -F.logsigmoid(fake_logits).mean()
    return (minimax + nonsaturating) / 2
""", ["half of it"]),
    # in: [1., 2.]: (N,) instead of a scalar
    # hint: One number for the batch is asked for, the mean.
    ("no mean", """import torch

def generator_kl_loss(fake_logits):
    return -fake_logits
""", ["a loss for every sample"]),
]

# ---------------------------------------------------------------- jensen_shannon
RIGHT["jensen_shannon"] = [
"""import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    total = (torch.xlogy(p, p) + torch.xlogy(q, q)).sum() / 2 - torch.xlogy(m, m).sum()
    return total.clamp(min=0)
""",
"""import torch

def jensen_shannon(p, q):
    m = 0.5 * (p + q)

    def kl_to_m(a):
        there = a > 0
        return (a[there] * torch.log(a[there] / m[there])).sum()

    return 0.5 * kl_to_m(p) + 0.5 * kl_to_m(q)
""",
"""import torch
from scipy.special import rel_entr

def jensen_shannon(p, q):
    a, b = p.detach().numpy(), q.detach().numpy()
    middle = (a + b) / 2
    return torch.as_tensor(0.5 * (rel_entr(a, middle) + rel_entr(b, middle)).sum(), dtype=p.dtype)
""",
]
WRONG["jensen_shannon"] = [
    # in: p [1,0], q [0,1]: 1.386 instead of log 2
    # hint: Each of the two KLs counts one half; disjoint laws must give log 2.
    ("halves forgotten", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - torch.xlogy(p, m) - torch.xlogy(q, m)).sum()
""", ["2 JSD"]),
    # in: p [.5,.5], q [.9,.1]: its square root
    # hint: The distance of scipy is the root of the divergence; square it.
    ("the square root, as scipy has it", """import torch
from scipy.spatial.distance import jensenshannon

def jensen_shannon(p, q):
    return torch.tensor(float(jensenshannon(p.detach().numpy(), q.detach().numpy())), dtype=p.dtype)
""", ["the square root of it"]),
    # in: p [1,0], q [.5,.5]: 0 log 0 = nan
    # hint: Where a probability is zero its term is 0 by definition; 0 * log 0 is nan in the machine.
    ("nan at zeros", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * (p * torch.log(p / m)).sum() + 0.5 * (q * torch.log(q / m)).sum()
""", ["nan at zeros"]),
    # in: p [1,0], q [0,1]: 0 instead of log 2
    # hint: Where only one of them is zero the other still has a term; the mask must be each one's own.
    ("only outcomes where both are positive", """import torch

def jensen_shannon(p, q):
    both = (p > 0) & (q > 0)
    p, q = p[both], q[both]
    m = (p + q) / 2
    return 0.5 * (p * (p / m).log()).sum() + 0.5 * (q * (q / m).log()).sum()
""", ["outcomes of one of the two dropped"]),
    # in: p = q = [.5,.5]: -log 2 instead of 0
    # hint: m is the average, so that it sums to 1; with the sum equal laws get a negative number.
    ("m is the sum", """import torch

def jensen_shannon(p, q):
    m = p + q
    return 0.5 * (torch.xlogy(p, p) - torch.xlogy(p, m) + torch.xlogy(q, q) - torch.xlogy(q, m)).sum()
""", ["the middle not halved"]),
    # in: p [1,0], q [0,1]: 1 instead of 0.693
    # hint: Nats are asked for: the natural logarithm.
    ("bits", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2

    def entropy(a):
        a = a[a > 0]
        return -(a * torch.log2(a)).sum()

    return entropy(m) - (entropy(p) + entropy(q)) / 2
""", ["bits"]),
    # in: p [.5,.5], q [.9,.1]: half of KL(p,q) + KL(q,p) instead; infinite for p [1,0], q [.5,.5]
    # hint: Both are compared with the mixture m, not with each other; only so does it stay below log 2.
    ("symmetrised KL", """import torch

def jensen_shannon(p, q):
    forward = (torch.xlogy(p, p) - torch.xlogy(p, q)).sum()
    backward = (torch.xlogy(q, q) - torch.xlogy(q, p)).sum()
    return 0.5 * (forward + backward)
""", ["KL both ways"]),
    # in: p [.5,.5], q [.9,.1]: KL(m||p), KL(m||q), too large; inf for zeros
    # hint: Look which law stands first in the KL: it is p, then q, and m is what they are compared with.
    ("KL from m", """import torch

def jensen_shannon(p, q):
    m = (p + q) / 2
    return 0.5 * (torch.xlogy(m, m / p) + torch.xlogy(m, m / q)).sum()
""", ["from the middle"]),
    # in: p [1,0], q [0,1]: p of the caller is [1.0001, 0.0001] afterwards; and the value is off in the fourth digit
    # hint: A small number added changes the answer and, by +=, the caller's tensor; xlogy needs neither.
    ("epsilon added in place", """import torch

def jensen_shannon(p, q):
    p += 1e-4
    q += 1e-4
    m = (p + q) / 2
    return 0.5 * (p * (p / m).log() + q * (q / m).log()).sum()
""", ["1e-3 added to all"]),
]

# ---------------------------------------------------------------- f_divergence
RIGHT["f_divergence"] = [
"""import torch

def f_divergence(p, q, f):
    return (q * f(p / q)).sum()
""",
"""import torch

def f_divergence(p, q, f):
    ratio = torch.div(p, q)
    return torch.dot(f(ratio), q)
""",
"""import torch

def f_divergence(p, q, f):
    total = torch.zeros((), dtype=q.dtype)
    for k in range(len(q)):
        total = total + q[k] * f(p[k : k + 1] / q[k : k + 1])[0]
    return total
""",
]
WRONG["f_divergence"] = [
    # in: f = u log u, p [.5,.5], q [.9,.1]: sum p f(p/q)
    # hint: With f(u) = u log u the q must cancel; under which law is the expectation?
    ("expectation under p", """import torch

def f_divergence(p, q, f):
    return (p * f(p / q)).sum()
""", ["weighted by p"]),
    # in: f = u log u, p [.5,.5], q [.9,.1]: f of q/p, gives something else than KL(p||q)
    # hint: The ratio is p over q; upside down it is another divergence.
    ("ratio upside down", """import torch

def f_divergence(p, q, f):
    return (q * f(q / p)).sum()
""", ["ratio upside down"]),
    # in: any with K = 2: half the value
    # hint: The probabilities are the weights already; do not divide by K as well.
    ("mean instead of sum", """import torch

def f_divergence(p, q, f):
    return (q * f(p / q)).mean()
""", ["mean over the outcomes"]),
    # in: f = (u - 1)^2: gives the KL whatever f is
    # hint: Your formula is one row of the table; use the f that you are given.
    ("KL whatever f is", """import torch

def f_divergence(p, q, f):
    return (p * torch.log(p / q)).sum()
""", []),
    # in: f = u log u, p [.5,.5], q [.9,.1]: unweighted sum
    # hint: Rare outcomes must count less: an expectation needs its probabilities.
    ("weights forgotten", """import torch

def f_divergence(p, q, f):
    return f(p / q).sum()
""", ["f not weighted"]),
    # in: f = u log u, p [.5,.5], q [.9,.1]: |term| summed: 1.09 instead of 0.51
    # hint: Single terms may be negative; only their sum is not.
    ("absolute values", """import torch

def f_divergence(p, q, f):
    return (q * f(p / q)).abs().sum()
""", []),
    # in: f = (u - 1)^2, p [.999,.001], q [.001,.999]: the ratio 999 is cut to 100
    # hint: The ratio may be as large as it likes; a clamp changes the divergence.
    ("ratio clamped", """import torch

def f_divergence(p, q, f):
    ratio = (p / q).clamp(1e-2, 1e2)
    return (q * f(ratio)).sum()
""", []),
    # in: any: the caller's p holds the ratio afterwards
    # hint: div_ works in the caller's tensor; make a new one.
    ("p divided in place", """import torch

def f_divergence(p, q, f):
    ratio = p.div_(q)
    return (q * f(ratio)).sum()
""", []),
    # in: f = lambda u: u * torch.log(u): f gets a Python float, TypeError
    # hint: f takes tensors; hand it the tensor of ratios, not floats.
    ("f called with floats", """import torch

def f_divergence(p, q, f):
    return torch.tensor(sum(b * float(f(a / b)) for a, b in zip(p.tolist(), q.tolist())), dtype=p.dtype)
""", []),
]

# ---------------------------------------------------------------- squeeze_w1
RIGHT["squeeze_w1"] = [
"""import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    p, q = coupling.sum(dim=1), coupling.sum(dim=0)
    gap = (p * critic_x).sum() - (q * critic_y).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run = (places[:, None] - places[None, :]).abs()
    rise = (values[:, None] - values[None, :]).abs()
    apart = run > 0
    if not apart.any():
        return torch.zeros_like(upper), upper
    slope = (rise[apart] / run[apart]).max()
    return (gap / slope if slope > 0 else torch.zeros_like(upper)), upper
""",
"""import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    # on a line the steepest slope is one between neighbours
    order = torch.argsort(torch.cat([x, y]))
    places = torch.cat([x, y])[order]
    values = torch.cat([critic_x, critic_y])[order]
    run, rise = places.diff(), values.diff().abs()
    slopes = rise[run > 0] / run[run > 0]
    steepest = float(slopes.max()) if len(slopes) else 0.0
    upper = torch.einsum("ij,ij->", coupling, torch.cdist(x[:, None], y[:, None], p=1))
    lower = torch.zeros((), dtype=x.dtype)
    if steepest > 0:
        lower = (coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y) / steepest
    return lower, upper
""",
"""import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper, gap = 0.0, 0.0
    for i in range(len(x)):
        for j in range(len(y)):
            mass = float(coupling[i, j])
            upper += mass * abs(float(x[i]) - float(y[j]))
            gap += mass * (float(critic_x[i]) - float(critic_y[j]))
    points = list(zip(x.tolist() + y.tolist(), critic_x.tolist() + critic_y.tolist()))
    slope = 0.0
    for i, (a, u) in enumerate(points):
        for b, v in points[:i]:
            if a != b:
                slope = max(slope, abs(u - v) / abs(a - b))
    lower = gap / slope if slope > 0 else 0.0
    return torch.tensor(lower, dtype=x.dtype), torch.tensor(upper, dtype=x.dtype)
""",
]
WRONG["squeeze_w1"] = [
    # in: x [0.,.1], y [5.,6.], critic_x [0.,-10.], critic_y [-5.,-6.]: the slope 100 between the two x is not seen
    # hint: The slope is limited between any two places, two of x and two of y as well.
    ("slopes from x to y only", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    far = (x[:, None] - y[None, :]).abs()
    upper = (coupling * far).sum()
    gap = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    rise = (critic_x[:, None] - critic_y[None, :]).abs()
    if not (far > 0).any() or rise[far > 0].max() == 0:
        return torch.zeros_like(upper), upper
    return gap / (rise[far > 0] / far[far > 0]).max(), upper
""", ["slopes between x and y only"]),
    # in: a plan with uneven masses, coupling [[.7,.1],[.1,.1]]: means instead of expectations
    # hint: The x do not carry 1/N each; the plan's row sums tell what each carries.
    ("plain means of the critic", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    gap = critic_x.mean() - critic_y.mean()
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    slope = torch.where(run > 0, rise / run.clamp(min=1e-300), torch.zeros_like(run)).max()
    return (gap / slope if slope > 0 else torch.zeros_like(upper)), upper
""", ["equal weights"]),
    # in: x [1.], y [0.], critic_x [0.], critic_y [1.]: 1 instead of -1
    # hint: A critic that looks the wrong way gives a negative bound; the statement allows that.
    ("absolute value of the lower bound", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    gap = (coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y).abs()
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    apart = run > 0
    slope = (rise[apart] / run[apart]).max() if apart.any() else 0
    return (gap / slope if slope > 0 else torch.zeros_like(upper)), upper
""", ["the absolute lower bound"]),
    # in: x [0., 0.], y [1., 2.] (a place twice): 0/0 = nan, off the diagonal
    # hint: Places may repeat; the diagonal is not the only pair at distance 0.
    ("only the diagonal left out", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    off = ~torch.eye(len(z), dtype=torch.bool)
    slope = (rise[off] / run[off]).max()
    return (torch.zeros_like(upper) if slope == 0 else gap / slope), upper
""", ["nan where places meet"]),
    # in: x [1.], y [0.], critic_x [.5], critic_y [0.]: 0.5 instead of 1 (a flat critic is not stretched)
    # hint: The critic's slope shall be exactly 1 afterwards, so a flat one is made steeper.
    ("only steep critics scaled", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    apart = run > 0
    slope = (rise[apart] / run[apart]).max() if apart.any() else torch.ones_like(upper)
    return gap / slope.clamp(min=1.0), upper
""", ["scaled down only"]),
    # in: critic constant, critic_x = critic_y = [3., 3.]: 0/0 = nan instead of 0
    # hint: A critic without slope cannot be scaled; the statement says what it bounds by.
    ("critic without slope", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    apart = run > 0
    if not apart.any():
        return torch.zeros_like(upper), upper
    return gap / (rise[apart] / run[apart]).max(), upper
""", []),
    # in: x [3., 0.], y [1., 2.] (unsorted) with a kinked critic, e.g. |place - 1| * place: neighbours in the list are not neighbours on the line
    # hint: Neighbours are enough, but only after sorting the places (and the values with them).
    ("neighbours without sorting", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    run = torch.cat([x, y]).diff().abs()
    rise = torch.cat([critic_x, critic_y]).diff().abs()
    apart = run > 0
    slope = (rise[apart] / run[apart]).max() if apart.any() else 0
    return (gap / slope if slope > 0 else torch.zeros_like(upper)), upper
""", ["slopes between x and y only"]),
    # in: coupling [[.5,.2],[0.,.3]] (row and column sums differ): p and q exchanged
    # hint: Summing over j, the second axis, leaves the mass of x_i; try a plan of 2 by 3.
    ("row and column sums exchanged", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    gap = (coupling.sum(0) * critic_x).sum() - (coupling.sum(1) * critic_y).sum()
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    apart = run > 0
    slope = (rise[apart] / run[apart]).max() if apart.any() else 0
    return (gap / slope if slope > 0 else torch.zeros_like(upper)), upper
""", []),
    # in: places 1e-4 apart, x [0.], y [1e-4], critic_x [0.], critic_y [-1.]: slope 1e3 instead of 1e4
    # hint: Near places are different places; only distance 0 may not divide.
    ("distance clamped", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    slope = (rise / run.clamp(min=1e-3)).max()
    return (gap / slope if slope > 0 else torch.zeros_like(upper)), upper
""", []),
    # in: a falling critic, x [0.], y [1.], critic_x [0.], critic_y [-2.]: no rising pair is found, lower 0 instead of 1
    # hint: Steep is steep, up or down: take the absolute value of the rise.
    ("rising slopes only", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    places, order = torch.cat([x, y]).sort()
    values = torch.cat([critic_x, critic_y])[order]
    run, rise = places.diff(), values.diff()
    slopes = rise[run > 0] / run[run > 0]
    if len(slopes) == 0 or slopes.max() <= 0:
        return torch.zeros_like(upper), upper
    return gap / slopes.max(), upper
""", ["slopes with their sign"]),
    # in: x [0., 10.], y [1., 11.], diagonal plan [[.5, 0.], [0., .5]], critic_x [0., 100.], critic_y [-1., 99.]: slope 1 instead of 101/9 (from 1 to 10)
    # hint: The slope is limited between any two places, whether the plan joins them or not.
    ("only pairs that the plan joins", """import torch

def squeeze_w1(x, y, coupling, critic_x, critic_y):
    far = (x[:, None] - y[None, :]).abs()
    upper = (coupling * far).sum()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    used = (coupling > 0) & (far > 0)
    if not used.any():
        return torch.zeros_like(upper), upper
    slope = ((critic_x[:, None] - critic_y[None, :]).abs()[used] / far[used]).max()
    return (gap / slope if slope > 0 else torch.zeros_like(upper)), upper
""", ["slopes between x and y only"]),
]

# ---------------------------------------------------------------- critic_loss
RIGHT["critic_loss"] = [
"""import torch

def critic_loss(real, fake):
    return fake.mean() - real.mean()
""",
"""import torch

def critic_loss(real, fake):
    distance = real.sum() / real.numel() - fake.sum() / fake.numel()
    return -distance
""",
"""import torch

def critic_loss(real, fake):
    weights = torch.cat([torch.full_like(real, -1 / len(real)), torch.full_like(fake, 1 / len(fake))])
    return (weights * torch.cat([real, fake])).sum()
""",
]
WRONG["critic_loss"] = [
    # in: real [2.], fake [1.]: 1 instead of -1
    # hint: The critic maximises the difference; what does it minimise?
    ("sign", """import torch

def critic_loss(real, fake):
    return real.mean() - fake.mean()
""", ["sign"]),
    # in: real of length 3, fake of length 2: RuntimeError
    # hint: N and M may differ; take the means first.
    ("difference before the mean", """import torch

def critic_loss(real, fake):
    return (fake - real).mean()
""", ["pairs"]),
    # in: real [2., 2.], fake [1.]: -3 instead of -1
    # hint: Expectations are means; sums depend on the sizes of the batches.
    ("sums", """import torch

def critic_loss(real, fake):
    return fake.sum() - real.sum()
""", ["sums in place of means"]),
    # in: real [2.], fake [1.]: softplus(-2) + softplus(1), the discriminator's loss
    # hint: The critic's values are no logits; there is no sigmoid in the formula.
    ("the discriminator's loss", """import torch
import torch.nn.functional as F

def critic_loss(real, fake):
    return F.softplus(-real).mean() + F.softplus(fake).mean()
""", ["the discriminator's loss"]),
    # in: real [1.], fake [2.]: -1 instead of 1
    # hint: A distance is positive at the maximum only; the loss of a bad critic must tell it which way to go.
    ("minus absolute difference", """import torch

def critic_loss(real, fake):
    return -(real.mean() - fake.mean()).abs()
""", ["absolute value", "sign"]),
    # in: any with gradients: none in fake
    # hint: Both expectations train the critic; detach the samples if you like, not the critic's values.
    ("fake detached", """import torch

def critic_loss(real, fake):
    return fake.detach().mean() - real.mean()
""", ["the graph is cut"]),
    # in: real [2., 2., 2.], fake [1.]: (1 - 6) / 4 instead of -1
    # hint: Each batch has its own size; one common divisor is right for none.
    ("common divisor", """import torch

def critic_loss(real, fake):
    both = torch.cat([-real, fake])
    return both.mean()
""", ["one size for both sums"]),
    # in: real [5.], fake [-3.]: hinge gives 0 instead of -8
    # hint: That is the hinge loss; the Wasserstein critic is limited by its slope, not by a margin.
    ("hinge", """import torch
import torch.nn.functional as F

def critic_loss(real, fake):
    return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
""", ["hinges"]),
    # in: real of 3, fake of 2 with values [1,2,9], [0,1]: cut to the shorter length, the 9 is dropped
    # hint: All points count; nothing pairs real and fake ones.
    ("cut to the shorter batch", """import torch

def critic_loss(real, fake):
    n = min(len(real), len(fake))
    return (fake[:n] - real[:n]).mean()
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
    return 0 - fake.sum() / fake.numel()
""",
]
WRONG["wgan_generator_loss"] = [
    # in: [2.]: 2 instead of -2
    # hint: The generator wants W1 small; its expectation stands there with a minus already.
    ("sign", """import torch

def wgan_generator_loss(fake):
    return fake.mean()
""", ["sign"]),
    # in: [1., 2.]: -3 instead of -1.5
    # hint: An expectation is a mean.
    ("sum", """import torch

def wgan_generator_loss(fake):
    return -fake.sum()
""", ["sum over the batch"]),
    # in: [2.]: 0.127 instead of -2
    # hint: The critic's values are no logits: no sigmoid, no softplus.
    ("non-saturating loss", """import torch
import torch.nn.functional as F

def wgan_generator_loss(fake):
    return F.softplus(-fake).mean()
""", ["the non-saturating loss"]),
    # in: [-2.]: -2 instead of 2
    # hint: The sign of the critic's value tells the generator where to go; do not fold it.
    ("absolute value", """import torch

def wgan_generator_loss(fake):
    return -fake.mean().abs()
""", ["sign", "absolute value"]),
    # in: [2.] with requires_grad: right value, no gradient
    # hint: float() leaves the graph; the generator learns through this number.
    ("a float", """import torch

def wgan_generator_loss(fake):
    return -float(fake.mean())
""", ["the graph is cut"]),
    # in: [1., 2.]: (N,) instead of a scalar
    # hint: backward wants one number; take the mean.
    ("no mean", """import torch

def wgan_generator_loss(fake):
    return -fake
""", ["a loss for every sample"]),
    # in: [0., 0., 3.]: 0 instead of -1
    # hint: An expectation is estimated by the mean; a median gives gradient to one fake only.
    ("median", """import torch

def wgan_generator_loss(fake):
    return -fake.median()
""", []),
    # in: [-2.]: relu hides it: 0 instead of 2, no gradient for bad fakes
    # hint: Fakes that the critic scores below zero need the gradient most.
    ("clipped at zero", """import torch
import torch.nn.functional as F

def wgan_generator_loss(fake):
    return -F.relu(fake).mean()
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
    every_class = features @ embedding.T
    own = every_class.gather(1, labels[:, None]).squeeze(1)
    return own + psi(features)
""",
"""import torch
import torch.nn.functional as F

def projection_logit(features, labels, embedding, psi):
    chosen = F.one_hot(labels, embedding.shape[0]).to(embedding.dtype) @ embedding
    return torch.einsum("nh,nh->n", chosen, features) + psi(features)
""",
]
WRONG["projection_logit"] = [
    # in: N = H = 3: adds up over the samples, silently (for other sizes RuntimeError)
    # hint: The inner product runs over the features, axis 1; try N and H of different size.
    ("sum over the samples", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(dim=0)
""", []),
    # in: any with psi not zero: psi is ignored
    # hint: The logit has two parts; the first does not know the class.
    ("without psi", """import torch

def projection_logit(features, labels, embedding, psi):
    return (embedding[labels] * features).sum(dim=1)
""", ["no psi"]),
    # in: H = 4: inner product divided by 4
    # hint: An inner product is a sum, not a mean.
    ("mean over the features", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).mean(dim=1)
""", ["the mean of the products"]),
    # in: N = 3: (N, N) instead of (N,), by broadcasting
    # hint: (N, 1) plus (N,) is (N, N); look at the shapes before you add.
    ("a column plus a row", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(dim=1, keepdim=True)
""", ["every sample with every label"]),
    # in: any with embedding.requires_grad: no gradient in the embedding
    # hint: The vectors v_y are learned; .data and torch.tensor leave the graph.
    ("embedding out of the graph", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding.data[labels] * features).sum(dim=1)
""", ["the graph is cut"]),
    # in: labels [2, 0]: rows 0, 1 are taken instead of 2, 0
    # hint: Which row belongs to a sample says its label, not its place in the batch.
    ("labels ignored", """import torch

def projection_logit(features, labels, embedding, psi):
    rows = embedding[torch.arange(len(features)) % len(embedding)]
    return psi(features) + (rows * features).sum(dim=1)
""", []),
    # in: labels [0, 1]: classes counted from 1: label 0 takes the last row
    # hint: Labels begin at 0; a negative index silently means the last row.
    ("off by one in the labels", """import torch

def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels - 1] * features).sum(dim=1)
""", []),
    # in: any: psi sees the features plus the vector, the product is missing its bilinear form
    # hint: psi gets the features alone; the class comes in by the inner product.
    ("class given to psi", """import torch

def projection_logit(features, labels, embedding, psi):
    v = embedding[labels]
    return psi(features + v) + (v * features).sum(dim=1)
""", []),
    # in: features [[3., 4.]]: the product with the unit vector, wrong by |phi| |v|
    # hint: The projection is not a cosine; the length of both vectors counts.
    ("cosine", """import torch
import torch.nn.functional as F

def projection_logit(features, labels, embedding, psi):
    return psi(features) + F.cosine_similarity(embedding[labels], features, dim=1)
""", ["the mean of the products"]),
]
