"""When a wrong answer is given a name, and when it is not: a name must agree with all that was seen."""

import math
from dataclasses import replace

import numpy as np
import pytest

from gmcourse.check.diagnosis import diagnose
from gmcourse.check.evidence import KIND, alike, bits
from gmcourse.check.sheet import Raised, Sheet, SheetCase, SheetProperty

NUMBERS = [0.37, 1.91, 5.23, 7.77]


def sheet(function, wrong, kin=None, inputs=NUMBERS, properties=None):
    """A sheet of one argument a case; `wrong` names the functions of the misconceptions."""
    cases = tuple(
        SheetCase("main", {"x": x}, function(x), {name: outcome(one, x) for name, one in wrong.items()})
        for x in inputs
    )
    hints = {name: f"think about {name}" for name in wrong if name not in (kin or {})}
    return Sheet(
        "e",
        "",
        1.0,
        5,
        "calls.call",
        5.0,
        "",
        cases,
        properties or (SheetProperty("value", "main"),),
        hints,
        kin or {},
    )


def outcome(function, x):
    try:
        return function(x)
    except Exception as error:
        return Raised(type(error).__name__)


def named(one, student):
    return diagnose(one, [outcome(student, case.args["x"]) for case in one.cases])


WRONG = {"doubled": lambda x: 2 * math.sin(x), "sign": lambda x: -math.sin(x)}


def test_a_wrong_answer_is_named_as_what_it_is():
    one = sheet(math.sin, WRONG)
    assert named(one, lambda x: 2 * math.sin(x)) == "doubled"
    assert named(one, lambda x: -math.sin(x)) == "sign"


@pytest.mark.parametrize("error", [NameError, TypeError])
def test_who_breaks_off_each_time_gets_the_name_of_the_same_error_alone(error):
    def breaks_off(x):
        raise error("a slip of the pen")

    def at_times(x):
        if x > 1:
            raise TypeError("too large")
        return 0.0

    one = sheet(math.sin, {"array": lambda x: breaks_off(x), "at times": at_times})
    assert named(one, breaks_off) == "array"
    assert named(one, lambda x: [][3]) is None
    assert named(sheet(math.sin, {"at times": at_times}), breaks_off) is None


def test_to_return_nothing_now_and_then_is_a_mark_of_a_mistake_too():
    def forgets(x):
        return 2 * math.sin(x) if x < 6 else None

    one = sheet(math.sin, WRONG | {"forgets": forgets})
    assert named(one, forgets) == "forgets"
    assert named(one, lambda x: 2 * math.sin(x)) == "doubled"


def test_a_right_answer_has_no_name():
    assert named(sheet(math.sin, WRONG), math.sin) is None


def test_the_cases_that_passed_can_refute_a_name():
    """The absolute value is minus the sine where that is negative, and right elsewhere."""
    assert named(sheet(math.sin, WRONG), lambda x: abs(math.sin(x))) is None


def test_wrong_in_one_case_and_otherwise_in_another_is_no_name():
    assert named(sheet(math.sin, WRONG), lambda x: -math.sin(x) if x < 6 else 0.123) is None


def test_two_names_that_agree_with_all_that_was_seen_are_not_told_apart():
    twins = WRONG | {"twice": lambda x: math.sin(x) + math.sin(x)}
    assert named(sheet(math.sin, twins), lambda x: 2 * math.sin(x)) is None


def test_one_truth_value_accuses_nobody_and_many_do():
    wrong = {"never": lambda x: False}
    few = sheet(lambda x: x > 2, wrong, inputs=[1.0, 3.0])
    assert named(few, lambda x: False) is None
    many = sheet(lambda x: x > 2, wrong, inputs=[1.0, 3.0, 4.0, 5.0, 0.5, 0.1, 0.2])
    assert named(many, lambda x: False) == "never"


