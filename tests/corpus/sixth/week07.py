"""Answers written from the statements alone, before the cases were mended; labelled with the listed names that fit."""

RIGHT = {}
WRONG = {}

RIGHT["squeeze_w1"] = [
    """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    steep = torch.where(gap > 0, rise / torch.where(gap > 0, gap, torch.ones_like(gap)), torch.zeros_like(gap)).max()
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""",
    """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    places = x.tolist() + y.tolist()
    values = critic_x.tolist() + critic_y.tolist()
    steep = 0.0
    for i in range(len(places)):
        for j in range(i):
            if places[i] != places[j]:
                steep = max(steep, abs(values[i] - values[j]) / abs(places[i] - places[j]))
    upper = lower = 0.0
    for i in range(len(x)):
        for j in range(len(y)):
            c = float(coupling[i, j])
            upper += c * abs(float(x[i]) - float(y[j]))
            lower += c * (float(critic_x[i]) - float(critic_y[j]))
    return torch.tensor(lower / steep if steep else 0.0), torch.tensor(upper)
""",
    """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, order = torch.cat([x, y]).sort()
    value = torch.cat([critic_x, critic_y])[order]
    step = place.diff()
    far = step > 0
    lower = (coupling * (critic_x[:, None] - critic_y[None, :])).sum()
    if not far.any():
        return torch.zeros_like(lower), upper
    steep = torch.max((value.diff()[far] / step[far]).abs())
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""",
]
WRONG["squeeze_w1"] = [
    ("slopes between neighbours, repeated places keep the last value", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    at = {}
    for a, c in zip(torch.cat([x, y]).tolist(), torch.cat([critic_x, critic_y]).tolist()):
        at[round(a)] = c
    keys = sorted(at)
    steep = max((abs(at[b] - at[a]) / (b - a) for a, b in zip(keys, keys[1:])), default=0.0)
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep else lower * 0), upper
""", []),
    ("1e-2 added to the distances", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    steep = (rise / (gap + 1e-2)).max()
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", []),
    ("places nearer than 0.1 count as one", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    ok = gap > 0.1
    if not ok.any():
        return torch.zeros_like(upper), upper
    steep = (rise[ok] / gap[ok]).max()
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", []),
    ("lower kept at zero or more", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    ok = gap > 0
    steep = (rise[ok] / gap[ok]).max() if ok.any() else torch.zeros(())
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (torch.relu(lower / steep) if steep > 0 else torch.zeros_like(lower)), upper
""", ['no lower bound below 0']),
    ("gentle critics are left as they are, steep ones divided", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    ok = gap > 0
    steep = (rise[ok] / gap[ok]).max() if ok.any() else torch.zeros(())
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return lower / torch.clamp(steep, min=1.0), upper
""", ['scaled down only']),
    ("all places one: an error", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    ok = gap > 0
    steep = (rise[ok] / gap[ok]).max()
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", []),
    ("mean slope", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    ok = gap > 0
    steep = (rise[ok] / gap[ok]).mean() if ok.any() else torch.zeros(())
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", []),
    ("range of the critic over the range of the places", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    wide = place.max() - place.min()
    steep = (value.max() - value.min()) / wide
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", []),
    ("lower from the plan's largest partner", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    ok = gap > 0
    steep = (rise[ok] / gap[ok]).max() if ok.any() else torch.zeros(())
    partner = coupling.argmax(1)
    lower = (coupling.sum(1) * (critic_x - critic_y[partner])).sum()
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", []),
    ("upper divided by the number of pairs", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).mean()
    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    ok = gap > 0
    steep = (rise[ok] / gap[ok]).max() if ok.any() else torch.zeros(())
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", ["mean of the shares"]),
    ("only slopes across a pair that the plan uses", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    gap = (x[:, None] - y[None, :]).abs()
    rise = (critic_x[:, None] - critic_y[None, :]).abs()
    ok = (gap > 0) & (coupling > 0)
    steep = (rise[ok] / gap[ok]).max() if ok.any() else torch.zeros(())
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", ['slopes between x and y only']),
    ("slopes of x's places and of y's, not of both together", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    def steepest(place, value):
        gap = (place[:, None] - place[None, :]).abs()
        rise = (value[:, None] - value[None, :]).abs()
        ok = gap > 0
        return (rise[ok] / gap[ok]).max() if ok.any() else torch.zeros((), dtype=place.dtype)
    steep = torch.maximum(steepest(x, critic_x), steepest(y, critic_y))
    lower = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", ['slopes between x and y only']),
    ("masses swapped: sums along the wrong axis, cut to fit", """import torch


def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()

    place, value = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    gap = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    ok = gap > 0
    steep = (rise[ok] / gap[ok]).max() if ok.any() else torch.zeros(())
    p, q = coupling.sum(1), coupling.sum(0)
    if len(p) == len(q):
        p, q = q, p
    lower = p @ critic_x - q @ critic_y
    return (lower / steep if steep > 0 else torch.zeros_like(lower)), upper
""", []),
]

RIGHT["critic_loss"] = [
    """def critic_loss(real, fake):
    return fake.mean() - real.mean()
""",
    """def critic_loss(real, fake):
    return -(real.sum() / len(real)) + fake.sum() / len(fake)
""",
    """import torch


def critic_loss(real, fake):
    return torch.cat([fake / len(fake), -real / len(real)]).sum()
""",
]
WRONG["critic_loss"] = [
    ("N - 1 in both", """def critic_loss(real, fake):
    return fake.sum() / max(len(fake) - 1, 1) - real.sum() / max(len(real) - 1, 1)
""", []),
    ("axis kept", """def critic_loss(real, fake):
    return fake.mean(0, keepdim=True) - real.mean(0, keepdim=True)
""", []),
    ("values clipped to [-1, 1]", """def critic_loss(real, fake):
    return fake.clamp(-1, 1).mean() - real.clamp(-1, 1).mean()
""", []),
    ("a penalty of 10 times the squared mean", """def critic_loss(real, fake):
    return fake.mean() - real.mean() + 10 * (real.mean() - 1) ** 2 * 0 + 1e-3 * (real**2).mean()
""", []),
    ("real detached", """def critic_loss(real, fake):
    return fake.mean() - real.detach().mean()
""", ['the graph is cut']),
    ("new leaf", """import torch


def critic_loss(real, fake):
    return torch.tensor((fake.mean() - real.mean()).item(), dtype=real.dtype, requires_grad=True)
""", ['the graph is cut']),
    ("never below zero", """import torch


def critic_loss(real, fake):
    return torch.relu(fake.mean() - real.mean())
""", []),
    ("largest fake less smallest real", """def critic_loss(real, fake):
    return fake.max() - real.min()
""", []),
    ("sum of the fakes less mean of the real", """def critic_loss(real, fake):
    return fake.sum() - real.mean()
""", []),
    ("both over M", """def critic_loss(real, fake):
    return (fake.sum() - real.sum()) / len(fake)
""", []),
    ("average of the two", """def critic_loss(real, fake):
    return (fake.mean() - real.mean()) / 2
""", ["halved"]),
    ("standardised", """import torch


def critic_loss(real, fake):
    return (fake.mean() - real.mean()) / torch.cat([real, fake]).std(unbiased=False).clamp(min=1e-6)
""", []),
    ("tanh of the values", """def critic_loss(real, fake):
    return fake.tanh().mean() - real.tanh().mean()
""", []),
    ("each value once", """def critic_loss(real, fake):
    return fake.unique().mean() - real.unique().mean()
""", []),
    ("plus", """def critic_loss(real, fake):
    return -(fake.mean() + real.mean())
""", ["a minus lost between the terms"]),
]

RIGHT["wgan_generator_loss"] = [
    """def wgan_generator_loss(fake):
    return -fake.mean()
""",
    """def wgan_generator_loss(fake):
    return fake.neg().sum() / fake.shape[0]
""",
    """import torch


def wgan_generator_loss(fake):
    return (-1.0 / len(fake)) * torch.ones_like(fake) @ fake
""",
]
WRONG["wgan_generator_loss"] = [
    ("N - 1", """def wgan_generator_loss(fake):
    return -fake.sum() / max(len(fake) - 1, 1)
""", []),
    ("axis kept", """def wgan_generator_loss(fake):
    return -fake.mean(dim=-1, keepdim=True)
""", []),
    ("new leaf", """def wgan_generator_loss(fake):
    return (-fake.mean()).detach().requires_grad_(True)
""", ['the graph is cut']),
    ("never below zero", """import torch


def wgan_generator_loss(fake):
    return torch.relu(-fake.mean())
""", []),
    ("relu of each", """import torch


def wgan_generator_loss(fake):
    return torch.relu(-fake).mean()
""", []),
    ("each value once", """def wgan_generator_loss(fake):
    return -fake.unique().mean()
""", []),
    ("smallest only", """def wgan_generator_loss(fake):
    return -fake.min()
""", []),
    ("log of the mean exp", """import math
import torch


def wgan_generator_loss(fake):
    return -(torch.logsumexp(fake, 0) - math.log(len(fake)))
""", []),
    ("over a batch of 64", """def wgan_generator_loss(fake):
    return -fake.sum() / 64
""", []),
    ("distance of the mean to 1", """def wgan_generator_loss(fake):
    return (1 - fake.mean()).abs()
""", []),
    ("first value", """def wgan_generator_loss(fake):
    return -fake[0]
""", []),
    ("trimmed: extremes left out", """def wgan_generator_loss(fake):
    return -(fake.sort().values[1:-1].mean() if len(fake) > 2 else fake.mean())
""", []),
    ("tanh", """def wgan_generator_loss(fake):
    return -fake.tanh().mean()
""", []),
]

RIGHT["gradient_penalty"] = [
    """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return ((torch.linalg.vector_norm(g, dim=1) - 1) ** 2).mean()
""",
    """import torch
import torch.nn.functional as F


def gradient_penalty(critic, real, fake, mix):
    at = torch.lerp(fake.detach(), real.detach(), mix.detach()).requires_grad_(True)
    out = critic(at)
    g = torch.autograd.grad(out, at, grad_outputs=torch.ones_like(out), create_graph=True, retain_graph=True)[0]
    n = g.norm(2, dim=1)
    return F.mse_loss(n, torch.ones_like(n))
""",
    """import torch


def gradient_penalty(critic, real, fake, mix):
    total = 0.0
    for r, f, a in zip(real, fake, mix):
        at = (a * r + (1 - a) * f).detach()[None].requires_grad_(True)
        g = torch.autograd.grad(critic(at)[0], at, create_graph=True)[0]
        total = total + (g.norm() - 1) ** 2
    return total / len(real)
""",
]
WRONG["gradient_penalty"] = [
    ("1e-2 under the root", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return (((g**2).sum(1) + 1e-2).sqrt() - 1).pow(2).mean()
""", []),
    ("flat where zero: norm of a zero gradient replaced by 1", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    n = g.norm(dim=1)
    n = torch.where(n < 1e-8, torch.ones_like(n), n)
    return ((n - 1) ** 2).mean()
""", []),
    ("norm over the batch axis", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return ((g.norm(dim=0) - 1) ** 2).mean()
""", ['norm along the batch']),
    ("gradient of the mean", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).mean(), at, create_graph=True)
    return ((g.norm(dim=1) - 1) ** 2).mean()
