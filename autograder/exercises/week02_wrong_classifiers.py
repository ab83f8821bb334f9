"""Week 2: wrong answers to the exercises on classifiers."""

import numpy as np

from autograder.exercises.spec import Collection

CLASSIFIERS = Collection()


@CLASSIFIERS.wrong(
    "gda_log_odds",
    "log-determinants left out",
    "You compared distances only. A wide Gaussian is low everywhere near its centre: which part of the "
    "density says so, and does it cancel when the two covariances differ?",
)
def no_log_det(x, prior, mean0, cov0, mean1, cov1):
    def half_distance(mean, cov):
        return 0.5 * ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)

    return np.log(prior / (1 - prior)) - half_distance(mean1, cov1) + half_distance(mean0, cov0)


@CLASSIFIERS.wrong(
    "gda_log_odds",
    "prior left out",
    "You compared the densities alone. Where they are equal, how likely is class 1? Not one half, unless "
    "the classes are as frequent as each other.",
)
def no_prior(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -0.5 * (distance + np.linalg.slogdet(cov)[1])

    return log_density(mean1, cov1) - log_density(mean0, cov0)


@CLASSIFIERS.wrong(
    "gda_log_odds",
    "sign turned",
    "You returned the log-odds of class 0. They should be large where class 1 is likely: are yours large "
    "near mean1?",
)
def sign_turned(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -0.5 * (distance + np.linalg.slogdet(cov)[1])

    return np.log((1 - prior) / prior) + log_density(mean0, cov0) - log_density(mean1, cov1)


@CLASSIFIERS.wrong(
    "gda_log_odds",
    "the determinant under- or overflows",
    "You took the logarithm of a determinant. In 200 dimensions that is a product of 200 numbers, and a "
    "float ends near 1e-308 and 1e308: can its logarithm be had without it?",
)
def log_of_det(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -0.5 * (distance + np.log(np.linalg.det(cov)))

    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)


@CLASSIFIERS.wrong(
    "gda_log_odds",
    "no 1/2 in the exponent",
    "The log-density of a Gaussian holds minus one half of the squared distance, and one half of the "
    "log-determinant. Are both halves there?",
)
def no_half(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -distance - 0.5 * np.linalg.slogdet(cov)[1]

    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)


@CLASSIFIERS.wrong(
    "naive_bayes_fit",
    "one variance for all classes",
    "You measured one variance over all classes. Each class has a spread of its own, about its own mean: "
    "which rows belong in each variance?",
)
def global_variance(X, y):
    k = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == c].mean(axis=0) for c in range(k)])
    return priors, means, np.tile(X.var(axis=0), (k, 1))


@CLASSIFIERS.wrong(
    "naive_bayes_fit",
    "uniform prior",
    "You called all classes equally likely. A class with more points is more likely before anything is "
    "seen: which priors maximise the likelihood of y?",
)
def uniform_prior(X, y):
    k = y.max() + 1
    means = np.array([X[y == c].mean(axis=0) for c in range(k)])
    return np.full(k, 1 / k), means, np.array([X[y == c].var(axis=0) for c in range(k)])


@CLASSIFIERS.wrong(
    "naive_bayes_fit",
    "divided by n - 1",
    "You divided by n - 1, which is unbiased. Maximum likelihood is asked for: which divisor does it have, "
    "and what would n - 1 do to a class of one point?",
)
def unbiased(X, y):
    k = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == c].mean(axis=0) for c in range(k)])
    return priors, means, np.array([X[y == c].var(axis=0, ddof=1) for c in range(k)])


@CLASSIFIERS.wrong(
    "naive_bayes_fit",
    "standard deviations returned",
    "You returned standard deviations. A variance has the square of the feature's unit: which of the two is "
    "asked for?",
)
def standard_deviations(X, y):
    k = y.max() + 1
    priors = np.bincount(y) / len(y)
    means = np.array([X[y == c].mean(axis=0) for c in range(k)])
    return priors, means, np.array([X[y == c].std(axis=0) for c in range(k)])


@CLASSIFIERS.wrong(
    "naive_bayes_log_posterior",
    "not normalised",
    "You returned the log of the joint p(x, y). Take exp of a row and add it up: a posterior should give 1. "
    "What must be subtracted from each row?",
)
def unnormalised(X, priors, means, vars):
    terms = -0.5 * ((X[:, None] - means) ** 2 / vars + np.log(2 * np.pi * vars))
    return np.log(priors) + np.where(np.isnan(X)[:, None], 0, terms).sum(axis=2)


