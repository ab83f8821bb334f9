"""What week 1's notebook and chapters claim, as numbers; and how light the notebook is."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from scipy import integrate, stats

from autograder.spec import public_sheet
from autograder.weeks import find_week
from gmcourse.check.ask import ask
from gmcourse.check.verdict import mark
from gmcourse.reference import probability as ref

ROOT = Path(__file__).parents[2]
WEEK = find_week("week01_probability_mle")
SOURCE = (ROOT / "solutions" / "week01_probability_mle.py").read_text(encoding="utf-8")
CHAPTERS = [ROOT / "book" / f"week01_{name}.md" for name in ("probability", "maximum_likelihood")]
DATA = np.array([1.0, 2.0, 6.0])


def code_cells():
    """(header, source) of each code cell of the notebook's text."""
    parts = re.split(r"^# %%(.*)\n", SOURCE, flags=re.M)[1:]
    return [(h, s) for h, s in zip(parts[::2], parts[1::2], strict=True) if "[markdown]" not in h]


def test_the_week_fits_its_plan():
    assert sum(e.minutes for e in WEEK.exercises) <= 240
    for exercise in WEEK.exercises:
        assert exercise.points == 1 if exercise.stretch else 2 <= exercise.points <= 5


def test_grading_runs_light_cells_only():
    """Beside imports, stubs and tests, every code cell is a demonstration, which grading leaves out."""
    for header, source in code_cells():
        light = any(mark in header for mark in ("locked=", "solution=", "test="))
        assert light or "demonstration" in header, source[:80]


def test_the_notebook_needs_few_libraries():
    modules = {
        alias.name if isinstance(node, ast.Import) else node.module
        for node in ast.walk(ast.parse(SOURCE))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }
    course = {"gmcourse.notebook", "gmcourse.data.clothes", "gmcourse.ready", "gmcourse.plot"}
    assert (
        {"matplotlib.pyplot", "numpy", "gmcourse.notebook"}
        <= modules
        <= course | {"matplotlib.pyplot", "numpy", "sklearn.neighbors"}
    )


def test_cells_are_short():
    for header, source in code_cells():
        lines = [line for line in source.strip().split("\n") if line.strip()]
        limit = 35 if "solution=" in header else 20
        assert len(lines) <= limit, f"{header}: {lines[0]}"


def test_every_exercise_has_statement_and_hints():
    for exercise in WEEK.exercises:
        after = SOURCE[SOURCE.index(f"<!-- exercise: {exercise.id} -->") :]
        assert f'solution="{exercise.id}"' in after
        assert f'test="{exercise.id}"' in after
        hints = after[after.index(f'test="{exercise.id}"') :]
        assert hints.index("<summary>Hint") < 200


@pytest.mark.parametrize("path", [ROOT / "solutions" / f"{WEEK.name}.py", *CHAPTERS], ids=lambda p: p.stem)
def test_every_figure_is_described(path):
    text = path.read_text(encoding="utf-8")
    figures = re.findall(r"^\s*(?:show|slider|curves)\(", text, re.M)
    assert len(figures) == len(re.findall(r"\balt=", text))
    assert "plt.show" not in text


def test_the_slope_of_an_all_ones_likelihood_is_not_zero_at_its_maximum():
    theta = 1.0
    assert ref.bernoulli_mle(np.ones(5)) == theta
    assert np.sum(np.ones(5)) / theta == 5.0


@pytest.mark.parametrize(
    "ratio, concave", [(0.5, True), (1.0, True), (1.9, True), (2.1, False), (4.0, False)]
)
def test_the_gaussian_likelihood_is_concave_up_to_twice_the_best_variance(ratio, concave):
    def level(mean, var):
        return stats.norm.logpdf(DATA, mean, np.sqrt(var)).sum()

    mean, var, h = 3.5, ratio * DATA.var(), 1e-3
    steps = [(h, 0), (0, h)]
    hessian = np.array([
        [
            level(mean + a + c, var + b + d) - level(mean + a - c, var + b - d)
            - level(mean - a + c, var - b + d) + level(mean - a - c, var - b - d)
            for c, d in steps
        ]
        for a, b in steps
    ]) / (4 * h**2)  # fmt: skip
    assert (np.linalg.eigvalsh(hessian).max() <= 0) == concave


@pytest.mark.parametrize("mean, var", [(3.0, 5.0), (3.5, 40.0), (-2.0, 0.5)])
def test_in_natural_parameters_it_is_concave_everywhere(mean, var):
    def level(eta):
        return stats.norm.logpdf(DATA, eta[0] / eta[1], np.sqrt(1 / eta[1])).sum()

    here = np.array([mean / var, 1 / var])
    for direction in np.random.default_rng(2).normal(size=(20, 2)):
        step = 0.2 * here[1] * direction / np.linalg.norm(direction)
        assert level(here) >= (level(here + step) + level(here - step)) / 2


