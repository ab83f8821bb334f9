"""The build of the week, words to codes: the questions of `LatentFlow`, its wrong answers, other right ways."""

import math

import numpy as np
import torch
from torch import nn

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import normal, tensor, whole
from gmcourse.check.mismatch import Tolerance
from gmcourse.check.probes.worded import TRIES, flow
from gmcourse.check.wire import Build
from gmcourse.reference import flow_matching, latent_flow

ROWS, SPREAD = 1000, 0.3


def _asked(rng, ask, rows, latent, vocabulary, count, **more):
    field = {"seed": int(rng.integers(2**31)), "latent": latent, "vocabulary": vocabulary}
    words = rng.integers(vocabulary, size=(rows, count))
    return {
        "ask": ask,
        "field": Build("diffusion.worded", field),
        "words": words,
        "rows": rows,
        "latent": latent,
    } | more


def _loss(rng, rows, latent, vocabulary, count, drop):
    case = _asked(rng, "loss", rows, latent, vocabulary, count)
    shape = (rows, latent)
    return {
        "ask": "loss",
        "field": case["field"],
        "z": normal(rng, *shape, scale=2.0),
        "words": whole(case["words"]),
        "noise": normal(rng, *shape),
        "t": tensor(rng.uniform(0.05, 0.95, size=rows)),
        "drop": float(drop),
    }


def _large(rng, *shape, std=1.0):
    made = {"seed": int(rng.integers(2**31)), "shape": list(shape), "std": std}
    return Build("tensors.tensor", {"data": Build("arrays.normal", made)})


def _drops(rng, drop):
    case = _asked(rng, "drops", ROWS, 3, 3, 2)
    return {
        "ask": "drops",
        "field": case["field"],
        "z": _large(rng, ROWS, 3),
        "words": whole(case["words"]),
        "noise": _large(rng, ROWS, 3),
        "t": tensor(np.linspace(0.01, 0.99, ROWS)),
        "drop": drop,
        "seed": int(rng.integers(2**31)),
    }


def _sample(rng, rows, latent, count, weight, steps):
    case = _asked(rng, "sample", rows, latent, 4, count)
    return {
        "ask": "sample",
        "field": case["field"],
        "noise": normal(rng, rows, latent),
        "words": whole(case["words"]),
        "weight": float(weight),
        "steps": steps,
    }


def _training(rng):
    turn = rng.uniform(0, 2 * math.pi)
    across, along = (
        2 * np.array([math.cos(turn), math.sin(turn)]),
        2 * np.array([-math.sin(turn), math.cos(turn)]),
    )
    centres = [a * across + b * along + 0.5 for a in (-1, 1) for b in (-1, 1)]
    return {"ask": "training", "centres": tensor(centres), "seed": int(rng.integers(2**31))}


def _cases(rng):
    return {
        "loss": [_loss(rng, 4, 3, 5, 2, 0), _loss(rng, 1, 4, 3, 3, 0), _loss(rng, 3, 3, 2, 1, 0)],
        "unsaid": [_loss(rng, 3, 5, 4, 2, 1), _loss(rng, 2, 1, 2, 1, 1)],
        "drops": [_drops(rng, 0.25), _drops(rng, 0.6)],
        "sample": [
            _sample(rng, 3, 2, 2, rng.uniform(1.5, 4), 5),
            _sample(rng, 1, 4, 1, rng.uniform(-1, -0.5), 3),
            _sample(rng, 2, 2, 3, rng.uniform(0.2, 0.8), 1),
        ],
        "ends": [_sample(rng, 3, 3, 2, 1.0, 4), _sample(rng, 3, 2, 2, 0.0, 4)],
        "training": [_training(rng)],
    }


def _truth(ask, **args):
    """The reference's answers; of chance its mean and error; of a training the law that it should reach."""
    if ask == "drops":
        return _expected_loss(**args)
    if ask == "training":
        centres = args["centres"].numpy()
        spread = np.sqrt(SPREAD**2 + centres.var(axis=0))
        unsaid = np.stack([centres.mean(axis=0), spread])
        return {
            "means": centres,
            "spreads": np.full(4, SPREAD),
            "unsaid": unsaid,
            "alone": 0.0,
            "clock": True,
            "plain": True,
            "hears": np.ones(6, dtype=bool),
            "trained": True,
        }
    return flow(latent_flow.LatentFlow, {"ask": ask, **args}).detach().numpy()


