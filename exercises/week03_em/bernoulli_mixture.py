"""Week 3's build: prototypes of black and white pictures, a mixture of independent bits fitted by EM."""

import itertools

import numpy as np
from scipy.special import logsumexp

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import Build
from gmcourse.reference import bernoulli_mixture

DRAWS = 5000
ROUGH = Tolerance(rtol=1e-5, atol=1e-6)


def _parameters(rng, k, dims):
    return {
        "weights": rng.dirichlet(np.full(k, 4.0)).round(3),
        "means": rng.uniform(0.1, 0.9, size=(k, dims)).round(2),
    }


def _given(rng, k, dims):
    given = _parameters(rng, k, dims)
    given["weights"][-1] = 1 - given["weights"][:-1].sum()
    return given


def _sharp(given):
    """Some means nearly 0 or 1."""
    given["means"][:, :2] = [0.002, 0.998]
    given["means"][0, :2] = [0.998, 0.002]
    return given


def _unseen(x, seen, value):
    """What is not seen holds `value`."""
    return {"x": np.where(seen, x, value), "seen": np.array(seen)}


def _clumps(rng):
    """Rows of ten bits near two patterns, a third of them near the first; no two are alike, as starts are not then."""
    pattern = np.repeat([1.0, 0.0], 5)
    groups = [np.unique(np.abs(p - (rng.random((300, 10)) < 0.15)), axis=0) for p in (pattern, 1 - pattern)]
    chosen = [rng.permutation(rows)[:count] for rows, count in zip(groups, (20, 40), strict=True)]
    return rng.permutation(np.unique(np.concatenate(chosen), axis=0))


def _with_constant_pixels(x):
    """Two more pixels: one that is never white, one that always is."""
    return np.column_stack([x, np.zeros(len(x)), np.ones(len(x))])


def _apart(rng):
    """Two components that differ in every pixel."""
    low, high = rng.uniform(0.1, 0.25, size=3).round(2), rng.uniform(0.75, 0.9, size=3).round(2)
    low[0], high[0] = 0.004, 0.996
    return {"weights": np.array([0.4, 0.6]), "means": np.array([low, high])}


def _likely_and_not(rng, dims=600):
    """A picture of which everything is likely, and its negative: their probabilities are not of one world."""
    means = np.where(rng.random(dims) < 0.5, 0.1, 0.9)
    picture = (means > 0.5).astype(float)
    seen = np.ones(dims, dtype=bool)
    seen[:5] = False
    both = np.array([means, np.where(rng.random(dims) < 0.99, means, 0.5)])
    return {
        "weights": np.array([0.4, 0.6]),
        "means": both,
        "x": np.array([picture, 1 - picture]),
        "seen": seen,
    }


def _cases(rng):
    seed = int(rng.integers(2**31))
    bits = (rng.random((5, 4)) < 0.5).astype(float)
    clumps, dims = _clumps(rng), 10
    wide = (rng.random((3, 1500)) < 0.5).astype(float)
    return {
        "density": [_given(rng, 2, 4) | {"x": bits}, _sharp(_given(rng, 3, 4)) | {"x": bits}],
        "wide": [_given(rng, 3, 1500) | {"x": wide}],
        "completed": [
            _given(rng, 3, 4) | _unseen(bits, [True, False, True, False], np.nan),
            _given(rng, 2, 4) | _unseen(bits, [False, False, False, True], 7.0),
            _sharp(_given(rng, 3, 4)) | {"x": bits, "seen": np.array([True, True, False, False])},
            _given(rng, 3, 4) | {"x": bits.astype(int), "seen": np.array([False, True, True, False])},
            _given(rng, 2, 4) | {"x": bits, "seen": np.zeros(4, dtype=bool)},
            _likely_and_not(rng),
        ],
        "draws": [_apart(rng) | {"draws": DRAWS, "rng": Build("arrays.rng", {"seed": seed})}],
        "refit": [
            {
                "x": clumps[:rows],
                "k": k,
                "rng": Build("arrays.rng", {"seed": seed}),
                "steps": steps,
                "before": (rng.random((20, dims)) < 0.5).astype(float),
            }
            for rows, k, steps in ((30, 2, 1), (30, 2, 3), (30, 2, 0), (6, 6, 0), (6, 6, 1))
        ],
        "start": [{"x": clumps[:30], "k": 3, "rng": Build("arrays.rng", {"seed": seed}), "starts": 4}],
        "wide fit": [
            {
                "x": clumps[:30],
                "k": 2,
                "rng": Build("arrays.rng", {"seed": seed}),
                "steps": 1,
                "copies": 300,
            }
        ],
        "fit": [
            {
                "x": _with_constant_pixels(clumps),
                "k": 2,
                "rng": Build("arrays.rng", {"seed": seed}),
                "steps": 100,
            }
        ],
    }


