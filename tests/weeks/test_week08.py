"""Week 8's claims as numbers: memory, one path in three languages, guidance, captions never seen, text in any order."""

import json
import math

import numpy as np
import pytest
import torch

from autograder.places import SOLUTIONS
from autograder.weeks import find_week
from bench import text_to_image as benchmark
from bench.notebook_cells import chosen
from gmcourse import captions
from gmcourse.data import clothes, language, moons
from gmcourse.data.text_to_image import text_to_image
from gmcourse.reference import diffusion, energies, flow_matching
from gmcourse.reference.text_diffusion import masked_loss

WEEK = find_week("week08_diffusion")


def draw(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def test_each_exercise_has_five_named_mistakes_and_three_other_ways():
    for exercise in WEEK.exercises:
        assert len(exercise.misconceptions) >= 5
        assert len(exercise.alternatives) >= 3


def test_the_ideal_score_of_a_training_set_remembers_it():
    spikes, weights = draw(30, 5, seed=1), torch.full((30,), 1 / 30, dtype=torch.float64)
    x = draw(20, 5, seed=2)
    levels = np.concatenate([np.cos(np.linspace(0.499 * np.pi, 0.02, 60)) ** 2, [1.0]])
    for now, later in zip(levels[:-1], levels[1:], strict=True):
        sigma = math.sqrt((1 - now) / now)
        eps = -sigma * energies.mixture_score(x / math.sqrt(now), weights, spikes, sigma**2)
        x = diffusion.ddim_step(x, eps, now, later)
    assert torch.cdist(x, spikes).min(1).values.max() < 1e-3


def test_walkers_stay_in_their_lump_until_noise_joins_it_to_the_other():
    means, weights = torch.tensor([[-2.0], [2.0]]).double(), torch.tensor([0.8, 0.2]).double()
    noises, start = draw(600, 300, 1, seed=3), means[:1].expand(300, 1) + 0.3 * draw(300, 1, seed=4)
    stuck = energies.langevin(start, lambda x: energies.mixture_score(x, weights, means, 0.1), 0.02, noises)
    assert (stuck < 0).all()
    for sigma, some in zip(np.geomspace(4, 0.05, 20), noises.split(30), strict=True):
        var = 0.1 + sigma**2
        start = energies.langevin(
            start, lambda x, v=var: energies.mixture_score(x, weights, means, v), 0.2 * var, some
        )
    assert 0.1 < float((start > 0).double().mean()) < 0.35


def test_guidance_moves_a_gaussian_beyond_its_mean():
    """Free N(0, 1), conditional N(1, 1), the straight path: weight w ends at mean w."""

    def velocity(mean):
        return lambda x, t: (
            mean + (t - (1 - t))[:, None] / ((1 - t) ** 2 + t**2)[:, None] * (x - t[:, None] * mean)
        )

    noise = draw(50, 1, seed=5)
    for weight in (0.0, 1.0, 3.0):

        def mixed(x, t, weight=weight):
            return flow_matching.guided(velocity(1.0)(x, t), velocity(0.0)(x, t), weight)

        end = flow_matching.integrate(mixed, noise, 400, "midpoint")
        assert torch.allclose(end, noise + weight, atol=1e-3)


def test_captions_and_numbers_translate_and_strangers_are_named():
    numbers = captions.caption_words([9, 1], [0, 2])
    assert torch.equal(numbers, captions.caption_words(["a dark boot", "light trousers"]))
    assert captions.unseen([9, 9], [0, 2]).tolist() == [True, False]
    with pytest.raises(ValueError, match="a tone"):
        captions.caption_words(["a purple boot"])


def test_the_judge_reads_real_pictures_well_and_noise_badly():
    judge = captions.Judge(clothes.clothes())
    scores = [judge.score_real(caption) for caption in captions.UNSEEN]
    assert np.mean([s.garment for s in scores]) > 0.8
    assert np.mean([s.tone for s in scores]) > 0.85
    noise = torch.rand(40, 784, generator=torch.Generator().manual_seed(0))
    assert np.mean([judge.score(noise, c).garment for c in captions.UNSEEN]) < 0.5


def test_the_masked_bound_of_an_exact_model_is_above_the_entropy_of_the_language():
    """Exact conditionals by enumeration of all texts of four letters: in any order the bound is exact."""
    source, length = language.small_language(), 4
    texts = torch.tensor(np.stack(np.meshgrid(*[range(5)] * length, indexing="ij"), -1).reshape(-1, length))
    p = torch.tensor(np.exp(source.log_prob(texts.numpy())))
    total = 0.0
    for mask in torch.tensor(
        np.stack(np.meshgrid(*[[False, True]] * length, indexing="ij"), -1).reshape(-1, length)
    ):
        hidden = int(mask.sum())
        if hidden:
            chance = math.gamma(hidden) * math.gamma(length - hidden + 1) / math.gamma(length + 1)
            total += chance * _surprise_of_hidden(p, texts, mask)
    assert total == pytest.approx(float(-(p[p > 0] * p[p > 0].log()).sum()))


def _surprise_of_hidden(p, texts, mask):
    """The expected sum of -log p(letter | letters in view) over the hidden places: `masked_loss` at rate 1."""
    view = (texts * ~mask * 5 ** torch.arange(len(mask))).sum(1)
    joint = torch.zeros(5 ** len(mask), len(mask), 5, dtype=torch.float64)
    for place in range(len(mask)):
        joint[:, place].index_put_((view, texts[:, place]), p, accumulate=True)
    logits = (joint / joint.sum(-1, keepdim=True).clamp(min=1e-300)).clamp(min=1e-300).log()[view]
    seen = p > 0
    rate = torch.ones(1, dtype=torch.float64)
    rows = [masked_loss(logits[i : i + 1], texts[i : i + 1], mask[None], rate) for i in torch.where(seen)[0]]
    return float((p[seen] * torch.stack(rows)).sum()) * len(mask)


@pytest.mark.slow
def test_a_flow_comes_within_a_twentieth_of_a_nat_of_the_moons():
    parts = moons.two_moons()
    x, test = torch.tensor(parts.train).float(), torch.tensor(parts.test).float()
    torch.manual_seed(0)
    net = torch.nn.Sequential(
        *(
            layer
            for a, b in ((10, 64), (64, 64), (64, 64), (64, 64))
            for layer in (torch.nn.Linear(a, b), torch.nn.SiLU())
        ),
        torch.nn.Linear(64, 2),
    )

    def velocity(x, t):
        angles = t[:, None] * torch.arange(1, 5) * math.pi / 2
        return net(torch.cat([x, angles.cos(), angles.sin()], dim=1))

    optimizer = torch.optim.Adam(net.parameters())
    slower = torch.optim.lr_scheduler.OneCycleLR(optimizer, 8e-3, total_steps=8000)
    centre, scale = x.mean(0), x.std(0)
    for _ in range(8000):
        batch = ((x - centre) / scale)[torch.randint(len(x), (256,))]
        t = (torch.arange(256) + torch.rand(256)) / 256
        optimizer.zero_grad()
        flow_matching.flow_matching_loss(velocity, batch, torch.randn(256, 2), t).backward()
        optimizer.step()
        slower.step()
    found = flow_matching.ode_log_prob(velocity, (test - centre) / scale, 40) - scale.log().sum()
    gap = torch.tensor(moons.log_prob(parts.test)) - found.detach()
    assert 0 < float(gap.mean()) < 0.05


def test_the_benchmark_takes_all_its_cells_from_the_notebook_and_gets_a_model(monkeypatch):
    monkeypatch.setattr("gmcourse.train.fit", lambda *args, **more: None)
    assert sorted(mark for mark, _ in chosen(benchmark.WEEK, benchmark.CELLS)) == sorted(benchmark.CELLS)
    model, _ = benchmark.trained()
    assert model.draw(model.painter, ["a dark boot"], 2, benchmark.WEIGHT).shape == (2, 784)


def test_what_the_chapter_says_of_the_counted_pictures():
    found = text_to_image()
    rows = found["captions"]
    assert tuple(rows) == captions.UNSEEN
    assert found["garment"] > found["garment_real"]
    assert found["tone"] > max(found["tone_real"], 0.95)
    for what in ("garment", "tone"):
        assert max(found[f"{what}_unguided"], found[f"{what}_rebuilt"]) < found[f"{what}_real"]
    least = sorted(rows, key=lambda caption: rows[caption]["spread"])[:2]
    assert set(least) == {"a dark T-shirt", "a dark dress"}
    for caption, row in rows.items():
        assert (row["spread"] < 0.5) == (caption in least)
        assert row["spread"] > 0.5 * row["spread_rebuilt"]
    for row in (rows[caption] for caption in least):
        assert 0.6 < row["spread_rebuilt"] < 0.75
        assert row["spread_unguided"] > 0.85 * row["spread_rebuilt"]
    assert found["nearest_code_drawn"] > found["nearest_code_real"]


@pytest.mark.slow
def test_captions_never_seen_are_drawn_right(tmp_path):
    benchmark.main(["--json", str(tmp_path / "figures.json")])
    figures = json.loads((tmp_path / "figures.json").read_text(encoding="utf-8"))
    assert len(figures["unseen"]) >= 6
    assert figures["garment"] >= figures["garment_real"]
    assert figures["tone"] >= 0.95
    assert figures["spread"] >= 0.5
    for row in figures["captions"].values():
        assert row["spread"] >= 0.5 * row["spread_rebuilt"]
    assert figures["nearest_code_drawn"] >= figures["nearest_code_real"]


def test_with_few_steps_ddim_is_nearer_than_ddpm_and_with_many_both_are_right():
    """As the notebook walks to two lumps, shares 0.3 and 0.7, each sqrt(0.05) wide."""
    source = (SOLUTIONS / "week08_diffusion.py").read_text(encoding="utf-8")
    cell = source[source.index("line_lumps, line_shares = ") :].split("# %%")[0]
    room = {"torch": torch, "np": np, "math": math, "ddim_step": diffusion.ddim_step}
    room["mixture_score"] = energies.mixture_score
    exec(cell, room)

    def faults(steps, eta):
        x = room["walk_to_lumps"](steps, eta)
        return np.abs([float((x < 0).double().mean()) - 0.3, float(x[x > 0].std()) - 0.05**0.5])

    for steps in (5, 10):
        assert (faults(steps, 0.0) < faults(steps, 1.0)).all()
    errors = 2 * np.array([0.0065, 0.0027])
    assert (faults(800, 0.0) < errors).all()
    assert (faults(800, 1.0) < errors).all()
