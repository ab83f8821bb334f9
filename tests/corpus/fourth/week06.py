"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

# ---------------------------------------------------------------- square_pushforward_log_prob
RIGHT["square_pushforward_log_prob"] = [
    """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    value = -0.5 * (safe + safe.log() + math.log(2 * math.pi))
    return torch.where(y > 0, value, torch.full_like(y, -math.inf))
""",
    """import math
import torch

def square_pushforward_log_prob(y):
    out = torch.full_like(y, float("-inf"))
    inside = y > 0
    root = y[inside].sqrt()
    gauss = -0.5 * root**2 - 0.5 * math.log(2 * math.pi)
    out[inside] = math.log(2) + gauss - torch.log(2 * root)
    return out
""",
    """import torch

def square_pushforward_log_prob(y):
    # the square of a standard normal is chi squared with one degree of freedom
    chi2 = torch.distributions.Chi2(torch.tensor(1.0, dtype=torch.float64), validate_args=False)
    value = chi2.log_prob(y.clamp(min=5e-324))
    return torch.where(y > 0, value, -torch.inf)
""",
]
WRONG["square_pushforward_log_prob"] = [
    # in: y = 1: too small by log 2
    # hint: Two points have the square y, and both bring sand.
    ("one branch only", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    value = -0.5 * safe - 0.5 * math.log(2 * math.pi) - math.log(2) - 0.5 * safe.log()
    return torch.where(y > 0, value, -math.inf)
""", ["one branch only"]),
    # in: y = 4: the slope of the root is missing
    # hint: Your density does not integrate to 1: the square stretches the line.
    ("slope forgotten", """import math
import torch

def square_pushforward_log_prob(y):
    value = math.log(2) - 0.5 * y - 0.5 * math.log(2 * math.pi)
    return torch.where(y > 0, value, torch.full_like(y, -math.inf))
""", ["no Jacobian"]),
    # in: y = 4: the logarithm of the root is added
    # hint: Near 0 the density must grow without bound.
    ("slope with the wrong sign", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    value = math.log(4) - 0.5 * safe - 0.5 * math.log(2 * math.pi) + 0.5 * safe.log()
    return torch.where(y > 0, value, -math.inf)
""", ["Jacobian upside down"]),
    # in: y = 10000: -inf instead of about -5005.5
    # hint: exp(-5000) is 0 as a float; take the logarithm on paper.
    ("logarithm of the density", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    density = torch.exp(-safe / 2) / torch.sqrt(2 * math.pi * safe)
    return torch.where(y > 0, density.log(), -math.inf)
""", ["logarithm of an underflow"]),
    # in: y = 0: +inf instead of -inf
    # hint: Look at what the statement says about y = 0 itself.
    ("plus infinity at zero", """import math
import torch

def square_pushforward_log_prob(y):
    value = -0.5 * (y + y.log() + math.log(2 * math.pi))
    return torch.where(y < 0, -math.inf, value)
""", ["nan below zero"]),
    # in: y = 1e-40: the value at 1e-12
    # hint: Small y are allowed, and the density there is as large as it is.
    ("clamped at 1e-12", """import math
import torch

def square_pushforward_log_prob(y):
    safe = y.clamp(min=1e-12)
    value = -0.5 * (safe + safe.log() + math.log(2 * math.pi))
    return torch.where(y > 0, value, -math.inf)
""", []),
    # in: y = 2: the Gaussian is asked at y instead of its root
    # hint: At which x does the density of X enter?
    ("Gaussian at y", """import math
import torch

def square_pushforward_log_prob(y):
    safe = torch.where(y > 0, y, torch.ones_like(y))
    value = -0.5 * safe**2 - 0.5 * math.log(2 * math.pi) - 0.5 * safe.log()
    return torch.where(y > 0, value, -math.inf)
""", ["the Gaussian at y"]),
    # in: y = -1: nan
    # hint: The logarithm of a negative number is nan; -inf is asked for.
    ("nan below zero", """import math
import torch

def square_pushforward_log_prob(y):
    return -0.5 * (y + torch.log(y) + math.log(2 * math.pi))
""", ["nan below zero"]),
    # in: y = (-1, 1): the caller's -1 has become 1 afterwards
    # hint: Leave the argument as it is.
    ("argument changed", """import math
import torch

def square_pushforward_log_prob(y):
    outside = y <= 0
    y[outside] = 1.0
    value = -0.5 * (y + y.log() + math.log(2 * math.pi))
    value[outside] = -math.inf
    return value
""", []),
    # in: y = 1e-40: 0 in float32's normal range, so the result is off or inf
    # hint: Stay with float64: float32 ends near 1e-38.
    ("computed in float32", """import math
import torch

def square_pushforward_log_prob(y):
    s = y.float()
    value = -0.5 * (s + s.log() + math.log(2 * math.pi))
    return torch.where(s > 1e-38, value, torch.tensor(-math.inf)).double()
""", []),
]

# ---------------------------------------------------------------- linear_flow_log_prob
RIGHT["linear_flow_log_prob"] = [
    """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = torch.linalg.slogdet(A).logabsdet
    return -0.5 * (z**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - log_det
""",
    """import torch

def linear_flow_log_prob(x, A, b):
    z = (x - b) @ torch.linalg.inv(A).T
    base = torch.distributions.Normal(torch.zeros((), dtype=x.dtype), torch.ones((), dtype=x.dtype))
    return base.log_prob(z).sum(dim=-1) - torch.linalg.slogdet(A)[1]
""",
    """import math
import torch

def linear_flow_log_prob(x, A, b):
    # A = QR: lengths do not change under Q, and R has the determinant on its diagonal
    Q, R = torch.linalg.qr(A)
    z = torch.linalg.solve_triangular(R, Q.T @ (x - b).T, upper=True)
    D = A.shape[0]
    return -0.5 * (z.square().sum(0) + D * math.log(2 * math.pi)) - R.diagonal().abs().log().sum()
""",
]
WRONG["linear_flow_log_prob"] = [
    # in: A = 2 I: larger instead of smaller
    # hint: If the map spreads the sand, is the density higher or lower?
    ("log-det added", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) + torch.linalg.slogdet(A)[1]
""", ["log det added"]),
    # in: A = 100 I in 300 dimensions: the determinant is inf, the answer -inf
    # hint: The determinant leaves the range of floats; its logarithm does not.
    ("logarithm of the determinant", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - torch.linalg.det(A).abs().log()
""", ["determinant overflows"]),
    # in: A with a negative determinant: nan
    # hint: A map may flip space over; volumes are positive all the same.
    ("no absolute value", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - torch.logdet(A)
""", ["logdet of a negative determinant", "no abs"]),
    # in: A = [[1, 2], [0, 1]]: the inverse of the transposed matrix is used
    # hint: The points are rows, but in A z they are columns.
    ("transpose forgotten", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = (x - b) @ torch.linalg.inv(A)
    return -0.5 * (z**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ["transposed"]),
    # in: A = 2 I, b = 1: z = x / 2 - 1 instead of (x - 1) / 2
    # hint: Undo first what was done last.
    ("undone in the wrong order", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = x @ torch.linalg.inv(A).T - b
    return -0.5 * (z**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ["shift after the inverse"]),
    # in: D = 2: too large by log(2 pi) / 2
    # hint: Each of the D dimensions has its own constant.
    ("constant counted once", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    return -0.5 * (z**2).sum(1) - 0.5 * math.log(2 * math.pi) - torch.linalg.slogdet(A)[1]
""", ["constant forgotten"]),
    # in: A = [[1, 2], [3, 1]]: the product of the diagonal is not the determinant
    # hint: Only a triangular matrix has its determinant on the diagonal.
    ("determinant from the diagonal", """import math
import torch

def linear_flow_log_prob(x, A, b):
    z = torch.linalg.solve(A, (x - b).T).T
    log_det = A.diagonal().abs().log().sum()
    return -0.5 * (z**2).sum(1) - 0.5 * x.shape[1] * math.log(2 * math.pi) - log_det
""", []),
    # in: any A that is not lower triangular: only the lower half is used, or an error
    # hint: scale_tril is a triangular matrix, and A need not be one.
    ("A taken for a Cholesky factor", """import torch

def linear_flow_log_prob(x, A, b):
    return torch.distributions.MultivariateNormal(b, scale_tril=A, validate_args=False).log_prob(x)
""", []),
    # in: A = 2 I: variance 2 instead of 4
    # hint: The covariance of A z is not A.
    ("A taken for the covariance", """import math
import torch

def linear_flow_log_prob(x, A, b):
    d = x - b
    maha = (d * torch.linalg.solve(A, d.T).T).sum(1)
    return -0.5 * (maha + x.shape[1] * math.log(2 * math.pi) + torch.linalg.slogdet(A)[1])
""", ["half the log-det", "A taken as the covariance"]),
    # in: A = 100 I in 300 dimensions: the determinant of A A^T is inf
    # hint: Squaring the matrix squares a determinant that is too large already.
    ("covariance with a plain determinant", """import math
import torch

def linear_flow_log_prob(x, A, b):
    cov = A @ A.T
    d = x - b
    maha = (d * torch.linalg.solve(cov, d.T).T).sum(1)
    return -0.5 * maha - 0.5 * torch.log(torch.linalg.det(2 * math.pi * cov))
""", ["determinant overflows"]),
]

# ---------------------------------------------------------------- planar_log_abs_det
RIGHT["planar_log_abs_det"] = [
    """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + slope * (w @ u)))
""",
    """import torch

def planar_log_abs_det(z, u, w, b):
    a = (z * w).sum(dim=1) + b
    return (1 + torch.dot(u, w) / torch.cosh(a) ** 2).abs().log()
""",
    """import torch

def planar_log_abs_det(z, u, w, b):
    a = torch.mv(z, w) + b
    slope = 4 * torch.sigmoid(2 * a) * torch.sigmoid(-2 * a)
    psi = slope[:, None] * w
    return torch.log(torch.abs(1 + psi @ u))
""",
]
WRONG["planar_log_abs_det"] = [
    # in: w . u = -2 and z = 0, b = 0: nan instead of 0
    # hint: Where the layer folds, the determinant is negative, and its size is asked for.
    ("no absolute value", """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(1 + slope * (w @ u))
""", ["no abs"]),
    # in: z = 1, w = u = 1, b = 0: the derivative of tanh is wrong
    # hint: The derivative of tanh a is 1 - tanh(a) squared.
    ("square forgotten in the derivative", """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b)
    return torch.log(torch.abs(1 + slope * (w @ u)))
""", ["the derivative without the square"]),
    # in: b = 1: treated as 0
    # hint: b moves the place where the layer bends.
    ("b forgotten", """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w) ** 2
    return torch.log(torch.abs(1 + slope * (w @ u)))
""", ["b forgotten"]),
    # in: w . u = -2: u is bent away from what was given
    # hint: Here u is used as given.
    ("u bent to keep the layer invertible", """import torch
import torch.nn.functional as F

def planar_log_abs_det(z, u, w, b):
    inner = w @ u
    u = u + (F.softplus(inner) - 1 - inner) * w / (w @ w)
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + slope * (w @ u)))
""", []),
    # in: D = 2, u = w = (1, 1), z = 0: log 4 instead of log 3
    # hint: The Jacobian is no diagonal matrix: all outputs move with all inputs.
    ("product over the coordinates", """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + slope[:, None] * u * w)).sum(dim=1)
