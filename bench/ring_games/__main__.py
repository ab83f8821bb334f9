"""Plays every game and prints how long each took to hold all modes: `python -m bench.ring_games [--store]`.

One thread, about three minutes of processor time. With --store the rows replace gmcourse/data/ring_games.json, which week
7's notebook and chapter read.
"""

import argparse
import json

from bench.ring_games import GAMES, learned_after, play
from gmcourse.data.ring_games import STORED


def main() -> None:
    """Play, print a line a game, and store where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", action="store_true", help="replace the stored rows")
    store = parser.parse_args().store
    rows = []
    for game in GAMES:
        row = play(game)
        rows.append(row)
        modes, near = row["modes"][-1], sum(row["near"][-1]) / len(row["near"][-1])
        after = learned_after(row, modes=25 if game.data == "grid" else 8) or "never"
        print(
            f"{game.name}, lambda {game.penalty_weight}: learned after {after}, at the end {modes}, {near:.0%} near"
        )
    if store:
        STORED.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
