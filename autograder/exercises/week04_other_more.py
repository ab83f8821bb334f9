"""Week 4: a third correct way for each exercise that had two, by loops, libraries and other formulas."""

import torch

from autograder.exercises.week04_other import OTHER


@OTHER.alternative("nade_sample")
def nade_sample_in_lists(uniforms, W, c, V, b):
    rows = []
    for u in uniforms:
        x = torch.zeros(len(b), dtype=W.dtype)
        for i in range(len(b)):
            hidden = torch.sigmoid(c + W[:, :i] @ x[:i])
            x[i] = float(u[i] < torch.sigmoid(V[i] @ hidden + b[i]))
        rows.append(x)
    return torch.stack(rows)


@OTHER.alternative("made_masks")
def made_masks_of_bool(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:], strict=True):
        masks.append(torch.le(below.unsqueeze(0), above.unsqueeze(1)).to(torch.float32))
    masks.append(torch.gt(degrees[0].unsqueeze(1), degrees[-1].unsqueeze(0)).to(torch.float32))
    return masks


@OTHER.alternative("made_log_prob")
def made_by_cross_entropy(x, weights, biases, masks):
    from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

    value = x
    for layer in range(len(weights)):
        value = value @ (masks[layer] * weights[layer]).T + biases[layer]
        if layer < len(weights) - 1:
            value = value.clamp(min=0)
    return -cross_entropy(value, x, reduction="none").sum(dim=1)


@OTHER.alternative("rnade_log_prob")
def rnade_shifted(x, log_weights, means, log_scales):
    import math

    z = (x.unsqueeze(-1) - means) / log_scales.exp()
    scores = log_weights - log_scales - (z.square() + math.log(2 * math.pi)) / 2
    top = scores.max(dim=-1, keepdim=True).values
    return (top.squeeze(-1) + (scores - top).exp().sum(-1).log()).sum(-1)


@OTHER.alternative("rnn_log_prob")
def rnn_states_first(tokens, params):
    state = params["h0"].repeat(len(tokens), 1)
    states = []
    for t in range(tokens.shape[1]):
        states.append(state)
        inputs = params["W_xh"][:, tokens[:, t]].T
        state = torch.tanh(inputs + state @ params["W_hh"].T + params["b_h"])
    logits = torch.stack(states, dim=1) @ params["W_hy"].T + params["b_y"]
    return torch.distributions.Categorical(logits=logits).log_prob(tokens).sum(dim=1)


@OTHER.alternative("pixelcnn_mask")
def pixelcnn_by_rows(size, kind):
    middle = size // 2
    mask = torch.zeros(size, size)
    mask[:middle] = 1
    mask[middle, : middle + (kind == "B")] = 1
    return mask


@OTHER.alternative("sample_next")
def sample_next_by_comparing(logits, temperature, uniforms):
    cumulative = torch.cumsum(torch.softmax(logits / temperature, dim=1), dim=1)
    cumulative[:, -1] = 1.0
    first = (cumulative > uniforms.unsqueeze(1)).to(torch.int64)
    return first.argmax(dim=1)
