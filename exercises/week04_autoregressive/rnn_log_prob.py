"""A recurrent network reads: the questions of `rnn_log_prob`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week04_autoregressive._cases import TRAINED, normal, tokens, trained
from gmcourse.reference import autoregressive


def _rnn(rng, n, length, kinds, units, gain=1.0):
    """A network whose logits `gain` stretches."""
    shapes = {
        "h0": (units,),
        "W_xh": (units, kinds),
        "W_hh": (units, units),
        "b_h": (units,),
        "W_hy": (kinds, units),
        "b_y": (kinds,),
    }
    return {
        "tokens": tokens(rng, kinds, n, length),
        "params": {
            name: normal(rng, *shape, scale=gain if name == "W_hy" else 1.0) for name, shape in shapes.items()
        },
    }


RNN_LOG_PROB = Exercise(
    id="rnn_log_prob",
    title="A recurrent network reads",
    points=3,
    minutes=20,
    difficulty=2,
    reference=autoregressive.rnn_log_prob,
    public={
        "main": [
            _rnn(np.random.default_rng(48), 2, 3, 3, 2),
            _rnn(np.random.default_rng(49), 3, 5, 4, 3),
            _rnn(np.random.default_rng(51), 3, 3, 3, 3),
            _rnn(np.random.default_rng(52), 1, 4, 2, 5),
            _rnn(np.random.default_rng(53), 4, 5, 4, 4, gain=30.0),
            _rnn(np.random.default_rng(55), 3, 4, 4, 4, gain=900.0),
        ],
        "one token": [
            _rnn(np.random.default_rng(50), 2, 1, 3, 2),
            _rnn(np.random.default_rng(54), 1, 1, 4, 4),
        ],
        "trained": [trained(_rnn(np.random.default_rng(48), 2, 3, 3, 2), "params")],
    },
    hidden=lambda rng: {
        "main": [
            _rnn(rng, *sizes)
            for sizes in ((4, 6, 5, 4), (6, 9, 3, 8), (1, 5, 4, 3), (4, 4, 4, 4), (3, 5, 3, 1))
        ]
        + [_rnn(rng, 5, 6, 4, 4, gain=gain) for gain in (30.0, 900.0)],
        "one token": [_rnn(rng, 3, 1, 4, 5), _rnn(rng, 1, 1, 3, 3)],
        "trained": [trained(_rnn(rng, 3, 4, 3, 4), "params")],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the log-probability of each sequence"),
        Property("a sequence of one token", on="one token", share=0.5),
        TRAINED,
    ),
)


@RNN_LOG_PROB.wrong(
    "predicts the same token",
    hint="You read x_t and then asked the state for x_t: it has just seen it. Which state knows all that came before x_t, and not x_t?",
)
def rnn_same_token(tokens, params):
    state = params["h0"].expand(len(tokens), -1)
    total = torch.zeros(len(tokens), dtype=state.dtype)
    for t in range(tokens.shape[1]):
        token = tokens[:, t]
        state = torch.tanh(state @ params["W_hh"].T + params["W_xh"].T[token] + params["b_h"])
        log_p = torch.log_softmax(state @ params["W_hy"].T + params["b_y"], 1)
        total = total + log_p[torch.arange(len(token)), token]
    return total


@RNN_LOG_PROB.wrong(
    "h_0 lost",
    hint="You started from a state of zeros. The first state is a parameter too: it is all that the model knows when it predicts the first token.",
)
def rnn_zero_start(tokens, params):
    state = torch.zeros(len(tokens), len(params["h0"]), dtype=params["h0"].dtype)
    total = torch.zeros(len(tokens), dtype=state.dtype)
    for t in range(tokens.shape[1]):
        token = tokens[:, t]
        log_p = torch.log_softmax(state @ params["W_hy"].T + params["b_y"], 1)
        total = total + log_p[torch.arange(len(token)), token]
        state = torch.tanh(state @ params["W_hh"].T + params["W_xh"].T[token] + params["b_h"])
    return total


@RNN_LOG_PROB.wrong(
    "off by one",
    hint="T tokens, but only T - 1 predictions: the first token costs nothing in your sum. What predicts it?",
)
def rnn_first_not_scored(tokens, params):
    state = params["h0"].expand(len(tokens), -1)
    total = torch.zeros(len(tokens), dtype=state.dtype)
    for t in range(tokens.shape[1]):
        token = tokens[:, t]
        if t > 0:
            log_p = torch.log_softmax(state @ params["W_hy"].T + params["b_y"], 1)
            total = total + log_p[torch.arange(len(token)), token]
        state = torch.tanh(state @ params["W_hh"].T + params["W_xh"].T[token] + params["b_h"])
    return total


@RNN_LOG_PROB.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def rnn_cut(tokens, params):
    state = params["h0"].expand(len(tokens), -1)
    total = torch.zeros(len(tokens), dtype=state.dtype)
    for t in range(tokens.shape[1]):
        token = tokens[:, t]
        log_p = torch.log_softmax(state @ params["W_hy"].T + params["b_y"], 1)
        total = total + log_p[torch.arange(len(token)), token]
        state = torch.tanh(state @ params["W_hh"].T + params["W_xh"].T[token] + params["b_h"])
    return total.detach()


@RNN_LOG_PROB.wrong("the state cut off", like="the graph is cut")
def rnn_state_cut(tokens, params):
    state = params["h0"].expand(len(tokens), -1)
    total = torch.zeros(len(tokens), dtype=state.dtype)
    for t in range(tokens.shape[1]):
        token = tokens[:, t]
        log_p = torch.log_softmax(state @ params["W_hy"].T + params["b_y"], 1)
        total = total + log_p[torch.arange(len(token)), token]
        state = torch.tanh(state.detach() @ params["W_hh"].T + params["W_xh"].T[token] + params["b_h"])
    return total


@RNN_LOG_PROB.wrong(
    "the loss instead of the log-probability",
    hint="You returned a loss, in which log-probabilities stand with a minus. A log-probability of something that has a chance is never above 0: which sign has yours?",
)
def rnn_loss(tokens, params):
    state = params["h0"].expand(len(tokens), -1)
    total = torch.zeros(len(tokens), dtype=state.dtype)
    for t in range(tokens.shape[1]):
        token = tokens[:, t]
        log_p = torch.log_softmax(state @ params["W_hy"].T + params["b_y"], 1)
        total = total - log_p[torch.arange(len(token)), token]
        state = torch.tanh(state @ params["W_hh"].T + params["W_xh"].T[token] + params["b_h"])
    return total


@RNN_LOG_PROB.wrong(
    "mean over the tokens",
    hint="You averaged over the tokens. The chain rule multiplies the conditionals: what happens to a product under the logarithm?",
)
def rnn_mean(tokens, params):
    state = params["h0"].expand(len(tokens), -1)
    total = torch.zeros(len(tokens), dtype=state.dtype)
    for t in range(tokens.shape[1]):
        token = tokens[:, t]
        log_p = torch.log_softmax(state @ params["W_hy"].T + params["b_y"], 1)
        total = total + log_p[torch.arange(len(token)), token] / tokens.shape[1]
        state = torch.tanh(state @ params["W_hh"].T + params["W_xh"].T[token] + params["b_h"])
    return total


@RNN_LOG_PROB.wrong(
    "no tanh",
    hint="Your state does not go through a tanh. Which function bends it, and keeps it between -1 and 1?",
)
def rnn_linear(tokens, params):
    state = params["h0"].expand(len(tokens), -1)
    total = torch.zeros(len(tokens), dtype=state.dtype)
    for t in range(tokens.shape[1]):
        token = tokens[:, t]
        log_p = torch.log_softmax(state @ params["W_hy"].T + params["b_y"], 1)
        total = total + log_p[torch.arange(len(token)), token]
        state = state @ params["W_hh"].T + params["W_xh"].T[token] + params["b_h"]
    return total


def _states(tokens, params, bend=torch.tanh, memory=1.0, reading=1.0):
    """The states that predict the tokens (N, T, H), with another function or less of what they hang on."""
    state = params["h0"].expand(len(tokens), -1)
    states = []
    for t in range(tokens.shape[1]):
        states.append(state)
        inputs = reading * params["W_xh"].T[tokens[:, t]] + params["b_h"]
        state = bend(memory * state @ params["W_hh"].T + inputs)
    return torch.stack(states, dim=1)


def _logits(states, params):
    return states @ params["W_hy"].T + params["b_y"]


def _picked(scores, tokens):
    return scores.gather(2, tokens[:, :, None])[:, :, 0]


def _steps(tokens, params, **changed):
    """The log-probability of each token (N, T)."""
    return _picked(torch.log_softmax(_logits(_states(tokens, params, **changed), params), 2), tokens)


@RNN_LOG_PROB.wrong("sigmoid for tanh", like="no tanh")
def rnn_of_sigmoids(tokens, params):
    return _steps(tokens, params, bend=torch.sigmoid).sum(1)


@RNN_LOG_PROB.wrong("relu for tanh", like="no tanh")
def rnn_of_relu(tokens, params):
    return _steps(tokens, params, bend=torch.relu).sum(1)


@RNN_LOG_PROB.wrong(
    "the state forgotten",
    hint="Your state knows the last token only. What carries what was read before it from one step to the next?",
)
def rnn_without_memory(tokens, params):
    return _steps(tokens, params, memory=0.0).sum(1)


@RNN_LOG_PROB.wrong(
    "W_hh the other way round",
    hint="You multiplied the state by the transpose of W_hh. In the formula h_(t-1) stands to the right of W_hh: over which of its indices does the sum run?",
)
def rnn_transposed(tokens, params):
    return _steps(tokens, params | {"W_hh": params["W_hh"].T}).sum(1)


@RNN_LOG_PROB.wrong(
    "a bias dropped",
    hint="You left out one of the two biases. There is one for the state and one for the logits: which have you not added?",
)
def rnn_without_output_bias(tokens, params):
    return _steps(tokens, params | {"b_y": 0 * params["b_y"]}).sum(1)


@RNN_LOG_PROB.wrong("the state's bias dropped", like="a bias dropped")
def rnn_without_state_bias(tokens, params):
    return _steps(tokens, params | {"b_h": 0 * params["b_h"]}).sum(1)


@RNN_LOG_PROB.wrong(
    "the last token is free",
    hint="T tokens, but only T - 1 predictions: the last token costs nothing in your sum. Which state predicts it?",
)
def rnn_last_free(tokens, params):
    return _steps(tokens, params)[:, :-1].sum(1)


@RNN_LOG_PROB.wrong("the first token neither read nor scored", like="off by one")
def rnn_from_the_second(tokens, params):
    return _steps(tokens[:, 1:], params).sum(1) if tokens.shape[1] > 1 else 0.0 * tokens[:, 0]


@RNN_LOG_PROB.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each sequence has a log-probability of its own: over which axis should you sum, and which one should stay?",
)
def rnn_one_sum(tokens, params):
    return _steps(tokens, params).sum()


@RNN_LOG_PROB.wrong("the mean over the batch", like="one number for the batch")
def rnn_one_mean(tokens, params):
    return _steps(tokens, params).sum(1).mean()


@RNN_LOG_PROB.wrong("the mean loss over the tokens", like="the loss instead of the log-probability")
def rnn_mean_loss(tokens, params):
    return -_steps(tokens, params).mean(1)


@RNN_LOG_PROB.wrong("the tables cut off", like="the graph is cut")
def rnn_tables_cut(tokens, params):
    return _steps(tokens, params | {name: params[name].detach() for name in ("W_xh", "W_hh")}).sum(1)


@RNN_LOG_PROB.wrong(
    "no log-softmax",
    hint="You added up raw logits. Add 5 to all of b_y: the distribution stays the same, does your answer?",
)
def rnn_raw(tokens, params):
    return _picked(_logits(_states(tokens, params), params), tokens).sum(1)


@RNN_LOG_PROB.wrong(
    "no logarithm",
    hint="You returned probabilities, or their sum or product. The chain rule multiplies the conditionals: what happens to a product under the logarithm?",
)
def rnn_probability(tokens, params):
    return torch.exp(_steps(tokens, params).sum(1))


@RNN_LOG_PROB.wrong("the sum of the probabilities", like="no logarithm")
def rnn_sum_of_probabilities(tokens, params):
    return torch.exp(_steps(tokens, params)).sum(1)


@RNN_LOG_PROB.wrong(
    "log of a rounded probability",
    hint="In floats the exponential of a large logit is infinite, and a probability far below the largest rounds away, or is lost beside what you add to it. Its logarithm would not be: which torch function goes from logits to log-probabilities in one step?",
)
def rnn_rounded(tokens, params):
    return torch.log(_picked(torch.softmax(_logits(_states(tokens, params), params), 2), tokens)).sum(1)


@RNN_LOG_PROB.wrong("1e-12 beside the probability", like="log of a rounded probability")
def rnn_beside(tokens, params, epsilon=1e-12):
    p = _picked(torch.softmax(_logits(_states(tokens, params), params), 2), tokens)
    return torch.log(p + epsilon).sum(1)


@RNN_LOG_PROB.wrong("1e-6 beside the probability", like="log of a rounded probability")
def rnn_beside_6(tokens, params):
    return rnn_beside(tokens, params, 1e-6)


@RNN_LOG_PROB.wrong("1e-8 beside the probability", like="log of a rounded probability")
def rnn_beside_8(tokens, params):
    return rnn_beside(tokens, params, 1e-8)


@RNN_LOG_PROB.wrong("1e-10 beside the probability", like="log of a rounded probability")
def rnn_beside_10(tokens, params):
    return rnn_beside(tokens, params, 1e-10)


@RNN_LOG_PROB.wrong("softmax overflows", like="log of a rounded probability")
def rnn_overflow(tokens, params):
    e = torch.exp(_logits(_states(tokens, params), params))
    return torch.log(_picked(e / e.sum(2, keepdim=True), tokens)).sum(1)


@RNN_LOG_PROB.wrong("the normaliser overflows", like="log of a rounded probability")
def rnn_normaliser_overflows(tokens, params):
    logits = _logits(_states(tokens, params), params)
    return _picked(logits - torch.log(torch.exp(logits).sum(2, keepdim=True)), tokens).sum(1)


@RNN_LOG_PROB.alternative
def rnn_one_by_one(tokens, params):
    answers = []
    for row in tokens.tolist():
        h, total = params["h0"], 0.0
        for token in row:
            o = params["W_hy"] @ h + params["b_y"]
            total = total + o[token] - torch.logsumexp(o, 0)
            h = torch.tanh(params["W_hh"] @ h + params["W_xh"][:, token] + params["b_h"])
        answers.append(total)
    return torch.stack(answers)


@RNN_LOG_PROB.alternative
def rnn_states_first(tokens, params):
    state = params["h0"].repeat(len(tokens), 1)
    states = []
    for t in range(tokens.shape[1]):
        states.append(state)
        inputs = params["W_xh"][:, tokens[:, t]].T
        state = torch.tanh(inputs + state @ params["W_hh"].T + params["b_h"])
    logits = torch.stack(states, dim=1) @ params["W_hy"].T + params["b_y"]
    return torch.distributions.Categorical(logits=logits).log_prob(tokens).sum(dim=1)


@RNN_LOG_PROB.alternative
def rnn_with_torch_s_cell(tokens, params):
    kinds, units = params["W_hy"].shape
    cell = torch.nn.RNNCell(kinds, units, dtype=torch.float64)
    own = {
        "weight_ih": params["W_xh"],
        "weight_hh": params["W_hh"],
        "bias_ih": params["b_h"],
        "bias_hh": torch.zeros_like(params["b_h"]),
    }
    state, total = params["h0"].repeat(len(tokens), 1), 0.0
    for t in range(tokens.shape[1]):
        logits = state @ params["W_hy"].T + params["b_y"]
        total = total - F.cross_entropy(logits, tokens[:, t], reduction="none")
        state = torch.func.functional_call(cell, own, (F.one_hot(tokens[:, t], kinds).double(), state))
    return total
