"""A worksheet of another assignment gives nobody's hand-in to another: names of the download go before its numbers."""

import shutil

import pytest
from downloads import WEEK, archive, moodle_name, notebook

from autograder.grading.withdraw import withdraw
from autograder.handins.collect import collect
from autograder.handins.listing import with_list
from autograder.handins.roster import Person, Roster, keep_roster, kept_roster

ADA, BO, MARIA = "Ada Lovelace", "Bo Ek", "Maria Garcia"
HEADER = "Identifier,Full name,Email address,Last modified (submission)\n"
TIME = '"Monday, 2 November 2026, 10:00 AM"'
SAID = (
    "sheet.csv has another assignment's numbers: {}{}; its numbers and times "
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
        ({ADA: 31, BO: 32, MARIA: 5001}, ", and so on for 1 other"),
        ({ADA: 31, BO: 5001, MARIA: 5002}, ", and so on for 1 other"),
        ({ADA: 5002, BO: 32, MARIA: 5001}, ", and so on for 1 other"),
    ],
    ids=["one row", "two rows", "one of the two is here"],
)
def test_numbers_of_another_assignment_give_nobody_anothers_hand_in(course, given, sheet, more):
    done = given({ADA: 5001, BO: 5002}, sheet)
    (other,) = (name for name, n in sheet.items() if n == 5001)
    assert done.lines == [SAID.format(f"participant 5001 is {other} in it and {ADA} in the download", more)]
    assert (whose(course), done.timed, done.without_times) == (THEIRS, [], True)
    assert given({ADA: 5001, BO: 5002}, {ADA: 5001, BO: 5002, MARIA: 5003}).timed == ["a@u.edu", "b@u.edu"]


def test_numbers_of_which_none_is_in_the_download_leave_names_to_tell(course, given):
    given({ADA: 31, BO: 32}, {ADA: 31, BO: 32, MARIA: 33})
    for folder in course.submitted.glob("*"):
        shutil.rmtree(folder)
    (course.collected / f"{WEEK}.json").unlink()
    done = given({ADA: 5001, BO: 5002}, {ADA: 31, BO: 32, MARIA: 33})
    more = ", and so on for 1 other"
    assert done.lines == [SAID.format(f"{ADA} is participant 31 in it and 5001 in the download", more)]
    assert (whose(course), done.missing) == (THEIRS, ["m@u.edu"])


def test_a_namesake_whom_a_sheet_does_not_have_is_no_sign_of_another_assignment(course, given):
    done = given({"Li Wei": 7, "Bo Ek": 2, "Lì Wéi": 8}, {"Li Wei": 7, "Bo Ek": 2})
    assert not [line for line in done.lines if "another assignment" in line]
    assert whose(course)["l@u.edu"] == notebook("Li Wei")


def test_who_was_taken_under_another_folder_gets_the_address_that_a_right_sheet_has(tmp_path, course, week):
    """A list has Ada by an address, her hand-in lies in a folder of another name, as older versions filed it."""
    keep_roster(
        Roster([Person("a@u.edu", ADA, email="a@u.edu", listed=True), Person("ada-5001", ADA)]), course
    )
    (course.submitted / "ada-5001" / WEEK).mkdir(parents=True)
    sheet = tmp_path / "right.csv"
    sheet.write_text(HEADER + f"Participant 5001,{ADA},a@u.edu,{TIME}\n", encoding="utf-8")
    roster = with_list(kept_roster(course), sheet, {"5001": "ada-5001"}, {"ada-5001"}, to_export=True)
    (person,) = roster.people
    assert (person.student, person.email, person.listed) == ("ada-5001", "a@u.edu", True)


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


def test_names_that_a_later_sheet_shows_are_filed_there_where_nothing_is_graded(course, given):
    given({"Participant": 5001}, {})
    assert list(whose(course)) == ["participant-5001"]
    done = given({"Participant": 5001}, {ADA: 5001})
    assert [line for line in done.lines if "filed there now" in line] != []
    assert list(whose(course)) == ["a@u.edu"]


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


def test_another_sheet_ties_no_address_to_who_has_its_number_by_chance(tmp_path, course, week):
    anna = "Anna Schmidt"
    files = {moodle_name(anna, n): notebook(str(n)) for n in (1, 3)} | {moodle_name(BO, 2): notebook("bo")}
    path, sheet = archive(tmp_path / "s.zip", files), tmp_path / "sheet.csv"
    collect(path, week, course)
    rows = ((1, BO, "bo"), (3, anna, "anna2"), (2, anna, "anna1"))
    sheet.write_text(
        HEADER + "".join(f"Participant {n},{name},{mail}@u.edu,{TIME}\n" for n, name, mail in rows)
    )
    done = collect(path, week, course, sheet)
    assert any("has another assignment's numbers" in line for line in done.lines)
    by_address = {p.email: p.student for p in kept_roster(course).people if p.email}
    assert not {"anna-schmidt-1", "anna-schmidt-3"} & set(by_address.values())
    assert by_address["bo@u.edu"] == "bo-ek"
    assert sorted(whose(course)) == ["anna-schmidt-1", "anna-schmidt-3", "bo-ek"]