def _truth(**args):
    if "before" in args:
        again = np.zeros((args["k"], args["x"].shape[1]))
        return {
            "returned": 1, "length": args["steps"] + 1, "last": 0.0, "again": again, "total": 1.0, "apart": 1, "balance": 0.0
        }  # fmt: skip
    if "starts" in args:
        return {"weights": np.full(args["k"], 1 / args["k"]), "drawn": True}
    if "copies" in args:
        return {"last": 0.0}
    if "steps" in args:
        return {
            "length": args["steps"] + 1, "falls": {"least": -1e-9}, "reached": {"least": _halfway(args["x"])}, "last": 0.0, "slope": {"most": 0.01}, "total": 1.0, "put": -args["x"].shape[1] * np.log(2),
            "range": np.array([bernoulli_mixture.FLOOR, 1 - bernoulli_mixture.FLOOR]),
        }  # fmt: skip
    if "draws" in args:
        return {"sample": _law(**args), "again": [True, True], "one": [1, args["means"].shape[1]]}
    model = _model(**args)
    if "seen" in args:
        return {"completed": model.complete(args["x"], args["seen"])}
    return {"log_prob": model.log_prob(args["x"])}


def _halfway(x):
    """Between the mean log-likelihood of one component and that of two, the best of five starts."""
    one = bernoulli_mixture.BernoulliMixture(1).fit(x, np.random.default_rng(0), 1).trace[-1]
    rngs = [np.random.default_rng(seed) for seed in range(5)]
    return (one + max(bernoulli_mixture.BernoulliMixture(2).fit(x, rng, 100).trace[-1] for rng in rngs)) / 2


def _model(weights, means, **_):
    model = bernoulli_mixture.BernoulliMixture(len(weights))
    model.weights, model.means = weights, means
    return model


def _law(weights, means, **_):
    outcomes = np.array(list(itertools.product([0.0, 1.0], repeat=means.shape[1])))
    return {"outcomes": outcomes, "probs": np.exp(_model(weights, means).log_prob(outcomes)), "draws": DRAWS}


DENSITY = "log_prob with given parameters"

DRAWN = "samples come as often as they should"

