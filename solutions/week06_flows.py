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
# Each exercise has a stub to fill in and a test cell below it. Run the test as often as you like:
# it tells you which properties hold, and often what went wrong. Cells that train a model wait until the
# functions that they use are right.

# %% locked="setup"
import math
from types import SimpleNamespace

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn

from gmcourse.data import moons
from gmcourse.data.digits import digits
from gmcourse.notebook import check, grade, predict, show, slider
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
# float64 tensor of shape (N,). Return $-\infty$ wherever $y \le 0$.


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
if check.passed("change_of_variables"):
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
# `A` (D, D) is invertible; its determinant may be negative, and in 300 dimensions it may be far beyond
# the range of floats. `b` has shape (D,).


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
# ## 5. Any map, by autograd
#
# For a map with no formula, automatic differentiation gives the whole Jacobian. That costs $D$ backward
# passes and a determinant in $O(D^3)$. Fine for checking, too slow for training. You will check all of
# the week's layers against it.
#
# ### Exercise 5. The log-det of any map
# <!-- exercise: jacobian_log_abs_det -->
#
# `f` takes (N, D) to (N, D) for any N and treats each row by itself. Return
# $\log |\det \partial f / \partial z|$ at each row of `z`, shape (N,).


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
# To train, a layer needs a log-det in $O(D)$. A **planar** layer pushes points along one direction $u$,
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
# and a number `b`. Write it in $O(ND)$, with no matrix.


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
# ## 7. Coupling layers
#
# Real NVP's idea: split the coordinates by a mask. The first part passes through. The second part is
# scaled and shifted by amounts that are *any* function of the first part:
#
# $$x = m \odot z + (1 - m) \odot \left( z \odot e^{s(m \odot z)} + t(m \odot z) \right).$$
#
# Whoever has $x$ also has the first part, so can compute the same $s$ and $t$ and undo it all. The
# networks $s$ and $t$ need no inverse. The Jacobian is triangular: its determinant is the product of
# the scales. With $s = 0$ the layer is NICE's, and keeps all volumes.

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
# `mask` has shape (D,): 1 = passed through unchanged, 0 = changed. `scale` and `shift` take the masked
# input `mask * z` (N, D) and return (N, D): the **log-scale** and the shift. Only their entries at
# changed coordinates count. Return `(x, log_det)`, shapes (N, D) and (N,), with
# $\log |\det \partial x / \partial z|$.


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
# direction has its **own** log-det, $\log |\det \partial z / \partial x|$.


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
if check.passed("coupling_forward") and check.passed("coupling_inverse"):
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
# `flows[0]` acts first. An empty list gives the identity, with log-dets of zero.
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
# ## 9. Real NVP on two moons
#
# Now your functions learn. Here is a layer with networks in it, and a model around several of them.
# The scale stays between $e^{-2}$ and $e^2$, and the shift is measured in units of the scale: both keep
# the gradients tame.


# %% tags=["demonstration"]
class CouplingLayer(nn.Module):
    """Your coupling layer; one network gives both the log-scale and the shift."""

    def __init__(self, mask, hidden):
        super().__init__()
        self.register_buffer("mask", mask.float())
        parts = [nn.Linear(len(mask), hidden), nn.Linear(hidden, hidden), nn.Linear(hidden, 2 * len(mask))]
        nn.init.zeros_(parts[-1].weight)
        self.net = nn.Sequential(parts[0], nn.ReLU(), parts[1], nn.ReLU(), parts[2])

    def parts(self, given):
        log_scale, shift = self.net(self.mask * given).chunk(2, dim=1)
        log_scale = 2 * torch.tanh(log_scale)
        return self.mask, lambda seen: log_scale, lambda seen: shift * log_scale.exp()

    def forward(self, z):
        return coupling_forward(z, *self.parts(z))

    def inverse(self, x):
        return coupling_inverse(x, *self.parts(x))


# %% tags=["demonstration"]
class RealNVP(nn.Module):
    """Standard normal z, your coupling layers, then the mean and the scale of the data."""

    def __init__(self, data, layers, hidden):
        super().__init__()
        odd = torch.arange(data.shape[1]) % 2
        self.layers = nn.ModuleList(CouplingLayer(odd if i % 2 else 1 - odd, hidden) for i in range(layers))
        self.register_buffer("mean", data.mean(0))
        self.register_buffer("std", data.std(0))

    def log_prob(self, x):
        z, log_det = compose(list(self.layers)).inverse((x - self.mean) / self.std)
        log_base = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1)
        return log_base + log_det - self.std.log().sum()

    def send(self, z, layers=None):
        """z through the first layers (all of them by default), in the units of the data."""
        return compose(list(self.layers)[:layers]).forward(z)[0] * self.std + self.mean


