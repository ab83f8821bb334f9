"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

# ------------------------------------------------------------------ fvsbn_log_prob
RIGHT["fvsbn_log_prob"] = [
    """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(weight.dtype)
    logits = x @ torch.tril(weight, diagonal=-1).T + bias
    return (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(dim=1)
""",
    """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(bias.dtype)
    logits = F.linear(x, weight.tril(-1), bias)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
""",
    """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    x = x.to(weight.dtype)
    total = torch.zeros(x.shape[0], dtype=weight.dtype)
    for i in range(x.shape[1]):
        a = bias[i] + (x[:, :i] * weight[i, :i]).sum(dim=1)
        total = total - F.softplus((1 - 2 * x[:, i]) * a)
    return total
""",
]
WRONG["fvsbn_log_prob"] = [
    # in: x=[[1]], weight=[[3]], bias=[0]: log sigmoid(3), right is -log 2
    # hint: A pixel must not speak for itself: what does tril keep without a second argument?
    ("diagonal kept", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["diagonal used"]),
    # in: x=[[1,1]], weight=[[0,0],[5,0]], bias=0: pixel 2 speaks for pixel 1
    # hint: weight[i, j] says how j speaks for i: which index does your product sum over?
    ("weight not transposed", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1) + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["upper triangle", "columns for rows"]),
    # in: x=[[0]], weight=[[0]], bias=[300]: -inf or nan, right is -300
    # hint: The sigmoid of a large logit rounds to 1: do not take its logarithm.
    ("logarithm of the sigmoid", """import torch

def fvsbn_log_prob(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias)
    return torch.log(torch.where(x > 0.5, p, 1 - p)).sum(dim=1)
""", ["log of a rounded probability"]),
    # in: x=[[0]], weight=[[0]], bias=[300]: -16, right is -300
    # hint: Clamping makes it finite, but not right, and it has no gradient there.
    ("probabilities clamped", """import torch

def fvsbn_log_prob(x, weight, bias):
    p = torch.sigmoid(x @ torch.tril(weight, -1).T + bias).clamp(1e-7, 1 - 1e-7)
    return (x * p.log() + (1 - x) * (1 - p).log()).sum(dim=1)
""", ["log of a rounded probability"]),
    # in: x=[[1]], weight=[[0]], bias=[0]: +log 2, right is -log 2
    # hint: A log-probability of pixels is never above 0: a loss has the other sign.
    ("loss instead of log-probability", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["the loss instead of the log-probability"]),
    # in: N=2: one number instead of two
    # hint: One log-probability for each row: your sum runs over the rows as well.
    ("summed over the batch", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    logits = x @ torch.tril(weight, -1).T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
""", ["one number for the batch"]),
    # in: any full weight: its upper part is 0 afterwards
    # hint: tril_ with an underscore changes the parameter itself: leave arguments as they are.
    ("masks the argument in place", """import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    weight.data.tril_(-1)
    logits = x @ weight.T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", []),
    # in: weight with requires_grad: its gradient is None
    # hint: The way through numpy cuts the gradient: nothing would be learned.
    ("weights detached", """import numpy as np
import torch
import torch.nn.functional as F

def fvsbn_log_prob(x, weight, bias):
    lower = torch.from_numpy(np.tril(weight.detach().numpy(), -1))
    logits = x @ lower.T + bias
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["the graph is cut"]),
]

# ------------------------------------------------------------------ made_masks
RIGHT["made_masks"] = [
    """import torch

def made_masks(degrees):
    masks = [(above[:, None] >= below[None, :]).float() for below, above in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).float())
    return masks
""",
    """import torch

def made_masks(degrees):
    layers = list(degrees) + [degrees[0] - 1]
    return [layers[i + 1].unsqueeze(1) >= layers[i].unsqueeze(0) for i in range(len(layers) - 1)]
""",
    """import torch

def made_masks(degrees):
    masks = []
    for layer in range(len(degrees)):
        output = layer == len(degrees) - 1
        above = degrees[0] if output else degrees[layer + 1]
        below = degrees[layer]
        mask = torch.zeros(len(above), len(below))
        for i in range(len(above)):
            for j in range(len(below)):
                if (above[i] > below[j]) if output else (above[i] >= below[j]):
                    mask[i, j] = 1.0
        masks.append(mask)
    return masks
""",
]
WRONG["made_masks"] = [
    # in: degrees=[[1,2],[1,1]]: output 1 looks at hidden units of degree 1
    # hint: An output may only look at what is strictly before it; which comparison did you use last?
    ("output not strict", """import torch

def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    return [(a[:, None] >= b[None, :]).float() for b, a in zip(layers, layers[1:])]
""", [">= in the last layer"]),
    # in: degrees=[[1,2],[1,1]]: no hidden unit sees input 1
    # hint: A hidden unit may look at its own degree, too: strict is for the output only.
    ("hidden layers strict, too", """import torch

def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    return [(a[:, None] > b[None, :]).float() for b, a in zip(layers, layers[1:])]
""", ["> in the hidden layers"]),
    # in: degrees=[[1,2],[1,1,1]]: shape (2, 3), right is (3, 2)
    # hint: A weight matrix of a linear layer has shape (out, in).
    ("masks of shape (in, out)", """import torch

def made_masks(degrees):
    masks = [(b[:, None] <= a[None, :]).float() for b, a in zip(degrees, degrees[1:])]
    return masks + [(degrees[-1][:, None] < degrees[0][None, :]).float()]
""", ["transposed"]),
    # in: degrees=[[2,1],[1,1]]: outputs get degrees 1, 2
    # hint: The outputs stand in the order of the inputs, which need not be 1 to D.
    ("outputs numbered 1 to D", """import torch

def made_masks(degrees):
    masks = [(a[:, None] >= b[None, :]).float() for b, a in zip(degrees, degrees[1:])]
    outputs = torch.arange(1, len(degrees[0]) + 1)
    return masks + [(outputs[:, None] > degrees[-1][None, :]).float()]
""", ["outputs in natural order"]),
    # in: degrees=[[1,2]] (no hidden layer): IndexError
    # hint: There may be no hidden layer: then one strict mask remains.
    ("at least one hidden layer expected", """import torch

def made_masks(degrees):
    inputs = degrees[0]
    masks = [(degrees[1][:, None] >= inputs[None, :]).float()]
    for i in range(2, len(degrees)):
        masks.append((degrees[i][:, None] >= degrees[i - 1][None, :]).float())
    return masks + [(inputs[:, None] > degrees[-1][None, :]).float()]
""", []),
    # in: degrees=[[1,2],[1,2]]: hidden unit 1 does not see input 1, output 1 sees hidden unit 1
    # hint: Autoregressive, but not by the rules given: which layer is to be strict?
    ("strict in the first layer instead of the last", """import torch

def made_masks(degrees):
    layers = list(degrees) + [degrees[0]]
    masks = [(a[:, None] >= b[None, :]).float() for b, a in zip(layers, layers[1:])]
    masks[0] = (layers[1][:, None] > layers[0][None, :]).float()
    return masks
""", ["strict at the inputs"]),
    # in: any list: it is one longer afterwards
    # hint: You append to the caller's list: leave arguments as they are.
    ("appends to the argument", """import torch

def made_masks(degrees):
    degrees.append(degrees[0])
    masks = [(a[:, None] >= b[None, :]).float() for b, a in zip(degrees, degrees[1:-1])]
    return masks + [(degrees[-1][:, None] > degrees[-2][None, :]).float()]
""", []),
    # in: degrees=[[1,2,3],[1,1],[2,1,1,2]]: second mask of shape (4, 3), right is (4, 2)
    # hint: A second hidden layer looks at the first one, not at the inputs.
    ("each hidden layer compared with the inputs", """import torch

def made_masks(degrees):
    inputs = degrees[0]
    masks = [(hidden[:, None] >= inputs[None, :]).float() for hidden in degrees[1:]]
    return masks + [(inputs[:, None] > degrees[-1][None, :]).float()]
""", []),
]

# ------------------------------------------------------------------ rnade_log_prob
RIGHT["rnade_log_prob"] = [
    """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) * torch.exp(-log_scales)
    each = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(each, dim=2).sum(dim=1)
