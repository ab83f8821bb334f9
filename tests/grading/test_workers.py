"""Worker processes: every job gets a Run, also where a worker dies; none is left behind."""

import multiprocessing
import os

import pytest

from autograder.runners.job import Job, Run
from autograder.runners.local import LocalWorkers


class Worker:
    """Runs nothing: says who ran the job, or dies of it."""

    level = "none"

    def __init__(self, deadly, folder):
        self.deadly, self.folder = deadly, folder

    @staticmethod
    def begin(workers):
        """Nothing to start."""

    def is_ready(self):
        """Always."""
        return True

    def let_go(self):
        """Nothing to hold."""

    def close(self):
        """Nothing to end."""

    def run(self, job, questions):
        """Die always on "deadly", once on "unlucky"."""
        mark = os.path.join(self.folder, job.student)
        if job.student in self.deadly and not (job.student == "unlucky" and os.path.exists(mark)):
            open(mark, "w").close()
            os._exit(9)
        return Run(job.student, job.text + questions["asked"])


@pytest.mark.parametrize("count", [1, 3])
def test_a_worker_that_dies_costs_only_what_kills_it_twice(tmp_path, count):
    students = ["ada", "deadly", "bao", "unlucky", *map(str, range(10))]
    jobs = (Job(student, "week", "x" * 200_000) for student in students)
    with LocalWorkers(__name__, (("deadly", "unlucky"), str(tmp_path)), count) as workers:
        workers.start({"asked": "!"})
        runs = {run.student: run for run in workers.run(jobs)}
    assert sorted(runs) == sorted(students)
    assert "died twice" in runs.pop("deadly").problem
    assert {run.text[-2:] for run in runs.values()} == {"x!"}
    assert multiprocessing.active_children() == []


def test_jobs_are_asked_for_only_as_they_are_needed(tmp_path):
    asked = []

    def jobs():
        for number in range(20):
            asked.append(number)
            yield Job(str(number), "week", "x")

    with LocalWorkers(__name__, ((), str(tmp_path)), 1) as workers:
        workers.start({"asked": "!"})
        runs = workers.run(jobs())
        next(runs)
        assert len(asked) <= 3
        assert len(list(runs)) == 19
