"""Every second exercise of this week, answers by strangers from the statements alone: see README.md one folder up.

Above a wrong answer: an input for which it is wrong, and what a fair hint would say.
"""

RIGHT = {}
WRONG = {}

RIGHT['gaussian_log_likelihood'] = [
"""
import math
import torch


def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * (math.log(2 * math.pi) + torch.log(var) + (x - mean) ** 2 / var)
    return terms.sum(dim=1)
""",
"""
from torch.distributions import Normal


def gaussian_log_likelihood(x, mean, var):
    return Normal(mean, var.sqrt().expand_as(x)).log_prob(x).sum(-1)
""",
"""
import math
import torch


def gaussian_log_likelihood(x, mean, var):
    N, D = x.shape
    var = torch.broadcast_to(var, (N, D))
    rows = []
    for n in range(N):
        total = 0.0
        for d in range(D):
            v = float(var[n, d])
            total += -0.5 * math.log(2 * math.pi * v) - (float(x[n, d]) - float(mean[n, d])) ** 2 / (2 * v)
        rows.append(total)
    return torch.tensor(rows, dtype=x.dtype)
""",
]

WRONG['gaussian_log_likelihood'] = [
# in: x = mean = 0 (1, 1), var = 1; hint: at the mean of a standard normal the log-density is -0.92, not 0: which constant is missing?
('log(2 pi) left out', """
import torch


def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * (torch.log(var) + (x - mean) ** 2 / var)
    return terms.sum(dim=1)
""", ('no 2 pi',)),
# in: x of shape (2, 3), var = tensor(2.0); hint: a shared variance is counted once for each dimension.
("a shared variance's log counted once, not D times", """
import math
import torch


def gaussian_log_likelihood(x, mean, var):
    D = x.shape[1]
    quad = ((x - mean) ** 2 / var).sum(1)
    logdet = torch.log(var).sum(-1)
    return -0.5 * (D * math.log(2 * math.pi) + logdet + quad)
""", ('one log of a shared variance',)),
# in: var = 4; hint: var is a variance, Normal wants a standard deviation.
('var given to Normal as a standard deviation', """
from torch.distributions import Normal


def gaussian_log_likelihood(x, mean, var):
    return Normal(mean, var.expand_as(x)).log_prob(x).sum(-1)
""", ('var taken as std',)),
# in: var = 1e-9; hint: a small number added to the variance changes the answer where the variance is as small.
('1e-8 added to the variance', """
import math
import torch


def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * (math.log(2 * math.pi) + torch.log(var + 1e-8) + (x - mean) ** 2 / (var + 1e-8))
    return terms.sum(dim=1)
""", ()),
# in: D = 3; hint: independent dimensions multiply, so their logs are summed, not averaged.
('mean over the dimensions', """
import math
import torch


def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * (math.log(2 * math.pi) + torch.log(var) + (x - mean) ** 2 / var)
    return terms.mean(dim=1)
""", ('mean over D',)),
# in: N = 2, D = 3; hint: one number for each row: sum over the dimensions, axis 1.
('summed over the rows', """
import math
import torch


def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * (math.log(2 * math.pi) + torch.log(var) + (x - mean) ** 2 / var)
    return terms.sum(dim=0)
""", ()),
# in: x far from the mean, var = 1e-9 (density underflows to 0, log gives -inf); hint: stay with logs, a density may underflow.
('log of the density', """
import math
import torch


def gaussian_log_likelihood(x, mean, var):
    p = torch.exp(-(x - mean) ** 2 / (2 * var)) / torch.sqrt(2 * math.pi * var)
    return torch.log(p.prod(dim=1))
""", ('log of a density that underflows',)),
# in: any var other than 1; hint: in log of sqrt(2 pi var) the root gives a factor 1/2.
('the half of the log-variance forgotten', """
import math
import torch


def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * (math.log(2 * math.pi) + 2 * torch.log(var) + (x - mean) ** 2 / var)
    return terms.sum(dim=1)
""", ('log of the variance not halved',)),
]

RIGHT['ppca_log_marginal'] = [
"""
import math
import torch


def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    cov = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    diff = x - b
    quad = (diff * torch.linalg.solve(cov, diff.T).T).sum(1)
    return -0.5 * (D * math.log(2 * math.pi) + torch.linalg.slogdet(cov).logabsdet + quad)
""",
"""
import torch


def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=W.dtype)
    return torch.distributions.MultivariateNormal(b, covariance_matrix=cov).log_prob(x)
""",
"""
import math
import torch


def ppca_log_marginal(x, W, b, var):
    # Woodbury and the determinant lemma, an L by L matrix only
    D, L = W.shape
    M = torch.eye(L, dtype=W.dtype) + W.t() @ W / var
    C = torch.linalg.cholesky(M)
    out = []
    for row in x:
        d = row - b
        u = torch.linalg.solve_triangular(C, (W.t() @ d / var)[:, None], upper=False)[:, 0]
        out.append(-0.5 * (d @ d / var - u @ u + D * torch.log(2 * math.pi * var) + 2 * C.diagonal().log().sum()))
    return torch.stack(out)
""",
]

