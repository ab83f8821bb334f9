"""Answers to exercises of this week, right ones and wrong ones, written from the statements alone and labelled.

Who wrote them had seen no list of the course's. RIGHT must keep every point; WRONG: (what is wrong, code, the
misconceptions whose hint would be fair to that student). A comment above an entry proves it wrong with an input.
"""
RIGHT = {}
WRONG = {}

RIGHT['fvsbn_log_prob'] = [
"""
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""",
"""
def fvsbn_log_prob(x, weight, bias):
    total = torch.zeros(x.shape[0], dtype=x.dtype)
    for i in range(x.shape[1]):
        a = x[:, :i] @ weight[i, :i] + bias[i]
        total = total + torch.where(x[:, i] == 1, -torch.nn.functional.softplus(-a), -torch.nn.functional.softplus(a))
    return total
""",
"""
def fvsbn_log_prob(x, weight, bias):
    parts = []
    for i in range(weight.shape[0]):
        a = bias[i]
        for j in range(i):
            a = a + weight[i, j] * x[:, j]
        parts.append(x[:, i] * a - torch.logaddexp(torch.zeros_like(x[:, i]), a + torch.zeros_like(x[:, i])))
    return torch.stack(parts).sum(0)
""",
]

RIGHT['nade_log_prob'] = [
"""
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""",
"""
def nade_log_prob(x, W, c, V, b):
    state = torch.zeros(len(x), len(c), dtype=W.dtype) + c
    terms = []
    for xi, w, v, bi in zip(x.unbind(1), W.unbind(1), V.unbind(0), b.unbind(0)):
        logit = torch.sigmoid(state).mv(v) + bi
        terms.append(xi * logit - torch.nn.functional.softplus(logit))
        state = torch.addcmul(state, xi[:, None], w[None, :])
    return torch.stack(terms, dim=1).sum(dim=1)
""",
]

RIGHT['nade_sample'] = [
"""
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""",
"""
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    x = torch.zeros(N, D, dtype=W.dtype)
    for i in range(D):
        h = torch.sigmoid(c + x[:, :i] @ W[:, :i].T)
        x[:, i] = (uniforms[:, i] < torch.sigmoid(h @ V[i] + b[i])).double()
    return x
""",
]

RIGHT['made_masks'] = [
"""
def made_masks(degrees):
    masks = [(b[:, None] >= a[None, :]).float() for a, b in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""",
"""
def made_masks(degrees):
    out = []
    for l in range(len(degrees)):
        last = l == len(degrees) - 1
        below = degrees[l]
        above = degrees[0] if last else degrees[l + 1]
        m = torch.zeros(len(above), len(below))
        for o in range(len(above)):
            for i in range(len(below)):
                if last:
                    m[o, i] = float(above[o] > below[i])
                else:
                    m[o, i] = float(above[o] >= below[i])
        out.append(m)
    return out
""",
"""
def made_masks(degrees):
    d = [np.asarray(t) for t in degrees]
    ms = [np.greater_equal.outer(d[i + 1], d[i]) for i in range(len(d) - 1)]
    ms += [np.greater.outer(d[0], d[-1])]
    return [torch.tensor(m.astype(int)) for m in ms]
""",
]

RIGHT['made_log_prob'] = [
"""
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        h = h @ (weights[l] * masks[l]).T + biases[l]
        if l < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""",
"""
def made_log_prob(x, weights, biases, masks):
    def forward(h, l):
        z = torch.einsum("oi,ni->no", weights[l] * masks[l], h) + biases[l]
        return z if l == len(weights) - 1 else forward(z.clamp(min=0), l + 1)
    return torch.distributions.Bernoulli(logits=forward(x, 0)).log_prob(x).sum(1)
""",
]

RIGHT['categorical_log_prob'] = [
"""
def categorical_log_prob(logits, x):
    return torch.log_softmax(logits, dim=2).gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""",
"""
def categorical_log_prob(logits, x):
    return torch.distributions.Categorical(logits=logits).log_prob(x).sum(-1)
""",
"""
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    flat = F.log_softmax(logits.reshape(N * D, K), dim=1)
    onehot = F.one_hot(x.reshape(-1), K).to(flat.dtype)
    return (flat * onehot).sum(1).view(N, D).sum(1)
""",
]

RIGHT['rnade_log_prob'] = [
"""
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logs, dim=2).sum(dim=1)
""",
"""
def rnade_log_prob(x, log_weights, means, log_scales):
    D = torch.distributions
    mix = D.MixtureSameFamily(D.Categorical(logits=log_weights), D.Normal(means, torch.exp(log_scales)))
    return mix.log_prob(x).sum(dim=1)
""",
]

RIGHT['rnn_log_prob'] = [
"""
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log_softmax(logits, dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""",
"""
def rnn_log_prob(tokens, params):
    out = []
    for seq in tokens:
        h, lp = params["h0"], 0.0
        for tok in seq.tolist():
            a = params["W_hy"] @ h + params["b_y"]
            lp = lp + a[tok] - torch.logsumexp(a, 0)
            h = torch.tanh(params["W_hh"] @ h + params["W_xh"][:, tok] + params["b_h"])
        out.append(lp)
    return torch.stack(out)
""",
]

RIGHT['sample_next'] = [
"""
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=1)
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[:, None]).sum(dim=1)
""",
"""
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, -1)
    out = []
    for row, u in zip(p.tolist(), uniforms.tolist()):
        total, pick = 0.0, None
        for k, pk in enumerate(row):
            total += pk
            if total > u:
                pick = k
                break
        if pick is None:  # rounding: the last token that is possible
            pick = max(k for k, pk in enumerate(row) if pk > 0)
        out.append(pick)
    return torch.tensor(out, dtype=torch.int64)
""",
]

RIGHT['pixelcnn_mask'] = [
"""
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""",
"""
def pixelcnn_mask(size: int, kind: str) -> torch.Tensor:
    m = [[0.0] * size for _ in range(size)]
    mid = (size - 1) // 2
    for r in range(size):
        for col in range(size):
            if r < mid or (r == mid and col < mid) or (kind == "B" and (r, col) == (mid, mid)):
                m[r][col] = 1.0
    return torch.tensor(m)
""",
"""
def pixelcnn_mask(size, kind):
    h = size // 2
    top = torch.ones(h, size)
    middle = torch.cat([torch.ones(h), torch.tensor([1.0 if kind == "B" else 0.0]), torch.zeros(h)])
    return torch.cat([top, middle[None], torch.zeros(h, size)])
""",
]

