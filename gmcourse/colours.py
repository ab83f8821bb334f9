"""The course's colours, read from the one style sheet that names them."""

import re
from functools import lru_cache
from pathlib import Path

SHEET = Path(__file__).parent / "web" / "colours.css"
# The order of lines in a figure: the hues that matplotlib's C0 to C9 have, so that words about them hold.
CYCLE = ("blue", "orange", "green", "red", "violet", "brown", "pink", "grey", "olive", "cyan")


@lru_cache(maxsize=1)
def colours() -> dict[str, str]:
    """Name -> `#rrggbb`."""
    return dict(re.findall(r"--gm-(\w+): (#[0-9a-f]{6});", SHEET.read_text(encoding="utf-8")))
