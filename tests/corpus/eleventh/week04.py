"""Answers to exercises of week 4, labelled: see ../corpora.toml."""

RIGHT = {
    "fvsbn_log_prob": [
        """
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""",
        """
def fvsbn_log_prob(x, weight, bias):
    N, D = x.shape
    total = torch.zeros(N, dtype=weight.dtype)
    for i in range(D):
        a = x[:, :i] @ weight[i, :i] + bias[i]
        total = total + x[:, i] * F.logsigmoid(a) + (1 - x[:, i]) * F.logsigmoid(-a)
    return total
""",
        """
def fvsbn_log_prob(x, weight, bias):
    D = x.shape[1]
    rows = torch.arange(D)
    allowed = rows[:, None] > rows[None, :]
    w = torch.where(allowed, weight, torch.zeros_like(weight))
    a = torch.einsum("nj,ij->ni", x, w) + bias
    return (x * a - F.softplus(a)).sum(-1)
""",
    ],
    "nade_log_prob": [
        """
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    total = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        logit = torch.sigmoid(a) @ V[i] + b[i]
        total = total + torch.where(x[:, i] == 1, F.logsigmoid(logit), F.logsigmoid(-logit))
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""",
        """
def nade_log_prob(x, W, c, V, b):
    # all hidden inputs at once: a running sum over the pixels, shifted by one
    reads = x[:, :, None] * W.T
    before = torch.cumsum(reads, dim=1)[:, :-1]
    first = torch.zeros_like(reads[:, :1])
    h = torch.sigmoid(c + torch.cat([first, before], dim=1))
    logits = (h * V).sum(dim=2) + b
    return -F.softplus((1 - 2 * x) * logits).sum(dim=1)
""",
        """
def nade_log_prob(x, W, c, V, b):
    hidden_in = c.unsqueeze(0).repeat(len(x), 1)
    logits = []
    for i in range(x.shape[1]):
        logits.append(b[i] + torch.mv(torch.sigmoid(hidden_in), V[i]))
        hidden_in = hidden_in + torch.outer(x[:, i], W[:, i])
    logits = torch.stack(logits, dim=1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
""",
    ],
    "nade_sample": [
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
    columns = []
    a = c[None, :].repeat(uniforms.shape[0], 1)
    with torch.no_grad():
        for u, w, v, bi in zip(uniforms.T, W.T, V, b):
            p = (torch.sigmoid(a) * v).sum(1).add(bi).sigmoid()
            xi = torch.where(u < p, 1.0, 0.0).to(W.dtype)
            columns.append(xi)
            a = a + xi[:, None] * w
    return torch.stack(columns, dim=1)
""",
        """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    x = torch.zeros(N, D, dtype=W.dtype)
    for n in range(N):
        a = c.clone()
        for i in range(D):
            p = torch.sigmoid(b[i] + V[i] @ torch.sigmoid(a))
            if uniforms[n, i] < p:
                x[n, i] = 1
                a = a + W[:, i]
    return x
""",
    ],
    "made_masks": [
        """
def made_masks(degrees):
    masks = [hi[:, None] >= lo[None, :] for lo, hi in zip(degrees[:-1], degrees[1:])]
    masks.append(degrees[0][:, None] > degrees[-1][None, :])
    return masks
""",
        """
def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    masks = []
    for l in range(len(layers) - 1):
        below, above = layers[l], layers[l + 1]
        mask = torch.zeros(len(above), len(below))
        for i in range(len(above)):
            for j in range(len(below)):
                if l == len(layers) - 2:
                    ok = above[i] > below[j]
                else:
                    ok = above[i] >= below[j]
                mask[i, j] = 1.0 if ok else 0.0
        masks.append(mask)
    return masks
""",
        """
def made_masks(degrees):
    # an output of degree d looks like a hidden unit of degree d - 1
    uppers = [d for d in degrees[1:]] + [degrees[0] - 1]
    return [torch.le(below.unsqueeze(0), above.unsqueeze(1)).float() for below, above in zip(degrees, uppers)]
""",
    ],
    "made_log_prob": [
        """
def made_log_prob(x, weights, biases, masks):
    h = x
    for l, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        if l < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""",
        """
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in list(zip(weights, biases, masks))[:-1]:
        h = F.relu(F.linear(h, w * m, b))
    a = F.linear(h, weights[-1] * masks[-1], biases[-1])
    return (x * F.logsigmoid(a) + (1 - x) * F.logsigmoid(-a)).sum(-1)
""",
        """
def made_log_prob(x, weights, biases, masks):
    a = x
    for l in range(len(weights)):
        if l > 0:
            a = a.clamp(min=0)
        a = torch.einsum("ni,oi->no", a, weights[l] * masks[l]) + biases[l]
    sign = 2 * x - 1
    return -F.softplus(-sign * a).sum(dim=1)
""",
    ],
    "categorical_log_prob": [
        """
def categorical_log_prob(logits, x):
    logp = F.log_softmax(logits, dim=-1)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=1)
""",
        """
def categorical_log_prob(logits, x):
    return -F.cross_entropy(logits.transpose(1, 2), x, reduction="none").sum(dim=1)
""",
        """
def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    total = torch.zeros(N, dtype=logits.dtype)
    rows = torch.arange(N)
    for d in range(D):
        total = total + logits[rows, d, x[:, d]] - torch.logsumexp(logits[:, d], dim=1)
    return total
""",
    ],
    "softmax_nll_gradient": [
        """
def softmax_nll_gradient(logits, y):
    N, K = logits.shape
    return (torch.softmax(logits, dim=1) - F.one_hot(y, K)) / N
""",
        """
def softmax_nll_gradient(logits, y):
    g = torch.exp(logits - torch.logsumexp(logits, dim=1, keepdim=True))
    g[torch.arange(len(y)), y] -= 1
    return g / len(y)
""",
        """
def softmax_nll_gradient(logits, y):
    N, K = logits.shape
    grad = torch.zeros_like(logits)
    for n in range(N):
        e = torch.exp(logits[n] - logits[n].max())
        p = e / e.sum()
        for k in range(K):
            grad[n, k] = (p[k] - (1.0 if k == int(y[n]) else 0.0)) / N
    return grad
""",
    ],
    "rnade_log_prob": [
        """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""",
        """
def rnade_log_prob(x, log_weights, means, log_scales):
    component = torch.distributions.Normal(means, log_scales.exp())
    return (log_weights + component.log_prob(x.unsqueeze(-1))).logsumexp(-1).sum(-1)
""",
        """
def rnade_log_prob(x, log_weights, means, log_scales):
    N, D, K = means.shape
    result = torch.zeros(N, dtype=means.dtype)
    for d in range(D):
        inner = None
        for k in range(K):
            var = torch.exp(2 * log_scales[:, d, k])
            t = log_weights[:, d, k] - 0.5 * torch.log(2 * math.pi * var) - (x[:, d] - means[:, d, k]) ** 2 / (2 * var)
            inner = t if inner is None else torch.logaddexp(inner, t)
        result = result + inner
    return result
""",
    ],
    "rnn_log_prob": [
        """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""",
        """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    K = params["b_y"].shape[0]
    one_hot = F.one_hot(tokens, K).to(params["W_xh"].dtype)
    h = params["h0"].unsqueeze(0).repeat(N, 1)
    logits = []
    for t in range(T):
        logits.append(F.linear(h, params["W_hy"], params["b_y"]))
        h = torch.tanh(F.linear(one_hot[:, t], params["W_xh"]) + F.linear(h, params["W_hh"], params["b_h"]))
    logp = torch.stack(logits, dim=1).log_softmax(dim=-1)
    return (logp * one_hot).sum(dim=(1, 2))
""",
        """
def rnn_log_prob(tokens, params):
    W_xh, W_hh, W_hy = params["W_xh"], params["W_hh"], params["W_hy"]
    out = []
    for seq in tokens:
        h = params["h0"]
        lp = torch.zeros((), dtype=h.dtype)
        for tok in seq.tolist():
            a = W_hy @ h + params["b_y"]
            lp = lp + a[tok] - torch.logsumexp(a, dim=0)
            h = torch.tanh(W_xh[:, tok] + W_hh @ h + params["b_h"])
        out.append(lp)
    return torch.stack(out)
""",
    ],
    "sample_next": [
        """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    ends = torch.cumsum(p, dim=1)
    k = (ends <= uniforms[:, None]).sum(dim=1)
    return k.clamp(max=logits.shape[1] - 1)
""",
        """
def sample_next(logits, temperature, uniforms):
    scaled = logits.double() / temperature
    cum = torch.softmax(scaled, dim=-1).cumsum(-1)
    k = torch.searchsorted(cum, uniforms.double().unsqueeze(1), right=True).squeeze(1)
    return torch.minimum(k, torch.tensor(logits.shape[1] - 1))
""",
        """
def sample_next(logits, temperature, uniforms):
    N, K = logits.shape
    out = torch.full((N,), K - 1, dtype=torch.int64)
    for n in range(N):
        a = logits[n] / temperature
        p = torch.exp(a - torch.logsumexp(a, dim=0))
        total = 0.0
        for k in range(K):
            total = total + p[k]
            if total > uniforms[n]:
                out[n] = k
                break
    return out
""",
    ],
    "pixelcnn_mask": [
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
def pixelcnn_mask(size, kind):
    number = torch.arange(size * size).reshape(size, size)
    centre = size * size // 2
    return (number < centre + (kind == "B")).float()
""",
        """
def pixelcnn_mask(size, kind):
    mid = size // 2
    rows = []
    for i in range(size):
        row = []
        for j in range(size):
            if (i, j) == (mid, mid):
                row.append(0.0 if kind == "A" else 1.0)
            else:
                row.append(1.0 if (i, j) < (mid, mid) else 0.0)
        rows.append(row)
    return torch.tensor(rows)
""",
    ],
    "causal_attention": [
        """
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    return torch.softmax(scores.masked_fill(future, float("-inf")), dim=-1) @ v
""",
        """
def causal_attention(q, k, v):
    return F.scaled_dot_product_attention(q, k, v, is_causal=True)
""",
        """
def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    outs = []
    for t in range(T):
        s = torch.einsum("be,bje->bj", q[:, t], k[:, : t + 1]) * E**-0.5
        w = F.softmax(s, dim=1)
        outs.append(torch.einsum("bj,bje->be", w, v[:, : t + 1]))
    return torch.stack(outs, dim=1)
""",
    ],
    "TinyGPT": [
        """
class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = torch.nn.LayerNorm(width)
        self.norm2 = torch.nn.LayerNorm(width)
        self.Q = torch.nn.Linear(width, width)
        self.K = torch.nn.Linear(width, width)
        self.V = torch.nn.Linear(width, width)
        self.O = torch.nn.Linear(width, width)
        self.A = torch.nn.Linear(width, 4 * width)
        self.B = torch.nn.Linear(4 * width, width)

    def cut(self, t):
        return torch.cat(t.chunk(self.heads, dim=2), dim=0)

    def forward(self, h):
        n = self.norm1(h)
        att = causal_attention(self.cut(self.Q(n)), self.cut(self.K(n)), self.cut(self.V(n)))
        h = h + self.O(torch.cat(att.chunk(self.heads, dim=0), dim=2))
        return h + self.B(F.gelu(self.A(self.norm2(h))))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = torch.nn.LayerNorm(width)
        self.out = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(T + 1))
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))

    def log_prob(self, tokens):
        logp = F.log_softmax(self(tokens[:, :-1]), dim=-1)[:, : tokens.shape[1]]
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""",
        """
class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        nn = torch.nn
        self.heads, self.context, self.vocabulary = heads, context, vocabulary
        # the start is one more token, number V
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.place = nn.Parameter(torch.randn(context, width))
        self.layers = nn.ModuleList()
        for _ in range(layers):
            parts = {name: nn.Linear(width, width) for name in "QKVO"}
            parts["A"] = nn.Linear(width, 4 * width)
            parts["B"] = nn.Linear(4 * width, width)
            parts["first"] = nn.LayerNorm(width)
            parts["second"] = nn.LayerNorm(width)
            self.layers.append(nn.ModuleDict(parts))
        self.final = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, vocabulary))

    def attend(self, q, k, v):
        N, T, W = q.shape
        H, E = self.heads, W // self.heads
        q, k, v = [a.reshape(N, T, H, E).transpose(1, 2).reshape(N * H, T, E) for a in (q, k, v)]
        return causal_attention(q, k, v).reshape(N, H, T, E).transpose(1, 2).reshape(N, T, W)

    def forward(self, tokens):
        start = torch.full((tokens.shape[0], 1), self.vocabulary, dtype=torch.int64)
        ids = torch.cat([start, tokens], dim=1)
        h = self.embed(ids) + self.place[: ids.shape[1]]
        for b in self.layers:
            n = b["first"](h)
            h = h + b["O"](self.attend(b["Q"](n), b["K"](n), b["V"](n)))
            h = h + b["B"](F.gelu(b["A"](b["second"](h))))
        return self.final(h)

    def log_prob(self, tokens):
        T = tokens.shape[1]
        logits = self.forward(tokens[:, : max(T - 1, 0)])[:, :T]
        return -F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none").sum(dim=1)

    def sample(self, n, length, generator=None):
        text = torch.empty((n, length), dtype=torch.int64)
        with torch.no_grad():
            for t in range(length):
                begin = max(0, t - (self.context - 1))
                logits = self.forward(text[:, begin:t])[:, -1, :]
                text[:, t] = torch.multinomial(logits.softmax(-1), 1, generator=generator).squeeze(1)
        return text
""",
        """
class Attention(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.size = width // heads
        self.heads = heads
        self.qkv = torch.nn.ModuleList([torch.nn.Linear(width, width) for _ in range(3)])
        self.out = torch.nn.Linear(width, width)

    def forward(self, n):
        q, k, v = [layer(n) for layer in self.qkv]
        results = []
        for i in range(self.heads):
            s = slice(i * self.size, (i + 1) * self.size)
            results.append(causal_attention(q[..., s], k[..., s], v[..., s]))
        return self.out(torch.cat(results, dim=-1))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.tok = torch.nn.Embedding(vocabulary, width)
        self.pos = torch.nn.Embedding(context, width)
        self.start = torch.nn.Parameter(torch.randn(1, 1, width))
        norm = lambda: torch.nn.LayerNorm(width)
        self.norms_a = torch.nn.ModuleList([norm() for _ in range(layers)])
        self.norms_m = torch.nn.ModuleList([norm() for _ in range(layers)])
        self.atts = torch.nn.ModuleList([Attention(width, heads) for _ in range(layers)])
        self.mlps = torch.nn.ModuleList(
            [
                torch.nn.Sequential(
                    torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width)
                )
                for _ in range(layers)
            ]
        )
        self.norm = norm()
        self.head = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat((self.start.repeat(N, 1, 1), self.tok(tokens)), dim=1) + self.pos.weight[: T + 1]
        for na, att, nm, mlp in zip(self.norms_a, self.atts, self.norms_m, self.mlps):
            h = h + att(na(h))
            h = h + mlp(nm(h))
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        N, T = tokens.shape
        if T == 0:
            return torch.zeros(N)
        logp = self(tokens[:, : T - 1]).log_softmax(2)
        total = torch.zeros(N, dtype=logp.dtype)
        for t in range(T):
            total = total + logp[torch.arange(N), t, tokens[:, t]]
        return total

    def sample(self, n, length, generator=None):
        out = torch.zeros((n, 0), dtype=torch.long)
        while out.shape[1] < length:
            keep = min(out.shape[1], self.context - 1)
            past = out[:, out.shape[1] - keep :]
            with torch.no_grad():
                probs = F.softmax(self(past)[:, -1], dim=1)
            out = torch.cat([out, torch.multinomial(probs, 1, generator=generator)], dim=1)
        return out
""",
    ],
}

