"""The built book behind a server on loopback, and a real browser that looks at it."""

import functools
import http.server
import os
import shutil
import threading
import warnings

import pytest

from autograder.places import ROOT

HTML = ROOT / "_build" / "html"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--disable-component-update"]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Say nothing."""


@pytest.fixture(scope="session")
def site():
    """The address of the built book."""
    if not (HTML / "index.html").is_file():
        pytest.fail("the book is not built; run `make book` first")
    handler = functools.partial(_Quiet, directory=str(HTML))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser():
    """Chromium, driven; skipped loudly where it is missing."""
    if CHROMIUM is None:
        warnings.warn("NO CHROMIUM: the book was not looked at in a browser (apt install chromium)", stacklevel=1)
        pytest.skip("NO CHROMIUM: install Debian's chromium to look at the book in a browser")
    from playwright.sync_api import sync_playwright

    os.environ.setdefault("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()
