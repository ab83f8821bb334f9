"""The game's step by hand on lines, and R1 against closed forms."""

import pytest
import torch

from gmcourse.check.builders.gans import affine_generator, bowl_critic, gap, linear_critic, tanh_critic, wish
from gmcourse.reference.gan_step import gan_step, r1_penalty


def column(*values):
    return torch.tensor(values, dtype=torch.float64)[:, None]


def test_one_step_on_lines_by_hand():
    """D(x) = w x, G(z) = a z + b, loss_d = mean D(fake) - mean D(real), loss_g = -mean D(fake), steps of 0.1."""
    generator, judge = affine_generator([[2.0]], [1.0]), linear_critic([3.0])
    optimizers = [torch.optim.SGD(net.parameters(), lr=0.1) for net in (generator, judge)]
    losses = gan_step(
        generator, judge, *optimizers, column(4.0, 6.0), column(0.0, 1.0), column(1.0, 3.0), gap(), wish()
    )
    new = 3.0 - 0.1 * (2.0 - 5.0)
    assert losses == pytest.approx((3 * 2.0 - 3 * 5.0, -new * 5.0))
    assert judge.weight.item() == pytest.approx(new)
    assert generator.bias.item() == pytest.approx(1.0 + 0.1 * new)
    assert generator.weight.item() == pytest.approx(2.0 + 0.1 * new * 2.0)


def test_the_discriminators_step_leaves_no_gradient_in_the_generator():
    generator, judge = affine_generator([[2.0]], [1.0]), linear_critic([3.0])
    optimizers = [torch.optim.SGD(net.parameters(), lr=0.1) for net in (generator, judge)]

    def stop(fake_logits):
        assert all(p.grad is None for p in generator.parameters())
        return -fake_logits.mean()

    gan_step(generator, judge, *optimizers, column(4.0), column(0.0), column(1.0), gap(), stop)


def test_r1_in_closed_form():
    x = torch.randn(7, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    assert r1_penalty(linear_critic([3.0, 4.0]), x).item() == pytest.approx(25.0)
    assert r1_penalty(bowl_critic(2.0), x).item() == pytest.approx(4 * (x**2).sum(1).mean().item())


def test_r1_can_be_trained_through():
    critic = tanh_critic(0, 2, 3)
    x = torch.randn(5, 2, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    assert torch.autograd.gradcheck(
        lambda w: _at(critic, w, x), critic.inward.detach().clone().requires_grad_()
    )


def _at(critic, inward, x):
    return r1_penalty(lambda points: torch.tanh(points @ inward + critic.bias) @ critic.outward, x)
