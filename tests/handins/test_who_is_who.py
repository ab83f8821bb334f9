"""Nobody splits in two, and no two are one: names, what lists call people, and which list comes when."""

import pytest
from downloads import WEEK, archive, canvas_name, moodle_name, notebook

from autograder.grading.withdraw import withdraw
from autograder.handins.collect import collect
from autograder.handins.collected import summary
from autograder.handins.roster import kept_roster

CLASS = "student,name\nhans1,Hans Müller\nhans2,Hans Müller\nfang.li,Fang Li\nli.fang,Li Fang\n"
SHEET = "Identifier,Full name,Email address\n"
NAMES = {6: "Fang Li", 7: "Li Fang", 9: "Hans Müller", 10: "Hans Müller"}


def listed(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path / name


def download(tmp_path, names=NAMES):
    return archive(tmp_path / "s.zip", {moodle_name(name, n): notebook(str(n)) for n, name in names.items()})


def worksheet(tmp_path, addresses, names=NAMES):
    rows = (f"Participant {n},{names[n]},{address}\n" for n, address in addresses.items())
    return listed(tmp_path, "ws.csv", SHEET + "".join(rows))


def owner(course, student):
    return (course.submitted / student / WEEK / f"{WEEK}.ipynb").read_bytes()


def test_a_list_without_addresses_and_a_worksheet_after_it_name_the_same_people(tmp_path, course, week):
    done = collect(download(tmp_path), week, course, listed(tmp_path, "class.csv", CLASS))
    assert done.new == ["fang.li", "li.fang"]
    assert done.lines == [
        f"skipped Hans Müller ({n}): whose is it? hans1 or hans2 could be; give this assignment's grading worksheet as --roster"
        for n in (9, 10)
    ]
    assert done.missing == []
    addresses = {10: "Hans1@uni.edu", 9: "hans2@uni.edu", 7: "li.fang@uni.edu", 6: "fang.li@uni.edu"}
    done = collect(download(tmp_path), week, course, worksheet(tmp_path, addresses))
    assert (sorted(done.new), done.missing) == (["hans1", "hans2"], [])
    assert [owner(course, s) for s in ("hans1", "hans2", "fang.li")] == [
        notebook(n) for n in ("10", "9", "6")
    ]
    assert len(kept_roster(course).people) == 4


def test_who_cannot_be_told_apart_gets_a_line_and_no_new_name(tmp_path, course, week):
    collect(download(tmp_path), week, course, listed(tmp_path, "class.csv", CLASS))
    sheet = worksheet(tmp_path, {9: "hm77@uni.edu", 10: "hm78@uni.edu", 7: "l@uni.edu", 6: "f@uni.edu"})
    done = collect(download(tmp_path), week, course, sheet)
    assert done.lines[0] == (
        "ws.csv has Hans Müller (hm77@uni.edu, hm78@uni.edu): who is hans1 or hans2 cannot be told; "
        "give a class list with the columns student, name and email as --roster, then ws.csv again"
    )
    assert (done.new, done.missing) == ([], [])
    assert {p.student for p in kept_roster(course).people} == {"hans1", "hans2", "fang.li", "li.fang"}
    told = "student,name,email\nhans1,Hans Müller,hm78@uni.edu\nhans2,Hans Müller,hm77@uni.edu\n"
    collect(download(tmp_path), week, course, listed(tmp_path, "told.csv", told))
    assert sorted(collect(download(tmp_path), week, course, sheet).new) == ["hans1", "hans2"]
    assert owner(course, "hans1") == notebook("10")


def test_one_of_two_is_known_by_who_the_other_is(tmp_path, course, week):
    collect(download(tmp_path), week, course, listed(tmp_path, "class.csv", CLASS))
    sheet = worksheet(tmp_path, {9: "hm77@uni.edu", 10: "hans1@uni.edu"})
    assert sorted(collect(download(tmp_path), week, course, sheet).new) == ["hans1", "hans2"]
    assert owner(course, "hans1") == notebook("10")


def test_canvas_logins_are_what_a_list_of_names_calls_people(tmp_path, course, week):
    collect(download(tmp_path), week, course, listed(tmp_path, "class.csv", CLASS))
    grades = "Student,ID,SIS Login ID\nHans Müller,92,hans2\nHans Müller,91,hans1@uni.edu\n"
    done = collect(download(tmp_path), week, course, listed(tmp_path, "grades.csv", grades))
    assert len(kept_roster(course).people) == 4
    assert done.new == []


def test_whose_name_has_its_words_in_another_order_is_known_last_and_said(tmp_path, course, week):
    path = download(tmp_path, {6: "Li Fang", 7: "Yamada Tarō"})
    people = "student,name\nfang.li,Fang Li\nli.fang,Li Fang\ntaro,Tarō Yamada\n"
    done = collect(path, week, course, listed(tmp_path, "class.csv", people))
    assert done.new == ["li.fang", "taro"]
    assert "  by name alone, its words in another order than the list's: taro" in summary(done, week, path)


def test_of_two_orders_the_one_that_no_list_has_is_nobody_elses(tmp_path, course, week):
    people = "student,name\nfang.li,Fang Li\n"
    files = download(tmp_path, {7: "Li Fang", 6: "Fang Li"})
    done = collect(files, week, course, listed(tmp_path, "class.csv", people))
    assert done.new == ["fang.li"]
    assert owner(course, "fang.li") == notebook("6")
    words = "several in this download have the name of fang.li; give this assignment's grading worksheet as --roster"
    assert done.lines == [f"skipped Li Fang (7): {words}"]
    assert set(done.refused) == {"li-fang-7"}


def test_a_worksheet_that_comes_late_knows_who_was_taken(tmp_path, course, week):
    """Of a group, and two of one name: Moodle's number tells."""
    names = {1: "Team 1-Uma Html", 2: "Ada King", 3: "Ada King"}
    done = collect(download(tmp_path, names), week, course)
    assert done.new == ["team-1-uma-html", "ada-king-2", "ada-king-3"]
    sheet = worksheet(tmp_path, {1: "uma@x.edu", 3: "ada@b.org", 2: "ada@a.org"}, names | {1: "Uma Html"})
    done = collect(download(tmp_path, names), week, course, sheet)
    assert (len(done.unchanged), done.missing, done.lines) == (3, [], [])
    assert {p.student: p.email for p in kept_roster(course).people} == {
        "team-1-uma-html": "uma@x.edu", "ada-king-2": "ada@a.org", "ada-king-3": "ada@b.org",
    }  # fmt: skip


LETTERS = "Student,ID,SIS Login ID\nÇağla Şimşek,3,cagla\nHans Müller,9,hans\nØyvind Weiß,4,oyvind\nPaula Pdf,5,paula\n"


@pytest.mark.parametrize("hans", ["mullerhans", "muellerhans", "müllerhans"])
def test_canvas_writes_names_with_other_letters(tmp_path, course, week, hans):
    names = {"simsekcagla": 3, hans: 9, "weissoyvind": 4}
    files = {canvas_name(name, n, n): notebook() for name, n in names.items()}
    assert (
        collect(archive(tmp_path / "s.zip", files), week, course, listed(tmp_path, "c.csv", LETTERS)).lines
        == []
    )


def test_canvas_writes_names_without_the_letters_that_are_not_english(tmp_path, course, week):
    text = 'Student,ID,SIS Login ID\n"Guðmundsdóttir, Björk",3,bjork\n"Øre, Åsa",4,asa\n'
    files = {canvas_name(name, n, n): notebook() for n, name in {3: "gumundsdttirbjrk", 4: "resa"}.items()}
    assert (
        collect(archive(tmp_path / "s.zip", files), week, course, listed(tmp_path, "c.csv", text)).lines == []
    )


def test_lines_call_students_as_the_course_does_and_the_test_student_is_none(tmp_path, course, week):
    files = {
        canvas_name("pdfpaula", 5, 1, file="essay.pdf"): b"%PDF-1.5", "mullerhans_9_link.html": b"<a>",
        canvas_name("teststudent", 1100, 2): notebook(), canvas_name("simsekcagla", 3, 3): notebook(),
        "teststudent_1100_text.html": b"hello",
    }  # fmt: skip
    done = collect(archive(tmp_path / "s.zip", files), week, course, listed(tmp_path, "c.csv", LETTERS))
    assert done.lines == [
        "skipped teststudent (1100): Canvas's test student, whose uploads are nobody's",
        "skipped paula, pdfpaula (5): essay.pdf: a print, not the notebook; ask for the .ipynb",
        "skipped hans, mullerhans_9_link.html: only a link given in Canvas, no file; ask for the .ipynb",
    ]
    assert (done.new, set(done.refused), done.missing) == (["cagla"], {"paula", "hans"}, ["oyvind"])


def test_who_sent_a_notebook_by_mail_is_not_missing(tmp_path, course, week):
    mailed = course.submitted / "hans" / WEEK
    mailed.mkdir(parents=True)
    (mailed / f"{WEEK}.ipynb").write_bytes(notebook())
    path = archive(tmp_path / "s.zip", {canvas_name("simsekcagla", 3, 3): notebook()})
    assert collect(path, week, course, listed(tmp_path, "c.csv", LETTERS)).missing == ["oyvind", "paula"]


OWN = "student,name,email\nada,Ada Lovelace,ada@uni.edu\nhans1,Hans Müller,hans1@uni.edu\nhans2,Hans Müller,hans2@uni.edu\n"
THREE = {5: "Ada Lovelace", 9: "Hans Müller", 10: "Hans Müller"}


def test_a_list_of_ones_own_that_comes_after_the_hand_ins_knows_who_was_taken(tmp_path, course, week):
    collect(download(tmp_path, THREE), week, course)
    done = collect(download(tmp_path, THREE), week, course, listed(tmp_path, "own.csv", OWN))
    assert sorted(done.lines) == [
        f"hans-muller-{n}: whose is it? hans1 or hans2 could be; give this assignment's grading worksheet as --roster"
        for n in (10, 9)
    ] + ["own.csv came later than their folders, which keep their names: ada is ada-lovelace"]
    assert done.missing == []
    assert kept_roster(course).student("ada-lovelace").email == "ada@uni.edu"
    sheet = worksheet(tmp_path, {5: "ada@uni.edu", 9: "hans2@uni.edu", 10: "hans1@uni.edu"}, THREE)
    done = collect(download(tmp_path, THREE), week, course, sheet)
    assert done.lines == [
        "hans-muller-9: Hans Müller (9) is hans2 of the class list, and is filed there now",
        "hans-muller-10: Hans Müller (10) is hans1 of the class list, and is filed there now",
    ]
    assert (done.missing, owner(course, "hans1"), owner(course, "hans2")) == (
        [],
        notebook("10"),
        notebook("9"),
    )
    assert not list(course.submitted.glob("hans-muller-*"))
    assert (course.withdrawn / "hans-muller-9" / WEEK / "submitted" / f"{WEEK}.ipynb").is_file()
    assert len(kept_roster(course).people) == 3


def test_a_worksheet_of_another_week_before_the_right_one_costs_nobody_their_name(tmp_path, course, week):
    collect(download(tmp_path, THREE), week, course)
    addresses = dict(zip(THREE, ("ada@uni.edu", "hans1@uni.edu", "hans2@uni.edu"), strict=True))
    others = {n + 100: address for n, address in addresses.items()}
    sheet = worksheet(tmp_path, others, {n + 100: name for n, name in THREE.items()})
    collect(download(tmp_path, THREE), week, course, sheet)
    done = collect(download(tmp_path, THREE), week, course, worksheet(tmp_path, addresses, THREE))
    assert [line for line in done.lines if "on no class list" in line] == []
    assert done.missing == []
    emails = {person.email: person.student for person in kept_roster(course).people}
    assert {address: owner(course, emails[address]) for address in addresses.values()} == {
        address: notebook(str(n)) for n, address in addresses.items()
    }


def test_who_is_graded_under_the_name_of_before_is_led_to_the_lists(tmp_path, course, week):
    collect(download(tmp_path, THREE), week, course)
    for n in (9, 10):
        kept = course.results / WEEK / f"hans-muller-{n}.json"
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text("{}")
    collect(download(tmp_path, THREE), week, course, listed(tmp_path, "own.csv", OWN))
    sheet = worksheet(tmp_path, {9: "hans2@uni.edu", 10: "hans1@uni.edu"}, THREE)
    done = collect(download(tmp_path, THREE), week, course, sheet)
    assert done.lines[0] == (
        f"hans-muller-9: Hans Müller (9) is hans2 of the class list, but graded as hans-muller-9; "
        f"`autograder withdraw {WEEK} hans-muller-9`, then collect again, files it there; marks by hand are then given again"
    )
    assert done.missing == []
    withdraw(week, course, "hans-muller-9")
    assert collect(download(tmp_path, THREE), week, course, sheet).new == ["hans2"]


def test_a_group_that_no_list_has_asks_for_the_list_of_groups(tmp_path, course, week):
    text = "Student,ID,SIS Login ID\nPaula Pdf,5,paula\n"
    files = {canvas_name("teamone", 500, 1): notebook(), canvas_name("pdfpaula", 5, 2): notebook()}
    done = collect(archive(tmp_path / "s.zip", files), week, course, listed(tmp_path, "c.csv", text))
    assert [
        line for line in done.lines if "if this is a group, give Canvas's list of groups" in line
    ] == done.lines


def test_what_was_withdrawn_and_is_taken_again_says_so_and_a_damaged_one_each_time(tmp_path, course, week):
    files = {canvas_name("teamone", 500, 1): b"[1", canvas_name("pdfpaula", 5, 2): notebook()}
    path = archive(tmp_path / "s.zip", files)
    for _ in range(2):
        assert [line for line in collect(path, week, course).lines if "not a notebook" in line] != []
    withdraw(week, course, "pdfpaula-5")
    assert (
        "pdfpaula-5: taken, though a hand-in of theirs was withdrawn before; it lies in withdrawn/pdfpaula-5"
        in collect(path, week, course).lines
    )
