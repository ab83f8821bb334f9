"""Plays the game of two networks with a step and losses that are handed in; several seeds can play side by side."""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch import nn

from gmcourse.counted import counted
from gmcourse.progress import Progress


class Crowd(nn.Module):
    """A multilayer perceptron for each of several seeds, all computed in one matrix product a layer.

    widths: sizes of the layers, inputs first; the seeds share no weights. Takes and returns
    (len(seeds) * N, width): the first N rows belong to the first seed, and so on. A last width of 1
    is dropped, (len(seeds) * N,). The seeds of one crowd never influence one another.
    """

    def __init__(self, widths: Sequence[int], seeds: Sequence[int], slope: float = 0.0) -> None:
        super().__init__()
        self.seeds, self.slope = list(seeds), slope
        self.weights, self.biases = nn.ParameterList(), nn.ParameterList()
        streams = [torch.Generator().manual_seed(seed) for seed in self.seeds]
        for before, behind in zip(widths[:-1], widths[1:], strict=True):
            bound = before**-0.5
            drawn = [2 * bound * torch.rand(before + 1, behind, generator=s) - bound for s in streams]
            stacked = torch.stack(drawn)
            self.weights.append(stacked[:, :-1].clone())
            self.biases.append(stacked[:, -1:].clone())

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        value = rows.reshape(len(self.seeds), -1, rows.shape[1])
        for depth, (weight, bias) in enumerate(zip(self.weights, self.biases, strict=True)):
            if depth:
                value = nn.functional.leaky_relu(value, self.slope)
            value = torch.baddbmm(bias, value, weight)
        value = value.flatten(0, 1)
        return value[:, 0] if value.shape[1] == 1 else value


def duel(
    step: Callable,
    generator: nn.Module,
    opponent: nn.Module,
    opponent_loss: Callable,
    generator_loss: Callable,
    data: torch.Tensor | tuple[torch.Tensor, torch.Tensor],
    *,
    steps: int,
    latent: int,
    opponent_steps: int = 1,
    batch_size: int = 128,
    lr: float = 1e-3,
    seed: int = 0,
    mixed: bool = False,
    clip: float | None = None,
    after: Callable | None = None,
    label: str = "duel",
) -> None:
    """Let the two take turns, by a step of yours, for so many steps of the generator.

    step: called as week 7's `gan_step`, (generator, opponent, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g)
    generator: (N, latent) standard normal noise -> (N, D); opponent: (N, D) -> (N,)
    opponent_loss: called with the opponent's values on real and on fake rows, gives a scalar
    generator_loss: called with the opponent's values on fake rows, gives a scalar
    data: (M, D) tensor, or a tuple (data, labels): then both networks take the labels as a second
        argument, and the step sees them as a last column of its rows
    opponent_steps: steps of the opponent for each of the generator
    batch_size: rows a step; for a `Crowd`, a seed's share times the number of seeds
    mixed: opponent_loss is made anew for each step, by opponent_loss(opponent, real, fake, mix) with mix (N, 1) uniform:
        for penalties, which look at points and not at values
    clip: after each step of the opponent, its parameters go back into [-clip, clip]
    after: called with the number of steps done

    Runs on one thread: for networks as small as these a second one costs more than it brings.
    """
    draws = _Draws(data, batch_size, latent, seed)
    opt_g, opt_d = (
        torch.optim.Adam(net.parameters(), lr=lr, betas=(0.5, 0.9)) for net in (generator, opponent)
    )
    if clip is not None:
        opt_d.register_step_post_hook(lambda *_: _clip(opponent, clip))
    players = (generator, opponent) if draws.labels is None else (_passing(generator), _last_read(opponent))
    progress, start = Progress(label, steps), time.perf_counter()
    with _one_thread():
        for done in range(1, steps + 1):
            for left in reversed(range(opponent_steps)):
                real, noise_d = draws.batch()
                loss_d = opponent_loss
                if mixed:
                    with torch.no_grad():
                        fake = players[0](noise_d)
                    loss_d = opponent_loss(players[1], real, fake, draws.mix())
                noise_g = noise_d if left else draws.batch()[1]
                step(
                    *players,
                    _Resting() if left else opt_g,
                    opt_d,
                    real,
                    noise_d,
                    noise_g,
                    loss_d,
                    generator_loss,
                )
            progress.at(done)
            if after:
                after(done)
    progress.finish(f"{counted(steps, 'step')}, {time.perf_counter() - start:.1f} s")


class _Resting:
    """An optimizer of a player whose turn it is not."""

    def zero_grad(self, set_to_none: bool = True) -> None:
        pass

    def step(self) -> None:
        pass


class _Draws:
    """Batches of rows and of noise, from one stream; labels, where there are any, are a last column of both."""

    def __init__(self, data: Any, size: int, latent: int, seed: int) -> None:
        self.data, self.labels = data if isinstance(data, tuple) else (data, None)
        self.size, self.latent = size, latent
        self.random = torch.Generator().manual_seed(seed)

    def batch(self) -> tuple[torch.Tensor, torch.Tensor]:
        pick = torch.randint(len(self.data), (self.size,), generator=self.random)
        rows, noise = self.data[pick], torch.randn(self.size, self.latent, generator=self.random)
        if self.labels is None:
            return rows, noise
        label = self.labels[pick, None].to(rows.dtype)
        return torch.cat([rows, label], dim=1), torch.cat([noise, label], dim=1)

    def mix(self) -> torch.Tensor:
        return torch.rand(self.size, 1, generator=self.random)


def _last_read(network: nn.Module) -> Callable:
    """A network that finds its labels in the last column."""
    return lambda rows: network(rows[:, :-1], rows[:, -1].long())


def _passing(network: nn.Module) -> Callable:
    """The same, and it hands the labels on."""
    return lambda rows: torch.cat([_last_read(network)(rows), rows[:, -1:]], dim=1)


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


@torch.no_grad()
def _clip(network: nn.Module, bound: float) -> None:
    for parameter in network.parameters():
        parameter.clamp_(-bound, bound)
