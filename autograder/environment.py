"""What a process finds around it: environment variables for the time of a block, and its share of the cores."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

# For commands that fork while NumPy, torch or scikit-learn is loaded: OpenMP hangs in a fork once it had threads.
# Threads that wait by spinning make a busy machine's work many times as long.
ONE_THREAD = {"OMP_NUM_THREADS": "1", "OMP_WAIT_POLICY": "passive"}


@contextmanager
def environment(variables: Mapping[str, str]) -> Iterator[None]:
    """Set environment variables for the time of a block."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def alembic_on_path() -> Iterator[None]:
    """nbgrader calls `alembic` by name when it first makes a gradebook; it lies beside Python, which PATH need not name."""
    own = str(Path(sys.executable).parent)
    with environment({"PATH": os.pathsep.join(filter(None, [own, os.environ.get("PATH")]))}):
        yield


def usable_cores() -> set[int]:
    """The numbers of the processor cores that this process may use."""
    return os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set(range(os.cpu_count() or 1))
