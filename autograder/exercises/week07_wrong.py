"""What goes wrong in week 7: the losses of discriminator, generator and critic."""

import torch
import torch.nn.functional as F

from autograder.exercises.spec import Collection
from autograder.exercises.week07_wrong_divergences import WRONG as DIVERGENCES
from autograder.exercises.week07_wrong_training import WRONG as TRAINING

WRONG = Collection()


@WRONG.wrong(
    "optimal_discriminator", "inverted",
    hint="You returned the probability that a point is fake. Where data are far more likely than the model, "
    "what should D say: near one or near zero?",
)
def inverted(log_p_data, log_p_model):
    return torch.sigmoid(log_p_model - log_p_data)


@WRONG.wrong(
    "optimal_discriminator", "no sigmoid",
    hint="You returned the logit h*(x), which may be any real number. D*(x) is a probability: what takes "
    "one to the other?",
)
def no_sigmoid(log_p_data, log_p_model):
    return log_p_data - log_p_model


@WRONG.wrong(
    "optimal_discriminator", "underflow",
    hint="You left the logarithm: exp(-1000) is 0 in double precision, and 0/0 is nan. Divide above and "
    "below by p_data on paper: which difference is left?",
)
def underflow(log_p_data, log_p_model):
    p, q = torch.exp(log_p_data), torch.exp(log_p_model)
    return p / (p + q)


@WRONG.wrong(
    "optimal_discriminator", "ratio of the densities",
    hint="You returned p_data / p_model, which can exceed 1. Which denominator makes it a probability?",
)
def density_ratio(log_p_data, log_p_model):
    return torch.exp(log_p_data - log_p_model)


@WRONG.wrong(
    "discriminator_loss", "labels swapped",
    hint="Try a perfect discriminator: large logits on real points, very negative ones on fakes. "
    "Its loss should be near 0; what is yours?",
)
def labels_swapped(real_logits, fake_logits):
    return F.softplus(real_logits).mean() + F.softplus(-fake_logits).mean()


@WRONG.wrong(
    "discriminator_loss", "probabilities expected",
    hint="You took the logarithm of the arguments. They are logits, any real numbers: what turns a logit "
    "into D(x)?",
)
def probabilities_expected(real_logits, fake_logits):
    return -torch.log(real_logits).mean() - torch.log(1 - fake_logits).mean()


@WRONG.wrong(
    "discriminator_loss", "log of zero",
    hint="The formula is right, but the sigmoid of -800 is 0 and its log is minus infinity. Can log "
    "sigmoid(h) be had without passing through a probability?",
)
def log_of_zero(real_logits, fake_logits):
    real, fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return -torch.log(real).mean() - torch.log(1 - fake).mean()


@WRONG.wrong(
    "discriminator_loss", "halved",
    hint="You averaged the two means. Here chance level, D = 1/2 everywhere, is to cost log 4: what does it "
    "cost with you?",
)
def halved(real_logits, fake_logits):
    return (F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()) / 2


@WRONG.wrong(
    "discriminator_loss", "one mean over both batches",
    hint="You averaged over both batches together. Each expectation has a batch of its own, and they may "
    "differ in size: what weight does each get?",
)
def pooled(real_logits, fake_logits):
    return torch.cat([F.softplus(-real_logits), F.softplus(fake_logits)]).mean()


@WRONG.wrong(
    "generator_minimax_loss", "non-saturating in its place",
    hint="You used - log D. The minimax loss is the generator's share of the value function: which of its "
    "two terms sees fakes?",
)
def minimax_is_nonsaturating(fake_logits):
    return F.softplus(-fake_logits).mean()


@WRONG.wrong(
    "generator_minimax_loss", "sign",
    hint="Your loss falls when fakes look fake. The generator minimises what the discriminator maximises: "
    "which way should it go?",
)
def minimax_sign(fake_logits):
    return F.softplus(fake_logits).mean()


@WRONG.wrong(
    "generator_minimax_loss", "log of zero",
    hint="1 - sigmoid(800) is exactly 0, and its log minus infinity. Of which other logit is 1 - sigmoid(h) "
    "the sigmoid?",
)
def minimax_log_of_zero(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits)).mean()


@WRONG.wrong(
    "generator_minimax_loss", "sum over the batch",
    hint="You added over the batch, so your loss grows with its size. How is an expectation estimated?",
)
def minimax_sum(fake_logits):
    return -F.softplus(fake_logits).sum()


@WRONG.wrong(
    "generator_nonsaturating_loss", "minimax in its place",
    hint="You used log(1 - D), whose gradient dies when fakes are recognised. Which quantity should the "
    "generator make large instead?",
)
def nonsaturating_is_minimax(fake_logits):
    return -F.softplus(fake_logits).mean()


@WRONG.wrong(
    "generator_nonsaturating_loss", "sign",
    hint="Your loss rises as fakes look more real. A loss goes down when things get better: should such "
    "fakes cost more, or less?",
)
def nonsaturating_sign(fake_logits):
    return -F.softplus(-fake_logits).mean()


@WRONG.wrong(
    "generator_nonsaturating_loss", "log of zero",
    hint="sigmoid(-800) is exactly 0, and its log minus infinity. Can log sigmoid(h) be had without the "
    "sigmoid?",
)
def nonsaturating_log_of_zero(fake_logits):
    return -torch.log(torch.sigmoid(fake_logits)).mean()


