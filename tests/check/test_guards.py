"""What is asked of every function: arguments left alone, the same answer twice; and how groups of questions are shown."""

import itertools
import math
from dataclasses import replace
from functools import partial

import numpy as np
import pytest
import torch

from gmcourse.check.answers import pack_answers, unpack_answers
from gmcourse.check.ask import Answer, ask
from gmcourse.check.guards import GIVEN, changed, steady
from gmcourse.check.probes.gans import trainable
from gmcourse.check.probes.gradients import through
from gmcourse.check.sheet import Sheet, SheetCase, SheetProperty, from_json, to_json
from gmcourse.check.verdict import mark
from gmcourse.check.wire import Build, to_wire


def layer():
    return torch.nn.Linear(2, 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda a: a["x"].__setitem__(0, 9.0),
        lambda a: a["x"].sort(),
        lambda a: a["t"].add_(1),
        lambda a: a["pmf"].pop("a"),
        lambda a: a["pmf"].update(a=0.7),
        lambda a: a["nested"][0].append(3),
        lambda a: a["names"].add("b"),
        lambda a: a["names"].clear(),
        lambda a: torch.nn.init.zeros_(a["net"].weight),
        lambda a: (a["leaf"] * 2).sum().backward(),
    ],
)
def test_a_change_of_an_argument_is_seen(change):
    net = layer()
    kept = torch.nn.Linear(2, 1)
    kept.load_state_dict(net.state_dict())

    def given(module):
        return {"x": np.array([3.0, 1.0]), "t": torch.ones(2), "pmf": {"a": 0.5, "b": 0.5}, "nested": [[1, 2]],
                "net": module, "leaf": torch.ones(2, requires_grad=True), "names": {"a"}, "n": 3, "g": math.sin}  # fmt: skip

    before, after = given(kept), given(net)
    assert changed(before, after) == ()
    change(after)
    assert len(changed(before, after)) == 1


def test_nan_that_stays_is_no_change():
    assert changed({"x": np.array([math.nan])}, {"x": np.array([math.nan])}) == ()


def test_two_answers_are_the_same_up_to_rounding():
    assert steady(to_wire(0.1 + 0.2), to_wire(0.3))
    assert not steady(to_wire(0.3), to_wire(0.4))


def questions(group):
    case = SheetCase(
        "all", {"questions": [{"a": a, "b": b} for a, b in group]}, [a > b for a, b in group], {}
    )
    return Sheet(
        "larger", "", 2.0, 5, "calls.each", 5.0, "", (case,), (SheetProperty("all of them", "all"),), {}
    )


def test_a_group_of_questions_is_all_or_nothing_and_shows_the_first_that_is_wrong():
    sheet = questions([(1, 2), (3, 1), (2, 2), (5, 4)])
    assert mark(sheet, ask(sheet, lambda a, b: a > b), reveal=True).status == "pass"
    report = mark(sheet, ask(sheet, lambda a, b: a >= b), reveal=True)
    assert report.score == 0
    assert (
        report.lines[0].detail
        == "a = 2, b = 2   expected False   got True   (1 of 4 questions answered wrongly)"
    )


def test_a_number_where_a_truth_value_is_asked_is_said():
    sheet = questions([(1, 2), (3, 1)])
    assert (
        "return True or False"
        in mark(sheet, ask(sheet, lambda a, b: int(a > b)), reveal=True).lines[0].detail
    )


def test_a_generator_that_is_not_used_is_seen_by_the_second_call():
    case = SheetCase("main", {"rng": Build("arrays.rng", {"seed": 1})}, 0.0)
    sheet = Sheet("draw", "", 1.0, 5, "calls.call", 5.0, "", (case,), (SheetProperty("draw", "main"),), {})
    assert [a.steady for a in ask(sheet, lambda rng: rng.normal())] == [True]
    assert [a.steady for a in ask(sheet, lambda rng: np.random.default_rng().normal())] == [False]


def test_a_second_call_that_does_not_come_in_time_gave_no_other_answer():
    case = SheetCase("main", {"n": 1}, 1)
    sheet = Sheet("one", "", 1.0, 5, "calls.call", 0.3, "", (case,), (SheetProperty("one", "main"),), {})
    calls = []

    def one(n):
        calls.append(n)
        while len(calls) > 1:
            pass
        return n

    assert [answer.steady for answer in ask(sheet, one)] == [True]
    assert len(calls) == 2


