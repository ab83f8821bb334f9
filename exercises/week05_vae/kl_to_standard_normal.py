"""The price of a code: the questions of `kl_to_standard_normal`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import TRAINED, drawn, tensor, trained
from gmcourse.reference import latent


def _code(mean, log_var):
    return {"mean": tensor(mean), "log_var": tensor(log_var)}


KL_TO_STANDARD_NORMAL = Exercise(
    id="kl_to_standard_normal",
    title="The price of a code",
    points=3,
    minutes=10,
    difficulty=1,
    reference=latent.kl_to_standard_normal,
    public={
        "main": [
            _code([[1.0, 2.0], [0.5, -0.5]], [[0.0, 0.0], [1.0, -1.0]]),
            _code([[0.0, 0.0, 3.0]], [[-2.0, 0.5, 0.3]]),
            _code([[1.0], [-2.0], [0.0]], [[0.5], [-1.5], [1.0]]),
        ],
        "extremes": [
            _code([[0.0, 0.0], [1.0, 1.0]], [[0.0, 0.0], [-50.0, 5.0]]),
            _code([[200.0, -50.0]], [[30.0, -100.0]]),
        ],
        "trained": [trained(_code([[1.0, 2.0], [0.5, -0.5]], [[0.0, 0.0], [1.0, -1.0]]), "mean", "log_var")],
    },
    hidden=lambda rng: {
        "main": [
            {"mean": drawn(rng, n, d), "log_var": drawn(rng, n, d)}
            for n, d in ((3, 2), (20, 10), (1, 4), (5, 1), (3, 3))
        ],
        "extremes": [
            _code(np.zeros((2, 3)), [[0, 0, 0], [-60.0, rng.uniform(4, 7), 0.1]]),
            _code(rng.uniform(20, 300, size=(1, 2)), [[rng.uniform(10, 40), -rng.uniform(70, 120)]]),
        ],
        "trained": [
            trained({"mean": drawn(rng, n, d), "log_var": drawn(rng, n, d)}, "mean", "log_var")
            for n, d in ((3, 2), (1, 3))
        ],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the divergence, in nats"),
        Property("zero at the prior; finite for a very narrow q", on="extremes", share=0.5),
        TRAINED,
    ),
)


@KL_TO_STANDARD_NORMAL.wrong(
    "sign",
    hint="A KL divergence is never negative. Try mean 1 and log_var 0: what should come out?",
)
def kl_sign(mean, log_var):
    return -0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "mean over dimensions",
    hint="You averaged over the latent dimensions. The coordinates are independent: how do the KL divergences of independent coordinates combine?",
)
def kl_mean(mean, log_var):
    return 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).mean(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "no 1/2",
    hint="You are off by a factor 2. Where does the exponent of a Gaussian have its 1/2?",
)
def kl_no_half(mean, log_var):
    return (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "log_var taken as log of the std",
    hint="You squared exp(log_var), as if it were a standard deviation. What does log_var hold the logarithm of?",
)
def kl_log_std(mean, log_var):
    return 0.5 * (mean**2 + torch.exp(2 * log_var) - 1 - 2 * log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "minus one forgotten",
    hint="Put mean 0 and log_var 0, where q is the prior: what should come out, and what does yours give in L dimensions?",
)
def kl_no_one(mean, log_var):
    return 0.5 * (mean**2 + torch.exp(log_var) - log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "mean not squared",
    hint="In your price the mean, or its size, is added as it is. Work out the divergence for log_var 0 and the means 1, 2 and -2: how does it grow, and to which sides?",
)
def kl_mean_not_squared(mean, log_var):
    return 0.5 * (mean + torch.exp(log_var) - 1 - log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong("absolute value of the mean", like="mean not squared")
def kl_absolute_mean(mean, log_var):
    return 0.5 * (mean.abs() + torch.exp(log_var) - 1 - log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "the other direction",
    hint="You computed KL from the prior to q. Under which of the two is the expectation taken here, and whose variance then stands below?",
)
def kl_reversed(mean, log_var):
    return 0.5 * ((mean**2 + 1) * torch.exp(-log_var) - 1 + log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a q of its own: over which axis should you sum, and which one should stay?",
)
def kl_total(mean, log_var):
    return 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum()


@KL_TO_STANDARD_NORMAL.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def kl_cut(mean, log_var):
    return 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1).detach()


def _terms(mean, log_var):
    return 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var)


@KL_TO_STANDARD_NORMAL.wrong("the mean over the batch", like="one number for the batch")
def kl_one_mean(mean, log_var):
    return _terms(mean, log_var).sum(-1).mean()


@KL_TO_STANDARD_NORMAL.wrong("the mean over all", like="one number for the batch")
def kl_mean_of_all(mean, log_var):
    return _terms(mean, log_var).mean()


@KL_TO_STANDARD_NORMAL.wrong("minus twice the divergence", like="sign")
def kl_sign_and_no_half(mean, log_var):
    return -2 * _terms(mean, log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong("one added", like="minus one forgotten")
def kl_one_added(mean, log_var):
    return (_terms(mean, log_var) + 1).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "sign of log_var",
    hint="A narrower q should cost more, not less, once it is narrower than the prior. With mean 0, at which log_var is your answer smallest, and at which should it be?",
)
def kl_log_var_added(mean, log_var):
    return (_terms(mean, log_var) + log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong("log_var left out", like="sign of log_var")
def kl_no_log_var(mean, log_var):
    return (_terms(mean, log_var) + 0.5 * log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong("sign of the variance", like="sign of log_var")
def kl_variance_taken_away(mean, log_var):
    return 0.5 * (mean**2 - torch.exp(log_var) + 1 + log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "the std in the variance's place",
    hint="Where a variance belongs you have a standard deviation. What is exp(log_var / 2), and what is exp(log_var)?",
)
def kl_of_the_std(mean, log_var):
    return 0.5 * (mean**2 + torch.exp(0.5 * log_var) - 1 - log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "log_var taken as the variance",
    hint="You used log_var as if it were the variance itself. It may be negative: which function leads back to the variance?",
)
def kl_of_the_logarithm(mean, log_var):
    return 0.5 * (mean**2 + log_var - 1 - torch.log(log_var)).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "mean left out",
    hint="Your price does not depend on where q lies. Move q away from the prior: should it cost nothing?",
)
def kl_no_mean(mean, log_var):
    return (_terms(mean, log_var) - 0.5 * mean**2).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "half of one term only",
    hint="The half stands before some of your terms only. Put the whole divergence of one coordinate into one bracket: what stands before it?",
)
def kl_mean_halved_alone(mean, log_var):
    return (0.5 * mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong("the mean's square not halved", like="half of one term only")
def kl_mean_not_halved(mean, log_var):
    return (_terms(mean, log_var) + 0.5 * mean**2).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong("the mean cut off", like="the graph is cut")
def kl_mean_cut(mean, log_var):
    return _terms(mean.detach(), log_var).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong("log_var cut off", like="the graph is cut")
def kl_log_var_cut(mean, log_var):
    return _terms(mean, log_var.detach()).sum(-1)


@KL_TO_STANDARD_NORMAL.wrong(
    "backward is called inside",
    hint="Your values are right, but the gradient that is found by training through them is not their own: the call itself has left one in `.grad`. Who is to call backward, your function or who trains with it?",
)
def kl_backward_inside(mean, log_var):
    divergence = _terms(mean, log_var).sum(-1)
    if divergence.requires_grad:
        divergence.sum().backward(retain_graph=True)
    return divergence


@KL_TO_STANDARD_NORMAL.alternative
def kl_distributions(mean, log_var):
    q = torch.distributions.Normal(mean, torch.exp(log_var / 2))
    p = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    return torch.distributions.kl_divergence(q, p).sum(dim=1)


@KL_TO_STANDARD_NORMAL.alternative
def kl_loop(mean, log_var):
    total = torch.zeros(len(mean), dtype=mean.dtype)
    for i in range(mean.shape[1]):
        total += (mean[:, i].square() + log_var[:, i].exp() - log_var[:, i] - 1) / 2
    return total


@KL_TO_STANDARD_NORMAL.alternative
def kl_expm1(mean, log_var):
    return ((mean.square() + torch.expm1(log_var) - log_var) / 2).sum(dim=1)
