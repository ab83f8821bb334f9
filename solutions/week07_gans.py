# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Week 7: GANs and divergences
#
# So far every model had a likelihood, or a bound on one. This week it has none. A **generator** turns
# noise into samples, a second network judges them, and each learns from the other.
#
# **After this notebook you can**
#
# - write the losses of both players so that they survive logits of a thousand;
# - say which divergence a loss stands for, and where its gradient dies;
# - bound a divergence from samples alone;
# - train a Wasserstein GAN with a gradient penalty, and a GAN that knows the class;
# - measure how many modes a generator has lost.
#
# **It builds on** the KL divergence (week 1), logits and cross-entropy (weeks 2 and 4), and automatic
# differentiation (week 6).
#
# Inputs are float64 tensors. Answers in float64 are compared to six digits, in float32 to four.

# %% locked="setup"
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from gmcourse.data.digits import digits
from gmcourse.data.f_table import ROWS
from gmcourse.data.ring import ring, ring_centers
from gmcourse.duel import Crowd, duel
from gmcourse.notebook import check, grade, predict, show, slider
from gmcourse.train import seeded

# %% [markdown]
# ## 1. The best possible judge
#
# A real point $x$ comes from $p_\mathrm{data}$, a fake one from $p_\theta$, each half of the time. The
# **discriminator** $D(x)$ is the probability that $x$ is real. If we knew both densities, Bayes' rule
# would give the best one:
#
# $$D^*(x) = \frac{p_\mathrm{data}(x)}{p_\mathrm{data}(x) + p_\theta(x)}.$$
#
# Move the model towards the data and watch the best judge give up.

# %% tags=["demonstration"]
def draw_judge(shift):
    x = np.linspace(-4, 7, 300)
    real, fake = np.exp(-(x**2) / 2), np.exp(-((x - shift) ** 2) / 2)
    fig, ax = plt.subplots(figsize=(6, 2.8))
    ax.plot(x, real / np.sqrt(2 * np.pi), label="data")
    ax.plot(x, fake / np.sqrt(2 * np.pi), "--", label="model")
    ax.plot(x, np.where(real > 0, real / (real + fake), 1), "k", label="best D")
    ax.set(xlabel="x", ylabel="density, probability", ylim=(-0.03, 1.03))
    ax.legend(loc="upper right")
    return fig


slider(draw_judge, [4.0, 3.0, 2.0, 1.0, 0.5, 0.0], label="shift of the model",
       alt="Two bell curves and the best discriminator, which falls from 1 to 0 between them; at shift 0 it is 1/2")

# %% [markdown]
# ### Exercise 1. The best discriminator
# <!-- exercise: optimal_discriminator -->
#
# Return $D^*$ at N points, shape (N,), from the two **log** densities there, each (N,), in nats. Far out
# the densities under- or overflow, in hundreds of dimensions always: log densities of several thousand, of either sign, must work.


# %% solution="optimal_discriminator"
def optimal_discriminator(log_p_data: torch.Tensor, log_p_model: torch.Tensor) -> torch.Tensor:
    """Probability that a point is real, if it is real or fake with equal chance.

    log_p_data, log_p_model: (N,) log densities in nats
    returns: (N,) probabilities
    """
    ### BEGIN SOLUTION
    return torch.sigmoid(log_p_data - log_p_model)
    ### END SOLUTION


# %% test="optimal_discriminator"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Divide the numerator and the denominator by the numerator. Only one quotient is left.
#
# </details>
# <details><summary>Hint 2</summary>
#
# You have $1 / (1 + e^{-h})$. Which function is that, and what is $h$ in terms of the two logs?
#
# </details>

# %% [markdown]
# ## 2. The losses of the two players
#
# A network gives the **logit** $h(x)$, any real number, and $D(x) = \sigma(h(x))$. The discriminator
# minimises the cross-entropy of the question "real or fake?":
#
# $$\mathcal{L}_D = -\mathbb{E}_{x \sim p_\mathrm{data}} \log D(x) - \mathbb{E}_{x \sim p_\theta} \log (1 - D(x)).$$
#
# ### Exercise 2. What the discriminator minimises
# <!-- exercise: discriminator_loss -->
#
# `real_logits` and `fake_logits` are vectors, possibly of different lengths. Return the **sum of the two
# means**, a scalar in nats. A judge who knows nothing pays $\log 4$. Logits of several thousand, of either sign, must work.


# %% solution="discriminator_loss"
def discriminator_loss(real_logits: torch.Tensor, fake_logits: torch.Tensor) -> torch.Tensor:
    """- mean log D(real) - mean log(1 - D(fake)).

    real_logits: (N,), fake_logits: (M,): h(x), where D(x) = sigmoid(h(x))
    returns: scalar, nats
    """
    ### BEGIN SOLUTION
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
    ### END SOLUTION


# %% test="discriminator_loss"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# $1 - \sigma(h) = \sigma(-h)$. So both terms are the log of a sigmoid.
#
# </details>
# <details><summary>Hint 2</summary>
#
# $-\log \sigma(h) = \log(1 + e^{-h})$. torch has this function, in a form that never overflows.
#
# </details>

