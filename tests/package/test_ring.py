"""The ring of Gaussians: centers, moments, and random numbers from the generator alone."""

import pytest
import torch

from gmcourse.data.ring import ring, ring_centers


def draw(n=4000, seed=0, **settings):
    return ring(n, torch.Generator().manual_seed(seed), **settings)


def test_centers_are_even_and_start_on_the_axis():
    centers = ring_centers(6, radius=3.0)
    assert centers.shape == (6, 2)
    assert torch.allclose(centers[0], torch.tensor([3.0, 0.0]))
    neighbours = (centers - centers.roll(1, dims=0)).norm(dim=1)
    assert torch.allclose(neighbours, torch.full((6,), 3.0))


def test_points_scatter_around_their_own_center():
    x, label = draw()
    step = x - ring_centers()[label]
    assert step.std().item() == pytest.approx(0.1, rel=0.05)
    assert step.mean().abs() < 0.01
    assert torch.bincount(label).min() > 400


def test_the_same_seed_gives_the_same_points_whatever_torch_drew_before():
    first, _ = draw(50)
    torch.rand(3)
    second, _ = draw(50)
    assert torch.equal(first, second)
    assert not torch.equal(first, draw(50, seed=1)[0])


def test_a_ring_needs_a_mode():
    with pytest.raises(ValueError, match="at least 1"):
        ring_centers(0)
