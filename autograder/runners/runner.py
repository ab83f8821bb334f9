"""What a runner is: the two interfaces that an engine and a place to run it keep."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Protocol, Self, runtime_checkable

from autograder.runners.job import Job, Run

Questions = Mapping[str, str]


@runtime_checkable
class Worker(Protocol):
    """An engine: runs one repaired notebook at a time. Its module is listed in `engines.MODULES`.

    Made as Worker(week name, run demonstrations too, run where nothing is confined).
    """

    @staticmethod
    def begin(workers: "Sequence[Worker]") -> None:
        """Start what these workers, which were made alike, need; without waiting for it."""

    def is_ready(self) -> bool:
        """Whether `level` would answer, or raise, at once."""

    @property
    def level(self) -> str:
        """How far submissions are shut in, in words; raises NotConfined where they cannot be."""

    def run(self, job: Job, questions: Questions) -> Run:
        """Run one notebook; questions: exercise id -> JSON text. What is no fault of its own is the Run's `problem`."""

    def let_go(self) -> None:
        """Leave what was begun to the process that runs it; called in those that do not."""

    def close(self) -> None:
        """End what was begun."""


@runtime_checkable
class Workers(Protocol):
    """A place to run an engine: a context that warms workers up, on this machine or on others."""

    def __enter__(self) -> Self:
        """Begin to warm up; raises where there is nothing to run on."""

    def __exit__(self, *exception: object) -> None:
        """End all workers."""

    def is_ready(self) -> bool:
        """Whether they are warm."""

    def level(self) -> str:
        """How far they shut submissions in, in words."""

    def start(self, questions: Questions) -> None:
        """Set them going."""

    def run(self, jobs: Iterable[Job]) -> Iterator[Run]:
        """Yield a Run for each Job, in any order."""