""", ["elementwise product not summed"]),
    # in: any: right numbers, but N matrices of size D by D
    # hint: There is a formula for the determinant of the identity plus a matrix of rank one.
    ("whole Jacobians", """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    eye = torch.eye(z.shape[1], dtype=z.dtype)
    J = eye + slope[:, None, None] * torch.outer(u, w)
    return torch.linalg.slogdet(J)[1]
""", ["a matrix is built"]),
    # in: any with w . u other than 0: the negative
    # hint: Where the grid is pushed apart the volume grows: the answer must be positive.
    ("log-det of the inverse", """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return -torch.log(torch.abs(1 + slope * (w @ u)))
""", ["sign"]),
    # in: w . u = -2, z = 0: log 1e-6 instead of log 1
    # hint: Clamping turns all folded places into one number.
    ("determinant clamped", """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.clamp(1 + slope * (w @ u), min=1e-6))
""", ["no abs"]),
    # in: u other than w: the length of w stands in for the product with u
    # hint: Each of the three factors of the derivative has its own vector: where is u?
    ("w with itself", """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log(torch.abs(1 + slope * (w @ w)))
""", []),
    # in: w . u = -0.5, z = 0: log 1.5 instead of log 0.5
    # hint: The bars belong around the whole determinant.
    ("absolute value of the product only", """import torch

