"""Answers to exercises of week 7, labelled: see ../corpora.toml."""

RIGHT = {
    "optimal_discriminator": [
        """
def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_data - log_p_model)
""",
        """
def optimal_discriminator(log_p_data, log_p_model):
    both = torch.stack([log_p_data, log_p_model], dim=1)      # (N, 2)
    return torch.softmax(both, dim=1)[:, 0]
""",
        """
def optimal_discriminator(log_p_data, log_p_model):
    # subtract the larger one so that nothing overflows
    biggest = torch.maximum(log_p_data, log_p_model)
    a = torch.exp(log_p_data - biggest)
    b = torch.exp(log_p_model - biggest)
    return a / (a + b)
""",
    ],
    "discriminator_loss": [
        """
def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
""",
        """
def discriminator_loss(real_logits, fake_logits):
    real = F.binary_cross_entropy_with_logits(real_logits, torch.ones_like(real_logits))
    fake = F.binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))
    return real + fake
""",
        """
def discriminator_loss(real_logits, fake_logits):
    loss = 0.0
    for h in real_logits:
        loss = loss - F.logsigmoid(h) / len(real_logits)
    for h in fake_logits:
        loss = loss - F.logsigmoid(-h) / len(fake_logits)
    return loss
""",
    ],
    "judge_regret": [
        """
def judge_regret(p_data, p_model, d):
    s = p_data + p_model
    safe = torch.where(s > 0, s, torch.ones_like(s))
    pays = -torch.xlogy(p_data, d) - torch.xlogy(p_model, 1 - d)
    best = -torch.xlogy(p_data, p_data / safe) - torch.xlogy(p_model, p_model / safe)
    return (pays - best).clamp(min=0)
""",
        """
def judge_regret(p_data, p_model, d):
    shares = []
    for a, b, j in zip(p_data.tolist(), p_model.tolist(), d.tolist()):
        share = 0.0
        if a > 0:
            share += a * (math.log(a / (a + b)) - math.log(j))
        if b > 0:
            share += b * (math.log(b / (a + b)) - math.log1p(-j))
        shares.append(max(share, 0.0))
    return torch.tensor(shares, dtype=p_data.dtype)
""",
        """
def judge_regret(p_data, p_model, d):
    from scipy.special import rel_entr
    a, b, j = p_data.detach().numpy(), p_model.detach().numpy(), d.detach().numpy()
    s = a + b
    share = rel_entr(a, s * j) + rel_entr(b, s * (1 - j))
    return torch.from_numpy(np.maximum(share, 0))
""",
    ],
    "generator_minimax_loss": [
        """
def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).mean()
""",
        """
def generator_minimax_loss(fake_logits):
    # 1 - sigmoid(h) = sigmoid(-h)
    return torch.mean(F.logsigmoid(-fake_logits))
""",
        """
def generator_minimax_loss(fake_logits):
    labels = torch.zeros_like(fake_logits)
    return -F.binary_cross_entropy_with_logits(fake_logits, labels)
""",
    ],
    "generator_nonsaturating_loss": [
        """
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean()
""",
        """
def generator_nonsaturating_loss(fake_logits):
    return -F.logsigmoid(fake_logits).sum() / fake_logits.shape[0]
""",
        """
def generator_nonsaturating_loss(fake_logits):
    return F.binary_cross_entropy_with_logits(fake_logits, torch.ones_like(fake_logits))
""",
    ],
    "generator_logit_gradients": [
        """
def generator_logit_gradients(fake_logits):
    return {
        "minimax": -torch.sigmoid(fake_logits),
        "nonsaturating": -torch.sigmoid(-fake_logits),
        "kl": -torch.ones_like(fake_logits),
    }
""",
        """
def generator_logit_gradients(fake_logits):
    minimax = -torch.exp(F.logsigmoid(fake_logits))
    nonsaturating = -torch.exp(F.logsigmoid(-fake_logits))
    return dict(minimax=minimax, nonsaturating=nonsaturating, kl=minimax + nonsaturating)
""",
        """
def generator_logit_gradients(fake_logits):
    mm, ns = [], []
    for h in fake_logits.tolist():
        e = math.exp(-abs(h))
        large, small = 1 / (1 + e), e / (1 + e)
        if h >= 0:
            mm.append(-large)
            ns.append(-small)
        else:
            mm.append(-small)
            ns.append(-large)
    kind = fake_logits.dtype
    return {
        "minimax": torch.tensor(mm, dtype=kind),
        "nonsaturating": torch.tensor(ns, dtype=kind),
        "kl": torch.full((len(mm),), -1.0, dtype=kind),
    }
""",
    ],
    "generator_kl_loss": [
        """
def generator_kl_loss(fake_logits):
    return -fake_logits.mean()
""",
        """
def generator_kl_loss(fake_logits):
    return generator_minimax_loss(fake_logits) + generator_nonsaturating_loss(fake_logits)
""",
        """
def generator_kl_loss(fake_logits):
    log_d = F.logsigmoid(fake_logits)
    log_not_d = F.logsigmoid(-fake_logits)
    return torch.mean(log_not_d - log_d)
""",
    ],
    "jensen_shannon": [
        """
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (0.5 * torch.xlogy(p, p) + 0.5 * torch.xlogy(q, q) - torch.xlogy(m, m)).sum().clamp(min=0)
""",
        """
def jensen_shannon(p, q):
    def H(r):
        return torch.special.entr(r).sum()
    return torch.clamp(H((p + q) / 2) - (H(p) + H(q)) / 2, min=0)
""",
        """
def jensen_shannon(p, q):
    total = 0.0
    for a, b in zip(p.tolist(), q.tolist()):
        m = (a + b) / 2
        if a > 0:
            total += 0.5 * a * math.log(a / m)
        if b > 0:
            total += 0.5 * b * math.log(b / m)
    return torch.tensor(total, dtype=p.dtype)
""",
    ],
    "f_divergence": [
        """
def f_divergence(p, q, f):
    return (q * f(p / q)).sum()
""",
        """
def f_divergence(p, q, f):
    return torch.dot(q, f(p / q))
""",
        """
def f_divergence(p, q, f):
    total = torch.zeros((), dtype=p.dtype)
    for k in range(len(p)):
        ratio = p[k] / q[k]
        total = total + q[k] * f(ratio)
    return total
""",
    ],
    "fgan_bound": [
        """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() - (q * conjugate(t)).sum()
""",
        """
def fgan_bound(p, q, t, conjugate):
    return p @ t - q @ conjugate(t)
""",
        """
def fgan_bound(p, q, t, conjugate):
    star = conjugate(t)
    bound = 0.0
    for k in range(t.shape[0]):
        bound += p[k] * t[k] - q[k] * star[k]
    return bound
""",
    ],
    "wasserstein1": [
        """
def wasserstein1(x, y):
    return (torch.sort(x).values - torch.sort(y).values).abs().mean()
""",
        """
def wasserstein1(x, y):
    from scipy.optimize import linear_sum_assignment
    cost = (x[:, None] - y[None, :]).abs()
    i, j = linear_sum_assignment(cost.detach().numpy())
    return cost[torch.as_tensor(i), torch.as_tensor(j)].mean()
""",
        """
def wasserstein1(x, y):
    # area between the two distribution functions
    n = len(x)
    xs, ys = torch.sort(x)[0].contiguous(), torch.sort(y)[0].contiguous()
    grid = torch.sort(torch.cat([x, y]))[0]
    left = grid[:-1].contiguous()
    fx = torch.searchsorted(xs, left, right=True).to(x.dtype) / n
    fy = torch.searchsorted(ys, left, right=True).to(x.dtype) / n
    return ((fx - fy).abs() * (grid[1:] - grid[:-1])).sum()
""",
    ],
    "squeeze_w1": [
        """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    p, q = coupling.sum(1), coupling.sum(0)
    places = torch.cat([x, y])
    values = torch.cat([critic_x, critic_y])
    run = (places[:, None] - places).abs()
    rise = (values[:, None] - values).abs()
    differ = run > 0
    if not differ.any():
        return torch.zeros_like(upper), upper
    slope = (rise[differ] / run[differ]).max()
    if slope == 0:
        return torch.zeros_like(upper), upper
    return ((p * critic_x).sum() - (q * critic_y).sum()) / slope, upper
""",
        """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    # on the line the steepest pair is always a pair of neighbours
    x, y, plan = x.detach().numpy(), y.detach().numpy(), coupling.detach().numpy()
    cx, cy = critic_x.detach().numpy(), critic_y.detach().numpy()
    places, first = np.unique(np.concatenate([x, y]), return_index=True)
    values = np.concatenate([cx, cy])[first]
    upper = np.sum(plan * np.abs(np.subtract.outer(x, y)))
    slope = 0.0
    if len(places) > 1:
        slope = np.max(np.abs(np.diff(values) / np.diff(places)))
    lower = 0.0
    if slope > 0:
        lower = (plan.sum(axis=1) @ cx - plan.sum(axis=0) @ cy) / slope
    return torch.tensor(lower, dtype=coupling.dtype), torch.tensor(upper, dtype=coupling.dtype)
""",
        """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    points = list(zip(x.tolist(), critic_x.tolist())) + list(zip(y.tolist(), critic_y.tolist()))
    steepest = 0.0
    for a, ca in points:
        for b, cb in points:
            if a != b:
                steepest = max(steepest, abs(ca - cb) / abs(a - b))
    upper, gain = 0.0, 0.0
    for i in range(len(x)):
        for j in range(len(y)):
            mass = float(coupling[i, j])
            upper += mass * abs(float(x[i]) - float(y[j]))
            gain += mass * (float(critic_x[i]) - float(critic_y[j]))
    lower = gain / steepest if steepest > 0 else 0.0
    return torch.tensor(lower, dtype=x.dtype), torch.tensor(upper, dtype=x.dtype)
""",
    ],
    "critic_loss": [
        """
def critic_loss(real, fake):
    return fake.mean() - real.mean()
""",
        """
def critic_loss(real, fake):
    w = torch.mean(real) - torch.mean(fake)
    return -w
""",
        """
def critic_loss(real, fake):
    return fake.sum() / fake.numel() - real.sum() / real.numel()
""",
    ],
    "wgan_generator_loss": [
        """
def wgan_generator_loss(fake):
    return -fake.mean()
""",
        """
def wgan_generator_loss(fake):
    return torch.mean(-fake)
""",
        """
def wgan_generator_loss(fake):
    loss = 0.0
    for c in fake:
        loss = loss - c
    return loss / len(fake)
""",
    ],
    "gradient_penalty": [
        """
def gradient_penalty(critic, real, fake, mix):
    points = (mix * real + (1 - mix) * fake).detach().requires_grad_(True)
    (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return ((slope.norm(dim=1) - 1) ** 2).mean()
""",
        """
def gradient_penalty(critic, real, fake, mix):
    x_hat = torch.lerp(fake.detach(), real.detach(), mix.detach().expand_as(real)).clone()
    x_hat.requires_grad_()
    out = critic(x_hat)
    g = torch.autograd.grad(outputs=out, inputs=x_hat, grad_outputs=torch.ones_like(out),
                            create_graph=True, retain_graph=True)[0]
    lengths = torch.linalg.vector_norm(g, dim=1)
    return F.mse_loss(lengths, torch.ones_like(lengths))
""",
        """
def gradient_penalty(critic, real, fake, mix):
    n = real.shape[0]
    penalty = 0.0
    for i in range(n):
        a = mix[i, 0].item()
        point = (a * real[i] + (1 - a) * fake[i]).detach().clone().requires_grad_()
        value = critic(point[None, :])[0]
        g = torch.autograd.grad(value, point, create_graph=True)[0]
        penalty = penalty + (g.norm() - 1) ** 2
    return penalty / n
""",
    ],
    "gan_step": [
        """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    fake = generator(noise_d).detach()
    ld = loss_d(discriminator(real), discriminator(fake))
    ld.backward()
    opt_d.step()

    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""",
        """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    def turn(opt, loss):
        params = [p for group in opt.param_groups for p in group["params"] if p.requires_grad]
        grads = torch.autograd.grad(loss, params, allow_unused=True)
        for p, g in zip(params, grads):
            p.grad = g
        opt.step()
        return float(loss.detach())

    fakes = generator(noise_d)
    first = turn(opt_d, loss_d(discriminator(real), discriminator(fakes.detach())))
    second = turn(opt_g, loss_g(discriminator(generator(noise_g))))
    return first, second
""",
        """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    with torch.no_grad():
        fake = generator(noise_d)
    loss = loss_d(discriminator(real), discriminator(fake))
    opt_d.zero_grad(set_to_none=True)
    loss.backward()
    opt_d.step()
    paid_d = float(loss.detach())

    # freeze the judge for the generator's turn, so that it collects no gradients
    learning = [p for p in discriminator.parameters() if p.requires_grad]
    for p in learning:
        p.requires_grad_(False)
    loss = loss_g(discriminator(generator(noise_g)))
    opt_g.zero_grad(set_to_none=True)
    loss.backward()
    opt_g.step()
    for p in learning:
        p.requires_grad_(True)
    return paid_d, float(loss.detach())
""",
    ],
    "projection_logit": [
        """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + (embedding[labels] * features).sum(dim=1)
""",
        """
def projection_logit(features, labels, embedding, psi):
    scores = features @ embedding.T                       # (N, K)
    own = scores.gather(1, labels[:, None]).squeeze(1)
    return psi(features) + own
""",
        """
def projection_logit(features, labels, embedding, psi):
    v = F.embedding(labels, embedding)
    return torch.einsum("nh,nh->n", v, features) + psi(features)
""",
    ],
    "modes_covered": [
        """
def modes_covered(samples, centers, radius):
    dist = torch.linalg.norm(samples[:, None, :] - centers[None, :, :], dim=2)
    return int((dist <= radius).any(dim=0).sum())
""",
        """
def modes_covered(samples, centers, radius):
    dist = torch.cdist(samples, centers, compute_mode="donot_use_mm_for_euclid_dist")
    hits = (dist <= radius).sum(dim=0)
    return torch.count_nonzero(hits).item()
""",
        """
def modes_covered(samples, centers, radius):
    if len(samples) == 0:
        return 0
    count = 0
    for c in centers:
        nearest = (samples - c).pow(2).sum(dim=1).sqrt().min().item()
        if nearest <= radius:
            count += 1
    return count
""",
    ],
    "r1_penalty": [
        """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_(True)
    (g,) = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)
    return g.pow(2).sum(dim=1).mean()
""",
        """
def r1_penalty(discriminator, real):
    x = real.clone().detach()
    x.requires_grad = True
    h = discriminator(x)
    g = torch.autograd.grad(h, x, grad_outputs=torch.ones_like(h), create_graph=True)[0]
    return torch.einsum("nd,nd->", g, g) / len(x)
""",
        """
def r1_penalty(discriminator, real):
    total = 0.0
    for row in real:
        x = row.detach().clone()[None].requires_grad_()
        g = torch.autograd.grad(discriminator(x).squeeze(), x, create_graph=True)[0]
        total = total + torch.sum(g * g)
    return total / real.shape[0]
""",
    ],
    "penalised": [
        """
def penalised(loss, weight, penalty):
    return lambda real_logits, fake_logits: loss(real_logits, fake_logits) + weight * penalty()
""",
        """
def penalised(loss, weight, penalty):
    def joined(real_logits, fake_logits):
        value = loss(real_logits, fake_logits)
        extra = penalty()
        return value + weight * extra
    return joined
""",
        """
def penalised(loss, weight, penalty):
    def total(*logits):
        terms = [loss(*logits), penalty() * weight]
        return terms[0] + terms[1]
    return total
""",
    ],
}