# %% [markdown]
# ### The generator's side
#
# The generator can only change its fakes. Three losses are in use, all **minimised**:
#
# | loss | formula | wish |
# |---|---|---|
# | minimax | $\mathbb{E} \log(1 - D)$ | the opposite of what the discriminator wants |
# | non-saturating | $-\mathbb{E} \log D$ | fakes should be called real |
# | KL-based | $\mathbb{E} \log(1 - D) - \mathbb{E} \log D$ | the sum of the two |
#
# All means are over fakes. At $D = D^*$ the KL-based loss is $\mathrm{KL}(p_\theta \,\|\, p_\mathrm{data})$.
#
# ### Exercise 3. Minimax
# <!-- exercise: generator_minimax_loss -->
#
# From the logits of the fakes, (N,), return the mean minimax loss, a scalar in nats.


# %% solution="generator_minimax_loss"
def generator_minimax_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    """mean log(1 - D(fake)).

    fake_logits: (N,)
    returns: scalar, nats
    """
    ### BEGIN SOLUTION
    return -F.softplus(fake_logits).mean()
    ### END SOLUTION


# %% test="generator_minimax_loss"

# %% [markdown]
# ### Exercise 4. Non-saturating
# <!-- exercise: generator_nonsaturating_loss -->
#
# From the logits of the fakes, (N,), return the mean non-saturating loss, a scalar in nats.


# %% solution="generator_nonsaturating_loss"
def generator_nonsaturating_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    """- mean log D(fake).

    fake_logits: (N,)
    returns: scalar, nats
    """
    ### BEGIN SOLUTION
    return F.softplus(-fake_logits).mean()
    ### END SOLUTION


# %% test="generator_nonsaturating_loss"

# %% [markdown]
# ### Exercise 5. KL-based
# <!-- exercise: generator_kl_loss -->
#
# From the logits of the fakes, (N,), return the mean KL-based loss, a scalar in nats. Simplify first: it
# is the shortest of the three.


# %% solution="generator_kl_loss"
def generator_kl_loss(fake_logits: torch.Tensor) -> torch.Tensor:
    """mean log((1 - D(fake)) / D(fake)).

    fake_logits: (N,)
    returns: scalar, nats
    """
    ### BEGIN SOLUTION
    return -fake_logits.mean()
    ### END SOLUTION


# %% test="generator_kl_loss"

# %% [markdown]
# <details><summary>Hint 1, for exercises 3 to 5</summary>
#
# You have met both logs in exercise 2. Mind the signs: a loss falls when things go the generator's way.
#
# </details>
# <details><summary>Hint 2, for exercise 5</summary>
#
# What are the log-odds $\log \frac{D}{1 - D}$ of a sigmoid?
#
# </details>

# %% [markdown]
# ## 3. Where a gradient dies
#
# Early in training the judge is far ahead: it gives fakes a logit of, say, $-8$. The generator learns
# through that logit alone. Whatever multiplies $\partial h / \partial \theta$ decides whether it learns.

# %% tags=["demonstration"]
predict(
    "The judge gives every fake the logit -8. Which loss pushes it up the least?",
    options=["minimax", "non-saturating", "KL-based"],
    truth=lambda: f"minimax: its derivative is {-float(torch.sigmoid(torch.tensor(-8.0))):.5f}",
    why="The other two push with a force near 1.",
)

# %% [markdown]
# ### Exercise 6. What each loss tells the generator
# <!-- exercise: generator_logit_gradients -->
#
# For each fake's logit $h$, give the derivative of its **own** loss in $h$, in closed form: no autograd,
# and no $1/N$. Return a dict with the keys `"minimax"`, `"nonsaturating"` and `"kl"`, each (N,).


# %% solution="generator_logit_gradients"
def generator_logit_gradients(fake_logits: torch.Tensor) -> dict[str, torch.Tensor]:
    """Derivative of each sample's loss in its logit.

    fake_logits: (N,)
    returns: {"minimax": (N,), "nonsaturating": (N,), "kl": (N,)}
    """
    ### BEGIN SOLUTION
    minimax = -torch.sigmoid(fake_logits)
    nonsaturating = -torch.sigmoid(-fake_logits)
    return {"minimax": minimax, "nonsaturating": nonsaturating, "kl": -torch.ones_like(fake_logits)}
    ### END SOLUTION


# %% test="generator_logit_gradients"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# $\frac{d}{dh} \log(1 + e^h)$ is a function that you know well.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The KL-based loss is the sum of the other two, so its gradient is their sum. Simplify it.
#
# </details>

# %% tags=["demonstration"]
if check.passed("generator_logit_gradients"):
    h = torch.linspace(-8, 8, 200, dtype=torch.float64)
    fig, ax = plt.subplots(figsize=(6, 2.8))
    for (name, slope), style in zip(generator_logit_gradients(h).items(), ("-", "--", ":"), strict=True):
        ax.plot(h, slope, style, label=name)
    ax.set(xlabel="logit of a fake   (left: recognised as fake)", ylabel="derivative of the loss")
    ax.legend()
    show(fig, alt="Derivatives against the logit. Minimax is 0 on the left, non-saturating on the right, KL is -1.")

