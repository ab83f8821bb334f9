"""What week 3's notebook and chapters claim, as numbers; and how light the notebook is."""

import ast
import re
from pathlib import Path

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.stats import norm
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.mixture import BayesianGaussianMixture, GaussianMixture
from sklearn.model_selection import train_test_split

from autograder.spec import hidden_cases, public_sheet
from autograder.weeks import find_week
from exercises.week03_em import gmm_classifier
from gmcourse.check.ask import ask, build
from gmcourse.check.comparators.mixtures import never_falls, one_of
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.probes import estimators
from gmcourse.check.verdict import mark
from gmcourse.check.wire import from_wire
from gmcourse.data.faithful import old_faithful
from gmcourse.reference import density, mixtures
from gmcourse.reference.gmm_classifier import GMMClassifier

ROOT = Path(__file__).parents[2]
WEEK = find_week("week03_em")
SOURCE = (ROOT / "solutions" / "week03_em.py").read_text(encoding="utf-8")
CHAPTERS = [ROOT / "book" / f"week03_{name}.md" for name in ("density", "em")]


def code_cells():
    """(header, source) of each code cell of the notebook's text."""
    parts = re.split(r"^# %%(.*)\n", SOURCE, flags=re.M)[1:]
    return [(h, s) for h, s in zip(parts[::2], parts[1::2], strict=True) if "[markdown]" not in h]


def test_the_week_fits_its_plan():
    assert [e.id for e in WEEK.exercises] == [
        "histogram_log_prob", "equal_count_edges", "kde_log_prob", "gmm_log_prob", "responsibilities",
        "m_step", "weights_by_multiplier", "em", "elbo", "bound_gap", "likelihood_gradient_means",
        "score_gradient_means", "stick_breaking", "best_k", "GMMClassifier", "BernoulliMixture",
    ]  # fmt: skip
    assert sum(e.points for e in WEEK.exercises) == 40
    for exercise in WEEK.exercises:
        assert exercise.points == 1 if exercise.stretch else 2 <= exercise.points <= 5


def test_the_required_part_fits_in_four_hours():
    assert sum(e.minutes for e in WEEK.exercises if not e.stretch) <= 240


def test_grading_runs_light_cells_only():
    for header, source in code_cells():
        light = any(kind in header for kind in ("locked=", "solution=", "test="))
        assert light or "demonstration" in header, source[:80]


def test_demonstrations_are_short():
    for header, source in code_cells():
        if "demonstration" in header:
            assert sum(bool(line.strip()) for line in source.split("\n")) <= 20, source[:80]


def test_chapters_compute_without_the_reference():
    for path in CHAPTERS:
        text = path.read_text(encoding="utf-8")
        assert "gmcourse.reference" not in text
        for cell in re.findall(r"```\{code-cell\} ipython3\n(.*?)```", text, re.S):
            ast.parse(re.sub(r"^:tags:.*\n", "", cell))
        assert text.count("slider(") >= 1


def test_every_exercise_has_statement_and_hints():
    for exercise in WEEK.exercises:
        after = SOURCE[SOURCE.index(f"<!-- exercise: {exercise.id} -->") :]
        hints = after[after.index(f'test="{exercise.id}"') :]
        assert f'solution="{exercise.id}"' in after
        assert hints.index("<summary>Hint 1</summary>") < 200


@pytest.mark.parametrize("seed", range(12))
def test_no_trace_that_is_asked_for_falls(seed):
    for cases in hidden_cases(WEEK.exercise("em"), seed).values():
        for args in cases:
            trace = mixtures.em(**{name: build(value) for name, value in args.items()})[3]
            assert (np.diff(trace) >= 0).all()


def test_the_floor_cases_tell_a_falling_trace():
    sheet = public_sheet(WEEK, WEEK.exercise("em"))
    name = "the trace falls: the floor is added to the diagonal"
    for case in sheet.cases:
        if case.group == "floor" and case.args["min_cov"] == 0.5 and case.args["x"].shape[1] == 1:
            assert np.diff(case.wrong[name][3]).min() < -1e-4


def test_never_falls_says_where():
    mismatch = never_falls(np.array([0.0, 1.0]), np.array([0.0, 2.0, 1.5]), Tolerance())
    assert "iteration 2" in mismatch.text
    assert never_falls(np.array([0.0, 1.0]), [0.0, 0.5, 0.5], Tolerance()) is None
    assert never_falls(np.array([0.0, 1.0]), np.array([0.0, np.nan]), Tolerance()) is not None


def test_one_of_takes_whole_numbers_only():
    assert one_of({"accepted": [2, 3]}, 3, Tolerance()) is None
    assert one_of({"accepted": [2, 3]}, np.array(2), Tolerance()) is None
    assert one_of({"accepted": [2, 3]}, 2.0, Tolerance()).kind == "type"
    assert one_of({"accepted": [1]}, True, Tolerance()).kind == "type"


def test_the_class_passes_every_check_of_scikit_learn_through_the_probe():
    sheet = public_sheet(WEEK, WEEK.exercise("GMMClassifier"))
    answers = ask(sheet, GMMClassifier)
    assert from_wire(answers[-1].node)["failed"] == []
    assert mark(sheet, answers, reveal=True).status == "pass"


def test_old_faithful_has_the_known_maximum():
    trace = mixtures.em(old_faithful(), 2, np.random.default_rng(0), 300, 1e-9, 1e-6)[3]
    assert trace[-1] == pytest.approx(-1130.264, abs=1e-3)


