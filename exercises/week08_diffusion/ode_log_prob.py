"""The density of a flow in time: the questions of `ode_log_prob`, its wrong answers and other right ways."""

import math

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import SINGLE, line, net, normal, tensor
from gmcourse.reference import flow_matching


def _drawn(rng, rows, dims, steps, gain=1.0):
    return {"velocity": net(rng, dims, gain), "x": normal(rng, rows, dims, scale=1.5), "steps": steps}


def _cases(rng):
    slope = float(rng.uniform(0.4, 0.9) * rng.choice([-1, 1]))
    return {
        "main": [_drawn(rng, 3, 2, 4), _drawn(rng, 2, 5, 3, gain=0.5), _drawn(rng, 3, 3, 2)],
        "small": [_drawn(rng, 1, 1, 1), _drawn(rng, 4, 1, 6), _drawn(rng, 1, 3, 1)],
        "line": [
            {"velocity": line(slope, 1.0, -0.5), "x": normal(rng, 3, 4), "steps": 20},
            {"velocity": line(8 * slope, -2.0, 0.5), "x": normal(rng, 3, 6), "steps": 30},
        ],
    }


def _public():
    cases = _cases(np.random.default_rng(91))
    cases["main"].insert(0, {"velocity": line(1.0, 0.0, 0.0), "x": tensor([[1.0, 2.0]]), "steps": 1})
    return cases


ODE_LOG_PROB = Exercise(
    id="ode_log_prob",
    title="The density of a flow in time",
    points=4,
    minutes=30,
    difficulty=3,
    reference=flow_matching.ode_log_prob,
    public=_public(),
    hidden=_cases,
    properties=(
        Property("the log-density", tolerance=SINGLE),
        Property("one point, one dimension, one step", on="small", share=0.5, tolerance=SINGLE),
        Property("a linear velocity, whose law is Gaussian", on="line", share=0.5, tolerance=SINGLE),
    ),
)


def _jacobians(velocity, x, t):
    """(N, D, D): row i, column j holds the derivative of component i by coordinate j."""
    return torch.func.vmap(torch.func.jacrev(lambda row, s: velocity(row[None], s[None])[0]))(x.detach(), t)


def _trace(velocity, x, t):
    return _jacobians(velocity, x, t).diagonal(dim1=1, dim2=2).sum(1)


def _back(velocity, x, t, h):
    """The midpoint of one step back from t, and its end."""
    middle = x - h / 2 * velocity(x, t)
    return middle, x - h * velocity(middle, t - h / 2)


def _normal(z):
    return -0.5 * (z**2).sum(1) - z.shape[1] / 2 * math.log(2 * math.pi)


def _growth(velocity, x, middle, t, h):
    """The log-volume that one step adds."""
    return h * _trace(velocity, middle, t - h / 2)


def _solver(change=None, base=None, sign=-1, move=None):
    """An `ode_log_prob` made of the log-volume of one step, the base's density, the sign, and the move back."""

    def ode_log_prob(velocity, x, steps):
        h, volume = 1 / steps, 0
        with torch.enable_grad():
            for i in range(steps):
                t = torch.full((len(x),), 1 - i * h, dtype=x.dtype)
                middle, after = (move or _back)(velocity, x, t, h)
                volume = volume + (change or _growth)(velocity, x, middle, t, h)
                x = after.detach()
        return ((base or _normal)(x) + sign * volume).detach()

    return ode_log_prob


