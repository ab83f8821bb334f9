"""nbgrader's Execute with the sandbox in the place of a kernel process."""

import atexit
from pathlib import Path

from nbgrader.preprocessors import Execute
from traitlets import Bool, Unicode

from autograder.exercises import find_week, week_names
from autograder.grading.sitting import bundles, sitting_seed
from autograder.places import Course
from autograder.sandbox.limits import limits_for
from autograder.sandbox.loading import loading_of
from autograder.sandbox.sandbox import Sandbox

_shared = {}


def shared_sandbox(name, trust=False):
    """The one Sandbox of this process for notebooks of this name; ended when the process ends."""
    key = name, trust
    if key not in _shared:
        _shared[key] = Sandbox(**loading_of(name), trust=trust)
        atexit.register(_shared[key].close)
    return _shared[key]


class SandboxExecute(Execute):
    """Runs a notebook in a confined child; incidents go to the judge by `resources`.

    No event loop is used, so it works where one is running, as in formgrader.
    """

    demonstrations = Bool(False, help="Run also the cells tagged as demonstrations.").tag(config=True)
    demonstration_tag = Unicode("demonstration", help="The tag of such cells.").tag(config=True)
    trust_submissions = Bool(False, help="Run even where nothing can be confined.").tag(config=True)

    def preprocess(self, nb, resources):
        """Execute one notebook in place."""
        name = resources["nbgrader"]["assignment"]
        given = resources.setdefault("gmcourse", {})
        sandbox = shared_sandbox(name, self.trust_submissions)
        result = sandbox.run(
            nb, questions=self._questions(name, given), limits=limits_for(name), skip=self._is_skipped
        )
        given["incidents"] = result.incidents
        return result.notebook, resources

    def _questions(self, name, given):
        if name not in week_names():
            return {}
        if "seed" not in given:
            course = given.get("course") or Course(Path(self.parent.parent.coursedir.root))
            given["seed"] = sitting_seed(course)
        return bundles(find_week(name), given["seed"])

    def _is_skipped(self, cell):
        return not self.demonstrations and self.demonstration_tag in cell.metadata.get("tags", [])
