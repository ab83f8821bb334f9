"""The comparison: fair pairs, stored results that belong to the code, and figures that come out again."""

import math
import shutil

import numpy as np
import pytest
import torch
from scipy import special, stats
from sklearn.neighbors import KernelDensity

from bench.comparison import measure as measurement
from bench.comparison import results
from bench.comparison.densities import (
    one_gaussian,
    our_kernels,
    our_mixture,
    probabilistic_pca,
    their_kernels,
    their_mixture,
)
from bench.comparison.entrants import ENTRANTS
from bench.comparison.measure import jobs, measure
from bench.comparison.models import Density
from bench.comparison.paths import TimeFlow, Unsettled, Velocity, two_layer_log_prob
from bench.comparison.problems import problem, told_apart
from gmcourse.data.comparison import comparison
from gmcourse.reference.flow_matching import ode_log_prob
from gmcourse.train import seeded

STORED = comparison()
ROWS = {(row["problem"], row["name"], row["by"]): row for row in STORED["rows"]}


def entrants():
    return [(name, one) for name, all_ in ENTRANTS.items() for one in all_]


def places():
    return [(name, place, one) for name, all_ in ENTRANTS.items() for place, one in enumerate(all_)]


def test_each_stored_row_is_that_of_this_code():
    stale = [(name, one.name, one.by) for name, place, one in places()
             if ROWS[name, one.name, one.by]["settings"] != results.settings(name, place)]  # fmt: skip
    assert stale == [], (
        "bench/comparison changed: run it again with --store (--only NAME where few are stale)"
    )


def test_a_change_makes_the_rows_stale_that_go_through_it_and_no_others(tmp_path, monkeypatch):
    before = {(name, place): results.settings(name, place) for name, place, _ in places()}
    shutil.copytree(results.HERE, tmp_path / "there")
    monkeypatch.setattr(results, "HERE", tmp_path / "there")
    paths = tmp_path / "there" / "paths.py"
    paths.write_text(paths.read_text(encoding="utf-8") + "\nMORE = 1\n", encoding="utf-8")
    changed = {
        one.name for name, place, one in places() if results.settings(name, place) != before[name, place]
    }
    assert changed == {"flow matching"}


def test_every_entrant_has_its_row_and_no_other():
    assert set(ROWS) == {(name, one.name, one.by) for name, one in entrants()}
    for name, one in entrants():
        row = ROWS[name, one.name, one.by]
        assert row["week"] == one.week
        assert row["says"] == one.says
        assert (row["bits"] is None) == (one.says == "none")
        assert len(row["starts"]) == one.seeds
        assert row["parameters"] > 0
        assert 0.3 < row["told_apart"] <= 1
        assert row["seconds"] >= 0
        assert row["sampling"] > 0


def test_partners_have_equally_many_parameters_and_flows_as_much_time():
    for name, mine in [(name, one) for name, one in entrants() if one.pair and one.by == "ours"]:
        peer = next(e for e in ENTRANTS[name] if e.pair == mine.pair and e is not mine)
        one, other = ROWS[name, mine.name, mine.by], ROWS[name, peer.name, peer.by]
        assert one["parameters"] == pytest.approx(other["parameters"], rel=0.1)
        if mine.pair in ("Real NVP", "MAF"):
            assert one["seconds"] <= 1.25 * other["seconds"]
        if mine.pair != "kernels":
            assert 1 / 2 < one["seconds"] / other["seconds"] < 2


def test_ours_are_no_worse_than_their_peers():
    worse = [(p["problem"], p["pair"]) for p in STORED["pairs"] if results.verdict(p) == "ours worse"]
    assert worse == []
    assert len(STORED["pairs"]) == 8


def test_every_family_of_the_course_came():
    weeks = {row["week"] for row in STORED["rows"]}
    assert weeks >= {1, 3, 4, 5, 6, 7, 8}
    assert {row["by"] for row in STORED["rows"]} == {"ours", "scikit-learn", "zuko"}


def test_no_model_beats_the_truth_of_the_moons():
    true = STORED["real"]["moons"]
    for (name, *_), row in ROWS.items():
        if name == "moons" and row["bits"] is not None:
            assert row["bits"] > true["bits"] - 0.01


def test_flow_matching_comes_within_a_twentieth_of_a_nat_of_the_moons_from_each_start():
    for bits in ROWS["moons", "flow matching", "ours"]["starts"]:
        assert 0 < 2 * math.log(2) * (bits - STORED["real"]["moons"]["bits"]) < 0.05


def test_flow_matching_and_real_nvp_on_the_same_coordinates_of_the_digits():
    mine, theirs = (ROWS["digits", name, "ours"] for name in ("flow matching", "Real NVP"))
    assert mine["says"] == theirs["says"] == "bound"
    assert mine["parameters"] == pytest.approx(theirs["parameters"], rel=0.1)
    assert mine["bits"] < theirs["bits"]


