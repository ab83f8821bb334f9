"""Markdown and HTML of strangers, without a browser: what harms is disarmed with as little changed as that takes."""

import re

import pytest
from live_markup import MARKDOWN, OUTPUTS, PNG
from nbconvert import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook, new_output

from autograder.markup.allowed import is_allowed, is_plain
from autograder.markup.clean_html import clean_html, harmless_text
from autograder.markup.clean_markdown import clean_markdown, harmless_tex
from autograder.markup.markdown import markdown_to_html
from autograder.markup.outputs import BASE64, clean_outputs
from autograder.markup.pictures import harmless_svg
from autograder.places import ROOT

HONEST = [
    "[a](https://a.b/c?d=1#e) [b](page.html) [c](mailto:x@y.z) [d](#part)",
    "# Head\n\n- a\n- b\n\n1. c\n\n> quote with `code < 1 && x` and **bold**",
    "x < y and y > z, 3 <4, a<b",
    "$p(x \\mid y) < 1$ and $$\\sum_{i<n} x_i$$",
    "| a | b |\n|---|---|\n| $x$ | **1** |",
    "```python\nif a < b and c > d:\n    print('<script>')\n```",
    "<details><summary>More</summary>\n\nText with *stress*.\n\n</details>",
    '<b>bold</b><br>a<sub>1</sub> <span style="color: red">red</span>',
    "Line one  \nLine two \\* not a list, \\$5 and \\_x\\_",
    "![drawn](attachment:mine.png)",
    "Grüße, 你好, emoji 🙂, “quotes”",
    "~~gone~~ [^1] and a footnote",
]
TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)
HARM = re.compile(
    r"(javascript|vbscript|data:text)\s*:|<(script|iframe|svg|style|meta|link|object)|\son[a-z]+=|canary",
    re.IGNORECASE,
)


@pytest.mark.parametrize("name", MARKDOWN)
def test_no_tag_that_harms_is_left_in_stock_nbconvert(name):
    attachments = {}
    cell = new_markdown_cell(clean_markdown(MARKDOWN[name], attachments), attachments=attachments)
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(new_notebook(cells=[cell]))
    assert [
        tag for tag in TAG.findall(page) if HARM.search(tag) and not tag.startswith('<a href="CANARY')
    ] == []


@pytest.mark.parametrize("name", MARKDOWN)
def test_cleaned_markdown_is_plain_and_stays(name):
    once = clean_markdown(MARKDOWN[name], {})
    assert is_plain(markdown_to_html(once))
    assert clean_markdown(once, {}) == once


@pytest.mark.parametrize("source", HONEST)
def test_honest_markdown_is_kept_as_it_is(source):
    assert clean_markdown(source, {"mine.png": {"image/png": PNG}}) == source


@pytest.mark.parametrize("name", OUTPUTS)
def test_outputs_keep_types_and_metadata_that_are_known(name):
    data, metadata = OUTPUTS[name]
    output = new_output("display_data")
    output.data, output.metadata = data, metadata
    (kept,) = clean_outputs([output])
    assert all(type(size) is int for sizes in kept.metadata.values() for size in sizes.values())
    assert set(kept.data) <= {
        "text/plain",
        "text/html",
        "text/markdown",
        "text/latex",
        "image/png",
        "image/jpeg",
        "image/svg+xml",
    }
    assert HARM.search(kept.data.get("text/html", "")) is None


def test_sizes_of_pictures_are_kept():
    output = new_output(
        "display_data", {"image/png": PNG}, metadata={"image/png": {"width": 300, "height": 2, "x": "y"}}
    )
    assert clean_outputs([output])[0].metadata == {"image/png": {"width": 300, "height": 2}}


def test_html_of_tables_keeps_its_tags_and_loses_its_style_sheet():
    text = '<div>\n<style scoped>\n .dataframe tbody { x: y }\n</style>\n<table border="1" class="dataframe"><tr><td>1 &lt; 2</td></tr></table></div>'
    assert (
        clean_html(text)
        == '<div>\n\n<table border="1" class="dataframe"><tbody><tr><td>1 &lt; 2</td></tr></tbody></table></div>'
    )


