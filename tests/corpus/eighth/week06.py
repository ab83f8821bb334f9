"""Answers to exercises of week 6, labelled: see ../corpora.toml."""

RIGHT = {
    "square_pushforward_log_prob": [
        """
def square_pushforward_log_prob(y):
    positive = y > 0
    safe = torch.where(positive, y, torch.ones_like(y))
    value = -0.5 * (safe + torch.log(safe) + math.log(2 * math.pi))
    return torch.where(positive, value, torch.full_like(y, -math.inf))
""",
        """
def square_pushforward_log_prob(y):
    out = torch.full_like(y, -float("inf"))
    root = y[y > 0].sqrt()
    normal = torch.distributions.Normal(torch.zeros((), dtype=y.dtype), torch.ones((), dtype=y.dtype))
    branches = torch.stack([normal.log_prob(root), normal.log_prob(-root)])
    out[y > 0] = torch.logsumexp(branches, dim=0) - torch.log(2 * root)
    return out
""",
        """
def square_pushforward_log_prob(y):
    # the square of one normal variable is chi-squared with one degree of freedom
    chi2 = torch.distributions.Chi2(torch.ones((), dtype=y.dtype))
    inside = y.clone()
    inside[y <= 0] = 1.0
    return chi2.log_prob(inside).masked_fill(y <= 0, -torch.inf)
""",
    ],
    "change_of_variables": [
        """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x)
""",
        """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    parts = [log_abs_det_inverse(x), base_log_prob(inverse(x))]
    return torch.stack(parts, dim=-1).sum(dim=-1)
""",
        """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    if len(x) == 0:
        return x.new_zeros(0)
    rows = []
    for row in x.split(1):                  # (1, D) each
        rows.append(base_log_prob(inverse(row)) + log_abs_det_inverse(row))
    return torch.cat(rows)
""",
    ],
    "planar_log_abs_det": [
        """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + slope * (u @ w)))
""",
        """
def planar_log_abs_det(z, u, w, b):
    a = (z * w).sum(dim=1) + b
    slope = 4 * torch.sigmoid(2 * a) * torch.sigmoid(-2 * a)     # 1 - tanh^2
    psi = slope[:, None] * w                                     # (N, D)
    return (1 + psi.mv(u)).abs().log()
""",
        """
def planar_log_abs_det(z, u, w, b):
    grown = torch.ones(z.shape[0], dtype=z.dtype)
    a = torch.full_like(grown, b)
    for d in range(z.shape[1]):
        a = a + w[d] * z[:, d]
    t = torch.tanh(a)
    for d in range(z.shape[1]):
        grown = grown + u[d] * w[d] * (1 - t) * (1 + t)
    return torch.where(grown > 0, grown, -grown).log()
""",
    ],
    "coupling_forward": [
        """
def coupling_forward(z, mask, scale, shift):
    keep = mask > 0.5
    masked = mask * z
    zero = torch.zeros_like(z)
    s = torch.where(keep, zero, scale(masked))
    t = torch.where(keep, zero, shift(masked))
    return z * torch.exp(s) + t, s.sum(dim=1)
""",
        """
def coupling_forward(z, mask, scale, shift):
    change = (mask == 0).nonzero().flatten()
    s = scale(mask * z)[:, change]
    t = shift(mask * z)[:, change]
    x = z.clone()
    x[:, change] = z[:, change] * s.exp() + t
    return x, s.sum(dim=1)
""",
        """
def coupling_forward(z, mask, scale, shift):
    seen = z * mask
    log_scales, shifts = scale(seen), shift(seen)
    columns, log_det = [], 0 * seen.sum(dim=1)
    for d in range(z.shape[1]):
        if mask[d] == 1:
            columns.append(z[:, d])
        else:
            columns.append(torch.exp(log_scales[:, d]) * z[:, d] + shifts[:, d])
            log_det = log_det + log_scales[:, d]
    return torch.stack(columns, dim=1), log_det
""",
    ],
    "coupling_inverse": [
        """
def coupling_inverse(x, mask, scale, shift):
    keep = mask > 0.5
    masked = mask * x
    zero = torch.zeros_like(x)
    s = torch.where(keep, zero, scale(masked))
    t = torch.where(keep, zero, shift(masked))
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""",
        """
def coupling_inverse(x, mask, scale, shift):
    change = (mask == 0).nonzero().flatten()
    s = scale(mask * x)[:, change]
    t = shift(mask * x)[:, change]
    z = x.clone()
    z[:, change] = (x[:, change] - t) / s.exp()
    return z, s.sum(dim=1).neg()
""",
        """
def coupling_inverse(x, mask, scale, shift):
    seen = x * mask
    log_scales, shifts = scale(seen), shift(seen)
    columns, log_det = [], 0 * seen.sum(dim=1)
    for d in range(x.shape[1]):
        if mask[d] == 1:
            columns.append(x[:, d])
        else:
            columns.append(torch.exp(-log_scales[:, d]) * (x[:, d] - shifts[:, d]))
            log_det = log_det - log_scales[:, d]
    return torch.stack(columns, dim=1), log_det
""",
    ],
    "compose": [
        """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = z.new_zeros(z.shape[0])
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""",
        """
class _Chain:
    def __init__(self, flows):
        self.flows = list(flows)

    def _run(self, v, steps):
        parts = [torch.zeros_like(v[:, 0])]
        for step in steps:
            v, log_det = step(v)
            parts.append(log_det)
        return v, torch.stack(parts).sum(dim=0)

    def forward(self, z):
        return self._run(z, [f.forward for f in self.flows])

    def inverse(self, x):
        return self._run(x, [f.inverse for f in self.flows[::-1]])


def compose(flows):
    return _Chain(flows)
""",
        """
from types import SimpleNamespace

def compose(flows):
    if not flows:
        def same(v):
            return v, torch.zeros(v.shape[0], dtype=v.dtype, device=v.device)
        return SimpleNamespace(forward=same, inverse=same)

    first, rest = flows[0], compose(flows[1:])

    def forward(z):
        middle, a = first.forward(z)
        x, b = rest.forward(middle)
        return x, a + b

    def inverse(x):
        middle, b = rest.inverse(x)
        z, a = first.inverse(middle)
        return z, a + b

    return SimpleNamespace(forward=forward, inverse=inverse)
""",
    ],
    "maf_log_prob": [
        """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - log_scale - 0.5 * math.log(2 * math.pi)).sum(dim=1)
""",
        """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    D = x.shape[1]
    z = (x - mean) / log_scale.exp()
    base = -0.5 * (torch.einsum("nd,nd->n", z, z) + D * math.log(2 * math.pi))
    return base - log_scale.sum(dim=-1)
""",
        """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    normal = torch.distributions.Normal(torch.zeros_like(x[:, :1]), 1.0)
    total = torch.zeros_like(x[:, 0])
    for d in range(x.shape[1]):
        z = (x[:, d:d + 1] - mean[:, d:d + 1]) * (-log_scale[:, d:d + 1]).exp()
        total = total + normal.log_prob(z)[:, 0] - log_scale[:, d]
    return total
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
    log_p = model.log_prob(x)
    loss = -log_p.sum() / len(log_p)
    value = float(loss.detach())
    weights = [p for group in optimizer.param_groups for p in group["params"] if p.requires_grad]
    grads = torch.autograd.grad(loss, weights, allow_unused=True)
    for p, g in zip(weights, grads):
        p.grad = g
    optimizer.step()
    return value
""",
        """
def flow_step(model, optimizer, x):
    def closure():
        optimizer.zero_grad()
        nll = torch.mean(-model.log_prob(x))
        nll.backward()
        return nll
    return float(optimizer.step(closure))
""",
    ],
}

