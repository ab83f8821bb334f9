"""What was run in this session, as IPython remembers it, and which of it defines a name."""

import ast
import re
import warnings
from collections.abc import Callable
from typing import Any

# What stands before the code of a cell: empty lines, and a magic that runs the rest here.
_BEFORE = re.compile(r"(?:[ \t]*\n)*(?:%%(?:time|capture|prun)\b[^\n]*\n)?(?:[ \t]*\n)*")


def shell() -> Any:
    """IPython's shell, or None where there is none."""
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()


def executed() -> list[str]:
    """The cells that were run, as they were typed, the present one last."""
    running = shell()
    history = getattr(running, "history_manager", None)
    return list(history.input_hist_raw) if history is not None else []


def binds(source: str, name: str) -> bool:
    """Whether a cell seems to define a name, by its text: it need not be a sentence of Python."""
    return (
        re.search(rf"^\s*(?:(?:async\s+)?def|class)\s+{name}\b|^{name}\s*=", source, re.MULTILINE) is not None
    )


def last_definition(name: str) -> str | None:
    """The cell that was run last of those that define a name; None where none was."""
    return next((source for source in reversed(executed()) if binds(source, name)), None)


def named_otherwise(exercise: str, function: Callable) -> str:
    """One line where a function is not the one that this session has under the exercise's name; else ""."""
    running, name = shell(), getattr(function, "__name__", type(function).__name__)
    if running is None or running.user_ns.get(exercise) is function or name == exercise:
        return ""
    what = "a function without a name" if name == "<lambda>" else name
    return f"this judges {what}; grading takes only what is called {exercise}: name it so"


def broken_definition(name: str) -> str:
    """One line where the last cell that should define a name could not be read, so that an older version is there; else ""."""
    source = last_definition(name)
    if source is None:
        return ""
    before = _BEFORE.match(source)
    skipped = before[0] if before else ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = shell().transform_cell(source[len(skipped) :])
            compile(code, "<cell>", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    except SyntaxError as error:
        kind = type(error).__name__
        line = (error.lineno or 0) + skipped.count("\n")
        return (
            f"the cell of {name} that you ran last has a{'n' if kind[0] in 'AEIOU' else ''} {kind}"
            f"{f' in line {line}' if error.lineno else ''}: this judges the version before it"
        )
    return ""
