"""The texts of a new exercise's files; whoever fills in BLANK 1 to BLANK 5 is done."""

REFERENCE = '''"""{title}: the reference implementation."""

import {library}


# BLANK 1: types, docstring and reference; ValueError for input that makes no sense
def {id}({typed}):
    """What it returns, in one line.

    {first}: its shape, and what it holds
    returns: the shape, and the unit
    """
    raise NotImplementedError("BLANK 1 in gmcourse/reference/{id}.py is not filled in")


# END OF BLANK 1
'''

TEST = '''"""{title} against something independent."""

{libraries}

from gmcourse.reference.{id} import {id}


def test_{id}_agrees_with_something_independent():
    # BLANK 2: scipy, enumeration, integration; never the reference against itself
    assert {id}.__doc__
    assert {short}.__version__
    pytest.fail("BLANK 2 is not filled in")
    # END OF BLANK 2
'''

SPEC = '''"""{title}: the questions of `{id}`, its wrong answers and other right ways."""

import {library}

from autograder.spec import Exercise, Property
from gmcourse.reference.{id} import {id}

# BLANK 3: points, minutes, difficulty (1 to 3); cases that students see, with readable numbers; hidden
# cases in the same groups, drawn from rng; properties, each with the group that it looks at
{constant} = Exercise(
    id="{id}",
    title="{title}",
    points=2,
    minutes=10,
    difficulty=1,
    reference={id},
    public={{"main": [{{{public}}}]}},
    hidden=lambda rng: {{
        "main": [
            {{
{hidden}
            }}
            for n in (5, 12)
        ]
    }},
    properties=(Property("the value"),),
)
# END OF BLANK 3


# BLANK 4: what students will get wrong, each with a name and a hint that asks; three other right ways


@{constant}.wrong("name of the misconception", hint="What did you take for what?")
def {id}_wrong({arguments}):
    raise NotImplementedError


@{constant}.alternative
def {id}_loop({arguments}):
    raise NotImplementedError


# END OF BLANK 4
'''

CELLS = '''# %% [markdown]
# ### {title}
# <!-- exercise: {id} -->
#
# BLANK 5: what is asked, the shapes, the units, what happens at the edges; then the stub, its solution
# and the hints below. This group of cells may stand anywhere before the summary.


# %% solution="{id}"
def {id}({typed}):
    """What it returns, in one line.

    {first}: its shape, and what it holds
    returns: the shape, and the unit
    """
    ### BEGIN SOLUTION
    raise NotImplementedError
    ### END SOLUTION


# %% test="{id}"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A nudge.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Nearly there, but never the code.
#
# </details>
# END OF BLANK 5

'''
