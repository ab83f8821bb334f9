"""Which of a student's files is the hand-in of a week: by what is in them, then by the order of upload."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from autograder.bounded import Bounded, OutOfBounds, WorkFailed
from autograder.definitions import defined_names, is_stub
from autograder.handins.instead import what_it_is
from autograder.handins.reading import Unreadable, parse
from autograder.handins.recognise import weeks_in
from autograder.handins.skeleton import kind, skeleton
from autograder.weeks import week_names
from gmcourse.counted import counted

if TYPE_CHECKING:
    from nbformat import NotebookNode


# What browsers, file managers and Canvas put behind a name that is there already: -1, (2), _3, - Copy.
_COPY = re.compile(
    r"(?:[ _-]*\((\d+)\)|-(\d+)| (\d+)|[ _-]+(?:copy|kopie|copie|copia)(?:[ _-]*\(?(\d+)\)?)?)$",
    re.IGNORECASE,
)
# And what Colab and Drive put before it.
_COPY_OF = re.compile(
    r"^(?:copy(?: \(\d+\))? of|kopie von|kopie van|copie de|copia de|cópia de|copia di|kopia av|kopi af|kopia|копия)\s+",
    re.IGNORECASE,
)
_ENDINGS = (".ipynb", ".ipynb.txt", ".ipynb.json", ".json", ".ipynb.download")
# What a notebook may read or import, and what grading does not have.
_HELPERS = (".py", ".csv", ".npy", ".npz", ".pt", ".pkl")


class HasContents(Protocol):
    """A file among which `choose` chooses."""

    @property
    def file(self) -> str:
        """Its name."""

    @property
    def order(self) -> int:
        """What grows with each upload; 0 where that is not known."""

    @property
    def written(self) -> Any:
        """When it was written; comparable among the files of one student."""

    @property
    def contents(self) -> Contents:
        """What is in it."""


F = TypeVar("F", bound=HasContents)


class NoHandIn(ValueError):
    """None of a student's files is a hand-in of the week; the message says why."""


@dataclass(frozen=True)
class Contents:
    """What is in a file, of whatever name.

    problem: why it is no notebook; unread: whether it could not even be read
    weeks: how many exercises of each week it names; worked: exercises of this week that are more than their stubs
    """

    problem: str = ""
    unread: bool = False
    weeks: Counter = field(default_factory=Counter)
    worked: int = 0


def look_into(read: Callable[[], bytes], week_name: str, bounded: Bounded) -> Contents:
    """The Contents of a file for a week, looked into where it is Bounded; raise WorkFailed for a failure of ours.

    read: gives its bytes, or raises ValueError that says why not
    """
    try:
        data = read()
    except Unreadable as problem:
        return Contents(str(problem))
    except ValueError as problem:
        return Contents(str(problem), unread=True)
    try:
        return bounded.call(_looked_into, data, week_name)
    except WorkFailed:
        raise
    except OutOfBounds as problem:
        return Contents(f"it could not be looked into ({problem})", unread=True)


def _looked_into(data: bytes, week_name: str) -> Contents:
    try:
        notebook = parse(data)
    except Unreadable as problem:
        return Contents(str(problem))
    return Contents(weeks=weeks_in(notebook), worked=len(_worked_on(notebook, week_name)))


def _worked_on(notebook: NotebookNode, week_name: str) -> set[str]:
    stubs = {id: cell.source.strip() for id, cell in skeleton(week_name).items() if kind(cell) == "solution"}
    untouched = set(stubs.values())
    cells = [
        cell.source
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.source.strip() not in untouched
    ]
    return {id for source in cells if not is_stub(source) for id in defined_names(source) & stubs.keys()}


def choose(files: Sequence[F], week_name: str) -> tuple[F, list[F], str]:
    """Return the file that counts, those that it was chosen before, and why; raise NoHandIn.

    files: all of one student
    """
    mine = _candidates(files, week_name)
    *others, chosen = sorted(mine, key=_rank)
    return chosen, others, _reason(chosen, others, files, week_name)


@dataclass(frozen=True)
class Version:
    """A file of a student's folder, as `choose` takes it."""

    path: Path
    written: float
    contents: Contents
    order: int = 0

    @property
    def file(self) -> str:
        """Its name."""
        return self.path.name


def _version(path: Path, week_name: str, bounded: Bounded) -> Version:
    """A file as it is; one that cannot be looked into costs no other."""
    try:
        return Version(path, path.stat().st_mtime, look_into(path.read_bytes, week_name, bounded))
    except (WorkFailed, OSError) as problem:
        return Version(path, 0.0, Contents(f"it could not be looked into ({problem})", unread=True))


def choose_in_folder(paths: Iterable[Path], expected: Path, week_name: str) -> tuple[Path, str]:
    """Return (path, why) of the file that counts of several in a folder; the expected one where none is a hand-in."""
    with Bounded() as bounded:
        files = [_version(path, week_name, bounded) for path in paths]
    try:
        chosen, _, reason = choose(files, week_name)
    except NoHandIn:
        return expected, ""
    return chosen.path, reason


