"""The two moons: always the same points, and a density that is one."""

import numpy as np
import pytest
from scipy import integrate

from gmcourse.data import moons


def test_the_split_is_fixed_and_its_parts_differ():
    first, second = moons.two_moons(), moons.two_moons()
    assert first.train.shape == (2000, 2)
    assert first.valid.shape == (500, 2)
    assert first.test_labels.shape == (2000,)
    np.testing.assert_array_equal(first.train, second.train)
    rows = np.concatenate([first.train, first.valid, first.test])
    assert len(np.unique(rows, axis=0)) == 4500


def test_both_moons_are_alike_in_number():
    labels = moons.two_moons().train_labels
    assert set(labels) == {0, 1}
    assert abs(labels.mean() - 0.5) < 0.05


def test_the_density_integrates_to_one():
    side_x, side_y = np.linspace(-2, 3, 126), np.linspace(-1.5, 2, 88)
    grid = np.stack(np.meshgrid(side_x, side_y, indexing="ij"), -1)
    density = np.exp(moons.log_prob(grid.reshape(-1, 2))).reshape(grid.shape[:2])
    total = integrate.trapezoid(integrate.trapezoid(density, side_y, axis=1), side_x)
    assert total == pytest.approx(1, abs=1e-6)


def test_the_density_is_that_of_an_adaptive_integral():
    point = np.array([0.3, 0.8])

    def near(angle, lower):
        arc = np.array([np.cos(angle), np.sin(angle)])
        centre = np.array([1.0, 0.5]) - arc if lower else arc
        return np.exp(-((point - centre) ** 2).sum() / (2 * moons.NOISE**2)) / (2 * np.pi * moons.NOISE**2)

    expected = sum(0.5 * integrate.quad(near, 0, np.pi, args=(low,))[0] / np.pi for low in (False, True))
    assert moons.log_prob(point[None])[0] == pytest.approx(np.log(expected), abs=1e-6)


def test_the_density_is_that_of_the_samples():
    """The mean of a smooth function over samples is its integral against the density."""
    points, _ = moons.sample(40_000, np.random.default_rng(1))
    side_x, side_y = np.linspace(-2, 3, 126), np.linspace(-1.5, 2, 88)
    grid = np.stack(np.meshgrid(side_x, side_y, indexing="ij"), -1).reshape(-1, 2)
    weight = np.exp(moons.log_prob(grid)) * (side_x[1] - side_x[0]) * (side_y[1] - side_y[0])
    for test in (lambda p: p[:, 0] * p[:, 1], lambda p: np.cos(3 * p[:, 0]) * p[:, 1]):
        values = test(points)
        bound = 5.5 * values.std() / np.sqrt(len(values))
        assert abs(values.mean() - weight @ test(grid)) < bound


def test_far_away_nothing_underflows():
    assert np.isfinite(moons.log_prob(np.array([[100.0, -100.0]]))).all()


def test_wrong_shapes_are_named():
    with pytest.raises(ValueError, match=r"expected \(N, 2\)"):
        moons.log_prob(np.zeros(2))
