"""Names as Canvas and Moodle build them, read back; folder names that no system refuses."""

import pytest

from autograder.collect.choose import NoHandIn, choose, copy_number, stem
from autograder.collect.names import LmsNames, slug


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
    def __init__(self, file, order=0, written=()):
        self.file, self.order, self.written = file, order, written


@pytest.mark.parametrize("name", ["w-1.ipynb", "w (1).ipynb", "w(12).ipynb", "w - Copy.ipynb", "w copy 2.ipynb", "w (1)-2.ipynb"])
def test_a_copy_is_known_as_one(name):
    assert stem(name) == "w"
    assert copy_number(name) >= 1


def test_names_of_weeks_are_no_copies():
    assert stem("week01_probability_mle.ipynb") == "week01_probability_mle"


def test_the_latest_upload_counts_whatever_its_name():
    files = [Upload("w.ipynb", 30), Upload("w-2.ipynb", 10), Upload("w-1.ipynb", 20)]
    latest, earlier = choose(files, "w")
    assert (latest.order, [f.order for f in earlier]) == (30, [10, 20])


def test_without_an_order_the_later_copy_counts():
    assert choose([Upload("w (2).ipynb"), Upload("w.ipynb"), Upload("w (1).ipynb")], "w")[0].file == "w (2).ipynb"


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (["w.pdf", "w.py"], "w.pdf, w.py: no notebook; ask for the .ipynb"),
        (["week02_graphical_models-1.ipynb"], "another week's notebook; ask for w.ipynb"),
        (["mine.ipynb", "other.ipynb"], "which one? none is called w.ipynb"),
    ],
)
def test_what_is_no_hand_in_says_why(files, words):
    with pytest.raises(NoHandIn) as problem:
        choose([Upload(f) for f in files], "w")
    assert words in str(problem.value)


def test_a_single_renamed_notebook_counts():
    assert choose([Upload("final_version.ipynb"), Upload("notes.txt")], "w")[0].file == "final_version.ipynb"
