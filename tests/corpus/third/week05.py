"""The other exercises of this week, answers from the statements alone by one who works on the course: see README.md one folder up."""

RIGHT = {}
WRONG = {}

RIGHT['uniform_latent_log_marginal'] = [
"""
import math
import torch


def uniform_latent_log_marginal(x, a, b, std):
    lo, hi = (a - x) / std, (b - x) / std
    flip = lo > 0
    u = torch.where(flip, -lo, hi)
    v = torch.where(flip, -hi, lo)
    top, low = torch.special.log_ndtr(u), torch.special.log_ndtr(v)
    return top + torch.log(-torch.expm1(low - top)) - math.log(b - a)
""",
"""
import numpy as np
import torch


def uniform_latent_log_marginal(x, a, b, std):
    from scipy.special import log_ndtr
    v = np.asarray(x, dtype=float)
    mid = 0.5 * (a + b)
    v = mid - np.abs(v - mid)
    hi, lo = (v - a) / std, (v - b) / std
    t, l = log_ndtr(hi), log_ndtr(lo)
    return torch.from_numpy(t + np.log1p(-np.exp(l - t)) - np.log(b - a))
""",
"""
import math
import numpy as np
import torch


def uniform_latent_log_marginal(x, a, b, std):
    answer = torch.empty_like(x)
    for i, value in enumerate(x.tolist()):
        near = min(max(value, a), b)
        w = min(std * 40.0, b - a)
        lo, hi = max(a, near - w), min(b, near + w)
        nodes, weights = np.polynomial.legendre.leggauss(60)
        edges = np.linspace(lo, hi, 201)
        half = (edges[1:] - edges[:-1])[:, None] / 2
        z = (edges[1:] + edges[:-1])[:, None] / 2 + half * nodes
        logs = -0.5 * ((value - z) / std) ** 2 + np.log(half * weights)
        top = logs.max()
        answer[i] = top + math.log(np.exp(logs - top).sum()) - math.log(std) - 0.5 * math.log(2 * math.pi) - math.log(b - a)
    return answer
""",
]

WRONG['uniform_latent_log_marginal'] = [
("the interval's length forgotten", """
import torch


def uniform_latent_log_marginal(x, a, b, std):
    lo, hi = (a - x) / std, (b - x) / std
    flip = lo > 0
    u = torch.where(flip, -lo, hi)
    v = torch.where(flip, -hi, lo)
    top, low = torch.special.log_ndtr(u), torch.special.log_ndtr(v)
    return top + torch.log(-torch.expm1(low - top))
""", ('no 1/(b - a)',)),
('std taken for a variance', """
import math
import torch


def uniform_latent_log_marginal(x, a, b, std):
    lo, hi = (a - x) / std ** 0.5, (b - x) / std ** 0.5
    flip = lo > 0
    u = torch.where(flip, -lo, hi)
    v = torch.where(flip, -hi, lo)
    top, low = torch.special.log_ndtr(u), torch.special.log_ndtr(v)
    return top + torch.log(-torch.expm1(low - top)) - math.log(b - a)
""", ('std as variance',)),
('difference of two cdfs, then log', """
import math
from torch.distributions import Normal
import torch


def uniform_latent_log_marginal(x, a, b, std):
    n = Normal(0.0, std)
    return torch.log(n.cdf(x - a) - n.cdf(x - b)) - math.log(b - a)
""", ('both tails lost',)),
('exact on the left side only', """
import math
import torch


def uniform_latent_log_marginal(x, a, b, std):
    top, low = torch.special.log_ndtr((x - a) / std), torch.special.log_ndtr((x - b) / std)
    return top + torch.log1p(-torch.exp(low - top)) - math.log(b - a)
""", ('right tail lost',)),
('the Gaussian at the middle', """
import math


def uniform_latent_log_marginal(x, a, b, std):
    var = std ** 2 + (b - a) ** 2 / 12
    return -0.5 * math.log(2 * math.pi * var) - (x - (a + b) / 2) ** 2 / (2 * var)
""", ('a Gaussian of the same mean and variance',)),
('Monte Carlo over z', """
import math
from torch.distributions import Normal
import torch


def uniform_latent_log_marginal(x, a, b, std):
    z = a + (b - a) * torch.rand(20000, 1, dtype=x.dtype)
    return torch.logsumexp(Normal(z, std).log_prob(x), 0) - math.log(20000)
""", ()),
('the density, no logarithm', """
from torch.distributions import Normal


def uniform_latent_log_marginal(x, a, b, std):
    n = Normal(0.0, std)
    return (n.cdf(x - a) - n.cdf(x - b)) / (b - a)
""", ('the density, not its logarithm',)),
('divided by std as well', """
import math
import torch


def uniform_latent_log_marginal(x, a, b, std):
    lo, hi = (a - x) / std, (b - x) / std
    flip = lo > 0
    u = torch.where(flip, -lo, hi)
    v = torch.where(flip, -hi, lo)
    top, low = torch.special.log_ndtr(u), torch.special.log_ndtr(v)
    return top + torch.log(-torch.expm1(low - top)) - math.log(b - a) - math.log(std)
""", ()),
('a small number under the log', """
import math
from torch.distributions import Normal
import torch


def uniform_latent_log_marginal(x, a, b, std):
    n = Normal(0.0, std)
    return torch.log(n.cdf(x - a) - n.cdf(x - b) + 1e-12) - math.log(b - a)
""", ('mass clamped',)),
('a grid of 200 points', """
import math
from torch.distributions import Normal
import torch


def uniform_latent_log_marginal(x, a, b, std):
    z = torch.linspace(a, b, 200, dtype=x.dtype)[:, None]
    return torch.logsumexp(Normal(z, std).log_prob(x), 0) - math.log(200)
""", ()),
]

