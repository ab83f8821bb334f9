"""Trains text to image as week 8's notebook does, and counts what it draws for captions that it never saw.

Run: python -m bench.text_to_image [--json FILE] [--picture FILE] [--store]
Runs the cells of the solution notebook that belong to it. 60 pictures a caption; the garment is read by the
five nearest training pictures, the tone by thirds of the median brightness of its kind (`gmcourse.captions`);
real test pictures of the same captions are judged in the same way. Spreads are standard deviations within a caption, as
shares of that of the real ones: of the drawn, of those drawn without guidance, of what the VAE makes of the real ones.
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

from gmcourse.data.text_to_image import STORED

SOURCE = Path(__file__).parents[1] / "solutions" / "week08_diffusion.py"
CELLS = (
    'locked="setup"', 'solution="flow_matching_loss"', 'solution="integrate"', 'solution="guided"', "def cycle(",
    "def spread_times(", "shown = ~unseen(", "class VAE(", "fit(vae,", 'solution="LatentFlow"', "def latent_loss(",
    "fit(painter,",
)  # fmt: skip
COUNT, WEIGHT = 60, 2.0
JUDGED = "garment: five nearest training pictures; tone: thirds of the median brightness within the kind"


def trained():
    """What the notebook's cells define, and the seconds that the two trainings took."""
    space, seconds = {}, 0.0
    for cell in SOURCE.read_text(encoding="utf-8").split("\n# %%")[1:]:
        wanted = next((mark for mark in CELLS if mark in cell), None)
        if wanted is None or cell.startswith(" [markdown]"):
            continue
        start = time.perf_counter()
        exec(compile(cell.split("\n", 1)[1], SOURCE.name, "exec"), space)
        seconds += (time.perf_counter() - start) * wanted.startswith("fit(")
        if wanted.startswith("locked"):  # nobody checks here, and nothing is shown
            space["ready"], space["show"] = lambda *names: True, lambda *args, **more: None
    return SimpleNamespace(**space), seconds


def counted(model):
    """The figures by caption and over all of them."""
    judge = model.Judge(model.data)
    rows, nearest = {}, {"drawn": [], "real": []}
    for caption in model.UNSEEN:
        drawn, real = model.draw(model.painter, [caption], COUNT, WEIGHT), judge.real(caption)
        with torch.no_grad():
            rebuilt = model.vae.decode(model.vae.encode(real)[0])
        mine, theirs = judge.score(drawn, caption), judge.score_real(caption)
        rows[caption] = {
            "garment": mine.garment,
            "garment_real": theirs.garment,
            "tone": mine.tone,
            "tone_real": theirs.tone,
            "spread": spread(drawn, real),
            "spread_unguided": spread(model.draw(model.painter, [caption], COUNT, 1.0), real),
            "spread_rebuilt": spread(rebuilt, real),
        }
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