WRONG = {
    "square_pushforward_log_prob": [
        ("one branch only: log 2 is missing", """
def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    root = safe.sqrt()
    value = -0.5 * root ** 2 - 0.5 * math.log(2 * math.pi) - torch.log(2 * root)
    return torch.where(y > 0, value, torch.full_like(y, -math.inf))
""", ["one branch only"]),
        ("no Jacobian factor: the normal density at sqrt(y), twice", """
def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    value = math.log(2) - 0.5 * safe - 0.5 * math.log(2 * math.pi)
    return torch.where(y > 0, value, torch.full_like(y, -math.inf))
""", ["no Jacobian"]),
        ("log of the density: exp(-y/2) underflows for y = 10^4", """
def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    density = torch.exp(-safe / 2) / torch.sqrt(2 * math.pi * safe)
    return torch.where(y > 0, torch.log(density), torch.full_like(y, -math.inf))
""", ["logarithm of an underflow"]),
        ("only y < 0 is caught: +inf at y = 0", """
def square_pushforward_log_prob(y):
    value = -0.5 * (y + torch.log(y.abs()) + math.log(2 * math.pi))
    return torch.where(y < 0, torch.full_like(y, -math.inf), value)
""", ["nan below zero"]),
        ("clamp at 1e-12 before the logarithm: wrong for tiny y", """
def square_pushforward_log_prob(y):
    safe = y.clamp(min=1e-12)
    value = -0.5 * (safe + torch.log(safe) + math.log(2 * math.pi))
    return torch.where(y > 0, value, torch.full_like(y, -math.inf))
""", []),
        ("computed in float32: 1e-200 becomes 0, digits are lost elsewhere", """
def square_pushforward_log_prob(y):
    x = y.float()
    safe = torch.where(x > 0, x, torch.ones_like(x))
    value = -0.5 * (safe + torch.log(safe) + math.log(2 * math.pi))
    return torch.where(x > 0, value, torch.full_like(x, -math.inf)).double()
""", []),
        ("-log(y^2)/4 for the Jacobian: y^2 underflows to 0", """
def square_pushforward_log_prob(y):
    value = -0.5 * y - 0.25 * torch.log(y ** 2) - 0.5 * math.log(2 * math.pi)
    return torch.where(y > 0, value, torch.full_like(y, -math.inf))
""", []),
        ("only the entries above 0 are returned: the shape is another one", """
def square_pushforward_log_prob(y):
    y = y[y > 0]
    return -0.5 * (y + torch.log(y) + math.log(2 * math.pi))
""", ["nan below zero"]),
        ("the derivative of the square, 2y, at y instead of sqrt(y)", """
def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    value = math.log(2) - 0.5 * safe - 0.5 * math.log(2 * math.pi) - torch.log(2 * safe)
    return torch.where(y > 0, value, torch.full_like(y, -math.inf))
""", ["stretch at y"]),
    ],
    "change_of_variables": [
        ("minus the log-det", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) - log_abs_det_inverse(x)
""", ["sign"]),
        ("the log-det at z instead of x", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + log_abs_det_inverse(z)
""", ["forward Jacobian: evaluated at z"]),
        ("the base's density at x", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(x) + log_abs_det_inverse(x)
""", ["base density at x"]),
        ("product of densities, then the logarithm: underflows to -inf", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    density = torch.exp(base_log_prob(inverse(x))) * torch.exp(log_abs_det_inverse(x))
    return torch.log(density)
""", []),
        ("absolute value of the log-det: a log-det may be negative", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).abs()
""", ["absolute value of the logarithm"]),
        ("log-det summed over the batch: each row gets all rows' volumes", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).sum()
""", ["added up over the points"]),
        ("a column plus a row: (N, N)", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)).unsqueeze(1) + log_abs_det_inverse(x)
