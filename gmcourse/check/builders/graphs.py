"""Builders of what a question about a graph takes beside plain data."""


def name_set(data):
    """A set of names."""
    return set(data)