""",
    """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    total = 0.0
    for i in range(x.shape[1]):
        z = (x[:, i : i + 1] - means[:, i]) / log_scales[:, i].exp()
        terms = log_weights[:, i] - log_scales[:, i] - z.square() / 2
        total = total + torch.logsumexp(terms, dim=-1)
    return total - 0.5 * x.shape[1] * math.log(2 * math.pi)
""",
    """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    standard = (x.unsqueeze(-1) - means) / torch.exp(log_scales)
    logs = log_weights - log_scales - 0.5 * standard * standard
    top = logs.max(dim=-1, keepdim=True).values.detach()
    inner = top.squeeze(-1) + (logs - top).exp().sum(dim=-1).log()
    return (inner - 0.5 * math.log(2 * math.pi)).sum(dim=-1)
""",
]
WRONG["rnade_log_prob"] = [
    # in: x=[[100]], one component at 0 with scale 1: -inf
    # hint: Far away all K densities underflow: keep the inner sum in logarithms.
    ("inner sum by exponentials: underflow", """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    s = log_scales.exp()
    density = torch.exp(-0.5 * ((x[:, :, None] - means) / s) ** 2) / (s * math.sqrt(2 * math.pi))
    return (log_weights.exp() * density).sum(dim=2).log().sum(dim=1)
