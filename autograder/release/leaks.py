"""Looks for solutions where none may be: statements of solution regions and of reference bodies."""

import ast
import html
import io
import json
import re
import textwrap
import tokenize
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.places import ROOT, SOLUTIONS

MIN_TOKENS = 9
TEXT = {".html", ".ipynb", ".py", ".md", ".txt", ".json", ".js"}
_REGION = re.compile(r"### BEGIN SOLUTION\n(.*?)### END SOLUTION", re.DOTALL)
_WORDS = re.compile(r"\w+|[^\w\s]")
_PICTURE = re.compile(r"data:image/\w+;base64,[A-Za-z0-9+/=]+")
_MAKERS = {"asarray", "array", "as_tensor", "tensor", "zeros", "ones", "empty", "arange", "zeros_like", "empty_like",
           "ones_like", "default_rng", "linspace", "eye", "manual_seed", "Generator", "reshape", "Linear", "Sequential"}  # fmt: skip
_SKIP = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}


@dataclass(frozen=True)
class Leak:
    """A solution statement found in a file that students or readers see."""

    place: str
    origin: str
    statement: str

    def __str__(self):
        return f"{self.place}: a statement of {self.origin}: {self.statement}"


@cache
def fingerprints():
    """Token strings of solution statements -> where each comes from.

    Statements of fewer than nine tokens, and those that the released text shows anyway, say nothing.
    """
    found = {}
    shown = _shown_text()
    for origin, code in _secret_code():
        for statement in _statements(code):
            if len(statement.split(" ")) >= MIN_TOKENS and statement not in shown:
                found.setdefault(statement, origin)
    return found


def _secret_code():
    for path in sorted(SOLUTIONS.glob("week*.py")):
        for region in _REGION.findall(path.read_text(encoding="utf-8")):
            yield f"a solution of {path.stem}", region
    for path in sorted((ROOT / "gmcourse" / "reference").glob("*.py")):
        yield f"gmcourse/reference/{path.name}", path.read_text(encoding="utf-8")


def _shown_text():
    """What the notebooks show on purpose: all of their sources but the solution regions."""
    shown = (_REGION.sub("", path.read_text(encoding="utf-8")) for path in sorted(SOLUTIONS.glob("week*.py")))
    return "\n".join(_tokens_of_text(text) for text in shown)


def _statements(code):
    """Each simple statement inside a function body or region, as one string of tokens."""
    code = textwrap.dedent(code).strip("\n")
    try:
        tree = ast.parse(code)
    except SyntaxError:
        tree = ast.parse("def _():\n" + "\n".join("    " + line for line in code.split("\n")))
        code = "def _():\n" + "\n".join("    " + line for line in code.split("\n"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AugAssign, ast.Return)) and not _is_idiom(node):
            yield _tokens_of_code(ast.get_source_segment(code, node))


def _is_idiom(node):
    """Whether a statement only makes an array or reads a shape: anybody writes that."""
    value = node.value
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute):
        return value.func.attr in _MAKERS
    return isinstance(value, ast.Attribute) and value.attr == "shape"


def _tokens_of_code(code):
    kept = []
    for token in tokenize.generate_tokens(io.StringIO(code + "\n").readline):
        if token.type not in _SKIP:
            kept += _WORDS.findall(token.string)
    return " ".join(kept)


def _tokens_of_text(text):
    return " ".join(_WORDS.findall(text))


def scan(paths, published=()):
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


def _allowed(place, published):
    """The source of the week whose published solution page this is, as tokens; else nothing."""
    path = Path(place)
    week = path.name.split(".")[0]
    if path.parent.name != "solutions" or week not in published:
        return ""
    return _tokens_of_text((SOLUTIONS / f"{week}.py").read_text(encoding="utf-8"))


def _texts(path):
    if path.is_dir():
        for child in sorted(path.rglob("*")):
            if child.is_file():
                yield from _texts(child)
    elif path.suffix == ".whl":
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                if Path(name).suffix in TEXT:
                    yield f"{path.name}:{name}", archive.read(name).decode("utf-8", "replace")
    elif path.suffix in TEXT:
        yield str(path), _plain(path)


def _plain(path):
    text = _PICTURE.sub("", path.read_text(encoding="utf-8", errors="replace"))
    if path.suffix == ".ipynb":
        cells = json.loads(text).get("cells", [])
        return "\n".join("".join(c["source"]) + "\n" + json.dumps(c.get("outputs", "")) for c in cells)
    if path.suffix == ".html":
        return html.unescape(re.sub(r"<[^>]+>", "", text))
    if path.suffix == ".js":
        return text.replace("\\n", "\n").replace('\\"', '"')
    return text
