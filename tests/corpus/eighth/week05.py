"""Answers to exercises of week 5, labelled: see ../corpora.toml."""

RIGHT = {
    "ppca_log_marginal": [
        """
def ppca_log_marginal(x, W, b, var):
    D = W.shape[0]
    cov = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    L = torch.linalg.cholesky(cov)
    u = torch.linalg.solve_triangular(L, (x - b).T, upper=False)
    log_det = 2 * torch.log(torch.diagonal(L)).sum()
    return -0.5 * (D * math.log(2 * math.pi) + log_det + (u**2).sum(dim=0))
""",
        """
def ppca_log_marginal(x, W, b, var):
    # log det by the determinant lemma; the distance as a ridge regression, nothing cancels
    D, L = W.shape
    M = W.T @ W + var * torch.eye(L, dtype=x.dtype)
    d = x - b
    m = torch.linalg.solve(M, W.T @ d.T).T
    distance = ((d - m @ W.T) ** 2).sum(-1) / var + (m**2).sum(-1)
    log_det = torch.linalg.slogdet(M)[1] + (D - L) * torch.log(var)
    return -0.5 * (D * math.log(2 * math.pi) + log_det + distance)
""",
        """
def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + torch.diag(var.expand(len(b)))
    return torch.distributions.MultivariateNormal(b, covariance_matrix=cov, validate_args=False).log_prob(x)
""",
    ],
    "ppca_posterior": [
        """
def ppca_posterior(x, W, b, var):
    M = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    mean = torch.linalg.solve(M, W.T @ (x - b).T).T
    return mean, var * torch.linalg.inv(M)
""",
        """
def ppca_posterior(x, W, b, var):
    precision = torch.eye(W.shape[1], dtype=W.dtype) + W.T @ W / var
    cov = torch.cholesky_inverse(torch.linalg.cholesky(precision))
    return (x - b) @ W @ cov / var, cov
""",
        """
def ppca_posterior(x, W, b, var):
    # ridge regression: stack sqrt(var) I below W and take QR
    D, L = W.shape
    stacked = torch.cat([W, torch.sqrt(var) * torch.eye(L, dtype=W.dtype)])
    Q, R = torch.linalg.qr(stacked)
    mean = torch.linalg.solve_triangular(R, Q[:D].T @ (x - b).T, upper=True).T
    R_inv = torch.linalg.solve_triangular(R, torch.eye(L, dtype=W.dtype), upper=True)
    return mean, var * R_inv @ R_inv.T
""",
    ],
    "reparameterize": [
        """
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var) * noise
""",
        """
def reparameterize(mean, log_var, noise):
    return torch.distributions.transforms.AffineTransform(mean, (log_var / 2).exp())(noise)
""",
        """
def reparameterize(mean, log_var, noise):
    root = torch.diag_embed(torch.exp(log_var / 2))
    return (root @ noise.unsqueeze(-1)).squeeze(-1) + mean
""",
    ],
    "kl_to_standard_normal": [
        """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (log_var.exp() + mean**2 - 1 - log_var).sum(dim=-1)
""",
        """
def kl_to_standard_normal(mean, log_var):
    # cross-entropy minus entropy
    cross = 0.5 * (math.log(2 * math.pi) + mean.square() + log_var.exp())
    own = 0.5 * (math.log(2 * math.pi) + 1 + log_var)
    return (cross - own).sum(1)
""",
        """
def kl_to_standard_normal(mean, log_var):
    total = torch.zeros_like(mean[:, 0])
    for l in range(mean.shape[1]):
        total = total + 0.5 * (torch.expm1(log_var[:, l]) - log_var[:, l]) + 0.5 * mean[:, l] ** 2
    return total
""",
    ],
    "leave_one_out_bounds": [
        """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    logs = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1 :]])
        logs.append(torch.logsumexp(rest, dim=0) - math.log(M - 1))
    return torch.stack(logs).mean(dim=0), torch.logsumexp(log_weights, dim=0) - math.log(M)
""",
        """
def leave_one_out_bounds(log_weights):
    M, N = log_weights.shape
    out = torch.eye(M, dtype=torch.bool).unsqueeze(-1)
    copies = log_weights.unsqueeze(0).expand(M, M, N).masked_fill(out, -math.inf)
    first = (copies.logsumexp(1) - math.log(M - 1)).mean(0)
    return first, log_weights.logsumexp(0) - math.log(M)
""",
        """
def leave_one_out_bounds(log_weights):
    # what stands before j and what stands after j
    M, N = log_weights.shape
    nothing = torch.full((N,), -math.inf, dtype=log_weights.dtype)
    before, after = [nothing], [nothing]
    for j in range(M - 1):
        before.append(torch.logaddexp(before[-1], log_weights[j]))
        after.append(torch.logaddexp(after[-1], log_weights[M - 1 - j]))
    after = after[::-1]
    first = sum(torch.logaddexp(before[j], after[j]) for j in range(M)) / M - math.log(M - 1)
    return first, torch.logaddexp(before[-1], log_weights[-1]) - math.log(M)
""",
    ],
    "beta_elbo": [
        """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl
""",
        """
def beta_elbo(reconstruction, kl, beta):
    return torch.sub(reconstruction, kl, alpha=beta)
""",
        """
def beta_elbo(reconstruction, kl, beta):
    weights = torch.tensor([1.0, -beta], dtype=reconstruction.dtype)
    return torch.stack([reconstruction, kl], dim=1) @ weights
""",
    ],
    "score_function_gradient": [
        """
@torch.no_grad()
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    values = f(mean + std * noise)
    return (values.unsqueeze(1) * noise / std).mean(dim=0)
""",
        """
def score_function_gradient(f, mean, log_var, noise):
    centre = mean.detach().clone().requires_grad_()
    std = torch.exp(0.5 * log_var.detach())
    with torch.no_grad():
        z = centre + std * noise
        values = f(z)
    with torch.enable_grad():
        log_q = torch.distributions.Normal(centre, std).log_prob(z).sum(-1)
        (gradient,) = torch.autograd.grad((values * log_q).mean(), centre)
    return gradient
""",
        """
def score_function_gradient(f, mean, log_var, noise):
    mean, log_var = mean.detach(), log_var.detach()
    values = f(mean + (log_var / 2).exp() * noise)
    total = torch.zeros_like(mean)
    for value, eps in zip(values, noise):
        total = total + value * eps
    return (total / len(noise) * torch.exp(-log_var / 2)).detach()
""",
    ],
    "pathwise_gradient": [
        """
def pathwise_gradient(f, mean, log_var, noise):
    with torch.enable_grad():
        centre = mean.detach().clone().requires_grad_()
        z = centre + torch.exp(0.5 * log_var.detach()) * noise
        (gradient,) = torch.autograd.grad(f(z).mean(), centre)
    return gradient
""",
        """
def pathwise_gradient(f, mean, log_var, noise):
    # dz / dmean is the identity for each draw
    z = (mean + torch.exp(log_var / 2) * noise).detach().requires_grad_()
    with torch.enable_grad():
        (slope,) = torch.autograd.grad(f(z).sum(), z)
    return slope.sum(dim=0) / len(noise)
""",
        """
def pathwise_gradient(f, mean, log_var, noise):
    offset = (torch.exp(0.5 * log_var) * noise).detach()
    return torch.func.grad(lambda m: f(m + offset).mean())(mean.detach().clone())
""",
    ],
    "impute": [
        """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        mean, var = decode(z)
        draw = mean + torch.sqrt(var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        x = torch.where(observed, x, draw)
    return x
""",
        """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    filled = x.clone()
    for _ in range(steps):
        mean, log_var = encode(filled)
        z = torch.normal(mean, (log_var / 2).exp(), generator=generator)
        mean, var = decode(z)
        new = torch.normal(mean, var**0.5, generator=generator)
        new[observed] = x[observed]
        filled = new
    return filled
""",
        """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    missing = ~observed
    current = x.clone()
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.empty_like(mean).normal_(generator=generator) * torch.exp(log_var / 2)
        mean, var = decode(z)
        mean, std = mean[missing], var[missing].sqrt()
        current = current.clone()
        current[missing] = mean + std * torch.randn(len(mean), generator=generator, dtype=mean.dtype)
    return current
""",
    ],
}

