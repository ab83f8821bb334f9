"""Answers written from the statements alone, before the cases were mended; labelled with the listed names that fit."""
RIGHT = {}
WRONG = {}

RIGHT["gaussian_log_likelihood"] = ["""import torch

def gaussian_log_likelihood(x, mean, var):
    full = var * torch.ones_like(x)
    out = []
    for a, m, v in zip(x, mean, full):
        out.append(torch.distributions.MultivariateNormal(m, scale_tril=torch.diag(v.sqrt())).log_prob(a))
    return torch.stack(out)
""", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    var = torch.broadcast_to(var, x.shape)
    std = var.sqrt()
    return -(0.5 * ((x - mean) / std).square() + std.log() + 0.5 * math.log(2 * math.pi)).sum(dim=1)
""", """import torch
import numpy as np

def gaussian_log_likelihood(x, mean, var):
    from scipy.stats import norm
    return torch.as_tensor(norm.logpdf(x.numpy(), loc=mean.numpy(), scale=np.sqrt(var.numpy())).sum(axis=1))
"""]
WRONG["gaussian_log_likelihood"] = [
    ("product of the variances under the log", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    var = torch.broadcast_to(var, x.shape)
    return -0.5 * (((x - mean) ** 2 / var).sum(1) + torch.log(var.prod(1)) + x.shape[1] * math.log(2 * math.pi))
""", []),
    ("square multiplied out", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    var = torch.broadcast_to(var, x.shape)
    square = x**2 - 2 * x * mean + mean**2
    return -0.5 * (square / var + var.log() + math.log(2 * math.pi)).sum(1)
""", []),
    ("a vector of variances taken along the rows when it fits", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    if var.ndim == 1 and len(var) == len(x):
        var = var[:, None]
    return -0.5 * ((x - mean) ** 2 / var + torch.log(2 * math.pi * var)).sum(1)
""", []),
    ("N for D in the constant", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    var = torch.broadcast_to(var, x.shape)
    return -0.5 * (((x - mean) ** 2 / var + var.log()).sum(1) + x.shape[0] * math.log(2 * math.pi))
""", []),
    ("one row comes back as a number", """import torch

def gaussian_log_likelihood(x, mean, var):
    return torch.distributions.Normal(mean, var.sqrt()).log_prob(x).sum(1).squeeze()
""", []),
    ("axes of length one squeezed first", """import torch

def gaussian_log_likelihood(x, mean, var):
    x, mean, var = x.squeeze(), mean.squeeze(), var.squeeze()
    return torch.distributions.Normal(mean, var.sqrt()).log_prob(x).sum(-1)
""", []),
    ("log-determinant of the whole batch", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    var = torch.broadcast_to(var, x.shape)
    return -0.5 * ((x - mean) ** 2 / var).sum(1) - 0.5 * var.log().sum() - 0.5 * x.shape[1] * math.log(2 * math.pi)
""", []),
    ("1e-10 added to the variances", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    var = var + 1e-10
    return -0.5 * ((x - mean) ** 2 / var + torch.log(2 * math.pi * var)).sum(1)
""", []),
    ("the noise's variance averaged over the dimensions", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    var = torch.broadcast_to(var, x.shape).mean(1, keepdim=True)
    return -0.5 * ((x - mean) ** 2 / var + torch.log(2 * math.pi * var)).sum(1)
""", []),
    ("in float32", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    x, mean, var = x.float(), mean.float(), var.float()
    return -0.5 * ((x - mean) ** 2 / var + torch.log(2 * math.pi * var)).sum(1)
""", []),
    ("difference kept in the argument", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    x -= mean
    return -0.5 * (x**2 / var + torch.log(2 * math.pi * var)).sum(1)
""", []),
    ("log of pi, not of 2 pi", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    return -0.5 * ((x - mean) ** 2 / var + torch.log(math.pi * var)).sum(1)
""", []),
    ("far points cut at 10 standard deviations", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    z = ((x - mean) / var.sqrt()).clamp(-10, 10)
    return (-0.5 * z**2 - 0.5 * torch.log(2 * math.pi * var)).sum(1)
""", []),
    ("2 pi outside the half", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    return (-0.5 * (x - mean) ** 2 / var - 0.5 * torch.log(var) - math.log(2 * math.pi)).sum(1)
""", []),
    ("absolute difference", """import math
import torch

def gaussian_log_likelihood(x, mean, var):
    return (-0.5 * (x - mean).abs() / var - 0.5 * torch.log(2 * math.pi * var)).sum(1)
""", []),
]

RIGHT["uniform_latent_log_marginal"] = ["""import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    out = []
    for value in x.tolist():
        if value > b:
            value = a + b - value
        low, high = (value - b) / std / math.sqrt(2), (value - a) / std / math.sqrt(2)
        out.append(math.log((math.erfc(-high) - math.erfc(-low)) / 2 / (b - a)))
    return torch.tensor(out, dtype=torch.float64)
""", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    u, v = (a - x) / std, (b - x) / std
    flip = u + v < 0
    lower, upper = torch.where(flip, -v, u), torch.where(flip, -u, v)
    p, q = torch.special.log_ndtr(-lower), torch.special.log_ndtr(-upper)
    return p + torch.log1p(-torch.exp(q - p)) - math.log(b - a)
""", """import torch
import numpy as np

def uniform_latent_log_marginal(x, a, b, std):
    from scipy.stats import norm
    x = x.numpy()
    right = x > (a + b) / 2
    by_cdf = norm.cdf((x - a) / std) - norm.cdf((x - b) / std)
    by_sf = norm.sf((x - b) / std) - norm.sf((x - a) / std)
    return torch.tensor(np.log(np.where(right, by_sf, by_cdf) / (b - a)))
"""]
WRONG["uniform_latent_log_marginal"] = [
    ("all points mirrored or none", """import torch

def uniform_latent_log_marginal(x, a, b, std):
    if x.mean() > (a + b) / 2:
        x = a + b - x
    mass = torch.special.ndtr((x - a) / std) - torch.special.ndtr((x - b) / std)
    return torch.log(mass / (b - a))
""", ["right tail lost", "both tails lost"]),
    ("only the nearer end counts", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    d = torch.minimum((x - a) / std, (b - x) / std)
    return torch.special.log_ndtr(d) - math.log(b - a)
""", []),
    ("the flat density inside, the exact one outside", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    m = (a + b) / 2
    y = m - (x - m).abs()
    p = torch.special.log_ndtr((y - a) / std)
    q = torch.special.log_ndtr((y - b) / std)
    out = p + torch.log1p(-torch.exp(q - p)) - math.log(b - a)
    return torch.where((x > a) & (x < b), torch.full_like(x, -math.log(b - a)), out)
""", []),
    ("one point comes back as a number", """import torch

def uniform_latent_log_marginal(x, a, b, std):
    m = (a + b) / 2
    y = m - (x - m).abs()
    mass = torch.erfc((a - y) / std / 2**0.5) - torch.erfc((b - y) / std / 2**0.5)
    return torch.log(mass / 2 / (b - a)).squeeze()
""", []),
    ("distances cut at 10 standard deviations", """import torch

def uniform_latent_log_marginal(x, a, b, std):
    m = (a + b) / 2
    y = m - (x - m).abs()
    near, far = ((a - y) / std).clamp(max=10), ((b - y) / std).clamp(max=10.5)
    return torch.log((torch.erfc(near / 2**0.5) - torch.erfc(far / 2**0.5)) / 2 / (b - a))
""", []),
    ("in float32", """import torch

def uniform_latent_log_marginal(x, a, b, std):
    x = x.float()
    m = (a + b) / 2
    y = m - (x - m).abs()
    mass = torch.erfc((a - y) / std / 2**0.5) - torch.erfc((b - y) / std / 2**0.5)
    return torch.log(mass / 2 / (b - a))
""", []),
    ("b for the width", """import torch

def uniform_latent_log_marginal(x, a, b, std):
    m = (a + b) / 2
    y = m - (x - m).abs()
    mass = torch.erfc((a - y) / std / 2**0.5) - torch.erfc((b - y) / std / 2**0.5)
    return torch.log(mass / 2 / b)
""", []),
    ("adaptive integral of the density", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    from scipy.integrate import quad
    out = []
    for value in x.tolist():
        p = quad(lambda z: math.exp(-0.5 * ((value - z) / std) ** 2) / std / math.sqrt(2 * math.pi), a, b)[0]
        out.append(math.log(max(p, 1e-320) / (b - a)))
    return torch.tensor(out)
""", []),
    ("factor two of erfc forgotten", """import torch

def uniform_latent_log_marginal(x, a, b, std):
    m = (a + b) / 2
    y = m - (x - m).abs()
    mass = torch.erfc((a - y) / std / 2**0.5) - torch.erfc((b - y) / std / 2**0.5)
    return torch.log(mass / (b - a))
""", []),
    ("a Gaussian with the same moments", """import torch

def uniform_latent_log_marginal(x, a, b, std):
    var = std**2 + (b - a) ** 2 / 12
    return torch.distributions.Normal((a + b) / 2, var**0.5).log_prob(x)
""", ["a Gaussian of the same mean and variance"]),
    ("the noise left out", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    inside = (x >= a) & (x <= b)
    return torch.where(inside, -math.log(b - a), -math.inf).double()
""", []),
    ("mean of the ends' densities", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    n = torch.distributions.Normal
    return torch.logaddexp(n(a, std).log_prob(x), n(b, std).log_prob(x)) - math.log(2)
""", []),
    ("largest density over z", """import math
import torch

def uniform_latent_log_marginal(x, a, b, std):
    z = x.clamp(a, b)
    return torch.distributions.Normal(z, std).log_prob(x) - math.log(b - a)
""", []),
    ("in bits", """import torch

def uniform_latent_log_marginal(x, a, b, std):
    m = (a + b) / 2
    y = m - (x - m).abs()
    mass = torch.erfc((a - y) / std / 2**0.5) - torch.erfc((b - y) / std / 2**0.5)
    return torch.log2(mass / 2 / (b - a))
""", []),
]

RIGHT["ppca_log_marginal"] = ["""import torch

def ppca_log_marginal(x, W, b, var):
    return torch.distributions.LowRankMultivariateNormal(b, W, var.expand(len(b)).clone()).log_prob(x)
""", """import math
import torch

def ppca_log_marginal(x, W, b, var):
    D, L = W.shape
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    d = x - b
    quad = ((d * d).sum(1) - torch.einsum("nl,lk,nk->n", d @ W, torch.linalg.inv(M), d @ W)) / var
    return -0.5 * (D * math.log(2 * math.pi) + torch.logdet(M) + (D - L) * torch.log(var) + quad)
""", """import math
import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    values, vectors = torch.linalg.eigh(cov)
    z = (x - b) @ vectors / values.sqrt()
    out = torch.zeros(len(x), dtype=x.dtype)
    for n in range(len(x)):
        out[n] = -0.5 * (z[n] ** 2 + values.log() + math.log(2 * math.pi)).sum()
    return out
"""]
WRONG["ppca_log_marginal"] = [
    ("noise added to every entry", """import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var
    chol = torch.linalg.cholesky(cov + 1e-6 * torch.eye(len(b), dtype=x.dtype))
    return torch.distributions.MultivariateNormal(b, scale_tril=chol).log_prob(x)
""", []),
    ("1e-6 added to the diagonal", """import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + (var + 1e-6) * torch.eye(len(b), dtype=x.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)
""", []),
    ("1e-4 added to the diagonal", """import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + (var + 1e-4) * torch.eye(len(b), dtype=x.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)
""", []),
    ("rows centred by their own mean", """import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    return torch.distributions.MultivariateNormal(torch.zeros_like(b), cov).log_prob(x - x.mean(0))
""", ["not centred"]),
    ("first latent only", """import torch

def ppca_log_marginal(x, W, b, var):
    w = W[:, 0]
    cov = torch.outer(w, w) + var * torch.eye(len(b), dtype=x.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)
""", []),
    ("log-determinant of the Cholesky factor not doubled", """import math
import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    chol = torch.linalg.cholesky(cov)
    z = torch.linalg.solve_triangular(chol, (x - b).T, upper=False)
    return -0.5 * ((z**2).sum(0) + chol.diagonal().log().sum() + len(b) * math.log(2 * math.pi))
""", []),
    ("determinant floored at 1e-300", """import math
import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    d = x - b
    quad = (d @ torch.linalg.inv(cov) * d).sum(1)
    return -0.5 * (quad + torch.linalg.det(cov).clamp(min=1e-300).log() + len(b) * math.log(2 * math.pi))
""", ["the determinant underflows"]),
    ("one row comes back as a number", """import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x).squeeze()
""", []),
    ("N for D in the constant", """import math
import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    d = x - b
    return -0.5 * ((d @ torch.linalg.inv(cov) * d).sum(1) + torch.linalg.slogdet(cov)[1] + len(x) * math.log(2 * math.pi))
""", []),
    ("L for D in the constant", """import math
import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    d = x - b
    return -0.5 * ((d @ torch.linalg.inv(cov) * d).sum(1) + torch.linalg.slogdet(cov)[1] + W.shape[1] * math.log(2 * math.pi))
""", []),
    ("log-variance of the noise D times, too", """import math
import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    d = x - b
    return -0.5 * ((d @ torch.linalg.inv(cov) * d).sum(1) + torch.linalg.slogdet(cov)[1] + len(b) * torch.log(2 * math.pi * var))
""", []),
    ("difference kept in the argument", """import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    x -= b
    return torch.distributions.MultivariateNormal(torch.zeros_like(b), cov).log_prob(x)
""", []),
    ("the plugged-in latent", """import torch

def ppca_log_marginal(x, W, b, var):
    z = torch.linalg.lstsq(W, (x - b).T).solution.T
    return torch.distributions.Normal(z @ W.T + b, var.sqrt()).log_prob(x).sum(1)
""", []),
    ("squares of the entries for W W'", """import torch

def ppca_log_marginal(x, W, b, var):
    cov = torch.diag((W**2).sum(1) + var)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)
