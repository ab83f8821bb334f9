"""Answers to exercises of week 8, labelled: see ../corpora.toml."""

RIGHT = {
    "boltzmann": [
        """
def boltzmann(energy):
    return torch.softmax(-energy, dim=0)
""",
        """
def boltzmann(energy):
    w = torch.exp(-(energy - energy.min()))
    return w / w.sum()
""",
        """
def boltzmann(energy):
    lowest = min(energy.tolist())
    weights = [0.0 if math.isinf(e) and e > 0 else math.exp(lowest - e) for e in energy.tolist()]
    Z = sum(weights)
    return torch.tensor([w / Z for w in weights], dtype=energy.dtype)
""",
    ],
    "contrastive_energy_loss": [
        """
def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.mean()
""",
        """
def contrastive_energy_loss(energy_data, energy_model):
    n, m = energy_data.shape[0], energy_model.shape[0]
    return energy_data.sum() / n - energy_model.sum() / m
""",
        """
def contrastive_energy_loss(energy_data, energy_model):
    down = torch.mean(energy_data)
    up = torch.mean(-energy_model)
    return torch.add(down, up)
""",
    ],
    "mixture_score": [
        """
def mixture_score(x, weights, means, var):
    way = means - x[:, None]                                   # (N, K, D)
    logits = weights.log() - (way ** 2).sum(-1) / (2 * var)    # (N, K)
    r = torch.softmax(logits, dim=1)
    return (r[:, :, None] * way).sum(1) / var
""",
        """
def mixture_score(x, weights, means, var):
    # |x|^2 is the same for all components and drops out
    logits = torch.log(weights) + (x @ means.T - 0.5 * (means * means).sum(1)) / var
    r = F.softmax(logits, dim=-1)
    return (r @ means - x) / var
""",
        """
def mixture_score(x, weights, means, var):
    with torch.enable_grad():
        z = x.detach().clone().requires_grad_(True)
        sq = ((z[:, None, :] - means.detach()[None, :, :]) ** 2).sum(dim=2)
        log_p = torch.logsumexp(torch.log(weights.detach()) - 0.5 * sq / var, dim=1)
        (s,) = torch.autograd.grad(log_p.sum(), z)
    return s
""",
    ],
    "langevin": [
        """
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
""",
        """
def langevin(x, score, step, noises):
    place = x.clone()
    shake = (2 * step) ** 0.5
    for k in range(noises.shape[0]):
        drift = score(place)
        place = torch.add(place, drift, alpha=step)
        place = torch.add(place, noises[k], alpha=shake)
    return place
""",
        """
def langevin(x, score, step, noises):
    if len(noises) == 0:
        return x.clone()
    moved = x + step * score(x) + np.sqrt(2 * step).item() * noises[0]
    return langevin(moved, score, step, noises[1:])
""",
    ],
    "denoising_score_loss": [
        """
def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    error = s * model(x + s * noise, sigma) + noise
    return (error ** 2).sum(dim=1).mean()
""",
        """
def denoising_score_loss(model, x, noise, sigma):
    column = sigma.unsqueeze(1)
    score = model(x + column * noise, sigma)
    norm2 = (score + noise / column).pow(2).sum(1)
    return torch.mean(sigma ** 2 * norm2)
""",
        """
def denoising_score_loss(model, x, noise, sigma):
    noisy = x + torch.einsum("n,nd->nd", sigma, noise)
    score = model(noisy, sigma)
    total = 0.0
    for i in range(len(x)):
        a = sigma[i] * score[i] + noise[i]
        total = total + torch.dot(a, a)
    return total / len(x)
""",
    ],
    "tweedie": [
        """
def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * score
""",
        """
def tweedie(x_noisy, score, sigma):
    return x_noisy + torch.diag(sigma * sigma) @ score
""",
        """
def tweedie(x_noisy, score, sigma):
    rows = [x_noisy[i] + sigma[i] ** 2 * score[i] for i in range(len(sigma))]
    return torch.stack(rows)
""",
    ],
    "ddim_step": [
        """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""",
        """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    r = (alpha_bar_s / alpha_bar_t) ** 0.5
    c = (1 - alpha_bar_s) ** 0.5 - r * (1 - alpha_bar_t) ** 0.5
    return r * x + c * eps
""",
        """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    # alpha_bar = cos^2 of an angle: a step is a turn
    a = math.atan2(math.sqrt(1 - alpha_bar_t), math.sqrt(alpha_bar_t))
    b = math.atan2(math.sqrt(1 - alpha_bar_s), math.sqrt(alpha_bar_s))
    return (math.cos(b) * x + math.sin(b - a) * eps) / math.cos(a)
""",
    ],
    "flow_matching_loss": [
        """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    v = velocity((1 - s) * noise + s * x, t)
    return ((v - (x - noise)) ** 2).sum(dim=1).mean()
""",
        """
def flow_matching_loss(velocity, x, noise, t):
    target = x - noise
    place = noise + t.unsqueeze(-1) * target
    return F.mse_loss(velocity(place, t), target, reduction="sum") / x.shape[0]
""",
        """
def flow_matching_loss(velocity, x, noise, t):
    x_t = torch.stack([(1 - t[i]) * noise[i] + t[i] * x[i] for i in range(len(t))])
    v = velocity(x_t, t)
    losses = []
    for i in range(len(t)):
        miss = v[i] - x[i] + noise[i]
        losses.append((miss * miss).sum())
    return torch.stack(losses).mean()
""",
    ],
    "integrate": [
        """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""",
        """
def integrate(velocity, x, steps, method):
    times = np.linspace(0, 1, steps + 1)
    z = x.clone()
    for a, b in zip(times[:-1], times[1:]):
        h = float(b - a)
        now = torch.ones(z.shape[0], dtype=z.dtype) * float(a)
        if method == "euler":
            z = z + h * velocity(z, now)
        else:
            half = z + 0.5 * h * velocity(z, now)
            middle = torch.ones(z.shape[0], dtype=z.dtype) * float((a + b) / 2)
            z = z + h * velocity(half, middle)
    return z
""",
        """
def integrate(velocity, x, steps, method):
    h = 1.0 / steps

    def at(points, time):
        return velocity(points, points.new_full((points.shape[0],), time))

    def euler(points, i):
        return points + h * at(points, i * h)

    def midpoint(points, i):
        there = points + (h / 2) * at(points, i * h)
        return points + h * at(there, (i + 0.5) * h)

    move = {"euler": euler, "midpoint": midpoint}[method]
    for i in range(steps):
        x = move(x, i)
    return x
""",
    ],
    "ode_log_prob": [
        """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach().clone()
    integral = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        with torch.no_grad():
            v = velocity(x, t)
        with torch.enable_grad():
            m = (x - h / 2 * v).detach().requires_grad_()
            vm = velocity(m, t - h / 2)
            trace = torch.zeros(n, dtype=x.dtype)
            for k in range(d):
                g = torch.autograd.grad(vm[:, k].sum(), m, retain_graph=True)[0]
                trace = trace + g[:, k]
        integral = integral + h * trace.detach()
        x = (x - h * vm).detach()
    log_normal = -0.5 * (x ** 2).sum(1) - 0.5 * d * math.log(2 * math.pi)
    return log_normal - integral
""",
        """
def ode_log_prob(velocity, x, steps):
    h = 1.0 / steps
    z = x.detach().clone()
    n = z.shape[0]
    change = torch.zeros(n, dtype=z.dtype)
    for i in range(steps, 0, -1):
        late = torch.full((n,), i * h, dtype=z.dtype)
        mid = torch.full((n,), (i - 0.5) * h, dtype=z.dtype)
        m = (z - 0.5 * h * velocity(z, late)).detach()
        # rows do not mix: jacobian of the sum over rows, (D, N, D)
        J = torch.autograd.functional.jacobian(lambda p: velocity(p, mid).sum(0), m)
        change += h * torch.einsum("dnd->n", J)
        z = (z - h * velocity(m, mid)).detach()
    prior = torch.distributions.Normal(torch.zeros_like(z), torch.ones_like(z))
    return prior.log_prob(z).sum(dim=1) - change
""",
        """
def ode_log_prob(velocity, x, steps):
    h = 1 / steps
    place = x.detach().clone()
    N, D = place.shape
    log_p = torch.zeros(N, dtype=place.dtype)
    for i in range(steps):
        t = 1 - i * h
        v = velocity(place, torch.full((N,), t, dtype=place.dtype)).detach()
        m = place - (h / 2) * v
        with torch.enable_grad():
            m.requires_grad_()
            out = velocity(m, torch.full((N,), t - h / 2, dtype=place.dtype))
            for d in range(D):
                unit = torch.zeros_like(out)
                unit[:, d] = 1
                (row,) = torch.autograd.grad(out, m, grad_outputs=unit, retain_graph=True)
                log_p = log_p - h * row[:, d].detach()
        place = place - h * out.detach()
    for d in range(D):
        log_p = log_p - place[:, d] ** 2 / 2 - math.log(math.sqrt(2 * math.pi))
    return log_p
""",
    ],
    "guided": [
        """
def guided(conditional, free, weight):
    return free + weight * (conditional - free)
""",
        """
def guided(conditional, free, weight):
    return weight * conditional + (1 - weight) * free
""",
        """
def guided(conditional, free, weight):
    return torch.lerp(free, conditional, float(weight))
""",
    ],
    "masked_loss": [
        """
def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (surprise * mask / rate[:, None]).mean()
""",
        """
def masked_loss(logits, tokens, mask, rate):
    log_p = F.log_softmax(logits, dim=-1).gather(2, tokens[..., None]).squeeze(2)
    weighed = torch.where(mask, -log_p / rate.unsqueeze(1), torch.zeros_like(log_p))
    return weighed.sum() / tokens.numel()
""",
        """
def masked_loss(logits, tokens, mask, rate):
    n, length, kinds = logits.shape
    logp = torch.log_softmax(logits, dim=2)
    total = 0.0 * logits.sum()
    for i in range(n):
        for j in range(length):
            if mask[i, j]:
                total = total - logp[i, j, tokens[i, j]] / rate[i]
    return total / (n * length)
""",
    ],
    "LatentFlow": [
        """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.first = nn.Linear(latent + 1, width)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)
        )
        self.last = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        kind = self.first.weight.dtype
        c = self.embed(words).sum(dim=1)
        h = self.first(torch.cat([z, t[:, None].to(z.dtype)], dim=1).to(kind))
        for block in self.blocks:
            h = h + block(h + c)
        return self.last(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], torch.full_like(words, self.vocabulary), words)
        return flow_matching_loss(lambda p, s: self.velocity(p, s, words), z, noise, t)

    def sample(self, noise, words, weight, steps):
        silence = torch.full_like(words, self.vocabulary)

        def v(p, s):
            return guided(self.velocity(p, s, words), self.velocity(p, s, silence), weight)

        with torch.no_grad():
            return integrate(v, noise, steps, "euler")
""",
        """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.latent = latent
        self.vocabulary = vocabulary
        self.drop = drop
        self.table = nn.Embedding(vocabulary + 1, 64)
        self.net = nn.Sequential(
            nn.Linear(latent + 3 + 64, width), nn.SiLU(),
            nn.Linear(width, width), nn.SiLU(),
            nn.Linear(width, latent),
        )

    def velocity(self, z, t, words):
        t = t.to(z.dtype)
        time = torch.stack([t, torch.sin(math.pi * t), torch.cos(math.pi * t)], dim=1)
        weight = self.net[0].weight
        said = self.table(words).sum(dim=1)
        joined = torch.cat([z.to(weight.dtype), time.to(weight.dtype), said], dim=1)
        return self.net(joined).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        chance = torch.full((z.shape[0],), float(self.drop))
        unsaid = torch.bernoulli(chance, generator=generator).bool()
        words = words.clone()
        words[unsaid] = self.vocabulary
        x_t = (1 - t[:, None]) * noise + t[:, None] * z
        miss = self.velocity(x_t, t, words) - (z - noise)
        return miss.pow(2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        h = 1 / steps
        x = noise.clone()
        nothing = torch.zeros_like(words) + self.vocabulary
        for i in range(steps):
            t = torch.full((len(x),), i * h, dtype=x.dtype)
            free = self.velocity(x, t, nothing)
            conditional = self.velocity(x, t, words)
            x = x + h * (free + weight * (conditional - free))
        return x
""",
        """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.silent = vocabulary
        self.drop = drop
        self.words_in = nn.Embedding(vocabulary + 1, width)
        self.code_in = nn.Linear(latent, width)
        self.time_in = nn.Linear(1, width)
        self.hidden = nn.ModuleList([nn.Linear(width, width) for _ in range(max(blocks, 2))])
        self.out = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        kind = self.out.weight.dtype
        c = self.words_in(words).sum(1) + self.time_in(t.to(kind)[:, None])
        h = self.code_in(z.to(kind)) + c
        for layer in self.hidden:
            h = h + F.gelu(layer(h) + c)
        return self.out(h).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        keep = torch.rand(z.shape[0], generator=generator) >= self.drop
        rows = []
        for k, row in zip(keep.tolist(), words):
            rows.append(row if k else torch.full_like(row, self.silent))
        caption = torch.stack(rows)
        return flow_matching_loss(lambda a, b: self.velocity(a, b, caption), z, noise, t)

    def sample(self, noise, words, weight, steps):
        n = len(noise)
        both = torch.cat([words, torch.full_like(words, self.silent)])
        x = noise
        with torch.no_grad():
            for i in range(steps):
                t = torch.full((2 * n,), i / steps, dtype=x.dtype)
                v = self.velocity(torch.cat([x, x]), t, both)      # one call for both
                x = x + guided(v[:n], v[n:], weight) / steps
        return x
""",
    ],
}