def test_what_the_page_says_of_the_table():
    data = problem("digits")
    digits = {
        name: row["bits"]
        for (problem, name, by), row in ROWS.items()
        if problem == "digits" and by == "ours" and row["bits"]
    }
    assert min(digits, key=digits.get) == "PixelCNN"
    assert ROWS["digits", "PixelCNN", "ours"]["parameters"] * 9 < ROWS["digits", "MADE", "ours"]["parameters"]
    assert digits["PixelCNN"] < digits["MADE"]
    ranks = {p: [k[1] for k, row in sorted(ROWS.items(), key=lambda i: i[1]["bits"] or 99) if k[0] == p and row["bits"]]
             for p in ("digits", "moons")}  # fmt: skip
    assert set(ranks["moons"][:2]) == {"Gaussian mixture"}
    assert set(ranks["moons"][:5]) == {"Gaussian mixture", "kernels", "flow matching"}
    assert set(ranks["digits"][-6:]) == {"Gaussian mixture", "kernels", "one Gaussian", "probabilistic PCA"}
    assert set(ranks["digits"][-3:]) == {"kernels", "probabilistic PCA"}
    assert digits["probabilistic PCA"] < digits["kernels"]
    costs = [-model.fit(data.train, data.valid).log_prob(data.test) / 64 / math.log(2) for model in (
        Density(our_kernels, 17, 8), Density(probabilistic_pca(24), 17, 8))]  # fmt: skip
    gap = costs[0] - costs[1]
    assert gap.mean() > 2 * gap.std(ddof=1) / math.sqrt(len(gap)), "on the same images"
    assert digits["independent pixels"] < digits["Gaussian mixture"]
    made, vae, flow = (ROWS["digits", name, "ours"] for name in ("MADE", "VAE", "flow matching"))
    assert all(
        made["bits"] > other["bits"] - 2 * math.hypot(made["error"], other["error"]) for other in (vae, flow)
    )


def test_part_of_a_run_takes_its_places_among_the_stored_rows():
    row = ROWS["moons", "RNADE", "ours"] | {"bits": 0.5}
    pair = STORED["pairs"][0] | {"difference": -9.0}
    new = {key: STORED[key] for key in ("libraries", "machine", "real")}
    whole = results.merge(STORED, new | {"rows": [row], "pairs": [pair], "samples": {"GAN, ours": [[0]]}})
    assert [results._row_key(r) for r in whole["rows"]] == [results._row_key(r) for r in STORED["rows"]]
    assert [r for r in whole["rows"] if r not in STORED["rows"]] == [row]
    assert whole["pairs"] == [pair, *STORED["pairs"][1:]]
    assert list(whole["samples"]) == list(STORED["samples"])
    assert whole["samples"]["GAN, ours"] == [[0]]


def test_part_of_a_run_with_other_libraries_is_refused():
    new = STORED | {"libraries": STORED["libraries"] | {"torch": "0"}}
    with pytest.raises(ValueError, match="make compare STORE=1"):
        results.merge(STORED, new)


def test_partners_share_a_name_so_that_part_of_a_run_has_both_or_none():
    for name, one in entrants():
        assert {e.name for e in ENTRANTS[name] if one.pair and e.pair == one.pair} <= {one.name}


def time_flow(steps):
    """A flow in time around 400 points, with weights that bend it."""
    with seeded(0):
        model = TimeFlow(torch.randn(400, 2) * torch.tensor([2.0, 0.5]) + 1, 16, 2, steps)
        for weights in model.velocity.parameters():
            weights.data += 0.15 * torch.randn(weights.shape)
    return model.requires_grad_(False)


def test_the_density_of_a_flow_in_time_is_normalised_and_draws_what_it_says():
    model, side = time_flow(100), torch.linspace(-9, 11, 101)
    grid = torch.cartesian_prod(side, side)
    mass = model.log_prob(grid).detach().exp() * 0.04
    assert float(mass.sum()) == pytest.approx(1, abs=0.01)
    drawn = model.sample(4000, torch.Generator().manual_seed(1))
    assert torch.allclose(drawn.mean(dim=0), mass @ grid, atol=0.15)


def test_the_cheap_trace_of_two_layers_is_that_of_the_reference():
    with seeded(1):
        velocity, x = Velocity(5, 16, 2).double(), torch.randn(7, 5, dtype=torch.float64)
        for weights in velocity.parameters():
            weights.data += 0.3 * torch.randn(weights.shape, dtype=torch.float64)
    assert torch.allclose(two_layer_log_prob(velocity, x, 10), ode_log_prob(velocity, x, 10), atol=1e-10)


def test_too_few_steps_are_no_density():
    with pytest.raises(Unsettled, match="half of 2 steps"):
        time_flow(2).log_prob(torch.full((1, 2), 3.0))


def test_the_printed_tables_hold_every_row():
    text = "\n".join(results.table_lines(STORED) + results.pair_lines(STORED))
    for _, name, by in ROWS:
        assert any(line.startswith(f"{name:<20}{by:<14}") for line in text.splitlines())
    assert text.count("+-") >= len(STORED["pairs"])