""", ["only the diagonal of the covariance"]),
    ("quadratic form's inverse entry by entry", """import math
import torch

def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=x.dtype)
    d = x - b
    return -0.5 * ((d @ cov * d).sum(1) + torch.linalg.slogdet(cov)[1] + len(b) * math.log(2 * math.pi))
""", []),
]

RIGHT["ppca_posterior"] = ["""import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    cov = torch.linalg.inv(torch.eye(L, dtype=W.dtype) + W.T @ W / var)
    means = [cov @ W.T @ (row - b) / var for row in x]
    return torch.stack(means), cov
""", """import torch

def ppca_posterior(x, W, b, var):
    D, L = W.shape
    C = W @ W.T + var * torch.eye(D, dtype=W.dtype)
    gain = torch.linalg.solve(C, W).T
    return (x - b) @ gain.T, torch.eye(L, dtype=W.dtype) - gain @ W
""", """import torch

def ppca_posterior(x, W, b, var):
    U, S, Vh = torch.linalg.svd(W, full_matrices=False)
    cov = Vh.T @ torch.diag(var / (S**2 + var)) @ Vh
    mean = (x - b) @ U @ torch.diag(S / (S**2 + var)) @ Vh
    return mean, cov
"""]
WRONG["ppca_posterior"] = [
    ("rows and columns confused where N = L", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    rhs = (x - b) @ W
    mean = torch.linalg.solve(M, rhs) if len(x) == L else torch.linalg.solve(M, rhs.T).T
    return mean, var * torch.linalg.inv(M)
""", []),
    ("1e-6 added to the diagonal", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + (var + 1e-6) * torch.eye(L, dtype=W.dtype)
    return (x - b) @ W @ torch.linalg.inv(M), var * torch.linalg.inv(M)
""", []),
    ("1e-4 added to the diagonal", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + (var + 1e-4) * torch.eye(L, dtype=W.dtype)
    return (x - b) @ W @ torch.linalg.inv(M), var * torch.linalg.inv(M)
""", []),
    ("covariance of one latent as a number", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    cov = var * torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, cov.squeeze()
""", []),
    ("mean of one row as a vector", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    cov = var * torch.linalg.inv(M)
    mean = (x - b) @ W @ cov / var
    return (mean[0] if len(mean) == 1 else mean), cov
""", []),
    ("the pair in the other order", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    cov = var * torch.linalg.inv(M)
    return cov, (x - b) @ W @ cov / var
""", []),
    ("centred by the mean of the rows", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    cov = var * torch.linalg.inv(M)
    return (x - x.mean(0)) @ W @ cov / var, cov
""", ["not centred"]),
    ("a covariance for every row", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    cov = var * torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, cov.expand(len(x), L, L)
""", []),
    ("columns of W taken for orthogonal", """import torch

def ppca_posterior(x, W, b, var):
    d = (W**2).sum(0) + var
    return (x - b) @ W / d, torch.diag(var / d)
""", []),
    ("covariance divided by the number of rows", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    cov = var * torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, cov / len(x)
""", []),
    ("standard deviations", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    cov = var * torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, torch.linalg.cholesky(cov)
""", []),
    ("difference kept in the argument", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    cov = var * torch.linalg.inv(M)
    x -= b
    return x @ W @ cov / var, cov
""", []),
    ("pseudo-inverse for the mean", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    cov = torch.linalg.inv(torch.eye(L, dtype=W.dtype) + W.T @ W / var)
    return (x - b) @ torch.linalg.pinv(W).T, cov
""", ["prior forgotten"]),
    ("prior added D times", """import torch

def ppca_posterior(x, W, b, var):
    D, L = W.shape
    cov = torch.linalg.inv(D * torch.eye(L, dtype=W.dtype) + W.T @ W / var)
    return (x - b) @ W @ cov / var, cov
""", []),
    ("var counted twice in the mean", """import torch

def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    cov = torch.linalg.inv(torch.eye(L, dtype=W.dtype) + W.T @ W / var)
    return (x - b) @ W @ cov / var**2, cov
""", []),
]

RIGHT["reparameterize"] = ["""import torch

def reparameterize(mean, log_var, noise):
    return torch.distributions.TransformedDistribution(
        torch.distributions.Normal(0.0, 1.0), [torch.distributions.AffineTransform(mean, log_var.div(2).exp())]
    ).transforms[0](noise)
""", """import torch

def reparameterize(mean, log_var, noise):
    std = torch.sqrt(torch.exp(log_var))
    return torch.einsum("...nl,nl->...nl", noise, std) + mean
""", """import torch

def reparameterize(mean, log_var, noise):
    rows = []
    flat = noise.reshape(-1, *mean.shape)
    for eps in flat:
        rows.append(mean + eps * torch.exp(log_var) ** 0.5)
    return torch.stack(rows).reshape(noise.shape)
"""]
WRONG["reparameterize"] = [
    ("an axis of one draw dropped", """import torch

def reparameterize(mean, log_var, noise):
    return (mean + torch.exp(log_var / 2) * noise).squeeze(0)
""", []),
    ("means along the draws when the sizes agree", """import torch

def reparameterize(mean, log_var, noise):
    if noise.ndim == 3 and noise.shape[0] == noise.shape[1]:
        return mean.unsqueeze(1) + torch.exp(log_var / 2).unsqueeze(1) * noise
    return mean + torch.exp(log_var / 2) * noise
""", []),
    ("draws averaged", """import torch

def reparameterize(mean, log_var, noise):
    z = mean + torch.exp(log_var / 2) * noise
    return z.mean(0).expand_as(z) if noise.ndim == 3 else z
""", []),
    ("noise standardised", """import torch

def reparameterize(mean, log_var, noise):
    noise = (noise - noise.mean()) / (noise.std() + 1e-12)
    return mean + torch.exp(log_var / 2) * noise
""", []),
    ("softplus for the standard deviation", """import torch.nn.functional as F

def reparameterize(mean, log_var, noise):
    return mean + F.softplus(log_var) * noise
""", []),
    ("standard deviation at least 1e-3", """import torch

def reparameterize(mean, log_var, noise):
    return mean + torch.exp(log_var / 2).clamp(min=1e-3) * noise
""", []),
    ("standard deviation at most 100", """import torch

def reparameterize(mean, log_var, noise):
    return mean + torch.exp(log_var / 2).clamp(max=100) * noise
""", []),
    ("log-variance clamped to +-10", """import torch

def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var.clamp(-10, 10)) * noise
""", []),
    ("1e-6 added to the standard deviation", """import torch

