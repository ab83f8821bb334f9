"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["change_of_variables"] = ["""import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x)
""", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    terms = torch.stack([base_log_prob(z), log_abs_det_inverse(x)], dim=1)
    return terms.sum(dim=1)
""", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    # log p_X(x) = log p_Z(z) - log |det df/dz|, and the forward determinant is one over the inverse one
    log_det_forward = -log_abs_det_inverse(x)
    z = inverse(x)
    return torch.sub(base_log_prob(z), log_det_forward)
"""]
WRONG["change_of_variables"] = [
    # in: x = 2 z in one dimension: log|det| of the inverse is -log 2, gives the density times 4
    # hint: Where the inverse map shrinks space, is the density of x larger or smaller?
    ("sign of the determinant", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) - log_abs_det_inverse(x)
""", ["sign"]),
    # in: x = sinh z: the Jacobian depends on the point; right for linear maps
    # hint: At which point is the Jacobian of h to be taken: at x or at z?
    ("determinant at z", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    z = inverse(x)
    return base_log_prob(z) + log_abs_det_inverse(z)
""", ["forward Jacobian: evaluated at z"]),
    # in: x = 2 z, x = 2: the base is asked at 2 instead of 1
    # hint: The base distribution knows z only.
    ("base density at x", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(x) + log_abs_det_inverse(x)
""", ["base density at x"]),
    # in: N = 2, any map with a determinant other than 1; every row gets the sum of all determinants
    # hint: Change one point: the densities of the others must stay.
    ("determinants of all points added up", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + log_abs_det_inverse(x).sum()
""", ["added up over the points"]),
    # in: N = 2; gives shape (2, 2) by broadcasting
    # hint: What shape has your answer, and how do (N,) and (N, 1) add?
    ("shape (N, N) by broadcasting", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    log_det = log_abs_det_inverse(x).reshape(-1, 1)
    return base_log_prob(inverse(x)) + log_det
""", []),
    # in: x = 2 z: log|det| = -log 2 becomes + log 2
    # hint: The absolute value is that of the determinant; its logarithm may be negative.
    ("absolute value of the logarithm", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + torch.abs(log_abs_det_inverse(x))
""", ["absolute value of the logarithm"]),
    # in: x = 2 z in D = 2: log|det| = -2 log 2 is counted twice; right for D = 1
    # hint: The determinant speaks of all dimensions already.
    ("determinant counted for each dimension", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + x.shape[1] * log_abs_det_inverse(x)
""", []),
    # in: x = 2 z: adds 1/2 instead of log(1/2)
    # hint: Multiply the densities, or add their logarithms, but not one to the other.
    ("determinant added to a logarithm", """import torch

def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse):
    return base_log_prob(inverse(x)) + torch.exp(log_abs_det_inverse(x))
""", ["logarithms multiplied"]),
]

RIGHT["maf_log_prob"] = ["""import math
import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(dim=1)
""", """import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) / log_scale.exp()
    base = torch.distributions.Normal(torch.zeros_like(z), torch.ones_like(z))
    return base.log_prob(z).sum(1) - log_scale.sum(1)
""", """import math
import torch

def maf_log_prob(x, conditioner):
    # a product of Gaussian conditionals, one column after the other
    mean, log_scale = conditioner(x)
    total = torch.zeros_like(x[:, 0])
    for i in range(x.shape[1]):
        u = (x[:, i] - mean[:, i]) / torch.exp(log_scale[:, i])
        total = total - 0.5 * math.log(2 * math.pi) - log_scale[:, i] - 0.5 * u * u
    return total
"""]
WRONG["maf_log_prob"] = [
    # in: D = 1, mean 0, log_scale = 1, x = 0; gives 0.08 instead of -1.92
    # hint: The wider the conditional, the lower its density: what is the sign of the log-scale?
    ("sign of the log-determinant", """import math
import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return -0.5 * (z**2 + math.log(2 * math.pi)).sum(dim=1) + log_scale.sum(dim=1)
""", ["sign of the log-scale"]),
    # in: D = 2, mean 0, log_scale 0, x = 0; gives -0.92 instead of -1.84
    # hint: How many numbers of the base distribution are there, and how many constants?
    ("one constant for all dimensions", """import math
import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return -0.5 * math.log(2 * math.pi) - 0.5 * (z**2).sum(dim=1) - log_scale.sum(dim=1)
""", ["constant forgotten"]),
    # in: log_scale = 2, mean 0, x = 1; the scale is taken as e instead of e^2
    # hint: It is the logarithm of the scale, not of a variance.
    ("log-scale read as log-variance", """import math
import torch

def maf_log_prob(x, conditioner):
    mean, log_var = conditioner(x)
    return -0.5 * (math.log(2 * math.pi) + log_var + (x - mean) ** 2 * torch.exp(-log_var)).sum(dim=1)
""", ["log-scale as log-variance"]),
    # in: x or weights that require a gradient: the conditioner learns nothing
    # hint: The value is right; does a gradient reach the weights of the conditioner?
    ("conditioner without gradient", """import math
import torch

def maf_log_prob(x, conditioner):
    with torch.no_grad():
        mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(dim=1)
""", ["the graph is cut"]),
    # in: log_scale = 40; is taken as 10
    # hint: Log-scales up to 50 are allowed, and yours stop before.
    ("log-scale clamped", """import math
import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    log_scale = torch.clamp(log_scale, -10, 10)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(dim=1)
""", []),
    # in: log_scale = -20, x - mean = e^-20: z comes out as 0.002 instead of 1
    # hint: The small number in the denominator is larger than the scale itself.
    ("small number added to the scale", """import math
import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) / (torch.exp(log_scale) + 1e-6)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi) - log_scale).sum(dim=1)
""", []),
    # in: log_scale = -1, x = mean; gives -1.92 instead of 0.08
    # hint: The scale is positive anyway; its logarithm may have either sign.
    ("absolute value of the log-scale", """import math
import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    z = (x - mean) * torch.exp(-log_scale)
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi)).sum(dim=1) - log_scale.abs().sum(dim=1)
""", []),
    # in: D = 20, all log_scale = 50: the product e^1000 overflows, gives -inf
    # hint: The logarithm of a product of twenty scales needs no product.
    ("determinant over- or underflows", """import math
import torch

def maf_log_prob(x, conditioner):
    mean, log_scale = conditioner(x)
    scale = torch.exp(log_scale)
    z = (x - mean) / scale
    return (-0.5 * z**2 - 0.5 * math.log(2 * math.pi)).sum(dim=1) - torch.log(torch.prod(scale, dim=1))
""", ["scales in the log-det"]),
]