""", ["density underflows"]),
    # in: x=[[100]], one component at 0 with scale 1: -69, right is -5000.9
    # hint: Finite, but it is the logarithm of your small constant, without any gradient.
    ("1e-30 added before the logarithm", """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    s = log_scales.exp()
    density = torch.exp(-0.5 * ((x[:, :, None] - means) / s) ** 2) / (s * math.sqrt(2 * math.pi))
    return ((log_weights.exp() * density).sum(dim=2) + 1e-30).log().sum(dim=1)
""", ["density underflows"]),
    # in: log_scales=[[[1]]], x = mean: -0.5 too much
    # hint: log_scales are logarithms of standard deviations, not of variances.
    ("log_scales taken for log-variances", """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    squares = (x[:, :, None] - means) ** 2 / log_scales.exp()
    each = log_weights - 0.5 * (squares + log_scales + math.log(2 * math.pi))
    return torch.logsumexp(each, dim=2).sum(dim=1)
""", ["scale as variance"]),
    # in: D=2, K=2, weights (.5, .5), means 0 and 10: x=[[0,10]]: about -50, right is about -3.2
    # hint: Each variable has its own mixture: first the sum over K for each, then the sum over D.
    ("sum over D inside the mixture", """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / log_scales.exp()
    each = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(each.sum(dim=1), dim=1)
""", ["mixture over D"]),
    # in: K=2, weights (.5, .5), means 0 and 10, x=[[0]]: average of logs, about -25.9
    # hint: The logarithm of a weighted sum is not the weighted sum of logarithms.
    ("weighted mean of the log-densities", """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / log_scales.exp()
    each = -0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return (log_weights.exp() * each).sum(dim=2).sum(dim=1)
""", ["mean of the log-densities"]),
    # in: log_scales=[[[1]]]: 1 too much
    # hint: Does your density still integrate to 1 when the scale grows? One of three terms is missing.
    ("log-scale missing", """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / log_scales.exp()
    each = log_weights - 0.5 * z**2 - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(each, dim=2).sum(dim=1)
""", ["no Jacobian of the scale"]),
    # in: log_scales with requires_grad: the gradient is -1 for each variable, the z^2 part is lost
    # hint: The scales are trained as well: where is the gradient cut?
    ("scales detached", """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    scales = log_scales.detach().exp()
    z = (x[:, :, None] - means) / scales
    each = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(each, dim=2).sum(dim=1)
