"""What the bound loses: the questions of `bound_gap`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp, softmax

from autograder.spec import Exercise, Property
from gmcourse.reference import derivations

SOFT = np.array([[0.5, 0.5], [0.25, 0.75], [0.9, 0.1]])
JOINT = np.log(np.array([[0.1, 0.3], [0.02, 0.04], [0.2, 0.1]]))


def _case(rng, n, k, kind, level=0.0):
    from scipy.special import softmax

    log_joint = rng.normal(scale=2.0, size=(n, k)) + level
    q = rng.dirichlet(np.ones(k), size=n)
    if kind == "hard":
        q = np.eye(k)[rng.integers(k, size=n)]
    if kind == "tight":
        q = softmax(log_joint, axis=1)
    return {"q": q, "log_joint": log_joint}


def _nearly_hard(rng, little, level=0.0):
    """Rows of q that are sure but for a little."""
    case = _case(rng, 5, 4, "hard", level)
    return case | {"q": case["q"] * (1 - 4 * little) + little}


BOUND_GAP = Exercise(
    id="bound_gap",
    title="What the bound loses",
    points=2,
    minutes=12,
    difficulty=2,
    reference=derivations.bound_gap,
    public={
        "main": [
            {"q": SOFT, "log_joint": JOINT},
            {"q": softmax(JOINT, axis=1), "log_joint": JOINT},
            {"q": np.array([[0.2, 0.5, 0.3]]), "log_joint": np.array([[-3.0, -1.0, 0.5]])},
            {
                "q": np.array([[0.3, 0.3, 0.4], [0.1, 0.2, 0.7]]),
                "log_joint": np.array([[0.0, 1.0, -1.0], [-2.0, -5.0, -3.0]]),
            },
        ],
        "hard": [{"q": np.array([[1.0, 0.0], [0.0, 1.0]]), "log_joint": JOINT[:2]}],
        "far": [
            {"q": SOFT, "log_joint": JOINT - 2000.0},
            {"q": np.array([[0.5, 0.5]]), "log_joint": np.array([[0.0, -2000.0]])},
        ],
    },
    hidden=lambda rng: {
        "main": [_case(rng, *size, "soft") for size in ((4, 2), (9, 5), (1, 3), (3, 3), (4, 1), (1, 1))]
        + [_case(rng, 6, 3, "tight"), _nearly_hard(rng, 1e-4), _nearly_hard(rng, 1e-7)],
        "hard": [_case(rng, 7, 4, "hard")],
        "far": [
            _case(rng, 5, 3, "soft", level=-1500.0),
            _case(rng, 3, 3, "soft", level=np.array([[0.0], [-1900.0], [-1000.0]])),
            _nearly_hard(rng, 1e-7, level=np.array([0.0, -1900.0, -1000.0, -1500.0])),
            _case(rng, 2, 3, "soft", level=np.array([0.0, -1900.0, -1000.0])),
        ],
    },
    properties=(
        Property("the gap of each point"),
        Property("0 log 0 counts as 0", on="hard", share=0.5),
        Property("points far from everything", on="far", share=0.5),
    ),
)


@BOUND_GAP.wrong(
    "the bound itself",
    hint="You returned the bound, E_q[log p(x, z) - log q(z)]. The gap is what lies between it and log p(x): how do you get log p(x) from the joint?",
)
def bound(q, log_joint):
    from scipy.special import rel_entr

    return (q * log_joint).sum(axis=1) - rel_entr(q, 1.0).sum(axis=1)


@BOUND_GAP.wrong(
    "divergence to the joint",
    hint="You compared q with p(x, z), whose sum over z is p(x) and not 1. A divergence compares two distributions: what turns the joint into the posterior?",
)
def to_the_joint(q, log_joint):
    from scipy.special import rel_entr

    return rel_entr(q, 1.0).sum(axis=1) - (q * log_joint).sum(axis=1)


@BOUND_GAP.wrong(
    "divergence turned round",
    hint="You averaged over the posterior. The bound is an expectation over q, and so is what it loses: whose probabilities stand in front of the logarithm?",
)
def turned_round(q, log_joint):
    from scipy.special import rel_entr

    posterior = np.exp(log_joint - logsumexp(log_joint, axis=1, keepdims=True))
    return rel_entr(posterior, q).sum(axis=1)


@BOUND_GAP.wrong(
    "summed over the points",
    hint="You added up the points or averaged over them. The gap is asked for each point: over which axis do you sum?",
)
def total(q, log_joint):
    from scipy.special import rel_entr

    return (rel_entr(q, 1.0) - q * (log_joint - logsumexp(log_joint, axis=1, keepdims=True))).sum()


@BOUND_GAP.wrong(
    "posterior normalised over the points",
    hint="Your posterior sums to 1 down the points. Each point has one owner, so for each point the probabilities of the components sum to 1: which axis is that?",
)
def over_points(q, log_joint):
    from scipy.special import rel_entr

    log_posterior = log_joint - logsumexp(log_joint, axis=0, keepdims=True)
    return (rel_entr(q, 1.0) - q * log_posterior).sum(axis=1)


@BOUND_GAP.wrong(
    "the entropy's sign",
    hint="At q = posterior your gap is not 0: the entropy of q enters with the wrong sign. log p(x) minus the bound has + sum q log q: is that what you have?",
)
def entropy_turned_round(q, log_joint):
    from scipy.special import rel_entr

    return logsumexp(log_joint, axis=1) - (q * log_joint).sum(axis=1) - rel_entr(q, 1.0).sum(axis=1)


@BOUND_GAP.wrong(
    "no entropy",
    hint="You compared log p(x) with Q, the expected log of the joint. The bound has the entropy of q as well: which term with log q is missing?",
)
def without_entropy(q, log_joint):
    return logsumexp(log_joint, axis=1) - (q * log_joint).sum(axis=1)


@BOUND_GAP.wrong(
    "nan where q is 0",
    hint="0 times the logarithm of 0 is nan in floating point; here it counts as 0. How can these entries be left out?",
)
def nan_at_zeros(q, log_joint):
    with np.errstate(all="ignore"):
        return (q * (np.log(q) - (log_joint - logsumexp(log_joint, axis=1, keepdims=True)))).sum(axis=1)


@BOUND_GAP.wrong(
    "exp underflows",
    hint="Somewhere you took the exponential of log-densities of about -2000, which is 0. Stay with logarithms to the end: by logsumexp for log p(x), and what is then the logarithm of the posterior?",
)
def underflows(q, log_joint):
    from scipy.special import rel_entr

    joint = np.exp(log_joint)
    with np.errstate(all="ignore"):
        return rel_entr(q, joint / joint.sum(axis=1, keepdims=True)).sum(axis=1)


@BOUND_GAP.wrong("one maximum for all points", like="exp underflows")
def gap_with_one_maximum(q, log_joint):
    from scipy.special import entr

    log_p = log_joint.max() + np.log(np.exp(log_joint - log_joint.max()).sum(axis=1))
    return log_p - np.sum(q * log_joint + entr(q), axis=1)


@BOUND_GAP.wrong("a posterior that is kept above a tiny number", like="exp underflows")
def gap_to_a_padded_posterior(q, log_joint):
    from scipy.special import rel_entr, softmax

    return rel_entr(q, np.maximum(softmax(log_joint, axis=1), 1e-300)).sum(axis=1)


@BOUND_GAP.wrong("log p(x) by exponentials", like="exp underflows")
def gap_by_exponentials(q, log_joint):
    from scipy.special import entr

    with np.errstate(divide="ignore"):
        log_p = np.log(np.exp(log_joint).sum(axis=1))
    return log_p - (q * log_joint + entr(q)).sum(axis=1)


@BOUND_GAP.wrong("a posterior of zeros under the logarithm", like="exp underflows")
def gap_to_an_underflowed_posterior(q, log_joint):
    from scipy.special import rel_entr, softmax

    return rel_entr(q, softmax(log_joint, axis=1)).sum(axis=1)


@BOUND_GAP.wrong("log p(x) by exponentials kept above a tiny number", like="exp underflows")
def gap_by_padded_exponentials(q, log_joint):
    from scipy.special import entr

    log_p = np.log(np.maximum(np.exp(log_joint).sum(axis=1), 1e-300))
    return log_p - (q * log_joint + entr(q)).sum(axis=1)


def _log_posterior(log_joint):
    return log_joint - logsumexp(log_joint, axis=1, keepdims=True)


@BOUND_GAP.wrong(
    "the gap's sign",
    hint="Your gap is negative. Which of the two is larger, log p(x) or the bound?",
)
def gap_turned_round(q, log_joint):
    from scipy.special import rel_entr

    return (q * _log_posterior(log_joint) - rel_entr(q, 1.0)).sum(axis=1)


@BOUND_GAP.wrong(
    "log p(x) itself",
    hint="You returned log p(x). The gap is what lies between it and the bound: where does q enter?",
)
def log_evidence(q, log_joint):
    return logsumexp(log_joint, axis=1)


@BOUND_GAP.wrong("a mean over the points", like="summed over the points")
def mean_gap(q, log_joint):
    from scipy.special import rel_entr

    return (rel_entr(q, 1.0) - q * _log_posterior(log_joint)).sum(axis=1).mean()


@BOUND_GAP.wrong("summed over the points for each component", like="summed over the points")
def gap_of_each_component(q, log_joint):
    from scipy.special import rel_entr

    return (rel_entr(q, 1.0) - q * _log_posterior(log_joint)).sum(axis=0)


@BOUND_GAP.wrong(
    "not weighted by q",
    hint="Every component counts alike in your sum or mean. The bound is an expectation: with which probabilities?",
)
def gap_unweighted(q, log_joint):
    with np.errstate(all="ignore"):
        return (np.log(q) - _log_posterior(log_joint)).sum(axis=1)


@BOUND_GAP.wrong("a plain mean over the components", like="not weighted by q")
def gap_plain_mean(q, log_joint):
    return gap_unweighted(q, log_joint) / q.shape[1]


@BOUND_GAP.wrong(
    "a sum for the log of a sum",
    hint="You added the logarithms over z, or took their largest, for log p(x). p(x) is the sum of p(x, z): what is its logarithm?",
)
def gap_to_a_sum_of_logs(q, log_joint):
    from scipy.special import entr

    return log_joint.sum(axis=1) - (q * log_joint + entr(q)).sum(axis=1)


@BOUND_GAP.wrong("the largest for the log of a sum", like="a sum for the log of a sum")
def gap_to_the_largest(q, log_joint):
    from scipy.special import entr

    return log_joint.max(axis=1) - (q * log_joint + entr(q)).sum(axis=1)


@BOUND_GAP.alternative
def evidence_minus_bound(q, log_joint):
    log_q = np.log(q, out=np.zeros_like(q), where=q > 0)
    return logsumexp(log_joint, axis=1) - np.sum(q * (log_joint - log_q), axis=1)


@BOUND_GAP.alternative
def point_by_point(q, log_joint):
    gaps = []
    for guess, row in zip(q, log_joint):
        top = row.max()
        evidence = top + np.log(np.sum(np.exp(row - top)))
        gaps.append(sum(p * (np.log(p) - (a - evidence)) for p, a in zip(guess, row) if p > 0))
    return np.array(gaps)


@BOUND_GAP.alternative
def relative_entropy(q, log_joint):
    from scipy.special import log_softmax, xlogy

    return (xlogy(q, q) - q * log_softmax(log_joint, axis=1)).sum(axis=1)
