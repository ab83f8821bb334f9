"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

# ---------------------------------------------------------------- ppca_posterior
RIGHT["ppca_posterior"] = [
    """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = (x - b) @ W @ cov / var
    return mean, cov
""",
    """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    chol = torch.linalg.cholesky(M)
    mean = torch.cholesky_solve(W.T @ (x - b).T, chol).T
    cov = var * torch.cholesky_inverse(chol)
    return mean, cov
""",
    """import torch

def ppca_posterior(x, W, b, var):
    # thin SVD: the posterior is diagonal in the basis of the right singular vectors
    _, s, Vh = torch.linalg.svd(W, full_matrices=False)
    shrink = var / (s**2 + var)
    cov = Vh.T @ torch.diag(shrink) @ Vh
    mean = torch.einsum("nd,dl,lk->nk", x - b, W, cov) / var
    return mean, cov
""",
]
WRONG["ppca_posterior"] = [
    # in: var = 0.5: the covariance is twice too large; the mean is right
    # hint: Your covariance does not shrink when the noise does: it needs a factor of var.
    ("factor var lost in the covariance", """import torch

def ppca_posterior(x, W, b, var):
    M = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    cov = torch.linalg.inv(M)
    return (x - b) @ W @ cov, cov
""", ["covariance without var"]),
    # in: any b other than 0: the means are shifted
    # hint: At x = b the posterior mean must be 0.
    ("b not subtracted", """import torch

def ppca_posterior(x, W, b, var):
    cov = torch.linalg.inv(torch.eye(W.shape[1], dtype=W.dtype) + W.T @ W / var)
    return x @ W @ cov / var, cov
""", ["not centred"]),
    # in: var = 0.5: noise of variance 0.25 is used
    # hint: var is a variance already: do not square it.
    ("var taken for a standard deviation", """import torch

def ppca_posterior(x, W, b, var):
    v = var**2
    cov = torch.linalg.inv(torch.eye(W.shape[1], dtype=W.dtype) + W.T @ W / v)
    return (x - b) @ W @ cov / v, cov
""", ["var taken as std"]),
    # in: var = 0.5: the mean is half of what it should be
    # hint: The pull of the data on the mean is weighted by the precision of the noise, too.
    ("mean not divided by var", """import torch

def ppca_posterior(x, W, b, var):
    cov = torch.linalg.inv(torch.eye(W.shape[1], dtype=W.dtype) + W.T @ W / var)
    return (x - b) @ W @ cov, cov
""", ["mean not divided by var"]),
    # in: any: the inverse of the covariance comes back
    # hint: You return the precision; the covariance is its inverse.
    ("precision returned", """import torch

def ppca_posterior(x, W, b, var):
    precision = torch.eye(W.shape[1], dtype=W.dtype) + W.T @ W / var
    mean = torch.linalg.solve(precision, W.T @ (x - b).T / var).T
    return mean, precision
""", ["precision instead of covariance"]),
    # in: any W: least squares, no pull towards 0
    # hint: The prior pulls towards 0; your answer has no trace of it.
    ("prior forgotten", """import torch

def ppca_posterior(x, W, b, var):
    cov = var * torch.linalg.pinv(W.T @ W)
    mean = (x - b) @ torch.linalg.pinv(W).T
    return mean, cov
""", ["prior forgotten"]),
    # in: W whose columns are not orthogonal: the dependence between latents is lost
    # hint: Two causes can explain the same pixel, so that they depend on each other given x.
    ("only the diagonal of the precision", """import torch

def ppca_posterior(x, W, b, var):
    diagonal = 1 / (1 + (W**2).sum(0) / var)
    return (x - b) @ W * diagonal / var, torch.diag(diagonal)
""", []),
    # in: L = 1 gives a mean of shape (N,) and a cov of shape (); N = 1 gives (L,)
    # hint: squeeze removes axes that the statement wants to keep.
    ("axes of length one squeezed away", """import torch

def ppca_posterior(x, W, b, var):
    cov = torch.linalg.inv(torch.eye(W.shape[1], dtype=W.dtype) + W.T @ W / var)
    mean = (cov @ W.T @ (x - b)[:, :, None] / var).squeeze()
    return mean, cov.squeeze()
""", []),
]

