"""HTML of a stranger, with everything taken out that is not allowed; what cannot be made plain is shown as text."""

import html
import re
from functools import cache, lru_cache

from bleach import Cleaner
from bleach.css_sanitizer import CSSSanitizer

from autograder.markup.allowed import TEXT_TAGS, is_allowed, is_plain

MAX_CHARACTERS = 300_000
MAX_TAGS = 10_000
_NEVER_SHOWN = ("style", "script", "title", "noscript", "template")
_CSS = CSSSanitizer(allowed_css_properties=["*"])
_PICTURE = re.compile(r"data:image/[a-z+]{3,7};base64,[A-Za-z0-9+/=]{40,}")


@lru_cache(maxsize=512)
def clean_html(text: str) -> str:
    """HTML that `is_plain`: the text itself where it is that already."""
    if is_plain(text):
        return text
    for name in _NEVER_SHOWN:
        text = _without(text, name)
    if len(_PICTURE.sub("", text)) > MAX_CHARACTERS or text.count("<") > MAX_TAGS:
        return _note("HTML that is too long to be looked at is not shown")
    try:
        cleaned = _cleaner().clean(text)
    except (RecursionError, ValueError, AssertionError, LookupError, TypeError):
        cleaned = "<"
    return cleaned if is_plain(cleaned) else harmless_text(text)


def harmless_text(text: str) -> str:
    """Any text as HTML, and as Markdown, that shows it and does nothing else: one line, all signs written as numbers."""
    return f'<pre style="white-space: pre-wrap;">{_SIGN.sub(lambda sign: f"&#{ord(sign[0])};", text)}</pre>'


# All that could be Markdown, HTML or TeX; control characters but those of a line's end are left out of what is shown.
_SIGN = re.compile(r"[^\w ]|_", re.ASCII)


def _note(words: str) -> str:
    return f"<p><i>{html.escape(words)}</i></p>"


@cache
def _cleaner() -> Cleaner:
    return Cleaner(tags=TEXT_TAGS, attributes=_keeps, protocols=["http", "https", "mailto", "data"], strip=True,
                   css_sanitizer=_Unchanged())  # fmt: skip


def _keeps(tag: str, name: str, value: str) -> bool:
    return is_allowed(tag, name, html.unescape(value))


class _Unchanged:
    """`is_allowed` looks at styles whole."""

    def sanitize_css(self, style: str) -> str:
        """The style as it is."""
        return style


def _without(text: str, name: str) -> str:
    """The text without what stands from each <name to its </name>, in one pass."""
    low, parts, place = text.lower(), [], 0
    while (start := low.find(f"<{name}", place)) >= 0:
        parts.append(text[place:start])
        end = low.find(f"</{name}", start)
        close = low.find(">", end) if end >= 0 else -1
        if close < 0:
            return "".join(parts)
        place = close + 1
    return "".join(parts) + text[place:]
