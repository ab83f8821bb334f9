"""The adversarial models: shapes, steps that do what they say, and (slowly) what they reach on the ring."""

import pytest
import torch
from sklearn.linear_model import LogisticRegression

from gmcourse.data.digits import digits
from gmcourse.data.ring import ring, ring_centers
from gmcourse.reference.gan_models import (
    GAN,
    LOSSES,
    Critic,
    Discriminator,
    Generator,
    ProjectionDiscriminator,
)
from gmcourse.reference.gans import modes_covered


def noise(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


@pytest.fixture(autouse=True)
def one_thread():
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def test_shapes():
    assert Generator(3, 8, 5)(noise(4, 3)).shape == (4, 5)
    assert Generator(3, 8, 5, classes=2)(noise(4, 3), torch.tensor([0, 1, 1, 0])).shape == (4, 5)
    assert Discriminator(5, 8)(noise(4, 5)).shape == (4,)
    assert ProjectionDiscriminator(5, 8, 2)(noise(4, 5), torch.tensor([0, 1, 1, 0])).shape == (4,)


def test_clipping():
    critic = Critic(2, 8)
    critic.clip_(0.01)
    assert max(p.abs().max().item() for p in critic.parameters()) <= 0.01


def test_the_projection_depends_on_the_label_linearly_in_the_features():
    judge, x = ProjectionDiscriminator(3, 8, 4), noise(6, 3)
    zero, one = judge(x, torch.zeros(6, dtype=torch.int64)), judge(x, torch.ones(6, dtype=torch.int64))
    gap = judge.phi(x) @ (judge.embedding.weight[1] - judge.embedding.weight[0])
    assert torch.allclose(one - zero, gap, atol=1e-6)


@pytest.mark.parametrize("loss", LOSSES)
def test_every_loss_moves_a_generator_to_the_data(loss):
    """Its mean comes near theirs; it may swing past it again, as players of a game do."""
    model = GAN(1, latent=1, hidden=16, loss=loss, seed=0, lr=5e-3)
    gaps = []

    def gap(step=0):
        if step % 10 == 0:
            gaps.append(abs(model.sample(500, torch.Generator().manual_seed(1)).mean().item() - 3.0))

    gap()
    model.fit(0.5 * noise(2000, 1) + 3.0, steps=150, batch_size=32, after=gap)
    assert min(gaps) < 0.3 * gaps[0]


def test_training_is_the_same_twice_and_leaves_torch_alone():
    data = noise(200, 2)
    torch.manual_seed(5)
    expected = torch.rand(1)
    torch.manual_seed(5)
    drawn = [GAN(2, seed=3).fit(data, steps=5).sample(7, torch.Generator().manual_seed(0)) for _ in range(2)]
    assert torch.equal(*drawn)
    assert torch.equal(torch.rand(1), expected)


def test_an_unknown_loss_is_refused():
    with pytest.raises(ValueError, match="wgan-gp"):
        GAN(2, loss="lsgan")


@pytest.mark.slow
def test_wgan_gp_covers_the_ring_on_at_least_four_of_five_seeds():
    points, _ = ring(4000, torch.Generator().manual_seed(0))
    covered = []
    for seed in range(5):
        model = GAN(2, hidden=32, loss="wgan-gp", seed=seed, lr=2e-3).fit(points, steps=480, batch_size=64)
        covered.append(
            modes_covered(model.sample(500, torch.Generator().manual_seed(1)), ring_centers(), 0.3)
        )
    assert sum(count == 8 for count in covered) >= 4, covered


@pytest.mark.slow
def test_digits_by_class_are_read_as_their_class():
    split = digits()
    reader = LogisticRegression(max_iter=2000).fit(split.train, split.train_labels)
    model = GAN(64, latent=16, hidden=128, classes=10, seed=0)
    pixels, labels = torch.tensor(split.train / 8 - 1, dtype=torch.float32), torch.tensor(split.train_labels)
    model.fit(pixels, labels, steps=800, batch_size=64)
    asked = torch.arange(10).repeat(50)
    painted = model.sample(500, torch.Generator().manual_seed(1), labels=asked)
    read = reader.predict((8 * (painted + 1)).numpy())
    assert (read == asked.numpy()).mean() > 0.8
