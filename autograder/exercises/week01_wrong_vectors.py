"""Week 1, second part: wrong answers on Gaussians of many variables, each with a hint."""

import numpy as np

from autograder.exercises.spec import Collection

VECTORS = Collection()
wrong = VECTORS.wrong


@wrong(
    "mvn_log_prob",
    "determinant under- or overflows",
    hint="You computed the determinant and then its logarithm. In 500 dimensions it is a product of 500 "
    "numbers: too small or too large for a float. Which matrix factor gives the logarithm as a sum?",
)
def mvn_det(x, mean, cov):
    diff = x - mean
    quadratic = np.sum(diff @ np.linalg.inv(cov) * diff, axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.log(np.linalg.det(cov)) + quadratic)


@wrong(
    "mvn_log_prob",
    "no 1/2 before the quadratic form",
    hint="Your quadratic form counts twice. Put D = 1 and cov = 1 into your formula: is it the standard "
    "Gaussian? Some printed derivations lose this factor too.",
)
def mvn_without_half(x, mean, cov):
    diff = x - mean
    quadratic = np.sum(diff * np.linalg.solve(cov, diff.T).T, axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1]) - quadratic


@wrong(
    "mvn_log_prob",
    "inverse of the diagonal only",
    hint="You inverted the diagonal entry by entry. The inverse of a matrix mixes all entries unless it is "
    "diagonal: where do the correlations enter your quadratic form?",
)
def mvn_diagonal_inverse(x, mean, cov):
    quadratic = np.sum((x - mean) ** 2 / np.diag(cov), axis=1)
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.linalg.slogdet(cov)[1] + quadratic)


@wrong(
    "mvn_log_prob",
    "coordinates taken as independent",
    hint="You added up one-dimensional log-densities. That is right only if cov is diagonal: "
    "what do the entries off the diagonal say?",
)
def mvn_independent(x, mean, cov):
    var = np.diag(cov)
    return np.sum(-0.5 * (np.log(2 * np.pi * var) + (x - mean) ** 2 / var), axis=1)


@wrong(
    "mvn_log_prob",
    "half of the sum of log diag L",
    hint="With cov = L L^T the determinant of cov is the square of that of L. You halved once too often: "
    "what is half the logarithm of a square?",
)
def mvn_half_log_det(x, mean, cov):
    lower = np.linalg.cholesky(cov)
    white = np.linalg.solve(lower, (x - mean).T)
    half = 0.5 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (len(mean) * np.log(2 * np.pi) + np.sum(white**2, axis=0)) - half


@wrong(
    "mvn_mle",
    "n - 1",
    hint="You divided by n - 1, as np.cov does unless told otherwise. That is unbiased, but it does not "
    "maximise the likelihood: which divisor does?",
)
def mvn_unbiased(x):
    return x.mean(axis=0), np.atleast_2d(np.cov(x, rowvar=False))


@wrong(
    "mvn_mle",
    "not centred",
    hint="You averaged x x^T without taking the mean away first. That is the second moment about the "
    "origin: what is a covariance measured about?",
)
def mvn_not_centred(x):
    return x.mean(axis=0), x.T @ x / len(x)


@wrong(
    "mvn_mle",
    "transposed",
    hint="You averaged over the coordinates of each point. Rows are observations here, columns are "
    "dimensions: along which axis does the mean run?",
)
def mvn_transposed(x):
    return x.mean(axis=1), np.atleast_2d(np.cov(x, bias=True))


@wrong(
    "mvn_mle",
    "no matrix at D = 1",
    hint="With one column your covariance is a bare number, as np.cov gives it for one variable. A "
    "covariance is (D, D) whatever D is: how does it get its axes back?",
)
def mvn_squeezed(x):
    return x.mean(axis=0), np.cov(x, rowvar=False, bias=True)


@wrong(
    "gaussian_conditional",
    "no shift by the observed mean",
    hint="You used the observed values themselves. Only what is surprising about them tells anything: "
    "how far are they from what was expected?",
)
def conditional_unshifted(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    cross, seen = cov[np.ix_(rest, observed)], cov[np.ix_(observed, observed)]
    gain = cross @ np.linalg.inv(seen)
    return mean[rest] + gain @ values, cov[np.ix_(rest, rest)] - gain @ cross.T


@wrong(
    "gaussian_conditional",
    "sign of the Schur term",
    hint="Your conditional variance is larger than the marginal one. Can seeing something correlated make "
    "a Gaussian less certain? Look at the sign of the term that you add.",
)
def conditional_plus(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    cross, seen = cov[np.ix_(rest, observed)], cov[np.ix_(observed, observed)]
    gain = cross @ np.linalg.inv(seen)
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] + gain @ cross.T


@wrong(
    "gaussian_conditional",
    "marginal returned",
    hint="You returned the marginal: what one believes before seeing anything. The observed values do not "
    "enter your answer. How do they move the mean, and how much certainty do they bring?",
)
def conditional_marginal(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    return mean[rest], cov[np.ix_(rest, rest)]


@wrong(
    "gaussian_conditional",
    "wrong block inverted",
    hint="You inverted the block of the coordinates that were not observed. A regression divides by the "
    "covariance of its inputs: which coordinates are the inputs here?",
)
def conditional_other_block(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    cross, inner = cov[np.ix_(rest, observed)], cov[np.ix_(rest, rest)]
    gain = np.linalg.inv(inner) @ cross
    return mean[rest] + gain @ (values - mean[observed]), inner - gain @ cross.T


@wrong(
    "gaussian_conditional",
    "block of the inverse",
    hint="You inverted all of cov and then cut out the observed block. The block of an inverse is not the "
    "inverse of the block: which of the two comes first?",
)
def conditional_block_of_inverse(mean, cov, observed, values):
    rest = np.array([i for i in range(len(mean)) if i not in observed], dtype=int)
    cross = cov[np.ix_(rest, observed)]
    gain = cross @ np.linalg.inv(cov)[np.ix_(observed, observed)]
    return mean[rest] + gain @ (values - mean[observed]), cov[np.ix_(rest, rest)] - gain @ cross.T


@wrong(
    "gaussian_conditional",
    "values paired in sorted order",
    hint="You paired the values with the observed coordinates in increasing order, as a boolean mask does. "
    "Coordinate observed[i] took the value values[i]: how can the order be kept?",
)
def conditional_sorted(mean, cov, observed, values):
    seen = np.zeros(len(mean), dtype=bool)
    seen[observed] = True
    cross = cov[~seen][:, seen]
    gain = cross @ np.linalg.inv(cov[seen][:, seen])
    return mean[~seen] + gain @ (values - mean[seen]), cov[~seen][:, ~seen] - gain @ cross.T
