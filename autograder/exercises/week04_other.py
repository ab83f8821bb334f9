"""Week 4: correct solutions written another way; none of them may lose a point."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from autograder.exercises.spec import Collection

OTHER = Collection()


@OTHER.alternative("fvsbn_log_prob")
def fvsbn_loops(x, weight, bias):
    total = torch.zeros(x.shape[0], dtype=x.dtype)
    for i in range(x.shape[1]):
        logit = bias[i] + x[:, :i] @ weight[i, :i]
        total += torch.where(x[:, i] == 1, F.logsigmoid(logit), F.logsigmoid(-logit))
    return total


@OTHER.alternative("fvsbn_log_prob")
def fvsbn_distribution(x, weight, bias):
    logits = torch.einsum("nj,ij->ni", x, weight.tril(diagonal=-1)) + bias
    return torch.distributions.Bernoulli(logits=logits).log_prob(x).sum(-1)


@OTHER.alternative("fvsbn_log_prob")
def fvsbn_float32(x, weight, bias):
    x, weight, bias = x.float(), weight.float(), bias.float()
    logits = x @ torch.tril(weight, -1).t() + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)


@OTHER.alternative("nade_log_prob")
def nade_row_by_row(x, W, c, V, b):
    answers = []
    for row in x:
        sums, total = c.clone(), 0.0
        for i in range(len(row)):
            logit = torch.dot(V[i], torch.sigmoid(sums)) + b[i]
            total = total + (F.logsigmoid(logit) if row[i] == 1 else F.logsigmoid(-logit))
            sums += row[i] * W[:, i]
        answers.append(total)
    return torch.stack(answers)


@OTHER.alternative("nade_log_prob")
def nade_cumulative(x, W, c, V, b):
    after = torch.cumsum(x[:, :, None] * W.T, dim=1)
    before = torch.cat([torch.zeros_like(after[:, :1]), after[:, :-1]], dim=1)
    logits = (torch.sigmoid(before + c) * V).sum(-1) + b
    return (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(1)


@OTHER.alternative("nade_log_prob")
def nade_numpy(x, W, c, V, b):
    x, W, c, V, b = (value.numpy() for value in (x, W, c, V, b))
    sums = np.tile(c, (len(x), 1))
    total = np.zeros(len(x))
    for i in range(x.shape[1]):
        logit = 1 / (1 + np.exp(-sums)) @ V[i] + b[i]
        total += x[:, i] * logit - np.logaddexp(0, logit)
        sums += np.outer(x[:, i], W[:, i])
    return total


@OTHER.alternative("nade_sample")
def nade_sample_columns(uniforms, W, c, V, b):
    sums = c[:, None].repeat(1, len(uniforms))
    columns = []
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(V[i] @ torch.sigmoid(sums) + b[i])
        drawn = (uniforms[:, i] < p).double()
        sums = sums + torch.outer(W[:, i], drawn)
        columns.append(drawn)
    return torch.stack(columns, dim=1)


@OTHER.alternative("nade_sample")
def nade_sample_from_scratch(uniforms, W, c, V, b):
    x = torch.zeros(uniforms.shape, dtype=torch.int64)
    for i in range(uniforms.shape[1]):
        hidden = torch.sigmoid(c + x[:, :i].double() @ W[:, :i].T)
        p = torch.sigmoid((hidden * V[i]).sum(1) + b[i])
        x[:, i] = torch.where(uniforms[:, i] < p, 1, 0)
    return x


@OTHER.alternative("made_masks")
def made_masks_loops(degrees):
    layers = list(degrees) + [degrees[0]]
    masks = []
    for number in range(1, len(layers)):
        low, high = layers[number - 1], layers[number]
        mask = torch.zeros(len(high), len(low))
        for i in range(len(high)):
            for j in range(len(low)):
                last = number == len(layers) - 1
                mask[i, j] = float(high[i] > low[j] if last else high[i] >= low[j])
        masks.append(mask)
    return masks


@OTHER.alternative("made_masks")
def made_masks_shifted(degrees):
    layers = [d.numpy() for d in degrees] + [degrees[0].numpy() - 1]
    return [np.less_equal.outer(low, high).T for low, high in zip(layers, layers[1:], strict=False)]


@OTHER.alternative("made_log_prob")
def made_linear(x, weights, biases, masks):
    hidden = x
    for number, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        hidden = F.linear(hidden, weight.masked_fill(mask == 0, 0.0), bias)
        if number < len(weights) - 1:
            hidden = hidden.clamp(min=0)
    return torch.distributions.Bernoulli(logits=hidden).log_prob(x).sum(1)


@OTHER.alternative("made_log_prob")
def made_one_by_one(x, weights, biases, masks):
    answers = []
    for row in x:
        hidden = row
        for weight, bias, mask in zip(weights[:-1], biases[:-1], masks[:-1], strict=True):
            hidden = torch.relu((weight * mask) @ hidden + bias)
        logits = (weights[-1] * masks[-1]) @ hidden + biases[-1]
        answers.append(torch.sum(row * logits - torch.logaddexp(logits, torch.zeros_like(logits))))
    return torch.stack(answers)


@OTHER.alternative("categorical_log_prob")
def categorical_cross_entropy(logits, x):
    return -F.cross_entropy(logits.transpose(1, 2), x, reduction="none").sum(1)


@OTHER.alternative("categorical_log_prob")
def categorical_distribution(logits, x):
    return torch.distributions.Categorical(logits=logits).log_prob(x).sum(-1)


@OTHER.alternative("categorical_log_prob")
def categorical_one_hot(logits, x):
    log_p = logits - torch.logsumexp(logits, dim=2, keepdim=True)
    chosen = F.one_hot(x, logits.shape[2]).bool()
    return torch.where(chosen, log_p, 0.0).sum(dim=(1, 2))


@OTHER.alternative("rnade_log_prob")
def rnade_distribution(x, log_weights, means, log_scales):
    mixture = torch.distributions.Categorical(logits=log_weights)
    normal = torch.distributions.Normal(means, log_scales.exp())
    return torch.distributions.MixtureSameFamily(mixture, normal).log_prob(x).sum(1)


@OTHER.alternative("rnade_log_prob")
def rnade_loops(x, log_weights, means, log_scales):
    total = torch.zeros(len(x), dtype=x.dtype)
    for d in range(x.shape[1]):
        terms = []
        for k in range(means.shape[2]):
            std = torch.exp(log_scales[:, d, k])
            square = ((x[:, d] - means[:, d, k]) / std) ** 2
            terms.append(log_weights[:, d, k] - 0.5 * square - torch.log(std * math.sqrt(2 * math.pi)))
        total = total + torch.stack(terms).logsumexp(0)
    return total


@OTHER.alternative("rnn_log_prob")
def rnn_with_torch_s_layer(tokens, params):
    kinds, units = params["W_hy"].shape
    cell = torch.nn.RNN(kinds, units, batch_first=True, dtype=torch.float64)
    with torch.no_grad():
        cell.weight_ih_l0.copy_(params["W_xh"])
        cell.weight_hh_l0.copy_(params["W_hh"])
        cell.bias_ih_l0.copy_(params["b_h"])
        cell.bias_hh_l0.zero_()
    first = params["h0"].repeat(1, len(tokens), 1)
    states, _ = cell(F.one_hot(tokens, kinds).double(), first)
    states = torch.cat([first[0][:, None], states[:, :-1]], dim=1)
    log_p = torch.log_softmax(states @ params["W_hy"].T + params["b_y"], dim=2)
    return log_p.gather(2, tokens[:, :, None]).sum(dim=(1, 2))


@OTHER.alternative("rnn_log_prob")
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


@OTHER.alternative("pixelcnn_mask")
def pixelcnn_flat(size, kind):
    flat = np.arange(size * size)
    centre = size * size // 2
    return (flat < centre + (kind == "B")).reshape(size, size)


@OTHER.alternative("pixelcnn_mask")
def pixelcnn_loops(size, kind):
    mask = torch.ones(size, size)
    half = size // 2
    for row in range(size):
        for column in range(size):
            later = row > half or (row == half and column > half)
            centre = row == half and column == half
            if later or (centre and kind == "A"):
                mask[row, column] = 0
    return mask


@OTHER.alternative("causal_attention")
def attention_of_torch(q, k, v):
    return F.scaled_dot_product_attention(q, k, v, is_causal=True)


@OTHER.alternative("causal_attention")
def attention_loops(q, k, v):
    rows = []
    for t in range(q.shape[1]):
        scores = torch.einsum("be,bse->bs", q[:, t], k[:, : t + 1]) / q.shape[2] ** 0.5
        rows.append(torch.einsum("bs,bse->be", scores.softmax(1), v[:, : t + 1]))
    return torch.stack(rows, dim=1)


@OTHER.alternative("causal_attention")
def attention_added_mask(q, k, v):
    length = q.shape[1]
    mask = torch.full((length, length), float("-inf"), dtype=q.dtype).triu(1)
    return torch.softmax(torch.bmm(q, k.mT) * q.shape[-1] ** -0.5 + mask, dim=-1) @ v


@OTHER.alternative("sample_next")
def sample_next_argmax(logits, temperature, uniforms):
    cumulative = torch.cumsum(torch.softmax(logits / temperature, -1), -1)
    return (cumulative > uniforms.unsqueeze(1)).int().argmax(-1)


@OTHER.alternative("sample_next")
def sample_next_search(logits, temperature, uniforms):
    answers = []
    for row, u in zip(logits, uniforms, strict=True):
        cumulative = np.cumsum(torch.softmax(row / temperature, 0).numpy())
        answers.append(min(int(np.searchsorted(cumulative, float(u), side="right")), len(row) - 1))
    return torch.tensor(answers)
