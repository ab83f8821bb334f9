"""One bound in three parts: the questions of `elbo_parts`, its wrong answers and other right ways."""

import math

import numpy as np
import torch
from torch.distributions import MultivariateNormal, kl_divergence

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import tensor
from gmcourse.reference import derivations_deep


def _case(rng, dims, latent, kind="free"):
    W, b, x = rng.normal(size=(dims, latent)), rng.normal(size=dims), 1.5 * rng.normal(size=dims)
    var = float(rng.uniform(0.3, 2.0))
    precision = np.eye(latent) + W.T @ W / var
    mean, root = rng.normal(size=latent), rng.normal(size=(latent, latent + 2))
    cov = root @ root.T / (latent + 2) + 0.1 * np.eye(latent)
    if kind == "posterior":
        mean, cov = np.linalg.solve(precision, W.T @ (x - b) / var), np.linalg.inv(precision)
    if kind == "prior":
        mean, cov = np.zeros(latent), np.eye(latent)
    return {
        name: tensor(value)
        for name, value in zip(("x", "W", "b", "var", "mean", "cov"), (x, W, b, var, mean, cov))
    }


ELBO_PARTS = Exercise(
    id="elbo_parts",
    title="One bound in three parts",
    points=2,
    minutes=15,
    difficulty=3,
    reference=derivations_deep.elbo_parts,
    public={
        "main": [
            {
                "x": tensor([3.0]), "W": tensor([[2.0]]), "b": tensor([0.0]), "var": tensor(0.5),
                "mean": tensor([1.0]), "cov": tensor([[0.25]]),
            },
            {
                "x": tensor([1.0, -1.0, 0.5]), "W": tensor([[1.0, 0.5], [0.0, 1.0], [2.0, -1.0]]),
                "b": tensor([0.5, 0.0, -0.5]), "var": tensor(0.8),
                "mean": tensor([0.3, -0.2]), "cov": tensor([[0.5, 0.1], [0.1, 0.3]]),
            },
            {
                "x": tensor([2.0, 0.0]), "W": tensor([[1.0], [-1.0]]), "b": tensor([1.0, 0.5]), "var": tensor(2.0),
                "mean": tensor([0.0]), "cov": tensor([[1.0]]),
            },
            {
                "x": tensor([3.0]), "W": tensor([[2.0]]), "b": tensor([0.0]), "var": tensor(0.5),
                "mean": tensor([4 / 3]), "cov": tensor([[1 / 9]]),
            },
        ],
    },
    hidden=lambda rng: {
        "main": [_case(rng, *size) for size in ((2, 1), (4, 2), (3, 3), (2, 4))]
        + [_case(rng, 4, 2, "prior"), _case(rng, 5, 2, "posterior")],
    },
    properties=(
        Property("the reconstruction", part=0),
        Property("the price", part=1),
        Property("the gap", part=2),
    ),
)  # fmt: skip


def _posterior(x, W, b, var):
    precision = torch.eye(W.shape[1], dtype=W.dtype) + W.T @ W / var
    return torch.linalg.solve(precision, W.T @ (x - b) / var), torch.linalg.inv(precision)


def _kl(mean, cov, other, other_cov):
    return kl_divergence(MultivariateNormal(mean, cov), MultivariateNormal(other, other_cov))


def _standard(mean):
    return torch.zeros_like(mean), torch.eye(len(mean), dtype=mean.dtype)


def _reconstruction(x, W, b, var, mean, cov):
    residual = x - b - W @ mean
    return -0.5 * (
        len(x) * torch.log(2 * math.pi * var) + (residual @ residual + torch.trace(W @ cov @ W.T)) / var
    )


def _three(x, W, b, var, mean, cov):
    price, gap = _kl(mean, cov, *_standard(mean)), _kl(mean, cov, *_posterior(x, W, b, var))
    return _reconstruction(x, W, b, var, mean, cov), price, gap


@ELBO_PARTS.wrong(
    "decoded the mean alone",
    hint="You left out the spread of q in your reconstruction, as if q were a point at its mean. The expectation of a square is the square of the mean plus a variance: which variance has W z under q?",
)
def at_the_mean(x, W, b, var, mean, cov):
    return _reconstruction(x, W, b, var, mean, 0 * cov), *_three(x, W, b, var, mean, cov)[1:]