def _expected_loss(field, z, words, noise, t, drop, seed):
    """Mean and standard error of the loss over the choice of captions that are left unsaid, each by itself."""
    at, silence = torch.lerp(noise, z, t[:, None]), torch.full_like(words, len(field.table) - 1)
    with torch.no_grad():
        said, unsaid = (((field(at, t, w) - (z - noise)) ** 2).sum(1).numpy() for w in (words, silence))
    mean = ((1 - drop) * said + drop * unsaid).mean()
    error = math.sqrt(drop * (1 - drop) * ((said - unsaid) ** 2).sum()) / len(said)
    return {"losses": {"mean": np.full(TRIES, mean), "standard_error": error}, "again": True}


_NEAR = Tolerance(rtol=0.0, atol=0.7, rtol32=0.0, atol32=0.7)
_ROUNDING = Tolerance(rtol=0.0, atol=1e-4, rtol32=0.0, atol32=1e-4)

LEARNED = "after 200 steps, samples lie where their captions say"

LEFT_UNSAID = "captions left unsaid at the given rate"

LATENT_FLOW = Exercise(
    id="LatentFlow",
    title="Build: a flow that listens to words",
    points=5,
    minutes=50,
    difficulty=3,
    reference=latent_flow.LatentFlow,
    probe="worded.flow",
    truth=_truth,
    seconds=40.0,
    public=_cases(np.random.default_rng(93)),
    hidden=_cases,
    properties=(
        Property("the loss, every caption said", on="loss"),
        Property("the loss, no caption said", on="unsaid", share=0.5),
        Property(
            LEFT_UNSAID,
            on="drops",
            part="losses",
            compare="statistics.mean_within",
        ),
        Property(
            "the same generator leaves the same captions unsaid",
            on="drops",
            part="again",
            share=0.25,
            given=LEFT_UNSAID,
        ),
        Property("guided samples", on="sample"),
        Property("weight 1 listens, weight 0 does not", on="ends", share=0.5),
        Property(
            LEARNED,
            on="training",
            part="means",
            tolerance=_NEAR,
        ),
        Property(
            "and are as spread as the data",
            on="training",
            part="spreads",
            share=0.5,
            tolerance=_NEAR,
            given=LEARNED,
        ),
        Property(
            "without words, samples of all",
            on="training",
            part="unsaid",
            share=0.5,
            tolerance=_NEAR,
            given=LEARNED,
        ),
        Property(
            "a row's velocity hangs on that row alone",
            on="training",
            part="alone",
            share=0.25,
            tolerance=_ROUNDING,
            given=LEARNED,
        ),
        Property(
            "and on the time",
            on="training",
            part="clock",
            share=0.25,
            given=LEARNED,
        ),
        Property(
            "and on each word, however many",
            on="training",
            part="hears",
            share=0.25,
            given=LEARNED,
        ),
        Property(
            "all that it hangs on is trained",
            on="training",
            part="trained",
            share=0.25,
            given=LEARNED,
        ),
        Property(
            "samples carry no gradient",
            on="training",
            part="plain",
            share=0.25,
            given=LEARNED,
        ),
    ),
)


def _silence(model, words):
    return torch.full_like(words, model.vocabulary)


@LATENT_FLOW.wrong(
    "deaf",
    hint="Your velocity does not change with the words: how would a sample know what was asked for?",
)
class Deaf(latent_flow.LatentFlow):
    def velocity(self, z, t, words):
        return super().velocity(z, t, _silence(self, words))


@LATENT_FLOW.wrong(
    "never unsaid",
    hint="Your loss says every caption. Then the network never learns the flow without words, which guidance needs.",
)
class NeverUnsaid(latent_flow.LatentFlow):
    def loss(self, z, words, noise, t, generator=None):
        return flow_matching.flow_matching_loss(lambda x, s: self.velocity(x, s, words), z, noise, t)


@LATENT_FLOW.wrong(
    "dropped word by word",
    hint="You leave out single words. A caption is said or unsaid as a whole: how many draws does each row need?",
)
class WordByWord(latent_flow.LatentFlow):
    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(words.shape, generator=generator) < self.drop
        heard = torch.where(unsaid, self.vocabulary, words)
        return flow_matching.flow_matching_loss(lambda x, s: self.velocity(x, s, heard), z, noise, t)


@LATENT_FLOW.wrong(
    "all or none",
    hint="You draw once for the whole batch. Each row's caption is left unsaid by a draw of its own.",
)
class AllOrNone(latent_flow.LatentFlow):
    def loss(self, z, words, noise, t, generator=None):
        heard = _silence(self, words) if torch.rand((), generator=generator) < self.drop else words
        return flow_matching.flow_matching_loss(lambda x, s: self.velocity(x, s, heard), z, noise, t)


