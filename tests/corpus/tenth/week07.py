"""Answers to exercises of week 7, labelled: see ../corpora.toml."""

RIGHT = {
    "generator_minimax_loss": [
        """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    # log(1 - sigmoid(h)) = -softplus(h)
    return -F.softplus(fake_logits).mean()
""",
        """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    return F.logsigmoid(-fake_logits).mean()
""",
        """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    as_fake = torch.zeros_like(fake_logits)
    return -F.binary_cross_entropy_with_logits(fake_logits, as_fake, reduction="mean")
""",
    ],
    "generator_nonsaturating_loss": [
        """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean()
""",
        """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    wish = torch.ones_like(fake_logits)
    return F.binary_cross_entropy_with_logits(fake_logits, wish)
""",
        """
def generator_nonsaturating_loss(fake_logits):
    # -log D = log(1 + e^-h) = log(e^0 + e^-h)
    zero = torch.zeros_like(fake_logits)
    log_terms = torch.logsumexp(torch.stack([zero, -fake_logits]), dim=0)
    return log_terms.sum() / fake_logits.shape[0]
""",
    ],
    "generator_logit_gradients": [
        """
def generator_logit_gradients(fake_logits):
    return {
        "minimax": -torch.sigmoid(fake_logits),
        "nonsaturating": -torch.sigmoid(-fake_logits),
        "kl": -torch.ones_like(fake_logits),
    }
""",
        """
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict:
    D = fake_logits.sigmoid()
    minimax = -D
    nonsaturating = D - 1
    return dict(minimax=minimax, nonsaturating=nonsaturating, kl=minimax + nonsaturating)
""",
        """
def generator_logit_gradients(fake_logits):
    h = fake_logits
    half = torch.tanh(h / 2) / 2          # sigmoid(h) - 1/2
    out = {}
    out["minimax"] = -(0.5 + half)
    out["nonsaturating"] = half - 0.5
    out["kl"] = torch.full_like(h, -1.0)
    return out
""",
    ],
    "fgan_bound": [
        """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(t)).sum()
""",
        """
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    return torch.dot(p, t) - torch.dot(q, conjugate(t))
""",
        """
def fgan_bound(p, q, t, conjugate):
    cost = conjugate(t)
    bound = torch.zeros((), dtype=p.dtype)
    for k in range(len(p)):
        bound = bound + p[k] * t[k] - q[k] * cost[k]
    return bound
""",
    ],
    "wasserstein1": [
        """
def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).abs().mean()
""",
        """
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    # area between the two empirical distribution functions
    n = x.shape[0]
    places = torch.cat([x, y]).sort().values
    widths = places[1:] - places[:-1]
    left = places[:-1].contiguous()
    cdf_x = torch.searchsorted(x.sort().values, left, right=True).to(x.dtype) / n
    cdf_y = torch.searchsorted(y.sort().values, left, right=True).to(x.dtype) / n
    return ((cdf_x - cdf_y).abs() * widths).sum()
""",
        """
from scipy.optimize import linear_sum_assignment

def wasserstein1(x, y):
    # all pairings, by the Hungarian method
    cost = (x[:, None] - y[None, :]).abs()
    rows, cols = linear_sum_assignment(cost.detach().numpy())
    return cost[torch.as_tensor(rows), torch.as_tensor(cols)].mean()
""",
    ],
    "squeeze_w1": [
        """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    p, q = coupling.sum(dim=1), coupling.sum(dim=0)
    place = torch.cat([x, y])
    value = torch.cat([critic_x, critic_y])
    run = (place[:, None] - place[None, :]).abs()
    rise = (value[:, None] - value[None, :]).abs()
    apart = run > 0
    slopes = torch.where(apart, rise / torch.where(apart, run, torch.ones_like(run)), torch.zeros_like(run))
    steepest = slopes.max()
    if steepest == 0:
        return torch.zeros_like(upper), upper
    lower = ((p * critic_x).sum() - (q * critic_y).sum()) / steepest
    return lower, upper
""",
        """
def squeeze_w1(x: torch.Tensor, y: torch.Tensor, coupling: torch.Tensor, critic_x: torch.Tensor, critic_y: torch.Tensor):
    N, M = coupling.shape
    upper = coupling.new_zeros(())
    gap = coupling.new_zeros(())
    for i in range(N):
        for j in range(M):
            upper = upper + coupling[i, j] * abs(x[i] - y[j])
            gap = gap + coupling[i, j] * (critic_x[i] - critic_y[j])

    points = [(x[i], critic_x[i]) for i in range(N)] + [(y[j], critic_y[j]) for j in range(M)]
    slope = coupling.new_zeros(())
    for a in range(len(points)):
        for b in range(a):
            if points[a][0] != points[b][0]:
                s = abs((points[a][1] - points[b][1]) / (points[a][0] - points[b][0]))
                slope = torch.maximum(slope, s)
    lower = gap / slope if slope > 0 else coupling.new_zeros(())
    return lower, upper
""",
        """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = torch.einsum("nm,nm->", coupling, torch.abs(x.unsqueeze(1) - y.unsqueeze(0)))

    # the steepest chord is one between neighbours
    places, order = torch.sort(torch.cat([x, y]))
    values = torch.cat([critic_x, critic_y])[order]
    dx, dc = places.diff(), values.diff().abs()
    different = dx > 0
    if not bool(different.any()):
        return torch.zeros_like(upper), upper
    slope = (dc[different] / dx[different]).max()
    if slope.item() == 0.0:
        return torch.zeros_like(upper), upper

    expected_x = coupling.sum(1) @ critic_x
    expected_y = coupling.sum(0) @ critic_y
    return (expected_x - expected_y) / slope, upper
""",
    ],
    "projection_logit": [
        """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(dim=1)
""",
        """
import torch.nn.functional as F
def projection_logit(features: torch.Tensor, labels: torch.Tensor, embedding: torch.Tensor, psi) -> torch.Tensor:
    v = F.embedding(labels, embedding)
    return psi(features) + torch.einsum("nh,nh->n", v, features)
""",
        """
def projection_logit(features, labels, embedding, psi):
    all_classes = features @ embedding.T                       # (N, K)
    own = all_classes.gather(1, labels.unsqueeze(1)).squeeze(1)
    return own + psi(features)
""",
    ],
    "modes_covered": [
        """
def modes_covered(samples, centers, radius):
    diff = samples[:, None, :] - centers[None, :, :]
    dist = torch.linalg.vector_norm(diff, dim=-1)
    return int((dist <= radius).any(dim=0).sum())
""",
        """
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    count = 0
    for c in centers:
        distances = ((samples - c) ** 2).sum(dim=1).sqrt()
        if bool((distances <= radius).any()):
            count += 1
    return count
""",
        """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    d = torch.cdist(centers, samples, compute_mode="donot_use_mm_for_euclid_dist")
    nearest = d.min(dim=1).values
    return (nearest <= radius).sum().item()
""",
    ],
    "r1_penalty": [
        """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    logits = discriminator(x)
    (grad,) = torch.autograd.grad(logits.sum(), x, create_graph=True)
    return grad.pow(2).sum(dim=1).mean()
""",
        """
def r1_penalty(discriminator, real: torch.Tensor) -> torch.Tensor:
    with torch.enable_grad():
        points = real.detach().requires_grad_(True)
        h = discriminator(points)
        slope = torch.autograd.grad(h, points, grad_outputs=torch.ones_like(h), create_graph=True)[0]
        return torch.einsum("nd,nd->", slope, slope) / real.shape[0]
""",
        """
def r1_penalty(discriminator, real):
    x = real.clone().detach()
    x.requires_grad = True
    h = discriminator(x)
    lengths = []
    for n in range(x.shape[0]):
        g = torch.autograd.grad(h[n], x, create_graph=True, retain_graph=True)[0][n]
        lengths.append(torch.dot(g, g))
    return torch.stack(lengths).mean()
""",
    ],
    "penalised": [
        """
def penalised(loss, weight, penalty):
    return lambda real_logits, fake_logits: loss(real_logits, fake_logits) + weight * penalty()
""",
        """
def penalised(loss, weight: float, penalty):
    def total(real_logits, fake_logits):
        base = loss(real_logits, fake_logits)
        extra = penalty()
        return base + weight * extra

    return total
""",
        """
from functools import partial

def _loss_and_penalty(loss, weight, penalty, real_logits, fake_logits):
    return torch.add(loss(real_logits, fake_logits), penalty(), alpha=weight)

def penalised(loss, weight, penalty):
    return partial(_loss_and_penalty, loss, weight, penalty)
""",
    ],
}

