# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Week 4: autoregressive models
#
# A picture of 64 black or white pixels has $2^{64}$ possible forms. No table holds a probability for
# each. The chain rule does not need one: it draws the picture one pixel at a time, and asks a small
# model about the next pixel only.
#
# **After this notebook you can**
#
# - turn the chain rule into models of images, real vectors and text, and compute their exact likelihood;
# - draw samples from them, and say why that is slow;
# - prove that a network does not look ahead, instead of hoping so;
# - compare models by held-out bits per dimension, with a standard error, and by the distance to an
#   optimum that is known.
#
# **It builds on** maximum likelihood and bits per dimension (week 1), mixtures (week 3), and a little
# PyTorch: tensors, `backward`, `torch.nn.Module`.
#
# **Time**: about 3 h 55 min for the exercises, the build included.
#
# **How it works.** As in the weeks before: fill in a stub, run its test, open hints one by one. New this
# week: your functions are trained. Once a check passes, the cells after it fit *your* function to data. So every
# log-probability must be **differentiable** in the parameters that it is given, and its gradient is checked too. Leave
# arguments as they are: work on copies. Log-probabilities are in nats, results are shown in bits per pixel or letter.

# %% locked="setup"
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F

from gmcourse.notebook import check, grade, mosaic, predict, ready, show, slider

# %% [markdown]
# ## 1. One pixel after the other
#
# Take any distribution over $D$ variables. The chain rule holds without any assumption:
#
# $$p(x_1, \dots, x_D) = \prod_{i=1}^D p(x_i \mid x_1, \dots, x_{i-1}).$$
#
# An **autoregressive model** puts a small function in the place of each factor. The pixels need an
# order; we read a picture like a page, row by row. Move the slider: what is next?

# %% tags=["demonstration"]
from gmcourse.data.digits import binarised_digits

data = binarised_digits()
train, valid, test = (torch.tensor(part, dtype=torch.float32) for part in (data.train, data.valid, data.test))


def draw_reading(pixels):
    """The first pixels of a digit in raster order; the rest is not known yet."""
    known = np.where(np.arange(64) < pixels, data.train[3], 0.5).reshape(8, 8)
    fig, ax = plt.subplots(figsize=(2.6, 2.6))
    ax.imshow(known, cmap="gray_r", vmin=0, vmax=1)
    ax.set_axis_off()
    return fig


slider(draw_reading, [8, 20, 28, 36, 44, 52, 64], label="pixels read",
       alt="A digit on an 8 by 8 grid: the pixels read so far in black and white, the rest grey")

# %% [markdown]
# The simplest choice for a factor is a logistic regression on the pixels before it. That is a **fully
# visible sigmoid belief network** (FVSBN), with $\sigma(a) = 1 / (1 + e^{-a})$:
#
# $$p(x_i = 1 \mid x_{<i}) = \sigma\Big(b_i + \sum_{j < i} W_{ij} \, x_j\Big).$$

# %%
predict(
    "fvsbn_numbers",
    "A table over 64 binary pixels needs 2⁶⁴ - 1 numbers. How many does the FVSBN use?",
    options=[64, 2080, 4096],
    truth=2080,
    why="One bias a pixel, and one weight for each pair (i, j) with j < i.",
)

# %% [markdown]
# ### Exercise 1. A belief network that sees everything
# <!-- exercise: fvsbn_log_prob -->
#
# Return the log-probability, in nats, of each row of `x`, shape (N, D), zeros and ones.
#
# `weight` has shape (D, D) and is full of numbers, but only the part **strictly below** the diagonal
# counts: `weight[i, j]` with j < i says how pixel j speaks for pixel i. `bias` has shape (D,).
# Logits may be as large as several hundred; the answer must stay finite.


