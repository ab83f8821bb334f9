"""The steps of the proofs, weeks 4 to 7, against autograd, integration, enumeration and linear programs."""

import math

import numpy as np
import pytest
import torch
from scipy import optimize, stats

from gmcourse.reference import derivations_deep


def tensor(values):
    return torch.as_tensor(np.asarray(values, dtype=float))


def test_the_softmax_gradient_is_that_of_finite_differences():
    rng = np.random.default_rng(0)
    logits, y = rng.normal(size=(3, 4)), np.array([1, 3, 0])

    def loss(flat):
        a = flat.reshape(3, 4)
        return np.mean([math.log(sum(np.exp(row))) - row[k] for row, k in zip(a, y, strict=True)])

    found = optimize.approx_fprime(logits.ravel(), loss, 1e-6).reshape(3, 4)
    got = derivations_deep.softmax_nll_gradient(tensor(logits), torch.as_tensor(y))
    assert got.numpy() == pytest.approx(found, abs=1e-5)


def test_the_three_parts_by_quadrature_and_their_sum():
    x, W, b, var, m, s2 = 1.3, 0.8, -0.2, 0.6, 0.4, 0.3
    parts = derivations_deep.elbo_parts(*map(tensor, ([x], [[W]], [b], var, [m], [[s2]])))
    q, prior = stats.norm(m, math.sqrt(s2)), stats.norm(0, 1)
    precision = 1 + W**2 / var
    posterior = stats.norm(W * (x - b) / var / precision, precision**-0.5)
    wanted = [
        q.expect(lambda z: stats.norm.logpdf(x, W * z + b, math.sqrt(var))),
        q.expect(lambda z: q.logpdf(z) - prior.logpdf(z)),
        q.expect(lambda z: q.logpdf(z) - posterior.logpdf(z)),
    ]
    assert [float(part) for part in parts] == pytest.approx(wanted, abs=1e-7)


def test_reconstruction_less_price_plus_gap_is_the_log_likelihood():
    rng = np.random.default_rng(1)
    for dims, latent in ((3, 2), (2, 4)):
        x, W, b, mean = (rng.normal(size=size) for size in (dims, (dims, latent), dims, latent))
        root = rng.normal(size=(latent, latent))
        parts = derivations_deep.elbo_parts(
            *map(tensor, (x, W, b, 0.7, mean, root @ root.T + 0.2 * np.eye(latent)))
        )
        exact = stats.multivariate_normal(b, W @ W.T + 0.7 * np.eye(dims)).logpdf(x)
        assert float(parts[0] - parts[1] + parts[2]) == pytest.approx(exact)


def test_leaving_one_out_by_hand_and_in_order():
    weights = np.array([[1.0, 0.2], [3.0, 5.0], [0.5, 0.7]])
    left, together = derivations_deep.leave_one_out_bounds(tensor(np.log(weights)))
    for n in range(2):
        a, b, c = weights[:, n]
        wanted = (math.log((b + c) / 2) + math.log((a + c) / 2) + math.log((a + b) / 2)) / 3
        assert float(left[n]) == pytest.approx(wanted)
        assert float(together[n]) == pytest.approx(math.log((a + b + c) / 3))
        assert left[n] <= together[n]


def test_the_composed_jacobian_is_that_of_the_composed_map():
    rng = np.random.default_rng(2)
    maps = [
        lambda z: torch.sinh(z) + z.flip(0),
        lambda z: torch.stack([z[0] * z[1], z[1] - z[2], z[2] ** 3]),
        torch.tanh,
    ]
    z, jacobians = tensor(rng.normal(size=3)), []
    start = z
    for step in maps:
        jacobians.append(torch.autograd.functional.jacobian(step, z))
        z = step(z)
    whole, log_det = derivations_deep.compose_jacobians(torch.stack(jacobians))
    wanted = torch.autograd.functional.jacobian(lambda s: maps[2](maps[1](maps[0](s))), start)
    assert whole.numpy() == pytest.approx(wanted.numpy())
    assert float(log_det) == pytest.approx(math.log(abs(np.linalg.det(wanted.numpy()))))


def test_the_triangle_is_that_of_a_flow_with_a_conditioner():
    rng = np.random.default_rng(3)
    first, second = (tensor(np.tril(rng.normal(size=(4, 4)), -1)) for _ in range(2))
    x = tensor(rng.normal(size=4))

    def conditioner(point):
        return torch.sin(first @ point), torch.tanh(second @ point)

    mean_slopes, scale_slopes = torch.autograd.functional.jacobian(conditioner, x)
    got, log_det = derivations_deep.autoregressive_jacobian(x, *conditioner(x), mean_slopes, scale_slopes)
    wanted = torch.autograd.functional.jacobian(
        lambda p: (p - conditioner(p)[0]) / conditioner(p)[1].exp(), x
    )
    assert got.numpy() == pytest.approx(wanted.numpy())
    assert float(log_det) == pytest.approx(math.log(abs(np.linalg.det(wanted.numpy()))))


def test_the_regret_is_what_the_loss_has_above_its_least():
    rng = np.random.default_rng(4)
    p, q, d = (
        np.append(rng.dirichlet(np.ones(3)), 0.0),
        rng.dirichlet(np.ones(4)),
        rng.uniform(0.1, 0.9, size=4),
    )
    regret = derivations_deep.judge_regret(tensor(p), tensor(q), tensor(d))
    for a, b, guess, got in zip(p, q, d, regret.tolist(), strict=True):

        def pays(u, a=a, b=b):
            return -a * math.log(u) - b * math.log(1 - u)

        least = optimize.minimize_scalar(
            pays, bounds=(1e-12, 1 - 1e-12), method="bounded", options={"xatol": 1e-12}
        )
        assert got == pytest.approx(pays(guess) - least.fun, abs=1e-7)


def test_the_bounds_squeeze_the_distance_and_meet_at_the_best():
    rng = np.random.default_rng(5)
    x, y = rng.normal(size=4), rng.normal(size=5)
    coupling = rng.dirichlet(np.ones(20)).reshape(4, 5)
    exact = stats.wasserstein_distance(x, y, coupling.sum(1), coupling.sum(0))
    for critic in (np.sin, np.square, lambda s: -s):
        lower, upper = derivations_deep.squeeze_w1(*map(tensor, (x, y, coupling, critic(x), critic(y))))
        assert lower <= exact + 1e-12
        assert exact <= upper
    moved = derivations_deep.squeeze_w1(*map(tensor, (x, x + 1.5, np.eye(4) / 4, -x, -x - 1.5)))
    assert [float(bound) for bound in moved] == pytest.approx([1.5, 1.5])
    steps = np.sort(np.concatenate([x, y]))
    gap = [coupling.sum(1) @ (x <= t) - coupling.sum(0) @ (y <= t) for t in steps]
    assert np.abs(gap[:-1]) @ np.diff(steps) == pytest.approx(exact)
