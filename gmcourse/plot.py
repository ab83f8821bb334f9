"""Shows matplotlib figures, in one style, together with words for those who cannot see them."""

from __future__ import annotations

import base64
import io
import math
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from gmcourse import journal
from gmcourse.colours import CYCLE, colours
from gmcourse.legends import uncover
from gmcourse.mode import mode

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.transforms import Bbox

# A page has 96 pixels to the inch; pictures of pixels are made twice as fine.
PER_INCH = 96
# A drawing of more bytes than this is stored as pixels.
LARGEST_DRAWING = 48_000
# A word of a picture is never shown smaller than this, in pixels of a page: a narrow one scrolls the picture.
SMALLEST_WORD = 9
# matplotlib's names of ten colours, `tab:blue` and on, in the order of its cycle and ours.
_THEIR_NAMES = ("blue", "orange", "green", "red", "purple", "brown", "pink", "gray", "olive", "cyan")


@dataclass(frozen=True)
class Picture:
    """A picture as a page takes it: a data URI, its natural size in pixels of a page, and the least width to read it at."""

    source: str
    width: int
    height: int
    least: int = 0


def set_style() -> None:
    """Give every later figure of this process the course's looks."""
    import matplotlib.colors
    from cycler import cycler

    named = colours()
    for theirs, ours in zip(_THEIR_NAMES, CYCLE, strict=True):
        matplotlib.colors.get_named_colors_mapping()[f"tab:{theirs}"] = named[ours]
    ink, quiet = named["ink"], named["quiet"]
    matplotlib.rcParams.update(
        {
            "axes.prop_cycle": cycler(color=[named[name] for name in CYCLE]),
            "axes.spines.top": False, "axes.spines.right": False, "axes.edgecolor": quiet, "axes.labelcolor": ink,
            "axes.titlesize": 11, "axes.titlecolor": ink, "axes.axisbelow": True, "grid.color": named["line"],
            "xtick.color": quiet, "ytick.color": quiet, "xtick.labelcolor": ink, "ytick.labelcolor": ink,
            "text.color": ink, "lines.linewidth": 1.8, "lines.solid_capstyle": "round",
            "legend.edgecolor": "none", "legend.framealpha": 0.85,
            "svg.hashsalt": "gmcourse", "figure.facecolor": named["paper"],
        }
    )  # fmt: skip


def show(figure: Figure, alt: str, keep: str | None = None) -> None:
    """Display a figure with its alternative text, then close it.

    figure: a `matplotlib.figure.Figure`
    alt: one or two sentences that say what the picture shows; an empty one is refused (ValueError)
    keep: the exercise whose answer drew it: `check.progress()` shows it from then on
    """
    from IPython.display import display

    _require_alt(alt)
    if mode() == "grading":
        _close(figure)
        display({"text/plain": f"[figure: {alt}]"}, raw=True)
        return
    if keep:
        journal.keep(keep, figure, alt)
    display(figure_output(figure, alt), raw=True)


def figure_output(figure: Figure, alt: str) -> dict[str, str]:
    """The figure as the data of a display, with its alternative text; the figure is closed."""
    _require_alt(alt)
    uncover([figure])
    page = image_tag(as_picture(figure), alt)
    if mode() == "static":
        page = f'<figure class="gm-figure">{page}{words_below(alt)}</figure>'
    return {"text/html": page, "text/plain": f"[figure: {alt}]"}


def words_below(alt: str) -> str:
    """The words of a picture below it, for those who see it; who hears the page has them already."""
    return f'<figcaption aria-hidden="true">{escape(alt)}</figcaption>'


def image_tag(picture: Picture, alt: str) -> str:
    """An HTML image that is never larger than it is, and shrinks with the page; where its words would get too small, it scrolls."""
    words = escape(alt, quote=True)
    least = f" min-width: {picture.least}px;" if picture.least else ""
    return (
        f'<div class="gm-picture" style="overflow-x: auto;"><img src="{picture.source}" alt="{words}" width="{picture.width}" '
        f'height="{picture.height}" style="max-width: 100%; height: auto;{least}"></div>'
    )


def as_picture(figure: Figure, box: Bbox | None = None) -> Picture:
    """A figure as a drawing (SVG), or as pixels (WebP) where they are lighter; the figure is closed.

    box: the part of the figure to take, in inches; all that is drawn where none is given
    """
    drawing = _saved(figure, "svg", box)
    data, kind = drawing, "svg+xml"
    if len(drawing) > LARGEST_DRAWING:
        data, kind = _as_webp(_saved(figure, "png", box)), "webp"
    _close(figure)
    size = re.search(rb'width="([\d.]+)pt" height="([\d.]+)pt"', drawing[:2000])
    width, height = (round(float(side) * PER_INCH / 72) for side in size.groups()) if size else (0, 0)
    source = f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
    return Picture(source, width, height, least_width(drawing, width))


def least_width(drawing: bytes, width: int) -> int:
    """How wide matplotlib's SVG, of this natural width, must be shown for its smallest words to be read; 0 for one without."""
    scales = [float(scale) for scale in re.findall(rb"\) scale\(([\d.]+) -[\d.]+\)", drawing)]
    if not scales:
        return 0
    smallest = 100 * min(scales) * PER_INCH / 72
    return min(width, math.ceil(width * SMALLEST_WORD / smallest))


def common_box(figures: list[Figure]) -> Bbox:
    """The box, in inches, that holds all that any of the figures draws: frames of one size do not jump."""
    from matplotlib.transforms import Bbox

    boxes = []
    for figure in figures:
        figure.canvas.draw()
        boxes.append(figure.get_tightbbox().padded(0.1))
    return Bbox.union(boxes)


def _saved(figure: Figure, kind: str, box: Bbox | None) -> bytes:
    out = io.BytesIO()
    metadata = {"Date": None, "Creator": None} if kind == "svg" else None
    figure.savefig(out, format=kind, dpi=2 * PER_INCH, bbox_inches=box or "tight", metadata=metadata)
    return out.getvalue()


def _as_webp(png: bytes) -> bytes:
    """The lighter one of a lossless and a very good copy."""
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB")
    copies = []
    for how in ({"lossless": True}, {"quality": 88}):
        out = io.BytesIO()
        image.save(out, format="WEBP", method=4, **how)
        copies.append(out.getvalue())
    return min(copies, key=len)


def _close(figure: Figure) -> None:
    import matplotlib.pyplot as plt

    plt.close(figure)


def _require_alt(alt: str) -> None:
    if not isinstance(alt, str) or not alt.strip():
        raise ValueError("alt is empty; say in a sentence what the figure shows")
