"""The command `autograder`: its subcommands, their options, and one clear line for what goes wrong."""

import argparse
import sys

from autograder import commands
from autograder.environment import environment
from autograder.formats import FORMATS
from autograder.grading.engines import ENGINES
from autograder.mistakes import expected, one_line
from autograder.places import GRADEBOOK

EXAMPLES = """examples:
  autograder release                                   make what students get, for all weeks
  autograder collect submissions.zip week01_probability_mle
  autograder grade week01_probability_mle --submitted course/submitted
  autograder judge week01_probability_mle              judge kept answers again
  autograder report week01_probability_mle             how the class did, as one page
  autograder feedback week01_probability_mle           write the pages that students get back
  autograder export week01_probability_mle --format canvas
"""

# nbformat's name for the validator that compiles the schema of notebooks: it is many times faster.
FAST_VALIDATION = {"NBFORMAT_VALIDATOR": "fastjsonschema"}


def parser():
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="autograder",
        description="Release, grade and return the weekly notebooks of the course.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    subs = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for add in (_release, _collect, _grade, _judge, _feedback, _report, _export, _demo_class, _new_exercise, _quality):
        add(subs)
    return top


def main(argv=None):
    """Run one command; return the exit status: 0 done, 1 not done, 2 used wrongly."""
    arguments = parser().parse_args(argv)
    settings = FAST_VALIDATION | ({GRADEBOOK: arguments.db} if arguments.db else {})
    try:
        with environment(settings):
            arguments.run(arguments)
    except KeyboardInterrupt:
        print(f"autograder {arguments.command}: interrupted; what was done is kept", file=sys.stderr)
        return 130
    except expected() as problem:
        print(f"autograder {arguments.command}: {one_line(problem)}", file=sys.stderr)
        return 1
    return 0


def _sub(subs, name, run, text, example):
    sub = subs.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    sub.set_defaults(run=run)
    sub.add_argument("--course", metavar="DIR", help="nbgrader's course folder (default: course/)")
    sub.add_argument("--db", metavar="URL", help="the gradebook, such as postgresql://user@host/name (default: SQLite)")
    return sub


def _release(subs):
    sub = _sub(subs, "release", commands.release,
               "make tables, student notebooks and wheel, and scan them for leaks",
               "autograder release week01_probability_mle")  # fmt: skip
    sub.add_argument("weeks", nargs="*", metavar="WEEK", help="weeks to release (default: all)")


def _collect(subs):
    sub = _sub(subs, "collect", commands.collect,
               "lay a download of Canvas or Moodle out as the hand-ins of a week",
               "autograder collect submissions.zip week01_probability_mle --roster class.csv")  # fmt: skip
    sub.add_argument("archive", metavar="ARCHIVE", help="the zip file of all submissions, or its unpacked folder")
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--roster", metavar="FILE",
                     help="class list: Canvas's gradebook export, Moodle's grading worksheet, or your own CSV")  # fmt: skip
    sub.add_argument("--replace", action="store_true",
                     help="take newer versions of what was collected before; the old ones go to replaced/")  # fmt: skip


def _grade(subs):
    sub = _sub(subs, "grade", commands.grade, "run and judge every hand-in of a week",
               "autograder grade week01_probability_mle --submitted course/submitted --json marks.json")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--submitted", metavar="DIR", required=True,
                     help="folder that holds <student>/WEEK/WEEK.ipynb")  # fmt: skip
    sub.add_argument("--json", metavar="FILE", help="also write the verdicts as a JSON list")
    sub.add_argument("--workers", type=int, metavar="N", help="hand-ins run at once (default: the cores)")
    sub.add_argument("--seed", type=int, metavar="N", help="draw the hidden questions of a new sitting")
    sub.add_argument("--engine", choices=ENGINES, default="fork",
                     help="fork: confined and fast (default); stock: nbgrader's own kernel")  # fmt: skip
    sub.add_argument("--all-cells", action="store_true", help="run demonstration cells too; no mark depends on them")
    sub.add_argument("--trust-submissions", action="store_true",
                     help="run the fork engine even where nothing can be confined")  # fmt: skip
    sub.add_argument("--scheduler", metavar="URL", help="run on a Dask cluster, such as tcp://host:8786")
    sub.add_argument("--force", action="store_true", help="run hand-ins that were graded already")


def _judge(subs):
    sub = _sub(subs, "judge", commands.judge,
               "judge kept answers again, without running a notebook",
               "autograder judge week01_probability_mle")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--json", metavar="FILE", help="also write the verdicts as a JSON list")


def _feedback(subs):
    sub = _sub(subs, "feedback", commands.feedback, "write the pages that students get back",
               "autograder feedback week01_probability_mle")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")


def _report(subs):
    sub = _sub(subs, "report", commands.report, "write one page on how the class did, to open before the next lecture",
               "autograder report week01_probability_mle")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")


def _export(subs):
    sub = _sub(subs, "export", commands.export, "write the marks of a week for another system",
               "autograder export week01_probability_mle --format canvas --output marks.csv")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--format", choices=FORMATS, default="csv", dest="kind",
                     help="csv: a column an exercise (default); canvas, moodle: what their imports read")  # fmt: skip
    sub.add_argument("--output", metavar="FILE", help="write here (default: the terminal)")
    sub.add_argument("--assignment", metavar="NAME",
                     help="the column there, such as 'Week 1 (1234)' as Canvas calls it (default: WEEK)")  # fmt: skip
    sub.add_argument("--roster", metavar="FILE",
                     help="class list: Canvas's gradebook export, Moodle's grading worksheet, or your own CSV")  # fmt: skip
    sub.add_argument("--judged-only", action="store_true", help="leave out the cells that are marked by hand")


def _demo_class(subs):
    sub = _sub(subs, "demo-class", commands.demo_class, "write a bundled class of hand-ins to try the grader on",
               "autograder demo-class week01_probability_mle --to course/submitted")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("--to", metavar="DIR", required=True, help="folder for <student>/WEEK/WEEK.ipynb")


def _new_exercise(subs):
    sub = _sub(subs, "new-exercise", commands.new_exercise,
               "write the skeleton of a new exercise, with five blanks to fill in",
               "autograder new-exercise week02_graphical_models markov_blanket --arguments graph,node")  # fmt: skip
    sub.add_argument("week", metavar="WEEK")
    sub.add_argument("id", metavar="ID", help="the name of the function, such as markov_blanket")
    sub.add_argument("--arguments", metavar="NAMES", default="x", help="its arguments, with commas between (default: x)")


def _quality(subs):
    sub = _sub(subs, "quality", commands.quality,
               "test a week's tests: wrong answers, mutants of the reference, other right answers",
               "autograder quality week01_probability_mle --json quality.json")  # fmt: skip
    sub.add_argument("week", metavar="WEEK", nargs="?", help="default: all weeks")
    sub.add_argument("--json", metavar="FILE", help="also write the figures as JSON")
