"""How an exercise is declared: reference, cases, properties, misconceptions and alternatives."""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from gmcourse.check.ask import build
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.named import find
from gmcourse.check.sheet import Raised, Sheet, SheetCase, SheetProperty
from gmcourse.check.wire import decode, encode


@dataclass(frozen=True)
class Misconception:
    """A wrong implementation with a name and a hint that teaches without telling.

    `expected` replaces the wrong implementation's own answers where a comparator needs something
    else than an answer (a distribution for a sampler, say); it is called with the case's arguments.
    """

    name: str
    hint: str
    function: Callable
    expected: Callable | None = None


@dataclass(frozen=True, eq=False)
class Collection:
    """Wrong answers, or alternatives, of a week, gathered by decorators in a file of their own."""

    items: dict = field(default_factory=dict)

    def wrong(self, exercise, name, hint, expected=None):
        """Register the decorated function as a misconception of an exercise."""

        def register(function):
            entry = Misconception(name, hint, function, expected)
            self.items.setdefault(exercise, []).append(entry)
            return function

        return register

    def alternative(self, exercise):
        """Register the decorated function as a correct solution written another way."""

        def register(function):
            self.items.setdefault(exercise, []).append(function)
            return function

        return register

    def of(self, exercise):
        """What was registered for an exercise."""
        return tuple(self.items.get(exercise, ()))


@dataclass(frozen=True)
class Property:
    """One thing that an answer can get right, and its share of the exercise's points.

    `on` names the group of cases that it looks at, `part` the element of the answer (None: all of
    it), `compare` a comparator of `gmcourse.check.comparators`.
    """

    name: str
    on: str = "main"
    share: float = 1.0
    part: int | str | None = None
    compare: str = "values.close"
    tolerance: Tolerance = Tolerance()


@dataclass(frozen=True, eq=False)
class Exercise:
    """One exercise, declared once.

    public: group -> list of argument dicts, which students see
    hidden: a function of a `numpy.random.Generator` that returns the same groups, newly drawn
    truth:  the expected answer of a case, where it is not simply the reference's answer
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


@dataclass(frozen=True, eq=False)
class Week:
    """A week's notebook name, title, chapter page and exercises, with its wrong and other answers."""

    name: str
    title: str
    chapter: str
    exercises: tuple
    wrong: Collection
    alternatives: Collection

    def exercise(self, id):
        """The exercise of this id; raise LookupError naming the ids there are."""
        for exercise in self.exercises:
            if exercise.id == id:
                return exercise
        known = ", ".join(e.id for e in self.exercises)
        raise LookupError(f"{self.name} has no exercise {id!r}; it has {known}")


def public_sheet(week, exercise):
    """The Sheet that students' `check` reads."""
    return _sheet(week, exercise, exercise.public)


def hidden_sheet(week, exercise, seed):
    """The Sheet that the judge reads, its cases drawn from the sitting's seed."""
    return _sheet(week, exercise, hidden_cases(exercise, seed))


def hidden_cases(exercise, seed):
    """The hidden argument dicts of an exercise by group, drawn from a seed of its own."""
    name = int.from_bytes(exercise.id.encode()[:8], "little")
    return exercise.hidden(np.random.default_rng([seed, name]))


def _sheet(week, exercise, groups):
    wrong = week.wrong.of(exercise.id)
    cases = tuple(
        SheetCase(
            group,
            args,
            _expected(exercise, args),
            _WrongAnswers(exercise, wrong, args),
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
        hints={m.name: m.hint for m in wrong},
    )


class _WrongAnswers(Mapping):
    """What each misconception answers to one case, found out when first asked: few hand-ins need it."""

    def __init__(self, exercise, misconceptions, args):
        self._exercise, self._args = exercise, args
        self._misconceptions = {m.name: m for m in misconceptions}
        self._known = {}

    def __getitem__(self, name):
        if name not in self._known:
            self._known[name] = _wrong_answer(self._exercise, self._misconceptions[name], self._args)
        return self._known[name]

    def __iter__(self):
        return iter(self._misconceptions)

    def __len__(self):
        return len(self._misconceptions)


def _expected(exercise, args):
    if exercise.truth:
        return exercise.truth(**{name: build(value) for name, value in args.items()})
    return answer_of(exercise, exercise.reference, args)


def _wrong_answer(exercise, misconception, args):
    if misconception.expected:
        return misconception.expected(**{name: build(value) for name, value in args.items()})
    try:
        return answer_of(exercise, misconception.function, args)
    except Exception as error:
        return Raised(type(error).__name__)


def answer_of(exercise, function, args):
    """The plain-data answer of any implementation to one case, through the exercise's probe."""
    probe = find("probes", exercise.probe)
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return plain(probe(function, {name: build(value) for name, value in args.items()}))


def plain(value):
    """The value with tensors as arrays, as it looks after its way through the wire."""
    return decode(encode(value))
