"""Week 5: the exercises on draws, likelihoods and the bounds on log p(x)."""

import numpy as np

from autograder.exercises import week05_cases as cases
from autograder.exercises.spec import Exercise, Property
from autograder.exercises.week05_cases import bits, drawn, tensor
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import latent

GRADIENT = Tolerance(rtol=1e-4, atol=1e-6)


def _seed(rng):
    return int(rng.integers(2**31))


REPARAMETERIZE = Exercise(
    id="reparameterize",
    title="A draw that can be differentiated",
    points=2,
    minutes=5,
    difficulty=1,
    reference=latent.reparameterize,
    probe="gradients.of_arguments",
    public={
        "main": [
            {
                "mean": tensor([[0.0, 1.0]]),
                "log_var": tensor([[0.0, np.log(4)]]),
                "noise": tensor([[1.0, 1.0]]),
            },
            {
                "mean": tensor([[2.0], [-1.0]]),
                "log_var": tensor([[-1.0], [2.0]]),
                "noise": tensor([[0.5], [-2.0]]),
            },
        ],
        "many": [
            {
                "mean": tensor([[1.0, -1.0]]),
                "log_var": tensor([[1.0, -3.0]]),
                "noise": tensor([[[1.0, 2.0]], [[-1.0, 0.5]]]),
            }
        ],
    },
    hidden=lambda rng: {
        "main": [{name: drawn(rng, n, 3) for name in ("mean", "log_var", "noise")} for n in (2, 9)],
        "many": [{"mean": drawn(rng, 4, 2), "log_var": drawn(rng, 4, 2), "noise": drawn(rng, 5, 4, 2)}],
    },
    properties=(
        Property("the draw", part="value"),
        Property("M draws at once: noise (M, N, L)", on="many", part="value", share=0.5),
        Property("a gradient reaches mean and log_var", part="gradient", share=0.5, tolerance=GRADIENT),
    ),
)

KL_TO_STANDARD_NORMAL = Exercise(
    id="kl_to_standard_normal",
    title="The price of a code",
    points=3,
    minutes=10,
    difficulty=1,
    reference=latent.kl_to_standard_normal,
    public={
        "main": [
            {"mean": tensor([[1.0, 2.0], [0.5, -0.5]]), "log_var": tensor([[0.0, 0.0], [1.0, -1.0]])},
            {"mean": tensor([[0.0, 0.0, 3.0]]), "log_var": tensor([[-2.0, 0.5, 0.3]])},
        ],
        "extremes": [
            {"mean": tensor([[0.0, 0.0], [1.0, 1.0]]), "log_var": tensor([[0.0, 0.0], [-50.0, 5.0]])}
        ],
    },
    hidden=lambda rng: {
        "main": [{"mean": drawn(rng, n, d), "log_var": drawn(rng, n, d)} for n, d in ((3, 2), (20, 10))],
        "extremes": [
            {
                "mean": tensor(np.zeros((2, 3))),
                "log_var": tensor([[0, 0, 0], [-60.0, rng.uniform(4, 7), 0.1]]),
            }
        ],
    },
    properties=(
        Property("the divergence, in nats"),
        Property("zero at the prior; finite for a very narrow q", on="extremes", share=0.5),
    ),
)

BERNOULLI_LOG_LIKELIHOOD = Exercise(
    id="bernoulli_log_likelihood",
    title="How likely are these bits",
    points=3,
    minutes=10,
    difficulty=2,
    reference=latent.bernoulli_log_likelihood,
    public={
        "main": [
            {"x": tensor([[1.0, 0.0], [0.0, 0.0]]), "logits": tensor([[0.3, 0.6], [2.0, -2.0]])},
            {"x": tensor([[1.0, 1.0, 0.0]]), "logits": tensor([[0.0, -1.0, 5.0]])},
        ],
        "extremes": [
            {
                "x": tensor([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]),
                "logits": tensor([[1000.0, -1000.0], [1000.0, 3.0], [-1000.0, 50.0]]),
            }
        ],
    },
    hidden=lambda rng: {
        "main": [{"x": bits(rng, n, d), "logits": drawn(rng, n, d, std=2.0)} for n, d in ((4, 3), (10, 64))],
        "extremes": [
            {"x": bits(rng, 8, 4), "logits": tensor(rng.choice([-1000.0, 1000, 60, -60, 0.4], size=(8, 4)))}
        ],
    },
    properties=(
        Property("the log-likelihood, in nats"),
        Property("stable for logits of 1000", on="extremes", share=0.75),
    ),
)

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
            }
        ],
        "shared": [
            {"x": tensor([[1.0, 2.0, 0.0]]), "mean": tensor([[0.0, 2.0, 1.0]]), "var": tensor(0.25)},
            {"x": tensor([[1.0, 2.0]]), "mean": tensor([[0.0, 0.0]]), "var": tensor([0.1, 9.0])},
        ],
    },
    hidden=lambda rng: {
        "main": [
            {
                "x": drawn(rng, n, d),
                "mean": drawn(rng, n, d),
                "var": tensor(rng.gamma(2.0, size=(n, d)) + 0.1),
            }
            for n, d in ((3, 2), (6, 40))
        ],
        "shared": [
            {"x": drawn(rng, 4, 5), "mean": drawn(rng, 4, 5), "var": tensor(rng.uniform(0.05, 0.4))},
            {"x": drawn(rng, 4, 5), "mean": drawn(rng, 4, 5), "var": tensor(rng.uniform(2, 5, size=5))},
        ],
    },
    properties=(
        Property("the log-density, in nats"),
        Property("one variance shared by all dimensions or samples", on="shared", share=0.5),
    ),
)

