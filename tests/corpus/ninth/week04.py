"""Answers to exercises of week 4, labelled: see ../corpora.toml."""

RIGHT = {
    "fvsbn_log_prob": [
        """
import torch.nn.functional as F
def fvsbn_log_prob(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    x = x.to(weight.dtype)
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    # log p(1) = logsigmoid(l), log p(0) = logsigmoid(-l)
    return F.logsigmoid((2 * x - 1) * logits).sum(dim=1)
""",
        """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    target = x.to(weight.dtype)
    mask = torch.ones_like(weight).tril(-1)
    logits = F.linear(target, weight * mask, bias)
    return -F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(-1)
""",
        """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    x = x.to(bias.dtype)
    N, D = x.shape
    total = torch.zeros(N, dtype=bias.dtype, device=x.device)
    for i in range(D):
        a = bias[i] + (x[:, :i] * weight[i, :i]).sum(dim=1)
        total = total + x[:, i] * a - F.softplus(a)
    return total
""",
    ],
    "made_masks": [
        """
def made_masks(degrees: list[torch.Tensor]) -> list[torch.Tensor]:
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""",
        """
def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    result = []
    for l in range(1, len(layers)):
        is_output = l == len(layers) - 1
        mask = torch.zeros(len(layers[l]), len(layers[l - 1]))
        for i, d_out in enumerate(layers[l].tolist()):
            for j, d_in in enumerate(layers[l - 1].tolist()):
                if d_out > d_in or (d_out == d_in and not is_output):
                    mask[i, j] = 1.0
        result.append(mask)
    return result
""",
        """
def made_masks(degrees):
    # d_out > d_in is the same as d_out - 1 >= d_in for whole numbers
    above = list(degrees[1:]) + [degrees[0] - 1]
    return [torch.ge(a.unsqueeze(1), b.unsqueeze(0)) for a, b in zip(above, degrees)]
""",
    ],
    "categorical_log_prob": [
        """
import torch.nn.functional as F
def categorical_log_prob(logits: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    log_p = F.log_softmax(logits, dim=-1)
    return log_p.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=1)
""",
        """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    loss = F.cross_entropy(logits.transpose(1, 2), x, reduction="none")  # (N, D)
    return -loss.sum(dim=1)
""",
        """
def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    total = logits.new_zeros(N)
    rows = torch.arange(N, device=logits.device)
    for d in range(D):
        chosen = logits[rows, d, x[:, d]]
        total = total + chosen - torch.logsumexp(logits[:, d], dim=1)
    return total
""",
    ],
    "rnade_log_prob": [
        """
import math

def rnade_log_prob(
    x: torch.Tensor, log_weights: torch.Tensor, means: torch.Tensor, log_scales: torch.Tensor
) -> torch.Tensor:
    z = (x.unsqueeze(-1) - means) * torch.exp(-log_scales)
    log_normal = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(log_weights + log_normal, dim=-1).sum(dim=-1)
""",
        """
def rnade_log_prob(x, log_weights, means, log_scales):
    components = torch.distributions.Normal(means, log_scales.exp(), validate_args=False)
    joint = components.log_prob(x[:, :, None]) + log_weights  # (N, D, K)
    return joint.logsumexp(2).sum(1)
""",
        """
def rnade_log_prob(x, log_weights, means, log_scales):
    N, D, K = means.shape
    total = torch.zeros_like(x[:, 0])
    for d in range(D):
        log_p = None
        for k in range(K):
            s = log_scales[:, d, k]
            t = ((x[:, d] - means[:, d, k]) / torch.exp(s)) ** 2
            a = log_weights[:, d, k] - s - 0.5 * t - 0.9189385332046727
            log_p = a if log_p is None else torch.logaddexp(log_p, a)
        total = total + log_p
    return total
""",
    ],
    "sample_next": [
        """
def sample_next(logits: torch.Tensor, temperature: float, uniforms: torch.Tensor) -> torch.Tensor:
    probs = torch.softmax(logits / temperature, dim=1)
    cumulative = probs.cumsum(dim=1)
    below = (cumulative <= uniforms[:, None]).sum(dim=1)  # how many do not exceed u
    return below.clamp(max=logits.shape[1] - 1)
""",
        """
def sample_next(logits, temperature, uniforms):
    scaled = logits.double() / temperature
    scaled = scaled - scaled.max(dim=-1, keepdim=True).values
    p = scaled.exp()
    cdf = torch.cumsum(p / p.sum(dim=-1, keepdim=True), dim=-1)
    k = torch.searchsorted(cdf, uniforms.double().unsqueeze(-1).contiguous(), right=True).squeeze(-1)
    return torch.clamp(k, max=logits.size(-1) - 1)
""",
        """
import torch.nn.functional as F
def sample_next(logits, temperature, uniforms):
    N, K = logits.shape
    tokens = torch.full((N,), K - 1, dtype=torch.int64)
    for n in range(N):
        p = F.softmax(logits[n] / temperature, dim=0)
        c = torch.cumsum(p, 0)
        u = uniforms[n]
        for k in range(K):
            if c[k] > u:
                tokens[n] = k
                break
    return tokens
""",
    ],
    "pixelcnn_mask": [
        """
def pixelcnn_mask(size: int, kind: str) -> torch.Tensor:
    c = size // 2
    mask = torch.zeros(size, size)
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""",
        """
def pixelcnn_mask(size, kind):
    centre = (size * size) // 2  # its number when one reads row by row
    number = torch.arange(size * size).reshape(size, size)
    if kind == "A":
        return (number < centre).float()
    return (number <= centre).float()
""",
        """
def pixelcnn_mask(size, kind):
    c = (size - 1) // 2
    rows = []
    for i in range(size):
        row = []
        for j in range(size):
            before = (i, j) < (c, c)
            shown = kind == "B" and (i, j) == (c, c)
            row.append(1.0 if before or shown else 0.0)
        rows.append(row)
    return torch.tensor(rows)
""",
    ],
    "TinyGPT": [
        """
import torch.nn.functional as F
from torch import nn
import math


def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.Q = nn.Linear(width, width)
        self.K = nn.Linear(width, width)
        self.V = nn.Linear(width, width)
        self.O = nn.Linear(width, width)
        self.A = nn.Linear(width, 4 * width)
        self.B = nn.Linear(4 * width, width)

    def split(self, a):
        N, T, W = a.shape
        a = a.view(N, T, self.heads, W // self.heads).transpose(1, 2)
        return a.reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        n = self.norm1(h)
        a = causal_attention(self.split(self.Q(n)), self.split(self.K(n)), self.split(self.V(n)))
        a = a.view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.O(a)
        h = h + self.B(F.gelu(self.A(self.norm2(h))))
        return h


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, context: int):
        super().__init__()
        self.vocabulary = vocabulary
        self.context = context
        self.embed = nn.Embedding(vocabulary + 1, width)  # the last one is the start
        self.place = nn.Embedding(context, width)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        N, T = tokens.shape
        start = torch.full((N, 1), self.vocabulary, dtype=torch.long, device=tokens.device)
        inputs = torch.cat([start, tokens], dim=1)
        h = self.embed(inputs) + self.place(torch.arange(T + 1, device=tokens.device))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens: torch.Tensor) -> torch.Tensor:
        T = tokens.shape[1]
        log_p = F.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=-1)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n: int, length: int, generator=None) -> torch.Tensor:
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for t in range(length):
            seen = tokens[:, max(0, t - (self.context - 1)):]
            probs = torch.softmax(self.forward(seen)[:, -1], dim=-1)
            new = torch.multinomial(probs, 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens
""",
        """
import torch.nn.functional as F
from torch import nn
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = torch.einsum("bte,bse->bts", q, k) * E**-0.5
    allowed = torch.tril(torch.ones(T, T, device=q.device)) > 0
    scores = torch.where(allowed, scores, torch.full_like(scores, -torch.inf))
    scores = scores - scores.max(dim=2, keepdim=True).values.detach()
    weights = torch.exp(scores)
    weights = weights / weights.sum(dim=2, keepdim=True)
    return torch.einsum("bts,bse->bte", weights, v)


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.context, self.width = heads, context, width
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width) * 0.1)
        self.place = nn.Parameter(torch.randn(context, width) * 0.1)
        nn.init.normal_(self.token.weight, std=0.1)
        self.layers = nn.ModuleList()
        for _ in range(layers):
            self.layers.append(nn.ModuleDict({
                "norm_a": nn.LayerNorm(width),
                "q": nn.Linear(width, width),
                "k": nn.Linear(width, width),
                "v": nn.Linear(width, width),
                "o": nn.Linear(width, width),
                "norm_b": nn.LayerNorm(width),
                "a": nn.Linear(width, 4 * width),
                "b": nn.Linear(4 * width, width),
            }))
        self.last_norm = nn.LayerNorm(width)
        self.to_logits = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, self.width), self.token(tokens)], dim=1)
        h = h + self.place[: T + 1]
        for layer in self.layers:
            n = layer["norm_a"](h)
            q, k, v = layer["q"](n), layer["k"](n), layer["v"](n)
            pieces = [
                causal_attention(qh, kh, vh)
                for qh, kh, vh in zip(q.chunk(self.heads, -1), k.chunk(self.heads, -1), v.chunk(self.heads, -1))
            ]
            h = h + layer["o"](torch.cat(pieces, dim=-1))
            h = h + layer["b"](F.gelu(layer["a"](layer["norm_b"](h))))
        return self.to_logits(self.last_norm(h))

    def log_prob(self, tokens):
        if tokens.shape[1] == 0:
            return torch.zeros(len(tokens))
        logits = self(tokens[:, :-1])
        return -F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none").sum(1)

    def sample(self, n, length, generator=None):
        out = torch.empty(n, length, dtype=torch.int64)
        keep = self.context - 1
        with torch.no_grad():
            for t in range(length):
                past = out[:, max(t - keep, 0):t]
                p = F.softmax(self(past)[:, -1, :], dim=1)
                out[:, t] = torch.multinomial(p, num_samples=1, generator=generator).squeeze(1)
        return out
""",
        """
from torch import nn
import math


def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, n):
        size = n.shape[2] // self.heads
        q, k, v = self.query(n), self.key(n), self.value(n)
        results = []
        for i in range(self.heads):
            cols = slice(i * size, (i + 1) * size)
            results.append(causal_attention(q[..., cols], k[..., cols], v[..., cols]))
        return self.out(torch.cat(results, dim=2))


class Residual(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.inner = inner

    def forward(self, h):
        return h + self.inner(self.norm(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token_embedding = nn.Embedding(vocabulary, width)
        self.place_embedding = nn.Embedding(context, width)
        self.start = nn.Parameter(torch.randn(1, 1, width))
        parts = []
        for _ in range(layers):
            parts.append(Residual(width, SelfAttention(width, heads)))
            mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
            parts.append(Residual(width, mlp))
        self.body = nn.Sequential(*parts, nn.LayerNorm(width), nn.Linear(width, vocabulary))

    def forward(self, tokens):
        h = torch.cat([self.start.repeat(tokens.shape[0], 1, 1), self.token_embedding(tokens)], dim=1)
        return self.body(h + self.place_embedding.weight[: h.shape[1]])

    def log_prob(self, tokens):
        total = torch.zeros(tokens.shape[0], device=tokens.device)
        if tokens.shape[1] == 0:
            return total
        logp = self.forward(tokens[:, : tokens.shape[1] - 1]).log_softmax(dim=2)
        rows = torch.arange(tokens.shape[0])
        for t in range(tokens.shape[1]):
            total = total + logp[rows, t, tokens[:, t]]
        return total

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            window = text
            if text.shape[1] > self.context - 1:
                window = text[:, text.shape[1] - (self.context - 1):]
            logits = self.forward(window)[:, -1]
            token = torch.multinomial(logits.softmax(-1), 1, generator=generator)
            text = torch.cat((text, token), 1)
        return text
""",
    ],
}

