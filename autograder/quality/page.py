"""The page of the book that says how often the grader is wrong, made from the committed figures."""

import json
import re

from autograder.exercises import find_week
from autograder.places import ROOT
from autograder.quality.report import read_rows, total

FIGURES = ROOT / "autograder" / "quality" / "figures.json"
NOISE = ROOT / "autograder" / "quality" / "noise.json"
PAGE = ROOT / "book" / "quality.md"

HEAD = """# How often is the grader wrong?

A mark is only as good as the tests behind it. So the tests are tested. Four questions are put to
every exercise, and this page says how they were answered. It is made from figures that are
committed beside the code. `make quality` measures them anew; `autograder quality WEEK` does one week.

**Are wrong answers caught, and for the right reason?** Each exercise lists what students get wrong.
Each listed wrong answer is handed in. It must lose points, and it must be named as what it is.

**Are small mistakes caught?** The reference is changed in one place: a plus into a minus, an axis, a
constant, a call left out. Each such *mutant* is handed in as a student's function. At least one
hidden case must tell it from the reference. A mutant that no valid input can tell apart is set
aside, with its reason, in a table that anyone can read.

**Are right answers left alone?** Each exercise is solved in other ways: with loops, with lists, in
single precision, by a library. None may lose a point.

**Is luck kept out?** Where an answer is random, it is judged by a test that wrongs a right answer
with a stated probability.
"""

ALL = """
## All weeks

{table}

Of {mutants:,} mutants, {equivalent} cannot be told from the reference by any valid input. Hidden
cases catch {killed:,} of the other {rest:,}: **{share:.1%}**. Of {wrong} listed wrong answers, {lost}
lose points ({lost_share:.1%}) and {named} are named rightly ({named_share:.1%}), on the public cases
and on hidden ones. Of {right} right answers, {kept} keep all their points.{missing}
"""

MISSING = """ Left out: {names}."""

RANDOM = """
## Random answers

Some exercises ask for draws, or for an estimate made from draws. A right answer then differs from
run to run, and a test decides. By design it fails a right answer once in a million times at most.
That is too rare to be seen in {runs:,} honest runs: none should fail. So the same test is run once more
at a level of 1%, where about one run in a hundred, or fewer, must fail if the test is honest. The last
column is the smallest share of runs in which a listed wrong answer was caught.

{table}
"""

WEEK = """
## {title}

{table}
"""

LIVES = """
No hidden case catches {count} mutants of `{exercise}`: {kinds}. `autograder quality {week}` shows them; here
they would show the solution.
"""

COLUMNS = ("exercise", "wrong answers", "lose points", "named", "right answers", "keep all", "mutants",
           "set aside", "caught")  # fmt: skip


def page():
    """The text of the page, from the committed figures."""
    weeks = read_rows(FIGURES)
    everything = total([row for found in weeks.values() for row in found])
    rest = everything.mutants - everything.equivalent
    sums = [(_link(name), *_cells(total(found))[1:]) for name, found in weeks.items()]
    parts = [HEAD, ALL.format(
        table=_table(("week", *COLUMNS[1:]), [*sums, ("**all**", *_cells(everything)[1:])]),
        mutants=everything.mutants, equivalent=everything.equivalent, killed=everything.killed, rest=rest,
        share=everything.killed / rest, wrong=everything.wrong, lost=everything.lost, named=everything.named,
        lost_share=everything.lost / everything.wrong, named_share=everything.named / everything.wrong,
        right=everything.right, kept=everything.kept, missing=_missing(weeks),
    )]  # fmt: skip
    parts += _random()
    for name, found in weeks.items():
        parts.append(WEEK.format(title=f"Week {int(name[4:6])}", table=_table(COLUMNS, map(_cells, found))))
        parts += [_lives(name, row) for row in found if row.survivors]
    return "".join(parts)


def write_page():
    """Write the page into the book."""
    PAGE.write_text(page(), encoding="utf-8")


def _missing(weeks):
    measured = {row.exercise for found in weeks.values() for row in found}
    names = [f"`{e.id}`" for name in weeks for e in find_week(name).exercises if e.id not in measured]
    return MISSING.format(names=" and ".join(names)) if names else ""


def _random():
    if not NOISE.is_file():
        return []
    found = json.loads(NOISE.read_text(encoding="utf-8"))
    columns = ("exercise", "what is tested", "honest runs", "failed", "stated bound", "failed at 1%", "wrong ones caught")
    rows = [
        (f"`{n['exercise']}`", n["property"], n["runs"], n["failed"], "1 in a million",
         f"{n['failed_at_one_percent'] / n['runs']:.1%}", f"{min(n['wrong'].values()):.0%}")
        for n in found
    ]  # fmt: skip
    return [RANDOM.format(table=_table(columns, rows), runs=max(n["runs"] for n in found))]


def _lives(week, row):
    kinds = ", ".join(re.match(r"\S+ \(([^)]*)\)", one)[1] for one in row.survivors)
    return LIVES.format(week=week, exercise=row.exercise, count=len(row.survivors), kinds=kinds)


def _link(name):
    return f"[{find_week(name).title}](../notebooks/{name}.ipynb)"


def _cells(row):
    rest = row.mutants - row.equivalent
    return (f"`{row.exercise}`", row.wrong, row.lost, row.named, row.right, row.kept, row.mutants, row.equivalent,
            f"{row.killed} of {rest}")  # fmt: skip


def _table(columns, rows):
    lines = [columns, ["---"] + ["--:"] * (len(columns) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