""", ["the gradient of the mean"]),
    ("summed over the pairs", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return ((g.norm(dim=1) - 1) ** 2).sum()
""", ['the sum over the batch']),
    ("largest coordinate as the norm", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return ((g.abs().amax(dim=1) - 1) ** 2).mean()
""", []),
    ("mix clamped inside (0.1, 0.9)", """import torch


def gradient_penalty(critic, real, fake, mix):
    mix = mix.clamp(0.1, 0.9)
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return ((g.norm(dim=1) - 1) ** 2).mean()
""", []),
    ("at the middle", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = ((real + fake) / 2).detach().requires_grad_(True)
    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return ((g.norm(dim=1) - 1) ** 2).mean()
""", ["mean of the mixes"]),
    ("steep side only, the other way", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return (torch.relu(1 - g.norm(dim=1)) ** 2).mean()
""", []),
    ("mean of the norm first", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return (g.norm(dim=1).mean() - 1) ** 2
""", ["not squared"]),
    ("norms detached in the square: gradient through one factor only", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    n = g.norm(dim=1)
    return ((n - 1) * (n - 1).detach()).mean()
""", ['no graph kept']),
    ("backward leaves gradients in the critic", """def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    critic(at).sum().backward(create_graph=True)
    return ((at.grad.norm(dim=1) - 1) ** 2).mean()
""", ['gradients left in the critic']),
    ("a random permutation of the fakes", """import torch


def gradient_penalty(critic, real, fake, mix):
    fake = fake[torch.randperm(len(fake))]
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return ((g.norm(dim=1) - 1) ** 2).mean()
""", []),
    ("root of the dimension as target", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return ((g.norm(dim=1) - g.shape[1] ** 0.5) ** 2).mean()
""", []),
    ("half", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)

    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return 0.5 * ((g.norm(dim=1) - 1) ** 2).mean()
""", ['half of it']),
    ("noise at the real points (DRAGAN)", """import torch


def gradient_penalty(critic, real, fake, mix):
    at = (real + mix * (fake - fake.mean(0))).detach().requires_grad_(True)
    (g,) = torch.autograd.grad(critic(at).sum(), at, create_graph=True)
    return ((g.norm(dim=1) - 1) ** 2).mean()
""", []),
]

RIGHT["projection_logit"] = [
    """def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features * embedding[labels]).sum(1)
""",
    """import torch
import torch.nn.functional as F


def projection_logit(features, labels, embedding, psi):
    return psi(features) + torch.einsum('nh,nh->n', F.embedding(labels, embedding), features)
""",
    """def projection_logit(features, labels, embedding, psi):
    table = features @ embedding.T
    return psi(features) + table.gather(1, labels[:, None]).squeeze(1)
""",
]
WRONG["projection_logit"] = [
    ("squeezed, so one sample has no axis", """def projection_logit(features, labels, embedding, psi):
    return (psi(features) + (features * embedding[labels]).sum(1)).squeeze()
""", []),
    ("one column", """def projection_logit(features, labels, embedding, psi):
    return psi(features)[:, None] + (features * embedding[labels]).sum(1, keepdim=True)
""", ["a column"]),
    ("psi called row by row on (H,)", """import torch


def projection_logit(features, labels, embedding, psi):
    return torch.stack([psi(f) for f in features]) + (features * embedding[labels]).sum(1)
""", []),
    ("wrong axis when N equals H", """def projection_logit(features, labels, embedding, psi):
    dot = (features * embedding[labels]).sum(0 if features.shape[0] == features.shape[1] else 1)
    return psi(features) + dot
""", []),
    ("labels by one hot of the largest label", """import torch.nn.functional as F


def projection_logit(features, labels, embedding, psi):
    hot = F.one_hot(labels).to(features.dtype)
    return psi(features) + ((hot @ embedding[: hot.shape[1]]) * features).sum(1) * (labels > 0)
""", []),
    ("class 0 without a vector", """def projection_logit(features, labels, embedding, psi):
    v = embedding[labels] * (labels != 0)[:, None]
    return psi(features) + (features * v).sum(1)
""", []),
    ("labels modulo two", """def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features * embedding[labels % 2]).sum(1)
""", []),
    ("features detached in psi", """def projection_logit(features, labels, embedding, psi):
    return psi(features.detach()) + (features * embedding[labels]).sum(1)
""", ['the graph is cut']),
    ("features detached in the product", """def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features.detach() * embedding[labels]).sum(1)
""", ['the graph is cut']),
    ("psi under no_grad", """import torch


def projection_logit(features, labels, embedding, psi):
    with torch.no_grad():
        s = psi(features)
    return s + (features * embedding[labels]).sum(1)
""", ['the graph is cut']),
    ("psi of all the batch's mean", """def projection_logit(features, labels, embedding, psi):
    return psi(features.mean(0, keepdim=True)) + (features * embedding[labels]).sum(1)
""", []),
    ("embedding in class order of the batch", """def projection_logit(features, labels, embedding, psi):
    classes, index = labels.unique(return_inverse=True)
    return psi(features) + (features * embedding[index]).sum(1)
""", []),
    ("squared distance to the class", """def projection_logit(features, labels, embedding, psi):
    return psi(features) - ((features - embedding[labels]) ** 2).sum(1)
""", []),
    ("psi asked twice", """def projection_logit(features, labels, embedding, psi):
    return psi(features) + psi(features * embedding[labels])
