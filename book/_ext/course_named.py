"""A link to a week's notebook whose words are an exercise's name leads to where its statement stands."""

import re

from course_builds import heading_of
from course_coverage import anchor_of
from docutils import nodes
from sphinx.application import Sphinx

NOTEBOOK = re.compile(r"notebooks/(week\d\d_\w+)\.html$")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hook, which runs when every page is known."""
    app.connect("doctree-resolved", lead_to_statements)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def lead_to_statements(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Add the name of the section to each such link."""
    for link in doctree.findall(nodes.reference):
        page = NOTEBOOK.search(link.get("refuri", ""))
        heading = heading_of(page[1], link.astext()) if page and link.astext().isidentifier() else ""
        if page and heading:
            link["refuri"] += f"#{anchor_of(app.env, f'notebooks/{page[1]}', heading)}"
