"""Runs the meeting and prints its tables: `make compare`, or `python -m bench.meeting [--store]`.

Two processes, one thread each. With --store the results replace book/meeting.json, which the book's
closing page reads; without, nothing is written. --only PART measures entrants whose name holds PART.
"""

import argparse
import json
import multiprocessing
import os
import platform
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from importlib.metadata import version
from pathlib import Path

from bench.meeting.entrants import ENTRANTS
from bench.meeting.measure import jobs, measure
from bench.meeting.results import gather, pair_lines, settings, table_lines

STORED = Path(__file__).parents[2] / "book" / "meeting.json"
LIBRARIES = ("numpy", "scikit-learn", "torch", "zuko")


def run(wanted):
    """Measure the wanted jobs, as many at once as there are cores, two at most; the results as one dict."""
    began, found = time.perf_counter(), []
    workers = min(2, os.cpu_count() or 1)
    os.environ["OMP_NUM_THREADS"] = "1"  # what the new processes start with
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        for done, result in enumerate(pool.map(measure, wanted), start=1):
            (name, place, seed), row = result[:2]
            entrant = ENTRANTS[name][place]
            print(f"  {done:>2} of {len(wanted)}  {name}: {entrant.name}, {entrant.by}  {row['seconds']:.1f} s", flush=True)
            found.append(result)
    machine = f"{platform.machine()}, {workers} of {os.cpu_count()} cores, one thread a model"
    return {
        "command": "make compare",
        "date": date.today().isoformat(),
        "machine": machine,
        "libraries": {library: version(library) for library in LIBRARIES},
        "seconds": time.perf_counter() - began,
        "settings": settings(),
        **gather(found),
    }


def main():
    """Print tables and pairs; store them where asked."""
    options = argparse.ArgumentParser(prog="python -m bench.meeting", description=__doc__.splitlines()[0])
    options.add_argument("--store", action="store_true", help=f"write {STORED.name}, which the book shows")
    options.add_argument("--only", default="", metavar="PART", help="entrants whose name holds PART")
    given = options.parse_args()
    if given.store and given.only:
        options.error("--store needs all entrants")
    part = given.only.lower()
    wanted = [job for job in jobs() if part in ENTRANTS[job[0]][job[1]].name.lower()]
    results = run(wanted)
    print("\n".join(table_lines(results) + pair_lines(results)))
    print(f"\n{results['seconds']:.0f} s on {results['machine']}")
    if given.store:
        STORED.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
        print(f"stored in {STORED.relative_to(STORED.parents[1])}")


if __name__ == "__main__":
    main()
