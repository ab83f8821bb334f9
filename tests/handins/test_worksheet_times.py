"""Times of hand-in from Moodle's grading worksheet, in Moodle's languages, put where nbgrader reads them."""

import pytest
from downloads import WEEK, archive, moodle_name, notebook

from autograder.handins.collect import collect
from autograder.handins.collected import summary
from autograder.handins.worksheet_times import read_time, worksheet_times

HEADINGS = [
    "Last modified (submission),Grade,Last modified (grade)",
    "Zuletzt geändert (Abgabe),Bewertung,Zuletzt geändert (Bewertung)",
    "Dernière modification (travail remis),Note,Dernière modification (note)",
    "Última modificación (entrega),Calificación,Última modificación (calificación)",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_times_of_moodles_worksheet_are_put_beside_the_hand_ins(tmp_path, course, week, heading):
    sheet = tmp_path / "sheet.csv"

    def collected(number, text, time, *more):
        sheet.write_text(
            f'Identifier,Full name,{heading}\nParticipant 1,Ada King,"{time}",,-\nParticipant 2,Bao Li,-,,-\n',
            encoding="utf-8-sig",
        )
        path = archive(tmp_path / f"{number}.zip", {moodle_name("Ada King", 1): notebook(text)})
        done = collect(path, week, course, sheet, *more)
        return "\n".join(summary(done, week, path))

    stamp = course.submitted / "ada-king" / WEEK / "timestamp.txt"
    said = collected(1, "a", "Monday, 5 October 2026, 11:58 PM")
    assert "times of hand-in, 1 of 1, are the worksheet's, taken for this machine's zone" in said
    assert "who was late is not known" not in said
    assert stamp.read_text().startswith("2026-10-05 23:58:00 ")
    said = collected(2, "a", "5. Oktober 2026, 23:59")
    assert "ada-king: timestamp.txt is there and counts; the worksheet says 2026-10-05 23:59:00" in said
    assert "times of hand-in" not in said
    assert f"delete submitted/STUDENT/{WEEK}/timestamp.txt and collect again with it" in said
    collected(3, "b", "mardi 6 octobre 2026, 08:00")
    assert stamp.read_text().startswith("2026-10-05 23:58:00 ")
    said = collected(4, "b", "mardi 6 octobre 2026, 08:00", True)
    assert "timestamp.txt went with it" in said
    assert stamp.read_text().startswith("2026-10-06 08:00:00 ")
    said = collected(5, "c", "10/06/26 at noon", True)
    assert "times of the worksheet that cannot be read, such as '10/06/26 at noon', count for nothing" in said
    assert not stamp.exists()


@pytest.mark.parametrize(
    ("first", "participant"), [("ID", "Teilnehmer/in1"), ("ID", "参加者1"), ("識別碼", "參與者 1")]
)
def test_the_column_of_participants_has_other_names_in_other_languages(tmp_path, first, participant):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text(
        f'{first},Full name,Last modified (submission)\n{participant},Ada King,"5. Oktober 2026, 23:58"\n',
        encoding="utf-8-sig",
    )
    times, unread = worksheet_times(sheet)
    assert (list(times), unread) == (["1"], "")


@pytest.mark.parametrize(("text", "time"), [
    ("lunes, 5 de octubre de 2026, 23:58", "2026-10-05 23:58"), ("lunedì, 5 ottobre 2026, 23:58", "2026-10-05 23:58"),
    ("segunda, 5 out. 2026, 23:58", "2026-10-05 23:58"), ("maandag, 5 maart 2026, 23:58", "2026-03-05 23:58"),
    ("martes, 3 de marzo de 2026, 12:30 AM", "2026-03-03 00:30"), ("mardi 1er juin 2026, 12:05", "2026-06-01 12:05"),
    ("2026年 10月 5日(月曜日) 23:58", "2026-10-05 23:58"), ("Monday, October 5, 2026, 12:58 PM", "2026-10-05 12:58"),
    ("05.10.2026 23:58", "2026-10-05 23:58"), ("5 października 2026, 8:01 p. m.", "2026-10-05 20:01"),
    ("05/10/2026 23:58", None), ("5 marraskuuta 2026, 23:58", None), ("5 listopada 2026, 23:58", None),
    ("jeudi 5 jui. 2026, 23:58", None), ("31 February 2026, 11:58 PM", None), ("5 May 2026, 13:00 PM", None), ("soon", None),
])  # fmt: skip
def test_a_time_in_words_is_read_or_refused(text, time):
    """None: what can be two times, or none."""
    if time is None:
        with pytest.raises(ValueError, match=r"no time that can be read|out of range"):
            read_time(text)
    else:
        assert f"{read_time(text):%Y-%m-%d %H:%M}" == time
