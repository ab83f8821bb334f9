"""Answers to exercises of week 8, labelled: see ../corpora.toml."""

RIGHT = {
    "boltzmann": [
        r"""
def boltzmann(energy):
    return torch.softmax(-energy, dim=0)
""",
        r"""
def boltzmann(energy):
    lowest = energy.min()
    p = torch.exp(-(energy - lowest))
    return p / p.sum()
""",
    ],
    "mixture_score": [
        r"""
def mixture_score(x, weights, means, var):
    diff = means - x[:, None]
    r = torch.softmax(torch.log(weights) - (diff ** 2).sum(-1) / (2 * var), dim=1)
    return (r[:, :, None] * diff).sum(1) / var
""",
        r"""
def mixture_score(x, weights, means, var):
    logits = []
    for w, m in zip(weights, means):
        logits.append(torch.log(w) - 0.5 * ((x - m) ** 2).sum(dim=1) / var)
    logits = torch.stack(logits, dim=1)
    r = torch.exp(logits - torch.logsumexp(logits, dim=1, keepdim=True))
    return (r @ means - x) / var
""",
    ],
    "langevin": [
        r"""
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(2 * step) * noise
    return x
""",
        r"""
def langevin(x, score, step, noises):
    place = x.clone()
    scale = (2 * step) ** 0.5
    for i in range(noises.shape[0]):
        drift = step * score(place)
        place = torch.add(place + drift, noises[i], alpha=scale)
    return place
""",
    ],
    "tweedie": [
        r"""
def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] ** 2 * score
""",
        r"""
def tweedie(x_noisy, score, sigma):
    return torch.stack([x + s * s * g for x, g, s in zip(x_noisy, score, sigma)])
""",
    ],
    "ddim_step": [
        r"""
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""",
        r"""
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    ratio = (alpha_bar_s / alpha_bar_t) ** 0.5
    return ratio * x + ((1 - alpha_bar_s) ** 0.5 - ratio * (1 - alpha_bar_t) ** 0.5) * eps
""",
    ],
    "flow_matching_loss": [
        r"""
def flow_matching_loss(velocity, x, noise, t):
    column = t[:, None]
    x_t = (1 - column) * noise + column * x
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(dim=1).mean()
""",
        r"""
def flow_matching_loss(velocity, x, noise, t):
    target = x - noise
    x_t = noise + t.unsqueeze(-1) * target
    return F.mse_loss(velocity(x_t, t), target, reduction="sum") / len(x)
""",
    ],
    "integrate": [
        r"""
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        if method == "euler":
            x = x + h * velocity(x, t)
        else:
            half = x + h / 2 * velocity(x, t)
            x = x + h * velocity(half, t + h / 2)
    return x
""",
        r"""
def integrate(velocity, x, steps, method):
    h = 1.0 / steps
    ones = torch.ones(x.shape[0], dtype=x.dtype)

    def euler(z, i):
        return h * velocity(z, ones * (i / steps))

    def midpoint(z, i):
        middle = z + 0.5 * euler(z, i)
        return h * velocity(middle, ones * ((i + 0.5) / steps))

    move = {"euler": euler, "midpoint": midpoint}[method]
    z = x.clone()
    for i in range(steps):
        z = z + move(z, i)
    return z
""",
    ],
    "guided": [
        r"""
def guided(conditional, free, weight):
    return free + weight * (conditional - free)
""",
        r"""
def guided(conditional, free, weight):
    return weight * conditional + (1 - weight) * free
""",
    ],
    "masked_loss": [
        r"""
def masked_loss(logits, tokens, mask, rate):
    surprise = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    return torch.where(mask, surprise / rate[:, None], torch.zeros_like(surprise)).mean()
""",
        r"""
def masked_loss(logits, tokens, mask, rate):
    n, length = tokens.shape
    logp = torch.log_softmax(logits, dim=-1)
    picked = logp.gather(-1, tokens.unsqueeze(-1)).squeeze(-1)
    total = 0.0 * logits.sum()
    for i in range(n):
        total = total - picked[i][mask[i]].sum() / rate[i]
    return total / (n * length)
""",
    ],
}
WRONG = {
    "boltzmann": [
        # proof: energy=[0, log 3]: gives [.25,.75], should be [.75,.25]
        ("the sign of the energy: high is likely", r"""
def boltzmann(energy):
    return torch.softmax(energy, dim=0)
""", ['sign']),
        # proof: energy=[-2000.,-2000.]: inf/inf = nan, should be [.5,.5]
        ("exponentials overflow or underflow", r"""
def boltzmann(energy):
    p = torch.exp(-energy)
    Z = p.sum()
    return p / Z
""", ['overflow']),
        # proof: energy=[0., 5000.]: exp(5000) = inf, nan; should be [1,0]
        ("shifts by the largest energy, not the lowest", r"""
def boltzmann(energy):
    shifted = energy - energy.max()
    p = torch.exp(-shifted)
    return p / p.sum()
""", ['shifted by the largest energy', 'overflow']),
        # proof: energy=[0.,0.]: gives [-log 2, -log 2], should be [.5,.5]
        ("returns log-probabilities", r"""
def boltzmann(energy):
    return -energy - torch.logsumexp(-energy, dim=0)
""", ['log-probabilities']),
        # proof: energy=[1000., 1001.]: gives [.5,.5] (both clamped to 50), should be [.731,.269]
        ("clamps the energies to tame the exponential", r"""
def boltzmann(energy):
    e = energy.clamp(-50, 50)
    w = torch.exp(-e)
    return w / w.sum()
""", ['overflow']),
        # proof: energy=[0., inf]: gives [.5,.5], should be [1,0]
        ("infinite energies are replaced by 0", r"""
def boltzmann(energy):
    e = torch.where(torch.isinf(energy), torch.zeros_like(energy), energy)
    return F.softmax(-e, dim=-1)
""", []),
    ],
    "mixture_score": [
        # proof: x=[[1.]], one component at 0, var 1: gives 1, should be -1
        ("arrow from the mean to the point: wrong sign", r"""
def mixture_score(x, weights, means, var):
    diff = x[:, None] - means
    r = torch.softmax(weights.log() - diff.pow(2).sum(-1) / (2 * var), dim=1)
    return (r[..., None] * diff).sum(1) / var
""", ['sign']),
        # proof: x=[[0.]], means [[1],[-1]], weights [.9,.1], var 1: gives 0, should be 0.8
        ("weights forgotten in the responsibilities", r"""
def mixture_score(x, weights, means, var):
    diff = means - x[:, None]
    r = F.softmax(-(diff ** 2).sum(-1) / (2 * var), dim=1)
    return torch.einsum("nk,nkd->nd", r, diff) / var
""", ['weights forgotten']),
        # proof: x=[[2.]], one component at 0, var 2: gives -0.5, should be -1
        ("var taken for a standard deviation", r"""
def mixture_score(x, weights, means, var):
    diff = means[None] - x[:, None]
    logit = torch.log(weights) - 0.5 * (diff ** 2).sum(-1) / var ** 2
    r = torch.softmax(logit, dim=1)
    return (r[:, :, None] * diff).sum(dim=1) / var ** 2
""", ['var taken as a standard deviation']),
        # proof: x=[[1e4]], var 1: 0/0 = nan, should be about -1e4
        ("responsibilities from densities that underflow", r"""
def mixture_score(x, weights, means, var):
    diff = means - x[:, None]
    p = weights * torch.exp(-(diff ** 2).sum(-1) / (2 * var))
    r = p / p.sum(dim=1, keepdim=True)
    return (r[:, :, None] * diff).sum(1) / var
""", ['underflow']),
        # proof: x=[[.5]], means [[0],[2]], weights .5, var 1: logits 0.25 and 2.25 without the half: r=[.881,.119], score -.262; should have r=[.731,.269], score .038
        ("factor 1/2 missing in the exponent", r"""
def mixture_score(x, weights, means, var):
    d2 = ((x[:, None] - means) ** 2).sum(-1)
    r = torch.softmax(torch.log(weights) - d2 / var, dim=1)
    return (r @ means - x) / var
""", ['no half']),
        # proof: N=1, x=[[0.]], means [[1],[3]], weights .5: all r are 1, gives 4, should be between 1 and 3
        ("softmax over the points instead of the components", r"""
def mixture_score(x, weights, means, var):
    diff = means - x[:, None]
    logit = weights.log() - (diff ** 2).sum(2) / (2 * var)
    r = torch.softmax(logit, dim=0)
    return (r.unsqueeze(2) * diff).sum(1) / var
""", ['normalised over the points']),
    ],
    "langevin": [
        # proof: x=0, score 0, step .5, one noise 1: gives .707, should be 1
        ("sqrt(step) instead of sqrt(2 step)", r"""
def langevin(x, score, step, noises):
    for noise in noises:
        x = x + step * score(x) + math.sqrt(step) * noise
    return x
""", ['sqrt(step)']),
        # proof: score=-x, x=1, step .1, two noises 0: gives .8, should be .81
        ("score asked only once, at the start", r"""
def langevin(x, score, step, noises):
    s = score(x)
    y = x.clone()
    for n in noises:
        y = y + step * s + (2 * step) ** 0.5 * n
    return y
""", ['score at the start only']),
        # proof: score=-x, x=1, step .1, noise 0: gives 1.1, should be .9
        ("goes against the score", r"""
def langevin(x, score, step, noises):
    for i in range(len(noises)):
        x = x - step * score(x) + math.sqrt(2 * step) * noises[i]
    return x
""", ['downhill']),
        # proof: any x with score=-x, T=1: the caller's x has changed afterwards; it must stay
        ("changes the argument x in place", r"""
def langevin(x, score, step, noises):
    for noise in noises:
        x += step * score(x) + math.sqrt(2 * step) * noise
    return x
""", []),
        # proof: x=0, score 0, step .02, noise 1: gives .04, should be .2
        ("2 step without the root", r"""
def langevin(x, score, step, noises):
    z = x
    for noise in noises:
        z = z + step * score(z) + 2 * step * noise
    return z
""", ['root forgotten']),
        # proof: x=0, score 0, step .5, T=1, noise 1: gives 0, should be 1
        ("no noise in the last step", r"""
def langevin(x, score, step, noises):
    T = noises.shape[0]
    for i in range(T):
        x = x + step * score(x)
        if i < T - 1:
            x = x + math.sqrt(2 * step) * noises[i]
    return x
""", ['no noise in the last step']),
    ],
    "tweedie": [
        # proof: x=[[0.]], score=[[1.]], sigma=[2.]: gives 2, should be 4
        ("sigma not squared", r"""
def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma[:, None] * score
""", ['sigma for its square']),
        # proof: x=[[0.]], score=[[1.]], sigma=[2.]: gives -4, should be 4
        ("minus sign", r"""
def tweedie(x_noisy, score, sigma):
    var = (sigma ** 2).unsqueeze(1)
    return x_noisy - var * score
""", ['minus']),
        # proof: N=D=2, x=0, score ones, sigma=[1,2]: row 0 gives [1,4], should be [1,1]; N=3, D=2 fails
        ("sigma runs along the coordinates", r"""
def tweedie(x_noisy, score, sigma):
    return x_noisy + sigma ** 2 * score
""", ['sigma along the coordinates']),
        # proof: x=[[5.]], score=[[1.]], sigma=[2.]: gives 4, should be 9
        ("returns the shift only", r"""
def tweedie(x_noisy, score, sigma):
    return sigma[:, None] ** 2 * score
""", ['the step alone']),
        # proof: x=[[0.]], score=[[1.]], sigma=[2.]: gives .25, should be 4
        ("divides by the variance", r"""
def tweedie(x_noisy, score, sigma):
    return x_noisy + score / sigma.view(-1, 1) ** 2
""", ['divided by the variance']),
        # proof: x=0 (2,1), score ones, sigma=[1,3]: gives 4 and 4, should be 1 and 9
        ("one average sigma for all rows", r"""
def tweedie(x_noisy, score, sigma):
    s = sigma.mean()
    return x_noisy + s * s * score
""", ['one mean sigma']),
    ],
    "ddim_step": [
        # proof: x=1, eps=0, t=.25, s=1: gives 4, should be 2
        ("no square roots", r"""
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - (1 - alpha_bar_t) * eps) / alpha_bar_t
    return alpha_bar_s * clean + (1 - alpha_bar_s) * eps
""", ['no square roots', 'no square roots at the noise', 'no square roots at the clean x', 'no square roots at level t', 'divided without a root', 'noise of level t without a root']),
        # proof: x=1, eps=0, t=.25, s=1: gives .5, should be 2
        ("levels t and s swapped", r"""
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    x0 = (x - math.sqrt(1 - alpha_bar_s) * eps) / math.sqrt(alpha_bar_s)
    return math.sqrt(alpha_bar_t) * x0 + math.sqrt(1 - alpha_bar_t) * eps
""", ['order of the steps']),
        # proof: x=1, eps=0, t=.25, s=1: gives 1, should be 2
        ("not divided by the root of alpha_bar_t", r"""
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = x - math.sqrt(1 - alpha_bar_t) * eps
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * eps
""", ['clean not divided']),
        # proof: x=1, eps=0, t=.25, s=1: clean 2 becomes 1, should be 2
        ("clamps the clean point to [-1, 1]", r"""
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    x0 = (x - (1 - alpha_bar_t) ** 0.5 * eps) / alpha_bar_t ** 0.5
    x0 = x0.clamp(-1, 1)
    return alpha_bar_s ** 0.5 * x0 + (1 - alpha_bar_s) ** 0.5 * eps
""", []),
        # proof: x=0, eps=1, t=1, s=.36: gives random values, should be .8
        ("mixes with fresh noise", r"""
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean + math.sqrt(1 - alpha_bar_s) * torch.randn_like(x)
""", []),
        # proof: x=0, eps=1, t=1, s=.36: gives 0, should be .8
        ("the noise is not put back", r"""
def ddim_step(x, eps, alpha_bar_t, alpha_bar_s):
    clean = (x - math.sqrt(1 - alpha_bar_t) * eps) / math.sqrt(alpha_bar_t)
    return math.sqrt(alpha_bar_s) * clean
""", ['noise not put back']),
    ],
    "flow_matching_loss": [
        # proof: D=2, velocity 0, x ones, noise 0: gives 1, should be 2
        ("mean over the coordinates as well", r"""
def flow_matching_loss(velocity, x, noise, t):
    tt = t[:, None]
    xt = (1 - tt) * noise + tt * x
    return F.mse_loss(velocity(xt, t), x - noise)
""", ['mean over coordinates']),
        # proof: velocity = 1, x=[[1.]], noise=[[0.]]: gives 4, should be 0
        ("target noise - x", r"""
def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t[:, None]) * noise + t[:, None] * x
    err = velocity(xt, t) - (noise - x)
    return err.pow(2).sum(1).mean()
""", ['target turned round']),
        # proof: velocity(p, t)=p, t=0, x=1, noise=0: x_t becomes 1, loss 0; should be 1
        ("x and noise swapped in the mixture", r"""
def flow_matching_loss(velocity, x, noise, t):
    t_col = t.view(-1, 1)
    x_t = (1 - t_col) * x + t_col * noise
    return ((velocity(x_t, t) - (x - noise)) ** 2).sum(-1).mean()
""", ['times swapped']),
        # proof: any module as velocity: loss.backward() fails, the velocity is not trained
        ("velocity under no_grad: nothing trains", r"""
def flow_matching_loss(velocity, x, noise, t):
    xt = (1 - t[:, None]) * noise + t[:, None] * x
    with torch.no_grad():
        v = velocity(xt, t)
    return ((v - (x - noise)) ** 2).sum(dim=1).mean()
""", ['cut off from the velocity']),
        # proof: N=2, D=1, velocity 0, x ones, noise 0: gives 2, should be 1
        ("summed over the points", r"""
def flow_matching_loss(velocity, x, noise, t):
    loss = 0
    s = t[:, None]
    diff = velocity((1 - s) * noise + s * x, t) - (x - noise)
    for row in diff:
        loss = loss + (row ** 2).sum()
    return loss
""", ['sum over the points']),
        # proof: velocity 0, x=[[2.]], noise=[[0.]]: gives 2, should be 4
        ("norm not squared", r"""
def flow_matching_loss(velocity, x, noise, t):
    xt = torch.lerp(noise, x, t[:, None].expand_as(x))
    return torch.linalg.norm(velocity(xt, t) - (x - noise), dim=1).mean()
""", ['distance, not squared']),
    ],
    "integrate": [
        # proof: v=t (midpoint), steps=1, x=0: velocity asked at 0, gives 0, should be .5
        ("midpoint asks at the old time", r"""
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
        # proof: v=1, midpoint, steps=1, x=0: gives 1.5, should be 1
        ("the whole step is taken from the midpoint", r"""
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        if method == "euler":
            x = x + h * velocity(x, t)
        else:
            x = x + h / 2 * velocity(x, t)
            x = x + h * velocity(x, t + h / 2)
    return x
""", ['a whole step from the middle']),
        # proof: v=t, euler, steps=1, x=0: gives 1, should be 0
        ("steps begin at (i + 1) h", r"""
def integrate(velocity, x, steps, method):
    h = 1.0 / steps
    for i in range(1, steps + 1):
        t = torch.full((x.shape[0],), i * h, dtype=x.dtype)
        if method == "euler":
            x = x + h * velocity(x, t)
        elif method == "midpoint":
            m = x + 0.5 * h * velocity(x, t)
            x = x + h * velocity(m, t + 0.5 * h)
    return x
""", ['time at the wrong end']),
        # proof: v=t*t, midpoint, steps=1, x=0: gives .5, should be .25
        ("Heun's rule in place of the midpoint", r"""
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        v1 = velocity(x, t)
        if method == "euler":
            x = x + h * v1
        else:
            v2 = velocity(x + h * v1, t + h)
            x = x + h / 2 * (v1 + v2)
    return x
""", ["Heun's method"]),
        # proof: v=1, euler, steps=2, x=0: gives .5, should be 1
        ("one step too few", r"""
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for i in range(steps - 1):
        t = torch.full((len(x),), i * h, dtype=x.dtype)
        k = velocity(x, t)
        if method == "midpoint":
            k = velocity(x + h * k / 2, t + h / 2)
        x = x + h * k
    return x
""", ['last step lost']),
        # proof: v=t, euler, steps=2, x=0: times 0 and 1, gives .5, should be .25
        ("linspace(0, 1, steps): times too far apart", r"""
def integrate(velocity, x, steps, method):
    h = 1 / steps
    for time in torch.linspace(0, 1, steps, dtype=x.dtype):
        t = time * torch.ones(len(x), dtype=x.dtype)
        if method == "euler":
            x = x + h * velocity(x, t)
        else:
            mid = x + h / 2 * velocity(x, t)
            x = x + h * velocity(mid, t + h / 2)
    return x
""", ['the last step begins at t = 1', 'steps of 1 / (steps - 1)']),
    ],
    "guided": [
        # proof: conditional 1, free 0, weight 1: gives 2, should be 1
        ("starts at the conditional prediction", r"""
def guided(conditional, free, weight):
    return conditional + weight * (conditional - free)
""", ['from conditional on', '1 is not conditional', 'weight on the wrong one']),
        # proof: conditional 1, free 0, weight 1: gives 0, should be 1
        ("the two predictions are swapped", r"""
def guided(conditional, free, weight):
    return weight * free + (1 - weight) * conditional
""", ['weight on the wrong one', 'one weight less']),
        # proof: conditional 1, free 1, weight 1: gives 2, should be 1
        ("adds the conditional one, not the difference", r"""
def guided(conditional, free, weight):
    return free + weight * conditional
""", ['a sum', 'factors that do not sum to 1']),
        # proof: conditional 1, free 0, weight 3: gives 1, should be 3
        ("weight limited to 0..1", r"""
def guided(conditional, free, weight):
    w = min(max(weight, 0.0), 1.0)
    return (1 - w) * free + w * conditional
""", ['never beyond']),
        # proof: conditional 1, free 0, weight 1: gives -1, should be 1
        ("difference with the wrong sign", r"""
def guided(conditional, free, weight):
    direction = free - conditional
    return free + weight * direction
""", ['away from the words']),
        # proof: conditional 1, free 2, weight 0: gives 0, should be 2
        ("the free prediction is not added back", r"""
def guided(conditional, free, weight):
    return weight * (conditional - free)
""", ['the difference alone', 'factors that do not sum to 1']),
    ],
    "masked_loss": [
        # proof: N=1, T=2, K=2, logits 0, mask=[[True,False]], rate=.5: gives 2 log 2, should be log 2
        ("mean over the hidden tokens only", r"""
def masked_loss(logits, tokens, mask, rate):
    s = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none") / rate[:, None]
    return s[mask].mean()
""", ['mean over the hidden tokens']),
        # proof: N=1, T=1, K=2, logits 0, hidden, rate .5: gives log 2, should be 2 log 2
        ("not divided by the rate", r"""
def masked_loss(logits, tokens, mask, rate):
    s = F.cross_entropy(logits.permute(0, 2, 1), tokens, reduction="none")
    return (s * mask).mean()
""", ['no 1/rate']),
        # proof: N=1, T=1, K=2, logits 0, hidden, rate 1: gives 0, should be log 2
        ("counts the tokens in view", r"""
def masked_loss(logits, tokens, mask, rate):
    s = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    s = s.masked_fill(mask, 0.0)
    return (s / rate[:, None]).mean()
""", ['mask the wrong way round']),
        # proof: logits=[[[0,1000]]], token 0, hidden, rate 1: gives inf, should be 1000
        ("log of softmax: infinite for large logits", r"""
def masked_loss(logits, tokens, mask, rate):
    p = torch.softmax(logits, dim=-1)
    p_true = torch.gather(p, 2, tokens[:, :, None])[:, :, 0]
    return torch.where(mask, -torch.log(p_true) / rate[:, None], 0.0).mean()
""", ['logarithm of a probability of 0', 'logarithm that is not stable']),
        # proof: N=1, T=2, K=2, logits 0, both hidden, rate 1: gives 2 log 2, should be log 2
        ("summed over the tokens of a text, mean over texts only", r"""
def masked_loss(logits, tokens, mask, rate):
    logp = F.log_softmax(logits, dim=-1)
    nll = -logp.gather(2, tokens.unsqueeze(2)).squeeze(2)
    per_text = (nll * mask).sum(dim=1) / rate
    return per_text.mean()
""", ['sum over the tokens']),
        # proof: N=1, T=2, K=2, logits 0, one hidden, rate .25: gives (log 2 / .5)/2 = log 2, should be 2 log 2
        ("divides by the share that was hidden, not by the rate", r"""
def masked_loss(logits, tokens, mask, rate):
    s = F.cross_entropy(logits.transpose(1, 2), tokens, reduction="none")
    share = mask.double().mean(dim=1, keepdim=True).clamp(min=1e-9)
    return (s * mask / share).mean()
""", ['hidden tokens counted instead of the rate']),
    ],
}
