"""What a student's notebook does to the rest of it, and how cells come back: right at home is right at grading."""

import copy
import json

import pytest

from autograder.at_grading import LIBRARIES
from autograder.cli import main
from autograder.definitions import defined_names
from autograder.democlass import fill, released
from autograder.source import solutions


def cell(source, id="mine", **metadata):
    return {
        "cell_type": "code",
        "metadata": metadata,
        "source": source,
        "outputs": [],
        "execution_count": None,
        "id": id,
    }


def notebook_of(week, **codes):
    return json.loads(json.dumps(fill(week, solutions(week) | codes)))


def place(notebook, id):
    return next(
        i for i, c in enumerate(notebook["cells"]) if c["metadata"].get("nbgrader", {}).get("grade_id") == id
    )


OWN_CELLS = {
    "grade": "grade = 0.9",
    "check": "check = True",
    "reset": "%reset -f\nimport numpy as np\nfrom gmcourse.notebook import check",
    "environment": "import os\nos.environ.clear()",
    "patched": "import gmcourse.check, gmcourse.notebook\ngmcourse.check.check = gmcourse.notebook.check = None\n"
    "gmcourse.check.grade = 3\ndel gmcourse.check",
    "print": "print = show = predict = slider = None",
    "output": "import os, sys\nsys.stdout = open(os.devnull, 'w')",
    "widget": "%matplotlib widget",
    "colab": "import sys\nassert 'google.colab' not in sys.modules\nfrom google.colab import drive, userdata\n"
    "drive.mount('/content/drive')\nimport google.colab.files as f\nassert f.upload() == {}\nkey = userdata.get('k') + ''\n"
    "from google.colab.patches import cv2_imshow",
    "threads": "import torch\ntorch.set_num_threads(64)\nassert torch.get_num_threads() == 1",
    "backend": "import matplotlib, matplotlib.pyplot as plt\nmatplotlib.use('TkAgg')\nplt.switch_backend('QtAgg')\n%matplotlib\n%matplotlib qt",
    "try colab": "try:\n    import google.colab\n    IN_COLAB = True\nexcept ImportError:\n    IN_COLAB = False\nassert IN_COLAB\n"
    "from google.colab import auth, output\nauth.authenticate_user()\noutput.eval_js('1 + 1').strip()",
    "deleted": "del check, grade",
    "builtins": "import builtins\nbuiltins.print = lambda *words, **how: None",
    "pylab": "%pylab inline",
}
# What stands before a solution, in its own cell.
ABOVE = {
    "used later": "grade = 0.9",
    "colab above": "from google.colab import files",
    "widget above": "%matplotlib notebook",
    "libraries above": f"import {', '.join(LIBRARIES)}",
    "compiled": "import torch\n@torch.compile",
}


