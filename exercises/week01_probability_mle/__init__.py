"""Week 1: probability, information, maximum likelihood."""

from autograder.spec import Week
from exercises.week01_probability_mle.bernoulli_mle import BERNOULLI_MLE
from exercises.week01_probability_mle.bits_per_dim import BITS_PER_DIM
from exercises.week01_probability_mle.complete import COMPLETE
from exercises.week01_probability_mle.complete_square import COMPLETE_SQUARE
from exercises.week01_probability_mle.entropy import ENTROPY
from exercises.week01_probability_mle.gaussian_conditional import GAUSSIAN_CONDITIONAL
from exercises.week01_probability_mle.gaussian_log_prob import GAUSSIAN_LOG_PROB
from exercises.week01_probability_mle.gaussian_mle import GAUSSIAN_MLE
from exercises.week01_probability_mle.kl_divergence import KL_DIVERGENCE
from exercises.week01_probability_mle.linear_gaussian_mle import LINEAR_GAUSSIAN_MLE
from exercises.week01_probability_mle.monte_carlo import MONTE_CARLO
from exercises.week01_probability_mle.mutual_information import MUTUAL_INFORMATION
from exercises.week01_probability_mle.mvn_log_prob import MVN_LOG_PROB
from exercises.week01_probability_mle.mvn_mle import MVN_MLE
from exercises.week01_probability_mle.nll_gradient import NLL_GRADIENT
from exercises.week01_probability_mle.nll_split import NLL_SPLIT
from exercises.week01_probability_mle.sgd_fit import SGD_FIT
from exercises.week01_probability_mle.shrunk_gaussian import SHRUNK_GAUSSIAN

WEEK = Week(
    name="week01_probability_mle",
    title="Probability, information, maximum likelihood",
    chapter="book/week01_probability",
    exercises=(
        BERNOULLI_MLE,
        GAUSSIAN_LOG_PROB,
        GAUSSIAN_MLE,
        ENTROPY,
        KL_DIVERGENCE,
        NLL_SPLIT,
        MUTUAL_INFORMATION,
        MVN_LOG_PROB,
        MVN_MLE,
        COMPLETE_SQUARE,
        GAUSSIAN_CONDITIONAL,
        NLL_GRADIENT,
        SGD_FIT,
        LINEAR_GAUSSIAN_MLE,
        BITS_PER_DIM,
        MONTE_CARLO,
        SHRUNK_GAUSSIAN,
        COMPLETE,
    ),
)