RIGHT['ppca_posterior'] = [
"""
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, cov
""",
"""
import torch


def ppca_posterior(x, W, b, var):
    D, L = W.shape
    K = torch.linalg.solve(W @ W.T + var * torch.eye(D, dtype=W.dtype), W).T
    return (K @ (x - b).T).T, torch.eye(L, dtype=W.dtype) - K @ W
""",
"""
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    C = torch.linalg.cholesky(var * torch.eye(L, dtype=W.dtype) + W.T @ W)
    rows = [torch.cholesky_solve((W.T @ (row - b))[:, None], C)[:, 0] for row in x]
    return torch.stack(rows), var * torch.cholesky_inverse(C)
""",
]

WRONG['ppca_posterior'] = [
('not centred', """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return x @ W @ cov / var, cov
""", ('not centred',)),
("prior's identity left out", """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, cov
""", ('prior forgotten',)),
('mean not divided by var', """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov, cov
""", ('mean not divided by var',)),
('cov scaled by var', """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, var * cov
""", ('covariance without var',)),
('var left out of the precision', """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, cov
""", ()),
('precision returned', """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, M
""", ('precision instead of covariance',)),
('var as a standard deviation', """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var ** 2 + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov / var ** 2, cov
""", ('var taken as std',)),
("covariance of all rows' means added", """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, cov + torch.cov(((x - b) @ W @ cov / var).T).reshape(L, L)
""", ()),
('posterior of b subtracted from the mean over the rows', """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - x.mean(0)) @ W @ cov / var, cov
""", ('not centred',)),
('diagonal of the covariance only', """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var + torch.eye(L, dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, torch.diag(torch.diagonal(cov))
""", ('only the diagonal of the covariance',)),
('M inverted entry by entry', """
import torch


def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W / var + torch.eye(L, dtype=W.dtype)
    cov = 1 / M
    return (x - b) @ W @ cov / var, cov
""", ()),
]

RIGHT['kl_to_standard_normal'] = [
"""



def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
""",
"""
from torch.distributions import Normal
from torch.distributions import kl_divergence
import torch


def kl_to_standard_normal(mean, log_var):
    q = Normal(mean, torch.exp(0.5 * log_var))
    return kl_divergence(q, Normal(torch.zeros_like(mean), torch.ones_like(mean))).sum(1)
""",
"""
import torch


def kl_to_standard_normal(mean, log_var):
    total = mean.new_zeros(len(mean))
    for l in range(mean.shape[1]):
        total = total + (torch.expm1(log_var[:, l]) - log_var[:, l] + mean[:, l].square()) / 2
    return total
""",
]

