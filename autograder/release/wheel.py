"""Builds the student wheel: the course's package without its reference, from a clean copy, byte for byte the same."""

import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from pathlib import Path

from autograder.errors import Mistake
from autograder.places import NOT_FOR_STUDENTS, PACKAGE, ROOT

EPOCH = "1735689600"


class UnsafeWheel(Mistake, RuntimeError):
    """The student wheel holds what students must not have."""


def student_package(folder: str | Path) -> Path:
    """Copy the course's package into `folder`, without the reference, and return `folder`."""
    folder = Path(folder)
    shutil.rmtree(folder / PACKAGE.name, ignore_errors=True)
    shutil.copytree(PACKAGE, folder / PACKAGE.name, ignore=shutil.ignore_patterns(*NOT_FOR_STUDENTS))
    return folder


def build_wheel(folder: str | Path) -> Path:
    """Build the wheel into `folder` and return its path; raise UnsafeWheel for a stray file."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as clean:
        student_package(clean)
        Path(clean, "pyproject.toml").write_text(_project(), encoding="utf-8")
        for name in ("README.md", "LICENSE"):
            shutil.copy(ROOT / name, clean)
        subprocess.run(
            [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
             "--wheel-dir", str(folder), clean],
            check=True,
            env=os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
        )  # fmt: skip
    wheel = max(folder.glob(f"{PACKAGE.name}-*.whl"), key=lambda path: path.stat().st_mtime)
    _refuse_strays(wheel)
    return wheel


def _project() -> str:
    """The project file with what only the instructor's package has left out."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    tomllib.loads(text)
    kept, skipping = [], False
    for line in text.splitlines():
        if line.startswith("["):
            skipping = line in ("[project.scripts]", '[project.entry-points."gmcourse.judges"]')
        if not skipping:
            kept.append(line)
    return "\n".join(kept) + "\n"


def _refuse_strays(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        strays = [n for n in archive.namelist() if "reference" in n or not n.startswith(PACKAGE.name)]
    if strays:
        wheel.unlink()
        raise UnsafeWheel(f"the student wheel would hold {', '.join(strays[:3])}; nothing was released")
