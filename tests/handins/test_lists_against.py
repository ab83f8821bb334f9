"""A list that goes against what is known gets a line, and no mark goes to another person."""

from dataclasses import replace

import pytest
from downloads import WEEK, archive, canvas_name, moodle_name, notebook

from autograder.grading.withdraw import withdraw
from autograder.handins.collect import collect
from autograder.handins.listing import with_list
from autograder.handins.roster import Roster, keep_roster, kept_roster

FIRST = "student,name,canvas id,login\nada,Ada Byron,301,u1\nbob,Bob Stone,302,u2\ncat,Cat Carol,303,u3\n"
REFUSED = "; nothing of this row is taken: correct it, or {} where the list is right, and collect again"


def listed(tmp_path, text):
    (tmp_path / "new.csv").write_text(text, encoding="utf-8")
    return tmp_path / "new.csv"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("student,name,canvas id\nada,Bob Stone,302\n",
         "ada (Bob Stone) with Canvas id 302, but Canvas id 302 is bob's and student ada is ada's"),
        ("student,name,canvas id\nada,Ada Byron,301\nada,Ada Byron,309\n",
         "ada (Ada Byron) with Canvas id 309, but student ada has the Canvas id 301"),
        ("name,login,canvas id\nCat Carol,u1,303\n",
         "Cat Carol with Canvas id 303, login u1, but Canvas id 303 is cat's and login u1 is ada's"),
        ("student,name\nada,Bob Stone\n",
         "ada (Bob Stone) with no number, but student ada is Ada Byron's, and Bob Stone is bob"),
    ],
    ids=["ids swapped", "one with two ids", "a login of another", "a name of another"],
)  # fmt: skip
def test_a_row_that_goes_against_what_is_known_is_named_and_not_taken(tmp_path, course, week, text, why):
    files = {canvas_name(name, n, n): notebook() for n, name in ((301, "byronada"), (302, "stonebob"))}
    path = archive(tmp_path / "s.zip", files)
    collect(path, week, course, listed(tmp_path, FIRST))
    before = kept_roster(course).people
    done = collect(path, week, course, listed(tmp_path, text))
    assert done.lines == [f"new.csv has {why}" + REFUSED.format(course.roster)]
    assert kept_roster(course).people == before
    assert with_list(kept_roster(course), listed(tmp_path, text)).against != []


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("student,name,canvas id\nada,Ada Byron,301\nbob,Bob Stone,301\n",
         "ada (Ada Byron) with Canvas id 301, and bob (Bob Stone) with Canvas id 301: two people with one Canvas id"),
        ("name,email,canvas id\nBob Stone,x@u.edu,302\nAda Byron,x@u.edu,301\n",
         "Bob Stone with Canvas id 302, address x@u.edu, and Ada Byron with Canvas id 301, address x@u.edu: two people with one address"),
        ("student,name,canvas id\nada,Ada Byron,301\nada,Bob Stone,302\n",
         "ada (Ada Byron) with Canvas id 301, and ada (Bob Stone) with Canvas id 302: two people with one student"),
    ],
    ids=["a number", "an address", "a name of a folder"],
)  # fmt: skip
def test_two_people_who_share_in_one_list_what_is_one_persons_are_named_and_not_taken(
    tmp_path, course, week, text, why
):
    files = {canvas_name(name, n, n): notebook(name) for n, name in ((301, "byronada"), (302, "stonebob"))}
    path = archive(tmp_path / "s.zip", files)
    done = collect(path, week, course, listed(tmp_path, text))
    assert (
        f"new.csv has {why}; nothing of these rows is taken, correct the list, and collect again"
        in done.lines
    )
    assert sorted(done.new) == ["byronada-301", "stonebob-302"]