WRONG['kl_to_standard_normal'] = [
('no factor 1/2', """



def kl_to_standard_normal(mean, log_var):
    return (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
""", ('no 1/2',)),
('sign', """



def kl_to_standard_normal(mean, log_var):
    return -0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
""", ('sign',)),
('the other direction', """



def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((1 + mean ** 2) / log_var.exp() - 1 + log_var).sum(-1)
""", ('the other direction',)),
('the -1 forgotten', """



def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.exp() - log_var).sum(-1)
""", ('minus one forgotten',)),
('mean over the latents', """



def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).mean(-1)
""", ('mean over dimensions',)),
('one number for the batch', """



def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum()
""", ('one number for the batch',)),
("log_var taken for a standard deviation's log", """



def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + (2 * log_var).exp() - 1 - 2 * log_var).sum(-1)
""", ('log_var taken as log of the std',)),
('mean not squared', """



def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean.abs() + log_var.exp() - 1 - log_var).sum(-1)
""", ('mean not squared',)),
('constant -1 once for all latents', """



def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((mean ** 2 + log_var.exp() - log_var).sum(-1) - 1)
""", ()),
('detached log_var', """



def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.detach().exp() - 1 - log_var.detach()).sum(-1)
""", ('the graph is cut',)),
('by samples', """
from torch.distributions import Normal


def kl_to_standard_normal(mean, log_var):
    q = Normal(mean, (log_var / 2).exp())
    z = q.rsample((2000,))
    return (q.log_prob(z) - Normal(0.0, 1.0).log_prob(z)).mean(0).sum(-1)
""", ()),
('log_var clamped to [-10, 10]', """



def kl_to_standard_normal(mean, log_var):
    log_var = log_var.clamp(-10, 10)
    return 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
""", ()),
('in bits', """
import math


def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1) / math.log(2)
""", ()),
]

RIGHT['vae_elbo'] = [
"""
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""",
"""
import torch.nn.functional as F
from torch.distributions import Normal
from torch.distributions import kl_divergence


def vae_elbo(x, encode, decode, noise):
    m, lv = encode(x)
    a = decode(m + noise * lv.mul(0.5).exp())
    q = Normal(m, lv.mul(0.5).exp())
    return (x * F.logsigmoid(a) + (1 - x) * F.logsigmoid(-a)).sum(1) - kl_divergence(q, Normal(0.0, 1.0)).sum(1)
""",
"""
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    h = decode(mean + noise * torch.sqrt(torch.exp(log_var)))
    sign = 2 * x - 1
    return -F.softplus(-sign * h).sum(1) - ((mean.pow(2) + log_var.exp() - log_var).sum(1) - mean.size(1)) / 2
""",
]

WRONG['vae_elbo'] = [
('KL added', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec + kl
""", ('KL added',)),
('the loss', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return kl - rec
""", ('the loss instead of the bound',)),
('exp(log_var) as standard deviation', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""", ('exp(log_var) as std',)),
('no draw: z is the mean', """
import torch.nn.functional as F


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""", ('noise ignored',)),
('fresh noise of its own', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * torch.randn_like(noise)
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""", ()),
('mean over the pixels', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""", ('reconstruction averaged over the pixels',)),
('sigmoid first', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy(torch.sigmoid(logits), x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""", ('log of a rounded probability',)),
('log of the sigmoid plus 1e-7', """
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    p = torch.sigmoid(decode(mean + torch.exp(0.5 * log_var) * noise))
    rec = (x * torch.log(p + 1e-7) + (1 - x) * torch.log(1 - p + 1e-7)).sum(-1)
    return rec - 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
""", ()),
('KL estimated by the one draw', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = (-0.5 * log_var - 0.5 * noise ** 2 + 0.5 * z ** 2).sum(-1)
    return rec - kl
""", ('KL estimated from the draw',)),
('KL without the half', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""", ('twice the KL',)),
('z detached', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z.detach())
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""", ('a part cut out of the graph',)),
("the KL's gradient cut", """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl.detach()
""", ('a part cut out of the graph',)),
('squared error in place of Bernoulli', """
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -((torch.sigmoid(logits) - x) ** 2).sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""", ('squared error',)),
('one number for the batch', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return (rec - kl).mean()
""", ('one number for the batch',)),
('KL left out', """
import torch.nn.functional as F
import torch


def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec
""", ('no KL',)),
]

