"""Week 7's clothes by class, and what one would pick instead: garments that strangers read, and how much they differ."""

from collections.abc import Callable
from types import SimpleNamespace

import numpy as np
import torch
from sklearn.neighbors import KNeighborsClassifier
from torch import nn

from bench.notebook_cells import chosen, run
from gmcourse.data.clothes import clothes
from gmcourse.train import seeded

WEEK, STEPS, BATCH, KINDS, EACH = "week07_gans", 3000, 64, 10, 100
CELLS = (
    'locked="setup"', 'solution="discriminator_loss"', 'solution="generator_nonsaturating_loss"', 'solution="gan_step"',
    'solution="projection_logit"', 'solution="r1_penalty"', 'solution="penalised"', "class Tailor(", "class Buyer(", "def dress(",
)  # fmt: skip


def tailor() -> tuple[np.ndarray, int]:
    """Week 7's notebook: its own cells. 1,000 pictures (1000, 784), EACH of a kind, and the numbers of both networks."""
    room: dict = {}
    for _, code in chosen(WEEK, CELLS):
        run(WEEK, code, room)
    notebook = SimpleNamespace(**room)
    painter = notebook.dress(*_photos(), steps=STEPS)
    with torch.no_grad():
        made = painter(torch.randn(KINDS * EACH, 32, generator=torch.Generator().manual_seed(1)), asked())
    return made.numpy(), _count(painter, notebook.Buyer())


class Recipe(nn.Module):
    """Half of the conditional GAN of a well-known collection (github.com/eriklindernoren/PyTorch-GAN, cgan.py)."""

    def __init__(self, *layers: nn.Module) -> None:
        super().__init__()
        self.kinds, self.net = nn.Embedding(KINDS, KINDS), nn.Sequential(*layers)

    def forward(self, x: torch.Tensor, kind: torch.Tensor) -> torch.Tensor:
        return self.net(torch.cat([x, self.kinds(kind)], dim=1))


def _block(wide: int) -> list[nn.Module]:
    return [nn.Linear(wide // 2, wide), nn.BatchNorm1d(wide, 0.8), nn.LeakyReLU(0.2)]


def recipe() -> tuple[np.ndarray, int]:
    """As its file trains it: squares for the loss, Adam with 0.0002; a quarter as wide, so as large as ours; as many steps."""
    with seeded(0):
        painter = Recipe(nn.Linear(110, 32), nn.LeakyReLU(0.2), *_block(64), *_block(128), *_block(256),
                         nn.Linear(256, 784), nn.Tanh())  # fmt: skip
        judge = Recipe(nn.Linear(794, 240), nn.LeakyReLU(0.2), nn.Linear(240, 240), nn.Dropout(0.4), nn.LeakyReLU(0.2),
                       nn.Linear(240, 240), nn.Dropout(0.4), nn.LeakyReLU(0.2), nn.Linear(240, 1))  # fmt: skip
        photos, kinds = _photos()
        adams = [torch.optim.Adam(net.parameters(), lr=2e-4, betas=(0.5, 0.999)) for net in (painter, judge)]
        yes, no = torch.ones(BATCH, 1), torch.zeros(BATCH, 1)
        squares = nn.functional.mse_loss
        for _ in range(STEPS):
            pick, wanted = torch.randint(len(photos), (BATCH,)), torch.randint(KINDS, (BATCH,))
            made = painter(torch.randn(BATCH, 100), wanted)
            _step(adams[0], squares(judge(made, wanted), yes))
            real, fake = judge(photos[pick], kinds[pick]), judge(made.detach(), wanted)
            _step(adams[1], (squares(real, yes) + squares(fake, no)) / 2)
        with torch.no_grad():
            return painter(torch.randn(KINDS * EACH, 100), asked()).numpy(), _count(painter, judge)


def _step(adam: torch.optim.Optimizer, loss: torch.Tensor) -> None:
    adam.zero_grad()
    loss.backward()
    adam.step()


def read_right(drawn: Callable[[], tuple[np.ndarray, int]]) -> Callable[[], tuple[np.ndarray, int]]:
    """Train; whether the five nearest training pictures tell each picture's kind, 0 or 1, (1000,)."""

    def fitted() -> tuple[np.ndarray, int]:
        made, numbers = drawn()
        photos, kinds = _photos()
        read = KNeighborsClassifier(5).fit(photos.numpy(), kinds.numpy()).predict(made)
        return read == asked().numpy(), numbers

    return fitted


def spread(drawn: Callable[[], tuple[np.ndarray, int]]) -> Callable[[], tuple[np.ndarray, int]]:
    """Train; how much the pictures of each kind differ, as a share of what its real test pictures do, (10,)."""

    def fitted() -> tuple[np.ndarray, int]:
        made, numbers = drawn()
        wear = clothes()
        real = wear.test / 7.5 - 1
        by_kind = [(made[asked() == kind], real[wear.test_labels == kind]) for kind in range(KINDS)]
        shares = [ours.std(axis=0).mean() / theirs.std(axis=0).mean() for ours, theirs in by_kind]
        return np.array(shares), numbers

    return fitted


def asked() -> torch.Tensor:
    """The kinds that are asked for, (1000,)."""
    return torch.arange(KINDS).repeat(EACH)


def _photos() -> tuple[torch.Tensor, torch.Tensor]:
    wear = clothes()
    return torch.tensor(wear.train / 7.5 - 1, dtype=torch.float32), torch.tensor(wear.train_labels)


def _count(*networks: nn.Module) -> int:
    return sum(p.numel() for network in networks for p in network.parameters())
