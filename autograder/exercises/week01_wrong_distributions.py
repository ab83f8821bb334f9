"""Week 1, first part: wrong answers on distributions, entropy and divergence, each with a hint."""

import numpy as np

from autograder.exercises.spec import Collection

DISTRIBUTIONS = Collection()
wrong = DISTRIBUTIONS.wrong


@wrong(
    "bernoulli_mle",
    "add-one smoothing",
    hint="You added one imagined 1 and one imagined 0 to the data. That is the mean of a posterior under a "
    "uniform prior; the likelihood itself knows only what was seen. Where is its derivative zero?",
)
def bernoulli_smoothed(x):
    return (np.sum(x) + 1) / (len(x) + 2)


@wrong(
    "bernoulli_mle",
    "mode",
    hint="You returned the value seen most often, 0 or 1. What is asked is the parameter theta, "
    "which may be any number between them: which theta makes all of the data most likely?",
)
def bernoulli_mode(x):
    return float(np.mean(x) > 0.5)


@wrong(
    "bernoulli_mle",
    "sum instead of mean",
    hint="You counted the ones. A probability lies between 0 and 1: what must the count be compared with?",
)
def bernoulli_sum(x):
    return np.sum(x)


@wrong(
    "gaussian_log_prob",
    "variance taken as standard deviation",
    hint="You treated `var` as a standard deviation. Its unit is the square of the unit of x: "
    "may it be squared once more?",
)
def gaussian_var_as_std(x, mean, var):
    return -0.5 * np.log(2 * np.pi) - np.log(var) - (x - mean) ** 2 / (2 * var**2)


@wrong(
    "gaussian_log_prob",
    "no 2 pi",
    hint="Your values differ from the right ones by a constant. A density must integrate to 1: "
    "which constant makes the standard Gaussian do so?",
)
def gaussian_without_two_pi(x, mean, var):
    return -0.5 * np.log(var) - (x - mean) ** 2 / (2 * var)


