"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["gaussian_log_likelihood"] = [
"""import math
import torch

def gaussian_log_likelihood(x, mean, var):
    terms = (x - mean) ** 2 / var + torch.log(var) + math.log(2 * math.pi)
    return -0.5 * terms.sum(dim=-1)
""",
"""import torch

def gaussian_log_likelihood(x, mean, var):
    normal = torch.distributions.Normal(mean, var.sqrt().expand_as(x))
    return normal.log_prob(x).sum(-1)
""",
"""import math
import torch

def gaussian_log_likelihood(x, mean, var):
    D = x.shape[1]
    var = var.expand(x.shape)
    std = torch.sqrt(var)
    z = (x - mean) / std
    square = torch.einsum("nd,nd->n", z, z)
    return -0.5 * square - torch.log(std).sum(1) - 0.5 * D * math.log(2 * math.pi)
""",
]
WRONG["gaussian_log_likelihood"] = [
    # in: var = 4 (); uses 4 as the standard deviation
    # hint: var is a variance; torch's Normal wants its square root
    ("variance used as standard deviation", """import torch

def gaussian_log_likelihood(x, mean, var):
    return torch.distributions.Normal(mean, var.expand_as(x)).log_prob(x).sum(-1)
""", ["var taken as std"]),
    # in: x = mean, var = 1: gives 0 instead of -D/2 log 2 pi
    # hint: a density has to integrate to 1: what stands before the exponential?
    ("no 2 pi", """import torch

def gaussian_log_likelihood(x, mean, var):
    return -0.5 * ((x - mean) ** 2 / var + torch.log(var)).sum(-1)
""", ["no 2 pi"]),
    # in: var of shape () = 4, D = 3: log var is counted once instead of three times
    # hint: a variance that is shared by D dimensions pays its logarithm D times
    ("shared variance's log counted once", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    D = x.shape[-1]
    quad = ((x - mean) ** 2 / var).sum(-1)
    return -0.5 * (quad + var.log().sum(-1) + D * math.log(2 * math.pi))
""", ["one log of a shared variance"]),
    # in: var = 4: takes log var without the half
    # hint: the normaliser is the square root of 2 pi var; what does the logarithm make of a square root?
    ("log var without the half", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    one = -0.5 * (x - mean) ** 2 / var - torch.log(var) - 0.5 * math.log(2 * math.pi)
    return one.sum(-1)
""", ["log of the variance not halved"]),
    # in: var = 1e-9, x - mean = 1e-4: the quadratic is 0.01 instead of 10
    # hint: a variance of 1e-9 is allowed; your safety margin is a thousand times larger than it
    ("epsilon added to the variance", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    var = var + 1e-6
    return -0.5 * ((x - mean) ** 2 / var + torch.log(2 * math.pi * var)).sum(-1)
""", []),
    # in: x - mean = 50, var = 1: the density underflows, -inf instead of -1250.9
    # hint: stay with logarithms all the way: the density itself can be too small for a float
    ("log of the product of densities", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    density = torch.exp(-((x - mean) ** 2) / (2 * var)) / torch.sqrt(2 * math.pi * var)
    return torch.log(density.prod(dim=-1))
""", ["log of a density that underflows"]),
    # in: N = 2, D = 3: the constant is counted N times instead of D times
    # hint: which number counts the dimensions of one point, the rows or the columns?
    ("constant counts rows, not dimensions", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    quad = ((x - mean) ** 2 / var).sum(-1)
    logs = torch.log(var.expand_as(x)).sum(-1)
    return -0.5 * (quad + logs + len(x) * math.log(2 * math.pi))
""", []),
    # in: any x with mean other than 0: x is changed in the caller
    # hint: your function changes the caller's x; subtract into a new tensor
    ("x changed in place", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    x -= mean
    return -0.5 * (x ** 2 / var + torch.log(var) + math.log(2 * math.pi)).sum(-1)
""", []),
]

