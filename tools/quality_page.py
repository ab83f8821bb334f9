"""`make quality`: measure how often the grader is wrong, in every week, and write the book's page about it.

With --new, or `make quality NEW=1`: only the exercises that have no figures yet, such as one just written.
"""

import argparse

from autograder.environment import ONE_THREAD, environment


def main() -> None:
    """Ten minutes on an idle machine, with --new a few seconds an exercise; figures are kept week by week."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--new", action="store_true", help="only exercises without figures")
    with environment(ONE_THREAD):
        measure_new() if options.parse_args().new else measure()


def measure_new() -> None:
    """Rows for the exercises that have none; what was measured of the others stays, without those that are no more."""
    from autograder.quality.page import FIGURES, PAGE, write_quality_page
    from autograder.quality.report import figures_as_text, figures_of, read_rows, write_rows
    from autograder.weeks import find_week, week_names

    for name, before in read_rows(FIGURES).items():
        week, rows = find_week(name), {row.exercise: row for row in before}
        new = [exercise for exercise in week.exercises if exercise.id not in rows]
        rows |= {exercise.id: figures_of(week, exercise) for exercise in new}
        if new:
            print(figures_as_text(week, [rows[exercise.id] for exercise in new]), flush=True)
            write_rows(FIGURES, name, [rows[exercise.id] for exercise in week.exercises])
    assert set(read_rows(FIGURES)) == set(week_names()), "a week has no figures at all: run without --new"
    write_quality_page()
    print(f"wrote {FIGURES} and {PAGE}")


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