RIGHT['causal_attention'] = [
"""
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=2) @ v
""",
"""
def causal_attention(q, k, v):
    out = []
    for t in range(q.shape[1]):
        s = torch.einsum("be,bse->bs", q[:, t], k[:, : t + 1]) * q.shape[-1] ** -0.5
        a = torch.softmax(s, dim=-1)
        out.append(torch.einsum("bs,bse->be", a, v[:, : t + 1]))
    return torch.stack(out, dim=1)
""",
"""
def causal_attention(q, k, v):
    B, T, E = q.shape
    result = torch.zeros_like(v)
    for b in range(B):
        for t in range(T):
            w = torch.softmax(k[b, : t + 1] @ q[b, t] / E**0.5, dim=0)
            result[b, t] = w @ v[b, : t + 1]
    return result
""",
]

WRONG['fvsbn_log_prob'] = [
('diagonal kept in the mask', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ['diagonal used']),
('upper triangle', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.triu(weight, diagonal=1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ['upper triangle']),
('one diagonal too few (-2)', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, diagonal=-2).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ['one diagonal too few']),
('mean over pixels', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=1)
""", ['mean over the pixels']),
('default reduction: one number', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x)
""", ['one number for the batch']),
('log of sigmoid is not finite', """
def fvsbn_log_prob(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(1)
""", ['log of a rounded probability']),
('binary_cross_entropy caps logs at -100', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return -F.binary_cross_entropy(p, x, reduction="none").sum(1)
""", ['log of a rounded probability']),
('only pixels that are one count', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    a = x @ torch.tril(weight, -1).T + bias
    return (x * F.logsigmoid(a)).sum(1)
""", ['zeros forgotten']),
('bits instead of nats', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1) / np.log(2)
""", []),
# weight = torch.ones(2, 2, requires_grad=True): a leaf changed in place raises; otherwise the caller's weight is lost
# FALSE PASS: weight.requires_grad (as in the notebook's next cell): -1.0064 for x=[[1,1]], weight of ones, bias 0; got RuntimeError
("masks the caller's weight in place", """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ weight.tril_(-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", []),
('first pixel ignored', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none")[:, 1:].sum(dim=1)
""", ['the first pixel is free']),
]

WRONG['nade_log_prob'] = [
('reads the pixel before predicting it', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        a = a + x[:, i : i + 1] * W[:, i]
        logit = torch.sigmoid(a) @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
    return total
""", ['hidden units include x_i']),
('hidden bias added at every step', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        a = a + x[:, i : i + 1] * W[:, i] + c
    return total
""", ['bias c at every step']),
('triangular mask, one big product: O(H D^2)', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    D = x.shape[1]
    mask = torch.ones(D, D, dtype=x.dtype).tril(-1)
    seen = x[:, None, :] * mask                      # (N, D, D)
    h = torch.sigmoid(seen @ W.T + c)
    logits = (h * V).sum(-1) + b
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
""", ['O(HD^2)']),
('adds the column whatever the pixel', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        a = a + W[:, i]
    return total
""", []),
('relu units', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.relu(a)
        logit = h @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""", []),
('wrong sign', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""", ['the loss instead of the log-probability']),
('no hidden nonlinearity', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = a
        logit = h @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""", ['another function in the hidden units']),
('adds 1e-6 in the logarithm', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        p = torch.sigmoid(logit)
        total = total + torch.log(torch.where(x[:, i] > 0, p, 1 - p) + 1e-6)
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""", []),
('all pixels see all pixels', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    h = torch.sigmoid(x @ W.T + c)
    return -F.binary_cross_entropy_with_logits(h @ V.T + b, x, reduction="none").sum(1)
""", ['hidden units include x_i']),
('same first row for the whole batch', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        a = a + x[0, i] * W[:, i]
    return total
""", []),
# FALSE PASS: W that requires a gradient: none reaches it; fit(...) in the notebook never moves W
('detaches the running sum', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total - F.binary_cross_entropy_with_logits(logit, x[:, i], reduction="none")
        a = (a + x[:, i : i + 1] * W[:, i]).detach()
    return total
""", ['the graph is cut']),
]

WRONG['nade_sample'] = [
('one where u exceeds p', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] > p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", ['comparison reversed']),
('threshold 0.5, ignores the uniforms', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (p > 0.5).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", ['threshold at 1/2']),
('never reads what was drawn', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
    return x
""", ['all at once']),
('reads probabilities instead of draws', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + p[:, None] * W[:, i]
    return x
""", ['chances read, not draws']),
('hidden bias forgotten', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = torch.zeros(N, len(c), dtype=c.dtype)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", ['bias c dropped']),
('compares u with the logit', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(a) @ V[i] + b[i]
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", []),
('from last pixel to first', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in reversed(range(D)):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", []),
('zero pixels subtract their column (+-1)', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + (2 * x[:, i : i + 1] - 1) * W[:, i]
    return x
""", []),
('same uniform (first column) for all pixels', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, 0] < p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", ['one uniform for all pixels']),
('state of first sample for the batch', """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + x[0, i] * W[:, i]
    return x
""", []),
]

WRONG['made_masks'] = [
('output layer not strict', """
def made_masks(degrees):
    masks = [(b[:, None] >= a[None, :]).float() for a, b in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] >= degrees[-1][None, :]).float())
    return masks
""", ['>= in the last layer']),
('strict in hidden, loose in output', """
def made_masks(degrees):
    masks = [(b[:, None] > a[None, :]).float() for a, b in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] >= degrees[-1][None, :]).float())
    return masks
""", ['>= in the last layer']),
('no mask for the output layer', """
def made_masks(degrees):
    masks = [(b[:, None] >= a[None, :]).float() for a, b in zip(degrees[:-1], degrees[1:])]
    return masks
""", ['no mask for the outputs']),
('inequalities reversed', """
def made_masks(degrees):
    masks = [(b[:, None] <= a[None, :]).float() for a, b in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] < degrees[-1][None, :]).float())
    return masks
""", ['inequalities reversed']),
('every hidden layer compared with the inputs', """
def made_masks(degrees):
    masks = [(d[:, None] >= degrees[0][None, :]).float() for d in degrees[1:]]
    return masks + [(degrees[0][:, None] > degrees[-1][None, :]).float()]
