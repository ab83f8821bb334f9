"""The report's pictures, drawn by matplotlib, as images that stand in the page itself."""

import base64
import io

import numpy as np

from autograder.report.findings import KINDS, kind

COLOURS = {"right": "#1f7a5c", "partly": "#e3a72f", "wrong": "#c4492f", "untouched": "#c3c8d1", "stopped": "#4b3f72"}
WORDS = {"right": "all right", "partly": "partly right", "wrong": "wrong", "untouched": "not attempted",
         "stopped": "had to be stopped"}  # fmt: skip
_STYLE = {
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#8b93a3",
    "axes.labelcolor": "#2b3242",
    "xtick.color": "#2b3242",
    "ytick.color": "#2b3242",
    "svg.hashsalt": "report",
}


def marks_picture(found):
    """A histogram of the marks with the median marked: (image as a data URI, alternative text)."""
    points = found.graded[0].points
    edges = np.linspace(0, points, 11)
    counts, _ = np.histogram(found.marks, edges)
    with _figure(5.2, 2.6) as (fig, ax):
        ax.bar(edges[:-1], counts, width=np.diff(edges) * 0.92, align="edge", color="#3a6ea5")
        ax.axvline(found.median, color="#1d2433", linewidth=1.4, linestyle=(0, (4, 3)))
        right = found.median > 0.7 * points
        ax.annotate(
            f"median {found.median:.4g}", (found.median, counts.max() * 1.12), xytext=(-5 if right else 5, 0),
            textcoords="offset points", ha="right" if right else "left", va="center",
        )  # fmt: skip
        ax.set(xlim=(0, points), ylim=(0, counts.max() * 1.22), xlabel=f"points of {points:g}", ylabel="students")
        ax.yaxis.get_major_locator().set_params(integer=True)
        image = _image(fig)
    lows = ", ".join(f"{count} from {a:g} to {b:g}" for a, b, count in zip(edges, edges[1:], counts) if count)
    return image, f"Histogram of marks out of {points:g}. Median {found.median:.4g}. Students: {lows}."


def class_picture(found):
    """A map of students by exercises, best first: (image as a data URI, alternative text)."""
    graded = sorted(found.graded, key=lambda o: (-o.score, o.student))
    grid = np.array([[KINDS.index(kind(row)) for row in o.rows] for o in graded])
    with _figure(5.2, 1.6 + 0.14 * max(6, min(len(graded), 60))) as (fig, ax):
        from matplotlib.colors import ListedColormap

        colours = ListedColormap([COLOURS[name] for name in KINDS])
        ax.pcolormesh(grid, cmap=colours, vmin=-0.5, vmax=len(KINDS) - 0.5, edgecolors="white", linewidth=0.6)
        ax.invert_yaxis()
        names = [facts.exercise.id for facts in found.exercises]
        ax.set_xticks(np.arange(len(names)) + 0.5, names, rotation=60, ha="right", rotation_mode="anchor", fontsize=9)
        ax.set_yticks([])
        ax.set_ylabel(f"{len(graded)} students, best first")
        ax.tick_params(length=0)
        ax.spines[:].set_visible(False)
        image = _image(fig, "png")
    low = min(found.exercises, key=lambda facts: facts.share_right)
    alt = (
        f"A grid with a row for each of {len(graded)} students and a column for each exercise, coloured by how it went. "
        f"Fewest all right: {low.exercise.id}. The table of exercises has the numbers."
    )
    return image, alt


class _figure:
    """A figure in the report's style, closed afterwards."""

    def __init__(self, width, height):
        self.size = (width, height)

    def __enter__(self):
        import matplotlib

        matplotlib.use("agg")
        import matplotlib.pyplot as plt

        self.style = plt.rc_context(_STYLE)
        self.style.__enter__()
        self.figure, axes = plt.subplots(figsize=self.size)
        return self.figure, axes

    def __exit__(self, *error):
        import matplotlib.pyplot as plt

        plt.close(self.figure)
        self.style.__exit__(*error)


def _image(figure, form="svg"):
    """The figure as a data URI; a map of many cells is smaller as pixels."""
    data = io.BytesIO()
    facts = {"metadata": {"Date": None}} if form == "svg" else {"dpi": 180}
    figure.savefig(data, format=form, bbox_inches="tight", transparent=True, **facts)
    kind = {"svg": "svg+xml", "png": "png"}[form]
    return f"data:image/{kind};base64," + base64.b64encode(data.getvalue()).decode("ascii")