VAE_ELBO = Exercise(
    id="vae_elbo",
    title="The evidence lower bound",
    points=4,
    minutes=15,
    difficulty=2,
    reference=latent.vae_elbo,
    probe="gradients.of_encoder",
    public={
        "main": [
            cases.elbo(tensor([[1.0, 0.0, 1.0]]), 1, 1, tensor([[0.5]])),
            cases.elbo(
                tensor([[1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]),
                2,
                2,
                tensor([[1.0, -1.0], [0.3, 2.0], [-0.7, 0.1]]),
            ),
        ],
    },
    hidden=lambda rng: {
        "main": [
            cases.elbo(bits(rng, n, d), _seed(rng), k, drawn(rng, n, k))
            for n, d, k in ((5, 4, 2), (12, 64, 8))
        ],
    },
    properties=(
        Property("the bound, one value a sample", part="value"),
        Property("a gradient reaches the encoder", part="gradient", share=0.5, tolerance=GRADIENT),
    ),
)

BETA_ELBO = Exercise(
    id="beta_elbo",
    title="Weighing the two terms",
    points=1,
    minutes=5,
    difficulty=1,
    stretch=True,
    reference=latent.beta_elbo,
    public={
        "main": [
            {"reconstruction": tensor([-10.0, -12.5]), "kl": tensor([3.0, 1.5]), "beta": 4.0},
            {"reconstruction": tensor([-7.0]), "kl": tensor([2.0]), "beta": 0.5},
        ],
        "zero": [
            {"reconstruction": tensor([-7.0, -1.0]), "kl": tensor([2.0, 5.0]), "beta": beta} for beta in (0.0, 1.0)
        ],
    },
    hidden=lambda rng: {
        "main": [
            {
                "reconstruction": tensor(-rng.gamma(5.0, 5.0, size=n)),
                "kl": tensor(rng.gamma(2.0, 3.0, size=n)),
                "beta": beta,
            }
            for n, beta in ((3, float(rng.uniform(2, 8))), (6, float(rng.uniform(0.1, 0.7))))
        ],
        "zero": [
            {
                "reconstruction": tensor(-rng.gamma(5.0, 5.0, size=4)),
                "kl": tensor(rng.gamma(2.0, size=4)),
                "beta": beta,
            }
            for beta in (0.0, 1.0)
        ],
    },
    properties=(
        Property("the objective"),
        Property("beta 0 leaves the reconstruction alone, beta 1 is the ELBO", on="zero", share=0.25),
    ),
)

IWAE_BOUND = Exercise(
    id="iwae_bound",
    title="Many samples, a tighter bound",
    points=3,
    minutes=10,
    difficulty=2,
    reference=latent.iwae_bound,
    public={
        "main": [
            {"log_weights": tensor([[0.0, -1.0], [1.0, -3.0], [2.0, -1.0]])},
            {"log_weights": tensor([[-5.0, -4.0, -3.0], [-5.0, -8.0, -3.5]])},
        ],
        "one": [{"log_weights": tensor([[-2.0, -7.0]])}],
        "extremes": [{"log_weights": tensor([[-1000.0, 800.0], [-1001.0, 802.0], [-1500.0, -1.0]])}],
    },
    hidden=lambda rng: {
        "main": [{"log_weights": drawn(rng, m, n, std=3.0)} for m, n in ((4, 7), (50, 3))],
        "one": [{"log_weights": drawn(rng, 1, 5)}],
        "extremes": [
            {"log_weights": tensor(rng.choice([-1.0, 1.0], size=4) * 900 + rng.normal(0, 2, size=(6, 4)))}
        ],
    },
    properties=(
        Property("the bound, one value a data point"),
        Property("one sample gives the log-weight back", on="one", share=0.25),
        Property("stable for log-weights of -1000 and 800", on="extremes", share=0.75),
    ),
)
