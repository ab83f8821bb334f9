"""The log-odds of two Gaussians: the questions of `gda_log_odds`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import classification


def _covariance(rng, dims):
    root = rng.normal(size=(dims, dims))
    return root @ root.T + 0.5 * np.eye(dims)


def _classes(rng, n, dims, equal=False):
    cov0 = _covariance(rng, dims)
    return {
        "x": rng.normal(size=(n, dims)),
        "prior": float(rng.uniform(0.1, 0.35)),
        "mean0": rng.normal(size=dims),
        "cov0": cov0,
        "mean1": rng.normal(size=dims),
        "cov1": cov0 if equal else 2.5 * _covariance(rng, dims),
    }


def _many_dims(seed, dims, scale):
    """Classes in so many dimensions that the determinant leaves the range of a float."""
    step = 0.3 * np.sqrt(scale)
    return {
        "x": Build("arrays.normal", {"seed": seed, "shape": [4, dims], "std": float(np.sqrt(scale))}),
        "prior": 0.3,
        "mean0": np.zeros(dims),
        "cov0": Build("arrays.covariance", {"seed": seed + 1, "dims": dims, "scale": scale}),
        "mean1": np.full(dims, step),
        "cov1": Build("arrays.covariance", {"seed": seed + 2, "dims": dims, "scale": 1.2 * scale}),
    }


ONE_DIM = {
    "x": np.array([[0.0], [1.0], [4.0]]),
    "prior": 0.25,
    "mean0": np.array([0.0]),
    "cov0": np.array([[1.0]]),
    "mean1": np.array([3.0]),
    "cov1": np.array([[9.0]]),
}


TWO_DIMS = {
    "x": np.array([[0.0, 0.0], [1.0, -1.0]]),
    "prior": 0.4,
    "mean0": np.array([0.0, 1.0]),
    "cov0": np.array([[2.0, 0.5], [0.5, 1.0]]),
    "mean1": np.array([1.0, 0.0]),
    "cov1": np.array([[1.0, 0.0], [0.0, 4.0]]),
}


def _moved(case, by, unit=1.0):
    """The same question in another unit of length, and moved `by` along every axis."""
    lengths = {name: unit * case[name] + by for name in ("x", "mean0", "mean1")}
    return case | lengths | {name: unit**2 * case[name] for name in ("cov0", "cov1")}


GDA_LOG_ODDS = Exercise(
    id="gda_log_odds",
    title="The log-odds of two Gaussians",
    points=3,
    minutes=15,
    difficulty=2,
    reference=classification.gda_log_odds,
    public={
        "main": [ONE_DIM, TWO_DIMS, ONE_DIM | {"x": np.array([[-60.0], [150.0]])}]
        + [_moved(TWO_DIMS, 1e6, 0.1), _moved(TWO_DIMS, 0.0, 1e-4), TWO_DIMS | {"prior": 1e-5}],
        "equal": [{**TWO_DIMS, "cov1": TWO_DIMS["cov0"]}],
        "many": [_many_dims(3, 200, 1e-4)],
    },
    hidden=lambda rng: {
        "main": [_classes(rng, n, dims) for n, dims in ((5, 1), (6, 2), (3, 5), (1, 3), (1, 1), (4, 4))]
        + [_classes(rng, 2, 2) | {"x": rng.uniform(200, 300, size=(2, 2))}]
        + [_moved(_classes(rng, 3, 3), by, unit) for by, unit in ((-1e6, 0.1), (0.0, 1e-5), (0.0, 1e4))]
        + [_classes(rng, 2, 2) | {"prior": prior} for prior in (1e-6, 1 - 1e-4)],
        "equal": [_classes(rng, 5, 3, equal=True), _classes(rng, 1, 2, equal=True)],
        "many": [_many_dims(int(rng.integers(10**6)), 250, scale) for scale in (1e-4, 1e4)],
    },
    properties=(
        Property("the value"),
        Property("equal covariances, where it is linear in x", on="equal", share=0.5),
        Property("two hundred dimensions", on="many", share=0.5),
    ),
)


@GDA_LOG_ODDS.wrong(
    "log-determinants left out",
    hint="Of the densities you compared the distances only. A wide Gaussian is low everywhere near its centre: which part of the density says so, and does it cancel when the two covariances differ?",
)
def no_log_det(x, prior, mean0, cov0, mean1, cov1):
    def half_distance(mean, cov):
        return 0.5 * ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)

    return np.log(prior / (1 - prior)) - half_distance(mean1, cov1) + half_distance(mean0, cov0)


@GDA_LOG_ODDS.wrong(
    "prior left out",
    hint="You compared the densities alone. Where they are equal, how likely is class 1? Not one half, unless the classes are as frequent as each other.",
)
def no_prior(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -0.5 * (distance + np.linalg.slogdet(cov)[1])

    return log_density(mean1, cov1) - log_density(mean0, cov0)


@GDA_LOG_ODDS.wrong(
    "sign turned",
    hint="Your log-odds, or all but the prior's part, are those of class 0. They should be large where class 1 is likely: are yours large near mean1?",
)
def sign_turned(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -0.5 * (distance + np.linalg.slogdet(cov)[1])

    return np.log((1 - prior) / prior) + log_density(mean0, cov0) - log_density(mean1, cov1)


@GDA_LOG_ODDS.wrong(
    "the determinant under- or overflows",
    hint="You took the logarithm of a determinant. In 200 dimensions that is a product of 200 numbers, and a float ends near 1e-308 and 1e308: can its logarithm be had without it?",
)
def log_of_det(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -0.5 * (distance + np.log(np.linalg.det(cov)))

    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)


@GDA_LOG_ODDS.wrong(
    "no 1/2 in the exponent",
    hint="The log-density of a Gaussian holds minus one half of the squared distance, and one half of the log-determinant. Are both halves there?",
)
def no_half(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -distance - 0.5 * np.linalg.slogdet(cov)[1]

    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)


@GDA_LOG_ODDS.wrong(
    "densities underflow",
    hint="You computed the two densities first and took logarithms then. Far from both means each density is 0 in floats, and your answer nan: what becomes of a density when its logarithm is taken on paper?",
)
def log_of_ratio(x, prior, mean0, cov0, mean1, cov1):
    def density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return np.exp(-0.5 * (distance + np.linalg.slogdet(cov)[1]))

    with np.errstate(all="ignore"):
        return np.log(prior * density(mean1, cov1) / ((1 - prior) * density(mean0, cov0)))


@GDA_LOG_ODDS.wrong("no 1/2 before the log-determinant", like="no 1/2 in the exponent")
def no_half_of_log_det(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -0.5 * distance - np.linalg.slogdet(cov)[1]

    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)


@GDA_LOG_ODDS.wrong("no 1/2 at all", like="no 1/2 in the exponent")
def no_half_at_all(x, prior, mean0, cov0, mean1, cov1):
    def log_density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        return -distance - np.linalg.slogdet(cov)[1]

    return np.log(prior / (1 - prior)) + log_density(mean1, cov1) - log_density(mean0, cov0)


def _pieces(x, prior, mean0, cov0, mean1, cov1):
    """Of the log-odds: the prior's part, the distances' and the log-determinants'."""
    squares = [
        ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        for mean, cov in ((mean0, cov0), (mean1, cov1))
    ]
    sizes = [np.linalg.slogdet(cov)[1] for cov in (cov0, cov1)]
    return np.log(prior / (1 - prior)), (squares[0] - squares[1]) / 2, (sizes[0] - sizes[1]) / 2


