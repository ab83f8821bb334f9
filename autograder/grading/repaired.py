"""A hand-in's bytes as a repaired notebook, made where it is Bounded: what a stranger sent is parsed nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from autograder.grading.preprocessor_chain import chains, resources_for, run_chain
from autograder.handins.reading import Unreadable, parse
from autograder.handins.recognise import require_week
from autograder.runners.job import pack

if TYPE_CHECKING:
    from traitlets.config import Config

    from autograder.gradebook.gradebook_session import ReleasedCells
    from autograder.places import Course


@dataclass(frozen=True)
class ReadBefore:
    """In the place of a GradebookSession, for steps that only ask what was released: one week's cells, read before."""

    cells: ReleasedCells

    def released(self, week: str) -> ReleasedCells:
        """The cells, whatever week is asked for."""
        return self.cells


def repaired(
    data: bytes, week_name: str, student: str, course: Course, released: ReadBefore, config: Config
) -> tuple[str, frozenset[str]] | Unreadable:
    """(the repaired notebook's text, its cells' texts as they were handed in), or why it cannot be read.

    Runs nbgrader's sanitizing chain. The reason is returned, not raised: what is raised in bounds is a failure of ours.
    """
    try:
        notebook = parse(data)
        require_week(notebook, week_name)
    except Unreadable as problem:
        return problem
    handed_in = frozenset(cell.source for cell in notebook.cells)
    resources = resources_for(course, student, week_name, gradebook_session=released)
    notebook, _ = run_chain(chains()[0], notebook, resources, config)
    return pack(notebook), handed_in
