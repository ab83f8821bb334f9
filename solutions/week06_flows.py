# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Week 6: normalizing flows
#
# Last week's likelihood was a bound. This week it is exact. A **flow** takes a simple random variable
# $z$ and bends space until it looks like data, $x = f(z)$, in such a way that the bending can be undone.
#
# **After this notebook you can**
#
# - say where probability goes under any map, and what becomes of a density;
# - compute log-determinants of Jacobians: by autograd, and by layers that make them cheap;
# - build Real NVP and a masked autoregressive flow, and train them by maximum likelihood;
# - turn grey levels into numbers that have a density, and report honest bits per dimension.
#
# **It builds on** log-densities and KL (week 1), masks (week 4), and the VAE (week 5).
#
# **Time**: about 3 h 55 min for the exercises, the build included.
#
# Each exercise has a stub to fill in and a test cell below it. Run the test as often as you like:
# it tells you which properties hold, and often what went wrong. Cells that train a model wait until the
# functions that they use are right.
#
# Tensors are float64; answers in float64 are compared to six digits, in float32 to four. Leave arguments as they are,
# `requires_grad` too: work on copies. **Differentiable** means that a flow is trained
# through the answer: its gradient in the points and in all that the networks learn is checked too.

# %% locked="setup"
import math
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn

from gmcourse.data import moons
from gmcourse.data.digits import digits
from gmcourse.notebook import check, grade, mosaic, predict, ready, show, slider
from gmcourse.train import fit, seeded

torch.set_num_threads(1)  # small networks run faster so

# %% [markdown]
# ## 1. Where does the probability go?
#
# Let $X$ be random and $T$ a map. The law of $T(X)$ is the **pushforward** of the law of $X$. Think of
# probability as sand lying on the outcomes: $T$ carries each grain to its new place.

# %% tags=["demonstration"]
fig, ax = plt.subplots(figsize=(6, 2.8))
for x, p, y in ((1, 0.2, 5), (2, 0.5, 6), (3, 0.3, 6)):
    ax.bar(x, p, color="tab:blue", width=0.6)
    ax.annotate("", xy=(y, 0.02), xytext=(x, p), arrowprops={"arrowstyle": "->", "color": "gray"})
ax.bar([5, 6], [0.2, 0.8], color="tab:orange", width=0.6)
ax.set(xticks=[1, 2, 3, 5, 6], xticklabels=["1", "2", "3", "a", "b"], ylabel="probability")
ax.set_title("source: X on {1, 2, 3}          target: T(X) on {a, b}", fontsize=10)
show(fig, alt="Bars 0.2, 0.5, 0.3 on 1, 2, 3. Arrows carry 1 to a, and 2 and 3 to b: bars of 0.2 and 0.8.")

# %% [markdown]
# ### Exercise 1. Where the probability goes
# <!-- exercise: pushforward_pmf -->
#
# `pmf` is a dict from outcomes to probabilities. `mapping` is a dict from the same outcomes to their
# images. Return the pushforward as a dict, image to probability. An image that only outcomes of
# probability 0 reach is kept, with probability 0.


# %% solution="pushforward_pmf"
def pushforward_pmf(pmf: dict, mapping: dict) -> dict:
    """Distribution of T(X).

    pmf: outcome -> probability
    mapping: the same outcomes -> image
    returns: image -> probability, for every image of an outcome
    """
    ### BEGIN SOLUTION
    image_pmf = dict.fromkeys(mapping.values(), 0.0)
    for outcome, probability in pmf.items():
        image_pmf[mapping[outcome]] += probability
    return image_pmf
    ### END SOLUTION


# %% test="pushforward_pmf"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# No grain gets lost: your probabilities sum to 1. If they do not, two outcomes met in one image.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Walk over the outcomes once and let each add its own share to the pile at its image.
#
# </details>

# %% [markdown]
# Your function on two dice: thirty-six grains, eleven piles.

# %% tags=["demonstration"]
if ready("pushforward_pmf"):
    rolls = [(a, b) for a in range(1, 7) for b in range(1, 7)]
    piles = pushforward_pmf({roll: 1 / 36 for roll in rolls}, {roll: sum(roll) for roll in rolls})
    fig, ax = plt.subplots(figsize=(4.5, 2.4))
    ax.bar(list(piles), list(piles.values()), color="tab:orange")
    ax.set(xlabel="sum of two dice", ylabel="probability", xticks=range(2, 13))
    show(fig, alt="Eleven bars that rise in a straight line from 2 to 7 and fall in one to 12.")

# %% [markdown]
# ## 2. From sums to densities
#
# A continuous variable has no sand on single points; it has a density, sand per length. A map that
# stretches a piece of the line to twice its length makes the sand there half as high. If $x = f(z)$ is
# smooth and has a smooth inverse $h$,
#
# $$p_X(x) = p_Z(h(x)) \, |h'(x)|.$$
#
# If several $z$ lead to one $x$, each brings its share. The square is such a map: with
# $z \sim \mathcal{N}(0, 1)$, the sand of both halves of the line piles up on the positive side.

# %% tags=["demonstration"]
z = np.random.default_rng(0).normal(size=20_000)
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 2.8))
left.hist(z, bins=80, range=(-4, 4), density=True, color="tab:blue")
left.set(xlabel="x", ylabel="density", title="source: N(0, 1)")
right.hist(z**2, bins=80, range=(0, 4), density=True, color="tab:orange")
right.set(xlabel="y = x squared", title="target")
show(fig, alt="Left, the bell of a standard normal. Right, its square: a density that rises steeply towards 0.")

# %% tags=["demonstration"]
predict(
    "squared_normal",
    "A normal variable is most likely near 0. Near y = 0, the density of its square ...",
    options=["tends to 0", "tends to some number", "grows without bound"],
    truth="grows without bound",
    why="Around 0 the square is flat: it squeezes an interval of length 2 sqrt(y) into one of length y.",
)

# %% [markdown]
# ### Exercise 2. A Gaussian, squared
# <!-- exercise: square_pushforward_log_prob -->
#
# Return the log-density, in nats, of $Y = X^2$ for $X \sim \mathcal{N}(0, 1)$ at each entry of `y`, a
# float64 tensor of shape (N,); entries of $10^{-200}$ or $10^4$ must work. No $y$ below 0 can occur: return $-\infty$ there. At $y = 0$ itself the formula has no
# value, and a single point has no probability; by convention return $-\infty$ there, too.


# %% solution="square_pushforward_log_prob"
def square_pushforward_log_prob(y: torch.Tensor) -> torch.Tensor:
    """Log-density of the square of a standard normal variable.

    y: (N,) float64
    returns: (N,), in nats; -inf where y <= 0
    """
    ### BEGIN SOLUTION
    root = y.clamp(min=1e-300).sqrt()
    branch = torch.distributions.Normal(0.0, 1.0).log_prob(root) - (2 * root).log()
    return torch.where(y > 0, math.log(2) + branch, -torch.inf)
    ### END SOLUTION


# %% test="square_pushforward_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two points have the square $y$. By symmetry they bring the same share.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The share of one branch is the Gaussian density at $\sqrt y$, times how fast $\sqrt y$ moves with $y$.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Take the logarithm on paper before you code: products turn into sums, and $\log \sqrt y$ into
# $\tfrac12 \log y$. `torch.where` picks the value for each entry.
#
# </details>