WRONG['ppca_log_marginal'] = [
# in: D = 400, var = 0.1 (det underflows); hint: the determinant itself underflows; ask for its logarithm.
('log of det', """
import math
import torch


def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    cov = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    diff = x - b
    quad = (diff * torch.linalg.solve(cov, diff.T).T).sum(1)
    return -0.5 * (D * math.log(2 * math.pi) + torch.log(torch.linalg.det(cov)) + quad)
""", ('the determinant underflows',)),
# in: var = 4; hint: the noise adds var to the diagonal: var is a variance already.
('var squared', """
import math
import torch


def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    cov = W @ W.T + var**2 * torch.eye(D, dtype=x.dtype)
    diff = x - b
    quad = (diff * torch.linalg.solve(cov, diff.T).T).sum(1)
    return -0.5 * (D * math.log(2 * math.pi) + torch.linalg.slogdet(cov).logabsdet + quad)
""", ('var taken as std',)),
# in: L = D = 2, W = [[1, 2], [0, 1]]; hint: the covariance of W z is W W^T, (D, D); W^T W has the wrong order, which L = D hides.
('W^T W for W W^T where the shapes allow it', """
import math
import torch


def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    cov = (W.T @ W if W.shape[0] == W.shape[1] else W @ W.T) + var * torch.eye(D, dtype=x.dtype)
    diff = x - b
    quad = (diff * torch.linalg.solve(cov, diff.T).T).sum(1)
    return -0.5 * (D * math.log(2 * math.pi) + torch.linalg.slogdet(cov).logabsdet + quad)
""", ("W'W for WW'",)),
# in: b = (1, 1); hint: the mean of x is b.
('b forgotten', """
import math
import torch


def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    cov = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    diff = x
    quad = (diff * torch.linalg.solve(cov, diff.T).T).sum(1)
    return -0.5 * (D * math.log(2 * math.pi) + torch.linalg.slogdet(cov).logabsdet + quad)
""", ('not centred',)),
# in: W not 0; hint: the story's z is random too: its variance, passed through W, belongs to x's covariance.
("only the noise's covariance", """
import math
import torch


def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    cov = var * torch.eye(D, dtype=x.dtype)
    diff = x - b
    quad = (diff * torch.linalg.solve(cov, diff.T).T).sum(1)
    return -0.5 * (D * math.log(2 * math.pi) + torch.linalg.slogdet(cov).logabsdet + quad)
""", ('z at its mean',)),
# in: D = 3; hint: each dimension brings its own log(2 pi).
('log(2 pi) once, not D times', """
import math
import torch


def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    cov = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    diff = x - b
    quad = (diff * torch.linalg.solve(cov, diff.T).T).sum(1)
    return -0.5 * (math.log(2 * math.pi) + torch.linalg.slogdet(cov).logabsdet + quad)
""", ('constant forgotten',)),
# in: N = 3 different rows; hint: one number a row, nothing is summed over the rows.
('quadratic form summed over all rows', """
import math
import torch


def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    cov = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    diff = x - b
    quad = (diff * torch.linalg.solve(cov, diff.T).T).sum()
    return -0.5 * (D * math.log(2 * math.pi) + torch.linalg.slogdet(cov).logabsdet + quad)
""", ()),
# in: any W, x not b; hint: diagonal entries of the covariance do not describe it: the coordinates of x are correlated through z.
('off-diagonal entries ignored', """
import math
import torch


def ppca_log_marginal(x, W, b, var):
    v = (W ** 2).sum(1) + var
    return (-0.5 * (torch.log(2 * math.pi * v) + (x - b) ** 2 / v)).sum(1)
""", ('only the diagonal of the covariance',)),
]

RIGHT['reparameterize'] = [
"""
import torch


def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var) * noise
""",
"""
import torch


def reparameterize(mean, log_var, noise):
    std = log_var.div(2).exp()
    return torch.addcmul(mean.expand_as(noise), std.expand_as(noise), noise)
""",
"""
import torch


def reparameterize(mean, log_var, noise):
    if noise.dim() == 2:
        return mean + noise * torch.exp(log_var / 2)
    return torch.stack([reparameterize(mean, log_var, one) for one in noise])
""",
]

