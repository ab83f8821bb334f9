"""Points that travel from noise to data, again and again, drawn by the page itself; whoever wants less motion sees the end."""

from html import escape

import numpy as np
from numpy.typing import NDArray

from gmcourse.mode import mode
from gmcourse.page_script import box_id, run_on

_PAGE = """
<div class="gm-grains" id="{id}" style="position: relative; max-width: 46rem;">
  <canvas width="1200" height="620" role="img" aria-label="{alt}" style="width: 100%; display: block;">{alt}</canvas>
  <button type="button" style="position: absolute; right: .4rem; bottom: .4rem; min-width: 2.4rem; min-height: 2.4rem;"></button>
</div>
"""


def grains(ways: NDArray, alt: str) -> None:
    """Show points on their ways; the page moves between the places it is given.

    ways: (frames, N, 2) places, each frame scaled so that what it draws lies between 0 and 1 in both directions
    alt: what is seen, in a sentence

    A grain keeps the colour of the direction in which it began, seen from the middle.
    """
    if mode() == "grading":
        _display({"text/plain": f"[figure: {alt}]"})
        return
    angle = np.arctan2(*(ways[0] - 0.5).T)
    plan = {
        "frames": [np.rint(1000 * frame).astype(int).ravel().tolist() for frame in ways],
        "hues": np.rint(180 + np.degrees(angle)).astype(int).tolist(),
    }
    name = box_id([plan, alt])
    page = _PAGE.format(id=name, alt=escape(alt, quote=True)) + run_on(name, "grains", plan)
    _display({"text/html": page, "text/plain": f"[figure: {alt}]"})


def _display(data: dict[str, str]) -> None:
    from IPython.display import display

    display(data, raw=True)
