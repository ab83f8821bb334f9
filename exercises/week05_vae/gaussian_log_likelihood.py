"""How likely are these numbers: the questions of `gaussian_log_likelihood`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import drawn, tensor
from gmcourse.reference import latent


def _drawn(rng, count, dims, shape=None, low=0.1):
    shape = (count, dims) if shape is None else shape
    var = tensor(rng.gamma(2.0, size=shape) + low)
    return {"x": drawn(rng, count, dims), "mean": drawn(rng, count, dims), "var": var}


def _narrow(rng, count, dims, shape, around=0.0):
    """Variances down to 1e-9, and points as near as they then are; `around` is where."""
    var, mean = 10.0 ** rng.uniform(-9, -5, size=shape), around + rng.normal(size=(count, dims))
    x = mean + np.sqrt(var) * rng.normal(size=(count, dims))
    return {"x": tensor(x), "mean": tensor(mean), "var": tensor(var)}


def _far(rng, count, dims, shape):
    """Points so far out that their density is 0 in floats, and so are products of densities."""
    case = _drawn(rng, count, dims, shape)
    return case | {
        "x": tensor(rng.choice([-1, 1], size=(count, dims)) * rng.uniform(200, 400, size=(count, dims)))
    }


GAUSSIAN_LOG_LIKELIHOOD = Exercise(
    id="gaussian_log_likelihood",
    title="How likely are these numbers",
    points=2,
    minutes=10,
    difficulty=1,
    reference=latent.gaussian_log_likelihood,
    public={
        "main": [
            {
                "x": tensor([[1.0, 2.0], [0.0, 0.0]]),
                "mean": tensor([[0.0, 2.0], [0.0, 1.0]]),
                "var": tensor([[1.0, 4.0], [0.5, 2.0]]),
            },
            {
                "x": tensor([[1.0], [0.5], [-2.0]]),
                "mean": tensor([[0.0], [0.0], [1.0]]),
                "var": tensor([[2.0], [0.5], [3.0]]),
            },
            {
                "x": tensor([[1.0001, 2.0, 0.0]]),
                "mean": tensor([[1.0, 2.00001, 0.0]]),
                "var": tensor([[1e-8, 1e-9, 1e-4]]),
            },
            {
                "x": tensor([[60.0, 1.0], [0.5, -90.0]]),
                "mean": tensor([[0.0, 0.0]] * 2),
                "var": tensor([[1.0, 4.0]] * 2),
            },
            {
                "x": tensor([[2000.0001, -3000.0]]),
                "mean": tensor([[2000.0, -3000.0001]]),
                "var": tensor([[1e-8, 4e-8]]),
            },
            _narrow(np.random.default_rng(53), 2, 45, (2, 45)),
        ],
        "shared": [
            {"x": tensor([[1.0, 2.0, 0.0]]), "mean": tensor([[0.0, 2.0, 1.0]]), "var": tensor(0.25)},
            {"x": tensor([[1.0, 2.0]]), "mean": tensor([[0.0, 0.0]]), "var": tensor([0.1, 9.0])},
            {
                "x": tensor([[1.0, 2.0], [0.0, -1.0]]),
                "mean": tensor([[0.0, 0.0], [0.5, 1.0]]),
                "var": tensor([0.1, 9.0]),
            },
            {"x": tensor([[1.0], [-1.0]]), "mean": tensor([[0.5], [0.0]]), "var": tensor(4.0)},
            {"x": tensor([[90.0, -1.0]]), "mean": tensor([[0.5, 0.0]]), "var": tensor(1.5)},
        ],
    },
    hidden=lambda rng: {
        "main": [_drawn(rng, n, d) for n, d in ((3, 2), (6, 40), (4, 1), (1, 3))]
        + [_narrow(rng, 3, 3, (3, 3)), _narrow(rng, 3, 60, (3, 60)), _narrow(rng, 4, 2, (4, 2), 2000.0)]
        + [_far(rng, 3, 2, (3, 2))],
        "shared": [
            {"x": drawn(rng, 4, 5), "mean": drawn(rng, 4, 5), "var": tensor(rng.uniform(0.05, 0.4))},
            {"x": drawn(rng, 4, 5), "mean": drawn(rng, 4, 5), "var": tensor(rng.uniform(2, 5, size=5))},
            _drawn(rng, 3, 3, (3,)),
            _drawn(rng, 3, 1, ()),
            _narrow(rng, 2, 4, ()),
            _far(rng, 2, 3, ()),
        ],
    },
    properties=(
        Property("the log-density, in nats"),
        Property("one variance shared by all dimensions or samples", on="shared", share=0.5),
    ),
)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "squared error only",
    hint="You kept the squared error alone. What normalises the density depends on the variance, and a decoder that learns its variance needs it.",
)
def gaussian_squares(x, mean, var):
    return -0.5 * ((x - mean) ** 2 / var).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "no 2 pi",
    hint="Each row is off by a constant that depends on nothing but D. Which constant, once for each dimension, makes a Gaussian integrate to 1?",
)
def gaussian_no_2pi(x, mean, var):
    var = var * torch.ones_like(x)
    return -0.5 * ((x - mean) ** 2 / var + torch.log(var)).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "one log of a shared variance",
    hint="Right while each dimension has a variance of its own. Where one number serves all D dimensions, its log must be counted D times: broadcast before you sum.",
)
def gaussian_one_log(x, mean, var):
    dims = x.shape[-1]
    log_det = torch.log(var).sum(-1) if var.ndim else torch.log(var)
    return -0.5 * (((x - mean) ** 2 / var).sum(-1) + log_det + dims * math.log(2 * math.pi))


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "var taken as std",
    hint="You squared `var`, as if it were a standard deviation. What is its unit, compared with that of x?",
)
def gaussian_std(x, mean, var):
    return torch.distributions.Normal(mean, var * torch.ones_like(x)).log_prob(x).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "mean over D",
    hint="You averaged over the dimensions. A row is one joint event, and its density the product over the dimensions: what does the logarithm make of a product?",
)
def gaussian_mean(x, mean, var):
    return torch.distributions.Normal(mean, torch.sqrt(var * torch.ones_like(x))).log_prob(x).mean(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "the loss instead of the log-likelihood",
    hint="You returned what one minimises. A log-likelihood grows as x comes nearer to the mean: which sign has yours?",
)
def gaussian_loss(x, mean, var):
    return -torch.distributions.Normal(mean, torch.sqrt(var * torch.ones_like(x))).log_prob(x).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "var taken as its logarithm",
    hint="You took exp of `var`. It is the variance itself, above 0: where did you need a logarithm?",
)
def gaussian_log_var(x, mean, var):
    return torch.distributions.Normal(mean, torch.exp(0.5 * var * torch.ones_like(x))).log_prob(x).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "one 2 pi for all dimensions",
    hint="You counted log 2 pi once in a row. Each dimension has a Gaussian of its own to normalise: how often does the constant appear?",
)
def gaussian_one_2pi(x, mean, var):
    var = var * torch.ones_like(x)
    return -0.5 * (((x - mean) ** 2 / var + torch.log(var)).sum(-1) + math.log(2 * math.pi))


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "log of the variance not halved",
    hint="Your log of the variance counts twice. The density is divided by the standard deviation: what is its log, in terms of that of the variance?",
)
def gaussian_log_not_halved(x, mean, var):
    var = var * torch.ones_like(x)
    return (-0.5 * (x - mean) ** 2 / var - torch.log(var) - 0.5 * math.log(2 * math.pi)).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "log of a density that underflows",
    hint="Far from the mean the density is smaller than any float above 0, and you took the logarithm of that, or of what you added. Can you write down its logarithm without the density?",
)
def gaussian_underflows(x, mean, var):
    return torch.log((torch.exp(-0.5 * (x - mean) ** 2 / var) / torch.sqrt(2 * math.pi * var)).prod(-1))


@GAUSSIAN_LOG_LIKELIHOOD.wrong("the whole logarithm not halved", like="log of the variance not halved")
def gaussian_whole_log_not_halved(x, mean, var):
    var = var * torch.ones_like(x)
    return (-0.5 * (x - mean) ** 2 / var - torch.log(2 * math.pi * var)).sum(-1)


def _gaussian(x, mean, var):
    return torch.distributions.Normal(mean, torch.sqrt(var * torch.ones_like(x))).log_prob(x)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a density of its own: over which axis should you sum, and which one should stay?",
)
def gaussian_one_sum(x, mean, var):
    return _gaussian(x, mean, var).sum()


@GAUSSIAN_LOG_LIKELIHOOD.wrong("the mean over the batch", like="one number for the batch")
def gaussian_one_mean(x, mean, var):
    return _gaussian(x, mean, var).sum(-1).mean()


@GAUSSIAN_LOG_LIKELIHOOD.wrong("the mean over all", like="one number for the batch")
def gaussian_mean_of_all(x, mean, var):
    return _gaussian(x, mean, var).mean()


@GAUSSIAN_LOG_LIKELIHOOD.wrong("the mean loss over D", like="the loss instead of the log-likelihood")
def gaussian_mean_loss(x, mean, var):
    return -_gaussian(x, mean, var).mean(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong("squared error without the variance", like="squared error only")
def gaussian_plain_squares(x, mean, var):
    return -0.5 * ((x - mean) ** 2).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong("squared error, not halved", like="squared error only")
def gaussian_whole_squares(x, mean, var):
    return -((x - mean) ** 2).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "no half before the squared error",
    hint="Your densities fall too fast away from their means. What stands before the squared error in the exponent of a Gaussian?",
)
def gaussian_no_half(x, mean, var):
    return _gaussian(x, mean, var).sum(-1) - 0.5 * ((x - mean) ** 2 / var).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "the log of the variance left out",
    hint="In yours a dimension of a larger variance is no less likely at its mean than one of a smaller. A Gaussian ten times as wide is ten times as low: which term says so?",
)
def gaussian_no_log_var(x, mean, var):
    return _gaussian(x, mean, var).sum(-1) + 0.5 * torch.log(var * torch.ones_like(x)).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong("sign of the log of the variance", like="the log of the variance left out")
def gaussian_log_var_added(x, mean, var):
    return _gaussian(x, mean, var).sum(-1) + torch.log(var * torch.ones_like(x)).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "the log of var, not halved, as of a std", like="log of the variance not halved"
)
def gaussian_log_of_var(x, mean, var):
    return _gaussian(x, mean, var).sum(-1) - 0.5 * torch.log(var * torch.ones_like(x)).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.wrong(
    "the density, not its logarithm",
    hint="You returned the density itself. Of many dimensions it leaves the range of floats: what is the logarithm of a product, taken factor by factor?",
)
def gaussian_density(x, mean, var):
    return torch.exp(_gaussian(x, mean, var).sum(-1))


@GAUSSIAN_LOG_LIKELIHOOD.wrong("1e-8 beside the density", like="log of a density that underflows")
def gaussian_beside_8(x, mean, var):
    return torch.log(torch.exp(_gaussian(x, mean, var)).prod(-1) + 1e-8)


@GAUSSIAN_LOG_LIKELIHOOD.wrong("1e-10 beside the density", like="log of a density that underflows")
def gaussian_beside_10(x, mean, var):
    return torch.log(torch.exp(_gaussian(x, mean, var)).prod(-1) + 1e-10)


@GAUSSIAN_LOG_LIKELIHOOD.wrong("1e-12 beside the density", like="log of a density that underflows")
def gaussian_beside_12(x, mean, var):
    return torch.log(torch.exp(_gaussian(x, mean, var)).prod(-1) + 1e-12)


@GAUSSIAN_LOG_LIKELIHOOD.wrong("densities one by one", like="log of a density that underflows")
def gaussian_each_underflows(x, mean, var):
    return torch.log(torch.exp(_gaussian(x, mean, var))).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.alternative
def gaussian_distribution(x, mean, var):
    return torch.distributions.Normal(mean, torch.sqrt(var)).log_prob(x).sum(-1)


@GAUSSIAN_LOG_LIKELIHOOD.alternative
def gaussian_loop(x, mean, var):
    var = torch.broadcast_to(var, x.shape).numpy()
    mean, x = np.broadcast_to(mean.numpy(), x.shape), x.numpy()
    answer = np.zeros(len(x))
    for n in range(len(x)):
        for d in range(x.shape[1]):
            answer[n] -= 0.5 * math.log(2 * math.pi * var[n, d]) + (x[n, d] - mean[n, d]) ** 2 / (
                2 * var[n, d]
            )
    return answer


@GAUSSIAN_LOG_LIKELIHOOD.alternative
def gaussian_nll_of_torch(x, mean, var):
    from torch.nn.functional import gaussian_nll_loss

    spread = torch.as_tensor(var, dtype=x.dtype).expand(x.shape)
    return -gaussian_nll_loss(mean, x, spread, full=True, eps=1e-300, reduction="none").sum(dim=-1)
