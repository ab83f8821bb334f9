"""By what a week is judged, as a fingerprint: the code of its exercises and of what they import, without comments and blanks."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from autograder.places import EXERCISES, PACKAGE, ROOT


@cache
def rules_of(week_name: str) -> str:
    """The fingerprint of a week's references, cases, truths and known wrong answers, as they lie there."""
    waiting, trees = sorted((EXERCISES / week_name).rglob("*.py")), dict[Path, ast.Module]()
    while waiting:
        path = waiting.pop()
        if path not in trees:
            trees[path] = ast.parse(path.read_bytes())
            waiting += _imported(trees[path])
    found = hashlib.sha256()
    for path in sorted(trees):
        found.update(path.relative_to(ROOT).as_posix().encode())
        found.update(ast.dump(trees[path]).encode())
    return found.hexdigest()[:16]


def _imported(tree: ast.Module) -> Iterator[Path]:
    """The files of the course's own modules that a module imports."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [name.name for name in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        else:
            continue
        for name in names:
            if name.split(".")[0] in (PACKAGE.name, EXERCISES.name):
                place = ROOT / name.replace(".", "/")
                yield from (p for p in (place.with_suffix(".py"), place / "__init__.py") if p.is_file())