# %% solution="fvsbn_log_prob"
def fvsbn_log_prob(x: torch.Tensor, weight: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    """Log-probability of binary vectors under an FVSBN.

    x: (N, D) zeros and ones
    weight: (D, D), used strictly below the diagonal; bias: (D,)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    logits = x @ torch.tril(weight, -1).T + bias
    return (x * logits - F.softplus(logits)).sum(dim=1)
    ### END SOLUTION


# %% test="fvsbn_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# All logits come from one matrix product, once the forbidden weights are zero. PyTorch has a function
# that keeps a lower triangle; look at its second argument.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Write out the case x = 1 and the case x = 0: $\log \sigma(a)$ and $\log \sigma(-a)$. Neither needs the
# sigmoid itself, which rounds to 1 for large $a$.
#
# </details>
# <details><summary>Hint 3</summary>
#
# $\log \sigma(a) = -\log(1 + e^{-a})$. Look up `softplus`, `logsigmoid`, and
# `binary_cross_entropy_with_logits`. Mind the sum: over which axis, and with which sign?
#
# </details>

# %% [markdown]
# **Is it a distribution?** A loss that falls does not say so. This does: the probabilities of all
# $2^D$ vectors sum to 1. For ten pixels we can add them all up.

# %%
if ready("fvsbn_log_prob"):
    every = torch.cartesian_prod(*[torch.tensor([0.0, 1.0], dtype=torch.float64)] * 10)
    generator = torch.Generator().manual_seed(0)
    weight = torch.randn(10, 10, generator=generator, dtype=torch.float64)
    total = fvsbn_log_prob(every, weight, torch.zeros(10, dtype=torch.float64)).exp().sum()
    print(f"{len(every)} vectors, total probability {total:.12f}")

# %% [markdown]
# **Now it learns.** The class below makes a model of any log-probability function of yours: it holds the
# parameters, your function does the work. `fit` minimises the mean negative log-likelihood, stops when
# held-out data get worse, and may be interrupted.

# %% tags=["demonstration"]
from gmcourse.train import fit, seeded

torch.set_num_threads(1)
scores = {}


class Learned(torch.nn.Module):
    """Parameters, and a function of (x, **parameters) that gives log-probabilities."""

    def __init__(self, function, **start):
        super().__init__()
        self.function = function
        self.values = torch.nn.ParameterDict({name: value.clone() for name, value in start.items()})

    def log_prob(self, x):
        return self.function(x, **self.values)


# %% [markdown]
# Every model is scored on the same 400 test digits, which it never saw. A figure without its standard
# error is half a figure.

# %% tags=["demonstration"]
def score(name, model, images):
    """Held-out bits per pixel, one number an image; prints their mean and standard error."""
    with torch.no_grad():
        scores[name] = (-model.log_prob(images) / (64 * math.log(2))).double().numpy()
    error = scores[name].std(ddof=1) / math.sqrt(len(images))
    print(f"{name}: {scores[name].mean():.3f} +- {error:.3f} bits per pixel")


def normal(*shape, scale=1.0, seed=0):
    """Starting values, the same whenever the cell is run."""
    return scale * torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


# %% tags=["demonstration"]
if ready("fvsbn_log_prob"):
    pixels = Learned(lambda x, b: fvsbn_log_prob(x, torch.zeros(64, 64), b), b=torch.zeros(64))
    fit(pixels, train=train, valid=valid, epochs=12, lr=0.1, label="independent pixels")
    score("independent pixels", pixels, test)
    fvsbn = Learned(fvsbn_log_prob, weight=torch.zeros(64, 64), bias=torch.zeros(64))
    fit(fvsbn, train=train, valid=valid, epochs=20, lr=0.03, batch_size=32, label="FVSBN")
    score("FVSBN", fvsbn, test)

# %% [markdown]
# Independent pixels are the same FVSBN with all weights at zero. One bit per pixel would be a fair coin.

# %% [markdown]
# ## 2. NADE: shared hidden units
#
# A logistic regression can't say "this pixel or that one, but not both". NADE puts a hidden layer in between,
# and shares its weights among all pixels (Larochelle and Murray, 2011):
#
# $$h_i = \sigma\Big(c + \sum_{j<i} W_{:,j} \, x_j\Big), \qquad p(x_i = 1 \mid x_{<i}) = \sigma(V_i \, h_i + b_i).$$
#
# Look at the sum inside $h_i$. From one pixel to the next it gains one column. Who keeps it pays $O(HD)$
# for all pixels together; who starts afresh each time pays $O(HD^2)$.

# %% [markdown]
# ### Exercise 2. NADE: one hidden layer, shared
# <!-- exercise: nade_log_prob -->
#
# Return the log-probability, in nats, of each row of `x`, shape (N, D), in $O(HD)$ a row.
#
# `W` (H, D), `c` (H,), `V` (D, H), `b` (D,) as in the formulas. Hidden units are sigmoids. Use torch
# operations: the test counts them. It does not time them, so a Python loop over the pixels is fine. All tensors share
# one dtype. Logits may be several hundred, above or below 0: the answer stays finite.


# %% solution="nade_log_prob"
def nade_log_prob(
    x: torch.Tensor, W: torch.Tensor, c: torch.Tensor, V: torch.Tensor, b: torch.Tensor
) -> torch.Tensor:
    """Log-probability of binary vectors under a NADE, in O(N H D).

    x: (N, D) zeros and ones
    W: (H, D), c: (H,), V: (D, H), b: (D,)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    state = c.expand(len(x), -1)
    total = 0.0
    for i in range(x.shape[1]):
        logit = torch.sigmoid(state) @ V[i] + b[i]
        total = total + x[:, i] * logit - F.softplus(logit)
        state = state + x[:, i, None] * W[:, i]
    return total
    ### END SOLUTION


# %% test="nade_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Keep one tensor of shape (N, H): the input of the hidden units. Before any pixel is read it is not zero.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Each turn of the loop does two things: predict pixel i, then read pixel i. In which order?
#
# </details>
# <details><summary>Hint 3</summary>
#
# Reading pixel i adds `W[:, i]` to the rows whose pixel is 1. A column of `x` of shape (N, 1) times a
# vector of shape (H,) does that for all rows at once.
#
# </details>

# %% [markdown]
# How much does the running sum save? We measure it, on one vector of growing length. (For small D most of
# the time is Python's; the powers show at the right end.)

# %% tags=["demonstration"]
import time


def afresh(x, W, c, V, b):
    """The same hidden units, each computed from all earlier pixels again."""
    for i in range(x.shape[1]):
        torch.sigmoid(W[:, :i] @ x[0, :i] + c) @ V[i]


def seconds(function, dims, hidden=200):
    inputs = (torch.ones(1, dims), normal(hidden, dims), normal(hidden), normal(dims, hidden), normal(dims))
    start = time.perf_counter()
    function(*inputs)
    return time.perf_counter() - start


# %% tags=["demonstration"]
if ready("nade_log_prob"):
    lengths = [500, 1000, 2000, 4000]
    fig, ax = plt.subplots(figsize=(5, 3))
    for name, function in (("yours", nade_log_prob), ("afresh for each pixel", afresh)):
        times = [seconds(function, dims) for dims in (100, *lengths)][1:]
        slope = np.log(times[-1] / times[-2]) / np.log(2)
        ax.loglog(lengths, times, "o-", label=f"{name}: at last like D^{slope:.1f}")
    ax.set(xlabel="number of pixels D", ylabel="seconds for one density", xticks=lengths, xticklabels=lengths)
    ax.minorticks_off()
    ax.legend()
    show(fig, alt="Seconds against D on logarithmic axes. The running sum grows like D, the other way faster.")

# %% tags=["demonstration"]
if ready("nade_log_prob"):
    start = {"W": normal(48, 64, scale=0.12), "c": torch.zeros(48)}
    start |= {"V": normal(64, 48, scale=0.12, seed=1), "b": torch.zeros(64)}
    nade = Learned(nade_log_prob, **start)
    fit(nade, train=train, valid=valid, epochs=14, lr=0.05, batch_size=100, label="NADE")
    score("NADE", nade, test)

# %% [markdown]
# ### Exercise 3. Sampling, one pixel after the other
# <!-- exercise: nade_sample -->
#
# Draw N samples, given `uniforms` (N, D), independent and uniform on [0, 1). Go through the pixels in
# order: **$x_i = 1$ where $u_i < p(x_i = 1 \mid x_{<i})$**, where $x_{<i}$ are the pixels that you have
# just drawn. Return zeros and ones, shape (N, D).


# %% solution="nade_sample"
def nade_sample(
    uniforms: torch.Tensor, W: torch.Tensor, c: torch.Tensor, V: torch.Tensor, b: torch.Tensor
) -> torch.Tensor:
    """Samples from a NADE, one pixel after the other.

    uniforms: (N, D), in [0, 1)
    W: (H, D), c: (H,), V: (D, H), b: (D,)
    returns: (N, D) zeros and ones; pixel i is 1 where uniforms[:, i] < p(x_i = 1 | x_<i)
    """
    ### BEGIN SOLUTION
    state = c.expand(len(uniforms), -1)
    drawn = []
    for i in range(uniforms.shape[1]):
        chance = torch.sigmoid(torch.sigmoid(state) @ V[i] + b[i])
        drawn.append((uniforms[:, i] < chance).to(uniforms.dtype))
        state = state + drawn[-1][:, None] * W[:, i]
    return torch.stack(drawn, dim=1)
    ### END SOLUTION


# %% test="nade_sample"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The loop is that of `nade_log_prob`. Only: where it read pixel i from the data, you now draw it first.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The test's uniforms decide everything, so your answer is not random. A comparison of two tensors gives
# truth values; turn them into numbers before you multiply by them.
#
# </details>

# %% tags=["demonstration"]
def show_images(rows, alt):
    """Rows of (title, images (N, 64))."""
    fig, axes = plt.subplots(len(rows), 10, figsize=(8, 0.95 * len(rows)), squeeze=False)
    for line, (title, images) in zip(axes, rows, strict=True):
        for ax, image in zip(line, images, strict=False):
            ax.imshow(np.asarray(image).reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[])
        line[0].set_ylabel(title, rotation=0, ha="right", va="center")
    show(fig, alt)


# %% tags=["demonstration"]
if ready("fvsbn_log_prob", "nade_log_prob", "nade_sample"):
    generator = torch.Generator().manual_seed(1)
    mean = torch.sigmoid(pixels.values["b"].detach())
    with torch.no_grad():
        drawn = nade_sample(torch.rand(10, 64, generator=generator), **nade.values)
    show_images([("data", test), ("pixels", torch.bernoulli(mean.expand(10, 64), generator=generator)),
                 ("NADE", drawn)], alt="Real digits, noise in the shape of a blob, and digit-like samples of NADE.")

# %% [markdown]
# ## 3. MADE: all conditionals in one pass
#
# An autoencoder maps $x$ to $\hat x$ in one pass. It is no generative model: output i may copy input i.
# Then its "probabilities" of all pictures need not add up to 1. Once it has learned to copy they add up to far more.
#
# MADE (Germain et al., 2015) closes those paths. Each unit gets a **degree**, a number that says how far
# in the order it may look:
#
# - input and output i have the place of $x_i$ in the order, 1 to D;
# - a hidden unit of degree m may depend on inputs of degree m or less;
# - output i may depend on what is **strictly** before it.
#
# A mask of zeros and ones on each weight matrix is enough to keep that.

# %% [markdown]
# ### Exercise 4. MADE: masks that keep the order
# <!-- exercise: made_masks -->
#
# `degrees` is a list of integer tensors: the inputs' degrees first (each of 1..D once, perhaps in another
# order), then those of each hidden layer, if there are any. The outputs' degrees are the inputs'.
#
# Return the list of masks, one for each weight matrix from the first to the output's, each of shape
# **(out, in)**: 1 where a unit may look at one of the layer below, so that the three rules above hold: a hidden unit
# looks at units of its own degree, too, an output only at units of a lower one. Zeros and ones or truth values. D may be 1.


# %% solution="made_masks"
def made_masks(degrees: list[torch.Tensor]) -> list[torch.Tensor]:
    """Masks that make a feed-forward network autoregressive.

    degrees: [inputs (D,), hidden (H1,), ...]; the outputs have the inputs' degrees
    returns: one mask (out, in) for each weight matrix, the output layer's last
    """
    ### BEGIN SOLUTION
    masks = []
    for below, above in zip(degrees, degrees[1:], strict=False):
        masks.append((above[:, None] >= below[None, :]).double())
    masks.append((degrees[0][:, None] > degrees[-1][None, :]).double())
    return masks
    ### END SOLUTION


# %% test="made_masks"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A network with L hidden layers has L + 1 weight matrices. Draw one with D = 3 and four hidden units of
# degrees 1, 2, 2, 1 and mark which lines may stay.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A hidden unit may look at degrees equal to its own, an output may not. Which matrix does the strict rule
# concern?
#
# </details>
# <details><summary>Hint 3</summary>
#
# Comparing a column of shape (out, 1) with a row of shape (1, in) gives the whole mask at once.
#
# </details>

# %% [markdown]
# ### Exercise 5. MADE: all conditionals in one pass
# <!-- exercise: made_log_prob -->
#
# Return the log-probability, in nats, of each row of `x`, shape (N, D). `weights` and `masks` hold one
# (out, in) tensor a layer, `biases` one (out,) tensor. Hidden layers are **relu**; the last layer's
# outputs are the logits, with no relu. Each mask multiplies its weight matrix. There may be no hidden layer.
# Logits may go into the hundreds.


# %% solution="made_log_prob"
def made_log_prob(
    x: torch.Tensor, weights: list[torch.Tensor], biases: list[torch.Tensor], masks: list[torch.Tensor]
) -> torch.Tensor:
    """Log-probability of binary vectors under a masked autoencoder with relu hidden layers.

    x: (N, D) zeros and ones
    weights, masks: one (out, in) a layer; biases: one (out,) a layer
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    units = x
    for layer, (weight, bias, mask) in enumerate(zip(weights, biases, masks, strict=True)):
        if layer > 0:
            units = torch.relu(units)
        units = units @ (weight * mask).T + bias
    return (x * units - F.softplus(units)).sum(dim=1)
    ### END SOLUTION


# %% test="made_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A layer is a matrix product and a bias, as in any network; only the matrix is masked before it is used.
# What happens between two layers, and what does not happen after the last?
#
# </details>
# <details><summary>Hint 2</summary>
#
# From the logits on, it is the FVSBN again.
#
# </details>

# %% tags=["demonstration"]
if ready("made_masks", "made_log_prob"):
    masks = [torch.as_tensor(m).float() for m in made_masks([torch.arange(1, 65), torch.arange(256) % 63 + 1])]
    start = {"W1": normal(256, 64, scale=0.18), "W2": normal(64, 256, scale=0.09, seed=1)}
    start |= {"b1": torch.zeros(256), "b2": torch.zeros(64)}

    def autoencoder(masks):
        return lambda x, W1, W2, b1, b2: made_log_prob(x, [W1, W2], [b1, b2], masks)

    made = Learned(autoencoder(masks), **start)
    fit(made, train=train, valid=valid, epochs=40, lr=0.004, batch_size=32, label="MADE")
    score("MADE", made, test)
    unmasked = Learned(autoencoder([torch.ones_like(m) for m in masks]), **start)
    fit(unmasked, train=train, valid=valid, epochs=10, lr=0.004, batch_size=32, label="no masks")
    error = -unmasked.log_prob(test).mean().item() / (64 * math.log(2))
    print(f"without masks: a 'loss' of {error:.3f} bits per pixel, and no distribution")

# %% [markdown]
# The network without masks wins by far, and means nothing: it copies. How would we know, had we only
# seen the falling loss? In two ways. The first one you know: on few pixels, add everything up.
# Below, two small networks learn eight pixels from the middle of the digits.

# %% tags=["demonstration"]
if ready("made_masks", "made_log_prob"):
    every, eight = torch.cartesian_prod(*[torch.tensor([0.0, 1.0])] * 8), slice(26, 34)
    small = [torch.as_tensor(m).float() for m in made_masks([torch.arange(1, 9), torch.arange(40) % 7 + 1])]
    first = {"W1": normal(40, 8, scale=0.7), "W2": normal(8, 40, scale=0.7, seed=1)}
    first |= {"b1": torch.zeros(40), "b2": torch.zeros(8)}
    for name, chosen in (("masks", small), ("no masks", [torch.ones_like(m) for m in small])):
        network = Learned(autoencoder(chosen), **first)
        for when in ("at the start", "trained"):
            print(f"{name}, {when}: all 256 probabilities sum to {network.log_prob(every).exp().sum().item():.4f}")
            if when == "at the start":
                fit(network, train=train[:, eight], valid=valid[:, eight], epochs=10, lr=0.01, batch_size=32, label=name)

# %% [markdown]
# **The second way asks the gradient**, and works for 64 pixels. The derivative of the log-probability by
# the output bias $b_i$ is $x_i - p_i$: so every model here tells us its prediction $p_i$. We
# differentiate that by the pixels. A gradient that is not zero proves that output i looks at
# pixel j; zeros at one image are evidence, and the masks are the proof. An autoregressive model has zeros on the diagonal and everywhere above it. (The white
# stripes of the FVSBN are pixels at the border: never inked, so their weights stayed at 0.)

# %% tags=["demonstration"]
def influence(model, bias):
    """(D, D): the gradient of prediction i by pixel j, at a test image."""
    x = test[:1].clone().requires_grad_()
    by_bias = torch.autograd.grad(model.log_prob(x).sum(), bias, create_graph=True)[0]
    predictions = x[0] - by_bias
    return torch.stack([torch.autograd.grad(p, x, retain_graph=True)[0][0] for p in predictions])


# %% tags=["demonstration"]
if ready("fvsbn_log_prob", "nade_log_prob", "made_masks", "made_log_prob"):
    chosen = {"FVSBN": (fvsbn, "bias"), "NADE": (nade, "b"), "MADE": (made, "b2"), "no masks": (unmasked, "b2")}
    fig, axes = plt.subplots(1, 4, figsize=(9, 2.5))
    for ax, (name, (model, bias)) in zip(axes, chosen.items(), strict=True):
        gradient = influence(model, model.values[bias]).abs()
        ax.imshow(gradient > 0, cmap="gray_r", vmin=0, vmax=1.5)
        ax.set(title=name, xlabel="pixel j", ylabel="prediction i")
        print(f"{name}: largest gradient on or above the diagonal {gradient.triu().max():.1e}")
    fig.tight_layout()
    show(fig, alt="Which pixel reaches which prediction: lower triangles for the three models, all without masks.")

# %% [markdown]
# ## 4. Beyond black and white
#
# A pixel with 17 grey levels, a letter, a word: K values, so each conditional gives K logits and the
# **softmax** makes them probabilities.

# %% [markdown]
# ### Exercise 6. More than two values
# <!-- exercise: categorical_log_prob -->
#
# Given `logits` (N, D, K) and `x` (N, D), whole numbers 0 to K - 1, return the log-probability of each
# sample, in nats, shape (N,): the **sum** over the D variables. Logits may be in the thousands.


# %% solution="categorical_log_prob"
def categorical_log_prob(logits: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """Log-probability of D categorical variables, given their logits.

    logits: (N, D, K); x: (N, D) int64 in 0 .. K-1
    returns: (N,), in nats, summed over D
    """
    ### BEGIN SOLUTION
    log_p = F.log_softmax(logits, dim=2)
    return torch.gather(log_p, 2, x.unsqueeze(2)).squeeze(2).sum(dim=1)
    ### END SOLUTION


# %% test="categorical_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# First turn logits into log-probabilities, along the right axis. A softmax rounds small
# probabilities to 0, and their logarithm is minus infinity; there is a function that does both.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Then pick, for each variable, the entry that `x` names: `gather`, with an index of as many axes as the
# tensor. Or let `cross_entropy` pick, but not average.
#
# </details>

# %% [markdown]
# ### Derivation. Prediction minus truth
# <!-- exercise: softmax_nll_gradient -->
#
# Every model of this week is trained by the slope of one loss. For logits $a$ of shape (N, K) and outcomes $y$ of shape (N,), an int64 tensor,
#
# $$\ell = -\frac1N \sum_{n=1}^N \log \operatorname{softmax}(a_n)_{y_n}.$$
#
# Derive $\partial \ell / \partial a$ on paper, and return it: shape (N, K). It must be right for logits of a thousand.
# ([The proof](../book/week04_proofs.md#the-gradient-of-a-softmax).)


# %% solution="softmax_nll_gradient"
def softmax_nll_gradient(logits: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """Gradient of the mean negative log-likelihood in the logits.

    logits: (N, K); y: (N,) int64, the outcomes
    returns: (N, K)
    """
    ### BEGIN SOLUTION
    prediction = torch.softmax(logits, dim=1)
    truth = F.one_hot(y, logits.shape[1])
    return (prediction - truth) / len(logits)
    ### END SOLUTION


# %% test="softmax_nll_gradient"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The loss of one row is $\log \sum_j e^{a_j} - a_y$. What is the derivative of each of the two terms?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The first one gives a number between 0 and 1 for each outcome. You know its name.
#
# </details>

# %% [markdown]
# **Real values.** For a real $x_i$ each conditional is a mixture of K Gaussians, whose weights, means and
# scales depend on the values before it. That is RNADE (Uria et al., 2013):
#
# $$\log p(x) = \sum_{i=1}^D \log \sum_{k=1}^K w_{ik} \; \mathcal{N}\big(x_i;\, m_{ik},\, s_{ik}^2\big).$$
#
# The network gives $\log s$, so that any output is allowed: a scale is positive.

# %% [markdown]
# ### Exercise 7. Real values: a mixture for each
# <!-- exercise: rnade_log_prob -->
#
# Return the log-density of each row of `x` (N, D), in nats. `log_weights`, `means` and `log_scales` have
# shape (N, D, K). `log_weights` are **normalised** over K already; `log_scales` are logarithms of
# **standard deviations**. A point far from all means must still give a finite answer.


# %% solution="rnade_log_prob"
def rnade_log_prob(
    x: torch.Tensor, log_weights: torch.Tensor, means: torch.Tensor, log_scales: torch.Tensor
) -> torch.Tensor:
    """Log-density of D real variables, each a mixture of K Gaussians.

    x: (N, D); log_weights (normalised over K), means, log_scales (log standard deviations): (N, D, K)
    returns: (N,), in nats, summed over D
    """
    ### BEGIN SOLUTION
    z = (x[:, :, None] - means) / log_scales.exp()
    log_normal = -0.5 * z.square() - log_scales - math.log(math.sqrt(2 * math.pi))
    return (log_weights + log_normal).logsumexp(dim=2).sum(dim=1)
    ### END SOLUTION


# %% test="rnade_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write the log-density of one Gaussian first. It has three terms; one of them is the log-scale.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two sums: a logarithm of a sum over K inside, a sum of logarithms over D outside. The inner one never
# needs to leave the logarithm (week 3).
#
# </details>

# %% [markdown]
# Points on two moons, one coordinate after the other: $x_1$ has a fixed mixture, that of $x_2$ comes from a
# small network that reads $x_1$. The density of these moons is known, so the model's distance from it is a
# number: what is the best possible loss, and how far are we from it?

# %% tags=["demonstration"]
from gmcourse.data import moons


class MoonModel(torch.nn.Module):
    """Mixtures of 8 Gaussians for x_1 and for x_2 given x_1."""

    def __init__(self):
        super().__init__()
        self.first = torch.nn.Parameter(0.5 * torch.randn(24))
        self.second = torch.nn.Sequential(torch.nn.Linear(1, 48), torch.nn.Tanh(), torch.nn.Linear(48, 24))

    def mixtures(self, x):
        """log-weights, means and log-scales, each (N, 2, 8)."""
        raw = torch.stack([self.first.expand(len(x), -1), self.second(x[:, :1])], dim=1)
        log_weights, means, log_scales = raw.chunk(3, dim=2)
        return torch.log_softmax(log_weights, dim=2), means, log_scales - 1

    def log_prob(self, x):
        return rnade_log_prob(x, *self.mixtures(x))


# %% tags=["demonstration"]
def draw_conditional(x1):
    """p(x_2 | x_1), and the points near that x_1."""
    heights = torch.linspace(-1.5, 2.0, 300)
    with torch.no_grad():
        points = torch.stack([torch.full_like(heights, x1), heights], dim=1)
        parts = [part[:, 1:] for part in rnade.mixtures(points)]
        density = rnade_log_prob(points[:, 1:], *parts).exp()
    fig, (left, right) = plt.subplots(1, 2, figsize=(7, 2.6), sharey=True)
    left.plot(*moon_data.test[:800].T, ".", markersize=2)
    left.axvline(x1, color="C1")
    right.plot(density, heights, color="C1")
    right.set(xlabel="p(x2 | x1)", xlim=(0, 3))
    return fig


# %% tags=["demonstration"]
if ready("rnade_log_prob"):
    moon_data = moons.two_moons()
    inside, outside, unseen = (torch.tensor(part, dtype=torch.float32) for part in
                               (moon_data.train, moon_data.valid, moon_data.test))
    with seeded(0):
        rnade = MoonModel()
    fit(rnade, train=inside, valid=outside, epochs=40, lr=0.01, batch_size=100, patience=8, label="RNADE")
    gap = moons.log_prob(moon_data.test) - rnade.log_prob(unseen).detach().double().numpy()
    print(f"{gap.mean():.3f} +- {gap.std() / math.sqrt(len(gap)):.3f} nats a point above the optimum")
    slider(draw_conditional, [-1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0], label="x1",
           alt="Left the moons with a line at x1, right the density of x2 there: peaks where the line meets a moon")

# %% [markdown]
# ## 5. Sequences: a recurrent network
#
# Texts have no fixed length. A recurrent network keeps what it has read in one state:
#
# $$h_t = \tanh(W_{hh} \, h_{t-1} + W_{xh} \, x_t + b_h), \qquad p(x_t \mid x_{<t}) = \mathrm{softmax}(W_{hy} \, h_{t-1} + b_y),$$
#
# with $x_t$ one-hot. Mind the indices: the state *before* reading $x_t$ predicts it, and $h_0$, a
# parameter too, predicts the first token. Here is the prediction of the lectures' example: the network
# has read "h", its logits for h, e, l, o are 1.0, 2.2, -3.0, 4.1, and the next letter is "e".

# %%
hello = torch.tensor([1.0, 2.2, -3.0, 4.1])
for letter, probability in zip("helo", torch.softmax(hello, 0), strict=True):
    print(f"p({letter} | h) = {probability:.3f}")

# %% [markdown]
# It gives "e" 13% and bets on "o": it has yet to learn.

# %% [markdown]
# ### Exercise 8. A recurrent network reads
# <!-- exercise: rnn_log_prob -->
#
# Return the log-probability of each row of `tokens` (N, T), whole numbers 0 to K - 1, in nats.
#
# `params` is a dict: `h0` (H,), `W_xh` (H, K), `W_hh` (H, H), `b_h` (H,), `W_hy` (K, H), `b_y` (K,).
# All T tokens are scored, the first one by $\mathrm{softmax}(W_{hy} h_0 + b_y)$. A token may be as unlikely as $10^{-400}$.


# %% solution="rnn_log_prob"
def rnn_log_prob(tokens: torch.Tensor, params: dict[str, torch.Tensor]) -> torch.Tensor:
    """Log-probability of token sequences under a recurrent network with tanh units.

    tokens: (N, T) int64 in 0 .. K-1
    params: h0 (H,), W_xh (H, K), W_hh (H, H), b_h (H,), W_hy (K, H), b_y (K,)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    h = params["h0"].expand(len(tokens), -1)
    inputs = F.one_hot(tokens, params["W_xh"].shape[1]).to(h.dtype) @ params["W_xh"].T + params["b_h"]
    before = []
    for t in range(tokens.shape[1]):
        before.append(h)
        h = torch.tanh(inputs[:, t] + h @ params["W_hh"].T)
    logits = torch.stack(before, dim=1) @ params["W_hy"].T + params["b_y"]
    return F.log_softmax(logits, dim=2).gather(2, tokens[:, :, None]).sum(dim=(1, 2))
    ### END SOLUTION


# %% test="rnn_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The loop over t has two lines again: predict token t from the state, then read token t into the state.
#
# </details>
# <details><summary>Hint 2</summary>
#
# $W_{xh} x_t$ with $x_t$ one-hot is a column of $W_{xh}$. For a whole batch: rows of its transpose.
#
# </details>

# %% [markdown]
# **A language of known entropy.** On real text nobody knows how well one could do. So we take a small
# language whose source we hold: a hidden Markov model writes words of syllables, with a vowel harmony
# that is never shown. Its own log-probability of a text is exact, by the forward recursion. No model can
# beat it on average: the mean difference estimates the Kullback-Leibler divergence.

# %% tags=["demonstration"]
from gmcourse.data.language import decode, entropy_bounds, small_language

language = small_language()
rng = np.random.default_rng(0)
texts, texts_valid, texts_test = (torch.tensor(language.sample(n, 32, rng)) for n in (2000, 500, 2000))
print("it writes:", decode(texts[0].numpy()), "|", decode(texts[1].numpy()))
lower, upper = entropy_bounds(language, 12)
fig, ax = plt.subplots(figsize=(5, 2.8))
ax.plot(range(2, 13), upper[1:] / math.log(2), "o-", label="H(letter n | letters before it)")
ax.plot(range(2, 13), lower[1:] / math.log(2), "s-", label="the same, hidden start known")
ax.set(xlabel="n", ylabel="bits per letter")
ax.legend()
show(fig, alt="An upper and a lower bound on the entropy rate meet near one bit per letter as n grows.")
print(f"entropy rate between {lower[-1] / math.log(2):.4f} and {upper[-1] / math.log(2):.4f} bits per letter")

# %% tags=["demonstration"]
optimum = language.log_prob(texts_test.numpy())
gaps = {}


def score_text(name, model):
    """Bits per letter above the source itself, on test texts: mean and standard error."""
    with torch.no_grad():
        gap = (optimum - model.log_prob(texts_test).double().numpy()) / (32 * math.log(2))
    gaps[name] = gap.mean(), gap.std(ddof=1) / math.sqrt(len(gap))
    print(f"{name}: {gaps[name][0]:.4f} +- {gaps[name][1]:.4f} bits per letter above the entropy")


# %% tags=["demonstration"]
class Pairs:
    """Each letter from the one before it, by counting pairs (token 5 is the start)."""

    def __init__(self, texts):
        counts = torch.ones(6, 5)
        before = F.pad(texts[:, :-1], (1, 0), value=5)
        counts.index_put_((before.flatten(), texts.flatten()), torch.ones(texts.numel()), accumulate=True)
        self.log_p = torch.log(counts / counts.sum(dim=1, keepdim=True))

    def log_prob(self, texts):
        return self.log_p[F.pad(texts[:, :-1], (1, 0), value=5), texts].sum(dim=1)


score_text("pairs of letters", Pairs(texts))

# %% tags=["demonstration"]
if ready("rnn_log_prob"):
    hidden = 24
    start = {"h0": torch.zeros(hidden), "W_xh": normal(hidden, 5, scale=0.5), "b_h": torch.zeros(hidden)}
    start |= {"W_hh": normal(hidden, hidden, scale=0.18, seed=1), "W_hy": normal(5, hidden, scale=0.2, seed=2)}
    rnn = Learned(lambda tokens, **params: rnn_log_prob(tokens, params), **start, b_y=torch.zeros(5))
    fit(rnn, train=texts, valid=texts_valid, epochs=8, lr=0.015, label="RNN")
    score_text("RNN", rnn)


# %% tags=["demonstration"]
class CharLSTM(torch.nn.Module):
    """PyTorch's own LSTM; it reads the letters shifted by one, with a start token in front."""

    def __init__(self, kinds, hidden):
        super().__init__()
        self.embed = torch.nn.Embedding(kinds + 1, hidden)
        self.read, self.say = torch.nn.LSTM(hidden, hidden, batch_first=True), torch.nn.Linear(hidden, kinds)

    def log_prob(self, tokens):
        shifted = F.pad(tokens[:, :-1], (1, 0), value=self.say.out_features)
        return categorical_log_prob(self.say(self.read(self.embed(shifted))[0]), tokens)


# %% tags=["demonstration"]
if ready("categorical_log_prob"):
    with seeded(0):
        lstm = CharLSTM(5, 24)
    fit(lstm, train=texts, valid=texts_valid, epochs=8, lr=0.015, label="LSTM")
    score_text("LSTM", lstm)

# %% [markdown]
# ### Exercise 9. Choosing the next token
# <!-- exercise: sample_next -->
#
# To write, a language model draws the next token from its softmax. A **temperature** T divides the logits
# first: below 1 it keeps more to the likely tokens, above 1 the choice gets more even.
#
# Given `logits` (N, K), a `temperature` > 0 and `uniforms` (N,) on [0, 1), return N tokens, int64: for each
# row the **first k whose cumulative probability exceeds u**. Logits may be minus infinity (an impossible
# token), and the temperature as low as 0.001. Where rounding keeps the whole sum from exceeding u, take the last token.


# %% solution="sample_next"
def sample_next(logits: torch.Tensor, temperature: float, uniforms: torch.Tensor) -> torch.Tensor:
    """Draw one token a row from softmax(logits / temperature).

    logits: (N, K); temperature: a float above 0; uniforms: (N,) in [0, 1)
    returns: (N,) int64, the first k whose cumulative probability exceeds the uniform
    """
    ### BEGIN SOLUTION
    cumulative = F.softmax(logits / temperature, dim=1).cumsum(dim=1)
    exceeds = cumulative > uniforms[:, None]
    exceeds[:, -1] = True
    return exceeds.to(torch.int64).argmax(dim=1)
    ### END SOLUTION


# %% test="sample_next"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Lay the probabilities end to end on [0, 1]. In which piece does u fall? `cumsum` gives their ends.
#
# </details>
# <details><summary>Hint 2</summary>
#
# "The first that exceeds" is also "how many do not exceed". At u = 0 a piece of length 0 must not win.
#
# </details>

# %%
predict(
    "cold_temperature",
    "A token has logit 2, all others have less. What happens to its probability as the temperature goes to 0?",
    options=["it goes to 0", "it goes to 1", "it goes to 1/K"],
    truth="it goes to 1",
    why="Dividing by a small T stretches the differences between the logits without limit.",
)

# %% tags=["demonstration"]
def one_more(model, begun, kinds, uniforms, temperature=1.0):
    """Rows of tokens (N, t), each with one more: every kind is tried, and your `sample_next` takes one."""
    tried = torch.cat([begun.repeat_interleave(kinds, 0), torch.arange(kinds).repeat(len(begun))[:, None]], dim=1)
    with torch.no_grad():
        logits = model.log_prob(tried).view(len(begun), kinds)
    return torch.cat([begun, sample_next(logits, temperature, uniforms)[:, None]], dim=1)


def write(model, temperature, length=36, seed=3):
    """One text, letter after letter."""
    generator, tokens = torch.Generator().manual_seed(seed), torch.zeros(1, 0, dtype=torch.int64)
    for _ in range(length):
        tokens = one_more(model, tokens, 5, torch.rand(1, generator=generator), temperature)
    return decode(tokens[0].numpy())


if ready("sample_next", "categorical_log_prob"):
    for temperature in (0.1, 1.0, 3.0):
        print(f"temperature {temperature}: {write(lstm, temperature)}")

# %% [markdown]
# At a low temperature it repeats itself, at a high one it forgets its spelling. Only temperature 1
# samples from the model.

# %% [markdown]
# ## 6. Images: PixelCNN
#
# A pixel depends most on its neighbours, wherever it stands. So use a convolution, and hide from its kernel
# what comes later in raster order (van den Oord et al., 2016). The first layer must not see the pixel it
# predicts (kind A). Later layers may keep the centre (kind B): what they find there was computed from
# earlier pixels.

# %% [markdown]
# ### Exercise 10. PixelCNN: a mask for a kernel
# <!-- exercise: pixelcnn_mask -->
#
# Return the mask of a convolution kernel, shape (size, size), size odd: 1 for the pixels that come before
# the centre when one reads **row by row**, 0 for those after it. The centre is 0 for kind "A" and 1 for
# kind "B".


# %% solution="pixelcnn_mask"
def pixelcnn_mask(size: int, kind: str) -> torch.Tensor:
    """Mask of a convolution kernel that sees earlier pixels only.

    size: odd; kind: "A" hides the centre, "B" shows it
    returns: (size, size) zeros and ones
    """
    ### BEGIN SOLUTION
    middle = size // 2
    mask = torch.zeros(size, size)
    mask[:middle] = 1.0
    mask[middle, : middle + (1 if kind == "B" else 0)] = 1.0
    return mask
    ### END SOLUTION


# %% test="pixelcnn_mask"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Draw the 3 by 3 kernel and number its cells as you read them. Which numbers come before the middle one?
#
# </details>
# <details><summary>Hint 2</summary>
#
# All rows above the middle are open, in their whole width. In the middle row, count how many are.
#
# </details>

# %% tags=["demonstration"]
class MaskedConv(torch.nn.Conv2d):
    """A convolution through your mask."""

    def __init__(self, inputs, outputs, size, kind):
        super().__init__(inputs, outputs, size, padding=size // 2)
        self.register_buffer("open", torch.as_tensor(pixelcnn_mask(size, kind)).float())

    def forward(self, image):
        return self._conv_forward(image, self.weight * self.open, self.bias)


# %% tags=["demonstration"]
class PixelCNN(torch.nn.Module):
    """One layer of kind A, three of kind B that add to what they read, two logits a pixel."""

    def __init__(self, channels=32):
        super().__init__()
        self.look, self.place = MaskedConv(1, channels, 7, "A"), torch.nn.Parameter(torch.zeros(channels, 8, 8))
        self.think = torch.nn.ModuleList([MaskedConv(channels, channels, 3, "B") for _ in range(3)])
        self.say = torch.nn.Conv2d(channels, 2, 1)

    def logits(self, x):
        seen = self.look(x.view(-1, 1, 8, 8)) + self.place
        for layer in self.think:
            seen = seen + layer(seen.relu())
        return self.say(seen.relu()).flatten(2).transpose(1, 2)

    def log_prob(self, x):
        return categorical_log_prob(self.logits(x), x.long())


# %% tags=["demonstration"]
if ready("pixelcnn_mask", "categorical_log_prob"):
    with seeded(0):
        pixelcnn = PixelCNN()
    steps = 10 * math.ceil(len(train) / 32)
    adam = torch.optim.AdamW(pixelcnn.parameters(), lr=0.01, weight_decay=0.3)
    warm = torch.optim.lr_scheduler.OneCycleLR(adam, 0.01, total_steps=steps)
    fit(pixelcnn, train=train, valid=valid, epochs=10, batch_size=32, optimizer=adam, scheduler=warm)
    score("PixelCNN", pixelcnn, test)

# %% [markdown]
# What does a prediction look at? Where its gradient by a pixel is not zero, it looks there. Move the slider over the
# pixels: nothing at or after the pixel lights up. (The chapter shows what is missing *before* it, too:
# the blind spot of masked convolutions.)

# %% tags=["demonstration"]
def draw_field(pixel):
    """Size of the gradient of one prediction by all pixels."""
    x = test[:1].clone().requires_grad_()
    pixelcnn.logits(x)[0, pixel, 1].backward()
    fig, ax = plt.subplots(figsize=(3, 2.8))
    ax.imshow(x.grad[0].abs().view(8, 8) > 0, cmap="Blues", vmin=0, vmax=1.5)
    ax.plot(pixel % 8, pixel // 8, "rs", markersize=9)
    ax.set(xticks=[], yticks=[])
    return fig


if ready("pixelcnn_mask", "categorical_log_prob"):
    slider(draw_field, [0, 3, 12, 20, 36, 44, 63], label="predicted pixel",
           alt="The predicted pixel in red; in blue the pixels whose gradient is not zero: earlier ones only")

# %% [markdown]
# ## 7. Attention: look back at everything
#
# A recurrent network carries the past in one state. **Attention** keeps all of it and looks up what it
# needs. Position t asks a question $q_t$, every position s offers a key $k_s$ and a content $v_s$:
#
# $$\mathrm{out}_t = \sum_{s \le t} a_{ts} \, v_s, \qquad a_{t\cdot} = \mathrm{softmax}_{s \le t}\big( q_t \cdot k_s / \sqrt{E} \big).$$
#
# The sum stops at t: that is what makes it autoregressive.

# %% [markdown]
# ### Exercise 11. Attention that does not look ahead
# <!-- exercise: causal_attention -->
#
# `q`, `k`, `v` have shape (B, T, E). Return (B, T, E). Position t gathers from positions 1 to t, **itself
# included**; its weights are a softmax over those alone and sum to 1. Scores are divided by $\sqrt{E}$. They may
# be several hundred, above or below 0, and those of later positions far larger than those of earlier ones. Gradients
# flow to all three.


# %% solution="causal_attention"
def causal_attention(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor) -> torch.Tensor:
    """Scaled dot-product attention that does not look ahead.

    q, k, v: (B, T, E)
    returns: (B, T, E)
    """
    ### BEGIN SOLUTION
    scores = torch.einsum("bte,bse->bts", q, k) / math.sqrt(q.shape[2])
    ahead = torch.triu(torch.ones_like(scores), diagonal=1) == 1
    weights = torch.where(ahead, float("-inf"), scores).softmax(dim=2)
    return weights @ v
    ### END SOLUTION


# %% test="causal_attention"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# All scores at once are a (B, T, T) tensor: rows ask, columns are looked at. Which triangle is the future?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The softmax must not know the future at all. What has to stand in a score, for its exponential to be 0?
#
# </details>

# %% [markdown]
# A **transformer** (GPT) alternates attention with a small network, and adds both to what it read. Several heads look
# for different things, each in its share of the width. This is the build of the week: a whole GPT, out of your attention.
#
# ### Exercise 12. A whole GPT
# <!-- exercise: TinyGPT -->
#
# Write the class. Tokens are numbers from 0 to V - 1, `vocabulary` is V. The model reads a learned *start* and then the
# tokens, so that logit t (the first one is t = 0) has seen the start and the t tokens before it.
#
# - `forward(tokens)`: (N, T) to logits (N, T + 1, V), T from 0 to `context` - 1. The last row speaks of the next token.
# - `log_prob(tokens)`: (N, T) to (N,), in nats, T up to `context`.
# - `sample(n, length, generator=None)`: draw n texts, (n, length) int64, token by token. Where a text is longer than the
#   context, go on from its last `context` - 1 tokens.
#
# Inside: an embedding of each token plus one of its place; then `layers` blocks; last a LayerNorm and a linear layer to
# logits. A block reads `h` (N, T, `width`) and writes two things into it, one after the other:
#
# $$n = \mathrm{norm}(h), \quad h \leftarrow h + O \, \mathrm{attention}(Q n, K n, V n), \qquad
#   h \leftarrow h + B \, \mathrm{gelu}(A \, \mathrm{norm}(h)).$$
#
# $Q, K, V, O, A$ and $B$ are linear layers: the first four from `width` to `width`, $A$ to four times as many, $B$ back; each
# norm is a LayerNorm of its own. The attention is your `causal_attention`, for each of `heads` heads on its own share of
# `width / heads` columns. Give the places as large first weights as the tokens have: what is whispered is not heard.


# %% solution="TinyGPT"
class TinyGPT(torch.nn.Module):
    """A transformer that foretells each token from those before it."""

    def __init__(self, vocabulary: int, width: int, heads: int, layers: int, context: int):
        """vocabulary: V; width: of a token's vector; layers: blocks; context: tokens that one pass can foretell"""
        super().__init__()
        ### BEGIN SOLUTION
        nn = torch.nn
        self.heads, self.context = heads, context
        self.token, self.place = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.start = nn.Parameter(torch.randn(width))
        self.ask = nn.ModuleList([nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 3 * width)) for _ in range(layers)])
        self.tell = nn.ModuleList([nn.Linear(width, width) for _ in range(layers)])
        self.think = nn.ModuleList([
            nn.Sequential(nn.LayerNorm(width), nn.Linear(width, 4 * width), nn.GELU(), nn.Linear(4 * width, width))
            for _ in range(layers)
        ])
        self.say = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, vocabulary))
        ### END SOLUTION

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        """tokens (N, T) -> logits (N, T + 1, V): of each token given those before it, and of the next one"""
        ### BEGIN SOLUTION
        h = torch.cat([self.start.expand(len(tokens), 1, -1), self.token(tokens)], dim=1)
        h = h + self.place.weight[: h.shape[1]]
        for ask, tell, think in zip(self.ask, self.tell, self.think, strict=True):
            q, k, v = (torch.cat(part.chunk(self.heads, dim=2)) for part in ask(h).chunk(3, dim=2))
            h = h + tell(torch.cat(causal_attention(q, k, v).chunk(self.heads), dim=2))
            h = h + think(h)
        return self.say(h)
        ### END SOLUTION

    def log_prob(self, tokens: torch.Tensor) -> torch.Tensor:
        """tokens (N, T) -> log p in nats, (N,)"""
        ### BEGIN SOLUTION
        return categorical_log_prob(self.forward(tokens[:, :-1]), tokens)
        ### END SOLUTION

    def sample(self, n: int, length: int, generator=None) -> torch.Tensor:
        """n texts, (n, length) int64"""
        ### BEGIN SOLUTION
        tokens = torch.zeros(n, 0, dtype=torch.long)
        for _ in range(length):
            window = tokens[:, max(0, tokens.shape[1] - self.context + 1) :]
            probs = self.forward(window)[:, -1].detach().softmax(dim=1)
            tokens = torch.cat([tokens, torch.multinomial(probs, 1, generator=generator)], dim=1)
        return tokens
        ### END SOLUTION


