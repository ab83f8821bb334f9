"""Grading on a real Dask cluster on loopback: encrypted, closed to strangers, and no worker's word is code."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.democlass import solved
from autograder.places import ROOT
from autograder.runners.cluster import NoScheduler, require_closed, run_of, security

STUDENTS = 5
EVIL = Path(__file__).with_name("evil_worker.py")


GUIDE = (ROOT / "book" / "guides" / "instructor.md").read_text(encoding="utf-8")


def certificate(folder):
    """A folder with a certificate and its key in `tls`, made by the commands of the guide."""
    folder.mkdir(exist_ok=True)
    make = re.search(r"^mkdir -m 700 tls\nopenssl .*$", GUIDE, re.MULTILINE)[0]
    subprocess.run(["sh", "-ec", make], cwd=folder, check=True, capture_output=True)
    return folder / "tls"


def _address(file):
    """The address in a scheduler's file, or None where it is not there or not whole yet."""
    try:
        return json.loads(file.read_text())["address"]
    except (OSError, ValueError):
        return None


class Cluster:
    """A scheduler and workers, each a process of its own, with one certificate."""

    def __init__(self, folder):
        self.folder, self.tls, self.workers = folder, certificate(folder), []
        self.flags = re.search(r'^TLS="(.*)"$', GUIDE, re.MULTILINE)[1].split()
        file = folder / "scheduler.json"
        self.scheduler = self._start("dask_scheduler", "--protocol=tls", "--host=127.0.0.1", "--port=0",
                                     f"--scheduler-file={file}")  # fmt: skip
        while not (address := _address(file)):
            assert self.scheduler.poll() is None
            time.sleep(0.1)
        self.address = address

    def _start(self, command, *options, **environment):
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{command}", *options, *self.flags], cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | environment,
        )  # fmt: skip

    def add_workers(self, count, *options, **environment):
        """Start workers and wait for them."""
        from distributed import Client

        for number in range(count):
            place = f"--local-directory={self.folder}/w{number}"
            self.workers.append(self._start("dask_worker", self.address, "--nthreads=1", "--no-nanny", place, *options,
                                            **environment))  # fmt: skip
        with Client(self.address, security=security(self.tls), set_as_default=False) as client:
            client.wait_for_workers(count, timeout=240)

    def close(self):
        """End all of it."""
        for process in (*self.workers, self.scheduler):
            if process.poll() is None:
                process.kill()
                process.wait(20)


@pytest.fixture
def cluster(tmp_path):
    made = Cluster(tmp_path)
    yield made
    made.close()


def hand_in(folder, week, *students):
    for student in students:
        path = folder / "in" / student / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(solved(week), encoding="utf-8")


def grade(folder, week, *options):
    marks = folder / "marks.json"
    status = main(["grade", week.name, "--submitted", str(folder / "in"), "--course", str(folder / "course"),
                   "--json", str(marks), "--seed", "3", *map(str, options)])  # fmt: skip
    return status, json.loads(marks.read_text(encoding="utf-8")) if marks.is_file() else None


def test_a_killed_worker_loses_nothing(cluster, week, tmp_path):
    cluster.add_workers(2)
    hand_in(tmp_path, week, *(f"s{number}" for number in range(STUDENTS)))
    watcher = subprocess.Popen(
        [sys.executable, "-c",
         "import os, signal, sys, time, pathlib\n"
         "folder, victim = pathlib.Path(sys.argv[1]), int(sys.argv[2])\n"
         "while not list(folder.glob('*.json')): time.sleep(0.02)\n"
         "os.kill(victim, signal.SIGKILL)\n",
         str(tmp_path / "course" / "results" / week.name), str(cluster.workers[0].pid)],
    )  # fmt: skip
    try:
        status, rows = grade(tmp_path, week, "--scheduler", cluster.address, "--tls", cluster.tls)
        assert status == 0
        assert watcher.wait(60) == 0
    finally:
        watcher.kill()
    assert cluster.workers[0].wait(60) == -signal.SIGKILL
    assert len(rows) == STUDENTS * len(week.exercises)
    assert {row["status"] for row in rows} == {"pass"}
    assert os.path.exists(tmp_path / "course" / "gradebook.db")


def test_what_a_worker_sends_is_never_code_here(cluster, week, tmp_path, capsys):
    harm = tmp_path / "harm"
    cluster.add_workers(1, f"--preload={EVIL}", HARM_FILE=str(harm))
    hand_in(tmp_path, week, "harmful_object", "harmful_error", "harmful_event", "honest", "no_run")
    status, rows = grade(tmp_path, week, "--scheduler", cluster.address, "--tls", cluster.tls)
    assert status != 0
    graded = {row["student"] for row in rows if row["status"] == "pass"}
    assert graded == {"harmful_event", "honest"}
    unpickled = harm.read_text().split() if harm.is_file() else []
    assert str(os.getpid()) not in unpickled


def test_strangers_find_the_door_shut(cluster, tmp_path):
    from distributed import Client, Security

    stranger = security(certificate(tmp_path / "strangers"))
    for address, given in (
        (cluster.address.replace("tls:", "tcp:"), None),
        (cluster.address, Security(tls_ca_file=str(cluster.tls / "cert.pem"))),
        (cluster.address, stranger),
    ):
        with pytest.raises((OSError, TimeoutError, TypeError)):
            Client(address, security=given, timeout=2, set_as_default=False)


@pytest.mark.parametrize(
    "address", ["tcp://192.0.2.7:8786", "tcp://a.example:8786", "tcp://[2001:db8::1]:1", "tcp://0.0.0.0:1"]
)
def test_a_network_without_encryption_is_refused(address):
    with pytest.raises(NoScheduler, match="everybody on that network") as refusal:
        require_closed(address, None)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786"])
def test_this_machine_alone_needs_none(address):
    require_closed(address, None)


@pytest.mark.parametrize(
    ("address", "words"), [("tls://a.example:1", "--tls DIR"), ("ucx://a.example:1", "expected tls://")]
)
def test_other_addresses_say_what_lacks(address, words):
    with pytest.raises(NoScheduler, match=words):
        require_closed(address, None)


def test_a_folder_without_a_certificate_is_named(tmp_path):
    with pytest.raises(NoScheduler, match=r"cert\.pem and no .*key\.pem"):
        security(tmp_path)


@pytest.mark.parametrize("said", [None, 5, "", "[]", "{}", '{"text": 5}', '{"text": "x", "incidents": {"a": ["b", "c"]}}',
                                  '{"text": "x", "incidents": {"1": 2}}', "[" * 10**5])  # fmt: skip
def test_an_answer_that_is_none_leaves_a_hand_in_ungraded(said):
    run = run_of("ada", said)
    assert (run.student, run.text) == ("ada", "")
    assert run.problem


def test_an_unreachable_scheduler_is_one_clear_line(week, tmp_path, capsys):
    hand_in(tmp_path, week, "ada")
    status, _ = grade(tmp_path, week, "--scheduler", "tcp://127.0.0.1:9")
    assert status == 1
    assert "no Dask scheduler answers at tcp://127.0.0.1:9" in capsys.readouterr().err
