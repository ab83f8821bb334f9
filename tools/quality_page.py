"""`make quality`: measure how often the grader is wrong, in every week, and write the book's page about it.

With --stale, or `make quality STALE=1`: only the exercises whose figures are not of the answers that there are today.
With --corpora, or `make quality CORPORA=1`: only the labelled corpora.
"""

import argparse

from autograder.environment import ONE_THREAD, environment


def main() -> None:
    """Half an hour on an idle machine, with --stale a few seconds an exercise; figures are kept week by week."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--stale", action="store_true", help="only exercises whose answers changed since")
    options.add_argument("--corpora", action="store_true", help="only the labelled corpora")
    chosen = options.parse_args()
    with environment(ONE_THREAD):
        (measure_stale if chosen.stale else measure_corpora if chosen.corpora else measure)()


def measure_stale() -> None:
    """Rows for exercises with other answers than before; the other rows stay, without those of exercises that are no more."""
    from autograder.quality.page import FIGURES, PAGE, write_quality_page
    from autograder.quality.report import figures_as_text, figures_of, is_old, read_rows, write_rows
    from autograder.weeks import find_week, week_names

    for name, before in read_rows(FIGURES).items():
        week, rows = find_week(name), {row.exercise: row for row in before}
        old = [e for e in week.exercises if e.id not in rows or is_old(rows[e.id], week, e)]
        rows |= {exercise.id: figures_of(week, exercise) for exercise in old}
        if old:
            print(figures_as_text(week, [rows[exercise.id] for exercise in old]), flush=True)
        if old or len(rows) > len(week.exercises):
            write_rows(FIGURES, name, [rows[exercise.id] for exercise in week.exercises])
    assert set(read_rows(FIGURES)) == set(week_names()), "a week has no figures at all: run without --stale"
    write_quality_page()
    print(f"wrote {FIGURES} and {PAGE}")


def measure_corpora() -> None:
    """Figures of the labelled corpora; the rest of the page stays."""
    from autograder.quality.corpora import measure_all, write_figures
    from autograder.quality.page import CORPUS, PAGE, write_quality_page

    write_figures(CORPUS, measure_all())
    write_quality_page()
    print(f"wrote {CORPUS} and {PAGE}")


def measure() -> None:
    """Loads NumPy and torch, so it comes after the environment is set."""
    from autograder.quality.corpora import measure_all, write_figures
    from autograder.quality.noise import write_noise
    from autograder.quality.page import CORPUS, FIGURES, NOISE, PAGE, write_quality_page
    from autograder.quality.report import all_figures, figures_as_text, write_rows
    from autograder.weeks import find_week, week_names

    weeks = [find_week(name) for name in week_names()]
    for week in weeks:
        found = all_figures(week)
        print(figures_as_text(week, found), flush=True)
        write_rows(FIGURES, week.name, found)
    write_noise(NOISE, weeks)
    write_figures(CORPUS, measure_all())
    write_quality_page()
    print(f"wrote {FIGURES}, {NOISE} and {PAGE}")


if __name__ == "__main__":
    main()
