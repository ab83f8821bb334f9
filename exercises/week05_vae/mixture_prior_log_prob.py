"""A prior with several bumps: the questions of `mixture_prior_log_prob`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import TRAINED, drawn, tensor, trained
from gmcourse.reference import latent


def _mixture(rng, count, dims, components):
    return {
        "z": drawn(rng, count, dims),
        "means": drawn(rng, components, dims, std=2.0),
        "log_vars": drawn(rng, components, dims),
    }


def _narrow(rng, components, dims):
    """Components with variances down to 1e-7, and a point by each."""
    log_vars = rng.uniform(-16, -8, size=(components, dims))
    means = rng.normal(size=(1, dims)) + 0.02 * rng.normal(size=(components, dims))
    return _case(means + np.exp(0.5 * log_vars) * rng.normal(size=(components, dims)), means, log_vars)


def _case(z, means, log_vars):
    return {"z": tensor(z), "means": tensor(means), "log_vars": tensor(log_vars)}


_LEARNED = ("z", "means", "log_vars")


MIXTURE_PRIOR_LOG_PROB = Exercise(
    id="mixture_prior_log_prob",
    title="A prior with several bumps",
    points=3,
    minutes=10,
    difficulty=2,
    reference=latent.mixture_prior_log_prob,
    public={
        "main": [
            _case([[0.0, 0.0], [2.0, 1.0], [-1.0, 3.0]], [[0.0, 1.0], [2.0, 0.0]], [[0.0, 1.0], [-1.0, 0.5]]),
            _case(
                [[0.5, 1.0]], [[0.0, 1.0], [2.0, 0.0], [-1.0, -0.5]], [[0.0, 1.0], [-1.0, 0.5], [0.25, -0.5]]
            ),
            _case([[0.5], [-1.0]], [[0.0], [2.0], [-1.5]], [[0.5], [-1.0], [0.25]]),
            _case([[0.5, 1.0, -1.0], [0.0, 2.0, 0.5]], [[0.25, 1.0, 0.0]], [[0.5, -1.0, 0.25]]),
            _case([[0.5, 1.0], [0.502, 1.5]], [[0.5, 1.0], [0.501, 1.0]], [[-14.0, -16.0], [-12.0, 0.5]]),
        ],
        "extremes": [
            _case([[60.0, -60.0], [50.0, 0.0]], [[0.0, 0.0], [1.0, 1.0]], [[0.0, 0.0], [-1.0, 0.5]]),
            _case([[150.0], [-150.0]], [[0.0], [1.0], [0.5]], [[0.0], [0.25], [-0.5]]),
            _case([[0.0, 1.0], [90.0, -80.0]], [[0.0, 0.0], [1.0, 1.0]], [[-4.0, -3.0], [1.0, 0.5]]),
        ],
        "trained": [
            trained(
                _case([[0.0, 0.5], [2.0, 1.0]], [[0.0, 1.0], [2.0, 0.0]], [[0.0, 1.0], [-1.0, 0.5]]),
                *_LEARNED,
            )
        ],
    },
    hidden=lambda rng: {
        "main": [
            _mixture(rng, *sizes)
            for sizes in ((5, 2, 4), (8, 3, 3), (1, 3, 2), (4, 1, 3), (3, 4, 1), (3, 3, 5), (2, 2, 2))
        ]
        + [_narrow(rng, 3, 2)],
        "extremes": [
            {
                "z": tensor(rng.uniform(50, 90, size=(3, 2))),
                "means": drawn(rng, 3, 2),
                "log_vars": drawn(rng, 3, 2, std=0.3),
            },
            {
                "z": tensor(rng.uniform(80, 120, size=(2, 1)) * [[1], [-1]]),
                "means": drawn(rng, 4, 1),
                "log_vars": drawn(rng, 4, 1, std=0.3),
            },
            {
                "z": tensor(np.append(rng.normal(size=(1, 2)), rng.uniform(80, 120, size=(2, 2)), axis=0)),
                "means": drawn(rng, 3, 2),
                "log_vars": tensor(rng.uniform(-4, 1, size=(3, 2))),
            },
        ],
        "trained": [trained(_mixture(rng, *sizes), *_LEARNED) for sizes in ((4, 2, 3), (1, 3, 2))],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the log-density, in nats"),
        Property("finite far from all components", on="extremes", share=0.5),
        TRAINED,
    ),
)


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "mean of logs",
    hint="You averaged the log-densities, or added them up. A mixture is one component or another: are its densities added, or multiplied?",
)
def mixture_mean_of_logs(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return normal.log_prob(z[:, None, :]).sum(-1).mean(-1)


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "no log K",
    hint="You summed K densities of mass 1: your density integrates to K. What is the weight of each component?",
)
def mixture_no_log_k(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return torch.logsumexp(normal.log_prob(z[:, None, :]).sum(-1), dim=-1)


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "exp(log_var) as std",
    hint="You used the variance as the standard deviation. What is the root of exp(log_var), written with exp again?",
)
def mixture_std(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(log_vars))
    log_probs = normal.log_prob(z[:, None, :]).sum(-1)
    return torch.logsumexp(log_probs, dim=-1) - math.log(len(means))


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "mixes each dimension by itself",
    hint="You mixed the components in each dimension and added the results. One component is drawn for the whole vector: which comes first, the sum over dimensions or the mixture?",
)
def mixture_per_dimension(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    log_probs = normal.log_prob(z[:, None, :])
    return (torch.logsumexp(log_probs, dim=1) - math.log(len(means))).sum(-1)


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "exp before the sum",
    hint="You left the logarithm. Far from all components a density is 0 in floating point, and after a shift that does not fit it is 0 or infinite. Which function adds numbers that are given by their logarithms?",
)
def mixture_unstable(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return torch.log(torch.exp(normal.log_prob(z[:, None, :]).sum(-1)).mean(-1))


@MIXTURE_PRIOR_LOG_PROB.wrong("1e-20 under the logarithm", like="exp before the sum")
def mixture_epsilon(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return torch.log(torch.exp(normal.log_prob(z[:, None, :]).sum(-1)).mean(-1) + 1e-20)


@MIXTURE_PRIOR_LOG_PROB.wrong("one shift for all rows", like="exp before the sum")
def mixture_one_shift(z, means, log_vars):
    var = torch.exp(log_vars)
    each = -0.5 * ((z[:, None] - means) ** 2 / var + torch.log(2 * math.pi * var)).sum(-1)
    return each.max() + torch.log(torch.exp(each - each.max()).mean(-1))


@MIXTURE_PRIOR_LOG_PROB.wrong("shifted by the mean", like="exp before the sum")
def mixture_shifted_by_the_mean(z, means, log_vars):
    var = torch.exp(log_vars)
    each = -0.5 * ((z[:, None] - means) ** 2 / var + torch.log(2 * math.pi * var)).sum(-1)
    middle = each.mean(-1)
    return middle + torch.log(torch.exp(each - middle[:, None]).mean(-1))


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "divided by L, not K",
    hint="You subtracted log L. The weights are shared out among the components: how many of them are there, and which axis of `means` counts them?",
)
def mixture_log_l(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return torch.logsumexp(normal.log_prob(z[:, None, :]).sum(-1), dim=-1) - math.log(means.shape[1])


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "nearest component only",
    hint="You kept the most likely component alone. The others may have made this z as well: what does the sum rule do with them?",
)
def mixture_nearest(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return normal.log_prob(z[:, None, :]).sum(-1).max(-1).values - math.log(len(means))


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "mean over the dimensions",
    hint="You averaged over the latent dimensions. A component's density is the product over the dimensions: what does the logarithm make of a product?",
)
def mixture_mean_over_dimensions(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return torch.logsumexp(normal.log_prob(z[:, None, :]).mean(-1), dim=-1) - math.log(len(means))


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "no 2 pi",
    hint="Each row is off by a constant that depends on nothing but L. Which constant, once for each dimension, makes a Gaussian integrate to 1?",
)
def mixture_no_2pi(z, means, log_vars):
    log_probs = -0.5 * ((z[:, None, :] - means) ** 2 / torch.exp(log_vars) + log_vars).sum(-1)
    return torch.logsumexp(log_probs, dim=-1) - math.log(len(means))


@MIXTURE_PRIOR_LOG_PROB.wrong("1e-20 beside the sum", like="exp before the sum")
def mixture_epsilon_beside_sum(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return torch.log(torch.exp(normal.log_prob(z[:, None, :]).sum(-1)).sum(-1) + 1e-20) - math.log(len(means))


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def mixture_cut(z, means, log_vars):
    return latent.mixture_prior_log_prob(z, means, log_vars).detach()


@MIXTURE_PRIOR_LOG_PROB.wrong("2 pi counted once", like="no 2 pi")
def mixture_2pi_once(z, means, log_vars):
    each = ((z[:, None, :] - means) ** 2 / torch.exp(log_vars) + log_vars).sum(-1) + math.log(2 * math.pi)
    return torch.logsumexp(-each / 2, dim=-1) - math.log(len(means))


@MIXTURE_PRIOR_LOG_PROB.wrong("1e-300 beside the mean", like="exp before the sum")
def mixture_epsilon_beside_mean(z, means, log_vars):
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return torch.log(torch.exp(normal.log_prob(z[:, None, :]).sum(-1)).mean(-1) + 1e-300)


def _components(z, means, log_vars):
    """Each component's log-density (N, K)."""
    normal = torch.distributions.Normal(means, torch.exp(0.5 * log_vars))
    return normal.log_prob(z[:, None, :]).sum(-1)


