"""Runs the chapters that are not in the book's cache, two at a time; Sphinx then finds them all there."""

import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
TIMEOUT = 600
# The long ones first, so that no core waits for the last of them.
SLOW = ("week05_vae", "week07_training", "week06", "week03_em")


def run_missing(toc, workers=None):
    """Execute and cache what the cache lacks; return the names of pages that failed.

    A page that fails is left to Sphinx, which runs it again and reports its error with its place.
    """
    from jupyter_cache import get_cache

    cache = get_cache(str(cache_folder()))
    missing = sorted(unexecuted(cache, toc), key=lambda item: not item[0].stem.startswith(SLOW))
    failed = []
    with ThreadPoolExecutor(workers or min(2, os.cpu_count() or 1)) as pool:
        waiting = {pool.submit(execute, path, notebook): (path, notebook) for path, notebook in missing}
        for done in as_completed(waiting):
            path, notebook = waiting[done]
            seconds, error = done.result()
            if error is None:
                keep(cache, path, notebook, seconds)
            else:
                failed.append(path.stem)
            said = f": {type(error).__name__}, left to Sphinx" if error else ""
            print(f"ran {path.relative_to(ROOT)} in {seconds:.0f} s{said}", flush=True)
    return failed


def cache_folder():
    """Where Sphinx looks: named by the package's sources, as the book's extension names it."""
    sys.path.insert(0, str(ROOT / "book" / "_ext"))
    from course_site import cache_folder

    return cache_folder()


def unexecuted(cache, toc):
    """(path, notebook) of each page that runs and is not cached."""
    contents = yaml.safe_load(Path(toc).read_text(encoding="utf-8"))
    pages = [
        contents["root"],
        *(chapter["file"] for part in contents["parts"] for chapter in part["chapters"]),
    ]
    for page in pages:
        path = next(p for p in (ROOT / f"{page}.md", ROOT / f"{page}.ipynb") if p.exists())
        if path.parent.name == "notebooks" or (
            path.suffix == ".md" and "file_format: mystnb" not in path.read_text()
        ):
            continue
        notebook = read(path)
        try:
            cache.match_cache_notebook(notebook)
        except KeyError:
            yield path, notebook


def read(path):
    """A page as Sphinx reads it."""
    from jupyter_cache.readers import get_reader

    name = "myst_nb_md" if path.suffix == ".md" else "nbformat"
    return get_reader({"name": name, "type": "plugin"})(str(path))


def execute(path, notebook):
    """Run a notebook in its folder, filling in its outputs; return (seconds, what went wrong or None)."""
    from jupyter_cache.executors.utils import single_nb_execution

    started = time.monotonic()
    try:
        error = single_nb_execution(notebook, cwd=str(path.parent), timeout=TIMEOUT, allow_errors=False).err
    except Exception as problem:  # a kernel that does not start or dies is told as an error of the page, too
        error = problem
    return time.monotonic() - started, error


def keep(cache, path, notebook, seconds):
    """Put an executed notebook into the cache."""
    from jupyter_cache.base import CacheBundleIn

    bundle = CacheBundleIn(notebook, str(path), data={"execution_seconds": seconds})
    cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)


if __name__ == "__main__":
    started = time.monotonic()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    failures = run_missing(sys.argv[1] if sys.argv[1:] else ROOT / "_toc.yml")
    print(f"chapters: {time.monotonic() - started:.0f} s")
    sys.exit(1 if failures else 0)
