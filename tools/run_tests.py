"""`make test`: lint, unit and end-to-end tests, then each solution notebook executed and run again by nbval."""

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
EXECUTED = ROOT / "course" / "executed"
REPORTS = ROOT / "course" / "test-reports"
ENVIRONMENT = os.environ | {"OMP_NUM_THREADS": "1"}
# Progress leaves one final line on static pages, so that two runs of a notebook can be compared.
# In short: what takes a minute to train is trained for a moment, since here only that it runs, and runs alike, counts.
STATIC = {"GMCOURSE_MODE": "static", "GMCOURSE_SHORT": "1"}


# (title, passed, seconds, failed tests with what each said) of each step, in the order in which they ended.
OUTCOMES = []


def run(title, *command, **variables):
    """Run one step, showing what it says; return whether it passed."""
    print(f"== {title}", flush=True)
    start = time.monotonic()
    passed = subprocess.run(list(map(str, command)), cwd=ROOT, env=ENVIRONMENT | variables).returncode == 0
    seconds = time.monotonic() - start
    OUTCOMES.append((title, passed, seconds, []))
    print(f"== {'passed' if passed else 'FAILED'} in {seconds:.0f} s: {title}", flush=True)
    return passed


def run_pytest(title, *arguments, **variables):
    """Run one step of pytest; keep what failed for the last lines. Return whether it passed."""
    report = REPORTS / f"{len(OUTCOMES)}.xml"
    report.unlink(missing_ok=True)
    passed = run(title, BIN / "python", "-m", "pytest", f"--junitxml={report}", *arguments, **variables)
    if not passed and report.exists():
        for case in ElementTree.parse(report).iter("testcase"):
            for broken in (*case.findall("failure"), *case.findall("error")):
                said = broken.get("message", "").partition("\n")[0][:160]
                OUTCOMES[-1][3].append(f"{case.get('classname')}::{case.get('name')}: {said}")
    return passed


def last_lines():
    """Return what a reader of a log's end needs: seconds of each step, then each that failed with its tests."""
    lines = [f"{seconds:6.0f} s  {title}" for title, _, seconds, _ in OUTCOMES]
    for title, passed, _, tests in OUTCOMES:
        if not passed:
            lines += [f"FAILED  {title}", *(f"        {test}" for test in tests)]
    return "\n".join(lines)


def together(*steps):
    """Run steps on two cores; return whether all passed."""
    with ThreadPoolExecutor(2) as pool:
        return all(pool.map(lambda step: step(), steps))


def solutions():
    """Write each week's source notebook; return the steps that execute them, for nbval to compare with."""
    sys.path.insert(0, str(ROOT))
    import nbformat

    from autograder.source import read_source
    from autograder.weeks import find_week, week_names

    EXECUTED.mkdir(parents=True, exist_ok=True)
    names = [f"{name}.ipynb" for name in week_names()]
    for name in week_names():
        nbformat.write(read_source(find_week(name)), EXECUTED / f"{name}.ipynb")
    return [partial(run, f"execute the solutions of {name}", BIN / "jupyter", "nbconvert", "--execute", "--inplace",
                    "--log-level=ERROR", EXECUTED / name, **STATIC) for name in names]  # fmt: skip


def main():
    """Run every step, whatever the others give; exit 0 only if all passed."""
    passed = [
        run("lint", BIN / "ruff", "check", "--no-cache", "."),
        run("format", BIN / "ruff", "format", "--no-cache", "--check", "--quiet", "."),
        run("names in the solutions", BIN / "ruff", "check", "--no-cache", "--isolated", "--select", "F821", "solutions"),
        together(partial(run, "types", BIN / "mypy", "--cache-dir", os.devnull), *solutions()),
        run_pytest("nbval on the executed solutions", "--nbval", "-n", "2", "--dist", "loadfile",
                   "--nbval-sanitize-with", "tests/nbval.cfg", "--nbval-cell-timeout", "600", EXECUTED, **STATIC),
        run("the book, warnings as errors", BIN / "python", "tools/build_book.py"),
        run_pytest("the exercises' answers", "-n", "2", "--dist", "worksteal", "-m", "not slow", "tests/exercises"),
        run_pytest("pytest", "-n", "2", "--dist", "loadscope", "-m", "not slow", "tests", "--ignore", "tests/exercises",
                   "--ignore", "tests/sandbox", "--ignore", "tests/attacks", *sys.argv[1:]),
        run_pytest("the sandbox and the attacks on it", "-n", "2", "--dist", "loadscope", "-m", "not slow", "tests/sandbox", "tests/attacks"),
    ]  # fmt: skip
    print(last_lines(), flush=True)
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
