"""What goes wrong in week 7: the gradient penalty, the projection discriminator, counting modes."""

import torch

from autograder.exercises.spec import Collection

WRONG = Collection()


@WRONG.wrong(
    "gradient_penalty", "norm over the batch",
    hint="One norm of the whole (N, D) array mixes the samples. Each sample has a slope of its own.",
)
def norm_over_batch(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm() - 1) ** 2


@WRONG.wrong(
    "gradient_penalty", "not squared",
    hint="Slopes below and above 1 cancel in your mean. Both should cost.",
)
def not_squared(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).mean()


@WRONG.wrong(
    "gradient_penalty", "no graph kept",
    hint="The value is right, but its gradient in the critic's parameters is zero: the penalty would "
    "train nothing. Which argument of autograd.grad keeps the graph of the derivative?",
)
def no_graph(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points)
    return (slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "one mix for the whole batch",
    hint="You used the first mix for every pair. Row i of `mix` belongs to pair i; broadcasting does it.",
)
def one_mix(critic, real, fake, mix):
    points = (mix[0] * real + (1 - mix[0]) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "mean of the mixes",
    hint="You averaged the mixes into one. Row i of `mix` belongs to pair i; broadcasting does it.",
)
def mean_mix(critic, real, fake, mix):
    points = (mix.mean() * real + (1 - mix.mean()) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "mix the wrong way round",
    hint="The convention here: mix = 1 gives the real point, mix = 0 the fake.",
)
def mix_reversed(critic, real, fake, mix):
    points = (mix * fake + (1 - mix) * real).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "only slopes above one",
    hint="That is the one-sided penalty. WGAN-GP pulls the slope to 1 from both sides.",
)
def one_sided(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return torch.relu(slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "squared norm",
    hint="You compared the square of the norm with 1. Take the root first.",
)
def squared_norm(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.square().sum(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "weighted by ten",
    hint="The usual weight of 10 belongs to the training step. Here only the penalty is asked.",
)
def weighted(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return 10 * (slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "projection_logit", "concatenation",
    hint="You glued the label's vector to the features. The projection discriminator takes their inner "
    "product, and adds it to psi of the features alone.",
)
def concatenation(features, labels, embedding, psi):
    return psi(torch.cat([features, embedding[labels]], dim=1))


@WRONG.wrong(
    "projection_logit", "no psi",
    hint="The inner product says how well x fits its label. What says whether x looks real at all?",
)
def no_psi(features, labels, embedding, psi):
    return (features * embedding[labels]).sum(dim=1)


@WRONG.wrong(
    "projection_logit", "label ignored",
    hint="psi sees the features alone: with it you have an unconditional discriminator.",
)
def label_ignored(features, labels, embedding, psi):
    return psi(features)


@WRONG.wrong(
    "projection_logit", "embedding of all labels",
    hint="You have one column for each class. Only the row of `embedding` that belongs to the "
    "sample's own label counts.",
)
def all_labels(features, labels, embedding, psi):
    return psi(features)[:, None] + features @ embedding.T


@WRONG.wrong(
    "projection_logit", "summed over the labels",
    hint="You added the inner products with every class. Only the sample's own label counts.",
)
def summed_over_labels(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).sum(dim=1)


@WRONG.wrong(
    "projection_logit", "every sample with every label",
    hint="You have an (N, N) table: each sample against the label of each other. Its diagonal is asked.",
)
def pairwise(features, labels, embedding, psi):
    return psi(features) + features @ embedding[labels].T


@WRONG.wrong(
    "modes_covered", "counts samples",
    hint="You counted the good samples. A mode that a hundred samples hit is still one mode.",
)
def counts_samples(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return int((distance <= radius).sum())


@WRONG.wrong(
    "modes_covered", "nearest without radius",
    hint="Each sample has a nearest center, however far. A stray sample between the modes covers none.",
)
def nearest_without_radius(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return len(distance.argmin(dim=1).unique())


@WRONG.wrong(
    "modes_covered", "squared distance",
    hint="You compared the squared distance with the radius. Take the root, or square the radius.",
)
def squared_distance(samples, centers, radius):
    distance = (samples[:, None] - centers).square().sum(dim=2)
    return int((distance <= radius).any(dim=0).sum())


@WRONG.wrong(
    "modes_covered", "every sample must be near",
    hint="A mode is covered as soon as one sample is near it, wherever the others are.",
)
def all_samples(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return int((distance <= radius).all(dim=0).sum())
