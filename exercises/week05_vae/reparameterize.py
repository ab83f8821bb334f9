"""A draw that can be differentiated: the questions of `reparameterize`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import GRADIENT, drawn, tensor
from gmcourse.reference import latent


def _draw(mean, log_var, noise):
    return {"mean": tensor(mean), "log_var": tensor(log_var), "noise": tensor(noise)}


def _drawn(rng, count, latent, draws=(), spread=3.0):
    return {
        "mean": drawn(rng, count, latent),
        "log_var": tensor(rng.normal(-1, spread, size=(count, latent))),
        "noise": drawn(rng, *draws, count, latent),
    }


_ONE = _draw([[0.0, 1.0]], [[0.0, np.log(4)]], [[1.0, 1.0]])


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
            _ONE,
            _draw([[2.0], [-1.0]], [[-1.0], [2.0]], [[0.5], [-2.0]]),
            _draw(
                [[0.5, -1.0, 0.0], [2.0, 0.25, -0.5]],
                [[-9.0, 26.0, 0.5], [-1.0, -20.0, 12.0]],
                [[1.0, -0.5, 2.0], [0.25, 3.0, -1.0]],
            ),
        ],
        "many": [
            _draw([[1.0, -1.0]], [[1.0, -3.0]], [[[1.0, 2.0]], [[-1.0, 0.5]]]),
            _draw([[1.0, -1.0], [0.5, 2.0]], [[1.0, -3.0], [0.5, -0.25]], [[[1.0, 2.0], [0.5, -1.0]]]),
        ],
        "trained": [_ONE, _draw([[1.0, -1.0]], [[1.0, -3.0]], [[[1.0, 2.0]], [[-1.0, 0.5]]])],
    },
    hidden=lambda rng: {
        "main": [_drawn(rng, n, d) for n, d in ((2, 3), (9, 3), (1, 2), (4, 1), (3, 3))]
        + [_drawn(rng, 6, 3, spread=20.0)],
        "many": [_drawn(rng, 4, 2, (5,)), _drawn(rng, 2, 2, (2,)), _drawn(rng, 3, 2, (1,))],
        "trained": [_drawn(rng, 3, 2), _drawn(rng, 2, 2, (3,))],
    },
    properties=(
        Property("the draw", part="value"),
        Property("M draws at once: noise (M, N, L)", on="many", part="value", share=0.5),
        Property(
            "a gradient reaches mean and log_var",
            on="trained",
            part="gradient",
            share=0.5,
            tolerance=GRADIENT,
        ),
    ),
)


@REPARAMETERIZE.wrong(
    "exp(log_var) as std",
    hint="You multiplied the noise by the variance. If the noise has variance 1, what is the variance of s times the noise, and which s makes it exp(log_var)?",
)
def reparameterize_variance(mean, log_var, noise):
    return mean + torch.exp(log_var) * noise


@REPARAMETERIZE.wrong(
    "log-variance used as it is",
    hint="You scaled the noise by the log-variance itself, which may even be negative. A scale is a standard deviation: what are the steps from log_var to it?",
)
def reparameterize_log(mean, log_var, noise):
    return mean + log_var * noise


@REPARAMETERIZE.wrong(
    "the root of the log-variance",
    hint="You took the root of the log-variance, or of its size, as if it were the variance. Which function turns a logarithm back into the variance?",
)
def reparameterize_root(mean, log_var, noise):
    return mean + torch.sqrt(log_var) * noise


@REPARAMETERIZE.wrong(
    "the graph is cut",
    hint="Your answer lets no gradient through to log_var, or to neither log_var nor mean: how should an encoder learn? Stay with torch operations on the tensors you were given: no detach, no numpy, no no_grad, no draw of your own.",
)
def reparameterize_detached(mean, log_var, noise):
    return mean.detach() + torch.exp(0.5 * log_var.detach()) * noise


@REPARAMETERIZE.wrong("the root of its absolute value", like="the root of the log-variance")
def reparameterize_root_of_absolute(mean, log_var, noise):
    return mean + torch.sqrt(log_var.abs()) * noise


@REPARAMETERIZE.wrong("only log_var cut off", like="the graph is cut")
def reparameterize_log_var_cut(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var.detach()) * noise


@REPARAMETERIZE.wrong(
    "noise not scaled",
    hint="Your draws have variance 1 whatever log_var says. What must standard noise be multiplied by to have the variance exp(log_var)?",
)
def reparameterize_unscaled(mean, log_var, noise):
    return mean + noise


@REPARAMETERIZE.wrong(
    "noise ignored",
    hint="You returned the mean for every noise. A draw differs from the mean: by what, and how far?",
)
def reparameterize_mean_alone(mean, log_var, noise):
    return mean + 0 * noise


@REPARAMETERIZE.wrong(
    "half the variance as std",
    hint="You halved the variance. The root of exp(log_var) is wanted: where does the half go when a root is written with exp?",
)
def reparameterize_half_variance(mean, log_var, noise):
    return mean + 0.5 * torch.exp(log_var) * noise


@REPARAMETERIZE.wrong(
    "mean left out",
    hint="Your draws lie around 0. Around which point should they lie?",
)
def reparameterize_no_mean(mean, log_var, noise):
    return torch.exp(0.5 * log_var) * noise + 0 * mean


@REPARAMETERIZE.alternative
def reparameterize_sqrt(mean, log_var, noise):
    return torch.addcmul(mean, torch.sqrt(torch.exp(log_var)), noise)


@REPARAMETERIZE.alternative
def reparameterize_float32(mean, log_var, noise):
    mean, log_var, noise = mean.float(), log_var.float(), noise.float()
    return noise.mul(log_var.div(2).exp()).add(mean)


@REPARAMETERIZE.alternative
def reparameterize_addcmul(mean, log_var, noise):
    return torch.addcmul(mean, torch.exp(log_var / 2), noise)