BERNOULLI_MIXTURE = Exercise(
    id="BernoulliMixture",
    title="Prototypes of pictures",
    points=5,
    minutes=40,
    difficulty=3,
    reference=bernoulli_mixture.BernoulliMixture,
    probe="bit_mixtures.answers",
    public={},  # each case draws or trains: the drawn ones are enough
    hidden=_cases,
    truth=_truth,
    properties=(
        Property(DENSITY, on="density", part="log_prob"),
        Property("pictures of 1,500 pixels do not underflow", on="wide", part="log_prob", share=0.5),
        Property("unseen pixels get their probability given the seen ones", on="completed", part="completed"),
        Property(DRAWN, on="draws", part="sample", compare="statistics.chi_square"),
        Property(
            "equal generators draw the same pictures, another one draws others",
            on="draws",
            part="again",
            share=0.25,
            given=DRAWN,
        ),
        Property("one picture alone has a row of its own", on="draws", part="one", share=0.25, given=DRAWN),
        Property(
            "a fit starts at equal weights",
            on="start",
            part="weights",
            share=0.25,
            tolerance=ROUGH,
            given=DENSITY,
        ),
        Property("and at means drawn with rng", on="start", part="drawn", share=0.25, given=DENSITY),
        Property(
            "a fit to pictures of 3,000 pixels does not underflow",
            on="wide fit",
            part="last",
            share=0.5,
            tolerance=ROUGH,
            given=DENSITY,
        ),
        Property("fit returns the model", on="refit", part="returned", share=0.25, given=DENSITY),
        Property(
            "a fit after a fit starts anew",
            on="refit",
            part="again",
            share=0.25,
            tolerance=ROUGH,
            given=DENSITY,
        ),
        Property(
            "after few steps, too, the trace ends at the data's log_prob",
            on="refit",
            part="last",
            share=0.25,
            tolerance=ROUGH,
            given=DENSITY,
        ),
        Property("and has steps + 1 numbers", on="refit", part="length", share=0.25, given=DENSITY),
        Property(
            "after few steps, too, all pictures together have probability 1",
            on="refit",
            part="total",
            share=0.25,
            tolerance=ROUGH,
            given=DENSITY,
        ),
        Property("and from means that differ", on="refit", part="apart", share=0.25, given=DENSITY),
        Property(
            "a step leaves the mean picture at the data's",
            on="refit",
            part="balance",
            share=0.25,
            tolerance=ROUGH,
            given=DENSITY,
        ),
        Property(
            "the trace has the start and each step, and ends at the data's log_prob",
            on="fit",
            part="last",
            share=0.25,
            tolerance=ROUGH,
            given=DENSITY,
        ),
        Property(
            "means are clipped to [0.01, 0.99]",
            on="fit",
            part="range",
            share=0.25,
            tolerance=ROUGH,
            given=DENSITY,
        ),
        Property(
            "parameters that are put in after a fit count",
            on="fit",
            part="put",
            share=0.25,
            tolerance=ROUGH,
            given=DENSITY,
        ),
        Property("steps + 1 numbers in the trace", on="fit", part="length", share=0.25, given=DENSITY),
        Property("the trace never falls", on="fit", part="falls", share=0.5, compare="bounds.within"),
        Property("two clumps are told apart", on="fit", part="reached", share=0.5, compare="bounds.within"),
        Property(
            "after 100 steps the likelihood is level",
            on="fit",
            part="slope",
            share=0.75,
            compare="bounds.within",
        ),
        Property(
            "all pictures together have probability 1",
            on="fit",
            part="total",
            share=0.25,
            tolerance=ROUGH,
            given=DENSITY,
        ),
    ),
)


@BERNOULLI_MIXTURE.wrong(
    "only the ones count",
    hint="A black pixel says nothing in your model. A pixel that is 0 has a probability, too: which factor does it contribute?",
)
class OnesOnly:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "no weights",
    hint="Your components all count the same. Where do the weights enter p(x)?",
)
class NoWeights:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1) - np.log(self.k)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "probabilities multiplied",
    hint="The probability of a picture with hundreds of pixels is 0 in a computer, and yours is computed, as a product or by `exp`. How do you sum or normalise probabilities of which you have only the logarithms?",
)
class Underflow:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights * np.prod(np.where(x[:, None] == 1, means, 1 - means), axis=2))

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "the nearest prototype only",
    hint="You take the best component. p(x) adds up all the ways in which the picture can have come about.",
)
class Hard:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return joint.max(axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "divided by all pictures",
    hint="Your new means are too dark: each component divides by the number of all pictures. How many pictures does component k own?",
)
class DividedByAll:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / len(x)
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "the weights stay",
    hint="Your weights never move from 1/k. What share of the pictures belongs to each component after the E-step?",
)
class WeightsStay:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "hard assignments",
    hint="Your E-step gives each picture to one component whole, as k-means does. EM shares it out.",
)
class HardSteps:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.eye(self.k)[joint.argmax(axis=1)]
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "one component for all",
    hint="All your samples come from one component. Each picture tells the story from its beginning: draw its component first.",
)
class OnePrototype:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "pixels of the mean picture",
    hint="You mix the prototypes before you draw, so that the pixels of a sample know nothing of each other. Which comes first in the story, the component or the mixing?",
)
class MeanPicture:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1)

    def sample(self, n, rng):
        return (rng.random((n, self.means.shape[1])) < self.weights @ self.means).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "the prior, whatever is seen",
    hint="Your unseen pixels are the same in all pictures. What do the seen pixels say about the component?",
)
class PriorFill:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        filled = np.tile(self.weights @ self.means, (len(x), 1))
        return np.where(seen, x, filled)