@LATENT_FLOW.wrong(
    "said at the rate",
    hint="You say a caption with probability `drop`. It is the probability of leaving it unsaid.",
)
class SaidAtTheRate(latent_flow.LatentFlow):
    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) >= self.drop
        heard = torch.where(unsaid[:, None], self.vocabulary, words)
        return flow_matching.flow_matching_loss(lambda x, s: self.velocity(x, s, heard), z, noise, t)


@LATENT_FLOW.wrong(
    "silence is word 0",
    hint="You used word 0 for silence, but it is a word like the others. Which number is no word's?",
)
class SilenceIsWordZero(latent_flow.LatentFlow):
    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        heard = torch.where(unsaid[:, None], 0, words)
        return flow_matching.flow_matching_loss(lambda x, s: self.velocity(x, s, heard), z, noise, t)

    def sample(self, noise, words, weight, steps):
        return _follow(self, noise, words, weight, steps, silence=torch.zeros_like(words))


@LATENT_FLOW.wrong(
    "generator ignored",
    hint="Your draws do not come from the generator that was handed in: training could not be repeated.",
)
class GeneratorIgnored(latent_flow.LatentFlow):
    """Draws that differ from call to call, here by a count, so that the course's table stays the same."""

    calls = 0

    def loss(self, z, words, noise, t, generator=None):
        self.calls += 1
        return super().loss(z, words, noise, t, torch.Generator().manual_seed(self.calls))


@LATENT_FLOW.wrong(
    "mean over coordinates",
    hint="Your loss is a mean over the coordinates as well. Your own flow_matching_loss sums them: can you call it?",
)
class MeanOverCoordinates(latent_flow.LatentFlow):
    def loss(self, z, words, noise, t, generator=None):
        return super().loss(z, words, noise, t, generator) / z.shape[1]


@LATENT_FLOW.wrong(
    "half of it",
    hint="Your loss is half of what is asked: no 1/2 stands before this square. Can you call your own flow_matching_loss?",
)
class HalfOfIt(latent_flow.LatentFlow):
    def loss(self, z, words, noise, t, generator=None):
        return super().loss(z, words, noise, t, generator) / 2


@LATENT_FLOW.wrong(
    "gradients kept in the samples",
    hint="Your samples remember how they were made, and with each step there is more to remember. Nothing is trained here: what switches gradients off?",
)
class GradientsKept(latent_flow.LatentFlow):
    def sample(self, noise, words, weight, steps):
        def velocity(x, t):
            free = self.velocity(x, t, _silence(self, words))
            return flow_matching.guided(self.velocity(x, t, words), free, weight)

        return flow_matching.integrate(velocity, noise, steps, "euler")


@LATENT_FLOW.wrong(
    "only the first word is heard",
    hint="Your velocity does not change with the second word. A caption may have any number of them: how does each come in?",
)
class OnlyTheFirstWord(latent_flow.LatentFlow):
    def velocity(self, z, t, words):
        return super().velocity(z, t, words[:, :1])


@LATENT_FLOW.wrong(
    "turned round",
    hint="You train the velocity from the codes to the noise. Samples go the other way.",
)
class TurnedRound(latent_flow.LatentFlow):
    def loss(self, z, words, noise, t, generator=None):
        return super().loss(noise, words, z, 1 - t, generator)


def _follow(model, noise, words, weight, steps, silence=None, mix=None, method="euler", count=None):
    """Euler's steps with some part replaced."""
    silence = _silence(model, words) if silence is None else silence

    def velocity(x, t):
        return (mix or flow_matching.guided)(
            model.velocity(x, t, words), model.velocity(x, t, silence), weight
        )

    with torch.no_grad():
        if count is None:
            return flow_matching.integrate(velocity, noise, steps, method)
        for i in range(count(steps)):
            noise = noise + velocity(noise, noise.new_full((len(noise),), i / steps)) / steps
        return noise


@LATENT_FLOW.wrong(
    "weight on the wrong one",
    hint="With weight 0 your samples listen and with 1 they do not: which prediction does the weight belong to?",
)
class WeightOnTheWrongOne(latent_flow.LatentFlow):
    def sample(self, noise, words, weight, steps):
        return _follow(self, noise, words, weight, steps, mix=lambda c, f, w: c + w * (f - c))


@LATENT_FLOW.wrong(
    "1 is not conditional",
    hint="At weight 1 you go beyond the conditional velocity already: your own `guided` has the course's convention.",
)
class OneIsNotConditional(latent_flow.LatentFlow):
    def sample(self, noise, words, weight, steps):
        return _follow(self, noise, words, weight, steps, mix=lambda c, f, w: (1 + w) * c - w * f)


