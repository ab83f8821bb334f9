"""A sitting: the secret that hidden questions are drawn from, and the bundles that children are given."""

import hashlib
import json
import secrets
from functools import lru_cache
from pathlib import Path

import numpy as np

from autograder.errors import Mistake
from autograder.files import write_atomically, write_privately
from autograder.places import Course
from autograder.spec import Week, hidden_sheet, shuffled_sheet
from gmcourse.check.sheet import Sheet, to_json

SITTING = "sitting.json"
SECRET_BYTES = 16
# Of a sitting: hexadecimal text, or the small number that an old course began with.
Seed = str | int


class BadSitting(Mistake, ValueError):
    """The file that keeps a course's secret cannot be read."""


def sitting_seed(course: Course, number: int | None = None) -> Seed:
    """The seed of a course's sitting of this number, or of its present one; the choice is kept.

    128 random bits as hexadecimal text, drawn from the secret that a course is given once. A course
    that began with a small number as its seed keeps it until another number is asked for.
    """
    path = course.root / SITTING
    kept = _kept(path) if path.is_file() else {}
    chosen = _chosen(kept, number)
    # One that was copied back may have become readable.
    if chosen != kept or path.stat().st_mode & 0o077:
        write_atomically(path, json.dumps(chosen) + "\n", mode=0o600)
    return (
        _keyed(bytes.fromhex(chosen["secret"]), str(chosen["seed"])).hex()
        if "secret" in chosen
        else chosen["seed"]
    )


def _kept(path: Path) -> dict:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        if (
            type(kept["seed"]) is int
            and len(bytes.fromhex(kept.get("secret", "00" * SECRET_BYTES))) == SECRET_BYTES
        ):
            return kept
    except (ValueError, TypeError, KeyError, AttributeError):
        pass
    raise BadSitting(
        f"{path} is not what grading wrote; restore it, for with it answers are judged again, "
        "or move it away to begin a new sitting"
    )


def _chosen(kept: dict, number: int | None) -> dict:
    """What the course is to keep: its secret and the number of its sitting."""
    if "seed" in kept and "secret" not in kept and number in (None, kept["seed"]):
        return kept
    secret = kept.get("secret") or secrets.token_hex(SECRET_BYTES)
    return {"secret": secret, "seed": kept.get("seed", 0) if number is None else number}


def _keyed(key: bytes, text: str, purpose: bytes = b"") -> bytes:
    """128 bits that tell nothing of the key to those who know the text."""
    return hashlib.blake2b(text.encode(), key=key, person=purpose, digest_size=SECRET_BYTES).digest()


def _week_key(week: Week, seed: str) -> bytes:
    return _keyed(bytes.fromhex(seed), week.name)


@lru_cache(maxsize=400)
def sheet_of(week: Week, exercise_id: str, seed: Seed) -> Sheet:
    """The hidden sheet of an exercise: questions, right answers and wrong ones."""
    exercise = week.exercise(exercise_id)
    if isinstance(seed, int):
        return hidden_sheet(week, exercise, seed)
    drawn = _keyed(_week_key(week, seed), exercise_id, b"questions")
    return shuffled_sheet(week, exercise, np.random.default_rng(int.from_bytes(drawn, "big")))


@lru_cache(maxsize=400)
def bundle(week: Week, exercise_id: str, seed: Seed) -> str:
    """The questions of one exercise as JSON text, with no answer in it."""
    sheet = to_json(sheet_of(week, exercise_id, seed).questions())
    return json.dumps({"sitting": sitting_name(week, seed), "sheet": sheet})


def bundles(week: Week, seed: Seed) -> dict[str, str]:
    """All questions of a week: exercise id -> JSON text."""
    return {exercise.id: bundle(week, exercise.id, seed) for exercise in week.exercises}


def sitting_name(week: Week, seed: Seed) -> str:
    """What answers must name to be taken for answers to these questions."""
    if isinstance(seed, int):
        return hashlib.sha256(f"{week.name}:{seed}".encode()).hexdigest()[:16]
    return _keyed(_week_key(week, seed), week.name, b"name").hex()


def write_questions(week: Week, seed: Seed, course: Course) -> Path:
    """Write the week's bundles for a kernel to read, and return their folder."""
    folder = course.questions / week.name
    for id, text in bundles(week, seed).items():
        write_privately(folder / f"{id}.json", text)
    return folder
