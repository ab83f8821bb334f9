"""The probe that counts arithmetic tells O(HD) from O(HD^2), however either is written."""

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from numpy.linalg import solve

from gmcourse.check.probes.pictures import completed
from gmcourse.check.probes.work import UNSEEN, value_and_growth


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


def in_numpy(x, W, c, V, b):
    first, second = (np.tril(np.ones((len(b), len(b))), -1) * row for row in x.numpy()[:, None, :])
    hidden = [1 / (1 + np.exp(-(rows @ W.numpy().T + c.numpy()))) for rows in (first, second)]
    return loglik(x, torch.from_numpy(np.stack([(part * np.asarray(V)).sum(-1) for part in hidden])) + b)


def in_lists(x, W, c, V, b):
    return running_sum(torch.tensor(x.tolist(), dtype=x.dtype), W, c, V, b)


def printed(x, W, c, V, b):
    print(x, W[0], f"{c[0]:.2f}", x[0, 0].item(), float(b[0]), len(x), x.shape)
    return running_sum(x, W, c, V, b)


@pytest.mark.parametrize("function", [in_numpy, in_lists])
def test_work_outside_torch_is_named(function):
    answer = value_and_growth(function, case(64))
    assert answer["growth"] == UNSEEN
    assert torch.allclose(answer["value"], running_sum(**case(64)))


def test_what_is_printed_stays_in_torch():
    assert value_and_growth(printed, case(64))["growth"] == "D"


def padded_where_small(x, W, c, V, b):
    for _ in range(9 if len(b) < 64 else 0):
        product_for_each(x, W, c, V, b)
    return product_for_each(x, W, c, V, b)


def one_by_one(x, W, c, V, b):
    rows = [np.array([float(v) for v in t.reshape(-1)]).reshape(t.shape) for t in (x, W, c, V, b)]
    return product_for_each(*map(torch.tensor, rows))


def some_by_one(x, W, c, V, b):
    seen = [[float(v) for v in row] for row in x]
    return running_sum(torch.tensor(seen, dtype=x.dtype), W, c, V, b)


def test_padding_the_small_call_wins_nothing():
    assert value_and_growth(padded_where_small, case(128))["growth"] == "D squared"


def test_numbers_taken_out_one_by_one_are_seen_and_a_few_are_allowed():
    assert value_and_growth(one_by_one, case(128))["growth"] == UNSEEN
    assert value_and_growth(some_by_one, case(128))["growth"] == "D"


def test_a_solver_taken_by_name_is_counted():
    def at_once(mean, cov, seen, values):
        return solve(cov, values.T).T @ cov

    def row_by_row(mean, cov, seen, values):
        return np.array([solve(cov, row) for row in values]) @ cov

    args = {"mean": np.zeros(2), "cov": np.eye(2), "seen": np.array([0, 1]), "values": np.ones((5, 2))}
    assert [completed(function, args)["more"] for function in (at_once, row_by_row)] == [0, 4]
    assert solve is np.linalg.solve