# %% test="TinyGPT"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The input is one longer than `tokens`: the start stands before them. Which logit then speaks of which token?
#
# </details>
# <details><summary>Hint 2</summary>
#
# For several heads cut q, k and v along the width, and put the pieces one behind the other along the batch: your
# attention then never knows that there are several.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `log_prob` needs the logits of the T tokens only. How many tokens must `forward` read for that?
#
# </details>

# %% [markdown]
# First the small language, whose entropy is known:

# %% tags=["demonstration"]
if ready("causal_attention", "categorical_log_prob", "TinyGPT"):
    with seeded(0):
        reader = TinyGPT(5, 32, 4, 1, 32)
    fit(reader, train=texts, valid=texts_valid, epochs=6, lr=0.01, label="GPT on letters")
    score_text("GPT", reader)

# %% [markdown]
# **Now English.** Half a million characters of Shakespeare and Milton, 67 kinds of them. The measuring rod is what
# counting does: an **n-gram** foretells a character from the n - 1 before it, by how often each followed them, mixed with
# shorter memories where it has seen too little (Witten and Bell's rule).

# %% tags=["demonstration"]
predict(
    "gpt_or_counts",
    "After a minute of training, on verses that neither has seen: who needs fewer bits a character?",
    options=["the GPT", "the 5-gram", "they are level to a hundredth"],
    truth="the 5-gram",
    why="By about a tenth of a bit. It has counted every string of five characters; the GPT is still learning to spell.",
)


