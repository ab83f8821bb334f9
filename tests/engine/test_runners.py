"""Each engine, and each place to run one, keeps the interface that a new one would be written to."""

from importlib import import_module

import pytest

from autograder.runners.cluster import ClusterWorkers
from autograder.runners.engines import MODULES
from autograder.runners.local import LocalWorkers
from autograder.runners.runner import Worker, Workers


def members(protocol):
    return {name for name in vars(protocol) if not name.startswith("_") and callable(getattr(protocol, name, None))
            or isinstance(vars(protocol)[name], property)}  # fmt: skip


@pytest.mark.parametrize("engine", MODULES)
def test_an_engine_is_a_worker(engine):
    made = import_module(MODULES[engine]).Worker("no week of the course", True, False)
    try:
        assert set(dir(made)) >= members(Worker) >= {"begin", "run", "close"}
        assert isinstance(made.is_ready(), bool)
    finally:
        made.close()


@pytest.mark.parametrize("place", [LocalWorkers, ClusterWorkers])
def test_a_place_is_workers(place):
    assert issubclass(place, Workers)
