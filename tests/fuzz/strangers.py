"""What strangers send: JSON of ours with pieces swapped for junk, and bytes with bits turned over."""

import copy

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

# Inputs a test: with eight tests, some hundreds in `make test` and sixteen thousand at night.
COUNTS = pytest.mark.parametrize("count", [60, pytest.param(2_000, marks=pytest.mark.slow)])

DEEP = 400
JUNK = (
    None, True, False, 0, -1, 2**63, 10**400, 1e308, float("nan"), float("inf"), "", "x", "\ud800", "9" * 5000,
    "code", "entropy", "test_entropy", [], {}, [[]], {"": {}}, {"grade_id": "entropy"}, {"list": []}, {"none": True},
    {"npy": "k05VTVBZ"}, {"npy": 3}, {"float": "nan"}, {"float": "0x1p9999"}, {"int": "-0x1"}, {"str": 3},
    {"dict": [[{"list": []}, {"none": True}]]}, {"build": "arrays.rng", "args": {"dict": []}}, {"tuple": None},
)  # fmt: skip


def nested(depth=DEEP):
    """A list in a list in a list."""
    node = []
    for _ in range(depth):
        node = [node]
    return node


def spoilt(node, random, edits=4):
    """A copy of a JSON value with up to so many places changed: replaced, removed, doubled or moved."""
    node = copy.deepcopy(node)
    for _ in range(random.randint(1, edits)):
        node = _spoil(node, random)
    return node


def _spoil(node, random):
    if not isinstance(node, (dict, list)) or not node or random.random() < 0.08:
        return nested() if random.random() < 0.05 else copy.deepcopy(random.choice(JUNK))
    key = random.choice(list(node) if isinstance(node, dict) else range(len(node)))
    act = random.random()
    if act < 0.7:
        node[key] = _spoil(node[key], random)
    elif act < 0.8:
        del node[key]
    elif act < 0.9 and isinstance(node, list):
        node.append(copy.deepcopy(node[key]))
    else:
        other = random.choice(list(node) if isinstance(node, dict) else range(len(node)))
        node[key], node[other] = node[other], node[key]
    return node


def turned(data, random, edits=8):
    """The bytes with a few of them changed, cut out or put in, or the end cut off."""
    data = bytearray(data)
    for _ in range(random.randint(1, edits)):
        place = random.randrange(len(data) + 1)
        act = random.random()
        if act < 0.6 and place < len(data):
            data[place] ^= 1 << random.randrange(8)
        elif act < 0.75:
            del data[place : place + random.randint(1, 9)]
        elif act < 0.9:
            data[place:place] = random.randbytes(random.randint(1, 9))
        else:
            del data[place:]
    return bytes(data)


def holds(count, check, *strategies):
    """Try a check on so many drawn inputs, the same at every run."""
    quiet = settings(
        max_examples=count,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    quiet(given(*strategies, st.randoms(use_true_random=False))(check))()
