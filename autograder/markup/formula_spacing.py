"""Space and letters of a converted formula as TeX sets them: names of functions, signs before a number, relations."""

from xml.etree.ElementTree import Element

THIN = "0.167em"
_ROWS = frozenset(["math", "mrow", "mtd", "msqrt", "mstyle"])
_SCRIPTED = frozenset(["msub", "msup", "msubsup", "munder", "mover", "munderover"])
_OPERANDS = frozenset(["mi", "mn", "mfrac", "msqrt", "mstyle", "mroot", "mrow", "mtext"]) | _SCRIPTED
_RELATIONS = {"~": "\u223c"}
_OPENING, _CLOSING, _BARS = frozenset("([{⟨⌈⌊"), frozenset(")]}⟩⌉⌋!"), frozenset("|‖")
_SIGNS = frozenset("−+±-")
# Letters that have a place of their own, so that no font has to know of `mathvariant`.
_DOUBLE = {"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ"}
_SCRIPT = {"B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ"}


def set_space(root: Element) -> None:
    """Mend, in place, the tree of a formula whose tags are bare names and whose signs are characters."""
    for element in root.iter():
        _set_letter(element)
    for row in list(root.iter()):
        if row.tag in _ROWS:
            _set_signs(list(row))
            _set_functions(row)


def _set_letter(element: Element) -> None:
    text = element.text or ""
    if element.tag == "mi" and text.startswith("\\"):
        element.text = text[1:]
    elif element.tag == "mi" and text in _RELATIONS:
        element.tag, element.text = "mo", _RELATIONS[text]
    elif element.tag == "mi" and len(text) == 1 and "Α" <= text <= "Ω":
        element.set("mathvariant", "normal")
    elif len(text) == 1 and text.isascii() and text.isupper() and "mathvariant" in element.attrib:
        first, other = {"double-struck": (0x1D538, _DOUBLE), "script": (0x1D49C, _SCRIPT)}.get(
            element.attrib["mathvariant"], (0, {})
        )
        if first:
            element.text = other.get(text, chr(first + ord(text) - ord("A")))
            del element.attrib["mathvariant"]


def _set_signs(children: list[Element]) -> None:
    """A minus that begins a row, or follows an operator, stands close to what it negates; so do bars and strokes."""
    before: Element | None = None
    for child in children:
        text = child.text or ""
        if child.tag == "mo" and text in _SIGNS and _binds_nothing(before):
            child.set("form", "prefix")
            child.set("lspace", "0")
            child.set("rspace", "0")
        core = _core(child)
        if core.tag == "mo" and core.text in _BARS and "form" not in core.attrib:
            core.attrib.update({"stretchy": "false", "lspace": "0", "rspace": "0"})
        if child.tag == "mo" and text == "/":
            child.attrib.update({"lspace": "0", "rspace": "0"})
        if child.tag != "mspace":
            before = child


def _binds_nothing(before: Element | None) -> bool:
    if before is None:
        return True
    core = _core(before)
    return (
        core.tag == "mo" and core.text not in _CLOSING and core.text not in _BARS and not _is_function(before)
    )


def _set_functions(row: Element) -> None:
    """A thin space on the side of a function's name where a letter, a number or another name stands."""
    children = list(row)
    for child in reversed(children[:-1]):
        after = children[children.index(child) + 1]
        if (_is_function(child) and after.tag in _OPERANDS | {"mo"} and not _keeps_away(after)) or (
            _ends(child) and not _is_function(child) and _is_function(after)
        ):
            row.insert(list(row).index(child) + 1, Element("mspace", {"width": THIN}))
    for child in children:
        core = _core(child)
        if core.tag == "mo" and _is_function(child):
            core.attrib.update({"lspace": "0", "rspace": "0"})


def _ends(element: Element) -> bool:
    """Whether something is complete here: a letter, a number, a closed bracket."""
    return element.tag in _OPERANDS or (element.tag == "mo" and element.text in _CLOSING)


def _keeps_away(after: Element) -> bool:
    """Whether a sign follows that brings its own space, or a bracket that wants none."""
    core = _core(after)
    opens = after.tag == "mrow" and len(after) > 0 and after[0].get("form") == "prefix"
    return opens or (core.tag == "mo" and not _is_function(after) and core.text not in _BARS)


def _core(element: Element) -> Element:
    while element.tag in _SCRIPTED and len(element):
        element = element[0]
    return element


def _is_function(element: Element) -> bool:
    core = _core(element)
    text = core.text or ""
    return core.tag in ("mi", "mo") and len(text) > 1 and text.isascii() and text.isalpha()
