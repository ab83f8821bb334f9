"""Week 6: wrong answers on the layers of a flow."""

import torch

from autograder.exercises.week06_wrong_maps import WRONG


@WRONG.wrong(
    "planar_log_abs_det",
    "tanh instead of its derivative",
    hint="The Jacobian holds derivatives. You put tanh where its slope belongs: far away, where tanh is "
    "flat, the layer only shifts, and your log-det should be 0.",
)
def planar_tanh(z, u, w, b):
    return torch.log(torch.abs(1 + torch.tanh(z @ w + b) * (u @ w)))


@WRONG.wrong(
    "planar_log_abs_det",
    "the derivative without the square",
    hint="1 - tanh(a) is not the slope of tanh: at a = -2 it would be almost 2, steeper than at 0. "
    "What is the derivative of tanh, written with tanh?",
)
def planar_no_square(z, u, w, b):
    return torch.log(torch.abs(1 + (1 - torch.tanh(z @ w + b)) * (u @ w)))


@WRONG.wrong(
    "planar_log_abs_det",
    "no abs",
    hint="1 + u . w h' can be negative, where the layer folds space over; u is used as given. "
    "What do you need before the logarithm?",
)
def planar_no_abs(z, u, w, b):
    return torch.log(1 + (1 - torch.tanh(z @ w + b) ** 2) * (u @ w))


@WRONG.wrong(
    "planar_log_abs_det",
    "the identity forgotten",
    hint="The layer adds to z, so its Jacobian is the identity plus a matrix of rank one. "
    "Where is the identity in your determinant?",
)
def planar_no_identity(z, u, w, b):
    return torch.log(torch.abs((1 - torch.tanh(z @ w + b) ** 2) * (u @ w)))


@WRONG.wrong(
    "planar_log_abs_det",
    "w forgotten in the slope",
    hint="By the chain rule, the gradient of tanh(w . z + b) in z is h'(.) times what? You added up u "
    "alone where u . w belongs.",
)
def planar_no_w(z, u, w, b):
    return torch.log(torch.abs(1 + (1 - torch.tanh(z @ w + b) ** 2) * u.sum()))


@WRONG.wrong(
    "coupling_forward",
    "masked half changed",
    hint="Coordinates with mask 1 must come out as they went in; yours moved. If they change, the inverse "
    "cannot find out which scale and shift were used.",
)
def forward_all_changed(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return z * torch.exp(s) + t, s.sum(1)


@WRONG.wrong(
    "coupling_forward",
    "roles of the mask swapped",
    hint="You changed the coordinates with mask 1 and kept the others. Which ones does a 1 let through?",
)
def forward_swapped(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return (1 - mask) * z + mask * (z * torch.exp(s) + t), (mask * s).sum(1)


@WRONG.wrong(
    "coupling_forward",
    "log-det sign",
    hint="The point is right. A positive log-scale stretches: is the log-det of this direction, z to x, "
    "then positive or negative?",
)
def forward_sign(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), -((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_forward",
    "scale of the wrong half",
    hint="Scale and shift looked at the coordinates that they are about to change. The inverse does not "
    "know those yet: which ones does it know?",
)
def forward_wrong_half(z, mask, scale, shift):
    s, t = scale((1 - mask) * z), shift((1 - mask) * z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_forward",
    "scale sees everything",
    hint="You called scale and shift with all of z. Then the Jacobian is no longer triangular and the "
    "layer has no easy inverse: hide what must not be seen.",
)
def forward_unmasked(z, mask, scale, shift):
    s, t = scale(z), shift(z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_forward",
    "log-scales of unchanged coordinates counted",
    hint="The point is right. You summed the log-scale over all coordinates, but those with mask 1 are "
    "not scaled: which entries stand on the Jacobian's diagonal?",
)
def forward_counts_all(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return mask * z + (1 - mask) * (z * torch.exp(s) + t), s.sum(1)


@WRONG.wrong(
    "coupling_forward",
    "shift before scale",
    hint="You added the shift and scaled the sum. Then the shift is scaled too: which of the two acts first "
    "in x = z exp(s) + t?",
)
def forward_shift_first(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    return mask * z + (1 - mask) * (z + t) * torch.exp(s), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "masked half changed",
    hint="Coordinates with mask 1 came through unchanged on the way to x. What is left to undo there?",
)
def inverse_all_changed(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return (x - t) * torch.exp(-s), -s.sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "log-det sign",
    hint="The point is right. You returned the log-det of the way from z to x; each direction returns its "
    "own. If one way stretches, what does the way back do?",
)
def inverse_sign(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x - t) * torch.exp(-s), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "scale of the wrong half",
    hint="Scale and shift must see just what they saw on the way forward. Which coordinates of x are the "
    "same numbers as in z?",
)
def inverse_wrong_half(x, mask, scale, shift):
    s, t = scale((1 - mask) * x), shift((1 - mask) * x)
    return mask * x + (1 - mask) * (x - t) * torch.exp(-s), -((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "undone in the wrong order",
    hint="You undid the scale first. Forward scaled first and shifted last: which comes off first, the "
    "shoes or the socks?",
)
def inverse_order(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x * torch.exp(-s) - t), -((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "forward again",
    hint="You applied the layer a second time. What undoes an addition, what undoes a factor, and which of "
    "them came last?",
)
def inverse_is_forward(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x * torch.exp(s) + t), ((1 - mask) * s).sum(1)


@WRONG.wrong(
    "coupling_inverse",
    "log-scales of unchanged coordinates counted",
    hint="The point is right. You summed the log-scale over all coordinates: which of them does the layer "
    "scale at all?",
)
def inverse_counts_all(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    return mask * x + (1 - mask) * (x - t) * torch.exp(-s), -s.sum(1)
