"""Small scripts of the course, as parts of an output that needs no kernel and asks no host."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "web"


def box_id(data: Any) -> str:
    """A name for the box of an output, always the same for the same data."""
    return "gm-" + hashlib.sha256(json.dumps(data).encode()).hexdigest()[:10]


def run_on(box: str, script: str, data: Any) -> str:
    """A script element that calls `web/SCRIPT.js` with the element named `box` and with data."""
    words = json.dumps(data, separators=(",", ":")).replace("</", "<\\/")
    return f'<script>\n{_source(script)}(document.getElementById("{box}"), {words});\n</script>'


@lru_cache(maxsize=8)
def _source(script: str) -> str:
    return (_FOLDER / f"{script}.js").read_text(encoding="utf-8").rstrip()
