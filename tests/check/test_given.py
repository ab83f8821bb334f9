"""What anybody can answer, a yes or a shape, earns only beside something that had to be computed."""

from dataclasses import replace

import pytest

from autograder.weeks import find_week, week_names
from gmcourse.check.ask import Answer
from gmcourse.check.sheet import Sheet, SheetCase, SheetProperty, from_json, to_json
from gmcourse.check.verdict import mark
from gmcourse.check.wire import to_wire

SHEET = Sheet("area", "An area", 4.0, 5, "calls.call", 1.0, "chapter",
              (SheetCase("main", {"side": 3.0}, {"area": 9.0, "square": True}),),
              (SheetProperty("the area", "main", part="area"),
               SheetProperty("it is a square", "main", part="square", given="the area")), {})  # fmt: skip


def marked(area, square, sheet=SHEET, reveal=False):
    return mark(sheet, [Answer("ok", node=to_wire({"area": area, "square": square}))], reveal=reveal)


@pytest.mark.parametrize(
    ("area", "square", "score"), [(9.0, True, 4.0), (9.0, False, 2.0), (8.0, True, 0.0), (8.0, False, 0.0)]
)
def test_it_counts_only_where_the_other_is_right(area, square, score):
    assert marked(area, square).score == score


def test_the_line_says_what_it_waits_for():
    assert marked(8.0, True).lines[1].detail == "counts once this is right: the area"
    assert marked(8.0, False, reveal=True).lines[1].detail == "counts once this is right: the area"
    assert "counts once" not in marked(9.0, False, reveal=True).lines[1].detail


def test_where_the_other_is_not_asked_it_stands_alone():
    assert marked(8.0, True, replace(SHEET, properties=SHEET.properties[1:])).score == 4.0


def test_it_goes_into_the_table_and_back():
    assert from_json(to_json(SHEET)).properties == SHEET.properties
    assert "given" not in to_json(SHEET)["properties"][0]


@pytest.mark.parametrize("week", week_names())
def test_what_is_waited_for_stands_alone(week):
    for exercise in find_week(week).exercises:
        alone = {prop.name for prop in exercise.properties if not prop.given}
        assert {prop.given for prop in exercise.properties if prop.given} <= alone, exercise.id
