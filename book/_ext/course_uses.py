"""Below each section that exercises lean on: a line of links to them, read from the table of theories."""

from pathlib import Path

import yaml
from course_builds import NOTEBOOKS, links_to
from docutils import nodes
from sphinx.application import Sphinx

TABLE = Path(__file__).resolve().parents[1] / "theory.yml"


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hook; `course_coverage` makes the links when every page is known."""
    app.connect("doctree-read", put_uses)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def put_uses(app: Sphinx, doctree: nodes.document) -> None:
    """Put the line where a section's own text ends: before the first section within it."""
    uses = uses_of(app.env.docname)
    if not uses:
        return
    app.env.note_dependency(str(TABLE))
    for section in list(doctree.findall(nodes.section)):
        used_by = uses.get(section[0].astext().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"), {})
        for week, exercises in used_by.items():
            app.env.note_dependency(str(NOTEBOOKS / f"{week}.ipynb"))
            line = nodes.paragraph("", _start(app.env.docname, week), classes=["gm-uses"])
            line += links_to(week, exercises)
            inner = section.first_child_matching_class(nodes.section)
            section.insert(len(section) if inner is None else inner, line)


def uses_of(page: str) -> dict[str, dict[str, list[str]]]:
    """Heading of this page -> week -> its exercises whose theory stands there."""
    found: dict[str, dict[str, list[str]]] = {}
    for week, places in yaml.safe_load(TABLE.read_text(encoding="utf-8")).items():
        for exercise, where in places.items():
            there, _, heading = where.partition("#")
            if there == page and heading:
                found.setdefault(heading, {}).setdefault(week, []).append(exercise)
    return found


def _start(page: str, week: str) -> str:
    number = week[4:6]
    return "You write " if f"/week{number}_" in page else f"In week {int(number)} you write "