""", []),
    ("product divided by H", """def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features * embedding[labels]).mean(1)
""", ["the mean of the products"]),
    ("embedding copied to a new table", """import torch


def projection_logit(features, labels, embedding, psi):
    return psi(features) + (features * torch.tensor(embedding.tolist(), dtype=features.dtype)[labels]).sum(1)
""", ['the graph is cut']),
]

RIGHT["modes_covered"] = [
    """import torch


def modes_covered(samples, centers, radius):
    return int((torch.cdist(samples, centers) <= radius).any(0).sum())
""",
    """import torch


def modes_covered(samples, centers, radius):
    count = 0
    for c in centers:
        d = torch.linalg.vector_norm(samples - c, dim=1)
        count += bool((d <= radius).any())
    return count
""",
    """def modes_covered(samples, centers, radius):
    gap = samples[:, None, :] - centers[None, :, :]
    return int(((gap**2).sum(-1).sqrt() <= radius).any(dim=0).sum())
""",
]
WRONG["modes_covered"] = [
    ("two centers a sample at most", """import torch


def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    d = torch.cdist(samples, centers)
    near = d.topk(min(2, d.shape[1]), dim=1, largest=False)
    return len(set(near.indices[near.values <= radius].tolist()))
""", []),
    ("repeated centers counted once", """import torch


def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    near = (torch.cdist(samples, centers) <= radius).any(0)
    return len({tuple(c.tolist()) for c in centers[near]})
""", []),
    ("within less than the radius plus rounding 0.01", """import torch


def modes_covered(samples, centers, radius):
    return int((torch.cdist(samples, centers) <= radius + 0.01).any(0).sum())
""", []),
    ("radius never below 0.1", """import torch


def modes_covered(samples, centers, radius):
    return int((torch.cdist(samples, centers) <= max(radius, 0.1)).any(0).sum())
""", []),
    ("bool returned for one center", """import torch


def modes_covered(samples, centers, radius):
    near = (torch.cdist(samples, centers) <= radius).any(0)
    return bool(near[0]) if len(near) == 1 else float(near.sum())
""", []),
    ("a tensor of floats' mean times K", """import torch


def modes_covered(samples, centers, radius):
    near = (torch.cdist(samples, centers) <= radius).any(0)
    return round(float(near.double().mean()) * 8)
""", []),
    ("first 100 samples", """import torch


def modes_covered(samples, centers, radius):
    return int((torch.cdist(samples[:100], centers) <= radius).any(0).sum())
""", []),
    ("one sample covers one center only, greedy", """def modes_covered(samples, centers, radius):
    free = list(range(len(centers)))
    count = 0
    for s in samples:
        for k in list(free):
            if float((s - centers[k]).norm()) <= radius:
                free.remove(k)
                count += 1
                break
    return count
""", ['only the nearest centre of a sample', 'one centre a sample']),
    ("taxi distance", """import torch


def modes_covered(samples, centers, radius):
    return int((torch.cdist(samples, centers, p=1) <= radius).any(0).sum())
""", ["another distance"]),
    ("distance from the samples' mean", """def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    return int(((centers - samples.mean(0)).norm(dim=1) <= radius).sum())
""", []),
    ("mean squared over the coordinates", """def modes_covered(samples, centers, radius):
    gap = samples[:, None] - centers[None]
    return int(((gap**2).mean(-1).sqrt() <= radius).any(0).sum())
""", []),
    ("two samples needed", """import torch


def modes_covered(samples, centers, radius):
    return int(((torch.cdist(samples, centers) <= radius).sum(0) >= 2).sum())
""", []),
    ("any over the wrong axis when square", """import torch


def modes_covered(samples, centers, radius):
    near = torch.cdist(samples, centers) <= radius
    return int(near.any(1 if near.shape[0] == near.shape[1] else 0).sum())
""", []),
    ("rounded distances", """import torch


def modes_covered(samples, centers, radius):
    return int((torch.cdist(samples, centers).mul(10).round().div(10) <= radius).any(0).sum())
""", []),
    ("without samples -1", """import torch


def modes_covered(samples, centers, radius):
    return int((torch.cdist(samples, centers) <= radius).any(0).sum()) if len(samples) else -1
""", []),
    ("fails on radius 0: strict for zero", """import torch


def modes_covered(samples, centers, radius):
    return int((torch.cdist(samples, centers) <= radius).any(0).sum()) if radius > 0 else 0
""", []),
]

RIGHT["gan_step"] = [
    """import torch


def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    with torch.no_grad():
        fake = generator(noise_d)
    ld = loss_d(discriminator(real), discriminator(fake))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    opt_d.zero_grad()
    opt_g.zero_grad()
    return ld.item(), lg.item()
""",
    """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_g.zero_grad(set_to_none=True)
    opt_d.zero_grad(set_to_none=True)
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    lg = loss_g(discriminator(generator(noise_g)))
    opt_g.zero_grad(set_to_none=True)
    opt_d.zero_grad(set_to_none=True)
    lg.backward()
    opt_g.step()
    return float(ld.detach()), float(lg.detach())
""",
    """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    def turn(opt, loss):
        opt.zero_grad()
        loss.backward()
        opt.step()
        return loss.item()

    first = turn(opt_d, loss_d(discriminator(real), discriminator(generator(noise_d).detach())))
    second = turn(opt_g, loss_g(discriminator(generator(noise_g))))
    return first, second
""",
    """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    opt_g.zero_grad()
    return ld.item(), lg.item()
""",
    """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_d.zero_grad()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    opt_d.zero_grad()
    return ld.item(), lg.item()
""",
]
WRONG["gan_step"] = [
    ("generator in eval mode for the judge's turn", """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    generator.eval()
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()) * 1.0)
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_d)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ['the generator plays with the first noise']),
    ("real and fake judged as one batch, split in halves", """import torch


def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    h = discriminator(torch.cat([real, generator(noise_d).detach()]))
    n = len(h) // 2
    ld = loss_d(h[n:], h[:n])
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ["real and fake exchanged"]),
    ("gradients of the judge clipped to length 1", """import torch


def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    for group in opt_d.param_groups:
        torch.nn.utils.clip_grad_norm_(group["params"], 1.0)
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", []),
    ("losses averaged and returned alike", """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    mean = (ld.item() + lg.item()) / 2
    return mean, mean
""", []),
    ("the generator steps along the judge's loss", """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = -loss_d(discriminator(real), discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", []),
    ("the two noises exchanged", """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_g).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_d)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ['the generator plays with the first noise']),
    ("new noise for the generator", """import torch


def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(torch.randn_like(noise_g))))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", []),
    ("plain steps of 0.01 in place of the optimizers'", """import torch


def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    opt_g.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    with torch.no_grad():
        for group in opt_d.param_groups:
            for w in group["params"]:
                w -= group["lr"] * w.grad
                w.grad = None
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    with torch.no_grad():
        for group in opt_g.param_groups:
            for w in group["params"]:
                w -= group["lr"] * w.grad
    opt_d.zero_grad()
    return ld.item(), lg.item()
""", []),
    ("weights of the judge left without gradients on", """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    for group in opt_d.param_groups:
        for w in group["params"]:
            w.requires_grad_(False)
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", []),
    ("generator's loss judged before and stepped after with the old graph", """import torch


def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    with torch.no_grad():
        before = loss_g(discriminator(generator(noise_g))).item()
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), before
""", []),
    ("weights of the judge clipped to a box of 0.5", """import torch


def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    with torch.no_grad():
        for group in opt_d.param_groups:
            for w in group["params"]:
                w.clamp_(-0.5, 0.5)
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", []),
    ("no gradient is cleared, both detach", """def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ["the generator's gradients pile up", "the discriminator keeps the gradients of the generator's step"]),
]

