"""Week 7: losses of adversarial training, the divergences behind them, and how to measure a collapse.

Tensors in, tensors out; logits are h(x) with D(x) = sigmoid(h(x)). Divergences are in nats.
"""

from collections.abc import Callable

import torch
import torch.nn.functional as F


def _vector(name: str, value: torch.Tensor) -> None:
    if value.ndim != 1 or value.numel() == 0:
        raise ValueError(f"{name} must be a vector with at least one entry, got shape {tuple(value.shape)}")


def _same_shape(**tensors: torch.Tensor) -> None:
    shapes = {name: tuple(value.shape) for name, value in tensors.items()}
    if len(set(shapes.values())) > 1:
        raise ValueError(f"shapes must agree, got {shapes}")


def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    """The discriminator that minimises the loss for two known densities, D*(x).

    log_p_data, log_p_model: (N,) log densities at N points, in nats. Returns (N,) probabilities.
    Goodfellow et al. 2014, proposition 1; notes 5, section 6.4.
    """
    _same_shape(log_p_data=log_p_data, log_p_model=log_p_model)
    return torch.sigmoid(log_p_data - log_p_model)


def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    """- mean log D(real) - mean log(1 - D(fake)), from logits of any two batch sizes. Scalar, nats.

    Notes 5, section 6.4.
    """
    _vector("real_logits", real_logits)
    _vector("fake_logits", fake_logits)
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()


def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    """mean log(1 - D(fake)), from logits (N,). Scalar, nats. Notes 5, section 6.5."""
    _vector("fake_logits", fake_logits)
    return -F.softplus(fake_logits).mean()


def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    """- mean log D(fake), from logits (N,). Scalar, nats. Notes 5, section 6.6."""
    _vector("fake_logits", fake_logits)
    return F.softplus(-fake_logits).mean()


def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    """mean log((1 - D(fake)) / D(fake)), from logits (N,). Scalar, nats.

    The log-odds cancel: what is left is minus the mean logit. Notes 5, section 6.7.
    """
    _vector("fake_logits", fake_logits)
    return -fake_logits.mean()


def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    """Derivative of each sample's own generator loss in its logit, without the 1/N of the mean.

    fake_logits: (N,). Returns a dict of (N,) tensors: minimax, nonsaturating, kl.
    Notes 5, sections 6.11 to 6.13.
    """
    _vector("fake_logits", fake_logits)
    return {
        "minimax": -torch.sigmoid(fake_logits),
        "nonsaturating": -torch.sigmoid(-fake_logits),
        "kl": -torch.ones_like(fake_logits),
    }


def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    """JSD(p, q) = KL(p, m) / 2 + KL(q, m) / 2 with m = (p + q) / 2, in nats.

    p, q: (K,) probabilities; zeros are allowed. Lies between 0 and log 2. Lin 1991.
    """
    _same_shape(p=p, q=q)
    m = (p + q) / 2
    both = torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)
    return both.sum() / 2


def f_divergence(p: torch.Tensor, q: torch.Tensor, f: Callable) -> torch.Tensor:
    """D_f(p, q) = sum_k q_k f(p_k / q_k) for a convex f that takes tensors elementwise.

    p, q: (K,) positive probabilities. Ali and Silvey 1966; notes 5, section 6.18.
    """
    _same_shape(p=p, q=q)
    return (q * f(p / q)).sum()


def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate: Callable) -> torch.Tensor:
    """E_p[t] - E_q[f*(t)], a lower bound on D_f(p, q) for every t that f* accepts.

    p, q, t: (K,); conjugate: f*(t) = sup_u (u t - f(u)), elementwise. Equal to D_f where
    t = f'(p / q). Nguyen et al. 2010; Nowozin et al. 2016.
    """
    _same_shape(p=p, q=q, t=t)
    return (p * t).sum() - (q * conjugate(t)).sum()


def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    """What the critic of a Wasserstein GAN minimises, from its values on both batches. Scalar.

    Minus this loss is a lower bound on W1 only for critics that are 1-Lipschitz.
    Arjovsky et al. 2017; notes 5, section 6.8.
    """
    _vector("real", real)
    _vector("fake", fake)
    return fake.mean() - real.mean()


def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    """What the generator of a Wasserstein GAN minimises: - mean critic(fake). Notes 5, section 6.10."""
    _vector("fake", fake)
    return -fake.mean()


def gradient_penalty(
    critic: Callable, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor
) -> torch.Tensor:
    """Mean over the batch of (|gradient of the critic| - 1)^2 on lines from fake to real points.

    critic: callable (N, D) -> (N,); real, fake: (N, D); mix: (N, 1) in [0, 1], one a pair:
    mix * real + (1 - mix) * fake. The graph is kept, so that the penalty trains the critic.
    Gulrajani et al. 2017; notes 5, section 6.9.
    """
    _same_shape(real=real, fake=fake)
    if mix.shape != (len(real), 1):
        raise ValueError(f"mix must have shape ({len(real)}, 1), got {tuple(mix.shape)}")
    points = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


def projection_logit(
    features: torch.Tensor, labels: torch.Tensor, embedding: torch.Tensor, psi: Callable
) -> torch.Tensor:
    """Logit of a conditional discriminator: psi(phi(x)) + v_y . phi(x).

    features: (N, H) values of phi; labels: (N,) integers below C; embedding: (C, H), row y is v_y;
    psi: callable (N, H) -> (N,). Returns (N,). Miyato and Koyama 2018.
    """
    if features.ndim != 2 or embedding.ndim != 2 or features.shape[1] != embedding.shape[1]:
        shapes = tuple(features.shape), tuple(embedding.shape)
        raise ValueError(f"features (N, H) and embedding (C, H) must share H, got {shapes}")
    return psi(features) + (features * embedding[labels]).sum(dim=1)


def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """W1 of two samples of one size on the line: the mean gap between their sorted values.

    x, y: (N,) in any order. In the units of x. Villani 2003, section 2.2.
    """
    _vector("x", x)
    _same_shape(x=x, y=y)
    return (x.sort().values - y.sort().values).abs().mean()


def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    """How many centers have at least one sample within the radius (Euclidean, boundary included).

    samples: (N, D), N may be 0; centers: (K, D); radius: in the units of the samples. Returns an int.
    """
    if samples.ndim != 2 or centers.ndim != 2 or samples.shape[1] != centers.shape[1]:
        shapes = tuple(samples.shape), tuple(centers.shape)
        raise ValueError(f"samples (N, D) and centers (K, D) must share D, got {shapes}")
    distance = (samples[:, None] - centers).square().sum(dim=2).sqrt()
    return int((distance <= radius).any(dim=0).sum())
