"""A walk that samples: the questions of `langevin`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import SINGLE, tensor
from gmcourse.check.wire import Build
from gmcourse.reference import energies


def _case(x, score, step, noises):
    return {"x": tensor(x), "score": score, "step": float(step), "noises": tensor(noises)}


def _drawn(rng, rows, dims, times, step):
    score = Build("flows.random_dense", {"seed": int(rng.integers(2**31)), "dims": dims, "gain": 2.0})
    return _case(rng.normal(size=(rows, dims)), score, step, rng.normal(size=(times, rows, dims)))


def _steep(rng, rows, step):
    """A narrow law: large scores, small steps."""
    matrix = -rng.uniform(100, 300, size=2) * np.eye(2) + rng.uniform(10, 50, size=(2, 2))
    score = Build("flows.linear_map", {"matrix": matrix.tolist()})
    return _case(rng.normal(size=(rows, 2)), score, step, rng.normal(size=(4, rows, 2)))


def _cases(rng):
    return {
        "main": [
            _drawn(rng, 3, 2, 4, rng.uniform(0.05, 0.2)),
            _drawn(rng, 4, 5, 3, rng.uniform(1.1, 1.8)),
            _drawn(rng, 3, 3, 3, rng.uniform(0.3, 0.4)),
            _steep(rng, 3, 0.002),
        ],
        "small": [_drawn(rng, 1, 1, 1, 0.3), _drawn(rng, 5, 1, 6, 0.01), _drawn(rng, 1, 4, 2, 0.7)],
        "none": [_drawn(rng, 2, 3, 0, 0.4), _drawn(rng, 2, 3, 2, 0.4)],
    }


def _public():
    cases = _cases(np.random.default_rng(84))
    pull = Build("flows.linear_map", {"matrix": [[-1.0]]})
    cases["main"].insert(0, _case([[1.0], [3.0]], pull, 0.5, [[[0.0], [1.0]], [[2.0], [0.0]]]))
    return cases


LANGEVIN = Exercise(
    id="langevin",
    title="A walk that samples",
    points=3,
    minutes=12,
    difficulty=1,
    reference=energies.langevin,
    public=_public(),
    hidden=_cases,
    properties=(
        Property("where the walk ends", tolerance=SINGLE),
        Property("one point, one dimension, one step", on="small", share=0.5, tolerance=SINGLE),
        Property("two steps, or none at all", on="none", share=0.25, tolerance=SINGLE),
    ),
)


def _walk(move):
    """A walk of this move (x, score at x, step, noise) -> x."""

    def walk(x, score, step, noises):
        for noise in noises:
            x = move(x, score(x), step, noise)
        return x

    return walk


@LANGEVIN.wrong(
    "sqrt(step)",
    hint="Your noise is too weak: with this step the walk settles on a narrower law. Under the root stands 2 step.",
)
def sqrt_step(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step * s + math.sqrt(step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "no noise",
    hint="You only climb: all points end on a peak. What keeps them spread like samples?",
)
def no_noise(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step * s)(x, score, step, noises)


@LANGEVIN.wrong(
    "root forgotten",
    hint="Your noise grows with the step itself. Noise of many small steps adds up in variance: what has to be under a root?",
)
def root_forgotten(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step * s + 2 * step * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "root outside the two",
    hint="You multiplied by 2 sqrt(step). The 2 stands under the root as well.",
)
def root_outside_the_two(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step * s + 2 * math.sqrt(step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "step squared",
    hint="Your drift is step^2 times the score. Read the update again: which power of the step goes with the score?",
)
def step_squared(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step**2 * s + math.sqrt(2 * step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "the other convention",
    hint="You used x + step/2 score + sqrt(step) noise. It samples the same law, with a step that means something else: here it is step and sqrt(2 step).",
)
def the_other_convention(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step / 2 * s + math.sqrt(step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "half the drift",
    hint="Your noise fits, your drift is half of it. In this week's convention the score is multiplied by the whole step.",
)
def half_the_drift(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step / 2 * s + math.sqrt(2 * step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "downhill",
    hint="You walk against the score, to where the density is low.",
)
def downhill(x, score, step, noises):
    return _walk(lambda x, s, step, n: x - step * s + math.sqrt(2 * step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "no step on the score",
    hint="You added the whole score, without the step size.",
)
def no_step_on_the_score(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + s + math.sqrt(2 * step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "score at the start only",
    hint="You asked for the score once and used it for all steps. The walk moves: where is the score needed?",
)
def score_at_the_start(x, score, step, noises):
    drift = step * score(x)
    for noise in noises:
        x = x + drift + math.sqrt(2 * step) * noise
    return x


@LANGEVIN.wrong(
    "score after the noise",
    hint="You added the noise first and asked for the score there. Both belong to the same x, the one before the step.",
)
def score_after_the_noise(x, score, step, noises):
    for noise in noises:
        x = x + math.sqrt(2 * step) * noise
        x = x + step * score(x)
    return x


@LANGEVIN.wrong(
    "the whole path",
    hint="You returned all positions. Where the walk ends is asked: shape (N, D).",
)
def whole_path(x, score, step, noises):
    path = [x]
    for noise in noises:
        path.append(path[-1] + step * score(path[-1]) + math.sqrt(2 * step) * noise)
    return torch.stack(path[1:]) if len(path) > 1 else x


@LANGEVIN.wrong(
    "one step only",
    hint="You took one step. There is one for each row of `noises`.",
)
def one_step_only(x, score, step, noises):
    return x + step * score(x) + math.sqrt(2 * step) * noises[0] if len(noises) else x


@LANGEVIN.wrong(
    "last step lost",
    hint="Your walk is one step short: how many rows does `noises` have?",
)
def last_step_lost(x, score, step, noises):
    return energies.langevin(x, score, step, noises[:-1])


@LANGEVIN.wrong("the whole path and its start", like="the whole path")
def whole_path_and_start(x, score, step, noises):
    path = [x]
    for noise in noises:
        path.append(path[-1] + step * score(path[-1]) + math.sqrt(2 * step) * noise)
    return torch.stack(path)


@LANGEVIN.wrong("first step lost", like="last step lost")
def first_step_lost(x, score, step, noises):
    return energies.langevin(x, score, step, noises[1:])


@LANGEVIN.wrong("the whole path, of no step too", like="the whole path")
def whole_path_of_none(x, score, step, noises):
    path = torch.empty_like(noises)
    for i, noise in enumerate(noises):
        x = path[i] = x + step * score(x) + math.sqrt(2 * step) * noise
    return path


@LANGEVIN.wrong("the whole path, stacked", like="the whole path")
def whole_path_stacked(x, score, step, noises):
    path = []
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
        path.append(x)
    return torch.stack(path)


@LANGEVIN.wrong("noise times the step", like="root forgotten")
def step_as_root(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step * s + step * n)(x, score, step, noises)


@LANGEVIN.wrong("noise times the step, half the drift", like="root forgotten")
def step_as_root_of_half(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step / 2 * s + step * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "noise not scaled",
    hint="Your noise is as large at a small step as at a large one. How does it shrink with the step?",
)
def noise_not_scaled(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step * s + n)(x, score, step, noises)


@LANGEVIN.wrong("downhill, in the other convention", like="downhill")
def downhill_of_half(x, score, step, noises):
    return _walk(lambda x, s, step, n: x - step / 2 * s + math.sqrt(step) * n)(x, score, step, noises)


@LANGEVIN.wrong("no noise, half the drift", like="no noise")
def no_noise_half(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step / 2 * s)(x, score, step, noises)


@LANGEVIN.wrong("no step on the score, noise of sqrt(step)", like="no step on the score")
def no_step_weak_noise(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + s + math.sqrt(step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "twice the drift",
    hint="Your drift is 2 step times the score. The 2 belongs to the noise: what goes with the score?",
)
def twice_the_drift(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + 2 * step * s + math.sqrt(2 * step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "one noise for all steps",
    hint="You used the same row of `noises` at each step. Steps that all push the same way are a drift: which row belongs to which step?",
)
def one_noise(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step * s + math.sqrt(2 * step) * noises[0])(x, score, step, noises)


@LANGEVIN.wrong("the root of two alone", like="root forgotten")
def root_of_two_alone(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step * s + math.sqrt(2) * step * n)(x, score, step, noises)


@LANGEVIN.wrong("the last noise for all steps", like="one noise for all steps")
def last_noise(x, score, step, noises):
    return _walk(lambda x, s, step, n: x + step * s + math.sqrt(2 * step) * noises[-1])(
        x, score, step, noises
    )


@LANGEVIN.wrong("both signs changed", like="downhill")
def downhill_with_noise_turned(x, score, step, noises):
    return _walk(lambda x, s, step, n: x - step * s - math.sqrt(2 * step) * n)(x, score, step, noises)


@LANGEVIN.wrong(
    "the noises from the last to the first",
    hint="You use the rows of `noises` from the last to the first. Which of them belongs to the first step?",
)
def noises_reversed(x, score, step, noises):
    return energies.langevin(x, score, step, noises.flip(0))


@LANGEVIN.wrong(
    "no score",
    hint="Only noise moves your points: they spread without end, whatever the law. What keeps them where the density is high?",
)
def no_score(x, score, step, noises):
    return x + math.sqrt(2 * step) * noises.sum(0)


@LANGEVIN.wrong(
    "no noise in the last step",
    hint="Your last step climbs and adds no noise. Some samplers end so; here a step is asked for each row of `noises`: what does the last row do?",
)
def last_step_without_noise(x, score, step, noises):
    x = energies.langevin(x, score, step, noises[:-1])
    return x + step * score(x) if len(noises) else x


@LANGEVIN.wrong(
    "no steps at all",
    hint="Where `noises` has no rows your function looks for something that is not there. Where do points end that take no step?",
)
def last_of_the_path(x, score, step, noises):
    return [x := x + step * score(x) + math.sqrt(2 * step) * noise for noise in noises][-1]


@LANGEVIN.alternative
def by_recursion(x, score, step, noises):
    if len(noises) == 0:
        return x
    return by_recursion(x + step * score(x) + (2 * step) ** 0.5 * noises[0], score, step, noises[1:])


@LANGEVIN.alternative
def by_index(x, score, step, noises):
    position = x.clone()
    for t in range(noises.shape[0]):
        position = position + step * score(position) + torch.sqrt(torch.tensor(2.0 * step)) * noises[t]
    return position


@LANGEVIN.alternative
def by_points(x, score, step, noises):
    ends = []
    for i in range(len(x)):
        one = x[i : i + 1]
        for noise in noises[:, i : i + 1]:
            one = torch.add(torch.add(one, score(one), alpha=step), noise, alpha=math.sqrt(2 * step))
        ends.append(one)
    return torch.cat(ends)