# %% [markdown]
# The moons are made by the course with a known density. So we also know the best held-out loss that any
# model could reach, and can say how far from it we are. The step size rises first, then falls to zero.


# %% tags=["demonstration"]
def train_flow(model, loss, train, valid, epochs, batch_size, lr, label):
    """Fit with a step size that rises, then falls to zero."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    steps = epochs * math.ceil(len(train) / batch_size)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, lr, total_steps=steps)
    return fit(model, loss, train, valid, epochs=epochs, batch_size=batch_size, patience=None,
               optimizer=optimizer, scheduler=scheduler, label=label)


def point_loss(model, batch, generator):
    return -model.log_prob(batch).mean()


# %% tags=["demonstration"]
NEEDED = ("coupling_forward", "coupling_inverse", "compose")
points = moons.two_moons()
train, valid, test = (torch.tensor(p, dtype=torch.float32) for p in (points.train, points.valid, points.test))
if all(check.passed(name) for name in NEEDED):
    with seeded(0):
        moon_flow = RealNVP(train, layers=6, hidden=32)
    train_flow(moon_flow, point_loss, train, valid, epochs=30, batch_size=100, lr=5e-3, label="Real NVP")
    with torch.no_grad():
        gap = torch.tensor(moons.log_prob(points.test)) - moon_flow.log_prob(test)
    print(f"nats a point above the true density's loss: {gap.mean():.3f} +- {gap.std() / len(gap) ** 0.5:.3f}")

# %% [markdown]
# Slide through the layers: a round cloud becomes two moons. Points that were neighbours stay neighbours.

# %% tags=["demonstration"]
cloud = torch.randn(1500, 2, generator=torch.Generator().manual_seed(1))


def draw_layers(layers):
    with torch.no_grad():
        x = moon_flow.send(cloud, layers)
    fig, ax = plt.subplots(figsize=(5, 3.6))
    ax.scatter(x[:, 0], x[:, 1], c=torch.atan2(cloud[:, 0], cloud[:, 1]), cmap="twilight", s=6)
    ax.set(xlim=(-2.2, 3), ylim=(-2, 2.4), title=f"after {layers} of 6 layers")
    return fig


if all(check.passed(name) for name in NEEDED):
    slider(
        draw_layers, values=list(range(7)), label="layers",
        alt="Points coloured by their angle in the base: a round cloud that turns into two moons, "
        "layer after layer",
    )

# %% tags=["demonstration"]
predict(
    "The base is one connected cloud, the moons are two pieces. Between the pieces, the density of the flow is",
    options=["exactly 0", "small but never 0", "as high as on the moons"],
    truth="small but never 0",
    why="A continuous map with a continuous inverse cannot tear space. It can stretch a bridge thin.",
)

# %% tags=["demonstration"]
if all(check.passed(name) for name in NEEDED):
    sides = torch.linspace(-1.6, 2.6, 160), torch.linspace(-1.2, 1.7, 120)
    grid_x, grid_y = torch.meshgrid(*sides, indexing="xy")
    grid = torch.stack([grid_x.flatten(), grid_y.flatten()], dim=1)
    with torch.no_grad():
        learned = moon_flow.log_prob(grid).reshape(grid_x.shape)
    truth = torch.tensor(moons.log_prob(grid.numpy())).reshape(grid_x.shape)
    fig, axes = plt.subplots(1, 2, figsize=(9, 3), sharey=True)
    for ax, values, title in zip(axes, (truth, learned), ("true log-density", "flow"), strict=True):
        ax.contourf(grid_x, grid_y, values.clamp(min=-12), levels=24)
        ax.set_title(title, fontsize=10)
    show(fig, alt="Two maps of log-density. The true one has two separate moons; the flow's also has thin "
         "bridges that join them.")
    print(f"area under the flow's density: {learned.exp().sum() * (4.2 / 159) * (2.9 / 119):.3f}")

# %% [markdown]
# ## 10. Masked autoregressive flows
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
# the log-density of each row of `x` (N, D).


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
# ## 11. Grey levels have no density
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
# $[0, 1)$ (float64). `alpha` is a number, $0 \le \alpha < 1/2$; with $\alpha = 0$ nothing is squeezed (the tests
# then keep $u$ away from 0 and 1). Return `(y, log_det)` with shapes (N, D) and (N,). `log_det` is
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
# ## 12. Digits, in honest bits
#
# We fit two flows to the digits (17 grey levels, 64 pixels): your Real NVP, and one layer of your masked
# autoregressive flow whose conditioner is just a triangular matrix. A uniform guess costs
# $\log_2 17 = 4.09$ bits a pixel.


# %% tags=["demonstration"]
class TriangularMAF(nn.Module):
    """Your autoregressive flow, with a conditioner that has no hidden layer."""

    def __init__(self, data):
        super().__init__()
        dims = data.shape[1]
        self.weights = nn.Parameter(torch.zeros(2, dims, dims))
        self.bias = nn.Parameter(torch.zeros(2, dims))
        self.register_buffer("mean", data.mean(0))
        self.register_buffer("std", data.std(0))

    def conditioner(self, x):
        mean, log_scale = (x @ w.tril(-1).T + b for w, b in zip(self.weights, self.bias, strict=True))
        return mean, 2 * torch.tanh(log_scale)

    def log_prob(self, x):
        return maf_log_prob((x - self.mean) / self.std, self.conditioner) - self.std.log().sum()


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
digit_flows = {}
if all(check.passed(name) for name in (*NEEDED, "logit_dequantize", "maf_log_prob")):
    noise = torch.rand(images["train"].shape, generator=torch.Generator().manual_seed(0))
    start = logit_dequantize(images["train"], 17, noise, 0.05)[0]
    with seeded(0):
        digit_flows = {"Real NVP": RealNVP(start, layers=4, hidden=128), "MAF": TriangularMAF(start)}
    for name, model in digit_flows.items():
        train_flow(model, image_loss, images["train"], images["valid"], 20, 64, 5e-3, label=name)
        with torch.no_grad():
            cost = bits(image_log_prob(model, images["test"], torch.Generator().manual_seed(1)))
        print(f"{name}: {cost.mean():.3f} +- {cost.std() / 20:.3f} bits a pixel on held-out digits")

# %% tags=["demonstration"]
if digit_flows:
    with torch.no_grad():
        y = digit_flows["Real NVP"].send(torch.randn(16, 64, generator=torch.Generator().manual_seed(2)))
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


if digit_flows:
    grainy = {name: with_grain(part, seed) for seed, (name, part) in enumerate(images.items())}
    noise = torch.rand(grainy["train"].shape, generator=torch.Generator().manual_seed(0))
    grain_flow = TriangularMAF(logit_dequantize(grainy["train"], 17, noise, 0.05)[0])
    train_flow(grain_flow, image_loss, grainy["train"], grainy["valid"], 10, 64, 5e-3, label="MAF")
    clean, page = (images["test"] + 8) // 2, torch.full_like(images["test"], 4)
    for name, strange in (("grainy digits", grainy["test"]), ("no grain", clean), ("grey page", page)):
        with torch.no_grad():
            cost = bits(image_log_prob(grain_flow, strange, torch.Generator().manual_seed(1)))
        print(f"{name:14} {cost.mean():.2f} +- {cost.std() / 20:.2f} bits a pixel")

# %% [markdown]
# ## 13. Flow and VAE, side by side
#
# The notes compare the two in a table. Here it is measured, on the moons: a small VAE with two latents
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
print(f"best possible log-likelihood {best:.3f} nats a point")
tighter = torch.logsumexp(weights, 0) - math.log(500)
print(f"VAE: bound {weights.mean():.3f}, with 500 importance weights {tighter.mean():.3f}")
print(f"VAE: distance of a point from its reconstruction {(rebuilt - test).norm(dim=1).mean():.3f}")
if all(check.passed(name) for name in NEEDED):
    with torch.no_grad():
        z, _ = compose(list(moon_flow.layers)).inverse((test - moon_flow.mean) / moon_flow.std)
        print(f"flow: exact {moon_flow.log_prob(test).mean():.3f}")
        distance = (moon_flow.send(z) - test).norm(dim=1).mean()
    print(f"flow: distance of a point from its reconstruction {distance:.1e}")

# %% [markdown]
# | | VAE | flow |
# |---|---|---|
# | from $z$ to $x$ | a distribution | one point |
# | from $x$ to $z$ | a distribution, learned | one point, exact |
# | likelihood | a bound | exact |
# | size of $z$ | free | that of $x$ |
# | $x$ | discrete or continuous | continuous, so dequantise |
# | sampling | two steps: latent, then noise | one step |
#
# ## Where you stand

# %% tags=["demonstration"]
check.progress("week06_flows")

# %% [markdown]
# ## What to take along
#
# - A map carries probability with it. **Every** point that maps there counts.
# - A density also pays for volume: add $\log |\det|$ of the inverse, or subtract that of the forward map.
# - Layers are made so that the Jacobian is triangular (coupling, autoregressive) or the identity
#   plus rank one (planar). Then the log-det is a sum over the diagonal, or the logarithm of a single number.
# - Composition adds log-dets, each at the point where its layer is entered.
# - Flows have exact likelihoods and exact latents. They pay: as many latents as data, no tearing, and
#   high density is not the same as familiarity.
# - Whole numbers have no density. Dequantise first, and count every slope on the way.
#
# ## What the notes got wrong this week
#
# The lecture notes are good, and written by people; some slips may come from our copy of them. Each is
# shown *as printed in our copy*, with a cell that runs it.

# %% [markdown]
# **Notes 4, equation 1.6:** the probability of $T \in A$ is printed as a sum over all sets $B_i$ with
# $T(B_i) = A$. Many sets have the same image, and their probabilities overlap. In the notes' own example
# 1.2 three sets are carried to $\{b\}$. One set is enough: the preimage, all points that land in $A$.

# %% tags=["demonstration"]
pmf = {1: 0.2, 2: 0.5, 3: 0.3}
sets = [{2}, {3}, {2, 3}]
print("sets with image {b}:", sets)
print(f"summed over all of them, as printed: {sum(pmf[x] for one in sets for x in one):.1f}")
print(f"the preimage alone:                  {sum(pmf[x] for x in max(sets, key=len)):.1f}")

# %% [markdown]
# **Notes 4, definition 1.1 and equation 1.1:** $T$ is said to map $\mathcal{X}$ to itself, and all
# variables are given a joint density. The example maps $\{1, 2, 3\}$ to $\{a, b\}$, as it may: a map can
# change the space, even from continuous to discrete. A density in $dx\,dy$ cannot hold a label $y$,
# because single points have no volume. Below, the sign of a normal variable: no density fits it.

# %% tags=["demonstration"]
signs = np.sign(np.random.default_rng(1).normal(size=10_000))
for width in (0.1, 0.001, 1e-6):
    inside = np.mean(abs(signs - 1) < width / 2)
    print(f"length {width:g} around 1: probability {inside:.2f}, probability by length {inside / width:.3g}")

# %% [markdown]
# **Notes 5, section 5.1, the formula:** the one-dimensional rule ends in $p_Z(z) / |f'(x)|$. The
# derivative belongs at $z$, where $f$ starts: $1 / |f'(z)|$. Only then is the area 1. For $x = e^z$:

# %% tags=["demonstration"]
x = torch.linspace(1e-6, 400, 4_000_001, dtype=torch.float64)
base = torch.distributions.Normal(0.0, 1.0).log_prob(x.log()).exp()
print(f"area with f'(x) = exp(x), as printed: {torch.trapezoid(base / x.exp(), x):.4f}")
print(f"area with f'(z) = exp(z) = x:         {torch.trapezoid(base / x, x):.4f}")

# %% [markdown]
# **Notes 5, section 5.1, the condition:** "monotone with inverse" and "invertible" are not quite enough.
# The inverse must be differentiable. $x = z^3$ is smooth and invertible, but its inverse, the cube root,
# is vertical at 0: the density is infinite there, and no layer can compute it. (Away from the single
# point 0 the formula holds, and the area is still 1. Notes 4, theorem 1.1, asks for the right thing.)

# %% tags=["demonstration"]
x = torch.tensor([1e-1, 1e-3, 1e-6, 1e-12, 0.0], dtype=torch.float64)
z = x ** (1 / 3)
density = torch.distributions.Normal(0.0, 1.0).log_prob(z).exp() / (3 * z**2)
for point, value in zip(x, density, strict=True):
    print(f"x = {point:g}: density of z^3 is {value:.4g}")

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
