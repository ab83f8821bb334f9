"""`check.progress()`: over all weeks, after a restart, with the pictures that builds made, and never in a check's way."""

import json
import re
import subprocess
import sys

import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

from gmcourse import journal
from gmcourse.check import _Check, overview
from gmcourse.notebook import check, show

RIGHT = "import numpy as np\nfrom gmcourse.notebook import check\ncheck('bernoulli_mle', lambda x: float(np.mean(x)))"
HALF = "import numpy as np\nfrom gmcourse.notebook import check\ncheck('entropy', lambda p: -np.sum(p * np.log(p)))"
ASK = "from gmcourse.notebook import check\ncheck.progress()"


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch):
    """A journal of its own."""
    monkeypatch.setenv("GMCOURSE_JOURNAL", str(tmp_path / "journal"))
    return tmp_path / "journal"


def terminal(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture
def asked(capsys):
    """What a session that has checked nothing says of all weeks."""

    def say():
        capsys.readouterr()
        _Check().progress()
        return capsys.readouterr().out

    return say


def row(text, week="week01"):
    return next(line for line in text.split("\n") if line.startswith(week))


def drawn():
    figure, ax = plt.subplots(figsize=(9, 3))
    ax.plot([0, 1])
    return figure


def test_another_process_knows_what_was_right_and_what_in_part():
    terminal(RIGHT)
    terminal(HALF)
    text = terminal(ASK)
    assert re.search(r"  o\.\.-\.+ +1 of 18 right +3\.33 of 47 points", row(text))
    assert "o right   - in part   . open" in text
    assert "next: gaussian_log_prob (10 min), in week01_probability_mle" in text


def test_minutes_are_those_of_what_is_not_right(asked):
    texts = [asked()]
    journal.note("bernoulli_mle", "pass", 2.0)
    minutes = [int(re.search(r"(\d+) min left", row(text))[1]) for text in (*texts, asked())]
    assert minutes[0] - minutes[1] == 5


def test_a_kernel_knows_after_its_restart():
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(RIGHT), nbformat.v4.new_code_cell(ASK)]
    )
    NotebookClient(notebook).execute()
    again = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(ASK)])
    NotebookClient(again).execute()
    page, words = (again.cells[0].outputs[0]["data"][kind] for kind in ("text/html", "text/plain"))
    assert '<span title="bernoulli_mle">&#9679;</span>' in page
    assert "1 of 18 right" in row(words)


def test_what_was_right_and_is_no_more_is_not_right(asked):
    for answer in (lambda x: float(np.mean(x)), lambda x: float(np.sum(x))):
        _Check()("bernoulli_mle", answer)
    assert "0 of 18 right" in row(asked())


def test_the_next_step_is_in_a_week_that_was_begun(asked):
    journal.note("em", "pass", 4.0)
    assert "next: histogram_log_prob (10 min), in week03_em" in asked()


@pytest.mark.parametrize("mode", ["grading", "static"])
def test_grading_and_the_book_write_nothing(place, monkeypatch, mode):
    monkeypatch.setenv("GMCOURSE_MODE", mode)
    _Check()("bernoulli_mle", lambda x: float(np.mean(x)))
    show(drawn(), alt="a line", keep="chow_liu")
    assert not place.exists()


@pytest.mark.parametrize("below", ["file", "file/below"])
def test_a_folder_that_cannot_be_written_is_in_no_check_s_way(tmp_path, monkeypatch, asked, capsys, below):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("GMCOURSE_JOURNAL", str(tmp_path / below))
    _Check()("bernoulli_mle", lambda x: float(np.mean(x)))
    assert "2 of 2 properties" in capsys.readouterr().out
    show(drawn(), alt="a line", keep="chow_liu")
    assert "0 of 18 right" in row(asked())


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"exercises": {}}', '{"exercises": [], "pictures": {}}', '{"exercises": {"entropy": 3}, "pictures": {}}']
)  # fmt: skip
def test_what_is_no_journal_is_set_aside(place, asked, text):
    place.mkdir()
    (place / "journal.json").write_text(text)
    assert "0 of 18 right" in row(asked())
    journal.note("bernoulli_mle", "pass", 2.0)
    assert "1 of 18 right" in row(asked())
    assert (place / "journal.json.broken").read_text() == text


def test_entries_that_mean_nothing_here_are_left_out(place, asked):
    place.mkdir()
    entries = {
        "gone": {"status": "pass", "score": 3},
        "entropy": {"status": 1},
        "mvn_mle": {"status": "pass", "score": 99},
    }
    (place / "journal.json").write_text(
        json.dumps({"exercises": entries, "pictures": {"x": {"file": "../../etc/passwd", "alt": "a"}}})
    )
    text = asked()
    assert re.search(r"1 of 18 right +3 of 47 points", row(text))
    assert "passwd" not in text


def test_a_picture_that_a_build_made_is_shown_again(place, asked):
    show(drawn(), alt="a rising <line>", keep="chow_liu")
    assert (place / "chow_liu.webp").stat().st_size < 40_000
    assert "chow_liu.webp" in asked()
    page = overview.gallery_as_html(journal.read()["pictures"])
    assert 'alt="a rising &lt;line&gt;"' in page
    assert "data:image/webp;base64," in page


def test_a_later_picture_takes_the_place_of_the_first(place):
    for words in ("one", "two"):
        show(drawn(), alt=words, keep="chow_liu")
    assert [entry["alt"] for entry in journal.read()["pictures"].values()] == ["two"]
    assert len(list(place.glob("*.webp"))) == 1


def test_a_shortened_run_leaves_no_picture(place, monkeypatch):
    monkeypatch.setenv("GMCOURSE_SHORT", "1")
    show(drawn(), alt="half trained", keep="vae")
    assert not place.exists()


def test_a_picture_that_was_deleted_is_not_missed(place, asked):
    show(drawn(), alt="a line", keep="chow_liu")
    (place / "chow_liu.webp").unlink()
    assert "pictures" not in asked()


def test_an_unknown_week_is_named():
    with pytest.raises(LookupError, match="no week is called 'week99'; there are: week01"):
        check.progress("week99")


def test_one_week_is_told_exercise_by_exercise(capsys):
    check("bernoulli_mle", lambda x: float(np.mean(x)))
    capsys.readouterr()
    check.progress("week01_probability_mle")
    assert "\no bernoulli_mle\n" in capsys.readouterr().out
