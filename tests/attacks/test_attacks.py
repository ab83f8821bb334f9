"""Every attack is graded among honest hand-ins: none gains, reads a secret, costs others, stays."""

import json
import os
import re
import secrets
import socket
import threading
import time

import nbformat
import pytest
from attack import base
from documents import DOCUMENTS
from gaining import GAINING
from growing import GROWING
from harming import HARMING
from reading import READING

from autograder.cells import is_demonstration
from autograder.grading.classroom import grade_class
from autograder.places import ROOT, Course
from autograder.release.assignment import api, make_assignment
from autograder.runners.engines import Options
from autograder.runners.job import Run, pack, unpack
from autograder.sandbox import Limits, NotConfined, Sandbox
from autograder.sandbox.loading import loading_of
from autograder.weeks import find_week

ATTACKS = {attack.name: attack for attack in (*READING, *GAINING, *HARMING, *GROWING, *DOCUMENTS)}
LIMITS = Limits(
    cell_seconds=5.0,
    notebook_seconds=90.0,
    memory_bytes=1200 * 2**20,
    disk_bytes=128 * 2**20,
    output_bytes=4 * 2**20,
)
SEED = 5
DAEMON_SECONDS = "86.4231"


class BriefEngine:
    """The confined executor with short limits, one sandbox for the whole class; keeps what it saw."""

    def __init__(self, box):
        self.box, self.questions, self.texts, self.seconds = box, None, {}, {}

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        """The box is closed by the fixture."""

    def is_ready(self):
        """The box was started by the fixture."""
        return True

    def level(self):
        """How far submissions are shut in."""
        return str(self.box.level)

    def start(self, questions):
        """Take the questions."""
        self.questions = questions

    def run(self, jobs):
        """Yield a Run a Job."""
        for job in jobs:
            start = time.monotonic()
            notebook = unpack(job.text)
            result = self.box.run(notebook, questions=self.questions, limits=LIMITS, skip=is_demonstration)
            self.seconds[job.student] = time.monotonic() - start
            self.texts[job.student] = pack(result.notebook)
            yield Run(job.student, self.texts[job.student], dict(result.incidents))


