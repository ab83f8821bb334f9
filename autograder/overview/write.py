"""Writes the overview of a course: one page on all students and weeks, and a page a student."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median

from autograder.files import write_atomically
from autograder.gradebook.export import NothingToExport
from autograder.grading.times import follow_times
from autograder.overview.trends import StudentRow, student_rows
from autograder.places import Course
from autograder.spec import Week
from autograder.templates import jinja_environment, style

HERE = Path(__file__).parent
# A spark line's box, in its own units.
WIDTH, HEIGHT = 90, 24


def write_overview(
    weeks: list[Week], course: Course, today: date | None = None, log: Callable[[str], object] = print
) -> Path:
    """Write report/overview.html and report/students/<student>.html; return the first.

    Raises NothingToExport where no week has a mark.
    """
    begun = [
        week
        for week in weeks
        if any((course.results / week.name).glob("*.json"))
        or any((course.answers / week.name).glob("*.json"))
    ]
    if not begun:
        raise NothingToExport("no marks are stored; run `autograder grade WEEK` first")
    for week in begun:
        follow_times(week, course, log)
    lines = student_rows(begun, course)
    shared = {
        "weeks": begun,
        "when": f"{today or date.today():%d %B %Y}".lstrip("0"),
        "style": style(HERE / "overview.css"),
        "spark": spark,
    }
    templates = jinja_environment(HERE)
    for line in lines:
        folder = course.report / "students"
        text = templates.get_template("student.html.j2").render(
            line=line, pages=_pages(line, course, folder), **shared
        )
        write_atomically(folder / f"{line.file}.html", text)
    path = course.report / "overview.html"
    text = templates.get_template("overview.html.j2").render(
        lines=lines,
        behind=sorted(
            (line for line in lines if line.worries), key=lambda line: (-len(line.worries), line.student)
        ),
        medians=_medians(lines, begun),
        **shared,
    )
    write_atomically(path, text)
    return path


def _medians(lines: list[StudentRow], weeks: list[Week]) -> list[tuple[int, float | None]]:
    """(hand-ins with a mark, their median share) of each week."""
    columns = [[line.cells[i].share for line in lines] for i in range(len(weeks))]
    known = [[share for share in column if share is not None] for column in columns]
    return [(len(column), median(column) if column else None) for column in known]


def _pages(line: StudentRow, course: Course, folder: Path) -> dict[str, str]:
    """Week -> the way to the student's feedback, where there is a page."""
    found = {
        cell.week: course.feedback / line.student / cell.week / f"{cell.week}.html" for cell in line.cells
    }
    return {
        week: Path(os.path.relpath(page, folder)).as_posix() for week, page in found.items() if page.is_file()
    }


def spark(line: StudentRow) -> str:
    """The points of a line through a student's shares, as SVG's polyline takes them."""
    count = max(1, len(line.cells) - 1)
    spots = [(i, cell.share) for i, cell in enumerate(line.cells) if cell.share is not None]
    return " ".join(
        f"{3 + i * (WIDTH - 6) / count:.1f},{HEIGHT - 3 - share * (HEIGHT - 6):.1f}" for i, share in spots
    )
