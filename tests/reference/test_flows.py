"""Week 6's reference functions against torch.distributions, zuko, SciPy, autograd and integration."""

import itertools
import math
from types import SimpleNamespace

import numpy as np
import pytest
import torch
import zuko
from scipy import integrate, stats
from torch.distributions import transforms as tdt

from gmcourse.reference import flows


def draw(*shape, seed=0, dtype=torch.float64):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def net(dims, seed):
    """A dense conditioner: every output looks at every input."""
    weight, bias = draw(dims, dims, seed=seed), draw(dims, seed=seed + 1)
    return lambda v: torch.tanh(v @ weight.to(v.dtype).T + bias.to(v.dtype))


def triangular(dims, seed):
    """An autoregressive conditioner."""
    first, second = (draw(dims, dims, seed=seed + i).tril(-1) for i in (0, 1))
    return lambda x: (x @ first.T + 0.3, 0.5 * torch.tanh(x @ second.T) - 0.1)


def autograd_log_det(f, z):
    """One row at a time, with another part of torch than the reference uses."""
    rows = [torch.autograd.functional.jacobian(lambda r: f(r[None])[0], row) for row in z]
    return torch.stack([torch.linalg.slogdet(row).logabsdet for row in rows])


def grid_total(log_prob, low, high, points):
    """The trapezoidal integral of exp(log_prob) over a square."""
    side = torch.linspace(low, high, points, dtype=torch.float64)
    grid = torch.cartesian_prod(side, side)
    density = log_prob(grid).exp().reshape(points, points)
    return float(torch.trapezoid(torch.trapezoid(density, side), side))


def test_pushforward_pmf_is_that_of_the_notes():
    result = flows.pushforward_pmf({1: 0.2, 2: 0.5, 3: 0.3}, {1: "a", 2: "b", 3: "b"})
    assert result == pytest.approx({"a": 0.2, "b": 0.8})


def test_pushforward_pmf_against_enumerated_draws():
    rng = np.random.default_rng(0)
    probs, images = rng.dirichlet(np.ones(20)), rng.integers(6, size=20)
    result = flows.pushforward_pmf(dict(enumerate(probs)), dict(enumerate(images)))
    for image in range(6):
        assert result.get(image, 0) == pytest.approx(probs[images == image].sum())
    assert sum(result.values()) == pytest.approx(1)


def test_pushforward_pmf_keeps_images_of_probability_zero():
    assert flows.pushforward_pmf({0: 1.0, 1: 0.0}, {0: "a", 1: "b"}) == {"a": 1.0, "b": 0.0}


def test_pushforward_pmf_names_unlike_outcomes():
    with pytest.raises(ValueError, match="outcomes"):
        flows.pushforward_pmf({0: 1.0}, {1: 0})


def test_square_is_chi_square():
    y = torch.tensor([1e-300, 1e-6, 0.5, 3.0, 900.0], dtype=torch.float64)
    expected = stats.chi2(1).logpdf(y.numpy())
    np.testing.assert_allclose(flows.square_pushforward_log_prob(y), expected, rtol=1e-12)


def test_square_has_no_density_at_and_below_zero():
    y = torch.tensor([0.0, -1.0, -1e-300], dtype=torch.float64)
    assert (flows.square_pushforward_log_prob(y) == -torch.inf).all()


def test_square_integrates_to_one():
    total, _ = integrate.quad(
        lambda s: 2 * s * math.exp(flows.square_pushforward_log_prob(torch.tensor([s * s])).item()), 1e-12, 12
    )
    assert total == pytest.approx(1, abs=1e-6)


