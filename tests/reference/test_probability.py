"""Week 1's reference against oracles that share no code with it."""

import itertools

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from scipy import integrate, optimize, special, stats
from sklearn.covariance import EmpiricalCovariance
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mutual_info_score

from gmcourse.reference import probability as ref


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def covariance(rng, dims):
    a = rng.normal(size=(dims, dims + 3))
    return a @ a.T / dims


def test_bernoulli_mle_maximises_the_likelihood(rng):
    x = (rng.random(40) < 0.3).astype(float)
    found = optimize.minimize_scalar(
        lambda theta: -stats.bernoulli.logpmf(x, theta).sum(), bounds=(0, 1), method="bounded"
    )
    assert ref.bernoulli_mle(x) == pytest.approx(found.x, abs=1e-5)
    assert ref.bernoulli_mle(np.ones(5)) == 1.0
    assert ref.bernoulli_mle(np.zeros(5)) == 0.0


def test_gaussian_log_prob_is_that_of_scipy_and_torch(rng):
    x, mean, var = rng.normal(size=20) * 50, 1.3, 0.4
    assert_allclose(ref.gaussian_log_prob(x, mean, var), stats.norm.logpdf(x, mean, np.sqrt(var)), rtol=1e-12)
    law = torch.distributions.Normal(torch.tensor(mean).double(), torch.tensor(var).double().sqrt())
    assert_allclose(ref.gaussian_log_prob(x, mean, var), law.log_prob(torch.tensor(x)), rtol=1e-6)


def test_gaussian_density_integrates_to_one():
    area, _ = integrate.quad(lambda x: np.exp(ref.gaussian_log_prob([x], 2.0, 9.0)[0]), -40, 40)
    assert area == pytest.approx(1.0, abs=1e-9)


def test_gaussian_mle_is_that_of_scipy_and_no_neighbour_is_likelier(rng):
    x = rng.gamma(2.0, size=50)
    mean, var = ref.gaussian_mle(x)
    assert (mean, np.sqrt(var)) == pytest.approx(stats.norm.fit(x), rel=1e-12)
    best = stats.norm.logpdf(x, mean, np.sqrt(var)).sum()
    for a, b in itertools.product((0.99, 1.0, 1.01), repeat=2):
        assert stats.norm.logpdf(x, a * mean, np.sqrt(b * var)).sum() <= best + 1e-12
    assert ref.gaussian_mle([3.0]) == (3.0, 0.0)


@pytest.mark.parametrize("k", [1, 2, 30])
def test_entropy_is_that_of_scipy(rng, k):
    p = rng.dirichlet(np.ones(k))
    assert ref.entropy(p) == pytest.approx(stats.entropy(p), abs=1e-12)
    assert ref.entropy(np.append(p, 0.0)) == pytest.approx(stats.entropy(p), abs=1e-12)


def test_kl_divergence_is_that_of_scipy_zeros_included(rng):
    p, q = rng.dirichlet(np.ones(6), size=2)
    p[2] = 0.0
    p /= p.sum()
    assert ref.kl_divergence(p, q) == pytest.approx(special.rel_entr(p, q).sum(), rel=1e-12)
    assert ref.kl_divergence(q, p) == np.inf
    assert ref.kl_divergence(p, p) == 0.0


def test_mutual_information_is_that_of_sklearn_and_of_an_enumeration(rng):
    counts = rng.integers(0, 9, size=(3, 4))
    joint = counts / counts.sum()
    information, left = ref.mutual_information(joint)
    assert information == pytest.approx(mutual_info_score(None, None, contingency=counts), abs=1e-12)
    by_hand = 0.0
    for i, j in itertools.product(range(3), range(4)):
        if joint[i, j]:
            by_hand -= joint[i, j] * np.log(joint[i, j] / joint[:, j].sum())
    assert left == pytest.approx(by_hand, abs=1e-12)


@pytest.mark.parametrize("dims", [1, 2, 7])
def test_mvn_log_prob_is_that_of_scipy_and_torch(rng, dims):
    x, mean, cov = rng.normal(size=(5, dims)), rng.normal(size=dims), covariance(rng, dims)
    theirs = np.atleast_1d(stats.multivariate_normal(mean, cov).logpdf(x))
    assert_allclose(ref.mvn_log_prob(x, mean, cov), theirs, rtol=1e-9)
    law = torch.distributions.MultivariateNormal(torch.tensor(mean), torch.tensor(cov))
    assert_allclose(ref.mvn_log_prob(x, mean, cov), law.log_prob(torch.tensor(x)), rtol=1e-9)


