"""The processes that a command starts, and that they are gone when it is."""

import psutil


def children_of(process):
    """All descendants of a subprocess; none where it has ended."""
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def assert_gone(processes):
    """Wait a minute at most until none of them runs."""
    _, alive = psutil.wait_procs(processes, timeout=60)
    assert [p for p in alive if p.is_running() and p.status() != psutil.STATUS_ZOMBIE] == []