RIGHT["uniform_latent_log_marginal"] = [
"""import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    middle, half = (a + b) / 2, (b - a) / 2
    away = (x.double() - middle).abs()
    near = (away - half) / (std * math.sqrt(2))
    far = (away + half) / (std * math.sqrt(2))
    mass = 0.5 * (torch.erfc(near) - torch.erfc(far))
    return (torch.log(mass) - math.log(b - a)).to(x.dtype)
""",
"""import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    # mirror the points on the right of the middle
    left = torch.where(x > (a + b) / 2, a + b - x.double(), x.double())
    tail = lambda s: 0.5 * torch.erfc(s / math.sqrt(2))
    p = (tail((a - left) / std) - tail((b - left) / std)) / (b - a)
    return p.log().to(x.dtype)
""",
"""import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    lo, hi = (x - b) / std, (x - a) / std          # mass between lo and hi
    flip = lo + hi > 0
    top = torch.where(flip, -lo, hi)               # the mirrored interval lies on the left
    bottom = torch.where(flip, -hi, lo)
    log_top = torch.special.log_ndtr(top)
    log_bottom = torch.special.log_ndtr(bottom)
    return log_top + torch.log(-torch.expm1(log_bottom - log_top)) - math.log(b - a)
""",
]
WRONG["uniform_latent_log_marginal"] = [
    # in: a = 0, b = 3: larger by log 3
    # hint: how high is the density of a uniform variable on an interval of length 3?
    ("density of the uniform forgotten", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    away, half = (x - (a + b) / 2).abs(), (b - a) / 2
    s = std * math.sqrt(2)
    return torch.log(0.5 * (torch.erfc((away - half) / s) - torch.erfc((away + half) / s)))
""", ["no 1/(b - a)"]),
    # in: a = 0, b = 3, std = 0.1, x = -2: 1 - 1 = 0, so -inf
    # hint: far on one side both values of Phi round to 1; work with their small neighbours there
    ("difference of two cdfs", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    normal = torch.distributions.Normal(0.0, 1.0)
    p = normal.cdf((b - x) / std) - normal.cdf((a - x) / std)
    return p.log() - math.log(b - a)
""", ["both tails lost"]),
    # in: a = 0, b = 3, std = 0.1, x = 5: erfc(-..) = 2 twice, so -inf
    # hint: you saved one side of the interval; what happens 20 standard deviations out on the other?
    ("erfc on the left side only", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    tail = lambda s: 0.5 * torch.erfc(s / math.sqrt(2))
    p = (tail((a - x) / std) - tail((b - x) / std)) / (b - a)
    return torch.log(p)
""", ["right tail lost"]),
    # in: std = 0.5: noise with variance 0.5
    # hint: std is a standard deviation already
    ("std taken as variance", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    away, half = (x - (a + b) / 2).abs(), (b - a) / 2
    s = math.sqrt(2 * std)
    p = 0.5 * (torch.erfc((away - half) / s) - torch.erfc((away + half) / s))
    return p.log() - math.log(b - a)
""", ["std as variance"]),
    # in: a = 0, b = 3, std = 0.01, x = 1.5: the grid's steps are wider than the noise
    # hint: the sum over a grid is an approximation; this integral has a formula
    ("sum over a grid of z", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    z = torch.linspace(a, b, 100, dtype=x.dtype)
    log_p = -0.5 * ((x[:, None] - z) / std) ** 2 - math.log(std) - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_p, dim=1) - math.log(len(z))
""", []),
    # in: a = 0, b = 3, std = 0.1, x = 5: log(1e-12) = -27.6 - log 3 instead of about -205
    # hint: an epsilon under the logarithm replaces every small density by the same number
    ("epsilon under the logarithm", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    away, half = (x - (a + b) / 2).abs(), (b - a) / 2
    s = std * math.sqrt(2)
    p = 0.5 * (torch.erfc((away - half) / s) - torch.erfc((away + half) / s))
    return torch.log(p + 1e-12) - math.log(b - a)
""", ["mass clamped"]),
    # in: a = 0, b = 3, std = 1, x = 0: Phi(s) taken as erfc(-s) / 2
    # hint: erfc belongs to a Gaussian of variance 1/2: what must its argument be divided by?
    ("square root of 2 missing in erfc", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    away, half = (x - (a + b) / 2).abs(), (b - a) / 2
    p = 0.5 * (torch.erfc((away - half) / std) - torch.erfc((away + half) / std))
    return p.log() - math.log(b - a)
""", []),
    # in: a = 1, b = 4, x = 1.0: mirrored at 1.5 instead of 2.5 (right for a = 0)
    # hint: where is the middle of an interval that doesn't begin at 0?
    ("mirrored at half the width", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    half = (b - a) / 2
    away = (x - half).abs()
    s = std * math.sqrt(2)
    p = 0.5 * (torch.erfc((away - half) / s) - torch.erfc((away + half) / s))
    return p.log() - math.log(b - a)
""", []),
]

