"""Week 7, first part: the optimal discriminator, the losses of the two players and their gradients."""

import numpy as np

from autograder.exercises.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import gans


def tensor(values):
    """A float64 tensor."""
    return Build("tensors.tensor", {"data": np.asarray(values, dtype=float)})


def _logits(*batches):
    return [{"fake_logits": tensor(batch)} for batch in batches]


def _pair(first, second, real, fake):
    return {first: tensor(real), second: tensor(fake)}


_FAR = (np.array([800.0, 900.0]), np.array([-800.0, -1000.0]))

OPTIMAL_DISCRIMINATOR = Exercise(
    id="optimal_discriminator",
    title="The best possible discriminator",
    points=2,
    minutes=8,
    difficulty=1,
    reference=gans.optimal_discriminator,
    public={
        "main": [
            _pair("log_p_data", "log_p_model", np.log([0.5, 0.2, 0.1]), np.log([0.5, 0.6, 0.025])),
            _pair("log_p_data", "log_p_model", [-1.0], [-2.0]),
        ],
        "far": [_pair("log_p_data", "log_p_model", [-1000.0, -2000.0, 900.0], [-1001.0, -1200.0, 898.0])],
    },
    hidden=lambda rng: {
        "main": [
            _pair("log_p_data", "log_p_model", rng.normal(-2, 1.5, size=n), rng.normal(-2, 1.5, size=n))
            for n in (4, 30)
        ],
        "far": [
            _pair("log_p_data", "log_p_model", far, far + rng.normal(0, 2, size=6))
            for far in (rng.uniform(-5000, -900, size=6), rng.uniform(800, 3000, size=6))
        ],
    },
    properties=(
        Property("the probability that a point is real"),
        Property("far out, where densities under- or overflow", on="far", share=0.5),
    ),
)

DISCRIMINATOR_LOSS = Exercise(
    id="discriminator_loss",
    title="What the discriminator minimises",
    points=3,
    minutes=10,
    difficulty=1,
    reference=gans.discriminator_loss,
    public={
        "main": [
            _pair("real_logits", "fake_logits", [2.0, 1.0, -0.5], [-1.0, 0.5]),
            _pair("real_logits", "fake_logits", [0.9, 0.6], [0.2, 0.4]),
        ],
        "far": [_pair("real_logits", "fake_logits", [-800.0, 3.0], [1000.0, -900.0, -2.0])],
    },
    hidden=lambda rng: {
        "main": [
            _pair("real_logits", "fake_logits", rng.normal(1, 2, size=7), rng.normal(-1, 2, size=12)),
            _pair("real_logits", "fake_logits", rng.uniform(0.5, 0.9, size=5), rng.uniform(0.1, 0.5, size=3)),
        ],
        "far": [
            _pair("real_logits", "fake_logits", [*rng.uniform(-2000, -800, 2), 1.0], rng.uniform(800, 2000, 5)),
        ],
    },
    properties=(
        Property("the loss"),
        Property("logits of a thousand", on="far", share=0.5),
    ),
)


def _generator_loss(name, title, reference, minutes):
    return Exercise(
        id=name,
        title=title,
        points=2,
        minutes=minutes,
        difficulty=1,
        reference=reference,
        public={
            "main": _logits([-2.0, 0.5, 1.0], [-3.0]),
            "far": _logits(*_FAR),
        },
        hidden=lambda rng: {
            "main": _logits(rng.normal(-1, 2, size=5), rng.normal(0.5, 1, size=40)),
            "far": _logits(rng.uniform(750, 2000, size=4), rng.uniform(-2000, -750, size=3)),
        },
        properties=(
            Property("the loss"),
            Property("logits of a thousand", on="far", share=0.5),
        ),
    )


GENERATOR_MINIMAX_LOSS = _generator_loss(
    "generator_minimax_loss", "The generator's minimax loss", gans.generator_minimax_loss, 5
)
GENERATOR_NONSATURATING_LOSS = _generator_loss(
    "generator_nonsaturating_loss", "The non-saturating loss", gans.generator_nonsaturating_loss, 5
)
GENERATOR_KL_LOSS = _generator_loss(
    "generator_kl_loss", "The KL-based loss", gans.generator_kl_loss, 5
)

GENERATOR_LOGIT_GRADIENTS = Exercise(
    id="generator_logit_gradients",
    title="What each loss tells the generator",
    points=3,
    minutes=15,
    difficulty=2,
    reference=gans.generator_logit_gradients,
    public={
        "main": _logits([-2.0, 0.0, 1.0], [-4.0, 3.0]),
        "far": _logits([-800.0, 800.0]),
    },
    hidden=lambda rng: {
        "main": _logits(rng.normal(-1, 2, size=6), rng.normal(1, 1, size=15)),
        "far": _logits([*rng.uniform(-2000, -750, size=2), *rng.uniform(750, 2000, size=3)]),
    },
    properties=(
        Property("the minimax loss", part="minimax"),
        Property("the non-saturating loss", part="nonsaturating"),
        Property("the KL-based loss", part="kl", share=0.1),
        Property("logits of a thousand", on="far", share=0.5),
    ),
)

CRITIC_LOSS = Exercise(
    id="critic_loss",
    title="What a Wasserstein critic minimises",
    points=2,
    minutes=5,
    difficulty=1,
    reference=gans.critic_loss,
    public={
        "main": [
            _pair("real", "fake", [3.0, 1.0, 5.0], [0.5, -1.0]),
            _pair("real", "fake", [-2.0], [1.0, 2.0, 6.0]),
        ],
    },
    hidden=lambda rng: {
        "main": [
            _pair("real", "fake", rng.uniform(0, 5, size=n) + gap, rng.uniform(0, 5, size=m) - gap)
            for n, m, gap in ((4, 7, 3.0), (30, 11, -3.0))
        ],
    },
    properties=(Property("the loss"),),
)

WGAN_GENERATOR_LOSS = Exercise(
    id="wgan_generator_loss",
    title="What its generator minimises",
    points=2,
    minutes=3,
    difficulty=1,
    reference=gans.wgan_generator_loss,
    public={"main": [{"fake": tensor([0.5, -1.0, 3.0])}, {"fake": tensor([-4.0, -2.0])}]},
    hidden=lambda rng: {"main": [{"fake": tensor(rng.normal(shift, 2, size=9))} for shift in (2.0, -3.0)]},
    properties=(Property("the loss"),),
)

EXERCISES = (
    OPTIMAL_DISCRIMINATOR,
    DISCRIMINATOR_LOSS,
    GENERATOR_MINIMAX_LOSS,
    GENERATOR_NONSATURATING_LOSS,
    GENERATOR_KL_LOSS,
    GENERATOR_LOGIT_GRADIENTS,
)
CRITICS = (CRITIC_LOSS, WGAN_GENERATOR_LOSS)
