"""Where a submission's time goes in the sandbox: `python bench/sandbox_timings.py [--torch]`."""

import argparse
import json
import os
import statistics
import time

import nbformat

from autograder.sandbox import Limits, Sandbox
from autograder.sandbox.client import OutputClient

LIGHT = [
    "import numpy as np\nimport matplotlib.pyplot as plt",
    "plt.plot([1, 2, 3]);",
    *["def f(x):\n    return np.sum(x)\nf(np.arange(4.0))"] * 10,
    "1 / 0",
]
RUNS = 20


def notebook(sources):
    """A notebook of code cells."""
    cells = [nbformat.v4.new_code_cell(source) for source in sources]
    return nbformat.v4.new_notebook(cells=cells)


def timed(act):
    """Median seconds of an act over RUNS, and the CPU seconds of this process for one."""
    seconds, before = [], time.process_time()
    for _ in range(RUNS):
        start = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), (time.process_time() - before) / RUNS


def main():
    """Print one JSON object: milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--torch", action="store_true")
    options = parser.parse_args()
    start = time.perf_counter()
    with Sandbox(imports=("torch",) if options.torch else ()) as box:
        found = {"zygote ready": time.perf_counter() - start}
        found["fork, confine, first cell"], _ = timed(lambda: box.run(notebook(["pass"])))
        found["second cell"] = statistics.median(
            box.run(notebook(["pass"] * 2)).seconds[1] for _ in range(RUNS)
        )
        found["one figure"] = statistics.median(box.run(notebook(LIGHT[:2])).seconds[1] for _ in range(RUNS))
        found["light notebook"], found["of which CPU here"] = timed(lambda: box.run(notebook(LIGHT)))
        found["output client"], _ = timed(lambda: OutputClient(notebook(LIGHT), print))
        report = {"level": str(box.level), "load": os.getloadavg()[0], "limits": Limits().as_dict()}
    report["milliseconds"] = {name: round(1000 * value, 1) for name, value in found.items()}
    print(json.dumps(report, indent=1))


if __name__ == "__main__":
    main()