@pytest.mark.parametrize(
    "transform",
    [
        tdt.SigmoidTransform(),
        tdt.ExpTransform(),
        tdt.AffineTransform(1.0, -2.0),
        tdt.ComposeTransform([tdt.AffineTransform(0.5, 0.3), tdt.TanhTransform()]),
    ],
)
def test_change_of_variables_against_transformed_distribution(transform):
    base = torch.distributions.Independent(
        torch.distributions.Normal(torch.zeros(3).double(), torch.ones(3).double()), 1
    )
    x = transform(draw(6, 3))
    law = torch.distributions.TransformedDistribution(base, [transform])

    def log_det(x):
        z = transform.inv(x)
        return -transform.log_abs_det_jacobian(z, x).sum(1)

    got = flows.change_of_variables(x, base.log_prob, transform.inv, log_det)
    torch.testing.assert_close(got, law.log_prob(x), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("dims, sign", [(1, 1), (1, -1), (2, -1), (4, 1)])
def test_linear_flow_is_a_gaussian(dims, sign):
    A = draw(dims, dims, seed=3) + 2 * torch.eye(dims)
    A[0] = A[0] * sign * A.det().sign()
    b, x = draw(dims, seed=4), draw(7, dims, seed=5)
    expected = stats.multivariate_normal(b.numpy(), (A @ A.T).numpy()).logpdf(x.numpy())
    got = flows.linear_flow_log_prob(x, A, b)
    assert A.det().sign() == sign
    np.testing.assert_allclose(got, expected, rtol=1e-9)


def test_linear_flow_survives_many_dimensions():
    A = 20 * torch.eye(400, dtype=torch.float64)
    got = flows.linear_flow_log_prob(torch.zeros(1, 400).double(), A, torch.zeros(400).double())
    assert float(got) == pytest.approx(-400 * (math.log(20) + 0.5 * math.log(2 * math.pi)))


def test_jacobian_log_abs_det_of_known_maps():
    z = draw(5, 3)
    A = draw(3, 3, seed=1)
    torch.testing.assert_close(
        flows.jacobian_log_abs_det(lambda v: v @ A.T, z), torch.linalg.slogdet(A).logabsdet.expand(5)
    )
    torch.testing.assert_close(flows.jacobian_log_abs_det(torch.exp, z), z.sum(1))
    f = net(3, 2)
    torch.testing.assert_close(flows.jacobian_log_abs_det(f, z), autograd_log_det(f, z))


def test_planar_log_abs_det_is_that_of_autograd():
    z, u, w, b = draw(9, 3), draw(3, seed=1), draw(3, seed=2), 0.4
    got = flows.planar_log_abs_det(z, u, w, b)
    torch.testing.assert_close(got, autograd_log_det(lambda v: v + u * torch.tanh(v @ w + b)[:, None], z))
    reflected = flows.planar_log_abs_det(z, -5 * w, w, b)
    assert torch.isfinite(reflected).all()


@pytest.mark.parametrize("dims", [1, 2, 5])
def test_coupling_against_zuko(dims):
    mask = (torch.arange(dims) % 2).double()
    scale, shift, z = net(dims, 1), net(dims, 5), draw(6, dims)
    free = mask == 0

    def meta(seen):
        full = torch.zeros(*seen.shape[:-1], dims).double()
        full[..., ~free] = seen
        return zuko.transforms.DependentTransform(
            tdt.AffineTransform(shift(full)[..., free], scale(full)[..., free].exp()), 1
        )

    transform = zuko.transforms.CouplingTransform(meta, ~free)
    x, log_det = flows.coupling_forward(z, mask, scale, shift)
    expected, expected_log_det = transform.call_and_ladj(z)
    torch.testing.assert_close(x, expected)
    torch.testing.assert_close(log_det, expected_log_det)
    torch.testing.assert_close(
        log_det, autograd_log_det(lambda v: flows.coupling_forward(v, mask, scale, shift)[0], z)
    )


@pytest.mark.parametrize("dtype, bound", [(torch.float32, 1e-5), (torch.float64, 1e-10)])
def test_coupling_is_invertible(dtype, bound):
    mask = torch.tensor([1, 0, 0, 1, 0], dtype=dtype)
    scale, shift, z = net(5, 1), net(5, 5), draw(50, 5, dtype=dtype)
    x, forward = flows.coupling_forward(z, mask, scale, shift)
    back, backward = flows.coupling_inverse(x, mask, scale, shift)
    assert (back - z).abs().max() < bound
    torch.testing.assert_close(backward, -forward)


def test_additive_coupling_keeps_volume():
    mask, zero = torch.tensor([1.0, 0.0]), torch.zeros_like
    x, log_det = flows.coupling_forward(draw(4, 2, dtype=torch.float32), mask, zero, lambda v: v + 1)
    assert (log_det == 0).all()
    assert x.shape == (4, 2)


def elementwise(transform):
    """A flow made of a torch.distributions transform."""
    return SimpleNamespace(
        forward=lambda z: (transform(z), transform.log_abs_det_jacobian(z, transform(z)).sum(1)),
        inverse=lambda x: (transform.inv(x), -transform.log_abs_det_jacobian(transform.inv(x), x).sum(1)),
    )


def test_compose_against_compose_transform():
    parts = [tdt.AffineTransform(0.2, 0.7), tdt.TanhTransform(), tdt.AffineTransform(-1.0, 3.0)]
    parts.append(tdt.ExpTransform())
    flow, other = flows.compose([elementwise(p) for p in parts]), elementwise(tdt.ComposeTransform(parts))
    z = draw(5, 2)
    x, log_det = flow.forward(z)
    torch.testing.assert_close(flow.forward(z), other.forward(z))
    torch.testing.assert_close(flow.inverse(x), other.inverse(x))
    torch.testing.assert_close(log_det, autograd_log_det(lambda v: flow.forward(v)[0], z))


def test_compose_of_nothing_is_the_identity():
    z = draw(3, 2)
    for x, log_det in (flows.compose([]).forward(z), flows.compose([]).inverse(z)):
        assert torch.equal(x, z)
        assert torch.equal(log_det, torch.zeros(3).double())


@pytest.mark.parametrize("dims", [1, 2, 4])
def test_maf_against_zuko(dims):
    conditioner, x = triangular(dims, 7), draw(6, dims)

    def meta(v):
        mean, log_scale = conditioner(v)
        return zuko.transforms.DependentTransform(tdt.AffineTransform(mean, log_scale.exp()).inv, 1)

    to_base = zuko.transforms.AutoregressiveTransform(meta, passes=dims)
    base = torch.distributions.Independent(torch.distributions.Normal(torch.zeros(dims).double(), 1.0), 1)
    law = zuko.distributions.NormalizingFlow(to_base, base)
    torch.testing.assert_close(flows.maf_log_prob(x, conditioner), law.log_prob(x))


def test_densities_integrate_to_one_in_the_plane():
    A, b = torch.tensor([[1.0, 0.5], [0.8, -1.0]]).double(), torch.tensor([0.5, -0.2]).double()
    mask = torch.tensor([1.0, 0.0]).double()
    scale, shift = net(2, 1), net(2, 5)

    def coupled(x):
        z, log_det = flows.coupling_inverse(x, mask, scale, shift)
        return -0.5 * (z**2).sum(1) - math.log(2 * math.pi) + log_det

    one = pytest.approx(1, abs=1e-6)
    assert grid_total(lambda x: flows.linear_flow_log_prob(x, A, b), -9, 9, 201) == one
    assert grid_total(lambda x: flows.maf_log_prob(x, triangular(2, 7)), -16, 16, 801) == one
    assert grid_total(coupled, -16, 16, 801) == one


def test_logit_dequantize_against_composed_transforms():
    x = torch.randint(17, (5, 4), generator=torch.Generator().manual_seed(0))
    noise = torch.rand(5, 4, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    chain = tdt.ComposeTransform(
        [tdt.AffineTransform(0.0, 1 / 17), tdt.AffineTransform(0.05, 0.9), tdt.SigmoidTransform().inv]
    )
    y, log_det = flows.logit_dequantize(x, 17, noise, 0.05)
    torch.testing.assert_close(y, chain(x + noise))
    torch.testing.assert_close(log_det, chain.log_abs_det_jacobian(x + noise, chain(x + noise)).sum(1))


def test_dequantised_mass_is_one_over_all_images():
    """A density on y, pulled back and averaged over the noise, is a distribution over the images."""
    nodes, weights = np.polynomial.legendre.leggauss(40)
    nodes, weights = torch.tensor((nodes + 1) / 2), torch.tensor(weights / 2)
    total = 0.0
    for image in itertools.product(range(3), repeat=2):
        noise = torch.cartesian_prod(nodes, nodes)
        x = torch.tensor(image).expand(len(noise), 2)
        y, log_det = flows.logit_dequantize(x, 3, noise, 0.1)
        inside = math.log(0.5 * (1 + math.erf(math.log(9) / math.sqrt(2))) * 2 - 1)
        log_prob = -0.5 * (y**2).sum(1) - math.log(2 * math.pi) - 2 * inside + log_det
        total += float((torch.cartesian_prod(weights, weights).prod(1) * log_prob.exp()).sum())
    assert total == pytest.approx(1, abs=1e-7)


def test_bad_inputs_are_named():
    z = draw(3, 2)
    with pytest.raises(ValueError, match=r"mask has shape \(3,\)"):
        flows.coupling_forward(z, torch.ones(3).double(), net(2, 0), net(2, 0))
    with pytest.raises(ValueError, match=r"expected \(N, D\)"):
        flows.maf_log_prob(z[0], triangular(2, 0))
    with pytest.raises(ValueError, match="A has shape"):
        flows.linear_flow_log_prob(z, draw(2, 3), draw(2))
    with pytest.raises(ValueError, match="expected .* for both"):
        flows.planar_log_abs_det(z, draw(3), draw(2), 0.0)
    with pytest.raises(ValueError, match="alpha"):
        flows.logit_dequantize(z, 4, z, 0.5)
    with pytest.raises(ValueError, match="noise"):
        flows.logit_dequantize(z, 4, z[:1], 0.1)
