"""Change of variables: the questions of `change_of_variables`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import tensor
from gmcourse.check.wire import Build
from gmcourse.reference import flows


def _change(x, base, name):
    return {
        "x": tensor(x),
        "base_log_prob": Build("flows.base_log_prob", {"name": base}),
        "inverse": Build("flows.inverse", {"name": name}),
        "log_abs_det_inverse": Build("flows.log_abs_det_inverse", {"name": name}),
    }


CHANGE_OF_VARIABLES = Exercise(
    id="change_of_variables",
    title="Change of variables",
    points=2,
    minutes=10,
    difficulty=1,
    reference=flows.change_of_variables,
    public={
        "main": [
            _change([[0.5, 1.0], [2.0, 3.0]], "normal", "asinh"),
            _change([[1.0], [2.0]], "laplace", "halve"),
            _change([[-0.5, 0.25, 1.0]], "normal", "triple"),
            _change([[0.5, -1.0], [0.0, 2.0], [-3.0, 0.25]], "laplace", "asinh"),
        ],
        "positive": [
            _change([[0.5, 1.5], [2.0, 4.0]], "normal", "log"),
            _change([[0.2], [0.6], [3.0]], "laplace", "log"),
            _change([[1e-200, 3.0], [1e90, 1e-150]], "normal", "log"),
        ],
        "edges": [
            _change([[0.0, 0.5], [2.0, 0.5], [-0.25, 0.125]], "box", "halve"),
            _change([[-0.25, -0.5], [-0.375, -0.25]], "normal", "triple"),
        ],
    },
    hidden=lambda rng: {
        "main": [
            _change(3 * rng.normal(size=(6, 3)), "normal", "asinh"),
            _change(rng.normal(size=(4, 1)), "laplace", "asinh"),
            _change(rng.normal(size=(4, 5)), "normal", "halve"),
            _change(rng.normal(size=(1, 4)), "laplace", "triple"),
            _change(rng.normal(size=(3, 3)), "normal", "triple"),
        ],
        "positive": [
            _change(rng.lognormal(size=(5, 2)), "normal", "log"),
            _change(rng.uniform(0.1, 0.9, (3, 3)), "laplace", "log"),
            _change(10.0 ** rng.uniform(-200, 100, size=(3, 3)), "normal", "log"),
        ],
        "edges": [
            _change(np.append(rng.uniform(0, 2, size=(2, 2)), [[4.0, 0.5]], axis=0), "box", "halve"),
            _change(rng.uniform(-0.4, -0.25, size=(3, 4)), "normal", "triple"),
        ],
    },
    shows=lambda x, base_log_prob, inverse, log_abs_det_inverse: {
        "inverse(x)": inverse(x),
        "base_log_prob(inverse(x))": base_log_prob(inverse(x)),
        "log_abs_det_inverse(x)": log_abs_det_inverse(x),
    },
    properties=(
        Property("the log-density"),
        Property("a map onto the positive numbers, x = exp(z)", on="positive", share=0.5),
        Property("densities above 1, and of 0", on="edges", share=0.5),
    ),
)


@CHANGE_OF_VARIABLES.wrong(
    "sign",
    hint="You subtracted the log-det of the inverse. Try x = 2z + 1: the density of x is half as high as that of z, and the inverse's log-det is -log 2.",
)
def change_sign(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) - log_abs_det_inverse(x)


@CHANGE_OF_VARIABLES.wrong(
    "forward Jacobian: evaluated at z",
    hint="`log_abs_det_inverse` is a function of x. You gave it z, where the forward map would have its Jacobian. Which point does each factor of the formula look at?",
)
def change_at_z(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + log_abs_det_inverse(z)


@CHANGE_OF_VARIABLES.wrong(
    "base density at x",
    hint="You asked the base for its density at x. The base knows z: which z became this x?",
)
def change_base_at_x(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(x) + log_abs_det_inverse(x)


@CHANGE_OF_VARIABLES.wrong(
    "no Jacobian",
    hint="That is the density of z at the right place, and it does not integrate to 1 over x. What became of the volume around z?",
)
def change_no_jacobian(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x))


@CHANGE_OF_VARIABLES.wrong("base density at x, the Jacobian subtracted", like="base density at x")
def change_base_at_x_minus(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(x) - log_abs_det_inverse(x)


@CHANGE_OF_VARIABLES.wrong("base density at x alone", like="base density at x")
def change_base_at_x_alone(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(x)


@CHANGE_OF_VARIABLES.wrong(
    "the density itself",
    hint="You returned the density. Its logarithm is asked: what becomes of the product?",
)
def change_density(x, base_log_prob, inverse, log_abs_det_inverse):
    return (base_log_prob(inverse(x)) + log_abs_det_inverse(x)).exp()


@CHANGE_OF_VARIABLES.wrong(
    "logarithms multiplied",
    hint="You mixed up a logarithm and the number itself: both functions return logarithms. What becomes of a product of densities and determinants then?",
)
def change_multiplied(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) * log_abs_det_inverse(x)


@CHANGE_OF_VARIABLES.wrong("the determinant added", like="logarithms multiplied")
def change_determinant_added(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).exp()


@CHANGE_OF_VARIABLES.wrong("the log of a logarithm", like="logarithms multiplied")
def change_log_of_log(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).abs().log()


@CHANGE_OF_VARIABLES.wrong(
    "the log of a logarithm, no number where it is negative", like="logarithms multiplied"
)
def change_log_of_negative(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).log()


@CHANGE_OF_VARIABLES.wrong(
    "absolute value of the logarithm",
    hint="You took the absolute value of the log-det. The absolute value belongs to the determinant, before the logarithm: may log |det| be negative?",
)
def change_absolute(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).abs()


@CHANGE_OF_VARIABLES.wrong(
    "added up over the points",
    hint="You added up over the batch. Each row has a density of its own: what shape is asked?",
)
def change_summed(x, base_log_prob, inverse, log_abs_det_inverse):
    return (base_log_prob(inverse(x)) + log_abs_det_inverse(x)).sum()


@CHANGE_OF_VARIABLES.wrong("the log-det added up over the points", like="added up over the points")
def change_log_det_summed(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).sum()


@CHANGE_OF_VARIABLES.alternative
def change_by_rows(x, base_log_prob, inverse, log_abs_det_inverse):
    rows = [base_log_prob(inverse(row[None])) + log_abs_det_inverse(row[None]) for row in x]
    return torch.cat(rows)


@CHANGE_OF_VARIABLES.alternative
def change_in_place(x, base_log_prob, inverse, log_abs_det_inverse):
    result = log_abs_det_inverse(x).clone()
    result += base_log_prob(inverse(x))
    return result


@CHANGE_OF_VARIABLES.alternative
def variables_one_by_one(x, base_log_prob, inverse, log_abs_det_inverse):
    rows = [x[i : i + 1] for i in range(len(x))]
    return torch.cat([log_abs_det_inverse(row) + base_log_prob(inverse(row)) for row in rows])
