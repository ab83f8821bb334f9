"""From noise to data in steps: the questions of `integrate`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import SINGLE, line, net, normal, tensor
from gmcourse.reference import flow_matching


def _drawn(rng, method, rows, dims, steps, gain=1.0):
    return {"velocity": net(rng, dims, gain), "x": normal(rng, rows, dims), "steps": steps, "method": method}


def _cases(rng):
    return {
        "euler": [
            *(
                _drawn(rng, "euler", rows, dims, steps)
                for rows, dims, steps in ((3, 2, 5), (2, 4, 2), (3, 3, 3))
            ),
            _drawn(rng, "euler", 3, 2, 3, gain=30.0),
        ],
        "midpoint": [
            *(
                _drawn(rng, "midpoint", rows, dims, steps)
                for rows, dims, steps in ((3, 2, 4), (2, 5, 3), (2, 2, 2))
            ),
            _drawn(rng, "midpoint", 3, 2, 2, gain=30.0),
        ],
        "small": [
            _drawn(rng, "euler", 1, 1, 1),
            _drawn(rng, "midpoint", 1, 3, 1),
            _drawn(rng, "euler", 4, 1, 50),
            _drawn(rng, "midpoint", 1, 1, 30),
        ],
    }


def _public():
    cases = _cases(np.random.default_rng(89))
    simple = {"velocity": line(1.0, 1.0, 0.0), "x": tensor([[1.0], [0.0]]), "steps": 2}
    for method in ("euler", "midpoint"):
        cases[method].insert(0, {**simple, "method": method})
    return cases


INTEGRATE = Exercise(
    id="integrate",
    title="From noise to data in steps",
    points=4,
    minutes=20,
    difficulty=2,
    reference=flow_matching.integrate,
    public=_public(),
    hidden=_cases,
    properties=(
        Property("Euler's steps", on="euler", tolerance=SINGLE),
        Property("midpoint steps", on="midpoint", tolerance=SINGLE),
        Property("one step, one point, one dimension", on="small", share=0.5, tolerance=SINGLE),
    ),
)


def _at(x, t):
    return torch.full((len(x),), float(t), dtype=x.dtype)


def _euler(v, x, t, h):
    return x + h * v(x, _at(x, t))


def _midpoint(v, x, t, h):
    half = x + h / 2 * v(x, _at(x, t))
    return x + h * v(half, _at(x, t + h / 2))


def _solver(euler=None, midpoint=None, steps_of=lambda n: n, size=lambda n: 1 / n, start=lambda h: 0.0):
    """An `integrate` made of one step of each method, the number of steps, their size and the time of the first."""

    def integrate(velocity, x, steps, method):
        h, step = size(steps), (euler or _euler) if method == "euler" else (midpoint or _midpoint)
        for i in range(steps_of(steps)):
            x = step(velocity, x, start(h) + i * h, h)
        return x

    return integrate


@INTEGRATE.wrong(
    "last step lost",
    hint="You took one step too few: with `steps` steps of 1 / steps, where does the walk stop?",
)
def last_step_lost(velocity, x, steps, method):
    return _solver(steps_of=lambda n: n - 1)(velocity, x, steps, method)


@INTEGRATE.wrong(
    "one step too many",
    hint="You went beyond t = 1: count your steps.",
)
def one_step_too_many(velocity, x, steps, method):
    return _solver(steps_of=lambda n: n + 1)(velocity, x, steps, method)


@INTEGRATE.wrong(
    "steps of 1 / (steps - 1)",
    hint="`steps` points have steps - 1 gaps between them, but here `steps` counts the gaps: of which size is each?",
)
def steps_of_1_steps_1(velocity, x, steps, method):
    return _solver(steps_of=lambda n: n - 1, size=lambda n: 1 / max(n - 1, 1))(velocity, x, steps, method)


@INTEGRATE.wrong(
    "the size of a step forgotten",
    hint="You added a velocity without the size of the step. It lasts for how long?",
)
def the_size_of_a_step_forgotten(velocity, x, steps, method):
    return _solver(
        euler=lambda v, x, t, h: x + v(x, _at(x, t)),
        midpoint=lambda v, x, t, h: x + v(x + 0.5 * v(x, _at(x, t)), _at(x, t + h / 2)),
    )(velocity, x, steps, method)


@INTEGRATE.wrong(
    "time at the wrong end",
    hint="You asked the velocity at the end of the step, with the point from its beginning. Which time belongs to x?",
)
def time_at_the_wrong_end(velocity, x, steps, method):
    return _solver(start=lambda h: h)(velocity, x, steps, method)


@INTEGRATE.wrong(
    "always Euler",
    hint="For 'midpoint' you took a step of Euler. How do the two differ?",
)
def always_euler(velocity, x, steps, method):
    return _solver(midpoint=_euler)(velocity, x, steps, method)


@INTEGRATE.wrong(
    "midpoint that stays where it was",
    hint="You asked the velocity half a step later, but at the old place. Where is the point in the middle of the step?",
)
def midpoint_that_stays_where_it_was(velocity, x, steps, method):
    return _solver(midpoint=lambda v, x, t, h: x + h * v(x, _at(x, t + h / 2)))(velocity, x, steps, method)


@INTEGRATE.wrong(
    "midpoint without its time",
    hint="You asked the velocity at the place in the middle, but at another time. What time is it there?",
)
def midpoint_without_its_time(velocity, x, steps, method):
    return _solver(midpoint=lambda v, x, t, h: x + h * v(x + h / 2 * v(x, _at(x, t)), _at(x, t)))(
        velocity, x, steps, method
    )


@INTEGRATE.wrong(
    "Heun's method",
    hint="You averaged the velocities at the beginning and at the end of the step: that is Heun's method. The midpoint rule asks once more, in the middle, and uses that answer alone.",
)
def heuns_method(velocity, x, steps, method):
    return _solver(
        midpoint=lambda v, x, t, h: x + h / 2 * (v(x, _at(x, t)) + v(x + h * v(x, _at(x, t)), _at(x, t + h)))
    )(velocity, x, steps, method)


@INTEGRATE.wrong(
    "a whole step to the middle",
    hint="Your middle lies a whole step away. How far does the point go in half a step?",
)
def a_whole_step_to_the_middle(velocity, x, steps, method):
    return _solver(midpoint=lambda v, x, t, h: x + h * v(x + h * v(x, _at(x, t)), _at(x, t + h / 2)))(
        velocity, x, steps, method
    )


@INTEGRATE.wrong(
    "two halves of Euler",
    hint="You took half a step, then another half from there. The midpoint rule goes a whole step from the *old* place, with the velocity of the middle.",
)
def two_halves_of_euler(velocity, x, steps, method):
    return _solver(midpoint=lambda v, x, t, h: _euler(v, _euler(v, x, t, h / 2), t + h / 2, h / 2))(
        velocity, x, steps, method
    )


@INTEGRATE.wrong(
    "Runge and Kutta's fourth order",
    hint="You used a method of fourth order. Two calls of the velocity are asked.",
)
def runge_and_kuttas_fourth_order(velocity, x, steps, method):
    return _solver(midpoint=lambda v, x, t, h: _runge_kutta(v, x, t, h))(velocity, x, steps, method)


def _runge_kutta(v, x, t, h):
    first = v(x, _at(x, t))
    second = v(x + h / 2 * first, _at(x, t + h / 2))
    third = v(x + h / 2 * second, _at(x, t + h / 2))
    last = v(x + h * third, _at(x, t + h))
    return x + h / 6 * (first + 2 * second + 2 * third + last)


@INTEGRATE.wrong(
    "from data to noise",
    hint="Your times run from 1 back to 0. Noise is at t = 0: in which direction are samples made?",
)
def from_data_to_noise(velocity, x, steps, method):
    return flow_matching.integrate(lambda v, t: -velocity(v, 1 - t), x, steps, method)


@INTEGRATE.wrong(
    "one big step",
    hint="You took a single step from 0 to 1. `steps` of them are asked.",
)
def one_big_step(velocity, x, steps, method):
    return flow_matching.integrate(velocity, x, 1, method)


@INTEGRATE.wrong(
    "the clock stands still",
    hint="You asked the velocity at t = 0 at every step. Time goes on with the walk.",
)
def clock_stands_still(velocity, x, steps, method):
    return flow_matching.integrate(
        lambda v, t: velocity(v, t % (1 / steps) if steps == 1 else 0 * t), x, steps, method
    )


@INTEGRATE.wrong(
    "the whole path",
    hint="You returned every position. Where the walk ends is asked: shape (N, D).",
)
def whole_path(velocity, x, steps, method):
    path = [x]
    for i in range(steps):
        path.append((_euler if method == "euler" else _midpoint)(velocity, path[-1], i / steps, 1 / steps))
    return torch.stack(path)


@INTEGRATE.wrong(
    "the last step begins at t = 1",
    hint="Your steps are 1 / steps long, but your times lie further apart, and the last step begins at t = 1. At which time does it begin, when it ends there?",
)
def last_step_begins_at_1(velocity, x, steps, method):
    for t in torch.linspace(0, 1, steps, dtype=x.dtype).tolist():
        x = (_euler if method == "euler" else _midpoint)(velocity, x, t, 1 / steps)
    return x


@INTEGRATE.wrong(
    "a whole step from the middle",
    hint="You went to the middle, and from there a whole step on. From which place does the step start that uses the middle's velocity?",
)
def whole_step_from_the_middle(velocity, x, steps, method):
    return _solver(midpoint=lambda v, x, t, h: _euler(v, _euler(v, x, t, h / 2), t + h / 2, h))(
        velocity, x, steps, method
    )


@INTEGRATE.wrong("one step too many where the sum of the steps is below 1", like="one step too many")
def while_below_1(velocity, x, steps, method):
    t = 0.0
    while t < 1:
        x = (_euler if method == "euler" else _midpoint)(velocity, x, t, 1 / steps)
        t += 1 / steps
    return x


@INTEGRATE.wrong("midpoint at the time of the step's end", like="midpoint without its time")
def midpoint_at_the_end(velocity, x, steps, method):
    return _solver(midpoint=lambda v, x, t, h: x + h * v(x + h / 2 * v(x, _at(x, t)), _at(x, t + h)))(
        velocity, x, steps, method
    )


@INTEGRATE.wrong(
    "half a step with the middle's velocity",
    hint="You asked the velocity in the middle, and went half a step with it. It stands for the whole step: how far does it go?",
)
def half_a_step(velocity, x, steps, method):
    return _solver(midpoint=lambda v, x, t, h: x + h / 2 * v(x + h / 2 * v(x, _at(x, t)), _at(x, t + h / 2)))(
        velocity, x, steps, method
    )


@INTEGRATE.wrong("no size of the step after the middle", like="the size of a step forgotten")
def no_size_from_the_middle(velocity, x, steps, method):
    return _solver(midpoint=lambda v, x, t, h: x + v(x + h / 2 * v(x, _at(x, t)), _at(x, t + h / 2)))(
        velocity, x, steps, method
    )


@INTEGRATE.wrong(
    "the number of the step as its time",
    hint="You handed the velocity the number of the step. Times run from 0 to 1: at which time does step i begin?",
)
def number_as_time(velocity, x, steps, method):
    return flow_matching.integrate(lambda at, t: velocity(at, t * steps), x, steps, method)


@INTEGRATE.wrong(
    "against the velocity",
    hint="You subtract the velocity while the clock runs from 0 to 1. In which direction does it carry a point?",
)
def against_the_velocity(velocity, x, steps, method):
    return flow_matching.integrate(lambda at, t: -velocity(at, t), x, steps, method)


@INTEGRATE.wrong(
    "always the midpoint",
    hint="For 'euler' you took a midpoint step. How do the two differ?",
)
def always_midpoint(velocity, x, steps, method):
    return _solver(euler=_midpoint)(velocity, x, steps, method)


@INTEGRATE.wrong("only the clock from 1 to 0", like="from data to noise")
def clock_turned_round(velocity, x, steps, method):
    return flow_matching.integrate(lambda at, t: velocity(at, 1 - t), x, steps, method)


@INTEGRATE.alternative
def by_linspace(velocity, x, steps, method):
    times = torch.linspace(0, 1, steps + 1, dtype=x.dtype)
    for t, s in zip(times[:-1], times[1:], strict=True):
        h, place = s - t, x
        slope = velocity(place, t.expand(len(x)))
        if method == "midpoint":
            slope = velocity(place + slope * h / 2, ((t + s) / 2).repeat(len(x)))
        x = place + h * slope
    return x


@INTEGRATE.alternative
def by_while(velocity, x, steps, method):
    done, x = 0, x.clone()
    while done < steps:
        t = torch.ones(len(x), dtype=x.dtype) * done / steps
        step = velocity(x, t) / steps
        if method == "midpoint":
            step = velocity(x + step / 2, t + 0.5 / steps) / steps
        x += step
        done += 1
    return x


@INTEGRATE.alternative
def by_rows(velocity, x, steps, method):
    ends = []
    for row in x.split(1):
        for i in range(steps):
            row = (_euler if method == "euler" else _midpoint)(velocity, row, i / steps, 1 / steps)
        ends.append(row)
    return torch.cat(ends)
