"""Layers in a row: the questions of `compose`, its wrong answers and other right ways."""

from types import SimpleNamespace

import torch

from autograder.spec import Exercise, Property
from exercises.week06_flows._cases import TRAINED, tensor, trained
from gmcourse.check.wire import Build
from gmcourse.reference import flows


def _chain(parts, z, x):
    return {"flows": Build("flows.chain", {"parts": parts}), "z": tensor(z), "x": tensor(x)}


def _random_chain(rng, rows, kinds, dims=2):
    makers = {
        "stretch": lambda: ["stretch", float(rng.choice([-1, 1]) * rng.uniform(1.2, 2)), float(rng.normal())],
        "sinh": lambda: ["sinh"],
        "turn": lambda: ["turn", float(rng.uniform(0.4, 1.2))],
    }
    return _chain(
        [makers[kind]() for kind in kinds], rng.normal(size=(rows, dims)), rng.normal(size=(rows, dims))
    )


_THREE = _chain(
    [["stretch", 2.0, 1.0], ["sinh"], ["turn", 0.5]],
    z=[[0.0, 1.0], [0.5, -1.0]],
    x=[[1.0, 2.0], [0.0, 3.0]],
)


COMPOSE = Exercise(
    id="compose",
    title="Layers in a row",
    points=4,
    minutes=20,
    difficulty=3,
    reference=flows.compose,
    probe="flows.both_ways",
    public={
        "main": [
            _THREE,
            _chain([["sinh"], ["stretch", -3.0, 0.5]], [[0.5], [1.0]], [[2.0], [-1.0]]),
            _chain([["stretch", 0.25, 1.0], ["stretch", 0.5, -1.0]], [[0.5, 1.0]], [[2.0, -1.0]]),
            _chain(
                [["stretch", 0.5, 2.0], ["sinh"], ["stretch", 3.0, -1.0], ["sinh"]],
                [[0.5, -1.0, 0.25]],
                [[2.0, 0.5, -1.0]],
            ),
        ],
        "few": [
            _chain([["sinh"]], [[1.0, 2.0]], [[1.0, 2.0]]),
            _chain([], [[1.0, 2.0]], [[3.0, 4.0]]),
            _chain([["stretch", 2.0, 1.0]], [[1.0], [2.0], [-1.0]], [[3.0], [0.5], [2.0]]),
        ],
        "trained": [trained(_THREE, "z", "x")],
    },
    hidden=lambda rng: {
        "main": [
            _random_chain(rng, 4, ["turn", "sinh", "stretch"]),
            _random_chain(rng, 3, ["stretch", "sinh", "turn", "stretch", "sinh"]),
            _random_chain(rng, 1, ["stretch", "sinh", "stretch"], dims=3),
            _random_chain(rng, 2, ["sinh", "stretch"], dims=1),
            _chain([["stretch", 0.3, 1.0], ["stretch", -0.6, 0.5]], *rng.normal(size=(2, 3, 2))),
        ],
        "few": [
            _random_chain(rng, 2, ["sinh"]),
            _random_chain(rng, 3, []),
            _random_chain(rng, 3, ["stretch"], dims=4),
        ],
        "trained": [trained(_random_chain(rng, 3, ["sinh", "turn", "stretch", "sinh"]), "z", "x")],
    },
    probes={"trained": "flows.trained_both_ways"},
    properties=(
        Property("forward: the point", part="x"),
        Property("forward: the log-det", part="log_det"),
        Property("inverse: the point", part="z"),
        Property("inverse: its own log-det", part="inverse_log_det"),
        Property("one flow, and no flow at all", on="few", share=0.5),
        TRAINED,
    ),
)


@COMPOSE.wrong(
    "inverse in forward order",
    hint="Your inverse undoes the first flow first. The last one acted last on the way to x: which one must be undone first?",
)
def compose_forward_order(flows):
    def run(v, name):
        total = torch.zeros(len(v), dtype=v.dtype)
        for flow in flows:
            v, log_det = getattr(flow, name)(v)
            total = total + log_det
        return v, total

    return SimpleNamespace(forward=lambda z: run(z, "forward"), inverse=lambda x: run(x, "inverse"))


@COMPOSE.wrong(
    "last log-det only",
    hint="You kept the log-det of the last layer and dropped the others. The determinant of a product is the product of determinants: what happens to the logarithms?",
)
def compose_last(flows):
    def run(v, name, order):
        log_det = torch.zeros(len(v), dtype=v.dtype)
        for flow in order:
            v, log_det = getattr(flow, name)(v)
        return v, log_det

    flows = list(flows)
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", flows), inverse=lambda x: run(x, "inverse", flows[::-1])
    )