# ---------------------------------------------------------------- kl_to_standard_normal
RIGHT["kl_to_standard_normal"] = [
    """import torch

def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
""",
    """import torch

def kl_to_standard_normal(mean, log_var):
    # E_q log q - E_q log p, the constants with 2 pi cancel
    entropy_part = -0.5 * (1 + log_var)
    cross_part = -0.5 * (mean.pow(2) + torch.exp(log_var))
    return torch.einsum("nl->n", entropy_part - cross_part)
""",
    """import torch

def kl_to_standard_normal(mean, log_var):
    total = torch.zeros(mean.shape[0], dtype=mean.dtype)
    for d in range(mean.shape[1]):
        m, lv = mean[:, d], log_var[:, d]
        total = total + (m * m + torch.expm1(lv) - lv) / 2
    return total
""",
]
WRONG["kl_to_standard_normal"] = [
    # in: mean = 1, log_var = 1: KL(N(0, I) || q) instead
    # hint: The divergence is not symmetric: which of the two do you average under?
    ("the two Gaussians swapped", """import torch

def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((1 + mean**2) / log_var.exp() - 1 + log_var).sum(dim=1)
""", ["the other direction"]),
    # in: any but the prior: twice the value
    # hint: Check one dimension with mean 1 and variance 1: the answer is 1/2.
    ("factor one half lost", """import torch

def kl_to_standard_normal(mean, log_var):
    return (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
""", ["no 1/2"]),
    # in: L = 2: half of the value
    # hint: Independent dimensions add up, they are not averaged.
    ("mean over the dimensions", """import torch

def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() - 1 - log_var).mean(dim=1)
""", ["mean over dimensions"]),
    # in: log_var = 1: log_var is used as log of the standard deviation
    # hint: log_var is the logarithm of the variance: exp of it needs no square.
    ("log_var taken for log std", """import torch

def kl_to_standard_normal(mean, log_var):
    std = log_var.exp()
    return (0.5 * (mean**2 + std**2 - 1) - log_var).sum(dim=1)
""", ["log_var taken as log of the std"]),
    # in: N = 3, L = 2: shape (2,); for N = L the wrong numbers
    # hint: One number for each row: which axis must go?
    ("sum over the rows", """import torch

def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=0)
""", []),
    # in: mean = 0, log_var = 0, L = 2: 1 instead of 0
    # hint: The KL from the prior to itself is 0.
    ("constant lost", """import torch

def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() - log_var).sum(dim=1)
""", ["minus one forgotten"]),
    # in: log_var = -30: the logarithm of 1e-8 stands in for -30
    # hint: You have the logarithm of the variance already: do not take it again.
    ("logarithm of variance plus epsilon", """import torch

def kl_to_standard_normal(mean, log_var):
    var = torch.exp(log_var)
    return 0.5 * torch.sum(mean**2 + var - 1 - torch.log(var + 1e-8), dim=1)
""", []),
    # in: any that require gradients: the gradient in log_var lacks the part of the variance
    # hint: Each term trains the encoder: there is nothing to detach.
    ("variance detached", """import torch

def kl_to_standard_normal(mean, log_var):
    var = log_var.exp().detach()
    return 0.5 * (mean**2 + var - 1 - log_var).sum(dim=1)
""", ["the graph is cut"]),
    # in: N = 2: a scalar
    # hint: One number a row is asked for, not one for the batch.
    ("summed over the batch, too", """import torch

def kl_to_standard_normal(mean, log_var):
    return -0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp())
""", ["one number for the batch"]),
]

