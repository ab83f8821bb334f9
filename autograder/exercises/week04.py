"""Week 4: the exercises on autoregressive models."""

from autograder.exercises import week04_wrong_sequences, week04_wrong_vectors  # noqa: F401  (both fill WRONG)
from autograder.exercises.spec import Week
from autograder.exercises.week04_binary import (
    FVSBN_LOG_PROB,
    MADE_LOG_PROB,
    MADE_MASKS,
    NADE_LOG_PROB,
    NADE_SAMPLE,
)
from autograder.exercises.week04_other_more import OTHER
from autograder.exercises.week04_sequences import (
    CATEGORICAL_LOG_PROB,
    CAUSAL_ATTENTION,
    PIXELCNN_MASK,
    RNADE_LOG_PROB,
    RNN_LOG_PROB,
    SAMPLE_NEXT,
)
from autograder.exercises.week04_wrong import WRONG

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
        RNADE_LOG_PROB,
        RNN_LOG_PROB,
        PIXELCNN_MASK,
        CAUSAL_ATTENTION,
        SAMPLE_NEXT,
    ),
    wrong=WRONG,
    alternatives=OTHER,
)
