"""A Gaussian, squared: the questions of `square_pushforward_log_prob`, its wrong answers and other right ways."""

import math

import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import tensor
from gmcourse.reference import flows

SQUARE = Exercise(
    id="square_pushforward_log_prob",
    title="A Gaussian, squared",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.square_pushforward_log_prob,
    public={
        "main": [
            {"y": tensor(values)}
            for values in ([0.25, 1.0, 4.0], [1e-8, 100.0], [2.0], [1e-30, 3000.0, 1e-12, 2e4], [1e-200, 1e4])
        ],
        "edges": [{"y": tensor(values)} for values in ([1.0, 0.0, -2.0], [-1e-9, 1e-9], [-50.0, 0.5])],
    },
    hidden=lambda rng: {
        "main": [
            {"y": tensor(rng.chisquare(1, size=20) + 1e-6)},
            {"y": tensor(rng.uniform(50, 900, size=3))},
            {
                "y": tensor(
                    [
                        *rng.uniform(1, 9, size=2) * 1e-11,
                        rng.uniform(1, 9) * 1e-40,
                        rng.uniform(1, 9) * 1e-180,
                        *rng.uniform(2e3, 3e4, size=2),
                    ]
                )
            },
            {"y": tensor(rng.chisquare(1, size=1) + 0.1)},
        ],
        "edges": [
            {"y": tensor([0.0, *-rng.uniform(0, 3, size=3), *rng.uniform(0.1, 3, size=2)])},
            {"y": tensor([rng.uniform(1e-9, 1e-7), -rng.uniform(1e-9, 1e-7)])},
            {"y": tensor([-rng.uniform(20, 900), rng.uniform(0.1, 3)])},
        ],
    },
    properties=(
        Property("the log-density"),
        Property("-inf where no square can be: y <= 0", on="edges", share=0.5),
    ),
)


