"""The exact posterior: the questions of `ppca_posterior`, its wrong answers and other right ways."""

import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import ppca, tensor
from gmcourse.reference import latent

PPCA_POSTERIOR = Exercise(
    id="ppca_posterior",
    title="The exact posterior",
    points=3,
    minutes=15,
    difficulty=2,
    reference=latent.ppca_posterior,
    public={
        "main": [
            {
                "x": tensor([[3.0, 1.0], [0.0, 0.0]]),
                "W": tensor([[2.0], [1.0]]),
                "b": tensor([1.0, 0.0]),
                "var": tensor(0.5),
            },
            {
                "x": tensor([[1.0, 2.0, 0.0]]),
                "W": tensor([[1.0, 0.0], [0.5, 2.0], [0.0, -1.0]]),
                "b": tensor([1.0, 1.0, -1.0]),
                "var": tensor(2.0),
            },
            {
                "x": tensor([[1.0, 2.0], [0.0, -1.0], [2.5, 0.5]]),
                "W": tensor([[2.0, 1.0], [0.0, 1.0]]),
                "b": tensor([0.5, 0.0]),
                "var": tensor(0.25),
            },
            {"x": tensor([[1.0], [-2.0]]), "W": tensor([[1.5]]), "b": tensor([0.5]), "var": tensor(3.0)},
        ],
    },
    hidden=lambda rng: {
        "main": [
            ppca(rng, n, d, k, rng.uniform(0.3, 3.0))
            for n, d, k in (
                (4, 3, 1),
                (3, 6, 3),
                (5, 20, 4),
                (4, 3, 3),
                (2, 2, 2),
                (1, 4, 2),
                (3, 1, 1),
                (2, 5, 2),
            )
        ],
    },
    properties=(Property("the means", part=0), Property("the covariance", part=1)),
)


@PPCA_POSTERIOR.wrong(
    "prior forgotten",
    hint="Your mean, your covariance, or both are those of a flat prior, as in least squares. z ~ N(0, I) is known before any data: what does its precision add to that of the data?",
)
def posterior_no_prior(x, W, b, var):
    cov = var * torch.linalg.inv(W.T @ W)
    return (x - b) @ W @ cov / var, cov


@PPCA_POSTERIOR.wrong(
    "not centred",
    hint="You left out b. An x that equals b should say that z is 0 on average: what does yours say?",
)
def posterior_not_centred(x, W, b, var):
    cov = torch.linalg.inv(W.T @ W / var + torch.eye(W.shape[1], dtype=W.dtype))
    return x @ W @ cov / var, cov


@PPCA_POSTERIOR.wrong("centred by the rows' mean", like="not centred")
def posterior_centred_by_the_rows(x, W, b, var):
    cov = torch.linalg.inv(W.T @ W / var + torch.eye(W.shape[1], dtype=W.dtype))
    return (x - x.mean(0)) @ W @ cov / var, cov


@PPCA_POSTERIOR.wrong(
    "covariance without var",
    hint="The mean is right, but var enters the covariance too seldom or too often. Compare precisions: z has no unit, and W'W that of x squared, so by what must W'W be divided?",
)
def posterior_cov_no_var(x, W, b, var):
    inverse = torch.linalg.inv(W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype))
    return (x - b) @ W @ inverse, inverse


@PPCA_POSTERIOR.wrong(
    "precision instead of covariance",
    hint="You returned the precision matrix. With less noise, z is known better: should a covariance then grow or shrink, and what does yours do?",
)
def posterior_precision(x, W, b, var):
    precision = W.T @ W / var + torch.eye(W.shape[1], dtype=W.dtype)
    return (x - b) @ W @ torch.linalg.inv(precision) / var, precision


@PPCA_POSTERIOR.wrong("prior forgotten in the mean", like="prior forgotten")
def posterior_mean_no_prior(x, W, b, var):
    cov = torch.linalg.inv(W.T @ W / var + torch.eye(W.shape[1], dtype=W.dtype))
    return torch.linalg.solve(W.T @ W, W.T @ (x - b).T).T, cov


