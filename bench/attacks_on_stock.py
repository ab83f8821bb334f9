"""What the attacks of tests/attacks win against nbgrader's own kernel: `python -m bench.attacks_on_stock [NAME ...]`.

Ours wins nothing (tests/attacks/test_attacks.py). Here the same hand-ins run as stock nbgrader runs them,
with our judge behind it, inside bubblewrap: processes, network and files of this machine are out of reach.
"""

import inspect
import json
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

from autograder.places import ROOT, Course

ATTACKS = ROOT / "tests" / "attacks"
SEED = 5
DAEMON_SECONDS = "86.4231"
WALLS = ["bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--tmpfs", "/tmp", "--unshare-pid",
         "--unshare-net", "--die-with-parent"]  # fmt: skip


def main():
    """Start again inside bubblewrap, and print there what each attack won."""
    if "--inside" not in sys.argv:
        command = [*WALLS, sys.executable, "-m", "bench.attacks_on_stock", "--inside", *sys.argv[1:]]
        return subprocess.run(command, cwd=ROOT).returncode
    sys.path.insert(0, str(ATTACKS))
    with tempfile.TemporaryDirectory() as folder:
        wins = {}
        for name, attack in tried(sys.argv[2:]).items():
            wins[name] = won(attack, Path(folder, name))
            print(f"  {name:<28} {', '.join(wins[name]) or '-'}", flush=True)
    count = Counter(kind.split(" of ")[0] for found in wins.values() for kind in found)
    print(f"{len(wins)} attacks on nbgrader's own kernel: {sum(map(bool, wins.values()))} win something")
    for kind, number in count.most_common():
        print(f"  {number:>3} {kind}")
    return 0


def tried(names):
    """The attacks that can be tried without harm, by name: these, or all."""
    from gaining import GAINING
    from growing import GROWING
    from harming import HARMING
    from reading import READING

    return {attack.name: attack for attack in (*READING, *GAINING, *HARMING, *GROWING)
            if attack.stock and (not names or attack.name in names)}  # fmt: skip


def won(attack, root):
    """What one attack wins, in words."""
    from test_attacks import Listener

    from autograder.grading.classroom import grade_class
    from autograder.release.assignment import make_assignment
    from autograder.runners.engines import Options
    from autograder.weeks import find_week

    week, course, listener = find_week("week01_probability_mle"), Course(root / "course"), Listener()
    token = os.environ["GMCOURSE_CANARY"] = "canary-" + secrets.token_hex(8)
    make_assignment(week, course)
    (course.root / "canary.txt").write_text(token)
    places = {
        "@TCP_PORT@": listener.tcp.getsockname()[1], "@UDP_PORT@": listener.udp.getsockname()[1],
        "@COURSE@": course.root, "@SUBMITTED@": root / "handed-in", "@CHECKOUT@": ROOT,
        "@CANARY_FILE@": root / "touched", "@DAEMON_SECONDS@": DAEMON_SECONDS,
    }  # fmt: skip
    path = root / "handed-in" / "eve" / week.name / f"{week.name}.ipynb"
    path.parent.mkdir(parents=True)
    path.write_text(attack.text(week, places), encoding="utf-8")
    outcome = grade_class(week, root / "handed-in", course, Options("stock", 1), SEED, log=str)[0]
    done = course.autograded / "eve" / week.name / path.name
    text = done.read_text(encoding="utf-8") if done.is_file() else ""
    secret = json.loads((course.root / "sitting.json").read_text())["secret"]
    code = {line.strip() for e in week.exercises for line in inspect.getsource(e.reference).split("\n")}
    found = {
        "points that were not earned": not attack.solved and outcome.score > attack.wins * outcome.points,
        "a secret of the machine": any(word in text for word in (token, "SQLite format 3", secret)),
        "the reference's code": not attack.solved and any(len(line) > 50 and line in text for line in code),
        "a way out over the network": bool(listener.heard),
        "a process that stays": bool(ended_daemons()),
        "a file outside its folder": (root / "touched").exists() or bool(list(root.glob("**/planted.py"))),
        "the whole notebook ungraded": bool(outcome.problem) and attack.solved,
    }
    return [kind for kind, true in found.items() if true]


def ended_daemons():
    """End what the attack left running, and return the process numbers."""
    found = []
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            if DAEMON_SECONDS.encode() in Path("/proc", pid, "cmdline").read_bytes():
                os.kill(int(pid), signal.SIGKILL)
                found.append(pid)
        except OSError:
            continue
    return found


if __name__ == "__main__":
    sys.exit(main())