def planar_log_abs_det(z, u, w, b):
    slope = 1 - torch.tanh(z @ w + b) ** 2
    return torch.log1p(torch.abs(slope * (w @ u)))
""", ["abs of the second term only"]),
]

# ---------------------------------------------------------------- coupling_inverse
RIGHT["coupling_inverse"] = [
    """import torch

def coupling_inverse(x, mask, scale, shift):
    passed = mask == 1
    seen = mask * x
    s = torch.where(passed, torch.zeros_like(x), scale(seen))
    t = torch.where(passed, torch.zeros_like(x), shift(seen))
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""",
    """import torch

def coupling_inverse(x, mask, scale, shift):
    seen = x * mask
    changed = mask != 1
    log_scale = scale(seen)[:, changed]
    moved = (x[:, changed] - shift(seen)[:, changed]) * torch.exp(-log_scale)
    z = x.clone()
    z[:, changed] = moved
    return z, -log_scale.sum(1)
""",
    """import torch

def coupling_inverse(x, mask, scale, shift):
    keep = (mask == 1).expand_as(x)
    given = mask * x
    s = scale(given).masked_fill(keep, 0.0)
    t = shift(given).masked_fill(keep, 0.0)
    z = torch.where(keep, x, (x - t) * (-s).exp())
    return z, torch.neg(torch.einsum("nd->n", s))
