"""What goes wrong in week 7: divergences, their bounds, and the Wasserstein distance."""

import torch

from autograder.exercises.spec import Collection

WRONG = Collection()


@WRONG.wrong(
    "jensen_shannon", "2 JSD",
    hint="You added the two divergences to the middle. Disjoint supports should give log 2, yours gives log "
    "4: what weight does each of the two have?",
)
def twice(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum()


@WRONG.wrong(
    "jensen_shannon", "minus log 4 kept",
    hint="You returned V(G, D*) = 2 JSD - log 4. A divergence is 0 when p = q: what is yours then?",
)
def value_function(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() - torch.log(torch.tensor(4.0))


@WRONG.wrong(
    "jensen_shannon", "nan at zeros",
    hint="You multiplied 0 by the logarithm of 0, which is nan. An outcome that never happens adds nothing: "
    "look for a torch function of x and y that knows this about x log y.",
)
def nan_at_zeros(p, q):
    m = (p + q) / 2
    return ((p * torch.log(p / m)).sum() + (q * torch.log(q / m)).sum()) / 2


@WRONG.wrong(
    "jensen_shannon", "the square root of it",
    hint="You returned the Jensen-Shannon distance, as some libraries do. It is the square root of the "
    "divergence: which one is asked for?",
)
def distance(p, q):
    m = (p + q) / 2
    return ((torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() / 2).sqrt()


@WRONG.wrong(
    "jensen_shannon", "bits",
    hint="You took logarithms to base 2, so that disjoint supports give 1. What do they give in nats?",
)
def in_bits(p, q):
    m = (p + q) / 2
    both = torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)
    return both.sum() / 2 / torch.log(torch.tensor(2.0, dtype=p.dtype))


@WRONG.wrong(
    "jensen_shannon", "KL both ways",
    hint="You averaged KL(p, q) and KL(q, p), which is infinite on disjoint supports. With which third "
    "distribution are both p and q compared here?",
)
def symmetrised_kl(p, q):
    return ((p * torch.log(p / q)).sum() + (q * torch.log(q / p)).sum()) / 2


@WRONG.wrong(
    "f_divergence", "p f(q/p)",
    hint="You computed D_f(q, p). The mean is taken under the second argument: which of the two then stands "
    "in the denominator?",
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
    hint="You added f(p/q) over the outcomes. An f-divergence is an expectation: with which probability "
    "does each outcome count?",
)
def unweighted(p, q, f):
    return f(p / q).sum()


@WRONG.wrong(
    "fgan_bound", "conjugate under p",
    hint="Start from D_f = sum q f(p/q), and replace f(u), with u = p/q, by the smaller "
    "u t - f*(t). Which of p and q is left beside f*(t)?",
)
def conjugate_under_p(p, q, t, conjugate):
    return (p * t).sum() - (p * conjugate(t)).sum()


@WRONG.wrong(
    "fgan_bound", "no conjugate",
    hint="You computed E_p[t] - E_q[t], the objective of a Wasserstein critic. What do fakes pay in an "
    "f-GAN, in place of t?",
)
def no_conjugate(p, q, t, conjugate):
    return (p * t).sum() - (q * t).sum()


@WRONG.wrong(
    "fgan_bound", "p and q exchanged",
    hint="You exchanged the two expectations. Start from D_f = sum q f(p/q), and replace f(u), with "
    "u = p/q, by the smaller u t - f*(t): which of p and q ends up beside t?",
)
def bound_swapped(p, q, t, conjugate):
    return (q * t).sum() - (p * conjugate(t)).sum()


@WRONG.wrong(
    "fgan_bound", "plus the conjugate",
    hint="You added f*(t). For every u and t, f(u) is at least u t - f*(t): with a plus, is the sum still a "
    "lower bound?",
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
    hint="You averaged squared distances, as W2 does. What does W1 charge for moving a mass by 3?",
)
def squared_gaps(x, y):
    return (x.sort().values - y.sort().values).square().mean()


@WRONG.wrong(
    "wasserstein1", "signed",
    hint="You kept the signs, so moves to the left and to the right cancel. Is a move to the left free of "
    "charge?",
)
def signed_gaps(x, y):
    return (x.sort().values - y.sort().values).mean()


@WRONG.wrong(
    "wasserstein1", "sum of the gaps",
    hint="You added the gaps. Each of the N samples carries a mass of 1/N: what does moving it cost?",
)
def total_gap(x, y):
    return (x.sort().values - y.sort().values).abs().sum()


@WRONG.wrong(
    "wasserstein1", "gap of the means",
    hint="You compared the means. Two samples with one mean can be far apart: which comes first, the gap or "
    "the mean?",
)
def gap_of_means(x, y):
    return (x.mean() - y.mean()).abs()
