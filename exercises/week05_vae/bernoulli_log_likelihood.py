"""How likely are these bits: the questions of `bernoulli_log_likelihood`, its wrong answers and other right ways."""

import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import TRAINED, bits, drawn, tensor, trained
from gmcourse.reference import latent


def _bits(rng, count, dims):
    return {"x": bits(rng, count, dims), "logits": drawn(rng, count, dims, std=2.0)}


_FOUR = {"x": tensor([[1.0, 0.0], [0.0, 0.0]]), "logits": tensor([[0.3, 0.6], [2.0, -2.0]])}

_SURE = {"x": tensor([[1.0, 0.0, 1.0]]), "logits": tensor([[1000.0, -1000.0, -1000.0]])}


BERNOULLI_LOG_LIKELIHOOD = Exercise(
    id="bernoulli_log_likelihood",
    title="How likely are these bits",
    points=3,
    minutes=10,
    difficulty=2,
    reference=latent.bernoulli_log_likelihood,
    public={
        "main": [
            _FOUR,
            {"x": tensor([[1.0, 1.0, 0.0]]), "logits": tensor([[0.0, -1.0, 5.0]])},
            {"x": tensor([[1.0], [0.0], [1.0]]), "logits": tensor([[0.5], [-1.5], [-2.5]])},
        ],
        "extremes": [
            {
                "x": tensor([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]),
                "logits": tensor([[1000.0, -1000.0], [1000.0, 3.0], [-1000.0, 50.0]]),
            },
            {"x": tensor([[0.0, 1.0, 0.0]]), "logits": tensor([[40.0, -45.0, 1.0]])},
            {"x": tensor([[0.0], [1.0]]), "logits": tensor([[300.0], [-300.0]])},
        ],
        "trained": [trained(_FOUR, "logits"), trained(_SURE, "logits")],
    },
    hidden=lambda rng: {
        "main": [_bits(rng, n, d) for n, d in ((4, 3), (10, 64), (1, 2), (3, 1), (3, 3))],
        "extremes": [
            {"x": bits(rng, 8, 4), "logits": tensor(rng.choice([-1000.0, 1000, 60, -60, 0.4], size=(8, 4)))},
            {"x": tensor([[0.0, 1.0]]), "logits": tensor(rng.uniform(38, 300, size=(1, 2)) * [1, -1])},
            {"x": tensor([[0.0], [1.0]]), "logits": tensor(rng.uniform(150, 500, size=(2, 1)) * [[1], [-1]])},
        ],
        "trained": [
            *(trained(_bits(rng, n, d), "logits") for n, d in ((3, 4), (1, 2))),
            trained(
                {"x": bits(rng, 2, 4), "logits": tensor(rng.choice([-1000.0, 1000.0, 0.5], size=(2, 4)))},
                "logits",
            ),
        ],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the log-likelihood, in nats"),
        Property("stable for logits of 1000", on="extremes", share=0.75),
        TRAINED,
    ),
)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "takes probabilities",
    hint="You used the logits as if they were probabilities. A logit may be any number: which function turns it into the probability of a 1?",
)
def bernoulli_probabilities(x, logits):
    return (x * torch.log(logits) + (1 - x) * torch.log(1 - logits)).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "mean over D",
    hint="You averaged over the pixels. The image is one joint event: its probability is the product over the pixels. With a mean here, the KL term of the ELBO would weigh D times too much.",
)
def bernoulli_mean(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "sigmoid first, log after",
    hint="Right while the logits are small. For large ones a probability, or a product of them, rounds to 0: its log is -inf, and 0 times -inf is nan. Simplify log sigmoid(a) on paper first, or look for a torch function made of both.",
)
def bernoulli_unstable(x, logits):
    p = torch.sigmoid(logits)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("stable for ones only", like="sigmoid first, log after")
def bernoulli_stable_for_ones(x, logits):
    return (x * F.logsigmoid(logits) + (1 - x) * torch.log1p(-torch.sigmoid(logits))).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("stable for ones only, by where", like="sigmoid first, log after")
def bernoulli_stable_for_ones_by_where(x, logits):
    return torch.where(x > 0, F.logsigmoid(logits), torch.log(1 - torch.sigmoid(logits))).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "probabilities clamped",
    hint="A clamp, or a small number added, keeps the answer finite and makes it wrong: a logit of 1000 against a zero costs 1000 nats, however small that number. The gradient stops there, too.",
)
def bernoulli_clamped(x, logits):
    p = torch.sigmoid(logits).clamp(1e-12, 1 - 1e-12)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "the loss instead of the log-likelihood",
    hint="You returned the cross-entropy, a loss. A log-probability of bits is never positive.",
)
def bernoulli_sign(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("logarithms that stop at -100", like="probabilities clamped")
def bernoulli_capped(x, logits):
    return -F.binary_cross_entropy(torch.sigmoid(logits), x, reduction="none").sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("1e-8 under the logarithms", like="probabilities clamped")
def bernoulli_epsilon(x, logits):
    p = torch.sigmoid(logits)
    return (x * torch.log(p + 1e-8) + (1 - x) * torch.log(1 - p + 1e-8)).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("product first, log after", like="sigmoid first, log after")
def bernoulli_product(x, logits):
    p = torch.sigmoid(logits)
    return torch.log(torch.where(x > 0, p, 1 - p).prod(-1))


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "exp overflows",
    hint="exp(1000) is infinite in double precision, though log(1 + exp(1000)) is just 1000. Which torch function computes log(1 + exp(a)) without the exp in between?",
)
def bernoulli_overflows(x, logits):
    return (x * logits - torch.log(1 + torch.exp(logits))).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "zeros forgotten",
    hint="You left the zeros out, or counted them as ones. A zero has a probability too: which one, by the logit of that pixel?",
)
def bernoulli_ones_only(x, logits):
    return (x * F.logsigmoid(logits)).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def bernoulli_cut(x, logits):
    return (x * logits - F.softplus(logits)).sum(-1).detach()


