"""Makes a graded notebook into a feedback page: totals first, no mark scheme, no student script."""

import html
import re

from bleach import ALLOWED_TAGS
from nbconvert.preprocessors.sanitize import SanitizeHTML
from nbformat.v4 import new_markdown_cell
from nbgrader.preprocessors import NbGraderPreprocessor

from autograder.judge.evidence import tested_exercise

_TAGS = ["p", "pre", "details", "summary", "span", "br", "hr", "table", "thead", "tbody", "tr", "th", "td"]
_TAGS += ["h1", "h2", "h3", "h4", "sub", "sup", "div"]
_SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===.*?=== END MARK SCHEME ===", re.DOTALL)
_HIDDEN = re.compile(r"### BEGIN HIDDEN TESTS.*?### END HIDDEN TESTS\n?", re.DOTALL)

_LINK = re.compile(r"(\]\(\s*<?|^[ >]*\[[^\]]+\]:\s*<?)([^\s)>]+)", re.MULTILINE)
_SCHEME_OF = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "attachment"}


class FeedbackPage(NbGraderPreprocessor):
    """Runs after GetGrades, so that marks and comments are at hand."""

    def preprocess(self, nb, resources):
        """Turn one graded notebook into what its student may read."""
        for cell in nb.cells:
            cell.source = _HIDDEN.sub("", _SCHEME.sub("", cell.source)).rstrip()
        nb, resources = SanitizeHTML(
            tags=[*ALLOWED_TAGS, *_TAGS],
            safe_output_keys={"text/plain", "image/png", "image/jpeg"},
            sanitized_output_types={"text/html", "text/markdown"},
        ).preprocess(nb, resources)
        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.source = _LINK.sub(_harmless, cell.source)
        nb.cells.insert(0, new_markdown_cell(_totals(nb)))
        return nb, resources


def _harmless(link):
    """A Markdown link as it was, or to nowhere where its scheme could run something."""
    scheme = _SCHEME_OF.match(re.sub(r"[\x00-\x20]", "", html.unescape(link[2])))
    return link[1] + ("#" if scheme and scheme[1].lower() not in _SCHEMES else link[2])


def _totals(nb):
    rows = []
    for cell in nb.cells:
        exercise = tested_exercise(cell)
        if exercise:
            record = cell.metadata.nbgrader
            rows.append(f"| `{exercise}` | {record.get('score') or 0:g} of {record.get('points', 0):g} |")
    return "\n".join(["## Your marks", "", "| exercise | points |", "|---|---|", *rows])
