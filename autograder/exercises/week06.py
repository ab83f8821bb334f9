"""Week 6: the exercises on pushforwards, changes of variables and normalizing flows."""

from autograder.exercises import week06_layers, week06_maps
from autograder.exercises.spec import Week
from autograder.exercises.week06_other_more import OTHER
from autograder.exercises.week06_wrong_flows import WRONG

WEEK = Week(
    name="week06_flows",
    title="Normalizing flows",
    chapter="book/week06_flows",
    exercises=week06_maps.EXERCISES + week06_layers.EXERCISES,
    wrong=WRONG,
    alternatives=OTHER,
)
