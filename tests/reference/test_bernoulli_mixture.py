"""The mixture of bits: sums to one, climbs, completes by Bayes' rule over all pictures, draws what it says."""

import itertools

import numpy as np
import pytest

from gmcourse.reference.bernoulli_mixture import BernoulliMixture

PICTURES = np.array(list(itertools.product([0.0, 1.0], repeat=4)))


@pytest.fixture
def model():
    made = BernoulliMixture(3)
    made.weights, made.means = (
        np.array([0.5, 0.3, 0.2]),
        np.random.default_rng(0).uniform(0.05, 0.95, size=(3, 4)),
    )
    return made


def test_all_pictures_sum_to_one(model):
    assert np.exp(model.log_prob(PICTURES)).sum() == pytest.approx(1.0)


def test_it_is_the_sum_of_products(model):
    factors = np.where(PICTURES[:, None] == 1, model.means, 1 - model.means)
    assert np.allclose(np.exp(model.log_prob(PICTURES)), factors.prod(axis=2) @ model.weights)


def test_completion_is_the_conditional_over_all_pictures(model):
    seen, prob = np.array([True, False, False, True]), np.exp(model.log_prob(PICTURES))
    for x in PICTURES:
        fits = (PICTURES[:, seen] == x[seen]).all(axis=1)
        wanted = prob[fits] @ PICTURES[fits] / prob[fits].sum()
        found = model.complete(x[None], seen)[0]
        assert np.allclose(found[~seen], wanted[~seen])
        assert np.array_equal(found[seen], x[seen])


def test_em_climbs_to_a_fixed_point():
    x = (np.random.default_rng(1).random((200, 6)) < [0.9, 0.8, 0.1, 0.5, 0.2, 0.7]).astype(float)
    fitted = BernoulliMixture(2).fit(x, np.random.default_rng(0), 400)
    assert len(fitted.trace) == 401
    assert np.diff(fitted.trace).min() > -1e-10
    resp = fitted.responsibilities(x)
    assert np.allclose(fitted.weights, resp.mean(axis=0), atol=1e-3)
    assert np.allclose(fitted.means, (resp.T @ x / resp.sum(axis=0)[:, None]).clip(0.01, 0.99), atol=1e-3)


def test_samples_have_the_stated_frequencies(model):
    drawn = model.sample(20_000, np.random.default_rng(2))
    counts = np.bincount((drawn @ [8, 4, 2, 1]).astype(int), minlength=16)
    assert np.allclose(counts / 20_000, np.exp(model.log_prob(PICTURES)), atol=0.015)