@pytest.mark.parametrize("scale", [1e-4, 1.0, 1e4])
def test_mvn_log_prob_is_exact_in_500_dimensions(rng, scale):
    cov = scale * (0.4 ** np.abs(np.subtract.outer(np.arange(500), np.arange(500))))
    with np.errstate(over="ignore"):
        assert scale == 1.0 or np.linalg.det(cov) in (0.0, np.inf)
    x = np.sqrt(scale) * rng.normal(size=(3, 500))
    # Of such a chain everything is known: x_1, then each x_i given the one before.
    noise = scale * (1 - 0.4**2)
    chain = stats.norm.logpdf(x[:, 0], 0, np.sqrt(scale))
    chain += stats.norm.logpdf(x[:, 1:], 0.4 * x[:, :-1], np.sqrt(noise)).sum(axis=1)
    assert_allclose(ref.mvn_log_prob(x, np.zeros(500), cov), chain, rtol=1e-9)


def test_mvn_mle_is_that_of_sklearn(rng):
    x = rng.gamma(2.0, size=(30, 4))
    mean, cov = ref.mvn_mle(x)
    theirs = EmpiricalCovariance().fit(x)
    assert_allclose(mean, theirs.location_, rtol=1e-12)
    assert_allclose(cov, theirs.covariance_, rtol=1e-9)
    assert ref.mvn_mle(x[:, :1])[1].shape == (1, 1)


def test_gaussian_conditional_is_a_ratio_of_densities(rng):
    mean, cov = rng.normal(size=4), covariance(rng, 4)
    observed, values = np.array([3, 0]), np.array([0.5, -1.0])
    new_mean, new_cov = ref.gaussian_conditional(mean, cov, observed, values)
    for rest in rng.normal(size=(5, 2)):
        full = np.array([values[1], rest[0], rest[1], values[0]])
        joint = stats.multivariate_normal(mean, cov).logpdf(full)
        seen = stats.multivariate_normal(mean[[3, 0]], cov[np.ix_([3, 0], [3, 0])]).logpdf(values)
        assert stats.multivariate_normal(new_mean, new_cov).logpdf(rest) == pytest.approx(joint - seen)


def test_gaussian_conditional_is_gaussian_process_regression(rng):
    points, kernel = np.linspace(0, 3, 7)[:, None], RBF(0.8)
    cov = kernel(points) + 1e-8 * np.eye(7)
    observed, values = np.array([5, 1, 3]), rng.normal(size=3)
    mean, new_cov = ref.gaussian_conditional(np.zeros(7), cov, observed, values)
    process = GaussianProcessRegressor(kernel, alpha=1e-8, optimizer=None).fit(points[observed], values)
    theirs, their_cov = process.predict(points[[0, 2, 4, 6]], return_cov=True)
    assert_allclose(mean, theirs, atol=1e-6)
    assert_allclose(new_cov, their_cov, atol=1e-6)


def test_gaussian_conditional_of_nothing_and_of_everything(rng):
    mean, cov = rng.normal(size=3), covariance(rng, 3)
    same = ref.gaussian_conditional(mean, cov, [], [])
    assert_allclose(same[0], mean)
    assert_allclose(same[1], cov)
    empty = ref.gaussian_conditional(mean, cov, [2, 0, 1], [0.0, 0.0, 0.0])
    assert empty[0].shape == (0,)
    assert empty[1].shape == (0, 0)


def test_nll_gradient_is_that_of_autograd(rng):
    x = rng.gamma(2.0, size=9)
    theta = torch.tensor([0.3, -0.7], dtype=torch.float64, requires_grad=True)
    law = torch.distributions.Normal(theta[0], torch.exp(theta[1] / 2))
    (-law.log_prob(torch.tensor(x)).mean()).backward()
    assert_allclose(ref.nll_gradient(x, 0.3, -0.7), theta.grad, rtol=1e-10)


def test_sgd_fit_takes_the_steps_of_torch(rng):
    x = rng.normal(size=50)
    x = (x - x.mean()) / x.std()
    theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimiser, draws = torch.optim.SGD([theta], lr=0.1), np.random.default_rng(5)
    for _ in range(20):
        batch = torch.tensor(x[draws.integers(50, size=8)])
        optimiser.zero_grad()
        (-torch.distributions.Normal(theta[0], torch.exp(theta[1] / 2)).log_prob(batch).mean()).backward()
        optimiser.step()
    ours = ref.sgd_fit(x, 20, 0.1, 8, np.random.default_rng(5))
    assert ours == pytest.approx((theta[0].item(), np.exp(theta[1].item())), rel=1e-9)


