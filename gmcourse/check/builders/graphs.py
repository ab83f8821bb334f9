"""Builders of what a question about a graph takes beside plain data."""

from __future__ import annotations

from collections.abc import Iterable


def name_set(data: Iterable[str]) -> set[str]:
    """A set of names."""
    return set(data)
