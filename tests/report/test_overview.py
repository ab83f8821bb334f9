"""Where the course stands: counts and the next command; who falls behind; what judging again changed."""

import dataclasses
import re
import shutil

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.feedback.pages import write_feedback
from autograder.gradebook.outcome import load_all
from autograder.grading.changed import changes
from autograder.handins.own_words import tasks_of
from autograder.marking.answers import save_mark
from autograder.overview import trends
from autograder.overview.status import Standing, week_standing
from autograder.overview.trends import Cell, worries
from autograder.places import COURSE_ID, Course


def cells(*shares):
    return tuple(Cell(f"week{i}", share) for i, share in enumerate(shares))


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ((1.0, 0.9, 0.95), ()),
        ((0.9, 0.9, 0.5), ("fell from 90% to 50%",)),
        ((0.9, 0.4), ("40% in the last week", "fell from 90% to 40%")),
        ((0.2, 0.9), ()),
        ((0.9, None), ("handed in nothing in the last week",)),
        ((None, None, 0.9), ("2 weeks without a hand-in",)),
        ((None, None), ("handed in nothing in the last week", "2 weeks without a hand-in")),
        ((), ()),
    ],
)
def test_who_falls_behind(shares, said):
    assert worries(cells(*shares)) == said


def test_a_hand_in_that_could_not_be_graded_is_no_missing_one():
    line = (Cell("a", 0.9), dataclasses.replace(Cell("b"), problem="not a notebook"))
    assert worries(line) == ("nothing to grade in the last week",)


@pytest.mark.parametrize(
    ("counts", "command"),
    [
        ({}, ""),
        ({"waiting": 1, "unmarked": 3}, "autograder grade w"),
        ({"graded": 2, "failed": 1}, "autograder grade w"),
        ({"graded": 2, "unmarked": 1, "without_page": 2}, "autograder mark w"),
        ({"graded": 2, "look_again": 1}, "autograder mark w"),
        ({"graded": 2, "outdated": 1, "unmarked": 1}, "autograder judge w"),
        ({"graded": 2, "other_penalty": 1}, "autograder judge w"),
        ({"graded": 2, "without_page": 1}, "autograder feedback w"),
        ({"graded": 2}, "autograder export w"),
    ],
)
def test_what_comes_next(counts, command):
    assert Standing("w", **counts).next == command


def test_status_counts_the_class(graded_class, week, tmp_path, capsys):
    place = Course(shutil.copytree(graded_class[0].root, tmp_path / "course"))
    found = week_standing(week, place)
    assert (found.handed_in, found.graded, found.unreadable, found.waiting) == (11, 10, 1, 0)
    assert found.unmarked == 10
    (place.submitted / "zoe" / week.name).mkdir(parents=True)
    notebook = place.submitted / "ada" / week.name / f"{week.name}.ipynb"
    shutil.copy(notebook, place.submitted / "zoe" / week.name)
    notebook.write_text(notebook.read_text() + " ")
    found = week_standing(week, place)
    assert (found.handed_in, found.graded, found.waiting) == (12, 9, 2)
    assert main(["status", "1", "--course", str(place.root)]) == 0
    said = capsys.readouterr().out
    assert "12 in, 9 graded, 2 to grade, 1 unreadable" in said
    assert f"next: autograder grade {week.name} --course {place.root}\n" in said
    (refused,) = (outcome.student for outcome in load_all(place, week.name) if outcome.problem)
    shutil.copy(notebook, place.submitted / refused / week.name)
    found = week_standing(week, place)
    assert (found.handed_in, found.waiting, found.unreadable) == (12, 3, 0)


def test_status_counts_pages_that_were_written_before_a_mark(graded_class, week, tmp_path):
    """Also while other reflections wait to be marked."""
    place = Course(shutil.copytree(graded_class[0].root, tmp_path / "course"))
    shutil.rmtree(place.feedback, ignore_errors=True)
    write_feedback(week, place, str, ["ada", "carl"])
    assert week_standing(week, place).without_page == 8
    save_mark(week, place, f"{next(iter(tasks_of(week.name)))}/ada", 1.0, "", [])
    assert week_standing(week, place).without_page == 9
    write_feedback(week, place, str, ["ada"])
    assert week_standing(week, place).without_page == 8
    save_mark(week, place, f"{next(iter(tasks_of(week.name)))}/ada", 1.0, "a word more", [])
    assert week_standing(week, place).without_page == 9


def test_judging_again_to_the_same_makes_no_page_old(graded_class, week, tmp_path, capsys):
    place = Course(shutil.copytree(graded_class[0].root, tmp_path / "course"))
    write_feedback(week, place, str)
    assert main(["judge", week.name, "--course", str(place.root)]) == 0
    assert "nothing changed" in capsys.readouterr().out
    assert week_standing(week, place).without_page == 0


def test_a_mark_of_another_version_is_counted_and_both_are_told(graded_class, week, tmp_path, capsys):
    place = Course(shutil.copytree(graded_class[0].root, tmp_path / "course"))
    task = next(iter(tasks_of(week.name)))
    save_mark(week, place, f"{task}/ada", 0.0, "", [])
    with Gradebook(place.gradebook, COURSE_ID) as gradebook:
        gradebook.find_grade(task, week.name, week.name, "ada").needs_manual_grade = True
        gradebook.db.commit()
    found = week_standing(week, place)
    assert (found.unmarked, found.look_again) == (9, 1)
    assert "1 to look at again" in found.line(9)
    assert main(["feedback", week.name, "--course", str(place.root), "--student", "ada"]) == 0
    said = capsys.readouterr().err
    assert (
        f"look again: ada: {task} counts 0, given by hand before; see `autograder mark week01_probability_mle --course {place.root}`; their page says so"
        in said
    )
    page = (place.feedback / "ada" / week.name / f"{week.name}.html").read_text(encoding="utf-8")
    assert "so far" in page
    assert "was marked before you handed in again" in page
    assert "0 of 3, to be looked at again" in page


