"""Answers to exercises of week 4, labelled: see ../corpora.toml."""

RIGHT = {
    "nade_log_prob": [
        """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    n, d = x.shape
    a = c.expand(n, -1)
    total = torch.zeros(n, dtype=x.dtype, device=x.device)
    for i in range(d):
        logit = torch.sigmoid(a) @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""",
        """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    parts = x[:, None, :] * W  # (N, H, D)
    sums = torch.cumsum(parts, dim=2)
    before = torch.cat([torch.zeros_like(sums[:, :, :1]), sums[:, :, :-1]], dim=2)
    hidden = torch.sigmoid(before + c[:, None])
    logits = (hidden * V.T).sum(dim=1) + b
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""",
        """
import torch.nn.functional as F
def nade_log_prob(x: torch.Tensor, W: torch.Tensor, c: torch.Tensor, V: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    running = c.unsqueeze(0).repeat(x.shape[0], 1)
    hs = []
    for i in range(x.shape[1]):
        hs.append(torch.sigmoid(running))
        running = running + torch.outer(x[:, i], W[:, i])
    h = torch.stack(hs, dim=1)  # (N, D, H)
    logits = torch.einsum("ndh,dh->nd", h, V) + b
    log_p1 = -F.softplus(-logits)
    log_p0 = -F.softplus(logits)
    return torch.where(x > 0.5, log_p1, log_p0).sum(-1)
""",
    ],
    "nade_sample": [
        """
def nade_sample(uniforms, W, c, V, b):
    n, d = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.expand(n, -1)
    for i in range(d):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""",
        """
def nade_sample(uniforms, W, c, V, b):
    columns = []
    with torch.no_grad():
        pre = c.repeat(len(uniforms), 1)
        for u, w, v, bias in zip(uniforms.T, W.T, V, b):
            prob = torch.sigmoid((torch.sigmoid(pre) * v).sum(dim=1) + bias)
            bit = (u < prob).to(uniforms.dtype)
            columns.append(bit)
            pre = pre + bit[:, None] * w[None, :]
    return torch.stack(columns, dim=1)
""",
        """
def nade_sample(uniforms, W, c, V, b):
    # recompute from scratch, clearer than fast
    N, D = uniforms.shape
    x = torch.zeros((N, D), dtype=W.dtype)
    for i in range(D):
        h = torch.sigmoid(c + x[:, :i] @ W[:, :i].T)
        p = torch.sigmoid(h @ V[i] + b[i])
        x[:, i] = torch.where(uniforms[:, i] < p, torch.ones_like(p), torch.zeros_like(p)).detach()
    return x
""",
    ],
    "made_log_prob": [
        """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    last = len(weights) - 1
    for i, (w, bias, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, bias)
        if i < last:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""",
        """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    a = x
    for w, bias, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        a = (a @ (w * m).T + bias).clamp(min=0)
    logits = a @ (weights[-1] * masks[-1]).T + biases[-1]
    return F.logsigmoid((2 * x - 1) * logits).sum(1)
""",
        """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    logits = None
    inp = x
    for w, bias, m in zip(weights, biases, masks):
        if logits is not None:
            inp = F.relu(logits)
        logits = torch.einsum("oi,ni->no", w * m, inp) + bias
    return (x * logits - F.softplus(logits)).sum(dim=-1)
""",
    ],
    "softmax_nll_gradient": [
        """
import torch.nn.functional as F
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    return (p - F.one_hot(y, logits.shape[1]).to(p.dtype)) / len(y)
""",
        """
def softmax_nll_gradient(logits, y):
    n = logits.shape[0]
    z = logits - logits.max(dim=1, keepdim=True).values
    e = torch.exp(z)
    g = e / e.sum(dim=1, keepdim=True)
    g[torch.arange(n), y] -= 1
    return g / n
""",
        """
import torch.nn.functional as F
def softmax_nll_gradient(logits, y):
    N, K = logits.shape
    probs = F.log_softmax(logits, dim=-1).exp()
    rows = []
    for n in range(N):
        truth = torch.zeros(K, dtype=logits.dtype)
        truth[y[n]] = 1.0
        rows.append(probs[n] - truth)
    return torch.stack(rows) / N
""",
    ],
    "rnn_log_prob": [
        """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    n, T = tokens.shape
    h = params["h0"].expand(n, -1)
    total = 0.0
    for t in range(T):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1]).squeeze(1)
        h = torch.tanh(params["W_xh"][:, tokens[:, t]].T + h @ params["W_hh"].T + params["b_h"])
    return total
""",
        """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    K = params["b_y"].shape[0]
    onehot = F.one_hot(tokens, K).to(params["W_xh"].dtype)
    inputs = onehot @ params["W_xh"].T + params["b_h"]  # (N, T, H)
    h = params["h0"].repeat(N, 1)
    states = [h]
    for t in range(T - 1):
        h = torch.tanh(inputs[:, t] + h @ params["W_hh"].T)
        states.append(h)
    logits = torch.stack(states, dim=1) @ params["W_hy"].T + params["b_y"]
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return -nll.sum(dim=1)
""",
        """
def rnn_log_prob(tokens, params):
    def one(row):
        h = params["h0"]
        s = h.new_zeros(())
        for k in row.tolist():
            a = params["W_hy"] @ h + params["b_y"]
            s = s + a[k] - torch.logsumexp(a, dim=0)
            h = torch.tanh(params["W_xh"][:, k] + params["W_hh"] @ h + params["b_h"])
        return s

    return torch.stack([one(row) for row in tokens])
""",
    ],
    "causal_attention": [
        """
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    scores = q @ k.transpose(1, 2) / E**0.5
    later = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    return torch.softmax(scores.masked_fill(later, float("-inf")), dim=-1) @ v
""",
        """
import math

def causal_attention(q, k, v):
    B, T, E = q.shape
    out = []
    for t in range(T):
        s = torch.einsum("be,bse->bs", q[:, t], k[:, : t + 1]) / math.sqrt(E)
        w = torch.softmax(s, dim=1)
        out.append(torch.einsum("bs,bse->be", w, v[:, : t + 1]))
    return torch.stack(out, dim=1)
""",
        """
def causal_attention(q, k, v):
    # softmax by hand: the maximum is taken over the allowed positions only
    T, E = q.shape[-2:]
    ok = torch.tril(torch.ones(T, T, device=q.device)).bool()
    s = torch.einsum("bte,bse->bts", q, k) * E**-0.5
    s = torch.where(ok, s, torch.full_like(s, float("-inf")))
    s = s - s.max(dim=2, keepdim=True).values.detach()
    e = torch.exp(s)
    w = e / e.sum(dim=2, keepdim=True)
    return torch.bmm(w, v)
""",
    ],
}

