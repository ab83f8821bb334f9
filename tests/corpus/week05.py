"""Answers to exercises of this week, right ones and wrong ones, written from the statements alone and labelled.

Who wrote them had seen no list of the course's. RIGHT must keep every point; WRONG: (what is wrong, code, the
misconceptions whose hint would be fair to that student). A comment above an entry proves it wrong with an input.
"""
RIGHT = {}
WRONG = {}

RIGHT['gaussian_log_likelihood'] = [
"""
import math
def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * ((x - mean) ** 2 / var + torch.log(var) + math.log(2 * math.pi))
    return terms.sum(dim=-1)
""",
"""
def gaussian_log_likelihood(x, mean, var):
    v = torch.broadcast_to(var, x.shape)
    out = torch.zeros(x.shape[0], dtype=x.dtype)
    for d in range(x.shape[1]):
        out = out - (x[:, d] - mean[:, d]).square() / (2 * v[:, d]) - torch.log(torch.sqrt(2 * torch.pi * v[:, d]))
    return out
""",
"""
import math
def gaussian_log_likelihood(x, mean, var):
    N, D = x.shape
    precision = (1 / var).expand(N, D)
    quad = torch.einsum("nd,nd,nd->n", x - mean, precision, x - mean)
    return 0.5 * (precision.log().sum(1) - quad - D * math.log(2 * math.pi))
""",
]

RIGHT['uniform_latent_log_marginal'] = [
"""
import math
def uniform_latent_log_marginal(x, a, b, std):
    mid = (a + b) / 2
    y = mid - (x - mid).abs()          # mirrored to the left half
    lo = (a - y) / std                 # z from a to b: Phi(-lo) - Phi(-hi)
    hi = (b - y) / std
    mass = 0.5 * (torch.erfc(lo / math.sqrt(2)) - torch.erfc(hi / math.sqrt(2)))
    return torch.log(mass) - math.log(b - a)
""",
"""
import math
def uniform_latent_log_marginal(x, a, b, std):
    out = torch.empty_like(x)
    s = std * math.sqrt(2)
    for i, xi in enumerate(x.tolist()):
        if xi <= (a + b) / 2:
            p = (math.erfc((a - xi) / s) - math.erfc((b - xi) / s)) / 2
        else:
            p = (math.erfc((xi - b) / s) - math.erfc((xi - a) / s)) / 2
        out[i] = math.log(p) - math.log(b - a)
    return out
""",
"""
import math
def uniform_latent_log_marginal(x, a, b, std):
    r = math.sqrt(2) * std
    left = torch.erfc((a - x) / r) - torch.erfc((b - x) / r)
    right = torch.erfc((x - b) / r) - torch.erfc((x - a) / r)
    p = torch.where(x < 0.5 * (a + b), left, right) / 2
    return (p / (b - a)).log()
""",
]

RIGHT['ppca_log_marginal'] = [
"""
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (quad + torch.linalg.slogdet(C)[1] + D * math.log(2 * math.pi))
""",
"""
def ppca_log_marginal(x, W, b, var):
    return torch.distributions.LowRankMultivariateNormal(b, W, var * torch.ones_like(b)).log_prob(x)
""",
"""
import math
def ppca_log_marginal(x, W, b, var):
    C = torch.einsum("il,jl->ij", W, W) + var * torch.eye(W.shape[0], dtype=W.dtype)
    R = torch.linalg.cholesky(C)
    out = []
    for row in x:
        e = torch.linalg.solve_triangular(R, (row - b)[:, None], upper=False)[:, 0]
        out.append(-0.5 * e.dot(e) - R.diagonal().log().sum() - 0.5 * len(b) * math.log(2 * math.pi))
    return torch.stack(out)
""",
]

RIGHT['ppca_posterior'] = [
"""
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = (x - b) @ W @ cov / var
    return mean, cov
""",
"""
def ppca_posterior(x, W, b, var):
    # conditional of the joint Gaussian of (z, x)
    D, L = W.shape
    C = W @ W.T + var * torch.eye(D, dtype=W.dtype)
    gain = torch.linalg.solve(C, W).T
    return torch.einsum("ld,nd->nl", gain, x - b), torch.eye(L, dtype=W.dtype) - gain @ W
""",
]

RIGHT['reparameterize'] = [
"""
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var) * noise
""",
"""
def reparameterize(mean, log_var, noise):
    return torch.addcmul(mean, (log_var / 2).exp(), noise)
""",
]

