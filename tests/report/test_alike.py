"""Hand-ins that are nearly the same: copies are seen through names and comments; common and short answers are not."""

import json

import pytest

from autograder.gradebook.outcome import Outcome
from autograder.places import Course
from autograder.report.alike import _same, bare, similar_pairs
from autograder.source import solutions

# A roundabout way of an exercise's, which no two find by themselves.
ODD = '''
def gaussian_conditional(mean, cov, observed, values):
    """Mine."""
    n = len(mean)
    seen = [bool(flag) for flag in observed]
    inside = [i for i in range(n) if seen[i]]
    outside = [i for i in range(n) if not seen[i]]
    block = np.zeros((len(inside), len(inside)))
    for row, i in enumerate(inside):
        for column, j in enumerate(inside):
            block[row, column] = cov[i, j]
    # invert it slowly
    turned = np.linalg.inv(block)
    answer = [mean[k] + sum(cov[k, i] * turned[0, 0] for i in inside) for k in outside]
    return np.array(answer), block
'''
RENAMED = (
    ODD.replace("inside", "a")
    .replace("outside", "rest")
    .replace("turned", "z")
    .replace("# invert it slowly", "# own work!")
    .replace("Mine.", "By me alone.")
)
OTHER = """
def gaussian_conditional(mean, cov, observed, values):
    mask = np.asarray(observed, bool)
    gain = np.linalg.lstsq(cov[np.ix_(mask, mask)], cov[np.ix_(mask, ~mask)], rcond=None)[0].T
    centre = mean[~mask] + gain.dot(np.asarray(values) - mean[mask])
    spread = cov[np.ix_(~mask, ~mask)] - gain.dot(cov[np.ix_(mask, ~mask)])
    spread = (spread + spread.transpose()) / 2.0
    return centre.copy(), spread.copy()
"""


@pytest.fixture
def found(week, tmp_path):
    """The pairs of a class: student -> (code by exercise, digest)."""
    course = Course(tmp_path)

    def pairs(texts, digests=None):
        outcomes = []
        for student, codes in texts.items():
            path = course.autograded / student / week.name / f"{week.name}.ipynb"
            path.parent.mkdir(parents=True)
            cells = [
                {"metadata": {"nbgrader": {"grade_id": id}}, "source": code} for id, code in codes.items()
            ]
            path.write_text(json.dumps({"cells": cells}))
            rows = tuple({"exercise": e.id, "score": 1.0, "points": 1.0} for e in week.exercises)
            outcomes.append(Outcome(student, week.name, (digests or {}).get(student, student), 0, rows))
        return [(p.students, p.exercises, p.is_same_file) for p in similar_pairs(week, course, outcomes)]

    return pairs


def test_a_copy_is_seen_through_names_and_comments(found):
    one = "gaussian_conditional"
    said = found({"ada": {one: ODD}, "bao": {one: RENAMED}, "carl": {one: OTHER}})
    assert said == [(("ada", "bao"), (one,), False)]


def test_one_that_swells_when_it_is_written_out_costs_the_others_nothing(found):
    """No timer: of two statements in ninety blocks of one line each 20 KB made 4 MB, which took the report hours."""
    blocks = "\n".join(" " * depth + "if 1:" for depth in range(1, 90))
    swollen = f"def f():\n{blocks}\n{' ' * 90}" + ";".join(["a"] * 12_000)
    one = "gaussian_conditional"
    assert len(bare(swollen)) > 100 * len(swollen)
    said = found({"ada": {one: ODD}, "bao": {one: RENAMED}, "carl": {one: swollen}, "dana": {one: swollen}})
    assert said == [(("ada", "bao"), (one,), False)]


def test_what_many_share_is_nobodys(found):
    texts = {f"s{i}": {"gaussian_conditional": ODD} for i in range(4)}
    assert found(texts) == []


def test_the_courses_own_solutions_and_stubs_are_nobodys(found, week):
    own = solutions(week)
    stubs = dict.fromkeys(own, "def f(x):\n    raise NotImplementedError\n")
    assert found({"ada": own, "bao": own, "carl": stubs, "dana": stubs}) == []


def test_what_was_given_out_and_left_as_it_was_is_nobodys(week):
    long = "class Model:\n" + "\n".join(
        f"    def step_{n}(self, x):\n        raise NotImplementedError" for n in range(9)
    )
    exercise = week.exercises[0]
    codes = {"ada": long, "bao": long.replace("step_3", "third")}
    assert _same(exercise, ("", long), codes) == []
    assert _same(exercise, ("", ""), codes) == [("ada", "bao")]


def test_the_same_file_is_told_even_where_nothing_long_is_in_it(found):
    short = {"bernoulli_mle": "def bernoulli_mle(x):\n    return np.mean(x)"}
    said = found({"ada": short, "bao": short, "carl": short}, {"ada": "d", "bao": "d"})
    assert said == [(("ada", "bao"), (), True)]


@pytest.mark.parametrize("code", ["def f(:", "\x00", "x" * 200_000, "(" * 5000])
def test_what_cannot_be_read_is_like_nothing(code):
    assert bare(code) == ""


def test_a_bare_function_has_no_names_of_its_own():
    assert bare('def f(a, b: int) -> int:\n    """d"""\n    c = a\n    return c + b') == bare(
        "def g(x, y):\n    # s\n    z = x\n    return z + y"
    )
    assert bare("def f(a, b):\n    return a - b") != bare("def f(a, b):\n    return b - a")


def test_a_group_with_one_hand_in_is_one(found, week, tmp_path):
    record = {who: {"person": f"canvas:{n}"} for who, n in {"rita": 401, "rob": 401, "cas": 402}.items()}
    (tmp_path / "collected").mkdir()
    (tmp_path / "collected" / f"{week.name}.json").write_text(json.dumps(record))
    code = {"gaussian_conditional": ODD}
    said = found({"rita": code, "rob": code, "cas": code}, {"rita": "x", "rob": "x", "cas": "y"})
    assert said == [(("cas", "rita"), ("gaussian_conditional",), False)]