def reparameterize(mean, log_var, noise):
    return mean + (torch.exp(log_var / 2) + 1e-6) * noise
""", []),
    ("root of variance plus 1e-8", """import torch

def reparameterize(mean, log_var, noise):
    return mean + torch.sqrt(torch.exp(log_var) + 1e-8) * noise
""", []),
    ("absolute log-variance", """import torch

def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var.abs()) * noise
""", []),
    ("gradient only through the mean", """import torch

def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * torch.tensor(log_var.tolist(), dtype=mean.dtype))
    return mean + std * noise
""", ["the graph is cut"]),
    ("noise in place of draws where log_var is zero", """import torch

def reparameterize(mean, log_var, noise):
    return torch.where(log_var == 0, noise, mean + torch.exp(log_var / 2) * noise)
""", []),
    ("one standard deviation a row", """import torch

def reparameterize(mean, log_var, noise):
    return mean + torch.exp(log_var / 2).mean(-1, keepdim=True) * noise
""", []),
    ("mean moved by half the variance", """import torch

def reparameterize(mean, log_var, noise):
    return mean - 0.5 * torch.exp(log_var) + torch.exp(log_var / 2) * noise
""", []),
]

RIGHT["kl_to_standard_normal"] = ["""import torch

def kl_to_standard_normal(mean, log_var):
    q = torch.distributions.Independent(torch.distributions.Normal(mean, torch.exp(log_var / 2)), 1)
    p = torch.distributions.Independent(torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean)), 1)
    return torch.distributions.kl_divergence(q, p)
""", """import torch

def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean.pow(2) + torch.expm1(log_var) - log_var).sum(dim=1)
""", """import torch

def kl_to_standard_normal(mean, log_var):
    out = []
    for m, v in zip(mean, log_var):
        out.append(0.5 * (torch.dot(m, m) + v.exp().sum() - v.sum() - v.numel()))
    return torch.stack(out)
"""]
WRONG["kl_to_standard_normal"] = [
    ("at least half a nat a latent", """def kl_to_standard_normal(mean, log_var):
    each = 0.5 * (mean**2 + log_var.exp() - 1 - log_var)
    return each.clamp(min=0.5).sum(1)
""", []),
    ("one row comes back as a number", """def kl_to_standard_normal(mean, log_var):
    return (0.5 * (mean**2 + log_var.exp() - 1 - log_var)).sum(1).squeeze()
""", []),
    ("axes of length one squeezed first", """def kl_to_standard_normal(mean, log_var):
    mean, log_var = mean.squeeze(), log_var.squeeze()
    return (0.5 * (mean**2 + log_var.exp() - 1 - log_var)).sum(-1)
""", []),
    ("two latents in the constant", """def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((mean**2 + log_var.exp() - log_var).sum(1) - 2)
""", []),
    ("N for L in the constant", """def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((mean**2 + log_var.exp() - log_var).sum(1) - len(mean))
""", []),
    ("gradient of exp(log_var) cut", """def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp().detach() - 1 - log_var).sum(1)
""", ["the graph is cut"]),
    ("gradient of the mean cut", """def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean.detach() ** 2 + log_var.exp() - 1 - log_var).sum(1)
""", ["the graph is cut"]),
    ("log_var clamped to +-20", """def kl_to_standard_normal(mean, log_var):
    v = log_var.clamp(-20, 20)
    return 0.5 * (mean**2 + v.exp() - 1 - v).sum(1)
""", []),
    ("log_var clamped to +-5", """def kl_to_standard_normal(mean, log_var):
    v = log_var.clamp(-5, 5)
    return 0.5 * (mean**2 + v.exp() - 1 - v).sum(1)
""", []),
    ("logarithm of 1e-6 plus the variance", """import torch

def kl_to_standard_normal(mean, log_var):
    var = log_var.exp()
    return 0.5 * (mean**2 + var - 1 - torch.log(var + 1e-6)).sum(1)
""", []),
    ("variance of the mean instead of its square", """def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean.abs() + log_var.exp() - 1 - log_var).sum(1)
""", ["mean not squared"]),
    ("to a prior with the batch's mean", """def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((mean - mean.mean(0)) ** 2 + log_var.exp() - 1 - log_var).sum(1)
""", []),
    ("entropy only", """def kl_to_standard_normal(mean, log_var):
    return -0.5 * (1 + log_var).sum(1)
""", []),
    ("cross-entropy only", """import math

def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() + math.log(2 * math.pi)).sum(1)
""", []),
    ("capped at 1000", """def kl_to_standard_normal(mean, log_var):
    return (0.5 * (mean**2 + log_var.exp() - 1 - log_var)).sum(1).clamp(max=1000)
""", []),
]

RIGHT["bernoulli_log_likelihood"] = ["""import torch

def bernoulli_log_likelihood(x, logits):
    return torch.distributions.Independent(torch.distributions.Bernoulli(logits=logits), 1).log_prob(x)
""", """import torch

def bernoulli_log_likelihood(x, logits):
    return (x * logits - torch.logaddexp(logits, torch.zeros_like(logits))).sum(1)
""", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    both = torch.stack([F.logsigmoid(-logits), F.logsigmoid(logits)], dim=-1)
    return both.gather(-1, x.long().unsqueeze(-1)).squeeze(-1).sum(-1)
"""]
WRONG["bernoulli_log_likelihood"] = [
    ("stable for ones only", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return (x * F.logsigmoid(logits) + (1 - x) * torch.log1p(-torch.sigmoid(logits))).sum(1)
""", ["sigmoid first, log after"]),
    ("stable for ones only, through where", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return torch.where(x == 1, F.logsigmoid(logits), torch.log(1 - torch.sigmoid(logits))).sum(1)
""", ["sigmoid first, log after"]),
    ("infinite values set to large ones", """import torch

def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits)
    ones, zeros = torch.nan_to_num(p.log(), neginf=-1000.0), torch.nan_to_num((1 - p).log(), neginf=-1000.0)
    return torch.where(x == 1, ones, zeros).sum(1)
""", ["exp overflows"]),
    ("mean over everything, times D", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x) * x.shape[1] * torch.ones(len(x))
""", []),
    ("gradient of the normaliser cut", """import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return (x * logits - F.softplus(logits.detach())).sum(1)
""", ["the graph is cut"]),
    ("labels smoothed", """import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    y = 0.999 * x + 0.0005
    return -F.binary_cross_entropy_with_logits(logits, y, reduction="none").sum(1)
""", []),
    ("logits clamped to +-500", """import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    a = logits.clamp(-500, 500)
    return (x * a - F.softplus(a)).sum(1)
""", []),
    ("one row comes back as a number", """import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return (x * logits - F.softplus(logits)).sum(1).squeeze()
""", []),
    ("axes of length one squeezed first", """import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    x, logits = x.squeeze(), logits.squeeze()
    return (x * logits - F.softplus(logits)).sum(-1)
""", []),
    ("tanh for the sigmoid", """import torch

def bernoulli_log_likelihood(x, logits):
    p = (1 + torch.tanh(logits)) / 2
    p = p.clamp(1e-12, 1 - 1e-12)
    return (x * p.log() + (1 - x) * (1 - p).log()).sum(1)
""", []),
    ("only the bits that are more likely than not", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    each = x * logits - F.softplus(logits)
    return torch.where((logits > 0) == (x > 0.5), each, torch.zeros_like(each)).sum(1)
""", []),
    ("linear beyond 5", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return (x * logits - torch.where(logits.abs() > 5, logits.clamp(min=0), F.softplus(logits))).sum(1)
""", []),
    ("clamped in the argument", """import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    logits.data.clamp_(-30, 30)
    return (x * logits - F.softplus(logits)).sum(1)
""", []),
    ("in bits", """import math
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return (x * logits - F.softplus(logits)).sum(1) / math.log(2)
""", []),
    ("softmax over the pixels", """import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return (x * F.log_softmax(logits, dim=1)).sum(1)
""", []),
]

RIGHT["vae_elbo"] = ["""import torch

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    q = torch.distributions.Normal(mean, (0.5 * log_var).exp())
    kl = torch.distributions.kl_divergence(q, torch.distributions.Normal(0.0, 1.0)).sum(1)
    return torch.distributions.Bernoulli(logits=logits).log_prob(x).sum(1) - kl
""", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    terms = []
    for i in range(len(x)):
        r = (x[i] * logits[i] - F.softplus(logits[i])).sum()
        k = 0.5 * (mean[i].square() + log_var[i].exp() - log_var[i] - 1).sum()
        terms.append(r - k)
    return torch.stack(terms)
""", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    std = log_var.exp().sqrt()
    logits = decode(torch.addcmul(mean, std, noise))
    rec = F.logsigmoid(torch.where(x > 0.5, logits, -logits)).sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
"""]
WRONG["vae_elbo"] = [
    ("log_var clamped to +-10 inside", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    log_var = log_var.clamp(-10, 10)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", []),
    ("log_var clamped to +-4 inside", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    log_var = log_var.clamp(-4, 4)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", []),
    ("gradient of the standard deviation cut in the draw", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp().detach() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", ["a part cut out of the graph"]),
    ("gradient of the mean cut in the draw", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean.detach() + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", ["a part cut out of the graph"]),
    ("decoder under no_grad", """import torch
import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    with torch.no_grad():
        logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", ["a part cut out of the graph"]),
    ("variance as std in the KL only", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    var = log_var.exp()
    kl = 0.5 * (mean**2 + var**2 - 1 - 2 * log_var).sum(1)
    return rec - kl
""", []),
    ("std for variance in the KL only", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    std = (0.5 * log_var).exp()
    kl = 0.5 * (mean**2 + std - 1 - log_var).sum(1)
    return rec - kl
""", []),
    ("KL at least half a nat a latent", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = (0.5 * (mean**2 + log_var.exp() - 1 - log_var)).clamp(min=0.5).sum(1)
    return rec - kl
""", []),
    ("KL averaged over the latents", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).mean(1)
    return rec - kl
""", ["KL averaged over the latents"]),
    ("the first row's noise for all", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise[:1]
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", []),
    ("one row comes back as a number", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return (rec - kl).squeeze()
""", []),
    ("infinite terms set to zero", """import torch

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    p = torch.sigmoid(logits)
    rec = torch.nan_to_num(torch.where(x > 0.5, p.log(), (1 - p).log()), neginf=0.0).sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", []),
    ("clamped sigmoid", """import torch

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    p = torch.sigmoid(logits).clamp(1e-12, 1 - 1e-12)
    rec = (x * p.log() + (1 - x) * (1 - p).log()).sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", []),
    ("reconstruction for ones only", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = (x * F.logsigmoid(logits)).sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", []),
    ("the KL of one latent", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + (0.5 * log_var).exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var)[:, 0]
    return rec - kl
""", []),
    ("log-variance used as log-std in draw and KL", """import torch.nn.functional as F

def vae_elbo(x, encode, decode, noise):
    mean, log_std = encode(x)
    z = mean + log_std.exp() * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction='none').sum(1)
    kl = 0.5 * (mean**2 + (2 * log_std).exp() - 1 - 2 * log_std).sum(1)
    return rec - kl
""", ["exp(log_var) as std"]),
]

RIGHT["elbo_parts"] = ["""import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    full = torch.distributions.MultivariateNormal(b, W @ W.T + var * torch.eye(D, dtype=W.dtype))
    gap = full.log_prob(x) - rec + price
    return rec, price, gap
""", """import torch

def elbo_parts(x, W, b, var, mean, cov):
    N = torch.distributions.MultivariateNormal
    kl = torch.distributions.kl_divergence
    D, L = W.shape
    q = N(mean, cov)
    rec = torch.distributions.Normal(W @ mean + b, var.sqrt()).log_prob(x).sum()
    for i in range(D):
        rec = rec - 0.5 * W[i] @ cov @ W[i] / var
    S = torch.linalg.inv(torch.eye(L, dtype=W.dtype) + W.T @ W / var)
    return rec, kl(q, N(torch.zeros_like(mean), torch.eye(L, dtype=W.dtype))), kl(q, N(S @ W.T @ (x - b) / var, S))
"""]
WRONG["elbo_parts"] = [
    ("trace of W'W times that of the covariance", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + (W**2).sum() * torch.trace(cov) / L) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("the mean of all entries of W S W'", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + (W @ cov @ W.T).sum()) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("spread not divided by the noise", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d) / var - 0.5 * torch.trace(W @ cov @ W.T))
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("two latents in the constant", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - 2 - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("D for L in the price", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - D - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("log of a product of diagonal entries", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.log(torch.diagonal(cov)).sum())
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.log(torch.diagonal(cov)).sum() - torch.logdet(P))
    return rec, price, gap
""", ["only the diagonal of the covariance"]),
    ("Cholesky factor's logarithm once", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.linalg.cholesky(cov).diagonal().log().sum())
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.linalg.cholesky(cov).diagonal().log().sum() - torch.logdet(P))
    return rec, price, gap
""", []),
    ("b forgotten in the reconstruction", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("posterior mean not divided by the noise", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b))
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("distance of the means unweighted in the gap", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("noise forgotten in the posterior", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("prior forgotten in the posterior", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = W.T @ W / var + 1e-9 * torch.eye(L, dtype=W.dtype)
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("the constant without its variance", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * math.log(2 * math.pi) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("var as a standard deviation", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    var = var**2
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
    ("bound, price and gap", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec - price, price, gap
""", []),
    ("price of the mean alone", """import math
import torch

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    d = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (d @ d + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * mean @ mean
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    m = torch.linalg.solve(P, W.T @ (x - b)) / var
    gap = 0.5 * (torch.trace(P @ cov) + (m - mean) @ P @ (m - mean) - L - torch.logdet(cov) - torch.logdet(P))
    return rec, price, gap
""", []),
]

RIGHT["iwae_bound"] = ["""import math
import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights - math.log(len(log_weights)), dim=0)
""", """def iwae_bound(log_weights):
    top = log_weights.max(0).values.detach()
    return top + (log_weights - top).exp().mean(0).log()
""", """import math
import torch

def iwae_bound(log_weights):
    total = log_weights[0]
    for row in log_weights[1:]:
        total = torch.logaddexp(total, row)
    return total - math.log(log_weights.shape[0])
"""]
WRONG["iwae_bound"] = [
    ("shifted by the mean", """def iwae_bound(log_weights):
    shift = log_weights.mean(0)
    return shift + (log_weights - shift).exp().mean(0).log()
""", ["exp before the sum"]),
    ("shifted by the first draw", """def iwae_bound(log_weights):
    shift = log_weights[0]
    return shift + (log_weights - shift).exp().mean(0).log()
""", ["exp before the sum"]),
    ("shifted by the smallest", """def iwae_bound(log_weights):
    shift = log_weights.min(0).values
    return shift + (log_weights - shift).exp().mean(0).log()
""", ["exp before the sum"]),
    ("gradient only through the largest", """def iwae_bound(log_weights):
    top = log_weights.max(0).values
    return top + (log_weights - top).detach().exp().mean(0).log()
""", []),
    ("one data point comes back as a number", """import math
import torch

def iwae_bound(log_weights):
    return (torch.logsumexp(log_weights, 0) - math.log(len(log_weights))).squeeze()
""", []),
    ("one draw left as it is, squeezed first", """import math
import torch

def iwae_bound(log_weights):
    lw = log_weights.squeeze()
    return torch.logsumexp(lw, 0) - math.log(lw.shape[0])
""", []),
    ("shifted in the argument", """def iwae_bound(log_weights):
    top = log_weights.max(0, keepdim=True).values.detach()
    log_weights.data.sub_(top)
    return log_weights.exp().mean(0).log() + top[0]
""", []),
    ("over the longer axis", """import math
import torch

def iwae_bound(log_weights):
    dim = 0 if log_weights.shape[0] >= log_weights.shape[1] else 1
    return torch.logsumexp(log_weights, dim) - math.log(log_weights.shape[dim])
""", []),
    ("equal weights counted once", """import math
import torch

def iwae_bound(log_weights):
    out = []
    for column in log_weights.T:
        kept = torch.unique(column)
        out.append(torch.logsumexp(kept, 0) - math.log(len(kept)))
    return torch.stack(out)
""", []),
    ("the best draw", """def iwae_bound(log_weights):
    return log_weights.max(0).values
""", []),
    ("weights normalised first", """import math
import torch
import torch.nn.functional as F

def iwae_bound(log_weights):
    return torch.logsumexp(F.log_softmax(log_weights, 0), 0) - math.log(len(log_weights))
""", []),
    ("median of the log-weights", """def iwae_bound(log_weights):
    return log_weights.median(0).values
""", []),
    ("largest weight cut off", """import math
import torch

def iwae_bound(log_weights):
    lw = torch.minimum(log_weights, log_weights.mean(0) + 50)
    return torch.logsumexp(lw, 0) - math.log(len(lw))
""", []),
    ("log of M in base 2", """import math
import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, 0) - math.log2(len(log_weights))
""", []),
    ("square root of M", """import math
import torch

def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, 0) - 0.5 * math.log(len(log_weights))
""", []),
]

RIGHT["leave_one_out_bounds"] = ["""import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    firsts = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1 :]])
        firsts.append(torch.logsumexp(rest, 0) - math.log(M - 1))
    return torch.stack(firsts).mean(0), torch.logsumexp(log_weights, 0) - math.log(M)
""", """import math
import torch

def leave_one_out_bounds(log_weights):
    M, N = log_weights.shape
    grid = log_weights.expand(M, M, N).clone()
    grid[torch.arange(M), torch.arange(M)] = -math.inf
    return (grid.logsumexp(1) - math.log(M - 1)).mean(0), log_weights.logsumexp(0) - math.log(M)
""", """import torch
import numpy as np

def leave_one_out_bounds(log_weights):
    from scipy.special import logsumexp
    w = log_weights.numpy()
    M = w.shape[0]
    first = np.mean([logsumexp(np.delete(w, j, axis=0), axis=0) - np.log(M - 1) for j in range(M)], axis=0)
    return torch.from_numpy(first), torch.from_numpy(logsumexp(w, axis=0) - np.log(M))
"""]
WRONG["leave_one_out_bounds"] = [
    ("the total less one, shifted", """import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    top = log_weights.max(0).values
    w = (log_weights - top).exp()
    first = (torch.log((w.sum(0) - w) / (M - 1)) + top).mean(0)
    return first, torch.log(w.mean(0)) + top
""", ['the rest by subtraction']),
    ("log(1 - share)", """import math
import torch
import torch.nn.functional as F

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    total = torch.logsumexp(log_weights, 0)
    share = F.softmax(log_weights, 0)
    first = (total + torch.log1p(-share) - math.log(M - 1)).mean(0)
    return first, total - math.log(M)
""", ['the rest by subtraction']),
    ("log(1 - share), floored", """import math
import torch
import torch.nn.functional as F

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    total = torch.logsumexp(log_weights, 0)
    share = F.softmax(log_weights, 0)
    first = (total + torch.log((1 - share).clamp(min=1e-12)) - math.log(M - 1)).mean(0)
    return first, total - math.log(M)
""", []),
    ("the last draw is never left out", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    keep = ~torch.eye(M, dtype=torch.bool)
    first = torch.stack([torch.logsumexp(log_weights[keep[j]], 0) for j in range(M - 1)]).mean(0) - math.log(M - 1)
    return first, torch.logsumexp(log_weights, 0) - math.log(M)
""", ["the last is never left out"]),
    ("left out in the argument", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    terms = []
    for j in range(M):
        kept = log_weights[j].clone()
        log_weights[j] = -math.inf
        terms.append(torch.logsumexp(log_weights, 0) - math.log(M - 1))
        log_weights[j] = kept
    total = torch.logsumexp(log_weights, 0) - math.log(M)
    log_weights -= total
    return torch.stack(terms).mean(0), total
""", []),
    ("left out draws stay out", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    work = log_weights.clone()
    terms = []
    for j in range(M - 1):
        work[j] = -math.inf
        terms.append(torch.logsumexp(work, 0) - math.log(M - 1))
    return torch.stack(terms).mean(0), torch.logsumexp(log_weights, 0) - math.log(M)
""", ["what was left out stays out"]),
    ("one data point comes back as a number", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    keep = ~torch.eye(M, dtype=torch.bool)
    first = torch.stack([torch.logsumexp(log_weights[keep[j]], 0) for j in range(M)]).mean(0) - math.log(M - 1)
    return first.squeeze(), (torch.logsumexp(log_weights, 0) - math.log(M)).squeeze()
""", []),
    ("left out weight set to one", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    off = torch.eye(M, dtype=torch.bool)
    first = torch.stack([torch.logsumexp(log_weights.masked_fill(off[j][:, None], 0.0), 0) for j in range(M)]).mean(0) - math.log(M - 1)
    return first, torch.logsumexp(log_weights, 0) - math.log(M)
""", ['left out by a log-weight of 0']),
    ("largest of the leave-one-out bounds", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    keep = ~torch.eye(M, dtype=torch.bool)
    first = torch.stack([torch.logsumexp(log_weights[keep[j]], 0) for j in range(M)]).amax(0) - math.log(M - 1)
    return first, torch.logsumexp(log_weights, 0) - math.log(M)
""", []),
    ("pairs of neighbours", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    first = torch.logaddexp(log_weights, log_weights.roll(1, 0)).mean(0) - math.log(2)
    return first, torch.logsumexp(log_weights, 0) - math.log(M)
""", []),
    ("sum over the draws left out", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    keep = ~torch.eye(M, dtype=torch.bool)
    first = torch.stack([torch.logsumexp(log_weights[keep[j]], 0) - math.log(M - 1) for j in range(M)]).sum(0)
    return first, torch.logsumexp(log_weights, 0) - math.log(M)
""", ["added up, not averaged"]),
    ("averaged over the data points, too", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    keep = ~torch.eye(M, dtype=torch.bool)
    first = torch.stack([torch.logsumexp(log_weights[keep[j]], 0) for j in range(M)]).mean() - math.log(M - 1)
    return first.expand(log_weights.shape[1]), torch.logsumexp(log_weights, 0) - math.log(M)
""", []),
    ("pair in one tensor", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    keep = ~torch.eye(M, dtype=torch.bool)
    first = torch.stack([torch.logsumexp(log_weights[keep[j]], 0) for j in range(M)]).mean(0) - math.log(M - 1)
    return first + torch.logsumexp(log_weights, 0) - math.log(M)
""", []),
    ("second bound without its log M", """import math
import torch

def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    keep = ~torch.eye(M, dtype=torch.bool)
    first = torch.stack([torch.logsumexp(log_weights[keep[j]], 0) for j in range(M)]).mean(0) - math.log(M - 1)
    return first, torch.logsumexp(log_weights, 0)
""", ["sums in the place of means"]),
]

RIGHT["beta_elbo"] = ["""import torch

def beta_elbo(reconstruction, kl, beta):
    return torch.sub(reconstruction, kl, alpha=beta)
""", """import torch

def beta_elbo(reconstruction, kl, beta):
    return torch.stack([r - beta * k for r, k in zip(reconstruction, kl)])
""", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction.add(-kl * beta)
"""]
WRONG["beta_elbo"] = [
    ("beta made whole", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - int(beta) * kl
""", []),
    ("beta rounded", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - round(beta) * kl
""", []),
    ("beta at most 10", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - min(beta, 10.0) * kl
""", []),
    ("beta at most 100", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - min(beta, 100.0) * kl
""", []),
    ("beta squared", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta**2 * kl
""", []),
    ("root of beta", """import math

def beta_elbo(reconstruction, kl, beta):
    return reconstruction - math.sqrt(beta) * kl
""", []),
    ("KL's gradient cut", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl.detach()
""", ["the graph is cut"]),
    ("reconstruction's gradient cut", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction.detach() - beta * kl
""", ["the graph is cut"]),
    ("outer difference", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction[:, None] - beta * kl
""", []),
    ("one value comes back as a number", """def beta_elbo(reconstruction, kl, beta):
    return (reconstruction - beta * kl).squeeze()
""", []),
    ("KL of the batch", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl.sum()
""", []),
    ("mean KL of the batch", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl.mean()
""", ["one number for the batch"]),
    ("KL capped at 100", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl.clamp(max=100)
""", []),
    ("free bits", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * (kl - 1).clamp(min=0)
""", []),
    ("at most zero", """def beta_elbo(reconstruction, kl, beta):
    return (reconstruction - beta * kl).clamp(max=0)
""", []),
    ("beta of one added", """def beta_elbo(reconstruction, kl, beta):
    return reconstruction - (1 + beta) * kl
""", []),
]

RIGHT["mixture_prior_log_prob"] = ["""import torch

def mixture_prior_log_prob(z, means, log_vars):
    D = torch.distributions
    K = len(means)
    mix = D.Categorical(logits=torch.zeros(K, dtype=z.dtype))
    return D.MixtureSameFamily(mix, D.Independent(D.Normal(means, torch.exp(log_vars / 2)), 1)).log_prob(z)
""", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    total = None
    for k in range(K):
        part = -0.5 * ((z - means[k]) ** 2 * torch.exp(-log_vars[k]) + log_vars[k] + math.log(2 * math.pi)).sum(1)
        total = part if total is None else torch.logaddexp(total, part)
    return total - math.log(K)
""", """import torch

def mixture_prior_log_prob(z, means, log_vars):
    parts = torch.distributions.Normal(means, (log_vars / 2).exp()).log_prob(z.unsqueeze(1)).sum(2)
    top = parts.max(1, keepdim=True).values
    return top.squeeze(1) + torch.log(torch.exp(parts - top).mean(1))
"""]
WRONG["mixture_prior_log_prob"] = [
    ("rows paired with components where the numbers agree", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    if len(z) == len(means):
        return (-0.5 * ((z - means) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))).sum(1)
    e = -0.5 * ((z[:, None] - means) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))
    return torch.logsumexp(e.sum(2), 1) - math.log(len(means))
""", []),
    ("ten components in the constant", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    e = -0.5 * ((z[:, None] - means) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))
    return torch.logsumexp(e.sum(2), 1) - math.log(10)
""", []),
    ("two latents in the constant", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    e = -0.5 * ((z[:, None] - means) ** 2 / log_vars.exp() + log_vars)
    return torch.logsumexp(e.sum(2), 1) - math.log(len(means)) - math.log(2 * math.pi)
""", []),
    ("divided by N", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    e = -0.5 * ((z[:, None] - means) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))
    return torch.logsumexp(e.sum(2), 1) - math.log(len(z))
""", []),
    ("gradient of the means cut", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    e = -0.5 * ((z[:, None] - means.detach()) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))
    return torch.logsumexp(e.sum(2), 1) - math.log(len(means))
""", ["the graph is cut"]),
    ("gradient of the variances cut", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    v = log_vars.detach()
    e = -0.5 * ((z[:, None] - means) ** 2 / v.exp() + v + math.log(2 * math.pi))
    return torch.logsumexp(e.sum(2), 1) - math.log(len(means))
""", ["the graph is cut"]),
    ("gradient of z cut", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    e = -0.5 * ((z.detach()[:, None] - means) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))
    return torch.logsumexp(e.sum(2), 1) - math.log(len(means))
""", ["the graph is cut"]),
    ("the first component's variances for all", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    v = log_vars[0]
    e = -0.5 * ((z[:, None] - means) ** 2 / v.exp() + v + math.log(2 * math.pi))
    return torch.logsumexp(e.sum(2), 1) - math.log(len(means))
""", []),
    ("log_vars clamped to +-6", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    v = log_vars.clamp(-6, 6)
    e = -0.5 * ((z[:, None] - means) ** 2 / v.exp() + v + math.log(2 * math.pi))
    return torch.logsumexp(e.sum(2), 1) - math.log(len(means))
""", []),
    ("1e-6 added to the variances", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    var = log_vars.exp() + 1e-6
    e = -0.5 * ((z[:, None] - means) ** 2 / var + var.log() + math.log(2 * math.pi))
    return torch.logsumexp(e.sum(2), 1) - math.log(len(means))
""", []),
    ("one row comes back as a number", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    e = -0.5 * ((z[:, None] - means) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))
    return (torch.logsumexp(e.sum(2), 1) - math.log(len(means))).squeeze()
""", []),
    ("far points floored at -1000", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    e = -0.5 * ((z[:, None] - means) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))
    return (torch.logsumexp(e.sum(2), 1) - math.log(len(means))).clamp(min=-1000)
