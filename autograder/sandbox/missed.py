"""Whether a notebook that was run without some of its cells missed a name that one of them holds."""

import json
import re

from gmcourse.check.answers import MIME

_MISSED = re.compile(r"name '(\w+)' is not defined")
_WORD = re.compile(r"\w+")


def missed_a_name(notebook, skip):
    """Whether a NameError, shown or in an answer, is about a name in a cell that `skip(cell)` left out.

    So it is where a student wrote a helper into such a cell, or used what it defines.
    """
    missed = {name for text in _troubles(notebook) for name in _MISSED.findall(text)}
    skipped = [cell.source for cell in notebook.cells if cell.cell_type == "code" and skip(cell)]
    return any(not missed.isdisjoint(_WORD.findall(source)) for source in skipped)


def _troubles(notebook):
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if output.get("ename") == "NameError":
                yield output.evalue
            elif MIME in output.get("data", {}):
                yield json.dumps(output.data[MIME], ensure_ascii=False)
