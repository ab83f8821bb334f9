# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Week 8: energies, scores, diffusion
#
# This is where the field went. A model that only says *in which direction the density grows* can turn noise into
# data, step by step. At the end of this week your own model draws what a caption asks for.
#
# **After this notebook you can**
#
# - turn energies into probabilities, and say why that is hard in many dimensions;
# - walk along a score to sample, and learn a score by denoising;
# - say one path in three languages: DDPM, scores, flow matching;
# - train a flow in time, sample it, and compute its exact density;
# - guide samples by words, and see what guidance costs;
# - build text to image, and check whether it has understood or memorised.
#
# **It builds on** log-densities (week 1), responsibilities (week 3), the GPT (week 4), the VAE (week 5) and changes of
# variables (week 6).
#
# **Time**: about 3 h 50 min for the exercises, the build included.
#
# In this week noise is at time 0 and data at time 1: $x_t = (1 - t)\,\text{noise} + t\,x$. Points and energies
# that exercises are asked about are float64 tensors, networks are trained in float32, numbers are Python's. Answers are compared to five digits or more, in float32 to four. Leave your arguments as they are,
# `requires_grad` too: work on copies.

# %% locked="setup"
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from gmcourse.data import clothes, language, moons
from gmcourse.data.digits import digits
from gmcourse.notebook import check, grade, predict, ready, show, slider
from gmcourse.train import fit, seeded

torch.set_num_threads(1)  # small networks run faster so

# %% [markdown]
# ## 1. Energies
#
# Give every state a number $E$, its **energy**: low is good. Where the sum is finite, that is a
# distribution already,
#
# $$p(x) = \frac{e^{-E(x)}}{Z}, \qquad Z = \sum_x e^{-E(x)}.$$
#
# On a grid $E$ may be any network with one output. The price is $Z$: a sum over all states.
#
# ### Exercise 1. From energies to probabilities
# <!-- exercise: boltzmann -->
#
# `energy` has shape (K,), one number for each of K states. Return their probabilities, shape (K,). Energies may be
# thousands, of either sign, and infinite for impossible states (never for all).


# %% solution="boltzmann"
def boltzmann(energy: torch.Tensor) -> torch.Tensor:
    """Probabilities of states with these energies.

    energy: (K,), +inf allowed where one at least is finite
    returns: (K,), sums to 1
    """
    ### BEGIN SOLUTION
    return torch.softmax(-energy, dim=0)
    ### END SOLUTION


# %% test="boltzmann"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Adding one number to all energies changes no probability. Which number makes the exponentials harmless?
#
# </details>
# <details><summary>Hint 2</summary>
#
# You have met this function before, with the other sign: what turns logits into probabilities?
#
# </details>

# %% [markdown]
# In the plane a grid will do: 60 times 60 states. The slider is the temperature $\tau$ in $e^{-E/\tau}$.


# %% tags=["demonstration"]
side = torch.linspace(-2.5, 2.5, 60, dtype=torch.float64)
plane = torch.cartesian_prod(side, side)


def wells(x):
    """An energy with two wells, the right one deeper; (N, 2) -> (N,)."""
    return 4 * (x[:, 0] ** 2 - 1.5) ** 2 / 2 + 2 * x[:, 1] ** 2 - 0.7 * x[:, 0]


# %% tags=["demonstration"]
def draw_wells(temperature):
    p = torch.softmax(-wells(plane) / temperature, 0).reshape(60, 60)
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3.2))
    left.contourf(side, side, wells(plane).reshape(60, 60).T.clamp(max=12), levels=20, cmap="viridis_r")
    right.contourf(side, side, p.T, levels=20)
    left.set_title("energy (dark is high)", fontsize=10)
    right.set_title(f"probability at temperature {temperature:g}", fontsize=10)
    return fig


slider(draw_wells, [0.1, 0.3, 1.0, 3.0, 10.0], label="temperature", start=1.0,
       alt="Left an energy with two wells. Right the probability: two lumps, which sharpen as it gets colder, the "
       "deeper one winning, and spread into one another as it gets hotter")

# %% tags=["demonstration"]
predict(
    "terms_of_z",
    "The grid has 60 points a side. How many terms has Z for a picture of 28 x 28 pixels with 16 grey levels?",
    options=["about 12,000", "about 10⁹⁴", "about 10⁹⁴⁴"],
    truth="about 10⁹⁴⁴",
    why="16⁷⁸⁴. Unless E has a special form, a sum along a chain for one, nobody will add up so many terms: a network's energy must live without Z.",
)

# %% [markdown]
# ## 2. Training an energy without Z
#
# The gradient of $-\log p_\theta(x)$ has two parts, $\nabla_\theta E(x)$ and $\nabla_\theta \log Z$. The second is minus
# an expectation under the model itself:
#
# $$\nabla_\theta \bigl(-\log p_\theta(x)\bigr) = \nabla_\theta E(x) - \mathbb{E}_{y \sim p_\theta}[\nabla_\theta E(y)].$$
#
# So: pull energy down at data, push it up at the model's own samples. No $Z$, but samples.
#
# ### Exercise 2. Down on data, up on samples
# <!-- exercise: contrastive_energy_loss -->
#
# `energy_data` (N,) holds the energies of data, `energy_model` (M,) those of samples of the model. Return a scalar tensor,
# a difference of two means, whose gradient is the estimate above. It is minimised, and gradients must reach both arguments.


# %% solution="contrastive_energy_loss"
def contrastive_energy_loss(energy_data: torch.Tensor, energy_model: torch.Tensor) -> torch.Tensor:
    """A loss whose gradient is that of the mean negative log-likelihood.

    energy_data: (N,); energy_model: (M,)
    returns: a scalar tensor
    """
    ### BEGIN SOLUTION
    return energy_data.mean() - energy_model.mean()
    ### END SOLUTION


# %% test="contrastive_energy_loss"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# An expectation becomes a mean. There are two of them, over two sets of points.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The value itself means little; it may be negative. Only its gradient matters.
#
# </details>

# %% [markdown]
# On a grid in a box we can sample the model exactly, and take that for the plane. So we can train an energy on the moons and look at it.


# %% tags=["demonstration"]
class Energy(nn.Module):
    """(N, 2) -> (N,)."""

    def __init__(self, hidden=64):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(2, hidden), nn.SiLU(), nn.Linear(hidden, hidden), nn.SiLU(), nn.Linear(hidden, 1))

    def forward(self, x):
        return self.net(x)[:, 0]


grid = torch.cartesian_prod(torch.linspace(-1.8, 2.8, 60), torch.linspace(-1.3, 1.8, 40))


def energy_loss(model, batch, generator):
    energy = model(grid)
    p = boltzmann(energy.detach())
    drawn = torch.multinomial(p, len(batch), replacement=True, generator=generator)
    return contrastive_energy_loss(model(batch), energy[drawn])


# %% tags=["demonstration"]
points = moons.two_moons()
moon_train, moon_test = (torch.tensor(p, dtype=torch.float32) for p in (points.train, points.test))
if ready("boltzmann", "contrastive_energy_loss"):
    with seeded(0):
        energy = Energy()
    fit(energy, energy_loss, moon_train, epochs=120, batch_size=200, lr=1e-2, label="energy", patience=None)
    with torch.no_grad():
        p = boltzmann(energy(grid)).reshape(60, 40)
    fig, ax = plt.subplots(figsize=(5, 3.2))
    ax.contourf(torch.linspace(-1.8, 2.8, 60), torch.linspace(-1.3, 1.8, 40), p.T, levels=20)
    ax.plot(*moon_train[:200].T, ".", color="white", ms=2)
    show(fig, alt="The probability that the trained energy gives to each point of the plane: two moons, joined by "
         "a faint haze where they come near each other, with the data as white dots, most of them upon the moons.")

