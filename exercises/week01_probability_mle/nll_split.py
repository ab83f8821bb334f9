"""What a loss is made of: the questions of `nll_split`, its wrong answers and other right ways."""

import numpy as np
import scipy
from scipy import special

from autograder.spec import Exercise, Property
from exercises.week01_probability_mle._cases import positive
from gmcourse.reference import derivations


def _seen(rng, k, n, unseen=0):
    """Counts of n draws over k outcomes, the last `unseen` of which never came up, in drawn places."""
    p = positive(rng, k - unseen)
    counts = np.concatenate([rng.multinomial(n, p) + 1, np.zeros(unseen, dtype=int)])
    return {"counts": rng.permutation(counts), "q": positive(rng, k)}


def _ruled_out(rng, k):
    """A model that rules out one outcome that was seen, and one that was not."""
    counts, q = rng.integers(1, 9, size=k), np.zeros(k)
    counts[0] = 0
    q[2:] = positive(rng, k - 2)
    order = rng.permutation(k)
    return {"counts": counts[order], "q": q[order]}


NLL_SPLIT = Exercise(
    id="nll_split",
    title="What a loss is made of",
    points=2,
    minutes=10,
    difficulty=2,
    reference=derivations.nll_split,
    public={
        "main": [
            {"counts": np.array([3, 1]), "q": np.array([0.5, 0.5])},
            {"counts": np.array([2, 5, 3]), "q": np.array([0.6, 0.3, 0.1])},
            {"counts": np.array([40, 10, 30, 20]), "q": np.array([0.1, 0.2, 0.3, 0.4])},
            {"counts": np.array([4]), "q": np.array([1.0])},
            {"counts": np.array([5, 2, 5]), "q": np.array([0.3, 0.3, 0.4])},
            {"counts": np.array([70_000, 1, 500]), "q": np.array([0.5, 0.2, 0.3])},
        ],
        "unseen": [
            {"counts": np.array([4, 0, 1]), "q": np.array([0.5, 0.2, 0.3])},
            {"counts": np.array([0, 7]), "q": np.array([0.0, 1.0])},
        ],
        "ruled out": [{"counts": np.array([1, 3, 0]), "q": np.array([0.0, 0.75, 0.25])}],
    },
    hidden=lambda rng: {
        "main": [_seen(rng, k, n) for k, n in ((2, 12), (5, 40), (12, 300), (4, 200_000))]
        + [{"counts": rng.integers(1, 9, size=1), "q": np.ones(1)}]
        + [{"counts": rng.permutation([7, 3, 7, 1, 3]), "q": positive(rng, 5)}],
        "unseen": [_seen(rng, 6, 20, unseen=2), _seen(rng, 3, 5, unseen=2)],
        "ruled out": [_ruled_out(rng, 5)],
    },
    properties=(
        Property("the entropy of the data", part=0),
        Property("the divergence of the model", part=1),
        Property("outcomes that were not seen", on="unseen", share=0.5),
        Property("an outcome that the model rules out was seen", on="ruled out", share=0.5),
    ),
)


def _parts(counts, q):
    """Shares of the data, and entropy and divergence, nan and inf where they fall."""
    p = counts / counts.sum()
    return p, float(special.entr(p).sum()), float(special.rel_entr(p, q).sum())


@NLL_SPLIT.wrong(
    "the loss in the place of the divergence",
    hint="Your second number is the mean negative log-likelihood itself, the cross-entropy. The two parts are to add up to it: how much of it is the data's own entropy?",
)
def cross_entropy_second(counts, q):
    _, entropy, divergence = _parts(counts, q)
    return entropy, entropy + divergence


@NLL_SPLIT.wrong(
    "the sum over the data, not the mean",
    hint="A number of yours depends on how many data there are, not on their shares alone. The split is of the *mean* loss: what do the counts have to be divided by, and where?",
)
def summed(counts, q):
    _, entropy, divergence = _parts(counts, q)
    return float(counts.sum() * entropy), float(counts.sum() * divergence)


