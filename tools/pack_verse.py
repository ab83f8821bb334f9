"""Makes gmcourse/data/verse.xz again from the source archive of the PyPI package brotli.

pip download --no-binary :all: --no-deps brotli==1.2.1
python tools/pack_verse.py brotli-1.2.1.tar.gz
"""

import hashlib
import lzma
import re
import sys
import tarfile
from pathlib import Path

from gmcourse.data import verse

# What stands before a work's first line and after its last one, in the archive's files.
WORKS = {"asyoulik.txt": ("\tAS YOU LIKE IT\n\n\nACT I\n", None), "plrabn12.txt": ("Book I \n", "[The End]")}
HEADS = {"asyoulik.txt": "ACT I", "plrabn12.txt": "Book I"}


def main(archive):
    text = verse.BETWEEN.join(HEADS[name] + "\n" + tidy(body(archive, name)) for name in WORKS)
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME}]
    data = lzma.compress(text.encode("ascii"), format=lzma.FORMAT_XZ, filters=filters)
    Path(verse.__file__).with_name(verse.PACKED).write_bytes(data)
    print(f"{verse.PACKED}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def body(archive, name):
    """One work's text without what was put before and after it."""
    with tarfile.open(archive) as box:
        member = next(one for one in box if one.name.endswith(f"tests/testdata/{name}"))
        text = box.extractfile(member).read().decode("ascii").replace("\r\n", "\n")
    before, after = WORKS[name]
    text = text.split(before, 1)[1]
    return text.split(after, 1)[0] if after else text


def tidy(text):
    """Without typists' marks ($, *, card numbers); one space for a run of white space, no empty lines."""
    text = re.sub(r"[$*\d\x1a]", "", text).replace("&c", "etc")
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "".join(line + "\n" for line in lines if line)


if __name__ == "__main__":
    main(sys.argv[1])
