"""Makes gmcourse/data/clothes.xz again from Debian's package dataset-fashion-mnist.

apt-get download dataset-fashion-mnist
python tools/pack_clothes.py dataset-fashion-mnist_*_all.deb
"""

import hashlib
import lzma
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

from gmcourse.data import clothes
from gmcourse.data.mnist import parse_idx

FOLDER = "usr/share/datasets/fashion-mnist"
FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]


def main(package):
    with tempfile.TemporaryDirectory() as room:
        subprocess.run(["dpkg-deb", "-x", package, room], check=True)
        train, test = (part(Path(room) / FOLDER, name) for name in ("train", "t10k"))
    kinds = [
        np.concatenate([first(train, kind, clothes.TRAIN + clothes.VALID), first(test, kind, clothes.TEST)])
        for kind in range(len(clothes.NAMES))
    ]
    data = lzma.compress(pack(np.stack(kinds)), format=lzma.FORMAT_XZ, filters=FILTERS)
    Path(clothes.__file__).with_name(clothes.PACKED).write_bytes(data)
    print(f"{clothes.PACKED}: {len(data):,} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def part(folder, name):
    """Pictures and labels of one part of Fashion-MNIST."""
    names = (f"{name}-images-idx3-ubyte.gz", f"{name}-labels-idx1-ubyte.gz")
    return [parse_idx((folder / one).read_bytes()) for one in names]


def first(pictures_and_labels, kind, count):
    """The first pictures of a kind, in the course's grey levels."""
    pictures, labels = pictures_and_labels
    chosen = pictures[np.flatnonzero(labels == kind)[:count]].astype(int)
    step = 255 // (clothes.LEVELS - 1)
    return ((chosen + step // 2) // step).astype(np.uint8)


def pack(kinds):
    """Two pixels a byte, the left one first."""
    return (kinds[..., ::2] << 4 | kinds[..., 1::2]).tobytes()


if __name__ == "__main__":
    main(sys.argv[1])
