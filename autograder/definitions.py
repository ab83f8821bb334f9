"""Which functions a cell defines, and which checks it calls, read from its text and never run."""

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator
from functools import lru_cache

_BINDING = re.compile(r"^(?:(?:async\s+)?def|class)\s+(\w+)|^(\w+)\s*(?::[^=\n]+)?=(?!=)", re.MULTILINE)
_IMPORT = re.compile(r"^from\s+\S+\s+import\s+\(?([^()#\n]+)", re.MULTILINE)
_IMPORTED = re.compile(r"^[ \t]*import[ \t]+([^#;\n]+)", re.MULTILINE)
_UNPACKED = re.compile(r"^\(?(\w+(?:[ \t]*,[ \t]*\w+)+)\)?[ \t]*=(?!=)", re.MULTILINE)
_CHECK = re.compile(r"""^[ \t]*check\(\s*["'](\w+)["']""", re.MULTILINE)
_TEST_LINE = re.compile(
    r"""^[ \t]*(?:(?:check|grade)\(\s{0,40}["']\w+["'],\s{0,40}\w+\s{0,40}\)|#.*)[ \t]*$""", re.MULTILINE
)
_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)


@lru_cache(maxsize=1024)
def defined_names(source: str) -> frozenset[str]:
    """The names that a cell binds at top level; those that its text seems to bind where it cannot be parsed."""
    source = textwrap.dedent(source)
    seen = {name for groups in _BINDING.findall(source) for name in groups if name}
    parts = [part.replace("*", " ").split() for names in _IMPORT.findall(source) for part in names.split(",")]
    seen |= {words[-1] for words in parts if words}
    if not seen or "'''" not in source and '"""' not in source:
        return frozenset(seen)
    try:
        tree = ast.parse(_MAGIC.sub(r"\1pass", source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(seen)
    return frozenset(seen.intersection(name for node in tree.body for name in _bound(node)))


def names_bound_by(source: str) -> frozenset[str]:
    """All names that a cell seems to bind at top level: those that it defines, unpacks or imports."""
    unpacked = {name for names in _UNPACKED.findall(source) for name in re.findall(r"\w+", names)}
    return defined_names(source) | unpacked | frozenset(_imported(_IMPORTED.findall(source)))


def _imported(lists: Iterable[str]) -> Iterator[str]:
    """What `import a.b, c as d` binds: a and d."""
    for part in ",".join(lists).split(","):
        words = part.split()
        if words:
            yield words[-1] if "as" in words else words[0].split(".")[0]


def _bound(node: ast.AST) -> Iterator[str]:
    """The names that a statement binds."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    for part in ast.walk(node) if isinstance(node, (ast.Assign, ast.AnnAssign, ast.ImportFrom)) else ():
        if isinstance(part, ast.Name):
            yield part.id
        elif isinstance(part, ast.alias):
            yield part.asname or part.name


@lru_cache(maxsize=1024)
def is_stub(source: str) -> bool:
    """Whether a cell defines nothing but what raises NotImplementedError, in whatever words and spaces."""
    if "NotImplementedError" not in source:
        return False
    try:
        body = ast.parse(source).body
        return bool(body) and all(_is_unwritten(node) for node in body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _is_unwritten(node: ast.AST) -> bool:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        body = node.body[1:] if ast.get_docstring(node) is not None else node.body
        return all(_is_unwritten(part) for part in body)
    return isinstance(node, ast.Raise) and "NotImplementedError" in ast.unparse(node)


def is_bare_test(source: str) -> bool:
    """Whether a cell does nothing but call `check` and `grade`."""
    return not _TEST_LINE.sub("", source).strip()


def checked_names(source: str) -> list[str]:
    """The exercises that a cell calls `check` for."""
    return _CHECK.findall(source)
