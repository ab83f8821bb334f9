"""Curves of closed formulas that move continuously with their knobs: drawn by the page itself, with no kernel."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

from gmcourse.closed_form import require_formula
from gmcourse.colours import CYCLE, colours
from gmcourse.mode import mode
from gmcourse.page_script import box_id, run_on


@dataclass(frozen=True)
class Knob:
    """A number that the reader turns: its name in the formulas, what it means, its range, where it starts."""

    name: str
    label: str
    low: float
    high: float
    start: float
    step: float = 0.01


_PAGE = """
<div class="gm-curves" id="{id}" style="max-width: 42rem;">
  <p style="margin: 0;">{legend}</p>
  <svg viewBox="0 0 672 300" role="img" aria-label="{alt}" style="width: 100%; max-width: 672px; background: #fff; display: block;"></svg>
  {knobs}
  <p class="gm-says" role="status" style="margin: .2rem 0;"></p>
</div>
"""
_KNOB = """<div style="display: flex; align-items: center; gap: .6rem; flex-wrap: wrap;">
    <label for="{id}" style="flex: 0 1 15rem;">{label}: <output for="{id}">{start:g}</output></label>
    <input id="{id}" data-lm-suppress-shortcuts="true" type="range" min="{low}" max="{high}" step="{step}" value="{start}" style="flex: 1; min-width: 9rem;">
  </div>"""
_KEY = '<span style="margin-right: 1.2em;"><span class="gm-key" aria-hidden="true" style="--gm-key: {colour}; color: {colour}; font-weight: bold;">{sign} </span>{label}</span>'


def curves(
    lines: Mapping[str, str | tuple[str, str]],
    knobs: Sequence[Knob],
    between: tuple[float, float],
    height: tuple[float, float],
    x_label: str,
    alt: str,
    says: str = "",
    marks: Mapping[str, str] | None = None,
    over: tuple[float, float] | None = None,
    data: Sequence[float] = (),
) -> None:
    """Show lines that follow their knobs.

    lines: what a line is -> its height as a formula of x and of the knobs' names, or (place, height), both of x
    between, height: the ends of the axes; over: the range of x where a place is given, `between` otherwise
    x_label, alt: words for the axis, and for those who cannot see
    says: a sentence below, with formulas of the knobs in braces: "the mean is {m / s}"
    marks: what an upright line marks -> its place, a formula of the knobs
    data: points that are drawn on the axis, for `kernels(x, h)`

    Formulas are Python; `gmcourse.closed_form` says what they may name. Raises ValueError for another one.
    """
    plan = _plan(lines, knobs, between, height, x_label, says, marks or {}, over, data)
    if mode() == "grading":
        _display({"text/plain": f"[figure: {alt}]"})
        return
    name = box_id([plan, alt])
    rows = "\n  ".join(
        _KNOB.format(
            id=f"{name}-{k.name}", label=escape(k.label), low=k.low, high=k.high, step=k.step, start=k.start
        )
        for k in knobs
    )
    legend = "".join(
        _KEY.format(colour=item["colour"], sign=sign, label=escape(item["label"]))
        for sign, items in (("\u2501", plan["lines"]), ("\u2506", plan["marks"]))
        for item in items
    )
    page = _PAGE.format(id=name, legend=legend, alt=escape(alt, quote=True), knobs=rows)
    _display({"text/html": page + run_on(name, "curves", plan), "text/plain": f"[figure: {alt}]"})


def _plan(
    lines: Any,
    knobs: Any,
    between: tuple[float, float],
    height: Any,
    x_label: str,
    says: Any,
    marks: Any,
    over: Any,
    data: Any,
) -> dict[str, Any]:
    """What the script is given; every formula has been looked at."""
    named = colours()
    palette = iter([named[name] for name in CYCLE])
    drawn = []
    for label, formula in lines.items():
        place, at_height = formula if isinstance(formula, tuple) else (None, formula)
        drawn.append({"label": label, "at": place, "y": at_height, "colour": next(palette)})
    upright = [{"label": label, "at": place, "colour": next(palette)} for label, place in marks.items()]
    pieces = [
        {"formula": piece} if number % 2 else {"text": piece}
        for number, piece in enumerate(re.split(r"\{([^{}]+)\}", says))
    ]
    names = [knob.name for knob in knobs]
    formulas = [
        *(item[key] for item in drawn for key in ("at", "y")), *(item["at"] for item in upright),
        *(piece.get("formula") for piece in pieces),
    ]  # fmt: skip
    for formula in formulas:
        if formula is not None:
            require_formula(formula, names)
    return {
        "lines": drawn, "marks": upright, "says": pieces, "knobs": [asdict(knob) for knob in knobs],
        "between": between, "height": height, "over": over or between, "x_label": x_label,
        "data": [round(float(point), 4) for point in data],
    }  # fmt: skip


def _display(data: dict[str, str]) -> None:
    from IPython.display import display

    display(data, raw=True)
