"""Week 5's build: a whole variational autoencoder, from its constructor to its samples."""

import itertools

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from autograder.spec import Exercise, Property, plain
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.probes import vae as probe
from gmcourse.check.wire import Build
from gmcourse.reference import small_vae

PATTERNS = np.array(
    [[1, 1, 1, 1, 0, 0, 0, 0], [0, 0, 0, 0, 1, 1, 1, 1], [1, 0, 1, 0, 1, 0, 1, 0], [0, 1, 1, 0, 0, 1, 1, 0]],
    float,
)
DRAWS = 1000
GRADIENT = Tolerance(rtol=1e-3, atol=1e-5)


def _tensor(data):
    return Build("tensors.tensor", {"data": np.asarray(data, dtype=float)})


def _bound(rng, count, dims, latent, gain=1.0):
    """The bound with two given nets, which are no deeper than a matrix; `gain` stretches the logits."""
    sizes = {"seed": int(rng.integers(2**31)), "dims": dims, "latent": latent}
    return {
        "x": _tensor(rng.random((count, dims)) < 0.5),
        "encode": Build("latent.random_encoder", sizes),
        "decode": Build("latent.random_decoder", sizes | {"gain": gain}),
        "noise": _tensor(rng.normal(size=(count, latent))),
    }


def _draws(rng):
    """Many samples of one code with a given decoder of three pixels."""
    weights, bias = (
        np.round(rng.uniform(0.5, 1.5, size=(3, 2)), 2),
        np.round(rng.uniform(-0.4, 0.4, size=3), 2),
    )
    code = np.round(rng.choice([-1, 1], size=2) * rng.uniform(0.3, 0.8, size=2), 2)
    return {
        "decode": Build("latent.decoder", {"weights": weights, "bias": bias}),
        "noise": Build("tensors.tensor", {"data": Build("arrays.repeated", {"row": code, "count": DRAWS})}),
        "generator": Build("tensors.generator", {"seed": int(rng.integers(2**31))}),
    }


def _cases(rng):
    return {
        "bound": [
            _bound(rng, 3, 4, 2),
            _bound(rng, 5, 6, 3),
            _bound(rng, 1, 3, 1),
            _bound(rng, 2, 3, 2, 1000.0),
        ],
        "draws": [_draws(rng), _draws(rng)],
        "trained": [{"patterns": PATTERNS[:, rng.permutation(8)], "seed": int(rng.integers(2**31))}],
    }


def _truth(**args):
    if "patterns" in args:
        shapes = dict(zip(probe.SHAPED, [[3, probe.LATENT]] * 2 + [[3, 8], [200]], strict=True))
        return {
            "shapes": shapes,
            "idle": 0,
            "log_prob": {"least": -4.4},
            "gap": {"least": -0.05, "most": 1.0},
            "made": dict.fromkeys(probe.MADE, 1),
        }
    if "x" in args:
        return plain(probe.answers(small_vae.VAE, args))
    return {"draws": _law(args), "again": 1}


def _law(args):
    """All eight pictures of three pixels, and how likely the decoder makes each."""
    with torch.no_grad():
        logits = args["decode"](args["noise"][:1])[0]
    outcomes = np.array(list(itertools.product([0.0, 1.0], repeat=3)))
    signs = torch.as_tensor(2 * outcomes - 1)
    return {"outcomes": outcomes, "probs": F.logsigmoid(signs * logits).sum(1).exp().numpy(), "draws": DRAWS}


def _drawn_well(wrong, again=1):
    """What a wrong class answers whose samples follow the law: for them the law, which is short, in place of draws."""

    def answer(**args):
        if "x" in args or "patterns" in args:
            return plain(probe.answers(wrong(), args))
        return {"draws": _law(args), "again": again}

    return answer


def _made_without(*missing):
    """What a wrong class answers that is right in all but what its nets are: no training is needed to know it."""

    def answer(**args):
        if "patterns" not in args:
            return _truth(**args)
        made = dict.fromkeys(probe.MADE, 1) | dict.fromkeys(missing, 0)
        return _truth(**args) | {"log_prob": -3.0, "gap": 0.2, "made": made}

    return answer


ENCODER, DECODER = "encode has its two layers", "decode has its two layers"
NO_BEND_DOWN, NO_BEND_UP = "encode is no straight line", "decode is no straight line"
FREE = "log_var is more than a function of the mean"

BOUND = "the bound, one value a picture"

DRAWN = "samples are draws: zeros and ones, as often as the decoder says"

