"""Pictures that outputs carry in themselves become files beside the page, fetched when they are needed."""

import base64
import hashlib
import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

FOLDER = "_images"
_CARRIED = re.compile(r"data:image/(png|webp|svg\+xml);base64,([A-Za-z0-9+/=]+)")
_IMAGE = re.compile(r"<img (?![^>]*\bloading=)")
_NAME = re.compile(r"gm-[0-9a-f]{16}\.(?:png|webp|svg)")


def setup(app: Sphinx) -> dict[str, bool]:
    """Register the hooks."""
    app.connect("html-page-context", put_aside)
    app.connect("build-finished", remove_unused)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def put_aside(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Write each picture of a page to a file, and name that; all but the page's first are fetched late."""
    if "body" not in context:
        return
    folder = Path(app.outdir) / FOLDER
    folder.mkdir(exist_ok=True)
    up = "../" * pagename.count("/")

    def write(found: re.Match[str]) -> str:
        data = base64.b64decode(found[2])
        name = f"gm-{hashlib.sha256(data).hexdigest()[:16]}.{found[1].removesuffix('+xml')}"
        (folder / name).write_bytes(data)
        return f"{up}{FOLDER}/{name}"

    body = _CARRIED.sub(write, context["body"])
    first, *rest = _IMAGE.split(body, maxsplit=1)
    context["body"] = first + "".join(
        '<img fetchpriority="high" ' + _IMAGE.sub('<img loading="lazy" ', part) for part in rest
    )


def remove_unused(app: Sphinx, exception: Exception | None) -> None:
    """Take away the pictures of earlier builds that no page names now."""
    if exception or app.builder.format != "html":
        return
    named = {name for page in Path(app.outdir).rglob("*.html") for name in _NAME.findall(page.read_text("utf-8"))}
    for path in (Path(app.outdir) / FOLDER).glob("gm-*"):
        if path.name not in named:
            path.unlink()