@COMPOSE.wrong(
    "log-dets at the wrong points",
    hint="You took the log-dets of later layers at the point where the whole flow starts. Each layer is entered where the one before it ended.",
)
def compose_wrong_points(flows):
    def run(start, name, order):
        v, total = start, torch.zeros(len(start), dtype=start.dtype)
        for flow in order:
            total = total + getattr(flow, name)(start)[1]
            v = getattr(flow, name)(v)[0]
        return v, total

    flows = list(flows)
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", flows), inverse=lambda x: run(x, "inverse", flows[::-1])
    )


@COMPOSE.wrong(
    "inverse returns the forward log-det",
    hint="Your inverse's log-det has the sign of the forward one. If the way there stretches, what does the way back do?",
)
def compose_sign(flows):
    def run(v, name, order, sign):
        total = torch.zeros(len(v), dtype=v.dtype)
        for flow in order:
            v, log_det = getattr(flow, name)(v)
            total = total + sign * log_det
        return v, total

    flows = list(flows)
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", flows, 1), inverse=lambda x: run(x, "inverse", flows[::-1], -1)
    )


@COMPOSE.wrong(
    "the last flow acts first",
    hint="Your flow runs the list backwards. flows[0] is the first to act on z: where does the inverse then meet it?",
)
def compose_reversed(flows):
    def run(v, name, order):
        total = torch.zeros(len(v), dtype=v.dtype)
        for flow in order:
            v, log_det = getattr(flow, name)(v)
            total = total + log_det
        return v, total

    flows = list(flows)
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", flows[::-1]), inverse=lambda x: run(x, "inverse", flows)
    )


@COMPOSE.wrong("the list turned over and kept", like="the last flow acts first")
def compose_turned_over(flows):
    def run(v, name, order):
        total = torch.zeros(len(v), dtype=v.dtype)
        for flow in order:
            v, log_det = getattr(flow, name)(v)
            total = total + log_det
        return v, total

    backwards = list(flows)[::-1]
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", backwards), inverse=lambda x: run(x, "inverse", backwards)
    )


@COMPOSE.wrong(
    "the point not carried on",
    hint="Every layer of your `forward` is given the same z. Each layer is entered where the one before it ended: what must change from turn to turn of the loop?",
)
def compose_not_carried(flows):
    def forward(z):
        x, total = z, torch.zeros(len(z), dtype=z.dtype)
        for flow in flows:
            x, log_det = flow.forward(z)
            total = total + log_det
        return x, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for flow in list(flows)[::-1]:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)


@COMPOSE.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def compose_cut(flows):
    def run(v, name, order):
        total = torch.zeros(len(v), dtype=v.dtype)
        for flow in order:
            v, log_det = getattr(flow, name)(v.detach())
            total = total + log_det.detach()
        return v.detach(), total

    flows = list(flows)
    return SimpleNamespace(
        forward=lambda z: run(z, "forward", flows), inverse=lambda x: run(x, "inverse", flows[::-1])
    )


@COMPOSE.wrong("forward log-dets at the first point", like="log-dets at the wrong points")
def compose_forward_wrong_points(flows):
    return SimpleNamespace(forward=compose_wrong_points(flows).forward, inverse=compose_class(flows).inverse)


def _run(flows, name, order, value, log_det=lambda flow, name, before, after, one: one, add=True):
    """Through the flows in this order; log_det(flow, name, point before, point after, its own), and whether they add up."""
    total = torch.zeros(len(value), dtype=value.dtype)
    for flow in order(list(flows)):
        after, one = getattr(flow, name)(value)
        one = log_det(flow, name, value, after, one)
        total, value = (total + one if add else one), after
    return value, total


def _there(flows):
    return flows


def _back(flows):
    return flows[::-1]


def _at_the_end(flow, name, before, after, one):
    return getattr(flow, name)(after)[1]


@COMPOSE.wrong("last log-det only, forward", like="last log-det only")
def compose_last_forward(flows):
    return SimpleNamespace(
        forward=lambda z: _run(flows, "forward", _there, z, add=False),
        inverse=lambda x: _run(flows, "inverse", _back, x),
    )


@COMPOSE.wrong(
    "log-dets too late",
    hint="You took log-dets too late, at points that the layer itself, or others after it, have moved. For which point does a layer's log-det say how it stretches?",
)
def compose_at_the_ends(flows):
    return SimpleNamespace(
        forward=lambda z: _run(flows, "forward", _there, z, _at_the_end),
        inverse=lambda x: _run(flows, "inverse", _back, x, _at_the_end),
    )


