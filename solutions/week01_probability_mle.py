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
# - measure uncertainty and distance between distributions in nats;
# - fit a model by maximum likelihood, with a formula and by stochastic gradient descent;
# - say how far a Monte Carlo estimate can be trusted.
#
# **It builds on** derivatives, matrices, and NumPy arrays. No statistics is assumed.
#
# Each exercise has a stub to fill in and a test cell below it. Run the test as often as you like:
# it tells you which properties hold, and often what went wrong.

# %% locked="setup"
import matplotlib.pyplot as plt
import numpy as np

from gmcourse import check, grade, predict, show, slider

# %% [markdown]
# ## 1. A coin
#
# A coin shows 1 with probability $\theta$ and 0 otherwise. We saw $x_1, \dots, x_N$.
# Their probability, read as a function of $\theta$, is the **likelihood**. Its logarithm is
#
# $$\ell(\theta) = \sum_{i=1}^N \left[ x_i \log \theta + (1 - x_i) \log(1 - \theta) \right].$$
#
# The **maximum likelihood estimate** is the $\theta$ in $[0, 1]$ that makes it largest.

# %% tags=["demonstration"]
theta = np.linspace(0.01, 0.99, 99)
fig, ax = plt.subplots(figsize=(6, 3))
for ones, total in ((3, 5), (12, 20)):
    ax.plot(theta, ones * np.log(theta) + (total - ones) * np.log(1 - theta), label=f"{ones} of {total}")
ax.set(xlabel="theta", ylabel="log-likelihood (nats)")
ax.legend(title="ones seen")
show(fig, alt="Two log-likelihood curves. Both peak at 0.6; the one with more data is more sharply bent.")

# %% [markdown]
# ### Exercise: `bernoulli_mle`
# <!-- exercise: bernoulli_mle -->
#
# Return the maximum likelihood estimate of $\theta$ for an array `x` of zeros and ones, shape (N,).
#
# If all of the data are ones, the likelihood is largest at the edge, $\theta = 1$. Likewise for zeros.


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
# Set the derivative of $\ell$ to zero and multiply by $\theta (1 - \theta)$. Very little is left.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The answer depends on the data only through how many ones there are, and how many in all.
#
# </details>

# %% [markdown]
# ### Exercise: `gaussian_mle`
# <!-- exercise: gaussian_mle -->
#
# Return the maximum likelihood mean and **variance** of a Gaussian for `x`, shape (N,), as a pair.
# The variance has the square of the data's unit. One observation gives variance 0.


# %% solution="gaussian_mle"
def gaussian_mle(x: np.ndarray) -> tuple[float, float]:
    """Most likely mean and variance.

    x: (N,) observations
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
# The mean comes first: whatever the variance is, the best centre minimises a sum of squares.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Put that mean in, then differentiate with respect to $\sigma^2$ as one letter, not as a square.
#
# </details>

# %% [markdown]
# ### Exercise: `entropy`
# <!-- exercise: entropy -->
#
# Return the entropy of a discrete distribution `p`, shape (K,), in nats. The entries sum to 1: do not
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
# Entropy is the mean surprise. What is the surprise of an outcome of probability $p$?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A mask picks out the outcomes that can happen at all.
#
# </details>
