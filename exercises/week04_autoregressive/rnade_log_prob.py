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
    hint="Somewhere you took exp(log_scale) for the variance. A scale has the unit of x itself: it is the standard deviation.",
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
    hint="Far from all means the density is 0 in floating point, and its logarithm minus infinity, or that of what you added. Which function takes logarithms of components and gives the logarithm of their sum?",
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
    hint="You averaged the components' log-densities. x_i came from one component or another: are their densities added, or multiplied?",
)
def rnade_mean_of_logs(x, log_weights, means, log_scales):
    log_normal = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return (torch.exp(log_weights) * log_normal).sum((1, 2))


@RNADE_LOG_PROB.wrong(
    "best component only",
    hint="You kept one component of each x_i alone. The others may have made it as well: what does the sum rule do with them?",
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
    hint="You returned a loss, in which log-densities stand with a minus. Near a mean the density is high: should your answer be large there, or small?",
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
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
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


def _terms(x, log_weights, means, log_scales, jacobian=1.0, constants=0.5, of=2 * math.pi, half=0.5):
    """Each component's part of the density, in logarithms, with another share of one of its terms."""
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    return log_weights - half * z**2 - jacobian * log_scales - constants * math.log(of)


@RNADE_LOG_PROB.wrong("half the logarithm of the scale", like="scale as variance")
def rnade_half_jacobian(x, log_weights, means, log_scales):
    return torch.logsumexp(_terms(x, log_weights, means, log_scales, jacobian=0.5), 2).sum(1)


@RNADE_LOG_PROB.wrong("the root of the scale below the distance", like="scale as variance")
def rnade_variance_below(x, log_weights, means, log_scales):
    terms = _terms(x, log_weights, means, log_scales / 2, jacobian=2.0)
    return torch.logsumexp(terms, 2).sum(1)


@RNADE_LOG_PROB.wrong("sign of the scale's logarithm", like="no Jacobian of the scale")
def rnade_jacobian_added(x, log_weights, means, log_scales):
    return torch.logsumexp(_terms(x, log_weights, means, log_scales, jacobian=-1.0), 2).sum(1)


@RNADE_LOG_PROB.wrong(
    "log-scale used as it is",
    hint="You divided by the log-scale itself, which may even be negative. Which function leads from a logarithm back to the scale?",
)
def rnade_log_scale(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / log_scales
    return torch.logsumexp(log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi), 2).sum(1)


@RNADE_LOG_PROB.wrong("the log-scale as the scale", like="log-scale used as it is")
def rnade_log_of_log_scale(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / log_scales
    terms = log_weights - 0.5 * z**2 - torch.log(log_scales) - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(terms, 2).sum(1)


@RNADE_LOG_PROB.wrong("the constant not halved", like="no 2 pi")
def rnade_whole_constant(x, log_weights, means, log_scales):
    terms = _terms(x, log_weights, means, log_scales, constants=1.0)
    return torch.logsumexp(terms, 2).sum(1)


@RNADE_LOG_PROB.wrong("2 pi once", like="no 2 pi")
def rnade_2pi_once(x, log_weights, means, log_scales):
    terms = _terms(x, log_weights, means, log_scales, constants=0.0)
    return torch.logsumexp(terms, 2).sum(1) - 0.5 * math.log(2 * math.pi)


@RNADE_LOG_PROB.wrong(
    "no half in the exponent",
    hint="Your densities fall too fast away from their means. What stands before the squared distance in the exponent of a Gaussian?",
)
def rnade_no_half(x, log_weights, means, log_scales):
    return torch.logsumexp(_terms(x, log_weights, means, log_scales, half=1.0), 2).sum(1)


@RNADE_LOG_PROB.wrong(
    "the weights forgotten",
    hint="All your components count alike. How often does each of them make an x_i, and where does that enter?",
)
def rnade_unweighted(x, log_weights, means, log_scales):
    return torch.logsumexp(_terms(x, 0 * log_weights, means, log_scales), 2).sum(1)


@RNADE_LOG_PROB.wrong("equal weights", like="the weights forgotten")
def rnade_equal_weights(x, log_weights, means, log_scales):
    terms = _terms(x, 0 * log_weights, means, log_scales)
    return (torch.logsumexp(terms, 2) - math.log(means.shape[2])).sum(1)


@RNADE_LOG_PROB.wrong(
    "weights added to logarithms",
    hint="You added the weight itself to the logarithm of a density. A weight multiplies the density: what does a factor become under the logarithm?",
)
def rnade_added_weights(x, log_weights, means, log_scales):
    return torch.logsumexp(_terms(x, torch.exp(log_weights), means, log_scales), 2).sum(1)


@RNADE_LOG_PROB.wrong(
    "the components multiplied",
    hint="You added up the components' log-densities, as if x_i had come from all of them. It came from one or another: are their densities added, or multiplied?",
)
def rnade_product(x, log_weights, means, log_scales):
    return _terms(x, log_weights, means, log_scales).sum((1, 2))


@RNADE_LOG_PROB.wrong("their mean", like="mean of the log-densities")
def rnade_plain_mean_of_logs(x, log_weights, means, log_scales):
    return _terms(x, log_weights, means, log_scales).mean(2).sum(1)


@RNADE_LOG_PROB.wrong("their weighted mean, with the log-weights", like="mean of the log-densities")
def rnade_weighted_mean_of_logs(x, log_weights, means, log_scales):
    return (torch.exp(log_weights) * _terms(x, log_weights, means, log_scales)).sum((1, 2))


@RNADE_LOG_PROB.wrong("the component of the largest weight", like="best component only")
def rnade_heaviest(x, log_weights, means, log_scales):
    best = log_weights.argmax(2, keepdim=True)
    return _terms(x, log_weights, means, log_scales).gather(2, best).sum((1, 2))


@RNADE_LOG_PROB.wrong("the nearest component, unweighted", like="best component only")
def rnade_best_unweighted(x, log_weights, means, log_scales):
    return _terms(x, 0 * log_weights, means, log_scales).amax(2).sum(1)


@RNADE_LOG_PROB.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a log-probability of its own: over which axis should you sum, and which one should stay?",
)
def rnade_one_sum(x, log_weights, means, log_scales):
    return torch.logsumexp(_terms(x, log_weights, means, log_scales), 2).sum()


@RNADE_LOG_PROB.wrong("the mean over the batch", like="one number for the batch")
def rnade_one_mean(x, log_weights, means, log_scales):
    return torch.logsumexp(_terms(x, log_weights, means, log_scales), 2).sum(1).mean()


@RNADE_LOG_PROB.wrong("the mean loss over the variables", like="the loss instead of the log-density")
def rnade_mean_loss(x, log_weights, means, log_scales):
    return -torch.logsumexp(_terms(x, log_weights, means, log_scales), 2).mean(1)


@RNADE_LOG_PROB.wrong(
    "the density, not its logarithm",
    hint="You returned the density itself. Of many variables it leaves the range of floats: what is the logarithm of a product, taken factor by factor?",
)
def rnade_density(x, log_weights, means, log_scales):
    return torch.exp(torch.logsumexp(_terms(x, log_weights, means, log_scales), 2).sum(1))


@RNADE_LOG_PROB.wrong("one largest term for all", like="density underflows")
def rnade_one_shift(x, log_weights, means, log_scales):
    terms = _terms(x, log_weights, means, log_scales)
    return (torch.log(torch.exp(terms - terms.max()).sum(2)) + terms.max()).sum(1)


@RNADE_LOG_PROB.wrong("1e-10 beside the density", like="density underflows")
def rnade_beside(x, log_weights, means, log_scales, epsilon=1e-10):
    return torch.log(torch.exp(_terms(x, log_weights, means, log_scales)).sum(2) + epsilon).sum(1)


@RNADE_LOG_PROB.wrong("1e-6 beside the density", like="density underflows")
def rnade_beside_6(x, log_weights, means, log_scales):
    return rnade_beside(x, log_weights, means, log_scales, 1e-6)


@RNADE_LOG_PROB.wrong("1e-8 beside the density", like="density underflows")
def rnade_beside_8(x, log_weights, means, log_scales):
    return rnade_beside(x, log_weights, means, log_scales, 1e-8)


@RNADE_LOG_PROB.wrong("1e-300 beside the density", like="density underflows")
def rnade_beside_300(x, log_weights, means, log_scales):
    return rnade_beside(x, log_weights, means, log_scales, 1e-300)


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
