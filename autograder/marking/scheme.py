"""A mark scheme as ticks: what each earns, and for what."""

import re
from dataclasses import dataclass

_BEGIN, _END = "=== BEGIN MARK SCHEME ===", "=== END MARK SCHEME ==="
_ITEM = re.compile(r"^(\d+(?:\.\d+)?) points?: ", re.MULTILINE)


@dataclass(frozen=True)
class Tick:
    """One thing that an answer can get right."""

    points: float
    what: str


def scheme_of(source: str) -> str:
    """The mark scheme in a cell's text, "" where there is none."""
    _, _, rest = source.partition(_BEGIN)
    return rest.partition(_END)[0].strip()


def question_of(source: str) -> str:
    """The cell's text without its mark scheme."""
    before, _, rest = source.partition(_BEGIN)
    return (before + rest.partition(_END)[2]).strip()


def ticks_of(scheme: str) -> tuple[Tick, ...]:
    """The paragraphs of a scheme that begin with "1 point: ", as ticks; none of a scheme written otherwise."""
    places = [*_ITEM.finditer(scheme)]
    ends = [*(match.start() for match in places), len(scheme)][1:]
    return tuple(
        Tick(float(match[1]), " ".join(scheme[match.end() : end].split())) for match, end in zip(places, ends)
    )