@pytest.mark.parametrize("flips", [1.0, 3.0])
def test_one_yes_where_the_name_says_no_refutes_it(flips):
    """Of two mistakes that both say yes or no, half of the answers are alike by chance."""
    properties = (SheetProperty("small", "small"), SheetProperty("large", "main"))
    one = sheet(lambda x: x > 2, {"never": lambda x: False}, inputs=[1.0, 3.0, 4.0, 5.0, 6.0, 7.0, 0.5])
    one = replace(
        one,
        properties=properties,
        cases=tuple(replace(c, group="small" if c.args["x"] < 2 else "main") for c in one.cases),
    )
    assert named(one, lambda x: False) == "never"
    assert named(one, lambda x: x == flips) is None


def test_the_type_of_one_error_accuses_nobody():
    wrong = {"overflows": lambda x: math.exp(1000 * x)}
    one = sheet(lambda x: x, wrong, inputs=[5.0])
    assert named(one, lambda x: (_ for _ in ()).throw(OverflowError())) is None


def test_who_prevents_the_breakdown_of_a_mistake_has_still_made_it():
    def unbiased(x):
        return math.nan if x < 1 else x * 1.25

    one = sheet(lambda x: x, {"n - 1": unbiased})
    assert named(one, lambda x: x if x < 1 else x * 1.25) == "n - 1"


def test_a_kind_of_a_mistake_has_the_name_of_the_mistake():
    wrong = {"epsilon": lambda x: x + 1e-3, "a larger epsilon": lambda x: x + 1e-2}
    one = sheet(lambda x: x, wrong, kin={"a larger epsilon": "epsilon"})
    assert named(one, lambda x: x + 1e-2) == "epsilon"


def halved_in(right, wrong):
    """A sheet of a mean and a variance, each asked for by itself, and one mistake that shows in both."""
    parts = (SheetProperty("mean", "main", part=0), SheetProperty("variance", "main", part=1))
    return sheet(right, {"halved": wrong}, properties=parts)


def test_a_mistake_made_in_one_part_alone_is_named_where_that_part_tells_enough():
    one = halved_in(lambda x: (x, x**2), lambda x: (x / 2, x**2 / 4))
    assert named(one, lambda x: (x / 2, x**2 / 4)) == "halved"
    assert named(one, lambda x: (x / 2, x**2)) == "halved"
    assert named(one, lambda x: (x, x**2 / 4)) == "halved"


def test_one_part_alone_that_is_only_half_the_mistake_s_is_not_named():
    one = halved_in(lambda x: (x, x**2), lambda x: (x / 2, x**2 / 4))
    assert named(one, lambda x: (x / 2 if x < 5 else x, x**2)) is None
    assert named(one, lambda x: (x / 3, x**2)) is None


def test_a_part_that_both_have_wrong_and_not_alike_refutes_a_name():
    """Its hint would speak of all that the mistake does, and the student did another thing there."""
    one = halved_in(lambda x: (x, x**2), lambda x: (x / 2, x**2 / 4))
    assert named(one, lambda x: (x / 3, x**2 / 4)) is None


def test_a_name_that_leaves_a_part_right_stays_where_that_part_has_a_mistake_of_its_own():
    one = halved_in(lambda x: (x, x**2), lambda x: (x, x**2 / 4))
    assert named(one, lambda x: (x / 3, x**2 / 4)) == "halved"


def test_a_name_for_the_whole_answer_goes_before_one_for_a_part_of_it():
    one = sheet(
        lambda x: (x, x**2),
        {"both": lambda x: (x / 2, x**2 / 4), "the mean": lambda x: (x / 2, x**2)},
        properties=(SheetProperty("mean", "main", part=0), SheetProperty("variance", "main", part=1)),
    )
    assert named(one, lambda x: (x / 2, x**2)) == "the mean"


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (True, 0.7391),
        (1.0, 0.7391),
        (math.nan, 0.7391),
        (3, 0.7391),
        (Raised("ValueError"), 0.7391),
        (0.7391, np.array([0.7391, 0.12])),
    ],
)
def test_what_tells_little_weighs_little(less, more):
    assert bits(5.5, less) < bits(np.array([5.5, 6.5]) if isinstance(more, np.ndarray) else 5.5, more)