def test_singular_solution_needs_a_second_component():
    data = np.array([0.0, 1.0, 1.5, 2.0, 3.5])
    alone = [norm.logpdf(data, 0.0, s).sum() for s in (1e-2, 1e-4, 1e-8)]
    pair = [
        logsumexp([norm.logpdf(data, 0.0, s), norm.logpdf(data, 1.6, 1.0)], axis=0).sum()
        for s in (1e-2, 1e-4, 1e-8, 1e-16)
    ]
    assert np.all(np.diff(alone) < 0)
    assert np.all(np.diff(pair) > 4)


def test_q_alone_never_touches_and_the_printed_entropy_breaks_the_bound():
    joint = np.array([0.6, 0.4]) * norm.pdf(0.7, [0.0, 2.0], 1.0)
    posterior = joint / joint.sum()
    q, entropy = posterior @ np.log(joint), -posterior @ np.log(posterior)
    assert q + entropy == pytest.approx(np.log(joint.sum()))
    assert q - entropy < np.log(joint.sum()) - 1


def test_plain_ascent_on_the_weights_leaves_the_simplex():
    densities = norm.pdf(old_faithful()[:, 1][:, None], [54.0, 80.0], 6.0)
    slope = (densities / (densities @ [0.5, 0.5])[:, None]).sum(axis=0)
    assert (0.5 + 0.01 * slope).sum() > 2


def test_responsibilities_cannot_classify_digits():
    images, labels = load_digits(return_X_y=True)
    fits = [GaussianMixture(1, reg_covar=1.0).fit(images[::2][labels[::2] == c]) for c in range(10)]
    hint = np.argmax([m.predict_proba(images[1::2]).max(axis=1) for m in fits], axis=0)
    right = np.argmax([m.score_samples(images[1::2]) for m in fits], axis=0)
    assert np.mean(hint == labels[1::2]) < 0.11
    assert np.mean(right == labels[1::2]) > 0.97


def test_one_component_a_class_is_best_on_compressed_digits():
    images, labels = load_digits(return_X_y=True)
    train, test, train_y, test_y = train_test_split(
        images, labels, test_size=0.5, random_state=0, stratify=labels
    )
    compress = PCA(16, random_state=0).fit(train)
    scores = [
        GMMClassifier(k, random_state=0)
        .fit(compress.transform(train), train_y)
        .score(compress.transform(test), test_y)
        for k in (1, 8)
    ]
    assert scores[0] > 0.97
    assert scores[1] < 0.9


def test_the_tallest_bar_of_equal_counts_is_where_the_text_says():
    wait = old_faithful()[:, 1]
    edges = density.equal_count_edges(wait, 16)
    tallest = np.argmax(np.histogram(wait, edges, density=True)[0])
    found = re.search(r"tallest bar, from ([\d.]+) to ([\d.]+) minutes", SOURCE)
    assert [float(n) for n in found.groups()] == pytest.approx(edges[tallest : tallest + 2], abs=0.05)


def test_the_plain_histogram_breaks_off_after_four_bins():
    rng = np.random.default_rng(4)
    train, new = (rng.gamma(2.0, 1.0, size=n) for n in (200, 5000))
    (span,) = re.findall(r"edges_span = np.arange\(1, 21\), \(0.0, ([\d.]+)\)", SOURCE)
    assert new.max() < float(span)
    finite = []
    for bins in range(2, 41, 2):
        counts, edges = np.histogram(train, bins, (0.0, float(span)))
        finite.append(np.isfinite(density.histogram_log_prob(new, edges, counts)).all())
    assert finite == [True] * 2 + [False] * 18


def test_variational_bayes_keeps_two_of_ten():
    bayes = BayesianGaussianMixture(n_components=10, max_iter=600, random_state=0).fit(old_faithful())
    plain = GaussianMixture(10, random_state=0).fit(old_faithful())
    assert (bayes.weights_ > 0.01).sum() == 2
    assert (plain.weights_ > 0.01).sum() >= 9


def test_the_log_tricks_scatter_falls_like_the_root_of_the_draws():
    rng = np.random.default_rng(3)
    means, covs, x = np.array([[-1.0], [2.0]]), np.ones((2, 1, 1)), np.array([1.0])
    spread = {}
    for m in (4, 64):
        z = rng.choice(2, size=(600, m), p=[0.7, 0.3])
        estimates = [mixtures.score_gradient_means(x, row, means, covs)[1, 0] for row in z]
        spread[m] = np.std(estimates)
        exact = 0.3 * norm.pdf(1.0, 2.0) * -1.0
        assert np.mean(estimates) == pytest.approx(exact, abs=5 * spread[m] / np.sqrt(600))
    assert spread[4] / spread[64] == pytest.approx(4, rel=0.2)


@pytest.mark.parametrize("seed", [16, 19, 24, 45, 58])
def test_where_two_classes_cross_every_right_classifier_answers_alike(seed):
    """Of two blobs EM could end elsewhere from another start: such draws, the first of these, are not asked."""
    args = gmm_classifier._crossed(np.random.default_rng([8, seed]))
    right = estimators.classifier(gmm_classifier.GMM_CLASSIFIER.reference, args)["probabilities"]
    for way in gmm_classifier.GMM_CLASSIFIER.alternatives:
        np.testing.assert_allclose(
            estimators.classifier(way, args)["probabilities"], right, rtol=1e-2, atol=1e-3
        )