VAE = Exercise(
    id="VAE",
    title="A whole VAE",
    points=5,
    minutes=40,
    difficulty=3,
    reference=small_vae.VAE,
    probe="vae.answers",
    public={},  # each case draws or trains: the drawn ones are enough
    hidden=_cases,
    truth=_truth,
    properties=(
        Property(BOUND, on="bound", part="elbo"),
        Property(
            "a gradient reaches both nets, also those put in the place of encode and decode",
            on="bound",
            part="gradient",
            share=0.5,
            tolerance=GRADIENT,
        ),
        Property(
            "the shapes of encode, decode and elbo", on="trained", part="shapes", share=0.5, given=BOUND
        ),
        Property("no parameter is idle", on="trained", part="idle", share=0.25, given=BOUND),
        Property(
            "each net has one hidden layer, of `hidden` units; mean and log_var hang on x, picture by picture, log_var is free",
            on="trained",
            part="made",
            share=0.25,
            given=BOUND,
        ),
        Property(
            "trained for a moment, it has learned the patterns",
            on="trained",
            part="log_prob",
            compare="bounds.within",
        ),
        Property(
            "its bound lies just below its exact log p",
            on="trained",
            part="gap",
            share=0.5,
            compare="bounds.within",
        ),
        Property(
            DRAWN,
            on="draws",
            part="draws",
            compare="statistics.chi_square",
        ),
        Property("the generator decides them", on="draws", part="again", share=0.25, given=DRAWN),
    ),
)


@VAE.wrong(
    "the price is a reward",
    hint="You add the divergence to the reconstruction. A code far from the prior costs something: which of the two terms is paid?",
    expected=_drawn_well(lambda: Adds),
)
class Adds(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        reconstruction = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return reconstruction + kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)


@VAE.wrong(
    "exp(log_var) as std",
    hint="Your codes scatter by the variance. Which root of exp(log_var) is a standard deviation?",
    expected=_drawn_well(lambda: VarianceAsStd),
)
class VarianceAsStd(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(log_var) * noise
        reconstruction = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return reconstruction - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)


@VAE.wrong(
    "the noise is not used",
    hint="Your bound is the same for every noise: you decode the mean of q. The bound is an average over draws of q.",
    expected=_drawn_well(lambda: NoNoise),
)
class NoNoise(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean
        reconstruction = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return reconstruction - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)


