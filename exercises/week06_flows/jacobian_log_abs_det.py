"""The log-det of any map: the questions of `jacobian_log_abs_det`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import normal, seed, tensor
from gmcourse.check.wire import Build
from gmcourse.reference import flows


def _matrix(entries):
    return Build("flows.linear_map", {"matrix": entries})


def _smooth(seed, dims, flip=False):
    return Build("flows.bent_map", {"seed": seed, "dims": dims, "flip": flip})


def _bent(rng, rows, dims, flip=False):
    return {"f": _smooth(seed(rng), dims, flip), "z": normal(rng, rows, dims)}


def _tiny(rng, dims):
    """A matrix whose determinant is too small for a float."""
    return _matrix(1e-120 * (rng.normal(size=(dims, dims)) + 2 * np.eye(dims)))


JACOBIAN = Exercise(
    id="jacobian_log_abs_det",
    title="The log-det of any map",
    points=3,
    minutes=20,
    difficulty=2,
    reference=flows.jacobian_log_abs_det,
    public={
        "main": [
            {"f": _matrix([[3.0, 1.0], [1.0, 1.0]]), "z": tensor([[0.0, 1.0], [2.0, 3.0]])},
            {"f": _smooth(3, 3), "z": tensor([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0], [0.0, 0.0, 1.0]])},
            {"f": _smooth(5, 4), "z": tensor([[1.0, 0.0, -1.0, 2.0]])},
            {"f": _tiny(np.random.default_rng(66), 3), "z": tensor([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]])},
            {
                "f": _smooth(6, 2),
                "z": tensor([[1.0, 0.5], [0.0, -2.0], [0.5, 0.25], [3.0, 1.0], [-1.0, -1.0]]),
            },
        ],
        "mirrored": [
            {"f": _matrix([[1.0, 2.0], [3.0, 1.0]]), "z": tensor([[1.0, 1.0], [0.0, 2.0]])},
            {"f": _smooth(7, 3, flip=True), "z": tensor([[1.0, 0.0, -1.0], [0.5, 2.0, 0.0]])},
        ],
        "one": [
            {"f": _smooth(4, 1), "z": tensor([[0.0], [1.0], [2.0]])},
            {"f": _matrix([[-0.25]]), "z": tensor([[2.0]])},
        ],
    },
    hidden=lambda rng: {
        "main": [_bent(rng, 6, 3), _bent(rng, 3, 5), _bent(rng, 4, 4), _bent(rng, 1, 3), _bent(rng, 2, 2)]
        + [{"f": _tiny(rng, 4), "z": normal(rng, 2, 4)}],
        "mirrored": [_bent(rng, 4, 3, flip=True), _bent(rng, 3, 2, flip=True)],
        "one": [_bent(rng, 4, 1), _bent(rng, 1, 1, flip=True)],
    },
    shows=lambda f, z: {"f(z)": f(z)},
    properties=(
        Property("the log-det, row by row"),
        Property("a map that mirrors: a negative determinant", on="mirrored", share=0.5),
        Property("one dimension", on="one", share=0.5),
    ),
)


@JACOBIAN.wrong(
    "batch mixed",
    hint="The rows of the batch are mixed up: a matrix of yours holds derivatives in several rows, in a row that is not its own, or a sum over rows. Print the shape of the Jacobian: which of its axes belong to one row?",
)
def jacobian_mixed(f, z):
    n, d = z.shape
    whole = torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z)
    return torch.linalg.slogdet(whole.reshape(n, d, d))[1]


@JACOBIAN.wrong(
    "the whole batch at once",
    hint="You gave one number for all rows: of one determinant over them together, or their mean. What is the shape of one row's own Jacobian, and how many answers are asked?",
)
def jacobian_whole(f, z):
    whole = torch.autograd.functional.jacobian(f, z).reshape(z.numel(), z.numel())
    return torch.linalg.slogdet(whole)[1].expand(len(z))


@JACOBIAN.wrong(
    "no abs",
    hint="The logarithm of a negative determinant is nan. Orientation does not change a volume: what is missing between log and det?",
)
def jacobian_no_abs(f, z):
    rows = [torch.autograd.functional.jacobian(lambda v: f(v[None])[0], row) for row in z]
    return torch.stack([torch.logdet(row) for row in rows])


@JACOBIAN.wrong(
    "trace",
    hint="You took the trace. It belongs to continuous flows, where time runs in small steps; a single step changes volumes by the determinant.",
)
def jacobian_trace(f, z):
    rows = [torch.autograd.functional.jacobian(lambda v: f(v[None])[0], row) for row in z]
    return torch.stack([torch.log(torch.abs(torch.trace(row))) for row in rows])


@JACOBIAN.wrong(
    "diagonal only",
    hint="You multiplied the diagonal entries. That is the determinant of a triangular matrix; f may mix all coordinates. What does the determinant do with the rest?",
)
def jacobian_diagonal(f, z):
    rows = [torch.autograd.functional.jacobian(lambda v: f(v[None])[0], row) for row in z]
    return torch.stack([torch.log(torch.abs(torch.diagonal(row))).sum() for row in rows])


@JACOBIAN.wrong("torch.logdet", like="no abs")
def jacobian_logdet(f, z):
    return torch.logdet(torch.func.vmap(torch.func.jacrev(lambda row: f(row[None])[0]))(z))


@JACOBIAN.wrong(
    "log of the determinant",
    hint="You computed the determinant first. It may be too small, or too large, for a float where its logarithm is an ordinary number: which function of torch.linalg returns that logarithm itself?",
)
def jacobian_log_of_the_determinant(f, z):
    jacobian = torch.func.vmap(torch.func.jacrev(lambda row: f(row[None])[0]))(z)
    return torch.log(torch.linalg.det(jacobian).abs())


@JACOBIAN.wrong("the determinant kept above 1e-12", like="log of the determinant")
def jacobian_determinant_clamped(f, z):
    jacobian = torch.func.vmap(torch.func.jacrev(lambda row: f(row[None])[0]))(z)
    return torch.log(torch.linalg.det(jacobian).abs().clamp(min=1e-12))


@JACOBIAN.wrong("the whole batch at once, shared out", like="the whole batch at once")
def jacobian_whole_shared(f, z):
    whole = torch.autograd.functional.jacobian(f, z).reshape(z.numel(), z.numel())
    return (torch.linalg.slogdet(whole)[1] / len(z)).expand(len(z))


@JACOBIAN.wrong("axes left as they come", like="batch mixed")
def jacobian_axes_left(f, z):
    return torch.linalg.slogdet(torch.autograd.functional.jacobian(lambda v: f(v).sum(0), z))[1]


@JACOBIAN.wrong("one number for the whole batch", like="the whole batch at once")
def jacobian_one_number(f, z):
    whole = torch.autograd.functional.jacobian(f, z).reshape(z.numel(), z.numel())
    return torch.linalg.slogdet(whole)[1]


def _rows(f, z):
    """(N, D, D): the Jacobian of each row."""
    return torch.func.vmap(torch.func.jacrev(lambda row: f(row[None])[0]))(z)


@JACOBIAN.wrong("the derivatives of the first row", like="batch mixed")
def jacobian_of_the_first(f, z):
    return torch.linalg.slogdet(torch.autograd.functional.jacobian(f, z)[:, :, 0])[1]


@JACOBIAN.wrong("the sum of all Jacobians", like="batch mixed")
def jacobian_of_the_sum(f, z):
    return torch.linalg.slogdet(_rows(f, z).sum(0))[1]


@JACOBIAN.wrong("four axes left as they come", like="batch mixed")
def jacobian_four_axes(f, z):
    return torch.linalg.slogdet(torch.autograd.functional.jacobian(f, z))[1]


@JACOBIAN.wrong("the mean over the batch", like="the whole batch at once")
def jacobian_mean(f, z):
    return torch.linalg.slogdet(_rows(f, z))[1].mean()


@JACOBIAN.wrong("log of a determinant that may be negative", like="no abs")
def jacobian_log_of_negative(f, z):
    return torch.log(torch.linalg.det(_rows(f, z)))


@JACOBIAN.wrong("0 for nan", like="no abs")
def jacobian_zero_for_nan(f, z):
    return torch.nan_to_num(torch.logdet(_rows(f, z)))


@JACOBIAN.wrong("a negative determinant raised to 1e-12", like="no abs")
def jacobian_raised(f, z):
    return torch.log(torch.linalg.det(_rows(f, z)).clamp(min=1e-12))


@JACOBIAN.wrong(
    "times the sign of the determinant",
    hint="You multiplied log |det| by the sign of the determinant. Orientation does not change a volume: which of the two answers of slogdet is asked?",
)
def jacobian_signed(f, z):
    sign, log_volume = torch.linalg.slogdet(_rows(f, z))
    return sign * log_volume


@JACOBIAN.wrong("the trace, no logarithm", like="trace")
def jacobian_plain_trace(f, z):
    return _rows(f, z).diagonal(dim1=1, dim2=2).sum(1)


@JACOBIAN.wrong("logs of the diagonal, no sizes", like="diagonal only")
def jacobian_diagonal_no_abs(f, z):
    return _rows(f, z).diagonal(dim1=1, dim2=2).log().sum(1)


@JACOBIAN.wrong(
    "gradient of the sum",
    hint="You differentiated the sum of all outputs: one number for each input. A Jacobian has a row for each output: how do you get all of them?",
)
def jacobian_of_summed_outputs(f, z):
    return _rows(f, z).sum(1).abs().log().sum(1)


@JACOBIAN.wrong("a determinant and 1e-12", like="log of the determinant")
def jacobian_determinant_12(f, z):
    return torch.log(torch.linalg.det(_rows(f, z)).abs() + 1e-12)


@JACOBIAN.wrong("the determinant kept above 1e-30", like="log of the determinant")
def jacobian_determinant_30(f, z):
    return torch.log(torch.linalg.det(_rows(f, z)).abs().clamp(min=1e-30))


@JACOBIAN.wrong(
    "the determinant, no logarithm",
    hint="You returned the determinant, or its size. Its logarithm is asked: where would a map of 100 dimensions leave the floats?",
)
def jacobian_no_log(f, z):
    return torch.linalg.det(_rows(f, z)).abs()


@JACOBIAN.wrong("the determinant with its sign", like="the determinant, no logarithm")
def jacobian_no_log_signed(f, z):
    return torch.linalg.det(_rows(f, z))


@JACOBIAN.wrong(
    "sign",
    hint="Your log-det is that of the way back. Asked is how f itself stretches: a map that doubles all lengths has a log-det above 0.",
)
def jacobian_sign(f, z):
    return -torch.linalg.slogdet(_rows(f, z))[1]


@JACOBIAN.wrong(
    "the sign for the logarithm",
    hint="You returned the sign of the determinant, or sign and logarithm together. slogdet answers with both: which of them is asked?",
)
def jacobian_sign_returned(f, z):
    return torch.linalg.slogdet(_rows(f, z))[0]


@JACOBIAN.wrong("sign and logarithm together", like="the sign for the logarithm")
def jacobian_both(f, z):
    return tuple(torch.linalg.slogdet(_rows(f, z)))


@JACOBIAN.alternative
def jacobian_rows(f, z):
    values = []
    for row in z:
        J = torch.autograd.functional.jacobian(lambda v: f(v.unsqueeze(0)).squeeze(0), row)
        values.append(torch.linalg.slogdet(J)[1])
    return torch.stack(values)


@JACOBIAN.alternative
def jacobian_columns(f, z):
    z = z.clone().requires_grad_(True)
    x = f(z)
    grads = [torch.autograd.grad(x[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])]
    upper = torch.linalg.qr(torch.stack(grads, dim=1)).R
    return upper.diagonal(dim1=1, dim2=2).abs().log().sum(dim=1)


@JACOBIAN.alternative
def jacobian_forward_mode(f, z):
    J = torch.func.vmap(torch.func.jacfwd(lambda v: f(v[None])[0]))(z)
    return torch.log(torch.linalg.svdvals(J)).sum(-1)