RIGHT['kl_to_standard_normal'] = [
"""
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
""",
"""
def kl_to_standard_normal(mean, log_var):
    L = mean.shape[1]
    trace = torch.exp(log_var).sum(1)
    return (torch.einsum("nl,nl->n", mean, mean) + trace - L - log_var.sum(1)) / 2
""",
"""
def kl_to_standard_normal(mean, log_var):
    return ((torch.expm1(log_var) - log_var) + mean.square()).sum(-1) * 0.5
""",
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
    return torch.where(x == 1, F.logsigmoid(logits), F.logsigmoid(-logits)).sum(1)
""",
"""
def bernoulli_log_likelihood(x, logits):
    s = (1 - 2 * x) * logits
    # -log(1 + e^s), by hand without overflow
    return -(s.clamp(min=0) + torch.log1p(torch.exp(-s.abs()))).sum(dim=1)
""",
]

RIGHT['vae_elbo'] = [
"""
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""",
"""
def vae_elbo(x, encode, decode, noise):
    def loglik(a):
        return (x * a - torch.nn.functional.softplus(a)).sum(1)
    def price(m, lv):
        return (-0.5 * (1 + lv - m.pow(2) - lv.exp())).sum(1)
    params = encode(x)
    return loglik(decode(params[0] + params[1].exp().sqrt() * noise)) - price(*params)
""",
]

RIGHT['iwae_bound'] = [
"""
import math
def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])
""",
"""
import math
def iwae_bound(log_weights):
    acc = log_weights[0]
    for m in range(1, len(log_weights)):
        acc = torch.logaddexp(acc, log_weights[m])
    return acc - math.log(len(log_weights))
""",
]

RIGHT['beta_elbo'] = [
"""
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl
""",
"""
def beta_elbo(reconstruction, kl, beta):
    return torch.stack([r - beta * k for r, k in zip(reconstruction, kl)])
""",
]

RIGHT['mixture_prior_log_prob'] = [
"""
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).sum(dim=2)
    return torch.logsumexp(logs, dim=1) - math.log(K)
""",
"""
import torch.distributions as D
def mixture_prior_log_prob(z, means, log_vars):
    comp = D.Independent(D.Normal(means, log_vars.exp().sqrt()), 1)
    return D.MixtureSameFamily(D.Categorical(torch.ones(means.shape[0], dtype=means.dtype)), comp).log_prob(z)
""",
]

RIGHT['score_function_gradient'] = [
"""
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = noise / std
    return (f(z)[:, None] * score).mean(dim=0)
""",
"""
def score_function_gradient(f, mean, log_var, noise):
    # autograd of log q at fixed draws
    m = mean.detach().clone().requires_grad_()
    std = torch.exp(log_var.detach() / 2)
    z = (mean + std * noise).detach()
    logq = torch.distributions.Normal(m, std).log_prob(z).sum(1)
    return torch.autograd.grad((f(z).detach() * logq).mean(), m)[0]
""",
]

RIGHT['pathwise_gradient'] = [
"""
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).mean(), m)[0]
""",
"""
def pathwise_gradient(f, mean, log_var, noise):
    # dz/dmean = 1, so average the slopes of f at the draws
    z = (mean + torch.exp(log_var / 2) * noise).detach().requires_grad_()
    slopes, = torch.autograd.grad(f(z).sum(), z)
    return slopes.mean(dim=0)
""",
"""
def pathwise_gradient(f, mean, log_var, noise):
    scale = torch.exp(0.5 * log_var)
    return torch.autograd.functional.jacobian(lambda m: f(m + scale * noise).mean(), mean.detach().clone())
""",
]

RIGHT['slerp'] = [
"""
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    omega = torch.arccos(cos.clamp(-1, 1))
    so = torch.sin(omega)
    if so < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / so * z0 + torch.sin(t * omega) / so * z1
""",
]

RIGHT['impute'] = [
"""
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        new = m + torch.sqrt(v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, new)
    return current
""",
"""
def impute(x, observed, encode, decode, steps, generator):
    if steps == 0:
        return x.clone()
    def gauss(mean, std):
        return mean + std * torch.randn(*mean.shape, generator=generator, dtype=mean.dtype)
    mean, log_var = encode(x)
    a, b = decode(gauss(mean, log_var.mul(0.5).exp()))
    keep = observed.to(x.dtype)
    return impute(keep * x + (1 - keep) * gauss(a, b**0.5), observed, encode, decode, steps - 1, generator)
""",
]

WRONG['gaussian_log_likelihood'] = [
("shared variance's logarithm counted once", """
import math
def gaussian_log_likelihood(x, mean, var):
    D = x.shape[1]
    return -0.5 * (((x - mean) ** 2 / var).sum(1) + torch.log(var).sum(-1 if var.dim() else 0) + D * math.log(2 * math.pi))
""", ['one log of a shared variance']),
('constant left out', """
import math
def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * ((x - mean) ** 2 / var + torch.log(var))
    return terms.sum(dim=-1)
""", ['no 2 pi']),
('constant added once, not per dimension', """
import math
def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * ((x - mean) ** 2 / var + torch.log(var))
    return terms.sum(dim=-1) - 0.5 * math.log(2 * math.pi)
""", ['one 2 pi for all dimensions']),
('sum over rows', """
import math
def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * ((x - mean) ** 2 / var + torch.log(var) + math.log(2 * math.pi))
    return terms.sum(dim=0)