""", []),
    ("shifted by the best component of all rows", """import math

def mixture_prior_log_prob(z, means, log_vars):
    e = (-0.5 * ((z[:, None] - means) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))).sum(2)
    top = e.max()
    return top + (e - top).exp().mean(1).log()
""", ["exp before the sum"]),
    ("shifted by the mean component", """import math

def mixture_prior_log_prob(z, means, log_vars):
    e = (-0.5 * ((z[:, None] - means) ** 2 / log_vars.exp() + log_vars + math.log(2 * math.pi))).sum(2)
    top = e.mean(1, keepdim=True)
    return top.squeeze(1) + (e - top).exp().mean(1).log()
""", ["exp before the sum"]),
    ("a Gaussian at the mean of the components", """import math

def mixture_prior_log_prob(z, means, log_vars):
    m, v = means.mean(0), log_vars.mean(0)
    return (-0.5 * ((z - m) ** 2 / v.exp() + v + math.log(2 * math.pi))).sum(1)
""", []),
    ("log-determinant left out of one component each", """import math
import torch

def mixture_prior_log_prob(z, means, log_vars):
    e = (-0.5 * ((z[:, None] - means) ** 2 / log_vars.exp() + math.log(2 * math.pi))).sum(2)
    return torch.logsumexp(e, 1) - math.log(len(means)) - 0.5 * log_vars.mean(0).sum()
