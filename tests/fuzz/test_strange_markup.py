"""Markup of any shape is shown harmlessly: what is kept stays, and each tag of a page is one that may be there."""

import re
import sys

from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from strangers import COUNTS, holds

from autograder.markup.allowed import is_plain
from autograder.markup.clean_html import clean_html
from autograder.markup.clean_markdown import clean_markdown
from autograder.markup.markdown import markdown_to_html
from autograder.places import ROOT

sys.path.insert(0, str(ROOT / "tests" / "attacks"))
from live_markup import MARKDOWN  # noqa: E402

WHOLE = list(MARKDOWN.values())
SIGNS = ["\n\n", "    ", "- ", "> ", "|", "`", "```\n", "$$", "$", "\\(", "\\begin{x}", "</details>", "<a href=\"", "\">", "<!--", "-->",
         "&#x3C;", "&lt;", "<b>", "</p>", "alt=\"", "<math>", "<style>", "<title>", "<pre>", "\x00", "\x0b", "\x0c", "\u2028", "![", "](",
         "[x]: ", "[^1]: ", "<http://", "attachment:", "\\", "\\\\", "<", ">", "\"", "'"]  # fmt: skip
# Any tag that the other renderer makes: a name, and attributes in quotes.
TAG = re.compile(r"<[a-zA-Z!?][^>]*>?")
HARM = re.compile(r"<(?:script|style|iframe|svg|object|embed|base|meta|link|form|input|template|noscript|[!?])|\bon\w+\s*=\s*[^\s\"']"
                  r"|(?:href|src)=\"?\s*(?:javascript(?!\")|vbscript(?!\")|data:text|/)", re.IGNORECASE)  # fmt: skip


@COUNTS
def test_strange_markup_is_shown_harmlessly(count):
    def check(random):
        pieces = (
            random.choice(SIGNS) if random.random() < 0.6 else _part(random)
            for _ in range(random.randint(1, 25))
        )
        source = "".join(pieces)
        kept = clean_markdown(source, {})
        assert clean_markdown(kept, {}) == kept
        assert is_plain(markdown_to_html(source))
        assert is_plain(clean_html(source))
        stock = MarkdownWithMath(renderer=IPythonRenderer(escape=False, attachments={})).render(kept)
        assert [tag for tag in TAG.findall(stock) if HARM.search(tag)] == []

    holds(count, check)


def _part(random):
    text = random.choice(WHOLE)
    place = random.randrange(len(text))
    return text[place : place + random.randint(1, 120)]
