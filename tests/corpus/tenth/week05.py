"""Answers to exercises of week 5, labelled: see ../corpora.toml."""

RIGHT = {
    "ppca_log_marginal": [
        """
def ppca_log_marginal(x, W, b, var):
    D = W.shape[0]
    cov = W @ W.T + var * torch.eye(D, dtype=W.dtype)
    dist = torch.distributions.MultivariateNormal(b, covariance_matrix=cov)
    return dist.log_prob(x)
""",
        """
import math

def ppca_log_marginal(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor) -> torch.Tensor:
    D = x.shape[1]
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype, device=x.device)
    diff = x - b
    _, logdet = torch.linalg.slogdet(C)
    quad = (diff * torch.linalg.solve(C, diff.T).T).sum(dim=1)
    return -0.5 * (D * math.log(2 * math.pi) + logdet + quad)
""",
        """
def ppca_log_marginal(x, W, b, var):
    N, D = x.shape
    C = torch.einsum("il,jl->ij", W, W)
    C = C + torch.diag(var.expand(D))
    chol = torch.linalg.cholesky(C)
    half_logdet = chol.diagonal().log().sum()
    white = torch.linalg.solve_triangular(chol, (x - b).T, upper=False)   # (D, N)
    return -0.5 * white.square().sum(0) - half_logdet - 0.5 * D * np.log(2 * np.pi)
""",
    ],
    "ppca_posterior": [
        """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    mean = torch.linalg.solve(M, W.T @ (x - b).T).T
    cov = var * torch.linalg.inv(M)
    return mean, cov
""",
        """
def ppca_posterior(x: torch.Tensor, W: torch.Tensor, b: torch.Tensor, var: torch.Tensor):
    # precision of the posterior = precision of the prior + what the data say
    precision = torch.eye(W.shape[1], dtype=W.dtype, device=W.device) + W.T @ W / var
    cov = torch.cholesky_inverse(torch.linalg.cholesky(precision))
    mean = torch.stack([cov @ (W.T @ (row - b)) / var for row in x])
    return mean, cov
""",
        """
def ppca_posterior(x, W, b, var):
    # W = U S V^T
    U, S, Vh = torch.linalg.svd(W, full_matrices=False)
    denom = S ** 2 + var
    mean = ((x - b) @ U * (S / denom)) @ Vh
    cov = (Vh.T * (var / denom)) @ Vh
    return mean, cov
""",
    ],
    "reparameterize": [
        """
def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    return mean + std * noise
""",
        """
def reparameterize(mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    return torch.addcmul(mean, (log_var / 2).exp(), noise)
""",
        """
def reparameterize(mean, log_var, noise):
    sigma = torch.exp(log_var / 2)
    if noise.dim() == 2:
        return noise.mul(sigma).add(mean)
    draws = []
    for eps in noise:
        draws.append(mean + sigma * eps)
    return torch.stack(draws, dim=0)
""",
    ],
    "kl_to_standard_normal": [
        """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(dim=1)
""",
        """
def kl_to_standard_normal(mean: torch.Tensor, log_var: torch.Tensor) -> torch.Tensor:
    # expm1 keeps the digits when the variance is almost 1
    per_dim = torch.expm1(log_var) - log_var + mean.square()
    return per_dim.sum(-1) / 2
""",
        """
def kl_to_standard_normal(mean, log_var):
    N, L = mean.shape
    total = torch.zeros(N, dtype=mean.dtype)
    for l in range(L):
        m, v = mean[:, l], log_var[:, l]
        # cross entropy minus entropy, one latent at a time (the 2 pi cancels)
        cross = 0.5 * (torch.exp(v) + m * m)
        entropy = 0.5 * (1 + v)
        total = total + (cross - entropy)
    return total
""",
    ],
    "leave_one_out_bounds": [
        """
import math

def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1:]], dim=0)
        parts.append(torch.logsumexp(rest, dim=0) - math.log(M - 1))
    left = torch.stack(parts).mean(dim=0)
    right = torch.logsumexp(log_weights, dim=0) - math.log(M)
    return left, right
""",
        """
def leave_one_out_bounds(log_weights: torch.Tensor):
    M, N = log_weights.shape
    eye = torch.eye(M, dtype=torch.bool).unsqueeze(-1)          # (M, M, 1)
    table = log_weights.unsqueeze(0).expand(M, M, N).masked_fill(eye, float("-inf"))
    loo = table.logsumexp(dim=1) - np.log(M - 1)
    return loo.mean(0), log_weights.logsumexp(0) - np.log(M)
""",
        """
def leave_one_out_bounds(log_weights):
    M = len(log_weights)

    def log_mean_exp(a, dim):
        top = a.max(dim=dim, keepdim=True).values
        return top.squeeze(dim) + torch.log(torch.exp(a - top).mean(dim=dim))

    index = torch.tensor([[i for i in range(M) if i != j] for j in range(M)])   # (M, M-1)
    return log_mean_exp(log_weights[index], 1).mean(dim=0), log_mean_exp(log_weights, 0)
""",
    ],
    "beta_elbo": [
        """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl
""",
        """
def beta_elbo(reconstruction: torch.Tensor, kl: torch.Tensor, beta: float) -> torch.Tensor:
    return torch.sub(reconstruction, kl, alpha=beta)
""",
        """
def beta_elbo(reconstruction, kl, beta):
    price = kl.mul(beta)
    objective = torch.add(reconstruction, price.neg())
    return objective
""",
    ],
    "score_function_gradient": [
        """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = noise / std
    return (f(z)[:, None] * score).mean(dim=0)
""",
        """
def score_function_gradient(f, mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    with torch.no_grad():
        z = mean + (log_var / 2).exp() * noise
        values = f(z)
    with torch.enable_grad():
        m = mean.detach().clone().requires_grad_(True)
        log_q = (-0.5 * (z - m) ** 2 * torch.exp(-log_var.detach())).sum(dim=1)   # up to a constant
        surrogate = (values * log_q).mean()
        (grad,) = torch.autograd.grad(surrogate, m)
    return grad
""",
        """
def score_function_gradient(f, mean, log_var, noise):
    M, L = noise.shape
    var = torch.exp(log_var)
    z = mean + torch.sqrt(var) * noise
    fz = f(z)
    total = torch.zeros_like(mean)
    for m in range(M):
        total = total + fz[m] * (z[m] - mean) / var
    return total / M
""",
    ],
    "pathwise_gradient": [
        """
def pathwise_gradient(f, mean, log_var, noise):
    with torch.enable_grad():
        m = mean.detach().clone().requires_grad_(True)
        z = m + torch.exp(0.5 * log_var.detach()) * noise
        value = f(z).mean()
        return torch.autograd.grad(value, m)[0]
""",
        """
def pathwise_gradient(f, mean: torch.Tensor, log_var: torch.Tensor, noise: torch.Tensor) -> torch.Tensor:
    std = (0.5 * log_var).exp()

    def average(m):
        return f(m + std * noise).mean()

    return torch.func.grad(average)(mean.detach())
""",
        """
def pathwise_gradient(f, mean, log_var, noise):
    # dz/dmean is the identity, so the gradient is the average of the gradients of f at the draws
    z = (mean + torch.exp(log_var / 2) * noise).detach()
    z.requires_grad_(True)
    with torch.enable_grad():
        total = f(z).sum()
        g, = torch.autograd.grad(total, z)
    return g.mean(dim=0)
""",
    ],
    "impute": [
        """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    with torch.no_grad():
        for _ in range(steps):
            mean, log_var = encode(current)
            eps = torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
            z = mean + torch.exp(0.5 * log_var) * eps
            x_mean, x_var = decode(z)
            eps = torch.randn(x_mean.shape, generator=generator, dtype=x_mean.dtype)
            draw = x_mean + torch.sqrt(x_var) * eps
            current = torch.where(observed, x, draw)
    return current
""",
        """
@torch.no_grad()
def impute(x: torch.Tensor, observed: torch.Tensor, encode, decode, steps: int, generator: torch.Generator) -> torch.Tensor:
    filled = x.clone()
    for _ in range(steps):
        m, lv = encode(filled)
        z = torch.normal(m, (lv / 2).exp(), generator=generator)
        m, v = decode(z)
        draw = torch.normal(m, v.sqrt(), generator=generator)
        filled = filled.clone()
        filled[~observed] = draw[~observed]
    return filled
""",
        """
def impute(x, observed, encode, decode, steps, generator):
    def gaussian(mean, std):
        noise = torch.empty_like(mean).normal_(generator=generator)
        return mean + std * noise

    keep = observed.to(x.dtype)
    state = x.clone()
    for step in range(steps):
        with torch.no_grad():
            mu, log_var = encode(state)
            z = gaussian(mu, torch.exp(log_var * 0.5))
            mu_x, var_x = decode(z)
            proposal = gaussian(mu_x, var_x ** 0.5)
        state = keep * x + (1 - keep) * proposal
    return state
""",
    ],
}