""", []),
('log-variance not halved', """
import math
def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * ((x - mean) ** 2 / var + 2 * torch.log(var) + math.log(2 * math.pi))
    return terms.sum(dim=-1)
""", ['log of the variance not halved']),
('negative: a loss', """
import math
def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * ((x - mean) ** 2 / var + torch.log(var) + math.log(2 * math.pi))
    return -terms.sum(dim=-1)
""", ['the loss instead of the log-likelihood']),
('var treated as log-variance', """
import math
def gaussian_log_likelihood(x, mean, var):
    var = torch.exp(var)
    terms = -0.5 * ((x - mean) ** 2 / var + torch.log(var) + math.log(2 * math.pi))
    return terms.sum(dim=-1)
""", ['var taken as its logarithm']),
('uses log 2 pi squared var (sign of log var)', """
import math
def gaussian_log_likelihood(x, mean, var):
    terms = -0.5 * ((x - mean) ** 2 / var - torch.log(var) + math.log(2 * math.pi))
    return terms.sum(dim=-1)
""", ['the log of the variance left out']),
('gaussian_nll_loss without its constant', """
import torch.nn.functional as F
def gaussian_log_likelihood(x, mean, var):
    return -F.gaussian_nll_loss(mean, x, var * torch.ones_like(x), reduction="none").sum(1)
""", ['no 2 pi']),
# FALSE PASS: x=mean=[[0.]], var=1e-4: 3.686, got 2.535
('var clamped at 1e-3', """
import math
def gaussian_log_likelihood(x, mean, var):
    var = var.clamp(min=1e-3)
    terms = -0.5 * ((x - mean) ** 2 / var + torch.log(var) + math.log(2 * math.pi))
    return terms.sum(dim=-1)
""", []),
]

WRONG['uniform_latent_log_marginal'] = [
('difference of Phi: -inf outside', """
def uniform_latent_log_marginal(x, a, b, std):
    n = torch.distributions.Normal(0.0, 1.0)
    return torch.log(n.cdf((b - x) / std) - n.cdf((a - x) / std)) - np.log(b - a)
""", ['both tails lost']),
('exact on the right only', """
import math
def uniform_latent_log_marginal(x, a, b, std):
    lo, hi = (x - b) / std, (x - a) / std
    mass = 0.5 * (torch.erfc(lo / math.sqrt(2)) - torch.erfc(hi / math.sqrt(2)))
    return torch.log(mass) - math.log(b - a)
""", ['both tails lost']),
('std taken as variance', """
import math
def uniform_latent_log_marginal(x, a, b, std):
    std = math.sqrt(std)
    mid = (a + b) / 2
    y = mid - (x - mid).abs()          # mirrored to the left half
    lo = (a - y) / std                 # z from a to b: Phi(-lo) - Phi(-hi)
    hi = (b - y) / std
    mass = 0.5 * (torch.erfc(lo / math.sqrt(2)) - torch.erfc(hi / math.sqrt(2)))
    return torch.log(mass) - math.log(b - a)
""", ['std as variance']),
('erfc without square root of two', """
import math
def uniform_latent_log_marginal(x, a, b, std):
    mid = (a + b) / 2
    y = mid - (x - mid).abs()          # mirrored to the left half
    lo = (a - y) / std                 # z from a to b: Phi(-lo) - Phi(-hi)
    hi = (b - y) / std
    mass = 0.5 * (torch.erfc(lo) - torch.erfc(hi))
    return torch.log(mass) - math.log(b - a)
""", []),
('sampling 10,000 draws', """
import math
def uniform_latent_log_marginal(x, a, b, std):
    z = a + (b - a) * torch.rand(10000, dtype=x.dtype)
    l = -0.5 * ((x[:, None] - z) / std) ** 2 - math.log(std) - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(l, dim=1) - math.log(10000)
""", []),
('clamps the mass at 1e-30', """
import math
def uniform_latent_log_marginal(x, a, b, std):
    mid = (a + b) / 2
    y = mid - (x - mid).abs()          # mirrored to the left half
    lo = (a - y) / std                 # z from a to b: Phi(-lo) - Phi(-hi)
    hi = (b - y) / std
    mass = 0.5 * (torch.erfc(lo / math.sqrt(2)) - torch.erfc(hi / math.sqrt(2)))
    return torch.log(mass.clamp(min=1e-30)) - math.log(b - a)
""", ['mass clamped']),
('interval assumed to start at 0', """
import math
def uniform_latent_log_marginal(x, a, b, std):
    mid = (a + b) / 2
    y = mid - (x - mid).abs()          # mirrored to the left half
    lo = (0 - y) / std                 # z from a to b: Phi(-lo) - Phi(-hi)
    hi = (b - y) / std
    mass = 0.5 * (torch.erfc(lo / math.sqrt(2)) - torch.erfc(hi / math.sqrt(2)))
    return torch.log(mass) - math.log(b)
