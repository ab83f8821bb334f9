"""The built book behind a server on loopback."""

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
