"""Answers to exercises of week 5, labelled: see ../corpora.toml."""

RIGHT = {
    "gaussian_log_likelihood": [
        """
def gaussian_log_likelihood(x, mean, var):
    per_dim = -0.5 * (math.log(2 * math.pi) + torch.log(var) + (x - mean) ** 2 / var)
    return per_dim.sum(dim=-1)

import math
""",
        """
def gaussian_log_likelihood(x: torch.Tensor, mean: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    q = torch.distributions.Normal(mean, var.sqrt().expand_as(x))
    return q.log_prob(x).sum(1)
""",
        """
def gaussian_log_likelihood(x: torch.Tensor, mean: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    N, D = x.shape
    v = torch.broadcast_to(var, x.shape)
    total = torch.zeros(N, dtype=x.dtype, device=x.device)
    for d in range(D):
        diff = x[:, d] - mean[:, d]
        total = total - 0.5 * diff * diff / v[:, d]
        total = total - 0.5 * v[:, d].log() - 0.5 * float(np.log(2 * np.pi))
    return total
""",
    ],
    "uniform_latent_log_marginal": [
        """
import math

def uniform_latent_log_marginal(x: torch.Tensor, a: float, b: float, std: float) -> torch.Tensor:
    # mirror everything to the left half, where the tail of the cdf is accurate
    middle = (a + b) / 2
    y = middle - (x.double() - middle).abs()
    upper = torch.special.log_ndtr((y - a) / std)
    lower = torch.special.log_ndtr((y - b) / std)
    out = upper + torch.log(-torch.expm1(lower - upper)) - math.log(b - a)
    return out.to(x.dtype)
""",
        """
from scipy.special import log_ndtr

def uniform_latent_log_marginal(x, a, b, std):
    out = []
    for xi in x.tolist():
        hi, lo = (xi - a) / std, (xi - b) / std
        if hi + lo > 0:          # Phi(hi) - Phi(lo) = Phi(-lo) - Phi(-hi)
            hi, lo = -lo, -hi
        lh, ll = log_ndtr(hi), log_ndtr(lo)
        out.append(lh + np.log(-np.expm1(ll - lh)) - np.log(b - a))
    return torch.tensor(out, dtype=x.dtype)
""",
        """
import math

def uniform_latent_log_marginal(x: torch.Tensor, a: float, b: float, std: float) -> torch.Tensor:
    t = x.to(torch.float64)
    r = math.sqrt(2.0)
    # distance to the nearer end (negative inside) and to the farther one, both over sqrt(2) std
    near = torch.maximum(a - t, t - b) / (std * r)
    far = torch.maximum(b - t, t - a) / (std * r)
    inside = near <= 0
    # inside: erf of two positive numbers, no cancellation
    p_in = 0.5 * (torch.erf(far) + torch.erf(-near))
    log_in = torch.log(torch.where(inside, p_in, torch.ones_like(p_in)))
    # outside: scaled erfc
    n = torch.where(inside, torch.ones_like(near), near)
    f = torch.where(inside, 2 * torch.ones_like(far), far)
    diff = torch.special.erfcx(n) - torch.special.erfcx(f) * torch.exp((n - f) * (n + f))
    log_out = torch.log(0.5 * diff) - n**2
    return (torch.where(inside, log_in, log_out) - math.log(b - a)).to(x.dtype)
""",
    ],
    "bernoulli_log_likelihood": [
        """
import torch.nn.functional as F
def bernoulli_log_likelihood(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    loss = F.binary_cross_entropy_with_logits(logits, x.to(logits.dtype), reduction="none")
    return -loss.sum(dim=1)
""",
        """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    # p(x) = sigmoid(a) for x = 1, and sigmoid(-a) for x = 0
    sign = 2 * x - 1
    return F.logsigmoid(sign * logits).sum(-1)
""",
        """
def bernoulli_log_likelihood(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    # log sigma(a) = min(a, 0) - log(1 + exp(-|a|))
    tail = torch.log1p(torch.exp(-torch.abs(logits)))
    log_one = torch.clamp(logits, max=0) - tail
    log_zero = torch.clamp(-logits, max=0) - tail
    return torch.where(x > 0.5, log_one, log_zero).sum(dim=1)
""",
    ],
    "vae_elbo": [
        """
import torch.nn.functional as F
def vae_elbo(x: torch.Tensor, encode, decode, noise: torch.Tensor) -> torch.Tensor:
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x.to(logits.dtype), reduction="none").sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return reconstruction - kl
""",
        """
import torch.nn.functional as F
def _log_bits(x, a):
    return F.logsigmoid((2 * x - 1) * a).sum(-1)

def _kl(m, lv):
    return -0.5 * torch.sum(1 + lv - m.pow(2) - torch.exp(lv), dim=-1)

def vae_elbo(x, encode, decode, noise):
    m, lv = encode(x)
    std = (lv / 2).exp()
    return _log_bits(x, decode(m + std * noise)) - _kl(m, lv)
""",
        """
import torch.nn.functional as F
from torch.distributions import Normal, kl_divergence

def vae_elbo(x: torch.Tensor, encode, decode, noise: torch.Tensor) -> torch.Tensor:
    mean, log_var = encode(x)
    q = Normal(mean, torch.exp(log_var / 2))
    prior = Normal(torch.zeros_like(mean), torch.ones_like(mean))
    z = q.loc + q.scale * noise
    a = decode(z)
    log_px = x * F.logsigmoid(a) + (1 - x) * F.logsigmoid(-a)
    return log_px.sum(dim=1) - kl_divergence(q, prior).sum(dim=1)
""",
    ],
    "elbo_parts": [
        """
import math

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    r = x - W @ mean - b
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * (r @ r + torch.trace(W @ cov @ W.T)) / var
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.linalg.slogdet(cov)[1])
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    post_mean = torch.linalg.solve(precision, W.T @ (x - b) / var)
    d = mean - post_mean
    gap = 0.5 * (
        torch.trace(precision @ cov) + d @ precision @ d - L
        - torch.linalg.slogdet(precision)[1] - torch.linalg.slogdet(cov)[1]
    )
    return rec, price, gap
""",
        """
from torch.distributions import MultivariateNormal, kl_divergence

def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    I = torch.eye(L, dtype=x.dtype)
    q = MultivariateNormal(mean, covariance_matrix=cov)
    prior = MultivariateNormal(torch.zeros(L, dtype=x.dtype), covariance_matrix=I)
    posterior_cov = torch.linalg.inv(I + W.T @ W / var)
    posterior_cov = (posterior_cov + posterior_cov.T) / 2
    posterior = MultivariateNormal(posterior_cov @ (W.T @ (x - b)) / var, covariance_matrix=posterior_cov)
    at_mean = torch.distributions.Normal(W @ mean + b, var.sqrt()).log_prob(x).sum()
    rec = at_mean - (W.T @ W * cov).sum() / (2 * var)
    return rec, kl_divergence(q, prior), kl_divergence(q, posterior)
""",
        """
def elbo_parts(
    x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor, mean: torch.Tensor, cov: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    D, L = W.shape
    log_2pi = float(np.log(2 * np.pi))

    # under q, W z + b has this mean and these variances
    out_mean = W @ mean + b
    out_var = torch.einsum("di,ij,dj->d", W, cov, W)
    reconstruction = (-0.5 * (log_2pi + torch.log(var)) - 0.5 * ((x - out_mean) ** 2 + out_var) / var).sum()

    def kl(m0, S0, m1, S1):
        L1 = torch.linalg.cholesky(S1)
        L0 = torch.linalg.cholesky(S0)
        A = torch.linalg.solve_triangular(L1, L0, upper=False)
        d = torch.linalg.solve_triangular(L1, (m1 - m0)[:, None], upper=False)
        logs = L1.diagonal().log().sum() - L0.diagonal().log().sum()
        return 0.5 * ((A**2).sum() + (d**2).sum() - len(m0)) + logs

    eye = torch.eye(L, dtype=W.dtype)
    # posterior by conditioning the joint Gaussian
    K = torch.linalg.solve(W @ W.T + var * torch.eye(D, dtype=W.dtype), W).T
    post_mean = K @ (x - b)
    post_cov = eye - K @ W
    post_cov = 0.5 * (post_cov + post_cov.T)
    return reconstruction, kl(mean, cov, torch.zeros_like(mean), eye), kl(mean, cov, post_mean, post_cov)
""",
    ],
    "iwae_bound": [
        """
import math

def iwae_bound(log_weights: torch.Tensor) -> torch.Tensor:
    return torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])
""",
        """
def iwae_bound(log_weights):
    M = len(log_weights)
    top = log_weights.max(dim=0, keepdim=True).values.detach()
    return torch.log(torch.exp(log_weights - top).sum(0) / M) + top[0]
""",
        """
def iwae_bound(log_weights: torch.Tensor) -> torch.Tensor:
    M, N = log_weights.shape
    total = log_weights[0]
    for m in range(1, M):
        total = torch.logaddexp(total, log_weights[m])
    return total - float(np.log(M))
""",
    ],
    "mixture_prior_log_prob": [
        """
import math

def mixture_prior_log_prob(z: torch.Tensor, means: torch.Tensor, log_vars: torch.Tensor) -> torch.Tensor:
    d = z[:, None, :] - means[None]
    log_p = -0.5 * (math.log(2 * math.pi) + log_vars + d**2 * torch.exp(-log_vars)).sum(-1)   # (N, K)
    return torch.logsumexp(log_p, dim=1) - math.log(means.shape[0])
""",
        """
from torch import distributions as td

def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    mix = td.Categorical(logits=torch.zeros(K, dtype=means.dtype))
    comp = td.Independent(td.Normal(means, (0.5 * log_vars).exp()), 1)
    return td.MixtureSameFamily(mix, comp).log_prob(z)
""",
        """
def mixture_prior_log_prob(z: torch.Tensor, means: torch.Tensor, log_vars: torch.Tensor) -> torch.Tensor:
    K, L = means.shape
    logs = []
    for k in range(K):
        maha = ((z - means[k]) ** 2 / log_vars[k].exp()).sum(dim=1)
        logs.append(-0.5 * (maha + log_vars[k].sum() + L * np.log(2 * np.pi)))
    return torch.log_softmax(torch.zeros(K, dtype=z.dtype), 0)[0] + torch.stack(logs).logsumexp(0)
""",
    ],
    "slerp": [
        """
def slerp(z0: torch.Tensor, z1: torch.Tensor, t: float) -> torch.Tensor:
    u0 = z0.double() / z0.double().norm()
    u1 = z1.double() / z1.double().norm()
    omega = torch.acos(torch.clamp(u0 @ u1, -1.0, 1.0))
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    out = torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
    return out.to(z0.dtype)
""",
        """
import math

def slerp(z0, z1, t):
    a = z0 / torch.linalg.norm(z0)
    b = z1 / torch.linalg.norm(z1)
    # Kahan's formula for the angle: accurate near 0 and near pi
    minus = torch.linalg.norm(a - b).item()
    plus = torch.linalg.norm(a + b).item()
    if min(minus, plus) < 1e-6:
        return torch.lerp(z0, z1, t)
    omega = 2 * math.atan2(minus, plus)
    return (math.sin((1 - t) * omega) * z0 + math.sin(t * omega) * z1) / math.sin(omega)
""",
        """
def slerp(z0: torch.Tensor, z1: torch.Tensor, t: float) -> torch.Tensor:
    e = z0 / z0.norm()
    f = z1 / z1.norm()
    cos = torch.dot(e, f)
    sin = (f - cos * e).norm()          # length of the part of f across e
    line = (1 - t) * z0 + t * z1
    if sin.item() <= 1e-6:
        return line
    omega = torch.atan2(sin, cos)
    w0 = torch.sin((1 - t) * omega) / torch.sin(omega)
    w1 = torch.sin(t * omega) / torch.sin(omega)
    return w0 * z0 + w1 * z1
""",
    ],
    "VAE": [
        '''
import torch.nn.functional as F
from torch import nn
class VAE(nn.Module):
    """A variational autoencoder of black and white pictures."""

    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.latent = latent
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        h = self.encoder(x)
        return h[:, : self.latent], h[:, self.latent :]

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        logits = self.decode(z)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
        return rec - kl

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        return torch.bernoulli(p, generator=generator)
''',
        """
import torch.nn.functional as F
from torch import nn
class VAE(nn.Module):
    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.enc_hidden = nn.Linear(data, hidden)
        self.enc_mean = nn.Linear(hidden, latent)
        self.enc_log_var = nn.Linear(hidden, latent)
        self.dec_hidden = nn.Linear(latent, hidden)
        self.dec_out = nn.Linear(hidden, data)

    def encode(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        h = torch.tanh(self.enc_hidden(x))
        return self.enc_mean(h), self.enc_log_var(h)

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        return self.dec_out(torch.tanh(self.dec_hidden(z)))

    def elbo(self, x: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        m, lv = self.encode(x)
        std = (lv / 2).exp()
        a = self.decode(m + std * noise)
        log_px = F.logsigmoid((2 * x - 1) * a).sum(-1)
        kl = -0.5 * (1 + lv - m.pow(2) - lv.exp()).sum(-1)
        return log_px - kl

    @torch.no_grad()
    def sample(self, noise: torch.Tensor, generator=None) -> torch.Tensor:
        p = self.decode(noise).sigmoid()
        u = torch.rand(p.shape, generator=generator, dtype=p.dtype, device=p.device)
        return (u < p).to(p.dtype)
""",
        '''
import torch.nn.functional as F
from torch import nn
from torch.distributions import Normal, kl_divergence

def _net(i, h, o):
    return nn.Sequential(nn.Linear(i, h), nn.SiLU(), nn.Linear(h, o))

class VAE(nn.Module):
    """A variational autoencoder of black and white pictures."""

    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.q_net = _net(data, hidden, 2 * latent)
        self.p_net = _net(latent, hidden, data)

    def encode(self, x):
        mean, log_var = self.q_net(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.p_net(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        q = Normal(mean, torch.exp(0.5 * log_var))
        prior = Normal(torch.zeros_like(mean), torch.ones_like(mean))
        logits = self.decode(mean + q.stddev * noise)
        log_px = x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)
        return log_px.sum(1) - kl_divergence(q, prior).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            p = torch.sigmoid(self.decode(noise))
            return torch.bernoulli(p, generator=generator)
''',
    ],
}

