"""The small VAE against integration: its bound is log p(x) less KL(q to the posterior), exactly."""

import itertools
import math

import torch

from gmcourse.reference.small_vae import VAE
from gmcourse.train import seeded

GRID = torch.linspace(-8, 8, 4001, dtype=torch.float64)
STEP = float(GRID[1] - GRID[0])


def model(data=4, latent=1, seed=3):
    with seeded(seed):
        return VAE(data, 6, latent).double()


def log_normal(z, mean, var):
    return -0.5 * ((z - mean) ** 2 / var + var.log() + math.log(2 * math.pi))


def all_pictures(dims):
    return torch.tensor(list(itertools.product([0.0, 1.0], repeat=dims)), dtype=torch.float64)


def joint(vae, x):
    """log p(x, z) for all codes of the grid, (N, G)."""
    logits = vae.decode(GRID[:, None])
    bits = x[:, None] * torch.nn.functional.logsigmoid(logits) + (
        1 - x[:, None]
    ) * torch.nn.functional.logsigmoid(-logits)
    return bits.sum(-1) + log_normal(GRID, torch.zeros(()), torch.ones(()))


def test_the_pictures_probabilities_sum_to_one():
    with torch.no_grad():
        assert math.isclose(float(joint(model(), all_pictures(4)).exp().sum() * STEP), 1.0, rel_tol=1e-6)


def test_the_mean_bound_is_log_p_less_the_divergence_from_the_posterior():
    vae, x = model(), all_pictures(4)[[3, 5, 12]]
    with torch.no_grad():
        mean, log_var = vae.encode(x)
        noise = GRID[(GRID.abs() < 6)]
        weights = log_normal(noise, torch.zeros(()), torch.ones(())).exp() * STEP
        bound = torch.stack(
            [vae.elbo(x, torch.full((3, 1), float(e), dtype=torch.float64)) for e in noise[::8]]
        )
        bound = (8 * weights[::8, None] * bound).sum(0)
        log_joint = joint(vae, x)
        log_p = (log_joint.exp().sum(1) * STEP).log()
        q = log_normal(GRID, mean, log_var.exp())
        divergence = (q.exp() * (q - (log_joint - log_p[:, None]))).sum(1) * STEP
    assert torch.allclose(bound, log_p - divergence, atol=1e-5)
    assert (divergence > 0).all()


def test_samples_come_as_often_as_the_decoder_says():
    vae = model(data=3)
    noise = torch.full((20_000, 1), 0.7, dtype=torch.float64)
    drawn = vae.sample(noise, torch.Generator().manual_seed(0))
    assert set(drawn.unique().tolist()) == {0.0, 1.0}
    assert torch.allclose(drawn.mean(0), vae.decode(noise[:1])[0].sigmoid(), atol=0.02)