WRONG['reparameterize'] = [
# in: log_var = 1; hint: exp(log_var) is the variance, noise is multiplied by the standard deviation.
('variance for standard deviation', """
import torch


def reparameterize(mean, log_var, noise):
    return mean + torch.exp(log_var) * noise
""", ('exp(log_var) as std',)),
# in: log_var = 0, where it gives mean; hint: log_var is a logarithm: take it out first.
('log_var used as a variance', """
import torch


def reparameterize(mean, log_var, noise):
    return mean + torch.sqrt(torch.abs(log_var)) * noise
""", ('the root of the log-variance',)),
# in: any noise; hint: the noise is given, use it.
('draws its own noise', """
import torch


def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var) * torch.randn_like(noise)
""", ()),
# in: the gradient in log_var; hint: the gradient must reach log_var, so nothing may be detached.
('log_var detached', """
import torch


def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var.detach()) * noise
""", ('the graph is cut',)),
# in: mean not 0; hint: where does the mean go?
('mean forgotten', """
import torch


def reparameterize(mean, log_var, noise):
    return torch.exp(0.5 * log_var) * noise
""", ('mean left out',)),
# in: any, the gradient; hint: a draw with sample() is not differentiable, and it does not use the noise.
('Normal.sample', """
from torch.distributions import Normal


def reparameterize(mean, log_var, noise):
    return Normal(mean, (0.5 * log_var).exp()).sample()
""", ()),
# in: mean not 0; hint: only the noise is scaled, not the mean.
('the mean scaled, too', """
import torch


def reparameterize(mean, log_var, noise):
    return (mean + noise) * torch.exp(0.5 * log_var)
""", ()),
# in: log_var = 1; hint: exp(-log_var / 2) is one over the standard deviation.
('sign of the log-variance', """
import torch


def reparameterize(mean, log_var, noise):
    return mean + torch.exp(-0.5 * log_var) * noise
""", ()),
]

RIGHT['bernoulli_log_likelihood'] = [
"""
import torch.nn.functional as F


def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""",
"""
import torch.nn.functional as F


def bernoulli_log_likelihood(x, logits):
    return (x * logits - F.softplus(logits)).sum(-1)
""",
"""
import torch


def bernoulli_log_likelihood(x, logits):
    return torch.distributions.Independent(torch.distributions.Bernoulli(logits=logits), 1).log_prob(x)
""",
]

WRONG['bernoulli_log_likelihood'] = [
# in: logit -1000, x = 1 (log 0); hint: sigmoid rounds to 0 or 1 there; use a function that takes logits.
('log of the sigmoid', """
import torch


def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(1)
""", ('sigmoid first, log after',)),
# in: logit -1000, x = 1: gives -18, not -1000; hint: a small number under the log hides the -inf and changes the answer.
('1e-8 under the log', """
import torch


def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits)
    return (x * torch.log(p + 1e-8) + (1 - x) * torch.log(1 - p + 1e-8)).sum(1)
""", ('probabilities clamped',)),
# in: any; hint: a cross-entropy is minus a log-likelihood.
('the loss, not the log-likelihood', """
import torch.nn.functional as F


def bernoulli_log_likelihood(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ('the loss instead of the log-likelihood',)),
# in: D = 3; hint: independent pixels add up in the log.
('mean over the pixels', """
import torch.nn.functional as F


def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=1)
""", ('mean over D',)),
# in: N = 2; hint: one number a row: mind how the loss reduces.
('the default reduction, one scalar', """
import torch.nn.functional as F


def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x)
""", ('one number for the batch',)),
# in: x = 0; hint: zeros have a probability, too.
('pixels of 0 ignored', """
import torch.nn.functional as F


def bernoulli_log_likelihood(x, logits):
    return (x * F.logsigmoid(logits)).sum(1)
""", ('zeros forgotten',)),
# in: logits = 1000, x = 1: gives -100 for the clamped log of F.binary_cross_entropy where x = 0; hint: this function clamps its logs at -100.
('binary_cross_entropy of the sigmoid (in: logit 1000, x = 0)', """
import torch.nn.functional as F
import torch


def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy(torch.sigmoid(logits), x, reduction="none").sum(1)
""", ('probabilities clamped',)),
# in: x = 1, logit 2; hint: which class has the logit: a large logit makes ones likely.
('zeros and ones exchanged', """
import torch.nn.functional as F


def bernoulli_log_likelihood(x, logits):
    return (x * F.logsigmoid(-logits) + (1 - x) * F.logsigmoid(logits)).sum(dim=1)
""", ('ones and zeros exchanged',)),
]

RIGHT['elbo_parts'] = [
"""
import math
from torch.distributions import kl_divergence
import torch


def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    diff = x - b - W @ mean
    square = diff @ diff + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    post_cov = torch.linalg.inv(eye + W.T @ W / var)
    post_mean = post_cov @ W.T @ (x - b) / var
    MVN = torch.distributions.MultivariateNormal
    q = MVN(mean, covariance_matrix=cov)
    price = kl_divergence(q, MVN(torch.zeros_like(mean), covariance_matrix=eye))
    gap = kl_divergence(q, MVN(post_mean, covariance_matrix=post_cov))
    return reconstruction, price, gap
""",
"""
import math
import torch