RIGHT['iwae_bound'] = [
"""
import math
import torch


def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])
""",
"""
import torch


def iwae_bound(log_weights):
    top = log_weights.detach().max(dim=0).values
    return top + torch.log(torch.exp(log_weights - top).mean(0))
""",
"""
import torch


def iwae_bound(log_weights):
    total = log_weights[0]
    for row in log_weights[1:]:
        total = torch.logaddexp(total, row)
    return total - torch.log(torch.tensor(len(log_weights), dtype=total.dtype))
""",
]

WRONG['iwae_bound'] = [
('the ELBO: mean of the logs', """



def iwae_bound(log_weights):
    return log_weights.mean(0)
""", ('mean of logs',)),
('log M forgotten', """
import torch


def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0)
""", ('no log M',)),
('divided by N', """
import math
import torch


def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[1])
""", ('log N for log M',)),
('over the data points', """
import math
import torch


def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=1) - math.log(log_weights.shape[0])
""", ('logsumexp over the wrong axis',)),
('no shift', """



def iwae_bound(log_weights):
    return log_weights.exp().mean(0).log()
""", ('exp before the sum',)),
('one shift for all', """



def iwae_bound(log_weights):
    top = log_weights.max()
    return (log_weights - top).exp().mean(0).log() + top
""", ('exp before the sum',)),
('the largest weight only', """



def iwae_bound(log_weights):
    return log_weights.max(0).values
""", ()),
('one number', """
import math
import torch


def iwae_bound(log_weights):
    return (torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])).mean()
""", ('sums over N',)),
('sign', """
import math
import torch


def iwae_bound(log_weights):
    return -torch.logsumexp(log_weights, dim=0) + math.log(log_weights.shape[0])
""", ('the loss instead of the bound',)),
('divided by M after the log', """
import torch


def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) / log_weights.shape[0]
""", ()),
('clamped at -700', """



def iwae_bound(log_weights):
    return log_weights.clamp(-700, 700).exp().mean(0).log()
""", ('exp before the sum', 'log-weights clamped to what exp can bear')),
('detached', """
import math
import torch


def iwae_bound(log_weights):
    return torch.logsumexp(log_weights.detach(), dim=0) - math.log(log_weights.shape[0])
""", ('the graph is cut',)),
]

RIGHT['beta_elbo'] = [
"""



def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl
""",
"""
import torch


def beta_elbo(reconstruction, kl, beta):
    return torch.add(reconstruction, kl, alpha=-beta)
""",
"""
import torch


def beta_elbo(reconstruction, kl, beta):
    return torch.stack([r - k * beta for r, k in zip(reconstruction, kl)])
""",
]

WRONG['beta_elbo'] = [
('KL added', """



def beta_elbo(reconstruction, kl, beta):
    return reconstruction + beta * kl
""", ('sign',)),
('the loss', """



def beta_elbo(reconstruction, kl, beta):
    return beta * kl - reconstruction
""", ('the loss instead of the objective',)),
('beta on the reconstruction', """



def beta_elbo(reconstruction, kl, beta):
    return beta * reconstruction - kl
""", ('beta on the reconstruction',)),
('beta on both', """



def beta_elbo(reconstruction, kl, beta):
    return beta * (reconstruction - kl)
""", ('beta on the reconstruction',)),
('beta ignored', """



def beta_elbo(reconstruction, kl, beta):
    return reconstruction - kl
""", ('beta forgotten',)),
('mean over the batch', """



def beta_elbo(reconstruction, kl, beta):
    return (reconstruction - beta * kl).mean()
""", ('one number for the batch',)),
('beta at most 1', """



def beta_elbo(reconstruction, kl, beta):
    return reconstruction - min(beta, 1.0) * kl
""", ()),
('divided by beta', """



def beta_elbo(reconstruction, kl, beta):
    return reconstruction - kl / beta
""", ('divided by beta',)),
('KL minus beta (capacity)', """



def beta_elbo(reconstruction, kl, beta):
    return reconstruction - (kl - beta).abs()
""", ()),
('graph cut', """



def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl.detach()
""", ('the graph is cut',)),
('works in place', """



def beta_elbo(reconstruction, kl, beta):
    reconstruction -= beta * kl
    return reconstruction
""", ()),
]

