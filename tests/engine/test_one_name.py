"""No two things of one name: a public class or function of a module has a name that no other module gives."""

import ast
from collections import defaultdict
from pathlib import Path

import autograder
import gmcourse

# Modules whose names another one says beside their own.
APART = {
    "autograder.commands": "a command has the name of what it calls",
    "gmcourse.check.probes": "a spec writes `vae.answers`: the module and what is asked",
    "gmcourse.check.builders": "a spec writes `arrays.normal`: the module and what is drawn",
    "gmcourse.check.comparators": "a spec writes `gaussian.rows`: the module and what is compared",
}
# Names that two modules give, and why it is one thing.
ONE_THING = {
    "main": "where a process begins",
    "Worker": "what each engine of autograder.runners.engines gives: the protocol, and two that keep it",
    "VAE": "the model that week 5 asks for, and the general one that its lesson compares with others",
    "Block": "the transformer's block, of the small model that week 4 asks for and of the one that is trained",
    "ancestors": "what students import, and the reference, which imports nothing of the project",
}


def public_names(package):
    """Name -> the modules that define it, as a class or function of their own."""
    found = defaultdict(list)
    root = Path(package.__file__).parent
    for path in sorted(root.rglob("*.py")):
        module = ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")
        if not any(module == one or module.startswith(f"{one}.") for one in APART):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                    found[node.name].append(module)
    return found


def doubles():
    """The public names that several modules give, each with those modules."""
    both = public_names(autograder)
    for name, modules in public_names(gmcourse).items():
        both[name] += modules
    return {name: found for name, found in both.items() if len(found) > 1 and not name.startswith("_")}


def test_no_two_things_have_one_name():
    assert {name: found for name, found in doubles().items() if name not in ONE_THING} == {}


def test_each_exception_is_needed():
    assert set(ONE_THING) <= set(doubles())
