"""Gradient estimators, slerp and imputation against quadrature, geometry and the exact conditional."""

import math

import numpy as np
import pytest
import torch

from exercises.week05_vae._cases import exact_gradient
from gmcourse.check.builders import latent as build
from gmcourse.reference import latent_moves as moves

MEAN, LOG_VAR = torch.tensor([0.4, -0.7]).double(), torch.tensor([0.5, -0.6]).double()


def noise(rows, seed=3):
    return torch.randn(rows, 2, dtype=torch.float64, generator=torch.Generator().manual_seed(seed))


def test_the_quadrature_gives_a_gradient_known_by_hand():
    found = exact_gradient(build.paraboloid([1.0, 2.0]), MEAN, torch.exp(LOG_VAR / 2))
    torch.testing.assert_close(found, 2 * (MEAN - torch.tensor([1.0, 2.0]).double()))


@pytest.mark.parametrize("estimator", [moves.score_function_gradient, moves.pathwise_gradient])
def test_both_estimators_are_unbiased(estimator):
    f = build.wave(1.5)
    found = estimator(f, MEAN, LOG_VAR, noise(400_000))
    exact = exact_gradient(f, MEAN, torch.exp(LOG_VAR / 2))
    torch.testing.assert_close(found, exact, atol=0.01, rtol=0)


def test_the_score_estimator_sees_a_step_that_the_pathwise_one_cannot():
    f = build.halfspace(0.0)
    std = torch.exp(LOG_VAR / 2)
    width = std.norm()
    height = torch.exp(-0.5 * (MEAN.sum() / width) ** 2) / (width * math.sqrt(2 * math.pi))
    found = moves.score_function_gradient(f, MEAN, LOG_VAR, noise(400_000))
    torch.testing.assert_close(found, height.expand(2), atol=0.005, rtol=0)


def test_the_estimators_leave_their_arguments_alone():
    mean = MEAN.clone()
    moves.pathwise_gradient(build.wave(1.0), mean, LOG_VAR, noise(5))
    assert not mean.requires_grad
    assert torch.equal(mean, MEAN)


def test_slerp_of_unit_vectors_stays_on_the_sphere_at_an_even_pace():
    rng = np.random.default_rng(1)
    z0, z1 = (torch.nn.functional.normalize(torch.as_tensor(rng.normal(size=6)), dim=0) for _ in range(2))
    path = [moves.slerp(z0, z1, t) for t in np.linspace(0, 1, 9)]
    steps = [math.acos(float(a @ b)) for a, b in zip(path[:-1], path[1:], strict=True)]
    assert [float(z.norm()) for z in path] == pytest.approx([1.0] * 9)
    assert steps == pytest.approx([steps[0]] * 8)


def test_slerp_turns_a_plane_as_a_rotation_does():
    t = 0.3
    z = moves.slerp(torch.tensor([1.0, 0.0]), torch.tensor([0.0, 1.0]), t)
    assert z.tolist() == pytest.approx([math.cos(t * math.pi / 2), math.sin(t * math.pi / 2)])


@pytest.mark.parametrize("factor", [2.0, -3.0, 1.0])
def test_slerp_of_parallel_vectors_is_a_line(factor):
    z0 = torch.tensor([1.0, 2.0, 2.0]).double()
    torch.testing.assert_close(moves.slerp(z0, factor * z0, 0.25), (0.75 + 0.25 * factor) * z0)


def test_slerp_is_continuous_where_it_becomes_a_line():
    z0, turn = torch.tensor([1.0, 0.0]).double(), 1e-5
    z1 = torch.tensor([math.cos(turn), math.sin(turn)]).double()
    torch.testing.assert_close(moves.slerp(z0, z1, 0.4), 0.6 * z0 + 0.4 * z1, atol=1e-9, rtol=0)


def exact_ppca():
    """W with orthogonal columns, its exact posterior as the encoder, and the joint covariance of x."""
    W = torch.tensor([[2.0, 0.5], [1.0, -1.0], [1.0, 1.0], [-1.0, 1.0]]).double()
    W[:, 1] -= W[:, 0] * (W[:, 0] @ W[:, 1]) / (W[:, 0] @ W[:, 0])
    b, var = torch.tensor([1.0, 0.0, -1.0, 2.0]).double(), 0.8
    scale = (W**2).sum(0) + var
    A = W.T / scale[:, None]
    encode = build.encoder(A, -A @ b, torch.zeros_like(A), torch.log(var / scale))
    return encode, build.gaussian_decoder(W, b, var), b, W @ W.T + var * torch.eye(4)


def gaussian_conditional(mean, cov, x, seen):
    """Mean and covariance of the unseen entries of a Gaussian given the seen ones."""
    gain = cov[~seen][:, seen] @ torch.linalg.inv(cov[seen][:, seen])
    return mean[~seen] + gain @ (x[seen] - mean[seen]), cov[~seen][:, ~seen] - gain @ cov[seen][:, ~seen]


def test_imputation_with_the_exact_posterior_draws_from_the_gaussian_conditional():
    encode, decode, b, cov = exact_ppca()
    seen = torch.tensor([True, False, True, False])
    point = torch.tensor([3.0, 9.0, -2.0, 9.0]).double()
    rows = 40_000
    with torch.no_grad():
        x = moves.impute(
            point.expand(rows, 4), seen.expand(rows, 4), encode, decode, 40, torch.Generator().manual_seed(0)
        )
    mean, spread = gaussian_conditional(b, cov, point, seen)
    assert torch.equal(x[:, seen], point[seen].expand(rows, 2))
    torch.testing.assert_close(x[:, ~seen].mean(0), mean, atol=0.04, rtol=0)
    torch.testing.assert_close(torch.cov(x[:, ~seen].T), spread, atol=0.06, rtol=0)


def test_imputation_of_nothing_changes_nothing():
    encode, decode, *_ = exact_ppca()
    x = torch.ones(2, 4).double()
    filled = moves.impute(x, torch.ones(2, 4, dtype=torch.bool), encode, decode, 3, torch.Generator())
    assert torch.equal(filled, x)


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: moves.slerp(torch.zeros(2), torch.ones(2), 0.5), "non-zero"),
        (lambda: moves.slerp(torch.ones(3), torch.ones(2), 0.5), "one shape|size"),
        (lambda: moves.pathwise_gradient(build.wave(1.0), MEAN, LOG_VAR, noise(4)[:, :1]), r"\(M, L\)"),
        (lambda: moves.score_function_gradient(build.wave(1.0), MEAN[None], LOG_VAR, noise(4)), r"\(L,\)"),
        (lambda: moves.impute(torch.zeros(2, 4), torch.ones(4, dtype=torch.bool), *[None] * 4), "x's shape"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
