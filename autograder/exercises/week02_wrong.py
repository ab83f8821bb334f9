"""Week 2: the wrong answers that students really give, gathered from their four files."""

from autograder.exercises.spec import Collection
from autograder.exercises.week02_wrong_classifiers import CLASSIFIERS
from autograder.exercises.week02_wrong_draws import DRAWS
from autograder.exercises.week02_wrong_graphs import GRAPHS
from autograder.exercises.week02_wrong_tables import TABLES

WRONG = Collection({**GRAPHS.items, **TABLES.items, **DRAWS.items, **CLASSIFIERS.items})