WRONG = {
    "generator_minimax_loss": [
        ("log(1 - sigmoid) as it stands", """
def generator_minimax_loss(fake_logits):
    D = torch.sigmoid(fake_logits)
    return torch.log(1 - D).mean()
""", ["log of zero"]),
        ("sign: what the discriminator minimises", """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    return F.softplus(fake_logits).mean()
""", ["sign"]),
        ("the non-saturating loss", """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    return F.binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))
""", ["non-saturating in its place"]),
        ("sum in place of the mean", """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).sum()
""", ["sum over the batch"]),
        ("log D", """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    return F.logsigmoid(fake_logits).mean()
""", ["sign"]),
        ("a small number in the logarithm", """
def generator_minimax_loss(fake_logits):
    D = torch.sigmoid(fake_logits)
    return torch.log(1 - D + 1e-8).mean()
""", ["a tiny number under the logarithm"]),
        ("logits taken for probabilities", """
def generator_minimax_loss(fake_logits):
    return torch.log(1 - fake_logits).mean()
""", ["a logarithm of logits"]),
        ("logarithm of the mean", """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    log_not_D = F.logsigmoid(-fake_logits)
    return torch.logsumexp(log_not_D, 0) - np.log(len(fake_logits))
""", ["log of the mean"]),
        ("logits clamped", """
import torch.nn.functional as F
def generator_minimax_loss(fake_logits):
    h = torch.clamp(fake_logits, -50, 50)
    return -F.softplus(h).mean()
""", ["clamped"]),
    ],
    "generator_nonsaturating_loss": [
        ("-log(sigmoid) as it stands", """
def generator_nonsaturating_loss(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits)).mean()
""", ["log of zero"]),
        ("a small number in the logarithm", """
def generator_nonsaturating_loss(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits) + 1e-8).mean()
""", ["log of zero", "clamped"]),
        ("-log(1 - D)", """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))
""", ["minimax in its place", "sign"]),
        ("minus sign forgotten", """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.logsigmoid(fake_logits).mean()
""", ["sign"]),
        ("sum in place of the mean", """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).sum()
""", ["sum over the batch"]),
        ("logarithm of the mean", """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    n = fake_logits.shape[0]
    return np.log(n) - torch.logsumexp(F.logsigmoid(fake_logits), dim=0)
""", ["log of the mean"]),
        ("logits clamped", """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits.clamp(min=-50.0, max=50.0)).mean()
""", ["clamped"]),
        ("in bits", """
import torch.nn.functional as F
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean() / np.log(2)
""", []),
        ("rebuilt from a number, no gradient", """
def generator_nonsaturating_loss(fake_logits):
    h = fake_logits.detach().numpy()
    return torch.tensor(np.logaddexp(0, -h).mean())
""", ["the graph is cut"]),
    ],
    "generator_logit_gradients": [
        ("with 1/N", """
def generator_logit_gradients(fake_logits):
    n = len(fake_logits)
    return {
        "minimax": -torch.sigmoid(fake_logits) / n,
        "nonsaturating": -torch.sigmoid(-fake_logits) / n,
        "kl": -torch.ones_like(fake_logits) / n,
    }
""", ["divided by N"]),
        ("minimax with a plus", """
def generator_logit_gradients(fake_logits):
    D = torch.sigmoid(fake_logits)
    return {"minimax": D, "nonsaturating": D - 1, "kl": D + (D - 1)}
""", ["sign"]),
        ("minimax and non-saturating swapped", """
def generator_logit_gradients(fake_logits):
    D = torch.sigmoid(fake_logits)
    return {"minimax": -(1 - D), "nonsaturating": -D, "kl": -torch.ones_like(D)}
""", ["minimax and non-saturating exchanged", "saturates where it must not"]),
        ("value of the KL-based loss, not its derivative", """
def generator_logit_gradients(fake_logits):
    D = torch.sigmoid(fake_logits)
    return {"minimax": -D, "nonsaturating": D - 1, "kl": -fake_logits}
""", ["the losses themselves"]),
        ("sigmoid by hand, overflows", """
def generator_logit_gradients(fake_logits):
    e = torch.exp(fake_logits)
    return {
        "minimax": -e / (1 + e),
        "nonsaturating": -1 / (1 + e),
        "kl": -torch.ones_like(e),
    }
""", []),
        ("autograd", """
import torch.nn.functional as F
def generator_logit_gradients(fake_logits):
    h = fake_logits.detach().clone().requires_grad_(True)
    losses = {
        "minimax": -F.softplus(h),
        "nonsaturating": F.softplus(-h),
        "kl": -F.softplus(h) + F.softplus(-h),
    }
    return {k: torch.autograd.grad(v.sum(), h, retain_graph=True)[0] for k, v in losses.items()}
""", []),
        ("derivatives in D, not in the logit", """
def generator_logit_gradients(fake_logits):
    D = torch.sigmoid(fake_logits)
    return {"minimax": -1 / (1 - D), "nonsaturating": -1 / D, "kl": -1 / (1 - D) - 1 / D}
""", ["derivative in D"]),
        ("difference in place of the sum", """
def generator_logit_gradients(fake_logits):
    minimax = -torch.sigmoid(fake_logits)
    nonsaturating = -torch.sigmoid(-fake_logits)
    return {"minimax": minimax, "nonsaturating": nonsaturating, "kl": minimax - nonsaturating}
""", ["sign"]),
        ("derivative of D, not of log D", """
def generator_logit_gradients(fake_logits):
    D = torch.sigmoid(fake_logits)
    slope = D * (1 - D)
    return {"minimax": -slope, "nonsaturating": -slope, "kl": -2 * slope}
""", ["derivative of D"]),
    ],
    "fgan_bound": [
        ("adds the conjugate", """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() + (q * conjugate(t)).sum()
""", ["plus the conjugate"]),
        ("p and q swapped", """
def fgan_bound(p, q, t, conjugate):
    return (q * t).sum() - (p * conjugate(t)).sum()
""", ["p and q exchanged", "conjugate under p"]),
        ("means of the products in place of sums", """
def fgan_bound(p, q, t, conjugate):
    return (p * t).mean() - (q * conjugate(t)).mean()
""", ["means over the outcomes"]),
        ("fakes not weighted by q", """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - conjugate(t).mean()
""", ["means over the outcomes", "conjugate under p", "no weights"]),
        ("conjugate of the mean", """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - conjugate((q * t).sum())
""", ["conjugate of the mean"]),
        ("conjugate on both sides", """
def fgan_bound(p, q, t, conjugate):
    c = conjugate(t)
    return (p * c).sum() - (q * c).sum()
""", ["conjugate of the real ones"]),
        ("conjugate forgotten", """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * t).sum()
""", ["no conjugate"]),
        ("conjugate of q times t", """
def fgan_bound(p, q, t, conjugate):
    return torch.dot(p, t) - conjugate(q * t).sum()
""", ["conjugate of the mean"]),
        ("cut off at 0, as divergences are not negative", """
def fgan_bound(p, q, t, conjugate):
    value = (p * t).sum() - (q * conjugate(t)).sum()
    return torch.clamp(value, min=0)
""", []),
    ],
    "wasserstein1": [
        ("pairs in the given order", """
def wasserstein1(x, y):
    return (x - y).abs().mean()
""", ["not sorted"]),
        ("sum in place of the mean", """
def wasserstein1(x, y):
    return (x.sort().values - y.sort().values).abs().sum()
""", ["sum of the gaps"]),
        ("mean over all pairs", """
def wasserstein1(x, y):
    return torch.abs(x[:, None] - y[None, :]).mean()
""", ["mean over all pairs"]),
        ("difference of the means", """
def wasserstein1(x, y):
    return (x.mean() - y.mean()).abs()
""", ["gap of the means"]),
        ("squared distances", """
def wasserstein1(x, y):
    return ((torch.sort(x)[0] - torch.sort(y)[0]) ** 2).mean()
""", ["squared"]),
        ("root of the mean square: W2", """
def wasserstein1(x, y):
    d = torch.sort(x)[0] - torch.sort(y)[0]
    return torch.sqrt((d ** 2).mean())
""", ["squared"]),
        ("sorts only one of them", """
def wasserstein1(x, y):
    xs, _ = torch.sort(x)
    return (xs - y).abs().mean()
""", ["one of them sorted"]),
        ("one sorted upwards, one downwards", """
def wasserstein1(x, y):
    xs = torch.sort(x).values
    ys = torch.sort(y, descending=True).values
    return torch.abs(xs - ys).mean()
""", ["smallest paired with largest"]),
        ("nearest neighbours: one y is used many times", """
def wasserstein1(x, y):
    dist = (x[:, None] - y[None, :]).abs()
    return dist.min(dim=1).values.mean()
""", ["each to its nearest"]),
    ],
    "squeeze_w1": [
        ("slopes only between an x and a y", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    dist = (x[:, None] - y[None, :]).abs()
    upper = (coupling * dist).sum()
    rise = (critic_x[:, None] - critic_y[None, :]).abs()
    ok = dist > 0
    zero = torch.zeros_like(upper)
    if not ok.any():
        return zero, upper
    slope = (rise[ok] / dist[ok]).max()
    if slope == 0:
        return zero, upper
    gap = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    return gap / slope, upper
""", ["slopes between x and y only"]),
        ("repeated places give nan", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places = torch.cat([x, y])
    values = torch.cat([critic_x, critic_y])
    i, j = torch.triu_indices(len(places), len(places), offset=1)
    slope = ((values[i] - values[j]).abs() / (places[i] - places[j]).abs()).max()
    gap = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    if slope == 0:
        return torch.zeros_like(upper), upper
    return gap / slope, upper
""", ["nan where places meet"]),
        ("absolute value of the lower bound", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    dx = (places[:, None] - places).abs()
    dc = (values[:, None] - values).abs()
    ok = dx > 0
    if not ok.any() or dc[ok].max() == 0:
        return torch.zeros_like(upper), upper
    slope = (dc[ok] / dx[ok]).max()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return gap.abs() / slope, upper
""", ["the absolute lower bound"]),
        ("divides only if the slope is above 1", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    dx = (places[:, None] - places).abs()
    dc = (values[:, None] - values).abs()
    ok = dx > 0
    slope = (dc[ok] / dx[ok]).max() if ok.any() else torch.zeros_like(upper)
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return gap / torch.clamp(slope, min=1.0), upper
""", ["scaled down only"]),
        ("plain means, the masses forgotten", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    dx = (places[:, None] - places).abs()
    dc = (values[:, None] - values).abs()
    ok = dx > 0
    if not ok.any() or dc[ok].max() == 0:
        return torch.zeros_like(upper), upper
    slope = (dc[ok] / dx[ok]).max()
    return (critic_x.mean() - critic_y.mean()) / slope, upper
""", ["equal weights"]),
        ("mean over the entries of the plan", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).mean()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    dx = (places[:, None] - places).abs()
    dc = (values[:, None] - values).abs()
    ok = dx > 0
    if not ok.any() or dc[ok].max() == 0:
        return torch.zeros_like(upper), upper
    slope = (dc[ok] / dx[ok]).max()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return gap / slope, upper
""", ["mean of the shares"]),
        ("row and column sums swapped", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    p, q = coupling.sum(dim=0), coupling.sum(dim=1)
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    dx = (places[:, None] - places).abs()
    dc = (values[:, None] - values).abs()
    ok = dx > 0
    if not ok.any() or dc[ok].max() == 0:
        return torch.zeros_like(upper), upper
    slope = (dc[ok] / dx[ok]).max()
    return ((p * critic_x).sum() - (q * critic_y).sum()) / slope, upper
""", []),
        ("a flat critic gives 0 / 0", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    dx = (places[:, None] - places).abs()
    dc = (values[:, None] - values).abs()
    slope = torch.zeros_like(upper)
    if (dx > 0).any():
        slope = (dc[dx > 0] / dx[dx > 0]).max()
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return gap / slope, upper
""", ["a flat critic"]),
        ("largest slope with its sign", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    dx = places[:, None] - places
    dc = values[:, None] - values
    ok = dx != 0
    if not ok.any():
        return torch.zeros_like(upper), upper
    slope = (dc[ok] / dx[ok]).max()
    if slope == 0:
        return torch.zeros_like(upper), upper
    gap = coupling.sum(1) @ critic_x - coupling.sum(0) @ critic_y
    return gap / slope, upper
""", []),
    ],
    "projection_logit": [
        ("all samples against all labels", """
def projection_logit(features, labels, embedding, psi):
    v = embedding[labels]
    return psi(features) + features @ v.T
""", ["every sample with every label"]),
        ("inner products summed over the batch", """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum()
""", ["a sum over the batch"]),
        ("mean over the features", """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).mean(dim=1)
""", ["the mean of the products"]),
        ("psi forgotten", """
def projection_logit(features, labels, embedding, psi):
    return (features * embedding[labels]).sum(dim=1)
""", ["no psi"]),
        ("the class vector added to the features", """
def projection_logit(features, labels, embedding, psi):
    return psi(features + embedding[labels])
""", ["the label's vector added to the features"]),
        ("columns of the embedding", """
def projection_logit(features, labels, embedding, psi):
    v = embedding[:, labels].T
    return psi(features) + (v * features).sum(dim=1)
""", []),
        ("the best class, not the given one", """
def projection_logit(features, labels, embedding, psi):
    scores = features @ embedding.T
    return psi(features) + scores.max(dim=1).values
""", []),
        ("embedding detached", """
def projection_logit(features, labels, embedding, psi):
    v = embedding.detach()[labels]
    return psi(features) + (v * features).sum(dim=1)
""", ["the graph is cut"]),
        ("product in place of the sum", """
def projection_logit(features, labels, embedding, psi):
    return psi(features) * (embedding[labels] * features).sum(dim=1)
""", ["multiplied"]),
    ],
    "modes_covered": [
        ("strictly less", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=-1)
    return int((dist < radius).any(dim=0).sum())
""", ["the boundary left out"]),
        ("counts samples", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=-1)
    return int((dist <= radius).any(dim=1).sum())
""", ["counts samples"]),
        ("nearest center, the radius ignored", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=-1)
    return len(torch.unique(dist.argmin(dim=1)))
""", ["nearest without radius", "only the nearest centre of a sample"]),
        ("all samples in place of one", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=-1)
    return int((dist <= radius).all(dim=0).sum())
