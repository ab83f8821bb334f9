"""Games on rings and grids, five seeds each: how many modes a generator holds as it is trained on and on."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import torch

from gmcourse.adversarial import Crowd, duel
from gmcourse.data.ring import ring, ring_centers
from gmcourse.reference import gans
from gmcourse.reference.gan_step import gan_step, penalised, r1_penalty

SEEDS = tuple(range(5))
DRAWN, ENOUGH, EVERY = 1000, 10, 200


@dataclass(frozen=True)
class Game:
    """A loss for each player, and how long they play; `settings` go to `duel` as they are.

    penalty: of (opponent, real, fake, mix), and penalty_weight its lambda, None where there is no penalty
    width: units in each of two hidden layers
    """

    name: str
    losses: tuple[Callable, Callable]
    steps: int
    penalty_weight: float | None = None
    penalty: Callable | None = None
    settings: dict = field(default_factory=dict)
    data: str = "ring"
    width: int = 32
    lr: float = 2e-3


def _r1(opponent: Callable, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    return r1_penalty(opponent, real)


_MINIMAX = (gans.discriminator_loss, gans.generator_minimax_loss)
_NONSATURATING = (gans.discriminator_loss, gans.generator_nonsaturating_loss)
_KL = (gans.discriminator_loss, gans.generator_kl_loss)
_CRITIC = (gans.critic_loss, gans.wgan_generator_loss)
_THREE = {"opponent_steps": 3}
_GRID = {"data": "grid", "width": 64, "lr": 1e-3}

GAMES = (
    Game("minimax", _MINIMAX, 6000),
    Game("non-saturating", _NONSATURATING, 6000),
    Game("KL", _KL, 6000),
    Game("non-saturating, R1", _NONSATURATING, 6000, 0.1, _r1),
    *(Game("WGAN-GP", _CRITIC, 4000, weight, gans.gradient_penalty, _THREE) for weight in (0.1, 1.0, 10.0)),
    Game("WGAN, clipped at 0.1", _CRITIC, 4000, settings={"clip": 0.1} | _THREE),
    Game("non-saturating", _NONSATURATING, 6000, **_GRID),
    Game("non-saturating, R1", _NONSATURATING, 6000, 0.1, _r1, **_GRID),
)


def problem(name: str) -> tuple[torch.Tensor, torch.Tensor, float]:
    """Points (M, 2), centres (K, 2), and the distance, three standard deviations, that counts as near."""
    generator = torch.Generator().manual_seed(0)
    if name == "ring":
        return ring(4000, generator)[0], ring_centers(), 0.3
    centers = torch.tensor(list(itertools.product(range(-2, 3), repeat=2)), dtype=torch.float32)
    chosen = torch.randint(len(centers), (8000,), generator=generator)
    return centers[chosen] + 0.05 * torch.randn(8000, 2, generator=generator), centers, 0.15


def play(game: Game, steps: int | None = None) -> dict:
    """One row: at each of `at` steps the modes with ten of 1,000 samples, and the share near one, by seed."""
    _, centers, radius = problem(game.data)
    noise = torch.randn(DRAWN * len(SEEDS), 2, generator=torch.Generator().manual_seed(1))
    row: dict = {
        "name": game.name,
        "data": game.data,
        "weight": game.penalty_weight,
        "at": [],
        "modes": [],
        "near": [],
    }

    def look(artist: Crowd, step: int) -> None:
        if step % EVERY == 0:
            with torch.no_grad():
                near = torch.cdist(artist(noise).reshape(len(SEEDS), DRAWN, 2), centers) < radius
            row["at"].append(step)
            row["modes"].append((near.sum(dim=1) >= ENOUGH).sum(dim=1).tolist())
            row["near"].append([round(share, 3) for share in near.any(dim=2).double().mean(dim=1).tolist()])

    start = time.process_time()
    _played(game, steps or game.steps, look)
    return row | {"seconds": round(time.process_time() - start, 1)}


def _played(game: Game, steps: int, look: Callable | None = None) -> Crowd:
    """The generators of a game, one a seed, after so many steps; look(generators, step) is called after each."""
    artist = Crowd([2, game.width, game.width, 2], SEEDS)
    rival = Crowd([2, game.width, game.width, 1], [100 + seed for seed in SEEDS], slope=0.2)
    duel(
        gan_step, artist, rival, *_losses(game), problem(game.data)[0], steps=steps, latent=2, lr=game.lr,
        batch_size=64 * len(SEEDS), after=look and (lambda step: look(artist, step)), mixed=game.penalty is not None,
        label=f"{game.data}: {game.name}", **game.settings,
    )  # fmt: skip
    return artist


def clouds(steps: int = 400, points: int = 250) -> dict[str, list]:
    """What each kind of loss draws on the ring while it is still young: name -> (5 seeds, points, 2), in hundredths."""
    found = {}
    for game in GAMES:
        if game.data == "ring" and game.name != "non-saturating, R1" and game.penalty_weight in (None, 1.0):
            artist = _played(game, steps)
            noise = torch.randn(points * len(SEEDS), 2, generator=torch.Generator().manual_seed(1))
            with torch.no_grad():
                drawn = artist(noise).reshape(len(SEEDS), points, 2)
            found[game.name] = (100 * drawn).round().int().tolist()
    return found


def _losses(game: Game) -> tuple[Callable, Callable]:
    """What `duel` takes: with a penalty, the opponent's loss is made anew for each batch."""
    loss, generator_loss = game.losses
    if game.penalty is None:
        return loss, generator_loss
    return (
        lambda *points: penalised(loss, game.penalty_weight, lambda: game.penalty(*points))
    ), generator_loss


def learned_after(row: dict, modes: int = 8) -> int | None:
    """The steps from which on all seeds but one at most hold all modes to the end; None if they never do."""
    held = [sum(m >= modes for m in each) >= len(each) - 1 for each in row["modes"]]
    if not held[-1]:
        return None
    first = len(held) - next((i for i, ok in enumerate(reversed(held)) if not ok), len(held))
    return row["at"][first]
