"""The reference page: docstrings of what students import, turned into reStructuredText; never a source."""

import re

_ENTRY = re.compile(r"([A-Za-z_][\w, ]*): (.*)")
_CODE = re.compile(r"(?<!`)`([^`]+)`(?!`)")


def setup(app):
    """Let autodoc read docstrings as the course writes them."""
    app.setup_extension("sphinx.ext.autodoc")
    app.connect("autodoc-process-docstring", shape)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def shape(app, what, name, obj, options, lines):
    """Rewrite a docstring in place: `code` as literals, blocks of `name: meaning` as definitions."""
    blocks = "\n".join(lines).split("\n\n")
    lines[:] = "\n\n".join(_block(block) for block in blocks).split("\n")


def _block(block):
    if block.startswith(" "):
        return block
    rows = block.split("\n")
    if not _ENTRY.fullmatch(rows[0]) or not all(_ENTRY.fullmatch(row) or row.startswith(" ") for row in rows):
        return _escape(block)
    found = []
    for row in rows:
        entry = _ENTRY.fullmatch(row) if not row.startswith(" ") else None
        if entry:
            found += [f"``{entry[1]}``", f"    {_escape(entry[2])}"]
        else:
            found.append(f"    {_escape(row.strip())}")
    return "\n".join(found)


def _escape(text):
    """Stars, bars and trailing underscores mean themselves; single backticks mark code."""
    pieces = _CODE.split(text)
    plain = (re.sub(r"([*|]|_(?!\w))", r"\\\1", piece) for piece in pieces[::2])
    code = [f"``{piece}``" for piece in pieces[1::2]] + [""]
    return "".join(a + b for a, b in zip(plain, code, strict=True))
