"""Week 5: wrong answers on exact marginals and mixture priors, each with a name and a hint."""

import math

import torch

from autograder.exercises.week05_wrong_bounds import WRONG


@WRONG.wrong(
    "ppca_log_marginal",
    "no noise term",
    hint="Your covariance is W W' alone. x is W z + b plus noise of its own: what does independent noise do "
    "to a covariance?",
)
def ppca_no_noise(x, W, b, var):
    return torch.distributions.MultivariateNormal(b, W @ W.T).log_prob(x)


@WRONG.wrong(
    "ppca_log_marginal",
    "W'W for WW'",
    hint="You used W'W, which is (L, L) and lives in the latent space. The covariance of x is (D, D): what "
    "does Var(W z) look like?",
)
def ppca_transposed(x, W, b, var):
    cov = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)


@WRONG.wrong(
    "ppca_log_marginal",
    "var taken as std",
    hint="You squared `var`, as if it were a standard deviation. What does the noise add to the covariance "
    "of x?",
)
def ppca_var_squared(x, W, b, var):
    cov = W @ W.T + var**2 * torch.eye(W.shape[0], dtype=W.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)


@WRONG.wrong(
    "ppca_log_marginal",
    "not centred",
    hint="You left out b. Around which point do the x lie when z and the noise have mean 0?",
)
def ppca_not_centred(x, W, b, var):
    cov = W @ W.T + var * torch.eye(W.shape[0], dtype=W.dtype)
    return torch.distributions.MultivariateNormal(torch.zeros_like(b), cov).log_prob(x)


@WRONG.wrong(
    "ppca_log_marginal",
    "the determinant underflows",
    hint="You computed a determinant. That of a large covariance leaves the range of floating point "
    "numbers, its logarithm does not: which factorisation gives the logarithm as a sum?",
)
def ppca_det(x, W, b, var):
    cov = W @ W.T + var * torch.eye(W.shape[0], dtype=W.dtype)
    r = x - b
    square = (r * torch.linalg.solve(cov, r.T).T).sum(-1)
    return -0.5 * (square + torch.log(torch.det(cov)) + len(b) * math.log(2 * math.pi))


@WRONG.wrong(
    "ppca_posterior",
    "prior forgotten",
    hint="You solved a least squares problem: the answer of a flat prior. z ~ N(0, I) pulls the mean "
    "towards 0: what does its precision add to that of the data?",
)
def posterior_no_prior(x, W, b, var):
    cov = var * torch.linalg.inv(W.T @ W)
    return (x - b) @ W @ cov / var, cov


@WRONG.wrong(
    "ppca_posterior",
    "not centred",
    hint="You left out b. An x that equals b should say that z is 0 on average: what does yours say?",
)
def posterior_not_centred(x, W, b, var):
    cov = torch.linalg.inv(W.T @ W / var + torch.eye(W.shape[1], dtype=W.dtype))
    return x @ W @ cov / var, cov


@WRONG.wrong(
    "ppca_posterior",
    "covariance without var",
    hint="The mean is right, but the covariance does not shrink with the noise. Compare precisions: W'W "
    "alone has no unit of x, so what must it be divided by?",
)
def posterior_cov_no_var(x, W, b, var):
    inverse = torch.linalg.inv(W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype))
    return (x - b) @ W @ inverse, inverse


@WRONG.wrong(
    "ppca_posterior",
    "precision instead of covariance",
    hint="You returned the precision matrix. With less noise, z is known better: should a covariance then "
    "grow or shrink, and what does yours do?",
)
def posterior_precision(x, W, b, var):
    precision = W.T @ W / var + torch.eye(W.shape[1], dtype=W.dtype)
    return (x - b) @ W @ torch.linalg.inv(precision) / var, precision