WRONG = {
    "boltzmann": [
        # proof: energy (0, 1): gives (0.269, 0.731), should be (0.731, 0.269)
        ("sign: high energy is likely", """
def boltzmann(energy):
    return torch.softmax(energy, dim=0)
""", ['sign']),
        # proof: energy (5000, 5001): 0/0 = nan, should be (0.731, 0.269)
        ("plain exponentials", """
def boltzmann(energy):
    w = torch.exp(-energy)
    Z = w.sum()
    return w / Z
""", ['overflow']),
        # proof: energy (0, 5000): exp(5000) = inf, inf/inf = nan, should be (1, 0)
        ("largest energy subtracted instead of the lowest", """
def boltzmann(energy):
    shifted = energy - energy.max()
    p = torch.exp(-shifted)
    return p / p.sum()
""", ['shifted by the largest energy', 'overflow']),
        # proof: energy (0, 0): gives (1, 1), should be (0.5, 0.5)
        ("not normalised", """
def boltzmann(energy):
    return torch.exp(-(energy - energy.min()))
""", ['not normalised', 'divided by the largest']),
        # proof: energy (0, inf): gives (0.5, 0.5), should be (1, 0)
        ("infinite energies replaced by 0", """
def boltzmann(energy):
    energy = torch.nan_to_num(energy, posinf=0.0)
    return torch.softmax(-energy, dim=0)
""", []),
        # proof: energy (5000, 5001): gives (0.5, 0.5), should be (0.731, 0.269)
        ("energies clamped", """
def boltzmann(energy):
    e = energy.clamp(-500, 500)
    w = torch.exp(-e)
    return w / w.sum()
""", ['overflow']),
        # proof: energy (0, 0): gives (-0.693, -0.693), should be (0.5, 0.5)
        ("log-probabilities", """
def boltzmann(energy):
    log_Z = torch.logsumexp(-energy, dim=0)
    return -energy - log_Z
""", ['log-probabilities']),
        # proof: energy (0, inf): mean is inf, inf - inf = nan, should be (1, 0)
        ("mean energy subtracted", """
def boltzmann(energy):
    e = energy - energy.mean()
    return torch.exp(-e) / torch.exp(-e).sum()
""", ['overflow']),
    ],
    "contrastive_energy_loss": [
        # proof: data (1), model (0): gives -1, should be 1
        ("sign", """
def contrastive_energy_loss(energy_data, energy_model):
    return energy_model.mean() - energy_data.mean()
""", ['sign']),
        # proof: data (1, 1), model (0): gives 2, should be 1
        ("sums in place of means", """
def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.sum() - energy_model.sum()
""", ['sum']),
        # proof: no gradient reaches energy_model, should be -1/M
        ("model's energies detached", """
def contrastive_energy_loss(energy_data, energy_model):
    return energy_data.mean() - energy_model.detach().mean()
""", ['samples cut off']),
        # proof: data (1), model (1): gives 2, should be 0
        ("plus in place of minus", """
def contrastive_energy_loss(energy_data, energy_model):
    pull = energy_data.mean()
    push = energy_model.mean()
    return pull + push
""", ['the two added']),
        # proof: data (0), model (1): gives 1 (gradient +1 in data -> -1), should be -1
        ("absolute value", """
def contrastive_energy_loss(energy_data, energy_model):
    return (energy_data.mean() - energy_model.mean()).abs()
""", ['squared gap']),
        # proof: N = 3, M = 2: shapes do not broadcast, error; should be a scalar
        ("difference point by point", """
def contrastive_energy_loss(energy_data, energy_model):
    return torch.mean(energy_data - energy_model)
""", ['one mean for all']),
        # proof: data (0), model (0, 2): gives 0.127 (gradients by softmax), should be -1
        ("log Z estimated from the samples' energies", """
def contrastive_energy_loss(energy_data, energy_model):
    log_Z = torch.logsumexp(-energy_model, dim=0)
    return energy_data.mean() + log_Z
""", ['log of the mean of exp(-E)', 'samples weighted again']),
        # proof: data (0), model (0): gives 1.386, should be 0
        ("energies treated as logits of a judge", """
def contrastive_energy_loss(energy_data, energy_model):
    return F.softplus(energy_data).mean() + F.softplus(-energy_model).mean()
""", ["a classifier's loss"]),
    ],
    "mixture_score": [
        # proof: weights (0.9, 0.1), means -1 and 1, var 1, x = 0: gives 0, should be -0.8
        ("weights forgotten in the responsibilities", """
def mixture_score(x, weights, means, var):
    diff = means[None] - x[:, None]
    r = torch.softmax(-(diff ** 2).sum(-1) / (2 * var), dim=1)
    return (r[:, :, None] * diff).sum(1) / var
""", ['weights forgotten']),
        # proof: one mean 0, var 1, x = 100: 0/0 = nan, should be -100
        ("densities, not logs: underflow", """
def mixture_score(x, weights, means, var):
    diff = means[None, :, :] - x[:, None, :]
    dens = weights * torch.exp(-0.5 * (diff ** 2).sum(dim=2) / var)
    r = dens / dens.sum(dim=1, keepdim=True)
    return torch.einsum("nk,nkd->nd", r, diff) / var
""", ['underflow']),
        # proof: one mean 0, var 1, x = 1: gives 1, should be -1
        ("arrow away from the means", """
def mixture_score(x, weights, means, var):
    diff = x[:, None] - means
    logr = torch.log(weights) - (diff ** 2).sum(2) / (2 * var)
    r = torch.softmax(logr, dim=1)
    return (r.unsqueeze(2) * diff).sum(dim=1) / var
""", ['sign']),
        # proof: one mean 0, var 2, x = 2: gives -2, should be -1
        ("not divided by the variance", """
def mixture_score(x, weights, means, var):
    diff = means - x[:, None]
    r = torch.softmax(weights.log() - (diff ** 2).sum(-1) / (2 * var), dim=-1)
    return (r[..., None] * diff).sum(1)
""", ['not divided by the variance']),
        # proof: one mean 0, var 1, x = (1; 2): r = (0.82, 0.18) over the points, gives -0.82, should be -1
        ("softmax over the points", """
def mixture_score(x, weights, means, var):
    diff = means[None] - x[:, None]
    logits = torch.log(weights) - (diff ** 2).sum(-1) / (2 * var)
    r = torch.softmax(logits, dim=0)
    return (r[:, :, None] * diff / var).sum(dim=1)
""", ['normalised over the points']),
        # proof: weights (0.5, 0.5), means -1 and 1, var 1, x = 0.5: gives tanh(1) - 0.5 = 0.262, should be tanh(0.5) - 0.5 = -0.038
        ("the half in the exponent forgotten", """
def mixture_score(x, weights, means, var):
    sq = torch.cdist(x, means) ** 2
    r = torch.softmax(torch.log(weights) - sq / var, dim=1)
    return (r @ means - x) / var
""", ['no half']),
        # proof: one mean 0, var 2, x = 2: gives -0.5, should be -1
        ("var taken for a standard deviation", """
def mixture_score(x, weights, means, var):
    diff = means - x[:, None]
    logits = torch.log(weights) - (diff ** 2).sum(-1) / (2 * var ** 2)
    r = torch.softmax(logits, dim=1)
    return (r[:, :, None] * diff).sum(1) / var ** 2
""", ['var taken as a standard deviation']),
        # proof: weights (0.5, 0.5), means -1 and 1, var 1, x = 0.5: gives 0.5, should be -0.038
        ("only the nearest component", """
def mixture_score(x, weights, means, var):
    diff = means - x[:, None]
    logits = torch.log(weights) - (diff ** 2).sum(-1) / (2 * var)
    best = logits.argmax(dim=1)
    return (means[best] - x) / var
""", ['only the nearest mean']),
    ],
    "langevin": [
        # proof: score 0, step 0.5, x = 0, one noise 1: gives 0.707, should be 1
        ("sqrt(step) for the noise", """
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(step) * noise
    return x
""", ['sqrt(step)']),
        # proof: score 0, step 0.02, x = 0, one noise 1: gives 0.04, should be 0.2
        ("root forgotten", """
def langevin(x, score, step, noises):
    for i in range(noises.shape[0]):
        x = x + step * score(x) + 2 * step * noises[i]
    return x
""", ['root forgotten']),
        # proof: score = -x, step 0.1, x = 1, one noise 0: gives 1.1, should be 0.9
        ("goes against the score", """
def langevin(x, score, step, noises):
    for noise in noises:
        x = x - step * score(x) + (2 * step) ** 0.5 * noise
    return x
""", ['downhill']),
        # proof: score = -x, step 0.1, x = 1, two noises 0: gives 0.8, should be 0.81
        ("score asked once, at the start", """
def langevin(x, score, step, noises):
    s = score(x)
    for noise in noises:
        x = x + step * s + math.sqrt(2 * step) * noise
    return x
""", ['score at the start only']),
        # proof: after the call the argument x has moved; arguments must stay as they are
        ("moves the argument in place", """
def langevin(x, score, step, noises):
    for noise in noises:
        x += step * score(x) + math.sqrt(2 * step) * noise
    return x
""", []),
        # proof: score = -x, step 0.5, x = 0, one noise 1: gives 0.5, should be 1
        ("noise first, score at the shaken place", """
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + math.sqrt(2 * step) * noise
        x = x + step * score(x)
    return x
""", ['score after the noise']),
        # proof: score = -x, step 0.2, x = 1, one noise 0: gives 0.9, should be 0.8
        ("the other convention, half a step and sqrt(step)", """
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + 0.5 * step * score(x) + math.sqrt(step) * noise
    return x
""", ['the other convention']),
        # proof: T = 1: no step is taken, x comes back unmoved
        ("one step too few", """
def langevin(x, score, step, noises):
    T = noises.shape[0]
    for k in range(1, T):
        x = x + step * score(x) + math.sqrt(2 * step) * noises[k]
    return x
""", ['last step lost']),
    ],
    "denoising_score_loss": [
        # proof: model 0, N = 1, noise (1, 1), sigma 1: gives 1, should be 2
        ("mean over the coordinates too", """
def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    return ((s * score + noise) ** 2).mean()
""", ['mean over coordinates']),
        # proof: model returns -noise / sigma (perfect): gives 4 |noise|^2, should be 0
        ("sign of the target", """
def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    return ((s * score - noise) ** 2).sum(dim=1).mean()
""", ["target's sign"]),
        # proof: model 0, noise (1,), sigma 0.1: gives 100, should be 1
        ("weight sigma^2 forgotten", """
def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    return (score + noise / s).pow(2).sum(1).mean()
""", ['no weight']),
        # proof: model 0, noise (1,), sigma 0.1: gives 10, should be 1
        ("weight sigma in place of sigma^2", """
def denoising_score_loss(model, x, noise, sigma):
    s = sigma.unsqueeze(1)
    score = model(x + s * noise, sigma)
    per_point = ((score + noise / s) ** 2).sum(dim=1)
    return (sigma * per_point).mean()
""", ['weighted by sigma']),
        # proof: model -x_noisy, x = 0, noise 1, sigma 2: noisy is 4 in place of 2: (2 * -4 + 1)^2 = 49, should be 9
        ("noise scaled by the variance", """
def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    noisy = x + s ** 2 * noise
    return ((s * model(noisy, sigma) + noise) ** 2).sum(1).mean()
""", ['sigma squared in the noise']),
        # proof: model -x_noisy, x = 0, noise 1, sigma 1: gives (0 + 1)^2 = 1, should be (-1 + 1)^2 = 0
        ("score asked at the clean points", """
def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    score = model(x, sigma)
    return ((s * score + noise) ** 2).sum(dim=1).mean()
""", ['clean x given']),
        # proof: model 0, noise (1,), sigma 2: gives 4, should be 1
        ("target noise in place of noise / sigma", """
def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    norm2 = ((score + noise) ** 2).sum(dim=1)
    return (sigma ** 2 * norm2).mean()
""", ['target not divided by sigma', 'predicts the noise']),
        # proof: N = 2, model 0, noise rows 1 and 1, sigma (1, 2): norms 1, 0.25, (N,1)*(N,) table:
        # gives mean of (1, 4, 0.25, 1) = 1.5625, should be 1
        ("weights and norms broadcast to a table", """
def denoising_score_loss(model, x, noise, sigma):
    s = sigma[:, None]
    score = model(x + s * noise, sigma)
    norm2 = ((score + noise / s) ** 2).sum(dim=1)      # (N,)
    return (s ** 2 * norm2).mean()
""", []),
    ],
    "tweedie": [
        # proof: x 3, score -1, sigma 1: gives 4, should be 2
        ("minus in place of plus", """
def tweedie(x_noisy, score, sigma):
    return x_noisy - sigma[:, None] ** 2 * score
""", ['minus']),
        # proof: x 3, score -0.5, sigma 2: gives 2, should be 1
        ("sigma in place of sigma^2", """
def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] * score
""", ['sigma for its square']),
        # proof: N = 2, D = 3: shapes (2,) and (2, 3) do not broadcast, error; with N = D the wrong axis
        ("no column: sigma along the coordinates", """
def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma ** 2 * score
""", ['sigma along the coordinates']),
        # proof: x 3, score -0.5, sigma 2: gives 2.875, should be 1
        ("divided by sigma^2", """
def tweedie(x_noisy, score, sigma):
    var = (sigma ** 2).unsqueeze(1)
    return x_noisy + score / var
""", ['divided by the variance']),
        # proof: sigma (1, 3), score -1 each: both rows move by 4 (mean sigma 2), should be 1 and 9
        ("one mean sigma for all rows", """
def tweedie(x_noisy, score, sigma):
    s = sigma.mean()
    return x_noisy + s ** 2 * score
""", ['one mean sigma']),
        # proof: x 3, score -0.5, sigma 2: gives 2.293, should be 1
        ("sigma taken for a variance, root taken", """
def tweedie(x_noisy, score, sigma):
    out = []
    for i in range(x_noisy.shape[0]):
        out.append(x_noisy[i] + torch.sqrt(sigma[i]) * score[i])
    return torch.stack(out)
""", ['root of sigma']),
        # proof: x 3, score -0.5, sigma 2: gives -2, should be 1
        ("only the shift, x_noisy forgotten", """
def tweedie(x_noisy, score, sigma):
    return sigma[:, None] ** 2 * score
""", ['the step alone']),
        # proof: x 3, score -0.5, sigma 2: gives 4 * 2.5 = 10, should be 1
        ("brackets: sigma^2 on both terms", """
def tweedie(x_noisy, score, sigma):
    s = sigma[:, None]
    return s ** 2 * (x_noisy + score)
""", []),
    ],
    "ddim_step": [
        # proof: x 1, eps 1, t 0.25, s 1: gives (1 - 0.75) / 0.25 = 1, should be (1 - 0.866) / 0.5 = 0.268
        ("square roots forgotten", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) * eps) / alpha_bar_t
    return alpha_bar_s * clean + (1 - alpha_bar_s) * eps
""", ['no square roots', 'no square roots at the noise', 'no square roots at the clean x', 'no square roots at level t', 'divided without a root', 'noise of level t without a root']),
        # proof: x 1, eps 0, t 0.25, s 1: gives 0.5, should be 2
        ("levels swapped", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_s) * eps) / math.sqrt(alpha_bar_s)
    return math.sqrt(alpha_bar_t) * clean + math.sqrt(1 - alpha_bar_t) * eps
""", ['order of the steps']),
        # proof: x 1, eps 0, t 0.25, s 1: gives 1, should be 2
        ("not divided by sqrt(alpha_bar_t)", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    x0 = x - math.sqrt(1 - alpha_bar_t) * eps
    return math.sqrt(alpha_bar_s) * x0 + math.sqrt(1 - alpha_bar_s) * eps
""", ['only the noise is changed', 'clean not divided']),
        # proof: t = s = 0.25, x 0, eps 1: twice gives different points, should be 0
        ("fresh noise in place of eps", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    x0 = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    z = torch.randn_like(x)
    return math.sqrt(alpha_bar_s) * x0 + math.sqrt(1 - alpha_bar_s) * z
""", []),
        # proof: t 0.25, s 1, x 1, eps 1: gives 0.268 + 0.866, should be 0.268
        ("noise of level t mixed in at level s", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    a, b = math.sqrt(alpha_bar_t), math.sqrt(1 - alpha_bar_t)
    x0 = (x - b * eps) / a
    return math.sqrt(alpha_bar_s) * x0 + b * eps
""", ['as much noise as before']),
        # proof: t 0.25, s 0.25, x 1, eps 1: gives 0.268 (the clean point), should be 1
        ("returns the clean point", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    return (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
""", ['the clean prediction']),
        # proof: t 0.25, s 1, x 1, eps 1: gives 3.73, should be 0.268
        ("noise added in place of removed", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x + (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t ** 0.5
    return alpha_bar_s ** 0.5 * clean + (1 - alpha_bar_s) ** 0.5 * eps
""", ['noise added to find the clean x']),
        # proof: t 0.25, s 1, x 10, eps 0: gives 1, should be 20
        ("clean point clamped to [-1, 1]", """
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    clean = clean.clamp(-1, 1)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""", []),
    ],
    "flow_matching_loss": [
        # proof: velocity = points, x 1, noise 0, t 0.25: (0.75 - 1)^2 = 0.0625, should be (0.25 - 1)^2 = 0.5625
        ("t and 1 - t swapped", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = s * noise + (1 - s) * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(dim=1).mean()
""", ['times swapped']),
        # proof: velocity = 1 everywhere, x 1, noise 0: gives 4, should be 0
        ("target from data to noise", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (noise - x)) ** 2).sum(1).mean()
