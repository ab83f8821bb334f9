"""What hidden questions are drawn from: nobody who sees some of them knows the others."""

import itertools
import json
import stat

import numpy as np
import pytest

from autograder.hidden_questions import (
    BadSitting,
    bundle,
    bundles,
    sheet_of,
    sitting_name,
    sitting_seed,
    write_questions,
)
from autograder.places import Course
from autograder.sandbox import NotConfined
from autograder.sandbox.plan import interpreter_folders, require_unseen
from autograder.spec import hidden_cases, shuffled_sheet
from autograder.weeks import find_week

EXERCISE = "bernoulli_mle"


@pytest.fixture
def course(tmp_path):
    return Course(tmp_path / "course")


def kept(course):
    return json.loads((course.root / "sitting.json").read_text(encoding="utf-8"))


def test_a_course_draws_its_secret_once(course):
    seed = sitting_seed(course)
    secret = kept(course)["secret"]
    assert len(bytes.fromhex(secret)) == len(bytes.fromhex(seed)) == 16
    assert sitting_seed(course) == seed != secret
    assert kept(course)["secret"] == secret


def test_its_file_is_for_the_instructor_only(course):
    sitting_seed(course)
    path = course.root / "sitting.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o644)
    sitting_seed(course)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_tells_the_seed_is_for_the_instructor_only(graded_class, week, tmp_path):
    course, _ = graded_class
    other = Course(tmp_path / "old")
    (other.questions / week.name).mkdir(parents=True)
    write_questions(week, sitting_seed(course), other)
    seed = sitting_seed(course)
    for place in (course.results, course.answers, other.questions):
        assert stat.S_IMODE((place / week.name).stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in (place / week.name).iterdir()} == {0o600}
    secrets = (seed, kept(course)["secret"], sitting_name(week, seed))
    shown = [path for path in course.root.rglob("*") if path.is_file() and path.stat().st_mode & 0o077]
    assert len(shown) > 10
    assert [path for path in shown if any(secret.encode() in path.read_bytes() for secret in secrets)] == []


def test_a_number_names_a_sitting_and_tells_nothing_about_it(course, tmp_path):
    first = sitting_seed(course)
    second = sitting_seed(course, 41)
    assert sitting_seed(course) == second != first
    assert sitting_seed(course, 0) == first
    assert sitting_seed(Course(tmp_path / "another"), 41) != second


def test_an_old_course_keeps_its_seed_until_another_is_asked_for(course):
    course.root.mkdir()
    (course.root / "sitting.json").write_text('{"seed": 2026}')
    assert sitting_seed(course) == sitting_seed(course, 2026) == 2026
    assert kept(course) == {"seed": 2026}
    assert isinstance(sitting_seed(course, 2027), str)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"seed": "x"}', '{"seed": 1, "secret": "00"}', '{"seed": 1, "secret": 5}', "{"]
)
def test_a_broken_file_is_one_clear_line_and_stays(course, text):
    course.root.mkdir()
    (course.root / "sitting.json").write_text(text)
    with pytest.raises(BadSitting, match="restore it"):
        sitting_seed(course)
    assert (course.root / "sitting.json").read_text() == text


def test_an_old_seed_draws_what_it_drew(week):
    exercise = week.exercise(EXERCISE)
    asked = [case.args for case in sheet_of(week, EXERCISE, 2026).cases]
    assert repr(asked) == repr([args for group in hidden_cases(exercise, 2026).values() for args in group])


def test_no_bundle_holds_the_secret(course, week):
    seed = sitting_seed(course)
    text = "".join(bundles(week, seed).values())
    assert seed not in text
    assert kept(course)["secret"] not in text


def test_weeks_and_sittings_have_names_of_their_own(course):
    seeds = [sitting_seed(course, number) for number in range(3)]
    weeks = [find_week(name) for name in ("week01_probability_mle", "week03_em")]
    names = {sitting_name(week, seed) for week in weeks for seed in seeds}
    assert len(names) == 6
    assert {len(name) for name in names} == {32}


def test_one_sitting_asks_everybody_the_same(course, week):
    seed = sitting_seed(course)
    before = bundle(week, EXERCISE, seed)
    bundle.cache_clear()
    sheet_of.cache_clear()
    assert bundle(week, EXERCISE, sitting_seed(course)) == before


def test_cases_stand_in_an_order_drawn_with_them_group_by_group():
    week = find_week("week02_graphical_models")
    moved = 0
    for exercise, seed in itertools.product(week.exercises, range(3)):
        drawn = exercise.hidden(np.random.default_rng(seed))
        groups = {**exercise.public, **drawn}
        drawn = [(g, repr(args)) for g in groups for args in (*exercise.public.get(g, ()), *drawn.get(g, ()))]
        asked = [
            (case.group, repr(case.args))
            for case in shuffled_sheet(week, exercise, np.random.default_rng(seed)).cases
        ]
        assert sorted(asked) == sorted(drawn)
        assert [group for group, _ in asked] == [group for group, _ in drawn]
        moved += asked != drawn
    assert moved > len(week.exercises)


@pytest.mark.parametrize("folder", [*interpreter_folders(), "/usr", "/usr/share/course"])
def test_a_course_in_sight_of_students_is_refused_in_one_line(folder):
    with pytest.raises(NotConfined, match="student code may read") as refusal:
        require_unseen("/", folder)
    assert "\n" not in str(refusal.value)


def test_a_link_into_a_seen_folder_is_seen_through(tmp_path):
    (tmp_path / "link").symlink_to("/usr/share")
    with pytest.raises(NotConfined, match="/usr"):
        require_unseen(tmp_path / "link" / "course")
    require_unseen(tmp_path)
