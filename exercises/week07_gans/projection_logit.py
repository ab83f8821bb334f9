"""A discriminator that knows the class: the questions of `projection_logit`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import TRAINED, leaf, tensor
from gmcourse.check.wire import Build
from gmcourse.reference import gans


def _projection(features, labels, embedding, psi):
    return {
        "features": tensor(features),
        "labels": Build("tensors.tensor", {"data": np.asarray(labels, dtype=np.int64)}),
        "embedding": tensor(embedding),
        "psi": psi,
    }


def _drawn_projection(rng, n, classes, width, psi):
    labels = rng.integers(classes, size=n)
    return _projection(rng.normal(size=(n, width)), labels, rng.normal(size=(classes, width)), psi)


def _trained_projection(case):
    """The same question about features and an embedding that are trained."""
    return case | {name: leaf(case[name].args["data"]) for name in ("features", "embedding")}


_HALF_SQUARE = Build("gans.half_square", {"scale": 1.0})


_THREE_CLASSES = _projection(
    [[1.0, 2.0], [3.0, 0.0]], [1, 0], [[1.0, 1.0], [0.0, -2.0], [5.0, 1.0]], _HALF_SQUARE
)


PROJECTION_LOGIT = Exercise(
    id="projection_logit",
    title="A discriminator that knows the class",
    points=1,
    minutes=8,
    difficulty=2,
    reference=gans.projection_logit,
    public={
        "main": [
            _THREE_CLASSES,
            _projection([[0.5, -1.0, 2.0]], [1], [[1.0, 0.0, 3.0], [2.0, 1.0, -0.5]], _HALF_SQUARE),
            _projection([[2.0], [-1.0], [0.5], [3.0]], [1, 1, 2, 0], [[1.5], [-2.0], [0.25]], _HALF_SQUARE),
            _projection([[1.0, 2.0], [0.5, -3.0], [2.0, 1.0]], [0, 0, 0], [[0.5, 2.0]], _HALF_SQUARE),
            _projection([[30.0, -40.0], [5.0, 2.0]], [1, 0], [[-20.0, 1.0], [60.0, 70.0]], _HALF_SQUARE),
        ],
        "square": [
            _projection(
                [[1.0, 2.0], [3.0, -1.0]],
                [1, 0],
                [[1.0, 1.0], [0.5, -2.0]],
                Build("gans.soft_count", {"shift": 0.5}),
            ),
            _projection(
                [[1.0, 2.0, 0.5], [3.0, -1.0, 1.0], [0.0, 1.0, -2.0]],
                [2, 2, 0],
                [[1.0, 1.0, 0.5], [0.5, -2.0, 3.0], [-1.0, 0.25, 2.0]],
                Build("gans.soft_count", {"shift": 0.5}),
            ),
        ],
        "trained": [_trained_projection(_THREE_CLASSES)],
    },
    hidden=lambda rng: {
        "main": [
            _drawn_projection(rng, 6, 4, 5, Build("gans.half_square", {"scale": 0.5})),
            _drawn_projection(rng, 30, 10, 8, Build("gans.soft_count", {"shift": 1.0})),
            _drawn_projection(rng, 1, 3, 4, Build("gans.half_square", {"scale": 0.5})),
            _drawn_projection(rng, 5, 2, 1, Build("gans.soft_count", {"shift": 1.0})),
            _drawn_projection(rng, 3, 1, 2, Build("gans.soft_count", {"shift": 1.0})),
            _drawn_projection(rng, 4, 3, 200, Build("gans.half_square", {"scale": 2.0})),
        ],
        "square": [
            _drawn_projection(rng, 4, 4, 4, Build("gans.soft_count", {"shift": 0.3})) for _ in range(2)
        ],
        "trained": [
            _trained_projection(_drawn_projection(rng, 5, 3, 4, Build("gans.soft_count", {"shift": 0.3})))
        ],
    },
    probes={"trained": "gradients.through"},
    shows=lambda features, labels, embedding, psi: {"psi(features)": psi(features).detach()},
    properties=(
        Property("one logit a sample"),
        Property("as many samples as classes and features", on="square", share=0.5),
        TRAINED,
    ),
)


@PROJECTION_LOGIT.wrong(
    "concatenation",
    hint="You gave psi the label's vector, too. In the projection discriminator a label acts through a direction in the space of features: how far does a sample go along it?",
)
def concatenation(features, labels, embedding, psi):
    return psi(torch.cat([features, embedding[labels]], dim=1))


@PROJECTION_LOGIT.wrong(
    "no psi",
    hint="You returned the inner product alone. It says how well x fits its label: what says whether x looks real at all?",
)
def no_psi(features, labels, embedding, psi):
    return (features * embedding[labels]).sum(dim=1)


@PROJECTION_LOGIT.wrong(
    "label ignored",
    hint="You returned psi alone, which sees the features only: an unconditional discriminator. What measures how well x fits its label?",
)
def label_ignored(features, labels, embedding, psi):
    return psi(features)


@PROJECTION_LOGIT.wrong(
    "embedding of all labels",
    hint="You have one column for each class. A sample has one label: which row of `embedding` counts for it?",
)
def all_labels(features, labels, embedding, psi):
    return psi(features)[:, None] + features @ embedding.T


@PROJECTION_LOGIT.wrong(
    "summed over the labels",
    hint="You added, or averaged, the inner products with every class. A sample has one label: which of the classes should count for it?",
)
def summed_over_labels(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).sum(dim=1)


@PROJECTION_LOGIT.wrong(
    "every sample with every label",
    hint="You have an (N, N) table: each row against each other row. Row i of the features belongs to entry i of the labels: which N of the table's entries are meant, and how can you compute only those?",
)
def pairwise(features, labels, embedding, psi):
    return psi(features) + features @ embedding[labels].T


@PROJECTION_LOGIT.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and nothing learns from it what it should. Where does a tensor cease to remember how it was made?",
)
def projection_cut(features, labels, embedding, psi):
    return (psi(features) + (features * embedding[labels]).sum(dim=1)).detach()


@PROJECTION_LOGIT.wrong(
    "the label's vector added to the features",
    hint="You added the label's vector to the features before psi. In the projection discriminator psi judges the features alone: what measures how far they go along the label's direction?",
)
def added_to_the_features(features, labels, embedding, psi):
    return psi(features + embedding[labels])


@PROJECTION_LOGIT.wrong(
    "every sample with every label, a column of psi", like="every sample with every label"
)
def pairwise_column(features, labels, embedding, psi):
    return psi(features)[:, None] + features @ embedding[labels].T


@PROJECTION_LOGIT.wrong("averaged over the labels", like="summed over the labels")
def averaged_over_labels(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).mean(dim=1)


@PROJECTION_LOGIT.wrong("embedding of all labels, no psi", like="embedding of all labels")
def all_labels_no_psi(features, labels, embedding, psi):
    return features @ embedding.T


@PROJECTION_LOGIT.wrong(
    "multiplied",
    hint="You multiplied psi by the inner product. The logit is a sum of two logs of ratios: how do psi and the inner product come together?",
)
def multiplied(features, labels, embedding, psi):
    return psi(features) * (features * embedding[labels]).sum(dim=1)


@PROJECTION_LOGIT.wrong(
    "subtracted",
    hint="You subtracted the inner product. A sample that goes far along its label's direction fits it well: is it then more real, or less?",
)
def subtracted(features, labels, embedding, psi):
    return psi(features) - (features * embedding[labels]).sum(dim=1)


@PROJECTION_LOGIT.wrong(
    "the mean of the products",
    hint="You divided the inner product, by the number of features, its root or the lengths of the vectors. It is the sum of the products: is there anything to divide by?",
)
def mean_of_products(features, labels, embedding, psi):
    return psi(features) + (features * embedding[labels]).mean(dim=1)


@PROJECTION_LOGIT.wrong("divided by the root of the width", like="the mean of the products")
def scaled_by_root(features, labels, embedding, psi):
    return psi(features) + (features * embedding[labels]).sum(dim=1) / features.shape[1] ** 0.5


@PROJECTION_LOGIT.wrong("the cosine", like="the mean of the products")
def cosine(features, labels, embedding, psi):
    return psi(features) + F.cosine_similarity(features, embedding[labels], dim=1)


@PROJECTION_LOGIT.wrong(
    "a sum over the batch",
    hint="You added over the samples, which mixes them. Each sample has an inner product of its own: along which axis do its features lie?",
)
def summed_over_all(features, labels, embedding, psi):
    return psi(features) + (features * embedding[labels]).sum()


@PROJECTION_LOGIT.wrong("a sum along the batch", like="a sum over the batch")
def summed_along_batch(features, labels, embedding, psi):
    return psi(features).mean() + (features * embedding[labels]).sum(dim=0)


@PROJECTION_LOGIT.wrong(
    "a probability",
    hint="You put the logit through a sigmoid. Asked is the logit, any real number: who takes the sigmoid?",
)
def probability(features, labels, embedding, psi):
    return torch.sigmoid(psi(features) + (features * embedding[labels]).sum(dim=1))


@PROJECTION_LOGIT.wrong(
    "psi of the product",
    hint="You gave psi something that has the label in it. In the projection discriminator psi judges the features alone: what measures how far they go along the label's direction?",
)
def psi_of_product(features, labels, embedding, psi):
    return psi(features * embedding[labels])


@PROJECTION_LOGIT.wrong("psi of each", like="concatenation")
def psi_of_each(features, labels, embedding, psi):
    return psi(features) + psi(embedding[labels])


@PROJECTION_LOGIT.wrong("psi of the label", like="psi of the product")
def psi_of_label(features, labels, embedding, psi):
    return psi(embedding[labels]) + (features * embedding[labels]).sum(dim=1)


@PROJECTION_LOGIT.wrong(
    "the label's entries added",
    hint="You added up the label's vector by itself: that is a bonus for the class, the same for every sample. How far does this sample go along it?",
)
def sum_of_label(features, labels, embedding, psi):
    return psi(features) + embedding[labels].sum(dim=1)


@PROJECTION_LOGIT.wrong("a column of psi", like="every sample with every label")
def column_of_psi(features, labels, embedding, psi):
    return psi(features)[:, None] + (features * embedding[labels]).sum(dim=1)


@PROJECTION_LOGIT.wrong(
    "a column",
    hint="Your answer is a column. One number is asked for each sample, in a vector: which axis is one too many?",
)
def column(features, labels, embedding, psi):
    return psi(features)[:, None] + (features * embedding[labels]).sum(dim=1, keepdim=True)


@PROJECTION_LOGIT.wrong("a row of psi", like="every sample with every label")
def row_of_psi(features, labels, embedding, psi):
    return psi(features) + (features * embedding[labels]).sum(dim=1, keepdim=True)


@PROJECTION_LOGIT.alternative
def projection_einsum(features, labels, embedding, psi):
    return torch.einsum("nh,nh->n", features, F.embedding(labels, embedding)) + psi(features)


@PROJECTION_LOGIT.alternative
def projection_gather(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).gather(1, labels[:, None]).squeeze(1)


@PROJECTION_LOGIT.alternative
def projection_row_by_row(features, labels, embedding, psi):
    inner = [torch.dot(row, embedding[int(label)]) for row, label in zip(features, labels, strict=True)]
    return torch.stack(inner) + psi(features)
