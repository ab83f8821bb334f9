"""`fit`: it learns, stops early, is repeatable, and survives an interrupt with its weights."""

import pytest
import torch

from gmcourse.check.builders.tensors import generator, tensor
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
