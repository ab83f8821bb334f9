"""What each week's build came to beside what one would pick instead, as `make compare STORE=1` stored it."""

import json
from pathlib import Path
from typing import Any

STORED = Path(__file__).with_name("builds.json")


def builds() -> list[dict[str, Any]]:
    """One dict a model, by week, the course's build first.

    `week`; `name`; `by`; `numbers`: parameters; `seconds`: of processor time, to train and to score; `measure`: what `value`
    counts on held-out rows, and `error` its standard error; `bound`: whether the model's true bits are at most that. Bits are the
    better the fewer, shares the larger.
    """
    return json.loads(STORED.read_text(encoding="utf-8"))
