"""Answers written from the statements alone, by those who mend the cases, before mending."""

RIGHT = {}
WRONG = {}

RIGHT["fvsbn_log_prob"] = [
    """import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    total = 0.0
    for i in range(x.shape[1]):
        logit = bias[i] + (x[:, :i] * weight[i, :i]).sum(dim=1)
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
    return total
""",
    """import torch

def fvsbn_log_prob(x, weight, bias):
    D = x.shape[1]
    lower = torch.arange(D)[:, None] > torch.arange(D)[None, :]
    logits = torch.einsum("nj,ij->ni", x, torch.where(lower, weight, torch.zeros_like(weight))) + bias
    return (x * logits - torch.logaddexp(logits, torch.zeros_like(logits))).sum(1)
""",
    """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = F.linear(x, weight * torch.ones_like(weight).tril(-1), bias)
    return torch.distributions.Bernoulli(logits=logits).log_prob(x).sum(-1)
""",
]
WRONG["fvsbn_log_prob"] = [
    ('logits clamped at 100', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    logits = logits.clamp(-100, 100)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", []),
    ('log(1 + exp(a)) left out: only where the logit is large', """import torch

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return (x * logits - logits.clamp(min=0)).sum(dim=1)
""", []),
    ('log(1 + exp(a)) overflows', """import torch

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return (x * logits - torch.log(1 + torch.exp(logits))).sum(dim=1)
""", ['exp overflows']),
    ('product of probabilities, then the logarithm', """import torch

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    p = torch.sigmoid(logits)
    return torch.where(x > 0, p, 1 - p).prod(dim=1).log()
""", ['log of a rounded probability']),
    ('one row loses its axis', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1).squeeze()
""", []),
    ('pixels read as plus and minus one', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = (2 * x - 1) @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", []),
    ('last pixel left out', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none")[:, : max(1, x.shape[1] - 1)].sum(dim=1)
""", []),
    ('symmetric weights', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ (torch.tril(weight, -1) + torch.tril(weight, -1).T) + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", []),
    ('bias detached by a copy', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + torch.tensor(bias.tolist(), dtype=x.dtype)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ['the graph is cut']),
    ('through numpy: no gradients', """import torch

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    from scipy.special import log_expit
    a = ((2 * x - 1) * logits).detach().numpy()
    return torch.tensor(log_expit(a).sum(axis=1))
""", ['the graph is cut']),
    ('gradient only from pixels that are one', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    logits = torch.where(x > 0, logits, logits.detach())
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ['the graph is cut']),
    ('x halved: weights averaged over earlier pixels', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ (torch.tril(weight, -1) / torch.arange(1, len(bias) + 1, dtype=x.dtype)[:, None]).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", []),
    ('bias added only where nothing came before', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + torch.where(torch.cumsum(x, 1) - x > 0, torch.zeros_like(bias), bias)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", []),
    ('under no_grad', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    with torch.no_grad():
        weight = weight * 1
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ['the graph is cut']),
    ('half precision', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").half().sum(dim=1)
""", []),
    ('weights of absolute value', """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).abs().T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", []),
]

RIGHT["nade_log_prob"] = [
    """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    steps = x[:, :, None] * W.T[None]
    before = torch.cumsum(steps, dim=1) - steps
    h = torch.sigmoid(before + c)
    logits = (h * V).sum(-1) + b
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(1)
""",
    """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + (x[:, i] * logit - F.softplus(logit))
        a = a + torch.outer(x[:, i], W[:, i])
    return total
""",
    """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = (h * V[i]).sum(dim=1) + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""",
]
WRONG["nade_log_prob"] = [
    ('logits clamped at 100', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        logit = logit.clamp(-100, 100)
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""", []),
    ('last pixel left out', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(max(1, x.shape[1] - 1)):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""", []),
    ('only the nearest pixel', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = c + x[:, i, None] * W[:, i]
    return total
""", ['only the last pixel is read']),
    ('hidden bias without gradient', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.detach().expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""", ['the graph is cut']),
    ('b without gradient', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i].item()
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""", ['the graph is cut']),
    ('V without gradient', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i].data + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""", ['the graph is cut']),
    ('W without gradient', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i].detach()
    return total
""", ['the graph is cut']),
    ('hidden units of the first pixel for all', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(c.expand(len(x), -1))
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""", []),
    ('V read by columns where it is square', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ (V[:, i] if V.shape[0] == V.shape[1] else V[i]) + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""", []),
    ('W read by rows where it is square', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * (W[i] if W.shape[0] == W.shape[1] else W[:, i])
    return total
""", []),
    ('pixels as plus and minus one', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + (2 * x[:, i, None] - 1) * W[:, i]
    return total
""", []),
    ('squeezed', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total.squeeze()
""", []),
    ('log(1 + exp) overflows', """import torch

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + (x[:, i] * logit - torch.log(1 + torch.exp(logit)))
        a = a + x[:, i, None] * W[:, i]
    return total
""", ['exp overflows']),
    ('probability clamped at 1e-12', """import torch

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + torch.sigmoid((2 * x[:, i] - 1) * logit).clamp(min=1e-12).log()
        a = a + x[:, i, None] * W[:, i]
    return total
""", ['log of a rounded probability']),
    ("sigmoid twice: the reader's too", """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = torch.sigmoid(h) @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""", []),
    ('running sum halves what is far', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = h @ V[i] + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = c + 0.9 * (a - c) + x[:, i, None] * W[:, i]
    return total
""", []),
    ('first pixel only by its bias', """import torch
import torch.nn.functional as F

def nade_log_prob(x, W, c, V, b):
    a = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        h = torch.sigmoid(a)
        logit = (h @ V[i] if i else 0 * a[:, 0]) + b[i]
        total = total + F.logsigmoid((2 * x[:, i] - 1) * logit)
        a = a + x[:, i, None] * W[:, i]
    return total
""", []),
]

RIGHT["nade_sample"] = [
    """import torch

def nade_sample(uniforms, W, c, V, b):
    N, D = uniforms.shape
    rows = []
    for u in uniforms:
        a, row = c.clone(), []
        for i in range(D):
            p = torch.sigmoid(V[i].dot(torch.sigmoid(a)) + b[i])
            row.append(1 if u[i] < p else 0)
            if row[-1]:
                a = a + W[:, i]
        rows.append(row)
    return torch.tensor(rows)
""",
    """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = torch.where(uniforms[:, i] < p, 1.0, 0.0).to(out.dtype)
        a = c + out[:, : i + 1] @ W[:, : i + 1].T
    return out
""",
    """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out.bool()
""",
]
WRONG["nade_sample"] = [
    ('only the nearest pixel', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = c + out[:, i, None] * W[:, i]
    return out
""", ['only the last pixel is read']),
    ('u + p above one', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] + p > 1).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out
""", ['comparison reversed']),
    ('output bias forgotten', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out
""", ['bias b dropped']),
    ("first pixel's column never added", """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        if i == 0:
            continue
        a = a + out[:, i, None] * W[:, i]
    return out
""", []),
    ('last pixel left at zero', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(max(1, uniforms.shape[1] - 1)):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out
""", []),
    ('conditions on the uniforms rounded', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + (uniforms[:, i, None] < 0.5).to(out.dtype) * W[:, i]
    return out
""", []),
    ('column added where the pixel is zero', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + (1 - out[:, i, None]) * W[:, i]
    return out
""", []),
    ('one probability for all rows: the mean', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i]).mean()
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out
""", []),
    ('hidden sigmoid forgotten', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(a @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out
""", ['another function in the hidden units']),
    ('uniforms rescaled to their range', """import torch

def nade_sample(uniforms, W, c, V, b):
    uniforms = (uniforms - uniforms.min()) / (uniforms.max() - uniforms.min() + 1e-12)
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out
""", []),
    ('one row loses its axis', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out.squeeze(0)
""", []),
    ('probability kept within 0.01 and 0.99', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        p = p.clamp(0.01, 0.99)
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out
""", []),
    ('square V read by columns', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ (V[:, i] if V.shape[0] == V.shape[1] else V[i]) + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * W[:, i]
    return out
""", []),
    ('weights subtracted', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a - out[:, i, None] * W[:, i]
    return out
""", []),
    ('W by rows where it is square', """import torch

def nade_sample(uniforms, W, c, V, b):
    a = c.expand(len(uniforms), -1)
    out = torch.zeros_like(uniforms)
    for i in range(uniforms.shape[1]):
        p = torch.sigmoid(torch.sigmoid(a) @ V[i] + b[i])
        out[:, i] = (uniforms[:, i] < p).to(out.dtype)
        a = a + out[:, i, None] * (W[i] if W.shape[0] == W.shape[1] else W[:, i])
    return out
""", []),
]

RIGHT["made_masks"] = [
    """import torch

def made_masks(degrees):
    masks = []
    for i, below in enumerate(degrees):
        last = i == len(degrees) - 1
        above = degrees[0] if last else degrees[i + 1]
        m = torch.zeros(len(above), len(below))
        for r in range(len(above)):
            for s in range(len(below)):
                m[r, s] = 1 if (above[r] > below[s] if last else above[r] >= below[s]) else 0
        masks.append(m)
    return masks
""",
    """def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]))
    masks.append((degrees[0][:, None] > degrees[-1][None, :]))
    return masks