RIGHT["bernoulli_log_likelihood"] = [
"""import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    loss = F.binary_cross_entropy_with_logits(logits, x.to(logits.dtype), reduction="none")
    return -loss.sum(dim=-1)
""",
"""import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(-1)
""",
"""import torch

def bernoulli_log_likelihood(x, logits):
    sign = 2 * x - 1                      # +1 for a one, -1 for a zero
    zero = torch.zeros_like(logits)
    return -torch.logaddexp(zero, -sign * logits).sum(1)
""",
]
WRONG["bernoulli_log_likelihood"] = [
    # in: logits = 1000, x = 1: 0 * log(0) = nan
    # hint: the sigmoid of a huge logit is 1 in floats, and log(1 - 1) is -inf; stay with logits
    ("log of the sigmoid", """import torch

def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(-1)
""", ["sigmoid first, log after"]),
    # in: logits = -1000, x = 1: -16 instead of -1000
    # hint: clamping the probability makes the answer finite, and wrong: it must be -1000
    ("probabilities clamped", """import torch

def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits).clamp(1e-7, 1 - 1e-7)
    return (x * p.log() + (1 - x) * (1 - p).log()).sum(-1)
""", ["probabilities clamped"]),
    # in: logits = -1000, x = 1: torch cuts the logarithm at -100
    # hint: binary_cross_entropy cuts its logarithms at -100; its sister takes the logits themselves
    ("binary_cross_entropy of the sigmoid", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy(torch.sigmoid(logits), x, reduction="none").sum(-1)
""", ["sigmoid first, log after", "probabilities clamped"]),
    # in: any: the cross-entropy, positive
    # hint: a cross-entropy is minus the log-likelihood
    ("sign of a loss", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
""", ["the loss instead of the log-likelihood"]),
    # in: D = 2: half of the answer
    # hint: independent bits multiply: their logarithms add up, not average
    ("mean over the bits", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(-1)
""", ["mean over D"]),
    # in: x = 0, logits = 3: gives 0 instead of -3.05
    # hint: a zero has a probability, too
    ("zeros cost nothing", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return (x * F.logsigmoid(logits)).sum(-1)
""", ["zeros forgotten"]),
    # in: logits = 1000: the value is right, the gradient is nan (0 * inf in the branch not taken)
    # hint: torch.where sends a gradient of 0 into the branch not taken, and 0 times inf is nan
    ("where with an overflowing branch: nan gradient", """import torch

def bernoulli_log_likelihood(x, logits):
    a = (2 * x - 1) * logits
    return torch.where(a > 0, -torch.log1p(torch.exp(-a)), a - torch.log1p(torch.exp(a))).sum(-1)
""", ["exp overflows"]),
    # in: any logits with requires_grad: the answer has no gradient
    # hint: nothing can be trained through a tensor that was made under no_grad
    ("gradient cut", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    with torch.no_grad():
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
""", ["the graph is cut"]),
]

RIGHT["vae_elbo"] = [
"""import torch

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = reparameterize(mean, log_var, noise)
    return bernoulli_log_likelihood(x, decode(z)) - kl_to_standard_normal(mean, log_var)
""",
"""import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - log_var - 1).sum(1)
    return reconstruction - kl
""",
"""import torch
from torch.distributions import Bernoulli

def vae_elbo(x, encode, decode, noise):
    mu, log_var = encode(x)
    std = (log_var / 2).exp()
    bits = Bernoulli(logits=decode(mu + std * noise), validate_args=False)
    price = (mu.square() + torch.expm1(log_var) - log_var).sum(-1) / 2
    return bits.log_prob(x).sum(-1) - price
""",
]
WRONG["vae_elbo"] = [
    # in: any with KL > 0: too large by twice the KL
    # hint: the code is a price: it is subtracted
    ("KL added", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    rec = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(-1)
    return rec + 0.5 * (mean**2 + log_var.exp() - log_var - 1).sum(-1)
""", ["KL added"]),
    # in: log_var = 1: draws with standard deviation e
    # hint: the encoder gives the logarithm of a variance; noise is scaled by a standard deviation
    ("variance for standard deviation in the draw", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(log_var) * noise
    rec = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(-1)
    return rec - 0.5 * (mean**2 + log_var.exp() - log_var - 1).sum(-1)
""", ["exp(log_var) as std"]),
    # in: noise other than the average: the KL depends on the noise
    # hint: your KL is an estimate from one draw; the task asks for the formula
    ("KL from the draw", """import torch
import torch.nn.functional as F
from torch.distributions import Normal

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    rec = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(-1)
    kl = (Normal(mean, std).log_prob(z) - Normal(0.0, 1.0).log_prob(z)).sum(-1)
    return rec - kl
""", ["KL estimated from the draw"]),
    # in: D = 4: the reconstruction is a quarter of what it should be
    # hint: averaging over the pixels weighs the KL D times too much
    ("mean over the pixels", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    rec = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").mean(-1)
    return rec - 0.5 * (mean**2 + log_var.exp() - log_var - 1).sum(-1)
""", ["reconstruction averaged over the pixels"]),
    # in: noise = 1: decodes the mean
    # hint: the bound is an expectation over draws: where does your noise enter?
    ("decodes the mean, ignores the noise", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    rec = -F.binary_cross_entropy_with_logits(decode(mean), x, reduction="none").sum(-1)
    return rec - 0.5 * (mean**2 + log_var.exp() - log_var - 1).sum(-1)
""", ["noise ignored"]),
    # in: an encoder with parameters: values right, its gradient from the reconstruction is missing
    # hint: with the draw detached, the encoder is trained by the KL alone
    ("draw detached", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    with torch.no_grad():
        z = mean + torch.exp(0.5 * log_var) * noise
    rec = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(-1)
    return rec - 0.5 * (mean**2 + log_var.exp() - log_var - 1).sum(-1)
""", ["a part cut out of the graph"]),
    # in: logits = -1000 for a one: log(1e-8) = -18 instead of -1000
    # hint: a probability with an epsilon is no longer exact for huge logits; use the logits
    ("log of sigmoid plus epsilon", """import torch

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    p = torch.sigmoid(decode(z))
    rec = (x * torch.log(p + 1e-8) + (1 - x) * torch.log(1 - p + 1e-8)).sum(-1)
    return rec - 0.5 * (mean**2 + log_var.exp() - log_var - 1).sum(-1)
""", ["log of a rounded probability"]),
    # in: N = 2: every row pays the KL of all rows (right for N = 1)
    # hint: a sum without an axis adds up the rows, too
    ("KL summed over the batch", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    rec = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(-1)
    kl = 0.5 * torch.sum(mean**2 + log_var.exp() - log_var - 1)
    return rec - kl
""", ["KL counted per batch"]),
]

RIGHT["elbo_parts"] = [
"""import math
import torch
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    square = ((x - b - W @ mean) ** 2).sum() + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    q = MultivariateNormal(mean, cov)
    eye = torch.eye(L, dtype=W.dtype)
    prior = MultivariateNormal(torch.zeros(L, dtype=W.dtype), eye)
    precision = eye + W.T @ W / var
    post_mean = torch.linalg.solve(precision, W.T @ (x - b) / var)
    posterior = MultivariateNormal(post_mean, precision_matrix=precision)
    return reconstruction, kl_divergence(q, prior), kl_divergence(q, posterior)
""",
"""import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape

    def kl(m0, S0, m1, S1):
        diff = m1 - m0
        return 0.5 * (
            torch.trace(torch.linalg.solve(S1, S0))
            + diff @ torch.linalg.solve(S1, diff)
            - L
            + torch.linalg.slogdet(S1)[1]
            - torch.linalg.slogdet(S0)[1]
        )

    residual = x - b - W @ mean
    spread = torch.einsum("dl,lk,dk->", W, cov, W)
    first = -D / 2 * torch.log(2 * math.pi * var) - (residual @ residual + spread) / (2 * var)
    post_mean, post_cov = ppca_posterior(x[None], W, b, var)
    second = kl(mean, cov, torch.zeros_like(mean), torch.eye(L, dtype=cov.dtype))
    third = kl(mean, cov, post_mean[0], post_cov)
    return first, second, third
""",
"""import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    gram = W.T @ W
    r = x - b - W @ mean
    rec = -0.5 * D * (math.log(2 * math.pi) + var.log()) - 0.5 * (r.square().sum() + (gram * cov).sum()) / var
    log_det_cov = 2 * torch.linalg.cholesky(cov).diagonal().log().sum()
    price = 0.5 * (cov.diagonal().sum() + mean.square().sum() - L - log_det_cov)
    precision = torch.eye(L, dtype=W.dtype) + gram / var
    chol = torch.linalg.cholesky(precision)
    target = torch.cholesky_solve((W.T @ (x - b) / var)[:, None], chol)[:, 0]
    off = chol.T @ (mean - target)
    gap = 0.5 * ((precision * cov).sum() + off @ off - L - 2 * chol.diagonal().log().sum() - log_det_cov)
    return rec, price, gap
""",
]



WRONG["elbo_parts"] = [
    # in: cov = I: the reconstruction at the mean, too large by tr(W W^T) / (2 var)
    # hint: z has a spread under q, and W carries it into x: the mean of a square is more than the square of the mean
    ("no trace in the reconstruction", """import math
import torch
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    square = ((x - b - W @ mean) ** 2).sum()
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    q = MultivariateNormal(mean, cov)
    prior = MultivariateNormal(torch.zeros(L, dtype=W.dtype), eye)
    precision = eye + W.T @ W / var
    post = MultivariateNormal(torch.linalg.solve(precision, W.T @ (x - b) / var), torch.linalg.inv(precision))
    return rec, kl_divergence(q, prior), kl_divergence(q, post)
""", ["decoded the mean alone"]),
    # in: W = [[2.], [1.]]: uses tr(S) instead of tr(W S W^T); right for orthonormal columns only
    # hint: it is the variance of Wz that counts, in all entries of x, not that of z
    ("trace of cov without W", """import math
import torch
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    square = ((x - b - W @ mean) ** 2).sum() + torch.trace(cov)
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    q = MultivariateNormal(mean, cov)
    prior = MultivariateNormal(torch.zeros(L, dtype=W.dtype), eye)
    precision = eye + W.T @ W / var
    post = MultivariateNormal(torch.linalg.solve(precision, W.T @ (x - b) / var), torch.linalg.inv(precision))
    return rec, kl_divergence(q, prior), kl_divergence(q, post)
""", ["trace of cov, not of W cov W'"]),
    # in: cov with off-diagonal entries: takes q as diagonal in the price
    # hint: q may have any covariance: what does the determinant see that the diagonal doesn't?
    ("price of a diagonal q", """import math
import torch
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    square = ((x - b - W @ mean) ** 2).sum() + torch.trace(W @ cov @ W.T)
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    q = MultivariateNormal(mean, cov)
    prior = MultivariateNormal(torch.zeros(L, dtype=W.dtype), eye)
    precision = eye + W.T @ W / var
    post = MultivariateNormal(torch.linalg.solve(precision, W.T @ (x - b) / var), torch.linalg.inv(precision))
    v = cov.diagonal()
    price = 0.5 * (mean**2 + v - v.log() - 1).sum()
    return rec, price, kl_divergence(q, post)
""", ["only the diagonal of the covariance"]),
    # in: any guess other than the posterior: KL(posterior to q)
    # hint: the gap is an expectation under q: which of the two stands first?
    ("gap in the other direction", """import math
import torch
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    square = ((x - b - W @ mean) ** 2).sum() + torch.trace(W @ cov @ W.T)
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    q = MultivariateNormal(mean, cov)
    prior = MultivariateNormal(torch.zeros(L, dtype=W.dtype), eye)
    precision = eye + W.T @ W / var
    post = MultivariateNormal(torch.linalg.solve(precision, W.T @ (x - b) / var), torch.linalg.inv(precision))
    return rec, kl_divergence(q, prior), kl_divergence(post, q)
""", ["divergences turned round", "the gap turned round"]),
    # in: D = 3: the constant is counted once
    # hint: each of the D entries of x brings its own log(2 pi var)
    ("constant counted once", """import math
import torch
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    square = ((x - b - W @ mean) ** 2).sum() + torch.trace(W @ cov @ W.T)
    rec = -0.5 * (torch.log(2 * math.pi * var) + square / var)
    q = MultivariateNormal(mean, cov)
    prior = MultivariateNormal(torch.zeros(L, dtype=W.dtype), eye)
    precision = eye + W.T @ W / var
    post = MultivariateNormal(torch.linalg.solve(precision, W.T @ (x - b) / var), torch.linalg.inv(precision))
    return rec, kl_divergence(q, prior), kl_divergence(q, post)
""", ["the constant of one dimension"]),
    # in: any: the reconstruction is random
    # hint: an average over draws is not exact; the Gaussian expectation has a formula
    ("reconstruction by draws", """import math
import torch
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    z = MultivariateNormal(mean, cov).sample((10000,))
    square = ((x - b - z @ W.T) ** 2).sum(-1).mean()
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    q = MultivariateNormal(mean, cov)
    prior = MultivariateNormal(torch.zeros(L, dtype=W.dtype), eye)
    precision = eye + W.T @ W / var
    post = MultivariateNormal(torch.linalg.solve(precision, W.T @ (x - b) / var), torch.linalg.inv(precision))
    return rec, kl_divergence(q, prior), kl_divergence(q, post)
""", []),
    # in: b other than 0: the posterior's mean forgets b
    # hint: what the code has to explain is x without its offset
    ("posterior's mean without b", """import math
import torch
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    square = ((x - b - W @ mean) ** 2).sum() + torch.trace(W @ cov @ W.T)
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    q = MultivariateNormal(mean, cov)
    prior = MultivariateNormal(torch.zeros(L, dtype=W.dtype), eye)
    precision = eye + W.T @ W / var
    post = MultivariateNormal(torch.linalg.solve(precision, W.T @ x / var), torch.linalg.inv(precision))
    return rec, kl_divergence(q, prior), kl_divergence(q, post)
""", ["posterior not centred"]),
    # in: var = 0.5: the posterior's mean is too small by the factor var
    # hint: put the posterior in as the guess: is your third number 0?
    ("posterior's mean without the division by var", """import math
import torch
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    square = ((x - b - W @ mean) ** 2).sum() + torch.trace(W @ cov @ W.T)
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    q = MultivariateNormal(mean, cov)
    prior = MultivariateNormal(torch.zeros(L, dtype=W.dtype), eye)
    precision = eye + W.T @ W / var
    post = MultivariateNormal(torch.linalg.solve(precision, W.T @ (x - b)), torch.linalg.inv(precision))
    return rec, kl_divergence(q, prior), kl_divergence(q, post)
""", []),
]

RIGHT["iwae_bound"] = [
"""import math
import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])
""",
"""import torch

