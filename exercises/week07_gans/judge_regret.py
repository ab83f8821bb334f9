"""What a judge falls short of: the questions of `judge_regret`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import positive, tensor
from gmcourse.reference import derivations_deep


def _case(p_data, p_model, d):
    return {"p_data": tensor(p_data), "p_model": tensor(p_model), "d": tensor(d)}


def _drawn(rng, k):
    return _case(positive(rng, k), positive(rng, k), rng.uniform(0.05, 0.95, size=k))


def _half_empty(rng, k):
    """Outcomes that only one of the two can give, or neither, in drawn places."""
    order = rng.permutation(k)
    p, q = rng.dirichlet([1.0] * k), rng.dirichlet([1.0] * k)
    p[order[:2]], q[order[1:4]] = 0.0, 0.0
    return _case(p / p.sum(), q / q.sum(), rng.uniform(0.05, 0.95, size=k))


def _sure(rng, k):
    """A judge that is all but certain, and mostly wrong."""
    doubt = 10 ** rng.uniform(-7, -3, size=k)
    far = np.where(np.arange(k) == 1, 1e-6, 1.0)
    return _case(positive(rng, k), positive(rng, k), np.where(np.arange(k) % 2, far * doubt, 1 - doubt))


def _best(rng, k):
    p, q = positive(rng, k), positive(rng, k)
    return _case(p, q, p / (p + q))


JUDGE_REGRET = Exercise(
    id="judge_regret",
    title="What a judge falls short of",
    points=2,
    minutes=12,
    difficulty=2,
    reference=derivations_deep.judge_regret,
    public={
        "main": [
            _case([0.5, 0.5], [0.8, 0.2], [0.5, 0.5]),
            _case([0.5, 0.3, 0.2], [0.1, 0.3, 0.6], [0.6, 0.4, 0.9]),
            _case([0.1, 0.2, 0.3, 0.4], [0.4, 0.1, 0.3, 0.2], [0.3, 0.7, 0.2, 0.9]),
            _case([0.5, 0.5], [0.2, 0.8], [0.5 / 0.7, 0.5 / 1.3]),
            _case([0.5, 0.3, 0.2], [0.1, 0.3, 0.6], [1e-12, 1 - 1e-6, 0.002]),
        ],
        "zeros": [_case([0.7, 0.3, 0.0, 0.0], [0.0, 0.5, 0.5, 0.0], [0.8, 0.5, 0.3, 0.6])],
    },
    hidden=lambda rng: {
        "main": [_drawn(rng, k) for k in (2, 5, 11)] + [_best(rng, 4), _sure(rng, 4)],
        "zeros": [_half_empty(rng, 7)],
    },
    properties=(
        Property("the regret at each outcome"),
        Property("outcomes of probability 0", on="zeros", share=0.5),
    ),
)


def _star(p, q):
    return p / (p + q)


def _shares(p, q):
    """D* and what is left to the fakes, both 0 where nobody lands."""
    total = torch.where(p + q > 0, p + q, 1.0)
    return p / total, q / total


def _kl(a, d):
    return torch.xlogy(a, a) - torch.xlogy(a, d) + torch.xlogy(1 - a, 1 - a) - torch.xlogy(1 - a, 1 - d)


@JUDGE_REGRET.wrong(
    "the loss itself",
    hint="You returned what one judge pays. The regret is how much more this judge pays than the best one at the same outcome: where is the difference of the two?",
)
def loss(p_data, p_model, d):
    return -p_data * torch.log(d) - p_model * torch.log1p(-d)


@JUDGE_REGRET.wrong(
    "without the weight",
    hint="Your divergence counts each outcome once. How often do real and fake points land there?",
)
def unweighted(p_data, p_model, d):
    return _kl(_star(p_data, p_model), d)


@JUDGE_REGRET.wrong(
    "weighted by half the mass",
    hint="You weighted by the average of the two. The loss is the sum of a mean over real points and a mean over fakes: what is their weight together?",
)
def half_weight(p_data, p_model, d):
    return (p_data + p_model) / 2 * _kl(_star(p_data, p_model), d)


@JUDGE_REGRET.wrong(
    "divergence turned round",
    hint="You averaged with the judge's own probabilities. The points come from the truth: which of D* and d stands first in the divergence?",
)
def turned_round(p_data, p_model, d):
    return (p_data + p_model) * _kl(d, _star(p_data, p_model))


@JUDGE_REGRET.wrong(
    "D* of the fakes",
    hint="Your best judge states the probability that a point is fake. d is the probability that it is real: what is D* then?",
)
def inverted(p_data, p_model, d):
    return (p_data + p_model) * _kl(_star(p_model, p_data), d)


@JUDGE_REGRET.wrong(
    "real points only",
    hint="You counted what the judge pays on real points. On fakes it pays -log(1 - d): where is that part?",
)
def real_only(p_data, p_model, d):
    return p_data * (torch.log(_star(p_data, p_model)) - torch.log(d))


@JUDGE_REGRET.wrong(
    "sign",
    hint="Your numbers are negative: they say by how much the best judge pays less. Which of the two losses is subtracted from which?",
)
def negative(p_data, p_model, d):
    return -(p_data + p_model) * _kl(_star(p_data, p_model), d)


@JUDGE_REGRET.wrong(
    "nan at zeros",
    hint="Where a probability is 0, your share is nan or infinite: 0 times the logarithm of 0, 0 divided by 0, infinity less infinity, or a part that rounding has made 0. An outcome that never comes costs nothing: which of them is yours? A torch function of x and y knows it of x log y.",
)
def nan_at_zeros(p_data, p_model, d):
    best = _star(p_data, p_model)
    return p_data * torch.log(best / d) + p_model * torch.log((1 - best) / (1 - d))


@JUDGE_REGRET.wrong(
    "summed",
    hint="You made one number of all outcomes. What is asked for is one number an outcome: which of them does this judge get wrong?",
)
def summed(p_data, p_model, d):
    return ((p_data + p_model) * _kl(_star(p_data, p_model), d)).sum()


@JUDGE_REGRET.wrong(
    "outcomes of one of the two dropped",
    hint="Where only real points land, or only fakes, your share is 0. The judge is paid for there, too: which of the two logarithms is left?",
)
def nan_share_dropped(p_data, p_model, d):
    best = p_data / (p_data + p_model)
    share = p_data * torch.log(best / d) + p_model * torch.log((1 - best) / (1 - d))
    return torch.nan_to_num(share)


@JUDGE_REGRET.wrong("0 divided by 0 where both are 0", like="nan at zeros")
def zero_by_zero(p_data, p_model, d):
    best = p_data / (p_data + p_model)
    return torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d))


@JUDGE_REGRET.wrong("the loss at one point", like="the loss itself")
def loss_unweighted(p_data, p_model, d):
    best = _star(p_data, p_model)
    return -best * torch.log(d) - (1 - best) * torch.log1p(-d)


@JUDGE_REGRET.wrong("what the best judge pays", like="the loss itself")
def best_loss(p_data, p_model, d):
    best = _star(p_data, p_model)
    return -torch.xlogy(p_data, best) - torch.xlogy(p_model, 1 - best)


@JUDGE_REGRET.wrong("D* of the fakes, outcome by outcome", like="D* of the fakes")
def inverted_best(p_data, p_model, d):
    best = _star(p_model, p_data)
    return torch.xlogy(p_data, best / d) + torch.xlogy(p_model, (1 - best) / (1 - d))


@JUDGE_REGRET.wrong(
    "squared distance of the judges",
    hint="You took how far d is from D*, or its square. A judge pays by logarithms: which divergence between D* and d is what it pays too much?",
)
def squared_gap(p_data, p_model, d):
    return (p_data + p_model) * (_star(p_data, p_model) - d) ** 2


@JUDGE_REGRET.wrong("distance of the judges", like="squared distance of the judges")
def absolute_gap(p_data, p_model, d):
    return (_star(p_data, p_model) - d).abs()


@JUDGE_REGRET.wrong("mean over the outcomes", like="summed")
def averaged(p_data, p_model, d):
    return ((p_data + p_model) * _kl(_star(p_data, p_model), d)).mean()


@JUDGE_REGRET.wrong(
    "fakes subtracted",
    hint="You subtracted what is paid on fakes. The loss adds the two costs: with which sign does each part of the regret enter?",
)
def fakes_subtracted(p_data, p_model, d):
    best = _star(p_data, p_model)
    return torch.xlogy(p_data, best / d) - torch.xlogy(p_model, (1 - best) / (1 - d))


@JUDGE_REGRET.wrong("sign, zeros minded", like="sign")
def negative_minding_zeros(p_data, p_model, d):
    best, other = _shares(p_data, p_model)
    return -torch.xlogy(p_data, best / d) - torch.xlogy(p_model, other / (1 - d))


@JUDGE_REGRET.wrong("real points only, zeros minded", like="real points only")
def real_only_minding_zeros(p_data, p_model, d):
    return torch.xlogy(p_data, _shares(p_data, p_model)[0] / d)


@JUDGE_REGRET.wrong("summed, zeros minded", like="summed")
def summed_minding_zeros(p_data, p_model, d):
    best, other = _shares(p_data, p_model)
    return (torch.xlogy(p_data, best / d) + torch.xlogy(p_model, other / (1 - d))).sum()


@JUDGE_REGRET.wrong("mean over the outcomes, zeros minded", like="summed")
def averaged_minding_zeros(p_data, p_model, d):
    best, other = _shares(p_data, p_model)
    return (torch.xlogy(p_data, best / d) + torch.xlogy(p_model, other / (1 - d))).mean()


@JUDGE_REGRET.wrong("without the weight, zeros minded", like="without the weight")
def unweighted_minding_zeros(p_data, p_model, d):
    best, other = _shares(p_data, p_model)
    return torch.xlogy(best, best / d) + torch.xlogy(other, other / (1 - d))


@JUDGE_REGRET.wrong("weighted by half the mass, zeros minded", like="weighted by half the mass")
def half_weight_minding_zeros(p_data, p_model, d):
    best, other = _shares(p_data, p_model)
    return 0.5 * (torch.xlogy(p_data, best / d) + torch.xlogy(p_model, other / (1 - d)))


@JUDGE_REGRET.wrong("divergence turned round, zeros minded", like="divergence turned round")
def turned_round_minding_zeros(p_data, p_model, d):
    best, other = (share.clamp_min(1e-12) for share in _shares(p_data, p_model))
    return (p_data + p_model) * (d * torch.log(d / best) + (1 - d) * torch.log((1 - d) / other))


@JUDGE_REGRET.wrong("divergence turned round, infinite at zeros", like="divergence turned round")
def turned_round_and_infinite(p_data, p_model, d):
    best = torch.where(p_data + p_model > 0, _star(p_data, p_model), 0.5)
    return (p_data + p_model) * (d * torch.log(d / best) + (1 - d) * torch.log((1 - d) / (1 - best)))


@JUDGE_REGRET.wrong("squared distance of the judges, zeros minded", like="squared distance of the judges")
def squared_gap_minding_zeros(p_data, p_model, d):
    return (p_data + p_model) * (_shares(p_data, p_model)[0] - d) ** 2


@JUDGE_REGRET.wrong("D* of the fakes, zeros minded", like="D* of the fakes")
def inverted_minding_zeros(p_data, p_model, d):
    best, other = _shares(p_data, p_model)
    return torch.xlogy(p_data, other / d) + torch.xlogy(p_model, best / (1 - d))


@JUDGE_REGRET.wrong("fakes subtracted, zeros minded", like="fakes subtracted")
def fakes_subtracted_minding_zeros(p_data, p_model, d):
    best, other = _shares(p_data, p_model)
    return torch.xlogy(p_data, best / d) - torch.xlogy(p_model, other / (1 - d))


@JUDGE_REGRET.alternative
def two_losses(p_data, p_model, d):
    best = torch.nan_to_num(p_data / (p_data + p_model), nan=0.5)

    def pays(judge):
        return -torch.xlogy(p_data, judge) - torch.xlogy(p_model, 1 - judge)

    return pays(d) - pays(best)


@JUDGE_REGRET.alternative
def by_divergence(p_data, p_model, d):
    best = torch.where(p_data + p_model > 0, p_data / (p_data + p_model), d)
    return (p_data + p_model) * _kl(best, d)


@JUDGE_REGRET.alternative
def outcome_by_outcome(p_data, p_model, d):
    regrets = []
    for a, b, guess in zip(p_data.tolist(), p_model.tolist(), d, strict=True):
        regret = 0 * guess
        if a > 0:
            regret = regret + a * (torch.log(torch.tensor(a / (a + b), dtype=d.dtype)) - torch.log(guess))
        if b > 0:
            regret = regret + b * (torch.log(torch.tensor(b / (a + b), dtype=d.dtype)) - torch.log1p(-guess))
        regrets.append(regret)
    return torch.stack(regrets)
