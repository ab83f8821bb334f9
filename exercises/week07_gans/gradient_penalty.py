"""The gradient penalty: the questions of `gradient_penalty`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import tensor
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build
from gmcourse.reference import gans


def _penalty(critic, real, fake, mix):
    column = np.reshape(mix, (-1, 1))
    return {"critic": critic, "real": tensor(real), "fake": tensor(fake), "mix": tensor(column)}


def _drawn_penalty(rng, n, dims, scale):
    critic = Build("gans.tanh_critic", {"seed": int(rng.integers(2**31)), "dims": dims})
    points = scale * rng.normal(size=(2, n, dims))
    return _penalty(critic, points[0], points[1] + 1, rng.uniform(size=n))


_SLOPE_FIVE = Build("gans.linear_critic", {"weight": [3.0, 4.0]})


def _drawn_bowl(rng, n, dims, curvature):
    """Points between 0.1 and 1, so that slopes are below one where the curvature is small."""
    points = rng.uniform(0.1, 1, (2, n, dims))
    return _penalty(Build("gans.bowl_critic", {"curvature": curvature}), *points, rng.uniform(size=n))


_BOWL = Build("gans.bowl_critic", {"curvature": 1.0})
# A small number under the root keeps the gradient finite where the slope is 0, and moves the value a little, the
# gradient at small slopes more.
SOFT_ROOT = Tolerance(rtol=1e-3, atol=1e-6, rtol32=1e-3)


GRADIENT_PENALTY = Exercise(
    id="gradient_penalty",
    title="The gradient penalty",
    points=4,
    minutes=20,
    difficulty=3,
    reference=gans.gradient_penalty,
    probe="gans.trainable",
    public={
        "main": [
            _penalty(_SLOPE_FIVE, [[1.0, 0.0], [0.0, 1.0]], [[0.0, 0.0], [2.0, 2.0]], [0.5, 0.25]),
            _penalty(_BOWL, [[2.0, 0.0], [0.0, 4.0]], [[1.0, 0.0], [0.0, 1.0]], [0.5, 0.0]),
            _penalty(_BOWL, [[2.0, 1.0, -2.0]], [[1.0, 0.0, 0.5]], [0.25]),
            _penalty(_BOWL, [[2.0], [-3.0], [0.5]], [[1.0], [4.0], [-2.5]], [0.5, 0.75, 0.25]),
        ],
        "mixed": [
            _penalty(_BOWL, [[6.0, 0.0], [8.0, 0.0]], [[2.0, 0.0], [0.0, 0.0]], [0.25, 0.75]),
            _penalty(
                _BOWL,
                [[1.0, 3.0], [2.0, -1.0], [0.5, 4.0]],
                [[-2.0, 0.0], [3.0, 1.0], [2.0, 2.0]],
                [0.2, 0.9, 0.6],
            ),
        ],
        "flat": [
            _penalty(_BOWL, [[0.5, 0.0], [0.0, 0.2]], [[0.2, 0.0], [0.0, 0.4]], [0.5, 0.9]),
            _penalty(_BOWL, [[1.0, 2.0], [0.5, 0.0]], [[-1.0, -2.0], [0.0, 0.0]], [0.5, 0.5]),
        ],
    },
    hidden=lambda rng: {
        "main": [_drawn_penalty(rng, n, dims, 1.0) for n, dims in ((5, 2), (12, 7), (1, 3), (6, 1), (4, 4))],
        "mixed": [_drawn_penalty(rng, 9, 3, 2.0)],
        "flat": [
            _drawn_bowl(rng, 6, 2, 0.3),
            _penalty(
                _BOWL, [[1.0, 2.0, 0.0], [0.5, 0.0, 0.4]], [[-1.0, -2.0, 0.0], [0.0, 0.2, 0.0]], [0.5, 0.5]
            ),
        ],
    },
    shows=lambda critic, real, fake, mix: {
        "critic(real)": critic(real),
        "critic(fake)": critic(fake),
        "critic(mix * real + (1 - mix) * fake)": critic(mix * real + (1 - mix) * fake),
    },
    properties=(
        Property("the value", part="value"),
        Property(
            "its gradient trains the critic",
            part="gradient",
            tolerance=Tolerance(rtol=1e-3, atol=1e-6, rtol32=1e-3, atol32=1e-4),
        ),
        Property("a mix of its own for every pair", on="mixed", part="value", share=0.5),
        Property(
            "slopes below one are pulled up too", on="flat", part="value", share=0.5, tolerance=SOFT_ROOT
        ),
        Property(
            "its gradient is finite and right where the critic is flat",
            on="flat",
            part="gradient",
            share=0.5,
            tolerance=SOFT_ROOT,
        ),
    ),
)


@GRADIENT_PENALTY.wrong(
    "norm over the batch",
    hint="You took one norm of the whole (N, D) array, which mixes the samples. Each sample has a slope of its own: along which axis does a norm run then?",
)
def norm_over_batch(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm() - 1) ** 2


@GRADIENT_PENALTY.wrong(
    "not squared",
    hint="You averaged slope minus 1, or the slopes first, so that slopes below and above 1 cancel. Both should cost: what makes them?",
)
def not_squared(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).mean()


@GRADIENT_PENALTY.wrong(
    "no graph kept",
    hint="The value is right, but the gradient that comes back through it to the critic's parameters is not its own. At which step does your answer lose the graph of the derivative, and what keeps it?",
)
def no_graph(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points)
    return (slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "one mix for the whole batch",
    hint="You used the first mix for every pair. Row i of `mix` belongs to pair i: which shapes do you multiply?",
)
def one_mix(critic, real, fake, mix):
    points = (mix[0] * real + (1 - mix[0]) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "mean of the mixes",
    hint="You put all pairs at one mix. Each pair has a mix of its own, so that the points lie anywhere between: which shapes do you multiply?",
)
def mean_mix(critic, real, fake, mix):
    points = (mix.mean() * real + (1 - mix.mean()) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "mix the wrong way round",
    hint="You exchanged real and fake. Put mix = 1 into your formula: which of the two should come out?",
)
def mix_reversed(critic, real, fake, mix):
    points = (mix * fake + (1 - mix) * real).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "only slopes above one",
    hint="You left slopes below 1 alone: that is the one-sided penalty. What should a slope of 1/2 cost in WGAN-GP?",
)
def one_sided(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return torch.relu(slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "squared norm",
    hint="You compared the square of the norm with 1: at a slope of 3 you take 1 from 9. Which number is to be pulled to 1?",
)
def squared_norm(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.square().sum(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "weighted by ten",
    hint="You multiplied by 10. That weight belongs to the training step, where penalty and loss are added: what is asked here?",
)
def weighted(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return 10 * (slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "distance from one not squared",
    hint="You averaged |slope - 1|. Both sides cost, but by the wrong power: what does a slope of 3 cost in the formula?",
)
def absolute_distance(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).abs().mean()


@GRADIENT_PENALTY.wrong(
    "at the fakes",
    hint="You took the slope at the fakes themselves, or at the real points. WGAN-GP asks for it on lines between real and fake points: which point does `mix` choose?",
)
def at_the_fakes(critic, real, fake, mix):
    points = fake.clone().requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "the sum over the batch",
    hint="You added over the batch. The penalty is an expectation over the lines: how is it estimated from N points?",
)
def penalty_summed(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().sum()


@GRADIENT_PENALTY.wrong(
    "norm along the batch",
    hint="You took one norm for each coordinate, over all samples. Each sample has a slope of its own: along which axis do its D derivatives lie?",
)
def norm_along_batch(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=0) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "gradients left in the critic",
    hint="The value is right. But `backward` also leaves a gradient in each of the critic's parameters, and training adds its own to it: which function gives the slope in the input alone?",
)
def left_in_the_critic(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    critic(points).sum().backward(create_graph=True)
    return (points.grad.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong("one factor of the square detached", like="no graph kept")
def half_of_the_graph(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    gap = slope.norm(dim=1) - 1
    return (gap * gap.detach()).mean()


@GRADIENT_PENALTY.wrong(
    "half of it",
    hint="Your penalty is half of what is asked: no 1/2 stands before this mean.",
)
def halved(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean() / 2


@GRADIENT_PENALTY.wrong("the mean slope first, then the square", like="not squared")
def mean_slope_squared(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1).mean() - 1) ** 2


@GRADIENT_PENALTY.wrong("one norm, not squared", like="norm over the batch")
def one_norm_absolute(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm() - 1).abs()


@GRADIENT_PENALTY.wrong("square of the norm minus one", like="squared norm")
def square_minus_one(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.square().sum(dim=1) - 1).mean()


@GRADIENT_PENALTY.wrong("mean square of the norms, minus one", like="squared norm")
def mean_square_minus_one(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) ** 2).mean() - 1


@GRADIENT_PENALTY.wrong("by backward, without a graph", like="no graph kept")
def by_backward(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    critic(points).sum().backward()
    return (points.grad.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong("at the real points", like="at the fakes")
def at_the_real(critic, real, fake, mix):
    points = real.clone().requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "the gradient of the mean",
    hint="You differentiated the mean of the critic's values, so that each point has only its share of 1/N. Whose sum gives each point its own gradient?",
)
def of_the_mean(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).mean(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "without the one",
    hint="You pull slopes to 0. WGAN-GP wants another slope along its lines: what should a slope of 1 cost?",
)
def without_one(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return slope.square().sum(dim=1).mean()


@GRADIENT_PENALTY.wrong(
    "one from each coordinate",
    hint="You compared each coordinate of the gradient with 1. A slope is one number for each point: what becomes of its D derivatives first?",
)
def coordinates_from_one(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "absolute coordinates",
    hint="You measured a gradient by the sum of the sizes of its coordinates, or by their root mean square. Its length is Euclidean: how long is (3, 4)?",
)
def absolute_coordinates(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.abs().sum(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong("mean square of the coordinates", like="absolute coordinates")
def mean_square(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.square().mean(dim=1).sqrt() - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "a number for each pair",
    hint="You return one number for each pair. The penalty is an expectation over the lines: how is it estimated from N points?",
)
def each_pair(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square()


@GRADIENT_PENALTY.wrong("half-way", like="mean of the mixes")
def half_way(critic, real, fake, mix):
    points = (real / 2 + fake / 2).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@GRADIENT_PENALTY.wrong(
    "nan where the critic is flat",
    hint="The value is right. But where the critic is flat, its slope is 0, and the gradient of your penalty is nan there: one such point spoils the whole critic. What is the derivative of a root at 0?",
)
def root_of_zero(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return ((slope**2).sum(dim=1).sqrt() - 1).square().mean()


@GRADIENT_PENALTY.wrong("the root by a power", like="nan where the critic is flat")
def power_of_zero(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    squares = (slope**2).sum(dim=1)
    return (squares - 2 * squares**0.5 + 1).mean()


@GRADIENT_PENALTY.alternative
def penalty_with_ones(critic, real, fake, mix):
    points = torch.lerp(fake, real, mix.expand_as(real)).requires_grad_(True)
    value = critic(points)
    slope = torch.autograd.grad(value, points, torch.ones_like(value), create_graph=True, retain_graph=True)[
        0
    ]
    return (((slope.pow(2).sum(dim=1) + 1e-12).sqrt() - 1) ** 2).mean()


@GRADIENT_PENALTY.alternative
def penalty_clamped_under_the_root(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return ((slope**2).sum(dim=1).clamp(min=1e-12).sqrt() - 1).square().mean()


@GRADIENT_PENALTY.alternative
def penalty_with_eight_digits(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (((slope**2).sum(dim=1) + 1e-8).sqrt() - 1).square().mean()


@GRADIENT_PENALTY.alternative
def penalty_sample_by_sample(critic, real, fake, mix):
    total = 0
    for a, b, m in zip(real, fake, mix, strict=True):
        point = (m * a + (1 - m) * b).clone().requires_grad_(True)
        (slope,) = torch.autograd.grad(critic(point[None])[0], point, create_graph=True)
        total = total + (torch.linalg.vector_norm(slope) - 1) ** 2
    return total / len(real)


@GRADIENT_PENALTY.alternative
def penalty_single(critic, real, fake, mix):
    real, fake, mix = real.float(), fake.float(), mix.float()
    points = (fake + mix * (real - fake)).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), [points], create_graph=True)
    return F.mse_loss(slope.norm(2, dim=1), torch.ones(len(real)))
