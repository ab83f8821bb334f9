"""Week 3: density estimation, mixtures and EM."""

from autograder.spec import Week
from exercises.week03_em.bernoulli_mixture import BERNOULLI_MIXTURE
from exercises.week03_em.best_k import BEST_K
from exercises.week03_em.bound_gap import BOUND_GAP
from exercises.week03_em.elbo import ELBO
from exercises.week03_em.em import EM
from exercises.week03_em.equal_count_edges import EQUAL_COUNT_EDGES
from exercises.week03_em.gmm_classifier import GMM_CLASSIFIER
from exercises.week03_em.gmm_log_prob import GMM_LOG_PROB
from exercises.week03_em.histogram_log_prob import HISTOGRAM_LOG_PROB
from exercises.week03_em.kde_log_prob import KDE_LOG_PROB
from exercises.week03_em.likelihood_gradient_means import LIKELIHOOD_GRADIENT_MEANS
from exercises.week03_em.m_step import M_STEP
from exercises.week03_em.responsibilities import RESPONSIBILITIES
from exercises.week03_em.score_gradient_means import SCORE_GRADIENT_MEANS
from exercises.week03_em.stick_breaking import STICK_BREAKING
from exercises.week03_em.weights_by_multiplier import WEIGHTS_BY_MULTIPLIER

WEEK = Week(
    name="week03_em",
    title="Density estimation, mixtures and EM",
    chapter="book/week03_em",
    exercises=(
        HISTOGRAM_LOG_PROB,
        EQUAL_COUNT_EDGES,
        KDE_LOG_PROB,
        GMM_LOG_PROB,
        RESPONSIBILITIES,
        M_STEP,
        WEIGHTS_BY_MULTIPLIER,
        EM,
        ELBO,
        BOUND_GAP,
        LIKELIHOOD_GRADIENT_MEANS,
        SCORE_GRADIENT_MEANS,
        STICK_BREAKING,
        BEST_K,
        GMM_CLASSIFIER,
        BERNOULLI_MIXTURE,
    ),
)