def _mixed(components):
    return torch.logsumexp(components, dim=-1) - math.log(components.shape[-1])


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a density of its own: over which axis should you sum, and which one should stay?",
)
def mixture_one_sum(z, means, log_vars):
    return _mixed(_components(z, means, log_vars)).sum()


@MIXTURE_PRIOR_LOG_PROB.wrong("the mean over the batch", like="one number for the batch")
def mixture_one_mean(z, means, log_vars):
    return _mixed(_components(z, means, log_vars)).mean()


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "the loss instead of the log-density",
    hint="You returned what one minimises. A log-density grows as z comes nearer to a component: which sign has yours?",
)
def mixture_loss(z, means, log_vars):
    return -_mixed(_components(z, means, log_vars))


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "the density, not its logarithm",
    hint="You returned the density itself. Of many dimensions it leaves the range of floats: what is asked for in nats?",
)
def mixture_density(z, means, log_vars):
    return torch.exp(_mixed(_components(z, means, log_vars)))


@MIXTURE_PRIOR_LOG_PROB.wrong("the sum of logs", like="mean of logs")
def mixture_sum_of_logs(z, means, log_vars):
    return _components(z, means, log_vars).sum(-1)


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "the log-variance left out",
    hint="A wide component is as high at its mean as a narrow one in yours. A Gaussian ten times as wide is ten times as low: which term of its log-density says so?",
)
def mixture_no_log_var(z, means, log_vars):
    return _mixed(_components(z, means, log_vars) + 0.5 * log_vars.sum(-1))


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "the log-variance not halved",
    hint="Your log-variance counts twice. The density is divided by the standard deviation: what is its logarithm, in terms of log_var?",
)
def mixture_whole_log_var(z, means, log_vars):
    return _mixed(_components(z, means, log_vars) - 0.5 * log_vars.sum(-1))


