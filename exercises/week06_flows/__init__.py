"""Week 6: normalizing flows."""

from autograder.limits import MIB, Limits
from autograder.spec import Week
from exercises.week06_flows.autoregressive_jacobian import AUTOREGRESSIVE_JACOBIAN
from exercises.week06_flows.change_of_variables import CHANGE_OF_VARIABLES
from exercises.week06_flows.compose import COMPOSE
from exercises.week06_flows.compose_jacobians import COMPOSE_JACOBIANS
from exercises.week06_flows.coupling_forward import COUPLING_FORWARD
from exercises.week06_flows.coupling_inverse import COUPLING_INVERSE
from exercises.week06_flows.flow_step import FLOW_STEP
from exercises.week06_flows.jacobian_log_abs_det import JACOBIAN
from exercises.week06_flows.linear_flow_log_prob import LINEAR_FLOW
from exercises.week06_flows.logit_dequantize import LOGIT_DEQUANTIZE
from exercises.week06_flows.maf_log_prob import MAF
from exercises.week06_flows.planar_log_abs_det import PLANAR
from exercises.week06_flows.pushforward_pmf import PUSHFORWARD_PMF
from exercises.week06_flows.real_nvp import REAL_NVP
from exercises.week06_flows.square_pushforward_log_prob import SQUARE

WEEK = Week(
    name="week06_flows",
    title="Normalizing flows",
    chapter="book/week06_flows",
    exercises=(
        PUSHFORWARD_PMF,
        SQUARE,
        CHANGE_OF_VARIABLES,
        LINEAR_FLOW,
        JACOBIAN,
        PLANAR,
        COUPLING_FORWARD,
        COUPLING_INVERSE,
        COMPOSE,
        COMPOSE_JACOBIANS,
        MAF,
        AUTOREGRESSIVE_JACOBIAN,
        LOGIT_DEQUANTIZE,
        REAL_NVP,
        FLOW_STEP,
    ),
    limits=Limits(cell_seconds=90.0, notebook_seconds=480.0, cpu_seconds=600, memory_bytes=4096 * MIB),
    needs_torch=True,
)
