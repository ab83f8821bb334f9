"""Week 5: correct solutions written another way; none of them may lose a point."""

import math

import numpy as np
import torch
import torch.nn.functional as F

from autograder.exercises.spec import Collection

OTHER = Collection()


@OTHER.alternative("reparameterize")
def reparameterize_sqrt(mean, log_var, noise):
    return torch.addcmul(mean, torch.sqrt(torch.exp(log_var)), noise)


@OTHER.alternative("reparameterize")
def reparameterize_float32(mean, log_var, noise):
    mean, log_var, noise = mean.float(), log_var.float(), noise.float()
    return noise.mul(log_var.div(2).exp()).add(mean)


@OTHER.alternative("kl_to_standard_normal")
def kl_distributions(mean, log_var):
    q = torch.distributions.Normal(mean, torch.exp(log_var / 2))
    p = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    return torch.distributions.kl_divergence(q, p).sum(dim=1)


@OTHER.alternative("kl_to_standard_normal")
def kl_loop(mean, log_var):
    total = torch.zeros(len(mean), dtype=mean.dtype)
    for i in range(mean.shape[1]):
        total += (mean[:, i].square() + log_var[:, i].exp() - log_var[:, i] - 1) / 2
    return total


@OTHER.alternative("bernoulli_log_likelihood")
def bernoulli_softplus(x, logits):
    return (x * logits - F.softplus(logits)).sum(dim=1)


@OTHER.alternative("bernoulli_log_likelihood")
def bernoulli_distribution(x, logits):
    return torch.distributions.Bernoulli(logits=logits).log_prob(x).sum(-1)


@OTHER.alternative("bernoulli_log_likelihood")
def bernoulli_logsigmoid(x, logits):
    return (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(-1)


@OTHER.alternative("gaussian_log_likelihood")
def gaussian_distribution(x, mean, var):
    return torch.distributions.Normal(mean, torch.sqrt(var)).log_prob(x).sum(-1)


@OTHER.alternative("gaussian_log_likelihood")
def gaussian_loop(x, mean, var):
    var = torch.broadcast_to(var, x.shape).numpy()
    mean, x = np.broadcast_to(mean.numpy(), x.shape), x.numpy()
    answer = np.zeros(len(x))
    for n in range(len(x)):
        for d in range(x.shape[1]):
            answer[n] -= 0.5 * math.log(2 * math.pi * var[n, d]) + (x[n, d] - mean[n, d]) ** 2 / (
                2 * var[n, d]
            )
    return answer


@OTHER.alternative("vae_elbo")
def elbo_distributions(x, encode, decode, noise):
    mean, log_var = encode(x)
    std = torch.exp(log_var / 2)
    q = torch.distributions.Normal(mean, std)
    p = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(std))
    reconstruction = torch.distributions.Bernoulli(logits=decode(mean + std * noise)).log_prob(x)
    return reconstruction.sum(1) - torch.distributions.kl_divergence(q, p).sum(1)


@OTHER.alternative("vae_elbo")
def elbo_one_by_one(x, encode, decode, noise):
    bounds = []
    for one, eps in zip(x, noise, strict=True):
        mean, log_var = encode(one[None])
        logits = decode(mean + eps * log_var.mul(0.5).exp())[0]
        kl = (mean**2 + log_var.exp() - log_var - 1).sum() / 2
        bounds.append((one * logits - F.softplus(logits)).sum() - kl)
    return torch.stack(bounds)


@OTHER.alternative("beta_elbo")
def beta_sub(reconstruction, kl, beta):
    return torch.sub(reconstruction, kl, alpha=beta)


@OTHER.alternative("beta_elbo")
def beta_numpy(reconstruction, kl, beta):
    return np.array([r - beta * k for r, k in zip(reconstruction.tolist(), kl.tolist(), strict=True)])


@OTHER.alternative("iwae_bound")
def iwae_by_hand(log_weights):
    top = log_weights.max(dim=0).values
    return top + torch.log(torch.exp(log_weights - top).mean(dim=0))


@OTHER.alternative("iwae_bound")
def iwae_logaddexp(log_weights):
    total = log_weights[0]
    for row in log_weights[1:]:
        total = torch.logaddexp(total, row)
    return total - np.log(len(log_weights))


@OTHER.alternative("ppca_log_marginal")
def ppca_distribution(x, W, b, var):
    noise = var * torch.ones(len(b), dtype=W.dtype)
    return torch.distributions.LowRankMultivariateNormal(b, W, noise).log_prob(x)


@OTHER.alternative("ppca_log_marginal")
def ppca_eigenvalues(x, W, b, var):
    U, s, _ = torch.linalg.svd(W, full_matrices=True)
    eigenvalues = torch.full((len(b),), float(var), dtype=W.dtype)
    eigenvalues[: len(s)] += s**2
    along = (x - b) @ U
    return -0.5 * (along**2 / eigenvalues + torch.log(2 * math.pi * eigenvalues)).sum(-1)


@OTHER.alternative("ppca_posterior")
def posterior_solve(x, W, b, var):
    M = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    return torch.linalg.solve(M, W.T @ (x - b).T).T, var * torch.linalg.inv(M)


@OTHER.alternative("ppca_posterior")
def posterior_condition_jointly(x, W, b, var):
    gain = W.T @ torch.linalg.inv(W @ W.T + var * torch.eye(len(b), dtype=W.dtype))
    return (x - b) @ gain.T, torch.eye(W.shape[1], dtype=W.dtype) - gain @ W


