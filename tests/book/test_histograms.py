"""Histograms pile up nothing at their ends, and the one that leaves draws out says which share."""

import re

import numpy as np
import pytest

from autograder.places import ROOT


def test_no_histogram_is_drawn_of_clipped_numbers():
    for path in [*ROOT.glob("book/*.md"), *ROOT.glob("solutions/*.py")]:
        assert re.findall(r"hist\([^\n]*\bclip\b", path.read_text(encoding="utf-8")) == [], path.name


@pytest.mark.browser
def test_the_share_outside_is_told(tab):
    slider = tab("book/week05_vae").locator(".gm-slider:has(input[aria-label='latent dimensions'])")
    for dims, key in ((1, "Home"), (40, "End")):
        noise = np.random.default_rng(3).normal(size=(4000, dims))
        outside = (abs(((1 + noise) ** 2).sum(axis=1) * noise[:, 0]) > 60).mean()
        slider.locator("input").press(key)
        assert f"{outside:.1%} of its draws lie beyond 60" in slider.locator("figcaption").inner_text()
