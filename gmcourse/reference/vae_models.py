"""Week 5: variational autoencoders and probabilistic PCA as modules with `log_prob` and `sample`.

N samples, D dimensions, L latent dimensions, M draws of z a sample. Log-probabilities are in nats.
Notes 5, section 4; Kingma and Welling (2014); Burda et al. (2016); Tipping and Bishop (1999).
"""

import math
from collections.abc import Sequence
from typing import Any, Self

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


class Pixels(nn.Module):
    """The likelihood of pixels, each from `outputs` numbers of the decoder: out (..., D, outputs), x (..., D)."""

    outputs: int

    def log_prob(self, x: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError

    def mean(self, out: torch.Tensor) -> torch.Tensor:
        raise NotImplementedError

    def sample(self, out: torch.Tensor, generator: torch.Generator | None = None) -> torch.Tensor:
        raise NotImplementedError


class BernoulliPixels(Pixels):
    """Zeros and ones; the decoder gives one logit a dimension."""

    outputs = 1

    def log_prob(self, x: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
        return bernoulli_log_likelihood(x, out[..., 0])

    def mean(self, out: torch.Tensor) -> torch.Tensor:
        return torch.sigmoid(out[..., 0])

    def sample(self, out: torch.Tensor, generator: torch.Generator | None = None) -> torch.Tensor:
        return torch.bernoulli(self.mean(out), generator=generator)


class GaussianPixels(Pixels):
    """Real numbers; the decoder gives the mean, and the log-variance too where `var` is None."""

    def __init__(self, var: float | None = None) -> None:
        super().__init__()
        self.var, self.outputs = var, 2 if var is None else 1

    def variance(self, out: torch.Tensor) -> torch.Tensor:
        return torch.exp(out[..., 1]) if self.var is None else torch.full_like(out[..., 0], self.var)

    def log_prob(self, x: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
        return gaussian_log_likelihood(x, out[..., 0], self.variance(out))

    def mean(self, out: torch.Tensor) -> torch.Tensor:
        return out[..., 0]

    def sample(self, out: torch.Tensor, generator: torch.Generator | None = None) -> torch.Tensor:
        return torch.normal(self.mean(out), self.variance(out).sqrt(), generator=generator)


class CategoricalPixels(Pixels):
    """Grey levels 0, ..., levels - 1; the decoder gives one logit a level and dimension."""

    def __init__(self, levels: int) -> None:
        super().__init__()
        self.outputs = levels

    def log_prob(self, x: torch.Tensor, out: torch.Tensor) -> torch.Tensor:
        return categorical_log_likelihood(x.expand(out.shape[:-1]), out)

    def mean(self, out: torch.Tensor) -> torch.Tensor:
        levels = torch.arange(self.outputs, dtype=out.dtype, device=out.device)
        return torch.softmax(out, dim=-1) @ levels

    def sample(self, out: torch.Tensor, generator: torch.Generator | None = None) -> torch.Tensor:
        flat = torch.softmax(out, dim=-1).reshape(-1, self.outputs)
        return torch.multinomial(flat, 1, generator=generator).reshape(out.shape[:-1])


class VAE(nn.Module):
    """p(z) = N(0, I), a decoder for p(x given z), and a diagonal Gaussian encoder q(z given x).

    pixels: one of the likelihoods above; scale: the encoder sees x / scale
    """

    def __init__(
        self, dims: int, latent: int, hidden: int, pixels: Pixels | None = None, scale: float = 1.0
    ) -> None:
        super().__init__()
        self.dims, self.latent, self.scale = dims, latent, scale
        self.pixels = pixels or BernoulliPixels()
        self.encoder = nn.Sequential(nn.Linear(dims, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, dims * self.pixels.outputs)
        )

    def encode(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(N, D) -> mean and log_var of q, each (N, L)."""
        return self.encoder(x.to(next(self.encoder.parameters()).dtype) / self.scale).chunk(2, dim=-1)

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        """(..., L) -> the parameters of p(x given z), (..., D, outputs)."""
        return self.decoder(z).unflatten(-1, (self.dims, self.pixels.outputs))

    def prior_log_prob(self, z: torch.Tensor) -> torch.Tensor:
        """(..., L) -> (...)."""
        return gaussian_log_likelihood(z, torch.zeros_like(z), 1.0)

    def prior_sample(self, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """(count, L)."""
        weight = next(self.decoder.parameters())
        return torch.randn(count, self.latent, dtype=weight.dtype, device=weight.device, generator=generator)

    def terms(
        self, x: torch.Tensor, generator: torch.Generator | None = None
    ) -> tuple[torch.Tensor, torch.Tensor]:
        """The reconstruction term from one draw, and the KL term, (N,) each."""
        mean, log_var = self.encode(x)
        z = reparameterize(mean, log_var, _noise(mean.shape, mean, generator))
        return self.pixels.log_prob(x, self.decode(z)), self.kl(mean, log_var, z)

    def kl(self, mean: torch.Tensor, log_var: torch.Tensor, z: torch.Tensor) -> torch.Tensor:
        """KL(q to p(z)), (N,); z, a draw of q, is there for priors without a formula."""
        return kl_to_standard_normal(mean, log_var)

    def objective(self, x: torch.Tensor, generator: torch.Generator | None = None) -> torch.Tensor:
        """What training makes large: the ELBO, (N,)."""
        reconstruction, kl = self.terms(x, generator)
        return reconstruction - kl

    def log_weights(
        self, x: torch.Tensor, draws: int, generator: torch.Generator | None = None
    ) -> torch.Tensor:
        """log p(x, z) - log q(z given x) of M = `draws` draws from q, (M, N)."""
        mean, log_var = self.encode(x)
        z = reparameterize(mean, log_var, _noise((draws, *mean.shape), mean, generator))
        log_q = gaussian_log_likelihood(z, mean.expand_as(z), torch.exp(log_var))
        return self.pixels.log_prob(x, self.decode(z)) + self.prior_log_prob(z) - log_q

    def log_prob(
        self, x: torch.Tensor, draws: int = 100, generator: torch.Generator | None = None
    ) -> torch.Tensor:
        """A lower bound on log p(x) that tightens with `draws`: the IWAE bound, (N,)."""
        return iwae_bound(self.log_weights(x, draws, generator))

    @torch.no_grad()
    def sample(self, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """`count` samples of p(x), (count, D)."""
        return self.pixels.sample(self.decode(self.prior_sample(count, generator)), generator)


class BetaVAE(VAE):
    """A VAE that pays beta times the KL (Higgins et al. 2017)."""

    def __init__(self, *args: Any, beta: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.beta = beta

    def objective(self, x: torch.Tensor, generator: torch.Generator | None = None) -> torch.Tensor:
        return beta_elbo(*self.terms(x, generator), self.beta)


class IWAE(VAE):
    """A VAE trained on the importance weighted bound with `draws` draws (Burda et al. 2016)."""

    def __init__(self, *args: Any, draws: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draws = draws

    def objective(self, x: torch.Tensor, generator: torch.Generator | None = None) -> torch.Tensor:
        return self.log_prob(x, self.draws, generator)


class GMVAE(VAE):
    """A VAE whose prior is a learned mixture of K Gaussians with uniform weights (notes 5, section 4.6)."""

    def __init__(self, *args: Any, components: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.means = nn.Parameter(torch.randn(components, self.latent))
        self.log_vars = nn.Parameter(torch.zeros(components, self.latent))

    def prior_log_prob(self, z: torch.Tensor) -> torch.Tensor:
        return mixture_prior_log_prob(z, self.means, self.log_vars)

    def prior_sample(self, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
        which = torch.randint(len(self.means), (count,), device=self.means.device, generator=generator)
        noise = _noise((count, self.latent), self.means, generator)
        return reparameterize(self.means[which], self.log_vars[which], noise)

    def kl(self, mean: torch.Tensor, log_var: torch.Tensor, z: torch.Tensor) -> torch.Tensor:
        """An unbiased estimate from the draw z: a mixture has no closed form."""
        log_q = gaussian_log_likelihood(z, mean, torch.exp(log_var))
        return log_q - self.prior_log_prob(z)


class PPCA:
    """Probabilistic PCA: linear decoder, exact posterior, exact likelihood, closed-form fit."""

    def __init__(self, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor) -> None:
        self.W, self.b, self.var = W, b, var

    @classmethod
    def fit(cls, x: torch.Tensor, latent: int) -> Self:
        """The maximum likelihood model of (N, D) with `latent` < D dimensions (Tipping and Bishop 1999)."""
        if not 0 < latent < x.shape[1]:
            raise ValueError(f"latent must lie between 1 and D - 1 = {x.shape[1] - 1}, not {latent}")
        b = x.mean(0)
        values, vectors = torch.linalg.eigh((x - b).T @ (x - b) / len(x))
        values, vectors = values.flip(0).clamp_min(0), vectors.flip(1)
        var = values[latent:].mean()
        return cls(vectors[:, :latent] * (values[:latent] - var).sqrt(), b, var)

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        """Exact log p(x), (N, D) -> (N,)."""
        return ppca_log_marginal(x, self.W, self.b, self.var)

    def posterior(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Exact mean (N, L) and covariance (L, L) of z given x."""
        return ppca_posterior(x, self.W, self.b, self.var)

    def sample(self, count: int, generator: torch.Generator | None = None) -> torch.Tensor:
        """`count` samples, (count, D)."""
        z = _noise((count, self.W.shape[1]), self.W, generator)
        noise = _noise((count, len(self.b)), self.W, generator)
        return z @ self.W.T + self.b + math.sqrt(self.var) * noise


def _noise(shape: Sequence[int], like: torch.Tensor, generator: torch.Generator | None) -> torch.Tensor:
    return torch.randn(shape, dtype=like.dtype, device=like.device, generator=generator)
