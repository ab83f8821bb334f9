"""Answers to exercises of week 6, labelled: see ../corpora.toml."""

RIGHT = {
    "pushforward_pmf": [
        """
def pushforward_pmf(pmf, mapping):
    out = {}
    for outcome, p in pmf.items():
        image = mapping[outcome]
        out[image] = out.get(image, 0.0) + p
    return out
""",
        """
from collections import defaultdict

def pushforward_pmf(pmf, mapping):
    piles = defaultdict(float)
    for outcome in pmf:
        piles[mapping[outcome]] += pmf[outcome]
    return dict(piles)
""",
        """
def pushforward_pmf(pmf, mapping):
    images = {mapping[o] for o in pmf}
    return {y: sum(p for o, p in pmf.items() if mapping[o] == y) for y in images}
""",
    ],
    "square_pushforward_log_prob": [
        """
def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    log_p = -0.5 * math.log(2 * math.pi) - 0.5 * torch.log(safe) - 0.5 * safe
    return torch.where(y > 0, log_p, torch.full_like(y, -math.inf))
""",
        """
def square_pushforward_log_prob(y):
    # a chi-square variable with one degree of freedom
    inside = y > 0
    out = torch.full_like(y, -float("inf"))
    one = torch.tensor(1.0, dtype=y.dtype)
    out[inside] = torch.distributions.Chi2(one).log_prob(y[inside])
    return out
""",
        """
def square_pushforward_log_prob(y):
    answer = []
    for value in y.tolist():
        if value <= 0:
            answer.append(-math.inf)
            continue
        root = math.sqrt(value)
        log_phi = -0.5 * root ** 2 - 0.5 * math.log(2 * math.pi)
        log_slope = -math.log(2) - 0.5 * math.log(value)       # d root / d y = 1 / (2 root)
        answer.append(math.log(2) + log_phi + log_slope)
    return torch.tensor(answer, dtype=y.dtype)
""",
    ],
    "change_of_variables": [
        """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x)
""",
        """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    terms = torch.stack([base_log_prob(z), log_abs_det_inverse(x)])
    return terms.sum(dim=0)
""",
        """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    rows = []
    for n in range(x.shape[0]):
        point = x[n : n + 1]
        rows.append(base_log_prob(inverse(point)) + log_abs_det_inverse(point))
    return torch.cat(rows)
""",
    ],
    "linear_flow_log_prob": [
        """
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi)
    return base - torch.linalg.slogdet(A)[1]
""",
        """
def linear_flow_log_prob(x, A, b):
    z = (x - b) @ torch.linalg.inv(A).T
    log_base = torch.distributions.Normal(torch.zeros_like(z), torch.ones_like(z)).log_prob(z).sum(-1)
    sign, log_abs_det = torch.slogdet(A)
    return log_base - log_abs_det
""",
        """
def linear_flow_log_prob(x, A, b):
    Q, R = torch.linalg.qr(A)
    z = torch.linalg.solve_triangular(R, Q.T @ (x - b).T, upper=True)      # (D, N)
    volume = torch.log(torch.abs(torch.diagonal(R))).sum()
    D = len(b)
    return -0.5 * ((z * z).sum(dim=0) + D * np.log(2 * np.pi)) - volume
""",
    ],
    "jacobian_log_abs_det": [
        """
def jacobian_log_abs_det(f, z):
    out = []
    for row in z.detach():
        J = torch.autograd.functional.jacobian(lambda r: f(r[None, :])[0], row)
        out.append(torch.linalg.slogdet(J)[1])
    return torch.stack(out)
""",
        """
def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda a: f(a).sum(dim=0), z.detach())    # (D, N, D)
    return torch.linalg.slogdet(J.permute(1, 0, 2)).logabsdet
""",
        """
def jacobian_log_abs_det(f, z):
    a = z.detach().clone().requires_grad_(True)
    out = f(a)
    D = a.shape[1]
    lines = []
    for i in range(D):
        (g,) = torch.autograd.grad(out[:, i].sum(), a, retain_graph=True)
        lines.append(g)
    J = torch.stack(lines, dim=1)      # (N, D, D)
    return torch.linalg.slogdet(J)[1].detach()
""",
    ],
    "planar_log_abs_det": [
        """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    return torch.log(torch.abs(1 + (1 - torch.tanh(a) ** 2) * (u @ w)))
""",
        """
def planar_log_abs_det(z, u, w, b):
    a = (z * w).sum(dim=1) + b
    slope = 1 / torch.cosh(a) ** 2
    det = 1 + slope * (u * w).sum()
    return det.abs().log()
""",
        """
def planar_log_abs_det(z, u, w, b):
    inner = torch.dot(u, w)
    out = []
    for row in z:
        h = torch.tanh(torch.dot(w, row) + b)
        out.append(torch.log(torch.abs(1 + inner * (1 - h) * (1 + h))))
    return torch.stack(out)
""",
    ],
    "coupling_forward": [
        """
def coupling_forward(z, mask, scale, shift):
    kept = mask * z
    free = mask == 0
    s = torch.where(free, scale(kept), torch.zeros_like(z))
    t = torch.where(free, shift(kept), torch.zeros_like(z))
    return z * torch.exp(s) + t, s.sum(dim=1)
""",
        """
def coupling_forward(z, mask, scale, shift):
    hidden = z * mask
    s = (1 - mask) * scale(hidden)
    t = (1 - mask) * shift(hidden)
    x = hidden + (1 - mask) * (z * s.exp() + t)
    return x, s.sum(-1)
""",
        """
def coupling_forward(z, mask, scale, shift):
    moved = [d for d in range(z.shape[1]) if mask[d] == 0]
    log_scale, offset = scale(mask * z), shift(mask * z)
    columns = []
    log_det = torch.zeros(z.shape[0], dtype=z.dtype)
    for d in range(z.shape[1]):
        if d in moved:
            columns.append(z[:, d] * torch.exp(log_scale[:, d]) + offset[:, d])
            log_det = log_det + log_scale[:, d]
        else:
            columns.append(z[:, d])
    return torch.stack(columns, dim=1), log_det
""",
    ],
    "coupling_inverse": [
        """
def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    free = mask == 0
    s = torch.where(free, scale(kept), torch.zeros_like(x))
    t = torch.where(free, shift(kept), torch.zeros_like(x))
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""",
        """
def coupling_inverse(x, mask, scale, shift):
    s = scale(x * mask) * (1 - mask)
    t = shift(x * mask) * (1 - mask)
    z = mask * x + (1 - mask) * ((x - t) / s.exp())
    return z, torch.sum(-s, dim=-1)
""",
        """
def coupling_inverse(x, mask, scale, shift):
    changed = torch.nonzero(mask == 0)[:, 0]
    log_scale = scale(mask * x)[:, changed]
    offset = shift(mask * x)[:, changed]
    z = x.clone()
    z[:, changed] = (x[:, changed] - offset) * torch.exp(-log_scale)
    return z, (-log_scale).sum(1)
""",
    ],
    "compose": [
        """
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""",
        """
def compose(flows):
    if len(flows) == 0:
        def same(a):
            return a, torch.zeros(len(a), dtype=a.dtype)
        return SimpleNamespace(forward=same, inverse=same)

    first, rest = flows[0], compose(flows[1:])

    def forward(z):
        middle, d1 = first.forward(z)
        x, d2 = rest.forward(middle)
        return x, d1 + d2

    def inverse(x):
        middle, d2 = rest.inverse(x)
        z, d1 = first.inverse(middle)
        return z, d1 + d2

    return SimpleNamespace(forward=forward, inverse=inverse)
""",
        """
class Stack:
    def __init__(self, flows):
        self.flows = list(flows)

    def walk(self, steps, point):
        dets = [point.new_zeros(point.shape[0])]
        for step in steps:
            point, d = step(point)
            dets.append(d)
        return point, sum(dets)

    def forward(self, z):
        return self.walk([f.forward for f in self.flows], z)

    def inverse(self, x):
        return self.walk([f.inverse for f in self.flows[::-1]], x)


def compose(flows):
    return Stack(flows)
""",
    ],
    "compose_jacobians": [
        """
def compose_jacobians(jacobians):
    J = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for Jk in jacobians:
        J = Jk @ J
    return J, torch.linalg.slogdet(jacobians)[1].sum()
""",
        """
from functools import reduce

def compose_jacobians(jacobians):
    whole = reduce(lambda later, earlier: later @ earlier, list(jacobians)[::-1])
    log_abs_det = sum(torch.linalg.slogdet(J).logabsdet for J in jacobians)
    return whole, log_abs_det
""",
        """
def compose_jacobians(jacobians):
    M = jacobians.shape[0]
    whole = jacobians[M - 1]
    for k in range(M - 2, -1, -1):
        whole = torch.matmul(whole, jacobians[k])
    # |det| from the triangle of a QR decomposition
    R = torch.linalg.qr(jacobians)[1]
    logs = torch.log(torch.abs(torch.diagonal(R, dim1=-2, dim2=-1)))
    return whole, logs.sum()
""",
    ],
    "maf_log_prob": [
        """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(dim=1)
""",
        """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    return torch.distributions.Normal(mean, log_scale.exp()).log_prob(x).sum(-1)
""",
        """
def maf_log_prob(x, conditioner):
    mu, alpha = conditioner(x)
    N, D = x.shape
    log_p = -D / 2 * math.log(2 * math.pi)
    for i in range(D):
        z_i = (x[:, i] - mu[:, i]) / torch.exp(alpha[:, i])
        log_p = log_p - z_i * z_i / 2 - alpha[:, i]
    return log_p
""",
    ],
    "autoregressive_jacobian": [
        """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = len(x)
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    eye = torch.eye(D, dtype=x.dtype)
    J = inv[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""",
        """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = x.shape[0]
    J = torch.zeros(D, D, dtype=x.dtype)
    for i in range(D):
        e = torch.exp(-log_scale[i])
        z_i = (x[i] - mean[i]) * e
        J[i, i] = e
        for j in range(i):
            J[i, j] = -mean_slopes[i, j] * e - z_i * log_scale_slopes[i, j]
    return J, torch.sum(-log_scale)
""",
        """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    # a map with the same values and slopes at x, left to autograd
    x0 = x.detach()

    def back(y):
        mu = mean + mean_slopes @ (y - x0)
        alpha = log_scale + log_scale_slopes @ (y - x0)
        return (y - mu) * torch.exp(-alpha)

    J = torch.autograd.functional.jacobian(back, x0)
    return J, -torch.sum(log_scale)
""",
    ],
    "logit_dequantize": [
        """
def logit_dequantize(x, levels, noise, alpha):
    grey = x.to(noise.dtype)
    u = (grey + noise) / levels
    rest = ((levels - 1 - grey) + (1 - noise)) / levels        # 1 - u
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * rest                         # 1 - v
    y = torch.log(v) - torch.log(w)
    log_det = (math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(w)).sum(dim=1)
    return y, log_det
""",
        """
def logit_dequantize(x, levels, noise, alpha):
    D = x.shape[1]
    squeeze = 1 - 2 * alpha
    v = alpha + squeeze * (x + noise) / levels
    one_minus_v = alpha + squeeze * ((levels - 1 - x) + (1 - noise)) / levels
    y = torch.log(v / one_minus_v)
    # v = sigmoid(y), so v (1 - v) = sigmoid(y) sigmoid(-y)
    slope_logit = -(nn.functional.logsigmoid(y) + nn.functional.logsigmoid(-y)).sum(1)
    return y, slope_logit + D * math.log(squeeze / levels)
""",
        """
def logit_dequantize(x, levels, noise, alpha):
    columns = []
    log_det = 0
    for d in range(x.shape[1]):
        up = x[:, d] + noise[:, d]
        down = (levels - 1 - x[:, d]) + (1 - noise[:, d])
        v = alpha + (1 - 2 * alpha) * up / levels
        w = alpha + (1 - 2 * alpha) * down / levels
        columns.append(v.log() - w.log())
        log_det = log_det + math.log1p(-2 * alpha) - math.log(levels) - v.log() - w.log()
    return torch.stack(columns, dim=1), log_det
""",
    ],
    "RealNVP": [
        """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )
        masks = torch.stack([(torch.arange(dim) + i) % 2 for i in range(layers)])
        self.register_buffer("masks", masks.double())

    def layer(self, i):
        net, dim = self.nets[i], self.dim

        def run(h):
            return net(h.to(net[0].weight.dtype)).to(h.dtype)

        return self.masks[i], lambda h: 2 * torch.tanh(run(h)[:, :dim]), lambda h: run(h)[:, dim:]

    def log_prob(self, x):
        total = 0
        z = x
        for i in reversed(range(len(self.nets))):
            z, log_det = coupling_inverse(z, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (z ** 2).sum(1) - 0.5 * self.dim * math.log(2 * math.pi)

    def sample(self, z):
        x = z
        for i in range(len(self.nets)):
            x, _ = coupling_forward(x, *self.layer(i))
        return x
""",
        # the plain form that most students write: no casts, works in the dtype of the weights
        """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.scales = nn.ModuleList()
        self.shifts = nn.ModuleList()
        for i in range(layers):
            self.scales.append(nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim), nn.Tanh()))
            self.shifts.append(nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, dim)))
            mask = torch.zeros(dim)
            mask[i % 2 :: 2] = 1
            self.register_buffer("mask" + str(i), mask)

    def layer(self, i):
        return getattr(self, "mask" + str(i)), self.scales[i], self.shifts[i]

    def flow(self):
        parts = []
        for i in range(len(self.scales)):
            m, s, t = self.layer(i)
            parts.append(SimpleNamespace(
                forward=lambda z, m=m, s=s, t=t: coupling_forward(z, m, s, t),
                inverse=lambda x, m=m, s=s, t=t: coupling_inverse(x, m, s, t),
            ))
        return compose(parts)

    def log_prob(self, x):
        z, log_det = self.flow().inverse(x)
        normal = torch.distributions.Normal(torch.zeros_like(z), torch.ones_like(z))
        return normal.log_prob(z).sum(-1) + log_det

    def sample(self, z):
        return self.flow().forward(z)[0]
""",
        """
class CouplingNet(nn.Module):
    def __init__(self, dim, hidden):
        super().__init__()
        self.inside = nn.Linear(dim, hidden)
        self.log_scale = nn.Linear(hidden, dim)
        self.push = nn.Linear(hidden, dim)

    def features(self, h):
        return nn.functional.silu(self.inside(h.to(self.inside.weight.dtype)))

    def scale(self, h):
        return torch.tanh(self.log_scale(self.features(h))).to(h.dtype)

    def shift(self, h):
        return self.push(self.features(h)).to(h.dtype)


class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.count = dim, layers
        self.nets = nn.ModuleList([CouplingNet(dim, hidden) for _ in range(layers)])

    def layer(self, i):
        # first half, second half, first half, ...
        mask = (torch.arange(self.dim) < self.dim // 2).double()
        if i % 2 == 1:
            mask = 1 - mask
        return mask, self.nets[i].scale, self.nets[i].shift

    def log_prob(self, x):
        log_p = torch.zeros(len(x), dtype=x.dtype)
        for i in range(self.count - 1, -1, -1):
            mask, scale, shift = self.layer(i)
            x, d = coupling_inverse(x, mask, scale, shift)
            log_p = log_p + d
        return log_p + (-0.5 * x ** 2 - 0.5 * math.log(2 * math.pi)).sum(dim=-1)

    def sample(self, z):
        for i in range(self.count):
            z = coupling_forward(z, *self.layer(i))[0]
        return z
""",
    ],
    "flow_step": [
        """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""",
        """
def flow_step(model, optimizer, x):
    nll = -model.log_prob(x).sum() / x.shape[0]
    value = float(nll.detach())
    optimizer.zero_grad(set_to_none=True)
    nll.backward()
    optimizer.step()
    return value
""",
        """
def flow_step(model, optimizer, x):
    def closure():
        optimizer.zero_grad()
        loss = torch.mean(-model.log_prob(x))
        loss.backward()
        return loss

    before = optimizer.step(closure)
    return float(before)
""",
    ],
}
WRONG = {
    "pushforward_pmf": [
        # proof: pmf {1: .5, -1: .5}, both to 1: gives {1: .5}, should be {1: 1}
        ("the last outcome overwrites", """
def pushforward_pmf(pmf, mapping):
    return {mapping[x]: p for x, p in pmf.items()}
""", ['collisions overwritten', 'one of several counted']),
        # proof: pmf {1: 1, 2: 0}, mapping to a and b: b is missing, should be 0
        ("images of probability 0 dropped", """
def pushforward_pmf(pmf, mapping):
    out = {}
    for x, p in pmf.items():
        if p > 0:
            out[mapping[x]] = out.get(mapping[x], 0) + p
    return out
""", ['images of probability 0 dropped']),
        # proof: pmf {1: .5, -1: .5}, both to 1: gives .5, should be 1
        ("mean of the shares", """
def pushforward_pmf(pmf, mapping):
    shares = {}
    for x in pmf:
        shares.setdefault(mapping[x], []).append(pmf[x])
    return {y: float(np.mean(s)) for y, s in shares.items()}
""", ['normalised by count']),
        # proof: pmf {1: .9, 2: .1}, mapping to a and b: gives .5 and .5
        ("counts outcomes, ignores their probabilities", """
def pushforward_pmf(pmf, mapping):
    out = {}
    for x in pmf:
        y = mapping[x]
        out[y] = out.get(y, 0) + 1 / len(pmf)
    return out
""", ['outcomes counted, not weighed']),
        # proof: pmf {1: .5, -1: .5}, both to 1: gives .25, should be 1
        ("product of the shares", """
def pushforward_pmf(pmf, mapping):
    result = {}
    for x, p in pmf.items():
        y = mapping[x]
        if y in result:
            result[y] *= p
        else:
            result[y] = p
    return result
""", ['probabilities multiplied']),
        # proof: pmf {1: .3, 2: .7}, mapping {1: a, 2: b}: keys 1 and 2, should be a and b
        ("result keyed by the outcomes", """
def pushforward_pmf(pmf, mapping):
    image_prob = {}
    for x, p in pmf.items():
        image_prob[mapping[x]] = image_prob.get(mapping[x], 0.0) + p
    return {x: image_prob[mapping[x]] for x in pmf}
""", ['an entry for each outcome']),
        # proof: three outcomes of 1/3 to one image: gives 2/3 (first one lost), should be 1
        ("first outcome of an image not counted when a second comes", """
def pushforward_pmf(pmf, mapping):
    out = {}
    seen = set()
    for x, p in pmf.items():
        y = mapping[x]
        if y not in seen:
            seen.add(y)
            out[y] = 0.0
            if list(mapping.values()).count(y) > 1:
                continue
        out[y] += p
    return out
""", ['collisions overwritten']),
        # proof: pmf {1: .2, -1: .3, 2: .5}, 1 and -1 to 1: gives .3, should be .5
        ("largest share in place of the sum", """
def pushforward_pmf(pmf, mapping):
    out = {}
    for x, y in mapping.items():
        out[y] = max(out.get(y, 0.0), pmf[x])
    return out
""", ['one of several counted']),
    ],
    "square_pushforward_log_prob": [
        # proof: y = 1: gives -0.919 - 0.5 - log 2, should be -0.919 - 0.5
        ("only one of the two branches", """
def square_pushforward_log_prob(y):
    ok = y > 0
    safe = torch.where(ok, y, torch.ones_like(y))
    log_p = -0.5 * math.log(2 * math.pi) - safe / 2 - math.log(2) - 0.5 * torch.log(safe)
    return torch.where(ok, log_p, torch.tensor(-math.inf, dtype=y.dtype))
""", ['one branch only']),
        # proof: y = 4: gives log 2 - 0.919 - 2, should be -0.919 - 2 - log 2
        ("slope of the root forgotten", """
def square_pushforward_log_prob(y):
    safe = y.clamp_min(1e-300)
    out = math.log(2) - 0.5 * math.log(2 * math.pi) - 0.5 * safe
    return torch.where(y > 0, out, torch.full_like(y, -math.inf))
""", ['no Jacobian']),
        # proof: y = 1e4: exp(-5000) = 0, gives -inf, should be about -5005.5
        ("density first, logarithm last", """
def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    density = torch.exp(-safe / 2) / torch.sqrt(2 * math.pi * safe)
    return torch.where(y > 0, torch.log(density), torch.full_like(y, -math.inf))
""", ['logarithm of an underflow']),
        # proof: y = 0: gives +inf, should be -inf
        ("only y < 0 excluded", """
def square_pushforward_log_prob(y):
    a = y.abs()
    log_p = -0.5 * math.log(2 * math.pi) - 0.5 * torch.log(a) - 0.5 * a
    return torch.where(y < 0, torch.full_like(y, -math.inf), log_p)
""", ['nan below zero']),
        # proof: y = -1: gives nan, should be -inf
        ("y below 0 not treated", """
def square_pushforward_log_prob(y):
    root = torch.sqrt(y)
    normal = torch.distributions.Normal(0.0, 1.0, validate_args=False)
    out = math.log(2) + normal.log_prob(root) - torch.log(2 * root)
    return torch.where(y == 0, torch.full_like(y, -math.inf), out)
""", ['nan below zero']),
        # proof: y = 1e-200: gives the value at 1e-12, 12.9, should be about 229.3
        ("small y clamped", """
def square_pushforward_log_prob(y):
    safe = torch.clamp(y, min=1e-12)
    log_p = -0.5 * np.log(2 * np.pi) - 0.5 * torch.log(safe) - safe / 2
    log_p = log_p.clone()
    log_p[y <= 0] = -math.inf
    return log_p
""", ['a small number that keeps away from 0']),
        # proof: y = 4: gives -0.919 - 8 - log 2, should be -0.919 - 2 - log 2
        ("Gaussian density at y in place of its root", """
def square_pushforward_log_prob(y):
    out = torch.full_like(y, -math.inf)
    pos = y > 0
    v = y[pos]
    out[pos] = math.log(2) - 0.5 * v ** 2 - 0.5 * math.log(2 * math.pi) - torch.log(2 * torch.sqrt(v))
    return out
""", ['the Gaussian at y']),
        # proof: y = 4: gives -0.919 - 2 + log 8, should be -0.919 - 2 - log 2
        ("slope multiplied with the wrong sign: 2 root in place of 1 / (2 root)", """
def square_pushforward_log_prob(y):
    results = []
    for v in y.tolist():
        if v > 0:
            r = math.sqrt(v)
            results.append(math.log(2) - 0.5 * math.log(2 * math.pi) - 0.5 * v + math.log(2 * r))
        else:
            results.append(float("-inf"))
    return torch.tensor(results, dtype=torch.float64)
""", ['Jacobian upside down']),
    ],
    "change_of_variables": [
        # proof: x = 2 z, D = 1: log-det of the inverse is -log 2; gives + log 2
        ("log-det subtracted", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) - log_abs_det_inverse(x)
""", ['sign']),
        # proof: x = exp(z), log-det -log x: evaluated at z = log x
        ("log-det at z in place of x", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + log_abs_det_inverse(z)
""", ['forward Jacobian: evaluated at z']),
        # proof: x = z + 5: gives the base density at x, should be at x - 5
        ("base density at x", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(x) + log_abs_det_inverse(x)
""", ['base density at x']),
        # proof: x = 2 z: log 2 too large
        ("log-det left out", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z)
""", ['no Jacobian']),
        # proof: base -1, log-det -2: gives 2, should be -3
        ("product of the two terms", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    log_pz = base_log_prob(inverse(x))
    log_det = log_abs_det_inverse(x)
    return log_pz * log_det
""", ['logarithms multiplied']),
        # proof: x = 2 z: log-det = -log 2, its logarithm is nan
        ("logarithm taken once more", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    det = log_abs_det_inverse(x)
    return base_log_prob(z) + torch.log(torch.abs(det))
""", ['logarithms multiplied', 'absolute value of the logarithm']),
        # proof: N = 3: shape (), should be (3,)
        ("mean over the rows", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    log_p = base_log_prob(z) + log_abs_det_inverse(x)
    return log_p.mean()
""", ['added up over the points']),
        # proof: x = 2 z: log-det -0.693 turned to +0.693
        ("absolute value of the log-det", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).abs()
""", ['absolute value of the logarithm']),
    ],
    "linear_flow_log_prob": [
        # proof: A = 2, b = 0, x = 0, D = 1: gives -0.92 + log 2, should be -0.92 - log 2
        ("log-det added", """
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z ** 2).sum(-1) - 0.5 * D * math.log(2 * math.pi)
    return base + torch.linalg.slogdet(A)[1]
""", ['log det added']),
        # proof: A = 1e-3 I in 300 dimensions: det underflows, gives +inf, should be finite
        ("determinant itself", """
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = (x - b) @ torch.linalg.inv(A).T
    base = -0.5 * (z ** 2).sum(1) - D / 2 * math.log(2 * math.pi)
    return base - torch.log(torch.abs(torch.det(A)))
""", ['determinant overflows']),
        # proof: A = -1, D = 1: logdet of a negative determinant is nan, should be 0
        ("logdet, nan for negative determinants", """
def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_base = (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(1)
    return log_base - torch.logdet(A)
""", ['logdet of a negative determinant', 'no abs']),
        # proof: A = [[1, 1], [0, 1]], b = 0, x = (1, 0): gives z = (1, -1), should be (1, 0)
        ("transpose forgotten for rows", """
def linear_flow_log_prob(x, A, b):
    z = (x - b) @ torch.linalg.inv(A)
    base = -0.5 * (z * z).sum(1) - 0.5 * len(b) * math.log(2 * math.pi)
    return base - torch.linalg.slogdet(A).logabsdet
""", ['transposed']),
        # proof: A = 2, b = 1, x = 1: gives z = 0.5 - 1, should be 0
        ("b subtracted after the inverse of A", """
def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, x.T).T - b
    D = A.shape[0]
    log_base = -0.5 * z.pow(2).sum(1) - 0.5 * D * np.log(2 * np.pi)
    return log_base - torch.linalg.slogdet(A)[1]
""", ['shift after the inverse', 'shift forgotten or added']),
        # proof: A = 1, b = 0, x = 0: gives 0, should be -0.919
        ("2 pi left out", """
def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T)
    return -0.5 * (z ** 2).sum(0) - torch.linalg.slogdet(A)[1]
""", ['constant forgotten']),
        # proof: A = 2, b = 0, x = 2, D = 1: z = 4, should be 1
        ("A applied in place of its inverse", """
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = (x - b) @ A.T
    log_pz = -0.5 * (z ** 2).sum(1) - 0.5 * D * math.log(2 * math.pi)
    return log_pz - torch.linalg.slogdet(A)[1]
""", ['the wrong direction']),
        # proof: A = 4, b = 0, x = 0, D = 1: gives -0.92 - log 2, should be -0.92 - log 4
        ("log-det halved as if A were a covariance", """
def linear_flow_log_prob(x, A, b):
    D = x.shape[1]
    z = torch.linalg.solve(A, (x - b).T).T
    _, logdet = torch.linalg.slogdet(A)
    return -0.5 * (D * math.log(2 * math.pi) + logdet + (z ** 2).sum(dim=1))
""", ['half the log-det']),
    ],
    "jacobian_log_abs_det": [
        # proof: f(z) = 1e-3 z in 200 dimensions: det = 0, gives -inf, should be -1381.6
        ("determinant itself", """
def jacobian_log_abs_det(f, z):
    out = []
    for row in z:
        J = torch.autograd.functional.jacobian(lambda r: f(r[None])[0], row)
        out.append(torch.log(torch.abs(torch.linalg.det(J))))
    return torch.stack(out)
""", ['log of the determinant']),
        # proof: f(z) = (z1 + z2, z1 - z2): det -2, the diagonal gives 1 * 1
        ("diagonal only", """
def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda a: f(a).sum(0), z).permute(1, 0, 2)
    return torch.log(torch.abs(torch.diagonal(J, dim1=1, dim2=2))).sum(-1)
""", ['diagonal only']),
        # proof: f(z) = -z, D = 1: gives nan, should be 0
        ("logdet, nan for negative determinants", """
def jacobian_log_abs_det(f, z):
    values = []
    for n in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda r: f(r.unsqueeze(0)).squeeze(0), z[n])
        values.append(torch.logdet(J))
    return torch.stack(values)
""", ['no abs']),
        # proof: f(z) = 2 z, D = 1: gives 1, should be log 2
        ("sign in place of the logarithm from slogdet", """
def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda a: f(a).sum(0), z).transpose(0, 1)
    return torch.linalg.slogdet(J)[0]
""", ['the sign for the logarithm']),
        # proof: after the call z.requires_grad is True
        ("changes requires_grad of z", """
def jacobian_log_abs_det(f, z):
    z.requires_grad_(True)
    out = f(z)
    rows = [torch.autograd.grad(out[:, i].sum(), z, retain_graph=True)[0] for i in range(z.shape[1])]
    J = torch.stack(rows, dim=1)
    return torch.linalg.slogdet(J)[1]
""", []),
        # proof: f(z) = (z1 + z2, z2): column sums 1 and 2, gives log 2, should be 0
        ("gradient of the sum of all outputs", """
def jacobian_log_abs_det(f, z):
    a = z.detach().clone().requires_grad_(True)
    g = torch.autograd.grad(f(a).sum(), a)[0]
    return torch.log(torch.abs(g)).sum(dim=1)
""", ['gradient of the sum']),
        # proof: f(z) = 2 z, D = 1: gives -log 2, should be log 2
        ("log-det of the inverse map", """
def jacobian_log_abs_det(f, z):
    result = []
    for row in z:
        J = torch.autograd.functional.jacobian(lambda r: f(r[None])[0], row)
        result.append(-torch.linalg.slogdet(J)[1])
    return torch.stack(result)
""", ['sign']),
        # proof: f(z) = z^3, rows 1 and 2: gives log 3 twice, should be log 3 and log 12
        ("Jacobian of the first row for all rows", """
def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda r: f(r[None])[0], z[0])
    return torch.linalg.slogdet(J)[1].repeat(z.shape[0])
""", []),
    ],
    "planar_log_abs_det": [
        # proof: u = -3, w = 1, z = 0, b = 0: 1 - 3 = -2, gives nan, should be log 2
        ("absolute value forgotten", """
def planar_log_abs_det(z, u, w, b):
    h = torch.tanh(z @ w + b)
    return torch.log(1 + (1 - h ** 2) * (u @ w))
""", ['no abs']),
        # proof: u = w = 1, z = 1, b = 0: slope 0.238, should be 0.420
        ("slope of tanh without the square", """
def planar_log_abs_det(z, u, w, b):
    a = z @ w + b
    slope = 1 - torch.tanh(a)
    return torch.log(torch.abs(1 + slope * torch.dot(u, w)))
""", ['the derivative without the square']),
        # proof: u = w = 1, z = 0, b = 0: gives 0, should be log 2
        ("1 from the identity forgotten", """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(slope * (u @ w)))
""", ['the identity forgotten']),
        # proof: z = 0, b = 3, u = w = 1: slope 1, should be 0.0099
        ("b forgotten", """
def planar_log_abs_det(z, u, w, b):
    a = (z * w).sum(1)
    return (1 + (1 - a.tanh() ** 2) * (u * w).sum()).abs().log()
""", ['b forgotten']),
        # proof: the work is O(N D^2): a D by D matrix for each row, which the statement forbids
        ("whole Jacobian", """
def planar_log_abs_det(z, u, w, b):
    N, D = z.shape
    slope = 1 - torch.tanh(z @ w + b) ** 2
    J = torch.eye(D, dtype=z.dtype) + slope[:, None, None] * torch.outer(u, w)
    return torch.linalg.slogdet(J)[1]
""", ['a matrix is built']),
        # proof: u = -3, w = 1, z = 0, b = 0: gives log 4, should be log 2
        ("absolute value inside the sum", """
def planar_log_abs_det(z, u, w, b):
    t = torch.tanh(z @ w + b)
    return torch.log1p(torch.abs((1 - t * t) * (u @ w)))
""", ['abs of the second term only']),
        # proof: u = -3, w = 1: u is bent to stay above -1, should be used as given
        ("u bent as in the libraries", """
def planar_log_abs_det(z, u, w, b):
    wu = torch.dot(w, u)
    if wu < -1:
        u = u + (-1 + nn.functional.softplus(wu) - wu) * w / torch.dot(w, w)
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + slope * torch.dot(u, w)))
""", []),
        # proof: D = 2, u = w = (1, 1), z = 0, b = 0: gives 2 log 2, should be log 3
        ("product over the coordinates in place of one inner product", """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    factors = 1 + slope[:, None] * (u * w)
    return torch.log(torch.abs(factors)).sum(dim=1)
""", ['elementwise product not summed']),
    ],
    "coupling_forward": [
        # proof: D = 2, mask (1, 0), scale = 1: gives -1, should be 1
        ("sign of the log-det", """
def coupling_forward(z, mask, scale, shift):
    s = (1 - mask) * scale(mask * z)
    t = (1 - mask) * shift(mask * z)
    return z * torch.exp(s) + t, -s.sum(1)
""", ['log-det sign']),
        # proof: D = 2, mask (1, 0), scale = 1 everywhere: gives 2, should be 1
        ("log-det over all coordinates", """
def coupling_forward(z, mask, scale, shift):
    s = scale(mask * z)
    t = shift(mask * z)
    x = mask * z + (1 - mask) * (z * torch.exp(s) + t)
    return x, s.sum(dim=1)
""", ['log-scales of unchanged coordinates counted']),
        # proof: scale = identity: it must not see the changed coordinate; the Jacobian is another
        ("networks see all of z", """
def coupling_forward(z, mask, scale, shift):
    s = (1 - mask) * scale(z)
    t = (1 - mask) * shift(z)
    x = z * s.exp() + t
    return x, s.sum(-1)
""", ['scale sees everything', 'scale of the wrong half']),
        # proof: mask (1, 0), scale = 1, shift 0, z = (1, 1): gives (e, 1), should be (1, e)
        ("mask the wrong way round", """
def coupling_forward(z, mask, scale, shift):
    s = mask * scale((1 - mask) * z)
    t = mask * shift((1 - mask) * z)
    return z * torch.exp(s) + t, s.sum(dim=1)
""", ['roles of the mask swapped', 'masked half changed']),
        # proof: scale = 0, shift = 0: gives x = 0 at the changed coordinate, should be z
        ("scale used without exp", """
def coupling_forward(z, mask, scale, shift):
    kept = mask * z
    s, t = scale(kept), shift(kept)
    x = kept + (1 - mask) * (z * s + t)
    log_det = ((1 - mask) * torch.log(torch.abs(s) + 1e-12)).sum(1)
    return x, log_det
""", ['scale for log-scale']),
        # proof: z = 0, scale = 1, shift = 1: gives e, should be 1
        ("shift before the scaling", """
def coupling_forward(z, mask, scale, shift):
    kept = mask * z
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    return (z + t) * torch.exp(s), s.sum(dim=-1)
""", ['shift before scale']),
        # proof: mask (1, 0), scale = 1, z = (1, 1): first coordinate e, should be 1
        ("masked coordinates changed too", """
def coupling_forward(z, mask, scale, shift):
    h = mask * z
    log_s = scale(h)
    x = z * torch.exp(log_s) + shift(h)
    log_det = (log_s * (1 - mask)).sum(1)
    return x, log_det
""", ['masked half changed']),
        # proof: scale = 40 at a changed coordinate: gives 5, should be 40
        ("log-scale clamped to 5", """
def coupling_forward(z, mask, scale, shift):
    h = mask * z
    s = (1 - mask) * torch.clamp(scale(h), -5, 5)
    t = (1 - mask) * shift(h)
    return z * s.exp() + t, s.sum(1)
""", []),
    ],
    "coupling_inverse": [
        # proof: mask (1, 0), scale = 1: gives 1, should be -1
        ("log-det of the forward direction", """
def coupling_inverse(x, mask, scale, shift):
    s = (1 - mask) * scale(mask * x)
    t = (1 - mask) * shift(mask * x)
    return (x - t) * torch.exp(-s), s.sum(1)
""", ['log-det sign']),
        # proof: x = 1, scale = 1, shift = 1: gives e^-1 - 1, should be 0
        ("scaling undone before the shift", """
def coupling_inverse(x, mask, scale, shift):
    s = (1 - mask) * scale(mask * x)
    t = (1 - mask) * shift(mask * x)
    return x * torch.exp(-s) - t, -s.sum(dim=1)
""", ['undone in the wrong order']),
        # proof: mask (1, 0), shift 0, scale = 1, x = (1, 1): gives (e^-1, 1), should be (1, e^-1)
        ("mask the wrong way round", """
def coupling_inverse(x, mask, scale, shift):
    h = (1 - mask) * x
    s = mask * scale(h)
    t = mask * shift(h)
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ['roles of the mask swapped', 'masked half changed', 'scale of the wrong half']),
        # proof: scale = 1, shift = 0, x = 1: gives e, should be 1 / e
        ("multiplied by exp(s) again", """
def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s = (1 - mask) * scale(h)
    t = (1 - mask) * shift(h)
    z = (x - t) * torch.exp(s)
    return z, -s.sum(-1)
""", ['scale not divided out']),
        # proof: shift = identity, mask (1, 0): it sees x2 too, x2 - x2 = 0, should be x2 - 0
        ("networks see all of x", """
def coupling_inverse(x, mask, scale, shift):
    s = scale(x)
    t = shift(x)
    z = mask * x + (1 - mask) * (x - t) * torch.exp(-s)
    return z, -((1 - mask) * s).sum(dim=1)
""", ['scale of the wrong half']),
        # proof: D = 2, mask (1, 0), scale = 1 everywhere: gives -2, should be -1
        ("log-det over all coordinates", """
def coupling_inverse(x, mask, scale, shift):
    kept = x * mask
    s = scale(kept)
    t = shift(kept)
    z = kept + (1 - mask) * ((x - t) / torch.exp(s))
    return z, -torch.sum(s, dim=1)
""", ['log-scales of unchanged coordinates counted']),
        # proof: mask (1, 0), x = (3, 1): first coordinate 0, should be 3
        ("what passed through is lost", """
def coupling_inverse(x, mask, scale, shift):
    kept = mask * x
    s = (1 - mask) * scale(kept)
    t = (1 - mask) * shift(kept)
    z = (1 - mask) * (x - t) * torch.exp(-s)
    return z, -s.sum(dim=1)
""", ['masked half changed']),
        # proof: no gradient of the log-det reaches the weights of scale
        ("log-det detached", """
def coupling_inverse(x, mask, scale, shift):
    h = mask * x
    s = (1 - mask) * scale(h)
    t = (1 - mask) * shift(h)
    z = (x - t) * torch.exp(-s)
    log_det = -s.detach().sum(dim=1)
    return z, log_det
""", ['the graph is cut']),
    ],
    "compose": [
        # proof: flows z + 1, then 2 z: inverse of 4 gives (4 - 1) / 2, should be 4 / 2 - 1 = 1
        ("inverse in the forward order", """
def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for f in flows:
            z, d = f.forward(z)
            total = total + d
        return z, total

    def inverse(x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for f in flows:
            x, d = f.inverse(x)
            total = total + d
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['inverse in forward order']),
        # proof: flows exp, exp: log-det of the second is taken at z, should be at exp(z)
        ("every log-det at the first point", """
def compose(flows):
    def forward(z):
        x = z
        for f in flows:
            x = f.forward(x)[0]
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for f in flows:
            total = total + f.forward(z)[1]
        return x, total

    def inverse(x):
        z = x
        for f in flows[::-1]:
            z = f.inverse(z)[0]
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for f in flows[::-1]:
            total = total + f.inverse(x)[1]
        return z, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['log-dets at the wrong points']),
        # proof: an empty list: flows[0] raises IndexError, should be the identity
        ("empty list forgotten", """
def compose(flows):
    def forward(z):
        x, total = flows[0].forward(z)
        for f in flows[1:]:
            x, d = f.forward(x)
            total = total + d
        return x, total

    def inverse(x):
        z, total = flows[-1].inverse(x)
        for f in flows[-2::-1]:
            z, d = f.inverse(z)
            total = total + d
        return z, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
        # proof: the first flow returns its own stored log-det tensor; it is changed afterwards
        ("log-det of the first flow changed in place", """
def compose(flows):
    def run(steps, p):
        total = None
        for step in steps:
            p, d = step(p)
            if total is None:
                total = d
            else:
                total += d
        if total is None:
            total = torch.zeros(p.shape[0], dtype=p.dtype)
        return p, total

    return SimpleNamespace(
        forward=lambda z: run([f.forward for f in flows], z),
        inverse=lambda x: run([f.inverse for f in reversed(flows)], x),
    )
""", []),
        # proof: two flows 2 z, D = 1: gives log 2, should be 2 log 2
        ("only the last log-det", """
def compose(flows):
    def forward(z):
        log_det = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, log_det = flow.forward(z)
        return z, log_det

    def inverse(x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
        return x, log_det

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['last log-det only']),
        # proof: flow 2 z: inverse gives + log 2, should be - log 2
        ("log-dets subtracted in the inverse although each direction returns its own", """
def compose(flows):
    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for f in flows:
            z, ld = f.forward(z)
            total = total + ld
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for f in reversed(flows):
            x, ld = f.inverse(x)
            total = total - ld
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['inverse returns the forward log-det']),
        # proof: the second call of inverse finds the iterator empty and returns x, should undo the flows
        ("reversed iterator made once, empty at the second call", """
def compose(flows):
    backwards = reversed(flows)

    def forward(z):
        total = torch.zeros(z.shape[0], dtype=z.dtype)
        for f in flows:
            z, d = f.forward(z)
            total = total + d
        return z, total

    def inverse(x):
        total = torch.zeros(x.shape[0], dtype=x.dtype)
        for f in backwards:
            x, d = f.inverse(x)
            total = total + d
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
        # proof: flows z + 1, then 2 z: forward of 0 gives 1, should be 2
        ("flows[-1] first in forward", """
def compose(flows):
    def forward(z):
        log_det = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in reversed(flows):
            z, d = flow.forward(z)
            log_det = log_det + d
        return z, log_det

    def inverse(x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in flows:
            x, d = flow.inverse(x)
            log_det = log_det + d
        return x, log_det

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ['the last flow acts first']),
    ],
    "compose_jacobians": [
        # proof: J1 = [[1, 1], [0, 1]], J2 = diag(1, 2): gives [[1, 2], [0, 2]], should be [[1, 1], [0, 2]]
        ("product in the wrong order", """
def compose_jacobians(jacobians):
    J = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for Jk in jacobians:
        J = J @ Jk
    return J, torch.linalg.slogdet(jacobians)[1].sum()
""", ['product in the other order']),
        # proof: forty times diag(1e-9, 1): 1e-360 underflows, gives -inf, should be -828.9
        ("logarithm of the determinant of the product", """
def compose_jacobians(jacobians):
    J = jacobians[0]
    for k in range(1, len(jacobians)):
        J = jacobians[k] @ J
    return J, torch.log(torch.abs(torch.linalg.det(J)))
""", ['log of the product']),
        # proof: one map, J = [[-1]]: gives nan, should be 0
        ("logdet of each, nan for negative ones", """
def compose_jacobians(jacobians):
    J = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    total = 0.0
    for Jk in jacobians:
        J = Jk @ J
        total = total + torch.logdet(Jk)
    return J, total
""", ['no absolute value']),
        # proof: one map, J = [[1, 2], [0, 1]]: gives its transpose
        ("transposed", """
def compose_jacobians(jacobians):
    D = jacobians.shape[-1]
    J = torch.eye(D, dtype=jacobians.dtype)
    for Jk in jacobians:
        J = J @ Jk.T
    return J, torch.linalg.slogdet(jacobians).logabsdet.sum()
""", ['transposed']),
        # proof: two maps [[2]]: log-dets multiplied give 0.48, should be 2 log 2 = 1.39
        ("product of the log-dets", """
def compose_jacobians(jacobians):
    J = jacobians[0]
    log_det = torch.linalg.slogdet(jacobians[0])[1]
    for Jk in jacobians[1:]:
        J = Jk @ J
        log_det = log_det * torch.linalg.slogdet(Jk)[1]
    return J, log_det
""", ['log-determinants not added']),
        # proof: J1 = J2 = [[1, 1], [0, 1]]: elementwise gives [[1, 1], [0, 1]], should be [[1, 2], [0, 1]]
        ("elementwise product", """
def compose_jacobians(jacobians):
    J = torch.prod(jacobians, dim=0)
    log_abs_det = torch.linalg.slogdet(jacobians)[1].sum()
    return J, log_abs_det
""", ['entries multiplied']),
        # proof: two maps [[2]]: gives log 2, should be 2 log 2
        ("mean of the log-dets", """
def compose_jacobians(jacobians):
    J = torch.eye(jacobians.shape[2], dtype=jacobians.dtype)
    for Jk in jacobians:
        J = torch.matmul(Jk, J)
    return J, torch.linalg.slogdet(jacobians)[1].mean()
""", ['log-determinants not added']),
        # proof: forty times [[1e-10]]: the product of the determinants is 1e-400 = 0, gives -inf, should be -921
        ("product of the determinants before the logarithm", """
def compose_jacobians(jacobians):
    J = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    det = torch.tensor(1.0, dtype=jacobians.dtype)
    for Jk in jacobians:
        J = Jk @ J
        det = det * torch.linalg.det(Jk)
    return J, torch.log(torch.abs(det))
""", ['log of the product']),
    ],
    "maf_log_prob": [
        # proof: mean 0, log_scale 1, x = 0, D = 1: gives -0.92 + 1, should be -0.92 - 1
        ("log-det added", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi) + log_scale).sum(1)
""", ['sign of the log-scale']),
        # proof: mean 0, log_scale 1, x = 0, D = 1: gives -0.92, should be -1.92
        ("log-det left out", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) / torch.exp(log_scale)
    return torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(dim=-1)
""", ['no log-det']),
        # proof: mean 0, log_scale 2, x = 0, D = 1: gives -0.92 - 1, should be -0.92 - 2
        ("log-scale taken for a log-variance", """
def maf_log_prob(x, conditioner):
    mean, log_var = conditioner(x)
    log_p = -0.5 * (math.log(2 * math.pi) + log_var + (x - mean) ** 2 * torch.exp(-log_var))
    return log_p.sum(dim=1)
""", ['log-scale as log-variance']),
        # proof: mean 1, log_scale 1, x = 1: z = e^-1 - 1, should be 0
        ("mean subtracted after the scaling", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = x * torch.exp(-log_scale) - mean
    base = (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(1)
    return base - log_scale.sum(1)
""", []),
        # proof: mean 0, log_scale 1, x = 1: z = e, should be 1 / e
        ("runs forward: x taken for z", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = mean + torch.exp(log_scale) * x
    return (-0.5 * z.pow(2) - 0.5 * math.log(2 * math.pi) - log_scale).sum(1)
""", ['the wrong direction']),
        # proof: x = mean, log_scale 0, D = 1: gives 0, should be -0.919
        ("2 pi left out", """
def maf_log_prob(x, conditioner):
    mu, alpha = conditioner(x)
    z = (x - mu) * (-alpha).exp()
    return -0.5 * (z ** 2).sum(-1) - alpha.sum(-1)
""", ['constant forgotten']),
        # proof: x = mean, log_scale = -1, D = 1: gives -0.92 - 1, should be -0.92 + 1
        ("absolute value of the log-scale in the log-det", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    log_base = -0.5 * z ** 2 - 0.5 * np.log(2 * np.pi)
    log_det = -torch.abs(log_scale)
    return (log_base + log_det).sum(dim=1)
""", []),
        # proof: x = mean, log_scale 40, D = 1: gives -0.92 - 10, should be -0.92 - 40
        ("log-scale clamped", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    log_scale = log_scale.clamp(-10, 10)
    return torch.distributions.Normal(mean, torch.exp(log_scale)).log_prob(x).sum(1)
""", []),
    ],
    "autoregressive_jacobian": [
        # proof: D = 2, log_scale 0, x2 - mean2 = 1, log_scale slope 1, mean slopes 0: entry (2, 1) gives +1, should be -1
        ("sign of the second term", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    z = (x - mean) * e
    J = e[:, None] * (torch.eye(len(x), dtype=x.dtype) - mean_slopes) + z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ['signs of the lower part']),
        # proof: same point, log_scale slope 1: entry (2, 1) gives 0, should be -1
        ("log-scale's dependence forgotten", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    J = e.unsqueeze(1) * (torch.eye(len(x), dtype=x.dtype) - mean_slopes)
    return J, -log_scale.sum()
""", ["the scale's own slope forgotten"]),
        # proof: D = 2, log_scale (1, 0), mean slope 1: entry (2, 1) gives -e^-1, should be -1
        ("scaled by columns in place of rows", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = (torch.eye(x.shape[0], dtype=x.dtype) - mean_slopes) * inv - log_scale_slopes * z
    return J, -log_scale.sum()
""", ['scaled down the columns']),
        # proof: log_scale = (1, 1): gives 2, should be -2
        ("log-det of the way forward", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = len(x)
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = inv[:, None] * (torch.eye(D, dtype=x.dtype) - mean_slopes) - z[:, None] * log_scale_slopes
    return J, log_scale.sum()
""", ['sign of the log-determinant']),
        # proof: 100 dimensions, log_scale 10: det = e^-1000 = 0, gives -inf, should be -1000
        ("determinant itself", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = len(x)
    inv = torch.exp(-log_scale)
    z = (x - mean) * inv
    J = torch.diag(inv) @ (torch.eye(D, dtype=x.dtype) - mean_slopes) - torch.diag(z) @ log_scale_slopes
    return J, torch.log(torch.abs(torch.linalg.det(J)))
""", ['log of a product that left the floats']),
        # proof: D = 2, log_scale 1, x2 - mean2 = 1, slope 1: entry gives -e^-2, should be -e^-1
        ("e^-alpha twice in the second term", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = len(x)
    J = torch.zeros(D, D, dtype=x.dtype)
    for i in range(D):
        z_i = (x[i] - mean[i]) * torch.exp(-log_scale[i])
        for j in range(D):
            delta = 1.0 if i == j else 0.0
            J[i, j] = torch.exp(-log_scale[i]) * (delta - mean_slopes[i, j] - z_i * log_scale_slopes[i, j])
    return J, -log_scale.sum()
""", []),
        # proof: D = 2, mean2 = 5, x2 = 5 so z2 = 0, log_scale slope 1: entry gives -5, should be 0
        ("x in place of z in the second term", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    scale = torch.exp(-log_scale)[:, None]
    eye = torch.eye(len(x), dtype=x.dtype)
    J = scale * (eye - mean_slopes) - (x[:, None] * scale) * log_scale_slopes
    return J, -torch.sum(log_scale)
""", ["the scale's slope without x - mean"]),
        # proof: the diagonal is 0, should be e^-alpha
        ("only the part below the diagonal", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    e = torch.exp(-log_scale)
    z = (x - mean) * e
    J = -e[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", []),
    ],
    "logit_dequantize": [
        # proof: levels = 256, D = 1: log-det too large by log 256
        ("division by levels not counted", """
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    log_det = (math.log(1 - 2 * alpha) - torch.log(v) - torch.log(1 - v)).sum(1)
    return y, log_det
""", ['no log levels']),
        # proof: alpha = 0.05, D = 1: log-det too large by -log 0.9
        ("squeeze not counted", """
def logit_dequantize(x, levels, noise, alpha):
    D = x.shape[1]
    v = alpha + (1 - 2 * alpha) * (x + noise) / levels
    y = torch.logit(v)
    log_det = -(torch.log(v) + torch.log(1 - v)).sum(dim=1) - D * math.log(levels)
    return y, log_det
""", ['slope of the squeeze forgotten']),
        # proof: D = 2: the constant is counted once, should be twice
        ("constants counted once, not for every pixel", """
def logit_dequantize(x, levels, noise, alpha):
    v = alpha + (1 - 2 * alpha) * (x.double() + noise) / levels
    y = torch.log(v / (1 - v))
    log_det = -torch.log(v * (1 - v)).sum(1) + math.log(1 - 2 * alpha) - math.log(levels)
    return y, log_det
""", ['constants once for all pixels']),
        # proof: levels = 2, x = 0, noise = 0.5: u = 0.5, should be 0.25
        ("noise not divided by levels", """
def logit_dequantize(x, levels, noise, alpha):
    u = x / levels + noise
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (np.log(1 - 2 * alpha) - np.log(levels) - torch.log(v) - torch.log1p(-v)).sum(dim=1)
    return y, log_det
""", ['noise not divided']),
        # proof: levels = 2, x = 0, noise = 0.5, alpha 0: u = 0.5, y = 0, should be logit(0.25)
        ("levels - 1 in place of levels", """
def logit_dequantize(x, levels, noise, alpha):
    top = levels - 1
    u = (x + noise) / top
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    log_det = (math.log(1 - 2 * alpha) - math.log(top) - torch.log(v) - torch.log(1 - v)).sum(-1)
    return y, log_det
""", ['divided by levels - 1']),
        # proof: alpha = 0.1, u = 0.5: v = 0.55, should be 0.5
        ("1 - alpha in place of 1 - 2 alpha", """
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    slopes = math.log(1 - alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)
    return y, slopes.sum(dim=1)
""", ['squeezed on one side']),
        # proof: x = 0, noise = 0, alpha = 1e-9: gives logit(1e-5) = -11.5, should be -20.7
        ("clamped away from the ends by a fixed number", """
def logit_dequantize(x, levels, noise, alpha):
    eps = 1e-5
    u = (x + noise) / levels
    v = (alpha + (1 - 2 * alpha) * u).clamp(eps, 1 - eps)
    y = torch.logit(v)
    log_det = (math.log((1 - 2 * alpha) / levels) - v.log() - (1 - v).log()).sum(1)
    return y, log_det
""", []),
        # proof: D = 1, levels = 4, alpha = 0, u = 0.5: gives log 4 - log 4 = 0 only here; u = 0.125: gives log 4 - 2.21, should be the negative
        ("log-det from y to x", """
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    log_det = (torch.log(v) + torch.log(1 - v) + math.log(levels) - math.log(1 - 2 * alpha)).sum(dim=1)
    return y, log_det
""", ['sign']),
    ],
    "RealNVP": [
        # proof: the coordinates with mask 1 are the same in all layers: sample(z) leaves them as they are
        ("masks do not take turns", """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList(
            [nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        )
        self.mask = (torch.arange(dim) % 2).double()

    def layer(self, i):
        net, D = self.nets[i], self.dim
        run = lambda h: net(h.to(net[0].weight)).to(h.dtype)
        return self.mask, lambda h: torch.tanh(run(h)[:, :D]), lambda h: run(h)[:, D:]

    def log_prob(self, x):
        total = 0
        for i in reversed(range(len(self.nets))):
            x, d = coupling_inverse(x, *self.layer(i))
            total = total + d
        return total + (-0.5 * x ** 2 - 0.5 * math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ['one mask for all layers']),
        # proof: list(model.parameters()) is empty, so training changes nothing
        ("nets in a plain list", """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = []
        for i in range(layers):
            self.nets.append(nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)))

    def layer(self, i):
        mask = ((torch.arange(self.dim) + i) % 2).double()
        net, D = self.nets[i], self.dim
        run = lambda h: net(h.to(net[0].weight)).to(h.dtype)
        return mask, lambda h: torch.tanh(run(h)[:, :D]), lambda h: run(h)[:, D:]

    def log_prob(self, x):
        z, total = x, 0
        for i in reversed(range(len(self.nets))):
            z, d = coupling_inverse(z, *self.layer(i))
            total = total + d
        return total + (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", []),
        # proof: two layers: log_prob(sample(z)) is not log N(z) minus the log-dets of the way there
        ("log_prob undoes the first layer first", """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.n_layers = layers
        self.nets = nn.ModuleList(
            [nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)]
        )

    def layer(self, i):
        mask = ((torch.arange(self.dim) + i) % 2).double()
        net, D = self.nets[i], self.dim
        run = lambda h: net(h.to(net[0].weight)).to(h.dtype)
        return mask, lambda h: torch.tanh(run(h)[:, :D]), lambda h: run(h)[:, D:]

    def log_prob(self, x):
        total = 0
        for i in range(self.n_layers):
            x, d = coupling_inverse(x, *self.layer(i))
            total = total + d
        return total + (-0.5 * x ** 2 - 0.5 * math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(self.n_layers):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ['the layers in the same order both ways']),
        # proof: one scale different from 0: log_prob differs from the change of variables by twice the log-det
        ("inverse log-dets subtracted in log_prob", """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )

    def layer(self, i):
        D = self.dim
        net = self.nets[i]
        mask = (torch.arange(D) % 2 == i % 2).double()

        def run(h):
            return net(h.to(net[0].weight)).to(h.dtype)

        return mask, lambda h: torch.tanh(run(h)[:, :D]), lambda h: run(h)[:, D:]

    def log_prob(self, x):
        z = x
        log_det = torch.zeros(len(x), dtype=x.dtype)
        for i in range(len(self.nets) - 1, -1, -1):
            z, d = coupling_inverse(z, *self.layer(i))
            log_det = log_det + d
        base = (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(1)
        return base - log_det

    def sample(self, z):
        for i in range(len(self.nets)):
            z = coupling_forward(z, *self.layer(i))[0]
        return z
""", ['the sign of the log-det']),
        # proof: D = 2: log_prob is log 2 pi = 1.84 too large, the density does not integrate to 1
        ("2 pi left out", """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )

    def layer(self, i):
        mask = ((torch.arange(self.dim) + i) % 2).double()
        net, D = self.nets[i], self.dim
        run = lambda h: net(h.to(net[0].weight)).to(h.dtype)
        return mask, lambda h: torch.tanh(run(h)[:, :D]), lambda h: run(h)[:, D:]

    def log_prob(self, x):
        z, total = x, 0
        for i in reversed(range(len(self.nets))):
            z, d = coupling_inverse(z, *self.layer(i))
            total = total + d
        return total - 0.5 * (z ** 2).sum(dim=1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ['no constant of the base']),
        # proof: two calls of sample with the same z differ in training mode
        ("dropout in the nets", """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Dropout(0.1), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        )

    def layer(self, i):
        mask = ((torch.arange(self.dim) + i) % 2).double()
        net, D = self.nets[i], self.dim
        run = lambda h: net(h.to(net[0].weight)).to(h.dtype)
        return mask, lambda h: torch.tanh(run(h)[:, :D]), lambda h: run(h)[:, D:]

    def log_prob(self, x):
        z, total = x, 0
        for i in reversed(range(len(self.nets))):
            z, d = coupling_inverse(z, *self.layer(i))
            total = total + d
        return total + (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", []),
        # proof: sample twice with the same z: two different answers, should be the images of that z
        ("sample draws its own z", """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )

    def layer(self, i):
        mask = ((torch.arange(self.dim) + i) % 2).double()
        net, D = self.nets[i], self.dim
        run = lambda h: net(h.to(net[0].weight)).to(h.dtype)
        return mask, lambda h: torch.tanh(run(h)[:, :D]), lambda h: run(h)[:, D:]

    def log_prob(self, x):
        z, total = x, 0
        for i in reversed(range(len(self.nets))):
            z, d = coupling_inverse(z, *self.layer(i))
            total = total + d
        return total + (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        x = torch.randn_like(z)
        for i in range(len(self.nets)):
            x, _ = coupling_forward(x, *self.layer(i))
        return x
""", []),
        # proof: sample(z) is not coupling_forward through layer(0), layer(1), ...: it runs their inverses
        ("directions exchanged: sample runs the inverses, log_prob the layers", """
class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )

    def layer(self, i):
        mask = ((torch.arange(self.dim) + i) % 2).double()
        net, D = self.nets[i], self.dim
        run = lambda h: net(h.to(net[0].weight)).to(h.dtype)
        return mask, lambda h: torch.tanh(run(h)[:, :D]), lambda h: run(h)[:, D:]

    def log_prob(self, x):
        z, total = x, 0
        for i in range(len(self.nets)):
            z, d = coupling_forward(z, *self.layer(i))
            total = total + d
        return total + (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(1)

    def sample(self, z):
        for i in reversed(range(len(self.nets))):
            z, _ = coupling_inverse(z, *self.layer(i))
        return z
""", ['log_prob walks the way of sample']),
    ],
    "flow_step": [
        # proof: two steps: the second moves along the sum of both gradients
        ("old gradients not forgotten", """
def flow_step(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ['gradients pile up']),
        # proof: the gradients are gone before the step: the parameters do not move
        ("gradients forgotten between backward and step", """
def flow_step(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()
""", ['no step is taken', 'no gradient at the step']),
        # proof: the log-likelihood goes down; returns the mean log-likelihood
        ("sign: minimises the log-likelihood", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ['uphill']),
        # proof: N = 10: returns ten times the mean
        ("sum in place of the mean", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    nll = -torch.sum(model.log_prob(x))
    nll.backward()
    optimizer.step()
    return float(nll)
""", ['the sum over the batch']),
        # proof: returns the value after the step, should be before
        ("loss after the step", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        return (-model.log_prob(x).mean()).item()
""", ['the loss after the step']),
        # proof: isinstance(result, float) is False
        ("tensor returned in place of a float", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.detach()
""", ['no float']),
        # proof: first call: no gradients yet, the step moves nothing
        ("step before backward", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    optimizer.step()
    loss.backward()
    return loss.item()
""", ['no step is taken', 'no gradient at the step']),
        # proof: a model that is a plain object with log_prob only: AttributeError, should work
        ("asks the model for more than log_prob", """
def flow_step(model, optimizer, x):
    model.train()
    model.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ['the model asked for more than log_prob']),
    ],
}
