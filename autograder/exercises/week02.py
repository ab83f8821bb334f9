"""Week 2: graphical models and generative classification."""

from autograder.exercises import week02_classifiers, week02_draws, week02_graphs, week02_tables
from autograder.exercises.spec import Week
from autograder.exercises.week02_other_more import OTHER
from autograder.exercises.week02_wrong import WRONG

WEEK = Week(
    name="week02_graphical_models",
    title="Graphical models and generative classification",
    chapter="book/week02_graphical_models",
    exercises=(
        week02_graphs.FACTORISATION,
        week02_graphs.PARENTS_OF,
        week02_tables.JOINT_TABLE,
        week02_tables.MARGINAL,
        week02_tables.CONDITIONAL,
        week02_tables.IS_INDEPENDENT,
        week02_graphs.D_SEPARATED,
        week02_draws.ANCESTRAL_SAMPLE,
        week02_graphs.COUNT_PARAMETERS,
        week02_draws.CHAIN_MARGINALS,
        week02_draws.ADJUSTED_RATES,
        *week02_classifiers.EXERCISES,
    ),
    wrong=WRONG,
    alternatives=OTHER,
)
