"""Week 5: all wrong answers that are recognised; they are written down by topic in three files."""

from autograder.exercises.week05_wrong_moves import WRONG

__all__ = ["WRONG"]
