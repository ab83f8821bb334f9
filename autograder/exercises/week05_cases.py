"""Week 5: makers of the cases that its exercises are asked."""

import numpy as np

from gmcourse.check.wire import Build


def tensor(data):
    """A float64 tensor of numbers, made where it is needed."""
    return Build("tensors.tensor", {"data": np.array(data, dtype=float)})


def drawn(rng, *shape, std=1.0):
    """A tensor of normal numbers, sent as data."""
    return tensor(rng.normal(0, std, size=shape))


def large(rng, *shape, std=1.0):
    """A tensor of normal numbers, sent as a seed."""
    seed = int(rng.integers(2**31))
    return Build(
        "tensors.tensor", {"data": Build("arrays.normal", {"seed": seed, "shape": list(shape), "std": std})}
    )


def bits(rng, *shape):
    """A tensor of zeros and ones."""
    return tensor(rng.random(shape) < 0.5)


def elbo(x, seed, latent, noise):
    """A case of `vae_elbo` with a drawn encoder and decoder."""
    dims = x.args["data"].shape[1]
    sizes = {"seed": seed, "dims": dims, "latent": latent}
    return {
        "x": x,
        "encode": Build("latent.random_encoder", sizes),
        "decode": Build("latent.random_decoder", sizes),
        "noise": noise,
    }


def ppca(rng, count, dims, latent, var, make=drawn):
    """A case of probabilistic PCA whose b is far from 0."""
    return {
        "x": make(rng, count, dims, std=2.0),
        "W": make(rng, dims, latent),
        "b": make(rng, dims, std=2.0),
        "var": tensor(var),
    }


def integrand(f, mean, log_var, noise):
    """A case of the gradient estimators; f: a name in `gmcourse.check.builders.latent`, its argument."""
    name, argument = f
    return {
        "f": Build(f"latent.{name}", argument),
        "mean": tensor(mean),
        "log_var": tensor(log_var),
        "noise": noise,
    }


def unbiased(rng, rows=20_000):
    """An integrand in two dimensions with so many noise rows that a bias shows."""
    mean = rng.uniform(0.3, 1.0, size=2) * rng.choice([-1, 1], size=2)
    log_var = rng.uniform(0.4, 0.9, size=2) * rng.choice([-1, 1], size=2)
    return integrand(("wave", {"frequency": 1.5}), mean, log_var, large(rng, rows, 2))


def slerp(z0, z1, t):
    """A case of `slerp`."""
    return {"z0": tensor(z0), "z1": tensor(z1), "t": t}


def imputation(rng, rows=900, steps=30, latent=2, dims=4):
    """A case of `impute`: `rows` copies of one point, a decoder, and its exact posterior as the encoder.

    W has orthogonal columns, so that the posterior's covariance is diagonal. Two entries are hidden; the
    chain forgets its start fast enough to be done within the steps, and slowly enough to need several.
    """
    while True:
        basis, _ = np.linalg.qr(rng.normal(size=(dims, latent)))
        scale, var = rng.uniform(1.5, 2.5, size=latent), rng.uniform(0.4, 0.8)
        W, b = basis * scale, rng.choice([-1, 1], size=dims) * rng.uniform(1, 3, size=dims)
        A = (W / (scale**2 + var)).T
        hidden = rng.permutation(dims)[:2]
        speed = np.abs(np.linalg.eigvals(W[hidden] @ A[:, hidden])).max()
        if 0.5 < speed < 0.65:
            break
    x = W @ rng.normal(size=latent) + b + rng.normal(0, np.sqrt(var), size=dims)
    x[hidden] = b[hidden] + 8.0
    observed = np.ones((rows, dims), dtype=bool)
    observed[:, hidden] = False
    spread = np.log(var / (scale**2 + var))
    posterior = {"weights": A, "bias": -A @ b, "log_var_weights": np.zeros_like(A), "log_var_bias": spread}
    return {
        "x": tensor(np.tile(x, (rows, 1))),
        "observed": Build("tensors.tensor", {"data": observed}),
        "encode": Build("latent.encoder", posterior),
        "decode": Build("latent.gaussian_decoder", {"weights": W, "bias": b, "var": float(var)}),
        "steps": steps,
        "generator": Build("tensors.generator", {"seed": int(rng.integers(2**31))}),
    }