WRONG = {
    "optimal_discriminator": [
        # proof: logs -1000, -1000: 0/0 = nan, should be 0.5
        ("densities by exp, underflow", """
def optimal_discriminator(log_p_data, log_p_model):
    p = torch.exp(log_p_data)
    q = torch.exp(log_p_model)
    return p / (p + q)
""", ['underflow']),
        # proof: logs 0, -1: gives 0.269, should be 0.731
        ("difference the wrong way round", """
def optimal_discriminator(log_p_data, log_p_model):
    return torch.sigmoid(log_p_model - log_p_data)
""", ['inverted']),
        # proof: logs 0, -1: gives 2.718, should be 0.731
        ("returns the density ratio", """
def optimal_discriminator(log_p_data, log_p_model):
    h = log_p_data - log_p_model
    return torch.exp(h)
""", ['ratio of the densities']),
        # proof: logs -1, -3: gives 0.25, should be 0.881
        ("treats the logs as densities", """
def optimal_discriminator(log_p_data, log_p_model):
    return log_p_data / (log_p_data + log_p_model)
""", ['ratio of the logarithms']),
        # proof: logs 0, 0: gives -0.693, should be 0.5
        ("returns the log of the probability", """
def optimal_discriminator(log_p_data, log_p_model):
    return log_p_data - torch.logaddexp(log_p_data, log_p_model)
""", ['the logarithm of it']),
        # proof: logs 5000, 4999: gives 0.5, should be 0.731
        ("clamps each log density before exp", """
def optimal_discriminator(log_p_data, log_p_model):
    # keep exp in range
    a = torch.exp(torch.clamp(log_p_data, -700, 700))
    b = torch.exp(torch.clamp(log_p_model, -700, 700))
    return a / (a + b)
""", ['underflow']),
        # proof: logs 5000, 0: inf/inf = nan, should be 1
        ("sigmoid by hand, overflows for positive h", """
def optimal_discriminator(log_p_data, log_p_model):
    ratio = torch.exp(log_p_data - log_p_model)
    return ratio / (1 + ratio)
""", ['ratio over one plus ratio']),
        # proof: N = 1, logs 0, 0: gives 1, should be 0.5
        ("softmax over the points instead of over the two models", """
def optimal_discriminator(log_p_data, log_p_model):
    both = torch.stack([log_p_data, log_p_model], dim=1)
    return torch.softmax(both, dim=0)[:, 0]
""", []),
    ],
    "discriminator_loss": [
        # proof: real = [-5000], fake = [0]: inf, should be 5000.69
        ("log of sigmoid, underflows", """
def discriminator_loss(real_logits, fake_logits):
    d_real = torch.sigmoid(real_logits)
    d_fake = torch.sigmoid(fake_logits)
    return -torch.log(d_real).mean() - torch.log(1 - d_fake).mean()
""", ['log of zero', 'exp overflows']),
        # proof: the gradient in fake_logits is none; differentiable in all arguments is asked
        ("detaches the fake logits", """
def discriminator_loss(real_logits, fake_logits):
    fake_logits = fake_logits.detach()
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
""", ['the graph is cut']),
        # proof: real = [0], fake = [2]: 0.820, should be 2.820
        ("fakes scored as if real", """
def discriminator_loss(real_logits, fake_logits):
    return -F.logsigmoid(real_logits).mean() - F.logsigmoid(fake_logits).mean()
""", ['labels swapped']),
        # proof: real = [2], fake = [0]: 2.820, should be 0.820
        ("labels swapped", """
def discriminator_loss(real_logits, fake_logits):
    bce = F.binary_cross_entropy_with_logits
    return bce(real_logits, torch.zeros_like(real_logits)) + bce(fake_logits, torch.ones_like(fake_logits))
""", ['labels swapped']),
        # proof: real = [0], fake = [0]: 0.693, should be log 4 = 1.386
        ("average of the two means", """
def discriminator_loss(real_logits, fake_logits):
    loss_real = F.softplus(-real_logits).mean()
    loss_fake = F.softplus(fake_logits).mean()
    return (loss_real + loss_fake) / 2
""", ['halved']),
        # proof: real = [2, 2, 2], fake = [0]: 0.537, should be 0.820
        ("one mean over both batches, times two", """
def discriminator_loss(real_logits, fake_logits):
    logits = torch.cat([real_logits, fake_logits])
    labels = torch.cat([torch.ones_like(real_logits), torch.zeros_like(fake_logits)])
    return 2 * F.binary_cross_entropy_with_logits(logits, labels)
""", ['one mean over both batches']),
        # proof: real = [-5000], fake = [0]: 100.69 (torch caps the log at -100), should be 5000.69
        ("binary_cross_entropy on probabilities, capped at 100", """
def discriminator_loss(real_logits, fake_logits):
    d_real, d_fake = torch.sigmoid(real_logits), torch.sigmoid(fake_logits)
    return (F.binary_cross_entropy(d_real, torch.ones_like(d_real))
            + F.binary_cross_entropy(d_fake, torch.zeros_like(d_fake)))
""", ['log of zero', 'exp overflows', 'clamped']),
        # proof: real = [0, 0], fake = [0]: 2.079, should be 1.386
        ("sums over the samples", """
def discriminator_loss(real_logits, fake_logits):
    return F.softplus(-real_logits).sum() + F.softplus(fake_logits).sum()
""", ['sums in place of means']),
    ],
    "judge_regret": [
        # proof: p_data = p_model = (0.5, 0.5), d = 0.5: gives 0.693 each, should be 0
        ("what the judge pays, the best judge not subtracted", """
def judge_regret(p_data, p_model, d):
    return -torch.xlogy(p_data, d) - torch.xlogy(p_model, 1 - d)
""", ['the loss itself']),
        # proof: p_data = (1, 0), p_model = (0.5, 0.5): 0 * log 0 = nan at outcome 2, should be 0.5 log(1/(1-d))
        ("plain logs, zeros forgotten", """
def judge_regret(p_data, p_model, d):
    best = p_data / (p_data + p_model)
    return p_data * torch.log(best / d) + p_model * torch.log((1 - best) / (1 - d))
""", ['nan at zeros']),
        # proof: p_data = p_model = (0.5, 0.5), d = 0.9: gives -0.294 (negative), should be 0.511
        ("only the real points' term", """
def judge_regret(p_data, p_model, d):
    s = p_data + p_model
    s = torch.where(s > 0, s, torch.ones_like(s))
    return torch.xlogy(p_data, p_data / s) - torch.xlogy(p_data, d)
""", ['real points only']),
        # proof: p_data = p_model = (0.5, 0.5), d = 0.9: gives 0.368, should be 0.511
        ("divergence the wrong way round, KL(d || D*)", """
def judge_regret(p_data, p_model, d):
    s = p_data + p_model
    best = torch.where(s > 0, p_data / s.clamp(min=1e-300), torch.full_like(s, 0.5))
    kl = d * torch.log(d / best) + (1 - d) * torch.log((1 - d) / (1 - best))
    return s * kl
""", ['divergence turned round']),
        # proof: K = 2: returns a scalar, should have shape (2,)
        ("sums the shares", """
def judge_regret(p_data, p_model, d):
    s = p_data + p_model
    s = torch.where(s > 0, s, torch.ones_like(s))
    mine = torch.xlogy(p_data, d) + torch.xlogy(p_model, 1 - d)
    best = torch.xlogy(p_data, p_data / s) + torch.xlogy(p_model, p_model / s)
    return (best - mine).sum()
""", ['summed']),
        # proof: p_data = p_model = (0.5, 0.5), d = 0.9: gives 0.255, should be 0.511
        ("a half in front, as if the loss were a mean of two", """
def judge_regret(p_data, p_model, d):
    s = p_data + p_model
    safe = torch.where(s == 0, torch.ones_like(s), s)
    term_real = torch.xlogy(p_data, p_data / safe) - torch.xlogy(p_data, d)
    term_fake = torch.xlogy(p_model, p_model / safe) - torch.xlogy(p_model, 1 - d)
    return 0.5 * (term_real + term_fake)
""", ['weighted by half the mass']),
        # proof: p_data = p_model = (0.25, 0.75), d = 0.9: outcome 1 gives 0.511, should be 0.5 * 0.511
        ("the divergence without its weight p_data + p_model", """
def judge_regret(p_data, p_model, d):
    s = p_data + p_model
    D = torch.where(s > 0, p_data / torch.where(s > 0, s, torch.ones_like(s)), d)
    return torch.xlogy(D, D) - torch.xlogy(D, d) + torch.xlogy(1 - D, 1 - D) - torch.xlogy(1 - D, 1 - d)
""", ['without the weight']),
        # proof: p_data = (1, 0), p_model = (0.5, 0.5), d = 0.5: outcome 2 gives 0, should be 0.5 log 2
        ("share set to 0 wherever one of the two is 0", """
def judge_regret(p_data, p_model, d):
    out = torch.zeros_like(p_data)
    ok = (p_data > 0) & (p_model > 0)
    a, b, j = p_data[ok], p_model[ok], d[ok]
    best = a / (a + b)
    out[ok] = a * torch.log(best / j) + b * torch.log((1 - best) / (1 - j))
    return out
""", ['outcomes of one of the two dropped']),
    ],
    "generator_minimax_loss": [
        # proof: h = [5000]: log 0 = -inf, should be -5000
        ("log(1 - sigmoid), underflows", """
def generator_minimax_loss(fake_logits):
    return torch.log(1 - torch.sigmoid(fake_logits)).mean()
""", ['log of zero', 'exp overflows']),
        # proof: h = [0]: 0.693, should be -0.693
        ("sign: the discriminator's term", """
def generator_minimax_loss(fake_logits):
    return F.softplus(fake_logits).mean()
""", ['sign']),
        # proof: h = [2]: -0.127, should be -2.127
        ("log D in place of log(1 - D)", """
def generator_minimax_loss(fake_logits):
    return F.logsigmoid(fake_logits).mean()
""", ['sign']),
        # proof: h = [0, 0]: -1.386, should be -0.693
        ("sum in place of mean", """
def generator_minimax_loss(fake_logits):
    return -F.softplus(fake_logits).sum()
""", ['sum over the batch']),
        # proof: h = [5000]: -18.4, should be -5000
        ("small number added inside the log", """
def generator_minimax_loss(fake_logits):
    eps = 1e-8
    d = torch.sigmoid(fake_logits)
    return torch.mean(torch.log(1 - d + eps))
""", ['a tiny number under the logarithm', 'clamped']),
        # proof: h = [5000]: -50, should be -5000
        ("logits clamped", """
def generator_minimax_loss(fake_logits):
    h = fake_logits.clamp(-50, 50)
    return -torch.log(1 + torch.exp(h)).mean()
""", ['clamped']),
        # proof: h = [0, 2]: -1.172, should be -1.410
        ("log of the mean in place of the mean of the log", """
def generator_minimax_loss(fake_logits):
    not_d = torch.sigmoid(-fake_logits)
    return torch.log(not_d.mean())
""", ['log of the mean']),
        # proof: h = [5000]: -log(1 + e^5000) = -inf, should be -5000
        ("softplus by hand, overflows", """
def generator_minimax_loss(fake_logits):
    losses = []
    for h in fake_logits:
        losses.append(-torch.log(1 + torch.exp(h)))
    return torch.stack(losses).mean()
""", ['exp overflows']),
    ],
    "generator_nonsaturating_loss": [
        # proof: h = [-5000]: inf, should be 5000
        ("log of sigmoid, underflows", """
def generator_nonsaturating_loss(fake_logits):
    d = torch.sigmoid(fake_logits)
    return -torch.log(d).mean()
""", ['log of zero']),
        # proof: h = [0]: -0.693, should be 0.693
        ("minus sign forgotten", """
def generator_nonsaturating_loss(fake_logits):
    return F.logsigmoid(fake_logits).mean()
""", ['sign']),
        # proof: h = [2]: 2.127, should be 0.127
        ("- log(1 - D), the discriminator's own term", """
def generator_nonsaturating_loss(fake_logits):
    return F.binary_cross_entropy_with_logits(fake_logits, torch.zeros_like(fake_logits))
""", ['sign', 'minimax in its place']),
        # proof: h = [2]: -2.127, should be 0.127
        ("the minimax loss again", """
def generator_nonsaturating_loss(fake_logits):
    return -F.softplus(fake_logits).mean()
""", ['minimax in its place']),
        # proof: h = [0, 0]: 1.386, should be 0.693
        ("sum in place of mean", """
def generator_nonsaturating_loss(fake_logits):
    return torch.sum(F.softplus(-fake_logits))
""", ['sum over the batch']),
        # proof: h = [-5000]: 100, should be 5000
        ("binary_cross_entropy on probabilities, capped", """
def generator_nonsaturating_loss(fake_logits):
    probs = fake_logits.sigmoid()
    return F.binary_cross_entropy(probs, torch.ones_like(probs))
""", ['clamped', 'log of zero']),
        # proof: h = [0]: 1, should be 0.693
        ("bits in place of nats", """
def generator_nonsaturating_loss(fake_logits):
    return F.softplus(-fake_logits).mean() / math.log(2)
""", []),
        # proof: h = [0]: the gradient in h is missing, should be -0.5
        ("returns a plain number, not differentiable", """
def generator_nonsaturating_loss(fake_logits):
    h = fake_logits.detach().numpy()
    return torch.tensor(np.logaddexp(0, -h).mean())
""", ['the graph is cut']),
    ],
    "generator_logit_gradients": [
        # proof: h = [2]: minimax gives +0.881, should be -0.881
        ("sign of both gradients, kl +1", """
def generator_logit_gradients(fake_logits):
    return {
        "minimax": torch.sigmoid(fake_logits),
        "nonsaturating": torch.sigmoid(-fake_logits),
        "kl": torch.ones_like(fake_logits),
    }
""", ['sign']),
        # proof: h = [2]: minimax gives -0.119, should be -0.881
        ("minimax and non-saturating swapped", """
def generator_logit_gradients(fake_logits):
    d = torch.sigmoid(fake_logits)
    return {"minimax": -torch.sigmoid(-fake_logits), "nonsaturating": -d, "kl": -torch.ones_like(d)}
""", ['minimax and non-saturating exchanged', 'saturates where it must not']),
        # proof: h = [0, 0]: minimax gives -0.25, should be -0.5
        ("gradient of the mean, 1/N", """
def generator_logit_gradients(fake_logits):
    n = fake_logits.shape[0]
    mm = -torch.sigmoid(fake_logits) / n
    ns = -torch.sigmoid(-fake_logits) / n
    return {"minimax": mm, "nonsaturating": ns, "kl": mm + ns}
""", ['divided by N']),
        # proof: h = [0]: minimax gives -2, should be -0.5
        ("derivative in D, chain rule forgotten", """
def generator_logit_gradients(fake_logits):
    D = torch.sigmoid(fake_logits)
    minimax = -1 / (1 - D)
    nonsat = -1 / D
    return {"minimax": minimax, "nonsaturating": nonsat, "kl": minimax + nonsat}
""", ['derivative in D']),
        # proof: h = [5000]: minimax nan (inf/inf), should be -1
        ("sigmoid by hand, overflows", """
def generator_logit_gradients(fake_logits):
    e = torch.exp(fake_logits)
    return {
        "minimax": -e / (1 + e),
        "nonsaturating": -1 / (1 + e),
        "kl": -torch.ones_like(fake_logits),
    }
""", ['exp overflows']),
        # proof: h = [2]: kl gives 0.762, should be -1
        ("kl as a difference of the two gradients", """
def generator_logit_gradients(fake_logits):
    minimax = -torch.sigmoid(fake_logits)
    nonsaturating = -torch.sigmoid(-fake_logits)
    kl = nonsaturating - minimax
    return {"minimax": minimax, "nonsaturating": nonsaturating, "kl": kl}
""", ['sign']),
        # proof: h = [2]: nonsaturating gives +0.119, should be -0.119; kl gives -0.762, should be -1
        ("inner minus sign of the non-saturating loss lost", """
def generator_logit_gradients(fake_logits):
    s = torch.sigmoid(fake_logits)
    g1 = -s
    g2 = torch.sigmoid(-fake_logits)
    return {"minimax": g1, "nonsaturating": g2, "kl": g1 + g2}
""", ['sign']),
        # proof: h = [0]: minimax gives -0.25, should be -0.5
        ("derivative of the sigmoid, log forgotten", """
def generator_logit_gradients(fake_logits):
    s = torch.sigmoid(fake_logits)
    ds = s * (1 - s)
    return {"minimax": -ds, "nonsaturating": -ds, "kl": -2 * ds}
""", ['derivative of D', 'saturates where it must not']),
    ],
    "generator_kl_loss": [
        # proof: h = [2]: gives 2, should be -2
        ("sign", """
def generator_kl_loss(fake_logits):
    return fake_logits.mean()
""", ['sign']),
        # proof: h = [5000]: log(0/1) = -inf, should be -5000
        ("probabilities by sigmoid, underflow", """
def generator_kl_loss(fake_logits):
    D = torch.sigmoid(fake_logits)
    return torch.log((1 - D) / D).mean()
""", ['log of zero']),
        # proof: h = [2, 2]: gives -4, should be -2
        ("sum in place of mean", """
def generator_kl_loss(fake_logits):
    return -fake_logits.sum()
""", ['sum over the batch']),
        # proof: h = [2]: gives 2.254, should be -2
        ("- log(1 - D) - log D: sign of one part", """
def generator_kl_loss(fake_logits):
    return (F.softplus(fake_logits) + F.softplus(-fake_logits)).mean()
""", ['a minus lost between the terms']),
        # proof: h = [-5000]: gives 18.4, should be 5000
        ("small number inside the logs", """
def generator_kl_loss(fake_logits):
    eps = 1e-8
    d = torch.sigmoid(fake_logits)
    return (torch.log(1 - d + eps) - torch.log(d + eps)).mean()
""", ['a small number under the logarithms']),
        # proof: h = [0, 2]: log(0.3096/0.6904) = -0.802, should be -1
        ("log of the ratio of means", """
def generator_kl_loss(fake_logits):
    d = torch.sigmoid(fake_logits).mean()
    return torch.log(1 - d) - torch.log(d)
""", ['log of the mean']),
        # proof: h = [2, 4]: shape (2,), should be the scalar -3
        ("mean forgotten", """
def generator_kl_loss(fake_logits):
    # log((1-D)/D) = -h
    return -fake_logits
""", ['a loss for every sample']),
        # proof: h = [2]: gives -0.881, should be -2
        ("minus D in place of minus the logit", """
def generator_kl_loss(fake_logits):
    return -torch.sigmoid(fake_logits).mean()
""", []),
    ],
    "jensen_shannon": [
        # proof: p = (1, 0), q = (0.5, 0.5): 0 * log 0 = nan, should be 0.2158
        ("zeros forgotten", """
def jensen_shannon(p, q):
    m = (p + q) / 2
    kl_pm = (p * torch.log(p / m)).sum()
    kl_qm = (q * torch.log(q / m)).sum()
    return 0.5 * kl_pm + 0.5 * kl_qm
""", ['nan at zeros']),
        # proof: p = (1, 0), q = (0, 1): gives 0.833, should be log 2 = 0.693
        ("square root, the distance", """
def jensen_shannon(p, q):
    from scipy.spatial.distance import jensenshannon
    return torch.tensor(jensenshannon(p.numpy(), q.numpy()), dtype=p.dtype)
""", ['the square root of it']),
        # proof: p = (1, 0), q = (0, 1): gives 1, should be 0.693
        ("bits in place of nats", """
def jensen_shannon(p, q):
    m = 0.5 * (p + q)
    js = (0.5 * torch.xlogy(p, p) + 0.5 * torch.xlogy(q, q) - torch.xlogy(m, m)).sum()
    return js / math.log(2)
""", ['bits']),
        # proof: p = (1, 0), q = (0, 1): gives 1.386, should be 0.693
        ("the two halves forgotten", """
def jensen_shannon(p, q):
    m = (p + q) / 2
    kl1 = (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()
    kl2 = (torch.xlogy(q, q) - torch.xlogy(q, m)).sum()
    return kl1 + kl2
""", ['2 JSD']),
        # proof: p = (0.5, 0.5), q = (0.9, 0.1): gives 0.439, should be 0.102
        ("symmetrised KL, no mixture", """
def jensen_shannon(p, q):
    kl_pq = (torch.xlogy(p, p) - torch.xlogy(p, q)).sum()
    kl_qp = (torch.xlogy(q, q) - torch.xlogy(q, p)).sum()
    return (kl_pq + kl_qp) / 2
""", ['KL both ways', 'KL of the two']),
        # proof: p = (1, 0), q = (0.5, 0.5): gives 0.288, should be 0.216
        ("only KL(p || m)", """
def jensen_shannon(p, q):
    m = (p + q) / 2
    return (torch.xlogy(p, p) - torch.xlogy(p, m)).sum()
""", ['one KL only']),
        # proof: p = q: gives -0.693, should be 0
        ("m is the sum, not the mean", """
def jensen_shannon(p, q):
    m = p + q
    left = torch.xlogy(p, p) - torch.xlogy(p, m)
    right = torch.xlogy(q, q) - torch.xlogy(q, m)
    return 0.5 * left.sum() + 0.5 * right.sum()
""", ['the middle not halved']),
        # proof: p = (1, 0), q = (0, 1): gives 0, should be 0.693
        ("drops every outcome where one of the two is zero", """
def jensen_shannon(p, q):
    keep = (p > 0) & (q > 0)
    p, q = p[keep], q[keep]
    m = (p + q) / 2
    return 0.5 * (p * (p / m).log()).sum() + 0.5 * (q * (q / m).log()).sum()
""", ['outcomes of one of the two dropped']),
    ],
    "f_divergence": [
        # proof: p = (0.5, 0.5), q = (0.9, 0.1), f = u log u: gives 3.86, should be 0.511
        ("expectation under p", """
def f_divergence(p, q, f):
    return (p * f(p / q)).sum()
""", ['weighted by p']),
        # proof: same input: q f(q/p) sums to 0.9*1.058 + 0.1*(-0.322) = 0.920, should be 0.511
        ("ratio upside down", """
def f_divergence(p, q, f):
    return (q * f(q / p)).sum()
""", ['ratio upside down']),
        # proof: same input: 0.255, should be 0.511
        ("mean in place of sum", """
def f_divergence(p, q, f):
    return torch.mean(q * f(p / q))
""", ['mean over the outcomes']),
        # proof: same input: -0.327 + 8.047 = 7.72, should be 0.511
        ("q left out", """
def f_divergence(p, q, f):
    ratio = p / q
    return f(ratio).sum()
""", ['f not weighted']),
        # proof: same input, p = f(u) of the sum 5.556: 9.53, should be 0.511
        ("f applied after the sum", """
def f_divergence(p, q, f):
    u = torch.sum(p / q)
    return f(u)
""", []),
        # proof: f = (u - 1)^2, p = (0.5, 0.5), q = (0.9, 0.1): f gets log u: 2.31, should be 1.778
        ("f of the log ratio", """
def f_divergence(p, q, f):
    log_ratio = torch.log(p) - torch.log(q)
    return (q * f(log_ratio)).sum()
""", ['f of a logarithm']),
        # proof: p and q swapped altogether: f = u log u gives KL(q||p) = 0.368, should be 0.511
        ("p and q swapped", """
def f_divergence(p, q, f):
    total = 0.0
    for k in range(len(p)):
        total = total + p[k] * f(q[k] / p[k])
    return total
""", ['p f(q/p)']),
        # proof: K = 2: shape (2,), should be a scalar
        ("sum forgotten", """
def f_divergence(p, q, f):
    return q * f(p / q)
""", ['a share for each outcome']),
    ],
    "fgan_bound": [
        # proof: p = q = (0.5, 0.5), t = (1, 1), conjugate = exp(t - 1): gives 2, should be 0
        ("plus in place of minus", """
def fgan_bound(p, q, t, conjugate):
    return (p * t).sum() + (q * conjugate(t)).sum()
""", ['plus the conjugate']),
        # proof: p = (1, 0), q = (0, 1), t = (1, 2), conjugate = exp(t - 1): gives 2 - 1 = 1, should be 1 - e
        ("p and q swapped", """
def fgan_bound(p, q, t, conjugate):
    return (q * t).sum() - (p * conjugate(t)).sum()
""", ['p and q exchanged', 'conjugate under p']),
        # proof: p = q = (0.5, 0.5), t = (0, 0), conjugate = exp(t - 1): gives 0.368, should be -0.368
        ("conjugate on the real points", """
def fgan_bound(p, q, t, conjugate):
    real = torch.sum(p * conjugate(t))
    fake = torch.sum(q * t)
    return real - fake
""", ['conjugate of the real ones', 'conjugate under p']),
        # proof: p = q = (0.5, 0.5), t = (0, 0), conjugate = exp(t - 1): gives 0, should be -0.368
        ("conjugate forgotten", """
def fgan_bound(p, q, t, conjugate):
    return ((p - q) * t).sum()
""", ['no conjugate']),
        # proof: p = (1, 0), q = (1, 0), t = (1, 3), conjugate = exp(t - 1): gives 2 - 4.19, should be 1 - 1 = 0
        ("plain means, probabilities ignored", """
def fgan_bound(p, q, t, conjugate):
    return t.mean() - conjugate(t).mean()
""", ['no weights']),
        # proof: p = q = (0.5, 0.5), t = (1, 3), conjugate = exp(t - 1): gives 2 - e = -0.718, should be 2 - 4.195
        ("conjugate of the expectation", """
def fgan_bound(p, q, t, conjugate):
    expected_p = (p * t).sum()
    expected_q = (q * t).sum()
    return expected_p - conjugate(expected_q)
""", ['conjugate of the mean']),
        # proof: p = q = (0.5, 0.5), t = (3, 3), conjugate = exp(t - 1): gives half of 3 - 7.389
        ("mean in place of sum over outcomes", """
def fgan_bound(p, q, t, conjugate):
    return (p * t - q * conjugate(t)).mean()
""", ['means over the outcomes']),
        # proof: p = q = (0.5, 0.5), t = (3, 3), conjugate = exp(t - 1): uses conj(1) = 1: 3 - 1 = 2, should be -4.389
        ("conjugate of the ratio p/q, not of t", """
def fgan_bound(p, q, t, conjugate):
    u = p / q
    return (p * t).sum() - (q * conjugate(u)).sum()
""", []),
    ],
    "wasserstein1": [
        # proof: x = (0, 1), y = (1, 0): gives 1, should be 0
        ("not sorted", """
def wasserstein1(x, y):
    return (x - y).abs().mean()
""", ['not sorted']),
        # proof: x = (0, 0), y = (1, 1): gives 2, should be 1
        ("sum in place of mean", """
def wasserstein1(x, y):
    xs, _ = torch.sort(x)
    ys, _ = torch.sort(y)
    return torch.sum(torch.abs(xs - ys))
""", ['sum of the gaps']),
        # proof: x = (0,), y = (3,): gives 9, should be 3
        ("squared distance", """
def wasserstein1(x, y):
    return ((x.sort().values - y.sort().values) ** 2).mean()
""", ['squared']),
        # proof: x = (0, 0), y = (0, 2): gives 1.414 (W2), should be 1
        ("root mean square, W2", """
def wasserstein1(x, y):
    d = torch.sort(x).values - torch.sort(y).values
    return d.pow(2).mean().sqrt()
""", ['squared']),
        # proof: x = (-1, 1), y = (0, 0): gives 0, should be 1
        ("absolute value after the mean", """
def wasserstein1(x, y):
    diff = torch.sort(x)[0] - torch.sort(y)[0]
    return torch.abs(diff.mean())
""", ['gap of the means', 'signed']),
        # proof: x = (0, 0, 5), y = (0, 5, 5): gives 0, should be 5/3
        ("nearest neighbour, a point of y used twice", """
def wasserstein1(x, y):
    total = 0.0
    for a in x:
        total = total + (y - a).abs().min()
    return total / len(x)
""", ['each to its nearest']),
        # proof: x = y = (0, 1): gives 0.5, should be 0
        ("mean over all pairs", """
def wasserstein1(x, y):
    return (x[:, None] - y[None, :]).abs().mean()
""", ['mean over all pairs']),
        # proof: x = y = (0, 1): gives 1, should be 0
        ("one sorted upwards, the other downwards", """
def wasserstein1(x, y):
    a = torch.sort(x).values
    b = torch.sort(y, descending=True).values
    return (a - b).abs().mean()
""", ['smallest paired with largest']),
    ],
    "squeeze_w1": [
        # proof: x = (0, 1), y = (1, 2) (1 repeats): 0/0 gives nan as lower, should be a number
        ("equal places not left out", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y).abs()).sum()
    z = torch.cat([x, y])
    c = torch.cat([critic_x, critic_y])
    slope = ((c[:, None] - c).abs() / (z[:, None] - z).abs()).max()
    lower = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    return lower / slope, upper
""", ['nan where places meet', 'a flat critic', 'each place paired with itself']),
        # proof: x = (0, 1), critic_x = (0, 5), y = (10,), critic_y = (0,), coupling = ((.5,), (.5,)):
        # slope taken 5/9, should be 5: lower gives 4.5, should be 0.5
        ("slope only between a point of x and a point of y", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    dist = (x[:, None] - y[None, :]).abs()
    upper = (coupling * dist).sum()
    rise = (critic_x[:, None] - critic_y[None, :]).abs()
    ok = dist > 0
    slope = (rise[ok] / dist[ok]).max() if ok.any() else torch.zeros_like(upper)
    if slope == 0:
        return torch.zeros_like(upper), upper
    p, q = coupling.sum(dim=1), coupling.sum(dim=0)
    return ((p * critic_x).sum() - (q * critic_y).sum()) / slope, upper
""", ['slopes between x and y only']),
        # proof: x = (0, 2), y = (0,), coupling = ((0.9,), (0.1,)), critic = place: lower gives 1, should be 0.2
        ("plain means of the critic, masses ignored", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    ok = run > 0
    if not ok.any() or rise[ok].max() == 0:
        return torch.zeros_like(upper), upper
    slope = (rise[ok] / run[ok]).max()
    return (critic_x.mean() - critic_y.mean()) / slope, upper
""", ['equal weights']),
        # proof: x = (1,), y = (0,), coupling = ((1,),), critic_x = (0.5,), critic_y = (0,): lower gives 0.5, should be 1
        ("divides only where the slope is above 1", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = torch.sum(coupling * torch.abs(x.unsqueeze(1) - y.unsqueeze(0)))
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    slope = 1.0
    for i in range(len(z)):
        for j in range(i):
            if z[i] != z[j]:
                slope = max(slope, (abs(c[i] - c[j]) / abs(z[i] - z[j])).item())
    lower = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    return lower / slope, upper
""", ['scaled down only']),
        # proof: x = (0,), y = (1,), coupling = ((1,),), critic = place: lower gives 1, should be -1
        ("absolute value of the lower bound", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    slope = torch.where(run > 0, rise / run.clamp(min=1e-300), torch.zeros_like(run)).max()
    if slope == 0:
        return torch.zeros_like(upper), upper
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    return gain.abs() / slope, upper
""", ['the absolute lower bound']),
        # proof: x = (1,), y = (0,), coupling = ((1,),), critic_x = (3,), critic_y = (3,): 0/0 = nan, should be lower 0
        ("constant critic, or one place, divided by zero", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run = (z[:, None] - z[None, :]).abs()
    rise = (c[:, None] - c[None, :]).abs()
    slopes = torch.where(run > 0, rise / run, torch.zeros_like(run))
    p = coupling.sum(dim=1)
    q = coupling.sum(dim=0)
    lower = (p @ critic_x - q @ critic_y) / slopes.max()
    return lower, upper
""", ['a flat critic']),
        # proof: x = (0, 1), y = (0, 1), coupling = diag(0.5, 0.5) swapped to ((0, .5), (.5, 0)): upper gives 0.25, should be 1
        ("upper bound is the mean over the table", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).mean()
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    run, rise = (z[:, None] - z).abs(), (c[:, None] - c).abs()
    ok = run > 0
    slope = (rise[ok] / run[ok]).max() if ok.any() else torch.zeros_like(upper)
    gain = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    lower = gain / slope if slope > 0 else torch.zeros_like(upper)
    return lower, upper