@GDA_LOG_ODDS.wrong(
    "sign of the log-determinants",
    hint="A wider class is less dense at its own centre. In your answer the larger determinant of class 1 speaks *for* class 1: is that so?",
)
def determinants_turned_round(x, prior, mean0, cov0, mean1, cov1):
    known, distances, determinants = _pieces(x, prior, mean0, cov0, mean1, cov1)
    return known + distances - determinants


@GDA_LOG_ODDS.wrong(
    "sign of the distances",
    hint="In your answer a large distance from the mean of class 1 speaks *for* class 1. Which sign has a squared distance in the exponent of a Gaussian?",
)
def distances_turned_round(x, prior, mean0, cov0, mean1, cov1):
    known, distances, determinants = _pieces(x, prior, mean0, cov0, mean1, cov1)
    return known - distances + determinants


@GDA_LOG_ODDS.wrong("sign turned, but for the prior", like="sign turned")
def sign_turned_but_for_the_prior(x, prior, mean0, cov0, mean1, cov1):
    known, distances, determinants = _pieces(x, prior, mean0, cov0, mean1, cov1)
    return known - distances - determinants


@GDA_LOG_ODDS.wrong(
    "the prior of one class only",
    hint="You added the logarithm of one class's prior. Log-odds compare two classes: what is the prior of the other one?",
)
def prior_of_one_class(x, prior, mean0, cov0, mean1, cov1):
    _, distances, determinants = _pieces(x, prior, mean0, cov0, mean1, cov1)
    return np.log(prior) + distances + determinants


