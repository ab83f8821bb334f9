"""The notebook that this session belongs to, as it is saved: what counts when it is handed in."""

import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gmcourse.check.session import executed, shell

MOST = 50
_SECONDS = 20


@dataclass(frozen=True)
class Saved:
    """A notebook's cells as the file has them; `age` in seconds, None where it is not a file, as in Colab."""

    name: str
    cells: tuple[dict, ...]
    age: float | None

    def sources(self) -> list[str]:
        """The texts of the cells, their ends stripped."""
        return [cell_text(cell).strip() for cell in self.cells]


def cell_text(cell: dict) -> str:
    """A cell's text, which a file may keep as lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def record_of(cell: dict) -> dict:
    """What nbgrader notes of a cell, or nothing."""
    record = cell.get("metadata", {}).get("nbgrader")
    return record if isinstance(record, dict) else {}


def saved_notebook(known: set[str]) -> Saved | None:
    """The saved notebook of this session, or None.

    known: ids of exercises, of which it has some. Of several, the one whose cells were run here is it.
    """
    found = [
        notebook
        for notebook in _candidates()
        if known & {record_of(c).get("grade_id") for c in notebook.cells}
    ]
    run = {source.strip() for source in executed()} - {""}
    return max(found, key=lambda notebook: len(run.intersection(notebook.sources())), default=None)


def _candidates() -> list[Saved]:
    """What Colab shows, else the file that Jupyter or VS Code names, else the notebooks of this folder."""
    shown = _in_colab()
    if shown:
        return [shown]
    running = shell()
    named = [os.environ.get("JPY_SESSION_NAME"), running and running.user_ns.get("__vsc_ipynb_file__")]
    paths = [Path(name) for name in named if name and name.endswith(".ipynb") and Path(name).is_file()]
    paths = paths or sorted(Path.cwd().glob("*.ipynb"))[:MOST]
    return [saved for path in paths if (saved := _read(path))]


def _read(path: Path) -> Saved | None:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return Saved(path.name, tuple(cells), max(0.0, time.time() - path.stat().st_mtime))
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _in_colab() -> Saved | None:
    try:
        from google.colab import _message
    except ImportError:
        return None
    answer: Any = _message.blocking_request("get_ipynb", timeout_sec=_SECONDS)
    cells = ((answer or {}).get("ipynb") or {}).get("cells")
    return Saved("this notebook", tuple(cells), None) if cells else None
