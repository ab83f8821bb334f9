"""How the cell that should define a function failed: its error and line, told so that a student can mend it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from autograder.at_grading import LIBRARIES, older_than_colab, python
from autograder.definitions import defined_names
from autograder.sandbox.incident import Incident

if TYPE_CHECKING:
    from nbformat import NotebookNode


_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_ARROW = re.compile(r"^-+>\s*(\d{1,6})\b", re.MULTILINE)
_AT_LINE = re.compile(r"\([^()]*, line (\d{1,6})\)$")
_NO_MODULE = re.compile(r"No module named '(\w{1,80})")
# Slips in any Python, which a newer one would not read either.
_OLD_SLIPS = re.compile(
    r"^(?!f-string).*(invalid character|non-printable|never closed|incomplete|unmatched|unterminated|indent|expected ':')"
)


def failures(
    notebook: NotebookNode, exercises: Collection[str], incidents: Mapping[int, Incident]
) -> dict[str, dict[str, Any]]:
    """Exercise -> how the last cell failed that should define it; only those whose cell did.

    A failure is a dict: "status" and "message" of what the executor stopped, or "ename", "evalue",
    "number" and "line" of an error.
    """
    found: dict[str, dict[str, Any]] = {}
    for index, cell in enumerate(notebook.cells):
        failure = failure_of(cell, incidents.get(index))
        if failure and cell.cell_type == "code":
            found |= dict.fromkeys(defined_names(cell.source) & set(exercises), failure)
    return found


def failure_of(cell: NotebookNode, incident: Incident | None) -> dict[str, Any] | None:
    """How a cell failed, as `failures` tells it; None where it did not."""
    return asdict(incident) if incident else _error(cell)


def _error(cell: NotebookNode) -> dict[str, Any] | None:
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            name, words = str(output.get("ename"))[:80], str(output.get("evalue"))[:300]
            number = _line_number(output, words)
            lines = cell.source.split("\n")
            line = lines[number - 1].strip()[:80] if 0 < number <= len(lines) else ""
            return {"ename": name, "evalue": words, "number": number, "line": line}
    return None


def _line_number(output: NotebookNode, words: str) -> int:
    """The line of the cell at which it stopped; 0 where the traceback does not say."""
    match = _AT_LINE.search(words)
    if match:
        return int(match[1])
    traceback = output.get("traceback")
    text = (
        "\n".join(line for line in traceback if isinstance(line, str)) if isinstance(traceback, list) else ""
    )
    match = _ARROW.search(_COLOUR.sub("", text[:100_000]))
    return int(match[1]) if match else 0


def in_words(failure: Mapping[str, Any]) -> str:
    """One line on a failed cell: where it stopped, why, and what differs from the student's machine."""
    where = f" at line {failure['number']}, `{failure['line']}`" if failure["line"] else ""
    return f"its cell stopped{where}: {failure['ename']}: {_words(failure)}{unlike_home(failure)}"


def in_brief(failure: Mapping[str, Any]) -> str:
    """One line on a failed cell that is named by its "place" in the notebook."""
    cell = f"cell {failure['place']}"
    if "removed" in failure:
        return f"{cell} took it away with `{failure['line']}`"
    if "status" in failure:
        return f"{cell} was stopped: {failure['message']}"
    where = f" at `{failure['line']}`" if failure["line"] else ""
    name = "" if failure["ename"] == "ModuleNotFoundError" else f"{failure['ename']}: "
    return f"{cell} stopped{where}: {name}{_words(failure)}{unlike_home(failure)}"


def _words(failure: Mapping[str, Any]) -> str:
    return _AT_LINE.sub("", failure["evalue"].split("\n")[0]).strip()[:160]


def unlike_home(failure: Mapping[str, Any]) -> str:
    """What differs from the student's machine, where that may be why it failed; "" where nothing does."""
    name = failure["ename"]
    if name == "SyntaxError" and failure["line"].startswith("```"):
        return " (three backticks fence code in a text cell; in a code cell they are an error)"
    if name == "SyntaxError" and older_than_colab() and not _OLD_SLIPS.search(failure["evalue"]):
        return f" ({older_than_colab()})"
    if name == "ImportError" and older_than_colab():
        return f" (grading runs Python {python()}: a name that is newer is not there)"
    if name in ("ModuleNotFoundError", "ImportError"):
        return f" (grading has these libraries: {', '.join(LIBRARIES)}{_file_of_own(failure['evalue'])})"
    if name == "StdinNotImplementedError":
        return " (input() has nobody to answer it in grading)"
    return ""


def _file_of_own(evalue: str) -> str:
    """What to do where the module that is not there is a file that was not handed in, or not taken; "" where it is none."""
    module = _NO_MODULE.match(evalue)
    if not module or module[1] in LIBRARIES:
        return ""
    return f"; if {module[1]}.py is a file of yours, put its code into the notebook, which runs alone"
