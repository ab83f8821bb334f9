"""Week 8's energies and scores against enumeration, autograd through torch.distributions, exact Gaussians."""

import numpy as np
import pytest
import torch
from scipy import special
from torch.distributions import Categorical, Independent, MixtureSameFamily, Normal

from gmcourse.reference import energies


def draw(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def mixture(weights, means, var):
    parts = Independent(Normal(means, torch.full_like(means, var**0.5)), 1)
    return MixtureSameFamily(Categorical(probs=weights), parts)


def test_boltzmann_against_scipy_and_for_huge_energies():
    energy = draw(7)
    np.testing.assert_allclose(energies.boltzmann(energy), special.softmax(-energy.numpy()), rtol=1e-12)
    far = energies.boltzmann(torch.tensor([5000.0, 5001.0, torch.inf], dtype=torch.float64))
    np.testing.assert_allclose(far, special.softmax([0, -1, -np.inf]), rtol=1e-12)
    with pytest.raises(ValueError, match="K >= 1"):
        energies.boltzmann(draw(0))


def test_the_contrastive_loss_has_the_gradient_of_the_likelihood():
    """All states are enumerated: the model's samples are replaced by their exact mean, as many of each."""
    free = torch.tensor([0.0, 0.5, -0.3], dtype=torch.float64, requires_grad=True)
    counts = torch.tensor([5, 2, 1])
    data = torch.repeat_interleave(torch.arange(3), counts)
    (wanted,) = torch.autograd.grad(-torch.log_softmax(-free, 0)[data].mean(), free)
    drawn = torch.multinomial(
        energies.boltzmann(free.detach()), 400_000, True, generator=torch.Generator().manual_seed(0)
    )
    (found,) = torch.autograd.grad(energies.contrastive_energy_loss(free[data], free[drawn]), free)
    np.testing.assert_allclose(found, wanted, atol=0.004)


@pytest.mark.parametrize(("dims", "count", "var"), [(1, 1, 0.01), (3, 4, 2.5), (8, 2, 100.0)])
def test_mixture_score_is_the_gradient_of_torch_s_density(dims, count, var):
    weights = torch.softmax(draw(count, seed=1), 0)
    means, x = 2 * draw(count, dims, seed=2), (3 * draw(6, dims, seed=3)).requires_grad_()
    (wanted,) = torch.autograd.grad(mixture(weights, means, var).log_prob(x).sum(), x)
    found = energies.mixture_score(x.detach(), weights, means, var)
    np.testing.assert_allclose(found, wanted, rtol=1e-9, atol=1e-12)


def test_far_away_the_score_points_to_the_nearest_mean():
    means = torch.tensor([[0.0, 0.0], [10.0, 0.0]], dtype=torch.float64)
    x = torch.tensor([[1e4, 0.0]], dtype=torch.float64)
    score = energies.mixture_score(x, torch.tensor([0.5, 0.5], dtype=torch.float64), means, 0.25)
    np.testing.assert_allclose(score, (means[1:] - x) / 0.25)
    with pytest.raises(ValueError, match="expected"):
        energies.mixture_score(x, torch.ones(3), means, 1.0)


def test_langevin_on_a_gaussian_has_the_variance_that_its_recursion_gives():
    """x' = (1 - step) x + sqrt(2 step) noise for the score -x: variance v' = (1 - step)^2 v + 2 step."""
    noises = torch.randn(40, 20_000, 1, generator=torch.Generator().manual_seed(4), dtype=torch.float64)
    x = energies.langevin(torch.full((20_000, 1), 3.0, dtype=torch.float64), lambda x: -x, 0.3, noises)
    assert float(x.var()) == pytest.approx(2 * 0.3 / (1 - 0.7**2), rel=0.05)
    assert float(x.mean()) == pytest.approx(0, abs=0.04)


def test_langevin_row_by_row_and_without_steps():
    x, noises = draw(3, 2, seed=5), draw(4, 3, 2, seed=6)
    by_hand = x.clone()
    for t in range(4):
        by_hand = by_hand + 0.1 * torch.sin(by_hand) + 0.2**0.5 * noises[t]
    torch.testing.assert_close(energies.langevin(x, torch.sin, 0.1, noises), by_hand)
    assert torch.equal(energies.langevin(x, torch.sin, 0.1, noises[:0]), x)
    with pytest.raises(ValueError, match="noises"):
        energies.langevin(x, torch.sin, 0.1, noises[0])
