"""Training an energy: the questions of `contrastive_energy_loss`, its wrong answers and other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import tensor
from gmcourse.reference import energies


def _case(data, model):
    return {"energy_data": tensor(data), "energy_model": tensor(model)}


def _cases(rng):
    return {
        "main": [
            _case(rng.normal(-1, 2, size=4), rng.normal(1, 2, size=7)),
            _case(rng.normal(3, 1, size=6), rng.normal(-2, 1, size=3)),
            _case(rng.uniform(0.1, 0.9, size=5), rng.uniform(0.1, 0.9, size=5)),
        ],
        "edges": [
            _case(rng.normal(size=1), rng.normal(size=4)),
            _case(rng.uniform(500, 2000, size=3), -rng.uniform(500, 2000, size=1)),
        ],
    }


def _public():
    cases = _cases(np.random.default_rng(82))
    cases["main"].insert(0, _case([1.0, 3.0], [4.0, 0.0, 5.0]))
    return cases


CONTRASTIVE = Exercise(
    id="contrastive_energy_loss",
    title="Down on data, up on samples",
    points=2,
    minutes=10,
    difficulty=1,
    reference=energies.contrastive_energy_loss,
    probe="gradients.of_arguments",
    public=_public(),
    hidden=_cases,
    properties=(
        Property("the loss", part="value"),
        Property("its gradient in both energies", part="gradient"),
        Property("one point; energies of thousands", on="edges", part="value", share=0.5),
    ),
)


@CONTRASTIVE.wrong(
    "sign",
    hint="Minimising your loss raises the energy of the data. Data are to become likely: should their energy go up or down?",
)
def sign(energy_data, energy_model):
    return energy_model.mean() - energy_data.mean()


@CONTRASTIVE.wrong(
    "samples cut off",
    hint="No gradient reaches the energies of the samples. The samples are constants; their energies are not.",
)
def samples_cut_off(energy_data, energy_model):
    return energy_data.mean() - energy_model.detach().mean()


@CONTRASTIVE.wrong(
    "data term only",
    hint="Without a second term the energy falls everywhere, and no point becomes likelier than another. Which points hold it up?",
)
def data_term_only(energy_data, energy_model):
    return energy_data.mean()


@CONTRASTIVE.wrong(
    "sum",
    hint="You added up the energies. With more samples than data the second term would win: what makes both count alike?",
)
def total(energy_data, energy_model):
    return energy_data.sum() - energy_model.sum()


@CONTRASTIVE.wrong(
    "a plain number",
    hint="Your loss is cut off from the energies: nothing can be trained by it. What must not be called on a loss before backward?",
)
def plain_number(energy_data, energy_model):
    return float((energy_data.mean() - energy_model.mean()).detach())


@CONTRASTIVE.wrong(
    "the two added",
    hint="You pull both energies down. The gradient of log Z comes with the other sign: what does it do to the energy of samples?",
)
def added(energy_data, energy_model):
    return energy_data.mean() + energy_model.mean()


@CONTRASTIVE.wrong(
    "one mean for all",
    hint="You averaged over data and samples together. They are two expectations, each with a mean of its own.",
)
def one_mean(energy_data, energy_model):
    return (energy_data.sum() - energy_model.sum()) / (len(energy_data) + len(energy_model))


@CONTRASTIVE.wrong(
    "squared gap",
    hint="Your loss is smallest where both energies agree. The gradient of the likelihood is a difference, neither its square nor its size.",
)
def squared_gap(energy_data, energy_model):
    return (energy_data.mean() - energy_model.mean()) ** 2


@CONTRASTIVE.wrong(
    "a classifier's loss",
    hint="You scored the energies as logits of a classifier, as in week 7. Here the gradient of the log-likelihood is asked: two plain means.",
)
def classifier(energy_data, energy_model):
    return F.softplus(energy_data).mean() + F.softplus(-energy_model).mean()


@CONTRASTIVE.wrong(
    "log of the mean of exp(-E)",
    hint="You estimated log Z by averaging exp(-E), or by adding it up. The samples come from the model, not from a flat law: then the gradient of log Z is minus the mean of the gradient of E, no exponential needed.",
)
def log_mean_exp(energy_data, energy_model):
    return energy_data.mean() + torch.logsumexp(-energy_model, 0) - np.log(len(energy_model))


@CONTRASTIVE.wrong(
    "data cut off",
    hint="No gradient reaches the energies of the data. The data are constants; their energies are not.",
)
def data_cut_off(energy_data, energy_model):
    return energy_data.detach().mean() - energy_model.mean()


@CONTRASTIVE.wrong(
    "samples weighted again",
    hint="You weight the samples by softmax(-E). They come from the model, so likely ones are there more often already: what weight has each?",
)
def weighted_again(energy_data, energy_model):
    return energy_data.mean() - torch.softmax(-energy_model, 0) @ energy_model


@CONTRASTIVE.wrong("samples weighted again, by constants", like="samples weighted again")
def weighted_again_by_constants(energy_data, energy_model):
    return energy_data.mean() - torch.softmax(-energy_model, 0).detach() @ energy_model


@CONTRASTIVE.wrong("size of the gap", like="squared gap")
def size_of_the_gap(energy_data, energy_model):
    return (energy_data.mean() - energy_model.mean()).abs()


@CONTRASTIVE.wrong(
    "samples term only",
    hint="Your loss raises the energy of samples, and the data do not enter. Which points should get a low energy?",
)
def samples_term_only(energy_data, energy_model):
    return -energy_model.mean()


@CONTRASTIVE.wrong(
    "a margin",
    hint="You cut the loss off at a margin. The gradient of the log-likelihood knows none: what is left without it?",
)
def margin(energy_data, energy_model):
    return torch.relu(1 + energy_data.mean() - energy_model.mean())


@CONTRASTIVE.wrong("a margin for each", like="a margin")
def margins_of_each(energy_data, energy_model):
    return torch.relu(1 + energy_data).mean() + torch.relu(1 - energy_model).mean()


@CONTRASTIVE.wrong("a classifier's loss of the wrong sign", like="a classifier's loss")
def classifier_of_samples(energy_data, energy_model):
    return F.softplus(-energy_data).mean() + F.softplus(energy_model).mean()


@CONTRASTIVE.wrong("log of the sum of exp(-E)", like="log of the mean of exp(-E)")
def log_sum_exp(energy_data, energy_model):
    return energy_data.mean() + torch.logsumexp(-energy_model, 0)


@CONTRASTIVE.wrong("log of the mean of exp(-E), by hand", like="log of the mean of exp(-E)")
def log_mean_exp_by_hand(energy_data, energy_model):
    return energy_data.mean() + torch.exp(-energy_model).mean().log()


@CONTRASTIVE.wrong("a detached tensor", like="a plain number")
def plain_tensor(energy_data, energy_model):
    return (energy_data.mean() - energy_model.mean()).detach()


@CONTRASTIVE.alternative
def by_sums(energy_data, energy_model):
    return energy_data.sum() / energy_data.numel() - energy_model.sum() / energy_model.numel()


@CONTRASTIVE.alternative
def by_products(energy_data, energy_model):
    ones = [torch.full_like(e, 1 / len(e)) for e in (energy_data, energy_model)]
    return energy_data @ ones[0] - torch.dot(energy_model, ones[1])


@CONTRASTIVE.alternative
def by_pairs(energy_data, energy_model):
    return (energy_data[:, None] - energy_model[None, :]).mean()
