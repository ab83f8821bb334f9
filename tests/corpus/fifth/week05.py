"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["reparameterize"] = ["""import torch

def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var) * noise
""", """import torch

def reparameterize(mean, log_var, noise):
    std = (log_var / 2).exp()
    return torch.addcmul(mean.expand_as(noise), std.expand_as(noise), noise)
""", """import torch

def reparameterize(mean, log_var, noise):
    if noise.dim() == 3:
        return torch.stack([reparameterize(mean, log_var, one) for one in noise])
    std = torch.exp(log_var / 2)
    return noise.mul(std).add(mean)
"""]
WRONG["reparameterize"] = [
    # in: mean 0, log_var = log 4, noise 1; gives 4 instead of 2
    # hint: log_var is the logarithm of a variance; by what is the noise to be multiplied?
    ("variance as standard deviation", """import torch

def reparameterize(mean, log_var, noise):
    return mean + torch.exp(log_var) * noise
""", ["exp(log_var) as std"]),
    # in: mean 0, log_var = 0, noise 1; gives 0.5 instead of 1
    # hint: The half of a square root belongs into the exponent.
    ("half outside the exponential", """import torch

def reparameterize(mean, log_var, noise):
    return mean + 0.5 * log_var.exp() * noise
""", ["half the variance as std"]),
    # in: log_var that requires a gradient: it gets none
    # hint: The value is right; does a gradient reach log_var?
    ("gradient of log_var cut", """import torch

def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var).detach()
    return mean + std * noise
""", ["the graph is cut"]),
    # in: mean that requires a gradient: it gets none
    # hint: The value is right; does a gradient reach the mean?
    ("gradient of the mean cut", """import torch

def reparameterize(mean, log_var, noise):
    return mean.data + torch.exp(0.5 * log_var) * noise
""", ["the graph is cut"]),
    # in: noise = zeros; gives random numbers instead of the mean
    # hint: You draw noise of your own; use the one that is given.
    ("draws its own noise", """import torch

def reparameterize(mean, log_var, noise):
    eps = torch.randn(noise.shape, dtype=mean.dtype)
    return mean + torch.exp(log_var / 2) * eps
""", []),
    # in: noise (3, 2, 4) with mean (2, 4): raises; with M = N = 2 the means go to the wrong points
    # hint: For M draws, which axis of the noise belongs to the points?
    ("draws on the wrong axis", """import torch

def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    if noise.dim() == 3:
        mean, std = mean.unsqueeze(1), std.unsqueeze(1)
    return mean + std * noise
""", []),
    # in: any; noise holds the result after the call
    # hint: Look at the noise after the call: methods that end in an underscore write into it.
    ("noise overwritten", """import torch

def reparameterize(mean, log_var, noise):
    with torch.no_grad():
        kept = noise.clone()
        noise.mul_(torch.exp(0.5 * log_var)).add_(mean)
    return mean + torch.exp(0.5 * log_var) * kept
""", []),
    # in: log_var = -20, noise 1, mean 0; gives 0.0067 instead of 4.5e-5
    # hint: Your clamp changes small variances, which are allowed.
    ("log-variance clamped", """import torch

def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var.clamp(-10, 10))
    return mean + std * noise
""", []),
]

RIGHT["bernoulli_log_likelihood"] = ["""import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return torch.where(x > 0.5, F.logsigmoid(logits), F.logsigmoid(-logits)).sum(dim=-1)
""", """import torch

def bernoulli_log_likelihood(x, logits):
    # log p = -log(1 + exp(-s)), with s the logit of what was seen
    s = (2 * x - 1) * logits
    return -torch.logaddexp(torch.zeros_like(s), -s).sum(1)
"""]
WRONG["bernoulli_log_likelihood"] = [
    # in: x = 1, logit = -1000; gives -100 instead of -1000
    # hint: This function cuts its logarithm at -100; which one takes logits?
    ("cross-entropy of probabilities", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy(torch.sigmoid(logits), x, reduction="none").sum(dim=1)
""", ["sigmoid first, log after", "probabilities clamped"]),
    # in: x = 1, logit = 1000; exp overflows, gives -inf
    # hint: exp(1000) is infinite, although log(1 + exp(1000)) is 1000.
    ("log(1 + exp) overflows", """import torch

def bernoulli_log_likelihood(x, logits):
    return (x * logits - torch.log1p(torch.exp(logits))).sum(dim=1)
""", ["exp overflows"]),
    # in: D = 2, zero logits; gives -0.69 instead of -1.39
    # hint: Independent bits multiply; what does that make of the logarithms?
    ("mean over the bits", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=1)
""", ["mean over D"]),
    # in: logits that require a gradient: none comes through
    # hint: The decoder learns through this number: does a gradient reach the logits?
    ("gradient cut", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    with torch.no_grad():
        return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ["the graph is cut"]),
    # in: x = 1, logit = -1000; gives -30 instead of -1000
    # hint: The clamp keeps you from overflow, and gives a wrong number.
    ("logits clamped", """import torch

def bernoulli_log_likelihood(x, logits):
    a = logits.clamp(-30, 30)
    return (x * a - torch.log1p(torch.exp(a))).sum(dim=1)
""", ["probabilities clamped"]),
    # in: any x with a zero; x holds -1 in place of 0 afterwards
    # hint: Look at x after the call.
    ("x overwritten", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    sign = x.mul_(2).sub_(1)
    return F.logsigmoid(sign * logits).sum(dim=1)
""", []),
    # in: x = 0, logit = 0; gives 1.69 instead of -0.69
    # hint: The logarithm of 1 - p is not 1 minus the logarithm of p.
    ("1 - log p for a zero", """import torch
import torch.nn.functional as F

def bernoulli_log_likelihood(x, logits):
    log_p = F.logsigmoid(logits)
    return (x * log_p + (1 - x) * (1 - log_p)).sum(dim=1)
""", []),
    # in: logit = 1000 that requires a gradient: the value is right, the gradient nan
    # hint: The branch that is not chosen overflows, and its gradient is 0 times infinity.
    ("gradient nan through where", """import torch

def bernoulli_log_likelihood(x, logits):
    soft = torch.where(logits > 0, logits + torch.log1p(torch.exp(-logits)), torch.log1p(torch.exp(logits)))
    return (x * logits - soft).sum(dim=1)
""", ["exp overflows"]),
]
