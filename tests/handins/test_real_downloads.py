"""Downloads as real classes have them: copies, odd endings, groups, blind marking, lists in many languages."""

import io
import json
import zipfile

import pytest
from downloads import WEEK, archive, canvas_name, moodle_name

from autograder.cli import main
from autograder.democlass import solved, unsolved
from autograder.gradebook.advice import advice
from autograder.gradebook.marks import Mark
from autograder.handins.collect import collect
from autograder.handins.roster import Person, Roster, kept_roster, read_list
from autograder.handins.taken import NOT_TAKEN, refused_of
from autograder.overview.status import week_standing
from autograder.overview.trends import Cell, worries
from autograder.report.findings import findings
from autograder.weeks import find_week


@pytest.fixture(scope="module")
def full(week):
    return solved(week).encode()


@pytest.fixture(scope="module")
def empty(week):
    return unsolved(week).encode()


@pytest.fixture(scope="module")
def other():
    return solved(find_week("week02_graphical_models")).encode()


def zipped(**files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as inner:
        for name, data in files.items():
            inner.writestr(name, data)
    return target.getvalue()


def collected(course):
    return {p.parent.parent.name: p.read_bytes() for p in course.submitted.glob(f"*/{WEEK}/{WEEK}.ipynb")}


COPIES = [
    f"Copy of {WEEK}.ipynb", f"Kopie von {WEEK}.ipynb", f"Copie de {WEEK}.ipynb", f"Copia de {WEEK}.ipynb", f"{WEEK} 2.ipynb",
    f"{WEEK} (1).ipynb", f"{WEEK}-Copy1.ipynb", f"{WEEK}_Lena.ipynb", "week1.ipynb", "final FINAL.ipynb", f"{WEEK}.ipynb.txt",
    f"{WEEK}.json", "week02_graphical_models.ipynb", f"{WEEK.upper()}.IPYNB", f"hw/sub/{WEEK}.ipynb", f"{WEEK}.ipynb.zip",
]  # fmt: skip


@pytest.mark.parametrize("first", [True, False])
def test_the_copy_that_was_worked_on_counts_under_any_name(tmp_path, course, week, full, empty, first):
    files = {}
    for number, name in enumerate(COPIES, 1):
        data = zipped(**{f"{WEEK}.ipynb": full, "__MACOSX/._x": b""}) if name.endswith(".zip") else full
        both = {
            moodle_name(f"S{number}", number, name): data,
            moodle_name(f"S{number}", number, f"x/{WEEK}.ipynb"): empty,
        }
        files |= both if first else dict(reversed(both.items()))
    done = collect(archive(tmp_path / "s.zip", files), week, course)
    assert {who for who, data in collected(course).items() if data != full} == set()
    assert len(done.new) == len(COPIES)
    assert sum("counts, the one that was worked on" in line for line in done.lines) == len(COPIES)


def test_alone_they_are_taken_too(tmp_path, course, week, full):
    files = {
        moodle_name(f"S{n}", n, name): full for n, name in enumerate(COPIES, 1) if not name.endswith(".zip")
    }
    done = collect(archive(tmp_path / "s.zip", files), week, course)
    assert set(collected(course).values()) == {full}
    assert len(done.new) == len(files)


def test_canvas_takes_the_later_upload_unless_it_is_empty_or_broken(
    tmp_path, course, week, full, empty, other
):
    files = {
        canvas_name("a", 1, 9): empty, canvas_name("a", 1, 8, file=f"Copy of {WEEK}.ipynb"): full,
        canvas_name("b", 2, 7): full, canvas_name("b", 2, 8, file=f"{WEEK}-1.ipynb"): b"<html>",
        canvas_name("c", 3, 7): empty, canvas_name("c", 3, 8, file=f"{WEEK}-1.ipynb"): full,
        canvas_name("d", 4, 7): full, canvas_name("d", 4, 8, file=f"{WEEK}-1.ipynb"): other,
        canvas_name("e", 5, 7): full, canvas_name("e", 5, 8, file="notes.zip"): zipped(**{"notes.txt": b"hello"}),
    }  # fmt: skip
    done = collect(archive(tmp_path / "s.zip", files), week, course)
    assert set(collected(course).values()) == {full}
    said = "\n".join(done.lines)
    assert f"a-1: 2 versions; Copy of {WEEK}.ipynb counts, the one that was worked on" in said
    assert f"b-2: {WEEK}-1.ipynb does not count: not a notebook: line 1 is '<html>'" in said


def test_another_weeks_notebook_is_not_taken_whatever_its_name(tmp_path, course, week, full, other):
    files = {
        moodle_name("Ada", 1): other,
        moodle_name("Bao", 2, "Copy of week02_graphical_models.ipynb"): other,
        moodle_name("Cem", 3): full,
    }
    done = collect(archive(tmp_path / "s.zip", files), week, course)
    assert collected(course) == {"cem": full}
    assert [line.count("another week's notebook (week02_graphical_models)") for line in done.lines] == [1, 1]


def test_a_broken_version_takes_nobodys_place(tmp_path, course, week, full):
    collect(archive(tmp_path / "1.zip", {canvas_name("a", 1, 1): full}), week, course)
    done = collect(
        archive(tmp_path / "2.zip", {canvas_name("a", 1, 2): b"<html>"}), week, course, replace_old=True
    )
    assert collected(course) == {"a-1": full}
    assert "the new version is not taken, the one before counts: not a notebook" in done.lines[0]


@pytest.mark.parametrize("replace_old", [True, False])
@pytest.mark.parametrize("order", [2, 0])
def test_a_blank_of_a_later_download_takes_no_worked_ones_place(
    tmp_path, course, week, full, empty, replace_old, order
):
    def named(number, file):
        return canvas_name("a", 1, number, file=file) if order else moodle_name("Ada", 1, file)

    first = archive(tmp_path / "1.zip", {named(1, f"{WEEK}.ipynb"): full})
    blank = archive(tmp_path / "2.zip", {named(order, "blank.ipynb"): empty})
    collect(first, week, course)
    done = collect(blank, week, course, replace_old=replace_old)
    (who,) = collected(course)
    assert (done.kept, done.replaced, collected(course)) == ([who], [], {who: full})
    assert f"{who}: blank.ipynb is as released; the one before counts, exercises worked on: " in done.lines[0]
    (course.submitted / who).rename(course.root / "aside")
    assert str(course.submitted / who / WEEK) in done.lines[0]
    assert collect(blank, week, course).new == [who]
    assert collected(course) == {who: empty}
    assert collect(first, week, course, replace_old=True).replaced == [who]
    assert collected(course) == {who: full}


def test_a_later_download_of_fewer_exercises_counts_and_a_line_says_so(tmp_path, course, week, full, empty):
    fewer = json.loads(empty)
    code = {"cell_type": "code", "source": "def entropy(p):\n    return -(p * p.log()).sum()", "metadata": {}}
    fewer["cells"].append(code | {"outputs": [], "execution_count": None, "id": "mine"})
    latest = json.dumps(fewer).encode()
    collect(archive(tmp_path / "1.zip", {canvas_name("a", 1, 1): full}), week, course)
    second = archive(tmp_path / "2.zip", {canvas_name("a", 1, 2): latest})
    done = collect(second, week, course, replace_old=True)
    assert (done.replaced, collected(course)) == (["a-1"], {"a-1": latest})
    assert done.lines[0].startswith(
        "a-1: replaced; the version before lies in replaced/a-1; it has more exercises: "
    )
    assert done.lines[0].endswith(" to 1")
    back = archive(tmp_path / "3.zip", {canvas_name("a", 1, 3): full})
    assert "more" not in collect(back, week, course, replace_old=True).lines[0]


def test_of_whom_nothing_was_taken_leaves_a_trace(tmp_path, course, week, full, other):
    files = {
        canvas_name("pdfpaul", 1, 1, file="w.pdf"): b"%PDF-1.5",
        canvas_name("willwrong", 2, 2): other,
        canvas_name("adaking", 3, 3): full,
        "linkliam_4_link.html": b"<a>",
        "textemma_LATE_5_text.html": b"hello",
    }
    done = collect(archive(tmp_path / "s.zip", files), week, course)
    said = "\n".join(done.lines)
    assert "linkliam_4_link.html: only a link given in Canvas, no file; ask for the .ipynb" in said
    assert "textemma_LATE_5_text.html: only a text given in Canvas, no file" in said
    assert set(refused_of(course, week)) == {"pdfpaul-1", "willwrong-2", "linkliam-4", "textemma-5"}
    assert "1 in, 4 whose upload was not taken, " in week_standing(week, course).line(9)
    looks = findings(week, [], course).looks
    assert [(look.student, look.reasons[0].startswith(NOT_TAKEN)) for look in looks] == [
        (student, True) for student in ("pdfpaul-1", "willwrong-2", "linkliam-4", "textemma-5")
    ]
    assert worries((Cell(week.name, problem=NOT_TAKEN),)) == (NOT_TAKEN,)
    collect(archive(tmp_path / "2.zip", {canvas_name("pdfpaul", 1, 9): full}), week, course)
    assert set(refused_of(course, week)) == {"willwrong-2", "linkliam-4", "textemma-5"}


def test_zip_files_in_zip_files_have_limits(tmp_path, course, week, full, monkeypatch):
    from autograder.handins import archive as reading

    monkeypatch.setattr(reading, "MAX_OF_ONE", 3_000_000)
    deep = zipped(a=full)
    for _ in range(6):
        deep = zipped(**{"in.zip": deep})
    files = {
        moodle_name("Bomb", 1, "w.zip"): zipped(**{f"{n}.txt": b"0" * 900_000 for n in range(9)}),
        moodle_name("Deep", 2, "w.zip"): deep,
        moodle_name("Many", 3, "w.zip"): zipped(**{f"{n}.txt": b"" for n in range(600)}),
        moodle_name("Broken", 4, "w.zip"): b"PK\x03\x04",
        moodle_name("Good", 5, "w.zip"): zipped(**{"../x.ipynb": full, f"sub/{WEEK}.ipynb": full}),
    }
    done = collect(archive(tmp_path / "s.zip", files), week, course)
    assert done.new == ["good"]
    assert len(done.lines) >= 5


GROUPS = (
    "name,canvas_user_id,user_id,login_id,sections,group_name,canvas_group_id,group_id\n"
    "Ada Lovelace,501,u1,ada,A,Project Group 4,9,g4\nAlan Turing,502,u2,alan,A,Project Group 4,9,g4\n"
    "Bao Li,503,u3,bao,A,Project Group 5,10,g5\nCem Ak,504,u4,cem,A,Project Group 4,9,g4\nDot X,505,u5,dot,A,,,\n"
)


def test_canvas_one_hand_in_of_a_group_is_for_all_of_it(tmp_path, course, week, full, empty):
    listed = tmp_path / "groups.csv"
    listed.write_text(GROUPS, encoding="utf-8")
    files = {canvas_name("projectgroup4", 501, 1): full, canvas_name("akcem", 504, 2): empty}
    done = collect(archive(tmp_path / "s.zip", files), week, course, listed)
    assert collected(course) == {"ada": full, "alan": full, "cem": empty}
    assert "Project Group 4: one hand-in for ada, alan" in done.lines
    assert done.missing == ["bao", "dot"]


@pytest.mark.parametrize("own", [[], [501], [501, 502, 504]])
def test_canvas_a_group_is_found_by_name_where_the_number_is_no_members(
    tmp_path, course, week, full, empty, own
):
    listed = tmp_path / "groups.csv"
    listed.write_text(GROUPS, encoding="utf-8")
    files = {canvas_name(f"own{n}", n, n): empty for n in own} | {canvas_name("projectgroup4", 77, 1): full}
    for _ in range(2):
        done = collect(archive(tmp_path / "s.zip", files), week, course, listed)
        assert len(own) == 3 or any("Project Group 4: one hand-in for" in line for line in done.lines)
        expected = {
            name: empty if n in own else full for name, n in (("ada", 501), ("alan", 502), ("cem", 504))
        }
        assert collected(course) == expected
        assert done.missing == ["bao", "dot"]
    assert not [line for line in done.lines if "on no class list" in line]


def test_who_is_on_no_class_list_gets_a_line(tmp_path, course, week, full, capsys):
    listed = tmp_path / "class.csv"
    listed.write_text(
        'Student,ID,SIS User ID,SIS Login ID,Section\n"Lovelace, Ada",501,u1,ada,A\n', encoding="utf-8"
    )
    files = {canvas_name("lovelaceada", 501, 1): full, canvas_name("newcomernils", 4242, 2): full}
    path = archive(tmp_path / "s.zip", files | {canvas_name("x", "anon_ab1", 3)[2:]: full})
    assert not [line for line in collect(path, week, course).lines if "class list" in line]
    words = "newcomernils-4242: newcomernils (4242) is on no class list; if they joined since, collect again"
    for given in (listed, None):
        said = [line for line in collect(path, week, course, given).lines if "class list" in line]
        assert len(said) == 1
        assert said[0].startswith(words)
    assert kept_roster(course).lacks("byhand")
    with listed.open("a", encoding="utf-8") as more:
        more.write('"Newcomer, Nils",4242,u9,nils,A\n')
    assert not [line for line in collect(path, week, course, listed).lines if "class list" in line]


def test_canvas_a_group_that_came_before_its_list_is_led_to_its_members(tmp_path, course, week, full, empty):
    files = {canvas_name("projectgroup4", 77, 1): full, canvas_name("akcem", 504, 2): empty}
    path = archive(tmp_path / "s.zip", files)
    assert sorted(collect(path, week, course).new) == ["akcem-504", "projectgroup4-77"]
    listed = tmp_path / "groups.csv"
    listed.write_text(GROUPS, encoding="utf-8")
    done = collect(path, week, course, listed)
    assert done.lines[:4] == [
        "groups.csv came later than their folders, which keep their names: Cem Ak (cem) is akcem-504",
        "projectgroup4 (77) is the group Project Group 4 of the class list, by name alone",
        "projectgroup4-77: projectgroup4 (77) is Project Group 4 of the class list, and is filed there now",
        "Project Group 4: one hand-in for ada, alan",
    ]
    assert collected(course) == {"ada": full, "alan": full, "akcem-504": empty}
    assert (course.withdrawn / "projectgroup4-77" / WEEK / "submitted" / f"{WEEK}.ipynb").read_bytes() == full
    done = collect(path, week, course)
    assert sorted(done.unchanged) == ["ada", "akcem-504", "alan"]
    assert not [line for line in done.lines if "on no class list" in line]


@pytest.mark.parametrize("kind", ["csv", "canvas", "moodle"])
def test_export_says_who_is_on_no_class_list(week, kind):
    people = [
        Person("ada", "Ada", login="ada", canvas_id="5", listed=True),
        Person("nils-4", "nils", canvas_id="4"),
    ]
    marks = [Mark(name, {}, 1.0, 1.0) for name in ("ada", "nils-4")]
    said = list(advice(marks, week, kind, Roster(people)))
    assert len(said) == 1
    assert said[0].startswith("on no class list, but in this file: nils-4; ")
    assert list(advice(marks, week, "csv", Roster([Person("ada", "Ada")]))) == []


def test_canvas_a_group_that_no_list_knows_gets_a_line(tmp_path, course, week, full):
    listed = tmp_path / "class.csv"
    listed.write_text(
        'Student,ID,SIS User ID,SIS Login ID,Section\n"Lovelace, Ada",501,u1,ada,A\n"O\'Neil, Zoë",502,u2,zoe,A\n'
    )
    files = {canvas_name("projectgroup4", 501, 1): full, canvas_name("oneilzoë", 502, 2): full}
    done = collect(archive(tmp_path / "s.zip", files), week, course, listed)
    assert done.lines == [
        "ada: handed in as projectgroup4; if that is a group, give Canvas's list of groups as --roster"
    ]


def test_moodle_a_groups_name_before_the_students(tmp_path, course, week, full):
    listed = tmp_path / "class.csv"
    listed.write_text(
        "First name,Last name,Email address\nAda,Lovelace,ada@x.edu\nAnna-Lena,Meyer,al@x.edu\nLena,Meyer,l@x.edu\n"
    )
    files = {
        moodle_name("Team 1-Ada Lovelace", 1): full,
        moodle_name("Anna-Lena Meyer", 2): full,
        moodle_name("T-2-Lena Meyer", 3): full,
    }
    done = collect(archive(tmp_path / "s.zip", files), week, course, listed)
    assert sorted(collected(course)) == ["ada@x.edu", "al@x.edu", "l@x.edu"]
    assert done.missing == []
    assert "ada@x.edu: Team 1-Ada Lovelace is Ada Lovelace, in the group Team 1" in done.lines


WORKSHEET = (
    'Identifier,Status,Grade,"Maximum Grade","Last modified (grade)","Feedback comments"\n'
    '"Participant 71","Submitted for grading - ",,"100.00",-,\n"Participant 72",No submission,,"100.00",-,\n'
)


@pytest.mark.parametrize(
    "name", ["Participant {}", "Participant", "Teilnehmer/in{}", "Participante {}", "Deelnemer {}"]
)
def test_blind_marking_leaves_numbers_for_names(tmp_path, course, week, full, name):
    listed = tmp_path / "sheet.csv"
    listed.write_text(WORKSHEET, encoding="utf-8-sig")
    done = collect(
        archive(tmp_path / "s.zip", {moodle_name(name.format(71), 71): full}), week, course, listed
    )
    assert collected(course) == {"participant-71": full}
    assert done.missing == ["participant-72"]
    assert kept_roster(course).people == []


@pytest.mark.parametrize("text", [
    "Vorname;Nachname;E-Mail-Adresse\nZoë;Núñez;z@x.edu\n",
    "Name,Vorname,E-Mail\nNúñez,Zoë,z@x.edu\n",
    "sep=;\nVollständiger Name;E-Mail-Adresse\nZoë Núñez;z@x.edu\n",
    '"sep=,"\r\nFull name,Email address\r\nZoë Núñez,z@x.edu\r\n',
    "Prénom,Nom,Adresse de courriel\nZoë,Núñez,z@x.edu\n",
    "Prénom,Nom de famille,Courriel\nZoë,Núñez,z@x.edu\n",
    "Nom complet,Adresse de courriel\nZoë Núñez,z@x.edu\n",
    "Nombre,Apellido(s),Dirección de correo\nZoë,Núñez,z@x.edu\n",
    "Nome,Cognome,Indirizzo email\nZoë,Núñez,z@x.edu\n",
    "Nome;Sobrenome;Endereço de email\nZoë;Núñez;z@x.edu\n",
    "Voornaam,Achternaam,E-mailadres\nZoë,Núñez,z@x.edu\n",
    "Förnamn,Efternamn,E-postadress\nZoë,Núñez,z@x.edu\n",
    "Imię,Nazwisko,Adres e-mail\nZoë,Núñez,z@x.edu\n",
    "ID,Vollständiger Name,E-Mail-Adresse\nTeilnehmer/in12,Zoë Núñez,z@x.edu\n",
    "Name,E-Mail\n\"Núñez, Zoë\",z@x.edu\n",
])  # fmt: skip
def test_lists_in_many_languages_and_shapes(tmp_path, text):
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8-sig", newline="")
    (person,) = read_list(path)
    assert (person.name, person.email) == ("Zoë Núñez", "z@x.edu")


def test_an_address_in_another_case_is_the_same_person(tmp_path, course, week, full):
    for number, address in enumerate(("Ada@X.edu", "ada@x.edu")):
        path = tmp_path / f"{number}.csv"
        path.write_text(
            f"Full name,Email address\nAda King,{address}\nAda King,other@x.edu\n", encoding="utf-8"
        )
        collect(archive(tmp_path / "s.zip", {moodle_name("Somebody Else", 5): full}), week, course, path)
    assert [p.email for p in kept_roster(course).people if p.name == "Ada King"] == [
        "ada@x.edu",
        "other@x.edu",
    ]


def test_a_worksheet_without_names_is_filled_in(tmp_path, week, full):
    listed, course = tmp_path / "sheet.csv", tmp_path / "course"
    listed.write_text(WORKSHEET, encoding="utf-8-sig")
    path = archive(tmp_path / "s.zip", {moodle_name("Participant 71", 71): full})
    assert main(["collect", str(path), WEEK, "--course", str(course), "--roster", str(listed)]) == 0
    assert main(["grade", WEEK, "--submitted", str(course / "submitted"), "--course", str(course)]) == 0
    target = tmp_path / "marks.csv"
    assert (
        main(
            [
                "export",
                WEEK,
                "--course",
                str(course),
                "--format",
                "moodle",
                "--roster",
                str(listed),
                "--output",
                str(target),
            ]
        )
        == 0
    )
    rows = target.read_text(encoding="utf-8-sig").splitlines()
    points = sum(e.points for e in week.exercises)
    assert rows[0] == "Identifier,Status,Grade,Maximum Grade,Last modified (grade),Feedback comments"
    assert rows[1].startswith(f"Participant 71,Submitted for grading - ,{points:g},100.00,-,")
    assert rows[2] == "Participant 72,No submission,,100.00,-,"


def test_a_late_version_that_is_not_taken_makes_nobody_late(tmp_path, course, week, full):
    name = "lovelaceada"
    collect(archive(tmp_path / "1.zip", {canvas_name(name, 1, 5): full}), week, course)
    other = full + b"\n"
    late = archive(tmp_path / "2.zip", {canvas_name(name, 1, 9, late=True): other})
    done = collect(late, week, course)
    assert (done.kept, done.late) == (["lovelaceada-1"], [])
    assert collect(late, week, course, replace_old=True).late == ["lovelaceada-1"]
