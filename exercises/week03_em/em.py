"""The EM algorithm: the questions of `em`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.spec import Exercise, Property
from gmcourse.check.ask import build
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build
from gmcourse.reference import mixtures

LOOSE = Tolerance(rtol=1e-5, atol=1e-7, float32=False)


def em_case(x, k, seed, max_iter, tol=1e-6, min_cov=1e-6):
    """Arguments of `em`; the generator is made anew for each call."""
    rng = Build("arrays.rng", {"seed": seed})
    return {"x": x, "k": k, "rng": rng, "max_iter": max_iter, "tol": tol, "min_cov": min_cov}


def groups_of_points(rng, sizes, dims, spread):
    """Rows around one centre a group, in random order."""
    centres = rng.normal(scale=spread, size=(len(sizes), dims))
    return rng.permutation(np.repeat(centres, sizes, axis=0) + rng.normal(size=(sum(sizes), dims)))


def tight_and_wide(rng, dims):
    """A tight cloud inside a wide one: without a floor the tight component shrinks below 0.5."""
    tight = rng.normal(0.0, 0.2, size=(25, dims))
    return rng.permutation(np.concatenate([tight, rng.normal(1.0, 3.0, size=(25, dims))]))


def far_apart(rng):
    """Two clouds a hundred of their widths from each other."""
    return rng.permutation(np.concatenate([rng.normal(size=(14, 1)), rng.normal(100.0, 1.0, size=(9, 1))]))


def two_sheets(rng):
    """Two thin parallel sheets in space, turned: wide together, thinner than the floor each."""
    points = rng.normal(size=(44, 3)) * np.array([2.0, 1.5, 0.1])
    points[:20, 2] += 9.0
    return rng.permutation(points @ np.linalg.qr(rng.normal(size=(3, 3)))[0])


def one_far_away(rng):
    """So many points that the farthest has density 0 in a computer, under their own Gaussian."""
    return np.append(rng.normal(size=(2000, 1)), [[1000.0]], axis=0)


def climbing(draw):
    """A drawn case whose every iteration gains more than rounding can hide, so that all stop alike.

    No gain lies near tol, and the last is a small one: at the top itself rounding decides who takes one step more.
    """
    while True:
        args = draw()
        gains = np.diff(mixtures.em(**{name: build(value) for name, value in args.items()})[3])
        ended = len(gains) == args["max_iter"] or gains[-1] < args["tol"]
        if ended and gains.min() > 1e-5 and np.abs(gains / args["tol"] - 1).min() > 0.01:
            return args


def repeated(rng):
    """One value many times among others: a component that sits on it has no width left."""
    return rng.permutation(np.concatenate([np.full((10, 1), 2.0), rng.normal(0.0, 3.0, size=(12, 1))]))


PUBLIC = np.random.default_rng(30)


TWO = np.array([[0.0], [0.5], [1.0], [1.2], [5.0], [5.5], [6.5]])


CLOUDS = groups_of_points(PUBLIC, (20, 12), 2, 3.0).round(2)


TIGHT = tight_and_wide(PUBLIC, 1).round(2)


REPEATED = repeated(PUBLIC).round(2)


SHEETS = two_sheets(PUBLIC).round(2)


def _seed(rng):
    return int(rng.integers(2**31))


def _from_distinct_starts(rng, x, k, max_iter, min_cov):
    """A case whose first means differ: two that are equal are parted by rounding alone, which nobody is asked for."""
    while True:
        seed = _seed(rng)
        starts = x[np.random.default_rng(seed).choice(len(x), size=k, replace=False)]
        if len(np.unique(starts, axis=0)) == k:
            return em_case(x, k, seed, max_iter, min_cov=min_cov)


EM = Exercise(
    id="em",
    title="The EM algorithm",
    points=4,
    minutes=30,
    difficulty=3,
    reference=mixtures.em,
    public={
        "steps": [
            em_case(TWO, 2, 1, 4),
            em_case(CLOUDS, 3, 2, 6),
            em_case((4 * CLOUDS).round().astype(int), 2, 9, 4),
        ],
        "one": [em_case(CLOUDS, 1, 0, 20), em_case(TWO, 2, 0, 0)],
        "stop": [
            em_case(TWO, 2, 3, 500, tol=1e-2),
            em_case(CLOUDS, 2, 4, 500, tol=1e-3),
            em_case(TWO, 2, 1, 9, tol=1e3),
        ],
        "floor": [
            em_case(TIGHT, 2, 5, 30, min_cov=0.5),
            em_case(REPEATED, 2, 6, 60, min_cov=0.01),
            em_case(SHEETS, 2, 7, 40, min_cov=0.5),
        ],
    },
    hidden=lambda rng: {
        "steps": [
            em_case(groups_of_points(rng, (20, 15, 8), dims, 3.0), k, _seed(rng), 7)
            for dims, k in ((1, 2), (2, 3), (4, 2))
        ]
        + [
            climbing(lambda: em_case(far_apart(rng), 2, _seed(rng), 6)),
            climbing(lambda: em_case(one_far_away(rng), 2, _seed(rng), 3)),
            em_case(groups_of_points(rng, (20, 15), 2, 3.0) + 1e6, 2, _seed(rng), 4),
        ],
        "one": [em_case(groups_of_points(rng, (9, 30), 3, 2.0), 1, _seed(rng), 20)],
        "stop": [
            climbing(lambda: em_case(groups_of_points(rng, (30, 20), 2, 3.0), 2, _seed(rng), 800, 1e-3))
            for _ in "ab"
        ]
        + [em_case(groups_of_points(rng, (20, 15), 2, 3.0), 2, _seed(rng), 9, tol=1e4)],
        "floor": [
            em_case(tight_and_wide(rng, 2), 2, _seed(rng), 40, min_cov=0.5),
            em_case(two_sheets(rng), 2, _seed(rng), 40, min_cov=0.5),
            _from_distinct_starts(rng, repeated(rng), 3, 60, min_cov=0.01),
        ],
    },
    properties=(
        Property("weights, means and covariances after a few steps", on="steps", compare="mixtures.fit"),
        Property(
            "the trace is the total log-likelihood, from the start on", on="steps", part=3, tolerance=LOOSE
        ),
        Property(
            "the trace climbs and never falls", on="floor", part=3, compare="mixtures.never_falls", share=0.5
        ),
        Property("one component is the Gaussian fit", on="one", compare="mixtures.fit", share=0.5),
        Property("it stops once a step gains less than tol", on="stop", part=3, tolerance=LOOSE, share=0.5),
        Property(
            "weights, means and covariances where the floor lifts one",
            on="floor",
            compare="mixtures.fit",
            share=0.5,
        ),
    ),
)


def _spread(x, k):
    """The covariance of all points, k times."""
    return np.array([np.cov(x, rowvar=False, bias=True).reshape(x.shape[1], x.shape[1])] * k)


def _estimated(x, resp, means):
    """An M-step as it should be, before the floor."""
    counts = resp.sum(axis=1)
    means = resp @ x / counts[:, None]
    return (
        counts / len(x),
        means,
        [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)],
    )


def _summed(joint):
    return logsumexp(joint, axis=0)


def _climbed(x, means, covs, max_iter, tol, min_cov, m_step=None, summed=None):
    """EM as it should be, from a start of one's own and equal weights, with an M-step and a trace of one's own."""
    weights = np.full(len(means), 1 / len(means))
    trace = []
    while True:
        joint = [
            np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
            for w, m, c in zip(weights, means, covs)
        ]
        trace.append((summed or _summed)(joint).sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        weights, means, covs = (m_step or _estimated)(x, np.exp(joint - _summed(joint)), means)
        values, vectors = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)


@EM.wrong(
    "the trace falls: the floor is added to the diagonal",
    hint="You added min_cov to the diagonal. Then no covariance is the best one for these responsibilities, and the log-likelihood can fall. Which eigenvalues need to be raised at all?",
)
def em_ridge(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [
            np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
            for w, m, c in zip(weights, means, covs)
        ]
        total = logsumexp(joint, axis=0)
        trace.append(total.sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        weights, means = counts / n, resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        covs = np.array(covs) + min_cov * np.eye(dims)


@EM.wrong(
    "stops at once",
    hint="Your loop ends after the first iteration. Read your test aloud: it should stop when the gain is less than tol. How large is the first gain?",
)
def em_stops(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [
            np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
            for w, m, c in zip(weights, means, covs)
        ]
        total = logsumexp(joint, axis=0)
        trace.append(total.sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] > tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        weights, means = counts / n, resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        values, vectors = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)


@EM.wrong(
    "returns inside the loop",
    hint="Your function is left at the end of its first iteration, whatever that gained. Look at how far your `return` is indented: does it stand in the loop, or after it?",
)
def em_returns_inside(x, k, rng, max_iter, tol, min_cov):
    means = x[rng.choice(len(x), size=k, replace=False)]
    for _ in range(max_iter):
        return _climbed(x, means, _spread(x, k), 1, tol, min_cov)
    return None


@EM.wrong("returns inside the loop, after the break", like="returns inside the loop")
def em_returns_after_break(x, k, rng, max_iter, tol, min_cov):
    means = x[rng.choice(len(x), size=k, replace=False)]
    for _ in range(max_iter):
        fit = _climbed(x, means, _spread(x, k), 1, tol, min_cov)
        if fit[3][1] - fit[3][0] < tol:
            break
        return fit
    return None


def _by_densities(x, k, rng, max_iter, tol, min_cov, log_density, otherwise=None):
    """EM whose responsibilities are densities divided by their sum; `otherwise`: what they are where that is 0."""
    weights, means, covs = np.full(k, 1 / k), x[rng.choice(len(x), size=k, replace=False)], _spread(x, k)
    trace = []
    while True:
        joint = [np.log(w) + log_density(x, m, c) for w, m, c in zip(weights, means, covs)]
        trace.append(logsumexp(joint, axis=0).sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        density = np.exp(joint)
        resp = density / density.sum(axis=0)
        if otherwise is not None:
            resp = np.where(density.sum(axis=0) > 0, resp, otherwise)
        counts = resp.sum(axis=1)
        weights, means = counts / len(x), resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        values, vectors = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)


def _by_scipy(x, mean, cov):
    return np.atleast_1d(multivariate_normal(mean, cov).logpdf(x))


def _by_formula(x, mean, cov):
    diff = x - mean
    return -0.5 * ((diff @ np.linalg.inv(cov) * diff).sum(axis=1) + np.linalg.slogdet(2 * np.pi * cov)[1])


@EM.wrong(
    "densities that underflow",
    hint="You divide densities by their sum. Far from all components each density is 0 in a computer, and 0/0 is not a number. How does exercise 5 divide without leaving the logarithms?",
)
def em_underflow(x, k, rng, max_iter, tol, min_cov):
    return _by_densities(x, k, rng, max_iter, tol, min_cov, _by_scipy)


@EM.wrong("densities that underflow, by a formula that lets nan through", like="densities that underflow")
def em_underflow_to_nan(x, k, rng, max_iter, tol, min_cov):
    return _by_densities(x, k, rng, max_iter, tol, min_cov, _by_formula)


@EM.wrong(
    "equal shares where densities underflow",
    hint="Where all densities are 0 in a computer you share the point out equally. It is still nearer to one component than to another, by far: only logarithms know by how much.",
)
def em_equal_shares(x, k, rng, max_iter, tol, min_cov):
    return _by_densities(x, k, rng, max_iter, tol, min_cov, _by_scipy, otherwise=1 / k)


@EM.wrong(
    "the logarithm of a density that underflows",
    hint="Your trace takes the logarithm of a sum of densities. Far from all components that sum is 0 in a computer, or what you put in its place: how do you sum probabilities of which you have the logarithms?",
)
def em_trace_of_densities(x, k, rng, max_iter, tol, min_cov):
    means = x[rng.choice(len(x), size=k, replace=False)]
    with np.errstate(divide="ignore", invalid="ignore"):
        return _climbed(
            x,
            means,
            _spread(x, k),
            max_iter,
            tol,
            min_cov,
            summed=lambda joint: np.log(np.exp(joint).sum(axis=0)),
        )


@EM.wrong(
    "means that stay whole numbers",
    hint="Where the points are whole numbers your means stay so: what is written into an array takes the array's type. What type do the means need?",
)
def em_whole_means(x, k, rng, max_iter, tol, min_cov):
    def into_the_old_ones(x, resp, means):
        _, new, covs = _estimated(x, resp, means)
        means[:] = new
        return resp.mean(axis=1), means, covs

    means = x[rng.choice(len(x), size=k, replace=False)]
    return _climbed(x, means, _spread(x, k), max_iter, tol, min_cov, m_step=into_the_old_ones)


@EM.wrong(
    "mean squares less squared means",
    hint="Your covariances are mean squares less the squares of the means. Far from 0 both are large and nearly alike, and their digits cancel: which differences are small before they are squared?",
)
def em_squares(x, k, rng, max_iter, tol, min_cov):
    def by_squares(x, resp, means):
        weights, means, _ = _estimated(x, resp, means)
        covs = [(r[:, None] * x).T @ x / r.sum() - np.outer(m, m) for r, m in zip(resp, means)]
        return weights, means, covs

    means = x[rng.choice(len(x), size=k, replace=False)]
    return _climbed(x, means, _spread(x, k), max_iter, tol, min_cov, m_step=by_squares)


@EM.wrong(
    "collapses on a point",
    hint="Nothing keeps your covariances from shrinking towards zero, where the likelihood has no maximum. Where does your loop use min_cov?",
)
def em_no_floor(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [
            np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
            for w, m, c in zip(weights, means, covs)
        ]
        total = logsumexp(joint, axis=0)
        trace.append(total.sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        weights, means = counts / n, resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]


@EM.wrong(
    "the first rows as means",
    hint="Your means start at the first k rows. Which rows does the statement start at, and who draws them?",
)
def em_first_rows(x, k, rng, max_iter, tol, min_cov):
    return _climbed(x, x[:k], _spread(x, k), max_iter, tol, min_cov)


@EM.wrong(
    "rows drawn with replacement",
    hint="You drew the starting rows so that one may come twice. Two components that start alike stay alike: how does `rng.choice` draw without this?",
)
def em_with_replacement(x, k, rng, max_iter, tol, min_cov):
    return _climbed(x, x[rng.choice(len(x), size=k)], _spread(x, k), max_iter, tol, min_cov)


@EM.wrong(
    "identity at the start",
    hint="Your covariances start as the identity, whatever the spread of the data. Which covariance does the statement start with?",
)
def em_identity(x, k, rng, max_iter, tol, min_cov):
    start, covs = x[rng.choice(len(x), size=k, replace=False)], np.array([np.eye(x.shape[1])] * k)
    return _climbed(x, start, covs, max_iter, tol, min_cov)


@EM.wrong(
    "divisor N - 1 at the start",
    hint="Your covariances start with the divisor N - 1, as `np.cov` has it. Which divisor does the statement ask for?",
)
def em_unbiased_start(x, k, rng, max_iter, tol, min_cov):
    start, n = x[rng.choice(len(x), size=k, replace=False)], len(x)
    return _climbed(x, start, _spread(x, k) * n / (n - 1), max_iter, tol, min_cov)


@EM.wrong(
    "weights left out of the responsibilities",
    hint="Your responsibilities do not depend on the weights. Of two components that explain a point equally well, which is the likelier to have made it?",
)
def em_unweighted(x, k, rng, max_iter, tol, min_cov):
    used = np.full(k, 1 / k)

    def without_weights(x, resp, means):
        nonlocal used
        shares = resp / used[:, None]
        fit = _estimated(x, shares / shares.sum(axis=0), means)
        used = fit[0]
        return fit

    start = x[rng.choice(len(x), size=k, replace=False)]
    return _climbed(x, start, _spread(x, k), max_iter, tol, min_cov, m_step=without_weights)


@EM.wrong(
    "trace without 2 pi",
    hint="Each entry of your trace is off by one number, the same each time. The logarithm of a Gaussian density has a term that depends on nothing but D: is it there?",
)
def em_without_two_pi(x, k, rng, max_iter, tol, min_cov):
    constant = 0.5 * x.shape[1] * np.log(2 * np.pi)
    start = x[rng.choice(len(x), size=k, replace=False)]
    return _climbed(
        x, start, _spread(x, k), max_iter, tol, min_cov, summed=lambda joint: _summed(joint) + constant
    )


@EM.wrong(
    "covariances with the old means",
    hint="You measured the covariances about the means of the iteration before. The M-step asks for the best means and covariances together: about which means is the spread smallest?",
)
def em_old_means(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [
            np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
            for w, m, c in zip(weights, means, covs)
        ]
        total = logsumexp(joint, axis=0)
        trace.append(total.sum())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        values, vectors = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)
        weights, means = counts / n, resp @ x / counts[:, None]


@EM.wrong(
    "trace without its start",
    hint="Your trace begins after the first iteration, so nobody sees what that one gained. Which parameters belong to trace[0]?",
)
def em_short_trace(x, k, rng, max_iter, tol, min_cov):
    start = x[rng.choice(len(x), size=k, replace=False)]
    weights, means, covs, trace = _climbed(x, start, _spread(x, k), max_iter, tol, min_cov)
    return weights, means, covs, trace[1:]


@EM.wrong(
    "mean log-likelihood in the trace",
    hint="Your trace holds the mean log-likelihood of a point, and tol is compared with a gain N times too small. What is asked, a mean or the total?",
)
def em_mean_trace(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    weights, means = np.full(k, 1 / k), x[rng.choice(n, size=k, replace=False)]
    covs = np.array([np.cov(x, rowvar=False, bias=True).reshape(dims, dims)] * k)
    trace = []
    while True:
        joint = [
            np.log(w) + np.atleast_1d(multivariate_normal(m, c).logpdf(x))
            for w, m, c in zip(weights, means, covs)
        ]
        total = logsumexp(joint, axis=0)
        trace.append(total.mean())
        if len(trace) > max_iter or (len(trace) > 1 and trace[-1] - trace[-2] < tol):
            return weights, means, covs, np.array(trace)
        resp = np.exp(joint - total)
        counts = resp.sum(axis=1)
        weights, means = counts / n, resp @ x / counts[:, None]
        covs = [(r[:, None] * (x - m)).T @ (x - m) / c for r, m, c in zip(resp, means, counts)]
        values, vectors = np.linalg.eigh(covs)
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)


@EM.alternative
def em_by_loops(x, k, rng, max_iter, tol, min_cov):
    n, dims = x.shape
    rows = rng.choice(n, size=k, replace=False)
    weights, means = [1 / k] * k, [x[i] for i in rows]
    centred = x - x.mean(axis=0)
    covs = [centred.T @ centred / n for _ in range(k)]
    trace = []
    for step in range(max_iter + 1):
        joint = np.empty((n, k))
        for j in range(k):
            joint[:, j] = np.log(weights[j]) + np.atleast_1d(multivariate_normal(means[j], covs[j]).logpdf(x))
        log_prob = logsumexp(joint, axis=1)
        trace.append(float(log_prob.sum()))
        if step == max_iter or (step > 0 and trace[-1] - trace[-2] < tol):
            break
        resp = np.exp(joint - log_prob[:, None])
        for j in range(k):
            share = resp[:, j] / resp[:, j].sum()
            weights[j], means[j] = resp[:, j].mean(), share @ x
            values, vectors = np.linalg.eigh((x - means[j]).T @ np.diag(share) @ (x - means[j]))
            covs[j] = vectors @ np.diag(np.clip(values, min_cov, None)) @ vectors.T
    return np.array(weights), np.array(means), np.array(covs), trace


@EM.alternative
def em_in_one_formula(x, k, rng, max_iter, tol, min_cov):
    means = x[rng.choice(len(x), size=k, replace=False)]
    covs = np.repeat(np.atleast_2d(np.cov(x.T, ddof=0))[None], k, axis=0)
    weights = np.ones(k) / k

    def log_joint():
        diff = x[:, None] - means
        quadratic = np.einsum("nki,kij,nkj->nk", diff, np.linalg.inv(covs), diff)
        return np.log(weights) - 0.5 * (quadratic + np.linalg.slogdet(2 * np.pi * covs)[1])

    trace = [logsumexp(log_joint(), axis=1).sum()]
    while len(trace) <= max_iter:
        joint = log_joint()
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        counts = resp.sum(axis=0)
        weights, means = counts / len(x), (resp / counts).T @ x
        diff = x[:, None] - means
        values, vectors = np.linalg.eigh(np.einsum("nk,nki,nkj->kij", resp / counts, diff, diff))
        covs = np.einsum("kij,kj,klj->kil", vectors, np.maximum(values, min_cov), vectors)
        trace.append(logsumexp(log_joint(), axis=1).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)


@EM.alternative
def em_whitened(x, k, rng, max_iter, tol, min_cov):
    weights, means = np.full(k, 1.0 / k), x[rng.choice(len(x), k, replace=False)]
    centred = x - x.mean(axis=0)
    covs = [centred.T @ centred / len(x)] * k
    trace = []
    for step in range(max_iter + 1):
        columns = []
        for weight, mean, cov in zip(weights, means, covs, strict=True):
            lower = np.linalg.cholesky(2 * np.pi * cov)
            white = np.linalg.solve(lower, (x - mean).T)
            columns.append(
                np.log(weight) - np.pi * np.square(white).sum(axis=0) - np.log(np.diag(lower)).sum()
            )
        log_prob = np.logaddexp.reduce(columns, axis=0)
        trace.append(log_prob.sum())
        if step == max_iter or (step and trace[-1] - trace[-2] < tol):
            break
        resp = np.exp(np.array(columns) - log_prob)
        weights, means, covs = resp.mean(axis=1), resp @ x / resp.sum(axis=1, keepdims=True), []
        for mean, share in zip(means, resp / resp.sum(axis=1, keepdims=True), strict=True):
            values, vectors = np.linalg.eigh(
                np.cov(x.T, aweights=share, ddof=0).reshape(len(mean), len(mean))
            )
            covs.append((vectors * values.clip(min_cov)) @ vectors.T)
    return weights, means, np.array(covs), np.array(trace)
