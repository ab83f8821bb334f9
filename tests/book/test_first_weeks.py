"""What chapters of weeks 1 to 4 print and say, computed again by other means; and where the glossary's words stand."""

import contextlib
import io
import re

import numpy as np
import pytest
from scipy import integrate, stats

from autograder.places import ROOT
from gmcourse.data.faithful import old_faithful

GLOSSARY = (ROOT / "book" / "glossary.md").read_text(encoding="utf-8")
# Words of the glossary that a page writes otherwise.
WRITTEN = {"Latent variable": "latent", "KL divergence": "Kullback-Leibler"}


def text_of(page):
    return (ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")


def prose_of(page):
    """The text of a page without its cells, its code and the targets of its links."""
    return re.sub(r"^```\{code-cell\}.*?^```|`[^`\n]*`|\]\([^)]*\)", "", text_of(page), flags=re.S | re.M)


def run(page, *parts, **names):
    """Run the cells of a page that hold these parts, in their order; (what they print, their names)."""
    cells = re.findall(r"```\{code-cell\} ipython3\n(.*?)```", text_of(page), re.S)
    names = {"np": np, "stats": stats, "norm": stats.norm, **names}
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        for part in parts:
            (cell,) = [cell for cell in cells if part in cell]
            exec(re.sub(r"^:tags:[^\n]*\n", "", cell.split("\n\nslider(")[0]), names)
    return printed.getvalue(), names


def numbers(text):
    return [float(n) for n in re.findall(r"[-+]?\d+\.\d+", text)]


@pytest.mark.parametrize("width", [0.4, 0.03, 0.01])
def test_narrow_bumps_are_scored_on_unseen_points_without_a_floor(width):
    from scipy import special

    _, names = run("week01_maximum_likelihood", "def mean_log_likelihood", special=special)
    points, train = names["held_out"], names["train"]
    squares = -((points[:, None] - train) ** 2) / (2 * width**2)
    top = squares.max(axis=1)
    exact = top + np.log(np.exp(squares - top[:, None]).mean(axis=1)) - np.log(width * np.sqrt(2 * np.pi))
    assert names["mean_log_likelihood"](points, width) == pytest.approx(exact.mean(), rel=1e-9)


def test_the_curvature_of_the_gaussian_likelihood_is_as_the_proof_says():
    x, mu, v = np.array([1.0, 2.0, 6.0]), 4.5, 5.0
    n, d, best = len(x), x.mean() - mu, x.var()
    formula = np.array([[-n / v, -n * d / v**2], [-n * d / v**2, n / (2 * v**2) - n * (best + d**2) / v**3]])
    level = lambda m, s: stats.norm.logpdf(x, m, np.sqrt(s)).sum()
    h = 1e-3
    steps = np.eye(2) * h
    by_steps = [
        [
            sum(
                a * b * level(mu + a * one[0] + b * two[0], v + a * one[1] + b * two[1])
                for a in (1, -1)
                for b in (1, -1)
            )
            for two in steps
        ]
        for one in steps
    ]
    assert np.array(by_steps) / (4 * h**2) == pytest.approx(formula, rel=1e-4)
    assert np.linalg.det(formula) == pytest.approx(n**2 / v**4 * (best - v / 2))


def test_the_printed_naive_bayes_chooses_the_other_class_whichever_sigma_is_meant():
    printed, _ = run("week02_classification", '"sigma a variance"')
    as_variance = np.log(stats.multivariate_normal(0, 1).pdf(1) / stats.multivariate_normal(3, 3).pdf(1))
    as_std = np.log(stats.multivariate_normal(0, 1).pdf(1) / stats.multivariate_normal(3, 9).pdf(1))
    assert numbers(printed) == pytest.approx([-1 + 4 / 9, as_variance, as_std], abs=0.005)
    assert numbers(printed)[0] < 0 < min(numbers(printed)[1:])


def test_bins_of_equal_counts_are_not_quite_equal():
    wait = old_faithful()[:, 1]
    edges = np.unique(np.percentile(wait, np.linspace(0, 100, 25)))
    counts = np.histogram(wait, edges)[0]
    assert len(counts) == 23
    assert counts.min() < 8 < 20 < counts.max()
    assert "of the 24 bins one has no width" in " ".join(text_of("week03_density").split())
    (top,) = re.findall(r"ylabel=.density \(1/min\).,\s+ylim=\(0, ([\d.]+)\)", text_of("week03_density"))
    assert (counts / np.diff(edges) / len(wait)).max() < float(top)


def test_the_posterior_s_draws_scatter_less_than_the_prior_s():
    printed, _ = run("week03_proofs", '"the posterior", mass / mass.sum()')
    (slope, prior, wide), (_, posterior, narrow) = (numbers(line) for line in printed.splitlines())
    centres = np.linspace(-25, 25, 50)
    exact = sum(stats.multivariate_normal(c, 1).pdf(24.0) * (24 - c) / 50 for c in centres)
    assert slope == pytest.approx(exact, abs=1e-5)
    assert prior == pytest.approx(exact, abs=5 * wide / np.sqrt(20_000))
    assert posterior == pytest.approx(exact, abs=5 * narrow / np.sqrt(20_000))
    assert wide > 2.5 * narrow


def test_the_root_of_the_width_keeps_the_scores_at_one():
    printed, _ = run("week04_memory", "scores scatter by")
    for line, width in zip(printed.splitlines(), (4, 64, 1024), strict=True):
        assert numbers(line) == pytest.approx([width**0.5, 1.0], rel=0.06)


def test_the_wide_bumps_prefer_the_centre_and_the_parted_ones_one_of_them():
    """The reverse divergence of one Gaussian from two bumps, at its best mean and width."""
    grid = np.linspace(-9, 9, 1201)
    for distance, centre in ((1.0, 0.0), (3.0, 3.0)):
        p = 0.5 * stats.norm.pdf(grid, -distance, 0.8) + 0.5 * stats.norm.pdf(grid, distance, 0.8)
        cost = {}
        for mean in np.linspace(0, distance, 7):
            for std in np.linspace(0.6, 2.2, 17):
                q = stats.norm.pdf(grid, mean, std)
                cost[mean, std] = integrate.trapezoid(q * (np.log(q + 1e-300) - np.log(p + 1e-300)), grid)
        best = min(cost, key=cost.get)
        assert best[0] == centre
    assert cost[best] == pytest.approx(np.log(2), abs=0.01)


@pytest.mark.parametrize(("term", "meaning"), re.findall(r"^\*\*(.*?)\.\*\* (.*)$", GLOSSARY, re.M))
def test_a_word_of_the_glossary_stands_where_it_is_said_to(term, meaning):
    pages = re.findall(r"\]\((\w+)\.md(?:#[\w-]+)?\)", meaning)
    assert pages
    for page in pages:
        for word in WRITTEN.get(term, term).split(", "):
            stem = word.split("'")[0][:9].lower().rstrip("s")
            assert stem in prose_of(page).lower(), f"{word}: {page}"


def test_the_glossary_is_in_order():
    terms = [re.sub(r"[^a-z]", "", term.lower()) for term in re.findall(r"^\*\*(.*?)\.\*\*", GLOSSARY, re.M)]
    assert terms == sorted(terms)
