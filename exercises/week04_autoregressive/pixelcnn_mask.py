"""PixelCNN: a mask for a kernel: the questions of `pixelcnn_mask`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from gmcourse.reference import autoregressive

PIXELCNN_MASK = Exercise(
    id="pixelcnn_mask",
    title="PixelCNN: a mask for a kernel",
    points=2,
    minutes=10,
    difficulty=1,
    reference=autoregressive.pixelcnn_mask,
    public={
        "A": [{"size": size, "kind": "A"} for size in (3, 1, 5)],
        "B": [{"size": size, "kind": "B"} for size in (3, 1, 7)],
    },
    hidden=lambda rng: {
        "A": [{"size": size, "kind": "A"} for size in (1, 3, 5, 7)],
        "B": [{"size": size, "kind": "B"} for size in (1, 5, 9)],
    },
    properties=(Property("kind A", on="A"), Property("kind B", on="B")),
)


@PIXELCNN_MASK.wrong(
    "A lets the centre through",
    hint="Your first layer reads the very pixel that it predicts. In kind A the centre is hidden; later layers may keep it, because there it holds no more than the earlier pixels.",
)
def pixelcnn_open_centre(size, kind):
    mask = torch.zeros(size, size)
    mask[: size // 2] = 1
    mask[size // 2, : size // 2 + 1] = 1
    return mask


@PIXELCNN_MASK.wrong(
    "B hides the centre",
    hint="Kind B forbids the centre too. Then each layer forgets what the layer below found out at this place: may it not keep it, when the first layer saw only earlier pixels?",
)
def pixelcnn_closed_centre(size, kind):
    mask = torch.zeros(size, size)
    mask[: size // 2] = 1
    mask[size // 2, : size // 2] = 1
    return mask


@PIXELCNN_MASK.wrong(
    "raster order transposed",
    hint="Your mask reads column by column. The raster goes along a row from left to right, then to the next row: all of the rows above come before.",
)
def pixelcnn_columns(size, kind):
    mask = torch.zeros(size, size)
    mask[:, : size // 2] = 1
    mask[: size // 2 + (kind == "B"), size // 2] = 1
    return mask


@PIXELCNN_MASK.wrong(
    "upper left corner",
    hint="Of the rows above you allow nothing that lies to the right. The pixels above and to the right were drawn before, too: how much of a row is known before the next one starts?",
)
def pixelcnn_corner(size, kind):
    mask = torch.zeros(size, size)
    mask[: size // 2 + 1, : size // 2 + 1] = 1
    mask[size // 2, size // 2] = kind == "B"
    return mask


@PIXELCNN_MASK.wrong("kinds exchanged", like="A lets the centre through")
def pixelcnn_exchanged(size, kind):
    mask = torch.zeros(size, size)
    mask[: size // 2] = 1
    mask[size // 2, : size // 2 + (kind == "A")] = 1
    return mask


@PIXELCNN_MASK.wrong(
    "later pixels",
    hint="Your mask lets pixels through that come after the centre. They are not drawn yet when it is predicted: which pixels of the kernel are?",
)
def pixelcnn_later(size, kind):
    mask = torch.zeros(size, size)
    mask[size // 2 + 1 :] = 1
    mask[size // 2, size // 2 + (kind == "A") :] = 1
    return mask


@PIXELCNN_MASK.wrong("the middle row open on the right", like="later pixels")
def middle_row_open(size, kind):
    mask = torch.zeros(size, size)
    mask[: size // 2 + 1] = 1
    mask[size // 2, size // 2] = float(kind == "B")
    return mask


@PIXELCNN_MASK.wrong(
    "lower triangle",
    hint="You took the kernel for a table of who reads whom, and one of its triangles. It is a picture around the centre: which of its rows come before the centre's, and which after?",
)
def pixelcnn_triangle(size, kind):
    mask = torch.ones(size, size).tril()
    mask[size // 2, size // 2] = float(kind == "B")
    return mask


@PIXELCNN_MASK.wrong("the rows below left in", like="later pixels")
def rows_below_left_in(size, kind):
    mask = torch.ones(size, size)
    mask[size // 2, size // 2 + (kind == "B") :] = 0
    return mask


def _raster(size, kind):
    flat = torch.arange(size * size) < size * size // 2 + (kind == "B")
    return flat.reshape(size, size).double()


@PIXELCNN_MASK.wrong("all but what comes before", like="later pixels")
def pixelcnn_complement(size, kind):
    return 1 - _raster(size, kind)


@PIXELCNN_MASK.wrong("after the centre, by kind", like="later pixels")
def pixelcnn_turned(size, kind):
    return _raster(size, kind).flip(0, 1)


@PIXELCNN_MASK.wrong("the rows below", like="later pixels")
def pixelcnn_below(size, kind):
    return _raster(size, kind).flip(0)


@PIXELCNN_MASK.wrong("right of the centre", like="later pixels")
def pixelcnn_right(size, kind):
    return _raster(size, kind).flip(1)


@PIXELCNN_MASK.wrong("all but the centre", like="later pixels")
def pixelcnn_all_others(size, kind):
    mask = torch.ones(size, size)
    mask[size // 2, size // 2] = float(kind == "B")
    return mask


@PIXELCNN_MASK.wrong("upper triangle", like="lower triangle")
def pixelcnn_upper_triangle(size, kind):
    return torch.ones(size, size).triu(0 if kind == "B" else 1)


@PIXELCNN_MASK.wrong("lower triangle by its diagonal", like="lower triangle")
def pixelcnn_strict_triangle(size, kind):
    return torch.ones(size, size).tril(0 if kind == "B" else -1)


@PIXELCNN_MASK.wrong("what is above to the left alone", like="upper left corner")
def pixelcnn_strict_corner(size, kind):
    mask = _raster(size, kind)
    mask[: size // 2, size // 2 :] = 0
    return mask


@PIXELCNN_MASK.wrong(
    "the centre's own row forgotten",
    hint="Of the centre's row you let no other pixel through. Which pixels of that row were drawn before it?",
)
def pixelcnn_rows_above_only(size, kind):
    mask = _raster(size, kind)
    mask[size // 2, : size // 2] = 0
    return mask


@PIXELCNN_MASK.wrong(
    "the rows above forgotten",
    hint="You let only the centre's own row through. Which rows of the picture are complete when the centre is drawn?",
)
def pixelcnn_own_row_only(size, kind):
    mask = _raster(size, kind)
    mask[: size // 2] = 0
    return mask


@PIXELCNN_MASK.alternative
def pixelcnn_flat(size, kind):
    flat = np.arange(size * size)
    centre = size * size // 2
    return (flat < centre + (kind == "B")).reshape(size, size)


@PIXELCNN_MASK.alternative
def pixelcnn_loops(size, kind):
    mask = torch.ones(size, size)
    half = size // 2
    for row in range(size):
        for column in range(size):
            later = row > half or (row == half and column > half)
            centre = row == half and column == half
            if later or (centre and kind == "A"):
                mask[row, column] = 0
    return mask


@PIXELCNN_MASK.alternative
def pixelcnn_by_rows(size, kind):
    middle = size // 2
    mask = torch.zeros(size, size)
    mask[:middle] = 1
    mask[middle, : middle + (kind == "B")] = 1
    return mask
