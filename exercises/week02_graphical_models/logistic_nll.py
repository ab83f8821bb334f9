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
    hint="You clipped the probabilities or added something to them. That hides the overflow, and with it the size of the mistake: what should the loss at a wrong logit of 1000 be?",
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
    hint="You hold a number at a bound: the logits, their sigmoid or the loss. That hides the overflow, and with it the size of the mistake: what should the loss at a wrong logit of 1000 be?",
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


def _from_probabilities(p, y):
    """The mean of the losses, by the logarithms of p and 1 - p."""
    with np.errstate(all="ignore"):
        return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


def _sigmoid(z):
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-z))


def _added(w, b, X, y, epsilon):
    p = _sigmoid(X @ w + b)
    return -np.mean(y * np.log(p + epsilon) + (1 - y) * np.log(1 - p + epsilon))


def _clipped_at(w, b, X, y, epsilon):
    return _from_probabilities(np.clip(_sigmoid(X @ w + b), epsilon, 1 - epsilon), y)


@LOGISTIC_NLL.wrong("1e-6 added", like="probabilities clipped")
def added_1e6(w, b, X, y):
    return _added(w, b, X, y, 1e-6)


@LOGISTIC_NLL.wrong("1e-7 added", like="probabilities clipped")
def added_1e7(w, b, X, y):
    return _added(w, b, X, y, 1e-7)


@LOGISTIC_NLL.wrong("1e-8 added", like="probabilities clipped")
def added_1e8(w, b, X, y):
    return _added(w, b, X, y, 1e-8)


@LOGISTIC_NLL.wrong("1e-9 added", like="probabilities clipped")
def added_1e9(w, b, X, y):
    return _added(w, b, X, y, 1e-9)


@LOGISTIC_NLL.wrong("1e-10 added", like="probabilities clipped")
def added_1e10(w, b, X, y):
    return _added(w, b, X, y, 1e-10)


@LOGISTIC_NLL.wrong("1e-15 added", like="probabilities clipped")
def added_1e15(w, b, X, y):
    return _added(w, b, X, y, 1e-15)


@LOGISTIC_NLL.wrong("1e-16 added", like="probabilities clipped")
def added_1e16(w, b, X, y):
    return _added(w, b, X, y, 1e-16)


@LOGISTIC_NLL.wrong("1e-300 added", like="probabilities clipped")
def added_1e300(w, b, X, y):
    return _added(w, b, X, y, 1e-300)


@LOGISTIC_NLL.wrong("clipped at 1e-6", like="probabilities clipped")
def clipped_1e6(w, b, X, y):
    return _clipped_at(w, b, X, y, 1e-6)


@LOGISTIC_NLL.wrong("clipped at 1e-8", like="probabilities clipped")
def clipped_1e8(w, b, X, y):
    return _clipped_at(w, b, X, y, 1e-8)


@LOGISTIC_NLL.wrong("clipped at 1e-9", like="probabilities clipped")
def clipped_1e9(w, b, X, y):
    return _clipped_at(w, b, X, y, 1e-9)


@LOGISTIC_NLL.wrong("clipped at 1e-10", like="probabilities clipped")
def clipped_1e10(w, b, X, y):
    return _clipped_at(w, b, X, y, 1e-10)


@LOGISTIC_NLL.wrong("clipped at 1e-16", like="probabilities clipped")
def clipped_1e16(w, b, X, y):
    return _clipped_at(w, b, X, y, 1e-16)


@LOGISTIC_NLL.wrong("clipped at a float's precision", like="probabilities clipped")
def clipped_at_precision(w, b, X, y):
    return _clipped_at(w, b, X, y, float(np.finfo(float).eps))


@LOGISTIC_NLL.wrong("nan made 0", like="overflows at large logits")
def nan_made_zero(w, b, X, y):
    return np.nan_to_num(log_of_sigmoid(w, b, X, y))


@LOGISTIC_NLL.wrong("nan made 0 in each term", like="overflows at large logits")
def nan_made_zero_in_terms(w, b, X, y):
    p = _sigmoid(X @ w + b)
    with np.errstate(all="ignore"):
        return -np.mean(np.nan_to_num(y * np.log(p)) + np.nan_to_num((1 - y) * np.log(1 - p)))


@LOGISTIC_NLL.wrong("logits clipped at 20", like="logits clipped")
def logits_clipped_at_20(w, b, X, y):
    return logits_clipped(w, b, X, y, 20.0)