""",
]
_INV = RIGHT["coupling_inverse"][0]
WRONG["coupling_inverse"] = [
    # in: any scale other than 0: the log-det of the forward direction
    # hint: If the layer stretches, its inverse shrinks.
    ("log-det of the way there", """
import torch

def coupling_inverse(x, mask, scale, shift):
    passed = mask == 1
    seen = mask * x
    s = torch.where(passed, torch.zeros_like(x), scale(seen))
    t = torch.where(passed, torch.zeros_like(x), shift(seen))
    return (x - t) * torch.exp(-s), s.sum(dim=1)
""", ["log-det sign"]),
    # in: s = log 2, t = 1: x / 2 - 1 instead of (x - 1) / 2
    # hint: The layer scaled, then shifted: undo the last step first.
    ("undone in the wrong order", """
import torch

def coupling_inverse(x, mask, scale, shift):
    passed = mask == 1
    seen = mask * x
    s = torch.where(passed, torch.zeros_like(x), scale(seen))
    t = torch.where(passed, torch.zeros_like(x), shift(seen))
    return x * torch.exp(-s) - t, -s.sum(dim=1)
""", ["undone in the wrong order"]),
    # in: networks that look at all coordinates: they see what they did not see on the way there
    # hint: Going forward the networks only saw the passed coordinates.
    ("networks see all of x", """
import torch

