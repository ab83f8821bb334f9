"""Week 7: small networks and the training step of each adversarial model, from minimax to projection.

One class trains them all: what differs is a pair of losses, and what keeps the critic in check.
"""

from collections.abc import Callable
from typing import Self

import torch
from torch import nn

from gmcourse.reference import gans

GENERATOR_LOSSES = {
    "minimax": gans.generator_minimax_loss,
    "nonsaturating": gans.generator_nonsaturating_loss,
    "kl": gans.generator_kl_loss,
}

# name: (output activation, conjugate f*) of Nowozin et al. 2016, tables 2 and 6
F_GANS = {
    "fgan-kl": (lambda v: v, lambda t: torch.exp(t - 1)),
    "fgan-pearson": (lambda v: v, lambda t: t**2 / 4 + t),
    "fgan-reverse-kl": (lambda v: -torch.exp(v), lambda t: -1 - torch.log(-t)),
    "fgan-gan": (nn.functional.logsigmoid, lambda t: -torch.log(-torch.expm1(t))),
}

LOSSES = (*GENERATOR_LOSSES, "wgan", "wgan-gp", *F_GANS)


def layers(inputs: int, hidden: int, outputs: int, activation: nn.Module) -> nn.Sequential:
    """Two hidden layers of one width."""
    return nn.Sequential(
        nn.Linear(inputs, hidden),
        activation,
        nn.Linear(hidden, hidden),
        activation,
        nn.Linear(hidden, outputs),
    )


class Generator(nn.Module):
    """x = G(z), z standard normal; with classes > 0 the label's one-hot code stands beside z."""

    def __init__(self, latent: int, hidden: int, dims: int, classes: int = 0) -> None:
        super().__init__()
        self.latent, self.classes = latent, classes
        self.net = layers(latent + classes, hidden, dims, nn.ReLU())

    def forward(self, z: torch.Tensor, labels: torch.Tensor | None = None) -> torch.Tensor:
        """z: (N, L); labels: (N,) integers where there are classes. Returns (N, D)."""
        if labels is not None and self.classes:
            z = torch.cat([z, nn.functional.one_hot(labels, self.classes).to(z.dtype)], dim=1)
        return self.net(z)


class Discriminator(nn.Module):
    """h(x), a logit or a critic's value: (N, D) -> (N,). Labels are ignored."""

    def __init__(self, dims: int, hidden: int) -> None:
        super().__init__()
        self.net = layers(dims, hidden, 1, nn.LeakyReLU(0.2))

    def forward(self, x: torch.Tensor, labels: torch.Tensor | None = None) -> torch.Tensor:
        return self.net(x).squeeze(1)


class Critic(Discriminator):
    """A discriminator whose weights can be clipped, which bounds its slope (Arjovsky et al. 2017)."""

    def clip_(self, bound: float) -> None:
        """Put every parameter back into [-bound, bound]."""
        with torch.no_grad():
            for parameter in self.parameters():
                parameter.clamp_(-bound, bound)