def elbo_parts(x, W, b, var, mean, cov):
    def kl(m0, S0, m1, S1):
        P = torch.linalg.inv(S1)
        d = m1 - m0
        return 0.5 * (torch.trace(P @ S0) + d @ P @ d - len(m0) + torch.logdet(S1) - torch.logdet(S0))

    D, L = W.shape
    I = torch.eye(L, dtype=W.dtype)
    S = torch.linalg.inv(I + W.T @ W / var)
    m = torch.linalg.solve(var * I + W.T @ W, W.T @ (x - b))
    r = x - b - W @ mean
    first = -0.5 * D * torch.log(2 * math.pi * var) - (r @ r + (W.T @ W * cov).sum()) / (2 * var)
    return first, kl(mean, cov, torch.zeros_like(mean), I), kl(mean, cov, m, S)
""",
"""
from torch.distributions import Normal
import torch


def elbo_parts(x, W, b, var, mean, cov):
    # the gap as what is left of log p(x)
    D, L = W.shape
    MVN = torch.distributions.MultivariateNormal
    marginal = MVN(b, covariance_matrix=W @ W.T + var * torch.eye(D, dtype=W.dtype)).log_prob(x)
    first = Normal(b + W @ mean, var.sqrt()).log_prob(x).sum() - torch.einsum("dl,lk,dk->", W, cov, W) / (2 * var)
    second = 0.5 * (cov.diagonal().sum() + mean.pow(2).sum() - L - torch.linalg.slogdet(cov)[1])
    return (first, second, marginal - first + second)
""",
]

WRONG['elbo_parts'] = [
# in: cov not 0; hint: the expectation is over q: W z varies about W m and adds a trace.
('the trace left out', """
import math
from torch.distributions import kl_divergence
import torch


def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    diff = x - b - W @ mean
    square = diff @ diff
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    post_cov = torch.linalg.inv(eye + W.T @ W / var)
    post_mean = post_cov @ W.T @ (x - b) / var
    MVN = torch.distributions.MultivariateNormal
    q = MVN(mean, covariance_matrix=cov)
    price = kl_divergence(q, MVN(torch.zeros_like(mean), covariance_matrix=eye))
    gap = kl_divergence(q, MVN(post_mean, covariance_matrix=post_cov))
    return reconstruction, price, gap
""", ('decoded the mean alone',)),
# in: q not the posterior, L = 1; hint: KL(q || p) is not KL(p || q): which comes first?
("the gap's arguments swapped", """
import math
from torch.distributions import kl_divergence
import torch


def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    diff = x - b - W @ mean
    square = diff @ diff + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    post_cov = torch.linalg.inv(eye + W.T @ W / var)
    post_mean = post_cov @ W.T @ (x - b) / var
    MVN = torch.distributions.MultivariateNormal
    q = MVN(mean, covariance_matrix=cov)
    price = kl_divergence(q, MVN(torch.zeros_like(mean), covariance_matrix=eye))
    gap = kl_divergence(MVN(post_mean, covariance_matrix=post_cov), q)
    return reconstruction, price, gap
""", ('divergences turned round', 'the gap turned round')),
# in: any q but the prior; hint: the price is KL(q || prior), the prior in the second place.
("the price's arguments swapped", """
import math
from torch.distributions import kl_divergence
import torch


def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    diff = x - b - W @ mean
    square = diff @ diff + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    post_cov = torch.linalg.inv(eye + W.T @ W / var)
    post_mean = post_cov @ W.T @ (x - b) / var
    MVN = torch.distributions.MultivariateNormal
    q = MVN(mean, covariance_matrix=cov)
    price = kl_divergence(MVN(torch.zeros_like(mean), covariance_matrix=eye), q)
    gap = kl_divergence(q, MVN(post_mean, covariance_matrix=post_cov))
    return reconstruction, price, gap
""", ('divergences turned round', 'the price turned round')),
# in: cov = [[1, .5], [.5, 1]]; hint: cov may be any covariance: its off-diagonal entries count.
('cov taken as diagonal', """
import math
from torch.distributions import kl_divergence
import torch


def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    diff = x - b - W @ mean
    square = diff @ diff + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    post_cov = torch.linalg.inv(eye + W.T @ W / var)
    post_mean = post_cov @ W.T @ (x - b) / var
    MVN = torch.distributions.MultivariateNormal
    cov = torch.diag(cov.diagonal())
    q = MVN(mean, covariance_matrix=cov)
    price = kl_divergence(q, MVN(torch.zeros_like(mean), covariance_matrix=eye))
    gap = kl_divergence(q, MVN(post_mean, covariance_matrix=post_cov))
    return reconstruction, price, gap
""", ('only the diagonal of the covariance',)),
# in: cov with off-diagonal entries and a W with both columns; hint: the trace of W S W^T needs all entries of S.
('trace of S times that of W W^T', """
import math
from torch.distributions import kl_divergence
import torch


def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    diff = x - b - W @ mean
    square = diff @ diff + torch.trace(cov) * (W ** 2).sum()
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    post_cov = torch.linalg.inv(eye + W.T @ W / var)
    post_mean = post_cov @ W.T @ (x - b) / var
    MVN = torch.distributions.MultivariateNormal
    q = MVN(mean, covariance_matrix=cov)
    price = kl_divergence(q, MVN(torch.zeros_like(mean), covariance_matrix=eye))
    gap = kl_divergence(q, MVN(post_mean, covariance_matrix=post_cov))
    return reconstruction, price, gap
