"""What the closing comparison of all families measured, as `make compare STORE=1` stored it."""

import json
from pathlib import Path
from typing import Any

STORED = Path(__file__).with_name("comparison.json")


def comparison() -> dict[str, Any]:
    """The stored results, a dict of four parts, and how they were made (command, machine, libraries).

    `rows` holds one dict a model: its problem ("digits" or "moons"), name, by, week, says ("exact",
    "bound" or "none"), parameters, seconds and sampling (of processor time), bits a dimension and
    their standard error, told_apart (share of right guesses of a forest), starts (bits of each),
    the date, and settings, a fingerprint of the code that made the row.
    `pairs` holds ours minus the peer's bits, with a standard error. `real` holds what real data
    reach, and the true density of the moons. `samples` holds images, eight a model.
    """
    return json.loads(STORED.read_text(encoding="utf-8"))
