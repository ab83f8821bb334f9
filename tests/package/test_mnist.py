"""MNIST's loader against a file server on this machine: whole, truncated and wrong files, and the cache."""

import gzip
import hashlib
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from gmcourse.data import mnist as module
from gmcourse.data.mnist import NoMnist, mnist, parse_idx


def idx(array):
    header = bytes([0, 0, 8, array.ndim]) + np.array(array.shape, dtype=">u4").tobytes()
    return gzip.compress(header + array.tobytes(), mtime=0)


RNG = np.random.default_rng(0)
IMAGES = [RNG.integers(0, 256, (n, 28, 28), dtype=np.uint8) for n in (5, 3)]
LABELS = [RNG.integers(0, 10, n, dtype=np.uint8) for n in (5, 3)]
FILES = dict(zip(module.SHA256, [idx(a) for a in (IMAGES[0], LABELS[0], IMAGES[1], LABELS[1])], strict=True))
CHECKSUMS = {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()}


class Server(ThreadingHTTPServer):
    """Serves FILES below /good/, cut short below /short/ and /half/, changed below /wrong/, and counts."""

    requests = 0


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.requests += 1
        _, place, name = self.path.split("/")
        if place not in ("good", "short", "half", "wrong"):
            self.send_error(404)
            return
        data = FILES[name]
        body = {"good": data, "short": data[:-9], "half": data[: len(data) // 2], "wrong": data[:-1] + b"!"}[
            place
        ]
        self.send_response(200)
        if place != "half":
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        """Keep the test's output clean."""


@pytest.fixture
def server():
    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def fetch(server, tmp_path, *places):
    base = f"http://127.0.0.1:{server.server_port}"
    return mnist(tmp_path / "cache", [f"{base}/{place}/" for place in places], CHECKSUMS, timeout=5)


def is_right(data):
    found = (data.train, data.train_labels, data.test, data.test_labels)
    wanted = (IMAGES[0], LABELS[0], IMAGES[1], LABELS[1])
    return all(np.array_equal(a, b) for a, b in zip(found, wanted, strict=True))


def test_whole_files_are_read_and_kept(server, tmp_path):
    assert is_right(fetch(server, tmp_path, "good"))
    assert sorted(p.name for p in (tmp_path / "cache").iterdir()) == sorted(FILES)


def test_the_second_call_needs_no_server(server, tmp_path):
    fetch(server, tmp_path, "good")
    before = server.requests
    assert is_right(fetch(server, tmp_path, "good"))
    assert server.requests == before


@pytest.mark.parametrize(
    "place, words",
    [
        ("short", "bytes|IncompleteRead|checksum"),
        ("half", "checksum"),
        ("wrong", "checksum"),
        ("gone", "Not Found"),
    ],
)
def test_bad_files_are_refused_in_one_line_and_never_kept(server, tmp_path, place, words):
    with pytest.raises(NoMnist, match=words) as caught:
        fetch(server, tmp_path, place)
    assert "\n" not in str(caught.value)
    assert "digits" in str(caught.value)
    assert not list(tmp_path.rglob("*.*"))


@pytest.mark.parametrize("place", ["short", "half", "wrong", "gone"])
def test_the_next_mirror_is_tried(server, tmp_path, place):
    assert is_right(fetch(server, tmp_path, place, "good"))


def test_a_broken_file_in_the_cache_is_fetched_again(server, tmp_path):
    fetch(server, tmp_path, "good")
    broken = tmp_path / "cache" / "t10k-labels-idx1-ubyte.gz"
    broken.write_bytes(broken.read_bytes()[:-3])
    before = server.requests
    assert is_right(fetch(server, tmp_path, "good"))
    assert server.requests == before + 1


def test_no_network_is_one_line(tmp_path):
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(NoMnist, match="could not be fetched"):
        mnist(tmp_path, [f"http://127.0.0.1:{port}/"], CHECKSUMS, timeout=2)


def test_the_cache_moves_with_its_variable(monkeypatch, tmp_path, server):
    monkeypatch.setenv(module.CACHE, str(tmp_path / "elsewhere"))
    mnist(None, [f"http://127.0.0.1:{server.server_port}/good/"], CHECKSUMS)
    assert (tmp_path / "elsewhere" / "mnist" / "train-labels-idx1-ubyte.gz").is_file()


def test_mirrors_are_encrypted_and_checksums_complete():
    assert all(url.startswith("https://") and url.endswith("/") for url in module.MIRRORS)
    assert len(module.MIRRORS) >= 2
    assert all(len(bytes.fromhex(value)) == 32 for value in module.SHA256.values())


@pytest.mark.parametrize(
    "data, words",
    [
        (b"<html>", "gzip"),
        (gzip.compress(b"<html>", mtime=0), "IDX"),
        (gzip.compress(b"\0\0\x08\x01\0\0\0\x05abc", mtime=0), "3 bytes"),
        (gzip.compress(b"\0\0\x08\x03\0\0", mtime=0), "IDX"),
    ],
)
def test_other_files_are_no_idx(data, words):
    with pytest.raises(ValueError, match=words):
        parse_idx(data)
