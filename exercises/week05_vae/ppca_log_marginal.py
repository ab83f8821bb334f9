"""A latent variable model with an exact likelihood: the questions of `ppca_log_marginal`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import large, ppca, tensor
from gmcourse.reference import latent

PPCA_LOG_MARGINAL = Exercise(
    id="ppca_log_marginal",
    title="A latent variable model with an exact likelihood",
    points=4,
    minutes=20,
    difficulty=2,
    reference=latent.ppca_log_marginal,
    public={
        "main": [
            {
                "x": tensor([[1.0, 2.0, 0.0], [3.0, 1.0, -1.0]]),
                "W": tensor([[1.0, 0.0], [0.5, 2.0], [0.0, -1.0]]),
                "b": tensor([1.0, 1.0, -1.0]),
                "var": tensor(0.5),
            },
            ppca(np.random.default_rng(51), 1, 4, 1, 2.0),
            ppca(np.random.default_rng(52), 3, 3, 2, 0.3),
        ],
        "square": [
            {
                "x": tensor([[1.0, 2.0]]),
                "W": tensor([[2.0, 1.0], [0.0, 1.0]]),
                "b": tensor([0.5, 0.0]),
                "var": tensor(0.25),
            },
            {"x": tensor([[1.0], [-2.0]]), "W": tensor([[1.5]]), "b": tensor([0.5]), "var": tensor(0.25)},
        ],
        "large": [ppca(np.random.default_rng(5), 3, 400, 8, 1e-3, large)],
    },
    hidden=lambda rng: {
        "main": [
            ppca(rng, n, d, k, rng.uniform(*var))
            for n, d, k, var in (
                (4, 5, 2, (0.2, 0.7)),
                (6, 8, 3, (1.5, 3)),
                (1, 3, 1, (0.2, 0.7)),
                (4, 4, 2, (1.5, 3)),
            )
        ],
        "square": [ppca(rng, 3, 3, 3, rng.uniform(0.2, 0.7)), ppca(rng, 2, 1, 1, rng.uniform(0.2, 0.7))],
        "large": [ppca(rng, 4, 400, 20, 1e-3, large)],
    },
    properties=(
        Property("the log-density, in nats"),
        Property("as many latents as dimensions", on="square", share=0.5),
        Property("400 dimensions", on="large", share=0.5),
    ),
)


@PPCA_LOG_MARGINAL.wrong(
    "no noise term",
    hint="Your covariance holds W W', but not `var`. x is W z + b plus noise of its own: what does independent noise do to a covariance?",
)
def ppca_no_noise(x, W, b, var):
    return torch.distributions.MultivariateNormal(b, W @ W.T).log_prob(x)


@PPCA_LOG_MARGINAL.wrong(
    "W'W for WW'",
    hint="You used W'W, which is (L, L) and lives in the latent space. The covariance of x is (D, D): what does Var(W z) look like?",
)
def ppca_transposed(x, W, b, var):
    cov = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)


@PPCA_LOG_MARGINAL.wrong(
    "var taken as std",
    hint="You squared `var`, as if it were a standard deviation. What does the noise add to the covariance of x?",
)
def ppca_var_squared(x, W, b, var):
    cov = W @ W.T + var**2 * torch.eye(W.shape[0], dtype=W.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)


@PPCA_LOG_MARGINAL.wrong(
    "not centred",
    hint="You left out b. Around which point do the x lie when z and the noise have mean 0?",
)
def ppca_not_centred(x, W, b, var):
    cov = W @ W.T + var * torch.eye(W.shape[0], dtype=W.dtype)
    return torch.distributions.MultivariateNormal(torch.zeros_like(b), cov).log_prob(x)


@PPCA_LOG_MARGINAL.wrong(
    "the determinant underflows",
    hint="You computed a determinant. That of a large covariance leaves the range of floating point numbers, its logarithm does not: which factorisation gives the logarithm as a sum?",
)
def ppca_det(x, W, b, var):
    cov = W @ W.T + var * torch.eye(W.shape[0], dtype=W.dtype)
    r = x - b
    square = (r * torch.linalg.solve(cov, r.T).T).sum(-1)
    return -0.5 * (square + torch.log(torch.det(cov)) + len(b) * math.log(2 * math.pi))


@PPCA_LOG_MARGINAL.wrong("centred by the rows' mean", like="not centred")
def ppca_centred_by_the_rows(x, W, b, var):
    cov = W @ W.T + var * torch.eye(W.shape[0], dtype=W.dtype)
    return torch.distributions.MultivariateNormal(torch.zeros_like(b), cov).log_prob(x - x.mean(0))


@PPCA_LOG_MARGINAL.wrong("the determinant kept above 1e-300", like="the determinant underflows")
def ppca_det_clamped(x, W, b, var):
    cov = W @ W.T + var * torch.eye(W.shape[0], dtype=W.dtype)
    r = x - b
    square = (r * torch.linalg.solve(cov, r.T).T).sum(-1)
    return -0.5 * (square + torch.log(torch.det(cov).clamp(min=1e-300)) + len(b) * math.log(2 * math.pi))


@PPCA_LOG_MARGINAL.wrong("next to no noise", like="no noise term")
def ppca_hardly_any_noise(x, W, b, var):
    cov = W @ W.T + 1e-9 * torch.eye(len(b), dtype=W.dtype)
    r = x - b
    square = (r * torch.linalg.solve(cov, r.T).T).sum(-1)
    return -0.5 * (square + torch.linalg.slogdet(cov)[1] + len(b) * math.log(2 * math.pi))


@PPCA_LOG_MARGINAL.wrong("W'W where it fits", like="W'W for WW'")
def ppca_transposed_where_it_fits(x, W, b, var):
    square = W.T @ W if W.shape[0] == W.shape[1] else W @ W.T
    return torch.distributions.MultivariateNormal(
        b, square + var * torch.eye(len(b), dtype=W.dtype)
    ).log_prob(x)


@PPCA_LOG_MARGINAL.wrong(
    "constant forgotten",
    hint="Your values differ from the right ones by one number, the same at every x: what makes a Gaussian integrate to 1, and how often, in D dimensions?",
)
def ppca_no_constant(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=W.dtype)
    gaussian = torch.distributions.MultivariateNormal(b, cov)
    return gaussian.log_prob(x) + 0.5 * len(b) * math.log(2 * math.pi)


@PPCA_LOG_MARGINAL.wrong("constant of one dimension", like="constant forgotten")
def ppca_one_constant(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=W.dtype)
    gaussian = torch.distributions.MultivariateNormal(b, cov)
    return gaussian.log_prob(x) + 0.5 * (len(b) - 1) * math.log(2 * math.pi)


@PPCA_LOG_MARGINAL.wrong(
    "root of var as variance",
    hint="You added the root of `var` to the covariance. `var` is a variance already: what does independent noise add to a covariance?",
)
def ppca_root(x, W, b, var):
    cov = W @ W.T + torch.sqrt(var) * torch.eye(len(b), dtype=W.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)


@PPCA_LOG_MARGINAL.wrong(
    "no 1/2 before the log-determinant",
    hint="Your squared distance is right, but not what is paid for a wide covariance. Of which power of the determinant does a Gaussian's normaliser take the logarithm?",
)
def ppca_no_half(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=W.dtype)
    gaussian = torch.distributions.MultivariateNormal(b, cov)
    return gaussian.log_prob(x) - 0.5 * torch.linalg.slogdet(cov)[1]


@PPCA_LOG_MARGINAL.wrong(
    "sign of the small determinant",
    hint="Your log-determinant falls when W grows. A larger W spreads the x further: what does that do to the determinant of their covariance?",
)
def ppca_small_determinant(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=W.dtype)
    small = torch.eye(W.shape[1], dtype=W.dtype) + W.T @ W / var
    gaussian = torch.distributions.MultivariateNormal(b, cov)
    return gaussian.log_prob(x) + torch.linalg.slogdet(small)[1]


def _marginal(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=W.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)


@PPCA_LOG_MARGINAL.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a density of its own: over which axis should you sum, and which one should stay?",
)
def ppca_one_sum(x, W, b, var):
    return _marginal(x, W, b, var).sum()


@PPCA_LOG_MARGINAL.wrong("the mean over the batch", like="one number for the batch")
def ppca_one_mean(x, W, b, var):
    return _marginal(x, W, b, var).mean()


@PPCA_LOG_MARGINAL.wrong(
    "the loss instead of the log-density",
    hint="You returned what one minimises. A log-density grows as x comes nearer to its mean: which sign has yours?",
)
def ppca_loss(x, W, b, var):
    return -_marginal(x, W, b, var)


@PPCA_LOG_MARGINAL.wrong(
    "only the diagonal of the covariance",
    hint="You used the variances of the entries of x alone. Entries that hang on the same z go together: which numbers of W W' say so?",
)
def ppca_diagonal(x, W, b, var):
    spread = torch.sqrt((W**2).sum(1) + var)
    return torch.distributions.Normal(b, spread).log_prob(x).sum(-1)


@PPCA_LOG_MARGINAL.wrong(
    "z at its mean",
    hint="You put z at 0, the mean of its prior. Any z may have made this x: what does W z add to the covariance of x?",
)
def ppca_without_z(x, W, b, var):
    return torch.distributions.Normal(b, torch.sqrt(var)).log_prob(x).sum(-1)


@PPCA_LOG_MARGINAL.wrong(
    "no 1/2 before the squared distance",
    hint="Your densities fall too fast away from b. What stands before the squared distance in the exponent of a Gaussian?",
)
def ppca_whole_distance(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=W.dtype)
    off = x - b
    return _marginal(x, W, b, var) - 0.5 * (off * torch.linalg.solve(cov, off.T).T).sum(-1)


@PPCA_LOG_MARGINAL.wrong(
    "the log-determinant left out",
    hint="Your density does not fall as W or var grows. A Gaussian that is spread over more is lower everywhere: which term says so?",
)
def ppca_no_determinant(x, W, b, var):
    cov = W @ W.T + var * torch.eye(len(b), dtype=W.dtype)
    return _marginal(x, W, b, var) + 0.5 * torch.linalg.slogdet(cov)[1]


@PPCA_LOG_MARGINAL.alternative
def ppca_distribution(x, W, b, var):
    noise = var * torch.ones(len(b), dtype=W.dtype)
    return torch.distributions.LowRankMultivariateNormal(b, W, noise).log_prob(x)


@PPCA_LOG_MARGINAL.alternative
def ppca_eigenvalues(x, W, b, var):
    U, s, _ = torch.linalg.svd(W, full_matrices=True)
    eigenvalues = torch.full((len(b),), float(var), dtype=W.dtype)
    eigenvalues[: len(s)] += s**2
    along = (x - b) @ U
    return -0.5 * (along**2 / eigenvalues + torch.log(2 * math.pi * eigenvalues)).sum(-1)


@PPCA_LOG_MARGINAL.alternative
def ppca_by_low_rank(x, W, b, var):
    noise = var * torch.ones(len(b), dtype=W.dtype)
    return torch.distributions.LowRankMultivariateNormal(b, W, noise).log_prob(x)