@pytest.mark.parametrize(
    "difference, error, words",
    [(-1, 0.4, "ours better"), (1, 0.4, "ours worse"), (1, 0.6, "level"), (-1e-15, 1e-17, "level")],
)
def test_two_standard_errors_decide(difference, error, words):
    assert results.verdict({"difference": difference, "error": error}) == words


def test_cheap_rows_come_out_again(monkeypatch):
    monkeypatch.setattr(measurement, "told_apart", lambda real, samples: 0.5)
    cheap = {"independent pixels", "one Gaussian"}
    for job in [job for job in jobs() if ENTRANTS[job[0]][job[1]].name in cheap]:
        entrant = ENTRANTS[job[0]][job[1]]
        row = measure(job)[1]
        stored = ROWS[job[0], entrant.name, entrant.by]
        assert row["bits"] == pytest.approx(stored["bits"], abs=1e-6)


@pytest.mark.slow
@pytest.mark.parametrize("job", jobs(), ids=lambda job: f"{job[0]}-{job[1]}-{job[2]}")
def test_every_row_comes_out_again(job):
    """Training repeats to the bit on one machine; another's rounding may move a network's bits a little."""
    entrant = ENTRANTS[job[0]][job[1]]
    row, stored = measure(job)[1], ROWS[job[0], entrant.name, entrant.by]
    if entrant.says != "none":
        assert row["bits"] == pytest.approx(stored["starts"][job[2]], abs=0.05)
    assert row["told_apart"] == pytest.approx(stored["told_apart"], abs=0.1)


def test_a_forest_cannot_tell_equals_and_can_tell_opposites():
    rng = np.random.default_rng(0)
    assert told_apart(rng.normal(size=(300, 3)), rng.normal(size=(300, 3))) == pytest.approx(0.5, abs=0.07)
    assert told_apart(rng.normal(size=(300, 3)), rng.normal(4, 1, size=(300, 3))) > 0.97


def test_a_bound_on_whole_numbers_tightens_with_noisy_copies():
    data = problem("digits")
    one, many = (
        Density(one_gaussian, 17, draws).fit(data.train, data.valid).log_prob(data.test[:100]).mean()
        for draws in (1, 16)
    )
    assert one < many


def test_a_density_of_noisy_levels_bounds_their_probability():
    """One pixel, a known Gaussian: the bound against the exact mass of each level's bin."""
    law = stats.norm(1.7, 0.8)
    model = Density(lambda train, valid: (lambda x: law.logpdf(x[:, 0]), None, 2), levels=4, draws=4000)
    x = np.arange(4)[:, None]
    exact = np.log(law.cdf(x[:, 0] + 1) - law.cdf(x[:, 0]))
    assert np.allclose(model.fit(x, x).log_prob(x), exact, atol=0.05)
    single = Density(lambda train, valid: (lambda x: law.logpdf(x[:, 0]), None, 2), levels=4, draws=1)
    many = np.repeat(x, 2000, axis=0)
    assert np.all(single.fit(x, x).log_prob(many).reshape(4, -1).mean(axis=1) < exact + 1e-3)


def test_kernels_agree_with_scikit_learn_s_in_one_leaf_and_with_the_formula():
    data = problem("digits")
    train, valid, test = (part[:60].astype(float) + 0.5 for part in (data.train, data.valid, data.test))
    ours, theirs = our_kernels(train, valid)[0](test), their_kernels(train, valid)[0](test)
    assert np.allclose(ours, theirs)
    h = next(
        h for h in np.geomspace(0.02, 2.0, 21) * train.std() if np.allclose(_formula(test, train, h), ours)
    )
    assert h > 0


def _formula(x, data, h):
    squares = ((x[:, None] - data) ** 2).sum(axis=2)
    return (
        special.logsumexp(-squares / 2 / h**2, axis=1)
        - math.log(len(data))
        - data.shape[1] * math.log(h * math.sqrt(2 * math.pi))
    )


def test_one_leaf_is_exact_where_the_default_tree_need_not_be():
    data = problem("digits")
    train, test = data.train + 0.5, data.test[:50] + 0.5
    exact = KernelDensity(bandwidth=1.3, leaf_size=len(train)).fit(train).score_samples(test)
    assert np.allclose(exact, _formula(test, train, 1.3))


@pytest.mark.parametrize(
    "start", [one_gaussian, our_mixture(3, 1e-3), their_mixture(3, 1e-3), our_kernels, their_kernels]
)
def test_densities_are_normalised_and_draw_what_they_say(start):
    rng = np.random.default_rng(1)
    rows = np.concatenate([rng.normal(-2, 0.5, size=(150, 2)), rng.normal(1, 1, size=(150, 2))])
    log_prob, sample, count = start(rows[:200], rows[200:])
    side = np.linspace(-8, 8, 161)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    mass = np.exp(log_prob(grid)) * 0.01
    assert mass.sum() == pytest.approx(1, abs=0.01)
    drawn = sample(4000, np.random.default_rng(2))
    assert np.allclose(drawn.mean(axis=0), mass @ grid, atol=0.15)
    assert count > 0
