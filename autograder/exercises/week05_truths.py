"""Week 5: expected answers that are not simply the reference's, for the gradient estimators."""

import numpy as np
import torch

from gmcourse.reference import latent_moves

MANY = 1000
NODES = 40


def score(f, mean, log_var, noise):
    """The reference's estimate; for very many draws the exact gradient with the estimate's standard error."""
    if len(noise) < MANY:
        return latent_moves.score_function_gradient(f, mean, log_var, noise)
    std = torch.exp(0.5 * log_var)
    return _interval(f, mean, std, f(mean + std * noise)[:, None] * noise / std)


def pathwise(f, mean, log_var, noise):
    """Like `score`, for the pathwise estimate."""
    if len(noise) < MANY:
        return latent_moves.pathwise_gradient(f, mean, log_var, noise)
    std = torch.exp(0.5 * log_var)
    z = (mean + std * noise).requires_grad_()
    (slopes,) = torch.autograd.grad(f(z).sum(), z)
    return _interval(f, mean, std, slopes)


def exact_gradient(f, mean, std):
    """Gradient of E[f(z)] in a two-dimensional mean, by Gauss-Hermite quadrature of f times the score."""
    nodes, weights = (torch.as_tensor(a) for a in np.polynomial.hermite_e.hermegauss(NODES))
    grid = torch.cartesian_prod(nodes, nodes)
    mass = torch.cartesian_prod(weights, weights).prod(-1) / (2 * np.pi)
    return (mass * f(mean + std * grid)) @ (grid / std)


def _interval(f, mean, std, terms):
    return {"mean": exact_gradient(f, mean, std), "std_error": terms.std(0) / len(terms) ** 0.5}
