"""Writes the oldest versions that pyproject.toml allows, as constraints: what the weekly run installs.

python tools/oldest.py > oldest.txt
pip install -c oldest.txt -e ".[torch]" pytest
"""

import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
EXTRAS = ("torch",)


def lower_bounds(project=PROJECT, extras=EXTRAS):
    """Name -> the version in `>=`, for the dependencies and the named extras; ValueError where one has none."""
    declared = tomllib.loads(Path(project).read_text(encoding="utf-8"))["project"]
    lines = [
        *declared["dependencies"],
        *(line for extra in extras for line in declared["optional-dependencies"][extra]),
    ]
    return {requirement.name: _bound(requirement) for requirement in map(Requirement, lines)}


def _bound(requirement):
    bounds = [part.version for part in requirement.specifier if part.operator == ">="]
    if len(bounds) != 1:
        raise ValueError(f"{requirement} has no single lower bound; write name>=version")
    return bounds[0]


if __name__ == "__main__":
    sys.stdout.writelines(f"{name}=={version}\n" for name, version in lower_bounds().items())
