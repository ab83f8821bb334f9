"""Captions of clothes as word numbers, the six that training never sees, and a judge of drawn pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from gmcourse.data.clothes import LEVELS, NAMES, TONES, caption

WORDS = (*TONES, *NAMES)
VOCABULARY = len(WORDS)
UNSEEN = ("a dark T-shirt", "light trousers", "a dark dress", "a light bag", "a dark bag", "a dark boot")
NEIGHBOURS = 5
GROUND = 2


def caption_words(labels: Any, tones: Any = None) -> Any:
    """Word numbers (N, 2), tone then garment, of labels and tones (N,) each, or of a list of captions in words.

    Raises ValueError for a caption that is not a tone and a garment, naming those there are.
    """
    if tones is None:
        return torch.tensor([_numbers(text) for text in labels])
    return torch.tensor(np.stack([tones, len(TONES) + np.asarray(labels)], axis=1))


def unseen(labels: Any, tones: Any) -> Any:
    """Which pictures of these labels and tones (N,) training never sees, (N,) bool tensor."""
    return torch.tensor([caption(label, tone) in UNSEEN for label, tone in zip(labels, tones, strict=True)])


@dataclass(frozen=True)
class Score:
    """Shares of pictures that are read as the garment, and as the tone, of their caption."""

    garment: float
    tone: float


class Judge:
    """Reads garments by the five nearest training pictures, and tones by thirds of brightness.

    data: the clothes of `gmcourse.data.clothes`. Brightness is the median of the pixels brighter than level 2 of
    15, for a soft edge is no tone; its thirds are those of the training pictures of the same kind.
    """

    def __init__(self, data: Any) -> None:
        self.data = data
        self.pictures = torch.tensor(data.train, dtype=torch.float32) / (LEVELS - 1)
        rows = [_brightness(self.pictures[data.train_labels == kind]) for kind in range(len(NAMES))]
        self.edges = np.array([np.nanquantile(row, [1 / 3, 2 / 3]) for row in rows])

    def score(self, pictures: Any, text: str) -> Score:
        """The Score of pictures (N, 784), from 0 to 1, that were drawn for one caption."""
        tone, kind = _numbers(text)
        kind -= len(TONES)
        near = torch.cdist(pictures, self.pictures).topk(NEIGHBOURS, largest=False).indices
        read = torch.tensor(self.data.train_labels)[near].mode(dim=1).values
        tones = (_brightness(pictures)[:, None] >= self.edges[kind]).sum(axis=1)
        return Score(float((read == kind).float().mean()), float((tones == tone).mean()))

    def score_real(self, text: str) -> Score:
        """The Score of the real test pictures that have this caption."""
        return self.score(self.real(text), text)

    def real(self, text: str) -> Any:
        """The real test pictures of a caption, (N, 784) from 0 to 1."""
        tone, kind = _numbers(text)
        found = (self.data.test_labels == kind - len(TONES)) & (self.data.test_tones == tone)
        return torch.tensor(self.data.test[found], dtype=torch.float32) / (LEVELS - 1)


def _numbers(text: str) -> tuple[int, int]:
    parts = text.removeprefix("a ").split(" ")
    if len(parts) != 2 or parts[0] not in TONES or parts[1] not in NAMES:
        raise ValueError(
            f"{text!r} is no caption; a tone ({', '.join(TONES)}) and a garment: {', '.join(NAMES)}"
        )
    return WORDS.index(parts[0]), WORDS.index(parts[1])


def _brightness(pictures: Any) -> np.ndarray:
    """The median grey of the garment in each picture (N, 784), with levels spread evenly within their width."""
    levels = (LEVELS - 1) * pictures.numpy()
    whole = levels == levels.round()
    levels = levels + whole * np.random.default_rng(0).uniform(-0.5, 0.5, levels.shape)
    seen = np.where(levels > GROUND, levels, np.nan)
    empty = np.isnan(seen).all(axis=1)
    seen[empty] = 0.0
    return np.nanmedian(seen, axis=1)
