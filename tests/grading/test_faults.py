"""Faults of the machine while a class is graded: the marks at the end are those of a quiet run.

The command is killed at random points, its workers are killed, the disk is full, the gradebook is locked,
the clock is stepped. `make test` takes a small class on a full disk; the nightly run takes all of this, with
40 hand-ins and 50 kills.
"""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
import warnings
from pathlib import Path

import nbformat
import psutil
import pytest
from gradebook_rows import gradebook_rows
from processes import assert_gone, children_of

from autograder.democlass import write_class

SMALL, WHOLE = 6, 40
KILLS, LOSSES = 50, 12
SEED = "17"
DAY = 86400


class Class:
    """`count` hand-ins of all the kinds of the bundled class, and the command that grades them."""

    def __init__(self, week, folder, count):
        self.week, self.folder, self.count = week, folder, count
        kinds = write_class(week, folder / "kinds")
        for number in range(count):
            kind = kinds[number % len(kinds)]
            shutil.copytree(folder / "kinds" / kind, folder / "in" / f"{number:02d}-{kind}")

    def command(self, course):
        """Grade into this course's folder; the marks go beside it."""
        return [sys.executable, "-m", "autograder", "grade", self.week.name, "--submitted", str(self.folder / "in"),
                "--course", str(course), "--json", f"{course}.json", "--seed", SEED, "--workers", "2"]  # fmt: skip

    def begin(self, course, **options):
        """Start the command."""
        return subprocess.Popen(
            self.command(course), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **options
        )

    def finish(self, course):
        """Run the command to its end, and return what it leaves: gradebook rows and verdicts."""
        process = self.begin(course)
        text, _ = process.communicate(timeout=600)
        assert process.returncode == 0, text
        return self.left(course)

    def left(self, course):
        """The gradebook's rows and the verdicts; every graded notebook is whole."""
        for path in course.glob(f"autograded/*/{self.week.name}/*.ipynb"):
            nbformat.validate(nbformat.read(path, as_version=4))
        with open(f"{course}.json", encoding="utf-8") as file:
            return gradebook_rows(course), json.load(file)

    def done(self, course):
        """How many hand-ins are on record."""
        return len(list((course / "results" / self.week.name).glob("[!.]*.json")))


@pytest.fixture(scope="module")
def quiet(week, tmp_path_factory):
    """count -> (the Class, what a run without faults leaves); made once a size."""
    made = {}

    def of(count):
        if count not in made:
            people = Class(week, tmp_path_factory.mktemp("class"), count)
            made[count] = people, people.finish(people.folder / "quiet")
        return made[count]

    return of


@pytest.fixture
def course(tmp_path):
    """A course's folder that is not there yet."""
    return tmp_path / "course"


def wait_for(condition, process, seconds=240):
    """Wait until the condition holds or the time is over; return whether the process still runs."""
    deadline = time.monotonic() + seconds
    while process.poll() is None and not condition() and time.monotonic() < deadline:
        time.sleep(0.01)
    return process.poll() is None


@pytest.mark.slow
def test_killed_at_random_points(quiet, tmp_path):
    """Half of the kills fall anywhere in the start, the others shortly after a hand-in was done."""
    people, expected = quiet(WHOLE)
    rng, courses, killed, start = random.Random(4), 0, 0, 6.0
    while killed < KILLS:
        course, courses = tmp_path / f"course{courses}", courses + 1
        while killed < KILLS:
            process, before, began = people.begin(course), people.done(course), time.monotonic()
            if rng.random() < 0.5:
                pause = rng.uniform(0, start)
            else:
                wait_for(lambda: people.done(course) > before, process)  # noqa: B023
                start = min(start, time.monotonic() - began)
                pause = rng.uniform(0, 0.3)
            wait_for(lambda: False, process, seconds=pause)
            children = children_of(process)
            process.kill()
            process.communicate()
            assert_gone(children)
            if process.returncode == 0:
                break
            killed += 1
        assert people.finish(course) == expected


@pytest.mark.slow
def test_workers_and_zygotes_killed(quiet, course):
    """The command goes on without them; what it had to give up is done by the next.

    It gives a hand-in up whose worker dies twice: on a busy machine one hand-in can be at hand through several kills.
    """
    people, expected = quiet(WHOLE)
    rng, killed = random.Random(5), 0
    process = people.begin(course)
    while killed < LOSSES and wait_for(lambda: people.done(course) > 3 * killed, process):  # noqa: B023
        try:
            rng.choice(psutil.Process(process.pid).children()).kill()
        except (IndexError, psutil.NoSuchProcess):
            continue
        killed += 1
    text, _ = process.communicate(timeout=600)
    assert killed == LOSSES
    given_up = "; it is ungraded" in text
    assert process.returncode == given_up, text
    assert "Traceback" not in text
    assert people.finish(course) == expected


