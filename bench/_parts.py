"""Where the seconds of one graded hand-in go, one after the other in this process."""

import time

from autograder.cells import is_demonstration
from autograder.grading.grading_session import open_grading_session
from autograder.handins.reading import digest, find_submissions
from autograder.hidden_questions import bundles
from autograder.places import Course
from autograder.runners.job import Run, pack, unpack
from autograder.sandbox import Sandbox
from autograder.sandbox.loading import loading_of

COPIES = 8


def parts(week, root, everything, copies):
    """Seconds a hand-in: its cells, nbgrader's bookkeeping with our judging, and the child around them."""
    found = find_submissions(copies(week, root / "handed-in", COPIES), week.name)
    spent = {"cells": 0.0, "bookkeeping": 0.0, "child": 0.0}
    questions = bundles(week, 1)
    with (
        open_grading_session(week, Course(root / "course"), 1, str) as session,
        Sandbox(**loading_of(week.name, everything)) as box,
    ):
        for number, submission in enumerate(found):
            data = submission.read_bytes()
            start = time.perf_counter()
            job = session.prepare(submission, data)
            ready = time.perf_counter()
            result = box.run(
                unpack(job.text), questions=questions, limits=week.limits,
                skip=None if everything else is_demonstration,
            )  # fmt: skip
            executed = time.perf_counter()
            session.finish(digest(data), Run(submission.student, pack(result.notebook)))
            done = time.perf_counter()
            if number:
                cells = sum(list(result.seconds.values())[1:])
                spent["cells"] += cells / (COPIES - 1)
                spent["bookkeeping"] += (ready - start + done - executed) / (COPIES - 1)
                spent["child"] += (executed - ready - cells) / (COPIES - 1)
    return spent