""", ['mean of the shares']),
        # proof: x = (0, 1, 2), y = (0,), coupling = (.2, .3, .5), critic values (0, -5, -5.1 ; 0):
        # signed slopes are -5, -2.55, -0.1: max is -0.1, should be 5
        ("slope without absolute value", """
def squeeze_w1(x, y, coupling, critic_x, critic_y):
    upper = (coupling * (x[:, None] - y[None, :]).abs()).sum()
    z, c = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    slopes = []
    for i in range(len(z)):
        for j in range(len(z)):
            if z[i] != z[j]:
                slopes.append((c[i] - c[j]) / (z[i] - z[j]))
    if len(slopes) == 0 or max(slopes) == 0:
        return torch.zeros_like(upper), upper
    lower = (coupling.sum(1) * critic_x).sum() - (coupling.sum(0) * critic_y).sum()
    return lower / max(slopes), upper
""", []),
    ],
    "critic_loss": [
        # proof: real = [1], fake = [0]: gives 1, should be -1
        ("the distance itself, sign", """
def critic_loss(real, fake):
    return real.mean() - fake.mean()
""", ['sign']),
        # proof: real = [1, 1], fake = [0]: gives -2, should be -1
        ("sums in place of means", """
def critic_loss(real, fake):
    return fake.sum() - real.sum()
