"""Answers to exercises of week 5, labelled: see ../corpora.toml."""

RIGHT = {
    "gaussian_log_likelihood": [
        """
def gaussian_log_likelihood(x, mean, var):
    per_dim = -0.5 * (math.log(2 * math.pi) + torch.log(var) + (x - mean) ** 2 / var)
    return per_dim.sum(dim=-1)
""",
        """
def gaussian_log_likelihood(x, mean, var):
    return Normal(mean, torch.sqrt(var)).log_prob(x).sum(-1)
""",
        """
def gaussian_log_likelihood(x, mean, var):
    v = var.expand(x.shape)
    rows = []
    for n in range(x.shape[0]):
        total = 0.0
        for d in range(x.shape[1]):
            diff = x[n, d] - mean[n, d]
            total = total - 0.5 * torch.log(2 * math.pi * v[n, d]) - diff * diff / (2 * v[n, d])
        rows.append(total)
    return torch.stack(rows)
""",
    ],
    "uniform_latent_log_marginal": [
        """
def uniform_latent_log_marginal(x, a, b, std):
    # look at every point from the left end of the interval
    right = x > (a + b) / 2
    near = torch.where(right, x - b, a - x) / (std * math.sqrt(2))
    far = torch.where(right, x - a, b - x) / (std * math.sqrt(2))
    p = 0.5 * (torch.erfc(near) - torch.erfc(far))
    return torch.log(p) - math.log(b - a)
""",
        """
def uniform_latent_log_marginal(x, a, b, std):
    out = []
    for value in x.tolist():
        if value > 0.5 * (a + b):
            value = a + b - value
        lower = (a - value) / std
        upper = (b - value) / std
        p = 0.5 * (math.erfc(lower / math.sqrt(2)) - math.erfc(upper / math.sqrt(2)))
        out.append(math.log(p / (b - a)) if p > 0 else -math.inf)
    return torch.tensor(out, dtype=x.dtype)
""",
        """
from scipy.special import log_ndtr

def uniform_latent_log_marginal(x, a, b, std):
    v = x.detach().numpy()
    right = v > (a + b) / 2
    near = np.where(right, b - v, v - a) / std   # large inside, negative outside
    far = np.where(right, a - v, v - b) / std
    log_big = log_ndtr(near)
    log_small = log_ndtr(far)
    answer = log_big + np.log(-np.expm1(log_small - log_big)) - np.log(b - a)
    return torch.as_tensor(answer, dtype=x.dtype)
""",
    ],
    "ppca_log_marginal": [
        """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    cov = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    return torch.distributions.MultivariateNormal(b, covariance_matrix=cov).log_prob(x)
""",
        """
def ppca_log_marginal(x, W, b, var):
    N, D = x.shape
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    sol = torch.linalg.solve(C, d.T).T
    quad = (d * sol).sum(1)
    logdet = torch.linalg.slogdet(C)[1]
    return -0.5 * (quad + logdet + D * math.log(2 * math.pi))
""",
        """
def ppca_log_marginal(x, W, b, var):
    # everything in the L-dimensional space
    D, L = W.shape
    d = x - b
    M = torch.eye(L, dtype=x.dtype) + W.T @ W / var
    m = torch.linalg.solve(M, W.T @ d.T / var).T       # posterior means
    r = d - m @ W.T
    quad = (r ** 2).sum(1) / var + (m ** 2).sum(1)
    logdet = D * torch.log(var) + torch.linalg.slogdet(M).logabsdet
    return -0.5 * (quad + logdet + D * np.log(2 * np.pi))
""",
    ],
    "ppca_posterior": [
        """
def ppca_posterior(x, W, b, var):
    precision = torch.eye(W.shape[1], dtype=x.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = (x - b) @ W @ cov / var
    return mean, cov
""",
        """
def ppca_posterior(x, W, b, var):
    U, s, Vh = torch.linalg.svd(W, full_matrices=False)
    cov = Vh.T @ torch.diag(var / (var + s ** 2)) @ Vh
    mean = ((x - b) @ U * (s / (var + s ** 2))) @ Vh
    return mean, cov
""",
        """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    A = var * torch.eye(L, dtype=x.dtype) + W.T @ W
    chol = torch.linalg.cholesky(A)
    means = []
    for row in x:
        rhs = W.T @ (row - b)
        means.append(torch.cholesky_solve(rhs[:, None], chol)[:, 0])
    cov = var * torch.cholesky_inverse(chol)
    return torch.stack(means), cov
""",
    ],
    "reparameterize": [
        """
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(0.5 * log_var) * noise
""",
        """
def reparameterize(mean, log_var, noise):
    var = log_var.exp()
    return torch.addcmul(mean, var.sqrt(), noise)
""",
        """
def reparameterize(mean, log_var, noise):
    std = torch.exp(log_var / 2)
    if noise.dim() == 2:
        return std * noise + mean
    draws = []
    for m in range(noise.shape[0]):
        draws.append(std * noise[m] + mean)
    return torch.stack(draws, dim=0)
""",
    ],
    "kl_to_standard_normal": [
        """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * (mean ** 2 + torch.exp(log_var) - 1 - log_var).sum(dim=1)
""",
        """
def kl_to_standard_normal(mean, log_var):
    q = Normal(mean, torch.exp(0.5 * log_var))
    p = Normal(torch.zeros_like(mean), torch.ones_like(mean))
    return kl_divergence(q, p).sum(-1)
""",
        """
def kl_to_standard_normal(mean, log_var):
    N, L = mean.shape
    total = torch.zeros(N, dtype=mean.dtype)
    for l in range(L):
        m, lv = mean[:, l], log_var[:, l]
        # E_q log q = -(1 + log 2 pi v) / 2 and E_q log p = -(log 2 pi + m^2 + v) / 2
        e_log_q = -0.5 * (math.log(2 * math.pi) + lv + 1)
        e_log_p = -0.5 * (math.log(2 * math.pi) + m * m + lv.exp())
        total = total + (e_log_q - e_log_p)
    return total
""",
    ],
    "bernoulli_log_likelihood": [
        """
def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x.to(logits.dtype), reduction="none").sum(-1)
""",
        """
def bernoulli_log_likelihood(x, logits):
    x = x.to(logits.dtype)
    return (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(dim=1)
""",
        """
def bernoulli_log_likelihood(x, logits):
    sign = 1 - 2 * x.to(logits.dtype)        # -1 for a one, +1 for a zero
    result = 0
    for d in range(logits.shape[1]):
        result = result - F.softplus(sign[:, d] * logits[:, d])
    return result
""",
    ],
    "vae_elbo": [
        """
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = reparameterize(mean, log_var, noise)
    return bernoulli_log_likelihood(x, decode(z)) - kl_to_standard_normal(mean, log_var)
""",
        """
def vae_elbo(x, encode, decode, noise):
    mu, lv = encode(x)
    logits = decode(mu + (lv / 2).exp() * noise)
    reconstruction = -F.binary_cross_entropy_with_logits(logits, x.to(logits.dtype), reduction="none").sum(1)
    price = 0.5 * (mu.pow(2) + lv.exp() - lv - 1).sum(1)
    return reconstruction - price
""",
        """
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    std = torch.exp(0.5 * log_var)
    q = Normal(mean, std)
    p = Normal(torch.zeros_like(mean), torch.ones_like(std))
    a = decode(mean + std * noise)
    log_lik = torch.where(x > 0.5, F.logsigmoid(a), F.logsigmoid(-a))
    return log_lik.sum(-1) - kl_divergence(q, p).sum(-1)
""",
    ],
    "elbo_parts": [
        """
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    r = x - b - W @ mean
    square = r @ r + torch.trace(W @ cov @ W.T)
    reconstruction = -0.5 * (D * torch.log(2 * math.pi * var) + square / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.linalg.slogdet(cov)[1])
    precision = torch.eye(L, dtype=x.dtype) + W.T @ W / var
    post_mean = torch.linalg.solve(precision, W.T @ (x - b) / var)
    d = post_mean - mean
    gap = 0.5 * (
        torch.trace(precision @ cov) + d @ precision @ d - L
        - torch.linalg.slogdet(precision)[1] - torch.linalg.slogdet(cov)[1]
    )
    return reconstruction, price, gap
""",
        """
def elbo_parts(x, W, b, var, mean, cov):
    MVN = torch.distributions.MultivariateNormal
    L = W.shape[1]
    q = MVN(mean, cov)
    prior = MVN(torch.zeros(L, dtype=x.dtype), torch.eye(L, dtype=x.dtype))
    pm, pc = ppca_posterior(x[None, :], W, b, var)
    posterior = MVN(pm[0], 0.5 * (pc + pc.T))
    at_mean = Normal(W @ mean + b, var.sqrt()).log_prob(x).sum()
    spread = torch.einsum("dl,lk,dk->", W, cov, W) / (2 * var)
    return at_mean - spread, kl_divergence(q, prior), kl_divergence(q, posterior)
""",
        """
def elbo_parts(x, W, b, var, mean, cov):
    # the gap from the identity: log p(x) - (first - second)
    D, L = W.shape
    second_moment = cov + torch.outer(mean, mean)
    c = x - b
    expected_square = c @ c - 2 * c @ (W @ mean) + ((W.T @ W) * second_moment).sum()
    rec = -D / 2 * math.log(2 * math.pi) - D / 2 * torch.log(var) - expected_square / (2 * var)
    chol = torch.linalg.cholesky(cov)
    price = 0.5 * (torch.diagonal(second_moment).sum() - L) - torch.log(torch.diagonal(chol)).sum()
    gap = ppca_log_marginal(x[None], W, b, var)[0] - rec + price
    return rec, price, gap
""",
    ],
    "iwae_bound": [
        """
def iwae_bound(log_weights):
    M = log_weights.shape[0]
    return torch.logsumexp(log_weights, dim=0) - math.log(M)
""",
        """
def iwae_bound(log_weights):
    top = log_weights.max(dim=0).values.detach()
    return top + torch.log(torch.exp(log_weights - top).mean(dim=0))
""",
        """
def iwae_bound(log_weights):
    total = log_weights[0]
    for row in log_weights[1:]:
        total = torch.logaddexp(total, row)
    return total - np.log(len(log_weights))
""",
    ],
    "leave_one_out_bounds": [
        """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    logs = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1:]])
        logs.append(torch.logsumexp(rest, dim=0) - math.log(M - 1))
    return torch.stack(logs).mean(dim=0), torch.logsumexp(log_weights, dim=0) - math.log(M)
""",
        """
def leave_one_out_bounds(log_weights):
    M, N = log_weights.shape
    table = log_weights.expand(M, M, N)                 # [j, i, n]
    gone = torch.eye(M, dtype=torch.bool)[:, :, None]
    table = table.masked_fill(gone, -math.inf)
    left = (torch.logsumexp(table, dim=1) - math.log(M - 1)).mean(0)
    right = torch.logsumexp(log_weights, 0) - math.log(M)
    return left, right
""",
        """
from scipy.special import logsumexp

def leave_one_out_bounds(log_weights):
    lw = log_weights.detach().numpy()
    M = lw.shape[0]
    parts = [logsumexp(np.delete(lw, j, axis=0), axis=0, b=1 / (M - 1)) for j in range(M)]
    first = np.mean(parts, axis=0)
    second = logsumexp(lw, axis=0, b=1 / M)
    return torch.from_numpy(np.asarray(first)), torch.from_numpy(np.asarray(second))
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
    # the ELBO, corrected by what the KL weighs more or less
    elbo = reconstruction - kl
    return elbo + (1.0 - beta) * kl
""",
    ],
    "mixture_prior_log_prob": [
        """
def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    d = z[:, None, :] - means[None]
    logs = -0.5 * (math.log(2 * math.pi) + log_vars + d ** 2 * torch.exp(-log_vars)).sum(-1)
    return torch.logsumexp(logs, dim=1) - math.log(K)
""",
        """
def mixture_prior_log_prob(z, means, log_vars):
    D = torch.distributions
    weights = D.Categorical(logits=torch.zeros(len(means), dtype=means.dtype))
    parts = D.Independent(Normal(means, (0.5 * log_vars).exp()), 1)
    return D.MixtureSameFamily(weights, parts).log_prob(z)
""",
        """
def mixture_prior_log_prob(z, means, log_vars):
    columns = []
    for k in range(means.shape[0]):
        columns.append(gaussian_log_likelihood(z, means[k].expand_as(z), log_vars[k].exp()))
    table = torch.stack(columns)                 # (K, N)
    top = table.max(dim=0).values
    return top + torch.log(torch.exp(table - top).mean(0))
""",
    ],
    "score_function_gradient": [
        """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * noise / std).mean(dim=0)
""",
        """
def score_function_gradient(f, mean, log_var, noise):
    z = reparameterize(mean, log_var, noise)
    score = (z - mean) / log_var.exp()
    values = f(z).to(score.dtype)
    return values @ score / len(noise)
""",
        """
def score_function_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    std = (0.5 * log_var.detach()).exp()
    z = mean.detach() + std * noise
    log_q = Normal(m, std).log_prob(z).sum(-1)
    surrogate = (f(z).detach() * log_q).mean()
    return torch.autograd.grad(surrogate, m)[0]
""",
    ],
    "pathwise_gradient": [
        """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(0.5 * log_var.detach()) * noise
    (g,) = torch.autograd.grad(f(z).mean(), m)
    return g
""",
        """
def pathwise_gradient(f, mean, log_var, noise):
    # dz/dmean is the identity, so the gradients at the draws only have to be added up
    z = reparameterize(mean, log_var, noise).detach().requires_grad_(True)
    g = torch.autograd.grad(f(z).mean(), z)[0]
    return g.sum(dim=0)
""",
        """
def pathwise_gradient(f, mean, log_var, noise):
    std = log_var.detach().exp().sqrt()

    def average(m):
        return f(m + std * noise).mean()

    return torch.autograd.functional.jacobian(average, mean.detach())
""",
    ],
    "slerp": [
        """
def slerp(z0, z1, t):
    a, b = z0.double(), z1.double()
    cos = torch.dot(a, b) / (a.norm() * b.norm())
    if 1 - cos.abs() < 1e-12:
        return ((1 - t) * a + t * b).to(z0.dtype)
    omega = torch.acos(cos)
    out = torch.sin((1 - t) * omega) / torch.sin(omega) * a + torch.sin(t * omega) / torch.sin(omega) * b
    return out.to(z0.dtype)
""",
        """
def slerp(z0, z1, t):
    u0 = z0.double() / torch.linalg.norm(z0.double())
    u1 = z1.double() / torch.linalg.norm(z1.double())
    omega = 2 * math.atan2(torch.linalg.norm(u0 - u1).item(), torch.linalg.norm(u0 + u1).item())
    s = math.sin(omega)
    if abs(s) < 1e-7:
        c0, c1 = 1 - t, t
    else:
        c0, c1 = math.sin((1 - t) * omega) / s, math.sin(t * omega) / s
    return c0 * z0 + c1 * z1
""",
        """
def slerp(z0, z1, t):
    p, q = z0.tolist(), z1.tolist()
    inner = sum(i * j for i, j in zip(p, q))
    lengths = math.sqrt(sum(i * i for i in p)) * math.sqrt(sum(j * j for j in q))
    cos = max(-1.0, min(1.0, inner / lengths))
    omega = math.acos(cos)
    if omega < 1e-6 or math.pi - omega < 1e-6:
        out = [(1 - t) * i + t * j for i, j in zip(p, q)]
    else:
        out = [(math.sin((1 - t) * omega) * i + math.sin(t * omega) * j) / math.sin(omega) for i, j in zip(p, q)]
    return torch.tensor(out, dtype=z0.dtype)
""",
    ],
    "impute": [
        """
def impute(x, observed, encode, decode, steps, generator):
    current = x.clone()
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        m, v = decode(z)
        draw = m + torch.sqrt(v) * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        current = torch.where(observed, x, draw)
    return current
""",
        """
def impute(x, observed, encode, decode, steps, generator):
    filled = x.clone()
    missing = ~observed
    with torch.no_grad():
        for step in range(steps):
            mu, lv = encode(filled)
            z = torch.normal(mu, (lv / 2).exp(), generator=generator)
            mu_x, var_x = decode(z)
            new = torch.normal(mu_x, var_x.sqrt().expand_as(mu_x), generator=generator)
            filled = filled.clone()
            filled[missing] = new[missing]
    return filled
""",
        """
def impute(x, observed, encode, decode, steps, generator):
    keep = observed.to(x.dtype)
    seen = keep * x
    state = x.clone()
    left = steps
    while left > 0:
        mean, log_var = encode(state)
        z = reparameterize(mean, log_var, torch.randn(mean.shape, dtype=x.dtype, generator=generator))
        mean_x, var_x = decode(z)
        eps = torch.randn(x.shape, dtype=x.dtype, generator=generator)
        state = seen + (1 - keep) * (mean_x + var_x ** 0.5 * eps)
        left -= 1
    return state
""",
    ],
    "VAE": [
        """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        h = self.encoder(x.to(self.encoder[0].weight))
        mean, log_var = h.chunk(2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.decoder(z.to(self.decoder[0].weight))

    def elbo(self, x, noise):
        return vae_elbo(x, self.encode, self.decode, noise)

    def sample(self, noise, generator=None):
        with torch.no_grad():
            return torch.bernoulli(torch.sigmoid(self.decode(noise)), generator=generator)
""",
        # the plain form that most students write: no casts, works in the dtype of the weights
        """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.fc1 = nn.Linear(data, hidden)
        self.fc_mean = nn.Linear(hidden, latent)
        self.fc_log_var = nn.Linear(hidden, latent)
        self.fc2 = nn.Linear(latent, hidden)
        self.fc3 = nn.Linear(hidden, data)

    def encode(self, x):
        h = torch.tanh(self.fc1(x))
        return self.fc_mean(h), self.fc_log_var(h)

    def decode(self, z):
        return self.fc3(torch.tanh(self.fc2(z)))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(mean + torch.exp(0.5 * log_var) * noise)
        log_lik = (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(-1)
        kl = 0.5 * (mean ** 2 + log_var.exp() - log_var - 1).sum(-1)
        return log_lik - kl

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        u = torch.rand(p.shape, generator=generator, dtype=p.dtype)
        return (u < p).to(p.dtype)
""",
        """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.latent = latent
        self.enc = nn.ModuleList([nn.Linear(data, hidden), nn.Linear(hidden, 2 * latent)])
        self.dec = nn.ModuleList([nn.Linear(latent, hidden), nn.Linear(hidden, data)])

    def run(self, net, h):
        h = h.to(net[0].weight.dtype)
        return net[1](F.softplus(net[0](h)))

    def encode(self, x):
        out = self.run(self.enc, x)
        return out[:, : self.latent], out[:, self.latent :]

    def decode(self, z):
        return self.run(self.dec, z)

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(reparameterize(mean, log_var, noise))
        return bernoulli_log_likelihood(x, logits) - kl_to_standard_normal(mean, log_var)

    def sample(self, noise, generator=None):
        p = self.decode(noise).detach().sigmoid()
        return torch.bernoulli(p, generator=generator)
""",
    ],
}
WRONG = {
    "gaussian_log_likelihood": [
        # proof: x = mean = 0, D = 1, var = 4: gives -log 4 - 0.92 = -2.305, should be -0.5 log 4 - 0.92 = -1.612
        ("var taken for a standard deviation", """
def gaussian_log_likelihood(x, mean, var):
    return Normal(mean, var).log_prob(x).sum(-1)
""", ['var taken as std']),
        # proof: x = mean = 0, D = 1, var = 1: gives 0, should be -0.919
        ("2 pi left out", """
def gaussian_log_likelihood(x, mean, var):
    return -0.5 * (torch.log(var) + (x - mean) ** 2 / var).sum(1)
""", ['no 2 pi']),
        # proof: x = mean = 0, D = 2, var = 1: gives -0.919, should be -1.838
        ("mean over the dimensions in place of the sum", """
def gaussian_log_likelihood(x, mean, var):
    diff = x - mean
    log_p = -0.5 * math.log(2 * math.pi) - 0.5 * torch.log(var) - 0.5 * diff ** 2 / var
    return log_p.mean(dim=1)
""", ['mean over D']),
        # proof: N = 3, D = 2: shape (2,), should be (3,)
        ("sum over the rows", """
def gaussian_log_likelihood(x, mean, var):
    log_p = -0.5 * (torch.log(2 * torch.pi * var) + (x - mean).pow(2) / var)
    return log_p.sum(0)
""", []),
        # proof: D = 3, var = tensor(4.), x = mean: log 4 counted once, should be three times
        ("log of a shared variance counted once (and of all rows together for (N, D))", """
def gaussian_log_likelihood(x, mean, var):
    D = x.shape[1]
    quad = ((x - mean) ** 2 / var).sum(1)
    logdet = torch.log(var).sum()
    return -0.5 * (D * np.log(2 * np.pi) + logdet + quad)
""", ['one log of a shared variance']),
        # proof: var = 1e-9, x = mean, D = 1: gives -0.5 log(1.001e-6) - 0.92 = 5.99, should be 9.44
        ("a small number added to the variance", """
def gaussian_log_likelihood(x, mean, var):
    var = var + 1e-6
    return (-0.5 * (x - mean) ** 2 / var - 0.5 * torch.log(2 * math.pi * var)).sum(-1)
""", []),
        # proof: x = 3000.1 , mean = 3000.1 + 3e-5, var = 1e-9: the squares of 9e6 cancel with an error of 2e-9 = 2 var
        ("square multiplied out, cancels for numbers in the thousands", """
def gaussian_log_likelihood(x, mean, var):
    square = x ** 2 - 2 * x * mean + mean ** 2
    return -0.5 * (math.log(2 * math.pi) + torch.log(var) + square / var).sum(dim=-1)
""", []),
        # proof: x = 2, mean = 0, var = 1, D = 1: gives -0.92 - 4, should be -0.92 - 2
        ("half forgotten in the quadratic term", """
def gaussian_log_likelihood(x, mean, var):
    const = -0.5 * torch.log(2 * math.pi * var)
    expo = -((x - mean) ** 2) / var
    return (const + expo).sum(dim=1)
""", ['no half before the squared error']),
    ],
    "uniform_latent_log_marginal": [
        # proof: a = 0, b = 3, std = 0.1, x = -2 (20 std to the left): both cdf values are 1, gives -inf, should be about -205
        ("difference of cdfs near 1 on the left", """
def uniform_latent_log_marginal(x, a, b, std):
    n = Normal(0.0, 1.0)
    p = n.cdf((b - x) / std) - n.cdf((a - x) / std)
    return torch.log(p) - math.log(b - a)
""", ['both tails lost']),
        # proof: a = 0, b = 3, std = 0.1, x = 5: erfc(-14) - erfc(-35) = 0, gives -inf, should be about -205
        ("erfc, but no mirror image: one side lost", """
def uniform_latent_log_marginal(x, a, b, std):
    s = std * math.sqrt(2)
    p = 0.5 * (torch.erfc((a - x) / s) - torch.erfc((b - x) / s))
    return torch.log(p / (b - a))
""", ['right tail lost']),
        # proof: a = 0, b = 3, std = 0.01, x = 1.5: gives 0, should be -log 3
        ("density of z forgotten", """
def uniform_latent_log_marginal(x, a, b, std):
    far = (x - (a + b) / 2).abs()
    h = (b - a) / 2
    s = std * 2 ** 0.5
    return torch.log(0.5 * (torch.erfc((far - h) / s) - torch.erfc((far + h) / s)))
""", ['no 1/(b - a)']),
        # proof: a = 0, b = 1, std = 0.1, x = 1.2 (two std outside): uses Phi(-0.2 / 0.316), should use Phi(-2)
        ("std taken for a variance", """
def uniform_latent_log_marginal(x, a, b, std):
    std = math.sqrt(std)
    x = torch.where(x > (a + b) / 2, a + b - x, x)
    up = torch.erfc((a - x) / (std * math.sqrt(2)))
    low = torch.erfc((b - x) / (std * math.sqrt(2)))
    return torch.log(0.5 * (up - low)) - math.log(b - a)
""", ['std as variance']),
        # proof: a = 0, b = 3, std = 0.1, x = -0.1: uses erfc(1) / 2 = 0.079, should be Phi(-1) = 0.159
        ("root of 2 in erfc left out", """
def uniform_latent_log_marginal(x, a, b, std):
    right = x > (a + b) / 2
    near = torch.where(right, x - b, a - x) / std
    far = torch.where(right, x - a, b - x) / std
    p = 0.5 * (torch.erfc(near) - torch.erfc(far))
    return torch.log(p) - math.log(b - a)
""", []),
        # proof: a = 0, b = 3, std = 1e-5, x = 1.50075: no grid point is near, gives -inf or nonsense, should be -log 3
        ("numerical integral on a fixed grid", """
def uniform_latent_log_marginal(x, a, b, std):
    z = torch.linspace(a, b, 1001, dtype=x.dtype)
    log_p = Normal(z, std).log_prob(x[:, None])
    return torch.logsumexp(log_p, dim=1) + math.log((b - a) / 1001) - math.log(b - a)
""", []),
        # proof: a = 0, b = 3, std = 0.1, x = -2: gives log 1e-12 - log 3 = -28.7, should be about -205
        ("probability clamped before the logarithm", """
def uniform_latent_log_marginal(x, a, b, std):
    n = torch.distributions.Normal(torch.tensor(0.0, dtype=x.dtype), 1.0)
    prob = n.cdf((b - x) / std) - n.cdf((a - x) / std)
    prob = prob.clamp_min(1e-12)
    return prob.log() - np.log(b - a)
""", ['mass clamped', 'both tails lost']),
        # proof: a = 0, b = 3, std = 0.01, x = 1.5: gives log 2 - log 3, should be -log 3
        ("half in front of erfc forgotten", """
def uniform_latent_log_marginal(x, a, b, std):
    mirrored = (a + b) / 2 - (x - (a + b) / 2).abs()
    s = std * math.sqrt(2)
    p = torch.erfc((a - mirrored) / s) - torch.erfc((b - mirrored) / s)
    return torch.log(p) - math.log(b - a)
""", []),
    ],
    "ppca_log_marginal": [
        # proof: D = 400, W small, var = 0.01: det underflows to 0, gives +inf or nan, should be finite
        ("determinant itself, underflows", """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    d = x - b
    quad = ((d @ torch.linalg.inv(C)) * d).sum(1)
    return -0.5 * (quad + torch.log(torch.linalg.det(C)) + D * math.log(2 * math.pi))
""", ['the determinant underflows']),
        # proof: W = 0, D = 1, var = 4, x = b: gives -0.92 - 0.5 log 16, should be -0.92 - 0.5 log 4
        ("variance of the noise squared", """
def ppca_log_marginal(x, W, b, var):
    cov = W @ W.T + var ** 2 * torch.eye(len(b), dtype=x.dtype)
    return torch.distributions.MultivariateNormal(b, cov).log_prob(x)
""", ['var taken as std']),
        # proof: W = 0, D = 2, var = 1: the matrix is all ones, singular, should be the identity
        ("var added to all entries instead of the diagonal", """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    C = W @ W.T + var
    d = x - b
    quad = (d * torch.linalg.solve(C, d.T).T).sum(-1)
    return -0.5 * (D * math.log(2 * math.pi) + torch.linalg.slogdet(C)[1] + quad)
""", []),
        # proof: W = 0, b = 3, D = 1, var = 1, x = 3: gives -0.92 - 4.5, should be -0.92
        ("b not subtracted", """
def ppca_log_marginal(x, W, b, var):
    N, D = x.shape
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    quad = torch.einsum("nd,de,ne->n", x, torch.linalg.inv(C), x)
    return -0.5 * quad - 0.5 * torch.logdet(C) - 0.5 * D * math.log(2 * math.pi)
""", ['not centred']),
        # proof: W = 0, D = 1, var = e^2, x = b: gives -0.92 - 0.5, should be -0.92 - 1
        ("log-determinant of the Cholesky factor halved once more", """
def ppca_log_marginal(x, W, b, var):
    D = W.shape[0]
    chol = torch.linalg.cholesky(W @ W.T + var * torch.eye(D, dtype=x.dtype))
    y = torch.linalg.solve_triangular(chol, (x - b).T, upper=False)
    quad = (y ** 2).sum(0)
    logdet = torch.log(torch.diagonal(chol)).sum()
    return -0.5 * (quad + logdet + D * math.log(2 * math.pi))
""", ['no 1/2 before the log-determinant']),
        # proof: D = 3, L = 1, W = 0, var = 1, x = b: gives -0.92, should be -2.76
        ("constant with the latent dimension L in place of D", """
def ppca_log_marginal(x, W, b, var):
    D, L = W.shape
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    diff = (x - b).T
    maha = (diff * torch.linalg.solve(C, diff)).sum(0)
    return -0.5 * (L * math.log(2 * math.pi) + torch.linalg.slogdet(C).logabsdet + maha)
""", ['constant forgotten']),
        # proof: D = L = 1, W = 1, var = 1, x = b: gives -0.92, should be -0.92 - 0.5 log 2
        ("W z left out: p(x | z = 0) in place of p(x)", """
def ppca_log_marginal(x, W, b, var):
    return gaussian_log_likelihood(x, b.expand_as(x), var)
""", ['z at its mean']),
        # proof: D = 1, W = 0, var = e, x = b: gives -0.92 + 0.5, should be -0.92 - 0.5
        ("sign of the log-determinant", """
def ppca_log_marginal(x, W, b, var):
    D = x.shape[1]
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    P = torch.linalg.inv(C)
    out = []
    for row in x:
        d = row - b
        out.append(-0.5 * d @ P @ d + 0.5 * torch.linalg.slogdet(C)[1] - D / 2 * math.log(2 * math.pi))
    return torch.stack(out)
""", ['the log-determinant left out', 'no 1/2 before the log-determinant']),
    ],
    "ppca_posterior": [
        # proof: D = L = 1, W = 0, var = 4: gives cov 1/4, should be 1
        ("cov without the factor var", """
def ppca_posterior(x, W, b, var):
    L = W.shape[1]
    cov = torch.linalg.inv(W.T @ W + var * torch.eye(L, dtype=x.dtype))
    mean = (x - b) @ W @ cov
    return mean, cov
""", ['covariance without var']),
        # proof: D = L = 1, W = 1, var = 0.1, x - b = 1: gives mean 1/11, should be 10/11
        ("division by var missing in the mean", """
def ppca_posterior(x, W, b, var):
    precision = torch.eye(W.shape[1], dtype=x.dtype) + W.T @ W / var
    cov = torch.linalg.inv(precision)
    return (cov @ W.T @ (x - b).T).T, cov
""", ['mean not divided by var']),
        # proof: D = L = 1, W = 1, var = 1, x - b = 1: gives mean 1 and cov 1, should be 1/2 and 1/2
        ("prior forgotten: least squares", """
def ppca_posterior(x, W, b, var):
    cov = var * torch.linalg.inv(W.T @ W)
    mean = torch.linalg.lstsq(W, (x - b).T).solution.T
    return mean, cov
""", ['prior forgotten']),
        # proof: D = L = 1, W = 1, var = 1, b = 5, x = 5: gives mean 2.5, should be 0
        ("b not subtracted", """
def ppca_posterior(x, W, b, var):
    M = torch.eye(W.shape[1], dtype=x.dtype) + W.T @ W / var
    mean = torch.linalg.solve(M, W.T @ x.T / var).T
    return mean, torch.linalg.inv(M)
""", ['not centred']),
        # proof: D = L = 1, W = 1, var = 1: gives cov 2, should be 1/2
        ("precision returned in place of the covariance", """
def ppca_posterior(x, W, b, var):
    precision = torch.eye(W.shape[1], dtype=x.dtype) + W.T @ W / var
    mean = torch.linalg.solve(precision, W.T @ (x - b).T / var).T
    return mean, precision
""", ['precision instead of covariance']),
        # proof: D = L = 1, W = 1, var = 4: precision 1 + 1/2, should be 1 + 1/4
        ("divides by the standard deviation", """
def ppca_posterior(x, W, b, var):
    s = torch.sqrt(var)
    precision = torch.eye(W.shape[1], dtype=x.dtype) + W.T @ W / s
    cov = torch.linalg.inv(precision)
    mean = (x - b) @ W @ cov / s
    return mean, cov
""", ['var taken as std']),
        # proof: L = 2, W with orthonormal columns, var = 1: the precision has 1 off the diagonal, should be 2 I
        ("1 added to every entry instead of the identity", """
def ppca_posterior(x, W, b, var):
    precision = 1 + W.T @ W / var
    cov = torch.linalg.inv(precision)
    mean = ((x - b) @ W / var) @ cov.T
    return mean, cov
""", []),
        # proof: L = 1: mean right, cov = I + ..., D = L = 1, W = 1, var = 1: gives 3/2, should be 1/2
        ("sign in I - W' C^-1 W", """
def ppca_posterior(x, W, b, var):
    D, L = W.shape
    C = W @ W.T + var * torch.eye(D, dtype=x.dtype)
    G = torch.linalg.solve(C, W)
    mean = (x - b) @ G
    cov = torch.eye(L, dtype=x.dtype) + W.T @ G
    return mean, cov
""", []),
    ],
    "reparameterize": [
        # proof: mean 0, log_var = log 4, noise 1: gives 4, should be 2
        ("variance in place of the standard deviation", """
def reparameterize(mean, log_var, noise):
    return mean + torch.exp(log_var) * noise
""", ['exp(log_var) as std']),
        # proof: mean 0, log_var 0, noise 1: gives 0, should be 1
        ("log_var used without exp", """
def reparameterize(mean, log_var, noise):
    std = 0.5 * log_var
    return mean + std * noise
""", ['log-variance used as it is']),
        # proof: no gradient reaches log_var
        ("standard deviation detached", """
def reparameterize(mean, log_var, noise):
    std = torch.exp(0.5 * log_var).detach()
    return mean + std * noise
""", ['the graph is cut']),
        # proof: noise = 0 must give the mean; this gives a random draw
        ("own noise drawn", """
def reparameterize(mean, log_var, noise):
    eps = torch.randn_like(noise)
    return mean + torch.exp(0.5 * log_var) * eps
""", []),
        # proof: log_var = log 4, noise 1, mean 0: gives 1/2, should be 2
        ("minus in the exponent", """
def reparameterize(mean, log_var, noise):
    return mean + noise * torch.exp(-0.5 * log_var)
""", []),
        # proof: result.requires_grad is False though mean asks for a gradient
        ("all under no_grad", """
def reparameterize(mean, log_var, noise):
    with torch.no_grad():
        z = mean + (0.5 * log_var).exp() * noise
    return z
""", ['the graph is cut']),
        # proof: noise (M, N, L): gives shape (N, L), should be (M, N, L)
        ("many draws averaged", """
def reparameterize(mean, log_var, noise):
    std = torch.sqrt(torch.exp(log_var))
    if noise.dim() == 3:
        noise = noise.mean(dim=0)
    return mean + std * noise
""", []),
        # proof: log_var = log 4, mean 0, noise 1: gives 16, should be 2
        ("2 in place of 1/2 in the exponent", """
def reparameterize(mean, log_var, noise):
    sigma = torch.exp(2 * log_var)
    z = sigma * noise
    z = z + mean
    return z
""", []),
    ],
    "kl_to_standard_normal": [
        # proof: mean = 1, log_var = 0, L = 1: gives -0.5, should be 0.5
        ("sign", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * torch.sum(1 + log_var - mean ** 2 - log_var.exp(), dim=1)
""", ['sign']),
        # proof: mean = 1, log_var = 0, L = 1: gives 1, should be 0.5
        ("half forgotten", """
def kl_to_standard_normal(mean, log_var):
    return (mean ** 2 + log_var.exp() - log_var - 1).sum(-1)
""", ['no 1/2']),
        # proof: mean = (1, 1), log_var = 0: gives 0.5, should be 1
        ("mean over the dimensions", """
def kl_to_standard_normal(mean, log_var):
    kl = 0.5 * (mean ** 2 + torch.exp(log_var) - 1 - log_var)
    return kl.mean(dim=-1)
""", ['mean over dimensions']),
        # proof: mean 0, log_var = log 4, L = 1: gives 0.5 (2 - 1 - 1.386) < 0, should be 0.807
        ("standard deviation in place of the variance", """
def kl_to_standard_normal(mean, log_var):
    std = torch.exp(0.5 * log_var)
    return 0.5 * (mean ** 2 + std - 1 - log_var).sum(1)
""", ["the std in the variance's place"]),
        # proof: mean 0, log_var = log 4, L = 1: gives 0.5 (1/4 - 1 + 1.386) = 0.318, should be 0.807
        ("the other direction of the KL", """
def kl_to_standard_normal(mean, log_var):
    q = Normal(mean, torch.exp(0.5 * log_var))
    p = Normal(torch.zeros_like(mean), torch.ones_like(mean))
    return kl_divergence(p, q).sum(dim=1)
""", ['the other direction']),
        # proof: mean 0, log_var 0: gives L / 2, should be 0
        ("minus 1 forgotten", """
def kl_to_standard_normal(mean, log_var):
    var = log_var.exp()
    return 0.5 * (mean.pow(2) + var - log_var).sum(dim=-1)
""", ['minus one forgotten']),
        # proof: N = 3: gives a scalar, should have shape (3,)
        ("summed over rows too", """
def kl_to_standard_normal(mean, log_var):
    return 0.5 * torch.sum(mean ** 2 + torch.exp(log_var) - 1 - log_var)
""", ['one number for the batch']),
        # proof: mean 0, log_var 1, L = 1: gives 0.5 (2.718 - 1 + 1), should be 0.5 (2.718 - 1 - 1)
        ("sign of the log_var term", """
def kl_to_standard_normal(mean, log_var):
    total = torch.zeros_like(mean[:, 0])
    for l in range(mean.shape[1]):
        total = total + 0.5 * (mean[:, l] ** 2 + log_var[:, l].exp() + log_var[:, l] - 1)
    return total
""", ['sign of log_var']),
    ],
    "bernoulli_log_likelihood": [
        # proof: x = 0, logit 1000: log(1 - 1) = -inf, should be -1000; x = 1: 0 * -inf = nan, should be 0
        ("logarithm of the sigmoid", """
def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits)
    return (x * torch.log(p) + (1 - x) * torch.log(1 - p)).sum(-1)
""", ['sigmoid first, log after']),
        # proof: x = 1, logit 0, D = 1: gives +0.693, should be -0.693
        ("cross-entropy, sign not turned", """
def bernoulli_log_likelihood(x, logits):
    return F.binary_cross_entropy_with_logits(logits, x, reduction="none").sum(dim=1)
""", ['the loss instead of the log-likelihood']),
        # proof: D = 2, logits 0: gives -0.693, should be -1.386
        ("mean over the pixels", """
def bernoulli_log_likelihood(x, logits):
    return -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=1)
""", ['mean over D']),
        # proof: x = 0, logit 1000: gives log 1e-7 = -16.1, should be -1000
        ("probabilities clamped", """
def bernoulli_log_likelihood(x, logits):
    p = torch.sigmoid(logits).clamp(1e-7, 1 - 1e-7)
    return torch.sum(x * p.log() + (1 - x) * (1 - p).log(), dim=1)
""", ['probabilities clamped']),
        # proof: x = 1, logit 2: gives log sigma(-2), should be log sigma(2)
        ("zeros and ones exchanged", """
def bernoulli_log_likelihood(x, logits):
    log_one = -F.softplus(logits)
    log_zero = -F.softplus(-logits)
    return (x * log_one + (1 - x) * log_zero).sum(dim=-1)
""", ['ones and zeros exchanged']),
        # proof: x = 0, logit 0, D = 1: gives 0, should be -0.693
        ("only the ones counted", """
def bernoulli_log_likelihood(x, logits):
    return (x * F.logsigmoid(logits)).sum(1)
""", ['zeros forgotten']),
        # proof: x = 1, logit 1000: exp overflows, 1000 - inf = -inf, should be 0
        ("log(1 + exp) written out", """
def bernoulli_log_likelihood(x, logits):
    return (x * logits - torch.log(1 + torch.exp(logits))).sum(-1)
""", ['exp overflows']),
        # proof: x = 1, logit 0, D = 1: gives log sigma(0.5) = -0.474, should be -0.693
        ("sigmoid applied twice", """
def bernoulli_log_likelihood(x, logits):
    probs = torch.sigmoid(logits)
    loss = F.binary_cross_entropy_with_logits(probs, x, reduction="none")
    return -loss.sum(dim=1)
""", ['sigmoid twice']),
    ],
    "vae_elbo": [
        # proof: mean = 1, log_var = 0, L = 1: the bound is 0.5 + 0.5 too large
        ("KL added", """
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = reparameterize(mean, log_var, noise)
    return bernoulli_log_likelihood(x, decode(z)) + kl_to_standard_normal(mean, log_var)
""", ['KL added']),
        # proof: noise = 1, log_var = 0, decode = identity: decodes the mean, should decode mean + 1
        ("decodes the mean, noise unused", """
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    rec = bernoulli_log_likelihood(x, decode(mean))
    return rec - kl_to_standard_normal(mean, log_var)
""", ['noise ignored']),
        # proof: log_var = log 4, mean 0, noise 1: z = 4, should be 2
        ("draw with the variance", """
def vae_elbo(x, encode, decode, noise):
    mu, log_var = encode(x)
    z = mu + log_var.exp() * noise
    logits = decode(z)
    rec = (x * F.logsigmoid(logits) + (1 - x) * F.logsigmoid(-logits)).sum(-1)
    kl = 0.5 * (mu ** 2 + log_var.exp() - 1 - log_var).sum(-1)
    return rec - kl
""", ['exp(log_var) as std']),
        # proof: N = 2: each row pays for the codes of both rows
        ("KL summed over the whole batch", """
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(0.5 * log_var) * noise
    rec = -F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(1)
    kl = -0.5 * torch.sum(1 + log_var - mean.pow(2) - log_var.exp())
    return rec - kl
""", ['KL counted per batch']),
        # proof: D = 2, logits 0: reconstruction -0.693, should be -1.386
        ("mean over the pixels in the reconstruction", """
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    logits = decode(reparameterize(mean, log_var, noise))
    rec = -F.binary_cross_entropy_with_logits(logits, x, reduction="none").mean(dim=-1)
    return rec - kl_to_standard_normal(mean, log_var)
""", ['reconstruction averaged over the pixels']),
        # proof: the encoder gets no gradient from the reconstruction
        ("z detached", """
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = reparameterize(mean, log_var, noise).detach()
    return bernoulli_log_likelihood(x, decode(z)) - kl_to_standard_normal(mean, log_var)
""", ['a part cut out of the graph']),
        # proof: noise = 2, mean 0, log_var 0: the sampled KL is log q - log p = 0 only here; mean 1: gives 2.5, analytic 0.5
        ("KL from the draw in place of the analytic one", """
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    std = (0.5 * log_var).exp()
    z = mean + std * noise
    log_q = Normal(mean, std).log_prob(z).sum(-1)
    log_p = Normal(0.0, 1.0).log_prob(z).sum(-1)
    return bernoulli_log_likelihood(x, decode(z)) + log_p - log_q
""", ["KL estimated from the draw"]),
        # proof: logits 0, D = 1, KL = 0: gives +0.693, should be -0.693
        ("the loss in place of the bound", """
def vae_elbo(x, encode, decode, noise):
    mean, log_var = encode(x)
    z = mean + torch.exp(log_var / 2) * noise
    bce = F.binary_cross_entropy_with_logits(decode(z), x, reduction="none").sum(1)
    kl = 0.5 * (mean ** 2 + log_var.exp() - 1 - log_var).sum(1)
    return bce + kl
""", ['the loss instead of the bound', 'KL added']),
    ],
    "elbo_parts": [
        # proof: D = L = 1, W = 1, var = 1, x = b, mean = 0, cov = 1: reconstruction -0.92, should be -0.92 - 0.5
        ("trace term of the reconstruction forgotten", """
def elbo_parts(x, W, b, var, mean, cov):
    MVN = torch.distributions.MultivariateNormal
    L = W.shape[1]
    rec = Normal(W @ mean + b, var.sqrt()).log_prob(x).sum()
    q = MVN(mean, cov)
    p = MVN(torch.zeros(L, dtype=x.dtype), torch.eye(L, dtype=x.dtype))
    m, C = ppca_posterior(x[None], W, b, var)
    return rec, kl_divergence(q, p), kl_divergence(q, MVN(m[0], C))
""", ['decoded the mean alone']),
        # proof: D = L = 1, W = 2, var = 1, cov = 1: trace 1, should be 4
        ("trace of cov without W", """
def elbo_parts(x, W, b, var, mean, cov):
    MVN = torch.distributions.MultivariateNormal
    D, L = W.shape
    r = x - b - W @ mean
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * (r @ r + torch.trace(cov)) / var
    q = MVN(mean, cov)
    p = MVN(torch.zeros(L, dtype=x.dtype), torch.eye(L, dtype=x.dtype))
    m, C = ppca_posterior(x[None], W, b, var)
    return rec, kl_divergence(q, p), kl_divergence(q, MVN(m[0], C))
""", ["trace of cov, not of W cov W'"]),
        # proof: cov = [[1, .9], [.9, 1]], mean 0: price 0, should be -0.5 log 0.19 = 0.83
        ("price from the diagonal of cov only", """
def elbo_parts(x, W, b, var, mean, cov):
    MVN = torch.distributions.MultivariateNormal
    D, L = W.shape
    r = x - b - W @ mean
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * (r @ r + torch.trace(W @ cov @ W.T)) / var
    price = kl_to_standard_normal(mean[None], torch.log(torch.diagonal(cov))[None])[0]
    m, C = ppca_posterior(x[None], W, b, var)
    gap = kl_divergence(MVN(mean, cov), MVN(m[0], C))
    return rec, price, gap
""", ['only the diagonal of the covariance']),
        # proof: D = L = 1, W = 0, cov = 4, mean 0: gap 0.318, should be KL(N(0, 4) || N(0, 1)) = 0.807
        ("gap in the other direction", """
def elbo_parts(x, W, b, var, mean, cov):
    MVN = torch.distributions.MultivariateNormal
    D, L = W.shape
    r = x - b - W @ mean
    rec = -0.5 * D * torch.log(2 * math.pi * var) - 0.5 * (r @ r + torch.trace(W @ cov @ W.T)) / var
    q = MVN(mean, cov)
    prior = MVN(torch.zeros(L, dtype=x.dtype), torch.eye(L, dtype=x.dtype))
    m, C = ppca_posterior(x[None], W, b, var)
    return rec, kl_divergence(q, prior), kl_divergence(MVN(m[0], C), q)
""", ["the gap turned round"]),
        # proof: D = L = 1, W = 0, cov = 4, mean 0: price 0.318, should be 0.807
        ("price in the other direction", """
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    r = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (r @ r + torch.trace(W.T @ W @ cov)) / var)
    P = torch.linalg.inv(cov)
    price = 0.5 * (torch.trace(P) + mean @ P @ mean - L + torch.logdet(cov))
    m, C = ppca_posterior(x[None], W, b, var)
    MVN = torch.distributions.MultivariateNormal
    return rec, price, kl_divergence(MVN(mean, cov), MVN(m[0], C))
