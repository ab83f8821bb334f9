"""Latent variable functions against torch.distributions, quadrature, SciPy and scikit-learn."""

import math

import numpy as np
import pytest
import torch
from scipy import integrate, stats
from sklearn.decomposition import PCA
from torch.distributions import (
    Bernoulli,
    Categorical,
    Independent,
    MixtureSameFamily,
    MultivariateNormal,
    Normal,
    kl_divergence,
)

from gmcourse.reference import latent


@pytest.fixture
def rng():
    return np.random.default_rng(5)


def normal(rng, *shape):
    return torch.as_tensor(rng.normal(size=shape))


def test_reparameterized_draws_have_the_moments_asked_for(rng):
    mean, log_var = torch.tensor([1.0, -2.0]).double(), torch.tensor([math.log(4), -1.0]).double()
    z = latent.reparameterize(mean, log_var, normal(rng, 200_000, 2))
    torch.testing.assert_close(z.mean(0), mean, atol=0.02, rtol=0)
    torch.testing.assert_close(z.var(0), torch.exp(log_var), atol=0.03, rtol=0)


def test_the_reparameterized_gradient_is_that_of_finite_differences(rng):
    args = [normal(rng, 3, 2).requires_grad_() for _ in range(2)]
    noise = normal(rng, 3, 2)
    assert torch.autograd.gradcheck(lambda m, v: latent.reparameterize(m, v, noise), args)


def test_kl_is_that_of_torch(rng):
    mean, log_var = normal(rng, 5, 3), normal(rng, 5, 3)
    q = Normal(mean, torch.exp(log_var / 2))
    wanted = kl_divergence(q, Normal(torch.zeros_like(mean), torch.ones_like(mean))).sum(-1)
    torch.testing.assert_close(latent.kl_to_standard_normal(mean, log_var), wanted)


def test_kl_is_zero_at_the_prior_and_positive_elsewhere(rng):
    zero = torch.zeros(1, 4)
    assert latent.kl_to_standard_normal(zero, zero).item() == 0
    assert (latent.kl_to_standard_normal(normal(rng, 50, 4), normal(rng, 50, 4)) > 0).all()


def test_bernoulli_is_that_of_torch(rng):
    x, logits = torch.as_tensor(rng.integers(0, 2, (4, 6))).double(), 3 * normal(rng, 4, 6)
    wanted = Bernoulli(logits=logits).log_prob(x).sum(-1)
    torch.testing.assert_close(latent.bernoulli_log_likelihood(x, logits), wanted)


@pytest.mark.parametrize("x, logit, wanted", [(1, 1e3, 0), (0, 1e3, -1e3), (1, -1e3, -1e3), (0, -1e3, 0)])
def test_bernoulli_is_exact_at_a_thousand(x, logit, wanted):
    x, logits = torch.tensor([[float(x)]]), torch.tensor([[logit]])
    assert latent.bernoulli_log_likelihood(x, logits).item() == wanted


def test_bernoulli_sums_to_one_over_all_images(rng):
    images = torch.cartesian_prod(*[torch.tensor([0.0, 1.0]).double()] * 6)
    log_p = latent.bernoulli_log_likelihood(images, normal(rng, 1, 6))
    assert log_p.exp().sum().item() == pytest.approx(1)


@pytest.mark.parametrize("shape", [(), (3,), (5, 3)])
def test_gaussian_is_that_of_torch_for_each_shape_of_variance(rng, shape):
    x, mean, var = normal(rng, 5, 3), normal(rng, 5, 3), torch.as_tensor(rng.gamma(2, size=shape))
    wanted = Normal(mean, var.sqrt().expand(5, 3)).log_prob(x).sum(-1)
    torch.testing.assert_close(latent.gaussian_log_likelihood(x, mean, var), wanted)


def test_gaussian_takes_a_plain_number(rng):
    x = normal(rng, 2, 3)
    wanted = Normal(torch.zeros(2, 3).double(), 2.0).log_prob(x).sum(-1)
    torch.testing.assert_close(latent.gaussian_log_likelihood(x, torch.zeros_like(x), 4.0), wanted)


