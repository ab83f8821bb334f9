"""What each subcommand of `autograder` does, from its parsed options; each loads only what it needs."""

from __future__ import annotations

import json
import shlex
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.environment import usable_cores
from autograder.errors import BadOption, WeakTests
from autograder.files import write_atomically
from autograder.places import Course, course, course_there
from autograder.terminal import complain, harmless, say
from autograder.weeks import find_week, week_names
from gmcourse.counted import counted

if TYPE_CHECKING:
    from autograder.gradebook.outcome import Outcome
    from autograder.spec import Week


def find_students(arguments: Namespace) -> None:
    """Put the names of folders where students are given by what a class list calls them."""
    extended, given = getattr(arguments, "extend", None), getattr(arguments, "student", None)
    if getattr(arguments, "submitted", None) or not (extended or given):
        return
    from autograder.handins.called import folders_called

    place = course(arguments.course)
    if extended:
        arguments.extend[:1] = folders_called(extended[:1], place, say)
    elif isinstance(given, str):
        (arguments.student,) = folders_called([given], place, say)
    elif given:
        arguments.student = folders_called(given, place, say)


def release(arguments: Namespace) -> None:
    """Make what students get."""
    from autograder.release.release import release as release_weeks

    place = course(arguments.course)
    weeks = [find_week(name) for name in arguments.weeks or week_names()]
    done = release_weeks(weeks, place, log=say)
    for path in (*done.notebooks, *done.tables, done.wheel, done.download):
        say(f"wrote {_short(path)}")


def adopt(arguments: Namespace) -> None:
    """Set the course's addresses."""
    from autograder.release.adopt import adopt as set_addresses

    set_addresses(arguments.repository, arguments.site, say)
    say("next: look at `git diff`, commit and push; the guide `Make it yours` goes on from there")


def due(arguments: Namespace) -> None:
    """Show or set a week's due date."""
    week, place = find_week(arguments.week), course(arguments.course)
    from autograder.gradebook.extensions import extensions
    from autograder.gradebook.marks import late_students
    from autograder.grading.due import due_date, extend, set_due_date
    from autograder.grading.lateness import count_anew

    if arguments.date:
        set_due_date(week, place, arguments.date, say)
    if arguments.extend:
        student, days = arguments.extend
        extend(week, place, student, days, say)
    when = due_date(week, place, say)
    say(f"{week.name}: " + (f"due {when:%Y-%m-%d %H:%M:%S} UTC" if when else "no due date"))
    for student, more in sorted(extensions(week, place).items()):
        say(f"{student}: {counted(more.days, 'day')} more")
    if late := sorted(late_students(week, place)):
        say(f"late: {', '.join(late)}")
    if arguments.date or arguments.extend:
        for other in count_anew(week, place):
            say(other)
    if arguments.extend and int(days) and not (place.results / week.name / f"{student}.json").is_file():
        say(f"next: the days of {student} count once their hand-in is graded")


def collect(arguments: Namespace) -> None:
    """Lay out what Canvas or Moodle sent."""
    week, place = find_week(arguments.week), course(arguments.course)
    from autograder.gradebook.extensions import hand_over
    from autograder.handins.collect import collect as collect_archive
    from autograder.handins.collected import NotAllCollected, summary
    from autograder.overview.status import not_graded_yet

    done = collect_archive(arguments.archive, week, place, arguments.roster, arguments.replace)
    for line in summary(done, week, arguments.archive):
        say(line)
    for before, student in done.filed_anew.items():
        if days := hand_over(week, place, before, student):
            say(f"  {student}: has the {counted(days, 'day')} more that {before} was given")
    if not_graded_yet(week, place):
        say(f"next: autograder grade {week.name}{_there(arguments)}")
    elif done.students:
        say("all of them are graded as they are")
    if done.failed:
        raise NotAllCollected(f"{done.failed} could not be collected; the lines above say whose and why")


def grade(arguments: Namespace) -> None:
    """Grade a class and print its table."""
    week, place = find_week(arguments.week), course(arguments.course)
    from autograder.at_grading import older_than_colab
    from autograder.grading.classroom import grade_class
    from autograder.grading.summary import require_graded
    from autograder.overview.status import unmarked
    from autograder.runners.engines import Options

    if arguments.workers is not None and arguments.workers < 1:
        raise BadOption(f"--workers {arguments.workers}: expected 1 or more")
    options = Options(
        engine=arguments.engine,
        workers=arguments.workers or len(usable_cores()),
        everything=arguments.all_cells,
        trust=arguments.trust_submissions,
        scheduler=arguments.scheduler,
        tls=arguments.tls,
    )
    if older_than_colab():
        say(f"note: {older_than_colab()}")
    outcomes = grade_class(
        week,
        arguments.submitted or place.submitted,
        place,
        options,
        arguments.seed,
        arguments.force,
        say,
        arguments.student,
    )
    _report(outcomes, week, place, arguments.json)
    say(f"marks: {place.gradebook_name}   verdicts: {_short(place.results / week.name)}")
    there = _there(arguments)
    steps = ["report", *(["mark"] if unmarked(week, place) else []), "feedback"]
    say("next: " + "; ".join(f"autograder {step} {week.name}{there}" for step in steps))
    require_graded(outcomes)