WRONG = {
    "fvsbn_log_prob": [
        ("log of a sigmoid, not stable", """
def fvsbn_log_prob(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(dim=1)
""", ["log of a rounded probability"]),
        ("the whole weight is used", """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ weight.T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["no triangle", "diagonal used", "upper triangle"]),
        ("the diagonal is kept", """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["diagonal used"]),
        ("transpose forgotten", """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1) + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["columns for rows", "upper triangle"]),
        ("probabilities are clamped", """
def fvsbn_log_prob(x, weight, bias):
    logits = x @ weight.tril(diagonal=-1).t() + bias
    p = torch.sigmoid(logits).clamp(1e-6, 1 - 1e-6)
    return torch.where(x > 0.5, p, 1 - p).log().sum(dim=1)
""", ["log of a rounded probability"]),
        ("mean over the pixels", """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=1)
""", ["mean over the pixels"]),
        ("negative log-likelihood, the sign", """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["the loss instead of the log-probability"]),
        ("ones and zeros swapped", """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return F.logsigmoid((1 - 2 * x) * logits).sum(dim=1)
""", ["ones and zeros exchanged"]),
        ("the upper triangle is used", """
import torch.nn.functional as F
def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.triu(weight, 1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["upper triangle"]),
    ],
    "made_masks": [
        ("strict everywhere", """
def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] > below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", ["> in the hidden layers"]),
        ("output looks at its own degree", """
def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((degrees[0][:, None] >= degrees[-1][None, :]).float())
    return masks
""", [">= in the last layer"]),
        ("shape (in, out)", """
def made_masks(degrees):
    masks = []
    for l in range(len(degrees) - 1):
        masks.append((degrees[l][:, None] <= degrees[l + 1][None, :]).float())
    masks.append((degrees[-1][:, None] < degrees[0][None, :]).float())
    return masks
""", ["transposed"]),
        ("comparison the wrong way round", """
def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] <= below[None, :]).float())
    masks.append((degrees[0][:, None] < degrees[-1][None, :]).float())
    return masks
""", ["inequalities reversed"]),
        ("outputs have degrees 1..D instead of the inputs'", """
def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] >= below[None, :]).float())
    masks.append((torch.arange(1, len(degrees[0]) + 1)[:, None] > degrees[-1][None, :]).float())
    return masks
""", ["outputs in natural order"]),
        ("no mask for the output", """
def made_masks(degrees):
    return [(degrees[i + 1].unsqueeze(1) >= degrees[i].unsqueeze(0)).float() for i in range(len(degrees) - 1)]
""", ["no mask for the outputs"]),
        ("strict at the inputs instead of at the outputs", """
def made_masks(degrees):
    all_degrees = degrees + [degrees[0]]
    masks = []
    for l in range(len(degrees)):
        lower, upper = all_degrees[l], all_degrees[l + 1]
        if l == 0:
            masks.append((upper[:, None] > lower[None, :]).float())
        else:
            masks.append((upper[:, None] >= lower[None, :]).float())
    return masks
""", ["strict at the inputs"]),
        ("natural order assumed where there is no hidden layer", """
def made_masks(degrees):
    D = len(degrees[0])
    if len(degrees) == 1:
        return [torch.tril(torch.ones(D, D), diagonal=-1)]
    masks = [(degrees[l][:, None] >= degrees[l - 1][None, :]).float() for l in range(1, len(degrees))]
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", ["natural order without a hidden layer"]),
        ("hidden units see equal degrees only", """
def made_masks(degrees):
    masks = []
    for below, above in zip(degrees[:-1], degrees[1:]):
        masks.append((above[:, None] == below[None, :]).float())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""", []),
    ],
    "categorical_log_prob": [
        ("log of a softmax", """
def categorical_log_prob(logits, x):
    log_p = torch.log(torch.softmax(logits, dim=-1))
    return log_p.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=1)
""", ["log of a rounded probability"]),
        ("mean over D", """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    log_p = F.log_softmax(logits, dim=-1)
    return log_p.gather(-1, x.unsqueeze(-1)).squeeze(-1).mean(dim=1)
""", ["mean over D"]),
        ("softmax over the variables", """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    log_p = F.log_softmax(logits, dim=1)
    return log_p.gather(-1, x.unsqueeze(-1)).squeeze(-1).sum(dim=1)
""", ["softmax over D"]),
        ("no sum over D", """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    log_p = F.log_softmax(logits, dim=-1)
    return log_p.gather(-1, x.unsqueeze(-1)).squeeze(-1)
""", []),
        ("logits are not normalised", """
def categorical_log_prob(logits, x):
    return torch.gather(logits, 2, x[:, :, None])[:, :, 0].sum(1)
""", ["no log-softmax"]),
        ("cross-entropy with the wrong sign", """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    ce = F.cross_entropy(logits.reshape(N * D, K), x.reshape(N * D), reduction="none")
    return ce.reshape(N, D).sum(1)
""", ["the loss instead of the log-probability"]),
        ("one normaliser for all D variables", """
def categorical_log_prob(logits, x):
    chosen = logits.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
    return chosen - torch.logsumexp(logits.flatten(1), dim=1)
""", []),
        ("averaged over all samples", """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    return -F.cross_entropy(logits.permute(0, 2, 1), x)
""", ["cross_entropy's default mean"]),
        ("small constant inside the log", """
import torch.nn.functional as F
def categorical_log_prob(logits, x):
    p = F.softmax(logits, dim=2)
    onehot = F.one_hot(x, logits.shape[2]).to(p.dtype)
    return torch.log((p * onehot).sum(dim=2) + 1e-9).sum(dim=1)
""", ["log of a rounded probability"]),
    ],
    "rnade_log_prob": [
        ("densities before the log, underflow", """
def rnade_log_prob(x, log_weights, means, log_scales):
    s = torch.exp(log_scales)
    pdf = torch.exp(-0.5 * ((x.unsqueeze(2) - means) / s) ** 2) / (s * np.sqrt(2 * np.pi))
    return torch.log((torch.exp(log_weights) * pdf).sum(dim=2)).sum(dim=1)
""", ["density underflows"]),
        ("log_scales read as log-variances", """
def rnade_log_prob(x, log_weights, means, log_scales):
    d2 = (x[:, :, None] - means) ** 2
    log_normal = -0.5 * (np.log(2 * np.pi) + log_scales + d2 / torch.exp(log_scales))
    return torch.logsumexp(log_weights + log_normal, dim=2).sum(dim=1)
""", ["scale as variance"]),
        ("log scale missing in the normaliser", """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / torch.exp(log_scales)
    log_normal = -0.5 * z**2 - 0.5 * np.log(2 * np.pi)
    return torch.logsumexp(log_weights + log_normal, dim=2).sum(dim=1)
""", ["no Jacobian of the scale"]),
        ("log sqrt(2 pi) is missing", """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / torch.exp(log_scales)
    log_normal = -0.5 * z**2 - log_scales
    return torch.logsumexp(log_weights + log_normal, dim=2).sum(dim=1)
""", ["no 2 pi"]),
        ("mean over D", """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / torch.exp(log_scales)
    log_normal = -0.5 * z**2 - log_scales - 0.5 * np.log(2 * np.pi)
    return torch.logsumexp(log_weights + log_normal, dim=2).mean(dim=1)
""", ["mean over the variables"]),
        ("mixture weights ignored (all equal)", """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / torch.exp(log_scales)
    log_normal = -0.5 * z**2 - log_scales - 0.5 * np.log(2 * np.pi)
    return (torch.logsumexp(log_normal, dim=2) - np.log(means.shape[2])).sum(dim=1)
""", ["the weights forgotten"]),
        ("sums over D inside the mixture: mixes whole vectors", """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / torch.exp(log_scales)
    log_normal = -0.5 * z**2 - log_scales - 0.5 * np.log(2 * np.pi)
    return torch.logsumexp((log_weights + log_normal).sum(dim=1), dim=1)
""", ["mixture over D"]),
        ("weighted mean of the log-densities (Jensen)", """
def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / torch.exp(log_scales)
    log_normal = -0.5 * z**2 - log_scales - 0.5 * np.log(2 * np.pi)
    return (torch.exp(log_weights) * log_normal).sum(dim=2).sum(dim=1)
""", ["mean of the log-densities"]),
        ("softplus instead of exp for the scale", """
import torch.nn.functional as F
def rnade_log_prob(x, log_weights, means, log_scales):
    scale = F.softplus(log_scales) + 1e-5
    normal = torch.distributions.Normal(means, scale)
    return torch.logsumexp(log_weights + normal.log_prob(x.unsqueeze(-1)), dim=-1).sum(-1)
""", []),
    ],
    "sample_next": [
        ("first k that reaches u instead of exceeding it", """
def sample_next(logits, temperature, uniforms):
    probs = torch.softmax(logits / temperature, dim=1)
    cumulative = probs.cumsum(dim=1)
    below = (cumulative < uniforms[:, None]).sum(dim=1)  # how many do not exceed u
    return below.clamp(max=logits.shape[1] - 1)
""", ["reaches instead of exceeds"]),
        ("multiplies by the temperature", """
def sample_next(logits, temperature, uniforms):
    probs = torch.softmax(logits * temperature, dim=1)
    cumulative = probs.cumsum(dim=1)
    below = (cumulative <= uniforms[:, None]).sum(dim=1)  # how many do not exceed u
    return below.clamp(max=logits.shape[1] - 1)
""", ["multiplies by temperature"]),
        ("argmax gives 0 where the sum never exceeds u", """
import torch.nn.functional as F
def sample_next(logits, temperature, uniforms):
    cdf = F.softmax(logits / temperature, dim=-1).cumsum(-1)
    return (cdf > uniforms.unsqueeze(-1)).int().argmax(dim=-1)
""", ["nothing exceeds u"]),
        ("uniforms ignored, draws anew", """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=-1)
    return torch.multinomial(p, 1).squeeze(-1)
