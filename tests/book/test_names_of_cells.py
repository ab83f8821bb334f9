"""A page is one namespace: what a loop of one cell puts into a name, no later cell takes for what stood there before."""

import ast
import re
import symtable

import pytest

from autograder.places import ROOT

PAGES = sorted(path.stem for path in (ROOT / "book").glob("*.md") if "{code-cell}" in path.read_text(encoding="utf-8"))
CELL = re.compile(r"```\{code-cell\} ipython3\n(?::[^\n]*\n)*(.*?)```", re.S)


def codes(page):
    return CELL.findall((ROOT / f"book/{page}.md").read_text(encoding="utf-8"))


def bound(nodes):
    """Names that these statements bind in the page itself, not within functions."""
    found, waiting = set(), list(nodes)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
            found.add(node.name)
        elif not isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                found.add(node.id)
            waiting += ast.iter_child_nodes(node)
    return found


def read(scope):
    """Names of the page that this code reads, within its functions too."""
    of_page = scope.get_type() == "module"
    own = {s.get_name() for s in scope.get_symbols() if s.is_referenced() and (of_page or s.is_global())}
    return own.union(*map(read, scope.get_children()))


def overwritten(cells):
    """(name, cell) where a cell reads a name that it does not bind, and that a loop of an earlier one took over."""
    plain, taken, faults = set(), set(), []
    for number, code in enumerate(cells):
        tree = ast.parse(code)
        loops = [node for node in tree.body if isinstance(node, (ast.For, ast.While))]
        own, in_loops = bound(set(tree.body) - set(loops)), bound(loops)
        asked = read(symtable.symtable(code, "cell", "exec"))
        faults += [(name, number) for name in sorted((asked & taken) - own - in_loops)]
        taken = (taken | (in_loops & plain - own)) - own
        plain |= own
    return faults


@pytest.mark.parametrize("page", PAGES)
def test_no_cell_draws_over_what_a_loop_left_behind(page):
    assert overwritten(codes(page)) == []


def test_a_grid_that_a_loop_took_over_is_found():
    cells = ["z = grid()", "for _ in range(2):\n    z = draw()", "def plot():\n    return line(z)"]
    assert overwritten(cells) == [("z", 2)]
    assert overwritten([cells[0], "[f(z) for z in draws()]", cells[2]]) == []
    assert overwritten([*cells[:2], "def plot(z):\n    return line(z)"]) == []
    assert overwritten([*cells[:2], "z = grid()\n" + cells[2]]) == []