def test_swapped_ids_are_seen_by_the_names_in_the_download(tmp_path, course, week):
    files = {canvas_name(name, n, n): notebook(name) for n, name in ((301, "byronada"), (302, "stonebob"))}
    path = archive(tmp_path / "s.zip", files)
    swapped = "student,name,canvas id\nada,Ada Byron,302\nbob,Bob Stone,301\n"
    done = collect(path, week, course, listed(tmp_path, swapped))
    assert done.lines == [
        "byronada (301): the list has Canvas id 301 as bob, and ada is called so: the name counts; correct the list",
        "ada: byronada (301) is Ada Byron of the class list, by name alone",
        "bob: stonebob (302) is Bob Stone of the class list, by name alone",
    ]
    assert (course.submitted / "bob" / WEEK / f"{WEEK}.ipynb").read_bytes() == notebook("stonebob")
    assert {p.student: p.canvas_id for p in kept_roster(course).people} == {"ada": "301", "bob": "302"}
    right = swapped.replace("302", "30x").replace("301", "302").replace("30x", "301")
    done = collect(path, week, course, listed(tmp_path, right))
    assert (done.lines, sorted(done.unchanged), done.missing) == ([], ["ada", "bob"], [])
    assert len(collect(path, week, course, listed(tmp_path, swapped)).lines) == 2


def test_a_hand_in_that_an_earlier_list_gave_to_another_is_named_whatever_put_the_list_right(
    tmp_path, course, week
):
    path = archive(tmp_path / "s.zip", {canvas_name("x", n, n): notebook(str(n)) for n in (301, 302)})
    collect(path, week, course, listed(tmp_path, FIRST))
    people = [replace(p, canvas_id={"301": "302", "302": "301"}.get(p.canvas_id, p.canvas_id)) for p in kept_roster(course).people]  # fmt: skip
    keep_roster(Roster(people), course)
    lines = collect(path, week, course).lines
    assert (
        "ada: x (301) was taken as ada, and stays there, but the list has bob as Canvas id 301; where the list is right, "
        f"`autograder withdraw {WEEK} ada`, then collect again with it"
    ) in lines
    for student in ("ada", "bob"):
        withdraw(week, course, student)
    collect(path, week, course)
    assert (course.submitted / "bob" / WEEK / f"{WEEK}.ipynb").read_bytes() == notebook("301")


def test_a_new_login_and_a_new_name_are_taken(tmp_path, course, week):
    path = archive(tmp_path / "s.zip", {canvas_name("byronada", 301, 1): notebook()})
    collect(path, week, course, listed(tmp_path, FIRST))
    text = "student,name,canvas id,login\nada,Ada King,301,u9\n"
    assert not [
        line for line in collect(path, week, course, listed(tmp_path, text)).lines if "new.csv" in line
    ]
    person = kept_roster(course).student("ada")
    assert (person.name, person.login, person.canvas_id) == ("Ada King", "u9", "301")


def test_two_of_one_list_are_never_one_though_an_address_is_anothers(tmp_path, course, week):
    path = archive(tmp_path / "s.zip", {moodle_name("Ada", 1): notebook()})
    people = "student,name,email\nhans1,Hans Müller,\nhans2,Hans Müller,h2@x.edu\n"
    collect(path, week, course, listed(tmp_path, people))
    done = collect(path, week, course, listed(tmp_path, "student,name,email\nhans1,Hans Müller,h2@x.edu\n"))
    assert "but address h2@x.edu is hans2's and student hans1 is hans1's" in done.lines[0]
    assert len(kept_roster(course).listed().people) == 2


def test_a_worksheet_that_turns_two_round_is_named_and_followed_once_they_are_withdrawn(
    tmp_path, course, week
):
    path = archive(tmp_path / "s.zip", {moodle_name("Anna Berg", n): notebook(str(n)) for n in (3, 4)})

    def sheet(three, four):
        rows = f"Participant 3,Anna Berg,{three}@x.edu\nParticipant 4,Anna Berg,{four}@x.edu\n"
        return listed(tmp_path, "Identifier,Full name,Email address\n" + rows)

    collect(path, week, course, sheet("a", "b"))
    done = collect(path, week, course, sheet("b", "a"))
    assert done.lines[:2] == [
        f"{one}@x.edu: Anna Berg ({n}) was taken as {one}@x.edu, and stays there, but the list has {other}@x.edu as "
        f"participant {n}; where the list is right, `autograder withdraw {WEEK} {one}@x.edu`, then collect again with it"
        for n, one, other in ((3, "a", "b"), (4, "b", "a"))
    ]
    assert collect(path, week, course).lines == []
    for one in ("a@x.edu", "b@x.edu"):
        withdraw(week, course, one)
    collect(path, week, course, sheet("b", "a"))
    assert (course.submitted / "b@x.edu" / WEEK / f"{WEEK}.ipynb").read_bytes() == notebook("3")
