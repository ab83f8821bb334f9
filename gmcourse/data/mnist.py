"""MNIST: 70,000 handwritten digits of 28x28 pixels, downloaded once, checked, and cached.

LeCun, Cortes and Burges, after NIST's Special Databases 1 and 3. The course needs none of it: its own
8x8 digits come without a network. This is for those who want to go on with larger pictures.
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

MIRRORS = (
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
)
SHA256 = {
    "train-images-idx3-ubyte.gz": "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
    "train-labels-idx1-ubyte.gz": "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
    "t10k-images-idx3-ubyte.gz": "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
    "t10k-labels-idx1-ubyte.gz": "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
}
CACHE = "GMCOURSE_CACHE"


class NoMnist(OSError):
    """MNIST is neither cached nor to be had; one line says why and what to do."""


@dataclass(frozen=True)
class Mnist:
    """Images (N, 28, 28) uint8, 0 paper to 255 ink, and their digits (N,) uint8, in two parts."""

    train: np.ndarray
    train_labels: np.ndarray
    test: np.ndarray
    test_labels: np.ndarray


def mnist(
    folder: str | Path | None = None,
    mirrors: Sequence[str] = MIRRORS,
    sha256: Mapping[str, str] = SHA256,
    timeout: float = 30.0,
) -> Mnist:
    """Return MNIST, downloading 11 MB at the first call.

    folder: where the four files are kept; by default $GMCOURSE_CACHE, else ~/.cache/gmcourse/mnist
    mirrors: addresses that are tried in turn; sha256: file name -> checksum; timeout: in seconds

    A file counts only if its checksum is right, in the cache too; a broken one is fetched again.
    Raises NoMnist where no mirror gives all files.
    """
    folder = Path(folder) if folder else _default_folder()
    parts = [parse_idx(_file(folder, name, wanted, mirrors, timeout)) for name, wanted in sha256.items()]
    return Mnist(*parts)


def parse_idx(data: bytes) -> np.ndarray:
    """The array of unsigned bytes in a gzipped IDX file; raises ValueError for anything else."""
    try:
        raw = gzip.decompress(data)
    except (OSError, EOFError) as error:
        raise ValueError(f"not a gzip file: {error}") from error
    start = 4 + 4 * raw[3] if len(raw) > 3 else 4
    if raw[:3] != b"\x00\x00\x08" or len(raw) < start:
        raise ValueError("not an IDX file of unsigned bytes")
    shape = tuple(int(n) for n in np.frombuffer(raw[4:start], dtype=">u4"))
    if len(raw) - start != np.prod(shape, dtype=np.int64):
        raise ValueError(f"an IDX file of shape {shape} with {len(raw) - start} bytes of data")
    return np.frombuffer(raw, dtype=np.uint8, offset=start).reshape(shape)


def _default_folder() -> Path:
    return Path(os.environ.get(CACHE) or Path.home() / ".cache" / "gmcourse") / "mnist"


def _file(folder: Path, name: str, wanted: str, mirrors: Sequence[str], timeout: float) -> bytes:
    """The bytes of one file, from the cache or the first mirror that has it whole."""
    import pooch

    quiet = pooch.HTTPDownloader(timeout=timeout)
    pooch.get_logger().setLevel("ERROR")
    troubles = []
    for mirror in mirrors:
        try:
            path = pooch.retrieve(
                mirror + name, f"sha256:{wanted}", fname=name, path=folder, downloader=quiet
            )
            return Path(path).read_bytes()
        except (OSError, ValueError) as trouble:
            troubles.append(f"{mirror + name}: {_reason(trouble)}")
    raise NoMnist(
        f"MNIST's {name} could not be fetched ({'; '.join(troubles)}); use gmcourse.data.digits instead"
    )


def _reason(trouble: Exception) -> str:
    """Why a download failed, in a few words; pooch raises ValueError for a wrong checksum."""
    return "wrong checksum" if isinstance(trouble, ValueError) else " ".join(str(trouble).split())[:120]
