"""The corpora that the course keeps: where each lies, how it was made, and its figures, measured and read again."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.files import write_atomically
from autograder.places import ROOT
from autograder.quality.corpus import Tally, as_rows, from_rows, measure

FOLDER = ROOT / "tests" / "corpus"


@dataclass(frozen=True)
class Corpus:
    """Labelled answers: the folder below tests/corpus, a title, and how they were made."""

    folder: str
    title: str
    made: str

    @property
    def path(self) -> Path:
        """Where its files are."""
        return FOLDER / self.folder


def _kept() -> tuple[Corpus, ...]:
    """The corpora that the course's list names; none where there is no list."""
    path = FOLDER / "corpora.toml"
    return (
        tuple(Corpus(**row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["corpus"])
        if path.is_file()
        else ()
    )


CORPORA = _kept()


def measure_all() -> dict[str, dict[str, Tally]]:
    """Folder -> week name -> Tally, for the corpora that hold a week."""
    return {one.folder: measure(one.path) for one in CORPORA if any(one.path.glob("week*.py"))}


def write_figures(path: Path, found: Mapping[str, Mapping[str, Tally]]) -> None:
    """Put the figures of `measure_all` into a JSON file."""
    rows = {folder: as_rows(weeks) for folder, weeks in found.items()}
    write_atomically(path, json.dumps(rows, indent=1) + "\n")


def read_figures(path: Path) -> dict[str, dict[str, Tally]]:
    """What `write_figures` has written."""
    found = json.loads(path.read_text(encoding="utf-8"))
    return {folder: from_rows(weeks) for folder, weeks in found.items()}
