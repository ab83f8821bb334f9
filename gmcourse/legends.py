"""Legends that hide nothing: one that lies over what is drawn goes above its axes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

# Steps in which a piece of a curve is looked at.
_STEPS = 20


def uncover(figures: Sequence[Figure]) -> None:
    """Move the legends that hide a curve, a bar, a point or an area; in all figures alike, since they may be frames of one slider."""
    if not any(axes.get_legend() for figure in figures for axes in figure.axes):
        return
    for figure in figures:
        figure.canvas.draw()
    for frames in zip(*(figure.axes for figure in figures)):
        if any(_hides(axes) for axes in frames):
            for axes in frames:
                _above(axes)


def _hides(axes: Axes) -> bool:
    legend = axes.get_legend()
    if legend is None:
        return False
    box = legend.get_window_extent()
    drawn = axes.bbox
    left, right = max(box.x0, drawn.x0), min(box.x1, drawn.x1)
    low, high = max(box.y0, drawn.y0), min(box.y1, drawn.y1)
    if left >= right or low >= high:
        return False
    return any(
        bool(((x > left) & (x < right) & (y > low) & (y < high)).any())
        for x, y in (one.T for one in _places(axes))
    )


def _places(axes: Axes) -> Iterator[np.ndarray]:
    """Points, in pixels of the canvas, that all that is drawn in the axes goes through: arrays of shape (N, 2)."""
    for line in axes.lines:
        path = line.get_path()
        joined = line.get_linestyle() not in ("None", "", " ")
        yield line.get_transform().transform(path.interpolated(_STEPS).vertices if joined else path.vertices)
    for collection in axes.collections:
        offsets = np.asarray(collection.get_offsets())
        if len(offsets) > 1:
            yield collection.get_offset_transform().transform(offsets)
        else:
            for path in collection.get_paths():
                yield collection.get_transform().transform(path.interpolated(_STEPS).vertices)
    for patch in axes.patches:
        box = patch.get_window_extent()
        if box.height >= axes.bbox.height:
            continue  # a strip of the ground
        across, up = np.meshgrid(np.linspace(box.x0, box.x1, _STEPS), np.linspace(box.y0, box.y1, _STEPS))
        yield np.column_stack([across.ravel(), up.ravel()])


def _above(axes: Axes) -> None:
    """The same legend over the axes and their title, in as many columns as the axes are wide enough for."""
    old = axes.get_legend()
    if old is None:
        return
    words = [text.get_text() for text in old.get_texts()]
    handles = [handle for handle in old.legend_handles if handle is not None]
    size, head = old.get_texts()[0].get_fontsize(), old.get_title().get_text() or None
    titled = bool(axes.get_title())
    top = axes.title.get_window_extent().y1 if titled else axes.bbox.y1
    where = axes.transAxes.inverted().transform((axes.bbox.x0, top))
    for columns in range(len(words), 0, -1):
        new = axes.legend(
            handles, words, title=head, fontsize=size, loc="lower left", bbox_to_anchor=(0, where[1]),
            ncols=columns, borderaxespad=0.2,
        )  # fmt: skip
        axes.figure.canvas.draw()
        if new.get_window_extent().width <= axes.bbox.width:
            return
