"""`make quality`: measure how often the grader is wrong, in every week, and write the book's page about it."""

from autograder.environment import ONE_THREAD, environment


def main():
    """Ten minutes on an idle machine; figures are kept week by week."""
    with environment(ONE_THREAD):
        measure()


def measure():
    """Loads NumPy and torch, so it comes after the environment is set."""
    from autograder.exercises import find_week, week_names
    from autograder.quality.noise import write_noise
    from autograder.quality.page import FIGURES, NOISE, PAGE, write_page
    from autograder.quality.report import as_text, rows, write_rows

    weeks = [find_week(name) for name in week_names()]
    for week in weeks:
        found = rows(week)
        print(as_text(week, found), flush=True)
        write_rows(FIGURES, week.name, found)
    write_noise(NOISE, weeks)
    write_page()
    print(f"wrote {FIGURES}, {NOISE} and {PAGE}")


if __name__ == "__main__":
    main()