WRONG = {
    "gaussian_log_likelihood": [
        ("variance used as standard deviation", """
def gaussian_log_likelihood(x, mean, var):
    return torch.distributions.Normal(mean, var).log_prob(x).sum(-1)
""", ["var taken as std"]),
        ("constant log 2 pi left out", """
def gaussian_log_likelihood(x: torch.Tensor, mean: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    return -0.5 * (torch.log(var) + (x - mean) ** 2 / var).sum(-1)
""", ["no 2 pi"]),
        ("mean over the dimensions instead of the sum", """
import math
def gaussian_log_likelihood(x, mean, var):
    ll = -0.5 * torch.log(2 * math.pi * var) - (x - mean) ** 2 / (2 * var)
    return ll.mean(dim=1)
""", ["mean over D"]),
        ("log-determinant counted once for a shared scalar variance", """
import math
def gaussian_log_likelihood(x: torch.Tensor, mean: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    D = x.shape[1]
    quad = ((x - mean) ** 2 / var).sum(-1)
    log_det = torch.log(var).sum(-1)
    return -0.5 * (D * math.log(2 * math.pi) + log_det + quad)
""", ["one log of a shared variance"]),
        ("epsilon added to the variance", """
import math
def gaussian_log_likelihood(x, mean, var):
    var = var + 1e-6
    return (-0.5 * math.log(2 * math.pi) - 0.5 * var.log() - 0.5 * (x - mean) ** 2 / var).sum(1)
""", []),
        ("square expanded, cancels for large x", """
import math
def gaussian_log_likelihood(x: torch.Tensor, mean: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    quad = x**2 / var - 2 * x * mean / var + mean**2 / var
    return -0.5 * (math.log(2 * math.pi) + var.log() + quad).sum(dim=-1)
""", []),
        ("summed over the rows instead of the dimensions", """
import math
def gaussian_log_likelihood(x, mean, var):
    ll = -0.5 * (math.log(2 * math.pi) + torch.log(var) + (x - mean) ** 2 / var)
    return ll.sum(0)
""", []),
        ("half forgotten in front of the logarithm", """
import math
def gaussian_log_likelihood(x: torch.Tensor, mean: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    return (-torch.log(2 * math.pi * var) - (x - mean) ** 2 / (2 * var)).sum(-1)
""", ["log of the variance not halved"]),
        ("density first, logarithm afterwards", """
import math
def gaussian_log_likelihood(x, mean, var):
    density = torch.exp(-(x - mean) ** 2 / (2 * var)) / torch.sqrt(2 * math.pi * var)
    return torch.log(density.prod(dim=1))
""", ["log of a density that underflows"]),
    ],
    "uniform_latent_log_marginal": [
        ("difference of cdfs, then log", """
import math
def uniform_latent_log_marginal(x, a, b, std):
    n = torch.distributions.Normal(0.0, 1.0)
    p = n.cdf((x - a) / std) - n.cdf((x - b) / std)
    return torch.log(p) - math.log(b - a)
""", ["both tails lost"]),
        ("std taken for a variance", """
import math
def uniform_latent_log_marginal(x: torch.Tensor, a: float, b: float, std: float) -> torch.Tensor:
    s = math.sqrt(std)
    m = (a + b) / 2
    y = m - (x - m).abs()
    hi = torch.special.log_ndtr((y - a) / s)
    lo = torch.special.log_ndtr((y - b) / s)
    return hi + torch.log(-torch.expm1(lo - hi)) - math.log(b - a)
""", ["std as variance"]),
        ("density 1/(b-a) of the uniform forgotten", """
def uniform_latent_log_marginal(x, a, b, std):
    m = (a + b) / 2
    y = m - (x - m).abs()
    hi = torch.special.log_ndtr((y - a) / std)
    lo = torch.special.log_ndtr((y - b) / std)
    return hi + torch.log(-torch.expm1(lo - hi))
""", ["no 1/(b - a)"]),
        ("log-cdfs, but not mirrored on the right side", """
import math
def uniform_latent_log_marginal(x: torch.Tensor, a: float, b: float, std: float) -> torch.Tensor:
    hi = torch.special.log_ndtr((x - a) / std)
    lo = torch.special.log_ndtr((x - b) / std)
    return hi + torch.log1p(-torch.exp(lo - hi)) - math.log(b - a)
""", ["right tail lost"]),
        ("probability clamped before the log", """
import math
def uniform_latent_log_marginal(x, a, b, std):
    r = std * math.sqrt(2)
    p = 0.5 * (torch.erf((x - a) / r) - torch.erf((x - b) / r))
    return torch.log(p.clamp(min=1e-12) / (b - a))
""", ["mass clamped", "both tails lost"]),
        ("integral on a grid", """
import math
def uniform_latent_log_marginal(x: torch.Tensor, a: float, b: float, std: float) -> torch.Tensor:
    z = torch.linspace(a, b, 1001, dtype=x.dtype)
    log_p = -0.5 * ((x[:, None] - z) / std) ** 2 - math.log(std) - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_p, dim=1) - math.log(len(z))
""", []),
        ("sampled, not exact", """
import math
def uniform_latent_log_marginal(x, a, b, std):
    z = a + (b - a) * torch.rand(10000, dtype=x.dtype)
    log_p = torch.distributions.Normal(z, std).log_prob(x[:, None])
    return torch.logsumexp(log_p, 1) - math.log(10000)
""", []),
        ("sum approximated by a Gaussian of the same mean and variance", """
import math
def uniform_latent_log_marginal(x: torch.Tensor, a: float, b: float, std: float) -> torch.Tensor:
    mean = (a + b) / 2
    var = (b - a) ** 2 / 12 + std**2
    return -0.5 * math.log(2 * math.pi * var) - (x - mean) ** 2 / (2 * var)
""", ["a Gaussian of the same mean and variance"]),
        ("interval length with the wrong sign", """
from scipy.special import log_ndtr
def uniform_latent_log_marginal(x, a, b, std):
    hi = ((x - a) / std).numpy()
    lo = ((x - b) / std).numpy()
    flip = hi + lo > 0
    hi, lo = np.where(flip, -lo, hi), np.where(flip, -hi, lo)
    la, lb = log_ndtr(hi), log_ndtr(lo)
    return torch.as_tensor(la + np.log(-np.expm1(lb - la)) + np.log(b - a))
""", ["no 1/(b - a)"]),
    ],
    "bernoulli_log_likelihood": [
        ("sigmoid, then log", """
def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(dim=1)
""", ["sigmoid first, log after"]),
        ("probabilities clamped", """
def bernoulli_log_likelihood(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    p = torch.sigmoid(logits).clamp(1e-7, 1 - 1e-7)
    return (x * p.log() + (1 - x) * (1 - p).log()).sum(-1)
""", ["probabilities clamped"]),
        ("mean over pixels", """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=1)
""", ["mean over D"]),
        ("returns the loss, sign not turned", """
import torch.nn.functional as F
def bernoulli_log_likelihood(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    loss = F.binary_cross_entropy_with_logits(logits, x, reduction="none")
    return loss.sum(dim=-1)
""", ["the loss instead of the log-likelihood"]),
        ("binary_cross_entropy on probabilities caps at 100", """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits)
    return -F.binary_cross_entropy(p, x, reduction="none").sum(1)
""", ["probabilities clamped", "sigmoid first, log after"]),
        ("log(1 + exp) overflows", """
def bernoulli_log_likelihood(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    return (x * logits - torch.log(1 + torch.exp(logits))).sum(dim=1)
""", ["exp overflows"]),
        ("zeros do not count", """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    return (x * F.logsigmoid(logits)).sum(-1)
""", ["zeros forgotten"]),
        ("gradient lost through detach", """
import torch.nn.functional as F
def bernoulli_log_likelihood(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        out = F.logsigmoid(logits) * x + F.logsigmoid(-logits) * (1 - x)
        return out.sum(dim=1)
""", ["the graph is cut"]),
        ("probabilities of one and zero exchanged", """
import torch.nn.functional as F
def bernoulli_log_likelihood(x, logits):
    sign = 1 - 2 * x
    return F.logsigmoid(sign * logits).sum(dim=1)
""", ["ones and zeros exchanged"]),
    ],
    "vae_elbo": [
        ("exp(log_var) used as standard deviation", """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(log_var) * noise
    rec = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", ["exp(log_var) as std"]),
        ("KL added", """
import torch.nn.functional as F
def vae_elbo(x: torch.Tensor, encode, decode, noise: torch.Tensor) -> torch.Tensor:
    mean, log_var = encode(x)
    std = torch.exp(0.5 * log_var)
    logits = decode(mean + std * noise)
    log_px = (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(-1)
    kl = 0.5 * (log_var.exp() + mean.pow(2) - 1 - log_var).sum(-1)
    return log_px + kl
""", ["KL added"]),
        ("mean over pixels in the reconstruction", """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mu, lv = encode(x)
    z = mu + (lv / 2).exp() * noise
    rec = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").mean(dim=1)
    kl = -0.5 * (1 + lv - mu**2 - lv.exp()).sum(dim=1)
    return rec - kl
""", ["reconstruction averaged over the pixels"]),
        ("decodes the mean, noise not used", """
import torch.nn.functional as F
def vae_elbo(x: torch.Tensor, encode, decode, noise: torch.Tensor) -> torch.Tensor:
    mean, log_var = encode(x)
    logits = decode(mean)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return rec - kl
""", ["noise ignored"]),
        ("draws its own noise", """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    std = torch.exp(0.5 * log_var)
    z = mean + std * torch.randn_like(std)
    logits = decode(z)
    rec = F.logsigmoid((2 * x - 1) * logits).sum(1)
    kl = 0.5 * (mean**2 + std**2 - 1 - log_var).sum(1)
    return rec - kl
""", []),
        ("KL from the draw instead of analytic", """
import torch.nn.functional as F
def vae_elbo(x: torch.Tensor, encode, decode, noise: torch.Tensor) -> torch.Tensor:
    mean, log_var = encode(x)
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    log_q = torch.distributions.Normal(mean, std).log_prob(z).sum(1)
    log_prior = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1)
    log_px = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(1)
    return log_px + log_prior - log_q
""", ["KL estimated from the draw"]),
        ("draw detached, the encoder gets no gradient from the reconstruction", """
import torch.nn.functional as F
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    with torch.no_grad():
        z = mean + torch.exp(log_var / 2) * noise
    logits = decode(z)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * torch.sum(mean**2 + torch.exp(log_var) - 1 - log_var, -1)
    return rec - kl
""", ["a part cut out of the graph"]),
        ("sigmoid and binary_cross_entropy, not exact for large logits", """
import torch.nn.functional as F
def vae_elbo(x: torch.Tensor, encode, decode, noise: torch.Tensor) -> torch.Tensor:
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    p = torch.sigmoid(decode(z))
    rec = -F.binary_cross_entropy(p, x, reduction="none").sum(1)
    kl = -0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp(), dim=1)
    return rec - kl
""", ["log of a rounded probability"]),
        ("KL the other way round", """
import torch.nn.functional as F
from torch.distributions import Normal, kl_divergence
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    q = Normal(mean, (0.5 * log_var).exp())
    p = Normal(torch.zeros_like(mean), torch.ones_like(mean))
    logits = decode(mean + q.stddev * noise)
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
    return rec - kl_divergence(p, q).sum(1)
""", []),
    ],
    "elbo_parts": [
        ("reconstruction at the mean of the guess only", """
import math
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    r = x - W @ mean - b
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * (r @ r) / var
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    mu = torch.linalg.solve(P, W.T @ (x - b) / var)
    d = mean - mu
    gap = 0.5 * (torch.trace(P @ cov) + d @ P @ d - L - torch.logdet(P) - torch.logdet(cov))
    return rec, price, gap
""", ["decoded the mean alone"]),
        ("constant counted once instead of D times", """
import math
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    r = x - W @ mean - b
    rec = -0.5 * torch.log(2 * math.pi * var) - 0.5 * (r @ r + torch.trace(W @ cov @ W.T)) / var
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    mu = torch.linalg.solve(P, W.T @ (x - b) / var)
    d = mean - mu
    gap = 0.5 * (torch.trace(P @ cov) + d @ P @ d - L - torch.logdet(P) - torch.logdet(cov))
    return rec, price, gap
""", ["the constant of one dimension"]),
        ("only the diagonal of the covariance used", """
import math
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    s = torch.diagonal(cov)
    r = x - W @ mean - b
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * ((r**2).sum() + ((W**2) @ s).sum()) / var
    price = 0.5 * (s + mean**2 - 1 - s.log()).sum()
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    mu = torch.linalg.inv(P) @ W.T @ (x - b) / var
    d = mean - mu
    gap = 0.5 * ((torch.diagonal(P) * s).sum() + d @ P @ d - L - torch.logdet(P) - s.log().sum())
    return rec, price, gap
""", ["only the diagonal of the covariance"]),
        ("gap is KL(posterior || q)", """
import math
from torch.distributions import MultivariateNormal, kl_divergence
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    I = torch.eye(L, dtype=W.dtype)
    q = MultivariateNormal(mean, cov)
    p = MultivariateNormal(torch.zeros_like(mean), I)
    C = torch.linalg.inv(I + W.T @ W / var)
    C = (C + C.T) / 2
    post = MultivariateNormal(C @ W.T @ (x - b) / var, C)
    r = x - W @ mean - b
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * (r @ r + torch.trace(W @ cov @ W.T)) / var
    return rec, kl_divergence(q, p), kl_divergence(post, q)
""", ["divergences turned round", "the gap turned round"]),
        ("var taken for a standard deviation", """
import math
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    v = var**2
    r = x - W @ mean - b
    rec = -0.5 * D * torch.log(2 * math.pi * v) - 0.5 * (r @ r + torch.trace(W @ cov @ W.T)) / v
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / v
    mu = torch.linalg.solve(P, W.T @ (x - b) / v)
    d = mean - mu
    gap = 0.5 * (torch.trace(P @ cov) + d @ P @ d - L - torch.logdet(P) - torch.logdet(cov))
    return rec, price, gap
""", []),
        ("posterior covariance without the factor var", """
import math
from torch.distributions import MultivariateNormal, kl_divergence
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    I = torch.eye(L, dtype=W.dtype)
    M_inv = torch.linalg.inv(W.T @ W + var * I)
    M_inv = (M_inv + M_inv.T) / 2
    q = MultivariateNormal(mean, cov)
    post = MultivariateNormal(M_inv @ W.T @ (x - b), M_inv)
    r = x - W @ mean - b
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * (r @ r + torch.trace(W @ cov @ W.T)) / var
    return rec, kl_divergence(q, MultivariateNormal(torch.zeros_like(mean), I)), kl_divergence(q, post)
""", []),
        ("offset b forgotten in the posterior mean", """
import math
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    r = x - W @ mean - b
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * (r @ r + torch.trace(W @ cov @ W.T)) / var
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    P = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    mu = torch.linalg.solve(P, W.T @ x / var)
    d = mean - mu
    gap = 0.5 * (torch.trace(P @ cov) + d @ P @ d - L - torch.logdet(P) - torch.logdet(cov))
    return rec, price, gap
""", ["posterior not centred"]),
        ("expectation by draws", """
from torch.distributions import MultivariateNormal, Normal, kl_divergence
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    I = torch.eye(L, dtype=W.dtype)
    q = MultivariateNormal(mean, cov)
    p = MultivariateNormal(torch.zeros_like(mean), I)
    z = q.sample((10000,))
    rec = Normal(z @ W.T + b, var.sqrt()).log_prob(x).sum(-1).mean()
    price = kl_divergence(q, p)
    log_px = MultivariateNormal(b, W @ W.T + var * torch.eye(D, dtype=W.dtype)).log_prob(x)
    return rec, price, log_px - rec + price
""", []),
        ("gap with the wrong sign", """
import math
from torch.distributions import MultivariateNormal
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    r = x - W @ mean - b
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * (r @ r + torch.trace(W @ cov @ W.T)) / var
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.logdet(cov))
    log_px = MultivariateNormal(b, W @ W.T + var * torch.eye(D, dtype=W.dtype)).log_prob(x)
    gap = rec - price - log_px
    return rec, price, gap
""", ["sign of the gap"]),
    ],
    "iwae_bound": [
        ("exp, mean, log without a shift", """
def iwae_bound(log_weights):
    return torch.log(torch.exp(log_weights).mean(dim=0))
""", ["exp before the sum"]),
        ("mean of the logarithms: that is the ELBO", """
def iwae_bound(log_weights: torch.Tensor) -> torch.Tensor:
    return log_weights.mean(dim=0)
""", ["mean of logs"]),
        ("not divided by M", """
def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0)
""", ["no log M"]),
        ("wrong axis", """