def _candidates(files: Sequence[F], week_name: str) -> list[F]:
    """The files that may be the hand-in: notebooks of the week, else notebooks of nobody knows what, else broken ones."""
    notebooks = [f for f in files if not f.contents.problem]
    mine = [f for f in notebooks if f.contents.weeks[week_name]]
    if mine:
        return mine
    unknown = [f for f in notebooks if not f.contents.weeks and not _names_another(f, week_name)]
    named = [f for f in unknown if stem(f.file) == week_name]
    if len(unknown) > 1 and not named and not all(f.order for f in unknown):
        raise NoHandIn(
            f"{_names(unknown)}: which one? none is called {week_name}.ipynb, or has its cells; ask for it"
        )
    if unknown:
        return named or unknown
    if notebooks:
        named_first = sorted(notebooks, key=lambda f: not f.contents.weeks)
        raise NoHandIn(
            f"{_names(notebooks)}: {_what_else(named_first[0], week_name)}; ask for {week_name}.ipynb"
        )
    broken = [f for f in files if f.file.lower().endswith(_ENDINGS)]
    if not broken:
        raise NoHandIn(f"{_names(files)}: {what_it_is(files[-1].file)}; ask for the .ipynb")
    own = [f for f in broken if not _names_another(f, week_name)]
    if not own:
        raise NoHandIn(
            f"{_names(broken)}: by its name another week's ({stem(broken[0].file)}); ask for {week_name}.ipynb"
        )
    readable = [f for f in own if not f.contents.unread]
    if not readable:
        raise NoHandIn(own[-1].contents.problem)
    return readable


def _names_another(file: HasContents, week_name: str) -> bool:
    """Whether a file has the name of another week's notebook."""
    return stem(file.file) in {*week_names()} - {week_name}


def _rank(file: HasContents) -> tuple:
    """What was worked on before what was not; then the later upload; then more exercises, later copies and times."""
    worked = file.contents.worked
    return worked > 0, not _is_spare(file), file.order, worked, copy_number(file.file), file.written


def _is_spare(file: HasContents) -> bool:
    """Whether Jupyter laid it aside at a save before the last."""
    return file.file.endswith("-checkpoint.ipynb")


def _reason(
    chosen: HasContents, others: Sequence[HasContents], files: Sequence[HasContents], week_name: str
) -> str:
    """Why this file counts; "" where there was no choice and nothing odd."""
    said = []
    if others:
        said.append(f"{counted(len(others) + 1, 'version')}; {chosen.file} counts, {_before(chosen, others)}")
    elif not chosen.file.lower().endswith(".ipynb"):
        said.append(f"{chosen.file} is taken for the notebook that it holds")
    elif _names_another(chosen, week_name):
        said.append(f"{chosen.file} is taken for {week_name}, whose cells it holds")
    left = [f for f in files if f is not chosen and f not in others]
    helpers = [f for f in left if f.file.lower().endswith(_HELPERS)]
    tried = [f for f in left if f not in helpers and (not f.contents.problem or ".ipynb" in f.file.lower())]
    said += [f"{f.file} does not count: {f.contents.problem or _what_else(f, week_name)}" for f in tried]
    if helpers:
        said.append(f"not taken, as the notebook runs alone: {_names(helpers)}")
    rest = [f for f in left if f not in helpers and f not in tried]
    if rest:
        said.append(f"not looked at: {_names(rest)} ({what_it_is(rest[-1].file)})")
    return "; ".join(said)


def _what_else(file: HasContents, week_name: str) -> str:
    """What a notebook is that is none of the week's, in words."""
    other = next((week for week, _ in file.contents.weeks.most_common(1)), "")
    other = other or (stem(file.file) if _names_another(file, week_name) else "")
    return f"another week's notebook ({other})" if other else f"no exercise of {week_name} is in it"


def _before(chosen: HasContents, others: Sequence[HasContents]) -> str:
    """In what the chosen file goes before the next best."""
    next_best, worked = others[-1], chosen.contents.worked
    if worked and not next_best.contents.worked:
        return f"the one that was worked on ({next_best.file} is as released)"
    if _is_spare(next_best) and not _is_spare(chosen):
        return f"not what Jupyter laid aside before ({next_best.file})"
    if chosen.order != next_best.order:
        most = max(others, key=lambda f: f.contents.worked)
        more = most.contents.worked > worked
        return "the latest" + (
            f"; {most.file}, earlier, has more exercises: {most.contents.worked} to {worked}" if more else ""
        )
    if worked != next_best.contents.worked:
        return f"the one with more exercises: {worked} to {next_best.contents.worked}"
    return "the later copy" if copy_number(chosen.file) != copy_number(next_best.file) else "by its date"


def stem(file: str) -> str:
    """The name of a notebook without its ending and without what a copy's name adds."""
    bare = PurePosixPath(file).name
    ending = next(
        (e for e in sorted(_ENDINGS, key=len, reverse=True) if bare.lower().endswith(e)),
        PurePosixPath(bare).suffix,
    )
    bare = bare[: len(bare) - len(ending)].strip()
    while True:
        shorter = _COPY_OF.sub("", _COPY.sub("", bare)).strip()
        if shorter in ("", bare):
            return bare
        bare = shorter


def copy_number(file: str) -> int:
    """How often a file of this name was made before."""
    bare = PurePosixPath(file).stem.strip()
    match = _COPY.search(bare)
    if match:
        return max((int(n) for n in match.groups() if n), default=1)
    return 1 if _COPY_OF.search(bare) else 0


def _names(files: Sequence[HasContents]) -> str:
    shown = [f.file for f in files[:3]]
    return ", ".join(shown) + (f" and {len(files) - 3} more" if len(files) > 3 else "")
