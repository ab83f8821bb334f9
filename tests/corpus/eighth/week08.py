"""Answers to exercises of week 8, labelled: see ../corpora.toml."""

RIGHT = {
    "boltzmann": [
        """
def boltzmann(energy):
    return torch.softmax(-energy, dim=0)
""",
        r'''
def boltzmann(energy):
    """Count energies from the lowest one: the best state weighs 1, the others less."""
    weight = torch.exp(energy.min() - energy)
    return weight / weight.sum()
''',
        r'''
def boltzmann(energy):
    """Impossible states stay at 0; the others through their log-probabilities."""
    p = torch.zeros_like(energy)
    possible = torch.isfinite(energy)
    log_z = torch.logsumexp(-energy[possible], dim=0)
    p[possible] = torch.exp(-energy[possible] - log_z)
    return p
''',
    ],
    "mixture_score": [
        """
def mixture_score(x, weights, means, var):
    way = means - x[:, None]                                  # (N, K, D)
    log_r = torch.log(weights) - (way**2).sum(-1) / (2 * var)
    r = torch.softmax(log_r, dim=1)
    return (r[:, :, None] * way).sum(1) / var
""",
        r'''
def mixture_score(x, weights, means, var):
    """The gradient of the log-density by autograd, on a copy."""
    with torch.enable_grad():
        copy = x.detach().clone().requires_grad_()
        squares = ((copy[:, None] - means.detach()) ** 2).sum(-1)
        log_p = torch.logsumexp(torch.log(weights.detach()) - squares / (2 * var), dim=1)
        (score,) = torch.autograd.grad(log_p.sum(), copy)
    return score
''',
        r'''
def mixture_score(x, weights, means, var):
    """|x|^2 is the same for all components: what is left is linear in x. The score is (posterior mean - x) / var."""
    logits = (x @ means.T - 0.5 * means.square().sum(1)) / var + weights.log()
    logits = logits - logits.amax(dim=1, keepdim=True)
    r = logits.exp()
    r = r / r.sum(dim=1, keepdim=True)
    return (r @ means - x) / var
''',
    ],
    "langevin": [
        """
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
""",
        r'''
def langevin(x, score, step, noises):
    """The shakes are scaled all at once, and the walk goes on in a copy."""
    place = x.clone()
    shakes = (2 * step) ** 0.5 * noises
    for t in range(noises.shape[0]):
        place = torch.add(place, score(place), alpha=step) + shakes[t]
    return place
''',
        r'''
def langevin(x, score, step, noises):
    """By recursion: the walk is the walk without the last step, and then the last step. (Written as a fold.)"""
    from functools import reduce

    def one(place, noise):
        drift = place + step * score(place)
        return drift + torch.sqrt(torch.tensor(2.0 * step, dtype=noise.dtype)) * noise

    return reduce(one, noises.unbind(0), x)
''',
    ],
    "flow_matching_loss": [
        """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    error = velocity((1 - s) * noise + s * x, t) - (x - noise)
    return (error**2).sum(1).mean()
""",
        """
def flow_matching_loss(velocity, x, noise, t):
    x_t = torch.lerp(noise, x, t.reshape(-1, 1).expand_as(x))
    return F.mse_loss(velocity(x_t, t), x - noise, reduction="sum") / x.shape[0]
""",
        r'''
def flow_matching_loss(velocity, x, noise, t):
    """The velocity of the line is constant: the point is noise + t (x - noise)."""
    target = x - noise
    guess = velocity(noise + torch.einsum("n,nd->nd", t, target), t)
    return torch.stack([torch.dot(e, e) for e in guess - target]).mean()
''',
    ],
    "integrate": [
        """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        if method == "euler":
            x = x + h * velocity(x, t)
        else:
            middle = x + h / 2 * velocity(x, t)
            x = x + h * velocity(middle, t + h / 2)
    return x
""",
        r'''
def integrate(velocity, x, steps, method):
    """A grid of times; every step asks where it is told to ask."""
    ticks = torch.linspace(0, 1, 2 * steps + 1, dtype=x.dtype)     # whole and half steps
    h = 1.0 / steps
    ones = torch.ones_like(x[:, 0])
    place = x.clone()
    for now, half in zip(ticks[0:-1:2], ticks[1::2]):
        slope = velocity(place, now * ones)
        if method == "midpoint":
            slope = velocity(place + 0.5 * h * slope, half * ones)
        place = torch.add(place, slope, alpha=h)
    return place
''',
        r'''
def integrate(velocity, x, steps, method):
    """Both are Runge-Kutta methods: the last slope alone counts, each is asked at a fraction of the step."""
    fractions = {"euler": [0.0], "midpoint": [0.0, 0.5]}[method]
    for i in range(steps):
        slope = torch.zeros_like(x)
        for f in fractions:
            slope = velocity(x + f / steps * slope, x.new_full((x.shape[0],), (i + f) / steps))
        x = x + slope / steps
    return x
''',
    ],
    "masked_loss": [
        """
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (nll * mask / rate[:, None]).mean()
""",
        """
def masked_loss(logits, tokens, mask, rate):
    log_p = torch.log_softmax(logits, dim=-1).gather(-1, tokens[..., None])[..., 0]
    terms = torch.where(mask, -log_p / rate.unsqueeze(1), torch.zeros_like(log_p))
    return terms.sum() / tokens.numel()
""",
        r'''
def masked_loss(logits, tokens, mask, rate):
    """Only the hidden places are looked at; the sum is divided by the number of all."""
    row, place = torch.nonzero(mask, as_tuple=True)
    a = logits[row, place]                                    # (hidden, K)
    nll = torch.logsumexp(a, dim=1) - a[torch.arange(len(a)), tokens[row, place]]
    return (nll / rate[row]).sum() / mask.numel()
''',
    ],
    "LatentFlow": [
        """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        caption = self.embed(words).mean(dim=1)
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(words), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], self.vocabulary, words)
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, unsaid)
            told = self.velocity(z, t, words)
            z = z + (free + weight * (told - free)) / steps
        return z
""",
        r'''
class Modulated(nn.Module):
    """A block whose scale and shift depend on time and caption."""

    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width, elementwise_affine=False)
        self.film = nn.Linear(width, 2 * width)
        self.net = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))

    def forward(self, h, condition):
        scale, shift = self.film(condition).chunk(2, dim=-1)
        return h + self.net(self.norm(h) * (1 + scale) + shift)


class LatentFlow(nn.Module):
    """FiLM blocks, words summed, both velocities of the guidance in one call."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.unsaid, self.drop = vocabulary, drop
        self.words = nn.Embedding(vocabulary + 1, width)
        self.register_buffer("frequencies", 2.0 ** torch.arange(6) * math.pi / 2)
        self.time = nn.Sequential(nn.Linear(12, width), nn.SiLU(), nn.Linear(width, width))
        self.start = nn.Linear(latent, width)
        self.blocks = nn.ModuleList(Modulated(width) for _ in range(blocks))
        self.end = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        angles = t.to(self.start.weight.dtype)[:, None] * self.frequencies
        condition = F.silu(self.time(torch.cat([angles.sin(), angles.cos()], 1)) + self.words(words).sum(1))
        h = self.start(z.to(self.start.weight.dtype))
        for block in self.blocks:
            h = block(h, condition)
        return self.end(h).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        keep = torch.rand(z.shape[0], generator=generator) >= self.drop
        heard = words.clone()
        heard[~keep] = self.unsaid
        x_t = torch.lerp(noise, z, t[:, None].expand_as(z))
        return F.mse_loss(self.velocity(x_t, t, heard), z - noise, reduction="sum") / z.shape[0]

    def sample(self, noise, words, weight, steps):
        z, n = noise.clone(), noise.shape[0]
        both = torch.cat([words, torch.full_like(words, self.unsaid)])
        with torch.no_grad():
            for i in range(steps):
                t = z.new_full((2 * n,), i / steps)
                told, free = self.velocity(torch.cat([z, z]), t, both).split(n)
                z = z + (weight * told + (1 - weight) * free) / steps
        return z
''',
        r'''
class LatentFlow(nn.Module):
    """The words as counts (a bag of one-hot words, divided by W); one plain network; the code of exercise 8's loss inside."""

    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.kinds, self.drop = vocabulary + 1, drop
        sizes = [latent + 8 + self.kinds] + [width] * blocks
        layers = []
        for a, b in zip(sizes, sizes[1:]):
            layers += [nn.Linear(a, b), nn.ReLU()]
        self.net = nn.Sequential(*layers, nn.Linear(sizes[-1], latent))

    def velocity(self, z, t, words):
        counts = F.one_hot(words, self.kinds).to(z.dtype).mean(dim=1)
        bumps = torch.exp(-20 * (t[:, None] - torch.linspace(0, 1, 8, dtype=t.dtype)) ** 2)
        first = next(self.net.parameters())
        return self.net(torch.cat([z, bumps, counts], dim=1).to(first.dtype)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        coins = torch.bernoulli(torch.full((len(z), 1), float(self.drop)), generator=generator).bool()
        heard = words.masked_fill(coins, self.kinds - 1)
        line = z - noise
        guess = self.velocity(noise + t.unsqueeze(1) * line, t, heard)
        return (guess - line).pow(2).sum(dim=1).mean(dim=0)

    def sample(self, noise, words, weight, steps):
        silence = torch.full(words.shape, self.kinds - 1, dtype=words.dtype)

        def guided(z, t):
            free = self.velocity(z, t, silence)
            return torch.lerp(free, self.velocity(z, t, words), float(weight))

        with torch.no_grad():
            z = noise
            for now in (torch.arange(steps, dtype=noise.dtype) / steps):
                z = z + guided(z, now.repeat(len(z))) / steps
        return z
''',
    ],
}