""", []),
('mirrors about 0, not the middle', """
import math
def uniform_latent_log_marginal(x, a, b, std):
    mid = (a + b) / 2
    y = -x.abs()          # mirrored to the left half
    lo = (a - y) / std                 # z from a to b: Phi(-lo) - Phi(-hi)
    hi = (b - y) / std
    mass = 0.5 * (torch.erfc(lo / math.sqrt(2)) - torch.erfc(hi / math.sqrt(2)))
    return torch.log(mass) - math.log(b - a)
""", ['mirrored about 0']),
('numeric integral, 50-point grid', """
import math
def uniform_latent_log_marginal(x, a, b, std):
    z = torch.linspace(a, b, 50, dtype=x.dtype)
    l = -0.5 * ((x[:, None] - z) / std) ** 2 - math.log(std) - 0.5 * math.log(2 * math.pi)
    return torch.log(torch.trapezoid(torch.exp(l), z, dim=1)) - math.log(b - a)
""", []),
('wrong sign of log width', """
import math
def uniform_latent_log_marginal(x, a, b, std):
    mid = (a + b) / 2
    y = mid - (x - mid).abs()          # mirrored to the left half
    lo = (a - y) / std                 # z from a to b: Phi(-lo) - Phi(-hi)
    hi = (b - y) / std
    mass = 0.5 * (torch.erfc(lo / math.sqrt(2)) - torch.erfc(hi / math.sqrt(2)))
    return torch.log(mass) + math.log(b - a)
""", []),
]

WRONG['ppca_log_marginal'] = [
('log of det: -inf for D = 400', """
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (quad + torch.log(torch.linalg.det(C)) + D * math.log(2 * math.pi))
""", ['the determinant underflows']),
('noise left out of the covariance', """
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = W @ W.T + 1e-9 * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (quad + torch.linalg.slogdet(C)[1] + D * math.log(2 * math.pi))
""", ['no noise term']),
('W.T @ W when L = D', """
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = (W.T @ W if W.shape[0] == W.shape[1] else W @ W.T) + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (quad + torch.linalg.slogdet(C)[1] + D * math.log(2 * math.pi))
""", ["W'W for WW'"]),
('constant left out', """
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (quad + torch.linalg.slogdet(C)[1])
""", ['constant forgotten']),
('determinant left out', """
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (quad + D * math.log(2 * math.pi))
""", ['the log-determinant left out']),
('diagonal of the covariance only', """
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    C = torch.diag(torch.diagonal(C))
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (quad + torch.linalg.slogdet(C)[1] + D * math.log(2 * math.pi))
""", ['only the diagonal of the covariance']),
('mean over the rows', """
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return (-0.5 * (quad + torch.linalg.slogdet(C)[1] + D * math.log(2 * math.pi))).mean()
""", ['one number for the batch']),
('identity of size L (fails unless L = D)', """
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = W @ W.T + var * torch.eye(W.shape[1], dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (quad + torch.linalg.slogdet(C)[1] + D * math.log(2 * math.pi))
""", []),
('determinant lemma without D - L', """
import math
def ppca_log_marginal(x, W, b, var):
    D, L = W.shape
    M = var * torch.eye(L, dtype=W.dtype) + W.T @ W
    r = x - b
    s = r @ W
    quad = ((r**2).sum(1) - (s * torch.linalg.solve(M, s.T).T).sum(1)) / var
    return -0.5 * (D * math.log(2 * math.pi) + torch.logdet(M) + quad)
""", []),
('standard deviation: sqrt(var) in the covariance', """
import math
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    C = W @ W.T + var.sqrt() * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (quad + torch.linalg.slogdet(C)[1] + D * math.log(2 * math.pi))
""", ['root of var as variance']),
]

WRONG['ppca_posterior'] = [
('prior left out of the precision', """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = (x - b) @ W @ cov / var
    return mean, cov
""", ['prior forgotten']),
('returns precision, not covariance', """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = (x - b) @ W @ cov / var
    return mean, precision
""", ['precision instead of covariance']),
('b not subtracted', """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = x @ W @ cov / var
    return mean, cov
""", ['not centred']),
('M inverse as covariance, var forgotten', """
def ppca_posterior(x, W, b, var):
    M = W.T @ W + var * torch.eye(W.shape[1], dtype=x.dtype)
    Mi = torch.linalg.inv(M)
    return (x - b) @ W @ Mi, Mi
""", ['covariance without var']),
('noise variance squared', """
def ppca_posterior(x, W, b, var):
    var = var**2
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = (x - b) @ W @ cov / var
    return mean, cov
""", ['var taken as std']),
('means transposed (L, N)', """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = (x - b) @ W @ cov / var
    return mean.T, cov
""", []),
# FALSE PASS: x=[[1,2]], W=[[2,1],[0,1]], b=0, var=1: mean [0,1], got [0.091,1.455]
('W W^T in place of W^T W (L = D only)', """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + (W @ W.T if W.shape[0] == L else W.T @ W) / var
    cov = torch.linalg.inv(precision)
    mean = (x - b) @ W @ cov / var
    return mean, cov
""", ["WW' where it fits"]),
('prior mean b subtracted after the gain', """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = x @ W @ cov / var - b[:L]
    return mean, cov
""", []),
('mean uses data only, covariance right', """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = torch.linalg.solve(W.T @ W, W.T @ (x - b).T).T
    return mean, cov
""", ['prior forgotten']),
]

WRONG['reparameterize'] = [
('variance in place of standard deviation', """
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(log_var) * noise
""", ['exp(log_var) as std']),
('log_var taken as the variance', """
def reparameterize(mean, log_var, noise):
    return mean + torch.sqrt(log_var.abs()) * noise
""", ['the root of the log-variance']),
('draws its own noise', """
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var) * torch.randn_like(noise)
""", []),
('mean left out', """
def reparameterize(mean, log_var, noise):
    return torch.exp(0.5 * log_var) * noise
