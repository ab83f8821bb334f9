"""Week 1: probability, information, maximum likelihood."""

from autograder.exercises import week01_distributions, week01_learning, week01_vectors
from autograder.exercises.spec import Week
from autograder.exercises.week01_other_more import OTHER
from autograder.exercises.week01_wrong import WRONG

WEEK = Week(
    name="week01_probability_mle",
    title="Probability, information, maximum likelihood",
    chapter="book/week01_probability",
    exercises=(
        *week01_distributions.EXERCISES,
        *week01_vectors.EXERCISES,
        *week01_learning.EXERCISES,
    ),
    wrong=WRONG,
    alternatives=OTHER,
)