WRONG = {
    "boltzmann": [
        ("the sign is forgotten: high energies are likely", """
def boltzmann(energy):
    return torch.softmax(energy, dim=0)
""", ["sign"]),
        ("exponentials without a shift: 0/0 or inf/inf for energies of thousands", """
def boltzmann(energy):
    weight = torch.exp(-energy)
    return weight / weight.sum()
""", ["overflow"]),
        ("shifted by the highest energy, not the lowest: nan with an infinite one, overflow with a wide range", """
def boltzmann(energy):
    weight = torch.exp(-(energy - energy.max()))
    return weight / weight.sum()
""", ["shifted by the largest energy"]),
        ("energies clamped to -700 .. 700 against overflow: states of energy 1000 and 1001 become equal", """
def boltzmann(energy):
    weight = torch.exp(-energy.clamp(-700, 700))
    return weight / weight.sum()
""", ["overflow"]),
        ("infinity is replaced by 1000: with finite energies of several thousand the impossible state gets everything", """
def boltzmann(energy):
    energy = torch.nan_to_num(energy, posinf=1000.0)
    return torch.softmax(-energy, dim=0)
""", []),
        ("writes a finite number over the infinite energies of the caller", """
def boltzmann(energy):
    energy[torch.isinf(energy)] = torch.finfo(energy.dtype).max
    weight = torch.exp(energy.min() - energy)
    return weight / weight.sum()
""", []),
        ("impossible states are left out of the answer: it is shorter than K", """
def boltzmann(energy):
    energy = energy[energy < float("inf")]
    return torch.softmax(-energy, dim=0)
""", []),
        ("standardises the energies first (mean 0, standard deviation 1 over the finite ones): another temperature", """
def boltzmann(energy):
    finite = energy[torch.isfinite(energy)]
    spread = finite.std(unbiased=False)
    scaled = (energy - finite.mean()) / (spread if spread > 0 else 1.0)
    return torch.softmax(-scaled, dim=0)
""", []),
        ("computes in float32: at energies of many thousands the differences are rounded in the fourth digit", """
def boltzmann(energy):
    return torch.softmax(-energy.float(), dim=0).to(energy.dtype)
""", []),
    ],
    "mixture_score": [
        ("responsibilities from densities: 0/0 far from all means", """
def mixture_score(x, weights, means, var):
    way = means - x[:, None]
    density = weights * torch.exp(-(way**2).sum(-1) / (2 * var))
    r = density / density.sum(1, keepdim=True)
    return (r[:, :, None] * way).sum(1) / var
""", ["underflow"]),
        ("the arrows point away from the means", """
def mixture_score(x, weights, means, var):
    way = x[:, None] - means
    r = torch.softmax(weights.log() - (way**2).sum(-1) / (2 * var), dim=1)
    return torch.einsum("nk,nkd->nd", r, way) / var
""", ["sign"]),
        ("one maximum is subtracted for all points together: a far point beside a near one gives 0/0", """
def mixture_score(x, weights, means, var):
    way = means - x[:, None]
    log_r = weights.log() - (way**2).sum(-1) / (2 * var)
    r = torch.exp(log_r - log_r.max())
    r = r / r.sum(1, keepdim=True)
    return (r[:, :, None] * way).sum(1) / var
""", ["underflow"]),
        ("the weights are added to the exponent instead of their logarithms", """
def mixture_score(x, weights, means, var):
    way = means - x[:, None]
    r = torch.softmax(weights - (way**2).sum(-1) / (2 * var), dim=1)
    return (r[:, :, None] * way).sum(1) / var
""", ["weights without their logarithm"]),
        ("gradient by autograd of the mean log-density over the points: N times too small", """
def mixture_score(x, weights, means, var):
    points = x.detach().clone().requires_grad_(True)
    log_p = torch.logsumexp(weights.log() - ((points[:, None] - means) ** 2).sum(-1) / (2 * var), dim=1)
    return torch.autograd.grad(log_p.mean(), points)[0]
""", []),
        ("right numbers, but switches requires_grad on in the caller's x", """
def mixture_score(x, weights, means, var):
    x.requires_grad_(True)
    log_p = torch.logsumexp(weights.log() - ((x[:, None] - means) ** 2).sum(-1) / (2 * var), dim=1)
    return torch.autograd.grad(log_p.sum(), x)[0]
""", []),
        ("only the most responsible component pulls", """
def mixture_score(x, weights, means, var):
    log_r = weights.log() - ((x[:, None] - means) ** 2).sum(-1) / (2 * var)
    return (means[log_r.argmax(dim=1)] - x) / var
""", ["only the nearest mean"]),
        ("the squared distance is averaged over coordinates: right in one dimension only", """
def mixture_score(x, weights, means, var):
    way = means[None] - x[:, None]
    r = torch.softmax(torch.log(weights) - way.pow(2).mean(dim=2) / (2 * var), dim=1)
    return torch.matmul(r[:, None], way)[:, 0] / var
""", []),
        ("a tiny number keeps the denominator from 0: far away the score is 0, not right", """
def mixture_score(x, weights, means, var):
    way = means - x[:, None]
    density = weights * torch.exp(-(way**2).sum(-1) / (2 * var))
    p = density.sum(dim=1)
    slope = (density[:, :, None] * way).sum(1) / var
    return slope / (p[:, None] + 1e-300)
""", ["no score far away"]),
    ],
    "langevin": [
        ("noise of size sqrt(step): the 2 is missing", """
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(step) * noise
    return x
""", ["sqrt(step)"]),
        ("+= moves the caller's points", """
def langevin(x, score, step, noises):
    for noise in noises:
        x += step * score(x) + math.sqrt(2 * step) * noise
    return x
""", []),
        ("noise first, and the score is asked at the noisy place", """
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + math.sqrt(2 * step) * noise
        x = x + step * score(x)
    return x
""", ["score after the noise"]),
        ("no noise in the last step, as in DDPM's sampler", """
def langevin(x, score, step, noises):
    T = len(noises)
    for t in range(T):
        x = x + step * score(x)
        if t < T - 1:
            x = x + math.sqrt(2 * step) * noises[t]
    return x
""", ["no noise in the last step"]),
        ("uses only the shape of the noises and draws its own", """
def langevin(x, score, step, noises):
    for _ in range(noises.shape[0]):
        x = x + step * score(x) + math.sqrt(2 * step) * torch.randn_like(x)
    return x
""", []),
        ("the coordinates move one after the other, each by the score at the half-moved point", """
def langevin(x, score, step, noises):
    x = x.clone()
    for noise in noises:
        for d in range(x.shape[1]):
            x[:, d] = x[:, d] + step * score(x)[:, d] + math.sqrt(2 * step) * noise[:, d]
    return x
""", []),
        ("with T = 0 the result was never assigned: raises", """
def langevin(x, score, step, noises):
    here = x
    for noise in noises:
        end = here + step * score(here) + math.sqrt(2 * step) * noise
        here = end
    return end
""", ["no steps at all"]),
        ("the score's length is cut at 10 for stability", """
def langevin(x, score, step, noises):
    for noise in noises:
        s = score(x)
        s = s * (10 / s.norm(dim=1, keepdim=True).clamp(min=1e-12)).clamp(max=1.0)
        x = x + step * s + math.sqrt(2 * step) * noise
    return x
""", []),
        ("the step shrinks as 1/t, as in stochastic optimisation", """
def langevin(x, score, step, noises):
    for t, noise in enumerate(noises, start=1):
        eps = step / t
        x = x + eps * score(x) + (2 * eps) ** 0.5 * noise
    return x
""", []),
    ],
    "flow_matching_loss": [
        ("mean over the coordinates too: D times too small", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    return F.mse_loss(velocity((1 - s) * noise + s * x, t), x - noise)
""", ["mean over coordinates"]),
        ("noise and data swapped in the point (noise at t = 1)", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * x + s * noise
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(1).mean()
""", ["times swapped"]),
        ("target (x - x_t) / (1 - t): the same on paper, 0/0 at t = 1", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    target = (x - x_t) / (1 - s)
    return ((velocity(x_t, t) - target) ** 2).sum(1).mean()
""", []),
        ("the velocity is handed times of shape (N, 1)", """
def flow_matching_loss(velocity, x, noise, t):
    t = t.unsqueeze(1)
    x_t = (1 - t) * noise + t * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(1).mean()
""", ["t's shape for the velocity"]),
        ("the norm is not squared", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    error = velocity((1 - s) * noise + s * x, t) - (x - noise)
    return error.norm(dim=1).mean()
""", ["distance, not squared"]),
        ("right number, but a new tensor around .item(): trains nothing", """
def flow_matching_loss(velocity, x, noise, t):
    total = 0.0
    s = t[:, None]
    guess = velocity((1 - s) * noise + s * x, t)
    for row, goal in zip(guess, x - noise):
        total += ((row - goal) ** 2).sum().item()
    return torch.tensor(total / len(x), dtype=x.dtype, requires_grad=True)
""", ["cut off from the velocity"]),
        ("pairs each data point with its nearest noise point ('optimal transport') instead of the given one", """
def flow_matching_loss(velocity, x, noise, t):
    noise = noise[torch.cdist(x, noise).argmin(dim=1)]
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(1).mean()
""", []),
        ("times are translated into DDPM's whole steps 0 .. 999 for the network", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = (1 - s) * noise + s * x
    steps = (t * 999).round()
    return ((velocity(x_t, steps) - (x - noise)) ** 2).sum(1).mean()
""", []),
        ("point with roots so that the variance stays 1 (as in DDPM), target that of the straight line", """
def flow_matching_loss(velocity, x, noise, t):
    s = t[:, None]
    x_t = torch.sqrt(1 - s) * noise + torch.sqrt(s) * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(1).mean()
""", ["a path that keeps the variance"]),
    ],
    "integrate": [
        ("time at the end of the step, (i + 1) h", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(1, steps + 1):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", ["time at the wrong end"]),
        ("midpoint: asks at the middle place, but at the old time", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t)
        x = x + h * v
    return x
""", ["midpoint without its time"]),
        ("while t < 1 with t += h: rounding gives an eleventh step for steps = 10", """
def integrate(velocity, x, steps, method):
    h, t = 1 / steps, 0.0
    while t < 1:
        times = torch.full((x.shape[0],), t, dtype=x.dtype)
        v = velocity(x, times)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, times + h / 2)
        x = x + h * v
        t += h
    return x
""", ["one step too many"]),
        ("midpoint is Heun's rule: average of the slopes at both ends", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = (v + velocity(x + h * v, t + h)) / 2
        x = x + h * v
    return x
""", ["Heun's method"]),
        ("the whole step starts from the middle place, not from the old one", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        if method == "midpoint":
            x = x + h / 2 * velocity(x, t)
            t = t + h / 2
        x = x + h * velocity(x, t)
    return x
""", ["a whole step from the middle"]),
        ("method == \"midpoint\" or \"Midpoint\" is always true: Euler is never used", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint" or "Midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", ["always the midpoint"]),
        ("midpoint saves a call: the half step uses the slope of the step before", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    last = None
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        if method == "euler" or last is None:
            last = velocity(x, t)
        if method == "midpoint":
            last = velocity(x + h / 2 * last, t + h / 2)
        x = x + h * last
    return x
""", []),
        ("linspace with `steps` points has only steps - 1 steps", """
def integrate(velocity, x, steps, method):
    times = torch.linspace(0, 1, steps, dtype=x.dtype)
    for now, then in zip(times[:-1], times[1:]):
        h = then - now
        t = now.expand(len(x))
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        x = x + h * v
    return x
""", ["steps of 1 / (steps - 1)", "last step lost"]),
        ("the right end, but += carries the caller's noise there", """
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v = velocity(x, t)
        if method == "midpoint":
            v = velocity(x + h / 2 * v, t + h / 2)
        with torch.no_grad():
            x += h * v
    return x
""", []),
    ],
    "masked_loss": [
        ("mean over the hidden tokens only", """
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none") / rate[:, None]
    return nll[mask].mean()
""", ["mean over the hidden tokens"]),
        ("log of a softmax: infinite for logits of a thousand", """
def masked_loss(logits, tokens, mask, rate):
    p = torch.softmax(logits, dim=-1).gather(-1, tokens[..., None]).squeeze(-1)
    return torch.where(mask, -torch.log(p) / rate[:, None], 0.0).mean()
""", ["logarithm of a probability of 0", "logarithm that is not stable"]),
        ("divides by the share that was hidden in fact, not by the rate", """
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.permute(0, 2, 1), tokens, reduction="none")
    share = mask.double().mean(dim=1).clamp(min=1e-9)
    return (nll * mask / share[:, None]).mean()
""", ["hidden tokens counted instead of the rate"]),
        ("right number, but marks the tokens in view with -100 in the caller's tensor", """
def masked_loss(logits, tokens, mask, rate):
    tokens[~mask] = -100
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, ignore_index=-100, reduction="none")
    return (nll / rate[:, None]).mean()
""", []),
        ("tokens in view are zeroed and 0 is ignored: hidden tokens of kind 0 are lost too", """
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens * mask, ignore_index=0, reduction="none")
    return (nll / rate[:, None]).mean()
""", []),
        ("masks the logits in place of the loss: every token in view costs log K", """
def masked_loss(logits, tokens, mask, rate):
    shown = logits * mask[:, :, None]
    nll = -torch.log_softmax(shown, dim=-1).gather(2, tokens[:, :, None]).squeeze(2)
    return (nll / rate[:, None]).mean()
""", ["unmasked tokens counted"]),
        ("one rate for the batch: divides by the mean rate", """
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return (nll * mask).mean() / rate.mean()
""", ["one rate for all texts"]),
        ("self-normalised: divides by the sum of the weights 1/rate instead of N T", """
def masked_loss(logits, tokens, mask, rate):
    nll = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    weight = (1 / rate)[:, None].expand_as(nll)
    return (weight * nll * mask).sum() / weight.sum()
""", []),
        ("texts in which nothing was hidden are left out of the mean", """
def masked_loss(logits, tokens, mask, rate):
    keep = mask.any(dim=1)
    if not keep.any():
        return logits.sum() * 0
    nll = F.cross_entropy(logits[keep].transpose(1, 2), tokens[keep], reduction="none")
    return (nll * mask[keep] / rate[keep][:, None]).mean()
""", []),
    ],
    "LatentFlow": [
        ("guidance goes on from the told velocity: told + weight (told - free), one weight too far", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        caption = self.embed(words).mean(dim=1)
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(words), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], self.vocabulary, words)
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, unsaid)
            told = self.velocity(z, t, words)
            z = z + (told + weight * (told - free)) / steps
        return z
""", ["1 is not conditional"]),
        ("each word is left unsaid by itself, not the row's whole caption", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        caption = self.embed(words).mean(dim=1)
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(words.shape, generator=generator) < self.drop
        words = torch.where(unsaid, self.vocabulary, words)
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, unsaid)
            told = self.velocity(z, t, words)
            z = z + (free + weight * (told - free)) / steps
        return z
