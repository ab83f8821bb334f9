"""`make bench`: every benchmark, each printing its ratios and how they were made."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main():
    """Run each benchmark of this folder in a process of its own."""
    names = sys.argv[1:] or sorted(p.stem for p in HERE.glob("*.py") if not p.stem.startswith("_"))
    worst = 0
    for name in names:
        print(f"== {name}", flush=True)
        worst = max(
            worst, subprocess.run([sys.executable, "-m", f"bench.{name}"], cwd=HERE.parent).returncode
        )
    return worst


if __name__ == "__main__":
    sys.exit(main())
