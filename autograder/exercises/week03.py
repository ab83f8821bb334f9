"""Week 3: density estimation, mixtures and EM."""

from autograder.exercises import week03_density, week03_em, week03_mixtures, week03_models
from autograder.exercises.spec import Week
from autograder.exercises.week03_other_more import OTHER
from autograder.exercises.week03_wrong import WRONG

WEEK = Week(
    name="week03_em",
    title="Density estimation, mixtures and EM",
    chapter="book/week03_em",
    exercises=(
        *week03_density.EXERCISES,
        *week03_mixtures.EXERCISES,
        *week03_em.EXERCISES,
        *week03_models.EXERCISES,
    ),
    wrong=WRONG,
    alternatives=OTHER,
)