@GDA_LOG_ODDS.wrong(
    "prior of the other class",
    hint="`prior` is P(y = 1), and the log-odds are large where class 1 is likely. Which way round is the prior's fraction?",
)
def prior_turned_round(x, prior, mean0, cov0, mean1, cov1):
    known, distances, determinants = _pieces(x, prior, mean0, cov0, mean1, cov1)
    return -known + distances + determinants


@GDA_LOG_ODDS.wrong(
    "a probability for the log-odds",
    hint="Your answers look like a probability, or its logarithm. Log-odds may be any number: which function leads from them to P(y = 1 | x), and have you applied it?",
)
def probability_of_class_one(x, prior, mean0, cov0, mean1, cov1):
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-sum(_pieces(x, prior, mean0, cov0, mean1, cov1))))


@GDA_LOG_ODDS.wrong("the logarithm of the probability", like="a probability for the log-odds")
def log_probability_of_class_one(x, prior, mean0, cov0, mean1, cov1):
    return -np.logaddexp(0, -sum(_pieces(x, prior, mean0, cov0, mean1, cov1)))


@GDA_LOG_ODDS.wrong(
    "one covariance for both classes",
    hint="You used one covariance for both classes. Each has its own, and the border between them is curved when these differ: which one belongs to which distance?",
)
def mean_covariance(x, prior, mean0, cov0, mean1, cov1):
    return sum(_pieces(x, prior, mean0, (cov0 + cov1) / 2, mean1, (cov0 + cov1) / 2))


@GDA_LOG_ODDS.wrong("the covariance of class 0 for both", like="one covariance for both classes")
def first_covariance(x, prior, mean0, cov0, mean1, cov1):
    return sum(_pieces(x, prior, mean0, cov0, mean1, cov0))


@GDA_LOG_ODDS.wrong("the covariance of class 1 for both", like="one covariance for both classes")
def last_covariance(x, prior, mean0, cov0, mean1, cov1):
    return sum(_pieces(x, prior, mean0, cov1, mean1, cov1))


@GDA_LOG_ODDS.wrong(
    "only the diagonal of the covariance",
    hint="You used the variances and left out the covariances beside them, as naive Bayes does. What do these say about a point that is far out along one axis?",
)
def diagonals_only(x, prior, mean0, cov0, mean1, cov1):
    return sum(_pieces(x, prior, mean0, np.diag(np.diag(cov0)), mean1, np.diag(np.diag(cov1))))


