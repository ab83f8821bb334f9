# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Week 1: probability, information, maximum likelihood
#
# A generative model is a probability distribution that we can fit to data and draw new data from.
# This week builds the tools that every later week leans on.
#
# **After this notebook you can**
#
# - write the log-density of a Gaussian, in one dimension and in hundreds, without underflow;
# - measure uncertainty, and the distance from one distribution to another, in nats;
# - fit a model by maximum likelihood, by a formula and by stochastic gradient descent;
# - say how far a Monte Carlo estimate can be trusted.
#
# **It builds on** derivatives, matrices and NumPy arrays. No statistics is assumed.
#
# **Time**: about 3 h 39 min for the exercises, the build included; what is marked as stretch takes 5 min more.
#
# **How it works.** Each exercise has a stub to fill in and a test cell below it. Run the test as often
# as you like: it says which properties hold, and often what went wrong. Hints are folded; open them one
# by one. `check.progress()` shows where you stand; before you hand in, `check.hand_in()` says what is still
# open. Logarithms are natural all week, so information is counted in **nats**. `var` is always a variance; a standard deviation is called `std`. Leave arguments as
# they are: work on copies. The tests ask in any unit, near 0 and far
# from it: tiny numbers and huge ones, whole numbers, equal ones, one point and many.

# %% locked="setup"
import matplotlib.pyplot as plt
import numpy as np

from gmcourse.notebook import check, grade, mosaic, predict, ready, show, slider

# %% [markdown]
# ## 1. A coin
#
# A coin shows 1 with probability $\theta$ and 0 otherwise. We saw $N$ tosses $x_1, \dots, x_N$.
# How likely were they? That depends on $\theta$. Here are two experiments.

# %% tags=["demonstration"]
theta = np.linspace(0.02, 0.98, 97)
fig, ax = plt.subplots(figsize=(6, 3))
for ones, total in ((3, 5), (12, 20)):
    curve = ones * np.log(theta) + (total - ones) * np.log(1 - theta)
    ax.plot(theta, curve, label=f"{ones} ones in {total} tosses")
ax.set(xlabel="theta", ylabel="log-likelihood (nats)")
ax.legend()
show(
    fig,
    alt="Log-likelihood against theta. Both curves peak at 0.6; with more tosses the "
    "peak is sharper.",
)

# %% [markdown]
# Both curves peak at the same place. More data bend the curve more: we are surer.
#
# The curve is the **log-likelihood**, the logarithm of the probability of the data, read as a function
# of the parameter:
#
# $$\ell(\theta) = \sum_{i=1}^N \left[ x_i \log \theta + (1 - x_i) \log(1 - \theta) \right].$$
#
# The **maximum likelihood estimate** is the $\theta$ in $[0, 1]$ that makes it largest.

# %% tags=["demonstration"]
predict(
    "five_ones",
    "Five tosses, five ones. What is the maximum likelihood estimate of theta?",
    options=[0.5, 0.857, 1.0],
    truth=1.0,
    why="The fifth power of theta grows up to the edge of [0, 1]. The likelihood knows nothing but the "
    "data.",
)

# %% [markdown]
# ### Exercise 1. The most likely coin
# <!-- exercise: bernoulli_mle -->
#
# Return the maximum likelihood estimate of $\theta$ as a float. `x` has shape (N,) and holds zeros and
# ones. If all of them are ones, the likelihood is largest at the edge, $\theta = 1$; likewise for zeros.


# %% solution="bernoulli_mle"
def bernoulli_mle(x: np.ndarray) -> float:
    """Most likely probability of a one.

    x: (N,) zeros and ones
    returns: a float in [0, 1]
    """
    ### BEGIN SOLUTION
    return float(np.mean(x))
    ### END SOLUTION


# %% test="bernoulli_mle"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Set the derivative of $\ell$ to zero, and multiply by $\theta (1 - \theta)$. Very little is left.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The answer depends on the data only through how many ones there are, and how many tosses in all.
#
# </details>

# %% [markdown]
# ## 2. Density is not probability
#
# A continuous variable has a **density**. Probability is the area below it. Watch the peak as the
# Gaussian gets narrower, and watch the area.


# %% tags=["demonstration"]
def draw_density(std):
    x = np.linspace(-2, 2, 401)
    density = np.exp(-0.5 * (x / std) ** 2) / (std * np.sqrt(2 * np.pi))
    fig, ax = plt.subplots(figsize=(6, 3))
    ax.fill_between(x, density, where=abs(x) <= 0.5, alpha=0.3)
    ax.plot(x, density)
    inside = np.trapezoid(density[abs(x) <= 0.5], x[abs(x) <= 0.5])
    ax.set(xlabel="x", ylabel="density", ylim=(0, 4.2))
    ax.set_title(f"peak {density.max():.2f}, blue area {inside:.2f}", fontsize=10)
    return fig


slider(
    draw_density,
    values=[1.0, 0.7, 0.5, 0.3, 0.2, 0.1],
    label="standard deviation",
    alt="A Gaussian density. As it narrows the peak rises above 1, while no area "
    "exceeds 1.",
)

# %% [markdown]
# The peak passes 1, and nothing is wrong: a density is probability *per unit of x*. Measure $x$ in
# millimetres instead of metres and every density value shrinks a thousandfold. So a log-density can be
# positive, and log-densities in different units cannot be compared.
#
# The density of a Gaussian with mean $\mu$ and variance $\sigma^2$ is
#
# $$p(x) = \frac{1}{\sqrt{2 \pi \sigma^2}} \exp\left(-\frac{(x - \mu)^2}{2 \sigma^2}\right).$$
#
# ### Exercise 2. The log-density of a Gaussian
# <!-- exercise: gaussian_log_prob -->
#
# Return $\log p(x)$ in nats for each entry of `x`, shape (N,). `mean` and `var` are floats, and `var` is
# the variance $\sigma^2 > 0$. It must stay finite 100 standard deviations away from the mean.