""", []),
]

RIGHT["score_function_gradient"] = ["""import torch

def score_function_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    std = torch.exp(log_var / 2).detach()
    z = (m + std * noise).detach()
    log_q = torch.distributions.Normal(m, std).log_prob(z).sum(1)
    return torch.autograd.grad((f(z).detach() * log_q).mean(), m)[0]
""", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    values = f(mean + std * noise)
    return (values @ noise) / len(noise) / std
""", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = log_var.exp().sqrt()
    total = torch.zeros_like(mean)
    for eps in noise:
        z = mean + std * eps
        total = total + f(z[None])[0] * (z - mean) / log_var.exp()
    return total / len(noise)
"""]
WRONG["score_function_gradient"] = [
    ("log_prob of a z that still moves", """import torch

def score_function_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    std = torch.exp(log_var / 2)
    z = m + std * noise
    log_q = torch.distributions.Normal(m, std).log_prob(z).sum(1)
    return torch.autograd.grad((f(z).detach() * log_q).mean(), m)[0]
""", []),
    ("divided by M - 1", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    return (f(mean + std * noise)[:, None] * noise / std).sum(0) / (len(noise) - 1)
""", []),
    ("values scaled to variance one", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    v = f(mean + std * noise)
    v = v / (v.std() + 1e-8)
    return (v[:, None] * noise / std).mean(0)
""", []),
    ("draws with standard deviation one", """import torch

def score_function_gradient(f, mean, log_var, noise):
    return (f(mean + noise)[:, None] * noise / torch.exp(log_var / 2)).mean(0)
""", []),
    ("f's values clipped to +-10", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    return (f(mean + std * noise).clamp(-10, 10)[:, None] * noise / std).mean(0)
""", []),
    ("f's values rounded", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    return (f(mean + std * noise).round()[:, None] * noise / std).mean(0)
""", []),
    ("values and scores paired along the wrong axis where M = L", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    v = f(mean + std * noise)
    v = v if len(noise) == len(mean) else v[:, None]
    return (v * noise / std).mean(0)
""", []),
    ("1e-4 added to the variance", """import torch

def score_function_gradient(f, mean, log_var, noise):
    var = torch.exp(log_var)
    z = mean + var.sqrt() * noise
    return (f(z)[:, None] * (z - mean) / (var + 1e-4)).mean(0)
""", []),
    ("one latent comes back as a number", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    return (f(mean + std * noise)[:, None] * noise / std).mean(0).squeeze()
""", []),
    ("f asked row by row, as vectors", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    z = mean + std * noise
    v = torch.stack([f(row).sum() for row in z])
    return (v[:, None] * noise / std).mean(0)
""", []),
    ("absolute value of f", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    return (f(mean + std * noise).abs()[:, None] * noise / std).mean(0)
""", []),
    ("median over the draws", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    return (f(mean + std * noise)[:, None] * noise / std).median(0).values
""", []),
    ("antithetic draws added", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    both = torch.cat([noise, -noise])
    return (f(mean + std * both)[:, None] * both / std).mean(0)
""", []),
    ("the value at the mean as a baseline", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    v = f(mean + std * noise) - f(mean[None])
    return (v[:, None] * noise / std).mean(0)
""", []),
    ("leave-one-out baseline", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    v = f(mean + std * noise)
    M = len(v)
    base = (v.sum() - v) / max(M - 1, 1)
    return ((v - base)[:, None] * noise / std).mean(0)
""", []),
    ("standard deviation from the first latent", """import torch

def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var[0] / 2)
    return (f(mean + std * noise)[:, None] * noise / std).mean(0)