@GDA_LOG_ODDS.wrong(
    "covariances not inverted",
    hint="You multiplied by the covariances in the distance. A small variance makes a small step count much: which matrix does that?",
)
def not_inverted(x, prior, mean0, cov0, mean1, cov1):
    known, _, determinants = _pieces(x, prior, mean0, cov0, mean1, cov1)
    distances = [((x - m) @ cov * (x - m)).sum(axis=1) for m, cov in ((mean0, cov0), (mean1, cov1))]
    return known + (distances[0] - distances[1]) / 2 + determinants


@GDA_LOG_ODDS.wrong(
    "a small number added",
    hint="You added a small number inside a logarithm or to a covariance. What is small depends on the unit of x: does anything here need it?",
)
def added_to_the_covariances(x, prior, mean0, cov0, mean1, cov1, epsilon=1e-6):
    added = epsilon * np.eye(len(mean0))
    return sum(_pieces(x, prior, mean0, cov0 + added, mean1, cov1 + added))


@GDA_LOG_ODDS.wrong("1e-12 added to the determinants", like="a small number added")
def added_to_the_determinants(x, prior, mean0, cov0, mean1, cov1):
    known, distances, _ = _pieces(x, prior, mean0, cov0, mean1, cov1)
    with np.errstate(all="ignore"):
        sizes = [np.log(np.linalg.det(cov) + 1e-12) for cov in (cov0, cov1)]
    return known + distances + (sizes[0] - sizes[1]) / 2


@GDA_LOG_ODDS.wrong("the whole densities underflow", like="densities underflow")
def log_of_whole_densities(x, prior, mean0, cov0, mean1, cov1):
    def density(mean, cov):
        distance = ((x - mean) * np.linalg.solve(cov, (x - mean).T).T).sum(axis=1)
        size = np.linalg.slogdet(cov)[1] + len(mean) * np.log(2 * np.pi)
        return np.exp(-0.5 * (distance + size))

    with np.errstate(all="ignore"):
        return np.log(prior * density(mean1, cov1)) - np.log((1 - prior) * density(mean0, cov0))


@GDA_LOG_ODDS.wrong(
    "the determinant for its logarithm",
    hint="You put the determinants themselves into the log-odds. The densities are divided by their square roots: what becomes of a divisor in a logarithm?",
)
def determinants_themselves(x, prior, mean0, cov0, mean1, cov1):
    known, distances, _ = _pieces(x, prior, mean0, cov0, mean1, cov1)
    return known + distances + (np.linalg.det(cov0) - np.linalg.det(cov1)) / 2


@GDA_LOG_ODDS.alternative
def log_odds_scipy(x, prior, mean0, cov0, mean1, cov1):
    from scipy.stats import multivariate_normal

    odds = multivariate_normal(mean1, cov1).logpdf(x) - multivariate_normal(mean0, cov0).logpdf(x)
    return np.atleast_1d(odds + np.log(prior / (1 - prior)))


@GDA_LOG_ODDS.alternative
def log_odds_by_inverse(x, prior, mean0, cov0, mean1, cov1):
    scores = []
    for mean, cov in ((mean0, cov0), (mean1, cov1)):
        d = x - mean
        distance = np.einsum("ni,ij,nj->n", d, np.linalg.inv(cov), d)
        scores.append(-0.5 * distance - 0.5 * np.linalg.slogdet(cov).logabsdet)
    return scores[1] - scores[0] + np.log(prior) - np.log(1 - prior)


@GDA_LOG_ODDS.alternative
def log_odds_by_eigenvalues(x, prior, mean0, cov0, mean1, cov1):
    odds = np.full(len(x), np.log(prior / (1 - prior)))
    for sign, mean, cov in ((-1, mean0, cov0), (1, mean1, cov1)):
        values, vectors = np.linalg.eigh(cov)
        z = (x - mean) @ vectors / np.sqrt(values)
        odds -= sign * 0.5 * (np.sum(z * z, axis=1) + np.sum(np.log(values)))
    return odds
