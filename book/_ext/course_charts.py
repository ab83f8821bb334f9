"""A chart of a table: bars of one of its columns, drawn as the page is built, with the table folded below.

    :::{chart} What the bars show, in a sentence.
    :bar: the column's head
    :limit: 1000

    | page | kB |
    | --- | --: |
    | one | 512 |
    :::

A cell may read `512`, `1,024`, `12 of 14` (a part of a whole) or `6.7 (5.9 to 6.8)` (with its range).
With `:share:` each bar is as long as its part's share of its whole.
"""

import hashlib
import re
from dataclasses import dataclass, replace
from html import escape

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

_NUMBER = r"[\d,]*\.?\d+"
_CELL = re.compile(rf"({_NUMBER})(?: of ({_NUMBER})| \(({_NUMBER}) to ({_NUMBER})\))?")
# The row of a table that sums up the others.
SUM = "all"


@dataclass(frozen=True)
class Bar:
    """One row: its name, the words of its cell, its number, the whole it is a part of, and its range, where there are."""

    name: str
    words: str
    value: float
    whole: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def reach(self) -> float:
        """The largest number that the row draws."""
        return max(number for number in (self.value, self.whole, self.high) if number is not None)


def bar_of(name: str, words: str) -> Bar | None:
    """The bar of a cell; None where it holds no number."""
    found = _CELL.fullmatch(words.strip())
    if found is None:
        return None
    numbers = [None if part is None else float(part.replace(",", "")) for part in found.groups()]
    return Bar(name, words.strip(), numbers[0] or 0.0, *numbers[1:])


def as_share(bar: Bar) -> Bar:
    """A part of a whole as long as its share, whatever the whole."""
    return replace(bar, value=bar.value / bar.whole, whole=1.0) if bar.whole else bar


def drawing(bars: list[Bar], title: str, limit: float | None = None) -> str:
    """The chart as HTML that is as wide as its place: a name, and below it a bar beside its number; the looks are the style sheet's."""
    reach = max([bar.reach for bar in bars] + ([limit] if limit else []))
    told = "; ".join(f"{bar.name}: {bar.words}" for bar in bars)
    name = "chart-" + hashlib.sha256(f"{title}{told}".encode()).hexdigest()[:8]
    line = f'<i class="limit" style="left: {limit / reach:.2%}"></i>' if limit else ""
    rows = "".join(_row(bar, reach, line) for bar in bars)
    return (
        f'<div class="gm-chart" role="img" aria-label="{escape(title, quote=True)}" aria-describedby="{name}">{rows}</div>'
        f'<p id="{name}" hidden>{escape(told)}</p>'
    )


def _row(bar: Bar, reach: float, line: str) -> str:
    whole = "" if bar.whole is None else f'<i class="whole" style="width: {bar.whole / reach:.2%}"></i>'
    between = ""
    if bar.low is not None and bar.high is not None:
        between = f'<i class="range" style="left: {bar.low / reach:.2%}; width: {(bar.high - bar.low) / reach:.2%}"></i>'
    return (
        f'<span class="name">{escape(bar.name)}</span>'
        f'<span class="track">{whole}<i class="part" style="width: {bar.value / reach:.2%}"></i>{between}{line}</span>'
        f'<b class="value">{escape(bar.words)}</b>'
    )


class Chart(SphinxDirective):
    """The directive: its argument is the caption, its content one table."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {"bar": directives.unchanged_required, "limit": float, "share": directives.flag}

    def run(self) -> list[nodes.Node]:
        """The drawing in a figure, and the table in a fold."""
        holder = nodes.container()
        self.state.nested_parse(self.content, self.content_offset, holder)
        table = next(holder.findall(nodes.table), None)
        bars = [] if table is None else self._bars(table)
        if not bars:
            raise self.error(f"a chart needs a table with a column {self.options.get('bar')!r} of numbers")
        title = self.arguments[0]
        figure = (
            f'<figure class="gm-figure">{drawing(bars, title, self.options.get("limit"))}'
            f'<figcaption aria-hidden="true">{escape(title)}</figcaption></figure>'
            '<details class="gm-table"><summary>The table</summary>'
        )
        return [nodes.raw("", figure, format="html"), *holder.children, nodes.raw("", "</details>", format="html")]

    def _bars(self, table: nodes.table) -> list[Bar]:
        """The rows of the table that have a number in the column, but the one that sums them up."""
        rows: list[list[str]] = [
            [cell.astext() for cell in row.findall(nodes.entry)] for row in table.findall(nodes.row)
        ]
        column = self.options.get("bar", "")
        if column not in rows[0]:
            return []
        at = rows[0].index(column)
        found = [bar_of(row[0], row[at]) for row in rows[1:] if row[0] != SUM]
        bars = [bar for bar in found if bar is not None]
        return [as_share(bar) for bar in bars] if "share" in self.options else bars


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the directive."""
    app.add_directive("chart", Chart)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