RIGHT['score_function_gradient'] = [
"""
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * (z - mean) / std ** 2).mean(0)
""",
"""
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = (log_var / 2).exp()
    with torch.no_grad():
        values = f(mean + std * noise)
    return torch.einsum("m,ml->l", values, noise) / std / noise.shape[0]
""",
"""
from torch.distributions import Normal
import torch


def score_function_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    std = torch.exp(0.5 * log_var.detach())
    z = (m + std * noise).detach()
    logq = Normal(m, std).log_prob(z).sum(1)
    (f(z).detach() * logq).mean().backward()
    return m.grad
""",
]

WRONG['score_function_gradient'] = [
('sum over the draws', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * (z - mean) / std ** 2).sum(0)
""", ('sum over the draws',)),
('a baseline subtracted', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return ((f(z) - f(z).mean())[:, None] * (z - mean) / std ** 2).mean(0)
""", ('a baseline that uses the same draws',)),
('divided by std, not its square', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * (z - mean) / std).mean(0)
""", ('weight (z - mean) / std',)),
('not divided at all', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * (z - mean)).mean(0)
""", ('weight z - mean',)),
('exp(log_var) as std', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var)
    z = mean + std * noise
    return (f(z)[:, None] * (z - mean) / std ** 2).mean(0)
""", ('exp(log_var) as std',)),
('sign', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * (mean - z) / std ** 2).mean(0)
""", ('sign of the score',)),
('gradient in log_var', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * 0.5 * (noise ** 2 - 1)).mean(0)
""", ()),
('pathwise gradient', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).mean(), m)[0]
""", ('the pathwise gradient',)),
('f at the noise', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(noise)[:, None] * (z - mean) / std ** 2).mean(0)
""", ()),
('draws of its own', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * torch.randn_like(noise)
    return (f(z)[:, None] * (z - mean) / std ** 2).mean(0)
""", ()),
('mean of f times mean of the score', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return f(z).mean() * ((z - mean) / std ** 2).mean(0)
""", ()),
('one number', """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * (z - mean) / std ** 2).mean()
""", ()),
("f of each coordinate's mean: score summed over coordinates", """
import torch


def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * ((z - mean) / std ** 2).sum(1, keepdim=True).expand(z.shape)).mean(0)
""", ()),
]

RIGHT['slerp'] = [
"""
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""",
"""
import math
import numpy as np
import torch


def slerp(z0, z1, t):
    a, b = np.asarray(z0, float), np.asarray(z1, float)
    u, v = a / np.linalg.norm(a), b / np.linalg.norm(b)
    omega = 2 * math.atan2(np.linalg.norm(u - v), np.linalg.norm(u + v))
    if min(omega, math.pi - omega) < 1e-7:
        return torch.from_numpy(a + t * (b - a))
    return torch.from_numpy((math.sin((1 - t) * omega) * a + math.sin(t * omega) * b) / math.sin(omega))
""",
"""
import math
import torch.nn.functional as F
import torch


def slerp(z0, z1, t):
    cosine = max(-1.0, min(1.0, float(F.cosine_similarity(z0, z1, dim=0, eps=1e-300))))
    omega = math.acos(cosine)
    if math.sin(omega) < 1e-5:
        return torch.lerp(z0, z1, t)
    w = [math.sin((1 - t) * omega), math.sin(t * omega)]
    return (w[0] * z0 + w[1] * z1) / math.sin(omega)
