"""Workers on a Dask cluster: texts go there, texts come back, and no file system is shared.

Whoever reaches a scheduler runs code on it: beyond this machine only encrypted, with a certificate that all share.
"""

from __future__ import annotations

import atexit
import ipaddress
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from autograder.errors import Mistake
from autograder.runners.job import Job, Run
from autograder.runners.plain_pickle import plain_data_only
from autograder.sandbox.incident import Incident
from gmcourse.counted import counted

if TYPE_CHECKING:
    from distributed import Security

    from autograder.runners.runner import Questions, Worker


CERTIFICATE, KEY = "cert.pem", "key.pem"
GUIDE = "see `More machines` in the instructor's guide"


class NoScheduler(Mistake, ConnectionError):
    """The scheduler cannot be reached, must not be used as it is, or has no workers."""


_workers = {}


class ClusterWorkers:
    """A context of the workers of a Dask scheduler; one that dies is replaced by another.

    tls: the folder of the certificate and the key that scheduler, workers and this command share, or None.
    Raises NoScheduler for an address that is open to others, and on entry where it does not answer within
    ten seconds.
    """

    def __init__(self, module: str, setup: Sequence[Any], address: str, tls: str | None = None) -> None:
        self._module, self._setup = module, json.dumps(setup)
        self._address = address if "://" in address else f"{'tls' if tls else 'tcp'}://{address}"
        require_closed(self._address, tls)
        self._tls = tls

    def __enter__(self) -> Self:
        from distributed import Client

        with ExitStack() as stack:
            stack.enter_context(plain_data_only())
            try:
                self._client = Client(
                    self._address, security=security(self._tls), timeout=10, set_as_default=False
                )
            except (OSError, TimeoutError, ValueError) as error:
                advice = (
                    f"no Dask scheduler answers at {self._address}; start one with `dask scheduler`, {GUIDE}"
                )
                raise NoScheduler(advice) from error
            stack.callback(self._client.close)
            self._count = len(self._client.scheduler_info()["workers"])
            if not self._count:
                raise NoScheduler(
                    f"{self._address} has no workers; start some with `dask worker {self._address}`, {GUIDE}"
                )
            self._stack = stack.pop_all()
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def is_ready(self) -> bool:
        """Workers of a cluster warm up at their first job."""
        return True

    def level(self) -> str:
        """How far a worker of the cluster shuts submissions in; raises NoScheduler where it does not run them."""
        said = _read(self._client.submit(_level, self._module, self._setup, pure=False).result())
        if not isinstance(said.get("level"), str):
            raise NoScheduler(f"a worker of {self._address} says: {said.get('problem')}"[:500])
        return f"{said['level']}; {counted(self._count, 'worker')} at {self._address}"

    def start(self, questions: Questions) -> None:
        """Send the questions to every worker."""
        self._questions = self._client.scatter(json.dumps(questions), broadcast=True)

    def run(self, jobs: Iterable[Job]) -> Iterator[Run]:
        """Yield a Run for each Job as it ends."""
        from distributed import as_completed

        names = {}
        for job in jobs:
            future = self._client.submit(
                _run,
                self._module,
                self._setup,
                self._questions,
                json.dumps(asdict(job)),
                pure=False,
                retries=2,
            )
            names[future] = job.student
        for future in as_completed(list(names), loop=self._client.loop):
            student = names[future]
            if future.status == "finished":
                yield run_of(student, future.result())
            else:
                yield Run(
                    student, "", problem="the cluster failed on this hand-in; it is ungraded: grade it again"
                )


def require_closed(address: str, tls: str | None) -> None:
    """Raise NoScheduler for an address at which strangers of the network could run code."""
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls"):
        raise NoScheduler(f"--scheduler {address}: expected tls://host:port, or tcp://127.0.0.1:port")
    if parts.scheme == "tls" and not tls:
        raise NoScheduler(
            f"--scheduler {address}: give the folder of {CERTIFICATE} and {KEY} too, --tls DIR; {GUIDE}"
        )
    if parts.scheme == "tcp" and not _is_here(parts.hostname):
        raise NoScheduler(
            f"--scheduler {address}: without encryption everybody on that network could run code as you; "
            f"use tls://{parts.netloc} with --tls DIR, {GUIDE}"
        )


def _is_here(host: str | None) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host or "").is_loopback
    except ValueError:
        return False


def security(tls: str | None) -> Security | None:
    """distributed's Security with the certificate and key of a folder, or None; raise NoScheduler where they lack."""
    if tls is None:
        return None
    from distributed import Security

    certificate, key = (Path(tls, name) for name in (CERTIFICATE, KEY))
    if missing := [str(path) for path in (certificate, key) if not path.is_file()]:
        raise NoScheduler(f"--tls {tls}: there is no {' and no '.join(missing)}; {GUIDE}")
    return Security(
        tls_ca_file=str(certificate),
        tls_client_cert=str(certificate),
        tls_client_key=str(key),
        require_encryption=True,
    )


def run_of(student: str, said: object) -> Run:
    """The Run that a worker's text stands for; what is none leaves the hand-in ungraded."""
    node = _read(said)
    text, problem = node.get("text"), node.get("problem")
    if isinstance(problem, str) and problem:
        return Run(student, "", problem=problem)
    try:
        stopped = {
            int(i): Incident(str(status), str(message)) for i, (status, message) in node["incidents"].items()
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        stopped = None
    if not isinstance(text, str) or stopped is None:
        return Run(student, "", problem="a worker's answer cannot be read; it is ungraded: grade it again")
    return Run(student, text, stopped)


def _read(said: object) -> dict[str, Any]:
    try:
        found = json.loads(said) if isinstance(said, str) else None
    except (ValueError, RecursionError):
        found = None
    return found if isinstance(found, dict) else {"problem": "an answer that cannot be read"}


def _worker(module: str, setup: str) -> Worker:
    """On a worker: what is costly to start is kept for the next job."""
    key = (module, setup)
    if key not in _workers:
        _workers[key] = import_module(module).Worker(*json.loads(setup))
        atexit.register(_workers[key].close)
    return _workers[key]


def _level(module: str, setup: str) -> str:
    try:
        return json.dumps({"level": _worker(module, setup).level})
    except Exception as error:
        return json.dumps({"problem": f"{type(error).__name__}: {error}"})


def _run(module: str, setup: str, questions: str, job: str) -> str:
    run = _worker(module, setup).run(Job(**json.loads(job)), json.loads(questions))
    incidents = {index: (incident.status, incident.message) for index, incident in run.incidents.items()}
    return json.dumps({"text": run.text, "incidents": incidents, "problem": run.problem})