# ---------------------------------------------------------------- iwae_bound
RIGHT["iwae_bound"] = [
    """import math
import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])
""",
    """import torch

def iwae_bound(log_weights):
    top = log_weights.max(dim=0).values.detach()
    return top + torch.exp(log_weights - top).mean(dim=0).log()
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
    # in: M = 2: too large by log 2
    # hint: With all weights equal the bound must be the common log-weight.
    ("division by M forgotten", """import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0)
""", ["no log M"]),
    # in: log-weights of 800: inf; of -1000: -inf
    # hint: exp(800) is no float.
    ("overflows", """import torch

def iwae_bound(log_weights):
    return log_weights.exp().mean(dim=0).log()
""", ["exp before the sum"]),
    # in: unequal weights: the ELBO
    # hint: Average the weights, then take the logarithm.
    ("mean of the logarithms", """import torch

def iwae_bound(log_weights):
    return log_weights.mean(dim=0)
""", ["mean of logs"]),
    # in: M = 3, N = 2: shape (3,); averages over data points
    # hint: The draws are the rows: one value a data point is asked for.
    ("wrong axis", """import math
import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=1) - math.log(log_weights.shape[1])
""", ["logsumexp over the wrong axis"]),
    # in: column one all 800, column two all -1000: -inf for the second
    # hint: Each data point needs the maximum of its own weights.
    ("one maximum for all data points", """import torch

def iwae_bound(log_weights):
    top = log_weights.max()
    return top + torch.log(torch.exp(log_weights - top).mean(dim=0))
""", ["exp before the sum"]),
    # in: M = 2, N = 5: log 5 is subtracted instead of log 2
    # hint: What is averaged are the draws: how many are they?
    ("number of data points instead of draws", """import math
import torch

def iwae_bound(log_weights):
    M, N = log_weights.shape
    return torch.logsumexp(log_weights, dim=0) - math.log(N)
""", ["log N for log M"]),
    # in: any: the caller's log-weights have lost their maximum afterwards
    # hint: Leave the argument as it is: -= writes into it.
    ("argument changed", """import torch

def iwae_bound(log_weights):
    top = log_weights.detach().max(dim=0).values
    with torch.no_grad():
        log_weights -= top
    return top + torch.exp(log_weights).mean(dim=0).log()
""", []),
    # in: log-weights that require a gradient: none reaches them
    # hint: Models are trained through the bound: stay with torch operations.
    ("gradient cut by numpy", """import numpy as np
import torch
from scipy.special import logsumexp

def iwae_bound(log_weights):
    values = log_weights.detach().numpy()
    return torch.tensor(logsumexp(values, axis=0) - np.log(len(values)))
""", ["the graph is cut"]),
    # in: two weights far apart (800 and 0): the gradient is 1/2 each instead of 1 and 0
    # hint: The larger weight must get the larger share of the gradient.
    ("mean of logs plus a constant correction", """import math
import torch

def iwae_bound(log_weights):
    value = torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])
    plain = log_weights.mean(dim=0)
    return plain + (value - plain).detach()
""", []),
]

# ---------------------------------------------------------------- beta_elbo
RIGHT["beta_elbo"] = [
    """import torch

def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl
""",
    """import torch

def beta_elbo(reconstruction, kl, beta):
    return torch.sub(reconstruction, kl, alpha=beta)
""",
    """import torch

def beta_elbo(reconstruction, kl, beta):
    elbo = reconstruction - kl
    return elbo + (1 - beta) * kl
""",
]
WRONG["beta_elbo"] = [
    # in: kl = 1, beta = 1: larger than the reconstruction
    # hint: The code costs something: what must happen to the objective as kl grows?
    ("KL added", """import torch

def beta_elbo(reconstruction, kl, beta):
    return reconstruction + beta * kl
""", ["sign"]),
    # in: any: the negative, a loss
    # hint: The objective is maximised: better reconstructions must make it larger.
    ("loss returned", """import torch

def beta_elbo(reconstruction, kl, beta):
    return beta * kl - reconstruction
