"""The loss of logistic regression: the questions of `logistic_nll`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import classification


def _regression(rng, n, dims):
    y = rng.permutation(np.arange(n) % 2)
    return {"w": rng.normal(size=dims), "b": float(rng.normal()), "X": rng.normal(size=(n, dims)), "y": y}


LOGISTIC_NLL = Exercise(
    id="logistic_nll",
    title="The loss of logistic regression",
    points=2,
    minutes=10,
    difficulty=2,
    reference=classification.logistic_nll,
    public={
        "main": [
            {"w": np.array([1.0]), "b": 0.0, "X": np.array([[0.0], [2.0], [-1.0]]), "y": np.array([1, 1, 0])},
            {
                "w": np.array([1.0, -2.0]),
                "b": 0.5,
                "X": np.array([[1.0, 1.0], [0.0, 2.0]]),
                "y": np.array([0, 1]),
            },
        ],
        "middle": [
            {
                "w": np.array([1.0]),
                "b": 0.5,
                "X": np.array([[-12.0], [-7.0], [5.0]]),
                "y": np.array([1, 0, 1]),
            }
        ],
        "extreme": [
            {"w": np.array([1000.0]), "b": 0.0, "X": np.array([[1.0], [-1.0]]), "y": np.array([0, 0])},
            {"w": np.array([1000.0]), "b": 0.0, "X": np.array([[1.0], [-1.0]]), "y": np.array([1, 1])},
            {"w": np.array([1000.0]), "b": 0.0, "X": np.array([[1.0], [-1.0]]), "y": np.array([1, 0])},
        ],
    },
    hidden=lambda rng: {
        "main": [_regression(rng, n, dims) for n, dims in ((5, 1), (8, 3), (2, 2), (1, 4))]
        + [
            {"w": np.array([s]), "b": 0.0, "X": np.array([[1.0], [-2.0]]), "y": np.array([0, 0])}
            for s in (20.0, 45.0)
        ],
        "middle": [
            {
                "w": np.array([1.0]),
                "b": 0.0,
                "X": np.array([[z], [-z]]) + rng.normal(size=(2, 1)),
                "y": np.array(labels),
            }
            for z in (6.0, 10.0, 14.0)
            for labels in ([1, 0], [0, 0])
        ],
        "extreme": [
            {
                "w": np.array([float(s)]),
                "b": 1.0,
                "X": np.array([[1.0], [-0.9], [0.8]]),
                "y": np.array(labels),
            }
            for s in rng.uniform(900, 1100, size=2)
            for labels in ([0, 1, 1], [1, 1, 0])
        ],
    },
    properties=(
        Property("the mean loss"),
        Property("logits of ten", on="middle", share=0.5),
        Property("logits of a thousand", on="extreme"),
    ),
)


@LOGISTIC_NLL.wrong(
    "overflows at large logits",
    hint="You computed the sigmoid first. That of 1000 rounds to exactly 1, and log(1 - 1) is -inf. Write -log p on paper as a function of z, for y = 0 and for y = 1, and simplify: is the sigmoid still there?",
)
def log_of_sigmoid(w, b, X, y):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-(X @ w + b)))
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@LOGISTIC_NLL.wrong(
    "sum instead of mean",
    hint="You added the losses up. The loss should not double when the same data are written down twice: what is asked, a sum or a mean?",
)
def sum_of_losses(w, b, X, y):
    z = X @ w + b
    return np.sum(np.logaddexp(0, z) - y * z)


@LOGISTIC_NLL.wrong(
    "labels taken as -1 and 1",
    hint="You used log(1 + exp(-y z)), which is for labels -1 and 1. What does it give for y = 0, whatever z is?",
)
def signed_labels(w, b, X, y):
    return np.mean(np.logaddexp(0, -y * (X @ w + b)))


@LOGISTIC_NLL.wrong(
    "probabilities clipped",
    hint="You clipped the probabilities. That hides the overflow, and with it the size of the mistake: what should the loss at a wrong logit of 1000 be?",
)
def clipped(w, b, X, y):
    with np.errstate(all="ignore"):
        p = np.clip(1 / (1 + np.exp(-(X @ w + b))), 1e-12, 1 - 1e-12)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@LOGISTIC_NLL.wrong("clipped at 1e-15", like="probabilities clipped")
def clipped_closer(w, b, X, y):
    with np.errstate(all="ignore"):
        p = np.clip(1 / (1 + np.exp(-(X @ w + b))), 1e-15, 1 - 1e-15)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@LOGISTIC_NLL.wrong("clipped at 1e-7", like="probabilities clipped")
def clipped_wider(w, b, X, y):
    with np.errstate(all="ignore"):
        p = np.clip(1 / (1 + np.exp(-(X @ w + b))), 1e-7, 1 - 1e-7)
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@LOGISTIC_NLL.wrong("log of the sigmoid of the right label alone", like="overflows at large logits")
def log_of_chosen_sigmoid(w, b, X, y):
    with np.errstate(all="ignore"):
        p = 1 / (1 + np.exp(-(X @ w + b)))
        return -np.mean(np.where(y == 1, np.log(p), np.log(1 - p)))


@LOGISTIC_NLL.wrong(
    "1 + exp overflows",
    hint="Your formula has no sigmoid any more, but it takes exp(1000), which is infinite. For a large z, log(1 + exp(z)) is nearly z: which numpy function adds two numbers that are given by their logarithms?",
)
def overflowing_softplus(w, b, X, y):
    z = X @ w + b
    with np.errstate(all="ignore"):
        return np.mean(np.log(1 + np.exp(z)) - y * z)


@LOGISTIC_NLL.wrong(
    "logits clipped",
    hint="You clipped the logits. That hides the overflow, and with it the size of the mistake: what should the loss at a wrong logit of 1000 be?",
)
def logits_clipped(w, b, X, y, limit=500.0):
    z = np.clip(X @ w + b, -limit, limit)
    return np.mean(np.logaddexp(0, z) - y * z)


@LOGISTIC_NLL.wrong("logits clipped at 50", like="logits clipped")
def logits_clipped_at_50(w, b, X, y):
    return logits_clipped(w, b, X, y, 50.0)


@LOGISTIC_NLL.wrong("logits clipped at 30", like="logits clipped")
def logits_clipped_at_30(w, b, X, y):
    return logits_clipped(w, b, X, y, 30.0)


@LOGISTIC_NLL.alternative
def loss_by_cases(w, b, X, y):
    z = X @ w + b
    wrong = np.where(y == 1, -z, z)
    return np.mean(np.maximum(wrong, 0) + np.log1p(np.exp(-np.abs(wrong))))


@LOGISTIC_NLL.alternative
def loss_by_log_expit(w, b, X, y):
    from scipy.special import log_expit

    z = np.dot(X, w) + b
    return -np.average(np.where(y == 1, log_expit(z), log_expit(-z)))


@LOGISTIC_NLL.alternative
def logistic_by_signs(w, b, X, y):
    from scipy.special import log_expit

    return -np.average(log_expit(np.where(y == 1, 1.0, -1.0) * (X @ w + b)))
