"""The report's pictures, drawn by matplotlib, as images that stand in the page itself."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.report.findings import Findings, kind_of_verdict
from autograder.templates import COLOURS
from gmcourse.check.status import KINDS
from gmcourse.colours import colours
from gmcourse.counted import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


_STYLE: dict[Any, Any] = {
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": colours()["quiet"],
    "axes.labelcolor": colours()["ink"],
    "xtick.color": colours()["ink"],
    "ytick.color": colours()["ink"],
    "svg.hashsalt": "report",
}


def marks_picture(found: Findings) -> tuple[str, str]:
    """A histogram of the marks with the median marked: (image as a data URI, alternative text)."""
    points, middle = found.graded[0].points, found.median or 0.0
    edges = np.linspace(0, points, 11)
    counts, _ = np.histogram(found.marks, edges)
    with _figure(5.2, 2.6) as (fig, ax):
        ax.bar(edges[:-1], counts, width=np.diff(edges) * 0.92, align="edge", color=colours()["blue"])
        ax.axvline(middle, color=colours()["ink"], linewidth=1.4, linestyle=(0, (4, 3)))
        right = middle > 0.7 * points
        ax.annotate(
            f"median {middle:.4g}", (middle, counts.max() * 1.12), xytext=(-5 if right else 5, 0),
            textcoords="offset points", ha="right" if right else "left", va="center",
        )  # fmt: skip
        ax.set(
            xlim=(0, points), ylim=(0, counts.max() * 1.22), xlabel=f"points of {points:g}", ylabel="students"
        )
        ax.locator_params(axis="y", integer=True)
        image = _image(fig)
    lows = ", ".join(f"{count} from {a:g} to {b:g}" for a, b, count in zip(edges, edges[1:], counts) if count)
    return image, f"Histogram of marks out of {points:g}. Median {middle:.4g}. Students: {lows}."


def class_picture(found: Findings) -> tuple[str, str]:
    """A map of students by exercises, best first: (image as a data URI, alternative text)."""
    graded = sorted(found.graded, key=lambda o: (-o.score, o.student))
    grid = np.array([[KINDS.index(kind_of_verdict(row)) for row in o.rows] for o in graded])
    with _figure(5.2, 1.6 + 0.14 * max(6, min(len(graded), 60))) as (fig, ax):
        from matplotlib.colors import ListedColormap

        colours = ListedColormap([COLOURS[name] for name in KINDS])
        ax.pcolormesh(grid, cmap=colours, vmin=-0.5, vmax=len(KINDS) - 0.5, edgecolors="white", linewidth=0.6)
        ax.invert_yaxis()
        names = [facts.exercise.id for facts in found.exercises]
        ax.set_xticks(
            np.arange(len(names)) + 0.5, names, rotation=60, ha="right", rotation_mode="anchor", fontsize=9
        )
        ax.set_yticks([])
        ax.set_ylabel(f"{counted(len(graded), 'student')}, best first")
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        image = _image(fig, "png")
    low = min(found.exercises, key=lambda facts: facts.share_right)
    alt = (
        f"A grid with a row for each of {counted(len(graded), 'student')} and a column for each exercise, coloured by how it went. "
        f"Fewest all right: {low.exercise.id}. The table of exercises has the numbers."
    )
    return image, alt


@contextmanager
def _figure(width: float, height: float) -> Iterator[tuple[Figure, Axes]]:
    """A figure in the report's style, closed afterwards."""
    import matplotlib

    matplotlib.use("agg")
    import matplotlib.pyplot as plt

    with plt.rc_context(_STYLE):
        figure, axes = plt.subplots(figsize=(width, height))
        try:
            yield figure, axes
        finally:
            plt.close(figure)


def _image(figure: Figure, form: str = "svg") -> str:
    """The figure as a data URI; a map of many cells is smaller as pixels."""
    data = io.BytesIO()
    facts: dict[str, Any] = {"metadata": {"Date": None}} if form == "svg" else {"dpi": 180}
    figure.savefig(data, format=form, bbox_inches="tight", transparent=True, **facts)
    kind = {"svg": "svg+xml", "png": "png"}[form]
    return f"data:image/{kind};base64," + base64.b64encode(data.getvalue()).decode("ascii")
