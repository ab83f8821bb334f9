"""Downloads laid out as nbgrader's submitted/: the latest attempt of each, and one line for all that is odd."""

import errno
import io
import json
import stat
import struct
import zipfile
from pathlib import Path

import pytest
from downloads import WEEK, archive, canvas_name, moodle_name, notebook, without_utf8_flag

from autograder.cli import main
from autograder.handins import archive as reading
from autograder.handins import collect as collecting
from autograder.handins.collect import collect
from autograder.handins.collected import summary
from autograder.handins.listing import with_list
from autograder.handins.roster import kept_roster
from autograder.handins.taken import late_in_canvas, refused_of


def handed_in(course):
    return {p.parent.parent.name: p.read_bytes() for p in course.submitted.glob(f"*/{WEEK}/{WEEK}.ipynb")}


def everything(course):
    return sorted(
        p.relative_to(course.submitted).as_posix() for p in course.submitted.rglob("*") if p.is_file()
    )


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


@pytest.mark.parametrize(
    "name, unknown", [(moodle_name("Ada King", 1), True), (canvas_name("ada", 1, 2), False)]
)
def test_where_a_download_holds_no_times_a_line_says_what_to_do(tmp_path, course, week, name, unknown):
    path = archive(tmp_path / "s.zip", {name: notebook()})
    said = "\n".join(summary(collect(path, week, course), week, path))
    assert (
        "who was late is not known: Moodle's download holds no times; let Moodle take off points" in said
    ) == unknown


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


@pytest.mark.parametrize(("listed", "name"), [
    ("学号,姓名\n2021001,王小明\n", "王小明"), ("姓,名\n山田,太郎\n", "山田 太郎"),
    ("student,name\nisil,Işıl Yıldız\n", "IŞIL YILDIZ"), ("student,name\nobrien,Seán O'Brien\n", "Seán O’Brien"),
    ("email;name\nada@x.org;King, Ada\n", "Ada King"),
])  # fmt: skip
def test_whoever_a_list_names_is_found_in_any_script(tmp_path, course, week, listed, name):
    (tmp_path / "list.csv").write_text(listed, encoding="utf-8")
    path = archive(tmp_path / "s.zip", {moodle_name(name, 5): notebook()})
    assert collect(path, week, course, tmp_path / "list.csv").missing == []


def test_the_next_week_finds_the_same_people(tmp_path, course, week):
    from autograder.weeks import find_week

    other = find_week("week02_graphical_models")
    collect(archive(tmp_path / "1.zip", {moodle_name("Ada King", 11): notebook()}), week, course)
    path = archive(
        tmp_path / "2.zip",
        {moodle_name("Ada King", 99, f"{other.name}.ipynb"): notebook(exercise="d_separated")},
    )
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
    assert (ada.name, ada.canvas_id, ada.sis_user_id, ada.login, ada.section) == (
        "Ada Lovelace",
        "7",
        "S07",
        "ada",
        "A",
    )


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
    canvas_name("pdfonly", 3, 4, file="scan.pdf"): "a print, not the notebook; ask for the .ipynb",
    canvas_name("wrongweek", 5, 6, file="week03_em.ipynb"): "another week's notebook",
}


def test_everything_odd_gets_one_line_and_costs_nobody_else(tmp_path, course, week):
    junk = {"__MACOSX/._x": b"", "folder/.DS_Store": b""}
    good = {canvas_name("good", 1, 1): notebook()}
    files = {name: notebook(exercise="elbo") if "week03" in name else notebook() for name in FOREIGN}
    files[canvas_name("pdfonly", 3, 4, file="scan.pdf")] = b"%PDF-1.5"
    done = collect(archive(tmp_path / "s.zip", files | junk | good), week, course)
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


def test_a_text_typed_beside_a_file_that_is_taken_gets_no_line(tmp_path, course, week):
    files = {f"{who}_assignsubmission_onlinetext/onlinetext.html": b"see file" for who in ("Ada_1", "Bao_2")}
    done = collect(archive(tmp_path / "s.zip", files | {moodle_name("Ada", 1): notebook()}), week, course)
    assert done.lines == [
        "skipped Bao_2_assignsubmission_onlinetext/onlinetext.html: text typed into Moodle, no file; ask for the .ipynb"
    ]
    assert (done.new, list(done.refused)) == (["ada"], ["bao-2"])


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


