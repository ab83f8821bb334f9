"""Environment variables for the time of a block."""

import os
from contextlib import contextmanager

# For commands that fork while NumPy, torch or scikit-learn is loaded: OpenMP hangs in a fork once it had threads.
ONE_THREAD = {"OMP_NUM_THREADS": "1"}


@contextmanager
def environment(variables):
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
