"""A kernel on every point: the questions of `kde_log_prob`, its wrong answers and other right ways."""

import numpy as np
from scipy.special import logsumexp

from autograder.spec import Exercise, Property
from gmcourse.reference import density

KDE_LOG_PROB = Exercise(
    id="kde_log_prob",
    title="A kernel on every point",
    points=2,
    minutes=15,
    difficulty=2,
    reference=density.kde_log_prob,
    public={
        "main": [
            {"x": np.array([0.0, 1.0]), "data": np.array([0.0, 2.0]), "bandwidth": 0.5},
            {"x": np.array([0.0, 3.0, 5.0]), "data": np.array([1.0, 2.0, 4.0, 7.0]), "bandwidth": 2.0},
            {"x": np.array([1.0, 3.0]), "data": np.array([2.0, 4.0, 2.0, 2.0]), "bandwidth": 1.0},
        ],
        "far": [{"x": np.array([100.0]), "data": np.array([0.0, 1.0]), "bandwidth": 0.5}],
    },
    hidden=lambda rng: {
        "main": [{"x": rng.normal(size=7), "data": rng.normal(size=25), "bandwidth": h} for h in (0.3, 1.7)]
        + [
            {"x": rng.normal(size=1), "data": rng.normal(size=6), "bandwidth": 0.7},
            {"x": rng.normal(size=4), "data": rng.normal(size=1), "bandwidth": 0.4},
            {"x": rng.normal(size=3), "data": rng.normal(size=3), "bandwidth": 1.1},
            {"x": rng.normal(size=3), "data": np.repeat(rng.normal(size=3), [1, 4, 2]), "bandwidth": 0.6},
            {"x": 1e-3 * rng.normal(size=5), "data": 1e-3 * rng.normal(size=8), "bandwidth": 2e-4},
            {"x": 1e6 + rng.normal(size=4), "data": 1e6 + rng.normal(size=6), "bandwidth": 0.3},
            {"x": rng.integers(-3, 3, size=4), "data": rng.integers(-2, 2, size=5), "bandwidth": 0.9},
        ],
        "far": [
            {"x": rng.normal(500.0, 1.0, size=4), "data": rng.normal(size=9), "bandwidth": 0.2},
            {"x": np.array([-300.0]), "data": rng.normal(size=5), "bandwidth": 0.7},
            {"x": np.array([0.1, 80.0, -0.2]), "data": rng.normal(size=7), "bandwidth": 0.5},
        ],
    },
    properties=(
        Property("the log-density"),
        Property("finite far from all data", on="far", share=0.5),
    ),
)


