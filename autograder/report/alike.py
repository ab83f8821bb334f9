"""Hand-ins that are nearly the same, side by side, for a person to judge; no mark ever depends on it.

Short answers are alike by themselves, and so are those that come near the course's own solution or that many found:
only long functions count, which few share and which no solution, stub or other right way explains. Names of variables,
comments and docstrings do not count.
"""

import ast
import inspect
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from textwrap import dedent

import numpy as np
from rapidfuzz import fuzz, process

from autograder.gradebook.outcome import Outcome
from autograder.handins.skeleton import released_text, skeleton
from autograder.handins.taken import taken_before
from autograder.places import Course
from autograder.report.example import MAX_SOURCE
from autograder.source import solutions
from autograder.spec import Exercise, Week

LONG = 250
# Two texts are compared in a time that grows with the square of their length; no answer to an exercise is so long.
LONGEST = 10_000
ALIKE = 92
# Of a function that more than so many share, nothing is told.
FEW = 3
MOST = 20


@dataclass(frozen=True)
class Pair:
    """Two students, the exercises in which their code is nearly the same, and the longest such code of both."""

    students: tuple[str, str]
    is_same_file: bool
    exercises: tuple[str, ...]
    left: str = ""
    right: str = ""


def similar_pairs(week: Week, course: Course, outcomes: Iterable[Outcome]) -> tuple[Pair, ...]:
    """The pairs of a week, those with the most in common first; hand-ins in which nothing is right are left out.

    Those for whom one hand-in was collected, a group's members, are one: the first of them.
    """
    graded = _one_of_each_group(week, course, (o for o in outcomes if not o.problem and o.score > 0))
    codes = {o.student: _codes(course, week, o.student) for o in graded}
    ours, stubs = solutions(week), skeleton(week.name)
    shared: dict[tuple[str, str], list[str]] = {}
    for exercise in week.exercises:
        given = {student: code[exercise.id] for student, code in codes.items() if exercise.id in code}
        given_out = released_text(stubs[exercise.id]) if exercise.id in stubs else ""
        for pair in _same(exercise, (ours.get(exercise.id, ""), given_out), given):
            shared.setdefault(pair, []).append(exercise.id)
    files = {o.student: o.digest for o in graded}
    for pair in combinations(sorted(files), 2):
        if files[pair[0]] and files[pair[0]] == files[pair[1]]:
            shared.setdefault(pair, [])
    found = [_pair(pair, names, files, codes) for pair, names in shared.items()]
    return tuple(
        sorted(found, key=lambda pair: (not pair.is_same_file, -len(pair.exercises), pair.students))[:MOST]
    )


def _one_of_each_group(week: Week, course: Course, outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The Outcomes without those of one upload, and of one text, with another before it."""
    record = taken_before(course, week)
    whose = ((o, record.get(o.student, {}).get("person", o.student)) for o in outcomes)
    first: dict[tuple[str, str], Outcome] = {}
    for outcome, person in whose:
        first.setdefault((person, outcome.digest), outcome)
    return list(first.values())


def _pair(
    pair: tuple[str, str], names: list[str], files: Mapping[str, str], codes: Mapping[str, dict]
) -> Pair:
    left, right = (codes[student] for student in pair)
    longest = max(names, key=lambda name: len(left[name]), default=None)
    texts = (left[longest], right[longest]) if longest else ("", "")
    return Pair(pair, bool(files[pair[0]]) and files[pair[0]] == files[pair[1]], tuple(names), *texts)


def _same(exercise: Exercise, ours: Iterable[str], codes: Mapping[str, str]) -> list[tuple[str, str]]:
    """The pairs of students whose code for an exercise is long, nearly the same, and no common way to solve it.

    ours: the course's own texts of the cell, its solution and the stub
    """
    plain = {student: bare(code) for student, code in codes.items()}
    known = [
        *map(bare, ours),
        *(bare(_text(function)) for function in (exercise.reference, *exercise.alternatives)),
    ]
    students = sorted(
        s for s, code in plain.items() if LONG <= len(code) <= LONGEST and not _is_known(code, known)
    )
    if len(students) < 2:
        return []
    texts = [plain[student] for student in students]
    near = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=ALIKE) > 0
    few = near.sum(axis=1) <= FEW
    rows, columns = np.nonzero(np.triu(near, 1) & few[:, None] & few[None, :])
    return [(students[i], students[j]) for i, j in zip(rows.tolist(), columns.tolist(), strict=True)]


def _is_known(code: str, known: list[str]) -> bool:
    return process.extractOne(code, known, scorer=fuzz.ratio, score_cutoff=ALIKE) is not None


def _text(function: object) -> str:
    try:
        return dedent(inspect.getsource(function))  # type: ignore[arg-type]
    except (OSError, TypeError):
        return ""


def _codes(course: Course, week: Week, student: str) -> dict[str, str]:
    """Exercise -> the student's own cell."""
    path = course.autograded / student / week.name / f"{week.name}.ipynb"
    if not path.is_file():
        return {}
    ids, found = {exercise.id for exercise in week.exercises}, {}
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        name = cell.get("metadata", {}).get("nbgrader", {}).get("grade_id")
        if name in ids:
            source = cell["source"]
            found[name] = source if isinstance(source, str) else "".join(source)
    return found


class _Renamed(ast.NodeTransformer):
    """Names in the order in which they come, without docstrings, annotations and decorators."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}

    def _name(self, name: str) -> str:
        return self.names.setdefault(name, f"v{len(self.names)}")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function without what is not its work."""
        node.name, node.returns, node.decorator_list = "f", None, []
        if ast.get_docstring(node) is not None:
            node.body = node.body[1:] or [ast.Pass()]
        return self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> ast.AST:
        """An argument by its place."""
        node.arg, node.annotation = self._name(node.arg), None
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A variable by its place."""
        node.id = self._name(node.id)
        return node


def bare(code: str) -> str:
    """What code does, in one spelling; "" of what cannot be read."""
    try:
        return ast.unparse(_Renamed().visit(ast.parse(code))) if len(code) <= MAX_SOURCE else ""
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
