"""Week 4's claims as numbers: the notes' slips, the blind spot, entropy gaps, who beats whom."""

import itertools
import math
import re
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from gmcourse.check.probes import gpt
from gmcourse.data.digits import binarised_digits
from gmcourse.data.language import small_language, text_entropy
from gmcourse.reference import tiny_gpt
from gmcourse.reference.autoregressive import pixelcnn_mask
from gmcourse.reference.autoregressive_models import FVSBN, MADE, NADE, IndependentPixels, PixelCNN
from gmcourse.reference.sequence_models import CharLSTM
from gmcourse.train import fit, seeded


@pytest.fixture(scope="module")
def digits():
    parts = binarised_digits()
    return tuple(torch.tensor(part, dtype=torch.float32) for part in (parts.train, parts.valid, parts.test))


def held_out(model, digits, **how):
    """Bits per pixel of each test image after training."""
    train, valid, test = digits
    fit(model, train=train, valid=valid, batch_size=32, **how)
    with torch.no_grad():
        return (-model.log_prob(test) / (64 * math.log(2))).numpy()


def beats(better, worse):
    """By how many standard errors of the paired difference."""
    gap = worse - better
    return gap.mean() / (gap.std(ddof=1) / math.sqrt(len(gap)))


def test_fvsbn_beats_independent_pixels(digits):
    independent = held_out(IndependentPixels(64), digits, epochs=8, lr=0.1)
    fvsbn = held_out(FVSBN(64), digits, epochs=6, lr=0.03)
    assert beats(fvsbn, independent) > 20
    assert independent.mean() == pytest.approx(0.565, abs=0.01)


@pytest.mark.slow
def test_hidden_units_beat_fvsbn_and_pixelcnn_is_no_worse(digits):
    fvsbn = held_out(FVSBN(64), digits, epochs=30, lr=0.02)
    with seeded(0):
        nade, made, pixelcnn = NADE(64, 64), MADE(64, [256]), PixelCNN(8)
    nade = held_out(nade, digits, epochs=25, lr=0.01)
    assert beats(nade, fvsbn) > 5
    assert beats(held_out(made, digits, epochs=25, lr=0.005), fvsbn) > 5
    assert beats(held_out(pixelcnn, digits, epochs=15, lr=0.003), fvsbn) > 3


@pytest.mark.slow
def test_an_lstm_comes_within_a_hundredth_of_a_bit_of_the_entropy():
    source, rng = small_language(), np.random.default_rng(0)
    train, valid, test = (torch.tensor(source.sample(n, 32, rng)) for n in (2000, 500, 2000))
    with seeded(0):
        model = CharLSTM(5, 24)
    fit(model, train=train, valid=valid, epochs=15, lr=0.01)
    with torch.no_grad():
        gap = (source.log_prob(test.numpy()) - model.log_prob(test).double().numpy()) / (32 * math.log(2))
    assert 0 < gap.mean() < 0.01


def test_the_blind_spot_is_what_the_chapter_s_steps_leave_out():
    side, row, column, layers = 15, 9, 7, 8
    steps = [(0, -1), (-1, -1), (-1, 0), (-1, 1)]
    reached = {(row + r, column + c) for r, c in steps}
    for _ in range(layers - 1):
        reached |= {(a + r, b + c) for a, b in reached for r, c in steps}
    image = torch.zeros(1, 1, side, side, dtype=torch.float64, requires_grad=True)
    hidden = F.conv2d(image, pixelcnn_mask(3, "A")[None, None], padding=1)
    for _ in range(layers - 1):
        hidden = F.conv2d(hidden, pixelcnn_mask(3, "B")[None, None], padding=1)
    hidden[0, 0, row, column].backward()
    seen = {tuple(place) for place in torch.nonzero(image.grad[0, 0]).tolist()}
    assert seen == {(r, c) for r, c in reached if r >= 0 and 0 <= c < side}
    blind = row * side + column - len(seen)
    assert blind > 0
    assert (row - 1, column + 2) not in seen
    assert (row - 1, column + 1) in seen


