# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Week 3: density estimation, mixtures and EM
#
# Give me points, and I give you back the distribution that they came from. This week does it three
# ways: count points in bins, put a small bump on every point, or explain all points by a few Gaussians.
# The last way brings in something that nobody observed, and the algorithm that copes with it: EM.
#
# **After this notebook you can**
#
# - turn a histogram and a kernel estimate into proper densities, and choose their widths by held-out data;
# - compute the density of a Gaussian mixture, and say which component a point came from;
# - write EM, explain why its likelihood never falls, and keep it away from its singular solutions;
# - compare EM with gradient methods on the same likelihood;
# - choose the number of components, and build a classifier out of mixtures.
#
# **It builds on** week 1 (log-densities, maximum likelihood, entropy, KL divergence) and week 2 (Bayes'
# rule, latent variables in a graph).
#
# **Time**: about 3 h 37 min for the exercises, the build included; what is marked as stretch takes 45 min more.
#
# **Shapes:** `x` is (N, D), `weights` (K,), `means` (K, D), `covs` (K, D, D). N, D and K may be 1.
# Points may be whole numbers, and may lie far from 0. Logarithms are natural. Leave arguments as they are: work on copies.

# %% locked="setup"
import warnings
from itertools import combinations, product

import matplotlib.pyplot as plt
import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp
from scipy.stats import beta, multivariate_normal, norm
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.mixture import BayesianGaussianMixture, GaussianMixture
from sklearn.model_selection import train_test_split
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted

from gmcourse.data.faithful import old_faithful
from gmcourse.estimators import validate_data
from gmcourse.notebook import check, grade, mosaic, predict, ready, show, slider

# %% [markdown]
# ## 1. Histograms
#
# Old Faithful is a geyser in Yellowstone. In October 1980 people wrote down 272 eruptions: how long each
# one lasted, and how long people then waited for the next. Move the slider. How many bins tell the truth?


# %% tags=["demonstration"]
def draw_histogram(bins):
    fig, ax = plt.subplots(figsize=(6, 3))
    ax.hist(old_faithful()[:, 1], bins=bins, density=True, edgecolor="white")
    ax.set(xlabel="waiting time (min)", ylabel="density (1/min)", ylim=(0, 0.08), title=f"{bins} bins")
    return fig


slider(
    draw_histogram,
    values=[2, 4, 8, 16, 40, 120],
    label="bins",
    alt=lambda b: f"Waiting times in {b} bins; two humps, near 54 and 80 minutes, show from 4 bins on.",
)

# %% [markdown]
# Few bins blur the two humps together. Many bins show the accidents of 272 points. We will let unseen data
# decide; for that a histogram must give a **density**: probability *per minute*.
#
# ### Exercise 1. A histogram is a density
# <!-- exercise: histogram_log_prob -->
#
# `edges`, shape (B+1,), are the increasing borders of B bins, of any widths. `counts`, shape (B,), says how
# many points fell into each. Return the log-density in nats at each entry of `x`, shape (N,).
#
# - A bin holds its left edge. The last bin holds its right edge as well.
# - Outside the edges, and in a bin with no points, the log-density is `-inf`.