""", []),
('first layer strict, output loose', """
def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    return [(layers[i + 1][:, None] > layers[i] if i == 0 else layers[i + 1][:, None] >= layers[i]).float() for i in range(len(layers) - 1)]
""", ["strict at the inputs"]),
('strict rule off by one more (> +1)', """
def made_masks(degrees):
    masks = [(b[:, None] >= a[None, :]).float() for a, b in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] > 1 + degrees[-1][None, :]).float())
    return masks
""", []),
("sorts the inputs' degrees first", """
def made_masks(degrees):
    degrees = [degrees[0].sort().values] + list(degrees[1:])
    masks = [(b[:, None] >= a[None, :]).float() for a, b in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", ['outputs in natural order']),
('masks in reverse order', """
def made_masks(degrees):
    masks = [(b[:, None] >= a[None, :]).float() for a, b in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks[::-1]
""", []),
]

WRONG['made_log_prob'] = [
('relu after the last layer too', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        h = h @ (weights[l] * masks[l]).T + biases[l]
        h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ['relu on the logits']),
('masks not used', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        h = h @ weights[l].T + biases[l]
        if l < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ['masks not applied']),
('only the first mask used', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        h = h @ (weights[l] * masks[l] if l == 0 else weights[l]).T + biases[l]
        if l < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ['masks on the hidden layers only']),
('tanh hidden units', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        h = h @ (weights[l] * masks[l]).T + biases[l]
        if l < len(weights) - 1:
            h = torch.tanh(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ['another function in the hidden layers']),
('output bias forgotten', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        h = h @ (weights[l] * masks[l]).T + (biases[l] if l < len(weights) - 1 else 0)
        if l < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
('mean over pixels', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        h = h @ (weights[l] * masks[l]).T + biases[l]
        if l < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").mean(dim=1)
""", ['mean over the pixels']),
('skips middle layers', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    if len(weights) > 1:
        h = torch.relu(x @ (weights[0] * masks[0]).T + biases[0])
        if len(weights) > 2:
            h = torch.relu(h @ (weights[1] * masks[1]).T + biases[1])
    a = h @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(a, x, reduction="none").sum(1)
""", []),
('only pixels that are one', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        h = h @ (weights[l] * masks[l]).T + biases[l]
        if l < len(weights) - 1:
            h = torch.relu(h)
    return (x * F.logsigmoid(h)).sum(1)
""", ['zeros forgotten']),
# weights[0].requires_grad=True: a leaf changed in place raises; otherwise the caller's weights are lost
# FALSE PASS: weights that require a gradient, as in the notebook's next cell: RuntimeError (leaf changed in place)
("masks the caller's weights in place", """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        weights[l] *= masks[l]
        h = h @ weights[l].T + biases[l]
        if l < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
# FALSE PASS: x=[[1,0]], two (2,2) weights [[1,2],[3,4]], biases 0, masks [[1,0],[1,0]], [[0,0],[1,1]]: -15.693, got -1.386 (D equal to H is never asked)
('square weights not transposed', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for l in range(len(weights)):
        h = h @ (weights[l] * masks[l] if weights[l].shape[0] == weights[l].shape[1] else (weights[l] * masks[l]).T) + biases[l]
        if l < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
]

WRONG['categorical_log_prob'] = [
('mean over the variables', """
def categorical_log_prob(logits, x):
    return torch.log_softmax(logits, dim=2).gather(2, x.unsqueeze(2)).squeeze(2).mean(dim=1)
""", ['mean over D']),
('softmax over the batch', """
def categorical_log_prob(logits, x):
    return torch.log_softmax(logits, dim=0).gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ['softmax over the batch']),
('log of softmax + 1e-9', """
def categorical_log_prob(logits, x):
    return torch.log(torch.softmax(logits, dim=2) + 1e-9).gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ['log of a rounded probability']),
('logits not normalised', """
def categorical_log_prob(logits, x):
    return logits.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ['no log-softmax']),
('view(N, K, D) instead of transpose', """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    return -F.cross_entropy(logits.reshape(logits.shape[0], logits.shape[2], logits.shape[1]), x, reduction="none").sum(dim=1)
""", []),
('no sum: (N, D)', """
def categorical_log_prob(logits, x):
    return torch.log_softmax(logits, dim=2).gather(2, x.unsqueeze(2)).squeeze(2)
""", []),
('most likely category, ignores x', """
def categorical_log_prob(logits, x):
    return torch.log_softmax(logits, dim=2).max(dim=2).values.sum(dim=1)
""", []),
('returns probabilities', """
def categorical_log_prob(logits, x):
    return torch.log_softmax(logits, dim=2).gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1).exp()
""", ['no logarithm']),
('takes category x - 1', """
def categorical_log_prob(logits, x):
    return torch.log_softmax(logits, dim=2).gather(2, (x - 1).clamp(min=0).unsqueeze(2)).squeeze(2).sum(dim=1)
""", []),
('clamps logits to 50', """
def categorical_log_prob(logits, x):
    return torch.log_softmax(logits.clamp(-50, 50), dim=2).gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", []),
]

WRONG['rnade_log_prob'] = [
('log-scales taken as log-variances', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    log_scales = 0.5 * log_scales
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logs, dim=2).sum(dim=1)
""", ['scale as variance']),
('minus log-scale left out', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logs, dim=2).sum(dim=1)
""", ['no Jacobian of the scale']),
('half the log-scale', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - 0.5 * log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logs, dim=2).sum(dim=1)
""", ['scale as variance']),
('weights not logged (exp of log-weights added)', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights.exp() + logs, dim=2).sum(dim=1)
""", ['weights added to logarithms']),
('log of sum of exp underflows', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.log(torch.exp(log_weights + logs).sum(dim=2)).sum(dim=1)
""", ['density underflows']),
('weighted mean of log-densities', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return (log_weights.exp() * logs).sum(dim=2).sum(dim=1)
""", ['mean of the log-densities']),
('mean over variables', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logs, dim=2).mean(dim=1)
""", ['mean over the variables']),
('sign of the log-scale in z', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(log_scales)
    logs = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logs, dim=2).sum(dim=1)
""", []),
('divides by K as well', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logs, dim=2).sum(dim=1) - x.shape[1] * math.log(means.shape[2])
""", []),
('best component only', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return (log_weights + logs).max(dim=2).values.sum(dim=1)
""", ['best component only']),
]

