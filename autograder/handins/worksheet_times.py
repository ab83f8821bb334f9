"""When each hand-in came, as Moodle's grading worksheet says it in its languages, put beside the hand-in for nbgrader."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.files import write_atomically
from autograder.handins.collected import Collected
from autograder.handins.headings import plain_heading
from autograder.handins.reading import STAMP
from autograder.handins.roster import columns_by_content, csv_rows
from autograder.handins.taken import Taken
from autograder.places import Course
from autograder.terminal import one_line

if TYPE_CHECKING:
    from autograder.spec import Week

# How the headings of its two columns of times begin; the one of the hand-in comes before the one of the mark.
_MODIFIED = (
    "last modified", "zuletzt geandert", "derniere modification", "ultima modificacion", "ultima modifica", "ultima modificacao",
    "laatst gewijzigd", "laatst bewerkt", "senast andrad", "sidst ændret", "sist endret", "ostatnia modyfikacja", "ostatnio zmodyfikowane",
    "naposledy zmeneno", "utolso modositas", "последнее изменение", "最終更新", "最后修改", "son degistirme",
)  # fmt: skip
_OF_THE_MARK = (
    "grade", "bewertung", "note", "calificacion", "valutazione", "nota", "avaliacao", "cijfer", "betyg", "karakter",
    "ocena", "hodnoceni", "ertekeles", "оценка", "評点", "成绩", "not",
)  # fmt: skip
# What the months are called, as `plain_heading` writes it; a word that is another month elsewhere is left out.
_MONTHS = (
    "january januar janvier enero gennaio janeiro januari stycznia января ocak gener",
    "february februar fevrier febrero febbraio fevereiro februari lutego февраля subat febrer",
    "march marz mars marzo marco maart marts marca марта mart marc",
    "april avril abril aprile kwietnia апреля nisan",
    "may mai mayo maggio maio mei maj maja мая mayıs maig",
    "june juni juin junio giugno junho czerwca июня haziran juny",
    "july juli juillet julio luglio julho lipca июля temmuz juliol",
    "august aout agosto augustus augusti sierpnia августа agustos agost",
    "september septembre septiembre setiembre settembre setembro wrzesnia сентября eylul setembre",
    "october oktober octobre octubre ottobre outubro pazdziernika октября ekim",
    "november novembre noviembre novembro ноября kasım",
    "december dezember decembre diciembre dicembre dezembro desember grudnia декабря aralık desembre",
)
_DAY_FIRST = re.compile(
    r"\b(\d{1,2})(?:\.|st|nd|rd|th|er|º)?\s+(?:de |of )?([^\W\d_]+)\.?,?\s+(?:de )?(\d{4})\b"
)
_MONTH_FIRST = re.compile(r"\b([^\W\d_]+)\.?\s+(\d{1,2}),\s+(\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})(?:-|年\s?)(\d{1,2})(?:-|月\s?)(\d{1,2})")
_DOTS = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_CLOCK = re.compile(r"\b(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?(?:\s?([ap])\.?\s?m\b)?", re.IGNORECASE)
NEVER = ("", "-")
_WRITTEN = "%Y-%m-%d %H:%M:%S %z"


def put_times(class_list: str | Path, record: Taken, week: Week, course: Course, done: Collected) -> None:
    """Put beside each hand-in of Moodle that was taken from a download the time that its worksheet has for it.

    record: what was taken from whom. One that is there already counts, unless the hand-in is another one now; one line
    says whose is another than the worksheet's.
    """
    times, done.unread_time = worksheet_times(class_list)
    other: dict[str, str] = {}
    for student in (*done.new, *done.replaced, *done.unchanged):
        time = times.get(record[student]["person"].removeprefix("moodle:"))
        if time is None or not record[student]["person"].startswith("moodle:"):
            continue
        path, text = course.submitted / student / week.name / STAMP, f"{time:{_WRITTEN}}"
        there = path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
        if not there:
            write_atomically(path, text + "\n")
            done.timed.append(student)
        elif not _is_time(there, time):
            other[student] = f"{text}, for {student} it holds {one_line(there, 40)}"
    if other:
        first = next(iter(other))
        done.lines.append(
            f"{', '.join(other)}: {STAMP} is there and counts; the worksheet says {other[first]}; where the worksheet is right, "
            f"delete submitted/STUDENT/{week.name}/{STAMP} and collect again with it"
        )


def _is_time(text: str, time: datetime) -> bool:
    """Whether a text is a time as it was written here, and the same one in whatever zone."""
    try:
        return datetime.strptime(text, _WRITTEN) == time
    except ValueError:
        return False


def worksheet_times(path: str | Path) -> tuple[dict[str, datetime], str]:
    """(Moodle's number for a participant -> when they handed in, the first time that cannot be read or "").

    Times have the zone of whoever downloaded the worksheet: they are taken for this machine's. No times for a
    list without such a column.
    """
    header, *rows = csv_rows(path) or [[]]
    place, number = _column(header), columns_by_content(rows, header).get("participant")
    times: dict[str, datetime] = {}
    unread = ""
    if place is None or number is None:
        return times, unread
    for row in rows:
        text = row[place].strip() if place < len(row) else ""
        if text in NEVER:
            continue
        try:
            times[re.sub(r"\D", "", row[number])] = read_time(text).astimezone()
        except ValueError:
            unread = unread or text
    return times, unread


def numbers_without_hand_in(path: str | Path) -> set[str]:
    """Moodle's numbers for those of whom a worksheet says that nothing came; nobody's where it says nothing of that."""
    header, *rows = csv_rows(path) or [[]]
    place, number = _column(header), columns_by_content(rows, header).get("participant")
    if place is None or number is None:
        return set()
    return {
        re.sub(r"\D", "", row[number])
        for row in rows
        if number < len(row) and (place >= len(row) or row[place].strip() in NEVER)
    }


def _column(header: Sequence[str]) -> int | None:
    """The column with the times of hand-ins, not of marks; None where there is none."""
    for place, cell in enumerate(map(plain_heading, header)):
        start = next((words for words in _MODIFIED if cell.startswith(words)), None)
        if start is not None:
            last = cell.removeprefix(start).split()
            return None if set(last) & set(_OF_THE_MARK) else place
    return None


def read_time(text: str) -> datetime:
    """The time that Moodle writes in one of its languages, without a zone; raise ValueError for what can be two times, or none."""
    date, clock = _date(text), _CLOCK.search(_without_date(text))
    if date is None or clock is None:
        raise ValueError(f"{text!r} is no time that can be read")
    hour, minute, second = int(clock[1]), int(clock[2]), int(clock[3] or 0)
    if clock[4]:
        if not 1 <= hour <= 12:
            raise ValueError(f"{text!r} is no time that can be read")
        hour = hour % 12 + 12 * (clock[4].lower() == "p")
    return datetime(*date, hour, minute, second)


def _date(text: str) -> tuple[int, int, int] | None:
    """(year, month, day), or None."""
    if match := _YEAR_FIRST.search(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DOTS.search(text):
        return int(match[3]), int(match[2]), int(match[1])
    for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
        match = pattern.search(text)
        if match and (number := _month(match[month])):
            return int(match[3]), number, int(match[day])
    return None


def _without_date(text: str) -> str:
    for pattern in (_YEAR_FIRST, _DOTS, _DAY_FIRST, _MONTH_FIRST):
        text = pattern.sub(" ", text)
    return text


def _month(word: str) -> int:
    """The number of a month by its name, or how that begins; 0 for what is none, or several."""
    plain = plain_heading(word)
    found = {n for n, names in enumerate(_MONTHS, 1) if any(name.startswith(plain) for name in names.split())}
    return found.pop() if len(found) == 1 and len(plain) >= 3 else 0
