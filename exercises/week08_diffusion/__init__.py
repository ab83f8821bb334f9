"""Week 8: energies, scores, diffusion."""

from autograder.limits import MIB, Limits
from autograder.spec import Week
from exercises.week08_diffusion.boltzmann import BOLTZMANN
from exercises.week08_diffusion.contrastive_energy_loss import CONTRASTIVE
from exercises.week08_diffusion.ddim_step import DDIM_STEP
from exercises.week08_diffusion.denoising_score_loss import DENOISING_SCORE_LOSS
from exercises.week08_diffusion.flow_matching_loss import FLOW_MATCHING_LOSS
from exercises.week08_diffusion.guided import GUIDED
from exercises.week08_diffusion.integrate import INTEGRATE
from exercises.week08_diffusion.langevin import LANGEVIN
from exercises.week08_diffusion.latent_flow import LATENT_FLOW
from exercises.week08_diffusion.masked_loss import MASKED_LOSS
from exercises.week08_diffusion.mixture_score import MIXTURE_SCORE
from exercises.week08_diffusion.ode_log_prob import ODE_LOG_PROB
from exercises.week08_diffusion.tweedie import TWEEDIE

WEEK = Week(
    name="week08_diffusion",
    title="Energies, scores, diffusion",
    chapter="book/week08_diffusion",
    exercises=(
        BOLTZMANN,
        CONTRASTIVE,
        MIXTURE_SCORE,
        LANGEVIN,
        DENOISING_SCORE_LOSS,
        TWEEDIE,
        DDIM_STEP,
        FLOW_MATCHING_LOSS,
        INTEGRATE,
        ODE_LOG_PROB,
        GUIDED,
        MASKED_LOSS,
        LATENT_FLOW,
    ),
    limits=Limits(cell_seconds=120.0, notebook_seconds=600.0, cpu_seconds=900, memory_bytes=4096 * MIB),
    needs_torch=True,
)