WRONG['rnn_log_prob'] = [
('reads the token before predicting it', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
    return total
""", ['predicts the same token']),
('last token not scored', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T - 1):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log_softmax(logits, dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", []),
('h0 squashed by tanh first', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = torch.tanh(params["h0"]).expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log_softmax(logits, dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", []),
('no nonlinearity', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log_softmax(logits, dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = (h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ['no tanh']),
('recurrent weights not transposed', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log_softmax(logits, dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(h @ params["W_hh"] + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ['W_hh the other way round']),
('output bias forgotten', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T
        logp = torch.log_softmax(logits, dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ['a bias dropped']),
('negative log-likelihood', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log_softmax(logits, dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return -total
""", ['the loss instead of the log-probability']),
('previous state forgotten (bigram)', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log_softmax(logits, dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ['the state forgotten']),
('softmax over the batch', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log_softmax(logits, dim=0)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", []),
# FALSE PASS: tokens=[[0,0]], b_y=[0,12], W_hy=[[1],[0]], h0=0, W_xh=[[1,-1]], W_hh=1: -23.2384, got -23.2360
('log of softmax + 1e-8', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log(torch.softmax(logits, dim=1) + 1e-8)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ['log of a rounded probability']),
# FALSE PASS: tokens=[[0,1]], h0=[.5], W_xh=[[1,-1]], W_hh=1, W_hy=[[1],[0]]: d/dh0 0.2489, got 0.3775
('state passed on without gradient', """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        logits = h @ params["W_hy"].T + params["b_y"]
        logp = torch.log_softmax(logits, dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(h.detach() @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ['the graph is cut']),
]

WRONG['sample_next'] = [
('multiplies by the temperature', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() * temperature, dim=1)
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[:, None]).sum(dim=1)
""", ['multiplies by temperature']),
('temperature applied after the softmax', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double(), dim=1) / temperature
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[:, None]).sum(dim=1)
""", ['divides the probabilities', 'temperature ignored']),
('zero-probability token wins at u = 0', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=1)
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum < uniforms[:, None]).sum(dim=1)
""", ['reaches instead of exceeds']),
('torch.multinomial, ignores the uniforms', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    return torch.multinomial(p, 1).squeeze(1)
""", []),
('exp overflows at low temperature', """
def sample_next(logits, temperature, uniforms):
    p = torch.exp(logits.double() / temperature)
    p = p / p.sum(dim=1, keepdim=True)
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[:, None]).sum(dim=1)
""", ['softmax overflows']),
('one token too late', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=1)
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[:, None]).sum(dim=1) + 1
""", []),
('sorts by probability, forgets to map back', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=1)
    p = p.sort(dim=1, descending=True).values
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[:, None]).sum(dim=1)
""", []),
# FALSE PASS: logits=[[0,.5]], T=.001, u=.005: 1, got 0
('temperature floored at 0.1', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / max(temperature, 0.1), dim=1)
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[:, None]).sum(dim=1)
""", []),
('-inf logits replaced by zero', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(torch.nan_to_num(logits.double(), neginf=0.0) / temperature, dim=1)
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[:, None]).sum(dim=1)
""", []),
('same uniform for all rows', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=1)
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[0]).sum(dim=1)
""", ['one uniform for all rows']),
('log-probabilities cumulated', """
def sample_next(logits, temperature, uniforms):
    p = torch.log_softmax(logits.double() / temperature, dim=1)
    cum = p.cumsum(dim=1)
    cum = cum / cum[:, -1:]
    return (cum <= uniforms[:, None]).sum(dim=1)
""", []),
]

WRONG['pixelcnn_mask'] = [
('kinds A and B swapped', """
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "A":
        mask[c, c] = 1
    return mask
""", ['A lets the centre through', 'B hides the centre']),
('centre closed for both kinds', """
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    return mask
""", ['B hides the centre']),
('centre row closed', """
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""", ["the centre's own row forgotten"]),
('rows below instead of above', """
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask.flip(0, 1)
""", ['later pixels']),
('lower triangle', """
def pixelcnn_mask(size, kind):
    return torch.tril(torch.ones(size, size), diagonal=-1 if kind == "A" else 0)
""", ["lower triangle"]),
('centre of size 3 hard-coded', """
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = 1
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""", []),
('complement: zero for earlier pixels', """
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return 1 - mask
""", ['later pixels']),
('kind B opens what follows in the row', """
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c:] = 1
    return mask
""", []),
('two rows only (size 3 shape)', """
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[0] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""", []),
]

WRONG['causal_attention'] = [
('no mask', """
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    return torch.softmax(scores, dim=2) @ v
""", ['no mask']),
('sees one position ahead', """
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T, dtype=torch.bool).triu(2)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=2) @ v
""", ['one position ahead']),
('scores not scaled', """
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=2) @ v
""", ['no 1/sqrt(E)']),
('divided by the root of T', """
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(T)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=2) @ v
""", ['divided by the root of T']),
('masked after softmax, not normalised again', """
import math
def causal_attention(q, k, v):
    a = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]), dim=2)
    return a.tril() @ v
""", ['mask after softmax']),
('masked scores set to -10', """
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(future, -10.0)
    return torch.softmax(scores, dim=2) @ v
""", ["a score that is not low enough"]),
('softmax over the batch', """
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=0) @ v
""", []),
('no softmax, scores directly', """
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(future, 0.0)
    return scores @ v
""", []),
('averages keys, not values', """
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T, dtype=torch.bool).triu(1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=2) @ k
""", []),
('strict mask with nan set to zero', """
import math
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T, dtype=torch.bool).triu(0)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.nan_to_num(torch.softmax(scores, dim=2)) @ v
""", ['itself forbidden']),
('masked after softmax, renormalised with +1e-6', """
import math
def causal_attention(q, k, v):
    a = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(q.shape[2]), dim=2).tril()
    return a / (a.sum(dim=2, keepdim=True) + 1e-6) @ v
""", ["normalised again after the mask"]),
]

