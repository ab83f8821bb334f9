"""Answers written from the statements alone by others who had seen nothing else; labelled by further ones who had not seen the grader's words."""
RIGHT = {}
WRONG = {}

RIGHT["categorical_log_prob"] = ["""import torch

def categorical_log_prob(logits, x):
    log_p = torch.log_softmax(logits, dim=-1)
    return log_p.gather(2, x[:, :, None])[:, :, 0].sum(dim=1)
""", """import torch
import torch.nn.functional as F

def categorical_log_prob(logits, x):
    return -F.cross_entropy(logits.permute(0, 2, 1), x, reduction="none").sum(dim=1)
""", """import torch

def categorical_log_prob(logits, x):
    return torch.distributions.Independent(torch.distributions.Categorical(logits=logits), 1).log_prob(x)
"""]
WRONG["categorical_log_prob"] = [
    # in: logits = [[[0, 2000]]], x = [[0]]; gives -27.6 instead of -2000
    # hint: The probability has underflowed before you add the small number.
    ("small number in the logarithm", """import torch

def categorical_log_prob(logits, x):
    p = torch.softmax(logits, dim=2)
    return torch.log(p.gather(2, x.unsqueeze(2)).squeeze(2) + 1e-12).sum(dim=1)
""", ["log of a rounded probability"]),
    # in: N = 1, D = 2, K = 3 and zero logits; gives 2 log(1/2) instead of 2 log(1/3)
    # hint: The probabilities of which axis must sum to 1?
    ("softmax over the variables", """import torch

def categorical_log_prob(logits, x):
    log_p = torch.log_softmax(logits, dim=1)
    return log_p.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ["softmax over D"]),
    # in: N = 1, D = 2, K = 3, zero logits; gives log(1/3) instead of 2 log(1/3)
    # hint: The log-probability of a sample is a sum over its variables.
    ("mean over the variables", """import torch

def categorical_log_prob(logits, x):
    log_p = torch.log_softmax(logits, dim=2)
    return log_p.gather(2, x.unsqueeze(2)).squeeze(2).mean(dim=1)
""", ["mean over D"]),
    # in: logits = [[[1000, 1001]]]; exp overflows, gives -inf
    # hint: exp(1000) is infinite; there is a function for the logarithm of a sum of exponentials.
    ("log sum exp overflows", """import torch

def categorical_log_prob(logits, x):
    picked = logits.gather(2, x.unsqueeze(2)).squeeze(2)
    return (picked - torch.log(torch.exp(logits).sum(dim=2))).sum(dim=1)
""", ["softmax overflows"]),
    # in: logits = [[[0, 1], [2000, 2001]]]; the first variable underflows, gives inf
    # hint: Each variable needs a maximum of its own; logits of different variables are not comparable.
    ("one maximum for all variables", """import torch

def categorical_log_prob(logits, x):
    top = logits.max()
    log_z = top + torch.log(torch.exp(logits - top).sum(dim=2))
    return (logits.gather(2, x.unsqueeze(2)).squeeze(2) - log_z).sum(dim=1)
""", ["log of a rounded probability"]),
    # in: K = 3, x = [[0, 1]]: no 2 occurs, one_hot has two columns, raises
    # hint: How many columns has your one-hot code if the last value does not occur?
    ("K read off the data", """import torch
import torch.nn.functional as F

def categorical_log_prob(logits, x):
    return (F.one_hot(x) * torch.log_softmax(logits, dim=2)).sum(dim=(1, 2))
""", []),
    # in: logits that require a gradient: none comes through
    # hint: The value is right, but nothing can be learned from it: where is the graph cut?
    ("gradient cut", """import torch

def categorical_log_prob(logits, x):
    log_p = torch.log_softmax(logits.detach(), dim=2)
    return log_p.gather(2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
""", ["the graph is cut"]),
    # in: D = 2, K = 3, unequal logits; the numbers of different variables are mixed (right for D = 1)
    # hint: view does not exchange axes; which numbers stand in one row afterwards?
    ("view instead of transpose", """import torch
import torch.nn.functional as F

def categorical_log_prob(logits, x):
    N, D, K = logits.shape
    return -F.cross_entropy(logits.reshape(N, K, D), x, reduction="none").sum(dim=1)
""", []),
]

RIGHT["made_masks"] = ["""import torch

def made_masks(degrees):
    masks = [(above[:, None] >= below[None, :]).double() for below, above in zip(degrees[:-1], degrees[1:])]
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).double())
    return masks
""", """import torch

def made_masks(degrees):
    chain = list(degrees) + [degrees[0]]
    last = len(chain) - 2
    masks = []
    for i in range(last + 1):
        below, above = chain[i], chain[i + 1]
        compare = torch.gt if i == last else torch.ge
        masks.append(compare(above.unsqueeze(1), below.unsqueeze(0)))
    return masks
""", """import torch

def made_masks(degrees):
    layers = [d.tolist() for d in degrees]
    masks = []
    for below, above in zip(layers, layers[1:]):
        masks.append(torch.tensor([[float(m >= d) for d in below] for m in above]))
    # strictly before: the output of place i may see what has seen up to i - 1
    masks.append(torch.tensor([[float(m - 1 >= d) for d in layers[-1]] for m in layers[0]]))
    return masks
"""]
WRONG["made_masks"] = [
    # in: [[1, 2], [1, 1]]; the hidden units of degree 1 see nothing
    # hint: Which of the three rules is strict, and for which units?
    ("strict everywhere", """import torch

def made_masks(degrees):
    chain = list(degrees) + [degrees[0]]
    return [(a[:, None] > b[None, :]).float() for b, a in zip(chain, chain[1:])]
""", ["> in the hidden layers"]),
    # in: [[1, 2], [1, 2]]; output 1 sees the hidden unit of degree 1, and so input 1
    # hint: May output i look at input i? Follow a path through your masks.
    ("outputs see themselves", """import torch

def made_masks(degrees):
    chain = list(degrees) + [degrees[0]]
    return [(a[:, None] >= b[None, :]).float() for b, a in zip(chain, chain[1:])]
""", [">= in the last layer"]),
    # in: [[1, 2, 3], [1, 2]]; shapes are (3, 2), (2, 3) instead of (2, 3), (3, 2)
    # hint: A mask has the shape of its weights: (out, in).
    ("masks transposed", """import torch

def made_masks(degrees):
    masks = [(a[None, :] >= b[:, None]).float() for b, a in zip(degrees, degrees[1:])]
    return masks + [(degrees[0][None, :] > degrees[-1][:, None]).float()]
""", ["transposed"]),
    # in: [[2, 1, 3], [1, 2]]; the outputs have degrees 1, 2, 3 instead of 2, 1, 3
    # hint: The inputs may come in another order, and the outputs have the same.
    ("outputs in natural order", """import torch

def made_masks(degrees):
    D = len(degrees[0])
    masks = [(a[:, None] >= b[None, :]).float() for b, a in zip(degrees, degrees[1:])]
    return masks + [(torch.arange(1, D + 1)[:, None] > degrees[-1][None, :]).float()]
""", ["outputs in natural order"]),
    # in: [[1, 2, 3], [1, 2], [2, 2, 1]]; the last mask has shape (3, 2) instead of (3, 3)
    # hint: With two hidden layers, which of them does the output look at?
    ("output looks at the first hidden layer", """import torch

def made_masks(degrees):
    masks = [(a[:, None] >= b[None, :]).float() for b, a in zip(degrees, degrees[1:])]
    below = degrees[1] if len(degrees) > 1 else degrees[0]
    return masks + [(degrees[0][:, None] > below[None, :]).float()]
""", []),
    # in: any list; it is one longer after the call, so a second call gives one mask more
    # hint: Call your function twice with the same list: do you get the same?
    ("caller's list extended", """import torch

def made_masks(degrees):
    degrees.append(degrees[0])
    masks = []
    for i in range(len(degrees) - 1):
        out, inp = degrees[i + 1][:, None], degrees[i][None, :]
        masks.append((out > inp if i == len(degrees) - 2 else out >= inp).float())
    return masks
""", []),
    # in: [[1, 2, 3]], no hidden layer; the only mask lets output i see input i
    # hint: Without hidden layers the first mask is the last one: which rule holds for it?
    ("no hidden layer: the diagonal stays", """import torch

def made_masks(degrees):
    chain = list(degrees) + [degrees[0]]
    masks = []
    for i in range(len(chain) - 1):
        out, inp = chain[i + 1][:, None], chain[i][None, :]
        if i == 0:
            masks.append((out >= inp).float())
        elif i == len(chain) - 2:
            masks.append((out > inp).float())
        else:
            masks.append((out >= inp).float())
    return masks
""", [">= in the last layer"]),
    # in: [[1, 2, 3], [1, 2], [1, 2]]; the unit of degree 2 in the second hidden layer does not see that of degree 2
    # hint: A hidden unit looks at units of its own degree, also where those are hidden units.
    ("strict between hidden layers", """import torch

def made_masks(degrees):
    chain = list(degrees) + [degrees[0]]
    masks = []
    for i, (below, above) in enumerate(zip(chain, chain[1:])):
        if i == 0 and len(degrees) > 1:
            masks.append((above[:, None] >= below[None, :]).float())
        else:
            masks.append((above[:, None] > below[None, :]).float())
    return masks
""", ["> in the hidden layers"]),
]