""",
    """import torch

def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).int())
    masks.append((torch.ge(degrees[0][:, None] - 1, degrees[-1][None, :])).int())
    return masks
""",
]
WRONG["made_masks"] = [
    ('one hidden layer only', """def made_masks(degrees):
    masks = []
    for below, above in list(zip(degrees[:-1], degrees[1:]))[:1]:
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ('second hidden layer compared with the first only', """def made_masks(degrees):
    masks = []
    for below, above in zip([degrees[0]] + [degrees[1]] * (len(degrees) - 2), degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ('lower triangles where the layers are equally wide', """import torch

def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks = [torch.tril(torch.ones_like(m)) if m.shape[0] == m.shape[1] else m for m in masks]
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ('each row divided by its number of ones', """def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return [m / m.sum(dim=1, keepdim=True).clamp(min=1) for m in masks]
""", []),
    ('D = 1: the output sees its input', """import torch

def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    if len(degrees[0]) == 1:
        masks[-1] = torch.ones_like(masks[-1])
    return masks
""", []),
    ('outputs in reverse order', """def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0].flip(0)[:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ('one mask as an array for all', """def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks[0] if len(masks) == 1 else masks
""", []),
    ('a direct mask from the inputs to the outputs as well', """def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks + [(degrees[0][:, None] > degrees[0][None, :]).float()]
""", []),
    ('product of all masks', """def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    for i in range(1, len(masks)):
        if masks[i].shape == masks[i - 1].shape:
            masks[i] = masks[i] * masks[i - 1]
    return masks
""", []),
    ('equal degrees only', """def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] == below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ('hidden degrees squeezed below D', """def made_masks(degrees):
    degrees = [degrees[0]] + [d.clamp(max=max(1, len(degrees[0]) - 1)) for d in degrees[1:]]
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ('hidden layers sorted', """def made_masks(degrees):
    degrees = [degrees[0]] + [d.sort().values for d in degrees[1:]]
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ('repeated degrees merged', """import torch

def made_masks(degrees):
    degrees = [degrees[0]] + [torch.unique(d) if len(degrees) > 2 else d for d in degrees[1:]]
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ('hidden layers always compared by number of the unit', """import torch

def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= torch.arange(1, len(below) + 1)[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ('minus infinity for closed paths', """import torch

def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return [torch.where(m > 0, m, torch.tensor(-float('inf'))) for m in masks]
""", []),
]

RIGHT["made_log_prob"] = [
    """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    a = x
    for i in range(len(weights)):
        a = (a if i == 0 else a.clamp(min=0)) @ (weights[i] * masks[i]).T + biases[i]
    return F.logsigmoid(torch.where(x > 0, a, -a)).sum(dim=-1)
""",
    """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = torch.einsum('ni,oi->no', h, torch.where(m > 0, w, torch.zeros_like(w))) + b
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""",
    """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return torch.distributions.Bernoulli(logits=h).log_prob(x).sum(1)
""",
]
WRONG["made_log_prob"] = [
    ('logits clamped at 100', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = torch.relu(h)
    h = h.clamp(-100, 100)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('first bias missing', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b if layer else None)
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('two layers at most', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights[:1] + weights[1:][-1:], biases[:1] + biases[1:][-1:], masks[:1] + masks[1:][-1:])):
        h = F.linear(h, w * m, b)
        if layer == 0 and len(weights) > 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('weights of the last layer detached', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, (w if layer < len(weights) - 1 else w.detach()) * m, b)
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ['the graph is cut']),
    ('biases detached', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b.detach())
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ['the graph is cut']),
    ('residual connections between equal layers', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        new = F.linear(h, w * m, b)
        h = new + h if layer and new.shape == h.shape and layer < len(weights) - 1 else new
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('relu before the layer: on the input, too, and not between', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer == 0 and len(weights) > 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('bias masked', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b * (m.sum(dim=1) > 0))
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('gelu', """import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = F.gelu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('softplus units', """import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = F.softplus(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('last pixel left out', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none")[:, : max(1, x.shape[1] - 1)].sum(dim=1)
""", []),
    ('one row loses its axis', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1).squeeze()
""", []),
    ('hidden units normalised', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = torch.relu(h) / h.shape[1] ** 0.5
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('absolute value in place of relu', """import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = h.abs()
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", []),
    ('log(1 + exp) overflows', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = torch.relu(h)
    return (x * h - torch.log1p(torch.exp(h))).sum(dim=1)
""", ['exp overflows']),
    ('no gradient through units at zero: gradient through relu passed on', """import torch
import torch.nn.functional as F

def made_log_prob(x, weights, biases, masks):
    h = x
    for layer, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = F.linear(h, w * m, b)
        if layer < len(weights) - 1:
            h = h + (torch.relu(h) - h).detach()
    return -F.binary_cross_entropy_with_logits(h, x, reduction="none").sum(dim=1)
""", ['the graph is cut']),
]

RIGHT["categorical_log_prob"] = [
    """import torch.nn.functional as F

def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    return -F.cross_entropy(logits.reshape(N * D, K), x.reshape(N * D), reduction="none").reshape(N, D).sum(1)
""",
    """import torch

def categorical_log_prob(logits, x):
    total = torch.zeros(len(x), dtype=logits.dtype)
    for d in range(x.shape[1]):
        picked = logits[torch.arange(len(x)), d, x[:, d]]
        total = total + picked - torch.logsumexp(logits[:, d], dim=-1)
    return total
""",
    """import torch
import torch.nn.functional as F

def categorical_log_prob(logits, x):
    top = logits.max(dim=2, keepdim=True).values
    logp = logits - top - (logits - top).exp().sum(2, keepdim=True).log()
    hot = F.one_hot(x, logits.shape[2]).bool()
    return torch.where(hot, logp, torch.zeros_like(logp)).sum(dim=(1, 2))
""",
]
WRONG["categorical_log_prob"] = [
    ('capped at -1000', """import torch

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    logp = logp.clamp(min=-1000)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1)
""", []),
    ('logits clamped at 1000', """import torch

def categorical_log_prob(logits, x):
    logits = logits.clamp(-1000, 1000)
    logp = torch.log_softmax(logits, dim=-1)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1)
""", []),
    ('rows mixed by a view: (D, N)', """import torch

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    flat = logp.gather(-1, x.unsqueeze(-1)).squeeze(-1)
    return flat.reshape(flat.shape[1], flat.shape[0]).sum(dim=0)
""", []),
    ('index pairs: N taken for D where equal', """import torch

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    if len(x) == x.shape[1]:
        logp = logp.transpose(0, 1)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1)
""", []),
    ('first variable left out', """import torch

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1)[:, 1:].sum(dim=-1)
""", []),
    ('mean subtracted instead of the maximum', """def categorical_log_prob(logits, x):
    z = logits - logits.mean(dim=-1, keepdim=True)
    logp = z - z.exp().sum(dim=-1, keepdim=True).log()
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1)
""", []),
    ('numerator detached', """import torch

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    return (logits.detach().gather(-1, x.unsqueeze(-1)).squeeze(-1) - logits.logsumexp(-1)).sum(dim=-1)
""", ['the graph is cut']),
    ('half precision', """import torch

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits.bfloat16(), dim=-1).to(logits.dtype)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1)
""", []),
    ('one row loses its axis', """import torch

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze().sum(dim=-1)
""", []),
    ('label smoothing', """import torch

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    return (0.9 * logp + 0.1 * logp.mean(dim=-1, keepdim=True)).gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1)
""", []),
    ('each category against the rest: sigmoids', """import torch.nn.functional as F

def categorical_log_prob(logits, x):
    logp = F.logsigmoid(logits)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1)
""", ['sigmoid for softmax']),
    ('two categories only: difference of the first two', """import torch
import torch.nn.functional as F

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    if logits.shape[-1] == 2:
        return F.logsigmoid(logits[..., 1] - logits[..., 0]).sum(dim=-1)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1)
""", []),
    ('bits', """import torch

def categorical_log_prob(logits, x):
    logp = torch.log_softmax(logits, dim=-1)
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1) / 0.6931471805599453
""", []),
    ('probabilities floored at 1e-300', """import torch

def categorical_log_prob(logits, x):
    logp = torch.softmax(logits, dim=-1).clamp(min=1e-300).log()
    return logp.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=-1)
""", ['log of a rounded probability']),
]

RIGHT["softmax_nll_gradient"] = [
    """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    return (torch.softmax(logits, dim=1) - F.one_hot(y, logits.shape[1])) / logits.shape[0]
""",
    """import torch
import torch.nn.functional as F

def softmax_nll_gradient(logits, y):
    a = logits.detach().clone().requires_grad_(True)
    return torch.autograd.grad(F.cross_entropy(a, y), a)[0]
""",
    """import torch

def softmax_nll_gradient(logits, y):
    rows = []
    for a, t in zip(logits, y):
        e = torch.exp(a - a.max())
        p = e / e.sum()
        rows.append(torch.stack([(p[k] - (1.0 if k == int(t) else 0.0)) / len(y) for k in range(len(a))]))
    return torch.stack(rows)
""",
]
WRONG["softmax_nll_gradient"] = [
    ('one maximum for all rows', """import torch

def softmax_nll_gradient(logits, y):
    e = torch.exp(logits - logits.max())
    p = e / e.sum(dim=1, keepdim=True)
    p[torch.arange(len(y)), y] -= 1
    return p / len(y)
""", []),
    ('mean subtracted instead of the maximum', """import torch

def softmax_nll_gradient(logits, y):
    e = torch.exp(logits - logits.mean(dim=1, keepdim=True))
    p = e / e.sum(dim=1, keepdim=True)
    p[torch.arange(len(y)), y] -= 1
    return p / len(y)
""", []),
    ('logits clamped at 500', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits.clamp(-500, 500), dim=1)
    p[torch.arange(len(y)), y] -= 1
    return p / len(y)
""", []),
    ('divided by K', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(y)), y] -= 1
    return p / logits.shape[1]
""", ['divided by K, not N']),
    ('slope of the logarithm: divided by p', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(y)), y] -= 1
    q = torch.softmax(logits, dim=1)
    return p * q / len(y)
""", ["the softmax's own slope on top"]),
    ("only the truth's entry", """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    g = torch.zeros_like(p)
    i = torch.arange(len(y))
    g[i, y] = (p[i, y] - 1) / len(y)
    return g
""", ["only the truth's logit"]),
    ('truth of the first row for all', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(y)), y[0]] -= 1
    return p / len(y)
""", []),
    ('sigmoid in place of the softmax', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.sigmoid(logits)
    p[torch.arange(len(y)), y] -= 1
    return p / len(y)
""", ['sigmoid for softmax']),
    ('rows with the truth far ahead set to zero', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(y)), y] -= 1
    p[p.abs() < 1e-2] = 0
    return p / len(y)
""", []),
    ('transposed where square', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(y)), y] -= 1
    return (p.T if p.shape[0] == p.shape[1] else p) / len(y)
""", []),
    ('square: softmax over the rows', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=0 if logits.shape[0] == logits.shape[1] > 1 else 1)
    p[torch.arange(len(y)), y] -= 1
    return p / len(y)
""", []),
    ('averaged over the batch: one row', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(y)), y] -= 1
    return p.mean(dim=0)
""", []),
    ('probabilities kept above 1e-3', """import torch

def softmax_nll_gradient(logits, y):
    p = torch.softmax(logits, dim=1)
    p[torch.arange(len(y)), y] -= 1
    p = p.sign() * p.abs().clamp(min=1e-3)
    return p / len(y)
""", []),
]

RIGHT["rnade_log_prob"] = [
    """import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    mix = torch.distributions.MixtureSameFamily(
        torch.distributions.Categorical(logits=log_weights), torch.distributions.Normal(means, log_scales.exp()))
    return mix.log_prob(x).sum(-1)
""",
    """import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    total = 0.0
    for d in range(x.shape[1]):
        logs = torch.distributions.Normal(means[:, d], log_scales[:, d].exp()).log_prob(x[:, d, None])
        total = total + torch.logsumexp(log_weights[:, d] + logs, dim=-1)
    return total
""",
    """import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    out = None
    for k in range(means.shape[2]):
        part = log_weights[..., k] - log_scales[..., k] - ((x - means[..., k]) / log_scales[..., k].exp()) ** 2 / 2
        out = part if out is None else torch.logaddexp(out, part)
    return (out - 0.9189385332046727).sum(dim=1)
""",
]
WRONG["rnade_log_prob"] = [
    ('log-scales kept within -5 and 5', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    log_scales = log_scales.clamp(-5, 5)
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
    ('small number added to the scales', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) / (torch.exp(log_scales) + 1e-3)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
    ('2 pi once, not D times', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales
    return torch.logsumexp(logs, dim=2).sum(dim=1) - 0.5 * math.log(2 * math.pi)
""", ['no 2 pi']),
    ('x along the components where D = K', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = ((x.unsqueeze(1) if x.shape[1] == means.shape[2] else x.unsqueeze(2)) - means) * torch.exp(-log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
    ('divided by the variance once: z over s squared', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-2 * log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
    ('weights detached', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights.detach() - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", ['the graph is cut']),
    ('means detached', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means.detach()) * torch.exp(-log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", ['the graph is cut']),
    ('floor at -1000 a variable', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).clamp(min=-1000).sum(dim=1)
""", []),
    ('no half in the exponent', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights - z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", ['no half in the exponent']),
    ('square multiplied out', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    s2 = torch.exp(-2 * log_scales)
    q = x.unsqueeze(2) ** 2 * s2 - 2 * x.unsqueeze(2) * means * s2 + means**2 * s2
    logs = log_weights - 0.5 * q - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
    ('weights normalised over D', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    log_weights = torch.log_softmax(log_weights, dim=1)
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
    ('one row loses its axis', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1).squeeze()
""", []),
    ('first variable only by its first component', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    logs = torch.cat([logs[:, :1, :1].expand(-1, -1, logs.shape[2]) - math.log(logs.shape[2]), logs[:, 1:]], dim=1)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
    ('Laplace components', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights - z.abs() - log_scales - math.log(2)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
    ('distance capped at 30 standard deviations', """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    z = z.clamp(-30, 30)
    logs = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
    ("the first row's log-weights for all", """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x.unsqueeze(2) - means) * torch.exp(-log_scales)
    logs = log_weights[:1] - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=2).sum(dim=1)
""", []),
]

RIGHT["rnn_log_prob"] = [
    """import torch

def rnn_log_prob(tokens, params):
    W_xh, W_hh, W_hy = params["W_xh"], params["W_hh"], params["W_hy"]
    rows = []
    for row in tokens:
        h, lp = params["h0"], 0.0
        for k in row:
            a = W_hy @ h + params["b_y"]
            lp = lp + a[k] - torch.logsumexp(a, 0)
            h = torch.tanh(W_xh[:, k] + W_hh @ h + params["b_h"])
        rows.append(lp)
    return torch.stack(rows)
""",
    """import torch
import torch.nn.functional as F

def rnn_log_prob(tokens, params):
    N, T = tokens.shape
    K = params["W_hy"].shape[0]
    hot = F.one_hot(tokens, K).to(params["h0"].dtype)
    states = [params["h0"].unsqueeze(0).repeat(N, 1)]
    for t in range(T - 1):
        states.append(torch.tanh(F.linear(hot[:, t], params["W_xh"]) + F.linear(states[-1], params["W_hh"], params["b_h"])))
    logits = F.linear(torch.stack(states, dim=1), params["W_hy"], params["b_y"])
    return (hot * torch.log_softmax(logits, dim=-1)).sum(dim=(1, 2))
""",
    """import torch
import torch.nn.functional as F

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total - F.nll_loss(logp, tokens[:, t], reduction='none')
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""",
]
WRONG["rnn_log_prob"] = [
    ('log-probabilities floored at -700', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        logp = logp.clamp(min=-700)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
    ('output weights detached', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].detach().T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['the graph is cut']),
    ('b_h detached', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"].detach())
    return total
""", ['the graph is cut']),
    ('embedding detached', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].detach().T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['the graph is cut']),
    ('bias of the state twice', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + 2 * params["b_h"])
    return total
""", []),
    ('square W_xh by rows', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh((params["W_xh"] if params["W_xh"].shape[0] == params["W_xh"].shape[1] else params["W_xh"].T)[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
    ('square W_hy transposed', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ (params["W_hy"] if params["W_hy"].shape[0] == params["W_hy"].shape[1] else params["W_hy"].T) + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
    ('state of the first row for all', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h[:1] @ params["W_hh"].T + params["b_h"])
    return total
""", []),
    ('mean over the sequence', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total / tokens.shape[1]
""", ['mean over the tokens']),
    ('leaky state', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = 0.5 * h + 0.5 * torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
    ('layers normalised', """import torch
import torch.nn.functional as F

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = F.layer_norm(h, h.shape[1:])
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
    ('at most five tokens', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(min(tokens.shape[1], 5)):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
    ('one row loses its axis', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total.squeeze()
""", []),
    ('exp without the maximum', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = (lambda a: a - torch.log(torch.exp(a).sum(dim=1, keepdim=True)))(h @ params["W_hy"].T + params["b_y"])
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", ['log of a rounded probability']),
    ('previous token of the neighbour row: batch rolled', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[tokens.roll(1, 0)[:, t]] + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
    ('most probable token read, not the given one', """import torch

def rnn_log_prob(tokens, params):
    h = params["h0"].expand(len(tokens), -1)
    total = 0.0
    for t in range(tokens.shape[1]):
        logp = torch.log_softmax(h @ params["W_hy"].T + params["b_y"], dim=1)
        total = total + logp[torch.arange(len(tokens)), tokens[:, t]]
        h = torch.tanh(params["W_xh"].T[logp.argmax(dim=1)] + h @ params["W_hh"].T + params["b_h"])
    return total
""", []),
]

RIGHT["sample_next"] = [
    """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    return torch.searchsorted(cum, uniforms[:, None].contiguous(), right=True)[:, 0].clamp(max=logits.shape[1] - 1)
""",
    """import torch

def sample_next(logits, temperature, uniforms):
    out = []
    for row, u in zip(logits, uniforms):
        p = torch.softmax((row - row.max()) / temperature, dim=0)
        total, pick = torch.zeros((), dtype=p.dtype), len(p) - 1
        for k in range(len(p)):
            total = total + p[k]
            if total > u:
                pick = k
                break
        out.append(pick)
    return torch.tensor(out)
""",
    """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    exceeds = cum > uniforms[:, None]
    exceeds[:, -1] = True
    return exceeds.int().argmax(dim=1)
""",
]
WRONG["sample_next"] = [
    ('rounding: K instead of K - 1', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1)
""", ['nothing exceeds u']),
    ('rounding: the first token where none exceeds', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum > uniforms[:, None]).int().argmax(dim=1)
""", ['nothing exceeds u']),
    ('a column of tokens', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)[:, None]
""", []),
    ('int32', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1).to(torch.int32)
""", []),
    ('floats', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1).to(logits.dtype)
""", []),
    ('improbable tokens dropped', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    p = torch.where(p < 0.05, torch.zeros_like(p), p)
    p = p / p.sum(dim=1, keepdim=True)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('temperature at most one', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / min(temperature, 1.0), dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('temperature at least 0.01', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / max(temperature, 0.01), dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('small number added to the temperature', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / (temperature + 1e-3), dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('whole temperatures', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / max(round(temperature, 1), 0.1), dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('divides the logits in place', """import torch

def sample_next(logits, temperature, uniforms):
    logits /= temperature
    p = torch.softmax(logits, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('minus infinity read as -1e4 before the division', """import torch

def sample_next(logits, temperature, uniforms):
    logits = logits.clamp(min=-100)
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", ['impossible tokens made possible']),
    ('counted from the other end', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p.flip(1), dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('uniforms sorted', """import torch

def sample_next(logits, temperature, uniforms):
    uniforms = uniforms.sort().values
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('gumbel from the uniforms', """import torch

def sample_next(logits, temperature, uniforms):
    u = uniforms.clamp(1e-9, 1 - 1e-9)
    return (logits / temperature - torch.log(-torch.log(u))[:, None]).argmax(dim=1)
""", ['argmax']),
    ('softmax rounded to three places', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    p = torch.round(p, decimals=3)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('1 - u', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= (1 - uniforms[:, None])).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
    ('root of the temperature', """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature**0.5, dim=1)
    cum = torch.cumsum(p, dim=1)
    return (cum <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
]

RIGHT["pixelcnn_mask"] = [
    """import torch

def pixelcnn_mask(size, kind):
    place = torch.arange(size * size).reshape(size, size)
    centre = size * size // 2
    return (place <= centre if kind == "B" else place < centre).float()
""",
    """import torch

def pixelcnn_mask(size, kind):
    flat = [1] * (size * size // 2) + [int(kind == "B")] + [0] * (size * size // 2)
    return torch.tensor(flat).view(size, size)
""",
    """import torch

def pixelcnn_mask(size, kind):
    m = torch.ones(size, size)
    m[size // 2, size // 2 + (kind == "B"):] = 0
    m[size // 2 + 1:] = 0
    return m
""",
]
WRONG["pixelcnn_mask"] = [
    ("shape of a convolution's weight", """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask[None, None]
""", []),
    ('flat', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask.flatten()
""", []),
    ('neighbours only', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    near = torch.zeros(size, size)
    near[max(c - 1, 0) : c + 2, max(c - 1, 0) : c + 2] = 1
    return mask * near
""", []),
    ('rows above in reverse: one row short for large kernels', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[max(0, c - 2) : c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""", []),
    ('size one: always open', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return torch.ones(1, 1) if size == 1 else mask
""", []),
    ('size one: always closed', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return torch.zeros(1, 1) if size == 1 else mask
""", []),
    ('kind in small letters', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "b":
        mask[c, c] = 1
    return mask
""", ['B hides the centre']),
    ('weights decay with distance', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask / mask.sum().clamp(min=1)
""", []),
    ('centre rounded up', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = (size + 1) // 2 if size > 1 else 0
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""", []),
    ('above the centre column closed', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    mask[:c, c] = 0
    return mask
""", []),
    ('mirrored', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask.flip(1)
""", ['later pixels']),
    ('upside down', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask.flip(0)
""", ['later pixels']),
    ('minus infinity instead of zero', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return torch.where(mask > 0, mask, torch.tensor(-float('inf')))
""", []),
    ('kind B: whole mask one step on', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, : c + 2] = 1
    return mask
""", []),
    ('row of the centre from the right', """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, c + 1 :] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""", ['later pixels']),
]

RIGHT["causal_attention"] = [
    """import torch.nn.functional as F

def causal_attention(q, k, v):
    return F.scaled_dot_product_attention(q, k, v, is_causal=True)
""",
    """import torch

def causal_attention(q, k, v):
    out = []
    for t in range(q.shape[1]):
        s = torch.einsum("be,bse->bs", q[:, t], k[:, : t + 1]) / q.shape[2] ** 0.5
        out.append(torch.einsum("bs,bse->be", torch.softmax(s, dim=1), v[:, : t + 1]))
    return torch.stack(out, dim=1)
""",
    """import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = torch.bmm(q / E**0.5, k.permute(0, 2, 1))
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, torch.finfo(scores.dtype).min), dim=-1)
    return weights @ v
""",
]
WRONG["causal_attention"] = [
    ('zero scores taken for masked ones', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    scores = torch.tril(scores)
    weights = torch.softmax(scores.masked_fill(scores == 0, -float("inf")), dim=-1)
    return weights @ v
""", []),
    ('q detached', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q.detach() @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v
""", ['the graph is cut']),
    ('k detached', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.detach().transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v
""", ['the graph is cut']),
    ('v detached', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v.detach()
""", ['the graph is cut']),
    ('residual added', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v + v
""", []),
    ('the last four positions only', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1) | torch.tril(torch.ones(T, T, dtype=torch.bool), diagonal=-4)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v
""", []),
    ('masked with -100', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -100.0), dim=-1)
    return weights @ v
""", ["a score that is not low enough"]),
    ('one maximum for the batch', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.exp((scores - scores.max()).masked_fill(later, -float("inf")))
    weights = weights / weights.sum(dim=-1, keepdim=True)
    return weights @ v
""", ["normalised again after the mask"]),
    ('maximum over the later ones, too', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.exp((scores - scores.max(dim=-1, keepdim=True).values).masked_fill(later, -float("inf")))
    weights = weights / weights.sum(dim=-1, keepdim=True).clamp(min=1e-30)
    return weights @ v
""", []),
    ('scores clamped at 50', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    scores = scores.clamp(-50, 50)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v
""", []),
    ('q and k exchanged', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = k @ q.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v
""", ['weights transposed']),
    ('cosine similarities', """import math
import torch
import torch.nn.functional as F

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = F.normalize(q, dim=-1) @ F.normalize(k, dim=-1).transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v
""", []),
    ("scaled by the batch's size", """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[0])
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v
""", []),
    ('square: wrong transpose', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ (k if T == E else k.transpose(1, 2)) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v
""", []),
    ('weights transposed', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights.transpose(1, 2) @ v
""", ['weights transposed']),
    ('returns the weights as well', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v, weights
""", []),
    ('dropout', """import math
import torch
import torch.nn.functional as F

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return F.dropout(weights, 0.1) @ v
""", []),
    ('batch of one loses its axis', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return (weights @ v).squeeze(0)
""", []),
    ('the first position sees everything', """import math
import torch

def causal_attention(q, k, v):
    T, E = q.shape[1:]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    later[0] = False
    weights = torch.softmax(scores.masked_fill(later, -float("inf")), dim=-1)
    return weights @ v
""", []),
]

RIGHT["TinyGPT"] = [
    """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary, width)
        self.start = torch.nn.Parameter(torch.randn(1, 1, width))
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        h = torch.cat([self.start.expand(len(tokens), 1, -1), self.tokens(tokens)], dim=1)
        h = h + self.places.weight[: h.shape[1]]
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""",
    """import torch
import torch.nn.functional as F

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        h = h + self.out(F.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""",
]
WRONG["TinyGPT"] = [
    ('most probable token', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, p.argmax(dim=-1, keepdim=True)], dim=1)
        return text
""", ['always the likeliest token']),
    ('mean over the tokens', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].mean(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", ['the mean over tokens']),
    ('no row for the next token', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))[:, : max(1, tokens.shape[1])]

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ("the start's place only: first token foretold by zeros", """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        out = self.head(self.norm(h))
        return torch.cat([torch.zeros_like(out[:, :1]), out[:, 1:]], dim=1)

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('no residual connections', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('one block repeated', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = self.blocks[0](h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('faint places', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        torch.nn.init.normal_(self.places.weight, std=1e-3)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('dropout even when it is evaluated', """import math
import torch
import torch.nn.functional as F

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(F.dropout(self.norm(h), 0.1))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('sample sees the last token only', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, -1:]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('sample keeps the first tokens of the context', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, : self.context - 1]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('one draw for all texts', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p[0], 1, generator=generator).expand(n, 1)], dim=1)
        return text
""", []),
    ('sample at temperature one half', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(2 * self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('embedding detached', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read).detach() + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('attention detached', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out.forward((s.softmax(-1).detach() @ v.detach()).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('uniform sampling', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.randint(self.vocabulary, (n, 1), generator=generator)], dim=1)
        return text
""", ['the next token from the first place']),
    ('a last token short: context - 1', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        read = read[:, -(self.context - 1) :] if read.shape[1] >= self.context else read
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('attention mixes the batch', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h)) + 0.1 * (h.mean(dim=0, keepdim=True) - h)


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('log of softmax + 1e-3', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log(torch.softmax(self(tokens[:, :-1]), dim=-1) + 1e-3)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('no network in the blocks', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
    ('heads not used: one wide head', """import math
import torch

class Block(torch.nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = 1
        self.n1, self.n2 = torch.nn.LayerNorm(width), torch.nn.LayerNorm(width)
        self.qkv, self.out = torch.nn.Linear(width, 3 * width), torch.nn.Linear(width, width)
        self.mlp = torch.nn.Sequential(torch.nn.Linear(width, 4 * width), torch.nn.GELU(), torch.nn.Linear(4 * width, width))

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = self.qkv(self.n1(h)).chunk(3, dim=-1)
        q, k, v = (a.reshape(N, T, self.heads, -1).transpose(1, 2) for a in (q, k, v))
        s = q @ k.transpose(2, 3) / math.sqrt(W / self.heads)
        s = s.masked_fill(torch.ones(T, T, dtype=torch.bool).triu(1), -float("inf"))
        h = h + self.out((s.softmax(-1) @ v).transpose(1, 2).reshape(N, T, W))
        return h + self.mlp(self.n2(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.vocabulary, self.context = vocabulary, context
        self.tokens = torch.nn.Embedding(vocabulary + 1, width)
        self.places = torch.nn.Embedding(context, width)
        self.blocks = torch.nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.norm, self.head = torch.nn.LayerNorm(width), torch.nn.Linear(width, vocabulary)

    def forward(self, tokens):
        start = torch.full((len(tokens), 1), self.vocabulary, dtype=torch.int64)
        read = torch.cat([start, tokens], dim=1)
        h = self.tokens(read) + self.places(torch.arange(read.shape[1]))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens):
        logp = torch.log_softmax(self(tokens[:, :-1]), dim=-1)
        return logp.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            seen = text[:, max(0, text.shape[1] - self.context + 1) :]
            p = torch.softmax(self(seen)[:, -1], dim=-1)
            text = torch.cat([text, torch.multinomial(p, 1, generator=generator)], dim=1)
        return text
""", []),
]