""",
]

WRONG['slerp'] = [
('a straight line', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if True:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ('lerp',)),
('parallel vectors give nan', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ('breaks on parallel vectors',)),
('opposite vectors not caught', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if omega < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ["breaks on parallel vectors", "breaks on opposite vectors"]),
('unit vectors returned', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 / z0.norm() + torch.sin(t * omega) / s * z1 / z1.norm()
""", ('endpoints normalised',)),
('angle without normalising', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0, z1).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ('endpoints not normalised for the angle',)),
('ends exchanged', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin(t * omega) / s * z0 + torch.sin((1 - t) * omega) / s * z1
""", ('ends exchanged',)),
('absolute cosine: the short way', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).abs().clamp(0, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ('obtuse angles lost',)),
('line wherever the angle is below 0.1', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 0.1:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ('the straight line too early',)),
('no clamp', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm())
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ('cosine beyond one',)),
('lengths interpolated linearly', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    u = torch.sin((1 - t) * omega) / s * z0 / z0.norm() + torch.sin(t * omega) / s * z1 / z1.norm()
    return u * ((1 - t) * z0.norm() + t * z1.norm())
""", ('lengths straight, directions round',)),
('not divided by sin omega', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1
""", ('divided by the angle',)),
('straight line scaled to the mean length', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    z = (1 - t) * z0 + t * z1
    return z / z.norm() * ((1 - t) * z0.norm() + t * z1.norm())
""", ("the straight line, set to a length between",)),
('z0 where parallel', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1, 1)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return z0.clone()
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ()),
('clamped to 1 - 1e-4', """
import torch


def slerp(z0, z1, t):
    c = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-0.9999, 0.9999)
    omega = torch.arccos(c)
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ()),
]

RIGHT['VAE'] = [
"""
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""",
"""
import torch.nn.functional as F
from torch import nn
from torch.distributions import Normal
from torch.distributions import kl_divergence
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.body = nn.Linear(data, hidden)
        self.mean_head, self.log_var_head = nn.Linear(hidden, latent), nn.Linear(hidden, latent)
        self.up, self.out = nn.Linear(latent, hidden), nn.Linear(hidden, data)

    def encode(self, x):
        h = torch.tanh(self.body(x))
        return self.mean_head(h), self.log_var_head(h)

    def decode(self, z):
        return self.out(F.gelu(self.up(z)))

    def elbo(self, x, noise):
        m, lv = self.encode(x)
        a = self.decode(m + noise * (lv / 2).exp())
        ll = (x * F.logsigmoid(a) + (1 - x) * F.logsigmoid(-a)).sum(1)
        return ll - kl_divergence(Normal(m, (lv / 2).exp()), Normal(0.0, 1.0)).sum(1)

    def sample(self, noise, generator=None):
        p = self.decode(noise).sigmoid()
        return (torch.rand(p.shape, generator=generator, dtype=p.dtype) < p).to(noise.dtype)
""",
]

WRONG['VAE'] = [
('means returned, not samples', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.sigmoid(self.decode(noise))
""", ('the mean, not a sample',)),
('thresholded at 1/2', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return (self.decode(noise) > 0).to(noise.dtype)
""", ('rounded, not drawn',)),
('generator ignored', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)))
""", ('the generator is not used',)),
('sample calls the net itself', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.dec(noise)), generator=generator)
""", ()),
('elbo calls the net itself', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.enc(x).chunk(2, -1)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ()),
('no hidden layer in the decoder', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Linear(latent, data)

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ("other layers than asked",)),
('KL added', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec + kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ('the price is a reward',)),
('mean over pixels', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ('means over the pixels',)),
('exp(log_var) as std', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ('exp(log_var) as std',)),
('noise of its own in elbo', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * torch.randn_like(mean))
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ()),
('decode ends in a sigmoid', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return torch.sigmoid(self.dec(z))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ('the decoder squashes',)),
("encoder without log_var's own outputs", """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean = self.enc(x)
        log_var = torch.zeros_like(mean)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ()),
('one number for the batch', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return (rec - kl).mean()

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ('one value for the whole batch',)),
('z drawn again in sample', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(torch.randn(noise.shape, generator=generator, dtype=noise.dtype))), generator=generator)
""", ()),
('z detached', """
import torch.nn.functional as F
from torch import nn
import torch


class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode((mean + torch.exp(0.5 * log_var) * noise).detach())
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ('the graph is cut at the draw',)),
]
