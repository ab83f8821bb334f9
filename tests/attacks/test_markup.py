"""Links in a student's Markdown cannot run anything in the page that is given back."""

import re

import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.feedback.preprocessor import FeedbackPage

HARMFUL = [
    "[x](javascript:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&Tab;script:alert(1))",
    "[x](vbscript:x)",
    "[x](data:text/html,x)",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "![x](javascript:alert(1))",
    "<a href='javascript:alert(1)' onclick='alert(1)'>x</a>",
    "<script>alert(1)</script>",
]


def tags_of(text):
    notebook, _ = FeedbackPage().preprocess(new_notebook(cells=[new_markdown_cell(text)]), {})
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(notebook)
    return re.findall(r"<[a-z][^>]*>", page)


@pytest.mark.parametrize("text", HARMFUL)
def test_harmful_markup_is_disarmed(text):
    words = re.compile(r"(javascript|vbscript|data)\s*:|<script|\son[a-z]+=", re.IGNORECASE)
    assert [tag for tag in tags_of(text) if words.search(tag)] == []


def test_ordinary_links_are_kept():
    tags = tags_of("[a](https://a.b/c?d=1#e) [b](page.html) [c](mailto:x@y.z)")
    assert [tag for tag in tags if "https://a.b/c?d=1#e" in tag]
    assert [tag for tag in tags if 'href="page.html"' in tag]
    assert [tag for tag in tags if "mailto:x@y.z" in tag]