@WRONG.wrong(
    "generator_kl_loss", "non-saturating in its place",
    hint="You gave only one of the two terms. At D* the loss should be the log of model over data: what "
    "does - log D lack for that?",
)
def kl_is_nonsaturating(fake_logits):
    return F.softplus(-fake_logits).mean()


@WRONG.wrong(
    "generator_kl_loss", "minimax in its place",
    hint="You gave only one of the two terms. At D* the loss should be the log of model over data: what "
    "does log(1 - D) lack for that?",
)
def kl_is_minimax(fake_logits):
    return -F.softplus(fake_logits).mean()


@WRONG.wrong(
    "generator_kl_loss", "sign",
    hint="Your ratio is upside down: it falls as the model drifts away from the data. At D* the loss should "
    "be KL(model, data): which density stands above?",
)
def kl_sign(fake_logits):
    return fake_logits.mean()


@WRONG.wrong(
    "generator_kl_loss", "a minus lost between the terms",
    hint="You added log(1 - D) and log D. The loss is the logarithm of a ratio: which sign does what stands "
    "below get?",
)
def kl_minus_lost(fake_logits):
    return -(F.softplus(fake_logits) + F.softplus(-fake_logits)).mean()


@WRONG.wrong(
    "generator_kl_loss", "log of zero",
    hint="At logits of 800 one of your logs is of zero. Write (1 - D) / D in terms of the logit: what is "
    "left of it under the logarithm?",
)
def kl_log_of_zero(fake_logits):
    d = torch.sigmoid(fake_logits)
    return (torch.log(1 - d) - torch.log(d)).mean()


@WRONG.wrong(
    "generator_logit_gradients", "saturates where it must not",
    hint="At a logit of -800 the fake is recognised. The non-saturating gradient is then near -1, "
    "not near 0: differentiate -log sigmoid(h) once more.",
)
def saturates(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -d, "nonsaturating": -d, "kl": -2 * d}


@WRONG.wrong(
    "generator_logit_gradients", "minimax and non-saturating exchanged",
    hint="You gave each loss the other's gradient. Which of the two is near 0 when D(fake) is near 0, and "
    "so saturates?",
)
def gradients_exchanged(fake_logits):
    return {
        "minimax": torch.sigmoid(fake_logits) - 1,
        "nonsaturating": -torch.sigmoid(fake_logits),
        "kl": -torch.ones_like(fake_logits),
    }


@WRONG.wrong(
    "generator_logit_gradients", "sign",
    hint="Your derivatives are positive. All three losses fall when the logit of a fake rises: what sign "
    "has such a derivative?",
)
def gradients_sign(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": d, "nonsaturating": 1 - d, "kl": torch.ones_like(d)}


@WRONG.wrong(
    "generator_logit_gradients", "divided by N",
    hint="You divided by N. Each sample's own loss is differentiated here, not the mean: does one sample's "
    "gradient know how many others there are?",
)
def gradients_of_mean(fake_logits):
    d, n = torch.sigmoid(fake_logits), len(fake_logits)
    return {"minimax": -d / n, "nonsaturating": (d - 1) / n, "kl": -torch.ones_like(d) / n}


@WRONG.wrong(
    "generator_logit_gradients", "derivative in D",
    hint="You differentiated in the probability D. The logit h is asked: by what does the chain rule "
    "multiply, and what cancels?",
)
def gradients_in_d(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -1 / (1 - d), "nonsaturating": -1 / d, "kl": -1 / (1 - d) - 1 / d}


@WRONG.wrong(
    "critic_loss", "absolute value",
    hint="You dropped the sign. A critic that ranks fakes above real points is a bad one: can your loss "
    "tell it from a good one?",
)
def critic_absolute(real, fake):
    return -(real.mean() - fake.mean()).abs()


@WRONG.wrong(
    "critic_loss", "sign",
    hint="Your loss rises as the critic gets better. It wants high values on real points and low ones on "
    "fakes: does your loss fall then?",
)
def critic_sign(real, fake):
    return real.mean() - fake.mean()


@WRONG.wrong(
    "critic_loss", "the discriminator's loss",
    hint="You put the values through a sigmoid and a logarithm. A critic's values are no logits: what does "
    "the dual form of W1 average?",
)
def critic_as_discriminator(real, fake):
    return F.softplus(-real).mean() + F.softplus(fake).mean()


@WRONG.wrong(
    "critic_loss", "sums in place of means",
    hint="You added over each batch. Both terms are expectations, and the batches may differ in size: how "
    "is an expectation estimated?",
)
def critic_sums(real, fake):
    return fake.sum() - real.sum()


@WRONG.wrong(
    "wgan_generator_loss", "sign",
    hint="Your loss falls when samples score low. The generator wants them to score high: should a high "
    "score cost more, or less?",
)
def wgan_generator_sign(fake):
    return fake.mean()


@WRONG.wrong(
    "wgan_generator_loss", "the non-saturating loss",
    hint="You put the values through a sigmoid and a logarithm. A critic's values are no logits: which part "
    "of the critic's loss sees the fakes?",
)
def wgan_generator_as_gan(fake):
    return F.softplus(-fake).mean()


WRONG.items.update(DIVERGENCES.items)
WRONG.items.update(TRAINING.items)
