"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["fvsbn_log_prob"] = [
    """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(weight.dtype)
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""",
    """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    D = x.shape[1]
    before = torch.arange(D)[None, :] < torch.arange(D)[:, None]
    used = torch.where(before, weight, torch.zeros_like(weight))
    x = x.to(weight.dtype)
    logits = bias + torch.einsum("nj,ij->ni", x, used)
    return F.logsigmoid((2 * x - 1) * logits).sum(-1)
""",
    """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(bias.dtype)
    total = torch.zeros(len(x), dtype=bias.dtype)
    for pixel in range(x.shape[1]):
        a = bias[pixel] + x[:, :pixel] @ weight[pixel, :pixel]
        total = total + x[:, pixel] * a - F.softplus(a)
    return total
""",
]
WRONG["fvsbn_log_prob"] = [
    # in: any weight with a diagonal, x = [[1.0]]: the pixel sees itself
    # hint: Strictly below the diagonal: look at tril's second argument.
    ("diagonal used", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(weight.dtype)
    logits = x @ torch.tril(weight).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["diagonal used"]),
    # in: D = 2, weight[1, 0] = 3: the weight above the diagonal is used instead
    # hint: Row i of the weight belongs to the pixel that is predicted.
    ("weight transposed", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(weight.dtype)
    logits = x @ torch.tril(weight.T, diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["columns for rows"]),
    # in: a logit of 300 and a pixel of 0: -inf instead of -300
    # hint: The sigmoid rounds to 1 for large logits: stay in logarithms.
    ("logarithm of the sigmoid", """import torch

def fvsbn_log_prob(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return torch.where(x == 1, torch.log(p), torch.log(1 - p)).sum(dim=1)
""", ["log of a rounded probability"]),
    # in: a logit of 300 and a pixel of 0: about -16 instead of -300
    # hint: Clamping hides how unlikely the picture is, and cuts the gradient.
    ("probabilities clamped", """import torch

def fvsbn_log_prob(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias).clamp(1e-7, 1 - 1e-7)
    return (x * p.log() + (1 - x) * (1 - p).log()).sum(dim=1)
""", ["log of a rounded probability"]),
    # in: any x: positive
    # hint: The log-probability was asked for, not the loss.
    ("loss instead of log-probability", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(weight.dtype)
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["the loss instead of the log-probability"]),
    # in: D = 64: a 64th
    # hint: The chain rule adds the logarithms.
    ("mean over the pixels", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(weight.dtype)
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=1)
""", ["mean over the pixels"]),
    # in: weight that requires a gradient: it gets none
    # hint: detach cuts the gradient; masking needs no detach.
    ("gradient of the weight cut", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(weight.dtype)
    logits = x @ torch.tril(weight.detach(), diagonal=-1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["the graph is cut"]),
    # in: a weight with numbers above the diagonal: right, but they are 0 afterwards
    # hint: tril_ works in place: it changes the caller's weight.
    ("weight masked in place", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    with torch.no_grad():
        weight.tril_(diagonal=-1)
    logits = x.to(weight.dtype) @ weight.T + bias
    return -F.binary_cross_entropy_with_logits(logits, x.to(weight.dtype), reduction="none").sum(dim=1)
""", []),
]

