"""Week 7: GANs and divergences."""

from autograder.limits import MIB, Limits
from autograder.spec import Week
from exercises.week07_gans.critic_loss import CRITIC_LOSS
from exercises.week07_gans.discriminator_loss import DISCRIMINATOR_LOSS
from exercises.week07_gans.f_divergence import F_DIVERGENCE
from exercises.week07_gans.fgan_bound import FGAN_BOUND
from exercises.week07_gans.gan_step import GAN_STEP
from exercises.week07_gans.generator_kl_loss import GENERATOR_KL_LOSS
from exercises.week07_gans.generator_logit_gradients import GENERATOR_LOGIT_GRADIENTS
from exercises.week07_gans.generator_minimax_loss import GENERATOR_MINIMAX_LOSS
from exercises.week07_gans.generator_nonsaturating_loss import GENERATOR_NONSATURATING_LOSS
from exercises.week07_gans.gradient_penalty import GRADIENT_PENALTY
from exercises.week07_gans.jensen_shannon import JENSEN_SHANNON
from exercises.week07_gans.judge_regret import JUDGE_REGRET
from exercises.week07_gans.modes_covered import MODES_COVERED
from exercises.week07_gans.optimal_discriminator import OPTIMAL_DISCRIMINATOR
from exercises.week07_gans.penalised import PENALISED
from exercises.week07_gans.projection_logit import PROJECTION_LOGIT
from exercises.week07_gans.r1_penalty import R1_PENALTY
from exercises.week07_gans.squeeze_w1 import SQUEEZE_W1
from exercises.week07_gans.wasserstein1 import WASSERSTEIN1
from exercises.week07_gans.wgan_generator_loss import WGAN_GENERATOR_LOSS

WEEK = Week(
    name="week07_gans",
    title="GANs and divergences",
    chapter="book/week07_gans",
    exercises=(
        OPTIMAL_DISCRIMINATOR,
        DISCRIMINATOR_LOSS,
        JUDGE_REGRET,
        GENERATOR_MINIMAX_LOSS,
        GENERATOR_NONSATURATING_LOSS,
        GENERATOR_LOGIT_GRADIENTS,
        GENERATOR_KL_LOSS,
        JENSEN_SHANNON,
        F_DIVERGENCE,
        FGAN_BOUND,
        WASSERSTEIN1,
        SQUEEZE_W1,
        CRITIC_LOSS,
        WGAN_GENERATOR_LOSS,
        GRADIENT_PENALTY,
        GAN_STEP,
        PROJECTION_LOGIT,
        MODES_COVERED,
        R1_PENALTY,
        PENALISED,
    ),
    limits=Limits(cell_seconds=90.0, notebook_seconds=480.0, cpu_seconds=600, memory_bytes=4096 * MIB),
    needs_torch=True,
)