# %% [markdown]
# The picture shows the trade. Minimax listens only to fakes that already pass; the non-saturating loss
# only to those that fail; the KL-based loss to all alike.
#
# ## 4. What the game computes
#
# Put $D^*$ into the value $V = -\mathcal{L}_D$. What is left depends on the two densities alone:
#
# $$V(G, D^*) = 2\, \mathrm{JSD}(p_\mathrm{data}, p_\theta) - \log 4, \qquad
# \mathrm{JSD}(p, q) = \tfrac{1}{2} \mathrm{KL}(p \,\|\, m) + \tfrac{1}{2} \mathrm{KL}(q \,\|\, m), \quad m = \tfrac{p + q}{2}.$$
#
# ### Exercise 7. The Jensen-Shannon divergence
# <!-- exercise: jensen_shannon -->
#
# `p` and `q` are (K,) probabilities that sum to 1; zeros are allowed, also in both. Return the divergence
# in nats, a scalar. It lies between 0 (equal) and $\log 2$ (disjoint).


# %% solution="jensen_shannon"
def jensen_shannon(p: torch.Tensor, q: torch.Tensor) -> torch.Tensor:
    """Jensen-Shannon divergence (not its square root), in nats.

    p, q: (K,) probabilities that sum to 1
    returns: scalar between 0 and log 2
    """
    ### BEGIN SOLUTION
    m = (p + q) / 2
    return (torch.xlogy(p, p) + torch.xlogy(q, q) - 2 * torch.xlogy(m, m)).sum() / 2
    ### END SOLUTION


# %% test="jensen_shannon"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Where $p_k = 0$ its term counts as 0. `torch.xlogy(p, p)` is $p \log p$ with that rule built in.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Split each $\log(p / m)$ into two logs, so that no 0/0 is ever formed. Then collect what goes with $m$.
#
# </details>
#
# The claim above, as numbers: two Gaussians on a fine grid.

# %% tags=["demonstration"]
if check.passed("jensen_shannon") and check.passed("optimal_discriminator"):
    x = torch.linspace(-12, 14, 20001, dtype=torch.float64)
    width = float(x[1] - x[0])
    data = torch.distributions.Normal(0.0, 1.0).log_prob(x)
    for shift in (0.0, 1.0, 3.0, 6.0):
        model = torch.distributions.Normal(shift, 1.0).log_prob(x)
        odds = data - model
        value = width * (data.exp() * F.logsigmoid(odds) + model.exp() * F.logsigmoid(-odds)).sum()
        js = jensen_shannon(width * data.exp(), width * model.exp())
        print(f"shift {shift:g}:  V(G, D*) = {value:8.5f}   2 JSD - log 4 = {2 * js - math.log(4):8.5f}")

# %% [markdown]
# ## 5. One formula for many divergences
#
# Let $f$ be convex with $f(1) = 0$. The **f-divergence** compares $p$ and $q$ through their ratio:
#
# $$D_f(p, q) = \sum_k q_k \, f\!\left( \frac{p_k}{q_k} \right).$$
#
# ### Exercise 8. An f-divergence
# <!-- exercise: f_divergence -->
#
# `p` and `q` are (K,), all entries above 0. `f` takes a tensor, elementwise. Return a scalar.


# %% solution="f_divergence"
def f_divergence(p: torch.Tensor, q: torch.Tensor, f) -> torch.Tensor:
    """sum_k q_k f(p_k / q_k).

    p, q: (K,) positive probabilities
    f: callable, tensor to tensor, elementwise
    returns: scalar
    """
    ### BEGIN SOLUTION
    return (q * f(p / q)).sum()
    ### END SOLUTION


# %% test="f_divergence"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# It is an expectation. Under which of the two distributions?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Try $f(u) = u \log u$ on paper: the $q$ must cancel and leave $\mathrm{KL}(p \,\|\, q)$.
#
# </details>
#
# Notes 5, section 6.18, list eleven divergences, each with its $f$. Let us run the table: does the
# formula in each row equal $\sum q f(p/q)$?

# %% tags=["demonstration"]
p, q = np.array([0.1, 0.2, 0.7]), np.array([0.5, 0.3, 0.2])
print(f"{'row':26}{'sum q f(p/q)':>14}{'as printed':>14}{'as it holds':>14}")
for row in ROWS:
    from_f, printed, holds = row.generator(p / q) @ q, row.printed(p, q), row.holds(p, q)
    mark = "" if np.isclose(from_f, printed) else "   <- " + row.slip
    print(f"{row.name:26}{from_f:14.5f}{printed:14.5f}{holds:14.5f}{mark}")