def coupling_inverse(x, mask, scale, shift):
    passed = mask == 1
    seen = x
    s = torch.where(passed, torch.zeros_like(x), scale(seen))
    t = torch.where(passed, torch.zeros_like(x), shift(seen))
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ["scale of the wrong half"]),
    # in: a scale that is not 0 at passed coordinates: counted, too
    # hint: What passes through unchanged changes no volume.
    ("log-det over all coordinates", """import torch

def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    s, t = scale(seen), shift(seen)
    z = torch.where(mask == 1, x, (x - t) * torch.exp(-s))
    return z, -s.sum(dim=1)
""", ["log-scales of unchanged coordinates counted"]),
    # in: s = log 2: multiplied once more
    # hint: Forward multiplies by e to the s; what undoes that?
    ("scaled the same way again", """
import torch

def coupling_inverse(x, mask, scale, shift):
    passed = mask == 1
    seen = mask * x
    s = torch.where(passed, torch.zeros_like(x), scale(seen))
    t = torch.where(passed, torch.zeros_like(x), shift(seen))
    return (x - t) * torch.exp(s), -s.sum(dim=1)
""", ["scale not divided out"]),
    # in: any: the networks are not trained through the log-det
    # hint: The log-det is half of the loss: its gradient must reach the scale.
    ("log-det detached", """
import torch

def coupling_inverse(x, mask, scale, shift):
    passed = mask == 1
    seen = mask * x
    s = torch.where(passed, torch.zeros_like(x), scale(seen))
    t = torch.where(passed, torch.zeros_like(x), shift(seen))
    return (x - t) * torch.exp(-s), -s.detach().sum(dim=1)
""", ["the graph is cut"]),
    # in: any: x is overwritten
    # hint: Leave the argument as it is: work on a copy.
    ("argument changed", """import torch

def coupling_inverse(x, mask, scale, shift):
    seen = mask * x
    changed = mask == 0
    s, t = scale(seen)[:, changed], shift(seen)[:, changed]
    with torch.no_grad():
        old = x[:, changed].clone()
        x[:, changed] = (old - t) * torch.exp(-s)
    return x, -s.sum(dim=1)
""", ["the graph is cut"]),
    # in: mask (1, 0): the networks see the coordinate that changes
    # hint: A mask of 1 means passed through, and the networks see what passed.
    ("mask the wrong way round", """
import torch

def coupling_inverse(x, mask, scale, shift):
    passed = mask == 0
    seen = (1 - mask) * x
    s = torch.where(passed, torch.zeros_like(x), scale(seen))
    t = torch.where(passed, torch.zeros_like(x), shift(seen))
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", ["roles of the mask swapped", "masked half changed", "scale of the wrong half"]),
    # in: a log-scale of 3: squeezed by a tanh
    # hint: The log-scale may be any number: bounding it is the network's business.
    ("log-scale bounded", """
import torch

def coupling_inverse(x, mask, scale, shift):
    passed = mask == 1
    seen = mask * x
    s = torch.where(passed, torch.zeros_like(x), torch.tanh(scale(seen)))
    t = torch.where(passed, torch.zeros_like(x), shift(seen))
    return (x - t) * torch.exp(-s), -s.sum(dim=1)
""", []),
]

# ---------------------------------------------------------------- compose_jacobians
RIGHT["compose_jacobians"] = [
    """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(jacobians).logabsdet.sum()
""",
    """from functools import reduce
import torch

def compose_jacobians(jacobians):
    total = reduce(lambda later, earlier: later @ earlier, list(jacobians.flip(0)))
    log_det = sum(torch.linalg.slogdet(J)[1] for J in jacobians)
    return total.clone(), log_det
""",
    """import torch

def compose_jacobians(jacobians):
    # push the unit steps through all maps; singular values give the volumes
    steps = torch.eye(jacobians.shape[1], dtype=jacobians.dtype)
    log_det = torch.zeros((), dtype=jacobians.dtype)
    for J in jacobians:
        steps = torch.einsum("ij,jk->ik", J, steps)
        log_det = log_det + torch.linalg.svdvals(J).log().sum()
    return steps, log_det
""",
]
WRONG["compose_jacobians"] = [
    # in: two matrices that do not commute: J1 J2 instead of J2 J1
    # hint: The map that acts first stands next to the step dz.
    ("product in the wrong order", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = total @ J
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", ["product in the other order"]),
    # in: forty maps 1e-10 I: the product is 0, and the answer -inf
    # hint: Take the logarithms before anything can become too small.
    ("log-det of the product", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(total)[1]
""", ["log of the product"]),
    # in: a map with a negative determinant: nan
    # hint: A determinant may be negative: logdet knows no absolute value.
    ("no absolute value", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.logdet(jacobians).sum()
""", ["no absolute value"]),
    # in: forty maps with determinant 1e-20: their product is 0
    # hint: A product of forty small numbers is too small for a float.
    ("product of the determinants, then the logarithm", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.det(jacobians).prod().abs().log()
""", ["log of the product"]),
    # in: D = 2, any: entries are multiplied one by one
    # hint: Linear maps compose by the matrix product.
    ("elementwise product", """import torch

def compose_jacobians(jacobians):
    return jacobians.prod(dim=0), torch.linalg.slogdet(jacobians)[1].sum()
""", ["entries multiplied"]),
    # in: any matrix that is not symmetric: rows and columns are swapped
    # hint: Entry (i, j) is the derivative of output i in input j.
    ("result transposed", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = total @ J.T
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", ["transposed"]),
    # in: M = 1: multi_dot wants two matrices at least and raises an error
    # hint: A stack may hold a single map.
    ("one map alone fails", """import torch

def compose_jacobians(jacobians):
    total = torch.linalg.multi_dot(list(jacobians.flip(0)))
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", []),
    # in: a full matrix: the diagonal is not the determinant
    # hint: Nothing says that these Jacobians are triangular.
    ("determinant from the diagonals", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.diagonal(jacobians, dim1=1, dim2=2).abs().log().sum()
""", ["diagonals alone"]),
    # in: M = 2: the last map is left out of the product
    # hint: With two maps both must appear in the product.
    ("last map left out", """import torch

def compose_jacobians(jacobians):
    total = jacobians[0].clone()
    for k in range(1, len(jacobians) - 1):
        total = jacobians[k] @ total
    return total, torch.linalg.slogdet(jacobians)[1].sum()
""", []),
    # in: M = 2: jacobians[0] holds the product afterwards
    # hint: Your running product is a view into the argument.
    ("argument changed", """import torch

def compose_jacobians(jacobians):
    log_det = torch.linalg.slogdet(jacobians)[1].sum()
    total = jacobians[0]
    for J in jacobians[1:]:
        total[:] = J @ total
    return total, log_det
""", []),
    # in: M = 2: one log-det for each map, shape (M,)
    # hint: One number is asked for: the logarithm of a product is a sum.
    ("log-dets not added", """import torch

def compose_jacobians(jacobians):
    total = torch.eye(jacobians.shape[-1], dtype=jacobians.dtype)
    for J in jacobians:
        total = J @ total
    return total, torch.linalg.slogdet(jacobians)[1]
""", ["log-determinants not added"]),
]

