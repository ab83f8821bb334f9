"""From one level to the next: the questions of `ddim_step`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import SINGLE, tensor
from gmcourse.reference import diffusion


def _case(x, eps, alpha_bar_t, alpha_bar_s):
    return {
        "x": tensor(x),
        "eps": tensor(eps),
        "alpha_bar_t": float(alpha_bar_t),
        "alpha_bar_s": float(alpha_bar_s),
    }


def _drawn(rng, rows, dims, alpha_bar_t, alpha_bar_s):
    return _case(
        2 * rng.normal(size=(rows, dims)) + 1, rng.normal(size=(rows, dims)), alpha_bar_t, alpha_bar_s
    )


def _cases(rng):
    low, high = rng.uniform(0.2, 0.4), rng.uniform(0.6, 0.85)
    return {
        "main": [
            _drawn(rng, 3, 2, low, high),
            _drawn(rng, 1, 4, low / 2, low),
            _drawn(rng, 4, 1, low, low + 0.02),
        ],
        "back": [_drawn(rng, 3, 3, high, low), _drawn(rng, 1, 1, high, high / 2)],
        "ends": [
            _drawn(rng, 2, 3, low, 1.0),
            _drawn(rng, 3, 2, low, rng.uniform(0.991, 0.998)),
            _drawn(rng, 2, 3, rng.uniform(0.991, 0.998), high),
            _drawn(rng, 2, 2, 1.0, high),
            _drawn(rng, 2, 2, 1e-4, rng.uniform(1e-3, 2e-3)),
        ],
    }


def _public():
    cases = _cases(np.random.default_rng(87))
    cases["main"].insert(0, _case([[1.0, 2.0]], [[0.5, -1.0]], 0.36, 0.64))
    return cases


DDIM_STEP = Exercise(
    id="ddim_step",
    title="From one level to the next",
    points=3,
    minutes=15,
    difficulty=2,
    reference=diffusion.ddim_step,
    public=_public(),
    hidden=_cases,
    properties=(
        Property("a step to less noise", tolerance=SINGLE),
        Property("a step to more noise", on="back", share=0.5, tolerance=SINGLE),
        Property(
            "from clean, to clean, and from almost nothing but noise", on="ends", share=0.5, tolerance=SINGLE
        ),
    ),
)


def _clean(x, eps, t):
    return (x - math.sqrt(1 - t) * eps) / math.sqrt(t)


@DDIM_STEP.wrong(
    "no square roots",
    hint="You mixed with alpha_bar and 1 - alpha_bar. x_t has variance 1 if x and eps have: for that the *squares* of the two factors must sum to 1.",
)
def no_square_roots(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) * eps) / alpha_bar_t
    return alpha_bar_s * clean + (1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "order of the steps",
    hint="You took x to be at level s and went to t. With alpha_bar_s = 1 the answer should be clean: try it.",
)
def order_of_the_steps(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_s) * eps) / math.sqrt(alpha_bar_s)
    return math.sqrt(alpha_bar_t) * clean + math.sqrt(1 - alpha_bar_t) * eps


@DDIM_STEP.wrong(
    "noise not put back",
    hint="You removed all the noise and shrank. At level s some of it must still be there: how much, and which?",
)
def noise_not_put_back(x, eps, alpha_bar_t, alpha_bar_s):
    return math.sqrt(alpha_bar_s) * _clean(x, eps, alpha_bar_t)


@DDIM_STEP.wrong(
    "the clean prediction",
    hint="You returned the predicted clean x. It is half of the way: level s asks for a new mixture of it and eps.",
)
def clean_prediction(x, eps, alpha_bar_t, alpha_bar_s):
    return _clean(x, eps, alpha_bar_t)


@DDIM_STEP.wrong(
    "clean not shrunk",
    hint="You added noise to the predicted clean x without shrinking it. At level s, by what is the clean x multiplied?",
)
def clean_not_shrunk(x, eps, alpha_bar_t, alpha_bar_s):
    return _clean(x, eps, alpha_bar_t) + math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "as much noise as before",
    hint="You put back the noise of level t. At level s its factor is another one.",
)
def as_much_noise(x, eps, alpha_bar_t, alpha_bar_s):
    return math.sqrt(alpha_bar_s) * _clean(x, eps, alpha_bar_t) + math.sqrt(1 - alpha_bar_t) * eps


@DDIM_STEP.wrong(
    "noise added to find the clean x",
    hint="To get the clean x you added the noise. x holds it already: solve x = sqrt(alpha_bar) clean + sqrt(1 - alpha_bar) eps for clean.",
)
def noise_added(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x + math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "noise taken off at level s",
    hint="At level s the noise is part of the mixture: you subtracted it there.",
)
def noise_taken_off(x, eps, alpha_bar_t, alpha_bar_s):
    return math.sqrt(alpha_bar_s) * _clean(x, eps, alpha_bar_t) - math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "divided without a root",
    hint="You divided by alpha_bar_t to get the clean x. By what was it multiplied?",
)
def divided_without_a_root(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / alpha_bar_t
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "mean of DDPM's step",
    hint="You used the mean of DDPM's random step. DDIM draws nothing: it predicts the clean x and mixes it anew with the same eps.",
)
def ddpm_mean(x, eps, alpha_bar_t, alpha_bar_s):
    alpha = alpha_bar_t / alpha_bar_s
    noise = math.sqrt(1 - alpha_bar_t)
    return (x - ((1 - alpha) / noise if noise else 0.0) * eps) / math.sqrt(alpha)


@DDIM_STEP.wrong(
    "no square roots at the noise",
    hint="Both times you multiplied eps by 1 - alpha_bar. That is the variance of the noise in x: which factor gives eps this variance?",
)
def no_square_roots_at_the_noise(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + (1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "no square roots at the clean x",
    hint="Twice you used alpha_bar as the factor of the clean x. The *squares* of the factors of the clean x and of eps sum to 1: do yours?",
)
def no_square_roots_at_the_clean(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / alpha_bar_t
    return alpha_bar_s * clean + math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "no square roots at level t",
    hint="You took x apart with alpha_bar_t and 1 - alpha_bar_t. In x_t the *squares* of the two factors sum to 1: do yours?",
)
def no_square_roots_at_level_t(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) * eps) / alpha_bar_t
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "no square roots at level s",
    hint="Your clean x is right, but you mixed it with alpha_bar_s and 1 - alpha_bar_s. In x_s the *squares* of the two factors sum to 1: do yours?",
)
def no_square_roots_at_level_s(x, eps, alpha_bar_t, alpha_bar_s):
    return alpha_bar_s * _clean(x, eps, alpha_bar_t) + (1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "noise of level t without a root",
    hint="To find the clean x you took off (1 - alpha_bar_t) eps. 1 - alpha_bar_t is the variance of the noise in x: which factor gives eps this variance?",
)
def noise_of_t_without_a_root(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "noise of level s without a root",
    hint="Your clean x is right, but you put back (1 - alpha_bar_s) eps. 1 - alpha_bar_s is the variance of the noise at level s: which factor gives eps this variance?",
)
def noise_of_s_without_a_root(x, eps, alpha_bar_t, alpha_bar_s):
    return math.sqrt(alpha_bar_s) * _clean(x, eps, alpha_bar_t) + (1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "clean x of level s without a root",
    hint="Your clean x is right, but you multiplied it by alpha_bar_s. The *squares* of the factors of the clean x and of eps sum to 1: do yours?",
)
def clean_of_s_without_a_root(x, eps, alpha_bar_t, alpha_bar_s):
    return alpha_bar_s * _clean(x, eps, alpha_bar_t) + math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "only the noise is changed",
    hint="You exchanged one amount of noise for another. x holds the clean x as well, times a factor of level t: which factor has it at level s?",
)
def only_the_noise(x, eps, alpha_bar_t, alpha_bar_s):
    return x + (math.sqrt(1 - alpha_bar_s) - math.sqrt(1 - alpha_bar_t)) * eps


@DDIM_STEP.wrong(
    "clean not divided",
    hint="You took the noise off, but the clean x was shrunk at level t, and yours still is. By what was it multiplied?",
)
def clean_not_divided(x, eps, alpha_bar_t, alpha_bar_s):
    clean = x - math.sqrt(1 - alpha_bar_t) * eps
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong("clean multiplied once more", like="clean not divided")
def clean_multiplied(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) * math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "factors exchanged",
    hint="At alpha_bar = 1 a point is clean, at 0 it is noise. Which of your two factors belongs to the clean x, and which to eps?",
)
def factors_exchanged(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(alpha_bar_t) * eps) / math.sqrt(1 - alpha_bar_t)
    return math.sqrt(1 - alpha_bar_s) * clean + math.sqrt(alpha_bar_s) * eps


@DDIM_STEP.wrong("factors exchanged at level s", like="factors exchanged")
def factors_exchanged_at_s(x, eps, alpha_bar_t, alpha_bar_s):
    return math.sqrt(1 - alpha_bar_s) * _clean(x, eps, alpha_bar_t) + math.sqrt(alpha_bar_s) * eps


@DDIM_STEP.wrong(
    "alpha_bar as the factor",
    hint="You took alpha_bar itself for the factor of the clean x, and sqrt(1 - alpha_bar^2) for that of eps. alpha_bar is the square of the first: what are the two then?",
)
def alpha_bar_as_factor(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t**2) * eps) / alpha_bar_t
    return alpha_bar_s * clean + math.sqrt(1 - alpha_bar_s**2) * eps


@DDIM_STEP.wrong("noise not put back, no root", like="noise not put back")
def noise_not_put_back_no_root(x, eps, alpha_bar_t, alpha_bar_s):
    return alpha_bar_s * _clean(x, eps, alpha_bar_t)


@DDIM_STEP.alternative
def by_one_ratio(x, eps, alpha_bar_t, alpha_bar_s):
    ratio = (alpha_bar_s / alpha_bar_t) ** 0.5
    return ratio * x + ((1 - alpha_bar_s) ** 0.5 - ratio * (1 - alpha_bar_t) ** 0.5) * eps


@DDIM_STEP.alternative
def by_signal_to_noise(x, eps, alpha_bar_t, alpha_bar_s):
    sigma_t, sigma_s = (np.sqrt((1 - a) / a) for a in (alpha_bar_t, alpha_bar_s))
    stretched = x / np.sqrt(alpha_bar_t)
    return np.sqrt(alpha_bar_s) * (stretched + (sigma_s - sigma_t) * eps)


@DDIM_STEP.alternative
def by_tensors(x, eps, alpha_bar_t, alpha_bar_s):
    t, s = torch.tensor([alpha_bar_t, alpha_bar_s], dtype=x.dtype)
    clean = (x - (1 - t).sqrt() * eps) * t.rsqrt()
    return s.sqrt() * clean + (1 - s).sqrt() * eps