""", ['mean left out']),
('under no_grad', """
def reparameterize(mean, log_var, noise):
    with torch.no_grad():
        return mean + torch.exp(0.5 * log_var) * noise
""", ['the graph is cut']),
('mean scaled too', """
def reparameterize(mean, log_var, noise):
    return (mean + noise) * torch.exp(0.5 * log_var)
""", []),
('only the first of M draws', """
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var) * (noise[0] if noise.dim() == 3 else noise)
""", []),
('torch.normal: no gradient, own noise', """
def reparameterize(mean, log_var, noise):
    return torch.normal(mean.expand(noise.shape), torch.exp(0.5 * log_var).expand(noise.shape))
""", ['the graph is cut']),
# FALSE PASS: mean=0, log_var=-8, noise=1: 0.0183, got 0.1353
('log_var clamped at -4', """
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var.clamp(min=-4)) * noise
""", []),
('adds 1e-5 to the standard deviation', """
def reparameterize(mean, log_var, noise):
    return mean + (torch.exp(0.5 * log_var) + 1e-5) * noise
""", []),
]

WRONG['kl_to_standard_normal'] = [
('half forgotten', """
def kl_to_standard_normal(mean, log_var):
    return (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
""", ['no 1/2']),
('minus one forgotten', """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() - log_var).sum(dim=1)
""", ['minus one forgotten']),
('mean not squared', """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean + log_var.exp() - 1 - log_var).sum(dim=1)
""", ['mean not squared']),
('log-variance with a plus', """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() - 1 + log_var).sum(dim=1)
""", ['sign of log_var']),
('total over the batch', """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum()
""", ['one number for the batch']),
('reverse KL (prior to q)', """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((1 + mean**2) / log_var.exp() - 1 + log_var).sum(dim=1)
""", ['the other direction']),
('log_var taken as variance', """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var - 1 - torch.log(log_var)).sum(dim=1)
""", ['log_var taken as the variance']),
('mean term left out', """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (log_var.exp() - 1 - log_var).sum(dim=1)
""", ['mean left out']),
('sampling estimate with global noise', """
def kl_to_standard_normal(mean, log_var):
    std = torch.exp(0.5 * log_var)
    q, p = torch.distributions.Normal(mean, std), torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(std))
    z = q.sample((1000,))
    return (q.log_prob(z) - p.log_prob(z)).sum(-1).mean(0)
""", []),
('half on the mean only', """
def kl_to_standard_normal(mean, log_var):
    return (0.5 * mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
""", ['half of one term only']),
('in bits', """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1) / np.log(2)
""", []),
]

WRONG['bernoulli_log_likelihood'] = [
('returns the loss: wrong sign', """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ['the loss instead of the log-likelihood']),
('default reduction', """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x)
""", ['one number for the batch']),
('log of sigmoid: -inf or nan', """
def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits)
    return (x * p.log() + (1 - x) * (1 - p).log()).sum(1)
""", ['sigmoid first, log after']),
('binary_cross_entropy caps at -100', """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy(torch.sigmoid(logits), x, reduction='none').sum(1)
""", ['probabilities clamped']),
('log(1+exp) overflows', """
def bernoulli_log_likelihood(x, logits):
    return (x * logits - torch.log(1 + torch.exp(logits))).sum(1)
""", ['exp overflows']),
('zeros forgotten', """
def bernoulli_log_likelihood(x, logits):
    return (x * torch.nn.functional.logsigmoid(logits)).sum(1)
""", ['zeros forgotten']),
('x and logits exchanged', """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(x, logits, reduction="none").sum(dim=1)
""", []),
('(N, D), not summed', """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none")
""", []),
('Gaussian: squared error of sigmoid', """
def bernoulli_log_likelihood(x, logits):
    return -((x - torch.sigmoid(logits)) ** 2).sum(1)
""", ['squared error']),
('product of probabilities, then log', """
def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits)
    return torch.log(torch.where(x == 1, p, 1 - p).prod(dim=1))
""", ['sigmoid first, log after']),
]

