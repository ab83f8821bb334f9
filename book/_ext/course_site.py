"""Sphinx extension of the book: static sliders, a cache that knows the package, no foreign requests."""

import hashlib
import os
import re
import shutil
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTLED = "GMCOURSE_BOOK_CACHE"
BOOK = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["urls"]["Book"]
PARTS = (
    "course_api",
    "course_builds",
    "course_charts",
    "course_coverage",
    "course_exercises",
    "course_light",
    "course_math",
    "course_pictures",
    "course_breaks",
    "course_solutions",
    "course_uses",
    "course_named",
    "course_words",
)

ALMOST = 380  # pixels: up to this width a picture is drawn smaller on a phone of 390 rather than cut
_MARKED = '<div class="gm-picture docutils container"'  # a page's own picture, which it says is wide
_PICTURE = re.compile(r'<div( class="gm-picture"[^>]*)>(<img [^>]*?) min-width: (\d+)px;')

# Kernels that execute the chapters inherit this: sliders and questions come out as static HTML.
os.environ["GMCOURSE_MODE"] = "static"


def setup(app):
    """Register the hooks."""
    for part in PARTS:
        app.setup_extension(part)
    app.connect("config-inited", name_cache_by_package)
    app.connect("html-page-context", drop_foreign_scripts)
    app.connect("html-page-context", mend_colab_links, priority=502)  # after the theme has made its buttons
    app.connect("html-page-context", keep_links_inside)
    app.connect("html-page-context", let_tables_scroll)
    app.connect("html-page-context", let_pictures_scroll)
    app.connect("html-page-context", let_folds_say_what_they_show)
    app.connect("build-finished", put_downloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def cache_folder():
    """A change of gmcourse runs the chapters again: the folder is named by what their pictures hang on.

    That is all but `reference`, which no chapter imports, and `check`, whose verdicts no chapter shows.
    A build settles the name once, at its start: what is edited meanwhile counts for the next one.
    """
    if SETTLED not in os.environ:
        package, digest = ROOT / "gmcourse", hashlib.sha256()
        sources = [*package.glob("*.py"), *(package / "data").iterdir(), *(package / "web").iterdir()]
        for path in sorted([*sources, package / "check" / "mismatch.py"]):
            if path.is_file():
                digest.update(path.read_bytes())
        os.environ[SETTLED] = str(ROOT / "_build" / f".jupyter_cache-{digest.hexdigest()[:12]}")
    return Path(os.environ[SETTLED])


def name_cache_by_package(app, config):
    """Tell MyST-NB which folder holds the chapters' outputs."""
    config.nb_execution_cache_path = str(cache_folder())


def drop_foreign_scripts(app, pagename, templatename, context, doctree):
    """thebe throws where it is not configured, and no script may come from another host."""
    context["script_files"] = [s for s in context.get("script_files", []) if not _foreign(s)]


def _foreign(script):
    name = str(getattr(script, "filename", script) or "")
    body = str(getattr(script, "attributes", {}).get("body", ""))
    return "thebe" in (name + body).lower() or name.startswith(("http:", "https:", "//"))


def mend_colab_links(app, pagename, templatename, context, doctree):
    """Colab opens no Markdown: a chapter's button leads to its notebook in book/colab; some pages have none."""
    closed = pagename == "book/intro" or pagename.startswith("book/solutions/")
    kept = []
    for button in context.get("header_buttons", []):
        inner = button.get("buttons", [])
        for link in inner:
            if "colab" in link.get("url", "") and link["url"].endswith(".md"):
                link["url"] = link["url"].replace("/book/", "/book/colab/").removesuffix(".md") + ".ipynb"
        if not (closed and any("colab" in link.get("url", "") for link in inner)):
            kept.append(button)
    context["header_buttons"] = kept


def keep_links_inside(app, pagename, templatename, context, doctree):
    """Notebooks name the book's pages by their public address, for Colab; within the book they are neighbours."""
    if "body" in context:
        up = "../" * pagename.count("/")
        context["body"] = context["body"].replace(f'href="{BOOK}/', f'href="{up}')


def let_tables_scroll(app, pagename, templatename, context, doctree):
    """A table that is wider than its page scrolls by keyboard, too."""
    box = '<div class="pst-scrollable-table-container"'
    if "body" in context:
        context["body"] = context["body"].replace(box, f'{box} tabindex="0"')


def let_pictures_scroll(app, pagename, templatename, context, doctree):
    """A picture that is much wider than a phone scrolls by keyboard, too; one that is a little wider is drawn smaller."""
    if "body" in context:
        body = context["body"].replace(_MARKED, f'{_MARKED} tabindex="0"')
        context["body"] = _PICTURE.sub(_fitted, body)


def let_folds_say_what_they_show(app, pagename, templatename, context, doctree):
    """A fold of code is named by the words that are seen on it, not by another name that is only heard."""
    if "body" in context:
        context["body"] = context["body"].replace('<summary aria-label="Toggle hidden content">', "<summary>")


def _fitted(found):
    box, image, least = found.groups()
    if int(least) <= ALMOST:
        return f"<div{box}>{image}"
    return f'<div{box} tabindex="0">{image} min-width: {least}px;'


def put_downloads(app, exception):
    """Serve beside the pages the student wheel, where the notebooks' first cell finds it, and the download of all of it."""
    if exception:
        return
    for path in sorted((ROOT / "course" / "wheels").glob("gmcourse-*")):
        if path.suffix in (".whl", ".zip"):
            shutil.copy(path, Path(app.outdir) / "_static" / path.name)
