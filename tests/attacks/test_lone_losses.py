"""What one person hands in ends that person's row with a line, and never the collecting of a class."""

import io
import sys
import tracemalloc
import zipfile

import pytest

from autograder.cli import main
from autograder.definitions import defined_names, is_stub
from autograder.handins import choose as choosing
from autograder.handins.reading import Unreadable, find_submissions, parse
from autograder.places import ROOT
from autograder.sandbox.inside.frames import holds_too_much

sys.path.insert(0, str(ROOT / "tests" / "handins"))
from downloads import WEEK, archive, canvas_name, moodle_name, notebook

SUM = "def f():\n    raise NotImplementedError(" + "+".join(["1"] * 900) + ")"


def zipped(method):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as target:
        target.writestr(f"{WEEK}.ipynb", notebook())
    return stream.getvalue()


def far_away():
    """A zip file whose list says that its file begins at byte 2^63."""
    data = bytearray(zipped(zipfile.ZIP_STORED))
    start, end = data.rfind(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    extra = b"\x01\x00\x08\x00" + (2**63 + 5).to_bytes(8, "little")
    data[start + 42 : start + 46] = b"\xff" * 4
    data[start + 30] = len(extra)
    data[end + 12] += len(extra)
    return bytes(data[:end]) + extra + bytes(data[end:])


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        (f"{WEEK}.ipynb", notebook("from math import sin,\t\n"), ""),
        (f"{WEEK}.ipynb", notebook(SUM), ""),
        ("w.zip", zipped(zipfile.ZIP_LZMA), "compressed in a way that is not read"),
        ("w.zip", far_away(), "it is damaged"),
        ("w.zip", zipped(zipfile.ZIP_DEFLATED), ""),
    ],
)
def test_a_trap_costs_only_whoever_laid_it(tmp_path, capsys, name, data, words):
    files = {moodle_name("Mallory M", 1, name): data, moodle_name("Ada Lovelace", 2): notebook("y = 1")}
    path = archive(tmp_path / "d.zip", files)
    assert main(["collect", str(path), WEEK, "--course", str(tmp_path / "course")]) == 0
    said = capsys.readouterr().out
    there = {p.parent.parent.name for p in (tmp_path / "course" / "submitted").glob("*/*/*.ipynb")}
    assert there == ({"ada-lovelace"} if words else {"ada-lovelace", "mallory-m"})
    assert words in said


def test_a_name_of_wide_letters_is_a_folder(tmp_path):
    files = {
        moodle_name("\U00010330" * 80, 1, "w.ipynb"): notebook(),
        moodle_name("Ada Lovelace", 2): notebook(),
    }
    path = archive(tmp_path / "d.zip", files)
    assert main(["collect", str(path), WEEK, "--course", str(tmp_path / "course")]) == 0
    assert len(list((tmp_path / "course" / "submitted").iterdir())) == 2


def test_what_nobody_foresaw_ends_one_row_and_is_said(tmp_path, capsys, monkeypatch):
    def fails(notebook):
        if "trap" in notebook.cells[0].source:
            raise IndexError("nobody foresaw it")
        return real(notebook)

    real = choosing.weeks_in
    monkeypatch.setattr(choosing, "weeks_in", fails)
    files = {canvas_name("mallory", 1, 10): notebook("trap"), canvas_name("lovelaceada", 2, 20): notebook()}
    path = archive(tmp_path / "d.zip", files)
    assert main(["collect", str(path), WEEK, "--course", str(tmp_path / "course")]) == 1
    said, complaint = capsys.readouterr()
    assert "skipped mallory (1): it could not be collected" in said
    assert "nobody foresaw it" in said
    assert "1 could not be collected" in complaint
    assert [p.name for p in (tmp_path / "course" / "submitted").iterdir()] == ["lovelaceada-2"]
    # And where a folder holds several files, the sound one counts.
    folder = tmp_path / "submitted" / "ada" / WEEK
    folder.mkdir(parents=True)
    (folder / "a.ipynb").write_bytes(notebook("trap"))
    (folder / "b.ipynb").write_bytes(notebook())
    (found,) = find_submissions(tmp_path / "submitted", WEEK)
    assert found.path.name == "b.ipynb"


@pytest.mark.parametrize(
    "text",
    [
        b'"' + b",a" * 10**6 + b'"',
        b'"' + b",a" * 10**6,
        b'"' + b',\\"' * 10**6,
        b'"' + b",\\\\" * 10**6 + b'"',
    ],
)
def test_counting_values_takes_no_memory_of_its_own(text):
    tracemalloc.start()
    try:
        assert not holds_too_much(text, 1000)
        assert tracemalloc.get_traced_memory()[1] < 8 * 2**20
    finally:
        tracemalloc.stop()


def test_values_are_counted_whatever_the_encoding():
    # Read as bytes, the escaped quote of UTF-16 would turn inside and outside round.
    text = '{"a": "\\"", "cells": [' + "[]," * 2_100_000 + "0]}"
    with pytest.raises(Unreadable, match="values"):
        parse(text.encode("utf-16"))


def test_cells_that_trap_a_parser_are_read_as_they_are():
    assert defined_names("from math import sin,\t\n") == {"sin"}
    assert defined_names("from math import sin, cos as c") == {"sin", "c"}
    assert not is_stub(SUM)
    assert is_stub("def f():\n    raise NotImplementedError(1 + 1)")
