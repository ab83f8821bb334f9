"""Runs the comparison and prints its tables: `make compare`, or `python -m bench.comparison [--store]`.

Two processes, one thread each. With --store the results replace gmcourse/data/comparison.json, which the
book's closing page reads; without, nothing is written. --only PART measures entrants whose name holds PART;
stored, they take their places among the rows that are there.
"""

import argparse
import json
import multiprocessing
import os
import platform
import time
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version

from bench.comparison.entrants import ENTRANTS
from bench.comparison.measure import jobs, measure
from bench.comparison.results import gather, merge, pair_lines, table_lines
from gmcourse.data.comparison import STORED, comparison

LIBRARIES = ("numpy", "scikit-learn", "torch", "zuko")


def run(wanted):
    """Measure the wanted jobs, as many at once as there are cores, two at most; the results as one dict."""
    found = []
    workers = min(2, os.cpu_count() or 1)
    os.environ["OMP_NUM_THREADS"] = "1"  # what the new processes start with
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        for done, result in enumerate(pool.map(measure, wanted), start=1):
            (name, place, seed), row = result[:2]
            entrant = ENTRANTS[name][place]
            print(
                f"  {done:>2} of {len(wanted)}  {name}: {entrant.name}, {entrant.by}  {row['seconds']:.1f} s",
                flush=True,
            )
            found.append(result)
    return describe() | gather(found)


def describe():
    """What a reader needs to know of a run: how, on what, and with which libraries."""
    return {
        "command": "make compare STORE=1",
        "machine": f"{platform.machine()}, {platform.system()}, one thread a model",
        "libraries": {library: version(library) for library in LIBRARIES},
    }


def stored_text(results):
    """JSON with a line for each model and pair, so that a change can be read."""
    parts = []
    for key, value in results.items():
        lines = [json.dumps(item) for item in value] if isinstance(value, list) else None
        text = "[\n  " + ",\n  ".join(lines) + "\n ]" if lines else json.dumps(value)
        parts.append(f" {json.dumps(key)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def main():
    """Print tables and pairs; store them where asked."""
    options = argparse.ArgumentParser(prog="python -m bench.comparison", description=__doc__.splitlines()[0])
    options.add_argument("--store", action="store_true", help=f"write {STORED.name}, which the book shows")
    options.add_argument("--only", default="", metavar="PART", help="entrants whose name holds PART")
    given = options.parse_args()
    part = given.only.lower()
    wanted = [job for job in jobs() if part in ENTRANTS[job[0]][job[1]].name.lower()]
    began = time.perf_counter()
    results = run(wanted)
    print("\n".join(table_lines(results) + pair_lines(results)))
    print(f"\n{time.perf_counter() - began:.0f} s on {results['machine']}")
    if given.store:
        results = merge(comparison(), results) if given.only else results
        STORED.write_text(stored_text(results), encoding="utf-8")
        print(f"stored in gmcourse/data/{STORED.name}")


if __name__ == "__main__":
    main()