@NLL_SPLIT.wrong(
    "divergence turned round",
    hint="You averaged over the model. The loss is an average over the *data*: whose probabilities weigh the logarithms?",
)
def turned_round(counts, q):
    p, entropy, _ = _parts(counts, q)
    with np.errstate(divide="ignore"):
        return entropy, float(special.rel_entr(q, p).sum())


@NLL_SPLIT.wrong("turned round, over what was seen", like="divergence turned round")
def turned_round_over_the_seen(counts, q):
    p, entropy, _ = _parts(counts, q)
    seen = p > 0
    if np.any(q[seen] == 0):
        return entropy, np.inf
    return entropy, float(np.sum(q[seen] * np.log(q[seen] / p[seen])))


@NLL_SPLIT.wrong(
    "entropy of the model",
    hint="Your first number is the entropy of q. The part that no model can take away is that of the data: from what do you compute it?",
)
def of_the_model(counts, q):
    _, _, divergence = _parts(counts, q)
    return float(special.entr(q).sum()), divergence


@NLL_SPLIT.wrong(
    "nan where a count is 0",
    hint="0 times the logarithm of 0 is nan in floating point. An outcome that was never seen is no part of a mean over the data: how can it be left out?",
)
def nan_at_zeros(counts, q):
    p = counts / counts.sum()
    with np.errstate(all="ignore"):
        return float(-np.sum(p * np.log(p))), float(np.sum(p * np.log(p / q)))


@NLL_SPLIT.wrong(
    "smoothed counts",
    hint="Your shares are not counts / n: something was added to the counts. The empirical distribution takes the data as they are. What has an outcome that was not seen, then?",
)
def smoothed(counts, q):
    _, entropy, divergence = _parts(counts + 1, q)
    return entropy, divergence


@NLL_SPLIT.wrong(
    "bits",
    hint="You took logarithms to base 2. What is asked for in nats differs by a factor: which?",
)
def in_bits(counts, q):
    _, entropy, divergence = _parts(counts, q)
    return entropy / np.log(2), divergence / np.log(2)


@NLL_SPLIT.wrong(
    "sign of the entropy",
    hint="Your entropy is negative. A logarithm of a share is at most 0: which sign makes a surprise of it?",
)
def negative_entropy(counts, q):
    _, entropy, divergence = _parts(counts, q)
    return -entropy, divergence


@NLL_SPLIT.wrong("counts in the place of shares", like="the sum over the data, not the mean")
def counts_for_shares(counts, q):
    return float(special.entr(counts).sum()), float(special.rel_entr(counts, q).sum())


@NLL_SPLIT.wrong("counts that weigh", like="the sum over the data, not the mean")
def counts_weigh_the_entropy(counts, q):
    p, entropy, divergence = _parts(counts, q)
    return float(counts.sum() * entropy), divergence


@NLL_SPLIT.wrong("the whole loss of all data", like="the sum over the data, not the mean")
def summed_loss(counts, q):
    _, entropy, divergence = _parts(counts, q)
    return float(counts.sum() * entropy), float(counts.sum() * (entropy + divergence))


@NLL_SPLIT.wrong("the model weighs", like="divergence turned round")
def weighed_by_the_model(counts, q):
    p, entropy, _ = _parts(counts, q)
    seen = p > 0
    with np.errstate(all="ignore"):
        return entropy, float(np.sum(q[seen] * np.log(p[seen] / q[seen])))


@NLL_SPLIT.wrong("turned round, what q rules out left out", like="divergence turned round")
def turned_round_over_both(counts, q):
    p, entropy, _ = _parts(counts, q)
    both = (p > 0) & (q > 0)
    return entropy, float(np.sum(q[both] * np.log(q[both] / p[both])))


def _smoothed_by(number):
    """The two parts where this is added to each count."""

    def wrong(counts, q):
        _, entropy, divergence = _parts(counts + number, q)
        return entropy, divergence

    return wrong


