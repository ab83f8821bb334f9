"""Where the seconds of one graded hand-in go, one after the other in this process."""

import time

from autograder.grading.desk import open_desk
from autograder.grading.job import Run, is_demonstration, pack, unpack
from autograder.grading.sitting import bundles
from autograder.grading.submission import digest, find_submissions, parse
from autograder.places import Course
from autograder.sandbox import Sandbox, limits_for
from autograder.sandbox.loading import loading_of

COPIES = 8


def parts(week, root, everything, copies):
    """Seconds a hand-in: its cells, nbgrader's bookkeeping with our judging, and the child around them."""
    found = find_submissions(copies(week, root / "handed-in", COPIES), week.name)
    spent = {"cells": 0.0, "bookkeeping": 0.0, "child": 0.0}
    questions = bundles(week, 1)
    with open_desk(week, Course(root / "course"), 1, str) as desk, Sandbox(**loading_of(week.name)) as box:
        for number, submission in enumerate(found):
            data = submission.read_bytes()
            start = time.perf_counter()
            job = desk.prepare(submission, parse(data))
            ready = time.perf_counter()
            result = box.run(
                unpack(job.text), questions=questions, limits=limits_for(week.name),
                skip=None if everything else is_demonstration,
            )  # fmt: skip
            executed = time.perf_counter()
            desk.finish(digest(data), Run(submission.student, pack(result.notebook)))
            done = time.perf_counter()
            if number:
                cells = sum(list(result.seconds.values())[1:])
                spent["cells"] += cells / (COPIES - 1)
                spent["bookkeeping"] += (ready - start + done - executed) / (COPIES - 1)
                spent["child"] += (executed - ready - cells) / (COPIES - 1)
    return spent