WRONG = {
    "nade_log_prob": [
        ("recomputes the sum for each pixel, O(H D^2)", """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    total = torch.zeros(x.shape[0], dtype=x.dtype)
    for i in range(x.shape[1]):
        h = torch.sigmoid(x[:, :i] @ W[:, :i].T + c)
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
    return total
""", ["O(HD^2)"]),
        ("cumulative sum includes the pixel itself", """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    sums = torch.cumsum(x[:, None, :] * W, dim=2) + c[:, None]
    logits = (torch.sigmoid(sums) * V.T).sum(1) + b
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
""", ["hidden units include x_i"]),
        ("log of a sigmoid, not stable", """
def nade_log_prob(x, W, c, V, b):
    n, d = x.shape
    a = c.repeat(n, 1)
    logp = torch.zeros(n, dtype=x.dtype)
    for i in range(d):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        logp = logp + torch.where(x[:, i] == 1, torch.log(p), torch.log(1 - p))
        a = a + x[:, i : i + 1] * W[:, i]
    return logp
""", ["log of a rounded probability"]),
        ("clamps the probabilities", """
def nade_log_prob(x, W, c, V, b):
    n, d = x.shape
    a = c.repeat(n, 1)
    logp = torch.zeros(n, dtype=x.dtype)
    for i in range(d):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i]).clamp(1e-7, 1 - 1e-7)
        logp = logp + x[:, i] * p.log() + (1 - x[:, i]) * (1 - p).log()
        a = a + x[:, i : i + 1] * W[:, i]
    return logp
""", ["log of a rounded probability"]),
        ("forgets the hidden bias c", """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    n, d = x.shape
    a = torch.zeros(n, W.shape[0], dtype=x.dtype)
    out = torch.zeros(n, dtype=x.dtype)
    for i in range(d):
        logit = torch.sigmoid(a) @ V[i] + b[i]
        out = out + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + torch.outer(x[:, i], W[:, i])
    return out
""", ["bias c dropped"]),
        ("mean over the pixels instead of the sum", """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    n, d = x.shape
    a = c.expand(n, -1)
    logits = []
    for i in range(d):
        logits.append(torch.sigmoid(a) @ V[i] + b[i])
        a = a + x[:, i : i + 1] * W[:, i]
    logits = torch.stack(logits, 1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(1)
""", ["mean over the pixels"]),
        ("accumulates after the sigmoid", """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    n, d = x.shape
    h = torch.sigmoid(c).expand(n, -1)
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(d):
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        h = torch.sigmoid(h + x[:, i : i + 1] * W[:, i])
    return total
""", []),
        ("scores only the pixels that are 1", """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    n, d = x.shape
    a = c.expand(n, -1)
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(d):
        logit = torch.sigmoid(a) @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(logit)
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""", ["zeros forgotten"]),
        ("returns the negative log-likelihood", """
import torch.nn.functional as F
def nade_log_prob(x, W, c, V, b):
    sums = torch.cumsum(x[:, None, :] * W, dim=2)
    before = torch.cat([torch.zeros_like(sums[:, :, :1]), sums[:, :, :-1]], dim=2)
    logits = (torch.sigmoid(before + c[:, None]) * V.T).sum(1) + b
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
""", ["the loss instead of the log-probability"]),
    ],
    "nade_sample": [
        ("comparison turned round", """
def nade_sample(uniforms, W, c, V, b):
    n, d = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.expand(n, -1)
    for i in range(d):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] > p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", ["comparison reversed"]),
        ("rounds the probability, ignores the uniforms", """
def nade_sample(uniforms, W, c, V, b):
    n, d = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.expand(n, -1)
    for i in range(d):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (p > 0.5).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", ["threshold at 1/2"]),
        ("feeds the probability on, not the drawn pixel", """
def nade_sample(uniforms, W, c, V, b):
    n, d = uniforms.shape
    cols = []
    a = c.expand(n, -1)
    for i in range(d):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        cols.append((uniforms[:, i] < p).to(uniforms.dtype))
        a = a + p[:, None] * W[:, i]
    return torch.stack(cols, 1)
""", ["chances read, not draws"]),
        ("torch.bernoulli instead of the given uniforms", """
def nade_sample(uniforms, W, c, V, b):
    n, d = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.expand(n, -1)
    for i in range(d):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = torch.bernoulli(p)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", []),
        ("conditions on the uniforms, all pixels at once", """
def nade_sample(uniforms, W, c, V, b):
    sums = torch.cumsum(uniforms[:, None, :] * W, dim=2)
    before = torch.cat([torch.zeros_like(sums[:, :, :1]), sums[:, :, :-1]], dim=2)
    p = torch.sigmoid((torch.sigmoid(before + c[:, None]) * V.T).sum(1) + b)
    return (uniforms < p).to(uniforms.dtype)
""", ["uniforms read, not draws"]),
        ("never updates the hidden units", """
def nade_sample(uniforms, W, c, V, b):
    h = torch.sigmoid(c)
    x = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(V[i] @ h + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
    return x
""", ["all at once"]),
        ("column of W off by one", """
def nade_sample(uniforms, W, c, V, b):
    n, d = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.repeat(n, 1)
    for i in range(d):
        if i > 0:
            a = a + x[:, i - 1 : i] * W[:, i]
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
    return x
""", []),
        ("compares with the logit, forgets the last sigmoid", """
def nade_sample(uniforms, W, c, V, b):
    n, d = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.expand(n, -1)
    for i in range(d):
        out = torch.sigmoid(a) @ V[i] + b[i]
        x[:, i] = (uniforms[:, i] < out).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", []),
        ("remembers only the previous pixel", """
def nade_sample(uniforms, W, c, V, b):
    n, d = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.expand(n, -1)
    for i in range(d):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = c + x[:, i : i + 1] * W[:, i]
    return x
""", ["only the last pixel is read"]),
    ],
    "made_log_prob": [
        ("forgets the masks", """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for i in range(len(weights)):
        h = h @ weights[i].T + biases[i]
        if i < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", ["masks not applied"]),
        ("relu on the last layer too", """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, bias, m in zip(weights, biases, masks):
        h = torch.relu(F.linear(h, w * m, bias))
    return F.logsigmoid((2 * x - 1) * h).sum(1)
""", ["relu on the logits"]),
        ("log of the sigmoid, not stable", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, bias, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = torch.relu(h @ (w * m).T + bias)
    p = torch.sigmoid(h @ (weights[-1] * masks[-1]).T + biases[-1])
    return torch.log(torch.where(x == 1, p, 1 - p)).sum(1)
""", ["log of a rounded probability"]),
        ("sigmoid hidden units as in NADE", """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for i, (w, bias, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, bias)
        if i != len(weights) - 1:
            h = torch.sigmoid(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", ["another function in the hidden layers"]),
        ("assumes exactly one hidden layer", """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = torch.relu(x @ (weights[0] * masks[0]).T + biases[0])
    logits = h @ (weights[1] * masks[1]).T + biases[1]
    return (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(1)
""", []),
        ("sums over the rows as well", """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for i, (w, bias, m) in enumerate(zip(weights, biases, masks)):
        if i > 0:
            h = F.relu(h)
        h = F.linear(h, w * m, bias)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="sum")
""", ["one number for the batch"]),
        ("masks with -inf as in attention", """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for i, (w, bias, m) in enumerate(zip(weights, biases, masks)):
        h = h @ w.masked_fill(m == 0, float("-inf")).T + bias
        if i < len(weights) - 1:
            h = h.relu()
    return F.logsigmoid((2 * x - 1) * h).sum(1)
""", []),
        ("forgets the biases", """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    h = x
    for i in range(len(weights)):
        h = h @ (weights[i] * masks[i]).T
        if i < len(weights) - 1:
            h = torch.relu(h)
    return (x * h - F.softplus(h)).sum(1)
""", ["bias dropped"]),
        ("mean over the pixels instead of the sum", """
import torch.nn.functional as F
def made_log_prob(x, weights, biases, masks):
    a = x
    for w, bias, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        a = F.relu(a @ (w * m).T + bias)
    logits = a @ (weights[-1] * masks[-1]).T + biases[-1]
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=1)
""", ["mean over the pixels"]),
    ],
    "softmax_nll_gradient": [
        ("forgets 1/N", """
import torch.nn.functional as F
def softmax_nll_gradient(logits, y):
    return torch.softmax(logits, dim=1) - F.one_hot(y, logits.shape[1]).to(logits.dtype)
""", ["sum over the rows, not the mean"]),
        ("truth minus prediction", """
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=-1)
    onehot = torch.zeros_like(p)
    onehot[torch.arange(len(y)), y] = 1
    return (onehot - p) / len(y)
""", ["truth minus prediction"]),
        ("exp without shifting", """
def softmax_nll_gradient(logits, y):
    e = torch.exp(logits)
    p = e / e.sum(dim=1, keepdim=True)
    p[torch.arange(len(y)), y] -= 1
    return p / len(y)
""", ["exp leaves the floats"]),
        ("divides by N K", """
import torch.nn.functional as F
def softmax_nll_gradient(logits, y):
    p = F.softmax(logits, dim=1)
    onehot = F.one_hot(y, logits.shape[1]).to(p.dtype)
    return (p - onehot) / logits.numel()
""", ["divided by all entries"]),
        ("softmax over the wrong axis", """
import torch.nn.functional as F
def softmax_nll_gradient(logits, y):
    p = F.softmax(logits, dim=0)
    onehot = F.one_hot(y, logits.shape[1]).to(p.dtype)
    return (p - onehot) / logits.shape[0]
""", ["softmax over the rows"]),
        ("p[:, y] takes 1 from all rows", """
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1).clone()
    p[:, y] -= 1
    return p / logits.shape[0]
""", []),
        ("gradient only at the true class", """
def softmax_nll_gradient(logits, y):
    n = logits.shape[0]
    p = torch.softmax(logits, dim=1)
    g = torch.zeros_like(logits)
    rows = torch.arange(n)
    g[rows, y] = (p[rows, y] - 1) / n
    return g
""", ["only the truth's logit"]),
        ("sigmoid instead of softmax", """
import torch.nn.functional as F
def softmax_nll_gradient(logits, y):
    onehot = F.one_hot(y, num_classes=logits.shape[1]).to(logits.dtype)
    return (torch.sigmoid(logits) - onehot) / len(logits)
""", ["sigmoid for softmax"]),
        ("one_hot without the number of classes", """
import torch.nn.functional as F
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    return (p - F.one_hot(y)) / len(y)
""", []),
    ],
    "rnn_log_prob": [
        ("does not score the first token", """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    n, T = tokens.shape
    h = params["h0"].expand(n, -1)
    total = torch.zeros(n, dtype=h.dtype)
    for t in range(1, T):
        h = torch.tanh(params["W_xh"][:, tokens[:, t - 1]].T + h @ params["W_hh"].T + params["b_h"])
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(n), tokens[:, t]]
    return total
""", ["off by one"]),
        ("updates before it scores", """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    n, T = tokens.shape
    h = params["h0"].expand(n, -1)
    total = torch.zeros(n, dtype=h.dtype)
    for t in range(T):
        h = torch.tanh(params["W_xh"][:, tokens[:, t]].T + h @ params["W_hh"].T + params["b_h"])
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(n), tokens[:, t]]
    return total
""", ["predicts the same token"]),
        ("log of softmax, not stable", """
def rnn_log_prob(tokens, params):
    n, T = tokens.shape
    h = params["h0"].expand(n, -1)
    total = torch.zeros(n, dtype=h.dtype)
    for t in range(T):
        p = torch.softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + torch.log(p[torch.arange(n), tokens[:, t]])
        h = torch.tanh(params["W_xh"][:, tokens[:, t]].T + h @ params["W_hh"].T + params["b_h"])
    return total
""", ["log of a rounded probability"]),
        ("multiplies the probabilities, then takes the log", """
def rnn_log_prob(tokens, params):
    n, T = tokens.shape
    h = params["h0"].repeat(n, 1)
    prob = torch.ones(n, dtype=h.dtype)
    for t in range(T):
        p = torch.softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        prob = prob * p.gather(1, tokens[:, t, None])[:, 0]
        h = torch.tanh(params["W_xh"][:, tokens[:, t]].T + h @ params["W_hh"].T + params["b_h"])
    return prob.log()
""", ["log of a rounded probability"]),
        ("mean over time", """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].repeat(N, 1)
    logits = []
    for t in range(T):
        logits.append(h @ params["W_hy"].T + params["b_y"])
        h = torch.tanh(params["W_xh"][:, tokens[:, t]].T + h @ params["W_hh"].T + params["b_h"])
    logits = torch.stack(logits, dim=2)
    return -F.cross_entropy(logits, tokens, reduction="none").mean(dim=1)
