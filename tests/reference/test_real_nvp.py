"""RealNVP: it inverts, its density is that of its samples and adds up to one; a step is one of gradient descent."""

import math

import pytest
import torch

from gmcourse.check.builders.flows import learned_gaussian
from gmcourse.reference.real_nvp import RealNVP, flow_step
from gmcourse.train import seeded


def model(dim, seed=1):
    with seeded(seed):
        flow = RealNVP(dim, 5, 8).double()
        with torch.no_grad():
            for parameter in flow.parameters():
                parameter.add_(0.2 * torch.randn(parameter.shape, dtype=torch.float64))
    return flow


@pytest.mark.parametrize("dim", [2, 3, 5])
def test_each_sample_has_the_density_of_the_change_of_variables(dim):
    flow = model(dim)
    z = torch.randn(6, dim, generator=torch.Generator().manual_seed(0), dtype=torch.float64)
    jacobian = torch.stack(
        [torch.autograd.functional.jacobian(lambda one: flow.sample(one[None])[0], row) for row in z]
    )
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(1)
    assert torch.allclose(flow.log_prob(flow.sample(z)), base - torch.linalg.slogdet(jacobian)[1], atol=1e-8)


def test_the_density_adds_up_to_one():
    axis = torch.linspace(-30, 30, 1201, dtype=torch.float64)
    with torch.no_grad():
        total = model(2).log_prob(torch.cartesian_prod(axis, axis)).exp().sum() * 0.05**2
    assert total.item() == pytest.approx(1.0, abs=1e-3)


def test_a_step_is_the_closed_form():
    """For a Gaussian of scale 1 the gradient of the mean is (mean - mean of x)."""
    flow, x = learned_gaussian([1.0], [0.0]), torch.tensor([[3.0], [5.0]], dtype=torch.float64)
    optimizer = torch.optim.SGD(flow.parameters(), lr=0.1)
    loss = flow_step(flow, optimizer, x)
    assert loss == pytest.approx(0.5 * math.log(2 * math.pi) + 0.5 * (4 + 16) / 2)
    assert flow.mean.item() == pytest.approx(1.0 + 0.1 * 3.0)
    before = flow.mean.item()
    flow_step(flow, optimizer, x)
    assert flow.mean.item() > before
