"""The HTML that a stranger may show: which tags, which attributes, which values; everything else is refused.

`is_plain` asks for more than harmlessness: each tag is spelled in the one form that every parser reads alike,
and is closed where it should be. So no parser can see another document than the one that was looked at here.
"""

import html
import re

_TEXT_TAGS = """a abbr b blockquote br caption center code col colgroup dd del details div dl dt em font h1 h2 h3 h4 h5
h6 hr i img ins kbd li mark ol p pre q s small span strike strong sub summary sup table tbody td tfoot th thead tr tt u
ul var"""
_MATH_TAGS = """math menclose mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
mstyle msub msubsup msup mtable mtd mtext mtr munder munderover none"""
TEXT_TAGS = frozenset(_TEXT_TAGS.split())
MATH_TAGS = frozenset(_MATH_TAGS.split())
_TAGS = TEXT_TAGS | MATH_TAGS
_VOID = frozenset(["br", "col", "hr", "img"])
MAX_DEPTH = 60

_WORD = r"[\w.%#+ -]{0,60}"
_NUMBER = r"\d{1,4}"
_HOST = r"[\w.-]+(?::\d{1,5})?"
_REST = r"[\w.~:/?#@!$&'()*+,;=%-]*"
LINK = rf"https?://{_HOST}(?:[/?#]{_REST})?|mailto:[\w.%+-]+@[\w.-]+|#[\w-]*|[\w-][\w.-]*(?:#[\w-]*)?"
PICTURE = r"data:image/(?:png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*"
_LENGTH = r"(?:\d{1,3}(?:\.\d{1,3})?(?:px|em|rem|%|pt)?|auto)"
_COLOUR = r"#[0-9a-fA-F]{3,8}|[a-z]{3,20}|rgba?\([\d., %]{5,30}\)"
_BORDER = rf"(?:(?:{_LENGTH}|solid|dashed|dotted|none|{_COLOUR})\s*){{1,3}}"
_STYLES = {
    "color": _COLOUR, "background-color": _COLOUR,
    "font-weight": r"bold|bolder|lighter|normal|\d00", "font-style": "italic|normal|oblique",
    "text-align": "left|right|center|justify|start|end", "vertical-align": "top|middle|bottom|baseline|sub|super",
    "text-decoration": "none|underline|line-through", "white-space": "pre|pre-wrap|pre-line|normal|nowrap",
    "list-style": "none", "list-style-type": "none|disc|circle|square|decimal",
    "max-width": _LENGTH, "width": _LENGTH, "font-family": "monospace|serif|sans-serif",
    **dict.fromkeys(("margin", "padding"), rf"(?:{_LENGTH}\s*){{1,4}}"),
    **{f"{box}-{side}": _LENGTH for box in ("margin", "padding") for side in ("left", "right", "top", "bottom")},
    **{f"border{side}": _BORDER for side in ("", "-left", "-right", "-top", "-bottom")}, "border-collapse": "collapse|separate",
}  # fmt: skip
_CLASSES = r"(?:dataframe|highlight|language-\w{1,20}|[a-z][a-z0-9]{0,2})"
_MATH = dict.fromkeys(
    [
        "accent",
        "accentunder",
        "columnalign",
        "columnlines",
        "columnspacing",
        "depth",
        "display",
        "displaystyle",
        "fence",
        "form",
        "height",
        "largeop",
        "linebreak",
        "linethickness",
        "lspace",
        "mathsize",
        "mathvariant",
        "maxsize",
        "minsize",
        "movablelimits",
        "notation",
        "rowlines",
        "rowspacing",
        "rspace",
        "scriptlevel",
        "separator",
        "stretchy",
        "symmetric",
        "voffset",
        "width",
    ],
    _WORD,
) | {"xmlns": re.escape("http://www.w3.org/1998/Math/MathML")}
_ATTRIBUTES = {
    "a": {"href": LINK, "title": ".*", "rel": "[a-z ]*"},
    "img": {"src": PICTURE, "alt": ".*", "title": ".*", "width": rf"{_NUMBER}(?:px|%)?", "height": rf"{_NUMBER}(?:px|%)?"},
    "table": {"border": _NUMBER, "cellpadding": _NUMBER, "cellspacing": _NUMBER, "align": "[a-z]+"},
    "ol": {"start": _NUMBER, "type": "[1aAiI]"}, "li": {"value": _NUMBER}, "details": {"open": "(?:open)?"},
    "font": {"color": _COLOUR, "size": r"[+-]?\d"}, "abbr": {"title": ".*"}, "col": {"span": _NUMBER},
    **{cell: {"colspan": _NUMBER, "rowspan": _NUMBER, "scope": "col|row", "align": "[a-z]+", "valign": "[a-z]+"}
       for cell in ("td", "th")},
    **{row: {"align": "[a-z]+", "valign": "[a-z]+"} for row in ("tr", "thead", "tbody", "div", "p", "h1", "h2", "h3")},
    **dict.fromkeys(MATH_TAGS, _MATH),
}  # fmt: skip
_COMPILED = {
    (tag, name): re.compile(pattern, re.DOTALL | re.ASCII)
    for tag, names in _ATTRIBUTES.items() for name, pattern in names.items()
}  # fmt: skip
_STYLE = {name: re.compile(pattern, re.ASCII) for name, pattern in _STYLES.items()}
_CLASS = re.compile(rf"{_CLASSES}(?: {_CLASSES})*", re.ASCII)

_TAG = re.compile(
    r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?P<attributes>(?:\s+[a-z-]+="[^"<>]*")*)\s*/?>', re.ASCII
)
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"<>]*)"', re.ASCII)


def is_allowed(tag: str, name: str, value: str) -> bool:
    """Whether an element may have an attribute of this value (as the parser reads it: no character references)."""
    if name == "class":
        return _CLASS.fullmatch(value) is not None
    if name == "style":
        return tag in TEXT_TAGS and all(_is_allowed_style(part) for part in value.split(";") if part.strip())
    pattern = _COMPILED.get((tag, name))
    return pattern is not None and pattern.fullmatch(value) is not None


def _is_allowed_style(declaration: str) -> bool:
    name, _, value = declaration.partition(":")
    pattern = _STYLE.get(name.strip().lower())
    return pattern is not None and len(value) <= 60 and pattern.fullmatch(value.strip()) is not None


def is_plain(text: str) -> bool:
    """Whether HTML holds allowed tags only, each spelled in the plainest way and closed where it should be."""
    opened: list[str] = []
    place = 0
    while (place := text.find("<", place)) >= 0:
        tag = _TAG.match(text, place)
        if tag is None or not _is_allowed_tag(tag) or len(opened) > MAX_DEPTH:
            return False
        if tag["end"]:
            if not opened or opened.pop() != tag["name"]:
                return False
        elif tag["name"] not in _VOID:
            opened.append(tag["name"])
        place = tag.end()
    return not opened


def _is_allowed_tag(tag: re.Match[str]) -> bool:
    if tag["name"] not in _TAGS or (tag["end"] and tag["attributes"]):
        return False
    return all(
        is_allowed(tag["name"], name, html.unescape(value))
        for name, value in _ATTRIBUTE.findall(tag["attributes"])
    )