@ODE_LOG_PROB.wrong(
    "sign of the trace",
    hint="Where the velocity spreads points apart, the density falls on the way to t = 1. You let it rise: which sign has the integral of the trace?",
)
def sign_of_the_trace(velocity, x, steps):
    return _solver(sign=1)(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "no base",
    hint="You returned the change of volume alone. The points came from somewhere: how likely were they there?",
)
def no_base(velocity, x, steps):
    return _solver(base=lambda z: 0)(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "the base alone",
    hint="You found the noise and its density. What did the way do to volumes?",
)
def the_base_alone(velocity, x, steps):
    return _solver(sign=0)(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "no 2 pi",
    hint="Each dimension of the standard normal brings a constant. Where is log(2 pi)?",
)
def no_2_pi(velocity, x, steps):
    return _solver(base=lambda z: -0.5 * (z**2).sum(1))(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "one constant for all dimensions",
    hint="Your constant is the same for points of any dimension. Each dimension brings log(2 pi) / 2 of its own.",
)
def one_constant_for_all_dimensions(velocity, x, steps):
    return _solver(base=lambda z: -0.5 * (z**2).sum(1) - 0.5 * math.log(2 * math.pi))(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "Euler's steps",
    hint="You went back by Euler's steps. Midpoint steps are asked: velocity and trace in the middle of each step.",
)
def eulers_steps(velocity, x, steps):
    return _solver(
        change=lambda v, x, m, t, h: h * _trace(v, x, t), move=lambda v, x, t, h: (x, x - h * v(x, t))
    )(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "trace at the start of the step",
    hint="You moved by the midpoint rule, but took the trace at an end of the step. Where is the velocity of the step asked?",
)
def trace_at_the_start_of_the_step(velocity, x, steps):
    return _solver(change=lambda v, x, m, t, h: h * _trace(v, x, t))(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "trace not times the step",
    hint="You added up traces without the size of the step. A trace is a rate.",
)
def trace_not_times_the_step(velocity, x, steps):
    return _solver(change=lambda v, x, m, t, h: _trace(v, m, t - h / 2))(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "sum of the whole Jacobian",
    hint="You differentiated the sum of all components: that adds up the whole Jacobian. The trace takes component i by coordinate i only.",
)
def sum_of_the_whole_jacobian(velocity, x, steps):
    return _solver(change=lambda v, x, m, t, h: h * _jacobians(v, m, t - h / 2).sum((1, 2)))(
        velocity, x, steps
    )


@ODE_LOG_PROB.wrong(
    "mean of the diagonal",
    hint="You averaged the diagonal of the Jacobian. The trace is its sum.",
)
def mean_of_the_diagonal(velocity, x, steps):
    return _solver(change=lambda v, x, m, t, h: h * _trace(v, m, t - h / 2) / x.shape[1])(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "determinant instead of the trace",
    hint="You took the log-determinant of the velocity's own Jacobian. In a flow in time the *trace* is the rate at which log-volume grows.",
)
def determinant_instead_of_the_trace(velocity, x, steps):
    return _solver(change=lambda v, x, m, t, h: h * torch.linalg.slogdet(_jacobians(v, m, t - h / 2))[1])(
        velocity, x, steps
    )


@ODE_LOG_PROB.wrong(
    "log-determinant of each step",
    hint="You took the determinant of I + h J for each step. It tends to the same limit; here the trace itself is asked, h tr J for each step.",
)
def log_determinant_of_each_step(velocity, x, steps):
    return _solver(
        change=lambda v, x, m, t, h: torch.linalg.slogdet(
            torch.eye(x.shape[1], dtype=x.dtype) + h * _jacobians(v, m, t - h / 2)
        )[1]
    )(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "midpoint in place only",
    hint="Place and time of the midpoint belong together: half a step back in place is half a step back in time.",
)
def midpoint_in_place_only(velocity, x, steps):
    return _solver(
        change=lambda v, x, m, t, h: h * _trace(v, m, t),
        move=lambda v, x, t, h: (x - h / 2 * v(x, t), x - h * v(x - h / 2 * v(x, t), t)),
    )(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "forward",
    hint="You went from t = 0 to t = 1. x is data, it lives at t = 1: in which direction lies the noise?",
)
def forward(velocity, x, steps):
    h, volume = 1 / steps, 0
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        middle = (x + h / 2 * velocity(x, t)).detach()
        volume = volume + h * _trace(velocity, middle, t + h / 2)
        x = (x + h * velocity(middle, t + h / 2)).detach()
    return _normal(x) - volume


@ODE_LOG_PROB.wrong(
    "time runs forward on the way back",
    hint="You step back in space while your clock runs from 0 to 1. The last step of the walk was taken just before t = 1.",
)
def clock_forward(velocity, x, steps):
    return flow_matching.ode_log_prob(lambda v, t: velocity(v, 1 - t), x, steps)


@ODE_LOG_PROB.wrong(
    "the base at x",
    hint="You asked the base for the density of x itself. The base knows the noise that x came from.",
)
def base_at_x(velocity, x, steps):
    kept = x.clone()
    return _solver(base=lambda z: _normal(kept))(velocity, x, steps)


@ODE_LOG_PROB.wrong("the plane's constant for all dimensions", like="one constant for all dimensions")
def the_planes_constant(velocity, x, steps):
    return _solver(base=lambda z: -0.5 * (z**2).sum(1) - math.log(2 * math.pi))(velocity, x, steps)


