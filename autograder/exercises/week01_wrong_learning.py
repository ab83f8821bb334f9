"""Week 1, third part: wrong answers on gradients, descent, regression, bits and Monte Carlo."""

import numpy as np

from autograder.exercises.spec import Collection

LEARNING = Collection()
wrong = LEARNING.wrong


@wrong(
    "nll_gradient",
    "sum instead of mean",
    hint="You added over the data instead of averaging. With the sum, twice the data means steps twice as "
    "long: what is the loss divided by?",
)
def gradient_sum(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.sum(mean - x) / var, np.sum(0.5 - 0.5 * (x - mean) ** 2 / var)])


@wrong(
    "nll_gradient",
    "sign",
    hint="You differentiated the log-likelihood. The loss is its negative: a step against the gradient must "
    "move the mean towards the data.",
)
def gradient_sign(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(x - mean) / var, 0.5 * np.mean((x - mean) ** 2) / var - 0.5])


@wrong(
    "nll_gradient",
    "derivative in the variance",
    hint="Your second entry is the derivative in the variance. The parameter is its logarithm: "
    "what does the chain rule multiply by?",
)
def gradient_in_var(x, mean, log_var):
    var = np.exp(log_var)
    return np.array([np.mean(mean - x) / var, 0.5 / var - 0.5 * np.mean((x - mean) ** 2) / var**2])


@wrong(
    "sgd_fit",
    "full batch every step",
    hint="You used all of the data at each step. That is gradient descent; the stochastic one sees a few "
    "points at a time. Where do batch_size and rng come in?",
)
def sgd_full_batch(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        var = np.exp(log_var)
        slope = np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var
        mean, log_var = mean - lr * slope[0], log_var - lr * slope[1]
    return mean, np.exp(log_var)


@wrong(
    "sgd_fit",
    "ascends",
    hint="Your steps go uphill: the loss grows. Its gradient points to where it rises fastest; "
    "which way do you want to go?",
)
def sgd_ascends(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        slope = np.mean(mean - b) / var, 0.5 - 0.5 * np.mean((b - mean) ** 2) / var
        mean, log_var = mean + lr * slope[0], log_var + lr * slope[1]
    return mean, np.exp(log_var)


@wrong(
    "sgd_fit",
    "log_var returned",
    hint="Your second number is the logarithm of the variance. The loop works with log_var so that the "
    "variance stays positive; what is returned is the variance.",
)
def sgd_log_var(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        slope = np.mean(mean - b) / var, 0.5 - 0.5 * np.mean((b - mean) ** 2) / var
        mean, log_var = mean - lr * slope[0], log_var - lr * slope[1]
    return mean, log_var


@wrong(
    "sgd_fit",
    "the second derivative sees the new mean",
    hint="You moved the mean first and computed the other derivative there. Both derivatives belong to one "
    "point: compute the whole gradient, then take the step.",
)
def sgd_one_after_the_other(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        mean = mean - lr * np.mean(mean - b) / np.exp(log_var)
        log_var = log_var - lr * (0.5 - 0.5 * np.mean((b - mean) ** 2) / np.exp(log_var))
    return mean, np.exp(log_var)


@wrong(
    "linear_gaussian_mle",
    "with intercept",
    hint="You centred the data, so your line may cross the axis anywhere. The model y = a x + noise has one "
    "parameter for the line: where does it pass at x = 0?",
)
def line_with_intercept(x, y):
    dx, dy = x - np.mean(x), y - np.mean(y)
    a = np.sum(dx * dy) / np.sum(dx**2)
    return a, np.mean((dy - a * dx) ** 2)


@wrong(
    "linear_gaussian_mle",
    "n - 1",
    hint="Your slope is right. You divided the squared residuals by n - 1; "
    "which divisor maximises the likelihood?",
)
def line_unbiased(x, y):
    a = np.sum(x * y) / np.sum(x**2)
    return a, np.sum((y - a * x) ** 2) / (len(x) - 1)


@wrong(
    "linear_gaussian_mle",
    "x on y",
    hint="You divided by the sum of y^2: that predicts x from y. The noise sits on y: "
    "whose squares belong in the divisor?",
)
def line_x_on_y(x, y):
    a = np.sum(x * y) / np.sum(y**2)
    return a, np.mean((y - a * x) ** 2)


@wrong(
    "bits_per_dim",
    "nats",
    hint="You divided by the dimensions but kept nats. A fair coin carries log 2 nats, and one bit: "
    "how many bits is one nat?",
)
def bits_in_nats(nll, dims):
    return nll / dims


@wrong(
    "bits_per_dim",
    "not divided by the dimensions",
    hint="You turned nats into bits, but they are the bits of the whole picture. Of which part of it does "
    "'per dimension' speak?",
)
def bits_in_all(nll, dims):
    return nll / np.log(2)


@wrong(
    "bits_per_dim",
    "log10",
    hint="You took a logarithm to base 10. A bit answers one yes-or-no question. How many answers are "
    "there, and which base does that suggest?",
)
def bits_base_ten(nll, dims):
    return nll / dims / np.log(10)


@wrong(
    "monte_carlo",
    "standard deviation without sqrt(n)",
    hint="You returned the spread of one draw. The mean of many draws varies less: how does its spread "
    "shrink with their number?",
)
def monte_carlo_spread(g, samples):
    values = g(samples)
    return np.mean(values), np.std(values, ddof=1)


@wrong(
    "monte_carlo",
    "variance",
    hint="You returned the sample variance of one draw. The standard error has the unit of g, and shrinks "
    "as draws are added: what are the two steps from one to the other?",
)
def monte_carlo_variance(g, samples):
    values = g(samples)
    return np.mean(values), np.var(values, ddof=1)


@wrong(
    "monte_carlo",
    "variance of the estimate",
    hint="You returned the variance of the estimate. The standard error is on the scale of the estimate "
    "itself: what turns one into the other?",
)
def monte_carlo_squared(g, samples):
    values = g(samples)
    return np.mean(values), np.var(values, ddof=1) / len(values)


@wrong(
    "monte_carlo",
    "n instead of n - 1",
    hint="You divided the squared deviations by n. They are measured from a mean of the same draws, so they "
    "come out too small on average: which divisor makes up for it?",
)
def monte_carlo_biased(g, samples):
    values = g(samples)
    return np.mean(values), np.std(values) / np.sqrt(len(values))


@wrong(
    "monte_carlo",
    "g of the mean",
    hint="You averaged first and applied g then. The mean of g(x) is not g of the mean, unless g is a "
    "straight line: which comes first?",
)
def monte_carlo_inside(g, samples):
    values = g(samples)
    return g(np.mean(samples)), np.std(values, ddof=1) / np.sqrt(len(values))
