"""`make pictures`: run every week's solutions in full, and keep the pictures that its exercise page then shows.

Each picture is that of a demonstration cell, drawn with the reference's answers, a slider's by the frame it starts with.
One file a picture and an index a week are committed, since a run takes half an hour;
no answer to an exercise is in them. A picture that the student keeps (`keep="gan_step"`) has its file named so, and pages
of the book show it by that name.
"""

import base64
import html
import io
import json
import re
import shutil
import sys
from pathlib import Path

import nbclient
import nbformat
from PIL import Image

from autograder.environment import ONE_THREAD, environment
from autograder.release.publish import solution_page
from autograder.spec import Week
from autograder.weeks import find_week, week_names

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "book" / "_static" / "exercises"
_PICTURE = re.compile(
    r'<img src="data:image/([\w+]+);base64,([^"]+)" alt="([^"]*)" width="(\d+)" height="(\d+)"'
)
_KEEP = re.compile(r'\bkeep="(\w+)"\)')
# A committed picture is at most this wide, in pixels of the file: a page shows it half as wide.
WIDEST = 1344


def main() -> None:
    """Draw the weeks that are named, or all."""
    for name in sys.argv[1:] or week_names():
        week = find_week(name)
        with environment({**ONE_THREAD, "GMCOURSE_MODE": "static"}):
            found = draw(week)
        total = sum(path.stat().st_size for path in (FOLDER / week.name).iterdir())
        print(f"{week.name}: {len(found)} pictures, {total / 1000:.0f} kB", flush=True)


def draw(week: Week) -> dict[str, dict[str, object]]:
    """Run a week's solutions; write its pictures and the index: id of the cell -> file, words, size."""
    notebook = solution_page(week)
    nbclient.NotebookClient(
        notebook, timeout=3600, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}
    ).execute()
    folder = FOLDER / week.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    index = {}
    for cell in notebook.cells:
        for page in _pages(cell):
            picture = _PICTURE.search(page)
            if picture and cell.id not in index:
                kept = _KEEP.search(cell.source)
                stem = kept[1] if kept else f"{len(index):02}"
                index[cell.id] = _write(folder, stem, *picture.groups())
    (folder / "index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
    return index


def _pages(cell: nbformat.NotebookNode) -> list[str]:
    """The HTML of a cell's outputs."""
    outputs = cell.outputs if cell.cell_type == "code" else []
    return ["".join(output.get("data", {}).get("text/html", "")) for output in outputs]


def _write(
    folder: Path, stem: str, kind: str, data: str, alt: str, width: str, height: str
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
    return {"file": name, "alt": html.unescape(alt), "width": int(width), "height": int(height)}


if __name__ == "__main__":
    main()