@LATENT_FLOW.wrong(
    "weight ignored",
    hint="Your samples listen with the same force whatever the weight is.",
)
class WeightIgnored(latent_flow.LatentFlow):
    def sample(self, noise, words, weight, steps):
        return _follow(self, noise, words, weight, steps, mix=lambda c, f, w: c)


@LATENT_FLOW.wrong(
    "midpoint steps",
    hint="You took midpoint steps. `sample` takes Euler's, with one guided velocity each.",
)
class MidpointSteps(latent_flow.LatentFlow):
    def sample(self, noise, words, weight, steps):
        return _follow(self, noise, words, weight, steps, method="midpoint")


@LATENT_FLOW.wrong(
    "last step lost",
    hint="Your samples stop one step before t = 1: how many steps are asked?",
)
class LastStepLost(latent_flow.LatentFlow):
    def sample(self, noise, words, weight, steps):
        return _follow(self, noise, words, weight, steps, count=lambda n: n - 1)


@LATENT_FLOW.wrong(
    "walks from data to noise",
    hint="Your sampler walks from t = 1 to t = 0. Noise is at 0: where does a sample begin?",
)
class Backwards(latent_flow.LatentFlow):
    def sample(self, noise, words, weight, steps):
        def velocity(x, t):
            return -flow_matching.guided(
                self.velocity(x, 1 - t, words), self.velocity(x, 1 - t, _silence(self, words)), weight
            )

        with torch.no_grad():
            return flow_matching.integrate(velocity, noise, steps, "euler")


@LATENT_FLOW.wrong(
    "without a clock",
    hint="Your velocity does not change with t. Early on a point heads for the average of what may come, late for one place: what does the network have to know?",
)
class WithoutAClock(latent_flow.LatentFlow):
    def velocity(self, z, t, words):
        return super().velocity(z, torch.zeros_like(t), words)


@LATENT_FLOW.alternative
class Concatenated(nn.Module):
    """One plain network of the code, the time and all words, joined."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.silence, self.drop = vocabulary, drop
        self.embed = nn.EmbeddingBag(vocabulary + 1, width, mode="sum")
        sizes = [latent + width + 1] + [2 * width] * (blocks + 1)
        pairs = [(nn.Linear(a, b), nn.SiLU()) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
        self.net = nn.Sequential(*(layer for pair in pairs for layer in pair), nn.Linear(sizes[-1], latent))

    def velocity(self, z, t, words):
        return self.net(torch.cat([z, self.embed(words), t.unsqueeze(1)], dim=1))

    def loss(self, z, words, noise, t, generator=None):
        words = words.clone()
        words[torch.rand(z.shape[0], generator=generator) < self.drop] = self.silence
        at = t[:, None] * z + (1 - t)[:, None] * noise
        return (self.velocity(at, t, words) - z + noise).pow(2).sum(-1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        z = noise.clone()
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, torch.full_like(words, self.silence))
            z = z + (weight * self.velocity(z, t, words) + (1 - weight) * free) / steps
        return z


@LATENT_FLOW.alternative
class OneBatch(latent_flow.LatentFlow):
    """Both velocities in one call of the network; captions kept by a Bernoulli draw."""

    def loss(self, z, words, noise, t, generator=None):
        said = torch.bernoulli(torch.full((len(z), 1), 1 - self.drop), generator=generator).long()
        heard = said * words + (1 - said) * self.vocabulary
        gap = self.velocity(noise + t[:, None] * (z - noise), t, heard) - (z - noise)
        return (gap * gap).sum() / len(z)

    def sample(self, noise, words, weight, steps):
        both = torch.cat([words, torch.full_like(words, self.vocabulary)])
        for t in torch.arange(steps, dtype=noise.dtype) / steps:
            moved = self.velocity(noise.repeat(2, 1), t.expand(2 * len(noise)), both).detach()
            said, unsaid = moved.chunk(2)
            noise = noise + torch.lerp(unsaid, said, float(weight)) / steps
        return noise


@LATENT_FLOW.alternative
class Scaled(latent_flow.LatentFlow):
    """Time and words scale and shift a hidden layer."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__(latent, vocabulary, width, blocks, drop)
        self.told = nn.Linear(1 + width, 2 * width)
        self.inside, self.last = (
            nn.Linear(latent, width),
            nn.Sequential(nn.Tanh(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, latent)),
        )

    def velocity(self, z, t, words):
        scale, shift = self.told(torch.cat([t[:, None], self.words(words).mean(1)], 1)).chunk(2, 1)
        return self.last((1 + scale) * self.inside(z) + shift)