def iwae_bound(log_weights):
    top = log_weights.max(dim=0).values.detach()
    return top + torch.log(torch.mean(torch.exp(log_weights - top), dim=0))
""",
"""import math
import torch

def iwae_bound(log_weights):
    total = log_weights[0]
    for row in log_weights[1:]:
        total = torch.logaddexp(total, row)
    return total - math.log(len(log_weights))
""",
]
WRONG["iwae_bound"] = [
    # in: [[0.], [1.]]: 0.5 instead of 0.62
    # hint: average the weights first, then take the logarithm
    ("mean of the logs", """import torch

def iwae_bound(log_weights):
    return log_weights.mean(dim=0)
""", ["mean of logs"]),
    # in: [[800.], [800.]]: inf
    # hint: exp(800) is too large for a float
    ("exp overflows", """import torch

def iwae_bound(log_weights):
    return torch.log(torch.exp(log_weights).mean(dim=0))
""", ["exp before the sum"]),
    # in: [[0.], [0.]]: log 2 instead of 0
    # hint: a mean is a sum and a division
    ("no division by M", """import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0)
""", ["no log M"]),
    # in: [[0., 1., 2.], [3., 4., 5.]]: one value a draw, shape (2,)
    # hint: the answer has one value a data point: which axis counts the draws?
    ("wrong axis", """import math