""", ["the price turned round"]),
        # proof: D = 2, L = 1, W = 0, var = 1, x = b: reconstruction -0.92, should be -1.84
        ("log of the variance counted once, not D times", """
def elbo_parts(x, W, b, var, mean, cov):
    MVN = torch.distributions.MultivariateNormal
    L = W.shape[1]
    r = x - b - W @ mean
    rec = -0.5 * torch.log(2 * math.pi * var) - ((r ** 2).sum() + torch.trace(W @ cov @ W.T)) / (2 * var)
    q = MVN(mean, cov)
    prior = MVN(torch.zeros(L, dtype=x.dtype), torch.eye(L, dtype=x.dtype))
    m, C = ppca_posterior(x.unsqueeze(0), W, b, var)
    post = MVN(m.squeeze(0), C)
    return rec, kl_divergence(q, prior), kl_divergence(q, post)
""", ['the constant of one dimension', 'part of the normaliser left out']),
        # proof: D = L = 1, W = 1, var = 1, x - b = 1, mean 0, cov 1: spread 0.25, should be 0.5
        ("half of the trace counted twice over (factor 1/4)", """
def elbo_parts(x, W, b, var, mean, cov):
    MVN = torch.distributions.MultivariateNormal
    L = W.shape[1]
    at_mean = Normal(b + W @ mean, torch.sqrt(var)).log_prob(x).sum()
    rec = at_mean - 0.5 * torch.trace(W @ (0.5 * cov) @ W.T) / var
    q = MVN(mean, cov)
    prior = MVN(torch.zeros(L, dtype=x.dtype), torch.eye(L, dtype=x.dtype))
    m, C = ppca_posterior(x[None], W, b, var)
    return rec, kl_divergence(q, prior), kl_divergence(q, MVN(m[0], C))
