"""An integral that can be done: the questions of `uniform_latent_log_marginal`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import tensor
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import latent


def _at(x, a, b, std):
    return {"x": tensor(x), "a": a, "b": b, "std": std}


def _story(rng, count):
    """Points within and around an interval anywhere, with narrow noise or wide."""
    a, width, std = rng.normal(0, 3), rng.uniform(0.5, 5), 10 ** rng.uniform(-1, 0.5)
    return _at(rng.uniform(a - 2 * std, a + width + 2 * std, size=count), a, a + width, std)


def _thin(rng, count):
    """Noise a thousand times narrower than the interval: points in it, and by its ends."""
    a, width, std = rng.normal(0, 3), rng.uniform(2, 5), 10 ** rng.uniform(-5, -3)
    ends = a + width * rng.integers(2, size=count) + std * rng.normal(0, 2, size=count)
    return _at(np.append(ends, rng.uniform(a, a + width, size=count)), a, a + width, std)


UNIFORM_LATENT_LOG_MARGINAL = Exercise(
    id="uniform_latent_log_marginal",
    title="An integral that can be done",
    points=4,
    minutes=20,
    difficulty=3,
    reference=latent.uniform_latent_log_marginal,
    public={
        "main": [
            _at([0.0, 1.5, 3.2], 0.0, 3.0, 0.5),
            _at([-1.0, 0.0], -2.0, 2.5, 2.0),
            _at([5.0], 4.0, 7.5, 0.25),
            _at([-4.0, -3.0, -2.5, -1.0], -3.5, -3.0, 1.5),
            _at([1.0, 2.3, 5.0, -1.0002], -1.0, 5.0, 1e-4),
        ],
        "tails": [
            _at([-6.0, 9.0], 0.0, 3.0, 0.5),
            _at([-17.0, 11.0, -4.0], -5.0, -1.0, 0.6),
            _at([60.0, -55.0], 1.0, 3.0, 3.0),
        ],
    },
    hidden=lambda rng: {
        "main": [
            _at(rng.uniform(-2 * std, width + 2 * std, size=6), 0.0, width, std)
            for width, std in ((4.0, float(rng.uniform(0.3, 0.7))), (3.0, float(rng.uniform(1.5, 2.5))))
        ]
        + [_story(rng, n) for n in (1, 5, 5)]
        + [_thin(rng, 3)],
        "tails": [
            _at([-2 - rng.uniform(9, 15), 2 + rng.uniform(9, 15)], -2.0, 2.0, 0.8),
            _at([3 - rng.uniform(5, 9), 4 + rng.uniform(5, 9)], 3.0, 4.0, 0.5),
            _at([-6 - rng.uniform(30, 55), -5 + rng.uniform(30, 55)], -6.0, -5.0, 3.0),
        ],
    },
    properties=(
        Property("the log-density, in nats"),
        Property("exact in both tails", on="tails", share=0.5, tolerance=Tolerance(rtol32=1e-3)),
    ),
)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "density at the midpoint",
    hint="You put z at the middle of its interval. Any z between a and b may have made this x: what does the sum rule do with them?",
)
def uniform_midpoint(x, a, b, std):
    return torch.distributions.Normal((a + b) / 2, std).log_prob(x)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "no 1/(b - a)",
    hint="Your density does not integrate to 1. What is the density of z on its interval?",
)
def uniform_no_width(x, a, b, std):
    low, high = (x - b) / std, (x - a) / std
    low, high = torch.where(low > 0, -high, low), torch.where(low > 0, -low, high)
    return torch.log((torch.erfc(-high / 2**0.5) - torch.erfc(-low / 2**0.5)) / 2)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "std as variance",
    hint="You took the root of `std`. What is the variance of the noise in N(z, std^2), and what its root?",
)
def uniform_std_as_var(x, a, b, std):
    root = math.sqrt(std)
    low, high = (x - b) / root, (x - a) / root
    low, high = torch.where(low > 0, -high, low), torch.where(low > 0, -low, high)
    return torch.log((torch.erfc(-high / 2**0.5) - torch.erfc(-low / 2**0.5)) / 2) - math.log(b - a)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "both tails lost",
    hint="Far out the distribution function rounds to 0 or to 1, and nothing is left of the difference. torch.erfc and torch.special.log_ndtr stay exact where the function is near 0; on which side of the interval is that, and how does the symmetry about its middle help on the other?",
)
def uniform_tails(x, a, b, std):
    mass = torch.special.ndtr((x - a) / std) - torch.special.ndtr((x - b) / std)
    return torch.log(mass) - math.log(b - a)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "right tail lost",
    hint="Exact to the left of the interval. To its right you subtract two numbers that round to the same value. The density is symmetric about the middle of the interval: which side would you rather compute?",
)
def uniform_right_tail(x, a, b, std):
    high, low = torch.erfc((a - x) / std / 2**0.5), torch.erfc((b - x) / std / 2**0.5)
    return torch.log((high - low) / 2) - math.log(b - a)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "mirrored about 0",
    hint="You mirrored x about 0. The density is symmetric, but about the middle of the interval: where does that lie when a is not -b?",
)
def uniform_mirrored_about_zero(x, a, b, std):
    left = -torch.abs(x)
    mass = torch.erfc((a - left) / std / math.sqrt(2)) - torch.erfc((b - left) / std / math.sqrt(2))
    return torch.log(mass / (b - a) / 2)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "mass clamped",
    hint="Far out your answer is the same for every x: what a clamp, or a small number added, makes of it is finite and wrong. Which form of the difference stays exact there, on both sides?",
)
def uniform_clamped(x, a, b, std):
    mass = torch.special.ndtr((x - a) / std) - torch.special.ndtr((x - b) / std)
    return torch.log(mass.clamp(min=1e-30)) - math.log(b - a)


@UNIFORM_LATENT_LOG_MARGINAL.wrong("1e-12 under the logarithm", like="mass clamped")
def uniform_guarded(x, a, b, std):
    mass = torch.special.ndtr((x - a) / std) - torch.special.ndtr((x - b) / std)
    return torch.log(mass + 1e-12) - math.log(b - a)


def _mass(x, a, b, std):
    return torch.special.ndtr((x - a) / std) - torch.special.ndtr((x - b) / std)


@UNIFORM_LATENT_LOG_MARGINAL.wrong("log(b - a) added", like="no 1/(b - a)")
def uniform_width_added(x, a, b, std):
    return torch.log(_mass(x, a, b, std)) + math.log(b - a)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "a Gaussian of the same mean and variance",
    hint="You gave x a Gaussian law, of the right mean and variance. A uniform variable is no Gaussian, nor is its sum with one: which integral over z gives the density of x?",
)
def uniform_matched(x, a, b, std):
    spread = math.sqrt(std**2 + (b - a) ** 2 / 12)
    return torch.distributions.Normal((a + b) / 2, spread).log_prob(x)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "the density, not its logarithm",
    hint="You returned the density itself. Far out it leaves the range of floats: what is asked for in nats?",
)
def uniform_density(x, a, b, std):
    return _mass(x, a, b, std) / (b - a)


@UNIFORM_LATENT_LOG_MARGINAL.wrong(
    "the loss instead of the log-density",
    hint="You returned minus the log-density. Near the interval the density is high: should your answer be large there, or small?",
)
def uniform_loss(x, a, b, std):
    return math.log(b - a) - torch.log(_mass(x, a, b, std))


@UNIFORM_LATENT_LOG_MARGINAL.wrong("1e-8 under the logarithm", like="mass clamped")
def uniform_beside_8(x, a, b, std):
    return torch.log(_mass(x, a, b, std) + 1e-8) - math.log(b - a)


@UNIFORM_LATENT_LOG_MARGINAL.wrong("1e-10 under the logarithm", like="mass clamped")
def uniform_beside_10(x, a, b, std):
    return torch.log(_mass(x, a, b, std) + 1e-10) - math.log(b - a)


@UNIFORM_LATENT_LOG_MARGINAL.wrong("1e-15 under the logarithm", like="mass clamped")
def uniform_beside_15(x, a, b, std):
    return torch.log(_mass(x, a, b, std) + 1e-15) - math.log(b - a)


@UNIFORM_LATENT_LOG_MARGINAL.alternative
def uniform_erfc(x, a, b, std):
    answer = []
    for value in x.tolist():
        distance = abs(value - (a + b) / 2) - (b - a) / 2
        near, far = distance / std / math.sqrt(2), (distance + b - a) / std / math.sqrt(2)
        answer.append(math.log((math.erfc(near) - math.erfc(far)) / 2 / (b - a)))
    return np.array(answer)


@UNIFORM_LATENT_LOG_MARGINAL.alternative
def uniform_mirrored(x, a, b, std):
    middle = (a + b) / 2
    x = middle - torch.abs(x - middle)
    mass = torch.erfc((a - x) / std / math.sqrt(2)) - torch.erfc((b - x) / std / math.sqrt(2))
    return torch.log(mass / (b - a) / 2)


@UNIFORM_LATENT_LOG_MARGINAL.alternative
def uniform_by_log_cdfs(x, a, b, std):
    import numpy as np
    from scipy.special import log_ndtr

    middle = (a + b) / 2
    left = middle - np.abs(np.asarray(x) - middle)
    near, far = log_ndtr((left - a) / std), log_ndtr((left - b) / std)
    return near + np.log(-np.expm1(far - near)) - np.log(b - a)
