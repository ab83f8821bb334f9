"""Loaded by a Dask worker: what it sends back, by the student's name, is meant to do harm where it arrives."""

import os
import pickle

from autograder.runners import cluster

HONEST = cluster._run


class Harm:
    """Writes down who unpickled it."""

    def __reduce__(self):
        return os.system, (f"echo $PPID >> {os.environ['HARM_FILE']}",)


class HarmfulError(Exception):
    """An error of that kind."""

    __reduce__ = Harm.__reduce__


def run(module, setup, questions, job):
    """In the place of the runner's own function."""
    if "harmful_object" in job:
        return Harm()
    if "harmful_error" in job:
        raise HarmfulError("x")
    if "harmful_event" in job:
        from distributed.worker import get_worker

        harm = pickle.dumps(Harm())
        get_worker().log_event("warn", {"category": harm, "message": harm})
    if "no_run" in job:
        return '{"text": 5, "incidents": {"x": 1}}'
    return HONEST(module, setup, questions, job)


def dask_setup(worker):
    """Called by Dask as the worker starts."""
    cluster._run = run
