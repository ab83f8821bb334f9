"""Week 4's modules: distributions that sum to one, causal by their input gradients, samples that match."""

import itertools

import pytest
import torch

from gmcourse.reference import autoregressive as functions
from gmcourse.reference.autoregressive_models import (
    FVSBN,
    MADE,
    NADE,
    RNADE,
    IndependentPixels,
    PixelCNN,
)
from gmcourse.reference.sequence_models import GPT, CharLSTM, CharRNN
from gmcourse.train import seeded

D, K, T = 9, 3, 6

BINARY = {
    "independent": lambda: IndependentPixels(D),
    "FVSBN": lambda: FVSBN(D),
    "NADE": lambda: NADE(D, 5),
    "MADE": lambda: MADE(D, [40, 40]),
    "MADE without hidden layer": lambda: MADE(D, []),
    "PixelCNN": lambda: PixelCNN(3, channels=4, blocks=2),
}
SEQUENCE = {
    "RNN": lambda: CharRNN(K, 5),
    "LSTM": lambda: CharLSTM(K, 5),
    "GPT": lambda: GPT(K, T, width=8, layers=2, heads=2),
}


def made(makers, name):
    """The model with all parameters drawn at random, so that no zero hides a path."""
    with seeded(3):
        model = makers[name]().double()
        for parameter in model.parameters():
            torch.nn.init.normal_(parameter, std=0.7)
    return model


def binary_vectors(dims):
    return torch.tensor(list(itertools.product([0.0, 1.0], repeat=dims)), dtype=torch.float64)


@pytest.mark.parametrize("name", BINARY)
def test_binary_models_sum_to_one(name):
    assert made(BINARY, name).log_prob(binary_vectors(D)).exp().sum().item() == pytest.approx(1)


@pytest.mark.parametrize("name", SEQUENCE)
def test_sequence_models_sum_to_one(name):
    tokens = torch.tensor(list(itertools.product(range(K), repeat=T)))
    assert made(SEQUENCE, name).log_prob(tokens).exp().sum().item() == pytest.approx(1)


def influence(model, points):
    """(D, D): whether output i has a gradient by input j at any of the points."""
    places = len(points[0])
    seen = torch.zeros(places, places, dtype=torch.bool)
    for point in points:
        jacobian = torch.autograd.functional.jacobian(lambda x: model.logits(x[None])[0], point)
        shape = (places, jacobian[0].numel() // point.numel(), places, -1)
        seen |= (jacobian.reshape(shape) != 0).any(dim=3).any(dim=1)
    return seen


@pytest.mark.parametrize("name", BINARY)
def test_no_logit_has_a_gradient_by_its_own_or_a_later_input(name):
    seen = influence(made(BINARY, name), binary_vectors(D)[::17])
    assert not seen.triu().any()
    if name not in ("independent", "PixelCNN"):
        assert seen[torch.ones(D, D).tril(-1).bool()].all()


@pytest.mark.parametrize("name", SEQUENCE)
def test_no_prediction_has_a_gradient_by_its_own_or_a_later_token(name):
    one_hot = torch.nn.functional.one_hot(torch.tensor([0, 2, 1, 1, 0, 2]), K).double()
    seen = influence(made(SEQUENCE, name), [one_hot])
    assert torch.equal(seen, torch.ones(T, T).tril(-1).bool())


def test_the_modules_are_the_functions():
    x = binary_vectors(D)
    model = made(BINARY, "FVSBN")
    assert torch.allclose(model.log_prob(x), functions.fvsbn_log_prob(x, model.weight, model.bias))
    model = made(BINARY, "NADE")
    assert torch.allclose(model.log_prob(x), functions.nade_log_prob(x, model.W, model.c, model.V, model.b))
    rnn, tokens = made(SEQUENCE, "RNN"), torch.tensor([[0, 2, 1, 1, 0, 2]])
    cell = dict(rnn.cell.named_parameters())
    params = {
        "h0": rnn.start,
        "W_xh": cell["weight_ih_l0"],
        "W_hh": cell["weight_hh_l0"],
        "b_h": cell["bias_ih_l0"] + cell["bias_hh_l0"],
        "W_hy": rnn.out.weight,
        "b_y": rnn.out.bias,
    }
    assert torch.allclose(rnn.log_prob(tokens), functions.rnn_log_prob(tokens, params))


def test_binary_samples_have_the_model_s_frequencies():
    with seeded(1):
        model = NADE(3, 4).double()
    x = model.sample(20_000, torch.Generator().manual_seed(0))
    counts = torch.bincount((x @ torch.tensor([4.0, 2.0, 1.0], dtype=x.dtype)).long(), minlength=8)
    expected = 20_000 * model.log_prob(binary_vectors(3)).exp()
    assert ((counts - expected) ** 2 / expected).sum() < 43  # chi-square, 7 degrees, p = 3e-7


@pytest.mark.parametrize("name", SEQUENCE)
def test_sequence_samples_have_the_model_s_frequencies(name):
    model = made(SEQUENCE, name)
    tokens = model.sample(20_000, 2, torch.Generator().manual_seed(0))
    counts = torch.bincount(tokens[:, 0] * K + tokens[:, 1], minlength=K * K)
    pairs = torch.tensor(list(itertools.product(range(K), repeat=2)))
    expected = 20_000 * model.log_prob(pairs).exp().detach()
    assert ((counts - expected) ** 2 / expected).sum() < 47  # chi-square, 8 degrees, p = 1.5e-7


def rnade():
    with seeded(0):
        return RNADE(2, 4, 3).double()


def test_rnade_integrates_to_one():
    grid = torch.linspace(-12, 12, 601, dtype=torch.float64)
    points = torch.cartesian_prod(grid, grid)
    total = rnade().log_prob(points).exp().sum() * (grid[1] - grid[0]) ** 2
    assert total.item() == pytest.approx(1, abs=1e-4)


def test_rnade_is_causal_and_samples_itself():
    model = rnade()
    x = torch.zeros(2, dtype=torch.float64)
    for part in torch.autograd.functional.jacobian(lambda one: model.conditionals(one[None]), x):
        assert (part.reshape(2, -1, 2)[0] == 0).all()
        assert (part.reshape(2, -1, 2)[1, :, 1] == 0).all()
    samples = model.sample(20_000, torch.Generator().manual_seed(0))
    weights, means, _ = (part.detach() for part in model.conditionals(samples))
    expected = (weights.exp() * means).sum(dim=-1)
    error = (samples - expected).mean(dim=0) / (samples.std(dim=0) / 20_000**0.5)
    assert (error.abs() < 5.5).all()


def test_the_same_generator_gives_the_same_samples():
    model = made(BINARY, "PixelCNN")
    one, other = (model.sample(3, torch.Generator().manual_seed(5)) for _ in range(2))
    assert torch.equal(one, other)


def test_gpt_says_how_far_it_reads():
    with pytest.raises(ValueError, match="up to 6 tokens"):
        made(SEQUENCE, "GPT").log_prob(torch.zeros(1, 7, dtype=torch.int64))
