"""What the solution's text to image drew for captions it never saw, as `python -m bench.text_to_image --store` counted."""

import json
from pathlib import Path
from typing import Any

STORED = Path(__file__).with_name("text_to_image.json")


def text_to_image() -> dict[str, Any]:
    """The counts of week 8's build.

    `captions` holds a dict a caption: the shares read as its garment and its tone, for drawn and for real pictures
    (`garment`, `garment_real`, `tone`, `tone_real`), and standard deviations within the caption as shares of that of
    the real ones: `spread`, `spread_unguided` at weight 1, `spread_rebuilt` of what the VAE makes of the real ones.
    The means stand beside it, and median distances of codes from the nearest training code.
    """
    return json.loads(STORED.read_text(encoding="utf-8"))