""", ['sums in place of means']),
        # proof: real = [0], fake = [0]: gives 1.386, should be 0
        ("values treated as logits", """
def critic_loss(real, fake):
    return F.softplus(-real).mean() + F.softplus(fake).mean()
""", ["the discriminator's loss"]),
        # proof: real = (3,) values, fake = (2,) values: shapes do not broadcast, error
        ("difference point by point, unequal sizes fail", """
def critic_loss(real, fake):
    return (fake - real).mean()
""", ['pairs']),
        # proof: real = [1], fake = [0]: gives 1, should be -1
        ("absolute value of the difference", """
def critic_loss(real, fake):
    gap = real.mean() - fake.mean()
    return torch.abs(gap)
""", ['absolute value']),
        # proof: real = [1], fake = [1]: gives -2, should be 0
        ("sign of the fake term", """
def critic_loss(real, fake):
    loss_real = -real.mean()
    loss_fake = -fake.mean()
    return loss_real + loss_fake
""", ['a minus lost between the terms']),
        # proof: real = [1], fake = [0]: gives -0.5, should be -1
        ("halved", """
def critic_loss(real, fake):
    return 0.5 * (torch.mean(fake) - torch.mean(real))
""", ['halved']),
        # proof: the gradient in fake is missing, should be 1/M
        ("fake values detached", """
