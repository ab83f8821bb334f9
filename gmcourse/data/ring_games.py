"""What games on the ring and on a grid of 25 Gaussians came to, as `python -m bench.ring_games --store` stored it."""

import json
from pathlib import Path

import numpy as np

STORED = Path(__file__).with_name("ring_games.json")
CLOUDS = Path(__file__).with_name("ring_clouds.json")


def ring_games() -> list[dict]:
    """One dict a game, five seeds each, 1,000 samples a look.

    `name` of the losses; `data`: "ring" (8 modes) or "grid" (25); `weight`: lambda, None without a penalty; `at`: steps of
    the generator; `modes`: at each of them, by seed, the modes with ten samples or more near; `near`: the share of samples
    near a mode; `seconds`: of processor time, for all five seeds.
    """
    return json.loads(STORED.read_text(encoding="utf-8"))


def ring_clouds() -> dict[str, np.ndarray]:
    """Samples after 400 steps, as `python -m bench.ring_games --clouds` stored them: name of the losses -> (5 seeds, 250, 2)."""
    stored = json.loads(CLOUDS.read_text(encoding="utf-8"))
    return {name: np.array(points) / 100 for name, points in stored.items()}
