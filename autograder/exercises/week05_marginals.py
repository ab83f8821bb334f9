"""Week 5: the exercises on models whose marginal is exact, and on priors with several bumps."""

import numpy as np

from autograder.exercises import week05_cases as cases
from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week05_cases import drawn, tensor
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import latent

PPCA_LOG_MARGINAL = Exercise(
    id="ppca_log_marginal",
    title="A latent variable model with an exact likelihood",
    points=4,
    minutes=20,
    difficulty=2,
    reference=latent.ppca_log_marginal,
    public={
        "main": [
            {
                "x": tensor([[1.0, 2.0, 0.0], [3.0, 1.0, -1.0]]),
                "W": tensor([[1.0, 0.0], [0.5, 2.0], [0.0, -1.0]]),
                "b": tensor([1.0, 1.0, -1.0]),
                "var": tensor(0.5),
            }
        ],
        "square": [
            {
                "x": tensor([[1.0, 2.0]]),
                "W": tensor([[2.0, 1.0], [0.0, 1.0]]),
                "b": tensor([0.5, 0.0]),
                "var": tensor(0.25),
            }
        ],
        "large": [cases.ppca(np.random.default_rng(5), 3, 400, 8, 1e-3, cases.large)],
    },
    hidden=lambda rng: {
        "main": [cases.ppca(rng, n, d, k, rng.uniform(0.2, 0.7)) for n, d, k in ((4, 5, 2), (6, 8, 3))],
        "square": [cases.ppca(rng, 3, 3, 3, rng.uniform(0.2, 0.7))],
        "large": [cases.ppca(rng, 4, 400, 20, 1e-3, cases.large)],
    },
    properties=(
        Property("the log-density, in nats"),
        Property("as many latents as dimensions", on="square", share=0.5),
        Property("400 dimensions", on="large", share=0.5),
    ),
)

PPCA_POSTERIOR = Exercise(
    id="ppca_posterior",
    title="The exact posterior",
    points=3,
    minutes=15,
    difficulty=2,
    reference=latent.ppca_posterior,
    public={
        "main": [
            {
                "x": tensor([[3.0, 1.0], [0.0, 0.0]]),
                "W": tensor([[2.0], [1.0]]),
                "b": tensor([1.0, 0.0]),
                "var": tensor(0.5),
            },
            {
                "x": tensor([[1.0, 2.0, 0.0]]),
                "W": tensor([[1.0, 0.0], [0.5, 2.0], [0.0, -1.0]]),
                "b": tensor([1.0, 1.0, -1.0]),
                "var": tensor(2.0),
            },
        ],
    },
    hidden=lambda rng: {
        "main": [
            cases.ppca(rng, n, d, k, rng.uniform(0.3, 3.0)) for n, d, k in ((4, 3, 1), (3, 6, 3), (5, 20, 4))
        ],
    },
    properties=(Property("the means", part=0), Property("the covariance", part=1)),
)

MIXTURE_PRIOR_LOG_PROB = Exercise(
    id="mixture_prior_log_prob",
    title="A prior with several bumps",
    points=3,
    minutes=10,
    difficulty=2,
    reference=latent.mixture_prior_log_prob,
    public={
        "main": [
            {
                "z": tensor([[0.0, 0.0], [2.0, 1.0], [-1.0, 3.0]]),
                "means": tensor([[0.0, 1.0], [2.0, 0.0]]),
                "log_vars": tensor([[0.0, 1.0], [-1.0, 0.5]]),
            }
        ],
        "extremes": [
            {
                "z": tensor([[60.0, -60.0], [50.0, 0.0]]),
                "means": tensor([[0.0, 0.0], [1.0, 1.0]]),
                "log_vars": tensor([[0.0, 0.0], [-1.0, 0.5]]),
            }
        ],
    },
    hidden=lambda rng: {
        "main": [
            {"z": drawn(rng, n, d), "means": drawn(rng, k, d, std=2.0), "log_vars": drawn(rng, k, d)}
            for n, d, k in ((5, 2, 4), (8, 3, 3))
        ],
        "extremes": [
            {
                "z": tensor(rng.uniform(50, 90, size=(3, 2))),
                "means": drawn(rng, 3, 2),
                "log_vars": drawn(rng, 3, 2, std=0.3),
            }
        ],
    },
    properties=(
        Property("the log-density, in nats"),
        Property("finite far from all components", on="extremes", share=0.5),
    ),
)

UNIFORM_LATENT_LOG_MARGINAL = Exercise(
    id="uniform_latent_log_marginal",
    title="An integral that can be done",
    points=4,
    minutes=20,
    difficulty=3,
    reference=latent.uniform_latent_log_marginal,
    public={
        "main": [
            {"x": tensor([0.0, 1.5, 3.2]), "a": 0.0, "b": 3.0, "std": 0.5},
            {"x": tensor([-1.0, 0.0]), "a": -2.0, "b": 2.5, "std": 2.0},
        ],
        "tails": [{"x": tensor([-6.0, 9.0]), "a": 0.0, "b": 3.0, "std": 0.5}],
    },
    hidden=lambda rng: {
        "main": [
            {"x": tensor(rng.uniform(-2 * std, width + 2 * std, size=6)), "a": 0.0, "b": width, "std": std}
            for width, std in ((4.0, float(rng.uniform(0.3, 0.7))), (3.0, float(rng.uniform(1.5, 2.5))))
        ],
        "tails": [
            {"x": tensor([-2 - rng.uniform(9, 15), 2 + rng.uniform(9, 15)]), "a": -2.0, "b": 2.0, "std": 0.8}
        ],
    },
    properties=(
        Property("the log-density, in nats"),
        Property("exact in both tails", on="tails", share=0.5, tolerance=Tolerance(rtol32=1e-3)),
    ),
)
