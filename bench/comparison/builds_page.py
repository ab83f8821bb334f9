"""Writes the table of the builds and their peers into the page that shows them: `python -m bench.comparison.builds_page`."""

import re

from autograder.places import ROOT
from bench.comparison.builds import mark
from gmcourse.data.builds import builds

PAGE = ROOT / "book" / "builds.md"
MARKED = re.compile(r"(?<=<!-- builds -->\n).*?(?=<!-- end -->)", flags=re.DOTALL)


def table() -> str:
    """The stored rows as a table, a line each."""
    lines = ["", "| model | held out | ± | week | numbers | seconds |", "|---|---|---|---|---|---|"]
    for row in builds():
        lines.append(
            f"| {row['name']}, {row['by']} | {mark(row)}{row['value']:.3f} {row['measure']} | {row['error']:.3f} "
            f"| {row['week']} | {row['numbers']:,} | {row['seconds']:.1f} |"
        )
    return "\n".join([*lines, "", ""])


if __name__ == "__main__":
    PAGE.write_text(MARKED.sub(lambda _: table(), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
