"""Week 7's functions against torch.distributions, autograd, numerical integration, SciPy and enumeration."""

import itertools
import math

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from scipy import integrate, optimize, spatial, stats

from gmcourse.check.builders import gans as build
from gmcourse.reference import gans


def drawn(*shape, seed=0, std=1.0):
    return std * torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def distribution(k, seed):
    return torch.softmax(drawn(k, seed=seed), dim=0)


def test_optimal_discriminator_minimises_the_loss_at_every_point():
    p, q = torch.distributions.Normal(0.0, 1.0), torch.distributions.Normal(1.0, 0.5)
    x = torch.linspace(-2, 3, 7, dtype=torch.float64)
    d_star = gans.optimal_discriminator(p.log_prob(x), q.log_prob(x))
    for point, d in zip(x, d_star, strict=True):
        densities = p.log_prob(point).exp().item(), q.log_prob(point).exp().item()
        best = optimize.minimize_scalar(
            lambda t, real, fake: -real * math.log(t) - fake * math.log(1 - t),
            args=densities,
            bounds=(1e-9, 1 - 1e-9),
            method="bounded",
            options={"xatol": 1e-10},
        )
        assert d.item() == pytest.approx(best.x, abs=1e-5)


def test_optimal_discriminator_far_out():
    found = gans.optimal_discriminator(torch.tensor([-5000.0, 900.0]), torch.tensor([-5001.0, -900.0]))
    assert torch.allclose(found, torch.sigmoid(torch.tensor([1.0, 1800.0])))


def test_losses_equal_the_cross_entropies():
    real, fake = drawn(6, seed=1), drawn(9, seed=2)
    ones, zeros = torch.ones_like, torch.zeros_like
    bce = F.binary_cross_entropy_with_logits
    assert gans.discriminator_loss(real, fake) == pytest.approx(
        (bce(real, ones(real)) + bce(fake, zeros(fake))).item()
    )
    assert gans.generator_minimax_loss(fake) == pytest.approx(-bce(fake, zeros(fake)).item())
    assert gans.generator_nonsaturating_loss(fake) == pytest.approx(bce(fake, ones(fake)).item())
    both = gans.generator_minimax_loss(fake) + gans.generator_nonsaturating_loss(fake)
    assert gans.generator_kl_loss(fake) == pytest.approx(both.item())


def test_losses_stay_finite_at_logits_of_a_thousand():
    far = torch.tensor([1000.0, -1000.0], dtype=torch.float64)
    assert gans.discriminator_loss(far, far) == pytest.approx(1000.0)
    assert gans.generator_minimax_loss(far) == pytest.approx(-500.0)
    assert gans.generator_nonsaturating_loss(far) == pytest.approx(500.0)


@pytest.mark.parametrize("name", ["minimax", "nonsaturating", "kl"])
def test_logit_gradients_equal_autograd(name):
    logits = drawn(8, seed=3, std=5.0).requires_grad_(True)
    loss = getattr(gans, f"generator_{name}_loss")(logits)
    (expected,) = torch.autograd.grad(loss * len(logits), logits)
    assert torch.allclose(gans.generator_logit_gradients(logits.detach())[name], expected, atol=1e-12)


@pytest.mark.parametrize("k", [2, 5, 40])
def test_jensen_shannon_against_scipy(k):
    p, q = distribution(k, 4), distribution(k, 5)
    assert gans.jensen_shannon(p, q).item() == pytest.approx(spatial.distance.jensenshannon(p, q) ** 2)


def test_jensen_shannon_of_disjoint_and_equal():
    p, q = torch.tensor([0.5, 0.5, 0.0, 0.0]), torch.tensor([0.0, 0.0, 0.25, 0.75])
    assert gans.jensen_shannon(p, q).item() == pytest.approx(math.log(2))
    assert gans.jensen_shannon(p, p).item() == pytest.approx(0.0, abs=1e-7)


def test_f_divergence_against_entropies_and_chi_squared():
    p, q = distribution(6, 6), distribution(6, 7)
    assert gans.f_divergence(p, q, build.convex("kl")).item() == pytest.approx(stats.entropy(p, q))
    assert gans.f_divergence(p, q, build.convex("reverse kl")).item() == pytest.approx(stats.entropy(q, p))
    chi = stats.chisquare(100 * p.numpy(), 100 * q.numpy()).statistic / 100
    assert gans.f_divergence(p, q, build.convex("pearson")).item() == pytest.approx(chi)
    gan = gans.f_divergence(p, q, build.convex("gan"))
    assert gan.item() == pytest.approx(2 * gans.jensen_shannon(p, q).item() - math.log(4))


@pytest.mark.parametrize("name", ["kl", "reverse kl", "pearson", "gan"])
def test_the_bound_is_below_and_reaches_the_divergence(name):
    p, q = distribution(5, 8), distribution(5, 9)
    f, conjugate = build.convex(name), build.conjugate(name)
    divergence = gans.f_divergence(p, q, f).item()
    u = (p / q).requires_grad_(True)
    (best,) = torch.autograd.grad(f(u).sum(), u)
    assert gans.fgan_bound(p, q, best, conjugate).item() == pytest.approx(divergence)
    for seed in range(5):
        other = -torch.rand(5, generator=torch.Generator().manual_seed(seed), dtype=torch.float64) - 0.01
        assert gans.fgan_bound(p, q, other, conjugate).item() <= divergence


