"""Mutual information: the questions of `mutual_information`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week01_probability_mle._cases import positive, with_zeros
from gmcourse.reference import probability

MUTUAL_INFORMATION = Exercise(
    id="mutual_information",
    title="Mutual information",
    points=3,
    minutes=15,
    difficulty=2,
    reference=probability.mutual_information,
    public={
        "main": [
            {"joint": np.array([[0.4, 0.1], [0.2, 0.3]])},
            {"joint": np.array([[0.2, 0.2, 0.1], [0.05, 0.05, 0.4]])},
            {"joint": np.array([[0.24, 0.26], [0.25, 0.25]])},
        ],
        "zeros": [{"joint": np.array([[0.25, 0.0, 0.25], [0.0, 0.5, 0.0]])}],
        "copy": [{"joint": np.diag([0.5, 0.2, 0.3])}],
        "independent": [{"joint": np.full((2, 2), 0.25)}, {"joint": np.array([[0.3, 0.2], [0.1, 0.4]])}],
    },
    hidden=lambda rng: {
        "main": [{"joint": positive(rng, *shape)} for shape in ((2, 3), (5, 4), (3, 3), (2, 9))]
        + [
            {
                "joint": np.array([[0.3, 0.2], [0.3, 0.2]])
                + rng.uniform(0.002, 0.01) * np.array([[1, -1], [-1, 1]])
            }
        ],
        "zeros": [
            {"joint": with_zeros(rng, 12).reshape(3, 4)},
            {"joint": np.insert(positive(rng, 3, 2), 1, 0.0, axis=0)},
            {"joint": np.insert(positive(rng, 2, 3), 2, 0.0, axis=1)},
            {"joint": np.array([[0.5, 1e-6], [0.0, 0.5 - 1e-6]])},
        ],
        "copy": [{"joint": np.diag(positive(rng, 4))}],
        "independent": [
            {"joint": np.outer(positive(rng, 3), positive(rng, 4))},
            {"joint": positive(rng, 3, 4)},
            {"joint": positive(rng, 1, 4)},
            {"joint": positive(rng, 4, 1)},
        ],
    },
    properties=(
        Property("the mutual information", part=0),
        Property("the entropy of x once y is known", part=1),
        Property("impossible pairs add nothing", on="zeros", share=0.5),
        Property("if y copies x, nothing of x stays unknown", on="copy", share=0.5),
        Property(
            "the mutual information is 0 for independent x and y alone", on="independent", part=0, share=0.5
        ),
    ),
)


@MUTUAL_INFORMATION.wrong(
    "joint entropy",
    hint="You returned the entropy of the pair (x, y) as H(x given y). The pair's entropy also holds the uncertainty of y itself: what is left when y is known?",
)
def mi_joint_entropy(joint):
    def h(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))

    return h(joint.sum(1)) + h(joint.sum(0)) - h(joint), h(joint)


@MUTUAL_INFORMATION.wrong(
    "only one marginal",
    hint="You compared the joint with one marginal only. Under independence the joint is a product: of what?",
)
def mi_one_marginal(joint):
    py = np.broadcast_to(joint.sum(axis=0), joint.shape)
    keep = joint > 0
    ratio = np.sum(joint[keep] * np.log(joint[keep] / py[keep]))
    return ratio, -ratio


@MUTUAL_INFORMATION.wrong(
    "negative",
    hint="Your mutual information is negative. It is a KL divergence, so it never is: which way up does the ratio inside the logarithm stand?",
)
def mi_negative(joint):
    def h(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))

    hx, hy, hxy = h(joint.sum(1)), h(joint.sum(0)), h(joint)
    return hxy - hx - hy, hxy - hy


@MUTUAL_INFORMATION.wrong(
    "H(y given x)",
    hint="You returned H(y given x). x runs along axis 0, and y is the one that is known: which marginal's entropy is taken away from the joint's?",
)
def mi_other_conditional(joint):
    def h(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))

    hx, hy, hxy = h(joint.sum(1)), h(joint.sum(0)), h(joint)
    return hx + hy - hxy, hxy - hx


@MUTUAL_INFORMATION.wrong(
    "nan at zeros",
    hint="A pair that never happens makes 0 times log 0, which is nan in floating point. What should it add to a mean under the joint?",
)
def mi_nan(joint):
    px, py = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    return np.sum(joint * np.log(joint / (px * py))), -np.sum(joint * np.log(joint / py))


@MUTUAL_INFORMATION.wrong(
    "the entropy of x",
    hint="You returned H(x) as H(x given y). Knowing y takes some of the surprise away: how much, and have you just computed it?",
)
def mi_entropy_of_x(joint):
    def h(p):
        p = p[p > 0]
        return -np.sum(p * np.log(p))

    return h(joint.sum(1)) + h(joint.sum(0)) - h(joint), h(joint.sum(1))


def _h(p):
    p = p[p > 0]
    return -np.sum(p * np.log(p))


@MUTUAL_INFORMATION.wrong("only the marginal of x", like="only one marginal")
def mi_marginal_of_x(joint):
    hxy = _h(joint)
    return _h(joint.sum(axis=1)) - hxy, hxy - _h(joint.sum(axis=0))


@MUTUAL_INFORMATION.wrong(
    "bits",
    hint="You took logarithms to base 2: that counts bits. Asked are both values in nats: which factor lies between them?",
)
def mi_bits(joint):
    hx, hy, hxy = _h(joint.sum(axis=1)), _h(joint.sum(axis=0)), _h(joint)
    return (hx + hy - hxy) / np.log(2), (hxy - hy) / np.log(2)


@MUTUAL_INFORMATION.wrong(
    "negative conditional entropy",
    hint="Your H(x given y) is negative. Averaged over y, it is the entropy of a distribution each time: which sign does the logarithm of a probability have?",
)
def mi_negative_conditional(joint):
    hx, hy, hxy = _h(joint.sum(axis=1)), _h(joint.sum(axis=0)), _h(joint)
    return hx + hy - hxy, hy - hxy


@MUTUAL_INFORMATION.wrong(
    "the conditional weighs itself",
    hint="You weighed each logarithm with p(x given y). A y that is rare then counts as much as one that is frequent: under which distribution is the mean?",
)
def mi_conditional_not_weighted(joint):
    hx, py, hxy = _h(joint.sum(axis=1)), joint.sum(axis=0), _h(joint)
    return hx + _h(py) - hxy, _h(joint[:, py > 0] / py[py > 0])


@MUTUAL_INFORMATION.wrong("mean over y, each as often", like="the conditional weighs itself")
def mi_conditional_averaged(joint):
    information, added = mi_conditional_not_weighted(joint)
    return information, added / joint.shape[1]


@MUTUAL_INFORMATION.wrong(
    "the entropy of y",
    hint="You returned H(y) as H(x given y). Asked is what is unknown of x when y is known: whose surprise is that?",
)
def mi_entropy_of_y(joint):
    hx, hy, hxy = _h(joint.sum(axis=1)), _h(joint.sum(axis=0)), _h(joint)
    return hx + hy - hxy, hy


@MUTUAL_INFORMATION.wrong(
    "the divergence turned round",
    hint="You averaged over independent x and y. The mutual information is the divergence of the joint from the product: which of the two stands first, and weighs the logarithms?",
)
def mi_turned_round(joint):
    product = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    weighed = np.where(product > 0, product * np.log(product / joint), 0.0)
    return weighed.sum(), _h(joint) - _h(joint.sum(axis=0))


@MUTUAL_INFORMATION.wrong(
    "the divergence turned round, possible pairs alone", like="the divergence turned round"
)
def mi_turned_round_where_possible(joint):
    product, keep = np.outer(joint.sum(axis=1), joint.sum(axis=0)), joint > 0
    turned = np.sum(product[keep] * np.log(product[keep] / joint[keep]))
    return turned, _h(joint) - _h(joint.sum(axis=0))


@MUTUAL_INFORMATION.alternative
def mi_as_divergence(joint):
    product = joint.sum(axis=1, keepdims=True) @ joint.sum(axis=0, keepdims=True)
    keep = joint > 0
    mi = np.sum(joint[keep] * np.log(joint[keep] / product[keep]))
    px = joint.sum(axis=1)
    px = px[px > 0]
    return mi, -np.sum(px * np.log(px)) - mi


@MUTUAL_INFORMATION.alternative
def mi_loop(joint):
    import math

    px, py = joint.sum(axis=1), joint.sum(axis=0)
    mi = left = 0.0
    for i in range(joint.shape[0]):
        for j in range(joint.shape[1]):
            if joint[i, j] > 0:
                mi += joint[i, j] * math.log(joint[i, j] / (px[i] * py[j]))
                left -= joint[i, j] * math.log(joint[i, j] / py[j])
    return mi, left


@MUTUAL_INFORMATION.alternative
def mi_from_three_entropies(joint):
    from scipy.special import entr

    of_x, of_y, of_both = entr(joint.sum(axis=1)).sum(), entr(joint.sum(axis=0)).sum(), entr(joint).sum()
    return [of_x + of_y - of_both, of_both - of_y]
