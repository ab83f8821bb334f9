"""Week 3: all wrong answers that students really give, gathered from their four files."""

from autograder.exercises.spec import Collection
from autograder.exercises.week03_wrong_bound import BOUND
from autograder.exercises.week03_wrong_density import DENSITY
from autograder.exercises.week03_wrong_em import EM
from autograder.exercises.week03_wrong_models import MODELS

WRONG = Collection({**DENSITY.items, **EM.items, **BOUND.items, **MODELS.items})
