"""The page of builds: the picture that a build of the reference made, and a link to where the student's is written."""

import re
from collections.abc import Sequence
from pathlib import Path

import nbformat
from course_coverage import place
from course_exercises import as_figure
from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

from autograder.release.kept_pictures import index_of, read_pictures

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
log = logging.getLogger(__name__)


class Built(SphinxDirective):
    """`{built} WEEK EXERCISE`: the picture that this exercise's build keeps; a line of links to the exercises named below.

    The picture is one of `make pictures`. One that is missing is a warning, hence an error of the build.
    """

    required_arguments = 2
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the figure and the line."""
        week, kept = self.arguments
        self.env.note_dependency(str(index_of(week)))
        self.env.note_dependency(str(NOTEBOOKS / f"{week}.ipynb"))
        shown = [row for row in read_pictures(week).values() if Path(str(row.get("file"))).stem == kept]
        if not shown:
            log.warning("no picture of %s is kept for %s: `make pictures`", kept, week, location=self.get_location())
        figures = [nodes.raw("", as_figure(week, row), format="html") for row in shown]
        return [*figures, nodes.paragraph("", "You write ", *links_to(week, self.content))]


def links_to(week: str, exercises: Sequence[str]) -> list[nodes.Node]:
    """The names of a week's exercises, each a link to its statement, with what goes between and a full stop."""
    line: list[nodes.Node] = []
    for number, exercise in enumerate(exercises):
        if number:
            line.append(nodes.Text(" and " if number == len(exercises) - 1 else ", "))
        heading = heading_of(week, exercise)
        line.append(place("", "", nodes.literal("", exercise), page=f"notebooks/{week}", heading=heading))
    return [*line, nodes.Text(".")]


def heading_of(week: str, exercise: str) -> str:
    """The heading of an exercise's statement, as plain text; empty where there is none."""
    for cell in nbformat.read(NOTEBOOKS / f"{week}.ipynb", as_version=4).cells:
        before, mark, _ = cell.source.partition(f"`{exercise}` · difficulty")
        if mark:
            return re.findall(r"^#+ (.*?)\s*$", before, flags=re.MULTILINE)[-1].replace("`", "")
    return ""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive; `course_coverage` makes the links when every page is known."""
    app.add_directive("built", Built)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
