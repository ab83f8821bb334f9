"""Lateness: nbgrader's timestamps and due dates, and the penalties that an instructor sets for nbgrader."""

import json
import re

import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from autograder.cli import main
from autograder.democlass import solved
from autograder.gradebook.marks import all_outcomes, late_penalties, late_students, marks_of
from autograder.grading.grading_session import have_released
from autograder.grading.settings import BadSettings, settings
from autograder.handins.own_words import tasks_of
from autograder.handins.reading import Submission, Unreadable
from autograder.handins.roster import Person, Roster, keep_roster
from autograder.marking.answers import save_mark
from autograder.places import Course
from autograder.report.write import write_report

DUE = "2026-01-31 12:00:00 UTC"
ZERO = "c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"


def hand_in(root, week, student, stamp):
    folder = root / "handed-in" / student / week.name
    folder.mkdir(parents=True)
    (folder / f"{week.name}.ipynb").write_text(solved(week), encoding="utf-8")
    if stamp is not None:
        (folder / "timestamp.txt").write_bytes(stamp)
    return Submission(student, week.name, folder / f"{week.name}.ipynb")


@pytest.mark.parametrize(("stamp", "hour"), [
    (b"2026-01-31 11:30:00.123456 UTC", 11),
    (b"2026-01-31 11:30:00 EST", 16),
    (b"2026-01-31 11:30:00 Asia/Tokyo", 2),
    (b"2026-01-31T11:30:00+02:00\n", 9),
    (b"2026-01-31 11:30", 11),
])  # fmt: skip
def test_a_timestamp_is_read_as_nbgrader_reads_it(tmp_path, week, stamp, hour):
    submission = hand_in(tmp_path, week, "ada", stamp)
    assert submission.timestamp() == CourseDirectory().get_existing_timestamp(str(submission.path.parent))
    assert (submission.timestamp().hour, submission.timestamp().tzinfo) == (hour, None)


@pytest.mark.parametrize("zone", ["+0100", "+01:00", " +0100", "UTC+0100"])
def test_a_numeric_zone_is_a_zone(tmp_path, week, zone):
    stamp = hand_in(tmp_path, week, "ada", f"2026-01-31 18:30:00 {zone}".encode()).timestamp()
    assert (stamp.hour, stamp.minute, stamp.tzinfo) == (17, 30, None)


@pytest.mark.parametrize(
    ("zone", "hour"), [("CET", 1), ("CEST", 0), ("BST", 1), ("EDT", 6), ("EST", 7), ("PDT", 9), ("GMT", 2)]
)
def test_a_zone_of_summer_is_one_also_in_the_hour_that_comes_twice(tmp_path, week, zone, hour):
    stamp = hand_in(tmp_path, week, "ada", f"2026-10-25 02:30:00.000001 {zone}".encode()).timestamp()
    assert (stamp.hour, stamp.minute, stamp.tzinfo) == (hour, 30, None)


@pytest.mark.parametrize("zone", ["CST", "IST", "XYZ", "Europe/Berlinn"])
def test_a_name_of_no_zone_or_of_several_is_asked_about(tmp_path, week, zone):
    with pytest.raises(Unreadable, match=f"which zone is {zone}.*write it in numbers"):
        hand_in(tmp_path, week, "ada", f"2026-10-25 02:30:00 {zone}".encode()).timestamp()


def test_the_mark_with_which_windows_begins_a_text_is_no_part_of_a_date(tmp_path, week):
    stamp = hand_in(tmp_path, week, "ada", b"\xef\xbb\xbf2026-01-31 11:30:00 UTC\r\n").timestamp()
    assert (stamp.hour, stamp.minute) == (11, 30)


def test_formgrader_is_told_names_and_times(course, week):
    keep_roster(Roster([Person("early", "Ada King Lovelace", email="ada@x.edu")]), course)
    assert grade(week, course) == 0
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        found = gradebook.find_student("early")
        assert (found.first_name, found.last_name, found.email) == ("Ada King", "Lovelace", "ada@x.edu")
    for folder in (course.submitted, course.autograded):
        assert (folder / "early" / week.name / "timestamp.txt").read_text() == "2026-01-31 11:59:00 UTC"


@pytest.mark.parametrize("stamp", [None, b"", b" \n", b"\xef\xbb\xbf"])
def test_without_a_timestamp_nothing_is_known(tmp_path, week, stamp):
    assert hand_in(tmp_path, week, "ada", stamp).timestamp() is None


@pytest.mark.parametrize(
    "stamp", [b"\xff\xfe\x00junk", b"yesterday", b"9" * 10**6, b"2026-02-30 12:00:00 UTC"]
)
def test_what_is_no_date_says_so(tmp_path, week, stamp):
    with pytest.raises(
        Unreadable, match=r"timestamp.txt holds no date such as 2026-01-31 12:00:00 UTC; mend or delete it"
    ):
        hand_in(tmp_path, week, "ada", stamp).timestamp()