@CLASSIFIERS.wrong(
    "naive_bayes_log_posterior",
    "the printed kernel: no 1/2, no normaliser",
    "exp(-d^2/s^2) is not the Gaussian: its exponent lacks a factor, and with variances that differ between "
    "classes the factor in front does not cancel. What does a wide class pay for being wide?",
)
def printed_kernel(X, priors, means, vars):
    terms = -((X[:, None] - means) ** 2) / vars
    scores = np.log(priors) + np.where(np.isnan(X)[:, None], 0, terms).sum(axis=2)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@CLASSIFIERS.wrong(
    "naive_bayes_log_posterior",
    "missing features taken as 0",
    "You put 0 for a missing feature, which claims that 0 was seen. What is left of a factor p(x_d | y) "
    "when x_d is integrated out?",
)
def imputed_by_zero(X, priors, means, vars):
    X = np.nan_to_num(X)
    scores = np.log(priors) - 0.5 * ((X[:, None] - means) ** 2 / vars + np.log(vars)).sum(axis=2)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@CLASSIFIERS.wrong(
    "naive_bayes_log_posterior",
    "log(std + eps)",
    "You added a small number to the standard deviation. It is not small for a feature measured in microns: "
    "is it needed, when no variance is zero?",
)
def log_std_plus_eps(X, priors, means, vars):
    std = np.sqrt(vars)
    terms = -0.5 * (X[:, None] - means) ** 2 / vars - np.log(std + 1e-6)
    scores = np.log(priors) + np.where(np.isnan(X)[:, None], 0, terms).sum(axis=2)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@CLASSIFIERS.wrong(
    "naive_bayes_log_posterior",
    "densities multiplied until they underflow",
    "You multiplied densities. Hundreds of small ones give exactly 0, and its logarithm is minus infinity "
    "in each class. What is the logarithm of a product, and how is a posterior normalised in logarithms?",
)
def product_of_densities(X, priors, means, vars):
    density = np.exp(-0.5 * (X[:, None] - means) ** 2 / vars) / np.sqrt(2 * np.pi * vars)
    joint = priors * np.where(np.isnan(X)[:, None], 1, density).prod(axis=2)
    with np.errstate(all="ignore"):
        return np.log(joint / joint.sum(axis=1, keepdims=True))


@CLASSIFIERS.wrong(
    "naive_bayes_log_posterior",
    "prior left out",
    "You used the features alone. With no feature seen at all, what should the posterior be?",
)
def posterior_without_prior(X, priors, means, vars):
    terms = -0.5 * ((X[:, None] - means) ** 2 / vars + np.log(vars))
    scores = np.where(np.isnan(X)[:, None], 0, terms).sum(axis=2)
    scores = scores - scores.max(axis=1, keepdims=True)
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@CLASSIFIERS.wrong(
    "logistic_nll",
    "overflows at large logits",
    "You computed the sigmoid first. That of 1000 rounds to exactly 1, and log(1 - 1) is -inf. Write "
    "-log p on paper as a function of z, for y = 0 and for y = 1, and simplify: is the sigmoid still there?",
)
def log_of_sigmoid(w, b, X, y):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-(X @ w + b)))
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@CLASSIFIERS.wrong(
    "logistic_nll",
    "sum instead of mean",
    "You added the losses up. The loss should not double when the same data are written down twice: what is "
    "asked, a sum or a mean?",
)
def sum_of_losses(w, b, X, y):
    z = X @ w + b
    return np.sum(np.logaddexp(0, z) - y * z)


@CLASSIFIERS.wrong(
    "logistic_nll",
    "labels taken as -1 and 1",
    "You used log(1 + exp(-y z)), which is for labels -1 and 1. What does it give for y = 0, whatever z is?",
)
def signed_labels(w, b, X, y):
    return np.mean(np.logaddexp(0, -y * (X @ w + b)))


@CLASSIFIERS.wrong(
    "logistic_nll",
    "probabilities clipped",
    "You clipped the probabilities. That hides the overflow, and with it the size of the mistake: what "
    "should the loss at a wrong logit of 1000 be?",
)
def clipped(w, b, X, y):
    with np.errstate(all="ignore"):
        p = np.clip(1 / (1 + np.exp(-(X @ w + b))), 1e-12, 1 - 1e-12)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))
