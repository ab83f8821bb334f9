"""A term in small, by the commands: three weeks of a class of 20, with late ones, an extension, a re-upload, a changed reference."""

import re
import zipfile
from datetime import datetime

import numpy as np
import pytest
from downloads import archive, canvas_name
from nbgrader.api import Gradebook

from autograder.cli import main
from autograder.democlass import partly_solved, solved, unsolved, with_misconceptions
from autograder.gradebook.marks import late_students
from autograder.hidden_questions import sheet_of
from autograder.marking.answers import save_mark, to_mark
from autograder.places import Course
from autograder.weeks import find_week, week_names

SIZE = 20
DUE = datetime(2026, 10, 1, 12)


class Term:
    """A course folder, and the commands on it."""

    def __init__(self, root, capsys):
        self.root, self.course, self.capsys = root, Course(root / "course"), capsys

    def run(self, command, *arguments, status=0):
        """Run one command; return what it wrote on both streams."""
        self.capsys.readouterr()
        assert main([command, *map(str, arguments), "--course", str(self.course.root)]) == status
        said = self.capsys.readouterr()
        return said.out + said.err

    def hand_in(self, week, texts, late=(), attempt=1, *options):
        """Collect a download of Canvas: student's number -> text of the notebook."""
        names = {
            canvas_name(f"s{n:02}", n, 100 * attempt + n, n in late, f"{week.name}.ipynb"): text.encode()
            for n, text in texts.items()
        }
        return self.run(
            "collect", archive(self.root / f"{week.name}-{attempt}.zip", names), week.name, *options
        )


def texts_of(week, number):
    """What the class hands in of a week: one falls behind, one is no notebook, one stops after the first week."""
    kinds = {"solved": solved(week), "partly": partly_solved(week), "untouched": unsolved(week)}
    kinds |= {f"wrong{i}": with_misconceptions(week, i) for i in range(3)}
    texts = {n: kinds["solved"] if n % 4 else kinds[f"wrong{n % 3}"] for n in range(1, SIZE + 1)}
    texts[2] = kinds["partly"] if number == 1 else kinds["solved"]
    texts[3] = kinds[("solved", "partly", "untouched")[number - 1]]
    texts[5] = "<html>please log in</html>" if number == 2 else texts[5]
    if number > 1:
        del texts[6]
    return texts


@pytest.mark.slow
def test_a_term_of_three_weeks(tmp_path, capsys):
    term = Term(tmp_path, capsys)
    for number, name in enumerate(week_names()[:3], 1):
        week = find_week(name)
        a_week(term, week, number)
    a_changed_reference(term, find_week(week_names()[0]))
    assert "next: autograder export" in term.run("status", 3)
    term.run("overview")
    page = (term.course.report / "overview.html").read_text(encoding="utf-8")
    behind = page.split("Who falls behind")[1].split("</section>")[0]
    assert "handed in nothing in the last week; 2 weeks without a hand-in" in behind
    assert re.search(r"s03.*?\b\d+% in the last week", behind, re.S)
    assert "nothing to grade" not in behind
    assert len(list((term.course.report / "students").glob("*.html"))) == SIZE


def a_week(term, week, number):
    """One week, from the download to the marks that go back."""
    texts = texts_of(week, number)
    said = term.hand_in(week, texts, late={7})
    assert "late" in said
    grade_all(term, week, len(texts))
    if number == 1:
        a_reupload(term, week)
        an_extension(term, week)
    answers = to_mark(week, term.course)
    for place, answer in enumerate(answers):
        save_mark(week, term.course, answer.key, float(place % 4), f"word {place}", [])
    assert "unmarked" not in term.run("status", number)
    pages = term.run("feedback", number, "--zip", "canvas")
    assert f"wrote {len(answers)} pages" in pages
    with zipfile.ZipFile(term.course.feedback / f"{week.name}-canvas.zip") as made:
        assert len(made.namelist()) == len(answers)
        assert all(b"A word from who marked it" in made.read(name) for name in made.namelist())
    marks = term.run("export", number, "--format", "canvas")
    assert all(f"s{n:02}" in marks for n in texts)


def grade_all(term, week, count):
    assert "next: autograder grade" in term.run("status", week.name)
    said = term.run("grade", week.name)
    assert f"{count} in" in term.run("status", week.name)
    assert "Traceback" not in said


def a_reupload(term, week):
    """s02 hands in once more, all solved now: only that one is run again."""
    said = term.hand_in(week, {2: solved(week)}, (), 2, "--replace")
    assert "replaced" in said or "newer" in said
    assert "1 to grade" in term.run("status", week.name)
    waits = f"not graded yet: s02-2; run `autograder grade {week.name} --course {term.course.root}`, then this again"
    assert waits in term.run("export", week.name)
    assert waits in term.run("feedback", week.name)
    said = term.run("grade", week.name)
    assert f"resumed: {SIZE - 1} of {SIZE}" in said


def an_extension(term, week):
    """Two hand in after the due date; one had been given three days more."""
    with Gradebook(term.course.gradebook, "gmcourse") as gradebook:
        gradebook.update_or_create_assignment(week.name, duedate=DUE)
        students = sorted(s.student_id for s in gradebook.assignment_submissions(week.name))
        for student in students[-2:]:
            gradebook.update_or_create_submission(week.name, student, timestamp=datetime(2026, 10, 3, 12))
        before = late_students(week, term.course)
    said = term.run("due", week.name, "--extend", students[-1], "3")
    assert f"{students[-1]}: 3 days more" in said
    assert before - late_students(week, term.course) == {students[-1]}


def a_changed_reference(term, week):
    """A reference that was wrong is seen in the marks, and what judging again changes is said; nobody's notebook is run."""
    exercise = week.exercise("entropy")
    right = exercise.reference
    try:
        object.__setattr__(exercise, "reference", lambda p: right(p) / np.log(2))
        sheet_of.cache_clear()
        said = term.run("judge", week.name)
    finally:
        object.__setattr__(exercise, "reference", right)
        sheet_of.cache_clear()
    assert "entropy 2 to 0" in said
    assert "with old or no feedback" in term.run("status", week.name)
    said = term.run("judge", week.name)
    assert "entropy 0 to 2" in said
    assert "nothing changed" in term.run("judge", week.name)
    assert "with old or no feedback" not in term.run("status", week.name)
