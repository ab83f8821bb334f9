"""Week 1: correct solutions written another way; none of them may lose a point."""

import numpy as np

from autograder.exercises.spec import Collection

OTHER = Collection()


@OTHER.alternative("bernoulli_mle")
def bernoulli_loop(x):
    ones = 0
    for value in x:
        ones += value == 1
    return ones / len(x)


@OTHER.alternative("bernoulli_mle")
def bernoulli_float32(x):
    return np.float32(np.count_nonzero(x) / x.shape[0])


@OTHER.alternative("gaussian_log_prob")
def gaussian_log_prob_scipy(x, mean, var):
    from scipy.stats import norm

    return norm(loc=mean, scale=np.sqrt(var)).logpdf(x)


@OTHER.alternative("gaussian_log_prob")
def gaussian_log_prob_loop(x, mean, var):
    import math

    return [-math.log(math.sqrt(2 * math.pi * var)) - (value - mean) ** 2 / (2 * var) for value in x]


@OTHER.alternative("gaussian_mle")
def gaussian_loop(x):
    mean = sum(x) / len(x)
    return mean, sum((value - mean) ** 2 for value in x) / len(x)


@OTHER.alternative("gaussian_mle")
def gaussian_var(x):
    return [np.average(x), np.var(x)]


@OTHER.alternative("entropy")
def entropy_loop(p):
    import math

    return -sum(value * math.log(value) for value in p if value > 0)


@OTHER.alternative("entropy")
def entropy_where(p):
    safe = np.where(p > 0, p, 1.0)
    return float((p * -np.log(safe)).sum())


@OTHER.alternative("kl_divergence")
def kl_loop(p, q):
    import math

    total = 0.0
    for a, b in zip(p, q, strict=True):
        if a > 0:
            total += math.inf if b == 0 else a * math.log(a / b)
    return total


@OTHER.alternative("kl_divergence")
def kl_scipy(p, q):
    from scipy.special import rel_entr

    return rel_entr(p, q).sum()


@OTHER.alternative("mutual_information")
def mi_as_divergence(joint):
    product = joint.sum(axis=1, keepdims=True) @ joint.sum(axis=0, keepdims=True)
    keep = joint > 0
    mi = np.sum(joint[keep] * np.log(joint[keep] / product[keep]))
    px = joint.sum(axis=1)
    px = px[px > 0]
    return mi, -np.sum(px * np.log(px)) - mi


@OTHER.alternative("mutual_information")
def mi_loop(joint):
    import math

    px, py = joint.sum(axis=1), joint.sum(axis=0)
    mi = left = 0.0
    for i in range(joint.shape[0]):
        for j in range(joint.shape[1]):
            if joint[i, j] > 0:
                mi += joint[i, j] * math.log(joint[i, j] / (px[i] * py[j]))
                left -= joint[i, j] * math.log(joint[i, j] / py[j])
    return mi, left


@OTHER.alternative("mvn_log_prob")
def mvn_log_prob_slogdet(x, mean, cov):
    diff = x - mean
    quadratic = np.einsum("ni,ij,nj->n", diff, np.linalg.inv(cov), diff, optimize=True)
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1] + quadratic)


@OTHER.alternative("mvn_log_prob")
def mvn_log_prob_eigen(x, mean, cov):
    values, vectors = np.linalg.eigh(cov)
    scores = (x - mean) @ vectors
    return np.array([-0.5 * np.sum(np.log(2 * np.pi * values) + s**2 / values) for s in scores])


@OTHER.alternative("mvn_log_prob")
def mvn_log_prob_scipy(x, mean, cov):
    from scipy.stats import multivariate_normal

    return np.atleast_1d(multivariate_normal(mean, cov).logpdf(x))


@OTHER.alternative("mvn_mle")
def mvn_mle_outer(x):
    mean = x.mean(axis=0)
    return mean, sum(np.outer(row - mean, row - mean) for row in x) / len(x)