def test_many_small_bombs_of_one_cost_nobody_else(tmp_path, course, week, monkeypatch):
    monkeypatch.setattr(reading, "MAX_OF_ONE", 500_000)
    files = {canvas_name("b", 1, n): b"0" * 100_000 for n in range(1, 19)}
    read = []
    monkeypatch.setattr(reading, "_bounded", lambda data: read.append(len(data)) or data)
    done = collect(
        archive(tmp_path / "s.zip", files | {canvas_name("good", 3, 99): notebook()}), week, course
    )
    assert "good-3" in done.new
    assert sum(read) < 1_000_000


def _listing(count):
    """A zip file of one empty file that lists it so many times."""
    store = io.BytesIO()
    with zipfile.ZipFile(store, "w") as made:
        made.writestr("a", "")
    data = store.getvalue()
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    listed = data[start:end] * count
    numbers = (len(listed), start)
    whole = struct.pack("<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, *numbers)
    where = struct.pack("<4sIQI", b"PK\x06\x07", 0, start + len(listed), 1)
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, *[2**16 - 1] * 2, *[2**32 - 1] * 2, 0)
    return data[:start] + listed + whole + where + last


def _matryoshka(width, depth):
    """Zip files in zip files, which hold width ** depth files of a mebibyte."""
    data = bytes(2**20)
    for level in range(depth):
        store = io.BytesIO()
        with zipfile.ZipFile(store, "w", zipfile.ZIP_DEFLATED) as made:
            for number in range(width):
                made.writestr(f"{number}.zip" if level else f"{number}.ipynb", data)
        data = store.getvalue()
    return data


@pytest.mark.parametrize(
    "bomb", [_listing(100_000), _matryoshka(12, 2), _matryoshka(6, 3)], ids=["list", "wide", "deep"]
)
def test_a_zip_file_of_endless_zip_files_is_read_no_further_than_the_limit(
    tmp_path, course, week, monkeypatch, bomb
):
    monkeypatch.setattr(reading, "MAX_OF_ONE", 10 * 2**20)
    read, listed = [], []
    monkeypatch.setattr(reading, "_bounded", lambda data: read.append(len(data)) or data)
    infolist = zipfile.ZipFile.infolist
    monkeypatch.setattr(
        zipfile.ZipFile, "infolist", lambda self: listed.append(len(infolist(self))) or infolist(self)
    )
    files = {"eve_1_2_hand.zip": bomb, canvas_name("good", 3, 99): notebook()}
    done = collect(archive(tmp_path / "s.zip", files), week, course)
    assert "good-3" in done.new
    assert sum(read) < 16 * 2**20
    assert max(listed) <= 12
    assert any(line.startswith(("skipped eve", "eve-1: ")) for line in done.lines)