""", ["dropped word by word"]),
        ("one draw for the whole batch: all captions unsaid or none", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        caption = self.embed(words).mean(dim=1)
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(1, generator=generator) < self.drop
        words = torch.where(unsaid, self.vocabulary, words)
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, unsaid)
            told = self.velocity(z, t, words)
            z = z + (free + weight * (told - free)) / steps
        return z
""", ["all or none"]),
        ("leaves captions unsaid in the caller's tensor: after some epochs all are gone", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        caption = self.embed(words).mean(dim=1)
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(words), generator=generator) < self.drop
        words[unsaid] = self.vocabulary
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, unsaid)
            told = self.velocity(z, t, words)
            z = z + (free + weight * (told - free)) / steps
        return z
""", []),
        ("exactly round(drop N) rows are unsaid, by a permutation: never one in a small batch, no draw of its own for each row", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        caption = self.embed(words).mean(dim=1)
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.zeros(len(words), dtype=torch.bool)
        unsaid[torch.randperm(len(words), generator=generator)[: round(self.drop * len(words))]] = True
        words = torch.where(unsaid[:, None], self.vocabulary, words)
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, unsaid)
            told = self.velocity(z, t, words)
            z = z + (free + weight * (told - free)) / steps
        return z
""", ["all or none"]),
        ("attention over the words with batch_first forgotten: the rows of a batch look at each other", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.attend = nn.MultiheadAttention(width, 1)
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        e = self.embed(words)
        caption = (e + self.attend(e, e, e, need_weights=False)[0]).mean(dim=1)
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(words), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], self.vocabulary, words)
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, unsaid)
            told = self.velocity(z, t, words)
            z = z + (free + weight * (told - free)) / steps
        return z
