"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["boltzmann"] = ["""import torch

def boltzmann(energy):
    return torch.softmax(-energy, dim=0)
""", """import torch

def boltzmann(energy):
    weight = torch.exp(-(energy - energy.min()))
    return weight / weight.sum()
""", """import torch

def boltzmann(energy):
    log_z = torch.logsumexp(-energy, dim=0)
    return torch.exp(-energy - log_z)
"""]
WRONG["boltzmann"] = [
    # in: energy = [0, 1]; gives [0.27, 0.73] instead of [0.73, 0.27]
    # hint: Low energy is good: which state should be the likeliest?
    ("sign forgotten", """import torch

def boltzmann(energy):
    return torch.softmax(energy, dim=0)
""", ["sign"]),
    # in: energy = [-1000, -1001]; inf / inf gives nan
    # hint: Which number may you add to all energies, so that no exponential overflows?
    ("exponentials overflow", """import torch

def boltzmann(energy):
    weight = torch.exp(-energy)
    return weight / weight.sum()
""", ["overflow"]),
    # in: energy = [0, 2000]; exp(2000) overflows, gives nan
    # hint: Which energy has the largest exponential, the highest or the lowest?
    ("shifted by the highest energy", """import torch

def boltzmann(energy):
    top = energy[torch.isfinite(energy)].max()
    weight = torch.exp(-(energy - top))
    return weight / weight.sum()
""", ["shifted by the largest energy"]),
    # in: energy = [0, inf]; the mean is infinite, gives nan
    # hint: What is the mean of the energies if one state is impossible?
    ("shifted by the mean", """import torch

def boltzmann(energy):
    weight = torch.exp(-(energy - energy.mean()))
    return weight / weight.sum()
""", ["overflow"]),
    # in: energy = [1000, 1001]; both are cut to 500, gives [0.5, 0.5]
    # hint: Energies are cut at the same number, so their differences are lost.
    ("energies clamped", """import torch

def boltzmann(energy):
    weight = torch.exp(-energy.clamp(-500, 500))
    return weight / weight.sum()
""", ["overflow"]),
    # in: energy = [1, 2]; it is [0, 1] after the call
    # hint: Look at the energies after the call.
    ("argument shifted in place", """import torch

def boltzmann(energy):
    energy -= energy.min().clone()
    weight = torch.exp(-energy)
    return weight / weight.sum()
""", []),
    # in: energy = [0, inf, 1]; gives two probabilities instead of three
    # hint: An impossible state has probability 0, but it is a state.
    ("impossible states left out", """import torch

def boltzmann(energy):
    return torch.softmax(-energy[torch.isfinite(energy)], dim=0)
""", []),
    # in: energy = [3000, inf]; the impossible state gets energy 1000, gives [0, 1]
    # hint: No finite number is above all energies that may come.
    ("infinity replaced by a thousand", """import torch

def boltzmann(energy):
    e = torch.nan_to_num(energy, posinf=1000.0)
    return torch.softmax(-e, dim=0)
""", []),
]

RIGHT["guided"] = ["""import torch

def guided(conditional, free, weight):
    return free + weight * (conditional - free)
""", """import torch

def guided(conditional, free, weight):
    return weight * conditional + (1 - weight) * free
""", """import torch

def guided(conditional, free, weight):
    return torch.lerp(free, conditional, weight)
"""]
WRONG["guided"] = [
    # in: conditional = [[1]], free = [[0]], weight 1; gives 0 instead of 1
    # hint: Weight 1 must give the conditional prediction; where do you start?
    ("roles exchanged", """import torch

def guided(conditional, free, weight):
    return conditional + weight * (free - conditional)
""", ["weight on the wrong one"]),
    # in: conditional = [[1]], free = [[0]], weight 1; gives 2 instead of 1
    # hint: There are two conventions; in this one weight 0 is the free prediction.
    ("weight counted from the conditional one", """import torch

def guided(conditional, free, weight):
    return (1 + weight) * conditional - weight * free
""", ["1 is not conditional", "from conditional on"]),
    # in: weight 3; is taken as 1
    # hint: Guidance is to go beyond the conditional prediction.
    ("weight kept between 0 and 1", """import torch

def guided(conditional, free, weight):
    w = min(max(weight, 0.0), 1.0)
    return (1 - w) * free + w * conditional
""", ["never beyond"]),
    # in: conditional = [[1]], free = [[1]], weight 1; gives 2 instead of 1
    # hint: If both predictions agree, guidance changes nothing.
    ("free prediction not subtracted", """import torch

def guided(conditional, free, weight):
    return free + weight * conditional
""", ["a sum"]),
    # in: any weight other than 0 with unequal predictions; free holds the result after the call
    # hint: The caller's free prediction has changed.
    ("free prediction overwritten", """import torch

def guided(conditional, free, weight):
    step = weight * (conditional - free)
    free += step
    return free
""", []),
    # in: weight -1; is taken as 0
    # hint: A negative weight leads away from the words.
    ("negative weights cut off", """import torch

def guided(conditional, free, weight):
    return free + max(weight, 0) * (conditional - free)
""", []),
    # in: weight 0; gives the conditional prediction instead of the free one
    # hint: What should weight 0 give: no guidance, or no words?
    ("weight 0 read as no guidance", """import torch

def guided(conditional, free, weight):
    if not weight:
        return conditional.clone()
    return free + weight * (conditional - free)
""", ["weight on the wrong one"]),
    # in: conditional = [[3]], free = [[0]], weight 2; gives length 3 instead of 6
    # hint: You give the result the length of the conditional prediction, which the formula does not.
    ("rescaled to the conditional one's length", """import torch

def guided(conditional, free, weight):
    v = free + weight * (conditional - free)
    return v * conditional.norm(dim=1, keepdim=True) / v.norm(dim=1, keepdim=True).clamp(min=1e-12)
""", []),
]
