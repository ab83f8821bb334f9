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
    hint="Your values are right, but the gradient that comes back through them is not all there, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
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