def test_categorical_is_that_of_torch(rng):
    x, logits = torch.as_tensor(rng.integers(0, 5, (4, 6))), normal(rng, 4, 6, 5)
    wanted = Categorical(logits=logits).log_prob(x).sum(-1)
    torch.testing.assert_close(latent.categorical_log_likelihood(x, logits), wanted)


def linear_vae(rng, dims=4, width=2):
    A, V, W = normal(rng, width, dims), 0.3 * normal(rng, width, dims), normal(rng, dims, width)
    return lambda x: (x @ A.T, x @ V.T), lambda z: z @ W.T


def test_the_elbo_is_its_integral_over_q_in_one_dimension(rng):
    encode, decode = linear_vae(rng, width=1)
    x = torch.tensor([[1.0, 0, 1, 1]]).double()
    noise = torch.linspace(-9, 9, 2001).double()[:, None]
    mean, log_var = (t.expand(2001, 1) for t in encode(x))
    z = latent.reparameterize(mean, log_var, noise)
    joint = Bernoulli(logits=decode(z)).log_prob(x).sum(-1) + Normal(0.0, 1.0).log_prob(z).sum(-1)
    log_q = Normal(mean, torch.exp(log_var / 2)).log_prob(z).sum(-1)
    weight = torch.exp(Normal(0.0, 1.0).log_prob(noise[:, 0]))
    wanted = torch.trapezoid(weight * (joint - log_q), noise[:, 0])
    found = torch.trapezoid(weight * latent.vae_elbo(x.expand(2001, 4), encode, decode, noise), noise[:, 0])
    assert found.item() == pytest.approx(wanted.item(), rel=1e-9)


def test_the_elbo_is_below_the_exact_marginal(rng):
    encode, decode = linear_vae(rng, width=1)
    x = torch.as_tensor(rng.integers(0, 2, (20, 4))).double()
    z = torch.linspace(-12, 12, 4001).double()[:, None]
    likelihood = Bernoulli(logits=decode(z)).log_prob(x[:, None]).sum(-1) + Normal(0.0, 1.0).log_prob(z[:, 0])
    log_p = torch.log(torch.trapezoid(likelihood.exp(), z[:, 0]))
    noise = normal(rng, 4000, 20, 1)
    elbo = torch.stack([latent.vae_elbo(x, encode, decode, eps) for eps in noise]).mean(0)
    assert (elbo < log_p).all()


def test_beta_one_is_the_elbo_and_beta_weighs_the_kl():
    reconstruction, kl = torch.tensor([-5.0, -6.0]), torch.tensor([1.0, 2.0])
    assert latent.beta_elbo(reconstruction, kl, 1.0).tolist() == [-6.0, -8.0]
    assert latent.beta_elbo(reconstruction, kl, 4.0).tolist() == [-9.0, -14.0]


def test_iwae_averages_weights_in_any_range(rng):
    log_weights = normal(rng, 7, 3)
    wanted = torch.log(torch.exp(log_weights).mean(0))
    torch.testing.assert_close(latent.iwae_bound(log_weights), wanted)
    torch.testing.assert_close(latent.iwae_bound(log_weights - 5000), wanted - 5000)


def test_iwae_of_one_sample_is_the_log_weight(rng):
    log_weights = normal(rng, 1, 3)
    torch.testing.assert_close(latent.iwae_bound(log_weights), log_weights[0])


def ppca(rng, count=6, dims=5, width=2):
    return normal(rng, count, dims), normal(rng, dims, width), normal(rng, dims), torch.tensor(0.4).double()


def test_the_ppca_marginal_is_a_gaussian(rng):
    x, W, b, var = ppca(rng)
    wanted = MultivariateNormal(b, W @ W.T + var * torch.eye(5).double()).log_prob(x)
    torch.testing.assert_close(latent.ppca_log_marginal(x, W, b, var), wanted)


def test_the_ppca_marginal_is_the_integral_over_z(rng):
    x, W, b, var = ppca(rng, count=1, dims=3, width=1)

    def joint(z):
        mean = (W[:, 0] * z + b).numpy()
        return stats.norm.pdf(x[0].numpy(), mean, math.sqrt(var)).prod() * stats.norm.pdf(z)

    wanted = math.log(integrate.quad(joint, -12, 12, epsabs=1e-14)[0])
    assert latent.ppca_log_marginal(x, W, b, var).item() == pytest.approx(wanted, rel=1e-7)