# %% solution="gaussian_log_prob"
def gaussian_log_prob(x: np.ndarray, mean: float, var: float) -> np.ndarray:
    """Log-density of a Gaussian at each x.

    x: (N,)
    mean, var: floats; var is the variance, above 0
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    return -0.5 * np.log(2 * np.pi * var) - (x - mean) ** 2 / (2 * var)
    ### END SOLUTION


# %% test="gaussian_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Take the logarithm with pen and paper before you type anything. What becomes of `exp`?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two terms are left: one that does not depend on $x$, and a parabola that opens downwards.
#
# </details>

# %% [markdown]
# ## 3. The Gaussian that fits best
#
# Here are three numbers and the log-likelihood of a Gaussian centred at their mean, for every variance.

# %% tags=["demonstration"]
data = np.array([1.0, 2.0, 6.0])
variances = np.linspace(1.5, 16, 200)
spread = np.sum((data - 3.0) ** 2)
curve = -0.5 * len(data) * np.log(2 * np.pi * variances) - spread / (2 * variances)
fig, ax = plt.subplots(figsize=(6, 3))
ax.plot(variances, curve)
for divisor, style in ((3, "-"), (2, "--")):
    ax.axvline(spread / divisor, linestyle=style, color="k", label=f"14 / {divisor}")
ax.set(xlabel="variance", ylabel="log-likelihood (nats)", title="data: 1, 2, 6")
ax.legend()
show(
    fig,
    alt="Log-likelihood against variance: it peaks at 14/3 = 4.67, not at 14/2 = 7, "
    "and falls slowly.",
)

# %% [markdown]
# ### Exercise 3. The most likely Gaussian
# <!-- exercise: gaussian_mle -->
#
# Return the maximum likelihood mean and **variance** for `x`, shape (N,), as a pair of floats. The
# variance has the square of the data's unit. For one observation the likelihood has no maximum, and the formula gives variance 0: return
# that. The data may be tiny, or lie far from 0 compared with their spread.


# %% solution="gaussian_mle"
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    """Most likely mean and variance.

    x: (N,)
    returns: (mean, var), two floats
    """
    ### BEGIN SOLUTION
    mean = np.mean(x)
    return float(mean), float(np.mean((x - mean) ** 2))
    ### END SOLUTION


# %% test="gaussian_mle"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Start with the mean. Whatever the variance is, the best centre makes a sum of squares smallest.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Put that mean in. Write $v$ for $\sigma^2$ and differentiate $\ell$ with respect to $v$, as one letter.
#
# </details>

# %% [markdown]
# Is this estimate any good? Draw five points from a Gaussian of variance 1, estimate the variance, and
# do so 20,000 times.

# %% tags=["demonstration"]
rng = np.random.default_rng(6)
draws = rng.normal(size=(20_000, 5))
around_true_mean = (draws**2).mean(axis=1)
around_own_mean = draws.var(axis=1)
print(f"around the true mean, unknown in life: {around_true_mean.mean():.2f} on average")
print(f"around the mean of the five points:    {around_own_mean.mean():.2f} on average")

# %% [markdown]
# The estimate is too small on average, by the factor $(N - 1)/N$: that is its **bias**. The five points
# lie closer to their own mean than to the true one. Dividing by $N - 1$ removes the bias, at the price
# of more **variance**, and no longer maximises the likelihood. With much data the two agree.

# %% [markdown]
# ## 4. Entropy: how uncertain is it?
#
# A rare event surprises more than a common one. The **surprise** of an outcome of probability $p$ is
# $-\log p$, in nats. **Entropy** is the mean surprise. For a coin it looks like this.

# %% tags=["demonstration"]
q = np.linspace(0.001, 0.999, 199)
fig, ax = plt.subplots(figsize=(6, 3))
ax.plot(q, q * -np.log(q), "--", label="from the ones")
ax.plot(q, (1 - q) * -np.log(1 - q), "--", label="from the zeros")
ax.plot(q, q * -np.log(q) + (1 - q) * -np.log(1 - q), label="entropy")
ax.axhline(np.log(2), color="k", linewidth=0.5)
ax.set(xlabel="probability of a one", ylabel="nats")
ax.legend()
show(
    fig,
    alt="Entropy of a coin: 0 at both ends, largest at 0.5 where it is log 2, about "
    "0.69 nats.",
)

# %% [markdown]
# A certain outcome has entropy 0. The fair coin is the most uncertain: $\log 2 \approx 0.69$ nats,
# which is one bit. Over $K$ outcomes the most uncertain distribution is the uniform one, with $\log K$.
#
# ### Exercise 4. Entropy
# <!-- exercise: entropy -->
#
# Return the entropy in nats of a discrete distribution `p`, shape (K,). Its entries sum to 1: do not
# normalise again. An outcome of probability 0 adds nothing: $0 \log 0 = 0$.


# %% solution="entropy"
def entropy(p: np.ndarray) -> float:
    """Entropy in nats, with 0 log 0 = 0.

    p: (K,) probabilities that sum to 1
    returns: a float between 0 and log K
    """
    ### BEGIN SOLUTION
    possible = p[p > 0]
    return float(-np.sum(possible * np.log(possible)))
    ### END SOLUTION


# %% test="entropy"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A mean weighs each surprise by how often it happens.
#
# </details>
# <details><summary>Hint 2</summary>
#
# In floating point `0 * np.log(0)` is nan. Leave those outcomes out before you take a logarithm; a mask
# will do.
#
# </details>

# %% [markdown]
# ## 5. Kullback-Leibler divergence: how wrong is a model?
#
# Data come from $p$, but we believe in $q$. The extra surprise that this costs us, on average, is
#
# $$\mathrm{KL}(p \,\|\, q) = \sum_k p_k \log \frac{p_k}{q_k} \ge 0.$$
#
# It is 0 only if $p = q$. It has a direction, and the direction matters. Below, $p$ has two bumps and
# $q$ may be any one Gaussian.

# %% tags=["demonstration"]
predict(
    "forward_kl",
    "We choose the one Gaussian q with the smallest KL(p || q), where p has two bumps."
    " Where does q sit?",
    options=["on one of the bumps", "across both bumps", "half of the time on each"],
    truth="across both bumps",
    why="Where p is large and q tiny the logarithm is huge, so q must cover everything"
    " that p does.",
)

# %% tags=["demonstration"]
x = np.linspace(-6, 6, 241)
bump = lambda mean, std: np.exp(-0.5 * ((x - mean) / std) ** 2) / (2.507 * std)
p = 0.5 * bump(-2, 0.6) + 0.5 * bump(2, 0.6)
candidates = [(m, s) for m in np.linspace(-3, 3, 31) for s in np.linspace(0.4, 3, 27)]
qs = np.array([bump(m, s) for m, s in candidates]) + 1e-300
step = x[1] - x[0]
forward = np.sum(p * np.log(p / qs), axis=1) * step
reverse = np.sum(qs * np.log(qs / p), axis=1) * step
fig, axes = plt.subplots(1, 2, figsize=(8, 2.8), sharey=True)
for ax, name, cost in zip(axes, ("KL(p || q)", "KL(q || p)"), (forward, reverse)):
    ax.fill_between(x, p, alpha=0.3, label="p")
    ax.plot(x, qs[cost.argmin()], label="best q")
    ax.set(title=f"smallest {name} = {cost.min():.2f} nats", xlabel="x")
axes[0].legend()
show(
    fig,
    alt="Under KL(p || q) the best q covers both bumps of p. Under KL(q || p) it sits "
    "on one of them.",
)

# %% [markdown]
# The **forward** divergence $\mathrm{KL}(p \,\|\, q)$ punishes a $q$ that misses something: the best $q$
# covers both bumps, and puts mass between them where $p$ has next to none. The **reverse** one punishes a $q$
# that invents something: the best $q$ keeps to one bump. Maximum likelihood is the forward kind.
#
# ### Exercise 5. Kullback-Leibler divergence
# <!-- exercise: kl_divergence -->
#
# Return $\mathrm{KL}(p \,\|\, q)$ in nats. `p` and `q` have shape (K,) and each sums to 1.
#
# - Where $p_k = 0$ the term is 0, whatever $q_k$ is. A $q_k$ may be as small as $10^{-300}$.
# - If $q_k = 0 < p_k$ anywhere, the divergence is infinite: return `np.inf`. Add no small number.


# %% solution="kl_divergence"
def kl_divergence(p: np.ndarray, q: np.ndarray) -> float:
    """KL(p || q) in nats.

    p, q: (K,) probabilities, each sums to 1
    returns: a float >= 0; infinite where q = 0 < p
    """
    ### BEGIN SOLUTION
    possible = p > 0
    if np.any(q[possible] == 0):
        return np.inf
    return float(np.sum(p[possible] * np.log(p[possible] / q[possible])))
    ### END SOLUTION


# %% test="kl_divergence"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The weights in front of the logarithm say which distribution the data come from.
#
# </details>
# <details><summary>Hint 2</summary>
#
# There are two kinds of zeros. Deal with those of $p$ first: what remains decides about infinity.
#
# </details>

# %% [markdown]
# ### Derivation. What a loss is made of
# <!-- exercise: nll_split -->
#
# Let $c_k$ be how often outcome $k$ was seen, $n = \sum_k c_k$, and $q$ a model. The mean negative log-likelihood of the data
# splits into the entropy of the data, which no model can change, and a divergence, which a better model makes smaller:
#
# $$-\frac1n \sum_k c_k \log q_k = H(\hat p) + \mathrm{KL}(\hat p \,\|\, q), \qquad \hat p_k = c_k / n.$$
#
# Return both parts in nats, as a pair of floats. `counts` (K,) are whole numbers, not all 0; `q` (K,) sums to 1. An outcome that was
# not seen adds nothing. If the model gives probability 0 to one that was seen, the divergence is `np.inf`.
# [The proof](../book/week01_proofs.md#cross-entropy-and-what-maximum-likelihood-minimises) has the line.


# %% solution="nll_split"
def nll_split(counts: np.ndarray, q: np.ndarray) -> tuple[float, float]:
    """The mean negative log-likelihood in two parts.

    counts: (K,) whole numbers, not all 0
    q: (K,) probabilities of the model
    returns: (entropy of the data, divergence of the model from them), in nats
    """
    ### BEGIN SOLUTION
    seen = counts > 0
    share = counts[seen] / counts.sum()
    data = -np.sum(share * np.log(share))
    with np.errstate(divide="ignore"):
        return float(data), float(np.sum(share * (np.log(share) - np.log(q[seen]))))
    ### END SOLUTION


# %% test="nll_split"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write $-\log q_k$ as $-\log \hat p_k + \log \frac{\hat p_k}{q_k}$. Which of the two sums is the entropy?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Both sums run over the outcomes that were seen. What does the logarithm of 0 give in NumPy, and with which sign does it enter?
#
# </details>

# %% [markdown]
# ## 6. Mutual information: what does one tell about the other?
#
# Three joint distributions of $x$ (rows) and $y$ (columns). In which does $y$ tell you something
# about $x$?

# %% tags=["demonstration"]
tables = {
    "independent": np.outer([0.5, 0.5], [0.5, 0.5]),
    "related": np.array([[0.4, 0.1], [0.1, 0.4]]),
    "y copies x": np.diag([0.5, 0.5]),
}
fig, axes = plt.subplots(1, 3, figsize=(7, 2.4), layout="constrained")
for ax, (name, table) in zip(axes, tables.items()):
    ax.imshow(table, cmap="Blues", vmin=0, vmax=0.7)
    for (i, j), value in np.ndenumerate(table):
        ax.text(j, i, f"{value:g}", ha="center", va="center")
    ax.set(title=name, xlabel="y", ylabel="x", xticks=[0, 1], yticks=[0, 1])
show(
    fig,
    alt="Joint tables: all cells 0.25; 0.4 on the diagonal, 0.1 off it; 0.5 on it, 0 "
    "off it.",
)

# %% [markdown]
# **Mutual information** is the divergence of the joint distribution from independence:
#
# $$I(x; y) = \mathrm{KL}\left(p(x, y) \,\|\, p(x) p(y)\right) = H(x) - H(x \mid y).$$
#
# The second form says it in words: the uncertainty about $x$, less what stays of it once $y$ is known.
# What stays is the **conditional entropy** $H(x \mid y) = H(x, y) - H(y)$.
#
# ### Exercise 6. Mutual information
# <!-- exercise: mutual_information -->
#
# `joint` has shape (K, L), sums to 1, and has **x on axis 0**, y on axis 1. Return the pair
# $(I(x; y),\; H(x \mid y))$ as floats, in nats. Cells of probability 0 add nothing.


# %% solution="mutual_information"
def mutual_information(joint: np.ndarray) -> tuple[float, float]:
    """Mutual information, and the entropy of x given y, in nats.

    joint: (K, L) probabilities that sum to 1; x on axis 0, y on axis 1
    returns: (I(x; y), H(x given y)), two floats
    """

    ### BEGIN SOLUTION
    def nats(p):
        return -np.sum(p[p > 0] * np.log(p[p > 0]))

    conditional_entropy = nats(joint) - nats(joint.sum(axis=0))
    return float(nats(joint.sum(axis=1)) - conditional_entropy), float(conditional_entropy)
    ### END SOLUTION


# %% test="mutual_information"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Three entropies are enough: that of x, that of y, and that of the pair.
#
# </details>
# <details><summary>Hint 2</summary>
#
# To get the distribution of $y$ alone, add over all values of $x$. Which axis goes away?
#
# </details>

# %% [markdown]
# ## 7. Many dimensions
#
# A small image has $28 \times 28 = 784$ pixels. Suppose that a model gives each pixel's value
# probability 0.3, independently.

# %% tags=["demonstration"]
predict(
    "product_of_pixels",
    "What does np.prod say is the probability of the image?",
    options=["about 1e-410", "0.0", "an error"],
    truth="0.0",
    why="The smallest positive float is about 5e-324: the product is rounded to 0, and"
    " its log is -inf.",
)

# %% tags=["demonstration"]
factors = np.full(784, 0.3)
print("product of 784 factors:   ", np.prod(factors))
print("sum of their 784 logs:    ", round(np.sum(np.log(factors)), 2), "nats")

# %% [markdown]
# That is why this course works with logarithms everywhere. A determinant is a product of eigenvalues,
# one a dimension: it under- and overflows in the same way.
#
# High dimension has a second surprise. Take a standard Gaussian: its density is highest at the mean.

# %% tags=["demonstration"]
predict(
    "typical_distance",
    "In 784 dimensions, how far from the mean is a typical draw of a standard "
    "Gaussian?",
    options=[0, 1, 28, 784],
    truth=28,
    why="The squared distance adds up 784 terms of mean 1, so the distance is near "
    "sqrt(784) = 28.",
)

# %% tags=["demonstration"]
rng = np.random.default_rng(2)
fig, ax = plt.subplots(figsize=(7, 3))
for dims in (1, 10, 100, 784):
    distance = np.sqrt((rng.normal(size=(400, dims)) ** 2).sum(axis=1))
    ax.hist(distance, 25, density=True, histtype="stepfilled", label=f"D = {dims}")
    ax.axvline(np.sqrt(dims), color="k", linewidth=0.6)
ax.set(xlabel="distance from the mean", ylabel="density of the distance")
ax.legend()
show(
    fig,
    alt="Histograms of the distance: for D = 1 a slope that falls from 0, for 10, 100 and 784 "
    "narrow shells around sqrt(D).",
)

# %% [markdown]
# In high dimension nearly all draws lie in a thin shell of radius $\sqrt{D}$. The mean is the most *dense* point, and far
# from a typical one: there is next to no volume around it. So the likeliest image need not look like an image.
#
# The multivariate Gaussian with mean $\mu$ and covariance $\Sigma$ has the log-density
#
# $$\log p(x) = -\tfrac{1}{2} \left[ D \log 2\pi + \log \det \Sigma
# + (x - \mu)^\top \Sigma^{-1} (x - \mu) \right].$$
#
# ### Exercise 7. The log-density of a multivariate Gaussian
# <!-- exercise: mvn_log_prob -->
#
# `x` has shape (N, D), one point a row. `mean` has shape (D,), and `cov` (D, D) is symmetric and positive
# definite. Return the N log-densities in nats, shape (N,). It must work in 500 dimensions.


# %% solution="mvn_log_prob"
def mvn_log_prob(x: np.ndarray, mean: np.ndarray, cov: np.ndarray) -> np.ndarray:
    """Log-density of a multivariate Gaussian at each row of x.

    x: (N, D)
    mean: (D,)
    cov: (D, D), symmetric positive definite
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    lower = np.linalg.cholesky(cov)
    whitened = np.linalg.solve(lower, (x - mean).T)
    log_det = 2 * np.sum(np.log(np.diag(lower)))
    return -0.5 * (x.shape[1] * np.log(2 * np.pi) + log_det + np.sum(whitened**2, axis=0))
    ### END SOLUTION


