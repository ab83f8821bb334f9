"""Builds the book with Jupyter Book: warnings are errors, and the site is scanned for solutions.

SOLUTIONS="week01_probability_mle ..." in the environment publishes the executed solutions of these weeks,
each on a page that its exercise page links to. Without it none is published, and what was is removed.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import yaml
from run_chapters import run_missing

ROOT = Path(__file__).resolve().parents[1]
HTML = ROOT / "_build" / "html"
DOWNLOADS = ROOT / "course" / "wheels"
BIN = Path(sys.executable).parent
sys.path.insert(0, str(ROOT))


def main():
    """Build, scan, and say where the book is; return the exit status."""
    from autograder.release.publish import write_colab_chapters, write_solution_pages
    from autograder.release.release import Leaking, refuse_leaks
    from autograder.release.student_zip import NAME, write_student_zip
    from autograder.release.wheel import build_wheel
    from autograder.weeks import week_names

    weeks = os.environ.get("SOLUTIONS", "").split()
    unknown = sorted(set(weeks) - set(week_names()))
    if unknown:
        print(
            f"SOLUTIONS names no week: {', '.join(unknown)}; weeks: {', '.join(week_names())}",
            file=sys.stderr,
        )
        return 2
    remove_solutions()
    write_solution_pages(weeks)
    write_colab_chapters()
    if not (DOWNLOADS / NAME).is_file():
        write_student_zip(DOWNLOADS, build_wheel(DOWNLOADS))
    os.environ["OMP_NUM_THREADS"] = "1"
    toc = contents(weeks)
    run_missing(toc)
    command = [BIN / "jupyter-book", "build", ".", "--toc", toc, "-W", "-n", "--keep-going", *sys.argv[1:]]
    status = subprocess.run(command, cwd=ROOT).returncode
    if status:
        print("the book was not built: see the warnings above; each is an error here", file=sys.stderr)
        return status
    try:
        refuse_leaks([HTML], published=weeks)
    except Leaking as problem:
        print(f"the site shows solutions: {problem}", file=sys.stderr)
        return 1
    write_first_page()
    print(f"the book: {HTML.relative_to(ROOT)}/index.html")
    return 0


def write_first_page():
    """The address of the book itself leads to its first page, with the course's name and sign."""
    settings = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
    first = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))["root"]
    sign = Path(settings["html"]["favicon"]).name
    page = f"""<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<title>{settings["title"]}</title>
<link rel="icon" href="_static/{sign}" type="image/svg+xml">
<meta http-equiv="Refresh" content="0; url={first}.html">
<p><a href="{first}.html">{settings["title"]}</a></p>
</html>
"""
    (HTML / "index.html").write_text(page, encoding="utf-8")


def contents(weeks):
    """The table of contents to build: the book's own, and a part for published solutions."""
    own = ROOT / "_toc.yml"
    if not weeks:
        return own
    toc = yaml.safe_load(own.read_text(encoding="utf-8"))
    chapters = [{"file": f"book/solutions/{week}"} for week in weeks]
    toc["parts"].append({"caption": "Solutions", "chapters": chapters})
    longer = ROOT / "_build" / "toc.yml"
    longer.parent.mkdir(exist_ok=True)
    longer.write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
    return longer


def remove_solutions():
    """Take away the solution pages of an earlier build; this one writes its own anew."""
    for folder in (HTML / "book" / "solutions", HTML / "_sources" / "book" / "solutions"):
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