""", ['target turned round']),
        # proof: velocity 0, x (1, 1), noise 0: gives 1, should be 2
        ("mse_loss, mean over the coordinates", """
def flow_matching_loss(velocity, x, noise, t):
    s = t.unsqueeze(1)
    x_t = (1 - s) * noise + s * x
    return F.mse_loss(velocity(x_t, t), x - noise)
""", ['mean over coordinates']),
        # proof: velocity 0, N = 2, x 1, noise 0: gives 2, should be 1
        ("sum over the points", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    v = velocity((1 - s) * noise + s * x, t)
    return ((v - (x - noise)) ** 2).sum()
""", ['sum over the points']),
        # proof: velocity gets times of shape (N, 1); one that returns points * t[:, None] gives shape (N, N, D), should get (N,)
        ("times handed on as a column", """
def flow_matching_loss(velocity, x, noise, t):
    t = t[:, None]
    x_t = (1 - t) * noise + t * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(dim=1).mean()
""", ["t's shape for the velocity"]),
        # proof: velocity 1, x 1, noise 0, t 0.5: gives 0.25, should be 0
        ("target scaled by t", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    target = s * (x - noise)
    return (velocity(x_t, t) - target).pow(2).sum(1).mean()
""", ["target that changes with t"]),
        # proof: velocity 0, x 1, noise 1: gives 1, should be 0
        ("target is the data point", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    v = velocity(x_t, t)
    return ((v - x) ** 2).sum(dim=1).mean()
""", ['target is the data']),
        # proof: the result has no gradient in the velocity's parameters, should train it
        ("velocity under no_grad", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    with torch.no_grad():
        v = velocity(x_t, t)
    return ((v - (x - noise)) ** 2).sum(1).mean()
""", ['cut off from the velocity']),
    ],
    "integrate": [
        # proof: v = t, midpoint, steps 1, x 0: gives 0, should be 0.5
        ("midpoint asked at time t", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t)
        x = x + h * v
    return x
""", ['midpoint without its time']),
        # proof: v = x, midpoint, steps 1, x 1: gives 3, should be 2.5
        ("whole step taken from the midpoint's place", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        if method == "euler":
            x = x + h * velocity(x, t)
        else:
            m = x + h / 2 * velocity(x, t)
            x = m + h * velocity(m, t + h / 2)
    return x
""", ['a whole step from the middle']),
        # proof: v = t, euler, steps 1, x 0: gives 1, should be 0
        ("time of the end of the step", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(1, steps + 1):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        if method == "euler":
            x = x + h * velocity(x, t)
        else:
            half = x + h / 2 * velocity(x, t)
            x = x + h * velocity(half, t + h / 2)
    return x
""", ['time at the wrong end']),
        # proof: v = 1, steps 2, x 0: gives 0.5, should be 1
        ("one step too few", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps - 1):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + 0.5 * h * v, t + 0.5 * h)
        x = x + h * v
    return x