WRONG = {
    "ppca_log_marginal": [
        ("log of the product of the Cholesky diagonal: underflows for D = 400", """
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    L = torch.linalg.cholesky(W @ W.T + var * torch.eye(D, dtype=x.dtype))
    u = torch.linalg.solve_triangular(L, (x - b).T, upper=False)
    log_det = 2 * torch.log(torch.prod(torch.diagonal(L)))
    return -0.5 * (D * math.log(2 * math.pi) + log_det + (u**2).sum(0))
""", ["the determinant underflows"]),
        ("var taken for the standard deviation of the noise: var^2 I", """
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    cov = W @ W.T + var**2 * torch.eye(D, dtype=x.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)
""", ["var taken as std"]),
        ("determinant lemma with D log var added to log det(W^T W + var I): L log var too much", """
def ppca_log_marginal(x, W, b, var):
    D, L = W.shape
    M = W.T @ W + var * torch.eye(L, dtype=x.dtype)
    d = x - b
    m = torch.linalg.solve(M, W.T @ d.T).T
    quad = ((d - m @ W.T) ** 2).sum(-1) / var + (m**2).sum(-1)
    log_det = torch.logdet(M) + D * torch.log(var)
    return -0.5 * (D * math.log(2 * math.pi) + log_det + quad)
""", ["constant forgotten"]),
        ("product of the marginals of each coordinate: correlations ignored", """
def ppca_log_marginal(x, W, b, var):
    std = torch.sqrt((W**2).sum(1) + var)
    return torch.distributions.Normal(b, std).log_prob(x).sum(-1)
""", ["only the diagonal of the covariance"]),
        ("uses the column lengths of W only: right if the columns are orthogonal", """
def ppca_log_marginal(x, W, b, var):
    D, L = W.shape
    d = x - b
    squares = (W**2).sum(0)
    proj = d @ W
    quad = ((d**2).sum(-1) - (proj**2 / (squares + var)).sum(-1)) / var
    log_det = torch.log(squares + var).sum() + (D - L) * torch.log(var)
    return -0.5 * (D * math.log(2 * math.pi) + log_det + quad)
""", []),
        ("log p(x | z) at the posterior mean of z, instead of the integral over z", """
def ppca_log_marginal(x, W, b, var):
    L = W.shape[1]
    M = W.T @ W + var * torch.eye(L, dtype=x.dtype)
    z = torch.linalg.solve(M, W.T @ (x - b).T).T
    return torch.distributions.Normal(z @ W.T + b, var.sqrt()).log_prob(x).sum(-1)
""", []),
        ("jitter 1e-3 on the diagonal: wrong for a small noise variance", """
def ppca_log_marginal(x, W, b, var):
    D = len(b)
    cov = W @ W.T + (var + 1e-3) * torch.eye(D, dtype=x.dtype)
    L = torch.linalg.cholesky(cov)
    u = torch.linalg.solve_triangular(L, (x - b).T, upper=False)
    return -0.5 * (D * math.log(2 * math.pi) + (u**2).sum(0)) - torch.diagonal(L).log().sum()
""", []),
        ("Monte Carlo over the prior instead of the exact value", """
def ppca_log_marginal(x, W, b, var):
    generator = torch.Generator().manual_seed(0)
    S = 2000
    z = torch.randn(S, W.shape[1], generator=generator, dtype=x.dtype)
    centre = (z @ W.T + b).unsqueeze(1)
    logs = torch.distributions.Normal(centre, var.sqrt()).log_prob(x).sum(-1)
    return torch.logsumexp(logs, 0) - math.log(S)
""", []),
        ("centres with the mean of the rows, b is ignored", """
def ppca_log_marginal(x, W, b, var):
    D = W.shape[0]
    cov = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - x.mean(0)
    quad = (d * torch.linalg.solve(cov, d.T).T).sum(-1)
    return -0.5 * (D * math.log(2 * math.pi) + torch.linalg.slogdet(cov)[1] + quad)
""", ["not centred"]),
    ],
    "ppca_posterior": [
        ("covariance without the factor var", """
def ppca_posterior(x, W, b, var):
    M_inv = torch.linalg.inv(W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype))
    return (x - b) @ W @ M_inv, M_inv
""", ["covariance without var"]),
        ("least squares: the prior on z is left out", """
def ppca_posterior(x, W, b, var):
    mean = torch.linalg.lstsq(W, (x - b).T).solution.T
    return mean, var * torch.linalg.pinv(W.T @ W)
""", ["prior forgotten"]),
        ("adds var to all entries of W^T W instead of the diagonal: right only for L = 1", """
def ppca_posterior(x, W, b, var):
    M = W.T @ W + var
    return torch.linalg.solve(M, W.T @ (x - b).T).T, var * torch.linalg.inv(M)
""", []),
        ("treats each latent alone: right only if the columns of W are orthogonal", """
def ppca_posterior(x, W, b, var):
    m = (W**2).sum(0) + var
    return (x - b) @ W / m, torch.diag(var / m)
""", []),
        ("returns the Cholesky factor of the covariance", """
def ppca_posterior(x, W, b, var):
    M = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    cov = var * torch.linalg.inv(M)
    return (x - b) @ W @ cov / var, torch.linalg.cholesky(cov)
""", []),
        ("pools the N rows in the covariance, as if they shared one z", """
def ppca_posterior(x, W, b, var):
    eye = torch.eye(W.shape[1], dtype=W.dtype)
    cov = torch.linalg.inv(eye + len(x) * W.T @ W / var)
    mean = torch.linalg.solve(W.T @ W + var * eye, W.T @ (x - b).T).T
    return mean, cov
""", []),
        ("precision form, but the mean is not divided by var", """
def ppca_posterior(x, W, b, var):
    cov = torch.linalg.inv(torch.eye(W.shape[1], dtype=W.dtype) + W.T @ W / var)
    return (x - b) @ W @ cov, cov
""", ["mean not divided by var"]),
        ("posterior mean of x, then the least squares code of b subtracted: the prior must shrink b as well", """
def ppca_posterior(x, W, b, var):
    M = W.T @ W + var * torch.eye(W.shape[1], dtype=W.dtype)
    mean = torch.linalg.solve(M, W.T @ x.T).T - torch.linalg.pinv(W) @ b
    return mean, var * torch.linalg.inv(M)
""", []),
        ("prior precision 1 next to W^T W: the noise variance does not weigh the prior", """
def ppca_posterior(x, W, b, var):
    M = W.T @ W + torch.eye(W.shape[1], dtype=W.dtype)
    return torch.linalg.solve(M, W.T @ (x - b).T).T, var * torch.linalg.inv(M)
""", []),
    ],
    "reparameterize": [
        ("exp(log_var) used as the standard deviation", """
def reparameterize(mean, log_var, noise):
    return mean + log_var.exp() * noise
""", ["exp(log_var) as std"]),
        ("the standard deviation is detached: no gradient to log_var", """
def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var).detach()
    return mean + std * noise
""", ["the graph is cut"]),
        ("draws noise of its own and ignores the argument", """
def reparameterize(mean, log_var, noise):
    q = torch.distributions.Normal(mean, torch.exp(0.5 * log_var))
    return q.rsample(noise.shape[:-2])
""", []),
        ("clamps log_var to [-4, 4]: wrong value and no gradient outside", """
def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var.clamp(-4, 4))
    return mean + std * noise
""", []),
        ("standardises the noise first", """
def reparameterize(mean, log_var, noise):
    noise = (noise - noise.mean()) / noise.std()
    return mean + torch.exp(0.5 * log_var) * noise
""", []),
        ("gradient cut in the branch for M draws only", """
def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    if noise.dim() == 2:
        return mean + std * noise
    z = torch.empty(noise.shape, dtype=noise.dtype)
    for m in range(len(noise)):
        z[m] = (mean + std * noise[m]).detach()
    return z
""", ["the graph is cut"]),
        ("axis for the draws in the wrong place: raises, or mixes up rows when M = N", """
def reparameterize(mean, log_var, noise):
    if noise.dim() == 3:
        mean, log_var = mean.unsqueeze(1), log_var.unsqueeze(1)
    return mean + torch.exp(0.5 * log_var) * noise
""", []),
        ("softplus instead of exp", """
def reparameterize(mean, log_var, noise):
    std = torch.nn.functional.softplus(log_var).sqrt()
    return mean + std * noise
""", []),
        ("one standard deviation per row: the mean of log_var over the latents", """
def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var.mean(dim=-1, keepdim=True))
    return mean + std * noise
""", []),
    ],
    "kl_to_standard_normal": [
        ("mean over the latents instead of the sum", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (log_var.exp() + mean**2 - 1 - log_var).mean(-1)
""", ["mean over dimensions"]),
        ("the other direction, KL(prior || q)", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((1 + mean**2) * torch.exp(-log_var) - 1 + log_var).sum(-1)
""", ["the other direction"]),
        ("the 1 is subtracted once and not per latent: right only for L = 1", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * ((log_var.exp() + mean**2 - log_var).sum(-1) - 1)
""", ["minus one forgotten"]),
        ("log of (variance + 1e-6): wrong for a very small variance", """
def kl_to_standard_normal(mean, log_var):
    var = log_var.exp()
    return 0.5 * (var + mean**2 - 1 - torch.log(var + 1e-6)).sum(-1)
""", []),
        ("free bits: each latent pays at least 0.1 nats", """
def kl_to_standard_normal(mean, log_var):
    each = 0.5 * (log_var.exp() + mean**2 - 1 - log_var)
    return each.clamp(min=0.1).sum(-1)
""", ["minus one forgotten"]),
        ("log_var taken for the log of the standard deviation", """
def kl_to_standard_normal(mean, log_var):
    return (0.5 * (torch.exp(2 * log_var) + mean**2 - 1) - log_var).sum(-1)
""", ["log_var taken as log of the std"]),
        ("the variance is detached: right value, wrong gradient", """
def kl_to_standard_normal(mean, log_var):
    var = log_var.exp().detach()
    return 0.5 * (var + mean**2 - 1 - log_var).sum(-1)
""", ["the graph is cut"]),
        ("estimated by samples", """
def kl_to_standard_normal(mean, log_var):
    q = torch.distributions.Normal(mean, torch.exp(0.5 * log_var))
    z = q.rsample((1000,))
    p = torch.distributions.Normal(torch.zeros_like(mean), torch.ones_like(mean))
    return (q.log_prob(z) - p.log_prob(z)).sum(-1).mean(0)
""", []),
        ("square of the summed mean instead of the sum of squares", """
def kl_to_standard_normal(mean, log_var):
    L = mean.shape[1]
    return 0.5 * (log_var.exp().sum(-1) + mean.sum(-1) ** 2 - L - log_var.sum(-1))
""", []),
    ],
    "leave_one_out_bounds": [
        ("leaves the exponentials: over- and underflow", """
def leave_one_out_bounds(log_weights):
    w = log_weights.exp()
    M = len(w)
    loo = (w.sum(0, keepdim=True) - w) / (M - 1)
    return loo.log().mean(0), w.mean(0).log()
""", ["exp leaves the floats"]),
        ("shifts by one maximum for all data points: columns far below underflow", """
def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    top = log_weights.max()
    w = torch.exp(log_weights - top)
    logs = [torch.log(torch.cat([w[:j], w[j + 1 :]]).mean(0)) for j in range(M)]
    return torch.stack(logs).mean(0) + top, torch.log(w.mean(0)) + top
""", ['exp leaves the floats', 'not the largest taken out']),
        ("takes w_j off the shifted sum: log 0 where one weight dominates", """
def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    total = torch.logsumexp(log_weights, 0)
    share = torch.exp(log_weights - total)
    first = (total + torch.log1p(-share) - math.log(M - 1)).mean(0)
    return first, total - math.log(M)
""", ['the rest by subtraction']),
        ("log of the mean over j, not mean of the logs: both sides are equal", """
def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    logs = torch.stack([
        torch.logsumexp(torch.cat([log_weights[:j], log_weights[j + 1 :]]), 0) for j in range(M)
    ]) - math.log(M - 1)
    return torch.logsumexp(logs, 0) - math.log(M), torch.logsumexp(log_weights, 0) - math.log(M)
""", ["log of the mean of the means"]),
        ("masks the left-out weight with log-weight 0, i.e. weight 1", """
def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    keep = 1 - torch.eye(M, dtype=log_weights.dtype)
    masked = log_weights.unsqueeze(0) * keep.unsqueeze(-1)
    first = (masked.logsumexp(1) - math.log(M - 1)).mean(0)
    return first, log_weights.logsumexp(0) - math.log(M)
""", ['left out by a log-weight of 0']),
        ("masks with -1000, which is itself an ordinary log-weight here", """
def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    out = torch.eye(M, dtype=torch.bool).unsqueeze(-1)
    masked = torch.where(out, torch.tensor(-1000.0, dtype=log_weights.dtype), log_weights.unsqueeze(0))
    first = (masked.logsumexp(1) - math.log(M - 1)).mean(0)
    return first, log_weights.logsumexp(0) - math.log(M)
""", []),
        ("leaves out the last weight only, no mean over j", """
def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    first = log_weights[:-1].logsumexp(0) - math.log(M - 1)
    return first, log_weights.logsumexp(0) - math.log(M)
""", ["only the first one left out"]),
        ("divides by M, not M - 1, in the leave-one-out means", """
def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    out = torch.eye(M, dtype=torch.bool).unsqueeze(-1)
    masked = log_weights.unsqueeze(0).masked_fill(out, -math.inf)
    first = (masked.logsumexp(1) - math.log(M)).mean(0)
    return first, log_weights.logsumexp(0) - math.log(M)
""", ["divided by M, not by M - 1"]),
        ("averages the weights before j only (i < j), not all others (i != j)", """
def leave_one_out_bounds(log_weights):
    M, N = log_weights.shape
    firsts = []
    for j in range(M):
        keep = [i for i in range(M) if i < j]
        rest = log_weights[keep] if keep else log_weights[1:]
        firsts.append(rest.logsumexp(0) - math.log(len(rest)))
    return torch.stack(firsts).mean(0), log_weights.logsumexp(0) - math.log(M)
""", []),
    ],
    "beta_elbo": [
        ("adds the KL", """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction + beta * kl
""", ["sign"]),
        ("the loss to be minimised: sign turned round", """
def beta_elbo(reconstruction, kl, beta):
    return -reconstruction + beta * kl
""", ["the loss instead of the objective"]),
        ("assumes that a log-likelihood is negative", """
def beta_elbo(reconstruction, kl, beta):
    return -reconstruction.abs() - beta * kl
""", []),
        ("beta = 0 counts as not given and becomes 1", """
def beta_elbo(reconstruction, kl, beta):
    beta = beta or 1.0
    return reconstruction - beta * kl
""", []),
        ("beta below 1 is raised to 1", """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - max(beta, 1.0) * kl
""", []),
        ("mean KL of the batch instead of each one's own", """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl.mean()
""", ["one number for the batch"]),
        ("KL detached: right value, no gradient through it", """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction - beta * kl.detach()
""", ["the graph is cut"]),
        ("weights scaled to sum to 1", """
def beta_elbo(reconstruction, kl, beta):
    return (reconstruction - beta * kl) / (1 + beta)
""", []),
        ("in place on `reconstruction`: destroys the caller's tensor, raises on a leaf", """
def beta_elbo(reconstruction, kl, beta):
    reconstruction -= beta * kl
    return reconstruction
""", []),
    ],
    "score_function_gradient": [
        ("leave-one-out baseline, though none is asked", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    values = f(mean + std * noise).to(noise.dtype)
    M = len(noise)
    values = values - (values.sum() - values) / max(M - 1, 1)
    return (values.unsqueeze(1) * noise / std).mean(0)
""", []),
        ("score = noise: not divided by the standard deviation", """
def score_function_gradient(f, mean, log_var, noise):
    values = f(mean + torch.exp(0.5 * log_var) * noise)
    return (values.unsqueeze(1) * noise).mean(0)
""", ["weight (z - mean) / std"]),
        ("z is not detached in log q: the gradient is 0", """
def score_function_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_()
    std = torch.exp(0.5 * log_var.detach())
    z = m + std * noise
    log_q = torch.distributions.Normal(m, std).log_prob(z).sum(-1)
    return torch.autograd.grad((f(z).detach() * log_q).mean(), m)[0]
""", []),
        ("mean of f times mean of the score", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    values = f(mean + std * noise).to(noise.dtype)
    return values.mean() * (noise / std).mean(0)
""", []),
        ("score summed over the dimensions: all entries equal", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    values = f(mean + std * noise)
    score = (noise / std).sum(-1, keepdim=True)
    return (values.unsqueeze(1) * score).mean(0).expand(len(mean))
""", []),
        ("antithetic pairs: not the mean over the M draws asked for", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    plus, minus = f(mean + std * noise), f(mean - std * noise)
    half = 0.5 * (plus.to(noise.dtype) - minus.to(noise.dtype))
    return (half.unsqueeze(1) * noise / std).mean(0)
""", []),
        ("weighs the draws with the density once more (grad q instead of grad log q)", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    q = torch.distributions.Normal(mean, std).log_prob(z).sum(-1).exp()
    return ((f(z) * q).unsqueeze(1) * (z - mean) / std**2).mean(0)
""", []),
        ("divisor M - 1", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    values = f(mean + std * noise)
    return (values.unsqueeze(1) * noise / std).sum(0) / max(len(noise) - 1, 1)
""", []),
        ("score of z for unit variance draws: f is evaluated at mean + noise", """
def score_function_gradient(f, mean, log_var, noise):
    z = mean + noise
    values = f(z)
    return (values.unsqueeze(1) * (z - mean) / log_var.exp()).mean(0)
""", []),
    ],
    "pathwise_gradient": [
        ("turns on requires_grad of the caller's mean and leaves a .grad there", """
def pathwise_gradient(f, mean, log_var, noise):
    mean.requires_grad_()
    mean.grad = None
    f(mean + torch.exp(0.5 * log_var.detach()) * noise).mean().backward()
    return mean.grad.clone()
""", []),
        ("divides by M twice", """
def pathwise_gradient(f, mean, log_var, noise):
    z = (mean + torch.exp(0.5 * log_var) * noise).detach().requires_grad_()
    (slope,) = torch.autograd.grad(f(z).mean(), z)
    return slope.mean(0)
""", []),
        ("exp(log_var) used as the standard deviation", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_()
    z = m + log_var.detach().exp() * noise
    return torch.autograd.grad(f(z).mean(), m)[0]
""", ["exp(log_var) as std"]),
        ("gradient at the average draw, not average of the gradients", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_()
    z = m + torch.exp(0.5 * log_var.detach()) * noise
    return torch.autograd.grad(f(z.mean(0, keepdim=True)).sum(), m)[0]
""", ["noise ignored"]),
        ("finite differences that move mean in place and back: mean is changed by rounding, values inexact", """
@torch.no_grad()
def pathwise_gradient(f, mean, log_var, noise):
    offset = torch.exp(0.5 * log_var) * noise
    out = torch.zeros_like(mean)
    h = 1e-3
    for i in range(len(mean)):
        mean[i] += h
        up = f(mean + offset).mean()
        mean[i] -= 2 * h
        down = f(mean + offset).mean()
        mean[i] += h
        out[i] = (up - down) / (2 * h)
    return out
""", []),
        ("the score function estimator once more", """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    values = f(mean + std * noise)
    return (values.unsqueeze(1) * noise / std).mean(0).detach()
""", ["the score function gradient"]),
        ("own draws from the global generator, noise ignored", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_()
    z = torch.distributions.Normal(m, torch.exp(0.5 * log_var.detach())).rsample((len(noise),))
    return torch.autograd.grad(f(z).mean(), m)[0]
""", []),
        ("multiplies with the standard deviation, as if dz/dmean were std", """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var.detach())
    z = (mean.detach() + std * noise).requires_grad_()
    (slope,) = torch.autograd.grad(f(z).sum(), z)
    return (slope * std).mean(0)
""", ["a factor too many"]),
        ("loop over the draws that keeps the last gradient only", """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var.detach())
    for eps in noise:
        m = mean.detach().clone().requires_grad_()
        value = f((m + std * eps).unsqueeze(0)).mean()
        (gradient,) = torch.autograd.grad(value, m)
    return gradient
""", []),
    ],
    "impute": [
        ("the decoder's mean instead of a draw", """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        mean, var = decode(z)
        x = torch.where(observed, x, mean)
    return x
""", ["the decoder's mean instead of a draw"]),
        ("the encoder's mean instead of a draw", """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        z, _ = encode(x)
        mean, var = decode(z)
        draw = mean + var.sqrt() * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        x = torch.where(observed, x, draw)
    return x
""", ["the encoder's mean instead of a draw"]),
        ("keeps the observed entries only at the very end, not in each round", """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    y = x
    for _ in range(steps):
        mean, log_var = encode(y)
        z = torch.normal(mean, torch.exp(0.5 * log_var), generator=generator)
        mean, var = decode(z)
        y = torch.normal(mean, var.sqrt(), generator=generator)
    return torch.where(observed, x, y)
""", ["overwrites observed pixels"]),
        ("takes the decoder's var for a log-variance", """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    def draw(mean, log_var):
        noise = torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        return mean + torch.exp(0.5 * log_var) * noise

    for _ in range(steps):
        x = torch.where(observed, x, draw(*decode(draw(*encode(x)))))
    return x
""", []),
        ("noise drawn once before the loop and used in every round", """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    mean, _ = encode(x)
    eps = torch.randn(mean.shape, generator=generator, dtype=x.dtype)
    eta = torch.randn(x.shape, generator=generator, dtype=x.dtype)
    for _ in range(steps):
        mean, log_var = encode(x)
        mean, var = decode(mean + torch.exp(0.5 * log_var) * eps)
        x = torch.where(observed, x, mean + var.sqrt() * eta)
    return x
""", []),
        ("one noise vector for all rows: the rows are not independent", """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape[1], generator=generator, dtype=x.dtype)
        mean, var = decode(z)
        draw = mean + var.sqrt() * torch.randn(mean.shape[1], generator=generator, dtype=x.dtype)
        x = torch.where(observed, x, draw)
    return x
""", []),
        ("encodes the starting x in every round: the chain never moves", """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    result = x.clone()
    for _ in range(steps):
        mean, log_var = encode(x)
        z = torch.normal(mean, torch.exp(0.5 * log_var), generator=generator)
        mean, var = decode(z)
        result = torch.where(observed, x, torch.normal(mean, var.sqrt(), generator=generator))
    return result
""", ["one pass"]),
        ("takes the pattern of the first row for all rows", """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    missing = ~observed[0]
    x = x.clone()
    for _ in range(steps):
        mean, log_var = encode(x)
        z = torch.normal(mean, torch.exp(0.5 * log_var), generator=generator)
        mean, var = decode(z)
        x[:, missing] = torch.normal(mean, var.sqrt(), generator=generator)[:, missing]
    return x
""", ["overwrites observed pixels"]),
        ("x drawn from the global generator (randn_like), only z from the given one", """
@torch.no_grad()
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        z = torch.normal(mean, torch.exp(0.5 * log_var), generator=generator)
        mean, var = decode(z)
        x = torch.where(observed, x, mean + var.sqrt() * torch.randn_like(mean))
    return x
""", []),
    ],
}
