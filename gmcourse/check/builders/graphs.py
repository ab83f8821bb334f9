"""Builders of what a question about a graph takes beside plain data."""


def name_set(names):
    """A set of names."""
    return set(names)