""", []),
        ("softmax by hand overflows at low temperature", """
def sample_next(logits, temperature, uniforms):
    e = torch.exp(logits / temperature)
    probs = e / e.sum(dim=1, keepdim=True)
    cumulative = probs.cumsum(dim=1)
    below = (cumulative <= uniforms[:, None]).sum(dim=1)  # how many do not exceed u
    return below.clamp(max=logits.shape[1] - 1)
""", ["softmax overflows"]),
        ("temperature divides the probabilities", """
def sample_next(logits, temperature, uniforms):
    probs = torch.softmax(logits, dim=1) / temperature
    cumulative = probs.cumsum(dim=1)
    below = (cumulative <= uniforms[:, None]).sum(dim=1)  # how many do not exceed u
    return below.clamp(max=logits.shape[1] - 1)
""", ["divides the probabilities"]),
        ("cumulates from the likeliest token on", """
def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=-1)
    p, order = torch.sort(p, dim=-1, descending=True)
    c = torch.cumsum(p, dim=-1)
    k = (c <= uniforms[:, None]).sum(dim=-1).clamp(max=p.shape[-1] - 1)
    return order.gather(1, k[:, None])[:, 0]
""", []),
        ("softmax over the batch", """
def sample_next(logits, temperature, uniforms):
    probs = torch.softmax(logits / temperature, dim=0)
    cumulative = probs.cumsum(dim=1)
    below = (cumulative <= uniforms[:, None]).sum(dim=1)  # how many do not exceed u
    return below.clamp(max=logits.shape[1] - 1)
