"""The names that a test cell calls: the package's own, whatever the notebook has bound to them."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

# The key of a request's metadata that says that its cell is a test.
TEST_CELL = "gmcourse_test"
_GONE = object()


def course_names() -> dict[str, Callable]:
    """`check` and `grade` as the package has them now, before any student's code ran."""
    from gmcourse.check import check, grade

    def quiet_check(exercise: str, function: Callable) -> None:
        with suppress(Exception):
            check(exercise, function)

    return {"check": quiet_check, "grade": grade}


@contextmanager
def lent(namespace: dict[str, Any], names: Mapping[str, Any]) -> Iterator[None]:
    """Bind these names for the time of a block; afterwards each is what the notebook made of it."""
    before = {name: namespace.get(name, _GONE) for name in names}
    namespace.update(names)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is _GONE:
                namespace.pop(name, None)
            else:
                namespace[name] = value
