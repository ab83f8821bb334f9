"""Week 4: autoregressive models."""

from autograder.limits import MIB, Limits
from autograder.spec import Week
from exercises.week04_autoregressive.categorical_log_prob import CATEGORICAL_LOG_PROB
from exercises.week04_autoregressive.causal_attention import CAUSAL_ATTENTION
from exercises.week04_autoregressive.fvsbn_log_prob import FVSBN_LOG_PROB
from exercises.week04_autoregressive.made_log_prob import MADE_LOG_PROB
from exercises.week04_autoregressive.made_masks import MADE_MASKS
from exercises.week04_autoregressive.nade_log_prob import NADE_LOG_PROB
from exercises.week04_autoregressive.nade_sample import NADE_SAMPLE
from exercises.week04_autoregressive.pixelcnn_mask import PIXELCNN_MASK
from exercises.week04_autoregressive.rnade_log_prob import RNADE_LOG_PROB
from exercises.week04_autoregressive.rnn_log_prob import RNN_LOG_PROB
from exercises.week04_autoregressive.sample_next import SAMPLE_NEXT
from exercises.week04_autoregressive.softmax_nll_gradient import SOFTMAX_NLL_GRADIENT
from exercises.week04_autoregressive.tiny_gpt import TINY_GPT

WEEK = Week(
    name="week04_autoregressive",
    title="Autoregressive models",
    chapter="book/week04_autoregressive",
    exercises=(
        FVSBN_LOG_PROB,
        NADE_LOG_PROB,
        NADE_SAMPLE,
        MADE_MASKS,
        MADE_LOG_PROB,
        CATEGORICAL_LOG_PROB,
        SOFTMAX_NLL_GRADIENT,
        RNADE_LOG_PROB,
        RNN_LOG_PROB,
        SAMPLE_NEXT,
        PIXELCNN_MASK,
        CAUSAL_ATTENTION,
        TINY_GPT,
    ),
    limits=Limits(cell_seconds=90.0, notebook_seconds=480.0, cpu_seconds=600, memory_bytes=4096 * MIB),
    needs_torch=True,
)