@SQUARE.wrong(
    "one branch only",
    hint="Your density integrates to 1/2. Which x, besides the positive root, have this square?",
)
def square_one_branch(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    root = safe.sqrt()
    log_prob = -0.5 * root**2 - 0.5 * math.log(2 * math.pi) - torch.log(2 * root)
    return torch.where(y > 0, log_prob, torch.full_like(y, -math.inf))


@SQUARE.wrong(
    "no Jacobian",
    hint="You evaluated the Gaussian at the roots, or at one of them, no more. Squaring also stretches: how long is the interval of x that lands between y and y + dy?",
)
def square_no_jacobian(y):
    log_prob = math.log(2) - 0.5 * y - 0.5 * math.log(2 * math.pi)
    return torch.where(y > 0, log_prob, torch.full_like(y, -math.inf))


@SQUARE.wrong(
    "Jacobian upside down",
    hint="You multiplied by the stretch |dy/dx|, or by the root in it. Where the map stretches, the same probability is spread over more room: does the density rise or fall?",
)
def square_upside_down(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    log_prob = math.log(2) - 0.5 * safe - 0.5 * math.log(2 * math.pi) + torch.log(2 * safe.sqrt())
    return torch.where(y > 0, log_prob, torch.full_like(y, -math.inf))


@SQUARE.wrong(
    "nan below zero",
    hint="For y > 0 all is well. No real x has a square below 0: what density, and what logarithm, has a place that is never reached? We ask the same at y = 0.",
)
def square_nan(y):
    return -0.5 * (math.log(2 * math.pi) + torch.log(y) + y)


@SQUARE.wrong("infinite at zero", like="nan below zero")
def square_infinite_at_zero(y):
    log_prob = -0.5 * (math.log(2 * math.pi) + torch.log(y.clamp(min=0)) + y)
    return torch.where(y >= 0, log_prob, torch.full_like(y, -math.inf))


@SQUARE.wrong("absolute value below zero", like="nan below zero")
def square_of_absolute(y):
    log_prob = -0.5 * (math.log(2 * math.pi) + torch.log(y.abs()) + y.abs())
    return torch.where(y == 0, torch.full_like(y, -math.inf), log_prob)


@SQUARE.wrong("zero below zero", like="nan below zero")
def square_zero_below(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    log_prob = -0.5 * (math.log(2 * math.pi) + torch.log(safe) + safe)
    return torch.where(y > 0, log_prob, torch.zeros_like(y))


@SQUARE.wrong(
    "the density itself",
    hint="Your values are those of the density. The logarithm is asked: what is it far out, where the density underflows?",
)
def square_density(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    density = torch.exp(-0.5 * (math.log(2 * math.pi) + torch.log(safe) + safe))
    return torch.where(y > 0, density, torch.zeros_like(y))


@SQUARE.wrong(
    "logarithm of an underflow",
    hint="At y = 3000 your density underflows to 0, and its logarithm is lost, whatever you add to it. Take the logarithm on paper: what becomes of the exponential?",
)
def square_underflow(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    density = torch.exp(-safe / 2) / torch.sqrt(2 * math.pi * safe)
    return torch.where(y > 0, torch.log(density), torch.full_like(y, -math.inf))


@SQUARE.wrong("the Gaussian at one root", like="no Jacobian")
def square_at_one_root(y):
    return torch.where(y > 0, -0.5 * y - 0.5 * math.log(2 * math.pi), torch.full_like(y, -math.inf))


@SQUARE.wrong("times the root of y", like="Jacobian upside down")
def square_times_root(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    log_prob = -0.5 * (math.log(2 * math.pi) - torch.log(safe) + safe)
    return torch.where(y > 0, log_prob, torch.full_like(y, -math.inf))


def _where_positive(y, log_prob):
    """log_prob(y) where y > 0, -inf elsewhere."""
    positive = y > 0
    return torch.where(positive, log_prob(torch.where(positive, y, torch.ones_like(y))), -math.inf)


def _gauss(square):
    return -0.5 * square - 0.5 * math.log(2 * math.pi)


@SQUARE.wrong(
    "the Gaussian at y",
    hint="You asked the Gaussian for its density at y itself. The Gaussian is the law of x: which x have the square y?",
)
def square_at_y(y):
    return _where_positive(y, lambda s: _gauss(s**2))


@SQUARE.wrong("the Gaussian at y, with the stretch", like="the Gaussian at y")
def square_at_y_stretched(y):
    return _where_positive(y, lambda s: _gauss(s**2) - 0.5 * s.log())


@SQUARE.wrong("the Gaussian at y, one branch", like="the Gaussian at y")
def square_at_y_one_branch(y):
    return _where_positive(y, lambda s: _gauss(s**2) - (2 * s.sqrt()).log())


@SQUARE.wrong("one branch, times the stretch", like="Jacobian upside down")
def square_one_branch_upside_down(y):
    return _where_positive(y, lambda s: _gauss(s) + (2 * s.sqrt()).log())


@SQUARE.wrong(
    "stretch at y",
    hint="Your stretch is that of the wrong point, or no root: the slope of x^2 is 2x, taken at the root x. What is it in terms of y?",
)
def square_stretch_at_y(y):
    return _where_positive(y, lambda s: math.log(2) + _gauss(s) - (2 * s).log())


@SQUARE.wrong("stretch at y, one branch", like="stretch at y")
def square_stretch_at_y_one_branch(y):
    return _where_positive(y, lambda s: _gauss(s) - (2 * s).log())


@SQUARE.wrong(
    "stretch without its 2",
    hint="You counted both branches, and took the stretch for the root alone. What is the derivative of x^2?",
)
def square_stretch_without_2(y):
    return _where_positive(y, lambda s: math.log(2) + _gauss(s) - 0.5 * s.log())


@SQUARE.wrong("nan at zero and below", like="nan below zero")
def square_nan_at_zero(y):
    return torch.where(y > 0, square_nan(y), math.nan)


@SQUARE.wrong("plus infinity at zero and below", like="nan below zero")
def square_plus_infinity(y):
    return torch.where(y > 0, square_nan(y), math.inf)


@SQUARE.wrong("an error below zero", like="nan below zero")
def square_error(y):
    return torch.distributions.Chi2(torch.ones((), dtype=y.dtype)).log_prob(y)


@SQUARE.wrong(
    "a small number that keeps away from 0",
    hint="A small number of yours keeps y, or what stands under a logarithm, away from 0. Where y is smaller still, only that number is left: which y need such care at all, and what is asked there?",
)
def square_clamped(y, least=1e-12):
    s = y.clamp(min=least)
    return -0.5 * (math.log(2 * math.pi) + torch.log(s) + s)


@SQUARE.wrong("1e-8 keeps away from 0", like="a small number that keeps away from 0")
def square_clamped_8(y):
    return square_clamped(y, 1e-8)


@SQUARE.wrong("1e-12 added to the root", like="a small number that keeps away from 0")
def square_added_to_the_root(y):
    return _where_positive(y, lambda s: _gauss(s) - torch.log(s.sqrt() + 1e-12))


@SQUARE.wrong("1e-12 added to y", like="a small number that keeps away from 0")
def square_added_to_y(y):
    return _where_positive(y, lambda s: _gauss(s) - 0.5 * torch.log(s + 1e-12))


def _rounded(y, tiny):
    return _where_positive(y, lambda s: torch.log(torch.exp(-s / 2) / torch.sqrt(2 * math.pi * s) + tiny))


@SQUARE.wrong("an underflow and 1e-12", like="logarithm of an underflow")
def square_underflow_12(y):
    return _rounded(y, 1e-12)


@SQUARE.wrong("an underflow and 1e-300", like="logarithm of an underflow")
def square_underflow_300(y):
    return _rounded(y, 1e-300)


@SQUARE.wrong(
    "no constant",
    hint="All your values are off by one number. What makes the standard normal density integrate to 1?",
)
def square_no_constant(y):
    return _where_positive(y, lambda s: -0.5 * s - 0.5 * s.log())


@SQUARE.wrong("no constant, one branch", like="no constant")
def square_no_constant_one_branch(y):
    return _where_positive(y, lambda s: -0.5 * s - (2 * s.sqrt()).log())


@SQUARE.wrong("the constant without its half", like="no constant")
def square_whole_constant(y):
    return _where_positive(y, lambda s: -0.5 * s - 0.5 * s.log() - math.log(2 * math.pi))


@SQUARE.wrong("the constant with the other sign", like="no constant")
def square_constant_added(y):
    return _where_positive(y, lambda s: -0.5 * s - 0.5 * s.log() + 0.5 * math.log(2 * math.pi))


@SQUARE.wrong("the constant of pi alone", like="no constant")
def square_constant_of_pi(y):
    return _where_positive(y, lambda s: -0.5 * s - 0.5 * s.log() - 0.5 * math.log(math.pi))


def _with_exponent(y, factor):
    return _where_positive(y, lambda s: factor * s - 0.5 * s.log() - 0.5 * math.log(2 * math.pi))


@SQUARE.wrong(
    "the exponent of the Gaussian",
    hint="In the exponent of your Gaussian the square has another factor, or another sign. How fast does a standard normal density fall as x moves away from 0?",
)
def square_no_half(y):
    return _with_exponent(y, -1.0)


@SQUARE.wrong("the exponent with the other sign", like="the exponent of the Gaussian")
def square_rising(y):
    return _with_exponent(y, 0.5)


@SQUARE.wrong("the exponent with the other sign, no half", like="the exponent of the Gaussian")
def square_rising_no_half(y):
    return _with_exponent(y, 1.0)


@SQUARE.wrong(
    "a logarithm to base 2",
    hint="One of your logarithms, or all, is to base 2. In nats every logarithm has the same base: which?",
)
def square_in_base_2(y):
    return _where_positive(y, lambda s: _gauss(s) - 0.5 * s.log2())


@SQUARE.wrong("in bits", like="a logarithm to base 2")
def square_in_bits(y):
    return _where_positive(y, lambda s: (_gauss(s) - 0.5 * s.log()) / math.log(2))


@SQUARE.alternative
def square_two_branches(y):
    base = torch.distributions.Normal(0.0, 1.0)
    out = torch.full_like(y, -math.inf)
    inside = y > 0
    root = y[inside].sqrt()
    branches = torch.stack([base.log_prob(root), base.log_prob(-root)]) - torch.log(2 * root)
    out[inside] = torch.logsumexp(branches, dim=0)
    return out


@SQUARE.alternative
def square_loop(y):
    values = []
    for v in y.tolist():
        values.append(-0.5 * (math.log(2 * math.pi * v) + v) if v > 0 else -math.inf)
    return torch.tensor(values)


@SQUARE.alternative
def square_by_two_branches(y):
    import math

    root = y.clamp(min=0).sqrt()
    one = -0.5 * root**2 - 0.5 * math.log(2 * math.pi) - torch.log(2 * root)
    both = torch.logaddexp(one, one)
    return torch.where(y > 0, both, torch.full_like(y, -math.inf))