@BERNOULLI_LOG_LIKELIHOOD.wrong("clamped at 1e-7", like="probabilities clamped")
def bernoulli_clamped_early(x, logits):
    p = torch.sigmoid(logits).clamp(1e-7, 1 - 1e-7)
    return torch.where(x > 0, torch.log(p), torch.log(1 - p)).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("1e-10 under the logarithms", like="probabilities clamped")
def bernoulli_smaller_epsilon(x, logits):
    p = torch.sigmoid(logits)
    return (x * torch.log(p + 1e-10) + (1 - x) * torch.log(1 - p + 1e-10)).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("exp overflows in the branch that is not taken", like="exp overflows")
def bernoulli_overflow_behind_where(x, logits):
    a = torch.where(x > 0, logits, -logits)
    return torch.where(a > 0, -torch.log1p(torch.exp(-a)), a - torch.log1p(torch.exp(a))).sum(-1)


def _scores(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none")


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "one number for the batch",
    hint="You returned one number for the whole batch. Each row has a log-likelihood of its own: over which axis should you sum, and which one should stay?",
)
def bernoulli_one_mean(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x)


@BERNOULLI_LOG_LIKELIHOOD.wrong("the sum over the batch", like="one number for the batch")
def bernoulli_one_sum(x, logits):
    return _scores(x, logits).sum()


@BERNOULLI_LOG_LIKELIHOOD.wrong("the mean of the rows' sums", like="one number for the batch")
def bernoulli_mean_of_sums(x, logits):
    return _scores(x, logits).sum(-1).mean()


@BERNOULLI_LOG_LIKELIHOOD.wrong("the loss of the whole batch", like="the loss instead of the log-likelihood")
def bernoulli_default_loss(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x)


@BERNOULLI_LOG_LIKELIHOOD.wrong("zeros taken for ones", like="zeros forgotten")
def bernoulli_all_ones(x, logits):
    return F.logsigmoid(logits).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "ones and zeros exchanged",
    hint="You gave a zero the probability of a one, and a one that of a zero. Of which value is the sigmoid of the logit the probability?",
)
def bernoulli_exchanged(x, logits):
    return _scores(1 - x, logits).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "sigmoid twice",
    hint="You took the sigmoid of a probability: no pixel of yours can have a chance below 1/2. What expects logits applies the sigmoid itself: how many are left?",
)
def bernoulli_sigmoid_twice(x, logits):
    return _scores(x, torch.sigmoid(logits)).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "probability",
    hint="You returned the probability itself. With 784 pixels it underflows to 0: what is the logarithm of a product, taken factor by factor?",
)
def bernoulli_probability(x, logits):
    return torch.exp(_scores(x, logits).sum(-1))


@BERNOULLI_LOG_LIKELIHOOD.wrong(
    "squared error",
    hint="Your answer is a squared error, the log-likelihood of a Gaussian up to constants. The pixels are bits: what is the log-probability of a bit, given its logit?",
)
def bernoulli_squares(x, logits):
    return -((x - torch.sigmoid(logits)) ** 2).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("clamped by torch", like="probabilities clamped")
def bernoulli_clamped_by_torch(x, logits):
    return torch.distributions.Bernoulli(probs=torch.sigmoid(logits)).log_prob(x).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("1e-6 beside the probability", like="probabilities clamped")
def bernoulli_beside(x, logits, epsilon=1e-6):
    p = torch.sigmoid(logits)
    return torch.log(torch.where(x > 0, p, 1 - p) + epsilon).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.wrong("1e-12 beside the probability", like="probabilities clamped")
def bernoulli_beside_12(x, logits):
    return bernoulli_beside(x, logits, 1e-12)


@BERNOULLI_LOG_LIKELIHOOD.wrong("clamped at 1e-6", like="probabilities clamped")
def bernoulli_clamped_at(x, logits, floor=1e-6):
    p = torch.sigmoid(logits).clamp(floor, 1 - floor)
    return torch.log(torch.where(x > 0, p, 1 - p)).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.alternative
def bernoulli_softplus(x, logits):
    return (x * logits - F.softplus(logits)).sum(dim=1)


@BERNOULLI_LOG_LIKELIHOOD.alternative
def bernoulli_distribution(x, logits):
    return torch.distributions.Bernoulli(logits=logits).log_prob(x).sum(-1)


@BERNOULLI_LOG_LIKELIHOOD.alternative
def bernoulli_logsigmoid(x, logits):
    return (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(-1)