""", ["softmax over the rows"]),
        ("one too low", """
def sample_next(logits, temperature, uniforms):
    log_p = torch.log_softmax(logits / temperature, dim=-1)
    cdf = log_p.exp().cumsum(dim=-1)
    count = (cdf <= uniforms[:, None]).sum(dim=-1)
    return (count - 1).clamp(min=0)
""", ["one token too early"]),
    ],
    "pixelcnn_mask": [
        ("kinds swapped", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "A":
        mask[c, c] = 1
    return mask
""", ["A lets the centre through", "B hides the centre"]),
        ("lower triangle of the kernel", """
def pixelcnn_mask(size, kind):
    mask = torch.tril(torch.ones(size, size))
    if kind == "A":
        mask[size // 2, size // 2] = 0
    return mask
""", ["lower triangle"]),
        ("column by column", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[:, :c] = 1
    mask[:c, c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""", ["raster order transposed"]),
        ("rows below are left in", """
def pixelcnn_mask(size, kind):
    mask = torch.ones(size, size)
    c = size // 2
    if kind == "A":
        mask[c, c:] = 0
    else:
        mask[c, c + 1:] = 0
    return mask
""", ["later pixels"]),
        ("centre always hidden", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[:c] = 1
    mask[c, :c] = 1
    return mask
""", ["B hides the centre"]),
        ("only the quadrant above and to the left", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[: c + 1, : c + 1] = 1
    if kind == "A":
        mask[c, c] = 0
    return mask
""", ["upper left corner"]),
        ("pixels to the left in the row are missing", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[:c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""", ["the centre's own row forgotten"]),
        ("the rest of the centre's row is left in", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[: c + 1, :] = 1
    mask[c, c] = 1 if kind == "B" else 0
    return mask
""", ["later pixels"]),
        ("shape of a convolution weight", """
def pixelcnn_mask(size, kind):
    c = size // 2
    mask = torch.zeros(size, size)
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask[None, None]
""", []),
    ],
    "TinyGPT": [
        ("no causal mask", """
import torch.nn.functional as F
from torch import nn
import math


def causal_attention(q, k, v):
    E = q.shape[2]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    return torch.softmax(scores, dim=-1) @ v


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.Q = nn.Linear(width, width)
        self.K = nn.Linear(width, width)
        self.V = nn.Linear(width, width)
        self.O = nn.Linear(width, width)
        self.A = nn.Linear(width, 4 * width)
        self.B = nn.Linear(4 * width, width)

    def split(self, a):
        N, T, W = a.shape
        a = a.view(N, T, self.heads, W // self.heads).transpose(1, 2)
        return a.reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        n = self.norm1(h)
        a = causal_attention(self.split(self.Q(n)), self.split(self.K(n)), self.split(self.V(n)))
        a = a.view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.O(a)
        h = h + self.B(F.gelu(self.A(self.norm2(h))))
        return h


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, context: int):
        super().__init__()
        self.vocabulary = vocabulary
        self.context = context
        self.embed = nn.Embedding(vocabulary + 1, width)  # the last one is the start
        self.place = nn.Embedding(context, width)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        N, T = tokens.shape
        start = torch.full((N, 1), self.vocabulary, dtype=torch.long, device=tokens.device)
        inputs = torch.cat([start, tokens], dim=1)
        h = self.embed(inputs) + self.place(torch.arange(T + 1, device=tokens.device))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens: torch.Tensor) -> torch.Tensor:
        T = tokens.shape[1]
        log_p = F.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=-1)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n: int, length: int, generator=None) -> torch.Tensor:
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for t in range(length):
            seen = tokens[:, max(0, t - (self.context - 1)):]
            probs = torch.softmax(self.forward(seen)[:, -1], dim=-1)
            new = torch.multinomial(probs, 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens
""", ["it looks ahead"]),
        ("heads split by a reshape without transpose", """
import torch.nn.functional as F
from torch import nn
import math


def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.Q = nn.Linear(width, width)
        self.K = nn.Linear(width, width)
        self.V = nn.Linear(width, width)
        self.O = nn.Linear(width, width)
        self.A = nn.Linear(width, 4 * width)
        self.B = nn.Linear(4 * width, width)

    def split(self, a):
        N, T, W = a.shape
        return a.reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        n = self.norm1(h)
        a = causal_attention(self.split(self.Q(n)), self.split(self.K(n)), self.split(self.V(n)))
        a = a.reshape(N, T, W)
        h = h + self.O(a)
        h = h + self.B(F.gelu(self.A(self.norm2(h))))
        return h


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, context: int):
        super().__init__()
        self.vocabulary = vocabulary
        self.context = context
        self.embed = nn.Embedding(vocabulary + 1, width)  # the last one is the start
        self.place = nn.Embedding(context, width)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        N, T = tokens.shape
        start = torch.full((N, 1), self.vocabulary, dtype=torch.long, device=tokens.device)
        inputs = torch.cat([start, tokens], dim=1)
        h = self.embed(inputs) + self.place(torch.arange(T + 1, device=tokens.device))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens: torch.Tensor) -> torch.Tensor:
        T = tokens.shape[1]
        log_p = F.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=-1)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n: int, length: int, generator=None) -> torch.Tensor:
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for t in range(length):
            seen = tokens[:, max(0, t - (self.context - 1)):]
            probs = torch.softmax(self.forward(seen)[:, -1], dim=-1)
            new = torch.multinomial(probs, 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens
""", []),
        ("log_prob reads the last token too", """
import torch.nn.functional as F
from torch import nn
import math


def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.Q = nn.Linear(width, width)
        self.K = nn.Linear(width, width)
        self.V = nn.Linear(width, width)
        self.O = nn.Linear(width, width)
        self.A = nn.Linear(width, 4 * width)
        self.B = nn.Linear(4 * width, width)

    def split(self, a):
        N, T, W = a.shape
        a = a.view(N, T, self.heads, W // self.heads).transpose(1, 2)
        return a.reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        n = self.norm1(h)
        a = causal_attention(self.split(self.Q(n)), self.split(self.K(n)), self.split(self.V(n)))
        a = a.view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.O(a)
        h = h + self.B(F.gelu(self.A(self.norm2(h))))
        return h


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, context: int):
        super().__init__()
        self.vocabulary = vocabulary
        self.context = context
        self.embed = nn.Embedding(vocabulary + 1, width)  # the last one is the start
        self.place = nn.Embedding(context, width)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        N, T = tokens.shape
        start = torch.full((N, 1), self.vocabulary, dtype=torch.long, device=tokens.device)
        inputs = torch.cat([start, tokens], dim=1)
        h = self.embed(inputs) + self.place(torch.arange(T + 1, device=tokens.device))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens: torch.Tensor) -> torch.Tensor:
        T = tokens.shape[1]
        log_p = F.log_softmax(self.forward(tokens)[:, :T], dim=-1)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n: int, length: int, generator=None) -> torch.Tensor:
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for t in range(length):
            seen = tokens[:, max(0, t - (self.context - 1)):]
            probs = torch.softmax(self.forward(seen)[:, -1], dim=-1)
            new = torch.multinomial(probs, 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens
""", []),
        ("places start at zero", """
from torch import nn
import math


def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))

    def forward(self, n):
        size = n.shape[2] // self.heads
        q, k, v = self.query(n), self.key(n), self.value(n)
        results = []
        for i in range(self.heads):
            cols = slice(i * size, (i + 1) * size)
            results.append(causal_attention(q[..., cols], k[..., cols], v[..., cols]))
        return self.out(torch.cat(results, dim=2))