WRONG = {
    "ppca_log_marginal": [
        ("log of the determinant itself", """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d @ torch.linalg.inv(C) * d).sum(1)
    return -0.5 * (D * np.log(2 * np.pi) + torch.log(torch.linalg.det(C)) + quad)
""", ["the determinant underflows"]),
        ("the 2 pi is missing", """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(1)
    return -0.5 * (torch.linalg.slogdet(C)[1] + quad)
""", ["constant forgotten"]),
        ("var squared, as if it were a standard deviation", """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    C = W @ W.T + var ** 2 * torch.eye(D, dtype=x.dtype)
    return torch.distributions.MultivariateNormal(b, C).log_prob(x)
""", ["var taken as std"]),
        ("density given z = 0, not integrated over z", """
def ppca_log_marginal(x, W, b, var):
    z = torch.zeros(x.shape[0], W.shape[1], dtype=x.dtype)
    mu = z @ W.T + b
    return torch.distributions.Normal(mu, torch.sqrt(var)).log_prob(x).sum(1)
""", ["z at its mean"]),
        ("b is not subtracted", """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    zero = torch.zeros(D, dtype=x.dtype)
    return torch.distributions.MultivariateNormal(zero, C).log_prob(x)
""", ["not centred"]),
        ("log-determinant without the half", """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = (x - b)
    quad = torch.einsum("nd,de,ne->n", d, torch.linalg.inv(C), d)
    return -0.5 * quad - torch.logdet(C) - D / 2 * np.log(2 * np.pi)
""", ["no 1/2 before the log-determinant"]),
        ("only the diagonal of the covariance", """
def ppca_log_marginal(x, W, b, var):
    # every pixel has variance sum_l W_dl^2 + var
    v = (W ** 2).sum(dim=1) + var
    return torch.distributions.Normal(b, v.sqrt()).log_prob(x).sum(dim=1)
""", ["only the diagonal of the covariance"]),
        ("mean over the rows", """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    return torch.distributions.MultivariateNormal(b, C).log_prob(x).mean()
""", ["one number for the batch"]),
        ("sign of the small determinant in Woodbury", """
def ppca_log_marginal(x, W, b, var):
    D, L = W.shape
    M = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    d = x - b
    proj = d @ W
    quad = (d ** 2).sum(1) / var - (proj * torch.linalg.solve(M, proj.T).T).sum(1) / var ** 2
    logdet = D * torch.log(var) - torch.logdet(M)
    return -0.5 * (D * np.log(2 * np.pi) + logdet + quad)
""", ["sign of the small determinant"]),
    ],
    "ppca_posterior": [
        ("covariance without var", """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    Minv = torch.linalg.inv(W.T @ W + var * torch.eye(L, dtype=W.dtype))
    mean = (x - b) @ W @ Minv
    return mean, Minv
""", ["covariance without var"]),
        ("returns the precision as the covariance", """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    precision = torch.eye(L, dtype=W.dtype) + W.T @ W / var
    mean = torch.linalg.solve(precision, W.T @ (x - b).T / var).T
    return mean, precision
""", ["precision instead of covariance"]),
        ("least squares, the prior forgotten", """
def ppca_posterior(x, W, b, var):
    pinv = torch.linalg.pinv(W)
    mean = (x - b) @ pinv.T
    cov = var * torch.linalg.inv(W.T @ W)
    return mean, cov
""", ["prior forgotten"]),
        ("b forgotten", """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    Minv = torch.linalg.inv(M)
    return x @ W @ Minv, var * Minv
""", ["not centred"]),
        ("divides by var a second time", """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    Minv = torch.linalg.inv(M)
    mean = (x - b) @ W @ Minv / var
    return mean, var * Minv
""", []),
        ("mean not multiplied by the covariance", """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    cov = torch.linalg.inv(torch.eye(L, dtype=W.dtype) + W.T @ W / var)
    mean = (x - b) @ W / var
    return mean, cov
""", []),
        ("var taken for a standard deviation", """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    s2 = var ** 2
    M = W.T @ W + s2 * torch.eye(L, dtype=W.dtype)
    Minv = torch.linalg.inv(M)
    return (x - b) @ W @ Minv, s2 * Minv
""", ["var taken as std"]),
        ("mean transposed", """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=W.dtype)
    mean = torch.linalg.solve(M, W.T @ (x - b).T)
    return mean, var * torch.linalg.inv(M)
""", []),
        ("conditioning adds instead of subtracting", """
def ppca_posterior(x, W, b, var):
    D, L = W.shape
    C = W @ W.T + var * torch.eye(D, dtype=W.dtype)
    K = torch.linalg.solve(C, W).T
    mean = (x - b) @ K.T
    cov = torch.eye(L, dtype=W.dtype) + K @ W
    return mean, cov
""", []),
    ],
    "reparameterize": [
        ("variance used as the standard deviation", """
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(log_var) * noise
""", ["exp(log_var) as std"]),
        ("square root of the log-variance", """
def reparameterize(mean, log_var, noise):
    return mean + torch.sqrt(log_var) * noise
""", ["the root of the log-variance"]),
        ("gradient to log_var cut", """
def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var).detach()
    return mean + std * noise
""", ["the graph is cut"]),
        ("draws its own noise", """
def reparameterize(mean, log_var, noise):
    eps = torch.randn_like(noise)
    return mean + torch.exp(0.5 * log_var) * eps
""", []),
        ("sign in the exponent", """
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(-0.5 * log_var) * noise
""", []),
        ("averages over the M draws", """
def reparameterize(mean, log_var, noise):
    z = mean + torch.exp(0.5 * log_var) * noise
    if z.dim() == 3:
        z = z.mean(dim=0)
    return z
""", []),
        ("loops over the wrong axis for three dimensions", """
def reparameterize(mean, log_var, noise):
    rows = []
    for n in range(mean.shape[0]):
        rows.append(mean[n] + torch.exp(0.5 * log_var[n]) * noise[n])
    return torch.stack(rows)
""", []),
        ("standardises the noise instead", """
def reparameterize(mean, log_var, noise):
    return (noise - mean) / torch.exp(0.5 * log_var)
""", []),
        ("mean is scaled, too", """
def reparameterize(mean, log_var, noise):
    return (mean + noise) * torch.exp(0.5 * log_var)
""", []),
    ],
    "kl_to_standard_normal": [
        ("the -1 is missing", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.exp() - log_var).sum(1)
""", ["minus one forgotten"]),
        ("sign of log_var", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.exp() - 1 + log_var).sum(1)
""", ["sign of log_var"]),
        ("mean over the latents", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).mean(dim=1)
""", ["mean over dimensions"]),
        ("sums over the rows, too", """
def kl_to_standard_normal(mean, log_var):
    return -0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp())
