"""Who leaves a group is in it no more: the newest list of groups that has them, or their group, says so."""

import pytest
from downloads import WEEK, archive, canvas_name, notebook

from autograder.grading.withdraw import withdraw
from autograder.handins.collect import collect
from autograder.handins.roster import kept_roster
from autograder.weeks import find_week

HEADER = "name,canvas_user_id,login_id,group_name\n"
RITA, ROB, BEA, BO = (
    "Rita Red,401,rita,{}\n", "Rob Red,402,rob,{}\n", "Bea Blue,404,bea,{}\n", "Bo Blue,405,bo,{}\n",
)  # fmt: skip
RED, BLUE = "Team Red", "Team Blue"
ALL = HEADER + RITA.format(RED) + ROB.format(RED) + BEA.format(BLUE) + BO.format(BLUE)
LEAVES = "{}: has the hand-in of {} from before, and is not in it by the newest list; `autograder withdraw {} {}` takes it out"


def groups(tmp_path, text):
    (tmp_path / "groups.csv").write_text(text, encoding="utf-8")
    return tmp_path / "groups.csv"


def download(tmp_path, uploads):
    files = {canvas_name(name, n, order): notebook(name) for order, (name, n) in enumerate(uploads, 1)}
    return archive(tmp_path / "s.zip", files)


def there(course):
    return {path.parent.name for path in course.submitted.glob(f"*/{WEEK}")}


@pytest.mark.parametrize("uploader", [401, 888], ids=["a member uploads", "the number is no member's"])
@pytest.mark.parametrize("left", ["first", "second"])
@pytest.mark.parametrize("row", [True, False], ids=["empty group_name", "no row"])
def test_who_leaves_a_group_is_named_and_gets_its_hand_ins_no_more(
    tmp_path, course, week, uploader, left, row
):
    gone, goes, stays = ("rita", RITA, ROB) if left == "first" else ("rob", ROB, RITA)
    path = download(tmp_path, [("teamred", uploader)])
    assert sorted(collect(path, week, course, groups(tmp_path, ALL)).new) == ["rita", "rob"]
    newer = HEADER + stays.format(RED) + (goes.format("") if row else "") + BEA.format(BLUE)
    done = collect(path, week, course, groups(tmp_path, newer))
    (other,) = {"rita", "rob"} - {gone}
    assert f"{RED}: one hand-in for {other}" in done.lines
    assert LEAVES.format(gone, RED, WEEK, gone) in done.lines
    withdraw(week, course, gone)
    assert gone in collect(path, week, course).missing
    assert there(course) == {other}
    assert kept_roster(course).student(gone).group == ""


def test_a_list_of_no_groups_and_one_of_others_change_no_group(tmp_path, course, week):
    path = download(tmp_path, [("teamred", 401)])
    collect(path, week, course, groups(tmp_path, ALL))
    for text in ("student,name\nrita,Rita Red\n", HEADER + BEA.format("Team Green")):
        collect(path, week, course, groups(tmp_path, text))
    found = {p.student: p.group for p in kept_roster(course).people}
    assert found == {"rita": RED, "rob": RED, "bea": "Team Green", "bo": BLUE}


def test_the_next_weeks_hand_in_is_for_who_is_in_the_group_now(tmp_path, course, week):
    collect(download(tmp_path, [("bluebea", 404)]), week, course, groups(tmp_path, ALL))
    newer = groups(tmp_path, HEADER + RITA.format(RED) + ROB.format(""))
    assert collect(download(tmp_path, [("teamred", 401), ("bluebea", 404)]), week, course, newer).new == [
        "rita"
    ]


