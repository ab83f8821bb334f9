"""The probe that counts arithmetic tells O(HD) from O(HD^2), however either is written."""

import pytest
import torch
import torch.nn.functional as F

from gmcourse.check.probes.work import value_and_growth


def loglik(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


def running_sum(x, W, c, V, b):
    seen = torch.cumsum(x[:, :, None] * W.T, dim=1)
    return loglik(x, (torch.sigmoid(F.pad(seen, (0, 0, 1, -1)) + c) * V).sum(-1) + b)


def row_after_row(x, W, c, V, b):
    logits = torch.zeros_like(x)
    for n in range(len(x)):
        state = c.clone()
        for i in range(x.shape[1]):
            logits[n, i] = V[i] @ torch.sigmoid(state) + b[i]
            state += x[n, i] * W[:, i]
    return loglik(x, logits)


def product_for_each(x, W, c, V, b):
    columns = [torch.sigmoid(F.linear(x[:, :i], W[:, :i], c)) @ V[i] for i in range(x.shape[1])]
    return loglik(x, torch.stack(columns, 1) + b)


def masked_cube(x, W, c, V, b):
    before = torch.ones(len(b), len(b), dtype=x.dtype).tril(-1)
    hidden = torch.sigmoid(torch.einsum("nj,ij,hj->nih", x, before, W) + c)
    return loglik(x, torch.einsum("nih,ih->ni", hidden, V) + b)


def masked_inputs(x, W, c, V, b):
    before = x[:, None, :] * torch.ones(len(b), len(b), dtype=x.dtype).tril(-1)
    return loglik(x, (torch.sigmoid(before @ W.T + c) * V).sum(-1) + b)


def case(dims, units=16, count=2):
    generator = torch.Generator().manual_seed(0)
    shapes = {"W": (units, dims), "c": (units,), "V": (dims, units), "b": (dims,)}
    x = (torch.rand(count, dims, generator=generator) < 0.5).double()
    return {"x": x} | {
        name: torch.randn(shape, generator=generator, dtype=torch.float64) for name, shape in shapes.items()
    }


@pytest.mark.parametrize(
    ("function", "growth"),
    [
        (running_sum, "D"),
        (row_after_row, "D"),
        (product_for_each, "D squared"),
        (masked_cube, "D squared"),
        (masked_inputs, "D squared"),
    ],
)
@pytest.mark.parametrize("dims", [64, 128])
def test_growth(function, growth, dims):
    answer = value_and_growth(function, case(dims))
    assert answer["growth"] == growth
    assert torch.allclose(answer["value"], running_sum(**case(dims)))


def test_small_inputs_are_not_counted():
    assert set(value_and_growth(running_sum, case(5))) == {"value"}
