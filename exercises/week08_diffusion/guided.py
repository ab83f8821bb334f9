"""Listening harder: the questions of `guided`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import SINGLE, normal, tensor
from gmcourse.reference import flow_matching


def _drawn(rng, rows, dims, weight):
    shape = (rows, dims)
    return {
        "conditional": normal(rng, *shape, scale=2.0),
        "free": normal(rng, *shape),
        "weight": float(weight),
    }


def _cases(rng):
    return {
        "main": [
            _drawn(rng, 3, 2, rng.uniform(1.5, 4)),
            _drawn(rng, 1, 1, rng.uniform(5, 12)),
            _drawn(rng, 4, 3, rng.uniform(0.2, 0.8)),
            _drawn(rng, 2, 2, rng.uniform(20, 200)),
        ],
        "ends": [_drawn(rng, 3, 3, 1.0), _drawn(rng, 2, 4, 0.0)],
        "less": [_drawn(rng, 3, 2, -rng.uniform(0.5, 2))],
    }


def _public():
    cases = _cases(np.random.default_rng(90))
    simple = {"conditional": tensor([[2.0, 1.0]]), "free": tensor([[1.0, 3.0]]), "weight": 3.0}
    cases["main"].insert(0, simple)
    return cases


GUIDED = Exercise(
    id="guided",
    title="Listening harder",
    points=1,
    minutes=5,
    difficulty=1,
    reference=flow_matching.guided,
    public=_public(),
    hidden=_cases,
    properties=(
        Property("the guided prediction", tolerance=SINGLE),
        Property("weight 1 is conditional, weight 0 is free", on="ends", share=0.5, tolerance=SINGLE),
        Property("a negative weight: away from the words", on="less", share=0.25, tolerance=SINGLE),
    ),
)


@GUIDED.wrong(
    "weight on the wrong one",
    hint="With weight 0 you return the conditional prediction. Which of the two should be left over when nobody listens?",
)
def weight_on_the_wrong_one(conditional, free, weight):
    return conditional + weight * (free - conditional)


@GUIDED.wrong(
    "1 is not conditional",
    hint="You used (1 + w) conditional - w free, the paper's w. In this course weight 1 is the conditional prediction itself.",
)
def weight_1_is_not_conditional(conditional, free, weight):
    return (1 + weight) * conditional - weight * free


@GUIDED.wrong(
    "the difference alone",
    hint="You returned the step from free to conditional, scaled. From which point does that step start?",
)
def the_difference_alone(conditional, free, weight):
    return weight * (conditional - free)


@GUIDED.wrong(
    "a sum",
    hint="At weight 2 your factors add up to 3. For equal predictions the answer should be that prediction, whatever the weight.",
)
def a_sum(conditional, free, weight):
    return free + weight * conditional


@GUIDED.wrong(
    "away from the words",
    hint="You step from free away from conditional. In which direction lies what the words ask for?",
)
def away_from_the_words(conditional, free, weight):
    return free - weight * (conditional - free)


@GUIDED.wrong(
    "conditional scaled",
    hint="You multiplied the conditional prediction. Where does the free one enter?",
)
def conditional_scaled(conditional, free, weight):
    return weight * conditional


@GUIDED.wrong(
    "never beyond",
    hint="You kept the weight between 0 and 1, so the answer stays between the two. Guidance goes beyond the conditional one.",
)
def never_beyond(conditional, free, weight):
    return free + min(max(weight, 0.0), 1.0) * (conditional - free)


@GUIDED.wrong(
    "average",
    hint="You divided by 1 + weight: a weighted average never leaves the segment between the two.",
)
def average(conditional, free, weight):
    return (weight * conditional + free) / (1 + weight)


@GUIDED.wrong(
    "from conditional on",
    hint="You take the free prediction off once, whatever the weight. At weight 0 it should be all that is left: what do you return there?",
)
def from_conditional_on(conditional, free, weight):
    return conditional + weight * conditional - free


@GUIDED.wrong(
    "one minus the weight on the wrong side",
    hint="You subtract (1 - weight) free where it should be added: try weight 0.",
)
def one_minus_the_weight_on_the_wrong_side(conditional, free, weight):
    return weight * conditional - (1 - weight) * free


@GUIDED.wrong("a sum but at weight 1", like="a sum")
def a_sum_but_at_one(conditional, free, weight):
    return conditional.clone() if weight == 1 else free + weight * conditional


@GUIDED.wrong("weight 0 read as no guidance", like="weight on the wrong one")
def zero_is_no_guidance(conditional, free, weight):
    return free + weight * (conditional - free) if weight else conditional.clone()


@GUIDED.wrong("a sum that starts at conditional", like="a sum")
def sum_from_conditional(conditional, free, weight):
    return conditional + weight * free


@GUIDED.wrong(
    "factors that do not sum to 1",
    hint="For equal predictions the answer should be that prediction, whatever the weight. What should your two factors add up to?",
)
def factors_of_another_sum(conditional, free, weight):
    return (1 + weight) * conditional + weight * free


@GUIDED.wrong("both scaled", like="factors that do not sum to 1")
def both_scaled(conditional, free, weight):
    return weight * (conditional + free)


@GUIDED.wrong("free taken off whole", like="factors that do not sum to 1")
def free_taken_off(conditional, free, weight):
    return weight * conditional - free


@GUIDED.wrong("free scaled and taken off", like="factors that do not sum to 1")
def free_scaled_off(conditional, free, weight):
    return conditional - weight * free


@GUIDED.wrong("the rest of free added", like="factors that do not sum to 1")
def rest_of_free_added(conditional, free, weight):
    return conditional + (1 - weight) * free


@GUIDED.wrong("1 + weight on free", like="factors that do not sum to 1")
def two_sums(conditional, free, weight):
    return weight * conditional - (1 + weight) * free


@GUIDED.wrong(
    "back from conditional",
    hint="At weight 1 you are right. A larger weight should lead further away from free: where does weight 2 lead you?",
)
def beyond_the_other_way(conditional, free, weight):
    return conditional + (1 - weight) * (conditional - free)


@GUIDED.wrong(
    "one weight less",
    hint="With weight 1 you return the free prediction. How far from free to conditional should weight 1 go?",
)
def one_weight_less(conditional, free, weight):
    return free + (weight - 1) * (conditional - free)


@GUIDED.alternative
def by_two_weights(conditional, free, weight):
    return weight * conditional + (1 - weight) * free


@GUIDED.alternative
def from_conditional(conditional, free, weight):
    return conditional + (weight - 1) * (conditional - free)


@GUIDED.alternative
def by_lerp(conditional, free, weight):
    return torch.lerp(free, conditional, torch.as_tensor(weight, dtype=free.dtype))