def critic_loss(real, fake):
    return fake.detach().mean() - real.mean()
""", ['the graph is cut']),
    ],
    "wgan_generator_loss": [
        # proof: fake = [2]: gives 2, should be -2
        ("sign", """
def wgan_generator_loss(fake):
    return fake.mean()
""", ['sign']),
        # proof: fake = [1, 1]: gives -2, should be -1
        ("sum in place of mean", """
def wgan_generator_loss(fake):
    return -fake.sum()
""", ['sum over the batch']),
        # proof: fake = [0]: gives 0.693, should be 0
        ("non-saturating loss, values treated as logits", """
def wgan_generator_loss(fake):
    return F.softplus(-fake).mean()
""", ['the non-saturating loss']),
        # proof: fake = [-2]: gives -2, should be 2
        ("absolute value", """
def wgan_generator_loss(fake):
    return -torch.abs(fake).mean()
""", ['absolute value']),
        # proof: fake = [1, 2]: shape (2,), should be a scalar
        ("mean forgotten", """
def wgan_generator_loss(fake):
    return -fake
""", ['a loss for every sample']),
        # proof: fake = [1]: gives 0, should be -1
        ("distance to a target value of 1", """
def wgan_generator_loss(fake):
    return 1 - fake.mean()
""", ['a distance from 1']),
        # proof: fake = [1], requires_grad: no gradient arrives, should be -1
        ("returns a plain number", """
