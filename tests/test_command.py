"""The command as a person meets it: help with examples, and one clear line for each mistake."""

import subprocess
import sys

import pytest

from autograder.cli import main, parser

COMMANDS = ["release", "collect", "grade", "judge", "feedback", "report", "export", "demo-class", "new-exercise", "quality"]
WEEK = "week01_probability_mle"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_it_does_with_an_example(command, capsys):
    with pytest.raises(SystemExit) as done:
        parser().parse_args([command, "--help"])
    assert done.value.code == 0
    assert f"example:\n  autograder {command}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["release", "week01_probabilty"], f"did you mean {WEEK}?"),
        (["grade", "week99", "--submitted", "."], "no week is called 'week99'"),
        (["grade", WEEK, "--submitted", "{empty}"], f"expected {{empty}}/<student>/{WEEK}/{WEEK}.ipynb"),
        (["grade", WEEK, "--submitted", "{empty}/none"], "is no folder; give the one that holds"),
        (["grade", WEEK, "--submitted", "{empty}", "--workers", "0"], "--workers 0: expected 1 or more"),
        (["judge", WEEK], "run `autograder grade` first"),
        (["feedback", WEEK], "run `autograder grade` first"),
        (["report", WEEK], "run `autograder grade` first"),
        (["export", WEEK], "run `autograder grade` first"),
        (["export", WEEK, "--roster", "{empty}/none.csv"], "none.csv is not there; give Canvas's gradebook export"),
        (["collect", "{empty}/none.zip", WEEK], "is not there; give the zip file that Canvas or Moodle sent"),
    ],
)
def test_a_mistake_gets_one_clear_line(arguments, words, tmp_path, capsys):
    empty = tmp_path / "empty"
    empty.mkdir()
    given = [a.format(empty=empty) for a in arguments]
    assert main([*given, "--course", str(tmp_path / "course")]) == 1
    said = capsys.readouterr().err.strip()
    assert words.format(empty=empty) in said
    assert len(said.splitlines()) == 1


def test_a_broken_notebook_alone_is_graded_as_unreadable_and_the_command_succeeds(tmp_path, capsys):
    path = tmp_path / "in" / "hana" / WEEK / f"{WEEK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("not json")
    assert main(["grade", WEEK, "--submitted", str(tmp_path / "in"), "--course", str(tmp_path / "course")]) == 0
    assert "not a notebook: line 1 is 'not json'; ask for a new hand-in" in capsys.readouterr().out


def test_the_module_is_the_command():
    done = subprocess.run([sys.executable, "-m", "autograder", "--help"], capture_output=True, text=True)
    assert done.returncode == 0
    assert "autograder grade week01_probability_mle" in done.stdout
