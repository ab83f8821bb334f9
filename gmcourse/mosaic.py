"""Many small pictures as one: rows of pixels in a grid with thin gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes


GAP = 2


def mosaic(axes: Axes, pictures: Any, columns: int = 10, top: int | None = None) -> None:
    """Draw pictures on matplotlib axes, row by row, white on black.

    pictures: (N, side * side) numbers from 0 up, an array or a tensor
    columns: pictures in a row
    top: the value that is white; the largest one where none is given

    Raises ValueError where the pixels of a picture make no square.
    """
    pictures = np.asarray(pictures, dtype=float)
    side = round(pictures.shape[1] ** 0.5)
    if side**2 != pictures.shape[1]:
        raise ValueError(f"{pictures.shape[1]} pixels make no square picture")
    top = pictures.max() if top is None else top
    rows, step = -(-len(pictures) // columns), side + GAP
    canvas = np.full((rows * step - GAP, columns * step - GAP), 0.35 * top)
    for place, picture in enumerate(pictures):
        y, x = step * (place // columns), step * (place % columns)
        canvas[y : y + side, x : x + side] = picture.reshape(side, side)
    axes.imshow(canvas, cmap="gray", vmin=0, vmax=top, interpolation="nearest")
    axes.set_axis_off()
