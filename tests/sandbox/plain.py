"""Outputs with what differs between any two runs of the same kernel taken out."""

import json
import re

LONG = 20_000
ANYWHERE = (
    (r"ipykernel_\d+", "ipykernel_N"),
    (r"0x[0-9a-f]{6,}", "0xN"),
    (r"CPU times: .*\n?", ""),
    (r"Wall time: .*\n?", ""),
    (r"[\d.]+ [nμm]?s ± [\d.]+ [nμm]?s per loop", "T per loop"),
)


def plain_outputs(cell, replacements):
    """The outputs of a cell as comparable data.

    Process numbers, addresses and timings are masked; neighbouring pieces of one stream are joined,
    since their borders depend on the moment of a flush; the ids of widgets are left out.
    """
    found = []
    for output in json.loads(json.dumps(cell.outputs)):
        view = output.get("data", {}).get("application/vnd.jupyter.widget-view+json")
        if view:
            view["model_id"] = "N"
        if output["output_type"] == "stream" and found and _same_stream(found[-1], output):
            found[-1]["text"] += output["text"]
        else:
            found.append(output)
    return [mask(output, replacements) for output in found]


def _same_stream(one, other):
    return one["output_type"] == "stream" and one["name"] == other["name"]


def mask(value, replacements):
    """Replace folders by names in all texts of a value, and what no two runs share."""
    if isinstance(value, dict):
        return {key: mask(item, replacements) for key, item in value.items()}
    if isinstance(value, list):
        return [mask(item, replacements) for item in value]
    if not isinstance(value, str) or len(value) > LONG:
        return value
    for old, new in replacements:
        value = value.replace(old, new)
    for pattern, new in ANYWHERE:
        value = re.sub(pattern, new, value)
    return value
