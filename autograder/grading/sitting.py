"""A sitting: the seed that hidden questions are drawn from, and the bundles that children are given."""

import hashlib
import json
import secrets
from functools import lru_cache

from autograder.exercises.spec import hidden_sheet
from autograder.files import write_atomically
from gmcourse.check.sheet import to_json


def choose_seed(course, seed=None):
    """The seed that a sitting is to have: the one given, the one that the course keeps, or a new one."""
    path = course.root / "sitting.json"
    if seed is None and path.is_file():
        return json.loads(path.read_text(encoding="utf-8"))["seed"]
    return secrets.randbits(32) if seed is None else seed


def sitting_seed(course, seed=None):
    """The chosen seed, kept as that of the course's present sitting."""
    seed = choose_seed(course, seed)
    write_atomically(course.root / "sitting.json", json.dumps({"seed": seed}) + "\n")
    return seed


@lru_cache(maxsize=400)
def sheet_of(week, exercise_id, seed):
    """The hidden sheet of an exercise: questions, right answers and wrong ones."""
    return hidden_sheet(week, week.exercise(exercise_id), seed)


@lru_cache(maxsize=400)
def bundle(week, exercise_id, seed):
    """The questions of one exercise as JSON text, with no answer in it."""
    sheet = to_json(sheet_of(week, exercise_id, seed).questions())
    return json.dumps({"sitting": sitting_name(week, seed), "sheet": sheet})


def bundles(week, seed):
    """All questions of a week: exercise id -> JSON text."""
    return {exercise.id: bundle(week, exercise.id, seed) for exercise in week.exercises}


def sitting_name(week, seed):
    """What answers must name to be taken for answers to these questions."""
    return hashlib.sha256(f"{week.name}:{seed}".encode()).hexdigest()[:16]


def write_questions(week, seed, course):
    """Write the week's bundles for a kernel to read, and return their folder."""
    folder = course.questions / week.name
    for id, text in bundles(week, seed).items():
        write_atomically(folder / f"{id}.json", text)
    return folder
