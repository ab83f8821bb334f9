"""No foreign object comes to life here: what Dask unpickles is plain data, or an inert thing that does nothing."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

# Types of plain data that Dask sends by name; none of them does anything when it is made or filled.
PLAIN = {("builtins", name) for name in ("bytes", "bytearray", "complex", "dict", "float", "frozenset", "int", "list",
                                         "set", "str", "tuple")}  # fmt: skip


# Errors of workers come with what would rebuild their traceback.
TRACEBACKS = ("tblib.pickling_support", "unpickle_traceback")


class Inert(Warning):
    """Stands for whatever else a pickle names, type, function or object: made of anything, holds nothing."""

    def __init__(self, *given: object, **named: object) -> None:
        super().__init__("an object that is not taken from a worker")

    def __call__(self, *given: object, **named: object) -> Inert:
        """Another of its kind."""
        return Inert()

    def __setstate__(self, state: object) -> None:
        """Keep nothing."""

    def __setitem__(self, key: object, value: object) -> None:
        """Keep nothing."""

    def append(self, item: object) -> None:
        """Keep nothing."""

    def extend(self, items: object) -> None:
        """Keep nothing."""


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == TRACEBACKS:
            return _nothing
        return super().find_class(module, name) if (module, name) in PLAIN else Inert

    def persistent_load(self, pid: Any) -> Any:
        return Inert()


def _nothing(*given: object) -> None:
    """In the place of a traceback."""


class _PlainPickle:
    """The pickle module, with `loads` that makes plain data only."""

    def __getattr__(self, name: str) -> Any:
        return getattr(pickle, name)

    @staticmethod
    def loads(data: bytes, *, buffers: Iterable[Any] = (), **options: object) -> Any:
        """The plain data of a pickle; everything else in it is Inert."""
        return _Unpickler(io.BytesIO(data), buffers=buffers).load()


@contextmanager
def plain_data_only() -> Iterator[None]:
    """For the time of the block nothing that Dask receives in this process is more than plain data."""
    import distributed.client
    import distributed.protocol.pickle

    modules: tuple[Any, ...] = distributed.client, distributed.protocol.pickle
    for module in modules:
        module.pickle = _PlainPickle()
    try:
        yield
    finally:
        for module in modules:
            module.pickle = pickle
