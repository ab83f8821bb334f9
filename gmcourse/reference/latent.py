"""Latent variable models as functions: likelihoods, bounds on log p(x), and exact marginals.

All log-densities are in nats. Tensors hold N samples in rows; D is the data's dimension, L the
latent's. Notes 5, section 4; Kingma and Welling (2014); Tipping and Bishop (1999).
"""

import math
from collections.abc import Callable

import torch
import torch.nn.functional as F

LOG_2PI = math.log(2 * math.pi)


def reparameterize(mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """A draw from N(mean, diag exp(log_var)) as a differentiable function of standard normal noise.

    mean, log_var, noise: shapes that broadcast, usually (N, L). Raises ValueError if they do not.
    """
    _broadcast(mean=mean, log_var=log_var, noise=noise)
    return mean + torch.exp(0.5 * log_var) * noise


def kl_to_standard_normal(mean: torch.Tensor, log_var: torch.Tensor) -> torch.Tensor:
    """KL(N(mean, diag exp(log_var)) to N(0, I)) in nats, (N, L) -> (N,). Notes 5, section 4.3.

    Raises ValueError where the two shapes differ.
    """
    if mean.shape != log_var.shape:
        raise ValueError(f"mean {tuple(mean.shape)} and log_var {tuple(log_var.shape)} must have one shape")
    return 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)


def bernoulli_log_likelihood(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    """log p(x given logits) of independent bits in nats, (N, D) -> (N,); finite for any finite logit.

    x: zeros and ones; logits: log-odds of a one. Raises ValueError where the last axes differ.
    """
    _same_last_axis(x=x, logits=logits)
    x, logits = torch.broadcast_tensors(x, logits)
    return -F.binary_cross_entropy_with_logits(logits, x.to(logits.dtype), reduction="none").sum(-1)


def gaussian_log_likelihood(x: torch.Tensor, mean: torch.Tensor, var: torch.Tensor | float) -> torch.Tensor:
    """log N(x; mean, diag var) in nats, (N, D) -> (N,).

    var: variances, a number or anything that broadcasts against x. Raises ValueError for a
    variance that is not positive.
    """
    _same_last_axis(x=x, mean=mean)
    var = torch.as_tensor(var, dtype=x.dtype, device=x.device)
    if not bool((var > 0).all()):
        raise ValueError("var must be positive")
    return -0.5 * ((x - mean) ** 2 / var + torch.log(var) + LOG_2PI).sum(-1)


def categorical_log_likelihood(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    """log p(x given logits) of independent D categories in nats, x (N, D) integers -> (N,).

    logits: (N, D, K), unnormalised; x in 0, ..., K - 1. Raises ValueError for other shapes.
    """
    if logits.shape[:-1] != x.shape:
        raise ValueError(
            f"logits {tuple(logits.shape)} must be x's shape {tuple(x.shape)} and one axis of K more"
        )
    log_probs = torch.log_softmax(logits, dim=-1)
    return log_probs.gather(-1, x.long().unsqueeze(-1)).squeeze(-1).sum(-1)


def vae_elbo(x: torch.Tensor, encode: Callable, decode: Callable, noise: torch.Tensor) -> torch.Tensor:
    """One-sample ELBO of a VAE with Bernoulli pixels and the analytic KL, in nats, (N, D) -> (N,).

    encode(x) -> (mean, log_var), each (N, L); decode(z) -> logits (N, D); noise: (N, L).
    """
    mean, log_var = encode(x)
    z = reparameterize(mean, log_var, noise)
    return bernoulli_log_likelihood(x, decode(z)) - kl_to_standard_normal(mean, log_var)


def beta_elbo(reconstruction: torch.Tensor, kl: torch.Tensor, beta: float) -> torch.Tensor:
    """reconstruction - beta kl, (N,) each, in nats. Higgins et al. (2017); notes 5, section 4.4.

    reconstruction: E log p(x given z). A lower bound on log p(x) for beta >= 1 only.
    Raises ValueError for a negative beta.
    """
    if beta < 0:
        raise ValueError(f"beta must be at least 0, not {beta}")
    return reconstruction - beta * kl


def iwae_bound(log_weights: torch.Tensor) -> torch.Tensor:
    """log of the mean importance weight, in nats, (M, N) -> (N,). Burda et al. (2016).

    log_weights[m, n] = log p(x_n, z_mn) - log q(z_mn given x_n). Raises ValueError unless 2-d.
    """
    if log_weights.ndim != 2 or log_weights.shape[0] == 0:
        raise ValueError(f"log_weights must be (M, N) with M >= 1, not {tuple(log_weights.shape)}")
    return torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])


