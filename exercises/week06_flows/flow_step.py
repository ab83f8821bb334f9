"""One step of a flow's training: the questions of `flow_step`, its wrong answers and other right ways."""

import numpy as np

from autograder.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import real_nvp


def _tensor(data):
    return Build("tensors.tensor", {"data": np.asarray(data, dtype=float)})


def _dense(rng, count, dims):
    """Many points about the mean of a narrow density: the loss is below 0."""
    case = _case(rng, count, dims)
    start = {"mean": np.zeros(dims), "log_scale": np.full(dims, -2.5)}
    near = {name: _tensor(rng.normal(0, 0.03, size=(count, dims)).round(4)) for name in ("x", "then")}
    return case | near | {"model": Build("flows.learned_gaussian", start), "lr": 1e-3}


def _case(rng, count, dims):
    start = {"mean": rng.normal(size=dims).round(2), "log_scale": rng.normal(0, 0.3, size=dims).round(2)}
    return {
        "model": Build("flows.learned_gaussian", start),
        "x": _tensor(rng.normal(1.0, 1.0, size=(count, dims)).round(2)),
        "then": _tensor(rng.normal(-1.0, 1.0, size=(count, dims)).round(2)),
        "lr": 0.1,
    }


FLOW_STEP = Exercise(
    id="flow_step",
    title="One step of training",
    points=1,
    minutes=5,
    difficulty=1,
    reference=real_nvp.flow_step,
    probe="real_nvp.steps",
    mutates=True,
    public={
        "main": [
            _case(np.random.default_rng(60), 3, 1),
            _case(np.random.default_rng(61), 4, 2),
            _dense(np.random.default_rng(62), 70, 1),
        ]
    },
    hidden=lambda rng: {"main": [_case(rng, 3, 2), _case(rng, 8, 3), _case(rng, 1, 2), _dense(rng, 150, 2)]},
    properties=(
        Property("the loss of each of two steps, before the step", part="losses"),
        Property("the parameters after two steps", part="parameters"),
        Property("the loss is a float", part="floats", share=0.25),
    ),
)


@FLOW_STEP.wrong(
    "gradients pile up",
    hint="Your first step is right and your second is not: the gradients of the first are still there, and backward adds to them.",
)
def without_zero(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


@FLOW_STEP.wrong(
    "uphill",
    hint="An optimizer makes its loss small. Yours is the log-likelihood itself: which sign makes the likelihood large?",
)
def uphill(model, optimizer, x):
    optimizer.zero_grad()
    loss = model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


@FLOW_STEP.wrong(
    "the sum over the batch",
    hint="Your loss grows with the batch, and so do your steps. Asked is the mean.",
)
def summed(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).sum()
    loss.backward()
    optimizer.step()
    return loss.item()


@FLOW_STEP.wrong(
    "no step is taken",
    hint="The parameters stay where they were. Either nobody moves them, or there is no gradient any more when they are moved: in which order do your lines stand?",
)
def no_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    return loss.item()


@FLOW_STEP.wrong(
    "the loss after the step",
    hint="You return what the loss has become. Asked is the value that the step started from.",
)
def afterwards(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return -model.log_prob(x).mean().item()


def _step(model, optimizer, loss, value=None):
    """A step on this loss; what is returned is a value of its own, or the loss as a float."""
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item() if value is None else value


@FLOW_STEP.wrong("uphill, and the loss returned", like="uphill")
def uphill_but_said(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    return _step(model, optimizer, -loss, loss.item())


@FLOW_STEP.wrong("uphill, by the sum", like="uphill")
def uphill_by_sum(model, optimizer, x):
    return _step(model, optimizer, model.log_prob(x).sum())


@FLOW_STEP.wrong("uphill, gradients piling up", like="gradients pile up")
def uphill_without_zero(model, optimizer, x):
    loss = model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


@FLOW_STEP.wrong("the sum returned", like="the sum over the batch")
def sum_returned(model, optimizer, x):
    loss = -model.log_prob(x)
    return _step(model, optimizer, loss.mean(), loss.sum().item())


@FLOW_STEP.wrong("the sum stepped on", like="the sum over the batch")
def sum_stepped_on(model, optimizer, x):
    loss = -model.log_prob(x)
    return _step(model, optimizer, loss.sum(), loss.mean().item())


@FLOW_STEP.wrong("the sum, gradients piling up", like="the sum over the batch")
def sum_without_zero(model, optimizer, x):
    loss = -model.log_prob(x).sum()
    loss.backward()
    optimizer.step()
    return loss.item()


@FLOW_STEP.wrong("the step comes before the gradient", like="no step is taken")
def step_too_soon(model, optimizer, x):
    optimizer.step()
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    return loss.item()


@FLOW_STEP.wrong(
    "divided by the dimensions",
    hint="You divided by the number of dimensions as well. The mean is over the points: what is asked is nats a point.",
)
def per_dimension(model, optimizer, x):
    return _step(model, optimizer, -model.log_prob(x).mean() / x.shape[1])


@FLOW_STEP.wrong(
    "two steps",
    hint="The parameters move further than one step: how often is the optimizer asked?",
)
def two_steps(model, optimizer, x):
    value = _step(model, optimizer, -model.log_prob(x).mean())
    optimizer.step()
    return value


@FLOW_STEP.alternative
def clearing_last(model, optimizer, x):
    loss = model.log_prob(x).mean().neg()
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return float(loss)


@FLOW_STEP.alternative
def clearing_by_hand(model, optimizer, x):
    for parameter in model.parameters():
        parameter.grad = None
    loss = -model.log_prob(x).sum() / x.shape[0]
    loss.backward()
    optimizer.step()
    return float(loss)


@FLOW_STEP.alternative
def with_a_closure(model, optimizer, x):
    def loss():
        optimizer.zero_grad()
        value = -model.log_prob(x).mean()
        value.backward()
        return value

    return optimizer.step(loss).item()
