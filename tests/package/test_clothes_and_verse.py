"""Clothes and verse: the packed files are the stated ones, the parts apart and balanced, the words right."""

import hashlib
import lzma
from importlib.resources import files

import numpy as np
import pytest

from gmcourse.data import clothes as wardrobe
from gmcourse.data import verse as library
from gmcourse.data.clothes import NAMES, TONES, black_and_white, brightness, caption, clothes
from gmcourse.data.verse import verse


@pytest.fixture(scope="module")
def grey():
    return clothes()


@pytest.mark.parametrize(("module", "most"), [(wardrobe, 2_500_000), (library, 300_000)])
def test_the_packed_file_is_the_stated_one(module, most):
    data = files("gmcourse.data").joinpath(module.PACKED).read_bytes()
    assert hashlib.sha256(data).hexdigest() == module.SHA256
    assert len(data) <= most


def test_each_kind_is_equally_often_in_each_part(grey):
    for labels, pictures in [
        (grey.train_labels, grey.train),
        (grey.valid_labels, grey.valid),
        (grey.test_labels, grey.test),
    ]:
        assert pictures.shape == (len(labels), 784)
        assert set(np.bincount(labels, minlength=10)) == {len(labels) // 10}
    assert (grey.train.min(), grey.train.max()) == (0, 15)


def test_the_parts_share_no_picture(grey):
    train, valid, test = (
        {row.astype(np.uint8).tobytes() for row in part} for part in (grey.train, grey.valid, grey.test)
    )
    assert not train & test
    assert not train & valid
    assert not valid & test


def test_labels_stay_with_their_pictures(grey):
    centres = np.array([grey.train[grey.train_labels == k].mean(axis=0) for k in range(10)])
    nearest = ((grey.test[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    assert (nearest == grey.test_labels).mean() > 0.6


def test_tones_are_thirds_of_the_brightness_within_a_kind(grey):
    for kind in range(10):
        of_kind = grey.train_labels == kind
        assert np.abs(np.bincount(grey.train_tones[of_kind]) - 400).max() <= 3
        levels = [brightness(grey.train[of_kind & (grey.train_tones == tone)]) for tone in range(3)]
        assert levels[0].max() <= levels[1].min()
        assert levels[1].max() <= levels[2].min()


def test_captions():
    assert caption(NAMES.index("boot"), TONES.index("dark")) == "a dark boot"
    assert caption(NAMES.index("trousers"), TONES.index("light")) == "light trousers"


def test_black_and_white_is_the_threshold(grey):
    assert np.array_equal(black_and_white(7).test, grey.test >= 7)
    assert np.array_equal(black_and_white().valid_labels, grey.valid_labels)


def test_verse_is_whole_and_cut_at_line_ends():
    parts = verse()
    assert parts.train.startswith("ACT I\nSCENE I")
    assert "Of Man's first disobedience, and the fruit\n" in parts.train
    assert parts.test.endswith("Through Eden took their solitary way.\n")
    assert all(part.endswith("\n") for part in (parts.train, parts.valid, parts.test))
    assert len(parts.train) > 500_000
    assert len(parts.valid) > 25_000
    assert len(parts.test) > 25_000
    assert "Gutenberg" not in parts.train
    assert "DRAMATIS" not in parts.train


def test_verse_tokens_go_there_and_back():
    parts = verse()
    tokens = parts.encode(parts.test)
    assert parts.decode(tokens) == parts.test
    assert tokens.max() < len(parts.alphabet)
    assert set(parts.valid + parts.test) <= set(parts.train)
    with pytest.raises(ValueError, match="not '#'"):
        parts.encode("a#b")


def test_no_stray_marks():
    text = lzma.decompress(files("gmcourse.data").joinpath(library.PACKED).read_bytes()).decode("ascii")
    assert not set(text) & set("$*0123456789\t\x1a&|")
