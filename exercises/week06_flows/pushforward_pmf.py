"""Where the probability goes: the questions of `pushforward_pmf`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.reference import flows


def _finite_map(rng, outcomes, images, impossible=False, names="abcdef"):
    """Outcomes 0, 1, ... with drawn probabilities; image 0 has at least three of them, each image one; the dicts have orders of their own."""
    probs = rng.dirichlet(np.ones(outcomes))
    mapping = np.concatenate([[0, 0], np.arange(images), rng.integers(images, size=outcomes - images - 2)])
    if impossible:
        probs[mapping == images - 1] = 0.0
        probs /= probs.sum()
    order = rng.permutation(outcomes)
    return {
        "pmf": {i: float(probs[j]) for i, j in enumerate(order)},
        "mapping": {int(i): names[mapping[order[i]]] for i in rng.permutation(outcomes)},
    }


def _rare(rng):
    """All but one of the outcomes are rare, those that share an image too."""
    rare = rng.permutation([2e-4, 3e-5, 4e-6, 5e-7]) * rng.uniform(1, 2, size=4)
    probs = dict(enumerate([1 - float(rare.sum()), *rare.tolist()]))
    return {"pmf": probs, "mapping": {i: int(m) for i, m in enumerate([0, *rng.permutation([1, 1, 2, 3])])}}


PUSHFORWARD_PMF = Exercise(
    id="pushforward_pmf",
    title="Where the probability goes",
    points=2,
    minutes=10,
    difficulty=1,
    reference=flows.pushforward_pmf,
    public={
        "main": [
            {"pmf": {1: 0.2, 2: 0.5, 3: 0.3}, "mapping": {1: "a", 2: "b", 3: "b"}},
            {
                "pmf": {-2: 0.1, -1: 0.2, 0: 0.4, 1: 0.05, 2: 0.25},
                "mapping": {-2: 1, -1: 1, 0: 0, 1: 1, 2: 2},
            },
            {"pmf": {1: 0.3, 2: 0.6, 3: 0.1}, "mapping": {3: 1, 2: 1, 1: 2}},
            {"pmf": {"rain": 0.25, "snow": 0.125, "sun": 0.625}, "mapping": {"sun": 0, "snow": 1, "rain": 1}},
            {"pmf": {1: 0.25, 2: 0.25, 3: 0.5}, "mapping": {1: "a", 2: "a", 3: "b"}},
            {"pmf": {5: 1.0}, "mapping": {5: 5}},
            {
                "pmf": {"a": 2e-5, "b": 0.99996, "c": 1e-5, "d": 1e-5},
                "mapping": {"a": 1, "b": 0, "c": 1, "d": 2},
            },
        ],
        "zeros": [
            {"pmf": {0: 0.0, 1: 0.6, 2: 0.4}, "mapping": {0: "a", 1: "b", 2: "b"}},
            {"pmf": {1: 0.0, 2: 0.7, 3: 0.3, 4: 0.0}, "mapping": {4: 3, 3: 2, 2: 1, 1: 3}},
        ],
    },
    hidden=lambda rng: {
        "main": [
            _finite_map(rng, 6, 3),
            _finite_map(rng, 8, 4),
            _finite_map(rng, 7, 4, names=[int(i) for i in rng.permutation(6)]),
            {"pmf": {3: 1.0}, "mapping": {3: 0}},
            _rare(rng),
            {
                "pmf": dict.fromkeys(range(8), 0.125),
                "mapping": {i: int(i > rng.integers(2, 5)) for i in range(8)},
            },
        ],
        "zeros": [
            _finite_map(rng, 6, 3, impossible=True),
            _finite_map(rng, 6, 4, impossible=True, names=[2, 5, 0, 3]),
        ],
    },
    properties=(
        Property("the probability of each image"),
        Property("an image of probability 0 is kept", on="zeros", share=0.5),
    ),
)


@PUSHFORWARD_PMF.wrong(
    "collisions overwritten",
    hint="Where outcomes share an image, in yours what comes later overwrites what came before. Which outcomes are lost that way, and what should become of their probability?",
)
def pushforward_overwritten(pmf, mapping):
    return {mapping[outcome]: probability for outcome, probability in pmf.items()}


@PUSHFORWARD_PMF.wrong(
    "normalised by count",
    hint="You took the mean over the outcomes that share an image. All of their probability lands there, however many they are: does your result still sum to 1?",
)
def pushforward_mean(pmf, mapping):
    gathered = {}
    for outcome, probability in pmf.items():
        gathered.setdefault(mapping[outcome], []).append(probability)
    return {image: sum(parts) / len(parts) for image, parts in gathered.items()}


@PUSHFORWARD_PMF.wrong(
    "outcomes counted, not weighed",
    hint="You counted how many outcomes go to each image. They are not equally likely: what should each of them add?",
)
def pushforward_counts(pmf, mapping):
    images = [mapping[outcome] for outcome in pmf]
    return {image: images.count(image) / len(images) for image in images}


@PUSHFORWARD_PMF.wrong(
    "every set that maps there",
    hint="You summed over all sets of outcomes whose image this is, so an outcome counts once for each set that holds it. One set holds them all exactly once: the preimage.",
)
def pushforward_all_sets(pmf, mapping):
    import itertools

    result = {}
    for image in dict.fromkeys(mapping.values()):
        preimage = [outcome for outcome in pmf if mapping[outcome] == image]
        sets = [s for size in range(1, len(preimage) + 1) for s in itertools.combinations(preimage, size)]
        result[image] = sum(pmf[outcome] for one in sets for outcome in one)
    return result


@PUSHFORWARD_PMF.wrong(
    "images of probability 0 dropped",
    hint="An image is missing from your answer: no outcome that leads to it can happen. Read what the statement asks for in that case.",
)
def pushforward_dropped(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        if probability > 0:
            result[mapping[outcome]] = result.get(mapping[outcome], 0.0) + probability
    return result


@PUSHFORWARD_PMF.wrong(
    "paired by place",
    hint="You paired the two dicts by the order of their entries. The same outcomes may stand in another order in each: what says where outcome x goes?",
)
def pushforward_by_place(pmf, mapping):
    result = {}
    for probability, image in zip(pmf.values(), mapping.values(), strict=True):
        result[image] = result.get(image, 0.0) + probability
    return result


@PUSHFORWARD_PMF.wrong(
    "one of several counted",
    hint="Some of the outcomes that share an image do not count in yours. Add up your probabilities: how much is missing, and which outcomes had it?",
)
def pushforward_largest(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        result[mapping[outcome]] = max(result.get(mapping[outcome], 0.0), probability)
    return result


@PUSHFORWARD_PMF.wrong("the first only", like="one of several counted")
def pushforward_first(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        result.setdefault(mapping[outcome], probability)
    return result


@PUSHFORWARD_PMF.wrong("equal probabilities counted once", like="one of several counted")
def pushforward_of_a_set(pmf, mapping):
    return {y: sum({p for x, p in pmf.items() if mapping[x] == y}) for y in dict.fromkeys(mapping.values())}


@PUSHFORWARD_PMF.wrong("neighbours only are added", like="collisions overwritten")
def pushforward_of_runs(pmf, mapping):
    import itertools

    runs = itertools.groupby(pmf, key=lambda outcome: mapping[outcome])
    return {image: sum(pmf[outcome] for outcome in outcomes) for image, outcomes in runs}


@PUSHFORWARD_PMF.wrong("overwritten in the order of the mapping", like="collisions overwritten")
def pushforward_overwritten_by_mapping(pmf, mapping):
    return {image: pmf[outcome] for outcome, image in mapping.items()}


@PUSHFORWARD_PMF.wrong("overwritten, then divided by the sum", like="collisions overwritten")
def pushforward_overwritten_and_divided(pmf, mapping):
    kept = pushforward_overwritten(pmf, mapping)
    return {image: probability / sum(kept.values()) for image, probability in kept.items()}


@PUSHFORWARD_PMF.wrong("normalised by count, then by the sum", like="normalised by count")
def pushforward_mean_and_divided(pmf, mapping):
    means = pushforward_mean(pmf, mapping)
    return {image: probability / sum(means.values()) for image, probability in means.items()}


@PUSHFORWARD_PMF.wrong("outcomes counted, as whole numbers", like="outcomes counted, not weighed")
def pushforward_whole_counts(pmf, mapping):
    images = [mapping[outcome] for outcome in pmf]
    return {image: images.count(image) for image in images}


@PUSHFORWARD_PMF.wrong("paired by place, the last one kept", like="paired by place")
def pushforward_by_place_overwritten(pmf, mapping):
    return dict(zip(mapping.values(), pmf.values(), strict=True))


@PUSHFORWARD_PMF.wrong("the smallest only", like="one of several counted")
def pushforward_smallest(pmf, mapping):
    return {y: min(p for x, p in pmf.items() if mapping[x] == y) for y in mapping.values()}


@PUSHFORWARD_PMF.wrong(
    "probabilities multiplied",
    hint="You multiplied the probabilities of outcomes that share an image. That would be all of them at once: only one outcome happens. What is the probability that it is this one or that one?",
)
def pushforward_product(pmf, mapping):
    result = {}
    for outcome, probability in pmf.items():
        result[mapping[outcome]] = result.get(mapping[outcome], 1.0) * probability
    return result


@PUSHFORWARD_PMF.wrong(
    "an entry for each outcome",
    hint="Your answer has the outcomes as its keys. Asked is the distribution of the images: which values can T(X) take?",
)
def pushforward_of_outcomes(pmf, mapping):
    return {x: sum(pmf[other] for other in pmf if mapping[other] == mapping[x]) for x in pmf}


@PUSHFORWARD_PMF.alternative
def pushforward_by_image(pmf, mapping):
    return {y: sum(p for x, p in pmf.items() if mapping[x] == y) for y in set(mapping.values())}


@PUSHFORWARD_PMF.alternative
def pushforward_defaultdict(pmf, mapping):
    from collections import defaultdict

    result = defaultdict(float)
    for x in sorted(pmf):
        result[mapping[x]] += pmf[x]
    return result


@PUSHFORWARD_PMF.alternative
def pmf_by_preimages(pmf, mapping):
    return {image: sum(p for x, p in pmf.items() if mapping[x] == image) for image in set(mapping.values())}