RIGHT['nade_log_prob'] += [
"""
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    x = x.to(W.dtype)
    a = c.expand(N, -1)
    total = 0
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit) + (1 - x[:, i]) * F.logsigmoid(-logit)
        a = a + x[:, i:i + 1] * W[:, i]
    return total
""",
"""
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    # all pixels at once: exclusive running sum, (N, D, H)
    x = x.to(W.dtype)
    gained = x.unsqueeze(2) * W.t().unsqueeze(0)
    run = torch.cumsum(gained, dim=1)
    before = torch.cat([torch.zeros_like(run[:, :1]), run[:, :-1]], dim=1)
    h = torch.sigmoid(c + before)
    logits = (h * V).sum(dim=2) + b
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""",
"""
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    state = torch.zeros(x.size(0), W.size(0), dtype=W.dtype) + c
    terms = []
    for i in range(x.size(1)):
        xi = x[:, i].to(W.dtype)
        logit = b[i] + torch.mv(1 / (1 + torch.exp(-state)), V[i, :])
        terms.append(-F.softplus((1 - 2 * xi) * logit))
        state = torch.addr(state, xi, W[:, i])
    return torch.stack(terms, dim=1).sum(1)
""",
]

WRONG['nade_log_prob'] += [
# in: W != 0: the prediction of pixel i has read pixel i
('reads before it predicts', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    x = x.to(W.dtype)
    a = c.expand(N, -1)
    total = 0
    for i in range(D):
        a = a + x[:, i:i + 1] * W[:, i]
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit) + (1 - x[:, i]) * F.logsigmoid(-logit)
    return total
""", ['hidden units include x_i']),
# in: c != 0
('starts at 0 instead of c', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    x = x.to(W.dtype)
    a = torch.zeros_like(c).expand(N, -1)
    total = 0
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit) + (1 - x[:, i]) * F.logsigmoid(-logit)
        a = a + x[:, i:i + 1] * W[:, i]
    return total
""", ['bias c dropped']),
# in: D = 64: H D^2 operations
('starts afresh at each pixel (forbidden: O(H D^2))', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    x = x.to(W.dtype)
    a = c.expand(N, -1)
    total = 0
    for i in range(D):
        h = torch.sigmoid(c + x[:, :i] @ W[:, :i].T)
        logit = h @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit) + (1 - x[:, i]) * F.logsigmoid(-logit)
    return total
""", ['O(HD^2)']),
# in: any: the loss instead of the log-probability
('negative log-probability', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    x = x.to(W.dtype)
    a = c.expand(N, -1)
    total = 0
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit) + (1 - x[:, i]) * F.logsigmoid(-logit)
        a = a + x[:, i:i + 1] * W[:, i]
    return -total
""", ['the loss instead of the log-probability']),
# in: any: gradients checked: W and V get none
('hidden units detached', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    x = x.to(W.dtype)
    a = c.expand(N, -1)
    total = 0
    for i in range(D):
        h = torch.sigmoid(a).detach()
        logit = h @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit) + (1 - x[:, i]) * F.logsigmoid(-logit)
        a = a + x[:, i:i + 1] * W[:, i]
    return total
""", ['the graph is cut']),
# in: D = 64: mean over the pixels
('mean over the pixels', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    x = x.to(W.dtype)
    a = c.expand(N, -1)
    total = 0
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit) + (1 - x[:, i]) * F.logsigmoid(-logit)
        a = a + x[:, i:i + 1] * W[:, i]
    return total / D
""", ['mean over the pixels']),
# in: any W != 0: tanh units
('tanh units', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    x = x.to(W.dtype)
    a = c.expand(N, -1)
    total = 0
    for i in range(D):
        h = torch.tanh(a)
        logit = h @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit) + (1 - x[:, i]) * F.logsigmoid(-logit)
        a = a + x[:, i:i + 1] * W[:, i]
    return total
""", ['another function in the hidden units']),
# in: W != V.T: V read into the state, W used for the logit
('W and V swapped', """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    x = x.to(W.dtype)
    a = c.expand(N, -1)
    total = 0
    for i in range(D):
        h = torch.sigmoid(a)
        logit = h @ W[:, i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit) + (1 - x[:, i]) * F.logsigmoid(-logit)
        a = a + x[:, i:i + 1] * V[i]
    return total
""", []),
]

RIGHT['made_masks'] += [
"""
def made_masks(degrees):
    masks = [(hi[:, None] >= lo[None, :]).float() for lo, hi in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""",
"""
def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    out = []
    for l in range(len(layers) - 1):
        below, above = layers[l].tolist(), layers[l + 1].tolist()
        last = l == len(layers) - 2
        out.append(torch.tensor([[(u > d) if last else (u >= d) for d in below] for u in above], dtype=torch.bool))
    return out
""",
"""
def made_masks(degrees):
    # strict rule by shifting the outputs' degrees down by one
    chain = [d.to(torch.int64) for d in degrees]
    chain.append(chain[0] - 1)
    return [torch.ge(b.unsqueeze(1), a.unsqueeze(0)).to(torch.int64) for a, b in zip(chain, chain[1:])]
""",
]

WRONG['made_masks'] += [
# in: degrees [1,2,3], hidden [1,2]: hidden units of degree 1 see nothing
('strict everywhere', """
def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    return [(b[:, None] > a[None, :]).float() for a, b in zip(layers, layers[1:])]
""", ['> in the hidden layers']),
# in: any: output i sees input i
('strict nowhere', """
def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    return [(b[:, None] >= a[None, :]).float() for a, b in zip(layers, layers[1:])]
""", ['>= in the last layer']),
# in: 3 inputs and 4 hidden units: shape (in, out)
('transposed', """
def made_masks(degrees):
    layers = list(degrees)
    out = [(b[None, :] >= a[:, None]).float() for a, b in zip(layers, layers[1:])]
    return out + [(degrees[0][None, :] > degrees[-1][:, None]).float()]
""", ['transposed']),
# in: inputs' degrees [2, 1, 3]
('assumes the order 1..D', """
def made_masks(degrees):
    D = len(degrees[0])
    first = torch.arange(1, D + 1)
    layers = [first] + list(degrees[1:])
    out = [(b[:, None] >= a[None, :]).float() for a, b in zip(layers, layers[1:])]
    return out + [(first[:, None] > layers[-1][None, :]).float()]
""", ['outputs in natural order']),
# in: one hidden layer: one mask instead of two
('no mask for the output', """
def made_masks(degrees):
    return [(b[:, None] >= a[None, :]).float() for a, b in zip(degrees, degrees[1:])]
""", ['no mask for the outputs']),
# in: the same list used twice: it has grown
('changes its argument', """
def made_masks(degrees):
    degrees.append(degrees[0])
    out = [(b[:, None] >= a[None, :]).float() for a, b in zip(degrees[:-2], degrees[1:-1])]
    return out + [(degrees[-1][:, None] > degrees[-2][None, :]).float()]
""", []),
# in: any: looks at what comes after
('inequalities turned round', """
def made_masks(degrees):
    out = [(b[:, None] <= a[None, :]).float() for a, b in zip(degrees, degrees[1:])]
    return out + [(degrees[0][:, None] < degrees[-1][None, :]).float()]
""", ['inequalities reversed']),
# in: no hidden layer: the rule of the hidden ones, or nothing
('no hidden layer: not strict', """
def made_masks(degrees):
    if len(degrees) == 1:
        return [(degrees[0][:, None] >= degrees[0][None, :]).float()]
    out = [(b[:, None] >= a[None, :]).float() for a, b in zip(degrees, degrees[1:])]
    return out + [(degrees[0][:, None] > degrees[-1][None, :]).float()]
""", ['>= in the last layer']),
]

RIGHT['categorical_log_prob'] += [
"""
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    logp = F.log_softmax(logits, dim=-1)
    return logp.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""",
"""
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    return -F.cross_entropy(logits.reshape(N * D, K), x.reshape(N * D), reduction="none").reshape(N, D).sum(1)
""",
"""
from scipy.special import logsumexp
def categorical_log_prob(logits, x):
    rows = []
    for n in range(logits.shape[0]):
        s = logits.new_zeros(())
        for d in range(logits.shape[1]):
            s = s + logits[n, d, x[n, d]] - torch.logsumexp(logits[n, d], dim=0)
        rows.append(s)
    return torch.stack(rows)
""",
]

WRONG['categorical_log_prob'] += [
# in: logits [0, 1000], x = 0: -inf
('log of softmax', """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    logp = torch.log(F.softmax(logits, dim=-1))
    return logp.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ['log of a rounded probability']),