@COMPOSE.wrong("log-dets where each layer ends, forward", like="log-dets too late")
def compose_at_the_ends_forward(flows):
    return SimpleNamespace(forward=compose_at_the_ends(flows).forward, inverse=compose_class(flows).inverse)


@COMPOSE.wrong("log-dets where the whole flow ends", like="log-dets too late")
def compose_at_the_very_end(flows):
    def run(name, order, value):
        end = _run(flows, name, order, value)[0]
        return end, _stuck(flows, name, order, end)[1]

    return SimpleNamespace(
        forward=lambda z: run("forward", _there, z), inverse=lambda x: run("inverse", _back, x)
    )


@COMPOSE.wrong("the point not carried on, either way", like="the point not carried on")
def compose_not_carried_either(flows):
    return SimpleNamespace(
        forward=compose_not_carried(flows).forward, inverse=lambda x: _stuck(flows, "inverse", _back, x)
    )


def _stuck(flows, name, order, start):
    """Each flow at the same point."""
    value, total = start, torch.zeros(len(start), dtype=start.dtype)
    for flow in order(list(flows)):
        value, one = getattr(flow, name)(start)
        total = total + one
    return value, total


@COMPOSE.wrong(
    "log-dets subtracted",
    hint="Each of your log-dets has the wrong sign. Each flow's method returns that of its own direction: what is left to do with them?",
)
def compose_minus(flows):
    def turned(flow, name, before, after, one):
        return -one

    return SimpleNamespace(
        forward=lambda z: _run(flows, "forward", _there, z, turned),
        inverse=lambda x: _run(flows, "inverse", _back, x, turned),
    )


@COMPOSE.wrong(
    "log-dets multiplied",
    hint="You multiplied the log-dets. Determinants multiply: what do their logarithms do?",
)
def compose_multiplied(flows):
    def run(name, order, value):
        total = torch.ones(len(value), dtype=value.dtype)
        for flow in order(list(flows)):
            value, one = getattr(flow, name)(value)
            total = total * one
        return value, total

    return SimpleNamespace(
        forward=lambda z: run("forward", _there, z), inverse=lambda x: run("inverse", _back, x)
    )


@COMPOSE.wrong("log-dets multiplied, from 0 on", like="log-dets multiplied")
def compose_multiplied_from_zero(flows):
    def nothing(flow, name, before, after, one):
        return 0 * one

    return SimpleNamespace(
        forward=lambda z: _run(flows, "forward", _there, z, nothing),
        inverse=lambda x: _run(flows, "inverse", _back, x, nothing),
    )


@COMPOSE.alternative
def compose_class(flows):
    class Chain:
        def forward(self, z):
            log_det = torch.zeros(z.shape[0], dtype=z.dtype)
            for flow in flows:
                z, part = flow.forward(z)
                log_det = log_det + part
            return z, log_det

        def inverse(self, x):
            log_det = torch.zeros(x.shape[0], dtype=x.dtype)
            for flow in reversed(flows):
                x, part = flow.inverse(x)
                log_det = log_det + part
            return x, log_det

    return Chain()


@COMPOSE.alternative
def compose_recursive(flows):
    if len(flows) == 0:
        return SimpleNamespace(
            forward=lambda z: (z, torch.zeros_like(z[:, 0])), inverse=lambda x: (x, torch.zeros_like(x[:, 0]))
        )
    head, tail = flows[0], compose_recursive(flows[1:])

    def forward(z):
        middle, first = head.forward(z)
        x, rest = tail.forward(middle)
        return x, first + rest

    def inverse(x):
        middle, rest = tail.inverse(x)
        z, first = head.inverse(middle)
        return z, first + rest

    return SimpleNamespace(forward=forward, inverse=inverse)


@COMPOSE.alternative
def compose_by_a_class(flows):
    class Chain:
        def forward(self, z):
            log_dets = []
            for flow in flows:
                z, log_det = flow.forward(z)
                log_dets.append(log_det)
            return z, torch.stack(log_dets).sum(dim=0) if log_dets else torch.zeros(len(z), dtype=z.dtype)

        def inverse(self, x):
            log_dets = []
            for flow in list(flows)[::-1]:
                x, log_det = flow.inverse(x)
                log_dets.append(log_det)
            return x, torch.stack(log_dets).sum(dim=0) if log_dets else torch.zeros(len(x), dtype=x.dtype)

    return Chain()