@OTHER.alternative("mvn_mle")
def mvn_mle_cov(x):
    return np.mean(x, 0), np.cov(x.T, bias=True).reshape(x.shape[1], x.shape[1])


@OTHER.alternative("gaussian_conditional")
def conditional_precision(mean, cov, observed, values):
    rest = np.delete(np.arange(len(mean)), observed)
    precision = np.linalg.inv(cov)
    new_cov = np.linalg.inv(precision[np.ix_(rest, rest)])
    pull = precision[np.ix_(rest, observed)] @ (values - mean[observed])
    return mean[rest] - new_cov @ pull, new_cov


@OTHER.alternative("gaussian_conditional")
def conditional_one_by_one(mean, cov, observed, values):
    mean, cov = mean.copy(), cov.copy()
    for index, value in zip(observed, values, strict=True):
        gain = cov[:, index] / cov[index, index]
        mean = mean + gain * (value - mean[index])
        cov = cov - np.outer(gain, cov[index])
    rest = [i for i in range(len(mean)) if i not in set(observed.tolist())]
    return mean[rest], cov[rest][:, rest]


@OTHER.alternative("nll_gradient")
def gradient_per_point(x, mean, log_var):
    z = (x - mean) * np.exp(-log_var / 2)
    return np.stack([-z * np.exp(-log_var / 2), 0.5 * (1 - z**2)], axis=1).mean(axis=0)


@OTHER.alternative("nll_gradient")
def gradient_as_list(x, mean, log_var):
    var = float(np.exp(log_var))
    second_moment = sum((value - mean) ** 2 for value in x) / len(x)
    return [(mean - sum(x) / len(x)) / var, 0.5 * (1 - second_moment / var)]


@OTHER.alternative("sgd_fit")
def sgd_vector(x, steps, lr, batch_size, rng):
    theta = np.zeros(2)
    for _ in range(steps):
        batch = x[rng.integers(0, len(x), batch_size)]
        diff, precision = batch - theta[0], np.exp(-theta[1])
        theta = theta - lr * np.mean([-diff * precision, 0.5 * (1 - diff**2 * precision)], axis=1)
    return theta[0], np.exp(theta[1])


@OTHER.alternative("sgd_fit")
def sgd_scalar(x, steps, lr, batch_size, rng):
    import math

    mean, log_var, step = 0.0, 0.0, 0
    while step < steps:
        chosen = [x[i] for i in rng.integers(len(x), size=batch_size)]
        in_mean = sum(mean - value for value in chosen) / batch_size / math.exp(log_var)
        second = sum((value - mean) ** 2 for value in chosen) / batch_size
        mean -= lr * in_mean
        log_var -= lr * 0.5 * (1 - second / math.exp(log_var))
        step += 1
    return mean, math.exp(log_var)


@OTHER.alternative("linear_gaussian_mle")
def line_lstsq(x, y):
    solution, *_ = np.linalg.lstsq(x[:, None], y, rcond=None)
    return solution[0], np.mean((y - x * solution[0]) ** 2)


@OTHER.alternative("linear_gaussian_mle")
def line_dot(x, y):
    a = np.dot(x, y) / np.dot(x, x)
    residual = y - a * x
    return a, np.dot(residual, residual) / len(y)


@OTHER.alternative("bits_per_dim")
def bits_by_log2(nll, dims):
    return nll * np.log2(np.e) / dims


@OTHER.alternative("bits_per_dim")
def bits_float32(nll, dims):
    return np.float32(nll) / np.float32(dims * np.log(2.0))


@OTHER.alternative("monte_carlo")
def monte_carlo_sem(g, samples):
    from scipy.stats import sem

    values = g(samples)
    return values.mean(), sem(values)


@OTHER.alternative("monte_carlo")
def monte_carlo_sums(g, samples):
    values = np.asarray(g(samples))
    n = values.size
    estimate = values.sum() / n
    return estimate, (((values - estimate) ** 2).sum() / (n - 1) / n) ** 0.5