RIGHT["made_log_prob"] = [
    """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    x = x.to(weights[0].dtype)
    h = x
    last = len(weights) - 1
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        if layer < last:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""",
    """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    layers = list(zip(weights, biases, masks))
    x = x.to(biases[0].dtype)
    hidden = x
    for w, b, m in layers[:-1]:
        hidden = F.linear(hidden, w * m, b).clamp(min=0)
    w, b, m = layers[-1]
    logits = F.linear(hidden, w * m, b)
    return F.logsigmoid(torch.where(x == 1, logits, -logits)).sum(dim=1)
""",
    """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    x = x.to(weights[-1].dtype)

    def forward(value, layer):
        masked = torch.where(masks[layer].bool(), weights[layer], torch.zeros_like(weights[layer]))
        value = torch.einsum("ni,oi->no", value, masked) + biases[layer]
        if layer == len(weights) - 1:
            return value
        return forward(F.relu(value), layer + 1)

    logits = forward(x, 0)
    return (x * logits - F.softplus(logits)).sum(dim=-1)
""",
]
WRONG["made_log_prob"] = [
    # in: a negative logit in the last layer: it becomes 0, no chance is below 1/2
    # hint: The last outputs are logits: no relu there.
    ("relu after the last layer", """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    x = x.to(weights[0].dtype)
    h = x
    last = len(weights) - 1
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ["relu on the logits"]),
    # in: any masks with zeros: closed paths are open
    # hint: Each mask multiplies its weights.
    ("masks forgotten", """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    x = x.to(weights[0].dtype)
    h = x
    last = len(weights) - 1
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ w.T + b
        if layer < last:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ["masks not applied"]),
    # in: two hidden layers: the middle mask is not used
    # hint: Each layer has a mask, not only the first and the last.
    ("only the first mask used", """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    x = x.to(weights[0].dtype)
    h = x
    last = len(weights) - 1
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m if layer == 0 else w).T + b
        if layer < last:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ["masks on the hidden layers only"]),
    # in: any hidden layer: tanh instead of relu
    # hint: Hidden layers are relu.
    ("tanh in hidden layers", """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    x = x.to(weights[0].dtype)
    h = x
    last = len(weights) - 1
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        if layer < last:
            h = torch.tanh(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ["another function in the hidden layers"]),
    # in: no hidden layer: relu on the logits, as the first layer always gets one
    # hint: There may be no hidden layer; then the first layer is the last.
    ("no hidden layer", """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = torch.relu(F.linear(x, weights[0] * masks[0], biases[0]))
    for k in range(1, len(weights)):
        h = F.linear(h, weights[k] * masks[k], biases[k])
        if k < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ["relu on the logits"]),
    # in: a bias of the last layer of 200 and a pixel of 0: -inf instead of -200
    # hint: From the logits on, use logsigmoid or softplus.
    ("logarithm of the sigmoid", """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    x = x.to(weights[0].dtype)
    h = x
    last = len(weights) - 1
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        if layer < last:
            h = torch.relu(h)
    p = torch.sigmoid(h)
    return torch.log(torch.where(x == 1, p, 1 - p)).sum(dim=1)
""", ["log of a rounded probability"]),
    # in: weights that require a gradient: those of the hidden layers get none
    # hint: no_grad cuts what is to be trained.
    ("hidden layers without gradient", """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    with torch.no_grad():
        for w, b, m in zip(weights[:-1], biases[:-1], masks[:-1]):
            h = torch.relu(F.linear(h, w * m, b))
    logits = F.linear(h, weights[-1] * masks[-1], biases[-1])
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["the graph is cut"]),
    # in: N = 5: one number instead of five
    # hint: A log-probability for each row: keep the axis of the points.
    ("one number for all rows", """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    x = x.to(weights[0].dtype)
    h = x
    last = len(weights) - 1
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        if layer < last:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="sum")
""", ["one number for the batch"]),
]

RIGHT["nade_sample"] = [
    """import torch

def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    pixels = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] < p).to(W.dtype)
        pixels.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(pixels, dim=1)
""",
    """import torch

def nade_sample(uniforms, W, c, V, b):
    x = torch.zeros(uniforms.shape, dtype=W.dtype)
    with torch.no_grad():
        for i in range(uniforms.shape[1]):
            hidden = torch.sigmoid(x[:, :i] @ W[:, :i].T + c)
            chance = torch.sigmoid(hidden @ V[i] + b[i])
            x[:, i] = uniforms[:, i] < chance
    return x
""",
    """import torch

def nade_sample(uniforms, W, c, V, b):
    out = torch.empty(uniforms.shape, dtype=V.dtype)
    state = torch.outer(torch.ones(len(uniforms), dtype=c.dtype), c)
    for pixel, (column, row, bias) in enumerate(zip(W.T, V, b)):
        logit = torch.mv(torch.sigmoid(state), row) + bias
        drawn = torch.where(uniforms[:, pixel] < torch.sigmoid(logit), 1.0, 0.0).to(V.dtype)
        out[:, pixel] = drawn.detach()
        state = state + torch.outer(drawn, column)
    return out
""",
]
WRONG["nade_sample"] = [
    # in: any uniforms: drawn with probability 1 - p
    # hint: x is 1 where u is below p.
    ("comparison turned round", """import torch

def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    pixels = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] > p).to(W.dtype)
        pixels.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(pixels, dim=1)
""", ["comparison reversed"]),
    # in: V = 0, b = 0, u = 0.5: 1 instead of 0
    # hint: Below p, not at p: u = 0 must not draw an impossible 1 either.
    ("at most instead of below", """import torch

def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    pixels = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] <= p).to(W.dtype)
        pixels.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(pixels, dim=1)
""", ["a tie is a one"]),
    # in: any W: the probability is read on, not the pixel
    # hint: The next pixel looks at the pixel that was drawn, not at its probability.
    ("reads the probability", """import torch

def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    pixels = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] < p).to(W.dtype)
        pixels.append(x)
        a = a + p[:, None] * W[:, i]
    return torch.stack(pixels, dim=1)
""", ["chances read, not draws"]),
    # in: c other than 0: the state starts at 0
    # hint: Before any pixel is read the input of the hidden units is c.
    ("hidden bias forgotten", """import torch

def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = torch.zeros_like(c).expand(N, -1)
    pixels = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] < p).to(W.dtype)
        pixels.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(pixels, dim=1)
""", ["bias c dropped"]),
    # in: D >= 2: c is added once for every pixel read
    # hint: c belongs to the start of the running sum only.
    ("hidden bias added again and again", """import torch

def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    pixels = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (uniforms[:, i] < p).to(W.dtype)
        pixels.append(x)
        a = a + x[:, None] * W[:, i] + c
    return torch.stack(pixels, dim=1)
""", ["bias c at every step"]),
    # in: u = 0.3, p = 0.4: 0 instead of 1
    # hint: A sample is drawn with the uniforms; rounding the probability is no sample.
    ("most probable pixel", """import torch

def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    pixels = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = (p > 0.5).to(W.dtype)
        pixels.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(pixels, dim=1)
""", ["threshold at 1/2"]),
    # in: any uniforms: fresh random numbers decide
    # hint: The uniforms are given: use them, and draw nothing yourself.
    ("own random numbers", """import torch

def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    a = c.expand(N, -1)
    pixels = []
    for i in range(D):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        x = torch.bernoulli(p)
        pixels.append(x)
        a = a + x[:, None] * W[:, i]
    return torch.stack(pixels, dim=1)
""", []),
    # in: any uniforms: right, but uniforms holds the samples afterwards
    # hint: Writing into uniforms changes the caller's tensor.
    ("samples written into uniforms", """import torch

def nade_sample(uniforms, W, c, V, b):
    x = uniforms
    state = c.repeat(len(x), 1)
    with torch.no_grad():
        for i in range(x.shape[1]):
            p = torch.sigmoid(torch.sigmoid(state) @ V[i] + b[i])
            x[:, i] = (x[:, i] < p).to(x.dtype)
            state = state + x[:, i : i + 1] * W[:, i]
    return x
""", []),
]

RIGHT["softmax_nll_gradient"] = [
    """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    truth = F.one_hot(y, logits.shape[1]).to(logits.dtype)
    return (p - truth) / len(y)
""",
    """import torch

def softmax_nll_gradient(logits, y):
    N = logits.shape[0]
    e = torch.exp(logits - logits.max(dim=1, keepdim=True).values)
    g = e / e.sum(dim=1, keepdim=True)
    g[torch.arange(N), y] -= 1
    return g / N
""",
    """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    with torch.enable_grad():
        a = logits.detach().clone().requires_grad_()
        loss = F.cross_entropy(a, y)
    return torch.autograd.grad(loss, a)[0]
""",
]
WRONG["softmax_nll_gradient"] = [
    # in: N = 4: four times too large
    # hint: The loss is a mean over the rows.
    ("sum instead of mean", """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    truth = F.one_hot(y, logits.shape[1]).to(logits.dtype)
    return (p - truth)
""", ["sum over the rows, not the mean"]),
    # in: any logits: uphill
    # hint: It is prediction minus truth.
    ("truth minus prediction", """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    truth = F.one_hot(y, logits.shape[1]).to(logits.dtype)
    return (truth - p) / len(y)
""", ["truth minus prediction"]),
    # in: logits of 1000: inf / inf is nan
    # hint: Take the largest logit off before exp, or let softmax do it.
    ("exp overflows", """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    p = logits.exp() / logits.exp().sum(dim=1, keepdim=True)
    truth = F.one_hot(y, logits.shape[1]).to(logits.dtype)
    return (p - truth) / len(y)
""", ["exp leaves the floats"]),
    # in: N = 2 or more: the columns sum to 1
    # hint: Which axis holds the outcomes?
    ("softmax over the rows", """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=0)
    truth = F.one_hot(y, logits.shape[1]).to(logits.dtype)
    return (p - truth) / len(y)
""", ["softmax over the rows"]),
    # in: N = 2, y = [0, 1]: both columns lose 1 in both rows
    # hint: p[:, y] picks whole columns: give the rows as well.
    ("truth taken off in all rows", """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1).clone()
    p[:, y] -= 1
    return p / len(y)
""", []),
    # in: K = 5, y = [0, 1]: one_hot has two columns only
    # hint: The largest outcome need not occur: tell one_hot how many there are.
    ("one_hot without the number of outcomes", """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    truth = F.one_hot(y).to(logits.dtype)
    return (p - truth) / len(y)
""", []),
    # in: K = 5: five times too small
    # hint: The mean is over N rows, not over N K entries.
    ("mean over all entries", """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    truth = F.one_hot(y, logits.shape[1]).to(logits.dtype)
    return (p - truth) / logits.numel()
""", ["divided by all entries"]),
    # in: any logits: right, but logits holds the probabilities afterwards
    # hint: exp_ and -= work in place: they change the caller's logits.
    ("works on the argument in place", """import torch

def softmax_nll_gradient(logits, y):
    with torch.no_grad():
        logits -= logits.max(dim=1, keepdim=True).values
        logits.exp_()
        logits /= logits.sum(dim=1, keepdim=True)
        g = logits.clone()
        g[torch.arange(len(y)), y] -= 1
        return g / len(y)
""", []),
]

RIGHT["rnn_log_prob"] = [
    """import torch

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""",
    """import torch
import torch.nn.functional as F

def rnn_log_prob(tokens, params):
    W_xh, W_hh, W_hy = params["W_xh"], params["W_hh"], params["W_hy"]
    one_hot = F.one_hot(tokens, W_xh.shape[1]).to(W_xh.dtype)
    states = [params["h0"].repeat(len(tokens), 1)]
    for t in range(tokens.shape[1] - 1):
        states.append(torch.tanh(states[-1] @ W_hh.T + one_hot[:, t] @ W_xh.T + params["b_h"]))
    logits = torch.stack(states, dim=1) @ W_hy.T + params["b_y"]
    return (torch.log_softmax(logits, dim=2) * one_hot).sum(dim=(1, 2))
""",
    """import torch
import torch.nn.functional as F

def rnn_log_prob(tokens, params):
    rows = []
    for text in tokens:
        h, scores = params["h0"], []
        for token in text:
            logits = params["W_hy"] @ h + params["b_y"]
            scores.append(logits[token] - torch.logsumexp(logits, dim=0))
            h = torch.tanh(params["W_hh"] @ h + params["W_xh"][:, token] + params["b_h"])
        rows.append(torch.stack(scores).sum())
    return torch.stack(rows)
""",
]
WRONG["rnn_log_prob"] = [
    # in: any tokens: each token is predicted by a state that has read it
    # hint: The state before reading a token predicts it.
    ("reads before it predicts", """import torch

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
    return total
""", ["predicts the same token"]),
    # in: T = 1: 0 instead of log softmax(W_hy h0 + b_y)
    # hint: All T tokens are scored, the first one by h0.
    ("first token not scored", """import torch

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        if t == 0:
            pass
        else:
            total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ["off by one"]),
    # in: h0 other than 0: the first prediction is wrong, and h0 gets no gradient
    # hint: h0 is a parameter like the others.
    ("starts at 0 instead of h0", """import torch

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = torch.zeros(N, len(params["h0"]), dtype=params["h0"].dtype)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ["h_0 lost"]),
    # in: params as float32 and a token of probability 1e-50: -inf
    # hint: Take the logarithm and the softmax in one.
    ("logarithm of the softmax", """import torch

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log(torch.softmax(h @ params["W_hy"].T + params["b_y"], dim=1))
        total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ["log of a rounded probability"]),
    # in: a token of probability 1e-50: log 1e-12 instead of -115
    # hint: A small number inside the logarithm puts a floor under it.
    ("small number inside the logarithm", """import torch

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log(torch.softmax(h @ params["W_hy"].T + params["b_y"], dim=1) + 1e-12)
        total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ["log of a rounded probability"]),
    # in: b_h other than 0, T >= 2: missing, and without a gradient
    # hint: The new state has a bias as well.
    ("bias of the state forgotten", """import torch

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]])
    return total
""", ["a bias dropped"]),
    # in: T >= 3: right numbers, but W_hh's gradient lacks what goes through earlier states
    # hint: Detaching the state cuts the gradient through time.
    ("gradient through time cut", """import torch

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(h.detach() @ params["W_hh"].T + params["W_xh"].T[tokens[:, t]] + params["b_h"])
    return total
""", ["the graph is cut"]),
    # in: H = K: the rows of W_xh are taken for its columns; otherwise the shapes do not fit
    # hint: W_xh times a one-hot vector is a column of W_xh.
    ("rows of W_xh instead of columns", """import torch

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    h = params["h0"].expand(N, -1)
    total = torch.zeros(N, dtype=h.dtype)
    for t in range(T):
        log_p = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + log_p.gather(1, tokens[:, t : t + 1])[:, 0]
        h = torch.tanh(h @ params["W_hh"].T + params["W_xh"][tokens[:, t]] + params["b_h"])
    return total
""", []),
]

RIGHT["pixelcnn_mask"] = [
    """import torch

def pixelcnn_mask(size, kind):
    centre = size // 2
    mask = torch.zeros(size, size)
    mask[:centre] = 1
    mask[centre, :centre] = 1
    if kind == "B":
        mask[centre, centre] = 1
    return mask
""",
    """import torch

def pixelcnn_mask(size, kind):
    number = torch.arange(size * size).reshape(size, size)
    middle = size * size // 2
    return (number <= middle).float() if kind == "B" else (number < middle).float()
""",
    """import torch

def pixelcnn_mask(size, kind):
    rows = []
    c = (size - 1) // 2
    for i in range(size):
        rows.append([1.0 if (i, j) < (c, c) or (kind == "B" and i == j == c) else 0.0 for j in range(size)])
    return torch.tensor(rows)
""",
]
WRONG["pixelcnn_mask"] = [
    # in: size 3: the corner at the top right is closed
    # hint: All of a row above comes before, in its whole width.
    ("lower triangle", """import torch

def pixelcnn_mask(size, kind):
    mask = torch.tril(torch.ones(size, size), diagonal=-1)
    if kind == "B":
        mask[size // 2, size // 2] = 1
    return mask
""", []),
    # in: size 3, kind B: the centre is 0
    # hint: Kind B shows the centre.
    ("centre closed for both kinds", """import torch

def pixelcnn_mask(size, kind):
    centre = size // 2
    mask = torch.zeros(size, size)
    mask[:centre] = 1
    mask[centre, :centre] = 1
    return mask
""", ["B hides the centre"]),
    # in: size 1, kind A: 1 instead of 0
    # hint: Kind A hides the centre.
    ("kinds exchanged", """import torch

def pixelcnn_mask(size, kind):
    centre = size // 2
    mask = torch.zeros(size, size)
    mask[:centre] = 1
    mask[centre, :centre] = 1
    if kind == "A":
        mask[centre, centre] = 1
    return mask
""", ["A lets the centre through", "B hides the centre"]),
    # in: size 5, kind A: column by column
    # hint: Row by row: above comes before, not left.
    ("read column by column", """import torch

def pixelcnn_mask(size, kind):
    centre = size // 2
    mask = torch.zeros(size, size)
    mask[:, :centre] = 1
    mask[:centre, centre] = 1
    if kind == "B":
        mask[centre, centre] = 1
    return mask
""", ["raster order transposed"]),
    # in: size 3: the pixels left of the centre are closed
    # hint: In the middle row too, what stands left comes before.
    ("left part of the middle row forgotten", """import torch

def pixelcnn_mask(size, kind):
    centre = size // 2
    mask = torch.zeros(size, size)
    mask[:centre] = 1
    if kind == "B":
        mask[centre, centre] = 1
    return mask
""", ["the centre's own row forgotten"]),
    # in: size 5: the rows above are open only as far as the centre
    # hint: Rows above are open in their whole width.
    ("only the left half above", """import torch

def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[: c + 1, : c + 1] = 1
    if kind == "A":
        mask[c, c] = 0
    return mask
""", ["upper left corner"]),
    # in: size 3, kind A: the pixel left of the centre is 0
    # hint: Count how many cells come before the middle one: (size^2 - 1) / 2.
    ("one cell short", """import torch

def pixelcnn_mask(size, kind):
    flat = torch.zeros(size * size)
    middle = (size * size - 1) // 2
    flat[: max(middle - 1, 0)] = 1
    flat[middle] = float(kind == "B")
    return flat.view(size, size)
""", []),
    # in: size 5 or 1: always 3 by 3
    # hint: The size is an argument.
    ("size ignored", """import torch

def pixelcnn_mask(size, kind):
    centre = 1.0 if kind == "B" else 0.0
    return torch.tensor([[1.0, 1.0, 1.0], [1.0, centre, 0.0], [0.0, 0.0, 0.0]])
""", []),
]

RIGHT["TinyGPT"] = [
    """import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.think = torch.nn.Sequential(
            torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width)
        )

    def forward(self, h):
        q, k, v = [torch.cat(part.chunk(self.heads, dim=2)) for part in self.qkv(self.before(h)).chunk(3, dim=2)]
        found = torch.cat(causal_attention(q, k, v).chunk(self.heads), dim=2)
        h = h + self.out(found)
        return h + self.think(self.between(h))

class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.start = torch.nn.Parameter(torch.randn(width))
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = self.start.expand(len(tokens), 1, -1)
        h = torch.cat([start, self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(h.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        log_p = torch.log_softmax(self(tokens[:, :-1]), dim=2)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for _ in range(length):
            seen = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""",
    """import torch
import torch.nn.functional as F

class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        nn = torch.nn
        self.heads, self.context, self.vocabulary = heads, context, vocabulary
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.places = nn.Parameter(torch.randn(context, width))
        self.norms1 = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        self.norms2 = nn.ModuleList(nn.LayerNorm(width) for _ in range(layers))
        self.asks = nn.ModuleList(nn.Linear(width, 3 * width) for _ in range(layers))
        self.puts = nn.ModuleList(nn.Linear(width, width) for _ in range(layers))
        self.wide = nn.ModuleList(nn.Linear(width, 4 * width) for _ in range(layers))
        self.slim = nn.ModuleList(nn.Linear(4 * width, width) for _ in range(layers))
        self.last = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        tokens = F.pad(tokens, (1, 0), value=self.vocabulary)
        N, T = tokens.shape
        h = self.embed(tokens) + self.places[:T]
        for n1, n2, ask, put, wide, slim in zip(
            self.norms1, self.norms2, self.asks, self.puts, self.wide, self.slim
        ):
            q, k, v = ask(n1(h)).view(N, T, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
            found = F.scaled_dot_product_attention(q, k, v, is_causal=True)
            h = h + put(found.transpose(1, 2).reshape(N, T, -1))
            h = h + slim(F.relu(wide(n2(h))))
        return self.head(self.last(h))

    def log_prob(self, tokens):
        logits = self.forward(tokens[:, :-1])[:, : tokens.shape[1]]
        losses = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
        return -losses.sum(dim=1)

    def sample(self, n, length, generator=None):
        written = []
        with torch.no_grad():
            for _ in range(length):
                keep = min(len(written), self.context - 1)
                recent = written[len(written) - keep :]
                memory = torch.stack(recent, dim=1) if recent else torch.zeros((n, 0), dtype=torch.long)
                chance = self.forward(memory)[:, -1].softmax(dim=-1)
                written.append(torch.multinomial(chance, 1, generator=generator).squeeze(1))
        return torch.stack(written, dim=1) if written else torch.zeros((n, 0), dtype=torch.long)
""",
    """import math
import torch
from torch import nn

class Heads(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.size = width // heads
        self.ask = nn.Linear(width, width)
        self.key = nn.Linear(width, width)
        self.content = nn.Linear(width, width)
        self.mix = nn.Linear(width, width)

    def forward(self, h):
        q, k, v = self.ask(h), self.key(h), self.content(h)
        T = h.shape[1]
        future = torch.ones(T, T, dtype=torch.bool).triu(1)
        pieces = []
        for begin in range(0, h.shape[2], self.size):
            part = slice(begin, begin + self.size)
            scores = q[..., part] @ k[..., part].transpose(1, 2) / math.sqrt(self.size)
            weights = scores.masked_fill(future, -math.inf).softmax(dim=2)
            pieces.append(weights @ v[..., part])
        return self.mix(torch.cat(pieces, dim=2))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.tokens = nn.Parameter(0.3 * torch.randn(vocabulary, width))
        self.start = nn.Parameter(0.3 * torch.randn(1, 1, width))
        self.places = nn.Parameter(0.3 * torch.randn(context, width))
        self.attends = nn.ModuleList()
        self.thinks = nn.ModuleList()
        for _ in range(layers):
            self.attends.append(nn.Sequential(nn.LayerNorm(width), Heads(width, heads)))
            net = [nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.ReLU(), nn.Linear(4 * width, width)]
            self.thinks.append(nn.Sequential(*net))
        self.out = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, vocabulary))

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.repeat(N, 1, 1), self.tokens[tokens]], dim=1) + self.places[: T + 1]
        for attend, think in zip(self.attends, self.thinks):
            h = h + attend(h)
            h = h + think(h)
        return self.out(h)

    def log_prob(self, tokens):
        log_p = self.forward(tokens[:, :-1]).log_softmax(dim=-1)
        return log_p.gather(-1, tokens.unsqueeze(-1)).sum(dim=(1, 2))

    def sample(self, n, length, generator=None):
        text = torch.empty(n, length, dtype=torch.int64)
        with torch.no_grad():
            for t in range(length):
                first = max(0, t - (self.context - 1))
                p = self.forward(text[:, first:t])[:, -1].softmax(dim=-1)
                text[:, t] = torch.multinomial(p, 1, generator=generator)[:, 0]
        return text
""",
]
WRONG["TinyGPT"] = [
    # in: forward: logit t depends on token t and later ones
    # hint: Without the mask position t looks ahead; use your causal attention.
    ("attention looks ahead", """import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.think = torch.nn.Sequential(
            torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width)
        )

    def forward(self, h):
        q, k, v = [torch.cat(part.chunk(self.heads, dim=2)) for part in self.qkv(self.before(h)).chunk(3, dim=2)]
        found = torch.cat(torch.nn.functional.scaled_dot_product_attention(q, k, v).chunk(self.heads), dim=2)
        h = h + self.out(found)
        return h + self.think(self.between(h))

class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.start = torch.nn.Parameter(torch.randn(width))
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = self.start.expand(len(tokens), 1, -1)
        h = torch.cat([start, self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(h.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        log_p = torch.log_softmax(self(tokens[:, :-1]), dim=2)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for _ in range(length):
            seen = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", ["it looks ahead"]),
    # in: log_prob of (N, context) tokens: forward would need one place more
    # hint: The logits of T tokens need T - 1 tokens read.
    ("log_prob reads all tokens", """import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.think = torch.nn.Sequential(
            torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width)
        )

    def forward(self, h):
        q, k, v = [torch.cat(part.chunk(self.heads, dim=2)) for part in self.qkv(self.before(h)).chunk(3, dim=2)]
        found = torch.cat(causal_attention(q, k, v).chunk(self.heads), dim=2)
        h = h + self.out(found)
        return h + self.think(self.between(h))

class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.start = torch.nn.Parameter(torch.randn(width))
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = self.start.expand(len(tokens), 1, -1)
        h = torch.cat([start, self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(h.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        log_p = torch.log_softmax(self(tokens)[:, :-1], dim=2)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for _ in range(length):
            seen = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", []),
    # in: sample of length > context: the place embedding is out of range
    # hint: Longer texts go on from their last context - 1 tokens.
    ("sample does not cut its memory", """import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.think = torch.nn.Sequential(
            torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width)
        )

    def forward(self, h):
        q, k, v = [torch.cat(part.chunk(self.heads, dim=2)) for part in self.qkv(self.before(h)).chunk(3, dim=2)]
        found = torch.cat(causal_attention(q, k, v).chunk(self.heads), dim=2)
        h = h + self.out(found)
        return h + self.think(self.between(h))

class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.start = torch.nn.Parameter(torch.randn(width))
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = self.start.expand(len(tokens), 1, -1)
        h = torch.cat([start, self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(h.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        log_p = torch.log_softmax(self(tokens[:, :-1]), dim=2)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for _ in range(length):
            p = torch.softmax(self(tokens)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", []),
    # in: sample with two generators of the same seed: different texts
    # hint: Draw from the generator that was given.
    ("generator ignored", """import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.think = torch.nn.Sequential(
            torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width)
        )

    def forward(self, h):
        q, k, v = [torch.cat(part.chunk(self.heads, dim=2)) for part in self.qkv(self.before(h)).chunk(3, dim=2)]
        found = torch.cat(causal_attention(q, k, v).chunk(self.heads), dim=2)
        h = h + self.out(found)
        return h + self.think(self.between(h))

class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.start = torch.nn.Parameter(torch.randn(width))
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = self.start.expand(len(tokens), 1, -1)
        h = torch.cat([start, self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(h.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        log_p = torch.log_softmax(self(tokens[:, :-1]), dim=2)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for _ in range(length):
            seen = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1)], dim=1)
        return tokens
""", []),
    # in: context 1, sample of length 2: [-0:] is everything, and the place is out of range
    # hint: In Python a slice from -0 is the whole list: what if the context is 1?
    ("slice from minus zero", """import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.think = torch.nn.Sequential(
            torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width)
        )

    def forward(self, h):
        q, k, v = [torch.cat(part.chunk(self.heads, dim=2)) for part in self.qkv(self.before(h)).chunk(3, dim=2)]
        found = torch.cat(causal_attention(q, k, v).chunk(self.heads), dim=2)
        h = h + self.out(found)
        return h + self.think(self.between(h))

class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.start = torch.nn.Parameter(torch.randn(width))
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = self.start.expand(len(tokens), 1, -1)
        h = torch.cat([start, self.token(tokens)], dim=1)
        h = h + self.place(torch.arange(h.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        log_p = torch.log_softmax(self(tokens[:, :-1]), dim=2)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for _ in range(length):
            seen = tokens[:, -(self.context - 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", []),
    # in: layers 1, forward([[0, 1, 2]]) and forward([[1, 0, 2]]): the last logits are equal
    # hint: Attention does not know where a token stands: add an embedding of its place.
    ("places forgotten", """import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.think = torch.nn.Sequential(
            torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width)
        )

    def forward(self, h):
        q, k, v = [torch.cat(part.chunk(self.heads, dim=2)) for part in self.qkv(self.before(h)).chunk(3, dim=2)]
        found = torch.cat(causal_attention(q, k, v).chunk(self.heads), dim=2)
        h = h + self.out(found)
        return h + self.think(self.between(h))

class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.start = torch.nn.Parameter(torch.randn(width))
        self.token = torch.nn.Embedding(vocabulary, width)
        self.place = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = self.start.expand(len(tokens), 1, -1)
        h = torch.cat([start, self.token(tokens)], dim=1)
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        log_p = torch.log_softmax(self(tokens[:, :-1]), dim=2)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for _ in range(length):
            seen = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
""", []),
]