import math
def iwae_bound(log_weights: torch.Tensor) -> torch.Tensor:
    M, N = log_weights.shape
    return torch.logsumexp(log_weights, dim=1) - math.log(N)
""", ["logsumexp over the wrong axis"]),
        ("divided by M outside the logarithm", """
def iwae_bound(log_weights):
    M = log_weights.shape[0]
    return torch.logsumexp(log_weights, dim=0) / M
""", []),
        ("one shift for the whole table", """
def iwae_bound(log_weights: torch.Tensor) -> torch.Tensor:
    top = log_weights.max()
    return top + torch.log(torch.exp(log_weights - top).mean(0))
""", ["exp before the sum"]),
        ("log N subtracted instead of log M", """
import math
def iwae_bound(log_weights):
    N = log_weights.shape[1]
    return log_weights.logsumexp(0) - math.log(N)
""", ["log N for log M"]),
        ("built from numbers, gradient lost", """
import math
def iwae_bound(log_weights: torch.Tensor) -> torch.Tensor:
    M, N = log_weights.shape
    out = torch.zeros(N, dtype=log_weights.dtype)
    for n in range(N):
        out[n] = torch.logsumexp(log_weights[:, n], 0).item() - math.log(M)
    return out
""", ["the graph is cut"]),
        ("small number added against log 0", """
