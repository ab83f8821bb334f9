"""The built book behind a server on loopback, and its pages in a browser."""

import functools
import http.server
import threading

import pytest

from autograder.places import ROOT

HTML = ROOT / "_build" / "html"


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


@pytest.fixture
def tab(browser, site):
    """Opens a page in a context of its own; says at the end that no script failed."""
    opened, faults = [], []

    def open_page(page, width=390, **how):
        context = browser.new_context(viewport={"width": width, "height": 844}, **how)
        opened.append(context)
        found = context.new_page()
        found.on("pageerror", lambda e: faults.append(str(e)))
        found.goto(f"{site}/{page}.html")
        return found

    yield open_page
    for context in opened:
        context.close()
    assert faults == []
