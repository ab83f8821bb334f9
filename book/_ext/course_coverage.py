"""The coverage page: tables of the notes' sections, with links to where the course treats each."""

from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

TABLE = Path(__file__).resolve().parents[1] / "coverage.yml"
PAGE = "book/coverage"
log = logging.getLogger(__name__)


class place(nodes.Inline, nodes.TextElement):
    """A heading of a page, to be linked once all pages are read."""


class Coverage(SphinxDirective):
    """`{coverage} N`: the table of notes N."""

    required_arguments = 1

    def run(self):
        """Return one table with a row a section."""
        self.env.note_dependency(str(TABLE))
        body = nodes.tbody()
        for row in read_table()[int(self.arguments[0])]:
            body += _row([nodes.Text(section_name(row))], [nodes.Text(row["how"])], _places(row["in"]))
        group = nodes.tgroup("", *(nodes.colspec(colwidth=width) for width in (4, 2, 6)), cols=3)
        titles = ("section of the notes", "how", "where the course treats it")
        head = _row(*([nodes.Text(title)] for title in titles))
        group += [nodes.thead("", head), body]
        return [nodes.table("", group, classes=["coverage"])]


def setup(app):
    """Register the directive, and link its places when every page is known."""
    app.add_node(place)
    app.add_directive("coverage", Coverage)
    app.connect("env-get-outdated", lambda app, env, *_: [PAGE] if PAGE in env.found_docs else [])
    app.connect("doctree-resolved", link_places)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def read_table():
    """The number of the notes -> its rows, each a dict of section (or none), title, how, words, in."""
    return yaml.safe_load(TABLE.read_text(encoding="utf-8"))


def section_name(row):
    """A section as its notes call it."""
    return f"{row['section']} {row['title']}" if "section" in row else row["title"]


def link_places(app, doctree, docname):
    """Turn each place into a link; one that does not exist is a warning, hence an error of the build."""
    for node in list(doctree.findall(place)):
        anchor = anchor_of(app.env, node["page"], node["heading"])
        if anchor is None:
            log.warning("no heading %r on the page %s", node["heading"], node["page"], location=node)
            node.replace_self(list(node.children))
            continue
        address = f"{app.builder.get_relative_uri(docname, node['page'])}#{anchor}"
        node.replace_self(nodes.reference("", "", *node.children, refuri=address, internal=True))


def anchor_of(env, page, heading):
    """The name of the section of a page that has this heading; None where there is none."""
    if page not in env.found_docs:
        return None
    for section in env.get_doctree(page).findall(nodes.section):
        if section[0].astext().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") == heading:
            return section["ids"][0]
    return None


def _row(*cells):
    entries = (nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells)
    return nodes.row("", *entries)


def _places(places):
    for number, text in enumerate(places):
        page, heading = text.split("#", 1)
        if number:
            yield nodes.Text("; ")
        yield place("", _room(page), nodes.Text(heading), page=page, heading=heading)


def _room(page):
    folder, name = page.split("/", 1)
    kind = ", notebook" if folder == "notebooks" else ", proofs" if name.endswith("_proofs") else ""
    return nodes.Text(f"Week {int(name[4:6])}{kind}: " if name.startswith("week") else "")
