"""Judges kept answers again, so that a corrected reference reaches a class without running a notebook."""

import nbformat

from autograder.grading.desk import write_autograded
from autograder.grading.gradebook import resources_for, run_chain
from autograder.grading.outcome import graded, load_all, save
from autograder.grading.settings import settings
from autograder.judge.preprocessor import judge_record, kept, kept_students
from autograder.judge.rewrite import rewrite

SAVE = ["autograder.grading.bookkeeping.SaveMarks", "autograder.grading.bookkeeping.PenalizeLate"]


class NothingKept(LookupError):
    """No answers of this week are stored."""


def rejudge(week, course):
    """Judge every stored hand-in of a week again; return the Outcomes, ungraded hand-ins included."""
    students = kept_students(course, week.name)
    if not students:
        raise NothingKept(f"no answers of {week.name} are stored in {course.answers}; run `autograder grade` first")
    config = settings()
    for student in students:
        record = kept(course, week.name, student)
        reports = judge_record(record)
        path = course.autograded / student / week.name / f"{week.name}.ipynb"
        notebook = nbformat.read(path, as_version=4)
        rewrite(notebook, reports, week.chapter)
        run_chain(SAVE, notebook, resources_for(course, student, week.name), config)
        write_autograded(notebook, course, week.name, student)
        save(graded(student, week, record.digest, record.seed, reports), course)
    return load_all(course, week.name)