# %% [markdown]
# Does the formula meet the sand? Your density on the histogram from above:

# %% tags=["demonstration"]
if ready("square_pushforward_log_prob"):
    squares = np.random.default_rng(0).normal(size=20_000) ** 2
    fig, ax = plt.subplots(figsize=(5, 2.8))
    ax.hist(squares, bins=80, range=(0, 4), weights=np.full(20_000, 20 / 20_000), color="tab:orange", alpha=0.6)
    y = torch.linspace(0.005, 4, 400, dtype=torch.float64)
    ax.plot(y, square_pushforward_log_prob(y).exp(), "k")
    ax.set(xlabel="y = x squared", ylabel="density", ylim=(0, 4))
    show(fig, alt="The histogram of squares and a curve that follows the tops of its bars, rising steeply towards 0.")

# %% [markdown]
# ## 3. Change of variables
#
# In $D$ dimensions volumes take the place of lengths, and the **Jacobian determinant** is the factor by
# which a small volume grows. With $h = f^{-1}$,
#
# $$\log p_X(x) = \log p_Z(h(x)) + \log \left| \det \frac{\partial h}{\partial x}(x) \right|.$$
#
# ### Exercise 3. Change of variables
# <!-- exercise: change_of_variables -->
#
# Return the log-density of each row of `x`, shape (N, D). `base_log_prob` takes z (N, D) and returns
# (N,). `inverse` takes x to z, (N, D) to (N, D). `log_abs_det_inverse` takes **x** and returns
# $\log |\det \partial h / \partial x|$, shape (N,).


# %% solution="change_of_variables"
def change_of_variables(x, base_log_prob, inverse, log_abs_det_inverse) -> torch.Tensor:
    """Log-density of x = f(z).

    x: (N, D)
    base_log_prob: z (N, D) -> (N,)
    inverse: x (N, D) -> z (N, D)
    log_abs_det_inverse: x (N, D) -> (N,)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    z = inverse(x)
    return log_abs_det_inverse(x) + base_log_prob(z)
    ### END SOLUTION


# %% test="change_of_variables"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The formula above has two terms. Ask for each: which function gives it, and at which point?
#
# </details>

# %% [markdown]
# A density must integrate to 1. That is the best test there is, and you can run it on your own function:
# here for $x = \sinh z$, a map with heavy tails.

# %% tags=["demonstration"]
if ready("change_of_variables"):
    x = torch.linspace(-2000, 2000, 2_000_001, dtype=torch.float64)[:, None]
    normal = torch.distributions.Normal(0.0, 1.0)
    log_prob = change_of_variables(
        x,
        base_log_prob=lambda z: normal.log_prob(z).sum(1),
        inverse=torch.asinh,
        log_abs_det_inverse=lambda x: -0.5 * torch.log1p(x**2).sum(1),
    )
    print(f"area under the density of sinh(z): {torch.trapezoid(log_prob.exp(), x[:, 0]):.6f}")

# %% [markdown]
# ## 4. Linear flows
#
# The simplest map in $D$ dimensions is $x = A z + b$. The unit square becomes a parallelogram of area
# $|\det A|$; the sand spreads over it.
#
# ### Exercise 4. A linear flow
# <!-- exercise: linear_flow_log_prob -->
#
# Return the log-density of each row of `x` (N, D) under $x = A z + b$, $z \sim \mathcal{N}(0, I)$.
# `A` (D, D) is invertible; its determinant may be negative, and in 300 dimensions it may be far above or
# below the range of floats. `b` has shape (D,).


# %% solution="linear_flow_log_prob"
def linear_flow_log_prob(x: torch.Tensor, A: torch.Tensor, b: torch.Tensor) -> torch.Tensor:
    """Log-density of x = A z + b with standard normal z.

    x: (N, D); A: (D, D); b: (D,)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    z = torch.linalg.solve(A, (x - b).mT).mT
    sign, log_volume = torch.linalg.slogdet(A)
    return torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(dim=1) - log_volume
    ### END SOLUTION


# %% test="linear_flow_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# First find $z$: undo what was done last. The points are the rows of `x`, but in $Az$ they are columns.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Large volume, low density: which sign does $\log |\det A|$ get? `torch.linalg` has a function that
# returns the sign and the logarithm of a determinant without forming it.
#
# </details>

# %% [markdown]
# A round cloud, pressed into an ellipse. The lines of equal height are your density's; the points were pushed by $A$ and $b$.

# %% tags=["demonstration"]
if ready("linear_flow_log_prob"):
    A, b = torch.tensor([[1.0, 0.9], [-0.8, 0.4]], dtype=torch.float64), torch.tensor([1.0, 0.0], dtype=torch.float64)
    pushed = torch.randn(1000, 2, generator=torch.Generator().manual_seed(0), dtype=torch.float64) @ A.T + b
    side = torch.linspace(-4, 5, 120, dtype=torch.float64)
    heights = linear_flow_log_prob(torch.cartesian_prod(side, side), A, b).view(120, 120).T
    fig, ax = plt.subplots(figsize=(4, 3.4))
    ax.plot(*pushed.T, ".", ms=2, alpha=0.5)
    ax.contour(side, side, heights.exp(), levels=5, colors="k", linewidths=0.8)
    ax.set(xlabel="x1", ylabel="x2", xlim=(-4, 5), ylim=(-3.5, 3.5))
    show(fig, alt="A tilted elliptic cloud of points, and inside it five nested ellipses, densest where the points are.")

# %% [markdown]
# ## 5. Any map, by autograd
#
# For a map with no formula, automatic differentiation gives the whole Jacobian. That costs $D$ backward
# passes and a determinant in $O(D^3)$. Fine for checking, too slow for training. Section 14
# checks your whole flow against it.
#
# ### Exercise 5. The log-det of any map
# <!-- exercise: jacobian_log_abs_det -->
#
# `f` takes (N, D) to (N, D) for any N and treats each row by itself. Return
# $\log |\det \partial f / \partial z|$ at each row of `z`, shape (N,). The determinant itself may be too small for a float.


# %% solution="jacobian_log_abs_det"
def jacobian_log_abs_det(f, z: torch.Tensor) -> torch.Tensor:
    """log |det df/dz| at each row of z.

    f: (N, D) -> (N, D), row by row
    z: (N, D)
    returns: (N,)
    """
    ### BEGIN SOLUTION
    summed_over_rows = torch.autograd.functional.jacobian(lambda rows: f(rows).sum(dim=0), z)
    per_row = summed_over_rows.movedim(1, 0)
    return torch.linalg.slogdet(per_row)[1]
    ### END SOLUTION


# %% test="jacobian_log_abs_det"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Start with one row. `torch.autograd.functional.jacobian` gives a (D, D) matrix for a function from (D,)
# to (D,). A loop over the rows is right, if slow.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Without a loop: rows do not influence each other, so the derivative of a *sum over rows* holds all the
# Jacobians. Print its shape. Which axis counts the rows?
#
# </details>

# %% [markdown]
# ## 6. Planar layers
#
# To train in many dimensions, one wants a log-det in $O(D)$. A **planar** layer pushes points along one direction $u$,
# by an amount that depends on one projection of them:
#
# $$f(z) = z + u \tanh(w^\top z + b).$$
#
# Its Jacobian is the identity plus a matrix of rank one, and $\det(I + u v^\top) = 1 + u^\top v$.

