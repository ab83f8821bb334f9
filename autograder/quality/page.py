"""The page of the book that says how often the grader is wrong, made from the committed figures."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from autograder.places import ROOT
from autograder.quality.corpora import CORPORA, Corpus, read_figures
from autograder.quality.corpus import Tally
from autograder.quality.corpus import total_tally as together
from autograder.quality.report import Figures, read_rows, total_figures
from autograder.weeks import find_week, week_names
from gmcourse.counted import counted

FIGURES = ROOT / "autograder" / "quality" / "figures.json"
NOISE = ROOT / "autograder" / "quality" / "noise.json"
CORPUS = ROOT / "autograder" / "quality" / "corpus.json"
PAGE = ROOT / "book" / "quality.md"

TITLE = """# How often is the grader wrong?
"""

SHORT = """
Seldom. Of {right:,} right answers written from the statements, {false_fails:,} lose a point; of {wrong:,} wrong ones, {false_passes:,} get full marks.
The grader was mended on these. On answers that it had never seen it was wrong more often: what each collection gave when
it was first marked stands [with it](#answers-from-outside).
"""

HEAD = """
A mark is only as good as the tests behind it. So the tests are tested. Four questions are put to
every exercise, and this page says how they were answered. It is made from figures that are
committed beside the code. `make quality` measures them anew; `autograder quality WEEK` does one week.

**Are wrong answers caught, and for the right reason?** Each exercise lists what students get wrong.
Each listed wrong answer is handed in. It must lose points, and it must be named as what it is.

**Are small mistakes caught?** The reference is changed in one place: a plus into a minus, an axis, a
constant, a call left out. Each such *mutant* is handed in as a student's function. At least one
hidden case must tell it from the reference, and so should a public one: who is all green in `check`
should not turn red in grading. A mutant that no valid input can tell apart is set
aside, with its reason, in a table that anyone can read.

**Are right answers left alone?** Each exercise is solved in other ways: with loops, with lists, in
single precision, by a library. None may lose a point.

**Is luck kept out?** Where an answer is random, it is judged by a test that wrongs a right answer
with a stated probability.
"""

ALL = """
## All weeks

:::{{chart}} The share of mutants that hidden cases catch, of those that any valid input can tell from the reference. Pale: what they miss.
:bar: caught
:share:

{table}
:::

Of {mutants:,} mutants, {equivalent:,} cannot be told from the reference by any valid input. Hidden
cases catch {killed:,} of the other {rest:,}: **{share:.1%}**. The public cases alone, those of `check`,
catch {public:,}: **{public_share:.1%}**. Of {wrong:,} listed wrong answers, {lost:,}
lose points ({lost_share:.1%}) and {named:,} are named rightly ({named_share:.1%}), on the public cases
and on hidden ones. Of {right:,} right answers, {kept:,} keep all their points.{missing}
"""

MISSING = """ Left out: {names}."""

OUTSIDE = """
## Answers from outside

Lists that the course wrote itself only hold mistakes that it thought of. So {right:,} right and {wrong:,} wrong
answers were written from the statements, most of them by others, and labelled: does a fair person give this full marks, and which
named mistakes would be a fair thing to say to its writer? The answers are part of the tests (`tests/corpus`).
`autograder quality --corpus FOLDER` marks a folder of them on the public cases and on the hidden ones of three
sittings. A *false fail* is a right answer that loses a point. A *false pass* is a wrong one with full hidden marks in
some sitting. *Green, then red* was all right in `check` and lost points in grading. *Said fairly*: of the
wrong answers that were given a name, how many were given one that fits. *Found*: of those that some name
fits, how many were given it. In all, {false_passes:,} of {wrong:,} wrong answers pass ({pass_share:.1%}), {green_then_red:,} turn
from green to red ({red_share:.1%}), {fair_share:.1%} of what is said is fair, and {named_share:.1%} of fair names are found.
The grader was mended on these answers: expect somewhat less on answers that nobody has seen.
"""

CORPUS_PART = """
**{title}** (`{folder}`). {made}

{table}
"""

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
No hidden case catches {mutants} of `{exercise}`: {kinds}. `autograder quality {week}` shows more; here
that would show the solution.
"""

HIDDEN_ONLY = """
Only hidden cases catch {mutants} of `{exercise}`: {kinds}.
"""

COLUMNS = ("exercise", "wrong answers", "lose points", "named", "right answers", "keep all", "mutants",
           "set aside", "caught", "in public")  # fmt: skip


def quality_page() -> str:
    """The text of the page, from the committed figures."""
    weeks = read_rows(FIGURES)
    everything = total_figures([row for found in weeks.values() for row in found])
    rest = everything.mutants - everything.equivalent
    sums = [(_link(name), *_cells(total_figures(found))[1:]) for name, found in weeks.items()]
    parts = [TITLE, *_short(), HEAD, ALL.format(
        table=_table(("week", *COLUMNS[1:]), [*sums, ("**all**", *_cells(everything)[1:])]),
        mutants=everything.mutants, equivalent=everything.equivalent, killed=everything.killed, rest=rest,
        share=everything.killed / rest, public=everything.public, public_share=everything.public / rest, wrong=everything.wrong, lost=everything.lost, named=everything.named,
        lost_share=everything.lost / everything.wrong, named_share=everything.named / everything.wrong,
        right=everything.right, kept=everything.kept, missing=_missing(weeks),
    )]  # fmt: skip
    parts += _outside()
    parts += _random()
    for name, found in weeks.items():
        parts.append(
            WEEK.format(
                title=f"Week {week_names().index(name) + 1}", table=_table(COLUMNS, map(_cells, found))
            )
        )
        parts += [_some(LIVES, name, row, row.survivors) for row in found if row.survivors]
        parts += [_some(HIDDEN_ONLY, name, row, row.hidden_only) for row in found if row.hidden_only]
    return "".join(parts)


def write_quality_page() -> None:
    """Write the page into the book."""
    PAGE.write_text(quality_page(), encoding="utf-8")


def _missing(weeks: Mapping[str, Sequence[Figures]]) -> str:
    measured = {row.exercise for found in weeks.values() for row in found}
    names = [f"`{e.id}`" for name in weeks for e in find_week(name).exercises if e.id not in measured]
    return MISSING.format(names=" and ".join(names)) if names else ""


def _short() -> list[str]:
    if not CORPUS.is_file():
        return []
    sums = together({folder: together(weeks) for folder, weeks in read_figures(CORPUS).items()})
    return [
        SHORT.format(
            right=sums.right, false_fails=sums.false_fails, wrong=sums.wrong, false_passes=sums.false_passes
        )
    ]


def _outside() -> list[str]:
    if not CORPUS.is_file():
        return []
    found = read_figures(CORPUS)
    everything = together({folder: together(weeks) for folder, weeks in found.items()})
    columns = (
        "week",
        "right",
        "false fails",
        "wrong",
        "false passes",
        "green, then red",
        "said fairly",
        "found",
    )
    parts = [_corpus_part(one, columns, found[one.folder]) for one in CORPORA if one.folder in found]
    return [OUTSIDE.format(
        right=everything.right, wrong=everything.wrong,
        false_passes=everything.false_passes, green_then_red=everything.green_then_red,
        pass_share=everything.false_passes / everything.wrong, red_share=everything.green_then_red / everything.wrong,
        fair_share=everything.fair / everything.accused, named_share=everything.named / everything.nameable,
    ), *parts]  # fmt: skip


def _corpus_part(corpus: Corpus, columns: tuple[str, ...], found: dict[str, Tally]) -> str:
    """One corpus: how it was made, and its figures by week."""
    rows = [(_link(name), *_outside_cells(one)) for name, one in found.items()]
    table = _table(columns, [*rows, ("**all**", *_outside_cells(together(found)))])
    folder = corpus.path.relative_to(ROOT).as_posix()
    return CORPUS_PART.format(title=corpus.title, folder=folder, made=corpus.made, table=table)


def _outside_cells(one: Tally) -> tuple:
    return (one.right, one.false_fails, one.wrong, one.false_passes, one.green_then_red,
            f"{one.fair:,} of {one.accused:,}", f"{one.named:,} of {one.nameable:,}")  # fmt: skip


def _random() -> list[str]:
    if not NOISE.is_file():
        return []
    found = json.loads(NOISE.read_text(encoding="utf-8"))
    columns = (
        "exercise",
        "what is tested",
        "honest runs",
        "failed",
        "stated bound",
        "failed at 1%",
        "wrong ones caught",
    )
    rows = [
        (f"`{n['exercise']}`", n["property"], n["runs"], n["failed"], "1 in a million",
         f"{n['failed_at_one_percent'] / n['runs']:.1%}", f"{min(n['wrong'].values()):.0%}")
        for n in found
    ]  # fmt: skip
    return [RANDOM.format(table=_table(columns, rows), runs=max(n["runs"] for n in found))]


def _some(text: str, week: str, row: Figures, mutants: list[str]) -> str:
    """A sentence about some mutants of an exercise, which tells their kinds alone."""
    kinds = ", ".join(found[1] for one in mutants if (found := re.match(r"\S+ \(([^)]*)\)", one)))
    return text.format(week=week, exercise=row.exercise, mutants=counted(len(mutants), "mutant"), kinds=kinds)


def _link(name: str) -> str:
    return f"[{find_week(name).title}](../notebooks/{name}.ipynb)"


def _cells(row: Figures) -> tuple:
    rest = row.mutants - row.equivalent
    return (f"`{row.exercise}`", row.wrong, row.lost, row.named, row.right, row.kept, row.mutants, row.equivalent,
            f"{row.killed:,} of {rest:,}", row.public)  # fmt: skip


def _table(columns: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [columns, ["---"] + ["--:"] * (len(columns) - 1), *rows]
    return "\n".join("| " + " | ".join(map(_shown, line)) + " |" for line in lines)


def _shown(cell: object) -> str:
    return f"{cell:,}" if isinstance(cell, int) else str(cell)