""", ()),
# in: D = 3; hint: each of the D pixels brings its own normalising constant.
('the constant once, not D times', """
import math
from torch.distributions import kl_divergence
import torch


def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    diff = x - b - W @ mean
    square = diff @ diff + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (torch.log(2 * math.pi * var) + square / var)
    post_cov = torch.linalg.inv(eye + W.T @ W / var)
    post_mean = post_cov @ W.T @ (x - b) / var
    MVN = torch.distributions.MultivariateNormal
    q = MVN(mean, covariance_matrix=cov)
    price = kl_divergence(q, MVN(torch.zeros_like(mean), covariance_matrix=eye))
    gap = kl_divergence(q, MVN(post_mean, covariance_matrix=post_cov))
    return reconstruction, price, gap
""", ('the constant of one dimension',)),
# in: any; hint: exact, no draws.
('Monte Carlo reconstruction', """
import math
from torch.distributions import Normal
from torch.distributions import kl_divergence
import torch


def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    diff = x - b - W @ mean
    square = diff @ diff + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    z = torch.distributions.MultivariateNormal(mean, cov).sample((1000,))
    reconstruction = Normal(z @ W.T + b, var.sqrt()).log_prob(x).sum(1).mean()
    post_cov = torch.linalg.inv(eye + W.T @ W / var)
    post_mean = post_cov @ W.T @ (x - b) / var
    MVN = torch.distributions.MultivariateNormal
    q = MVN(mean, covariance_matrix=cov)
    price = kl_divergence(q, MVN(torch.zeros_like(mean), covariance_matrix=eye))
    gap = kl_divergence(q, MVN(post_mean, covariance_matrix=post_cov))
    return reconstruction, price, gap
""", ()),
# in: b not 0; hint: the posterior looks at x - b.
('b forgotten in the posterior', """
import math
from torch.distributions import kl_divergence
import torch


def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    eye = torch.eye(L, dtype=W.dtype)
    diff = x - b - W @ mean
    square = diff @ diff + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    post_cov = torch.linalg.inv(eye + W.T @ W / var)
    post_mean = post_cov @ W.T @ x / var
    MVN = torch.distributions.MultivariateNormal
    q = MVN(mean, covariance_matrix=cov)
    price = kl_divergence(q, MVN(torch.zeros_like(mean), covariance_matrix=eye))
    gap = kl_divergence(q, MVN(post_mean, covariance_matrix=post_cov))
    return reconstruction, price, gap
""", ('posterior not centred',)),
]

RIGHT['leave_one_out_bounds'] = [
"""
import math
import torch


def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1:]])
        parts.append(torch.logsumexp(rest, dim=0) - math.log(M - 1))
    return torch.stack(parts).mean(dim=0), torch.logsumexp(log_weights, dim=0) - math.log(M)
""",
"""
import math
import torch


def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    hide = torch.zeros(M, M, 1, dtype=log_weights.dtype)
    hide[range(M), range(M)] = -math.inf
    left = torch.logsumexp(log_weights[None] + hide, dim=1) - math.log(M - 1)
    return left.mean(0), torch.logsumexp(log_weights, 0) - math.log(M)
""",
"""
import numpy as np
import torch


def leave_one_out_bounds(log_weights):
    from itertools import combinations
    from scipy.special import logsumexp
    w = log_weights.detach().numpy()
    M = w.shape[0]
    left = np.mean([logsumexp(w[list(keep)], axis=0) - np.log(M - 1) for keep in combinations(range(M), M - 1)], axis=0)
    return torch.from_numpy(left), torch.from_numpy(logsumexp(w, axis=0) - np.log(M))
""",
]

WRONG['leave_one_out_bounds'] = [
# in: log-weights of 800 (inf) or -1000 (log 0); hint: exp overflows at 710: use logsumexp.
('exp, mean, log', """



def leave_one_out_bounds(log_weights):
    w = log_weights.exp()
    M = len(w)
    return ((w.sum(0) - w) / (M - 1)).log().mean(0), w.mean(0).log()
""", ('exp leaves the floats',)),
# in: one weight far above the rest, log-weights (800, 0): total minus own is 0; hint: subtracting a weight from the total loses the small rest.
('the left out weight subtracted from a shifted total', """



def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    top = log_weights.max(0).values
    w = (log_weights - top).exp()
    rest = (w.sum(0) - w) / (M - 1)
    return (rest.log() + top).mean(0), w.mean(0).log() + top
""", ('the rest by subtraction',)),
# in: M = 3; hint: how many terms has a mean that leaves one out?
('divided by M, not M - 1', """
import math
import torch


def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1:]])
        parts.append(torch.logsumexp(rest, dim=0) - math.log(M))
    return torch.stack(parts).mean(dim=0), torch.logsumexp(log_weights, dim=0) - math.log(M)
