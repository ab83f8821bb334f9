"""What goes wrong in week 7: the gradient penalty, the projection discriminator, counting modes."""

import torch

from autograder.exercises.spec import Collection

WRONG = Collection()


@WRONG.wrong(
    "gradient_penalty", "norm over the batch",
    hint="You took one norm of the whole (N, D) array, which mixes the samples. Each sample has a slope of "
    "its own: along which axis does a norm run then?",
)
def norm_over_batch(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm() - 1) ** 2


@WRONG.wrong(
    "gradient_penalty", "not squared",
    hint="You averaged slope minus 1, so that slopes below and above 1 cancel. Both should cost: what makes "
    "them?",
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
    hint="You used the first mix for every pair. Row i of `mix` belongs to pair i: which shapes do you "
    "multiply?",
)
def one_mix(critic, real, fake, mix):
    points = (mix[0] * real + (1 - mix[0]) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "mean of the mixes",
    hint="You averaged the mixes into one. Each pair has a mix of its own, so that the points lie anywhere "
    "between: which shapes do you multiply?",
)
def mean_mix(critic, real, fake, mix):
    points = (mix.mean() * real + (1 - mix.mean()) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "mix the wrong way round",
    hint="You exchanged real and fake. Put mix = 1 into your formula: which of the two should come out?",
)
def mix_reversed(critic, real, fake, mix):
    points = (mix * fake + (1 - mix) * real).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "only slopes above one",
    hint="You left slopes below 1 alone: that is the one-sided penalty. What should a slope of 1/2 cost in "
    "WGAN-GP?",
)
def one_sided(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return torch.relu(slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "squared norm",
    hint="You compared the square of the norm with 1. At a slope of 3 you charge (9 - 1)^2: which number is "
    "to be pulled to 1?",
)
def squared_norm(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.square().sum(dim=1) - 1).square().mean()


@WRONG.wrong(
    "gradient_penalty", "weighted by ten",
    hint="You multiplied by 10. That weight belongs to the training step, where penalty and loss are added: "
    "what is asked here?",
)
def weighted(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return 10 * (slope.norm(dim=1) - 1).square().mean()


@WRONG.wrong(
    "projection_logit", "concatenation",
    hint="You glued the label's vector to the features. In the projection discriminator a label acts "
    "through a direction in the space of features: how far does a sample go along it?",
)
def concatenation(features, labels, embedding, psi):
    return psi(torch.cat([features, embedding[labels]], dim=1))


@WRONG.wrong(
    "projection_logit", "no psi",
    hint="You returned the inner product alone. It says how well x fits its label: what says whether x "
    "looks real at all?",
)
def no_psi(features, labels, embedding, psi):
    return (features * embedding[labels]).sum(dim=1)


@WRONG.wrong(
    "projection_logit", "label ignored",
    hint="You returned psi alone, which sees the features only: an unconditional discriminator. What "
    "measures how well x fits its label?",
)
def label_ignored(features, labels, embedding, psi):
    return psi(features)


@WRONG.wrong(
    "projection_logit", "embedding of all labels",
    hint="You have one column for each class. A sample has one label: which row of `embedding` counts for "
    "it?",
)
def all_labels(features, labels, embedding, psi):
    return psi(features)[:, None] + features @ embedding.T


@WRONG.wrong(
    "projection_logit", "summed over the labels",
    hint="You added the inner products with every class. A sample has one label: which of the classes "
    "should count for it?",
)
def summed_over_labels(features, labels, embedding, psi):
    return psi(features) + (features @ embedding.T).sum(dim=1)


@WRONG.wrong(
    "projection_logit", "every sample with every label",
    hint="You have an (N, N) table: each sample against the label of each other. Sample i has label i: "
    "which N of its entries are meant, and how can you compute only those?",
)
def pairwise(features, labels, embedding, psi):
    return psi(features) + features @ embedding[labels].T


@WRONG.wrong(
    "modes_covered", "counts samples",
    hint="You counted the good samples. A mode that a hundred samples hit is one mode: what should be "
    "counted?",
)
def counts_samples(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return int((distance <= radius).sum())


@WRONG.wrong(
    "modes_covered", "nearest without radius",
    hint="You gave each sample to its nearest centre, however far. Does a stray sample between the modes "
    "cover one?",
)
def nearest_without_radius(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return len(distance.argmin(dim=1).unique())


@WRONG.wrong(
    "modes_covered", "squared distance",
    hint="You compared the squared distance with the radius. They have different units: what makes them "
    "comparable?",
)
def squared_distance(samples, centers, radius):
    distance = (samples[:, None] - centers).square().sum(dim=2)
    return int((distance <= radius).any(dim=0).sum())


@WRONG.wrong(
    "modes_covered", "every sample must be near",
    hint="You asked all samples to be near a mode. How many does it take to cover it?",
)
def all_samples(samples, centers, radius):
    distance = (samples[:, None] - centers).norm(dim=2)
    return int((distance <= radius).all(dim=0).sum())