def iwae_bound(log_weights):
    w = torch.exp(log_weights.double())
    return torch.log(w.mean(dim=0) + 1e-30).to(log_weights.dtype)
""", ["exp before the sum"]),
    ],
    "mixture_prior_log_prob": [
        ("densities averaged, then log", """
import math
def mixture_prior_log_prob(z, means, log_vars):
    d = z[:, None] - means
    log_p = -0.5 * (math.log(2 * math.pi) + log_vars + d**2 / log_vars.exp()).sum(-1)
    return torch.log(torch.exp(log_p).mean(1))
""", ["exp before the sum"]),
        ("weight 1/K forgotten", """
import math
def mixture_prior_log_prob(z: torch.Tensor, means: torch.Tensor, log_vars: torch.Tensor) -> torch.Tensor:
    d = z[:, None, :] - means[None]
    log_p = -0.5 * (math.log(2 * math.pi) + log_vars + d**2 * (-log_vars).exp()).sum(-1)
    return torch.logsumexp(log_p, 1)
""", ["no log K"]),
        ("mean of the log-densities", """
import math
def mixture_prior_log_prob(z, means, log_vars):
    d = z[:, None, :] - means[None]
    log_p = -0.5 * (math.log(2 * math.pi) + log_vars + d**2 / log_vars.exp()).sum(-1)
    return log_p.mean(dim=1)
