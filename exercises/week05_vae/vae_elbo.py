"""The evidence lower bound: the questions of `vae_elbo`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import GRADIENT, bits, drawn, tensor
from gmcourse.check.wire import Build
from gmcourse.reference import latent


def _seed(rng):
    return int(rng.integers(2**31))


def elbo(x, seed, latent, noise, gain=1.0):
    """A case of `vae_elbo` with a drawn encoder and decoder, whose logits `gain` stretches."""
    dims = x.args["data"].shape[1]
    sizes = {"seed": seed, "dims": dims, "latent": latent}
    return {
        "x": x,
        "encode": Build("latent.random_encoder", sizes),
        "decode": Build("latent.random_decoder", sizes | {"gain": gain}),
        "noise": noise,
    }


def spread_out(rng, count, dims, latent):
    """A case whose codes are very narrow in some directions, very wide in others."""
    log_var = rng.uniform(11, 14, size=latent) * np.where(np.arange(latent) % 2, 1, -1)
    weights = {
        "weights": rng.normal(size=(latent, dims)),
        "log_var_weights": 0.1 * rng.normal(size=(latent, dims)),
    }
    biases = {"bias": rng.normal(size=latent), "log_var_bias": log_var}
    given = elbo(bits(rng, count, dims), _seed(rng), latent, drawn(rng, count, latent))
    return given | {"encode": Build("latent.encoder", weights | biases)}


VAE_ELBO = Exercise(
    id="vae_elbo",
    title="The evidence lower bound",
    points=4,
    minutes=15,
    difficulty=2,
    reference=latent.vae_elbo,
    probe="gradients.through",
    public={
        "main": [
            elbo(tensor([[1.0, 0.0, 1.0]]), 1, 1, tensor([[0.5]])),
            elbo(
                tensor([[1.0, 0.0], [1.0, 1.0], [0.0, 0.0]]),
                2,
                2,
                tensor([[1.0, -1.0], [0.3, 2.0], [-0.7, 0.1]]),
            ),
            elbo(tensor([[1.0], [0.0]]), 3, 2, tensor([[0.5, -1.0], [2.0, 0.25]])),
            spread_out(np.random.default_rng(54), 2, 3, 2),
        ],
        "far": [
            elbo(tensor([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0]]), 4, 1, tensor([[0.5], [-1.0]]), gain=1000.0),
            elbo(tensor([[0.0, 0.0, 0.0]]), 4, 1, tensor([[0.5]]), gain=40.0),
        ],
    },
    hidden=lambda rng: {
        "main": [
            elbo(bits(rng, n, d), _seed(rng), k, drawn(rng, n, k))
            for n, d, k in ((5, 4, 2), (12, 16, 4), (1, 3, 2), (3, 3, 3), (4, 1, 1))
        ]
        + [spread_out(rng, 3, 4, 2)],
        "far": [
            elbo(bits(rng, n, d), _seed(rng), k, drawn(rng, n, k), gain)
            for n, d, k, gain in ((4, 5, 2, 1000.0), (3, 6, 1, 40.0))
        ],
    },
    shows=lambda x, encode, decode, noise: dict(
        zip(("mean", "log_var"), map(torch.detach, encode(x)), strict=True)
    ),
    properties=(
        Property("the bound, one value a sample", part="value"),
        Property("logits of a thousand", on="far", part="value", share=0.25),
        Property("a gradient reaches encoder and decoder", part="gradient", share=0.5, tolerance=GRADIENT),
    ),
)


@VAE_ELBO.wrong(
    "KL added",
    hint="You added the KL term. It is a price: should the bound rise or fall as q moves away from the prior?",
)
def elbo_plus(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) + kl


@VAE_ELBO.wrong(
    "the reconstruction with the other sign",
    hint="Your reconstruction is the cross-entropy, a cost, and the KL is subtracted from it. The bound holds the log-probability of the pixels: what sign has a log-probability?",
)
def elbo_cost(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong(
    "the cross-entropy is a mean",
    hint="Your cross-entropy is one mean over all pictures and pixels. Each picture has a score of its own, the sum over its pixels: what does the loss do with them by default?",
)
def elbo_mean_reconstruction(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x) - kl


@VAE_ELBO.wrong(
    "log_var with the other sign in the KL",
    hint="In your KL log_var has the other sign. The KL is never negative and least where q is the prior: what does yours do as the variance goes to 0?",
)
def elbo_plus_log_var(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 + log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong(
    "KL estimated from the draw",
    hint="You put log q - log p of the one draw in the place of the KL. It is right on average and differs from draw to draw; here the KL of two Gaussians is known exactly: which formula of this week gives it?",
)
def elbo_drawn_kl(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    price = (-0.5 * log_var - 0.5 * noise**2 + 0.5 * z**2).sum(-1)
    return -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(-1) - price


@VAE_ELBO.wrong(
    "KL counted per batch",
    hint="Each sample pays the same KL, the sum or the mean of the whole batch. Each sample has a q of its own: over which axis should you sum, and which one should stay?",
)
def elbo_batch_kl(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum()
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong(
    "noise ignored",
    hint="You decoded the mean of q. The ELBO is an expectation over q: what turns the noise into a draw from it?",
)
def elbo_no_noise(x, encode, decode, noise):
    mean, log_var = encode(x)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(decode(mean), x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong(
    "the loss instead of the bound",
    hint="You returned what one minimises. A bound on the log-likelihood lies below it: which sign has yours?",
)
def elbo_loss(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) + kl


@VAE_ELBO.wrong(
    "reconstruction averaged over the pixels",
    hint="The pixels are averaged, but the latent dimensions are summed. That weighs the KL D times too much: a beta-VAE with beta = D that nobody asked for.",
)
def elbo_mean_pixels(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(-1) - kl


@VAE_ELBO.wrong(
    "a part cut out of the graph",
    hint="The numbers are right, the gradient is not: a part of the bound was cut out of the graph, so that encoder, decoder or both learn nothing from it. Look for detach, numpy or no_grad.",
)
def elbo_detached(x, encode, decode, noise):
    mean, log_var = (t.detach() for t in encode(x))
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong("no gradient through z", like="a part cut out of the graph")
def elbo_z_detached(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode((mean + torch.exp(0.5 * log_var) * noise).detach())
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong("no gradient through the logits", like="a part cut out of the graph")
def elbo_logits_detached(x, encode, decode, noise):
    def score(logits):
        return -F.binary_cross_entropy_with_logits(logits.detach(), x, reduction="none")

    return _bound(x, encode, decode, noise, score=score)


@VAE_ELBO.wrong(
    "exp(log_var) as std",
    hint="You multiplied the noise by the variance. If the noise has variance 1, which factor gives the draw the variance exp(log_var)?",
)
def elbo_variance_as_std(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong("log_var as the logarithm of the std, everywhere", like="exp(log_var) as std")
def elbo_log_std(x, encode, decode, noise):
    mean, log_std = encode(x)
    logits = decode(mean + torch.exp(log_std) * noise)
    kl = 0.5 * (mean**2 + torch.exp(2 * log_std) - 1 - 2 * log_std).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong(
    "sigmoid twice",
    hint="Your reconstruction takes the sigmoid of a probability: 0 and 1 can never be reached. `decode` gives logits, and what expects logits applies the sigmoid itself: how many sigmoids are left?",
)
def elbo_sigmoid_twice(x, encode, decode, noise):
    mean, log_var = encode(x)
    probs = torch.sigmoid(decode(mean + torch.exp(0.5 * log_var) * noise))
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(probs, x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong(
    "squared error",
    hint="Your reconstruction is a squared error, the log-likelihood of a Gaussian up to constants. The pixels are bits: what is the log-probability of a bit, given its logit?",
)
def elbo_squared_error(x, encode, decode, noise):
    mean, log_var = encode(x)
    probs = torch.sigmoid(decode(mean + torch.exp(0.5 * log_var) * noise))
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -((x - probs) ** 2).sum(-1) - kl


@VAE_ELBO.wrong("squared error of the logits", like="squared error")
def elbo_squared_error_of_logits(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -((x - logits) ** 2).sum(-1) - kl


@VAE_ELBO.wrong(
    "twice the KL",
    hint="Your KL term is twice what it should be. What stands before the bracket in the KL of two Gaussians, and how often does the bound pay it?",
)
def elbo_no_half(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@VAE_ELBO.wrong(
    "no KL",
    hint="You returned the reconstruction alone. Without a price on the code nothing keeps q near the prior: which term is missing?",
)
def elbo_no_kl(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)


@VAE_ELBO.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a bound of its own: which axis must stay?",
)
def elbo_batch_mean(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return (-F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl).mean()


def _bound(x, encode, decode, noise, scale=0.5, price=1.0, score=None):
    """The bound with another scale of the noise, another price, or another score of the pixels."""
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(scale * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    right = -F.binary_cross_entropy_with_logits(logits, x, reduction="none")
    return (score(logits) if score else right).sum(-1) - price * kl


@VAE_ELBO.wrong(
    "log of a rounded probability",
    hint="Where a logit is large, the sigmoid rounds to 0 or 1, and the logarithm of that is infinite, or what a floor makes of it. Which torch functions go from the logit to the log-probability in one step?",
)
def elbo_rounded(x, encode, decode, noise):
    def score(logits):
        p = torch.sigmoid(logits)
        return x * torch.log(p) + (1 - x) * torch.log(1 - p)

    return _bound(x, encode, decode, noise, score=score)


@VAE_ELBO.wrong("logarithms that stop at -100", like="log of a rounded probability")
def elbo_floored(x, encode, decode, noise):
    def score(logits):
        return -F.binary_cross_entropy(torch.sigmoid(logits), x, reduction="none")

    return _bound(x, encode, decode, noise, score=score)


@VAE_ELBO.wrong("1e-8 beside the probability", like="log of a rounded probability")
def elbo_beside(x, encode, decode, noise, epsilon=1e-8):
    def score(logits):
        p = torch.sigmoid(logits)
        return torch.log(torch.where(x > 0, p, 1 - p) + epsilon)

    return _bound(x, encode, decode, noise, score=score)


@VAE_ELBO.wrong("probabilities clamped at 1e-7", like="log of a rounded probability")
def elbo_clamped(x, encode, decode, noise, floor=1e-7):
    def score(logits):
        p = torch.sigmoid(logits).clamp(floor, 1 - floor)
        return torch.log(torch.where(x > 0, p, 1 - p))

    return _bound(x, encode, decode, noise, score=score)


@VAE_ELBO.wrong(
    "KL averaged over the latents",
    hint="Your KL term is a mean over the latent dimensions. The coordinates are independent: how do the KL divergences of independent coordinates combine?",
)
def elbo_mean_kl(x, encode, decode, noise):
    mean, _ = encode(x)
    return _bound(x, encode, decode, noise, price=1.0 / mean.shape[-1])


@VAE_ELBO.wrong("the mean KL of the batch", like="KL counted per batch")
def elbo_batch_mean_kl(x, encode, decode, noise):
    mean, log_var = encode(x)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return _bound(x, encode, decode, noise, price=0.0) - kl.mean()


@VAE_ELBO.wrong("the bound summed", like="one number for the batch")
def elbo_summed(x, encode, decode, noise):
    return _bound(x, encode, decode, noise).sum()


@VAE_ELBO.wrong(
    "minus one forgotten in the KL",
    hint="Let q be the prior: mean 0 and log_var 0. What should the KL be there, and what is yours?",
)
def elbo_no_one(x, encode, decode, noise):
    return _bound(x, encode, decode, noise) - 0.5 * noise.shape[-1]


@VAE_ELBO.wrong(
    "backward is called inside",
    hint="Your values are right, but the gradient that is found by training through them is not their own: the call itself has left one in `.grad`. Who is to call backward, your function or who trains with it?",
)
def elbo_backward_inside(x, encode, decode, noise):
    bound = latent.vae_elbo(x, encode, decode, noise)
    bound.sum().backward(retain_graph=True)
    return bound


@VAE_ELBO.alternative
def elbo_distributions(x, encode, decode, noise):
    mean, log_var = encode(x)
    std = torch.exp(log_var / 2)
    q = torch.distributions.Normal(mean, std)
    p = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(std))
    reconstruction = torch.distributions.Bernoulli(logits=decode(mean + std * noise)).log_prob(x)
    return reconstruction.sum(1) - torch.distributions.kl_divergence(q, p).sum(1)


@VAE_ELBO.alternative
def elbo_one_by_one(x, encode, decode, noise):
    bounds = []
    for one, eps in zip(x, noise, strict=True):
        mean, log_var = encode(one[None])
        logits = decode(mean + eps * log_var.mul(0.5).exp())[0]
        kl = (mean**2 + log_var.exp() - log_var - 1).sum() / 2
        bounds.append((one * logits - F.softplus(logits)).sum() - kl)
    return torch.stack(bounds)


@VAE_ELBO.alternative
def elbo_in_one_sum(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + (log_var / 2).exp() * noise)
    pixels = x * torch.nn.functional.logsigmoid(logits) + (1 - x) * torch.nn.functional.logsigmoid(-logits)
    return pixels.sum(1) + 0.5 * (1 + log_var - mean**2 - log_var.exp()).sum(1)
