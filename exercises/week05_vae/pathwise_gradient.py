"""A gradient through the draw: the questions of `pathwise_gradient`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import (
    MANY,
    PUBLIC_NOISE,
    distant,
    drawn,
    integrand,
    interval,
    tensor,
    unbiased,
)
from gmcourse.reference import latent_moves


def pathwise(f, mean, log_var, noise):
    """Like `score`, for the pathwise estimate."""
    if len(noise) < MANY:
        return latent_moves.pathwise_gradient(f, mean, log_var, noise)
    std = torch.exp(0.5 * log_var)
    z = (mean + std * noise).requires_grad_()
    (slopes,) = torch.autograd.grad(f(z).sum(), z)
    return interval(f, mean, std, slopes)


PATHWISE_GRADIENT = Exercise(
    id="pathwise_gradient",
    title="A gradient through the draw",
    points=3,
    minutes=10,
    difficulty=2,
    reference=latent_moves.pathwise_gradient,
    truth=pathwise,
    public={
        "main": [
            integrand(("paraboloid", {"centre": [1.0, 0.0]}), [0.5, -1.0], [1.0, -1.0], PUBLIC_NOISE),
            integrand(("wave", {"frequency": 0.7}), [0.5], [-2.0], tensor([[1.0], [-0.5]])),
            integrand(
                ("wave", {"frequency": 1.3}), [0.5, -0.25, 1.0], [0.5, 1.0, -1.5], tensor([[1.0, -0.5, 0.25]])
            ),
            integrand(("paraboloid", {"centre": [40.0, 3.0]}), [0.5, -1.0], [-9.0, 7.0], PUBLIC_NOISE),
        ],
        "unbiased": [unbiased(np.random.default_rng(9))],
    },
    hidden=lambda rng: {
        "main": [
            integrand(
                ("wave", {"frequency": 1.3}),
                rng.normal(size=d),
                rng.uniform(0.3, 1, size=d) * rng.choice([-2, 1], size=d),
                drawn(rng, m, d),
            )
            for m, d in ((4, 3), (30, 3), (1, 2), (3, 1), (2, 2))
        ]
        + [distant(rng, 5, 3), distant(rng, 3, 3)],
        "unbiased": [unbiased(rng)],
    },
    shows=lambda f, mean, log_var, noise: (
        {"f(mean + exp(log_var / 2) * noise)": f(mean + torch.exp(log_var / 2) * noise)}
        if len(noise) < MANY
        else {}
    ),
    properties=(
        Property("the estimate"),
        Property("unbiased over 20,000 draws", on="unbiased", share=0.5, compare="gaussian.estimate"),
    ),
)


@PATHWISE_GRADIENT.wrong(
    "the score function gradient",
    hint="You weighted f(z) by the score. The pathwise estimator, which varies far less, writes z as a function of the mean: what do you get when you differentiate f through it?",
)
def pathwise_score(f, mean, log_var, noise):
    z = mean + torch.exp(0.5 * log_var) * noise
    return (f(z)[:, None] * (z - mean) / torch.exp(log_var)).mean(0)


@PATHWISE_GRADIENT.wrong(
    "noise ignored",
    hint="You took the gradient of f at the mean. E[f(z)] feels f all around the mean: at which points should the gradient be taken, and then?",
)
def pathwise_at_mean(f, mean, log_var, noise):
    mean = mean.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(mean[None]).sum(), mean)
    return gradient


@PATHWISE_GRADIENT.wrong(
    "sum over the draws",
    hint="You added the gradients of the M draws, so twice the draws give twice the answer. How is an expectation estimated?",
)
def pathwise_sum(f, mean, log_var, noise):
    mean = mean.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(mean + torch.exp(0.5 * log_var) * noise).sum(), mean)
    return gradient


@PATHWISE_GRADIENT.wrong(
    "exp(log_var) as std",
    hint="Your draws have the wrong spread. Standard noise times s has the variance s squared: which scale gives the draws the variance exp(log_var)?",
)
def pathwise_variance(f, mean, log_var, noise):
    mean = mean.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(mean + torch.exp(log_var) * noise).mean(), mean)
    return gradient


@PATHWISE_GRADIENT.wrong("one baseline in the score function gradient", like="the score function gradient")
def pathwise_score_with_baseline(f, mean, log_var, noise):
    values = f(mean + torch.exp(0.5 * log_var) * noise)
    return ((values - values.mean())[:, None] * noise / torch.exp(0.5 * log_var)).mean(0)


def _slopes(f, mean, std, noise):
    """The gradient of f at each draw, (M, D)."""
    z = (mean + std * noise).detach().requires_grad_()
    (slopes,) = torch.autograd.grad(f(z).sum(), z)
    return slopes


@PATHWISE_GRADIENT.wrong("noise not scaled", like="exp(log_var) as std")
def pathwise_unscaled(f, mean, log_var, noise):
    return _slopes(f, mean, torch.ones_like(mean), noise).mean(0)


@PATHWISE_GRADIENT.wrong("log_var as std", like="exp(log_var) as std")
def pathwise_log_var(f, mean, log_var, noise):
    return _slopes(f, mean, log_var, noise).mean(0)


@PATHWISE_GRADIENT.wrong(
    "a factor too many",
    hint="You multiplied the gradient of f once more, by the noise or by its scale. Differentiate z = mean + std * noise in the mean: what comes out?",
)
def pathwise_times_noise(f, mean, log_var, noise):
    return (_slopes(f, mean, torch.exp(0.5 * log_var), noise) * noise).mean(0)


@PATHWISE_GRADIENT.wrong("times the std", like="a factor too many")
def pathwise_times_std(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    return _slopes(f, mean, std, noise).mean(0) * std


@PATHWISE_GRADIENT.wrong("times both", like="a factor too many")
def pathwise_times_both(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    return (_slopes(f, mean, std, noise) * noise).mean(0) * std


@PATHWISE_GRADIENT.wrong(
    "sign",
    hint="Your gradient points the other way. If f rises with z, does E[f(z)] rise or fall with the mean?",
)
def pathwise_turned(f, mean, log_var, noise):
    return -_slopes(f, mean, torch.exp(0.5 * log_var), noise).mean(0)


@PATHWISE_GRADIENT.alternative
def pathwise_backward(f, mean, log_var, noise):
    mean = mean.clone().requires_grad_(True)
    f(mean + torch.exp(0.5 * log_var) * noise).mean().backward()
    return mean.grad


@PATHWISE_GRADIENT.alternative
def pathwise_through_z(f, mean, log_var, noise):
    z = (mean + torch.exp(log_var / 2) * noise).detach().requires_grad_()
    (slopes,) = torch.autograd.grad(f(z).sum(), z)
    return slopes.mean(0)


@PATHWISE_GRADIENT.alternative
def pathwise_by_backward(f, mean, log_var, noise):
    z = (mean.detach() + torch.exp(log_var / 2) * noise).detach().requires_grad_()
    f(z).sum().backward()
    return z.grad.mean(dim=0)
