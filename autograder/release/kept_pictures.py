"""The pictures that exercise pages show: where they are kept, and which are older than the code that makes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from autograder.places import ROOT
from autograder.release.made_of import Piece, made_of, needed, own_hash, pieces
from autograder.release.publish import solution_page

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode

    from autograder.spec import Week

FOLDER = ROOT / "book" / "_static" / "exercises"
MADE_BY = "make pictures: generated, not to be edited"
_DRAW = {"show", "slider"}


def index_of(week: str) -> Path:
    """The file that lists what was kept of a run of a week's solutions."""
    return FOLDER / week / "index.json"


def read_pictures(week: str) -> dict[str, dict[str, Any]]:
    """Hash of a cell's own code -> its picture: file, words, size, and a hash of all that it is made of."""
    path = index_of(week)
    return json.loads(path.read_text(encoding="utf-8"))["pictures"] if path.is_file() else {}


def cell_hashes(cells: Sequence[NotebookNode]) -> dict[int, str]:
    """Number of a demonstration cell -> the hash of its own code, by which its picture is found."""
    return _hashes(cells, pieces(cells))


def _hashes(cells: Sequence[NotebookNode], all: Sequence[Piece]) -> dict[int, str]:
    numbers = (i for i, cell in enumerate(cells) if "demonstration" in cell.metadata.get("tags", []))
    return {number: own_hash(all, number) for number in numbers}


@dataclass(frozen=True)
class Drawing:
    """A week's notebook with its solutions, beside the pictures that were kept of its last run."""

    week: Week

    @cached_property
    def notebook(self) -> NotebookNode:
        """The notebook, not run."""
        return solution_page(self.week)

    @cached_property
    def code(self) -> list[Piece]:
        """The pieces of its cells."""
        return pieces(self.notebook.cells, [exercise.id for exercise in self.week.exercises])

    @cached_property
    def hashes(self) -> dict[int, str]:
        """Number of a demonstration cell -> the hash of its own code."""
        return _hashes(self.notebook.cells, self.code)

    def source_hash(self, cell: int) -> str:
        """A hash of all that the picture of a cell is made of."""
        return made_of(self.code, cell)

    def stale(self) -> list[int]:
        """Numbers of the cells whose picture is missing, or older than what it is made of."""
        kept = read_pictures(self.week.name)
        draw = {piece.cell for piece in self.code if piece.runs & _DRAW}
        return [
            cell
            for cell, own in self.hashes.items()
            if (own in kept or cell in draw) and kept.get(own, {}).get("made_of") != self.source_hash(cell)
        ]

    def left_over(self) -> list[str]:
        """Files in the week's folder that no cell of the notebook shows any more."""
        own = set(self.hashes.values())
        shown = {picture["file"] for key, picture in read_pictures(self.week.name).items() if key in own}
        return sorted(
            {path.name for path in index_of(self.week.name).parent.iterdir()} - shown - {"index.json"}
        )

    def reduced(self, cells: Sequence[int]) -> NotebookNode:
        """The notebook without the demonstrations that these cells take nothing from."""
        wanted = {piece.cell for cell in cells for piece in needed(self.code, cell)}
        notebook = self.notebook.copy()
        notebook.cells = [
            cell
            for number, cell in enumerate(self.notebook.cells)
            if number in wanted or number not in self.hashes
        ]
        return notebook