""", ["one number for the batch"]),
        ("the KL the other way round", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((1 + mean ** 2) * torch.exp(-log_var) - 1 + log_var).sum(1)
""", ["the other direction"]),
        ("standard deviation in place of the variance", """
def kl_to_standard_normal(mean, log_var):
    std = torch.exp(0.5 * log_var)
    return 0.5 * (mean ** 2 + std - 1 - log_var).sum(1)
""", ["the std in the variance's place"]),
        ("estimated from samples", """
def kl_to_standard_normal(mean, log_var):
    std = torch.exp(0.5 * log_var)
    eps = torch.randn(1000, *mean.shape, dtype=mean.dtype)
    z = mean + std * eps
    log_q = torch.distributions.Normal(mean, std).log_prob(z)
    log_p = -0.5 * z ** 2 - 0.5 * np.log(2 * np.pi)
    return (log_q - log_p).sum(-1).mean(0)
""", []),
        ("minus the KL, as it stands in the ELBO", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (1 + log_var - mean ** 2 - log_var.exp()).sum(dim=-1)
""", ["sign"]),
        ("mean not squared", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean + log_var.exp() - 1 - log_var).sum(dim=1)
""", ["mean not squared"]),
    ],
    "leave_one_out_bounds": [
        ("exponentiates without a shift", """
def leave_one_out_bounds(log_weights):
    w = log_weights.exp()
    M = w.shape[0]
    loo = (w.sum(0) - w) / (M - 1)
    return loo.log().mean(0), w.mean(0).log()
""", ["exp leaves the floats"]),
        ("subtracts the own weight after the shift", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    top = log_weights.max(dim=0, keepdim=True).values
    w = torch.exp(log_weights - top)
    loo = torch.log((w.sum(0, keepdim=True) - w) / (M - 1)) + top
    full = torch.log(w.mean(0)) + top[0]
    return loo.mean(0), full
""", ['the rest by subtraction']),
        ("leave-one-out sums divided by M", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = [torch.logsumexp(torch.cat([log_weights[:j], log_weights[j + 1:]]), 0) - np.log(M) for j in range(M)]
    return torch.stack(parts).mean(0), torch.logsumexp(log_weights, 0) - np.log(M)
""", ["divided by M, not by M - 1"]),
        ("the mean over j inside the logarithm", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = torch.stack([
        torch.logsumexp(torch.cat([log_weights[:j], log_weights[j + 1:]]), 0) - np.log(M - 1) for j in range(M)
    ])
    first = torch.logsumexp(parts, 0) - np.log(M)
    return first, torch.logsumexp(log_weights, 0) - np.log(M)
""", ["log of the mean of the means"]),
        ("the two sides swapped", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    loo = torch.stack([
        torch.logsumexp(torch.cat([log_weights[:j], log_weights[j + 1:]]), 0) - np.log(M - 1) for j in range(M)
    ]).mean(0)
    return torch.logsumexp(log_weights, 0) - np.log(M), loo
""", []),
        ("means of the log-weights in place of logs of means", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    loo = (log_weights.sum(0) - log_weights) / (M - 1)
    return loo.mean(0), torch.logsumexp(log_weights, 0) - np.log(M)
""", ["mean of the logs of single weights"]),
        ("works along the data points", """
def leave_one_out_bounds(log_weights):
    lw = log_weights
    M = lw.shape[1]
    parts = [torch.logsumexp(torch.cat([lw[:, :j], lw[:, j + 1:]], dim=1), 1) - np.log(M - 1) for j in range(M)]
    return torch.stack(parts).mean(0), torch.logsumexp(lw, 1) - np.log(M)
""", ["over the data points"]),
        ("sum over j in place of the mean", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    first = 0
    for j in range(M):
        keep = [i for i in range(M) if i != j]
        first = first + torch.logsumexp(log_weights[keep], 0) - np.log(M - 1)
    return first, torch.logsumexp(log_weights, 0) - np.log(M)
""", ["added up, not averaged"]),
        ("leaves only the last draw out", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    first = torch.logsumexp(log_weights[:-1], dim=0) - np.log(M - 1)
    second = torch.logsumexp(log_weights, dim=0) - np.log(M)
    return first, second
""", ["only the first one left out"]),
    ],
    "beta_elbo": [
        ("adds the KL", """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction + beta * kl
""", ["sign"]),
        ("the loss, to be minimised", """
def beta_elbo(reconstruction, kl, beta):
    return -reconstruction + beta * kl
""", ["the loss instead of the objective"]),
        ("mean over the batch", """
def beta_elbo(reconstruction, kl, beta):
    return (reconstruction - beta * kl).mean()
""", ["one number for the batch"]),
        ("beta on the reconstruction", """
def beta_elbo(reconstruction, kl, beta):
    return beta * reconstruction - kl
""", ["beta on the reconstruction"]),
        ("makes every reconstruction negative", """
def beta_elbo(reconstruction, kl, beta):
    return -torch.abs(reconstruction) - beta * kl
""", []),
        ("beta never below 1", """
def beta_elbo(reconstruction, kl, beta):
    beta = max(beta, 1.0)
    return reconstruction - beta * kl
""", []),
        ("the KL is detached", """
def beta_elbo(reconstruction, kl, beta):
    penalty = beta * kl.detach()
    return reconstruction - penalty
""", ["the graph is cut"]),
        ("divides by beta", """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - kl / beta
""", ["divided by beta"]),
        ("weights normalised to 1", """
def beta_elbo(reconstruction, kl, beta):
    w = beta / (1 + beta)
    return (1 - w) * reconstruction - w * kl
""", []),
    ],
    "score_function_gradient": [
        ("subtracts the mean of f as a baseline", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    fz = f(mean + std * noise)
    fz = fz - fz.mean()
    return (fz[:, None] * noise / std).mean(0)
""", ["a baseline that uses the same draws"]),
        ("the noise itself as the score", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z).unsqueeze(1) * noise).mean(dim=0)