@VAE.wrong(
    "means over the pixels",
    hint="Your reconstruction is a mean over the pixels, your divergence a sum: 784 pixels then weigh as much as one. What is the log-probability of several independent bits?",
    expected=_drawn_well(lambda: MeanPixels),
)
class MeanPixels(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        reconstruction = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").mean(-1)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return reconstruction - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)


@VAE.wrong(
    "one value for the whole batch",
    hint="One number stands for all pictures: your bound itself, or the cross-entropy in it. Each picture has a bound of its own: over which axis do you add up, and which one must stay?",
    expected=_drawn_well(lambda: OneValue),
)
class OneValue(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        reconstruction = -F.binary_cross_entropy_with_logits(self.decode(z), x)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return reconstruction - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)


@VAE.wrong(
    "the graph is cut at the draw",
    hint="The value is right, but nothing of the reconstruction reaches the encoder: the code was detached from what made it.",
    expected=_drawn_well(lambda: Detached),
)
class Detached(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = (mean + torch.exp(0.5 * log_var) * noise).detach()
        reconstruction = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return reconstruction - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)


@VAE.wrong(
    "the mean, not a sample",
    hint="Grey values come back: these are the probabilities of the pixels. A picture of this model has zeros and ones, drawn with them.",
)
class MeanSample(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        reconstruction = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return reconstruction - kl

    def sample(self, noise, generator=None):
        return torch.sigmoid(self.decode(noise))


def _rounded(**args):
    """What `Rounded` answers: of each code the likeliest picture, whatever the generator."""
    found = _drawn_well(lambda: Rounded, again=0)(**args)
    if "draws" in found:
        law = found["draws"]
        law["probs"] = (law["probs"] == law["probs"].max()).astype(float)
    return found


@VAE.wrong(
    "rounded, not drawn",
    hint="One code always gives one picture: you round the probabilities. The last step of the story is a draw, too.",
    expected=_rounded,
)
class Rounded(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        reconstruction = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return reconstruction - kl

    def sample(self, noise, generator=None):
        return (torch.sigmoid(self.decode(noise)) > 0.5).float()


@VAE.wrong(
    "the decoder squashes",
    hint='decode gives probabilities, and your bound takes them for logits: a logit between 0 and 1 can never say "surely black". Leave the squashing to the loss.',
    expected=_drawn_well(lambda: Squashed),
)
class Squashed(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def decode(self, z):
        return torch.sigmoid(self.decoder(z))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        reconstruction = -F.binary_cross_entropy_with_logits(self.decode(z), x, reduction="none").sum(-1)
        kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
        return reconstruction - kl

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)


@VAE.wrong(
    "the mean over the batch",
    like="one value for the whole batch",
    expected=_drawn_well(lambda: MeanOverBatch),
)
class MeanOverBatch(small_vae.VAE):
    def elbo(self, x, noise):
        return super().elbo(x, noise).mean()


def _terms(model, x, noise):
    """What a bound is put together from: the logits, the pixels' scores, and the latents' prices."""
    mean, log_var = model.encode(x)
    logits = model.decode(mean + torch.exp(0.5 * log_var) * noise)
    scores = -F.binary_cross_entropy_with_logits(logits, x, reduction="none")
    return logits, scores, 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var)


@VAE.wrong(
    "the sum over the batch", like="one value for the whole batch", expected=_drawn_well(lambda: SumOverBatch)
)
class SumOverBatch(small_vae.VAE):
    def elbo(self, x, noise):
        return super().elbo(x, noise).sum()


@VAE.wrong(
    "the loss instead of the bound",
    hint="You returned what one minimises. A bound on the log-likelihood lies below it: which sign has yours?",
    expected=_drawn_well(lambda: Loss),
)
class Loss(small_vae.VAE):
    def elbo(self, x, noise):
        return -super().elbo(x, noise)


@VAE.wrong(
    "the reconstruction with the other sign",
    hint="Your reconstruction is the cross-entropy, a cost, and the price is subtracted from it. The bound holds the log-probability of the pixels: what sign has a log-probability?",
    expected=_drawn_well(lambda: CostNotScore),
)
class CostNotScore(small_vae.VAE):
    def elbo(self, x, noise):
        _, score, price = _terms(self, x, noise)
        return -score.sum(-1) - price.sum(-1)


@VAE.wrong(
    "log_var is detached",
    hint="No gradient passes through the log_var of your encoder, which never learns how sure it is. Where does it cease to remember how it was made?",
    expected=_drawn_well(lambda: DetachedLogVar),
)
class DetachedLogVar(small_vae.VAE):
    def encode(self, x):
        mean, log_var = super().encode(x)
        return mean, log_var.detach()


@VAE.wrong(
    "log_var never below 0",
    hint="Your log_var is never below 0, so that no variance of q is below 1. Which numbers may the logarithm of a variance be?",
    expected=_drawn_well(lambda: PositiveLogVar),
)
class PositiveLogVar(small_vae.VAE):
    def encode(self, x):
        mean, log_var = super().encode(x)
        return mean, F.softplus(log_var)


@VAE.wrong(
    "the price averaged over the latents",
    hint="Your divergence is a mean over the latent dimensions. How do the divergences of independent coordinates combine?",
    expected=_drawn_well(lambda: MeanPrice),
)
class MeanPrice(small_vae.VAE):
    def elbo(self, x, noise):
        _, scores, prices = _terms(self, x, noise)
        return scores.sum(-1) - prices.mean(-1)


@VAE.wrong(
    "twice the price",
    hint="Your divergence is twice as large as it should be. What stands before the bracket in the KL of two Gaussians, and how often does the bound pay it?",
    expected=_drawn_well(lambda: WholePrice),
)
class WholePrice(small_vae.VAE):
    def elbo(self, x, noise):
        _, scores, prices = _terms(self, x, noise)
        return scores.sum(-1) - 2 * prices.sum(-1)


@VAE.wrong(
    "no price",
    hint="Your bound is the reconstruction alone. Nothing keeps the codes near the prior, from which samples start: which term is missing?",
    expected=_drawn_well(lambda: NoPrice),
)
class NoPrice(small_vae.VAE):
    def elbo(self, x, noise):
        _, scores, _ = _terms(self, x, noise)
        return scores.sum(-1)


@VAE.wrong(
    "the price of one draw",
    hint="You put log q - log p of the one draw in the place of the KL. It is right on average and differs from draw to draw; here the KL of two Gaussians is known exactly: which formula of this week gives it?",
    expected=_drawn_well(lambda: DrawnPrice),
)
class DrawnPrice(small_vae.VAE):
    def elbo(self, x, noise):
        _, scores, _ = _terms(self, x, noise)
        mean, log_var = self.encode(x)
        z = mean + torch.exp(0.5 * log_var) * noise
        return scores.sum(-1) - 0.5 * (z**2 - noise**2 - log_var).sum(-1)


@VAE.wrong(
    "other layers than asked",
    hint="At least one of your nets has other layers than asked. Print the model: through how many layers does each net send its input, and how many units stand between them?",
    expected=_made_without(ENCODER, NO_BEND_DOWN),
)
class FlatEncoder(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.encoder = nn.Linear(data, 2 * latent)


@VAE.wrong(
    "no hidden layer in the decoder",
    like="other layers than asked",
    expected=_made_without(DECODER, NO_BEND_UP),
)
class FlatDecoder(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.decoder = nn.Linear(latent, data)


@VAE.wrong(
    "no hidden layer in either net",
    like="other layers than asked",
    expected=_made_without(ENCODER, DECODER, NO_BEND_DOWN, NO_BEND_UP),
)
class FlatNets(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.encoder, self.decoder = nn.Linear(data, 2 * latent), nn.Linear(latent, data)


@VAE.wrong(
    "no hidden layer in the encoder, but a bend",
    like="other layers than asked",
    expected=_made_without(ENCODER),
)
class BentEncoder(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.encoder = nn.Sequential(nn.Linear(data, 2 * latent), nn.Tanh())


@VAE.wrong(
    "two hidden layers in the encoder", like="other layers than asked", expected=_made_without(ENCODER)
)
class DeepEncoder(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.encoder = nn.Sequential(
            nn.Linear(data, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, 2 * latent),
        )


@VAE.wrong(
    "two hidden layers in the decoder", like="other layers than asked", expected=_made_without(DECODER)
)
class DeepDecoder(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden),
            nn.ReLU(),
            nn.Linear(hidden, hidden),
            nn.ReLU(),
            nn.Linear(hidden, data),
        )


@VAE.wrong("a decoder as wide as a picture", like="other layers than asked", expected=_made_without(DECODER))
class WideDecoder(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.decoder = nn.Sequential(nn.Linear(latent, data), nn.ReLU(), nn.Linear(data, data))


@VAE.wrong("a width of its own", like="other layers than asked", expected=_made_without(ENCODER, DECODER))
class OwnWidth(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, 64, latent)


@VAE.wrong(
    "no bend",
    hint="At least one of your nets does no more than one linear layer could: a linear map of a linear map is a linear map. What must stand between the two?",
    expected=_made_without(NO_BEND_DOWN, NO_BEND_UP),
)
class NoBend(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.encoder[1] = self.decoder[1] = nn.Identity()


@VAE.wrong("no bend in the encoder", like="no bend", expected=_made_without(NO_BEND_DOWN))
class NoBendDown(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.encoder[1] = nn.Identity()


@VAE.wrong("no bend in the decoder", like="no bend", expected=_made_without(NO_BEND_UP))
class NoBendUp(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.decoder[1] = nn.Identity()


@VAE.wrong(
    "log_var made of the mean",
    hint="Your log_var follows from the mean: who knows where a code lies knows how sure it is. The encoder must be free to answer both: how many numbers does it need for a code of L, and is each of them used?",
    expected=_made_without(FREE),
)
class MeanTwice(small_vae.VAE):
    def encode(self, x):
        mean, _ = super().encode(x)
        return mean, mean


@VAE.wrong(
    "log_var is minus the mean, of L outputs", like="log_var made of the mean", expected=_made_without(FREE)
)
class MinusMean(small_vae.VAE):
    def __init__(self, data, hidden, latent):
        super().__init__(data, hidden, latent)
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, latent))

    def encode(self, x):
        mean = self.encoder(x)
        return mean, -mean


@VAE.wrong(
    "log of a rounded probability",
    hint="Where a logit is large, your log-probability is infinite, nan, or stops short of its value: a sigmoid rounded there, or its log was held up. Which torch functions go from the logit as it is to the log-probability in one step?",
    expected=_drawn_well(lambda: Floored),
)
class Floored(small_vae.VAE):
    def elbo(self, x, noise):
        logits, _, prices = _terms(self, x, noise)
        scores = -F.binary_cross_entropy(torch.sigmoid(logits), x, reduction="none")
        return scores.sum(-1) - prices.sum(-1)


@VAE.wrong(
    "the logarithm of a sigmoid",
    like="log of a rounded probability",
    expected=_drawn_well(lambda: LogOfSigmoid),
)
class LogOfSigmoid(small_vae.VAE):
    def elbo(self, x, noise):
        logits, _, prices = _terms(self, x, noise)
        p = torch.sigmoid(logits)
        return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(-1) - prices.sum(-1)


@VAE.wrong(
    "1e-8 beside the probability",
    like="log of a rounded probability",
    expected=_drawn_well(lambda: Beside),
)
class Beside(small_vae.VAE):
    def elbo(self, x, noise):
        logits, _, prices = _terms(self, x, noise)
        p = torch.sigmoid(logits)
        return (x * torch.log(p + 1e-8) + (1 - x) * torch.log(1 - p + 1e-8)).sum(-1) - prices.sum(-1)


@VAE.wrong(
    "the generator is not used",
    hint="Ask twice with generators of the same seed: other pictures come. From which generator does your draw take its chances?",
    expected=_drawn_well(lambda: OwnChances, again=0),
)
class OwnChances(small_vae.VAE):
    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)))


@VAE.alternative
class TwoHeads(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.body = nn.Linear(data, hidden)
        self.mean, self.log_var = nn.Linear(hidden, latent), nn.Linear(hidden, latent)
        self.back, self.out = nn.Linear(latent, hidden), nn.Linear(hidden, data)

    def encode(self, x):
        h = torch.tanh(self.body(x))
        return self.mean(h), self.log_var(h)

    def decode(self, z):
        return self.out(torch.tanh(self.back(z)))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + (log_var / 2).exp() * noise)
        bits = (x * logits - F.softplus(logits)).sum(dim=1)
        return bits + 0.5 * (1 + log_var - mean.pow(2) - log_var.exp()).sum(dim=1)

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        return (torch.rand(p.shape, generator=generator) < p).float()


@VAE.alternative
class WithDistributions(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.latent = latent
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.SiLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.SiLU(), nn.Linear(hidden, data))

    def encode(self, x):
        out = self.encoder(x)
        return out[:, : self.latent], out[:, self.latent :]

    def decode(self, z):
        return self.decoder(z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        q = torch.distributions.Normal(mean, (0.5 * log_var).exp())
        prior = torch.distributions.Normal(0.0, 1.0)
        bits = torch.distributions.Bernoulli(logits=self.decode(q.loc + q.scale * noise)).log_prob(x).sum(-1)
        return bits - torch.distributions.kl_divergence(q, prior).sum(-1)

    def sample(self, noise, generator=None):
        p = self.decode(noise).sigmoid()
        return torch.where(torch.rand(p.shape, generator=generator, dtype=p.dtype) < p, 1.0, 0.0)


@VAE.alternative
class ByHand(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.a, self.b = (
            nn.Parameter(torch.randn(data, hidden) / data**0.5),
            nn.Parameter(torch.zeros(hidden)),
        )
        self.c, self.d = (
            nn.Parameter(torch.randn(hidden, 2 * latent) / hidden**0.5),
            nn.Parameter(torch.zeros(2 * latent)),
        )
        self.e, self.f = (
            nn.Parameter(torch.randn(latent, hidden) / latent**0.5),
            nn.Parameter(torch.zeros(hidden)),
        )
        self.g, self.h = (
            nn.Parameter(torch.randn(hidden, data) / hidden**0.5),
            nn.Parameter(torch.zeros(data)),
        )

    def encode(self, x):
        out = F.leaky_relu(x @ self.a + self.b) @ self.c + self.d
        half = out.shape[1] // 2
        return [out[:, :half], out[:, half:]]

    def decode(self, z):
        return F.leaky_relu(z @ self.e + self.f) @ self.g + self.h

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        std = log_var.exp().sqrt()
        logits = self.decode(mean + std * noise)
        total = torch.zeros(len(x), dtype=logits.dtype)
        for pixel in range(x.shape[1]):
            total = total + torch.where(
                x[:, pixel] > 0.5, F.logsigmoid(logits[:, pixel]), F.logsigmoid(-logits[:, pixel])
            )
        for code in range(mean.shape[1]):
            total = total - 0.5 * (mean[:, code] ** 2 + std[:, code] ** 2 - 1) + std[:, code].log()
        return total

    def sample(self, noise, generator=None):
        return torch.bernoulli(1 / (1 + torch.exp(-self.decode(noise))), generator=generator)