# %% tags=["demonstration"]
side = np.linspace(-2, 2, 21)
lines = [np.stack([np.full(200, s), np.linspace(-2, 2, 200)]) for s in side]
lines += [line[::-1] for line in lines]


def draw_planar(strength):
    w, u = np.array([2.0, 1.0]), strength * np.array([1.0, 0.5])
    fig, ax = plt.subplots(figsize=(4, 4))
    for line in lines:
        moved = line + u[:, None] * np.tanh(w @ line)
        ax.plot(*moved, color="tab:blue", lw=0.6)
    ax.set(xlim=(-4, 4), ylim=(-4, 4), title=f"w . u = {w @ u:.2f}", aspect="equal")
    return fig


slider(
    draw_planar, values=[0.0, 0.5, 1.0, 2.0, -0.2, -0.39, -0.8], label="strength of u",
    alt="A square grid pushed apart along a line where w . u is positive, squeezed where it is negative, "
    "and folded over itself where it is below -1",
)

# %% [markdown]
# Below $w^\top u = -1$ the grid folds: two points land on one, and the layer cannot be undone. Libraries
# bend $u$ to stay above. Here $u$ is **used as given**.
#
# ### Exercise 6. A planar layer
# <!-- exercise: planar_log_abs_det -->
#
# Return $\log |\det \partial f / \partial z|$ at each row of `z` (N, D), for `u` and `w` of shape (D,)
# and a number `b`. Write it in $O(ND)$, with no D by D matrix: the work is counted.


# %% solution="planar_log_abs_det"
def planar_log_abs_det(z: torch.Tensor, u: torch.Tensor, w: torch.Tensor, b: float) -> torch.Tensor:
    """log |det| of the Jacobian of z + u tanh(w . z + b).

    z: (N, D); u, w: (D,); b: a number
    returns: (N,)
    """
    ### BEGIN SOLUTION
    height = torch.tanh((z * w).sum(dim=1) + b)
    return torch.log(torch.abs(1 + (u * w).sum() * (1 - height.square())))
    ### END SOLUTION


# %% test="planar_log_abs_det"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Differentiate $f_i$ by $z_j$. You get 1 if $i = j$, plus a product of three factors. Which of them
# depends on $i$, which on $j$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The derivative of $\tanh a$ is $1 - \tanh^2 a$. With the determinant formula above only one number a
# row is left. Can it be negative?
#
# </details>

# %% [markdown]
# Two ways to one number: your formula, and autograd on the same layer. The colour says how much the place has grown.

# %% tags=["demonstration"]
if ready("planar_log_abs_det", "jacobian_log_abs_det"):
    steps = torch.linspace(-2, 2, 41, dtype=torch.float64)
    places, w = torch.cartesian_prod(steps, steps), torch.tensor([2.0, 1.0], dtype=torch.float64)
    fig, axes = plt.subplots(1, 3, figsize=(10, 2.9))
    for ax, strength in zip(axes, (1.0, -0.2, -0.8), strict=True):
        u = strength * torch.tensor([1.0, 0.5], dtype=torch.float64)
        layer = lambda z, u=u: z + u * torch.tanh(z @ w)[:, None]
        grown, moved = planar_log_abs_det(places, u, w, 0.0), layer(places)
        dots = ax.scatter(moved[:, 0], moved[:, 1], c=grown, s=5, cmap="coolwarm", vmin=-2, vmax=2)
        apart = (grown - jacobian_log_abs_det(layer, places)).abs().max()
        ax.set(title=f"w . u = {w @ u:.1f}", xlabel=f"the two differ by {apart:.0e}", xticks=[], yticks=[])
    fig.colorbar(dots, ax=axes, label="log |det|")
    show(fig, alt="A grid of points after a planar layer: stretched along a band where w . u is 2.5, squeezed there where it is "
         "-0.5, and folded over where it is -2.")

# %% [markdown]
# ## 7. Coupling layers
#
# Real NVP's idea: split the coordinates by a mask. The first part passes through. The second part is
# scaled and shifted by amounts that are *any* function of the first part:
#
# $$x = m \odot z + (1 - m) \odot \left( z \odot e^{s(m \odot z)} + t(m \odot z) \right).$$
#
# Whoever has $x$ also has the first part, so can compute the same $s$ and $t$ and undo it all. The
# networks $s$ and $t$ need no inverse. With the passed coordinates first the Jacobian is triangular: its
# determinant is the product of the scales. With $s = 0$ the layer is NICE's, and keeps all volumes.

# %% tags=["demonstration"]
def draw_coupling(log_scale):
    fig, ax = plt.subplots(figsize=(4, 4))
    for first, second in lines:
        x = second * np.exp(log_scale * np.sin(first)) + np.cos(2 * first)
        ax.plot(first, x, color="tab:blue", lw=0.6)
    ax.set(xlim=(-3, 3), ylim=(-5, 5), xlabel="passed through", ylabel="scaled and shifted")
    return fig


slider(
    draw_coupling, values=[0.0, 0.3, 0.6, 1.0], label="strength of the scale",
    alt="A grid under a coupling layer: vertical lines stay where they are; along each, points are shifted "
    "by a wave, and spread or squeezed as the scale grows",
)

# %% [markdown]
# ### Exercise 7. A coupling layer, from z to x
# <!-- exercise: coupling_forward -->
#
# `mask` has shape (D,), float64: 1 = passed through unchanged, 0 = changed. `scale` and `shift` take the masked
# input `mask * z` (N, D) and return (N, D): the **log-scale**, of either sign and at most 50 in size, and the shift. Only their entries at
# changed coordinates count; the mask may be all ones or all zeros. Return `(x, log_det)`, shapes (N, D) and (N,), with
# $\log |\det \partial x / \partial z|$, both differentiable.


# %% solution="coupling_forward"
def coupling_forward(z: torch.Tensor, mask: torch.Tensor, scale, shift) -> tuple:
    """One affine coupling layer.

    z: (N, D); mask: (D,), 1 = passed through
    scale, shift: masked input (N, D) -> (N, D), log-scale and shift
    returns: (x (N, D), log_det (N,)) with log_det = log |det dx/dz|
    """
    ### BEGIN SOLUTION
    changed = 1 - mask
    log_scale = changed * scale(mask * z)
    x = z * log_scale.exp() + changed * shift(mask * z)
    return x, log_scale.sum(dim=1)
    ### END SOLUTION


# %% test="coupling_forward"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Hide the coordinates to be changed before you call the networks: multiply by the mask.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A log-scale of 0 and a shift of 0 change nothing. So set both to 0 where the mask is 1, and treat all
# coordinates alike.
#
# </details>

# %% [markdown]
# ### Exercise 8. A coupling layer, back from x to z
# <!-- exercise: coupling_inverse -->
#
# Undo the layer. `x` has shape (N, D), the other arguments are as before. Return `(z, log_det)`; this
# direction has its **own** log-det, $\log |\det \partial z / \partial x|$. Both are differentiable.


