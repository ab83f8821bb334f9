"""Runs notebooks of strangers: a zygote that is warm, and a confined child of it for each notebook."""

import threading
from pathlib import Path

import gmcourse
from autograder.sandbox import launch
from autograder.sandbox.child import Zygote, ZygoteGone
from autograder.sandbox.level import Level, NotConfined
from autograder.sandbox.limits import Limits
from autograder.sandbox.missed import missed_a_name


class Sandbox:
    """Runs notebooks one at a time, each in a confined child of a zygote that is warm.

    package_dir: folder in which the students' `gmcourse` lies (None: the one that is imported here);
                 its `reference` is never shown to a child
    imports:     names of modules that the zygote loads beforehand
    tables:      names of weeks whose tables of `check` it loads beforehand
    level:       "auto" (the best there is), "full" (or refuse), "landlock" (no namespaces)
    trust:       run even where nothing can be confined
    """

    def __init__(self, package_dir=None, *, imports=(), tables=(), level="auto", trust=False):
        self._package_dir = package_dir or Path(gmcourse.__file__).parents[1]
        self._options = {"imports": imports, "tables": tables, "want": level}
        self._trust = trust
        self._zygote = self._level = None
        self._lock = threading.Lock()

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *exception):
        self.close()

    def begin(self):
        """Start the zygote without waiting for it, unless it runs."""
        if self._zygote is None:
            begin_alike([self])

    def take(self, zygote):
        """Use this zygote, which was started elsewhere."""
        self._zygote, self._level = zygote, None

    def is_ready(self):
        """Whether `start` would return, or raise, at once."""
        return self._zygote is not None and self._zygote.is_ready()

    def start(self):
        """Start the zygote, unless it runs, and wait for it; raise NotConfined where it cannot confine."""
        self.begin()
        if self._level is None:
            level = Level.of(self._zygote.report["layers"])
            wanted = "full" if self._options["want"] == "full" else None
            if not self._trust and (not level.confined or wanted not in (None, level.name)):
                self.close()
                raise NotConfined(f"{level}; to run submissions all the same, say that you trust them")
            self._level = level

    @property
    def level(self):
        """The Level that was proved when the zygote started."""
        self.start()
        return self._level

    def close(self):
        """End the zygote."""
        if self._zygote is not None:
            self._zygote.close()
            self._zygote = self._level = None

    def let_go(self):
        """Leave the zygote to another process, forked from this one; only `close` is possible here."""
        if self._zygote is not None:
            self._zygote.control.close()

    def run(self, notebook, *, questions=None, files=None, limits=None, skip=None):
        """Execute a notebook in place and return a RunResult.

        questions: exercise id -> JSON text, put where `grade` looks; files: name -> bytes, put into
        the working folder; limits: a Limits; skip(cell): whether a code cell is left out.
        A cell that never ends, or ends its kernel, is left out of a second run of the others.
        Where a name is missing that a skipped cell holds, all is run again with nothing skipped.
        """
        given = notebook, questions or {}, files or {}, limits or Limits()
        with self._lock:
            result = self._run(*given, skip)
            return self._run(*given, None) if skip and missed_a_name(result.notebook, skip) else result

    def _run(self, *given):
        # nbclient takes a while to load, and zygotes warm up meanwhile.
        from autograder.sandbox.run import NotebookRun

        self.start()
        try:
            return NotebookRun(self._zygote, *given).all()
        except ZygoteGone:
            self.close()
            self.start()
            return NotebookRun(self._zygote, *given).all()


def begin_alike(sandboxes):
    """Start the zygotes of sandboxes that were made alike: what they load is loaded once for all."""
    first = sandboxes[0]
    launched = launch.begin(first._package_dir, first._options, len(sandboxes))
    for sandbox, one in zip(sandboxes, launched, strict=True):
        sandbox.take(Zygote(one))