""", ["mean of logs"]),
        ("mixed in every dimension separately", """
import math
def mixture_prior_log_prob(z: torch.Tensor, means: torch.Tensor, log_vars: torch.Tensor) -> torch.Tensor:
    K = means.shape[0]
    log_p = torch.distributions.Normal(means, (0.5 * log_vars).exp()).log_prob(z[:, None, :])   # (N, K, L)
    return (torch.logsumexp(log_p, dim=1) - math.log(K)).sum(-1)
""", ["mixes each dimension by itself"]),
        ("log_vars read as log of the standard deviation", """
import math
def mixture_prior_log_prob(z, means, log_vars):
    log_p = torch.distributions.Normal(means, log_vars.exp()).log_prob(z[:, None, :]).sum(-1)
    return log_p.logsumexp(1) - math.log(len(means))
""", ["exp(log_var) as std"]),
        ("variance missing in the normaliser", """
import math
def mixture_prior_log_prob(z: torch.Tensor, means: torch.Tensor, log_vars: torch.Tensor) -> torch.Tensor:
    K, L = means.shape
    quad = ((z[:, None] - means) ** 2 / torch.exp(log_vars)).sum(-1)
    log_p = -0.5 * quad - 0.5 * L * math.log(2 * math.pi)
    return torch.logsumexp(log_p, dim=1) - math.log(K)