""", []),
        # proof: q = prior, D = L = 1, W = 1, var = 1, x - b = 2: the posterior is not the prior, the gap comes out below 0, should be above
        ("sign of the gap: elbo minus log p", """
def elbo_parts(x, W, b, var, mean, cov):
    D, L = W.shape
    r = x - b - W @ mean
    rec = -0.5 * (D * torch.log(2 * math.pi * var) + (r @ r + torch.trace(W @ cov @ W.T)) / var)
    price = 0.5 * (torch.trace(cov) + mean @ mean - L - torch.linalg.slogdet(cov)[1])
    gap = rec - price - ppca_log_marginal(x[None], W, b, var)[0]
    return rec, price, gap
""", ['sign of the gap']),
    ],
    "iwae_bound": [
        # proof: log-weights 0 and 2, N = 1: gives 1, should be log((1 + e^2) / 2) = 1.434
        ("mean of the logarithms: the ELBO", """
def iwae_bound(log_weights):
    return log_weights.mean(dim=0)
""", ['mean of logs']),
        # proof: M = 2, log-weights 0: gives log 2, should be 0
        ("log M not subtracted", """
def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0)
""", ['no log M']),
        # proof: M = 2, N = 3: shape (2,), should be (3,)
        ("wrong axis", """
def iwae_bound(log_weights):
    M, N = log_weights.shape
    return torch.logsumexp(log_weights, dim=1) - math.log(N)