""", ['last step lost']),
        # proof: v = t, euler, steps 2, x 0: times 0 and 1, gives 0.5, should be 0.25
        ("times by linspace(0, 1, steps)", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for time in torch.linspace(0, 1, steps, dtype=x.dtype):
        t = time.expand(x.shape[0])
        if method == "euler":
            x = x + h * velocity(x, t)
        elif method == "midpoint":
            x = x + h * velocity(x + h / 2 * velocity(x, t), t + h / 2)
    return x
""", ['the last step begins at t = 1', 'steps of 1 / (steps - 1)']),
        # proof: v = x^2, midpoint, steps 1, x 1: 1 + (1 + 4) / 2 = 3.5 (Heun), should be 1 + 2.25 = 3.25
        ("Heun in place of midpoint", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    n = x.shape[0]
    for i in range(steps):
        t = torch.full((n,), i * h, dtype=x.dtype)
        v1 = velocity(x, t)
        if method == "euler":
            x = x + h * v1
        else:
            v2 = velocity(x + h * v1, t + h)
            x = x + h * (v1 + v2) / 2
    return x
""", ["Heun's method"]),
        # proof: v = x, midpoint, steps 1, x 1: gives 3, should be 2.5
        ("a whole step to the midpoint", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            there = x + h * v
            v = velocity(there, t + h / 2)
        x = x + h * v
    return x
""", ['a whole step to the middle']),
        # proof: after the call the argument x has moved; arguments must stay as they are
        ("moves the argument in place", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        if method == "euler":
            x += h * velocity(x, t)
        else:
            x += h * velocity(x + h / 2 * velocity(x, t), t + h / 2)
    return x
""", []),
    ],
    "ode_log_prob": [
        # proof: v = x, D = 1, x = 0: gives -0.919 + 1, should be -0.919 - 1 = -1.919
        ("trace added", """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach().clone()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach().requires_grad_()
        v = velocity(m, t - h / 2)
        for k in range(d):
            total = total + h * torch.autograd.grad(v[:, k].sum(), m, retain_graph=True)[0][:, k]
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * d * math.log(2 * math.pi) + total
""", ['sign of the trace']),
        # proof: v = 0 * x, D = 1, x = 0: gives 0, should be -0.919
        ("the Gaussian's constant forgotten", """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach().clone()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach().requires_grad_()
        v = velocity(m, t - h / 2)
        for k in range(d):
            total = total + h * torch.autograd.grad(v[:, k].sum(), m, retain_graph=True)[0][:, k]
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - total
""", ['no 2 pi']),
        # proof: v = x, D = 1, x = 1, many steps: x goes to e, gives -0.919 - e^2/2 - 1, should be -0.919 - e^-2/2 - 1
        ("goes forward from 0 to 1", """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach().clone()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), i * h, dtype=x.dtype)
        m = (x + h / 2 * velocity(x, t)).detach().requires_grad_()
        v = velocity(m, t + h / 2)
        for k in range(d):
            total = total + h * torch.autograd.grad(v[:, k].sum(), m, retain_graph=True)[0][:, k]
        x = (x + h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ['forward']),
        # proof: v = t * x, D = 1, steps 1, x = 0: trace 1 at t = 1, should be 0.5 at t = 0.5
        ("trace at the beginning of the step, not at the midpoint", """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach().clone()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        start = x.clone().requires_grad_()
        v0 = velocity(start, t)
        for k in range(d):
            total = total + h * torch.autograd.grad(v0[:, k].sum(), start, retain_graph=True)[0][:, k]
        m = (x - h / 2 * v0).detach()
        x = (x - h * velocity(m, t - h / 2)).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ['trace at the start of the step']),
        # proof: v = x, D = 1, steps 10, x = 0: gives -0.919 - 10, should be -0.919 - 1
        ("trace not multiplied by h", """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach().clone()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach().requires_grad_()
        v = velocity(m, t - h / 2)
        for k in range(d):
            total += torch.autograd.grad(v[:, k].sum(), m, retain_graph=True)[0][:, k]
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ['trace not times the step']),
        # proof: v = (x2, x1), D = 2, x = 0: gives log N - 2, should be log N (trace 0)
        ("all entries of the Jacobian added, not the diagonal", """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach().clone()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach().requires_grad_()
        v = velocity(m, t - h / 2)
        g = torch.autograd.grad(v.sum(), m)[0]
        total = total + h * g.sum(dim=1)
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ['sum of the whole Jacobian']),
        # proof: v = 0 * x, D = 2, x = 0: gives -0.919, should be -1.838
        ("constant of one dimension only", """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    x = x.detach().clone()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (x - h / 2 * velocity(x, t)).detach().requires_grad_()
        v = velocity(m, t - h / 2)
        for k in range(d):
            total = total + h * torch.autograd.grad(v[:, k].sum(), m, retain_graph=True)[0][:, k]
        x = (x - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * math.log(2 * math.pi) - total
""", ['one constant for all dimensions']),
        # proof: v = x, D = 1, x = 1: uses -1/2 in place of -e^-2/2: gives -2.419, should be -1.987
        ("Gaussian at the data point, not at the noise", """
def ode_log_prob(velocity, x, steps):
    n, d = x.shape
    h = 1 / steps
    z = x.detach().clone()
    total = torch.zeros(n, dtype=x.dtype)
    for i in range(steps):
        t = torch.full((n,), 1 - i * h, dtype=x.dtype)
        m = (z - h / 2 * velocity(z, t)).detach().requires_grad_()
        v = velocity(m, t - h / 2)
        for k in range(d):
            total = total + h * torch.autograd.grad(v[:, k].sum(), m, retain_graph=True)[0][:, k]
        z = (z - h * v).detach()
    return -0.5 * (x ** 2).sum(1) - 0.5 * d * math.log(2 * math.pi) - total
""", ['the base at x']),
    ],
    "guided": [
        # proof: conditional 1, free 0, weight 1: gives 2, should be 1
        ("starts at the conditional one", """
def guided(conditional, free, weight):
    return conditional + weight * (conditional - free)
""", ['from conditional on', '1 is not conditional', 'weight on the wrong one']),
        # proof: conditional 1, free 0, weight 2: gives -2, should be 2
        ("direction the wrong way round", """
def guided(conditional, free, weight):
    return free + weight * (free - conditional)
""", ['away from the words']),
        # proof: conditional 1, free 0, weight 0: gives 1, should be 0
        ("weight on the free one", """
def guided(conditional, free, weight):
    return (1 - weight) * conditional + weight * free
""", ['weight on the wrong one']),
        # proof: conditional 1, free 0, weight 3: gives 1, should be 3
        ("weight clamped to [0, 1]", """
def guided(conditional, free, weight):
    w = min(max(weight, 0.0), 1.0)
    return free + w * (conditional - free)
""", ['never beyond']),
        # proof: conditional 1, free 1, weight 1: gives 2, should be 1
        ("free one not taken off", """
def guided(conditional, free, weight):
    return free + weight * conditional
""", ['a sum']),
        # proof: conditional 1, free 1, weight 1: gives 0, should be 1
        ("only the difference", """
def guided(conditional, free, weight):
    direction = conditional - free
    return weight * direction
""", ['the difference alone']),
        # proof: conditional 1, free 0, weight 3: gives 0.75, should be 3
        ("divided by 1 + weight, a weighted mean", """
def guided(conditional, free, weight):
    return (free + weight * conditional) / (1 + weight)
""", ['average']),
        # proof: conditional 1, free 0, weight -1: gives 1, should be -1
        ("absolute value of the weight", """
def guided(conditional, free, weight):
    return free + abs(weight) * (conditional - free)
""", []),
    ],
    "masked_loss": [
        # proof: logits 0, K = 2, T = 2, one hidden, rate 1: gives 0.693, should be 0.347
        ("mean over the hidden tokens only", """
def masked_loss(logits, tokens, mask, rate):
    ce = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    weighed = ce / rate[:, None]
    return weighed[mask].mean()
""", ['mean over the hidden tokens']),
        # proof: logits 0, K = 2, mask all True, rate 1: gives 0, should be 0.693
        ("loss on the tokens in view", """
def masked_loss(logits, tokens, mask, rate):
    ce = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return torch.where(mask, torch.zeros_like(ce), ce / rate[:, None]).mean()
""", ['mask the wrong way round']),
        # proof: logits 0, K = 2, mask all True, rate 0.5: gives 0.693, should be 1.386
        ("rate forgotten", """
def masked_loss(logits, tokens, mask, rate):
    ce = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (ce * mask).mean()
""", ['no 1/rate']),
        # proof: logits 0, K = 2, mask all True, rate 0.5: gives 0.347, should be 1.386
        ("multiplied by the rate", """
def masked_loss(logits, tokens, mask, rate):
    logp = torch.log_softmax(logits, dim=-1)
    nll = -logp.gather(-1, tokens.unsqueeze(-1)).squeeze(-1)
    return (nll * mask * rate[:, None]).mean()
""", ['multiplied by the rate']),
        # proof: N = 2, T = 3: (2,) and (2, 3) do not broadcast, error; with N = T the wrong axis
        ("rate along the letters, no column", """
def masked_loss(logits, tokens, mask, rate):
    ce = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (ce * mask / rate).mean()
""", ["the rate along the tokens"]),
        # proof: logits (1000, 0), token 1, hidden, rate 1: -log 0 = inf, should be 1000
        ("log of softmax", """
def masked_loss(logits, tokens, mask, rate):
    p = torch.softmax(logits, dim=2)
    p_true = torch.gather(p, 2, tokens[:, :, None])[:, :, 0]
    loss = torch.where(mask, -torch.log(p_true) / rate[:, None], torch.zeros_like(p_true))
    return loss.mean()
""", ['logarithm of a probability of 0', 'logarithm that is not stable']),
        # proof: logits 0, K = 2, T = 2, all hidden, N = 1, rate 1: gives 1.386, should be 0.693
        ("sum over the letters, mean over the texts", """
def masked_loss(logits, tokens, mask, rate):
    ce = F.cross_entropy(logits.permute(0, 2, 1), tokens, reduction="none")
    per_text = (ce * mask).sum(dim=1) / rate
    return per_text.mean()
""", ['sum over the tokens']),
        # proof: logits 0, K = 2, T = 4, one hidden, rate 0.5: gives 0.693, should be 0.347
        ("share of letters really hidden in place of the rate", """
def masked_loss(logits, tokens, mask, rate):
    ce = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    share = mask.double().mean(dim=1, keepdim=True).clamp(min=1e-9)
    return (ce * mask / share).mean()
""", ['hidden tokens counted instead of the rate']),
    ],
    "LatentFlow": [
        # proof: W = 3, drop 0.5: captions with one or two words unsaid reach velocity; should be all or none in a row
        ("words unsaid one by one", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.first = nn.Linear(latent + 1, width)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)
        )
        self.last = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        kind = self.first.weight.dtype
        c = self.embed(words).sum(dim=1)
        h = self.first(torch.cat([z, t[:, None].to(z.dtype)], dim=1).to(kind))
        for block in self.blocks:
            h = h + block(h + c)
        return self.last(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(words.shape, generator=generator) < self.drop
        words = torch.where(unsaid, torch.full_like(words, self.vocabulary), words)
        return flow_matching_loss(lambda p, s: self.velocity(p, s, words), z, noise, t)

    def sample(self, noise, words, weight, steps):
        silence = torch.full_like(words, self.vocabulary)
        v = lambda p, s: guided(self.velocity(p, s, words), self.velocity(p, s, silence), weight)
        with torch.no_grad():
            return integrate(v, noise, steps, "euler")
""", ['dropped word by word']),
        # proof: N = 100, drop 0.5: all captions of a batch are said, or none; should be about half
        ("one draw for the whole batch", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.first = nn.Linear(latent + 1, width)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)
        )
        self.last = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        kind = self.first.weight.dtype
        c = self.embed(words).sum(dim=1)
        h = self.first(torch.cat([z, t[:, None].to(z.dtype)], dim=1).to(kind))
        for block in self.blocks:
            h = h + block(h + c)
        return self.last(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        if torch.rand(1, generator=generator).item() < self.drop:
            words = torch.full_like(words, self.vocabulary)
        return flow_matching_loss(lambda p, s: self.velocity(p, s, words), z, noise, t)

    def sample(self, noise, words, weight, steps):
        silence = torch.full_like(words, self.vocabulary)
        v = lambda p, s: guided(self.velocity(p, s, words), self.velocity(p, s, silence), weight)
        with torch.no_grad():
            return integrate(v, noise, steps, "euler")
""", ['all or none']),
        # proof: drop = 1: velocity is asked with words 0 (a real word), should be `vocabulary`
        ("silence is word 0", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 1 + width, width), nn.SiLU(),
            nn.Linear(width, width), nn.SiLU(),
            nn.Linear(width, latent),
        )

    def velocity(self, z, t, words):
        kind = self.net[0].weight.dtype
        inputs = torch.cat([z.to(kind), t[:, None].to(kind), self.embed(words).sum(dim=1)], dim=1)
        return self.net(inputs).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], torch.zeros_like(words), words)
        return flow_matching_loss(lambda p, s: self.velocity(p, s, words), z, noise, t)

    def sample(self, noise, words, weight, steps):
        silence = torch.zeros_like(words)
        v = lambda p, s: guided(self.velocity(p, s, words), self.velocity(p, s, silence), weight)
        with torch.no_grad():
            return integrate(v, noise, steps, "euler")
""", ['silence is word 0']),
        # proof: velocity replaced by one that gives 1 for captions and 0 for silence, weight 3, noise 0: gives -2, should be 3
        ("conditional and free swapped in the guidance", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 1 + width, width), nn.SiLU(),
            nn.Linear(width, width), nn.SiLU(),
            nn.Linear(width, latent),
        )

    def velocity(self, z, t, words):
        kind = self.net[0].weight.dtype
        inputs = torch.cat([z.to(kind), t[:, None].to(kind), self.embed(words).sum(dim=1)], dim=1)
        return self.net(inputs).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], torch.full_like(words, self.vocabulary), words)
        return flow_matching_loss(lambda p, s: self.velocity(p, s, words), z, noise, t)

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        silence = torch.full_like(words, self.vocabulary)

        def v(p, s):
            free = self.velocity(p, s, silence)
            conditional = self.velocity(p, s, words)
            return guided(free, conditional, weight)

        return integrate(v, noise, steps, "euler")