# %% solution="histogram_log_prob"
def histogram_log_prob(x: np.ndarray, edges: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Log-density of a histogram at each x.

    x: (N,)
    edges: (B+1,), increasing
    counts: (B,), points in each bin
    returns: (N,), in nats; -inf where the histogram has no mass
    """
    ### BEGIN SOLUTION
    height = counts / (np.sum(counts) * np.diff(edges))
    place = np.searchsorted(edges, x, side="right") - 1
    place = np.where(x == edges[-1], len(height) - 1, place)
    inside = (place >= 0) & (place < len(height))
    with np.errstate(divide="ignore"):
        return np.log(np.where(inside, height[np.clip(place, 0, len(height) - 1)], 0.0))
    ### END SOLUTION


# %% test="histogram_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The area of a bar is the share of points in its bin. So what is its height?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.searchsorted` with `side="right"` counts how many edges lie at or below a point. From that you get the
# number of the bin. Look at what it gives for the first edge, for the last, and beyond both.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Give the points outside a density of 0 before you take one logarithm for all.
#
# </details>

# %% [markdown]
# Bins need not be equally wide. Where data are dense we can afford narrow ones. A rule of thumb puts about
# $\sqrt N$ points into each bin.
#
# ### Exercise 2. Bins with equal counts
# <!-- exercise: equal_count_edges -->
#
# Return the `bins + 1` edges that cut `data`, shape (N,), into bins with equal counts: its quantiles at
# $0, 1/B, 2/B, \dots, 1$, by `np.quantile` with its default linear interpolation. Where many points are equal, some edges
# are, too: all `bins + 1` stay.


# %% solution="equal_count_edges"
def equal_count_edges(data: np.ndarray, bins: int) -> np.ndarray:
    """Edges of bins that hold equally many points.

    data: (N,)
    bins: at least 1
    returns: (bins+1,), from the smallest to the largest point
    """
    ### BEGIN SOLUTION
    return np.quantile(data, np.arange(bins + 1) / bins)
    ### END SOLUTION


# %% test="equal_count_edges"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One bin has two edges. Two bins have three.
#
# </details>

# %% tags=["demonstration"]
if ready("equal_count_edges"):
    wait = old_faithful()[:, 1]
    fig, ax = plt.subplots(figsize=(6, 3))
    ax.hist(wait, bins=17, density=True, alpha=0.4, label="17 equal widths")
    edges = equal_count_edges(wait, int(np.sqrt(len(wait))))
    ax.hist(wait, bins=edges, density=True, histtype="step", color="k", label="16 equal counts")
    ax.set(xlabel="waiting time (min)", ylabel="density (1/min)")
    ax.legend()
    show(fig, alt="Equal-count bins are narrow at the humps near 54 and 80 minutes, and wide in between.")
    print("points in the 16 bins:", *np.histogram(wait, edges)[0])

# %% [markdown]
# The counts are not equal, 272 / 16 = 17 each, because the waits are whole minutes: many points share one
# value, and an edge cannot part them. The tallest bar, from 77 to 78.4 minutes, is such an accident of
# rounding and no feature of the geyser.
#
# ## 2. Kernels
#
# A histogram jumps at edges that we chose. A **kernel estimate** has no edges: it puts a small Gaussian on
# every data point $x_m$ and averages them,
#
# $$p(x) = \frac{1}{M} \sum_{m=1}^M \mathcal N(x \mid x_m, h^2).$$
#
# The standard deviation $h$ is called the **bandwidth**.


# %% tags=["demonstration"]
def draw_kernels(h):
    wait, grid = old_faithful()[:, 1], np.linspace(35, 105, 300)
    bumps = norm.pdf(grid, loc=wait[:, None], scale=h)
    fig, ax = plt.subplots(figsize=(6, 3))
    ax.plot(grid, bumps.mean(axis=0))
    ax.plot(grid, bumps[::30].T / len(wait), color="k", linewidth=0.5)
    ax.plot(wait, np.zeros_like(wait), "|", color="k", alpha=0.3)
    ax.set(xlabel="waiting time (min)", ylabel="density (1/min)", title=f"h = {h} min", ylim=(-0.002, 0.08))
    return fig


slider(
    draw_kernels,
    values=[0.3, 1.0, 2.5, 5.0, 12.0],
    label="bandwidth h (min)",
    alt=lambda h: f"Kernel estimate with h = {h}: spiky if small, two humps at 2.5, one broad hump at 12.",
)

# %% [markdown]
# ### Exercise 3. A kernel on every point
# <!-- exercise: kde_log_prob -->
#
# Return the log-density in nats of the kernel estimate at each entry of `x`, shape (N,). `data` has shape
# (M,). `bandwidth` is $h$, the **standard deviation** of the kernel, in the unit of the data. The result
# must be finite however far `x` lies from the data.


# %% solution="kde_log_prob"
def kde_log_prob(x: np.ndarray, data: np.ndarray, bandwidth: float) -> np.ndarray:
    """Log-density of a Gaussian kernel estimate.

    x: (N,), where to evaluate
    data: (M,), one kernel on each
    bandwidth: standard deviation of a kernel, above 0
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    kernels = norm.logpdf(x[:, None], loc=data[None, :], scale=bandwidth)
    return logsumexp(kernels, axis=1) - np.log(len(data))
    ### END SOLUTION


# %% test="kde_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Make an (N, M) array first: how far is each point from each kernel?
#
# </details>
# <details><summary>Hint 2</summary>
#
# The logarithm of a sum of exponentials is what `logsumexp` is for. Which axis holds the kernels, and where
# does the 1/M go?
#
# </details>

# %% [markdown]
# Which bandwidth is best? If you score it on the data that the kernels sit on, the answer is $h \to 0$:
# each point explains itself. So hold some data back.

# %% tags=["demonstration"]
if ready("kde_log_prob"):
    wait = np.random.default_rng(0).permutation(old_faithful()[:, 1])
    widths = np.geomspace(0.1, 20, 30)
    fig, ax = plt.subplots(figsize=(6, 3))
    for name, points in (("the data themselves", wait[:180]), ("held-out data", wait[180:])):
        curve = [kde_log_prob(points, wait[:180], h).mean() for h in widths]
        best = widths[np.argmax(curve)]
        ax.semilogx(widths, curve, label=f"{name}: best h {best:.2g} min")
    ax.set(xlabel="bandwidth (min)", ylabel="nats a point", ylim=(-6, -2))
    ax.legend(title="scored on")
    show(fig, alt=f"Scored on itself the estimate improves as h shrinks; on held-out data {best:.2g} minutes are best.")

# %% [markdown]
# One split is one opinion: another seed may say 3, or 4. Some say 0.2, since the waits are whole minutes: a held-out
# point often equals a kept one, which is the same trap by the back door.

# %% [markdown]
# ## 3. Mixtures
#
# Two humps suggest two kinds of eruption. A **Gaussian mixture** says so outright:
#
# $$p(x) = \sum_{k=1}^K \pi_k \, \mathcal N(x \mid \mu_k, \Sigma_k),
# \qquad \pi_k \ge 0, \quad \sum_k \pi_k = 1.$$
#
# To draw a point, first draw its component $z$ with probabilities $\pi$, then draw $x$ from that Gaussian.

# %% tags=["demonstration"]
rng = np.random.default_rng(1)
grid = np.linspace(-6, 8, 300)
pi, mu, sigma = np.array([0.3, 0.7]), np.array([-2.0, 2.0]), np.array([0.7, 1.5])
z = rng.choice(2, size=1000, p=pi)
fig, ax = plt.subplots(figsize=(6, 3))
ax.hist(rng.normal(mu[z], sigma[z]), bins=50, density=True, alpha=0.3, label="1000 draws")
for k in range(2):
    ax.plot(grid, pi[k] * norm.pdf(grid, mu[k], sigma[k]), "--", label=f"component {k}, weight {pi[k]}")
ax.plot(grid, norm.pdf(grid[:, None], mu, sigma) @ pi, "k", label="mixture")
ax.set(xlabel="x", ylabel="density", xlim=(-6, 12))
ax.legend(loc="right")
show(fig, alt="A narrow bump at -2 and a wide one at 2, dashed; their sum follows the histogram of draws.")

# %% [markdown]
# ### Exercise 4. The density of a mixture
# <!-- exercise: gmm_log_prob -->
#
# Return the log-density in nats of the mixture at each row of `x`, shape (N, D). It must be finite far away
# from every component, where each density underflows to 0.


# %% solution="gmm_log_prob"
def gmm_log_prob(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    """Log-density of a Gaussian mixture.

    x: (N, D)
    weights: (K,), all above 0, sum to 1
    means: (K, D)
    covs: (K, D, D), positive definite
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    parts = [np.atleast_1d(multivariate_normal.logpdf(x, mean, cov)) for mean, cov in zip(means, covs)]
    return logsumexp(np.log(weights)[:, None] + np.array(parts), axis=0)
    ### END SOLUTION


# %% test="gmm_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `multivariate_normal.logpdf(x, mean, cov)` gives the log-density of one component at all points. It drops the
# axis of points if there is only one: `np.atleast_1d` puts it back.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A product of weight and density is a sum of logarithms. A sum of products is not. Which of the two steps
# needs `logsumexp`?
#
# </details>

# %% [markdown]
# The likelihood of $N$ points is a sum over all ways to assign components to them. There are $K^N$ ways.

# %% tags=["demonstration"]
predict(
    "sum_of_products",
    "The likelihood of 272 points under 2 components sums over 2²⁷² assignments. How do we compute it?",
    options=["by sampling assignments", "we cannot", "as a product of 272 sums of 2 terms"],
    truth="as a product of 272 sums of 2 terms",
    why="Given the parameters the points are independent, so the sum of products factorises.",
)

# %% tags=["demonstration"]
few = np.array([-1.0, 0.5, 2.0, 3.0])
terms = pi * norm.pdf(few[:, None], mu, sigma)
by_assignment = sum(np.prod([terms[t, k] for t, k in enumerate(ks)]) for ks in product(range(2), repeat=4))
print(f"sum of 2^4 = 16 products: {by_assignment:.12f}")
print(f"product of 4 sums:        {np.prod(terms.sum(axis=1)):.12f}")

# %% [markdown]
# ## 4. Which component was it?
#
# Nobody saw $z$. Bayes' rule says how probable each component is, now that we know $x$:
#
# $$r_{nk} = p(z_n = k \mid x_n) = \frac{\pi_k \, \mathcal N(x_n \mid \mu_k, \Sigma_k)}
# {\sum_j \pi_j \, \mathcal N(x_n \mid \mu_j, \Sigma_j)}.$$
#
# These are called **responsibilities**: how much component $k$ answers for point $n$.
#
# ### Exercise 5. Which component was it?
# <!-- exercise: responsibilities -->
#
# Return the responsibilities, shape (N, K). Each **row** sums to 1, even for a point so far away that all
# densities underflow.


# %% solution="responsibilities"
def responsibilities(x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    """Posterior probability of each component, given each point.

    x: (N, D)
    weights, means, covs: (K,), (K, D), (K, D, D)
    returns: (N, K), rows sum to 1
    """
    ### BEGIN SOLUTION
    parts = [np.atleast_1d(multivariate_normal.logpdf(x, mean, cov)) for mean, cov in zip(means, covs)]
    log_joint = np.log(weights) + np.array(parts).T
    return np.exp(log_joint - logsumexp(log_joint, axis=1, keepdims=True))
    ### END SOLUTION


# %% test="responsibilities"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# You computed the denominator in exercise 4. What is one term of it?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Divide by subtracting logarithms. Leave the logarithms last of all.
#
# </details>

# %% tags=["demonstration"]
if ready("responsibilities"):
    x = old_faithful()
    centres = np.array([[2.0, 54.0], [4.3, 80.0]])
    spread = np.array([[[0.3, 0.0], [0.0, 80.0]]] * 2)
    r = responsibilities(x, np.array([0.5, 0.5]), centres, spread)
    fig, ax = plt.subplots(figsize=(6, 3.5))
    dots = ax.scatter(*x.T, c=r[:, 1], cmap="coolwarm", s=15)
    ax.plot(*centres.T, "k+", markersize=14)
    ax.set(xlabel="eruption (min)", ylabel="waiting (min)")
    fig.colorbar(dots, label="responsibility of the right component")
    show(fig, alt="Old Faithful: short eruptions blue, long ones red; a few in between have mixed colours.")

# %% [markdown]
# ## 5. Fit to weighted points
#
# Turn it round. Suppose the responsibilities are known: then component $k$ owns $N_k = \sum_n r_{nk}$
# points, some of them in part. Fit each component to what it owns.
#
# The **M-step** chooses weights, means and covariances that maximise
# $\sum_n \sum_k r_{nk} \log \left[ \pi_k \, \mathcal N(x_n \mid \mu_k, \Sigma_k) \right]$.
# Note the $\pi_k$ inside: without it nothing would tell us the weights.
#
# ### Exercise 6. Fit to weighted points
# <!-- exercise: m_step -->
#
# Return `(weights, means, covs)` for points `x`, shape (N, D), and responsibilities `resp`, shape (N, K).
# Maximum likelihood: no correction of the covariance's bias, and each covariance is about the **new** mean
# of its component.


# %% solution="m_step"
def m_step(x: np.ndarray, resp: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Best parameters of a mixture, given who owns which point.

    x: (N, D)
    resp: (N, K), rows sum to 1
    returns: weights (K,), means (K, D), covs (K, D, D)
    """
    ### BEGIN SOLUTION
    owned = resp.sum(axis=0)
    means = (resp.T @ x) / owned[:, None]
    covs = []
    for k in range(len(owned)):
        diff = x - means[k]
        covs.append((resp[:, k, None] * diff).T @ diff / owned[k])
    return owned / len(x), means, np.array(covs)
    ### END SOLUTION


# %% test="m_step"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Try responsibilities of only 0 and 1 in your head. Then every formula must reduce to the ordinary share,
# mean and covariance of a group.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For the means, row k needs the sum of all points, each times how much k owns of it. Which product of two
# matrices, of shape (K, D), holds all these sums?
#
# </details>
# <details><summary>Hint 3</summary>
#
# For the covariance of component k, multiply the centred points by their responsibilities on one side of
# the matrix product only.
#
# </details>

# %% [markdown]
# ### Derivation. The multiplier of the M-step
# <!-- exercise: weights_by_multiplier -->
#
# Where did $\pi_k = N_k / N$ come from? The weights maximise $\sum_k c_k \log w_k$ under a condition on their sum. Let the condition be
# $\sum_k w_k = t$, and write the Lagrangian as
#
# $$\sum_k c_k \log w_k + \lambda \Big( t - \sum_k w_k \Big).$$
#
# Return the best weights, shape (K,), and the multiplier $\lambda$, a float. `c` (K,) is not negative and not all 0; `total` is $t > 0$. Where $c_k = 0$ the
# weight is 0. ([The proof](../book/week03_proofs.md#the-m-step-with-its-multiplier).)


# %% solution="weights_by_multiplier"
def weights_by_multiplier(c: np.ndarray, total: float) -> tuple[np.ndarray, float]:
    """Maximise sum c_k log w_k with sum w_k = total.

    c: (K,), not negative, not all 0; total: above 0
    returns: (weights (K,), multiplier)
    """
    ### BEGIN SOLUTION
    multiplier = np.sum(c) / total
    return c / multiplier, float(multiplier)
    ### END SOLUTION


# %% test="weights_by_multiplier"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Differentiate the Lagrangian by one weight, and set it to 0. It gives the weight in terms of $\lambda$.
#
# </details>
# <details><summary>Hint 2</summary>
#
# One condition is not used yet: the sum. It gives $\lambda$.
#
# </details>

# %% [markdown]
# ## 6. EM
#
# With parameters we get responsibilities (the **E-step**); with responsibilities we get parameters (the
# M-step). So start anywhere and go round: that is **EM** (Dempster, Laird and Rubin, 1977). Watch scikit-learn do it.


# %% tags=["demonstration"]
def after(step):
    """scikit-learn's mixture after so many iterations from a poor start."""
    inverse = np.linalg.inv(np.cov(old_faithful().T, bias=True))
    model = GaussianMixture(2, max_iter=step, tol=0, weights_init=[0.5, 0.5])
    model.set_params(means_init=[[2.5, 60.0], [3.0, 75.0]], precisions_init=[inverse, inverse])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return model.fit(old_faithful())


# %% tags=["demonstration"]
def draw_em(step):
    x, model = old_faithful(), after(step)
    gx, gy = np.meshgrid(np.linspace(1, 6, 80), np.linspace(35, 105, 80))
    height = model.score_samples(np.column_stack([gx.ravel(), gy.ravel()])).reshape(gx.shape)
    fig, ax = plt.subplots(figsize=(6, 3.5))
    ax.scatter(*x.T, c=model.predict_proba(x)[:, 1], cmap="coolwarm", s=12)
    ax.contour(gx, gy, np.exp(height), levels=8, linewidths=0.6, colors="k")
    title = f"iteration {step}: {model.score(x) * len(x):.1f} nats"
    ax.set(xlabel="eruption (min)", ylabel="waiting (min)", title=title)
    return fig


slider(
    draw_em,
    values=[1, 3, 5, 7, 9, 12, 20],
    label="iteration",
    alt=lambda i: f"Contours of the mixture at iteration {i}; by 20 each cloud has its own Gaussian.",
)

# %% [markdown]
# One danger first. Put a component's mean on a data point and let its variance shrink, while another explains the other points:
# the density there grows without bound, and so does the likelihood. **With two or more components and free covariances the likelihood has no global maximum.** EM can
# fall into this hole. We stop it with a floor: no eigenvalue of a covariance may be smaller than `min_cov`.
# Take the covariance apart with `np.linalg.eigh`, raise the eigenvalues that are too small **to** the
# floor, leave the others alone, and put it together again.
#
# ### Exercise 7. The EM algorithm
# <!-- exercise: em -->
#
# Fit `k` components to `x`, shape (N, D). Return `(weights, means, covs, trace)`.
#
# - **Start:** equal weights; as means the rows `rng.choice(N, size=k, replace=False)` of `x`; for every component
#   the covariance of all data about their mean, with divisor N.
# - **Each iteration:** responsibilities, right even for a point where all densities underflow; M-step; floor on the eigenvalues
#   of what the M-step gives (the start has no floor).
# - **`trace`:** the total log-likelihood in nats (a sum over points); `trace[0]` at the start, then one
#   entry after each iteration.
# - **Stop** after `max_iter` iterations, or as soon as an iteration gains less than `tol`. That iteration
#   still counts: its parameters are returned and its value is the last of the trace.
#
# You may call your functions from above; they must be right, then.


# %% solution="em"
def em(
    x: np.ndarray, k: int, rng: np.random.Generator, max_iter: int, tol: float, min_cov: float
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Fit a Gaussian mixture by EM.

    x: (N, D)
    k: number of components
    rng: draws the start
    max_iter: iterations at most
    tol: stop when the total log-likelihood gains less than this, in nats
    min_cov: smallest eigenvalue allowed in a covariance
    returns: weights (k,), means (k, D), covs (k, D, D), trace (iterations+1,) in nats
    """
    ### BEGIN SOLUTION
    n, dims = x.shape
    means = x[rng.choice(n, size=k, replace=False)]
    covs = np.tile(np.cov(x, rowvar=False, bias=True).reshape(dims, dims), (k, 1, 1))
    weights = np.full(k, 1 / k)
    trace = [gmm_log_prob(x, weights, means, covs).sum()]
    for _ in range(max_iter):
        weights, means, covs = m_step(x, responsibilities(x, weights, means, covs))
        values, vectors = np.linalg.eigh(covs)
        covs = (vectors * np.maximum(values, min_cov)[:, None, :]) @ vectors.transpose(0, 2, 1)
        trace.append(gmm_log_prob(x, weights, means, covs).sum())
        if trace[-1] - trace[-2] < tol:
            break
    return weights, means, covs, np.array(trace)
    ### END SOLUTION


# %% test="em"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The loop has three lines from above, one line for the trace and one test. Write those first, without the
# floor; add the floor when the rest works.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.linalg.eigh(covs)` works on all K matrices at once: eigenvalues (K, D), eigenvectors in the columns of
# (K, D, D). A matrix is its eigenvectors, times the eigenvalues, times the eigenvectors transposed.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Does your trace fall, once the covariances obey the floor? Then the M-step is not the best one for the
# responsibilities it was given: look at which parameters are old and which are new, and at how the floor is applied.
#
# </details>

# %% tags=["demonstration"]
predict(
    "em_monotone",
    "We run EM from 10 random starts. Does the log-likelihood ever go down during a run?",
    options=["never", "in some runs, near the start", "in most runs, near the end"],
    truth="never",
    why="Each round climbs a lower bound that touches the log-likelihood where we stand (next section).",
)

# %% tags=["demonstration"]
if ready("em"):
    fig, ax = plt.subplots(figsize=(6, 3))
    falls, tops = 0.0, []
    for seed in range(10):
        trace = em(old_faithful(), 3, np.random.default_rng(seed), 60, 1e-2, 1e-4)[3]
        falls, tops = min(falls, np.diff(trace).min()), [*tops, trace[-1]]
        ax.plot(trace, linewidth=0.8)
    ax.set(xlabel="iteration", ylabel="log-likelihood (nats)", xscale="symlog", ylim=(-1160, -1110))
    print(f"largest fall in 10 runs: {falls:.1e} nats; tops:", *(f"{top:.1f}" for top in sorted(tops)))
    show(fig, alt="Ten traces of EM with three components: all climb, and they end at different heights.")

# %% [markdown]
# All runs climb, and not all reach the same top: EM finds a *local* maximum at best. Run it from several starts
# and keep the best.
#
# What if the components share one covariance $\sigma^2 I$, and $\sigma$ goes to 0? Then each point belongs
# wholly to its nearest mean, and EM becomes **k-means**.

# %% tags=["demonstration"]
x = (old_faithful() - old_faithful().mean(axis=0)) / old_faithful().std(axis=0)
centres = np.array([[-1.2, -1.1], [0.7, 0.7]])
fig, axes = plt.subplots(1, 3, figsize=(9, 2.6), sharey=True)
for ax, s in zip(axes, (1.5, 0.5, 0.05)):
    near = -((x[:, None] - centres) ** 2).sum(axis=2) / (2 * s**2)
    ours = 1 / (1 + np.exp(np.clip(near[:, 0] - near[:, 1], -50, 50)))
    ax.scatter(*x.T, c=ours, cmap="coolwarm", s=8, vmin=0, vmax=1)
    ax.plot(*centres.T, "k+", markersize=12)
    ax.set(title=f"sigma = {s}", xlabel="eruption")
show(fig, alt="Responsibilities at three widths: blurred at 1.5, clearer at 0.5, a sharp border at 0.05.")

# %% [markdown]
# ## 7. Why it climbs
#
# Take *any* guess $q_n(k)$ at the components, rows that sum to 1. Jensen's inequality gives a lower bound:
#
# $$\sum_n \log p(x_n) \;\ge\; \sum_n \sum_k q_n(k) \left[ \log \pi_k \, \mathcal N(x_n \mid \mu_k, \Sigma_k)
# - \log q_n(k) \right].$$
#
# The gap is $\sum_n \mathrm{KL}\left(q_n \,\|\, p(z_n \mid x_n)\right)$. It is 0 if $q$ holds the
# responsibilities. So the E-step lifts the bound until it touches; the M-step climbs the bound; and the
# log-likelihood, which lies above, is carried along. Such a scheme is called **minorise-maximise**.
#
# ### Exercise 8. The bound that EM climbs
# <!-- exercise: elbo -->
#
# Return the right-hand side, a float in nats, **summed** over points. `q` has shape (N, K). Where $q$ is
# 0, its term is 0: $0 \log 0 = 0$. Far from all components the bound is far below 0, and finite. The
# bound is also called the evidence lower bound, ELBO; it is what week 5 trains.


# %% solution="elbo"
def elbo(x: np.ndarray, q: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray) -> float:
    """Lower bound of the total log-likelihood.

    x: (N, D)
    q: (N, K), rows sum to 1
    weights, means, covs: (K,), (K, D), (K, D, D)
    returns: a float, in nats
    """
    ### BEGIN SOLUTION
    parts = [np.atleast_1d(multivariate_normal.logpdf(x, mean, cov)) for mean, cov in zip(means, covs)]
    log_joint = np.log(weights) + np.stack(parts, axis=1)
    possible = q > 0
    return float(np.sum(q[possible] * (log_joint[possible] - np.log(q[possible]))))
    ### END SOLUTION


# %% test="elbo"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# It has two parts: the expected log of the joint, and the entropy of $q$. Which of them did you meet in
# week 1, and what was its sign?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A mask that keeps only the entries with $q > 0$ treats $0 \log 0$ rightly.
#
# </details>

# %% [markdown]
# ### Derivation. What the bound loses
# <!-- exercise: bound_gap -->
#
# Jensen says that there is a gap; it does not say how large. Return, for each point, $\log p(x_n)$ minus its part of the bound,
# $\sum_k q_{nk} (\log p(x_n, z = k) - \log q_{nk})$: shape (N,), in nats.
#
# `q` (N, K) has rows that sum to 1, and $0 \log 0 = 0$. `log_joint` (N, K) holds $\log p(x_n, z = k)$, as low as $-2000$. The gap is the divergence of
# $q$ from another distribution: which? ([The proof](../book/week03_proofs.md#the-bound-and-its-gap).)


# %% solution="bound_gap"
def bound_gap(q: np.ndarray, log_joint: np.ndarray) -> np.ndarray:
    """How far the bound lies below the log-likelihood, point by point.

    q: (N, K), rows sum to 1
    log_joint: (N, K), log p(x_n, z = k)
    returns: (N,), in nats, never negative
    """
    ### BEGIN SOLUTION
    evidence = logsumexp(log_joint, axis=1, keepdims=True)
    possible = q > 0
    surprise = np.log(q, where=possible, out=np.zeros(q.shape)) + evidence - log_joint
    return np.sum(q * surprise, axis=1, where=possible)
    ### END SOLUTION


# %% test="bound_gap"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# What is $\log p(x_n)$, if you know $\log p(x_n, z = k)$ for every $k$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Bayes' rule: $p(x, z) = p(x) \, p(z \mid x)$. Put it into the bound, and see what stays.
#
# </details>

# %% [markdown]
# Here is one EM step, drawn. Only one mean is free, so that the log-likelihood is a curve.

# %% tags=["demonstration"]
if ready("elbo", "responsibilities", "gmm_log_prob"):
    points = np.array([[-3.0], [-2.5], [-2.0], [1.5], [2.0], [3.0]])
    free, fixed = np.linspace(-5, 5, 120), 2.0
    half, unit = np.array([0.5, 0.5]), np.ones((2, 1, 1))
    here = 0.5
    q = responsibilities(points, half, np.array([[here], [fixed]]), unit)
    fig, ax = plt.subplots(figsize=(6, 3))
    theta = [np.array([[m], [fixed]]) for m in free]
    ax.plot(free, [gmm_log_prob(points, half, m, unit).sum() for m in theta], "k", label="log-likelihood")
    bound = np.array([elbo(points, q, half, m, unit) for m in theta])
    ax.axvline(here, color="k", linewidth=0.5)
    ax.plot(free, bound, "--", label="the bound, touching at 0.5")
    ax.plot(free[bound.argmax()], bound.max(), "o", label="where the M-step goes")
    ax.set(xlabel="mean of the free component", ylabel="nats", ylim=(-40, -8))
    ax.legend(loc="lower right")
    show(fig, alt="The bound touches the log-likelihood from below at 0.5; its top lies further left.")

# %% [markdown]
# ## 8. The same hill by gradient
#
# The likelihood has a gradient, so any optimiser will do. For the means it is
#
# $$\frac{\partial}{\partial \mu_k} \sum_n \log p(x_n) = \sum_n r_{nk} \, \Sigma_k^{-1} (x_n - \mu_k).$$
#
# Hold the $r_{nk}$ fixed, set it to zero, and you find EM's update of the means. It is a gradient step too:
# $\mu_k + \frac{1}{N_k} \Sigma_k \, g_k$, where $g_k$ is the gradient. The matrix $\Sigma_k / N_k$ takes the
# place of a step size, and nobody has to tune it.
#
# ### Exercise 9. The gradient for the means
# <!-- exercise: likelihood_gradient_means -->
#
# Return the gradient of the **total** log-likelihood (a sum over points) with respect to the means,
# shape (K, D). It must be finite for points so far away that all densities underflow. You may call your
# `responsibilities`; they must be right, then.


# %% solution="likelihood_gradient_means"
def likelihood_gradient_means(
    x: np.ndarray, weights: np.ndarray, means: np.ndarray, covs: np.ndarray
) -> np.ndarray:
    """Gradient of the total log-likelihood with respect to the means.

    x: (N, D)
    weights, means, covs: (K,), (K, D), (K, D, D)
    returns: (K, D), in nats per unit of x
    """
    ### BEGIN SOLUTION
    r = responsibilities(x, weights, means, covs)
    pulls = [r[:, k] @ (x - means[k]) for k in range(len(means))]
    return np.array([np.linalg.solve(cov, pull) for cov, pull in zip(covs, pulls)])
    ### END SOLUTION


# %% test="likelihood_gradient_means"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The derivative of $\log \sum_k a_k$ is $\sum_k a_k' / \sum_k a_k$. The fraction is a responsibility.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For one component: sum the differences, each times its responsibility, and then solve one linear system.
#
# </details>

# %% [markdown]
# The notes also show the **log trick**. For one point, $\nabla p(x) = \sum_z p(z) \, p(x \mid z) \,
# \nabla \log p(x, z)$, an average over $z \sim \pi$. So draw $z_1, \dots, z_M$ from $\pi$ and average
# $p(x \mid z_i) \, \nabla \log p(x, z_i)$. It is unbiased. The same trick trains models whose sums are too
# long to do.
#
# ### Exercise 10. The log trick
# <!-- exercise: score_gradient_means -->
#
# For **one** point `x`, shape (D,), and drawn components `z`, shape (M,) with values 0 to K-1, return the
# estimate of the gradient of $p(x)$ (not of $\log p(x)$) with respect to the means, shape (K, D).
# Given $z_i$, the gradient of $\log p(x, z_i)$ is $\Sigma_{z_i}^{-1}(x - \mu_{z_i})$ in row $z_i$, and 0 in
# the others.


# %% solution="score_gradient_means"
def score_gradient_means(x: np.ndarray, z: np.ndarray, means: np.ndarray, covs: np.ndarray) -> np.ndarray:
    """Estimate the gradient of p(x) with respect to the means, by the log trick.

    x: (D,), one point
    z: (M,), components drawn from the weights
    means, covs: (K, D), (K, D, D)
    returns: (K, D)
    """
    ### BEGIN SOLUTION
    estimate = np.zeros(means.shape)
    for k, drawn in enumerate(np.bincount(z, minlength=len(means))):
        likelihood = multivariate_normal(means[k], covs[k]).pdf(x)
        estimate[k] = drawn / len(z) * likelihood * np.linalg.solve(covs[k], x - means[k])
    return estimate
    ### END SOLUTION


# %% test="score_gradient_means"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Each draw adds to one row only. A component that was never drawn keeps its row of zeros.
#
# </details>
# <details><summary>Hint 2</summary>
#
# What is averaged is the likelihood of the point under the drawn component, times a slope. All M draws
# count in the average.
#
# </details>

# %% [markdown]
# How noisy is it? The exact gradient is one number here; the estimates scatter around it.

# %% tags=["demonstration"]
if ready("score_gradient_means"):
    rng = np.random.default_rng(3)
    centres, unit, point = np.array([[-1.0], [2.0]]), np.ones((2, 1, 1)), np.array([1.0])
    draws = [1, 4, 16, 64, 256]
    spread = []
    for m in draws:
        z = rng.choice(2, size=(200, m), p=[0.7, 0.3])
        spread.append(np.std([score_gradient_means(point, row, centres, unit)[1, 0] for row in z]))
    exact = 0.3 * norm.pdf(1.0, 2.0) * (1.0 - 2.0)
    fig, ax = plt.subplots(figsize=(6, 3))
    ax.loglog(draws, spread, "o-", label="standard deviation of the estimate")
    ax.axhline(abs(exact), color="k", linestyle="--", label="size of the exact gradient")
    ax.set(xlabel="draws M", ylabel="per unit of x")
    ax.legend()
    show(fig, alt="The scatter falls like one over the root of M; at M = 1 it exceeds the gradient itself.")

# %% [markdown]
# Now four ways to the same place. Weights and covariances are held at their best values; only the means of
# Old Faithful's two components are fitted. Each curve is computed with *your* functions, and drawn against
# passes through the data: seconds would mostly tell how each was programmed.

# %% tags=["demonstration"]
best = GaussianMixture(2, random_state=0, tol=1e-8).fit(old_faithful())
theta = best.weights_, best.covariances_
x, start = old_faithful(), np.array([[3.0, 60.0], [3.2, 75.0]])


def total(means):
    return gmm_log_prob(x, theta[0], means, theta[1]).sum()


def race(step, steps):
    """Total log-likelihood after each call of means = step(means), one pass through the data each."""
    means, path = start, [total(start)]
    for _ in range(steps):
        means = step(means)
        path.append(total(means))
    return path


# %% tags=["demonstration"]
def gradient(means):
    return likelihood_gradient_means(x, theta[0], means, theta[1])


def by_em(means):
    return m_step(x, responsibilities(x, theta[0], means, theta[1]))[1]


def by_ascent(means):
    return means + np.array([2e-4, 0.05]) * gradient(means)


def by_log_trick(means, rng=np.random.default_rng(0)):
    z = rng.choice(2, size=(len(x), 10), p=theta[0])
    density = np.exp(gmm_log_prob(x, theta[0], means, theta[1]))
    slopes = [score_gradient_means(x[n], z[n], means, theta[1]) / density[n] for n in range(len(x))]
    return means + np.array([2e-4, 0.05]) * np.sum(slopes, axis=0)


# %% tags=["demonstration"]
def by_lbfgs():
    """The path of scipy's L-BFGS, every evaluation of it."""
    path = []

    def loss(flat):
        path.append(total(flat.reshape(2, 2)))
        return -path[-1], -gradient(flat.reshape(2, 2)).ravel()

    minimize(loss, start.ravel(), jac=True, method="L-BFGS-B")
    return path


# %% tags=["demonstration"]
needed = ("gmm_log_prob", "responsibilities", "m_step", "likelihood_gradient_means", "score_gradient_means")
if ready(*needed):
    paths = {"EM": race(by_em, 30), "gradient ascent": race(by_ascent, 30), "L-BFGS": by_lbfgs()}
    paths["log trick"] = race(by_log_trick, 30)
    fig, ax = plt.subplots(figsize=(6, 3.5))
    for name, path in paths.items():
        ax.plot(path, ".--" if name == "log trick" else ".-", linewidth=0.8, label=name)
        print(f"{name:16} {path[-1]:9.2f} nats after {len(path) - 1} passes")
    ax.set(xlabel="passes through the data", ylabel="log-likelihood (nats)", ylim=(-1350, -1120))
    ax.legend()
    show(fig, alt="Log-likelihood against passes: EM is at the top after two; ascent and the log trick climb "
         "side by side; L-BFGS tries bad steps on its way, some below the picture, and then is there.")

# %% [markdown]
# EM needs no step size and never overshoots. Plain ascent does well only because its two step sizes were
# tuned by hand, one a unit. L-BFGS spends its first evaluations on learning the curvature. The log trick
# takes the same steps as ascent and keeps its pace: with ten draws for each of 272 points the noise nearly
# averages out. But look at what it needed: the slope of $\log p(x)$ is that of $p(x)$ *divided by* $p(x)$, and here
# we divided by the exact sum, the very thing that the trick is to avoid. Where EM's sums can be done, do them.

# %% [markdown]
# ## 9. How many components?
#
# First a Bayesian thought, in the smallest case. A coin's $\theta$ gets a **Beta** prior; after $a$ ones and
# $b$ zeros its posterior is again a Beta. A distribution over weights, not one best guess.

# %% tags=["demonstration"]
grid = np.linspace(0, 1, 200)
fig, ax = plt.subplots(figsize=(6, 3))
for ones, zeros in ((0, 0), (3, 1), (30, 10)):
    ax.plot(grid, beta.pdf(grid, 1 + ones, 1 + zeros), label=f"ones: {ones}, zeros: {zeros}")
ax.set(xlabel="theta", ylabel="density")
ax.legend()
show(fig, alt="Beta densities for a coin: flat before any data, then ever narrower around three quarters.")

# %% [markdown]
# To get *many* weights at random, break a stick. Break off a fraction $v_1$; of what is left break off
# $v_2$; and so on. With Beta-distributed fractions that never end, this is the prior of the **infinite
# mixture**: infinitely many components, of which only a few get a weight that matters.
#
# ### Exercise 11. Breaking a stick
# <!-- exercise: stick_breaking -->
#
# `v` holds K-1 fractions between 0 and 1. Return the K weights, which sum to 1: the last one is all that is
# left. With no fractions the stick stays whole.


# %% solution="stick_breaking"
def stick_breaking(v: np.ndarray) -> np.ndarray:
    """Weights from fractions of what is left of a stick.

    v: (K-1,), between 0 and 1
    returns: (K,), sum to 1
    """
    ### BEGIN SOLUTION
    pieces, rest = np.empty(len(v) + 1), 1.0
    for i, fraction in enumerate(v):
        pieces[i], rest = rest * fraction, rest * (1 - fraction)
    pieces[-1] = rest
    return pieces
    ### END SOLUTION


# %% test="stick_breaking"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Before the third cut, what is left is $(1 - v_1)(1 - v_2)$.
#
# </details>

# %% tags=["demonstration"]
plain = GaussianMixture(10, random_state=0).fit(old_faithful())
bayes = BayesianGaussianMixture(n_components=10, max_iter=500, random_state=0).fit(old_faithful())
fig, ax = plt.subplots(figsize=(6, 2.8))
for shift, (name, model) in enumerate((("maximum likelihood", plain), ("variational Bayes", bayes))):
    ax.bar(np.arange(10) + 0.4 * shift, np.sort(model.weights_)[::-1], width=0.4, label=name)
ax.set(xlabel="component, by weight", ylabel="weight")
ax.legend()
show(fig, alt="Ten components on Old Faithful: maximum likelihood uses all of them, variational Bayes only two.")

# %% [markdown]
# Both were allowed ten components. Maximum likelihood uses every one. The Bayesian fit, which averages over
# parameters and has a stick-breaking prior on the weights, leaves all but a few empty.

# %% [markdown]
# A plainer way to choose $K$ is to ask which one predicts points that it has not seen.
#
# ### Exercise 12. How many components?
# <!-- exercise: best_k -->
#
# Return the number of components among `ks` (a list of ints) whose fit has the best **held-out**
# log-likelihood on `x`, shape (N, D). How you hold out is up to you (one split, several folds), and so is
# the floor of the covariances; but the rows of `x` may come sorted. Any k within 0.05 nats a point of the best is
# right. EM can end in a poor local maximum: let it run until it gains little, start it a few times, and keep the best
# on the *training* part. Use `rng` for every draw.


# %% solution="best_k"
def best_k(x: np.ndarray, ks: list[int], rng: np.random.Generator) -> int:
    """Number of components with the best held-out log-likelihood.

    x: (N, D)
    ks: candidates
    rng: draws the split and the starts
    returns: one of ks
    """
    ### BEGIN SOLUTION
    parts = np.array_split(rng.permutation(len(x)), 3)
    floor = 1e-3 * np.var(x)
    scores = []
    for k in ks:
        score = 0.0
        for part in parts:
            train = np.delete(x, part, axis=0)
            fits = [em(train, k, rng, 60, 0.1, floor) for _ in range(2)]
            fitted = max(fits, key=lambda f: f[3][-1])[:3]
            score += gmm_log_prob(x[part], *fitted).sum()
        scores.append(score)
    return ks[int(np.argmax(scores))]
    ### END SOLUTION


# %% test="best_k"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Which points may a model see before it is scored, and which may it not?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Shuffle row numbers with `rng.permutation`, and cut them in two or more parts. The rest is a loop over `ks`
# around functions you have.
#
# </details>

# %% [markdown]
# **GMM against histogram** is an exercise of the notes: fit both to the same data, with more and more bins
# or components. What is the best fit, and how do you measure it? Here is one answer.

# %% tags=["demonstration"]
if ready("histogram_log_prob"):
    rng = np.random.default_rng(4)
    train, new = (rng.gamma(2.0, 1.0, size=n) for n in (200, 5000))
    sizes, edges_span = np.arange(1, 21), (0.0, 10.0)
    scores = {"histogram": [], "0.1 added to each count": [], "mixture": []}
    for size in sizes:
        counts, edges = np.histogram(train, bins=2 * size, range=edges_span)
        plain, filled = (histogram_log_prob(new, edges, c).mean() for c in (counts, counts + 0.1))
        scores["histogram"].append(plain)
        scores["0.1 added to each count"].append(filled)
        mixture = GaussianMixture(size, random_state=0).fit(train[:, None])
        scores["mixture"].append(mixture.score(new[:, None]))
    print("bins for which a new point falls into an empty one:", *(2 * sizes)[np.isinf(scores["histogram"])])

# %% tags=["demonstration"]
if ready("histogram_log_prob"):
    fig, ax = plt.subplots(figsize=(6, 3))
    for name in ("histogram", "0.1 added to each count"):
        large = {"marker": "o", "markersize": 9, "fillstyle": "none"} if name == "histogram" else {"marker": "."}
        ax.plot(2 * sizes, scores[name], label=f"{name}, by bins", **large)
    ax.plot(sizes, scores["mixture"], ".-", label="mixture, by components")
    ax.set(xlabel="size", ylabel="held-out nats a point", ylim=(-2.3, -1.4))
    ax.legend()
    show(fig, alt="Held-out score: mixtures are best near 4 components, then fall; the plain histogram breaks off after "
         "4 bins, since a new point falls into an empty one; with 0.1 added it levels off.")

# %% [markdown]
# The plain histogram has a score of $-\infty$ as soon as one new point falls into an empty bin: the measure calls
# it impossible, and it happened. That is an answer, not a nuisance. Adding 0.1 to each count is a *different
# model*, and gets its own curve.
#
# "Best" needs a yardstick. Training likelihood prefers the larger model. Held-out
# log-likelihood a point estimates *minus* the KL divergence from the truth, up to a constant nobody knows
# (week 1). One may care about something else:
# the number of humps, or speed, or a density that integrates by hand.

# %% [markdown]
# ## 10. A classifier made of mixtures
#
# The notes ask for a `GMMClassifier`. It is generative, as in week 2: learn $p(x \mid y)$ for each class,
# here by a mixture, and $p(y)$ by counting. Then
#
# $$p(y = c \mid x) \propto p(y = c) \, p(x \mid y = c).$$
#
# ### Exercise 13. A classifier made of mixtures
# <!-- exercise: GMMClassifier -->
#
# Complete the class. It must be a scikit-learn estimator: `check_estimator` has to pass. The scaffold does
# the formal part for you; fill in three places.
#
# - `fit`: keep `self.classes_` (sorted), the log of the class frequencies, and one fitted
#   `GaussianMixture` a class. A class with fewer rows than `n_components` gets as many components as
#   it has rows; `_enough` repeats a lone row, since scikit-learn will not fit a single one.
# - `predict_proba`: (N, C), rows sum to 1, columns in the order of `self.classes_`.
# - `predict`: the most probable class of each row.
#
# Pass `random_state=self.random_state` to each `GaussianMixture`, and leave its other settings alone.


# %% solution="GMMClassifier"
class GMMClassifier(ClassifierMixin, BaseEstimator):
    """Classifies by Bayes' rule with one Gaussian mixture a class."""

    def __init__(self, n_components=1, random_state=0):
        self.n_components = n_components
        self.random_state = random_state

    @staticmethod
    def _enough(rows):
        """The rows (n, D); a single one twice."""
        return np.repeat(rows, 2, axis=0) if len(rows) == 1 else rows

    def fit(self, X, y):
        """Fit one mixture to each class. X: (N, D), y: (N,). Returns self."""
        X, y = validate_data(self, X, y)
        check_classification_targets(y)
        ### BEGIN SOLUTION
        self.classes_, counts = np.unique(y, return_counts=True)
        self.log_priors_ = np.log(counts / counts.sum())
        self.mixtures_ = []
        for label, count in zip(self.classes_, counts):
            mixture = GaussianMixture(min(self.n_components, count), random_state=self.random_state)
            self.mixtures_.append(mixture.fit(self._enough(X[y == label])))
        return self
        ### END SOLUTION

    def predict_proba(self, X):
        """Probabilities (N, C) of the classes, in the order of self.classes_."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False)
        ### BEGIN SOLUTION
        scores = np.stack([mixture.score_samples(X) for mixture in self.mixtures_], axis=1) + self.log_priors_
        return np.exp(scores - logsumexp(scores, axis=1, keepdims=True))
        ### END SOLUTION

    def predict(self, X):
        """The most probable class (N,) of each row."""
        check_is_fitted(self)
        ### BEGIN SOLUTION
        return self.classes_[self.predict_proba(X).argmax(axis=1)]
        ### END SOLUTION


# %% test="GMMClassifier"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Which method of a fitted `GaussianMixture` says how likely each row is under the *whole* mixture? It is not
# the one whose name has "proba" in it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# You have seen "log of a weight plus log of a density, then normalise over a row" before. Here the classes
# play the part of the components.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Labels may be words. Work with positions, and look the words up in `self.classes_` at the very end.
#
# </details>

# %% tags=["demonstration"]
if ready("GMMClassifier"):
    images, labels = load_digits(return_X_y=True)
    parts = train_test_split(images, labels, test_size=0.5, random_state=0, stratify=labels)
    compress = PCA(16, random_state=0).fit(parts[0])
    seen, unseen = compress.transform(parts[0]), compress.transform(parts[1])
    for k in (1, 2, 4, 8):
        model = GMMClassifier(n_components=k).fit(seen, parts[2])
        print(f"{k} component(s) a class: {model.score(unseen, parts[3]):.1%} of unseen digits right")

# %% [markdown]
# (On 16 principal components, since some pixels never change within a class: a Gaussian without width there
# is a singular solution.) Here each further component makes it worse: each class has only about 90 images.

# %% [markdown]
# ## Build: thirty prototypes
#
# A mixture of *pictures*. Each component is a **prototype**: for each pixel a probability of being white, all pixels
# independent once the component is known,
#
# $$p(x) = \sum_{j=1}^k \pi_j \prod_{d=1}^D \mu_{jd}^{x_d} (1 - \mu_{jd})^{1 - x_d}.$$
#
# EM is the EM that you know: responsibilities, then weighted means. The log-likelihood never falls.
#
# ### Exercise 14. Prototypes of pictures
# <!-- exercise: BernoulliMixture -->
#
# Write the class. Its attributes are `weights` (k,), `means` (k, D) and `trace`; other parameters may be put in their place.
#
# - `fit(x, rng, steps)`: exactly `steps` EM steps on `x` (N, D), zeros and ones. Start from equal weights and from means
#   that differ between the components, drawn with `rng`, say `0.25 + 0.5 * x[k rows]`. After each M-step clip the means to
#   $[0.01, 0.99]$, so that no pixel is impossible. `trace` has `steps + 1` numbers, the mean log-likelihood of `x` in nats a
#   picture at the start and after each step. Return `self`. A second `fit` starts anew.
# - `log_prob(x)`: (N,), in nats, without underflow for thousands of pixels.
# - `sample(n, rng)`: n pictures of zeros and ones, (n, D).
# - `complete(x, seen)`: (N, D) of floats, where `seen` (D,) is False the probability that the pixel is 1 given the seen ones, else x.
#   What `x` holds where `seen` is False must not matter, even if it is nan.
#
# All methods work for thousands of pixels, and every draw is made with `rng`. All means that are put in place lie between 0 and 1,
# neither of them included, and are used as they are; all weights are above 0.


# %% solution="BernoulliMixture"
class BernoulliMixture:
    """A mixture of k prototypes of black and white pictures."""

    def __init__(self, k: int):
        self.k = k

    def fit(self, x: np.ndarray, rng: np.random.Generator, steps: int) -> "BernoulliMixture":
        """steps EM steps on x (N, D); sets weights (k,), means (k, D), trace (steps + 1 numbers)"""
        ### BEGIN SOLUTION
        everything = np.ones(x.shape[1], dtype=bool)
        self.weights = np.full(self.k, 1 / self.k)
        self.means = 0.25 + 0.5 * x[rng.choice(len(x), size=self.k, replace=False)]
        self.trace = [self.log_prob(x).mean()]
        for _ in range(steps):
            joint = self.joint(x, everything)
            resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
            self.weights = resp.mean(axis=0)
            self.means = (resp.T @ x / resp.sum(axis=0)[:, None]).clip(0.01, 0.99)
            self.trace.append(self.log_prob(x).mean())
        return self
        ### END SOLUTION

    def joint(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        """log of (weight of j times the probability of the seen pixels given j), (N, k): all else needs it"""
        ### BEGIN SOLUTION
        on, off = np.log(self.means[:, seen]), np.log1p(-self.means[:, seen])
        return np.log(self.weights) + x[:, seen] @ on.T + (1 - x[:, seen]) @ off.T
        ### END SOLUTION

    def log_prob(self, x: np.ndarray) -> np.ndarray:
        """x (N, D) -> (N,), in nats"""
        ### BEGIN SOLUTION
        return logsumexp(self.joint(x, np.ones(x.shape[1], dtype=bool)), axis=1)
        ### END SOLUTION

    def sample(self, n: int, rng: np.random.Generator) -> np.ndarray:
        """n pictures of zeros and ones, (n, D)"""
        ### BEGIN SOLUTION
        chosen = rng.choice(self.k, size=n, p=self.weights)
        return (rng.random((n, self.means.shape[1])) < self.means[chosen]).astype(float)
        ### END SOLUTION

    def complete(self, x: np.ndarray, seen: np.ndarray) -> np.ndarray:
        """x (N, D) where seen (D,) is True, else the probability of a one given what is seen"""
        ### BEGIN SOLUTION
        joint = self.joint(x, seen)
        resp = np.exp(joint - logsumexp(joint, axis=1, keepdims=True))
        return np.where(seen, x, resp @ self.means)
        ### END SOLUTION


# %% test="BernoulliMixture"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `joint` is two matrix products, one for the ones and one for the zeros. Everything else uses it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For `complete` the same table with the seen pixels only gives the responsibilities. Given the component, an unseen pixel
# is 1 with what probability? Average that over the components.
#
# </details>

# %% [markdown]
# **Thirty prototypes of 12,000 clothes**, in black and white. One component is "every pixel for itself". How many bits a
# pixel do thirty save? And the trace: where does most of the climb happen?

# %% tags=["demonstration"]
from gmcourse.data.clothes import black_and_white
from gmcourse.mode import shortened

if ready("BernoulliMixture"):
    wardrobe, rng = black_and_white(), np.random.default_rng(0)
    wear = BernoulliMixture(30).fit(wardrobe.train, rng, shortened(40, 4))
    alone = BernoulliMixture(1).fit(wardrobe.train, rng, 1)
    bits = {name: -model.log_prob(wardrobe.test).mean() / 784 / np.log(2) for name, model in {"1": alone, "30": wear}.items()}
    print("   ".join(f"{k} prototypes: {value:.3f} bits a test pixel" for k, value in bits.items()))
    order = np.argsort(-wear.weights)
    fig, axes = plt.subplots(1, 2, figsize=(11, 3), gridspec_kw={"width_ratios": [2, 1]})
    mosaic(axes[0], wear.means[order], columns=10, top=1)
    axes[0].set_title("the prototypes, the most frequent first")
    axes[1].plot(wear.trace, ".-")
    axes[1].set(xlabel="EM step", ylabel="nats a picture", title="the trace")
    show(fig, alt="Left, thirty soft prototypes: shirts, trousers, boots, bags, each kind several times. Right, the trace of "
         "EM: it leaps in the first five steps and then creeps.")

# %% [markdown]
# **Samples, and halves completed.** Nobody told the model what a boot is. Seen the upper half, how sure is it of the lower
# one? Grey means unsure.

# %% tags=["demonstration"]
if ready("BernoulliMixture"):
    seen = np.arange(784) < 392
    chosen = wardrobe.test[:15]
    fig, ax = plt.subplots(figsize=(9, 2.6))
    mosaic(ax, np.concatenate([chosen, chosen * seen, wear.complete(chosen, seen), wear.sample(15, rng)]), columns=15, top=1)
    ax.set_title("test pictures, what is seen, completed; last row: samples")
    show(fig, alt="Fifteen test pictures, their upper halves, the halves completed, mostly with the right kind of garment, and "
         "fifteen samples that look like prototypes with dust on them.",
         keep="BernoulliMixture")

# %% [markdown]
# The samples are prototypes with dust: given its component, each pixel is drawn for itself. That is why week 2's tree, with
# 1,567 numbers, is less surprised by test pictures (0.302 bits a pixel) than 30 prototypes with 23,549: a tree knows that a
# pixel looks like its neighbour, and a mixture must spend a component on it. Week 4 lets each pixel look at those before it, and week 5 replaces thirty prototypes by infinitely many.

# %% [markdown]
# ## Where you stand

# %% tags=["demonstration"]
check.progress("week03_em")

# %% [markdown]
# ## Find the slip
#
# Lecture notes are written by people, and copied by people. Each block below stands in our copy of the notes this
# course grew from, with one slip in it. Decide which line it is before you look. All the slips that we know, each
# with a cell that runs it, stand on the pages [What the notes get wrong](../book/errata_notes3_4.md).
#
# **The lower bound** (notes 3), with $P_k(z) = P(z \mid x, \theta^{(k)})$:
#
# 1. $\ln P(x \mid \theta) = \sum_z P_k(z) \ln P(x, z \mid \theta) - \sum_z P_k(z) \ln P(z \mid x, \theta)$
# 2. $\ge \sum_z P_k(z) \ln P(x, z \mid \theta) - \sum_z P_k(z) \ln P_k(z)$
# 3. $= Q(\theta \mid \theta^{(k)}) + \mathbb{H}$, where $\mathbb{H} = \sum_z P_k(z) \ln P_k(z)$
# 4. As $\mathbb{H}$ is not negative, $\ln P(x \mid \theta) \ge Q(\theta \mid \theta^{(k)})$.

# %% tags=["demonstration"]
predict(
    "slip_entropy",
    "Which line is the slip?",
    options=["line 1", "line 2", "line 3", "line 4"],
    truth="line 3",
    why="The entropy has a minus: H = -sum P ln P. As printed H is never positive, and Q + H is not what line 2 says.",
)

# %% tags=["demonstration"]
joint = np.array([0.6, 0.4]) * norm.pdf(0.7, [0.0, 2.0], 1.0)
posterior = joint / joint.sum()
Q, H = posterior @ np.log(joint), -posterior @ np.log(posterior)
print(f"log p(x)            {np.log(joint.sum()):.4f}")
print(f"Q + H               {Q + H:.4f}")
print(f"Q + H as printed    {Q - H:.4f}")
print(f"Q alone             {Q:.4f}: short by the entropy, {H:.4f}")

# %% [markdown]
# **The complete-data likelihood** (notes 4, equation 1.17): the log-likelihood if we had seen which component each
# point came from, $z_{nk} = 1$ for the right one.
#
# 1. $p(x) = \sum_k \pi_k \, p_k(x)$
# 2. $\log p(x_{1:N}, z_{1:N}) = \sum_n \sum_k z_{nk} \log p_k(x_n)$
# 3. Maximise it with $z_{nk}$ replaced by $P(z_{nk} = 1 \mid x_n)$.

# %% tags=["demonstration"]
predict(
    "slip_weights",
    "What goes wrong if one maximises line 2, as printed, in the weights pi?",
    options=["the weights do not sum to 1", "nothing depends on the weights", "all weight goes to one component"],
    truth="nothing depends on the weights",
    why="log pi_k is missing: it should be log pi_k + log p_k(x_n). Then pi_k = N_k / N comes out.",
)

# %% [markdown]
# ## Summary
#
# - Divide by the width, and counts become a density. Held-out data choose the width.
# - A mixture is a sum over something unseen. `logsumexp` keeps it finite.
# - E-step: who owns which point? M-step: fit to what each one owns. The log-likelihood never falls,
#   because each round climbs a bound that touches it.
# - With free covariances the likelihood of two or more Gaussians has no global maximum. A floor under them keeps EM on the ground.
# - Gradients climb the same hill; where the sums can be done, EM needs no step size.
# - To classify, compare whole class densities times class frequencies.

# %% [markdown] task="reflection_03" points=3
# ## Reflection
#
# In about 120 words: a friend fits mixtures with 1 to 40 components to 200 customers, finds that the
# likelihood still rises at 40, and concludes that there are at least 40 kinds of customer. What does the
# rising likelihood show, and what not? How would you choose the number instead? And if held-out data prefer
# four components, are there four kinds of customer?
#
# Write your answer in a new cell below this one.
#
# === BEGIN MARK SCHEME ===
# 1 point: training likelihood rises with every component (larger models contain smaller ones; it is even
# unbounded, as a component may collapse on a point), so its rise shows nothing about kinds.
# 1 point: a sound choice: held-out or cross-validated likelihood, BIC or a Bayesian mixture, with several
# starts.
# 1 point: components are not kinds: a skewed or heavy-tailed group needs several Gaussians, kinds may
# overlap; four is what predicts best from 200 points.
# === END MARK SCHEME ===

# %% [markdown]
# ## Bonus
#
# Not marked, for those who want more.
#
# 1. Derive the M-step for the weights with a Lagrange multiplier. What is the multiplier's value?
# 2. Show that clipping eigenvalues is the exact M-step among covariances with no eigenvalue below the
#    floor, and find data on which adding the floor to the diagonal makes the trace fall.
# 3. Give EM a missing coordinate: what must the E-step compute beyond responsibilities?
# 4. Fit Old Faithful with `BayesianGaussianMixture` for several concentrations. How does the number of
#    components with a weight above 1% depend on it, and on the number of points?
