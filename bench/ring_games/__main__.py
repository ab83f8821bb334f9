"""Plays every game and prints how long each took to hold all modes: `python -m bench.ring_games [--store] [--clouds]`.

One thread, about three minutes of processor time. With --store the rows replace gmcourse/data/ring_games.json, which week
7's notebook and chapter read. With --clouds only the samples after 400 steps are drawn and stored, in a few seconds.
"""

import argparse
import json

from bench.ring_games import GAMES, clouds, learned_after, play
from gmcourse.data.ring_games import CLOUDS, STORED


def main() -> None:
    """Play, print a line a game, and store where asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", action="store_true", help="replace the stored rows")
    parser.add_argument("--clouds", action="store_true", help="store the samples after 400 steps, and stop")
    given = parser.parse_args()
    if given.clouds:
        lines = (
            f"{json.dumps(name)}: {json.dumps(points, separators=(',', ':'))}"
            for name, points in clouds().items()
        )
        CLOUDS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
        return
    rows = []
    for game in GAMES:
        row = play(game)
        rows.append(row)
        modes, near = row["modes"][-1], sum(row["near"][-1]) / len(row["near"][-1])
        after = learned_after(row, modes=25 if game.data == "grid" else 8) or "never"
        print(
            f"{game.name}, lambda {game.penalty_weight}: learned after {after}, at the end {modes}, {near:.0%} near"
        )
    if given.store:
        STORED.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
