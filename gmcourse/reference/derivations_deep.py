"""Steps of the proofs of weeks 4 to 7, as functions: the reference. PyTorch float64, nats."""

import math

import torch


def softmax_nll_gradient(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Gradient in the logits of the mean negative log-likelihood of a softmax.

    logits: (N, K); y: (N,) int64, the outcomes. Returns (N, K).
    Source: notes 5, sections 2.5 and 3.2.
    """
    gradient = torch.softmax(logits, dim=1)
    gradient[torch.arange(len(y)), y] -= 1
    return gradient / len(y)


def elbo_parts(
    x: torch.Tensor,
    W: torch.Tensor,
    b: torch.Tensor,
    var: torch.Tensor,
    mean: torch.Tensor,
    cov: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Reconstruction, price and gap of a Gaussian guess in the linear model: log p(x) = rec - price + gap.

    x: (D,); W: (D, L), b: (D,), var: scalar, of x | z ~ N(Wz + b, var I), z ~ N(0, I)
    mean: (L,), cov: (L, L), of the guess q. Returns three scalars in nats: E_q log p(x | z), KL(q || prior),
    KL(q || posterior).
    Source: notes 5, section 4.3; notes 2, example of a Gaussian.
    """
    latent = len(mean)
    residual = x - b - W @ mean
    spread = residual @ residual + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (len(x) * torch.log(2 * math.pi * var) + spread / var)
    identity = torch.eye(latent, dtype=x.dtype)
    precision = identity + W.T @ W / var
    best = torch.linalg.solve(precision, W.T @ (x - b) / var)
    price = _gaussian_kl(mean, cov, torch.zeros_like(mean), identity)
    return reconstruction, price, _gaussian_kl(mean, cov, best, precision)


def _gaussian_kl(
    mean: torch.Tensor, cov: torch.Tensor, other: torch.Tensor, precision: torch.Tensor
) -> torch.Tensor:
    """KL(N(mean, cov) || N(other, precision^-1))."""
    away = mean - other
    log_dets = torch.logdet(precision) + torch.logdet(cov)
    return 0.5 * (torch.trace(precision @ cov) + away @ precision @ away - len(mean) - log_dets)


def leave_one_out_bounds(log_weights: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The two sides of the step from M - 1 to M draws: mean of the logs of leave-one-out means, log of the mean.

    log_weights: (M, N), M at least 2. Returns (left_out (N,), together (N,)), in nats.
    Source: notes 5, section 4.5.
    """
    count = len(log_weights)
    others = ~torch.eye(count, dtype=torch.bool)
    means = torch.stack([torch.logsumexp(log_weights[keep], dim=0) for keep in others]) - math.log(count - 1)
    return means.mean(dim=0), torch.logsumexp(log_weights, dim=0) - math.log(count)


def compose_jacobians(jacobians: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Jacobian of a stack of maps, and the logarithm of its absolute determinant.

    jacobians: (M, D, D), that of each map at the point where it is entered, the first map first.
    Returns (jacobian (D, D), log_abs_det), the last a scalar.
    Source: notes 5, section 5.3.
    """
    whole = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for jacobian in jacobians:
        whole = jacobian @ whole
    return whole, torch.linalg.slogdet(jacobians).logabsdet.sum()


def autoregressive_jacobian(
    x: torch.Tensor,
    mean: torch.Tensor,
    log_scale: torch.Tensor,
    mean_slopes: torch.Tensor,
    log_scale_slopes: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Jacobian of the way back, z = (x - mean(x)) exp(-log_scale(x)), of an autoregressive flow at one x.

    x, mean, log_scale: (D,); mean_slopes, log_scale_slopes: (D, D), entry (i, j) the derivative of the i-th in
    x_j, 0 for j >= i. Returns (jacobian (D, D), entry (i, j) the derivative of z_i in x_j, and log_abs_det).
    Source: notes 5, sections 2.6 and 5.3.
    """
    shrink = torch.exp(-log_scale)
    z = (x - mean) * shrink
    below = -shrink[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return torch.diag(shrink) + below, -log_scale.sum()


def judge_regret(p_data: torch.Tensor, p_model: torch.Tensor, d: torch.Tensor) -> torch.Tensor:
    """What a judge loses at each outcome against the best one: (p_data + p_model) KL(D* || d).

    p_data, p_model: (K,) probabilities; d: (K,), between 0 and 1. Returns (K,), in nats; it sums to the
    discriminator loss at d less that at the best judge.
    Source: notes 5, section 6.4.
    """
    both = p_data + p_model
    mass = torch.where(both > 0, both, 1.0)
    cross = -(p_data * torch.log(d) + p_model * torch.log1p(-d))
    return cross + torch.xlogy(p_data, p_data / mass) + torch.xlogy(p_model, p_model / mass)


def squeeze_w1(
    x: torch.Tensor, y: torch.Tensor, coupling: torch.Tensor, critic_x: torch.Tensor, critic_y: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """A lower and an upper bound on W1 from a critic and a plan.

    x: (N,), y: (M,), places; coupling: (N, M), mass carried from x_i to y_j, sums to 1
    critic_x: (N,), critic_y: (M,), a function's values at these places. It is divided by its steepest slope
    between any two different places (0 if it is constant). Returns (lower, upper), scalars.
    Source: notes 5, section 6.17, case 3.
    """
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    apart = (places[:, None] - places).abs()
    slopes = (values[:, None] - values).abs() / torch.where(apart > 0, apart, torch.inf)
    difference = coupling.sum(dim=1) @ critic_x - coupling.sum(dim=0) @ critic_y
    steepest = slopes.max()
    lower = difference / steepest if steepest > 0 else torch.zeros_like(difference)
    return lower, (coupling * (x[:, None] - y).abs()).sum()