@OTHER.alternative("mixture_prior_log_prob")
def mixture_distribution(z, means, log_vars):
    parts = torch.distributions.Independent(torch.distributions.Normal(means, torch.exp(log_vars / 2)), 1)
    weights = torch.distributions.Categorical(logits=torch.zeros(len(means), dtype=means.dtype))
    return torch.distributions.MixtureSameFamily(weights, parts).log_prob(z)


@OTHER.alternative("mixture_prior_log_prob")
def mixture_loop(z, means, log_vars):
    total = torch.full((len(z),), -math.inf, dtype=z.dtype)
    for mean, log_var in zip(means, log_vars, strict=True):
        square = (z - mean) ** 2 / torch.exp(log_var)
        log_prob = -0.5 * (square + log_var + math.log(2 * math.pi)).sum(1)
        total = torch.logaddexp(total, log_prob - math.log(len(means)))
    return total


@OTHER.alternative("uniform_latent_log_marginal")
def uniform_erfc(x, a, b, std):
    answer = []
    for value in x.tolist():
        distance = abs(value - (a + b) / 2) - (b - a) / 2
        near, far = distance / std / math.sqrt(2), (distance + b - a) / std / math.sqrt(2)
        answer.append(math.log((math.erfc(near) - math.erfc(far)) / 2 / (b - a)))
    return np.array(answer)


@OTHER.alternative("uniform_latent_log_marginal")
def uniform_mirrored(x, a, b, std):
    middle = (a + b) / 2
    x = middle - torch.abs(x - middle)
    mass = torch.erfc((a - x) / std / math.sqrt(2)) - torch.erfc((b - x) / std / math.sqrt(2))
    return torch.log(mass / (b - a) / 2)


@OTHER.alternative("score_function_gradient")
def score_autograd(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = (mean + std * noise).detach()
    mean = mean.detach().requires_grad_()
    log_q = torch.distributions.Normal(mean, std).log_prob(z).sum(-1)
    (gradient,) = torch.autograd.grad((f(z).detach() * log_q).mean(), mean)
    return gradient


@OTHER.alternative("score_function_gradient")
def score_loop(f, mean, log_var, noise):
    std = torch.exp(log_var) ** 0.5
    total = torch.zeros_like(mean)
    for eps in noise[:2000]:
        total = total + f((mean + std * eps)[None])[0] * eps / std
    rest = noise[2000:]
    if len(rest):
        total = total + f(mean + std * rest) @ (rest / std)
    return total / len(noise)


@OTHER.alternative("pathwise_gradient")
def pathwise_backward(f, mean, log_var, noise):
    mean = mean.clone().requires_grad_(True)
    f(mean + torch.exp(0.5 * log_var) * noise).mean().backward()
    return mean.grad


@OTHER.alternative("pathwise_gradient")
def pathwise_through_z(f, mean, log_var, noise):
    z = (mean + torch.exp(log_var / 2) * noise).detach().requires_grad_()
    (slopes,) = torch.autograd.grad(f(z).sum(), z)
    return slopes.mean(0)


@OTHER.alternative("slerp")
def slerp_torch(z0, z1, t):
    u0, u1 = F.normalize(z0, dim=0), F.normalize(z1, dim=0)
    angle = torch.acos(torch.clamp(u0 @ u1, -1.0, 1.0))
    if torch.sin(angle).abs() < 1e-7:
        return torch.lerp(z0, z1, t)
    return torch.sin((1 - t) * angle) / torch.sin(angle) * z0 + torch.sin(t * angle) / torch.sin(angle) * z1


@OTHER.alternative("slerp")
def slerp_arctan(z0, z1, t):
    z0, z1 = z0.numpy(), z1.numpy()
    u0, u1 = z0 / np.linalg.norm(z0), z1 / np.linalg.norm(z1)
    angle = 2 * np.arctan2(np.linalg.norm(u0 - u1), np.linalg.norm(u0 + u1))
    if np.isclose(np.sin(angle), 0):
        return z0 + t * (z1 - z0)
    return np.sin((1 - t) * angle) / np.sin(angle) * z0 + np.sin(t * angle) / np.sin(angle) * z1


@OTHER.alternative("impute")
def impute_in_place(x, observed, encode, decode, steps, generator):
    x = x.clone()
    for _ in range(steps):
        mean, log_var = encode(x)
        z = torch.normal(mean, torch.exp(0.5 * log_var), generator=generator)
        mean, var = decode(z)
        x[~observed] = torch.normal(mean, torch.sqrt(var), generator=generator)[~observed]
    return x


@OTHER.alternative("impute")
def impute_fresh_start(x, observed, encode, decode, steps, generator):
    guess = torch.randn(x.shape, dtype=x.dtype, generator=generator)
    x = torch.where(observed, x, guess)
    keep = observed.to(x.dtype)
    for _ in range(steps):
        mean, log_var = encode(x)
        mean, var = decode(
            mean + (log_var / 2).exp() * torch.randn(mean.shape, dtype=x.dtype, generator=generator)
        )
        x = keep * x + (1 - keep) * (
            mean + var.sqrt() * torch.randn(x.shape, dtype=x.dtype, generator=generator)
        )
    return x
