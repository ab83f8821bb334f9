"""Week 5's claims as numbers: what the bounds lose, what the printed notes get wrong, what the digits show."""

import math
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from scipy import stats
from sklearn.metrics import roc_auc_score
from torch.distributions import LowRankMultivariateNormal, Normal, kl_divergence

from autograder.places import SOLUTIONS
from gmcourse.data.digits import binarised_digits
from gmcourse.reference import latent, latent_moves
from gmcourse.reference.vae_models import IWAE, PPCA, VAE, BetaVAE
from gmcourse.train import fit, seeded


def generator(seed=0):
    return torch.Generator().manual_seed(seed)


def bound(model, x, g):
    return -model.objective(x, g).mean()


@pytest.fixture(scope="module")
def digits():
    data = binarised_digits()
    parts = [torch.tensor(p, dtype=torch.float32) for p in (data.train, data.valid, data.test)]
    return data, *parts


@pytest.fixture(scope="module")
def trained(digits):
    """A VAE, an IWAE and a beta-VAE of eight latents, trained alike."""
    _, train, valid, _ = digits
    kinds = {"vae": (VAE, {}), "iwae": (IWAE, {"draws": 10}), "beta": (BetaVAE, {"beta": 5.0})}
    models = {}
    for name, (kind, options) in kinds.items():
        with seeded(0):
            models[name] = kind(64, 8, 96, **options)
        fit(models[name], bound, train, valid, epochs=15, lr=5e-3, seed=1)
    return models


@torch.no_grad()
def held_out(model, x, draws=100):
    return model.log_prob(x, draws, generator())


def linear_case():
    """One latent, x = 2 z + noise of variance 1/2, x = 3: the notebook's case."""
    x, W, b, var = (torch.tensor(v).double() for v in ([[3.0]], [[2.0]], [0.0], 0.5))
    mean, cov = latent.ppca_posterior(x, W, b, var)
    return x, W, b, var, mean, cov


def exact_elbo(x, W, b, var, mean, cov):
    """The ELBO of probabilistic PCA for a Gaussian q, in closed form."""
    fit_term = latent.gaussian_log_likelihood(x, mean @ W.T + b, var)
    return (
        fit_term
        - 0.5 * torch.trace(W.T @ W @ cov) / var
        - latent.kl_to_standard_normal(mean, cov.diagonal().log()[None])
    )


def test_the_prior_as_q_has_no_kl_and_a_large_gap_and_the_posterior_the_reverse():
    x, W, b, var, mean, cov = linear_case()
    log_p = latent.ppca_log_marginal(x, W, b, var)
    at_prior = exact_elbo(x, W, b, var, torch.zeros_like(mean), torch.eye(1).double())
    assert (log_p - at_prior).item() == pytest.approx(10.90, abs=0.01)
    assert exact_elbo(x, W, b, var, mean, cov).item() == pytest.approx(log_p.item())
    assert latent.kl_to_standard_normal(mean, cov.log()).item() == pytest.approx(1.54, abs=0.01)


def test_two_hundred_latents_are_exact():
    W = torch.randn(400, 200, generator=generator(), dtype=torch.float64)
    x = torch.randn(3, 400, generator=generator(1), dtype=torch.float64)
    zero, var = torch.zeros(400).double(), torch.tensor(1.0).double()
    wanted = LowRankMultivariateNormal(zero, W, torch.ones(400).double()).log_prob(x)
    torch.testing.assert_close(latent.ppca_log_marginal(x, W, zero, var), wanted)


def test_the_importance_bound_tightens_with_every_draw_and_reaches_the_truth():
    x, W, b, var, mean, cov = linear_case()
    q = Normal(mean, 2 * cov.sqrt())
    z = q.loc + q.scale * torch.randn(1000, 4000, generator=generator(), dtype=torch.float64)
    weights = Normal(2 * z, var.sqrt()).log_prob(x) + Normal(0.0, 1.0).log_prob(z) - q.log_prob(z)
    bounds = [latent.iwae_bound(weights[:m]).mean().item() for m in (1, 2, 5, 10, 100, 1000)]
    assert bounds == sorted(bounds)
    assert bounds[-1] == pytest.approx(latent.ppca_log_marginal(x, W, b, var).item(), abs=2e-3)


