"""A hand-in that takes more memory to read than it may costs one line: it is parsed where it is Bounded."""

import json
from functools import partial

import pytest
from attack import base

from autograder.bounded import Bounded
from autograder.cli import main
from autograder.grading import explain, grading_session

MEMORY = 80 * 2**20


@pytest.fixture
def handed_in(week, tmp_path, monkeypatch):
    """The folder of an honest hand-in, and of one whose last cell is long."""
    # The same walls, nearer: those of every day need a file of minutes.
    for module in (grading_session, explain):
        monkeypatch.setattr(module, "Bounded", partial(Bounded, memory_bytes=MEMORY))
    heavy = base(week, True)
    # One sign beyond the first plane makes four bytes of each letter.
    heavy.cells[-1]["source"] += "\n" + "x" * 30_000_000 + chr(0x1F600)
    texts = {
        "honest": json.dumps(base(week, True)),
        "heavy": json.dumps(heavy, ensure_ascii=False),
    }
    for student, text in texts.items():
        path = tmp_path / "course" / "submitted" / student / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "course"


def test_one_that_cannot_be_prepared_costs_only_itself(handed_in, week, capsys):
    assert main(["grade", week.name, "--course", str(handed_in), "--workers", "1"]) == 0
    said = capsys.readouterr().out
    rows = {line.split()[0]: line for line in said.split("\n") if line.startswith(("honest ", "heavy "))}
    total = sum(exercise.points for exercise in week.exercises)
    assert f"{total:g} / {total:g}" in rows["honest"]
    assert "it could not be repaired (it took more than 80 MiB of memory); look at it" in rows["heavy"]


def test_one_that_cannot_be_explained_says_so_in_one_line(handed_in, week, capsys):
    assert main(["explain", week.name, "heavy", "--course", str(handed_in)]) == 1
    _, complaint = capsys.readouterr()
    assert (
        complaint == "autograder explain: it could not be repaired (it took more than 80 MiB of memory);"
        " look at the file\n"
    )
    assert main(["explain", week.name, "honest", "entropy", "--course", str(handed_in)]) == 0
    assert "entropy   pass" in capsys.readouterr().out
