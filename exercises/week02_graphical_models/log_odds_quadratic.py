"""The log-odds as a quadratic: the questions of `log_odds_quadratic`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import derivations

NAMES = ("prior", "mean0", "cov0", "mean1", "cov1")


def _case(*values):
    return {
        name: value if isinstance(value, float) else np.array(value, dtype=float)
        for name, value in zip(NAMES, values)
    }


def _covariance(rng, dims, scale):
    a = rng.normal(size=(dims, dims + 2))
    return scale * (a @ a.T / dims + 0.2 * np.eye(dims))


def _drawn(rng, dims, equal=False):
    first, second = _covariance(rng, dims, 1.0), _covariance(rng, dims, 2.0)
    means = rng.normal(size=(2, dims))
    return _case(float(rng.uniform(0.1, 0.9)), means[0], first, means[1], first if equal else second)


def _wide(rng, dims, unit=1000.0):
    """Classes that are a thousand times as wide, and as far from each other."""
    case = _drawn(rng, dims)
    return {
        name: value if name == "prior" else value * unit ** (1 + name.startswith("cov"))
        for name, value in case.items()
    }


def _far(rng, dims):
    """Means a thousand standard deviations from 0, near each other."""
    case = _drawn(rng, dims)
    return case | {name: np.round(case[name] + 1000.0, 2) for name in ("mean0", "mean1")}


def _nearly_equal(rng, dims):
    """Covariances that differ by less than a hundredth, far from 0."""
    case = _drawn(rng, dims, equal=True)
    far = {name: np.round(case[name] + 1000.0, 2) for name in ("mean0", "mean1")}
    return case | far | {"cov1": 1.004 * case["cov0"], "prior": 0.001}


def _tiny(rng, dims, unit=1e-45):
    """Diagonal covariances so small that their determinants leave the range of floats."""
    first, second = (np.diag(np.round(rng.uniform(1, 3, size=dims), 2) * unit) for _ in range(2))
    means = np.round(rng.normal(size=(2, dims)), 2) * unit**0.5
    return _case(0.4, means[0], first, means[1], second)


LOG_ODDS_QUADRATIC = Exercise(
    id="log_odds_quadratic",
    title="The log-odds as a quadratic",
    points=2,
    minutes=15,
    difficulty=2,
    reference=derivations.log_odds_quadratic,
    public={
        "main": [
            _case(0.5, [0.0], [[1.0]], [2.0], [[4.0]]),
            _case(0.3, [0.0, 1.0], [[2.0, 0.3], [0.3, 1.0]], [2.0, -1.0], [[1.0, -0.2], [-0.2, 0.5]]),
            _wide(np.random.default_rng(6), 2),
            _far(np.random.default_rng(4), 2),
            _nearly_equal(np.random.default_rng(5), 2),
            _case(0.8, [1.0, 1.0], [[1.0, 0.0], [0.0, 2.0]], [0.0, 3.0], [[3.0, 1.0], [1.0, 2.0]]),
        ],
        "tiny": [_tiny(np.random.default_rng(3), 8)],
        "equal": [_case(0.6, [1.0, 0.0], [[1.0, 0.5], [0.5, 2.0]], [-1.0, 2.0], [[1.0, 0.5], [0.5, 2.0]])],
    },
    hidden=lambda rng: {
        "main": [_drawn(rng, dims) for dims in (1, 2, 4, 6)]
        + [_wide(rng, 3), _far(rng, 3), _nearly_equal(rng, 3)],
        "equal": [_drawn(rng, 3, equal=True)],
        "tiny": [_tiny(rng, 8)],
    },
    properties=(
        Property("the quadratic part", part=0),
        Property("the linear part", part=1),
        Property("the constant", part=2),
        Property("determinants out of the range of floats", on="tiny", part=2, share=0.5),
        Property("equal covariances: no quadratic part", on="equal", share=0.5),
    ),
)


def _parts(prior, mean0, cov0, mean1, cov1):
    """A, b, and the pieces of c: prior, log-determinants, squares of the means."""
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    determinants = -0.5 * (np.linalg.slogdet(cov1)[1] - np.linalg.slogdet(cov0)[1])
    squares = -0.5 * (mean1 @ P1 @ mean1 - mean0 @ P0 @ mean0)
    return 0.5 * (P0 - P1), P1 @ mean1 - P0 @ mean0, (np.log(prior / (1 - prior)), determinants, squares)


@LOG_ODDS_QUADRATIC.wrong(
    "no half in the quadratic part",
    hint="Your A is twice as large. The exponent of a Gaussian has a one half: does it cancel in the term with two x?",
)
def doubled_quadratic(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return 2 * A, b, sum(pieces)


@LOG_ODDS_QUADRATIC.wrong(
    "a half in the linear part",
    hint="Your b is half as large. Multiply out (x - m)'P(x - m): how many mixed terms are there?",
)
def halved_linear(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b / 2, sum(pieces)


@LOG_ODDS_QUADRATIC.wrong(
    "sign of the quadratic part",
    hint="Your A has the other sign. Far away the wider class wins: if class 1 is wider, should z grow or fall there?",
)
def quadratic_turned_round(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return -A, b, sum(pieces)


@LOG_ODDS_QUADRATIC.wrong(
    "no log-determinants",
    hint="Your constant has no determinants. The factors in front of the two exponentials differ as soon as the covariances do: what is the logarithm of their ratio?",
)
def without_determinants(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, pieces[0] + pieces[2]


@LOG_ODDS_QUADRATIC.wrong(
    "sign of the log-determinants",
    hint="A wider class is less dense at its own centre. In your constant the larger determinant of class 1 speaks *for* class 1: is that so?",
)
def determinants_turned_round(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, pieces[0] - pieces[1] + pieces[2]


@LOG_ODDS_QUADRATIC.wrong(
    "no prior",
    hint="Your answer does not depend on the prior. How likely is class 1 before x is seen, and what does that add to the log-odds?",
)
def without_prior(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, pieces[1] + pieces[2]


@LOG_ODDS_QUADRATIC.wrong(
    "prior of the other class",
    hint="`prior` is P(y = 1), and z is large where class 1 is likely. Which way round is the fraction?",
)
def prior_turned_round(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, -pieces[0] + pieces[1] + pieces[2]


@LOG_ODDS_QUADRATIC.wrong(
    "classes swapped",
    hint="Your answer, or all of it but the prior's part, is that for class 0 and has the other sign: which class stands in the numerator?",
)
def swapped(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return -A, -b, -sum(pieces)


@LOG_ODDS_QUADRATIC.wrong(
    "covariances not inverted",
    hint="You used the covariances where their inverses stand. In the exponent a small variance makes a steep slope: which matrix does that?",
)
def not_inverted(prior, mean0, cov0, mean1, cov1):
    pieces = _parts(prior, mean0, cov0, mean1, cov1)[2]
    squares = -0.5 * (mean1 @ cov1 @ mean1 - mean0 @ cov0 @ mean0)
    return 0.5 * (cov0 - cov1), cov1 @ mean1 - cov0 @ mean0, pieces[0] + pieces[1] + squares


@LOG_ODDS_QUADRATIC.wrong(
    "a factor 2 in the linear part",
    hint="Your b is twice as large. Multiply out (x - m)'P(x - m): what do the two mixed terms make with the one half in front?",
)
def doubled_linear(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, 2 * b, sum(pieces)


@LOG_ODDS_QUADRATIC.wrong(
    "sign of the linear part",
    hint="Your b has a sign that is wrong, as a whole or at one of the classes. If x moves towards the mean of class 1, should z grow or fall, and what if it moves towards that of class 0?",
)
def linear_turned_round(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, -b, sum(pieces)


@LOG_ODDS_QUADRATIC.wrong(
    "a half missing in the constant",
    hint="A one half is missing in your constant. The exponent of a Gaussian has one, and its factor in front is a square root: do both keep it in the logarithm?",
)
def half_missing_at_determinants(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, pieces[0] + 2 * pieces[1] + pieces[2]


@LOG_ODDS_QUADRATIC.wrong("a half missing at the squares", like="a half missing in the constant")
def half_missing_at_squares(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, pieces[0] + pieces[1] + 2 * pieces[2]


@LOG_ODDS_QUADRATIC.wrong(
    "sign of the means' squares",
    hint="At x = 0 a class whose mean is far away is unlikely. In your constant a far mean of class 1 speaks *for* class 1: is that so?",
)
def squares_turned_round(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, pieces[0] + pieces[1] - pieces[2]


@LOG_ODDS_QUADRATIC.wrong(
    "no squares of the means",
    hint="Your constant does not hold the means. Multiply out (x - m)'P(x - m): which term has no x in it?",
)
def without_squares(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, pieces[0] + pieces[1]


@LOG_ODDS_QUADRATIC.wrong(
    "the prior of one class only",
    hint="Your constant holds the logarithm of one class's prior. Log-odds compare two classes: what is the prior of the other one?",
)
def prior_of_one_class(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, np.log(prior) + pieces[1] + pieces[2]


@LOG_ODDS_QUADRATIC.wrong(
    "the determinant under- or overflows",
    hint="You took the logarithm of a determinant, which is a product of as many numbers as there are dimensions. A float ends near 1e-308: can its logarithm be had without it?",
)
def log_of_determinants(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    with np.errstate(all="ignore"):
        determinants = 0.5 * (np.log(np.linalg.det(cov0)) - np.log(np.linalg.det(cov1)))
    return A, b, pieces[0] + determinants + pieces[2]


@LOG_ODDS_QUADRATIC.wrong("classes swapped, but for the prior", like="classes swapped")
def swapped_but_for_the_prior(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return -A, -b, pieces[0] - pieces[1] - pieces[2]


@LOG_ODDS_QUADRATIC.wrong("no half in any part", like="no half in the quadratic part")
def no_half_in_any_part(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return 2 * A, 2 * b, pieces[0] + 2 * pieces[1] + 2 * pieces[2]


@LOG_ODDS_QUADRATIC.wrong(
    "sign of the constant",
    hint="Your constant has the other sign, all of it. It is z at x = 0: is class 1 likely there where your number is large?",
)
def constant_turned_round(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, -sum(pieces)


@LOG_ODDS_QUADRATIC.wrong("sign of the squares and the determinants", like="sign of the means' squares")
def all_but_the_prior_turned_round(prior, mean0, cov0, mean1, cov1):
    A, b, pieces = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, pieces[0] - pieces[1] - pieces[2]


@LOG_ODDS_QUADRATIC.alternative
def with_solves(prior, mean0, cov0, mean1, cov1):
    identity = np.eye(len(mean0))
    A = (np.linalg.solve(cov0, identity) - np.linalg.solve(cov1, identity)) / 2
    b0, b1 = np.linalg.solve(cov0, mean0), np.linalg.solve(cov1, mean1)
    ratio = (np.linalg.slogdet(cov0)[1] - np.linalg.slogdet(cov1)[1]) / 2
    return A, b1 - b0, np.log(prior) - np.log(1 - prior) + ratio - (mean1 @ b1 - mean0 @ b0) / 2


@LOG_ODDS_QUADRATIC.alternative
def constant_at_zero(prior, mean0, cov0, mean1, cov1):
    from scipy.stats import multivariate_normal

    zero = np.zeros(len(mean0))
    constant = (
        np.log(prior / (1 - prior))
        + multivariate_normal(mean1, cov1).logpdf(zero)
        - multivariate_normal(mean0, cov0).logpdf(zero)
    )
    A, b, _ = _parts(prior, mean0, cov0, mean1, cov1)
    return A, b, float(constant)


@LOG_ODDS_QUADRATIC.alternative
def by_probing(prior, mean0, cov0, mean1, cov1):
    """A quadratic is known from its values at 0, at the units and at their sums."""
    P = [np.linalg.inv(cov) for cov in (cov0, cov1)]

    def z(x):
        squares = [(x - m) @ p @ (x - m) - np.linalg.slogdet(p)[1] for m, p in zip((mean0, mean1), P)]
        return np.log(prior / (1 - prior)) + 0.5 * (squares[0] - squares[1])

    units = np.eye(len(mean0))
    A = np.array([[z(u + v) - z(u) - z(v) + z(0 * u) for v in units] for u in units]) / 2
    return A, np.array([(z(u) - z(-u)) / 2 for u in units]), z(np.zeros(len(mean0)))
