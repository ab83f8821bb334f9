"""nbgrader's Execute with the sandbox in the place of a kernel process."""

from __future__ import annotations

import atexit
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.preprocessors import Execute
from traitlets import Bool, Unicode

from autograder.hidden_questions import bundles, sitting_seed
from autograder.places import Course
from autograder.sandbox.loading import loading_of
from autograder.sandbox.plan import require_unseen
from autograder.sandbox.sandbox import Sandbox
from autograder.weeks import find_week, limits_of, week_names

if TYPE_CHECKING:
    from nbformat import NotebookNode


_shared = {}


def shared_sandbox(name: str, trust: bool = False, everything: bool = False) -> Sandbox:
    """The one Sandbox of this process for notebooks of this name; ended when the process ends."""
    key = name, trust, everything
    if key not in _shared:
        _shared[key] = Sandbox(**loading_of(name, everything), trust=trust, limits=limits_of(name))
        atexit.register(_shared[key].close)
    return _shared[key]


class SandboxExecute(Execute):
    """Runs a notebook in a confined child; incidents go to the judge by `resources`.

    No event loop is used, so it works where one is running, as in formgrader.
    """

    demonstrations = Bool(False, help="Run also the cells tagged as demonstrations.").tag(config=True)
    demonstration_tag = Unicode("demonstration", help="The tag of such cells.").tag(config=True)
    trust_submissions = Bool(False, help="Run even where nothing can be confined.").tag(config=True)

    def preprocess(  # type: ignore[override]  # nobody hands over a kernel manager
        self, nb: NotebookNode, resources: Any
    ) -> tuple[NotebookNode, Any]:
        """Execute one notebook in place."""
        name = resources["nbgrader"]["assignment"]
        given = resources.setdefault("gmcourse", {})
        sandbox = shared_sandbox(name, self.trust_submissions, self.demonstrations)
        result = sandbox.run(nb, questions=self._questions(name, given), skip=self._is_skipped)
        given["incidents"] = result.incidents
        return result.notebook, resources

    def _questions(self, name: str, given: dict[str, Any]) -> dict[str, str]:
        if name not in week_names():
            return {}
        if "seed" not in given:
            converter: Any = self.parent
            course = given.get("course") or Course(Path(converter.parent.coursedir.root))
            require_unseen(course.root)
            given["seed"] = sitting_seed(course)
        return bundles(find_week(name), given["seed"])

    def _is_skipped(self, cell: NotebookNode) -> bool:
        return not self.demonstrations and self.demonstration_tag in cell.metadata.get("tags", [])
