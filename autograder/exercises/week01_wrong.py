"""Week 1: wrong answers that students really give, each with a name and a hint that teaches."""

import numpy as np

from autograder.exercises.spec import Collection

WRONG = Collection()


@WRONG.wrong(
    "bernoulli_mle",
    "add-one smoothing",
    hint="You added one imagined 1 and one imagined 0 to the data. That is the mean of a posterior under a "
    "uniform prior; the likelihood itself knows only what was seen. Where is its derivative zero?",
)
def bernoulli_smoothed(x):
    return (np.sum(x) + 1) / (len(x) + 2)


@WRONG.wrong(
    "bernoulli_mle",
    "mode",
    hint="You returned the value seen most often, 0 or 1. What is asked is the parameter theta, "
    "which may be any number between them: which theta makes all of the data most likely?",
)
def bernoulli_mode(x):
    return float(np.mean(x) > 0.5)


@WRONG.wrong(
    "bernoulli_mle",
    "sum instead of mean",
    hint="You counted the ones. A probability lies between 0 and 1: what must the count be compared with?",
)
def bernoulli_sum(x):
    return np.sum(x)


@WRONG.wrong(
    "gaussian_mle",
    "n - 1",
    hint="You divided by n - 1. That estimator is unbiased, but it does not maximise the likelihood: "
    "which divisor makes the derivative of l(mu, sigma^2) zero?",
)
def gaussian_unbiased(x):
    return np.mean(x), np.var(x, ddof=1)


@WRONG.wrong(
    "gaussian_mle",
    "standard deviation",
    hint="You returned the standard deviation. The parameter asked for has the square of the data's unit.",
)
def gaussian_std(x):
    return np.mean(x), np.std(x)


@WRONG.wrong(
    "gaussian_mle",
    "median",
    hint="You centred at the median. It minimises the sum of absolute distances; the Gaussian log-likelihood "
    "holds squared ones. Which centre makes their sum smallest?",
)
def gaussian_median(x):
    centre = np.median(x)
    return centre, np.mean((x - centre) ** 2)


@WRONG.wrong(
    "entropy",
    "bits",
    hint="You took logarithms to base 2: that counts bits. In nats, how large is the entropy of a fair coin?",
)
def entropy_bits(p):
    p = p[p > 0]
    return -np.sum(p * np.log2(p))


@WRONG.wrong(
    "entropy",
    "sign",
    hint="Your entropy is negative. The logarithm of a probability is never above 0, uncertainty is never "
    "below it: what stands before the sum?",
)
def entropy_negative(p):
    p = p[p > 0]
    return np.sum(p * np.log(p))


@WRONG.wrong(
    "entropy",
    "nan at zeros",
    hint="log 0 is minus infinity, and 0 times infinity is nan. What never happens surprises nobody: "
    "what should it add to the sum?",
)
def entropy_nan(p):
    return -np.sum(p * np.log(p))
