"""The worded flow of week 8: it follows exact fields, and learns lumps that their captions name."""

import numpy as np
import pytest
import torch

from gmcourse.check.builders.diffusion import worded
from gmcourse.reference.latent_flow import LatentFlow
from gmcourse.train import fit, seeded


def draw(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


class Given(LatentFlow):
    """A flow whose velocity is a line and a table of words."""

    def velocity(self, z, t, words):
        return worded(3, 2, 4)(z, t, words)


def test_samples_of_a_linear_velocity_end_where_the_recursion_says():
    """z' = z + h (a z + b t + table) is a geometric sum, worked out in NumPy."""
    table = worded(3, 2, 4).table.detach().numpy()
    noise, words, steps = draw(3, 2).double(), torch.tensor([[0, 2], [1, 3], [1, 1]]), 8
    for weight in (0.0, 1.0, 2.5):
        told = weight * table[words.numpy()].sum(1) + (1 - weight) * 2 * table[-1]
        z = noise.numpy()
        for i in range(steps):
            z = z + (-0.5 * z + 0.3 * i / steps + told) / steps
        found = Given(2, 4, 8, 1).sample(noise, words, weight, steps)
        np.testing.assert_allclose(found, z, rtol=1e-10)


def test_the_rate_of_silence_is_that_of_the_table():
    """Words add nothing, silence adds a million: the loss says how often it was heard."""

    class Loud(LatentFlow):
        def velocity(self, z, t, words):
            return (words[:, :1] == self.vocabulary) * 1e3 + 0 * z

    zeros, words = torch.zeros(20_000, 1), torch.zeros(20_000, 2, dtype=torch.int64)
    loss = Loud(1, 5, 8, 1, drop=0.3).loss(
        zeros, words, zeros, torch.zeros(20_000), torch.Generator().manual_seed(1)
    )
    assert float(loss) / 1e6 == pytest.approx(0.3, abs=0.02)


def test_it_learns_what_words_mean():
    centres = torch.tensor([[-2.0, -1.0], [-2.0, 1.0], [2.0, -1.0], [2.0, 1.0]])
    lump = torch.randint(4, (2000,), generator=torch.Generator().manual_seed(2))
    z, words = centres[lump] + 0.2 * draw(2000, 2, seed=3), torch.stack([lump // 2, 2 + lump % 2], dim=1)

    def loss(model, batch, generator):
        noise = torch.randn(batch[0].shape, generator=generator)
        return model.loss(*batch, noise, torch.rand(len(noise), generator=generator), generator)

    with seeded(0):
        model = LatentFlow(2, 4, 48, 2)
    fit(model, loss, (z, words), epochs=12, lr=5e-3)
    for i, centre in enumerate(centres):
        said = model.sample(draw(200, 2, seed=4), torch.tensor([[i // 2, 2 + i % 2]]).expand(200, 2), 1.0, 20)
        assert (said.mean(0) - centre).norm() < 0.4
