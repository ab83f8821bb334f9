"""A coupling layer, from z to x: the questions of `coupling_forward`, its wrong answers and other right ways."""

import torch

from autograder.spec import Exercise
from exercises.week06_flows._cases import coupling_cases, coupling_properties, coupling_shows
from gmcourse.reference import flows

PUBLIC, HIDDEN = coupling_cases("z")

COUPLING_FORWARD = Exercise(
    id="coupling_forward",
    title="A coupling layer, from z to x",
    points=3,
    minutes=15,
    difficulty=2,
    reference=flows.coupling_forward,
    public=PUBLIC,
    hidden=HIDDEN,
    probes={"trained": "gradients.through"},
    shows=coupling_shows("z"),
    properties=coupling_properties("the point x"),
)


@COUPLING_FORWARD.wrong(
    "masked half changed",
    hint="Coordinates with mask 1 must come out as they went in; yours moved. If they change, the inverse cannot find out which scale and shift were used.",
)
def forward_all_changed(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return z * torch.exp(s) + t, s.sum(1)


@COUPLING_FORWARD.wrong(
    "roles of the mask swapped",
    hint="You changed the coordinates with mask 1 and kept the others. Which ones does a 1 let through?",
)
def forward_swapped(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return (1 - mask) * z + mask * (z * torch.exp(s) + t), (mask * s).sum(1)


@COUPLING_FORWARD.wrong(
    "log-det sign",
    hint="The point is right. A positive log-scale stretches: is the log-det of this direction, z to x, then positive or negative?",
)
def forward_sign(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), -((1 - mask) * s).sum(1)


@COUPLING_FORWARD.wrong(
    "scale of the wrong half",
    hint="Scale and shift looked at the coordinates that they are about to change. The inverse does not know those yet: which ones does it know?",
)
def forward_wrong_half(z, mask, scale, shift):
    s, t = scale((1 - mask) * z), shift((1 - mask) * z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), ((1 - mask) * s).sum(1)


@COUPLING_FORWARD.wrong(
    "scale sees everything",
    hint="You called scale and shift with all of z. Then the Jacobian is no longer triangular and the layer has no easy inverse: hide what must not be seen.",
)
def forward_unmasked(z, mask, scale, shift):
    s, t = scale(z), shift(z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), ((1 - mask) * s).sum(1)


@COUPLING_FORWARD.wrong(
    "log-scales of unchanged coordinates counted",
    hint="The point is right. You summed the log-scale over all coordinates, but those with mask 1 are not scaled: which entries stand on the Jacobian's diagonal?",
)
def forward_counts_all(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), s.sum(1)


@COUPLING_FORWARD.wrong(
    "shift before scale",
    hint="You added the shift and scaled the sum. Then the shift is scaled too: which of the two acts first in x = z exp(s) + t?",
)
def forward_shift_first(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return mask * z + (1 - mask) * (z + t) * torch.exp(s), ((1 - mask) * s).sum(1)


@COUPLING_FORWARD.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def forward_cut(z, mask, scale, shift):
    s, t = (1 - mask) * scale(mask * z).detach(), shift(mask * z).detach()
    return (z * torch.exp(s) + (1 - mask) * t).detach(), s.sum(1)


@COUPLING_FORWARD.wrong("mask inverted", like="roles of the mask swapped")
def forward_mask_inverted(z, mask, scale, shift):
    s, t = mask * scale((1 - mask) * z), mask * shift((1 - mask) * z)
    return z * torch.exp(s) + t, s.sum(1)


@COUPLING_FORWARD.wrong("masked half added again", like="masked half changed")
def forward_masked_doubled(z, mask, scale, shift):
    s, t = (1 - mask) * scale(mask * z), (1 - mask) * shift(mask * z)
    return mask * z + z * torch.exp(s) + t, s.sum(1)


@COUPLING_FORWARD.wrong("masked half shifted", like="masked half changed")
def forward_masked_shifted(z, mask, scale, shift):
    s, t = (1 - mask) * scale(mask * z), shift(mask * z)
    return z * torch.exp(s) + t, s.sum(1)


def _layer(z, mask, s, t, log_det=None):
    """The layer with this log-scale and shift, and another log-det where one is given."""
    free = 1 - mask
    log_det = (free * s).sum(1) if log_det is None else log_det
    return mask * z + free * (z * torch.exp(s) + t), log_det


@COUPLING_FORWARD.wrong("masked half scaled", like="masked half changed")
def forward_masked_scaled(z, mask, scale, shift):
    s, t, free = scale(mask * z), (1 - mask) * shift(mask * z), 1 - mask
    return z * torch.exp(s) + t, (free * s).sum(1)


@COUPLING_FORWARD.wrong("masked half lost", like="masked half changed")
def forward_masked_lost(z, mask, scale, shift):
    point, log_det = _layer(z, mask, scale(mask * z), shift(mask * z))
    return (1 - mask) * point, log_det


@COUPLING_FORWARD.wrong(
    "log-scales of the unchanged coordinates",
    hint="The point is right. Your log-det adds up the log-scales where the mask is 1: which coordinates does the layer scale?",
)
def forward_of_masked(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return _layer(z, mask, s, t, (mask * s).sum(1))


@COUPLING_FORWARD.wrong(
    "scale for log-scale",
    hint="You took the network's answer as the scale itself. It is the logarithm of the scale, and may be 0 or negative: what makes a factor of it?",
)
def forward_plain_scale(z, mask, scale, shift):
    s, t, free = scale(mask * z), shift(mask * z), 1 - mask
    return mask * z + free * (z * s + t), (free * s).sum(1)


@COUPLING_FORWARD.wrong(
    "log-det not a number for each point",
    hint="The point is right. The log-det is one number for each point, shape (N,): over which axis do you add, and is it a sum?",
)
def forward_not_summed(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return _layer(z, mask, s, t, (1 - mask) * s)


@COUPLING_FORWARD.wrong("log-det added up over the batch", like="log-det not a number for each point")
def forward_summed_over_all(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return _layer(z, mask, s, t, ((1 - mask) * s).sum())


@COUPLING_FORWARD.wrong("log-det averaged", like="log-det not a number for each point")
def forward_averaged(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return _layer(z, mask, s, t, ((1 - mask) * s).mean(1))


@COUPLING_FORWARD.wrong(
    "the determinant, not its logarithm",
    hint="The point is right. You returned the determinant, or added up scales. The logarithm of a product is asked: what is it a sum of?",
)
def forward_determinant(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return _layer(z, mask, s, t, ((1 - mask) * s).sum(1).exp())


@COUPLING_FORWARD.wrong(
    "log of a product that left the floats",
    hint="You multiplied the scales and took the logarithm of the product, which may be too large or too small for a float. What is the logarithm of exp(s), without the exp?",
)
def forward_product(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return _layer(z, mask, s, t, torch.log(torch.exp((1 - mask) * s).prod(1)))


@COUPLING_FORWARD.wrong(
    "no log-det",
    hint="The point is right. Your log-det is 0 everywhere: does the layer leave volumes as they are, where its log-scale is not 0?",
)
def forward_no_log_det(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return _layer(z, mask, s, t, 0 * s.sum(1))


@COUPLING_FORWARD.wrong(
    "the way back",
    hint="You divided by the scale, as on the way back from x to z. This direction multiplies: what does a positive log-scale do to z?",
)
def forward_divided(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return _layer(z, mask, -s, t)


@COUPLING_FORWARD.wrong("the way back, the log-det of this way", like="the way back")
def forward_divided_half(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return _layer(z, mask, -s, t, ((1 - mask) * s).sum(1))


@COUPLING_FORWARD.wrong("the whole way back", like="the way back")
def forward_backwards(z, mask, scale, shift):
    s, t, free = scale(mask * z), shift(mask * z), 1 - mask
    return mask * z + free * (z - t) * torch.exp(-s), -(free * s).sum(1)


@COUPLING_FORWARD.alternative
def forward_where(z, mask, scale, shift):
    kept = mask.bool()
    seen = torch.where(kept, z, torch.zeros_like(z))
    s = torch.where(kept, torch.zeros_like(z), scale(seen))
    t = torch.where(kept, torch.zeros_like(z), shift(seen))
    return z * torch.exp(s) + t, torch.sum(s, dim=-1)


@COUPLING_FORWARD.alternative
def forward_columns(z, mask, scale, shift):
    s, t = scale(z * mask), shift(z * mask)
    x, log_det = z.clone(), torch.zeros(len(z), dtype=z.dtype)
    for i in range(z.shape[1]):
        if mask[i] == 0:
            x[:, i] = z[:, i] * s[:, i].exp() + t[:, i]
            log_det += s[:, i]
    return x, log_det


@COUPLING_FORWARD.alternative
def coupling_forward_where(z, mask, scale, shift):
    passed = mask.bool()
    seen = torch.where(passed, z, torch.zeros_like(z))
    log_scale, offset = scale(seen), shift(seen)
    x = torch.where(passed, z, z * log_scale.exp() + offset)
    return x, log_scale[:, ~passed].sum(dim=1)
