"""Week 3: wrong answers on histograms, kernels and the density of a mixture, each with a hint."""

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

from autograder.exercises.spec import Collection

DENSITY = Collection()
wrong = DENSITY.wrong


@wrong(
    "histogram_log_prob",
    "no bin width",
    hint="You gave the probability of the bin. A density is probability per unit of length: the same "
    "probability spread over a bin twice as wide is half as dense.",
)
def histogram_mass(x, edges, counts):
    bins = np.searchsorted(edges, x, side="right") - 1
    bins = np.where(x == edges[-1], len(counts) - 1, bins)
    inside = (bins >= 0) & (bins < len(counts))
    return np.where(inside, np.log(counts / counts.sum())[np.clip(bins, 0, len(counts) - 1)], -np.inf)


@wrong(
    "histogram_log_prob",
    "counts as density",
    hint="You took the logarithm of the counts. The area under a density is 1: what is the area under the "
    "bars whose heights are the counts?",
)
def histogram_counts(x, edges, counts):
    bins = np.searchsorted(edges, x, side="right") - 1
    bins = np.where(x == edges[-1], len(counts) - 1, bins)
    inside = (bins >= 0) & (bins < len(counts))
    return np.where(inside, np.log(counts)[np.clip(bins, 0, len(counts) - 1)], -np.inf)


@wrong(
    "histogram_log_prob",
    "right edge lost",
    hint="The largest data point lies exactly on the last edge, and your histogram says that it is "
    "impossible. By convention the last bin is closed on both sides.",
)
def histogram_open(x, edges, counts):
    bins = np.searchsorted(edges, x, side="right") - 1
    inside = (bins >= 0) & (bins < len(counts))
    density = np.log(counts / (counts.sum() * np.diff(edges)))
    return np.where(inside, density[np.clip(bins, 0, len(counts) - 1)], -np.inf)


@wrong(
    "histogram_log_prob",
    "points outside counted into the end bins",
    hint="Points beyond the edges got the density of the nearest bin. Then the total probability is more "
    "than 1. What does the histogram say about a place where it has no bin?",
)
def histogram_clipped(x, edges, counts):
    bins = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(counts) - 1)
    return np.log(counts / (counts.sum() * np.diff(edges)))[bins]


@wrong(
    "histogram_log_prob",
    "density instead of its logarithm",
    hint="You returned the densities themselves. The log-likelihood of a data set adds their logarithms: "
    "what is the function's name?",
)
def histogram_density(x, edges, counts):
    bins = np.searchsorted(edges, x, side="right") - 1
    bins = np.where(x == edges[-1], len(counts) - 1, bins)
    inside = (bins >= 0) & (bins < len(counts))
    density = counts / (counts.sum() * np.diff(edges))
    return np.where(inside, density[np.clip(bins, 0, len(counts) - 1)], 0.0)


@wrong(
    "equal_count_edges",
    "equal widths",
    hint="Your bins are equally wide. Here they should be equally full: narrow where the data are dense. "
    "Below which value does a share 1/bins of the data lie?",
)
def edges_equal_widths(data, bins):
    return np.linspace(np.min(data), np.max(data), bins + 1)


@wrong(
    "equal_count_edges",
    "off by one",
    hint="You returned as many edges as bins. Draw two bins side by side and count the fence posts.",
)
def edges_off_by_one(data, bins):
    return np.quantile(data, np.linspace(0, 1, bins))


@wrong(
    "equal_count_edges",
    "data points instead of interpolated quantiles",
    hint="Each of your edges is a data point. The statement asks for quantiles with linear interpolation: an "
    "edge may fall between two points.",
)
def edges_order_statistics(data, bins):
    ranks = np.linspace(0, len(data) - 1, bins + 1).astype(int)
    return np.sort(data)[ranks]


@wrong(
    "kde_log_prob",
    "no 1/h",
    hint="A kernel of half the width must be twice as high, or its area is no longer 1. Where does the "
    "bandwidth enter the height of the Gaussian?",
)
def kde_no_width(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return logsumexp(-0.5 * z**2, axis=1) - np.log(len(data)) - 0.5 * np.log(2 * np.pi)


@wrong(
    "kde_log_prob",
    "bandwidth as variance",
    hint="You used the bandwidth as the variance of the kernel. Here it has the unit of the data: which "
    "measure of spread has that unit?",
)
def kde_variance(x, data, bandwidth):
    squares = (x[:, None] - data) ** 2 / bandwidth
    return logsumexp(-0.5 * squares, axis=1) - np.log(len(data)) - 0.5 * np.log(2 * np.pi * bandwidth)


@wrong(
    "kde_log_prob",
    "underflow far away",
    hint="Far from the data every kernel is smaller than the smallest float, so their sum is 0 and its "
    "logarithm -inf. Can the sum be taken without leaving logarithms?",
)
def kde_underflow(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return np.log(np.mean(np.exp(-0.5 * z**2) / (bandwidth * np.sqrt(2 * np.pi)), axis=1))


@wrong(
    "kde_log_prob",
    "mean of the log kernels",
    hint="You averaged the logarithms of the kernels. The estimate is the average of the kernels; the "
    "logarithm comes last. One far data point must not ruin the density everywhere.",
)
def kde_mean_of_logs(x, data, bandwidth):
    z = (x[:, None] - data) / bandwidth
    return np.mean(-0.5 * z**2 - np.log(bandwidth) - 0.5 * np.log(2 * np.pi), axis=1)


@wrong(
    "gmm_log_prob",
    "no weights",
    hint="You added the components as if each were certain. What is the probability that a point comes from "
    "component k in the first place?",
)
def gmm_no_weights(x, weights, means, covs):
    parts = [multivariate_normal(m, c).logpdf(x) for m, c in zip(means, covs)]
    return logsumexp(np.stack(parts, axis=1), axis=1)


@wrong(
    "gmm_log_prob",
    "log of a sum that underflows",
    hint="You added densities. Far from all components each of them is 0 in floats, so you get log 0. Which "
    "function adds numbers that are given by their logarithms?",
)
def gmm_underflow(x, weights, means, covs):
    parts = [w * multivariate_normal(m, c).pdf(x) for w, m, c in zip(weights, means, covs)]
    return np.log(np.sum(parts, axis=0))


@wrong(
    "gmm_log_prob",
    "sum of logs",
    hint="You summed the logarithms of the components. That is the logarithm of their product: all of them "
    "at once. A mixture is a sum: one component or another.",
)
def gmm_sum_of_logs(x, weights, means, covs):
    parts = [np.log(w) + multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return np.sum(parts, axis=0)


@wrong(
    "gmm_log_prob",
    "weighted mean of the logs",
    hint="You averaged the log-densities with the weights. The average belongs inside the logarithm; outside "
    "it, the value is lower (Jensen's inequality).",
)
def gmm_mean_of_logs(x, weights, means, covs):
    parts = [w * multivariate_normal(m, c).logpdf(x) for w, m, c in zip(weights, means, covs)]
    return np.sum(parts, axis=0)


@wrong(
    "gmm_log_prob",
    "density instead of its logarithm",
    hint="You returned the densities themselves. Far from all components they round to 0, their logarithms "
    "do not: what is the function's name?",
)
def gmm_density(x, weights, means, covs):
    parts = [w * multivariate_normal(m, c).pdf(x) for w, m, c in zip(weights, means, covs)]
    return np.sum(parts, axis=0)
