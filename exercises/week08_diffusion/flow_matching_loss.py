"""Learning a velocity: the questions of `flow_matching_loss`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import line, net, tensor
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import flow_matching


def _case(velocity, x, noise, t):
    return {"velocity": velocity, "x": tensor(x), "noise": tensor(noise), "t": tensor(t)}


def _drawn(rng, rows, dims, t=None):
    t = rng.uniform(0.05, 0.45, size=rows) if t is None else t
    return _case(net(rng, dims), 2 * rng.normal(size=(rows, dims)) + 1, rng.normal(size=(rows, dims)), t)


def _cases(rng):
    return {
        "main": [
            _drawn(rng, 4, 2),
            _drawn(rng, 3, 6, rng.uniform(0.55, 0.95, size=3)),
            _drawn(rng, 3, 3),
        ],
        "small": [_drawn(rng, 1, 1), _drawn(rng, 1, 4), _drawn(rng, 5, 1)],
        "ends": [_drawn(rng, 3, 2, [0.0, 1.0, rng.uniform(0.3, 0.7)])],
    }


def _public():
    cases = _cases(np.random.default_rng(88))
    cases["main"].insert(0, _case(line(1.0, 2.0, 0.5), [[2.0], [0.0]], [[-1.0], [1.0]], [0.25, 0.5]))
    return cases


FLOW_MATCHING_LOSS = Exercise(
    id="flow_matching_loss",
    title="Learning a velocity",
    points=4,
    minutes=15,
    difficulty=2,
    reference=flow_matching.flow_matching_loss,
    probe="gans.trainable",
    public=_public(),
    hidden=_cases,
    properties=(
        Property("the loss", part="value"),
        Property(
            "its gradient trains the velocity", part="gradient", tolerance=Tolerance(rtol32=1e-3, atol32=1e-4)
        ),
        Property("one point, one dimension", on="small", part="value", share=0.5),
        Property("t = 0 is noise, t = 1 is data", on="ends", part="value", share=0.5),
    ),
)


def _wrong(target, at=lambda x, n, s: (1 - s) * n + s * x, size=lambda gap: (gap**2).sum(1)):
    """The loss with another target (x, noise), place on the path (x, noise, t as a column) or size (N, D) -> (N,)."""

    def loss(velocity, x, noise, t):
        return size(velocity(at(x, noise, t[:, None]), t) - target(x, noise)).mean()

    return loss


def _line(x, noise):
    return x - noise


@FLOW_MATCHING_LOSS.wrong(
    "target turned round",
    hint="Your target points from the data to the noise. Differentiate x_t = (1 - t) noise + t x by t.",
)
def target_turned_round(velocity, x, noise, t):
    return _wrong(lambda x, n: n - x)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "times swapped",
    hint="At t = 0 your path is at the data. In this course noise is at t = 0 and data at t = 1.",
)
def times_swapped(velocity, x, noise, t):
    return _wrong(_line, at=lambda x, n, s: (1 - s) * x + s * n)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "the other direction of time",
    hint="Your path runs from data at 0 to noise at 1, target and all. That is consistent, but here time runs the other way: noise at t = 0.",
)
def the_other_direction_of_time(velocity, x, noise, t):
    return _wrong(lambda x, n: n - x, at=lambda x, n, s: (1 - s) * x + s * n)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "target is the data",
    hint="Your velocity is to equal x. A velocity is a difference: of which two points?",
)
def target_is_the_data(velocity, x, noise, t):
    return _wrong(lambda x, n: x)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "target is the noise",
    hint="Your network is to predict the noise, as in DDPM. A velocity says where the point goes next.",
)
def target_is_the_noise(velocity, x, noise, t):
    return _wrong(lambda x, n: n)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "asked at the data",
    hint="You asked the velocity at the data x. At time t the point is on its way: where?",
)
def asked_at_the_data(velocity, x, noise, t):
    return _wrong(_line, at=lambda x, n, s: x)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "asked at the noise",
    hint="You asked the velocity at the noise. At time t the point is on its way: where?",
)
def asked_at_the_noise(velocity, x, noise, t):
    return _wrong(_line, at=lambda x, n, s: n)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "a path that keeps the variance",
    hint="You mixed with square roots or sines, as DDPM does. This path is a straight line: (1 - t) noise + t x.",
)
def a_path_that_keeps_the_variance(velocity, x, noise, t):
    return _wrong(_line, at=lambda x, n, s: (1 - s).sqrt() * n + s.sqrt() * x)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "noise not faded",
    hint="Your x_t keeps all of its noise until the end. By what is the noise multiplied at time t?",
)
def noise_not_faded(velocity, x, noise, t):
    return _wrong(_line, at=lambda x, n, s: n + s * x)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "mean over coordinates",
    hint="You averaged over the coordinates as well. A squared distance is a sum over them; only over the points is a mean taken.",
)
def mean_over_coordinates(velocity, x, noise, t):
    return _wrong(_line, size=lambda gap: (gap**2).mean(1))(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "sum over the points",
    hint="You added up over the points. The loss is their mean.",
)
def sum_over_the_points(velocity, x, noise, t):
    return _wrong(_line, size=lambda gap: (gap**2).sum().reshape(1))(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "half of it",
    hint="Your loss is half of what is asked: no 1/2 stands before this square.",
)
def half_of_it(velocity, x, noise, t):
    return _wrong(_line, size=lambda gap: (gap**2).sum(1) / 2)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "distance, not squared",
    hint="You averaged distances. Which power of them is asked?",
)
def distance_not_squared(velocity, x, noise, t):
    return _wrong(_line, size=lambda gap: gap.norm(dim=1))(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "t along the coordinates",
    hint="t has one number for each point, shape (N,). Next to (N, D) it runs along the coordinates: what turns it into a column? (The velocity still gets t as it is.)",
)
def along_coordinates(velocity, x, noise, t):
    return ((velocity((1 - t) * noise + t * x, t) - (x - noise)) ** 2).sum(1).mean()


@FLOW_MATCHING_LOSS.wrong(
    "t's shape for the velocity",
    hint="The velocity takes its times as one number for each point, shape (N,). Which shape did you hand it?",
)
def column_for_the_velocity(velocity, x, noise, t):
    s = t[:, None]
    return ((velocity((1 - s) * noise + s * x, s) - (x - noise)) ** 2).sum(1).mean()


@FLOW_MATCHING_LOSS.wrong(
    "one mean time",
    hint="You used one time for all points. Row i is asked at its own t[i].",
)
def one_mean_time(velocity, x, noise, t):
    return flow_matching.flow_matching_loss(velocity, x, noise, torch.full_like(t, float(t.mean())))


@FLOW_MATCHING_LOSS.wrong(
    "cut off from the velocity",
    hint="The loss is right, but the gradient that comes back through it to the velocity is not its own. At which step does it cease to remember how it was made?",
)
def cut_off(velocity, x, noise, t):
    return flow_matching.flow_matching_loss(velocity, x, noise, t).detach()


@FLOW_MATCHING_LOSS.wrong("t along the coordinates, where N is D", like="t along the coordinates")
def along_coordinates_of_a_square(velocity, x, noise, t):
    s = t if x.shape[0] == x.shape[1] else t[:, None]
    return ((velocity((1 - s) * noise + s * x, t) - (x - noise)) ** 2).sum(1).mean()


@FLOW_MATCHING_LOSS.wrong("a path of sines", like="a path that keeps the variance")
def a_path_of_sines(velocity, x, noise, t):
    return _wrong(_line, at=lambda x, n, s: (s * torch.pi / 2).cos() * n + (s * torch.pi / 2).sin() * x)(
        velocity, x, noise, t
    )


@FLOW_MATCHING_LOSS.wrong("one mean time on the path alone", like="one mean time")
def one_mean_time_on_the_path(velocity, x, noise, t):
    return _wrong(_line, at=lambda x, n, s: (1 - s.mean()) * n + s.mean() * x)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "target that changes with t",
    hint="Your target hangs on t. Differentiate x_t = (1 - t) noise + t x by t: what is left of t?",
)
def target_on_the_way(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, t) - (x - at)) ** 2).sum(1).mean()


@FLOW_MATCHING_LOSS.wrong("target from the noise to x_t", like="target that changes with t")
def target_from_the_noise_on(velocity, x, noise, t):
    s = t[:, None]
    at = (1 - s) * noise + s * x
    return ((velocity(at, t) - (at - noise)) ** 2).sum(1).mean()


@FLOW_MATCHING_LOSS.wrong(
    "data from the start",
    hint="Your x_t holds all of the data at any time. By what is x multiplied at time t?",
)
def data_from_the_start(velocity, x, noise, t):
    return _wrong(_line, at=lambda x, n, s: (1 - s) * n + x)(velocity, x, noise, t)


@FLOW_MATCHING_LOSS.wrong(
    "the velocity's clock turned round",
    hint="Your place on the path is right, but you told the velocity another time than t. Which time belongs to x_t?",
)
def clock_turned_round(velocity, x, noise, t):
    return flow_matching.flow_matching_loss(lambda at, s: velocity(at, 1 - s), x, noise, t)


@FLOW_MATCHING_LOSS.alternative
def by_mse(velocity, x, noise, t):
    at = noise + t.view(-1, 1) * (x - noise)
    return F.mse_loss(velocity(at, t), x - noise, reduction="sum") / len(x)


@FLOW_MATCHING_LOSS.alternative
def by_points(velocity, x, noise, t):
    losses = []
    for a, n, s in zip(x, noise, t, strict=True):
        gap = velocity(((1 - s) * n + s * a)[None], s[None])[0] - a + n
        losses.append(gap @ gap)
    return sum(losses) / len(losses)


@FLOW_MATCHING_LOSS.alternative
def by_lerp(velocity, x, noise, t):
    at = torch.lerp(noise, x, t.unsqueeze(1).expand_as(x))
    return (velocity(at, t) + noise - x).pow(2).mean() * x.shape[1]
