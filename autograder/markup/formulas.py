"""Formulas as MathML, which browsers draw without a script; what cannot be converted is shown as TeX."""

import html
import re
from functools import lru_cache
from xml.etree import ElementTree

from autograder.markup.allowed import MATH_TAGS, is_allowed
from autograder.markup.formula_spacing import set_space

MAX_CHARACTERS = 4000
# Signs that TeX wants a backslash before, which the converter leaves in words.
_ESCAPED = re.compile(r"\\([_%#&$])")
_SPACE = "{http://www.w3.org/1998/Math/MathML}"
# Environments that the converter knows by another name.
_ENVIRONMENT = re.compile(r"\\(begin|end)\{(?:aligned|gathered|gather\*?|eqnarray\*?|multline\*?)\}")
_NUMBERED = re.compile(
    r"\\(?:begin|end)\{(?:equation|displaymath|math)\*?\}|\\(?:label|tag)\{[^{}]{0,80}\}|\\(?:nonumber|notag)\b"
)


@lru_cache(maxsize=2048)
def as_mathml(tex: str, display: bool) -> str:
    """The HTML of a formula.

    display: whether it stands on a line of its own
    """
    if len(tex) <= MAX_CHARACTERS:
        try:
            return _convert(tex, display)
        except Exception:  # the converter's own errors are of every kind, and none of them may cost a page
            pass
    shown = f"$${tex}$$" if display else f"${tex}$"
    return f"<code>{html.escape(shown)}</code>"


def _convert(tex: str, display: bool) -> str:
    from latex2mathml.converter import convert_to_element

    plain = _NUMBERED.sub("", _ENVIRONMENT.sub(r"\\\1{align*}", tex))
    root = convert_to_element(plain, display="block" if display else "inline")
    for element in root.iter():
        _tidy(element)
    set_space(root)
    root.set("xmlns", _SPACE[1:-1])
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


def _tidy(element: ElementTree.Element) -> None:
    """Keep of an element what is allowed; the converter writes signs as character references."""
    tag = str(element.tag).removeprefix(_SPACE)
    element.tag = tag if tag in MATH_TAGS else "mrow"
    for name, value in list(element.attrib.items()):
        if not is_allowed(element.tag, name, html.unescape(value)):
            del element.attrib[name]
    if element.text:
        text = html.unescape(element.text)
        element.text = _ESCAPED.sub(r"\1", text) if element.tag == "mtext" else text