class ProjectionDiscriminator(nn.Module):
    """psi(phi(x)) + v_y . phi(x): (N, D), (N,) -> (N,). Miyato and Koyama 2018."""

    def __init__(self, dims: int, hidden: int, classes: int) -> None:
        super().__init__()
        act = nn.LeakyReLU(0.2)
        self.phi = nn.Sequential(nn.Linear(dims, hidden), act, nn.Linear(hidden, hidden), act)
        self.psi = nn.Linear(hidden, 1)
        self.embedding = nn.Embedding(classes, hidden)

    def forward(self, x: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
        return gans.projection_logit(
            self.phi(x), labels, self.embedding.weight, lambda h: self.psi(h).squeeze(1)
        )


class GAN:
    """A generator and its opponent, trained by turns; `sample` but no `log_prob`: there is none.

    loss: one of LOSSES. wgan clips the critic's weights to `clip`, wgan-gp adds `penalty` times the
    gradient penalty; both take `critic_steps` steps a step of the generator, the others one.
    classes: 0, or the number of labels of a conditional model with a projection discriminator.
    Raises ValueError for an unknown loss.
    """

    def __init__(
        self,
        dims: int,
        latent: int = 2,
        hidden: int = 64,
        loss: str = "nonsaturating",
        classes: int = 0,
        seed: int = 0,
        lr: float = 1e-3,
        betas: tuple[float, float] = (0.5, 0.9),
        critic_steps: int = 3,
        penalty: float = 1.0,
        clip: float = 0.1,
    ) -> None:
        if loss not in LOSSES:
            raise ValueError(f"loss must be one of {', '.join(LOSSES)}, got {loss!r}")
        self.loss, self.penalty, self.clip, self.classes = loss, penalty, clip, classes
        self.critic_steps = critic_steps if loss.startswith("wgan") else 1
        with torch.random.fork_rng():
            torch.manual_seed(seed)
            self.generator = Generator(latent, hidden, dims, classes)
            self.opponent: ProjectionDiscriminator | Critic
            if classes:
                self.opponent = ProjectionDiscriminator(dims, hidden, classes)
            else:
                self.opponent = Critic(dims, hidden)
        self.random = torch.Generator().manual_seed(seed)
        self.optimizers = [
            torch.optim.Adam(player.parameters(), lr=lr, betas=betas)
            for player in (self.generator, self.opponent)
        ]

    def fit(
        self,
        x: torch.Tensor,
        labels: torch.Tensor | None = None,
        steps: int = 1000,
        batch_size: int = 128,
        after: Callable | None = None,
    ) -> Self:
        """Train on x (N, D), with labels (N,) where the model is conditional; return the model.

        after: called with the number of steps done, after each step of the generator.
        """
        for step in range(steps):
            for _ in range(self.critic_steps):
                self._opponent_step(*self._batch(x, labels, batch_size))
            _, given = self._batch(x, labels, batch_size)
            self._generator_step(batch_size, given)
            if after:
                after(step + 1)
        return self

    def sample(self, n: int, generator: torch.Generator, labels: torch.Tensor | None = None) -> torch.Tensor:
        """Draw n samples (n, D), of the given labels (n,) where the model is conditional."""
        with torch.no_grad():
            return self.generator(torch.randn(n, self.generator.latent, generator=generator), labels)

    def _batch(
        self, x: torch.Tensor, labels: torch.Tensor | None, size: int
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        rows = torch.randint(len(x), (size,), generator=self.random)
        return x[rows], labels[rows] if labels is not None and self.classes else None

    def _fake(self, n: int, labels: torch.Tensor | None) -> torch.Tensor:
        return self.generator(torch.randn(n, self.generator.latent, generator=self.random), labels)

    def _opponent_step(self, real: torch.Tensor, labels: torch.Tensor | None) -> None:
        fake = self._fake(len(real), labels).detach()
        loss = self._opponent_loss(self.opponent(real, labels), self.opponent(fake, labels))
        if self.loss == "wgan-gp":
            mix = torch.rand(len(real), 1, generator=self.random)
            critic = lambda points: self.opponent(points, labels)  # noqa: E731
            loss = loss + self.penalty * gans.gradient_penalty(critic, real, fake, mix)
        self._step(self.optimizers[1], loss)
        if self.loss == "wgan" and isinstance(self.opponent, Critic):
            self.opponent.clip_(self.clip)

    def _generator_step(self, size: int, labels: torch.Tensor | None) -> None:
        self._step(self.optimizers[0], self._generator_loss(self.opponent(self._fake(size, labels), labels)))

    def _opponent_loss(self, real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
        if self.loss in GENERATOR_LOSSES:
            return gans.discriminator_loss(real, fake)
        if self.loss in F_GANS:
            activation, conjugate = F_GANS[self.loss]
            return conjugate(activation(fake)).mean() - activation(real).mean()
        return gans.critic_loss(real, fake)

    def _generator_loss(self, fake: torch.Tensor) -> torch.Tensor:
        if self.loss in GENERATOR_LOSSES:
            return GENERATOR_LOSSES[self.loss](fake)
        if self.loss in F_GANS:
            activation, conjugate = F_GANS[self.loss]
            return -conjugate(activation(fake)).mean()
        return gans.wgan_generator_loss(fake)

    @staticmethod
    def _step(optimizer: torch.optim.Optimizer, loss: torch.Tensor) -> None:
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
