"""Week 5: variational autoencoders and probabilistic PCA as modules with `log_prob` and `sample`.

N samples, D dimensions, L latent dimensions, M draws of z a sample. Log-probabilities are in nats.
Notes 5, section 4; Kingma and Welling (2014); Burda et al. (2016); Tipping and Bishop (1999).
"""

import math

import torch
from torch import nn

from gmcourse.reference.latent import (
    bernoulli_log_likelihood,
    beta_elbo,
    categorical_log_likelihood,
    gaussian_log_likelihood,
    iwae_bound,
    kl_to_standard_normal,
    mixture_prior_log_prob,
    ppca_log_marginal,
    ppca_posterior,
    reparameterize,
)


class BernoulliPixels(nn.Module):
    """Zeros and ones; the decoder gives one logit a dimension."""

    outputs = 1

    def log_prob(self, x, out):
        return bernoulli_log_likelihood(x, out[..., 0])

    def mean(self, out):
        return torch.sigmoid(out[..., 0])

    def sample(self, out, generator=None):
        return torch.bernoulli(self.mean(out), generator=generator)


class GaussianPixels(nn.Module):
    """Real numbers; the decoder gives the mean, and the log-variance too where `var` is None."""

    def __init__(self, var=None):
        super().__init__()
        self.var, self.outputs = var, 2 if var is None else 1

    def variance(self, out):
        return torch.exp(out[..., 1]) if self.var is None else torch.full_like(out[..., 0], self.var)

    def log_prob(self, x, out):
        return gaussian_log_likelihood(x, out[..., 0], self.variance(out))

    def mean(self, out):
        return out[..., 0]

    def sample(self, out, generator=None):
        return torch.normal(self.mean(out), self.variance(out).sqrt(), generator=generator)


class CategoricalPixels(nn.Module):
    """Grey levels 0, ..., levels - 1; the decoder gives one logit a level and dimension."""

    def __init__(self, levels):
        super().__init__()
        self.outputs = levels

    def log_prob(self, x, out):
        return categorical_log_likelihood(x.expand(out.shape[:-1]), out)

    def mean(self, out):
        levels = torch.arange(self.outputs, dtype=out.dtype, device=out.device)
        return torch.softmax(out, dim=-1) @ levels

    def sample(self, out, generator=None):
        flat = torch.softmax(out, dim=-1).reshape(-1, self.outputs)
        return torch.multinomial(flat, 1, generator=generator).reshape(out.shape[:-1])


class VAE(nn.Module):
    """p(z) = N(0, I), a decoder for p(x given z), and a diagonal Gaussian encoder q(z given x).

    pixels: one of the likelihoods above; scale: the encoder sees x / scale
    """

    def __init__(self, dims, latent, hidden, pixels=None, scale=1.0):
        super().__init__()
        self.dims, self.latent, self.scale = dims, latent, scale
        self.pixels = pixels or BernoulliPixels()
        self.encoder = nn.Sequential(nn.Linear(dims, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, dims * self.pixels.outputs)
        )

    def encode(self, x):
        """(N, D) -> mean and log_var of q, each (N, L)."""
        return self.encoder(x.to(self.encoder[0].weight.dtype) / self.scale).chunk(2, dim=-1)

    def decode(self, z):
        """(..., L) -> the parameters of p(x given z), (..., D, outputs)."""
        return self.decoder(z).unflatten(-1, (self.dims, self.pixels.outputs))

    def prior_log_prob(self, z):
        """(..., L) -> (...)."""
        return gaussian_log_likelihood(z, torch.zeros_like(z), 1.0)

    def prior_sample(self, count, generator=None):
        """(count, L)."""
        weight = self.decoder[0].weight
        return torch.randn(count, self.latent, dtype=weight.dtype, device=weight.device, generator=generator)

    def terms(self, x, generator=None):
        """The reconstruction term from one draw, and the KL term, (N,) each."""
        mean, log_var = self.encode(x)
        z = reparameterize(mean, log_var, _noise(mean.shape, mean, generator))
        return self.pixels.log_prob(x, self.decode(z)), self.kl(mean, log_var, z)

    def kl(self, mean, log_var, z):
        """KL(q to p(z)), (N,); z, a draw of q, is there for priors without a formula."""
        return kl_to_standard_normal(mean, log_var)

    def objective(self, x, generator=None):
        """What training makes large: the ELBO, (N,)."""
        reconstruction, kl = self.terms(x, generator)
        return reconstruction - kl

    def log_weights(self, x, draws, generator=None):
        """log p(x, z) - log q(z given x) of M = `draws` draws from q, (M, N)."""
        mean, log_var = self.encode(x)
        z = reparameterize(mean, log_var, _noise((draws, *mean.shape), mean, generator))
        log_q = gaussian_log_likelihood(z, mean.expand_as(z), torch.exp(log_var))
        return self.pixels.log_prob(x, self.decode(z)) + self.prior_log_prob(z) - log_q

    def log_prob(self, x, draws=100, generator=None):
        """A lower bound on log p(x) that tightens with `draws`: the IWAE bound, (N,)."""
        return iwae_bound(self.log_weights(x, draws, generator))

    @torch.no_grad()
    def sample(self, count, generator=None):
        """`count` samples of p(x), (count, D)."""
        return self.pixels.sample(self.decode(self.prior_sample(count, generator)), generator)


