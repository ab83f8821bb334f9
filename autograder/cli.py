"""The command `autograder`: its subcommands, their options, and one clear line for what goes wrong."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from autograder import commands
from autograder.environment import ONE_THREAD, alembic_on_path, environment
from autograder.errors import is_expected, what_to_say
from autograder.formats import FORMATS
from autograder.places import COURSE_ID, GRADEBOOK, HAS_COURSE, ROOT, package_version, without_password
from autograder.runners.engines import ENGINES
from autograder.terminal import complain, naming_course, nobody_reads
from autograder.weeks import week_names

if TYPE_CHECKING:
    Subcommands = argparse._SubParsersAction["_Parser"]

FIRST = next(iter(week_names()), "WEEK")
EXAMPLES = f"""examples:
  autograder release                                   make what students get, for all weeks
  autograder collect submissions.zip {FIRST}
  autograder grade {FIRST}
  autograder judge {FIRST}              judge kept answers again
  autograder report {FIRST}             how the class did, as one page
  autograder feedback {FIRST}           write the pages that students get back
  autograder export {FIRST} --format canvas
"""

# The exit status of what its reader left, as a shell gives it.
UNREAD = 141
# nbformat's name for the validator that compiles the schema of notebooks: it is many times faster.
FAST_VALIDATION = {"NBFORMAT_VALIDATOR": "fastjsonschema"}


class _Parser(argparse.ArgumentParser):
    """A command's parser that takes its arguments before, between and behind options."""

    _apart = False

    def parse_known_args(self, args=None, namespace=None):  # type: ignore[no-untyped-def, override]
        """Options first, then all else: argparse has no more use for an optional argument once it met an option."""
        if self._apart:
            return super().parse_known_args(args, namespace)
        self._apart = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._apart = False


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="autograder",
        description="Release, grade and return the weekly notebooks of the course.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    top.add_argument(
        "--version",
        action="version",
        version=f"autograder, course {COURSE_ID} {package_version() if HAS_COURSE else ''}",
    )
    subs = top.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=_Parser)
    for add in (
        _release,
        _adopt,
        _due,
        _collect,
        _grade,
        _explain,
        _judge,
        _withdraw,
        _feedback,
        _report,
        _mark,
        _status,
        _overview,
        _export,
        _demo_class,
        _new_exercise,
        _quality,
    ):
        add(subs)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; return the exit status: 0 done, 1 not done, 2 used wrongly, 141 nobody read it."""
    arguments = parser().parse_args(argv)
    with naming_course(arguments.course):
        return _run(arguments)


def _run(arguments: argparse.Namespace) -> int:
    if not HAS_COURSE:
        complain(
            f"autograder: {ROOT} holds no course; get the course's repository, and run the command there after `make install`"
        )
        return 1
    try:
        settings = (
            FAST_VALIDATION
            | ONE_THREAD
            | ({GRADEBOOK: without_password(arguments.db)} if arguments.db else {})
        )
        with environment(settings), alembic_on_path():
            commands.find_students(arguments)
            arguments.run(arguments)
        sys.stdout.flush()
    except KeyboardInterrupt:
        complain(f"autograder {arguments.command}: interrupted; what was done is kept")
        return 130
    except Exception as problem:
        if isinstance(problem, BrokenPipeError) and nobody_reads():
            return UNREAD
        if not is_expected(problem):
            raise
        complain(f"autograder {arguments.command}: {what_to_say(problem)}")
        return 1
    return 0


def _sub(
    subs: Subcommands, name: str, run: Callable[[argparse.Namespace], None], text: str, example: str
) -> argparse.ArgumentParser:
    sub = subs.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sub.set_defaults(run=run)
    sub.add_argument("--course", metavar="DIR", help="nbgrader's course folder (default: course/)")
    sub.add_argument(
        "--db", metavar="URL", help="the gradebook, such as postgresql://user@host/name (default: SQLite)"
    )
    return sub


def _release(subs: Subcommands) -> None:
    sub = _sub(subs, "release", commands.release,
               "make tables, student notebooks and wheel, and scan them for leaks",
               f"autograder release {FIRST}")  # fmt: skip
    sub.add_argument("weeks", nargs="*", metavar="WEEK", help="weeks to release (default: all)")


def _adopt(subs: Subcommands) -> None:
    sub = _sub(subs, "adopt", commands.adopt, "make a copy of the course your own: set every public address in it",
               "autograder adopt --repository ada/generative --site https://ada.github.io/generative")  # fmt: skip
    sub.add_argument("--repository", metavar="NAME", required=True, help="owner/name on GitHub")
    sub.add_argument(
        "--site",
        metavar="URL",
        help="where the book is published (default: none; Colab takes the repository's file)",
    )


def _due(subs: Subcommands) -> None:
    sub = _sub(subs, "due", commands.due, "show or set until when a week can be handed in, and who is late by it",
               f"autograder due {FIRST} '2026-01-31 23:59 Europe/Berlin'")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument(
        "date", nargs="?", metavar="DATE", help="date, hour and zone; none takes it away (default: show it)"
    )
    sub.add_argument("--extend", nargs=2, metavar=("STUDENT", "DAYS"),
                     help="give one student so many days more, before or after grading; 0 takes them away")  # fmt: skip


def _collect(subs: Subcommands) -> None:
    sub = _sub(subs, "collect", commands.collect,
               "lay a download of Canvas or Moodle out as the hand-ins of a week",
               f"autograder collect submissions.zip {FIRST} --roster class.csv")  # fmt: skip
    sub.add_argument(
        "archive", metavar="ARCHIVE", help="the zip file of all submissions, or its unpacked folder"
    )
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--roster", metavar="FILE",
                     help="class list: Canvas's gradebook export, Moodle's grading worksheet, or your own CSV")  # fmt: skip
    sub.add_argument("--replace", action="store_true",
                     help="take newer versions of what was collected before; the old ones go to replaced/")  # fmt: skip


def _grade(subs: Subcommands) -> None:
    sub = _sub(subs, "grade", commands.grade, "run and judge every hand-in of a week",
               f"autograder grade {FIRST} --json marks.json")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--submitted", metavar="DIR",
                     help="folder that holds <student>/WEEK/WEEK.ipynb (default: submitted/ in the course folder)")  # fmt: skip
    sub.add_argument("--json", metavar="FILE", help="also write the verdicts as a JSON list")
    sub.add_argument("--workers", type=int, metavar="N", help="hand-ins run at once (default: the cores)")
    sub.add_argument("--seed", type=int, metavar="N", help="draw the hidden questions of a new sitting")
    sub.add_argument("--engine", choices=ENGINES, default="fork",
                     help="fork: confined and fast (default); stock: nbgrader's own kernel")  # fmt: skip
    sub.add_argument(
        "--all-cells", action="store_true", help="run demonstration cells too; no mark depends on them"
    )
    sub.add_argument("--trust-submissions", action="store_true",
                     help="run the fork engine even where nothing can be confined")  # fmt: skip
    sub.add_argument("--scheduler", metavar="URL", help="run on a Dask cluster, such as tls://host:8786")
    sub.add_argument(
        "--tls",
        metavar="DIR",
        help="folder of the cluster's cert.pem and key.pem; see the instructor's guide",
    )
    sub.add_argument("--force", action="store_true", help="run hand-ins that were graded already")
    _add_student(sub)


def _explain(subs: Subcommands) -> None:
    sub = _sub(subs, "explain", commands.explain, "run one hand-in again and say what happened, without marking it",
               f"autograder explain {FIRST} ada")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("student", metavar="STUDENT", help="the name of their folder in submitted/")
    sub.add_argument("exercise", nargs="?", metavar="EXERCISE", help="only this one (default: all)")
    sub.add_argument(
        "--trust-submissions", action="store_true", help="run even where nothing can be confined"
    )


def _judge(subs: Subcommands) -> None:
    sub = _sub(subs, "judge", commands.judge,
               "judge kept answers again, without running a notebook",
               f"autograder judge {FIRST}")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--json", metavar="FILE", help="also write the verdicts as a JSON list")
    _add_student(sub)


def _withdraw(subs: Subcommands) -> None:
    sub = _sub(subs, "withdraw", commands.withdraw,
               "take hand-ins and their marks out of a week; all of it is kept aside, in withdrawn/",
               f"autograder withdraw {FIRST} ada")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument(
        "student",
        metavar="STUDENT",
        nargs="+",
        help="the name of their folder in submitted/; several may be given",
    )


def _feedback(subs: Subcommands) -> None:
    sub = _sub(subs, "feedback", commands.feedback, "write the pages that students get back",
               f"autograder feedback {FIRST}")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    _add_student(sub)
    sub.add_argument(
        "--solutions",
        action="store_true",
        help="also show the solutions, and how the class did; refused while somebody may still hand in",
    )
    sub.add_argument(
        "--zip", choices=("canvas", "moodle"), help="also one zip file, as that system takes feedback back"
    )


def _add_student(sub: argparse.ArgumentParser) -> None:
    sub.add_argument(
        "--student", action="append", metavar="NAME", help="only this student's; may be given more than once"
    )


def _report(subs: Subcommands) -> None:
    sub = _sub(subs, "report", commands.report, "write one page on how the class did, to open before the next lecture",
               f"autograder report {FIRST}")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")


def _mark(subs: Subcommands) -> None:
    sub = _sub(subs, "mark", commands.mark, "serve one page on which a person marks what people wrote",
               f"autograder mark {FIRST} --part 1/2")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument(
        "--part", metavar="N/M", default="1/1", help="one marker's share, such as 2/3 (default: all)"
    )
    sub.add_argument("--names", action="store_true", help="show whose answers they are")
    sub.add_argument("--port", type=int, metavar="N", default=0, help="on this port (default: a free one)")


def _status(subs: Subcommands) -> None:
    sub = _sub(subs, "status", commands.status, "say where each week stands, and which command comes next",
               f"autograder status {FIRST}")  # fmt: skip
    sub.add_argument("weeks", nargs="*", metavar="WEEK", help="default: all weeks")


def _overview(subs: Subcommands) -> None:
    _sub(subs, "overview", commands.overview,
         "write one page on all students and weeks, with who falls behind, and a page a student",
         "autograder overview")  # fmt: skip


def _export(subs: Subcommands) -> None:
    sub = _sub(subs, "export", commands.export, "write the marks of a week for another system",
               f"autograder export {FIRST} --format canvas --output marks.csv")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--format", choices=FORMATS, default="csv", dest="kind",
                     help="csv: a column an exercise (default); canvas, moodle: what their imports read")  # fmt: skip
    sub.add_argument("--output", metavar="FILE", help="write here (default: the terminal)")
    sub.add_argument("--assignment", metavar="NAME",
                     help="the column there, such as 'Homework (1234)' as Canvas calls it (default: WEEK)")  # fmt: skip
    sub.add_argument("--roster", metavar="FILE",
                     help="class list: Canvas's gradebook export, Moodle's grading worksheet, or your own CSV")  # fmt: skip
    sub.add_argument("--judged-only", action="store_true", help="leave out the cells that are marked by hand")


def _demo_class(subs: Subcommands) -> None:
    sub = _sub(subs, "demo-class", commands.demo_class, "write a bundled class of hand-ins to try the grader on",
               f"autograder demo-class {FIRST} --to course/submitted")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--to", metavar="DIR", required=True, help="folder for <student>/WEEK/WEEK.ipynb")


def _new_exercise(subs: Subcommands) -> None:
    sub = _sub(subs, "new-exercise", commands.new_exercise,
               "write the skeleton of a new exercise, with five blanks to fill in",
               f"autograder new-exercise {FIRST} markov_blanket --arguments graph,node")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("id", metavar="ID", help="the name of the function, such as markov_blanket")
    sub.add_argument(
        "--arguments", metavar="NAMES", default="x", help="its arguments, with commas between (default: x)"
    )


def _quality(subs: Subcommands) -> None:
    sub = _sub(subs, "quality", commands.quality,
               "test a week's tests: wrong answers, mutants of the reference, other right answers",
               f"autograder quality {FIRST} --json quality.json")  # fmt: skip
    sub.add_argument("weeks", metavar="WEEK", nargs="*", help="default: all weeks")
    sub.add_argument(
        "--corpus", metavar="DIR", help="mark a folder of labelled answers instead, such as tests/corpus"
    )
    sub.add_argument("--json", metavar="FILE", help="also write the figures as JSON")
