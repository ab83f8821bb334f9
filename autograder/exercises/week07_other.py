"""Week 7, correct solutions written another way: other formulas, loops, single precision, libraries."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.exercises.spec import Collection

OTHER = Collection()


@OTHER.alternative("optimal_discriminator")
def softmax_of_two(log_p_data, log_p_model):
    return torch.softmax(torch.stack([log_p_data, log_p_model]), dim=0)[0]


@OTHER.alternative("optimal_discriminator")
def through_logaddexp(log_p_data, log_p_model):
    return (log_p_data - torch.logaddexp(log_p_data, log_p_model)).exp()


@OTHER.alternative("optimal_discriminator")
def tanh_single(log_p_data, log_p_model):
    return (0.5 * (1 + torch.tanh((log_p_data - log_p_model) / 2))).float()


@OTHER.alternative("discriminator_loss")
def cross_entropies(real_logits, fake_logits):
    real = F.binary_cross_entropy_with_logits(real_logits, torch.ones_like(real_logits))
    return real + F.binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))


@OTHER.alternative("discriminator_loss")
def log_sigmoids(real_logits, fake_logits):
    return -(F.logsigmoid(real_logits).mean() + F.logsigmoid(-fake_logits).mean()).item()


@OTHER.alternative("generator_minimax_loss")
def minimax_log_sigmoid(fake_logits):
    return F.logsigmoid(-fake_logits).mean()


@OTHER.alternative("generator_minimax_loss")
def minimax_logaddexp(fake_logits):
    zero = torch.zeros_like(fake_logits)
    return -sum(torch.logaddexp(zero, fake_logits)) / len(fake_logits)


@OTHER.alternative("generator_nonsaturating_loss")
def nonsaturating_cross_entropy(fake_logits):
    return F.binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))


@OTHER.alternative("generator_nonsaturating_loss")
def nonsaturating_log_sigmoid(fake_logits):
    return -F.logsigmoid(fake_logits.float()).mean()


@OTHER.alternative("generator_kl_loss")
def kl_two_terms(fake_logits):
    return (F.logsigmoid(-fake_logits) - F.logsigmoid(fake_logits)).mean()


@OTHER.alternative("generator_kl_loss")
def kl_numpy(fake_logits):
    return float(np.mean(-fake_logits.numpy()))


@OTHER.alternative("generator_logit_gradients")
def gradients_from_d(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": d - 1, "kl": torch.full_like(d, -1.0)}


@OTHER.alternative("generator_logit_gradients")
def gradients_summed(fake_logits):
    minimax = -1 / (1 + torch.exp(-fake_logits))
    nonsaturating = -1 / (1 + torch.exp(fake_logits))
    return {"kl": minimax + nonsaturating, "minimax": minimax, "nonsaturating": nonsaturating}


@OTHER.alternative("jensen_shannon")
def squared_scipy_distance(p, q):
    from scipy.spatial.distance import jensenshannon

    return jensenshannon(p.numpy(), q.numpy()) ** 2


@OTHER.alternative("jensen_shannon")
def looped_js(p, q):
    total = 0.0
    for a, b in zip(p, q, strict=True):
        m = (a + b) / 2
        for one in (a, b):
            if one > 0:
                total = total + 0.5 * one * torch.log(one / m)
    return total


@OTHER.alternative("jensen_shannon")
def entropy_gap(p, q):
    entropy = torch.special.entr
    return entropy((p + q) / 2).sum() - (entropy(p).sum() + entropy(q).sum()) / 2


@OTHER.alternative("f_divergence")
def f_inner_product(p, q, f):
    return q @ f(p / q)


@OTHER.alternative("f_divergence")
def f_looped(p, q, f):
    return sum(b * f(a / b) for a, b in zip(p, q, strict=True))


@OTHER.alternative("fgan_bound")
def bound_inner_products(p, q, t, conjugate):
    return p @ t - q @ conjugate(t)


@OTHER.alternative("fgan_bound")
def bound_one_sum(p, q, t, conjugate):
    return float(torch.sum(p * t - q * conjugate(t)))


@OTHER.alternative("wasserstein1")
def scipy_wasserstein(x, y):
    from scipy.stats import wasserstein_distance

    return wasserstein_distance(x.numpy(), y.numpy())


@OTHER.alternative("wasserstein1")
def matched(x, y):
    from scipy.optimize import linear_sum_assignment

    cost = torch.cdist(x[:, None], y[:, None], p=1)
    rows, columns = linear_sum_assignment(cost.numpy())
    return cost[rows, columns].mean()


@OTHER.alternative("wasserstein1")
def sorted_lists(x, y):
    return np.mean([abs(a - b) for a, b in zip(sorted(x.tolist()), sorted(y.tolist()), strict=True)])


@OTHER.alternative("critic_loss")
def critic_negated(real, fake):
    return -(torch.mean(real) - torch.mean(fake))


@OTHER.alternative("critic_loss")
def critic_by_sums(real, fake):
    return (sum(fake) / len(fake) - sum(real) / len(real)).float()


@OTHER.alternative("wgan_generator_loss")
def generator_mean_of_negatives(fake):
    return torch.mean(-fake)


@OTHER.alternative("wgan_generator_loss")
def generator_by_sum(fake):
    return fake.sum() / -len(fake)


@OTHER.alternative("gradient_penalty")
def penalty_with_ones(critic, real, fake, mix):
    points = torch.lerp(fake, real, mix.expand_as(real)).requires_grad_(True)
    value = critic(points)
    slope = torch.autograd.grad(value, points, torch.ones_like(value), create_graph=True, retain_graph=True)[0]
    return ((slope.pow(2).sum(dim=1).sqrt() - 1) ** 2).mean()


@OTHER.alternative("gradient_penalty")
def penalty_sample_by_sample(critic, real, fake, mix):
    total = 0
    for a, b, m in zip(real, fake, mix, strict=True):
        point = (m * a + (1 - m) * b).clone().requires_grad_(True)
        (slope,) = torch.autograd.grad(critic(point[None])[0], point, create_graph=True)
        total = total + (torch.linalg.vector_norm(slope) - 1) ** 2
    return total / len(real)


@OTHER.alternative("gradient_penalty")
def penalty_single(critic, real, fake, mix):
    real, fake, mix = real.float(), fake.float(), mix.float()
    points = (fake + mix * (real - fake)).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), [points], create_graph=True)
    return F.mse_loss(slope.norm(2, dim=1), torch.ones(len(real)))


@OTHER.alternative("projection_logit")
def projection_einsum(features, labels, embedding, psi):
    return torch.einsum("nh,nh->n", features, F.embedding(labels, embedding)) + psi(features)


@OTHER.alternative("projection_logit")
def projection_gather(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).gather(1, labels[:, None]).squeeze(1)


@OTHER.alternative("modes_covered")
def modes_by_cdist(samples, centers, radius):
    return (torch.cdist(samples, centers) < radius).any(dim=0).sum()


@OTHER.alternative("modes_covered")
def modes_looped(samples, centers, radius):
    return sum(any(float((x - c).norm()) <= radius for x in samples) for c in centers)


@OTHER.alternative("modes_covered")
def modes_by_nearest(samples, centers, radius):
    found = set()
    for x in samples:
        gaps = (centers - x).norm(dim=1)
        if gaps.min() <= radius:
            found.add(int(gaps.argmin()))
    return len(found)