# ---------------------------------------------------------------- autoregressive_jacobian
RIGHT["autoregressive_jacobian"] = [
    """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""",
    """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    D = x.shape[0]
    J = torch.zeros(D, D, dtype=x.dtype)
    for i in range(D):
        r = torch.exp(-log_scale[i])
        J[i, i] = r
        for j in range(i):
            J[i, j] = -mean_slopes[i, j] * r - (x[i] - mean[i]) * r * log_scale_slopes[i, j]
    return J, torch.sum(-log_scale)
""",
    """import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    # the straight-line continuation of both functions has the same derivative at x
    def back(y):
        m = mean + mean_slopes @ (y - x)
        a = log_scale + log_scale_slopes @ (y - x)
        return (y - m) * torch.exp(-a)

    J = torch.autograd.functional.jacobian(back, x.clone())
    return J, -log_scale.sum()
""",
]
_AR = RIGHT["autoregressive_jacobian"][0]
WRONG["autoregressive_jacobian"] = [
    # in: log_scale = 1: the sign of the log-det is that of the way from z to x
    # hint: This is the way back: a large scale makes z small.
    ("log-det with the wrong sign", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, log_scale.sum()
""", ["sign of the log-determinant"]),
    # in: log_scale_slopes other than 0: their term is missing
    # hint: z_i is a product, and both of its factors depend on x_j.
    ("scale taken for a constant", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes)
    return J, -log_scale.sum()
""", ["the scale's own slope forgotten"]),
    # in: log_scale other than 0: x - mean instead of z in the second term
    # hint: Differentiate the exponential: it stays, and z_i appears.
    ("x minus mean instead of z", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes) - (x - mean)[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ["the scale's slope without its factor"]),
    # in: unequal log_scales: each column is divided by its own scale
    # hint: The scale belongs to the output i, that is, to the row.
    ("scaled by columns", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ["scaled down the columns"]),
    # in: mean_slopes other than 0: their sign
    # hint: The mean is subtracted in z_i.
    ("mean's slopes with plus", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye + mean_slopes) - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ["signs of the lower part"]),
    # in: D = 2: the upper triangle is filled
    # hint: Entry (i, j) is the derivative of z_i in x_j.
    ("transposed", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J.T, -log_scale.sum()
""", ["transposed"]),
    # in: unequal z: the wrong z weighs the second term
    # hint: The second term of row i has z_i in it.
    ("z of the column", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes) - z[None, :] * log_scale_slopes
    return J, -log_scale.sum()
""", []),
    # in: log_scale = (500, 500): the determinant is 0 as a float and its logarithm -inf
    # hint: The log-determinant needs no determinant here.
    ("logarithm of the determinant", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return J, torch.linalg.det(J).abs().log()
""", ["log of a product that left the floats"]),
    # in: log_scale = 1: 1 on the diagonal instead of 1/e
    # hint: Differentiate z_i by x_i: is the scale still there?
    ("ones on the diagonal", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = eye - inverse_scale[:, None] * mean_slopes - z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", []),
    # in: any: the inverse matrix, of the way from z to x
    # hint: The way back was asked for, from x to z.
    ("other direction", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes) - z[:, None] * log_scale_slopes
    return torch.linalg.inv(J), log_scale.sum()
""", ["the forward diagonal", "sign of the log-determinant"]),
    # in: log_scale_slopes other than 0: plus instead of minus
    # hint: The exponent is minus the log-scale.
    ("second term with plus", """
import torch

def autoregressive_jacobian(x, mean, log_scale, mean_slopes, log_scale_slopes):
    inverse_scale = torch.exp(-log_scale)
    z = (x - mean) * inverse_scale
    eye = torch.eye(len(x), dtype=x.dtype)
    J = inverse_scale[:, None] * (eye - mean_slopes) + z[:, None] * log_scale_slopes
    return J, -log_scale.sum()
""", ["signs of the lower part"]),
]