""", ["the graph is cut"]),
    # in: D=2: half the right answer
    # hint: The chain rule multiplies the factors: in logarithms that is a sum, not a mean.
    ("mean over D", """import math
import torch

def rnade_log_prob(x, log_weights, means, log_scales):
    z = (x[:, :, None] - means) / log_scales.exp()
    each = log_weights - 0.5 * z**2 - log_scales - 0.5 * math.log(2 * math.pi)
    return torch.logsumexp(each, dim=2).mean(dim=1)
""", ["mean over the variables"]),
]

# ------------------------------------------------------------------ sample_next
RIGHT["sample_next"] = [
    """import torch

def sample_next(logits, temperature, uniforms):
    ends = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    return (ends <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""",
    """import torch

def sample_next(logits, temperature, uniforms):
    ends = torch.cumsum(torch.softmax(logits / temperature, dim=-1), dim=-1)
    u = uniforms.to(ends.dtype).unsqueeze(1).contiguous()
    index = torch.searchsorted(ends.contiguous(), u, right=True).squeeze(1)
    return torch.minimum(index, torch.full_like(index, logits.shape[1] - 1))
""",
    """import torch

def sample_next(logits, temperature, uniforms):
    tokens = []
    for row, u in zip(logits, uniforms):
        scaled = row / temperature
        p = torch.exp(scaled - scaled.max())
        ends = torch.cumsum(p / p.sum(), dim=0)
        chosen = len(row) - 1
        for k in range(len(row)):
            if ends[k] > u:
                chosen = k
                break
        tokens.append(chosen)
    return torch.tensor(tokens, dtype=torch.int64)
""",
]
WRONG["sample_next"] = [
    # in: logits=[[-inf,0]], u=[0.]: 0, an impossible token; right is 1
    # hint: The cumulative probability must exceed u: what happens at u = 0 if the first token is impossible?
    ("reaches instead of exceeds", """import torch

def sample_next(logits, temperature, uniforms):
    ends = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    return (ends < uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", ["reaches instead of exceeds"]),
    # in: a row whose rounded sum is 0.9999999 and u = 1 - 2**-24: token K
    # hint: Rounded, the last end may lie below u: then your token does not exist.
    ("token K when rounding eats the end", """import torch

def sample_next(logits, temperature, uniforms):
    ends = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    return (ends <= uniforms[:, None]).sum(dim=1)
""", ["nothing exceeds u"]),
    # in: the same: token 0, right is the last one
    # hint: What does argmax give if no end exceeds u?
    ("token 0 when rounding eats the end", """import torch

def sample_next(logits, temperature, uniforms):
    ends = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    return (ends > uniforms[:, None]).int().argmax(dim=1)
""", ["nothing exceeds u"]),
    # in: logits=[[0,2]], temperature=.1, u=[.1]: 0, right is 1
    # hint: A low temperature should sharpen the choice; yours flattens it.
    ("multiplies by the temperature", """import torch

def sample_next(logits, temperature, uniforms):
    ends = torch.softmax(logits * temperature, dim=1).cumsum(dim=1)
    return (ends <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", ["multiplies by temperature"]),
    # in: logits=[[1,2]], temperature=.001: exp(2000) = inf, nan
    # hint: At temperature 0.001 a logit of 2 becomes 2000: what is its exponential?
    ("exponentials without the maximum", """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.exp(logits / temperature)
    ends = (p / p.sum(dim=1, keepdim=True)).cumsum(dim=1)
    return (ends <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", ["softmax overflows"]),
    # in: logits=[[0,0]], u=[.9]: 0 or 1 by chance, right is 1
    # hint: The uniforms are the chance: you draw your own.
    ("ignores the uniforms", """import torch

def sample_next(logits, temperature, uniforms):
    p = torch.softmax(logits / temperature, dim=1)
    return torch.multinomial(p, 1).squeeze(1)
""", []),
    # in: logits=[[0,0]], temperature=.001, u=[.9]: 0, right is 1
    # hint: A cold softmax is not always an argmax: think of two equal logits.
    ("argmax when it is cold", """import torch

def sample_next(logits, temperature, uniforms):
    if temperature < 0.01:
        return logits.argmax(dim=1)
    ends = torch.softmax(logits / temperature, dim=1).cumsum(dim=1)
    return (ends <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", ["argmax"]),
    # in: temperature=2: the logits are half as large afterwards
    # hint: Print the logits after the call: leave arguments as they are.
    ("divides the argument in place", """import torch

def sample_next(logits, temperature, uniforms):
    logits /= temperature
    ends = torch.softmax(logits, dim=1).cumsum(dim=1)
    return (ends <= uniforms[:, None]).sum(dim=1).clamp(max=logits.shape[1] - 1)
""", []),
]

# ------------------------------------------------------------------ pixelcnn_mask
RIGHT["pixelcnn_mask"] = [
    """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    if kind == "B":
        mask[c, c] = 1
    return mask
""",
    """import torch

def pixelcnn_mask(size, kind):
    order = torch.arange(size * size).view(size, size)
    centre = order[size // 2, size // 2]
    return (order <= centre).float() if kind == "B" else (order < centre).float()
""",
    """import torch

def pixelcnn_mask(size, kind):
    before = size * size // 2
    ones = before + (1 if kind == "B" else 0)
    return torch.cat([torch.ones(ones), torch.zeros(size * size - ones)]).reshape(size, size)
""",
]
WRONG["pixelcnn_mask"] = [
    # in: 3, "A": the centre is 1
    # hint: Which kind hides the centre?
    ("kinds swapped", """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, : c + (kind == "A")] = 1
    return mask
""", ["A lets the centre through", "B hides the centre"]),
    # in: 3, "A": the cell above on the right is 0
    # hint: The rows above were read in their whole width, right of the centre, too.
    ("only the corner above on the left", """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[: c + 1, : c + 1] = 1
    if kind == "A":
        mask[c, c] = 0
    return mask
""", ["upper left corner"]),
    # in: 3, "A": a triangle, cell (2, 0) is 1 and (0, 1) is 0
    # hint: A triangle is the mask of a weight matrix; here both axes are places of one picture.
    ("lower triangle", """import torch

def pixelcnn_mask(size, kind):
    return torch.tril(torch.ones(size, size), -1 if kind == "A" else 0)
""", ["lower triangle"]),
    # in: 3, "A": the cell on the right of the centre is 1
    # hint: In the middle row only what stands left of the centre has been read.
    ("middle row open on the right", """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[: c + 1] = 1
    mask[c, c] = float(kind == "B")
    return mask
""", ["later pixels"]),
    # in: 3, "A": the left column is open instead of the upper row
    # hint: We read row by row; your mask reads column by column.
    ("column by column", """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:, :c] = 1
    mask[: c + (kind == "B"), c] = 1
    return mask
""", ["raster order transposed", "later pixels"]),
    # in: 3, "B": the centre is 0
    # hint: Your answer does not depend on kind.
    ("kind ignored", """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, :c] = 1
    return mask
""", ["B hides the centre"]),
    # in: 3, "A": shape (1, 1, 3, 3)
    # hint: The shape asked for is (size, size); broadcasting does the rest.
    ("two axes too many", """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(1, 1, size, size)
    c = size // 2
    mask[:, :, :c] = 1
    mask[:, :, c, : c + (kind == "B")] = 1
    return mask
""", []),
    # in: 3, "A": what comes later is open
    # hint: PyTorch's convolution does not turn the kernel round: your mask shows the future.
    ("kernel turned round", """import torch

def pixelcnn_mask(size, kind):
    mask = torch.zeros(size, size)
    c = size // 2
    mask[:c] = 1
    mask[c, : c + (kind == "B")] = 1
    return mask.flip(0, 1)
""", ["later pixels"]),
]

# ------------------------------------------------------------------ TinyGPT
RIGHT["TinyGPT"] = [
    '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.view(N, T, self.heads, W // self.heads).transpose(1, 2).reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv(self.before(h)).chunk(3, dim=2))
        found = causal_attention(q, k, v).view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        T = tokens.shape[1]
        log_p = torch.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=2)
        return log_p.gather(2, tokens[:, :, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
''',
    '''import torch
import torch.nn.functional as F

class TinyGPT(torch.nn.Module):
    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, context: int):
        super().__init__()
        self.vocabulary, self.width, self.heads, self.context = vocabulary, width, heads, context
        self.embed = torch.nn.Embedding(vocabulary + 1, width)  # the last row is the start
        self.position = torch.nn.Embedding(context, width)
        linear = torch.nn.Linear
        self.norm1 = torch.nn.ModuleList(torch.nn.LayerNorm(width) for _ in range(layers))
        self.norm2 = torch.nn.ModuleList(torch.nn.LayerNorm(width) for _ in range(layers))
        self.query = torch.nn.ModuleList(linear(width, width, bias=False) for _ in range(layers))
        self.key = torch.nn.ModuleList(linear(width, width, bias=False) for _ in range(layers))
        self.value = torch.nn.ModuleList(linear(width, width, bias=False) for _ in range(layers))
        self.mix = torch.nn.ModuleList(linear(width, width) for _ in range(layers))
        self.up = torch.nn.ModuleList(linear(width, 4 * width) for _ in range(layers))
        self.down = torch.nn.ModuleList(linear(4 * width, width) for _ in range(layers))
        self.last = torch.nn.LayerNorm(width)
        self.head = linear(width, vocabulary)

    def forward(self, tokens):
        read = F.pad(tokens, (1, 0), value=self.vocabulary)
        h = self.embed(read) + self.position(torch.arange(read.shape[1], device=read.device))
        size = self.width // self.heads
        for i in range(len(self.up)):
            a = self.norm1[i](h)
            q, k, v = (part[i](a).split(size, dim=2) for part in (self.query, self.key, self.value))
            found = [causal_attention(*one) for one in zip(q, k, v)]
            h = h + self.mix[i](torch.cat(found, dim=2))
            h = h + self.down[i](F.relu(self.up[i](self.norm2[i](h))))
        return self.head(self.last(h))

    def log_prob(self, tokens):
        if tokens.shape[1] == 0:
            return torch.zeros(len(tokens))
        return categorical_log_prob(self(tokens[:, :-1]), tokens)

    def sample(self, n, length, generator=None):
        out = torch.empty(n, length, dtype=torch.int64)
        with torch.no_grad():
            for t in range(length):
                first = max(t - (self.context - 1), 0)
                logits = self(out[:, first:t])[:, -1]
                out[:, t] = torch.multinomial(logits.softmax(dim=-1), 1, generator=generator)[:, 0]
        return out
''',
    '''import torch
from torch import nn

class Heads(nn.Module):
    """What causal_attention finds, several heads one behind the other along the batch."""

    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v = nn.Linear(width, width), nn.Linear(width, width), nn.Linear(width, width)

    def forward(self, h):
        parts = [torch.cat(layer(h).chunk(self.heads, dim=-1), dim=0) for layer in (self.q, self.k, self.v)]
        return torch.cat(causal_attention(*parts).chunk(self.heads, dim=0), dim=-1)

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.tokens = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(context, width)
        self.start = nn.Parameter(torch.randn(1, 1, width))
        self.look = nn.ModuleList()
        self.think = nn.ModuleList()
        for _ in range(layers):
            self.look.append(nn.Sequential(nn.LayerNorm(width), Heads(width, heads), nn.Linear(width, width)))
            self.think.append(nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.SiLU(),
                                            nn.Linear(4 * width, width)))
        self.logits = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, vocabulary))

    def forward(self, tokens):
        h = torch.cat([self.start.repeat(tokens.shape[0], 1, 1), self.tokens(tokens)], dim=1)
        h = h + self.places.weight[: h.shape[1]]
        for look, think in zip(self.look, self.think):
            h = h + look(h)
            h = h + think(h)
        return self.logits(h)

    def log_prob(self, tokens):
        length = tokens.shape[1]
        logits = self(tokens[:, : max(length - 1, 0)])[:, :length]
        chosen = torch.take_along_dim(logits, tokens[:, :, None], dim=2)[:, :, 0]
        return (chosen - logits.logsumexp(dim=2)).sum(dim=1)

    def sample(self, n, length, generator=None):
        text = []
        with torch.no_grad():
            for _ in range(length):
                past = text[max(0, len(text) - (self.context - 1)):]
                past = torch.stack(past, dim=1) if past else torch.zeros((n, 0), dtype=torch.long)
                p = self(past)[:, -1].softmax(dim=-1)
                text.append(torch.multinomial(p, 1, generator=generator).squeeze(1))
        return torch.stack(text, dim=1) if text else torch.zeros((n, 0), dtype=torch.long)
''',
]
WRONG["TinyGPT"] = [
    # in: any tokens, T >= 1: the probabilities of all texts of length T do not sum to 1 (and T = context needs a place more)
    # hint: Which tokens has the logit read that you score this token with? Sum the probabilities of all texts of two tokens.
    ("each logit scored after it has read its token", '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.view(N, T, self.heads, W // self.heads).transpose(1, 2).reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv(self.before(h)).chunk(3, dim=2))
        found = causal_attention(q, k, v).view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context + 1, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        log_p = torch.log_softmax(self.forward(tokens)[:, 1:], dim=2)
        return log_p.gather(2, tokens[:, :, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
''', ["it sees the token that it predicts"]),
    # in: heads=2, layers=1, T=5: the last logits don't depend on the first token (it lies in another row of the batch)
    # hint: A reshape does not move numbers: after yours each row holds some of the places with all their heads. Which tokens reach the last logit?
    ("heads cut without exchanging the axes", '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv(self.before(h)).chunk(3, dim=2))
        found = causal_attention(q, k, v).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        T = tokens.shape[1]
        log_p = torch.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=2)
        return log_p.gather(2, tokens[:, :, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
''', []),
    # in: heads=2, T >= 2: an earlier logit changes with a later token
    # hint: You exchanged two axes to cut the heads: the way back must exchange them again, or the heads' rows land at wrong times.
    ("heads not put back in their places", '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.view(N, T, self.heads, W // self.heads).transpose(1, 2).reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv(self.before(h)).chunk(3, dim=2))
        found = causal_attention(q, k, v).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        T = tokens.shape[1]
        log_p = torch.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=2)
        return log_p.gather(2, tokens[:, :, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
''', ["it looks ahead"]),
    # in: layers=1: parameters() does not hold the block's weights, so they are never trained
    # hint: Count the parameters of your model: what does torch know of a module in a plain Python list?
    ("blocks in a plain list", '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.view(N, T, self.heads, W // self.heads).transpose(1, 2).reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv(self.before(h)).chunk(3, dim=2))
        found = causal_attention(q, k, v).view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context, width))
        self.blocks = [Block(width, heads) for _ in range(layers)]
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        T = tokens.shape[1]
        log_p = torch.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=2)
        return log_p.gather(2, tokens[:, :, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
''', []),
    # in: sample(1, context + 1): the pass reads context tokens and fails for lack of a place
    # hint: With the start in front there is room for context - 1 tokens only.
    ("sample keeps one token too many", '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.view(N, T, self.heads, W // self.heads).transpose(1, 2).reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv(self.before(h)).chunk(3, dim=2))
        found = causal_attention(q, k, v).view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        T = tokens.shape[1]
        log_p = torch.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=2)
        return log_p.gather(2, tokens[:, :, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
''', []),
    # in: tokens of length 2 or more: an earlier logit changes with a later token
    # hint: Your normalisation averages over all places: so each place hears of the later ones.
    ("normalised over the time as well", '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.between = nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.view(N, T, self.heads, W // self.heads).transpose(1, 2).reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv((h - h.mean(dim=(1, 2), keepdim=True)) / h.std(dim=(1, 2), keepdim=True)).chunk(3, dim=2))
        found = causal_attention(q, k, v).view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        T = tokens.shape[1]
        log_p = torch.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=2)
        return log_p.gather(2, tokens[:, :, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
''', ["it looks ahead"]),
    # in: sample(4, 8, torch.Generator().manual_seed(0)) twice: two different answers
    # hint: Call sample twice with generators of the same seed: what do you expect, and what comes?
    ("generator not used", '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.view(N, T, self.heads, W // self.heads).transpose(1, 2).reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv(self.before(h)).chunk(3, dim=2))
        found = causal_attention(q, k, v).view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        T = tokens.shape[1]
        log_p = torch.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=2)
        return log_p.gather(2, tokens[:, :, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1)], dim=1)
        return tokens
''', []),
    # in: T=1: 0, right is the log-probability of the token after the start
    # hint: What is the probability of a text of one token? The start foretells the first token.
    ("first token not scored", '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.view(N, T, self.heads, W // self.heads).transpose(1, 2).reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv(self.before(h)).chunk(3, dim=2))
        found = causal_attention(q, k, v).view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(torch.randn(context, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        log_p = torch.log_softmax(self.forward(tokens[:, :-1])[:, 1:], dim=2)
        return log_p.gather(2, tokens[:, 1:, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
''', ["the first token is free"]),
    # in: any model: first weights of the places are 50 times smaller than those of the tokens
    # hint: How large are your places at first, and how large the tokens? What is whispered is not heard.
    ("places with first weights of 0.02", '''import math
import torch
from torch import nn

class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.small = nn.Sequential(nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))

    def cut(self, a):
        N, T, W = a.shape
        return a.view(N, T, self.heads, W // self.heads).transpose(1, 2).reshape(N * self.heads, T, W // self.heads)

    def forward(self, h):
        N, T, W = h.shape
        q, k, v = (self.cut(a) for a in self.qkv(self.before(h)).chunk(3, dim=2))
        found = causal_attention(q, k, v).view(N, self.heads, T, W // self.heads).transpose(1, 2).reshape(N, T, W)
        h = h + self.out(found)
        return h + self.small(self.between(h))

class TinyGPT(nn.Module):
    def __init__(self, vocabulary, width, heads, layers, context):
        super().__init__()
        self.context = context
        self.token = nn.Embedding(vocabulary, width)
        self.start = nn.Parameter(torch.randn(width))
        self.place = nn.Parameter(0.02 * torch.randn(context, width))
        self.blocks = nn.ModuleList([Block(width, heads) for _ in range(layers)])
        self.norm, self.say = nn.LayerNorm(width), nn.Linear(width, vocabulary)

    def forward(self, tokens):
        N, T = tokens.shape
        h = torch.cat([self.start.expand(N, 1, -1), self.token(tokens)], dim=1) + self.place[: T + 1]
        for block in self.blocks:
            h = block(h)
        return self.say(self.norm(h))

    def log_prob(self, tokens):
        T = tokens.shape[1]
        log_p = torch.log_softmax(self.forward(tokens[:, :-1])[:, :T], dim=2)
        return log_p.gather(2, tokens[:, :, None]).squeeze(2).sum(dim=1)

    @torch.no_grad()
    def sample(self, n, length, generator=None):
        tokens = torch.zeros(n, 0, dtype=torch.int64)
        for t in range(length):
            seen = tokens[:, max(0, t - self.context + 1):]
            p = torch.softmax(self.forward(seen)[:, -1], dim=1)
            tokens = torch.cat([tokens, torch.multinomial(p, 1, generator=generator)], dim=1)
        return tokens
''', []),
]