@BERNOULLI_MIXTURE.wrong(
    "the unseen pixels are used",
    hint="What stands in the pixels that were not seen reaches your answer. It must not matter, be it nan; and nan times 0 is nan: how is one of two values chosen without reading the other?",
)
class UsesUnseen:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def fit(self, x, rng, steps):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = resp.T @ x / resp.sum(axis=0)[:, None]
            self.means = np.clip(self.means, 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        joint = self.joint(x, np.ones(x.shape[1], dtype=bool))
        return logsumexp(joint, axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        joint = self.joint(x, np.ones(len(seen), dtype=bool))
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        filled = resp @ self.means
        return np.where(seen, x, filled)


class _Right:
    def __init__(self, k):
        self.k = k

    def joint(self, x, seen):
        x, means = x[:, seen], self.means[:, seen]
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T

    def start(self, x, rng):
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]

    def shares(self, joint):
        return np.exp(joint - logsumexp(joint, axis=1, keepdims=True))

    def fit(self, x, rng, steps):
        self.start(x, rng)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            resp = self.shares(self.joint(x, np.ones(x.shape[1], dtype=bool)))
            self.weights = resp.mean(axis=0)
            self.means = np.clip(resp.T @ x / resp.sum(axis=0)[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)

    def sample(self, n, rng):
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)

    def complete(self, x, seen):
        return np.where(seen, x, self.shares(self.joint(x, seen)) @ self.means)


def _by_exp(joint):
    """Responsibilities that underflow."""
    return np.exp(joint) / np.exp(joint).sum(axis=1, keepdims=True)


@BERNOULLI_MIXTURE.wrong("exp before the normalising", like="probabilities multiplied")
class ExpEverywhere(_Right):
    def shares(self, joint):
        return _by_exp(joint)


@BERNOULLI_MIXTURE.wrong("exp before the normalising, in fit alone", like="probabilities multiplied")
class ExpInFit(ExpEverywhere):
    def complete(self, x, seen):
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, resp @ self.means)


@BERNOULLI_MIXTURE.wrong("exp before the normalising, in complete alone", like="probabilities multiplied")
class ExpInComplete(_Right):
    def complete(self, x, seen):
        return np.where(seen, x, _by_exp(self.joint(x, seen)) @ self.means)


@BERNOULLI_MIXTURE.wrong("the logarithm of a sum of exp, in log_prob alone", like="probabilities multiplied")
class ExpInLogProb(_Right):
    def log_prob(self, x):
        return np.log(np.exp(self.joint(x, np.ones(x.shape[1], dtype=bool))).sum(axis=1))


@BERNOULLI_MIXTURE.wrong(
    "means clipped where they are used",
    hint="Your probabilities are not those of the means that the model holds: you clip them before you take logarithms. Which step alone clips, and what happens to a mean of 0.002 in yours?",
)
class ClippedInJoint(_Right):
    def joint(self, x, seen):
        x, means = x[:, seen], np.clip(self.means[:, seen], 0.05, 0.95)
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T


@BERNOULLI_MIXTURE.wrong("means clipped at 0.01 in joint", like="means clipped where they are used")
class ClippedInJointAtTheFloor(_Right):
    def joint(self, x, seen):
        x, means = x[:, seen], np.clip(self.means[:, seen], 0.01, 0.99)
        return np.log(self.weights) + x @ np.log(means).T + (1 - x) @ np.log(1 - means).T


