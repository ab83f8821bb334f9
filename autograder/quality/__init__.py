"""Grades the grader: wrong answers, mutants of the reference, other right answers, and honest randomness."""

from autograder.quality.answers import Finding, exercise_findings
from autograder.quality.report import table_of

__all__ = ["Finding", "exercise_findings", "table_of"]
