"""One slider over a figure: all its frames are drawn beforehand, so it moves without a kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any

from gmcourse.legends import uncover
from gmcourse.mode import mode
from gmcourse.page_script import box_id, run_on
from gmcourse.plot import as_picture, common_box, image_tag, show, words_below

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_PAGE = """
<div class="gm-slider" id="{id}" style="max-width: 46rem;">
  {image}
  <div class="gm-slider-controls" style="display: flex; align-items: center; gap: .6rem;">
    <button type="button" aria-label="play: {label}" style="min-width: 2.2rem; min-height: 2.2rem;">&#9654;</button>
    <input id="{id}-range" data-lm-suppress-shortcuts="true" type="range" min="0" max="{last}" value="{first}" step="1" style="flex: 1; min-width: 6rem;"
           aria-label="{label}" aria-valuetext="{text}">
  </div>
  <p class="gm-slider-value" style="margin: 0;"><label for="{id}-range">{label}: <output for="{id}-range">{text}</output></label></p>
  {caption}
</div>
"""


def slider(
    draw: Callable[[Any], Figure],
    values: Iterable,
    label: str,
    alt: str | Callable[[Any], str],
    start: Any = None,
) -> None:
    """Show `draw(value)` under a slider over `values`, with a button that plays them.

    draw: value -> `matplotlib.figure.Figure`
    values: at least two values, in the order of the slider
    label: what the value means, with its unit
    alt: what the picture shows, a text or a function of the value
    start: the value that is shown first; the first one where none is given

    In grading only that one is drawn. Raises ValueError for fewer than two values, or a start that is none of them.
    """
    values = list(values)
    if len(values) < 2:
        raise ValueError(f"a slider needs at least two values, got {len(values)}")
    if start is not None and start not in values:
        raise ValueError(f"the slider starts at {start!r}, which is none of its values: {values}")
    first = 0 if start is None else values.index(start)
    describe = alt if callable(alt) else lambda value: f"{alt} ({label}: {_text(value)})"
    if mode() == "grading":
        show(draw(values[first]), describe(values[first]))
    else:
        _show_page(draw, values, label, describe, first)


def _text(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)


def _show_page(draw: Callable, values: list, label: str, describe: Callable[[Any], str], first: int) -> None:
    import matplotlib
    from IPython.display import display

    with matplotlib.rc_context({"figure.max_open_warning": 0}):
        figures = [draw(value) for value in values]
    uncover(figures)
    box = common_box(figures)
    pictures = [as_picture(figure, box) for figure in figures]
    frames = [
        {"source": picture.source, "alt": describe(value), "text": _text(value)}
        for picture, value in zip(pictures, values)
    ]
    name = box_id([label, frames])
    shown = replace(pictures[first], least=max(picture.least for picture in pictures))
    page = _PAGE.format(
        id=name,
        image=image_tag(shown, frames[first]["alt"]),
        caption=words_below(frames[first]["alt"]) if mode() == "static" else "",
        label=escape(label, quote=True),
        text=escape(frames[first]["text"], quote=True),
        first=first,
        last=len(frames) - 1,
    )
    page += run_on(name, "slider", frames)
    display({"text/html": page, "text/plain": f"[slider: {frames[first]['alt']}]"}, raw=True)
