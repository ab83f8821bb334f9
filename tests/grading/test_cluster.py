"""Grading on a real Dask cluster on loopback, one of whose two workers is killed midway."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from autograder.cli import main
from autograder.democlass import solved

STUDENTS = 5


@pytest.fixture
def cluster(tmp_path):
    """(address, worker processes) of a scheduler and two workers, each a process of its own."""
    file = tmp_path / "scheduler.json"
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": tmp_path}
    dask = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    scheduler = subprocess.Popen(
        [*dask, "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file)], **quiet
    )
    for _ in range(300):
        if file.exists() and file.read_text():
            break
        time.sleep(0.1)
    address = json.loads(file.read_text())["address"]
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-dashboard"]
    workers = [
        subprocess.Popen([*command, "--no-nanny", "--local-directory", str(tmp_path / f"w{i}")], **quiet)
        for i in range(2)
    ]
    _wait_for_workers(address, 2)
    yield address, workers
    for process in (*workers, scheduler):
        if process.poll() is None:
            process.kill()
            process.wait(20)


def _wait_for_workers(address, count):
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=60)


def test_a_killed_worker_loses_nothing(cluster, week, tmp_path):
    address, workers = cluster
    for number in range(STUDENTS):
        path = tmp_path / "in" / f"s{number}" / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(solved(week), encoding="utf-8")
    watcher = subprocess.Popen(
        [sys.executable, "-c",
         "import os, signal, sys, time, pathlib\n"
         "folder, victim = pathlib.Path(sys.argv[1]), int(sys.argv[2])\n"
         "for _ in range(3000):\n"
         "    if len(list(folder.glob('*.json'))) >= 1: os.kill(victim, signal.SIGKILL); break\n"
         "    time.sleep(0.02)\n",
         str(tmp_path / "course" / "results" / week.name), str(workers[0].pid)],
    )  # fmt: skip
    marks = tmp_path / "marks.json"
    status = main(["grade", week.name, "--submitted", str(tmp_path / "in"), "--course", str(tmp_path / "course"),
                   "--json", str(marks), "--scheduler", address, "--seed", "3"])  # fmt: skip
    assert status == 0
    assert watcher.wait(30) == 0
    assert workers[0].wait(30) == -signal.SIGKILL
    rows = json.loads(marks.read_text(encoding="utf-8"))
    assert len(rows) == STUDENTS * len(week.exercises)
    assert {row["status"] for row in rows} == {"pass"}
    assert os.path.exists(tmp_path / "course" / "gradebook.db")


def test_an_unreachable_scheduler_is_one_clear_line(week, tmp_path, capsys):
    path = tmp_path / "in" / "ada" / week.name / f"{week.name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(solved(week), encoding="utf-8")
    status = main(["grade", week.name, "--submitted", str(tmp_path / "in"), "--course", str(tmp_path / "course"),
                   "--scheduler", "tcp://127.0.0.1:9"])  # fmt: skip
    assert status == 1
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
