"""VAEs against quadrature over their latent, enumeration of their images, and scikit-learn's PCA."""

import numpy as np
import pytest
import torch
from sklearn.decomposition import PCA

from gmcourse.reference.vae_models import (
    GMVAE,
    IWAE,
    PPCA,
    VAE,
    BernoulliPixels,
    BetaVAE,
    CategoricalPixels,
    GaussianPixels,
)
from gmcourse.train import fit, seeded

PIXELS = {
    "bernoulli": BernoulliPixels(),
    "fixed gaussian": GaussianPixels(0.3),
    "learned gaussian": GaussianPixels(),
    "categorical": CategoricalPixels(3),
}


def model(kind=VAE, dims=4, latent=1, pixels=None, **options):
    with seeded(0):
        return kind(dims, latent, 8, pixels, **options).double()


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def bits(count=20, dims=4, seed=1):
    return torch.randint(0, 2, (count, dims), generator=generator(seed)).double()


@torch.no_grad()
def exact_log_prob(vae, x):
    """log p(x) by quadrature over a one-dimensional latent, (N,)."""
    z = torch.linspace(-12, 12, 4001).double()[:, None]
    x, out = x[:, None].expand(-1, len(z), -1), vae.decode(z).expand(len(x), -1, -1, -1)
    log_joint = vae.pixels.log_prob(x, out) + vae.prior_log_prob(z)
    return torch.logsumexp(log_joint, dim=1) + np.log(24 / 4000)


MODELS = [model(), model(BetaVAE, beta=4.0), model(IWAE, draws=5), model(GMVAE, components=3)]


@pytest.mark.parametrize("vae", MODELS, ids=lambda vae: type(vae).__name__)
def test_the_bound_reaches_the_exact_value_with_many_draws(vae):
    x = bits()
    with torch.no_grad():
        bound = vae.log_prob(x, 20_000, generator())
    torch.testing.assert_close(bound, exact_log_prob(vae, x), atol=0.05, rtol=0)


@pytest.mark.parametrize("vae", [MODELS[0], MODELS[3]], ids=["VAE", "GMVAE"])
def test_the_bounds_are_ordered(vae):
    x = bits()
    with torch.no_grad():
        elbo = torch.stack([vae.objective(x, generator(s)) for s in range(600)]).mean(0)
        iwae = torch.stack([vae.log_prob(x, 10, generator(s)) for s in range(200)]).mean(0)
    assert elbo.mean() < iwae.mean() < exact_log_prob(vae, x).mean() + 0.01


@pytest.mark.parametrize("vae", MODELS, ids=lambda vae: type(vae).__name__)
def test_the_densities_of_all_images_sum_to_one(vae):
    images = torch.cartesian_prod(*[torch.tensor([0.0, 1.0]).double()] * 4)
    assert exact_log_prob(vae, images).exp().sum().item() == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize("vae", MODELS, ids=lambda vae: type(vae).__name__)
def test_samples_have_the_models_distribution(vae):
    images = torch.cartesian_prod(*[torch.tensor([0.0, 1.0]).double()] * 4)
    codes = vae.sample(40_000, generator()) @ torch.tensor([8.0, 4, 2, 1]).double()
    found = torch.bincount(codes.long(), minlength=16) / 40_000
    torch.testing.assert_close(found.double(), exact_log_prob(vae, images).exp(), atol=0.015, rtol=0)


@pytest.mark.parametrize("name", PIXELS)
def test_each_decoder_has_values_gradients_means_and_samples(name):
    vae = model(pixels=PIXELS[name], scale=2.0)
    x = bits().long() if name == "categorical" else bits()
    vae.objective(x, generator()).mean().backward()
    assert all(p.grad is not None for p in vae.parameters())
    out = vae.decode(torch.zeros(5, 1).double())
    assert vae.pixels.mean(out).shape == (5, 4)
    assert vae.sample(5, generator()).shape == (5, 4)
    assert vae.log_prob(x, 3, generator()).shape == (20,)


@pytest.mark.parametrize("name", ["fixed gaussian", "learned gaussian", "categorical"])
def test_the_other_decoders_reach_their_exact_value_too(name):
    vae = model(pixels=PIXELS[name])
    x = bits(5).long() if name == "categorical" else bits(5)
    with torch.no_grad():
        bound = vae.log_prob(x, 40_000, generator())
    torch.testing.assert_close(bound, exact_log_prob(vae, x), atol=0.05, rtol=0)


def test_training_raises_the_exact_likelihood():
    x = (bits(200, seed=3)[:, :1] == 1).double().expand(200, 4).clone()
    vae = model()
    before = exact_log_prob(vae, x).mean()
    fit(vae, lambda m, batch, g: -m.objective(batch, g).mean(), x, epochs=15, lr=0.02)
    assert exact_log_prob(vae, x).mean() > before + 1


def test_ppca_is_scikit_learns():
    x = np.random.default_rng(0).normal(size=(60, 5)) @ np.random.default_rng(1).normal(size=(5, 5))
    ours, theirs = PPCA.fit(torch.as_tensor(x), 2), PCA(2).fit(x)
    unbiased = torch.as_tensor(theirs.get_covariance()) * 59 / 60
    torch.testing.assert_close(ours.W @ ours.W.T + ours.var * torch.eye(5).double(), unbiased)


def test_no_other_ppca_is_likelier():
    x = torch.randn(80, 4, generator=generator()).double() * torch.tensor([3.0, 2, 1, 1]).double()
    best = PPCA.fit(x, 2)
    for seed in range(20):
        noise = 0.05 * torch.randn(4, 2, generator=generator(seed)).double()
        other = PPCA(best.W + noise, best.b + 0.05 * noise[:, 0], best.var * (1 + 0.1 * noise[0, 0]))
        assert other.log_prob(x).sum() < best.log_prob(x).sum()


def test_the_elbo_equals_the_exact_marginal_at_the_true_posterior():
    x = (
        torch.randn(50, 5, generator=generator()).double()
        @ torch.randn(5, 5, generator=generator(1)).double()
    )
    ppca = PPCA.fit(x, 2)
    mean, cov = ppca.posterior(x)
    chol = torch.linalg.cholesky(cov)
    noise = torch.randn(7, 50, 2, generator=generator(2)).double()
    z = mean + noise @ chol.T
    log_joint = torch.distributions.Normal(z @ ppca.W.T + ppca.b, ppca.var.sqrt()).log_prob(x).sum(-1)
    log_joint = log_joint + torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(-1)
    log_q = torch.distributions.MultivariateNormal(mean, cov).log_prob(z)
    torch.testing.assert_close(log_joint - log_q, ppca.log_prob(x).expand(7, 50))


def test_ppca_samples_have_the_models_covariance():
    ppca = PPCA(torch.tensor([[2.0], [1.0]]).double(), torch.tensor([1.0, -1.0]).double(), torch.tensor(0.5))
    x = ppca.sample(100_000, generator())
    wanted = torch.tensor([[4.5, 2.0], [2.0, 1.5]]).double()
    torch.testing.assert_close(torch.cov(x.T), wanted, atol=0.08, rtol=0)


def test_ppca_needs_fewer_latents_than_dimensions():
    with pytest.raises(ValueError, match="latent"):
        PPCA.fit(torch.zeros(10, 3), 3)
