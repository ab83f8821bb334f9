"""Markdown of a stranger, as it was typed where it is harmless; else with as little changed as that takes."""

import re
from functools import lru_cache

from autograder.markup.allowed import LINK, is_plain
from autograder.markup.clean_html import harmless_text
from autograder.markup.markdown import MAX_CHARACTERS, Attachments, markdown_to_html, raw_html

# What TeX can do beyond formulas, in MathJax: links, styles, classes, files.
_TEX = re.compile(
    r"(?<!\\)\\++(?=(?:href|url|style|class|cssId|require|includegraphics|data|unicode|csname|html[A-Za-z]*)(?![A-Za-z]))"
)
_TAG = re.compile(r"<(?=[A-Za-z/!?])(?:(/?[a-z][a-z0-9]*\s*/?)>)?", re.ASCII)
_TARGET = re.compile(r"(!?)(\[[^\[\]\n]{0,300}\])(\([ \t]*<?|:[ \t]*<?)([^\s)>]*)")
_HARMLESS = re.compile(rf"(?:{LINK})", re.ASCII)
_PICTURE = re.compile(r"data:(image/(?:png|jpeg|gif));base64,([A-Za-z0-9+/=]{40,})")


def clean_markdown(source: str, attachments: Attachments) -> str:
    """The source of a cell that any renderer shows harmlessly; pictures in its text become attachments.

    attachments: name -> mime type -> base64 text, which may grow
    """
    source = harmless_tex(_PICTURE.sub(lambda found: _attach(found, attachments), source))
    if len(source) > MAX_CHARACTERS:
        return markdown_to_html(source)
    for disarm in (str, _disarmed, _without_pictures):
        attempt = disarm(source)
        if _is_harmless(attempt, attachments) if attachments else _is_harmless_alone(attempt):
            return attempt
    return harmless_text(source)


def harmless_tex(text: str) -> str:
    """The text, where TeX's commands for links, styles and files lack their backslash."""
    return _TEX.sub("", text) if "\\" in text else text


def _is_harmless(source: str, attachments: Attachments) -> bool:
    try:
        return is_plain(raw_html(source, attachments, refuses=True))
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return False


@lru_cache(maxsize=1024)
def _is_harmless_alone(source: str) -> bool:
    """The same for a cell without attachments, such as those of the course: looked at once for a class."""
    return _is_harmless(source, {})


def _disarmed(source: str) -> str:
    source = _TAG.sub(
        lambda tag: tag[0] if tag[1] and is_plain(_closed(tag)) else "&lt;" + tag[0][1:], source
    )
    return _TARGET.sub(_harmless_target, source)


def _without_pictures(source: str) -> str:
    return _disarmed(source).replace("![", "[")


def _closed(tag: re.Match[str]) -> str:
    name = tag[1].strip(" /")
    return f"<{name}></{name}>" if name not in ("br", "hr") else f"<{name}>"


def _harmless_target(found: re.Match[str]) -> str:
    """A link as it was, or to nowhere; a picture from elsewhere becomes a link to it."""
    mark, words, start, target = found.groups()
    target = target if _is_own(target) or _HARMLESS.fullmatch(target) else "#"
    return (mark if _is_own(target) else "") + words + start + target


def _is_own(target: str) -> bool:
    return target.startswith(("attachment:", "data:image/"))


def _attach(found: re.Match[str], attachments: Attachments) -> str:
    name = f"picture-{len(attachments) + 1}.{found[1].rpartition('/')[2]}"
    attachments[name] = {found[1]: found[2]}
    return f"attachment:{name}"