""", []),
        ("squeeze(): with one row the answer has no axis", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return (base_log_prob(inverse(x)) + log_abs_det_inverse(x)).squeeze()
""", []),
        ("standard normal base, whatever base_log_prob is", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    log_p = -0.5 * (z ** 2).sum(dim=1) - 0.5 * z.shape[1] * math.log(2 * math.pi)
    return log_p + log_abs_det_inverse(x)
""", []),
    ],
    "planar_log_abs_det": [
        ("no absolute value: nan where the layer folds", """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(1 + slope * (u @ w))
""", ["no abs"]),
        ("D by D Jacobians and slogdet: not O(ND)", """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    eye = torch.eye(z.shape[1], dtype=z.dtype)
    jacobians = eye + slope[:, None, None] * torch.outer(u, w)
    return torch.linalg.slogdet(jacobians)[1]
""", ["a matrix is built"]),
        ("u bent to stay above -1, though it is to be used as given", """
def planar_log_abs_det(z, u, w, b):
    wu = w @ u
    if wu < -1:
        u = u + (torch.nn.functional.softplus(wu) - 1 - wu) * w / (w @ w)
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + slope * (u @ w)))
""", []),
        ("absolute value in the wrong place: 1 + |...|", """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log1p(torch.abs(slope * (u @ w)))
""", ["no abs", "abs of the second term only"]),
        ("product of the Jacobian's diagonal: right for D = 1 only", """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + slope[:, None] * (u * w))).sum(dim=1)
""", ["elementwise product not summed"]),
        ("b outside of the tanh, so it drops out of the derivative", """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w) ** 2
    return torch.log(torch.abs(1 + slope * (u @ w)))
""", ["b forgotten"]),
        ("derivative of tanh without the square", """
