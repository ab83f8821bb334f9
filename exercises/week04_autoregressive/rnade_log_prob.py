"""Real values: a mixture for each: the questions of `rnade_log_prob`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import TRAINED, normal, tensor, trained
from gmcourse.check.wire import Build
from gmcourse.reference import autoregressive


def _rnade(rng, n, dims, components, far=0.0, spread=0.5):
    log_weights = np.log(rng.dirichlet(np.ones(components), size=(n, dims)))
    return {
        "x": normal(rng, n, dims) if not far else tensor(far + rng.normal(size=(n, dims))),
        "log_weights": tensor(log_weights),
        "means": normal(rng, n, dims, components),
        "log_scales": normal(rng, n, dims, components, scale=spread),
    }


def _narrow(rng):
    """Components of widths from a thousandth to a thousand, with points near the means of the narrow ones."""
    case = _rnade(rng, 3, 2, 2)
    case["log_scales"].args["data"][..., 0] = rng.uniform(-8.0, -6.0, size=(3, 2)).round(3)
    case["log_scales"].args["data"][..., 1] = rng.uniform(6.0, 8.0, size=(3, 2)).round(3)
    case["x"] = tensor(case["means"].args["data"][..., 0] + 1e-4 * rng.normal(size=(3, 2)))
    return case


def _away_from_zero(rng):
    """Points and means around a million."""
    case = _rnade(rng, 3, 2, 3)
    for name in ("x", "means"):
        case[name].args["data"][:] += 1e6
    return case


def _trained(rng, n, dims, components):
    """All three parameters trained; the weights are a log-softmax of what is."""
    case = trained(_rnade(rng, n, dims, components), *_PARAMETERS)
    return case | {"log_weights": Build("tensors.log_shares", case["log_weights"].args)}


_PARAMETERS = ("means", "log_scales")


RNADE_LOG_PROB = Exercise(
    id="rnade_log_prob",
    title="Real values: a mixture for each",
    points=3,
    minutes=15,
    difficulty=2,
    reference=autoregressive.rnade_log_prob,
    public={
        "main": [
            {
                "x": tensor([[0.0, 1.0]]),
                "log_weights": tensor(np.log([[[0.5, 0.5], [0.25, 0.75]]])),
                "means": tensor([[[0.0, 2.0], [1.0, -1.0]]]),
                "log_scales": tensor(np.log([[[1.0, 2.0], [0.5, 3.0]]])),
            },
            _rnade(np.random.default_rng(47), 3, 2, 3),
            _rnade(np.random.default_rng(48), 3, 3, 3),
            _rnade(np.random.default_rng(49), 2, 1, 4),
            _rnade(np.random.default_rng(50), 2, 3, 1),
        ],
        "far": [
            {
                "x": tensor([[100.0]]),
                "log_weights": tensor(np.log([[[0.5, 0.5]]])),
                "means": tensor([[[0.0, 1.0]]]),
                "log_scales": tensor([[[0.0, 0.0]]]),
            },
            _rnade(np.random.default_rng(51), 1, 2, 3, far=-60.0),
        ],
        "trained": [_trained(np.random.default_rng(47), 2, 2, 2)],
    },
    hidden=lambda rng: {
        "main": [
            _rnade(rng, *sizes)
            for sizes in ((5, 3, 4), (8, 6, 2), (1, 4, 3), (4, 1, 3), (3, 3, 3), (4, 3, 1))
        ]
        + [_rnade(rng, 3, 4, 2, spread=1.5), _narrow(rng), _away_from_zero(rng)],
        "far": [_rnade(rng, 3, 2, 3, far=300.0), _rnade(rng, 2, 3, 2, far=-70.0)],
        "trained": [_trained(rng, 3, 2, 4)],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the log-density of each vector"),
        Property("a point far from all means stays finite", on="far", share=0.5),
        TRAINED,
    ),
)


@RNADE_LOG_PROB.wrong(
    "scale as variance",
    hint="You took exp(log_scale) for the variance. A scale has the unit of x itself: it is the standard deviation.",
)
def rnade_variance(x, log_weights, means, log_scales):
    distance = (x[:, :, None] - means) ** 2 / torch.exp(log_scales)
    log_normal = -0.5 * (distance + log_scales + math.log(2 * math.pi))
    return torch.logsumexp(log_weights + log_normal, 2).sum(1)


@RNADE_LOG_PROB.wrong(
    "mixture over D",
    hint="You chose one component for the whole vector. Here each x_i has a mixture of its own: what comes first, the sum over components or the product over dimensions?",
)
def rnade_whole_vector(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return torch.logsumexp((log_weights + log_normal).sum(1), 1)


@RNADE_LOG_PROB.wrong(
    "no Jacobian of the scale",
    hint="Your density does not integrate to 1 over x. A Gaussian ten times as wide is ten times as low: which term of its log-density says so?",
)
def rnade_no_jacobian(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    log_normal = -0.5 * z**2 - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + log_normal, 2).sum(1)


@RNADE_LOG_PROB.wrong(
    "density underflows",
    hint="Far from all means the density is 0 in floating point, and its logarithm minus infinity. Which function takes logarithms of components and gives the logarithm of their sum?",
)
def rnade_underflow(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return torch.log((torch.exp(log_weights) * torch.exp(log_normal)).sum(2)).sum(1)


@RNADE_LOG_PROB.wrong("1e-20 under the logarithm", like="density underflows")
def rnade_epsilon(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return torch.log((torch.exp(log_weights) * torch.exp(log_normal)).sum(2) + 1e-20).sum(1)


@RNADE_LOG_PROB.wrong(
    "mean of the log-densities",
    hint="You averaged the components' log-densities by their weights. x_i came from one component or another: are their densities added, or multiplied?",
)
def rnade_mean_of_logs(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return (torch.exp(log_weights) * log_normal).sum((1, 2))


@RNADE_LOG_PROB.wrong(
    "best component only",
    hint="You kept the most likely component of each x_i. The others may have made it as well: what does the sum rule do with them?",
)
def rnade_best(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return (log_weights + log_normal).max(2).values.sum(1)


@RNADE_LOG_PROB.wrong(
    "mean over the variables",
    hint="You averaged over the variables. The chain rule multiplies the conditionals: what happens to a product under the logarithm?",
)
def rnade_mean(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return torch.logsumexp(log_weights + log_normal, 2).mean(1)


@RNADE_LOG_PROB.wrong(
    "the loss instead of the log-density",
    hint="You returned the loss, minus the log-density. Near a mean the density is high: should your answer be large there, or small?",
)
def rnade_loss(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return -torch.logsumexp(log_weights + log_normal, 2).sum(1)


@RNADE_LOG_PROB.wrong(
    "no 2 pi",
    hint="Each row is off by a constant that depends on nothing but D. Which constant, once for each variable, makes a Gaussian integrate to 1?",
)
def rnade_no_2pi(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    return torch.logsumexp(log_weights - 0.5 * z**2 - log_scales, 2).sum(1)


@RNADE_LOG_PROB.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not all there, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def rnade_cut(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return torch.logsumexp(log_weights + log_normal, 2).sum(1).detach()


@RNADE_LOG_PROB.wrong("1e-30 under the logarithm", like="density underflows")
def rnade_small_epsilon(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return torch.log((torch.exp(log_weights + log_normal)).sum(2) + 1e-30).sum(1)


@RNADE_LOG_PROB.wrong("1e-12 under the logarithm", like="density underflows")
def rnade_large_epsilon(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return torch.log((torch.exp(log_weights + log_normal)).sum(2) + 1e-12).sum(1)


@RNADE_LOG_PROB.alternative
def rnade_distribution(x, log_weights, means, log_scales):
    mixture = torch.distributions.Categorical(logits=log_weights)
    normal = torch.distributions.Normal(means, log_scales.exp())
    return torch.distributions.MixtureSameFamily(mixture, normal).log_prob(x).sum(1)


@RNADE_LOG_PROB.alternative
def rnade_loops(x, log_weights, means, log_scales):
    total = torch.zeros(len(x), dtype=x.dtype)
    for d in range(x.shape[1]):
        terms = []
        for k in range(means.shape[2]):
            std = torch.exp(log_scales[:, d, k])
            square = ((x[:, d] - means[:, d, k]) / std) ** 2
            terms.append(log_weights[:, d, k] - 0.5 * square - torch.log(std * math.sqrt(2 * math.pi)))
        total = total + torch.stack(terms).logsumexp(0)
    return total


@RNADE_LOG_PROB.alternative
def rnade_shifted(x, log_weights, means, log_scales):
    import math

    z = (x.unsqueeze(-1) - means) / log_scales.exp()
    scores = log_weights - log_scales - (z.square() + math.log(2 * math.pi)) / 2
    top = scores.max(dim=-1, keepdim=True).values
    return (top.squeeze(-1) + (scores - top).exp().sum(-1).log()).sum(-1)