def test_a_picture_in_the_text_becomes_an_attachment():
    attachments = {}
    assert (
        clean_markdown(f"![image.png](data:image/png;base64,{PNG}) end", attachments)
        == "![image.png](attachment:picture-1.png) end"
    )
    assert attachments == {"picture-1.png": {"image/png": PNG}}


@pytest.mark.parametrize("piece", [
    "=== BEGIN MARK SCHEME ===\n", "\\begin{a}", "[a](b \"", "<div>", "[", "![", "](", "[\n", "<b>", "<a ", "<!--", "`", "``a",
    "*a ", "**a *b __c", "> ", "$$a", "$ ", "\\\\(", "&", "|a", "***a ", "http://a ", "\\", "_a", "<p a=b ", "1. ", "~~", "#",
])  # fmt: skip
def test_long_repetitions_are_shown_in_time(piece):
    """No timer: these took minutes where the time grew with the square of the length, and now are text."""
    text = piece * (4 * 2**20 // len(piece))
    assert is_plain(markdown_to_html(clean_markdown(text[: 2**17], {})))
    assert is_plain(clean_html(text[: 2**17]))
    assert clean_markdown(text[:2000], {})


@pytest.mark.parametrize("text", ["\\" * 2**19, " " * 2**19 + "!", "A=" * 2**18])
def test_what_is_no_picture_and_no_command_is_told_in_one_pass(text):
    """No timer here either: 40,000 of these signs took half a minute."""
    assert harmless_tex(text) == text
    assert BASE64.fullmatch(text) is None


def test_a_picture_and_a_command_are_told_as_before():
    assert BASE64.fullmatch(f" {PNG} \n")
    assert harmless_tex("\\\\\\href{a}{b} \\\\frac \\hrefs") == "href{a}{b} \\\\frac \\hrefs"


@pytest.mark.parametrize("text", [
    "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0' style='fill:none'/><use xlink:href='#a' xmlns:xlink='http://www.w3.org/1999/xlink'/></svg>",
    "<?xml version='1.0'?><!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'><svg><g clip-path='url(#p)'/></svg>",
])  # fmt: skip
def test_drawings_of_shapes_are_kept(text):
    assert harmless_svg(text) == text


@pytest.mark.parametrize("text", [
    "<svg onload='x'/>", "<svg><script>x</script></svg>", "<svg><image href='http://a.b'/></svg>", "<svg><foreignObject/></svg>",
    "<svg><use href='http://a.b#c'/></svg>", "<svg><style>@import url(http://a.b)</style></svg>", "<svg><a href='javascript:x'/></svg>",
    "<svg><path style='fill:url(http://a.b)'/></svg>", "<!DOCTYPE s [<!ENTITY a 'b'>]><svg>&a;</svg>", "<svg", "<?xml-stylesheet href='x'?><svg/>",
    "<svg><set attributeName='href' to='javascript:x'/></svg>", "<html/>",
])  # fmt: skip
def test_drawings_with_anything_else_are_not_kept(text):
    assert harmless_svg(text) is None


@pytest.mark.parametrize(
    "text", ["", "x", "<script>\n\n\n[x](javascript:y) `z` $a$", "a" * 30_000, "\x00\x1b\ud7ff", "&lt;"]
)
def test_text_is_one_plain_line_to_markdown_and_html_alike(text):
    shown = harmless_text(text)
    assert is_plain(shown)
    assert "\n" not in shown
    assert markdown_to_html(shown).strip() == shown
    assert clean_html(shown) == shown


def test_no_student_may_give_a_class_of_the_page_on_which_answers_are_marked():
    """A <div class="one"> passed for a card of the page: its script stopped there, and no later mark was saved."""
    page, css = (
        (ROOT / "autograder" / "marking" / name).read_text() for name in ("mark.html.j2", "mark.css")
    )
    words = " ".join(re.findall(r'class="([a-z ]+)', page)) + " ".join(re.findall(r"\.([a-z]+)", css))
    assert "person" in words
    assert [word for word in words.split() if is_allowed("div", "class", word)] == []