@BERNOULLI_MIXTURE.wrong(
    "the same start for every generator",
    hint="Your means start at the same place whatever `rng` is: nobody can try another start. What shall `rng` draw?",
)
class FirstRows(_Right):
    def start(self, x, rng):
        self.weights, self.means = np.full(self.k, 1 / self.k), 0.25 + 0.5 * x[: self.k]


@BERNOULLI_MIXTURE.wrong(
    "random weights at the start",
    hint="Your weights start at random numbers. Which weights does the statement start from, before a picture is seen?",
)
class RandomWeights(_Right):
    def start(self, x, rng):
        self.weights = rng.dirichlet(np.ones(self.k))
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), self.k, replace=False)]


@BERNOULLI_MIXTURE.wrong(
    "a generator of its own",
    hint="`sample` draws from a generator of its own: whoever hands it another one gets the same pictures again. What is the argument `rng` for?",
)
class OwnGenerator(_Right):
    def sample(self, n, rng):
        rng = np.random.default_rng(0)
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)


@BERNOULLI_MIXTURE.wrong(
    "draws of no generator",
    hint="With equal generators `sample` draws different pictures, so that nobody can repeat what you saw. Which of your draws don't come from `rng`?",
)
class OtherGenerator(_Right):
    def __init__(self, k):
        self.k, self.own = k, np.random.default_rng(0)

    def sample(self, n, rng):
        chosen = self.own.choice(self.k, size=n, p=self.weights)
        return (self.own.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)


@BERNOULLI_MIXTURE.wrong("the unseen pixels times 0", like="the unseen pixels are used")
class TimesZero(_Right):
    def complete(self, x, seen):
        on, off = np.log(self.means) * seen, np.log(1 - self.means) * seen
        joint = np.log(self.weights) + x * seen @ on.T + (1 - x) * seen @ off.T
        return np.where(seen, x, self.shares(joint) @ self.means)


@BERNOULLI_MIXTURE.wrong("seen and unseen blended by products", like="the unseen pixels are used")
class Blends(_Right):
    def complete(self, x, seen):
        return x * seen + (1 - seen) * (self.shares(self.joint(x, seen)) @ self.means)


@BERNOULLI_MIXTURE.wrong(
    "one picture loses its axis",
    hint="A single picture comes back without its row. Asked is (n, D), for n = 1 too.",
)
class Squeezes(_Right):
    def sample(self, n, rng):
        return super().sample(n, rng).squeeze()


@BERNOULLI_MIXTURE.wrong(
    "logarithms kept from the fit",
    hint="Your fitted model answers with logarithms kept from the fit: parameters that are put in later do not all count. When are the logarithms to be taken?",
)
class KeepsLogarithms(_Right):
    def joint(self, x, seen):
        on, off = getattr(self, "kept", None) or (np.log(self.means), np.log(1 - self.means))
        return np.log(self.weights) + x[:, seen] @ on[:, seen].T + (1 - x[:, seen]) @ off[:, seen].T

    def fit(self, x, rng, steps):
        self.kept = None
        super().fit(x, rng, steps)
        self.kept = np.log(self.means), np.log(1 - self.means)
        return self


@BERNOULLI_MIXTURE.alternative
class InLoops:
    def __init__(self, k):
        self.k, self.trace = k, []

    def _logs(self, x, places):
        logs = np.zeros((len(x), self.k))
        for j in range(self.k):
            logs[:, j] = np.log(self.weights[j])
            for d in places:
                logs[:, j] += np.where(x[:, d] > 0.5, np.log(self.means[j][d]), np.log(1 - self.means[j][d]))
        return logs

    def fit(self, x, rng, steps):
        n, d = x.shape
        self.weights = np.ones(self.k) / self.k
        self.means = np.array([0.25 + 0.5 * x[i] for i in rng.permutation(n)[: self.k]])
        self.trace = [float(np.mean(self.log_prob(x)))]
        while len(self.trace) < steps + 1:
            logs = self._logs(x, range(d))
            r = np.exp(logs - np.logaddexp.reduce(logs, axis=1)[:, None])
            for j in range(self.k):
                self.weights[j] = r[:, j].sum() / n
                self.means[j] = np.clip((r[:, j] @ x) / r[:, j].sum(), 0.01, 0.99)
            self.trace.append(float(np.mean(self.log_prob(x))))
        return self

    def log_prob(self, x):
        return np.logaddexp.reduce(self._logs(x, range(x.shape[1])), axis=1)

    def sample(self, n, rng):
        rows = []
        for _ in range(n):
            j = rng.choice(self.k, p=self.weights)
            rows.append(rng.binomial(1, self.means[j]))
        return np.array(rows)

    def complete(self, x, seen):
        logs = self._logs(x, np.flatnonzero(seen))
        r = np.exp(logs - np.logaddexp.reduce(logs, axis=1)[:, None])
        whole = x.astype(float)
        whole[:, ~seen] = r @ self.means[:, ~seen]
        return whole