# %% [markdown]
# ## 3. Scores
#
# The **score** is the gradient of the log-density in $x$: $s(x) = \nabla_x \log p(x) = -\nabla_x E(x)$. It does not know
# $Z$. It is an arrow at each point, to where the density grows.
#
# For a mixture of Gaussians, all with covariance $v I$, it is known exactly. With the responsibilities $r_k(x)$ of week 3,
#
# $$s(x) = \sum_k r_k(x) \, \frac{m_k - x}{v}.$$
#
# ### Exercise 3. A score that is known
# <!-- exercise: mixture_score -->
#
# Return the score at each row of `x` (N, D). `weights` (K,) are positive and sum to 1, `means` has shape (K, D), and the
# number `var` is the variance of every component in every direction. Far from all means every density underflows; the
# score must still be right there.


# %% solution="mixture_score"
def mixture_score(x: torch.Tensor, weights: torch.Tensor, means: torch.Tensor, var: float) -> torch.Tensor:
    """The gradient of the log-density of a mixture of Gaussians.

    x: (N, D); weights: (K,); means: (K, D); var: a number
    returns: (N, D)
    """
    ### BEGIN SOLUTION
    distance = ((x[:, None] - means) ** 2).sum(-1)
    share = torch.softmax(weights.log() - distance / (2 * var), dim=1)
    return (share @ means - x) / var
    ### END SOLUTION


# %% test="mixture_score"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `x[:, None] - means` has shape (N, K, D): the way from every mean to every point.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The constant of the Gaussian is the same for all components, so it drops out of the responsibilities. Stay with
# logarithms until the components compete.
#
# </details>

# %% [markdown]
# The arrows of a mixture with two lumps. Add noise of standard deviation $\sigma$ to the data, and its law is a mixture
# again, with variance $v + \sigma^2$. Slide: with more noise the arrows see farther.


# %% tags=["demonstration"]
lumps = torch.tensor([[-2.0, 0.0], [2.0, 0.0]], dtype=torch.float64)
shares = torch.tensor([0.8, 0.2], dtype=torch.float64)
ticks = torch.linspace(-4, 4, 17, dtype=torch.float64)
arrows = torch.cartesian_prod(ticks, ticks[4:13])


def draw_arrows(sigma):
    s = mixture_score(arrows, shares, lumps, 0.1 + sigma**2)
    s = s / s.norm(dim=1, keepdim=True).clamp(min=1e-9)
    fig, ax = plt.subplots(figsize=(7, 3.6))
    ax.quiver(*arrows.T, *s.T, color="tab:blue", scale=28, width=0.003)
    ax.plot(*lumps.T, "o", color="tab:orange")
    ax.set(title=f"directions of the score, noise of size {sigma:g}", aspect="equal")
    return fig


if ready("mixture_score"):
    slider(draw_arrows, [0.0, 0.5, 1.0, 2.0, 4.0], label="noise sigma",
           alt="Arrows in the plane. Without noise they point to the nearer of two lumps; with much noise all lead to one "
           "place near the heavier lump")

# %% [markdown]
# ## 4. Langevin's walk
#
# Follow the score and shake a little. With small steps $\varepsilon$ the walk
#
# $$x \leftarrow x + \varepsilon \, s(x) + \sqrt{2 \varepsilon} \; \text{noise}$$
#
# forgets where it started, and in the long run visits each place nearly as often as $p$ says.
#
# ### Exercise 4. A walk that samples
# <!-- exercise: langevin -->
#
# Take one step for each row of `noises` (T, N, D) and return where the points end, (N, D). `score` takes (N, D) and returns
# (N, D). `step` is the number $\varepsilon$. With T = 0 the points stay where they are.


# %% solution="langevin"
def langevin(x: torch.Tensor, score, step: float, noises: torch.Tensor) -> torch.Tensor:
    """Langevin's walk.

    x: (N, D); score: (N, D) -> (N, D); step: a positive number
    noises: (T, N, D), standard normal; one row a step
    returns: (N, D), after the last step
    """
    ### BEGIN SOLUTION
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
    ### END SOLUTION


# %% test="langevin"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A loop over the rows of `noises`. The score is asked anew at each place.
#
# </details>

# %% tags=["demonstration"]
predict(
    "walkers",
    "The lumps hold 80% and 20% of the mass, far apart. 500 walkers start in the left one. After 1,000 steps, how many "
    "are in the right one?",
    options=["about 20%", "about 50%", "none"],
    truth="none",
    why="Between the lumps the density is tiny: no walker crosses. The left lump looks about right by itself; the right one stays empty.",
)

# %% [markdown]
# The remedy: start with much noise, where one arrow field spans both lumps, and take the noise away in stages.


# %% tags=["demonstration"]
def right_share(x):
    return f"{(x[:, 0] > 0).double().mean():.0%} in the right lump"


if ready("mixture_score", "langevin"):
    generator = torch.Generator().manual_seed(0)
    noises = torch.randn(1000, 500, 2, generator=generator, dtype=torch.float64)
    start = lumps[:1] + 0.3 * torch.randn(500, 2, generator=generator, dtype=torch.float64)
    stuck = langevin(start, lambda x: mixture_score(x, shares, lumps, 0.1), 0.02, noises)
    annealed = start
    for sigma, some in zip(np.geomspace(4, 0.05, 20), noises.split(50), strict=True):
        var = 0.1 + sigma**2
        annealed = langevin(annealed, lambda x, v=var: mixture_score(x, shares, lumps, v), 0.2 * var, some)
    print("one level of noise: ", right_share(stuck))
    print("annealed:           ", right_share(annealed), "(truth 20%)")

# %% [markdown]
# ## 5. Learning a score from noise
#
# Nobody knows the score of photographs. But take a clean $x$, add noise, and ask a network for the arrow back:
#
# $$\mathbb{E} \; \sigma^2 \left\| s_\theta(x + \sigma \, \text{noise}, \sigma) + \frac{\text{noise}}{\sigma} \right\|^2.$$
#
# The best answer, on average over all $x$ that may lie behind a noisy point, *is* the score of the noisy density. The
# [proofs](../book/week08_proofs.md) show it. The weight $\sigma^2$ keeps the errors of all noise levels on one scale.
#
# ### Exercise 5. Learning a score from noise
# <!-- exercise: denoising_score_loss -->
#
# Row $i$ of `x` (N, D) gets noise of its own size `sigma[i]`; `sigma` has shape (N,), from $10^{-4}$ to 40. `model` takes the noisy points (N, D)
# and `sigma` (N,) and returns scores (N, D). Return the **mean over the points** of
# $\sigma_i^2 \, \| \text{score}_i + \text{noise}_i / \sigma_i \|^2$, with the squared norm **summed** over the D
# coordinates, as a scalar tensor that trains the model.


