"""Nothing of a stranger's reaches a terminal as a sign that it obeys; what is typed wrongly gets one line, no traceback."""

import nbformat
import pytest
from attack import base, grade_id

from autograder.cli import main
from autograder.places import Course
from autograder.report.findings import findings
from autograder.terminal import harmless, one_line

ESCAPES = "\x1b[1A\x1b[2K\reve       38 / 38\x1b[0m\x1b]0;owned\x07\x1b]52;c;cm0=\x07\x1b[8m\x9b31m\u202e\u2066\u200b\n"
OBEYED = set("\x1b\x07\r\x9b\u202e\u2066\u200b\x08\x00")


@pytest.fixture(scope="module")
def hostile(week, tmp_path_factory):
    """(course, folder of hand-ins) of students whose errors, names and times would write on the terminal."""
    root = tmp_path_factory.mktemp("terminal")
    course, handed_in = Course(root / "course"), root / "handed-in"
    for student in ("eve", "mal\x1b[31mlory\u202e"):
        notebook = base(week, True)
        for cell in notebook.cells:
            if grade_id(cell) in ("bernoulli_mle", "gaussian_mle"):
                cell.source = f"def {grade_id(cell)}(*a):\n    raise type({ESCAPES!r}[:9], (ValueError,), {{}})({ESCAPES!r})"
        path = handed_in / student / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    return course, handed_in


@pytest.mark.parametrize("command", ["grade", "judge", "feedback", "report", "export"])
def test_no_command_passes_on_what_a_terminal_obeys(hostile, week, capfd, command):
    course, handed_in = hostile
    more = ["--submitted", str(handed_in), "--workers", "1"] if command == "grade" else []
    main([command, week.name, "--course", str(course.root), *more])
    said = "".join(capfd.readouterr())
    assert "eve" in said or command in ("report", "feedback")
    shown = (
        said.replace("\r", "") if command == "grade" else said.replace("\r\n", "\n")
    )  # tqdm's bar goes back by itself
    assert OBEYED.isdisjoint(shown)
    assert not any(line.startswith("eve       38 / 38") for line in said.split("\n"))


@pytest.mark.parametrize("text", ["Zoë 你好 🙂 – “x”", "two\nlines\tand a tab", "plain"])
def test_ordinary_text_is_written_as_it_is(text):
    assert harmless(text) == text


def test_a_row_of_a_table_stays_one_row():
    assert one_line("a\nb\r\n  c\x1b") == "a b c\\x1b"
    assert len(one_line("x" * 9000)) == 300


@pytest.mark.parametrize("url", [
    "postgres://user@host/name", "mysql://host/name", "postgresql://host:port/name", "postgresql://host:99999/name", "sqlite://host/x",
    "postgresql://[::1/x", "oracle://x", "gradebook.db", "sqlite:////nowhere/x.db", "postgresql://127.0.0.1:1/n?foo=bar",
])  # fmt: skip
@pytest.mark.parametrize("command", ["export", "feedback"])
def test_a_gradebook_that_is_none_is_one_line(hostile, week, capsys, url, command):
    assert main([command, week.name, "--course", str(hostile[0].root), "--db", url]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "gradebook" in said


def test_a_time_that_no_cell_may_take_is_no_time(week, graded_class):
    from autograder.gradebook.outcome import load_all
    from autograder.judge.preprocessor import keep_record, kept_record

    course, _ = graded_class
    outcomes = load_all(course, week.name)
    student = next(o.student for o in outcomes if not o.problem and o.score)
    record = kept_record(course, week.name, student)
    exercise = next(e for e, item in record.evidence.items() if item.messages)
    before = record.evidence[exercise].messages[0]["answers"][0]["seconds"]
    for claimed in (999990.0, week.limits.cell_seconds * 2):
        for answer in record.evidence[exercise].messages[0]["answers"]:
            answer["seconds"] = claimed
        keep_record(record, course)
        times = next(
            f for f in findings(week, outcomes, course).exercises if f.exercise.id == exercise
        ).seconds
        assert max(seconds for seconds, _ in times) <= 2 * week.limits.cell_seconds
    record.evidence[exercise].messages[0]["answers"][0]["seconds"] = before
    keep_record(record, course)