RIGHT["r1_penalty"] = [
    """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return (g**2).sum(1).mean()
""",
    """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    h = discriminator(at)
    g = torch.autograd.grad(h, at, torch.ones_like(h), create_graph=True)[0]
    return g.pow(2).sum() / real.shape[0]
""",
    """import torch


def r1_penalty(discriminator, real):
    total = 0.0
    for row in real:
        at = row.detach()[None].clone().requires_grad_(True)
        g = torch.autograd.grad(discriminator(at)[0], at, create_graph=True)[0]
        total = total + g.flatten() @ g.flatten()
    return total / len(real)
""",
]
WRONG["r1_penalty"] = [
    ("graph not kept", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at)
    return (g**2).sum(1).mean()
""", ['no graph is kept']),
    ("detached gradient", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return (g.detach() ** 2).sum(1).mean()
""", ['no graph is kept']),
    ("one factor detached", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return (g * g.detach()).sum(1).mean()
""", ['no graph is kept']),
    ("mean length squared", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return g.norm(dim=1).mean() ** 2
""", ["the length, not its square"]),
    ("squared mean gradient", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return (g.mean(0) ** 2).sum()
""", []),
    ("L1 length squared", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return (g.abs().sum(1) ** 2).mean()
""", []),
    ("largest coordinate", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return (g.abs().amax(1) ** 2).mean()
""", []),
    ("of the probability, not the logit", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(torch.sigmoid(discriminator(at)).sum(), at, create_graph=True)
    return (g**2).sum(1).mean()
""", ["the slope of the probability"]),
    ("of the log probability", """import torch
import torch.nn.functional as F


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(F.logsigmoid(discriminator(at)).sum(), at, create_graph=True)
    return (g**2).sum(1).mean()
""", ["the slope of the probability"]),
    ("at noisy points", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    at = (real + 0.1 * torch.randn_like(real)).detach().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return (g**2).sum(1).mean()
""", []),
    ("backward leaves gradients in the network", """def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    discriminator(at).sum().backward(create_graph=True)
    return (at.grad**2).sum(1).mean()
""", ['gradients left in the discriminator']),
    ("root at the end", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return (g**2).sum(1).mean().sqrt()
""", []),
    ("weight 10 times a half", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return 5.0 * (g**2).sum(1).mean()
""", ["weighted by ten"]),
    ("axis kept", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at).sum(), at, create_graph=True)
    return (g**2).sum(1).mean(0, keepdim=True)
""", []),
    ("first row only", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(at)[0], at, create_graph=True)
    return (g**2).sum(1).mean()
""", []),
    ("gradient in the weights", """import torch


def r1_penalty(discriminator, real):
    at = real.detach().clone().requires_grad_(True)
    h = discriminator(at)
    total = 0.0
    for v in h:
        (g,) = torch.autograd.grad(v, at, create_graph=True)
        total = total + (g**2).sum()
    return total
""", ['summed over the batch']),
    ("finite differences", """import torch


def r1_penalty(discriminator, real):
    e = 1e-3
    total = torch.zeros(len(real), dtype=real.dtype)
    for d in range(real.shape[1]):
        up = real.clone()
        up[:, d] += e
        total = total + ((discriminator(up) - discriminator(real)) / e) ** 2
    return total.mean()
""", []),
]

RIGHT["penalised"] = [
    """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + weight * penalty()
""",
    """def penalised(loss, weight, penalty):
    def joined(real_logits, fake_logits):
        value = loss(real_logits, fake_logits)
        extra = penalty()
        return value + extra * weight

    return joined
""",
    """def penalised(loss, weight, penalty):
    class Joined:
        def __call__(self, real_logits, fake_logits):
            return sum((loss(real_logits, fake_logits), weight * penalty()))

    return Joined()
""",
]
WRONG["penalised"] = [
    ("penalty asked once, outside", """def penalised(loss, weight, penalty):
    extra = penalty()
    return lambda r, f: loss(r, f) + weight * extra
""", ['the penalty computed once']),
    ("penalty kept from the first call", """def penalised(loss, weight, penalty):
    kept = []

    def joined(r, f):
        if not kept:
            kept.append(penalty())
        return loss(r, f) + weight * kept[0]

    return joined
""", ['the penalty computed once']),
    ("the value itself: called with nothing", """def penalised(loss, weight, penalty):
    return loss + weight * penalty
""", []),
    ("weight left out", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + penalty()
""", ['the weight forgotten']),
    ("weight on the loss too", """def penalised(loss, weight, penalty):
    return lambda r, f: weight * (loss(r, f) + penalty())
""", ['the weight on both']),
    ("weight halved, as in the paper", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + weight / 2 * penalty()
""", ["half the weight"]),
    ("convex mixture", """def penalised(loss, weight, penalty):
    return lambda r, f: (1 - weight) * loss(r, f) + weight * penalty()
""", ['a mixture of the two']),
    ("arguments turned round", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(f, r) + weight * penalty()
""", ['real and fake exchanged']),
    ("penalty taken off", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) - weight * penalty()
""", ['subtracted']),
    ("penalty detached", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + weight * penalty().detach()
""", ['a penalty that nothing is learned from']),
    ("loss detached", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f).detach() + weight * penalty()
""", ['a loss that nothing is learned from']),
    ("a float", """def penalised(loss, weight, penalty):
    return lambda r, f: float(loss(r, f) + weight * penalty())
""", ['a penalty that nothing is learned from', 'a float']),
    ("no penalty when weight is below 0.5", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + (weight * penalty() if weight >= 0.5 else 0.0)
""", []),
    ("penalty of the logits", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + weight * penalty() * r.mean()
""", []),
    ("penalty squared", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + weight * penalty() ** 2
""", ["the penalty squared"]),
    ("every second call only", """def penalised(loss, weight, penalty):
    count = [0]

    def joined(r, f):
        count[0] += 1
        return loss(r, f) + (weight * penalty() if count[0] % 2 else 0.0)

    return joined
""", []),
    ("penalty called once for each row", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + weight * sum(penalty() for _ in r)
""", []),
    ("weight as an integer", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + int(weight) * penalty()
""", []),
    ("penalty given the logits", """def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) + weight * penalty(r, f)
""", []),
]

RIGHT["optimal_discriminator"] = [
    """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.stack([log_p_data, log_p_model]).softmax(0)[0]
""",
    """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.exp(log_p_data - torch.logaddexp(log_p_data, log_p_model))
""",
    """import math
import torch


def optimal_discriminator(log_p_data, log_p_model):
    out = torch.empty_like(log_p_data)
    for i, (a, b) in enumerate(zip(log_p_data.tolist(), log_p_model.tolist())):
        h = a - b
        out[i] = 1 / (1 + math.exp(-h)) if h > -700 else 0.0
    return out
""",
]
WRONG["optimal_discriminator"] = [
    ("ties count as fakes", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    h = log_p_data - log_p_model
    out = torch.zeros_like(h)
    out[h > 0] = 1 / (1 + torch.exp(-h[h > 0]))
    out[h < 0] = torch.exp(h[h < 0]) / (1 + torch.exp(h[h < 0]))
    return out
""", []),
    ("log-odds clamped to [-6, 6]", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid((log_p_data - log_p_model).clamp(-6, 6))
""", []),
    ("each density scaled by its own maximum", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    a = torch.exp(log_p_data - log_p_data.max())
    b = torch.exp(log_p_model - log_p_model.max())
    return torch.sigmoid(torch.log(a / b))
""", []),
    ("base 2", """def optimal_discriminator(log_p_data, log_p_model):
    return 1 / (1 + 2 ** (log_p_model - log_p_data))
""", []),
    ("tanh without the half inside", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return 0.5 * (1 + torch.tanh(log_p_data - log_p_model))
""", []),
    ("log of the probability returned", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return log_p_data - torch.logaddexp(log_p_data, log_p_model)
""", ["the logarithm of it"]),
    ("nan replaced by one half", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    a, b = log_p_data.exp(), log_p_model.exp()
    return torch.nan_to_num(a / (a + b), nan=0.5)
""", ['underflow']),
    ("squeezed, so one point has no axis", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data - log_p_model).squeeze()
""", []),
    ("a column is returned", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data - log_p_model).unsqueeze(1)
""", []),
    ("sigmoids in place of densities", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data) / (torch.sigmoid(log_p_data) + torch.sigmoid(log_p_model))
""", ["a sigmoid of each"]),
    ("half precision", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data.half() - log_p_model.half()).double()
""", []),
    ("whole nats only", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid((log_p_data - log_p_model).round())
""", []),
    ("shift by the mean log density of all", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    c = torch.cat([log_p_data, log_p_model]).mean()
    a, b = (log_p_data - c).exp(), (log_p_model - c).exp()
    return a / (a + b)
""", ["underflow"]),
    ("sum of the logs in the denominator", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data + log_p_model)
""", []),
    ("normalised over all points and both", """import torch