""", ["weight (z - mean) / std"]),
        ("noise divided by the variance", """
def score_function_gradient(f, mean, log_var, noise):
    var = torch.exp(log_var)
    z = mean + var.sqrt() * noise
    score = noise / var
    return (f(z)[:, None] * score).mean(0)
""", []),
        ("sum over the draws", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * (z - mean) / std ** 2).sum(0)
""", ["sum over the draws"]),
        ("f at the noise, not at the draws", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    values = f(noise)
    return (values[:, None] * noise / std).mean(0)
""", []),
        ("differentiates f", """
def score_function_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(0.5 * log_var) * noise
    value = f(z).mean()
    return torch.autograd.grad(value, m)[0]
""", ["the pathwise gradient"]),
        ("score in z: the sign", """
def score_function_gradient(f, mean, log_var, noise):
    var = torch.exp(log_var)
    z = mean + torch.sqrt(var) * noise
    score = -(z - mean) / var
    return (f(z)[:, None] * score).mean(0)
""", ["sign of the score"]),
        ("exp(log_var) as the standard deviation", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(log_var)
    z = mean + std * noise
    return (f(z)[:, None] * noise / std).mean(0)
""", ["exp(log_var) as std"]),
        ("mean of f times mean of the score", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = noise / std
    return f(z).mean() * score.mean(dim=0)
""", []),
    ],
    "pathwise_gradient": [
        ("switches the gradient on in mean itself", """
def pathwise_gradient(f, mean, log_var, noise):
    mean.requires_grad_(True)
    z = mean + torch.exp(0.5 * log_var) * noise
    f(z).mean().backward()
    return mean.grad
""", []),
        ("sum over the draws", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).sum(), m)[0]
""", ["sum over the draws"]),
        ("multiplied by the standard deviation", """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = (mean + std * noise).detach().requires_grad_(True)
    g = torch.autograd.grad(f(z).mean(), z)[0]
    return g.sum(0) * std
""", ["a factor too many"]),
        ("gradient of f at the mean, without noise", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    value = f(m.unsqueeze(0)).mean()
    return torch.autograd.grad(value, m)[0]
""", ["noise ignored"]),
        ("score function estimate", """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * noise / std).mean(0)