@wrong(
    "gaussian_log_prob",
    "density instead of its logarithm",
    hint="You returned the density itself. With hundreds of observations their product is too small for a "
    "float, their logarithms are not: what is asked for?",
)
def gaussian_density(x, mean, var):
    return np.exp(-((x - mean) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var)


@wrong(
    "gaussian_log_prob",
    "log of a density that underflows",
    hint="You computed the density first and took its logarithm then. Far from the mean the density is "
    "rounded to 0. Take the logarithm on paper: what becomes of the exponential?",
)
def gaussian_log_of_density(x, mean, var):
    return np.log(np.exp(-((x - mean) ** 2) / (2 * var)) / np.sqrt(2 * np.pi * var))


@wrong(
    "gaussian_mle",
    "n - 1",
    hint="You divided by n - 1. That estimator is unbiased, but it does not maximise the likelihood: "
    "which divisor makes the derivative of l(mu, sigma^2) zero?",
)
def gaussian_unbiased(x):
    return np.mean(x), np.var(x, ddof=1)


@wrong(
    "gaussian_mle",
    "standard deviation",
    hint="You returned the standard deviation, in the unit of the data. The parameter asked for has the "
    "square of that unit: what is one to the other?",
)
def gaussian_std(x):
    return np.mean(x), np.std(x)


@wrong(
    "gaussian_mle",
    "median",
    hint="You centred at the median. It minimises the sum of absolute distances; the Gaussian log-likelihood "
    "holds squared ones. Which centre makes their sum smallest?",
)
def gaussian_median(x):
    centre = np.median(x)
    return centre, np.mean((x - centre) ** 2)


@wrong(
    "entropy",
    "bits",
    hint="You took logarithms to base 2: that counts bits. In nats, how large is the entropy of a fair coin?",
)
def entropy_bits(p):
    p = p[p > 0]
    return -np.sum(p * np.log2(p))


@wrong(
    "entropy",
    "sign",
    hint="Your entropy is negative. The logarithm of a probability is never above 0, uncertainty is never "
    "below it: what stands before the sum?",
)
def entropy_negative(p):
    p = p[p > 0]
    return np.sum(p * np.log(p))


@wrong(
    "entropy",
    "nan at zeros",
    hint="log 0 is minus infinity, and 0 times infinity is nan. What never happens surprises nobody: "
    "what should it add to the sum?",
)
def entropy_nan(p):
    return -np.sum(p * np.log(p))


@wrong(
    "kl_divergence",
    "arguments swapped",
    hint="You computed KL(q || p). The first argument is the distribution that the mean is taken under: "
    "which of the two weighs the terms of your sum?",
)
def kl_swapped(p, q):
    if np.any((p == 0) & (q > 0)):
        return np.inf
    keep = q > 0
    return np.sum(q[keep] * np.log(q[keep] / p[keep]))


@wrong(
    "kl_divergence",
    "nan at p = 0",
    hint="0 times log 0 is nan in floating point. An outcome that p rules out is never drawn from p: "
    "what should it add to a mean under p?",
)
def kl_nan(p, q):
    return np.sum(p * np.log(p / q))


@wrong(
    "kl_divergence",
    "symmetrised",
    hint="You averaged KL(p || q) and KL(q || p). The divergence asked for has a direction and is not "
    "symmetric: only p weighs the terms.",
)
def kl_symmetrised(p, q):
    def one_way(a, b):
        if np.any((b == 0) & (a > 0)):
            return np.inf
        return np.sum(a[a > 0] * np.log(a[a > 0] / b[a > 0]))

    return 0.5 * (one_way(p, q) + one_way(q, p))


@wrong(
    "kl_divergence",
    "both directions added",
    hint="You added KL(p || q) and KL(q || p). The divergence asked for has a direction and is not "
    "symmetric: only p weighs the terms.",
)
def kl_both_ways(p, q):
    if np.any((p == 0) != (q == 0)):
        return np.inf
    keep = p > 0
    return np.sum((p[keep] - q[keep]) * np.log(p[keep] / q[keep]))


@wrong(
    "kl_divergence",
    "1e-12 added",
    hint="You added a tiny number to avoid log 0. Where q rules out what p allows, the divergence really is "
    "infinite, and a finite number hides it. Which outcomes need care, and which need none?",
)
def kl_padded(p, q):
    return np.sum(p * np.log((p + 1e-12) / (q + 1e-12)))


@wrong(
    "kl_divergence",
    "outcomes with q = 0 left out",
    hint="You skipped the outcomes that q rules out. If p allows one of them, data will show it sooner or "
    "later: how surprised is a model that called it impossible?",
)
def kl_masked(p, q):
    keep = (p > 0) & (q > 0)
    return np.sum(p[keep] * np.log(p[keep] / q[keep]))


@wrong(
    "mutual_information",
    "joint entropy",
    hint="You returned the entropy of the pair (x, y) as H(x given y). The pair's entropy also holds the "
    "uncertainty of y itself: what is left when y is known?",
)
def mi_joint_entropy(joint):
    def h(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))

    return h(joint.sum(1)) + h(joint.sum(0)) - h(joint), h(joint)


@wrong(
    "mutual_information",
    "only one marginal",
    hint="You compared the joint with one marginal only. Under independence the joint is a product: of what?",
)
def mi_one_marginal(joint):
    py = np.broadcast_to(joint.sum(axis=0), joint.shape)
    keep = joint > 0
    ratio = np.sum(joint[keep] * np.log(joint[keep] / py[keep]))
    return ratio, -ratio


@wrong(
    "mutual_information",
    "negative",
    hint="Your mutual information is negative. It is a KL divergence, so it never is: which way up "
    "does the ratio inside the logarithm stand?",
)
def mi_negative(joint):
    def h(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))

    hx, hy, hxy = h(joint.sum(1)), h(joint.sum(0)), h(joint)
    return hxy - hx - hy, hxy - hy


@wrong(
    "mutual_information",
    "H(y given x)",
    hint="You returned H(y given x). x runs along axis 0, and y is the one that is known: which marginal's "
    "entropy is taken away from the joint's?",
)
def mi_other_conditional(joint):
    def h(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))

    hx, hy, hxy = h(joint.sum(1)), h(joint.sum(0)), h(joint)
    return hx + hy - hxy, hxy - hx


@wrong(
    "mutual_information",
    "nan at zeros",
    hint="A pair that never happens makes 0 times log 0, which is nan in floating point. "
    "What should it add to a mean under the joint?",
)
def mi_nan(joint):
    px, py = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    return np.sum(joint * np.log(joint / (px * py))), -np.sum(joint * np.log(joint / py))