class Residual(nn.Module):
    def __init__(self, width, inner):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.inner = inner

    def forward(self, h):
        return h + self.inner(self.norm(h))


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token_embedding = nn.Embedding(vocabulary, width)
        self.place_embedding = nn.Embedding(context, width)
        nn.init.zeros_(self.place_embedding.weight)
        self.start = nn.Parameter(torch.randn(1, 1, width))
        parts = []
        for _ in range(layers):
            parts.append(Residual(width, SelfAttention(width, heads)))
            mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
            parts.append(Residual(width, mlp))
        self.body = nn.Sequential(*parts, nn.LayerNorm(width), nn.Linear(width, vocabulary))

    def forward(self, tokens):
        h = torch.cat([self.start.repeat(tokens.shape[0], 1, 1), self.token_embedding(tokens)], dim=1)
        return self.body(h + self.place_embedding.weight[: h.shape[1]])

    def log_prob(self, tokens):
        total = torch.zeros(tokens.shape[0], device=tokens.device)
        if tokens.shape[1] == 0:
            return total
        logp = self.forward(tokens[:, : tokens.shape[1] - 1]).log_softmax(dim=2)
        rows = torch.arange(tokens.shape[0])
        for t in range(tokens.shape[1]):
            total = total + logp[rows, t, tokens[:, t]]
        return total

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        text = torch.zeros((n, 0), dtype=torch.int64)
        for _ in range(length):
            window = text
            if text.shape[1] > self.context - 1:
                window = text[:, text.shape[1] - (self.context - 1):]
            logits = self.forward(window)[:, -1]
            token = torch.multinomial(logits.softmax(-1), 1, generator=generator)
            text = torch.cat((text, token), 1)
        return text
