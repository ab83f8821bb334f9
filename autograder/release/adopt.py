"""Makes a copy of the course one's own: every public address in it is set, and what carries one is made again."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from autograder.errors import Mistake
from autograder.files import write_atomically
from autograder.places import ROOT, course, project_urls
from autograder.release.publish import BOOK, write_colab_chapters
from autograder.release.release import release
from autograder.source import DOWNLOADS
from autograder.weeks import find_week, week_names

# Where addresses are written by hand; all else that has one is made from pyproject.toml.
WRITTEN = (
    "pyproject.toml",
    "_config.yml",
    "CITATION.cff",
    "README.md",
    "book/*.md",
    "book/guides/*.md",
    ".github/**/*.yml",
)
_REPOSITORY = re.compile(
    r"(?:https://github\.com/)?([A-Za-z0-9][A-Za-z0-9-]{0,38}/[A-Za-z0-9._-]{1,100}?)(?:\.git)?/?"
)
_SITE = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[A-Za-z0-9._~/-]*)?")


class BadAddress(Mistake, ValueError):
    """An address that the course is to have cannot be used."""


def adopt(repository: str, site: str | None, log: Callable[[str], None] = print) -> None:
    """Set the addresses of the course in this folder, and make notebooks, chapters for Colab, wheel and download again.

    repository: owner/name on GitHub, or its address; site: where the book is published, None for GitHub's own pages.
    Where no site is named, the student wheel is put into `downloads/`, where Colab's first cell finds it in the repository.
    """
    name = owner_and_name(repository)
    new_site = site_of(site) if site else default_site(name)
    old = project_urls()
    changed = [
        path
        for path in _files()
        if _replace(path, owner_and_name(old["Repository"]), name, old["Book"], new_site)
    ]
    for path in changed:
        log(f"set in {path.relative_to(ROOT)}")
    log("making what carries an address again: notebooks, chapters for Colab, wheel, download")
    # The addresses were read when this process began.
    code = f"from autograder.release.adopt import remake; remake({site is None})"
    paths = os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise BadAddress(
            f"the addresses are set, but not all is made again: {(done.stderr.strip() or '?').splitlines()[-1]}"
        )
    log(f"the course is at https://github.com/{name}, its book at {new_site}")


def owner_and_name(repository: str) -> str:
    """The owner/name of a repository; raise BadAddress for what is none."""
    match = _REPOSITORY.fullmatch(repository.strip())
    if not match:
        raise BadAddress(
            f"{repository!r} is no repository: expected owner/name, or https://github.com/owner/name"
        )
    return match[1]


def site_of(site: str) -> str:
    """The address of a site, without a slash at its end; raise BadAddress for what is none."""
    if not _SITE.fullmatch(site.strip()):
        raise BadAddress(
            f"{site!r} is no address of a site: expected such as https://course.example.edu/generative"
        )
    return site.strip().rstrip("/")


def default_site(name: str) -> str:
    """Where GitHub publishes the pages of a repository."""
    owner, _, project = name.partition("/")
    return f"https://{owner.lower()}.github.io" + (
        "" if project.lower() == f"{owner.lower()}.github.io" else f"/{project}"
    )


def _files() -> Iterator[Path]:
    for pattern in WRITTEN:
        yield from sorted(path for path in ROOT.glob(pattern) if path.is_file())


def _replace(path: Path, old_name: str, new_name: str, old_site: str, new_site: str) -> bool:
    """Put the new addresses into a file; return whether it held an old one."""
    text = path.read_text(encoding="utf-8")
    ends = r"(?![A-Za-z0-9-])"
    put = re.sub(re.escape(old_site) + ends, lambda _: new_site, text)
    put = re.sub(
        rf"(github\.com/|/github/){re.escape(old_name)}{ends}", lambda match: match[1] + new_name, put
    )
    if put == text:
        return False
    write_atomically(path, put, path.stat().st_mode & 0o777)
    return True


def remake(without_site: bool) -> None:
    """Make again what carries an address, in a process that read the new ones."""
    done = release([find_week(week) for week in week_names()], course(), lambda line: None)
    if BOOK.is_dir():
        write_colab_chapters()
    if without_site:
        (ROOT / DOWNLOADS).mkdir(exist_ok=True)
        shutil.copy(done.wheel, ROOT / DOWNLOADS)
