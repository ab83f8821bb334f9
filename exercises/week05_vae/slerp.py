"""Along the sphere: the questions of `slerp`, its wrong answers and other right ways."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import tensor
from gmcourse.reference import latent_moves


def slerp(z0, z1, t):
    """A case of `slerp`."""
    return {"z0": tensor(z0), "z1": tensor(z1), "t": t}


# Divided by its length, rounding makes the cosine with a multiple of itself larger than 1.
ROUNDED = np.array([0.1, 0.5, 0.7])


# Multiples whose cosine is -1 but for rounding, or whose directions are not equal to the last digit.
NEARLY = ((-1.1, [3.0, 1.0]), (-0.3, [1.0, 3.0]), (0.3, [3.0, 1.0]))


def _multiple(factor, z0, t=0.25):
    return slerp(z0, factor * np.array(z0), t)


def _cosines(z0, z1):
    """As people compute it: each way rounds otherwise."""
    u, v, one, other = (
        z0 / np.linalg.norm(z0),
        z1 / np.linalg.norm(z1),
        np.linalg.norm(z0),
        np.linalg.norm(z1),
    )
    return np.array([u @ v, np.sum(u * v), z0 @ z1 / (one * other), z0 @ z1 / one / other])


def _rounded(rng, sign, beyond):
    """Multiples that rounding leaves apart: by their cosine, whatever way it is computed, or by their directions alone."""
    while True:
        z0, factor = rng.integers(1, 9, size=2) * 1.0, sign * rng.integers(3, 30) / 10
        sizes = np.abs(_cosines(z0, factor * z0))
        apart = not np.array_equal(z0 / np.linalg.norm(z0), factor * z0 / np.linalg.norm(factor * z0) * sign)
        if (sizes < 1).all() if beyond else (sizes == 1).all() and apart:
            return _multiple(factor, z0, float(rng.uniform(0.1, 0.4)))


def _at_angle(rng, dims, degrees, t=None):
    """Two vectors of drawn lengths that far apart."""
    basis, _ = np.linalg.qr(rng.normal(size=(dims, 2)))
    angle = np.deg2rad(degrees)
    z1 = np.cos(angle) * basis[:, 0] + np.sin(angle) * basis[:, 1]
    t = float(rng.uniform(0.2, 0.8)) if t is None else t
    return slerp(rng.uniform(1, 3) * basis[:, 0], rng.uniform(1, 3) * z1, t)


SLERP = Exercise(
    id="slerp",
    title="Along the sphere",
    points=2,
    minutes=10,
    difficulty=2,
    reference=latent_moves.slerp,
    public={
        "main": [
            slerp([1.0, 0.0], [0.0, 1.0], 0.5),
            slerp([2.0, 0.0, 0.0], [1.0, 1.0, 1.0], 0.25),
            slerp([2.0, 1.0], [-1.5, 0.5], 0.4),
            slerp([1.0, -2.0, 0.5, 3.0], [-1.0, 1.5, 2.0, -2.5], 0.75),
            slerp([1.0, 0.0], [1.0, 0.03], 0.3),
            slerp([1.0, 0.0], [1.0, 0.007], 0.5),
            slerp([2.0, 1.0, 0.5], [-2.01, -1.0, -0.5], 0.4),
            slerp([1.0, 0.0], [-1.0, 0.0005], 0.5),
            slerp([1.0, 0.0], [-1.0, 0.00015], 0.5),
        ],
        "ends": [
            slerp([3.0, 1.0], [0.5, 2.0], 0.0),
            slerp([3.0, 1.0], [0.5, 2.0], 1.0),
            slerp([3.0, 1.0], [-2.0, 1.0], 1.0),
        ],
        "parallel": [
            slerp([0.0, 2.0], [0.0, 6.0], 0.25),
            slerp(ROUNDED, 2 * ROUNDED, 0.25),
            slerp([2.0, 0.0], [-3.0, 0.0], 0.25),
            slerp(ROUNDED, -2 * ROUNDED, 0.75),
            slerp([2.0], [5.0], 0.4),
            *(_multiple(factor, z0) for factor, z0 in NEARLY),
        ],
        "short": [
            slerp([3e-9, 1e-9], [-1.0, 2.0], 0.4),
            slerp([1.0, 2.0, 2.0], [2e-9, -1e-9, 1e-9], 0.25),
        ],
    },
    hidden=lambda rng: {
        "main": [
            slerp(rng.normal(size=d), rng.normal(size=d), float(rng.uniform(0.2, 0.8))) for d in (2, 10, 64)
        ]
        + [
            _at_angle(rng, d, degrees)
            for d, degrees in (
                (2, 150),
                (3, 110),
                (5, 35),
                (4, 1.5),
                (3, 0.4),
                (3, 179.7),
                (4, 179.97),
                (4, 179.992),
            )
        ]
        + [slerp(rng.normal(size=3) * 10.0**k, rng.normal(size=3) * 10.0**-k, 0.4) for k in (3, -5)],
        "ends": [slerp(rng.normal(size=5), rng.normal(size=5), t) for t in (0.0, 1.0)]
        + [_at_angle(rng, 3, 120, 1.0)],
        "parallel": [
            slerp(
                np.eye(3)[i] * rng.uniform(1, 3),
                sign * np.eye(3)[i] * rng.uniform(4, 6),
                float(rng.uniform(0.1, 0.4)),
            )
            for i, sign in ((0, 1), (2, -1))
        ]
        + [slerp(ROUNDED, sign * ROUNDED, float(rng.uniform(0.1, 0.4))) for sign in (2, -2)]
        + [_rounded(rng, sign, beyond) for sign, beyond in ((-1, True), (-1, False), (1, False))]
        + [slerp([rng.uniform(1, 3)], [-rng.uniform(1, 3)], float(rng.uniform(0.1, 0.4)))],
        "short": [
            slerp(
                rng.normal(size=3) * 10.0 ** -rng.uniform(8.5, 9.5), rng.normal(size=3), rng.uniform(0.3, 0.7)
            )
        ],
    },
    properties=(
        Property("the point at t"),
        Property("starts at z0, ends at z1", on="ends", share=0.5),
        Property("a straight line between parallel vectors", on="parallel", share=0.5),
        Property("a very short vector has a direction, too", on="short", share=0.25),
    ),
)


@SLERP.wrong(
    "lerp",
    hint="You walked along the straight line. Halfway between two random codes it passes much nearer to the origin than any code the decoder has seen: what does a path on the sphere keep?",
)
def slerp_line(z0, z1, t):
    return (1 - t) * z0 + t * z1


@SLERP.wrong(
    "degrees",
    hint="You turned the angle into degrees. Which unit do torch.sin and math.sin expect?",
)
def slerp_degrees(z0, z1, t):
    cosine = (z0 @ z1) / (z0.norm() * z1.norm())
    angle = math.degrees(math.acos(min(1.0, max(-1.0, float(cosine)))))
    if angle < 1e-4 or angle > 179.9999:
        return (1 - t) * z0 + t * z1
    return (math.sin((1 - t) * angle) * z0 + math.sin(t * angle) * z1) / math.sin(angle)


@SLERP.wrong(
    "breaks on parallel vectors",
    hint="Your path goes wrong where the vectors are parallel or nearly so: there the sine of the angle is tiny or 0. Let the angle go to 0 on paper: what becomes of the path?",
)
def slerp_parallel(z0, z1, t):
    angle = torch.acos((z0 @ z1) / (z0.norm() * z1.norm()))
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong(
    "endpoints normalised",
    hint="Your path starts at a unit vector. At t = 0 the answer must be z0 itself: for what alone do the directions matter?",
)
def slerp_unit(z0, z1, t):
    z0, z1 = z0 / z0.norm(), z1 / z1.norm()
    angle = math.acos(min(1.0, max(-1.0, float(z0 @ z1))))
    if math.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    return (math.sin((1 - t) * angle) * z0 + math.sin(t * angle) * z1) / math.sin(angle)


@SLERP.wrong(
    "endpoints not normalised for the angle",
    hint="You took the arc cosine of the inner product, which may even exceed 1. The cosine is about directions, not lengths: what must the product be divided by?",
)
def slerp_raw_angle(z0, z1, t):
    angle = torch.acos(z0 @ z1)
    if torch.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong(
    "cosine beyond one",
    hint="Rounding can carry the cosine of parallel vectors a little beyond 1, or of opposite ones beyond -1, and the arc cosine of that is nan. Between which two numbers does a cosine lie, and what keeps yours there?",
)
def slerp_not_clamped(z0, z1, t):
    angle = torch.acos((z0 @ z1) / (z0.norm() * z1.norm()))
    if torch.sin(angle).abs() < 1e-6:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong(
    "divided by the angle",
    hint="You divided by the angle, or by nothing. Put t = 0 into your formula: by what must it be divided, so that z0 comes out?",
)
def slerp_by_the_angle(z0, z1, t):
    angle = torch.acos(torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1))
    if torch.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / angle


@SLERP.wrong(
    "lengths straight, directions round",
    hint="You turned unit vectors, and stretched the result to a length of your choice. In the formula here the vectors enter as they are: what happens if you leave their lengths in?",
)
def slerp_of_lengths(z0, z1, t):
    u0, u1 = z0 / z0.norm(), z1 / z1.norm()
    angle = torch.acos(torch.clamp(u0 @ u1, -1, 1))
    if torch.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    length = (1 - t) * z0.norm() + t * z1.norm()
    return length * (torch.sin((1 - t) * angle) * u0 + torch.sin(t * angle) * u1) / torch.sin(angle)


@SLERP.wrong("cosine beyond one, sine compared with 0", like="cosine beyond one")
def slerp_not_clamped_exactly_zero(z0, z1, t):
    angle = torch.acos((z0 @ z1) / (z0.norm() * z1.norm()))
    if torch.sin(angle) == 0:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong("a sine of 0, whatever the cosine", like="breaks on parallel vectors")
def slerp_parallel_clamped(z0, z1, t):
    angle = torch.acos(torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1))
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong(
    "breaks on opposite vectors",
    hint="For opposite vectors the sine of the angle is 0 as well, and what comes out is rounding, blown up. What does the statement ask for there?",
)
def slerp_opposite(z0, z1, t):
    angle = torch.acos(torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1))
    if angle < 1e-6:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong(
    "parallel to the last digit",
    hint="Rounding seldom leaves the sine of parallel vectors at 0, or their cosine at 1 or -1 to the last digit, and your test lets such pairs through: what comes out is rounding, blown up. How far from 0 is the sine of a cosine that is off by 1e-16?",
)
def slerp_narrow_guard(z0, z1, t):
    angle = torch.acos(torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1))
    if torch.sin(angle) < 1e-8:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong("parallel where the directions are equal", like="parallel to the last digit")
def slerp_equal_directions(z0, z1, t):
    u0, u1 = z0 / z0.norm(), z1 / z1.norm()
    if torch.equal(u0, u1) or torch.equal(u0, -u1):
        return (1 - t) * z0 + t * z1
    angle = torch.acos(torch.clamp(u0 @ u1, -1, 1))
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong("parallel to the last digit, lengths multiplied", like="parallel to the last digit")
def slerp_narrow_guard_of_lengths(z0, z1, t):
    angle = torch.acos(torch.clamp(z0 @ z1 / (z0.norm() * z1.norm()), -1, 1))
    if torch.sin(angle) < 1e-8:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong("1e-8 beside the sine", like="breaks on parallel vectors")
def slerp_guarded_sine(z0, z1, t):
    angle = torch.acos(torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1))
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / (torch.sin(angle) + 1e-8)


@SLERP.wrong("nan to 0", like="breaks on parallel vectors")
def slerp_zero_for_nan(z0, z1, t):
    angle = torch.acos((z0 @ z1) / (z0.norm() * z1.norm()))
    return torch.nan_to_num((torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle))


@SLERP.wrong("nan to 0, the cosine clamped", like="breaks on parallel vectors")
def slerp_zero_for_nan_clamped(z0, z1, t):
    angle = torch.acos(torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1))
    return torch.nan_to_num((torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle))


@SLERP.wrong("endpoints normalised, but on the straight line", like="endpoints normalised")
def slerp_unit_off_the_line(z0, z1, t):
    u0, u1 = z0 / z0.norm(), z1 / z1.norm()
    angle = math.acos(min(1.0, max(-1.0, float(u0 @ u1))))
    if math.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    return (math.sin((1 - t) * angle) * u0 + math.sin(t * angle) * u1) / math.sin(angle)


@SLERP.wrong("product of the vectors clamped to a cosine", like="endpoints not normalised for the angle")
def slerp_raw_angle_clamped(z0, z1, t):
    angle = math.acos(min(1.0, max(-1.0, float(z0 @ z1))))
    if math.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    return (math.sin((1 - t) * angle) * z0 + math.sin(t * angle) * z1) / math.sin(angle)


@SLERP.wrong(
    "the straight line, set to a length between",
    hint="You took the direction of the straight line and gave it a length of your choice. On a great circle the angle grows evenly with t: does it on a line? And in the formula here the vectors enter as they are: what becomes of their lengths?",
)
def slerp_line_of_lengths(z0, z1, t):
    line, length = (1 - t) * z0 + t * z1, (1 - t) * z0.norm() + t * z1.norm()
    return line if line.norm() < 1e-9 else line / line.norm() * length


@SLERP.wrong(
    "the straight line of directions, set to a length between",
    like="the straight line, set to a length between",
)
def slerp_line_of_directions(z0, z1, t):
    length = (1 - t) * z0.norm() + t * z1.norm()
    return length * F.normalize((1 - t) * F.normalize(z0, dim=0) + t * F.normalize(z1, dim=0), dim=0)


@SLERP.wrong(
    "the straight line, set to a length between unless parallel",
    like="the straight line, set to a length between",
)
def slerp_line_of_lengths_guarded(z0, z1, t):
    if 1 - F.cosine_similarity(z0, z1, dim=0).abs() < 1e-12:
        return (1 - t) * z0 + t * z1
    return slerp_line_of_lengths(z0, z1, t)


@SLERP.wrong(
    "ends exchanged",
    hint="Your path starts at z1. Put t = 0 into your two weights: which one should be 0 there?",
)
def slerp_backwards(z0, z1, t):
    return slerp_arctan(z0, z1, 1 - t)


@SLERP.wrong("weights exchanged on the arc alone", like="ends exchanged")
def slerp_backwards_on_the_arc(z0, z1, t):
    cosine = (z0 / z0.norm()) @ (z1 / z1.norm())
    return (1 - t) * z0 + t * z1 if cosine.abs() > 1 - 1e-12 else slerp_arctan(z0, z1, 1 - t)


@SLERP.wrong("not divided at all", like="divided by the angle")
def slerp_undivided(z0, z1, t):
    angle = torch.acos(torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1))
    if torch.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    return torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1


@SLERP.wrong(
    "the straight line too early",
    hint="You take the straight line while the vectors still stand at an angle. How small is the sine where dividing by it becomes unsafe, and which angle has your threshold?",
)
def slerp_early_line(z0, z1, t):
    cosine = torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1)
    return (1 - t) * z0 + t * z1 if abs(cosine) > 0.9995 else slerp_arctan(z0, z1, t)


def _line_below(sine, z0, z1, t):
    angle = torch.acos(torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1))
    return (1 - t) * z0 + t * z1 if torch.sin(angle) < sine else slerp_arctan(z0, z1, t)


@SLERP.wrong("the straight line below a sine of 2e-4", like="the straight line too early")
def slerp_line_below_twice_the_limit(z0, z1, t):
    return _line_below(2e-4, z0, z1, t)


@SLERP.wrong("the straight line below a sine of 5e-4", like="the straight line too early")
def slerp_line_below_five_times_the_limit(z0, z1, t):
    return _line_below(5e-4, z0, z1, t)


@SLERP.wrong("the straight line below a sine of 1e-3", like="the straight line too early")
def slerp_line_below_a_thousandth(z0, z1, t):
    return _line_below(1e-3, z0, z1, t)


@SLERP.wrong("the straight line below a sine of 5e-3", like="the straight line too early")
def slerp_line_below_five_thousandths(z0, z1, t):
    return _line_below(5e-3, z0, z1, t)


@SLERP.wrong("the straight line below a sine of 1e-2", like="the straight line too early")
def slerp_line_below_a_hundredth(z0, z1, t):
    return _line_below(1e-2, z0, z1, t)


def _turned(cosine, z0, z1, t):
    """The path with this cosine in the place of the right one."""
    angle = torch.acos(cosine)
    if torch.sin(angle) < 1e-7:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


def _cosine(z0, z1):
    return (z0 / z0.norm()) @ (z1 / z1.norm())


@SLERP.wrong(
    "obtuse angles lost",
    hint="Your path goes wrong where the vectors stand at more than a right angle: you do away with a cosine below 0, or turn a vector round to avoid it. Which angle has such a cosine, and where must the path end?",
)
def slerp_no_cosine_below_zero(z0, z1, t):
    return _turned(_cosine(z0, z1).clamp(0, 1), z0, z1, t)


@SLERP.wrong("the absolute value of the cosine", like="obtuse angles lost")
def slerp_absolute_cosine(z0, z1, t):
    return _turned(_cosine(z0, z1).clamp(-1, 1).abs(), z0, z1, t)


@SLERP.wrong("the end turned round", like="obtuse angles lost")
def slerp_end_turned_round(z0, z1, t):
    return slerp_arctan(z0, z1, t) if _cosine(z0, z1) >= 0 else slerp_arctan(z0, -z1, t)


@SLERP.wrong("clamped from above alone", like="cosine beyond one")
def slerp_clamped_above(z0, z1, t):
    return _turned((z0 @ z1 / (z0.norm() * z1.norm())).clamp(max=1), z0, z1, t)


@SLERP.wrong(
    "lengths held up",
    hint="Where a vector is very short its length is not what your cosine is divided by: something holds the divisor up, or is added to it, perhaps inside a function that you call. What is the length of z0 compared with that?",
)
def slerp_by_cosine_similarity(z0, z1, t):
    return _turned(F.cosine_similarity(z0, z1, dim=0).clamp(-1, 1), z0, z1, t)


@SLERP.wrong("1e-8 beside the lengths", like="lengths held up")
def slerp_beside_the_lengths(z0, z1, t):
    return _turned((z0 @ z1 / (z0.norm() * z1.norm() + 1e-8)).clamp(-1, 1), z0, z1, t)


@SLERP.wrong("lengths held up at 1e-6", like="lengths held up")
def slerp_normalize_of_a_millionth(z0, z1, t):
    cosine = F.normalize(z0, dim=0, eps=1e-6) @ F.normalize(z1, dim=0, eps=1e-6)
    return _turned(cosine.clamp(-1, 1), z0, z1, t)


def _line_of_length(z0, z1, t, length):
    line = (1 - t) * z0 + t * z1
    return line if line.norm() < 1e-9 else line / line.norm() * length


@SLERP.wrong("the straight line, set to the length of z0", like="the straight line, set to a length between")
def slerp_line_of_first_length(z0, z1, t):
    return _line_of_length(z0, z1, t, z0.norm())


@SLERP.wrong("the straight line, set to length 1", like="the straight line, set to a length between")
def slerp_line_of_unit_length(z0, z1, t):
    return _line_of_length(z0, z1, t, 1.0)


def _directions_of_length(z0, z1, t, length):
    return slerp_arctan(z0 / z0.norm(), z1 / z1.norm(), t) * length


@SLERP.wrong("directions round, the length of z0", like="lengths straight, directions round")
def slerp_of_first_length(z0, z1, t):
    return _directions_of_length(z0, z1, t, z0.norm())


@SLERP.wrong("directions round, the mean of the lengths", like="lengths straight, directions round")
def slerp_of_mean_length(z0, z1, t):
    return _directions_of_length(z0, z1, t, (z0.norm() + z1.norm()) / 2)


@SLERP.wrong("directions round, the geometric mean of the lengths", like="lengths straight, directions round")
def slerp_of_geometric_length(z0, z1, t):
    return _directions_of_length(z0, z1, t, z0.norm() ** (1 - t) * z1.norm() ** t)


def _line_above(limit, z0, z1, t):
    """The straight line where the cosine exceeds a limit, and only there."""
    cosine = _cosine(z0, z1).clamp(-1, 1)
    if cosine > limit:
        return (1 - t) * z0 + t * z1
    angle = torch.acos(cosine)
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@SLERP.wrong("the straight line above a cosine of 0.9995", like="the straight line too early")
def slerp_line_above_9995(z0, z1, t):
    return _line_above(0.9995, z0, z1, t)


@SLERP.wrong("the straight line above a cosine of 0.999", like="the straight line too early")
def slerp_line_above_999(z0, z1, t):
    return _line_above(0.999, z0, z1, t)


@SLERP.wrong("the straight line above a cosine of 0.99", like="the straight line too early")
def slerp_line_above_99(z0, z1, t):
    return _line_above(0.99, z0, z1, t)


@SLERP.wrong("the straight line for acute angles", like="the straight line too early")
def slerp_line_for_acute_angles(z0, z1, t):
    return _line_above(0.0, z0, z1, t)


@SLERP.alternative
def slerp_torch(z0, z1, t):
    u0, u1 = F.normalize(z0, dim=0), F.normalize(z1, dim=0)
    angle = torch.acos(torch.clamp(u0 @ u1, -1.0, 1.0))
    if torch.sin(angle).abs() < 1e-7:
        return torch.lerp(z0, z1, t)
    return torch.sin((1 - t) * angle) / torch.sin(angle) * z0 + torch.sin(t * angle) / torch.sin(angle) * z1


@SLERP.alternative
def slerp_arctan(z0, z1, t):
    z0, z1 = z0.numpy(), z1.numpy()
    u0, u1 = z0 / np.linalg.norm(z0), z1 / np.linalg.norm(z1)
    angle = 2 * np.arctan2(np.linalg.norm(u0 - u1), np.linalg.norm(u0 + u1))
    if np.isclose(np.sin(angle), 0):
        return z0 + t * (z1 - z0)
    return np.sin((1 - t) * angle) / np.sin(angle) * z0 + np.sin(t * angle) / np.sin(angle) * z1


@SLERP.alternative
def slerp_by_atan2(z0, z1, t):
    a, b = z0 / z0.norm(), z1 / z1.norm()
    angle = 2 * torch.atan2((a - b).norm(), (a + b).norm())
    sine = torch.sin(angle)
    if sine < 1e-7:
        return torch.lerp(z0, z1, t)
    return torch.sin((1 - t) * angle) / sine * z0 + torch.sin(t * angle) / sine * z1