def test_who_lost_points_in_words_alone_is_not_told_that_everything_is_right(graded_class, week, tmp_path):
    place = Course(shutil.copytree(graded_class[0].root, tmp_path / "course"))
    save_mark(week, place, f"{next(iter(tasks_of(week.name)))}/ada", 1.5, "", [])
    write_feedback(week, place, str, ["ada"])
    page = (place.feedback / "ada" / week.name / f"{week.name}.html").read_text(encoding="utf-8")
    assert "Every exercise is right" in page
    assert "No exercise cost you a point; what you wrote cost 1.5 points." in page
    assert "Everything is right" not in page


def test_judging_says_of_whom_a_newer_version_waits(graded_class, week, tmp_path, capsys):
    place = Course(shutil.copytree(graded_class[0].root, tmp_path / "course"))
    notebook = place.submitted / "ada" / week.name / f"{week.name}.ipynb"
    notebook.write_text(notebook.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert main(["judge", week.name, "--course", str(place.root)]) == 0
    assert "not graded yet: ada" in capsys.readouterr().err


def test_what_a_person_marked_is_nothing_that_judging_changed(graded_class, week):
    outcomes = load_all(graded_class[0], week.name)
    assert changes(outcomes, outcomes, {}, {}) == ["nothing changed"]
    said = changes(outcomes, outcomes, {"ada": 2.0}, {"ada": 1.0, "carl": 0.5})
    assert said[1:] == [
        "  ada: lateness takes off 1 point now, 2 before",
        "  carl: lateness takes off 0.5 points now, 0 before",
    ]


def test_judging_again_says_what_changed(graded_class, week, tmp_path, capsys):
    place = Course(shutil.copytree(graded_class[0].root, tmp_path / "course"))
    assert main(["judge", week.name, "--course", str(place.root)]) == 0
    assert "nothing changed" in capsys.readouterr().out
    saved = place.autograded / "carl" / week.name / f"{week.name}.ipynb"
    nbformat.write(nbformat.read(saved, 4), saved)
    assert main(["judge", week.name, "--course", str(place.root)]) == 0
    assert "nothing changed" in capsys.readouterr().out
    before = load_all(place, week.name)
    carl = next(outcome for outcome in before if outcome.student == "carl")
    rows = [dict(row) for row in carl.rows]
    rows[0] |= {"score": 2.0, "diagnosis": None}
    rows[1] |= {"diagnosis": "another name"}
    other = dataclasses.replace(carl, rows=tuple(rows[:-1]))
    said = changes([other, *(o for o in before if o.student not in ("carl", "ada"))], before, {}, {})
    assert said[0] == "changed: 2 hand-ins"
    assert "  ada: judged for the first time" in said
    line = next(text for text in said if "carl" in text)
    assert "bernoulli_mle 2 to 0" in line
    assert "gaussian_log_prob is called nothing now" in line
    assert "complete is new" in line


def test_a_course_without_marks_has_no_overview(tmp_path, capsys):
    (tmp_path / "none").mkdir()
    assert main(["overview", "--course", str(tmp_path / "none")]) == 1
    assert f"run `autograder grade WEEK --course {tmp_path / 'none'}` first" in capsys.readouterr().err
    assert main(["status", "--course", str(tmp_path / "none")]) == 0
    assert "week01_probability_mle    nothing handed in" in capsys.readouterr().out


def test_one_week_has_no_trend_and_what_was_lost_is_in_points(graded_class, week, tmp_path):
    place = Course(shutil.copytree(graded_class[0].root, tmp_path / "course"))
    assert main(["overview", "--course", str(place.root)]) == 0
    page = (place.report / "overview.html").read_text(encoding="utf-8")
    assert "trend</th>" not in page
    assert " of 10</td>" in page
    student = (place.report / "students" / "carl.html").read_text(encoding="utf-8")
    assert re.search(r'<td class="number">[\d.]+ points?</td>', student)
    words = re.search(r"([\d.]+) of ([\d.]+) points; not marked yet \(\*\): the reflection \(3\)", student)
    assert float(words[2]) == sum(exercise.points for exercise in week.exercises)
    assert f"{float(words[1]) / float(words[2]):.0%} *" in student


def test_a_number_of_moodles_is_another_person_in_each_week(week, tmp_path, monkeypatch):
    """Under blind marking participants are numbered anew in each assignment: no trend, no mean over weeks."""
    weeks = [week, dataclasses.replace(week, name="week02")]
    marks = {week.name: 0.9, "week02": 0.2}
    monkeypatch.setattr(trends, "_cells", lambda w, course: {"participant-71": Cell(w.name, marks[w.name])})
    first, second = trends.student_rows(weeks, Course(tmp_path))
    assert (first.shares, second.shares) == ([0.9], [0.2])
    assert (first.worries, second.worries) == ((), ("20% in the last week",))
    assert first.name == f"participant-71 of {week.name}"
    assert first.file != second.file
