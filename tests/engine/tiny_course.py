"""Writes a course of two exercises, about triangles, that shares nothing with the big one but the engine."""

PROJECT = """
[build-system]
requires = ["setuptools>=68"]
build-backend = "setuptools.build_meta"

[project]
name = "triangles"
version = "0.1"

[project.urls]
Repository = "https://example.org/triangles"
Book = "https://example.org/triangles/book"

[tool.setuptools]
packages = ["triangles"]

[tool.setuptools.package-data]
triangles = ["tables/*.json"]

[tool.autograder]
course-id = "geometry"
package = "triangles"
exercises = "questions"
solutions = "sources"
notebooks = "handouts"
"""

PACKAGE = """
from gmcourse.check import check, grade
from gmcourse.check.tables import add_tables

__version__ = "0.1"
add_tables("triangles")
"""

REFERENCE = """
def area(base, height):
    return base * height / 2


def hypotenuse(a, b):
    return (a * a + b * b) ** 0.5
"""

LESSON = """
from autograder.spec import Week
from questions.lesson1_triangles.area import AREA
from questions.lesson1_triangles.hypotenuse import HYPOTENUSE

WEEK = Week(name="lesson1_triangles", title="Triangles", chapter="triangles", exercises=(AREA, HYPOTENUSE))
"""

AREA = """
from autograder.spec import Exercise, Property
from triangles.reference.measures import area

AREA = Exercise(
    id="area", title="The area", points=2, minutes=5, difficulty=1, reference=area,
    public={"main": [{"base": 2.0, "height": 3.0}, {"base": 1.0, "height": 5.0}, {"base": 0.5, "height": 9.0}]},
    hidden=lambda rng: {"main": [dict(zip(("base", "height"), rng.uniform(1, 9, 2).tolist())) for _ in range(4)]},
    properties=(Property("the area"),),
)


@AREA.wrong("not halved", hint="That is the rectangle around the triangle. Which part of it is the triangle?")
def rectangle(base, height):
    return base * height


@AREA.alternative
def half_first(base, height):
    return 0.5 * base * height
"""

HYPOTENUSE = """
from autograder.spec import Exercise, Property
from triangles.reference.measures import hypotenuse

HYPOTENUSE = Exercise(
    id="hypotenuse", title="The longest side", points=3, minutes=5, difficulty=1, reference=hypotenuse,
    public={"main": [{"a": 3.0, "b": 4.0}, {"a": 5.0, "b": 12.0}, {"a": 1.0, "b": 1.0}]},
    hidden=lambda rng: {"main": [dict(zip("ab", rng.uniform(1, 9, 2).tolist())) for _ in range(4)]},
    properties=(Property("the length"),),
)


@HYPOTENUSE.wrong("the sides added", hint="That is the way around by the two short sides. Is the long side as long as that?")
def around(a, b):
    return a + b


@HYPOTENUSE.alternative
def by_complex(a, b):
    return abs(complex(a, b))
"""

SOURCE = """# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Triangles

# %% locked="setup"
from triangles import check, grade

# %% [markdown]
# <!-- exercise: area -->
# Return the area.

# %% solution="area"
def area(base, height):
    ### BEGIN SOLUTION
    return base * height / 2
    ### END SOLUTION

# %% test="area"

# %% [markdown]
# <!-- exercise: hypotenuse -->
# Return the longest side.

# %% solution="hypotenuse"
def hypotenuse(a, b):
    ### BEGIN SOLUTION
    return (a * a + b * b) ** 0.5
    ### END SOLUTION

# %% test="hypotenuse"
"""

FILES = {
    "pyproject.toml": PROJECT,
    "README.md": "A course on triangles.\n",
    "LICENSE": "MIT\n",
    "triangles/__init__.py": PACKAGE,
    "triangles/reference/__init__.py": "",
    "triangles/reference/measures.py": REFERENCE,
    "questions/__init__.py": "",
    "questions/lesson1_triangles/__init__.py": LESSON,
    "questions/lesson1_triangles/area.py": AREA,
    "questions/lesson1_triangles/hypotenuse.py": HYPOTENUSE,
    "sources/lesson1_triangles.py": SOURCE,
}


def write_course(folder):
    """Write the whole course below a folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
