"""How an exercise is declared: reference, cases, properties, misconceptions and alternatives."""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.errors import Mistake
from autograder.limits import Limits
from gmcourse.check.ask import build
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.named import find
from gmcourse.check.sheet import Raised, Sheet, SheetCase, SheetProperty
from gmcourse.check.wire import from_wire, to_wire

PUBLISHED = 20260914
# Group of cases -> the keyword arguments of each case.
Groups = Mapping[str, Sequence[dict]]


class NotInWeek(Mistake, LookupError):
    """A week has no exercise of this id."""


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation with a name and a hint that teaches without telling.

    `expected` replaces the wrong implementation's own answers where a comparator needs something
    else than an answer (a distribution for a sampler, say); it is called with the case's arguments.
    `like` is the name of the misconception that this is a kind of (the same mistake with another
    constant, say): it is named as that one, by that one's hint.
    """

    name: str
    hint: str
    function: Callable
    expected: Callable | None = None
    like: str | None = None

    @property
    def known_as(self) -> str:
        """The name that a student who makes it is given."""
        return self.like or self.name


@dataclass(frozen=True)
class Property:
    """One thing that an answer can get right, and its share of the exercise's points.

    `on` names the group of cases that it looks at, `part` the element of the answer (None: all of
    it), `compare` a comparator of `gmcourse.check.comparators`. `given` names another property of the
    exercise, without which this one earns nothing: whoever computed nothing answers "yes" as well.
    """

    name: str
    on: str = "main"
    share: float = 1.0
    part: int | str | None = None
    compare: str = "values.close"
    tolerance: Tolerance = Tolerance()
    given: str = ""


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise, declared once.

    public: group -> list of argument dicts, written by hand: small ones, which a student can follow
    hidden: a function of a `numpy.random.Generator` that returns the same groups, newly drawn
            (every sheet asks both: the public one draws with a seed that never changes, so that `check` is
            as strict as grading, and grading draws anew)
    truth:  the expected answer of a case, where it is not simply the reference's answer
    probes: group of cases -> the probe that asks them, where that is not `probe`
    mutates: whether the function is asked to change its arguments; else a call that does so costs points
    shows:  called with a case's arguments, gives what a student is shown of those that are functions: a dict
            such as {"encode(x)": encode(x)}
    misconceptions, alternatives: what `wrong` and `alternative` have hung on it, in their order
    """

    id: str
    title: str
    points: float
    minutes: int
    difficulty: int
    reference: Callable
    public: dict
    hidden: Callable
    properties: tuple
    probe: str = "calls.call"
    seconds: float = 20.0
    truth: Callable | None = None
    stretch: bool = False
    probes: Mapping = field(default_factory=dict)
    mutates: bool = False
    shows: Callable | None = None
    misconceptions: list[Misconception] = field(default_factory=list)
    alternatives: list[Callable] = field(default_factory=list)

    def wrong(
        self, name: str, hint: str = "", expected: Callable | None = None, like: str | None = None
    ) -> Callable:
        """Hang the decorated function on the exercise: a wrong answer with a name and a hint, or a kind of another."""

        def register(function: Callable) -> Callable:
            self.misconceptions.append(Misconception(name, hint, function, expected, like))
            return function

        return register

    def alternative(self, function: Callable) -> Callable:
        """Hang the decorated function on the exercise as a correct solution written another way."""
        self.alternatives.append(function)
        return function


@dataclass(frozen=True, eq=False)
class Week:
    """A week's notebook: its name, title, chapter page, exercises in the notebook's order, and limits.

    needs_torch: whether its functions take tensors, as the skeleton of a new exercise then does
    """

    name: str
    title: str
    chapter: str
    exercises: tuple[Exercise, ...]
    limits: Limits = Limits()
    needs_torch: bool = False

    def exercise(self, id: str) -> Exercise:
        """The exercise of this id; raise NotInWeek naming the ids there are."""
        for exercise in self.exercises:
            if exercise.id == id:
                return exercise
        known = ", ".join(e.id for e in self.exercises)
        raise NotInWeek(f"{self.name} has no exercise {id!r}; it has {known}")


def public_sheet(week: Week, exercise: Exercise) -> Sheet:
    """The Sheet that students' `check` reads."""
    return _sheet(week, exercise, _joined(exercise.public, _drawn(exercise, PUBLISHED)), exercise.shows)


