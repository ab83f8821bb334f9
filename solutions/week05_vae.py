# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Week 5: latent variables and VAEs
#
# An image has many pixels and few causes: which digit it is, how it slants, how thick the pen was. A
# **latent variable model** says so: first draw the causes $z$, then draw the image $x$ given them.
#
# Sections 1 and 2 have no network and no digits: there everything can be computed, so that later you know what a bound
# loses. From section 4 on your functions train, and at the end stands a model of clothes that is yours alone.
#
# **After this notebook you can**
#
# - compute the likelihood of a latent variable model exactly, where that can be done;
# - bound it from below where it cannot, and say what the bound loses and why;
# - train a variational autoencoder (VAE) and report its bits per pixel honestly;
# - choose between two estimators of a gradient;
# - use a latent space: walk in it, fill in missing pixels, find what does not belong.
#
# **It builds on** the Gaussian and the KL divergence of week 1, EM of week 3, and PyTorch as in week 4.
#
# **Time**: about 3 h 45 min for the exercises, the build included; what is marked as stretch takes 20 min more.
#
# Each exercise has a stub to fill in and a test cell below it. Run the test as often as you like.
# All log-probabilities are in **nats**, `var` is always a variance, and `log_var` its logarithm.
#
# Tensors are float64; answers in float64 are compared to six digits, in float32 to four. Leave arguments as they are,
# `requires_grad` too: work on copies. **Differentiable** means that networks are trained
# through the answer: its gradient is checked too.

# %% locked="setup"
import math

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from torch.distributions import Normal, kl_divergence

from gmcourse.data.digits import binarised_digits
from gmcourse.notebook import check, grade, mosaic, predict, ready, show, slider
from gmcourse.train import fit, seeded

torch.set_num_threads(1)  # small networks are quickest so

# %% [markdown]
# ## 1. A story that can be integrated
#
# A latent variable model is a story in two steps: $z \sim p(z)$, then $x \sim p(x \mid z)$. We only see
# $x$. Its density adds up all the ways in which the story could have gone:
#
# $$p(x) = \int p(x \mid z)\, p(z)\, dz.$$
#
# Here $z$ is uniform between 0 and 3, and $x$ is $z$ plus Gaussian noise. Move the slider to make the
# noise larger.


# %% tags=["demonstration"]
def draw_story(std):
    rng = np.random.default_rng(0)
    z = rng.uniform(0, 3, size=20_000)
    x = z + std * rng.normal(size=z.size)
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3), sharey=True)
    left.plot(z[:400], x[:400], ".", markersize=3)
    left.set(xlabel="z, not seen", ylabel="x, seen", ylim=(-3, 6))
    right.hist(x, bins=80, range=(-3, 6), density=True, orientation="horizontal")
    right.set(xlabel="density of x")
    return fig


slider(
    draw_story,
    values=[0.05, 0.2, 0.5, 1.0],
    label="standard deviation of the noise",
    alt="Left, x against z, a band about the diagonal. Right, the density of x: a box with soft edges.",
)

# %% [markdown]
# In most models each $p(x \mid z)$ is a product over the pixels, so it is easy to write down. We start
# with the most useful one.
#
# ### Exercise 1. How likely are these numbers
# <!-- exercise: gaussian_log_likelihood -->
#
# Return $\log \mathcal{N}(x \mid \text{mean}, \operatorname{diag}(\text{var}))$ in nats for each row: shape (N,).
#
# `x` and `mean` have shape (N, D). `var` holds **variances** and broadcasts against `x`: it has shape (N, D),
# (D,) or (), the last being one variance shared by all dimensions; it may be as small as $10^{-9}$, and `x` and `mean`
# may lie in the thousands. No term may be left out.


