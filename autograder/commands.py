"""What each subcommand of `autograder` does, from its parsed options."""

import json
import os
import sys
from pathlib import Path

from autograder.collect.archive import BadArchive
from autograder.collect.collect import collect as collect_archive
from autograder.collect.collect import summary
from autograder.exercises import UnknownWeek, find_week, week_names
from autograder.export import FORMATS, NothingToExport
from autograder.feedback.pages import NoFeedback, write_feedback
from autograder.files import write_atomically
from autograder.grading.classroom import grade_class
from autograder.grading.cluster import NoScheduler
from autograder.grading.engines import ENGINES, Options
from autograder.grading.gradebook import is_released, require_gradebook
from autograder.grading.outcome import load_all
from autograder.grading.rejudge import NothingKept
from autograder.grading.rejudge import rejudge as rejudge_class
from autograder.grading.sitting import bundles, sitting_seed
from autograder.grading.submission import NothingSubmitted
from autograder.grading.summary import table
from autograder.new_exercise.write import BadExercise
from autograder.places import course
from autograder.release.assignment import ReleaseFailed, make_assignment
from autograder.release.release import Leaking
from autograder.release.release import release as release_weeks
from autograder.release.source import BadSource
from autograder.release.wheel import UnsafeWheel
from autograder.roster import BadRoster, kept_roster, with_list
from autograder.sandbox import NotConfined

__all__ = ["ENGINES", "FORMATS"]


class BadOption(ValueError):
    """An option has a value that makes no sense."""


EXPECTED = (
    BadArchive,
    BadExercise,
    BadOption,
    BadRoster,
    BadSource,
    Leaking,
    NoFeedback,
    NoScheduler,
    NotConfined,
    NothingKept,
    NothingSubmitted,
    NothingToExport,
    ReleaseFailed,
    UnknownWeek,
    UnsafeWheel,
    NotImplementedError,
)


def release(arguments):
    """Make what students get."""
    place = course(arguments.course)
    weeks = [find_week(name) for name in arguments.weeks or week_names()]
    done = release_weeks(weeks, place, log=_say)
    for path in (*done.notebooks, *done.tables, done.wheel):
        _say(f"wrote {_short(path)}")


def collect(arguments):
    """Lay out what Canvas or Moodle sent."""
    week, place = find_week(arguments.week), course(arguments.course)
    done = collect_archive(arguments.archive, week, place, arguments.roster, arguments.replace)
    for line in summary(done, week, arguments.archive):
        _say(line)
    if done.students:
        _say(f"next: autograder grade {week.name} --submitted {_short(place.submitted)}")


def grade(arguments):
    """Grade a class and print its table."""
    week, place = find_week(arguments.week), course(arguments.course)
    if arguments.workers is not None and arguments.workers < 1:
        raise BadOption(f"--workers {arguments.workers}: expected 1 or more")
    require_gradebook(place)
    if not is_released(week, place):
        _say(f"{week.name} is not released in {_short(place.root)} yet; releasing it")
        make_assignment(week, place)
    seed = sitting_seed(place, arguments.seed)
    options = Options(
        engine=arguments.engine,
        questions=bundles(week, seed),
        workers=arguments.workers or os.cpu_count(),
        everything=arguments.all_cells,
        trust=arguments.trust_submissions,
        scheduler=arguments.scheduler,
    )
    outcomes = grade_class(week, arguments.submitted, place, options, seed, arguments.force, _say)
    _report(outcomes, arguments.json)
    _say(f"marks: {_short(place.root)}/gradebook.db   verdicts: {_short(place.results / week.name)}")
    _say(f"next: autograder report {week.name}; autograder feedback {week.name}")


def judge(arguments):
    """Judge a week's kept answers again."""
    week = find_week(arguments.week)
    _report(rejudge_class(week, course(arguments.course)), arguments.json)


def feedback(arguments):
    """Write feedback pages."""
    week, place = find_week(arguments.week), course(arguments.course)
    pages = write_feedback(week, place)
    _say(f"wrote {len(pages)} pages: {_short(place.feedback)}/<student>/{week.name}/{week.name}.html")


def export(arguments):
    """Write the marks for another system."""
    from autograder.export import advice
    from autograder.export import export as as_text
    from autograder.marks import marks_of

    week, place = find_week(arguments.week), course(arguments.course)
    roster = kept_roster(place)
    if arguments.roster:
        with_list(roster, arguments.roster)
    outcomes = load_all(place, week.name)
    marks = marks_of(outcomes, week, place, arguments.judged_only) if outcomes else []
    text = as_text(marks, week, arguments.kind, roster, arguments.assignment)
    for line in advice(marks, week, arguments.kind, roster):
        print(line, file=sys.stderr)
    if arguments.output:
        Path(arguments.output).write_text(text, encoding="utf-8-sig", newline="")
        _say(f"wrote {arguments.output}")
    else:
        sys.stdout.write(text)


def report(arguments):
    """Write the page for the instructor."""
    from autograder.report.write import write_report

    path = write_report(find_week(arguments.week), course(arguments.course))
    _say(f"wrote {_short(path)}: open it in a browser")


def demo_class(arguments):
    """Write the bundled class."""
    from autograder.democlass import write_class

    week = find_week(arguments.week)
    students = write_class(week, Path(arguments.to))
    _say(f"wrote {len(students)} hand-ins of {week.name}: {', '.join(students)}")


def new_exercise(arguments):
    """Write the files of a new exercise, and say what to do in each."""
    from autograder.new_exercise.write import new_exercise as write

    for place in write(arguments.week, arguments.id, tuple(arguments.arguments.replace(" ", "").split(","))):
        _say(f"{_short(place.path)}:{place.line}   {place.what}")
    _say(f"next: fill in the blanks, then autograder quality {arguments.week}")


def quality(arguments):
    """Test a week's tests, and fail if any misconception lives."""
    from autograder.quality import report

    text, sound = report(find_week(arguments.week))
    _say(text)
    if not sound:
        raise BadSource("some tests are too weak or too strict; see the lines above")


def _report(outcomes, path):
    _say(table(outcomes))
    if path:
        rows = [row for outcome in outcomes for row in outcome.rows]
        write_atomically(path, json.dumps(rows, indent=1) + "\n")
        _say(f"wrote {path}")


def _short(path):
    """A path as the person who called would type it."""
    path = Path(path)
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _say(text):
    print(text, flush=True)
