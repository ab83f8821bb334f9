"""`make weights`: weigh the first view of every page of the built book, and write the book's page about it.

A page is opened in Chromium as a phone has it, 390 pixels wide, with nothing in its cache, and not scrolled.
"""

import functools
import gzip
import http.server
import re
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import yaml
from playwright.sync_api import Browser, CDPSession, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
PAGE = ROOT / "book" / "page_weights.md"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
MOST = 1_000_000
# 1.6 Mbit/s, and 150 ms to any answer: a slow telephone.
SLOW = {"offline": False, "downloadThroughput": 200_000, "uploadThroughput": 94_000, "latency": 150}
# When the first picture of the article is there and painted, in ms.
WATCH = """
window.__first = null;
(function look() {
  const seen = document.querySelector("article img, article svg, article canvas");
  const there = seen && (seen.tagName !== "IMG" || (seen.complete && seen.naturalWidth));
  if (there) requestAnimationFrame(() => { window.__first = performance.now(); });
  else requestAnimationFrame(look);
})();
"""
# Who saves data is sent no picture before its place is near: what comes once the first view stands is not counted.
SAVE = "Object.defineProperty(NetworkInformation.prototype, 'saveData', {get: () => true});"
HEAD = """# How heavy is a page?

Made by `make weights` from the built book. Each page is opened in Chromium at 390 pixels' width, with an empty cache,
and not scrolled. *Bytes* are before compression, of all that the page then asks for. *First picture* is when the first
picture of the page stands there, over a line of 1.6 Mbit/s with 150 ms to each answer, from a server that compresses as
hosts of pages do. A test holds every page of the contents to 1,000,000 bytes; a page that
is younger than the last weighing has no row yet. Two seconds to the first picture are the aim, and no test.

:::{chart} Kilobytes of a page's first view; the dashed line is the limit.
:bar: kB
:limit: 1000

| page | kB | requests | first picture (s) |
| --- | --: | --: | --: |
"""


@dataclass(frozen=True)
class Weight:
    """One page: bytes before compression, how many things it asked for, seconds to its first picture or None."""

    page: str
    size: int
    requests: int
    first_picture: float | None


class _Compressing(http.server.SimpleHTTPRequestHandler):
    """Files of a folder, texts compressed."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file, whole."""
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        data, kind = path.read_bytes(), self.guess_type(str(path))
        text = re.search("text|javascript|json|svg", kind) is not None
        sent = gzip.compress(data, 6) if text else data
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("X-Plain-Length", str(len(data)))
        if text:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[str]:
    """The address of a compressing server of a folder, on loopback."""
    handler = functools.partial(_Compressing, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def pages() -> list[str]:
    """The pages of the table of contents, in its order."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    return [
        contents["root"],
        *(chapter["file"] for part in contents["parts"] for chapter in part["chapters"]),
    ]


def weigh(browser: Browser, site: str, page: str) -> Weight:
    """Open a page over the slow line."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    tab, sizes = context.new_page(), []
    tab.on("response", lambda answer: sizes.append(int(answer.headers.get("x-plain-length", 0))))
    slow: CDPSession = context.new_cdp_session(tab)
    slow.send("Network.enable")
    slow.send("Network.emulateNetworkConditions", SLOW)
    tab.add_init_script(WATCH)
    tab.add_init_script(SAVE)
    tab.goto(f"{site}/{page}.html", wait_until="networkidle", timeout=120_000)
    first = None
    if tab.query_selector("article img, article svg, article canvas"):
        first = tab.wait_for_function("window.__first").json_value() / 1000
    context.close()
    return Weight(page, sum(sizes), len(sizes), first)


def as_page(weights: list[Weight]) -> str:
    """The text of the book's page."""
    rows = []
    for w in weights:
        source = next(p for p in (ROOT / f"{w.page}.md", ROOT / f"{w.page}.ipynb") if p.exists())
        inside = w.page.startswith("book/")
        link = source.relative_to(PAGE.parent).as_posix() if inside else f"../{w.page}.ipynb"
        name = w.page.split("/", 1)[1] + ("" if inside else ", exercises")
        first = "" if w.first_picture is None else f"{w.first_picture:.1f}"
        rows.append(f"| [{name}]({link}) | {w.size / 1000:,.0f} | {w.requests:,} | {first} |\n")
    return HEAD + "".join(rows) + ":::\n"


def main() -> int:
    """Weigh all pages, or those named; write the book's page where all were; return 1 where one is too heavy."""
    named = sys.argv[1:]
    weights = []
    with sync_playwright() as play, serve(HTML) as site:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for page in named or pages():
            found = weigh(browser, site, page)
            weights.append(found)
            first = "" if found.first_picture is None else f"{found.first_picture:.1f} s"
            print(f"{page:<40} {found.size / 1000:6.0f} kB {found.requests:4} requests  {first}", flush=True)
        browser.close()
    if not named:
        PAGE.write_text(as_page(weights), encoding="utf-8")
    return int(any(w.size > MOST for w in weights))


if __name__ == "__main__":
    sys.exit(main())
