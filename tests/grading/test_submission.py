"""Reading hand-ins: each broken one says what was found and what to ask for."""

import json
import os
import re

import pytest

from autograder.democlass import solved, unsolved
from autograder.handins.reading import NothingSubmitted, Submission, Unreadable, find_submissions, parse

WEEK = "week01_probability_mle"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html>login</html>", "line 1 is '<html>login</html>'"),
        (b"", "it is empty"),
        (b"\xff\xfe\x00", "no UTF-8 text"),
        (b"[1, 2]", "has no cells"),
        (b'{"cells": 3}', "has no cells"),
        (b"[" * 100_000, "not a notebook"),
        (b'{\n "cells": [\n  {"cell_type": "code", "sour', "a damaged notebook: it is cut off at line 3"),
        (
            b'{\n "cells": [\n<<<<<<< HEAD\n  1\n=======\n  2\n>>>>>>> theirs\n ]\n}\n',
            "line 3 is a conflict marker of git ('<<<<<<< HEAD'); both versions are in it",
        ),
        (b'{\n "cells": [\n  {"a": 1,}\n ]\n}\n', "line 3 cannot be read ('{\"a\": 1,}')"),
        (b"{\\rtf1\\ansi {\\b cells}}", "it is rich text, as TextEdit and Word write it"),
        (json.dumps({"cells": [{}] * 3000}).encode(), "3,000 cells; at most"),
    ],
)
def test_unreadable_files_say_what_was_found(data, words):
    with pytest.raises(Unreadable, match="ask for|at most") as problem:
        parse(data)
    assert words in str(problem.value)


@pytest.mark.parametrize(
    "cell",
    [
        {},
        {"cell_type": "code"},
        {"cell_type": "code", "source": None, "metadata": None, "outputs": "x"},
        {"cell_type": "code", "source": ["a = 1\n", "b = 2", 3], "metadata": {"tags": 5}},
        {"cell_type": "unheard of", "source": "x"},
        {"cell_type": "markdown", "source": {}, "id": "x" * 200},
        {"cell_type": "code", "source": "x", "metadata": {"nbgrader": []}},
    ],
)
def test_odd_cells_become_valid_ones(cell):
    import nbformat

    nbformat.validate(parse(json.dumps({"cells": [cell]}).encode()))


def test_old_outputs_and_metadata_are_left_behind():
    cell = {
        "cell_type": "code",
        "source": "1",
        "outputs": [{"output_type": "error"}],
        "metadata": {"colab": {}},
    }
    parsed = parse(json.dumps({"cells": [cell], "metadata": {"widgets": {}}}).encode())
    assert parsed.cells[0].outputs == []
    assert parsed.cells[0].metadata == {}
    assert "widgets" not in parsed.metadata


def test_a_link_is_not_followed(tmp_path):
    secret = tmp_path / "secret.ipynb"
    secret.write_text('{"cells": []}')
    link = tmp_path / "ada" / WEEK / f"{WEEK}.ipynb"
    link.parent.mkdir(parents=True)
    link.symlink_to(secret)
    with pytest.raises(Unreadable, match="symbolic link"):
        Submission("ada", WEEK, link).read_bytes()


def test_a_missing_folder_and_an_empty_one_say_what_is_expected(tmp_path):
    with pytest.raises(NothingSubmitted, match="is no folder"):
        find_submissions(tmp_path / "nowhere", WEEK)
    with pytest.raises(NothingSubmitted, match=f"<student>/{WEEK}/{WEEK}.ipynb"):
        find_submissions(tmp_path, WEEK)


@pytest.mark.parametrize(
    "name", ["Copy of {}.ipynb", "{} 2.ipynb", "{}_Lena.ipynb", "{}.ipynb.txt", "mine.ipynb"]
)
def test_of_an_empty_notebook_and_a_copy_that_was_worked_on_the_copy_counts(tmp_path, week, name):
    folder = tmp_path / "ada" / week.name
    folder.mkdir(parents=True)
    (folder / f"{week.name}.ipynb").write_text(unsolved(week), encoding="utf-8")
    (folder / name.format(week.name)).write_text(solved(week), encoding="utf-8")
    (folder / "data.json").write_text("{}", encoding="utf-8")
    (found,) = find_submissions(tmp_path, week.name)
    assert found.path.name == name.format(week.name)
    assert (
        f"{found.path.name} counts, the one that was worked on ({week.name}.ipynb is as released)"
        in found.choice
    )


def test_a_renamed_file_is_found_when_it_is_the_only_one(tmp_path):
    folder = tmp_path / "ada" / WEEK
    folder.mkdir(parents=True)
    (folder / f"{WEEK} (1).ipynb").write_text("{}")
    assert find_submissions(tmp_path, WEEK)[0].path.name == f"{WEEK} (1).ipynb"


@pytest.mark.parametrize(
    ("folder", "student"),
    [
        (b"jos\xe9", "jos\\xe9"),
        (b"a\nb", "a\\nb"),
        ("\u202enimda".encode(), "\\u202enimda"),
        (b"x" * 250, "x" * 30 + "...[0-9a-f]{8}"),
    ],
)
def test_a_folder_that_names_nobody_has_a_row_and_is_not_graded(tmp_path, folder, student):
    path = tmp_path / os.fsdecode(folder) / WEEK
    path.mkdir(parents=True)
    (path / f"{WEEK}.ipynb").write_text('{"cells": []}')
    (submission,) = find_submissions(tmp_path, WEEK)
    assert submission.student == student or re.fullmatch(student, submission.student)
    with pytest.raises(Unreadable, match="rename it"):
        submission.read_bytes()


@pytest.mark.parametrize("name", ["José", "李四", "<b>bo<", "=cmd|' ", "o'hara", "a b"])
def test_a_folder_of_any_alphabet_names_its_student(tmp_path, name):
    path = tmp_path / name / WEEK / f"{WEEK}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text("{}")
    (submission,) = find_submissions(tmp_path, WEEK)
    assert (submission.student, submission.read_bytes()) == (name, b"{}")


@pytest.mark.parametrize(
    "cells",
    [
        "9" * 5000,
        '{"cell_type": "code", "source": "\\ud800"}',
        '{"cell_type": "code", "source": "x", "metadata": {"tags": ["\\ud800"]}}',
        '{"cell_type": "markdown", "source": "x", "attachments": {"\\ud800": {"image/png": "\\udfff"}}}',
        '{"cell_type": "markdown", "source": "x", "attachments": {"a": 3}}',
        '{"metadata": {"id": ' + "[" * 900 + "]" * 900 + "}}",
        '{"metadata": {"nbgrader": ' + '{"a":' * 800 + "1" + "}" * 801 + "}",
    ],
)
def test_what_json_can_hold_and_a_file_cannot_is_refused_or_cleaned(cells):
    import nbformat

    try:
        notebook = parse(f'{{"cells": [{cells}]}}'.encode())
    except Unreadable:
        return
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode("utf-8")
