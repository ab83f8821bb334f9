"""Week 7: GANs and divergences; its exercises are declared by topic in three files."""

from autograder.exercises import week07_divergences, week07_losses, week07_training
from autograder.exercises.spec import Week
from autograder.exercises.week07_other_more import OTHER
from autograder.exercises.week07_wrong import WRONG

WEEK = Week(
    name="week07_gans",
    title="GANs and divergences",
    chapter="book/week07_gans",
    exercises=(
        *week07_losses.EXERCISES,
        *week07_divergences.EXERCISES,
        *week07_losses.CRITICS,
        *week07_training.EXERCISES,
    ),
    wrong=WRONG,
    alternatives=OTHER,
)
