"""Week 4's functions against torch.distributions, torch's own layers, and enumeration."""

import itertools

import pytest
import torch
import torch.nn.functional as F
from torch.distributions import Bernoulli, Categorical, MixtureSameFamily, Normal

from gmcourse.reference.autoregressive import (
    categorical_log_prob,
    causal_attention,
    fvsbn_log_prob,
    made_log_prob,
    made_masks,
    nade_log_prob,
    nade_sample,
    pixelcnn_mask,
    rnade_log_prob,
    rnn_log_prob,
    sample_next,
)

D, H, K = 6, 4, 3


def draw(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def uniforms(*shape, seed=0):
    return torch.rand(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def binary_vectors(dims):
    return torch.tensor(list(itertools.product([0.0, 1.0], repeat=dims)), dtype=torch.float64)


def nade_parameters(dims=D):
    return draw(H, dims, seed=1), draw(H, seed=2), draw(dims, H, seed=3), draw(dims, seed=4)


def made_parameters(hidden=(7, 5), degrees=None):
    sizes = [D, *hidden, D]
    weights = [draw(b, a, seed=i) for i, (a, b) in enumerate(itertools.pairwise(sizes))]
    biases = [draw(b, seed=10 + i) for i, b in enumerate(sizes[1:])]
    places = torch.arange(1, D + 1)
    degrees = degrees or [places, *(torch.arange(size) % (D - 1) + 1 for size in hidden)]
    return weights, biases, made_masks(degrees)


def rnn_parameters():
    shapes = {"h0": (H,), "W_xh": (H, K), "W_hh": (H, H), "b_h": (H,), "W_hy": (K, H), "b_y": (K,)}
    return {name: draw(*shape, seed=i) for i, (name, shape) in enumerate(shapes.items())}


def test_fvsbn_one_conditional_after_another():
    x, weight, bias = binary_vectors(D), draw(D, D), draw(D, seed=1)
    wanted = torch.zeros(len(x), dtype=torch.float64)
    for i in range(D):
        logit = bias[i] + sum(weight[i, j] * x[:, j] for j in range(i))
        wanted += Bernoulli(logits=logit).log_prob(x[:, i])
    assert torch.allclose(fvsbn_log_prob(x, weight, bias), wanted)


def test_nade_against_a_matrix_product_for_each_dimension():
    x, (W, c, V, b) = binary_vectors(D), nade_parameters()
    wanted = torch.zeros(len(x), dtype=torch.float64)
    for i in range(D):
        hidden = torch.sigmoid(c + x[:, :i] @ W[:, :i].T)
        wanted += Bernoulli(logits=hidden @ V[i] + b[i]).log_prob(x[:, i])
    assert torch.allclose(nade_log_prob(x, W, c, V, b), wanted)


BINARY = {
    "fvsbn": lambda x: fvsbn_log_prob(x, draw(D, D), draw(D, seed=1)),
    "nade": lambda x: nade_log_prob(x, *nade_parameters()),
    "made": lambda x: made_log_prob(x, *made_parameters()),
    "made, no hidden layer": lambda x: made_log_prob(x, *made_parameters(hidden=())),
    "made, another order": lambda x: made_log_prob(
        x, *made_parameters(degrees=[[3, 1, 6, 2, 5, 4], [1, 2, 3, 4, 5, 1, 2], [5, 1, 4, 3, 2]])
    ),
}


@pytest.mark.parametrize("name", BINARY)
def test_probabilities_of_all_binary_vectors_sum_to_one(name):
    assert BINARY[name](binary_vectors(D)).exp().sum().item() == pytest.approx(1)


def test_without_its_masks_made_is_no_distribution():
    weights, biases, masks = made_parameters()
    total = made_log_prob(binary_vectors(D), weights, biases, [torch.ones_like(m) for m in masks]).exp().sum()
    assert abs(total.item() - 1) > 0.05


@pytest.mark.parametrize("scale", [50.0, 1e4])
def test_large_logits_stay_finite(scale):
    x, weight, bias = binary_vectors(3), scale * draw(3, 3), scale * draw(3, seed=1)
    assert torch.isfinite(fvsbn_log_prob(x, weight, bias)).all()
    assert torch.isfinite(nade_log_prob(x, draw(H, 3), draw(H), scale * draw(3, H), scale * draw(3))).all()


def test_nade_samples_have_the_model_s_frequencies():
    W, c, V, b = nade_parameters(dims=3)
    x = nade_sample(uniforms(20_000, 3), W, c, V, b)
    places = (x @ torch.tensor([4.0, 2.0, 1.0], dtype=x.dtype)).long()
    counts = torch.bincount(places, minlength=8)
    expected = 20_000 * nade_log_prob(binary_vectors(3), W, c, V, b).exp()
    assert ((counts - expected) ** 2 / expected).sum() < 43  # chi-square, 7 degrees, p = 3e-7


def test_nade_sampling_inverts_the_conditionals():
    W, c, V, b = nade_parameters()
    assert nade_sample(torch.zeros(1, D, dtype=torch.float64), W, c, V, b).tolist() == [[1.0] * D]
    u = uniforms(5, D)
    x = nade_sample(u, W, c, V, b)
    for i in range(D):
        chance = torch.sigmoid(torch.sigmoid(c + x[:, :i] @ W[:, :i].T) @ V[i] + b[i])
        assert torch.equal(x[:, i], (u[:, i] < chance).double())


def test_made_masks_leave_only_paths_from_earlier_inputs():
    order = torch.tensor([3, 1, 4, 2])
    masks = made_masks([order, torch.tensor([1, 2, 3, 1, 2]), torch.tensor([3, 1, 2])])
    assert [tuple(m.shape) for m in masks] == [(5, 4), (3, 5), (4, 3)]
    paths = (masks[2] @ masks[1] @ masks[0]) > 0
    assert torch.equal(paths, order[:, None] > order[None, :])


def test_categorical_against_torch_distributions():
    logits = draw(5, D, K)
    x = torch.randint(K, (5, D), generator=torch.Generator().manual_seed(0))
    wanted = Categorical(logits=logits).log_prob(x).sum(dim=1)
    assert torch.allclose(categorical_log_prob(logits, x), wanted)
    huge = torch.tensor([[[1000.0, 0.0]]])
    assert categorical_log_prob(huge, torch.tensor([[1]])).item() == -1000.0


def test_rnade_against_torch_distributions():
    x, means, log_scales = draw(5, D), draw(5, D, K, seed=1), draw(5, D, K, seed=2)
    log_weights = torch.log_softmax(draw(5, D, K, seed=3), dim=-1)
    mixture = MixtureSameFamily(Categorical(logits=log_weights), Normal(means, log_scales.exp()))
    assert torch.allclose(rnade_log_prob(x, log_weights, means, log_scales), mixture.log_prob(x).sum(dim=1))
    assert torch.isfinite(rnade_log_prob(x + 1e4, log_weights, means, log_scales)).all()


def test_rnn_against_torch_s_own():
    params = rnn_parameters()
    tokens = torch.randint(K, (4, 7), generator=torch.Generator().manual_seed(0))
    cell = torch.nn.RNN(K, H, batch_first=True, dtype=torch.float64)
    cell.load_state_dict(
        {
            "weight_ih_l0": params["W_xh"],
            "weight_hh_l0": params["W_hh"],
            "bias_ih_l0": params["b_h"],
            "bias_hh_l0": torch.zeros(H),
        }
    )
    start = params["h0"].expand(1, 4, H).contiguous()
    states, _ = cell(F.one_hot(tokens, K).double(), start)
    before = torch.cat([start.transpose(0, 1), states[:, :-1]], dim=1)
    wanted = Categorical(logits=before @ params["W_hy"].T + params["b_y"]).log_prob(tokens).sum(dim=1)
    assert torch.allclose(rnn_log_prob(tokens, params), wanted)


def test_rnn_probabilities_of_all_sequences_sum_to_one():
    tokens = torch.tensor(list(itertools.product(range(K), repeat=4)))
    assert rnn_log_prob(tokens, rnn_parameters()).exp().sum().item() == pytest.approx(1)


@pytest.mark.parametrize(("kind", "centre"), [("A", 0.0), ("B", 1.0)])
def test_pixelcnn_mask_lets_gradients_through_from_earlier_pixels_only(kind, centre):
    mask = pixelcnn_mask(5, kind)
    image = torch.zeros(1, 1, 5, 5, dtype=torch.float64, requires_grad=True)
    F.conv2d(image, mask[None, None], padding=2)[0, 0, 2, 2].backward()
    grad = image.grad.flatten()
    assert grad.tolist() == [1.0] * 12 + [centre] + [0.0] * 12


def test_attention_against_torch_s_own():
    q, k, v = (draw(2, 6, 4, seed=i) for i in range(3))
    wanted = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    assert torch.allclose(causal_attention(q, k, v), wanted)


def test_attention_sees_no_later_position():
    q, k, v = (draw(1, 5, 4, seed=i).requires_grad_() for i in range(3))
    for t in range(5):
        grads = torch.autograd.grad(causal_attention(q, k, v)[0, t].sum(), (k, v))
        assert all((g[0, t + 1 :] == 0).all() for g in grads)
        assert (grads[1][0, : t + 1] != 0).any(dim=1).all()


def test_sample_next_has_the_tempered_frequencies():
    logits, temperature, count = draw(K), 0.7, 20_000
    tokens = sample_next(logits.expand(count, K), temperature, uniforms(count))
    expected = count * torch.softmax(logits / temperature, dim=0)
    counts = torch.bincount(tokens, minlength=K)
    assert ((counts - expected) ** 2 / expected).sum() < 30  # chi-square, 2 degrees, p = 3e-7


def test_sample_next_at_the_edges():
    logits = torch.tensor([[-torch.inf, 0.0, 0.0, -torch.inf]], dtype=torch.float64)
    u = torch.tensor([0.0, 0.4, 0.6], dtype=torch.float64)
    assert sample_next(logits.expand(3, 4), 1.0, u).tolist() == [1, 1, 2]
    last = sample_next(torch.zeros(1, 7), 1.0, torch.tensor([1 - 2**-24]))
    assert last.item() == 6
    assert sample_next(torch.tensor([[3000.0, 2000.0]]), 1e-3, torch.tensor([0.999])).item() == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: fvsbn_log_prob(draw(2, 3), draw(3, 2), draw(3)), "weight has shape"),
        (lambda: nade_log_prob(draw(2, 3), draw(4, 2), draw(4), draw(2, 4), draw(2)), "W has shape"),
        (lambda: nade_sample(draw(3), draw(4, 3), draw(4), draw(3, 4), draw(3)), "two axes"),
        (lambda: made_masks([torch.tensor([0, 1, 2])]), "permutation of 1..D"),
        (lambda: made_log_prob(draw(2, 3), [draw(3, 3)], [draw(3)], []), "one weight, bias and mask"),
        (lambda: categorical_log_prob(draw(2, 3, 4), torch.zeros(3, 2)), "x has shape"),
        (lambda: rnade_log_prob(draw(2, 3), draw(2, 3, 4), draw(2, 3, 5), draw(2, 3, 5)), "log_weights has"),
        (lambda: rnn_log_prob(torch.zeros(1, 2), rnn_parameters() | {"W_xh": draw(2, 2)}), "W_xh has shape"),
        (lambda: pixelcnn_mask(4, "A"), "odd size"),
        (lambda: pixelcnn_mask(3, "C"), "kind 'A' or 'B'"),
        (lambda: causal_attention(draw(1, 3, 2), draw(1, 2, 2), draw(1, 2, 2)), "k has shape"),
        (lambda: sample_next(draw(1, 3), 0.0, draw(1)), "temperature is above 0"),
    ],
)
def test_bad_input_is_named(call, words):
    with pytest.raises(ValueError, match=words):
        call()