def hidden_sheet(week: Week, exercise: Exercise, seed: int) -> Sheet:
    """The Sheet that the judge reads, its cases drawn from the sitting's seed."""
    return _sheet(week, exercise, hidden_cases(exercise, seed))


def shuffled_sheet(week: Week, exercise: Exercise, rng: np.random.Generator) -> Sheet:
    """A hidden Sheet drawn from a generator, the cases of each group in an order drawn with them.

    The groups keep their order: a call that takes too long ends the questions, so the quick ones come first.
    """
    groups = _joined(exercise.public, exercise.hidden(rng))
    return _sheet(
        week,
        exercise,
        {name: [cases[i] for i in rng.permutation(len(cases))] for name, cases in groups.items()},
    )


def hidden_cases(exercise: Exercise, seed: int) -> Groups:
    """The argument dicts of a hidden sheet by group: those written by hand, and those drawn from a seed."""
    return _joined(exercise.public, _drawn(exercise, seed))


def _drawn(exercise: Exercise, seed: int) -> Groups:
    """The drawn argument dicts by group, from a seed of the exercise's own."""
    name = int.from_bytes(exercise.id.encode()[:8], "little")
    return exercise.hidden(np.random.default_rng([seed, name]))


def _joined(written: Groups, drawn: Groups) -> Groups:
    """The cases of both by group, those written by hand first: they are shown first where they are wrong."""
    return {group: [*written.get(group, ()), *drawn.get(group, ())] for group in {**written, **drawn}}


def _sheet(week: Week, exercise: Exercise, groups: Groups, shows: Callable | None = None) -> Sheet:
    wrong = exercise.misconceptions
    cases = tuple(
        SheetCase(
            group,
            args,
            _expected(exercise, group, args),
            _WrongAnswers(exercise, wrong, group, args),
            plain(shows(**{name: build(value) for name, value in args.items()})) if shows else {},
        )
        for group, arguments in groups.items()
        for args in arguments
    )
    return Sheet(
        exercise=exercise.id,
        title=exercise.title,
        points=exercise.points,
        minutes=exercise.minutes,
        probe=exercise.probe,
        seconds=exercise.seconds,
        chapter=week.chapter,
        cases=cases,
        properties=tuple(SheetProperty(**p.__dict__) for p in exercise.properties),
        hints={m.name: m.hint for m in wrong if not m.like},
        kin={m.name: m.like for m in wrong if m.like},
        probes=dict(exercise.probes),
        mutates=exercise.mutates,
    )


class _WrongAnswers(Mapping):
    """What each misconception answers to one case, found out when first asked: few hand-ins need it."""

    def __init__(
        self, exercise: Exercise, misconceptions: Sequence[Misconception], group: str, args: dict
    ) -> None:
        self._exercise, self._group, self._args = exercise, group, args
        self._misconceptions = {m.name: m for m in misconceptions}
        self._known: dict[str, object] = {}

    def __getitem__(self, name: str) -> object:
        if name not in self._known:
            self._known[name] = _wrong_answer(
                self._exercise, self._misconceptions[name], self._group, self._args
            )
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._misconceptions)

    def __len__(self) -> int:
        return len(self._misconceptions)


def _expected(exercise: Exercise, group: str, args: dict) -> object:
    if exercise.truth:
        return exercise.truth(**{name: build(value) for name, value in args.items()})
    return answer_of(exercise, exercise.reference, args, group)


def _wrong_answer(exercise: Exercise, misconception: Misconception, group: str, args: dict) -> object:
    if misconception.expected:
        return misconception.expected(**{name: build(value) for name, value in args.items()})
    try:
        return answer_of(exercise, misconception.function, args, group)
    except Exception as error:
        return Raised(type(error).__name__)


def answer_of(exercise: Exercise, function: Callable, args: dict, group: str = "main") -> object:
    """The plain-data answer of any implementation to one case of a group, through its probe."""
    probe = find("probes", exercise.probes.get(group, exercise.probe))
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return plain(probe(function, {name: build(value) for name, value in args.items()}))


def plain(value: object) -> Any:
    """The value with tensors as arrays, as it looks after its way through the wire."""
    return from_wire(to_wire(value))