""", []),
        ("generator ignored", """
import torch.nn.functional as F
from torch import nn
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = torch.einsum("bte,bse->bts", q, k) * E**-0.5
    allowed = torch.tril(torch.ones(T, T, device=q.device)) > 0
    scores = torch.where(allowed, scores, torch.full_like(scores, -torch.inf))
    scores = scores - scores.max(dim=2, keepdim=True).values.detach()
    weights = torch.exp(scores)
    weights = weights / weights.sum(dim=2, keepdim=True)
    return torch.einsum("bts,bse->bte", weights, v)


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.context, self.width = heads, context, width
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width) * 0.1)
        self.place = nn.Parameter(torch.randn(context, width) * 0.1)
        nn.init.normal_(self.token.weight, std=0.1)
        self.layers = nn.ModuleList()
        for _ in range(layers):
            self.layers.append(nn.ModuleDict({
                "norm_a": nn.LayerNorm(width),
                "q": nn.Linear(width, width),
                "k": nn.Linear(width, width),
                "v": nn.Linear(width, width),
                "o": nn.Linear(width, width),
                "norm_b": nn.LayerNorm(width),
                "a": nn.Linear(width, 4 * width),
                "b": nn.Linear(4 * width, width),
            }))
        self.last_norm = nn.LayerNorm(width)
        self.to_logits = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, self.width), self.token(tokens)], dim=1)
        h = h + self.place[: T + 1]
        for layer in self.layers:
            n = layer["norm_a"](h)
            q, k, v = layer["q"](n), layer["k"](n), layer["v"](n)
            pieces = [
                causal_attention(qh, kh, vh)
                for qh, kh, vh in zip(q.chunk(self.heads, -1), k.chunk(self.heads, -1), v.chunk(self.heads, -1))
            ]
            h = h + layer["o"](torch.cat(pieces, dim=-1))
            h = h + layer["b"](F.gelu(layer["a"](layer["norm_b"](h))))
        return self.to_logits(self.last_norm(h))

    def log_prob(self, tokens):
        if tokens.shape[1] == 0:
            return torch.zeros(len(tokens))
        logits = self(tokens[:, :-1])
        return -F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none").sum(1)

    def sample(self, n, length, generator=None):
        out = torch.empty(n, length, dtype=torch.int64)
        keep = self.context - 1
        with torch.no_grad():
            for t in range(length):
                past = out[:, max(t - keep, 0):t]
                p = F.softmax(self(past)[:, -1, :], dim=1)
                out[:, t] = torch.multinomial(p, num_samples=1).squeeze(1)
        return out
