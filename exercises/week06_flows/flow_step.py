"""One step of a flow's training: the questions of `flow_step`, its wrong answers and other right ways."""

import numpy as np
import torch

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


LOSSES = "the loss of each of two steps, before the step"

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
        ],
        "bare": [_case(np.random.default_rng(63), 3, 2) | {"only_log_prob": True}],
        "left": [_case(np.random.default_rng(64), 3, 2) | {"gradients_left": True}],
    },
    hidden=lambda rng: {
        "main": [_case(rng, 3, 2), _case(rng, 8, 3), _case(rng, 1, 2), _dense(rng, 150, 2)],
        "bare": [_case(rng, 4, 2) | {"only_log_prob": True}],
        "left": [_case(rng, 4, 2) | {"gradients_left": True}],
    },
    properties=(
        Property(LOSSES, part="losses"),
        Property("the parameters after two steps", part="parameters"),
        Property("one step of the optimizer each time, with a gradient", part="turns", share=0.25),
        Property("the loss is a float", part="kinds", share=0.25, given=LOSSES),
        Property("the batch is left as it was", part="changed", share=0.25, given=LOSSES),
        Property("a model that has log_prob alone", on="bare", part="parameters", share=0.25),
        Property("gradients from before the call do not count", on="left", part="parameters", share=0.25),
    ),
)


@FLOW_STEP.wrong(
    "gradients pile up",
    hint="The gradients of an earlier step are still there when you compute new ones: what does backward do with what it finds?",
)
def without_zero(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


@FLOW_STEP.wrong(
    "uphill",
    hint="Your steps make the data less likely. Of what does the optimizer look for the smallest value, and with which sign?",
)
def uphill(model, optimizer, x):
    optimizer.zero_grad()
    loss = model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()


@FLOW_STEP.wrong(
    "the sum over the batch",
    hint="Somewhere you have a sum over the batch: in what you return, in what you step on, or in both. Which of the two, sum or mean, grows with the batch?",
)
def summed(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).sum()
    loss.backward()
    optimizer.step()
    return loss.item()


@FLOW_STEP.wrong(
    "no step is taken",
    hint="The parameters stay where they were, with gradients or without: the optimizer that you were handed is never asked to move them. Which call does that?",
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


@FLOW_STEP.wrong(
    "no gradient at the step",
    hint="The optimizer steps, but not by the gradient of this batch: there is none when it does, or an old one. Which line makes the gradients, does it stand before the step, and is your loss still tied to the model that it came from?",
)
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
    hint="The optimizer moves the parameters more than once in a call: how often is it asked?",
)
def two_steps(model, optimizer, x):
    value = _step(model, optimizer, -model.log_prob(x).mean())
    optimizer.step()
    return value


def _loop(model, optimizer, x, times):
    return [_step(model, optimizer, -model.log_prob(x).mean()) for _ in range(times)]


@FLOW_STEP.wrong("two steps in a loop, the last loss", like="two steps")
def two_in_a_loop(model, optimizer, x):
    return _loop(model, optimizer, x, 2)[-1]


@FLOW_STEP.wrong("two steps in a loop, the first loss", like="two steps")
def two_in_a_loop_first(model, optimizer, x):
    return _loop(model, optimizer, x, 2)[0]


@FLOW_STEP.wrong("ten steps in a loop, the last loss", like="two steps")
def ten_in_a_loop(model, optimizer, x):
    return _loop(model, optimizer, x, 10)[-1]


@FLOW_STEP.wrong("ten steps in a loop, the first loss", like="two steps")
def ten_in_a_loop_first(model, optimizer, x):
    return _loop(model, optimizer, x, 10)[0]


@FLOW_STEP.wrong("a new leaf in the place of the loss", like="no gradient at the step")
def a_new_leaf(model, optimizer, x):
    return _step(model, optimizer, torch.tensor(-model.log_prob(x).mean().item(), requires_grad=True))


@FLOW_STEP.wrong("cleared between gradient and step", like="no gradient at the step")
def cleared_too_late(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()


@FLOW_STEP.wrong(
    "the model asked for more than log_prob",
    hint="`model` is anything with log_prob, and you ask it for more than that. It may have no gradients to clear, no parameters to list and no modes to change: who else knows what is to be moved?",
)
def cleared_by_the_model(model, optimizer, x):
    model.zero_grad()
    return _step(model, optimizer, -model.log_prob(x).mean())


@FLOW_STEP.wrong(
    "cleared after the step alone",
    hint="You forget the gradients after your step alone. Somebody may have left some before you are called the first time: when do old ones have to be gone?",
)
def clearing_last(model, optimizer, x):
    loss = model.log_prob(x).mean().neg()
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return float(loss)


@FLOW_STEP.wrong(
    "the batch is changed",
    hint="You leave a mark on the batch that you were given: other values, or `requires_grad`. Whoever calls you may use it again. Of which numbers are gradients needed here?",
)
def asks_for_gradients(model, optimizer, x):
    return _step(model, optimizer, -model.log_prob(x.requires_grad_()).mean())


@FLOW_STEP.wrong(
    "no float",
    hint="The number is right, but it is a tensor or an array, and a tensor may keep a whole graph alive. Asked is a float: how does a tensor of one number become one?",
)
def a_tensor(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    return _step(model, optimizer, loss, loss)


@FLOW_STEP.wrong("an array", like="no float")
def an_array(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    return _step(model, optimizer, loss, loss.detach().numpy())


@FLOW_STEP.wrong(
    "the log-likelihood returned",
    hint="Your steps are right, but what you return has the other sign: it grows as the model gets better. Does a loss?",
)
def sign_returned(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    return _step(model, optimizer, loss, -loss.item())


@FLOW_STEP.wrong(
    "an optimizer of its own",
    hint="The optimizer that you were handed never steps: you move the parameters in a way of your own, which knows nothing of its step size or of what it remembers. Who should move them?",
)
def own_adam(model, optimizer, x):
    return _step(model, torch.optim.Adam(model.parameters(), lr=1e-3), -model.log_prob(x).mean())


@FLOW_STEP.wrong("gradient descent of its own, 0.1", like="an optimizer of its own")
def own_sgd_of_a_tenth(model, optimizer, x):
    return _step(model, torch.optim.SGD(model.parameters(), lr=0.1), -model.log_prob(x).mean())


@FLOW_STEP.wrong("gradient descent of its own, 0.01", like="an optimizer of its own")
def own_sgd_of_a_hundredth(model, optimizer, x):
    return _step(model, torch.optim.SGD(model.parameters(), lr=0.01), -model.log_prob(x).mean())


@FLOW_STEP.wrong(
    "the median",
    hint="You took the median of the batch: of all points, it follows one. Asked is the mean.",
)
def of_the_median(model, optimizer, x):
    return _step(model, optimizer, -model.log_prob(x).median())


@FLOW_STEP.wrong(
    "gradients clipped",
    hint="Your gradients are cut to a length before the step. That has its uses, but it is another step than the one asked for: does a steep loss still move the parameters as far?",
)
def clipped(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    torch.nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
    optimizer.step()
    return loss.item()


@FLOW_STEP.alternative
def by_autograd_grad(model, optimizer, x):
    parameters = [p for group in optimizer.param_groups for p in group["params"]]
    loss = model.log_prob(x).mean().neg()
    for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
        parameter.grad = gradient
    optimizer.step()
    return float(loss)


@FLOW_STEP.alternative
def clearing_by_hand(model, optimizer, x):
    for parameter in optimizer.param_groups[0]["params"]:
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
