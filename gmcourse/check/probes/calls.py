"""Probes of plain functions."""


def call(function, args):
    """The answer is what the function returns for these keyword arguments, given by position."""
    return function(*args.values())
