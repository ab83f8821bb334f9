"""Counting the modes that a generator found: the questions of `modes_covered`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import tensor
from gmcourse.reference import gans


def _coverage(samples, centers, radius):
    return {"samples": tensor(samples), "centers": tensor(centers), "radius": radius}


def _around(rng, centers, counts, spread):
    """Points around each center: as many as its count, at no more than the spread."""
    index = np.repeat(np.arange(len(centers)), counts)
    step = rng.normal(size=(len(index), centers.shape[1]))
    step *= spread * rng.uniform(0.1, 1, size=(len(index), 1)) / np.linalg.norm(step, axis=1, keepdims=True)
    return centers[index] + step


def _drawn_coverage(rng, k):
    """Some modes hit often or once, one missed narrowly, one widely; the radius is below 0.7."""
    angle = 2 * np.pi * np.arange(k) / k
    centers = k * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    radius = float(rng.uniform(0.5, 0.7))
    counts = rng.permutation([0, 1, *rng.integers(2, 6, size=k - 3), 0])
    near = _around(rng, centers, counts, 0.9 * radius)
    narrowly, widely = centers[counts == 0] + np.outer([1.15 * radius, 1.5], [1.0, 0.0])
    return _coverage(rng.permutation(np.vstack([near, narrowly, widely])), centers, radius)


def _anywhere(rng, k, dims):
    """Centers in any dimension, some so near that one sample covers two; a sample outside the ball but inside its box."""
    radius = float(rng.uniform(0.5, 0.9))
    far_apart = 6.0 * np.arange(k)[:, None] * np.ones(dims)
    centers = np.vstack([far_apart, far_apart[:2] + 0.4 * radius / np.sqrt(dims)])
    step = rng.choice([-1.0, 1.0], size=(k, dims)) / np.sqrt(dims)
    reach = radius * np.concatenate(
        [[0.5], rng.uniform(0.65, 0.95, size=k - 3), rng.uniform(1.05, 1.15, size=2)]
    )
    samples = far_apart + step * reach[:, None]
    order = rng.permutation(k)
    return _coverage(samples[order], rng.permutation(centers), radius)


_CROSS = [[2.0, 0.0], [0.0, 2.0], [-2.0, 0.0], [0.0, -2.0]]


def _gathered(rng, k):
    """One sample within the radius of all centers but one, two of which are the same; as many samples as centers."""
    centers = _around(rng, np.zeros((1, 2)), [k], 0.6)
    centers[1], centers[-1] = centers[0], [4.0, 4.0]
    samples = np.vstack([np.zeros((1, 2)), rng.uniform(7, 9, size=(k - 1, 2))])
    return _coverage(samples[rng.permutation(k)], centers[rng.permutation(k)], 0.7)


def _scaled(rng, radius):
    """Samples just inside the radius of two centers, and just outside that of two more."""
    centers = 10 * radius * np.array(_CROSS)
    away = radius * np.array([0.97, 1.03, 0.99, 1.01])[:, None] * np.array([0.6, -0.8])
    return _coverage((centers + away)[rng.permutation(4)], centers, float(radius))


def _narrowly(rng, radius):
    """Samples beyond the radius by half a thousandth, and one inside it."""
    centers = 10 * radius * np.array(_CROSS)
    away = radius * np.array([1.0005, 0.9, 1.0005, 1.0005])[:, None] * np.array([0.6, -0.8])
    return _coverage((centers + away)[rng.permutation(4)], centers, radius)


def _crowd(rng, n):
    """Many samples far from all centers, and at last one at a center."""
    return np.vstack([rng.uniform(5, 9, size=(n, 2)), [[0.1, 1.9]]])


MODES_COVERED = Exercise(
    id="modes_covered",
    title="Counting the modes that a generator found",
    points=2,
    minutes=8,
    difficulty=1,
    reference=gans.modes_covered,
    public={
        "main": [
            _coverage(
                [[2.1, 0.0], [2.2, 0.0], [1.9, 0.2], [2.0, -0.3], [0.0, 2.6], [0.3, -1.7], [-0.9, 0.1]],
                _CROSS,
                0.5,
            ),
            _coverage([[2.0, 0.6], [0.1, 2.0], [0.0, 1.8]], _CROSS, 0.5),
            _coverage([[1.6, 0.0], [0.4, 2.4]], _CROSS, 0.5),
            _coverage(
                [[0.0, 0.0, 0.0], [4.0, 4.0, 4.7]], [[0.2, 0.0, 0.0], [-0.3, 0.1, 0.0], [4.0, 4.0, 4.0]], 0.5
            ),
            _coverage([[0.0], [1.0], [7.5], [4.0]], [[0.6], [4.2], [8.1]], 0.5),
            _coverage([[3.0, 1.0]], [[2.8, 0.9]], 0.25),
            _coverage([[3.0, 4.0]], [[0.0, 0.0], [9.0, 0.0]], 5.0),
            _coverage([[0.0, 0.0]], [[0.2, 0.0], [0.0, 0.3], [-0.1, 0.1], [0.2, 0.0], [2.0, 2.0]], 0.5),
            _coverage([[0.0, 0.0], [5.0, 5.0]], [[0.2, 0.0], [-0.3, 0.0]], 0.5),
            _coverage([[0.0, 0.0], [0.1, 0.0], [1.2, 0.0]], [[0.0, 0.0], [1.0, 0.0]], 0.5),
            _coverage([[0.1], [-0.4]], [[0.3], [0.0]], 0.5),
            _coverage([[0.2], [-0.4]], [[0.0], [0.3]], 0.5),
        ],
        "radii": [
            _coverage([[0.01, 0.0], [1.0, 0.026]], [[0.0, 0.0], [1.0, 0.0]], 0.025),
            _coverage([[1.0, -2.0], [0.0, 3.0]], [[1.0, -2.0], [0.0, 3.001]], 0.0),
            _coverage([[249.0, 0.0], [0.0, -251.0]], [[0.0, 0.0], [0.0, 0.1], [600.0, 0.0]], 250.0),
            _coverage([[1.0005, 0.0], [0.0, 2.5]], [[0.0, 0.0], [0.0, 2.0]], 1.0),
            _coverage([[2e-7, 0.0], [0.0, 5e-6]], [[0.0, 0.0], [0.0, 5.05e-6]], 1e-7),
            _coverage(_crowd(np.random.default_rng(7), 150), _CROSS, 0.5),
            _coverage([[i + 0.1, 0.0] for i in range(12)], [[i, 0.0] for i in range(13)], 0.25),
        ],
        "none": [
            _coverage(np.zeros((0, 2)), _CROSS, 0.5),
            _coverage([[0.1, 1.8]], _CROSS, 0.5),
            _coverage([[9.0, 9.0], [7.0, -8.0]], _CROSS, 0.5),
        ],
    },
    hidden=lambda rng: {
        "main": [_drawn_coverage(rng, k) for k in (5, 8, 12)]
        + [_anywhere(rng, k, dims) for k, dims in ((5, 2), (6, 3), (4, 1), (7, 5))]
        + [_coverage([[rng.choice([-5.0, 5.0]), 12.0]], [[0.0, 0.0], [0.0, -13.0]], 13.0)]
        + [_gathered(rng, 4), _gathered(rng, 7)],
        "radii": [
            _scaled(rng, 10.0 ** rng.uniform(-4, -2)),
            _scaled(rng, 10.0 ** rng.uniform(2, 4)),
            _scaled(rng, 10.0 ** rng.uniform(-8, -7)),
            _narrowly(rng, float(rng.uniform(1, 3))),
            _coverage([[1.5, -2.0], [0.0, 3.0]], [[0.0, 3.0], [1.5, -1.999], [1.5, -2.0]], 0.0),
            _coverage(_crowd(rng, int(rng.integers(200, 400))), _CROSS, rng.uniform(0.4, 0.6)),
        ],
        "none": [
            _coverage(np.zeros((0, 2)), rng.normal(size=(6, 2)), 0.3),
            _drawn_coverage(rng, 6),
            _coverage(np.zeros((0, 3)), rng.normal(size=(1, 3)), 0.3),
            _coverage(rng.uniform(5, 9, size=(3, 2)), rng.uniform(-9, -5, size=(4, 2)), 0.8),
        ],
    },
    properties=(
        Property("the number of modes"),
        Property("no samples cover no mode, some cover some", on="none", share=0.5),
        Property("small and large radii, many samples", on="radii", share=0.5),
        Property("the number, as an int", compare="values.integer", share=0.25),
    ),
)


@MODES_COVERED.wrong(
    "counts samples",
    hint="You counted the good samples. A mode that a hundred samples hit is one mode: what should be counted?",
)
def counts_samples(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return int((distance <= radius).sum())


@MODES_COVERED.wrong(
    "nearest without radius",
    hint="You gave each sample to its nearest centre, however far. Does a stray sample between the modes cover one?",
)
def nearest_without_radius(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return len(distance.argmin(dim=1).unique())


@MODES_COVERED.wrong(
    "squared distance",
    hint="You compared the squared distance with the radius. They have different units: what makes them comparable?",
)
def squared_distance(samples, centers, radius):
    distance = (samples[:, None] - centers).square().sum(dim=2)
    return int((distance <= radius).any(dim=0).sum())


@MODES_COVERED.wrong(
    "every sample must be near",
    hint="You asked all samples to be near a mode. How many does it take to cover it?",
)
def all_samples(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return int((distance <= radius).all(dim=0).sum())


@MODES_COVERED.wrong(
    "only the nearest centre of a sample",
    hint="You let each sample cover only the centre that it is nearest to. Two centres can lie within the radius of one sample: is the second one covered?",
)
def nearest_centre_only(samples, centers, radius):
    found = set()
    for x in samples:
        gaps = (centers - x).norm(dim=1)
        if gaps.min() <= radius:
            found.add(int(gaps.argmin()))
    return len(found)


@MODES_COVERED.wrong(
    "one centre a sample",
    hint="In your count a sample covers one centre at most, and is used up then. Two centres can lie within the radius of one sample: is the second one covered?",
)
def first_centre_only(samples, centers, radius):
    found = set()
    for x in samples:
        near = [k for k, center in enumerate(centers) if (center - x).norm() <= radius]
        found.update(near[:1])
    return len(found)


def _with_used_up(samples, centers, radius, kept):
    """Centre by centre, of the samples that are left: `kept` says which are, of the distances."""
    found = 0
    for center in centers:
        gaps = (samples - center).norm(dim=1)
        found += bool((gaps <= radius).any())
        samples = samples[kept(gaps)]
    return found


@MODES_COVERED.wrong("all samples near a centre used up", like="one centre a sample")
def samples_used_up(samples, centers, radius):
    return _with_used_up(samples, centers, radius, lambda gaps: gaps > radius)


@MODES_COVERED.wrong("one sample used up by each centre", like="one centre a sample")
def one_sample_used_up(samples, centers, radius):
    return _with_used_up(
        samples, centers, radius, lambda gaps: (gaps > radius) | ((gaps <= radius).cumsum(0) > 1)
    )


@MODES_COVERED.wrong("counts samples near any centre", like="counts samples")
def counts_near_samples(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return int((distance <= radius).any(dim=1).sum())


@MODES_COVERED.wrong("every sample must be near, none covers none", like="every sample must be near")
def all_samples_if_any(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return int((distance <= radius).all(dim=0).sum()) if len(samples) else 0


@MODES_COVERED.wrong("the largest distance", like="every sample must be near")
def largest_distance(samples, centers, radius):
    distance = torch.cdist(samples, centers)
    return int((distance.max(dim=0).values <= radius).sum())


@MODES_COVERED.wrong(
    "the mean distance",
    hint="You compared the mean distance of the samples with the radius. One sample that is near will do, wherever the others are: what does the mean do with a sample far away?",
)
def mean_distance(samples, centers, radius):
    distance = torch.cdist(samples, centers)
    return int((distance.mean(dim=0) <= radius).sum())


@MODES_COVERED.wrong("the smallest squared distance", like="squared distance")
def smallest_squared(samples, centers, radius):
    distance = (samples[:, None] - centers).square().sum(dim=2)
    return int((distance.min(dim=0).values <= radius).sum())


@MODES_COVERED.wrong("counts samples, up to the number of centres", like="counts samples")
def counts_at_most(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return min(int((distance <= radius).any(dim=1).sum()), len(centers))


@MODES_COVERED.wrong(
    "the boundary left out",
    hint="You left out the boundary. A sample at the very distance of the radius covers its mode: which comparison says so?",
)
def without_boundary(samples, centers, radius):
    distance = (samples[:, None] - centers).square().sum(dim=2).sqrt()
    return int((distance < radius).any(dim=0).sum())


@MODES_COVERED.wrong(
    "a little beyond the radius",
    hint="You count samples that are a little farther away than the radius. The boundary belongs to a mode, but not what is beyond it: which margin may a comparison leave where radii are tiny?",
)
def a_margin(samples, centers, radius):
    return int((torch.cdist(samples, centers) <= radius + 1e-6).any(dim=0).sum())


@MODES_COVERED.wrong("a thousandth beyond the radius", like="a little beyond the radius")
def a_thousandth_more(samples, centers, radius):
    return int((torch.cdist(samples, centers) <= 1.001 * radius).any(dim=0).sum())


@MODES_COVERED.wrong(
    "no samples",
    hint="Where there are no samples no number comes out. How many modes does a generator cover that has made nothing, and which question about each centre can be asked of no samples, too?",
)
def smallest_of_none(samples, centers, radius):
    distance = (samples[:, None] - centers).square().sum(dim=2).sqrt()
    return int((distance.min(dim=0).values <= radius).sum())


@MODES_COVERED.wrong(
    "another distance",
    hint="You measured along the axes: the sum, or the largest, of the differences. The distance is Euclidean: how far is (3, 4) from the origin?",
)
def box(samples, centers, radius):
    return int(((samples[:, None] - centers).abs() <= radius).all(dim=2).any(dim=0).sum())


@MODES_COVERED.wrong("the sum of the differences", like="another distance")
def city_block(samples, centers, radius):
    return int(((samples[:, None] - centers).abs().sum(dim=2) <= radius).any(dim=0).sum())


@MODES_COVERED.wrong(
    "no int",
    hint="The number is right, but it is a tensor, or a float. Asked is an int: how does a tensor of one number become one?",
)
def a_tensor(samples, centers, radius):
    return (torch.cdist(samples, centers) <= radius).any(dim=0).sum()


@MODES_COVERED.wrong(
    "the share of the modes",
    hint="You divided by the number of centres. Asked is how many, not which share.",
)
def share(samples, centers, radius):
    distance = torch.cdist(samples, centers)
    return float((distance <= radius).any(dim=0).double().mean())


@MODES_COVERED.wrong(
    "modes that were missed",
    hint="You counted the modes that no sample reached, or those that some sample did not reach. Which are covered?",
)
def missed(samples, centers, radius):
    distance = torch.cdist(samples, centers)
    return len(centers) - int((distance <= radius).any(dim=0).sum())


@MODES_COVERED.wrong("centres with a sample beyond the radius", like="modes that were missed")
def beyond(samples, centers, radius):
    distance = torch.cdist(samples, centers)
    return int((distance > radius).any(dim=0).sum())


@MODES_COVERED.wrong(
    "whether any",
    hint="You answered whether any mode is covered. Asked is how many: what is to be counted?",
)
def whether_any(samples, centers, radius):
    distance = torch.cdist(samples, centers)
    return int((distance <= radius).any())


@MODES_COVERED.wrong(
    "one answer for each centre",
    hint="You return one answer for each centre. Asked is how many of them are covered.",
)
def each_centre(samples, centers, radius):
    distance = torch.cdist(samples, centers)
    return (distance <= radius).any(dim=0)


@MODES_COVERED.alternative
def modes_by_cdist(samples, centers, radius):
    return (torch.cdist(samples, centers) <= radius).any(dim=0).sum().item()


@MODES_COVERED.alternative
def modes_looped(samples, centers, radius):
    return sum(any(float((x - c).norm()) <= radius for x in samples) for c in centers)


@MODES_COVERED.alternative
def modes_by_the_nearest_sample(samples, centers, radius):
    found = 0
    for center in centers:
        gaps = (samples - center).norm(dim=1)
        found += len(gaps) > 0 and bool(gaps.min() <= radius)
    return found