@pytest.mark.parametrize(
    ("count", "rooms"), [(SMALL, "600"), pytest.param(WHOLE, "200 600 1500 3000", marks=pytest.mark.slow)]
)
def test_the_disk_is_full(quiet, tmp_path, count, rooms):
    """With so many kilobytes left in its file system: one clear line. With room again: the same marks."""
    tried = ["bwrap", "--dev-bind", "/", "/", "--tmpfs", str(tmp_path), "true"]
    if shutil.which("bwrap") is None or subprocess.run(tried, check=False).returncode:
        warnings.warn(
            "NO BUBBLEWRAP: grading on a full disk was not tried (apt install bubblewrap)", stacklevel=1
        )
        pytest.skip("NO BUBBLEWRAP: install Debian's bubblewrap, and allow it to mount, to try a full disk")
    people, expected = quiet(count)
    disk, out = tmp_path / "disk", tmp_path / "out"
    disk.mkdir()
    out.mkdir()
    grade = " ".join(people.command(disk / "course"))
    size = 16 * 1024
    script = f"""
        for room in {rooms}; do
            head -c $(({size} - room))K /dev/zero > {disk}/filler
            {grade} > {out}/$room.txt 2>&1; echo $? >> {out}/statuses
        done
        rm {disk}/filler
        {grade} && cp -r {disk}/course {disk}/course.json {out}"""
    box = ["bwrap", "--dev-bind", "/", "/", "--size", str(size * 1024), "--tmpfs", str(disk)]
    subprocess.run([*box, "sh", "-c", script], check=True, timeout=600)
    statuses = (out / "statuses").read_text().split()
    said = [path.read_text() for path in out.glob("*.txt")]
    assert "1" in statuses
    assert set(statuses) <= {"0", "1"}
    assert not any("Traceback" in text for text in said)
    assert any("No space left" in text or "disk is full" in text for text in said)
    assert people.left(out / "course") == expected


@pytest.mark.slow
def test_the_gradebook_is_locked(quiet, course):
    """Briefly: nothing is noticed. For long: one clear line. Then the same marks."""
    people, expected = quiet(SMALL)
    process = people.begin(course)
    wait_for(lambda: people.done(course) > 0, process)
    lock = sqlite3.connect(course / "gradebook.db", isolation_level=None, timeout=60)
    lock.execute("begin immediate")
    time.sleep(1)
    lock.execute("rollback")
    text, _ = process.communicate(timeout=600)
    assert process.returncode == 0, text
    assert people.left(course) == expected
    shutil.rmtree(course / "results")
    lock.execute("begin exclusive")
    process = people.begin(course)
    text, _ = process.communicate(timeout=600)
    lock.execute("rollback")
    lock.close()
    assert process.returncode == 1
    assert "database is locked" in text
    assert "Traceback" not in text
    assert people.finish(course) == expected


@pytest.mark.slow
def test_the_clock_is_stepped(quiet, course, tmp_path):
    """Three days forward, then back by a year, while the class is graded."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        warnings.warn(
            "NO C COMPILER: grading under a stepped clock was not tried (apt install gcc)", stacklevel=1
        )
        pytest.skip("NO C COMPILER: install Debian's gcc to step the clock")
    library, offset = tmp_path / "stepped_clock.so", tmp_path / "offset"
    source = Path(__file__).with_name("stepped_clock.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, source, "-ldl"], check=True)
    people, expected = quiet(SMALL)
    offset.write_text("0")
    stepped = os.environ | {"LD_PRELOAD": str(library), "CLOCK_OFFSET": str(offset)}
    process = people.begin(course, env=stepped)
    wait_for(lambda: people.done(course) > 0, process)
    offset.write_text(str(3 * DAY))
    wait_for(lambda: people.done(course) > 2, process)
    offset.write_text(str(-365 * DAY))
    text, _ = process.communicate(timeout=600)
    assert process.returncode == 0, text
    assert people.left(course) == expected
    offset.write_text(str(3 * DAY))
    says = [sys.executable, "-c", "import time; print(time.time())"]
    now = subprocess.run(says, env=stepped, capture_output=True, text=True, check=True)
    assert float(now.stdout) > time.time() + 2 * DAY