""", ['logsumexp over the wrong axis', 'log N for log M']),
        # proof: log-weights 800: exp overflows, gives inf, should be 800
        ("exp written out", """
def iwae_bound(log_weights):
    weights = torch.exp(log_weights)
    return torch.log(weights.mean(dim=0))
""", ['exp before the sum']),
        # proof: M = 2, log-weights 10: gives (10 + log 2) / 2, should be 10
        ("logsumexp divided by M", """
def iwae_bound(log_weights):
    return torch.logsumexp(log_weights, dim=0) / log_weights.shape[0]
""", []),
        # proof: N = 2, log-weights 800 in one column, -1000 in the other: gives -inf in the second, should be -1000
        ("one maximum for all data points", """
def iwae_bound(log_weights):
    c = log_weights.max()
    return c + torch.log(torch.exp(log_weights - c).mean(dim=0))
""", ['exp before the sum']),
        # proof: M = 2, N = 1, log-weights 0: log M = log 1 subtracted, gives log 2, should be 0
        ("log N in place of log M", """
def iwae_bound(log_weights):
    n = log_weights.shape[-1]
    top, _ = log_weights.max(0)
    total = top + torch.log(torch.exp(log_weights - top).sum(0))
    return total - math.log(n)
""", ['log N for log M']),
        # proof: log-weights require a gradient; the result has none
        ("detached, not differentiable", """