def structures(week):
    """Hand-ins whose cells were moved, merged, pasted, stripped or retyped; everything in them is right."""
    codes, stub = solutions(week), json.loads(json.dumps(released(week)))
    stub = stub["cells"][place(stub, "entropy")]
    own = cell(codes["entropy"])
    made = {}

    def make(name, edit):
        notebook = notebook_of(week)
        edit(notebook, notebook["cells"], place(notebook, "entropy"))
        made[name] = notebook

    def stripped(notebook, cells, at):
        for c in cells:
            c["metadata"] = {}
            c.pop("id")
        notebook |= {"nbformat_minor": 4, "metadata": {}}

    def retyped(notebook, cells, at):
        notebook["cells"] = [
            cell(c["source"], f"c{i}")
            for i, c in enumerate(cells)
            if c["cell_type"] == "code" and "check(" not in c["source"]
        ]

    def one_cell(notebook, cells, at):
        top = place(notebook, "setup") + 1
        notebook["cells"] = [
            *cells[:top],
            cell("\n\n".join(codes.values())),
            *(c for c in cells[top:] if c["metadata"].get("nbgrader", {}).get("grade_id") not in codes),
        ]

    def pasted(notebook, cells, at):
        cells[at : at + 1] = [stub, cell(own["source"], tags=["demonstration"])]

    def never_run(notebook, cells, at):
        cells[at]["metadata"]["tags"] = ["skip-execution"]

    def moved_up(notebook, cells, at):
        del cells[at]
        cells.insert(place(notebook, "setup") + 1, own)

    def moved_up_stub_left(notebook, cells, at):
        cells[at] = stub
        cells.insert(place(notebook, "setup") + 1, own)

    def stub_pasted_below(notebook, cells, at):
        cells.insert(at + 1, stub | {"id": "again"})

    def at_the_end(notebook, cells, at):
        cells[at] = stub
        cells.append(own)

    def again_at_the_end(notebook, cells, at):
        cells[at]["source"] = "def entropy(p):\n    return 0.0"
        cells += [own, cell("check('entropy', entropy)", "again")]

    def both_own(notebook, cells, at):
        cells[at : at + 2] = [own, cell('check("entropy", entropy)', "tried")]

    def merged(notebook, cells, at):
        cells[at]["source"] += "\n\n" + cells[at + 1]["source"]
        del cells[at + 1]

    def two_in_one(notebook, cells, at):
        other = place(notebook, "kl_divergence")
        cells[at]["source"] += "\n\n" + cells[other]["source"]
        del cells[other]

    def written_to_a_file(notebook, cells, at):
        del cells[at]
        top = place(notebook, "setup") + 1
        cells[top:top] = [
            cell("%%writefile mine.py\nimport numpy as np\n" + own["source"], "w"),
            cell("from mine import *", "i"),
        ]

    def scratch_below(notebook, cells, at):
        cells.insert(place(notebook, "test_entropy") + 1, cell("entropy = 'scratch'"))

    def commented_out(notebook, cells, at):
        cells.append(cell('"""\ndef entropy(p):\n    return 0.0\n"""'))

    def stub_in_own_words(notebook, cells, at):
        cells[at]["source"] = "def entropy(p):\n    # see above\n    raise NotImplementedError( 'above' )"
        cells.insert(place(notebook, "setup") + 1, own)

    def imported_above_a_stub(notebook, cells, at):
        cells[at] = stub
        top = place(notebook, "setup") + 1
        cells[top:top] = [
            cell("%%writefile mine.py\nimport numpy as np\n" + own["source"], "w"),
            cell("from mine import entropy", "i"),
        ]

    def all_pasted_again(notebook, cells, at):
        notebook["cells"] = [*cells, *json.loads(json.dumps(released(week)))["cells"]]

    def all_pasted_before(notebook, cells, at):
        notebook["cells"] = [*json.loads(json.dumps(released(week)))["cells"], *cells]

    def as_lambda(notebook, cells, at):
        cells[at : at + 1] = [
            stub,
            cell(
                "_h = "
                + repr(1)
                + "\n"
                + own["source"].replace("def entropy", "def _entropy")
                + "\nentropy = lambda p: _entropy(p)"
            ),
        ]

    def into_the_test_cell(notebook, cells, at):
        cells[at] = stub
        cells[at + 1]["source"] = own["source"] + "\n\n" + cells[at + 1]["source"]

    def import_in_the_setup_cell(notebook, cells, at):
        cells[place(notebook, "setup")]["source"] += "\nimport math as mine"
        cells[at]["source"] = "def entropy(p):\n    return float(-sum(v * mine.log(v) for v in p if v > 0))"

    def indented(notebook, cells, at):
        cells[at] = stub
        cells.insert(at + 1, cell("\n".join("    " + line for line in own["source"].split("\n"))))

    def windows(notebook, cells, at):
        for c in cells:
            c["source"] = c["source"].replace("\n", "\r\n")

    for edit in (stripped, retyped, one_cell, pasted, never_run, moved_up, moved_up_stub_left, stub_pasted_below, at_the_end,
                 again_at_the_end, both_own, merged, two_in_one, written_to_a_file, scratch_below, commented_out, windows,
                 stub_in_own_words, into_the_test_cell, import_in_the_setup_cell, indented, imported_above_a_stub, all_pasted_again, all_pasted_before, as_lambda):  # fmt: skip
        make(edit.__name__, edit)
    return made


@pytest.fixture(scope="module")
def marks(week, tmp_path_factory):
    """Student -> rows, of a class in which every function is right."""
    root = tmp_path_factory.mktemp("home")
    made = structures(week)
    for name, source in OWN_CELLS.items():
        made[name] = notebook_of(week)
        made[name]["cells"].insert(place(made[name], "gaussian_log_prob"), cell(source))
    for name, source in ABOVE.items():
        made[name] = notebook_of(week, entropy=f"{source}\n{solutions(week)['entropy']}")
    made["used later"]["cells"].append(cell("assert grade == 0.9"))
    for name, notebook in made.items():
        folder = root / "handed-in" / name.replace(" ", "-") / week.name
        folder.mkdir(parents=True)
        (folder / f"{week.name}.ipynb").write_text(json.dumps(copy.deepcopy(notebook)), encoding="utf-8")
    written = root / "marks.json"
    assert main(["grade", week.name, "--submitted", str(root / "handed-in"), "--course", str(root / "course"),
                 "--json", str(written)]) == 0  # fmt: skip
    found = {}
    for row in json.loads(written.read_text(encoding="utf-8")):
        found.setdefault(row["student"], []).append(row)
    return found


def test_every_one_of_them_gets_everything(marks):
    assert len(marks) > 30
    lost = {
        who: [(r["exercise"], r["status"], r["message"]) for r in rows if r["status"] != "pass"]
        for who, rows in marks.items()
    }
    assert {who: rows for who, rows in lost.items() if rows} == {}


@pytest.mark.parametrize(("source", "names"), [
    ("def f(x):\n    return x", {"f"}),
    ("async def f(x):\n    y = 1", {"f"}),
    ("class C:\n    def f(self): pass", {"C"}),
    ("%%time\ndef f[T](x): pass\ng = f", {"f", "g"}),
    ('"""\ndef f(x):\n    return x\n"""\ng = 1', {"g"}),
    ("x == 3\nprint(x)", set()),
    ("from a import b as f", {"f"}),
    ("from a import f, b as g", {"f", "g"}),
    ("from a import *", set()),
])  # fmt: skip
def test_what_a_cell_defines_is_read_from_its_text(source, names):
    assert defined_names(source) == names
