"""Answers to exercises of week 4, labelled: see ../corpora.toml."""

RIGHT = {
    "nade_log_prob": [
        """
def nade_log_prob(x, W, c, V, b):
    total = torch.zeros(len(x), dtype=x.dtype)
    a = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(a) @ V[i] + b[i]
        total = total + torch.nn.functional.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""",
        r'''
def nade_log_prob(x, W, c, V, b):
    """Every running sum at once: a cumulative sum along the pixels, moved by one."""
    N, D = x.shape
    read = torch.cumsum(x[:, :, None] * W.T, dim=1)                      # after pixel i
    before = torch.cat([torch.zeros_like(read[:, :1]), read[:, :-1]], 1)  # before pixel i
    h = torch.sigmoid(before + c)
    logits = (h * V).sum(-1) + b
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="none")
    return -loss.sum(1)
''',
        r'''
def nade_log_prob(x, W, c, V, b):
    """Collect the logits column by column, score them at the end."""
    state = c[:, None] + torch.zeros(len(c), len(x), dtype=x.dtype)   # (H, N)
    columns = []
    for w, v, shift, pixel in zip(W.unbind(1), V.unbind(0), b.unbind(0), x.unbind(1)):
        columns.append(v @ state.sigmoid() + shift)
        state = state + torch.outer(w, pixel)
    logits = torch.stack(columns, dim=1)
    wrong_way = torch.where(x > 0.5, -logits, logits)
    return -torch.logaddexp(wrong_way, torch.zeros_like(wrong_way)).sum(dim=1)
''',
    ],
    "nade_sample": [
        """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.repeat(N, 1)
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""",
        r'''
def nade_sample(uniforms, W, c, V, b):
    """No running sum: the pixels not drawn yet are zero, so they add nothing."""
    x = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        h = torch.sigmoid(x @ W.T + c)
        p = torch.sigmoid(h @ V[i] + b[i])
        x[:, i] = torch.where(uniforms[:, i] < p, 1.0, 0.0).to(x.dtype)
    return x
''',
        r'''
def nade_sample(uniforms, W, c, V, b):
    """One sample after the other, in a list."""
    samples = []
    for u in uniforms:
        a, pixels = c, []
        for i in range(len(u)):
            p = torch.sigmoid(torch.dot(V[i], torch.sigmoid(a)) + b[i])
            if u[i] < p:
                pixels.append(1.0)
                a = a + W[:, i]
            else:
                pixels.append(0.0)
        samples.append(pixels)
    return torch.tensor(samples, dtype=uniforms.dtype).reshape(uniforms.shape)
''',
    ],
    "made_log_prob": [
        """
def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return -torch.nn.functional.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""",
        r'''
def made_log_prob(x, weights, biases, masks):
    """Columns instead of rows; relu before every layer but the first."""
    a = x.T
    for k in range(len(weights)):
        if k > 0:
            a = a.clamp(min=0)
        a = torch.addmm(biases[k][:, None], weights[k] * masks[k], a)
    signs = 2 * x.T - 1
    return torch.nn.functional.logsigmoid(signs * a).sum(0)
''',
        """
def made_log_prob(x, weights, biases, masks):
    *hidden, last = [(torch.where(m.bool(), w, torch.zeros_like(w)), b) for w, b, m in zip(weights, biases, masks)]
    h = x
    for w, b in hidden:
        h = torch.nn.functional.relu(torch.nn.functional.linear(h, w, b))
    logits = torch.nn.functional.linear(h, *last)
    both = torch.stack([torch.zeros_like(logits), logits], dim=-1)     # a softmax of two
    chosen = x * logits
    return (chosen - torch.logsumexp(both, dim=-1)).sum(dim=1)
""",
    ],
    "categorical_log_prob": [
        """
def categorical_log_prob(logits, x):
    log_p = torch.log_softmax(logits, dim=-1)
    return log_p.gather(-1, x[..., None]).squeeze(-1).sum(dim=1)
""",
        """
def categorical_log_prob(logits, x):
    return -torch.nn.functional.cross_entropy(logits.transpose(1, 2), x, reduction="none").sum(1)
""",
        """
def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    total = torch.zeros(N, dtype=logits.dtype)
    rows = torch.arange(N)
    for d in range(D):
        a = logits[:, d]
        top = a.max(dim=1, keepdim=True).values
        log_z = (a - top).exp().sum(1).log() + top[:, 0]
        total = total + a[rows, x[:, d]] - log_z
    return total
""",
    ],
    "softmax_nll_gradient": [
        """
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    truth = torch.nn.functional.one_hot(y, logits.shape[1]).to(p.dtype)
    return (p - truth) / len(y)
""",
        """
def softmax_nll_gradient(logits, y):
    shifted = logits - logits.amax(dim=1, keepdim=True)
    e = shifted.exp()
    g = e / e.sum(dim=1, keepdim=True)
    g[torch.arange(len(y)), y] -= 1
    return g / logits.shape[0]
""",
        r'''
def softmax_nll_gradient(logits, y):
    """Row by row: p_k = exp(a_k - log Z), minus one at the outcome."""
    rows = []
    for a, outcome in zip(logits, y.tolist()):
        p = (a - torch.logsumexp(a, dim=0)).exp()
        basis = torch.zeros_like(a)
        basis[outcome] = 1.0
        rows.append((p - basis) / len(y))
    return torch.stack(rows)
''',
    ],
    "rnn_log_prob": [
        """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"][:, tokens[:, t]].T + params["b_h"])
    return total
""",
        r'''
def rnn_log_prob(tokens, params):
    """One-hot inputs; all states first, all predictions afterwards."""
    N, T = tokens.shape
    K, H = params["W_hy"].shape
    x = torch.nn.functional.one_hot(tokens, K).to(params["W_xh"].dtype)
    states = [params["h0"].repeat(N, 1)]
    for t in range(T - 1):
        states.append(torch.tanh(states[-1] @ params["W_hh"].T + x[:, t] @ params["W_xh"].T + params["b_h"]))
    states = torch.stack(states, dim=1)
    logits = states @ params["W_hy"].T + params["b_y"]
    nll = torch.nn.functional.cross_entropy(logits.reshape(N * T, K), tokens.reshape(-1), reduction="none")
    return -nll.reshape(N, T).sum(1)
''',
        r'''
def rnn_log_prob(tokens, params):
    """Text by text, with column vectors as in the formula."""
    answers = []
    for text in tokens:
        h, total = params["h0"], 0.0
        for token in text.tolist():
            a = torch.mv(params["W_hy"], h) + params["b_y"]
            total = total + a[token] - torch.logsumexp(a, 0)
            h = torch.tanh(torch.mv(params["W_hh"], h) + params["W_xh"][:, token] + params["b_h"])
        answers.append(total)
    return torch.stack(answers)
''',
    ],
    "causal_attention": [
        """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T).triu(1).bool()
    return torch.softmax(scores.masked_fill(future, -math.inf), dim=-1) @ v
""",
        r'''
def causal_attention(q, k, v):
    """Position by position: only the past is ever looked at, so no mask is needed."""
    B, T, E = q.shape
    out = []
    for t in range(T):
        scores = torch.einsum("be,bse->bs", q[:, t], k[:, : t + 1]) / E**0.5
        weights = torch.softmax(scores, dim=1)
        out.append(torch.einsum("bs,bse->be", weights, v[:, : t + 1]))
    return torch.stack(out, dim=1)
''',
        """
def causal_attention(q, k, v):
    return torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
""",
    ],
}