def iwae_bound(log_weights):
    from scipy.special import logsumexp
    lw = log_weights.detach().numpy()
    return torch.tensor(logsumexp(lw, axis=0) - np.log(lw.shape[0]))
""", ['the graph is cut']),
    ],
    "leave_one_out_bounds": [
        # proof: M = 2, log-weights 0: first gives log(1/2), should be 0
        ("leave-one-out means divided by M", """
def leave_one_out_bounds(log_weights):
    M = len(log_weights)
    parts = []
    for j in range(M):
        rest = torch.cat((log_weights[:j], log_weights[j + 1:]))
        parts.append(torch.logsumexp(rest, 0) - math.log(M))
    return torch.stack(parts).mean(0), torch.logsumexp(log_weights, 0) - math.log(M)
""", ['divided by M, not by M - 1']),
        # proof: log-weights 0 and 2: first gives 1.434 as the second, should be 1
        ("logarithm of the mean of the means: both sides equal", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    parts = [
        torch.logsumexp(log_weights[torch.arange(M) != j], dim=0) - math.log(M - 1)
        for j in range(M)
    ]
    first = torch.logsumexp(torch.stack(parts), dim=0) - math.log(M)
    second = torch.logsumexp(log_weights, dim=0) - math.log(M)
    return first, second
""", ['log of the mean of the means']),
        # proof: log-weights 800 and -1000: 1 - 1 = 0, first is -inf, should be (-1000 + 800) / 2
        ("total minus own weight, cancels", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    top = log_weights.max(dim=0).values
    w = torch.exp(log_weights - top)
    total = w.sum(0)
    first = (torch.log((total - w) / (M - 1)) + top).mean(0)
    second = torch.log(total / M) + top
    return first, second
""", ['the rest by subtraction']),
        # proof: M = 2, log-weights -5: the removed row counts as weight 1, first about log(1 + e^-5) instead of -5
        ("removed log-weight set to 0 in place of -inf", """
def leave_one_out_bounds(log_weights):
    M, N = log_weights.shape
    keep = 1 - torch.eye(M, dtype=log_weights.dtype)
    table = keep[:, :, None] * log_weights[None]
    first = (torch.logsumexp(table, dim=1) - math.log(M - 1)).mean(dim=0)
    second = torch.logsumexp(log_weights, dim=0) - math.log(M)
    return first, second
""", ['left out by a log-weight of 0']),
        # proof: M = 2, log-weights 3: first gives 6, should be 3
        ("sum over j in place of the mean", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    first = 0
    for j in range(M):
        others = torch.cat([log_weights[:j], log_weights[j + 1:]], dim=0)
        first = first + iwae_bound(others)
    return first, iwae_bound(log_weights)
""", ['added up, not averaged']),
        # proof: log-weights 0 and 2: first and second exchanged
        ("order of the pair", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    loo = torch.stack([iwae_bound(torch.cat([log_weights[:j], log_weights[j + 1:]])) for j in range(M)])
    return iwae_bound(log_weights), loo.mean(0)
""", []),
        # proof: M = 3, log-weights 0, 2, 4: first gives the mean 2, should be the mean of logs of pairs, about 2.73
        ("mean of the log-weights (one draw) as the first side", """
def leave_one_out_bounds(log_weights):
    M = log_weights.shape[0]
    one = []
    for j in range(M):
        rest = torch.cat([log_weights[:j], log_weights[j + 1:]])
        one.append(rest.mean(0))
    return torch.stack(one).mean(0), torch.logsumexp(log_weights, 0) - math.log(M)
""", ['mean of the logs of single weights']),
        # proof: log-weights 800: exp overflows, gives inf, should be 800
        ("exp written out", """
def leave_one_out_bounds(log_weights):
    w = log_weights.exp()
    M = w.shape[0]
    first = torch.stack([torch.log(torch.cat([w[:j], w[j + 1:]]).mean(0)) for j in range(M)]).mean(0)
    return first, torch.log(w.mean(0))
""", ['exp leaves the floats']),
    ],
    "beta_elbo": [
        # proof: rec -1, kl 1, beta 1: gives 0, should be -2
        ("KL added", """
def beta_elbo(reconstruction, kl, beta):
    return reconstruction + beta * kl
""", ['sign']),
        # proof: rec -2, kl 1, beta 3: gives -7, should be -5
        ("beta on the reconstruction", """
def beta_elbo(reconstruction, kl, beta):
    return beta * reconstruction - kl
""", ['beta on the reconstruction']),
        # proof: rec -2, kl 1, beta 0: gives 0, should be -2
        ("beta on both terms", """
def beta_elbo(reconstruction, kl, beta):
    return beta * (reconstruction - kl)
""", ['beta on the reconstruction']),
        # proof: rec -2, kl 1, beta 1: gives 3, should be -3
        ("the loss, to be minimised", """
def beta_elbo(reconstruction, kl, beta):
    return -reconstruction + beta * kl
""", ['the loss instead of the objective', 'sign']),
        # proof: N = 2: gives a scalar, should have shape (2,)
        ("mean over the batch", """
def beta_elbo(reconstruction, kl, beta):
    return (reconstruction - beta * kl).mean()
""", ['one number for the batch']),
        # proof: rec +2 (a density), kl 1, beta 1: gives -3, should be 1
        ("takes the reconstruction to be a positive loss", """
def beta_elbo(reconstruction, kl, beta):
    rec_loss = reconstruction.abs()
    return -(rec_loss + beta * kl)
""", []),
        # proof: rec -2, kl 4, beta 2: gives -4, should be -10
        ("divides by beta", """
def beta_elbo(reconstruction, kl, beta):
    if beta == 0:
        return reconstruction
    return reconstruction - kl / beta
""", ['divided by beta']),
        # proof: rec -2, kl 1, beta 0.25: gives -3, should be -2.25
        ("beta below 1 taken as 1", """
def beta_elbo(reconstruction, kl, beta):
    beta = max(1.0, beta)
    return reconstruction - beta * kl
""", []),
    ],
    "mixture_prior_log_prob": [
        # proof: K = 1, mean 0, log_var 0, z = 150: exp(-11250) = 0, gives -inf, should be -11250.9
        ("densities, not their logarithms", """
def mixture_prior_log_prob(z, means, log_vars):
    std = torch.exp(0.5 * log_vars)
    p = torch.exp(Normal(means, std).log_prob(z[:, None, :]).sum(-1))
    return torch.log(p.mean(dim=1))
""", ['exp before the sum']),
        # proof: L = 2, means (0, 0) and (9, 9), z = (0, 9): every dimension finds its component, should be very small
        ("mixed in each dimension by itself", """
def mixture_prior_log_prob(z, means, log_vars):
    K = means.shape[0]
    logs = Normal(means, (0.5 * log_vars).exp()).log_prob(z[:, None, :])
    mixed = torch.logsumexp(logs, dim=1) - math.log(K)
    return mixed.sum(-1)
""", ['mixes each dimension by itself']),
        # proof: K = 2 equal components: log 2 too large
        ("weights 1/K forgotten", """
def mixture_prior_log_prob(z, means, log_vars):
    d2 = (z.unsqueeze(1) - means) ** 2 / log_vars.exp()
    logs = -0.5 * (d2 + log_vars + math.log(2 * math.pi)).sum(-1)
    return torch.logsumexp(logs, dim=1)
""", ['no log K']),
        # proof: K = 1, log_var = log 4, z = mean, L = 1: gives -0.92 - 1.39, should be -0.92 - 0.69
        ("variance in place of the standard deviation", """
def mixture_prior_log_prob(z, means, log_vars):
    comp = Normal(means[None], torch.exp(log_vars)[None])
    logs = comp.log_prob(z[:, None]).sum(-1)
    return torch.logsumexp(logs, 1) - math.log(means.shape[0])
""", ['exp(log_var) as std']),
        # proof: K = 2, means -3 and 3, z = 3: gives the mean of -0.92 and -18.9, should be -1.61
        ("mean of the log-densities", """
def mixture_prior_log_prob(z, means, log_vars):
    logs = []
    for k in range(len(means)):
        logs.append(gaussian_log_likelihood(z, means[k].expand_as(z), torch.exp(log_vars[k])))
    return torch.stack(logs).mean(dim=0)
""", ['mean of logs']),
        # proof: K = 1, L = 1, z = mean, log_var 0: gives 0, should be -0.919
        ("2 pi left out", """
def mixture_prior_log_prob(z, means, log_vars):
    diff = z[:, None, :] - means[None, :, :]
    e = -0.5 * (diff ** 2 / torch.exp(log_vars) + log_vars).sum(dim=2)
    return torch.logsumexp(e, dim=1) - math.log(means.shape[0])
""", ['no 2 pi']),
        # proof: K = 1, log_var = 2, z = mean, L = 1: gives -0.92, should be -1.92
        ("log-variance term left out", """
def mixture_prior_log_prob(z, means, log_vars):
    K, L = means.shape
    diff = z[:, None, :] - means
    quad = (diff ** 2 * torch.exp(-log_vars)).sum(-1)
    logs = -0.5 * quad - 0.5 * L * math.log(2 * math.pi)
    return torch.logsumexp(logs, dim=-1) - math.log(K)
""", ['the log-variance left out']),
        # proof: K = 2 equal components: gives log p - log 2, should be log p
        ("only the best component", """
def mixture_prior_log_prob(z, means, log_vars):
    std = torch.exp(log_vars / 2)
    logs = Normal(means, std).log_prob(z[:, None, :]).sum(-1)
    best = logs.max(dim=1).values
    return best - math.log(len(means))
""", ['nearest component only']),
    ],
    "score_function_gradient": [
        # proof: f = 1 everywhere, noise = (1, 2), std 1: gives 0, should be 1.5
        ("baseline subtracted", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    value = f(z)
    value = value - value.mean()
    return (value[:, None] * noise / std).mean(0)
""", ['a baseline that uses the same draws']),
        # proof: f = 1, noise 1, log_var = log 4, M = 1: gives 2, should be 1/2
        ("times the standard deviation in place of divided by", """
def score_function_gradient(f, mean, log_var, noise):
    std = (log_var / 2).exp()
    z = mean + std * noise
    return (f(z).unsqueeze(1) * noise * std).mean(dim=0)
""", ['weight z - mean']),
        # proof: f = 1, noise 1, log_var = log 4, M = 1: gives 1/4, should be 1/2
        ("noise divided by the variance", """
def score_function_gradient(f, mean, log_var, noise):
    z = reparameterize(mean, log_var, noise)
    score = noise / torch.exp(log_var)
    return (f(z)[:, None] * score).mean(0)
""", []),
        # proof: M = 2, f = 1, noise 1, std 1: gives 2, should be 1
        ("sum over the draws", """
def score_function_gradient(f, mean, log_var, noise):
    z = reparameterize(mean, log_var, noise)
    return (f(z)[:, None] * (z - mean) / log_var.exp()).sum(0)
""", ['sum over the draws']),
        # proof: f = 1, noise 1, std 1: gives -1, should be 1
        ("sign of the score", """
def score_function_gradient(f, mean, log_var, noise):
    var = torch.exp(log_var)
    z = mean + torch.sqrt(var) * noise
    score = (mean - z) / var
    return (f(z)[:, None] * score).mean(dim=0)
""", ['sign of the score']),
        # proof: f = a step: the gradient through f is 0 or an error, should be the score estimate
        ("differentiates f: the other estimator", """
def score_function_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    z = m + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).mean() + 0.0 * m.sum(), m)[0]
""", ['the pathwise gradient']),
        # proof: mean = 5, f(z) = z, noise 1, std 1, M = 1: gives f(1) * 1 = 1, should be 6
        ("f at the noise, not at the draw", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    return (f(noise)[:, None] * noise / std).mean(dim=0)
""", []),
        # proof: f = 1, noise 1, std 1, M = 1: gives 0, should be 1
        ("score of log_var in place of the mean", """
def score_function_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    score = 0.5 * (noise ** 2 - 1)
    return torch.mean(f(z)[:, None] * score, dim=0)
""", []),
    ],
    "pathwise_gradient": [
        # proof: after the call mean.requires_grad is True
        ("changes mean itself", """
def pathwise_gradient(f, mean, log_var, noise):
    mean.requires_grad_(True)
    z = mean + torch.exp(0.5 * log_var) * noise
    return torch.autograd.grad(f(z).mean(), mean)[0]
""", []),
        # proof: M = 2, f(z) = z, L = 1: gives 2, should be 1
        ("sum over the draws", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_()
    z = reparameterize(m, log_var, noise)
    return torch.autograd.grad(f(z).sum(), m)[0]
""", ['sum over the draws']),
        # proof: f(z) = z^2, mean 0, log_var = log 4, noise 1: gives 8, should be 4
        ("draw with the variance", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone()
    m.requires_grad = True
    z = m + log_var.exp() * noise
    g, = torch.autograd.grad(f(z).mean(), m)
    return g
""", ['exp(log_var) as std']),
        # proof: f(z) = z^2, mean 0, std 1, noise 1: score estimate 1, should be 2
        ("the score estimator", """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    z = mean + std * noise
    return (f(z)[:, None] * noise / std).mean(0)
""", ['the score function gradient']),
        # proof: f(z) = z^4, mean 0, noise 1 and -2, std 1: gives 0, should be (4 - 32) / 2
        ("gradient of f at the mean", """
def pathwise_gradient(f, mean, log_var, noise):
    m = mean.detach().clone().requires_grad_(True)
    value = f(m[None, :]).mean()
    return torch.autograd.grad(value, m)[0]
""", ['noise ignored']),
        # proof: f(z) = z, noise 2, std 1, M = 1: gives 2, should be 1
        ("gradient in the standard deviation", """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var.detach()).clone().requires_grad_(True)
    z = mean.detach() + std * noise
    return torch.autograd.grad(f(z).mean(), std)[0]