@KDE_LOG_PROB.wrong(
    "no 1/h",
    hint="A kernel of half the width must be twice as high, or its area is no longer 1. Where does the bandwidth enter the height of the Gaussian?",
)
def kde_no_width(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return logsumexp(-0.5 * z**2, axis=1) - np.log(len(data)) - 0.5 * np.log(2 * np.pi)


@KDE_LOG_PROB.wrong(
    "bandwidth as variance",
    hint="You used the bandwidth as the variance of the kernel. Here it has the unit of the data: which measure of spread has that unit?",
)
def kde_variance(x, data, bandwidth):
    squares = (x[:, None] - data) ** 2 / bandwidth
    return logsumexp(-0.5 * squares, axis=1) - np.log(len(data)) - 0.5 * np.log(2 * np.pi * bandwidth)


@KDE_LOG_PROB.wrong(
    "underflow far away",
    hint="Far from the data every kernel is smaller than the smallest float, so their sum is 0 and its logarithm -inf, or that of what you added. Can the sum be taken without leaving logarithms?",
)
def kde_underflow(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return np.log(np.mean(np.exp(-0.5 * z**2) / (bandwidth * np.sqrt(2 * np.pi)), axis=1))


@KDE_LOG_PROB.wrong(
    "mean of the log kernels",
    hint="You averaged the logarithms of the kernels, or added them up. The estimate is the average of the kernels; the logarithm comes last. One far data point must not ruin the density everywhere.",
)
def kde_mean_of_logs(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return np.mean(-0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi), axis=1)


@KDE_LOG_PROB.wrong("a tiny number added before the logarithm", like="underflow far away")
def kde_padded(x, data, bandwidth):
    kernels = np.exp(-0.5 * ((x[:, None] - data) / bandwidth) ** 2) / (bandwidth * np.sqrt(2 * np.pi))
    return np.log(kernels.mean(axis=1) + 1e-300)


@KDE_LOG_PROB.wrong("one maximum for all x", like="underflow far away")
def kde_one_maximum(x, data, bandwidth):
    logs = -0.5 * ((x[:, None] - data) / bandwidth) ** 2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)
    return logs.max() + np.log(np.exp(logs - logs.max()).mean(axis=1))


@KDE_LOG_PROB.wrong(
    "a sum over the data",
    hint="You added up the kernels of all data points. Each has area 1: what is the area under their sum?",
)
def kde_sum(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return logsumexp(-0.5 * z**2, axis=1) - np.log(bandwidth) - 0.5 * np.log(2 * np.pi)


@KDE_LOG_PROB.wrong(
    "no half in the exponent",
    hint="Your kernel falls off too fast: the exponent lacks a factor. Compare it with the Gaussian's: what stands in front of the square?",
)
def kde_without_the_half(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return logsumexp(-(z**2), axis=1) - np.log(len(data) * bandwidth) - 0.5 * np.log(2 * np.pi)


@KDE_LOG_PROB.wrong(
    "no 2 pi",
    hint="The constant with 2 pi is not right: it is missing, or it has another power. What makes the area under one kernel 1?",
)
def kde_without_two_pi(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return logsumexp(-0.5 * z**2, axis=1) - np.log(len(data) * bandwidth)


@KDE_LOG_PROB.wrong("2 pi without its root", like="no 2 pi")
def kde_two_pi_without_root(x, data, bandwidth):
    return kde_without_two_pi(x, data, bandwidth) - np.log(2 * np.pi)


@KDE_LOG_PROB.wrong(
    "density instead of its logarithm",
    hint="You returned the densities themselves. Far from the data they round to 0, their logarithms do not: what is the function's name?",
)
def kde_density(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return np.mean(np.exp(-0.5 * z**2) / (bandwidth * np.sqrt(2 * np.pi)), axis=1)


@KDE_LOG_PROB.wrong("a sum of the log kernels", like="mean of the log kernels")
def kde_sum_of_logs(x, data, bandwidth):
    return len(data) * kde_mean_of_logs(x, data, bandwidth)


@KDE_LOG_PROB.wrong("bandwidth as variance in the exponent only", like="bandwidth as variance")
def kde_variance_in_the_exponent(x, data, bandwidth):
    return kde_variance(x, data, bandwidth) - 0.5 * np.log(bandwidth)


@KDE_LOG_PROB.wrong("1e-12 added before the logarithm", like="underflow far away")
def kde_padded_by_12(x, data, bandwidth):
    return np.log(kde_density(x, data, bandwidth) + 1e-12)


@KDE_LOG_PROB.wrong("1e-10 added before the logarithm", like="underflow far away")
def kde_padded_by_10(x, data, bandwidth):
    return np.log(kde_density(x, data, bandwidth) + 1e-10)


@KDE_LOG_PROB.alternative
def kde_loop(x, data, bandwidth):
    out = np.empty(len(x))
    for i, point in enumerate(x):
        logs = -0.5 * ((point - data) / bandwidth) ** 2 - np.log(bandwidth * np.sqrt(2 * np.pi))
        out[i] = np.logaddexp.reduce(logs) - np.log(len(data))
    return out


@KDE_LOG_PROB.alternative
def kde_sklearn(x, data, bandwidth):
    from sklearn.neighbors import KernelDensity

    kde = KernelDensity(bandwidth=bandwidth, rtol=1e-10).fit(data[:, None])
    return kde.score_samples(x[:, None])


@KDE_LOG_PROB.alternative
def kde_scipy(x, data, bandwidth):
    from scipy.special import logsumexp
    from scipy.stats import norm

    return logsumexp(norm(data, bandwidth).logpdf(x[:, None]), axis=1, b=1 / data.size)
