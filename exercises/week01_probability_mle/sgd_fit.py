"""Stochastic gradient descent: the questions of `sgd_fit`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import probability

# Mean 0 and variance 1, as standardised data has.
STANDARD = np.array([-1.4, -0.2, 0.2, 1.4])


def _standardised(rng, n):
    x = rng.gamma(3.0, size=n)
    return (x - x.mean()) / x.std()


def _fit(rng, n, steps, lr, batch_size):
    return {
        "x": _standardised(rng, n),
        "steps": steps,
        "lr": lr,
        "batch_size": batch_size,
        "rng": Build("arrays.rng", {"seed": int(rng.integers(2**31))}),
    }


def _roughly(rng, n, steps, lr, batch_size):
    """Data standardised with another sample's mean and standard deviation."""
    case = _fit(rng, n, steps, lr, batch_size)
    return case | {"x": 1.2 * case["x"] + 0.3}


def _nearly_constant(rng):
    """Two points far out and all others close together: for many steps the variance only falls, far below 1."""
    x = np.concatenate([[10.0, -10.0], 0.05 * rng.normal(size=198)])
    return _fit(rng, 200, 25, 0.5, 1) | {"x": rng.permutation(x - x.mean()) / x.std()}


SGD_FIT = Exercise(
    id="sgd_fit",
    title="Stochastic gradient descent",
    points=4,
    minutes=20,
    difficulty=2,
    reference=probability.sgd_fit,
    public={
        "main": [
            {"x": STANDARD, "steps": 2, "lr": 0.5, "batch_size": 2, "rng": Build("arrays.rng", {"seed": 1})},
            {"x": STANDARD, "steps": 10, "lr": 0.2, "batch_size": 3, "rng": Build("arrays.rng", {"seed": 2})},
            {
                "x": np.array([-1.0, 0.5, 0.9, 1.6]),
                "steps": 8,
                "lr": 0.2,
                "batch_size": 3,
                "rng": Build("arrays.rng", {"seed": 5}),
            },
            {
                "x": np.repeat([-5.0, 0.0, 5.0], [1, 48, 1]),
                "steps": 12,
                "lr": 0.5,
                "batch_size": 1,
                "rng": Build("arrays.rng", {"seed": 4}),
            },
        ],
        "start": [
            {"x": STANDARD, "steps": 0, "lr": 0.1, "batch_size": 2, "rng": Build("arrays.rng", {"seed": 3})}
        ],
    },
    hidden=lambda rng: {
        "main": [
            _fit(rng, 30, 40, 0.05, 4),
            _fit(rng, 12, 5, 0.2, 3),
            _roughly(rng, 10, 20, 0.1, 4),
            _fit(rng, 8, 6, 0.1, 8),
            _fit(rng, 5, 4, 0.1, 9),
            _fit(rng, 20, 3, 0.1, 1),
            _fit(rng, 16, 400, 0.02, 16),
            *(_nearly_constant(rng) for _ in range(3)),
        ],
        # Without the single step the answer would be the same two numbers for every student.
        "start": [_fit(rng, 9, 0, 0.1, 2), *(_fit(rng, n, 1, 0.3, 2) for n in (4, 7))],
    },
    properties=(
        Property("the mean after the last step", part=0),
        Property("the variance after the last step", part=1),
        Property(
            "the start: mean 0, variance 1 after no step, and one step from there", on="start", share=0.5
        ),
    ),
)