""", ["the score function gradient"]),
        ("exp(log_var) as the standard deviation", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(log_var) * noise
    return torch.autograd.grad(f(z).mean(), m)[0]
""", ["exp(log_var) as std"]),
        ("one gradient a draw", """
def pathwise_gradient(f, mean, log_var, noise):
    z = (mean + torch.exp(0.5 * log_var) * noise).detach().requires_grad_(True)
    return torch.autograd.grad(f(z).sum(), z)[0]
""", []),
        ("the given noise is ignored", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    dist = torch.distributions.Normal(m, torch.exp(0.5 * log_var))
    z = dist.rsample((noise.shape[0],))
    return torch.autograd.grad(f(z).mean(), m)[0]
""", []),
        ("divides by M twice", """
def pathwise_gradient(f, mean, log_var, noise):
    z = (mean + torch.exp(0.5 * log_var) * noise).detach().requires_grad_(True)
    g = torch.autograd.grad(f(z).mean(), z)[0]
    return g.mean(dim=0)
""", []),
    ],
    "impute": [
        ("z is the mean, not a draw", """
def impute(x, observed, encode, decode, steps, generator):
    out = x
    for _ in range(steps):
        z, _ = encode(out)
        m, v = decode(z)
        draw = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        out = torch.where(observed, x, draw)
    return out
""", ["the encoder's mean instead of a draw"]),
        ("x is the decoder's mean, not a draw", """
def impute(x, observed, encode, decode, steps, generator):
    out = x
    for _ in range(steps):
        m, lv = encode(out)
        z = m + torch.exp(0.5 * lv) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        m, v = decode(z)
        out = torch.where(observed, x, m)
    return out
""", ["the decoder's mean instead of a draw"]),
        ("decoder's variance as a standard deviation", """
def impute(x, observed, encode, decode, steps, generator):
    out = x
    for _ in range(steps):
        m, lv = encode(out)
        z = m + torch.exp(0.5 * lv) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        m, v = decode(z)
        draw = m + v * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        out = torch.where(observed, x, draw)
    return out
""", []),
        ("observed entries are not kept", """
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        m, lv = encode(x)
        z = m + torch.exp(0.5 * lv) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        m, v = decode(z)
        x = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=m.dtype)
    return x
