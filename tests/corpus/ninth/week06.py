"""Answers to exercises of week 6, labelled: see ../corpora.toml."""

RIGHT = {
    "pushforward_pmf": [
        """
def pushforward_pmf(pmf: dict, mapping: dict) -> dict:
    result = {}
    for outcome, p in pmf.items():
        image = mapping[outcome]
        result[image] = result.get(image, 0.0) + p
    return result
""",
        """
from collections import defaultdict

def pushforward_pmf(pmf, mapping):
    out = defaultdict(float)
    for x in pmf:
        out[mapping[x]] += pmf[x]
    return dict(out)
""",
        """
import math

def pushforward_pmf(pmf: dict, mapping: dict) -> dict:
    images = {mapping[x] for x in pmf}
    return {y: math.fsum(p for x, p in pmf.items() if mapping[x] == y) for y in images}
""",
    ],
    "linear_flow_log_prob": [
        """
import math

def linear_flow_log_prob(x: torch.Tensor, A: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    D = A.shape[0]
    z = torch.linalg.solve(A, (x - b).T).T
    log_abs_det = torch.linalg.slogdet(A).logabsdet
    return -0.5 * (z**2).sum(dim=1) - 0.5 * D * math.log(2 * math.pi) - log_abs_det
""",
        """
def linear_flow_log_prob(x, A, b):
    # A = QR: |det A| is the product of the diagonal of R
    Q, R = torch.linalg.qr(A)
    z = torch.linalg.solve_triangular(R, Q.T @ (x - b).T, upper=True).T
    base = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(-1)
    return base - R.diagonal().abs().log().sum()
""",
        """
def linear_flow_log_prob(x: torch.Tensor, A: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    LU, pivots = torch.linalg.lu_factor(A)
    log_abs_det = torch.log(torch.abs(torch.diagonal(LU))).sum()
    out = []
    for row in x:
        z = torch.linalg.lu_solve(LU, pivots, (row - b).unsqueeze(1)).squeeze(1)
        out.append(-0.5 * torch.dot(z, z) - 0.5 * len(z) * float(np.log(2 * np.pi)) - log_abs_det)
    return torch.stack(out)
""",
    ],
    "jacobian_log_abs_det": [
        """
def jacobian_log_abs_det(f, z: torch.Tensor) -> torch.Tensor:
    out = []
    for row in z:
        J = torch.autograd.functional.jacobian(lambda r: f(r.unsqueeze(0)).squeeze(0), row)
        out.append(torch.linalg.slogdet(J).logabsdet)
    return torch.stack(out)
""",
        """
def jacobian_log_abs_det(f, z):
    z = z.detach().clone().requires_grad_(True)
    with torch.enable_grad():
        y = f(z)
        # rows do not talk to each other, so the sum over the batch separates again
        rows = [torch.autograd.grad(y[:, d].sum(), z, retain_graph=True)[0] for d in range(z.shape[1])]
    J = torch.stack(rows, dim=1)     # (N, out, in)
    return torch.linalg.slogdet(J)[1]
""",
        """
def jacobian_log_abs_det(f, z: torch.Tensor) -> torch.Tensor:
    # sum over the batch, one Jacobian of shape (D, N, D)
    J = torch.autograd.functional.jacobian(lambda t: f(t).sum(dim=0), z.detach())
    J = J.permute(1, 0, 2)
    sign, log_abs = torch.linalg.slogdet(J)
    return log_abs
""",
    ],
    "planar_log_abs_det": [
        """
def planar_log_abs_det(z: torch.Tensor, u: torch.Tensor, w: torch.Tensor, b: float) -> torch.Tensor:
    a = z @ w + b
    slope = 1 - torch.tanh(a) ** 2
    return torch.log(torch.abs(1 + slope * (u @ w)))
""",
        """
def planar_log_abs_det(z, u, w, b):
    pre = torch.mv(z, w) + b
    psi = (1 - pre.tanh().pow(2)).unsqueeze(1) * w        # gradient of tanh(w.z + b), (N, D)
    return (1 + psi @ u).abs().log()
""",
        """
def planar_log_abs_det(z: torch.Tensor, u: torch.Tensor, w: torch.Tensor, b: float) -> torch.Tensor:
    wu = (w * u).sum()
    pre = (z * w).sum(dim=-1) + b
    # tanh' = 4 sigmoid(2a) sigmoid(-2a), without cancellation
    derivative = 4 * torch.sigmoid(2 * pre) * torch.sigmoid(-2 * pre)
    return torch.log((1 + derivative * wu).abs())
""",
    ],
    "compose_jacobians": [
        """
def compose_jacobians(jacobians: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype, device=jacobians.device)
    log_abs_det = torch.zeros((), dtype=jacobians.dtype, device=jacobians.device)
    for J in jacobians:
        total = J @ total
        log_abs_det = log_abs_det + torch.linalg.slogdet(J).logabsdet
    return total, log_abs_det
""",
        """
from functools import reduce

def compose_jacobians(jacobians):
    total = reduce(lambda done, J: J @ done, jacobians)
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""",
        """
def compose_jacobians(jacobians: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    backwards = list(jacobians.flip(0))
    if len(backwards) == 1:
        total = backwards[0].clone()
    else:
        total = torch.linalg.multi_dot(backwards)
    R = torch.linalg.qr(jacobians).R
    logs = torch.diagonal(R, dim1=-2, dim2=-1).abs().log()
    return total, logs.sum()
""",
    ],
    "autoregressive_jacobian": [
        """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    z = (x - mean) * torch.exp(-log_scale)
    eye = torch.eye(len(x), dtype=x.dtype)
    J = torch.exp(-log_scale)[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""",
        """
def autoregressive_jacobian(
    x: torch.Tensor,
    mean: torch.Tensor,
    log_scale: torch.Tensor,
    mean_slopes: torch.Tensor,
    log_scale_slopes: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    D = x.shape[0]
    J = torch.zeros(D, D, dtype=x.dtype)
    log_abs_det = torch.zeros((), dtype=x.dtype)
    for i in range(D):
        s = torch.exp(-log_scale[i])
        J[i, i] = s
        for j in range(i):
            J[i, j] = -s * mean_slopes[i, j] - (x[i] - mean[i]) * s * log_scale_slopes[i, j]
        log_abs_det = log_abs_det - log_scale[i]
    return J, log_abs_det
""",
        """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    # near x the two functions may be replaced by their tangents; autograd does the rest
    def back(t):
        mu = mean + mean_slopes @ (t - x)
        alpha = log_scale + log_scale_slopes @ (t - x)
        return (t - mu) * torch.exp(-alpha)

    J = torch.autograd.functional.jacobian(back, x)
    return J, torch.sum(-log_scale)
""",
    ],
    "logit_dequantize": [
        """
import math

def logit_dequantize(x: torch.Tensor, levels: int, noise: torch.Tensor, alpha: float) -> tuple:
    u = (x + noise) / levels
    rest = ((levels - x) - noise) / levels              # 1 - u, without cancellation
    v = alpha + (1 - 2 * alpha) * u
    one_minus_v = alpha + (1 - 2 * alpha) * rest
    log_v, log_w = torch.log(v), torch.log(one_minus_v)
    y = log_v - log_w
    per_dim = math.log(1 - 2 * alpha) - math.log(levels) - log_v - log_w
    return y, per_dim.sum(dim=1)
""",
        """
def logit_dequantize(x, levels, noise, alpha):
    D = x.shape[1]
    squeeze = 1 - 2 * alpha
    v = alpha + squeeze * (x + noise) / levels
    w = alpha + squeeze * (levels - 1 - x + (1 - noise)) / levels
    y = torch.log(v) - torch.log(w)
    # dy/dv = 1/v + 1/(1 - v) = 1/(v w)
    log_det = -(v.log() + w.log()).sum(-1) + D * float(np.log(squeeze / levels))
    return y, log_det
""",
        """
def logit_dequantize(x: torch.Tensor, levels: int, noise: torch.Tensor, alpha: float) -> tuple:
    N, D = x.shape
    y = torch.empty(N, D, dtype=noise.dtype)
    log_det = torch.zeros(N, dtype=noise.dtype)
    for d in range(D):
        p = (x[:, d] + noise[:, d]) / levels
        q = (levels - x[:, d] - noise[:, d]) / levels
        a = (alpha + (1 - 2 * alpha) * p).log()
        c = (alpha + (1 - 2 * alpha) * q).log()
        y[:, d] = a - c
        log_det -= a + c                                # the logit
        log_det += float(np.log1p(-2 * alpha))          # the squeeze
        log_det -= float(np.log(levels))                # the division
    return y, log_det
""",
    ],
    "RealNVP": [
        '''
from torch import nn
import math

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim: int, layers: int, hidden: int):
        super().__init__()
        self.dim = dim
        self.layers = layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )
        masks = torch.stack([((torch.arange(dim) + i) % 2).float() for i in range(layers)])
        self.register_buffer("masks", masks)

    def layer(self, i: int) -> tuple:
        mask, net = self.masks[i], self.nets[i]

        def scale(h):
            return torch.tanh(net(h * mask)[:, : self.dim])

        def shift(h):
            return net(h * mask)[:, self.dim :]

        return mask, scale, shift

    def log_prob(self, x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype, device=x.device)
        z = x
        for i in reversed(range(self.layers)):
            mask, scale, shift = self.layer(i)
            kept = z * mask
            s = scale(kept) * (1 - mask)
            t = shift(kept) * (1 - mask)
            z = kept + (1 - mask) * (z - t) * torch.exp(-s)
            log_det = log_det - s.sum(dim=1)
        base = -0.5 * (z**2).sum(dim=1) - 0.5 * self.dim * math.log(2 * math.pi)
        return base + log_det

    def sample(self, z):
        x = z
        for i in range(self.layers):
            mask, scale, shift = self.layer(i)
            kept = x * mask
            x = kept + (1 - mask) * (x * torch.exp(scale(kept)) + shift(kept))
        return x
''',
        """
from torch import nn
class _Coupling(nn.Module):
    def __init__(self, dim, hidden, mask):
        super().__init__()
        self.register_buffer("mask", mask)
        self.body = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh())
        self.log_scale_head = nn.Linear(hidden, dim)
        self.shift_head = nn.Linear(hidden, dim)

    def scale(self, h):
        return 2 * torch.tanh(self.log_scale_head(self.body(self.mask * h)) / 2) * (1 - self.mask)

    def shift(self, h):
        return self.shift_head(self.body(self.mask * h)) * (1 - self.mask)

    def forward(self, z):
        s = self.scale(z)
        return z * torch.exp(s) + self.shift(z), s.sum(-1)

    def inverse(self, x):
        s = self.scale(x)
        return (x - self.shift(x)) * torch.exp(-s), s.sum(-1)


class RealNVP(nn.Module):
    def __init__(self, dim: int, layers: int, hidden: int):
        super().__init__()
        first = torch.zeros(dim)
        first[: dim // 2] = 1
        self.couplings = nn.ModuleList()
        for i in range(layers):
            mask = first if i % 2 == 0 else 1 - first
            self.couplings.append(_Coupling(dim, hidden, mask.clone()))

    def layer(self, i: int) -> tuple:
        c = self.couplings[i]
        return c.mask, c.scale, c.shift

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        total = 0.0
        for c in reversed(self.couplings):
            x, log_det = c.inverse(x)
            total = total + log_det
        return torch.distributions.Normal(0.0, 1.0).log_prob(x).sum(-1) - total

    def sample(self, z: torch.Tensor) -> torch.Tensor:
        for c in self.couplings:
            z, _ = c.forward(z)
        return z
""",
        '''
from torch import nn
def _couple(z, mask, scale, shift):
    h = mask * z
    s = (1 - mask) * scale(h)
    return h + (1 - mask) * (z * s.exp() + shift(h)), s.sum(1)

def _uncouple(x, mask, scale, shift):
    h = mask * x
    s = (1 - mask) * scale(h)
    return h + (1 - mask) * ((x - shift(h)) * (-s).exp()), -s.sum(1)

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList()
        for i in range(layers):
            self.nets.append(nn.Sequential(nn.Linear(dim, hidden), nn.SiLU(), nn.Linear(hidden, 2 * dim)))
            self.register_buffer(f"mask{i}", (torch.arange(dim) % 2 == i % 2).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        scale = lambda h: net(mask * h).chunk(2, dim=-1)[0].tanh()
        shift = lambda h: net(mask * h).chunk(2, dim=-1)[1]
        return mask, scale, shift

    def log_prob(self, x):
        log_det = x.new_zeros(len(x))
        for i in range(len(self.nets) - 1, -1, -1):
            x, ld = _uncouple(x, *self.layer(i))
            log_det = log_det + ld
        return log_det - 0.5 * (x**2 + float(np.log(2 * np.pi))).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = _couple(z, *self.layer(i))
        return z
''',
    ],
}

