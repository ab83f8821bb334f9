"""Answers from outside, labelled before their writers saw any list of the course's: marked as a fair person would."""

import json
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.quality.corpora import CORPORA, read_figures, write_figures
from autograder.quality.corpus import (
    Tally,
    kept_promises,
    labelled,
    measure,
    named_function,
    read_tallies,
    tally,
    week_tally,
    write_tallies,
)
from autograder.quality.page import CORPUS, PAGE, quality_page
from autograder.spec import public_sheet
from autograder.weeks import find_week, week_names
from gmcourse.check.ask import ask
from gmcourse.check.sheet import Sheet, SheetCase, SheetProperty
from gmcourse.check.verdict import mark

FOLDER = Path(__file__).parents[1] / "corpus"
SAMPLE = [
    ("week01_probability_mle", ["kl_divergence", "mvn_mle"]),
    ("week02_graphical_models", ["is_independent", "d_separated", "parents_of"]),
    ("week03_em", ["kde_log_prob", "elbo"]),
    ("week06_flows", ["change_of_variables"]),
]


@pytest.mark.parametrize("week, exercises", SAMPLE)
def test_a_sample_is_marked_as_it_deserves(week, exercises):
    one = week_tally(find_week(week), FOLDER / f"{week.split('_')[0]}.py", seeds=(4,), only=exercises)
    assert one.right
    assert one.wrong
    assert (one.false_fails, one.false_passes, one.green_then_red) == (0, 0, 0), one.lines
    assert one.fair >= one.accused - 1, one.lines


@pytest.mark.parametrize("name", ["the sign of the log-det", "no log-det"])
def test_a_flow_of_other_nets_than_ours_gets_the_name_of_its_mistake(name):
    week = find_week("week06_flows")
    code = next(
        code for _, code, fits in labelled(FOLDER / "third" / "week06.py")[1]["RealNVP"] if name in fits
    )
    sheet = public_sheet(week, week.exercise("RealNVP"))
    answer = named_function(code, "RealNVP", {})
    assert mark(sheet, ask(sheet, answer), reveal=True).diagnosis == name


@pytest.mark.slow
@pytest.mark.parametrize("corpus", CORPORA, ids=lambda one: one.title)
@pytest.mark.parametrize("seeds", [(1, 2, 3), (77,)])
def test_the_whole_corpus_is_marked_as_promised(corpus, seeds):
    found = measure(corpus.path, seeds=seeds)
    assert kept_promises(found), [line for one in found.values() for line in one.lines]


@pytest.mark.parametrize("corpus", CORPORA, ids=lambda one: one.title)
def test_every_label_is_a_name_of_its_exercise(corpus):
    for name in week_names():
        path = corpus.path / f"{name.split('_')[0]}.py"
        if not path.is_file():
            continue
        right, wrong = labelled(path)
        for exercise in find_week(name).exercises:
            names = {m.name for m in exercise.misconceptions if not m.like}
            assert {fit for _, _, fits in wrong.get(exercise.id, ()) for fit in fits} <= names, exercise.id


def counted():
    """An exercise that counts, with one misconception."""
    cases = tuple(SheetCase("main", {"x": [1.0] * n}, n, {"one too many": n + 1}) for n in (2, 3, 9))
    return Sheet(
        "count",
        "",
        1.0,
        5,
        "calls.call",
        5.0,
        "",
        cases,
        (SheetProperty("number", "main"),),
        {"one too many": "count again"},
    )


@pytest.mark.parametrize(
    ("code", "fits", "field"),
    [
        ("def count(x): return len(x)", (), "false_passes"),
        ("def count(x): return len(x) + 1", ("one too many",), "named"),
        ("def count(x): return len(x) + 1", (), "accused"),
        ("def count(x): return 2 * len(x)", ("one too many",), "nameable"),
    ],
)
def test_what_is_judged_is_counted(code, fits, field):
    sheets = {"public": counted(), "hidden": counted()}
    one = tally("count", sheets, [], [("some answer", code, fits)])
    assert getattr(one, field) == 1
    assert bool(one.lines) == (field != "named")


def test_a_right_answer_that_loses_is_a_false_fail():
    sheets = {"public": counted(), "hidden": counted()}
    assert tally("count", sheets, ["def count(x): return -1", "count = len"], []).false_fails == 1


def test_promises_are_kept_or_broken():
    assert kept_promises(
        {
            "week": Tally(
                right=9,
                wrong=1000,
                false_passes=5,
                green_then_red=3,
                accused=100,
                fair=98,
                nameable=100,
                named=92,
            )
        }
    )
    assert not kept_promises({"week": Tally(right=9, false_fails=1, wrong=1000)})
    assert not kept_promises({"week": Tally(right=9, wrong=1000, false_passes=6)})


def test_the_command_marks_a_folder_and_says_what_is_wrong(tmp_path, capsys):
    (tmp_path / "week01.py").write_text(
        'RIGHT = {"bits_per_dim": ["def bits_per_dim(nll, dims): return nll / dims / np.log(2)"]}\n'
        'WRONG = {"bits_per_dim": [("right after all", "def bits_per_dim(nll, dims): return nll / dims / np.log(2)", ())]}\n'
    )
    target = tmp_path / "figures.json"
    assert main(["quality", "--corpus", str(tmp_path), "--json", str(target)]) == 1
    assert "right after all: false pass" in capsys.readouterr().out
    assert json.loads(target.read_text())["week01_probability_mle"]["false_passes"] == 1
    assert main(["quality", "--corpus", str(tmp_path / "nowhere")]) == 1


def test_figures_come_back_as_they_were_written(tmp_path):
    found = {"week01_probability_mle": Tally(right=3, wrong=2, lines=["one"])}
    write_tallies(tmp_path / "f.json", found)
    assert read_tallies(tmp_path / "f.json") == found


def test_the_figures_of_all_corpora_come_back_too(tmp_path):
    found = {"second": {"week01_probability_mle": Tally(right=3, wrong=2, lines=["one"])}}
    write_figures(tmp_path / "f.json", found)
    assert read_figures(tmp_path / "f.json") == found


def test_the_page_publishes_each_corpus():
    assert read_figures(CORPUS).keys() <= {one.folder for one in CORPORA}
    for one in CORPORA:
        assert (one.made in quality_page()) == (one.folder in read_figures(CORPUS))
    assert PAGE.read_text(encoding="utf-8") == quality_page()