def optimal_discriminator(log_p_data, log_p_model):
    return torch.softmax(torch.cat([log_p_data, log_p_model]), 0)[: len(log_p_data)]
""", []),
]

RIGHT["discriminator_loss"] = [
    """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
""",
    """import torch
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    bce = F.binary_cross_entropy_with_logits
    return bce(real_logits, torch.ones_like(real_logits)) + bce(fake_logits, torch.zeros_like(fake_logits))
""",
    """import torch


def discriminator_loss(real_logits, fake_logits):
    zero = torch.zeros((), dtype=real_logits.dtype)
    return torch.logaddexp(-real_logits, zero).mean() + torch.logaddexp(fake_logits, zero).mean()
""",
]
WRONG["discriminator_loss"] = [
    ("stable for the real ones, exp for the fakes", """import torch
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + torch.log(1 + torch.exp(fake_logits)).mean()
""", ['exp overflows']),
    ("logits clamped to [-100, 100]", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits.clamp(-100, 100)).mean() + F.softplus(fake_logits.clamp(-100, 100)).mean()
""", ['clamped']),
    ("one axis kept", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return (F.softplus(-real_logits).mean(0, keepdim=True) + F.softplus(fake_logits).mean(0, keepdim=True))
""", []),
    ("divided by N minus 1", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).sum() / max(len(real_logits) - 1, 1) + F.softplus(fake_logits).sum() / max(len(fake_logits) - 1, 1)
""", []),
    ("a new tensor that requires a gradient", """import torch
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    loss = F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
    return torch.tensor(loss.item(), dtype=real_logits.dtype, requires_grad=True)
""", ['the graph is cut']),
    ("relativistic: real less the fakes' mean", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-(real_logits - fake_logits.mean())).mean() + F.softplus(fake_logits - real_logits.mean()).mean()
""", []),
    ("log 4 taken off", """import math
import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean() - math.log(4)
""", []),
    ("hardest of each", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).max() + F.softplus(fake_logits).max()
""", []),
    ("1 - sigmoid rounds to 0, then nan_to_num", """import torch


def discriminator_loss(real_logits, fake_logits):
    a = torch.nan_to_num(torch.log(torch.sigmoid(real_logits)), neginf=-1000.0)
    b = torch.nan_to_num(torch.log(1 - torch.sigmoid(fake_logits)), neginf=-1000.0)
    return -(a.mean() + b.mean())
""", ['log of zero']),
    ("both divided by N", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return (F.softplus(-real_logits).sum() + F.softplus(fake_logits).sum()) / len(real_logits)
""", ["one mean over both batches"]),
    ("fakes go through .data", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return -F.logsigmoid(real_logits).mean() - F.logsigmoid(-fake_logits.data).mean()
""", ['the graph is cut']),
    ("numpy in between", """import torch
import numpy as np


def discriminator_loss(real_logits, fake_logits):
    r, f = real_logits.detach().numpy(), fake_logits.detach().numpy()
    import numpy as np
    return torch.as_tensor(np.logaddexp(0, -r).mean() + np.logaddexp(0, f).mean())
""", ['the graph is cut']),
    ("softplus of temperature 2", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits, beta=2).mean() + F.softplus(fake_logits, beta=2).mean()
""", []),
    ("the shorter length for both", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    n = min(len(real_logits), len(fake_logits))
    return F.softplus(-real_logits[:n]).mean() + F.softplus(fake_logits[:n]).mean()
""", []),
    ("relu, the limit for large logits", """import torch.nn.functional as F


def discriminator_loss(real_logits, fake_logits):
    return F.relu(-real_logits).mean() + F.relu(fake_logits).mean()
""", []),
]

RIGHT["judge_regret"] = [
    """import torch


def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    safe = torch.where(total > 0, total, torch.ones_like(total))
    best = p_data / safe
    rest = p_model / safe
    return torch.xlogy(p_data, best) - torch.xlogy(p_data, d) + torch.xlogy(p_model, rest) - torch.xlogy(p_model, 1 - d)
""",
    """import math
import torch


def judge_regret(p_data, p_model, d):
    out = []
    for a, b, g in zip(p_data.tolist(), p_model.tolist(), d.tolist()):
        s = 0.0
        if a > 0:
            s += a * math.log(a / (a + b) / g)
        if b > 0:
            s += b * math.log(b / (a + b) / (1 - g))
        out.append(s)
    return torch.tensor(out, dtype=torch.float64)
""",
    """import torch


def judge_regret(p_data, p_model, d):
    pays = lambda j: -torch.special.xlogy(p_data, j) - torch.special.xlogy(p_model, 1 - j)
    best = torch.nan_to_num(p_data / (p_data + p_model), nan=0.5)
    return (pays(d) - pays(best)).clamp(min=0)
""",
]
WRONG["judge_regret"] = [
    ("nan of the whole share replaced by 0", """import torch


def judge_regret(p_data, p_model, d):
    best = p_data / (p_data + p_model)
    share = p_data * torch.log(best / d) + p_model * torch.log((1 - best) / (1 - d))
    return torch.nan_to_num(share)
""", ['nan at zeros', 'outcomes of one of the two dropped']),
    ("only where both are positive", """import torch


def judge_regret(p_data, p_model, d):
    out = torch.zeros_like(d)
    both = (p_data > 0) & (p_model > 0)
    a, b, g = p_data[both], p_model[both], d[both]
    best = a / (a + b)
    out[both] = a * torch.log(best / g) + b * torch.log((1 - best) / (1 - g))
    return out
""", ['outcomes of one of the two dropped']),
    ("1e-3 added to the best judge's fractions", """import torch


def judge_regret(p_data, p_model, d):
    best = (p_data + 1e-3) / (p_data + p_model + 2e-3)
    return torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d))
""", []),
    ("squared distance of the judges", """import torch


def judge_regret(p_data, p_model, d):
    total = p_data + p_model
    best = torch.where(total > 0, p_data / total.clamp(min=1e-300), d)
    return total * (best - d) ** 2
""", ["squared distance of the judges"]),
    ("halves: real or fake with equal chance", """import torch


def judge_regret(p_data, p_model, d):
    total = (p_data + p_model).clamp(min=1e-300)
    best = p_data / total
    return 0.5 * (torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d)))
""", ['weighted by half the mass']),
    ("in bits", """import math
import torch


def judge_regret(p_data, p_model, d):
    total = (p_data + p_model).clamp(min=1e-300)
    best = p_data / total
    return (torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d))) / math.log(2)
""", []),
    ("the best judge is 1/2 everywhere", """import torch


def judge_regret(p_data, p_model, d):
    return torch.xlogy(p_data, 0.5 / d) + torch.xlogy(p_model, 0.5 / (1 - d))
""", []),
    ("d clamped to [0.01, 0.99]", """import torch


def judge_regret(p_data, p_model, d):
    d = d.clamp(0.01, 0.99)
    total = (p_data + p_model).clamp(min=1e-300)
    best = p_data / total
    return torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d))
""", []),
    ("outcomes without mass left out", """import torch


def judge_regret(p_data, p_model, d):
    keep = (p_data + p_model) > 0
    a, b, g = p_data[keep], p_model[keep], d[keep]
    best = a / (a + b)
    return torch.xlogy(a, best / g) + torch.xlogy(b, (1 - best) / (1 - g))
""", []),
    ("zeros replaced in the arguments", """import torch


def judge_regret(p_data, p_model, d):
    p_data[p_data == 0] = 1e-300
    p_model[p_model == 0] = 1e-300
    best = p_data / (p_data + p_model)
    return p_data * torch.log(best / d) + p_model * torch.log((1 - best) / (1 - d))
""", ["nan at zeros"]),
    ("log of the odds ratio weighted by p_data", """import torch


def judge_regret(p_data, p_model, d):
    total = (p_data + p_model).clamp(min=1e-300)
    best = (p_data / total).clamp(1e-12, 1 - 1e-12)
    return p_data * (torch.logit(best) - torch.logit(d))
""", []),
    ("only the fakes' logarithm", """import torch


def judge_regret(p_data, p_model, d):
    total = (p_data + p_model).clamp(min=1e-300)
    best = p_data / total
    return torch.xlogy(p_model, (1 - best) / (1 - d))
""", []),
    ("mean over the outcomes", """import torch


def judge_regret(p_data, p_model, d):
    total = (p_data + p_model).clamp(min=1e-300)
    best = p_data / total
    return (torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d))) / len(d)
""", []),
    ("best judge from d's own total", """import torch


def judge_regret(p_data, p_model, d):
    best = p_data / p_data.sum() / (p_data + p_model + d).clamp(min=1e-300)
    return torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d))
""", []),
]

