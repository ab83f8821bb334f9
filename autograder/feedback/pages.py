"""Writes the feedback pages of a week through nbgrader, and frees them of other people's servers."""

import re

from autograder.places import project_urls
from autograder.release.assignment import api

_SCRIPT = re.compile(r'<script[^>]*src="https?://[^"]*"[^>]*>\s*</script>')
_STYLE = "<style>.rendered_html td, .rendered_html th { padding: .1rem 1rem .1rem 0; }</style>"
_MATHJAX_SETUP = re.compile(r"<!-- MathJax configuration -->.*?</script>", re.DOTALL)


class NoFeedback(RuntimeError):
    """Feedback could not be written."""


def write_feedback(week, course):
    """Write one page a graded hand-in of a week, and return the pages."""
    graded = sorted(p.parent.parent.name for p in course.autograded.glob(f"*/{week.name}/{week.name}.ipynb"))
    if not graded:
        raise NoFeedback(f"nothing of {week.name} is graded in {course.root}; run `autograder grade` first")
    pages = []
    for student in graded:
        outcome = api(course).generate_feedback(week.name, student, force=True)
        if not outcome["success"]:
            raise NoFeedback(f"nbgrader could not write the feedback of {student}: {outcome['log'][-300:]}")
        page = course.feedback / student / week.name / f"{week.name}.html"
        page.write_text(_local(page.read_text(encoding="utf-8")), encoding="utf-8")
        pages.append(page)
    return pages


def _local(page):
    """Drop scripts from content networks; equations come from the course's own site. Tables get room."""
    page = _MATHJAX_SETUP.sub("", _SCRIPT.sub("", page))
    mathjax = f'<script async src="{project_urls()["Book"]}/_static/mathjax/tex-svg-full.js"></script>'
    return page.replace("</head>", f"{mathjax}{_STYLE}</head>", 1)
