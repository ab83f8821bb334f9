"""The Jacobian of a stack: the questions of `compose_jacobians`, its wrong answers and other right ways."""

import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import normal, tensor
from gmcourse.reference import derivations_deep


def _stack(rng, maps, dims, scale=1.0):
    return {"jacobians": tensor(scale * rng.normal(size=(maps, dims, dims)))}


COMPOSE_JACOBIANS = Exercise(
    id="compose_jacobians",
    title="The Jacobian of a stack of maps",
    points=2,
    minutes=10,
    difficulty=2,
    reference=derivations_deep.compose_jacobians,
    public={
        "main": [
            {"jacobians": tensor([[[2.0, 1.0], [0.0, 3.0]], [[0.0, 1.0], [4.0, 1.0]]])},
            {
                "jacobians": tensor(
                    [[[1.0, 2.0], [0.5, 3.0]], [[-1.0, 0.0], [2.0, 1.0]], [[0.0, 2.0], [1.0, 1.0]]]
                )
            },
        ],
        "one": [{"jacobians": tensor([[[0.5, 2.0], [1.0, -3.0]]])}],
        "many": [{"jacobians": tensor([[[1e-6, 0.0], [1e-6, 1e-6]]] * 40)}],
    },
    hidden=lambda rng: {
        "main": [_stack(rng, *size) for size in ((2, 3), (3, 2), (5, 4), (4, 1))],
        "one": [{"jacobians": normal(rng, 1, 3, 3)}],
        "many": [_stack(rng, 40, 6, 1e-3)],
    },
    properties=(
        Property("the Jacobian of the whole", part=0),
        Property("its log-determinant", part=1),
        Property("a single map", on="one", share=0.5),
        Property("forty maps, whose determinant leaves the floats", on="many", part=1, share=0.5),
    ),
)


def _product(jacobians):
    whole = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for jacobian in jacobians:
        whole = jacobian @ whole
    return whole


def _log_det(jacobians):
    return torch.linalg.slogdet(jacobians).logabsdet.sum()


@COMPOSE_JACOBIANS.wrong(
    "product in the other order",
    hint="You multiplied first map times second map. A small step dz meets the first map first: on which side of the vector does its matrix stand?",
)
def other_order(jacobians):
    return _product(jacobians.flip(0)), _log_det(jacobians)


@COMPOSE_JACOBIANS.wrong(
    "transposed",
    hint="Your Jacobian is transposed: entry (i, j) is to be the derivative of output i in input j. Which way round do yours lie?",
)
def transposed(jacobians):
    return _product(jacobians).T, _log_det(jacobians)


@COMPOSE_JACOBIANS.wrong(
    "the sum of the Jacobians",
    hint="You added the Jacobians. Slopes of maps that follow one another multiply: try two numbers, x = 2z and then 3x.",
)
def added(jacobians):
    return jacobians.sum(0), _log_det(jacobians)


@COMPOSE_JACOBIANS.wrong(
    "sign of the log-determinant",
    hint="You returned the log-determinant of the way back. Which direction is asked for, z_0 to z_M or back?",
)
def backwards(jacobians):
    return _product(jacobians), -_log_det(jacobians)


@COMPOSE_JACOBIANS.wrong(
    "the last map only",
    hint="Only one of the maps is in your log-determinant. Each map stretches what it is given: what becomes of the other factors?",
)
def last_only(jacobians):
    return _product(jacobians), torch.linalg.slogdet(jacobians[-1]).logabsdet


@COMPOSE_JACOBIANS.wrong(
    "no absolute value",
    hint="A map that turns space over has a negative determinant, whose logarithm is nan. Volume does not care: what is missing before the logarithm?",
)
def without_abs(jacobians):
    return _product(jacobians), torch.log(torch.linalg.det(jacobians)).sum()


@COMPOSE_JACOBIANS.wrong(
    "log of the product",
    hint="You took the logarithm of the determinant of the whole. When forty are multiplied, numbers leave the floats, and matrices lose their small directions: what becomes of a product under a logarithm?",
)
def log_of_product(jacobians):
    whole = _product(jacobians)
    return whole, torch.log(torch.linalg.det(whole).abs())


@COMPOSE_JACOBIANS.wrong(
    "trace for the determinant",
    hint="You added up diagonal entries. A trace tells how the volume changes for maps that hardly do anything: what tells it exactly?",
)
def traces(jacobians):
    return _product(jacobians), jacobians.diagonal(dim1=1, dim2=2).sum().abs().log()


@COMPOSE_JACOBIANS.wrong("slogdet of the product", like="log of the product")
def slogdet_of_product(jacobians):
    whole = _product(jacobians)
    return whole, torch.linalg.slogdet(whole).logabsdet


@COMPOSE_JACOBIANS.wrong("the sum of the Jacobians, and its log-determinant", like="the sum of the Jacobians")
def added_both(jacobians):
    return jacobians.sum(0), torch.linalg.slogdet(jacobians.sum(0)).logabsdet