RIGHT["generator_minimax_loss"] = [
    """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).mean()
""",
    """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return (F.logsigmoid(fake_logits) - fake_logits).sum() / fake_logits.numel()
""",
    """import torch


def generator_minimax_loss(fake_logits):
    zero = torch.zeros((), dtype=fake_logits.dtype)
    return torch.stack([-torch.logaddexp(h, zero) for h in fake_logits]).mean()
""",
]
WRONG["generator_minimax_loss"] = [
    ("exp overflows above 709", """import torch


def generator_minimax_loss(fake_logits):
    return -torch.log1p(torch.exp(fake_logits)).mean()
""", ['exp overflows']),
    ("stable at the top, 0 below -30", """import torch


def generator_minimax_loss(fake_logits):
    return torch.where(fake_logits < -30, torch.zeros_like(fake_logits), torch.where(fake_logits > 30, -fake_logits, -torch.log1p(fake_logits.clamp(max=30).exp()))).detach().mean()
""", ['the graph is cut']),
    ("relu in place of softplus", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.relu(fake_logits).mean()
""", []),
    ("values right, detached logits times a constant", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits.detach()).mean() + 0 * fake_logits.sum()
""", ['the graph is cut']),
    ("axis kept", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).mean(dim=0, keepdim=True)
""", []),
    ("divided by N - 1", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).sum() / max(len(fake_logits) - 1, 1)
""", []),
    ("only those that fool the judge", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    fooled = fake_logits[fake_logits > 0]
    return -F.softplus(fooled).sum() / max(len(fooled), 1)
""", []),
    ("clamped below at -100", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return F.logsigmoid(-fake_logits).clamp(min=-100).mean()
""", ['clamped']),
    ("softplus of the mean logit", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits.mean())
""", ["log of the mean"]),
    ("in bits", """import math
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).mean() / math.log(2)
""", []),
    ("halved", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -0.5 * F.softplus(fake_logits).mean()
""", ["half of it"]),
    ("with the real term of a perfect judge", """import math
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).mean() - math.log(2)
""", []),
    ("highest logit only", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits.max())
""", []),
    ("each value once", """import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits.unique()).mean()
""", []),
    ("log of the mean of 1 - D, by logsumexp", """import math
import torch
import torch.nn.functional as F


def generator_minimax_loss(fake_logits):
    return torch.logsumexp(F.logsigmoid(-fake_logits), 0) - math.log(len(fake_logits))
""", ['log of the mean']),
]

RIGHT["generator_nonsaturating_loss"] = [
    """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean()
""",
    """import torch
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))
""",
    """import torch


def generator_nonsaturating_loss(fake_logits):
    h = fake_logits
    return (torch.clamp(-h, min=0) + torch.log1p(torch.exp(-h.abs()))).mean()
""",
]
WRONG["generator_nonsaturating_loss"] = [
    ("exp overflows below -709", """import torch


def generator_nonsaturating_loss(fake_logits):
    return torch.log1p(torch.exp(-fake_logits)).mean()
""", ['log of zero']),
    ("relu in place of softplus", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.relu(-fake_logits).mean()
""", []),
    ("clamped above at 100", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).clamp(max=100).mean()
""", ['clamped', 'log of zero']),
    ("axis kept", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean(dim=0, keepdim=True)
""", []),
    ("divided by N - 1", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).sum() / max(len(fake_logits) - 1, 1)
""", []),
    ("only those that fail", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    lost = fake_logits[fake_logits < 0]
    return F.softplus(-lost).sum() / max(len(lost), 1)
""", []),
    ("each value once", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits.unique()).mean()
""", []),
    ("log of the mean of D, by logsumexp", """import math
import torch
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return -(torch.logsumexp(F.logsigmoid(fake_logits), 0) - math.log(len(fake_logits)))
""", ['log of the mean']),
    ("in bits", """import math
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean() / math.log(2)
""", []),
    ("the last fake left out", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits[:-1]).sum() / len(fake_logits)
""", []),
    ("a leaf of its own", """import torch
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return torch.tensor(float(F.softplus(-fake_logits).mean()), dtype=fake_logits.dtype, requires_grad=True)
""", ['the graph is cut']),
    ("the judge's pay on fakes", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(fake_logits).mean()
""", ['sign']),
    ("label smoothing 0.9", """import torch
import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.binary_cross_entropy_with_logits(fake_logits, torch.full_like(fake_logits, 0.9))
""", []),
    ("clamped logits in the gradient only", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return (F.softplus(-fake_logits.clamp(-50, 50)) - F.softplus(-fake_logits.clamp(-50, 50)).detach() + F.softplus(-fake_logits).detach()).mean()
""", []),
    ("median", """import torch.nn.functional as F


def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).median()
""", []),
]

RIGHT["generator_kl_loss"] = [
    """def generator_kl_loss(fake_logits):
    return -fake_logits.mean()
""",
    """import torch.nn.functional as F


def generator_kl_loss(fake_logits):
    return (F.softplus(-fake_logits) - F.softplus(fake_logits)).mean()
""",
    """def generator_kl_loss(fake_logits):
    return -sum(fake_logits.unbind()) / len(fake_logits)
""",
]
WRONG["generator_kl_loss"] = [
    ("log of exp of minus h", """import torch


def generator_kl_loss(fake_logits):
    return torch.log(torch.exp(-fake_logits)).mean()
""", ['log of zero']),
    ("logit of the sigmoid, with eps 1e-6", """import torch


def generator_kl_loss(fake_logits):
    return -torch.logit(torch.sigmoid(fake_logits), eps=1e-6).mean()
""", ["a small number under the logarithms"]),
    ("logits clipped at 50", """def generator_kl_loss(fake_logits):
    return -fake_logits.clamp(-50, 50).mean()
""", []),
    ("absolute logits", """def generator_kl_loss(fake_logits):
    return -fake_logits.abs().mean()
""", []),
    ("N - 1", """def generator_kl_loss(fake_logits):
    return -fake_logits.sum() / max(len(fake_logits) - 1, 1)
""", []),
    ("axis kept", """def generator_kl_loss(fake_logits):
    return -fake_logits.mean(0, keepdim=True)
""", []),
    ("a new leaf", """def generator_kl_loss(fake_logits):
    return (-fake_logits.detach()).mean().requires_grad_()
""", ['the graph is cut']),
    ("each value once", """def generator_kl_loss(fake_logits):
    return -fake_logits.unique().mean()
""", []),
    ("by log of (1 - D) / D", """import torch


def generator_kl_loss(fake_logits):
    d = torch.sigmoid(fake_logits)
    return torch.log((1 - d) / d).mean()
""", ['log of zero']),
    ("gradient of the minimax part lost", """import torch.nn.functional as F


def generator_kl_loss(fake_logits):
    return (F.softplus(-fake_logits) - F.softplus(fake_logits).detach()).mean()
""", ['the graph is cut']),
    ("KL of Bernoulli: weighted by D", """import torch


def generator_kl_loss(fake_logits):
    return (torch.sigmoid(fake_logits) * fake_logits).mean()
""", []),
    ("first half only", """def generator_kl_loss(fake_logits):
    return -fake_logits[: (len(fake_logits) + 1) // 2].mean()
""", []),
    ("in bits", """import math


def generator_kl_loss(fake_logits):
    return -fake_logits.mean() / math.log(2)
""", []),
    ("half precision", """def generator_kl_loss(fake_logits):
    return -fake_logits.half().mean().to(fake_logits.dtype)
""", []),
]