def test_the_ppca_marginal_at_the_maximum_is_scikit_learns(rng):
    x = rng.normal(size=(40, 6)) @ rng.normal(size=(6, 6)) + 2
    model = PCA(n_components=2).fit(x)
    var = model.noise_variance_
    W = model.components_.T * np.sqrt(model.explained_variance_ - var)
    found = latent.ppca_log_marginal(*(torch.as_tensor(a) for a in (x, W, model.mean_, var)))
    np.testing.assert_allclose(found.numpy(), model.score_samples(x), rtol=1e-8)


def test_the_posterior_is_bayes_rule(rng):
    x, W, b, var = ppca(rng)
    mean, cov = latent.ppca_posterior(x, W, b, var)
    z = normal(rng, 6, 2)
    log_joint = Normal(z @ W.T + b, var.sqrt()).log_prob(x).sum(-1) + Normal(0.0, 1.0).log_prob(z).sum(-1)
    wanted = log_joint - latent.ppca_log_marginal(x, W, b, var)
    torch.testing.assert_close(MultivariateNormal(mean, cov).log_prob(z), wanted)


def test_the_mixture_prior_is_that_of_torch(rng):
    z, means, log_vars = normal(rng, 8, 2), normal(rng, 3, 2), normal(rng, 3, 2)
    parts = Independent(Normal(means, torch.exp(log_vars / 2)), 1)
    wanted = MixtureSameFamily(Categorical(torch.ones(3).double()), parts).log_prob(z)
    torch.testing.assert_close(latent.mixture_prior_log_prob(z, means, log_vars), wanted)


@pytest.mark.parametrize("a, b, std", [(0.0, 3.0, 0.5), (-2.0, -1.9, 1.0), (-5.0, 5.0, 0.01)])
def test_the_uniform_marginal_is_the_integral(a, b, std):
    x = torch.linspace(a - 2 * std, b + 2 * std, 7).double()
    found = latent.uniform_latent_log_marginal(x, a, b, std)
    for value, log_p in zip(x.tolist(), found.tolist(), strict=True):
        near = [p for p in (value - 8 * std, value, value + 8 * std) if a < p < b]
        wanted, _ = integrate.quad(
            lambda z, v=value: stats.norm.pdf(v, z, std) / (b - a), a, b, points=near or None
        )
        assert log_p == pytest.approx(math.log(wanted), rel=1e-6, abs=1e-8)


def test_the_uniform_marginal_is_symmetric_and_finite_far_out():
    x = torch.tensor([-200.0, 203.0]).double()
    left, right = latent.uniform_latent_log_marginal(x, 0.0, 3.0, 0.5).tolist()
    wanted = stats.norm.logcdf(-400) - math.log(3)
    assert left == pytest.approx(right)
    assert left == pytest.approx(wanted, rel=1e-9)


def test_the_uniform_marginal_integrates_to_one():
    x = torch.linspace(-8, 11, 20_001).double()
    density = latent.uniform_latent_log_marginal(x, 0.0, 3.0, 0.7).exp()
    assert torch.trapezoid(density, x).item() == pytest.approx(1, abs=1e-9)


X = torch.zeros(4, 3).double()


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda: latent.reparameterize(X, torch.zeros(2), X), "broadcast"),
        (lambda: latent.kl_to_standard_normal(X, X[0]), "one shape"),
        (lambda: latent.bernoulli_log_likelihood(X, X[:, :2]), "last axes"),
        (lambda: latent.gaussian_log_likelihood(X, X, 0.0), "positive"),
        (lambda: latent.categorical_log_likelihood(X.long(), X), "axis of K"),
        (lambda: latent.beta_elbo(X[0], X[0], -1.0), "at least 0"),
        (lambda: latent.iwae_bound(X[0]), r"\(M, N\)"),
        (lambda: latent.ppca_log_marginal(X, torch.zeros(2, 3), torch.zeros(2), 1.0), r"W \(D, L\)"),
        (lambda: latent.ppca_posterior(X, torch.zeros(3, 2), torch.zeros(3), 0.0), "positive"),
        (lambda: latent.mixture_prior_log_prob(X, X, X[0]), r"\(K, L\)"),
        (lambda: latent.uniform_latent_log_marginal(X[0], 1.0, 1.0, 1.0), "a < b"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
