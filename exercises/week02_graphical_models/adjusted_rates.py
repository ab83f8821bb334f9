"""Rates, crude and adjusted: the questions of `adjusted_rates`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import graphical


def _applications(rng, departments):
    """Admissions in which a gender applies more to the departments that admit few."""
    base = np.sort(rng.uniform(0.1, 0.8, size=departments))
    many, few = rng.integers(300, 600, size=departments), rng.integers(40, 120, size=departments)
    easy = np.arange(departments)[:, None] >= departments / 2
    applicants = np.where(easy, np.stack([many, few], axis=1), np.stack([few, many], axis=1))
    rates = base[:, None] + np.array([0.0, 0.05])
    return {"admitted": np.round(applicants * rates).astype(int), "applicants": applicants}


def _applications_of_groups(rng, departments, groups):
    """Admissions of so many groups."""
    applicants = rng.integers(20, 400, size=(departments, groups))
    return {
        "admitted": rng.binomial(applicants, rng.uniform(0.1, 0.9, size=(departments, groups))),
        "applicants": applicants,
    }


def _with_extremes(rng):
    """A department that admits nobody, and others that admit nearly all."""
    applicants = rng.integers(100, 400, size=(4, 2))
    admitted = applicants - rng.integers(0, 3, size=(4, 2))
    admitted[rng.integers(4)] = 0
    return {"admitted": admitted, "applicants": applicants}


def _nearly_all(rng):
    """Departments that admit nearly all who apply."""
    applicants = rng.integers(100, 400, size=(3, 2))
    return {"admitted": applicants - rng.integers(0, 3, size=(3, 2)), "applicants": applicants}


def _as_floats(case):
    return {name: counts.astype(float) for name, counts in case.items()}


ADJUSTED_RATES = Exercise(
    id="adjusted_rates",
    title="Rates, crude and adjusted",
    points=2,
    minutes=10,
    difficulty=2,
    reference=graphical.adjusted_rates,
    public={
        "main": [
            {"admitted": np.array([[64, 9], [4, 18]]), "applicants": np.array([[80, 10], [20, 60]])},
            {
                "admitted": np.array([[5, 3], [1, 2], [6, 6]]),
                "applicants": np.array([[10, 5], [10, 15], [20, 12]]),
            },
            {"admitted": np.array([[6.0, 4], [2, 9]]), "applicants": np.array([[8.0, 5], [20, 30]])},
            {
                "admitted": np.array([[0, 0], [50_000, 700], [39_000, 500]]),
                "applicants": np.array([[300, 900], [50_100, 700], [40_000, 500]]),
            },
        ],
    },
    hidden=lambda rng: {
        "main": [
            *(_applications(rng, d) for d in (2, 4, 6)),
            _as_floats(_applications(rng, 3)),
            *(
                _applications_of_groups(rng, d, g)
                for d, g in ((3, 3), (2, 5), (5, 1), (1, 2), (9, 2), (8, 3))
            ),
            _with_extremes(rng),
            _nearly_all(rng),
            {name: 1000 * counts for name, counts in _applications_of_groups(rng, 4, 3).items()},
        ]
    },
    properties=(Property("the crude rates", part=0), Property("the adjusted rates", part=1)),
)


@ADJUSTED_RATES.wrong(
    "mean of the rates for crude",
    hint="You averaged the departments' rates. The crude rate asks what share of all these people was admitted: does each department count the same in that?",
)
def crude_as_mean_of_rates(admitted, applicants):
    rates = admitted / applicants
    share = applicants.sum(axis=1) / applicants.sum()
    return rates.mean(axis=0), share @ rates


@ADJUSTED_RATES.wrong(
    "adjusted by each gender's own mix",
    hint="You weighted a gender's rates by where that gender applied, which gives back the crude rate. To compare like with like, which one set of weights should both share?",
)
def own_mix(admitted, applicants):
    rates = admitted / applicants
    return admitted.sum(axis=0) / applicants.sum(axis=0), (applicants / applicants.sum(axis=0) * rates).sum(
        axis=0
    )


@ADJUSTED_RATES.wrong(
    "departments weighted equally",
    hint="You gave each department the same weight. A department with 900 applicants should count for more than one with 500: what is P(department)?",
)
def equal_departments(admitted, applicants):
    return admitted.sum(axis=0) / applicants.sum(axis=0), (admitted / applicants).mean(axis=0)


def _crude(admitted, applicants):
    return admitted.sum(axis=0) / applicants.sum(axis=0)


@ADJUSTED_RATES.wrong("departments weighted equally in both", like="departments weighted equally")
def equal_departments_in_both(admitted, applicants):
    return ((admitted / applicants).mean(axis=0),) * 2


@ADJUSTED_RATES.wrong(
    "weighted by the admitted",
    hint="You weighted the departments by how many they admitted. P(department) is about where people apply: whom does it count?",
)
def weighted_by_the_admitted(admitted, applicants):
    share = admitted.sum(axis=1) / admitted.sum()
    return _crude(admitted, applicants), share @ (admitted / applicants)


@ADJUSTED_RATES.wrong(
    "weights that do not sum to 1",
    hint="Your weights of the departments do not sum to 1, so that your rates are no means of rates. By what must the counts be divided?",
)
def counts_for_weights(admitted, applicants):
    return _crude(admitted, applicants), applicants.sum(axis=1) @ (admitted / applicants)


@ADJUSTED_RATES.wrong("each cell's share of all", like="weights that do not sum to 1")
def share_of_each_cell(admitted, applicants):
    rates = admitted / applicants
    return _crude(admitted, applicants), (applicants / applicants.sum() * rates).sum(axis=0)


@ADJUSTED_RATES.wrong("rates added up", like="weights that do not sum to 1")
def rates_added(admitted, applicants):
    return _crude(admitted, applicants), (admitted / applicants).sum(axis=0)


@ADJUSTED_RATES.wrong(
    "the mix of one gender for both",
    hint="You weighted the departments by how one gender applied. P(department) is the share of all applicants: who is to be counted?",
)
def mix_of_the_first(admitted, applicants):
    share = applicants[:, 0] / applicants[:, 0].sum()
    return _crude(admitted, applicants), share @ (admitted / applicants)


@ADJUSTED_RATES.wrong("the mix of the last gender", like="the mix of one gender for both")
def mix_of_the_last(admitted, applicants):
    share = applicants[:, -1] / applicants[:, -1].sum()
    return _crude(admitted, applicants), share @ (admitted / applicants)


@ADJUSTED_RATES.wrong(
    "summed over the wrong axis",
    hint="You have a number for each department. Asked is one for each gender: which axis is that of the departments?",
)
def rates_of_departments(admitted, applicants):
    return admitted.sum(axis=1) / applicants.sum(axis=1), graphical.adjusted_rates(admitted, applicants)[1]


@ADJUSTED_RATES.alternative
def rates_by_loops(admitted, applicants):
    departments, genders = np.shape(applicants)
    crude, adjusted = np.zeros(genders), np.zeros(genders)
    for g in range(genders):
        crude[g] = sum(admitted[:, g]) / sum(applicants[:, g])
        for d in range(departments):
            adjusted[g] += applicants[d].sum() / applicants.sum() * admitted[d, g] / applicants[d, g]
    return crude, adjusted


@ADJUSTED_RATES.alternative
def rates_by_average(admitted, applicants):
    rates = np.true_divide(admitted, applicants)
    adjusted = np.average(rates, axis=0, weights=applicants.sum(axis=1))
    return [admitted.sum(0) / applicants.sum(0), adjusted.tolist()]


@ADJUSTED_RATES.alternative
def rates_in_loops(admitted, applicants):
    crude, adjusted = [], []
    everybody = applicants.sum()
    for g in range(applicants.shape[1]):
        crude.append(sum(admitted[:, g]) / sum(applicants[:, g]))
        adjusted.append(
            sum(
                applicants[d].sum() / everybody * admitted[d, g] / applicants[d, g]
                for d in range(len(admitted))
            )
        )
    return np.array(crude), np.array(adjusted, dtype=np.float32)