WRONG['vae_elbo'] = [
('KL added', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction + kl
""", ['KL added']),
('KL left out', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction
""", ['no KL']),
('variance in place of standard deviation', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", ['exp(log_var) as std']),
('mean over the batch', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return (reconstruction - kl).mean()
""", ['one number for the batch']),
('reconstruction averaged over pixels', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", ['reconstruction averaged over the pixels']),
('one-sample KL instead of analytic', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = (0.5 * z**2 - 0.5 * noise**2 - 0.5 * log_var).sum(dim=1)
    return reconstruction - kl
""", ['KL estimated from the draw']),
('reconstruction summed over the whole batch', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", []),
('squared error reconstruction', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -((torch.sigmoid(logits) - x) ** 2).sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", ['squared error']),
# FALSE PASS: x=[[0.]], logits 50, q=prior: -50, got -inf
('log of sigmoid, -inf for large logits', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = torch.log(torch.where(x > 0, torch.sigmoid(logits), 1 - torch.sigmoid(logits))).sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", []),
("encoder's z detached", """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z.detach())
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - kl
""", ['a part cut out of the graph']),
('minus one forgotten in the KL', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - log_var).sum(dim=1)
    return reconstruction - kl
""", ['minus one forgotten in the KL']),
('beta of 0.5', """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
    return reconstruction - 0.5 * kl
""", []),
]

WRONG['iwae_bound'] = [
('division by M left out', """
import math
def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0)
""", ['no log M']),
('over the data points, not the draws', """
import math
def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=1) - math.log(log_weights.shape[1])
""", ['logsumexp over the wrong axis']),
('exp overflows / underflows', """
def iwae_bound(log_weights):
    return torch.log(torch.exp(log_weights).mean(dim=0))
""", ['exp before the sum']),
('subtracts M, not log M', """
import math
def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) - log_weights.shape[0]
""", ['M subtracted, not log M']),
('mean over data points too', """
import math
def iwae_bound(log_weights):
    return (torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])).mean()
""", ['sums over N']),
('global maximum subtracted: column underflows', """
def iwae_bound(log_weights):
    m = log_weights.max()
    return m + torch.log(torch.exp(log_weights - m).mean(dim=0))
""", ['exp before the sum']),
('log-weights clamped at -100 and 80', """
import math
def iwae_bound(log_weights):
    return torch.logsumexp(log_weights.clamp(-100, 80), dim=0) - math.log(log_weights.shape[0])
""", []),
('softmax-weighted mean of log-weights', """
def iwae_bound(log_weights):
    w = torch.softmax(log_weights, dim=0)
    return (w * log_weights).sum(dim=0)
""", []),
('divides by M - 1', """
import math
def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) - math.log(max(log_weights.shape[0] - 1, 1))
""", []),
]

WRONG['beta_elbo'] = [
('KL added', """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction + beta * kl
""", ['sign']),
('loss, wrong sign', """
def beta_elbo(reconstruction, kl, beta):
    return beta * kl - reconstruction
""", ['the loss instead of the objective']),
('beta ignored', """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - kl
""", ['beta forgotten']),
('mean over the batch', """
def beta_elbo(reconstruction, kl, beta):
    return (reconstruction - beta * kl).mean()
""", ['one number for the batch']),
('convex mix (1 - beta) and beta', """
def beta_elbo(reconstruction, kl, beta):
    return (1 - beta) * reconstruction - beta * kl
""", ['beta on the reconstruction']),
('beta at least 1', """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - max(beta, 1.0) * kl
""", []),
# FALSE PASS: reconstruction=[1.], kl=[0.], beta=1: [1.], got [-1.]
('absolute reconstruction', """
def beta_elbo(reconstruction, kl, beta):
    return -reconstruction.abs() - beta * kl
""", []),
('beta zero treated as missing (default 1)', """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - (beta or 1.0) * kl
""", []),
]

WRONG['mixture_prior_log_prob'] = [
('log K left out', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).sum(dim=2)
    return torch.logsumexp(logs, dim=1)
""", ['no log K']),
('log of sum of exp underflows', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).sum(dim=2)
    return torch.log(torch.exp(logs).sum(dim=1)) - math.log(K)
""", ['exp before the sum']),
('over the points, not the components', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).sum(dim=2)
    return torch.logsumexp(logs, dim=0) - math.log(K)
""", []),
('log_vars taken as variances', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * 1 / log_vars + torch.log(log_vars.abs()) + math.log(2 * math.pi)).sum(dim=2)
    return torch.logsumexp(logs, dim=1) - math.log(K)
