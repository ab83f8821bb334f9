"""Week 8's flows against exact Gaussians through the equation, SciPy's solver, zuko and autograd."""

import numpy as np
import pytest
import torch
import zuko
from scipy.integrate import solve_ivp

from gmcourse.reference import flow_matching as fm
from gmcourse.reference.text_diffusion import masked_loss, unmask

MEAN, STD = 1.5, 0.4


def draw(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def to_gaussian(x, t):
    """The velocity of the straight path from N(0, I) to N(MEAN, STD^2 I), a conditional expectation."""
    t = t[:, None]
    slope = (t * STD**2 - (1 - t)) / ((1 - t) ** 2 + t**2 * STD**2)
    return MEAN + slope * (x - t * MEAN)


def wavy(x, t):
    return torch.sin(2 * x.flip(1) + t[:, None]) - 0.3 * x


def test_the_exact_velocity_carries_noise_to_the_gaussian():
    noise = draw(6, 3)
    end = fm.integrate(to_gaussian, noise, 400, "midpoint")
    np.testing.assert_allclose(end, MEAN + STD * noise, atol=1e-4)


def test_no_velocity_has_a_lower_loss_than_the_exact_one():
    """Its own loss is the part of the lines' slopes that no function of x_t can know."""
    count = 200_000
    x, noise = MEAN + STD * draw(count, 1, seed=1), draw(count, 1, seed=2)
    t = torch.rand(count, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    best = fm.flow_matching_loss(to_gaussian, x, noise, t)
    for other in (
        lambda v, s: to_gaussian(v, s) + 0.1,
        lambda v, s: 0.9 * to_gaussian(v, s),
        lambda v, s: 0 * v,
    ):
        assert fm.flow_matching_loss(other, x, noise, t) > best + 0.005
    grid = (torch.arange(10_000, dtype=torch.float64) + 0.5) / 10_000
    spread = STD**2 / ((1 - grid) ** 2 + grid**2 * STD**2)
    assert float(best) == pytest.approx(float(spread.mean()), rel=0.02)


def test_the_loss_row_by_row():
    x, noise, t = draw(3, 3, seed=4), draw(3, 3, seed=5), torch.tensor([0.0, 0.25, 1.0], dtype=torch.float64)
    rows = [
        wavy((1 - s) * n + s * a, s[None])[0] - (a - n)
        for a, n, s in zip(x[:, None], noise[:, None], t, strict=True)
    ]
    wanted = np.mean([float((row**2).sum()) for row in rows])
    assert float(fm.flow_matching_loss(wavy, x, noise, t)) == pytest.approx(wanted)
    with pytest.raises(ValueError, match="t has shape"):
        fm.flow_matching_loss(wavy, x, noise, t[:, None])


def solved(x, start, end):
    def slope(t, flat):
        return (
            wavy(torch.tensor(flat.reshape(x.shape)), torch.full((len(x),), t, dtype=x.dtype)).numpy().ravel()
        )

    return solve_ivp(slope, (start, end), x.numpy().ravel(), rtol=1e-10, atol=1e-12).y[:, -1].reshape(x.shape)


@pytest.mark.parametrize(("method", "order"), [("euler", 1), ("midpoint", 2)])
def test_integrate_against_scipy_with_the_order_of_its_method(method, order):
    x = draw(4, 2, seed=6)
    exact = solved(x, 0, 1)
    errors = [np.abs(fm.integrate(wavy, x, steps, method).numpy() - exact).max() for steps in (40, 80)]
    assert errors[1] < 0.02
    assert np.log2(errors[0] / errors[1]) == pytest.approx(order, abs=0.2)
    with pytest.raises(ValueError, match="method"):
        fm.integrate(wavy, x, 3, "heun")


def test_guided_is_a_line_through_both():
    c, f = draw(4, 2, seed=7), draw(4, 2, seed=8)
    assert torch.equal(fm.guided(c, f, 0.0), f)
    torch.testing.assert_close(fm.guided(c, f, 1.0), c)
    torch.testing.assert_close(fm.guided(c, f, 3.0) - c, 2 * (c - f))


def test_ode_log_prob_of_the_exact_velocity_is_the_gaussian():
    x = MEAN + STD * draw(5, 3, seed=9)
    wanted = torch.distributions.Normal(MEAN, STD).log_prob(x).sum(1)
    np.testing.assert_allclose(fm.ode_log_prob(to_gaussian, x, 500), wanted, atol=2e-3)


def test_ode_log_prob_against_zuko_s_free_form_flow():
    x = draw(4, 2, seed=10)
    there = zuko.transforms.FreeFormJacobianTransform(
        lambda t, v: wavy(v, t.expand(len(v)) if t.ndim == 0 else t),
        t0=1.0,
        t1=0.0,
        exact=True,
        atol=1e-9,
        rtol=1e-9,
    )
    z, log_det = there.call_and_ladj(x)
    wanted = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1) + log_det
    np.testing.assert_allclose(fm.ode_log_prob(wavy, x, 400), wanted.detach(), atol=1e-4)


def test_masked_loss_token_by_token():
    logits, mask = draw(2, 3, 4, seed=11), torch.tensor([[True, False, True], [False, False, True]])
    tokens, rate = torch.tensor([[0, 3, 1], [2, 2, 3]]), torch.tensor([0.5, 0.125], dtype=torch.float64)
    surprise = torch.distributions.Categorical(logits=logits).log_prob(tokens).neg()
    wanted = sum(float(surprise[n, t] / rate[n]) for n, t in ((0, 0), (0, 2), (1, 2))) / 6
    assert float(masked_loss(logits, tokens, mask, rate)) == pytest.approx(wanted)
    with pytest.raises(ValueError, match="expected"):
        masked_loss(logits, tokens, mask, rate[:1])


def test_masked_loss_of_the_exact_conditionals_is_the_entropy():
    """Independent tokens: the bound is tight, whatever the rates."""
    chances = torch.tensor([0.5, 0.3, 0.2], dtype=torch.float64)
    generator = torch.Generator().manual_seed(12)
    tokens = torch.multinomial(chances, 200_000, True, generator=generator).reshape(-1, 10)
    rate = 0.1 + 0.9 * torch.rand(len(tokens), generator=generator, dtype=torch.float64)
    mask = torch.rand(tokens.shape, generator=generator, dtype=torch.float64) < rate[:, None]
    loss = masked_loss(chances.log().expand(*tokens.shape, 3), tokens, mask, rate)
    assert float(loss) == pytest.approx(float(torch.distributions.Categorical(chances).entropy()), rel=0.02)


def test_unmask_draws_from_the_model_and_leaves_what_was_seen():
    """A model that says: the first token is fair, the second repeats the first."""

    def logits_of(tokens, hidden):
        logits = torch.zeros(*tokens.shape, 2, dtype=torch.float64)
        logits[:, 1] = torch.where(torch.nn.functional.one_hot(tokens[:, 0], 2).bool(), 50.0, -50.0)
        return logits

    tokens = torch.zeros(4000, 3, dtype=torch.int64)
    hidden = torch.tensor([True, True, False]).expand(4000, 3)
    order = torch.tensor([0, 1, 0]).expand(4000, 3)
    out = unmask(logits_of, tokens, hidden, order, torch.Generator().manual_seed(13))
    assert torch.equal(out[:, 0], out[:, 1])
    assert not out[:, 2].any()
    assert float(out[:, 0].double().mean()) == pytest.approx(0.5, abs=0.04)
