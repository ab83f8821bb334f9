"""What a wrong answer's message says of its inputs."""

import numpy as np
import pytest
import torch

from gmcourse.check.ask import ask
from gmcourse.check.mismatch import short, told_apart
from gmcourse.check.render import as_text
from gmcourse.check.tables import find_sheet
from gmcourse.check.verdict import mark
from gmcourse.reference.bernoulli_mixture import BernoulliMixture
from gmcourse.reference.small_vae import VAE


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ((2,), "(2,)"),
        ((2, 0), "(2, 0)"),
        ([1.0], "[1]"),
        ({0: 1}, "{0: 1}"),
        ({"a": (), "b": ("a",)}, "{'a': (), 'b': ('a',)}"),
        ({"p": np.array([0.25, 0.75])}, "{'p': [0.25, 0.75]}"),
    ],
)
def test_inputs_read_as_they_are_typed(value, text):
    assert short(value) == text


def marked(exercise, function):
    """What the check of an exercise says of a function, as text."""
    _, sheet = find_sheet(exercise)
    return as_text(mark(sheet, ask(sheet, function), reveal=True))


def test_an_answer_of_another_shape_is_shown_with_its_inputs():
    def too_long(initial, transition, n):
        return np.array([initial] * (n + 1))

    assert "n = 3   expected shape (3, 2), got shape (4, 2)" in marked("chain_marginals", too_long)


def test_names_that_are_too_many_are_shown_with_those_expected():
    def with_nobody(text):
        factors = (factor[2:].partition("|") for factor in text.split(")")[:-1])
        return {child: tuple(parents.split(",")) for child, _, parents in factors}

    assert "key 'a': expected ()   got ('',)" in marked("parents_of", with_nobody)


def test_an_error_in_another_function_of_theirs_names_it():
    def helper(x):
        return x + np.ones(7)

    def answer(x):
        return helper(x)

    assert "at   return x + np.ones(7)   (in helper)" in marked("entropy", answer)
    assert "(in " not in marked("entropy", helper)


def test_what_cannot_be_sent_is_told_by_what_is_expected():
    assert "expected True or False, got a set" in marked("d_separated", lambda *args: set())
    assert "expected numbers or arrays, got a set" in marked("entropy", lambda p: {1})


def test_a_list_is_called_no_array_only_where_it_stands_for_one():
    def lacks(name):
        return marked("entropy", lambda p: getattr([1.0], name))

    assert "np.asarray makes one" in lacks("shape")
    assert "np.asarray makes one" in lacks("unsqueeze")
    assert "likely" not in lacks("forward")


def test_a_tuple_of_functions_is_not_told_to_be_an_array():
    text = marked("compose", lambda flows: (len, len))
    assert "np.asarray" not in text
    assert "what was returned is a tuple" in text


def test_a_long_dict_is_cut():
    assert short({i: i for i in range(50)}, 40).endswith("...")


@pytest.mark.parametrize(
    ("one", "other", "texts"),
    [
        (1.0, 2.0, ("1", "2")),
        (0.123456, 0.123457, ("0.123456", "0.123457")),
        (1.0, 1.0 + 1e-9, ("1", "1.000000001")),
        ("a", "a", ("'a'", "'a'")),
    ],
)
def test_numbers_that_round_alike_show_the_digits_in_which_they_differ(one, other, texts):
    assert told_apart(one, other) == texts


class OwnNets(VAE):
    """Calls its nets in `elbo`, not `encode` and `decode`."""

    def elbo(self, x, noise):
        mean, log_var = self.encoder(x).chunk(2, dim=-1)
        z = mean + torch.exp(0.5 * log_var) * noise
        logits = self.decoder(z)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return torch.distributions.Bernoulli(logits=logits).log_prob(x).sum(-1) - kl


def test_a_vae_that_calls_its_own_nets_is_not_told_of_dtypes():
    said = marked("VAE", OwnNets)
    assert "dtype" not in said
    assert "Float" not in said


class EndsInNan(BernoulliMixture):
    """What it has learned is nan, as after a division by a count of 0."""

    def fit(self, x, rng, steps):
        super().fit(x, rng, steps)
        self.means = self.means * float("nan")
        return self


def test_a_likelihood_of_nan_is_not_called_level():
    said = marked("BernoulliMixture", EndsInNan)
    level = next(line for line in said.splitlines() if "the likelihood is level" in line)
    assert level.split()[0] == "no"
    assert "expected at most 0.01   got nan" in said