def test_a_one_sided_q_loses_log_two_however_many_draws():
    z = torch.randn(200_000, 1, generator=generator(), dtype=torch.float64).abs()
    weights = Normal(z, 1.0).log_prob(torch.tensor(0.0)) - math.log(2)
    truth = stats.norm.logpdf(0, 0, math.sqrt(2))
    assert latent.iwae_bound(weights).item() == pytest.approx(truth - math.log(2), abs=0.01)


def test_arg_maxima_need_not_be_ordered_as_maxima_are():
    theta = np.linspace(-3, 5, 801)
    objective = -((theta - 1) ** 2)
    lower = objective - 0.5 * (theta - 4) ** 2
    assert (lower <= objective).all()
    assert objective.max() >= lower.max()
    assert theta[objective.argmax()] < theta[lower.argmax()]


def test_exp_of_a_sigmoid_cannot_fit_a_variance_of_a_tenth():
    raw = torch.linspace(-30, 30, 10_001).double()
    variance = raw.sigmoid().exp()
    assert variance.min() >= 1
    assert variance.max() <= math.e
    cost = variance.log() + 0.1 / variance
    assert variance[cost.argmin()].item() == pytest.approx(1, abs=1e-6)


def test_noise_in_99_of_100_samples_costs_4_6_nats():
    good, noise = torch.tensor(-20.0).double(), torch.tensor(64 * math.log(0.5)).double()
    mixed = torch.logaddexp(math.log(0.01) + good, math.log(0.99) + noise)
    assert (good - mixed).item() == pytest.approx(4.6, abs=0.01)


@pytest.mark.parametrize("rho", [0.3, 0.9])
def test_the_family_gap_of_a_tilted_posterior(rho):
    cov = torch.tensor([[1.0, rho], [rho, 1.0]]).double()
    q = torch.distributions.MultivariateNormal(torch.zeros(2).double(), (1 - rho**2) * torch.eye(2).double())
    gap = torch.distributions.kl_divergence(q, torch.distributions.MultivariateNormal(q.loc, cov))
    assert gap.item() == pytest.approx(-0.5 * math.log(1 - rho**2))


def test_the_score_estimator_gets_noisier_with_dimension_and_the_pathwise_one_does_not():
    def variances(dims):
        noise = torch.randn(1500, 1, dims, generator=generator(), dtype=torch.float64)
        mean, log_var = torch.ones(dims).double(), torch.zeros(dims).double()
        return [
            torch.stack([estimator(lambda z: (z**2).sum(-1), mean, log_var, eps) for eps in noise])[:, 0]
            .var()
            .item()
            for estimator in (latent_moves.score_function_gradient, latent_moves.pathwise_gradient)
        ]

    few, many = variances(1), variances(20)
    assert many[0] > 30 * few[0]
    assert many[1] == pytest.approx(4, rel=0.15)


def test_the_straight_line_loses_length_and_the_sphere_does_not():
    ends = torch.randn(2, 300, 64, generator=generator())
    middle = (ends / 2).sum(0).norm(dim=1).mean()
    sphere = (
        torch.stack([latent_moves.slerp(a, b, 0.5) for a, b in zip(*ends, strict=True)]).norm(dim=1).mean()
    )
    assert middle.item() == pytest.approx(8 / math.sqrt(2), rel=0.03)
    assert sphere.item() == pytest.approx(8, rel=0.03)


def test_em_and_the_bound_reach_the_same_ppca():
    x = (
        torch.randn(200, 3, generator=generator()).double()
        @ torch.randn(3, 3, generator=generator(1)).double()
    )
    best = PPCA.fit(x, 1)
    W, b, var = torch.ones(3, 1).double(), x.mean(0), torch.tensor(1.0).double()
    for _ in range(500):
        mean, cov = latent.ppca_posterior(x, W, b, var)
        second = len(x) * cov + mean.T @ mean
        W = (x - b).T @ mean @ torch.linalg.inv(second)
        var = (((x - b) ** 2).sum() - ((x - b) @ W * mean).sum()) / x.numel()
    assert latent.ppca_log_marginal(x, W, b, var).mean().item() == pytest.approx(
        best.log_prob(x).mean().item(), rel=1e-6
    )


