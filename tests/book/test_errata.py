"""The errata: each entry says what was printed and what holds, runs, and shows the number that we find here.

The numbers are computed again by other means than on the pages, and looked up in what the pages print.
"""

import contextlib
import io
import math
import re

import matplotlib
import numpy as np
import pytest
import torch
from scipy import integrate, special, stats
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB

from autograder.places import ROOT
from gmcourse.data.f_table import ROWS
from gmcourse.reference import gans, latent, mixtures

PAGES = ("errata", "errata_notes3_4", "errata_notes5", "errata_gans")
LAST = 54
PART = re.compile(r"^##+ ([^\n]*)$|```\{code-cell\} ipython3\n(.*?)```", re.MULTILINE | re.DOTALL)


def text_of(page):
    return (ROOT / "book" / f"{page}.md").read_text(encoding="utf-8")


def run(page):
    """What each entry of a page prints: number, or page and heading -> text. Cells share one namespace."""
    names, entry, printed = {}, 0, {}
    for heading, cell in PART.findall(text_of(page)):
        if heading:
            entry = int(heading.split(".")[0]) if heading[0].isdigit() else f"{page}: {heading}"
            continue
        out = io.StringIO()
        code = re.sub(r"^:tags:[^\n]*\n", "", cell)
        with contextlib.redirect_stdout(out):
            exec(compile(code, f"{page}, entry {entry}", "exec"), names)
        printed[entry] = printed.get(entry, "") + out.getvalue()
    return printed


@pytest.fixture(scope="module")
def printed():
    """Number of an entry -> what it prints; figures are drawn, not shown."""
    before = matplotlib.get_backend()
    matplotlib.use("Agg")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GMCOURSE_MODE", "grading")
        found = {}
        for page in PAGES:
            found |= run(page)
    matplotlib.use(before)
    return found


def numbers(text):
    """The decimal numbers of a text."""
    return [float(n) for n in re.findall(r"[-+]?\d+\.?\d*(?:e[-+]?\d+)?", text)]


def shows(text, *values, within=6e-5):
    """Whether each value stands in the text, up to its rounding."""
    seen = np.array(numbers(text))
    for value in values:
        assert abs(seen - value).min() <= within * max(1, abs(value)), f"{value} is not in: {text}"


def test_every_entry_stands_once_with_what_was_printed_and_what_holds():
    found = []
    for page in PAGES:
        for entry in re.split(r"^###? (?=\d+\. )", text_of(page).split("## Right after all")[0], flags=re.MULTILINE)[1:]:
            found.append(int(entry.split(".")[0]))
            assert re.search(r"^\*\*Printed\*\* \(notes \d", entry, re.MULTILINE), entry[:60]
            assert re.search(r"^\*\*Holds", entry, re.MULTILINE), entry[:60]
            assert "```{code-cell}" in entry, entry[:60]
    assert sorted(found) == list(range(1, LAST + 1))


def test_cells_are_short():
    for page in PAGES:
        for _, cell in PART.findall(text_of(page)):
            assert len(cell.strip().splitlines()) <= 21, cell


def test_every_cell_runs_and_prints(printed):
    assert set(range(1, LAST + 1)) <= set(printed)
    assert all(printed[entry].strip() for entry in range(1, LAST + 1))


def test_1_and_2_concavity_and_the_coin(printed):
    """By the closed form of the second derivative, 1/(2 v^2) - s/v^3 a point."""
    for ratio in (2.1, 4.0):
        v, s = ratio * 14 / 3, 14 / 3
        shows(printed[1], 3 * (0.5 / v**2 - s / v**3))
    signs = re.findall(r"([-+])\S+ in \(mean", printed[1])
    assert signs == ["-", "-", "+", "+"]
    assert printed[1].count("-") >= 6
    shows(printed[2], 10, 5.56, 5)


