"""MADE: masks that keep the order: the questions of `made_masks`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import tensor
from gmcourse.reference import autoregressive


def _degrees(rng, dims, hidden):
    places = np.arange(1, dims + 1)
    return {"degrees": [tensor(places), *(tensor(rng.integers(1, dims, size=size)) for size in hidden)]}


def _shuffled(rng, dims, hidden):
    """Degrees whose inputs are surely not in their natural order."""
    places = np.arange(dims, 0, -1)
    places[[0, 1]] = places[[1, 0]]
    return {"degrees": [tensor(places), *(tensor(rng.permutation(size) % (dims - 1) + 1) for size in hidden)]}


MADE_MASKS = Exercise(
    id="made_masks",
    title="MADE: masks that keep the order",
    points=4,
    minutes=20,
    difficulty=2,
    reference=autoregressive.made_masks,
    public={
        "main": [
            {"degrees": [tensor([1, 2, 3]), tensor([1, 2, 2, 1])]},
            {"degrees": [tensor([1, 2, 3, 4]), tensor([1, 3, 2, 1, 2]), tensor([2, 3, 1])]},
            {"degrees": [tensor([1, 2, 3]), tensor([2, 1, 2]), tensor([1, 2, 1]), tensor([2, 2, 1])]},
            {"degrees": [tensor([1, 2]), tensor([1, 1, 1])]},
            {"degrees": [tensor([1]), tensor([1, 1])]},
            {"degrees": [tensor([1, 2, 3]), tensor([2])]},
        ],
        "order": [
            {"degrees": [tensor([3, 1, 2]), tensor([1, 2, 1, 2])]},
            {"degrees": [tensor([2, 4, 1, 3]), tensor([3, 1, 2, 1]), tensor([1, 3, 2, 2, 3])]},
        ],
        "no hidden layer": [
            {"degrees": [tensor([1, 2, 3])]},
            {"degrees": [tensor([2, 3, 1, 4])]},
            {"degrees": [tensor([1])]},
        ],
    },
    hidden=lambda rng: {
        "main": [
            _degrees(rng, 5, [7]),
            _degrees(rng, 8, [11, 9]),
            _degrees(rng, 4, [6, 5, 7]),
            _degrees(rng, 4, [4, 4]),
        ]
        + [_degrees(rng, 2, [3]), _degrees(rng, 4, [1, 3])]
        + [{"degrees": [tensor([1]), *(tensor(np.ones(size, dtype=int)) for size in (3, 2))]}]
        + [{"degrees": [tensor([1, 2, 3]), *(tensor(rng.permutation([1, 2, 3, 3])) for _ in range(2))]}],
        "order": [_shuffled(rng, 6, [8, 9]), _shuffled(rng, 4, [4, 4, 4]), _shuffled(rng, 5, [3])],
        "no hidden layer": [
            {"degrees": [tensor(np.arange(1, 6))]},
            _shuffled(rng, 5, []),
            {"degrees": [tensor([1])]},
        ],
    },
    properties=(
        Property("the masks"),
        Property("inputs in another order", on="order", share=0.5),
        Property("no hidden layer", on="no hidden layer", share=0.25),
    ),
)


@MADE_MASKS.wrong(
    ">= in the last layer",
    hint="With >= in the last mask, output i reads what has degree i: input i itself, or hidden units that are allowed to read it. Which inputs may output i hear of, and what must be strict there?",
)
def made_masks_not_strict(degrees):
    layers = [*degrees, degrees[0]]
    return [(high[:, None] >= low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]


@MADE_MASKS.wrong(
    "transposed",
    hint="Your masks, or some of them, have shape (in, out). They multiply weight matrices entry by entry: in a torch weight, do the rows stand for the units above or below?",
)
def made_masks_transposed(degrees):
    layers = [*degrees, degrees[0]]
    masks = [(low[:, None] <= high[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]
    masks[-1] = (layers[-2][:, None] < layers[-1][None, :]).double()
    return masks


@MADE_MASKS.wrong(
    "> in the hidden layers",
    hint="You were strict below the outputs, too. A hidden unit of degree i may read input i and units of degree i: only the output must not. With > there, paths that are allowed die out.",
)
def made_masks_strict(degrees):
    layers = [*degrees, degrees[0]]
    return [(high[:, None] > low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]


@MADE_MASKS.wrong(
    "outputs in natural order",
    hint="Your outputs come in the order 1, 2, ..., D whatever the order of the inputs is. Output i predicts input i: which place in the order has it?",
)
def made_masks_natural(degrees):
    layers = [*degrees, torch.arange(1, len(degrees[0]) + 1)]
    masks = [(high[:, None] >= low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]
    masks[-1] = (layers[-1][:, None] > layers[-2][None, :]).double()
    return masks


@MADE_MASKS.wrong("strict and loose exchanged", like=">= in the last layer")
def made_masks_exchanged(degrees):
    layers = [*degrees, degrees[0]]
    masks = [(high[:, None] > low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]
    masks[-1] = (layers[-1][:, None] >= layers[-2][None, :]).double()
    return masks


@MADE_MASKS.wrong("inputs sorted first", like="outputs in natural order")
def made_masks_sorted(degrees):
    layers = [degrees[0].sort().values, *degrees[1:]]
    layers.append(layers[0])
    masks = [(high[:, None] >= low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]
    masks[-1] = (layers[-1][:, None] > layers[-2][None, :]).double()
    return masks


@MADE_MASKS.wrong(
    "no mask for the outputs",
    hint="A mask is missing: there is one for each weight matrix, and the last matrix leads to the outputs. What are their degrees?",
)
def made_masks_without_output(degrees):
    return [(high[:, None] >= low[None, :]).double() for low, high in zip(degrees, degrees[1:], strict=False)]


@MADE_MASKS.wrong(
    "inequalities reversed",
    hint="Your masks are 1 where a unit has a smaller degree than the one below it. The degree says how far a unit may see: which of two units may look at the other?",
)
def made_masks_reversed(degrees):
    layers = [*degrees, degrees[0]]
    masks = [(high[:, None] <= low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]
    masks[-1] = (layers[-1][:, None] < layers[-2][None, :]).double()
    return masks


@MADE_MASKS.wrong(
    "strict at the inputs",
    hint="You are strict at the inputs and not at the outputs. Here a hidden unit of degree i may read input i: where does that leave output i?",
)
def made_masks_strict_inputs(degrees):
    layers = [*degrees, degrees[0]]
    masks = [(high[:, None] >= low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]
    masks[0] = (layers[1][:, None] > layers[0][None, :]).double()
    return masks


@MADE_MASKS.wrong(
    "natural order without a hidden layer",
    hint="Without a hidden layer your mask is the lower triangle. It fits the order 1, 2, ..., D: which inputs come before input i in another order?",
)
def made_masks_natural_alone(degrees):
    if len(degrees) == 1:
        return [torch.ones(len(degrees[0]), len(degrees[0])).tril(-1)]
    masks = [
        (high[:, None] >= low[None, :]).double() for low, high in zip(degrees, degrees[1:], strict=False)
    ]
    return [*masks, (degrees[0][:, None] > degrees[-1][None, :]).double()]


def _masks(degrees, hidden=torch.ge, last=torch.gt, turn=(False, False)):
    """Masks by other comparisons, those of the hidden layers or the last one turned round."""
    masks = [hidden(high[:, None], low[None, :]) for low, high in zip(degrees, degrees[1:], strict=False)]
    out = last(degrees[0][:, None], degrees[-1][None, :])
    return [(m.T if turn[0] else m).double() for m in masks] + [(out.T if turn[1] else out).double()]


@MADE_MASKS.wrong("the hidden masks transposed", like="transposed")
def made_masks_hidden_transposed(degrees):
    return _masks(degrees, turn=(True, False))


@MADE_MASKS.wrong("the last mask transposed", like="transposed")
def made_masks_last_transposed(degrees):
    return _masks(degrees, turn=(False, True))


@MADE_MASKS.wrong("> between hidden layers", like="> in the hidden layers")
def made_masks_strict_between(degrees):
    layers = [*degrees, degrees[0]]
    masks = [(high[:, None] > low[None, :]).double() for low, high in zip(layers, layers[1:], strict=False)]
    if len(masks) > 1:
        masks[0] = (layers[1][:, None] >= layers[0][None, :]).double()
    return masks


@MADE_MASKS.wrong(">= without a hidden layer", like=">= in the last layer")
def made_masks_loose_alone(degrees):
    return _masks(degrees, last=torch.gt if len(degrees) > 1 else torch.ge)


@MADE_MASKS.wrong(
    "axes of length 1 dropped",
    hint="Where a layer has one unit, an axis of your mask is gone. A mask has two axes, also where one of them has length 1: which call drops it?",
)
def made_masks_squeezed(degrees):
    return [mask.squeeze() for mask in _masks(degrees)]


@MADE_MASKS.wrong("axes of length 1 dropped in the hidden masks", like="axes of length 1 dropped")
def made_masks_hidden_squeezed(degrees):
    *hidden, last = _masks(degrees)
    return [*(mask.squeeze() for mask in hidden), last]


@MADE_MASKS.wrong(
    "the last inequality reversed",
    hint="In your last mask an output looks at units of higher degree than its own. Which inputs have such a unit already seen, and may the output hear of them?",
)
def made_masks_last_reversed(degrees):
    return _masks(degrees, last=torch.lt)


@MADE_MASKS.alternative
def made_masks_loops(degrees):
    layers = list(degrees) + [degrees[0]]
    masks = []
    for number in range(1, len(layers)):
        low, high = layers[number - 1], layers[number]
        mask = torch.zeros(len(high), len(low))
        for i in range(len(high)):
            for j in range(len(low)):
                last = number == len(layers) - 1
                mask[i, j] = float(high[i] > low[j] if last else high[i] >= low[j])
        masks.append(mask)
    return masks


@MADE_MASKS.alternative
def made_masks_shifted(degrees):
    layers = [d.numpy() for d in degrees] + [degrees[0].numpy() - 1]
    return [np.less_equal.outer(low, high).T for low, high in zip(layers, layers[1:], strict=False)]


@MADE_MASKS.alternative
def made_masks_of_bool(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:], strict=True):
        masks.append(torch.le(below.unsqueeze(0), above.unsqueeze(1)).to(torch.float32))
    masks.append(torch.gt(degrees[0].unsqueeze(1), degrees[-1].unsqueeze(0)).to(torch.float32))
    return masks
