"""A hand-in that does not belong here leaves its week whole, and nothing of it is lost."""

import json

import pytest
from nbgrader.api import Gradebook, MissingEntry

from autograder.cli import main
from autograder.democlass import solved
from autograder.gradebook.extensions import extensions
from autograder.grading.due import extend, set_due_date
from autograder.grading.withdraw import NothingToWithdraw, gone, marked_by_hand, withdraw
from autograder.handins.roster import Person, Roster, keep_roster, kept_roster
from autograder.handins.taken import keep_taken, taken_before
from autograder.places import COURSE_ID, Course

PAST = {"file": "w.ipynb", "late": False, "upload": "w.ipynb", "order": 1}


@pytest.fixture
def place(tmp_path, week):
    course = Course(tmp_path / "course")
    for student in ("ada", "stranger-7"):
        folder = course.submitted / student / week.name
        folder.mkdir(parents=True)
        (folder / f"{week.name}.ipynb").write_text(solved(week), encoding="utf-8")
    keep_roster(
        Roster([Person("ada", "Ada", login="ada", listed=True), Person("stranger-7", "stranger", "7")]),
        course,
    )
    keep_taken({"stranger-7": PAST | {"person": "canvas:7"}}, course, week)
    return course


def run(capsys, course, command, *arguments):
    status = main([command, *arguments, "--course", str(course.root)])
    said = capsys.readouterr()
    return status, said.out + said.err


def test_a_graded_hand_in_leaves_its_week_and_is_kept_with_its_marks(place, week, capsys):
    assert run(capsys, place, "grade", week.name)[0] == 0
    assert run(capsys, place, "feedback", week.name)[0] == 0
    assert run(capsys, place, "overview")[0] == 0
    handed_in = (place.submitted / "stranger-7" / week.name / f"{week.name}.ipynb").read_bytes()
    status, said = run(capsys, place, "withdraw", week.name, "stranger-7")
    aside = place.withdrawn / "stranger-7" / week.name
    assert status == 0
    assert f"stranger-7 is out of {week.name}: what there was, marks included, lies in {aside}" in said
    assert sorted(path.name for path in aside.iterdir()) == [
        "answers.json", "autograded", "feedback", "marks.json", "submitted", "verdicts.json",
    ]  # fmt: skip
    assert (aside / "submitted" / f"{week.name}.ipynb").read_bytes() == handed_in
    kept = json.loads((aside / "marks.json").read_text(encoding="utf-8"))
    assert {row["judged"] for row in kept if row["cell"] == "test_entropy"} == {
        e.points for e in week.exercises if e.id == "entropy"
    }
    assert [person.student for person in kept_roster(place).people] == ["ada"]
    assert taken_before(place, week) == {}
    with Gradebook(place.gradebook, COURSE_ID) as gradebook:
        with pytest.raises(MissingEntry):
            gradebook.find_student("stranger-7")
        assert gradebook.find_submission(week.name, "ada").score > 0
    left = [path for path in place.root.rglob("*stranger-7*") if place.withdrawn not in path.parents]
    assert left == []
    for command in ("status", "export", "report"):
        assert "stranger" not in run(capsys, place, command, week.name)[1]
    assert "stranger-7" not in (place.report / f"{week.name}.html").read_text(encoding="utf-8")


def test_a_folder_that_was_moved_away_after_grading_is_named_with_the_way_out(place, week, capsys):
    run(capsys, place, "grade", week.name)
    (place.submitted / "stranger-7").rename(place.root / "elsewhere")
    way = f"`autograder withdraw {week.name} stranger-7 --course {place.root}` takes them out"
    for command in ("status", "export", "report"):
        assert run(capsys, place, command, week.name)[1].count(way) == 1
    assert run(capsys, place, "overview")[1].count(way) == 1
    assert run(capsys, place, "withdraw", week.name, "stranger-7")[0] == 0
    assert way not in run(capsys, place, "status", week.name)[1]
    # Where all hand-ins are elsewhere, as after `grade --submitted`, none of them is gone.
    (place.submitted / "ada").rename(place.root / "ada")
    assert gone(week, place) == []


