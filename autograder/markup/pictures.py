"""Drawings as SVG, kept where they hold shapes only: no script, no foreign element, nothing from elsewhere."""

import re
from xml.parsers import expat

MAX_CHARACTERS = 4 * 2**20
_SHAPES = """svg g path rect circle ellipse line polyline polygon text tspan defs clipPath use title desc style
linearGradient radialGradient stop marker pattern mask metadata"""
_TAGS = frozenset(_SHAPES.split())
# What matplotlib says of its drawings.
_DESCRIPTION = ("rdf:", "cc:", "dc:")
_ADDRESS = re.compile(r"url\(\s*(?!['\"]?#)|@import|expression|javascript:|\\", re.IGNORECASE)


class _Refused(Exception):
    """The drawing holds what is not allowed."""


def harmless_svg(text: str) -> str | None:
    """The drawing as it is, or None where it holds anything but shapes and words."""
    if len(text) > MAX_CHARACTERS:
        return None
    parser = expat.ParserCreate()
    parser.StartElementHandler = _refuse_others
    parser.EntityDeclHandler = parser.ProcessingInstructionHandler = _refuse_all
    parser.CharacterDataHandler = _refuse_addresses
    try:
        parser.Parse(text.encode(), True)
    except (expat.ExpatError, _Refused, ValueError):
        return None
    return text


def _refuse_others(name: str, attributes: dict[str, str]) -> None:
    known = name in _TAGS or name.startswith(_DESCRIPTION)
    if not known or not all(_is_harmless(key, value) for key, value in attributes.items()):
        raise _Refused


def _is_harmless(key: str, value: str) -> bool:
    if key.lower().rpartition(":")[2] == "href":
        return value.startswith("#")
    return not key.lower().startswith("on") and (key.startswith("xmlns") or _ADDRESS.search(value) is None)


def _refuse_all(*given: object) -> None:
    raise _Refused


def _refuse_addresses(text: str) -> None:
    if _ADDRESS.search(text):
        raise _Refused
