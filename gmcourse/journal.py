"""What a student has reached over all weeks, and the pictures that their builds made: a small folder that outlives a kernel.

`$GMCOURSE_JOURNAL` names the folder; without it, it is `.gmcourse` in the home folder. Only a live session writes, and a folder
that cannot be written is no error: a check never fails because of it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gmcourse.mode import SHORT, mode

if TYPE_CHECKING:
    from matplotlib.figure import Figure

VARIABLE = "GMCOURSE_JOURNAL"
NAME = "journal.json"
WIDTH = 640


def folder() -> Path:
    """Where the journal lies, or would."""
    return Path(os.environ.get(VARIABLE) or Path.home() / ".gmcourse")


def read() -> dict[str, dict[str, Any]]:
    """{"exercises": id -> {"status", "score"}, "pictures": id -> {"file", "alt"}}, both empty where nothing can be read.

    A file that is no journal is set aside as journal.json.broken, and a new one begins.
    """
    path = folder() / NAME
    empty: dict[str, dict[str, Any]] = {"exercises": {}, "pictures": {}}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        kept = {part: _sound(found[part], keys) for part, keys in _PARTS.items()}
    except OSError:
        return empty
    except (ValueError, KeyError, TypeError, AttributeError):
        with contextlib.suppress(OSError):
            path.replace(path.with_name(f"{NAME}.broken"))
        return empty
    return kept


_PARTS: dict[str, dict[str, Any]] = {
    "exercises": {"status": str, "score": (int, float)},
    "pictures": {"file": str, "alt": str},
}


def _sound(part: dict[str, Any], keys: dict[str, Any]) -> dict[str, Any]:
    """The entries that are what this module writes."""
    return {
        id: entry
        for id, entry in part.items()
        if all(isinstance(entry.get(k), kind) for k, kind in keys.items())
    }


def note(exercise: str, status: str, score: float) -> None:
    """Remember the verdict of the last check of an exercise."""
    if mode() == "live":
        _change("exercises", exercise, {"status": status, "score": score})


def keep(exercise: str, figure: Figure, alt: str) -> None:
    """Remember the picture that an exercise's answer made, in place of an older one; none of a shortened run."""
    if mode() != "live" or os.environ.get(SHORT):
        return
    file = f"{exercise}.webp"
    with contextlib.suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        _replace(folder() / file, _small(figure))
        _change("pictures", exercise, {"file": file, "alt": alt})


def picture(file: str) -> bytes | None:
    """The bytes of a kept picture; None where it is gone."""
    path = folder() / Path(file).name
    return path.read_bytes() if path.is_file() else None


def _change(part: str, key: str, entry: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):
        folder().mkdir(parents=True, exist_ok=True)
        known = read()
        known[part][key] = entry
        _replace(folder() / NAME, json.dumps(known, indent=1).encode())


def _replace(path: Path, data: bytes) -> None:
    """Write a file in one step, so that two notebooks never see half of one."""
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.write_bytes(data)
    fresh.replace(path)


def _small(figure: Figure) -> bytes:
    """A figure as WebP, WIDTH pixels wide at most."""
    from PIL import Image

    png, webp = io.BytesIO(), io.BytesIO()
    figure.savefig(png, format="png", dpi=100, bbox_inches="tight")
    image = Image.open(png).convert("RGB")
    image.thumbnail((WIDTH, WIDTH))
    image.save(webp, format="WEBP", quality=85, method=4)
    return webp.getvalue()
