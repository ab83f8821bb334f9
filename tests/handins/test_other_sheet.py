"""A worksheet of another assignment gives nobody's hand-in to another: names of the download go before its numbers."""

import pytest
from downloads import WEEK, archive, moodle_name, notebook

from autograder.grading.withdraw import withdraw
from autograder.handins.collect import collect
from autograder.handins.roster import kept_roster

ADA, BO, MARIA = "Ada Lovelace", "Bo Ek", "Maria Garcia"
HEADER = "Identifier,Full name,Email address,Last modified (submission)\n"
TIME = '"Monday, 2 November 2026, 10:00 AM"'
SAID = (
    "sheet.csv has another assignment's numbers: participant {} is {} in it and {} in the download{}; its numbers and times "
    f"count for nothing, names tell who is who; where names do not, give the grading worksheet of {WEEK} as --roster"
)


@pytest.fixture
def given(tmp_path, course, week):
    """Collects a download of name -> number with a worksheet of name -> number."""

    def collected(uploads, sheet, **more):
        path = archive(
            tmp_path / "s.zip", {moodle_name(name, n): notebook(name) for name, n in uploads.items()}
        )
        listed = tmp_path / "sheet.csv"
        rows = (f"Participant {n},{name},{name[0].lower()}@u.edu,{TIME}\n" for name, n in sheet.items())
        listed.write_text(HEADER + "".join(rows), encoding="utf-8")
        return collect(path, week, course, listed, **more)

    return collected


def whose(course):
    paths = course.submitted.glob(f"*/{WEEK}/{WEEK}.ipynb")
    return {path.parts[-3]: path.read_bytes() for path in paths}


THEIRS = {"a@u.edu": notebook(ADA), "b@u.edu": notebook(BO)}


@pytest.mark.parametrize(
    ("sheet", "more"),
    [
        ({ADA: 31, BO: 32, MARIA: 5001}, ""),
        ({ADA: 31, BO: 5001, MARIA: 5002}, ", and so on for 1 other"),
        ({ADA: 5002, BO: 32, MARIA: 5001}, ", and so on for 1 other"),
    ],
    ids=["one row", "two rows", "one of the two is here"],
)
def test_numbers_of_another_assignment_give_nobody_anothers_hand_in(course, given, sheet, more):
    done = given({ADA: 5001, BO: 5002}, sheet)
    (other,) = (name for name, n in sheet.items() if n == 5001)
    assert done.lines == [SAID.format(5001, other, ADA, more)]
    assert (whose(course), done.timed, done.without_times) == (THEIRS, [], True)
    assert given({ADA: 5001, BO: 5002}, {ADA: 5001, BO: 5002, MARIA: 5003}).timed == ["a@u.edu", "b@u.edu"]


def test_words_in_another_order_a_middle_name_and_a_group_are_no_other_person(course, given):
    uploads = {"Lovelace Ada": 1, "Maria de la Cruz Garcia": 2, "Team 1-Bo Ek": 3}
    done = given(uploads, {ADA: 1, MARIA: 2, BO: 3})
    assert done.lines == []
    assert sorted(whose(course)) == ["a@u.edu", "b@u.edu", "m@u.edu"]


def test_a_number_of_somebody_whose_name_is_on_no_list_is_asked_about(course, given):
    done = given({"Jose Garcia": 5001, BO: 5002}, {MARIA: 5001, BO: 5002})
    (line,) = done.lines
    assert line == (
        "skipped m@u.edu, Jose Garcia (5001): participant 5001 is Maria Garcia in the class list and Jose Garcia in the download; "
        "give this assignment's grading worksheet as --roster, or correct the name in the list"
    )
    assert list(whose(course)) == ["b@u.edu"]


def test_hidden_names_go_by_number(course, given):
    assert given({"Participant": 5001}, {ADA: 5001}).lines == []
    assert list(whose(course)) == ["a@u.edu"]


def test_a_folder_that_another_participant_has_is_freed_by_the_command_that_the_line_tells(
    course, week, given
):
    given({"Li Wei": 7}, {})
    uploads, sheet = {"Li Wei": 8}, {"Li Wei": 8}
    late, line = given(uploads, sheet).lines
    assert late.endswith("which keep their names: Li Wei (l@u.edu) is li-wei")
    assert line.endswith(
        f"the list has participant 8 as li-wei, as whom participant 7 was collected before; "
        f"`autograder withdraw {WEEK} li-wei`, then collect again with the list"
    )
    withdraw(week, course, "li-wei")
    assert given(uploads, sheet).new != []
    assert len(kept_roster(course).people) == 1
