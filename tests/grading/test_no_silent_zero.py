"""No mark is lost in silence: what was not attempted, what failed and what is not ours are three things."""

import json

import nbformat
import pytest
from nbgrader.api import Gradebook

from autograder.at_grading import COLAB, older_than_colab, python
from autograder.cli import main
from autograder.democlass import fill, not_a_notebook, released, solved
from autograder.gradebook.marks import all_outcomes, marks_of
from autograder.places import Course
from autograder.report.write import write_report
from autograder.source import solutions

RIGHT = "entropy   3 of 3 properties   next: kl_divergence (15 min)"
LIBRARY = "    import torch\n    return torch.distributions.Distribution(validate_args=False).entropy()"
# How the cell of `entropy` is written: status, and words of the message.
CELLS = {
    "newer": ("def entropy[T](p: T):\n    return 0.0", "error", ("line 1, `def entropy[T](p: T):`", "SyntaxError")),
    "slip": ("def entropy(p):\n    return (1", "error", ("line 2, `return (1`", "SyntaxError")),
    "library": ("import nowhere\ndef entropy(p):\n    return 0.0", "error",
                ("line 1, `import nowhere`", "ModuleNotFoundError", "grading has these libraries: numpy, ", "pandas")),
    "asking": ("n = 3\nk = int(input('n? '))\ndef entropy(p):\n    return 0.0", "error",
               ("line 2, `k = int(input('n? '))`", "input() has nobody to answer it")),
    "raising": ("print(1 / 0)\ndef entropy(p):\n    return 0.0", "error", ("line 1, `print(1 / 0)`", "ZeroDivisionError")),
    "leaving": ("raise SystemExit\ndef entropy(p):\n    return 0.0", "error", ("SystemExit",)),
    "unfinished": ('def entropy(p):\n    """Half."""\n    q = p * 2\n    raise NotImplementedError', "missing", ("not attempted",)),
    "libraries": (f"def entropy(p):\n{LIBRARY}", "error", ("NotImplementedError",)),
    "own words": ("def entropy(p):\n    raise NotImplementedError('for later')", "error", ("NotImplementedError: for later",)),
    "calls a stub": ("def entropy(p):\n    return bernoulli_mle(p)", "error", ("calls bernoulli_mle, which is not attempted yet",)),
    "renamed": ("def entropi(p):\n    return 0.0", "error", ("not found: its cell defines entropi, not entropy",)),
    "emptied": ("", "missing", ("entropy is not defined: no cell defines it",)),
}  # fmt: skip

USES = "def entropy(p):\n    return tv.entropy(net, p)"
# Cells of the student's own before all others, and the words that say where it stopped first.
FIRST = {
    "no-library": (["import torchvision as tv\nnet = 1"],
                   "NameError: name 'tv' is not defined: cell 1 stopped at `import torchvision as tv`: "
                   "No module named 'torchvision' (grading has these libraries: numpy, "),
    "chained": (["k = 1 / 0", "tv = k + 1"], "'tv' is not defined: cell 1 stopped at `k = 1 / 0`: ZeroDivisionError: "),
    "later": (["import types\ntv = types.SimpleNamespace(entropy=max)", "import nowhere\nnet = 1"], "'net' is not defined: cell 2 stopped at `import nowhere`: "),
    "stopped": (["import os\nos._exit(3)\ntv = 1"], "'tv' is not defined: cell 1 was stopped: the kernel ended by itself with code 3"),
    "its own": ([], "NameError: name 'tv' is not defined"),
}  # fmt: skip


def with_cells(notebook, sources):
    notebook.cells[:0] = [nbformat.v4.new_code_cell(source) for source in sources]
    return notebook


def node(notebook):
    return json.loads(nbformat.writes(notebook))


def with_outputs(notebook, text):
    """The notebook as it was saved after a check of `entropy` showed this text."""
    cell = next(c for c in notebook["cells"] if c["source"] and 'check("entropy"' in "".join(c["source"]))
    cell["outputs"] = [
        {
            "output_type": "display_data",
            "data": {"text/plain": text.split("\n"), "text/html": "<p>"},
            "metadata": {},
        }
    ]
    cell["execution_count"] = 7
    return notebook