RIGHT["generator_logit_gradients"] = [
    """import torch


def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}
""",
    """import torch


def generator_logit_gradients(fake_logits):
    d = 0.5 * (1 + torch.tanh(fake_logits / 2))
    return {"kl": torch.full_like(d, -1.0), "minimax": -d, "nonsaturating": -torch.sigmoid(-fake_logits)}
""",
    """import torch


def generator_logit_gradients(fake_logits):
    up, down = torch.sigmoid(fake_logits), torch.sigmoid(-fake_logits)
    return dict(minimax=-up, nonsaturating=-down, kl=-up - down)
""",
]
WRONG["generator_logit_gradients"] = [
    ("sigmoid by exp of h over 1 + exp h", """import torch


def generator_logit_gradients(fake_logits):
    e = torch.exp(fake_logits)
    return {"minimax": -e / (1 + e), "nonsaturating": -1 / (1 + e), "kl": -torch.ones_like(e)}
""", []),
    ("kl is a view of one number", """import torch


def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": torch.tensor([-1.0], dtype=d.dtype)}
""", []),
    ("kl as integers of the other sign", """import torch


def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": torch.ones(len(d), dtype=torch.int64)}
""", ['sign']),
    ("kl from the clamped logits", """import torch


def generator_logit_gradients(fake_logits):
    h = fake_logits.clamp(-20, 20)
    d = torch.sigmoid(h)
    kl = torch.where(fake_logits == h, -torch.ones_like(h), torch.zeros_like(h))
    return {"minimax": -d, "nonsaturating": d - 1, "kl": kl}
""", []),
    ("kl is the difference", """import torch


def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": -d - (d - 1)}
""", ['sign']),
    ("second derivatives", """import torch


def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d * (1 - d), "nonsaturating": d * (1 - d), "kl": torch.zeros_like(d)}
""", ["second derivatives"]),
    ("the losses themselves", """import torch.nn.functional as F


def generator_logit_gradients(fake_logits):
    return {"minimax": -F.softplus(fake_logits), "nonsaturating": F.softplus(-fake_logits), "kl": -fake_logits}
""", ["the losses themselves"]),
    ("tuple in place of the dict", """import torch


def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return -d, d - 1, -torch.ones_like(d)
""", []),
    ("minimax clamped away from 0", """import torch


def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits).clamp(1e-3, 1 - 1e-3)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}
""", []),
    ("means over the batch", """import torch


def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d.mean(), "nonsaturating": (d - 1).mean(), "kl": -torch.ones(())}
""", []),
    ("minimax overflows: exp over 1 + exp, the other stable", """import torch


def generator_logit_gradients(fake_logits):
    d = fake_logits.exp() / (1 + fake_logits.exp())
    return {"minimax": -d, "nonsaturating": -torch.sigmoid(-fake_logits), "kl": -torch.ones_like(d)}
""", []),
    ("finite differences", """import torch.nn.functional as F


def generator_logit_gradients(fake_logits):
    e = 1e-2
    mm = (F.softplus(fake_logits) - F.softplus(fake_logits + e)) / e
    ns = (F.softplus(-fake_logits - e) - F.softplus(-fake_logits)) / e
    return {"minimax": mm, "nonsaturating": ns, "kl": mm + ns}
""", []),
    ("hard decision at 0", """import torch


def generator_logit_gradients(fake_logits):
    d = (fake_logits > 0).double()
    return {"minimax": -d, "nonsaturating": d - 1, "kl": -torch.ones_like(d)}
""", []),
    ("positive forces", """import torch


def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": d, "nonsaturating": 1 - d, "kl": torch.ones_like(d)}
""", ['sign']),
]

RIGHT["jensen_shannon"] = [
    """import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q)).sum() / 2 - torch.xlogy(m, m).sum()
""",
    """import math
import torch


def jensen_shannon(p, q):
    total = 0.0
    for a, b in zip(p.tolist(), q.tolist()):
        m = (a + b) / 2
        total += 0.5 * (a * math.log(a / m) if a > 0 else 0.0) + 0.5 * (b * math.log(b / m) if b > 0 else 0.0)
    return torch.tensor(total, dtype=p.dtype)
""",
    """import torch


def jensen_shannon(p, q):
    h = lambda w: torch.special.entr(w).sum()
    return h((p + q) / 2) - (h(p) + h(q)) / 2
""",
]
WRONG["jensen_shannon"] = [
    ("1e-10 added, then nan where both are zero", """import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    kl = lambda a: (a * torch.log((a + 1e-10) / m)).sum()
    return (kl(p) + kl(q)) / 2
""", ['nan at zeros']),
    ("nansum of 0 log 0 and 0 / 0, but m of p alone where q is 0", """import torch


def jensen_shannon(p, q):
    m = torch.where(q > 0, (p + q) / 2, p)
    kl = lambda a: torch.nansum(a * torch.log(a / m))
    return (kl(p) + kl(q)) / 2
""", []),
    ("clamped to at least 1e-3", """def jensen_shannon(p, q):
    p, q = p.clamp(min=1e-3), q.clamp(min=1e-3)
    m = (p + q) / 2
    return ((p * (p / m).log()).sum() + (q * (q / m).log()).sum()) / 2
""", []),
    ("renormalised after dropping q's zeros", """import torch


def jensen_shannon(p, q):
    keep = q > 0
    p, q = p[keep] / p[keep].sum().clamp(min=1e-300), q[keep]
    m = (p + q) / 2
    return ((torch.xlogy(p, p / m)).sum() + (q * (q / m).log()).sum()) / 2
""", []),
    ("in units of log 2", """import math
import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    return ((torch.xlogy(p, p) + torch.xlogy(q, q)).sum() / 2 - torch.xlogy(m, m).sum()) / math.log(2)
""", ['bits']),
    ("batchmean: divided by K", """import torch.nn.functional as F


def jensen_shannon(p, q):
    return F.kl_div(((p + q) / 2).log(), p, reduction='batchmean') / 2 + F.kl_div(((p + q) / 2).log(), q, reduction='batchmean') / 2
""", ["mean over the outcomes"]),
    ("total variation", """import math


def jensen_shannon(p, q):
    return (p - q).abs().sum() / 2 * math.log(2)
""", []),
    ("rounds to zero below 1e-4", """import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    js = (torch.xlogy(p, p) + torch.xlogy(q, q)).sum() / 2 - torch.xlogy(m, m).sum()
    return js if js > 1e-4 else torch.zeros_like(js)
""", []),
    ("axis kept", """import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) / 2 + torch.xlogy(q, q) / 2 - torch.xlogy(m, m)).sum(0, keepdim=True)
""", []),
    ("entropy of m less that of p", """import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    return torch.special.entr(m).sum() - torch.special.entr(p).sum()
""", []),
    ("the larger of the two", """import torch


def jensen_shannon(p, q):
    m = (p + q) / 2
    kl = lambda a: (torch.xlogy(a, a) - torch.xlogy(a, m)).sum()
    return torch.maximum(kl(p), kl(q))
""", []),
    ("softmax of the inputs first", """import torch


def jensen_shannon(p, q):
    p, q = p.softmax(0), q.softmax(0)
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q)).sum() / 2 - torch.xlogy(m, m).sum()
""", []),
    ("sorted first", """import torch


def jensen_shannon(p, q):
    p, q = p.sort().values, q.sort().values
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q)).sum() / 2 - torch.xlogy(m, m).sum()
""", []),
    ("m weighted 0.6 and 0.4", """import torch


def jensen_shannon(p, q):
    m = 0.6 * p + 0.4 * q
    return 0.5 * (torch.xlogy(p, p) - torch.xlogy(p, m)).sum() + 0.5 * (torch.xlogy(q, q) - torch.xlogy(q, m)).sum()
""", []),
]

