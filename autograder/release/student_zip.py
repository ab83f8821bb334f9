"""What students download: the notebooks, the clean wheel, what it needs, and how to begin. No solution is in it."""

import re
import tomllib
import zipfile
from pathlib import Path

from autograder.places import NOTEBOOKS, PACKAGE, ROOT, project_urls

NAME = f"{PACKAGE.name}-student.zip"
# The earliest time that a zip file can hold: the same content is the same file.
_WHEN = (1980, 1, 1, 0, 0, 0)
_OF_STUDENTS = re.compile(r"^# Students\n(.*?)(?:^# |\Z)", re.MULTILINE | re.DOTALL)


def write_student_zip(folder: Path, wheel: Path) -> Path:
    """Write the zip file into `folder`, the same at every run, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(_contents(wheel).items()):
            entry = zipfile.ZipInfo(f"{PACKAGE.name}/{name}", _WHEN)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return path


def _contents(wheel: Path) -> dict[str, bytes]:
    """Name -> bytes."""
    found = {f"notebooks/{path.name}": path.read_bytes() for path in NOTEBOOKS.glob("*.ipynb")}
    found |= {
        name: (ROOT / name).read_bytes() for name in ("LICENSE", "constraints.txt") if (ROOT / name).is_file()
    }
    found |= {wheel.name: wheel.read_bytes(), "requirements.txt": _requirements(wheel).encode()}
    return found | {"README.md": _readme().encode()}


def _requirements(wheel: Path) -> str:
    """The course's own list for students, and the wheel in the place of a checkout."""
    listed = ROOT / "requirements.txt"
    own = _OF_STUDENTS.search(listed.read_text(encoding="utf-8")) if listed.is_file() else None
    return (own[1] if own else "jupyterlab\n") + f"./{wheel.name}\n"


def _readme() -> str:
    text = Path(__file__).with_name("student_readme.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    python = project.get("requires-python", "").removeprefix(">=") or "3.11"
    words = {"PACKAGE": PACKAGE.name, "DESCRIPTION": project.get("description", "A course in notebooks"),
             "PYTHON": python, "BOOK": project_urls()["Book"]}  # fmt: skip
    return re.sub(r"@([A-Z]+)@", lambda found: words[found[1]], text)