# %% tags=["demonstration"]
from collections import Counter

from gmcourse.data.verse import verse

book = verse()

# %% tags=["demonstration"]
def n_gram_bits(order, kept=len(book.test)):
    """Bits a character of the test text, foretold from the order - 1 characters before it."""
    seen, kinds, text = Counter(), Counter(), book.train
    for n in range(1, order + 1):
        grams = Counter(text[i : i + n] for i in range(len(text) - n + 1))
        seen.update(grams)
        kinds.update(gram[:-1] for gram in grams)
    seen[""], bits = len(text), 0.0
    for i in range(order, kept):
        p = 1 / len(book.alphabet)
        for n in range(order):
            past = book.test[i - n : i]
            p = (seen[past + book.test[i]] + kinds[past] * p) / max(seen[past] + kinds[past], 1) if past in seen else p
        bits -= math.log2(p) / (kept - order)
    return bits


# %% tags=["demonstration"]
counted = {order: n_gram_bits(order) for order in (2, 3, 5, 6)}
print("   ".join(f"{order}-gram {bits:.2f}" for order, bits in counted.items()), "  bits a character")

# %% tags=["demonstration"]
def windows(text, length=64):
    """A text as rows of 64 tokens."""
    tokens = torch.tensor(book.encode(text))
    return tokens[: len(tokens) // length * length].view(-1, length)


def write_verse(axes, model, length=420):
    text = book.decode(model.sample(1, length, torch.Generator().manual_seed(1))[0])
    axes.text(0, 1, text.replace("$", ""), va="top", family="monospace", fontsize=8, transform=axes.transAxes)
    axes.set_axis_off()


# %% tags=["demonstration"]
if ready("causal_attention", "categorical_log_prob", "TinyGPT"):
    with seeded(0):
        poet = TinyGPT(len(book.alphabet), 96, 4, 2, 64)
    pages, adam = windows(book.train), torch.optim.AdamW(poet.parameters(), lr=6e-3)
    once = torch.optim.lr_scheduler.OneCycleLR(adam, 6e-3, total_steps=4 * -(-len(pages) // 16))
    fit(poet, train=pages, valid=windows(book.valid), epochs=4, batch_size=16, optimizer=adam, scheduler=once,
        dims=64, samples=write_verse, label="GPT on verse")
    with torch.no_grad():
        bits = -poet.log_prob(windows(book.test)).mean().item() / 64 / math.log(2)
    print(f"test: {bits:.2f} bits a character; a 5-gram {counted[5]:.2f}")

# %% [markdown]
# A rival worth having: the 5-gram has simply counted half a million characters, and after a minute of training
# it is still about a tenth of a bit ahead. (Some of that because each window of 64 starts without a past.) A longer memory does not help it, as the 6-gram shows: longer strings come back too seldom to be counted well. The GPT has not reached its end after four epochs: try eight. What it
# writes has words, lines and capitals, and no sense: that is what a quarter of a million weights buy.

# %% tags=["demonstration"]
if ready("causal_attention", "categorical_log_prob", "TinyGPT"):
    print(book.decode(poet.sample(1, 700, torch.Generator().manual_seed(5))[0]))

# %% [markdown]
# **The same class paints.** Cut each row of a picture into tokens of four pixels, which has 16 kinds; a digit is then a
# sentence of 16 tokens. That is the same picture in other words: bits per pixel stay comparable.

# %% tags=["demonstration"]
def half_rows(images):
    """(N, 64) zeros and ones -> (N, 16) tokens from 0 to 15."""
    return (images.long().view(-1, 16, 4) * torch.tensor([8, 4, 2, 1])).sum(dim=2)


def as_pixels(tokens):
    """(N, T) tokens from 0 to 15 -> (N, 4 T) zeros and ones."""
    return (tokens[:, :, None] // torch.tensor([8, 4, 2, 1]) % 2).flatten(1)


if ready("causal_attention", "categorical_log_prob", "TinyGPT"):
    with seeded(0):
        painter = TinyGPT(16, 32, 4, 2, 16)
    fit(painter, train=half_rows(train), valid=half_rows(valid), epochs=10, lr=0.006, batch_size=32)
    score("GPT", painter, half_rows(test))

# %% [markdown]
# Give it the upper half of a test digit, and let it go on, three times. Some halves leave little doubt, and the endings show
# the same digit; others end as different digits, or as none.

# %% tags=["demonstration"]
def completed(model, begun, length, generator):
    """Go on from begun (N, t) to (N, length), token by token."""
    while begun.shape[1] < length:
        begun = one_more(model, begun, 16, torch.rand(len(begun), generator=generator))
    return begun


if ready("causal_attention", "categorical_log_prob", "sample_next", "TinyGPT"):
    whole, generator = half_rows(test[:12]), torch.Generator().manual_seed(3)
    endings = [as_pixels(completed(painter, whole[:, :8], 16, generator)) for _ in range(3)]
    fig, ax = plt.subplots(figsize=(8, 2.9))
    mosaic(ax, torch.cat([test[:12], *endings]), columns=12)
    show(fig, alt="Twelve test digits in the first row, and below each three digits with the same upper half whose lower "
         "half the model drew.",
         keep="TinyGPT")

# %% [markdown]
# ## 8. Who won?
#
# All models saw the same test images, so compare them image by image: the error of a *difference* of two
# good models is about half that of each mean.

# %% tags=["demonstration"]
if "FVSBN" in scores and "NADE" in scores:
    order = sorted(scores, key=lambda name: scores[name].mean())
    root = math.sqrt(len(test))
    fig, ax = plt.subplots(figsize=(6, 2.8))
    for row, name in enumerate(order):
        difference = scores[name] - scores["FVSBN"]
        error = difference.std(ddof=1) / root
        ax.errorbar(scores[name].mean(), row, xerr=scores[name].std(ddof=1) / root, fmt="o", color="k")
        print(f"{name:20s} {scores[name].mean():.3f}   minus FVSBN: {difference.mean():+.4f} +- {error:.4f}")
    ax.set(yticks=range(len(order)), yticklabels=order, xlabel="held-out bits per pixel (lower is better)")
    show(fig, alt="Held-out bits per pixel with standard errors: independent pixels are far behind all others.")
for name, (gap, error) in gaps.items():
    print(f"{name:20s} {gap:.4f} +- {error:.4f} bits per letter above the entropy")

# %% [markdown]
# What to see in the table:
#
# - most of the gain comes from looking at other pixels at all. Hidden units (NADE, MADE) beat plain logistic
#   regressions;
# - PixelCNN and the GPT come first, but only just: before you believe that they beat MADE, compute the error of
#   that difference, from `scores["PixelCNN"] - scores["MADE"]`. PixelCNN knows that pixels have neighbours. The GPT reads
#   half a row at a glance;
# - on the letters the recurrent networks are closest to the optimum. The source *is* a small state that is
#   updated letter by letter, which is what they are built for. The transformer has to find that out from
#   2,000 texts, and still leaves the pairs of letters far behind.

# %% [markdown]
# ## 9. Find the slip
#
# Lecture notes are written by people, and copied by people. Each block below stands in our copy of the notes this
# course grew from, with one slip in it. Decide which line it is before you look. All the slips that we know, each
# with a cell that runs it, stand on the pages [What the notes get wrong](../book/errata_notes5.md).
#
# **KL is not negative** (notes 5, section 3.1), with $\ln x \le x - 1$:
#
# 1. $D_\mathrm{KL} = \mathbb{E}_{p_\text{data}}\left[-\log \frac{p_\theta(x)}{p_\text{data}(x)}\right]
#    \ge \mathbb{E}_{p_\text{data}}\left[1 - \frac{p_\theta(x)}{p_\text{data}(x)}\right]$
# 2. $= 1 - \int \frac{p_\theta(x)}{p_\text{data}(x)} \, p_\text{data}(x) \, dx$
# 3. $= 1 - \int p_\theta(x) \, dx = 1 - 1 = 0$

# %% tags=["demonstration"]
predict(
    "slip_cancelling",
    "Let the model put 40% of its mass where no data are. Which line does not hold?",
    options=["line 1", "line 2", "line 3"],
    truth="line 3",
    why="One may cancel only where p_data > 0. There the model has 0.6, not 1; 1 - 0.6 is still at least 0.",
)

# %%
p_data, p_model = np.array([0.5, 0.5, 0.0]), np.array([0.3, 0.3, 0.4])
support = p_data > 0
kl = np.sum(p_data[support] * np.log(p_data[support] / p_model[support]))
print(f"model on the data's support: {p_model[support].sum():.1f};  KL = {kl:.3f} >= 1 - 0.6 = 0.4 >= 0")

# %% [markdown]
# **The loss and the divergence** (notes 5, section 3.1):
#
# 1. $\mathcal{L}(\theta) = -\sum_{i=1}^n \log p_\theta(x^{(i)})$
# 2. $D_\mathrm{KL}(p_\text{data} \,\|\, p_\theta) = -\mathbb{H}(p_\text{data}) - \mathbb{E}_{p_\text{data}} \log p_\theta(x)$
# 3. $\approx -\mathbb{H}(p_\text{data}) + \mathcal{L}(\theta)$

# %% tags=["demonstration"]
predict(
    "slip_mean",
    "Lines 1 to 3 do not fit together. What is missing?",
    options=["a minus in line 2", "a factor 1/n in line 1", "a factor 1/2 in line 3"],
    truth="a factor 1/n in line 1",
    why="The expectation is a mean, the loss a sum: with 500 texts it is 500 times too large.",
)

# %%
from gmcourse.data import language as known

source = known.small_language()
entropy = np.mean(known.text_entropy(source, 16, enumerate_to=8))
surprise = -source.log_prob(source.sample(500, 16, np.random.default_rng(5)))
error = surprise.std() / math.sqrt(500)
print("the model is the source, so KL = 0")
print(f"-H + sum over n:  {surprise.sum() - entropy:.0f} nats")
print(f"-H + mean over n: {surprise.mean() - entropy:+.2f} +- {error:.2f} nats")

# %% [markdown]
# ## Summary
#
# - The chain rule makes any distribution a product of conditionals. A model is autoregressive if output i
#   depends on earlier inputs only; masks prove it, gradients find a leak, and small cases sum to one.
# - The likelihood is exact. That makes models comparable: in bits per dimension, on the same held-out data.
# - Density is one pass for masked networks. Drawn pixel by pixel, a sample takes D of them.
# - Masks (MADE, PixelCNN, attention), running sums (NADE) and states (RNN) are three ways to keep the order.
#
# The chapter has more: the order of the pixels, the blind spot, vanishing gradients, and a compressor that
# reaches the likelihood. Next week gives up the exact likelihood, and gets latent variables for it.

# %% tags=["demonstration"]
check.progress("week04_autoregressive")

# %% [markdown] task="reflection_04" points=3
# ### Reflection
#
# A colleague trains an autoencoder on the binary digits, with a cross-entropy loss. It reaches 0.02 bits per
# pixel on held-out images. "It beats your NADE by far", they write.
#
# In about ten lines: why is their number no likelihood? Name two experiments that would show it, one that
# looks at probabilities and one that looks at gradients. What would you change in their network, and what
# do you expect of their number then?
#
# Write your answer in a new cell below this one.
#
# === BEGIN MARK SCHEME ===
# 1 point: output i may depend on input i, so the product of the outputs is no distribution (it need not
# sum to 1; trained to copy, it sums to far more); the network is rewarded for copying, not for predicting.
# 1 point: both experiments, e.g. sum over all vectors of a small case, and the gradient of output i by input
# i and later ones (or flipping a pixel). Sampling alone, without saying what it would show, is half a point.
# 1 point: masks (or another order-keeping structure), and the number rises to the range of the week's models,
# about 0.39 bits per pixel; bounded below by the entropy of the data.
# === END MARK SCHEME ===

# %% [markdown]
# ### Bonus
#
# NADE's order is a choice. Permute the pixels at random (the same way in training and test), train again,
# and compare bits per pixel: the chain rule holds for every order, but the model's likelihood changes. Then
# average the *probabilities* of five orders for each test image. Why can the average never be worse than the
# best of them by more than $\log 5$ nats a picture, 0.036 bits per pixel? (Compare $\log \tfrac15 \sum_k p_k$ with $\log \tfrac15 \max_k p_k$.) Is it better?
