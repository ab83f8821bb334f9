"""Verse: a comedy and an epic in plain text, half a million characters of English.

W. Shakespeare, As You Like It (1599), and J. Milton, Paradise Lost (1667; Project Gutenberg's release of
February 1992). Both are in the public domain. Taken from the source archive of the PyPI package brotli 1.2.1,
tests/testdata/asyoulik.txt and plrabn12.txt, without their headers, with one space for a tab and no blank
lines. `tools/pack_verse.py` makes the packed file again.
"""

from __future__ import annotations

import lzma
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

import numpy as np

PACKED = "verse.xz"
SHA256 = "60fd5ad7d7d303ecf9dd5c344ad83677bcdc9fa52f1dd7fa1547d469b9a676ee"
BETWEEN = "\f"
HELD_OUT = 0.05


@dataclass(frozen=True)
class Verse:
    """The text in three parts and its characters, in the order of their tokens.

    train (about 520,000 characters), valid and test (29,000 each): of both works the last tenth, cut where
    a line ends, is held out, first half to validate and second half to test.
    """

    train: str
    valid: str
    test: str
    alphabet: str

    def encode(self, text: str) -> np.ndarray:
        """Characters to int64 tokens (T,); raises ValueError for one that is not in the alphabet."""
        unknown = sorted(set(text) - set(self.alphabet))
        if unknown:
            raise ValueError(f"verse has the characters {self.alphabet!r}, not {''.join(unknown)!r}")
        place = {character: token for token, character in enumerate(self.alphabet)}
        return np.array([place[character] for character in text], dtype=np.int64)

    def decode(self, tokens: Iterable[int]) -> str:
        """Tokens to characters."""
        return "".join(self.alphabet[token] for token in tokens)


def verse() -> Verse:
    """The verse of the course, always cut the same way."""
    text = lzma.decompress(files("gmcourse.data").joinpath(PACKED).read_bytes()).decode("ascii")
    works = [_cut(work) for work in text.split(BETWEEN)]
    train, valid, test = ("".join(parts) for parts in zip(*works))
    return Verse(train, valid, test, "".join(sorted(set(text) - {BETWEEN})))


def _cut(work: str) -> tuple[str, str, str]:
    """Train, valid and test of one work, each to the end of a line."""
    ends = [work.index("\n", int(len(work) * share)) + 1 for share in (1 - 2 * HELD_OUT, 1 - HELD_OUT)]
    return work[: ends[0]], work[ends[0] : ends[1]], work[ends[1] :]
