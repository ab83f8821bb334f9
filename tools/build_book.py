"""Builds the book with Jupyter Book: warnings are errors, and the site is scanned for solutions."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
BIN = Path(sys.executable).parent


def main():
    """Build, scan, and say where the book is; return the exit status."""
    command = [BIN / "jupyter-book", "build", ".", "-W", "-n", "--keep-going", *sys.argv[1:]]
    status = subprocess.run(command, cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}).returncode
    if status:
        print("the book was not built: see the warnings above; each is an error here", file=sys.stderr)
        return status
    from autograder.release.release import Leaking, refuse_leaks

    try:
        refuse_leaks([HTML])
    except Leaking as problem:
        print(f"the site shows solutions: {problem}", file=sys.stderr)
        return 1
    print(f"the book: {HTML.relative_to(ROOT)}/index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
