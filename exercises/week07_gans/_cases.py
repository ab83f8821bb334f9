"""Makers of cases and answers that several exercises of week07_gans share."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build

TRAINED = Property(
    "its gradient reaches all that is trained",
    on="trained",
    part="gradient",
    share=0.5,
    tolerance=Tolerance(rtol=1e-4, atol=1e-5),
)


def positive(rng, k):
    p = rng.gamma(1.5, size=k) + 0.05
    return p / p.sum()


def tensor(values):
    """A float64 tensor."""
    return Build("tensors.tensor", {"data": np.asarray(values, dtype=float)})


def leaf(values):
    """A float64 tensor that is trained."""
    return Build("tensors.leaf", {"data": np.asarray(values, dtype=float)})


def pair(p, q):
    return {"p": tensor(p), "q": tensor(q)}


def logits(*batches):
    return [{"fake_logits": tensor(batch)} for batch in batches]


def pair_losses(first, second, real, fake):
    return {first: tensor(real), second: tensor(fake)}


def trained_losses(first, second, real, fake):
    return {first: leaf(real), second: leaf(fake)}


FAR = (
    np.array([800.0, 900.0]),
    np.array([-800.0, -1000.0]),
    np.array([40.0, -45.0, 2.0]),
    np.array([-1500.0, 0.0, 700.0]),
    np.array([90.0]),
    np.array([-90.0]),
)


def _far_logits(rng):
    low, high = rng.uniform(-2000, -750, size=3), rng.uniform(750, 2000, size=4)
    middling = rng.uniform(38, 300, size=5) * rng.choice([-1, 1], size=5)
    return logits(
        high,
        low,
        middling,
        [*low[:1], rng.normal(), *high[:1]],
        rng.uniform(38, 300, size=2),
        [-rng.uniform(38, 300)],
    )


def generator_loss(name, title, reference, minutes):
    return Exercise(
        id=name,
        title=title,
        points=1,
        minutes=minutes,
        difficulty=1,
        reference=reference,
        public={
            "main": logits(
                [-2.0, 0.5, 1.0], [-3.0], [2.5, 0.75, -0.5, 4.0], [4.5, 6.0, 9.0], [-9.0, -6.0, -4.5]
            ),
            "far": logits(*FAR),
            "trained": [
                {"fake_logits": leaf(batch)} for batch in ([-2.0, 0.5, 1.0], [-800.0, 1000.0, 60.0, -55.0])
            ],
        },
        hidden=lambda rng: {
            "main": logits(
                rng.normal(-1, 2, size=5),
                rng.normal(1.5, 1, size=40),
                rng.normal(size=1),
                rng.uniform(0.5, 3, size=6),
            ),
            "far": _far_logits(rng),
            "trained": [{"fake_logits": leaf(rng.normal(size=n))} for n in (1, 7)]
            + [{"fake_logits": leaf(rng.uniform(52, 2000, size=4) * [1, -1, -1, 1])}],
        },
        probes={"trained": "gradients.through"},
        properties=(
            Property("the loss"),
            Property("logits of a thousand", on="far", share=0.5),
            TRAINED,
        ),
    )