@pytest.fixture
def course(tmp_path, week, monkeypatch):
    """A course with a due date, three hand-ins around it and one with a broken timestamp."""
    monkeypatch.chdir(tmp_path)
    for student, stamp in (
        ("early", b"2026-01-31 11:59:00 UTC"), ("late", b"2026-01-31 12:01:00 UTC"),
        ("late-in-new-york", b"2026-01-31 11:00:00 EST"), ("odd", b"soon"),
    ):  # fmt: skip
        hand_in(tmp_path, week, student, stamp)
    course = Course(tmp_path / "course")
    have_released(week, course, str)
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        gradebook.update_or_create_assignment(week.name, duedate=DUE)
    return course


def grade(week, course, *options):
    where = ["--submitted", str(course.root.parent / "handed-in"), "--course", str(course.root)]
    return main(["grade", week.name, *where, "--seed", "11", *options])


def totals(week, course):
    return {mark.student: mark.total for mark in marks_of(all_outcomes(week, course), week, course)}


def test_who_is_late_loses_what_nbgraders_settings_say(course, week, capsys):
    (course.root.parent / "nbgrader_config.py").write_text(ZERO, encoding="utf-8")
    assert grade(week, course) == 0
    points = sum(e.points for e in week.exercises)
    assert totals(week, course) == {"early": points, "late": 0.0, "late-in-new-york": 0.0, "odd": None}
    assert late_students(week, course) == {"late", "late-in-new-york"}
    shown = capsys.readouterr().out
    assert "timestamp.txt holds no date" in shown
    assert "late: late, late-in-new-york; the marks above have what that costs taken off" in shown
    assert re.search(rf"^late +0 / {points:g} +late: {points:g} points taken off$", shown, re.M)
    assert re.search(rf"^early +{points:g} / {points:g}$", shown, re.M)


def test_a_due_date_is_set_shown_and_taken_away_without_formgrader(course, week, capsys):
    def said(*date):
        capsys.readouterr()
        assert main(["due", week.name, *date, "--course", str(course.root)]) == 0
        return capsys.readouterr().out

    assert said() == f"{week.name}: due 2026-01-31 12:00:00 UTC\n"
    assert grade(week, course) == 0
    assert "\nlate: late, late-in-new-york\n" in said()
    new = said("2026-01-31 16:30 Europe/Berlin")
    assert f"{week.name}: due 2026-01-31 15:30:00 UTC\nlate: late-in-new-york\n" in new
    assert late_students(week, course) == {"late-in-new-york"}
    assert "late-in-new-york: 9 days more" in said("--extend", "late-in-new-york", "9")
    gone = "late-in-new-york: the 9 days more are gone with the date"
    assert said("none") == f"{gone}\n{week.name}: no due date\n"
    assert late_students(week, course) == set()
    assert "more" not in said()
    assert main(["export", week.name, "--course", str(course.root)]) == 0


def test_judging_again_sets_the_penalty_anew_and_says_whose_total_is_another(course, week, capsys):
    (course.root.parent / "nbgrader_config.py").write_text(ZERO, encoding="utf-8")
    assert grade(week, course) == 0
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        gradebook.find_submission_notebook(week.name, week.name, "late").late_submission_penalty = 1.0
        gradebook.db.commit()
    assert main(["judge", week.name, "--course", str(course.root)]) == 0
    assert totals(week, course)["late"] == 0.0
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        gradebook.update_or_create_assignment(week.name, duedate="2026-01-31 12:05:00 UTC")
    capsys.readouterr()
    assert main(["export", week.name, "--course", str(course.root)]) == 0
    points = sum(e.points for e in week.exercises)
    again = f"`autograder judge {week.name} --course {course.root}`"
    said = f"late: lateness takes off 0 points now, {points:g} before; if that is right, run {again}"
    assert said in capsys.readouterr().err
    assert main(["status", week.name, "--course", str(course.root)]) == 0
    assert "1 whose lateness costs otherwise now" in capsys.readouterr().out
    assert main(["judge", week.name, "--course", str(course.root)]) == 0
    said = capsys.readouterr().out
    assert f"changed: 1 hand-in\n  late: lateness takes off 0 points now, {points:g} before" in said
    assert main(["judge", week.name, "--course", str(course.root)]) == 0
    assert "nothing changed" in capsys.readouterr().out
    assert [totals(week, course)[who] for who in ("late", "late-in-new-york")] == [points, 0.0]


@pytest.mark.slow
def test_a_mark_by_hand_and_a_date_that_moves_count_at_once_in_what_lateness_costs(course, week, capsys):
    (course.root.parent / "nbgrader_config.py").write_text(ZERO, encoding="utf-8")
    assert grade(week, course) == 0
    points = sum(e.points for e in week.exercises)
    task = next(iter(tasks_of(week.name)))
    save_mark(week, course, f"{task}/late", 2.0, "well said", [])
    assert totals(week, course)["late"] == 0.0
    assert late_penalties(week, course)["late"] == points + 2
    capsys.readouterr()
    assert main(["due", week.name, "2026-01-31 12:05 UTC", "--course", str(course.root)]) == 0
    said = capsys.readouterr().out
    assert f"late: lateness takes off 0 points now, {points + 2:g} before" in said
    assert totals(week, course)["late"] == points + 2
    with Gradebook(course.gradebook, "gmcourse") as gradebook:
        gradebook.find_grade(task, week.name, week.name, "late-in-new-york").manual_score = 1.0
        gradebook.db.commit()
    for command in ("report", "feedback", "export", "overview"):
        assert main([command, *[week.name] * (command != "overview"), "--course", str(course.root)]) == 0
        words = f"late-in-new-york: lateness takes off {points + 1:g} points now, {points:g} before; if that is right"
        assert words in capsys.readouterr().err