def _there(arguments: Namespace) -> str:
    """The option that names the course once more, where it was named."""
    return f" --course {shlex.quote(arguments.course)}" if arguments.course else ""


def explain(arguments: Namespace) -> None:
    """Say what happened to one hand-in."""
    week, place = find_week(arguments.week), course_there(arguments.course)
    from autograder.grading.explain import explain as lines_on

    for line in lines_on(week, arguments.student, place, arguments.exercise, arguments.trust_submissions):
        say(line)


def judge(arguments: Namespace) -> None:
    """Judge a week's kept answers again."""
    week, place = find_week(arguments.week), course_there(arguments.course)
    from autograder.gradebook.marks import late_penalties
    from autograder.gradebook.outcome import load_all
    from autograder.grading.changed import changes
    from autograder.grading.rejudge import rejudge as rejudge_class
    from autograder.grading.summary import require_judged

    before = load_all(place, week.name)
    old_penalties = late_penalties(week, place)
    outcomes = rejudge_class(week, place, say, arguments.student)
    _report(outcomes, week, place, arguments.json)
    for line in changes(before, outcomes, old_penalties, late_penalties(week, place)):
        say(line)
    _say_what_waits(week, place, arguments.student)
    require_judged(outcomes, week)


def withdraw(arguments: Namespace) -> None:
    """Take hand-ins out of a week."""
    week, place = find_week(arguments.week), course_there(arguments.course)
    from autograder.gradebook.extensions import extensions
    from autograder.grading.withdraw import NothingToWithdraw, marked_by_hand
    from autograder.grading.withdraw import withdraw as take_out

    problems = []
    for student in dict.fromkeys(arguments.student):
        try:
            aside = take_out(week, place, student)
        except NothingToWithdraw as problem:
            problems.append(str(problem))
        else:
            say(f"{student} is out of {week.name}: what there was, marks included, lies in {_short(aside)}")
            if by_hand := marked_by_hand(aside):
                say(
                    f"{student}: {counted(by_hand, 'mark')} given by hand went with it; where the hand-in is collected again, "
                    f"{'give it' if by_hand == 1 else 'give them'} again"
                )
            if more := extensions(week, place).get(student):
                say(
                    f"{student}: their {counted(more.days, 'day')} more wait for another hand-in of theirs; "
                    f"for another name, `autograder due {week.name} --extend NAME {more.days}`"
                )
    if len(problems) < len(set(arguments.student)):
        say("pages of the class and files of marks that were written before still have it; write them again")
    if problems:
        raise NothingToWithdraw("\n".join(problems))


def _say_gone(week: Week, place: Course) -> None:
    """A line for each graded hand-in that somebody moved away: its marks count on."""
    from autograder.grading.withdraw import gone

    for student in gone(week, place):
        complain(
            f"{student}: graded, but submitted/{student}/{week.name} is no longer there; its marks count on. "
            f"`autograder withdraw {week.name} {student}` takes them out"
        )


def feedback(arguments: Namespace) -> None:
    """Write feedback pages."""
    week, place = find_week(arguments.week), course_there(arguments.course)
    from autograder.feedback.pages import write_feedback

    pages = write_feedback(week, place, say, arguments.student, arguments.solutions)
    _say_looks(week, place, complain, arguments.student, "; their page says so")
    _say_other_penalties(week, place, arguments.student)
    _say_what_waits(week, place, arguments.student)
    say(
        f"wrote {counted(len(pages), 'page')}: {_short(place.feedback)}/<student>/{week.name}/{week.name}.html"
    )
    if arguments.zip:
        from autograder.feedback.upload import write_upload

        uploaded = write_upload(week, place, arguments.zip, pages, say)
        say(f"wrote {_short(uploaded)}: upload it in {arguments.zip.capitalize()}")


def _say_looks(
    week: Week, place: Course, tell: Callable[[str], None], only: Sequence[str] | None = None, end: str = ""
) -> None:
    """A line for each student with marks given by hand for another version."""
    from autograder.gradebook.marks import looks_again

    for student, marks in looks_again(week, place).items():
        if only is None or student in only:
            tell(f"look again: {student}: {marks}{end}")


