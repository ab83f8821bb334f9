"""`fit`: it learns, stops early, is repeatable, and survives an interrupt with its weights."""

import math

import nbformat
import pytest
import torch
from nbclient import NotebookClient

from gmcourse.check.builders.tensors import generator, tensor
from gmcourse.mode import shortened
from gmcourse.train import Diverged, History, fit, mean_loss, seeded


def squared(model, batch, generator):
    x, y = batch
    return ((model(x)[:, 0] - y) ** 2).mean()


def line(count, seed=0):
    x = torch.randn(count, 1, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return x, 3.0 * x[:, 0] - 1.0


def linear(seed=0):
    with seeded(seed):
        return torch.nn.Linear(1, 1, dtype=torch.float64)


def test_it_finds_the_line():
    model = linear()
    history = fit(model, squared, line(256), line(64, 1), epochs=60, lr=0.05, patience=None)
    assert model.weight.item() == pytest.approx(3.0, abs=1e-3)
    assert len(history.train) == len(history.valid) == 60
    assert history.stopped == "done"
    assert history.seconds > 0


def test_the_same_seed_gives_the_same_weights_and_another_seed_others():
    models = [linear(), linear(), linear()]
    for model, seed in zip(models, [4, 4, 5], strict=True):
        fit(model, squared, line(100), epochs=2, lr=0.05, seed=seed)
    assert torch.equal(models[0].weight, models[1].weight)
    assert not torch.equal(models[0].weight, models[2].weight)


def test_global_random_numbers_are_left_alone():
    torch.manual_seed(3)
    wanted = torch.rand(2)
    torch.manual_seed(3)
    with seeded(9):
        torch.rand(5)
    fit(linear(), squared, line(10), epochs=1)
    assert torch.equal(torch.rand(2), wanted)


def test_early_stopping_goes_back_to_the_best_epoch():
    model = linear()
    with torch.no_grad():
        model.weight.fill_(3.0)
        model.bias.fill_(-1.0)
    x, y = line(64)
    history = fit(model, squared, (x, y + 5.0), line(64, 1), epochs=50, lr=0.05, patience=3)
    assert history.stopped == "early"
    assert history.best == 0
    assert len(history.valid) == 4
    assert mean_loss(model, squared, line(64, 1)) == pytest.approx(history.valid[0])


def test_an_interrupt_keeps_the_best_weights(capsys):
    calls = []

    def interrupted(model, batch, generator):
        calls.append(1)
        if len(calls) == 30:
            raise KeyboardInterrupt
        return squared(model, batch, generator)

    model = linear()
    history = fit(model, interrupted, line(64), line(64, 1), epochs=50, batch_size=16, lr=0.05)
    assert history.stopped == "interrupted"
    assert history.best == len(history.valid) - 1
    assert mean_loss(model, squared, line(64, 1)) == pytest.approx(min(history.valid))
    assert "interrupted: weights kept" in capsys.readouterr().out


def test_an_interrupt_in_the_first_epoch_keeps_what_was_learned(capsys):
    def interrupted(model, batch, generator):
        raise KeyboardInterrupt

    history = fit(linear(), interrupted, line(64))
    assert history == History(stopped="interrupted", seconds=history.seconds)
    assert "first epoch" in capsys.readouterr().out


def test_one_line_is_left(capsys):
    fit(linear(), squared, line(64), line(64, 1), epochs=3, label="the line")
    out = capsys.readouterr()
    assert out.out.count("\n") == 1
    assert out.out.startswith("the line: train")
    assert out.err == ""


def test_the_loss_gets_a_seeded_generator():
    seen = []

    def noisy(model, batch, generator):
        seen.append(torch.rand(1, generator=generator).item())
        return squared(model, batch, generator)

    fit(linear(), noisy, line(10), epochs=1, seed=2)
    assert seen == [torch.rand(1, generator=generator(2)).item()]


def test_dims_turn_nats_into_bits_a_dimension():
    plain, bits = (fit(linear(), squared, line(64), line(64, 1), epochs=3, dims=dims) for dims in (None, 5))
    assert bits.unit == "bits"
    assert bits.valid == pytest.approx([nats / (5 * math.log(2)) for nats in plain.valid])
    assert bits.train == pytest.approx([nats / (5 * math.log(2)) for nats in plain.train])


def test_it_stops_when_the_time_is_over():
    model = linear()
    history = fit(model, squared, line(64), line(64, 1), epochs=1000, seconds=0.0)
    assert (history.stopped, len(history.train), history.best) == ("time", 1, 0)


def test_one_switch_shortens_all(monkeypatch):
    monkeypatch.setenv("GMCOURSE_SHORT", "1")
    assert len(fit(linear(), squared, line(64), epochs=50).train) == 2
    assert shortened(3000, 5) == 5
    counted = []
    fit(linear(), lambda m, b, g: counted.append(len(b[0])) or squared(m, b, g), line(640), batch_size=8)
    assert counted == [8] * 40
    monkeypatch.delenv("GMCOURSE_SHORT")
    assert shortened(3000, 5) == 3000


def test_a_notebook_keeps_a_line_and_one_picture_and_drawing_changes_no_weight(monkeypatch):
    monkeypatch.setenv("GMCOURSE_MODE", "live")
    source = """
import torch, gmcourse.growth as growth
from gmcourse.train import fit, seeded
growth.EVERY = 1e-9
drawn = []
def samples(axes, model):
    drawn.append(torch.rand(1))
    axes.plot(model(torch.zeros(1, 1)))
def weights(samples):
    with seeded(0):
        model = torch.nn.Sequential(torch.nn.Linear(1, 8), torch.nn.Dropout(0.5), torch.nn.Linear(8, 1))
    x = torch.linspace(-1, 1, 64)[:, None]
    fit(model, lambda m, b, g: (m(b) - b).square().mean(), x, epochs=4, samples=samples)
    return torch.cat([p.detach().flatten() for p in model.parameters()])
growth.SHARE = 1e9
both = weights(samples), weights(None)
assert len(drawn) >= 3, len(drawn)
assert torch.equal(*both)
"""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    NotebookClient(notebook, kernel_name="python3", timeout=60).execute()
    outputs = notebook.cells[0].outputs
    pictures = [o for o in outputs if "[figure:" in o["data"]["text/plain"]]
    assert len(outputs) == 4
    assert len(pictures) == 2
    assert "beside it what the model makes" in pictures[0]["data"]["text/plain"]
    assert "data:image/svg+xml;base64" in pictures[0]["data"]["text/html"]


def test_divergence_is_named():
    with pytest.raises(Diverged, match="epoch 1"):
        fit(linear(), lambda m, b, g: squared(m, b, g) * float("nan"), line(10))


@pytest.mark.parametrize(
    ("train", "words"),
    [
        (None, "train is a tensor"),
        ((torch.zeros(3), torch.zeros(2)), "same first size"),
        (torch.zeros(0, 2), "no samples"),
    ],
)
def test_bad_data_are_named(train, words):
    with pytest.raises(ValueError, match=words):
        fit(linear(), squared, train)


def test_tensors_keep_their_dtype():
    assert tensor([1.0, 2.0]).dtype == torch.float64
    assert tensor([1, 2]).dtype == torch.int64
    assert tensor(torch.zeros(2).numpy()).dtype == torch.float32
