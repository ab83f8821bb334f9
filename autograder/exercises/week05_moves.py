"""Week 5: the exercises on gradients of expectations, paths between codes, and imputation."""

import numpy as np

from autograder.exercises import week05_cases as cases
from autograder.exercises import week05_laws as laws
from autograder.exercises import week05_truths as truths
from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week05_cases import drawn, tensor
from gmcourse.reference import latent_moves

PUBLIC_NOISE = tensor([[1.0, 0.5], [-0.5, -1.0], [0.2, 2.0]])

SCORE_FUNCTION_GRADIENT = Exercise(
    id="score_function_gradient",
    title="A gradient without differentiating f",
    points=3,
    minutes=15,
    difficulty=3,
    reference=latent_moves.score_function_gradient,
    truth=truths.score,
    public={
        "main": [
            cases.integrand(("paraboloid", {"centre": [1.0, 0.0]}), [0.5, -1.0], [1.0, -1.0], PUBLIC_NOISE)
        ],
        "steps": [
            cases.integrand(("halfspace", {"threshold": -1.0}), [0.5, -1.0], [0.5, -0.5], PUBLIC_NOISE)
        ],
        "unbiased": [cases.unbiased(np.random.default_rng(8))],
    },
    hidden=lambda rng: {
        "main": [
            cases.integrand(
                ("wave", {"frequency": 1.3}),
                rng.normal(size=3),
                rng.uniform(0.3, 1, size=3),
                drawn(rng, m, 3),
            )
            for m in (4, 30)
        ],
        "steps": [
            cases.integrand(
                ("halfspace", {"threshold": -0.3}), [0.2, 0.3], rng.uniform(0.3, 1, size=2), drawn(rng, 9, 2)
            )
        ],
        "unbiased": [cases.unbiased(rng)],
    },
    properties=(
        Property("the estimate"),
        Property("works where f has steps", on="steps", share=0.5),
        Property("unbiased over 20,000 draws", on="unbiased", share=0.5, compare="gaussian.estimate"),
    ),
)

PATHWISE_GRADIENT = Exercise(
    id="pathwise_gradient",
    title="A gradient through the draw",
    points=3,
    minutes=10,
    difficulty=2,
    reference=latent_moves.pathwise_gradient,
    truth=truths.pathwise,
    public={
        "main": [
            cases.integrand(("paraboloid", {"centre": [1.0, 0.0]}), [0.5, -1.0], [1.0, -1.0], PUBLIC_NOISE)
        ],
        "unbiased": [cases.unbiased(np.random.default_rng(9))],
    },
    hidden=lambda rng: {
        "main": [
            cases.integrand(
                ("wave", {"frequency": 1.3}),
                rng.normal(size=3),
                rng.uniform(0.3, 1, size=3),
                drawn(rng, m, 3),
            )
            for m in (4, 30)
        ],
        "unbiased": [cases.unbiased(rng)],
    },
    properties=(
        Property("the estimate"),
        Property("unbiased over 20,000 draws", on="unbiased", share=0.5, compare="gaussian.estimate"),
    ),
)

# Divided by its length, rounding makes the cosine with a multiple of itself larger than 1.
ROUNDED = np.array([0.3, 0.1, 0.1])

SLERP = Exercise(
    id="slerp",
    title="Along the sphere",
    points=2,
    minutes=10,
    difficulty=2,
    reference=latent_moves.slerp,
    public={
        "main": [
            cases.slerp([1.0, 0.0], [0.0, 1.0], 0.5),
            cases.slerp([2.0, 0.0, 0.0], [1.0, 1.0, 1.0], 0.25),
        ],
        "ends": [cases.slerp([3.0, 1.0], [0.5, 2.0], 0.0), cases.slerp([3.0, 1.0], [0.5, 2.0], 1.0)],
        "parallel": [
            cases.slerp([0.0, 2.0], [0.0, 6.0], 0.25),
            cases.slerp([2.0, 0.0], [-3.0, 0.0], 0.25),
            cases.slerp(ROUNDED, 2 * ROUNDED, 0.25),
        ],
    },
    hidden=lambda rng: {
        "main": [
            cases.slerp(rng.normal(size=d), rng.normal(size=d), float(rng.uniform(0.2, 0.8)))
            for d in (2, 10, 64)
        ],
        "ends": [cases.slerp(rng.normal(size=5), rng.normal(size=5), t) for t in (0.0, 1.0)],
        "parallel": [
            cases.slerp(
                np.eye(3)[i] * rng.uniform(1, 3),
                sign * np.eye(3)[i] * rng.uniform(4, 6),
                float(rng.uniform(0.1, 0.4)),
            )
            for i, sign in ((0, 1), (2, -1))
        ]
        + [cases.slerp(ROUNDED, sign * ROUNDED, float(rng.uniform(0.1, 0.4))) for sign in (2, -2)],
    },
    properties=(
        Property("the point at t"),
        Property("starts at z0, ends at z1", on="ends", share=0.5),
        Property("a straight line between parallel vectors", on="parallel", share=0.5),
    ),
)

IMPUTE = Exercise(
    id="impute",
    title="Filling in what was not seen",
    points=1,
    minutes=15,
    difficulty=3,
    stretch=True,
    reference=latent_moves.impute,
    truth=laws.exact,
    probe="imputation.filled",
    public={"main": [cases.imputation(np.random.default_rng(seed)) for seed in (1, 2)]},
    hidden=lambda rng: {"main": [cases.imputation(rng) for _ in range(2)]},
    properties=(
        Property("observed entries stay as they are, the others do not", compare="gaussian.kept", share=0.5),
        Property(
            "the others follow p(unobserved given observed)", part="unobserved", compare="gaussian.rows"
        ),
    ),
)
