"""Looks for solutions where none may be: statements of solution regions and of reference bodies."""

from __future__ import annotations

import ast
import html
import io
import json
import re
import textwrap
import tokenize
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from autograder.cells import BEGIN_SOLUTION, END_SOLUTION
from autograder.places import PACKAGE, REFERENCE, SOLUTIONS

MIN_TOKENS = 9
ARCHIVES = {".whl", ".zip"}
TEXT = {".html", ".ipynb", ".py", ".md", ".txt", ".json", ".js"}
_REGION = re.compile(rf"{BEGIN_SOLUTION}\n(.*?){END_SOLUTION}", re.DOTALL)
_WORDS = re.compile(r"\w+|[^\w\s]")
_PICTURE = re.compile(r"data:image/\w+;base64,[A-Za-z0-9+/=]+")
_MAKERS = {"asarray", "array", "as_tensor", "tensor", "zeros", "ones", "empty", "arange", "zeros_like", "empty_like",
           "ones_like", "default_rng", "linspace", "eye", "manual_seed", "Generator", "reshape", "Linear", "Sequential"}  # fmt: skip
_SKIP = {
    tokenize.COMMENT,
    tokenize.NL,
    tokenize.NEWLINE,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}


@dataclass(frozen=True)
class Leak:
    """A solution statement found in a file that students or readers see."""

    place: str
    origin: str
    statement: str

    def __str__(self) -> str:
        return f"{self.place}: a statement of {self.origin}: {self.statement}"


@cache
def fingerprints() -> dict[str, str]:
    """Token strings of solution statements -> where each comes from.

    Statements of fewer than nine tokens, and those that the released text shows anyway, say nothing.
    """
    found: dict[str, str] = {}
    shown = _shown_text()
    for origin, code in _secret_code():
        for statement in _statements(code):
            if len(statement.split(" ")) >= MIN_TOKENS and statement not in shown:
                found.setdefault(statement, origin)
    return found


def _secret_code() -> Iterator[tuple[str, str]]:
    for path in sorted(SOLUTIONS.glob("*.py")):
        for region in _REGION.findall(path.read_text(encoding="utf-8")):
            yield f"a solution of {path.stem}", region
    for path in sorted(REFERENCE.glob("*.py")):
        yield f"{PACKAGE.name}/reference/{path.name}", path.read_text(encoding="utf-8")


def _shown_text() -> str:
    """What the notebooks show on purpose: all of their sources but the solution regions."""
    shown = (_REGION.sub("", path.read_text(encoding="utf-8")) for path in sorted(SOLUTIONS.glob("*.py")))
    return "\n".join(_tokens_of_text(text) for text in shown)


def _statements(code: str) -> Iterator[str]:
    """Each simple statement inside a function body or region, as one string of tokens."""
    code = textwrap.dedent(code).strip("\n")
    try:
        tree = ast.parse(code)
    except SyntaxError:
        tree = ast.parse("def _():\n" + "\n".join("    " + line for line in code.split("\n")))
        code = "def _():\n" + "\n".join("    " + line for line in code.split("\n"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.Return)) and not _is_idiom(node):
            yield _tokens_of_code(ast.get_source_segment(code, node) or "")


def _is_idiom(node: ast.Assign | ast.AugAssign | ast.Return) -> bool:
    """Whether a statement only makes an array or reads a shape: anybody writes that."""
    value = node.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr in _MAKERS
    return isinstance(value, ast.Attribute) and value.attr == "shape"


def _tokens_of_code(code: str) -> str:
    kept = []
    for token in tokenize.generate_tokens(io.StringIO(code + "\n").readline):
        if token.type not in _SKIP:
            kept += _WORDS.findall(token.string)
    return " ".join(kept)


def _tokens_of_text(text: str) -> str:
    return " ".join(_WORDS.findall(text))


def scan(paths: Iterable[str | Path], published: Collection[str] = ()) -> list[Leak]:
    """Return the Leaks in files and folders; notebooks, wheels and HTML are looked into.

    published: names of weeks whose solutions are out. The solution page of such a week may show what
    that week's source holds, and no other page may.
    """
    leaks = []
    for path in paths:
        for place, text in _texts(Path(path)):
            haystack, allowed = _tokens_of_text(text), _allowed(place, published)
            leaks += [
                Leak(place, origin, statement)
                for statement, origin in fingerprints().items()
                if statement in haystack and statement not in allowed
            ]
    return leaks


def _allowed(place: str, published: Collection[str]) -> str:
    """The source of the week whose published solution page this is, as tokens; else nothing."""
    path = Path(place)
    week = path.name.split(".")[0]
    if path.parent.name != "solutions" or week not in published:
        return ""
    return _tokens_of_text((SOLUTIONS / f"{week}.py").read_text(encoding="utf-8"))


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.is_dir():
        for child in sorted(path.rglob("*")):
            if child.is_file():
                yield from _texts(child)
    elif path.suffix in ARCHIVES:
        yield from _packed(path.name, path)
    elif path.suffix in TEXT:
        yield str(path), _plain(path.suffix, path.read_text(encoding="utf-8", errors="replace"))


def _packed(place: str, file: Path | IO[bytes]) -> Iterator[tuple[str, str]]:
    """The texts of a zip file, and of those in it."""
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            suffix = Path(name).suffix
            if suffix in ARCHIVES:
                yield from _packed(f"{place}:{name}", io.BytesIO(archive.read(name)))
            elif suffix in TEXT:
                yield f"{place}:{name}", _plain(suffix, archive.read(name).decode("utf-8", "replace"))


def _plain(suffix: str, text: str) -> str:
    text = _PICTURE.sub("", text)
    if suffix == ".ipynb":
        cells = json.loads(text).get("cells", [])
        return "\n".join("".join(c["source"]) + "\n" + json.dumps(c.get("outputs", "")) for c in cells)
    if suffix == ".html":
        return html.unescape(re.sub(r"<[^>]+>", "", text))
    if suffix == ".js":
        return text.replace("\\n", "\n").replace('\\"', '"')
    return text
