"""Week 5: latent variables and VAEs; its exercises are declared by topic in three files."""

from autograder.exercises import week05_bounds as bounds
from autograder.exercises import week05_marginals as marginals
from autograder.exercises import week05_moves as moves
from autograder.exercises.spec import Week
from autograder.exercises.week05_other_more import OTHER
from autograder.exercises.week05_wrong import WRONG

WEEK = Week(
    name="week05_vae",
    title="Latent variables and VAEs",
    chapter="book/week05_latent_variables",
    exercises=(
        bounds.GAUSSIAN_LOG_LIKELIHOOD,
        marginals.UNIFORM_LATENT_LOG_MARGINAL,
        marginals.PPCA_LOG_MARGINAL,
        marginals.PPCA_POSTERIOR,
        bounds.REPARAMETERIZE,
        bounds.KL_TO_STANDARD_NORMAL,
        bounds.BERNOULLI_LOG_LIKELIHOOD,
        bounds.VAE_ELBO,
        bounds.IWAE_BOUND,
        bounds.BETA_ELBO,
        marginals.MIXTURE_PRIOR_LOG_PROB,
        moves.SCORE_FUNCTION_GRADIENT,
        moves.PATHWISE_GRADIENT,
        moves.SLERP,
        moves.IMPUTE,
    ),
    wrong=WRONG,
    alternatives=OTHER,
)
