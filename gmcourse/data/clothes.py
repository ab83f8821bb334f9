"""Clothes: 14,000 grey pictures of 28x28 pixels, ten kinds of garment, with a name and a tone for each.

A part of Fashion-MNIST: H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a novel image dataset for
benchmarking machine learning algorithms (2017), https://arxiv.org/abs/1708.07747. Copyright 2017 Zalando SE,
MIT License. Taken from Debian's package dataset-fashion-mnist 0.0~git20200523.55506a9-1: the first 1,300
training pictures of each kind (1,200 to train, 100 to validate) and its first 100 test pictures, in 16 grey
levels. `tools/pack_clothes.py` makes the packed file again.
"""

from __future__ import annotations

import lzma
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import Any

import numpy as np

from gmcourse.data.split import Split

SIDE = 28
LEVELS = 16
NAMES = ("T-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "trainer", "bag", "boot")
TONES = ("dark", "grey", "light")
TRAIN, VALID, TEST = 1200, 100, 100
PACKED = "clothes.xz"
SHA256 = "55ef07e73c5152fa48a8e31b4f7e2b1bb490bf4aaacb75f3c3daf4bc154135a0"
SEED = 17


@dataclass(frozen=True)
class Clothes(Split):
    """Pictures as rows of 784 pixels in raster order, their kind 0 to 9 and their tone 0 to 2, in three parts.

    train (12000, 784), valid (1000, 784), test (1000, 784); each kind is equally often in each part.
    labels: places in NAMES; tones: places in TONES. Labels and tones are int64.
    """

    train_tones: np.ndarray
    valid_tones: np.ndarray
    test_tones: np.ndarray


def clothes() -> Clothes:
    """The clothes with grey levels 0 (the black ground) to 15 (white), int32, always in the same order.

    A tone says in which third of the training pictures of its kind a garment's own brightness lies.
    Draw the pictures with `cmap="gray"`.
    """
    kinds = _unpack(files("gmcourse.data").joinpath(PACKED).read_bytes())
    parts = np.split(kinds, [TRAIN, TRAIN + VALID], axis=1)
    edges = np.quantile(brightness(parts[0]), [1 / 3, 2 / 3], axis=1)
    rng = np.random.default_rng(SEED)
    images, labels, tones = zip(*(_shuffled(part, edges, rng) for part in parts))
    return Clothes(*images, *labels, *tones)


def black_and_white(threshold: int = 5) -> Clothes:
    """The same pictures and order as float64 zeros and ones: 1 where the grey level is >= threshold."""
    grey = clothes()
    parts = {name: (getattr(grey, name) >= threshold).astype(float) for name in ("train", "valid", "test")}
    return replace(grey, **parts)


def brightness(pictures: np.ndarray) -> np.ndarray:
    """The mean grey level of a garment, its black ground left out: (..., 784) to (...)."""
    return pictures.sum(axis=-1) / np.maximum((pictures > 0).sum(axis=-1), 1)


def caption(label: int, tone: int) -> str:
    """What a picture shows, in words: "a dark boot", "light trousers"."""
    words = f"{TONES[tone]} {NAMES[label]}"
    return words if NAMES[label] == "trousers" else f"a {words}"


def _unpack(data: bytes) -> np.ndarray:
    """The pictures (kinds, 1400, 784) from the packed file: two pixels a byte, the left one first."""
    pairs = np.frombuffer(lzma.decompress(data), dtype=np.uint8)
    pixels = np.stack([pairs >> 4, pairs & 15], axis=-1)
    return pixels.reshape(len(NAMES), TRAIN + VALID + TEST, SIDE * SIDE).astype(np.int32)


def _shuffled(
    part: np.ndarray, edges: Any, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pictures, labels and tones of one part (kinds, n, 784), in a random order."""
    order = rng.permutation(part.shape[0] * part.shape[1])
    labels = np.repeat(np.arange(len(part)), part.shape[1])
    tones = (brightness(part)[None] >= edges[:, :, None]).sum(axis=0)
    return part.reshape(-1, SIDE * SIDE)[order], labels[order], tones.reshape(-1)[order]
