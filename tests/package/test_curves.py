"""Curves that a page draws by itself: Python and the browser read a formula alike, and knobs move the lines."""

import random

import pytest

from gmcourse.closed_form import evaluate, require_formula
from gmcourse.curves import Knob, curves
from gmcourse.mode import VARIABLE

FORMULAS = (
    "normal(a, m, s)", "exp(-((a - m)**2) / (2 * s**2))", "sigmoid(m * a)", "softplus(a) - softplus(m)",
    "entropy(s / 3)", "lgamma(s) + lgamma(12.5 * s)", "kernels(a, s)", "max(a, m) - min(a, s)",
    "log(abs(a) + s) / log(2)", "tanh(a) + cosh(m) + sin(pi * a) - cos(a)", "sqrt(a**2 + s)", "2 * m - a / s",
)  # fmt: skip
DATA = (0.3, -1.2, 2.0)


@pytest.fixture
def shown(monkeypatch):
    """Collects what is displayed."""
    seen = []
    monkeypatch.setattr("IPython.display.display", lambda data, **kw: seen.append(data))
    return seen


def draw(**changes):
    given = {
        "lines": {"the bell": "normal(x, m, s)"}, "knobs": [Knob("m", "mean", -2, 2, 0.5), Knob("s", "spread", 0.5, 2, 1)],
        "between": (-4, 4), "height": (0, 1), "x_label": "x", "alt": "A bell.", "says": "variance {s**2}, mean {m}",
        "marks": {"the mean": "m"},
    }  # fmt: skip
    curves(**given | changes)


@pytest.mark.browser
def test_the_browser_computes_what_python_computes(browser, shown):
    rng, tab = random.Random(1), browser.new_page()
    for formula in FORMULAS:
        values = {"m": 0.7, "s": 1.3, "a": round(rng.uniform(-2, 2), 1)}
        shown.clear()
        knobs = [Knob(name, name, -5, 5, value, 0.1) for name, value in values.items()]
        draw(knobs=knobs, says=f"{{{formula}}}", data=DATA)
        tab.set_content(shown[0]["text/html"])
        said = float(tab.locator(".gm-says").inner_text().replace("\u2212", "-"))
        assert said == pytest.approx(evaluate(formula, 0.0, values, DATA), abs=6e-4), formula
    tab.close()


@pytest.mark.browser
def test_a_knob_moves_the_line_by_keyboard_and_says_so(browser, shown):
    draw()
    tab = browser.new_page()
    faults = []
    tab.on("pageerror", lambda e: faults.append(e))
    tab.set_content(shown[0]["text/html"])
    path = tab.locator("svg path[stroke-width='2.4']")
    before, knob = path.get_attribute("d"), tab.get_by_label("mean")
    assert tab.locator(".gm-says").inner_text() == "variance 1.000, mean 0.500"
    knob.focus()
    tab.keyboard.press("Home")
    assert path.get_attribute("d") != before
    assert knob.get_attribute("aria-valuetext") == "\u22122"
    assert tab.locator(".gm-says").inner_text() == "variance 1.000, mean \u22122.000"
    tab.close()
    assert faults == []


def test_grading_says_what_would_be_seen(shown, monkeypatch):
    monkeypatch.setenv(VARIABLE, "grading")
    draw()
    assert shown == [{"text/plain": "[figure: A bell.]"}]


@pytest.mark.parametrize(
    "formula",
    ["a +", "import os", "x.real", "unknown(x)", "[x]", "lambda: 1", "-x**2", "'a'.join", "x if m else s"],
)
def test_what_is_no_formula_is_refused(formula):
    with pytest.raises(ValueError, match="formula|names|brackets"):
        require_formula(formula, ["m", "s", "a"])


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_may_be_arithmetic_and_calls(formula):
    require_formula(formula, ["m", "s", "a"])


@pytest.mark.browser
def test_a_line_that_leaves_the_picture_says_how_far_it_goes_on(browser, shown):
    draw(knobs=[Knob("m", "mean", -2, 2, 0.5), Knob("s", "spread", 0.1, 2, 1)], height=(0, 1))
    tab = browser.new_page()
    tab.set_content(shown[0]["text/html"])
    exits, spread = tab.locator("svg g[paint-order] text"), tab.get_by_label("spread")
    assert exits.count() == 0
    spread.press("Home")
    assert exits.all_text_contents() == ["\u2191 on to 3.99"]
    line = tab.locator("svg path[stroke-width='2.4']")
    assert exits.locator("tspan").get_attribute("fill") == line.get_attribute("stroke")
    spread.press("End")
    assert exits.count() == 0
    tab.close()