""", []),
('constant left out', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars).sum(dim=2)
    return torch.logsumexp(logs, dim=1) - math.log(K)
""", ['no 2 pi']),
('divides by L, not K', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).sum(dim=2)
    return torch.logsumexp(logs, dim=1) - math.log(L)
""", ['divided by L, not K']),
('nearest component only', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).sum(dim=2)
    return logs.max(dim=1).values - math.log(K)
""", ['nearest component only']),
('no half in the exponent', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (2 * d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).sum(dim=2)
    return torch.logsumexp(logs, dim=1) - math.log(K)
""", ['no half in the exponent']),
('adds 1e-20 inside the log', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).sum(dim=2)
    return torch.log(torch.exp(logs).sum(dim=1) + 1e-20) - math.log(K)
""", ['exp before the sum']),
('mean over latent dimensions', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).mean(dim=2)
    return torch.logsumexp(logs, dim=1) - math.log(K)
""", ['mean over the dimensions']),
('sum of variances per component shared', """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    log_vars = log_vars.mean(dim=1, keepdim=True).expand(K, L)
    d = z[:, None, :] - means
    logs = -0.5 * (d**2 * torch.exp(-log_vars) + log_vars + math.log(2 * math.pi)).sum(dim=2)
    return torch.logsumexp(logs, dim=1) - math.log(K)
""", []),
]

WRONG['score_function_gradient'] = [
('subtracts the mean of f (baseline)', """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = noise / std
    return ((f(z) - f(z).mean())[:, None] * score).mean(dim=0)
""", ['a baseline that uses the same draws']),
('score with wrong sign', """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = -noise / std
    return (f(z)[:, None] * score).mean(dim=0)
""", ['sign of the score']),
('divided by variance of noise', """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = noise / std**2
    return (f(z)[:, None] * score).mean(dim=0)
""", []),
('variance used as standard deviation in draws', """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var)
    z = mean + std * noise
    score = noise / std
    return (f(z)[:, None] * score).mean(dim=0)
""", ['exp(log_var) as std']),
('product of means', """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = noise / std
    return f(z).mean() * score.mean(dim=0)
""", []),
('pathwise gradient instead', """
def score_function_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_()
    z = m + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).mean(), m)[0]
""", ['the pathwise gradient']),
('score of z about 0: z / var', """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = z / std**2
    return (f(z)[:, None] * score).mean(dim=0)
""", ['weight z, not z - mean']),
('gradient in log_var', """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = 0.5 * (noise**2 - 1)
    return (f(z)[:, None] * score).mean(dim=0)
""", []),
('same score for all latents (summed)', """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = (noise / std).sum(dim=1, keepdim=True).expand_as(noise)
    return (f(z)[:, None] * score).mean(dim=0)
""", []),
('log f instead of f', """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = noise / std
    return (torch.log(f(z).abs() + 1e-9)[:, None] * score).mean(dim=0)
""", []),
]

WRONG['pathwise_gradient'] = [
('sum over the draws', """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).sum(), m)[0]
""", ['sum over the draws']),
('score function estimate instead', """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    return (f(mean + std * noise)[:, None] * noise / std).mean(0)
""", ['the score function gradient']),
('gradient in log_var', """
def pathwise_gradient(f, mean, log_var, noise):
    lv = log_var.detach().clone().requires_grad_(True)
    z = mean + torch.exp(0.5 * lv) * noise
    return torch.autograd.grad(f(z).mean(), lv)[0]
""", []),
('own noise', """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(0.5 * log_var) * torch.randn_like(noise)
    return torch.autograd.grad(f(z).mean(), m)[0]
""", []),
('per draw: (M, L)', """
def pathwise_gradient(f, mean, log_var, noise):
    z = (mean + torch.exp(0.5 * log_var) * noise).detach().requires_grad_()
    return torch.autograd.grad(f(z).sum(), z)[0]
""", []),
('slopes times std', """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = (mean + std * noise).detach().requires_grad_()
    return (torch.autograd.grad(f(z).sum(), z)[0] * std).mean(0)
""", ['a factor too many']),
('only the first draw', """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z)[0], m)[0]
""", []),
# FALSE PASS: called twice with the same mean=[1,2], f=sum z^2: [2,4], got [4,8] the second time
("accumulates in the caller's mean.grad", """
def pathwise_gradient(f, mean, log_var, noise):
    mean.requires_grad_(True)
    f(mean + torch.exp(0.5 * log_var) * noise).mean().backward()
    return mean.grad
""", []),
# FALSE PASS: f=sum z^2, mean=[1,2]: the caller's mean is [3,6] afterwards (the statement: don't change mean itself)
('moves mean by one step in place', """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    g = torch.autograd.grad(f(m + torch.exp(0.5 * log_var) * noise).mean(), m)[0]
    mean.data.add_(g)
    return g
""", []),
('sign of exponent', """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(-0.5 * log_var) * noise
    return torch.autograd.grad(f(z).mean(), m)[0]
