"""What each subcommand of `autograder` does, from its parsed options; each loads only what it needs."""

import json
import os
import sys
from pathlib import Path

from autograder.environment import ONE_THREAD, environment
from autograder.exercises import find_week, week_names
from autograder.files import write_atomically
from autograder.mistakes import BadOption, WeakTests
from autograder.places import course


def release(arguments):
    """Make what students get."""
    from autograder.release.release import release as release_weeks

    place = course(arguments.course)
    weeks = [find_week(name) for name in arguments.weeks or week_names()]
    done = release_weeks(weeks, place, log=_say)
    for path in (*done.notebooks, *done.tables, done.wheel):
        _say(f"wrote {_short(path)}")


def collect(arguments):
    """Lay out what Canvas or Moodle sent."""
    from autograder.collect.collect import collect as collect_archive
    from autograder.collect.collect import summary

    week, place = find_week(arguments.week), course(arguments.course)
    done = collect_archive(arguments.archive, week, place, arguments.roster, arguments.replace)
    for line in summary(done, week, arguments.archive):
        _say(line)
    if done.students:
        _say(f"next: autograder grade {week.name} --submitted {_short(place.submitted)}")


def grade(arguments):
    """Grade a class and print its table."""
    from autograder.grading.classroom import grade_class
    from autograder.grading.engines import Options

    week, place = find_week(arguments.week), course(arguments.course)
    if arguments.workers is not None and arguments.workers < 1:
        raise BadOption(f"--workers {arguments.workers}: expected 1 or more")
    options = Options(
        engine=arguments.engine,
        workers=arguments.workers or os.cpu_count(),
        everything=arguments.all_cells,
        trust=arguments.trust_submissions,
        scheduler=arguments.scheduler,
    )
    outcomes = grade_class(week, arguments.submitted, place, options, arguments.seed, arguments.force, _say)
    _report(outcomes, week, place, arguments.json)
    _say(f"marks: {_short(place.root)}/gradebook.db   verdicts: {_short(place.results / week.name)}")
    _say(f"next: autograder report {week.name}; autograder feedback {week.name}")


def judge(arguments):
    """Judge a week's kept answers again."""
    from autograder.grading.rejudge import rejudge as rejudge_class

    week, place = find_week(arguments.week), course(arguments.course)
    _report(rejudge_class(week, place), week, place, arguments.json)


def feedback(arguments):
    """Write feedback pages."""
    from autograder.feedback.pages import write_feedback

    week, place = find_week(arguments.week), course(arguments.course)
    pages = write_feedback(week, place)
    _say(f"wrote {len(pages)} pages: {_short(place.feedback)}/<student>/{week.name}/{week.name}.html")


def export(arguments):
    """Write the marks for another system."""
    from autograder.export import advice
    from autograder.export import export as as_text
    from autograder.marks import all_outcomes, marks_of
    from autograder.roster import kept_roster, with_list

    week, place = find_week(arguments.week), course(arguments.course)
    roster = kept_roster(place)
    if arguments.roster:
        with_list(roster, arguments.roster)
    outcomes = all_outcomes(week, place)
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
    """Test a week's tests, and fail if a mutant lives or an answer gets a mark that it does not deserve."""
    sound = True
    with environment(ONE_THREAD):
        from autograder.quality.report import as_text, rows, write_rows

        for name in [arguments.week] if arguments.week else week_names():
            found = rows(find_week(name))
            _say(as_text(find_week(name), found))
            sound = sound and all(row.sound for row in found)
            if arguments.json:
                write_rows(arguments.json, name, found)
                _say(f"wrote {arguments.json}")
    if not sound:
        raise WeakTests("some tests are too weak or too strict; see the lines above")


def _report(outcomes, week, place, path):
    from autograder.grading.summary import table
    from autograder.marks import late_students

    _say(table(outcomes))
    late = late_students(week, place).intersection(outcome.student for outcome in outcomes)
    if late:
        _say(f"late: {', '.join(sorted(late))}; what that costs is in the gradebook and in `autograder export`")
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