def test_draws_from_elsewhere_are_seen_where_a_generator_is_given():
    case = SheetCase("main", {"rng": Build("arrays.rng", {"seed": 1})}, True)
    sheet = Sheet("draw", "", 1.0, 5, "calls.call", 5.0, "", (case,), (SheetProperty("draw", "main"),), {})

    def draws(from_numpy, from_torch, rng):
        from_numpy and np.random.random()
        from_torch and torch.rand(1)
        return rng.random() < 2

    for numpy_too, torch_too in itertools.product((False, True), repeat=2):
        report = mark(sheet, ask(sheet, partial(draws, numpy_too, torch_too)), reveal=True)
        assert (report.status == "pass") is not numpy_too
        assert (GIVEN in report.message) is numpy_too


def test_a_function_that_is_given_no_generator_may_draw_where_it_likes():
    case = SheetCase("main", {"n": 1}, True)
    sheet = Sheet("draw", "", 1.0, 5, "calls.call", 5.0, "", (case,), (SheetProperty("draw", "main"),), {})
    assert mark(sheet, ask(sheet, lambda n: np.random.random(n).size == n), reveal=True).status == "pass"


def test_a_function_that_is_asked_to_change_its_arguments_may():
    case = SheetCase("main", {"x": np.array([2.0, 1.0])}, 3.0)
    sheet = Sheet("tidy", "", 1.0, 5, "calls.call", 5.0, "", (case,), (SheetProperty("sum", "main"),), {})

    def tidy(x):
        x.sort()
        return float(x.sum())

    assert mark(sheet, ask(sheet, tidy), reveal=True).status == "partial"
    allowed = replace(sheet, mutates=True)
    assert mark(allowed, ask(allowed, tidy), reveal=True).status == "pass"


def test_what_a_call_broke_travels_with_its_answer_and_nothing_else_does():
    answer = Answer("ok", node=to_wire(1.0), changed=("x",), steady=False, astray=True)
    message = pack_answers("e", "s", [answer])
    (read,) = unpack_answers(message, "e", "s", 1)
    assert (read.changed, read.steady, read.astray) == (("x",), False, True)
    message["answers"][0] |= {"changed": {"no": "list"}, "steady": "perhaps", "astray": 1}
    (read,) = unpack_answers(message, "e", "s", 1)
    assert (read.changed, read.steady, read.astray) == ((), True, False)


def test_gradients_of_leaves_and_networks_are_asked_by_a_group_of_its_own():
    x = {"x": Build("tensors.leaf", {"data": np.array([1.0, 2.0])})}
    expected = {"value": np.array([1.0, 4.0]), "gradient": [np.array([2.0, 6.0])]}
    case = SheetCase("trained", x, expected)
    sheet = Sheet("square", "", 1.0, 5, "calls.call", 5.0, "", (case,),
                  (SheetProperty("can be trained through", "trained"),), {}, probes={"trained": "gradients.through"})  # fmt: skip
    sheet = from_json(to_json(sheet))
    assert mark(sheet, ask(sheet, lambda x: x**2), reveal=True).status == "pass"
    assert mark(sheet, ask(sheet, lambda x: x.detach() ** 2), reveal=True).status == "fail"
    assert (
        mark(sheet, ask(sheet, lambda x: torch.tensor([v.item() ** 2 for v in x])), reveal=True).status
        == "fail"
    )


def test_a_network_among_the_arguments_is_watched_and_what_is_cut_has_gradient_zero():
    net = layer()
    whole = through(lambda net, x: net(x), {"net": net, "x": torch.ones(3, 2)})
    cut = through(lambda net, x: net(x).detach(), {"net": net, "x": torch.ones(3, 2)})
    assert len(whole["gradient"]) == 2
    assert all(g.abs().sum() > 0 for g in whole["gradient"])
    assert all(g.abs().sum() == 0 for g in cut["gradient"])


def calls_backward(model, detached):
    loss = model(torch.ones(3, 2)).sum()
    loss.backward(retain_graph=True)
    return loss.detach() if detached else loss


@pytest.mark.parametrize("probe", [through, trainable])
def test_a_loss_that_calls_backward_itself_has_another_gradient(probe):
    """It was taken for trained by what it left in the parameters."""

    def gradient(function):
        torch.manual_seed(1)
        found = probe(function, {"model": layer()})["gradient"]
        return torch.cat([torch.as_tensor(part).reshape(-1) for part in found])

    right = gradient(lambda model: model(torch.ones(3, 2)).sum())
    assert right.abs().min() > 0
    assert torch.equal(gradient(lambda model: calls_backward(model, False)), 2 * right)
    assert not gradient(lambda model: calls_backward(model, True)).any()
