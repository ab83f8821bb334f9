"""Week 4: wrong answers on recurrent networks, PixelCNN, attention and sampling."""

import math

import torch

from autograder.exercises.week04_wrong import WRONG


@WRONG.wrong(
    "rnn_log_prob",
    "predicts the same token",
    hint="You read x_t and then asked the state for x_t: it has just seen it. Which state knows all that "
    "came before x_t, and not x_t?",
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


@WRONG.wrong(
    "rnn_log_prob",
    "h_0 lost",
    hint="You started from a state of zeros. The first state is a parameter too: it is all that the model "
    "knows when it predicts the first token.",
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


@WRONG.wrong(
    "rnn_log_prob",
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


@WRONG.wrong(
    "pixelcnn_mask",
    "A lets the centre through",
    hint="Your first layer reads the very pixel that it predicts. In kind A the centre is hidden; later "
    "layers may keep it, because there it holds no more than the earlier pixels.",
)
def pixelcnn_open_centre(size, kind):
    mask = torch.zeros(size, size)
    mask[: size // 2] = 1
    mask[size // 2, : size // 2 + 1] = 1
    return mask


@WRONG.wrong(
    "pixelcnn_mask",
    "B hides the centre",
    hint="Kind B forbids the centre too. Then each layer forgets what the layer below found out at this "
    "place: may it not keep it, when the first layer saw only earlier pixels?",
)
def pixelcnn_closed_centre(size, kind):
    mask = torch.zeros(size, size)
    mask[: size // 2] = 1
    mask[size // 2, : size // 2] = 1
    return mask


@WRONG.wrong(
    "pixelcnn_mask",
    "raster order transposed",
    hint="Your mask reads column by column. The raster goes along a row from left to right, then to the next "
    "row: all of the rows above come before.",
)
def pixelcnn_columns(size, kind):
    mask = torch.zeros(size, size)
    mask[:, : size // 2] = 1
    mask[: size // 2 + (kind == "B"), size // 2] = 1
    return mask


@WRONG.wrong(
    "pixelcnn_mask",
    "upper left corner",
    hint="You allow only what is both above and to the left. The pixels above and to the right were drawn "
    "before, too: how much of a row is known before the next one starts?",
)
def pixelcnn_corner(size, kind):
    mask = torch.zeros(size, size)
    mask[: size // 2 + 1, : size // 2 + 1] = 1
    mask[size // 2, size // 2] = kind == "B"
    return mask


@WRONG.wrong(
    "causal_attention",
    "no mask",
    hint="Your first position already looks at the last one. Change v at the last position: which rows of "
    "your result move, and which may?",
)
def attention_unmasked(q, k, v):
    return torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]), 2) @ v


@WRONG.wrong(
    "causal_attention",
    "mask after softmax",
    hint="You struck out weights after they were normalised, so the rest no longer sums to 1. Where must the "
    "mask stand for the softmax to share everything among what is allowed?",
)
def attention_late_mask(q, k, v):
    weights = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]), 2)
    return torch.tril(weights) @ v


@WRONG.wrong(
    "causal_attention",
    "no 1/sqrt(E)",
    hint="The sum of E products has a standard deviation of sqrt(E): undivided, the softmax of a wide "
    "model is nearly a maximum. What brings the scores back to size one?",
)
def attention_unscaled(q, k, v):
    scores = q @ k.transpose(1, 2)
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, -math.inf), 2) @ v


@WRONG.wrong(
    "causal_attention",
    "divided by E",
    hint="You divided the scores by E. Their standard deviation grows like the square root of E: now they "
    "shrink as the model gets wider, and every position gets the same weight.",
)
def attention_overscaled(q, k, v):
    scores = q @ k.transpose(1, 2) / q.shape[2]
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, -math.inf), 2) @ v


@WRONG.wrong(
    "causal_attention",
    "0 instead of -inf",
    hint="A score of 0 is no ban: exp(0) is 1, so the forbidden positions still get weight. Which score "
    "gives the weight 0 after the exponential?",
)
def attention_zeroed(q, k, v):
    scores = torch.tril(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]))
    return torch.softmax(scores, 2) @ v


@WRONG.wrong(
    "causal_attention",
    "softmax over queries",
    hint="Your weights sum to 1 over the positions that ask, not over those that are looked at. Each query "
    "shares one unit of attention among its keys: which axis is that?",
)
def attention_over_queries(q, k, v):
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[2])
    later = torch.ones_like(scores).triu(1).bool()
    return torch.softmax(scores.masked_fill(later, -math.inf), 1) @ v


@WRONG.wrong(
    "sample_next",
    "multiplies by temperature",
    hint="A high temperature should make the choice more even, yours makes it sharper. Does heat stretch the "
    "differences between the logits, or shrink them?",
)
def sample_multiplied(logits, temperature, uniforms):
    cumulative = torch.softmax(logits * temperature, 1).cumsum(1)
    return (cumulative[:, :-1] <= uniforms[:, None]).sum(1)


@WRONG.wrong(
    "sample_next",
    "argmax",
    hint="You always take the most likely token: the limit of temperature 0. What are the uniforms for?",
)
def sample_argmax(logits, temperature, uniforms):
    return logits.argmax(1)


@WRONG.wrong(
    "sample_next",
    "temperature ignored",
    hint="Your draws are the same at each temperature. What must it do to the logits, before the softmax?",
)
def sample_untempered(logits, temperature, uniforms):
    cumulative = torch.softmax(logits, 1).cumsum(1)
    return (cumulative[:, :-1] <= uniforms[:, None]).sum(1)


@WRONG.wrong(
    "sample_next",
    "divides the probabilities",
    hint="You applied the temperature after the softmax. Dividing all probabilities by one number changes "
    "nothing once they are normalised again: what should be divided instead?",
)
def sample_tempered_late(logits, temperature, uniforms):
    cumulative = (torch.softmax(logits, 1) / temperature).cumsum(1)
    return (cumulative[:, :-1] <= uniforms[:, None]).sum(1)


@WRONG.wrong(
    "sample_next",
    "reaches instead of exceeds",
    hint="At u = 0 you chose a token of probability 0: its cumulative sum, 0, does reach u. Which "
    "comparison is asked for?",
)
def sample_reaches(logits, temperature, uniforms):
    cumulative = torch.softmax(logits / temperature, 1).cumsum(1)
    return (cumulative[:, :-1] < uniforms[:, None]).sum(1)


@WRONG.wrong(
    "sample_next",
    "softmax overflows",
    hint="You took exponentials of logits that a low temperature has made huge: they are infinite. A "
    "softmax stays the same when one number is subtracted from all logits: which number makes it safe?",
)
def sample_overflow(logits, temperature, uniforms):
    scaled = torch.exp(logits / temperature)
    cumulative = (scaled / scaled.sum(1, keepdim=True)).cumsum(1)
    return (cumulative[:, :-1] <= uniforms[:, None]).sum(1)
