"""Week 2: graphical models and generative classification."""

from autograder.spec import Week
from exercises.week02_graphical_models.adjusted_rates import ADJUSTED_RATES
from exercises.week02_graphical_models.ancestral_sample import ANCESTRAL_SAMPLE
from exercises.week02_graphical_models.chain_marginals import CHAIN_MARGINALS
from exercises.week02_graphical_models.chow_liu import CHOW_LIU
from exercises.week02_graphical_models.conditional import CONDITIONAL
from exercises.week02_graphical_models.count_parameters import COUNT_PARAMETERS
from exercises.week02_graphical_models.d_separated import D_SEPARATED
from exercises.week02_graphical_models.factorisation import FACTORISATION
from exercises.week02_graphical_models.gda_log_odds import GDA_LOG_ODDS
from exercises.week02_graphical_models.is_independent import IS_INDEPENDENT
from exercises.week02_graphical_models.joint_table import JOINT_TABLE
from exercises.week02_graphical_models.log_odds_quadratic import LOG_ODDS_QUADRATIC
from exercises.week02_graphical_models.logistic_nll import LOGISTIC_NLL
from exercises.week02_graphical_models.marginal import MARGINAL
from exercises.week02_graphical_models.naive_bayes_fit import NAIVE_BAYES_FIT
from exercises.week02_graphical_models.naive_bayes_log_posterior import NAIVE_BAYES_LOG_POSTERIOR
from exercises.week02_graphical_models.parents_of import PARENTS_OF
from exercises.week02_graphical_models.tree_log_prob import TREE_LOG_PROB
from exercises.week02_graphical_models.tree_sample import TREE_SAMPLE

WEEK = Week(
    name="week02_graphical_models",
    title="Graphical models and generative classification",
    chapter="book/week02_graphical_models",
    exercises=(
        FACTORISATION,
        PARENTS_OF,
        JOINT_TABLE,
        MARGINAL,
        CONDITIONAL,
        IS_INDEPENDENT,
        D_SEPARATED,
        ANCESTRAL_SAMPLE,
        COUNT_PARAMETERS,
        CHAIN_MARGINALS,
        ADJUSTED_RATES,
        GDA_LOG_ODDS,
        LOG_ODDS_QUADRATIC,
        NAIVE_BAYES_FIT,
        NAIVE_BAYES_LOG_POSTERIOR,
        LOGISTIC_NLL,
        CHOW_LIU,
        TREE_LOG_PROB,
        TREE_SAMPLE,
    ),
)
