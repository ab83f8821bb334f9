"""The gradebook on a real PostgreSQL server, started here, with two graders at once."""

import glob
import json
import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import pytest

from autograder.cli import main
from autograder.democlass import solved, unsolved
from autograder.places import GRADEBOOK, Course
from autograder.release.assignment import make_assignment

BINARIES = sorted(glob.glob("/usr/lib/postgresql/*/bin"))


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    """The URL of an empty database on a server of our own; skipped loudly where there is none."""
    if not BINARIES:
        warnings.warn(
            "NO POSTGRESQL: the shared gradebook was not tested (apt install postgresql)", stacklevel=1
        )
        pytest.skip("NO POSTGRESQL: install Debian's postgresql to test a shared gradebook")
    folder, port = Path(tempfile.mkdtemp(prefix="gm-pg-")), _free_port()
    user = {}
    if os.getuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
        user = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}

    def run(name, *arguments):
        command = [f"{BINARIES[-1]}/{name}", *arguments]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **user
        )

    run("initdb", "-D", str(folder / "data"), "-U", "grader", "-A", "trust")
    options = f"-h 127.0.0.1 -p {port} -k {folder}"
    run("pg_ctl", "-D", str(folder / "data"), "-o", options, "-l", str(folder / "log"), "-w", "start")
    run("createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "grader", "gradebook")
    yield f"postgresql://grader@127.0.0.1:{port}/gradebook"
    run("pg_ctl", "-D", str(folder / "data"), "-m", "immediate", "stop")
    shutil.rmtree(folder, ignore_errors=True)


def hand_in(folder, students, text, week):
    for student in students:
        path = folder / student / week.name / f"{week.name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")


def test_two_graders_at_once_share_one_gradebook(server, week, tmp_path, monkeypatch):
    monkeypatch.setenv(GRADEBOOK, server)
    make_assignment(week, Course(tmp_path / "one"))
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    hand_in(tmp_path / "in-one", ["a1", "a2", "a3", "shared"], solved(week), week)
    hand_in(tmp_path / "in-two", ["b1", "b2", "b3"], unsolved(week), week)
    graders = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "autograder",
                "grade",
                week.name,
                "--submitted",
                str(tmp_path / f"in-{name}"),
                "--course",
                str(tmp_path / name),
                "--db",
                server,
                "--json",
                str(tmp_path / f"{name}.json"),
                "--workers",
                "1",
                "--seed",
                "3",
            ],
        )  # fmt: skip
        for name in ("one", "two")
    ]
    assert [grader.wait(300) for grader in graders] == [0, 0]
    rows = [row for name in ("one", "two") for row in json.loads((tmp_path / f"{name}.json").read_text())]
    import sqlalchemy

    engine = sqlalchemy.create_engine(server)
    with engine.connect() as connection:
        found = dict(connection.execute(sqlalchemy.text(
            "select s.student_id, sum(g.auto_score) from grade g join submitted_notebook n on g.notebook_id = n.id "
            "join submitted_assignment s on n.assignment_id = s.id group by s.student_id"
        )).fetchall())  # fmt: skip
    engine.dispose()
    assert set(found) == {row["student"] for row in rows}
    for student, score in found.items():
        assert score == pytest.approx(sum(r["score"] for r in rows if r["student"] == student))


def test_an_unreachable_database_is_one_clear_line(week, tmp_path, capsys):
    hand_in(tmp_path / "in", ["ada"], solved(week), week)
    status = main(["grade", week.name, "--submitted", str(tmp_path / "in"), "--course", str(tmp_path / "course"),
                   "--db", "postgresql://nobody@127.0.0.1:9/none"])  # fmt: skip
    assert status == 1
    assert "the gradebook cannot be used" in capsys.readouterr().err
