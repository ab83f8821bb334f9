"""A gradient without differentiating f: the questions of `score_function_gradient`, its wrong answers and other right ways."""

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


def score(f, mean, log_var, noise):
    """The reference's estimate; for very many draws the exact gradient with the estimate's standard error."""
    if len(noise) < MANY:
        return latent_moves.score_function_gradient(f, mean, log_var, noise)
    std = torch.exp(0.5 * log_var)
    return interval(f, mean, std, f(mean + std * noise)[:, None] * noise / std)


SCORE_FUNCTION_GRADIENT = Exercise(
    id="score_function_gradient",
    title="A gradient without differentiating f",
    points=3,
    minutes=15,
    difficulty=3,
    reference=latent_moves.score_function_gradient,
    truth=score,
    public={
        "main": [
            integrand(("paraboloid", {"centre": [1.0, 0.0]}), [0.5, -1.0], [1.0, -1.0], PUBLIC_NOISE),
            integrand(("wave", {"frequency": 0.7}), [0.5], [-2.0], tensor([[1.0], [-0.5]])),
            integrand(
                ("wave", {"frequency": 1.3}), [0.5, -0.25, 1.0], [0.5, 1.0, -1.5], tensor([[1.0, -0.5, 0.25]])
            ),
            integrand(("paraboloid", {"centre": [40.0, 3.0]}), [0.5, -1.0], [-9.0, 7.0], PUBLIC_NOISE),
        ],
        "steps": [integrand(("halfspace", {"threshold": -1.0}), [0.5, -1.0], [0.5, -0.5], PUBLIC_NOISE)],
        "unbiased": [unbiased(np.random.default_rng(8))],
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
        "steps": [
            integrand(
                ("halfspace", {"threshold": -0.3}), [0.2, 0.3], rng.uniform(0.3, 1, size=2), drawn(rng, 9, 2)
            )
        ],
        "unbiased": [unbiased(rng)],
    },
    shows=lambda f, mean, log_var, noise: (
        {"f(mean + exp(log_var / 2) * noise)": f(mean + torch.exp(log_var / 2) * noise)}
        if len(noise) < MANY
        else {}
    ),
    properties=(
        Property("the estimate"),
        Property("works where f has steps", on="steps", share=0.5),
        Property("unbiased over 20,000 draws", on="unbiased", share=0.5, compare="gaussian.estimate"),
    ),
)


@SCORE_FUNCTION_GRADIENT.wrong(
    "the pathwise gradient",
    hint="You differentiated f. The score function estimator never does: it multiplies f(z) by the gradient of log q(z), so that f may even have steps.",
)
def score_pathwise(f, mean, log_var, noise):
    mean = mean.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(mean + torch.exp(0.5 * log_var) * noise).mean(), mean)
    return gradient


@SCORE_FUNCTION_GRADIENT.wrong(
    "no score weight",
    hint="You averaged f(z) alone, which estimates the expectation, not its gradient. Each f(z) must be weighted by the gradient of log q(z) in the mean.",
)
def score_no_weight(f, mean, log_var, noise):
    return f(mean + torch.exp(0.5 * log_var) * noise).mean().expand(len(mean))


@SCORE_FUNCTION_GRADIENT.wrong(
    "weight (z - mean) / std",
    hint="Your weight is the noise itself, which is (z - mean) / std. Differentiate -(z - mean)^2 / (2 var) in the mean: what stands below z - mean?",
)
def score_by_std(f, mean, log_var, noise):
    return (f(mean + torch.exp(0.5 * log_var) * noise)[:, None] * noise).mean(0)


@SCORE_FUNCTION_GRADIENT.wrong(
    "weight z - mean",
    hint="You left the variance out of the score. Differentiate -(z - mean)^2 / (2 var) in the mean.",
)
def score_no_var(f, mean, log_var, noise):
    step = torch.exp(0.5 * log_var) * noise
    return (f(mean + step)[:, None] * step).mean(0)


@SCORE_FUNCTION_GRADIENT.wrong(
    "a baseline that uses the same draws",
    hint="What you compute is what subtracting the mean of f over these very draws gives: that lowers the variance, but makes the estimate (M - 1)/M of what it should be. No baseline is asked here.",
)
def score_baseline(f, mean, log_var, noise):
    values = f(mean + torch.exp(0.5 * log_var) * noise)
    return ((values - values.mean())[:, None] * noise / torch.exp(0.5 * log_var)).mean(0)


@SCORE_FUNCTION_GRADIENT.wrong(
    "sum over the draws",
    hint="You added up the M draws, so twice the draws give twice the answer. How is an expectation estimated?",
)
def score_sum(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    return (f(mean + std * noise)[:, None] * noise / std).sum(0)


@SCORE_FUNCTION_GRADIENT.wrong(
    "exp(log_var) as std",
    hint="Your draws have the wrong spread: you multiplied the noise by the variance. Which scale gives them the variance exp(log_var)?",
)
def score_variance(f, mean, log_var, noise):
    z = mean + torch.exp(log_var) * noise
    return (f(z)[:, None] * (z - mean) / torch.exp(log_var)).mean(0)


@SCORE_FUNCTION_GRADIENT.wrong("the variance, and as std in the score", like="exp(log_var) as std")
def score_variance_twice(f, mean, log_var, noise):
    z = mean + torch.exp(log_var) * noise
    return (f(z)[:, None] * (z - mean) / torch.exp(2 * log_var)).mean(0)


@SCORE_FUNCTION_GRADIENT.wrong(
    "sign of the score",
    hint="Your gradient points the other way. Where z lies above the mean, does raising the mean make z more likely, or less?",
)
def score_turned(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    return -(f(mean + std * noise)[:, None] * noise / std).mean(0)


@SCORE_FUNCTION_GRADIENT.wrong(
    "weight z, not z - mean",
    hint="You weighted by z itself. Differentiate -(z - mean)^2 / (2 var) in the mean: what stands above var?",
)
def score_of_z(f, mean, log_var, noise):
    z = mean + torch.exp(0.5 * log_var) * noise
    return (f(z)[:, None] * z / torch.exp(log_var)).mean(0)


@SCORE_FUNCTION_GRADIENT.alternative
def score_autograd(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = (mean + std * noise).detach()
    mean = mean.detach().requires_grad_()
    log_q = torch.distributions.Normal(mean, std).log_prob(z).sum(-1)
    (gradient,) = torch.autograd.grad((f(z).detach() * log_q).mean(), mean)
    return gradient


@SCORE_FUNCTION_GRADIENT.alternative
def score_loop(f, mean, log_var, noise):
    std = torch.exp(log_var) ** 0.5
    total = torch.zeros_like(mean)
    for eps in noise[:2000]:
        total = total + f((mean + std * eps)[None])[0] * eps / std
    rest = noise[2000:]
    if len(rest):
        total = total + f(mean + std * rest) @ (rest / std)
    return total / len(noise)


@SCORE_FUNCTION_GRADIENT.alternative
def score_in_a_loop(f, mean, log_var, noise):
    std = torch.exp(log_var / 2)
    heights = f(mean + std * noise)
    return heights @ (noise / std) / len(noise)