""", ["every sample must be near"]),
        ("squared distance against the radius", """
def modes_covered(samples, centers, radius):
    sq = ((samples[:, None] - centers[None]) ** 2).sum(-1)
    return int((sq <= radius).any(dim=0).sum())
""", ["squared distance"]),
        ("fails without samples", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=-1)
    nearest = dist.min(dim=0).values
    return int((nearest <= radius).sum())
""", ["no samples"]),
        ("returns a tensor", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=-1)
    return (dist <= radius).any(dim=0).sum()
""", ["no int"]),
        ("each coordinate by itself: a box", """
def modes_covered(samples, centers, radius):
    close = (samples[:, None] - centers[None]).abs() <= radius
    return int(close.all(dim=-1).any(dim=0).sum())
""", ["another distance"]),
        ("the share of the modes", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=-1)
    covered = (dist <= radius).any(dim=0)
    return covered.double().mean().item()
""", ["the share of the modes"]),
    ],
    "r1_penalty": [
        ("no create_graph", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    grad = torch.autograd.grad(discriminator(x).sum(), x)[0]
    return (grad ** 2).sum(dim=1).mean()
""", ["no graph is kept"]),
        ("length not squared", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    grad = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return grad.norm(dim=1).mean()
""", ["the length, not its square"]),
        ("wants slope 1, as for Wasserstein", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    grad = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return ((grad.norm(dim=1) - 1) ** 2).mean()
""", ["the distance from 1"]),
        ("mean over the coordinates, too", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    grad = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return grad.pow(2).mean()
""", ["the squares averaged over the coordinates too"]),
        ("sum over the samples", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    grad = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return grad.pow(2).sum()
""", ["summed over the batch"]),
        ("gradient of the mean logit", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    grad = torch.autograd.grad(discriminator(x).mean(), x, create_graph=True)[0]
    return grad.pow(2).sum(dim=1).mean()
""", ["the gradient of the mean"]),
        ("squares the mean gradient", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    grad = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return grad.mean(dim=0).pow(2).sum()
""", []),
        ("gradient of the probability", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    D = torch.sigmoid(discriminator(x))
    grad = torch.autograd.grad(D.sum(), x, create_graph=True)[0]
    return grad.pow(2).sum(dim=1).mean()
""", ["the slope of the probability"]),
        ("squares after summing the coordinates", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    h = discriminator(x)
    grad = torch.autograd.grad(h, x, torch.ones_like(h), create_graph=True)[0]
    return (grad.sum(dim=1) ** 2).mean()
""", ["the sum of the coordinates, squared"]),
    ],
    "penalised": [
        ("penalty taken once, at the start", """
def penalised(loss, weight, penalty):
    extra = weight * penalty()

    def total(real_logits, fake_logits):
        return loss(real_logits, fake_logits) + extra

    return total
""", ["the penalty computed once"]),
        ("adds the functions themselves", """
def penalised(loss, weight, penalty):
    return loss + weight * penalty()
""", []),
        ("penalty subtracted", """
def penalised(loss, weight, penalty):
    def total(real_logits, fake_logits):
        return loss(real_logits, fake_logits) - weight * penalty()

    return total
""", ["subtracted"]),
        ("weight on the loss", """
def penalised(loss, weight, penalty):
    def total(real_logits, fake_logits):
        return weight * loss(real_logits, fake_logits) + penalty()

    return total
""", ["the weight on the loss"]),
        ("penalty as a plain number", """
def penalised(loss, weight, penalty):
    def total(real_logits, fake_logits):
        return loss(real_logits, fake_logits) + weight * penalty().item()

    return total
""", ["a penalty that nothing is learned from"]),
        ("hands the logits to the penalty", """
def penalised(loss, weight, penalty):
    return lambda real_logits, fake_logits: (
        loss(real_logits, fake_logits) + weight * penalty(real_logits)
    )
""", []),
        ("real and fake swapped", """
def penalised(loss, weight, penalty):
    def total(fake_logits, real_logits):
        return loss(real_logits, fake_logits) + weight * penalty()

    return total
""", ["real and fake exchanged"]),
        ("weights made to sum to 1", """
def penalised(loss, weight, penalty):
    def total(real_logits, fake_logits):
        return (1 - weight) * loss(real_logits, fake_logits) + weight * penalty()

    return total
""", ["a mixture of the two"]),
        ("penalty kept from the first call", """
def penalised(loss, weight, penalty):
    kept = []

    def total(real_logits, fake_logits):
        if not kept:
            kept.append(penalty())
        return loss(real_logits, fake_logits) + weight * kept[0]

    return total
""", ["the penalty computed once"]),
    ],
}