RIGHT["f_divergence"] = [
    """def f_divergence(p, q, f):
    return (q * f(p / q)).sum()
""",
    """import torch


def f_divergence(p, q, f):
    return torch.dot(q, f(torch.exp(p.log() - q.log())))
""",
    """def f_divergence(p, q, f):
    return sum(q[k] * f(p[k : k + 1] / q[k])[0] for k in range(len(p)))
""",
]
WRONG["f_divergence"] = [
    ("ratio capped at 10", """def f_divergence(p, q, f):
    return (q * f((p / q).clamp(max=10))).sum()
""", []),
    ("ratio kept above 0.1", """def f_divergence(p, q, f):
    return (q * f((p / q).clamp(min=0.1))).sum()
""", []),
    ("1e-6 added to both", """def f_divergence(p, q, f):
    return (q * f((p + 1e-6) / (q + 1e-6))).sum()
""", []),
    ("negative values cut off", """def f_divergence(p, q, f):
    return (q * f(p / q)).clamp(min=0).sum()
""", []),
    ("value kept at zero or more", """import torch


def f_divergence(p, q, f):
    return torch.relu((q * f(p / q)).sum())
""", []),
    ("f asked at the mean ratio", """def f_divergence(p, q, f):
    return f((q * (p / q)).sum())
""", ["f of the mean"]),
    ("first outcome only where equal ratios", """def f_divergence(p, q, f):
    return (q * f(p / q)).unique().sum()
""", []),
    ("axis kept", """def f_divergence(p, q, f):
    return (q * f(p / q)).sum(0, keepdim=True)
""", []),
    ("outer product of all pairs", """def f_divergence(p, q, f):
    return (q[None, :] * f(p[:, None] / q[None, :])).sum()
""", []),
    ("f(1) taken off", """import torch


def f_divergence(p, q, f):
    return (q * f(p / q)).sum() - f(torch.ones(1, dtype=p.dtype))[0]
""", []),
    ("total weighted by sum of p", """def f_divergence(p, q, f):
    return (q * f(p / q)).sum() * len(p) / len(q) / 2
""", ["half of it"]),
    ("symmetrised", """def f_divergence(p, q, f):
    return 0.5 * ((q * f(p / q)).sum() + (p * f(q / p)).sum())
""", ["both ways"]),
    ("f of the log, KL assumed", """import torch


def f_divergence(p, q, f):
    return (q * f(torch.log(p) - torch.log(q))).sum()
""", ["f of a logarithm"]),
    ("q normalised as softmax", """def f_divergence(p, q, f):
    return (q.softmax(0) * f(p / q)).sum()
""", []),
    ("f called once for each half", """def f_divergence(p, q, f):
    k = len(p) // 2
    return (q[:k] * f(p[:k] / q[:k])).sum() + (q[k : 2 * k] * f(p[k : 2 * k] / q[k : 2 * k])).sum()
""", []),
]

RIGHT["fgan_bound"] = [
    """import torch


def fgan_bound(p, q, t, conjugate):
    return torch.dot(p, t) - torch.dot(q, conjugate(t))
""",
    """def fgan_bound(p, q, t, conjugate):
    return (p * t - q * conjugate(t)).sum()
""",
    """def fgan_bound(p, q, t, conjugate):
    return sum(float(p[k]) * float(t[k]) - float(q[k]) * float(conjugate(t[k : k + 1])[0]) for k in range(len(t)))
""",
]
WRONG["fgan_bound"] = [
    ("t clamped to at most 1", """def fgan_bound(p, q, t, conjugate):
    t = t.clamp(max=1)
    return (p * t).sum() - (q * conjugate(t)).sum()
""", []),
    ("conjugate's negative values cut off", """def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(t).clamp(min=0)).sum()
""", []),
    ("only where p is positive", """def fgan_bound(p, q, t, conjugate):
    k = p > 0
    return (p[k] * t[k]).sum() - (q[k] * conjugate(t[k])).sum()
""", []),
    ("only where q is positive", """def fgan_bound(p, q, t, conjugate):
    k = q > 0
    return (p[k] * t[k]).sum() - (q[k] * conjugate(t[k])).sum()
""", []),
    ("conjugate of minus t", """def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(-t)).sum()
""", []),
    ("conjugate at the weighted t", """def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - conjugate((q * t).sum().reshape(1))[0]
""", ["conjugate of the mean"]),
    ("best constant added", """def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(t)).sum() + t.mean()
""", []),
    ("axis kept", """def fgan_bound(p, q, t, conjugate):
    return ((p * t) - (q * conjugate(t))).sum(0, keepdim=True)
""", []),
    ("the absolute bound", """def fgan_bound(p, q, t, conjugate):
    return ((p * t).sum() - (q * conjugate(t)).sum()).abs()
""", []),
    ("first term under the mixture", """def fgan_bound(p, q, t, conjugate):
    return ((p + q) / 2 * t).sum() - (q * conjugate(t)).sum()
""", []),
    ("last outcome left out", """def fgan_bound(p, q, t, conjugate):
    return (p[:-1] * t[:-1]).sum() - (q[:-1] * conjugate(t[:-1])).sum()
""", []),
    ("t read in order of size", """def fgan_bound(p, q, t, conjugate):
    t = t.sort().values
    return (p * t).sum() - (q * conjugate(t)).sum()
""", []),
    ("p and q renormalised by softmax", """def fgan_bound(p, q, t, conjugate):
    return (p.softmax(0) * t).sum() - (q.softmax(0) * conjugate(t)).sum()
""", []),
    ("the largest outcome's terms only", """def fgan_bound(p, q, t, conjugate):
    return (p * t - q * conjugate(t)).max()
""", []),
    ("conjugate detached from t's sign: conjugate of |t|", """def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(t.abs())).sum()
""", []),
]

RIGHT["wasserstein1"] = [
    """def wasserstein1(x, y):
    return (x.sort().values - y.sort().values).abs().mean()
""",
    """def wasserstein1(x, y):
    a, b = sorted(x.tolist()), sorted(y.tolist())
    return sum(abs(u - v) for u, v in zip(a, b)) / len(a)
""",
    """import torch


def wasserstein1(x, y):
    both, order = torch.cat([x, y]).sort()
    sign = torch.where(order < len(x), 1.0, -1.0).to(x.dtype)
    gap = sign.cumsum(0)[:-1].abs() / len(x)
    return (gap * both.diff()).sum()
""",
]
WRONG["wasserstein1"] = [
    ("quantiles by linspace, 10 of them", """import torch


def wasserstein1(x, y):
    at = torch.linspace(0, 1, 10, dtype=x.dtype)
    return (torch.quantile(x, at) - torch.quantile(y, at)).abs().mean()
""", []),
    ("equal points taken away first", """def wasserstein1(x, y):
    x, y = x.unique(), y.unique()
    n = min(len(x), len(y))
    return (x[:n] - y[:n]).abs().mean()
""", []),
    ("sorted by size of absolute value", """def wasserstein1(x, y):
    return (x[x.abs().argsort()] - y[y.abs().argsort()]).abs().mean()
""", []),
    ("one point: zero", """import torch


def wasserstein1(x, y):
    return (x.sort().values - y.sort().values).abs().mean() if len(x) > 1 else torch.zeros((), dtype=x.dtype)
""", []),
    ("argsort in place of sort", """def wasserstein1(x, y):
    return (x.argsort() - y.argsort()).abs().double().mean()
""", ["places in the order"]),
    ("greedy: each x takes the nearest free y", """def wasserstein1(x, y):
    left = y.tolist()
    total = 0.0
    for a in x.tolist():
        b = min(left, key=lambda v: abs(v - a))
        left.remove(b)
        total += abs(a - b)
    return total / len(x)
""", []),
    ("largest distance", """def wasserstein1(x, y):
    return (x.sort().values - y.sort().values).abs().max()
""", ["the largest gap"]),
    ("means taken off first", """def wasserstein1(x, y):
    x, y = x - x.mean(), y - y.mean()
    return (x.sort().values - y.sort().values).abs().mean()
""", []),
    ("scaled by the spread", """import torch


def wasserstein1(x, y):
    return (x.sort().values - y.sort().values).abs().mean() / torch.cat([x, y]).std()
""", []),
    ("histograms of width 1", """import torch


def wasserstein1(x, y):
    lo, hi = float(torch.cat([x, y]).min().floor()), float(torch.cat([x, y]).max().ceil()) + 1
    bins = int(hi - lo)
    a, b = torch.histc(x, bins, lo, hi), torch.histc(y, bins, lo, hi)
    return (a.cumsum(0) - b.cumsum(0)).abs().sum() / len(x)
""", []),
    ("N - 1", """def wasserstein1(x, y):
    return (x.sort().values - y.sort().values).abs().sum() / max(len(x) - 1, 1)
""", []),
    ("axis kept", """def wasserstein1(x, y):
    return (x.sort().values - y.sort().values).abs().mean(0, keepdim=True)
""", []),
    ("y sorted as integers", """def wasserstein1(x, y):
    return (x.sort().values - y[y.long().argsort(stable=True)]).abs().mean()
""", []),
    ("the signed mean's size", """def wasserstein1(x, y):
    return (x.sort().values - y.sort().values).mean().abs()
""", ['gap of the means']),
    ("swaps neighbours once", """def wasserstein1(x, y):
    a, b = x.clone(), y.sort().values
    for i in range(len(a) - 1):
        if a[i] > a[i + 1]:
            a[i], a[i + 1] = a[i + 1].clone(), a[i].clone()
    return (a - b).abs().mean()
""", []),
]