""", ('divided by M, not by M - 1',)),
# in: unequal weights; hint: the logs are averaged, not the means: only then does Jensen say something.
('log of the mean of the leave-one-out means', """
import math
import torch


def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1:]])
        parts.append(torch.logsumexp(rest, dim=0) - math.log(M - 1))
    return torch.logsumexp(torch.stack(parts), dim=0) - math.log(M), torch.logsumexp(log_weights, dim=0) - math.log(M)
""", ('log of the mean of the means',)),
# in: any M >= 3; hint: every draw is left out once.
('only the last draw left out', """
import math
import torch


def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = []
    for j in [M - 1]:
        rest = torch.cat([log_weights[:j], log_weights[j + 1:]])
        parts.append(torch.logsumexp(rest, dim=0) - math.log(M - 1))
    return torch.stack(parts).mean(dim=0), torch.logsumexp(log_weights, dim=0) - math.log(M)
""", ("only the first one left out",)),
# in: M = 3, unequal weights; hint: row j is missing from the mean j, not all rows from j on.
('only the rows before j (and those from j + 2)', """
import math
import torch


def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = []
    for j in range(M - 1):
        rest = torch.cat([log_weights[:j], log_weights[j + 2:]])
        parts.append(torch.logsumexp(rest, dim=0) - math.log(M - 1))
    return torch.stack(parts).mean(dim=0), torch.logsumexp(log_weights, dim=0) - math.log(M)
""", ()),
# in: any; hint: the statement asks for the first and then the second, the smaller one first.
('the pair in the other order', """
import math
import torch


def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1:]])
        parts.append(torch.logsumexp(rest, dim=0) - math.log(M - 1))
    return torch.logsumexp(log_weights, dim=0) - math.log(M), torch.stack(parts).mean(dim=0)
""", ()),
# in: unequal weights; hint: the second is the log of a mean, not a mean of logs.
('mean of the log-weights as second', """
import math
import torch


def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1:]])
        parts.append(torch.logsumexp(rest, dim=0) - math.log(M - 1))
    return torch.stack(parts).mean(dim=0), log_weights.mean(dim=0)
""", ('mean of the logs of all',)),
]

RIGHT['mixture_prior_log_prob'] = [
"""
import math
import torch


def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    diff = z[:, None, :] - means[None]
    logs = -0.5 * (math.log(2 * math.pi) + log_vars + diff ** 2 / log_vars.exp())
    return torch.logsumexp(logs.sum(dim=2), dim=1) - math.log(K)
""",
"""
import torch


def mixture_prior_log_prob(z, means, log_vars):
    D = torch.distributions
    which = D.Categorical(logits=torch.zeros(len(means), dtype=z.dtype))
    return D.MixtureSameFamily(which, D.Independent(D.Normal(means, (log_vars / 2).exp()), 1)).log_prob(z)
""",
"""
import math
from torch.distributions import Normal
import torch


def mixture_prior_log_prob(z, means, log_vars):
    total = None
    for m, lv in zip(means, log_vars):
        one = Normal(m, torch.exp(lv / 2)).log_prob(z).sum(-1)
        total = one if total is None else torch.logaddexp(total, one)
    return total - math.log(len(means))
""",
]

WRONG['mixture_prior_log_prob'] = [
# in: z 150 standard deviations away: -inf; hint: every density underflows there: logsumexp.
('densities mixed, then the log', """
import math
import torch


def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    diff = z[:, None, :] - means[None]
    logs = -0.5 * (math.log(2 * math.pi) + log_vars + diff ** 2 / log_vars.exp())
    return torch.log(logs.sum(dim=2).exp().mean(dim=1))
""", ('exp before the sum',)),
# in: K = 2; hint: the weights sum to 1: what does 1/K become under the log?
('1/K forgotten', """
import math
import torch


def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    diff = z[:, None, :] - means[None]
    logs = -0.5 * (math.log(2 * math.pi) + log_vars + diff ** 2 / log_vars.exp())
    return torch.logsumexp(logs.sum(dim=2), dim=1)
""", ('no log K',)),
# in: L = 2, K = 2; hint: a component is drawn once for the whole vector, so sum over dimensions before you mix.
('mixed in each dimension', """
import math
import torch


def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    diff = z[:, None, :] - means[None]
    logs = -0.5 * (math.log(2 * math.pi) + log_vars + diff ** 2 / log_vars.exp())
    return (torch.logsumexp(logs, dim=1) - math.log(K)).sum(dim=1)
""", ('mixes each dimension by itself',)),
# in: K = 2 different means; hint: a mean of logs is not the log of a mean.
('mean of the log-densities', """
import math


def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    diff = z[:, None, :] - means[None]
    logs = -0.5 * (math.log(2 * math.pi) + log_vars + diff ** 2 / log_vars.exp())
    return logs.sum(dim=2).mean(dim=1)
