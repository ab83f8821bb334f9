"""What each loss tells the generator: the questions of `generator_logit_gradients`, its wrong answers and other right ways."""

import torch

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import logits
from gmcourse.reference import gans

GENERATOR_LOGIT_GRADIENTS = Exercise(
    id="generator_logit_gradients",
    title="What each loss tells the generator",
    points=3,
    minutes=15,
    difficulty=2,
    reference=gans.generator_logit_gradients,
    public={
        "main": logits([-2.0, 0.0, 1.0], [-4.0, 3.0], [0.5]),
        "far": logits([-800.0, 800.0], [-40.0, 45.0, 1500.0]),
    },
    hidden=lambda rng: {
        "main": logits(rng.normal(-1, 2, size=6), rng.normal(1, 1, size=15), rng.normal(size=1)),
        "far": logits(
            [*rng.uniform(-2000, -750, size=2), *rng.uniform(750, 2000, size=3)],
            rng.uniform(38, 300, size=4) * [1, -1, 1, -1],
        ),
    },
    probe="gradients.closed_form",
    properties=(
        Property("the minimax loss", part="minimax"),
        Property("the non-saturating loss", part="nonsaturating"),
        Property("the KL-based loss", part="kl", share=0.1),
        Property("logits of a thousand", on="far", share=0.5),
    ),
)


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "saturates where it must not",
    hint="At a logit of -800 the fake is recognised. The non-saturating gradient is then near -1, not near 0: differentiate -log sigmoid(h) once more.",
)
def saturates(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": -d, "kl": -2 * d}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "minimax and non-saturating exchanged",
    hint="You gave the minimax loss the other's gradient. Which of the two is near 0 when D(fake) is near 0, and so saturates?",
)
def gradients_exchanged(fake_logits):
    return {
        "minimax": torch.sigmoid(fake_logits) - 1,
        "nonsaturating": -torch.sigmoid(fake_logits),
        "kl": -torch.ones_like(fake_logits),
    }


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "sign",
    hint="A derivative of yours is positive. All three losses fall when the logit of a fake rises: what sign has such a derivative?",
)
def gradients_sign(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": d, "nonsaturating": 1 - d, "kl": torch.ones_like(d)}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "divided by N",
    hint="You divided by N. Each sample's own loss is differentiated here, not the mean: does one sample's gradient know how many others there are?",
)
def gradients_of_mean(fake_logits):
    d, n = torch.sigmoid(fake_logits), len(fake_logits)
    return {"minimax": -d / n, "nonsaturating": (d - 1) / n, "kl": -torch.ones_like(d) / n}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "derivative in D",
    hint="You differentiated in the probability D. The logit h is asked: by what does the chain rule multiply, and what cancels?",
)
def gradients_in_d(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -1 / (1 - d), "nonsaturating": -1 / d, "kl": -1 / (1 - d) - 1 / d}


@GENERATOR_LOGIT_GRADIENTS.wrong("sign of the non-saturating one", like="sign")
def nonsaturating_sign(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": 1 - d, "kl": -torch.ones_like(d)}


@GENERATOR_LOGIT_GRADIENTS.wrong("sign of the minimax one", like="sign")
def minimax_sign(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": d, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}


@GENERATOR_LOGIT_GRADIENTS.wrong("derivative in D, of logits", like="derivative in D")
def gradients_in_d_of_logits(fake_logits):
    h = fake_logits
    return {"minimax": -1 / (1 - h), "nonsaturating": -1 / h, "kl": -1 / (1 - h) - 1 / h}


@GENERATOR_LOGIT_GRADIENTS.wrong("sign of the KL-based one", like="sign")
def kl_upwards(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": torch.ones_like(d)}


@GENERATOR_LOGIT_GRADIENTS.wrong("the difference of the other two", like="sign")
def kl_as_a_difference(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": 1 - 2 * d}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "derivative of D",
    hint="You differentiated D itself. The losses are logarithms of D and of 1 - D: what does the chain rule divide by, and what cancels?",
)
def gradients_of_d(fake_logits):
    slope = torch.sigmoid(fake_logits) * torch.sigmoid(-fake_logits)
    return {"minimax": -slope, "nonsaturating": -slope, "kl": -2 * slope}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "second derivatives",
    hint="You differentiated twice. The KL-based one is then 0 everywhere, and no sample moves: how often is asked?",
)
def second_derivatives(fake_logits):
    slope = torch.sigmoid(fake_logits) * torch.sigmoid(-fake_logits)
    return {"minimax": -slope, "nonsaturating": slope, "kl": torch.zeros_like(slope)}


@GENERATOR_LOGIT_GRADIENTS.wrong("saturates, the KL-based one right", like="saturates where it must not")
def saturates_alone(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": -d, "kl": -torch.ones_like(d)}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "the minimax one like the other", like="minimax and non-saturating exchanged"
)
def minimax_saturates_the_other_way(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": d - 1, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "no sigmoid",
    hint="You put the logit where the formula has D. They are not the same: what turns a logit into a probability?",
)
def gradients_of_logits_as_probabilities(fake_logits):
    h = fake_logits
    return {"minimax": -h, "nonsaturating": h - 1, "kl": -torch.ones_like(h)}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "the losses themselves",
    hint="You returned what the losses cost. Their derivatives in the logit are asked: how fast does each fall when the logit rises?",
)
def losses_not_gradients(fake_logits):
    softplus = torch.nn.functional.softplus
    return {"minimax": -softplus(fake_logits), "nonsaturating": softplus(-fake_logits), "kl": -fake_logits}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "one number for the KL-based one",
    hint="The KL-based derivative is the same for every sample, but each sample is to have its own entry: which shape have the other two?",
)
def kl_one_number(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": torch.tensor(-1.0, dtype=d.dtype)}


@GENERATOR_LOGIT_GRADIENTS.wrong(
    "exp overflows",
    hint="exp(800) is infinite in double precision, and infinity divided by infinity is nan. Which torch function is 1 / (1 + exp(-h)) at every h?",
)
def gradients_overflow(fake_logits):
    d = torch.exp(fake_logits) / (1 + torch.exp(fake_logits))
    return {"minimax": -d, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}


@GENERATOR_LOGIT_GRADIENTS.alternative
def gradients_from_d(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": torch.full_like(d, -1.0)}


@GENERATOR_LOGIT_GRADIENTS.alternative
def gradients_summed(fake_logits):
    minimax = -1 / (1 + torch.exp(-fake_logits))
    nonsaturating = -1 / (1 + torch.exp(fake_logits))
    return {"kl": minimax + nonsaturating, "minimax": minimax, "nonsaturating": nonsaturating}


@GENERATOR_LOGIT_GRADIENTS.alternative
def logit_gradients_by_tanh(fake_logits):
    half = 0.5 * torch.tanh(fake_logits / 2)
    return {
        "kl": torch.full(fake_logits.shape, -1.0, dtype=fake_logits.dtype),
        "minimax": -(0.5 + half),
        "nonsaturating": half - 0.5,
    }