""", []),
]

WRONG['slerp'] = [
('a cosine whose lengths are held up', """
import torch.nn.functional as F
def slerp(z0, z1, t):
    c = F.cosine_similarity(z0, z1, dim=0).clamp(-1.0, 1.0)
    if 1 - c.abs() < 1e-10:
        return torch.lerp(z0, z1, t)
    o = c.acos()
    a, b = ((1 - t) * o).sin(), (t * o).sin()
    return (a * z0 + b * z1) / o.sin()
""", ['lengths held up']),
('directions normalised in the formula too', """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    omega = torch.arccos(cos.clamp(-1, 1))
    z0, z1 = z0 / z0.norm(), z1 / z1.norm()
    so = torch.sin(omega)
    if so < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / so * z0 + torch.sin(t * omega) / so * z1
""", ['endpoints normalised']),
('straight line always', """
def slerp(z0, z1, t):
    return (1 - t) * z0 + t * z1
""", ['lerp']),
('same direction only, opposite not handled', """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    omega = torch.arccos(cos.clamp(-1, 1))
    so = torch.sin(omega)
    if cos > 1 - 1e-12:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / so * z0 + torch.sin(t * omega) / so * z1
""", ["breaks on parallel vectors", "breaks on opposite vectors"]),
('no clamp of the cosine', """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    omega = torch.arccos(cos)
    so = torch.sin(omega)
    if so == 0:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / so * z0 + torch.sin(t * omega) / so * z1
""", ['cosine beyond one']),
('cosine instead of sine weights', """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    omega = torch.arccos(cos.clamp(-1, 1))
    so = torch.sin(omega)
    if so < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.cos(t * omega) * z0 + torch.sin(t * omega) / so * z1
""", []),
('divides by the angle, not its sine', """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    omega = torch.arccos(cos.clamp(-1, 1))
    so = torch.sin(omega)
    if so < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / omega * z0 + torch.sin(t * omega) / omega * z1
""", ['divided by the angle']),
('lengths interpolated linearly (usual slerp)', """
def slerp(z0, z1, t):
    n0, n1 = z0.norm(), z1.norm()
    u0, u1 = z0 / n0, z1 / n1
    omega = torch.arccos(torch.dot(u0, u1).clamp(-1, 1))
    so = torch.sin(omega)
    if so < 1e-6:
        return (1 - t) * z0 + t * z1
    u = torch.sin((1 - t) * omega) / so * u0 + torch.sin(t * omega) / so * u1
    return ((1 - t) * n0 + t * n1) * u
""", ['lengths straight, directions round']),
('straight line whenever the cosine is negative', """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    omega = torch.arccos(cos.clamp(-1, 1))
    so = torch.sin(omega)
    if so < 1e-6 or cos < 0:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / so * z0 + torch.sin(t * omega) / so * z1
""", []),
('clamped 1e-3 inside (-1, 1)', """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    omega = torch.arccos(cos.clamp(-1 + 1e-3, 1 - 1e-3))
    so = torch.sin(omega)
    if so < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / so * z0 + torch.sin(t * omega) / so * z1
""", []),
('squared lengths in the cosine', """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm()) ** 2
    omega = torch.arccos(cos.clamp(-1, 1))
    so = torch.sin(omega)
    if so < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / so * z0 + torch.sin(t * omega) / so * z1
""", []),
]

WRONG['impute'] = [
('z is the mean, not drawn', """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean
        m, v = decode(z)
        new = m + torch.sqrt(v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, new)
    return current
""", ["the encoder's mean instead of a draw"]),
('both means, no draws', """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean
        m, v = decode(z)
        new = m
        current = torch.where(observed, x, new)
    return current
""", ["the encoder's mean instead of a draw", "the decoder's mean instead of a draw"]),
('observed and missing exchanged', """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        new = m + torch.sqrt(v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, new, x)
    return current
""", ['overwrites observed pixels']),
('observed entries not kept', """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        new = m + torch.sqrt(v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = new
    return current
""", ['overwrites observed pixels']),
('variance in place of std of z', """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        new = m + torch.sqrt(v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, new)
    return current
""", ['exp(log_var) as std of the code']),
("decoder's var treated as log-variance", """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        new = m + torch.exp(0.5 * v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, new)
    return current
""", []),
('single step only', """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(1):
        mean, log_var = encode(current)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        new = m + torch.sqrt(v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, new)
    return current
""", ['one pass']),
('average over the steps', """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    total = 0
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        new = m + torch.sqrt(v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, new)
        total = total + current
    return total / steps
""", []),
('same noise for all rows', """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        new = m + torch.sqrt(v) * torch.randn(m.shape[1], generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, new)
    return current
""", []),
('noise of z has variance doubled exponent', """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(2 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        new = m + torch.sqrt(v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, new)
    return current
""", ["the encoder's mean instead of a draw"]),
]