""", []),
        ("weight 0 is taken for 'guidance off': follows the told velocity instead of the free one", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        caption = self.embed(words).mean(dim=1)
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(words), generator=generator) < self.drop
        words = torch.where(unsaid[:, None], self.vocabulary, words)
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            v = self.velocity(z, t, words)
            if weight and weight != 1:
                free = self.velocity(z, t, unsaid)
                v = free + weight * (v - free)
            z = z + v / steps
        return z
""", []),
        ("the generator is ignored: draws from the global one", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        caption = self.embed(words).mean(dim=1)
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        unsaid = torch.rand(len(words)) < self.drop
        words = torch.where(unsaid[:, None], self.vocabulary, words)
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, unsaid)
            told = self.velocity(z, t, words)
            z = z + (free + weight * (told - free)) / steps
        return z
""", ["generator ignored"]),
        ("captions are only left unsaid in training mode, through nn.Dropout on the word embedding: self.velocity never hears the unsaid number", """
class LatentFlow(nn.Module):
    def __init__(self, latent, vocabulary, width=384, blocks=3, drop=0.1):
        super().__init__()
        self.vocabulary, self.drop = vocabulary, drop
        self.embed = nn.Embedding(vocabulary + 1, width)
        self.read = nn.Linear(latent + 3, width)
        self.blocks = nn.ModuleList([nn.Sequential(nn.Linear(width, width), nn.SiLU(), nn.Linear(width, width)) for _ in range(blocks)])
        self.silence = nn.Dropout1d(drop)
        self.say = nn.Linear(width, latent)

    def velocity(self, z, t, words):
        clock = torch.stack([t, torch.cos(math.pi * t), torch.sin(math.pi * t)], dim=1)
        x = torch.cat([z, clock], dim=1).to(self.read.weight.dtype)
        caption = self.silence(self.embed(words).mean(dim=1)[:, None])[:, 0]
        h = self.read(x) + caption
        for block in self.blocks:
            h = h + block(F.silu(h) + caption)
        return self.say(F.silu(h)).to(z.dtype)

    def loss(self, z, words, noise, t, generator=None):
        s = t[:, None]
        error = self.velocity((1 - s) * noise + s * z, t, words) - (z - noise)
        return (error**2).sum(1).mean()

    @torch.no_grad()
    def sample(self, noise, words, weight, steps):
        unsaid = torch.full_like(words, self.vocabulary)
        z = noise
        for i in range(steps):
            t = torch.full((len(z),), i / steps, dtype=z.dtype)
            free = self.velocity(z, t, unsaid)
            told = self.velocity(z, t, words)
            z = z + (free + weight * (told - free)) / steps
        return z
""", ["never unsaid", "generator ignored"]),
    ],
}
