"""The penalty on real points: the questions of `r1_penalty`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build
from gmcourse.reference import gan_step


def _case(rng, critic, count, dims):
    return {
        "discriminator": critic,
        "real": Build("tensors.tensor", {"data": rng.normal(size=(count, dims)).round(2)}),
    }


def _cases(rng):
    tanh = {"seed": int(rng.integers(2**31)), "dims": 3, "hidden": 4}
    return {
        "main": [
            _case(rng, Build("gans.linear_critic", {"weight": [3.0, float(rng.integers(2, 5))]}), 3, 2),
            _case(rng, Build("gans.bowl_critic", {"curvature": 2.0}), 4, 2),
            _case(rng, Build("gans.tanh_critic", tanh), 5, 3),
            _case(rng, Build("gans.tanh_critic", tanh), 3, 3),
            _case(rng, Build("gans.tanh_critic", tanh | {"dims": 1}), 1, 1),
        ]
    }


R1_PENALTY = Exercise(
    id="r1_penalty",
    title="A penalty on the slope",
    points=1,
    minutes=10,
    difficulty=2,
    reference=gan_step.r1_penalty,
    probe="gans.trainable",
    public=_cases(np.random.default_rng(72)),
    hidden=_cases,
    properties=(
        Property("the penalty", part="value"),
        Property(
            "its gradient in the discriminator's parameters",
            part="gradient",
            tolerance=Tolerance(rtol=1e-4, atol=1e-6),
        ),
    ),
)


@R1_PENALTY.wrong(
    "the length, not its square",
    hint="You average the lengths of the gradients, or the sums of their absolute coordinates. R1 is an average of squared lengths.",
)
def length(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return gradient.norm(dim=1).mean()


@R1_PENALTY.wrong(
    "the squares averaged over the coordinates too",
    hint="You divide by the number of coordinates. The squared length of one gradient is a sum over its coordinates: of what is the mean taken?",
)
def mean_all(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return (gradient**2).mean()


@R1_PENALTY.wrong(
    "summed over the batch",
    hint="Your penalty grows with the batch. Asked is a mean over the points.",
)
def summed(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return (gradient**2).sum()


@R1_PENALTY.wrong(
    "the gradient of the mean",
    hint="You differentiate the mean of the logits, so that each point has only its share of 1/N. Whose sum gives each point its own gradient?",
)
def of_mean(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).mean(), real, create_graph=True)
    return (gradient**2).sum(dim=1).mean()


@R1_PENALTY.wrong(
    "the distance from 1",
    hint="Your penalty wants slopes of 1, as that of WGAN-GP does. R1 wants the slope at real points to be 0.",
)
def from_one(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return ((gradient.norm(dim=1) - 1) ** 2).mean()


@R1_PENALTY.wrong(
    "no graph is kept",
    hint="The value is right, but what the discriminator learns from it is not: the graph of the gradient, or a part of it, was not kept.",
)
def no_graph(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=False)
    return (gradient**2).sum(dim=1).mean()


@R1_PENALTY.wrong(
    "gradients left in the discriminator",
    hint="The value is right. But `backward` also leaves a gradient in each of the discriminator's parameters, and training adds its own to it: which function gives the slope in the input alone?",
)
def left_in_the_discriminator(discriminator, real):
    real = real.detach().requires_grad_()
    discriminator(real).sum().backward(create_graph=True)
    return real.grad.square().sum(dim=1).mean()


@R1_PENALTY.wrong("one factor of the square detached", like="no graph is kept")
def half_of_the_graph(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return (gradient * gradient.detach()).sum(dim=1).mean()


@R1_PENALTY.wrong(
    "half of it",
    hint="Your penalty is half of what is asked: no 1/2 stands before this mean.",
)
def halved(discriminator, real):
    return gan_step.r1_penalty(discriminator, real) / 2


@R1_PENALTY.wrong("the gradient of the mean, added", like="the gradient of the mean")
def of_mean_added(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).mean(), real, create_graph=True)
    return (gradient**2).sum()


@R1_PENALTY.wrong("the distance of the square from 1", like="the distance from 1")
def square_from_one(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return ((gradient**2).sum(dim=1) - 1).square().mean()


@R1_PENALTY.wrong(
    "one length for the batch",
    hint="You took one length of the whole (N, D) array, which mixes the points. Each point has a gradient of its own: along which axis do its coordinates lie?",
)
def one_length(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return gradient.norm()


@R1_PENALTY.wrong("the square of the mean length", like="the length, not its square")
def mean_length_squared(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return gradient.norm(dim=1).mean() ** 2


@R1_PENALTY.wrong(
    "a number for each point",
    hint="You return one number for each point. Asked is one number for the batch: how is an expectation estimated?",
)
def each_point(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return (gradient**2).sum(dim=1)


@R1_PENALTY.wrong(
    "the sum of the coordinates, squared",
    hint="You added the coordinates of a gradient before you squared, so that they can cancel. What is the squared length of a vector?",
)
def sum_squared(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return gradient.sum(dim=1).square().mean()


@R1_PENALTY.wrong("absolute coordinates", like="the length, not its square")
def absolute_coordinates(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return gradient.abs().sum(dim=1).mean()


@R1_PENALTY.wrong("the sum along the batch", like="the squares averaged over the coordinates too")
def along_the_batch(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)
    return (gradient**2).sum(dim=0).mean()


@R1_PENALTY.wrong(
    "the slope of the probability",
    hint="You differentiated a probability or a loss of the logit. R1 looks at the slope of the discriminator's own output: what is to be differentiated?",
)
def slope_of_probability(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(torch.sigmoid(discriminator(real)).sum(), real, create_graph=True)
    return (gradient**2).sum(dim=1).mean()


@R1_PENALTY.wrong("the slope of the loss", like="the slope of the probability")
def slope_of_loss(discriminator, real):
    real = real.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(
        torch.nn.functional.softplus(-discriminator(real)).sum(), real, create_graph=True
    )
    return (gradient**2).sum(dim=1).mean()


@R1_PENALTY.wrong(
    "the slope in the parameters",
    hint="You differentiated in the discriminator's parameters. R1 asks how steep the logit is where a real point moves: in what is it differentiated then?",
)
def slope_in_parameters(discriminator, real):
    slopes = torch.autograd.grad(
        discriminator(real).sum(), list(discriminator.parameters()), create_graph=True
    )
    return sum((slope**2).sum() for slope in slopes)


@R1_PENALTY.wrong(
    "weighted by ten",
    hint="You multiplied by a weight. It belongs to the training step, where penalty and loss are added: what is asked here?",
)
def weighted(discriminator, real):
    return 10 * gan_step.r1_penalty(discriminator, real)


@R1_PENALTY.wrong("weighted by five", like="weighted by ten")
def weighted_by_five(discriminator, real):
    return 5 * gan_step.r1_penalty(discriminator, real)


@R1_PENALTY.alternative
def row_by_row(discriminator, real):
    total = 0.0
    for row in real:
        point = row[None].clone().requires_grad_(True)
        slope = torch.autograd.grad(discriminator(point)[0], point, create_graph=True)[0]
        total = total + slope.pow(2).sum()
    return total / len(real)


@R1_PENALTY.alternative
def with_ones(discriminator, real):
    real = real.clone().requires_grad_(True)
    logits = discriminator(real)
    slope = torch.autograd.grad(logits, real, torch.ones_like(logits), create_graph=True)[0]
    return slope.norm(dim=1).pow(2).mean()


@R1_PENALTY.alternative
def by_a_product(discriminator, real):
    points = real.detach().requires_grad_()
    slope = torch.autograd.grad(discriminator(points).sum(), points, create_graph=True, retain_graph=True)[0]
    return torch.einsum("nd,nd->", slope, slope) / points.shape[0]