@WRONG.wrong(
    "mixture_prior_log_prob",
    "mean of logs",
    hint="You averaged the log-densities. A mixture is one component or another: are its densities added, "
    "or multiplied?",
)
def mixture_mean_of_logs(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return normal.log_prob(z[:, None, :]).sum(-1).mean(-1)


@WRONG.wrong(
    "mixture_prior_log_prob",
    "no log K",
    hint="You summed K densities of mass 1: your density integrates to K. What is the weight of each "
    "component?",
)
def mixture_no_log_k(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return torch.logsumexp(normal.log_prob(z[:, None, :]).sum(-1), dim=-1)


@WRONG.wrong(
    "mixture_prior_log_prob",
    "exp(log_var) as std",
    hint="You used the variance as the standard deviation. What is the root of exp(log_var), written with "
    "exp again?",
)
def mixture_std(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(log_vars))
    log_probs = normal.log_prob(z[:, None, :]).sum(-1)
    return torch.logsumexp(log_probs, dim=-1) - math.log(len(means))


@WRONG.wrong(
    "mixture_prior_log_prob",
    "mixes each dimension by itself",
    hint="You mixed the components in each dimension and added the results. One component is drawn for the "
    "whole vector: which comes first, the sum over dimensions or the mixture?",
)
def mixture_per_dimension(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    log_probs = normal.log_prob(z[:, None, :])
    return (torch.logsumexp(log_probs, dim=1) - math.log(len(means))).sum(-1)


@WRONG.wrong(
    "mixture_prior_log_prob",
    "exp before the sum",
    hint="You left the logarithm. Far from all components each density is 0 in floating point, and the log "
    "of 0 is -inf. Which function adds numbers that are given by their logarithms?",
)
def mixture_unstable(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return torch.log(torch.exp(normal.log_prob(z[:, None, :]).sum(-1)).mean(-1))


@WRONG.wrong(
    "uniform_latent_log_marginal",
    "density at the midpoint",
    hint="You put z at the middle of its interval. Any z between a and b may have made this x: what does "
    "the sum rule do with them?",
)
def uniform_midpoint(x, a, b, std):
    return torch.distributions.Normal((a + b) / 2, std).log_prob(x)


@WRONG.wrong(
    "uniform_latent_log_marginal",
    "no 1/(b - a)",
    hint="Your density integrates to b - a. What is the density of z on its interval?",
)
def uniform_no_width(x, a, b, std):
    low, high = (x - b) / std, (x - a) / std
    low, high = torch.where(low > 0, -high, low), torch.where(low > 0, -low, high)
    return torch.log((torch.erfc(-high / 2**0.5) - torch.erfc(-low / 2**0.5)) / 2)


@WRONG.wrong(
    "uniform_latent_log_marginal",
    "std as variance",
    hint="You took the root of `std`. What is the variance of the noise in N(z, std^2), and what its root?",
)
def uniform_std_as_var(x, a, b, std):
    root = math.sqrt(std)
    low, high = (x - b) / root, (x - a) / root
    low, high = torch.where(low > 0, -high, low), torch.where(low > 0, -low, high)
    return torch.log((torch.erfc(-high / 2**0.5) - torch.erfc(-low / 2**0.5)) / 2) - math.log(b - a)


@WRONG.wrong(
    "uniform_latent_log_marginal",
    "both tails lost",
    hint="Far out the distribution function rounds to 0 or to 1, and nothing is left of the difference. "
    "torch.erfc and torch.special.log_ndtr stay exact where the function is near 0; on which side of the "
    "interval is that, and how does the symmetry about its middle help on the other?",
)
def uniform_tails(x, a, b, std):
    mass = torch.special.ndtr((x - a) / std) - torch.special.ndtr((x - b) / std)
    return torch.log(mass) - math.log(b - a)


@WRONG.wrong(
    "uniform_latent_log_marginal",
    "right tail lost",
    hint="Exact to the left of the interval. To its right you subtract two numbers that both round to 1. "
    "The density is symmetric about the middle of the interval: which side would you rather compute?",
)
def uniform_right_tail(x, a, b, std):
    high, low = torch.erfc((a - x) / std / 2**0.5), torch.erfc((b - x) / std / 2**0.5)
    return torch.log((high - low) / 2) - math.log(b - a)