# %% test="mvn_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Do not compute $\det \Sigma$ and then its logarithm. Look for a way to get the logarithm as a sum.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The Cholesky factor $L$ is triangular, with $\Sigma = L L^\top$. What is the determinant of a
# triangular matrix, and of a product? (`np.linalg.slogdet` is another way.)
#
# </details>
# <details><summary>Hint 3</summary>
#
# $(x - \mu)^\top \Sigma^{-1} (x - \mu)$ is the squared length of the vector $u$ that solves
# $L u = x - \mu$. `np.linalg.solve` takes all points at once if they stand in columns.
#
# </details>

# %% [markdown]
# ### Exercise 8. The most likely multivariate Gaussian
# <!-- exercise: mvn_mle -->
#
# Return the maximum likelihood mean, shape (D,), and covariance, shape (D, D), for `x` of shape (N, D).
# With one column, D = 1, the covariance still has shape (1, 1). With one row the formula gives all zeros: return them. The data may lie far from 0
# compared with their spread.


# %% solution="mvn_mle"
def mvn_mle(x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Most likely mean and covariance.

    x: (N, D)
    returns: (mean (D,), cov (D, D))
    """
    ### BEGIN SOLUTION
    mean = x.mean(axis=0)
    centred = x - mean
    return mean, centred.T @ centred / len(x)
    ### END SOLUTION


# %% test="mvn_mle"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Entry $(i, j)$ is the average, over the points, of one product. Which two numbers are multiplied?
#
# </details>
# <details><summary>Hint 2</summary>
#
# One matrix product adds the outer products of all points. `np.cov(x.T, ...)` works too: it wants one
# variable a row, and must be told what to divide by. For one variable it returns a bare number, so give that its
# two axes back.
#
# </details>

# %% [markdown]
# ### Derivation. Completing the square
# <!-- exercise: complete_square -->
#
# The exponent of a Gaussian is a quadratic. Read backwards: *every* quadratic that opens downwards is one, up to a factor. With
# $P$ symmetric and positive definite,
#
# $$e^{-\frac12 x^\top P x + h^\top x} = e^{c} \, \mathcal{N}(x \mid m, C) \quad \text{for all } x.$$
#
# Given `precision` $P$, shape (D, D), and `shift` $h$, shape (D,), return `(mean, cov, log_constant)`: $m$ (D,), $C$ (D, D), and $c$, a
# float in nats. It must also work where $\det P$ leaves the range of floats. The next exercise hides behind this
# one; the chapter [completes the square](../book/week01_proofs.md#completing-the-square), so try first.


# %% solution="complete_square"
def complete_square(precision: np.ndarray, shift: np.ndarray) -> tuple[np.ndarray, np.ndarray, float]:
    """Write exp(-x'Px/2 + h'x) as exp(log_constant) times a Gaussian density.

    precision: P (D, D), symmetric and positive definite
    shift: h (D,)
    returns: (mean (D,), cov (D, D), log_constant)
    """
    ### BEGIN SOLUTION
    cov = np.linalg.inv(precision)
    centre = cov @ shift
    volume = len(shift) * np.log(2 * np.pi) - np.linalg.slogdet(precision)[1]
    return centre, cov, float((volume + shift @ centre) / 2)
    ### END SOLUTION


# %% test="complete_square"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# At its top the exponent has slope 0. Which linear system does the mean solve?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Multiply out $-\frac12 (x - m)^\top P (x - m)$ and compare. What is left over does not depend on $x$.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Put $x = 0$ into both sides, and take logarithms. What is $\log \mathcal{N}(0 \mid m, C)$?
#
# </details>

# %% [markdown]
# ## 8. Seeing a part, guessing the rest
#
# Two correlated variables. We see the first one. What do we now believe about the second? Cut the joint
# density along the value that we saw, and scale the cut to area 1.


# %% tags=["demonstration"]
def draw_cut(seen):
    grid = np.linspace(-3, 3, 121)
    a, b = np.meshgrid(grid, grid)
    joint = np.exp(-(a**2 - 1.6 * a * b + b**2) / (2 * 0.36))
    cut = joint[:, np.abs(grid - seen).argmin()]
    fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3), sharey=True)
    left.contour(a, b, joint, levels=5)
    left.axvline(seen, color="C1")
    left.set(xlabel="first variable", ylabel="second variable")
    right.plot(np.exp(-(grid**2) / 2) / np.sqrt(2 * np.pi), grid, "--", label="before")
    right.plot(cut / (cut.sum() * 0.05), grid, color="C1", label="after")
    right.set(xlabel="density", xlim=(0, 0.75))
    right.legend()
    return fig


slider(
    draw_cut, values=[-2.0, -1.0, 0.0, 1.0, 2.0], label="value of the first variable",
    alt=lambda v: f"A tilted Gaussian, cut at {v:g}: the belief moves to {0.8 * v:g}.",
)

# %% [markdown]
# Two things to see. The centre moves with the value. The width shrinks once and for all: for a Gaussian
# it does not depend on *which* value was seen.
#
# Split the coordinates into the unobserved ones $a$ and the observed ones $b$. $\Sigma_a$ and $\Sigma_b$ are
# their blocks on the diagonal of $\Sigma$; $\Sigma_{ab}$ is the block with rows $a$ and columns $b$. Given
# $x_b$, the rest is Gaussian with
#
# $$\hat\mu_a = \mu_a + \Sigma_{ab} \Sigma_{b}^{-1} (x_b - \mu_b), \qquad
# \hat\Sigma_a = \Sigma_a - \Sigma_{ab} \Sigma_{b}^{-1} \Sigma_{ab}^\top .$$
#
# ### Exercise 9. What one part of a Gaussian says about the rest
# <!-- exercise: gaussian_conditional -->
#
# `mean` has shape (D,) and `cov` (D, D). `observed` is an integer array of shape (M,), and `values[i]`
# is the value of coordinate `observed[i]`. The indices come in any order; M may be 0 or D.
# Return the mean (D - M,) and covariance (D - M, D - M) of the others, **in their original order**.


# %% solution="gaussian_conditional"
def gaussian_conditional(
    mean: np.ndarray, cov: np.ndarray, observed: np.ndarray, values: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Mean and covariance of the coordinates that were not observed.

    mean: (D,)
    cov: (D, D)
    observed: (M,) integers, in any order
    values: (M,); values[i] belongs to observed[i]
    returns: (mean (D - M,), cov (D - M, D - M)), in the original order
    """
    ### BEGIN SOLUTION
    rest = np.setdiff1d(np.arange(len(mean)), observed)
    cov_ab = cov[np.ix_(rest, observed)]
    gain = np.linalg.solve(cov[np.ix_(observed, observed)], cov_ab.T).T
    shifted = mean[rest] + gain @ (values - mean[observed])
    return shifted, cov[np.ix_(rest, rest)] - gain @ cov_ab.T
    ### END SOLUTION


# %% test="gaussian_conditional"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# First make the list of indices that were not observed, in increasing order.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `cov[np.ix_(rows, columns)]` cuts out a block, with the rows and columns in the order that you give.
#
# </details>
# <details><summary>Hint 3</summary>
#
# $\Sigma_{ab} \Sigma_b^{-1}$ appears in both formulas: compute it once. Which of the two blocks on the
# diagonal is inverted? The one that belongs to what you saw.
#
# </details>

# %% [markdown]
# ## 9. Downhill, one batch at a time
#
# Most models have no formula for the best parameters. We then walk downhill on the **loss**, the mean
# negative log-likelihood. A variance must stay positive, so we walk in its logarithm. This is the loss
# for the data 1, 2, 6.

# %% tags=["demonstration"]
data = np.array([1.0, 2.0, 6.0])
means, log_vars = np.meshgrid(np.linspace(-1, 7, 80), np.linspace(-0.5, 4, 80))
squares = ((data[:, None, None] - means) ** 2).mean(axis=0)
loss = 0.5 * (np.log(2 * np.pi) + log_vars + squares * np.exp(-log_vars))
fig, ax = plt.subplots(figsize=(6, 3.4))
drawn = ax.contour(means, log_vars, loss, levels=np.geomspace(2.2, 12, 14))
ax.clabel(drawn, fontsize=7)
ax.plot(3, np.log(14 / 3), "k*", markersize=12)
ax.set(xlabel="mean", ylabel="log_var")
show(
    fig,
    alt="Contours of the loss over mean and log_var: one valley, lowest at mean 3 and "
    "log_var 1.54.",
)

# %% [markdown]
# ### Exercise 10. The gradient of the loss
# <!-- exercise: nll_gradient -->
#
# The loss is $-\frac{1}{N} \sum_i \log p(x_i)$ for a Gaussian with mean `mean` and variance
# `exp(log_var)`. Return its gradient, an array of shape (2,): first the derivative in `mean`, then the
# derivative in `log_var`. `x` has shape (N,).


# %% solution="nll_gradient"
def nll_gradient(x: np.ndarray, mean: float, log_var: float) -> np.ndarray:
    """Gradient of the mean negative log-likelihood in (mean, log_var).

    x: (N,)
    mean, log_var: floats
    returns: (2,)
    """
    ### BEGIN SOLUTION
    var = np.exp(log_var)
    in_mean = np.mean(mean - x) / var
    in_log_var = 0.5 - 0.5 * np.mean((x - mean) ** 2) / var
    return np.array([in_mean, in_log_var])
    ### END SOLUTION


# %% test="nll_gradient"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write the loss with `log_var` as one letter $s$, so that $\sigma^2 = e^s$. What is the derivative of
# $e^{-s}$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A check that needs no test: at the mean and variance of exercise 3 both derivatives must be 0.
#
# </details>

# %% [markdown]
# ### Exercise 11. Stochastic gradient descent
# <!-- exercise: sgd_fit -->
#
# With a million images one cannot afford the whole sum at each step. A small **batch** drawn at random
# gives the right gradient on average. Fit a Gaussian to `x`, shape (N,), in exactly these steps:
#
# 1. Start at mean 0 and log_var 0. The data are standardised already, more or less; use them as they are.
# 2. Draw `rng.integers(N, size=batch_size)`: the indices of the batch, with repetition.
# 3. Compute the gradient of the loss of the batch, in both parameters at the present point.
# 4. Move both parameters by `-lr` times the gradient. Go back to 2, `steps` times in all.
#
# Return the last `(mean, var)` as floats: the **variance**, not its logarithm. You may call your
# `nll_gradient`.


# %% solution="sgd_fit"
def sgd_fit(
    x: np.ndarray, steps: int, lr: float, batch_size: int, rng: np.random.Generator
) -> tuple[float, float]:
    """Mean and variance after some steps of stochastic gradient descent.

    x: (N,), standardised
    steps: how many steps; lr: the learning rate; batch_size: points a step
    rng: draws the batches, once a step
    returns: (mean, var) after the last step
    """
    ### BEGIN SOLUTION
    mean, log_var = 0.0, 0.0
    for _ in range(steps):
        batch = x[rng.integers(len(x), size=batch_size)]
        var = np.exp(log_var)
        slope_log_var = 0.5 - 0.5 * np.mean((batch - mean) ** 2) / var
        mean -= lr * np.mean(mean - batch) / var
        log_var -= lr * slope_log_var
    return float(mean), float(np.exp(log_var))
    ### END SOLUTION


# %% test="sgd_fit"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two numbers are carried from step to step. Everything else is made anew in each.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Compute both derivatives before you change either parameter.
#
# </details>

# %% [markdown]
# When your function is right, this cell runs it with 15 seeds for each of three batch sizes. The best answer is
# mean 0, variance 1, and that is where the runs start: all that you see is the noise of the batches. (Before that it draws nothing.)

# %% tags=["demonstration"]
if ready("sgd_fit"):
    x = np.random.default_rng(3).gamma(3.0, size=500)
    x = (x - x.mean()) / x.std()
    fig, axes = plt.subplots(1, 3, figsize=(8, 2.8), sharex=True, sharey=True, layout="constrained")
    for ax, size in zip(axes, (2, 16, 128)):
        rngs = [np.random.default_rng(seed) for seed in range(15)]
        ax.plot(*np.transpose([sgd_fit(x, 25, 0.2, size, rng) for rng in rngs]), ".")
        ax.plot(0, 1, "k*", markersize=10)
        ax.set(title=f"batches of {size}", xlabel="mean")
    axes[0].set(ylabel="variance")
    show(
        fig,
        alt="Where 15 runs end: scattered for batches of 2, close to mean 0, variance "
        "1 for 128.",
    )

# %% [markdown]
# The runs do not stay at the best answer, they dance around it. Larger batches or smaller steps calm the
# dance; both cost time.

# %% [markdown]
# ## 10. A line with noise
#
# Now $y$ given $x$ is Gaussian, with mean $a x$ and variance $\sigma^2$: a **conditional** model. The
# line passes through the origin. Which slope makes the data most likely?

# %% tags=["demonstration"]
x = np.array([1.0, 2.0, 3.0])
y = np.array([2.0, 3.0, 7.0])
slopes = np.linspace(0.5, 3.5, 61)
fig, (left, right) = plt.subplots(1, 2, figsize=(8, 3), layout="constrained")
left.plot(x, y, "ko")
for a in (1.2, 2.07, 3.0):
    left.plot([0, 3.4], [0, 3.4 * a], label=f"a = {a:g}")
left.set(xlabel="x", ylabel="y")
left.legend()
right.plot(slopes, [np.sum((y - a * x) ** 2) for a in slopes])
right.set(xlabel="slope a", ylabel="sum of squared errors")
show(
    fig,
    alt="Left: points and lines through the origin. Right: squared errors, smallest "
    "near 2.07.",
)

# %% [markdown]
# ### Exercise 12. A line with Gaussian noise
# <!-- exercise: linear_gaussian_mle -->
#
# `x` and `y` have shape (N,). Under $y_i \sim \mathcal{N}(a x_i, \sigma^2)$, with **no intercept**, return
# the maximum likelihood $(a, \sigma^2)$ as floats.


# %% solution="linear_gaussian_mle"
def linear_gaussian_mle(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Most likely slope through the origin, and noise variance.

    x, y: (N,)
    returns: (a, var), two floats
    """
    ### BEGIN SOLUTION
    a = np.sum(x * y) / np.sum(x * x)
    return float(a), float(np.mean((y - a * x) ** 2))
    ### END SOLUTION


# %% test="linear_gaussian_mle"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# In the slope, maximum likelihood is least squares: $\sigma^2$ only scales the parabola on the right.
#
# </details>
# <details><summary>Hint 2</summary>
#
# With the best slope put in, what is left is the noise. You have estimated the variance of a Gaussian
# before; here its mean is known to be 0.
#
# </details>

# %% [markdown]
# ## 11. How much is a nat of an image?
#
# Let us count. How many images are there, and how many of them does a large data set show?

# %% tags=["demonstration"]
images = 2**784
share = 7 - 784 * np.log10(2)
print(f"black-and-white images of 28 x 28 pixels: a number of {len(str(images))} digits")
print(f"share of them in ten million examples:    10^{share:.0f}")
print(f"colours of one RGB pixel:                 {256**3:,}")
print(f"parameters of a table over them:          {256**3 - 1:,}")
print(f"parameters of three separate channels:    {3 * 255:,}")

# %% [markdown]
# A table of probabilities is hopeless, and data never cover the space: every model of this course
# is a way to say much with few parameters.
#
# The negative log-likelihood grows with the number of pixels. To compare models, people divide it by
# the number of dimensions and count in **bits**: one bit is $\log 2$ nats, the entropy of a fair coin.
# A model that knows nothing about black-and-white pixels needs 1 bit per dimension.
#
# ### Exercise 13. Bits per dimension
# <!-- exercise: bits_per_dim -->
#
# `nll` is the negative log-likelihood of one image in nats, `dims` the number of its dimensions. Return
# the bits per dimension as a float.


# %% solution="bits_per_dim"
def bits_per_dim(nll: float, dims: int) -> float:
    """Negative log-likelihood in bits per dimension.

    nll: nats, for all dimensions together
    dims: how many dimensions
    returns: bits per dimension
    """
    ### BEGIN SOLUTION
    return float(nll / (dims * np.log(2)))
    ### END SOLUTION


# %% test="bits_per_dim"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# How many bits is $\log 2$ nats? And how many is one nat?
#
# </details>

# %% [markdown]
# ## 12. Expectations by drawing
#
# Many expectations have no formula. Draw, apply $g$, average: that is **Monte Carlo**. Here it estimates
# $\mathbb{E}[x^2] = 1$ for a standard Gaussian, three times.

# %% tags=["demonstration"]
rng = np.random.default_rng(4)
n = np.arange(1, 2001)
fig, ax = plt.subplots(figsize=(7, 3))
for _ in range(3):
    ax.plot(n, np.cumsum(rng.normal(size=2000) ** 2) / n, linewidth=1)
ax.fill_between(n, 1 - 2 * np.sqrt(2 / n), 1 + 2 * np.sqrt(2 / n), color="k", alpha=0.1)
ax.set(xlabel="draws n", ylabel="estimate", ylim=(0, 2), xscale="log")
show(
    fig,
    alt="Three running averages that settle at 1, inside a grey band that narrows like"
    " 1 over sqrt(n).",
)

# %% [markdown]
# The band shows two standard errors. It shrinks like $1/\sqrt{n}$: four times the draws, half the error,
# in any dimension.
#
# ### Exercise 14. Monte Carlo with an error bar
# <!-- exercise: monte_carlo -->
#
# `samples` has shape (N,) and comes from the distribution of $x$. `g` takes the whole array and returns
# an array of shape (N,). Return the estimate of $\mathbb{E}[g(x)]$ and its **standard error**, the
# square root of $s^2 / N$, where $s^2$ is the sample variance of $g(x)$ with divisor $N - 1$. The values of $g$ may lie
# a hundred million from 0 and within a few units of each other: the error must be right there, too.


# %% solution="monte_carlo"
def monte_carlo(g, samples: np.ndarray) -> tuple[float, float]:
    """Estimate of E[g(x)] and its standard error.

    g: a function from arrays (N,) to arrays (N,)
    samples: (N,), N >= 2
    returns: (estimate, standard_error), two floats
    """
    ### BEGIN SOLUTION
    values = g(samples)
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
    ### END SOLUTION


# %% test="monte_carlo"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Call `g` once, on all samples. From then on you only need its values.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The draws are independent: what is the variance of their mean, compared with that of one draw?
#
# </details>

# %% [markdown]
# ## Build: one Gaussian of whole pictures
#
# Most of this week was about a few numbers at a time. Now a picture of 28x28 pixels is **one** observation: a
# vector of 784 numbers. One Gaussian has 784 means and 307,720 different covariances, and 12,000 photographs of clothes
# to learn them from. It is one of the simplest generative models of pictures, and you have all its parts.
#
# Some pixels are black in nearly all pictures. Their variance is almost 0, so the inverse of $S$ blows up what was an accident
# of the sample. The cure is to **shrink** towards a round Gaussian:
#
# $$\Sigma_s = (1 - s)\, S + s\, \bar\sigma^2 I, \qquad \bar\sigma^2 = \text{the mean of the diagonal of } S,$$
#
# where $S$ is the maximum likelihood covariance.
#
# ### Exercise 15. A Gaussian of whole pictures
# <!-- exercise: shrunk_gaussian -->
#
# `x` has shape (N, D), `shrink` is $s$, from 0 to 1. Return the mean (D,) and $\Sigma_s$, (D, D), for any N and D. You
# may call your `mvn_mle`; if it is wrong, this is wrong, too.


# %% solution="shrunk_gaussian"
def shrunk_gaussian(x: np.ndarray, shrink: float) -> tuple[np.ndarray, np.ndarray]:
    """Maximum likelihood mean, and the covariance shrunk towards a multiple of the identity.

    x: (N, D); shrink: from 0 (not at all) to 1 (all variances alike, no covariances)
    returns: mean (D,), cov (D, D)
    """
    ### BEGIN SOLUTION
    mean = x.mean(axis=0)
    cov = (x - mean).T @ (x - mean) / len(x)
    return mean, (1 - shrink) * cov + shrink * np.diag(cov).mean() * np.eye(len(cov))
    ### END SOLUTION


# %% test="shrunk_gaussian"

# %% [markdown]
# <details><summary>Hint</summary>
#
# The diagonal of S holds the variances of the pixels. `np.eye(D)` is the identity.
#
# </details>

# %% [markdown]
# ### Exercise 16. Pictures, completed
# <!-- exercise: complete -->
#
# Cover a part of M pictures and let the Gaussian paint it: each unseen pixel gets its **conditional mean** given the seen
# ones. `seen` (S,) are the places of the seen pixels in any order, maybe none, maybe all; `values` has shape (M, S), and
# `values[:, i]` belongs to pixel `seen[i]`. Return the whole pictures, (M, D), seen pixels as given.
#
# All pictures have the same `seen`, so that the same matrix is solved with: do that **once for all pictures**.


# %% solution="complete"
def complete(mean: np.ndarray, cov: np.ndarray, seen: np.ndarray, values: np.ndarray) -> np.ndarray:
    """Whole pictures: what was seen, and the conditional mean of the rest.

    mean: (D,); cov: (D, D); seen: (S,) int; values: (M, S)
    returns: (M, D)
    """
    ### BEGIN SOLUTION
    rest = np.setdiff1d(np.arange(len(mean)), seen)
    whole = np.empty((len(values), len(mean)))
    whole[:, seen] = values
    weights = np.linalg.solve(cov[np.ix_(seen, seen)], cov[np.ix_(seen, rest)])
    whole[:, rest] = mean[rest] + (values - mean[seen]) @ weights
    return whole
    ### END SOLUTION


# %% test="complete"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# It is the mean of `gaussian_conditional`, for many pictures. `np.ix_(seen, rest)` picks a block of a matrix.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.linalg.solve(A, B)` takes a matrix B: all right sides at once. Which matrix does not depend on the picture at all?
#
# </details>

# %% [markdown]
# **Paint the lower half.** The model saw 12,000 pictures; these twenty are new to it. What will it make of the upper half of
# a boot, what of the shoulders of a dress?

# %% tags=["demonstration"]
from gmcourse.data.clothes import NAMES, caption, clothes

wardrobe = clothes()
photos, new_photos = wardrobe.train / 15, wardrobe.test / 15
upper = np.arange(392)
if ready("shrunk_gaussian"):
    mean, cov = shrunk_gaussian(photos, 0.02)

# %% tags=["demonstration"]
if ready("shrunk_gaussian", "complete"):
    painted = complete(mean, cov, upper, new_photos[:, upper])
    chosen = np.concatenate([np.flatnonzero(wardrobe.test_labels == kind)[:2] for kind in range(10)])
    covered = new_photos[chosen] * (np.arange(784) < 392)
    fig, ax = plt.subplots(figsize=(11, 2.2))
    mosaic(ax, np.concatenate([new_photos[chosen], covered, painted[chosen].clip(0, 1)]), columns=20, top=1)
    show(fig, alt="Twenty test pictures, two of each kind; below them their upper halves alone; below those, the lower "
         "halves as the Gaussian paints them: soft, and mostly of the right kind.",
         keep="complete")

# %% [markdown]
# Are the painted halves any good? Ask a stranger: a classifier that looks for the five most similar training pictures and
# takes their kind. How often is it right about real pictures, how often about the painted ones, and about pictures whose
# lower half is the mean of all? (A conditional mean is the best guess, not a sample: it is mostly smoother than the
# picture itself.)

# %% tags=["demonstration"]
from sklearn.neighbors import KNeighborsClassifier

if ready("shrunk_gaussian", "complete"):
    reader = KNeighborsClassifier(5).fit(photos, wardrobe.train_labels)
    averaged = np.where(np.arange(784) < 392, new_photos, mean)
    for name, pictures in {"real": new_photos, "painted": painted, "lower half the mean": averaged}.items():
        print(f"{name:20s} kind read right: {reader.score(pictures, wardrobe.test_labels):.0%}")

# %% [markdown]
# **The strangest pictures.** A density says what it would not have expected. Nats a pixel, from the most ordinary test
# pictures to the oddest. (These are densities: high values are no probabilities, and the number depends on the unit.)

# %% tags=["demonstration"]
if ready("mvn_log_prob", "shrunk_gaussian"):
    surprise = -mvn_log_prob(new_photos, mean, cov) / 784
    order = np.argsort(surprise)
    fig, ax = plt.subplots(figsize=(9, 1.9))
    mosaic(ax, new_photos[np.concatenate([order[:15], order[-15:]])], columns=15, top=1)
    ax.set_title("the most ordinary, and below the strangest")
    show(fig, alt="Fifteen plain garments, mostly trousers, above fifteen odder ones, most with bold prints, stripes "
         "or high heels.")
    oddest = order[-1]
    name = caption(wardrobe.test_labels[oddest], wardrobe.test_tones[oddest])
    print(f"surprise from {surprise.min():.2f} to {surprise.max():.2f} nats a pixel; the strangest is {name}")

# %% [markdown]
# **And its own pictures?** Samples of this Gaussian: $\mu + L \varepsilon$, with $L L^\top = \Sigma$. Guess first: will
# they look like clothes?

# %% tags=["demonstration"]
if ready("shrunk_gaussian"):
    noise = np.random.default_rng(0).normal(size=(10, 784))
    drawn = mean + noise @ np.linalg.cholesky(cov).T
    fig, ax = plt.subplots(figsize=(8, 1.2))
    mosaic(ax, drawn.clip(0, 1), columns=10, top=1)
    show(fig, alt="Ten samples of the Gaussian: grey ghosts, in which several garments lie on top of each other.")

# %% [markdown]
# Ghosts: means and covariances know which pixels go together, but not that a picture is a boot *or* a dress. One Gaussian
# has one hill. Weeks 3 to 8 are about having more.

# %% [markdown]
# ## Where you stand

# %% tags=["demonstration"]
check.progress("week01_probability_mle")

# %% [markdown]
# ## What to take along
#
# - **Maximum likelihood** picks the parameters under which the data are least surprising. It minimises the
#   forward KL divergence from the data to the model, so the model must cover all of the data.
# - Work with **logarithms**: sums instead of products, log-determinants instead of determinants.
# - Entropy is a mean surprise; KL divergence and mutual information are differences of mean surprises.
# - A **density** is no probability. In high dimension the densest point is not a typical one.
# - Any part of a Gaussian, and any part given another, is a Gaussian again, by a formula. Most later models have
#   none; then we walk down a **stochastic gradient** and average over draws.
#
# ## Find the slip
#
# Lecture notes are written by people, and copied by people. Each block below stands in our copy of the notes this
# course grew from, with one slip in it. Decide which line it is before you look. All the slips that we know, each
# with a cell that runs it, stand on the pages [What the notes get wrong](../book/errata.md).
#
# **The Gaussian log-likelihood** (notes 2, parameter estimation):
#
# 1. $p(x) = (2\pi)^{-D/2} \det(\Sigma)^{-1/2} \exp\left(-\tfrac12 (x - \mu)^\top \Sigma^{-1} (x - \mu)\right)$
# 2. $\ell = \sum_i \left[ -\tfrac D2 \log 2\pi - \tfrac12 \log\det\Sigma - (x_i - \mu)^\top \Sigma^{-1} (x_i - \mu) \right]$
# 3. $\ell = -\tfrac{ND}{2} \log 2\pi - \tfrac N2 \log\det\Sigma - \tfrac12 \sum_i (x_i - \mu)^\top \Sigma^{-1} (x_i - \mu)$

# %% tags=["demonstration"]
predict(
    "slip_gaussian",
    "Which line is the slip?",
    options=["line 1", "line 2", "line 3"],
    truth="line 2",
    why="The one half of the exponent is lost in line 2 and back in line 3. Without it the area is the D-th power of 1/√2 instead of 1.",
)

# %% tags=["demonstration"]
grid = np.linspace(-8, 8, 1601)
for factor in (0.5, 1.0):
    area = np.sum(np.exp(-0.5 * np.log(2 * np.pi) - factor * grid**2)) * 0.01
    print(f"factor {factor} before the quadratic form: the area is {area:.3f}")

# %% [markdown]
# **The covariance of two discrete variables** (notes 2, expectations and covariance):
#
# 1. $\mu_x = \sum_k x_k \, p(x = x_k)$
# 2. $\Sigma_x = \sum_k (x_k - \mu_x)(x_k - \mu_x)^\top p(x = x_k)$
# 3. $\Sigma_{xy} = \sum_k (x_k - \mu_x)(y_k - \mu_y)^\top p(x = x_k, y = y_k)$

# %% tags=["demonstration"]
predict(
    "slip_independence",
    "Which line is the slip? Try it on two independent fair coins.",
    options=["line 1", "line 2", "line 3"],
    truth="line 3",
    why="x and y need an index each. With one index the pairs (0, 1) and (1, 0) are left out.",
)

# %% tags=["demonstration"]
deviation, joint = np.array([0.0, 1.0]) - 0.5, np.full((2, 2), 0.25)
print("two fair coins, one index: ", sum(deviation[k] * deviation[k] * joint[k, k] for k in range(2)))
print("two fair coins, two indices:", deviation @ joint @ deviation)

# %% [markdown] task="reflection_01" points=3
# ## Reflection
#
# In about 120 words, in your own words: maximum likelihood on ten photographs, with a model that can
# learn anything, ends in a distribution that puts all of its mass on those ten. Why is that the best
# answer to the question that was asked? Name two things that one can do about it, and say for each what
# it gives up.
#
# Write your answer in a new cell below this one.
#
# === BEGIN MARK SCHEME ===
# 1 point: the likelihood only rewards mass on the data, so a sum of spikes has the largest one; or: the
# model reaches the empirical distribution, where the KL divergence from it is 0.
# 1 point: two remedies, such as a smaller family, shared parameters, a penalty or prior, early stopping or
# model choice on held-out data, more data.
# 1 point: the price of each, such as bias, an arbitrary prior, data spent on validation.
# === END MARK SCHEME ===

# %% [markdown]
# ## Bonus
#
# Not marked, for those who want more.
#
# 1. Show that a uniform distribution has the largest entropy over $K$ outcomes, using only
#    $\mathrm{KL} \ge 0$. Which $q$ do you compare with?
# 2. Paint the missing half of a digit: fit `mvn_mle` to scikit-learn's digits
#    (`from gmcourse.data.digits import digits`), add a little to the diagonal, and let
#    `gaussian_conditional` paint the right half of an image from its left half.
# 3. `sgd_fit` dances around the optimum. Let `lr` fall like $1/t$, or return the average of the last half
#    of the iterates. Which comes closer?