""", ["the loss instead of the objective"]),
    # in: beta = 4: the reconstruction is weighted by 4
    # hint: Beta is the price of the code.
    ("beta on the reconstruction", """import torch

def beta_elbo(reconstruction, kl, beta):
    return beta * reconstruction - kl
""", ["beta on the reconstruction"]),
    # in: beta = 1: the reconstruction is gone
    # hint: With beta = 1 it must be the ELBO.
    ("convex combination", """import torch

def beta_elbo(reconstruction, kl, beta):
    return (1 - beta) * reconstruction - beta * kl
""", ["beta on the reconstruction"]),
    # in: beta = 0: the full KL is paid
    # hint: Zero is a number that beta may be, but Python takes it for False.
    ("beta of zero taken for the default", """import torch

def beta_elbo(reconstruction, kl, beta):
    return reconstruction - (beta or 1.0) * kl
""", []),
    # in: N = 2: a scalar
    # hint: One value a row.
    ("averaged over the batch", """import torch

def beta_elbo(reconstruction, kl, beta):
    return torch.mean(reconstruction - beta * kl)
""", ["one number for the batch"]),
    # in: reconstruction = 3 (a density): -3 is used
    # hint: A log-density may be positive.
    ("reconstruction taken for negative", """import torch

def beta_elbo(reconstruction, kl, beta):
    return -reconstruction.abs() - beta * kl
""", []),
    # in: any: the caller's reconstruction is overwritten
    # hint: -= writes into the argument.
    ("argument changed", """import torch

def beta_elbo(reconstruction, kl, beta):
    reconstruction -= beta * kl
    return reconstruction
""", []),
    # in: beta = 0.2: treated as 1, to keep a lower bound
    # hint: Below 1 it is no bound, but it is still the objective that was asked for.
    ("beta kept at one or more", """import torch

def beta_elbo(reconstruction, kl, beta):
    return reconstruction - max(beta, 1.0) * kl
""", []),
]

# ---------------------------------------------------------------- slerp
RIGHT["slerp"] = [
    """import torch

def slerp(z0, z1, t):
    cosine = torch.dot(z0 / z0.norm(), z1 / z1.norm()).clamp(-1.0, 1.0)
    omega = torch.arccos(cosine)
    so = torch.sin(omega)
    if so.abs() < 1e-7:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / so * z0 + torch.sin(t * omega) / so * z1
""",
    """import math
import torch

def slerp(z0, z1, t):
    u, v = z0 / torch.linalg.norm(z0), z1 / torch.linalg.norm(z1)
    # the half angle from the sum and the difference is exact at both ends
    omega = 2 * math.atan2(float(torch.linalg.norm(u - v)), float(torch.linalg.norm(u + v)))
    if min(omega, math.pi - omega) < 1e-7:
        return torch.lerp(z0, z1, t)
    return (math.sin((1 - t) * omega) * z0 + math.sin(t * omega) * z1) / math.sin(omega)
""",
    """import torch
import torch.nn.functional as F

def slerp(z0, z1, t):
    cosine = F.normalize(z0, dim=0, eps=0.0) @ F.normalize(z1, dim=0, eps=0.0)
    parallel = 1 - cosine.abs() < 1e-13
    omega = torch.acos(torch.where(parallel, torch.zeros_like(cosine), cosine))
    a = torch.where(parallel, torch.full_like(omega, 1 - t), torch.sin((1 - t) * omega) / torch.sin(omega))
    b = torch.where(parallel, torch.full_like(omega, t), torch.sin(t * omega) / torch.sin(omega))
    return a * z0 + b * z1
""",
]
WRONG["slerp"] = [
    # in: z0 = (1, 0), z1 = (0, 2), t = 0.5: the straight line
    # hint: Your path cuts through the inside of the sphere.
    ("linear interpolation", """import torch

def slerp(z0, z1, t):
    return (1 - t) * z0 + t * z1
