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