WRONG = {
    "fvsbn_log_prob": [
        # proof: weight [[0, 0], [5, 0]], bias 0, x [[1, 0]]: logits [0, 0] in place of [0, 5]: gives -1.39, should be -5.70
        ("weight not transposed", """
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1) + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
""", ['columns for rows', 'upper triangle']),
        # proof: D = 1, weight [[5]], bias 0, x [[1]]: gives -0.007, should be -0.69
        ("the diagonal counts, too", """
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
""", ['diagonal used']),
        # proof: weight [[0, 5], [0, 0]], bias 0, x [[1, 1]]: gives -0.70, should be -1.39
        ("the whole matrix is used", """
def fvsbn_log_prob(x, weight, bias):
    a = x @ weight.T + bias
    return (x * F.logsigmoid(a) + (1 - x) * F.logsigmoid(-a)).sum(dim=1)
""", ['no triangle', 'diagonal used', 'upper triangle']),
        # proof: D = 1, bias 300, x [[0]]: gives -inf, should be -300
        ("logarithm of a rounded sigmoid", """
def fvsbn_log_prob(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return torch.log(torch.where(x == 1, p, 1 - p)).sum(dim=1)
""", ['log of a rounded probability']),
        # proof: D = 2, all parameters 0: gives -0.69, should be -1.39
        ("mean over the pixels", """
def fvsbn_log_prob(x, weight, bias):
    a = x @ torch.tril(weight, diagonal=-1).T + bias
    return (x * F.logsigmoid(a) + (1 - x) * F.logsigmoid(-a)).mean(dim=1)
""", ['mean over the pixels']),
        # proof: D = 1, all parameters 0: gives +0.69, should be -0.69
        ("sign: the loss is returned", """
def fvsbn_log_prob(x, weight, bias):
    a = x @ torch.tril(weight, diagonal=-1).T + bias
    return F.binary_cross_entropy_with_logits(a, x, reduction="none").sum(dim=1)
""", ['the loss instead of the log-probability']),
        # proof: D = 1, all parameters 0, x [[0]]: gives 0, should be -0.69
        ("the term of the zeros is missing", """
def fvsbn_log_prob(x, weight, bias):
    a = x @ torch.tril(weight, diagonal=-1).T + bias
    return torch.sum(x * F.logsigmoid(a), dim=1)
""", ['zeros forgotten']),
        # proof: weight full of ones: its diagonal and upper part are 0 afterwards
        ("sets the argument's upper part to 0", """
def fvsbn_log_prob(x, weight, bias):
    D = weight.shape[0]
    for i in range(D):
        weight.data[i, i:] = 0
    a = x @ weight.T + bias
    return (x * F.logsigmoid(a) + (1 - x) * F.logsigmoid(-a)).sum(dim=1)
""", []),
    ],
    "nade_log_prob": [
        # proof: D = H = 1, W [[10]], V [[10]], c 0, b 0, x [[1]]: logit 10 in place of 5: gives -0.00005, should be -0.0067
        ("pixel i is read before it is predicted", """
def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0
    for i in range(x.shape[1]):
        a = a + x[:, i : i + 1] * W[:, i]
        l = torch.sigmoid(a) @ V[i] + b[i]
        total = total + x[:, i] * F.logsigmoid(l) + (1 - x[:, i]) * F.logsigmoid(-l)
    return total
""", ['hidden units include x_i']),
        # proof: D = H = 1, c [100], V [[2]], b 0, x [[1]]: logit 1 in place of 2: gives -0.31, should be -0.13
        ("c forgotten, hidden input starts at 0", """
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = torch.zeros(N, W.shape[0], dtype=x.dtype)
    lp = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        l = torch.sigmoid(a) @ V[i] + b[i]
        lp = lp + x[:, i] * F.logsigmoid(l) + (1 - x[:, i]) * F.logsigmoid(-l)
        a = a + x[:, i : i + 1] * W[:, i]
    return lp
""", ['bias c dropped']),
        # proof: D = 2, H = 1, W [[100, 0]], c 0, V [[0], [2]], b 0, x [[0, 1]]: logit 2 in place of 1: gives -0.82, should be -1.01
        ("W is added whatever the pixel is", """
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.repeat(N, 1)
    lp = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        l = torch.sigmoid(a) @ V[i] + b[i]
        lp = lp - F.softplus((1 - 2 * x[:, i]) * l)
        a = a + W[:, i]
    return lp
""", []),
        # proof: D = 1, V 0, b [300], x [[0]]: gives -inf, should be -300
        ("logarithm of a rounded sigmoid", """
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    lp = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        lp = lp + torch.log(torch.where(x[:, i] == 1, p, 1 - p))
        a = a + x[:, i : i + 1] * W[:, i]
    return lp
""", ['log of a rounded probability']),
        # proof: D = H = 1, c 0, V [[2]], b 0, x [[1]]: logit 0 in place of 1: gives -0.69, should be -0.31
        ("tanh in place of the sigmoid", """
def nade_log_prob(x, W, c, V, b):
    a = c.expand(x.shape[0], -1)
    logits = []
    for i in range(x.shape[1]):
        logits.append(torch.tanh(a) @ V[i] + b[i])
        a = a + x[:, i : i + 1] * W[:, i]
    logits = torch.stack(logits, dim=1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ['another function in the hidden units']),
        # proof: D = 2, H = 1, c [0], W 0, V [[0], [10]], b 0, x [[0, 1]]: logit 6.22 in place of 5
        ("the sigmoid overwrites the running sum", """
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    h = c.expand(N, -1)
    lp = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(h)
        l = h @ V[i] + b[i]
        lp = lp + x[:, i] * F.logsigmoid(l) + (1 - x[:, i]) * F.logsigmoid(-l)
        h = h + x[:, i : i + 1] * W[:, i]
    return lp
""", ['another function in the hidden units']),
        # proof: D = 1000: about D^2 H / 2 multiplications a row, should be O(D H)
        ("the sum starts anew for each pixel, O(H D^2)", """
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    lp = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(x[:, :i] @ W[:, :i].T + c)
        l = h @ V[i] + b[i]
        lp = lp + x[:, i] * F.logsigmoid(l) + (1 - x[:, i]) * F.logsigmoid(-l)
    return lp
""", ['O(HD^2)']),
        # proof: any parameters with requires_grad: W and c get no gradient
        ("detach on the running sum", """
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = c.expand(N, -1)
    lp = torch.zeros(N, dtype=x.dtype)
    for i in range(D):
        h = torch.sigmoid(a.detach())
        l = h @ V[i] + b[i]
        lp = lp + x[:, i] * F.logsigmoid(l) + (1 - x[:, i]) * F.logsigmoid(-l)
        a = a + x[:, i : i + 1] * W[:, i]
    return lp
""", ['the graph is cut']),
    ],
    "nade_sample": [
        # proof: all parameters 0, u [[.2]]: gives 0, should be 1
        ("comparison the wrong way round", """
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
        # proof: all parameters 0, u [[.2]]: logit 0, gives 0, should be 1
        ("compared with the logit", """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        logit = torch.sigmoid(a) @ V[i] + b[i]
        x[:, i] = (uniforms[:, i] < logit).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", []),
        # proof: H = 1, W [[8, 0]], c [-4], V [[0], [20]], b [0, -10], u [[.2, .6]]: reads p = .5, a = 0, p2 = .5, gives [1, 0], should be [1, 1]
        ("the probability is read, not the drawn pixel", """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.repeat(N, 1)
    cols = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        cols.append((uniforms[:, i] < p).to(uniforms.dtype))
        a = a + p[:, None] * W[:, i]
    return torch.stack(cols, 1)
""", ['chances read, not draws']),
        # proof: H = 1, W [[8, 0]], c [-4], V [[0], [20]], b [0, -10], u [[.2, .6]]: gives [1, 0], should be [1, 1]
        ("drawn pixels are never read", """
def nade_sample(uniforms, W, c, V, b):
    h = torch.sigmoid(c)
    p = torch.sigmoid(V @ h + b)
    return (uniforms < p).to(uniforms.dtype)
""", ['all at once']),
        # proof: H = 1, W [[8, 0]], c [-4], V [[0], [20]], b [0, -10], u [[.2, .6]]: reads .2, a = -2.4, p2 = .0003, gives [1, 0], should be [1, 1]
        ("the uniforms are read in place of the pixels", """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    x = torch.zeros(N, D, dtype=W.dtype)
    a = c.expand(N, -1)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(W.dtype)
        a = a + uniforms[:, i : i + 1] * W[:, i]
    return x
""", ['uniforms read, not draws']),
        # proof: V 0, b [1], u [[.9]]: p = .73, gives 1, should be 0
        ("the likelier value, no draw", """
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
        # proof: all parameters 0, u = 0 everywhere, N = 100: gives about half ones, should be ones only
        ("own random numbers", """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    x = torch.zeros_like(uniforms)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = torch.bernoulli(p)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", []),
        # proof: H = 1, W 0, c [-100], V [[10]], b [0], u [[.9]]: p = .99 in place of .5, gives 1, should be 0
        ("c forgotten", """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = torch.zeros(N, len(c), dtype=W.dtype)
    x = torch.zeros(N, D, dtype=W.dtype)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(W.dtype)
        a = a + torch.outer(x[:, i], W[:, i])
    return x
""", ['bias c dropped']),
    ],
    "made_masks": [
        # proof: degrees [[1]] (D = 1, no hidden layer): gives [[1]], should be [[0]]
        ("outputs may look at their own degree", """
def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    return [(layers[i + 1][:, None] >= layers[i][None, :]).float() for i in range(len(layers) - 1)]
""", ['>= in the last layer']),
        # proof: degrees [[1, 2], [1]]: first mask [[0, 0]], should be [[1, 0]]
        ("strict everywhere", """
def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    return [(hi[:, None] > lo[None, :]).float() for lo, hi in zip(layers[:-1], layers[1:])]
""", ['> in the hidden layers']),
        # proof: degrees [[1, 2, 3], [1, 2]]: first mask has shape (3, 2), should be (2, 3)
        ("masks of shape (in, out)", """
def made_masks(degrees):
    masks = []
    for lo, hi in zip(degrees[:-1], degrees[1:]):
        masks.append((lo[:, None] <= hi[None, :]).float())
    masks.append((degrees[-1][:, None] < degrees[0][None, :]).float())
    return masks
""", ['transposed']),
        # proof: degrees [[2, 1], [1]]: last mask [[0], [1]], should be [[1], [0]]
        ("output degrees taken as 1..D", """
def made_masks(degrees):
    D = len(degrees[0])
    masks = [(hi[:, None] >= lo).float() for lo, hi in zip(degrees[:-1], degrees[1:])]
    out = torch.arange(1, D + 1)
    masks.append((out[:, None] > degrees[-1]).float())
    return masks
""", ['outputs in natural order']),
        # proof: degrees [[1, 2]]: IndexError, should be one mask [[0, 0], [1, 0]]
        ("no hidden layer forgotten", """
def made_masks(degrees):
    masks = [(degrees[1][:, None] >= degrees[0][None, :]).int()]
    for i in range(2, len(degrees)):
        masks.append((degrees[i][:, None] >= degrees[i - 1][None, :]).int())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).int())
    return masks
""", []),
        # proof: degrees [[1, 2], [1]]: first mask [[1, 1]], should be [[1, 0]]
        ("comparison the wrong way round", """
def made_masks(degrees):
    masks = []
    for i in range(len(degrees) - 1):
        masks.append((degrees[i + 1][:, None] <= degrees[i][None, :]).float())
    masks.append((degrees[0][:, None] < degrees[-1][None, :]).float())
    return masks
""", ['inequalities reversed']),
        # proof: degrees [[1, 2], [1]]: masks [[0, 0]] and [[1], [1]], should be [[1, 0]] and [[0], [1]]
        ("strict at the first matrix, not at the last", """
def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    masks = []
    for i in range(len(layers) - 1):
        if i == 0:
            masks.append(layers[i + 1][:, None] > layers[i][None, :])
        else:
            masks.append(layers[i + 1][:, None] >= layers[i][None, :])
    return masks
""", ['strict at the inputs']),
        # proof: degrees = [d0, d1]: the list has 3 entries afterwards, a second call gives 3 masks
        ("appends to the argument", """
def made_masks(degrees):
    degrees.append(degrees[0])
    masks = []
    for i in range(1, len(degrees)):
        if i == len(degrees) - 1:
            masks.append((degrees[i][:, None] > degrees[i - 1][None, :]).float())
        else:
            masks.append((degrees[i][:, None] >= degrees[i - 1][None, :]).float())
    return masks
""", []),
    ],
    "made_log_prob": [
        # proof: D = 1, no hidden layer, mask 0, bias [-3], x [[0]]: gives -0.69, should be -0.05
        ("relu after the last layer, too", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights, biases, masks):
        h = torch.relu(h @ (w * m).T + b)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", ['relu on the logits']),
        # proof: D = 2, one hidden unit of degree 1 with bias -5, weights 1, output biases 0, x [[0, 1]]: last logit -5 in place of 0
        ("no relu at all", """
def made_log_prob(x, weights, biases, masks):
    a = x
    for w, b, m in zip(weights, biases, masks):
        a = F.linear(a, w * m, b)
    return (x * F.logsigmoid(a) + (1 - x) * F.logsigmoid(-a)).sum(1)
""", ['another function in the hidden layers']),
        # proof: D = 1, no hidden layer, weight [[5]], mask [[0]], bias 0, x [[1]]: gives -0.007, should be -0.69
        ("masks not used", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for i in range(len(weights)):
        h = h @ weights[i].T + biases[i]
        if i < len(weights) - 1:
            h = F.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", ['masks not applied', 'masks on the hidden layers only']),
        # proof: D = 2, one hidden unit with bias 3, weights 1, x [[0, 1]]: last logit .95 in place of 3
        ("sigmoid hidden units", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for i in range(len(weights)):
        h = h @ (weights[i] * masks[i]).T + biases[i]
        if i < len(weights) - 1:
            h = torch.sigmoid(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", ['another function in the hidden layers']),
        # proof: D = 1, no hidden layer, bias [300], x [[0]]: gives -inf, should be -300
        ("logarithm of a rounded sigmoid", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = F.relu(h @ (w * m).T + b)
    p = torch.sigmoid(h @ (weights[-1] * masks[-1]).T + biases[-1])
    return torch.log(torch.where(x > 0, p, 1 - p)).sum(dim=1)
""", ['log of a rounded probability']),
        # proof: D = 2, all parameters 0: gives -0.69, should be -1.39
        ("mean over the pixels", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for i, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        if i + 1 < len(weights):
            h = F.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").mean(dim=1)
""", ['mean over the pixels']),
        # proof: D = 1, hidden unit of degree 1, last mask [[0]], weights 5, biases 0, x [[1]]: logit 25 in place of 0
        ("the last weights are not masked", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for i in range(len(weights) - 1):
        h = torch.relu(h @ (weights[i] * masks[i]).T + biases[i])
    a = h @ weights[-1].T + biases[-1]
    return (x * a - F.softplus(a)).sum(dim=1)
""", ['masks on the hidden layers only']),
        # proof: weights [[5]] with mask [[0]]: the weight is 0 afterwards
        ("weights are masked in place", """
def made_log_prob(x, weights, biases, masks):
    for w, m in zip(weights, masks):
        w.data *= m
    h = x
    for i in range(len(weights)):
        h = h @ weights[i].T + biases[i]
        if i < len(weights) - 1:
            h = F.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", []),
    ],
    "categorical_log_prob": [
        # proof: D = 2, K = 2, logits 0: gives -0.69, should be -1.39
        ("mean over the variables", """
def categorical_log_prob(logits, x):
    logp = F.log_softmax(logits, dim=-1)
    return logp.gather(2, x[:, :, None])[:, :, 0].mean(dim=1)
""", ['mean over D']),
        # proof: D = 1, K = 2, logits 0: gives 0, should be -0.69
        ("softmax over the variables", """
def categorical_log_prob(logits, x):
    logp = F.log_softmax(logits, dim=1)
    return logp.gather(2, x[:, :, None]).squeeze(2).sum(dim=1)
""", ['softmax over D']),
        # proof: logits [[[0, 1000]]], x [[0]]: gives -inf, should be -1000
        ("logarithm of a softmax", """
def categorical_log_prob(logits, x):
    p = torch.softmax(logits, dim=-1)
    return torch.log(p.gather(2, x.unsqueeze(2)).squeeze(2)).sum(dim=1)
""", ['log of a rounded probability']),
        # proof: D = 1, K = 2, logits 0: gives 0, should be -0.69
        ("logits not normalised", """
def categorical_log_prob(logits, x):
    return logits.gather(2, x[..., None])[..., 0].sum(dim=1)
""", ['no log-softmax']),
        # proof: N = 3: gives one number, shape (), should be (3,)
        ("summed over the samples, too", """
def categorical_log_prob(logits, x):
    K = logits.shape[-1]
    return -F.cross_entropy(logits.reshape(-1, K), x.reshape(-1), reduction="sum")
""", ['one number for the batch']),
        # proof: D = 1, K = 2, logits 0: gives +0.69, should be -0.69
        ("sign: cross-entropy", """
def categorical_log_prob(logits, x):
    return F.cross_entropy(logits.permute(0, 2, 1), x, reduction="none").sum(dim=1)
""", ['the loss instead of the log-probability']),
        # proof: logits [[[0, 1000]]], x [[1]]: gives nan, should be 0
        ("exponentials overflow", """
def categorical_log_prob(logits, x):
    e = torch.exp(logits)
    logp = torch.log(e / e.sum(dim=2, keepdim=True))
    total = 0
    for d in range(x.shape[1]):
        total = total + logp[torch.arange(len(x)), d, x[:, d]]
    return total
""", ['softmax overflows', 'log of a rounded probability']),
        # proof: logits [[[0, 3]]], x [[0]]: gives -0.05, should be -3.05
        ("the likeliest value in place of x", """
def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    return logp.max(dim=-1).values.sum(dim=1)
""", []),
    ],
    "softmax_nll_gradient": [
        # proof: N = 2, K = 2, logits 0, y 0: gives [-.5, .5] rows, should be [-.25, .25]
        ("1/N forgotten", """
def softmax_nll_gradient(logits, y):
    return torch.softmax(logits, dim=1) - F.one_hot(y, logits.shape[1])
""", ['sum over the rows, not the mean']),
        # proof: N = 1, K = 2, logits 0, y [0]: gives [.5, -.5], should be [-.5, .5]
        ("sign: truth minus prediction", """
def softmax_nll_gradient(logits, y):
    N, K = logits.shape
    return (F.one_hot(y, K) - torch.softmax(logits, dim=1)) / N
""", ['truth minus prediction']),
        # proof: logits [[1000, 0]]: gives nan, should be finite
        ("exponentials overflow", """
def softmax_nll_gradient(logits, y):
    N, K = logits.shape
    e = torch.exp(logits)
    p = e / e.sum(dim=1, keepdim=True)
    return (p - F.one_hot(y, K)) / N
""", ['exp leaves the floats']),
        # proof: N = 2, K = 2, logits 0, y [0, 1]: all entries -.25, should be [[-.25, .25], [.25, -.25]]
        ("1 taken off in the columns of all outcomes", """
def softmax_nll_gradient(logits, y):
    g = torch.softmax(logits, dim=1)
    g[:, y] -= 1
    return g / len(y)
""", []),
        # proof: N = 1, K = 2, logits 0, y [0]: gives [-.25, .25], should be [-.5, .5]
        ("divided by N K", """
def softmax_nll_gradient(logits, y):
    g = F.softmax(logits, dim=1) - F.one_hot(y, logits.shape[1]).to(logits.dtype)
    return g / g.numel()
""", ['divided by all entries']),
        # proof: N = 1, K = 2, logits 0, y [0]: gives [0, 1], should be [-.5, .5]
        ("softmax over the rows", """
def softmax_nll_gradient(logits, y):
    N, K = logits.shape
    return (torch.softmax(logits, dim=0) - F.one_hot(y, K)) / N
""", ['softmax over the rows']),
        # proof: N = 1, K = 2, logits 0, y [0]: gives [-.5, 0], should be [-.5, .5]
        ("only the entry of the outcome", """
def softmax_nll_gradient(logits, y):
    N = len(y)
    p = torch.softmax(logits, dim=1)
    grad = torch.zeros_like(logits)
    for n in range(N):
        grad[n, y[n]] = (p[n, y[n]] - 1) / N
    return grad
""", ["only the truth's logit"]),
        # proof: N = 1, K = 2, logits 0, y [0]: gives [.5, .5], should be [-.5, .5]
        ("the number of the outcome in place of one-hot", """
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    return (p - y[:, None]) / logits.shape[0]
""", []),
    ],
    "rnade_log_prob": [
        # proof: N = D = K = 1, x = mean, log_scale log 4: gives -1.61, should be -2.31
        ("log_scales taken as log variances", """
def rnade_log_prob(x, log_weights, means, log_scales):
    var = torch.exp(log_scales)
    logs = log_weights - 0.5 * (math.log(2 * math.pi) + log_scales + (x[:, :, None] - means) ** 2 / var)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", ['scale as variance']),
        # proof: N = D = K = 1, x = mean, log_scale log 4: gives -0.92, should be -2.31
        ("the log-scale term is missing", """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) / log_scales.exp()
    logs = log_weights - 0.5 * z**2 - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", ['no Jacobian of the scale']),
        # proof: D = K = 2, weights .5, scales 1, means [0, 100] for both variables, x [[0, 100]]: gives -5002.5, should be -3.22
        ("sum over D inside, one component for all variables", """
def rnade_log_prob(x, log_weights, means, log_scales):
    comp = torch.distributions.Normal(means, log_scales.exp()).log_prob(x[..., None])
    return torch.logsumexp((log_weights + comp).sum(dim=1), dim=1)
""", ['mixture over D']),
        # proof: x 1000 from a mean 0 of scale 1: gives -inf, should be -500000.9
        ("exponentials underflow", """
def rnade_log_prob(x, log_weights, means, log_scales):
    s = log_scales.exp()
    pdf = torch.exp(-0.5 * ((x[:, :, None] - means) / s) ** 2) / (s * math.sqrt(2 * math.pi))
    return torch.log((log_weights.exp() * pdf).sum(dim=2)).sum(dim=1)
""", ['density underflows']),
        # proof: D = 1, weights .5, means [0, 10], scales 1, x 0: gives -25.9, should be -1.61
        ("weighted mean of the log-densities", """
def rnade_log_prob(x, log_weights, means, log_scales):
    comp = torch.distributions.Normal(means, torch.exp(log_scales)).log_prob(x[:, :, None])
    return (log_weights.exp() * comp).sum(dim=2).sum(dim=1)
""", ['mean of the log-densities']),
        # proof: N = D = K = 1, x = mean, log_scale 0: gives 0, should be -0.92
        ("2 pi forgotten", """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / log_scales.exp()
    logs = log_weights - log_scales - 0.5 * z * z
    return logs.logsumexp(dim=-1).sum(dim=-1)
""", ['no 2 pi']),
        # proof: D = 2, K = 1, x = means, log_scales 0: gives -0.92, should be -1.84
        ("mean over the variables", """
def rnade_log_prob(x, log_weights, means, log_scales):
    comp = torch.distributions.Normal(means, log_scales.exp()).log_prob(x[..., None])
    return torch.logsumexp(log_weights + comp, dim=2).mean(dim=1)
""", ['mean over the variables']),
        # proof: N = D = K = 1, log_weight 0, x = mean, log_scale 0: gives 0.08, should be -0.92
        ("weights added in place of their logarithms", """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / log_scales.exp()
    logs = log_weights.exp() - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", ['weights added to logarithms']),
    ],
    "rnn_log_prob": [
        # proof: T = 1, W_hy h0 + b_y = 0, K = 2, W_xh large: the score of the first token depends on W_xh, should be -0.69
        ("token t is read before it is predicted", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = 0
    for t in range(T):
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp.gather(1, tokens[:, t : t + 1])[:, 0]
    return total
""", ['predicts the same token']),
        # proof: all parameters 0, K = 2, T = 2: gives -0.69, should be -1.39
        ("the first token is not scored", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T - 1):
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp.gather(1, tokens[:, t + 1 : t + 2])[:, 0]
    return total
""", ['off by one']),
        # proof: T = 1, K = 2, h0 [1], W_hy [[5], [0]], b_y 0, token 0: gives -0.69, should be -0.007
        ("h0 replaced by zeros", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    H = params["b_h"].shape[0]
    h = torch.zeros(N, H, dtype=params["b_h"].dtype)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(N), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['h_0 lost']),
        # proof: all parameters 0, K = 2, T = 2: gives -0.69, should be -1.39
        ("mean over the tokens", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    logits = []
    for t in range(T):
        logits.append(h @ params["W_hy"].T + params["b_y"])
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    logits = torch.stack(logits, dim=1)
    return -F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none").mean(dim=1)
""", ['mean over the tokens']),
        # proof: T = 1, W_hy 0, b_y [0, 1000], token 0: gives -inf, should be -1000
        ("logarithm of a softmax", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        p = torch.softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + torch.log(p[torch.arange(N), tokens[:, t]])
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['log of a rounded probability']),
        # proof: H = 2, T = 2, h0 [1, 0], W_hh [[0, 1], [0, 0]]: h1 = [0, tanh 1] in place of [0, 0] (W_xh, b_h 0)
        ("W_hh not transposed", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(N), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"] + params["b_h"])
    return total
""", ['W_hh the other way round']),
        # proof: T = 2, all parameters 0 but W_hy [[5], [0]], tokens [[0, 0]]: h1 = .5 in place of 0, gives -0.77, should be -1.39
        ("sigmoid in place of tanh", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        logp = F.log_softmax(F.linear(h, params["W_hy"], params["b_y"]), dim=1)
        total = total + logp.gather(1, tokens[:, t].unsqueeze(1)).squeeze(1)
        h = torch.sigmoid(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['no tanh']),
        # proof: T = 2, all parameters 0 but b_h [9], W_hy [[5], [0]], tokens [[0, 0]]: gives -1.39, should be -0.70
        ("b_h forgotten", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        logp = F.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(N), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T)
    return total
""", ['a bias dropped']),
    ],
    "sample_next": [
        # proof: logits [[0, 2]], T = .1, u [.01]: p = [.45, .55] in place of [2e-9, 1], gives 0, should be 1
        ("multiplied by the temperature", """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits * temperature, dim=1)
    cum = p.cumsum(dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", ['multiplies by temperature']),
        # proof: logits [[-inf, 0]], u [0]: gives 0, an impossible token, should be 1
        ("first k that reaches u, not exceeds it", """
def sample_next(logits, temperature, uniforms):
    cum = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    k = torch.searchsorted(cum, uniforms[:, None].to(cum.dtype)).squeeze(1)
    return k.clamp(max=logits.shape[1] - 1)
""", ['reaches instead of exceeds']),
        # proof: logits [[0, 0.1]], T = 1, u [.1]: gives 1, should be 0
        ("always the likeliest token", """
def sample_next(logits, temperature, uniforms):
    return torch.softmax(logits / temperature, dim=1).argmax(dim=1)
""", ['argmax']),
        # proof: logits [[5, 6]], T = .001, u [.5]: both exponentials are inf, p is nan, gives 0, should be 1
        ("exponentials overflow at a low temperature", """
def sample_next(logits, temperature, uniforms):
    e = torch.exp(logits / temperature)
    p = e / e.sum(dim=1, keepdim=True)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", ['softmax overflows']),
        # proof: float32 logits whose cumulative sum ends at 0.9999999, u 0.99999994: gives K, should be K - 1
        ("no last token where rounding keeps the sum below u", """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    return (torch.cumsum(p, dim=1) <= uniforms[:, None]).sum(dim=1)
""", ['nothing exceeds u']),
        # proof: logits [[0, 0]], T = .5, u [.3]: p = [.25, .25], gives 1, should be 0
        ("power of the probabilities, not normalised again", """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits, dim=1) ** (1 / temperature)
    cum = p.cumsum(dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", ['not normalised']),
        # proof: logits [[0, 2]], T = 1, u [.05]: gives 1, the likeliest comes first, should be 0
        ("probabilities sorted before they are summed", """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    p, order = torch.sort(p, dim=1, descending=True)
    k = (p.cumsum(dim=1) <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
    return order.gather(1, k[:, None]).squeeze(1)
""", []),
        # proof: 100 rows of logits [0, 0], u = 0: gives about half ones, should be zeros only
        ("own random draw, the uniforms are not used", """
def sample_next(logits, temperature, uniforms):
    p = F.softmax(logits / temperature, dim=-1)
    return torch.multinomial(p, 1).squeeze(1)
""", []),
    ],
    "pixelcnn_mask": [
        # proof: size 1, kind "A": gives [[1]], should be [[0]]
        ("A and B exchanged", """
def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    mask[c, c] = 1 if kind == "A" else 0
    return mask
""", ['A lets the centre through', 'B hides the centre']),
        # proof: size 3, kind "B": mask[0, 2] is 0, should be 1
        ("a lower triangle", """
def pixelcnn_mask(size, kind):
    diagonal = 0 if kind == "B" else -1
    return torch.tril(torch.ones(size, size), diagonal=diagonal)
""", ['lower triangle']),
        # proof: size 3: mask[2, 0] is 1 and mask[0, 2] is 0, should be 0 and 1
        ("column by column", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[:, :c] = 1
    mask[:c, c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""", ['raster order transposed']),
        # proof: size 3: mask[0, 2] is 0, should be 1
        ("rows above only up to the centre's column", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[: c + 1, : c + 1] = 1
    if kind == "A":
        mask[c, c] = 0
    return mask
""", ['upper left corner']),
        # proof: size 3, kind "A": mask[1, 1] is 1, should be 0
        ("kind not used: the centre is always open", """
def pixelcnn_mask(size, kind):
    mid = size * size // 2
    flat = torch.zeros(size * size)
    flat[: mid + 1] = 1
    return flat.view(size, size)
""", ['A lets the centre through']),
        # proof: size 3: mask[1, 2] is 1, should be 0
        ("the whole middle row is open", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[: c + 1, :] = 1
    if kind == "A":
        mask[c, c] = 0
    return mask
""", ['later pixels']),
        # proof: size 3: mask[0, 0] is 0, should be 1
        ("the later pixels in place of the earlier ones", """
def pixelcnn_mask(size, kind):
    mask = torch.ones(size, size)
    c = size // 2
    mask[:c] = 0
    mask[c, :c] = 0
    if kind == "A":
        mask[c, c] = 0
    return mask
""", ['later pixels']),
        # proof: size 3, kind "A": the middle row is 1 1 0 (centre 1), should be 1 0 0
        ("centre off by one", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    for i in range(size):
        for j in range(size):
            if i < c or (i == c and j <= c):
                mask[i, j] = 1
    if kind == "B" and c + 1 < size:
        mask[c, c + 1] = 1
    return mask
""", ['A lets the centre through']),
    ],
    "causal_attention": [
        # proof: T = 1: all scores are -inf, gives nan, should be v
        ("a position may not look at itself", """
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    mask = torch.triu(torch.ones(T, T)).bool()
    return torch.softmax(scores.masked_fill(mask, float("-inf")), dim=-1) @ v
""", ['itself forbidden']),
        # proof: E = 4, T = 2, scores of the second row 0 and 4 before the scale: weights [.02, .98], should be [.12, .88]
        ("scores are not divided by sqrt E", """
def causal_attention(q, k, v):
    T = q.shape[1]
    scores = torch.bmm(q, k.transpose(1, 2))
    future = torch.triu(torch.ones(T, T, dtype=torch.bool), 1)
    return torch.bmm(torch.softmax(scores.masked_fill(future, -float("inf")), dim=2), v)
""", ['no 1/sqrt(E)']),
        # proof: q, k 0, T = 2, v 1: first row gives .5, should be 1
        ("masked after the softmax, weights do not sum to 1", """
def causal_attention(q, k, v):
    B, T, E = q.shape
    w = torch.softmax(q @ k.transpose(-2, -1) / E**0.5, dim=-1)
    return torch.tril(w) @ v
""", ['mask after softmax']),
        # proof: T = 2, E = 1, q 1, k [0, 800], v 1: first row 0/0 = nan, should be 1
        ("softmax over all, then masked and normalised again", """
def causal_attention(q, k, v):
    B, T, E = q.shape
    w = torch.softmax(q @ k.transpose(-2, -1) / E**0.5, dim=-1)
    w = w * torch.tril(torch.ones(T, T))
    w = w / w.sum(dim=-1, keepdim=True)
    return w @ v
""", ['normalised again after the mask']),
        # proof: q, k 0, T = 2, v [1, 3]: first row gives 2, should be 1
        ("future scores set to 0, not to minus infinity", """
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    scores = torch.tril(scores)
    return F.softmax(scores, dim=-1) @ v
""", ['0 instead of -inf', 'a score that is not low enough', 'no mask', 'one position ahead']),
        # proof: q, k 0, T = 2, v 1: columns sum to 1, first row gives .5, should be 1
        ("softmax over the asking positions", """
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    return torch.softmax(scores.masked_fill(future, float("-inf")), dim=1) @ v
""", ['softmax over queries']),
        # proof: E = 4, T = 2, scores of the second row 0 and 4 before the scale: weights [.27, .73], should be [.12, .88]
        ("divided by E", """
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = torch.einsum("bie,bje->bij", q, k) / E
    keep = torch.tril(torch.ones(T, T)) == 1
    w = torch.where(keep, scores, torch.tensor(float("-inf"), dtype=scores.dtype)).softmax(-1)
    return torch.einsum("bij,bje->bie", w, v)
""", ['divided by E']),
        # proof: T = 2, E = 1, q [1, 1], k [-500, 0], v [1, 3]: first row scores -500 and -100, gives 3, should be 1
        ("-100 in place of minus infinity", """
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    scores = scores.masked_fill(future, -100.0)
    return torch.softmax(scores, dim=-1) @ v
""", ['a score that is not low enough']),
    ],
    "TinyGPT": [
        # proof: V = 2, T = 1: gives the log-softmax of logit 1, which has read the token; should be that of logit 0
        ("log_prob looks up token t in the logits that have read it", """
class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.Q, self.K, self.V, self.O = [torch.nn.Linear(width, width) for _ in range(4)]
        self.A, self.B = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def cut(self, t):
        return torch.cat(t.chunk(self.heads, dim=2), dim=0)

    def forward(self, h):
        n = self.n1(h)
        a = causal_attention(self.cut(self.Q(n)), self.cut(self.K(n)), self.cut(self.V(n)))
        h = h + self.O(torch.cat(a.chunk(self.heads, dim=0), dim=2))
        return h + self.B(F.gelu(self.A(self.n2(h))))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context + 1, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = torch.nn.LayerNorm(width)
        self.out = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(T + 1))
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))

    def log_prob(self, tokens):
        logp = F.log_softmax(self(tokens), dim=-1)[:, 1:]
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", ['it sees the token that it predicts']),
        # proof: heads = 2, T = 3: changing the last token changes logit 0
        ("heads by a plain reshape, which mixes places", """
class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.Q, self.K, self.V, self.O = [torch.nn.Linear(width, width) for _ in range(4)]
        self.A, self.B = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def forward(self, h):
        N, T, W = h.shape
        n = self.n1(h)
        q, k, v = [f(n).reshape(N * self.heads, T, W // self.heads) for f in (self.Q, self.K, self.V)]
        a = causal_attention(q, k, v).reshape(N, T, W)
        h = h + self.O(a)
        return h + self.B(F.gelu(self.A(self.n2(h))))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = torch.nn.LayerNorm(width)
        self.out = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(T + 1))
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))

    def log_prob(self, tokens):
        logp = F.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", []),
        # proof: context 8, sample(1, 9): at t = 8 forward gets 8 tokens, place 8 does not exist: IndexError
        ("sample keeps the last `context` tokens, one too many", """
class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.Q, self.K, self.V, self.O = [torch.nn.Linear(width, width) for _ in range(4)]
        self.A, self.B = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def cut(self, t):
        return torch.cat(t.chunk(self.heads, dim=2), dim=0)

    def forward(self, h):
        n = self.n1(h)
        a = causal_attention(self.cut(self.Q(n)), self.cut(self.K(n)), self.cut(self.V(n)))
        h = h + self.O(torch.cat(a.chunk(self.heads, dim=0), dim=2))
        return h + self.B(F.gelu(self.A(self.n2(h))))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = torch.nn.LayerNorm(width)
        self.out = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(T + 1))
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))

    def log_prob(self, tokens):
        logp = F.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for _ in range(length):
            logits = self(tokens[:, -self.context :])[:, -1]
            nxt = torch.multinomial(logits.softmax(-1), 1, generator=generator)
            tokens = torch.cat([tokens, nxt], dim=1)
        return tokens
""", []),
        # proof: a fresh model: the places' weights have standard deviation .02, the tokens' 1, should be as large
        ("places start with small weights", """
class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.Q, self.K, self.V, self.O = [torch.nn.Linear(width, width) for _ in range(4)]
        self.A, self.B = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def cut(self, t):
        return torch.cat(t.chunk(self.heads, dim=2), dim=0)

    def forward(self, h):
        n = self.n1(h)
        a = causal_attention(self.cut(self.Q(n)), self.cut(self.K(n)), self.cut(self.V(n)))
        h = h + self.O(torch.cat(a.chunk(self.heads, dim=0), dim=2))
        return h + self.B(F.gelu(self.A(self.n2(h))))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Parameter(0.02 * torch.randn(context, width))
        self.start = torch.nn.Parameter(torch.randn(width))
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = torch.nn.LayerNorm(width)
        self.out = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))

    def log_prob(self, tokens):
        logp = F.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", []),
        # proof: T = 4: a quarter of the sum of the log-softmax entries; exp of it sums to more than 1 over all texts
        ("log_prob is a mean over the tokens", """
class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.Q, self.K, self.V, self.O = [torch.nn.Linear(width, width) for _ in range(4)]
        self.A, self.B = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def cut(self, t):
        return torch.cat(t.chunk(self.heads, dim=2), dim=0)

    def forward(self, h):
        n = self.n1(h)
        a = causal_attention(self.cut(self.Q(n)), self.cut(self.K(n)), self.cut(self.V(n)))
        h = h + self.O(torch.cat(a.chunk(self.heads, dim=0), dim=2))
        return h + self.B(F.gelu(self.A(self.n2(h))))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = torch.nn.LayerNorm(width)
        self.out = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(T + 1))
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))

    def log_prob(self, tokens):
        logits = self(tokens[:, :-1])
        return -F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none").mean(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", ['the mean over tokens']),
        # proof: a fresh model, sample(1000, 1): all texts are equal, should follow softmax of the first logits
        ("sample takes the likeliest token", """
class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.Q, self.K, self.V, self.O = [torch.nn.Linear(width, width) for _ in range(4)]
        self.A, self.B = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def cut(self, t):
        return torch.cat(t.chunk(self.heads, dim=2), dim=0)

    def forward(self, h):
        n = self.n1(h)
        a = causal_attention(self.cut(self.Q(n)), self.cut(self.K(n)), self.cut(self.V(n)))
        h = h + self.O(torch.cat(a.chunk(self.heads, dim=0), dim=2))
        return h + self.B(F.gelu(self.A(self.n2(h))))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = torch.nn.LayerNorm(width)
        self.out = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(T + 1))
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))

    def log_prob(self, tokens):
        logp = F.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1) :]
            nxt = self(seen)[:, -1].argmax(dim=-1, keepdim=True)
            tokens = torch.cat([tokens, nxt], dim=1)
        return tokens
""", ['always the likeliest token']),
        # proof: O and B set to 0: the logits of all places are equal, should still depend on the token just read
        ("the residual connections are missing", """
class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.Q, self.K, self.V, self.O = [torch.nn.Linear(width, width) for _ in range(4)]
        self.A, self.B = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def cut(self, t):
        return torch.cat(t.chunk(self.heads, dim=2), dim=0)

    def forward(self, h):
        n = self.n1(h)
        a = causal_attention(self.cut(self.Q(n)), self.cut(self.K(n)), self.cut(self.V(n)))
        h = self.O(torch.cat(a.chunk(self.heads, dim=0), dim=2))
        h = self.B(F.gelu(self.A(self.n2(h))))
        return h


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = torch.nn.LayerNorm(width)
        self.out = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(T + 1))
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))

    def log_prob(self, tokens):
        logp = F.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", []),
        # proof: T = 1: log_prob gives 0 for each token, should be the log-softmax of logit 0
        ("the first token is not scored", """
class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.Q, self.K, self.V, self.O = [torch.nn.Linear(width, width) for _ in range(4)]
        self.A, self.B = torch.nn.Linear(width, 4 * width), torch.nn.Linear(4 * width, width)

    def cut(self, t):
        return torch.cat(t.chunk(self.heads, dim=2), dim=0)

    def forward(self, h):
        n = self.n1(h)
        a = causal_attention(self.cut(self.Q(n)), self.cut(self.K(n)), self.cut(self.V(n)))
        h = h + self.O(torch.cat(a.chunk(self.heads, dim=0), dim=2))
        return h + self.B(F.gelu(self.A(self.n2(h))))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.start = torch.nn.Parameter(torch.randn(width))
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = torch.nn.LayerNorm(width)
        self.out = torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(T + 1))
        for block in self.blocks:
            h = block(h)
        return self.out(self.norm(h))

    def log_prob(self, tokens):
        logp = F.log_softmax(self(tokens[:, :-1]), dim=-1)[:, 1:]
        return logp.gather(2, tokens[:, 1:, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", ['the first token is free']),
    ],
}