def test_who_goes_to_another_group_is_led_to_its_hand_in_by_replace_alone(tmp_path, course, week):
    path = download(tmp_path, [("teamred", 401), ("teamblue", 404)])
    collect(path, week, course, groups(tmp_path, ALL))
    newer = groups(
        tmp_path, HEADER + RITA.format(RED) + ROB.format(BLUE) + BEA.format(BLUE) + BO.format(BLUE)
    )
    old, new = canvas_name("teamred", 401, 1), canvas_name("teamblue", 404, 2)
    kept = (
        f"{old} was collected before and is kept; by the newest list theirs is {new}, which --replace takes"
    )
    for replace_old, end in ((False, kept), (True, "lies in replaced/rob")):
        (line,) = [
            line for line in collect(path, week, course, newer, replace_old).lines if line.startswith("rob: ")
        ]
        assert line.endswith(end)
    assert not [line for line in collect(path, week, course).lines if line.startswith("rob: ")]


def test_who_uploads_for_the_group_that_they_left_is_named_and_has_the_hand_in_of_the_one_they_are_in(
    tmp_path, course, week
):
    moved = HEADER + RITA.format(RED) + ROB.format(BLUE) + BEA.format(BLUE) + BO.format(BLUE)
    path = download(tmp_path, [("teamred", 402), ("teamblue", 404)])
    done = collect(path, week, course, groups(tmp_path, moved))
    assert done.lines == [
        "teamred (402) is the group Team Red of the class list, by name alone; 402 is rob, who is in Team Blue by the newest list",
        "Team Red: one hand-in for rita",
        "Team Blue: one hand-in for rob, bea, bo",
    ]
    assert (sorted(done.new), done.missing) == (["bea", "bo", "rita", "rob"], [])
    data = {who: (course.submitted / who / WEEK / f"{WEEK}.ipynb").read_bytes() for who in ("rita", "rob")}
    assert data == {"rita": notebook("teamred"), "rob": notebook("teamblue")}


def test_who_has_an_older_upload_of_the_group_that_they_left_is_named_whoever_uploads_for_it_now(
    tmp_path, course, week
):
    collect(download(tmp_path, [("teamred", 401)]), week, course, groups(tmp_path, ALL))
    moved = groups(tmp_path, HEADER + RITA.format(RED) + ROB.format(BLUE) + BEA.format(BLUE))
    again = archive(tmp_path / "again.zip", {canvas_name("teamred", 402, 9): notebook("new")})
    done = collect(again, week, course, moved, True)
    assert done.replaced == ["rita"]
    assert LEAVES.format("rob", RED, WEEK, "rob") in done.lines


def test_a_group_that_is_called_otherwise_keeps_its_newer_upload(tmp_path, course, week):
    collect(
        archive(tmp_path / "s.zip", {canvas_name("teamred", 401, 9): notebook("new")}),
        week,
        course,
        groups(tmp_path, ALL),
    )
    renamed = groups(tmp_path, HEADER + RITA.format("Crimson") + ROB.format("Crimson"))
    done = collect(download(tmp_path, [("crimson", 401)]), week, course, renamed, True)
    assert sorted(done.kept) == ["rita", "rob"]
    assert "rita: this download holds an older upload; the newer one that is there counts" in done.lines


def test_who_uploaded_for_a_group_and_then_hands_in_alone_gets_that_and_no_other_does(tmp_path, course, week):
    collect(download(tmp_path, [("teamred", 402)]), week, course, groups(tmp_path, ALL))
    alone = archive(tmp_path / "alone.zip", {canvas_name("redrob", 402, 9): notebook("own")})
    assert collect(alone, week, course, replace_old=True).replaced == ["rob"]
    data = {who: (course.submitted / who / WEEK / f"{WEEK}.ipynb").read_bytes() for who in ("rita", "rob")}
    assert data == {"rita": notebook("teamred"), "rob": notebook("own")}


def test_who_left_a_group_that_they_uploaded_for_is_filed_by_their_own_file_after_withdraw(
    tmp_path, course, week
):
    collect(download(tmp_path, [("teamred", 402), ("teamblue", 404)]), week, course, groups(tmp_path, ALL))
    left = groups(tmp_path, HEADER + RITA.format(RED) + ROB.format("") + BEA.format(BLUE) + BO.format(BLUE))
    files = {"redrob": 402, "teamred": 401, "teamblue": 404}
    names = {canvas_name(name, n, 10 + n): notebook(name) for name, n in files.items()}
    path = archive(tmp_path / "again.zip", names)
    withdraw(week, course, "rob")
    done = collect(path, week, course, left, True)
    assert (done.missing, sorted(done.new)) == ([], ["rob"])
    data = {who: (course.submitted / who / WEEK / f"{WEEK}.ipynb").read_bytes() for who in ("rita", "rob")}
    assert data == {"rita": notebook("teamred"), "rob": notebook("redrob")}


