"""What a student wrote in words, wherever it stands, and what is the course's own."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from autograder.handins.own_words import given_texts, own_texts, tasks_of, written_answers
from autograder.places import Course

WORDS = r"Likelihood rewards $\lambda$ of the mass, and nothing else does."


@pytest.mark.parametrize(("cell", "is_words"), [
    (new_markdown_cell(WORDS), True), (new_raw_cell(WORDS), True), (new_code_cell(f'"""{WORDS}"""'), True),
    (new_code_cell(f"# {WORDS}\n# And more."), True), (new_code_cell(WORDS), True),
    (new_code_cell("x = 1  # a trial"), False), (new_code_cell("%reset -f"), False), (new_code_cell("entropy(p)"), False),
    (new_code_cell("'a' + 'b'"), False), (new_code_cell(" \n"), False),
])  # fmt: skip
def test_words_in_a_cell_of_code_are_words(cell, is_words):
    assert own_texts(new_notebook(cells=[cell]), frozenset()) == [cell] * is_words


def test_what_the_course_once_released_is_nobodys_own(tmp_path, week):
    course, (task, *_) = Course(tmp_path), tasks_of(week.name)
    old, own = new_markdown_cell("A text of the course, since changed."), new_markdown_cell(WORDS)
    question = new_markdown_cell("Why?", metadata={"nbgrader": {"grade_id": task}})
    notebook = new_notebook(cells=[question, own, old, new_code_cell("1 + 1")])
    assert old in own_texts(notebook, given_texts(week.name, course))
    path = course.release / week.name / f"{week.name}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(new_notebook(cells=[old]), path)
    given = given_texts(week.name, course)
    assert own_texts(notebook, given) == [own]
    assert written_answers(notebook, week.name, given)[task] == [own]


def test_a_statement_whose_points_changed_since_is_nobodys_own_but_with_an_answer_in_it_it_is(week):
    statement = (
        "### Exercise 4. Entropy\n`entropy` · difficulty ●○○ · about 8 min · {}\n\n"
        + "Return the entropy in nats. " * 9
    )
    given = frozenset({statement.format("3 points")})
    old = new_markdown_cell(statement.format("1 point"))
    answered = new_markdown_cell(statement.format("1 point") + WORDS)
    assert own_texts(new_notebook(cells=[old, answered]), given) == [answered]