for _number in (0.5, 0.1, 0.01, 1e-3):
    NLL_SPLIT.wrong(f"{_number:g} added to each count", like="smoothed counts")(_smoothed_by(_number))


@NLL_SPLIT.wrong("one added where an outcome was not seen", like="smoothed counts")
def smoothed_where_needed(counts, q):
    return _parts(counts + 1 if np.any(counts == 0) else counts, q)[1:]


@NLL_SPLIT.wrong("negative entropy, and the divergence that follows", like="sign of the entropy")
def negative_entropy_added(counts, q):
    _, entropy, divergence = _parts(counts, q)
    return -entropy, 2 * entropy + divergence


@NLL_SPLIT.wrong(
    "sign of the divergence",
    hint="Your divergence is negative. The entropy is the smallest loss there is, so what is added to it cannot be: which way up does the ratio stand?",
)
def negative_divergence(counts, q):
    _, entropy, divergence = _parts(counts, q)
    return entropy, -divergence


@NLL_SPLIT.wrong(
    "the loss in the place of the entropy",
    hint="Your first number is the mean negative log-likelihood, which depends on q. What a loss cannot fall below is the data's own: from what alone is it computed?",
)
def cross_entropy_first(counts, q):
    _, entropy, divergence = _parts(counts, q)
    return entropy + divergence, divergence


@NLL_SPLIT.wrong(
    "what q rules out left out",
    hint="You skipped the outcomes that q rules out. One of them was seen: how surprised is a model that called it impossible?",
)
def ruled_out_left_out(counts, q):
    p, entropy, _ = _parts(counts, q)
    both = (p > 0) & (q > 0)
    return entropy, float(np.sum(p[both] * np.log(p[both] / q[both])))


def _kept_finite(added, least):
    """The two parts where the model's chances are changed so that none is 0."""

    def wrong(counts, q):
        p, entropy, _ = _parts(counts, q)
        seen = p > 0
        return entropy, float(np.sum(p[seen] * np.log(p[seen] / np.maximum(q[seen] + added, least))))

    return wrong


NLL_SPLIT.wrong(
    "a tiny number added",
    hint="You kept the chances away from 0 by a tiny number. Where the model rules out what was seen, its divergence really is infinite, and a finite number hides it. Which outcomes need care, and which need none?",
)(_kept_finite(1e-12, 0.0))

for _tiny in (1e-6, 1e-8, 1e-9, 1e-10, 1e-15, 1e-16, 1e-20, 1e-300):
    NLL_SPLIT.wrong(f"{_tiny:g} added to q", like="a tiny number added")(_kept_finite(_tiny, 0.0))
for _tiny in (1e-6, 1e-8, 1e-9, 1e-10, 1e-12, 1e-15, 1e-16, 1e-20):
    NLL_SPLIT.wrong(f"q at least {_tiny:g}", like="a tiny number added")(_kept_finite(0.0, _tiny))


@NLL_SPLIT.wrong("1e-12 added to both", like="a tiny number added")
def padded_both(counts, q):
    p = counts / counts.sum()
    return -np.sum(p * np.log(p + 1e-12)), np.sum(p * np.log((p + 1e-12) / (q + 1e-12)))


@NLL_SPLIT.alternative
def loss_minus_entropy(counts, q):
    p = counts[counts > 0] / counts.sum()
    with np.errstate(divide="ignore"):
        loss = -np.sum(p * np.log(q[counts > 0]))
    entropy = -np.sum(p * np.log(p))
    return float(entropy), float(loss - entropy)


@NLL_SPLIT.alternative
def one_datum_at_a_time(counts, q):
    n, entropy, divergence = counts.sum(), 0.0, 0.0
    for count, chance in zip(counts, q):
        if count > 0:
            entropy -= count / n * np.log(count / n)
            divergence += count / n * (np.log(count / n) - np.log(chance)) if chance > 0 else np.inf
    return entropy, divergence


@NLL_SPLIT.alternative
def with_scipy(counts, q):
    return scipy.stats.entropy(counts), scipy.stats.entropy(counts, q)