# %% solution="denoising_score_loss"
def denoising_score_loss(model, x: torch.Tensor, noise: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    """Denoising score matching, weighted by sigma^2.

    model: noisy points (N, D), sigma (N,) -> scores (N, D)
    x, noise: (N, D), the noise standard normal; sigma: (N,), positive
    returns: a scalar tensor
    """
    ### BEGIN SOLUTION
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    return ((s * score + noise) ** 2).sum(dim=1).mean()
    ### END SOLUTION


# %% test="denoising_score_loss"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# (N,) times (N, D) runs along the wrong axis. `sigma[:, None]` is a column.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Multiply the weight into the norm: $\sigma^2 \|a\|^2 = \|\sigma a\|^2$. One $\sigma$ cancels, and small noise does no harm.
#
# </details>

# %% [markdown]
# ## 6. A score denoises
#
# Let $x_\sigma = x + \sigma\,\text{noise}$. **Tweedie's formula** says where the clean point was, on average:
#
# $$\mathbb{E}[x \mid x_\sigma] = x_\sigma + \sigma^2 \, \nabla \log p_\sigma(x_\sigma).$$
#
# So a score is a denoiser, and a denoiser is a score.
#
# ### Exercise 6. A score denoises
# <!-- exercise: tweedie -->
#
# `x_noisy` (N, D) are noisy points, `score` (N, D) the **values** of the score there, and `sigma` (N,) the noise of each
# row. Return the posterior means, (N, D).


# %% solution="tweedie"
def tweedie(x_noisy: torch.Tensor, score: torch.Tensor, sigma: torch.Tensor) -> torch.Tensor:
    """The mean of the clean point behind each noisy one.

    x_noisy, score: (N, D); sigma: (N,)
    returns: (N, D)
    """
    ### BEGIN SOLUTION
    return x_noisy + sigma[:, None] ** 2 * score
    ### END SOLUTION


# %% test="tweedie"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Check the units: the score is a change of log-density by length. Which power of $\sigma$ makes it a length?
#
# </details>

# %% [markdown]
# Take 1,000 real digits *as* the distribution: a mixture with a spike on each. Its noisy score is your exercise 3, its
# best denoiser your exercise 6. No training at all.

# %% tags=["demonstration"]
grey = digits()
spikes = torch.tensor(grey.train[:1000], dtype=torch.float64) / 8 - 1
even = torch.full((1000,), 1e-3, dtype=torch.float64)


def ideal_score(x, sigma):
    """The score of the digits seen through noise of one size."""
    return mixture_score(x, even, spikes, sigma**2)


# %% tags=["demonstration"]
def draw_denoised(sigma):
    clean = torch.tensor(grey.test[:8], dtype=torch.float64) / 8 - 1
    noisy = clean + sigma * torch.randn(8, 64, generator=torch.Generator().manual_seed(1), dtype=torch.float64)
    mean = tweedie(noisy, ideal_score(noisy, sigma), torch.full((8,), sigma, dtype=torch.float64))
    fig, axes = plt.subplots(3, 8, figsize=(7, 2.8))
    for ax, picture in zip(axes.flat, torch.cat([clean, noisy, mean]), strict=True):
        ax.imshow(picture.reshape(8, 8), cmap="gray_r", vmin=-1, vmax=1)
        ax.axis("off")
    fig.suptitle("clean, noisy, posterior mean", fontsize=10)
    return fig


if ready("mixture_score", "tweedie"):
    slider(draw_denoised, [0.3, 0.6, 1.0, 2.0, 5.0], label="noise sigma",
           alt="Three rows: clean digits, noisy ones, and the best guess. With little noise the guess is mostly one training digit, "
           "with much noise nearly the mean of all")

# %% [markdown]
# ## 7. DDPM and DDIM
#
# DDPM keeps the size of points of variance 1: with a number $\bar\alpha$ between 1 (clean) and 0 (noise),
#
# $$x_t = \sqrt{\bar\alpha_t} \; x + \sqrt{1 - \bar\alpha_t} \; \varepsilon.$$
#
# A network predicts $\varepsilon$. **DDIM** then goes from level $t$ to level $s$ without drawing anything: from $x_t$ and
# $\varepsilon$ find the clean $x$, and mix it with the same $\varepsilon$ anew, as level $s$ wants.
#
# ### Exercise 7. From one level to the next
# <!-- exercise: ddim_step -->
#
# `x` (N, D) is at level t, `eps` (N, D) the noise predicted in it; `alpha_bar_t` and `alpha_bar_s` are numbers, above 0 and
# at most 1, in any order. Return the points at level s, (N, D). With `alpha_bar_s` = 1 they are clean.


# %% solution="ddim_step"
def ddim_step(x: torch.Tensor, eps: torch.Tensor, alpha_bar_t: float, alpha_bar_s: float) -> torch.Tensor:
    """One deterministic step of DDIM from level t to level s.

    x, eps: (N, D); alpha_bar_t, alpha_bar_s: numbers in (0, 1]
    returns: (N, D)
    """
    ### BEGIN SOLUTION
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
    ### END SOLUTION


# %% test="ddim_step"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two lines: solve the equation at level t for $x$; write the equation at level s.
#
# </details>

# %% [markdown]
# The ideal score of section 6 says which $\varepsilon$ is in a point: $\varepsilon = -\sigma \, s$, at the scale
# $\sigma = \sqrt{(1 - \bar\alpha) / \bar\alpha}$. Let DDIM make digits of noise with it.

# %% tags=["demonstration"]
if ready("mixture_score", "ddim_step"):
    alpha_bars = np.concatenate([np.cos(np.linspace(0.499 * np.pi, 0.02, 40)) ** 2, [1.0]])
    x = torch.randn(8, 64, generator=torch.Generator().manual_seed(3), dtype=torch.float64)
    for now, later in zip(alpha_bars[:-1], alpha_bars[1:], strict=True):
        sigma = math.sqrt((1 - now) / now)
        eps = -sigma * ideal_score(x / math.sqrt(now), sigma)
        x = ddim_step(x, eps, now, later)
    nearest = spikes[torch.cdist(x, spikes).argmin(1)]
    fig, axes = plt.subplots(2, 8, figsize=(7, 1.9))
    for ax, picture in zip(axes.flat, torch.cat([x, nearest]), strict=True):
        ax.imshow(picture.reshape(8, 8), cmap="gray_r", vmin=-1, vmax=1)
        ax.axis("off")
    show(fig, alt="Above, eight digits made from noise with the ideal score; below, the nearest training digit of each: they "
         "are the same.")
    print(f"largest distance from a training digit: {torch.cdist(x, spikes).min(1).values.max():.4f}")

# %% tags=["demonstration"]
predict(
    "new_digits",
    "The score was perfect, and every sample is a training digit. What does a model need to make new digits?",
    options=["a closer fit to the training set's score", "more steps", "a score that is not quite that of the training set"],
    truth="a score that is not quite that of the training set",
    why="The ideal score of the training set only remembers. A network that is small for its data, or stopped in time, draws no "
    "spike on each point but smooths between them. With few data and long training it remembers, too.",
)

# %% [markdown]
# **With fresh noise.** DDPM's own sampler keeps less of the old $\varepsilon$ in each step, and adds fresh noise of size $\eta$:
#
# $$x_s = \sqrt{\bar\alpha_s} \; \hat x + \sqrt{1 - \bar\alpha_s - \eta^2} \; \varepsilon + \eta \; \text{noise}, \qquad
# \eta^2 = \frac{1 - \bar\alpha_s}{1 - \bar\alpha_t} \Bigl(1 - \frac{\bar\alpha_t}{\bar\alpha_s}\Bigr).$$
#
# With $\eta = 0$ it is your DDIM. Here both walk to two lumps on a line: 30% of the mass left, each lump 0.224 wide. The score
# is exact, so what is wrong is the steps' fault, up to the standard errors of 5,000 draws: 0.6% for the share, 0.003 for the width.

# %% tags=["demonstration"]
line_lumps, line_shares = torch.tensor([[-2.0], [2.0]], dtype=torch.float64), torch.tensor([0.3, 0.7], dtype=torch.float64)


def walk_to_lumps(steps, eta):
    """5,000 points from noise to the lumps; eta: 0 for DDIM, 1 for DDPM."""
    random = torch.Generator().manual_seed(5)
    x = torch.randn(5000, 1, generator=random, dtype=torch.float64)
    alpha_bars = np.cos(np.linspace(0.4999 * np.pi, 0.01, steps + 1)) ** 2
    for now, later in zip(alpha_bars[:-1], alpha_bars[1:], strict=True):
        sigma = math.sqrt((1 - now) / now)
        eps = -sigma * mixture_score(x / math.sqrt(now), line_shares, line_lumps, 0.05 + sigma**2)
        fresh = eta * (1 - later) / (1 - now) * (1 - now / later)
        kept = math.sqrt(1 - later - fresh) - math.sqrt(1 - later)
        noise = torch.randn(x.shape, generator=random, dtype=torch.float64)
        x = ddim_step(x, eps, now, later) + kept * eps + math.sqrt(fresh) * noise
    return x


# %% tags=["demonstration"]
if ready("mixture_score", "ddim_step"):
    for steps in (5, 10, 50, 800):
        for name, eta in (("DDIM", 0.0), ("DDPM", 1.0)):
            x = walk_to_lumps(steps, eta)
            print(f"{steps:3} steps, {name}: {(x < 0).double().mean():.1%} left, width of the right lump {x[x > 0].std():.3f}")

# %% [markdown]
# Few steps: the walk without fresh noise is nearer in both numbers. With 800 all four numbers are within two standard errors of the truth. A
# network's score is never exact, and then fresh noise can help, since it covers old errors.

# %% [markdown]
# ## 8. One path, three languages
#
# | | DDPM | scores | flow matching |
# |---|---|---|---|
# | point | $\sqrt{\bar\alpha} x + \sqrt{1 - \bar\alpha} \varepsilon$ | $x + \sigma \varepsilon$ | $(1 - t) \varepsilon + t x$ |
# | its clock | $\bar\alpha = \frac{t^2}{t^2 + (1 - t)^2}$ | $\sigma = \frac{1 - t}{t}$ | $t$ |
# | target | $\varepsilon$ | $-\varepsilon / \sigma$ | $x - \varepsilon$ |
# | weight on an error $\delta$ in the clean $x$ | $\delta^2 / \sigma^2$ | $\delta^2 / \sigma^2$ (weighted by $\sigma^2$) | $\delta^2 / (1 - t)^2$ |
# | sampler | DDIM | Euler in $\sigma$ | Euler in $t$ |
#
# Each row, checked on one point with $t = 0.3$. The three points are one point in three sizes: DDPM's over $\sqrt{\bar\alpha}$
# and flow matching's over $t$ are that of the score.

# %% tags=["demonstration"]
t = 0.3
sigma, alpha_bar = (1 - t) / t, t**2 / (t**2 + (1 - t) ** 2)
generator = torch.Generator().manual_seed(4)
x, eps, delta = torch.randn(3, 1, 2, generator=generator, dtype=torch.float64)
flow_point, score_point = (1 - t) * eps + t * x, x + sigma * eps
ddpm_point = math.sqrt(alpha_bar) * x + math.sqrt(1 - alpha_bar) * eps
print("point: ", torch.allclose(flow_point / t, score_point), torch.allclose(ddpm_point / math.sqrt(alpha_bar), score_point))
print("target:", torch.allclose((x - flow_point) / (1 - t), x - eps), torch.allclose((x - score_point) / sigma**2, -eps / sigma))

# %% tags=["demonstration"]
wrong_clean = x + delta
wrong_eps = (score_point - wrong_clean) / sigma
gaps = {
    "DDPM": (wrong_eps - eps, 1 / sigma), "score": (sigma * (wrong_clean - score_point) / sigma**2 + eps, 1 / sigma),
    "flow matching": ((wrong_clean - flow_point) / (1 - t) - (x - eps), 1 / (1 - t)),
}
for name, (gap, factor) in gaps.items():
    print(f"weight, {name}:", torch.allclose(gap**2, factor**2 * delta**2))

# %% tags=["demonstration"]
if ready("ddim_step"):
    s = 0.4
    sigma_s, alpha_bar_s = (1 - s) / s, s**2 / (s**2 + (1 - s) ** 2)
    by_ddim = ddim_step(ddpm_point, wrong_eps, alpha_bar, alpha_bar_s) / math.sqrt(alpha_bar_s)
    by_euler = score_point + (sigma_s - sigma) * wrong_eps
    by_flow = flow_point + (s - t) * (wrong_clean - flow_point) / (1 - t)
    print("sampler: DDIM is Euler in sigma:", torch.allclose(by_ddim, by_euler), " and in t:", torch.allclose(by_ddim, by_flow / s))

# %% [markdown]
# ## 9. Flow matching
#
# Draw a straight line from a noise point to a data point. On it the velocity is $x - \text{noise}$. Many lines cross at one
# place; a network that is asked for the velocity there learns their average. The [proofs](../book/week08_proofs.md) show that this average
# velocity carries the whole cloud of noise to the whole cloud of data.
#
# ### Exercise 8. Learning a velocity
# <!-- exercise: flow_matching_loss -->
#
# `velocity` takes points (N, D) and times (N,) and returns (N, D). `x` and `noise` are (N, D), `t` is (N,), one time for
# each row, from 0 to 1. With $x_t = (1 - t)\,\text{noise} + t\,x$ return the **mean over the points** of
# $\| \text{velocity}(x_t, t) - (x - \text{noise}) \|^2$, the squared norm **summed** over coordinates, as a scalar tensor
# that trains the velocity.


# %% solution="flow_matching_loss"
def flow_matching_loss(velocity, x: torch.Tensor, noise: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
    """Flow matching on straight lines from noise (t = 0) to data (t = 1).

    velocity: points (N, D), times (N,) -> (N, D)
    x, noise: (N, D); t: (N,)
    returns: a scalar tensor
    """
    ### BEGIN SOLUTION
    s = t[:, None]
    gap = velocity((1 - s) * noise + s * x, t) - (x - noise)
    return (gap**2).sum(dim=1).mean()
    ### END SOLUTION


# %% test="flow_matching_loss"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# For the mixture make a column of `t`; the velocity gets `t` as it is.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The target does not depend on $t$: on a straight line the velocity is the same everywhere.
#
# </details>

# %% [markdown]
# ## 10. Following the velocity
#
# A sample is noise that has followed $\frac{dx}{dt} = v(x, t)$ from 0 to 1. With steps of $h = 1 / \text{steps}$:
#
# - **Euler**: $x \leftarrow x + h \, v(x, t)$;
# - **midpoint**: go half a step by Euler, ask for the velocity *there and then*, and take the whole step from the old place
#   with it: $x \leftarrow x + h \, v\bigl(x + \tfrac h2 v(x, t), \; t + \tfrac h2\bigr)$.
#
# ### Exercise 9. From noise to data in steps
# <!-- exercise: integrate -->
#
# Start from `x` (N, D) at $t = 0$, take `steps` equal steps, return the points at $t = 1$. `velocity` takes points (N, D)
# and times as a tensor (N,), the same time for each row. `method` is `"euler"` or `"midpoint"`. How often you ask the
# velocity is up to you.


# %% solution="integrate"
def integrate(velocity, x: torch.Tensor, steps: int, method: str) -> torch.Tensor:
    """Follow a velocity from t = 0 to t = 1.

    velocity: points (N, D), times (N,) -> (N, D)
    x: (N, D) at t = 0; steps: how many; method: "euler" or "midpoint"
    returns: (N, D) at t = 1
    """
    ### BEGIN SOLUTION
    h = 1 / steps
    for i in range(steps):
        t = x.new_full((len(x),), i * h)
        slope = velocity(x, t)
        if method == "midpoint":
            slope = velocity(x + h / 2 * slope, t + h / 2)
        x = x + h * slope
    return x
    ### END SOLUTION


# %% test="integrate"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `torch.full((len(x),), time, dtype=x.dtype)` makes the times. Step $i$ begins at $i h$.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The last step begins at $1 - h$ and ends at 1. Nobody asks for the velocity at 1.
#
# </details>

# %% [markdown]
# For the two lumps the velocity is known. Midpoint asks twice a step; is it worth it? Compare at equal numbers of questions.


# %% tags=["demonstration"]
def lump_velocity(x, t):
    """The exact velocity from noise to the two lumps of section 3, each of variance 0.1."""
    t = t[:, None, None]
    spread, away = t**2 * 0.1 + (1 - t) ** 2, x[:, None] - t * lumps
    share = torch.softmax(shares.log() - (away**2).sum(-1) / (2 * spread[..., 0]), dim=1)
    return (share[..., None] * (lumps + (0.1 * t - (1 - t)) * away / spread)).sum(1)


if ready("integrate"):
    noise = torch.randn(300, 2, generator=torch.Generator().manual_seed(5), dtype=torch.float64)
    exact = integrate(lump_velocity, noise, 2000, "midpoint")
    fig, ax = plt.subplots(figsize=(5, 3.2))
    for method, each in (("euler", 1), ("midpoint", 2)):
        steps = [2, 4, 8, 16, 32, 64, 128]
        errors = [(integrate(lump_velocity, noise, n, method) - exact).norm(dim=1).mean() for n in steps]
        ax.loglog([each * n for n in steps], errors, "o-", label=method)
    ax.set(xlabel="velocities asked for", ylabel="mean error at t = 1")
    ax.legend()
    show(fig, alt="Error against velocities asked for, both axes logarithmic: both fall with the "
         "number, the midpoint rule's faster, and at each number it is below Euler's.")

# %% [markdown]
# ## 11. The moons, with an exact density
#
# A small network learns the velocity of the moons in 8,000 steps.


# %% tags=["demonstration"]
class Velocity(nn.Module):
    """(x (N, D), t (N,)) -> (N, D); the time goes in as waves."""

    def __init__(self, dims, hidden=64, layers=4):
        super().__init__()
        sizes = [dims + 8] + [hidden] * layers
        pairs = [(nn.Linear(a, b), nn.SiLU()) for a, b in zip(sizes[:-1], sizes[1:], strict=True)]
        self.net = nn.Sequential(*(part for pair in pairs for part in pair), nn.Linear(hidden, dims))

    def forward(self, x, t):
        angles = t[:, None] * torch.arange(1, 5, dtype=x.dtype) * math.pi / 2
        return self.net(torch.cat([x, angles.cos(), angles.sin()], dim=1))


def cycle(model, epochs, rows, batch_size, lr):
    """Adam with a step size that rises, then falls almost to zero, for `fit`."""
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    steps = epochs * math.ceil(rows / batch_size)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, lr, total_steps=steps)
    return {"epochs": epochs, "batch_size": batch_size, "optimizer": optimizer, "scheduler": scheduler, "patience": None}


# %% tags=["demonstration"]
def spread_times(count, generator):
    """One time in each of `count` equal parts of [0, 1], in random order: less noise in the loss."""
    order = torch.randperm(count, generator=generator)
    return (order + torch.rand(count, generator=generator)) / count


def flow_loss(model, batch, generator):
    noise = torch.randn(batch.shape, generator=generator)
    return flow_matching_loss(model, batch, noise, spread_times(len(batch), generator))


# %% tags=["demonstration"]
centre, scale = moon_train.mean(0), moon_train.std(0)
if ready("flow_matching_loss"):
    rows = ((moon_train - centre) / scale).repeat(40, 1)
    with seeded(0):
        moon_velocity = Velocity(2)
    fit(moon_velocity, flow_loss, rows, label="velocity", **cycle(moon_velocity, 25, len(rows), 250, 8e-3))

# %% [markdown]
# A flow in time changes volumes, as week 6's layers did. The rate of the log-volume is the **trace** of the Jacobian of
# the velocity, so
#
# $$\log p(x) = \log \mathcal{N}(x_0 \mid 0, I) - \int_0^1 \operatorname{tr} \frac{\partial v}{\partial x}(x_t, t) \, dt,$$
#
# where $x_0$ is the noise from which $x$ came. No determinant, and any smooth network will do.
#
# ### Exercise 10. The density of a flow in time
# <!-- exercise: ode_log_prob -->
#
# Return the log-density of each row of `x` (N, D), in nats. Go **back** from $t = 1$ to $t = 0$ in `steps` equal
# **midpoint** steps, that is $x \leftarrow x - h \, v(m, t - \tfrac h2)$ with $m = x - \tfrac h2 v(x, t)$, and take the trace
# **at the same midpoint** $m$ and time $t - \tfrac h2$; each counts for $h$. `velocity` takes points (N, D) and times (N,) and
# treats each row by itself; its answer can be differentiated by the points. Yours need not be differentiable.


# %% solution="ode_log_prob"
def ode_log_prob(velocity, x: torch.Tensor, steps: int) -> torch.Tensor:
    """Log-density at t = 1 of what a velocity makes of standard normal noise.

    velocity: points (N, D), times (N,) -> (N, D), row by row
    x: (N, D); steps: of the midpoint rule
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    h, volume = 1 / steps, torch.zeros(len(x), dtype=x.dtype)
    for i in range(steps):
        t = x.new_full((len(x),), 1 - i * h)
        middle = (x - h / 2 * velocity(x, t)).detach().requires_grad_()
        slope = velocity(middle, t - h / 2)
        for d in range(x.shape[1]):
            (row,) = torch.autograd.grad(slope[:, d].sum(), middle, retain_graph=True)
            volume = volume + h * row[:, d]
        x = (x - h * slope).detach()
    return torch.distributions.Normal(0.0, 1.0).log_prob(x).sum(1) - volume
    ### END SOLUTION


# %% test="ode_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The trace needs D derivatives: of component d by coordinate d. Rows do not mix, so `torch.autograd.grad` of a sum over
# rows gives all rows at once.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The midpoint must be a tensor that requires a gradient: `.detach().requires_grad_()`. And the same graph is asked D times:
# `retain_graph=True` keeps it.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Check yourself with $v(x, t) = x$: in one unit of time all lengths grow by $e$, and the trace is D.
#
# </details>

# %% tags=["demonstration"]
if ready("flow_matching_loss", "ode_log_prob"):
    found = ode_log_prob(moon_velocity, (moon_test - centre) / scale, 40) - scale.log().sum()
    gap = torch.tensor(moons.log_prob(points.test)) - found.detach()
    print(f"nats a point above the true density's loss: {gap.mean():.3f} +- {gap.std() / len(gap) ** 0.5:.3f}")

# %% [markdown]
# Slide through the time of the flow.

# %% tags=["demonstration"]
cloud = torch.randn(1500, 2, generator=torch.Generator().manual_seed(6))


def draw_flow(until):
    with torch.no_grad():
        x = integrate(lambda x, t: until * moon_velocity(x, until * t), cloud, 30, "midpoint") if until else cloud
    fig, ax = plt.subplots(figsize=(5, 3.6))
    ax.scatter(*(x * scale + centre).T, c=torch.atan2(cloud[:, 0], cloud[:, 1]), cmap="twilight", s=6)
    ax.set(xlim=(-2.4, 3.2), ylim=(-2, 2.4), title=f"t = {until:g}")
    return fig


if ready("flow_matching_loss", "integrate"):
    slider(draw_flow, [0.0, 0.25, 0.5, 0.7, 0.85, 1.0], label="time t",
           alt="Points coloured by their angle in the noise: an oval cloud that gathers and parts into two moons")

# %% [markdown]
# ## 12. Guidance
#
# A conditional model has two velocities: one that listens to the words $c$, and a free one. **Guidance** goes from the free
# one towards the conditional one, and beyond:
#
# $$v_w = v(x, t) + w \, \bigl(v(x, t, c) - v(x, t)\bigr).$$
#
# ### Exercise 11. Listening harder
# <!-- exercise: guided -->
#
# Return $v_w$ from the two predictions (N, D) and the number `weight`. Weight 1 is the conditional one, weight 0 the free
# one; weights above 1 go beyond, negative ones away from the words.


# %% solution="guided"
def guided(conditional: torch.Tensor, free: torch.Tensor, weight: float) -> torch.Tensor:
    """Classifier-free guidance.

    conditional, free: (N, D); weight: a number
    returns: (N, D)
    """
    ### BEGIN SOLUTION
    return free + weight * (conditional - free)
    ### END SOLUTION


# %% test="guided"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Start at the free prediction. In which direction do you go, and how far?
#
# </details>

# %% [markdown]
# ## 13. Text from a diffusion
#
# Letters cannot be blurred a little. They can be hidden. A **masked diffusion** hides each letter with probability
# `rate`, and a network that sees *both sides* guesses the hidden ones. With the rate uniform on (0, 1),
#
# $$-\log p(x) \; \le \; \mathbb{E} \; \frac{1}{\text{rate}} \sum_{i \text{ hidden}} -\log p_\theta(x_i \mid \text{letters in view}),$$
#
# where $p$ is the law of the texts that the network writes, letter by letter in a random order. A bound in nats, so its bits stand beside week 4's. Samples fill in the letters in any order.
#
# ### Exercise 12. Diffusion of texts
# <!-- exercise: masked_loss -->
#
# N texts of T tokens, K kinds. `logits` (N, T, K) are the network's guesses, `tokens` (N, T) the truth (int64), `mask` (N, T)
# is True where a token was **hidden**, and `rate` (N,) holds, for each text, the probability with which its tokens were
# hidden. Return a scalar tensor that trains the logits: the mean over **all** N T tokens of
# $-\log p(\text{token}) / \text{rate}$ where the token was hidden and 0 where it was in view. Logits of a thousand must work.


# %% solution="masked_loss"
def masked_loss(logits: torch.Tensor, tokens: torch.Tensor, mask: torch.Tensor, rate: torch.Tensor) -> torch.Tensor:
    """The loss of a masked diffusion, in nats a token.

    logits: (N, T, K); tokens: (N, T) int64; mask: (N, T) bool, True = hidden; rate: (N,) in (0, 1]
    returns: a scalar tensor
    """
    ### BEGIN SOLUTION
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask / rate[:, None]).mean()
    ### END SOLUTION


# %% test="masked_loss"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# First the surprise of every token, shape (N, T). `F.cross_entropy` wants the kinds on axis 1.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Then weigh it: 0 where the letter was in view, 1/rate of its text where it was hidden.
#
# </details>

# %% [markdown]
# Week 4's small language has an entropy that we know. The network is week 4's transformer without the causal mask, and with
# one more token, for "hidden".


# %% tags=["demonstration"]
class Block(nn.Module):
    """Attention to all places, then a small network."""

    def __init__(self, width, heads=4):
        super().__init__()
        self.heads, self.before, self.between = heads, nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.mix = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.net = nn.Sequential(nn.Linear(width, 3 * width), nn.SiLU(), nn.Linear(3 * width, width))

    def forward(self, x):
        n, length, width = x.shape
        parts = self.qkv(self.before(x)).reshape(n, length, 3, self.heads, width // self.heads)
        seen = F.scaled_dot_product_attention(*parts.permute(2, 0, 3, 1, 4))
        x = x + self.mix(seen.transpose(1, 2).reshape(n, length, width))
        return x + self.net(self.between(x))


# %% tags=["demonstration"]
class Reader(nn.Module):
    """(tokens (N, T), hidden (N, T)) -> logits (N, T, K); a hidden token is not read."""

    def __init__(self, kinds, length, width=64, layers=2):
        super().__init__()
        self.kinds, self.embed = kinds, nn.Embedding(kinds + 1, width)
        self.place = nn.Parameter(0.3 * torch.randn(length, width))
        self.blocks = nn.Sequential(*(Block(width) for _ in range(layers)))
        self.out = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, kinds))

    def forward(self, tokens, hidden):
        seen = torch.where(hidden, self.kinds, tokens)
        return self.out(self.blocks(self.embed(seen) + self.place))


def text_loss(model, tokens, generator):
    """Your loss, with a rate of its own for each text, spread evenly over (0, 1)."""
    rate = spread_times(len(tokens), generator).clamp(min=1e-3)
    mask = torch.rand(tokens.shape, generator=generator) < rate[:, None]
    return masked_loss(model(tokens, mask), tokens, mask, rate)


# %% tags=["demonstration"]
source, letters = language.small_language(), 12
rng = np.random.default_rng(8)
texts, held_out = (torch.tensor(source.sample(n, letters, rng)) for n in (9600, 2000))
best = language.text_entropy(source, letters)[0] / letters / math.log(2)
if ready("masked_loss"):
    with seeded(0):
        reader = Reader(5, letters)
    fit(reader, text_loss, texts, label="masked diffusion", **cycle(reader, 15, len(texts), 96, 5e-3))
    with torch.no_grad():
        draws = [float(text_loss(reader, held_out, torch.Generator().manual_seed(i))) for i in range(10)]
    bits = np.array(draws) / math.log(2)
    print(f"masked diffusion: at most {bits.mean():.3f} +- {bits.std() / 10**0.5:.3f} bits a letter over ten draws of the holes; texts of {letters} letters have {best:.3f}")


# %% [markdown]
# To write, start with all letters hidden, and let the network fill in one at a time, in a random order.


# %% tags=["demonstration"]
@torch.no_grad()
def write(model, count, length, generator):
    """Texts with the places filled in in random order; also every stage of the first."""
    tokens, hidden = torch.zeros(count, length, dtype=torch.int64), torch.ones(count, length, dtype=torch.bool)
    stages, rows = [], torch.arange(count)
    for place in torch.stack([torch.randperm(length, generator=generator) for _ in range(count)]).T:
        chances = torch.softmax(model(tokens, hidden)[rows, place], dim=-1)
        tokens[rows, place] = torch.multinomial(chances, 1, generator=generator)[:, 0]
        hidden[rows, place] = False
        stages.append("".join("_" if h else language.ALPHABET[k] for k, h in zip(tokens[0], hidden[0], strict=True)))
    return tokens, stages


if ready("masked_loss"):
    tokens, stages = write(reader, 6, letters, torch.Generator().manual_seed(1))
    print("\n".join(stages[1::2]))
    print("and", [language.decode(text) for text in tokens.tolist()[1:]])

# %% [markdown]
# Order is the price. Week 4's GPT learns one order; the masked model must be ready for all
# orders at once. In return it can complete a text from any letters that you leave in view.
#
# ## 14. Text to image
#
# Now everything meets. Pictures of clothes, 28 by 28 pixels, with captions of two words that count: "a dark boot",
# "light trousers".
# Six captions are **never shown** in training. The plan is that of latent diffusion, from which Stable
# Diffusion came:
#
# 1. week 5's VAE turns a picture into a code of 24 numbers, and back;
# 2. this week's flow makes codes out of noise, and listens to words;
# 3. guidance makes it listen harder.

# %% tags=["demonstration"]
from gmcourse.captions import UNSEEN, VOCABULARY, Judge, caption_words, unseen  # noqa: E402

data = clothes.clothes()
pictures = torch.tensor(data.train, dtype=torch.float32) / 15
words = caption_words(data.train_labels, data.train_tones)
shown = ~unseen(data.train_labels, data.train_tones)
print(f"{shown.sum()} pictures are shown; never shown: {', '.join(UNSEEN)}")


# %% tags=["demonstration"]
class VAE(nn.Module):
    """Week 5's VAE: 784-512-256-24 and back; the decoder's mean, with a fixed variance of 0.02 a pixel."""

    def __init__(self, latent=24):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(784, 512), nn.SiLU(), nn.Linear(512, 256), nn.SiLU(), nn.Linear(256, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, 256), nn.SiLU(), nn.Linear(256, 512), nn.SiLU(), nn.Linear(512, 784))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=1)

    def decode(self, z):
        return torch.sigmoid(self.decoder(z))


def vae_loss(model, x, generator):
    mean, log_var = model.encode(x)
    z = mean + (log_var / 2).exp() * torch.randn(mean.shape, generator=generator)
    kl = 0.5 * (mean**2 + log_var.exp() - 1 - log_var).sum(1)
    return (((model.decode(z) - x) ** 2).sum(1) / 0.04 + kl).mean()


# %% tags=["demonstration"]
with seeded(0):
    vae = VAE()
fit(vae, vae_loss, pictures[shown], label="VAE", **cycle(vae, 20, int(shown.sum()), 128, 2e-3))
with torch.no_grad():
    codes = vae.encode(pictures[shown])[0]
    rebuilt = vae.decode(codes[:10])
fig, axes = plt.subplots(2, 10, figsize=(8, 1.8))
for ax, picture in zip(axes.flat, torch.cat([pictures[shown][:10], rebuilt]), strict=True):
    ax.imshow(picture.reshape(28, 28), cmap="gray", vmin=0, vmax=1)
    ax.axis("off")
show(fig, alt="Ten garments, and below each what the VAE rebuilds from 24 numbers: mostly the outline and the tone, no prints or straps.")

# %% [markdown]
# ### Exercise 13. Build: a flow that listens to words
# <!-- exercise: LatentFlow -->
#
# Write the class `LatentFlow`, a `torch.nn.Module`. Codes have `latent` numbers. A caption is a row of word numbers, 0 to
# `vocabulary` - 1; the number `vocabulary` stands for a word left **unsaid**, so an unsaid caption is a row of that number.
#
# - `velocity(z, t, words)` -> (N, latent): the network. It must depend on the code `z` (N, latent), the time `t` (N,) and the
#   words (N, W) for any W >= 1, each row by itself. The size is yours: `width` and `blocks` are wishes.
# - `loss(z, words, noise, t, generator=None)` -> scalar: your flow matching loss of `self.velocity`, for the given noise and
#   times. Each **row's whole caption** is left unsaid with probability `drop`, by draws from `generator`, one for each row.
# - `sample(noise, words, weight, steps)` -> (N, latent): follow the **guided** `self.velocity` from `noise`, by **Euler's**
#   steps, without gradients. The free velocity is that of unsaid captions.
#
# `loss` and `sample` must ask `self.velocity`: the tests put a velocity of their own in its place. They also train your
# class for 200 steps on four lumps.


# %% solution="LatentFlow"
class LatentFlow(nn.Module):
    """A flow over codes that listens to words."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        """latent, vocabulary: sizes; width, blocks: of the network; drop: how often a caption is left unsaid."""
        ### BEGIN SOLUTION
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.clock = nn.Linear(16, width)
        self.enter, self.leave = nn.Linear(latent, width), nn.Linear(width, latent)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(blocks))
        self.first = nn.ModuleList(nn.Linear(width, width) for _ in range(blocks))
        self.told = nn.ModuleList(nn.Linear(width, width) for _ in range(blocks))
        self.second = nn.ModuleList(nn.Linear(width, width) for _ in range(blocks))
        ### END SOLUTION

    def velocity(self, z, t, words):
        """z (N, latent), t (N,), words (N, W) -> (N, latent)"""
        ### BEGIN SOLUTION
        angles = t[:, None] * torch.arange(1, 9, dtype=z.dtype) * math.pi / 2
        told = self.clock(torch.cat([angles.cos(), angles.sin()], 1)) + self.embed(words).sum(1)
        h = self.enter(z)
        for norm, first, listen, second in zip(self.norms, self.first, self.told, self.second, strict=True):
            h = h + second(F.silu(first(norm(h)) + listen(told)))
        return self.leave(h)
        ### END SOLUTION

    def loss(self, z, words, noise, t, generator=None):
        """Flow matching; each row's caption is left unsaid with probability `drop`. A scalar tensor."""
        ### BEGIN SOLUTION
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        heard = torch.where(unsaid[:, None], self.vocabulary, words)
        return flow_matching_loss(lambda x, s: self.velocity(x, s, heard), z, noise, t)
        ### END SOLUTION

    def sample(self, noise, words, weight, steps):
        """noise (N, latent), words (N, W) -> codes (N, latent), guided, by Euler's steps."""
        ### BEGIN SOLUTION
        unsaid = torch.full_like(words, self.vocabulary)

        def followed(x, t):
            return guided(self.velocity(x, t, words), self.velocity(x, t, unsaid), weight)

        with torch.no_grad():
            return integrate(followed, noise, steps, "euler")
        ### END SOLUTION


# %% test="LatentFlow" points=5

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `nn.Embedding(vocabulary + 1, width)` turns word numbers into vectors; add those of a caption. The last row is silence.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The simplest network that works joins the code, the time and the sum of the words, and has two or three layers. A better
# one adds the words again in each of several residual blocks.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `torch.rand(N, generator=generator) < drop` says which rows stay unsaid; `torch.where` swaps their words. Your
# `flow_matching_loss` wants a velocity of two arguments: a small `lambda` holds the words.
#
# </details>

# %% [markdown]
# Train it. Watch the samples beside the curve: captions that the model has never been shown.


# %% tags=["demonstration"]
def latent_loss(model, batch, generator):
    z, caption = batch
    noise = torch.randn(z.shape, generator=generator)
    return model.loss(z, caption, noise, spread_times(len(z), generator), generator)


def draw(model, captions, count, weight, seed=1):
    """Pictures (len(captions) count, 784) for captions in words, 40 steps each."""
    said = caption_words(captions).repeat_interleave(count, dim=0)
    noise = torch.randn(len(said), 24, generator=torch.Generator().manual_seed(seed))
    with torch.no_grad():
        return vae.decode(model.sample(noise, said, weight, 40))


def show_unseen(axes, model):
    pictures = draw(model, UNSEEN, 6, 2.0).reshape(6, 6, 28, 28)
    axes.imshow(pictures.permute(0, 2, 1, 3).reshape(168, 168), cmap="gray", vmin=0, vmax=1)
    axes.set(xticks=[], yticks=28 * np.arange(6) + 14, yticklabels=UNSEEN)


# %% tags=["demonstration"]
BUILT = ("flow_matching_loss", "integrate", "guided", "LatentFlow")
if ready(*BUILT):
    with seeded(1):
        painter = LatentFlow(24, VOCABULARY)
    rows = (codes, words[shown])
    fit(painter, latent_loss, rows, label="text to image", samples=show_unseen, **cycle(painter, 30, len(codes), 128, 2e-3))

# %% tags=["demonstration"]
predict(
    "dark_boot",
    "No dark boot was ever shown, but dark coats were, and light boots. What does the model draw for 'a dark boot'?",
    options=["a light boot", "a dark coat", "a dark boot"],
    truth="a dark boot",
    why="Each word enters the network by a vector of its own. Words that were learned apart can be said "
    "together, at least with some guidance.",
)

# %% tags=["demonstration"]
if ready(*BUILT):
    fig, ax = plt.subplots(figsize=(6, 5))
    show_unseen(ax, painter)
    show(fig, alt="Six rows of six pictures for captions never shown in training: nearly all show the garment of their row's "
         "caption in its tone.",
         keep="LatentFlow")

# %% [markdown]
# Looking is not counting. Who judges? The garment is read by the five nearest training pictures, the tone by thirds of
# brightness **among garments of the same kind**: a dark boot may be as bright as a grey sandal. Captions go by the mean
# brightness of the garment, the judge by the median, since drawn edges are soft.
#
# No judge is perfect. So real test pictures of each caption, some 30 or 40, are judged too. Drawn ones may do *better* than
# they: guidance draws typical garments, and real ones are odd at times.

# %% tags=["demonstration"]
judge = Judge(data)
if ready(*BUILT):
    drawn = draw(painter, UNSEEN, 60, 2.0)
    print("                 garment  (real)   tone  (real)")
    for i, caption in enumerate(UNSEEN):
        mine, real = judge.score(drawn[60 * i : 60 * i + 60], caption), judge.score_real(caption)
        print(f"{caption:16} {mine.garment:6.0%} {real.garment:8.0%} {mine.tone:6.0%} {real.tone:7.0%}")

# %% [markdown]
# ### What guidance costs
#
# Sweep the weight. Likeness rises, then levels off; spread, the standard deviation within a caption (all pixels together), falls.

# %% tags=["demonstration"]
if ready(*BUILT):
    weights, likeness, spread = [0.0, 1.0, 1.5, 2.0, 3.0], [], []
    for weight in weights:
        drawn = draw(painter, UNSEEN, 20, weight).split(20)
        scores = [judge.score(some, caption) for some, caption in zip(drawn, UNSEEN, strict=True)]
        likeness.append(np.mean([s.garment * s.tone for s in scores]))
        spread.append(np.mean([float(some.var(0).sum() ** 0.5) for some in drawn]))
    fig, ax = plt.subplots(figsize=(5, 3))
    ax.plot(spread, likeness, "o-")
    for weight, x, y in zip(weights, spread, likeness, strict=True):
        ax.annotate(f"{weight:g}", (x, y), textcoords="offset points", xytext=(5, 4))
    ax.set(xlabel="spread within a caption", ylabel="garment share times tone share")
    show(fig, alt="Likeness against spread, marked with the weight: as the weight grows from 0 to 3 the product of the shares right in garment and in tone "
         "rises, then levels off, and the spread falls.")

# %% [markdown]
# ### Does it remember?
#
# Put the nearest training picture under each sample. And count in codes: how far is the code of a sample, as a
# picture that the VAE reads again, from its nearest training code, and how far is the code of a *test* picture? The smallest
# percent tells of copies, which a median would not see. All are of captions that were shown.

# %% tags=["demonstration"]
if ready(*BUILT):
    captions = [clothes.caption(label, tone) for label in range(10) for tone in range(3)]
    drawn = draw(painter, [c for c in captions if c not in UNSEEN], 20, 1.0)
    with torch.no_grad():
        fresh = torch.tensor(data.test[~unseen(data.test_labels, data.test_tones)], dtype=torch.float32) / 15
        sample_codes, test_codes = (vae.encode(x)[0] for x in (drawn, fresh))
    for name, some in (("samples", sample_codes), ("test pictures", test_codes)):
        low, middle = torch.cdist(some, codes).min(1).values.quantile(torch.tensor([0.01, 0.5]))
        print(f"{name:14} distance from the nearest training code: median {middle:.2f}, smallest percent below {low:.2f}")
    places = torch.arange(0, len(drawn), 48)
    pairs = torch.cat([drawn[places], pictures[shown][torch.cdist(drawn[places], pictures[shown]).argmin(1)]])
    fig, axes = plt.subplots(2, len(places), figsize=(8, 1.8))
    for ax, picture in zip(axes.flat, pairs, strict=True):
        ax.imshow(picture.reshape(28, 28), cmap="gray", vmin=0, vmax=1)
        ax.axis("off")
    show(fig, alt="Above samples, below the nearest training picture of each: mostly alike in kind, different in detail.")

# %% [markdown]
# Your turn: change the captions, a tone and a garment each. With the weight 0 in the place of 2 nobody listens to them.

# %% tags=["demonstration"]
if ready(*BUILT):
    wishes = ["a grey dress", "light trousers", "a dark bag", "a light coat"]
    drawn = draw(painter, wishes, 8, 2.0).reshape(4, 8, 28, 28)
    fig, ax = plt.subplots(figsize=(7, 3.6))
    ax.imshow(drawn.permute(0, 2, 1, 3).reshape(112, 224), cmap="gray", vmin=0, vmax=1)
    ax.set(xticks=[], yticks=28 * np.arange(4) + 14, yticklabels=wishes)
    show(fig, alt="Four rows of eight pictures, one row for each caption that was asked for.")

# %% [markdown]
# ## Where you stand

# %% tags=["demonstration"]
check.progress("week08_diffusion")

# %% [markdown]
# ## What to take along
#
# - An energy is a distribution without its $Z$; its score never needs $Z$.
# - Langevin's walk samples by score and noise. It does not cross deserts; much noise first, little later, does.
# - Denoising teaches the score: the best guess of the clean point gives the score (Tweedie).
# - DDPM, scores and flow matching are one path with different clocks, targets and weights.
# - A velocity carries noise to data; the trace of its Jacobian gives exact densities.
# - Guidance trades spread for likeness. The ideal score of a training set only remembers it.
#
# ## Find the slip
#
# Each block below stands in our copy of the notes this course grew from, with one slip in it. All the slips that we know,
# each with a cell that runs it, stand on the pages [What the notes get wrong](../book/errata_notes5.md).
#
# **Kinds of generative models** (notes 5, section 1.1):
#
# 1. *Density-based: autoregressive models, variational autoencoders, normalizing flows.*
# 2. *Likelihood-free: energy based models, diffusion models, generative adversarial networks.*

# %% tags=["demonstration"]
predict(
    "densities_of_line_2",
    "Which of the models in line 2 have a density that you have computed in this course?",
    options=["none", "GANs", "energies and diffusion"],
    truth="energies and diffusion",
    why="boltzmann gives an energy's probabilities, ode_log_prob the exact density of a flow from noise to data. For "
    "GANs you computed none.",
)

# %% [markdown]
# **Notes 1, section 2.5:** *"... the advent of diffusion models in 2021 with the introduction of Stable Diffusion ..."*

# %% tags=["demonstration"]
predict(
    "order_of_papers",
    "Which order is right?",
    options=["Stable Diffusion, then DDPM", "DDPM (2020), then Stable Diffusion (2022)"],
    truth="DDPM (2020), then Stable Diffusion (2022)",
    why="Sohl-Dickstein et al. 2015, Song and Ermon 2019, Ho et al. 2020; the latent diffusion paper is of December 2021, "
    "Stable Diffusion's weights came in August 2022.",
)

# %% [markdown] task="reflection_08" points=3
# ## Reflection
#
# In about 120 words, in your own words: your text-to-image model drew captions that it had never seen, and the ideal score of
# the digits drew nothing new. Explain both. Then say what you would measure before you claimed that a large model does not
# reproduce its training pictures.
#
# Write your answer in a new cell below this one.
#
# === BEGIN MARK SCHEME ===
# 1 point: unseen captions work because words were learned separately and their effects combine (shared embedding, additive
# conditioning, guidance); a caption whose words do not combine so simply would fail.
#
# 1 point: the ideal score of a finite set is that of spikes, so its flow ends on training points; a network cannot represent
# it, or is not trained to the end, and smooths between points.
#
# 1 point: a measurement with a baseline: distances to the nearest training picture compared with those of held-out pictures,
# in pixels or codes, duplicates in the data, prompts of training captions. A distance with nothing to compare it with earns no
# point.
# === END MARK SCHEME ===

# %% [markdown]
# ## Bonus
#
# 1. Train the masked diffusion on `gmcourse.data.verse`, 64 characters at a time, for a few minutes. Fill in the middle of a line
#    of Milton from its two ends. Which of week 4's models could?
# 2. Replace Euler's 40 steps by 20 midpoint steps. Then try 4, 2 and 1 of either. Let the judge count: how few steps will do,
#    and why so few?
# 3. Give `draw` a negative weight. What is *not* a dark boot?
# 4. Flow matching need not start from a Gaussian. Put points of a square in the place of the noise, in training and in sampling,
#    and carry them to the moons. Which exercise of this week no longer holds for that flow?
# 5. Add 0.3 to $\sigma$ in `ideal_score`. The samples of section 7 are now far from every training digit. Are they new digits, or old
#    ones under noise?