@BERNOULLI_MIXTURE.alternative
class WithScipy:
    def __init__(self, k):
        self.k = k

    def joint(self, x):
        from scipy.stats import bernoulli

        return bernoulli.logpmf(x[:, None, :], self.means).sum(axis=2) + np.log(self.weights)

    def fit(self, x, rng, steps):
        self.means = rng.uniform(0.3, 0.7, size=(self.k, x.shape[1]))
        self.weights = np.repeat(1.0 / self.k, self.k)
        trace = []
        for _ in range(steps):
            joint = self.joint(x)
            total = logsumexp(joint, axis=1, keepdims=True)
            trace.append(total.mean())
            r = np.exp(joint - total)
            self.weights = r.sum(0) / r.sum()
            self.means = np.minimum(np.maximum((r.T @ x) / r.sum(0).reshape(-1, 1), 0.01), 0.99)
        self.trace = np.array([*trace, self.log_prob(x).mean()])
        return self

    def log_prob(self, x):
        return logsumexp(self.joint(x), axis=1)

    def sample(self, n, rng):
        counts = rng.multinomial(n, self.weights)
        rows = [rng.random((c, self.means.shape[1])) < m for c, m in zip(counts, self.means, strict=True)]
        return rng.permutation(np.concatenate(rows)).astype(int)

    def complete(self, x, seen):
        whole = self.means
        self.means = whole[:, seen]
        joint = self.joint(x[:, seen])
        self.means = whole
        weights = np.exp(joint - joint.max(axis=1, keepdims=True))
        weights = weights / weights.sum(axis=1, keepdims=True)
        return np.where(seen[None, :], x, weights @ whole)


@BERNOULLI_MIXTURE.alternative
class ByLogits:
    def __init__(self, k):
        self.k = k

    def scores(self, x, mask):
        logits = np.log(self.means / (1 - self.means)) * mask
        offsets = (np.log(1 - self.means) * mask).sum(axis=1)
        return x @ logits.T + offsets + np.log(self.weights)

    def fit(self, x, rng, steps):
        every = np.ones(x.shape[1])
        start = rng.dirichlet(np.ones(len(x)), size=self.k)
        self.weights, self.means = np.full(self.k, 1 / self.k), np.clip(start @ x, 0.01, 0.99)
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            scores = self.scores(x, every)
            share = np.exp(scores - logsumexp(scores, axis=1)[:, None])
            self.weights = share.mean(axis=0)
            self.means = np.clip(np.einsum("nk,nd->kd", share, x) / share.sum(axis=0)[:, None], 0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self

    def log_prob(self, x):
        return logsumexp(self.scores(x, np.ones(x.shape[1])), axis=1)

    def sample(self, n, rng):
        which = np.searchsorted(np.cumsum(self.weights), rng.random(n)).clip(max=self.k - 1)
        return 1.0 * (rng.random((n, self.means.shape[1])) < self.means[which])

    def complete(self, x, seen):
        scores = self.scores(np.where(seen, x, 0), seen.astype(float))
        share = np.exp(scores - logsumexp(scores, axis=1)[:, None])
        return np.where(seen, x, share @ self.means)