def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b)
    return torch.log(torch.abs(1 + slope * (u @ w)))
""", ["the derivative without the square"]),
        ("the slope at the moved point f(z)", """
def planar_log_abs_det(z, u, w, b):
    moved = z + u * torch.tanh(z @ w + b)[:, None]
    slope = 1 - torch.tanh(moved @ w + b) ** 2
    return torch.log(torch.abs(1 + slope * (u @ w)))
""", []),
        ("autograd of the sum of all outputs: (1 + slope w_d sum(u)) is a column sum, not the determinant", """
def planar_log_abs_det(z, u, w, b):
    z = z.detach().requires_grad_(True)
    x = z + u * torch.tanh(z @ w + b)[:, None]
    (slope,) = torch.autograd.grad(x.sum(), z)
    return torch.log(torch.abs(slope)).sum(dim=1)
""", ["elementwise product not summed"]),
    ],
    "coupling_forward": [
        ("the networks see all of z", """
def coupling_forward(z, mask, scale, shift):
    s, t = scale(z), shift(z)
    x = mask * z + (1 - mask) * (z * torch.exp(s) + t)
    return x, ((1 - mask) * s).sum(dim=1)
""", ["scale sees everything", "scale of the wrong half"]),
        ("log-det sums the log-scales of the passed coordinates too", """
def coupling_forward(z, mask, scale, shift):
    m = mask * z
    s, t = scale(m), shift(m)
    x = m + (1 - mask) * (z * torch.exp(s) + t)
    return x, s.sum(dim=1)
""", ["log-scales of unchanged coordinates counted"]),
        ("absolute values of the log-scales in the log-det", """
def coupling_forward(z, mask, scale, shift):
    m = mask * z
    s, t = (1 - mask) * scale(m), (1 - mask) * shift(m)
    return z * torch.exp(s) + t, s.abs().sum(dim=1)
""", []),
        ("log-scale clamped to [-5, 5]", """
def coupling_forward(z, mask, scale, shift):
    m = mask * z
    s = ((1 - mask) * scale(m)).clamp(-5, 5)
    t = (1 - mask) * shift(m)
    return z * torch.exp(s) + t, s.sum(dim=1)
""", []),
        ("logarithm of the product of scales: over- or underflows with several large log-scales", """
def coupling_forward(z, mask, scale, shift):
    m = mask * z
    s, t = (1 - mask) * scale(m), (1 - mask) * shift(m)
    factor = torch.exp(s)
    return z * factor + t, torch.log(torch.prod(factor, dim=1).abs())
""", ["log of a product that left the floats"]),
        ("log-det detached: no gradient reaches the scale network through it", """
def coupling_forward(z, mask, scale, shift):
    m = mask * z
    s, t = (1 - mask) * scale(m), (1 - mask) * shift(m)
    return z * torch.exp(s) + t, s.detach().sum(dim=1)
""", ["the graph is cut"]),
        ("first half of the coordinates kept, whatever the mask", """
def coupling_forward(z, mask, scale, shift):
    D = z.shape[1]
    kept = torch.zeros(D, dtype=z.dtype)
    kept[: int(mask.sum())] = 1
    m = kept * z
    s, t = (1 - kept) * scale(m), (1 - kept) * shift(m)
    return z * torch.exp(s) + t, s.sum(dim=1)
""", ["masked half changed"]),
        ("shifted first, then scaled", """
def coupling_forward(z, mask, scale, shift):
    m = mask * z
    s, t = (1 - mask) * scale(m), (1 - mask) * shift(m)
    return (z + t) * torch.exp(s), s.sum(dim=1)
""", ["shift before scale"]),
        ("the shift is added to the passed coordinates too", """
def coupling_forward(z, mask, scale, shift):
    m = mask * z
    s = (1 - mask) * scale(m)
    return z * torch.exp(s) + shift(m), s.sum(dim=1)
""", ["masked half changed"]),
    ],
    "coupling_inverse": [
        ("log-det with the sign of the forward direction", """
def coupling_inverse(x, mask, scale, shift):
    m = mask * x
    s, t = (1 - mask) * scale(m), (1 - mask) * shift(m)
    return (x - t) * torch.exp(-s), s.sum(dim=1)
""", ["log-det sign"]),
        ("scale undone first, then the shift", """
def coupling_inverse(x, mask, scale, shift):
    m = mask * x
    s, t = (1 - mask) * scale(m), (1 - mask) * shift(m)
    return x * torch.exp(-s) - t, -s.sum(dim=1)
