"""Formulas are spaced as TeX spaces them: names of functions, signs before a number, bars, relations."""

import re

import pytest

from autograder.markup.formulas import as_mathml

THIN = '<mspace width="0.167em"></mspace>'


def row(tex):
    return re.sub(r"^<math[^>]*><mrow>|</mrow></math>$", "", as_mathml(tex, False))


@pytest.mark.parametrize(
    "tex, held",
    [
        (r"\log p", f"<mi>log</mi>{THIN}<mi>p</mi>"),
        (r"2 \log p", f"<mn>2</mn>{THIN}<mi>log</mi>{THIN}<mi>p</mi>"),
        (r"(x) \log p", f'<mo stretchy="false">)</mo>{THIN}<mi>log</mi>'),
        (r"\log_2 p", f"</msub>{THIN}<mi>p</mi>"),
        (r"\log\det A", f'<mi>log</mi>{THIN}<mo movablelimits="true" lspace="0" rspace="0">det</mo>{THIN}<mi>A</mi>'),
        (r"x \sim p", "<mo>\u223c</mo>"),
        (r"\mathcal N", "<mi>\U0001d4a9</mi>"),
        (r"\mathbb E_x", "<mi>\U0001d53c</mi>"),
        (r"\Sigma", '<mi mathvariant="normal">Σ</mi>'),
    ],
)
def test_a_formula_holds(tex, held):
    assert held in row(tex)


@pytest.mark.parametrize("tex", [r"\log(p)", r"\log\left(p\right)", r"p \log", r"a b", r"\mathrm{KL}(p)", r"\det(A)"])
def test_no_space_is_put_before_a_bracket_or_between_letters(tex):
    assert THIN not in row(tex).split("log</mi>", 1)[-1]


@pytest.mark.parametrize("tex, prefixed", [("-1", 1), ("[-1, 1]", 1), ("a - b", 0), ("(a) - b", 0), ("x = -x", 1), (r"|a| - b", 0), ("a_1 - b", 0)])
def test_a_minus_stands_close_only_to_what_it_negates(tex, prefixed):
    assert row(tex).count('form="prefix"') == prefixed


def test_words_in_a_formula_lose_the_backslash_that_tex_wants():
    assert ">log_var<" in as_mathml(r"\exp \text{log\_var}", False)