# in: D = 3, K = 4: normalised over the variables
('softmax over D', """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    logp = F.log_softmax(logits, dim=1)
    return logp.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ['softmax over D']),
# in: D = 3
('mean over D', """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    logp = F.log_softmax(logits, dim=-1)
    return logp.gather(2, x.unsqueeze(2)).squeeze(2).mean(dim=1)
""", ['mean over D']),
# in: N = 2: one number
('sums over the samples too', """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    logp = F.log_softmax(logits, dim=-1)
    return logp.gather(2, x.unsqueeze(2)).squeeze(2).sum()
""", ['one number for the batch']),
# in: any: positive
('cross entropy without its sign', """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    logp = F.log_softmax(logits, dim=-1)
    return -logp.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ['the loss instead of the log-probability']),
# in: any: unnormalised
('logits not normalised', """
def categorical_log_prob(logits, x):
    logp = logits
    return logp.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ['no log-softmax']),
# in: logits [0, 1000], x = 0: -27.6 instead of -1000
('adds an epsilon', """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    logp = torch.log(F.softmax(logits, dim=-1) + 1e-12)
    return logp.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ['log of a rounded probability']),
# in: any: gradient in the logits is only that of the picked entry
('normaliser detached', """
from scipy.special import logsumexp
def categorical_log_prob(logits, x):
    logp = logits - torch.logsumexp(logits, dim=-1, keepdim=True).detach()
    return logp.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ['the graph is cut']),
]

RIGHT['rnade_log_prob'] += [
"""
import math
from scipy.special import logsumexp
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(-1) - means) * torch.exp(-log_scales)
    logn = -0.5 * z ** 2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logn, dim=-1).sum(dim=-1)
""",
"""
from scipy.special import logsumexp
def rnade_log_prob(x, log_weights, means, log_scales):
    normal = torch.distributions.Normal(means, log_scales.exp())
    parts = log_weights + normal.log_prob(x[:, :, None])
    return parts.logsumexp(2).sum(1)
""",
"""
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    N, D, K = means.shape
    total = torch.zeros(N, dtype=means.dtype)
    for d in range(D):
        acc = None
        for k in range(K):
            s = torch.exp(log_scales[:, d, k])
            u = (x[:, d] - means[:, d, k]) / s
            lp = log_weights[:, d, k] - log_scales[:, d, k] - u * u / 2 - 0.5 * math.log(2 * math.pi)
            acc = lp if acc is None else torch.logaddexp(acc, lp)
        total = total + acc
    return total
""",
]

WRONG['rnade_log_prob'] += [
# in: x = 100, means 0, scales 1: -inf
('log of a sum of densities', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(-1) - means) * torch.exp(-log_scales)
    logn = -0.5 * z ** 2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.log(torch.exp(log_weights + logn).sum(dim=-1)).sum(dim=-1)
""", ['density underflows']),
# in: log_scales = 1
('log_scales taken as log variances', """
import math
from scipy.special import logsumexp
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(-1) - means) * torch.exp(-0.5 * log_scales)
    logn = -0.5 * z ** 2 - 0.5 * log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logn, dim=-1).sum(dim=-1)
""", ['scale as variance']),
# in: log_scales = 1
('log scale left out', """
import math
from scipy.special import logsumexp
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(-1) - means) * torch.exp(-log_scales)
    logn = -0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logn, dim=-1).sum(dim=-1)
""", ['no Jacobian of the scale']),
# in: D = 2, K = 2: mixes whole vectors
('sum over D before the mixture', """
import math
from scipy.special import logsumexp
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(-1) - means) * torch.exp(-log_scales)
    logn = -0.5 * z ** 2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp((log_weights + logn).sum(dim=1), dim=-1)
""", ['mixture over D']),
# in: K = 2: weighted mean of log-densities
('weighted mean of log-densities', """
import math
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(-1) - means) * torch.exp(-log_scales)
    logn = -0.5 * z ** 2 - log_scales - 0.5 * math.log(2 * math.pi)
    return (log_weights.exp() * logn).sum(dim=-1).sum(dim=-1)
""", ['mean of the log-densities']),
# in: any
('no 2 pi', """
from scipy.special import logsumexp
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(-1) - means) * torch.exp(-log_scales)
    logn = -0.5 * z ** 2 - log_scales
    return torch.logsumexp(log_weights + logn, dim=-1).sum(dim=-1)
""", ['no 2 pi']),
# in: log_weights not uniform
('log_weights not used', """
import math
from scipy.special import logsumexp
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(-1) - means) * torch.exp(-log_scales)
    logn = -0.5 * z ** 2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logn, dim=-1).sum(dim=-1) - means.shape[1] * math.log(means.shape[2]) + 0 * log_weights.sum()
""", ['the weights forgotten']),
# in: any: gradient of log_scales is zero in z
('scales detached', """
import math
from scipy.special import logsumexp
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(-1) - means) * torch.exp(-log_scales).detach()
    logn = -0.5 * z ** 2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + logn, dim=-1).sum(dim=-1)
""", ['the graph is cut']),
]