""", ["the log-variance left out"]),
        ("only the best component counts", """
import math
def mixture_prior_log_prob(z, means, log_vars):
    K = len(means)
    log_p = -0.5 * (math.log(2 * math.pi) + log_vars + (z[:, None] - means) ** 2 / log_vars.exp()).sum(-1)
    return log_p.max(dim=1).values - math.log(K)
""", ["nearest component only"]),
        ("parameters of the prior detached", """
import math
def mixture_prior_log_prob(z: torch.Tensor, means: torch.Tensor, log_vars: torch.Tensor) -> torch.Tensor:
    m, lv = means.detach(), log_vars.detach()
    log_p = -0.5 * (math.log(2 * math.pi) + lv + (z[:, None] - m) ** 2 / lv.exp()).sum(-1)
    return torch.logsumexp(log_p, dim=1) - math.log(m.shape[0])
""", ["the graph is cut"]),
        ("constant log 2 pi once instead of L times", """
import math
def mixture_prior_log_prob(z, means, log_vars):
    quad = ((z[:, None, :] - means) ** 2 / log_vars.exp()).sum(-1)
    log_p = -0.5 * (quad + log_vars.sum(-1) + math.log(2 * math.pi))
    return torch.logsumexp(log_p, dim=1) - math.log(means.shape[0])