WRONG = {
    "pushforward_pmf": [
        ("later outcomes overwrite earlier ones", """
def pushforward_pmf(pmf, mapping):
    return {mapping[x]: p for x, p in pmf.items()}
""", ["collisions overwritten", "one of several counted"]),
        ("images of probability 0 dropped", """
def pushforward_pmf(pmf: dict, mapping: dict) -> dict:
    result = {}
    for x, p in pmf.items():
        if p > 0:
            result[mapping[x]] = result.get(mapping[x], 0) + p
    return result
""", ["images of probability 0 dropped"]),
        ("counts outcomes, ignores their probabilities", """
from collections import Counter
def pushforward_pmf(pmf, mapping):
    counts = Counter(mapping[x] for x in pmf)
    return {y: c / len(pmf) for y, c in counts.items()}
""", ["outcomes counted, not weighed"]),
        ("keyed by the outcome instead of the image", """
def pushforward_pmf(pmf: dict, mapping: dict) -> dict:
    return {x: sum(pmf[o] for o in pmf if mapping[o] == mapping[x]) for x in pmf}
""", ["an entry for each outcome"]),
        ("averages over the preimage instead of adding", """
def pushforward_pmf(pmf, mapping):
    groups = {}
    for x, p in pmf.items():
        groups.setdefault(mapping[x], []).append(p)
    return {y: sum(ps) / len(ps) for y, ps in groups.items()}
""", ["normalised by count"]),
        ("pulls the pmf back instead of pushing it forward", """
def pushforward_pmf(pmf: dict, mapping: dict) -> dict:
    result = {}
    for x in mapping:
        result[x] = pmf.get(mapping[x], 0.0)
    return result
""", []),
        ("first probability counted twice", """
def pushforward_pmf(pmf, mapping):
    result = {}
    for x, p in pmf.items():
        y = mapping[x]
        if y not in result:
            result[y] = p
        result[y] += p
    return result
""", []),
        ("groupby without sorting: only neighbours are joined", """
from itertools import groupby
def pushforward_pmf(pmf: dict, mapping: dict) -> dict:
    out = {}
    for y, group in groupby(pmf, key=lambda x: mapping[x]):
        out[y] = sum(pmf[x] for x in group)
    return out
""", ["collisions overwritten"]),
        ("probabilities multiplied", """
def pushforward_pmf(pmf, mapping):
    out = {}
    for x, p in pmf.items():
        out[mapping[x]] = out.get(mapping[x], 1.0) * p
    return out
""", ["probabilities multiplied"]),
    ],
    "linear_flow_log_prob": [
        ("log-det added instead of subtracted", """
import math
def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(1)
    return base + torch.linalg.slogdet(A)[1]
""", ["log det added"]),
        ("determinant first, logarithm afterwards", """
import math
def linear_flow_log_prob(x: torch.Tensor, A: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    z = torch.linalg.solve(A, (x - b).T).T
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(1)
    return base - torch.log(torch.abs(torch.det(A)))
""", ["determinant overflows"]),
        ("logdet: nan for a negative determinant", """
import math
def linear_flow_log_prob(x, A, b):
    z = (x - b) @ torch.linalg.inv(A).T
    return -0.5 * (z**2).sum(-1) - 0.5 * len(b) * math.log(2 * math.pi) - torch.logdet(A)
""", ["logdet of a negative determinant"]),
        ("inverse multiplied from the wrong side, not transposed", """
import math
def linear_flow_log_prob(x: torch.Tensor, A: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    z = (x - b) @ torch.linalg.inv(A)
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(1)
    return base - torch.linalg.slogdet(A).logabsdet
""", ["transposed"]),
        ("pushes x forward instead of back", """
import math
def linear_flow_log_prob(x, A, b):
    z = x @ A.T + b
    base = -0.5 * (z**2 + math.log(2 * math.pi)).sum(1)
    return base - torch.linalg.slogdet(A)[1]
""", ["the wrong direction"]),
        ("log-det forgotten", """
def linear_flow_log_prob(x: torch.Tensor, A: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    z = torch.linalg.solve(A, (x - b).T).T
    return torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(dim=1)
""", ["no log-det"]),
        ("b subtracted after the inverse", """
import math
def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, x.T).T - b
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - torch.linalg.slogdet(A)[1]
""", ["shift after the inverse"]),
        ("half of the log-det, as for a covariance", """
import math
def linear_flow_log_prob(x: torch.Tensor, A: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    z = torch.linalg.solve(A, (x - b).T).T
    D = x.shape[1]
    return -0.5 * ((z**2).sum(1) + D * math.log(2 * math.pi) + torch.linalg.slogdet(A)[1])
""", ["half the log-det"]),
        ("log-det from the diagonal of A", """
import math
def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = torch.log(torch.abs(torch.diagonal(A))).sum()
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(1) - log_det
""", []),
    ],
    "jacobian_log_abs_det": [
        ("determinant first, logarithm afterwards", """
def jacobian_log_abs_det(f, z):
    out = []
    for row in z:
        J = torch.autograd.functional.jacobian(lambda r: f(r[None])[0], row)
        out.append(torch.log(torch.abs(torch.det(J))))
    return torch.stack(out)
""", ["log of the determinant"]),
        ("logdet without the absolute value", """
def jacobian_log_abs_det(f, z: torch.Tensor) -> torch.Tensor:
    J = torch.autograd.functional.jacobian(lambda t: f(t).sum(0), z).permute(1, 0, 2)
    return torch.logdet(J)
""", ["no abs"]),
        ("diagonal of the Jacobian only", """
def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda t: f(t).sum(dim=0), z).permute(1, 0, 2)
    return torch.diagonal(J, dim1=1, dim2=2).abs().log().sum(dim=1)
""", ["diagonal only"]),
        ("gradient of the sum of all outputs taken for the diagonal", """
def jacobian_log_abs_det(f, z: torch.Tensor) -> torch.Tensor:
    z = z.detach().clone().requires_grad_(True)
    g, = torch.autograd.grad(f(z).sum(), z)
    return torch.log(g.abs()).sum(dim=1)
""", ["gradient of the sum"]),
        ("one determinant of the whole batch", """
def jacobian_log_abs_det(f, z):
    N, D = z.shape
    J = torch.autograd.functional.jacobian(f, z).reshape(N * D, N * D)
    return torch.linalg.slogdet(J)[1]
""", ["the whole batch at once"]),
        ("sign turned, as for the density", """
def jacobian_log_abs_det(f, z: torch.Tensor) -> torch.Tensor:
    out = []
    for n in range(len(z)):
        J = torch.autograd.functional.jacobian(lambda r: f(r.unsqueeze(0)).squeeze(0), z[n])
        out.append(-torch.linalg.slogdet(J)[1])
    return torch.stack(out)
""", ["sign"]),
        ("coarse one-sided finite differences", """
def jacobian_log_abs_det(f, z):
    N, D = z.shape
    eps = 1e-2
    y = f(z)
    cols = []
    for d in range(D):
        e = torch.zeros_like(z)
        e[:, d] = eps
        cols.append((f(z + e) - y) / eps)
    J = torch.stack(cols, dim=2)
    return torch.linalg.slogdet(J)[1]
""", []),
        ("returns the sign of slogdet", """
def jacobian_log_abs_det(f, z: torch.Tensor) -> torch.Tensor:
    out = []
    for row in z:
        J = torch.autograd.functional.jacobian(lambda r: f(r[None])[0], row)
        out.append(torch.linalg.slogdet(J)[0])
    return torch.stack(out)
""", ["the sign for the logarithm"]),
        ("Jacobian of the first row used for all rows", """
def jacobian_log_abs_det(f, z):
    J = torch.autograd.functional.jacobian(lambda r: f(r[None])[0], z[0])
    log_det = torch.linalg.slogdet(J).logabsdet
    return log_det.expand(z.shape[0])
""", []),
    ],
    "planar_log_abs_det": [
        ("absolute value forgotten", """
def planar_log_abs_det(z, u, w, b):
    h = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(1 + h * (u @ w))
""", ["no abs"]),
        ("tanh instead of its derivative", """
def planar_log_abs_det(z: torch.Tensor, u: torch.Tensor, w: torch.Tensor, b: float) -> torch.Tensor:
    h = torch.tanh(z @ w + b)
    return torch.log(torch.abs(1 + h * torch.dot(u, w)))
""", ["tanh instead of its derivative"]),
        ("derivative of tanh without the square", """
def planar_log_abs_det(z, u, w, b):
    h = 1 - torch.tanh(z @ w + b)
    return (1 + h * (w @ u)).abs().log()
""", ["the derivative without the square"]),
        ("diagonal of the Jacobian only", """
def planar_log_abs_det(z: torch.Tensor, u: torch.Tensor, w: torch.Tensor, b: float) -> torch.Tensor:
    h = 1 - torch.tanh(z @ w + b) ** 2
    diag = 1 + h[:, None] * (u * w)
    return torch.log(diag.abs()).sum(dim=1)
""", ["elementwise product not summed"]),
        ("D by D Jacobian and slogdet", """
def planar_log_abs_det(z, u, w, b):
    h = 1 - torch.tanh(z @ w + b) ** 2
    J = torch.eye(len(u), dtype=z.dtype) + h[:, None, None] * torch.outer(u, w)
    return torch.linalg.slogdet(J)[1]
""", ["a matrix is built"]),
        ("b forgotten", """
def planar_log_abs_det(z: torch.Tensor, u: torch.Tensor, w: torch.Tensor, b: float) -> torch.Tensor:
    slope = 1 - torch.tanh(z @ w).pow(2)
    return torch.log(torch.abs(1 + slope * (u * w).sum()))
""", ["b forgotten"]),
        ("u bent to keep the layer invertible", """
import torch.nn.functional as F
def planar_log_abs_det(z, u, w, b):
    wu = torch.dot(w, u)
    u = u + (-1 + F.softplus(wu) - wu) * w / torch.dot(w, w)
    h = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + h * torch.dot(u, w)))
""", []),
        ("absolute value taken of the second term only", """
def planar_log_abs_det(z: torch.Tensor, u: torch.Tensor, w: torch.Tensor, b: float) -> torch.Tensor:
    psi = (1 - torch.tanh(z @ w + b) ** 2)[:, None] * w
    return torch.log(1 + torch.abs(psi @ u))
""", ["abs of the second term only"]),
        ("u and w exchanged in the projection", """
def planar_log_abs_det(z, u, w, b):
    h = 1 - torch.tanh(z @ u + b) ** 2
    return torch.log(torch.abs(1 + h * (w @ u)))
""", ["b forgotten"]),
    ],
    "compose_jacobians": [
        ("product in the wrong order", """
def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    for J in jacobians:
        total = total @ J
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", ["product in the other order"]),
        ("log of the product of the determinants", """
def compose_jacobians(jacobians: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    total = jacobians[0]
    det = torch.det(jacobians[0])
    for J in jacobians[1:]:
        total = J @ total
        det = det * torch.det(J)
    return total, torch.log(torch.abs(det))
""", ["log of the product"]),
        ("logdet: nan for a negative determinant", """
from functools import reduce
def compose_jacobians(jacobians):
    total = reduce(lambda a, J: J @ a, jacobians)
    return total, torch.logdet(jacobians).sum()
""", ["no absolute value"]),
        ("entrywise product", """
def compose_jacobians(jacobians: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    total = torch.prod(jacobians, dim=0)
    log_abs_det = torch.linalg.slogdet(jacobians).logabsdet.sum()
    return total, log_abs_det
""", ["entries multiplied"]),
        ("transposed Jacobian", """
def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = total @ J.T
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", ["transposed"]),
        ("log-det from the diagonals", """
def compose_jacobians(jacobians: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    total = jacobians[0]
    for m in range(1, len(jacobians)):
        total = jacobians[m] @ total
    diagonals = torch.diagonal(jacobians, dim1=1, dim2=2)
    return total, torch.log(torch.abs(diagonals)).sum()
""", ["diagonals alone"]),
        ("the first map left out", """
def compose_jacobians(jacobians):
    M, D, _ = jacobians.shape
    total = torch.eye(D, dtype=jacobians.dtype)
    log_det = torch.zeros((), dtype=jacobians.dtype)
    for m in range(1, M):
        total = jacobians[m] @ total
        log_det = log_det + torch.linalg.slogdet(jacobians[m])[1]
    return total, log_det
""", []),
        ("log-dets subtracted", """
def compose_jacobians(jacobians: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    total = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    log_det = torch.tensor(0.0, dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
        log_det = log_det - torch.linalg.slogdet(J)[1]
    return total, log_det
""", ["sign of the log-determinant"]),
        ("log-dets not added up", """
from functools import reduce
def compose_jacobians(jacobians):
    total = reduce(lambda a, J: J @ a, jacobians)
    return total, torch.linalg.slogdet(jacobians)[1]
""", ["log-determinants not added"]),
    ],
    "autoregressive_jacobian": [
        ("transposed", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    J = torch.diag(s) - s[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J.T, -log_scale.sum()
""", ["transposed"]),
        ("the scale taken for a constant", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    eye = torch.eye(len(x), dtype=x.dtype)
    J = torch.exp(-log_scale)[:, None] * (eye - mean_slopes)
    return J, -log_scale.sum()
""", ["the scale's own slope forgotten"]),
        ("sign of the scale term", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    J = torch.diag(s) - s.unsqueeze(1) * mean_slopes + z.unsqueeze(1) * log_scale_slopes
    return J, -torch.sum(log_scale)
""", ["signs of the lower part"]),
        ("log-det of the other direction", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    J = torch.diag(s) - s[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, log_scale.sum()
""", ["sign of the log-determinant"]),
        ("determinant first, logarithm afterwards", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    J = torch.diag(s) - s[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, torch.log(torch.abs(torch.prod(torch.diagonal(J))))
""", ["log of a product that left the floats"]),
        ("scales multiplied along columns instead of rows", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    eye = torch.eye(x.shape[0], dtype=x.dtype)
    J = s * (eye - mean_slopes - (x - mean)[:, None] * log_scale_slopes)
    return J, -log_scale.sum()
""", ["scaled down the columns"]),
        ("scale term with x - mean instead of z", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = len(x)
    J = torch.zeros(D, D, dtype=x.dtype)
    for i in range(D):
        for j in range(i):
            J[i, j] = -torch.exp(-log_scale[i]) * mean_slopes[i, j] - (x[i] - mean[i]) * log_scale_slopes[i, j]
        J[i, i] = torch.exp(-log_scale[i])
    return J, -log_scale.sum()
""", ["the scale's slope without its factor"]),
        ("diagonal exp(+alpha)", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(log_scale)
    z = (x - mean) / s
    J = torch.diag(s) + mean_slopes + (s * z)[:, None] * log_scale_slopes
    return J, log_scale.sum()
""", ["the forward diagonal", "sign of the log-determinant"]),
        ("sign of the mean term", """
def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    s = torch.exp(-log_scale)
    z = (x - mean) * s
    eye = torch.eye(len(x), dtype=x.dtype)
    J = s[:, None] * (eye + mean_slopes) - z[:, None] * log_scale_slopes
    return J, (-log_scale).sum()
""", ["signs of the lower part"]),
    ],
    "logit_dequantize": [
        ("division by levels not counted", """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (levels - x - noise) / levels
    y = v.log() - w.log()
    log_det = (math.log(1 - 2 * alpha) - v.log() - w.log()).sum(1)
    return y, log_det
""", ["no log levels"]),
        ("squeeze not counted", """
import math
def logit_dequantize(x: torch.Tensor, levels: int, noise: torch.Tensor, alpha: float) -> tuple:
    u = (x + noise) / levels
    v = alpha + (1 - 2 * alpha) * u
    w = alpha + (1 - 2 * alpha) * (levels - x - noise) / levels
    y = torch.log(v) - torch.log(w)
    log_det = -(torch.log(v) + torch.log(w)).sum(1) - x.shape[1] * math.log(levels)
    return y, log_det
""", ["slope of the squeeze forgotten"]),
        ("log-det of the inverse map", """
import math
def logit_dequantize(x, levels, noise, alpha):
    c = 1 - 2 * alpha
    v = alpha + c * (x + noise) / levels
    w = alpha + c * (levels - x - noise) / levels
    y = torch.log(v) - torch.log(w)
    log_det = (torch.log(v) + torch.log(w) + math.log(levels) - math.log(c)).sum(dim=1)
    return y, log_det
""", ["sign"]),
        ("mean over the dimensions", """
import math
def logit_dequantize(x: torch.Tensor, levels: int, noise: torch.Tensor, alpha: float) -> tuple:
    c = 1 - 2 * alpha
    v = alpha + c * (x + noise) / levels
    w = alpha + c * (levels - x - noise) / levels
    y = torch.log(v) - torch.log(w)
    log_det = (math.log(c / levels) - torch.log(v) - torch.log(w)).mean(dim=1)
    return y, log_det
""", ["log-det not a number for each image"]),
        ("noise not divided by levels", """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = x / levels + noise
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log(1 - v)
    log_det = (math.log(1 - 2 * alpha) - math.log(levels) - v.log() - (1 - v).log()).sum(1)
    return y, log_det
""", ["noise not divided"]),
        ("divided by levels - 1", """
import math
def logit_dequantize(x: torch.Tensor, levels: int, noise: torch.Tensor, alpha: float) -> tuple:
    u = (x + noise) / (levels - 1)
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v) - torch.log1p(-v)
    log_det = (math.log(1 - 2 * alpha) - math.log(levels - 1) - torch.log(v) - torch.log1p(-v)).sum(1)
    return y, log_det
""", ["divided by levels - 1"]),
        ("computed in float32", """
import math
def logit_dequantize(x, levels, noise, alpha):
    u = (x.float() + noise.float()) / levels
    v = alpha + (1 - 2 * alpha) * u
    y = torch.log(v / (1 - v))
    log_det = (math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)).sum(dim=1)
    return y, log_det
""", []),
        ("clamped away from the ends", """
import math
def logit_dequantize(x: torch.Tensor, levels: int, noise: torch.Tensor, alpha: float) -> tuple:
    u = (x + noise) / levels
    v = (alpha + (1 - 2 * alpha) * u).clamp(1e-5, 1 - 1e-5)
    y = torch.logit(v)
    log_det = (math.log(1 - 2 * alpha) - math.log(levels) - torch.log(v) - torch.log(1 - v)).sum(dim=1)
    return y, log_det
""", []),
        ("constant steps counted once instead of once a dimension", """
import math
def logit_dequantize(x, levels, noise, alpha):
    c = 1 - 2 * alpha
    v = alpha + c * (x + noise) / levels
    w = alpha + c * (levels - x - noise) / levels
    y = torch.log(v) - torch.log(w)
    log_det = -(torch.log(v) + torch.log(w)).sum(dim=1) + math.log(c) - math.log(levels)
    return y, log_det
""", ["constants once for all pixels"]),
    ],
    "RealNVP": [
        ("the same mask in all layers", '''
from torch import nn
import math

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim: int, layers: int, hidden: int):
        super().__init__()
        self.dim = dim
        self.layers = layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )
        masks = torch.stack([(torch.arange(dim) % 2).float() for i in range(layers)])
        self.register_buffer("masks", masks)

    def layer(self, i: int) -> tuple:
        mask, net = self.masks[i], self.nets[i]

        def scale(h):
            return torch.tanh(net(h * mask)[:, : self.dim])

        def shift(h):
            return net(h * mask)[:, self.dim :]

        return mask, scale, shift

    def log_prob(self, x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype, device=x.device)
        z = x
        for i in reversed(range(self.layers)):
            mask, scale, shift = self.layer(i)
            kept = z * mask
            s = scale(kept) * (1 - mask)
            t = shift(kept) * (1 - mask)
            z = kept + (1 - mask) * (z - t) * torch.exp(-s)
            log_det = log_det - s.sum(dim=1)
        base = -0.5 * (z**2).sum(dim=1) - 0.5 * self.dim * math.log(2 * math.pi)
        return base + log_det

    def sample(self, z):
        x = z
        for i in range(self.layers):
            mask, scale, shift = self.layer(i)
            kept = x * mask
            x = kept + (1 - mask) * (x * torch.exp(scale(kept)) + shift(kept))
        return x
''', ["one mask for all layers"]),
        ("log-det added with the wrong sign", '''
from torch import nn
import math

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim: int, layers: int, hidden: int):
        super().__init__()
        self.dim = dim
        self.layers = layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )
        masks = torch.stack([((torch.arange(dim) + i) % 2).float() for i in range(layers)])
        self.register_buffer("masks", masks)

    def layer(self, i: int) -> tuple:
        mask, net = self.masks[i], self.nets[i]

        def scale(h):
            return torch.tanh(net(h * mask)[:, : self.dim])

        def shift(h):
            return net(h * mask)[:, self.dim :]

        return mask, scale, shift

    def log_prob(self, x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype, device=x.device)
        z = x
        for i in reversed(range(self.layers)):
            mask, scale, shift = self.layer(i)
            kept = z * mask
            s = scale(kept) * (1 - mask)
            t = shift(kept) * (1 - mask)
            z = kept + (1 - mask) * (z - t) * torch.exp(-s)
            log_det = log_det - s.sum(dim=1)
        base = -0.5 * (z**2).sum(dim=1) - 0.5 * self.dim * math.log(2 * math.pi)
        return base - log_det

    def sample(self, z):
        x = z
        for i in range(self.layers):
            mask, scale, shift = self.layer(i)
            kept = x * mask
            x = kept + (1 - mask) * (x * torch.exp(scale(kept)) + shift(kept))
        return x
''', ["the sign of the log-det"]),
        ("layers undone in the wrong order", '''
from torch import nn
def _couple(z, mask, scale, shift):
    h = mask * z
    s = (1 - mask) * scale(h)
    return h + (1 - mask) * (z * s.exp() + shift(h)), s.sum(1)

def _uncouple(x, mask, scale, shift):
    h = mask * x
    s = (1 - mask) * scale(h)
    return h + (1 - mask) * ((x - shift(h)) * (-s).exp()), -s.sum(1)

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList()
        for i in range(layers):
            self.nets.append(nn.Sequential(nn.Linear(dim, hidden), nn.SiLU(), nn.Linear(hidden, 2 * dim)))
            self.register_buffer(f"mask{i}", (torch.arange(dim) % 2 == i % 2).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        scale = lambda h: net(mask * h).chunk(2, dim=-1)[0].tanh()
        shift = lambda h: net(mask * h).chunk(2, dim=-1)[1]
        return mask, scale, shift

    def log_prob(self, x):
        log_det = x.new_zeros(len(x))
        for i in range(len(self.nets)):
            x, ld = _uncouple(x, *self.layer(i))
            log_det = log_det + ld
        return log_det - 0.5 * (x**2 + float(np.log(2 * np.pi))).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = _couple(z, *self.layer(i))
        return z
''', ["the layers in the same order both ways"]),
        ("batch normalisation in the networks", '''
from torch import nn
import math

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim: int, layers: int, hidden: int):
        super().__init__()
        self.dim = dim
        self.layers = layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.BatchNorm1d(hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )
        masks = torch.stack([((torch.arange(dim) + i) % 2).float() for i in range(layers)])
        self.register_buffer("masks", masks)

    def layer(self, i: int) -> tuple:
        mask, net = self.masks[i], self.nets[i]

        def scale(h):
            return torch.tanh(net(h * mask)[:, : self.dim])

        def shift(h):
            return net(h * mask)[:, self.dim :]

        return mask, scale, shift

    def log_prob(self, x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype, device=x.device)
        z = x
        for i in reversed(range(self.layers)):
            mask, scale, shift = self.layer(i)
            kept = z * mask
            s = scale(kept) * (1 - mask)
            t = shift(kept) * (1 - mask)
            z = kept + (1 - mask) * (z - t) * torch.exp(-s)
            log_det = log_det - s.sum(dim=1)
        base = -0.5 * (z**2).sum(dim=1) - 0.5 * self.dim * math.log(2 * math.pi)
        return base + log_det

    def sample(self, z):
        x = z
        for i in range(self.layers):
            mask, scale, shift = self.layer(i)
            kept = x * mask
            x = kept + (1 - mask) * (x * torch.exp(scale(kept)) + shift(kept))
        return x
''', []),
        ("mask forgotten in front of the networks", """
from torch import nn
class _Coupling(nn.Module):
    def __init__(self, dim, hidden, mask):
        super().__init__()
        self.register_buffer("mask", mask)
        self.body = nn.Sequential(nn.Linear(dim, hidden), nn.Tanh())
        self.log_scale_head = nn.Linear(hidden, dim)
        self.shift_head = nn.Linear(hidden, dim)

    def scale(self, h):
        return 2 * torch.tanh(self.log_scale_head(self.body(h)) / 2) * (1 - self.mask)

    def shift(self, h):
        return self.shift_head(self.body(h)) * (1 - self.mask)

    def forward(self, z):
        s = self.scale(z)
        return z * torch.exp(s) + self.shift(z), s.sum(-1)

    def inverse(self, x):
        s = self.scale(x)
        return (x - self.shift(x)) * torch.exp(-s), s.sum(-1)


class RealNVP(nn.Module):
    def __init__(self, dim: int, layers: int, hidden: int):
        super().__init__()
        first = torch.zeros(dim)
        first[: dim // 2] = 1
        self.couplings = nn.ModuleList()
        for i in range(layers):
            mask = first if i % 2 == 0 else 1 - first
            self.couplings.append(_Coupling(dim, hidden, mask.clone()))

    def layer(self, i: int) -> tuple:
        c = self.couplings[i]
        return c.mask, c.scale, c.shift

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        total = 0.0
        for c in reversed(self.couplings):
            x, log_det = c.inverse(x)
            total = total + log_det
        return torch.distributions.Normal(0.0, 1.0).log_prob(x).sum(-1) - total

    def sample(self, z: torch.Tensor) -> torch.Tensor:
        for c in self.couplings:
            z, _ = c.forward(z)
        return z
""", []),
        ("networks in a plain list", '''
from torch import nn
def _couple(z, mask, scale, shift):
    h = mask * z
    s = (1 - mask) * scale(h)
    return h + (1 - mask) * (z * s.exp() + shift(h)), s.sum(1)

def _uncouple(x, mask, scale, shift):
    h = mask * x
    s = (1 - mask) * scale(h)
    return h + (1 - mask) * ((x - shift(h)) * (-s).exp()), -s.sum(1)

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = []
        for i in range(layers):
            self.nets.append(nn.Sequential(nn.Linear(dim, hidden), nn.SiLU(), nn.Linear(hidden, 2 * dim)))
            self.register_buffer(f"mask{i}", (torch.arange(dim) % 2 == i % 2).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        scale = lambda h: net(mask * h).chunk(2, dim=-1)[0].tanh()
        shift = lambda h: net(mask * h).chunk(2, dim=-1)[1]
        return mask, scale, shift

    def log_prob(self, x):
        log_det = x.new_zeros(len(x))
        for i in range(len(self.nets) - 1, -1, -1):
            x, ld = _uncouple(x, *self.layer(i))
            log_det = log_det + ld
        return log_det - 0.5 * (x**2 + float(np.log(2 * np.pi))).sum(1)

    def sample(self, z):
        for i in range(len(self.nets)):
            z, _ = _couple(z, *self.layer(i))
        return z
''', []),
        ("log_prob under no_grad", '''
from torch import nn
import math

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim: int, layers: int, hidden: int):
        super().__init__()
        self.dim = dim
        self.layers = layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )
        masks = torch.stack([((torch.arange(dim) + i) % 2).float() for i in range(layers)])
        self.register_buffer("masks", masks)

    def layer(self, i: int) -> tuple:
        mask, net = self.masks[i], self.nets[i]

        def scale(h):
            return torch.tanh(net(h * mask)[:, : self.dim])

        def shift(h):
            return net(h * mask)[:, self.dim :]

        return mask, scale, shift

    @torch.no_grad()
    def log_prob(self, x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype, device=x.device)
        z = x
        for i in reversed(range(self.layers)):
            mask, scale, shift = self.layer(i)
            kept = z * mask
            s = scale(kept) * (1 - mask)
            t = shift(kept) * (1 - mask)
            z = kept + (1 - mask) * (z - t) * torch.exp(-s)
            log_det = log_det - s.sum(dim=1)
        base = -0.5 * (z**2).sum(dim=1) - 0.5 * self.dim * math.log(2 * math.pi)
        return base + log_det

    def sample(self, z):
        x = z
        for i in range(self.layers):
            mask, scale, shift = self.layer(i)
            kept = x * mask
            x = kept + (1 - mask) * (x * torch.exp(scale(kept)) + shift(kept))
        return x
''', []),
        ("layers act in their order from x to z", '''
from torch import nn
def _couple(z, mask, scale, shift):
    h = mask * z
    s = (1 - mask) * scale(h)
    return h + (1 - mask) * (z * s.exp() + shift(h)), s.sum(1)

def _uncouple(x, mask, scale, shift):
    h = mask * x
    s = (1 - mask) * scale(h)
    return h + (1 - mask) * ((x - shift(h)) * (-s).exp()), -s.sum(1)

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.nets = nn.ModuleList()
        for i in range(layers):
            self.nets.append(nn.Sequential(nn.Linear(dim, hidden), nn.SiLU(), nn.Linear(hidden, 2 * dim)))
            self.register_buffer(f"mask{i}", (torch.arange(dim) % 2 == i % 2).to(torch.get_default_dtype()))

    def layer(self, i):
        net = self.nets[i]
        mask = getattr(self, f"mask{i}")
        scale = lambda h: net(mask * h).chunk(2, dim=-1)[0].tanh()
        shift = lambda h: net(mask * h).chunk(2, dim=-1)[1]
        return mask, scale, shift

    def log_prob(self, x):
        log_det = x.new_zeros(len(x))
        for i in range(len(self.nets)):
            x, ld = _uncouple(x, *self.layer(i))
            log_det = log_det + ld
        return log_det - 0.5 * (x**2 + float(np.log(2 * np.pi))).sum(1)

    def sample(self, z):
        for i in reversed(range(len(self.nets))):
            z, _ = _couple(z, *self.layer(i))
        return z
''', []),
        ("log-scales of kept coordinates counted in the log-det", '''
from torch import nn
import math

class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim: int, layers: int, hidden: int):
        super().__init__()
        self.dim = dim
        self.layers = layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim)) for _ in range(layers)
        )
        masks = torch.stack([((torch.arange(dim) + i) % 2).float() for i in range(layers)])
        self.register_buffer("masks", masks)

    def layer(self, i: int) -> tuple:
        mask, net = self.masks[i], self.nets[i]

        def scale(h):
            return torch.tanh(net(h * mask)[:, : self.dim])

        def shift(h):
            return net(h * mask)[:, self.dim :]

        return mask, scale, shift

    def log_prob(self, x):
        log_det = torch.zeros(x.shape[0], dtype=x.dtype, device=x.device)
        z = x
        for i in reversed(range(self.layers)):
            mask, scale, shift = self.layer(i)
            kept = z * mask
            s = scale(kept)
            t = shift(kept) * (1 - mask)
            z = kept + (1 - mask) * (z - t) * torch.exp(-s)
            log_det = log_det - s.sum(dim=1)
        base = -0.5 * (z**2).sum(dim=1) - 0.5 * self.dim * math.log(2 * math.pi)
        return base + log_det

    def sample(self, z):
        x = z
        for i in range(self.layers):
            mask, scale, shift = self.layer(i)
            kept = x * mask
            x = kept + (1 - mask) * (x * torch.exp(scale(kept)) + shift(kept))
        return x
''', []),
    ],
}
