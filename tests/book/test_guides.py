"""Tables of the guides say what the code says."""

import re

from autograder.at_grading import LIBRARIES
from autograder.places import ROOT
from autograder.weeks import find_week, week_names
from gmcourse.check.status import KINDS, Status

INSTRUCTOR = ROOT / "book" / "guides" / "instructor.md"


def test_the_table_of_statuses_is_the_enumeration():
    text = INSTRUCTOR.read_text(encoding="utf-8").split("## Statuses")[1].split("\n## ")[0]
    assert re.findall(r"^\| `(\w+)` \| (.+) \|$", text, re.M) == [(status.value, status.meaning) for status in Status]


def test_each_status_is_counted_as_one_kind():
    assert {status.kind for status in Status} == set(KINDS)


def test_students_read_which_libraries_grading_has():
    text = (ROOT / "book" / "guides" / "student.md").read_text(encoding="utf-8")
    said = re.search(r"Grading has these libraries: (.+?)\. It has", text, re.DOTALL)[1]
    named = {"scikit-learn": "sklearn", "Pillow": "PIL"}
    assert [named.get(word, word) for word in re.split(r",\s*|\s+and\s+", said)] == list(LIBRARIES)


def test_each_week_has_its_proofs_and_as_many_chapters_as_the_plan_says():
    for week in range(1, len(week_names()) + 1):
        pages = [path.stem.split("_", 1)[1] for path in (ROOT / "book").glob(f"week{week:02}_*.md")]
        assert "proofs" in pages
        assert len(pages) - 1 in (1, 2), pages


def test_the_minutes_of_a_build_are_among_those_that_all_do():
    for name in week_names():
        assert not find_week(name).exercises[-1].stretch


def test_the_plan_of_a_term_has_the_minutes_of_the_exercises():
    text = (ROOT / "book" / "guides" / "adopt.md").read_text(encoding="utf-8")
    rows = {title: (int(n), int(minutes)) for title, n, minutes in re.findall(r"^\| (.+?) \| (\d+) \| (\d+) min \|$", text, re.M)}
    weeks = [find_week(name) for name in week_names()]
    assert rows == {
        week.title: (len(week.exercises), sum(e.minutes for e in week.exercises if not e.stretch)) for week in weeks
    }
