"""A masked autoregressive flow: the questions of `maf_log_prob`, its wrong answers and other right ways."""

import math

import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import TRAINED, normal, seed, tensor, trained
from gmcourse.check.wire import Build
from gmcourse.reference import flows


def _maf(rng, rows, dims, gain=1.0):
    conditioner = Build("flows.random_autoregressive", {"seed": seed(rng), "dims": dims, "gain": gain})
    return {"x": normal(rng, rows, dims), "conditioner": conditioner}


_TWO = {
    "x": tensor([[1.0, 2.0], [0.0, -1.0]]),
    "conditioner": Build(
        "flows.autoregressive",
        {
            "mean_weight": [[0.0, 0.0], [1.0, 0.0]],
            "mean_bias": [0.5, -0.5],
            "scale_weight": [[0.0, 0.0], [0.5, 0.0]],
            "scale_bias": [0.5, 0.25],
        },
    ),
}


def _drawn(x, seed, gain=1.0):
    return {
        "x": tensor(x),
        "conditioner": Build("flows.random_autoregressive", {"seed": seed, "dims": len(x[0]), "gain": gain}),
    }


def _steep(x, scales):
    """Log-scales that look at nothing, 40 tanh(scales): their sum is in the hundreds."""
    dims = len(scales)
    none = [[0.0] * dims] * dims
    parts = {
        "mean_weight": none,
        "mean_bias": [0.5] * dims,
        "scale_weight": none,
        "scale_bias": scales,
        "gain": 40.0,
    }
    return {"x": tensor(x), "conditioner": Build("flows.autoregressive", parts)}


MAF = Exercise(
    id="maf_log_prob",
    title="A masked autoregressive flow",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.maf_log_prob,
    public={
        "main": [
            _TWO,
            _drawn([[0.5, 0.0, 1.0], [2.0, 1.0, -1.0]], 5),
            _drawn([[0.5, -0.25, 1.0, 2.0]], 6, gain=6.0),
            _drawn([[0.5, 1.0, 1.0], [2.0, 1.0, -1.0], [0.0, 0.25, 3.0]], 7),
        ],
        "one": [_drawn([[0.5], [2.0]], 8), _drawn([[-1.5]], 9)],
        "steep": [_steep([[1.0] * 22], [2.0] * 22)],
        "trained": [trained(_TWO, "x")],
    },
    hidden=lambda rng: {
        "main": [
            _maf(rng, 5, 4),
            _maf(rng, 3, 9),
            _maf(rng, 1, 3),
            _maf(rng, 2, 2),
            _maf(rng, 3, 5, gain=6.0),
            _maf(rng, 3, 5, gain=40.0),
        ],
        "one": [_maf(rng, 4, 1), _maf(rng, 1, 1)],
        "steep": [
            _steep(rng.normal(size=(2, 22)).round(2), rng.uniform(1.5, 2.5, size=22).round(2).tolist())
        ],
        "trained": [trained(_maf(rng, 4, 3), "x"), trained(_maf(rng, 1, 5), "x")],
    },
    probes={"trained": "gradients.through"},
    shows=lambda x, conditioner: dict(zip(("mean", "log_scale"), conditioner(x.detach()), strict=True)),
    properties=(
        Property("the log-density"),
        Property("one dimension", on="one", share=0.5),
        Property("scales whose product is no float", on="steep", share=0.5),
        TRAINED,
    ),
)


@MAF.wrong(
    "sign of the log-scale",
    hint="The z are right. A large scale spreads x out: should log p(x) rise or fall with the sum of log-scales?",
)
def maf_sign(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) + log_scale).sum(1)


@MAF.wrong(
    "scale as log-scale",
    hint="You took the conditioner's second answer for the scale, in z or in the log-det. It is the logarithm of the scale, and may be 0 or negative.",
)
def maf_scale(x, conditioner):
    mean, scale = conditioner(x)
    z = (x - mean) / scale
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - torch.log(scale)).sum(1)


@MAF.wrong(
    "log-scale as log-variance",
    hint="A log-scale of yours is halved, as if it were the logarithm of a variance. Here x = mean + exp(log_scale) z: what is the standard deviation of x_i given the earlier ones?",
)
def maf_variance(x, conditioner):
    mean, log_var = conditioner(x)
    z = (x - mean) * torch.exp(-0.5 * log_var)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - 0.5 * log_var).sum(1)


@MAF.wrong(
    "the wrong direction",
    hint="You computed mean + exp(log_scale) x, which is the way from z to x. Here x is given: solve that equation for z.",
)
def maf_direction(x, conditioner):
    mean, log_scale = conditioner(x)
    z = mean + torch.exp(log_scale) * x
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) + log_scale).sum(1)


@MAF.wrong(
    "no log-det",
    hint="That is the base density at the right z. Its integral over x is not 1: which factor turns volumes of z into volumes of x?",
)
def maf_no_log_det(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi)).sum(1)


@MAF.wrong("half the log-scale in the log-det", like="log-scale as log-variance")
def maf_half_log_det(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - 0.5 * log_scale).sum(1)


@MAF.wrong(
    "constant forgotten",
    hint="Your values differ from the right ones by one number, the same at every x: what makes the standard normal density integrate to 1, and how often, in D dimensions?",
)
def maf_no_constant(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - log_scale).sum(1)


@MAF.wrong("constant of one dimension", like="constant forgotten")
def maf_one_constant(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - log_scale).sum(1) - 0.5 * math.log(2 * math.pi)


@MAF.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def maf_cut(x, conditioner):
    mean, log_scale = conditioner(x)
    return torch.distributions.Normal(mean, log_scale.exp()).log_prob(x).sum(1).detach()


