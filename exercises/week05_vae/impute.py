"""Filling in what was not seen: the questions of `impute`, its wrong answers and other right ways."""

from dataclasses import dataclass, replace

import numpy as np
import torch

from autograder.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import latent_moves


def _repeated(row, rows):
    """A tensor of equal rows."""
    return Build("tensors.tensor", {"data": Build("arrays.repeated", {"row": row, "count": rows})})


FEW = 100


def imputation(rng, rows=8000, steps=30, latent=2, dims=4):
    """A case of `impute`: `rows` copies of one point, a decoder, and its exact posterior as the encoder.

    W has orthogonal columns, so that the posterior's covariance is diagonal. Two entries are hidden; the
    chain forgets its start fast enough to be done within the steps, and slowly enough to need several.
    """
    while True:
        basis, _ = np.linalg.qr(rng.normal(size=(dims, latent)))
        scale, var = rng.uniform(1.6, 2.3, size=latent), rng.uniform(1.3, 1.8)
        W, b = basis * scale, rng.choice([-1, 1], size=dims) * rng.uniform(1, 3, size=dims)
        A = (W / (scale**2 + var)).T
        hidden = rng.permutation(dims)[:2]
        speed = np.abs(np.linalg.eigvals(W[hidden] @ A[:, hidden])).max()
        if 0.5 < speed < 0.65 and (var / (scale**2 + var)).min() > 0.25:
            break
    x = W @ rng.normal(size=latent) + b + rng.normal(0, np.sqrt(var), size=dims)
    x[hidden] = b[hidden] + 8.0
    observed = np.ones(dims, dtype=bool)
    observed[hidden] = False
    spread = np.log(var / (scale**2 + var))
    posterior = {"weights": A, "bias": -A @ b, "log_var_weights": np.zeros_like(A), "log_var_bias": spread}
    return {
        "x": _repeated(x, rows),
        "observed": _repeated(observed, rows),
        "encode": Build("latent.encoder", posterior),
        "decode": Build("latent.gaussian_decoder", {"weights": W, "bias": b, "var": float(var)}),
        "steps": steps,
        "generator": Build("tensors.generator", {"seed": int(rng.integers(2**31))}),
    }


def uneven(rng):
    """A case of two steps whose decoder has a variance for each pixel, and an encoder that is nearly sure."""
    case = imputation(rng, steps=2)
    decoder, encoder = case["decode"].args, case["encode"].args
    var = decoder["var"] * rng.permutation([0.25, 0.5, 2.0, 4.0])
    return case | {
        "decode": Build("latent.gaussian_decoder", decoder | {"var": var}),
        "encode": Build("latent.encoder", encoder | {"log_var_bias": np.full(2, -7.0)}),
    }