""", ["overwrites observed pixels"]),
        ("replaces the observed and keeps the missing", """
def impute(x, observed, encode, decode, steps, generator):
    out = x
    for _ in range(steps):
        m, lv = encode(out)
        z = m + torch.exp(0.5 * lv) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        m, v = decode(z)
        draw = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        out = torch.where(observed, draw, x)
    return out
""", ["overwrites observed pixels"]),
        ("the generator is ignored", """
def impute(x, observed, encode, decode, steps, generator):
    out = x
    for _ in range(steps):
        m, lv = encode(out)
        z = m + torch.exp(0.5 * lv) * torch.randn_like(m)
        m, v = decode(z)
        draw = m + v.sqrt() * torch.randn_like(m)
        out = torch.where(observed, x, draw)
    return out
""", []),
        ("encodes the starting values every time", """
def impute(x, observed, encode, decode, steps, generator):
    result = x.clone()
    for _ in range(steps):
        m, lv = encode(x)
        z = m + torch.exp(0.5 * lv) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        m, v = decode(z)
        draw = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        result = torch.where(observed, x, draw)
    return result
""", ["one pass"]),
        ("decoder's variance taken for a log-variance", """
def impute(x, observed, encode, decode, steps, generator):
    def draw(mean, log_var):
        return mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)

    out = x
    for _ in range(steps):
        z = draw(*encode(out))
        out = torch.where(observed, x, draw(*decode(z)))
    return out
""", []),
        ("returns the average of the draws", """
def impute(x, observed, encode, decode, steps, generator):
    out = x
    total = torch.zeros_like(x)
    for _ in range(steps):
        m, lv = encode(out)
        z = m + torch.exp(0.5 * lv) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        m, v = decode(z)
        draw = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        out = torch.where(observed, x, draw)
        total = total + out
    return total / steps
""", []),
    ],
}
