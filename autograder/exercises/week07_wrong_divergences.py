"""What goes wrong in week 7: divergences, their bounds, and the Wasserstein distance."""

import torch

from autograder.exercises.spec import Collection

WRONG = Collection()


@WRONG.wrong(
    "jensen_shannon", "2 JSD",
    hint="Disjoint supports should give log 2, yours gives log 4. The two divergences to the middle "
    "are averaged, not added.",
)
def twice(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum()


@WRONG.wrong(
    "jensen_shannon", "minus log 4 kept",
    hint="That is V(G, D*) = 2 JSD - log 4. A divergence is 0 when p = q: solve for it.",
)
def value_function(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() - torch.log(torch.tensor(4.0))


@WRONG.wrong(
    "jensen_shannon", "nan at zeros",
    hint="0 log 0 counts as 0 here, but 0 times minus infinity is nan. torch.xlogy knows the rule.",
)
def nan_at_zeros(p, q):
    m = (p + q) / 2
    return ((p * torch.log(p / m)).sum() + (q * torch.log(q / m)).sum()) / 2


@WRONG.wrong(
    "jensen_shannon", "the square root of it",
    hint="The square root is the Jensen-Shannon distance, which some libraries return. "
    "The divergence is its square.",
)
def distance(p, q):
    m = (p + q) / 2
    return ((torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() / 2).sqrt()


@WRONG.wrong(
    "jensen_shannon", "bits",
    hint="Your largest value is 1, so you took logs to base 2. In nats it is log 2.",
)
def in_bits(p, q):
    m = (p + q) / 2
    both = torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)
    return both.sum() / 2 / torch.log(torch.tensor(2.0, dtype=p.dtype))


@WRONG.wrong(
    "jensen_shannon", "KL both ways",
    hint="You averaged KL(p, q) and KL(q, p), which is infinite on disjoint supports. "
    "Both p and q are compared with their middle (p + q) / 2.",
)
def symmetrised_kl(p, q):
    return ((p * torch.log(p / q)).sum() + (q * torch.log(q / p)).sum()) / 2


@WRONG.wrong(
    "f_divergence", "p f(q/p)",
    hint="You computed D_f(q, p). In these notes the second argument is the weight, "
    "and stands in the denominator.",
)
def arguments_swapped(p, q, f):
    return (p * f(q / p)).sum()


@WRONG.wrong(
    "f_divergence", "weighted by p",
    hint="The ratio is right, the weight is not: over which of the two is the mean of f(p/q) taken?",
)
def weighted_by_p(p, q, f):
    return (p * f(p / q)).sum()


@WRONG.wrong(
    "f_divergence", "ratio upside down",
    hint="The weight is right, the ratio is not. With f(u) = u log u your sum should be KL(p, q).",
)
def ratio_inverted(p, q, f):
    return (q * f(q / p)).sum()


@WRONG.wrong(
    "f_divergence", "f not weighted",
    hint="An f-divergence is an expectation of f(p/q): each outcome counts with its probability under q.",
)
def unweighted(p, q, f):
    return f(p / q).sum()


@WRONG.wrong(
    "fgan_bound", "conjugate under p",
    hint="Start from D_f = sum q f(p/q), and put u t - f*(t) below f(u) with u = p/q. "
    "Which of p and q is left beside f*(t)?",
)
def conjugate_under_p(p, q, t, conjugate):
    return (p * t).sum() - (p * conjugate(t)).sum()


@WRONG.wrong(
    "fgan_bound", "no conjugate",
    hint="E_p[t] - E_q[t] is the objective of a Wasserstein critic. Here fakes pay f*(t), not t.",
)
def no_conjugate(p, q, t, conjugate):
    return (p * t).sum() - (q * t).sum()


@WRONG.wrong(
    "fgan_bound", "p and q exchanged",
    hint="t is averaged over the first argument, the data, and f*(t) over the second.",
)
def bound_swapped(p, q, t, conjugate):
    return (q * t).sum() - (p * conjugate(t)).sum()


@WRONG.wrong(
    "fgan_bound", "plus the conjugate",
    hint="f*(t) is at least u t - f(u), so it is taken off. With a plus the sum is no lower bound.",
)
def bound_plus(p, q, t, conjugate):
    return (p * t).sum() + (q * conjugate(t)).sum()


@WRONG.wrong(
    "wasserstein1", "not sorted",
    hint="You paired the samples as they came. On the line the cheapest plan never crosses: "
    "which pairing does that?",
)
def not_sorted(x, y):
    return (x - y).abs().mean()


@WRONG.wrong(
    "wasserstein1", "squared",
    hint="W1 adds up distances. Squares of distances belong to W2.",
)
def squared_gaps(x, y):
    return (x.sort().values - y.sort().values).square().mean()


@WRONG.wrong(
    "wasserstein1", "signed",
    hint="Moves to the left and to the right cancel in your sum. Each move costs its length.",
)
def signed_gaps(x, y):
    return (x.sort().values - y.sort().values).mean()


@WRONG.wrong(
    "wasserstein1", "sum of the gaps",
    hint="Each sample carries 1/N of the mass.",
)
def total_gap(x, y):
    return (x.sort().values - y.sort().values).abs().sum()


@WRONG.wrong(
    "wasserstein1", "gap of the means",
    hint="Two samples with one mean can be far apart. The distance is a mean of gaps, not the gap of means.",
)
def gap_of_means(x, y):
    return (x.mean() - y.mean()).abs()