@SGD_FIT.wrong(
    "full batch every step",
    hint="You used all of the data at each step. That is gradient descent; the stochastic one sees a few points at a time. Where do batch_size and rng come in?",
)
def sgd_full_batch(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        var = np.exp(log_var)
        slope = np.mean(mean - x) / var, 0.5 - 0.5 * np.mean((x - mean) ** 2) / var
        mean, log_var = mean - lr * slope[0], log_var - lr * slope[1]
    return mean, np.exp(log_var)


@SGD_FIT.wrong(
    "ascends",
    hint="Your steps go uphill: the loss grows. Its gradient points to where it rises fastest; which way do you want to go?",
)
def sgd_ascends(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        slope = np.mean(mean - b) / var, 0.5 - 0.5 * np.mean((b - mean) ** 2) / var
        mean, log_var = mean + lr * slope[0], log_var + lr * slope[1]
    return mean, np.exp(log_var)


@SGD_FIT.wrong(
    "log_var returned",
    hint="Your second number is the logarithm of the variance. The loop works with log_var so that the variance stays positive; what is returned is the variance.",
)
def sgd_log_var(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        slope = np.mean(mean - b) / var, 0.5 - 0.5 * np.mean((b - mean) ** 2) / var
        mean, log_var = mean - lr * slope[0], log_var - lr * slope[1]
    return mean, log_var


@SGD_FIT.wrong(
    "the second derivative sees the new mean",
    hint="You moved the mean first and computed the other derivative there. Both derivatives belong to one point: compute the whole gradient, then take the step.",
)
def sgd_one_after_the_other(x, steps, lr, batch_size, rng):
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = x[rng.integers(len(x), size=batch_size)]
        mean = mean - lr * np.mean(mean - b) / np.exp(log_var)
        log_var = log_var - lr * (0.5 - 0.5 * np.mean((b - mean) ** 2) / np.exp(log_var))
    return mean, np.exp(log_var)


def _descend(x, steps, lr, batch_size, rng, drawn=None, slope=None):
    """Right steps, but for the batch or the slope."""
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        b = drawn(x, batch_size, rng) if drawn else x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        right = np.mean(mean - b) / var, 0.5 - 0.5 * np.mean((b - mean) ** 2) / var
        first, second = slope(b, mean, var) if slope else right
        mean, log_var = mean - lr * first, log_var - lr * second
    return mean, np.exp(log_var)


@SGD_FIT.wrong("all of the data, shuffled", like="full batch every step")
def sgd_permuted(x, steps, lr, batch_size, rng):
    return _descend(x, steps, lr, batch_size, rng, drawn=lambda x, size, rng: rng.permutation(x))


@SGD_FIT.wrong(
    "sum over the batch",
    hint="You added up the slopes of a batch, so a larger batch takes longer steps. What is the loss of a batch divided by?",
)
def sgd_sum(x, steps, lr, batch_size, rng):
    def slope(b, mean, var):
        return np.sum(mean - b) / var, np.sum(0.5 - 0.5 * (b - mean) ** 2 / var)

    return _descend(x, steps, lr, batch_size, rng, slope=slope)


@SGD_FIT.wrong(
    "one batch for all steps",
    hint="You drew one batch and used it at each step. The fit is then one to those few points: when is a new batch drawn?",
)
def sgd_one_batch(x, steps, lr, batch_size, rng):
    kept = x[rng.integers(len(x), size=batch_size)]
    return _descend(x, steps, lr, batch_size, rng, drawn=lambda x, size, rng: kept)


@SGD_FIT.wrong(
    "drawn without replacement",
    hint="No point comes twice in a batch of yours. How does the statement say that the indices are drawn?",
)
def sgd_without_replacement(x, steps, lr, batch_size, rng):
    def drawn(x, size, rng):
        return rng.choice(x, size=min(size, len(x)), replace=False)

    return _descend(x, steps, lr, batch_size, rng, drawn=drawn)


@SGD_FIT.wrong(
    "derivative in the variance",
    hint="You took the derivative in the variance, and stepped log_var with it. What does the chain rule multiply by?",
)
def sgd_in_var(x, steps, lr, batch_size, rng):
    def slope(b, mean, var):
        return np.mean(mean - b) / var, 0.5 / var - 0.5 * np.mean((b - mean) ** 2) / var**2

    return _descend(x, steps, lr, batch_size, rng, slope=slope)


@SGD_FIT.wrong(
    "the standard deviation returned",
    hint="Your second number is the standard deviation. What is exp(log_var / 2), and what is exp(log_var)?",
)
def sgd_std(x, steps, lr, batch_size, rng):
    mean, var = _descend(x, steps, lr, batch_size, rng)
    return mean, np.sqrt(var)


@SGD_FIT.alternative
def sgd_vector(x, steps, lr, batch_size, rng):
    theta = np.zeros(2)
    for _ in range(steps):
        batch = x[rng.integers(0, len(x), batch_size)]
        diff, precision = batch - theta[0], np.exp(-theta[1])
        theta = theta - lr * np.mean([-diff * precision, 0.5 * (1 - diff**2 * precision)], axis=1)
    return theta[0], np.exp(theta[1])


@SGD_FIT.alternative
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


@SGD_FIT.alternative
def sgd_in_plain_numbers(x, steps, lr, batch_size, rng):
    import math

    mean = log_var = 0.0
    for _ in range(steps):
        batch = [x[i] for i in rng.integers(len(x), size=batch_size)]
        var = math.exp(log_var)
        slope = sum(mean - value for value in batch) / batch_size / var
        spread = sum((value - mean) ** 2 for value in batch) / batch_size
        mean, log_var = mean - lr * slope, log_var - lr * (1 - spread / var) / 2
    return mean, math.exp(log_var)