""", ["mean over the tokens"]),
        ("forgets the recurrent term", """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    n, T = tokens.shape
    h = params["h0"].expand(n, -1)
    total = torch.zeros(n, dtype=h.dtype)
    for t in range(T):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(params["W_xh"][:, tokens[:, t]].T + params["b_h"])
    return total
""", ["the state forgotten"]),
        ("W_hh transposed", """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    n, T = tokens.shape
    h = params["h0"].expand(n, -1)
    total = 0
    for t in range(T):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(params["W_xh"][:, tokens[:, t]].T + h @ params["W_hh"] + params["b_h"])
    return total
""", ["W_hh the other way round"]),
        ("softmax over the batch", """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    n, T = tokens.shape
    h = params["h0"].repeat(n, 1)
    total = torch.zeros(n, dtype=h.dtype)
    for t in range(T):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=0)
        total += logp[torch.arange(n), tokens[:, t]]
        h = torch.tanh(params["W_xh"][:, tokens[:, t]].T + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
        ("multiplies by the token's number instead of its one-hot vector", """
import torch.nn.functional as F
def rnn_log_prob(tokens, params):
    n, T = tokens.shape
    h = params["h0"].expand(n, -1)
    total = torch.zeros(n, dtype=h.dtype)
    for t in range(T):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(n), tokens[:, t]]
        inp = tokens[:, t : t + 1].to(h.dtype) * params["W_xh"].sum(dim=1)
        h = torch.tanh(inp + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
    ],
    "causal_attention": [
        ("masks the position itself", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    s = q @ k.transpose(1, 2) / E**0.5
    mask = torch.triu(torch.ones(T, T, dtype=torch.bool))
    return torch.softmax(s.masked_fill(mask, float("-inf")), dim=-1) @ v
""", ["itself forbidden"]),
        ("masks after the softmax, does not renormalise", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    w = torch.softmax(q @ k.transpose(1, 2) / E**0.5, dim=-1)
    w = torch.tril(w)
    return w @ v
""", ["mask after softmax"]),
        ("masks after the softmax and renormalises, underflows", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    w = torch.softmax(q @ k.transpose(1, 2) / E**0.5, dim=-1)
    w = torch.tril(w)
    w = w / w.sum(dim=-1, keepdim=True)
    return w @ v
""", ["normalised again after the mask"]),
        ("divides by E", """
import torch.nn.functional as F
def causal_attention(q, k, v):
    B, T, E = q.shape
    s = torch.bmm(q, k.transpose(1, 2)) / E
    s = s.masked_fill(torch.triu(torch.ones(T, T), 1) == 1, float("-inf"))
    return torch.bmm(F.softmax(s, dim=2), v)
""", ["divided by E"]),
        ("masks with -100, not enough", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    s = q @ k.transpose(1, 2) / E**0.5
    later = torch.triu(torch.ones(T, T), diagonal=1).bool()
    s = s.masked_fill(later, -100.0)
    return torch.softmax(s, dim=-1) @ v
""", ["a score that is not low enough"]),
        ("softmax over the queries", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    s = q @ k.transpose(1, 2) / E**0.5
    later = torch.triu(torch.ones(T, T), diagonal=1).bool()
    w = torch.softmax(s.masked_fill(later, float("-inf")), dim=1)
    return w @ v
""", ["softmax over queries"]),
        ("multiplies the scores by the mask", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    s = q @ k.transpose(1, 2) / E**0.5
    s = s * torch.tril(torch.ones(T, T, dtype=q.dtype))
    return torch.softmax(s, dim=-1) @ v
""", ["0 instead of -inf"]),
        ("softmax by hand without a shift", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    e = torch.exp(q @ k.transpose(1, 2) / E**0.5)
    e = torch.where(torch.tril(torch.ones(T, T)).bool(), e, torch.zeros_like(e))
    return (e / e.sum(-1, keepdim=True)) @ v
""", ["softmax overflows"]),
        ("weights computed without gradient", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    with torch.no_grad():
        s = q @ k.transpose(1, 2) / E**0.5
        later = torch.triu(torch.ones(T, T), diagonal=1).bool()
        w = torch.softmax(s.masked_fill(later, float("-inf")), dim=-1)
    return w @ v
""", ["the graph is cut"]),
    ],
}