@pytest.mark.parametrize("name", ["kl", "reverse kl", "pearson", "gan"])
def test_the_conjugates_are_suprema(name):
    u = torch.linspace(1e-3, 60, 400_000, dtype=torch.float64)
    for t in (-2.0, -0.7, -0.2):
        largest = (u * t - build.convex(name)(u)).max().item()
        assert build.conjugate(name)(torch.tensor(t, dtype=torch.float64)).item() == pytest.approx(
            largest, abs=1e-5
        )


def test_wasserstein_losses():
    real, fake = drawn(5, seed=10), drawn(3, seed=11)
    assert gans.critic_loss(real, fake).item() == pytest.approx(np.mean(fake.numpy()) - np.mean(real.numpy()))
    assert gans.wgan_generator_loss(fake).item() == pytest.approx(-np.mean(fake.numpy()))


def test_gradient_penalty_against_finite_differences():
    critic = build.tanh_critic(seed=1, dims=3)
    real, fake, mix = drawn(4, 3, seed=12), drawn(4, 3, seed=13), torch.rand(4, 1, dtype=torch.float64)
    points = mix * real + (1 - mix) * fake
    step = 1e-6 * torch.eye(3, dtype=torch.float64)
    slopes = torch.stack([(critic(points + s) - critic(points - s)) / 2e-6 for s in step], dim=1)
    expected = ((slopes.norm(dim=1) - 1) ** 2).mean().item()
    penalty = gans.gradient_penalty(critic, real, fake, mix)
    assert penalty.item() == pytest.approx(expected, rel=1e-6)
    penalty.backward()
    moved = build.tanh_critic(seed=1, dims=3)
    with torch.no_grad():
        moved.outward[0] += 1e-6
    change = gans.gradient_penalty(moved, real, fake, mix).item() - penalty.item()
    assert critic.outward.grad[0].item() == pytest.approx(change / 1e-6, rel=1e-3)


def test_projection_logit_sample_by_sample():
    features, embedding, labels = drawn(5, 3, seed=14), drawn(4, 3, seed=15), torch.tensor([0, 3, 3, 1, 2])
    psi = build.half_square(0.5)
    expected = [
        psi(features[i : i + 1]).item()
        + sum(features[i, j].item() * embedding[labels[i], j].item() for j in range(3))
        for i in range(5)
    ]
    assert gans.projection_logit(features, labels, embedding, psi).tolist() == pytest.approx(expected)


def test_wasserstein1_against_scipy_and_all_pairings():
    x, y = drawn(30, seed=16), drawn(30, seed=17) * 2 + 1
    assert gans.wasserstein1(x, y).item() == pytest.approx(stats.wasserstein_distance(x, y))
    pairings = itertools.permutations(y[:5].tolist())
    best = min(np.mean(np.abs(x[:5].numpy() - np.array(order))) for order in pairings)
    assert gans.wasserstein1(x[:5], y[:5]).item() == pytest.approx(best)


def test_modes_covered():
    centers = torch.tensor([[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]])
    samples = torch.tensor([[0.1, 0.0], [-0.2, 0.1], [3.0, 0.6], [1.5, 1.5]])
    assert gans.modes_covered(samples, centers, 0.5) == 1
    assert gans.modes_covered(samples, centers, 0.7) == 2
    assert gans.modes_covered(samples, centers, 2.2) == 3
    assert gans.modes_covered(samples[:0], centers, 2.2) == 0


def test_the_value_at_the_optimal_discriminator_by_integration():
    p, q = stats.norm(0, 1), stats.norm(1.5, 0.7)

    def value(x):
        pair = torch.tensor([p.logpdf(x)]), torch.tensor([q.logpdf(x)])
        d = gans.optimal_discriminator(*pair).item()
        return p.pdf(x) * math.log(d) + q.pdf(x) * math.log1p(-d)

    v = integrate.quad(value, -4, 5)[0]
    grid = np.linspace(-8, 9, 20001)
    step = grid[1] - grid[0]
    js = gans.jensen_shannon(torch.tensor(p.pdf(grid) * step), torch.tensor(q.pdf(grid) * step)).item()
    assert v == pytest.approx(2 * js - math.log(4), abs=1e-4)


def bad_calls():
    two, three, none = drawn(2), drawn(3), drawn(0)
    square = drawn(2, 2)
    yield gans.optimal_discriminator, (two, three)
    yield gans.discriminator_loss, (two, none)
    yield gans.generator_minimax_loss, (square,)
    yield gans.jensen_shannon, (two, three)
    yield gans.f_divergence, (two, three, build.convex("kl"))
    yield gans.fgan_bound, (two, two, three, build.conjugate("kl"))
    yield gans.critic_loss, (square, two)
    yield gans.gradient_penalty, (build.bowl_critic(), square, square, two)
    yield gans.projection_logit, (square, torch.tensor([0, 1]), drawn(4, 3), build.half_square())
    yield gans.wasserstein1, (two, three)
    yield gans.modes_covered, (square, drawn(4, 3), 1.0)


@pytest.mark.parametrize("function, args", bad_calls(), ids=lambda value: getattr(value, "__name__", ""))
def test_shapes_that_do_not_fit_are_refused(function, args):
    with pytest.raises(ValueError, match="shape|share"):
        function(*args)
