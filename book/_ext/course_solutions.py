"""Published solutions: each exercise page of a week whose solutions are out says where they are."""

import os

from docutils import nodes

VARIABLE = "SOLUTIONS"
FOLDER = "book/solutions"


def setup(app):
    """Take the weeks from the environment; a change of them reads every page again."""
    app.add_config_value("published_solutions", os.environ.get(VARIABLE, ""), "env", str)
    app.connect("doctree-resolved", add_link)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def add_link(app, doctree, docname):
    """Put a line with the link below the title of an exercise page."""
    folder, _, name = docname.partition("/")
    page = f"{FOLDER}/{name}"
    if folder != "notebooks" or name not in app.config.published_solutions.split() or page not in app.env.found_docs:
        return
    link = nodes.reference("", "the solutions", refuri=app.builder.get_relative_uri(docname, page), internal=True)
    line = nodes.paragraph("", "", nodes.Text("This week is over: see "), link, nodes.Text("."))
    title = next(doctree.findall(nodes.title))
    title.parent.insert(title.parent.index(title) + 1, nodes.note("", line))