def _density(x, mean, log_scale, stretch=None, log_det=None, constant=None):
    """The log-density with another factor from x - mean to z, another log-det or constant, each a column for each x."""
    z = (x - mean) * (torch.exp(-log_scale) if stretch is None else stretch)
    constant = 0.5 * math.log(2 * math.pi) if constant is None else constant
    return (-0.5 * z**2 - constant + (-log_scale if log_det is None else log_det)).sum(1)


@MAF.wrong(
    "multiplied by the scale",
    hint="You took off the mean, and multiplied by the scale. x = mean + exp(log_scale) z: what undoes the factor?",
)
def maf_multiplied(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, torch.exp(log_scale))


@MAF.wrong("multiplied by the scale, both times", like="multiplied by the scale")
def maf_multiplied_both(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, torch.exp(log_scale), log_scale)


@MAF.wrong("scale as log-scale, the log-det right", like="scale as log-scale")
def maf_scale_half(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, 1 / log_scale)


@MAF.wrong("scale as log-scale, in the log-det", like="scale as log-scale")
def maf_log_of_log(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, log_det=-torch.log(log_scale))


@MAF.wrong("scale as log-scale, and its size", like="scale as log-scale")
def maf_scale_size(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, 1 / log_scale, -log_scale.abs().log())


@MAF.wrong("scale as log-scale, an error of torch", like="scale as log-scale")
def maf_scale_of_torch(x, conditioner):
    mean, log_scale = conditioner(x)
    return torch.distributions.Normal(mean, log_scale).log_prob(x).sum(1)


@MAF.wrong("half the log-scale in z", like="log-scale as log-variance")
def maf_half_in_z(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, torch.exp(-0.5 * log_scale))


@MAF.wrong(
    "the log-det counted twice",
    hint="You took the sum of log-scales off twice. A normal density that is given its scale has it already: do you take it off once more?",
)
def maf_twice(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, log_det=-2 * log_scale)


@MAF.wrong("the wrong direction, the log-det of the other", like="the wrong direction")
def maf_direction_half(x, conditioner):
    mean, log_scale = conditioner(x)
    z = mean + torch.exp(log_scale) * x
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)


@MAF.wrong("log 2 pi, not halved", like="constant forgotten")
def maf_whole_constant(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, constant=math.log(2 * math.pi))


@MAF.wrong("log 2 pi once", like="constant forgotten")
def maf_whole_constant_once(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, constant=0.0) - math.log(2 * math.pi)


@MAF.wrong(
    "the base at x",
    hint="You asked the base for the density of x itself, or of x - mean. The base knows the noise that became x: which z is that?",
)
def maf_base_at_x(x, conditioner):
    _, log_scale = conditioner(x)
    return _density(x, 0 * x, log_scale, 1.0)


@MAF.wrong("the base at x - mean", like="the base at x")
def maf_base_at_the_gap(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, 1.0)


@MAF.wrong(
    "the mean not taken off",
    hint="Your z is x divided by its scale. x = mean + exp(log_scale) z: what is to be undone before the division?",
)
def maf_no_mean(x, conditioner):
    _, log_scale = conditioner(x)
    return _density(x, 0 * x, log_scale)


@MAF.wrong(
    "no sum over the dimensions",
    hint="A point has one log-density, the sum over its dimensions. Yours is a number for each dimension, a mean, or one number for the whole batch: what shape is asked?",
)
def maf_not_summed(x, conditioner):
    mean, log_scale = conditioner(x)
    return torch.distributions.Normal(mean, log_scale.exp()).log_prob(x)


@MAF.wrong("the mean over the dimensions", like="no sum over the dimensions")
def maf_mean(x, conditioner):
    return maf_not_summed(x, conditioner).mean(1)


@MAF.wrong("the sum over everything", like="no sum over the dimensions")
def maf_total(x, conditioner):
    return maf_not_summed(x, conditioner).sum()


@MAF.wrong(
    "scales in the log-det",
    hint="You subtracted the scales, or the logarithm of a product that left the floats. log_scale is a logarithm already: what is the log-det, then?",
)
def maf_scales(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, log_det=-log_scale.exp())


@MAF.wrong("the log of the product of scales", like="scales in the log-det")
def maf_log_of_product(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, log_det=0 * log_scale) - torch.log(log_scale.exp().prod(1))


@MAF.wrong(
    "no half",
    hint="You subtracted the whole square of z. What stands before the square in the exponent of a standard normal?",
)
def maf_no_half(x, conditioner):
    mean, log_scale = conditioner(x)
    return _density(x, mean, log_scale, math.sqrt(2) * torch.exp(-log_scale))


@MAF.wrong(
    "minus the log-density",
    hint="Your answer is the loss, the negative log-density. The log-density itself is asked.",
)
def maf_negative(x, conditioner):
    return -maf_not_summed(x, conditioner).sum(1)


@MAF.alternative
def maf_normal(x, conditioner):
    mean, log_scale = conditioner(x)
    return torch.distributions.Normal(mean, log_scale.exp()).log_prob(x).sum(dim=1)


@MAF.alternative
def maf_loop(x, conditioner):
    mean, log_scale = conditioner(x)
    total = torch.zeros(len(x))
    for i in range(x.shape[1]):
        z = (x[:, i] - mean[:, i]) / torch.exp(log_scale[:, i])
        total += (-0.5 * z * z - 0.5 * math.log(2 * math.pi) - log_scale[:, i]).float()
    return total


@MAF.alternative
def maf_as_a_gaussian(x, conditioner):
    mean, log_scale = conditioner(x)
    return torch.distributions.Normal(mean, log_scale.exp()).log_prob(x).sum(dim=1)
