"""Downloads laid out as nbgrader's submitted/: the latest attempt of each, and one line for all that is odd."""

import json
import stat
import zipfile

import pytest
from downloads import WEEK, archive, canvas_name, moodle_name, notebook, without_utf8_flag

from autograder.cli import main
from autograder.collect import archive as reading
from autograder.collect.collect import collect, late_in_canvas
from autograder.places import Course
from autograder.roster import kept_roster


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course")


def handed_in(course):
    return {p.parent.parent.name: p.read_bytes() for p in course.submitted.glob(f"*/{WEEK}/{WEEK}.ipynb")}


def everything(course):
    return sorted(p.relative_to(course.submitted).as_posix() for p in course.submitted.rglob("*") if p.is_file())


def test_canvas_the_latest_attempt_wins_and_late_is_remembered(tmp_path, course, week):
    path = archive(tmp_path / "s.zip", {
        canvas_name("lovelaceada", 7, 71, file=f"{WEEK}.ipynb"): notebook("first"),
        canvas_name("lovelaceada", 7, 93, file=f"{WEEK}-1.ipynb"): notebook("second"),
        canvas_name("núñezzoë", 8, 80, late=True): notebook("late"),
    })  # fmt: skip
    done = collect(path, week, course)
    assert done.new == ["lovelaceada-7", "nunezzoe-8"]
    assert handed_in(course)["lovelaceada-7"] == notebook("second")
    assert done.late == ["nunezzoe-8"]
    assert late_in_canvas(course, week) == {"nunezzoe-8"}
    assert any(f"2 versions; {WEEK}-1.ipynb counts" in line for line in done.lines)


@pytest.mark.parametrize("folder", [True, False])
def test_moodle_in_folders_and_flat(tmp_path, course, week, folder):
    path = archive(tmp_path / "s.zip", {
        moodle_name("Zoë Núñez", 123, folder=folder): notebook("z"),
        moodle_name("李小龙", 124, folder=folder): notebook("l"),
        moodle_name("Ana O'Brien", 125, folder=folder): notebook("o"),
    })  # fmt: skip
    done = collect(path, week, course)
    assert set(done.new) == {"zoe-nunez", "李小龙", "ana-o-brien"}
    assert done.lines == []
    assert everything(course) == sorted(f"{s}/{WEEK}/{WEEK}.ipynb" for s in done.new)


def test_two_of_one_name_stay_two(tmp_path, course, week):
    path = archive(tmp_path / "s.zip", {moodle_name("Ada King", n): notebook(str(n)) for n in (1, 2)})
    assert collect(path, week, course).new == ["ada-king-1", "ada-king-2"]
    assert collect(path, week, course).unchanged == ["ada-king-1", "ada-king-2"]


def test_two_of_one_name_are_told_apart_by_the_worksheet(tmp_path, course, week):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        "Identifier,Full name,Email address,Grade\n"
        "Participant 1,Ada King,ada@a.org,\nParticipant 2,Ada King,ada@b.org,\nParticipant 3,Bao Li,bao@a.org,\n",
        encoding="utf-8-sig",
    )
    path = archive(tmp_path / "s.zip", {moodle_name("Ada King", n): notebook(str(n)) for n in (1, 2)})
    done = collect(path, week, course, sheet)
    assert done.new == ["ada@a.org", "ada@b.org"]
    assert done.missing == ["bao@a.org"]


def test_the_next_week_finds_the_same_people(tmp_path, course, week):
    from autograder.exercises import find_week

    other = find_week("week02_graphical_models")
    collect(archive(tmp_path / "1.zip", {moodle_name("Ada King", 11): notebook()}), week, course)
    path = archive(tmp_path / "2.zip", {moodle_name("Ada King", 99, f"{other.name}.ipynb"): notebook()})
    assert collect(path, other, course).new == ["ada-king"]
    assert len(kept_roster(course).people) == 1


