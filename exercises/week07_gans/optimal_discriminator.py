"""The best possible discriminator: the questions of `optimal_discriminator`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import pair_losses
from gmcourse.reference import gans

OPTIMAL_DISCRIMINATOR = Exercise(
    id="optimal_discriminator",
    title="The best possible discriminator",
    points=2,
    minutes=8,
    difficulty=1,
    reference=gans.optimal_discriminator,
    public={
        "main": [
            pair_losses("log_p_data", "log_p_model", np.log([0.5, 0.2, 0.1]), np.log([0.5, 0.6, 0.025])),
            pair_losses("log_p_data", "log_p_model", [-1.0], [-2.0]),
            pair_losses("log_p_data", "log_p_model", [1.5, 0.25], [2.5, -1.0]),
        ],
        "far": [
            pair_losses("log_p_data", "log_p_model", [-1000.0, -2000.0, 900.0], [-1001.0, -1200.0, 898.0]),
            pair_losses(
                "log_p_data", "log_p_model", [0.0, -2500.0, 800.0, -3.0], [-2000.0, 1.0, -800.0, 850.0]
            ),
            pair_losses("log_p_data", "log_p_model", [-5000.0, 1000.0], [-5000.0, 1000.0]),
        ],
    },
    hidden=lambda rng: {
        "main": [
            pair_losses("log_p_data", "log_p_model", rng.normal(0, 1.5, size=n), rng.normal(-1, 1.5, size=n))
            for n in (1, 4, 30)
        ],
        "far": [
            *(
                pair_losses("log_p_data", "log_p_model", far, far + rng.normal(0, 2, size=6))
                for far in (rng.uniform(-5000, -900, size=6), rng.uniform(800, 3000, size=6))
            ),
            pair_losses(
                "log_p_data", "log_p_model", rng.uniform(750, 3000, size=4), rng.uniform(-3000, 0, size=4)
            ),
            pair_losses(
                "log_p_data", "log_p_model", rng.uniform(-3000, 0, size=4), rng.uniform(750, 3000, size=4)
            ),
        ],
    },
    properties=(
        Property("the probability that a point is real"),
        Property("far out, where densities under- or overflow", on="far", share=0.5),
    ),
)


@OPTIMAL_DISCRIMINATOR.wrong(
    "inverted",
    hint="You returned the probability that a point is fake. Where data are far more likely than the model, what should D say: near one or near zero?",
)
def inverted(log_p_data, log_p_model):
    return torch.sigmoid(log_p_model - log_p_data)


@OPTIMAL_DISCRIMINATOR.wrong(
    "no sigmoid",
    hint="You returned the log of a ratio of the densities, which may be any real number. D*(x) is a probability: what takes one to the other?",
)
def no_sigmoid(log_p_data, log_p_model):
    return log_p_data - log_p_model


@OPTIMAL_DISCRIMINATOR.wrong(
    "underflow",
    hint="Far out your answer loses which density is larger: exp(-1000) is 0 in double precision, and an epsilon, a clamp or one shift for all points only hides that. Divide above and below by p_data on paper: which difference is left?",
)
def underflow(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return p / (p + q)


@OPTIMAL_DISCRIMINATOR.wrong(
    "ratio of the densities",
    hint="You returned p_data / p_model, which knows no upper end of its own. Which denominator makes it a probability?",
)
def density_ratio(log_p_data, log_p_model):
    return torch.exp(log_p_data - log_p_model)


@OPTIMAL_DISCRIMINATOR.wrong("underflow, with an epsilon below", like="underflow")
def underflow_with_epsilon(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return p / (p + q + 1e-12)


@OPTIMAL_DISCRIMINATOR.wrong(
    "ratio over one plus ratio",
    hint="It works on one side only: where the log ratio is 800, exp(800) is infinite, and inf / inf is nan. Which function of the log ratio never leaves [0, 1] on its way?",
)
def odds_over_one_plus(log_p_data, log_p_model):
    odds = torch.exp(log_p_data - log_p_model)
    return odds / (1 + odds)


@OPTIMAL_DISCRIMINATOR.wrong("underflow, and 1/2 for nan", like="underflow")
def underflow_undecided(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return torch.nan_to_num(p / (p + q), nan=0.5)


@OPTIMAL_DISCRIMINATOR.wrong("underflow, with one shift for all points", like="underflow")
def one_shift(log_p_data, log_p_model):
    most = torch.cat([log_p_data, log_p_model]).max()
    p, q = torch.exp(log_p_data - most), torch.exp(log_p_model - most)
    return p / (p + q)


@OPTIMAL_DISCRIMINATOR.wrong("the ratio of the densities, at most 1", like="ratio of the densities")
def density_ratio_at_most_one(log_p_data, log_p_model):
    return torch.exp(log_p_data - log_p_model).clamp(max=1.0)


@OPTIMAL_DISCRIMINATOR.wrong("underflow, and 0 for nan", like="underflow")
def underflow_to_zero(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return torch.nan_to_num(p / (p + q))


@OPTIMAL_DISCRIMINATOR.wrong("underflow, one over one plus a ratio", like="underflow")
def underflow_of_a_ratio(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return 1 / (1 + q / p)


@OPTIMAL_DISCRIMINATOR.wrong("underflow, with an epsilon above and below", like="underflow")
def underflow_with_two_epsilons(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return (p + 1e-12) / (p + q + 2e-12)


@OPTIMAL_DISCRIMINATOR.wrong("underflow, 1/2 where both are 0", like="underflow")
def underflow_half(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return torch.where(p + q > 0, p / (p + q), torch.full_like(p, 0.5))


@OPTIMAL_DISCRIMINATOR.wrong("logarithms clamped at 50", like="underflow")
def logs_clamped_at_50(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data.clamp(-50, 50)), torch.exp(log_p_model.clamp(-50, 50))
    return p / (p + q)


@OPTIMAL_DISCRIMINATOR.wrong("logarithms clamped at 700", like="underflow")
def logs_clamped_at_700(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data.clamp(-700, 700)), torch.exp(log_p_model.clamp(-700, 700))
    return p / (p + q)


@OPTIMAL_DISCRIMINATOR.wrong("no sigmoid, the other way round", like="no sigmoid")
def no_sigmoid_inverted(log_p_data, log_p_model):
    return log_p_model - log_p_data


@OPTIMAL_DISCRIMINATOR.wrong(
    "ratio of the logarithms",
    hint="You divided logarithms by one another. The formula divides densities: what is the ratio of two densities in terms of their logarithms?",
)
def ratio_of_logs(log_p_data, log_p_model):
    return log_p_data / (log_p_data + log_p_model)


@OPTIMAL_DISCRIMINATOR.wrong("the sigmoid of a ratio of logarithms", like="ratio of the logarithms")
def sigmoid_of_ratio_of_logs(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data / log_p_model)


@OPTIMAL_DISCRIMINATOR.wrong(
    "the logarithm of it",
    hint="You returned log D*. D* itself is asked, a probability: which last step is missing?",
)
def log_of_the_best(log_p_data, log_p_model):
    return torch.nn.functional.logsigmoid(log_p_data - log_p_model)


@OPTIMAL_DISCRIMINATOR.wrong(
    "a sigmoid of each",
    hint="You took the sigmoid of a log density by itself. A density is no logit: which combination of the two log densities is one?",
)
def sigmoid_of_each(log_p_data, log_p_model):
    p, q = torch.sigmoid(log_p_data), torch.sigmoid(log_p_model)
    return p / (p + q)


@OPTIMAL_DISCRIMINATOR.wrong("the sigmoid of the data's", like="a sigmoid of each")
def sigmoid_of_one(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data)


@OPTIMAL_DISCRIMINATOR.wrong(
    "the sigmoid of a difference of densities",
    hint="You took the sigmoid of the difference of the densities. The logit of D* is the log of their ratio: what is that in terms of the logarithms?",
)
def sigmoid_of_difference(log_p_data, log_p_model):
    return torch.sigmoid(torch.exp(log_p_data) - torch.exp(log_p_model))


@OPTIMAL_DISCRIMINATOR.wrong(
    "a verdict",
    hint="You returned the verdict, 0 or 1. D* is a probability: where both densities are nearly alike, how sure can one be?",
)
def verdict(log_p_data, log_p_model):
    return (log_p_data > log_p_model).double()


@OPTIMAL_DISCRIMINATOR.alternative
def softmax_of_two(log_p_data, log_p_model):
    return torch.softmax(torch.stack([log_p_data, log_p_model]), dim=0)[0]


@OPTIMAL_DISCRIMINATOR.alternative
def through_logaddexp(log_p_data, log_p_model):
    return (log_p_data - torch.logaddexp(log_p_data, log_p_model)).exp()


@OPTIMAL_DISCRIMINATOR.alternative
def tanh_single(log_p_data, log_p_model):
    return (0.5 * (1 + torch.tanh((log_p_data - log_p_model) / 2))).float()