""", ["lerp"]),
    # in: z0 = (2, 0), z1 = (0, 3), t = 0: (1, 0) instead of (2, 0)
    # hint: Only the angle is measured between directions; the points enter as they are.
    ("points normalised", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    omega = torch.acos((u @ v).clamp(-1, 1))
    if torch.sin(omega) < 1e-7:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * omega) * u + torch.sin(t * omega) * v) / torch.sin(omega)
""", ["endpoints normalised"]),
    # in: z0 = (2, 0), z1 = (1, 1): acos of 2 is nan
    # hint: The inner product is a cosine only for vectors of length 1.
    ("cosine without the lengths", """import torch

def slerp(z0, z1, t):
    omega = torch.acos((z0 @ z1).clamp(-1, 1))
    if torch.sin(omega).abs() < 1e-7:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["endpoints not normalised for the angle"]),
    # in: z0 = (1, 2), z1 = -z0, t = 0.25: huge or nan instead of (0.5, 1)
    # hint: There are two ways to be parallel.
    ("opposite directions forgotten", """import torch

def slerp(z0, z1, t):
    cosine = (z0 @ z1 / (z0.norm() * z1.norm())).clamp(-1, 1)
    if cosine > 1 - 1e-10:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(cosine)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["breaks on opposite vectors"]),
    # in: z0 = z1 = (1, 2): 0/0 is nan
    # hint: With no angle between them you divide by 0.
    ("parallel not treated at all", """import torch

def slerp(z0, z1, t):
    cosine = (z0 @ z1 / (z0.norm() * z1.norm())).clamp(-1, 1)
    omega = torch.acos(cosine)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["breaks on parallel vectors"]),
    # in: any with t = 0.25: the point of 0.75
    # hint: At t = 0 the answer must be z0.
    ("t runs from z1 to z0", """import torch

def slerp(z0, z1, t):
    cosine = (z0 @ z1 / (z0.norm() * z1.norm())).clamp(-1, 1)
    omega = torch.acos(cosine)
    if torch.sin(omega) < 1e-7:
        return (1 - t) * z0 + t * z1
    return (torch.sin(t * omega) * z0 + torch.sin((1 - t) * omega) * z1) / torch.sin(omega)
""", ["ends exchanged"]),
    # in: z0 = (1, 0), z1 = (1, 0.1): the straight line, off by about 0.1 per cent
    # hint: Five degrees are an angle, not rounding: your tolerance is far too wide.
    ("tolerance far too wide", """import torch

def slerp(z0, z1, t):
    cosine = (z0 @ z1 / (z0.norm() * z1.norm())).clamp(-1, 1)
    if cosine.abs() > 0.99:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(cosine)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["the straight line too early"]),
    # in: z1 = 3 z0 with a z0 whose cosine rounds above 1, e.g. among random ones: nan
    # hint: Rounding can push a cosine above 1, and then its arc cosine is nan, which no comparison catches.
    ("cosine above one", """import torch

def slerp(z0, z1, t):
    cosine = z0 @ z1 / (z0.norm() * z1.norm())
    omega = torch.acos(cosine)
    if torch.sin(omega) < 1e-7:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["cosine beyond one"]),
    # in: z1 = 3 z0, t = 0.5: z0 instead of 2 z0
    # hint: Parallel vectors may still differ in length: the straight line was asked for.
    ("parallel taken for equal", """import torch

def slerp(z0, z1, t):
    cosine = (z0 @ z1 / (z0.norm() * z1.norm())).clamp(-1, 1)
    omega = torch.acos(cosine)
    if torch.sin(omega) < 1e-7:
        return z0.clone() if cosine > 0 else (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", []),
]

# ---------------------------------------------------------------- score_function_gradient
RIGHT["score_function_gradient"] = [
    """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * noise / std).mean(dim=0)
""",
    """import torch

def score_function_gradient(f, mean, log_var, noise):
    with torch.no_grad():
        z = mean + (log_var / 2).exp() * noise
        score = (z - mean) / log_var.exp()
        values = f(z).to(score.dtype)
        return torch.einsum("m,ml->l", values, score) / len(noise)
""",
    """import torch

def score_function_gradient(f, mean, log_var, noise):
    with torch.enable_grad():
        centre = mean.detach().clone().requires_grad_()
        lv = log_var.detach()
        z = mean.detach() + torch.exp(lv / 2) * noise
        log_q = (-0.5 * (z - centre) ** 2 / lv.exp()).sum(dim=1)
        values = f(z).detach()
        (gradient,) = torch.autograd.grad((values * log_q).mean(), centre)
    return gradient
""",
]
WRONG["score_function_gradient"] = [
    # in: log_var = log 4: twice too large
    # hint: The score of a draw is (z - mean) / var: how many standard deviations are left in the denominator?
    ("not divided by the standard deviation", """import torch

def score_function_gradient(f, mean, log_var, noise):
    z = mean + torch.exp(0.5 * log_var) * noise
    return (f(z)[:, None] * noise).mean(dim=0)
""", ["weight (z - mean) / std"]),
    # in: log_var = log 4: half of the right answer
    # hint: In terms of the noise, one of the two standard deviations of the variance cancels.
    ("noise divided by the variance", """import torch

def score_function_gradient(f, mean, log_var, noise):
    z = mean + torch.exp(0.5 * log_var) * noise
    return (f(z)[:, None] * noise / log_var.exp()).mean(dim=0)
""", []),
    # in: f constant 1 with noise of mean other than 0: 0 instead of the mean noise
    # hint: No baseline was asked for.
    ("baseline subtracted", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    values = f(mean + std * noise)
    return ((values - values.mean())[:, None] * noise / std).mean(dim=0)
""", ["a baseline that uses the same draws"]),
    # in: mean = 2: f is asked at the noise
    # hint: f wants the draws, not the noise.
    ("f at the noise", """import torch

def score_function_gradient(f, mean, log_var, noise):
    return (f(noise)[:, None] * noise / torch.exp(0.5 * log_var)).mean(dim=0)
""", []),
    # in: M = 10: ten times too large
    # hint: An expectation is estimated by a mean.
    ("sum over the draws", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    return (f(mean + std * noise)[:, None] * noise / std).sum(dim=0)
""", ["sum over the draws"]),
    # in: f a step function: an error, or 0
    # hint: f may have steps: its derivative says nothing.
    ("f differentiated", """import torch

def score_function_gradient(f, mean, log_var, noise):
    centre = mean.detach().clone().requires_grad_()
    z = centre + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).mean(), centre)[0]
""", ["the pathwise gradient"]),
    # in: any f: log q(z) does not change when z moves along with the mean, so 0
    # hint: The draws are fixed while log q is differentiated.
    ("draws not held fixed", """import torch

def score_function_gradient(f, mean, log_var, noise):
    centre = mean.detach().clone().requires_grad_()
    z = centre + torch.exp(0.5 * log_var) * noise
    log_q = (-0.5 * (z - centre) ** 2 / log_var.exp()).sum(dim=1)
    return torch.autograd.grad((f(z).detach() * log_q).mean(), centre)[0]
""", []),
    # in: log_var = log 4: draws with standard deviation 4
    # hint: log_var is the logarithm of the variance: the standard deviation is exp of half of it.
    ("variance as standard deviation", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var)
    return (f(mean + std * noise)[:, None] * noise / std).mean(dim=0)
""", ["exp(log_var) as std"]),
    # in: M = 3, L = 2: an error; M = L: each coordinate of the noise is weighted by another draw's value
    # hint: f gives one number a draw, and the draws are the rows.
    ("values along the wrong axis", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    return (f(mean + std * noise) * noise / std).mean(dim=0)
""", []),
    # in: L = 2: one number for both coordinates
    # hint: Each coordinate of the mean has its own derivative.
    ("score summed over the coordinates", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    score = (noise / std).sum(dim=1)
    return (f(mean + std * noise) * score).mean().expand(len(mean)).clone()
""", []),
]

# ---------------------------------------------------------------- vae_elbo
RIGHT["vae_elbo"] = [
    """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""",
    """import torch

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = reparameterize(mean, log_var, noise)
    return bernoulli_log_likelihood(x, decode(z)) - kl_to_standard_normal(mean, log_var)
""",
    """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    m, lv = encode(x)
    a = decode(torch.addcmul(m, (lv / 2).exp(), noise))
    gain = (x * a - F.softplus(a)).sum(-1)
    price = (m.square() + lv.exp() - lv - 1).sum(-1) / 2
    return gain - price
""",
]
_ELBO = """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
"""
WRONG["vae_elbo"] = [
    # in: any encoder but the prior: too large by twice the KL
    # hint: One of the two terms is a price.
    ("KL added", """
import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction + kl
""", ["KL added"]),
    # in: N = 2: each row pays for the codes of all rows
    # hint: Each row pays for its own code: sum over the latents only.
    ("KL of the whole batch", """
import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum()
    return reconstruction - kl
""", ["KL counted per batch"]),
    # in: any: the encoder learns nothing from the reconstruction
    # hint: A gradient must run from the decoder back to the encoder, through the draw.
    ("draw detached", """
import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(z.detach()), x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", ["a part cut out of the graph"]),
    # in: a logit of -1000 at a pixel of 1: -inf, nan, or the clamp of -100
    # hint: The sigmoid rounds to 0 or 1; use the logits.
    ("sigmoid, then cross-entropy", """
import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy(torch.sigmoid(decode(z)), x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", ["log of a rounded probability"]),
    # in: D = 4: a quarter of the reconstruction
    # hint: The pixels' log-probabilities add up.
    ("mean over the pixels", """
import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").mean(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", ["reconstruction averaged over the pixels"]),
    # in: log_var = 1: the draws have standard deviation e
    # hint: The standard deviation is exp of half of log_var.
    ("variance as standard deviation", """
import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", ["exp(log_var) as std"]),
    # in: any: the negative bound
    # hint: The bound was asked for, not the loss.
    ("loss returned", """
import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return kl - reconstruction
""", ["the loss instead of the bound"]),
    # in: noise other than 0: it has no effect
    # hint: Use the draw, not the mean of the code.
    ("mean decoded, noise ignored", """
import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(mean), x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", ["noise ignored"]),
    # in: any: the KL is estimated from the same draw
    # hint: The KL has a formula, and the statement asks for it.
    ("KL by the draw", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(dim=1)
    kl = (-0.5 * log_var - 0.5 * noise**2 + 0.5 * z**2).sum(dim=1)
    return reconstruction - kl
""", ["KL estimated from the draw"]),
    # in: a logit of 1000 at a pixel of 0: -30 instead of -1000
    # hint: Clamping the logits hides how wrong they are, and stops their gradient.
    ("logits clamped", """
import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    reconstruction = -F.binary_cross_entropy_with_logits(decode(z).clamp(-30, 30), x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", []),
]

# ---------------------------------------------------------------- VAE
RIGHT["VAE"] = [
    """import torch
import torch.nn as nn
import torch.nn.functional as F

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
        mean, log_var = self.encode(x)
        z = mean + torch.exp(log_var / 2) * noise
        gain = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(1)
        return gain - 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""",
    """import torch
import torch.nn as nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.body = nn.Linear(data, hidden)
        self.to_mean = nn.Linear(hidden, latent)
        self.to_log_var = nn.Linear(hidden, latent)
        self.up = nn.Linear(latent, hidden)
        self.out = nn.Linear(hidden, data)

    def encode(self, x):
        h = torch.tanh(self.body(x))
        return self.to_mean(h), self.to_log_var(h)

    def decode(self, z):
        return self.out(torch.tanh(self.up(z)))

    def elbo(self, x, noise):
        return vae_elbo(x, self.encode, self.decode, noise)

    def sample(self, noise, generator=None):
        p = self.decode(noise).sigmoid()
        u = torch.rand(p.shape, generator=generator, dtype=p.dtype, device=p.device)
        return (u < p).to(p.dtype)
""",
    """import torch
from torch import nn
from torch.distributions import Bernoulli, Normal, kl_divergence

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.latent = latent
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.SiLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.SiLU(), nn.Linear(hidden, data))

    def encode(self, x):
        out = self.enc(x)
        return out[:, : self.latent], out[:, self.latent :]

    def decode(self, z):
        return self.dec(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        std = torch.exp(0.5 * log_var)
        log_likelihood = Bernoulli(logits=self.decode(mean + std * noise)).log_prob(x).sum(-1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(-1)
        return log_likelihood - kl

    @torch.no_grad()
    def sample(self, noise, generator=None):
        return torch.bernoulli(self.decode(noise).sigmoid(), generator=generator)
""",
]
_VAE = RIGHT["VAE"][0]
WRONG["VAE"] = [
    # in: any noise: grey pictures instead of zeros and ones
    # hint: The probabilities are not yet a picture: one draw is missing.
    ("sample gives probabilities", """
import torch
import torch.nn as nn
import torch.nn.functional as F

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
        mean, log_var = self.encode(x)
        z = mean + torch.exp(log_var / 2) * noise
        gain = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(1)
        return gain - 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            return torch.sigmoid(self.decode(noise))
""", ["the mean, not a sample"]),
    # in: a generator: the draws do not come from it, so two calls with the same seed differ
    # hint: The generator that you are given is not used.
    ("generator ignored", """
import torch
import torch.nn as nn
import torch.nn.functional as F

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
        mean, log_var = self.encode(x)
        z = mean + torch.exp(log_var / 2) * noise
        gain = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(1)
        return gain - 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            return torch.bernoulli(torch.sigmoid(self.decode(noise)))
""", ["the generator is not used"]),
    # in: a logit of 0.3 in all pixels: always 1
    # hint: A pixel of probability 0.57 is white in 43 of 100 samples.
    ("sample thresholded", """
import torch
import torch.nn as nn
import torch.nn.functional as F

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
        mean, log_var = self.encode(x)
        z = mean + torch.exp(log_var / 2) * noise
        gain = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(1)
        return gain - 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            return (self.decode(noise) > 0).to(noise.dtype)
""", ["rounded, not drawn"]),
    # in: another decode put in its place: elbo and sample do not notice
    # hint: elbo and sample call self.encode and self.decode, so that other nets can take their place.
    ("own nets called directly", """
import torch
import torch.nn as nn
import torch.nn.functional as F

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
        mean, log_var = self.encoder(x).chunk(2, dim=-1)
        z = mean + torch.exp(log_var / 2) * noise
        gain = -F.binary_cross_entropy_with_logits(self.decoder(z), x, reduction="none").sum(1)
        return gain - 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            return torch.bernoulli(torch.sigmoid(self.decoder(noise)), generator=generator)
""", []),
    # in: any: the logits lie between 0 and 1, and the sigmoid is taken twice
    # hint: decode returns logits: no sigmoid in the net.
    ("sigmoid in the decoder", """
import torch
import torch.nn as nn
import torch.nn.functional as F

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data), nn.Sigmoid())

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(log_var / 2) * noise
        gain = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(1)
        return gain - 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ["the decoder squashes"]),
    # in: a trained or replaced encode with log_var far from 0: noise is scaled by exp(log_var)
    # hint: The standard deviation is exp of half of log_var.
    ("variance as standard deviation", """
import torch
import torch.nn as nn
import torch.nn.functional as F

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
        mean, log_var = self.encode(x)
        z = mean + torch.exp(log_var) * noise
        gain = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(1)
        return gain - 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ["exp(log_var) as std"]),
]
