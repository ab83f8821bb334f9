"""Trains two networks against each other, with losses handed in; several seeds can play side by side."""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import torch
from torch import nn

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
    generator: nn.Module,
    opponent: nn.Module,
    opponent_loss: Callable,
    generator_loss: Callable,
    data: torch.Tensor,
    *,
    steps: int,
    latent: int,
    opponent_steps: int = 1,
    batch_size: int = 128,
    lr: float = 1e-3,
    seed: int = 0,
    penalty: Any = None,
    weight: float = 10.0,
    clip: float | None = None,
    after: Callable | None = None,
    label: str = "duel",
) -> None:
    """Let the two take turns for so many steps of the generator.

    generator: (N, latent) standard normal noise -> (N, D); opponent: (N, D) -> (N,)
    opponent_loss: called with the opponent's values on real and on fake rows, gives a scalar
    generator_loss: called with the opponent's values on fake rows, gives a scalar
    data: (M, D) tensor, or a tuple (data, labels): then both networks take the labels as a second
        argument, those of the real rows
    opponent_steps: steps of the opponent before each of the generator
    batch_size: rows a step; for a `Crowd`, a seed's share times the number of seeds
    penalty: called as penalty(opponent, real, fake, mix) with mix (N, 1) uniform; its value, `weight` times, is
        added to the loss
    weight: the penalty's lambda; 10 as in Gulrajani and others (2017)
    clip: after each step, the opponent's parameters go back into [-clip, clip]
    after: called with the number of steps done

    Runs on one thread: for networks as small as these a second one costs more than it brings.
    """
    data, labels = data if isinstance(data, tuple) else (data, None)
    random = torch.Generator().manual_seed(seed)
    minimizers = [
        torch.optim.Adam(net.parameters(), lr=lr, betas=(0.5, 0.9)) for net in (generator, opponent)
    ]
    progress, start = Progress(label, steps), time.perf_counter()

    def draw() -> tuple:
        pick = torch.randint(len(data), (batch_size,), generator=random)
        noise = torch.randn(batch_size, latent, generator=random)
        given = () if labels is None else (labels[pick],)
        return data[pick], generator(noise, *given), given

    with _one_thread():
        for step in range(1, steps + 1):
            for _ in range(opponent_steps):
                real, fake, given = draw()
                fake = fake.detach()
                loss = opponent_loss(opponent(real, *given), opponent(fake, *given))
                if penalty:
                    mix = torch.rand(batch_size, 1, generator=random)
                    loss = loss + weight * penalty(
                        lambda x, given=given: opponent(x, *given), real, fake, mix
                    )
                _descend(minimizers[1], loss)
                if clip:
                    _clip(opponent, clip)
            _, fake, given = draw()
            _descend(minimizers[0], generator_loss(opponent(fake, *given)))
            progress.at(step)
            if after:
                after(step)
    progress.finish(f"{steps} steps, {time.perf_counter() - start:.1f} s")


@contextlib.contextmanager
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(before)


def _descend(minimizer: Any, loss: torch.Tensor) -> None:
    minimizer.zero_grad()
    loss.backward()
    minimizer.step()


@torch.no_grad()
def _clip(network: nn.Module, bound: float) -> None:
    for parameter in network.parameters():
        parameter.clamp_(-bound, bound)