WRONG = {
    "nade_log_prob": [
        ("the running sum already holds pixel i when pixel i is predicted", """
def nade_log_prob(x, W, c, V, b):
    total = torch.zeros(len(x), dtype=x.dtype)
    a = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        a = a + x[:, i : i + 1] * W[:, i]
        logit = torch.sigmoid(a) @ V[i] + b[i]
        total = total + torch.nn.functional.logsigmoid((2 * x[:, i] - 1) * logit)
    return total
""", ["hidden units include x_i"]),
        ("log of a sigmoid: minus infinity for logits of several hundred", """
def nade_log_prob(x, W, c, V, b):
    total = torch.zeros(len(x), dtype=x.dtype)
    a = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        total = total + torch.log(torch.where(x[:, i] == 1, p, 1 - p))
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""", ["log of a rounded probability"]),
        ("right numbers, but each pixel sums all earlier columns again: O(H D^2) a row", """
def nade_log_prob(x, W, c, V, b):
    D = x.shape[1]
    before = torch.ones(D, D, dtype=x.dtype).tril(-1)          # before[i, j] = 1 for j < i
    h = torch.sigmoid(torch.einsum("ij,nj,hj->nih", before, x, W) + c)
    logits = torch.einsum("nih,ih->ni", h, V) + b
    return -torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
""", ["O(HD^2)"]),
        ("probabilities clamped to [1e-7, 1 - 1e-7]: finite, but a pixel of log-probability -300 counts -16", """
def nade_log_prob(x, W, c, V, b):
    total = torch.zeros(len(x), dtype=x.dtype)
    a = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i]).clamp(1e-7, 1 - 1e-7)
        total = total + x[:, i] * torch.log(p) + (1 - x[:, i]) * torch.log(1 - p)
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""", ["log of a rounded probability"]),
        ("the first hidden layer is zero: c is added only together with the first pixel read", """
def nade_log_prob(x, W, c, V, b):
    N, D = x.shape
    a = torch.zeros(N, len(c), dtype=x.dtype)
    h = torch.zeros(N, len(c), dtype=x.dtype)
    logits = []
    for i in range(D):
        logits.append(h @ V[i] + b[i])
        a = a + x[:, i : i + 1] * W[:, i]
        h = torch.sigmoid(c + a)
    logits = torch.stack(logits, dim=1)
    return torch.nn.functional.logsigmoid((2 * x - 1) * logits).sum(1)
""", ["bias c dropped"]),
        ("keeps the sigmoid of the running sum and adds the next column to that (a recurrent network)", """
def nade_log_prob(x, W, c, V, b):
    total = torch.zeros(len(x), dtype=x.dtype)
    h = torch.sigmoid(c).repeat(len(x), 1)
    for i in range(x.shape[1]):
        logit = h @ V[i] + b[i]
        total = total + torch.nn.functional.logsigmoid((2 * x[:, i] - 1) * logit)
        h = torch.sigmoid(h + torch.outer(x[:, i], W[:, i]))
    return total
""", []),
        ("the signs that serve the log-sigmoid are also what the hidden units read: -1 in place of 0", """
def nade_log_prob(x, W, c, V, b):
    x = 2 * x - 1
    total = torch.zeros(len(x), dtype=x.dtype)
    a = c.expand(len(x), -1)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(a) @ V[i] + b[i]
        total = total + torch.nn.functional.logsigmoid(x[:, i] * logit)
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""", []),
        ("right numbers, but the running sum is detached to save memory: c is untrained and W learns nothing", """
def nade_log_prob(x, W, c, V, b):
    total = torch.zeros(len(x), dtype=x.dtype)
    a = c.repeat(len(x), 1)
    for i in range(x.shape[1]):
        logit = torch.sigmoid(a.detach()) @ V[i] + b[i]
        total = total + torch.nn.functional.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i : i + 1] * W[:, i]
    return total
""", ["the graph is cut"]),
        ("the running sum is kept for the whole batch and fed with the batch's mean pixel: right for one row only", """
def nade_log_prob(x, W, c, V, b):
    a = c
    logits = []
    for i in range(x.shape[1]):
        logits.append(V[i] @ torch.sigmoid(a) + b[i])
        a = a + W[:, i] * x[:, i].mean()
    logits = torch.stack(logits).expand(x.shape)
    return -torch.nn.functional.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
""", []),
    ],
    "nade_sample": [
        ("a pixel is 1 where the uniform is larger than p", """
def nade_sample(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    a = c.repeat(len(x), 1)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] > p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", ["comparison reversed"]),
        ("ignores the uniforms: draws with the global generator", """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.repeat(N, 1)
    x = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x.append(torch.bernoulli(p))
        a = a + x[-1][:, None] * W[:, i]
    return torch.stack(x, dim=1)
""", []),
        ("<= in place of <: differs where the uniform is exactly p, e.g. 0.5 with V and b at zero", """
def nade_sample(uniforms, W, c, V, b):
    x = torch.zeros_like(uniforms)
    a = c.repeat(len(x), 1)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] <= p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", ["a tie is a one"]),
        ("off by one: the pixel drawn before is read with the column of the pixel to come", """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.repeat(N, 1)
    for i in range(D):
        if i > 0:
            a = a + x[:, i - 1 : i] * W[:, i]
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
    return x
""", []),
        ("the hidden units read the probability of a drawn pixel, not its 0 or 1", """
def nade_sample(uniforms, W, c, V, b):
    a = c.repeat(len(uniforms), 1)
    p = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p[:, i] = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        a = a + p[:, i : i + 1] * W[:, i]
    return (uniforms < p).to(uniforms.dtype)
""", ["chances read, not draws", "all at once"]),
        ("starts from a copy of the uniforms and multiplies the whole row: the pixels not drawn yet count with their uniform", """
def nade_sample(uniforms, W, c, V, b):
    x = uniforms.clone()
    for i in range(x.shape[1]):
        h = torch.sigmoid(x @ W.T + c)
        p = torch.sigmoid(h @ V[i] + b[i])
        x[:, i] = (x[:, i] < p).to(x.dtype)
    return x
""", []),
        ("goes through the pixels from the last to the first", """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    x = torch.zeros_like(uniforms)
    a = c.repeat(N, 1)
    for i in reversed(range(D)):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x[:, i] = (uniforms[:, i] < p).to(x.dtype)
        a = a + x[:, i : i + 1] * W[:, i]
    return x
""", []),
        ("draws all pixels from their empty-past probabilities, then once more given that draw: two parallel sweeps", """
def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    x = (uniforms < torch.sigmoid(V @ torch.sigmoid(c) + b)).to(uniforms.dtype)
    read = torch.cumsum(x[:, :, None] * W.T, dim=1)
    before = torch.cat([torch.zeros_like(read[:, :1]), read[:, :-1]], dim=1)
    p = torch.sigmoid((torch.sigmoid(before + c) * V).sum(-1) + b)
    return (uniforms < p).to(uniforms.dtype)
""", []),
        ("a white pixel (0) takes its column away again, as if pixels were -1 and 1", """
def nade_sample(uniforms, W, c, V, b):
    columns = []
    a = c.repeat(len(uniforms), 1)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        on = uniforms[:, i] < p
        columns.append(on.to(uniforms.dtype))
        a = torch.where(on[:, None], a + W[:, i], a - W[:, i])
    return torch.stack(columns, dim=1)
""", []),
    ],
    "made_log_prob": [
        ("relu after the last layer too", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights, biases, masks):
        h = torch.relu(h @ (w * m).T + b)
    return -torch.nn.functional.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", ["relu on the logits"]),
        ("probabilities with an epsilon in the logarithm: wrong for logits in the hundreds", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = torch.relu(h @ (w * m).T + b)
    p = torch.sigmoid(h @ (weights[-1] * masks[-1]).T + biases[-1])
    return (x * torch.log(p + 1e-8) + (1 - x) * torch.log(1 - p + 1e-8)).sum(1)
""", ["log of a rounded probability"]),
        ("masks only the first and the last layer: wrong from two hidden layers on", """
def made_log_prob(x, weights, biases, masks):
    h, last = x, len(weights) - 1
    for k, (w, b) in enumerate(zip(weights, biases)):
        if k == 0 or k == last:
            w = w * masks[k]
        h = h @ w.T + b
        if k < last:
            h = torch.relu(h)
    return torch.nn.functional.logsigmoid((2 * x - 1) * h).sum(1)
""", ["masks on the hidden layers only"]),
        ("takes for the output layer whatever has D outputs: a hidden layer of D units gets no relu", """
def made_log_prob(x, weights, biases, masks):
    D = x.shape[1]
    h = x
    for w, b, m in zip(weights, biases, masks):
        h = torch.nn.functional.linear(h, w * m, b)
        if w.shape[0] != D:
            h = torch.relu(h)
    return torch.nn.functional.logsigmoid((2 * x - 1) * h).sum(1)
""", []),
        ("needs a hidden layer: with one matrix it is applied twice, with a relu between", """
def made_log_prob(x, weights, biases, masks):
    h = torch.relu(x @ (weights[0] * masks[0]).T + biases[0])
    for w, b, m in zip(weights[1:-1], biases[1:-1], masks[1:-1]):
        h = torch.relu(h @ (w * m).T + b)
    logits = h @ (weights[-1] * masks[-1]).T + biases[-1]
    return torch.nn.functional.logsigmoid((2 * x - 1) * logits).sum(1)
""", []),
        ("a unit that may see nothing is switched off with its bias: the first pixel always has probability 1/2", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for k, (w, b, m) in enumerate(zip(weights, biases, masks)):
        alive = (m.sum(1) > 0).to(x.dtype)
        h = (h @ (w * m).T + b) * alive
        if k + 1 < len(weights):
            h = torch.relu(h)
    return -torch.nn.functional.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", []),
        ("shifts x by one pixel before the network, although the masks already see to the order", """
def made_log_prob(x, weights, biases, masks):
    h = torch.cat([torch.zeros_like(x[:, :1]), x[:, :-1]], dim=1)
    for k, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        if k + 1 < len(weights):
            h = torch.relu(h)
    return -torch.nn.functional.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", []),
        ("logits clamped to -50 .. 50 against overflow: a pixel can't cost more than 50 nats", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
        h = torch.relu(h @ (w * m).T + b)
    logits = (h @ (weights[-1] * masks[-1]).T + biases[-1]).clamp(-50, 50)
    return (x * logits - torch.nn.functional.softplus(logits)).sum(1)
""", []),
        ("multiplies by a row-normalised mask (a mean over the permitted inputs instead of a sum)", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for k, (w, b, m) in enumerate(zip(weights, biases, masks)):
        m = m.to(w.dtype)
        m = m / m.sum(1, keepdim=True).clamp(min=1)
        h = h @ (w * m).T + b
        if k < len(weights) - 1:
            h = torch.relu(h)
    return -torch.nn.functional.binary_cross_entropy_with_logits(h, x, reduction="none").sum(1)
""", []),
    ],
    "categorical_log_prob": [
        ("log of a softmax: minus infinity for logits in the thousands", """
def categorical_log_prob(logits, x):
    p = torch.softmax(logits, dim=-1)
    return torch.log(p.gather(2, x.unsqueeze(2)).squeeze(2)).sum(1)
""", ["log of a rounded probability"]),
        ("mean over the D variables instead of the sum", """
def categorical_log_prob(logits, x):
    nll = torch.nn.functional.cross_entropy(logits.permute(0, 2, 1), x, reduction="none")
    return -nll.mean(dim=1)
""", ["mean over D"]),
        ("reshape to (N, K, D) instead of a transpose: the logits are shuffled", """
def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    return -torch.nn.functional.cross_entropy(logits.reshape(N, K, D), x, reduction="none").sum(1)
""", []),
        ("one maximum is subtracted for the whole tensor: a variable with far smaller logits underflows to log 0", """
def categorical_log_prob(logits, x):
    a = logits - logits.max()
    log_z = torch.log(torch.exp(a).sum(dim=-1))
    return (a.gather(-1, x[:, :, None])[:, :, 0] - log_z).sum(1)
""", ["log of a rounded probability"]),
        ("the maximum is subtracted, but a tiny number inside the logarithm stops at -69", """
def categorical_log_prob(logits, x):
    e = torch.exp(logits - logits.max(dim=-1, keepdim=True).values)
    p = e / e.sum(-1, keepdim=True)
    return torch.log(p.gather(-1, x[..., None]).squeeze(-1) + 1e-30).sum(-1)
""", ["log of a rounded probability"]),
        ("K is guessed from the largest value in x: values that don't occur are missing from the softmax", """
def categorical_log_prob(logits, x):
    K = int(x.max()) + 1
    log_p = torch.log_softmax(logits[:, :, :K], dim=-1)
    hot = torch.nn.functional.one_hot(x).to(log_p.dtype)
    return (hot * log_p).sum(dim=(1, 2))
""", []),
        ("value 0 is taken for padding and not scored", """
def categorical_log_prob(logits, x):
    nll = torch.nn.functional.cross_entropy(logits.transpose(1, 2), x, ignore_index=0, reduction="none")
    return -nll.sum(dim=1)
""", []),
        ("flattens for cross_entropy and folds back as (D, N): the terms go to other samples", """
def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    nll = torch.nn.functional.cross_entropy(logits.reshape(-1, K), x.reshape(-1), reduction="none")
    return -nll.reshape(D, N).sum(0)
""", []),
        ("softmax over all D K numbers of a sample together", """
def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    log_p = torch.log_softmax(logits.reshape(N, D * K), dim=1).reshape(N, D, K)
    return log_p.gather(2, x[:, :, None]).sum(dim=(1, 2))
""", ["softmax over D"]),
    ],
    "softmax_nll_gradient": [
        ("the 1/N of the mean is forgotten", """
def softmax_nll_gradient(logits, y):
    g = torch.softmax(logits, dim=1)
    g[torch.arange(len(y)), y] -= 1
    return g
""", ["sum over the rows, not the mean"]),
        ("exponentials without shift: nan at logits of a thousand", """
def softmax_nll_gradient(logits, y):
    e = torch.exp(logits)
    p = e / e.sum(dim=1, keepdim=True)
    return (p - torch.nn.functional.one_hot(y, logits.shape[1])) / len(y)
""", ["exp leaves the floats"]),
        ("p[:, y] -= 1 takes one away in every row at all columns that y names", """
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=-1)
    p[:, y] -= 1
    return p / len(logits)
""", []),
        ("divides by the number of classes instead of the number of rows", """
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    hot = torch.nn.functional.one_hot(y, p.shape[1]).to(p.dtype)
    return (p - hot) / p.shape[1]
""", ["sum over the rows, not the mean", "divided by K, not N"]),
        ("logits clamped to -500 .. 500 against overflow: a lead among logits of a thousand is lost", """
def softmax_nll_gradient(logits, y):
    a = logits.clamp(-500, 500)
    e = torch.exp(a - a.max(dim=1, keepdim=True).values)
    p = e / e.sum(1, keepdim=True)
    hot = torch.zeros_like(p).scatter_(1, y[:, None], 1.0)
    return (p - hot) / len(p)
""", []),
        ("gradient only at the outcome (p_y - 1); the denominator's share at the other classes is forgotten", """
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    rows = torch.arange(len(y))
    g = torch.zeros_like(p)
    g[rows, y] = (p[rows, y] - 1) / len(y)
    return g
""", ["only the truth's logit"]),
        ("one max for the whole matrix: rows far below it become 0/0", """
def softmax_nll_gradient(logits, y):
    e = torch.exp(logits - logits.max())
    p = e / e.sum(dim=1, keepdim=True)
    return (p - torch.nn.functional.one_hot(y, logits.shape[1]).to(p.dtype)) / len(y)
""", ["exp leaves the floats"]),
        ("chain rule with only the diagonal of the softmax's Jacobian, p (1 - p)", """
def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    hot = torch.nn.functional.one_hot(y, p.shape[1]).to(p.dtype)
    return (p - hot) * p * (1 - p) / len(y)
""", ["the softmax's own slope on top"]),
        ("each row is averaged by how often its outcome occurs (class-balanced), not by N", """
def softmax_nll_gradient(logits, y):
    K = logits.shape[1]
    p = torch.softmax(logits, dim=1)
    hot = torch.nn.functional.one_hot(y, K).to(p.dtype)
    count = torch.bincount(y, minlength=K)
    share = 1.0 / (count[y] * (count > 0).sum())
    return (p - hot) * share[:, None]
""", []),
    ],
    "rnn_log_prob": [
        ("the state that has read x_t predicts x_t", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p[torch.arange(N), tokens[:, t]]
    return total
""", ["predicts the same token"]),
        ("h @ W_hh without the transpose", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p[torch.arange(N), tokens[:, t]]
        h = torch.tanh(h @ params["W_hh"] + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ["W_hh the other way round"]),
        ("the first token is not scored", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T - 1):
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p[torch.arange(N), tokens[:, t + 1]]
    return total
""", ["off by one"]),
        ("probabilities are clamped to 1e-300 before the logarithm: a token of 1e-400 counts as 1e-300", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].double().expand(N, -1)
    P = {key: value.double() for key, value in params.items()}
    total = 0
    for t in range(T):
        p = torch.softmax(h @ P["W_hy"].T + P["b_y"], dim=1).gather(1, tokens[:, t : t + 1])[:, 0]
        total = total + torch.log(p.clamp(min=1e-300))
        h = torch.tanh(h @ P["W_hh"].T + P["W_xh"].T[tokens[:, t]] + P["b_h"])
    return total.to(params["h0"].dtype)
""", []),
        ("right numbers, but the state is detached after each step: no gradient through time", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p[torch.arange(N), tokens[:, t]]
        h = torch.tanh(h.detach() @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ["the graph is cut"]),
        ("the network reads its own most likely token, not the one in the text", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p[torch.arange(N), tokens[:, t]]
        read = log_p.argmax(dim=1)
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[read] + params["b_h"])
    return total
""", []),
        ("a step without input comes before the first prediction: h0 goes through W_hh and tanh", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    K = params["b_y"].shape[0]
    x = torch.nn.functional.one_hot(tokens, K).to(params["W_xh"].dtype)
    x = torch.cat([torch.zeros_like(x[:, :1]), x[:, :-1]], dim=1)
    h = params["h0"].expand(N, -1)
    logits = []
    for t in range(T):
        h = torch.tanh(h @ params["W_hh"].T + x[:, t] @ params["W_xh"].T + params["b_h"])
        logits.append(h @ params["W_hy"].T + params["b_y"])
    log_p = torch.log_softmax(torch.stack(logits, 1), dim=-1)
    return log_p.gather(2, tokens[:, :, None]).sum((1, 2))
""", []),
        ("token 0 is taken for the end of a text: what follows is not scored", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    alive = torch.ones(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + alive * log_p[torch.arange(N), tokens[:, t]]
        alive = alive * (tokens[:, t] != 0)
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", []),
        ("W_xh is reshaped to (K, H) for the look-up instead of transposed", """
def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    K, H = params["W_hy"].shape
    table = params["W_xh"].reshape(K, H)
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p[torch.arange(N), tokens[:, t]]
        h = torch.tanh(h @ params["W_hh"].T + table[tokens[:, t]] + params["b_h"])
    return total
""", []),
    ],
    "causal_attention": [
        ("scores are not divided by the root of E", """
def causal_attention(q, k, v):
    T = q.shape[1]
    scores = q @ k.transpose(1, 2)
    past = torch.ones(T, T).tril().bool()
    return torch.softmax(scores.masked_fill(~past, float("-inf")), dim=-1) @ v
""", ["no 1/sqrt(E)"]),
        ("softmax over all positions, then masked and divided by the sum: underflows when later scores are far larger", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    a = torch.softmax(q @ k.transpose(1, 2) / math.sqrt(E), dim=-1)
    a = a * torch.ones(T, T, dtype=q.dtype).tril()
    return (a / a.sum(-1, keepdim=True)) @ v
""", ["normalised again after the mask"]),
        ("masked with -100, not minus infinity: leaks when earlier scores are several hundred below 0", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / E**0.5
    scores = scores.masked_fill(torch.ones(T, T).triu(1) == 1, -100.0)
    return torch.softmax(scores, dim=-1) @ v
""", ["a score that is not low enough"]),
        ("tril, then every score that is 0 becomes minus infinity: a real score of 0 is masked too (nan for q = 0)", """
def causal_attention(q, k, v):
    E = q.shape[-1]
    scores = torch.tril(torch.einsum("bte,bse->bts", q, k) / math.sqrt(E))
    scores = scores.masked_fill(scores == 0, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v
""", []),
        ("right numbers, but the weights are computed without gradients: only v is trained", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    with torch.no_grad():
        scores = q @ k.transpose(1, 2) / math.sqrt(E)
        future = torch.arange(T)[None, :] > torch.arange(T)[:, None]
        weights = torch.softmax(scores.masked_fill(future, -math.inf), dim=-1)
    return weights @ v
""", ["the graph is cut"]),
        ("running softmax that does not rescale what it has gathered when a larger score comes", """
def causal_attention(q, k, v):
    B, T, E = q.shape
    out = []
    for t in range(T):
        top = torch.full((B,), -math.inf, dtype=q.dtype)
        num, den = torch.zeros(B, E, dtype=q.dtype), torch.zeros(B, dtype=q.dtype)
        for s in range(t + 1):
            score = (q[:, t] * k[:, s]).sum(1) / math.sqrt(E)
            top = torch.maximum(top, score)
            w = torch.exp(score - top)
            num, den = num + w[:, None] * v[:, s], den + w
        out.append(num / den[:, None])
    return torch.stack(out, dim=1)
""", []),
        ("divides by the root of the number of positions seen so far, not by the root of E", """
def causal_attention(q, k, v):
    T = q.shape[1]
    seen = torch.arange(1, T + 1, dtype=q.dtype)
    scores = q @ k.transpose(1, 2) / seen.sqrt()[:, None]
    future = torch.ones(T, T).triu(1).bool()
    return torch.softmax(scores.masked_fill(future, -math.inf), dim=-1) @ v
""", ["divided by the root of T"]),
        ("keys turned with reshape(B, E, T) instead of a transpose", """
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = q @ k.reshape(B, E, T) / math.sqrt(E)
    future = torch.ones(T, T).triu(1).bool()
    return torch.softmax(scores.masked_fill(future, -math.inf), dim=-1) @ v
""", []),
        ("the mask is right, but the softmax runs over the asking positions (dim=1)", """
def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.ones(T, T).triu(1).bool()
    return torch.softmax(scores.masked_fill(future, -math.inf), dim=1) @ v
""", ["softmax over queries"]),
    ],
}