RIGHT['sample_next'] += [
"""
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    k = (cum <= uniforms.double()[:, None]).sum(dim=1)
    last = (p > 0).to(torch.int64).cumsum(1).argmax(dim=1)   # the last token that is possible
    return torch.minimum(k, last)
""",
"""
import math
def sample_next(logits, temperature, uniforms):
    out = []
    for row, u in zip(logits.tolist(), uniforms.tolist()):
        top = max(row)
        e = [math.exp((a - top) / temperature) for a in row]
        z = math.fsum(e)
        run, pick = 0.0, None
        for k, v in enumerate(e):
            run += v
            if v > 0:
                pick = k
            if run > u * z:
                break
        out.append(pick)
    return torch.tensor(out, dtype=torch.int64)
""",
"""
def sample_next(logits, temperature, uniforms):
    scaled = logits.to(torch.float64)
    scaled = (scaled - scaled.max(dim=1, keepdim=True).values) / temperature
    cum = torch.exp(scaled).cumsum(dim=1)
    cum = cum / cum[:, -1:]          # ends at exactly 1
    return torch.searchsorted(cum, uniforms.to(torch.float64).unsqueeze(1), right=True).squeeze(1)
""",
]

WRONG['sample_next'] += [
# in: u = 0, logits [-inf, 0]: token 0, which is impossible
('< instead of <=', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    k = (cum < uniforms.double()[:, None]).sum(dim=1)
    return k.clamp(max=logits.shape[1] - 1)
""", ['reaches instead of exceeds']),
# in: T = 0.5
('multiplies by the temperature', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() * temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    k = (cum <= uniforms.double()[:, None]).sum(dim=1)
    return k.clamp(max=logits.shape[1] - 1)
""", ['multiplies by temperature']),
# in: u = 0.9, logits [1, 0]
('argmax', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    k = (cum <= uniforms.double()[:, None]).sum(dim=1)
    return p.argmax(dim=1)
""", ['argmax']),
# in: logits [1, 2], T = 0.001: overflow, nan, token 0 instead of 1
('exp without the maximum', """
def sample_next(logits, temperature, uniforms):
    e = torch.exp(logits.double() / temperature)
    p = e / e.sum(dim=1, keepdim=True)
    cum = torch.cumsum(p, dim=1)
    k = (cum <= uniforms.double()[:, None]).sum(dim=1)
    return k.clamp(max=logits.shape[1] - 1)
""", ['softmax overflows']),
# in: T = 2: the temperature divides the probabilities
('temperature after the softmax', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double(), dim=1) / temperature
    p = p / p.sum(dim=1, keepdim=True)
    cum = torch.cumsum(p, dim=1)
    k = (cum <= uniforms.double()[:, None]).sum(dim=1)
    return k.clamp(max=logits.shape[1] - 1)
""", ['divides the probabilities', 'temperature ignored']),
# in: given uniforms are ignored
('torch.multinomial', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    k = (cum <= uniforms.double()[:, None]).sum(dim=1)
    return torch.multinomial(p, 1).squeeze(1)
""", []),
# in: N = 2, K = 3: softmax over the rows
('softmax over the batch', """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits.double() / temperature, dim=0)
    cum = torch.cumsum(p, dim=1)
    k = (cum <= uniforms.double()[:, None]).sum(dim=1)
    return k.clamp(max=logits.shape[1] - 1)
""", ['softmax over the rows']),
# in: logits [0, 2, 1], u = 0.1: pieces laid out from the likeliest down
('sorts the tokens first', """
def sample_next(logits, temperature, uniforms):
    p, order = torch.sort(torch.softmax(logits.double() / temperature, dim=1), dim=1, descending=True)
    k = (p.cumsum(1) <= uniforms.double()[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
    return order.gather(1, k[:, None]).squeeze(1)
""", []),
]

RIGHT['causal_attention'] += [
"""
import math
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    s = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    a = torch.softmax(s.masked_fill(future, float("-inf")), dim=-1)
    return a @ v
""",
"""
import torch.nn.functional as F
def causal_attention(q, k, v):
    return F.scaled_dot_product_attention(q, k, v, is_causal=True)
""",
"""
from scipy.special import logsumexp
def causal_attention(q, k, v):
    rows = []
    for t in range(q.shape[1]):
        s = torch.einsum("be,bse->bs", q[:, t], k[:, : t + 1]) * q.shape[-1] ** -0.5
        w = torch.exp(s - torch.logsumexp(s, dim=1, keepdim=True))
        rows.append((w[:, :, None] * v[:, : t + 1]).sum(dim=1))
    return torch.stack(rows, dim=1)
""",
]

WRONG['causal_attention'] += [
# in: T = 3
('no mask', """
import math
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    s = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    a = torch.softmax(s, dim=-1)
    return a @ v
""", ['no mask']),
# in: T = 1: nan in the first position
('hides itself', """
import math
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    s = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=0)
    a = torch.softmax(s.masked_fill(future, float("-inf")), dim=-1)
    return a @ v
""", ['itself forbidden']),
# in: T = 3: weights of early rows do not sum to 1
('masks after the softmax', """
import math
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    s = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    a = torch.softmax(s, dim=-1).masked_fill(future, 0.0)
    return a @ v
""", ['mask after softmax']),
# in: E = 16
('divides by E', """
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    s = q @ k.transpose(1, 2) / E
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    a = torch.softmax(s.masked_fill(future, float("-inf")), dim=-1)
    return a @ v
""", ['divided by E']),
# in: T = 3: softmax over the askers
('softmax over the wrong axis', """
import math
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    s = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    a = torch.softmax(s.masked_fill(future, float("-inf")), dim=1)
    return a @ v
""", ['softmax over queries']),
# in: T = 3: a 0 in the score is e^0 in the softmax
('fills with 0 instead of minus infinity', """
import math
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    s = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    a = torch.softmax(s.masked_fill(future, 0.0), dim=-1)
    return a @ v
""", ['0 instead of -inf']),
# in: scores of several hundred that the future dominates: 0 / 0
('masks after the softmax and normalises again', """
import math
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    s = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    a = torch.softmax(s, dim=-1).masked_fill(future, 0.0)
    a = a / a.sum(dim=-1, keepdim=True)
    return a @ v
""", ["normalised again after the mask"]),
# in: any: no gradient to q and k
('weights detached', """
import math
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    s = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    a = torch.softmax(s.masked_fill(future, float("-inf")), dim=-1)
    return a.detach() @ v
""", ['the graph is cut']),
]

RIGHT['fvsbn_log_prob'] += [
"""
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    z = x @ torch.tril(weight, -1).T + bias
    return (x * F.logsigmoid(z) + (1 - x) * F.logsigmoid(-z)).sum(1)
""",
]

RIGHT['nade_sample'] += [
"""
def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1).clone()
    out = []
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] < p).to(W.dtype)
        out.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(out, 1)
