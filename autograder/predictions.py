"""Predictions: in a week's source a question stands with its answer, and released without; the week's table keeps it."""

from __future__ import annotations

import ast
import contextlib
import re
from collections.abc import Iterator
from typing import Any

from autograder.errors import Mistake

_HIDDEN = ("truth", "why")
_PREDICTS = re.compile(r"^\s*predict\(", re.MULTILINE)


class BadPrediction(Mistake, ValueError):
    """A question in a source whose answer cannot be kept in a table."""


def answers(source: str) -> dict[str, dict[str, Any]]:
    """id -> {"truth", "why"} of the questions that a cell asks; raise BadPrediction where one is not written out."""
    found: dict[str, dict[str, Any]] = {}
    if not _PREDICTS.search(source):
        return found
    for call in _calls(ast.parse(source)):
        id, given = _written(call)
        if id in found:
            raise BadPrediction(f"two predictions are called {id!r}")
        found[id] = {"truth": given["truth"], "why": given["why"]}
    return found


def without_answers(source: str) -> str:
    """The cell as it is released: the lines of `truth=` and `why=` are gone; BadPrediction where others would go with them."""
    if not _PREDICTS.search(source):
        return source
    tree = ast.parse(source)
    gone: set[int] = set()
    for call in _calls(tree):
        hidden = [keyword for keyword in call.keywords if keyword.arg in _HIDDEN]
        gone |= {line for k in hidden for line in range(k.lineno, (k.end_lineno or k.lineno) + 1)}
        call.keywords = [keyword for keyword in call.keywords if keyword not in hidden]
    text = "\n".join(line for number, line in enumerate(source.split("\n"), 1) if number not in gone)
    with contextlib.suppress(SyntaxError):
        if ast.dump(ast.parse(text)) == ast.dump(tree):
            return text
    raise BadPrediction(f"line {min(gone)}: truth= and why= of a prediction need lines of their own")


def asked(source: str) -> list[tuple[str, str, list[Any]]]:
    """(id, question, options) of the questions that a released cell asks, in order."""
    calls = _calls(ast.parse(source)) if _PREDICTS.search(source) else ()
    return [
        (*map(ast.literal_eval, call.args[:2]), ast.literal_eval(_named(call)["options"]))
        for call in sorted(calls, key=lambda call: call.lineno)
    ]


def _named(call: ast.Call) -> dict[str | None, ast.expr]:
    return {keyword.arg: keyword.value for keyword in call.keywords}


def _calls(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "predict":
            yield node


def _written(call: ast.Call) -> tuple[str, dict[str, Any]]:
    """The id, and what is given by name; all of it written out, with a truth that is one of the options."""
    try:
        id = ast.literal_eval(call.args[0])
        given = {"why": ""} | {str(name): ast.literal_eval(value) for name, value in _named(call).items()}
    except (ValueError, IndexError) as error:
        raise BadPrediction(
            f"line {call.lineno}: a prediction's id, options, truth and why are written out"
        ) from error
    if given.get("truth") not in given.get("options", ()):
        raise BadPrediction(f"the truth of {id!r} is {given.get('truth')!r}, which is none of its options")
    return id, given