def _say_other_penalties(week: Week, place: Course, only: Sequence[str] | None = None) -> None:
    """A line for each hand-in whose late penalty was counted before its marks, or the settings, became what they are."""
    from autograder.grading.lateness import other_penalties

    for other in other_penalties(week, place, only):
        complain(f"{other}; if that is right, run `autograder judge {week.name}`, then this again")


def _say_what_waits(week: Week, place: Course, only: Sequence[str] | None = None) -> None:
    """One line for hand-ins that came after grading: what was written is of older ones, or lacks them."""
    from autograder.overview.status import not_graded_yet

    waiting = sorted(student for student in not_graded_yet(week, place) if only is None or student in only)
    if waiting:
        complain(f"not graded yet: {', '.join(waiting)}; run `autograder grade {week.name}`, then this again")


def export(arguments: Namespace) -> None:
    """Write the marks for another system."""
    week, place = find_week(arguments.week), course_there(arguments.course)
    from autograder.gradebook.advice import advice
    from autograder.gradebook.export import export as as_text
    from autograder.gradebook.marks import all_outcomes, marks_of
    from autograder.gradebook.outcome import is_outdated
    from autograder.gradebook.worksheet import (
        by_number,
        filled_in,
        goes_by_number,
        other_maximum,
        without_row,
    )
    from autograder.gradebook.wrong_sheet import refuse_another_sheet, said_to_be_without
    from autograder.grading.times import follow_times
    from autograder.handins.identify import lines_on_unclear
    from autograder.handins.listing import with_list
    from autograder.handins.roster import kept_roster
    from autograder.handins.taken import numbers_in_moodle, refused_of, with_hand_ins
    from autograder.overview.status import not_graded_yet

    roster = kept_roster(place)
    if arguments.roster:
        with_list(
            roster,
            arguments.roster,
            numbers_in_moodle(place, week),
            with_hand_ins(place, week),
            to_export=True,
        )
        for line in lines_on_unclear(roster, arguments.roster):
            complain(line)
    follow_times(week, place, complain)
    outcomes = all_outcomes(week, place)
    marks = marks_of(outcomes, week, place, arguments.judged_only) if outcomes else []
    numbers: dict[str, str] | None = None
    lost: list[str] = []
    if marks and arguments.kind == "moodle" and arguments.roster and goes_by_number(arguments.roster, marks):
        numbers = by_number(marks, numbers_in_moodle(place, week), roster)
        marked = {mark.student for mark in marks if mark.total is not None}
        refuse_another_sheet(arguments.roster, week, place, numbers, marked)
        if without := sorted(marked & set(said_to_be_without(arguments.roster, numbers))):
            complain(
                f"{arguments.roster} says of {', '.join(without)} that they handed nothing in; is it the worksheet of {week.name}?"
            )
        text, lost = (
            filled_in(arguments.roster, marks, numbers),
            without_row(arguments.roster, marks, numbers),
        )
    else:
        text = as_text(marks, week, arguments.kind, roster, arguments.assignment)
    if lost:
        complain(
            f"{arguments.roster} has no row for {', '.join(lost)}: their marks are not in this file; "
            "download the grading worksheet again, or enter them by hand"
        )
    if any(is_outdated(outcome, week) for outcome in outcomes if not outcome.problem):
        complain(
            f"{week.name} changed since it was judged: run `autograder judge {week.name}`, then export again"
        )
    _say_looks(week, place, complain)
    _say_other_penalties(week, place)
    waiting, refused = not_graded_yet(week, place), refused_of(place, week)
    given = Path(arguments.roster).name if arguments.roster else ""
    taken = numbers_in_moodle(place, week) if given else None
    for line in advice(marks, week, arguments.kind, roster, waiting, refused, numbers, given, taken):
        complain(line)
    points = marks[0].points if marks else 0.0
    if arguments.kind == "moodle" and arguments.roster and (most := other_maximum(arguments.roster, points)):
        complain(
            f"these marks are of {points:g}, Moodle's are of {most:g}: give the assignment a maximum of {points:g} there first"
        )
    _say_what_waits(week, place)
    _say_gone(week, place)
    if arguments.output:
        Path(arguments.output).write_text(text, encoding="utf-8-sig", newline="")
        say(f"wrote {arguments.output}")
    else:
        sys.stdout.write(harmless(text) if sys.stdout.isatty() else text)


def report(arguments: Namespace) -> None:
    """Write the page for the instructor."""
    week, place = find_week(arguments.week), course_there(arguments.course)
    from autograder.report.write import write_report

    _say_other_penalties(week, place)
    _say_gone(week, place)
    say(f"wrote {_short(write_report(week, place, log=say))}: open it in a browser")