""", ['a factor too many']),
        # proof: M = 3, L = 2: shape (3, 2), should be (2,)
        ("one gradient a draw", """
def pathwise_gradient(f, mean, log_var, noise):
    z = (mean + torch.exp(0.5 * log_var) * noise).detach().requires_grad_(True)
    return torch.autograd.grad(f(z).sum(), z)[0]
""", []),
        # proof: f(z) = z^2, L = 1, M = 1: forward difference gives 2 z + 0.001, should be 2 z
        ("finite differences", """
def pathwise_gradient(f, mean, log_var, noise):
    std = torch.exp(0.5 * log_var)
    h = 1e-3
    base = f(mean + std * noise).mean()
    g = torch.zeros_like(mean)
    for l in range(len(mean)):
        moved = mean.clone()
        moved[l] += h
        g[l] = (f(moved + std * noise).mean() - base) / h
    return g
""", []),
    ],
    "slerp": [
        # proof: z0 = (2, 0), z1 = (1, 1): inner product 2 is clamped to 1, angle 0; should be 45 degrees
        ("angle from the inner product without the lengths", """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1).clamp(-1, 1)
    if abs(cos) > 1 - 1e-10:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(cos)
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", ['endpoints not normalised for the angle']),
        # proof: z0 = (2, 0), z1 = (0, 2), t = 0.5: length 1, should be 2
        ("directions in place of the vectors in the formula", """
def slerp(z0, z1, t):
    z0 = z0 / z0.norm()
    z1 = z1 / z1.norm()
    cos = (z0 * z1).sum().clamp(-1, 1)
    if 1 - cos.abs() < 1e-10:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(cos)
    s = torch.sin(omega)
    return torch.sin((1 - t) * omega) / s * z0 + torch.sin(t * omega) / s * z1
""", ['endpoints normalised']),
        # proof: z0 = z1 = (1, 0): 0 / 0 = nan, should be (1, 0)
        ("parallel vectors forgotten", """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (torch.norm(z0) * torch.norm(z1))
    omega = torch.arccos(torch.clamp(cos, -1, 1))
    a = torch.sin((1 - t) * omega) / torch.sin(omega)
    b = torch.sin(t * omega) / torch.sin(omega)
    return a * z0 + b * z1
""", ['breaks on parallel vectors', 'breaks on opposite vectors']),
        # proof: z0 = (1, 0), z1 = (-1, 0), t = 0.25: divides by sin(pi) = 1e-16, should be (0.5, 0)
        ("opposite directions forgotten", """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / (z0.norm() * z1.norm())
    cos = cos.clamp(-1.0, 1.0)
    if cos > 1 - 1e-10:
        return (1 - t) * z0 + t * z1
    w = torch.acos(cos)
    return (torch.sin((1 - t) * w) * z0 + torch.sin(t * w) * z1) / torch.sin(w)
""", ['breaks on opposite vectors']),
        # proof: t = 0, z0 = (1, 0), z1 = (0, 1): gives z1, should be z0
        ("t and 1 - t exchanged", """
def slerp(z0, z1, t):
    cos = (z0 @ z1 / (z0.norm() * z1.norm())).clamp(-1, 1)
    if cos.abs() > 1 - 1e-10:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(cos)
    return torch.sin(t * omega) / torch.sin(omega) * z0 + torch.sin((1 - t) * omega) / torch.sin(omega) * z1
""", ['ends exchanged']),
        # proof: angle 0.03, t = 0.5: the straight line is 1e-4 short of the circle
        ("straight line already when nearly parallel (0.9995)", """
def slerp(z0, z1, t):
    u0, u1 = z0 / z0.norm(), z1 / z1.norm()
    dot = (u0 * u1).sum()
    if dot.abs() > 0.9995:
        return z0 + t * (z1 - z0)
    theta = torch.acos(dot)
    return torch.sin((1 - t) * theta) / torch.sin(theta) * z0 + torch.sin(t * theta) / torch.sin(theta) * z1
""", ['the straight line too early']),
        # proof: z0 = (1, 0), z1 = (-1, 1): angle 135 degrees taken for 90
        ("cosine clamped to [0, 1]", """
def slerp(z0, z1, t):
    c = F.cosine_similarity(z0, z1, dim=0)
    if 1 - abs(c.item()) < 1e-10:
        return (1 - t) * z0 + t * z1
    omega = torch.acos(c.clamp(0, 1))
    return (torch.sin((1 - t) * omega) * z0 + torch.sin(t * omega) * z1) / torch.sin(omega)
""", []),
        # proof: z0 = (1, 0), z1 = (-3, 0), t = 0.5: gives z0, should be (-1, 0)
        ("parallel: returns z0 in place of the point on the line", """
def slerp(z0, z1, t):
    cos = torch.dot(z0, z1) / z0.norm() / z1.norm()
    cos = torch.clamp(cos, -1, 1)
    omega = torch.acos(cos)
    so = torch.sin(omega)
    if so < 1e-6:
        return z0.clone()
    return torch.sin((1.0 - t) * omega) / so * z0 + torch.sin(t * omega) / so * z1
""", ['breaks on parallel vectors']),
    ],
    "impute": [
        # proof: log_var = 0, decode(z) = (z, tiny var): the draws have variance 0, should have variance 1
        ("mean of z in place of a draw", """
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        z, _ = encode(x)
        mean, var = decode(z)
        draw = mean + var.sqrt() * torch.randn(mean.shape, generator=generator, dtype=mean.dtype)
        x = torch.where(observed, x, draw)
    return x
""", ["the encoder's mean instead of a draw"]),
        # proof: decode gives (0, 1): the answer is 0, should be a draw of variance 1
        ("mean of x in place of a draw", """
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=x.dtype)
        x_mean, x_var = decode(z)
        x = torch.where(observed, x, x_mean)
    return x
""", ["the decoder's mean instead of a draw"]),
        # proof: decode gives (0, 0.01): standard deviation 0.01, should be 0.1
        ("decoder's variance taken for a standard deviation", """
def impute(x, observed, encode, decode, steps, generator):
    x = x.clone()
    for _ in range(steps):
        mu, lv = encode(x)
        z = mu + (0.5 * lv).exp() * torch.randn(mu.shape, generator=generator, dtype=mu.dtype)
        m, v = decode(z)
        new = m + v * torch.randn(m.shape, generator=generator, dtype=m.dtype)
        x = torch.where(observed, x, new)
    return x
""", []),
        # proof: observed all True: the answer is a draw, should be x
        ("observed and missing exchanged", """
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=x.dtype)
        m, v = decode(z)
        draw = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=x.dtype)
        x = torch.where(observed, draw, x)
    return x
""", ['overwrites observed pixels']),
        # proof: two generators with the same seed give different answers
        ("generator not used", """
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        z = reparameterize(mean, log_var, torch.randn_like(mean))
        m, v = decode(z)
        draw = m + torch.sqrt(v) * torch.randn_like(m)
        x = torch.where(observed, x, draw)
    return x
""", []),
        # proof: encode = (x + 1, -60), decode = (z, 1e-20), steps = 3, start 0: gives 1, should be 3
        ("every step starts from the first x", """
def impute(x, observed, encode, decode, steps, generator):
    filled = x
    for _ in range(steps):
        mean, log_var = encode(x)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=x.dtype)
        m, v = decode(z)
        draw = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=x.dtype)
        filled = torch.where(observed, x, draw)
    return filled
""", ["one pass"]),
        # proof: steps = 2, the second encode sees drawn numbers in the observed entries, should see x there
        ("observed entries put back only at the end", """
def impute(x, observed, encode, decode, steps, generator):
    current = x
    for _ in range(steps):
        mean, log_var = encode(current)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=x.dtype)
        m, v = decode(z)
        current = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=x.dtype)
    return torch.where(observed, x, current)
""", ['overwrites observed pixels']),
        # proof: the caller's x has other numbers in the missing entries afterwards
        ("argument changed in place", """
def impute(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        z = mean + torch.exp(0.5 * log_var) * torch.randn(mean.shape, generator=generator, dtype=x.dtype)
        m, v = decode(z)
        draw = m + v.sqrt() * torch.randn(m.shape, generator=generator, dtype=x.dtype)
        x[~observed] = draw[~observed]
    return x
""", []),
    ],
    "VAE": [
        # proof: logits 0: the picture is grey (0.5), should be zeros and ones
        ("sample returns probabilities", """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x.to(self.enc[0].weight)).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z.to(self.dec[0].weight))

    def elbo(self, x, noise):
        return vae_elbo(x, self.encode, self.decode, noise)

    def sample(self, noise, generator=None):
        return torch.sigmoid(self.decode(noise)).detach()
""", ['the mean, not a sample']),
        # proof: logit 1 (p = 0.73): always 1, should be 0 in a quarter of the draws
        ("sample rounds the probabilities", """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc1 = nn.Linear(data, hidden)
        self.enc2 = nn.Linear(hidden, 2 * latent)
        self.dec1 = nn.Linear(latent, hidden)
        self.dec2 = nn.Linear(hidden, data)

    def encode(self, x):
        h = torch.relu(self.enc1(x.to(self.enc1.weight)))
        mean, log_var = self.enc2(h).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.dec2(torch.relu(self.dec1(z.to(self.dec1.weight))))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        z = reparameterize(mean, log_var, noise)
        return bernoulli_log_likelihood(x, self.decode(z)) - kl_to_standard_normal(mean, log_var)

    def sample(self, noise, generator=None):
        logits = self.decode(noise)
        return (torch.sigmoid(logits) > 0.5).to(logits.dtype)
""", ['rounded, not drawn']),
        # proof: two calls with generators of the same seed differ
        ("generator not passed on", """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.Tanh(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.Tanh(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = torch.chunk(self.enc(x.to(self.enc[0].weight)), 2, dim=-1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z.to(self.dec[0].weight))

    def elbo(self, x, noise):
        return vae_elbo(x, self.encode, self.decode, noise)

    @torch.no_grad()
    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)))
""", ['the generator is not used']),
        # proof: model.decode replaced by a function of logits 0: the bound does not change, should be -D log 2 - KL
        ("elbo goes past self.encode and self.decode", """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.latent = latent
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        out = self.enc(x.to(self.enc[0].weight))
        return out[:, :self.latent], out[:, self.latent:]

    def decode(self, z):
        return self.dec(z.to(self.dec[0].weight))

    def elbo(self, x, noise):
        out = self.enc(x.to(self.enc[0].weight))
        mean, log_var = out[:, :self.latent], out[:, self.latent:]
        z = mean + torch.exp(0.5 * log_var) * noise
        logits = self.dec(z.to(self.dec[0].weight))
        return bernoulli_log_likelihood(x, logits) - kl_to_standard_normal(mean, log_var)

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.dec(noise.to(self.dec[0].weight))).detach()
        return torch.bernoulli(p, generator=generator)
""", []),
        # proof: two calls of elbo with the same x and noise differ in training mode
        ("dropout", """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Dropout(0.2), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Dropout(0.2), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x.to(self.enc[0].weight)).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z.to(self.dec[0].weight))

    def elbo(self, x, noise):
        return vae_elbo(x, self.encode, self.decode, noise)

    def sample(self, noise, generator=None):
        return torch.bernoulli(torch.sigmoid(self.decode(noise)).detach(), generator=generator)
""", []),
        # proof: N = 3: elbo is a scalar, should have shape (3,)
        ("elbo averaged over the batch", """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.hidden = nn.Linear(data, hidden)
        self.mean = nn.Linear(hidden, latent)
        self.log_var = nn.Linear(hidden, latent)
        self.decoder = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        h = F.relu(self.hidden(x.to(self.hidden.weight)))
        return self.mean(h), self.log_var(h)

    def decode(self, z):
        return self.decoder(z.to(self.decoder[0].weight))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        logits = self.decode(reparameterize(mean, log_var, noise))
        rec = bernoulli_log_likelihood(x, logits)
        kl = kl_to_standard_normal(mean, log_var)
        return (rec - kl).mean()

    def sample(self, noise, generator=None):
        p = torch.sigmoid(self.decode(noise))
        return (torch.rand(p.shape, generator=generator, dtype=p.dtype) < p).to(p.dtype)
""", ['one value for the whole batch']),
        # proof: decode's values lie in [0, 1], should be logits; a net put in its place with logits 1000 breaks elbo
        ("decode returns probabilities", """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data), nn.Sigmoid())

    def encode(self, x):
        mean, log_var = self.enc(x.to(self.enc[0].weight)).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z.to(self.dec[0].weight))

    def elbo(self, x, noise):
        mean, log_var = self.encode(x)
        p = self.decode(reparameterize(mean, log_var, noise))
        rec = (x * torch.log(p + 1e-9) + (1 - x) * torch.log(1 - p + 1e-9)).sum(-1)
        return rec - kl_to_standard_normal(mean, log_var)

    def sample(self, noise, generator=None):
        p = self.decode(noise).detach()
        return (torch.rand(p.shape, generator=generator, dtype=p.dtype) < p).to(p.dtype)
""", ['log of a rounded probability']),
        # proof: decode replaced by z -> 1000 * z, noise = 1: must give ones; gives zeros where the fresh z is negative
        ("sample draws its own z", """
class VAE(nn.Module):
    def __init__(self, data, hidden, latent):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(data, hidden), nn.ReLU(), nn.Linear(hidden, 2 * latent))
        self.dec = nn.Sequential(nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, data))

    def encode(self, x):
        mean, log_var = self.enc(x.to(self.enc[0].weight)).chunk(2, dim=1)
        return mean, log_var

    def decode(self, z):
        return self.dec(z.to(self.dec[0].weight))

    def elbo(self, x, noise):
        return vae_elbo(x, self.encode, self.decode, noise)

    def sample(self, noise, generator=None):
        z = torch.randn(noise.shape, generator=generator, dtype=noise.dtype)
        p = torch.sigmoid(self.decode(z)).detach()
        return torch.bernoulli(p, generator=generator)
""", []),
    ],
}