def ppca_log_marginal(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    """log p(x) of x = W z + b + noise, z ~ N(0, I), noise ~ N(0, var I), in nats, (N, D) -> (N,).

    W: (D, L); b: (D,); var: a number. Exact: x ~ N(b, W W' + var I). Tipping and Bishop (1999).
    """
    _check_ppca(x, W, b, var)
    dims = W.shape[0]
    cov = W @ W.T + var * torch.eye(dims, dtype=W.dtype, device=W.device)
    chol = torch.linalg.cholesky(cov)
    whitened = torch.linalg.solve_triangular(chol, (x - b).T, upper=False)
    half_log_det = torch.log(torch.diagonal(chol)).sum()
    return -0.5 * (whitened**2).sum(0) - half_log_det - 0.5 * dims * LOG_2PI


def ppca_posterior(
    x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Exact posterior N(mean_n, cov) of z given x_n: mean (N, L) and the shared cov (L, L)."""
    _check_ppca(x, W, b, var)
    precision = W.T @ W / var + torch.eye(W.shape[1], dtype=W.dtype, device=W.device)
    cov = torch.linalg.inv(precision)
    cov = (cov + cov.T) / 2
    return (x - b) @ W @ cov / var, cov


def mixture_prior_log_prob(z: torch.Tensor, means: torch.Tensor, log_vars: torch.Tensor) -> torch.Tensor:
    """log of the uniform mixture (1/K) sum_k N(z; means_k, diag exp(log_vars_k)), (N, L) -> (N,).

    means, log_vars: (K, L). In nats; the prior of a GMVAE. Raises ValueError for other shapes.
    """
    if means.shape != log_vars.shape or means.ndim != 2:
        raise ValueError(
            f"means {tuple(means.shape)} and log_vars {tuple(log_vars.shape)} must both be (K, L)"
        )
    log_probs = gaussian_log_likelihood(z.unsqueeze(-2), means, torch.exp(log_vars))
    return torch.logsumexp(log_probs, dim=-1) - math.log(means.shape[0])


def uniform_latent_log_marginal(x: torch.Tensor, a: float, b: float, std: float) -> torch.Tensor:
    """log p(x) in nats of Z ~ U(a, b), X given z ~ N(z, std^2), exactly, (N,) -> (N,).

    p(x) = [Phi((x - a) / std) - Phi((x - b) / std)] / (b - a), kept finite far out on both sides.
    Raises ValueError unless a < b and std > 0.
    """
    if not (a < b and std > 0):
        raise ValueError(f"need a < b and std > 0, not a = {a}, b = {b}, std = {std}")
    low, high = (x - b) / std, (x - a) / std
    right = low > 0
    low, high = torch.where(right, -high, low), torch.where(right, -low, high)
    log_high = torch.special.log_ndtr(high)
    ratio = torch.special.log_ndtr(low) - log_high
    return log_high + torch.log(-torch.expm1(ratio)) - math.log(b - a)


def _broadcast(**tensors: torch.Tensor) -> None:
    try:
        torch.broadcast_shapes(*(t.shape for t in tensors.values()))
    except RuntimeError as error:
        shapes = ", ".join(f"{name} {tuple(t.shape)}" for name, t in tensors.items())
        raise ValueError(f"shapes that do not broadcast: {shapes}") from error


def _same_last_axis(**tensors: torch.Tensor) -> None:
    if len({t.shape[-1] for t in tensors.values()}) != 1:
        shapes = ", ".join(f"{name} {tuple(t.shape)}" for name, t in tensors.items())
        raise ValueError(f"the last axes must be equal: {shapes}")


def _check_ppca(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor) -> None:
    if W.ndim != 2 or x.shape[-1] != W.shape[0] or b.shape != W.shape[:1]:
        shapes = f"x {tuple(x.shape)}, W {tuple(W.shape)}, b {tuple(b.shape)}"
        raise ValueError(f"need x (N, D), W (D, L), b (D,), not {shapes}")
    if float(var) <= 0:
        raise ValueError(f"var must be positive, not {float(var)}")