def test_on_digits_the_vae_beats_independent_pixels_and_the_iwae_the_vae(digits, trained):
    _, train, _, test = digits
    ink = train.mean(0).clamp(0.002, 0.998)
    independent = latent.bernoulli_log_likelihood(test, torch.logit(ink).expand_as(test))
    vae, iwae = held_out(trained["vae"], test), held_out(trained["iwae"], test)
    for better, worse in ((vae, independent), (iwae, vae)):
        difference = better - worse
        assert difference.mean() > 2 * difference.std() / len(test) ** 0.5


def test_a_large_beta_collapses_the_posterior(digits, trained):
    test = digits[-1]
    with torch.no_grad():
        used = {name: (model.encode(test)[0].var(0) > 0.01).sum().item() for name, model in trained.items()}
    assert used["vae"] == 8
    assert used["beta"] <= 1


def test_a_digit_never_seen_is_found_by_its_likelihood(digits):
    data, train, _, test = digits
    with seeded(0):
        model = VAE(64, 8, 96)
    fit(model, bound, train[torch.tensor(data.train_labels != 4)], epochs=15, lr=5e-3, seed=1)
    is_four = data.test_labels == 4
    assert roc_auc_score(is_four, -held_out(model, test)) > 0.85
    with torch.no_grad():
        by_kl = latent.kl_to_standard_normal(*model.encode(test))
    assert roc_auc_score(is_four, by_kl) < 0.65


def test_a_small_beta_sends_the_codes_wider_than_the_prior_and_costs_likelihood(digits, trained):
    _, train, valid, test = digits
    with seeded(0):
        loose = BetaVAE(64, 8, 96, beta=0.2)
    fit(loose, bound, train, valid, epochs=15, lr=5e-3, seed=1)
    with torch.no_grad():
        spread = {}
        for name, model in (("loose", loose), ("vae", trained["vae"])):
            mean, log_var = model.encode(test)
            spread[name] = (mean.var(0) + log_var.exp().mean(0)).mean().item()
    assert spread["loose"] > max(1.1, spread["vae"])
    assert held_out(loose, test).mean() < held_out(trained["vae"], test).mean() - 0.5


@pytest.mark.slow
def test_the_gaps_and_the_arithmetic_are_as_the_notebook_and_the_chapter_say():
    """The notebook's own cells, with the references in the student's place."""
    parts = re.split(r"^# %%(.*)\n", (SOLUTIONS / "week05_vae.py").read_text(encoding="utf-8"), flags=re.M)[
        1:
    ]
    names = {"torch": torch, "nn": torch.nn, "np": np, "fit": fit, "seeded": seeded, "Normal": Normal, "plt": plt,
             "kl_divergence": kl_divergence, "binarised_digits": binarised_digits, "ready": lambda *ids: True,
             "show": lambda *a, **b: plt.close("all"), **vars(latent), **vars(latent_moves)}  # fmt: skip
    wanted = ("class DigitVAE", "def negative_bound", "def trained(label", "def tight(", "images = test[:100]",
              "amortisation gap", "def decoded", "centre[7] - centre[1]", "the last row reads")  # fmt: skip
    for source in parts[1::2]:
        if any(part in source for part in wanted) and "SOLUTION" not in source:
            exec(source.split('if ready("vae_elbo", "iwae_bound"):\n    importance')[0], names)
    family = (names["tight"](names["wide"], names["images"], 2000).mean() - names["own"]).item()
    assert 0.5 < (names["own"] - names["amortised"]).item() < 0.65
    assert 0.28 < family < 0.4
    assert 0 < sum(names["read"] == 7) < 6