def calm(rng, steps, rows=3, latent=2, dims=4):
    """A case of a few different rows, each with its own holes, and next to no noise: one answer only.

    Nothing in it is sent as plain numbers, so that a case with noise is the one that is asked twice.
    """
    observed = rng.permuted(np.tile(np.arange(dims) < dims // 2, (rows, 1)), axis=1)
    observed[0], observed[1] = np.arange(dims) % 2 == 0, np.arange(dims) % 2 == 1
    encoder = {
        "weights": 0.4 * rng.normal(size=(latent, dims)),
        "bias": rng.normal(size=latent),
        "log_var_weights": np.zeros((latent, dims)),
        "log_var_bias": np.full(latent, -80.0),
    }
    decoder = {"weights": rng.normal(size=(dims, latent)), "bias": rng.normal(size=dims), "var": 1e-30}
    start = Build("arrays.normal", {"seed": int(rng.integers(2**31)), "shape": [rows, dims], "std": 3.0})
    return {
        "x": Build("tensors.tensor", {"data": start}),
        "observed": Build("latent.holes", {"observed": observed}),
        "encode": Build("latent.encoder", encoder),
        "decode": Build("latent.gaussian_decoder", decoder),
        "steps": steps,
        "generator": Build("tensors.generator", {"seed": int(rng.integers(2**31))}),
    }


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
    rows: torch.Tensor


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
    seen, rest, rows = chain.observed, ~chain.observed, chain.rows
    return {
        "observed": {"mean": mean[seen], "cov": cov[seen][:, seen], "rows": rows},
        "unobserved": {"mean": mean[rest], "cov": cov[rest][:, rest], "rows": rows},
        "apart": {"mean": torch.zeros_like(mean[rest]), "cov": cov[rest][:, rest], "rows": rows},
    }


@torch.no_grad()
def _chain(x, observed, encode, decode):
    dims = x.shape[1]
    c, log_var = encode(torch.zeros(1, dims, dtype=x.dtype))
    A = (encode(torch.eye(dims, dtype=x.dtype))[0] - c).T
    b, var = decode(torch.zeros(1, len(A), dtype=x.dtype))
    W = (decode(torch.eye(len(A), dtype=x.dtype))[0] - b).T
    rows = torch.tensor(len(x))
    return _Chain(x[0], observed[0], A, c[0], torch.exp(log_var[0]), W, b[0], var[0], rows)


@torch.no_grad()
def _path(x, observed, encode, decode, steps, kept=None):
    """Where a chain without noise ends, (N, D)."""
    for _ in range(steps):
        x = torch.where(observed if kept is None else kept, x, decode(encode(x)[0])[0])
    return x


def exact(x, observed, encode, decode, steps, generator):
    """The law of honest imputations after `steps` steps, for each row of x: all rows are alike, or there is no noise."""
    if len(x) < FEW:
        return _path(x, observed, encode, decode, steps)
    return _law(_chain(x, observed, encode, decode), steps)


IMPUTE = Exercise(
    id="impute",
    title="Filling in what was not seen",
    points=1,
    minutes=15,
    difficulty=3,
    stretch=True,
    reference=latent_moves.impute,
    truth=exact,
    probe="imputation.filled",
    probes={"calm": "calls.call"},
    public={
        "main": [
            imputation(np.random.default_rng(1)),
            imputation(np.random.default_rng(2), latent=1, dims=3),
        ],
        "calm": [calm(np.random.default_rng(3), 2)],
    },
    hidden=lambda rng: {
        "main": [imputation(rng), imputation(rng, latent=1, dims=3), imputation(rng, dims=5), uneven(rng)],
        "calm": [calm(rng, steps) for steps in (1, 2, 3)],
    },
    properties=(
        Property("observed entries stay as they are, the others do not", compare="gaussian.kept", share=0.5),
        Property(
            "the others follow p(unobserved given observed)", part="unobserved", compare="gaussian.rows"
        ),
        Property("another generator, other draws", part="apart", compare="gaussian.rows", share=0.25),
        Property("each row with its own holes, after each number of steps", on="calm", share=0.5),
    ),
)


def one_pass(x, observed, encode, decode, steps, generator):
    """The law after a single step."""
    if len(x) < FEW:
        return _path(x, observed, encode, decode, 1)
    return _law(_chain(x, observed, encode, decode), 1)


def decoder_mean(x, observed, encode, decode, steps, generator):
    """The law where no decoder noise is added."""
    if len(x) < FEW:
        return _path(x, observed, encode, decode, steps)
    return _law(_chain(x, observed, encode, decode), steps, decoder_noise=0.0)


def decoder_mean_at_last(x, observed, encode, decode, steps, generator):
    """The law where the last step adds no decoder noise."""
    law = exact(x, observed, encode, decode, steps, generator)
    if len(x) >= FEW:
        chain = _chain(x, observed, encode, decode)
        for part in ("unobserved", "apart"):
            law[part]["cov"] = law[part]["cov"] - torch.diag(chain.var[~chain.observed])
    return law


def encoder_mean(x, observed, encode, decode, steps, generator):
    """The law where no encoder noise is added."""
    if len(x) < FEW:
        return _path(x, observed, encode, decode, steps)
    return _law(_chain(x, observed, encode, decode), steps, encoder_noise=0.0)


def both_means(x, observed, encode, decode, steps, generator):
    """The law where nothing is drawn at all."""
    if len(x) < FEW:
        return _path(x, observed, encode, decode, steps)
    return _law(_chain(x, observed, encode, decode), steps, encoder_noise=0.0, decoder_noise=0.0)


def variance_as_std(x, observed, encode, decode, steps, generator):
    """The law where the code's noise is multiplied by its variance."""
    if len(x) < FEW:
        return _path(x, observed, encode, decode, steps)
    chain = _chain(x, observed, encode, decode)
    return _law(replace(chain, spread=chain.spread**2), steps)


def exchanged(x, observed, encode, decode, steps, generator):
    """The law where the unobserved entries are kept, and the observed ones drawn."""
    if len(x) < FEW:
        return _path(x, observed, encode, decode, steps, ~observed)
    return _law(_chain(x, observed, encode, decode), steps, kept=~observed[0])


def overwritten(x, observed, encode, decode, steps, generator):
    """The law where the observed entries are drawn anew like the others."""
    if len(x) < FEW:
        return _path(x, observed, encode, decode, steps, torch.zeros_like(observed))
    return _law(_chain(x, observed, encode, decode), steps, kept=torch.zeros_like(observed[0]))


def put_back_at_last(x, observed, encode, decode, steps, generator):
    """The law where the observed entries are drawn anew like the others, and put back when all steps are done."""
    law = overwritten(x, observed, encode, decode, steps, generator)
    if len(x) < FEW:
        return torch.where(observed, x, law)
    return law | {"observed": exact(x, observed, encode, decode, steps, generator)["observed"]}


@IMPUTE.wrong(
    "overwrites observed pixels",
    hint="You replaced the pixels that were given. They are data, not a guess: what should stand in their place when a step ends?",
    expected=overwritten,
)
def impute_overwrites(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        noise = torch.randn(mean.shape, dtype=mean.dtype, generator=generator)
        mean, var = decode(mean + torch.exp(0.5 * log_var) * noise)
        x = mean + torch.sqrt(var) * torch.randn(x.shape, dtype=x.dtype, generator=generator)
    return x


@IMPUTE.wrong(
    "one pass",
    hint="You went once through encoder and decoder. The first code was made from the wrong filling: what would a code made from the new one say, and what is `steps` for?",
    expected=one_pass,
)
def impute_one_pass(x, observed, encode, decode, steps, generator):
    mean, log_var = encode(x)
    noise = torch.randn(mean.shape, dtype=mean.dtype, generator=generator)
    mean, var = decode(mean + torch.exp(0.5 * log_var) * noise)
    draw = mean + torch.sqrt(var) * torch.randn(x.shape, dtype=x.dtype, generator=generator)
    return torch.where(observed, x, draw)


@IMPUTE.wrong(
    "the decoder's mean instead of a draw",
    hint="You filled in the decoder's mean, so the pixels vary too little. p(x given z) has a spread of its own: where does it enter?",
    expected=decoder_mean,
)
def impute_decoder_mean(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        noise = torch.randn(mean.shape, dtype=mean.dtype, generator=generator)
        mean, _var = decode(mean + torch.exp(0.5 * log_var) * noise)
        x = torch.where(observed, x, mean)
    return x


@IMPUTE.wrong(
    "the encoder's mean instead of a draw",
    hint="Your draws are too much alike: the spread of q is missing, or next to nothing is left of it. Is what you decode a draw from q?",
    expected=encoder_mean,
)
def impute_encoder_mean(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, var = decode(encode(x)[0])
        draw = mean + torch.sqrt(var) * torch.randn(x.shape, dtype=x.dtype, generator=generator)
        x = torch.where(observed, x, draw)
    return x


@IMPUTE.wrong(
    "the mean in the last step",
    like="the decoder's mean instead of a draw",
    expected=decoder_mean_at_last,
)
def impute_mean_at_last(x, observed, encode, decode, steps, generator):
    for step in range(steps):
        mean, log_var = encode(x)
        noise = torch.randn(mean.shape, dtype=mean.dtype, generator=generator)
        mean, var = decode(mean + torch.exp(0.5 * log_var) * noise)
        noise = torch.randn(x.shape, dtype=x.dtype, generator=generator) * (step < steps - 1)
        x = torch.where(observed, x, mean + torch.sqrt(var) * noise)
    return x


@IMPUTE.wrong("both means", like="the decoder's mean instead of a draw", expected=both_means)
def impute_both_means(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        x = torch.where(observed, x, decode(encode(x)[0])[0])
    return x


@IMPUTE.wrong("observed and unobserved exchanged", like="overwrites observed pixels", expected=exchanged)
def impute_exchanged(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        noise = torch.randn(mean.shape, dtype=mean.dtype, generator=generator)
        mean, var = decode(mean + torch.exp(0.5 * log_var) * noise)
        draw = mean + torch.sqrt(var) * torch.randn(x.shape, dtype=x.dtype, generator=generator)
        x = torch.where(observed, draw, x)
    return x


@IMPUTE.wrong(
    "exp(log_var) as std of the code",
    hint="Your codes vary too little. You multiplied the noise by the variance of q: which factor gives the draw the variance exp(log_var)?",
    expected=variance_as_std,
)
def impute_variance_as_std(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        noise = torch.randn(mean.shape, dtype=mean.dtype, generator=generator)
        mean, var = decode(mean + torch.exp(log_var) * noise)
        draw = mean + torch.sqrt(var) * torch.randn(x.shape, dtype=x.dtype, generator=generator)
        x = torch.where(observed, x, draw)
    return x


@IMPUTE.wrong(
    "observed pixels put back at the end", like="overwrites observed pixels", expected=put_back_at_last
)
def impute_put_back_at_last(x, observed, encode, decode, steps, generator):
    return torch.where(observed, x, impute_overwrites(x, observed, encode, decode, steps, generator))


@IMPUTE.alternative
def impute_in_place(x, observed, encode, decode, steps, generator):
    x = x.clone()
    for _ in range(steps):
        mean, log_var = encode(x)
        z = torch.normal(mean, torch.exp(0.5 * log_var), generator=generator)
        mean, var = decode(z)
        x[~observed] = torch.normal(mean, torch.sqrt(var), generator=generator)[~observed]
    return x


@IMPUTE.alternative
def impute_with_all_noise_drawn_first(x, observed, encode, decode, steps, generator):
    latent = encode(x)[0].shape[1]
    noise = torch.randn(steps, len(x), latent + x.shape[1], dtype=x.dtype, generator=generator)
    for eps in noise:
        mean, log_var = encode(x)
        centre, var = decode(mean + torch.exp(log_var / 2) * eps[:, :latent])
        x = torch.where(observed, x, centre + var**0.5 * eps[:, latent:])
    return x


@IMPUTE.alternative
def impute_in_batches(x, observed, encode, decode, steps, generator):
    filled = []
    for rows, seen in zip(x.split(500), observed.split(500), strict=True):
        for _ in range(steps):
            mean, log_var = encode(rows)
            code = mean + torch.exp(log_var / 2) * torch.randn(mean.shape, dtype=x.dtype, generator=generator)
            mean, var = decode(code)
            draw = mean + var.sqrt() * torch.randn(rows.shape, dtype=x.dtype, generator=generator)
            rows = rows.where(seen, draw)
        filled.append(rows)
    return torch.cat(filled)