class BetaVAE(VAE):
    """A VAE that pays beta times the KL (Higgins et al. 2017)."""

    def __init__(self, *args, beta, **kwargs):
        super().__init__(*args, **kwargs)
        self.beta = beta

    def objective(self, x, generator=None):
        return beta_elbo(*self.terms(x, generator), self.beta)


class IWAE(VAE):
    """A VAE trained on the importance weighted bound with `draws` draws (Burda et al. 2016)."""

    def __init__(self, *args, draws, **kwargs):
        super().__init__(*args, **kwargs)
        self.draws = draws

    def objective(self, x, generator=None):
        return self.log_prob(x, self.draws, generator)


class GMVAE(VAE):
    """A VAE whose prior is a learned mixture of K Gaussians with uniform weights (notes 5, section 4.6)."""

    def __init__(self, *args, components, **kwargs):
        super().__init__(*args, **kwargs)
        self.means = nn.Parameter(torch.randn(components, self.latent))
        self.log_vars = nn.Parameter(torch.zeros(components, self.latent))

    def prior_log_prob(self, z):
        return mixture_prior_log_prob(z, self.means, self.log_vars)

    def prior_sample(self, count, generator=None):
        which = torch.randint(len(self.means), (count,), device=self.means.device, generator=generator)
        noise = _noise((count, self.latent), self.means, generator)
        return reparameterize(self.means[which], self.log_vars[which], noise)

    def kl(self, mean, log_var, z):
        """An unbiased estimate from the draw z: a mixture has no closed form."""
        log_q = gaussian_log_likelihood(z, mean, torch.exp(log_var))
        return log_q - self.prior_log_prob(z)


class PPCA:
    """Probabilistic PCA: linear decoder, exact posterior, exact likelihood, closed-form fit."""

    def __init__(self, W, b, var):
        self.W, self.b, self.var = W, b, var

    @classmethod
    def fit(cls, x, latent):
        """The maximum likelihood model of (N, D) with `latent` < D dimensions (Tipping and Bishop 1999)."""
        if not 0 < latent < x.shape[1]:
            raise ValueError(f"latent must lie between 1 and D - 1 = {x.shape[1] - 1}, not {latent}")
        b = x.mean(0)
        values, vectors = torch.linalg.eigh((x - b).T @ (x - b) / len(x))
        values, vectors = values.flip(0).clamp_min(0), vectors.flip(1)
        var = values[latent:].mean()
        return cls(vectors[:, :latent] * (values[:latent] - var).sqrt(), b, var)

    def log_prob(self, x):
        """Exact log p(x), (N, D) -> (N,)."""
        return ppca_log_marginal(x, self.W, self.b, self.var)

    def posterior(self, x):
        """Exact mean (N, L) and covariance (L, L) of z given x."""
        return ppca_posterior(x, self.W, self.b, self.var)

    def sample(self, count, generator=None):
        """`count` samples, (count, D)."""
        z = _noise((count, self.W.shape[1]), self.W, generator)
        noise = _noise((count, len(self.b)), self.W, generator)
        return z @ self.W.T + self.b + math.sqrt(self.var) * noise


def _noise(shape, like, generator):
    return torch.randn(shape, dtype=like.dtype, device=like.device, generator=generator)
