"""Makes a graded notebook into a feedback page: totals first, no mark scheme, no hidden test."""

from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool

from autograder.cells import BEGIN_HIDDEN, END_HIDDEN
from autograder.feedback.facts import Facts, Written, cards_of, said_by_hand
from autograder.feedback.page import feedback_page
from autograder.feedback.shown_later import counts_of, solutions_of
from autograder.gradebook.gradebook_session import GradebookSession, Marks, is_older
from autograder.gradebook.marks import outcome_of
from autograder.handins.own_words import given_texts, tasks_of, written_answers
from autograder.handins.roster import kept_roster
from autograder.judge.evidence import tested_exercise
from autograder.judge.rewrite import without_frame
from autograder.markup.cells import show_cells
from autograder.markup.clean_html import clean_html
from autograder.markup.markdown import markdown_to_html
from autograder.places import Course
from autograder.spec import Week
from autograder.weeks import find_week, week_names

_FOR_GRADERS = (
    ("=== BEGIN MARK SCHEME ===", "=== END MARK SCHEME ==="),
    (BEGIN_HIDDEN, END_HIDDEN),
)


class FeedbackPage(NbGraderPreprocessor):
    """Runs last of the chain that makes feedback: what it makes is the page."""

    solutions = Bool(False, help="Also show the solutions, and how the class did.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: dict) -> tuple[NotebookNode, dict]:
        """Make the page of one graded notebook, which CleanDocument has been over."""
        for cell in nb.cells:
            for begin, end in _FOR_GRADERS:
                cell.source = _without(cell.source, begin, end)
            cell.source = cell.source.rstrip()
        names = resources["nbgrader"]
        exporter: Any = self.parent
        course = Course(Path(exporter.parent.coursedir.root))
        shown = show_cells(nb.cells)
        if names["assignment"] in week_names():
            facts = self._facts(nb, find_week(names["assignment"]), course, names["student"])
        else:
            facts = Facts(names["assignment"], "", names["student"], ())
        resources["feedback_page"] = feedback_page(facts, shown)
        return nb, resources

    def _facts(self, nb: NotebookNode, week: Week, course: Course, student: str) -> Facts:
        with GradebookSession(course.gradebook) as session:
            marks = session.marks(week.name, student)
            penalty = session.gradebook.find_submission(week.name, student).late_submission_penalty or 0.0
            cards = cards_of(
                week,
                outcome_of(week, course, student),
                marks,
                _verdicts(nb),
                _codes(nb, week),
                solutions_of(week) if self.solutions else {},
                counts_of(week, course) if self.solutions else lambda exercise: {},
            )
            written = _written(nb, week, given_texts(week.name, course), marks)
        person = kept_roster(course).student(student)
        return Facts(week.title, person.name, student, cards, written, penalty, week.chapter)


def _without(text: str, begin: str, end: str) -> str:
    """The text without what stands from each `begin` to the `end` after it, both included; looked at once."""
    parts, place = [], 0
    while (start := text.find(begin, place)) >= 0 and (stop := text.find(end, start)) >= 0:
        parts.append(text[place:start])
        place = stop + len(end)
    return "".join(parts) + text[place:]


def _verdicts(nb: NotebookNode) -> dict[str, Markup]:
    """What grading wrote below each test, in the words of `check`."""
    found = {}
    for cell in nb.cells:
        exercise = tested_exercise(cell)
        if exercise and cell.outputs and "text/html" in cell.outputs[0].get("data", {}):
            found[exercise] = Markup(clean_html(without_frame(cell.outputs[0]["data"]["text/html"])))
    return found


def _codes(nb: NotebookNode, week: Week) -> dict[str, str]:
    """The student's own cell of each exercise."""
    ids = {exercise.id for exercise in week.exercises}
    names = ((cell.metadata.get("nbgrader", {}).get("grade_id"), cell.source) for cell in nb.cells)
    return {name: source for name, source in names if name in ids}


def _written(nb: NotebookNode, week: Week, texts: frozenset[str], marks: Marks) -> tuple[Written, ...]:
    """What is marked by hand: question, answer, points and the marker's word."""
    given, made = written_answers(nb, week.name, texts), []
    questions = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell.source for cell in nb.cells}
    for task, cell in tasks_of(week.name).items():
        grade = marks.grades.get(task)
        made.append(
            Written(
                task,
                float(cell.metadata["nbgrader"]["points"]),
                None if grade is None or grade.manual_score is None else grade.score,
                Markup(markdown_to_html(questions.get(task, ""))),
                show_cells(given[task]),
                said_by_hand(marks.comments.get(task)),
                grade is not None and is_older(grade),
            )
        )
    return tuple(made)
