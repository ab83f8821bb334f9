"""What the report says of a class: counts, costs, who needs a look; whatever students wrote stays words."""

import pytest
from markupsafe import escape

from autograder.gradebook.outcome import Outcome
from autograder.places import Course
from autograder.report.example import function_in as function_text
from autograder.report.findings import findings
from autograder.report.page import report_page
from autograder.templates import seen

EVIL = "<script>alert('mine')</script><img src=x onerror=alert(1)>"


def outcome(week, student, verdicts, problem=""):
    """An Outcome with a verdict (status, share of the points, diagnosis) for the first exercises, the rest right."""
    rows = []
    for i, e in enumerate(week.exercises):
        status, share, diagnosis = verdicts[i] if i < len(verdicts) else ("pass", 1.0, None)
        rows.append({"student": student, "week": week.name, "exercise": e.id, "score": share * e.points, "points": e.points,
                     "status": status, "diagnosis": diagnosis, "message": EVIL if status == "error" else ""})  # fmt: skip
    return Outcome(student, week.name, "", 0, tuple(rows), problem)


@pytest.fixture
def found(week, tmp_path):
    smoothing = ("partial", 0.5, "add-one smoothing")
    outcomes = [
        outcome(week, "ada", []),
        outcome(week, "bao", [smoothing]),
        outcome(week, "carl", [smoothing, ("timeout", 0, None)]),
        outcome(week, "dana", [("missing", 0, None)] * len(week.exercises)),
        outcome(week, "emre", [("error", 0, None)] * 9),
        outcome(week, "fay", [("forbidden", 0, None), ("crashed", 0, None)]),
        outcome(week, "late", []),
        outcome(week, EVIL, [], problem=f"not a notebook: line 1 is {EVIL}"),
    ]
    return findings(week, outcomes, Course(tmp_path), {"late"})


def test_each_exercise_is_counted_by_kind(found):
    first = found.exercises[0]
    assert first.counts == {"right": 2, "partly": 2, "wrong": 1, "untouched": 1, "stopped": 1}
    assert first.share_right == pytest.approx(2 / 7)
    assert first.lost == pytest.approx(first.exercise.points * (0.5 + 0.5 + 1 + 1 + 1))


def test_what_nobody_attempted_took_no_time(week, monkeypatch, tmp_path):
    """A released stub answers too, in no time worth telling."""
    monkeypatch.setattr(
        "autograder.report.findings._seconds", lambda *_: {"bernoulli_mle": 0.3, "entropy": 0.2}
    )
    found = findings(
        week,
        [outcome(week, "dana", [("missing", 0, None)]), outcome(week, "ada", [])],
        Course(tmp_path),
        set(),
    )
    assert [who for _, who in found.exercises[0].seconds] == ["ada"]
    entropy = next(one for one in found.exercises if one.exercise.id == "entropy")
    assert [who for _, who in entropy.seconds] == ["ada", "dana"]


def test_a_misunderstanding_has_its_hint_and_its_count(found, week):
    (item,) = found.misunderstandings
    assert (item.exercise, item.name, item.students) == (
        "bernoulli_mle",
        "add-one smoothing",
        ("bao", "carl"),
    )
    assert item.hint == next(
        m.hint for m in week.exercise("bernoulli_mle").misconceptions if m.name == item.name
    )


def test_who_needs_a_look_most_urgent_first(found):
    assert [(look.student, look.reasons[0].split(":")[0]) for look in found.looks] == [
        (EVIL, "not graded"),
        ("fay", "answers that no honest test cell gives"),
        ("carl", "ran out of time"),
        ("dana", "attempted nothing"),
        ("emre", f"{found.outcomes[4].score:g} of {found.outcomes[4].points:g} points"),
        ("late", "handed in late"),
    ]


def test_failures_name_what_was_stopped_before_what_raised(found):
    statuses = [row["status"] for _, row in found.failures]
    assert statuses == ["timeout", "forbidden", "crashed"] + ["error"] * 9


def test_nothing_of_a_student_is_markup(found):
    text = report_page(found, {EVIL: EVIL}, {("bernoulli_mle", "add-one smoothing"): EVIL}, EVIL)
    assert "<script" not in text
    assert "<img src=x" not in text
    assert str(escape(EVIL)) in text


def test_marks_that_turn_or_hide_text_become_visible():
    assert seen("a\u202eb\x00c\u200bd") == "a\ufffdb\ufffdc\ufffdd"
    assert seen("Zoë 李") == "Zoë 李"


def test_an_example_has_no_comment_no_docstring_and_is_short():
    source = '# by Ada\ndef f(x):\n    """Ada wrote this."""\n    # my student number is 7\n    return x\n'
    assert function_text(source, "f") == "def f(x):\n    return x"
    assert function_text("def f(:", "f") == ""
    long = "def f(x):\n" + "".join(f"    y{i} = x\n" for i in range(50))
    assert len(function_text(long, "f").split("\n")) == 14


def test_a_class_of_which_nothing_is_graded_has_a_page(week, tmp_path):
    found = findings(week, [outcome(week, "hana", [], problem="empty")], Course(tmp_path))
    text = report_page(found, {}, {}, "today")
    assert "Nothing is graded yet" in text
    assert "<img" not in text


def test_a_perfect_class_has_a_page(week, tmp_path):
    text = report_page(findings(week, [outcome(week, "ada", [])], Course(tmp_path)), {}, {}, "today")
    assert "Nobody lost a point." in text
