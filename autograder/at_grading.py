"""What a notebook meets at grading: this Python, these libraries; and Colab's Python, where many are written."""

import sys
from collections.abc import Sequence
from typing import Any

# By the name that is imported. The guide for students lists them.
LIBRARIES = (
    "numpy", "scipy", "matplotlib", "pandas", "seaborn", "sklearn", "torch", "networkx", "PIL", "tqdm", "ipywidgets",
)  # fmt: skip
COLAB = (3, 13)


def python() -> str:
    """The Python that grading runs, such as "3.11"."""
    return _written(sys.version_info)


def older_than_colab() -> str:
    """One line on what that means, where grading runs an older Python than Colab; else ""."""
    if sys.version_info[:2] >= COLAB:
        return ""
    return f"grading runs Python {python()}, Colab {_written(COLAB)}: syntax that is newer than {python()} is an error here"


def _written(version: Sequence[Any]) -> str:
    return f"{version[0]}.{version[1]}"