""", ['weight on the wrong one']),
        # proof: velocity replaced by z, weight 1, steps 1, noise 1: gives 2.5, should be 2
        ("midpoint in place of Euler", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 1 + width, width), nn.SiLU(),
            nn.Linear(width, width), nn.SiLU(),
            nn.Linear(width, latent),
        )

    def velocity(self, z, t, words):
        kind = self.net[0].weight.dtype
        inputs = torch.cat([z.to(kind), t[:, None].to(kind), self.embed(words).sum(dim=1)], dim=1)
        return self.net(inputs).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], torch.full_like(words, self.vocabulary), words)
        return flow_matching_loss(lambda p, s: self.velocity(p, s, words), z, noise, t)

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        silence = torch.full_like(words, self.vocabulary)
        v = lambda p, s: guided(self.velocity(p, s, words), self.velocity(p, s, silence), weight)
        return integrate(v, noise, steps, "midpoint")
""", ['midpoint steps']),
        # proof: words (1, 2) and (1, 3): the same velocity, should depend on all the words
        ("only the first word of a caption is heard", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 1 + width, width), nn.SiLU(),
            nn.Linear(width, width), nn.SiLU(),
            nn.Linear(width, latent),
        )

    def velocity(self, z, t, words):
        kind = self.net[0].weight.dtype
        word = self.embed(words[:, 0])
        inputs = torch.cat([z.to(kind), t[:, None].to(kind), word], dim=1)
        return self.net(inputs).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], torch.full_like(words, self.vocabulary), words)
        return flow_matching_loss(lambda p, s: self.velocity(p, s, words), z, noise, t)

    def sample(self, noise, words, weight, steps):
        silence = torch.full_like(words, self.vocabulary)
        v = lambda p, s: guided(self.velocity(p, s, words), self.velocity(p, s, silence), weight)
        with torch.no_grad():
            return integrate(v, noise, steps, "euler")