""", ["undone in the wrong order"]),
        ("the shift is taken off all coordinates first, and the scale network sees the moved ones", """
def coupling_inverse(x, mask, scale, shift):
    moved = x - shift(mask * x)
    s = (1 - mask) * scale(mask * moved)
    return mask * x + (1 - mask) * moved * torch.exp(-s), -s.sum(dim=1)
""", ["scale of the wrong half", "masked half changed"]),
        ("the networks see all of x", """
def coupling_inverse(x, mask, scale, shift):
    s, t = (1 - mask) * scale(x), (1 - mask) * shift(x)
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ["scale of the wrong half"]),
        ("1e-6 added to the scale before dividing: wrong for negative log-scales", """
def coupling_inverse(x, mask, scale, shift):
    m = mask * x
    s, t = (1 - mask) * scale(m), (1 - mask) * shift(m)
    z = mask * x + (1 - mask) * (x - t) / (torch.exp(s) + 1e-6)
    return z, -s.sum(dim=1)
""", []),
        ("no_grad: nothing is differentiable", """
def coupling_inverse(x, mask, scale, shift):
    with torch.no_grad():
        m = mask * x
        s, t = (1 - mask) * scale(m), (1 - mask) * shift(m)
        return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ["the graph is cut"]),
        ("shift network's answer detached: z has no gradient for it", """
def coupling_inverse(x, mask, scale, shift):
    m = mask * x
    s = (1 - mask) * scale(m)
    t = (1 - mask) * shift(m).detach()
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ["the graph is cut"]),
        ("log-det as a sum over the rows: (D,), and it fits by chance only", """
def coupling_inverse(x, mask, scale, shift):
    m = mask * x
    s, t = (1 - mask) * scale(m), (1 - mask) * shift(m)
    return (x - t) * torch.exp(-s), -s.sum(dim=0)
""", ["log-det not a number for each point"]),
        ("the networks see the changed half: mask the wrong way in their input", """
def coupling_inverse(x, mask, scale, shift):
    hidden = (1 - mask) * x
    s, t = (1 - mask) * scale(hidden), (1 - mask) * shift(hidden)
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ["scale of the wrong half"]),
    ],
    "compose": [
        ("inverse runs the flows in the forward order", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = z.new_zeros(z.shape[0])
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        for flow in flows:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["inverse in forward order"]),
        ("last flow first in forward, as one writes f(g(z))", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = z.new_zeros(z.shape[0])
        for flow in reversed(flows):
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        for flow in flows:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["the last flow acts first"]),
        ("+= on the first flow's own log-det: changes it in place", """
from types import SimpleNamespace

def compose(flows):
    def run(v, steps):
        total = None
        for step in steps:
            v, log_det = step(v)
            if total is None:
                total = log_det
            else:
                total += log_det
        return v, v.new_zeros(v.shape[0]) if total is None else total

    return SimpleNamespace(forward=lambda z: run(z, [f.forward for f in flows]),
                           inverse=lambda x: run(x, [f.inverse for f in reversed(flows)]))
""", []),
        ("reversed(flows) made once: used up after the first inverse", """
from types import SimpleNamespace

def compose(flows):
    backwards = reversed(flows)

    def forward(z):
        total = z.new_zeros(z.shape[0])
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        for flow in backwards:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
        ("flows.reverse() inside inverse: turns the caller's list round, all later calls are wrong", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = z.new_zeros(z.shape[0])
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        flows.reverse()
        for flow in flows:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
        ("closures made in a loop: all of them use the last flow", """
from types import SimpleNamespace

def compose(flows):
    steps, back = [], []
    for flow in flows:
        steps.append(lambda v: flow.forward(v))
        back.insert(0, lambda v: flow.inverse(v))

    def run(v, todo):
        total = v.new_zeros(v.shape[0])
        for step in todo:
            v, log_det = step(v)
            total = total + log_det
        return v, total

    return SimpleNamespace(forward=lambda z: run(z, steps), inverse=lambda x: run(x, back))
""", []),
        ("all log-dets are taken at the input, not where the point has come to", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        x, total = z, z.new_zeros(z.shape[0])
        for flow in flows:
            x = flow.forward(x)[0]
            total = total + flow.forward(z)[1]
        return x, total

    def inverse(x):
        z, total = x, x.new_zeros(x.shape[0])
        for flow in reversed(flows):
            z = flow.inverse(z)[0]
            total = total + flow.inverse(x)[1]
        return z, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["log-dets at the wrong points"]),
        ("total starts as the number 0: an empty list gives 0, not a tensor (N,)", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = 0
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = 0
        for flow in flows[::-1]:
            x, log_det = flow.inverse(x)
            total = total + log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
        ("inverse returns minus the sum: a sign too many, the flows' inverse has its own log-det already", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = z.new_zeros(z.shape[0])
        for flow in flows:
            z, log_det = flow.forward(z)
            total = total + log_det
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        for flow in reversed(flows):
            x, log_det = flow.inverse(x)
            total = total - log_det
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["inverse returns the forward log-det"]),
    ],
    "maf_log_prob": [
        ("plus the log-scales", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 + log_scale - 0.5 * math.log(2 * math.pi)).sum(dim=1)
""", ["sign of the log-scale"]),
        ("log-scale taken for a log-variance", """
def maf_log_prob(x, conditioner):
    mean, log_var = conditioner(x)
    square = (x - mean) ** 2 * torch.exp(-log_var)
    return -0.5 * (square + log_var + math.log(2 * math.pi)).sum(dim=1)
""", ["log-scale as log-variance"]),
        ("log 2 pi once instead of D times", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return -0.5 * (z ** 2).sum(dim=1) - log_scale.sum(dim=1) - 0.5 * math.log(2 * math.pi)
""", ["constant forgotten"]),
        ("the conditioner gets x moved by one column, though it already looks at earlier ones only", """
def maf_log_prob(x, conditioner):
    earlier = torch.cat([torch.zeros_like(x[:, :1]), x[:, :-1]], dim=1)
    mean, log_scale = conditioner(earlier)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - log_scale - 0.5 * math.log(2 * math.pi)).sum(dim=1)
""", []),
        ("z computed the way samples are made: mean + e^s x", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = mean + torch.exp(log_scale) * x
    return (-0.5 * z ** 2 - log_scale - 0.5 * math.log(2 * math.pi)).sum(dim=1)
""", ["the wrong direction"]),
        ("conditioner under no_grad: its weights get no gradient", """
def maf_log_prob(x, conditioner):
    with torch.no_grad():
        mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - log_scale - 0.5 * math.log(2 * math.pi)).sum(dim=1)
""", ["the graph is cut"]),
        ("small number added to the scale: wrong for very negative log-scales", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    std = torch.exp(log_scale) + 1e-6
    return torch.distributions.Normal(mean, std).log_prob(x).sum(dim=1)
""", []),
        ("product of the D densities, logarithm at the end: underflows", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    density = torch.exp(-0.5 * z ** 2 - log_scale) / math.sqrt(2 * math.pi)
    return torch.log(density.prod(dim=1))
""", []),
        ("first column taken for standard normal, its mean and scale ignored", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = torch.cat([x[:, :1], (x[:, 1:] - mean[:, 1:]) * torch.exp(-log_scale[:, 1:])], dim=1)
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi)).sum(dim=1) - log_scale[:, 1:].sum(dim=1)
""", []),
    ],
    "flow_step": [
        ("no zero_grad: gradients of earlier steps pile up", """
def flow_step(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ["gradients pile up"]),
        ("sum over the batch instead of the mean", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).sum()
    loss.backward()
    optimizer.step()
    return loss.item() / len(x)
""", ["the sum over the batch"]),
        ("the loss is computed again after the step", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    (-model.log_prob(x).mean()).backward()
    optimizer.step()
    with torch.no_grad():
        return -model.log_prob(x).mean().item()
""", ["the loss after the step"]),
        ("gradients clipped to norm 1: not the step that was asked for", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    weights = [p for group in optimizer.param_groups for p in group["params"]]
    torch.nn.utils.clip_grad_norm_(weights, 1.0)
    optimizer.step()
    return loss.item()
""", ["gradients clipped"]),
        ("mean of the densities, then the logarithm", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    log_p = model.log_prob(x)
    loss = -(torch.logsumexp(log_p, dim=0) - math.log(len(x)))
    loss.backward()
    optimizer.step()
    return loss.item()
""", []),
        ("per dimension: also divided by D", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean() / x.shape[1]
    loss.backward()
    optimizer.step()
    return loss.item()
""", ["divided by the dimensions"]),
        ("returns a tensor that hangs on the graph, not a float", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss
""", ["no float"]),
    ],
}