def test_sgd_fit_comes_near_the_closed_form(rng):
    x = rng.gamma(3.0, size=400)
    x = (x - x.mean()) / x.std() * 1.5 + 0.7
    mean, var = ref.sgd_fit(x, 3000, 0.02, 64, np.random.default_rng(6))
    assert (mean, var) == pytest.approx(ref.gaussian_mle(x), abs=0.3)


def test_linear_gaussian_mle_is_that_of_sklearn(rng):
    x = rng.normal(size=30)
    y = 2.0 * x + rng.normal(size=30)
    line = LinearRegression(fit_intercept=False).fit(x[:, None], y)
    a, var = ref.linear_gaussian_mle(x, y)
    assert a == pytest.approx(line.coef_[0])
    assert var == pytest.approx(np.mean((y - line.predict(x[:, None])) ** 2))


def test_a_uniform_model_of_256_levels_needs_eight_bits():
    assert ref.bits_per_dim(784 * np.log(256), 784) == pytest.approx(8.0)


def test_monte_carlo_is_that_of_scipy_and_covers_the_truth(rng):
    samples = rng.normal(size=300)
    estimate, error = ref.monte_carlo(np.exp, samples)
    assert estimate == pytest.approx(np.exp(samples).mean())
    assert error == pytest.approx(stats.sem(np.exp(samples)))
    inside = 0
    for _ in range(400):
        estimate, error = ref.monte_carlo(np.square, rng.normal(size=200))
        inside += abs(estimate - 1.0) < 2 * error
    assert 0.88 < inside / 400 < 0.99


GOOD = {"mean": np.zeros(2), "cov": np.eye(2)}


@pytest.mark.parametrize(
    "call, says",
    [
        (lambda: ref.bernoulli_mle([0.5, 1.0]), "other than 0 and 1"),
        (lambda: ref.bernoulli_mle([]), r"expected \(N,\)"),
        (lambda: ref.gaussian_log_prob([1.0], 0.0, 0.0), "var is 0"),
        (lambda: ref.gaussian_mle([[1.0], [2.0]]), r"shape \(2, 1\)"),
        (lambda: ref.entropy([0.5, 0.6]), "sum to 1, not 1.1"),
        (lambda: ref.entropy([-0.5, 1.5]), "must be >= 0"),
        (lambda: ref.kl_divergence([0.5, 0.5], [1.0]), "2 outcomes"),
        (lambda: ref.mutual_information([0.5, 0.5]), "expected 2 axes"),
        (lambda: ref.mvn_log_prob([[1.0, 2.0, 3.0]], **GOOD), "3 columns"),
        (lambda: ref.mvn_log_prob([[1.0, 2.0]], np.zeros(2), -np.eye(2)), "not positive definite"),
        (lambda: ref.mvn_log_prob([1.0, 2.0], **GOOD), r"expected \(N, D\)"),
        (lambda: ref.mvn_mle([]), r"expected \(N, D\)"),
        (lambda: ref.gaussian_conditional(np.zeros(2), np.eye(3), [0], [1.0]), r"cov \(3, 3\)"),
        (lambda: ref.gaussian_conditional(**GOOD, observed=[0], values=[]), "1 observed indices but 0"),
        (lambda: ref.gaussian_conditional(**GOOD, observed=[2], values=[1.0]), "outside 0..1"),
        (lambda: ref.gaussian_conditional(**GOOD, observed=[0, 0], values=[1.0, 1.0]), "twice"),
        (lambda: ref.sgd_fit([1.0], 1, 0.1, 0, np.random.default_rng(1)), "batch_size 0"),
        (lambda: ref.linear_gaussian_mle([1.0, 2.0], [1.0]), "x has 2 entries"),
        (lambda: ref.linear_gaussian_mle([0.0, 0.0], [1.0, 2.0]), "all zero"),
        (lambda: ref.bits_per_dim(1.0, 0), "dims is 0"),
        (lambda: ref.monte_carlo(np.square, np.array([1.0])), "at least 2"),
    ],
)
def test_bad_input_is_named(call, says):
    with pytest.raises(ValueError, match=says):
        call()