@PPCA_POSTERIOR.wrong(
    "var taken as std",
    hint="You squared `var`, or took its root. It is the variance of the noise: by what must W'W be divided to be a precision?",
)
def posterior_var_squared(x, W, b, var):
    cov = torch.linalg.inv(W.T @ W / var**2 + torch.eye(W.shape[1], dtype=W.dtype))
    return (x - b) @ W @ cov / var**2, cov


@PPCA_POSTERIOR.wrong(
    "WW' where it fits",
    hint="Where L = D you used WW', which lives in the space of x. The precision of z is (L, L): which of WW' and W'W acts on z?",
)
def posterior_transposed_where_it_fits(x, W, b, var):
    square = W @ W.T if W.shape[0] == W.shape[1] else W.T @ W
    cov = torch.linalg.inv(square / var + torch.eye(W.shape[1], dtype=W.dtype))
    return (x - b) @ W @ cov / var, cov


def _covariance(W, var):
    return torch.linalg.inv(W.T @ W / var + torch.eye(W.shape[1], dtype=W.dtype))


@PPCA_POSTERIOR.wrong(
    "mean not divided by var",
    hint="The covariance is right, the mean is not. What the data say of z counts the more the smaller the noise: where does var enter the mean?",
)
def posterior_mean_no_var(x, W, b, var):
    cov = _covariance(W, var)
    return (x - b) @ W @ cov, cov


@PPCA_POSTERIOR.wrong("covariance times var twice", like="covariance without var")
def posterior_cov_var_twice(x, W, b, var):
    cov = _covariance(W, var)
    return (x - b) @ W @ cov / var, var * cov


@PPCA_POSTERIOR.wrong("not centred, covariance without var", like="not centred")
def posterior_not_centred_no_var(x, W, b, var):
    inverse = torch.linalg.inv(W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype))
    return x @ W @ inverse, inverse


@PPCA_POSTERIOR.wrong("prior forgotten in the covariance", like="prior forgotten")
def posterior_cov_no_prior(x, W, b, var):
    return (x - b) @ W @ _covariance(W, var) / var, var * torch.linalg.inv(W.T @ W)


@PPCA_POSTERIOR.wrong("root of var", like="var taken as std")
def posterior_root(x, W, b, var):
    cov = _covariance(W, torch.sqrt(var))
    return (x - b) @ W @ cov / torch.sqrt(var), cov


@PPCA_POSTERIOR.wrong(
    "only the diagonal of the covariance",
    hint="You returned variances alone, or a matrix without its covariances. Two latents that explain the same x hang together: where does the posterior say so?",
)
def posterior_diagonal(x, W, b, var):
    cov = _covariance(W, var)
    return (x - b) @ W @ cov / var, torch.diag(torch.diag(cov))


@PPCA_POSTERIOR.wrong("the variances as a vector", like="only the diagonal of the covariance")
def posterior_variances(x, W, b, var):
    cov = _covariance(W, var)
    return (x - b) @ W @ cov / var, torch.diag(cov)


@PPCA_POSTERIOR.alternative
def posterior_solve(x, W, b, var):
    M = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    return torch.linalg.solve(M, W.T @ (x - b).T).T, var * torch.linalg.inv(M)


@PPCA_POSTERIOR.alternative
def posterior_condition_jointly(x, W, b, var):
    gain = W.T @ torch.linalg.inv(W @ W.T + var * torch.eye(len(b), dtype=W.dtype))
    return (x - b) @ gain.T, torch.eye(W.shape[1], dtype=W.dtype) - gain @ W


@PPCA_POSTERIOR.alternative
def posterior_small_matrix(x, W, b, var):
    small = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    inverse = torch.cholesky_inverse(torch.linalg.cholesky(small))
    return (inverse @ W.T @ (x - b).T).T, var * inverse
