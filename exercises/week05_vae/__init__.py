"""Week 5: latent variables and VAEs."""

from autograder.limits import MIB, Limits
from autograder.spec import Week
from exercises.week05_vae.bernoulli_log_likelihood import BERNOULLI_LOG_LIKELIHOOD
from exercises.week05_vae.beta_elbo import BETA_ELBO
from exercises.week05_vae.elbo_parts import ELBO_PARTS
from exercises.week05_vae.gaussian_log_likelihood import GAUSSIAN_LOG_LIKELIHOOD
from exercises.week05_vae.impute import IMPUTE
from exercises.week05_vae.iwae_bound import IWAE_BOUND
from exercises.week05_vae.kl_to_standard_normal import KL_TO_STANDARD_NORMAL
from exercises.week05_vae.leave_one_out_bounds import LEAVE_ONE_OUT_BOUNDS
from exercises.week05_vae.mixture_prior_log_prob import MIXTURE_PRIOR_LOG_PROB
from exercises.week05_vae.pathwise_gradient import PATHWISE_GRADIENT
from exercises.week05_vae.ppca_log_marginal import PPCA_LOG_MARGINAL
from exercises.week05_vae.ppca_posterior import PPCA_POSTERIOR
from exercises.week05_vae.reparameterize import REPARAMETERIZE
from exercises.week05_vae.score_function_gradient import SCORE_FUNCTION_GRADIENT
from exercises.week05_vae.slerp import SLERP
from exercises.week05_vae.uniform_latent_log_marginal import UNIFORM_LATENT_LOG_MARGINAL
from exercises.week05_vae.vae import VAE
from exercises.week05_vae.vae_elbo import VAE_ELBO

WEEK = Week(
    name="week05_vae",
    title="Latent variables and VAEs",
    chapter="book/week05_latent_variables",
    exercises=(
        GAUSSIAN_LOG_LIKELIHOOD,
        UNIFORM_LATENT_LOG_MARGINAL,
        PPCA_LOG_MARGINAL,
        PPCA_POSTERIOR,
        REPARAMETERIZE,
        KL_TO_STANDARD_NORMAL,
        BERNOULLI_LOG_LIKELIHOOD,
        VAE_ELBO,
        ELBO_PARTS,
        IWAE_BOUND,
        LEAVE_ONE_OUT_BOUNDS,
        BETA_ELBO,
        MIXTURE_PRIOR_LOG_PROB,
        SCORE_FUNCTION_GRADIENT,
        PATHWISE_GRADIENT,
        SLERP,
        IMPUTE,
        VAE,
    ),
    limits=Limits(cell_seconds=90.0, notebook_seconds=480.0, cpu_seconds=600, memory_bytes=4096 * MIB),
    needs_torch=True,
)