def test_without_its_half_the_gaussian_does_not_integrate_to_one():
    area, _ = integrate.quad(lambda x: np.exp(-0.5 * np.log(2 * np.pi) - x**2), -20, 20)
    assert area == pytest.approx(np.sqrt(0.5))


def test_one_index_in_the_covariance_of_fair_coins_gives_an_eighth():
    deviation, joint = np.array([-0.5, 0.5]), np.full((2, 2), 0.25)
    assert np.sum(deviation * deviation * np.diag(joint)) == 0.125
    assert deviation @ joint @ deviation == 0.0


def test_five_points_underestimate_the_variance_by_a_fifth():
    draws = np.random.default_rng(1).normal(size=(200_000, 5))
    assert np.mean(draws**2) == pytest.approx(1.0, abs=0.01)
    assert draws.var(axis=1).mean() == pytest.approx(0.8, abs=0.01)


def test_as_many_points_as_dimensions_have_no_maximum():
    x = np.random.default_rng(5).normal(size=(3, 3))
    mean, cov = ref.mvn_mle(x)
    values, vectors = np.linalg.eigh(cov)
    totals = []
    for floor in (1e-1, 1e-3, 1e-6):
        widened = (vectors * np.maximum(values, floor)) @ vectors.T
        totals.append(ref.mvn_log_prob(x, mean, widened).sum())
    assert np.all(np.diff(totals) > 5)


def test_a_copy_has_full_mutual_information_and_nothing_left():
    assert ref.mutual_information(np.diag([0.5, 0.5])) == pytest.approx((np.log(2), 0.0))


def test_the_printed_sign_prefers_the_worse_line():
    x, y = np.array([1.0, 2.0, 3.0]), np.array([2.0, 3.0, 7.0])

    def printed(a):
        return -1.5 * np.log(2 * np.pi) + 0.5 * np.sum((y - a * x) ** 2)

    assert printed(20.0) > printed(2.0)
    assert stats.norm.logpdf(y, 20.0 * x).sum() < stats.norm.logpdf(y, 2.0 * x).sum()


def test_loss_less_entropy_is_the_divergence_for_the_mean_only():
    losses = -stats.norm.logpdf(stats.norm.rvs(size=10_000, random_state=7), 0.5, 1)
    assert losses.mean() - stats.norm.entropy() == pytest.approx(0.125, abs=0.02)
    assert losses.sum() - stats.norm.entropy() > 1e4


def test_the_model_may_have_less_than_all_mass_where_the_data_are():
    inside = stats.norm.cdf(1) - stats.norm.cdf(0)
    divergence, _ = integrate.quad(lambda x: -stats.norm.logpdf(x), 0, 1)
    assert inside < 0.35
    assert divergence > 1 - inside


def test_the_counts_of_images():
    assert len(str(2**784)) == 237
    assert 256**3 - 1 == 16_777_215
    assert np.prod(np.full(784, 0.3)) == 0.0
    assert np.log10(1e7) - 784 * np.log10(2) == pytest.approx(-229, abs=0.5)


def test_stochastic_descent_starts_at_the_best_answer_of_the_demonstration():
    x = np.random.default_rng(3).gamma(3.0, size=500)
    x = (x - x.mean()) / x.std()
    assert ref.sgd_fit(x, 0, 0.2, 2, np.random.default_rng(0)) == pytest.approx(
        ref.gaussian_mle(x), abs=1e-12
    )
    assert "where the runs start" in SOURCE


def test_as_many_painted_pictures_are_shown_as_the_text_says():
    (word,) = re.findall(r"these (\w+) are new to it", SOURCE)
    (columns,) = re.findall(r"painted\[chosen\].*columns=(\d+)", SOURCE)
    assert {"ten": 10, "twenty": 20}[word] == int(columns)


PAIRS = ["gaussian_mle", "mutual_information", "sgd_fit", "linear_gaussian_mle", "monte_carlo"]


@pytest.mark.parametrize("form", [tuple, list, np.array], ids=["tuple", "list", "array"])
@pytest.mark.parametrize("id", PAIRS)
def test_a_pair_may_come_in_any_form(id, form):
    exercise = WEEK.exercise(id)

    def answer(*args):
        return form(exercise.reference(*args))

    sheet = public_sheet(WEEK, exercise)
    assert mark(sheet, ask(sheet, answer), reveal=True).status == "pass"