@ELBO_PARTS.wrong(
    "gap to the prior",
    hint="Your gap equals the price. The bound is tight where q is the posterior: to which distribution is the gap the divergence?",
)
def gap_to_prior(x, W, b, var, mean, cov):
    rec, price, _ = _three(x, W, b, var, mean, cov)
    return rec, price, price.clone()


@ELBO_PARTS.wrong(
    "divergences turned round",
    hint="You averaged over the prior and over the posterior. All three parts are expectations over q: which law stands first in KL(q || p)?",
)
def turned_round(x, W, b, var, mean, cov):
    price, gap = _kl(*_standard(mean), mean, cov), _kl(*_posterior(x, W, b, var), mean, cov)
    return _reconstruction(x, W, b, var, mean, cov), price, gap


@ELBO_PARTS.wrong(
    "only the diagonal of the covariance",
    hint="You used the variances and left out the covariances of q. With two latents that go together, log det cov and W cov W' both need all of it: where did you take a diagonal?",
)
def diagonal_only(x, W, b, var, mean, cov):
    return _three(x, W, b, var, mean, torch.diag(torch.diagonal(cov)))


@ELBO_PARTS.wrong(
    "a half lost in the divergences",
    hint="A divergence of yours is twice as large as it should be. What stands in front of the bracket in the KL of two Gaussians?",
)
def doubled(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    return rec, 2 * price, 2 * gap


@ELBO_PARTS.wrong(
    "the constant of one dimension",
    hint="Your reconstruction has log(2 pi var) once. x has D independent entries given z: how often does the constant come?",
)
def one_constant(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    return rec + 0.5 * (len(x) - 1) * torch.log(2 * math.pi * var), price, gap


@ELBO_PARTS.wrong(
    "posterior not centred",
    hint="Your posterior's mean is computed from x, without taking b away. An x that equals b says that z is 0 on average: does yours?",
)
def not_centred(x, W, b, var, mean, cov):
    rec, price, _ = _three(x, W, b, var, mean, cov)
    return rec, price, _kl(mean, cov, *_posterior(x, W, 0 * b, var))


@ELBO_PARTS.wrong(
    "sign of the price",
    hint="Your price is negative. A divergence is never below 0, and the ELBO is the reconstruction *minus* it: which of the two are you asked for?",
)
def negative_price(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    return rec, -price, gap


@ELBO_PARTS.wrong(
    "the gap turned round",
    hint="You averaged your gap over the posterior. All three parts are expectations over q: which law stands first in KL(q || p)?",
)
def gap_turned_round(x, W, b, var, mean, cov):
    return *_three(x, W, b, var, mean, cov)[:2], turned_round(x, W, b, var, mean, cov)[2]


@ELBO_PARTS.wrong(
    "the price turned round",
    hint="You averaged your price over the prior. All three parts are expectations over q: which law stands first in KL(q || p)?",
)
def price_turned_round(x, W, b, var, mean, cov):
    rec, _, gap = _three(x, W, b, var, mean, cov)
    return rec, turned_round(x, W, b, var, mean, cov)[1], gap


@ELBO_PARTS.wrong("the diagonal in the divergences", like="only the diagonal of the covariance")
def diagonal_in_the_divergences(x, W, b, var, mean, cov):
    return _three(x, W, b, var, mean, cov)[0], *diagonal_only(x, W, b, var, mean, cov)[1:]


@ELBO_PARTS.wrong(
    "part of the normaliser left out",
    hint="Your reconstruction is off by a number that does not depend on x. The logarithm of a Gaussian density has a term beside the square: is all of D/2 log(2 pi var) there?",
)
def without_normaliser(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    return rec + 0.5 * len(x) * torch.log(2 * math.pi * var), price, gap


@ELBO_PARTS.wrong("no 2 pi", like="part of the normaliser left out")
def without_two_pi(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    return rec + 0.5 * len(x) * math.log(2 * math.pi), price, gap


@ELBO_PARTS.wrong(
    "trace of cov, not of W cov W'",
    hint="You added the variance of z itself. The residual is x - b - W z: which covariance has W z under q?",
)
def trace_of_cov(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    return rec + 0.5 * (torch.trace(W @ cov @ W.T) - torch.trace(cov)) / var, price, gap


@ELBO_PARTS.wrong(
    "price forgotten in the gap",
    hint="Your gap is log p(x) minus the reconstruction alone. The bound is more than its reconstruction: what does log p(x) lie above?",
)
def gap_above_the_reconstruction(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    return rec, price, gap - price


@ELBO_PARTS.wrong(
    "sign of the gap",
    hint="Your gap is negative. The bound lies below log p(x): which of the two is taken from which?",
)
def negative_gap(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    return rec, price, -gap


@ELBO_PARTS.wrong(
    "the bound in the place of the gap",
    hint="Your last number is the bound itself. The gap is what the bound falls short of log p(x): to which divergence does it amount?",
)
def bound_for_gap(x, W, b, var, mean, cov):
    rec, price, _ = _three(x, W, b, var, mean, cov)
    return rec, price, rec - price


@ELBO_PARTS.wrong(
    "log-determinants left out",
    hint="A divergence of yours has no logarithm of a determinant. The two laws' normalisers differ where their covariances do: what is left of them in the KL of two Gaussians?",
)
def without_log_dets(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    spread = torch.logdet(_posterior(x, W, b, var)[1])
    return rec, price + torch.logdet(cov) / 2, gap + (torch.logdet(cov) - spread) / 2


@ELBO_PARTS.wrong("log-determinant left out of the price", like="log-determinants left out")
def price_without_log_det(x, W, b, var, mean, cov):
    rec, price, gap = _three(x, W, b, var, mean, cov)
    return rec, price + torch.logdet(cov) / 2, gap


@ELBO_PARTS.wrong("log-determinants left out of the gap", like="log-determinants left out")
def gap_without_log_dets(x, W, b, var, mean, cov):
    rec, price, _ = _three(x, W, b, var, mean, cov)
    return rec, price, without_log_dets(x, W, b, var, mean, cov)[2]


@ELBO_PARTS.wrong(
    "posterior without its prior",
    hint="Your posterior is that of the data alone. If W were 0 the posterior would be the prior: is yours?",
)
def posterior_without_prior(x, W, b, var, mean, cov):
    rec, price, _ = _three(x, W, b, var, mean, cov)
    precision = W.T @ W / var
    off = mean - torch.linalg.solve(precision, W.T @ (x - b) / var)
    inside = torch.trace(precision @ cov) + off @ precision @ off - len(mean)
    return rec, price, (inside - torch.logdet(cov) - torch.logdet(precision)) / 2


@ELBO_PARTS.alternative
def gap_as_the_rest(x, W, b, var, mean, cov):
    evidence = MultivariateNormal(b, W @ W.T + var * torch.eye(len(x), dtype=x.dtype)).log_prob(x)
    rec, price, _ = _three(x, W, b, var, mean, cov)
    return rec, price, evidence - rec + price


@ELBO_PARTS.alternative
def by_hand(x, W, b, var, mean, cov):
    size = W.shape[1]
    rest = x - b - W @ mean
    rec = -(rest @ rest + (W @ cov * W).sum()) / (2 * var) - len(x) / 2 * torch.log(2 * math.pi * var)
    log_det = torch.linalg.slogdet(cov).logabsdet
    price = (mean @ mean + torch.trace(cov) - size - log_det) / 2
    best, spread = _posterior(x, W, b, var)
    inverse = torch.linalg.inv(spread)
    gap = (
        (mean - best) @ inverse @ (mean - best)
        + torch.trace(inverse @ cov)
        - size
        - log_det
        + torch.logdet(spread)
    ) / 2
    return rec, price, gap


@ELBO_PARTS.alternative
def by_cubature(x, W, b, var, mean, cov):
    """A square's expectation is exact with the points mean +- sqrt(L) times each column of a root of cov."""
    root = torch.linalg.cholesky(cov) * math.sqrt(len(mean))
    points = torch.cat([mean + root.T, mean - root.T])
    prior, posterior = MultivariateNormal(*_standard(mean)), MultivariateNormal(*_posterior(x, W, b, var))
    q = MultivariateNormal(mean, cov)
    rec = torch.distributions.Normal(points @ W.T + b, var.sqrt()).log_prob(x).sum(1).mean()
    log_q = q.log_prob(points).mean()
    return rec, log_q - prior.log_prob(points).mean(), log_q - posterior.log_prob(points).mean()
