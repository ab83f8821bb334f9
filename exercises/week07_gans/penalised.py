"""A loss with a penalty: the questions of `penalised`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import gan_step


def _case(rng: np.random.Generator, count: int, weight: float, real: float = 1.0, fake: float = 1.0) -> dict:
    """Far reals and a small weight make a total below 0, far fakes a loss above the penalty."""

    def batches(centre: float) -> list[Build]:
        return [
            Build("tensors.tensor", {"data": rng.normal(centre, 1.0, size=count).round(2)}) for _ in range(2)
        ]

    start = [float(value) for value in rng.uniform(0.5, 2.0, size=2).round(2)]
    return {
        "loss": Build("gans.gap", {"power": 2, "share": 0.5}),
        "weight": weight,
        "penalty": Build("gans.stiffness", {"start": start}),
        "real": batches(real),
        "fake": batches(fake),
    }


def _cases(rng: np.random.Generator) -> dict:
    return {
        "main": [
            _case(rng, 3, 0.1, real=4.0),
            _case(rng, 4, 10.0),
            _case(rng, 2, round(rng.uniform(0.3, 1.5), 2), fake=8.0),
        ]
    }


PENALISED = Exercise(
    id="penalised",
    title="A loss with a penalty",
    points=1,
    minutes=5,
    difficulty=1,
    reference=gan_step.penalised,
    probe="games.penalised",
    mutates=True,
    public=_cases(np.random.default_rng(74)),
    hidden=_cases,
    properties=(
        Property("the loss and the weighted penalty, each time anew", part="value"),
        Property("the gradients in the logits and in the penalty", part="gradient"),
    ),
)


@PENALISED.wrong(
    "the penalty computed once",
    hint="Your penalty is computed once, and is the same ever after. The discriminator changes with each step: when must `penalty()` be called?",
)
def once(loss, weight, penalty):
    extra = weight * penalty()
    return lambda real, fake: loss(real, fake) + extra


@PENALISED.wrong(
    "the weight forgotten",
    hint="Your penalty counts once, whatever the weight is.",
)
def unweighted(loss, weight, penalty):
    return lambda real, fake: loss(real, fake) + penalty()


@PENALISED.wrong(
    "subtracted",
    hint="You subtract the penalty. The discriminator *minimises* what you return: what would it do with its slope?",
)
def subtracted(loss, weight, penalty):
    return lambda real, fake: loss(real, fake) - weight * penalty()


@PENALISED.wrong(
    "the weight on both",
    hint="With you the weight changes how much the loss counts, too. Only the penalty has a weight.",
)
def on_both(loss, weight, penalty):
    return lambda real, fake: weight * (loss(real, fake) + penalty())


@PENALISED.wrong(
    "a mixture of the two",
    hint="You give the loss the weight that the penalty leaves over. The loss keeps its own, however large the penalty's is.",
)
def mixture(loss, weight, penalty):
    return lambda real, fake: (1 - weight) * loss(real, fake) + weight * penalty()


@PENALISED.wrong(
    "a penalty that nothing is learned from",
    hint="The value is right, but the penalty has lost its gradient: a number, or what is detached, teaches the discriminator nothing.",
)
def detached(loss, weight, penalty):
    return lambda real, fake: loss(real, fake) + weight * penalty().detach()


@PENALISED.wrong(
    "real and fake exchanged",
    hint="You hand the loss the fakes first, or change its sign. It is called as loss(real_logits, fake_logits), and is to be small as it is.",
)
def exchanged(loss, weight, penalty):
    return lambda real, fake: loss(fake, real) + weight * penalty()


@PENALISED.wrong(
    "a float",
    hint="You return a number that has lost its graph: from it nothing is learned, neither from the loss nor from the penalty.",
)
def plain_number(loss, weight, penalty):
    return lambda real, fake: float(loss(real, fake) + weight * penalty())


@PENALISED.wrong(
    "a loss that nothing is learned from",
    hint="The value is right, but the loss has lost its gradient in the logits: of the two terms only the penalty would teach anything.",
)
def detached_loss(loss, weight, penalty):
    return lambda real, fake: loss(real, fake).detach() + weight * penalty()


@PENALISED.wrong(
    "the weight on the loss",
    hint="You multiply the loss by the weight, and the penalty counts once. Which of the two should count more when the weight grows?",
)
def on_the_loss(loss, weight, penalty):
    return lambda real, fake: weight * loss(real, fake) + penalty()


@PENALISED.wrong("the loss subtracted", like="real and fake exchanged")
def loss_subtracted(loss, weight, penalty):
    return lambda real, fake: weight * penalty() - loss(real, fake)


@PENALISED.wrong(
    "no penalty",
    hint="You return the loss as it is. Where is the penalty?",
)
def no_penalty(loss, weight, penalty):
    return lambda real, fake: loss(real, fake) + 0 * penalty().detach()


@PENALISED.wrong(
    "the penalty alone",
    hint="You return the penalty alone. Where is the loss that it is added to?",
)
def no_loss(loss, weight, penalty):
    return lambda real, fake: weight * penalty() + 0 * loss(real, fake).detach()


@PENALISED.wrong(
    "multiplied",
    hint="You multiply the loss by the penalty. Of two that each should be small one takes the sum: how do they come together?",
)
def multiplied(loss, weight, penalty):
    return lambda real, fake: loss(real, fake) * weight * penalty()


@PENALISED.wrong(
    "half the weight",
    hint="Your penalty counts half: what is asked has no 1/2 in it.",
)
def half_weight(loss, weight, penalty):
    return lambda real, fake: loss(real, fake) + weight / 2 * penalty()


@PENALISED.wrong(
    "the penalty squared",
    hint="You squared the penalty. It is to be weighted as it is.",
)
def penalty_squared(loss, weight, penalty):
    return lambda real, fake: loss(real, fake) + weight * penalty() ** 2


@PENALISED.wrong(
    "the weight added",
    hint="You added the weight. A weight says how often the penalty counts: how does it enter?",
)
def weight_added(loss, weight, penalty):
    return lambda real, fake: loss(real, fake) + weight + penalty()


@PENALISED.wrong(
    "the loss of one batch",
    hint="You hand the loss the same batch twice. It is called as loss(real_logits, fake_logits).",
)
def reals_alone(loss, weight, penalty):
    return lambda real, fake: loss(real, real) + weight * penalty()


@PENALISED.wrong("the loss of the fakes", like="the loss of one batch")
def fakes_alone(loss, weight, penalty):
    return lambda real, fake: loss(fake, fake) + weight * penalty()


@PENALISED.wrong(
    "the absolute total",
    hint="You return the total without its sign. A loss may be below 0, and is to be small as it is: what would the discriminator do at 0?",
)
def absolute(loss, weight, penalty):
    return lambda real, fake: (loss(real, fake) + weight * penalty()).abs()


@PENALISED.wrong("one axis", hint="You return an array of one number. A loss is a scalar, without axes.")
def one_axis(loss, weight, penalty):
    return lambda real, fake: (loss(real, fake) + weight * penalty()).reshape(1)


@PENALISED.wrong("kept from the first call", like="the penalty computed once")
def kept(loss, weight, penalty):
    held = []

    def total(real, fake):
        held.append(held[0] if held else weight * penalty())
        return loss(real, fake) + held[0]

    return total


@PENALISED.wrong("divided by all weights", like="the weight on both")
def weighted_mean(loss, weight, penalty):
    return lambda real, fake: (loss(real, fake) + weight * penalty()) / (1 + weight)


@PENALISED.alternative
def inner_function(loss, weight, penalty):
    def total(real_logits, fake_logits):
        first = loss(real_logits, fake_logits)
        return first + penalty() * weight

    return total


@PENALISED.alternative
def with_any_arguments(loss, weight, penalty):
    def total(*logits):
        return torch.stack([loss(*logits), weight * penalty()]).sum()

    return total


@PENALISED.alternative
def a_class(loss, weight, penalty):
    class Total:
        def __call__(self, real, fake):
            return torch.add(loss(real, fake), penalty(), alpha=weight)

    return Total()
