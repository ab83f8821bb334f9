"""The command as a person meets it: help with examples, and one clear line for each mistake."""

import ast
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.cli import main, parser
from autograder.weeks import find_week

COMMANDS = [
    "release",
    "adopt",
    "due",
    "collect",
    "grade",
    "explain",
    "judge",
    "withdraw",
    "feedback",
    "report",
    "mark",
    "status",
    "overview",
    "export",
    "demo-class",
    "new-exercise",
    "quality",
]
WEEK = "week01_probability_mle"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_it_does_with_an_example(command, capsys):
    with pytest.raises(SystemExit) as done:
        parser().parse_args([command, "--help"])
    assert done.value.code == 0
    assert f"example:\n  autograder {command}" in capsys.readouterr().out


def test_each_command_that_a_line_tells_to_run_is_whole():
    """What stands in backticks runs as it stands, but for words in capitals; --course is put behind it."""
    house = Path(__file__).parent.parent / "autograder"
    assert [line for path in house.rglob("*.py") for line in _unfilled(path)] == []
    told = {
        (path.name, command)
        for path in house.rglob("*.py")
        for command in re.findall(r"`(autograder [a-z][^`]*)`", path.read_text(encoding="utf-8"))
    }
    assert len(told) > 15
    broken = []
    for file, command in sorted(told):
        words = shlex.split(re.sub(r"\{[^}]*\}", "x", command))[1:]
        try:
            parser().parse_args([*words, "--course", "c"])
        except SystemExit:
            broken.append(f"{file}: {command}")
    assert broken == []


def _unfilled(path):
    """Pieces of a file's lines that show {what} would stand there, for want of an f before the quotes.

    A page's text, of many lines, is filled in elsewhere.
    """
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if "\n" not in text and re.search(r"`autograder [^`]*\{[a-z]", text):
            yield f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("arguments", [
    ["due", WEEK, "--course", "c", "2026-12-24 23:59 CET"], ["due", "--course", "c", WEEK, "2026-12-24 23:59 CET"],
    ["due", WEEK, "2026-12-24 23:59 CET", "--course", "c"],
])  # fmt: skip
def test_arguments_may_stand_before_and_behind_options(arguments):
    given = parser().parse_args(arguments)
    assert (given.week, given.date, given.course) == (WEEK, "2026-12-24 23:59 CET", "c")
    assert parser().parse_args(["status", "1", "--course", "c", "2"]).weeks == ["1", "2"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["release", "week01_probabilty"], f"did you mean {WEEK}?"),
        (["grade", "week99", "--submitted", "."], "no week is called 'week99'"),
        (["grade", WEEK, "--submitted", "{empty}"], f"expected {{empty}}/<student>/{WEEK}/{WEEK}.ipynb"),
        (["grade", WEEK, "--submitted", "{empty}/none"], "is no folder; give the one that holds"),
        (["grade", WEEK, "--submitted", "{empty}", "--workers", "0"], "--workers 0: expected 1 or more"),
        (["due", WEEK, "2026-01-31 23:59"], "says no hour with a zone behind it; expected such as"),
        (["mark", WEEK, "--port", "80000"], "--port 80000: expected a number below 65536"),
        (["due", WEEK, "31 23:59 UTC soon"], "says no hour with a zone behind it; expected such as"),
        (["due", WEEK, "2026-02-31 23:59 UTC"], "is no date; expected such as"),
        (["due", WEEK, "2026-01-31 23:59 IST"], "which zone is IST?"),
        (["judge", WEEK], "run `autograder grade week01_probability_mle --course {course}` first"),
        (["feedback", WEEK], "run `autograder grade week01_probability_mle --course {course}` first"),
        (["report", WEEK], "run `autograder grade week01_probability_mle --course {course}` first"),
        (["export", WEEK], "run `autograder grade week01_probability_mle --course {course}` first"),
        (
            ["status", "--course", "{empty}/typo"],
            "{empty}/typo: no such folder; give the course's own as --course",
        ),
        (["judge", WEEK, "--course", "{empty}/typo"], "{empty}/typo: no such folder"),
        (
            ["export", WEEK, "--roster", "{empty}/none.csv"],
            "none.csv is not there; give Canvas's gradebook export",
        ),
        (["mark", WEEK], f"no answer of {WEEK} waits for a person"),
        (["collect", "{empty}/none.zip", WEEK], "is not there; give the zip file that Canvas or Moodle sent"),
    ],
)
def test_a_mistake_gets_one_clear_line(arguments, words, tmp_path, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    (tmp_path / "course").mkdir()
    course = tmp_path / "course"
    command, *given = (a.format(empty=empty) for a in arguments)
    assert main([command, "--course", str(course), *given]) == 1
    said = capsys.readouterr().err.strip()
    assert words.format(empty=empty, course=course) in said
    assert len(said.splitlines()) == 1


def test_a_broken_notebook_alone_is_graded_as_unreadable_and_the_command_succeeds(tmp_path, capsys):
    path = tmp_path / "in" / "hana" / WEEK / f"{WEEK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("not json")
    assert (
        main(["grade", WEEK, "--submitted", str(tmp_path / "in"), "--course", str(tmp_path / "course")]) == 0
    )
    assert "not a notebook: line 1 is 'not json'; ask for a new hand-in" in capsys.readouterr().out


def test_the_module_is_the_command():
    done = subprocess.run([sys.executable, "-m", "autograder", "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "autograder grade week01_probability_mle" in done.stdout


@pytest.mark.parametrize("arguments", [["status"], ["status", "week99"]])
def test_a_reader_that_goes_away_is_no_failure_to_tell_of(arguments, tmp_path):
    """As `autograder status 2>&1 | true` does: the pipe has no reader when the first line comes."""
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, "-m", "autograder", *arguments, "--course", str(tmp_path)]
    done = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert "Traceback" not in done.stderr
    assert "Broken pipe" not in done.stderr
    assert done.returncode == (1 if "week99" in arguments else 141)


def test_a_slip_of_typing_is_answered_without_loading_the_house():
    code = "import sys; from autograder.cli import main; main(['report', 'week']); print(sorted(m for m in HEAVY if m in sys.modules))"
    heavy = ["nbgrader", "sqlalchemy", "torch", "scipy", "numpy", "nbformat", "matplotlib", "exercises"]
    heavy += ["autograder.sandbox", "gmcourse.check"]
    done = subprocess.run([sys.executable, "-c", f"HEAVY = {heavy}; {code}"], capture_output=True, text=True)
    assert done.stdout.split() == ["[]"], done.stdout
    assert "no week is called 'week'" in done.stderr


@pytest.mark.parametrize("name", ["3", "03", "week3", "Week03", "week03_em"])
def test_a_week_is_called_by_its_number_too(name):
    assert find_week(name).name == "week03_em"


@pytest.mark.parametrize(
    "url",
    ["postgresql://u:secret@h/n", "postgresql+psycopg2://u:@h/n", "postgresql://h/n?user=u&password=secret"],
)
def test_a_password_among_the_options_is_refused(url, capsys):
    assert main(["judge", "week01_probability_mle", "--db", url]) == 1
    said = capsys.readouterr().err
    assert "~/.pgpass or PGPASSWORD" in said
    assert "secret" not in said