def test_withdrawn_twice_both_are_kept(place, week):
    first = withdraw(week, place, "stranger-7")
    folder = place.submitted / "stranger-7" / week.name
    folder.mkdir(parents=True)
    (folder / "again.ipynb").write_text("{}")
    second = withdraw(week, place, "stranger-7")
    assert (first / "submitted" / f"{week.name}.ipynb").is_file()
    with pytest.raises(NothingToWithdraw, match="it was withdrawn before, and lies in "):
        withdraw(week, place, "stranger-7")
    assert (second / "submitted" / "again.ipynb").is_file()


def test_more_time_waits_for_another_hand_in(place, week, capsys):
    set_due_date(week, place, "2026-01-31 12:00 UTC", str)
    assert run(capsys, place, "grade", week.name)[0] == 0
    extend(week, place, "ada", "3", str)
    folder = place.submitted / "ada"
    aside = withdraw(week, place, "ada")
    assert {student: more.days for student, more in extensions(week, place).items()} == {"ada": 3}
    folder.mkdir(exist_ok=True)
    (aside / "submitted").rename(folder / week.name)
    assert run(capsys, place, "grade", week.name)[0] == 0
    with Gradebook(place.gradebook, COURSE_ID) as gradebook:
        assert gradebook.find_submission(week.name, "ada").extension.days == 3


def test_who_is_on_a_list_stays_a_person_of_the_course(place, week):
    withdraw(week, place, "ada")
    assert kept_roster(place).student("ada").name == "Ada"


@pytest.mark.parametrize(
    ("student", "words"),
    [
        ("zoe", "has nothing of 'zoe'; expected the name of a folder in submitted/"),
        ("stranger-8", "did you mean stranger-7"),
        ("../ada", "has nothing of '../ada'"),
    ],
)
def test_what_is_not_there_says_so(place, week, student, words):
    with pytest.raises(NothingToWithdraw, match=words):
        withdraw(week, place, student)


def test_several_are_withdrawn_at_once_and_who_has_nothing_costs_no_other(place, week, capsys):
    status, said = run(capsys, place, "withdraw", week.name, "ada", "nobody", "stranger-7", "ada")
    assert status == 1
    assert said.count(f"is out of {week.name}") == 2
    assert f"{week.name} has nothing of 'nobody'" in said
    assert not any(place.submitted.glob(f"*/{week.name}"))


@pytest.mark.parametrize("called", ["eve1", "EVE@u.edu", "99", "Eve"])
def test_what_a_list_calls_a_student_is_as_good_as_their_folder(place, week, capsys, called):
    roster = kept_roster(place)
    roster.people.append(Person("stranger-8", "Eve", "99", email="eve@u.edu", called="eve1", listed=True))
    keep_roster(roster, place)
    folder = place.submitted / "stranger-8" / week.name
    folder.mkdir(parents=True)
    (folder / f"{week.name}.ipynb").write_text(solved(week), encoding="utf-8")
    status, said = run(capsys, place, "withdraw", week.name, called)
    assert (status, said.splitlines()[0]) == (0, f"{called} is stranger-8 here")
    assert "stranger-8 is out of" in said
    assert not folder.exists()


def test_a_folder_goes_before_what_a_list_calls_another_and_a_line_says_so(place, week, capsys):
    roster = kept_roster(place)
    roster.people.append(Person("bob", "Bob", login="ada", listed=True))
    keep_roster(roster, place)
    status, said = run(capsys, place, "withdraw", week.name, "ada")
    assert (status, said.splitlines()[0]) == (
        0,
        "ada is taken for the folder of this name; lists call bob so, too",
    )


def test_marks_by_hand_that_go_with_it_are_counted(tmp_path):
    (tmp_path / "marks.json").write_text(
        json.dumps([{"cell": "a", "by_hand": 2.0}, {"cell": "b", "by_hand": None}])
    )
    assert marked_by_hand(tmp_path) == 1
    assert marked_by_hand(tmp_path / "nothing") == 0


def test_what_two_are_called_is_nobody(place, week, capsys):
    roster = kept_roster(place)
    roster.people += [Person(f"eve-{n}", "Eve", called="eve", listed=True) for n in (1, 2)]
    keep_roster(roster, place)
    status, said = run(capsys, place, "withdraw", week.name, "eve")
    assert status == 1
    assert said == "autograder withdraw: eve is eve-1 or eve-2 here; give the name of the folder\n"
