"""Week 5: wrong answers on draws, likelihoods and bounds, each with a name and a hint."""

import math

import torch
import torch.nn.functional as F

from autograder.exercises.spec import Collection

WRONG = Collection()


@WRONG.wrong(
    "reparameterize",
    "exp(log_var) as std",
    hint="You multiplied the noise by the variance. If the noise has variance 1, what is the variance of s "
    "times the noise, and which s makes it exp(log_var)?",
)
def reparameterize_variance(mean, log_var, noise):
    return mean + torch.exp(log_var) * noise


@WRONG.wrong(
    "reparameterize",
    "log-variance used as it is",
    hint="You scaled the noise by the log-variance itself, which may even be negative. A scale is a "
    "standard deviation: what are the steps from log_var to it?",
)
def reparameterize_log(mean, log_var, noise):
    return mean + log_var * noise


@WRONG.wrong(
    "reparameterize",
    "the root of the log-variance",
    hint="You took the root of the log-variance as if it were the variance. Which function turns a logarithm"
    " back into the variance?",
)
def reparameterize_root(mean, log_var, noise):
    return mean + torch.sqrt(log_var) * noise


@WRONG.wrong(
    "reparameterize",
    "the graph is cut",
    hint="The numbers are right, but no gradient reaches mean and log_var, so no encoder could learn. Stay "
    "with torch operations on the tensors you were given: no detach, no numpy, no no_grad.",
)
def reparameterize_detached(mean, log_var, noise):
    return mean.detach() + torch.exp(0.5 * log_var.detach()) * noise


@WRONG.wrong(
    "kl_to_standard_normal",
    "sign",
    hint="A KL divergence is never negative. Try mean 1 and log_var 0: what should come out?",
)
def kl_sign(mean, log_var):
    return -0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)


@WRONG.wrong(
    "kl_to_standard_normal",
    "mean over dimensions",
    hint="You averaged over the latent dimensions. The coordinates are independent: how do the KL "
    "divergences of independent coordinates combine?",
)
def kl_mean(mean, log_var):
    return 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).mean(-1)


@WRONG.wrong(
    "kl_to_standard_normal",
    "no 1/2",
    hint="You are off by a factor 2. Where does the exponent of a Gaussian have its 1/2?",
)
def kl_no_half(mean, log_var):
    return (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)


@WRONG.wrong(
    "kl_to_standard_normal",
    "log_var taken as log of the std",
    hint="You squared exp(log_var), as if it were a standard deviation. What does log_var hold the "
    "logarithm of?",
)
def kl_log_std(mean, log_var):
    return 0.5 * (mean**2 + torch.exp(2 * log_var) - 1 - 2 * log_var).sum(-1)


@WRONG.wrong(
    "bernoulli_log_likelihood",
    "takes probabilities",
    hint="You used the logits as if they were probabilities. A logit may be any number: which function "
    "turns it into the probability of a 1?",
)
def bernoulli_probabilities(x, logits):
    return (x * torch.log(logits) + (1 - x) * torch.log(1 - logits)).sum(-1)


