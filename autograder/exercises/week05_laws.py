"""Exact laws of imputed pixels for affine encoders and decoders: the truth of `impute`, and of its mistakes.

Each step of the chain is x -> A x + c + Gaussian noise, so that its law stays Gaussian and follows
from the start in closed form. The answers have the form that `gmcourse.check.probes.imputation` asks for.
"""

from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class _Chain:
    """Affine parts of a case: z = A x + c + N(0, diag spread), x = W z + b + N(0, var I)."""

    start: torch.Tensor
    observed: torch.Tensor
    A: torch.Tensor
    c: torch.Tensor
    spread: torch.Tensor
    W: torch.Tensor
    b: torch.Tensor
    var: torch.Tensor


def exact(x, observed, encode, decode, steps, generator):
    """The law of honest imputations after `steps` steps, for each row of x (all rows are alike)."""
    return _law(_chain(x, observed, encode, decode), steps)


def one_pass(x, observed, encode, decode, steps, generator):
    """The law after a single step."""
    return _law(_chain(x, observed, encode, decode), 1)


def decoder_mean(x, observed, encode, decode, steps, generator):
    """The law where no decoder noise is added."""
    return _law(_chain(x, observed, encode, decode), steps, decoder_noise=0.0)


def encoder_mean(x, observed, encode, decode, steps, generator):
    """The law where no encoder noise is added."""
    return _law(_chain(x, observed, encode, decode), steps, encoder_noise=0.0)


def overwritten(x, observed, encode, decode, steps, generator):
    """The law where the observed entries are drawn anew like the others."""
    return _law(_chain(x, observed, encode, decode), steps, kept=torch.zeros_like(observed[0]))


def _law(chain, steps, encoder_noise=1.0, decoder_noise=1.0, kept=None):
    kept = chain.observed if kept is None else kept
    free = (~kept).to(chain.start.dtype)
    noise_cov = encoder_noise * chain.W @ torch.diag(chain.spread) @ chain.W.T + decoder_noise * torch.diag(
        chain.var
    )
    step = free[:, None] * (chain.W @ chain.A) + torch.diag(1 - free)
    shift = free * (chain.W @ chain.c + chain.b)
    noise_cov = free[:, None] * noise_cov * free
    mean, cov = chain.start, torch.zeros_like(noise_cov)
    for _ in range(steps):
        mean, cov = step @ mean + shift, step @ cov @ step.T + noise_cov
    seen, rest = chain.observed, ~chain.observed
    return {
        "observed": {"mean": mean[seen], "cov": cov[seen][:, seen]},
        "unobserved": {"mean": mean[rest], "cov": cov[rest][:, rest]},
    }


@torch.no_grad()
def _chain(x, observed, encode, decode):
    dims = x.shape[1]
    c, log_var = encode(torch.zeros(1, dims, dtype=x.dtype))
    A = (encode(torch.eye(dims, dtype=x.dtype))[0] - c).T
    b, var = decode(torch.zeros(1, len(A), dtype=x.dtype))
    W = (decode(torch.eye(len(A), dtype=x.dtype))[0] - b).T
    return _Chain(x[0], observed[0], A, c[0], torch.exp(log_var[0]), W, b[0], var[0])
