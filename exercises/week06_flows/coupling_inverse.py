"""A coupling layer, back from x to z: the questions of `coupling_inverse`, its wrong answers and other right ways."""

import torch

from autograder.spec import Exercise
from exercises.week06_flows._cases import coupling_cases, coupling_properties, coupling_shows
from gmcourse.reference import flows

PUBLIC, HIDDEN = coupling_cases("x")

COUPLING_INVERSE = Exercise(
    id="coupling_inverse",
    title="A coupling layer, back from x to z",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.coupling_inverse,
    public=PUBLIC,
    hidden=HIDDEN,
    probes={"trained": "gradients.through"},
    shows=coupling_shows("x"),
    properties=coupling_properties("the point z"),
)


@COUPLING_INVERSE.wrong(
    "masked half changed",
    hint="Coordinates with mask 1 came through unchanged on the way to x. What is left to undo there?",
)
def inverse_all_changed(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return (x - t) * torch.exp(-s), -s.sum(1)


@COUPLING_INVERSE.wrong(
    "log-det sign",
    hint="The point is right. You returned the log-det of the way from z to x; each direction returns its own. If one way stretches, what does the way back do?",
)
def inverse_sign(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x - t) * torch.exp(-s), ((1 - mask) * s).sum(1)


@COUPLING_INVERSE.wrong(
    "scale of the wrong half",
    hint="Scale and shift must see just what they saw on the way forward. Which coordinates of x are the same numbers as in z?",
)
def inverse_wrong_half(x, mask, scale, shift):
    s, t = scale((1 - mask) * x), shift((1 - mask) * x)
    return mask * x + (1 - mask) * (x - t) * torch.exp(-s), -((1 - mask) * s).sum(1)


@COUPLING_INVERSE.wrong(
    "undone in the wrong order",
    hint="You undid the scale first. Forward scaled first and shifted last: which comes off first, the shoes or the socks?",
)
def inverse_order(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x * torch.exp(-s) - t), -((1 - mask) * s).sum(1)


@COUPLING_INVERSE.wrong(
    "forward again",
    hint="You scaled and shifted once more, as on the way forward. What undoes an addition, what undoes a factor, and which of them came last?",
)
def inverse_is_forward(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x * torch.exp(s) + t), ((1 - mask) * s).sum(1)


@COUPLING_INVERSE.wrong(
    "log-scales of unchanged coordinates counted",
    hint="The point is right. You summed the log-scale over all coordinates: which of them does the layer scale at all?",
)
def inverse_counts_all(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x - t) * torch.exp(-s), -s.sum(1)


@COUPLING_INVERSE.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def inverse_cut(x, mask, scale, shift):
    s, t = (1 - mask) * scale(mask * x).detach(), (1 - mask) * shift(mask * x).detach()
    return ((x - t) * torch.exp(-s)).detach(), -s.sum(1)


@COUPLING_INVERSE.wrong("networks see everything", like="scale of the wrong half")
def inverse_unmasked(x, mask, scale, shift):
    s, t = (1 - mask) * scale(x), (1 - mask) * shift(x)
    return (x - t) * torch.exp(-s), -s.sum(1)


@COUPLING_INVERSE.wrong("forward again, the log-det turned", like="forward again")
def inverse_forward_turned(x, mask, scale, shift):
    s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
    return x * torch.exp(s) + t, -s.sum(1)


@COUPLING_INVERSE.wrong("masked half shifted", like="masked half changed")
def inverse_masked_shifted(x, mask, scale, shift):
    s, t = (1 - mask) * scale(mask * x), shift(mask * x)
    return (x - t) * torch.exp(-s), -s.sum(1)


@COUPLING_INVERSE.wrong(
    "roles of the mask swapped",
    hint="You changed the coordinates with mask 1 and kept the others. Which ones does a 1 let through?",
)
def inverse_swapped(x, mask, scale, shift):
    s, t = mask * scale((1 - mask) * x), mask * shift((1 - mask) * x)
    return (x - t) * torch.exp(-s), -s.sum(1)


@COUPLING_INVERSE.wrong(
    "shift added",
    hint="You added the shift where the layer had added it before. What undoes an addition?",
)
def inverse_shift_added(x, mask, scale, shift):
    s, t = (1 - mask) * scale(mask * x), (1 - mask) * shift(mask * x)
    return (x + t) * torch.exp(-s), -s.sum(1)


@COUPLING_INVERSE.wrong("the coordinates that are seen are changed", like="roles of the mask swapped")
def inverse_changes_what_it_sees(x, mask, scale, shift):
    s, t = mask * scale(mask * x), mask * shift(mask * x)
    return (x - t) * torch.exp(-s), -s.sum(1)


def _layer(x, mask, s, t, log_det=None):
    """The layer with this log-scale and shift, and another log-det where one is given."""
    free = 1 - mask
    log_det = -(free * s).sum(1) if log_det is None else log_det
    return mask * x + free * (x - t) * torch.exp(-s), log_det


@COUPLING_INVERSE.wrong("masked half scaled", like="masked half changed")
def inverse_masked_scaled(x, mask, scale, shift):
    s, t, free = scale(mask * x), (1 - mask) * shift(mask * x), 1 - mask
    return (x - t) * torch.exp(-s), -(free * s).sum(1)


@COUPLING_INVERSE.wrong("masked half lost", like="masked half changed")
def inverse_masked_lost(x, mask, scale, shift):
    point, log_det = _layer(x, mask, scale(mask * x), shift(mask * x))
    return (1 - mask) * point, log_det


@COUPLING_INVERSE.wrong(
    "log-scales of the unchanged coordinates",
    hint="The point is right. Your log-det adds up the log-scales where the mask is 1: which coordinates does the layer scale?",
)
def inverse_of_masked(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return _layer(x, mask, s, t, -(mask * s).sum(1))


@COUPLING_INVERSE.wrong(
    "scale for log-scale",
    hint="You took the network's answer as the scale itself. It is the logarithm of the scale, and may be 0 or negative: what makes a factor of it?",
)
def inverse_plain_scale(x, mask, scale, shift):
    s, t, free = scale(mask * x), shift(mask * x), 1 - mask
    return mask * x + free * ((x - t) / s), -(free * s).sum(1)


@COUPLING_INVERSE.wrong(
    "log-det not a number for each point",
    hint="The point is right. The log-det is one number for each point, shape (N,): over which axis do you add, and is it a sum?",
)
def inverse_not_summed(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return _layer(x, mask, s, t, -(1 - mask) * s)


@COUPLING_INVERSE.wrong("log-det added up over the batch", like="log-det not a number for each point")
def inverse_summed_over_all(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return _layer(x, mask, s, t, -((1 - mask) * s).sum())


@COUPLING_INVERSE.wrong("log-det added up over the points", like="log-det not a number for each point")
def inverse_summed_over_points(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return _layer(x, mask, s, t, -((1 - mask) * s).sum(0))


@COUPLING_INVERSE.wrong("log-det averaged", like="log-det not a number for each point")
def inverse_averaged(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return _layer(x, mask, s, t, -((1 - mask) * s).mean(1))


@COUPLING_INVERSE.wrong(
    "the determinant, not its logarithm",
    hint="The point is right. You returned the determinant, or added up scales. The logarithm of a product is asked: what is it a sum of?",
)
def inverse_determinant(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return _layer(x, mask, s, t, (-(1 - mask) * s).sum(1).exp())


@COUPLING_INVERSE.wrong(
    "log of a product that left the floats",
    hint="You multiplied the scales and took the logarithm of the product, which may be too large or too small for a float. What is the logarithm of exp(s), without the exp?",
)
def inverse_product(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return _layer(x, mask, s, t, torch.log(torch.exp(-(1 - mask) * s).prod(1)))


@COUPLING_INVERSE.wrong(
    "no log-det",
    hint="The point is right. Your log-det is 0 everywhere: does the layer leave volumes as they are, where its log-scale is not 0?",
)
def inverse_no_log_det(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return _layer(x, mask, s, t, 0 * s.sum(1))


@COUPLING_INVERSE.wrong(
    "scale not divided out",
    hint="You took off the shift, and multiplied by the scale once more. What undoes a factor?",
)
def inverse_multiplied(x, mask, scale, shift):
    s, t, free = scale(mask * x), shift(mask * x), 1 - mask
    return mask * x + free * (x - t) * torch.exp(s), (free * s).sum(1)


@COUPLING_INVERSE.wrong("scale not divided out, the log-det of the way back", like="scale not divided out")
def inverse_multiplied_half(x, mask, scale, shift):
    s, t, free = scale(mask * x), shift(mask * x), 1 - mask
    return mask * x + free * (x - t) * torch.exp(s), -(free * s).sum(1)


@COUPLING_INVERSE.wrong("shift added after the scale", like="shift added")
def inverse_shift_added_late(x, mask, scale, shift):
    s, t, free = scale(mask * x), shift(mask * x), 1 - mask
    return mask * x + free * (x * torch.exp(-s) + t), -(free * s).sum(1)


@COUPLING_INVERSE.wrong("forward again in all coordinates", like="forward again")
def inverse_forward_all(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return x * torch.exp(s) + t, s.sum(1)


@COUPLING_INVERSE.alternative
def inverse_where(x, mask, scale, shift):
    kept = mask.bool()
    seen = torch.where(kept, x, torch.zeros_like(x))
    s = torch.where(kept, torch.zeros_like(x), scale(seen))
    t = torch.where(kept, torch.zeros_like(x), shift(seen))
    return (x - t) / torch.exp(s), torch.log(torch.exp(-s)).sum(-1)


@COUPLING_INVERSE.alternative
def inverse_columns(x, mask, scale, shift):
    s, t = scale(x * mask), shift(x * mask)
    z, log_det = x.clone(), torch.zeros(len(x), dtype=x.dtype)
    for i in range(x.shape[1]):
        if mask[i] == 0:
            z[:, i] = (x[:, i] - t[:, i]) / s[:, i].exp()
            log_det -= s[:, i]
    return z, log_det


@COUPLING_INVERSE.alternative
def coupling_inverse_where(x, mask, scale, shift):
    passed = mask.bool()
    seen = torch.where(passed, x, torch.zeros_like(x))
    log_scale, offset = scale(seen), shift(seen)
    z = torch.where(passed, x, (x - offset) / log_scale.exp())
    return z, -log_scale[:, ~passed].sum(dim=1)
