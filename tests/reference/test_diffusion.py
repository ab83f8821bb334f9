"""Week 8's denoising against exact posteriors, integration and the two languages of one path."""

import math

import numpy as np
import pytest
import torch
from scipy import integrate, stats

from gmcourse.reference import diffusion
from gmcourse.reference.energies import mixture_score


def draw(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def test_tweedie_is_the_posterior_mean_by_integration():
    """x from a mixture of two Gaussians, seen through noise of two sizes."""
    weights, means, var = torch.tensor([0.3, 0.7]).double(), torch.tensor([[-2.0], [1.0]]).double(), 0.25
    for seen, sigma in ((0.3, 0.5), (-1.0, 2.0)):

        def joint(x, seen=seen, sigma=sigma):
            prior = sum(w * stats.norm.pdf(x, m, var**0.5) for w, m in zip((0.3, 0.7), (-2, 1), strict=True))
            return prior * stats.norm.pdf(seen, x, sigma)

        wanted = integrate.quad(lambda x: x * joint(x), -12, 12)[0] / integrate.quad(joint, -12, 12)[0]  # noqa: B023
        x = torch.tensor([[seen]], dtype=torch.float64)
        score = mixture_score(x, weights, means, var + sigma**2)
        found = diffusion.tweedie(x, score, torch.tensor([sigma], dtype=torch.float64))
        assert float(found) == pytest.approx(wanted, rel=1e-6)


def test_the_loss_of_denoising_is_that_of_the_score_up_to_a_constant():
    """On a Gaussian: for scores a x, the two losses differ by the same number whatever a is."""
    x, noise = draw(400_000, 1, seed=1), draw(400_000, 1, seed=2)
    sigma = torch.full((400_000,), 0.8, dtype=torch.float64)
    noisy = x + 0.8 * noise
    gaps = []
    for a in (-0.2, -0.6, -1.0):
        own = 0.64 * ((a * noisy + noisy / 1.64) ** 2).mean()
        gaps.append(float(diffusion.denoising_score_loss(lambda v, s, a=a: a * v, x, noise, sigma) - own))
    assert np.ptp(gaps) < 0.01


def test_the_loss_weighs_each_level_and_keeps_the_graph():
    x, noise, sigma = draw(3, 3, seed=3), draw(3, 3, seed=4), torch.tensor([0.1, 1.0, 20.0]).double()
    a = torch.tensor(0.3, dtype=torch.float64, requires_grad=True)
    loss = diffusion.denoising_score_loss(lambda v, s: a * v / s[:, None], x, noise, sigma)
    rows = [
        float(((s * a * (x[i] + s * noise[i]) / s + noise[i]) ** 2).sum().detach())
        for i, s in enumerate(sigma)
    ]
    assert float(loss.detach()) == pytest.approx(sum(rows) / 3)
    loss.backward()
    assert a.grad.abs() > 0


def test_sigma_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="sigma"):
        diffusion.tweedie(draw(3, 2), draw(3, 2), torch.ones(3, 1))


def test_ddim_with_the_true_noise_walks_along_the_path():
    x, eps = draw(5, 3, seed=5), draw(5, 3, seed=6)

    def level(alpha_bar):
        return math.sqrt(alpha_bar) * x + math.sqrt(1 - alpha_bar) * eps

    for t, s in ((0.1, 0.7), (0.9, 0.2), (0.5, 1.0)):
        torch.testing.assert_close(diffusion.ddim_step(level(t), eps, t, s), level(s))


def test_many_steps_of_ddim_carry_noise_to_the_data_s_gaussian():
    """Data N(2, 0.5^2): the exact prediction of the noise is linear, and the end is exact in the limit."""
    alpha_bars, x = np.linspace(0, 1, 2001)[1:], draw(4, 1, seed=7)
    start = x.clone()
    for t, s in zip(alpha_bars[:-1], alpha_bars[1:], strict=True):
        var = t * 0.25 + 1 - t
        eps = math.sqrt(1 - t) * (x - math.sqrt(t) * 2) / var
        x = diffusion.ddim_step(x, eps, t, s)
    np.testing.assert_allclose(x, 2 + 0.5 * start, atol=0.04)