""", []),
        ("long texts are not cut to the context", """
import torch.nn.functional as F
from torch import nn
import math


def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.Q = nn.Linear(width, width)
        self.K = nn.Linear(width, width)
        self.V = nn.Linear(width, width)
        self.O = nn.Linear(width, width)
        self.A = nn.Linear(width, 4 * width)
        self.B = nn.Linear(4 * width, width)

    def split(self, a):
        N, T, W = a.shape
        a = a.view(N, T, self.heads, W // self.heads).transpose(1, 2)
        return a.reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        n = self.norm1(h)
        a = causal_attention(self.split(self.Q(n)), self.split(self.K(n)), self.split(self.V(n)))
        a = a.view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.O(a)
        h = h + self.B(F.gelu(self.A(self.norm2(h))))
        return h


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, context: int):
        super().__init__()
        self.vocabulary = vocabulary
        self.context = context
        self.embed = nn.Embedding(vocabulary + 1, width)  # the last one is the start
        self.place = nn.Embedding(context, width)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        N, T = tokens.shape
        start = torch.full((N, 1), self.vocabulary, dtype=torch.long, device=tokens.device)
        inputs = torch.cat([start, tokens], dim=1)
        h = self.embed(inputs) + self.place(torch.arange(T + 1, device=tokens.device))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens: torch.Tensor) -> torch.Tensor:
        T = tokens.shape[1]
        log_p = F.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=-1)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n: int, length: int, generator=None) -> torch.Tensor:
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for t in range(length):
            probs = torch.softmax(self.forward(tokens)[:, -1], dim=-1)
            new = torch.multinomial(probs, 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens
""", []),
        ("mean over the tokens in log_prob", """
import torch.nn.functional as F
from torch import nn
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = torch.einsum("bte,bse->bts", q, k) * E**-0.5
    allowed = torch.tril(torch.ones(T, T, device=q.device)) > 0
    scores = torch.where(allowed, scores, torch.full_like(scores, -torch.inf))
    scores = scores - scores.max(dim=2, keepdim=True).values.detach()
    weights = torch.exp(scores)
    weights = weights / weights.sum(dim=2, keepdim=True)
    return torch.einsum("bts,bse->bte", weights, v)


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.context, self.width = heads, context, width
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width) * 0.1)
        self.place = nn.Parameter(torch.randn(context, width) * 0.1)
        nn.init.normal_(self.token.weight, std=0.1)
        self.layers = nn.ModuleList()
        for _ in range(layers):
            self.layers.append(nn.ModuleDict({
                "norm_a": nn.LayerNorm(width),
                "q": nn.Linear(width, width),
                "k": nn.Linear(width, width),
                "v": nn.Linear(width, width),
                "o": nn.Linear(width, width),
                "norm_b": nn.LayerNorm(width),
                "a": nn.Linear(width, 4 * width),
                "b": nn.Linear(4 * width, width),
            }))
        self.last_norm = nn.LayerNorm(width)
        self.to_logits = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, self.width), self.token(tokens)], dim=1)
        h = h + self.place[: T + 1]
        for layer in self.layers:
            n = layer["norm_a"](h)
            q, k, v = layer["q"](n), layer["k"](n), layer["v"](n)
            pieces = [
                causal_attention(qh, kh, vh)
                for qh, kh, vh in zip(q.chunk(self.heads, -1), k.chunk(self.heads, -1), v.chunk(self.heads, -1))
            ]
            h = h + layer["o"](torch.cat(pieces, dim=-1))
            h = h + layer["b"](F.gelu(layer["a"](layer["norm_b"](h))))
        return self.to_logits(self.last_norm(h))

    def log_prob(self, tokens):
        if tokens.shape[1] == 0:
            return torch.zeros(len(tokens))
        logits = self(tokens[:, :-1])
        return -F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none").mean(1)

    def sample(self, n, length, generator=None):
        out = torch.empty(n, length, dtype=torch.int64)
        keep = self.context - 1
        with torch.no_grad():
            for t in range(length):
                past = out[:, max(t - keep, 0):t]
                p = F.softmax(self(past)[:, -1, :], dim=1)
                out[:, t] = torch.multinomial(p, num_samples=1, generator=generator).squeeze(1)
        return out
