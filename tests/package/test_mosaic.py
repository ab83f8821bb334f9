"""Many pictures as one: each lands in its place, the first on top left."""

import matplotlib.pyplot as plt
import numpy as np
import pytest

from gmcourse.mosaic import GAP, mosaic


def test_each_picture_is_in_its_place():
    figure, axes = plt.subplots()
    pictures = np.arange(5)[:, None] * np.ones((1, 9)) + np.arange(9) / 100
    mosaic(axes, pictures, columns=3)
    canvas = axes.images[0].get_array()
    assert canvas.shape == (6 + GAP, 9 + 2 * GAP)
    for place, picture in enumerate(pictures):
        y, x = (3 + GAP) * (place // 3), (3 + GAP) * (place % 3)
        assert np.array_equal(canvas[y : y + 3, x : x + 3], picture.reshape(3, 3))
    plt.close(figure)


def test_a_picture_is_square():
    with pytest.raises(ValueError, match="8 pixels make no square"):
        mosaic(None, np.zeros((2, 8)))