import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=1) - math.log(log_weights.shape[1])
""", ["logsumexp over the wrong axis"]),
    # in: [[-1000., 800.], [-1000., 800.]]: -inf in the first column
    # hint: one maximum for the whole table doesn't help the columns that lie far below it
    ("one maximum for all columns", """import torch

def iwae_bound(log_weights):
    top = log_weights.max()
    return top + torch.log(torch.exp(log_weights - top).mean(dim=0))
""", ["exp before the sum"]),
    # in: log_weights with requires_grad: no gradient
    # hint: the bound is a training objective: what is left to train after .data?
    ("gradient cut", """import math
import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights.data, dim=0) - math.log(len(log_weights))
""", ["the graph is cut"]),
    # in: M = 2, N = 3: subtracts log 3 instead of log 2
    # hint: how many weights does each mean have?
    ("log N for log M", """import math
import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[-1])
""", ["no log M", "log N for log M"]),
    # in: [[800.], [-1000.]]: exp(900) overflows, inf
    # hint: shifting by the mean leaves the largest weight free to overflow: by what must you shift?
    ("shifted by the mean", """import torch

def iwae_bound(log_weights):
    shift = log_weights.mean(dim=0)
    return shift + torch.log(torch.exp(log_weights - shift).mean(dim=0))
