"""Pictures of exercise pages: none is older than its code, words make none old, and a shorter run draws the same."""

import nbformat.v4 as v4
import pytest

from autograder.release.kept_pictures import FOLDER, Drawing, read_pictures
from autograder.release.made_of import made_of, needed, own_hash, pieces
from autograder.weeks import find_week, week_names

ABOVE = "import numpy as np\nfrom matplotlib import pyplot as plt"
HELPER = 'def line(n):\n    """Words."""\n    return np.arange(n)  # n of them'
MODEL = "class Model:\n    width = 8"
SHOWN = (
    "fig = plt.figure()\nfor n in range(3):\n    fig.text(0, 0, line(n), Model().width, double(n))\nshow(fig)"
)


def cells(above=ABOVE, helper=HELPER, answer="def double(n):\n    return 2 * n", model=MODEL, shown=SHOWN):
    codes = [above, helper, "fig = line(9)", answer, model, shown]
    made = [v4.new_code_cell(code) for code in codes]
    made[3]["id"], made[4]["id"] = "double", "Model"
    return made


def hashes(**changed):
    all = pieces(cells(**changed), ["double", "Model"])
    return own_hash(all, 5), made_of(all, 5)


@pytest.mark.parametrize(
    "words",
    [
        {"helper": HELPER.replace("Words", "Other words")},
        {"helper": HELPER.replace("n of them", "as many")},
        {"answer": "def double(k):\n    return k + k"},
        {"above": ABOVE + "\nimport torch"},
        {"shown": SHOWN.replace("for n", "# a note\nfor n").replace("(0, 0,", "(0,  0,")},
    ],
)
def test_words_make_no_picture_old(words):
    assert hashes(**words) == hashes()


@pytest.mark.parametrize(
    "code",
    [
        {"helper": HELPER.replace("arange(n)", "arange(n + 1)")},
        {"model": MODEL.replace("8", "16")},
        {"above": ABOVE.replace("import numpy", "import torch")},
        {"shown": SHOWN.replace("range(3)", "range(4)")},
    ],
)
def test_code_that_a_picture_takes_from_makes_it_old(code):
    assert hashes(**code)[1] != hashes()[1]


def test_a_picture_takes_names_from_the_cell_that_bound_them_last_before_it():
    assert {piece.cell for piece in needed(pieces(cells()), 5)} == {0, 1, 3, 4, 5}


@pytest.mark.parametrize("name", week_names())
def test_no_picture_is_older_than_its_code(name):
    drawing = Drawing(find_week(name))
    old = [drawing.notebook.cells[cell].source.split("\n")[0] for cell in drawing.stale()]
    todo = f"run `make pictures STALE=1 WEEK={name}`"
    assert not old, f"{todo}: older than their code, or missing, are the pictures of the cells {old}"
    assert not drawing.left_over(), f"{todo}: nothing shows {drawing.left_over()}"
    shown = [picture["file"] for picture in read_pictures(name).values()]
    assert len(set(shown)) == len(shown)
    assert all((FOLDER / name / file).is_file() for file in shown)


@pytest.mark.parametrize("name", week_names())
def test_a_shorter_run_keeps_all_that_its_cells_take_from(name):
    drawing = Drawing(find_week(name))
    for wanted in drawing.hashes:
        kept = {cell.id for cell in drawing.reduced([wanted]).cells}
        takes = {drawing.notebook.cells[piece.cell].id for piece in needed(drawing.code, wanted)}
        assert takes <= kept
        demonstrations = {drawing.notebook.cells[number].id for number in drawing.hashes}
        assert kept >= {cell.id for cell in drawing.notebook.cells} - demonstrations
