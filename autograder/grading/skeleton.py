"""The graded cells of a week's notebook, in order, as the release fixed them."""

from functools import cache

from autograder.exercises import find_week
from autograder.release.source import read_source

STUB = "raise NotImplementedError"


@cache
def skeleton(week_name):
    """The source cells that carry nbgrader metadata, solutions replaced by the stub, by grade_id."""
    cells = {}
    for cell in read_source(find_week(week_name)).cells:
        if "nbgrader" in cell.metadata:
            cells[cell.metadata["nbgrader"]["grade_id"]] = _without_solution(cell)
    return cells


def kind(cell):
    """What a skeleton cell is: "solution", "test", "task" or "locked"."""
    record = cell.metadata["nbgrader"]
    if record["grade"]:
        return "test"
    return next((name for name in ("solution", "task") if record[name]), "locked")


def _without_solution(cell):
    if not cell.metadata["nbgrader"]["solution"]:
        return cell
    lines, inside = [], False
    for line in cell.source.split("\n"):
        if "### BEGIN SOLUTION" in line:
            inside = True
            lines.append(line[: len(line) - len(line.lstrip())] + STUB)
        elif "### END SOLUTION" in line:
            inside = False
        elif not inside:
            lines.append(line)
    cell.source = "\n".join(lines)
    return cell