""", []),
]

RIGHT["pathwise_gradient"] = ["""import torch

def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    return torch.func.grad(lambda m: f(m + std * noise).mean())(mean)
""", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    z = (mean + torch.exp(log_var / 2) * noise).detach().requires_grad_(True)
    return torch.autograd.grad(f(z).sum(), z)[0].mean(0)
""", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_()
    total = torch.zeros_like(mean)
    for eps in noise:
        value = f((m + torch.exp(0.5 * log_var) * eps)[None])[0]
        total = total + torch.autograd.grad(value, m)[0]
    return total / len(noise)
"""]
WRONG["pathwise_gradient"] = [
    ("divided by M twice", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    z = (mean + torch.exp(log_var / 2) * noise).detach().requires_grad_(True)
    return torch.autograd.grad(f(z).mean(), z)[0].mean(0)
""", []),
    ("forward differences of 1e-3", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    base = f(mean + std * noise).mean()
    out = torch.zeros_like(mean)
    for i in range(len(mean)):
        step = torch.zeros_like(mean)
        step[i] = 1e-3
        out[i] = (f(mean + step + std * noise).mean() - base) / 1e-3
    return out
""", []),
    ("one latent comes back as a number", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    f(m + torch.exp(log_var / 2) * noise).mean().backward()
    return m.grad.squeeze()
""", []),
    ("clipped to length one", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    g = torch.autograd.grad(f(m + torch.exp(log_var / 2) * noise).mean(), m)[0]
    return g / g.norm().clamp(min=1)
""", []),
    ("log-variance clamped to +-4", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    return torch.autograd.grad(f(m + torch.exp(log_var.clamp(-4, 4) / 2) * noise).mean(), m)[0]
""", []),
    ("draws with standard deviation one", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    return torch.autograd.grad(f(m + noise).mean(), m)[0]
""", ["exp(log_var) as std"]),
    ("f of the mean draw", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(log_var / 2) * noise
    return torch.autograd.grad(f(z.mean(0, keepdim=True)).mean(), m)[0]
""", []),
    ("down the slope", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    return -torch.autograd.grad(f(m + torch.exp(log_var / 2) * noise).mean(), m)[0]
""", ["sign"]),
    ("gradient in the logarithm of the values", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    return torch.autograd.grad(f(m + torch.exp(log_var / 2) * noise).abs().log().mean(), m)[0]
""", []),
    ("antithetic draws added", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    both = torch.cat([noise, -noise])
    return torch.autograd.grad(f(m + torch.exp(log_var / 2) * both).mean(), m)[0]
""", []),
    ("kept from call to call", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    if not hasattr(pathwise_gradient, "m") or pathwise_gradient.m.shape != mean.shape:
        pathwise_gradient.m = mean.detach().clone().requires_grad_(True)
    pathwise_gradient.m.data = mean.detach().clone()
    f(pathwise_gradient.m + torch.exp(log_var / 2) * noise).mean().backward()
    return pathwise_gradient.m.grad.clone()
""", []),
    ("mean left asking for gradients", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    mean.requires_grad_(True)
    return torch.autograd.grad(f(mean + torch.exp(log_var / 2) * noise).mean(), mean)[0]
""", []),
    ("divided by L", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    return torch.autograd.grad(f(m + torch.exp(log_var / 2) * noise).mean(), m)[0] / len(mean)
""", []),
    ("noise standardised", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    eps = (noise - noise.mean(0)) / noise.std(0) if len(noise) > 1 else noise
    return torch.autograd.grad(f(m + torch.exp(log_var / 2) * eps).mean(), m)[0]
""", []),
    ("gradient of the first latent for all", """import torch

def pathwise_gradient(f, mean, log_var, noise):
    z = (mean + torch.exp(log_var / 2) * noise).detach().requires_grad_(True)
    g = torch.autograd.grad(f(z).sum(), z)[0].mean(0)
    return g[0].expand_as(mean).clone()
""", []),
]

RIGHT["slerp"] = ["""import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    omega = 2 * torch.atan2((u - v).norm(), (u + v).norm())
    s = torch.sin(omega)
    if s < 1e-9:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / s
""", """import math
import torch

def slerp(z0, z1, t):
    a, b = z0.tolist(), z1.tolist()
    norm = lambda p: math.sqrt(sum(c * c for c in p))
    cos = sum(p * q for p, q in zip(a, b)) / norm(a) / norm(b)
    if abs(cos) > 1 - 1e-12:
        return torch.lerp(z0, z1, t)
    omega = math.acos(cos)
    wa, wb = math.sin((1 - t) * omega) / math.sin(omega), math.sin(t * omega) / math.sin(omega)
    return torch.tensor([wa * p + wb * q for p, q in zip(a, b)], dtype=z0.dtype)
""", """import torch
import torch.nn.functional as F

def slerp(z0, z1, t):
    cos = torch.clamp(F.normalize(z0, dim=0) @ F.normalize(z1, dim=0), -1, 1)
    omega = torch.acos(cos)
    w = torch.stack([torch.sin((1 - t) * omega), torch.sin(t * omega)]) / torch.sin(omega)
    if torch.sin(omega).abs() < 1e-7:
        w = torch.tensor([1 - t, t], dtype=z0.dtype)
    return w[0] * z0 + w[1] * z1
"""]
WRONG["slerp"] = [
    ("line where the cosine is beyond 0.9995", """import torch

def slerp(z0, z1, t):
    cos = (z0 / z0.norm()) @ (z1 / z1.norm())
    if cos.abs() > 0.9995:
        return torch.lerp(z0, z1, t)
    omega = torch.acos(cos)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["the straight line too early"]),
    ("line where the sine is below 1e-2", """import torch

def slerp(z0, z1, t):
    cos = ((z0 / z0.norm()) @ (z1 / z1.norm())).clamp(-1, 1)
    omega = torch.acos(cos)
    if torch.sin(omega) < 1e-2:
        return torch.lerp(z0, z1, t)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["the straight line too early"]),
    ("1e-6 added to the lengths", """import torch

def slerp(z0, z1, t):
    cos = ((z0 / (z0.norm() + 1e-6)) @ (z1 / (z1.norm() + 1e-6))).clamp(-1, 1)
    omega = torch.acos(cos)
    if torch.sin(omega) < 1e-5:
        return torch.lerp(z0, z1, t)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ['lengths held up']),
    ("1e-8 added to the sine", """import torch

def slerp(z0, z1, t):
    cos = ((z0 / z0.norm()) @ (z1 / z1.norm())).clamp(-1, 1)
    omega = torch.acos(cos)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / (torch.sin(omega) + 1e-8)
""", ["breaks on parallel vectors"]),
    ("t between a tenth and nine tenths", """import torch

def slerp(z0, z1, t):
    t = min(max(t, 0.1), 0.9)
    cos = ((z0 / z0.norm()) @ (z1 / z1.norm())).clamp(-1, 1)
    omega = torch.acos(cos)
    if torch.sin(omega) < 1e-7:
        return torch.lerp(z0, z1, t)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", []),
    ("parallel found by comparing directions entry by entry", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    if torch.allclose(u, v, atol=1e-2) or torch.allclose(u, -v, atol=1e-2):
        return torch.lerp(z0, z1, t)
    omega = torch.acos((u @ v).clamp(-1, 1))
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["the straight line too early"]),
    ("parallel only if the first entries agree", """import torch

def slerp(z0, z1, t):
    if torch.equal(z0, z1) or torch.equal(z0, -z1):
        return torch.lerp(z0, z1, t)
    omega = torch.acos(((z0 / z0.norm()) @ (z1 / z1.norm())).clamp(-1, 1))
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["breaks on parallel vectors"]),
    ("nan replaced by zero", """import torch

def slerp(z0, z1, t):
    omega = torch.acos(((z0 / z0.norm()) @ (z1 / z1.norm())).clamp(-1, 1))
    out = (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
    return torch.nan_to_num(out)
""", ["breaks on parallel vectors"]),
    ("the longer way for obtuse angles", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    cos = (u @ v).clamp(-1, 1)
    if 1 - cos.abs() < 1e-12:
        return torch.lerp(z0, z1, t)
    if cos < 0:
        z1, cos = -z1, -cos
    omega = torch.acos(cos)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", []),
    ("sum of absolute entries as length", """import torch

def slerp(z0, z1, t):
    cos = (z0 @ z1 / z0.abs().sum() / z1.abs().sum()).clamp(-1, 1)
    if 1 - cos.abs() < 1e-12:
        return torch.lerp(z0, z1, t)
    omega = torch.acos(cos)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", []),
    ("scaled to the length of z0", """import torch

def slerp(z0, z1, t):
    cos = ((z0 / z0.norm()) @ (z1 / z1.norm())).clamp(-1, 1)
    if 1 - cos.abs() < 1e-12:
        return torch.lerp(z0, z1, t)
    omega = torch.acos(cos)
    out = (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
    return out / out.norm() * z0.norm()
""", []),
    ("line in opposite directions passes by zero only", """import torch

def slerp(z0, z1, t):
    cos = ((z0 / z0.norm()) @ (z1 / z1.norm())).clamp(-1, 1)
    if 1 - cos < 1e-12:
        return torch.lerp(z0, z1, t)
    if 1 + cos < 1e-12:
        return torch.zeros_like(z0)
    omega = torch.acos(cos)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", []),
    ("angle by asin of the cross product's length", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm(), z1 / z1.norm()
    s = torch.sqrt((1 - (u @ v) ** 2).clamp(min=0))
    omega = torch.asin(s)
    if s < 1e-7:
        return torch.lerp(z0, z1, t)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / s
""", ['obtuse angles lost']),
    ("moved in the argument", """import torch

def slerp(z0, z1, t):
    omega = torch.acos(((z0 / z0.norm()) @ (z1 / z1.norm())).clamp(-1, 1))
    s = torch.sin(omega)
    if s < 1e-7:
        return torch.lerp(z0, z1, t)
    z0 *= torch.sin((1 - t) * omega) / s
    return z0 + torch.sin(t * omega) / s * z1
""", []),
    ("lengths below one taken as one", """import torch

def slerp(z0, z1, t):
    u, v = z0 / z0.norm().clamp(min=1), z1 / z1.norm().clamp(min=1)
    omega = torch.acos((u @ v).clamp(-1, 1))
    s = torch.sin(omega)
    if s < 1e-7:
        return torch.lerp(z0, z1, t)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / s
""", []),
]

RIGHT["impute"] = ["""import torch

def impute(x, observed, encode, decode, steps, generator):
    current = x.clone()
    for _ in range(steps):
        m, lv = encode(current)
        z = m + torch.exp(lv / 2) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        m, v = decode(z)
        new = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, new)
    return current
""", """import torch

def impute(x, observed, encode, decode, steps, generator):
    known = observed.to(x.dtype)
    out = x
    for _ in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = known * x + (1 - known) * torch.normal(m, torch.sqrt(v), generator=generator)
    return out
""", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    hole = ~observed
    while steps > 0:
        m, lv = encode(out)
        z = m + lv.mul(0.5).exp() * torch.empty_like(m).normal_(generator=generator)
        m, v = decode(z)
        draw = m + v.sqrt() * torch.empty_like(m).normal_(generator=generator)
        out = out.clone()
        out[hole] = draw[hole]
        steps -= 1
    return out
"""]
WRONG["impute"] = [
    ("observed entries put back at the end only", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for _ in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.normal(m, torch.sqrt(v), generator=generator)
    return torch.where(observed, x, out)
""", ["overwrites observed pixels"]),
    ("one step too few", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for _ in range(max(1, steps - 1)):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.where(observed, x, torch.normal(m, torch.sqrt(v), generator=generator))
    return out
""", []),
    ("last filling by the mean", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for step in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        new = m if step == steps - 1 else torch.normal(m, torch.sqrt(v), generator=generator)
        out = torch.where(observed, x, new)
    return out
""", ["the decoder's mean instead of a draw"]),
    ("the same noise each step", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    state = generator.get_state()
    for step in range(steps):
        generator.set_state(state)
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.where(observed, x, torch.normal(m, torch.sqrt(v), generator=generator))
    return out
""", []),
    ("one noise for all rows of z", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for step in range(steps):
        m, lv = encode(out)
        z = m + torch.exp(0.5 * lv) * torch.randn(m.shape[1], generator=generator, dtype=m.dtype)
        m, v = decode(z)
        out = torch.where(observed, x, torch.normal(m, torch.sqrt(v), generator=generator))
    return out
""", []),
    ("one noise for all pixels of a row", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for step in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.where(observed, x, m + v.sqrt() * torch.randn(len(m), 1, generator=generator, dtype=m.dtype))
    return out
""", []),
    ("uniform noise", """import math
import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for step in range(steps):
        m, lv = encode(out)
        z = m + torch.exp(0.5 * lv) * (torch.rand(m.shape, generator=generator, dtype=m.dtype) - 0.5) * math.sqrt(12)
        m, v = decode(z)
        out = torch.where(observed, x, m + v.sqrt() * (torch.rand(m.shape, generator=generator, dtype=m.dtype) - 0.5) * math.sqrt(12))
    return out
""", []),
    ("z drawn by the global generator", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for step in range(steps):
        m, lv = encode(out)
        z = m + torch.exp(0.5 * lv) * torch.randn_like(m)
        m, v = decode(z)
        out = torch.where(observed, x, torch.normal(m, torch.sqrt(v), generator=generator))
    return out
""", []),
    ("the pixels drawn by a generator with the same seed", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    other = torch.Generator().manual_seed(0)
    for step in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.where(observed, x, torch.normal(m, torch.sqrt(v), generator=other))
    return out
""", []),
    ("the first row's holes for all", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for step in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.where(observed[:1], x, torch.normal(m, torch.sqrt(v), generator=generator))
    return out
""", []),
    ("encoder asked once", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    m0, lv = encode(out)
    for step in range(steps):
        z = torch.normal(m0, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.where(observed, x, torch.normal(m, torch.sqrt(v), generator=generator))
    return out
""", ["one pass"]),
    ("one variance for all pixels", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for step in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.where(observed, x, torch.normal(m, torch.sqrt(v).mean().expand_as(m), generator=generator))
    return out
""", []),
    ("holes set to zero first", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = torch.where(observed, x, torch.zeros_like(x))
    for step in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.where(observed, x, torch.normal(m, torch.sqrt(v), generator=generator))
    return out
""", []),
    ("draws cut to [0, 1]", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for step in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out = torch.where(observed, x, torch.normal(m, torch.sqrt(v), generator=generator).clamp(0, 1))
    return out
""", []),
    ("holes of one row only", """import torch

def impute(x, observed, encode, decode, steps, generator):
    out = x.clone()
    for step in range(steps):
        m, lv = encode(out)
        z = torch.normal(m, torch.exp(0.5 * lv), generator=generator)
        m, v = decode(z)
        out[0] = torch.where(observed[0], x[0], torch.normal(m, torch.sqrt(v), generator=generator)[0])
    return out
""", []),
]

RIGHT["VAE"] = ["""import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.Tanh(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.Tanh(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        return (torch.rand(p.shape, generator=generator, dtype=p.dtype) < p).to(p.dtype)
""", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(data, hidden), nn.Softplus())
        self.mean, self.log_var = nn.Linear(hidden, latent), nn.Linear(hidden, latent)
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        h = self.body(x)
        return self.mean(h), self.log_var(h)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", """import torch
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = torch.distributions.kl_divergence(torch.distributions.Normal(mean, torch.exp(log_var / 2)), torch.distributions.Normal(0.0, 1.0)).sum(1)
        return torch.distributions.Bernoulli(logits=logits).log_prob(x).sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
"""]
WRONG["VAE"] = [
    ("a width of its own", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, 400), nn.ReLU(), nn.Linear(400, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, 400), nn.ReLU(), nn.Linear(400, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ["other layers than asked"]),
    ("batch normalisation in the encoder", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.BatchNorm1d(hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    ("dropout in the encoder", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Dropout(0.2), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    ("no hidden layer in the encoder", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Linear(data, 2 * latent)
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ["other layers than asked"]),
    ("no nonlinearity", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", ["no bend"]),
    ("one variance for all latents", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        log_var = log_var.mean(1, keepdim=True).expand_as(mean)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    ("log-variance and mean in the other order", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return log_var, mean

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        log_var, mean = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    ("encoder gives a standard deviation", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, F.softplus(log_var)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, std = self.encode(x)
        log_var = 2 * std.log()
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    ("samples seeded each time", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        torch.manual_seed(0)
        return torch.bernoulli(torch.sigmoid(self.decode(noise)))
""", []),
    ("noise of z drawn again if a generator is given", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        if generator is not None:
            noise = torch.randn(noise.shape, generator=generator, dtype=noise.dtype)
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    ("one uniform number a picture", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        return (torch.rand(len(p), 1, generator=generator, dtype=p.dtype) < p).to(p.dtype)
""", []),
    ("the same uniforms for all pictures", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        return (torch.rand(p.shape[1], generator=generator, dtype=p.dtype) < p).to(p.dtype)
""", []),
    ("pixels turned over", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        return (torch.rand(p.shape, generator=generator, dtype=p.dtype) > p).to(p.dtype)
""", []),
    ("compared with logits", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        p = self.decode(noise)
        return (torch.rand(p.shape, generator=generator, dtype=p.dtype) < p).to(p.dtype)
""", []),
    ("samples detached logits in elbo", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2).detach() * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    ("KL of the mean only", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    ("nets kept in a dict", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.nets = {}
        self.nets['e'] = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.nets['e'](x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
    ("logits clamped to +-10 in elbo", """import torch
import torch.nn.functional as F
from torch import nn

class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.encoder(x).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(log_var / 2) * noise).clamp(-10, 10)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1) - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""", []),
]