# %% solution="coupling_inverse"
def coupling_inverse(x: torch.Tensor, mask: torch.Tensor, scale, shift) -> tuple:
    """The inverse of `coupling_forward`.

    x: (N, D); mask: (D,), 1 = passed through
    scale, shift: masked input (N, D) -> (N, D), log-scale and shift
    returns: (z (N, D), log_det (N,)) with log_det = log |det dz/dx|
    """
    ### BEGIN SOLUTION
    changed = 1 - mask
    log_scale = changed * scale(mask * x)
    z = (x - changed * shift(mask * x)) / log_scale.exp()
    return z, -log_scale.sum(dim=1)
    ### END SOLUTION


# %% test="coupling_inverse"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `mask * x` and `mask * z` are the same numbers. So the networks give the same answers as before.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The layer scaled, then shifted. Undo the last step first.
#
# </details>

# %% [markdown]
# Run it there and back: what is lost is rounding, nothing else.

# %% tags=["demonstration"]
if ready("coupling_forward", "coupling_inverse"):
    mask = torch.tensor([1.0, 0.0, 1.0, 0.0])
    for dtype in (torch.float32, torch.float64):
        z = torch.randn(1000, 4, generator=torch.Generator().manual_seed(0)).to(dtype)
        layer = (mask.to(dtype), lambda v: torch.sin(3 * v.flip(1)), lambda v: v.flip(1) ** 2)
        x, _ = coupling_forward(z, *layer)
        back, _ = coupling_inverse(x, *layer)
        print(f"{dtype}: largest round-trip error {(back - z).abs().max():.1e}")

# %% [markdown]
# ## 8. Many layers
#
# One coupling layer leaves half of the coordinates as they were. Several layers with changing masks bend
# everything. If each layer can be undone, so can all of them together, and log-dets add up:
#
# $$\log \left| \det \frac{\partial x}{\partial z} \right|
#   = \sum_k \log \left| \det \frac{\partial f_k}{\partial z_{k-1}}(z_{k-1}) \right|.$$
#
# ### Exercise 9. Layers in a row
# <!-- exercise: compose -->
#
# A **flow** is any object with `forward(z) -> (x, log_det)` and `inverse(x) -> (z, log_det)`; each
# direction returns its own log-det, shape (N,). Return one flow made of the list `flows`. In `forward`,
# `flows[0]` acts first. An empty list gives the identity, with log-dets of zero. Both ways are differentiable. What a
# flow returns is its own: don't change it in place.
#
# `SimpleNamespace(forward=..., inverse=...)` makes an object out of two functions.


# %% solution="compose"
def compose(flows):
    """One flow made of several.

    flows: a list of flows; flows[0] acts first on z
    returns: a flow with forward(z) -> (x, log_det) and inverse(x) -> (z, log_det)
    """

    ### BEGIN SOLUTION
    def walk(steps, point):
        log_dets = [torch.zeros(len(point), dtype=point.dtype)]
        for step in steps:
            point, log_det = step(point)
            log_dets.append(log_det)
        return point, sum(log_dets)

    return SimpleNamespace(
        forward=lambda z: walk([flow.forward for flow in flows], z),
        inverse=lambda x: walk([flow.inverse for flow in flows][::-1], x),
    )
    ### END SOLUTION


# %% test="compose"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write two functions inside. Each carries a point and a running sum of log-dets through a loop.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Socks on, shoes on; shoes off, socks off. And a layer's log-det belongs to the point at which *that
# layer* is entered.
#
# </details>

# %% [markdown]
# Slide through the layers. Each pushes half of the coordinates along a wave that the other half sets; together they bend
# everything. Nothing is torn: a path between two points becomes a path between their images.

# %% tags=["demonstration"]
def wave(mask):
    """A coupling layer of fixed waves; no network yet."""
    layer = (torch.tensor(mask), lambda seen: 0.4 * torch.sin(seen.flip(1)), lambda seen: torch.sin(2 * seen.flip(1)))
    return SimpleNamespace(
        forward=lambda z: coupling_forward(z, *layer), inverse=lambda x: coupling_inverse(x, *layer)
    )


waves = [wave([1.0, 0.0]), wave([0.0, 1.0])] * 3
cloud = torch.randn(1500, 2, generator=torch.Generator().manual_seed(1))


# %% tags=["demonstration"]
def draw_layers(layers):
    x, _ = compose(waves[:layers]).forward(cloud)
    fig, ax = plt.subplots(figsize=(5, 3.6))
    ax.scatter(x[:, 0], x[:, 1], c=torch.atan2(cloud[:, 0], cloud[:, 1]), cmap="twilight", s=6)
    ax.set(xlim=(-4.5, 4.5), ylim=(-4.5, 4.5), title=f"after {layers} of 6 layers")
    return fig


if ready("coupling_forward", "coupling_inverse", "compose"):
    slider(
        draw_layers, values=list(range(7)), label="layers",
        alt="Points coloured by their angle in the base: a round cloud that is bent a little further by each layer",
    )

# %% [markdown]
# ### Derivation. The Jacobian of a stack of maps
# <!-- exercise: compose_jacobians -->
#
# `jacobians` (M, D, D) holds the Jacobian of each of $M$ maps, taken *where that map is entered*; the first map acts first. Return the Jacobian of
# the whole, $\partial z_M / \partial z_0$, shape (D, D), entry $(i, j)$ the derivative of output $i$ in input $j$, and $\log |\det|$ of it, a scalar. A determinant may be negative; with
# forty maps their product may be too small for a float, and its logarithm must still be right.
# ([The proof](../book/week06_proofs.md#many-maps-in-a-row).)


