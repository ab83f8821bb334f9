"""The small language: probabilities that sum to one, samples that match, entropies that are right."""

import itertools

import numpy as np
import pytest

from gmcourse.data.language import (
    ALPHABET,
    Source,
    decode,
    encode,
    entropy_bounds,
    small_language,
    text_entropy,
)


@pytest.fixture(scope="module")
def source():
    return small_language()


def all_texts(letters, length):
    return np.array(list(itertools.product(range(letters), repeat=length)))


def test_it_is_a_stationary_source(source):
    assert np.allclose(source.step.sum(axis=(0, 2)), 1)
    assert np.allclose(source.start @ source.step.sum(axis=0), source.start)
    assert source.start.sum() == pytest.approx(1)


@pytest.mark.parametrize("length", [1, 2, 5])
def test_probabilities_of_all_texts_sum_to_one(source, length):
    assert np.exp(source.log_prob(all_texts(5, length))).sum() == pytest.approx(1)


def test_log_prob_by_summing_over_state_paths(source):
    text = encode("ka te")
    total = 0.0
    for path in itertools.product(range(6), repeat=6):
        steps = [source.step[x, s, r] for x, s, r in zip(text, path, path[1:], strict=False)]
        total += source.start[path[0]] * np.prod(steps)
    assert source.log_prob(text[None])[0] == pytest.approx(np.log(total))


def test_an_impossible_text_has_probability_zero(source):
    assert source.log_prob([encode("kk"), encode("ka")])[0] == -np.inf
    assert np.isfinite(source.log_prob([encode("ka")])[0])


def test_samples_have_the_source_s_frequencies(source):
    texts = source.sample(20_000, 4, np.random.default_rng(1))
    words, counts = np.unique(texts, axis=0, return_counts=True)
    expected = np.exp(source.log_prob(words)) * len(texts)
    assert (np.abs(counts - expected) / np.sqrt(expected)).max() < 5


def test_text_entropy_by_enumeration_and_by_sampling(source):
    log_prob = source.log_prob(all_texts(5, 6))
    possible = log_prob[np.isfinite(log_prob)]
    lower, upper = text_entropy(source, 6)
    assert lower == upper == pytest.approx(-(np.exp(possible) * possible).sum())
    lower, upper = text_entropy(source, 32)
    sampled = -source.log_prob(source.sample(20_000, 32, np.random.default_rng(2)))
    assert abs(sampled.mean() - (lower + upper) / 2) < 5 * sampled.std() / np.sqrt(len(sampled))


def test_the_bounds_close_in(source):
    lower, upper = entropy_bounds(source, 12)
    assert (np.diff(lower) >= -1e-12).all()
    assert (np.diff(upper) <= 1e-12).all()
    assert 0 < upper[-1] - lower[-1] < 4e-4
    assert lower[-1] == pytest.approx(0.694, abs=1e-3)


def test_the_rate_of_a_visible_chain_has_a_closed_form():
    chain = np.array([[0.9, 0.1], [0.4, 0.6]])
    step = np.zeros((2, 2, 2))
    for letter in (0, 1):
        step[letter, :, letter] = chain[:, letter]
    start = np.array([0.8, 0.2])
    lower, upper = entropy_bounds(Source(step, start), 3)
    rate = -(start[:, None] * chain * np.log(chain)).sum()
    assert lower[1:] == pytest.approx([rate, rate])
    assert upper[1:] == pytest.approx([rate, rate])


def test_letters_and_tokens():
    assert decode(encode("ka te")) == "ka te"
    assert sorted(encode(ALPHABET)) == list(range(5))
    with pytest.raises(ValueError, match="'xz'"):
        encode("kazx")
