"""The pages of the book, and a visit to one in a browser that notes what goes wrong."""

import re

import yaml

from autograder.places import ROOT

HTML = ROOT / "_build" / "html"
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
PAGES = [TOC["root"], *(chapter["file"] for part in TOC["parts"] for chapter in part["chapters"])]
# Pages of a week that compute: the page on the systems that the notes name has neither code nor formula.
CHAPTERS = [page for page in PAGES if re.match(r"book/week\d\d", page) and not page.endswith("_systems")]
EXERCISES = [page for page in PAGES if page.startswith("notebooks/")]
WIDTHS = {"desk": 1280, "phone": 390}


def visit(browser, site, page, width):
    """Open a page, and return (page, a list of what went wrong, still growing)."""
    faults = []
    tab = browser.new_page(viewport={"width": WIDTHS[width], "height": 900})
    tab.set_default_timeout(120_000)  # a busy machine draws a long page slowly
    tab.on("request", lambda r: faults.append(f"asks {r.url}") if not _local(r.url, site) else None)
    tab.on("console", lambda m: faults.append(f"console: {m.text}") if m.type == "error" else None)
    tab.on("pageerror", lambda e: faults.append(f"script: {e}"))
    tab.on("response", lambda r: faults.append(f"{r.status}: {r.url}") if r.status >= 400 else None)
    tab.goto(f"{site}/{page}.html")
    tab.wait_for_load_state("load")
    return tab, faults


def resize(tab, width):
    """Give an open page another width, and wait until it is laid out again; the theme asks what scrolls 300 ms later."""
    tab.set_viewport_size({"width": WIDTHS[width], "height": 900})
    tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    tab.wait_for_timeout(400)


def _local(url, site):
    return url.startswith((site, "data:", "blob:"))
