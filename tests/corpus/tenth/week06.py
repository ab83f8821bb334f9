"""Answers to exercises of week 6, labelled: see ../corpora.toml."""

RIGHT = {
    "square_pushforward_log_prob": [
        """
import math

def square_pushforward_log_prob(y):
    ok = y > 0
    safe = torch.where(ok, y, torch.ones_like(y))
    value = -0.5 * safe - 0.5 * torch.log(safe) - 0.5 * math.log(2 * math.pi)
    return torch.where(ok, value, torch.full_like(y, -math.inf))
""",
        """
def square_pushforward_log_prob(y: torch.Tensor) -> torch.Tensor:
    out = torch.full_like(y, float("-inf"))
    inside = y > 0
    root = torch.sqrt(y[inside])
    # both roots give the same density; |dx/dy| = 1 / (2 root)
    log_normal = torch.distributions.Normal(0.0, 1.0).log_prob(root)
    out[inside] = np.log(2.0) + log_normal - torch.log(2 * root)
    return out
""",
        """
def square_pushforward_log_prob(y):
    # the square of a standard normal variable is chi-squared with one degree of freedom
    chi2 = torch.distributions.Chi2(torch.tensor(1.0, dtype=y.dtype))
    safe = y.masked_fill(y <= 0, 1.0)
    return chi2.log_prob(safe).masked_fill(y <= 0, float("-inf"))
""",
    ],
    "change_of_variables": [
        """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x)
""",
        """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse) -> torch.Tensor:
    z = inverse(x)
    log_volume = log_abs_det_inverse(x)
    log_base = base_log_prob(z)
    return torch.add(log_base, log_volume)
""",
        """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    terms = [log_abs_det_inverse(x), base_log_prob(inverse(x))]
    return torch.stack(terms, dim=0).sum(dim=0)
""",
    ],
    "coupling_forward": [
        """
def coupling_forward(z, mask, scale, shift):
    keep = mask == 1
    inp = mask * z
    s = torch.where(keep, torch.zeros_like(z), scale(inp))
    t = torch.where(keep, torch.zeros_like(z), shift(inp))
    x = z * torch.exp(s) + t
    return x, s.sum(dim=1)
""",
        """
def coupling_forward(z: torch.Tensor, mask: torch.Tensor, scale, shift) -> tuple:
    changed = torch.nonzero(mask == 0).flatten()
    masked = mask * z
    log_scale = scale(masked)[:, changed]
    move = shift(masked)[:, changed]
    x = z.clone()
    x[:, changed] = z[:, changed] * log_scale.exp() + move
    return x, log_scale.sum(1)
""",
        """
def coupling_forward(z, mask, scale, shift):
    a, b = scale(mask * z), shift(mask * z)
    columns, log_det = [], torch.zeros(z.shape[0], dtype=z.dtype)
    for d in range(z.shape[1]):
        if mask[d] == 1:
            columns.append(z[:, d])
        else:
            columns.append(z[:, d] * torch.exp(a[:, d]) + b[:, d])
            log_det = log_det + a[:, d]
    return torch.stack(columns, dim=1), log_det
""",
    ],
    "coupling_inverse": [
        """
def coupling_inverse(x, mask, scale, shift):
    passed = mask.bool()
    s = scale(mask * x).masked_fill(passed, 0.0)
    t = shift(mask * x).masked_fill(passed, 0.0)
    z = (x - t) * torch.exp(-s)
    return z, -s.sum(dim=1)
""",
        """
def coupling_inverse(x: torch.Tensor, mask: torch.Tensor, scale, shift) -> tuple:
    # the passed coordinates of x are those of z, so both networks see the same input as on the way there
    inp = x * mask
    idx = (mask == 0).nonzero()[:, 0]
    s, t = scale(inp)[:, idx], shift(inp)[:, idx]
    z = x.clone()
    z[:, idx] = (x[:, idx] - t) / torch.exp(s)
    log_det = torch.neg(s).sum(dim=-1)
    return z, log_det
""",
        """
def coupling_inverse(x, mask, scale, shift):
    log_scale = scale(mask * x)
    offset = shift(mask * x)
    zero = torch.zeros_like(log_scale)
    log_scale = torch.where(mask > 0.5, zero, log_scale)
    undone = (x - offset) * torch.exp(-log_scale)
    z = torch.where(mask > 0.5, x, undone)
    return z, 0 - torch.einsum("nd->n", log_scale)
""",
    ],
    "compose": [
        """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        log_det = torch.zeros(z.shape[0], dtype=z.dtype)
        for flow in flows:
            z, ld = flow.forward(z)
            log_det = log_det + ld
        return z, log_det

    def inverse(x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype)
        for flow in reversed(flows):
            x, ld = flow.inverse(x)
            log_det = log_det + ld
        return x, log_det

    return SimpleNamespace(forward=forward, inverse=inverse)
""",
        """
class _Chain:
    def __init__(self, flows):
        self.flows = list(flows)

    def _run(self, value, functions):
        dets = [value.new_zeros(value.shape[0])]
        for fn in functions:
            value, d = fn(value)
            dets.append(d)
        return value, torch.stack(dets).sum(dim=0)

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
    # recursion: nothing, or the first layer followed by the rest
    if len(flows) == 0:
        return SimpleNamespace(
            forward=lambda z: (z, z.new_zeros(len(z))),
            inverse=lambda x: (x, x.new_zeros(len(x))),
        )
    first, rest = flows[0], compose(flows[1:])

    def forward(z):
        mid, a = first.forward(z)
        x, b = rest.forward(mid)
        return x, a + b

    def inverse(x):
        mid, b = rest.inverse(x)
        z, a = first.inverse(mid)
        return z, a + b

    return SimpleNamespace(forward=forward, inverse=inverse)
""",
    ],
    "maf_log_prob": [
        """
import math

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(dim=1)
""",
        """
def maf_log_prob(x: torch.Tensor, conditioner) -> torch.Tensor:
    mu, alpha = conditioner(x)
    z = (x - mu) / alpha.exp()
    base = torch.distributions.Normal(torch.zeros_like(x), torch.ones_like(x))
    return base.log_prob(z).sum(-1) - alpha.sum(-1)
""",
        """
def maf_log_prob(x, conditioner):
    N, D = x.shape
    mean, log_scale = conditioner(x)
    log_p = x.new_full((N,), -0.5 * D * np.log(2 * np.pi))
    for i in range(D):
        z_i = (x[:, i] - mean[:, i]) * torch.exp(-log_scale[:, i])
        log_p = log_p - 0.5 * z_i.square() - log_scale[:, i]
    return log_p
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
def flow_step(model, optimizer, x: torch.Tensor) -> float:
    log_p = model.log_prob(x)
    nll = torch.mean(-log_p)
    before = float(nll.detach())
    optimizer.zero_grad(set_to_none=True)
    nll.backward()
    optimizer.step()
    return before
""",
        """
def flow_step(model, optimizer, x):
    with torch.enable_grad():
        loss = model.log_prob(x).sum() / (-x.shape[0])
    value = loss.item()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    optimizer.zero_grad()
    return value
""",
    ],
}