class Listener:
    """A TCP and a UDP port on loopback that count what reaches them."""

    def __init__(self):
        self.heard = []
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(("127.0.0.1", 0))
        for loop in (self._accept, self._receive):
            threading.Thread(target=loop, daemon=True).start()

    def _accept(self):
        while True:
            self.heard.append(self.tcp.accept()[1])

    def _receive(self):
        while True:
            self.heard.append(self.udp.recvfrom(100))


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """Everything that the tests below look at, from one class graded in one run."""
    week = find_week("week01_probability_mle")
    root = tmp_path_factory.mktemp("attacked")
    course, handed_in, listener = Course(root / "course"), root / "handed-in", Listener()
    token = "canary-" + secrets.token_hex(8)
    os.environ["GMCOURSE_CANARY"] = token
    box = Sandbox(**loading_of(week.name))
    try:
        box.start()
    except NotConfined as error:
        pytest.skip(str(error))
    make_assignment(week, course)
    (course.root / "canary.txt").write_text(token)
    # A secret of its own would draw other questions in each run of the tests.
    (course.root / "sitting.json").write_text(json.dumps({"secret": "5e" * 16, "seed": SEED}))
    places = {
        "@TCP_PORT@": listener.tcp.getsockname()[1],
        "@UDP_PORT@": listener.udp.getsockname()[1],
        "@COURSE@": course.root,
        "@SUBMITTED@": handed_in,
        "@CHECKOUT@": ROOT,
        "@CANARY_FILE@": root / "touched",
        "@DAEMON_SECONDS@": DAEMON_SECONDS,
    }
    honest = base(week, True)
    honest.cells.append(nbformat.v4.new_markdown_cell(f"I am {token}", id="me"))
    texts = {"a_honest": nbformat.writes(honest), "z_honest": nbformat.writes(honest)}
    texts |= {f"b_{name}": attack.text(week, places) for name, attack in ATTACKS.items()}
    for student, text in texts.items():
        folder = handed_in / student / week.name
        folder.mkdir(parents=True)
        (folder / f"{week.name}.ipynb").write_text(text, encoding="utf-8")
    engine = BriefEngine(box)
    options = Options("fork", 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("autograder.grading.classroom.workers_for", lambda *a: engine)
        outcomes = grade_class(week, handed_in, course, options, SEED, log=str)
    box.close()
    del os.environ["GMCOURSE_CANARY"]
    return {
        "secret": json.loads((course.root / "sitting.json").read_text())["secret"],
        "week": week,
        "course": course,
        "root": root,
        "token": token,
        "engine": engine,
        "heard": listener.heard,
        "outcomes": {outcome.student: outcome for outcome in outcomes},
    }


def outcome(attacked, name):
    return attacked["outcomes"][f"b_{name}"]


def test_there_are_enough_attacks():
    assert len(ATTACKS) >= 40
    assert len(ATTACKS) == len(READING) + len(GAINING) + len(HARMING) + len(GROWING) + len(DOCUMENTS)


@pytest.mark.parametrize("page", ["instructor", "benchmarks"])
def test_the_guides_count_them(page):
    text = (ROOT / "book" / "guides" / f"{page}.md").read_text(encoding="utf-8")
    assert f"`tests/attacks` holds {len(ATTACKS)} hand-ins" in text


@pytest.mark.parametrize("name", [n for n, a in ATTACKS.items() if not a.solved])
def test_no_point_is_won(attacked, name):
    result = outcome(attacked, name)
    assert result.score <= ATTACKS[name].wins * result.points


@pytest.mark.parametrize("name", [n for n, a in ATTACKS.items() if a.own is not None and a.solved])
def test_only_the_attackers_own_exercise_is_lost(attacked, name):
    result = outcome(attacked, name)
    assert not result.problem
    lost = {row["exercise"] for row in result.rows if row["status"] != "pass"}
    assert lost <= set(ATTACKS[name].own)


@pytest.mark.parametrize("student", ["a_honest", "z_honest"])
def test_honest_neighbours_keep_everything(attacked, student):
    result = attacked["outcomes"][student]
    assert not result.problem
    assert [row for row in result.rows if row["status"] != "pass"] == []


@pytest.mark.parametrize("name", ATTACKS)
def test_no_secret_is_read(attacked, name):
    import inspect

    outputs = _outputs(attacked["engine"].texts.get(f"b_{name}", ""))
    week = attacked["week"]
    code = {line.strip() for e in week.exercises for line in inspect.getsource(e.reference).split("\n")}
    # A signature is the student's own, too: it stands in the stub.
    code -= {line.strip() for cell in base(week, False).cells for line in cell.source.split("\n")}
    for secret in (attacked["token"], "SQLite format 3", "canary-note\\n", attacked["secret"]):
        assert secret not in outputs
    if not ATTACKS[name].solved:
        assert [line for line in code if len(line) > 50 and line in outputs] == []


def _outputs(text):
    if not text:
        return ""
    cells = nbformat.reads(text, as_version=4).cells
    return "\n".join(str(output) for cell in cells if cell.cell_type == "code" for output in cell.outputs)


def test_nothing_came_over_the_network(attacked):
    assert attacked["heard"] == []


def test_no_process_stays(attacked):
    left = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                if DAEMON_SECONDS.encode() in file.read():
                    left.append(pid)
        except OSError:
            continue
    assert left == []


def test_nothing_is_planted(attacked):
    root = attacked["root"]
    assert not (root / "touched").exists()
    assert [str(path) for path in root.glob("**/planted.py")] == []
    assert not (ROOT / "planted.py").exists()


@pytest.mark.parametrize(
    "name", ["system_calls", "leave_parent_death", "write_outside", "times_of_devices", "locks_of_nobody"]
)
def test_no_forbidden_call_succeeds(attacked, name):
    outputs = _outputs(attacked["engine"].texts[f"b_{name}"])
    assert "done" in outputs or name in ("write_outside", "times_of_devices", "locks_of_nobody")
    assert "done" not in outputs.replace("done []", "")


def test_every_attack_ends_in_time(attacked):
    slow = {name: s for name, s in attacked["engine"].seconds.items() if s > LIMITS.notebook_seconds + 15}
    assert slow == {}


def test_scripts_do_not_reach_feedback(attacked):
    week, course = attacked["week"], attacked["course"]
    assert api(course).generate_feedback(week.name, "b_markup", force=True)["success"]
    text = (course.feedback / "b_markup" / week.name / f"{week.name}.html").read_text(encoding="utf-8")
    assert "hello" in text
    assert "<script>document.title" not in text
    assert [
        tag for tag in re.findall(r"<[a-z][^>]*>", text) if "onerror" in tag or "javascript:" in tag
    ] == []
