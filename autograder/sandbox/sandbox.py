"""Runs notebooks of strangers: a zygote that is warm, and a confined child of it for each notebook."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import gmcourse
from autograder.environment import usable_cores
from autograder.limits import Limits
from autograder.sandbox import launch
from autograder.sandbox.child import NotStarted, RunningZygote, ZygoteGone
from autograder.sandbox.level import Level, NotConfined
from autograder.sandbox.missed import missed_a_name
from autograder.sandbox.order import MOST_RUNS, order_that_waits

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from autograder.sandbox.run import RunResult, Skip


class Sandbox:
    """Runs notebooks one at a time, each in a confined child of a zygote that is warm.

    package_dir: folder in which the students' `gmcourse` lies (None: the one that is imported here);
                 its `reference` is never shown to a child
    imports:     names of modules that the zygote loads beforehand
    tables:      names of weeks whose tables of `check` it loads beforehand
    level:       "auto" (the best there is), "full" (or refuse), "landlock" (no namespaces)
    trust:       run even where nothing can be confined
    limits:      a Limits: what the proof at start is made with, and notebooks run with
    """

    def __init__(
        self,
        package_dir: str | Path | None = None,
        *,
        imports: Iterable[str] = (),
        tables: Iterable[str] = (),
        level: str = "auto",
        trust: bool = False,
        limits: Limits | None = None,
    ) -> None:
        self._package_dir = package_dir or Path(gmcourse.__file__).parents[1]
        self._limits = limits or Limits()
        self._cores: tuple[int, ...] = ()
        self._options = {
            "imports": imports,
            "tables": tables,
            "want": level,
            "limits": self._limits.as_dict(),
        }
        self._trust = trust
        self._zygote: RunningZygote | None = None
        self._level: Level | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def begin(self) -> None:
        """Start the zygote without waiting for it, unless it runs."""
        if self._zygote is None:
            begin_alike([self])

    def take(self, zygote: RunningZygote) -> None:
        """Use this zygote, which was started elsewhere."""
        self._zygote, self._level = zygote, None

    def is_ready(self) -> bool:
        """Whether `start` would return, or raise, at once."""
        return self._zygote is not None and self._zygote.is_ready()

    def start(self) -> None:
        """Start the zygote, unless it runs, and wait for it; raise NotConfined where it cannot confine."""
        self._proved()

    def _proved(self) -> tuple[RunningZygote, Level]:
        """The zygote that runs, and its Level."""
        self.begin()
        zygote = self._zygote
        if zygote is None:
            raise ZygoteGone("the zygote is gone")
        if refusal := zygote.report.get("refused"):
            self.close()
            raise NotConfined(refusal)
        if self._level is None:
            level = Level.of(zygote.report["layers"])
            wanted = "full" if self._options["want"] == "full" else None
            if not self._trust and (not level.confined or wanted not in (None, level.name)):
                self.close()
                raise NotConfined(
                    f"{level}; {level.advice}; to run submissions all the same, say that you trust them"
                )
            self._level = level
        return zygote, self._level

    @property
    def level(self) -> Level:
        """The Level that was proved when the zygote started."""
        return self._proved()[1]

    def close(self) -> None:
        """End the zygote."""
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = self._level = None

    def let_go(self) -> None:
        """Leave the zygote to another process, forked from this one; only `close` is possible here."""
        if self._zygote is not None:
            self._zygote.control.close()

    def run(
        self,
        notebook: NotebookNode,
        *,
        questions: Mapping[str, str] | None = None,
        files: Mapping[str, bytes] | None = None,
        limits: Limits | None = None,
        skip: Skip = None,
    ) -> RunResult:
        """Execute a notebook in place and return a RunResult.

        questions: exercise id -> JSON text, put where `grade` looks; files: name -> bytes, put into
        the working folder; limits: a Limits in the place of the sandbox's own; skip(cell): whether a code cell is left out.
        A cell that never ends, or ends its kernel, is left out of a second run of the others.
        Raises NotStarted, ZygoteGone or ZygoteFailed where twice no child came to the first cell: no fault of
        the notebook's.
        Where a name is missing that a skipped cell holds, all is run again with nothing skipped; where one is
        missing that a cell below binds, all is run again with what missed it behind that cell: in the time
        that is left, where this is as much as a run used.
        """
        given = notebook, questions or {}, files or {}, limits or self._limits
        with self._lock:
            begun = time.monotonic()
            deadline = begun + given[-1].notebook_seconds
            order: Sequence[int] = range(len(notebook.cells))
            result = self._run(*given, skip, deadline, order)
            used = time.monotonic() - begun
            if skip and deadline - time.monotonic() >= used and missed_a_name(result.notebook, skip):
                skip, begun = None, time.monotonic()
                result = self._run(*given, None, deadline, order)
                used = time.monotonic() - begun
            for _ in range(MOST_RUNS):
                waiting = order_that_waits(result.notebook, order)
                if waiting is None or deadline - time.monotonic() < used:
                    break
                order = waiting
                result = self._run(*given, skip, deadline, order)
            return result

    def _run(self, *given: Any) -> RunResult:
        # nbclient takes a while to load, and zygotes warm up meanwhile.
        from autograder.sandbox.run import NotebookRun

        try:
            zygote, _ = self._proved()
            return NotebookRun(zygote, *given).all()
        except (ZygoteGone, NotStarted, launch.ZygoteFailed):
            self.close()
            zygote, _ = self._proved()
            return NotebookRun(zygote, *given).all()


def begin_alike(sandboxes: Sequence[Sandbox]) -> None:
    """Start the zygotes of sandboxes that were made alike: what they load is loaded once for all.

    Several get a core each, as far as there are so many, so that a busy hand-in slows no neighbour down.
    """
    first, cores = sandboxes[0], sorted(usable_cores())
    if len(sandboxes) > 1:
        for place, sandbox in enumerate(sandboxes):
            sandbox._cores = (cores[place % len(cores)],)
    launched = launch.begin(first._package_dir, first._options, [sandbox._cores for sandbox in sandboxes])
    for sandbox, one in zip(sandboxes, launched, strict=True):
        sandbox.take(RunningZygote(one))