""", ["the mean over tokens"]),
        ("attention without the residual", """
import torch.nn.functional as F
from torch import nn
import math


def causal_attention(q, k, v):
    T, E = q.shape[1], q.shape[2]
    scores = q @ k.transpose(1, 2) / math.sqrt(E)
    future = torch.triu(torch.ones(T, T, dtype=torch.bool, device=q.device), diagonal=1)
    scores = scores.masked_fill(future, float("-inf"))
    return torch.softmax(scores, dim=-1) @ v


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm1 = nn.LayerNorm(width)
        self.norm2 = nn.LayerNorm(width)
        self.Q = nn.Linear(width, width)
        self.K = nn.Linear(width, width)
        self.V = nn.Linear(width, width)
        self.O = nn.Linear(width, width)
        self.A = nn.Linear(width, 4 * width)
        self.B = nn.Linear(4 * width, width)

    def split(self, a):
        N, T, W = a.shape
        a = a.view(N, T, self.heads, W // self.heads).transpose(1, 2)
        return a.reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        n = self.norm1(h)
        a = causal_attention(self.split(self.Q(n)), self.split(self.K(n)), self.split(self.V(n)))
        a = a.view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = self.O(a)
        h = h + self.B(F.gelu(self.A(self.norm2(h))))
        return h


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, context: int):
        super().__init__()
        self.vocabulary = vocabulary
        self.context = context
        self.embed = nn.Embedding(vocabulary + 1, width)  # the last one is the start
        self.place = nn.Embedding(context, width)
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, vocabulary)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        N, T = tokens.shape
        start = torch.full((N, 1), self.vocabulary, dtype=torch.long, device=tokens.device)
        inputs = torch.cat([start, tokens], dim=1)
        h = self.embed(inputs) + self.place(torch.arange(T + 1, device=tokens.device))
        for block in self.blocks:
            h = block(h)
        return self.head(self.norm(h))

    def log_prob(self, tokens: torch.Tensor) -> torch.Tensor:
        T = tokens.shape[1]
        log_p = F.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=-1)
        return log_p.gather(2, tokens[:, :, None])[:, :, 0].sum(dim=1)

    @torch.no_grad()
    def sample(self, n: int, length: int, generator=None) -> torch.Tensor:
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for t in range(length):
            seen = tokens[:, max(0, t - (self.context - 1)):]
            probs = torch.softmax(self.forward(seen)[:, -1], dim=-1)
            new = torch.multinomial(probs, 1, generator=generator)
            tokens = torch.cat([tokens, new], dim=1)
        return tokens
""", []),
        ("mask multiplies the scores by 0 instead of -inf", """
import torch.nn.functional as F
from torch import nn
def causal_attention(q, k, v):
    B, T, E = q.shape
    scores = torch.einsum("bte,bse->bts", q, k) * E**-0.5
    allowed = torch.tril(torch.ones(T, T, device=q.device)) > 0
    scores = scores * allowed
    scores = scores - scores.max(dim=2, keepdim=True).values.detach()
    weights = torch.exp(scores)
    weights = weights / weights.sum(dim=2, keepdim=True)
    return torch.einsum("bts,bse->bte", weights, v)


class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.heads, self.context, self.width = heads, context, width
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width) * 0.1)
        self.place = nn.Parameter(torch.randn(context, width) * 0.1)
        nn.init.normal_(self.token.weight, std=0.1)
        self.layers = nn.ModuleList()
        for _ in range(layers):
            self.layers.append(nn.ModuleDict({
                "norm_a": nn.LayerNorm(width),
                "q": nn.Linear(width, width),
                "k": nn.Linear(width, width),
                "v": nn.Linear(width, width),
                "o": nn.Linear(width, width),
                "norm_b": nn.LayerNorm(width),
                "a": nn.Linear(width, 4 * width),
                "b": nn.Linear(4 * width, width),
            }))
        self.last_norm = nn.LayerNorm(width)
        self.to_logits = nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, self.width), self.token(tokens)], dim=1)
        h = h + self.place[: T + 1]
        for layer in self.layers:
            n = layer["norm_a"](h)
            q, k, v = layer["q"](n), layer["k"](n), layer["v"](n)
            pieces = [
                causal_attention(qh, kh, vh)
                for qh, kh, vh in zip(q.chunk(self.heads, -1), k.chunk(self.heads, -1), v.chunk(self.heads, -1))
            ]
            h = h + layer["o"](torch.cat(pieces, dim=-1))
            h = h + layer["b"](F.gelu(layer["a"](layer["norm_b"](h))))
        return self.to_logits(self.last_norm(h))

    def log_prob(self, tokens):
        if tokens.shape[1] == 0:
            return torch.zeros(len(tokens))
        logits = self(tokens[:, :-1])
        return -F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none").sum(1)

    def sample(self, n, length, generator=None):
        out = torch.empty(n, length, dtype=torch.int64)
        keep = self.context - 1
        with torch.no_grad():
            for t in range(length):
                past = out[:, max(t - keep, 0):t]
                p = F.softmax(self(past)[:, -1, :], dim=1)
                out[:, t] = torch.multinomial(p, num_samples=1, generator=generator).squeeze(1)
        return out
""", ["it looks ahead"]),
    ],
}
