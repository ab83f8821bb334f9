"""A score denoises: the questions of `tweedie`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import tensor
from gmcourse.reference import diffusion


def _case(x_noisy, score, sigma):
    return {"x_noisy": tensor(x_noisy), "score": tensor(score), "sigma": tensor(sigma)}


def _drawn(rng, rows, dims, low=0.3, high=2.5):
    return _case(
        3 * rng.normal(size=(rows, dims)),
        rng.normal(size=(rows, dims)) + 0.5,
        rng.uniform(low, high, size=rows),
    )


def _cases(rng):
    return {
        "main": [_drawn(rng, 3, 2), _drawn(rng, 4, 6), _drawn(rng, 3, 3)],
        "small": [_drawn(rng, 1, 1), _drawn(rng, 5, 1), _drawn(rng, 1, 4)],
        "sizes": [
            _case(rng.normal(size=(2, 2)), 1e4 * rng.normal(size=(2, 2)), [0.01, 0.02]),
            _case(
                rng.normal(size=(2, 2)), 1e6 * rng.normal(size=(2, 2)), 10 ** rng.uniform(-4, -2.5, size=2)
            ),
            _case(50 * rng.normal(size=(2, 3)), -0.01 * rng.normal(size=(2, 3)), [60.0, 90.0]),
        ],
    }


def _public():
    cases = _cases(np.random.default_rng(86))
    cases["main"].insert(0, _case([[1.0, 0.0], [2.0, 4.0]], [[-0.5, 1.0], [0.0, -1.0]], [1.0, 2.0]))
    return cases


TWEEDIE = Exercise(
    id="tweedie",
    title="A score denoises",
    points=1,
    minutes=5,
    difficulty=1,
    reference=diffusion.tweedie,
    public=_public(),
    hidden=_cases,
    properties=(
        Property("the posterior mean"),
        Property("one point, one dimension", on="small", share=0.5),
        Property("little noise, much noise", on="sizes", share=0.5),
    ),
)


def _wrong(move):
    """The answer `move(x_noisy, score, sigma as a column)`."""
    return lambda x_noisy, score, sigma: move(x_noisy, score, sigma[:, None])


@TWEEDIE.wrong(
    "minus",
    hint="You step against the score, to where noisy points are rarer. Where did the point more likely come from?",
)
def minus(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: x - s**2 * score)(x_noisy, score, sigma)


@TWEEDIE.wrong(
    "sigma for its square",
    hint="The score has the unit of 1/x. For a step in the unit of x, which power of sigma multiplies it?",
)
def sigma_for_its_square(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: x + s * score)(x_noisy, score, sigma)


@TWEEDIE.wrong(
    "no sigma",
    hint="You added the score itself. With hardly any noise the step should vanish: what multiplies it?",
)
def no_sigma(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: x + score)(x_noisy, score, sigma)


@TWEEDIE.wrong(
    "the step alone",
    hint="You returned the correction. The posterior mean starts from the noisy point.",
)
def the_step_alone(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: s**2 * score)(x_noisy, score, sigma)


@TWEEDIE.wrong(
    "half the step",
    hint="You went half of the way. For data at one point the score is (x - x_noisy) / sigma^2: does your answer hit it?",
)
def half_the_step(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: x + s**2 / 2 * score)(x_noisy, score, sigma)


@TWEEDIE.wrong(
    "divided by the variance",
    hint="You divided by a power of sigma. More noise means a longer way back, not a shorter one.",
)
def divided_by_the_variance(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: x + score / s**2)(x_noisy, score, sigma)


@TWEEDIE.wrong(
    "root of sigma",
    hint="You took the root of sigma: it is a standard deviation, not a variance. Which power is asked?",
)
def root_of_sigma(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: x + s**0.5 * score)(x_noisy, score, sigma)


@TWEEDIE.wrong(
    "a step of Langevin",
    hint="You multiplied by 2 sigma^2, as if under the root of Langevin's walk. Here nothing is drawn.",
)
def a_step_of_langevin(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: x + 2 * s**2 * score)(x_noisy, score, sigma)


@TWEEDIE.wrong(
    "shrunk as in DDPM",
    hint="You divided by sqrt(1 + sigma^2). In this exercise x_noisy = x + sigma noise: the data were not shrunk.",
)
def shrunk_as_in_ddpm(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: (x + s**2 * score) / (1 + s**2) ** 0.5)(x_noisy, score, sigma)


@TWEEDIE.wrong(
    "sigma along the coordinates",
    hint="sigma has one number for each point, shape (N,). Next to (N, D) it runs along the coordinates: what turns it into a column?",
)
def along_coordinates(x_noisy, score, sigma):
    return x_noisy + sigma**2 * score


@TWEEDIE.wrong(
    "one mean sigma",
    hint="You used one sigma for all points. Row i has the level sigma[i].",
)
def one_mean_sigma(x_noisy, score, sigma):
    return x_noisy + (sigma**2).mean() * score


@TWEEDIE.wrong("the square of the mean sigma", like="one mean sigma")
def square_of_mean_sigma(x_noisy, score, sigma):
    return x_noisy + sigma.mean() ** 2 * score


@TWEEDIE.wrong("sigma along the coordinates, where N is D", like="sigma along the coordinates")
def along_coordinates_of_a_square(x_noisy, score, sigma):
    return x_noisy + (sigma if x_noisy.shape[0] == x_noisy.shape[1] else sigma[:, None]) ** 2 * score


@TWEEDIE.wrong("the first sigma for all", like="one mean sigma")
def first_sigma(x_noisy, score, sigma):
    return x_noisy + sigma[0] ** 2 * score


@TWEEDIE.wrong(
    "divided by 1 + sigma^2",
    hint="You divided by 1 + sigma^2. In this exercise x_noisy = x + sigma noise: was anything stretched that must be shrunk back?",
)
def divided_by_one_plus_variance(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: (x + s**2 * score) / (1 + s**2))(x_noisy, score, sigma)


@TWEEDIE.wrong("minus sigma", like="minus")
def minus_sigma(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: x - s * score)(x_noisy, score, sigma)


@TWEEDIE.wrong("minus the score", like="minus")
def minus_the_score(x_noisy, score, sigma):
    return x_noisy - score


@TWEEDIE.wrong("the step alone, with sigma", like="the step alone")
def the_step_of_sigma(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: s * score)(x_noisy, score, sigma)


@TWEEDIE.wrong("divided by sigma", like="divided by the variance")
def divided_by_sigma(x_noisy, score, sigma):
    return _wrong(lambda x, score, s: x + score / s)(x_noisy, score, sigma)


@TWEEDIE.wrong("sigma itself along the coordinates", like="sigma along the coordinates")
def sigma_along_coordinates(x_noisy, score, sigma):
    return x_noisy + sigma * score


@TWEEDIE.alternative
def by_points(x_noisy, score, sigma):
    return torch.stack([x + s * s * g for x, g, s in zip(x_noisy, score, sigma, strict=True)])


@TWEEDIE.alternative
def by_einsum(x_noisy, score, sigma):
    return x_noisy + torch.einsum("n,nd->nd", sigma.square(), score)


@TWEEDIE.alternative
def by_a_diagonal(x_noisy, score, sigma):
    return torch.diag(sigma) @ torch.diag(sigma) @ score + x_noisy


@TWEEDIE.alternative
def by_transposing(x_noisy, score, sigma):
    return (x_noisy.T + sigma.pow(2) * score.T).T