""", ['only the first word is heard']),
        # proof: drop = 0: every caption is left unsaid, should be none
        ("drop and keep confused", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.first = nn.Linear(latent + 1, width)
        self.blocks = nn.ModuleList(
            nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)
        )
        self.last = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        kind = self.first.weight.dtype
        c = self.embed(words).sum(dim=1)
        h = self.first(torch.cat([z, t[:, None].to(z.dtype)], dim=1).to(kind))
        for block in self.blocks:
            h = h + block(h + c)
        return self.last(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        keep = torch.rand(len(z), generator=generator) < self.drop
        silence = torch.full_like(words, self.vocabulary)
        words = torch.where(keep[:, None], words, silence)
        return flow_matching_loss(lambda p, s: self.velocity(p, s, words), z, noise, t)

    def sample(self, noise, words, weight, steps):
        silence = torch.full_like(words, self.vocabulary)
        v = lambda p, s: guided(self.velocity(p, s, words), self.velocity(p, s, silence), weight)
        with torch.no_grad():
            return integrate(v, noise, steps, "euler")
""", ['said at the rate']),
        # proof: words of the number `vocabulary` (an unsaid caption): index out of range, should give a velocity
        ("no row for silence in the embedding", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary, width)
        self.net = nn.Sequential(
            nn.Linear(latent + 1 + width, width), nn.SiLU(),
            nn.Linear(width, width), nn.SiLU(),
            nn.Linear(width, latent),
        )

    def velocity(self, z, t, words):
        kind = self.net[0].weight.dtype
        inputs = torch.cat([z.to(kind), t[:, None].to(kind), self.embed(words).sum(dim=1)], dim=1)
        return self.net(inputs).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(z), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], torch.full_like(words, self.vocabulary), words)
        return flow_matching_loss(lambda p, s: self.velocity(p, s, words), z, noise, t)

    def sample(self, noise, words, weight, steps):
        silence = torch.full_like(words, self.vocabulary)
        v = lambda p, s: guided(self.velocity(p, s, words), self.velocity(p, s, silence), weight)
        with torch.no_grad():
            return integrate(v, noise, steps, "euler")
""", []),
    ],
}