@WRONG.wrong(
    "bernoulli_log_likelihood",
    "mean over D",
    hint="You averaged over the pixels. The image is one joint event: its probability is the product over "
    "the pixels. With a mean here, the KL term of the ELBO would weigh D times too much.",
)
def bernoulli_mean(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(-1)


@WRONG.wrong(
    "bernoulli_log_likelihood",
    "sigmoid first, log after",
    hint="Right, until the sigmoid rounds to 0 or 1: then its log is -inf, and 0 times -inf is nan. Simplify"
    " log sigmoid(a) on paper first, or look for a torch function made of both.",
)
def bernoulli_unstable(x, logits):
    p = torch.sigmoid(logits)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(-1)


@WRONG.wrong(
    "bernoulli_log_likelihood",
    "probabilities clamped",
    hint="Clamping keeps the number finite and makes it wrong: a logit of 1000 against a zero costs 1000 "
    "nats, however small the clamp. It also stops the gradient there.",
)
def bernoulli_clamped(x, logits):
    p = torch.sigmoid(logits).clamp(1e-12, 1 - 1e-12)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(-1)


@WRONG.wrong(
    "bernoulli_log_likelihood",
    "the loss instead of the log-likelihood",
    hint="You returned the cross-entropy, a loss. A log-probability of bits is never positive.",
)
def bernoulli_sign(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)


@WRONG.wrong(
    "gaussian_log_likelihood",
    "squared error only",
    hint="You kept the squared error alone. What normalises the density depends on the variance, and a "
    "decoder that learns its variance needs it.",
)
def gaussian_squares(x, mean, var):
    return -0.5 * ((x - mean) ** 2 / var).sum(-1)


@WRONG.wrong(
    "gaussian_log_likelihood",
    "no 2 pi",
    hint="Each dimension is off by the same constant, 0.919 nats. Which constant makes a Gaussian integrate "
    "to 1?",
)
def gaussian_no_2pi(x, mean, var):
    var = var * torch.ones_like(x)
    return -0.5 * ((x - mean) ** 2 / var + torch.log(var)).sum(-1)


@WRONG.wrong(
    "gaussian_log_likelihood",
    "one log of a shared variance",
    hint="Right while each dimension has a variance of its own. Where one number serves all D dimensions, "
    "its log must be counted D times: broadcast before you sum.",
)
def gaussian_one_log(x, mean, var):
    dims = x.shape[-1]
    log_det = torch.log(var).sum(-1) if var.ndim else torch.log(var)
    return -0.5 * (((x - mean) ** 2 / var).sum(-1) + log_det + dims * math.log(2 * math.pi))


@WRONG.wrong(
    "gaussian_log_likelihood",
    "var taken as std",
    hint="You squared `var`, as if it were a standard deviation. What is its unit, compared with that of x?",
)
def gaussian_std(x, mean, var):
    return torch.distributions.Normal(mean, var * torch.ones_like(x)).log_prob(x).sum(-1)


@WRONG.wrong(
    "vae_elbo",
    "KL added",
    hint="You added the KL term. It is a price: should the bound rise or fall as q moves away from the "
    "prior?",
)
def elbo_plus(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) + kl


@WRONG.wrong(
    "vae_elbo",
    "KL counted per batch",
    hint="Each sample pays the KL of the whole batch. Each sample has a q of its own: over which axis "
    "should you sum, and which one should stay?",
)
def elbo_batch_kl(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum()
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@WRONG.wrong(
    "vae_elbo",
    "noise ignored",
    hint="You decoded the mean of q. The ELBO is an expectation over q: what turns the noise into a draw "
    "from it?",
)
def elbo_no_noise(x, encode, decode, noise):
    mean, log_var = encode(x)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(decode(mean), x, reduction="none").sum(-1) - kl


@WRONG.wrong(
    "vae_elbo",
    "the loss instead of the bound",
    hint="You returned what one minimises. A bound on the log-likelihood lies below it: which sign has "
    "yours?",
)
def elbo_loss(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) + kl


@WRONG.wrong(
    "vae_elbo",
    "reconstruction averaged over the pixels",
    hint="The pixels are averaged, but the latent dimensions are summed. That weighs the KL D times too "
    "much: a beta-VAE with beta = D that nobody asked for.",
)
def elbo_mean_pixels(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(-1) - kl


@WRONG.wrong(
    "vae_elbo",
    "no gradient to the encoder",
    hint="The numbers are right, but the encoder's outputs were cut out of the graph, so only the decoder "
    "could learn. Look for detach, numpy or no_grad.",
)
def elbo_detached(x, encode, decode, noise):
    mean, log_var = (t.detach() for t in encode(x))
    logits = decode(mean + torch.exp(0.5 * log_var) * noise)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1) - kl


@WRONG.wrong(
    "beta_elbo",
    "beta on the reconstruction",
    hint="You weighted the reconstruction. In a beta-VAE beta is the price of the information in z: which "
    "term measures that?",
)
def beta_on_reconstruction(reconstruction, kl, beta):
    return beta * reconstruction - kl


@WRONG.wrong(
    "beta_elbo",
    "sign",
    hint="A larger KL made your objective better. It is to be maximised: should KL raise it or lower it?",
)
def beta_sign(reconstruction, kl, beta):
    return reconstruction + beta * kl


@WRONG.wrong(
    "beta_elbo",
    "the loss instead of the objective",
    hint="You returned what one minimises. The objective grows as the model gets better: which sign has "
    "yours?",
)
def beta_loss(reconstruction, kl, beta):
    return beta * kl - reconstruction


@WRONG.wrong(
    "iwae_bound",
    "mean of logs",
    hint="That is the ELBO, with M samples. Jensen's inequality is about just this: the log of a mean is at "
    "least the mean of the logs. Which of the two is the tighter bound?",
)
def iwae_mean_of_logs(log_weights):
    return log_weights.mean(0)


@WRONG.wrong(
    "iwae_bound",
    "no log M",
    hint="You summed the weights instead of averaging them, so your bound grows without end as M grows. "
    "What becomes of a division by M under the logarithm?",
)
def iwae_no_log_m(log_weights):
    return torch.logsumexp(log_weights, dim=0)


@WRONG.wrong(
    "iwae_bound",
    "sums over N",
    hint="You returned one number for the whole data set. Each data point has its own bound: over which "
    "axis alone must the weights be averaged?",
)
def iwae_total(log_weights):
    return (torch.logsumexp(log_weights, dim=0) - math.log(log_weights.shape[0])).sum()


@WRONG.wrong(
    "iwae_bound",
    "logsumexp over the wrong axis",
    hint="You averaged over the data. log_weights is (M, N): along which axis do the M importance samples "
    "of one data point lie?",
)
def iwae_wrong_axis(log_weights):
    return torch.logsumexp(log_weights, dim=1) - math.log(log_weights.shape[1])


@WRONG.wrong(
    "iwae_bound",
    "exp before the sum",
    hint="You left the logarithm: exp(-1000) is 0 in floating point, and its log is -inf. What can be taken "
    "out of the sum first, so that nothing rounds to 0?",
)
def iwae_unstable(log_weights):
    return torch.log(torch.exp(log_weights).mean(0))