def test_a_time_that_is_put_there_changed_or_taken_away_after_grading_counts(course, week, capsys):
    (course.root.parent / "nbgrader_config.py").write_text(ZERO, encoding="utf-8")
    hand_in(course.root.parent, week, "timeless", None)
    assert grade(week, course) == 0
    points = sum(e.points for e in week.exercises)

    def said_by(command, **stamps):
        handed_in = course.root.parent / "handed-in" if command == "grade" else course.submitted
        for student, text in stamps.items():
            path = handed_in / student / week.name / "timestamp.txt"
            path.write_text(text) if text else path.unlink()
        capsys.readouterr()
        run = (
            grade(week, course)
            if command == "grade"
            else main([command, week.name, "--course", str(course.root)])
        )
        assert run == 0
        return "".join(capsys.readouterr())

    late = "2026-02-01 12:00:00 CET"
    said = said_by("export", early=late, timeless=late, late=None)
    for line in (
        "early: timestamp.txt says 2026-02-01 11:00:00 UTC now, it was 2026-01-31 11:59:00 UTC: late",
        "timeless: timestamp.txt says 2026-02-01 11:00:00 UTC now, it was not known: late",
        "late: timestamp.txt says nothing any more, it was 2026-01-31 12:01:00 UTC: not late",
    ):
        assert line in said
    found = totals(week, course)
    assert (found["early"], found["timeless"], found["late"]) == (0.0, 0.0, points)
    assert (course.autograded / "early" / week.name / "timestamp.txt").read_text() == late
    assert "timestamp.txt says" not in said_by("export")
    for command, day in (("judge", 20), ("report", 21), ("feedback", 22), ("grade", 23)):
        line = f"early: timestamp.txt says 2026-01-{day} 12:00:00 UTC now, it was "
        assert line in said_by(command, early=f"2026-01-{day} 12:00:00 UTC"), command
        assert totals(week, course)["early"] == points
    assert "early: timestamp.txt holds no date" in said_by("export", early="soon")
    assert totals(week, course)["early"] == points


def test_without_settings_late_costs_nothing_and_shows(course, week, capsys):
    assert grade(week, course) == 0
    assert "late: late, late-in-new-york; that costs nothing here\n" in capsys.readouterr().out
    points = sum(e.points for e in week.exercises)
    assert totals(week, course) == {"early": points, "late": points, "late-in-new-york": points, "odd": None}
    marks = marks_of(all_outcomes(week, course), week, course)
    assert [mark.student for mark in marks if mark.late] == ["late", "late-in-new-york"]


def test_feedback_names_whoever_gets_no_page(course, week, capsys):
    assert grade(week, course) == 0
    (course.submitted / "newcomer" / week.name).mkdir(parents=True)
    capsys.readouterr()
    assert main(["feedback", week.name, "--course", str(course.root)]) == 0
    said = capsys.readouterr().out
    assert "newcomer: no page: handed in, but not graded yet; run `autograder grade " in said
    assert "odd: no page: timestamp.txt holds no date" in said
    assert "wrote 3 pages" in said


def test_what_canvas_calls_late_shows_in_the_report(course, week):
    assert grade(week, course) == 0
    course.collected.mkdir(exist_ok=True)
    record = {who: {"late": who == "early", "file": "", "person": ""} for who in ("early", "odd")}
    (course.collected / f"{week.name}.json").write_text(json.dumps(record), encoding="utf-8")
    assert late_students(week, course) == {"early", "late", "late-in-new-york"}
    assert write_report(week, course).read_text(encoding="utf-8").count("handed in late") == 3


@pytest.mark.parametrize(("text", "said"), [
    ("c = get_config(\n", "SyntaxError"),
    ("1 / 0\n", "ZeroDivisionError"),
    ("c = get_config()\nc.LateSubmissionPlugin.penalty_method = 'half'\n", "on late penalties: .*penalty_method"),
    ("c = get_config()\nc.AssignLatePenalties.plugin_class = 'no.such.Plugin'\n", "on late penalties: .*no.such.Plugin"),
])  # fmt: skip
def test_settings_that_cannot_be_used_end_the_command_with_one_line(
    tmp_path, monkeypatch, week, capsys, text, said
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "nbgrader_config.py").write_text(text, encoding="utf-8")
    with pytest.raises(BadSettings, match=said):
        settings()
    hand_in(tmp_path, week, "ada", None)
    capsys.readouterr()
    assert grade(week, Course(tmp_path / "course")) != 0
    (line,) = [line for line in capsys.readouterr().err.splitlines() if "nbgrader_config.py" in line]
    assert "mend it and run the same command again" in line
    assert "Traceback" not in line
