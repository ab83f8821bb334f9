"""Flow matching: its loss, the differential equation solved both ways, guidance. Third part of week 8.

The path is x_t = (1 - t) noise + t x, from noise at t = 0 to data at t = 1. A velocity is a function
(x (N, D), t (N,)) -> (N, D) that treats each row by itself.
"""

import math
from collections.abc import Callable

import torch


def flow_matching_loss(
    velocity: Callable, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor
) -> torch.Tensor:
    """Conditional flow matching on straight lines.

    velocity: as the head of this file says; x, noise: (N, D); t: (N,) in [0, 1]. Returns a scalar: the
    mean over the points of |velocity(x_t, t) - (x - noise)|^2.
    Source: Lipman et al., Flow Matching for Generative Modeling (2023), equation 23 with sigma_min = 0.
    """
    if t.shape != x.shape[:1]:
        raise ValueError(f"t has shape {tuple(t.shape)}; expected ({len(x)},)")
    between = torch.lerp(noise, x, t[:, None])
    return ((velocity(between, t) - (x - noise)) ** 2).sum(1).mean()


def integrate(velocity: Callable, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    """Follow dx/dt = velocity(x, t) from t = 0 to t = 1 in `steps` equal steps.

    x: (N, D) at t = 0; method: "euler" or "midpoint" (velocity at the middle of the step, reached by
    half a step of Euler). Returns x at t = 1, (N, D); raises ValueError for another method.
    Source: Hairer, Norsett, Wanner, Solving Ordinary Differential Equations I (1993), section II.1.
    """
    if method not in ("euler", "midpoint"):
        raise ValueError(f"method is {method!r}; expected 'euler' or 'midpoint'")
    h = 1 / steps
    for step in range(steps):
        start = velocity(x, _time(x, step * h))
        x = x + h * (start if method == "euler" else velocity(x + h / 2 * start, _time(x, (step + 0.5) * h)))
    return x


def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    """Classifier-free guidance: weight 0 gives `free`, 1 gives `conditional`, above 1 goes beyond it.

    conditional, free: (N, D), two predictions for the same points; weight: a number. Returns (N, D).
    Source: Ho and Salimans, Classifier-Free Diffusion Guidance (2022), equation 6 (their w is weight - 1).
    """
    return free + weight * (conditional - free)


def ode_log_prob(velocity: Callable, x: torch.Tensor, steps: int) -> torch.Tensor:
    """Log-density of x at t = 1 where the base at t = 0 is standard normal, in nats.

    x: (N, D). Goes back from t = 1 to t = 0 in `steps` equal midpoint steps, and takes the trace of the
    Jacobian of the velocity at each midpoint. Returns (N,).
    Source: Chen et al., Neural Ordinary Differential Equations (2018), theorem 1.
    """
    h, volume = 1 / steps, x.new_zeros(len(x))
    for step in range(steps, 0, -1):
        middle, half = x - h / 2 * velocity(x, _time(x, step * h)), _time(x, (step - 0.5) * h)
        x = x - h * velocity(middle, half)
        volume = volume + h * _divergence(velocity, middle, half)
    return -0.5 * (x**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - volume


def _time(x: torch.Tensor, t: float) -> torch.Tensor:
    return x.new_full((len(x),), t)


def _divergence(velocity: Callable, x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    """The trace of the Jacobian of the velocity in x at each row, (N,)."""
    with torch.enable_grad():
        x = x.detach().requires_grad_()
        value = velocity(x, t)
        trace = x.new_zeros(len(x))
        for i in range(x.shape[1]):
            trace = trace + torch.autograd.grad(value[:, i].sum(), x, retain_graph=True)[0][:, i]
        return trace
