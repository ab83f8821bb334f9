"""The bound that EM climbs: the questions of `elbo`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.spec import Exercise, Property
from exercises.week03_em._cases import (
    FAR,
    LINE,
    POINTS,
    THETA,
    a_rare_component,
    away_from_zero,
    in_whole_numbers,
    points_and_mixture,
)
from gmcourse.reference import mixtures

SOFT = np.array([[0.5, 0.5], [0.25, 0.75], [0.1, 0.9]])


HARD = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]])


def _with_q(rng, n, k, dims, kind):
    args = points_and_mixture(rng, n, k, dims)
    q = rng.dirichlet(np.ones(k), size=n)
    if kind == "hard":
        q = np.eye(k)[rng.integers(k, size=n)]
    if kind == "tight":
        q = mixtures.responsibilities(**args)
    return {"x": args.pop("x"), "q": q} | args


def _guessed(rng, args):
    """Any q for these points."""
    q = rng.dirichlet(np.ones(len(args["weights"])), size=len(args["x"]))
    return {"x": args["x"], "q": q} | {name: args[name] for name in THETA}


def _nearly_hard(rng, little):
    """Rows of q that are sure but for a little, which counts where a component is far enough."""
    args = _with_q(rng, 5, 3, 2, "hard")
    return args | {"q": args["q"] * (1 - 3 * little) + little}


def _tilted(rng, little):
    """One component far narrower than the other: its term is huge, its share of q a little or nothing."""
    args = _with_q(rng, 3, 2, 2, "hard")
    args["covs"][1] *= 1e-3
    return args | {"q": np.tile([1 - little, little], (3, 1))}


def _moved(args, distance):
    return args | {"x": args["x"] + distance}


ELBO = Exercise(
    id="elbo",
    title="The bound that EM climbs",
    points=3,
    minutes=15,
    difficulty=2,
    reference=mixtures.elbo,
    public={
        "main": [
            {"x": POINTS, "q": SOFT} | THETA,
            {"x": np.array([[0.0], [2.0]]), "q": np.array([[0.2, 0.5, 0.3], [0.6, 0.1, 0.3]])} | LINE,
        ],
        "hard": [{"x": POINTS, "q": HARD} | THETA],
        "tight": [{"x": POINTS, "q": mixtures.responsibilities(POINTS, **THETA)} | THETA],
        "far": [{"x": FAR, "q": np.array([[0.5, 0.5], [0.0, 1.0]])} | THETA],
    },
    hidden=lambda rng: {
        "main": [
            _with_q(rng, n, k, dims, "soft")
            for n, k, dims in ((6, 2, 1), (15, 3, 2), (1, 3, 2), (4, 4, 4), (5, 1, 2))
        ]
        + [_nearly_hard(rng, little) for little in (1e-3, 1e-7)]
        + [_guessed(rng, away_from_zero(points_and_mixture(rng, 4, 2, 2)))]
        + [_guessed(rng, a_rare_component(rng))]
        + [_guessed(rng, in_whole_numbers(points_and_mixture(rng, 5, 2, 2)))],
        "hard": [_with_q(rng, n, 3, 2, "hard") for n in (9, 1)],
        "tight": [_with_q(rng, 12, 4, 2, "tight"), _with_q(rng, 1, 2, 1, "tight")],
        "far": [
            _moved(_with_q(rng, n, 3, 2, kind), 150.0) for n, kind in ((4, "soft"), (1, "soft"), (5, "hard"))
        ]
        + [
            _moved(_with_q(rng, 2, 2, 2, "soft"), 5000.0),
            *(_moved(_tilted(rng, little), 1000.0) for little in (1e-7, 0.0)),
        ],
    },
    properties=(
        Property("the bound for any q"),
        Property("0 log 0 counts as 0", on="hard", share=0.5),
        Property("it touches the log-likelihood at the responsibilities", on="tight", share=0.5),
        Property("finite far from all components", on="far", share=0.25),
    ),
)


@ELBO.wrong(
    "no entropy",
    hint="This is the expected complete log-likelihood, called Q. It lies below the bound by the entropy of q, so it does not touch the log-likelihood anywhere. Which term with log q is missing?",
)
def elbo_q_only(x, q, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return np.sum(q * np.stack(joint, axis=1))


@ELBO.wrong(
    "entropy's sign",
    hint="You subtracted the entropy of q, which is minus the sum of q log q and never negative. A vaguer q should raise the bound, all else equal: does yours rise?",
)
def elbo_minus_entropy(x, q, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return np.sum(q * np.stack(joint, axis=1)) + np.sum(q * np.log(q, out=np.zeros(q.shape), where=q > 0))


@ELBO.wrong(
    "bound above the likelihood: no weights",
    hint="Your bound can lie above the log-likelihood, so it is no bound. You used p(x given z); the joint p(x, z) has one factor more.",
)
def elbo_no_weights(x, q, weights, means, covs):
    parts = np.stack(
        [np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for m, c in zip(means, covs)], axis=1
    )
    return np.sum(q * parts) - np.sum(q * np.log(q, out=np.zeros(q.shape), where=q > 0))


@ELBO.wrong(
    "the log-likelihood itself",
    hint="What you returned is the log-likelihood, whatever q is. The bound has the logarithm inside an expectation: under which distribution, and where does it stand in yours?",
)
def elbo_likelihood(x, q, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return np.sum(logsumexp(joint, axis=0))


@ELBO.wrong(
    "nan where q is 0",
    hint="You multiplied 0 by log 0, which is nan in floats. As q goes to 0, where does q log q go, and what should such an entry add?",
)
def elbo_nan(x, q, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return np.sum(q * (np.stack(joint, axis=1) - np.log(q)))


@ELBO.wrong(
    "mean over the points",
    hint="You averaged over the points. The bound asked for is one on the log-likelihood of all points together: is that a mean or a sum over points?",
)
def elbo_mean(x, q, weights, means, covs):
    joint = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    return (
        np.sum(q * np.stack(joint, axis=1)) - np.sum(q * np.log(q, out=np.zeros(q.shape), where=q > 0))
    ) / len(x)


def _log_joint(x, weights, means, covs):
    """(N, K) logarithms of weight times density."""
    parts = zip(weights, means, covs, strict=True)
    return np.stack(
        [np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x)) for w, m, c in parts], axis=1
    )


def _q_log_q(q):
    return q * np.log(q, out=np.zeros(q.shape), where=q > 0)


@ELBO.wrong(
    "densities that underflow",
    hint="You took the logarithm of a density. Far from a component it is 0 in floats, though its logarithm is an ordinary number: which function gives that at once?",
)
def elbo_underflow(x, q, weights, means, covs):
    with np.errstate(all="ignore"):
        joint = np.log(np.exp(_log_joint(x, weights, means, covs)))
        return np.sum(np.where(q > 0, q * joint, 0.0)) - np.sum(_q_log_q(q))


@ELBO.wrong("1e-300 added to the densities", like="densities that underflow")
def elbo_padded_300(x, q, weights, means, covs):
    joint = np.log(np.exp(_log_joint(x, weights, means, covs)) + 1e-300)
    return np.sum(q * joint) - np.sum(_q_log_q(q))


@ELBO.wrong("1e-12 added to the densities", like="densities that underflow")
def elbo_padded_12(x, q, weights, means, covs):
    joint = np.log(np.exp(_log_joint(x, weights, means, covs)) + 1e-12)
    return np.sum(q * joint) - np.sum(_q_log_q(q))


@ELBO.wrong("1e-10 added to the densities", like="densities that underflow")
def elbo_padded_10(x, q, weights, means, covs):
    joint = np.log(np.exp(_log_joint(x, weights, means, covs)) + 1e-10)
    return np.sum(q * joint) - np.sum(_q_log_q(q))


@ELBO.wrong(
    "the gap added",
    hint="You added the divergence from q to the posterior. The bound lies below the log-likelihood by it: is yours below?",
)
def elbo_gap_added(x, q, weights, means, covs):
    joint = _log_joint(x, weights, means, covs)
    total = logsumexp(joint, axis=1, keepdims=True)
    return total.sum() + np.sum(_q_log_q(q) - q * (joint - total))


@ELBO.wrong(
    "the bound's sign",
    hint="You returned minus the bound, as if something were to be made small. EM climbs: which sign has the bound?",
)
def elbo_negative(x, q, weights, means, covs):
    return np.sum(_q_log_q(q)) - np.sum(q * _log_joint(x, weights, means, covs))


@ELBO.wrong(
    "the gap alone",
    hint="You returned the divergence between q and the posterior, or minus it. It is what lies between the bound and the log-likelihood: which of these three is asked for?",
)
def elbo_gap(x, q, weights, means, covs):
    joint = _log_joint(x, weights, means, covs)
    return np.sum(_q_log_q(q) - q * (joint - logsumexp(joint, axis=1, keepdims=True)))


@ELBO.wrong("minus the divergence alone", like="the gap alone")
def elbo_minus_gap(x, q, weights, means, covs):
    return -elbo_gap(x, q, weights, means, covs)


@ELBO.wrong(
    "no density of the data",
    hint="Your answer does not depend on x. The joint p(x, z) is p(z) times p(x given z): which of the two is missing?",
)
def elbo_without_density(x, q, weights, means, covs):
    return np.sum(q * np.log(weights)) - np.sum(_q_log_q(q))


@ELBO.wrong("nan replaced after the product with the joint", like="nan where q is 0")
def elbo_nan_to_zero_too_late(x, q, weights, means, covs):
    with np.errstate(all="ignore"):
        return np.nan_to_num(np.sum(q * (_log_joint(x, weights, means, covs) - np.log(q))))


@ELBO.alternative
def elbo_by_divergence(x, q, weights, means, covs):
    parts = [
        np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
        for w, m, c in zip(weights, means, covs)
    ]
    log_prob = logsumexp(parts, axis=0)
    log_resp = (np.array(parts) - log_prob).T
    return log_prob.sum() - np.where(q > 0, q * (np.log(np.where(q > 0, q, 1.0)) - log_resp), 0.0).sum()


@ELBO.alternative
def elbo_loop(x, q, weights, means, covs):
    bound = 0.0
    for n in range(len(x)):
        for k in range(len(weights)):
            if q[n, k] > 0:
                joint = np.log(weights[k]) + multivariate_normal(means[k], covs[k]).logpdf(x[n])
                bound += q[n, k] * (joint - np.log(q[n, k]))
    return bound


@ELBO.alternative
def elbo_by_entropy(x, q, weights, means, covs):
    from scipy.special import entr
    from scipy.stats import multivariate_normal as gaussian

    energy = 0.0
    for k, weight in enumerate(weights):
        log_joint = np.log(weight) + gaussian(means[k], covs[k]).logpdf(x)
        energy += q[:, k] @ np.reshape(log_joint, len(x))
    return energy + entr(q).sum()