# ---------------------------------------------------------------- RealNVP
RIGHT["RealNVP"] = [
    """import math
import torch
import torch.nn as nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.count = dim, layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        )
        even = (torch.arange(dim) % 2 == 0).float()
        self.register_buffer("masks", torch.stack([even if i % 2 == 0 else 1 - even for i in range(layers)]))

    def layer(self, i):
        net = self.nets[i]
        scale = lambda seen: 2 * torch.tanh(net(seen)[:, : self.dim])
        shift = lambda seen: net(seen)[:, self.dim :]
        return self.masks[i], scale, shift

    def log_prob(self, x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(self.count)):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2).sum(1) - 0.5 * self.dim * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(self.count):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""",
    """import torch
from torch import nn
from torch.distributions import Normal

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.scales = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.SiLU(), nn.Linear(hidden, dim)) for _ in range(layers))
        self.shifts = nn.ModuleList(nn.Sequential(nn.Linear(dim, hidden), nn.SiLU(), nn.Linear(hidden, dim)) for _ in range(layers))
        first = torch.zeros(dim)
        first[: dim // 2] = 1
        for i in range(layers):
            self.register_buffer(f"mask{i}", first if i % 2 == 0 else 1 - first)

    def layer(self, i):
        mask = getattr(self, f"mask{i}")
        return mask, lambda seen: torch.tanh(self.scales[i](seen)), lambda seen: self.shifts[i](seen)

    def log_prob(self, x):
        log_dets = []
        z = x
        for i in range(len(self.scales) - 1, -1, -1):
            mask, scale, shift = self.layer(i)
            seen = mask * z
            s, t = (1 - mask) * scale(seen), (1 - mask) * shift(seen)
            z = (z - t) * torch.exp(-s)
            log_dets.append(-s.sum(1))
        return Normal(0.0, 1.0).log_prob(z).sum(1) + sum(log_dets)

    def sample(self, z):
        x = z
        for i in range(len(self.scales)):
            mask, scale, shift = self.layer(i)
            seen = mask * x
            s, t = (1 - mask) * scale(seen), (1 - mask) * shift(seen)
            x = x * torch.exp(s) + t
        return x
""",
    """import math
from types import SimpleNamespace
import torch
import torch.nn as nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim = dim
        self.nets = nn.ModuleList()
        for _ in range(layers):
            last = nn.Linear(hidden, 2 * dim)
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)
            self.nets.append(nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), last))

    def layer(self, i):
        weight = self.nets[i][0].weight
        mask = ((torch.arange(self.dim) + i) % 2).to(weight)

        def parts(seen):
            s, t = self.nets[i](seen).chunk(2, dim=1)
            s = 2 * torch.tanh(s)
            return s, t * s.exp()

        return mask, lambda seen: parts(seen)[0], lambda seen: parts(seen)[1]

    def whole(self):
        def piece(i):
            return SimpleNamespace(
                forward=lambda z: coupling_forward(z, *self.layer(i)),
                inverse=lambda x: coupling_inverse(x, *self.layer(i)),
            )

        return compose([piece(i) for i in range(len(self.nets))])

    def log_prob(self, x):
        z, log_det = self.whole().inverse(x)
        return log_det - 0.5 * (z.pow(2) + math.log(2 * math.pi)).sum(-1)

    def sample(self, z):
        return self.whole().forward(z)[0]
""",
]
_NVP = RIGHT["RealNVP"][0]
WRONG["RealNVP"] = [
    # in: any: parameters() is empty of the layers' networks, so that nothing can be trained
    # hint: A plain list hides its networks from the optimizer: use nn.ModuleList.
    ("networks in a plain list", """
import math
import torch
import torch.nn as nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.count = dim, layers
        self.nets = list(
            nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        )
        even = (torch.arange(dim) % 2 == 0).float()
        self.register_buffer("masks", torch.stack([even if i % 2 == 0 else 1 - even for i in range(layers)]))

    def layer(self, i):
        net = self.nets[i]
        scale = lambda seen: 2 * torch.tanh(net(seen)[:, : self.dim])
        shift = lambda seen: net(seen)[:, self.dim :]
        return self.masks[i], scale, shift

    def log_prob(self, x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(self.count)):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2).sum(1) - 0.5 * self.dim * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(self.count):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", []),
    # in: layers = 2: log_prob undoes the first layer first, so it does not belong to sample
    # hint: Going back, the last layer comes first.
    ("layers undone in the order of making", """
import math
import torch
import torch.nn as nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.count = dim, layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        )
        even = (torch.arange(dim) % 2 == 0).float()
        self.register_buffer("masks", torch.stack([even if i % 2 == 0 else 1 - even for i in range(layers)]))

    def layer(self, i):
        net = self.nets[i]
        scale = lambda seen: 2 * torch.tanh(net(seen)[:, : self.dim])
        shift = lambda seen: net(seen)[:, self.dim :]
        return self.masks[i], scale, shift

    def log_prob(self, x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for i in range(self.count):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2).sum(1) - 0.5 * self.dim * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(self.count):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ["the layers in the same order both ways"]),
    # in: layers = 2: the even coordinates never move
    # hint: Masks must take turns, or some coordinates stay as they were drawn.
    ("one mask for all layers", """
import math
import torch
import torch.nn as nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.count = dim, layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        )
        even = (torch.arange(dim) % 2 == 0).float()
        self.register_buffer("masks", torch.stack([even for i in range(layers)]))

    def layer(self, i):
        net = self.nets[i]
        scale = lambda seen: 2 * torch.tanh(net(seen)[:, : self.dim])
        shift = lambda seen: net(seen)[:, self.dim :]
        return self.masks[i], scale, shift

    def log_prob(self, x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(self.count)):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2).sum(1) - 0.5 * self.dim * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(self.count):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ["one mask for all layers"]),
    # in: dim = 3: masks of length 2, an error
    # hint: dim may be odd.
    ("even dimensions only", """
import math
import torch
import torch.nn as nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.count = dim, layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        )
        even = torch.tensor([1.0, 0.0] * (dim // 2))
        self.register_buffer("masks", torch.stack([even if i % 2 == 0 else 1 - even for i in range(layers)]))

    def layer(self, i):
        net = self.nets[i]
        scale = lambda seen: 2 * torch.tanh(net(seen)[:, : self.dim])
        shift = lambda seen: net(seen)[:, self.dim :]
        return self.masks[i], scale, shift

    def log_prob(self, x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(self.count)):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total + log_det
        return total - 0.5 * (x**2).sum(1) - 0.5 * self.dim * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(self.count):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", []),
    # in: scales other than 0: the density does not integrate to 1
    # hint: Each inverse layer gives its own log-det, with its sign already: add them.
    ("log-dets subtracted", """
import math
import torch
import torch.nn as nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.count = dim, layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        )
        even = (torch.arange(dim) % 2 == 0).float()
        self.register_buffer("masks", torch.stack([even if i % 2 == 0 else 1 - even for i in range(layers)]))

    def layer(self, i):
        net = self.nets[i]
        scale = lambda seen: 2 * torch.tanh(net(seen)[:, : self.dim])
        shift = lambda seen: net(seen)[:, self.dim :]
        return self.masks[i], scale, shift

    def log_prob(self, x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(self.count)):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = total - log_det
        return total - 0.5 * (x**2).sum(1) - 0.5 * self.dim * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(self.count):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ["the sign of the log-det"]),
    # in: any: the log-dets of all layers but the last one undone are lost
    # hint: Log-dets add up over the layers.
    ("only one log-det kept", """
import math
import torch
import torch.nn as nn

class RealNVP(nn.Module):
    def __init__(self, dim, layers, hidden):
        super().__init__()
        self.dim, self.count = dim, layers
        self.nets = nn.ModuleList(
            nn.Sequential(nn.Linear(dim, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        )
        even = (torch.arange(dim) % 2 == 0).float()
        self.register_buffer("masks", torch.stack([even if i % 2 == 0 else 1 - even for i in range(layers)]))

    def layer(self, i):
        net = self.nets[i]
        scale = lambda seen: 2 * torch.tanh(net(seen)[:, : self.dim])
        shift = lambda seen: net(seen)[:, self.dim :]
        return self.masks[i], scale, shift

    def log_prob(self, x):
        total = torch.zeros(len(x), dtype=x.dtype)
        for i in reversed(range(self.count)):
            x, log_det = coupling_inverse(x, *self.layer(i))
            total = log_det
        return total - 0.5 * (x**2).sum(1) - 0.5 * self.dim * math.log(2 * math.pi)

    def sample(self, z):
        for i in range(self.count):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
""", ["the last layer only"]),
]