def wgan_generator_loss(fake):
    loss = -fake.mean().item()
    return torch.tensor(loss)
""", ['the graph is cut']),
        # proof: fake = [0]: gives -0.5, should be 0
        ("sigmoid applied first", """
def wgan_generator_loss(fake):
    score = torch.sigmoid(fake)
    return -score.mean()
""", ['the non-saturating loss']),
    ],
    "gradient_penalty": [
        # proof: any critic with parameters: backward() raises, the derivative's history is gone
        ("create_graph forgotten", """
def gradient_penalty(critic, real, fake, mix):
    x = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    g = torch.autograd.grad(critic(x).sum(), x)[0]
    return ((g.norm(dim=1) - 1) ** 2).mean()
""", ['no graph kept']),
        # proof: critic x^2 / 2 in one dimension, real = 3, fake = 0, mix = 1: gives 1, should be (3 - 1)^2 = 4
        ("mix weighs the fake point", """
def gradient_penalty(critic, real, fake, mix):
    x = (mix * fake + (1 - mix) * real).detach().requires_grad_()
    (g,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
    return (g.norm(dim=1) - 1).pow(2).mean()
""", ['mix the wrong way round']),
        # proof: critic 3a + 4b, N = 2: norm sqrt(50): gives 36.9, should be 16
        ("one norm over the whole batch", """
def gradient_penalty(critic, real, fake, mix):
    x_hat = mix * real + (1 - mix) * fake
    x_hat = x_hat.detach().clone().requires_grad_(True)
    out = critic(x_hat)
    grad = torch.autograd.grad(out.sum(), x_hat, create_graph=True)[0]
    return (grad.norm() - 1) ** 2
""", ['norm over the batch']),
        # proof: critic 3a + 4b: gives (25 - 1)^2 = 576, should be 16
        ("squared norm minus 1", """
def gradient_penalty(critic, real, fake, mix):
    x = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    g = torch.autograd.grad(critic(x).sum(), x, create_graph=True)[0]
    sq = (g ** 2).sum(dim=1)
    return ((sq - 1) ** 2).mean()
""", ['squared norm']),
        # proof: critic 0.3a + 0.4b: gives 0, should be 0.25
        ("only slopes above 1 are punished", """
def gradient_penalty(critic, real, fake, mix):
    x = (fake + mix * (real - fake)).detach().requires_grad_()
    g = torch.autograd.grad(critic(x).sum(), x, create_graph=True)[0]
    excess = torch.relu(g.norm(2, dim=1) - 1)
    return (excess ** 2).mean()
""", ['only slopes above one']),
        # proof: critic 3a + 4b, N = 1: norms 3 and 4 give (4 + 9) / 2 = 6.5, should be 16
        ("norm over the wrong axis", """
def gradient_penalty(critic, real, fake, mix):
    x = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    g = torch.autograd.grad(critic(x).sum(), x, create_graph=True)[0]
    return ((g.norm(dim=0) - 1) ** 2).mean()
""", ['norm along the batch']),
        # proof: critic 3a + 4b, N = 2: gradients halve, norm 2.5: gives 2.25, should be 16
        ("gradient of the critic's mean", """
def gradient_penalty(critic, real, fake, mix):
    x = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    score = critic(x).mean()
    g = torch.autograd.grad(score, x, create_graph=True)[0]
    return ((g.norm(dim=1) - 1) ** 2).mean()
""", ['the gradient of the mean']),
        # proof: critic 3a + 4b: gives 160, should be 16 (without a weight)
        ("lambda = 10 included", """
def gradient_penalty(critic, real, fake, mix):
    lam = 10
    x = (mix * real + (1 - mix) * fake).detach().requires_grad_()
    out = critic(x)
    g = torch.autograd.grad(out, x, grad_outputs=torch.ones_like(out), create_graph=True)[0]
    return lam * ((g.norm(2, dim=1) - 1) ** 2).mean()
""", ['weighted by ten']),
    ],
    "gan_step": [
        # proof: two calls in a row: the second discriminator step also contains the gradient of the generator's loss
        ("opt_d.zero_grad() forgotten", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d).detach()
    ld = loss_d(discriminator(real), discriminator(fake))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ["the discriminator keeps the gradients of the generator's step"]),
        # proof: the generator's step contains the gradient of the discriminator's loss too
        ("fakes not detached and both cleared only at the start", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    opt_g.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d)))
    ld.backward()
    opt_d.step()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()
    return float(ld), float(lg)
""", ['the fakes not detached, and cleared too soon']),
        # proof: SGD with rate 1, linear players: the generator's loss is the old judge's, should be the new one's
        ("simultaneous steps, generator judged by the old discriminator", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    ld.backward()
    opt_d.step()
    opt_g.step()
    return ld.item(), lg.item()
""", ['both steps at the end']),
        # proof: noise_d different from noise_g: the generator's loss and step are those of noise_d
        ("the same fakes for both turns, noise_g unused", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d)
    opt_d.zero_grad()
    ld = loss_d(discriminator(real), discriminator(fake.detach()))
    ld.backward()
    opt_d.step()
    opt_g.zero_grad()
    lg = loss_g(discriminator(fake))
    lg.backward()
    opt_g.step()
    return ld.item(), lg.item()
""", ['the generator plays with the first noise']),
        # proof: the discriminator's loss is computed on the generator after its step, should be before
        ("generator first", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_g.zero_grad()
    lg = loss_g(discriminator(generator(noise_g)))
    lg.backward()
    opt_g.step()

    opt_d.zero_grad()
    fake = generator(noise_d).detach()
    ld = loss_d(discriminator(real), discriminator(fake))
    ld.backward()
    opt_d.step()
    return ld.item(), lg.item()
""", ['both steps at the end']),
        # proof: two calls in a row: the second generator step contains the first one's gradient
        ("opt_g.zero_grad() forgotten", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    with torch.no_grad():
        fake = generator(noise_d)
    loss1 = loss_d(discriminator(real), discriminator(fake))
    opt_d.zero_grad()
    loss1.backward()
    opt_d.step()

    loss2 = loss_g(discriminator(generator(noise_g)))
    loss2.backward()
    opt_g.step()
    return loss1.item(), loss2.item()
""", ["the generator's gradients pile up"]),
        # proof: SGD: the returned losses are lower than those before the step
        ("losses computed anew after the steps", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    loss_d(discriminator(real), discriminator(generator(noise_d).detach())).backward()
    opt_d.step()
    opt_g.zero_grad()
    loss_g(discriminator(generator(noise_g))).backward()
    opt_g.step()
    with torch.no_grad():
        ld = loss_d(discriminator(real), discriminator(generator(noise_d)))
        lg = loss_g(discriminator(generator(noise_g)))
    return ld.item(), lg.item()
""", ['the losses after the step']),
        # proof: loss_d(real, fake) is not symmetric: the discriminator learns to call fakes real
        ("fakes given as the first argument of loss_d", """
def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    fake_logits = discriminator(generator(noise_d).detach())
    real_logits = discriminator(real)
    d_loss = loss_d(fake_logits, real_logits)
    d_loss.backward()
    opt_d.step()
    opt_g.zero_grad()
    g_loss = loss_g(discriminator(generator(noise_g)))
    g_loss.backward()
    opt_g.step()
    return d_loss.item(), g_loss.item()
""", ['real and fake exchanged']),
    ],
    "projection_logit": [
        # proof: N = 1, features (1, 2), v_y = (3, 4), psi = 0: gives (3, 8), should be (11,)
        ("sum over the samples", """
def projection_logit(features, labels, embedding, psi):
    inner = (embedding[labels] * features).sum(dim=0)
    return psi(features) + inner
""", ['a sum over the batch']),
        # proof: psi = features.sum(1), features (1, 2), v_y = (3, 4): gives 11, should be 14
        ("psi forgotten", """
def projection_logit(features, labels, embedding, psi):
    return (embedding[labels] * features).sum(dim=1)
""", ['no psi']),
        # proof: features (1, 2), v_y = (3, 4), psi = 0: gives 5.5, should be 11
        ("mean in place of sum in the inner product", """
def projection_logit(features, labels, embedding, psi):
    v = embedding[labels]
    return psi(features) + (v * features).mean(dim=1)
""", ['the mean of the products']),
        # proof: K = 2, features (1, 0), embedding ((1, 0), (5, 0)), label 0, psi = 0: gives 6, should be 1
        ("added over all classes, label unused", """
def projection_logit(features, labels, embedding, psi):
    scores = features @ embedding.T
    return psi(features) + scores.sum(dim=1)
""", ['summed over the labels']),
        # proof: psi = features.sum(1), features (1, 2), v_y = (3, 4): gives 10, should be 14
        ("psi of features plus embedding", """
def projection_logit(features, labels, embedding, psi):
    return psi(features + embedding[labels])
""", ["the label's vector added to the features", 'psi of the product', 'concatenation']),
        # proof: N = 2: shape (2, 2), should be (2,)
        ("matrix product of all samples with all labels", """
def projection_logit(features, labels, embedding, psi):
    v = embedding[labels]
    return psi(features) + features @ v.T
""", ['every sample with every label']),
        # proof: features (1, 2), v_y = (3, 4), psi = 0: gives 0.98, should be 11
        ("cosine in place of the inner product", """
def projection_logit(features, labels, embedding, psi):
    return psi(features) + F.cosine_similarity(features, embedding[labels], dim=1)
""", ['the mean of the products']),
        # proof: embedding ((1, 0), (0, 1)), features (1, 2), label 0, N = 1, K = 2: embedding of row max gives 2, should be 1
        ("best class in place of the given one", """
def projection_logit(features, labels, embedding, psi):
    scores = torch.matmul(features, embedding.t())
    best, _ = scores.max(dim=1)
    return psi(features) + best
""", ['embedding of all labels']),
    ],
    "modes_covered": [
        # proof: sample (1, 0), center (0, 0), radius 1: gives 0, should be 1
        ("strictly less than the radius", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=2)
    return int((dist < radius).any(dim=0).sum())
""", ['the boundary left out']),
        # proof: samples of shape (0, 2): min over an empty axis raises, should be 0
        ("minimum over no samples", """
def modes_covered(samples, centers, radius):
    dist = torch.linalg.norm(samples[:, None, :] - centers[None, :, :], dim=-1)
    nearest = dist.min(dim=0).values
    return int((nearest <= radius).sum())
""", ['no samples']),
        # proof: two samples at the one center: gives 2, should be 1
        ("counts samples, any over the wrong axis", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers).norm(dim=2)
    near = dist <= radius
    return int(near.any(dim=1).sum().item())
