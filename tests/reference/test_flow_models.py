"""Week 6's flow modules: log-dets against autograd, inverses, densities that integrate to one, zuko."""

import math

import numpy as np
import pytest
import torch
import zuko
from torch.distributions import transforms as tdt

from gmcourse.reference import flow_density, flow_models
from gmcourse.train import seeded

FLOWS = {
    "planar": lambda dims: flow_density.planar_flow(dims, 4),
    "real nvp": lambda dims: flow_density.coupling_flow(dims, 4, 16),
    "nice": lambda dims: flow_density.coupling_flow(dims, 4, 16, additive=True),
    "maf": lambda dims: flow_density.autoregressive_flow(dims, 3, 16),
}
LAYERS = {
    "planar": lambda dims: flow_models.Planar(dims),
    "coupling": lambda dims: flow_models.Coupling(torch.arange(dims) % 2, 16),
    "additive": lambda dims: flow_models.Coupling(torch.arange(dims) % 2, 16, additive=True),
    "autoregressive": lambda dims: flow_models.MaskedAutoregressive(dims, 16),
    "order": lambda dims: flow_models.Order(torch.randperm(dims)),
    "affine": lambda dims: flow_models.Affine(dims, torch.randn(20, dims)),
}


def shaken(make, dims, dtype=torch.float64, seed=0, size=0.3):
    """A module with drawn weights: none of them is at its gentle start."""
    with seeded(seed):
        module = make(dims).to(dtype)
        for value in module.parameters():
            value.data += size * torch.randn_like(value)
    return module


def points(count, dims, dtype=torch.float64, seed=1):
    return torch.randn(count, dims, generator=torch.Generator().manual_seed(seed), dtype=dtype)


def jacobian_log_det(function, at):
    rows = [torch.autograd.functional.jacobian(lambda r: function(r[None])[0], row) for row in at]
    return torch.stack([torch.linalg.slogdet(row).logabsdet for row in rows])


@pytest.mark.parametrize("dims", [1, 2, 5])
@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_s_log_dets_are_autograd_s(name, dims):
    layer, z = shaken(LAYERS[name], dims), points(4, dims)
    x, log_det = layer.forward(z)
    torch.testing.assert_close(log_det, jacobian_log_det(lambda v: layer.forward(v)[0], z))
    if name != "planar":
        torch.testing.assert_close(layer.inverse(x)[1], jacobian_log_det(lambda v: layer.inverse(v)[0], x))


@pytest.mark.parametrize("dtype, bound", [(torch.float32, 1e-5), (torch.float64, 1e-10)])
@pytest.mark.parametrize("dims", [1, 2, 5])
@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_can_be_undone(name, dims, dtype, bound):
    layer, z = shaken(LAYERS[name], dims, dtype), points(50, dims, dtype)
    x, log_det = layer.forward(z)
    back, inverse_log_det = layer.inverse(x)
    assert back.dtype == dtype
    assert (back - z).abs().max() < bound * (1 + z.abs().max())
    torch.testing.assert_close(inverse_log_det, -log_det, rtol=1e-4, atol=10 * bound)


@pytest.mark.parametrize("dtype, bound", [(torch.float32, 1e-5), (torch.float64, 1e-10)])
@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_at_its_start_can_be_undone(name, dtype, bound):
    with seeded(3):
        flow = FLOWS[name](6).to(dtype)
    z = points(200, 6, dtype)
    assert (flow.inverse(flow.forward(z)[0])[0] - z).abs().max() < bound


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_integrates_to_one_in_the_plane(name):
    flow = shaken(FLOWS[name], 2, seed=2, size=0.15)
    side = torch.linspace(-12, 12, 401, dtype=torch.float64)
    with torch.no_grad():
        density = flow.log_prob(torch.cartesian_prod(side, side)).exp().reshape(401, 401)
    total = float(torch.trapezoid(torch.trapezoid(density, side), side))
    assert total == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("name", FLOWS)
def test_a_flow_integrates_to_one_on_the_line(name):
    flow = shaken(FLOWS[name], 1)
    side = torch.linspace(-40, 40, 10_001, dtype=torch.float64)
    with torch.no_grad():
        assert float(torch.trapezoid(flow.log_prob(side[:, None]).exp(), side)) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize("name", FLOWS)