def test_damaged_data_costs_one_hand_in(tmp_path, course, week):
    path = tmp_path / "s.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr(canvas_name("hurt", 1, 2), notebook("hurt me"))
        target.writestr(canvas_name("good", 3, 4), notebook())
    path.write_bytes(path.read_bytes().replace(b"hurt me", b"hurt ME", 1))
    done = collect(path, week, course)
    assert done.new == ["good-3"]
    assert "it is damaged (Bad CRC-32" in done.lines[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_notebook_is_read_in_every_encoding_of_unicode(tmp_path, course, week, encoding, ends):
    text = json.dumps(json.loads(notebook("def entropy(p):\n    return 'ü'")), indent=1, ensure_ascii=False)
    data = text.replace("\n", ends).encode(encoding)
    done = collect(archive(tmp_path / "s.zip", {moodle_name("Ada", 1): data}), week, course)
    assert (done.new, done.lines) == (["ada"], [])


def test_a_zip_file_under_a_notebooks_name_says_so(tmp_path, course, week):
    inner = archive(tmp_path / "inner.zip", {f"{WEEK}.ipynb": notebook()}).read_bytes()
    (line,) = collect(archive(tmp_path / "s.zip", {moodle_name("Ada", 1): inner}), week, course).lines
    assert "it is a zip file under another name; unpack it" in line


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
        (
            {"a.txt": b""},
            "holds no hand-in that Canvas or Moodle named; expected files such as lovelaceada_1234_5678_",
        ),
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
        (b"Punkte;Gruppe\n", "its first line has Punkte, Gruppe; expected Canvas's gradebook export"),
        ("name\nZoë\n".encode("latin-1"), "is no UTF-8 text; save it as 'CSV UTF-8'"),
        (b"PK\0\0binary", "is no text file"),
    ],
)
def test_a_bad_class_list_gets_one_line(tmp_path, data, words, capsys):
    path = archive(tmp_path / "s.zip", {canvas_name("a", 1, 2): notebook()})
    listed = tmp_path / "list.csv"
    listed.write_bytes(data)
    assert (
        main(["collect", str(path), WEEK, "--course", str(tmp_path / "course"), "--roster", str(listed)]) == 1
    )
    assert words in capsys.readouterr().err


