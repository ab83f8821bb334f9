"""A score that is known: the questions of `mixture_score`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import SINGLE, tensor
from gmcourse.reference import energies


def _case(x, weights, means, var):
    return {"x": tensor(x), "weights": tensor(weights), "means": tensor(means), "var": float(var)}


def _drawn(rng, rows, count, dims, var, spread=2.0):
    weights = rng.dirichlet(np.ones(count)) * 0.8 + 0.2 / count
    means = spread * rng.normal(size=(count, dims))
    x = means[rng.integers(count, size=rows)] + var**0.5 * rng.normal(size=(rows, dims))
    return _case(x, weights, means, var)


def _moved(rng, away):
    """Points and means near one another, and all of them far from 0."""
    means = away + rng.normal(size=(3, 2))
    return _case(means[:2] + 0.7 * rng.normal(size=(2, 2)), [0.3, 0.5, 0.2], means, 0.5)


def _cases(rng):
    near = {"spread": 1.0}
    return {
        "main": [
            _drawn(rng, 5, 3, 2, 2.5, **near),
            _drawn(rng, 4, 4, 6, 0.3, spread=0.4),
            _drawn(rng, 3, 3, 3, 0.64, **near),
            _drawn(rng, 3, 3, 2, 2e-4, spread=0.02),
            _moved(rng, 100.0),
        ],
        "small": [
            _drawn(rng, 1, 2, 2, 1.7, **near),
            _drawn(rng, 6, 2, 1, 0.4, spread=0.7),
            _drawn(rng, 4, 1, 3, 4.0),
        ],
        "far": [
            _case(
                rng.uniform(60, 900, size=(4, 2)),
                [0.25, 0.75],
                rng.normal(size=(2, 2)),
                rng.uniform(0.01, 0.1),
            ),
            _drawn(rng, 1, 3, 120, 0.01, spread=1.0),
        ],
    }


def _public():
    cases = _cases(np.random.default_rng(83))
    cases["main"].insert(0, _case([[0.0], [1.0]], [0.25, 0.75], [[-1.0], [1.0]], 0.5))
    return cases


MIXTURE_SCORE = Exercise(
    id="mixture_score",
    title="A score that is known",
    points=3,
    minutes=20,
    difficulty=2,
    reference=energies.mixture_score,
    public=_public(),
    hidden=_cases,
    properties=(
        Property("the score", tolerance=SINGLE),
        Property("one point, one dimension, one component", on="small", share=0.5, tolerance=SINGLE),
        Property("far from all means, where every density underflows", on="far", share=0.5, tolerance=SINGLE),
    ),
)


def _logits(x, weights, means, var):
    return torch.log(weights) - torch.cdist(x, means, compute_mode="donot_use_mm_for_euclid_dist") ** 2 / (
        2 * var
    )


@MIXTURE_SCORE.wrong(
    "no responsibilities",
    hint="You combined the components' scores with factors that are the same everywhere. Near one mean the others hardly matter: which weights depend on x?",
)
def no_responsibilities(x, weights, means, var):
    return (weights @ means - x) / var


@MIXTURE_SCORE.wrong(
    "sign",
    hint="Your arrows point away from the means. The score points to where the density grows.",
)
def sign(x, weights, means, var):
    return -energies.mixture_score(x, weights, means, var)


@MIXTURE_SCORE.wrong(
    "gradient of p",
    hint="Far from the means your arrows vanish, as the gradient of p does. The score is the gradient of log p; by what do the two differ?",
)
def gradient_of_p(x, weights, means, var):
    log_p = torch.logsumexp(_logits(x, weights, means, var), 1) - x.shape[1] / 2 * np.log(2 * np.pi * var)
    return energies.mixture_score(x, weights, means, var) * log_p.exp()[:, None]


@MIXTURE_SCORE.wrong(
    "std for var in front",
    hint="The responsibilities are right, but the arrows have another length: by which power of the standard deviation is (mean - x) divided?",
)
def std_in_front(x, weights, means, var):
    return energies.mixture_score(x, weights, means, var) * var**0.5


@MIXTURE_SCORE.wrong(
    "var taken as a standard deviation",
    hint="You squared `var`. It is the variance already.",
)
def var_as_std(x, weights, means, var):
    return energies.mixture_score(x, weights, means, var**2)


@MIXTURE_SCORE.wrong(
    "underflow",
    hint="Near the means all is well. Far away every density is 0 in a float, and 0 / 0 is nan: can the responsibilities be had from logarithms?",
)
def underflow(x, weights, means, var):
    p = _logits(x, weights, means, var).exp()
    r = p / p.sum(1, keepdim=True)
    return (r @ means - x) / var


@MIXTURE_SCORE.wrong(
    "no score far away",
    hint="Far away your score is 0, as if the density were flat there. To hide 0 / 0 is not to answer it: work with logarithms.",
)
def zero_far_away(x, weights, means, var):
    p = _logits(x, weights, means, var).exp()
    steps = (means - x[:, None]) / var
    return (p[:, :, None] * steps).sum(1) / (p.sum(1, keepdim=True) + 1e-12)


@MIXTURE_SCORE.wrong(
    "only the nearest mean",
    hint="You let each point belong to one component. Between two means both pull: by how much each?",
)
def nearest_only(x, weights, means, var):
    return (means[_logits(x, weights, means, var).argmax(1)] - x) / var


@MIXTURE_SCORE.wrong(
    "weights forgotten",
    hint="Your responsibilities treat all components as equally frequent. Where do the weights of the mixture enter?",
)
def weights_forgotten(x, weights, means, var):
    return energies.mixture_score(x, torch.ones_like(weights), means, var)


@MIXTURE_SCORE.wrong(
    "no half",
    hint="The exponent of a Gaussian is -|x - m|^2 / (2 var). Your responsibilities are too sharp: what is missing?",
)
def no_half(x, weights, means, var):
    r = torch.softmax(torch.log(weights) - ((x[:, None] - means) ** 2).sum(-1) / var, dim=1)
    return (r @ means - x) / var


@MIXTURE_SCORE.wrong(
    "not divided by the variance",
    hint="Your arrow leads from x to the mean expected there. That is the step of a denoiser; the score is that arrow divided by what?",
)
def not_divided(x, weights, means, var):
    return energies.mixture_score(x, weights, means, var) * var


@MIXTURE_SCORE.wrong(
    "normalised over the points",
    hint="Responsibilities say how the components share one point. Yours sum to 1 over the points: along which axis should they?",
)
def normalised_over_points(x, weights, means, var):
    r = torch.softmax(_logits(x, weights, means, var), dim=0)
    return (r[:, :, None] * (means - x[:, None])).sum(1) / var


@MIXTURE_SCORE.wrong("one shift for all points", like="underflow")
def one_shift(x, weights, means, var):
    logits = _logits(x, weights, means, var)
    p = (logits - logits.max()).exp()
    return (p / p.sum(1, keepdim=True) @ means - x) / var


@MIXTURE_SCORE.wrong("the mean of the components' scores", like="no responsibilities")
def mean_of_the_scores(x, weights, means, var):
    return (means.mean(0) - x) / var


@MIXTURE_SCORE.wrong("gradient of p without its constant", like="gradient of p")
def gradient_of_p_without_constant(x, weights, means, var):
    p = _logits(x, weights, means, var).exp()
    return (p[:, :, None] * (means - x[:, None])).sum(1) / var


@MIXTURE_SCORE.wrong(
    "responsibilities of 0 far away",
    hint="Far away your responsibilities no longer sum to 1. To hide 0 / 0 is not to answer it: can the responsibilities be had from logarithms?",
)
def shares_of_zero(x, weights, means, var):
    p = _logits(x, weights, means, var).exp()
    return (p / (p.sum(1, keepdim=True) + 1e-12) @ means - x) / var


@MIXTURE_SCORE.wrong("no score far away, nan taken away", like="no score far away")
def zero_for_nan(x, weights, means, var):
    p = _logits(x, weights, means, var).exp()
    return torch.nan_to_num((p / p.sum(1, keepdim=True) @ means - x) / var)


@MIXTURE_SCORE.wrong("var squared in front", like="var taken as a standard deviation")
def var_as_std_in_front(x, weights, means, var):
    return energies.mixture_score(x, weights, means, var) / var


@MIXTURE_SCORE.wrong(
    "the root of var",
    hint="You took the root of `var` in the exponent. Which power of the standard deviation stands below |x - m|^2 there?",
)
def root_of_var(x, weights, means, var):
    return energies.mixture_score(x, weights, means, var**0.5)


@MIXTURE_SCORE.wrong(
    "weights without their logarithm",
    hint="Next to the exponents you added the weight itself. A weight times a density, in logarithms: which sum is that?",
)
def weights_as_logarithms(x, weights, means, var):
    r = torch.softmax(weights + _logits(x, torch.ones_like(weights), means, var), 1)
    return (r @ means - x) / var


@MIXTURE_SCORE.wrong(
    "responsibilities not normalised",
    hint="Your responsibilities are weights times densities as they are. What should they sum to at each point?",
)
def shares_not_normalised(x, weights, means, var):
    return (_logits(x, weights, means, var).exp() @ means - x) / var


@MIXTURE_SCORE.alternative
def by_autograd(x, weights, means, var):
    x = x.clone().requires_grad_(True)
    log_p = torch.logsumexp(weights.log() - 0.5 / var * ((x[:, None, :] - means) ** 2).sum(2), dim=1)
    return torch.autograd.grad(log_p.sum(), x)[0]


@MIXTURE_SCORE.alternative
def by_loops(x, weights, means, var):
    rows = []
    for point in x:
        logs = torch.stack(
            [w.log() - ((point - m) ** 2).sum() / (2 * var) for w, m in zip(weights, means, strict=True)]
        )
        share = torch.exp(logs - torch.logsumexp(logs, 0))
        rows.append(sum(s * (m - point) for s, m in zip(share, means, strict=True)) / var)
    return torch.stack(rows)


@MIXTURE_SCORE.alternative
def by_torch_distributions(x, weights, means, var):
    from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal

    law = MixtureSameFamily(Categorical(weights), Independent(Normal(means, var**0.5), 1))
    x = x.detach().requires_grad_()
    law.log_prob(x).sum().backward()
    return x.grad


@MIXTURE_SCORE.alternative
def by_posterior_mean(x, weights, means, var):
    d2 = (x**2).sum(1, keepdim=True) - 2 * x @ means.T + (means**2).sum(1)
    share = (weights.log() - d2 / (2 * var)).softmax(-1)
    return (share @ means - x) / var