def test_samples_follow_the_density(name):
    """E[h(x)] under the samples is the integral of h against the density, within 5.5 standard errors."""
    flow = shaken(FLOWS[name], 2, seed=2, size=0.15)
    side = torch.linspace(-12, 12, 401, dtype=torch.float64)
    with torch.no_grad():
        grid = torch.cartesian_prod(side, side)
        weight = flow.log_prob(grid).exp() * (side[1] - side[0]) ** 2
        x = flow.sample(4000, torch.Generator().manual_seed(0))
    for h in (lambda v: torch.tanh(v[:, 0]), lambda v: torch.cos(v[:, 0] - v[:, 1])):
        values = h(x)
        assert abs(float(values.mean() - weight @ h(grid))) < 5.5 * float(values.std()) / math.sqrt(4000)


def test_sampling_is_seeded():
    flow = shaken(FLOWS["real nvp"], 3)
    first, second = (flow.sample(5, torch.Generator().manual_seed(7)) for _ in range(2))
    assert torch.equal(first, second)


@pytest.mark.parametrize("dims", [2, 5])
def test_maf_density_is_zuko_s(dims):
    layer = shaken(LAYERS["autoregressive"], dims)

    def meta(x):
        mean, log_scale = layer.conditioner(x)
        return zuko.transforms.DependentTransform(tdt.AffineTransform(mean, log_scale.exp()).inv, 1)

    to_base = zuko.transforms.AutoregressiveTransform(meta, passes=dims)
    x = points(6, dims)
    z, log_det = to_base.call_and_ladj(x)
    torch.testing.assert_close(layer.inverse(x), (z, log_det))
    torch.testing.assert_close(layer.forward(z)[0], to_base.inv(z))


def test_maf_looks_only_back():
    layer = shaken(LAYERS["autoregressive"], 5)
    for part in (0, 1):
        jacobian = torch.autograd.functional.jacobian(
            lambda r, p=part: layer.conditioner(r[None])[p][0], points(1, 5)[0]
        )
        assert torch.equal(jacobian, jacobian.tril(-1))
        assert (jacobian.tril(-1) != 0).sum() > 5


def test_planar_layers_stay_invertible_for_any_weights():
    for seed in range(20):
        layer = shaken(LAYERS["planar"], 3, seed=seed)
        layer.free.data *= 20
        assert (layer.w @ layer.u()).item() > -1


def test_nice_keeps_volumes():
    layer = shaken(LAYERS["additive"], 6)
    assert (layer.forward(points(5, 6))[1] == 0).all()


def test_grey_levels_are_a_bound_that_tightens_to_the_exact_mass():
    """One pixel, three levels: the mass of a level is an integral of the density that can be computed."""
    density = shaken(FLOWS["nice"], 1)
    model = flow_density.GreyLevels(density, levels=3, alpha=0.05)
    nodes, weights = np.polynomial.legendre.leggauss(60)
    edge = np.log(0.05 + 0.9 * np.arange(4) / 3) - np.log(0.95 - 0.9 * np.arange(4) / 3)
    generator = torch.Generator().manual_seed(0)
    for level in range(3):
        half = (edge[level + 1] - edge[level]) / 2
        y = torch.tensor(edge[level] + half * (nodes + 1))[:, None]
        with torch.no_grad():
            exact = math.log(float((density.log_prob(y).exp() * torch.tensor(half * weights)).sum()))
            x = torch.full((2000, 1), level)
            loose = model.double().log_prob(x, generator)
            tight = model.log_prob(x, generator, draws=50)
        assert float(loose.mean()) < exact + 5.5 * float(loose.std()) / math.sqrt(2000)
        assert float(tight.mean()) == pytest.approx(exact, abs=0.01)


def test_grey_samples_are_whole_numbers_in_range():
    model = flow_density.GreyLevels(shaken(FLOWS["real nvp"], 4, torch.float32), levels=5)
    x = model.sample(200, torch.Generator().manual_seed(0))
    assert x.dtype == torch.int64
    assert set(x.unique().tolist()) <= set(range(5))