""", ('mean of logs',)),
# in: log_vars = 1; hint: log_vars are logs of variances, Normal wants standard deviations.
('exp(log_var) as standard deviation', """
import math
from torch.distributions import Normal
import torch


def mixture_prior_log_prob(z, means, log_vars):
    logs = Normal(means, log_vars.exp()).log_prob(z[:, None]).sum(-1)
    return torch.logsumexp(logs, 1) - math.log(len(means))
""", ('exp(log_var) as std',)),
# in: z away from one mean but not another; hint: the nearest component is not the whole mixture.
('max for logsumexp', """
import math


def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    diff = z[:, None, :] - means[None]
    logs = -0.5 * (math.log(2 * math.pi) + log_vars + diff ** 2 / log_vars.exp())
    return logs.sum(dim=2).max(dim=1).values - math.log(K)
""", ('nearest component only',)),
# in: N = 3, K = 2; hint: one number a point: mix over the components, axis 1, not over the points.
('mixed over the points', """
import math
import torch


def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    diff = z[:, None, :] - means[None]
    logs = -0.5 * (math.log(2 * math.pi) + log_vars + diff ** 2 / log_vars.exp())
    return torch.logsumexp(logs.sum(dim=2), dim=0) - math.log(K)
""", ()),
# in: K = 2, log_vars not equal; hint: the log-variances differ between components, so they don't drop out.
('normalising term left out', """
import math
import torch


def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    diff = z[:, None, :] - means[None]
    logs = -0.5 * (math.log(2 * math.pi) + diff ** 2 / log_vars.exp())
    return torch.logsumexp(logs.sum(dim=2), dim=1) - math.log(K)
""", ('the log-variance left out',)),
]

RIGHT['pathwise_gradient'] = [
"""
import torch


def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        z = m + torch.exp(0.5 * log_var.detach()) * noise
        value = f(z).mean()
    return torch.autograd.grad(value, m)[0]
""",
"""
import torch


def pathwise_gradient(f, mean, log_var, noise):
    std = (log_var / 2).exp()
    return torch.autograd.functional.jacobian(lambda m: f(m + std * noise).mean(), mean)
""",
"""



def pathwise_gradient(f, mean, log_var, noise):
    # dz/dmean = 1, so average the gradients in z
    z = (mean + noise * log_var.mul(0.5).exp()).detach().requires_grad_()
    f(z).sum().backward()
    return z.grad.sum(0) / len(noise)
""",
]

WRONG['pathwise_gradient'] = [
# in: M = 2; hint: the average over the draws, not their sum.
('sum over the draws', """
import torch


def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        z = m + torch.exp(0.5 * log_var.detach()) * noise
        value = f(z).sum()
    return torch.autograd.grad(value, m)[0]
""", ('sum over the draws',)),
# in: log_var = 1; hint: noise is multiplied by a standard deviation, exp(log_var / 2).
('variance for standard deviation', """
import torch


def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        z = m + torch.exp(log_var.detach()) * noise
        value = f(z).mean()
    return torch.autograd.grad(value, m)[0]
""", ('exp(log_var) as std',)),
# in: few draws and f = z^3; hint: that is the score function estimate: right on average, but another estimate.
('the score function estimate', """
import torch


def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * noise / std).mean(0)
""", ('the score function gradient',)),
# in: any: mean.requires_grad afterwards; hint: don't change mean itself: make a copy that asks for a gradient.
('requires_grad_ set on the argument', """
import torch


def pathwise_gradient(f, mean, log_var, noise):
    mean.requires_grad_()
    z = mean + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).mean(), mean)[0]
""", ()),
# in: f = z^2, M > 1: f at the mean has another gradient only if noise means matter; e.g. noise = (1,), f = z^2; hint: f is evaluated at the draws, not at the mean.
('gradient of f at the mean', """
import torch


def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        z = m.expand_as(noise)
        value = f(z).mean()
    return torch.autograd.grad(value, m)[0]
""", ('noise ignored',)),
# in: log_var not 0; hint: you asked for the derivative in the mean: dz/dmean is 1, not the standard deviation.
('multiplied by the standard deviation', """
import torch


def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        z = m + torch.exp(0.5 * log_var.detach()) * noise
        value = f(z).mean()
    return torch.autograd.grad(value, m)[0] * torch.exp(0.5 * log_var)
""", ('a factor too many',)),
# in: any; hint: use the given noise.
('own noise', """
import torch


def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        z = m + torch.exp(0.5 * log_var.detach()) * torch.randn_like(noise)
        value = f(z).mean()
    return torch.autograd.grad(value, m)[0]
""", ()),
# in: M = 3: shape (M, L); hint: one gradient of the average, (L,), not one for each draw.
('one gradient a draw', """
import torch


def pathwise_gradient(f, mean, log_var, noise):
    z = (mean + torch.exp(0.5 * log_var) * noise).detach().requires_grad_()
    return torch.autograd.grad(f(z).sum(), z)[0]
""", ()),
]

RIGHT['impute'] = [
"""
import torch