# %% [markdown]
# Six rows of our copy do not match their generator. The first two slips are famous: they stand in the
# table of the paper that most courses copy. The third column always agrees with the first.
#
# ## 6. A divergence from samples alone
#
# A GAN never sees a density. The trick: a convex $f$ lies above all of its tangents. With the **conjugate**
# $f^*(t) = \sup_u (u t - f(u))$ that reads $f(u) \ge u t - f^*(t)$ for every $t$. Put $u = p/q$ and
# average over $q$:
#
# $$D_f(p, q) \ge \mathbb{E}_p[t] - \mathbb{E}_q[f^*(t)].$$
#
# Both terms on the right are expectations, so samples are enough. The discriminator of an **f-GAN** is $t$.

# %% tags=["demonstration"]
def draw_tangent(t):
    u = np.linspace(0.02, 3, 200)
    fig, ax = plt.subplots(figsize=(6, 2.8))
    ax.plot(u, u * np.log(u), label="f(u) = u log u")
    ax.plot(u, u * t - np.exp(t - 1), "--", label="u t - f*(t)")
    ax.plot(np.exp(t - 1), (t - 1) * np.exp(t - 1), "ko", label="they touch")
    ax.set(xlabel="u = p / q", ylim=(-1.5, 3.5))
    ax.legend(loc="upper left")
    return fig


slider(draw_tangent, [-1.0, 0.0, 0.5, 1.0, 1.5, 2.0], label="slope t",
       alt="A convex curve and a straight line of slope t below it that touches it in one point")

# %% [markdown]
# ### Exercise 9. The bound
# <!-- exercise: fgan_bound -->
#
# `p`, `q`, `t` are (K,); `conjugate` is $f^*$, elementwise. Return the right side above, a scalar. At
# $t = f'(p/q)$ it equals the divergence.


# %% solution="fgan_bound"
def fgan_bound(p: torch.Tensor, q: torch.Tensor, t: torch.Tensor, conjugate) -> torch.Tensor:
    """Lower bound on an f-divergence.

    p, q: (K,) probabilities; t: (K,) values of the discriminator
    conjugate: callable, tensor to tensor, elementwise
    returns: scalar
    """
    ### BEGIN SOLUTION
    return (p * t).sum() - (q * conjugate(t)).sum()
    ### END SOLUTION


# %% test="fgan_bound"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# An expectation over outcomes is a sum of probability times value.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Real points are scored by $t$, fake points pay $f^*(t)$.
#
# </details>
#
# ## 7. When supports do not meet
#
# Let both densities be Gaussians of width $\epsilon$, the model shifted by $\theta$. Real images are much
# like that: thin sheets in a huge space. What does each divergence say as $\epsilon \to 0$?

# %% tags=["demonstration"]
predict(
    "The shift is 1 and epsilon goes to 0. What does the Jensen-Shannon divergence go to?",
    options=["0", "log 2, whatever the shift", "1", "infinity"],
    truth="log 2, whatever the shift",
    why="The supports do not overlap, so a perfect judge exists, and moving closer changes nothing.",
)


# %% tags=["demonstration"]
def draw_cases(epsilon):
    theta = np.linspace(-2, 2, 161)
    x = np.linspace(-3, 3, 3001)[:, None]
    data, model = np.exp(-0.5 * (x / epsilon) ** 2), np.exp(-0.5 * ((x - theta) / epsilon) ** 2)
    share = data / np.maximum(data + model, 1e-300)
    js = math.log(2) + (data * np.log(np.maximum(share, 1e-300))).sum(0) / data.sum()
    fig, ax = plt.subplots(figsize=(6, 2.8))
    ax.plot(theta, theta**2 / (2 * epsilon**2), ":", label="KL")
    ax.plot(theta, js, "--", label="JSD")
    ax.plot(theta, abs(theta), label="W1")
    ax.set(xlabel="shift of the model", ylabel="nats, or length", ylim=(0, 2.2), title=f"width {epsilon:g}")
    ax.legend(loc="lower right")
    return fig


slider(draw_cases, [1.0, 0.5, 0.2, 0.1, 0.05], label="epsilon",
       alt="KL, JSD and W1 against the shift. As epsilon falls KL turns into a wall, JSD into a flat line at "
       "0.69 with a narrow pit, and W1 stays the same V")

# %% [markdown]
# KL explodes, JSD goes flat, and only the **Wasserstein distance** keeps its slope. $W_1$ is the least
# work that turns one heap of sand into the other: mass times distance.
#
# ### Exercise 10. Wasserstein on the line
# <!-- exercise: wasserstein1 -->
#
# `x` and `y` are two samples of one size, (N,), in any order. Each point carries mass 1/N. Return the
# least mean distance over all pairings, a scalar in the unit of the data.


