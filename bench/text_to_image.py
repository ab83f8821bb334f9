"""Trains text to image as week 8's notebook does, and counts what it draws for captions that it never saw.

Run: python -m bench.text_to_image [--json FILE] [--picture FILE] [--store]
Runs the cells of the solution notebook that belong to it. 60 pictures a caption; the garment is read by the
five nearest training pictures, the tone by thirds of the median brightness of its kind (`gmcourse.captions`);
real test pictures of the same captions, what the VAE makes of these, and pictures drawn without guidance are judged in
the same way. Spreads are standard deviations within a caption, as shares of that of the real ones.
With --store what was counted replaces the file that the book's chapter shows.
"""

import argparse
import json
import time
from pathlib import Path
from types import SimpleNamespace

import matplotlib
import numpy as np
import torch

from bench.notebook_cells import chosen, run
from gmcourse.data.text_to_image import STORED

WEEK = "week08_diffusion"
CELLS = (
    'locked="setup"', 'solution="flow_matching_loss"', 'solution="integrate"', 'solution="guided"', "def cycle(",
    "def spread_times(", "shown = ~unseen(", "class VAE(", "fit(vae,", 'solution="LatentFlow"', "def latent_loss(",
    "fit(painter,",
)  # fmt: skip
COUNT, WEIGHT = 60, 2.0
JUDGED = "garment: five nearest training pictures; tone: thirds of the median brightness within the kind"


def trained():
    """What the notebook's cells define, and the seconds that the two trainings took."""
    room, seconds = {}, 0.0
    for mark, code in chosen(WEEK, CELLS):
        start = time.perf_counter()
        run(WEEK, code, room)
        seconds += (time.perf_counter() - start) * mark.startswith("fit(")
    return SimpleNamespace(**room), seconds


def counted(model):
    """The figures by caption and over all of them."""
    judge = model.Judge(model.data)
    rows, nearest = {}, {"drawn": [], "real": []}
    for caption in model.UNSEEN:
        drawn, real = model.draw(model.painter, [caption], COUNT, WEIGHT), judge.real(caption)
        with torch.no_grad():
            rebuilt = model.vae.decode(model.vae.encode(real)[0])
        unguided = model.draw(model.painter, [caption], COUNT, 1.0)
        judged = {
            "": judge.score(drawn, caption),
            "_unguided": judge.score(unguided, caption),
            "_rebuilt": judge.score(rebuilt, caption),
            "_real": judge.score_real(caption),
        }
        rows[caption] = (
            {f"garment{of}": score.garment for of, score in judged.items()}
            | {f"tone{of}": score.tone for of, score in judged.items()}
            | {
                "spread": spread(drawn, real),
                "spread_unguided": spread(unguided, real),
                "spread_rebuilt": spread(rebuilt, real),
            }
        )
        for name, pictures in (("drawn", drawn), ("real", real)):
            with torch.no_grad():
                nearest[name].append(torch.cdist(model.vae.encode(pictures)[0], model.codes).min(1).values)
    totals = {name: float(np.mean([row[name] for row in rows.values()])) for name in rows["a dark boot"]}
    code = {f"nearest_code_{name}": float(torch.cat(some).median()) for name, some in nearest.items()}
    return totals | code | {"captions": rows}


def spread(some, real):
    """The standard deviation of some pictures (N, 784) as a share of that of the real ones."""
    return float((some.var(0).sum() / real.var(0).sum()) ** 0.5)


def picture(model, path):
    """Six pictures of each unseen caption, to a file."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(figsize=(6, 5))
    model.show_unseen(axes, model.painter)
    figure.savefig(path, bbox_inches="tight", dpi=120)


def stored(figures):
    """What was counted, without the seconds, which belong to one machine and hour; as text."""
    kept = {name: value for name, value in figures.items() if name != "seconds"}
    return json.dumps(kept, indent=1) + "\n"


def main(argv=None):
    """Train, count, draw, print and write."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", type=Path)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--store", action="store_true", help=f"write {STORED.name}, which the book shows")
    options = parser.parse_args(argv)
    matplotlib.use("Agg")
    model, seconds = trained()
    figures = {"seconds": round(seconds, 1), "unseen": list(model.UNSEEN), "judged": JUDGED} | counted(model)
    for name, row in figures["captions"].items():
        print(f"{name:16} " + "  ".join(f"{key} {value:.2f}" for key, value in row.items()))
    print({key: value for key, value in figures.items() if key != "captions"})
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.store:
        STORED.write_text(stored(figures), encoding="utf-8")
    if options.picture:
        picture(model, options.picture)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