""", ["exp before the sum"]),
]

RIGHT["mixture_prior_log_prob"] = [
"""import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    diff = z[:, None, :] - means[None]
    log_probs = -0.5 * (diff**2 / log_vars.exp() + log_vars + math.log(2 * math.pi)).sum(-1)
    return torch.logsumexp(log_probs, dim=1) - math.log(len(means))
""",
"""import torch
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal

def mixture_prior_log_prob(z, means, log_vars):
    weights = Categorical(logits=torch.zeros(len(means), dtype=means.dtype))
    parts = Independent(Normal(means, torch.exp(log_vars / 2)), 1)
    return MixtureSameFamily(weights, parts).log_prob(z)
""",
"""import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    each = []
    for mean, log_var in zip(means, log_vars):
        scaled = (z - mean) * torch.exp(-0.5 * log_var)
        each.append(-0.5 * (scaled**2).sum(1) - 0.5 * log_var.sum() - 0.5 * z.shape[1] * math.log(2 * math.pi))
    return torch.stack(each).logsumexp(0) - math.log(len(each))
""",
]

WRONG["mixture_prior_log_prob"] = [
    # in: z 150 standard deviations away: log(1e-300) = -690.8 instead of about -11250
    # hint: far away every density underflows; an epsilon only hides it
    ("log of the mean of densities with an epsilon", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    diff = z[:, None, :] - means
    each = -0.5 * (diff**2 / log_vars.exp() + log_vars + math.log(2 * math.pi)).sum(-1)
    return torch.log(each.exp().mean(dim=1) + 1e-300)
""", ["exp before the sum"]),
    # in: K = 2, L = 2, means [[0, 0], [3, 3]], z = [0, 3]: every dimension chooses its own component
    # hint: one component is drawn for the whole vector: sum over the dimensions before you mix
    ("mixed in every dimension", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    diff = z[:, None, :] - means
    each = -0.5 * (diff**2 / log_vars.exp() + log_vars + math.log(2 * math.pi))
    return (torch.logsumexp(each, dim=1) - math.log(K)).sum(-1)
""", ["mixes each dimension by itself"]),
    # in: K = 2: too large by log 2
    # hint: each component has weight 1 / K
    ("weights forgotten", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    diff = z[:, None, :] - means
    each = -0.5 * (diff**2 / log_vars.exp() + log_vars + math.log(2 * math.pi)).sum(-1)
    return torch.logsumexp(each, dim=1)
""", ["no log K"]),
    # in: log_vars = 1: uses exp(1) as the standard deviation
    # hint: exp(log_var) is a variance; Normal wants a standard deviation
    ("variance as standard deviation", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    each = torch.distributions.Normal(means, log_vars.exp()).log_prob(z[:, None]).sum(-1)
    return torch.logsumexp(each, 1) - math.log(len(means))
""", ["exp(log_var) as std"]),
    # in: L = 2: log 2 pi is counted once instead of twice
    # hint: every dimension brings its own normaliser
    ("2 pi counted once", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    diff = z[:, None, :] - means
    each = -0.5 * ((diff**2 / log_vars.exp() + log_vars).sum(-1) + math.log(2 * math.pi))
    return torch.logsumexp(each, dim=1) - math.log(K)
""", ["no 2 pi"]),
    # in: two components at equal distance: too small by log 2
    # hint: all components bring their share, not only the nearest
    ("nearest component only", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    diff = z[:, None, :] - means
    each = -0.5 * (diff**2 / log_vars.exp() + log_vars + math.log(2 * math.pi)).sum(-1)
    return each.max(dim=1).values - math.log(K)
""", ["nearest component only"]),
    # in: two different components: the mean of the log-densities
    # hint: the logarithm of a mean is not the mean of the logarithms
    ("mean of the logs", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    diff = z[:, None, :] - means
    each = -0.5 * (diff**2 / log_vars.exp() + log_vars + math.log(2 * math.pi)).sum(-1)
    return each.mean(dim=1)
""", ["mean of logs"]),
    # in: means with requires_grad: values right, no gradient reaches means or log_vars
    # hint: the prior is learned: its parameters need their gradient
    ("prior's parameters detached", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    means, log_vars = means.detach(), log_vars.detach()
    K, L = means.shape
    diff = z[:, None, :] - means
    each = -0.5 * (diff**2 / log_vars.exp() + log_vars + math.log(2 * math.pi)).sum(-1)
    return torch.logsumexp(each, dim=1) - math.log(K)
""", ["the graph is cut"]),
]

RIGHT["slerp"] = [
"""import torch

def slerp(z0, z1, t):
    u = z0 / z0.abs().max()
    v = z1 / z1.abs().max()
    u, v = u / u.norm(), v / v.norm()
    omega = 2 * torch.atan2((u - v).norm(), (u + v).norm())
    sine = torch.sin(omega)
    if sine < 100 * torch.finfo(z0.dtype).eps:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / sine * z0 + torch.sin(t * omega) / sine * z1
""",
"""import torch

def slerp(z0, z1, t):
    u = torch.nn.functional.normalize(z0 / z0.abs().amax(), dim=0)
    v = torch.nn.functional.normalize(z1 / z1.abs().amax(), dim=0)
    cosine = torch.dot(u, v)
    sine = torch.linalg.norm(v - cosine * u)      # what of v is orthogonal to u
    if sine <= 1e2 * torch.finfo(u.dtype).eps:
        return torch.lerp(z0, z1, t)
    omega = torch.atan2(sine, cosine)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""",
"""import math
import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.abs().max(), z1 / z1.abs().max()
    u, v = u / torch.sqrt((u**2).sum()), v / torch.sqrt((v**2).sum())
    apart, together = float((u - v).norm()), float((u + v).norm())
    parallel = min(apart, together) < 100 * torch.finfo(z0.dtype).eps
    if parallel:
        return (1 - t) * z0 + t * z1
    if apart < together:
        omega = 2 * math.asin(min(apart / 2, 1.0))
    else:
        omega = math.pi - 2 * math.asin(min(together / 2, 1.0))
    first = math.sin((1 - t) * omega) / math.sin(omega)
    second = math.sin(t * omega) / math.sin(omega)
    return first * z0 + second * z1
""",
]

WRONG["slerp"] = [
    # in: z0 = [2, 0], z1 = [0, 3], t = 0: gives [1, 0]
    # hint: at t = 0 you must be at z0 itself; only the angle is measured between directions
    ("walks between unit vectors", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    omega = torch.acos((u @ v).clamp(-1, 1))
    sine = torch.sin(omega)
    if sine < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / sine * u + torch.sin(t * omega) / sine * v
""", ["endpoints normalised"]),
    # in: z0 = [1, 0], z1 = [0, 1], t = 0.5: [0.5, 0.5], inside the sphere
    # hint: that is the straight line; how long is your point halfway between two unit vectors?
    ("straight line", """import torch

def slerp(z0, z1, t):
    return (1 - t) * z0 + t * z1
""", ["lerp"]),
    # in: z0 = [1, 1, 1], z1 = [2, 2, 2], t = 0.5: the cosine rounds to 1.0000000000000002, nan
    # hint: rounding can push a cosine above 1; what is its arc cosine?
    ("cosine not clamped", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    omega = torch.acos(u @ v)
    sine = torch.sin(omega)
    if sine < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / sine * z0 + torch.sin(t * omega) / sine * z1
""", ["cosine beyond one"]),
    # in: z0 = [1, 0], z1 = [-2, 0], t = 0.5: divides by sin(pi) = 1e-16
    # hint: opposite directions are parallel, too: the sine of pi is not a number to divide by
    ("opposite directions forgotten", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    omega = torch.acos((u @ v).clamp(-1, 1))
    sine = torch.sin(omega)
    if omega < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / sine * z0 + torch.sin(t * omega) / sine * z1
""", ["breaks on parallel vectors", "breaks on opposite vectors"]),
    # in: z0 = [2, 0], z1 = [1, 1], t = 0.5: the inner product 2 is no cosine
    # hint: an inner product is a cosine only for vectors of length 1
    ("angle without lengths", """import torch

def slerp(z0, z1, t):
    u, v = z0, z1
    omega = torch.acos((u @ v).clamp(-1, 1))
    sine = torch.sin(omega)
    if sine < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / sine * z0 + torch.sin(t * omega) / sine * z1
""", ["endpoints not normalised for the angle"]),
    # in: z0 = [1, 0], z1 = [0, 1], t = 0: gives z1
    # hint: where must the walk be at t = 0?
    ("ends exchanged", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    omega = torch.acos((u @ v).clamp(-1, 1))
    sine = torch.sin(omega)
    if sine < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin(t * omega) / sine * z0 + torch.sin((1 - t) * omega) / sine * z1
""", ["ends exchanged"]),
    # in: z0 = [1, 0], z1 = [-1, 0.02], t = 0.5: a straight line, though the two are not parallel
    # hint: nearly parallel is not parallel: how large is your error at the threshold?
    ("threshold of 0.9995 on the cosine", """import torch

def slerp(z0, z1, t):
    dot = (z0 / z0.norm()) @ (z1 / z1.norm())
    if dot.abs() > 0.9995:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(dot)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["lerp", "the straight line too early"]),
    # in: z0 = [1, 0], z1 = [3, 0], t = 0.5: gives [1, 0] instead of [2, 0]
    # hint: parallel vectors may have different lengths: the line between them has a middle
    ("parallel: stays at z0", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    omega = torch.acos((u @ v).clamp(-1, 1))
    sine = torch.sin(omega)
    if sine < 1e-6:
        return z0.clone()
    return torch.sin((1 - t) * omega) / sine * z0 + torch.sin(t * omega) / sine * z1
""", ["breaks on parallel vectors"]),
]

RIGHT["VAE"] = [
"""import torch
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        return vae_elbo(x, self.encode, self.decode, noise)

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""",
"""import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc_hidden = nn.Linear(data, hidden)
        self.enc_mean = nn.Linear(hidden, latent)
        self.enc_log_var = nn.Linear(hidden, latent)
        self.dec_hidden = nn.Linear(latent, hidden)
        self.dec_out = nn.Linear(hidden, data)

    def encode(self, x):
        h = torch.tanh(self.enc_hidden(x))
        return self.enc_mean(h), self.enc_log_var(h)

    def decode(self, z):
        return self.dec_out(torch.tanh(self.dec_hidden(z)))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        rec = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        p = self.decode(noise).sigmoid()
        tosses = torch.rand(p.shape, generator=generator, dtype=p.dtype, device=p.device)
        return (tosses < p).to(p.dtype)
""",
"""import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.latent = latent
        make = lambda a, b: nn.Sequential(nn.Linear(a, hidden), nn.GELU(), nn.Linear(hidden, b))
        self.nets = nn.ModuleDict({"down": make(data, 2 * latent), "up": make(latent, data)})

    def encode(self, x):
        out = self.nets["down"](x)
        return out[:, : self.latent], out[:, self.latent :]

    def decode(self, z):
        return self.nets["up"](z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + (log_var / 2).exp() * noise)
        log_p = x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)
        return log_p.sum(1) - 0.5 * (mean.square() + torch.expm1(log_var) - log_var).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            return torch.empty_like(p := torch.sigmoid(self.decode(noise))).bernoulli_(p, generator=generator)
