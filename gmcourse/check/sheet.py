"""An exercise as data: cases, properties, right answers and known wrong ones; JSON in and out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from gmcourse.check.mismatch import Tolerance
from gmcourse.check.wire import from_wire, to_wire


@dataclass(frozen=True)
class Raised:
    """An expected or known wrong answer that is an exception of this type."""

    type: str


@dataclass(frozen=True)
class SheetCase:
    """One question: its group, its keyword arguments, the right answer and the wrong ones by name.

    shown: what a student is told of arguments that are functions: a label such as "encode(x)" -> its value
    """

    group: str
    args: dict
    expected: Any = None
    wrong: Mapping = field(default_factory=dict)
    shown: dict = field(default_factory=dict)


@dataclass(frozen=True)
class SheetProperty:
    """One thing that an answer can get right: which cases, which part, and its share of the points.

    given: the name of the property without which this one earns nothing, "" where it stands alone
    """

    name: str
    on: str
    share: float = 1.0
    part: int | str | None = None
    compare: str = "values.close"
    tolerance: Tolerance = Tolerance()
    given: str = ""


@dataclass(frozen=True)
class Sheet:
    """All that is needed to ask and mark one exercise, with no code of a solution.

    hints: misconception -> its hint; kin: a further wrong answer -> the misconception that it is a kind of
    probes: group of cases -> its probe, where that is not `probe`
    mutates: whether the function is asked to change its arguments
    """

    exercise: str
    title: str
    points: float
    minutes: int
    probe: str
    seconds: float
    chapter: str
    cases: tuple
    properties: tuple
    hints: dict
    kin: dict = field(default_factory=dict)
    probes: dict = field(default_factory=dict)
    mutates: bool = False

    def probe_of(self, case: SheetCase) -> str:
        """The name of the probe that asks this case."""
        return self.probes.get(case.group, self.probe)

    def questions(self) -> Sheet:
        """The same sheet without any answer in it."""
        bare = tuple(SheetCase(case.group, case.args) for case in self.cases)
        return Sheet(**{**self.__dict__, "cases": bare, "hints": {}, "kin": {}})


def to_json(sheet: Sheet) -> dict[str, Any]:
    """Return a JSON-ready form of a sheet."""
    plain = {k: v for k, v in sheet.__dict__.items() if k not in ("cases", "properties")}
    return plain | {
        "cases": [
            {
                "group": case.group,
                "args": to_wire(case.args),
                "expected": _answer_to_json(case.expected),
                "wrong": {name: _answer_to_json(answer) for name, answer in case.wrong.items()},
            }
            for case in sheet.cases
        ],
        "properties": [_property_to_json(p) for p in sheet.properties],
    }


def from_json(node: dict[str, Any]) -> Sheet:
    """Return the sheet of a JSON form made by `to_json`."""
    cases = tuple(
        SheetCase(
            case["group"],
            from_wire(case["args"]),
            _answer_from_json(case["expected"]),
            {name: _answer_from_json(answer) for name, answer in case["wrong"].items()},
            from_wire(case["shown"]) if "shown" in case else {},
        )
        for case in node["cases"]
    )
    properties = tuple(
        SheetProperty(**{**p, "tolerance": Tolerance(**p["tolerance"])}) for p in node["properties"]
    )
    return Sheet(**{**node, "cases": cases, "properties": properties})


def _property_to_json(prop: SheetProperty) -> dict[str, Any]:
    node = asdict(prop)
    if not prop.given:
        del node["given"]
    return node


def _answer_to_json(answer: Any) -> dict[str, Any]:
    return {"raised": answer.type} if isinstance(answer, Raised) else to_wire(answer)


def _answer_from_json(node: dict[str, Any]) -> Any:
    return Raised(node["raised"]) if "raised" in node else from_wire(node)