def impute(x, observed, encode, decode, steps, generator):
    now = x.clone()
    for _ in range(steps):
        mean, log_var = encode(now)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        out, var = decode(z)
        drawn = out + var.sqrt() * torch.randn(out.shape, generator=generator, dtype=out.dtype)
        now = torch.where(observed, x, drawn)
    return now
""",
"""
import torch


def impute(x, observed, encode, decode, steps, generator):
    x = x.clone()
    for _ in range(steps):
        mean, log_var = encode(x)
        z = torch.normal(mean, (log_var / 2).exp(), generator=generator)
        m, v = decode(z)
        fresh = torch.normal(m, v.sqrt(), generator=generator)
        x[~observed] = fresh[~observed]
    return x
""",
"""
import torch


def impute(x, observed, encode, decode, steps, generator):
    keep = observed.to(x.dtype)
    start, i = x.clone(), 0
    while i < steps:
        mu, lv = encode(x)
        mu2, v2 = decode(mu + torch.randn(mu.size(), dtype=mu.dtype, generator=generator) * lv.exp() ** 0.5)
        x = keep * start + (1 - keep) * (mu2 + v2 ** 0.5 * torch.randn(mu2.size(), dtype=mu2.dtype, generator=generator))
        i += 1
    return x
""",
]

WRONG['impute'] = [
# in: decode with var = 1; hint: the pixels are drawn, too: a mean is not a draw.
("the decoder's mean filled in", """
import torch


def impute(x, observed, encode, decode, steps, generator):
    now = x.clone()
    for _ in range(steps):
        mean, log_var = encode(now)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        out, var = decode(z)
        drawn = out
        now = torch.where(observed, x, drawn)
    return now
""", ("the decoder's mean instead of a draw",)),
# in: encode with log_var = 0; hint: z is drawn, not its mean.
("the encoder's mean as z", """
import torch


def impute(x, observed, encode, decode, steps, generator):
    now = x.clone()
    for _ in range(steps):
        mean, log_var = encode(now)
        z = mean
        out, var = decode(z)
        drawn = out + var.sqrt() * torch.randn(out.shape, generator=generator, dtype=out.dtype)
        now = torch.where(observed, x, drawn)
    return now
""", ("the encoder's mean instead of a draw",)),
# in: an observed entry; hint: observed entries stay as they were given.
('observed entries replaced', """
import torch


def impute(x, observed, encode, decode, steps, generator):
    now = x.clone()
    for _ in range(steps):
        mean, log_var = encode(now)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        out, var = decode(z)
        drawn = out + var.sqrt() * torch.randn(out.shape, generator=generator, dtype=out.dtype)
        now = drawn
    return now
""", ('overwrites observed pixels',)),
# in: any; hint: True means observed.
('the mask the wrong way round', """
import torch


def impute(x, observed, encode, decode, steps, generator):
    now = x.clone()
    for _ in range(steps):
        mean, log_var = encode(now)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        out, var = decode(z)
        drawn = out + var.sqrt() * torch.randn(out.shape, generator=generator, dtype=out.dtype)
        now = torch.where(observed, drawn, x)
    return now
""", ('overwrites observed pixels',)),
# in: steps = 5, starting values far off; hint: the next step starts from the result of the last.
('each step starts from x again', """
import torch


def impute(x, observed, encode, decode, steps, generator):
    now = x.clone()
    for _ in range(steps):
        mean, log_var = encode(x)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        out, var = decode(z)
        drawn = out + var.sqrt() * torch.randn(out.shape, generator=generator, dtype=out.dtype)
        now = torch.where(observed, x, drawn)
    return now
""", ('one pass',)),
# in: decode with var = 4; hint: decode gives a variance.
("the decoder's var as standard deviation", """
import torch


def impute(x, observed, encode, decode, steps, generator):
    now = x.clone()
    for _ in range(steps):
        mean, log_var = encode(now)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        out, var = decode(z)
        drawn = out + var * torch.randn(out.shape, generator=generator, dtype=out.dtype)
        now = torch.where(observed, x, drawn)
    return now
""", ()),
# in: the same generator seed twice; hint: all random numbers come from the generator.
('global random numbers', """
import torch


def impute(x, observed, encode, decode, steps, generator):
    now = x.clone()
    for _ in range(steps):
        mean, log_var = encode(now)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, dtype=mean.dtype)
        out, var = decode(z)
        drawn = out + var.sqrt() * torch.randn(out.shape, dtype=out.dtype)
        now = torch.where(observed, x, drawn)
    return now
""", ()),
# in: any: x is changed; hint: work on a copy.
('x overwritten', """
import torch


def impute(x, observed, encode, decode, steps, generator):
    now = x
    for _ in range(steps):
        mean, log_var = encode(now)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        out, var = decode(z)
        drawn = out + var.sqrt() * torch.randn(out.shape, generator=generator, dtype=out.dtype)
        now[~observed] = drawn[~observed]
    return now
""", ()),
]
