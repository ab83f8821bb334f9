"""`make pictures`: run weeks' solutions, and keep the pictures that their exercise pages then show.

    exercise_pictures.py [--stale] [WEEK ...]

Without a week all are drawn, which takes half an hour or more; with --stale only pictures that are missing, or older than
the code that makes them, and only the demonstrations that these need are run.
Each picture is that of a demonstration cell, drawn with the reference's answers, a slider's by the frame it starts with.
One file a picture and an index a week are committed; no answer to an exercise is in them. A picture that the student keeps
(`keep="gan_step"`) has its file named so, and pages of the book show it by that name; others are named by their cell's code.
"""

import argparse
import base64
import html
import io
import json
import re
from pathlib import Path

import nbclient
import nbformat
from PIL import Image

from autograder.environment import ONE_THREAD, environment
from autograder.places import ROOT
from autograder.release.kept_pictures import MADE_BY, Drawing, index_of, read_pictures
from autograder.weeks import find_week, week_names

_PICTURE = re.compile(
    r'<img src="data:image/([\w+]+);base64,([^"]+)" alt="([^"]*)" width="(\d+)" height="(\d+)" '
    r'style="[^"]*auto;(?: min-width: (\d+)px;)?"'
)
_KEEP = re.compile(r'\bkeep="(\w+)"\)')
# A committed picture is at most this wide, in pixels of the file: a page shows it half as wide.
WIDEST = 1344


def main() -> int:
    """Draw the weeks that are named, or all; return 1 where a cell that should draw something drew nothing."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("weeks", nargs="*", help="as 3, week3 or its name; all without one")
    parser.add_argument("--stale", action="store_true", help="only what is missing or older than its code")
    options = parser.parse_args()
    blank = False
    for week in map(find_week, options.weeks or week_names()):
        drawing = Drawing(week)
        wanted = drawing.stale() if options.stale else list(drawing.hashes)
        with environment({**ONE_THREAD, "GMCOURSE_MODE": "static"}):
            drawn = draw(drawing, wanted) if wanted else {}
        store(drawing, drawn)
        left = Drawing(week).stale()
        size = sum(path.stat().st_size for path in index_of(week.name).parent.iterdir())
        print(f"{week.name}: {len(drawn)} drawn, {size / 1000:.0f} kB in all", flush=True)
        for cell in left:
            print(f"  no picture came from: {drawing.notebook.cells[cell].source[:70]!r}")
        blank = blank or bool(left)
    return int(blank)


def draw(drawing: Drawing, wanted: list[int]) -> dict[int, re.Match[str]]:
    """Run what these cells need: number of a cell -> the picture in its output."""
    notebook = drawing.reduced(wanted)
    nbclient.NotebookClient(
        notebook, timeout=3600, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}
    ).execute()
    pages = {cell.id: _pages(cell) for cell in notebook.cells}
    ids = {number: drawing.notebook.cells[number].id for number in wanted}
    found = {number: next(filter(None, map(_PICTURE.search, pages[id])), None) for number, id in ids.items()}
    return {number: picture for number, picture in found.items() if picture}


def store(drawing: Drawing, drawn: dict[int, re.Match[str]]) -> None:
    """Write the new pictures and the index in the notebook's order; take away what no cell shows any more."""
    week = drawing.week.name
    index_of(week).parent.mkdir(parents=True, exist_ok=True)
    kept, index = read_pictures(week), {}
    for number, own in drawing.hashes.items():
        if number in drawn:
            name = _KEEP.search(drawing.notebook.cells[number].source)
            picture = _write(index_of(week).parent, name[1] if name else own, *drawn[number].groups())
            index[own] = picture | {"made_of": drawing.source_hash(number)}
        elif own in kept:
            index[own] = kept[own]
    text = json.dumps({"made_by": MADE_BY, "pictures": index}, indent=1)
    index_of(week).write_text(text + "\n", encoding="utf-8")
    for name in drawing.left_over():
        (index_of(week).parent / name).unlink()


def _pages(cell: nbformat.NotebookNode) -> list[str]:
    """The HTML of a cell's outputs."""
    outputs = cell.outputs if cell.cell_type == "code" else []
    return ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]


def _write(
    folder: Path, stem: str, kind: str, data: str, alt: str, width: str, height: str, least: str | None
) -> dict[str, object]:
    """Store a drawing as it is where it is small, pixels as WebP."""
    plain = base64.b64decode(data)
    name = f"{stem}.{'svg' if kind == 'svg+xml' else 'webp'}"
    if kind != "svg+xml":
        image = Image.open(io.BytesIO(plain)).convert("RGB")
        image.thumbnail((WIDEST, WIDEST))
        out = io.BytesIO()
        image.save(out, format="WEBP", quality=75, method=6)
        plain = min(plain, out.getvalue(), key=len)
    (folder / name).write_bytes(plain)
    sizes = {"width": int(width), "height": int(height), "least": int(least or 0)}
    return {"file": name, "alt": html.unescape(alt), **sizes}


if __name__ == "__main__":
    raise SystemExit(main())
