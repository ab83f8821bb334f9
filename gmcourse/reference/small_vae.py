"""Week 5's build: a variational autoencoder of black and white pictures, in one class.

N samples, D pixels, L latent dimensions; log-probabilities in nats. Kingma and Welling (2014).
"""

import torch
from torch import nn

from gmcourse.reference.latent import bernoulli_log_likelihood, kl_to_standard_normal, reparameterize


class VAE(nn.Module):
    """p(z) = N(0, I), p(x given z) independent bits, q(z given x) a Gaussian with a diagonal covariance.

    data: D pixels; hidden: units in the one hidden layer of either net; latent: L
    """

    def __init__(self, data: int, hidden: int, latent: int) -> None:
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """(N, D) -> mean and log_var of q(z given x), each (N, L)."""
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        """(N, L) -> logits of the pixels, (N, D)."""
        return self.decoder(z)

    def elbo(self, x: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        """The bound on log p(x) with one draw of z from noise (N, L), in nats: (N, D) -> (N,)."""
        mean, log_var = self.encode(x)
        logits = self.decode(reparameterize(mean, log_var, noise))
        return bernoulli_log_likelihood(x, logits) - kl_to_standard_normal(mean, log_var)

    def sample(self, noise: torch.Tensor, generator: torch.Generator | None = None) -> torch.Tensor:
        """Draws of z, standard normal (N, L) -> pictures of zeros and ones (N, D)."""
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