# %% solution="compose_jacobians"
def compose_jacobians(jacobians: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """Jacobian of a stack of maps, and the logarithm of its absolute determinant.

    jacobians: (M, D, D), each where its map is entered, the first map first
    returns: (jacobian (D, D), log_abs_det)
    """
    ### BEGIN SOLUTION
    whole = jacobians[0]
    for later in jacobians[1:]:
        whole = later @ whole
    return whole, sum(torch.linalg.slogdet(one)[1] for one in jacobians)
    ### END SOLUTION


# %% test="compose_jacobians"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A small step $dz_0$ becomes $J_1 dz_0$, and that becomes $J_2 J_1 dz_0$.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The determinant of a product is the product of the determinants. What does the logarithm make of it?
#
# </details>

# %% [markdown]
# ## 9. Masked autoregressive flows
#
# An autoregressive model with Gaussian conditionals is a flow too. Read
# $x_i = \mu_i(x_{<i}) + e^{\alpha_i(x_{<i})} z_i$ as a map from $z$ to $x$. Its Jacobian is triangular,
# with $e^{\alpha_i}$ on the diagonal. A masked network (week 4) gives all $\mu_i, \alpha_i$ in one pass
# from a known $x$. So densities are fast; samples need $D$ passes.
#
# ### Exercise 10. A masked autoregressive flow
# <!-- exercise: maf_log_prob -->
#
# `conditioner(x)` returns `(mean, log_scale)`, each (N, D); column $i$ looks only at earlier columns of
# `x`. With $x_i = \text{mean}_i + e^{\text{log\_scale}_i} z_i$ and $z \sim \mathcal{N}(0, I)$, return
# the log-density of each row of `x` (N, D), differentiable. A log-scale may have either sign, and is at most 50 in size.


# %% solution="maf_log_prob"
def maf_log_prob(x: torch.Tensor, conditioner) -> torch.Tensor:
    """Log-density of a masked autoregressive flow with a standard normal base.

    x: (N, D)
    conditioner: x -> (mean, log_scale), each (N, D)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    mean, log_scale = conditioner(x)
    z = (x - mean) / log_scale.exp()
    log_base = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(dim=1)
    return log_base - log_scale.sum(dim=1)
    ### END SOLUTION


# %% test="maf_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Everything is known except $z$: solve the equation for it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The map that you now have goes from $x$ to $z$. What stands on the diagonal of its Jacobian?
#
# </details>

# %% [markdown]
# ### Derivation. The triangle of an autoregressive flow
# <!-- exercise: autoregressive_jacobian -->
#
# The log-density above used the diagonal only. Look at the rest once. At one point $x$ (D,), with $z_i = (x_i - \mu_i) \, e^{-\alpha_i}$, `mean` $\mu$ and `log_scale` $\alpha$ have
# shape (D,), and `mean_slopes` and `log_scale_slopes`, shape (D, D), hold $\partial \mu_i / \partial x_j$ and $\partial \alpha_i / \partial x_j$; they are 0 for $j \ge i$.
#
# Return the Jacobian of the way back, entry $(i, j)$ being $\partial z_i / \partial x_j$, shape (D, D), and $\log |\det|$ of it, a scalar. The determinant itself may be too small for a float.
# ([The proof](../book/week06_proofs.md#cheap-determinants).)


# %% solution="autoregressive_jacobian"
def autoregressive_jacobian(
    x: torch.Tensor,
    mean: torch.Tensor,
    log_scale: torch.Tensor,
    mean_slopes: torch.Tensor,
    log_scale_slopes: torch.Tensor,
) -> tuple[torch.Tensor, torch.Tensor]:
    """Jacobian from x back to z of an autoregressive flow, and its log-determinant.

    x, mean, log_scale: (D,); mean_slopes, log_scale_slopes: (D, D), 0 on and above the diagonal
    returns: (jacobian (D, D), log_abs_det)
    """
    ### BEGIN SOLUTION
    z = (x - mean) * (-log_scale).exp()
    unit = torch.eye(len(x), dtype=x.dtype)
    jacobian = (unit - mean_slopes) * (-log_scale).exp()[:, None] - z[:, None] * log_scale_slopes
    return jacobian, -log_scale.sum()
    ### END SOLUTION


# %% test="autoregressive_jacobian"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Differentiate $z_i$ by $x_i$ first: neither $\mu_i$ nor $\alpha_i$ looks at $x_i$.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For $j < i$, $z_i$ is a product of two things that both depend on $x_j$. The product rule gives two terms; the second has $z_i$ in it.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The matrix is triangular. Which entries does its determinant see?
#
# </details>

# %% [markdown]
# ## 10. Grey levels have no density
#
# Pixels are whole numbers. A density that is fitted to whole numbers can put a needle on each of them and
# make it ever thinner. Its log-likelihood then says nothing.


# %% tags=["demonstration"]
def draw_needles(std):
    x = np.linspace(-0.5, 4.5, 2001)
    heights = np.array([0.1, 0.2, 0.4, 0.2, 0.1])
    kernels = np.exp(-0.5 * ((x[:, None] - np.arange(5)) / std) ** 2) / (std * np.sqrt(2 * np.pi))
    at_data = np.sum(heights * np.log(heights / (std * np.sqrt(2 * np.pi))))
    fig, ax = plt.subplots(figsize=(6, 2.8))
    ax.plot(x, kernels @ heights)
    ax.set(ylim=(0, 8), xlabel="grey level", ylabel="density")
    ax.set_title(f"mean log-likelihood of the whole numbers: {at_data:.1f} nats", fontsize=10)
    return fig


slider(
    draw_needles, values=[0.3, 0.1, 0.03, 0.01, 0.003], label="width of the needles",
    alt="A density with a needle on each whole number. As the needles get thinner the log-likelihood rises "
    "without end.",
)

# %% [markdown]
# The cure is **dequantisation**: add noise, uniform on $[0, 1)$. Now the data fill their bins, and no
# needle pays. On average, the log-density of $x + \text{noise}$ is a lower bound on the log-probability
# of the grey level $x$: the bits are honest.
#
# The result lies in a bounded interval, and a flow wants the whole line. So shrink to $[0, 1]$, stay
# away from the ends by a small $\alpha$, and apply the logit:
#
# $$u = \frac{x + \text{noise}}{\text{levels}}, \qquad
#   y = \operatorname{logit}(\alpha + (1 - 2\alpha) u), \qquad \operatorname{logit}(v) = \log \frac{v}{1 - v}.$$
#
# ### Exercise 11. Grey levels as real numbers
# <!-- exercise: logit_dequantize -->
#
# `x` (N, D) holds whole numbers 0 to `levels` - 1 (an int64 tensor), `noise` (N, D) numbers in
# $[0, 1)$ (float64). `alpha` is a number, $0 \le \alpha < 1/2$, and may be tiny; with $\alpha = 0$ nothing is squeezed (the tests
# then keep $u$ away from 0 and 1). A picture has so many pixels that the product of their slopes may be 0 in a computer.
# Return `(y, log_det)` with shapes (N, D) and (N,). `log_det` is
# $\log |\det \partial y / \partial x|$, **all** steps counted: then
# $\log p(x + \text{noise}) = \log p_Y(y) + \text{log\_det}$.


# %% solution="logit_dequantize"
def logit_dequantize(x: torch.Tensor, levels: int, noise: torch.Tensor, alpha: float) -> tuple:
    """Grey levels as points of the whole line.

    x: (N, D) whole numbers; noise: (N, D) in [0, 1)
    levels: how many grey levels there are; alpha: distance kept from 0 and 1
    returns: (y (N, D), log_det (N,)) with log_det = log |det dy/dx|
    """
    ### BEGIN SOLUTION
    inner = 1 - 2 * alpha
    v = alpha + inner * (x + noise) / levels
    y = v.log() - torch.log1p(-v)
    return y, (math.log(inner / levels) - v.log() - torch.log1p(-v)).sum(dim=1)
    ### END SOLUTION


# %% test="logit_dequantize"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Three maps in a row: divide, squeeze, logit. Each pixel is treated by itself, so log-slopes add up:
# over the maps, and over the pixels.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The slope of the logit at $v$ is $1 / (v (1 - v))$. The slopes of the other two are constants.
#
# </details>

# %% [markdown]
# ## 11. Build: a whole flow
#
# You have layers that can be undone, and their log-dets. A whole flow needs two more things: networks that learn how far to
# push, and masks that take turns. Most of what follows runs on the flow that you write here.
#
# ### Exercise 12. A whole flow
# <!-- exercise: RealNVP -->
#
# Write the class. `dim` is D, at least 2; `layers` coupling layers, whose masks take turns so that every coordinate is
# moved; `hidden` units in each layer's network, which gives log-scale and shift.
#
# - `log_prob(x)`: (N, D) to (N,), in nats, for z standard normal.
# - `sample(z)`: (N, D) draws of z to (N, D) points. The layers act in their order on the way from z to x.
# - `layer(i)`: the triple (mask, scale, shift) of layer i, as your `coupling_forward` takes them; i counts from 0, in the
#   order in which `sample` goes through the layers.
#
# Your coupling functions do the work; `compose` may. Keep the log-scales bounded, by a tanh say: training is then tame.
# Each point is treated by itself, always in the same way: no batch normalisation, no dropout.


# %% solution="RealNVP"
class RealNVP(nn.Module):
    """A stack of affine coupling layers over a standard normal."""

    def __init__(self, dim: int, layers: int, hidden: int):
        """dim: D; layers: how many; hidden: units of each layer's network"""
        super().__init__()
        ### BEGIN SOLUTION
        self.dim = dim
        self.nets = nn.ModuleList([
            nn.Sequential(nn.Linear(dim, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 2 * dim))
            for _ in range(layers)
        ])
        self.masks = [(torch.arange(dim) + layer) % 2 for layer in range(layers)]
        ### END SOLUTION

    def layer(self, i: int) -> tuple:
        """mask, scale and shift of layer i, as your coupling functions take them"""
        ### BEGIN SOLUTION
        net = self.nets[i]
        return self.masks[i], lambda h: 2 * torch.tanh(net(h)[:, : self.dim]), lambda h: net(h)[:, self.dim :]
        ### END SOLUTION

    def log_prob(self, x: torch.Tensor) -> torch.Tensor:
        """x (N, D) -> (N,), in nats"""
        ### BEGIN SOLUTION
        log_det = 0.0
        for i in reversed(range(len(self.nets))):
            x, step = coupling_inverse(x, *self.layer(i))
            log_det = log_det + step
        return -0.5 * (x**2 + math.log(2 * math.pi)).sum(1) + log_det
        ### END SOLUTION

    def sample(self, z: torch.Tensor) -> torch.Tensor:
        """z (N, D), standard normal -> x (N, D)"""
        ### BEGIN SOLUTION
        for i in range(len(self.nets)):
            z, _ = coupling_forward(z, *self.layer(i))
        return z
        ### END SOLUTION


# %% test="RealNVP"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `log_prob` goes from x to z: the inverse layers, the last one first. Each gives its own log-det; what becomes of them?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Nets must be in an `nn.ModuleList`, else the optimizer never hears of them. One net may give both halves.
#
# </details>

# %% [markdown]
# ### Exercise 13. One step of training
# <!-- exercise: flow_step -->
#
# One step of the optimizer down the mean negative log-likelihood of the batch `x`. Return the loss as a float, its value
# **before** the step. `model` is anything with `log_prob`. Gradients that somebody left before you were called do not count.


# %% solution="flow_step"
def flow_step(model, optimizer, x: torch.Tensor) -> float:
    """One optimizer step on a batch.

    model: has log_prob(x) -> (N,); optimizer: over the model's parameters; x: (N, D)
    returns: the mean negative log-likelihood before the step, in nats
    """
    ### BEGIN SOLUTION
    optimizer.zero_grad()
    loss = -model.log_prob(x).mean()
    loss.backward()
    optimizer.step()
    return loss.item()
    ### END SOLUTION


# %% test="flow_step"

# %% [markdown]
# <details><summary>Hint</summary>
#
# Three calls in the right order: forget the old gradients, compute new ones, move.
#
# </details>

# %% [markdown]
# ## 12. Real NVP on two moons
#
# Now your flow learns. The moons are made by the course with a known density, so we also know the best expected loss that any
# model could reach, and can say how far from it we are. The step size rises first, then falls to zero. About a minute.


# %% tags=["demonstration"]
from gmcourse.mode import shortened
from gmcourse.progress import Progress

points = moons.two_moons()
train, valid, test = (torch.tensor(p, dtype=torch.float32) for p in (points.train, points.valid, points.test))
grid_x, grid_y = torch.meshgrid(torch.linspace(-1.6, 2.6, 160), torch.linspace(-1.2, 1.7, 120), indexing="xy")
grid = torch.stack([grid_x.flatten(), grid_y.flatten()], dim=1)


def look(flow):
    """Where the round cloud is sent now, and the log-density on the grid."""
    with torch.no_grad():
        return flow.sample(cloud), flow.log_prob(grid).reshape(grid_x.shape)


# %% tags=["demonstration"]
def learn_moons(flow, steps, moments):
    """Train by your step; return the cloud's images and the log-density on a grid at some moments."""
    optimizer, order = torch.optim.Adam(flow.parameters(), lr=5e-3), torch.Generator().manual_seed(0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 5e-3, total_steps=steps)
    seen, bar = {0: look(flow)}, Progress("Real NVP", steps)
    for step in range(1, steps + 1):
        flow_step(flow, optimizer, train[torch.randint(len(train), (200,), generator=order)])
        schedule.step()
        if step in moments:
            seen[step] = look(flow)
        bar.at(step)
    bar.finish(f"{steps} steps")
    return seen


# %% tags=["demonstration"]
if ready("RealNVP", "flow_step"):
    with seeded(0):
        moon_flow = RealNVP(2, 10, 64)
    steps = shortened(4000, 40)
    seen = learn_moons(moon_flow, steps, [steps * part // 20 for part in (1, 2, 5, 10, 20)])
    with torch.no_grad():
        gap = torch.tensor(moons.log_prob(points.test)) - moon_flow.log_prob(test)
    print(f"nats a point above the true density's loss: {gap.mean():.3f} +- {gap.std() / len(gap) ** 0.5:.3f}")

# %% [markdown]
# Slide through its training. The colours are angles in the base: see which part of the cloud becomes which moon, and what
# becomes of the points between them. Near points need not stay near; the way between them is only stretched.


# %% tags=["demonstration"]
def draw_moment(step):
    x = seen[step][0]
    fig, ax = plt.subplots(figsize=(5, 3.6))
    ax.scatter(x[:, 0], x[:, 1], c=torch.atan2(cloud[:, 0], cloud[:, 1]), cmap="twilight", s=6)
    ax.set(xlim=(-2.2, 3), ylim=(-2, 2.4), title=f"after {step} steps")
    return fig


if ready("RealNVP", "flow_step"):
    slider(
        draw_moment, values=list(seen), label="steps of training",
        alt="Points coloured by their angle in the base: a round cloud that turns into two moons",
    )

# %% tags=["demonstration"]
predict(
    "bridge",
    "The base is one connected cloud, the moons are nearly two pieces. Between them, the density of the flow is",
    options=["exactly 0", "small but never 0", "as high as on the moons"],
    truth="small but never 0",
    why="The base is nowhere 0, and the map reaches every point, so the density is nowhere 0. A bridge can only be stretched thin.",
)

# %% tags=["demonstration"]
if ready("RealNVP", "flow_step"):
    truth = torch.tensor(moons.log_prob(grid.numpy())).reshape(grid_x.shape)
    early = list(seen)[2]
    shown = {f"after {early} steps": seen[early][1], f"after {steps}": seen[steps][1], "the true log-density": truth}
    fig, axes = plt.subplots(1, 3, figsize=(11, 2.8), sharey=True)
    for ax, (title, values) in zip(axes, shown.items(), strict=True):
        ax.contourf(grid_x, grid_y, values.clamp(-12, 0.5), levels=24, cmap="magma")
        ax.set(title=title, xticks=[], yticks=[])
    show(fig, alt="Three maps of log-density: after 400 steps one broad band holds both moons, at the end two moons show with a darker "
         "bridge between them, and in the true density there is a dark valley.",
         keep="RealNVP")
    print(f"area under the flow's density: {seen[steps][1].exp().sum() * (4.2 / 159) * (2.9 / 119):.3f}")

# %% [markdown]
# **How thin is the bridge?** Walk in a straight line from one moon to the other, and look where the truth is lowest on the way.
# Training stretches the bridge, and does not tear it. How dense it stays there depends on your network: from about the truth
# to dozens of times as much. Few points lie on it, so few complain: in nats a point it costs next to nothing.

# %% tags=["demonstration"]
if ready("RealNVP", "flow_step"):
    share = torch.linspace(0, 1, 400)[:, None]
    path = torch.tensor([[-0.6, 0.9]]) * (1 - share) + torch.tensor([[1.4, -0.4]]) * share
    truth = torch.as_tensor(moons.log_prob(path.double().numpy()))
    valley = truth.argmin()
    with torch.no_grad():
        here = moon_flow.log_prob(path)[valley]
    print(f"log-density in the valley: flow {here:.1f}, truth {truth[valley]:.1f}; {math.exp(here - truth[valley]):.1f} times as dense")

# %% [markdown]
# ## 13. Digits, in honest bits
#
# We fit two flows to the digits (17 grey levels, 64 pixels): your Real NVP, and one layer of your masked
# autoregressive flow whose conditioner has no hidden layer: a triangular
# matrix each for mean and log-scale. Both see pixels brought to mean 0 and variance 1, which
# is one more map, with a log-det of its own. A uniform guess costs $\log_2 17 = 4.09$ bits a pixel.


# %% tags=["demonstration"]
class Standardised(nn.Module):
    """A flow of data that were brought to mean 0 and standard deviation 1."""

    def __init__(self, data, flow):
        super().__init__()
        self.flow = flow
        self.register_buffer("mean", data.mean(0))
        self.register_buffer("std", data.std(0))

    def log_prob(self, x):
        return self.flow.log_prob((x - self.mean) / self.std) - self.std.log().sum()

    def sample(self, z):
        return self.flow.sample(z) * self.std + self.mean


# %% tags=["demonstration"]
class TriangularMAF(nn.Module):
    """Your autoregressive flow, with a conditioner that has no hidden layer."""

    def __init__(self, dims):
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(2, dims, dims))
        self.bias = nn.Parameter(torch.zeros(2, dims))

    def conditioner(self, x):
        mean, log_scale = (x @ w.tril(-1).T + b for w, b in zip(self.weights, self.bias, strict=True))
        return mean, 2 * torch.tanh(log_scale)

    def log_prob(self, x):
        return maf_log_prob(x, self.conditioner)


# %% tags=["demonstration"]
def train_flow(model, loss, train, valid, epochs, batch_size, lr, label):
    """Fit with a step size that rises, then falls to zero."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    steps = epochs * math.ceil(len(train) / batch_size)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, lr, total_steps=steps)
    return fit(model, loss, train, valid, epochs=epochs, batch_size=batch_size, patience=None,
               optimizer=optimizer, scheduler=scheduler, label=label)



# %% tags=["demonstration"]
def image_log_prob(model, images, generator):
    """A lower bound on the log-probability of grey images, by one draw of noise."""
    noise = torch.rand(images.shape, generator=generator)
    y, log_det = logit_dequantize(images, 17, noise, 0.05)
    return model.log_prob(y) + log_det


def image_loss(model, batch, generator):
    return -image_log_prob(model, batch, generator).mean()


def bits(log_prob):
    return -log_prob / 64 / math.log(2)


# %% tags=["demonstration"]
grey = digits()
images = {name: torch.tensor(getattr(grey, name)) for name in ("train", "valid", "test")}
PIXELS = ("RealNVP", "logit_dequantize", "maf_log_prob")
if ready(*PIXELS):
    noise = torch.rand(images["train"].shape, generator=torch.Generator().manual_seed(0))
    start = logit_dequantize(images["train"], 17, noise, 0.05)[0]
    with seeded(0):
        made = {"Real NVP": RealNVP(64, 4, 128), "MAF": TriangularMAF(64)}
    digit_flows = {name: Standardised(start, flow) for name, flow in made.items()}
    for name, model in digit_flows.items():
        train_flow(model, image_loss, images["train"], images["valid"], 20, 64, 5e-3, label=name)
        with torch.no_grad():
            cost = bits(image_log_prob(model, images["test"], torch.Generator().manual_seed(1)))
        print(f"{name}: {cost.mean():.3f} +- {cost.std() / 20:.3f} bits a pixel on held-out digits")

# %% tags=["demonstration"]
if ready(*PIXELS):
    with torch.no_grad():
        y = digit_flows["Real NVP"].sample(torch.randn(16, 64, generator=torch.Generator().manual_seed(2)))
    drawn = ((torch.sigmoid(y) - 0.05) / 0.9 * 17).clamp(0, 16)
    fig, axes = plt.subplots(2, 16, figsize=(9, 1.5))
    for column, (real, fake) in enumerate(zip(images["test"], drawn, strict=False)):
        axes[0, column].imshow(real.reshape(8, 8), cmap="gray_r")
        axes[1, column].imshow(fake.reshape(8, 8), cmap="gray_r")
    for ax in axes.flat:
        ax.axis("off")
    show(fig, alt="Above, sixteen real digits; below, sixteen samples of the flow: strokes like those of "
         "digits, many of them hard to read.")

# %% [markdown]
# ### A flow that likes what it never saw
#
# One would use $\log p(x)$ to tell strange images from familiar ones. Let us try it on photographs with
# grain: each pixel is the mean of a digit and of pure noise. The flow never sees an image without grain.

# %% tags=["demonstration"]
predict(
    "grainy_digits",
    "A flow is trained on grainy digits. Which does it find most likely?",
    options=["new grainy digits", "digits without grain", "an even grey page"],
    truth="digits without grain",
    why="Then comes the grey page; new grainy digits, which look just like the training data, come last. Grain "
    "is hard to guess, so it is expensive. What has less of it costs less, familiar or not.",
)

# %% tags=["demonstration"]
def with_grain(images, seed):
    grain = torch.randint(17, images.shape, generator=torch.Generator().manual_seed(seed))
    return (images + grain) // 2


if ready(*PIXELS):
    grainy = {name: with_grain(part, seed) for seed, (name, part) in enumerate(images.items())}
    noise = torch.rand(grainy["train"].shape, generator=torch.Generator().manual_seed(0))
    grain_flow = Standardised(logit_dequantize(grainy["train"], 17, noise, 0.05)[0], TriangularMAF(64))
    train_flow(grain_flow, image_loss, grainy["train"], grainy["valid"], 10, 64, 5e-3, label="MAF")
    clean, page = (images["test"] + 8) // 2, torch.full_like(images["test"], 4)
    for name, strange in (("grainy digits", grainy["test"]), ("no grain", clean), ("grey page", page)):
        with torch.no_grad():
            cost = bits(image_log_prob(grain_flow, strange, torch.Generator().manual_seed(1)))
        print(f"{name:14} {cost.mean():.2f} +- {cost.std() / 20:.2f} bits a pixel")

# %% [markdown]
# ## 14. Flow and VAE, side by side
#
# The notes compare the two in a table. Here its likelihoods and its two ways are measured, on the moons: a small VAE with two latents
# against your Real NVP.


# %% tags=["demonstration"]
class SmallVAE(nn.Module):
    """Gaussian encoder and decoder with one hidden layer each, and one learned variance."""

    def __init__(self, hidden=64):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(2, hidden), nn.Tanh(), nn.Linear(hidden, 4))
        self.decoder = nn.Sequential(nn.Linear(2, hidden), nn.Tanh(), nn.Linear(hidden, 2))
        self.log_std = nn.Parameter(torch.tensor(-2.0))

    def log_weights(self, x, draws, generator=None):
        """log p(x, z) - log q(z | x) for `draws` latents a point, (draws, N)."""
        mean, log_std = self.encoder(x).chunk(2, dim=1)
        posterior = torch.distributions.Normal(mean, log_std.exp())
        z = mean + log_std.exp() * torch.randn(draws, *mean.shape, generator=generator)
        likelihood = torch.distributions.Normal(self.decoder(z), self.log_std.exp()).log_prob(x)
        prior = torch.distributions.Normal(0.0, 1.0).log_prob(z)
        return (likelihood + prior - posterior.log_prob(z)).sum(-1)


# %% tags=["demonstration"]
with seeded(0):
    vae = SmallVAE()
vae_loss = lambda model, x, g: -model.log_weights(x, 1, g).mean()
train_flow(vae, vae_loss, train, valid, epochs=40, batch_size=100, lr=1e-2, label="VAE")
with torch.no_grad():
    weights = vae.log_weights(test, 500, torch.Generator().manual_seed(0))
    rebuilt = vae.decoder(vae.encoder(test)[:, :2])
best = moons.log_prob(points.test).mean()
print(f"the true density's log-likelihood {best:.3f} nats a point")
tighter = torch.logsumexp(weights, 0) - math.log(500)
print(f"VAE: bound {weights.mean():.3f}, with 500 importance weights {tighter.mean():.3f}")
print(f"VAE: distance of a point from its reconstruction {(rebuilt - test).norm(dim=1).mean():.3f}")
if ready("RealNVP", "flow_step", "jacobian_log_abs_det"):
    with torch.no_grad():
        print(f"flow: exact {moon_flow.log_prob(test).mean():.3f}")
    z = torch.randn(200, 2, generator=torch.Generator().manual_seed(3))
    by_autograd = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1) - jacobian_log_abs_det(moon_flow.sample, z)
    with torch.no_grad():
        other_way = moon_flow.log_prob(moon_flow.sample(z))
    print(f"flow: from z by autograd and back from x by its layers, the same to {(by_autograd - other_way).abs().max():.1e}")

# %% [markdown]
# | | VAE | flow |
# |---|---|---|
# | from $z$ to $x$ | a distribution | one point |
# | from $x$ to $z$ | a distribution, learned | one point, exact |
# | likelihood | a bound | exact |
# | size of $z$ | free | that of $x$ |
# | $x$ | discrete or continuous | continuous, so dequantise |
# | sampling | two steps: latent, then noise | one step |

# %% [markdown]
# ## Where you stand

# %% tags=["demonstration"]
check.progress("week06_flows")

# %% [markdown]
# ## What to take along
#
# - A map carries probability with it. **Every** point that maps there counts.
# - A density also pays for volume: add $\log |\det|$ of the inverse, or subtract that of the forward map.
# - Layers are made so that, in some order of the coordinates, the Jacobian is triangular (coupling, autoregressive), or the identity
#   plus rank one (planar). Then the log-det is the sum of the logs of the diagonal's sizes, or the logarithm of a single number.
# - Composition adds log-dets, each at the point where its layer is entered.
# - Flows have exact likelihoods and exact latents. They pay: as many latents as data, no tearing, and
#   high density is not the same as familiarity.
# - Whole numbers have no density. Dequantise first, and count every slope on the way.
#
# ## Find the slip
#
# Lecture notes are written by people, and copied by people. Each block below stands in our copy of the notes this
# course grew from, with one slip in it. Decide which line it is before you look. (One line of the first block is ours.) All the slips that we know, each
# with a cell that runs it, stand on the pages [What the notes get wrong](../book/errata_notes5.md).
#
# **Change of variables** (notes 5, section 5.1), for monotone $f$ with $X = f(Z)$ and $Z = h(X)$:
#
# 1. $p_X(x) = p_Z(h(x)) \, |h'(x)|$
# 2. $h'(x) = 1 / f'(h(x))$
# 3. $p_X(x) = p_Z(z) \, \frac{1}{|f'(x)|}$

# %% tags=["demonstration"]
predict(
    "slip_slope",
    "Which line is the slip?",
    options=["line 1", "line 2", "line 3"],
    truth="line 3",
    why="The slope of f belongs at z, where f starts. With f'(x) the area is no longer 1.",
)

# %% tags=["demonstration"]
x = torch.linspace(1e-6, 400, 4_000_001, dtype=torch.float64)
base = torch.distributions.Normal(0.0, 1.0).log_prob(x.log()).exp()
print(f"x = exp(z), area with f'(x) = exp(x), as printed: {torch.trapezoid(base / x.exp(), x):.4f}")
print(f"x = exp(z), area with f'(z) = exp(z) = x:         {torch.trapezoid(base / x, x):.4f}")

# %% [markdown]
# **A map that is not one to one** (notes 4, equation 1.6): $T(1) = a$, $T(2) = T(3) = b$, with probabilities 0.2, 0.5
# and 0.3 for 1, 2 and 3, and
#
# $$P(T \in A) = \sum_{T(B_i) = A} P(X \in B_i).$$

# %% tags=["demonstration"]
predict(
    "slip_preimage",
    "Take the formula at its word: sum over every set B whose image is {b}. What is 'P(T = b)'?",
    options=[0.8, 1.0, 1.6],
    truth=1.6,
    why="{2}, {3} and {2, 3} all have the image {b}: 0.5 + 0.3 + 0.8. One set is meant, the preimage {2, 3}.",
)

# %% [markdown] task="reflection_06" points=3
# ## Reflection
#
# In about 120 words, in your own words: you are asked to model (a) photographs, (b) a set of molecules'
# bond angles, (c) sentences. For which would you reach for a flow, for which not, and why? Name for each
# the property of flows from this week that decides.
#
# Write your answer in a new cell below this one.
#
# === BEGIN MARK SCHEME ===
# 1 point: a case for a flow with its reason, such as exact likelihood, exact and fast latents, or
# continuous data of moderate dimension (b; for a also acceptable with dequantisation and cost named).
#
# 1 point: a case against with its reason: discrete data (c), latents as many as pixels, data on pieces or
# on a thin set that a continuous invertible map cannot produce.
#
# 1 point: the reasons refer to properties that were met this week (invertibility, log-det, equal
# dimensions, bridges, dequantisation, bits that are no familiarity) rather than to hearsay. Angles being
# periodic, which a plain flow on the line ignores, earns this point too.
# === END MARK SCHEME ===

# %% [markdown]
# ## Bonus
#
# 1. Take your `made_masks` from week 4 and give `maf_log_prob` a conditioner with hidden layers. Stack
#    three such layers, the order of the pixels reversed between them. How many bits a pixel?
# 2. Turn a MAF layer around: let the conditioner look at $z$ instead of $x$. Now samples take one pass,
#    and densities $D$. This is the inverse autoregressive flow. When would you want it?
# 3. Replace the normal base by two separate lumps. What becomes of the bridges?