""",
]

WRONG["VAE"] = [
    # in: any noise: grey numbers between 0 and 1
    # hint: the decoder's mean is no picture of the model: the last draw is missing
    ("sample returns the means", """import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        rec = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.sigmoid(self.decode(noise))
""", ["the mean, not a sample"]),
    # in: logits 0.5: always ones instead of ones with probability 0.62
    # hint: rounding a probability is not drawing: a pixel of probability 0.6 is sometimes 0
    ("sample rounds the means", """import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        rec = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return (self.decode(noise) > 0).to(noise.dtype)
""", ["rounded, not drawn"]),
    # in: two generators of one seed: two different samples
    # hint: the same generator state must give the same pictures: who tosses your pixels?
    ("sample ignores the generator", """import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        rec = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.distributions.Bernoulli(logits=self.decode(noise)).sample()
""", ["the generator is not used"]),
    # in: encode replaced by one that returns (mean, log_var): elbo takes the log-variance for a standard deviation
    # hint: encode is to return the logarithm of the variance, which may be negative
    ("encode returns a standard deviation", """import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, raw = self.encoder(x).chunk(2, dim=-1)
        return mean, F.softplus(raw)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, std = self.encode(x)
        z = mean + std * noise
        rec = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + std**2 - 1 - 2 * torch.log(std)).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    # in: encode and decode replaced: elbo and sample still use the old nets
    # hint: someone may put other nets in place of encode and decode: call those
    ("elbo and sample go around encode and decode", """import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encoder(x).chunk(2, dim=-1)
        z = mean + torch.exp(0.5 * log_var) * noise
        rec = -F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decoder(noise)), generator=generator)
""", []),
    # in: any z: decode gives numbers between 0 and 1 instead of logits
    # hint: decode is to return logits, which may have either sign and any size
    ("decode returns probabilities", """import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return torch.sigmoid(self.decoder(z))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        rec = -F.binary_cross_entropy(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(self.decode(noise), generator=generator)
""", ["the decoder squashes"]),
    # in: any x: means and log-variances are never negative
    # hint: a bend after the last layer keeps every mean and log-variance from being negative
    ("bend after the encoder's last layer", """import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent), nn.ReLU())
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        rec = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    # in: any: list(VAE(4, 3, 2).parameters()) is empty
    # hint: a plain list hides its nets from parameters(), so that nothing is trained
    ("nets in a plain list", """import torch
from torch import nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.nets = [nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent)),
                     nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))]

    def encode(self, x):
        return self.nets[0](x).chunk(2, dim=-1)

    def decode(self, z):
        return self.nets[1](z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        rec = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(-1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
]
