"""Week 1: all wrong answers that students really give, gathered from their three files."""

from autograder.exercises.spec import Collection
from autograder.exercises.week01_wrong_distributions import DISTRIBUTIONS
from autograder.exercises.week01_wrong_learning import LEARNING
from autograder.exercises.week01_wrong_vectors import VECTORS

WRONG = Collection({**DISTRIBUTIONS.items, **VECTORS.items, **LEARNING.items})