def test_the_command_says_what_was_done_and_what_is_next(tmp_path, capsys):
    path = archive(
        tmp_path / "s.zip",
        {canvas_name("a", 1, 2): notebook(), canvas_name("b", 3, 4, late=True): notebook()},
    )
    assert main(["collect", str(path), WEEK, "--course", str(tmp_path / "course")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"2 hand-ins of {WEEK} in s.zip: 2 new"
    assert said[1] == "  late: b-3"
    assert said[2] == f"next: autograder grade {WEEK} --course {tmp_path / 'course'}"


def test_the_kept_roster_holds_no_number_that_changes(tmp_path, course, week):
    collect(archive(tmp_path / "s.zip", {moodle_name("Ada King", 55): notebook()}), week, course)
    assert json.loads(course.roster.read_text(encoding="utf-8"))[0]["participant"] == ""


def test_an_older_download_replaces_nothing_newer(tmp_path, course, week):
    newer = archive(tmp_path / "newer.zip", {canvas_name("a", 1, 9): notebook("new")})
    older = archive(tmp_path / "older.zip", {canvas_name("a", 1, 4): notebook("old")})
    collect(newer, week, course)
    done = collect(older, week, course, replace_old=True)
    assert (done.kept, done.replaced) == (["a-1"], [])
    assert "a-1: this download holds an older upload; the newer one that is there counts" in done.lines
    assert handed_in(course)["a-1"] == notebook("new")


def test_a_class_list_of_names_finds_who_handed_in_by_canvas(tmp_path, course, week):
    listed = tmp_path / "class.csv"
    listed.write_text(
        'student,name\nadal,Ada Lovelace\nbob,"Builder, Bob Ben"\ncy,Cy Young\n', encoding="utf-8"
    )
    path = archive(tmp_path / "s.zip", {
        canvas_name("lovelaceada", 7, 71): notebook("ada"),
        canvas_name("builderbobben", 8, 72): notebook("bob"),
        canvas_name("youngcy", 9, 73): notebook("cy"),
        canvas_name("youngcy", 10, 74): notebook("another cy"),
    })  # fmt: skip
    done = collect(path, week, course, listed)
    assert {"adal", "bob"} < set(done.new)
    assert handed_in(course)["adal"] == notebook("ada")
    assert "adal: lovelaceada (7) is Ada Lovelace of the class list, by name alone" in done.lines
    assert "cy" not in done.new
    assert [line for line in done.lines if "whose is it? cy could be" in line] == done.lines[-2:]
    assert done.missing == []


def test_nobody_gets_a_second_name_where_the_list_comes_late(tmp_path, course, week):
    files = {
        canvas_name("lovelaceada", 7, 71): notebook(),
        canvas_name("libao", 8, 81, file="notes.pdf"): b"%PDF-1.5",
        canvas_name("akcem", 9, 91, file="notes.pdf"): b"%PDF-1.5",
    }
    collect(archive(tmp_path / "s.zip", files), week, course)
    assert set(refused_of(course, week)) == {"libao-8", "akcem-9"}
    listed = tmp_path / "list.csv"
    listed.write_text("Student,ID,SIS Login ID\nAda Lovelace,7,ada\nBao Li,8,bao\nCem Ak,9,cem\n")
    assert collect(tmp_path / "s.zip", week, course, listed).unchanged == ["lovelaceada-7"]
    assert set(refused_of(course, week)) == {"bao", "cem"}
    collect(archive(tmp_path / "2.zip", {canvas_name("libao", 8, 99): notebook()}), week, course)
    assert set(refused_of(course, week)) == {"cem"}


def test_a_full_disk_gives_nobody_a_second_folder(tmp_path, course, week, monkeypatch):
    """The list comes with the second try; of the first there are whole hand-ins, and no rest of one."""
    path = archive(
        tmp_path / "s.zip", {canvas_name(name, n, n): notebook(name) for n, name in enumerate("abcd", 1)}
    )
    writes, full = Path.write_bytes, OSError(errno.ENOSPC, "No space left on device")

    def until_it_is_full(path, data):
        if f"{WEEK}.ipynb" in path.name and len(handed_in(course)) == 2:
            writes(path, data[:10])
            raise full
        return writes(path, data)

    monkeypatch.setattr(Path, "write_bytes", until_it_is_full)
    assert collect(path, week, course).failed == 2
    assert everything(course) == sorted(f"{s}/{WEEK}/{WEEK}.ipynb" for s in ("a-1", "b-2"))
    assert sorted(p.name for p in course.submitted.iterdir()) == ["a-1", "b-2"]
    monkeypatch.undo()
    listed = tmp_path / "list.csv"
    listed.write_text(
        "Student,ID,SIS Login ID\n" + "".join(f"{n.upper()},{i},{n}{n}\n" for i, n in enumerate("abcd", 1))
    )
    done = collect(path, week, course, listed)
    assert (len(done.unchanged), len(done.new)) == (2, 2)
    assert len(handed_in(course)) == 4


def test_who_is_who_is_kept_before_the_first_file(tmp_path, course, week, monkeypatch):
    path = archive(tmp_path / "s.zip", {canvas_name("lovelaceada", 7, 71): notebook()})

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(collecting, "_write", killed)
    monkeypatch.setattr(collecting, "keep_roster", killed)
    with pytest.raises(KeyboardInterrupt):
        collect(path, week, course)
    monkeypatch.undo()
    listed = tmp_path / "list.csv"
    listed.write_text("Student,ID,SIS Login ID\nAda Lovelace,7,ada\n")
    assert collect(path, week, course, listed).new == ["ada"]
    assert [folder.name for folder in course.submitted.iterdir()] == ["ada"]
    assert [person.student for person in kept_roster(course).people] == ["ada"]


def test_two_of_one_name_are_known_in_both_systems_by_login_and_address(tmp_path, course, week):
    canvas, moodle = tmp_path / "canvas.csv", tmp_path / "moodle.csv"
    canvas.write_text("Student,ID,SIS Login ID\nAnna Smith,7,anna1@uni.edu\nAnna Smith,8,anna2@uni.edu\n")
    moodle.write_text(
        "Identifier,Full name,Email address\nParticipant 3,Anna Smith,Anna2@uni.edu\nParticipant 4,Anna Smith,anna1@uni.edu\n"
    )
    files = {canvas_name("smithanna", n, n): notebook(str(n)) for n in (7, 8)}
    done = collect(archive(tmp_path / "c.zip", files), week, course, canvas)
    assert len(done.new) == 2
    roster = with_list(kept_roster(course), moodle)
    assert [(p.login, p.email) for p in roster.people] == [
        ("anna1@uni.edu", "anna1@uni.edu"), ("anna2@uni.edu", "Anna2@uni.edu")
    ]  # fmt: skip
