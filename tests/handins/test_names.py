"""Names as Canvas and Moodle build them, read back; folder names that no system refuses."""

from collections import Counter

import pytest
from downloads import WEEK

from autograder.handins.choose import Contents, NoHandIn, choose, copy_number, stem
from autograder.handins.lms_names import LmsNames, slug


def read(path):
    return LmsNames(valid_ext=[".ipynb"]).collect(path)


@pytest.mark.parametrize(
    ("path", "name", "person", "order", "late", "file"),
    [
        ("lovelaceada_1234_5678_week.ipynb", "lovelaceada", "1234", 5678, False, "week.ipynb"),
        ("lovelaceada_LATE_1234_5678_week-1.ipynb", "lovelaceada", "1234", 5678, True, "week-1.ipynb"),
        ("núñezzoë_1_2_3_4_my_week.ipynb", "núñezzoë", "1", 2, False, "3_4_my_week.ipynb"),
        ("r2d2_12_13_week.ipynb", "r2d2", "12", 13, False, "week.ipynb"),
        ("anon_aB3dE_13_week.ipynb", "", "anon_aB3dE", 13, False, "week.ipynb"),
        ("LATE_anon_aB3dE_13_week.ipynb", "", "anon_aB3dE", 13, True, "week.ipynb"),
    ],
)
def test_canvas(path, name, person, order, late, file):
    found = read(path)
    assert found["system"] == "canvas"
    assert (found["name"], found["person"], found["order"], found["late"], found["file_id"]) == (
        name, person, order, late, file)  # fmt: skip


@pytest.mark.parametrize(
    "path",
    [
        "Ada King Lovelace_123456_assignsubmission_file_/week.ipynb",
        "Ada King Lovelace_123456_assignsubmission_file/week.ipynb",
        "Ada King Lovelace_123456_assignsubmission_file/deep/er/week.ipynb",
        "Ada King Lovelace_123456_assignsubmission_file_week.ipynb",
        "unpacked by a browser/Ada King Lovelace_123456_assignsubmission_file_/week.ipynb",
        "C:\\downloads\\Ada King Lovelace_123456_assignsubmission_file_\\week.ipynb",
    ],
)
def test_moodle(path):
    found = read(path)
    assert (found["system"], found["name"], found["person"]) == ("moodle", "Ada King Lovelace", "123456")
    assert found["file_id"] == "week.ipynb"
    assert found["student_id"] == "ada-king-lovelace-123456"


@pytest.mark.parametrize("path", ["week.ipynb", "ada/week.ipynb", "ada_1_week.ipynb", "notes_2024_01.ipynb"])
def test_other_names_belong_to_nobody(path):
    assert read(path) is None


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Zoë Núñez", "zoe-nunez"),
        ("李小龙", "李小龙"),
        ("../../etc/passwd", "etc-passwd"),
        ("O'Brien, Ana-María", "o-brien-ana-maria"),
        ("ada@example.org", "ada@example.org"),
        ("...", ""),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_folder_name_is_safe_everywhere(name, safe):
    assert slug(name) == safe


class Upload:
    """A file as `choose` sees it: of this week unless its name or the arguments say otherwise."""

    def __init__(self, file, order=0, written=(), worked=3, week=WEEK):
        is_notebook = file.endswith(".ipynb")
        self.file, self.order, self.written = file, order, written
        self.contents = Contents(
            "" if is_notebook else "not a notebook", False, Counter({week: 5} if week else {}), worked
        )


def damaged(file, order=0):
    """An Upload that cannot be read, whatever its name."""
    upload = Upload(file, order)
    upload.contents = Contents("a damaged notebook: it is cut off at line 3")
    return upload


@pytest.mark.parametrize(
    "name",
    [
        "w-1.ipynb",
        "w (1).ipynb",
        "w(12).ipynb",
        "w - Copy.ipynb",
        "w copy 2.ipynb",
        "w (1)-2.ipynb",
        "w 2.ipynb",
        "Copy of w.ipynb",
        "Kopie von w.ipynb",
        "Copie de w (2).ipynb",
        "Copia di w.ipynb",
    ],
)
def test_a_copy_is_known_as_one(name):
    assert stem(name) == "w"
    assert copy_number(name) >= 1


def test_names_of_weeks_are_no_copies():
    assert stem("week01_probability_mle.ipynb") == "week01_probability_mle"


def test_the_latest_upload_counts_whatever_its_name():
    files = [Upload("w.ipynb", 30), Upload("w-2.ipynb", 10), Upload("w-1.ipynb", 20)]
    latest, earlier, reason = choose(files, WEEK)
    assert (latest.order, [f.order for f in earlier]) == (30, [10, 20])
    assert reason == "3 versions; w.ipynb counts, the latest"