# %% solution="wasserstein1"
def wasserstein1(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """W1 of two samples of one size on the line.

    x, y: (N,)
    returns: scalar, in the unit of x
    """
    ### BEGIN SOLUTION
    return (x.sort().values - y.sort().values).abs().mean()
    ### END SOLUTION


# %% test="wasserstein1"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Take two points on each side and draw both pairings. Why does the one whose arrows cross never win?
#
# </details>
# <details><summary>Hint 2</summary>
#
# So the smallest goes to the smallest. There is no need to try pairings.
#
# </details>
#
# ## 8. A critic in place of a judge
#
# In many dimensions there is no sorting. But $W_1$ has a second form (Kantorovich and Rubinstein):
#
# $$W_1(p_\mathrm{data}, p_\theta) = \max_{C \text{ 1-Lipschitz}} \;
# \mathbb{E}_{p_\mathrm{data}}[C(x)] - \mathbb{E}_{p_\theta}[C(x)].$$
#
# A network $C$, the **critic**, is trained to reach the maximum. Its values are no logits.
#
# ### Exercise 11. What the critic minimises
# <!-- exercise: critic_loss -->
#
# `real` (N,) and `fake` (M,) are the critic's values. Return the loss that the critic **minimises** to
# reach the maximum above, a scalar.


# %% solution="critic_loss"
def critic_loss(real: torch.Tensor, fake: torch.Tensor) -> torch.Tensor:
    """Loss of a Wasserstein critic.

    real: (N,), fake: (M,): values of the critic
    returns: scalar
    """
    ### BEGIN SOLUTION
    return fake.mean() - real.mean()
    ### END SOLUTION


# %% test="critic_loss"

# %% [markdown]
# ### Exercise 12. What its generator minimises
# <!-- exercise: wgan_generator_loss -->
#
# `fake` (N,) are the critic's values on fakes. Return the part of the game that the generator can change,
# with the sign that makes it a loss. A scalar.


# %% solution="wgan_generator_loss"
def wgan_generator_loss(fake: torch.Tensor) -> torch.Tensor:
    """Loss of the generator of a Wasserstein GAN.

    fake: (N,) values of the critic
    returns: scalar
    """
    ### BEGIN SOLUTION
    return -fake.mean()
    ### END SOLUTION


# %% test="wgan_generator_loss"

# %% [markdown]
# <details><summary>Hint 1, for both</summary>
#
# To maximise is to minimise the negative. The generator wants $W_1$ small, but only one of the two
# expectations depends on it.
#
# </details>
#
# ## 9. Keeping the critic's slope at one
#
# Without a limit on the slope the game has no solution: double the critic and its loss doubles. The first
# remedy was to **clip** every weight into a small box. The second, **WGAN-GP**, asks for slope 1 where it
# matters, on lines between real and fake points:
#
# $$\mathbb{E}_{\hat x} \big( \lVert \nabla C(\hat x) \rVert_2 - 1 \big)^2, \qquad
# \hat x = a \, x_\mathrm{real} + (1 - a) \, x_\mathrm{fake}, \quad a \sim U(0, 1).$$
#
# ### Exercise 13. The gradient penalty
# <!-- exercise: gradient_penalty -->
#
# `critic` maps (N, D) to (N,); `real` and `fake` are (N, D); `mix` is (N, 1), row i the $a$ of pair i.
# Return the mean penalty over the batch, **without** a weight, a scalar. It must be possible to train the
# critic through it: its own gradient in the critic's parameters is checked too.


# %% solution="gradient_penalty"
def gradient_penalty(critic, real: torch.Tensor, fake: torch.Tensor, mix: torch.Tensor) -> torch.Tensor:
    """Mean squared distance of the critic's slope from 1, on lines from fake to real points.

    critic: callable (N, D) -> (N,)
    real, fake: (N, D); mix: (N, 1), the weight of the real point
    returns: scalar that can be differentiated in the critic's parameters
    """
    ### BEGIN SOLUTION
    points = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return (slope.norm(dim=1) - 1).square().mean()
    ### END SOLUTION


# %% test="gradient_penalty"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The derivative is taken in the input. So the mixed points must be told to require a gradient, and
# `torch.autograd.grad` gives it. Each row of the result belongs to one sample.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `autograd.grad` wants a scalar: no sample depends on another, so you may add all of the critic's values.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The penalty is a function of a derivative, and will be differentiated again. `create_graph` decides
# whether torch remembers how the derivative was made.
#
# </details>
#
# ### Why GANs circle
#
# The smallest GAN there is: the data are the single point 0, the generator is a single point $\theta$, and
# the judge is a straight line, $h(x) = \psi x$. The only equilibrium is $\theta = \psi = 0$. Both players
# take plain gradient steps.

# %% tags=["demonstration"]
def dirac_path(penalty, steps=400, lr=0.2):
    """The Dirac-GAN of Mescheder et al. 2018: columns theta and psi, one row a step."""
    path = [(1.0, 0.0)]
    for _ in range(steps):
        theta, psi = path[-1]
        pull = 1 / (1 + math.exp(-psi * theta))
        path.append((theta + lr * psi * pull, psi - lr * (theta * pull + penalty * psi)))
    return np.array(path)


# %% tags=["demonstration"]
def draw_dirac(penalty):
    path = dirac_path(penalty)
    fig, ax = plt.subplots(figsize=(4, 3.4))
    ax.plot(*path.T, lw=1)
    ax.plot(*path[0], "ko")
    ax.plot(0, 0, "r+", markersize=12)
    ax.set(xlabel="theta (generator)", ylabel="psi (judge)", title=f"distance left {np.hypot(*path[-1]):.2g}")
    return fig


slider(draw_dirac, [0.0, 0.1, 0.3, 1.0], label="penalty on the judge's slope at the data",
       alt="The path of both parameters. Without a penalty it spirals outwards; with one it spirals into zero")

# %% [markdown]
# Each player runs after the other. A penalty on the judge's slope at real points (the weight of the
# slider) works like friction, and both come to rest. Longer training does not help.
#
# ## 10. A judge that knows the class
#
# A **conditional** GAN is given a label $y$. The discriminator's job is then twofold: does $x$ look real,
# and does it look like a $y$? The **projection discriminator** adds the two. With features $\phi(x)$:
#
# $$h(x, y) = \psi(\phi(x)) + v_y^\top \phi(x).$$
#
# ### Exercise 14. The projection
# <!-- exercise: projection_logit -->
#
# `features` (N, H) holds $\phi(x)$, `labels` (N,) integers below K, `embedding` (K, H) the vectors $v_y$
# as rows, and `psi` is a callable from (N, H) to (N,). Return one logit a sample, (N,).


# %% solution="projection_logit"
def projection_logit(features: torch.Tensor, labels: torch.Tensor, embedding: torch.Tensor, psi) -> torch.Tensor:
    """psi(phi(x)) + v_y . phi(x).

    features: (N, H); labels: (N,) int64; embedding: (K, H)
    psi: callable (N, H) -> (N,)
    returns: (N,) logits
    """
    ### BEGIN SOLUTION
    return psi(features) + (features * embedding[labels]).sum(dim=1)
    ### END SOLUTION


# %% test="projection_logit"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Indexing a matrix with a vector of integers gives one row for each. What shape has `embedding[labels]`?
#
# </details>
# <details><summary>Hint 2</summary>
#
# An inner product row by row: multiply, then add up over the right axis.
#
# </details>
#
# With it, digits by class. Both networks are small; training takes some seconds.

# %% tags=["demonstration"]
class Painter(nn.Module):
    """Noise (N, 16) and a digit to 64 pixels between -1 and 1."""

    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(26, 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU(), nn.Linear(128, 64))

    def forward(self, z, digit):
        return torch.tanh(self.net(torch.cat([z, F.one_hot(digit, 10)], dim=1)))


# %% tags=["demonstration"]
class Judge(nn.Module):
    """64 pixels and a digit to a logit, with your projection."""

    def __init__(self):
        super().__init__()
        self.phi = nn.Sequential(nn.Linear(64, 128), nn.LeakyReLU(0.2), nn.Linear(128, 128), nn.LeakyReLU(0.2))
        self.score, self.classes = nn.Linear(128, 1), nn.Embedding(10, 128)

    def forward(self, x, digit):
        return projection_logit(self.phi(x), digit, self.classes.weight, lambda h: self.score(h)[:, 0])


# %% tags=["demonstration"]
needed = ("projection_logit", "discriminator_loss", "generator_nonsaturating_loss")
if all(check.passed(name) for name in needed):
    split = digits()
    with seeded(0):
        painter, judge = Painter(), Judge()
    duel(
        painter, judge, discriminator_loss, generator_nonsaturating_loss,
        (torch.tensor(split.train / 8 - 1, dtype=torch.float32), torch.tensor(split.train_labels)),
        steps=600, latent=16, batch_size=64, label="digits by class",
    )

# %% tags=["demonstration"]
if all(check.passed(name) for name in needed):
    noise = torch.randn(500, 16, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        painted = painter(noise, torch.arange(10).repeat(50)).reshape(50, 10, 8, 8)
    framed = F.pad(painted[:6], (1, 1, 1, 1), value=-1).permute(0, 2, 1, 3).reshape(60, 100)
    fig, ax = plt.subplots(figsize=(7, 4.4))
    ax.imshow(framed, cmap="gray_r")
    ax.set(xticks=4.5 + 10 * np.arange(10), xticklabels=range(10), yticks=[], xlabel="asked for")
    show(fig, alt="Six rows of generated digits, one column for each class from 0 to 9; a column's digits look alike.")
    true_spread = np.mean([split.train[split.train_labels == k].std(0).mean() for k in range(10)])
    print(f"spread within a class, in grey levels: real {true_spread:.2f}, painted {8 * painted.std(0).mean():.2f}")

# %% [markdown]
# Each class is there, most can be read. But the digits of a column are alike: the spread within a class is
# far below the real one. All ten labels are covered, the ways of writing each are not.

# %% [markdown]
# ## 11. Lost modes
#
# A generator that paints one perfect digit fools many judges. Likelihood would punish it; a GAN has none,
# so we count. The data are eight Gaussians on a ring.
#
# ### Exercise 15. Counting modes
# <!-- exercise: modes_covered -->
#
# `samples` is (N, D), and N may be 0; `centers` is (K, D). A mode is **covered** if at least one sample
# lies within `radius` of its center. Return how many are, an int.


# %% solution="modes_covered"
def modes_covered(samples: torch.Tensor, centers: torch.Tensor, radius: float) -> int:
    """Number of centers with a sample within the radius.

    samples: (N, D), N may be 0; centers: (K, D); radius: in the unit of the samples
    returns: int between 0 and K
    """
    ### BEGIN SOLUTION
    distance = (samples[:, None] - centers).square().sum(dim=2).sqrt()
    return int((distance <= radius).any(dim=0).sum())
    ### END SOLUTION


# %% test="modes_covered"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# You need a table of distances, one row a sample, one column a center. Broadcasting or `torch.cdist`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For one center the question is "is **any** sample near?" Then count the yeses.
#
# </details>
#
# Now the experiment: five seeds, trained side by side (a `Crowd` is five networks that share no weights
# and are computed together), once with the non-saturating loss, once as WGAN-GP.

# %% tags=["demonstration"]
predict(
    "On how many of five seeds will the non-saturating GAN hold all eight modes after 480 steps?",
    options=["none", "some, but not all", "all five"],
    truth="some, but not all",
    why="It depends on the seed; run the next two cells, and change the seeds to see how much.",
)


# %% tags=["demonstration"]
def ring_report(opponent_loss, generator_loss, seeds, **settings):
    """Train on the ring, one pair of networks a seed; return the samples (seeds, 500, 2)."""
    points, _ = ring(4000, torch.Generator().manual_seed(0))
    artist = Crowd([2, 32, 32, 2], seeds)
    rival = Crowd([2, 32, 32, 1], [100 + seed for seed in seeds], slope=0.2)
    duel(artist, rival, opponent_loss, generator_loss, points,
         steps=480, latent=2, lr=2e-3, batch_size=64 * len(seeds), **settings)
    with torch.no_grad():
        noise = torch.randn(500 * len(seeds), 2, generator=torch.Generator().manual_seed(1))
        drawn = artist(noise).reshape(len(seeds), 500, 2)
    for seed, cloud in zip(seeds, drawn, strict=True):
        near = (torch.cdist(cloud, ring_centers()).min(dim=1).values < 0.3).double().mean()
        print(f"seed {seed}: {modes_covered(cloud, ring_centers(), 0.3)} of 8 modes, {near:.0%} of samples near one")
    return drawn


# %% tags=["demonstration"]
def draw_clouds(drawn):
    fig, axes = plt.subplots(1, len(drawn), figsize=(9, 2), sharex=True, sharey=True)
    for ax, cloud in zip(axes, drawn, strict=True):
        ax.plot(*ring_centers().T, "r+")
        ax.plot(*cloud.T, ".", ms=2)
        ax.set(xlim=(-3, 3), ylim=(-3, 3), aspect="equal")
    return fig


# %% tags=["demonstration"]
if check.passed("modes_covered") and check.passed("discriminator_loss") and check.passed("generator_nonsaturating_loss"):
    clouds = ring_report(discriminator_loss, generator_nonsaturating_loss, range(5), label="non-saturating")
    show(draw_clouds(clouds), alt="Samples of five non-saturating GANs: some reach all eight modes, some only a few.")

# %% tags=["demonstration"]
if check.passed("modes_covered") and check.passed("critic_loss") and check.passed("gradient_penalty"):
    clouds = ring_report(
        critic_loss, lambda fake: -torch.mean(fake), range(5), penalty=gradient_penalty, opponent_steps=3,
        label="WGAN-GP",
    )
    show(draw_clouds(clouds), alt="Samples of five WGAN-GP: all of them reach all eight modes of the ring.")

# %% [markdown]
# "At least one sample" is a mild demand: read both columns. The chapter repeats this for five losses.
#
# ## 12. Looking back
#
# - The best judge is a sigmoid of the log ratio; with it the game is $2\,\mathrm{JSD} - \log 4$.
# - The minimax gradient dies where the generator needs it; the non-saturating one does not.
# - An f-divergence can be bounded from samples by any $t$; a GAN makes $t$ a network.
# - On disjoint supports only $W_1$ says which way to go, and it needs a critic of bounded slope.
# - Two gradient descents against each other need friction. And with no likelihood, count the modes.
#
# ## What the notes got wrong this week
#
# Each is as printed in our copy of notes 5. None is a shame; each is a good question.
#
# **6.4: the integral is zero, so the integrand is zero.** It does not follow. $D = 1/2$ everywhere makes
# that integral zero for any two densities. The loss splits into one problem a point: argue pointwise.

# %% tags=["demonstration"]
x = np.linspace(-10, 12, 4001)
data, model = (np.exp(-0.5 * (x - shift) ** 2) / math.sqrt(2 * math.pi) for shift in (0.0, 2.0))
half = np.full_like(x, 0.5)
print("integral of the derivative at D = 1/2:", round(float(np.sum(model / (1 - half) - data / half) * (x[1] - x[0])), 9))
print("largest integrand there:              ", round(float(np.max(np.abs(2 * model - 2 * data))), 3))

# %% [markdown]
# **6.8, 6.15 and case 2 of 6.17: a Wasserstein GAN without its constraint.** The critic must be
# 1-Lipschitz. Without that, scale it and the loss has no lower bound; that is what "case 2" shows, and it
# is no WGAN. In 6.9 the distribution $r_\theta$ is never defined: it is the mix of exercise 13.

# %% tags=["demonstration"]
for scale in (1, 10, 100):
    print(f"critic C(x) = {scale:3} x, data at 1, model at 0: loss {scale * 0.0 - scale * 1.0:7.1f}, true -W1 = -1")

# %% [markdown]
# **6.10: $\mathbb{E}_{z \sim p_\theta(z)}[D(x)]$.** It is $x$ that comes from $p_\theta$; $z$ comes from
# $p(z)$.
#
# **6.11: the bracket called JSD lacks its 1/2.** For disjoint supports the bracket is $2 \log 2$, and with
# the factor 2 before it the value would be $\log 4$ instead of 0, though a perfect judge's value is 0. In
# the derivative of $\sigma$ two exponents have the wrong sign; the result $\sigma' / (1 - \sigma) = \sigma$
# is right.

# %% tags=["demonstration"]
print("2 (log 2 + log 2) - log 4 =", round(2 * 2 * math.log(2) - math.log(4), 4), "   as printed")
print("2 (log 2 + log 2) / 2 - log 4 =", round(2 * math.log(2) - math.log(4), 4), "   a perfect judge pays 0")
e = math.exp(-0.7)
print(f"sigma'(0.7): as printed {e / (1 + e) ** -2:.4f}, with exponent 2 {e / (1 + e) ** 2:.4f}, "
      f"by differences {(1 / (1 + math.exp(-0.7001)) - 1 / (1 + math.exp(-0.6999))) / 2e-4:.4f}")

# %% [markdown]
# **6.14 is empty.** The definition is in section 10: $h(x, y) = \psi(\phi(x)) + v_y^\top \phi(x)$.
#
# **6.17, case 1** prints $\mathbb{E} \log(1 - D) - \mathbb{E} \log(1 - D)$, which is 0 for every $D$: the
# second is $\log D$, exercise 5. And "if $\epsilon \ne \epsilon_0$" should read $\theta \ne \theta_0$.
#
# **6.17, case 3 stops before its end.** It ends well: $C^*(x) = \mathrm{sign}(\theta_0 - \theta)\, x$, the
# distance is $W_1 = |\theta - \theta_0|$ for every $\epsilon$, and the generator's gradient has size one.

# %% tags=["demonstration"]
if check.passed("wasserstein1"):
    noise = torch.randn(1000, generator=torch.Generator().manual_seed(2), dtype=torch.float64)
    for epsilon in (1.0, 0.1, 0.001):
        found = wasserstein1(1.5 + epsilon * noise, epsilon * noise.flip(0))
        print(f"epsilon {epsilon:g}: W1 = {found:.6f}, KL = {1.5**2 / (2 * epsilon**2):g}")

# %% [markdown]
# **6.18: six rows of the table** do not match their generator. Section 5 ran it row by row.

# %% [markdown] task="reflection_07" points=3
# ## Reflection
#
# In about 120 words: a friend trains a GAN on faces. The discriminator's loss is nearly 0 and the samples
# do not improve. A second friend says: train the discriminator less. A third says: change the loss. A
# fourth: add a penalty. What is happening, and what does each advice change? Which one would you try
# first, and how would you notice if the generator then shows only a few faces?
#
# Write your answer in a new cell below this one.
#
# === BEGIN MARK SCHEME ===
# 1 point: the judge separates (nearly) disjoint supports, so D(fake) is near 0 and the minimax gradient
# vanishes; or JSD is flat at log 2.
# 1 point: each advice is placed: a weaker judge leaves overlap but gives a poorer signal; the
# non-saturating loss or W1 keeps a gradient; a penalty bounds the slope (friction, Lipschitz).
# 1 point: a choice with a reason, and a check for lost modes: count modes or near-duplicates, compare
# classes, look at many samples; the loss alone does not show it.
# === END MARK SCHEME ===

# %% [markdown]
# ## Bonus
#
# Not marked, for those who want more.
#
# 1. Show that the non-saturating loss at $D^*$ has the gradient of
#    $\mathrm{KL}(p_\theta \,\|\, p_\mathrm{data}) - 2\,\mathrm{JSD}$. What is odd about the minus?
# 2. Replace the penalty in the Dirac-GAN by clipping $\psi$ to $[-1, 1]$, or let the judge take five steps
#    for one of the generator. Which of them still reaches 0?
# 3. Write an f-GAN: `duel` takes any losses. Use `fgan_bound`'s formula with samples, the Pearson
#    divergence, and $f^*(t) = t^2/4 + t$. Does it cover the ring?
