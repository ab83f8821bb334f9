"""A test for each exercise of each week, those whose answers train long by night."""

import pytest

from autograder.weeks import find_week, week_names

EXERCISES = [(name, exercise.id) for name in week_names() for exercise in find_week(name).exercises]
# Whose answers train for more than a minute in all.
LONG = frozenset({"LatentFlow"})


def each(names, by_night=frozenset()):
    """A mark that gives a test each exercise, those of `by_night` as slow ones."""
    given = [
        pytest.param(*row, id="-".join(row), marks=pytest.mark.slow if row[1] in by_night else ())
        for row in EXERCISES
    ]
    return pytest.mark.parametrize(names, given)