WRONG = {
    "square_pushforward_log_prob": [
        ("only one of the two roots", """
def square_pushforward_log_prob(y):
    ok = y > 0
    s = torch.where(ok, y, torch.ones_like(y))
    v = -0.5 * s - 0.5 * np.log(2 * np.pi) - torch.log(2 * torch.sqrt(s))
    return torch.where(ok, v, torch.full_like(y, -np.inf))
""", ["one branch only"]),
        ("Jacobian with the wrong sign", """
def square_pushforward_log_prob(y):
    ok = y > 0
    s = torch.where(ok, y, torch.ones_like(y))
    root = s.sqrt()
    v = np.log(2) - 0.5 * s - 0.5 * np.log(2 * np.pi) + torch.log(2 * root)
    return torch.where(ok, v, torch.full_like(y, -np.inf))
""", ["Jacobian upside down"]),
        ("no Jacobian", """
def square_pushforward_log_prob(y):
    ok = y > 0
    s = torch.where(ok, y, torch.ones_like(y))
    v = np.log(2) + torch.distributions.Normal(0.0, 1.0).log_prob(s.sqrt())
    return torch.where(ok, v, torch.full_like(y, -np.inf))
""", ["no Jacobian"]),
        ("logarithm of the density", """
def square_pushforward_log_prob(y):
    out = torch.full_like(y, -np.inf)
    pos = y > 0
    p = torch.exp(-y[pos] / 2) / torch.sqrt(2 * np.pi * y[pos])
    out[pos] = torch.log(p)
    return out
""", ["logarithm of an underflow"]),
        ("plus infinity at 0", """
def square_pushforward_log_prob(y):
    ok = y >= 0
    s = torch.where(ok, y, torch.ones_like(y))
    v = -0.5 * s - 0.5 * torch.log(s) - 0.5 * np.log(2 * np.pi)
    return torch.where(ok, v, torch.full_like(y, -np.inf))
""", ["nan below zero"]),
        ("nothing done below 0", """
def square_pushforward_log_prob(y):
    return -0.5 * y - 0.5 * torch.log(y) - 0.5 * np.log(2 * np.pi)
""", ["nan below zero"]),
        ("y itself put into the normal density", """
def square_pushforward_log_prob(y):
    ok = y > 0
    s = torch.where(ok, y, torch.ones_like(y))
    v = torch.distributions.Normal(0.0, 1.0).log_prob(s) - 0.5 * torch.log(s)
    return torch.where(ok, v, torch.full_like(y, -np.inf))
""", ["the Gaussian at y"]),
        ("clamps y from below", """
def square_pushforward_log_prob(y):
    s = y.clamp(min=1e-12)
    v = -0.5 * s - 0.5 * torch.log(s) - 0.5 * np.log(2 * np.pi)
    return torch.where(y > 0, v, torch.full_like(y, -np.inf))
""", []),
        ("log-density 0 where nothing can occur", """
def square_pushforward_log_prob(y):
    out = torch.zeros_like(y)
    pos = y > 0
    out[pos] = -0.5 * y[pos] - 0.5 * torch.log(y[pos]) - 0.5 * np.log(2 * np.pi)
    return out
""", ["nan below zero"]),
    ],
    "change_of_variables": [
        ("log-det subtracted", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) - log_abs_det_inverse(x)
""", ["sign"]),
        ("base density at x", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(x) + log_abs_det_inverse(x)
""", ["base density at x"]),
        ("log-det at z", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + log_abs_det_inverse(z)
""", ["forward Jacobian: evaluated at z"]),
        ("logarithm taken twice", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + torch.log(log_abs_det_inverse(x))
""", ["logarithms multiplied"]),
        ("density in place of its logarithm", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return torch.exp(base_log_prob(inverse(x))) * torch.exp(log_abs_det_inverse(x))
""", ["the density itself"]),
        ("mean over the rows", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return (base_log_prob(inverse(x)) + log_abs_det_inverse(x)).mean()
""", []),
        ("absolute value of the log-det", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + torch.abs(log_abs_det_inverse(x))
""", ["absolute value of the logarithm"]),
        ("no log-det", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z)
""", ["no Jacobian"]),
        ("leaves the logarithms in between", """
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    p_z = torch.exp(base_log_prob(inverse(x)))
    factor = torch.exp(log_abs_det_inverse(x))
    return torch.log(p_z * factor)
""", []),
    ],
    "coupling_forward": [
        ("log-det over all coordinates", """
def coupling_forward(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    x = mask * z + (1 - mask) * (z * torch.exp(s) + t)
    return x, s.sum(1)
""", ["log-scales of unchanged coordinates counted"]),
        ("networks see the unmasked z", """
def coupling_forward(z, mask, scale, shift):
    s, t = scale(z), shift(z)
    x = mask * z + (1 - mask) * (z * torch.exp(s) + t)
    return x, ((1 - mask) * s).sum(1)
""", ["scale sees everything", "scale of the wrong half"]),
        ("log-scale not exponentiated", """
def coupling_forward(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    x = mask * z + (1 - mask) * (z * s + t)
    return x, ((1 - mask) * torch.log(torch.abs(s))).sum(1)
""", ["scale for log-scale"]),
        ("changes the coordinates with mask 1", """
def coupling_forward(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    x = (1 - mask) * z + mask * (z * torch.exp(s) + t)
    return x, (mask * s).sum(1)
""", ["roles of the mask swapped", "masked half changed"]),
        ("sum of the scales, no logarithm", """
def coupling_forward(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    e = torch.exp(s)
    x = mask * z + (1 - mask) * (z * e + t)
    return x, ((1 - mask) * e).sum(dim=1)
""", []),
        ("log-det of the other direction", """
def coupling_forward(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    x = mask * z + (1 - mask) * (z * torch.exp(s) + t)
    return x, -((1 - mask) * s).sum(1)
""", ["log-det sign"]),
        ("shift reaches the passed coordinates", """
def coupling_forward(z, mask, scale, shift):
    inp = mask * z
    s = (1 - mask) * scale(inp)
    x = z * torch.exp(s) + shift(inp)
    return x, s.sum(1)
""", ["masked half changed"]),
        ("logarithm of the product of the scales", """
def coupling_forward(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    factor = mask + (1 - mask) * torch.exp(s)
    x = z * factor + (1 - mask) * t
    return x, torch.log(torch.prod(factor, dim=1))
""", ["log of a product that left the floats"]),
        ("shifts before it scales", """
def coupling_forward(z, mask, scale, shift):
    s, t = scale(mask * z), shift(mask * z)
    x = mask * z + (1 - mask) * ((z + t) * torch.exp(s))
    return x, ((1 - mask) * s).sum(1)
""", ["shift before scale"]),
    ],
    "coupling_inverse": [
        ("log-det of the forward direction", """
def coupling_inverse(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    z = mask * x + (1 - mask) * (x - t) * torch.exp(-s)
    return z, ((1 - mask) * s).sum(1)
""", ["log-det sign"]),
        ("divides first, then takes the shift away", """
def coupling_inverse(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    z = mask * x + (1 - mask) * (x * torch.exp(-s) - t)
    return z, -((1 - mask) * s).sum(1)
""", ["undone in the wrong order"]),
        ("networks see the unmasked x", """
def coupling_inverse(x, mask, scale, shift):
    s, t = scale(x), shift(x)
    z = mask * x + (1 - mask) * (x - t) * torch.exp(-s)
    return z, -((1 - mask) * s).sum(1)
""", ["scale of the wrong half"]),
        ("multiplies by the scale again", """
def coupling_inverse(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    z = mask * x + (1 - mask) * (x - t) * torch.exp(s)
    return z, -((1 - mask) * s).sum(1)
""", ["scale not divided out"]),
        ("log-det over all coordinates", """
def coupling_inverse(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    z = torch.where(mask == 1, x, (x - t) * torch.exp(-s))
    return z, -s.sum(dim=1)
""", ["log-scales of unchanged coordinates counted"]),
        ("networks see the other half", """
def coupling_inverse(x, mask, scale, shift):
    inp = (1 - mask) * x
    s, t = scale(inp), shift(inp)
    z = mask * x + (1 - mask) * (x - t) * torch.exp(-s)
    return z, -((1 - mask) * s).sum(1)
""", ["scale of the wrong half"]),
        ("divides by the log-scale", """
def coupling_inverse(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    z = mask * x + (1 - mask) * (x - t) / s
    return z, -((1 - mask) * torch.log(torch.abs(s))).sum(1)
""", ["scale for log-scale"]),
        ("gradients switched off", """
def coupling_inverse(x, mask, scale, shift):
    with torch.no_grad():
        s, t = scale(mask * x), shift(mask * x)
    z = mask * x + (1 - mask) * (x - t) * torch.exp(-s)
    return z, -((1 - mask) * s).sum(1)
""", ["the graph is cut"]),
        ("undoes the passed coordinates, too", """
def coupling_inverse(x, mask, scale, shift):
    s, t = scale(mask * x), shift(mask * x)
    z = (x - t) * torch.exp(-s)
    return z, -((1 - mask) * s).sum(1)
""", ["masked half changed"]),
    ],
    "compose": [
        ("adds into the first flow's log-det in place", """
from types import SimpleNamespace

def compose(flows):
    def run(v, fns):
        total = None
        for fn in fns:
            v, ld = fn(v)
            if total is None:
                total = ld
            else:
                total += ld
        if total is None:
            total = torch.zeros(v.shape[0], dtype=v.dtype)
        return v, total

    return SimpleNamespace(
        forward=lambda z: run(z, [f.forward for f in flows]),
        inverse=lambda x: run(x, [f.inverse for f in reversed(flows)]),
    )
""", []),
        ("inverse in the same order", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = z.new_zeros(z.shape[0])
        for f in flows:
            z, ld = f.forward(z)
            total = total + ld
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        for f in flows:
            x, ld = f.inverse(x)
            total = total + ld
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["inverse in forward order"]),
        ("inverse log-dets subtracted", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = z.new_zeros(z.shape[0])
        for f in flows:
            z, ld = f.forward(z)
            total = total + ld
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        for f in flows[::-1]:
            x, ld = f.inverse(x)
            total = total - ld
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["inverse returns the forward log-det"]),
        ("last flow acts first, as in f(g(x))", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = z.new_zeros(z.shape[0])
        for f in reversed(flows):
            z, ld = f.forward(z)
            total = total + ld
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        for f in flows:
            x, ld = f.inverse(x)
            total = total + ld
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["the last flow acts first"]),
        ("a bare 0 for the empty list", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = 0
        for f in flows:
            z, ld = f.forward(z)
            total = total + ld
        return z, total

    def inverse(x):
        total = 0
        for f in reversed(flows):
            x, ld = f.inverse(x)
            total = total + ld
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
        ("log-dets all at the first input", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        x = z
        for f in flows:
            x = f.forward(x)[0]
        total = z.new_zeros(z.shape[0])
        for f in flows:
            total = total + f.forward(z)[1]
        return x, total

    def inverse(x):
        z = x
        for f in reversed(flows):
            z = f.inverse(z)[0]
        total = x.new_zeros(x.shape[0])
        for f in reversed(flows):
            total = total + f.inverse(x)[1]
        return z, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["log-dets at the wrong points"]),
        ("only the last log-det", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        log_det = torch.zeros(z.shape[0], dtype=z.dtype)
        for f in flows:
            z, log_det = f.forward(z)
        return z, log_det

    def inverse(x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype)
        for f in reversed(flows):
            x, log_det = f.inverse(x)
        return x, log_det

    return SimpleNamespace(forward=forward, inverse=inverse)
""", ["last log-det only"]),
        ("reverses the list itself", """
from types import SimpleNamespace

def compose(flows):
    def forward(z):
        total = z.new_zeros(z.shape[0])
        for f in flows:
            z, ld = f.forward(z)
            total = total + ld
        return z, total

    def inverse(x):
        total = x.new_zeros(x.shape[0])
        flows.reverse()
        for f in flows:
            x, ld = f.inverse(x)
            total = total + ld
        return x, total

    return SimpleNamespace(forward=forward, inverse=inverse)
""", []),
        ("log-dets detached", """
from types import SimpleNamespace

def compose(flows):
    def run(v, fns):
        total = torch.zeros(v.shape[0], dtype=v.dtype)
        for fn in fns:
            v, ld = fn(v)
            total += ld.detach()
        return v, total

    return SimpleNamespace(
        forward=lambda z: run(z, [f.forward for f in flows]),
        inverse=lambda x: run(x, [f.inverse for f in flows[::-1]]),
    )
""", ["the graph is cut"]),
    ],
    "maf_log_prob": [
        ("log-scale added", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - 0.5 * np.log(2 * np.pi) + log_scale).sum(1)
""", ["sign of the log-scale"]),
        ("no log-det", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1)
""", ["no log-det"]),
        ("multiplies by the scale to get z", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(log_scale)
    return (-0.5 * z ** 2 - 0.5 * np.log(2 * np.pi) - log_scale).sum(1)
""", ["multiplied by the scale"]),
        ("mean taken away after the scaling", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = x * torch.exp(-log_scale) - mean
    return (-0.5 * z ** 2 - 0.5 * np.log(2 * np.pi) - log_scale).sum(1)
""", []),
        ("log-scale clamped to 5", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    log_scale = torch.clamp(log_scale, -5, 5)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - 0.5 * np.log(2 * np.pi) - log_scale).sum(1)
""", []),
        ("constant only once for all dimensions", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    base = -0.5 * (z ** 2).sum(1) - 0.5 * np.log(2 * np.pi)
    return base - log_scale.sum(1)
""", ["constant forgotten"]),
        ("mean over the dimensions", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z ** 2 - 0.5 * np.log(2 * np.pi) - log_scale).mean(dim=1)
""", ["no sum over the dimensions"]),
        ("log-scale taken for a log-variance", """
def maf_log_prob(x, conditioner):
    mean, log_var = conditioner(x)
    quad = (x - mean) ** 2 / torch.exp(log_var)
    return -0.5 * (quad + log_var + np.log(2 * np.pi)).sum(1)
""", ["log-scale as log-variance"]),
        ("logarithm of the product of densities", """
def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    std = torch.exp(log_scale)
    p = torch.exp(-0.5 * ((x - mean) / std) ** 2) / (np.sqrt(2 * np.pi) * std)
    return torch.log(p.prod(dim=1))
""", []),
    ],
    "flow_step": [
        ("gradients not set to zero", """
def flow_step(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ["gradients pile up"]),
        ("steps down the log-likelihood", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ["uphill"]),
        ("sum over the batch", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).sum()
    loss.backward()
    optimizer.step()
    return loss.item()
""", ["the sum over the batch"]),
        ("returns the loss after the step", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    with torch.no_grad():
        return (-model.log_prob(x).mean()).item()
""", ["the loss after the step"]),
        ("returns a tensor", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss
""", ["no float"]),
        ("no optimizer step", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    return loss.item()
""", ["no step is taken"]),
        ("zero_grad after backward", """
def flow_step(model, optimizer, x):
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()
""", ["no step is taken", "no gradient at the step"]),
        ("returns the log-likelihood", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    log_likelihood = model.log_prob(x).mean()
    (-log_likelihood).backward()
    optimizer.step()
    return log_likelihood.item()
""", ["the log-likelihood returned"]),
        ("loss wrapped into a new tensor", """
def flow_step(model, optimizer, x):
    optimizer.zero_grad()
    value = -model.log_prob(x).mean().item()
    loss = torch.tensor(value, requires_grad=True)
    loss.backward()
    optimizer.step()
    return value
""", ["no step is taken", "no gradient at the step"]),
    ],
}