@pytest.mark.parametrize(
    ("right", "known", "got", "same"),
    [
        (1.0, math.nan, math.inf, True),
        (1.0, Raised("ValueError"), math.nan, True),
        (-math.inf, -27.6, -690.0, True),
        (-math.inf, -1.6, 0.0, False),
        (-math.inf, 27.6, 690.0, False),
        (1.0, 2.0, 3.0, False),
        (np.array([1.0, 2.0]), np.array([math.nan, math.nan]), np.array([1.0, math.nan]), True),
        (np.array([1.0, 2.0]), np.array([1.0, math.nan]), np.array([math.nan, math.nan]), False),
        (np.array([1.0, -math.inf]), np.array([1.0, -27.6]), np.array([0.9, -30.0]), False),
    ],
)
def test_answers_are_of_one_kind_where_numbers_break_down_alike(right, known, got, same):
    assert (alike(right, known, got) is not None) == same


def test_an_answer_that_always_breaks_off_is_none_that_gives_infinity():
    """Any error was of one kind with an infinity: a crash was called a mistake that nobody had made."""
    endless = sheet(lambda x: np.array([x, 2 * x]), {"no end": lambda x: np.array([-math.inf, math.inf])})
    assert diagnose(endless, [Raised("KeyError")] * len(NUMBERS)) is None
    assert diagnose(endless, [np.array([-math.inf, math.inf])] * len(NUMBERS)) == "no end"


def test_an_answer_that_always_breaks_off_gets_the_name_of_one_that_does():
    def refuses(x):
        raise ValueError

    assert (
        diagnose(sheet(lambda x: 2 * x, {"refuses": refuses}), [Raised("ValueError")] * len(NUMBERS))
        == "refuses"
    )


@pytest.mark.parametrize(("known", "got", "told"), [
    (math.nan, 3e9, KIND), (-2e12, 3e9, KIND), (5.0, 3e9, None), (3e9, 5.0, None), (3e9, 1.0, None),
])  # fmt: skip
def test_what_rounding_has_blown_up_is_no_number(known, got, told):
    right, known, got = (np.array([0.5, value]) for value in (1.0, known, got))
    assert alike(right, known, got) == told


@pytest.mark.parametrize(("got", "named"), [(5.0, "spread"), (-5.0, None)])
def test_what_breaks_a_bound_on_the_other_side_is_another_mistake(got, named):
    """How far a bound is broken hangs on weights that are drawn; on which side does not."""
    case = SheetCase(
        "main",
        {},
        {"total": {"least": -1.0, "most": 1.0}, "made": [1, 2]},
        {"spread": {"total": 3.0, "made": [1, 9]}},
    )
    bound = SheetProperty("total", "main", part="total", compare="bounds.within")
    sheet = Sheet(
        "x",
        "",
        1.0,
        5,
        "calls.call",
        5.0,
        "",
        (case,),
        (bound, SheetProperty("made", "main", part="made")),
        {"spread": "why?"},
    )
    assert diagnose(sheet, [{"total": got, "made": [1, 9]}]) == named


def cut_or_not(student):
    """The name that a gradient gets of a student's function, where `cut` is known."""

    def answer(function):
        return lambda x: {"value": x**2, "gradient": [np.asarray(one) for one in function(x)]}

    gradient = answer(lambda x: [[2 * x, x, 3.0], [1.0, x]])
    properties = (SheetProperty("value", "main", part="value"), SheetProperty("it", "main", part="gradient"))
    one = sheet(gradient, {"cut": answer(lambda x: [[0.0, 0.0, 0.0], [0.0, 0.0]])}, properties=properties)
    return named(one, answer(student))


def test_a_gradient_that_is_too_large_or_turned_round_is_not_called_lost():
    assert cut_or_not(lambda x: [[0.0, 0.0, 0.0], [1.0, x]]) == "cut"
    assert cut_or_not(lambda x: [[x, x / 2, 1.5], [1.0, x]]) == "cut"
    assert cut_or_not(lambda x: [[4 * x, 2 * x, 6.0], [2.0, 2 * x]]) is None
    assert cut_or_not(lambda x: [[-2 * x, -x, -3.0], [1.0, x]]) is None
    assert cut_or_not(lambda x: [[3.4 * x, 1.7 * x, 5.1], [1.0, x]]) == "cut"