def status(arguments: Namespace) -> None:
    """Say where each week stands, and what comes next."""
    from autograder.overview.status import week_standing

    place = course_there(arguments.course)
    weeks = [find_week(name) for name in arguments.weeks or week_names()]
    width = max(len(week.name) for week in weeks)
    for week in weeks:
        say(week_standing(week, place).line(width, _there(arguments)))
        _say_gone(week, place)


def overview(arguments: Namespace) -> None:
    """Write the pages on all weeks."""
    from autograder.overview.write import write_overview

    weeks, place = [find_week(n) for n in week_names()], course_there(arguments.course)
    for week in weeks:
        _say_other_penalties(week, place)
        _say_gone(week, place)
    path = write_overview(weeks, place, log=say)
    say(f"wrote {_short(path)} and a page a student beside it: open it in a browser")


def mark(arguments: Namespace) -> None:
    """Serve the page on which a person marks what people wrote."""
    from autograder.marking.server import Marking, serve
    from autograder.overview.status import week_standing

    week, place = find_week(arguments.week), course_there(arguments.course)
    part, parts = _part(arguments.part)
    if not 0 <= arguments.port < 2**16:
        raise BadOption(f"--port {arguments.port}: expected a number below 65536, or 0 for a free one")

    def started(address: str) -> None:
        say(f"marking {week.name}: open {address}")
        say("what you mark is in the gradebook at once; Ctrl-C ends")

    serve(Marking(week, place, part, parts, arguments.names), started, arguments.port)
    say("\n" + week_standing(week, place).line(len(week.name), _there(arguments)))


def _part(text: str) -> tuple[int, int]:
    """(which, of how many) of 2/3."""
    which, slash, many = text.partition("/")
    if not (slash and which.isdigit() and many.isdigit() and 1 <= int(which) <= int(many)):
        raise BadOption(f"--part {text}: expected such as 2/3, the second of three markers")
    return int(which), int(many)


def demo_class(arguments: Namespace) -> None:
    """Write the bundled class."""
    from autograder.democlass import write_class

    week = find_week(arguments.week)
    students = write_class(week, Path(arguments.to))
    say(f"wrote {counted(len(students), 'hand-in')} of {week.name}: {', '.join(students)}")


def new_exercise(arguments: Namespace) -> None:
    """Write the files of a new exercise, and say what to do in each."""
    from autograder.new_exercise.write import new_exercise as write

    for place in write(arguments.week, arguments.id, tuple(arguments.arguments.replace(" ", "").split(","))):
        say(f"{_short(place.path)}:{place.line}   {place.what}")
    say(f"next: fill in the blanks, then autograder quality {arguments.week}")


def quality(arguments: Namespace) -> None:
    """Test a week's tests, and fail if a mutant lives or an answer gets a mark that it does not deserve."""
    from autograder.quality.report import all_figures, figures_as_text, write_rows

    if arguments.corpus:
        _corpus(arguments)
        return
    sound = True
    for name in arguments.weeks or week_names():
        found = all_figures(find_week(name))
        say(figures_as_text(find_week(name), found))
        sound = sound and all(row.sound for row in found)
        if arguments.json:
            write_rows(arguments.json, name, found)
            say(f"wrote {arguments.json}")
    if not sound:
        raise WeakTests("some tests are too weak or too strict; see the lines above")


def _corpus(arguments: Namespace) -> None:
    """Mark a labelled corpus, and fail if it is not marked as well as the course promises."""
    from autograder.quality.corpus import kept_promises, measure, tallies_as_text, write_tallies

    found = measure(arguments.corpus, [find_week(name).name for name in arguments.weeks])
    say(tallies_as_text(found))
    if arguments.json:
        write_tallies(arguments.json, found)
        say(f"wrote {arguments.json}")
    if not kept_promises(found):
        raise WeakTests("some of these answers are judged wrongly; see the lines above")


def _report(outcomes: Sequence[Outcome], week: Week, place: Course, path: str | None) -> None:
    from autograder.gradebook.marks import late_penalties, late_students
    from autograder.grading.summary import table

    costs = late_penalties(week, place)
    say(table(outcomes, costs))
    late = late_students(week, place).intersection(outcome.student for outcome in outcomes)
    if late:
        taken_off = (
            "the marks above have what that costs taken off"
            if late & costs.keys()
            else "that costs nothing here"
        )
        say(f"late: {', '.join(sorted(late))}; {taken_off}")
    _say_looks(week, place, say)
    if path:
        rows = [row for outcome in outcomes for row in outcome.rows]
        write_atomically(path, json.dumps(rows, indent=1) + "\n")
        say(f"wrote {path}")


def _short(path: str | Path) -> Path:
    """A path as the person who called would type it."""
    path = Path(path)
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