@COMPOSE_JACOBIANS.wrong("the first map only", like="the last map only")
def first_only(jacobians):
    return _product(jacobians), torch.linalg.slogdet(jacobians[0]).logabsdet


@COMPOSE_JACOBIANS.wrong("logdet of each", like="no absolute value")
def logdet_of_each(jacobians):
    return _product(jacobians), torch.logdet(jacobians).sum()


@COMPOSE_JACOBIANS.wrong("logdet of the product", like="no absolute value")
def logdet_of_product(jacobians):
    return _product(jacobians), torch.logdet(_product(jacobians))


@COMPOSE_JACOBIANS.wrong("log of the determinant of the product, no size", like="no absolute value")
def log_det_of_product(jacobians):
    return _product(jacobians), torch.log(torch.linalg.det(_product(jacobians)))


@COMPOSE_JACOBIANS.wrong("log of the product and 1e-12", like="log of the product")
def log_of_product_12(jacobians):
    return _product(jacobians), torch.log(torch.linalg.det(_product(jacobians)).abs() + 1e-12)


@COMPOSE_JACOBIANS.wrong("log of the product of the determinants", like="log of the product")
def log_of_determinants(jacobians):
    return _product(jacobians), torch.linalg.det(jacobians).prod().abs().log()


@COMPOSE_JACOBIANS.wrong("the trace of the product", like="trace for the determinant")
def trace_of_product(jacobians):
    return _product(jacobians), torch.trace(_product(jacobians))


@COMPOSE_JACOBIANS.wrong("the log of the trace of the product", like="trace for the determinant")
def log_trace_of_product(jacobians):
    return _product(jacobians), torch.trace(_product(jacobians)).abs().log()


@COMPOSE_JACOBIANS.wrong("the logs of the traces", like="trace for the determinant")
def logs_of_traces(jacobians):
    return _product(jacobians), jacobians.diagonal(dim1=1, dim2=2).sum(1).abs().log().sum()


@COMPOSE_JACOBIANS.wrong("product in the other order, its log-determinant", like="product in the other order")
def other_order_of_product(jacobians):
    whole = _product(jacobians.flip(0))
    return whole, torch.linalg.slogdet(whole).logabsdet


@COMPOSE_JACOBIANS.wrong(
    "entries multiplied",
    hint="You multiplied entry by entry. A small step passes through one map after the other: which product of matrices does that?",
)
def entry_by_entry(jacobians):
    return jacobians.prod(0), _log_det(jacobians)


@COMPOSE_JACOBIANS.wrong("entries multiplied, and their log-determinant", like="entries multiplied")
def entry_by_entry_both(jacobians):
    return jacobians.prod(0), torch.linalg.slogdet(jacobians.prod(0)).logabsdet


@COMPOSE_JACOBIANS.wrong(
    "log-determinants not added",
    hint="Your log-determinants are averaged, multiplied or left side by side. Determinants of a stack multiply: what do their logarithms do?",
)
def log_dets_averaged(jacobians):
    return _product(jacobians), torch.linalg.slogdet(jacobians).logabsdet.mean()


@COMPOSE_JACOBIANS.wrong("log-determinants side by side", like="log-determinants not added")
def log_dets_listed(jacobians):
    return _product(jacobians), torch.linalg.slogdet(jacobians).logabsdet


@COMPOSE_JACOBIANS.wrong(
    "diagonals alone",
    hint="You multiplied the diagonals. That is the determinant of a triangular matrix; these are full ones.",
)
def diagonals_alone(jacobians):
    return _product(jacobians), jacobians.diagonal(dim1=1, dim2=2).abs().log().sum()


@COMPOSE_JACOBIANS.alternative
def by_multi_dot(jacobians):
    whole = torch.linalg.multi_dot(list(jacobians.flip(0))) if len(jacobians) > 1 else jacobians[0].clone()
    return whole, torch.linalg.det(jacobians).abs().log().sum()


@COMPOSE_JACOBIANS.alternative
def by_columns(jacobians):
    columns = []
    for unit in torch.eye(jacobians.shape[1], dtype=jacobians.dtype):
        for jacobian in jacobians:
            unit = jacobian @ unit
        columns.append(unit)
    log_det = sum(torch.linalg.svdvals(jacobian).log().sum() for jacobian in jacobians)
    return torch.stack(columns, dim=1), log_det


@COMPOSE_JACOBIANS.alternative
def by_autograd(jacobians):
    def through(z):
        for jacobian in jacobians:
            z = jacobian @ z
        return z

    start = torch.zeros(jacobians.shape[1], dtype=jacobians.dtype)
    logs = [torch.linalg.slogdet(jacobian)[1] for jacobian in jacobians]
    return torch.autograd.functional.jacobian(through, start), torch.stack(logs).sum()