@LOGISTIC_NLL.wrong("logits clipped at 100", like="logits clipped")
def logits_clipped_at_100(w, b, X, y):
    return logits_clipped(w, b, X, y, 100.0)


@LOGISTIC_NLL.wrong("logits clipped at 700", like="logits clipped")
def logits_clipped_at_700(w, b, X, y):
    return logits_clipped(w, b, X, y, 700.0)


@LOGISTIC_NLL.wrong("logits clipped at 709", like="logits clipped")
def logits_clipped_at_709(w, b, X, y):
    return logits_clipped(w, b, X, y, 709.0)


@LOGISTIC_NLL.wrong("logits clipped at 30 before a sigmoid", like="logits clipped")
def clipped_at_30_before_the_sigmoid(w, b, X, y):
    return _from_probabilities(_sigmoid(np.clip(X @ w + b, -30, 30)), y)


@LOGISTIC_NLL.wrong(
    "a sign lost",
    hint="Your loss is smallest where the labels are least likely. A probability has a logarithm below 0: which sign should a loss have?",
)
def sign_lost(w, b, X, y):
    return -classification.logistic_nll(w, b, X, y)


@LOGISTIC_NLL.wrong("a sign lost, by the sigmoid", like="a sign lost")
def sign_lost_by_the_sigmoid(w, b, X, y):
    return -log_of_sigmoid(w, b, X, y)


@LOGISTIC_NLL.wrong(
    "only the labels 1 count",
    hint="A point with label 0 adds nothing to your loss, however sure you are of it being a 1. What is the probability of a label 0?",
)
def only_ones_count(w, b, X, y):
    return np.mean(y * np.logaddexp(0, -(X @ w + b)))


@LOGISTIC_NLL.wrong("only the labels 1 count, by the sigmoid", like="only the labels 1 count")
def only_ones_count_by_the_sigmoid(w, b, X, y):
    with np.errstate(all="ignore"):
        return -np.mean(y * np.log(_sigmoid(X @ w + b)))


@LOGISTIC_NLL.wrong(
    "labels exchanged",
    hint="Your loss is small where the logit is large and the label 0. Of which label is the sigmoid of the logit the probability?",
)
def labels_exchanged(w, b, X, y):
    return classification.logistic_nll(w, b, X, 1 - y)


@LOGISTIC_NLL.wrong("labels exchanged, by the sigmoid", like="labels exchanged")
def labels_exchanged_by_the_sigmoid(w, b, X, y):
    return log_of_sigmoid(w, b, X, 1 - y)


@LOGISTIC_NLL.wrong(
    "b left out",
    hint="Your loss does not depend on b. What is the logit of a point at X = 0?",
)
def b_left_out(w, b, X, y):
    return classification.logistic_nll(w, 0.0, X, y)


@LOGISTIC_NLL.wrong("b left out, by the sigmoid", like="b left out")
def b_left_out_by_the_sigmoid(w, b, X, y):
    return log_of_sigmoid(w, 0.0, X, y)


@LOGISTIC_NLL.wrong(
    "a loss for each row",
    hint="You return a loss for each row. One number is asked for: which one, of all of these?",
)
def loss_of_each_row(w, b, X, y):
    z = X @ w + b
    return np.logaddexp(0, z) - y * z


@LOGISTIC_NLL.wrong(
    "a squared error",
    hint="You measured squared distances between labels and probabilities. The loss here is what a likelihood makes it: what is the probability of the labels, and its logarithm?",
)
def squared_error(w, b, X, y):
    return np.mean((_sigmoid(X @ w + b) - y) ** 2)


@LOGISTIC_NLL.wrong(
    "infinite where the label is wrong",
    hint="Where a logit of 1000 is on the wrong side, your loss is infinite or nan: so is exp(1000), and so is the logarithm of the sigmoid of -1000. For a large z, log(1 + exp(z)) is nearly z: which numpy function adds two numbers that are given by their logarithms?",
)
def infinite_on_the_wrong_side(w, b, X, y):
    with np.errstate(all="ignore"):
        return np.mean(np.log1p(np.exp((1 - 2 * y) * (X @ w + b))))


@LOGISTIC_NLL.wrong("0 times an infinite loss", like="infinite where the label is wrong")
def zero_times_infinite(w, b, X, y):
    z = X @ w + b
    with np.errstate(all="ignore"):
        return np.mean(y * np.log1p(np.exp(-z)) + (1 - y) * np.log1p(np.exp(z)))


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