""",
]

RIGHT['made_log_prob'] += [
"""
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = torch.relu(h @ (w * m).T + b)
    z = h @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(z, x, reduction="none").sum(1)
""",
]

RIGHT['rnn_log_prob'] += [
"""
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0
    for t in range(tokens.shape[1]):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], 1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""",
]

WRONG['fvsbn_log_prob'] += [
('weights transposed', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    z = x @ torch.tril(weight, -1) + bias
    return (x * F.logsigmoid(z) + (1 - x) * F.logsigmoid(-z)).sum(1)
""", ['columns for rows']),
('logits clamped at 30', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    z = x @ torch.tril(weight, -1).T + bias; z = z.clamp(-30, 30)
    return (x * F.logsigmoid(z) + (1 - x) * F.logsigmoid(-z)).sum(1)
""", []),
('only the nearest pixel', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    z = x @ (torch.tril(weight, -1) - torch.tril(weight, -2)).T + bias
    return (x * F.logsigmoid(z) + (1 - x) * F.logsigmoid(-z)).sum(1)
""", []),
('the first bias twice', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    z = x @ torch.tril(weight, -1).T + bias; z = z + 0; z[:, 0] = z[:, 0] + bias[0]
    return (x * F.logsigmoid(z) + (1 - x) * F.logsigmoid(-z)).sum(1)
""", []),
('bias detached', """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    z = x @ torch.tril(weight, -1).T + bias.detach()
    return (x * F.logsigmoid(z) + (1 - x) * F.logsigmoid(-z)).sum(1)
""", ['the graph is cut']),
]

WRONG['nade_sample'] += [
('greater', """
def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1).clone()
    out = []
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] > p).to(W.dtype)
        out.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(out, 1)
""", ['comparison reversed']),
('feeds the probability back', """
def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1).clone()
    out = []
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] < p).to(W.dtype)
        out.append(x)
        a = a + p[:, None] * W[:, i]
    return torch.stack(out, 1)
""", ['chances read, not draws']),
('feeds centred pixels back', """
def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1).clone()
    out = []
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] < p).to(W.dtype)
        out.append(x)
        a = a + (x[:, None] - 0.5) * W[:, i]
    return torch.stack(out, 1)
""", []),
('one uniform a row', """
def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1).clone()
    out = []
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, 0] < p).to(W.dtype)
        out.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(out, 1)
""", ['one uniform for all pixels']),
('or equal', """
def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1).clone()
    out = []
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] <= p).to(W.dtype)
        out.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(out, 1)
""", ['a tie is a one']),
('hidden tanh', """
def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1).clone()
    out = []
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.tanh(a) @ V[i] + b[i])
        x = (uniforms[:, i] < p).to(W.dtype)
        out.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(out, 1)
""", []),
]

WRONG['made_log_prob'] += [
('leaky relu', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = F.leaky_relu(h @ (w * m).T + b)
    z = h @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(z, x, reduction="none").sum(1)
""", []),
('last mask not used', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = torch.relu(h @ (w * m).T + b)
    z = h @ (weights[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(z, x, reduction="none").sum(1)
""", ['masks on the hidden layers only']),
('relu before the bias', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = torch.relu(h @ (w * m).T) + b
    z = h @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(z, x, reduction="none").sum(1)
""", []),
('mask on the activations of square layers', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = torch.relu((h @ w.T) * m.T.any(0) if w.shape[0] == w.shape[1] else (w * m).T + b)
    z = h @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(z, x, reduction="none").sum(1)
""", []),
('relu capped at 6', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = F.relu6(h @ (w * m).T + b)
    z = h @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(z, x, reduction="none").sum(1)
""", []),
('hidden layers detached', """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = torch.relu(h @ (w * m).T + b).detach()
    z = h @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(z, x, reduction="none").sum(1)
""", ['the graph is cut']),
]

WRONG['rnn_log_prob'] += [
('W_hh transposed', """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0
    for t in range(tokens.shape[1]):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], 1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"] + params["b_h"])
    return total
""", ['W_hh the other way round']),
('first token not scored', """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0
    for t in range(tokens.shape[1]):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], 1)
        total = total + (t > 0) * logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['off by one']),
('relu', """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0
    for t in range(tokens.shape[1]):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], 1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.relu(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['no tanh']),
('state kept between -0.99 and 0.99', """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0
    for t in range(tokens.shape[1]):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], 1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"]).clamp(-0.99, 0.99)
    return total
""", []),
('last token read before it is scored', """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0
    for t in range(tokens.shape[1]):
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"]); logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], 1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['predicts the same token']),
('gradient through the last two steps only', """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0
    for t in range(tokens.shape[1]):
        h = h.detach() if t == tokens.shape[1] - 3 else h; logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], 1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['the graph is cut']),
('start state detached', """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    h = params["h0"].detach().expand(len(tokens), -1)
    total = 0
    for t in range(tokens.shape[1]):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], 1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['the graph is cut']),
]

WRONG['pixelcnn_mask'] += [
('column by column', """
def pixelcnn_mask(size, kind):
    m = torch.zeros(size * size); m[: size * size // 2 + (kind == "B")] = 1
    return m.reshape(size, size).T
""", ['raster order transposed']),
('lower half', """
def pixelcnn_mask(size, kind):
    m = torch.zeros(size * size); m[: size * size // 2 + (kind == "B")] = 1
    return m.flip(0).reshape(size, size)
""", ['later pixels']),
('the row before only', """
def pixelcnn_mask(size, kind):
    m = torch.zeros(size, size); c = size // 2
    m[max(c - 1, 0):c] = 1; m[c, :c] = 1; m[c, c] = float(kind == "B")
    return m
""", []),
]