def hand_in(root, week, student, text):
    folder = root / "handed-in" / student / week.name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{week.name}.ipynb").write_text(
        text if isinstance(text, str) else json.dumps(text), encoding="utf-8"
    )


def grade(root, week, *options):
    """The exit status, and the rows by student."""
    status = main(["grade", week.name, "--submitted", str(root / "handed-in"), "--course", str(root / "course"),
                   "--json", str(root / "marks.json"), *options])  # fmt: skip
    found = {}
    for row in json.loads((root / "marks.json").read_text(encoding="utf-8")):
        found.setdefault(row["student"], {})[row["exercise"]] = row
    return status, found


@pytest.fixture(scope="module")
def zeros(week, tmp_path_factory):
    """The root and the rows of a class in which each lost `entropy` in another way, and three are not this week's."""
    from autograder.weeks import find_week

    root = tmp_path_factory.mktemp("zeros")
    for name, (source, _, _) in CELLS.items():
        codes = solutions(week) | {"entropy": source}
        if name == "calls a stub":
            del codes["bernoulli_mle"]
        hand_in(root, week, name.replace(" ", "-"), node(fill(week, codes)))
    for name, (cells, _) in FIRST.items():
        hand_in(
            root,
            week,
            name.replace(" ", "-"),
            node(with_cells(fill(week, solutions(week) | {"entropy": USES}), cells)),
        )
    wrong = node(fill(week, solutions(week) | {"entropy": "def entropy(p):\n    return -1.0"}))
    hand_in(root, week, "right-at-home", with_outputs(wrong, RIGHT))
    hand_in(
        root,
        week,
        "wrong-at-home",
        with_outputs(json.loads(json.dumps(wrong)), RIGHT.replace("3 of 3", "2 of 3")),
    )
    stub = node(released(week))
    hand_in(root, week, "stub", stub)
    hand_in(root, week, "forged", with_outputs(json.loads(json.dumps(stub)), "x" * 100 + RIGHT))
    hand_in(root, week, "other-week", node(released(find_week("week02_graphical_models"))))
    hand_in(
        root, week, "stranger", node(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")]))
    )
    hand_in(root, week, "nothing", node(nbformat.v4.new_notebook()))
    status, found = grade(root, week)
    assert status == 0
    return root, found


@pytest.mark.parametrize("name", CELLS)
def test_what_failed_says_what_and_where(zeros, name):
    source, status, words = CELLS[name]
    row = zeros[1][name.replace(" ", "-")]["entropy"]
    assert row["status"] == status, row
    for word in words:
        assert word in row["message"]
    assert (row["score"], row["look"]) == (0.0, "")


@pytest.mark.parametrize("name", FIRST)
def test_a_name_that_is_missing_leads_to_the_cell_that_stopped_first(zeros, name):
    row = zeros[1][name.replace(" ", "-")]["entropy"]
    assert FIRST[name][1] in row["message"], row["message"]
    assert ("cell" in row["message"]) == bool(FIRST[name][0])


def test_newer_syntax_names_both_pythons(zeros):
    message = zeros[1]["newer"]["entropy"]["message"]
    if older_than_colab():
        assert f"grading runs Python {python()}, Colab {COLAB[0]}.{COLAB[1]}" in message
    assert "Colab" not in zeros[1]["slip"]["entropy"]["message"]


def test_only_an_untouched_stub_is_not_attempted(zeros):
    assert {(row["status"], row["message"]) for row in zeros[1]["stub"].values()} == {
        ("missing", "not attempted")
    }


@pytest.mark.parametrize(("student", "words"), [
    ("other-week", "this is the notebook of week02_graphical_models"),
    ("stranger", "no cell of week01_probability_mle is in it"),
    ("nothing", "no cell of week01_probability_mle is in it"),
])  # fmt: skip
def test_what_is_not_this_weeks_is_ungraded_and_its_score_empty(zeros, student, words):
    rows = zeros[1][student].values()
    assert {(row["score"], row["status"]) for row in rows} == {(None, "ungraded")}
    assert all(words in row["message"] for row in rows)


def test_right_at_home_and_nothing_at_grading_asks_for_a_look(zeros, week):
    root, found = zeros
    assert (
        found["right-at-home"]["entropy"]["look"]
        == "check showed 3 of 3 properties at home, grading says fail"
    )
    looks = {student for student, rows in found.items() if any(row["look"] for row in rows.values())}
    assert looks == {"right-at-home"}
    assert found["right-at-home"]["entropy"]["score"] == found["wrong-at-home"]["entropy"]["score"]
    page = write_report(week, Course(root / "course")).read_text(encoding="utf-8")
    assert "right at home, nothing at grading: entropy: check showed 3 of 3" in page


def truths(root, week):
    """What each place says of the mark of "reup": export, gradebook, feedback page."""
    course = Course(root / "course")
    (mark,) = marks_of(all_outcomes(week, course), week, course, judged_only=True)
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        stored = gradebook.find_submission(week.name, "reup").score
    assert main(["feedback", week.name, "--course", str(course.root)]) == 0
    page = (course.feedback / "reup" / week.name / f"{week.name}.html").read_text(encoding="utf-8")
    return mark.total, stored, f'<p class="total">{mark.total:g} <small>' in page


def test_a_broken_upload_after_a_good_one_is_one_truth_everywhere(week, tmp_path, capsys):
    points = sum(exercise.points for exercise in week.exercises)
    hand_in(tmp_path, week, "reup", solved(week))
    grade(tmp_path, week)
    for broken in (not_a_notebook(week), node(nbformat.v4.new_notebook())):
        hand_in(tmp_path, week, "reup", broken)
        for again in ([], ["--force"]):
            capsys.readouterr()
            status, found = grade(tmp_path, week, *again)
            assert status == 0
            assert sum(row["score"] for row in found["reup"].values()) == points
            assert "a newer version could not be graded, the one before counts: " in capsys.readouterr().out
            assert truths(tmp_path, week) == (points, points, True)
    assert main(["judge", week.name, "--course", str(tmp_path / "course")]) == 0
    assert "a newer version could not be graded" in capsys.readouterr().out
    assert truths(tmp_path, week) == (points, points, True)
    hand_in(tmp_path, week, "reup", solved(week))
    grade(tmp_path, week)
    assert "a newer version" not in capsys.readouterr().out


def test_a_failure_of_ours_is_no_mark_and_no_success(week, tmp_path, capsys, monkeypatch):
    from autograder.judge import preprocessor

    hand_in(tmp_path, week, "ada", solved(week))
    grade(tmp_path, week)
    hand_in(tmp_path, week, "bao", solved(week))
    monkeypatch.setattr(preprocessor, "rewrite", lambda *arguments: 1 / 0)
    status, found = grade(tmp_path, week, "--force")
    said = capsys.readouterr()
    assert status == 1
    assert "grading failed on ada, bao, for reasons given above" in said.err
    assert {(row["score"], row["status"]) for row in found["bao"].values()} == {(None, "ungraded")}
    assert all(row["status"] == "pass" for row in found["ada"].values())
    assert "it could not be graded again, its marks of before count: the judge failed on it" in said.out
    monkeypatch.undo()
    status, found = grade(tmp_path, week)
    assert status == 0
    assert {row["status"] for rows in found.values() for row in rows.values()} == {"pass"}


def test_what_cannot_be_loaded_here_costs_nobody_a_point(week, tmp_path, capsys, monkeypatch):
    from autograder.runners import fork

    hand_in(tmp_path, week, "ada", solved(week))
    (tmp_path / "handed-in" / "mailed").mkdir()
    (tmp_path / "handed-in" / "mailed" / "hello.eml").write_text("From: bao")
    monkeypatch.setattr(fork, "loading_of", lambda *given: {"imports": ["no_such_module"]})
    where = ["--submitted", str(tmp_path / "handed-in"), "--course", str(tmp_path / "course")]
    assert main(["grade", week.name, *where]) == 1
    said = capsys.readouterr()
    assert "what hand-ins need cannot be loaded: ModuleNotFoundError" in said.err
    assert f"mailed: no hand-in of {week.name}, hello.eml is not looked at" in said.out
    assert all_outcomes(week, Course(tmp_path / "course")) == []
    monkeypatch.undo()
    status, found = grade(tmp_path, week)
    assert status == 0
    assert {row["status"] for row in found["ada"].values()} == {"pass"}