def test_without_an_order_the_later_copy_counts():
    file, _, reason = choose([Upload("w (2).ipynb"), Upload("w.ipynb"), Upload("w (1).ipynb")], WEEK)
    assert (file.file, reason) == ("w (2).ipynb", "3 versions; w (2).ipynb counts, the later copy")


@pytest.mark.parametrize(("files", "chosen", "words"), [
    ([Upload("w.ipynb", 9, worked=0), Upload("x.ipynb", 3)], "x.ipynb", "the one that was worked on (w.ipynb is as released)"),
    ([Upload("w.ipynb", 9, worked=2), Upload("x.ipynb", 3, worked=14)], "w.ipynb",
     "the latest; x.ipynb, earlier, has more exercises: 14 to 2"),
    ([Upload("w (1).ipynb", worked=2), Upload("w.ipynb", worked=14)], "w.ipynb", "the one with more exercises: 14 to 2"),
    ([Upload("w.ipynb", written=(2026, 1)), Upload("x.ipynb", written=(2026, 2))], "x.ipynb", "by its date"),
    ([Upload("w-checkpoint.ipynb", worked=14), Upload("w.ipynb", worked=13)], "w.ipynb", "not what Jupyter laid aside before"),
    ([Upload("w-checkpoint.ipynb", worked=3), Upload("w.ipynb", worked=0)], "w-checkpoint.ipynb", "the one that was worked on"),
    ([Upload("w.ipynb"), Upload("w.html")], "w.ipynb", "not looked at: w.html (a print, not the notebook)"),
    ([Upload("w.ipynb"), Upload("my_utils.py"), Upload("w.html"), Upload("data.NPZ")], "w.ipynb",
     "not taken, as the notebook runs alone: my_utils.py, data.NPZ"),
    ([Upload("w.ipynb"), Upload("w.ipynb.txt")], "w.ipynb", "w.ipynb.txt does not count: not a notebook"),
    ([Upload("week02_graphical_models.ipynb")], "week02_graphical_models.ipynb", f"is taken for {WEEK}, whose cells it holds"),
    ([Upload("w.ipynb", week="week03_em"), Upload("v.ipynb")], "v.ipynb",
     "w.ipynb does not count: another week's notebook (week03_em)"),
    ([Upload("w.ipynb"), Upload("x.ipynb", week=None)], "w.ipynb", f"x.ipynb does not count: no exercise of {WEEK} is in it"),
])  # fmt: skip
def test_of_several_the_contents_decide_and_a_line_says_so(files, chosen, words):
    file, _, reason = choose(files, WEEK)
    assert file.file == chosen
    assert words in reason
    assert bool(words) == bool(reason)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([Upload("w.pdf"), Upload("w.py")], "w.pdf, w.py: a script, not the notebook; ask for the .ipynb"),
        ([Upload("w.xyz")], "w.xyz: no notebook; ask for the .ipynb"),
        ([Upload(".w.ipynb.icloud")], "a placeholder that iCloud leaves"),
        ([Upload("w.7z")], "an archive of a kind that is not read; ask for the .ipynb"),
        ([Upload("w.gdoc")], "a link, not the file itself"),
        (
            [Upload("week02_graphical_models-1.ipynb", week=None)],
            f"another week's notebook (week02_graphical_models); ask for {WEEK}.ipynb",
        ),
        ([Upload(f"{WEEK}.ipynb", week="week03_em")], "another week's notebook (week03_em)"),
        (
            [damaged("week02_graphical_models (1).ipynb")],
            f"by its name another week's (week02_graphical_models); ask for {WEEK}.ipynb",
        ),
        (
            [Upload("mine.ipynb", week=None), Upload("other.ipynb", week=None)],
            f"which one? none is called {WEEK}.ipynb",
        ),
    ],
)
def test_what_is_no_hand_in_says_why(files, words):
    with pytest.raises(NoHandIn) as problem:
        choose(files, WEEK)
    assert words in str(problem.value)


def test_a_damaged_file_that_is_called_another_weeks_takes_no_place():
    files = [damaged(f"{WEEK}.ipynb"), damaged("week02_graphical_models.ipynb", 9)]
    assert choose(files, WEEK)[0] is files[0]


def test_a_single_renamed_notebook_counts():
    assert (
        choose([Upload("final_version.ipynb", week=None), Upload("notes.txt")], WEEK)[0].file
        == "final_version.ipynb"
    )