def test_3_the_spike(printed):
    rows = [numbers(line)[-2:] for line in printed[3].splitlines() if line.startswith("width")]
    together, alone = zip(*rows, strict=True)
    assert together[0] < together[1] < together[2]
    assert alone[0] > alone[1] > alone[2]
    x = np.array([-1.3, -0.4, 0.1, 0.9, 1.8])[:, None]
    means, covs = np.array([x[0], x.mean(axis=0)]), np.array([[[1e-2]], [[1.0]]])
    ends = [mixtures.em_from(x, np.full(2, 0.5), means, covs, 300, 1e-9, floor)[3][-1] for floor in (1e-2, 1e-5, 1e-8)]
    assert ends[0] < ends[1] < ends[2]
    shows(printed[3], *ends, within=0.02)


def test_4_to_10_notes_2(printed):
    shows(printed[4], 1 / math.sqrt(2), 1)
    shows(printed[6], 0.125, 0)
    assert np.allclose(numbers(printed[7]), [1.0, 0.8], atol=0.01)
    growth = [numbers(line)[-1] for line in printed[8].splitlines()[:4]]
    assert np.all(np.diff(growth) > 6)
    assert "positive definite" in printed[8]
    shows(printed[9], math.log(2), 0, 0.3 * math.log(1 / 3) + 0.7 * math.log(7), within=6e-3)
    assert "4 factors" in printed[10]


def test_11_and_12_the_entropy_of_the_e_step(printed):
    r = special.expit(stats.norm.logpdf(0.6, 2) - stats.norm.logpdf(0.6, 0))
    entropy = -r * math.log(r) - (1 - r) * math.log(1 - r)
    total = math.log(0.5 * stats.norm.pdf(0.6, 0) + 0.5 * stats.norm.pdf(0.6, 2))
    shows(printed[11], entropy, -entropy, total, total - 2 * entropy)
    x = np.array([-0.5, 0.3, 1.9, 2.6])
    for at in (-1.0, 1.0, 3.0):
        share = special.expit(stats.norm.logpdf(x, at) - stats.norm.logpdf(x, 0))
        shows(printed[12], stats.bernoulli(share).entropy().sum())


def test_13_to_15_classifiers(printed):
    shows(printed[13], 0.82, -0.56, within=1e-9)
    shows(printed[13], -0.5 + 4 / 6 + 0.5 * math.log(3), within=6e-3)
    assert math.isclose(-0.5 + 4 / 18 + math.log(3), 0.82, abs_tol=5e-3)
    assert math.isclose(4 / 9 - 1, -0.56, abs_tol=5e-3)
    assert numbers(printed[14].splitlines()[0])[-1] > 1.1
    shares, likelihoods = ([float(n) for n in re.findall(r"([\d.]+)%", line)] for line in printed[15].splitlines())
    assert max(shares) < 15
    assert min(likelihoods) > 90


def test_16_to_18_notes_4(printed):
    rows = [numbers(line) for line in printed[16].splitlines()]
    assert rows[0][1] < rows[1][1] < rows[2][1]
    assert rows[0][2] > rows[1][2] > rows[2][2]
    as_printed, right = zip(*[numbers(line)[-2:] for line in printed[17].splitlines()], strict=True)
    assert len(set(as_printed)) == 1
    assert right[1] == max(right)
    shows(printed[18], 1.6, 0.8)


def test_20_densities_of_an_energy_and_of_a_diffusion(printed):
    grid = np.linspace(-6, 6, 20_001)
    Z = integrate.trapezoid(np.exp(grid**2 - grid**4 / 4), grid)
    shows(printed[20], Z, math.exp(0.75) / Z)
    for x in (0.0, 0.8):
        shows(printed[20], math.log(np.mean(stats.norm.pdf(x, [-1, 1], 0.4))))
    lines = [line for line in printed[20].splitlines() if line.startswith("log-density")]
    assert all(abs(numbers(line)[1] - numbers(line)[2]) < 2e-4 for line in lines)