# %% solution="gaussian_log_likelihood"
def gaussian_log_likelihood(x: torch.Tensor, mean: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    """Log-density of independent Gaussian dimensions.

    x, mean: (N, D)
    var: variances above 0, shape (N, D), (D,) or ()
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    per_dimension = (x - mean) ** 2 / var + torch.log(2 * math.pi * var)
    return -0.5 * per_dimension.sum(-1)
    ### END SOLUTION


# %% test="gaussian_log_likelihood"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write the log-density of one number first, as in week 1. Independent dimensions add up.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Combine all terms of one dimension into an array of x's shape, and sum over the last axis at the very
# end. Then a shared variance is counted as often as it is used.
#
# </details>

# %% [markdown]
# ### Exercise 2. An integral that can be done
# <!-- exercise: uniform_latent_log_marginal -->
#
# For $Z \sim U(a, b)$ and $X \mid z \sim \mathcal{N}(z, \text{std}^2)$, return $\log p(x)$ in nats for each entry of
# `x`, shape (N,). `a < b` and `std > 0` are floats; `std` is a **standard deviation**.
#
# Exactly, not by sampling. It must stay exact 20 standard deviations outside the interval, on both sides, and for noise
# far narrower than the interval.


# %% solution="uniform_latent_log_marginal"
def uniform_latent_log_marginal(x: torch.Tensor, a: float, b: float, std: float) -> torch.Tensor:
    """Log-density of a uniform variable plus Gaussian noise.

    x: (N,)
    a, b: ends of the interval; std: standard deviation of the noise
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    middle = (a + b) / 2
    left = middle - torch.abs(x - middle)
    tail_a = torch.erfc((a - left) / (std * math.sqrt(2)))
    tail_b = torch.erfc((b - left) / (std * math.sqrt(2)))
    return torch.log(tail_a - tail_b) - math.log(2 * (b - a))
    ### END SOLUTION


# %% test="uniform_latent_log_marginal"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The integrand is a Gaussian density in $x - z$, cut off at $z = a$ and $z = b$. Its integral is a difference
# of two values of the Gaussian distribution function $\Phi$.
#
# </details>
# <details><summary>Hint 2</summary>
#
# $\Phi(12)$ rounds to 1. Its small neighbour $\Phi(-12) = \frac{1}{2} \operatorname{erfc}(12 / \sqrt{2})$ keeps all
# its digits, if you compute it from `torch.erfc`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The density looks the same from both sides of the middle of the interval. A point on the right may be
# exchanged for its mirror image on the left.
#
# </details>

# %% [markdown]
# ## 2. Probabilistic PCA: every quantity is exact
#
# Let $z \in \mathbb{R}^L$ be standard normal, and $x = W z + b + \text{noise}$, where the noise is
# $\mathcal{N}(0, \text{var} \cdot I)$. A sum of independent Gaussians is Gaussian. So the marginal is known, and so is the
# posterior. This is our measuring rod: here we *know* what every bound should reach.

# %% tags=["demonstration"]
rng = np.random.default_rng(1)
z = rng.normal(size=(400, 1))
clean = z @ np.array([[2.0, 1.0]])
noisy = clean + np.sqrt(0.3) * rng.normal(size=(400, 2))
fig, ax = plt.subplots(figsize=(5, 3))
ax.plot(*noisy.T, ".", markersize=4, alpha=0.6, label="x = W z + noise")
ax.plot(*clean.T, "k.", markersize=2, label="W z")
ax.set(xlabel="first coordinate", ylabel="second coordinate", aspect="equal")
ax.legend()
show(fig, alt="Points scattered about a line through the origin. The line is where x would lie with no noise.")

# %% [markdown]
# ### Exercise 3. A latent variable model with an exact likelihood
# <!-- exercise: ppca_log_marginal -->
#
# Return $\log p(x)$ in nats for each row of `x`, shape (N, D). `W` is (D, L), `b` is (D,), and `var` is a
# tensor of shape (), the variance of the noise.
#
# It must work for L = D, and for D = 400, where the determinant of the covariance is below $10^{-300}$.


# %% solution="ppca_log_marginal"
def ppca_log_marginal(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    """Exact log-density of probabilistic PCA.

    x: (N, D); W: (D, L); b: (D,); var: ()
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    dims = len(b)
    cov = W @ W.T + var * torch.eye(dims, dtype=W.dtype)
    centred = x - b
    distance = (centred * torch.linalg.solve(cov, centred.T).T).sum(-1)
    return -0.5 * (distance + torch.linalg.slogdet(cov).logabsdet + dims * math.log(2 * math.pi))
    ### END SOLUTION


# %% test="ppca_log_marginal"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# What are the mean and the covariance of $W z + b + \text{noise}$? The two random parts are independent.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The rest is `mvn_log_prob` of week 1. `torch.linalg` knows the logarithm of a determinant without the
# determinant.
#
# </details>

# %% [markdown]
# Now turn the story round. Given an image, which causes may have made it? Bayes' rule gives the
# **posterior** $p(z \mid x)$. The prior pulls it towards 0, the data pull it towards what they need.
#
# ### Exercise 4. The exact posterior
# <!-- exercise: ppca_posterior -->
#
# Return the pair (mean, cov) of the Gaussian $p(z \mid x)$: the means of all rows, shape (N, L), and their
# common covariance, shape (L, L). Arguments as before, with L at most D.


# %% solution="ppca_posterior"
def ppca_posterior(
    x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """Exact posterior of probabilistic PCA.

    x: (N, D); W: (D, L); b: (D,); var: ()
    returns: mean (N, L) and cov (L, L)
    """
    ### BEGIN SOLUTION
    M = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    return (x - b) @ W @ torch.linalg.inv(M), var * torch.linalg.inv(M)
    ### END SOLUTION


# %% test="ppca_posterior"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# $\log p(z) + \log p(x \mid z)$ is a quadratic in $z$. Collect what multiplies $z z^\top$: that is the precision, the
# inverse of the covariance. One part comes from the prior, one from the data.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The precision is $I + W^\top W / \text{var}$. Setting the gradient to zero gives the mean.
#
# </details>

# %% [markdown]
# ## 3. The bound
#
# With a neural network in place of $W z + b$ the integral has no formula. A VAE does not compute it. It
# learns a second network, the **encoder**, that guesses the posterior: $q(z \mid x)$, a Gaussian with a
# mean and a variance for each latent dimension. For *any* such guess,
#
# $$\log p(x) = \underbrace{\mathbb{E}_q[\log p(x \mid z)] - \mathrm{KL}(q(z \mid x) \,\|\, p(z))}_{\text{ELBO}}
# + \mathrm{KL}(q(z \mid x) \,\|\, p(z \mid x)).$$
#
# The last term is not negative. So the rest is a lower bound, the **evidence lower bound**.

# %% tags=["demonstration"]
predict(
    "two_guesses",
    "Two guesses q. A is the prior itself, so KL(q to prior) = 0. B is the true posterior. Whose ELBO is larger?",
    options=["A: it pays no KL", "B: it equals log p(x)", "they are equal"],
    truth="B: it equals log p(x)",
    why="What the bound loses is the KL to the posterior, not to the prior. B loses nothing.",
)

# %% [markdown]
# In probabilistic PCA with L = 1 all three terms have formulas. Slide q's mean and see what is lost.

# %% tags=["demonstration"]
slope, noise_var, seen = 2.0, 0.5, 3.0
marginal = Normal(torch.tensor(0.0), math.sqrt(slope**2 + noise_var)).log_prob(torch.tensor(seen)).item()
post_var = noise_var / (slope**2 + noise_var)
post_mean = slope * seen / (slope**2 + noise_var)


def draw_bound(centre):
    gap = (centre - post_mean) ** 2 / (2 * post_var)
    fig, ax = plt.subplots(figsize=(6, 2.4))
    ax.barh(["log p(x)", "ELBO"], [marginal, marginal - gap])
    ax.barh(["ELBO"], [gap], left=[marginal - gap], color="lightgrey", label="KL(q to posterior)")
    ax.set(xlim=(-25, 0), xlabel="nats", title=f"q's mean {centre:.2f}, the posterior's {post_mean:.2f}")
    ax.legend(loc="lower left")
    return fig


# %% tags=["demonstration"]
slider(
    draw_bound,
    values=[0.0, 0.5, 1.0, round(post_mean, 2), 1.75, 2.0],
    label="mean of q",
    alt="Two bars: log p(x) fixed, the ELBO smaller by the grey part. The gap closes where q's mean is the posterior's.",
)

# %% [markdown]
# To train the encoder by gradient descent we need $\frac{\partial}{\partial \phi} \mathbb{E}_{q_\phi}[\dots]$. Drawing
# $z$ looks like a wall: how would one differentiate a die? The trick is to move the randomness outside.
#
# ### Exercise 5. A draw that can be differentiated
# <!-- exercise: reparameterize -->
#
# Turn standard normal `noise` into draws from $\mathcal{N}(\text{mean}, \operatorname{diag}(\exp \text{log\_var}))$. All three
# have shape (N, L); `noise` may also be (M, N, L), for M draws at once.
#
# A gradient must reach `mean` and `log_var` through your result.


# %% solution="reparameterize"
def reparameterize(mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """Draws from a diagonal Gaussian, as a function of standard normal noise.

    mean, log_var: (N, L); noise: (N, L) or (M, N, L)
    returns: z of noise's shape
    """
    ### BEGIN SOLUTION
    return mean + torch.exp(0.5 * log_var) * noise
    ### END SOLUTION


# %% test="reparameterize"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# If $\epsilon$ has mean 0 and variance 1, which mean and variance has $m + s \epsilon$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# You are given the logarithm of the variance, and need the standard deviation. A square root is a half in
# the exponent.
#
# </details>

# %% [markdown]
# ### Exercise 6. The price of a code
# <!-- exercise: kl_to_standard_normal -->
#
# Return $\mathrm{KL}(\mathcal{N}(\text{mean}, \operatorname{diag}(\exp \text{log\_var})) \,\|\, \mathcal{N}(0, I))$ in nats for each row: shape
# (N,), differentiable. `mean` and `log_var` have shape (N, L). In closed form, not by samples: the integral can be solved.


# %% solution="kl_to_standard_normal"
def kl_to_standard_normal(mean: torch.Tensor, log_var: torch.Tensor) -> torch.Tensor:
    """KL divergence from a diagonal Gaussian to the standard normal prior.

    mean, log_var: (N, L)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    return 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    ### END SOLUTION


# %% test="kl_to_standard_normal"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Both are independent over dimensions, so the divergence is a sum over dimensions. Do one dimension.
#
# </details>
# <details><summary>Hint 2</summary>
#
# $\log q(z) - \log p(z)$ has a constant, a $z^2$ and a $(z - m)^2$. Their means under $q$ are $m^2 + v$ and $v$.
#
# </details>

# %% [markdown]
# For black and white pixels the decoder returns **logits**: $p(x_d = 1 \mid z) = \sigma(a_d)$. During training
# some logits become huge, and the likelihood must not break.
#
# ### Exercise 7. How likely are these bits
# <!-- exercise: bernoulli_log_likelihood -->
#
# Return $\log p(x \mid \text{logits})$ in nats for each row: shape (N,). `x` (zeros and ones) and `logits` have shape
# (N, D). It must be differentiable, and exact for logits of $\pm 1000$.


# %% solution="bernoulli_log_likelihood"
def bernoulli_log_likelihood(x: torch.Tensor, logits: torch.Tensor) -> torch.Tensor:
    """Log-probability of independent bits.

    x: (N, D) zeros and ones; logits: (N, D)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    return (x * logits - F.softplus(logits)).sum(-1)
    ### END SOLUTION


# %% test="bernoulli_log_likelihood"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# $\log \sigma(a) = -\log(1 + e^{-a})$ and $\log(1 - \sigma(a)) = -\log(1 + e^{a})$. Which torch function is
# $\log(1 + e^a)$ without overflow?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Many names lead there: `softplus`, `logsigmoid`, or a cross-entropy whose name ends in `with_logits`. Mind its
# sign, and how it reduces.
#
# </details>

# %% [markdown]
# ### Exercise 8. The evidence lower bound
# <!-- exercise: vae_elbo -->
#
# Return the one-sample estimate of the ELBO in nats for each row of `x`: shape (N,). `encode(x)` gives
# (mean, log_var), each (N, L); `decode(z)` gives Bernoulli logits (N, D); `noise` is standard normal, (N, L).
#
# Use one draw from the noise for the reconstruction, and the analytic KL. The bound must be differentiable in all that
# encoder and decoder learn, and exact for logits of $\pm 1000$. You may call your functions from above, if their checks
# pass.


# %% solution="vae_elbo"
def vae_elbo(x: torch.Tensor, encode, decode, noise: torch.Tensor) -> torch.Tensor:
    """One-sample evidence lower bound of a VAE with black and white pixels.

    x: (N, D) zeros and ones; noise: (N, L)
    encode: x -> (mean, log_var), each (N, L); decode: z -> logits (N, D)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    logits = decode(z)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(-1)
    kl = 0.5 * (mean**2 + torch.exp(log_var) - 1 - log_var).sum(-1)
    return reconstruction - kl
    ### END SOLUTION


# %% test="vae_elbo"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Four steps: encode, draw, decode, and add up two terms. Which of the two is a reward, which a price?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Check the shapes on the way. Both terms have one value a row; nothing is summed over the rows.
#
# </details>

# %% [markdown]
# ### Derivation. One bound in three parts
# <!-- exercise: elbo_parts -->
#
# In the linear model everything has a formula, so the bound can be taken apart. Let $z \sim \mathcal{N}(0, I)$, $x \mid z \sim \mathcal{N}(W z + b, v I)$, and let the
# guess be $q = \mathcal{N}(m, S)$ with *any* covariance $S$. For one point `x` (D,) return three scalars in nats,
#
# $$\mathbb{E}_q[\log p(x \mid z)], \qquad \mathrm{KL}(q \,\|\, p(z)), \qquad \mathrm{KL}(q \,\|\, p(z \mid x)),$$
#
# the reconstruction, the price of the code, and the gap: first minus second plus third is $\log p(x)$. `W` is (D, L), `b` (D,), `var` a scalar
# tensor, `mean` (L,), `cov` (L, L). No draws: all three are exact. ([The proof](../book/week05_proofs.md#the-elbo-three-ways).)


# %% solution="elbo_parts"
def elbo_parts(
    x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor, mean: torch.Tensor, cov: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Reconstruction, price and gap of a Gaussian guess in the linear model.

    x: (D,); W: (D, L); b: (D,); var: scalar, of the noise
    mean: (L,), cov: (L, L), of the guess
    returns: three scalars, in nats
    """
    ### BEGIN SOLUTION
    Gaussian = torch.distributions.MultivariateNormal
    one = torch.eye(len(mean), dtype=x.dtype)
    guess, prior = Gaussian(mean, cov), Gaussian(torch.zeros_like(mean), one)
    precision = one + W.T @ W / var
    posterior = Gaussian(torch.linalg.solve(precision, W.T @ (x - b)) / var, precision_matrix=precision)
    error = (x - b - W @ mean).square().sum() + torch.einsum("dl,lk,dk->", W, cov, W)
    fit = -0.5 * (error / var + len(x) * torch.log(2 * math.pi * var))
    return fit, kl_divergence(guess, prior), kl_divergence(guess, posterior)
    ### END SOLUTION


# %% test="elbo_parts"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Reconstruction: $\mathbb{E}_q \lVert x - b - W z \rVert^2$ is the square at the mean, plus the variance of $W z$ in all its entries. Which trace is that?
#
# </details>
# <details><summary>Hint 2</summary>
#
# You have the posterior from `ppca_posterior`. Torch knows the divergence of two Gaussians: `kl_divergence` of two `MultivariateNormal`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Check yourself: put the posterior in as the guess. What must the third number be?
#
# </details>

# %% [markdown]
# ## 4. A VAE of digits
#
# 1,197 digits of 8x8 pixels, black or white, to train on; 400 to test. The two networks are given here; the objective is
# yours. (In section 10 the whole model will be.)


# %% tags=["demonstration"]
class DigitVAE(nn.Module):
    def __init__(self, latent, hidden=128):
        super().__init__()
        self.latent = latent
        self.encoder = nn.Sequential(nn.Linear(64, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, 64))

    def encode(self, x):
        return self.encoder(x).chunk(2, dim=-1)

    def q(self, x):
        mean, log_var = self.encode(x)
        return Normal(mean, log_var.exp().sqrt())

    def prior_log_prob(self, z):
        return Normal(0.0, 1.0).log_prob(z).sum(-1)

    def sample(self, count, generator):
        return torch.sigmoid(self.decoder(torch.randn(count, self.latent, generator=generator)))


# %% [markdown]
# Two objectives: your ELBO, and the log-weights $\log w = \log p(x, z) - \log q(z \mid x)$, which tighter bounds need.


# %% tags=["demonstration"]
def negative_bound(model, x, generator):
    noise = torch.randn(len(x), model.latent, generator=generator)
    return -vae_elbo(x, model.encode, model.decoder, noise).mean()


def pixels_log_prob(model, x, z):
    loss = nn.BCEWithLogitsLoss(reduction="none")
    return -loss(model.decoder(z), x.expand(*z.shape[:-1], 64)).sum(-1)


def log_weights_of(model, x, draws, generator):
    q = model.q(x)
    z = q.loc + torch.randn((draws, *q.loc.shape), generator=generator) * q.scale
    return pixels_log_prob(model, x, z) + model.prior_log_prob(z) - q.log_prob(z).sum(-1)


# %% tags=["demonstration"]
data = binarised_digits()
train, valid, test = (torch.tensor(part, dtype=torch.float32) for part in (data.train, data.valid, data.test))


def trained(label, loss=negative_bound, latent=8):
    with seeded(0):
        model = DigitVAE(latent)
    fit(model, loss, train, valid, epochs=25, lr=5e-3, seed=1, patience=8, label=label)
    return model


if ready("vae_elbo"):
    plane, wide = trained("VAE, 2 latents", latent=2), trained("VAE, 8 latents")

# %% [markdown]
# How good is it? We report **bits per pixel** on digits that it never saw, with a standard error. The baseline
# gives every pixel its own probability and no more. The log-likelihood of a VAE is unknown. The ELBO is a *lower*
# bound on it, and so an *upper* bound on the bits. Section 5 will do better.


# %% tags=["demonstration"]
def bits(log_prob):
    value = -log_prob / (64 * np.log(2))
    return f"{value.mean():.3f} +- {value.std() / len(value) ** 0.5:.3f}"


@torch.no_grad()
def elbo_of_test(model):
    return log_weights_of(model, test, 200, torch.Generator().manual_seed(0)).mean(0)


ink = train.mean(0).clamp(0.002, 0.998)
independent = torch.where(test == 1, ink.log(), (1 - ink).log()).sum(-1)
print(f"held-out bits per pixel\n{'independent pixels':<22} exact {bits(independent)}")
if ready("vae_elbo"):
    for name, model in (("VAE, 2 latents", plane), ("VAE, 8 latents", wide)):
        print(f"{name:<22} ELBO  {bits(elbo_of_test(model))}")

# %% tags=["demonstration"]
if ready("vae_elbo"):
    with torch.no_grad():
        rows = [train[:12], torch.sigmoid(wide.decoder(wide.q(train[:12]).loc)), wide.sample(12, torch.Generator().manual_seed(3))]
        rows.append(torch.bernoulli(rows[2], generator=torch.Generator().manual_seed(4)))
    fig, axes = plt.subplots(4, 12, figsize=(9, 3.4))
    for line, images, name in zip(axes, rows, ("data", "decoded code", "mean of p(x | z)", "sample"), strict=True):
        line[0].set_ylabel(name, rotation=0, ha="right")
        for ax, image in zip(line, images, strict=True):
            ax.imshow(image.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[])
    show(fig, alt="Four rows of digits: data, their smoother reconstructions, smooth means for codes from the prior, and "
         "samples: the same means with each pixel tossed, ragged at the edges.")

# %% [markdown]
# The third row is what papers often show: the decoder's *mean* for a code from the prior. It is grey, and no picture
# of the model is. A **sample** takes one more step and tosses every pixel: the last row.
#
# With two latents we can also know the truth. $p(x) = \int p(x \mid z)\, p(z)\, dz$ is an integral over a plane, and a grid
# adds it up. It is an oracle for everything below.


# %% tags=["demonstration"]
@torch.no_grad()
def exact_by_grid(model, x, half=6.0, points=241):
    """log p(x) (N,) of a model with two latents, by a sum over a square grid of codes."""
    side = torch.linspace(-half, half, points)
    z = torch.cartesian_prod(side, side)
    log_mass = model.prior_log_prob(z) + 2 * math.log(2 * half / (points - 1))
    logits = model.decoder(z)
    at_zero = -F.softplus(logits).sum(1) + log_mass
    return torch.cat([torch.logsumexp(part @ logits.T + at_zero, dim=1) for part in x.split(100)])


if ready("vae_elbo"):
    print(f"VAE, 2 latents: exact {bits(exact_by_grid(plane, test))}, ELBO {bits(elbo_of_test(plane))}")

# %% [markdown]
# ## 5. Many draws, a tighter bound
#
# The weight $w = p(x, z) / q(z \mid x)$ has mean $p(x)$ under $q$. The ELBO is the mean of $\log w$. Average $M$
# weights *before* the logarithm and the bound gets tighter.
#
# ### Exercise 9. Many samples, a tighter bound
# <!-- exercise: iwae_bound -->
#
# `log_weights` has shape (M, N): M draws for each of N data points. Return the importance weighted bound, one
# value a data point: shape (N,), in nats, differentiable. It must be exact for log-weights of $-1000$ and $800$.


# %% solution="iwae_bound"
def iwae_bound(log_weights: torch.Tensor) -> torch.Tensor:
    """Importance weighted bound on log p(x).

    log_weights: (M, N)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    return torch.logsumexp(log_weights, dim=0) - math.log(len(log_weights))
    ### END SOLUTION


# %% test="iwae_bound"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write the formula in words: the logarithm of the mean of the weights. A mean is a sum and a division.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The logarithm of a sum of exponentials has a stable function of its own in torch. What becomes of the
# division by M under the logarithm?
#
# </details>

# %% [markdown]
# ### Derivation. Why more draws never hurt
# <!-- exercise: leave_one_out_bounds -->
#
# The proof that $\mathcal{L}_M \ge \mathcal{L}_{M-1}$ holds for any given weights. The mean of $M$ weights is the mean of the $M$ means that each leave one weight out; then
# Jensen. For log-weights of shape (M, N), M at least 2, return the two sides of that step for each data point, two tensors of shape (N,):
#
# 1. the mean over $j$ of $\log \frac{1}{M - 1} \sum_{i \ne j} w_i$;
# 2. $\log \frac1M \sum_i w_i$.
#
# The first is never larger. It must be exact for log-weights of $-1000$ and $800$. ([The proof](../book/week05_proofs.md#more-draws-never-hurt).)


# %% solution="leave_one_out_bounds"
def leave_one_out_bounds(log_weights: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """The two sides of the step from M - 1 to M draws.

    log_weights: (M, N), M at least 2
    returns: (mean of the logs of the leave-one-out means (N,), log of the mean (N,)), in nats
    """
    ### BEGIN SOLUTION
    draws = len(log_weights)
    rest = [torch.cat([log_weights[:j], log_weights[j + 1 :]]).logsumexp(0) for j in range(draws)]
    left_out = torch.stack(rest).mean(0) - math.log(draws - 1)
    return left_out, log_weights.logsumexp(0) - math.log(draws)
    ### END SOLUTION


# %% test="leave_one_out_bounds"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Start with three draws, and write the three means that leave one out. How many terms has each?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Remove one row, take the logarithm of the mean of the rest in a stable way, and do so for each row. Average last.
#
# </details>

# %% [markdown]
# Does it reach the truth? Probabilistic PCA knows. Here $q$ has the posterior's mean but twice its standard
# deviation.

# %% tags=["demonstration"]
posterior = Normal(torch.tensor(post_mean), math.sqrt(post_var))
guess = Normal(torch.tensor(post_mean), 2 * math.sqrt(post_var))
codes = guess.loc + guess.scale * torch.randn(1000, 4000, generator=torch.Generator().manual_seed(0))
log_joint = Normal(slope * codes, math.sqrt(noise_var)).log_prob(torch.tensor(seen)) + Normal(0.0, 1.0).log_prob(codes)
weights = log_joint - guess.log_prob(codes)
print(f"exact log p(x)    {marginal:.4f}")
if ready("iwae_bound"):
    for draws in (1, 2, 5, 10, 100, 1000):
        bound = iwae_bound(weights[:draws])
        print(f"M = {draws:4d}          {bound.mean():.4f} +- {bound.std() / 4000**0.5:.4f}")

# %% [markdown]
# The same bound can be the training objective, and measures any model better than the ELBO does. The next cell
# trains with *your* function, 10 draws a step, and compares with 200 draws.


# %% tags=["demonstration"]
def negative_importance_bound(model, x, generator):
    return -iwae_bound(log_weights_of(model, x, 10, generator)).mean()


@torch.no_grad()
def tight(model, x, draws=200):
    return iwae_bound(log_weights_of(model, x, draws, torch.Generator().manual_seed(0)))


def report(**models):
    for name, model in models.items():
        print(f"{name:<12} ELBO {bits(elbo_of_test(model))}   200 draws {bits(tight(model, test))}")


if ready("vae_elbo", "iwae_bound"):
    importance = trained("IWAE, 10 draws", negative_importance_bound)
    report(vae_2=plane, vae_8=wide, iwae_8=importance)

# %% [markdown]
# The IWAE wins on the tight bound, and loses on the ELBO: its encoder was not asked for a good one-draw guess.

# %% [markdown]
# Where does the bound lose? Two places. The **family gap**: no diagonal Gaussian equals the posterior. The
# **amortisation gap**: the encoder's guess is not even the best diagonal Gaussian, because one network
# must guess for all images. To tell them apart, improve $q$ for each of 100 images separately.

# %% tags=["demonstration"]
images = test[:100]
if ready("vae_elbo"):
    start = wide.q(images)
    mean = start.loc.detach().clone().requires_grad_()
    log_std = start.scale.detach().log().requires_grad_()
    optimiser = torch.optim.Adam([mean, log_std], lr=0.03)


def elbo_of(q, count):
    z = q.rsample((count,))
    return (pixels_log_prob(wide, images, z) - kl_divergence(q, Normal(0.0, 1.0)).sum(-1)).mean(0)


# %% tags=["demonstration"]
if ready("vae_elbo", "iwae_bound"):
    with seeded(0):
        for _ in range(100):
            optimiser.zero_grad()
            (-elbo_of(Normal(mean, log_std.exp()), 8).sum()).backward()
            optimiser.step()
        with torch.no_grad():
            amortised, own = elbo_of(start, 500).mean(), elbo_of(Normal(mean, log_std.exp()), 500).mean()
    print(f"amortisation gap at least {own - amortised:.2f} nats")
    print(f"family gap about {tight(wide, images, 2000).mean() - own:.2f} nats")

# %% [markdown]
# ## 6. Weighing the two terms
#
# A **beta-VAE** multiplies the KL by $\beta$. Above 1 it asks for cheaper codes.
#
# ### Exercise 10. Weighing the two terms (stretch)
# <!-- exercise: beta_elbo -->
#
# Return the objective that a beta-VAE **maximises**, shape (N,), in nats, differentiable. `reconstruction` is the
# log-likelihood $\mathbb{E}_q \log p(x \mid z)$, shape (N,), of either sign; `kl` is (N,); `beta` is a float, at least 0, small or large.


# %% solution="beta_elbo"
def beta_elbo(reconstruction: torch.Tensor, kl: torch.Tensor, beta: float) -> torch.Tensor:
    """Objective of a beta-VAE, to be maximised.

    reconstruction: (N,) log-likelihoods; kl: (N,); beta: at least 0
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    return reconstruction - beta * kl
    ### END SOLUTION


# %% test="beta_elbo"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# With $\beta = 1$ it must be the ELBO. With $\beta = 0$ nothing is paid for the code.
#
# </details>

# %% tags=["demonstration"]
predict(
    "beta_bound",
    "Trained with beta = 0.2, is the objective (reconstruction - 0.2 KL) still a lower bound on log p(x)?",
    options=["yes, for every beta", "only for beta of at least 1", "never"],
    truth="only for beta of at least 1",
    why="For beta of 1 or more it lies below the ELBO. Below 1 it lies above it, and may pass log p(x).",
)

# %% tags=["demonstration"]
def two_terms(model, x, generator):
    """Reconstruction and KL of each row, from your bound and your divergence."""
    kl = kl_to_standard_normal(*model.encode(x))
    noise = torch.randn(len(x), model.latent, generator=generator)
    return vae_elbo(x, model.encode, model.decoder, noise) + kl, kl


if ready("vae_elbo", "kl_to_standard_normal", "beta_elbo"):
    print("beta   reconstruction     KL   latents in use   beta objective   exact log p(x)")
    for beta in (0.2, 1.0, 4.0):
        weighed = lambda model, x, generator, beta=beta: -beta_elbo(*two_terms(model, x, generator), beta).mean()
        model = plane if beta == 1 else trained(f"beta {beta:g}", weighed, latent=2)
        with torch.no_grad():
            terms = two_terms(model, test, torch.Generator().manual_seed(0))
            used = int((model.q(test).loc.var(0) > 0.01).sum())
        numbers = [terms[0].mean(), terms[1].mean(), beta_elbo(*terms, beta).mean(), exact_by_grid(model, test).mean()]
        print(f"{beta:4.1f} {numbers[0]:16.2f} {numbers[1]:6.2f} {used:16d} {numbers[2]:16.2f} {numbers[3]:16.2f}")

# %% [markdown]
# Read the rows; the models have two latents, so the last column is exact. With $\beta = 0.2$ the objective lies *above*
# the true log-likelihood: it bounds nothing. (Above another lower bound would prove nothing.) With $\beta = 4$ the
# KL is almost 0: $q$ is nearly the prior whatever the image, though a latent may still move a little, and the
# decoder draws nearly the average digit. That is **posterior collapse**.

# %% [markdown]
# ## 7. A prior with several bumps
#
# Ten kinds of digits, one round prior. A **GMVAE** learns a mixture of Gaussians as its prior instead.
#
# ### Exercise 11. A prior with several bumps
# <!-- exercise: mixture_prior_log_prob -->
#
# Return $\log \frac{1}{K} \sum_k \mathcal{N}(z \mid \text{means}_k, \operatorname{diag}(\exp \text{log\_vars}_k))$ in nats for each row of
# `z`, shape (N, L): the answer has shape (N,). `means` and `log_vars` have shape (K, L); the weights are uniform.
#
# It must stay finite 150 standard deviations away from all components, and be differentiable: the prior is learned.


# %% solution="mixture_prior_log_prob"
def mixture_prior_log_prob(z: torch.Tensor, means: torch.Tensor, log_vars: torch.Tensor) -> torch.Tensor:
    """Log-density of a uniform mixture of diagonal Gaussians.

    z: (N, L); means, log_vars: (K, L)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    centred = z[:, None, :] - means
    log_probs = -0.5 * (centred**2 / torch.exp(log_vars) + log_vars + math.log(2 * math.pi)).sum(-1)
    return torch.logsumexp(log_probs, dim=-1) - math.log(len(means))
    ### END SOLUTION


# %% test="mixture_prior_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# First make all N times K log-densities, shape (N, K). An axis of length 1, put in the right place, does it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A component is drawn once for the whole vector: sum over the dimensions before you mix.
#
# </details>


# %% tags=["demonstration"]
class GMVAE(DigitVAE):
    def __init__(self, components, **options):
        super().__init__(**options)
        self.means = nn.Parameter(2 * torch.randn(components, self.latent))
        self.log_vars = nn.Parameter(torch.zeros(components, self.latent))

    def prior_log_prob(self, z):
        return mixture_prior_log_prob(z.flatten(0, -2), self.means, self.log_vars).view(z.shape[:-1])


def negative_mixture_bound(model, x, generator):
    return -log_weights_of(model, x, 1, generator).mean()


# %% tags=["demonstration"]
if ready("vae_elbo", "iwae_bound", "mixture_prior_log_prob"):
    with seeded(0):
        bumps = GMVAE(components=10, latent=2)
    fit(bumps, negative_mixture_bound, train, valid, epochs=25, lr=5e-3, seed=1, patience=8)
    report(vae_2=plane, gmvae_2=bumps)

# %% tags=["demonstration"]
if ready("vae_elbo", "mixture_prior_log_prob", "iwae_bound"):
    fig, axes = plt.subplots(1, 2, figsize=(9, 4))
    for ax, model, name in zip(axes, (plane, bumps), ("standard normal prior", "mixture prior"), strict=True):
        with torch.no_grad():
            codes = model.q(test).loc
        points = ax.scatter(*codes.T, c=data.test_labels, cmap="tab10", s=10)
        ax.set(title=name, xlabel="first latent", ylabel="second latent")
    axes[1].plot(*bumps.means.detach().T, "k+", markersize=10)
    fig.colorbar(points, ax=axes, label="digit")
    show(fig, alt="Codes of test digits in two latent planes, coloured by digit; the mixture's codes spread wider, about its centres.")

# %% [markdown]
# The codes now spread as far as the data want, and the prior follows them. Look at the bits before you cheer: with
# two latents the gain is smaller than the standard error of either number. (Compared image by image, as in
# week 4, the error would be smaller. Try it.)
#
# ## 8. Two ways to a gradient
#
# We want the gradient of $\mathbb{E}[f(z)]$ in the mean of $z \sim \mathcal{N}(\text{mean}, \operatorname{diag}(\exp \text{log\_var}))$. The
# **score function** estimator uses $\nabla q = q \nabla \log q$ and never differentiates $f$.
#
# ### Exercise 12. A gradient without differentiating f
# <!-- exercise: score_function_gradient -->
#
# Return the estimate, shape (L,): the mean over the M draws of $f(z)$ times $\nabla_{\text{mean}} \log q(z)$, with **no
# baseline**. `f` maps (M, L) to (M,) and may have steps; `mean` and `log_var` are (L,); `noise` is standard
# normal, (M, L), and makes the draws.


# %% solution="score_function_gradient"
def score_function_gradient(f, mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """Score function estimate of the gradient of E[f(z)] in the mean.

    f: (M, L) -> (M,); mean, log_var: (L,); noise: (M, L)
    returns: (L,)
    """
    ### BEGIN SOLUTION
    std = torch.exp(0.5 * log_var)
    values = f(mean + std * noise)
    return (values[:, None] * noise / std).mean(0)
    ### END SOLUTION


# %% test="score_function_gradient"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Differentiate the log-density of a Gaussian in its mean, on paper. The answer is the **score**.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The score of a draw is $(z - \text{mean}) / \text{var}$. In terms of the noise it is even simpler.
#
# </details>

# %% [markdown]
# The **pathwise** estimator is the reparameterisation trick: write $z$ as a function of the mean, and
# differentiate through $f$.
#
# ### Exercise 13. A gradient through the draw
# <!-- exercise: pathwise_gradient -->
#
# Return the estimate, shape (L,): the gradient, in the mean, of the average of $f$ over the M reparameterised draws.
# Arguments as before; `f` is made of torch operations. Don't change `mean` itself.


# %% solution="pathwise_gradient"
def pathwise_gradient(f, mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    """Pathwise estimate of the gradient of E[f(z)] in the mean.

    f: (M, L) -> (M,), differentiable; mean, log_var: (L,); noise: (M, L)
    returns: (L,)
    """
    ### BEGIN SOLUTION
    leaf = mean.clone().requires_grad_()
    z = leaf + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).mean(), leaf)[0]
    ### END SOLUTION


# %% test="pathwise_gradient"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Make a copy of the mean that asks for a gradient, build the draws from it, and let autograd do the rest.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `torch.autograd.grad(value, tensor)` wants a single number as its value: the average over the draws.
#
# </details>

# %% [markdown]
# Both are right on average. How far off are they with one draw? Take $f(z) = \sum_d z_d^2$ in more and more
# dimensions, and look at the variance of the gradient in the first.

# %% tags=["demonstration"]
if ready("score_function_gradient", "pathwise_gradient"):
    generator, sizes = torch.Generator().manual_seed(0), [1, 2, 5, 10, 20, 50, 100]
    square = lambda z: (z**2).sum(-1)
    fig, ax = plt.subplots(figsize=(6, 3))
    for estimate, style in ((score_function_gradient, "o-"), (pathwise_gradient, "s-")):
        variance = []
        for size in sizes:
            draws = torch.randn(2000, 1, size, generator=generator)
            firsts = [estimate(square, torch.ones(size), torch.zeros(size), noise)[0] for noise in draws]
            variance.append(torch.stack(firsts).var().item())
        ax.loglog(sizes, variance, style, label=estimate.__name__)
    ax.set(xlabel="latent dimensions", ylabel="variance of one draw")
    ax.legend()
    show(fig, alt="The score estimator's variance grows in the end with the square of the dimension; the pathwise one stays at 4.")

# %% [markdown]
# The score estimator hears the noise of *all* dimensions through $f$, the pathwise one only what reaches its own.
# That is why VAEs can be trained with one draw. Where $f$ has steps, only the score estimator is right.
#
# ## 9. Moving about in the latent space
#
# The decoder draws a digit for *every* point of the latent plane, not only for codes of real digits.
# Move through the plane: the slider sets the first latent, the row shows the second.


# %% tags=["demonstration"]
def draw_row(first):
    second = torch.linspace(-2, 2, 9)
    with torch.no_grad():
        images = torch.sigmoid(plane.decoder(torch.stack([torch.full((9,), first), second], dim=1)))
    fig, axes = plt.subplots(1, 9, figsize=(9, 1.5))
    for ax, image, value in zip(axes, images, second, strict=True):
        ax.imshow(image.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[], title=f"{value:.1f}")
    return fig


if ready("vae_elbo"):
    slider(
        draw_row,
        values=[-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0],
        label="first latent",
        alt="Nine decoded digits in a row, for nine values of the second latent; neighbours look alike.",
    )

# %% [markdown]
# Walking from one code to another along a straight line has a snag. In many dimensions nearly all codes lie
# near a sphere of radius $\sqrt{L}$; the line cuts through its inside, where hardly any code is.

# %% tags=["demonstration"]
generator, dims = torch.Generator().manual_seed(0), 64
ends = torch.randn(2, 2000, dims, generator=generator)
line = np.linspace(0, 1, 21)
norms = [((1 - t) * ends[0] + t * ends[1]).norm(dim=1).mean().item() for t in line]
fig, ax = plt.subplots(figsize=(6, 3))
ax.fill_between([0, 1], *np.quantile(ends[0].norm(dim=1), [0.001, 0.999]), alpha=0.3, label="99.8% of codes")
ax.plot(line, norms, "k", label="along the straight line")
ax.set(xlabel="fraction of the way", ylabel="length of the code", ylim=(0, 11))
ax.legend()
show(fig, alt="Codes of 64 dimensions have lengths near 8; halfway along a straight line the length is only 5.6.")

# %% [markdown]
# **Spherical interpolation** goes along the great circle instead. With $\Omega$ the angle between the *directions*
# of $z_0$ and $z_1$,
#
# $$z_t = \frac{\sin((1 - t)\Omega)}{\sin \Omega}\, z_0 + \frac{\sin(t\,\Omega)}{\sin \Omega}\, z_1 .$$
#
# ### Exercise 14. Along the sphere
# <!-- exercise: slerp -->
#
# Return $z_t$, shape (L,). `z0` and `z1` have shape (L,), any lengths above 0, and enter the formula **as they are**:
# only the angle is measured between directions. `t` is a float in [0, 1]. Where the two are parallel, in the same
# direction *or in opposite ones*, return the point on the straight line, $(1 - t) z_0 + t z_1$. *Nearly* parallel is not
# parallel: as long as $\sin \Omega$ is above $10^{-4}$, the formula holds.


# %% solution="slerp"
def slerp(z0: torch.Tensor, z1: torch.Tensor, t: float) -> torch.Tensor:
    """Point on the great circle from z0 to z1.

    z0, z1: (L,), not zero; t: in [0, 1]
    returns: (L,)
    """
    ### BEGIN SOLUTION
    cosine = torch.clamp((z0 / z0.norm()) @ (z1 / z1.norm()), -1, 1)
    angle = torch.arccos(cosine)
    if torch.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)
    ### END SOLUTION


# %% test="slerp"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The cosine of the angle between two vectors is their inner product, divided by both lengths.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Rounding can make that cosine 1.0000000000000002, whose arc cosine is nan. And which number must you not
# divide by?
#
# </details>


# %% tags=["demonstration"]
def decoded(codes):
    with torch.no_grad():
        return torch.sigmoid(wide.decoder(codes))


# %% tags=["demonstration"]
if ready("vae_elbo", "slerp"):
    with torch.no_grad():
        codes = wide.q(train).loc
    labels = torch.tensor(data.train_labels)
    start, end = codes[labels == 0][0], codes[labels == 7][0]
    steps = torch.linspace(0, 1, 9)
    straight = torch.stack([start + step * (end - start) for step in steps])
    round_trip = torch.stack([slerp(start, end, step.item()) for step in steps])
    fig, axes = plt.subplots(2, 9, figsize=(8, 2))
    for ax, image in zip(axes.flat, decoded(torch.cat([straight, round_trip])), strict=True):
        ax.imshow(image.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[])
    axes[0, 0].set_ylabel("line")
    axes[1, 0].set_ylabel("sphere")
    show(fig, alt="A 0 turns into a 7 in nine steps, along the line in the upper row and along the sphere in the lower; "
         "the rows look alike.")

# %% tags=["demonstration"]
if ready("vae_elbo", "slerp"):
    apart = (decoded(straight) - decoded(round_trip)).abs().max()
    shortest = [path.norm(dim=1).min() for path in (straight, round_trip)]
    print(f"largest difference of a pixel between the rows: {apart:.2f}; shortest code: line {shortest[0]:.2f}, "
          f"sphere {shortest[1]:.2f}")

# %% [markdown]
# The eye sees no difference. The line's middle loses about 29% of the length in any number of dimensions; but with 8
# latents one code in eight is that short, and this decoder does not mind. With 64, one in four thousand is.

# %% [markdown]
# **Arithmetic.** The mean code of the sevens minus that of the ones should point towards "a bar on top". Add it to a
# one, and look: is it a seven? Such a difference need not mean anything: training may or may not give this property.

# %% tags=["demonstration"]
if ready("vae_elbo"):
    with torch.no_grad():
        codes, labels = wide.q(train).loc, torch.tensor(data.train_labels)
    centre = {digit: codes[labels == digit].mean(0) for digit in range(10)}
    ones = codes[labels == 1][:6]
    moved = torch.cat([ones, ones + 0.5 * (centre[7] - centre[1]), ones + (centre[7] - centre[1])])
    fig, axes = plt.subplots(3, 6, figsize=(5, 2.6))
    for ax, image in zip(axes.flat, decoded(moved), strict=True):
        ax.imshow(image.reshape(8, 8), cmap="gray_r", vmin=0, vmax=1)
        ax.set(xticks=[], yticks=[])
    for ax, name in zip(axes[:, 0], ("1", "1 + half", "1 + (7 - 1)"), strict=True):
        ax.set_ylabel(name, rotation=0, ha="right")
    show(fig, alt="Six ones in the first row; below, half and all of the way from one to seven was added: some end as a "
         "seven, the others as hooks and loops.")

# %% tags=["demonstration"]
from sklearn.neighbors import KNeighborsClassifier

if ready("vae_elbo"):
    reader = KNeighborsClassifier(5).fit(data.train, data.train_labels)
    read = reader.predict(decoded(moved)[12:].numpy())
    print("by their five nearest training digits, the last row reads", *read)

# %% [markdown]
# All six got the same arrow. Some can be read as a seven, the others cannot. Published examples are chosen.

# %% [markdown]
# **Imputation.** Some pixels are missing. Fill them with anything, encode, decode, put the new pixels in, and go
# round again. With the true posterior as the encoder, the filling settles to draws from
# $p(x_{\text{missing}} \mid x_{\text{seen}})$.
#
# ### Exercise 15. Filling in what was not seen (stretch)
# <!-- exercise: impute -->
#
# Return `x`, shape (N, D), with its unobserved entries replaced. `observed` is a bool tensor (N, D); where it is
# False, `x` holds the starting values. Repeat `steps` times: **draw** z from `encode(x)`, a pair (mean, log_var) of
# shape (N, L); then **draw** x from `decode(z)`, a pair (mean, var) of a Gaussian, shape (N, D); keep the observed
# entries. All random numbers come from `generator`. Return the last draw.


# %% solution="impute"
def impute(
    x: torch.Tensor, observed: torch.Tensor, encode, decode, steps: int, generator: torch.Generator
) -> torch.Tensor:
    """Draws of the unobserved entries given the observed ones.

    x: (N, D); observed: (N, D) bool
    encode: x -> (mean, log_var), each (N, L); decode: z -> (mean, var), each (N, D)
    returns: (N, D)
    """
    ### BEGIN SOLUTION
    for _ in range(steps):
        mean, log_var = encode(x)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, dtype=x.dtype, generator=generator)
        mean, var = decode(z)
        noise = torch.randn(x.shape, dtype=x.dtype, generator=generator)
        x = torch.where(observed, x, mean + torch.sqrt(var) * noise)
    return x
    ### END SOLUTION


# %% test="impute"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two draws a step: one of z, one of x. Neither is a mean. `torch.randn` takes `generator=`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `torch.where` chooses entry by entry between what was given and what was drawn. The next step must start from
# the result.
#
# </details>

# %% tags=["demonstration"]
def toss(z):
    """A decoder that tosses its pixels itself: its Gaussian has them as its mean, and no variance."""
    pixels = torch.bernoulli(wide.decoder(z).sigmoid(), generator=tosses)
    return pixels, torch.zeros_like(pixels)


tosses, shown = torch.Generator().manual_seed(4), test[:10]
seen = (torch.arange(64) < 32).expand(10, 64)
if ready("vae_elbo", "impute"):
    with torch.no_grad():
        begun = torch.where(seen, shown, ink.expand(10, 64))
        filled = impute(begun, seen, wide.encode, toss, 50, torch.Generator().manual_seed(5))
    fig, ax = plt.subplots(figsize=(8, 2.6))
    mosaic(ax, 1 - torch.cat([shown, shown * seen, filled]), columns=10)
    error = {"VAE": (filled - shown).abs()[~seen].mean(), "pixel means": ((ink > 0.5).float() - shown).abs()[~seen].mean()}
    print("wrong among the missing pixels:", {name: f"{value:.0%}" for name, value in error.items()})
    show(fig, alt="Ten test digits, the same without their lower halves, and with lower halves drawn by the VAE.")

# %% [markdown]
# **Outliers.** A density may tell what does not belong. (Week 6 shows where it doesn't.) Train on every digit but 4, then mix the test digits with
# 4s. Which score separates them best? The **ROC curve** shows, for every threshold, the 4s found against the
# false alarms; the area under it is the chance that a 4 scores as odder than another digit.

# %% tags=["demonstration"]
from sklearn.metrics import roc_auc_score, roc_curve
if ready("vae_elbo", "kl_to_standard_normal"):
    with seeded(0):
        no_fours = DigitVAE(latent=8)
    others = train[torch.tensor(data.train_labels) != 4]
    fit(no_fours, negative_bound, others, epochs=20, lr=5e-3, seed=1, label="no fours")
    is_four = data.test_labels == 4
    with torch.no_grad():
        scores = {
            "bound on log p(x)": -elbo_of_test(no_fours),
            "KL alone": kl_to_standard_normal(*no_fours.encode(test)),
            "independent pixels": -torch.distributions.Bernoulli(others.mean(0).clamp(0.002, 0.998)).log_prob(test).sum(-1),
        }
    fig, ax = plt.subplots(figsize=(5, 4))
    for name, score in scores.items():
        ax.plot(*roc_curve(is_four, score)[:2], label=f"{name}: area {roc_auc_score(is_four, score):.2f}")
    ax.legend()
    ax.plot([0, 1], [0, 1], "k:", linewidth=1)
    ax.set(xlabel="other digits flagged", ylabel="4s flagged")
    show(fig, alt="ROC curves of three scores for finding 4s; the bound on log p(x) has the largest area below it.")

# %% [markdown]
# The KL alone tells little. An area of a half is a coin; below it the 4s look *less* odd than other digits. Nothing in
# training makes the code of a strange picture dear. What is odd shows in the reconstruction.

# %% [markdown]
# ## 10. Build: a VAE of clothes
#
# You have all the parts. Now put them together, and on pictures of another size: 28x28 pixels, photographs of
# clothes. This is the whole model, yours from the first line to the last.
#
# ### Exercise 16. A whole VAE
# <!-- exercise: VAE -->
#
# Write the class. `data` is D, the number of pixels; `latent` is L. Each net is two linear layers with a nonlinearity
# between them, and no more: from D to `hidden` to 2L units in the encoder (or to L twice), from L to `hidden` to D in the
# decoder. The prior is standard normal; the pixels are zeros and ones.
#
# - `encode(x)`: (N, D) to the pair (mean, log_var), each (N, L): two answers, neither made of the other.
# - `decode(z)`: (N, L) to logits, (N, D).
# - `elbo(x, noise)`: the one-draw bound in nats with the analytic KL, (N,), exact for logits of $\pm 1000$; `noise` is
#   standard normal, (N, L).
# - `sample(noise, generator=None)`: `noise` (N, L) is a draw of z. Return **samples** of the pictures, zeros and ones
#   (N, D): the last draw of the story comes from `generator`.
#
# `elbo` and `sample` call `self.encode` and `self.decode`, so that other nets can be put in their place. Each picture is
# treated by itself, always in the same way: no batch normalisation, no dropout. Your functions from above may be used.


# %% solution="VAE"
class VAE(nn.Module):
    """A variational autoencoder of black and white pictures."""

    def __init__(self, data: int, hidden: int, latent: int):
        """data: D pixels; hidden: units of a hidden layer; latent: L"""
        super().__init__()
        ### BEGIN SOLUTION
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))
        ### END SOLUTION

    def encode(self, x: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """x (N, D) -> mean and log_var of q, each (N, L)"""
        ### BEGIN SOLUTION
        return self.encoder(x).chunk(2, dim=-1)
        ### END SOLUTION

    def decode(self, z: torch.Tensor) -> torch.Tensor:
        """z (N, L) -> logits (N, D)"""
        ### BEGIN SOLUTION
        return self.decoder(z)
        ### END SOLUTION

    def elbo(self, x: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
        """x (N, D), noise (N, L) -> the bound, (N,), in nats"""
        ### BEGIN SOLUTION
        mean, log_var = self.encode(x)
        logits = self.decode(reparameterize(mean, log_var, noise))
        return bernoulli_log_likelihood(x, logits) - kl_to_standard_normal(mean, log_var)
        ### END SOLUTION

    def sample(self, noise: torch.Tensor, generator=None) -> torch.Tensor:
        """noise (N, L) -> pictures of zeros and ones (N, D)"""
        ### BEGIN SOLUTION
        return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
        ### END SOLUTION


# %% test="VAE"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two nets of two layers each, with a bend between. How many numbers must the encoder put out, if a code has L of them?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `elbo` is `vae_elbo` with your own nets. `sample` has no encoder in it. What turns a logit into a probability, and
# what a probability into a zero or a one?
#
# </details>

# %% [markdown]
# **Your model, on 12,000 pictures.** Training counts in bits a pixel, and beside the curve your samples sharpen. You
# may interrupt: the best weights so far are kept.

# %% tags=["demonstration"]
from gmcourse.data.clothes import NAMES, black_and_white

wardrobe = black_and_white()
worn, worn_valid, worn_test = (
    torch.tensor(part, dtype=torch.float32) for part in (wardrobe.train, wardrobe.valid, wardrobe.test)
)


def minus_bound(model, x, generator):
    latent = model.encode(x[:1])[0].shape[1]
    return -model.elbo(x, torch.randn(len(x), latent, generator=generator)).mean()


def draw_samples(axes, model, latent=16, generator_seed=1):
    generator = torch.Generator().manual_seed(generator_seed)
    mosaic(axes, model.sample(torch.randn(40, latent, generator=generator), generator), columns=8)


# %% tags=["demonstration"]
def trained(latent, epochs, samples=None):
    """Your VAE, trained with a step size that rises and falls once."""
    with seeded(0):
        model = VAE(784, 256, latent)
    adam = torch.optim.Adam(model.parameters(), lr=3e-3)
    once = torch.optim.lr_scheduler.OneCycleLR(adam, 3e-3, total_steps=epochs * 94)
    fit(model, minus_bound, worn, worn_valid, epochs=epochs, batch_size=128, optimizer=adam, scheduler=once,
        patience=None, dims=784, samples=samples, label=f"VAE, {latent} latents")
    return model


if ready("VAE"):
    mine = trained(16, 30, draw_samples)
    ink = worn.mean(0).clamp(0.001, 0.999)
    plain = -(worn_test * ink.log2() + (1 - worn_test) * (1 - ink).log2()).mean()
    bound = -minus_bound(mine, worn_test, torch.Generator().manual_seed(0)).item()
    print(f"test: bound {-bound / 784 / math.log(2):.3f} bits a pixel; pixels one by one need {plain:.3f}")

# %% [markdown]
# **Reconstructions, means and samples.** A *sample* draws each pixel by itself, so that edges are rough. The decoder's
# *mean* is smooth, and is not a picture that the model believes in: no training picture is grey.

# %% tags=["demonstration"]
if ready("VAE"):
    generator = torch.Generator().manual_seed(2)
    with torch.no_grad():
        code = torch.randn(10, 16, generator=generator)
        rows = {
            "test pictures": worn_test[:10],
            "reconstructed": mine.decode(mine.encode(worn_test[:10])[0]).sigmoid(),
            "means of samples": mine.decode(code).sigmoid(),
            "samples": mine.sample(code, generator),
        }
    fig, ax = plt.subplots(figsize=(8, 3.6))
    mosaic(ax, torch.cat(list(rows.values())), columns=10)
    ax.set_title("from above: " + ", ".join(rows))
    show(fig, alt="Ten test pictures of clothes, their reconstructions, ten decoder means, and ten samples with rough edges.")

# %% [markdown]
# **A map of the wardrobe.** With two latents every picture has a place on a plane. Where do you expect trousers, next
# to boots or next to dresses? Say it before you look. With two latents the integral over z is a sum over a grid, so
# that the true log-likelihood can be had, too.

# %% tags=["demonstration"]
if ready("VAE"):
    flat = trained(2, 20)
    steps = torch.linspace(-2.2, 2.2, 14)
    plane = torch.cartesian_prod(-steps, steps).flip(1)
    with torch.no_grad():
        drawn = flat.decode(plane).sigmoid()
        codes = flat.encode(worn_test)[0]
    fig, axes = plt.subplots(1, 2, figsize=(11, 5))
    mosaic(axes[0], drawn, columns=14)
    for kind, name in enumerate(NAMES):
        place = codes[torch.tensor(wardrobe.test_labels == kind)]
        axes[1].plot(place[:, 0], place[:, 1], ".", markersize=3, color=plt.cm.tab10(kind), label=name)
    axes[1].legend(markerscale=3, fontsize=8, loc="center left", bbox_to_anchor=(1, 0.5))
    axes[1].set(xlim=(-4, 4), ylim=(-4, 4), xlabel="$z_1$", ylabel="$z_2$", title="where the test pictures lie")
    show(fig, alt="Left, a map of decoded clothes over the plane of two latents: shoes, trousers and tops in regions "
         "of their own. Right, the codes of the test pictures, coloured by kind.",
         keep="VAE")

# %% tags=["demonstration"]
if ready("VAE"):
    grid = torch.linspace(-5, 5, 201)
    z = torch.cartesian_prod(grid, grid)
    with torch.no_grad():
        logits = flat.decode(z)
        log_joint = worn_test[:200] @ logits.T - F.softplus(logits).sum(1) + Normal(0.0, 1.0).log_prob(z).sum(1)
        exact = (torch.logsumexp(log_joint, 1) + 2 * math.log(0.05)).mean()
        bound = torch.stack([
            flat.elbo(worn_test[:200], torch.randn(200, 2, generator=torch.Generator().manual_seed(seed))).mean()
            for seed in range(50)
        ]).mean()
    print(f"2 latents, nats a picture: bound {bound:.1f}, exact log p(x) {exact:.1f}, gap {exact - bound:.1f}")

# %% [markdown]
# **Arithmetic, on a model that may know.** Long sleeves: pullover minus T-shirt. Add it to a dress. Half the step, then
# the whole, then half as much again.

# %% tags=["demonstration"]
if ready("VAE"):
    kinds = torch.tensor(wardrobe.train_labels)
    with torch.no_grad():
        mean_code = [mine.encode(worn[kinds == kind])[0].mean(0) for kind in range(10)]
        sleeves = mean_code[NAMES.index("pullover")] - mean_code[NAMES.index("T-shirt")]
        dresses = mine.encode(worn[kinds == NAMES.index("dress")][:10])[0]
        moved = torch.cat([dresses + step * sleeves for step in (0.0, 0.5, 1.0, 1.5)])
        fig, ax = plt.subplots(figsize=(8, 3.6))
        mosaic(ax, mine.decode(moved).sigmoid(), columns=10)
    show(fig, alt="Ten dresses in the first row; going down, more of the step from T-shirt to pullover is added.")

# %% [markdown]
# ## Where you stand

# %% tags=["demonstration"]
check.progress("week05_vae")

# %% [markdown]
# ## 11. Find the slip
#
# Lecture notes are written by people, and copied by people. Each block below stands in our copy of the notes this
# course grew from, with one slip in it. Decide which line it is before you look. All the slips that we know, each
# with a cell that runs it, stand on the pages [What the notes get wrong](../book/errata_notes5.md).
#
# **When is the bound tight?** (notes 5, section 4.3)
#
# 1. $\log p_\theta(x) = \mathcal{L}_\mathrm{ELBO} + D_\mathrm{KL}(q_\phi(z \mid x) \,\|\, p_\theta(z \mid x))$
# 2. $\log p_\theta(x) \ge \mathcal{L}_\mathrm{ELBO}$
# 3. The closer $q_\phi(z \mid x)$ is to $p_\theta(z \mid x)$, the smaller $D_\mathrm{KL}(q_\phi(z \mid x) \,\|\, p_\theta(z))$ becomes,
#    and the tighter is the bound.

# %% tags=["demonstration"]
predict(
    "slip_divergence",
    "Which line is the slip?",
    options=["line 1", "line 2", "line 3"],
    truth="line 3",
    why="The divergence that shrinks is the one to the posterior, p(z | x). The one to the prior may grow meanwhile.",
)

# %% tags=["demonstration"]
prior, true = Normal(0.0, 1.0), Normal(post_mean, math.sqrt(post_var))
for name, q in (("prior", prior), ("posterior", true)):
    to_prior, gap = kl_divergence(q, prior).item(), kl_divergence(q, true).item()
    print(f"q = {name:<10} KL to the prior {to_prior:6.2f}   gap of the bound {gap:6.2f}")

# %% [markdown]
# **More and more draws** (notes 5, section 4.5), with $w_i = p_\theta(x, z^{(i)}) / q_\phi(z^{(i)} \mid x)$:
#
# 1. $\mathcal{L}_m = \mathbb{E}\left[\log \frac1m \sum_{i=1}^m w_i\right]$
# 2. $\lim_{m \to \infty} \mathcal{L}_m = \mathbb{E}\left[\log \mathbb{E}_q[w]\right]$
# 3. $\mathbb{E}_q[w] = \int \frac{p_\theta(x, z)}{q_\phi(z \mid x)} \, q_\phi(z \mid x) \, dz = \int p_\theta(x, z) \, dz = p_\theta(x)$

# %% tags=["demonstration"]
predict(
    "slip_one_sided",
    "The posterior is symmetric about 0, and q lives on z > 0 alone. Which line fails?",
    options=["line 1", "line 2", "line 3"],
    truth="line 3",
    why="One may cancel q only where q > 0: half of the mass is missed. (Line 2 wants a reason, too: it swaps a limit.)",
)

# %% tags=["demonstration"]
positive = torch.randn(100_000, generator=torch.Generator().manual_seed(1)).abs()
log_q = Normal(0.0, 1.0).log_prob(positive) + np.log(2)
log_p = Normal(positive, 1.0).log_prob(torch.tensor(0.0)) + Normal(0.0, 1.0).log_prob(positive)
bound = (log_p - log_q).exp().mean().log()
truth = Normal(0.0, 2**0.5).log_prob(torch.tensor(0.0))
print(f"100,000 draws reach {bound:.3f}; log p(x) = {truth:.3f}; the difference is log 2 = {truth - bound:.3f}")

# %% [markdown] task="reflection_05" points=3
# ## 12. Reflection
#
# A colleague trains a VAE with $\beta = 0.1$, reports its objective as "the log-likelihood", and shows sharp
# reconstructions as proof that the samples are good. In 100 to 150 words: what is wrong with the number, what
# with the proof, and which two things would you compute instead?
#
# Write your answer in a new cell below this one.
#
# === BEGIN MARK SCHEME ===
# 1 point: for beta below 1 the objective is no lower bound; it can exceed log p(x). It is an estimate of nothing.
# 1 point: reconstructions start from codes of q, samples from the prior. With a small beta the codes leave the
# prior, so that prior samples decode badly however sharp the reconstructions are.
# 1 point: the importance weighted bound with many draws on held-out data, with a standard error and per
# dimension; and samples from the prior, looked at or scored against data.
# === END MARK SCHEME ===

# %% [markdown]
# ## 13. What to take along
#
# - A latent variable model is a story; its likelihood is an integral over all stories.
# - The ELBO is the log-likelihood minus $\mathrm{KL}(q \,\|\, \text{posterior})$. That gap has two parts: the family, and
#   one network guessing for all.
# - Averaging weights before the logarithm tightens the bound, if $q$ covers the posterior.
# - The pathwise gradient mostly has the smaller variance, the score function gradient has fewer conditions.
# - Report held-out bits with a standard error and say which bound they are.
#
# **Bonus.** Anneal $\beta$ from 0 to 1 during the first ten epochs of the 16-latent VAE. Do more latents stay in use?
# Is the 200-draw bound better, beyond its standard error? With a network, `gmcourse.data.mnist.mnist()` gives you
# larger digits to try it on.