@MIXTURE_PRIOR_LOG_PROB.wrong(
    "no half in the exponent",
    hint="Your densities fall too fast away from their means. What stands before the squared distance in the exponent of a Gaussian?",
)
def mixture_no_half(z, means, log_vars):
    square = ((z[:, None, :] - means) ** 2 / torch.exp(log_vars)).sum(-1)
    return _mixed(_components(z, means, log_vars) - 0.5 * square)


@MIXTURE_PRIOR_LOG_PROB.wrong("nearest, with its weight", like="nearest component only")
def mixture_weighted_nearest(z, means, log_vars):
    return _components(z, means, log_vars).amax(-1) - math.log(len(means))


@MIXTURE_PRIOR_LOG_PROB.wrong("1e-8 beside the mean", like="exp before the sum")
def mixture_beside_8(z, means, log_vars):
    return torch.log(torch.exp(_components(z, means, log_vars)).mean(-1) + 1e-8)


@MIXTURE_PRIOR_LOG_PROB.wrong("1e-10 beside the mean", like="exp before the sum")
def mixture_beside_10(z, means, log_vars):
    return torch.log(torch.exp(_components(z, means, log_vars)).mean(-1) + 1e-10)


@MIXTURE_PRIOR_LOG_PROB.wrong("1e-12 beside the mean", like="exp before the sum")
def mixture_beside_12(z, means, log_vars):
    return torch.log(torch.exp(_components(z, means, log_vars)).mean(-1) + 1e-12)


@MIXTURE_PRIOR_LOG_PROB.alternative
def mixture_distribution(z, means, log_vars):
    parts = torch.distributions.Independent(torch.distributions.Normal(means, torch.exp(log_vars / 2)), 1)
    weights = torch.distributions.Categorical(logits=torch.zeros(len(means), dtype=means.dtype))
    return torch.distributions.MixtureSameFamily(weights, parts).log_prob(z)


@MIXTURE_PRIOR_LOG_PROB.alternative
def mixture_loop(z, means, log_vars):
    total = torch.full((len(z),), -math.inf, dtype=z.dtype)
    for mean, log_var in zip(means, log_vars, strict=True):
        square = (z - mean) ** 2 / torch.exp(log_var)
        log_prob = -0.5 * (square + log_var + math.log(2 * math.pi)).sum(1)
        total = torch.logaddexp(total, log_prob - math.log(len(means)))
    return total


@MIXTURE_PRIOR_LOG_PROB.alternative
def mixture_by_logaddexp(z, means, log_vars):
    import math

    total = None
    for mean, log_var in zip(means, log_vars, strict=True):
        one = torch.distributions.Normal(mean, torch.exp(log_var / 2)).log_prob(z).sum(dim=1)
        total = one if total is None else torch.logaddexp(total, one)
    return total - math.log(len(means))
