"""Hand-ins of any shape are repaired or refused with a reason: nothing crashes, hangs or earns a mark."""

import json

import nbformat
from hypothesis import strategies as st
from strangers import COUNTS, holds, spoilt, turned

from autograder.democlass import saved_by_colab, shuffled, solved
from autograder.handins.reading import Unreadable, parse
from autograder.handins.repair import repair
from autograder.handins.skeleton import skeleton
from autograder.judge.decide import decide
from autograder.judge.evidence import evidence_of
from gmcourse.check.ask import time_limit

SEED = 5
LONGEST = 20.0


def read(data, week):
    """What grading does with a hand-in's bytes before it runs: the repaired notebook, or None where refused."""
    with time_limit(LONGEST):
        try:
            notebook = parse(data)
        except Unreadable:
            return None
        repair(notebook, skeleton(week.name))
        return nbformat.reads(nbformat.writes(notebook), as_version=4)


def assert_fit_to_run(notebook, week):
    """Valid, storable, each graded cell there once; and before anything ran, no mark."""
    nbformat.validate(notebook)
    nbformat.writes(notebook).encode("utf-8")
    ids = [c.metadata["nbgrader"]["grade_id"] for c in notebook.cells if "nbgrader" in c.metadata]
    assert sorted(ids) == sorted(skeleton(week.name))
    evidence = evidence_of(notebook, [e.id for e in week.exercises])
    assert all(decide(week, SEED, item).score == 0 for item in evidence.values())


@COUNTS
def test_notebooks_with_junk_in_their_json(count, week):
    whole = [json.loads(make(week)) for make in (solved, shuffled, saved_by_colab)]

    def check(which, random):
        data = json.dumps(spoilt(whole[which], random, edits=6)).encode()
        notebook = read(data, week)
        if notebook is not None:
            assert_fit_to_run(notebook, week)

    holds(count, check, st.integers(0, 2))


@COUNTS
def test_notebooks_with_turned_bytes(count, week):
    whole = solved(week).encode()

    def check(random):
        notebook = read(turned(whole, random), week)
        if notebook is not None:
            assert_fit_to_run(notebook, week)

    holds(count, check)


@COUNTS
def test_any_bytes_at_all(count, week):
    def check(data, random):
        notebook = read(data, week)
        if notebook is not None:
            assert_fit_to_run(notebook, week)

    text = st.recursive(
        st.none() | st.integers() | st.floats() | st.text(max_size=4),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
            ["cells", "cell_type", "source", "metadata", "nbgrader", "id", "attachments", "tags"]), inner, max_size=4),
        max_leaves=12,
    ).map(lambda node: json.dumps({"cells": [node]}).encode())  # fmt: skip
    holds(count, check, st.binary(max_size=60) | text)