@ODE_LOG_PROB.wrong("each step at the time of its mirror image", like="time runs forward on the way back")
def clock_mirrored(velocity, x, steps):
    return _solver(
        change=lambda v, x, m, t, h: h * _trace(v, m, 1 - t + h / 2),
        move=lambda v, x, t, h: _back(v, x, 1 - t + h, h),
    )(velocity, x, steps)


@ODE_LOG_PROB.wrong(
    "another constant",
    hint="Your constant is not the standard normal's. By how much does each dimension lower log N(z; 0, 1) at z = 0?",
)
def constant_not_halved(velocity, x, steps):
    return _solver(base=lambda z: -0.5 * (z**2).sum(1) - z.shape[1] * math.log(2 * math.pi))(
        velocity, x, steps
    )


@ODE_LOG_PROB.wrong("the constant added", like="another constant")
def constant_added(velocity, x, steps):
    return _solver(base=lambda z: -0.5 * (z**2).sum(1) + z.shape[1] / 2 * math.log(2 * math.pi))(
        velocity, x, steps
    )


@ODE_LOG_PROB.wrong(
    "no half in the base",
    hint="In the base's exponent stands your whole squared length. How does the density of the standard normal fall with it?",
)
def no_half_in_the_base(velocity, x, steps):
    return _solver(base=lambda z: -(z**2).sum(1) - z.shape[1] / 2 * math.log(2 * math.pi))(velocity, x, steps)


@ODE_LOG_PROB.wrong("trace at the end of the step", like="trace at the start of the step")
def trace_at_the_end_of_the_step(velocity, x, steps):
    return _solver(change=lambda v, x, m, t, h: h * _trace(v, _back(v, x, t, h)[1], t - h))(
        velocity, x, steps
    )


@ODE_LOG_PROB.wrong("Euler's steps, trace in the middle", like="Euler's steps")
def eulers_move(velocity, x, steps):
    return _solver(move=lambda v, x, t, h: (x - h / 2 * v(x, t), x - h * v(x, t)))(velocity, x, steps)


@ODE_LOG_PROB.wrong("midpoint in place only, at the trace", like="midpoint in place only")
def old_time_of_the_trace(velocity, x, steps):
    return _solver(change=lambda v, x, m, t, h: h * _trace(v, m, t))(velocity, x, steps)


@ODE_LOG_PROB.wrong("midpoint in place only, at the move", like="midpoint in place only")
def old_time_of_the_move(velocity, x, steps):
    return _solver(move=lambda v, x, t, h: (x - h / 2 * v(x, t), x - h * v(x - h / 2 * v(x, t), t)))(
        velocity, x, steps
    )


@ODE_LOG_PROB.wrong(
    "along the velocity while time runs back",
    hint="Your clock runs from 1 to 0, but your points go on along the velocity. Which sign has a step back?",
)
def along_the_velocity(velocity, x, steps):
    return _solver(move=lambda v, x, t, h: (x + h / 2 * v(x, t), x + h * v(x + h / 2 * v(x, t), t - h / 2)))(
        velocity, x, steps
    )


@ODE_LOG_PROB.alternative
def by_jacobians(velocity, x, steps):
    return _solver()(velocity, x, steps)


@ODE_LOG_PROB.alternative
def by_columns(velocity, x, steps):
    h = 1.0 / steps
    z, log_p = x.clone(), torch.zeros(len(x), dtype=x.dtype)
    for k in reversed(range(steps)):
        end, mid = (torch.ones(len(x), dtype=x.dtype) * s for s in ((k + 1) * h, (k + 0.5) * h))
        middle = (z - 0.5 * h * velocity(z, end)).detach().requires_grad_(True)
        v = velocity(middle, mid)
        for d in range(x.shape[1]):
            log_p -= h * torch.autograd.grad(v[:, d].sum(), middle, retain_graph=True)[0][:, d]
        z = (z - h * v).detach()
    return log_p + torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1)


@ODE_LOG_PROB.alternative
def by_directions(velocity, x, steps):
    eye, h, total = torch.eye(x.shape[1], dtype=x.dtype), 1 / steps, 0
    for i in range(steps):
        t = x.new_full((len(x),), 1 - i * h)
        middle = x - h / 2 * velocity(x, t)
        for e in eye:
            value, along = torch.func.jvp(lambda p, t=t: velocity(p, t - h / 2), (middle,), (e.expand_as(x),))
            total = total + h * along @ e
        x = x - h * value
    independent = torch.distributions.Independent(torch.distributions.Normal(torch.zeros_like(x), 1.0), 1)
    return independent.log_prob(x) - total
