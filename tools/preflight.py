"""Checks what an install needs, and names what is missing with the command that installs it."""

import platform
import shutil
import sys

FLOOR = (3, 11, 2)


def problems():
    """One line for each thing that is missing."""
    if sys.version_info < FLOOR:
        found = platform.python_version()
        yield f"Python {found} is too old; 3.11.2 or newer is needed: apt install python3.11, or brew install python@3.12; then make PYTHON=python3.12 ..."
    if platform.system() == "Darwin" and platform.machine() == "x86_64":
        yield "Intel Macs are not supported: there is no torch for them; use Colab, or a Linux container"
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        yield "Python's venv is missing: sudo apt install python3-venv"
    if shutil.which("git") is None:
        yield "git is missing: sudo apt install git, or xcode-select --install"


if __name__ == "__main__":
    found = list(problems())
    for line in found:
        print(line, file=sys.stderr)
    sys.exit(1 if found else 0)