def test_21_naive_bayes_leads_with_few_data(printed):
    rows = [numbers(line) for line in printed[21].splitlines()]
    assert rows[0][2] > rows[0][1]
    assert rows[2][2] == pytest.approx(rows[2][1], abs=0.011)
    rng, won = np.random.default_rng(99), []
    for _ in range(40):
        (x, y), (new, truth) = (_two_classes(rng, n) for n in (40, 1000))
        won.append(GaussianNB().fit(x, y).score(new, truth) - LogisticRegression(C=1e3).fit(x, y).score(new, truth))
    assert np.mean(won) > 0


def _two_classes(rng, n):
    y = np.repeat([0, 1], n // 2)
    return rng.normal(size=(n, 20)) + np.where(y == 1, 0.25, -0.25)[:, None], y


def test_22_to_26_small_numbers(printed):
    shows(printed[22], 0.3, 0.574, within=5e-4)
    assert "nan" in printed[23]
    rnn, masked = zip(*[numbers(line)[1:3] for line in printed[24].splitlines()], strict=True)
    assert rnn[2] > 1.8 * rnn[1] > 3 * rnn[0]
    assert len(set(masked)) == 1
    assert numbers(printed[25])[-1] == pytest.approx(0.125, abs=0.02)
    shows(printed[25], 0.125, 0.125 / math.log(2))
    shows(printed[26], math.log(2), 0.5)


def test_27_and_28_exact_and_tight(printed):
    rng = np.random.default_rng(0)
    A, x = rng.normal(size=(30, 200)) / 10, rng.normal(size=30)
    exact = latent.ppca_log_marginal(*map(torch.as_tensor, (x[None], A, np.zeros(30))), 0.5).item()
    assert np.allclose(numbers(printed[27])[::2], exact, atol=1e-5)
    assert np.allclose(numbers(printed[27])[1::2], exact, atol=1e-5)
    v = 1 / 101
    m = 100 * 0.5 * v
    to_posterior = torch.distributions.kl_divergence(
        torch.distributions.Normal(0.0, 1.0), torch.distributions.Normal(m, math.sqrt(v))
    ).item()
    to_prior = torch.distributions.kl_divergence(
        torch.distributions.Normal(m, math.sqrt(v)), torch.distributions.Normal(0.0, 1.0)
    ).item()
    shows(printed[28], to_posterior, to_prior, 0, within=5e-3)


def test_29_to_32_bounds_and_slopes(printed):
    rows = [numbers(line)[-4:] for line in printed[29].splitlines()]
    assert rows[0][0] > rows[0][1]
    assert rows[1][0] < rows[1][1]
    assert rows[0][0] == pytest.approx(math.log(math.sqrt(8)), abs=0.01)
    limits = [[float(n) for n in re.findall(r"([-+]\d\.\d+)", line)] for line in printed[30].splitlines()]
    assert limits[2][0] == pytest.approx(-math.log(2), abs=5e-3)
    assert limits[2][1] == pytest.approx(0, abs=5e-3)
    shows(printed[31], 1, math.e, 0.1, within=2e-3)
    shows(printed[32], 1, 0.2589)


def test_33_to_36_the_game(printed):
    first, second = (numbers(line.split(":")[1]) for line in printed[33].splitlines())
    assert first[0] == second[0] == 0
    assert abs(first[2]) > 0.5
    shows(printed[33], math.log(4))
    losses = [numbers(line)[-1] for line in printed[34].splitlines()[:3]]
    assert losses[0] > losses[1] > losses[2]
    assert numbers(printed[34].splitlines()[3])[-1] == pytest.approx(1.5, abs=0.05)
    as_printed = [numbers(line)[1] for line in printed[35].splitlines()]
    assert len(set(as_printed)) == 1
    apart = torch.tensor([0.5, 0.5, 0, 0])
    shows(printed[36], 2 * float(gans.jensen_shannon(apart, apart.flip(0))), 0)


def test_37_to_39_conditional_and_cases(printed):
    for line in printed[37].splitlines():
        assert numbers(line)[-1] == numbers(line)[-2]
    shows(printed[38], 0, 0.5, 2, 8)
    for line in printed[39].splitlines()[:3]:
        assert numbers(line)[-3:] == pytest.approx([1.5, -1.5, 1.0], abs=1e-3)


def test_40_each_row_of_the_table_against_the_definition(printed):
    p, q = np.array([0.1, 0.2, 0.3, 0.4]), np.array([0.35, 0.25, 0.25, 0.15])
    lines = {line[:25].strip(): line for line in printed[40].splitlines()}
    for row in ROWS:
        direct = math.fsum(b * float(row.generator(a / b)) for a, b in zip(p, q, strict=True))
        shows(lines[row.name[:25].strip()][25:], direct, row.printed(p, q), within=6e-5)
        assert ("agrees" in lines[row.name]) == math.isclose(direct, row.printed(p, q))
    wrong = [row.name for row in ROWS if "agrees" not in lines[row.name]]
    assert wrong == ["Total variation", "Pearson chi-squared", "Neyman chi-squared", "Jensen-Shannon", "Jensen-Shannon, weighted", "GAN", "Alpha"]


def test_41_to_48_what_we_found_besides(printed):
    assert "GaussianMixtureModel False" in printed[41]
    assert "False" in printed[42]
    assert printed[43].splitlines()[0].startswith("W[:, i] fails")
    two, one = (numbers(part)[-3:] for part in printed[44].split("one layer"))
    assert two == one
    climbed = [numbers(line)[-1] for line in printed[45].splitlines()]
    assert climbed == sorted(climbed)
    assert "nan" in printed[46]
    true, bracketed, once = numbers(printed[47])
    assert true == bracketed == pytest.approx(stats.lognorm.logpdf([0.5, 1.5, 4.0], 1).sum(), abs=1e-4)
    assert once != true
    shows(printed[48], math.sin(2), math.exp(-0.5) * math.sin(2))


def test_49_to_54_what_readers_found(printed):
    years = [int(year) for year in re.findall(r" (20\d\d)", printed[49])]
    assert years == sorted(years)
    assert years[-1] == 2022
    chain, exact = (numbers(part) for part in printed[50].split(";"))
    assert chain == pytest.approx([4 / 3, 1 / 9], abs=0.03)
    assert exact == pytest.approx([4 / 3, 1 / 9], abs=0.005)
    still, moving = zip(*[numbers(line)[-2:] for line in printed[51].splitlines()], strict=True)
    assert still[0] == still[1] == pytest.approx(stats.norm.logpdf([2.5, 3.0, 3.5], 0, 2**0.5).sum(), abs=1e-3)
    assert moving[1] > moving[0] + 1
    for line, x in zip(printed[52].splitlines(), (2.0, 3.0), strict=True):
        exact = -0.5 * math.log(math.pi) - (x - 8 / 3) ** 2 - 4 / 9
        assert numbers(line)[-1] == pytest.approx(exact, abs=0.01)
    zero_sum, not_zero_sum = (sum(numbers(line.split("by", 1)[1])) for line in printed[53].splitlines())
    assert abs(zero_sum) < 1e-9
    assert abs(not_zero_sum) > 0.01
    assert numbers(printed[54]) == [50, 50]


def test_what_is_right_after_all(printed):
    right = {page: printed[f"{page}: Right after all"] for page in PAGES}
    shows(right["errata"], 3.0, 4.667, 15, 255)
    assert "area 1.000000" in right["errata_notes3_4"]
    for line in right["errata_notes3_4"].splitlines()[2:3]:
        assert numbers(line)[0] == numbers(line)[-1]
    shows(right["errata_notes5"], 236.01, 1.67, within=1e-4)
    parameters, running, naive = zip(*[numbers(line)[1:] for line in right["errata_notes5"].splitlines()[:3]], strict=True)
    assert running[2] == 2 * running[1] == 4 * running[0]
    assert parameters[1] - parameters[0] == pytest.approx((parameters[2] - parameters[1]) / 2)
    assert naive[2] > 3.9 * naive[1]
    loss, kl = (numbers(line)[-2:] for line in right["errata_gans"].splitlines()[:2])
    assert loss == kl == [1.125, 1.5]