@pytest.mark.parametrize("now", [BLUE, ""], ids=["in another group", "in none"])
def test_a_list_that_comes_late_has_who_uploaded_where_they_are_now(tmp_path, course, week, now):
    path = download(tmp_path, [("teamred", 402), ("teamblue", 404)])
    assert sorted(collect(path, week, course).new) == ["teamblue-404", "teamred-402"]
    moved = HEADER + RITA.format(RED) + ROB.format(now) + BEA.format(BLUE) + BO.format(BLUE)
    done = collect(path, week, course, groups(tmp_path, moved))
    paths = course.submitted.glob(f"*/{WEEK}/{WEEK}.ipynb")
    blue = {"teamblue-404", "bo"} | ({"rob"} if now else set())
    assert {path.parts[-3]: path.read_bytes() for path in paths} == {
        "rita": notebook("teamred"), **dict.fromkeys(blue, notebook("teamblue"))
    }  # fmt: skip
    assert done.missing == ([] if now else ["rob"])


def test_groups_of_a_later_week_change_nothing_of_an_earlier_one(tmp_path, course, week):
    """Week 1 in its groups, week 2 in others; a download of week 1 that comes again is dealt as it was."""
    later = find_week("week02_graphical_models")
    first = download(tmp_path, [("teamred", 401), ("teamblue", 404)])
    collect(first, week, course, groups(tmp_path, ALL))
    mixed = HEADER + RITA.format(BLUE) + ROB.format(RED) + BEA.format(RED) + BO.format(BLUE)
    cell = notebook("two", exercise="joint_table")
    files = {
        canvas_name(n, i, i, file=f"{later.name}.ipynb"): cell
        for n, i in (("teamred", 402), ("teamblue", 405))
    }
    collect(archive(tmp_path / "later.zip", files), later, course, groups(tmp_path, mixed))
    (tmp_path / "s.zip").unlink()
    again = archive(
        tmp_path / "s.zip",
        {
            canvas_name("teamred", 401, 1): notebook("teamred"),
            canvas_name("teamblue", 404, 9): notebook("new"),
        },
    )
    done = collect(again, week, course, replace_old=True)
    assert (sorted(done.replaced), sorted(done.unchanged)) == (["bea", "bo"], ["rita", "rob"])
    assert not [line for line in done.lines if "newest list" in line]
    assert {p.student: p.group for p in kept_roster(course).people}["rita"] == BLUE


def test_names_of_groups_that_others_have_now_are_theirs_once_the_new_list_comes(tmp_path, course, week):
    """The groups change their names with each other; a download of then is collected before the new list."""
    collect(download(tmp_path, [("teamred", 401), ("teamblue", 404)]), week, course, groups(tmp_path, ALL))
    later = find_week("week02_graphical_models")
    files = {
        canvas_name(n, i, i, file=f"{later.name}.ipynb"): notebook(n, exercise="joint_table")
        for n, i in (("teamred", 404), ("teamblue", 401))
    }
    path = archive(tmp_path / "later.zip", files)
    collect(path, later, course)
    turned = HEADER + RITA.format(BLUE) + ROB.format(BLUE) + BEA.format(RED) + BO.format(RED)
    assert sorted(collect(path, later, course, groups(tmp_path, turned)).kept) == ["bea", "bo", "rita", "rob"]
    collect(path, later, course, groups(tmp_path, turned), replace_old=True)
    data = {path.parts[-3]: path.read_bytes() for path in course.submitted.glob(f"*/{later.name}/*.ipynb")}
    red, blue = (notebook(n, exercise="joint_table") for n in ("teamred", "teamblue"))
    assert data == {"rita": blue, "rob": blue, "bea": red, "bo": red}