def test_canvas_numbers_match_its_gradebook_export(tmp_path, course, week):
    listed = tmp_path / "grades.csv"
    listed.write_text(
        'Student,ID,SIS User ID,SIS Login ID,Section,Old (3)\n"    Points Possible",,,,,10\n'
        '"Lovelace, Ada",7,S07,ada,A,9\n"Student, Test",99,,,A,\n"Li, Bao",8,S08,bao,A,\n',
        encoding="utf-8",
    )
    path = archive(tmp_path / "s.zip", {canvas_name("lovelaceada", 7, 71): notebook()})
    done = collect(path, week, course, listed)
    assert (done.new, done.missing) == (["ada"], ["bao"])
    ada = kept_roster(course).student("ada")
    assert (ada.name, ada.canvas_id, ada.sis_user_id, ada.login, ada.section) == ("Ada Lovelace", "7", "S07", "ada", "A")


def test_nothing_is_overwritten_unless_asked_and_then_it_is_kept_aside(tmp_path, course, week):
    collect(archive(tmp_path / "1.zip", {canvas_name("a", 1, 1): notebook("old")}), week, course)
    newer = archive(tmp_path / "2.zip", {canvas_name("a", 1, 2): notebook("new")})
    done = collect(newer, week, course)
    assert done.kept == ["a-1"]
    assert "--replace takes this one" in done.lines[0]
    assert handed_in(course) == {"a-1": notebook("old")}
    assert collect(newer, week, course, replace_old=True).replaced == ["a-1"]
    assert handed_in(course) == {"a-1": notebook("new")}
    assert [p.read_bytes() for p in course.replaced.rglob("*.ipynb")] == [notebook("old")]
    assert collect(newer, week, course).unchanged == ["a-1"]


def test_names_that_do_not_say_that_they_are_utf8(tmp_path, course, week):
    path = without_utf8_flag(tmp_path / "s.zip", {canvas_name("núñezzoë", 8, 80): notebook()})
    assert not zipfile.ZipFile(path).infolist()[0].flag_bits & 0x800
    collect(path, week, course)
    assert kept_roster(course).people[0].name == "núñezzoë"


FOREIGN = {
    "readme.txt": "not named as Canvas or Moodle names hand-ins",
    "../../evil_1_2_week.ipynb": "its path leaves the archive",
    "/tmp/evil_1_2_week.ipynb": "its path leaves the archive",
    "..\\evil_1_2_week.ipynb": "its path leaves the archive",
    "e\nvil_1_2_week.ipynb": "control characters",
    "Ada King_1_assignsubmission_onlinetext/onlinetext.html": "text typed into Moodle, no file",
    canvas_name("pdfonly", 3, 4, file="scan.pdf"): "no notebook; ask for the .ipynb",
    canvas_name("wrongweek", 5, 6, file="week03_em.ipynb"): "another week's notebook",
}


