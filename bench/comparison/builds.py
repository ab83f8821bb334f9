"""Each week's build beside what one would pick instead: `make compare`, or `python -m bench.comparison.builds [--store] [WEEK ...]`.

One thread. With --store the rows of the weeks that were run replace theirs in gmcourse/data/builds.json, which the page of
the builds shows. Partners are as large (within a tenth) where a peer can be, and train for as many steps or rounds.
"""

import argparse
import json
import math
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import torch

from bench.comparison.build_peers import PAIRS
from gmcourse.data.builds import STORED, builds


def measured(week: int) -> Iterator[dict[str, Any]]:
    """A row for each of a week's models, ours first; `value` is the mean of `scores`, over held-out rows."""
    torch.set_num_threads(1)
    for entrant in PAIRS[week]:
        began = time.process_time()
        scores, numbers = entrant.fitted()
        row = {
            "week": week,
            "name": entrant.name,
            "by": entrant.by,
            "measure": entrant.measure,
            "bound": entrant.bound,
            "numbers": int(numbers),
        }
        scores = np.asarray(scores, dtype=float)
        yield row | {
            "seconds": round(time.process_time() - began, 1),
            "value": round(float(scores.mean()), 6),
            "error": round(float(scores.std(ddof=1) / math.sqrt(len(scores))), 6),
        }


def mark(row: dict[str, Any]) -> str:
    """What stands before a value: bits are at most that where it is a bound."""
    return "≤ " if row["bound"] else ""


def line(row: dict[str, Any]) -> str:
    """A row as text."""
    return (
        f"week {row['week']}  {row['name']:<34}{row['by']:<14}{row['numbers']:>9} numbers {row['seconds']:>7.1f} s  "
        f"{mark(row)}{row['value']:>7.3f} +- {row['error']:.3f} {row['measure']}"
    )


def main() -> None:
    """Measure, print, and store where asked."""
    parser = argparse.ArgumentParser(prog="python -m bench.comparison.builds", description=__doc__)
    parser.add_argument("--store", action="store_true", help=f"write {STORED.name}, which the book shows")
    parser.add_argument(
        "weeks", nargs="*", type=int, help=f"of {', '.join(map(str, PAIRS))}; all where none is given"
    )
    given = parser.parse_args()
    for week in given.weeks or PAIRS:
        rows = []
        for row in measured(week):
            print(line(row), flush=True)
            rows.append(row)
        if given.store:
            kept = sorted(
                [row for row in builds() if row["week"] != week] + rows, key=lambda row: row["week"]
            )
            STORED.write_text("[\n" + ",\n".join(map(json.dumps, kept)) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