def test_gradient_by_the_output_bias_gives_the_prediction():
    with seeded(0):
        model = NADE(5, 4).double()
    x = torch.tensor([[1.0, 0, 1, 1, 0]], dtype=torch.float64)
    by_bias = torch.autograd.grad(model.log_prob(x).sum(), model.b)[0]
    assert torch.allclose(x[0] - by_bias, torch.sigmoid(model.logits(x))[0])


def test_the_lecture_s_hello():
    chances = torch.softmax(torch.tensor([1.0, 2.2, -3.0, 4.1]), 0)
    assert chances[1].item() == pytest.approx(0.125, abs=5e-4)


def test_an_autoencoder_sums_to_more_than_one():
    every = torch.tensor(list(itertools.product([0.0, 1.0], repeat=8)))
    copied = torch.where(every == 1, 0.99, 0.01)
    total = torch.where(every == 1, copied, 1 - copied).prod(dim=1).sum()
    assert total.item() == pytest.approx((2 * 0.99) ** 8, rel=1e-5)


def test_the_printed_softmax_is_nan_and_the_shifted_one_is_not():
    a = np.array([1000.0, 0.0])
    with np.errstate(all="ignore"):
        assert np.isnan(np.exp(a) / np.sum(np.exp(a))).any()
    assert np.array_equal(np.exp(a - a.max()) / np.sum(np.exp(a - a.max())), [1.0, 0.0])


def test_minus_entropy_plus_the_mean_loss_is_the_divergence_and_the_sum_is_not():
    source = small_language()
    entropy = np.mean(text_entropy(source, 16))
    loss = -source.log_prob(source.sample(2000, 16, np.random.default_rng(5)))
    assert abs(loss.mean() - entropy) < 5 * loss.std() / math.sqrt(2000)
    assert loss.sum() - entropy > 1000


def test_the_model_s_mass_on_the_data_s_support_may_be_below_one():
    p, q = np.array([0.5, 0.5, 0.0]), np.array([0.3, 0.3, 0.4])
    support = p > 0
    kl = np.sum(p[support] * np.log(p[support] / q[support]))
    assert q[support].sum() == pytest.approx(0.6)
    assert kl > 1 - q[support].sum() > 0


def test_an_average_of_five_orders_loses_at_most_what_the_bonus_says():
    text = (Path(__file__).parents[2] / "solutions" / "week04_autoregressive.py").read_text(encoding="utf-8")
    (bits,) = re.findall(r"\\log 5\$ nats a picture, ([\d.]+) bits per pixel", text)
    assert float(bits) == pytest.approx(math.log2(5) / 64, abs=5e-4)


class Unigram(torch.nn.Module):
    """One row of logits for every place: sums and samples are right, and nothing is read."""

    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.bias = torch.nn.Parameter(torch.randn(vocabulary))

    def forward(self, tokens):
        return self.bias.expand(len(tokens), tokens.shape[1] + 1, -1)

    def log_prob(self, tokens):
        steps = self.forward(tokens[:, :-1]).log_softmax(2)
        return steps.gather(2, tokens[:, :, None])[:, :, 0].sum(1)

    def sample(self, n, length, generator=None):
        probs = self.bias.detach().softmax(0).expand(n, -1)
        return torch.multinomial(probs, length, replacement=True, generator=generator)


class SilentAtFirst(tiny_gpt.TinyGPT):
    """An honest twin: its last layer begins at zero, so that the first weights say nothing."""

    def __init__(self, *sizes):
        super().__init__(*sizes)
        torch.nn.init.zeros_(self.head[1].weight)


def test_a_gpt_that_hears_no_token_has_no_sums_places_or_samples():
    tokens = torch.tensor([[0, 1, 2], [2, 1, 0]])
    assert set(gpt.answers(Unigram, {"ask": "sums", "tokens": tokens, "seed": 3})) == {"shape", "deaf"}
    assert np.isnan(gpt.answers(Unigram, {"ask": "build", "seed": 3})["places"])
    assert set(gpt.answers(Unigram, {"ask": "draws", "seed": 3})) == {"deaf"}
    for honest in (tiny_gpt.TinyGPT, SilentAtFirst):
        sums = gpt.answers(honest, {"ask": "sums", "tokens": tokens, "seed": 3})
        assert sums["total"] == pytest.approx(1.0, abs=1e-3)
        assert gpt.answers(honest, {"ask": "build", "seed": 3})["places"] >= 0.15