""", ['counts samples']),
        # proof: one sample at (9, 9), center (0, 0), radius 1: gives 1, should be 0
        ("nearest centers counted, radius ignored", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=2)
    owner = dist.argmin(dim=1)
    return len(torch.unique(owner))
""", ['nearest without radius', 'only the nearest centre of a sample']),
        # proof: samples (0, 0) and (9, 9), center (0, 0), radius 1: gives 0, should be 1
        ("all samples must be near", """
def modes_covered(samples, centers, radius):
    count = 0
    for c in centers:
        d = ((samples - c) ** 2).sum(dim=1).sqrt()
        if torch.all(d <= radius):
            count += 1
    return count
""", ['every sample must be near']),
        # proof: sample (0.6, 0), center (0, 0), radius 0.5: 0.36 <= 0.5 gives 1, should be 0
        ("squared distance against the radius", """
def modes_covered(samples, centers, radius):
    sq = ((samples[:, None, :] - centers[None, :, :]) ** 2).sum(dim=2)
    return int((sq <= radius).any(dim=0).sum())
""", ['squared distance']),
        # proof: sample (0.8, 0.8), center (0, 0), radius 1 (distance 1.13): gives 1, should be 0
        ("radius tested coordinate by coordinate", """
def modes_covered(samples, centers, radius):
    close = (samples[:, None, :] - centers[None, :, :]).abs() <= radius
    inside = close.all(dim=2)
    return int(inside.any(dim=0).sum())
""", ['another distance']),
        # proof: one of two centers covered: gives 0.5, should be 1
        ("fraction in place of a count", """
def modes_covered(samples, centers, radius):
    dist = (samples[:, None] - centers[None]).norm(dim=2)
    covered = (dist <= radius).any(dim=0)
    return covered.double().mean().item()
""", ['the share of the modes']),
    ],
    "r1_penalty": [
        # proof: h = 3a + 4b: gives 12.5, should be 25
        ("mean over coordinates too", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_()
    g = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return (g ** 2).mean()
""", ['the squares averaged over the coordinates too']),
        # proof: h = 3a + 4b: gives 5, should be 25
        ("length not squared", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_()
    g = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return g.norm(dim=1).mean()
""", ['the length, not its square']),
        # proof: h = 3a + 4b: gives 16, should be 25
        ("the WGAN-GP penalty, slope 1", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_()
    g = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return ((g.norm(dim=1) - 1) ** 2).mean()
""", ['the distance from 1']),
        # proof: backward() raises: the result knows nothing of the discriminator's parameters
        ("create_graph forgotten", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_()
    h = discriminator(x)
    g = torch.autograd.grad(h.sum(), x)[0]
    return g.pow(2).sum(1).mean()
""", ['no graph is kept']),
        # proof: h = 3a + 4b: gives 12.5, should be 25
        ("a half in front, as in the paper's gamma / 2", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_()
    g = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return 0.5 * g.square().sum(dim=1).mean()
""", ['half of it']),
        # proof: h = 3a + 4b, N = 2: gives 50, should be 25
        ("sum over the points", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_()
    g = torch.autograd.grad(discriminator(x).sum(), x, create_graph=True)[0]
    return (g * g).sum()
""", ['summed over the batch']),
        # proof: afterwards real.requires_grad is True; arguments must stay as they are
        ("turns on requires_grad in the argument", """
def r1_penalty(discriminator, real):
    real.requires_grad_(True)
    g = torch.autograd.grad(discriminator(real).sum(), real, create_graph=True)[0]
    return g.pow(2).sum(dim=1).mean()
""", []),
        # proof: h = 3a + 4b at (0, 0): gives 25/16, should be 25
        ("slope of the probability, not of the logit", """
def r1_penalty(discriminator, real):
    x = real.detach().clone().requires_grad_()
    prob = torch.sigmoid(discriminator(x))
    g = torch.autograd.grad(prob.sum(), x, create_graph=True)[0]
    return g.pow(2).sum(dim=1).mean()
""", ['the slope of the probability']),
    ],
    "penalised": [
        # proof: the network changes after penalised() was called: the old penalty is still added
        ("penalty computed once, when the function is made", """
def penalised(loss, weight, penalty):
    extra = weight * penalty()
    return lambda real_logits, fake_logits: loss(real_logits, fake_logits) + extra
""", ['the penalty computed once']),
        # proof: loss 1, penalty 2, weight 3: gives 5, should be 7
        ("weight on the loss", """
def penalised(loss, weight, penalty):
    def joined(real_logits, fake_logits):
        return weight * loss(real_logits, fake_logits) + penalty()
    return joined
""", ['the weight on the loss']),
        # proof: loss 1, penalty 2, weight 3: gives 9, should be 7
        ("weight on both", """
def penalised(loss, weight, penalty):
    def joined(real_logits, fake_logits):
        return weight * (loss(real_logits, fake_logits) + penalty())
    return joined
""", ['the weight on both']),
        # proof: loss 1, penalty 2, weight 3: gives -5, should be 7
        ("penalty subtracted", """
def penalised(loss, weight, penalty):
    return lambda r, f: loss(r, f) - weight * penalty()
""", ['subtracted']),
        # proof: the gradient of weight * penalty in the parameters is lost
        ("penalty turned into a number", """
def penalised(loss, weight, penalty):
    def new_loss(real_logits, fake_logits):
        base = loss(real_logits, fake_logits)
        reg = penalty().item()
        return base + weight * reg
    return new_loss
""", ['a penalty that nothing is learned from']),
        # proof: loss 1, penalty 2, weight 3: gives 3, should be 7
        ("weight forgotten", """
def penalised(loss, weight, penalty):
    def new_loss(real_logits, fake_logits):
        return loss(real_logits, fake_logits) + penalty()
    return new_loss
""", ['the weight forgotten']),
        # proof: loss = softplus(-real).mean() + softplus(fake).mean(), real = [2], fake = [0], penalty 0: 2.820, should be 0.820
        ("the two logits handed on in the wrong order", """
def penalised(loss, weight, penalty):
    def f(fake_logits, real_logits):
        return loss(real_logits, fake_logits) + weight * penalty()
    return f
""", ['real and fake exchanged']),
        # proof: calling the returned function gives None, should be loss + weight * penalty
        ("inner return forgotten", """
def penalised(loss, weight, penalty):
    def joined(real_logits, fake_logits):
        total = loss(real_logits, fake_logits) + weight * penalty()
    return joined
""", []),
    ],
}