""", ["no 2 pi"]),
    ],
    "slerp": [
        ("directions put into the formula instead of the vectors", """
def slerp(z0, z1, t):
    a = z0 / z0.norm()
    b = z1 / z1.norm()
    omega = torch.acos((a @ b).clamp(-1, 1))
    s = torch.sin(omega)
    if s < 1e-6:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * omega) * a + torch.sin(t * omega) * b) / s
""", ["endpoints normalised"]),
        ("angle from the vectors without normalising", """
def slerp(z0: torch.Tensor, z1: torch.Tensor, t: float) -> torch.Tensor:
    omega = torch.acos(torch.clamp(torch.dot(z0, z1), -1, 1))
    s = torch.sin(omega)
    if s.abs() < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ["endpoints not normalised for the angle"]),
        ("t and 1 - t exchanged", """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    omega = torch.acos(cos.clamp(-1.0, 1.0))
    if torch.sin(omega) < 1e-6:
        return (1 - t) * z0 + t * z1
    return (torch.sin(t * omega) * z0 + torch.sin((1 - t) * omega) * z1) / torch.sin(omega)
""", ["ends exchanged"]),
        ("parallel vectors not treated", """
def slerp(z0: torch.Tensor, z1: torch.Tensor, t: float) -> torch.Tensor:
    cos = (z0 / z0.norm()) @ (z1 / z1.norm())
    omega = torch.arccos(cos.clamp(-1, 1))
    return torch.sin((1 - t) * omega) / torch.sin(omega) * z0 + torch.sin(t * omega) / torch.sin(omega) * z1
""", ["breaks on parallel vectors"]),
        ("opposite directions not treated", """
def slerp(z0, z1, t):
    a, b = z0 / z0.norm(), z1 / z1.norm()
    cos = (a * b).sum()
    if cos > 1 - 1e-9:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(cos.clamp(-1, 1))
    s = torch.sin(omega)
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ["breaks on opposite vectors"]),
        ("threshold for parallel far too loose", """
def slerp(z0: torch.Tensor, z1: torch.Tensor, t: float) -> torch.Tensor:
    cos = torch.dot(z0, z1) / (torch.norm(z0) * torch.norm(z1))
    if cos.abs() > 0.9:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(cos)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ["the straight line too early"]),
        ("straight line pushed out to the sphere", """
def slerp(z0, z1, t):
    line = (1 - t) * z0 + t * z1
    length = (1 - t) * z0.norm() + t * z1.norm()
    if line.norm() < 1e-9:
        return line
    return line / line.norm() * length
""", ["the straight line, set to a length between"]),
        ("absolute value of the cosine: obtuse angles become sharp", """
def slerp(z0: torch.Tensor, z1: torch.Tensor, t: float) -> torch.Tensor:
    cos = torch.abs(torch.dot(z0, z1)) / (z0.norm() * z1.norm())
    if cos > 1 - 1e-12:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(cos)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ['obtuse angles lost']),
        ("parallel vectors: returns z0", """
def slerp(z0, z1, t):
    a = z0 / torch.linalg.norm(z0)
    b = z1 / torch.linalg.norm(z1)
    omega = torch.acos(torch.clamp(a @ b, -1, 1))
    s = torch.sin(omega)
    if s < 1e-6:
        return z0.clone()
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / s
""", []),
    ],
    "VAE": [
        ("sample returns probabilities", '''
import torch.nn.functional as F
from torch import nn
class VAE(nn.Module):
    """A variational autoencoder of black and white pictures."""

    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.latent = latent
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        h = self.encoder(x)
        return h[:, : self.latent], h[:, self.latent :]

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        logits = self.decode(z)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
        return rec - kl

    def sample(self, noise, generator=None):
        return torch.sigmoid(self.decode(noise))
''', ["the mean, not a sample"]),
        ("sample thresholds instead of drawing", """
import torch.nn.functional as F
from torch import nn
class VAE(nn.Module):
    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.enc_hidden = nn.Linear(data, hidden)
        self.enc_mean = nn.Linear(hidden, latent)
        self.enc_log_var = nn.Linear(hidden, latent)
        self.dec_hidden = nn.Linear(latent, hidden)
        self.dec_out = nn.Linear(hidden, data)

    def encode(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        h = torch.tanh(self.enc_hidden(x))
        return self.enc_mean(h), self.enc_log_var(h)

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        return self.dec_out(torch.tanh(self.dec_hidden(z)))

    def elbo(self, x: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        m, lv = self.encode(x)
        std = (lv / 2).exp()
        a = self.decode(m + std * noise)
        log_px = F.logsigmoid((2 * x - 1) * a).sum(-1)
        kl = -0.5 * (1 + lv - m.pow(2) - lv.exp()).sum(-1)
        return log_px - kl

    @torch.no_grad()
    def sample(self, noise: torch.Tensor, generator=None) -> torch.Tensor:
        p = self.decode(noise).sigmoid()
        return (p > 0.5).to(p.dtype)
""", ["rounded, not drawn"]),
        ("generator ignored", '''
import torch.nn.functional as F
from torch import nn
from torch.distributions import Normal, kl_divergence

def _net(i, h, o):
    return nn.Sequential(nn.Linear(i, h), nn.SiLU(), nn.Linear(h, o))

class VAE(nn.Module):
    """A variational autoencoder of black and white pictures."""

    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.q_net = _net(data, hidden, 2 * latent)
        self.p_net = _net(latent, hidden, data)

    def encode(self, x):
        mean, log_var = self.q_net(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.p_net(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        q = Normal(mean, torch.exp(0.5 * log_var))
        prior = Normal(torch.zeros_like(mean), torch.ones_like(mean))
        logits = self.decode(mean + q.stddev * noise)
        log_px = x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)
        return log_px.sum(1) - kl_divergence(q, prior).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            p = torch.sigmoid(self.decode(noise))
            return torch.bernoulli(p)
''', ["the generator is not used"]),
        ("batch normalisation", '''
import torch.nn.functional as F
from torch import nn
class VAE(nn.Module):
    """A variational autoencoder of black and white pictures."""

    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.latent = latent
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.BatchNorm1d(hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.BatchNorm1d(hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        h = self.encoder(x)
        return h[:, : self.latent], h[:, self.latent :]

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        logits = self.decode(z)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
        return rec - kl

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        return torch.bernoulli(p, generator=generator)
''', []),
        ("exp(log_var) used as standard deviation", """
import torch.nn.functional as F
from torch import nn
class VAE(nn.Module):
    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.enc_hidden = nn.Linear(data, hidden)
        self.enc_mean = nn.Linear(hidden, latent)
        self.enc_log_var = nn.Linear(hidden, latent)
        self.dec_hidden = nn.Linear(latent, hidden)
        self.dec_out = nn.Linear(hidden, data)

    def encode(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        h = torch.tanh(self.enc_hidden(x))
        return self.enc_mean(h), self.enc_log_var(h)

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        return self.dec_out(torch.tanh(self.dec_hidden(z)))

    def elbo(self, x: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        m, lv = self.encode(x)
        std = lv.exp()
        a = self.decode(m + std * noise)
        log_px = F.logsigmoid((2 * x - 1) * a).sum(-1)
        kl = -0.5 * (1 + lv - m.pow(2) - lv.exp()).sum(-1)
        return log_px - kl

    @torch.no_grad()
    def sample(self, noise: torch.Tensor, generator=None) -> torch.Tensor:
        p = self.decode(noise).sigmoid()
        u = torch.rand(p.shape, generator=generator, dtype=p.dtype, device=p.device)
        return (u < p).to(p.dtype)
""", ["exp(log_var) as std"]),
        ("decode returns probabilities", '''
import torch.nn.functional as F
from torch import nn
class VAE(nn.Module):
    """A variational autoencoder of black and white pictures."""

    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.latent = latent
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        h = self.encoder(x)
        return h[:, : self.latent], h[:, self.latent :]

    def decode(self, z):
        return torch.sigmoid(self.decoder(z))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        logits = self.decode(z)
        rec = -F.binary_cross_entropy(logits, x, reduction="none").sum(dim=1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
        return rec - kl

    def sample(self, noise, generator=None):
        p = self.decode(noise)
        return torch.bernoulli(p, generator=generator)
''', []),
        ("elbo and sample call the nets, not self.encode and self.decode", '''
import torch.nn.functional as F
from torch import nn
from torch.distributions import Normal, kl_divergence

def _net(i, h, o):
    return nn.Sequential(nn.Linear(i, h), nn.SiLU(), nn.Linear(h, o))

class VAE(nn.Module):
    """A variational autoencoder of black and white pictures."""

    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.q_net = _net(data, hidden, 2 * latent)
        self.p_net = _net(latent, hidden, data)

    def encode(self, x):
        mean, log_var = self.q_net(x).chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.p_net(z)

    def elbo(self, x, noise):
        mean, log_var = self.q_net(x).chunk(2, dim=-1)
        q = Normal(mean, torch.exp(0.5 * log_var))
        prior = Normal(torch.zeros_like(mean), torch.ones_like(mean))
        logits = self.p_net(mean + q.stddev * noise)
        log_px = x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)
        return log_px.sum(1) - kl_divergence(q, prior).sum(1)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            p = torch.sigmoid(self.p_net(noise))
            return torch.bernoulli(p, generator=generator)
''', []),
        ("elbo averaged over the batch", '''
import torch.nn.functional as F
from torch import nn
class VAE(nn.Module):
    """A variational autoencoder of black and white pictures."""

    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.latent = latent
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        h = self.encoder(x)
        return h[:, : self.latent], h[:, self.latent :]

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        logits = self.decode(z)
        rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
        kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(dim=1)
        return (rec - kl).mean()

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        return torch.bernoulli(p, generator=generator)
''', ["one value for the whole batch"]),
        ("log of clamped probabilities", """
from torch import nn
class VAE(nn.Module):
    def __init__(self, data: int, hidden: int, latent: int):
        super().__init__()
        self.enc_hidden = nn.Linear(data, hidden)
        self.enc_mean = nn.Linear(hidden, latent)
        self.enc_log_var = nn.Linear(hidden, latent)
        self.dec_hidden = nn.Linear(latent, hidden)
        self.dec_out = nn.Linear(hidden, data)

    def encode(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        h = torch.tanh(self.enc_hidden(x))
        return self.enc_mean(h), self.enc_log_var(h)

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        return self.dec_out(torch.tanh(self.dec_hidden(z)))

    def elbo(self, x: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        m, lv = self.encode(x)
        std = (lv / 2).exp()
        a = self.decode(m + std * noise)
        p = torch.sigmoid(a).clamp(1e-6, 1 - 1e-6)
        log_px = (x * p.log() + (1 - x) * (1 - p).log()).sum(-1)
        kl = -0.5 * (1 + lv - m.pow(2) - lv.exp()).sum(-1)
        return log_px - kl

    @torch.no_grad()
    def sample(self, noise: torch.Tensor, generator=None) -> torch.Tensor:
        p = self.decode(noise).sigmoid()
        u = torch.rand(p.shape, generator=generator, dtype=p.dtype, device=p.device)
        return (u < p).to(p.dtype)
""", ["log of a rounded probability"]),
    ],
}