def test_everything_odd_gets_one_line_and_costs_nobody_else(tmp_path, course, week):
    junk = {"__MACOSX/._x": b"", "folder/.DS_Store": b""}
    good = {canvas_name("good", 1, 1): notebook()}
    done = collect(archive(tmp_path / "s.zip", dict.fromkeys(FOREIGN, notebook()) | junk | good), week, course)
    assert done.new == ["good-1"]
    assert len(done.lines) == len(FOREIGN)
    for line, words in zip(sorted(done.lines, key=_order), FOREIGN.values(), strict=True):
        assert words in line
        assert "\n" not in line
    assert everything(course) == [f"good-1/{WEEK}/{WEEK}.ipynb"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["course", "s.zip"]


def _order(line):
    return next(i for i, words in enumerate(FOREIGN.values()) if words in line and not _taken(i, line))


def _taken(place, line):
    """Three names share one reason: keep them in the order they were written."""
    shared = {1: "../..", 2: "/tmp/evil", 3: "..\\evil"}
    return place in shared and shared[place] not in line


def test_links_and_encrypted_entries_are_refused(tmp_path, course, week):
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as target:
        link = zipfile.ZipInfo(canvas_name("link", 1, 2))
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        target.writestr(link, "/etc/passwd")
        target.writestr(canvas_name("good", 3, 4), notebook())
        target.writestr(canvas_name("locked", 5, 6), notebook())
        target.infolist()[2].flag_bits |= 1
    done = collect(path, week, course)
    assert done.new == ["good-3"]
    assert "it is a symbolic link" in done.lines[0]
    assert "it is encrypted" in done.lines[1]


def test_a_bomb_is_read_no_further_than_the_limit(tmp_path, course, week, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 100_000)
    path = archive(tmp_path / "s.zip", {
        canvas_name("bomb", 1, 2): b"0" * 5_000_000,
        canvas_name("good", 3, 4): notebook(),
    })  # fmt: skip
    done = collect(path, week, course)
    assert done.new == ["good-3"]
    assert "unpacks to more than" in done.lines[0]


def test_many_small_bombs_end_the_reading(tmp_path, course, week, monkeypatch):
    monkeypatch.setattr(reading, "MAX_TOTAL", 500_000)
    files = {canvas_name("b", n, n): b"0" * 100_000 for n in range(1, 9)}
    with pytest.raises(reading.BadArchive, match="nothing more was read"):
        collect(archive(tmp_path / "s.zip", files), week, course)


def test_damaged_data_costs_one_hand_in(tmp_path, course, week):
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr(canvas_name("hurt", 1, 2), notebook("hurt me"))
        target.writestr(canvas_name("good", 3, 4), notebook())
    path.write_bytes(path.read_bytes().replace(b"hurt me", b"hurt ME", 1))
    done = collect(path, week, course)
    assert done.new == ["good-3"]
    assert "it is damaged (Bad CRC-32" in done.lines[0]


def test_what_is_no_notebook_is_collected_and_said(tmp_path, course, week):
    done = collect(archive(tmp_path / "s.zip", {canvas_name("hana", 1, 2): b"<html>"}), week, course)
    assert done.new == ["hana-1"]
    assert "not a notebook: line 1 is '<html>'; ask for a new hand-in" in done.lines[0]


def test_a_folder_that_a_browser_unpacked_is_read_too(tmp_path, course, week):
    folder = tmp_path / "submissions"
    (folder / "Ada King_1_assignsubmission_file").mkdir(parents=True)
    (folder / "Ada King_1_assignsubmission_file" / f"{WEEK}.ipynb").write_bytes(notebook())
    (folder / "link_1_2_w.ipynb").symlink_to("/etc/passwd")
    done = collect(folder, week, course)
    assert done.new == ["ada-king"]
    assert "symbolic link" in done.lines[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "is not there; give the zip file that Canvas or Moodle sent"),
        (b"<html>\nlogin", "is no zip file: it starts with '<html>'; download the submissions again"),
        ({"a.txt": b""}, "holds no hand-in that Canvas or Moodle named; expected files such as lovelaceada_1234_5678_"),
    ],
)
def test_a_bad_archive_gets_one_line_of_the_command(tmp_path, content, words, capsys):
    path = tmp_path / "s.zip"
    if isinstance(content, dict):
        archive(path, content)
    elif content is not None:
        path.write_bytes(content)
    assert main(["collect", str(path), WEEK, "--course", str(tmp_path / "course")]) == 1
    said = capsys.readouterr().err.strip()
    assert words in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"Vorname;Nachname\n", "its first line has vorname, nachname; expected Canvas's gradebook export"),
        ("name\nZoë\n".encode("latin-1"), "is no UTF-8 text; save it as 'CSV UTF-8'"),
        (b"PK\0\0binary", "is no text file"),
    ],
)
def test_a_bad_class_list_gets_one_line(tmp_path, data, words, capsys):
    path = archive(tmp_path / "s.zip", {canvas_name("a", 1, 2): notebook()})
    listed = tmp_path / "list.csv"
    listed.write_bytes(data)
    assert main(["collect", str(path), WEEK, "--course", str(tmp_path / "course"), "--roster", str(listed)]) == 1
    assert words in capsys.readouterr().err


def test_the_command_says_what_was_done_and_what_is_next(tmp_path, capsys):
    path = archive(tmp_path / "s.zip", {canvas_name("a", 1, 2): notebook(), canvas_name("b", 3, 4, late=True): notebook()})
    assert main(["collect", str(path), WEEK, "--course", str(tmp_path / "course")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"2 hand-ins of {WEEK} in s.zip: 2 new"
    assert said[1] == "  late: b-3"
    assert said[2].startswith(f"next: autograder grade {WEEK} --submitted ")


def test_the_kept_roster_holds_no_number_that_changes(tmp_path, course, week):
    collect(archive(tmp_path / "s.zip", {moodle_name("Ada King", 55): notebook()}), week, course)
    assert json.loads(course.roster.read_text(encoding="utf-8"))[0]["participant"] == ""
