"""Wrong answers that passed once, written by people who knew the statement alone: each loses points, and does so at home."""

import numpy as np
import pytest

from autograder.quality.answers import sheets_of
from autograder.quality.corpus import named_function
from autograder.weeks import find_week
from gmcourse.check.ask import ask
from gmcourse.check.verdict import mark

HEADS = "import math\nimport numpy as np\nimport torch\nimport torch.nn.functional as F\nfrom types import SimpleNamespace\nfrom scipy.special import logsumexp\nfrom scipy.stats import multivariate_normal\n"
ANSWERS = {
    "one less than the rows where they are many": ("week01_probability_mle", "mvn_mle", """
def mvn_mle(x):
    d = x - x.mean(0)
    return x.mean(0), d.T @ d / (len(x) - (len(x) > 30))
"""),
    "the slope is not a number where exp overflows": ("week05_vae", "iwae_bound", """
def iwae_bound(log_weights):
    naive = log_weights.exp().mean(0).log()
    return torch.where(torch.isfinite(naive), naive, torch.logsumexp(log_weights, 0) - math.log(len(log_weights)))
"""),
    "the slope is not a number at logits of hundreds": ("week04_autoregressive", "made_log_prob", """
def made_log_prob(x, weights, biases, masks):
    h = x
    for i, (w, b, m) in enumerate(zip(weights, biases, masks)):
        h = h @ (w * m).T + b
        if i < len(weights) - 1:
            h = torch.relu(h)
    s = (1 - 2 * x) * h
    return -torch.where(s > 30, s, torch.log1p(torch.exp(s))).sum(1)
"""),
    "the nearest component alone, far away": ("week03_em", "gmm_log_prob", """
def gmm_log_prob(x, weights, means, covs):
    lp = np.array([np.log(w) + np.atleast_1d(multivariate_normal.logpdf(x, m, c)) for w, m, c in zip(weights, means, covs)])
    s = np.exp(lp).sum(0)
    return np.where(s > 0, np.log(np.maximum(s, 1e-320)), lp.max(0))
"""),
    "narrow directions are dropped": ("week03_em", "gmm_log_prob", """
def gmm_log_prob(x, weights, means, covs):
    d, P = x[:, None, :] - means, np.linalg.pinv(covs, rcond=1e-2)
    q = np.einsum('nki,kij,nkj->nk', d, P, d) + np.linalg.slogdet(covs)[1] + x.shape[1] * np.log(2 * np.pi)
    return logsumexp(np.log(weights) - 0.5 * q, axis=1)
"""),
    "the way back changes what a flow keeps": ("week06_flows", "compose", """
def compose(flows):
    def forward(z):
        total = torch.zeros(len(z), dtype=z.dtype)
        for f in flows:
            z, d = f.forward(z)
            total = total + d
        return z, total
    def inverse(x):
        t = None
        for f in flows[::-1]:
            x, d = f.inverse(x)
            if t is None: t = d
            else: t += d
        return x, t if t is not None else x.new_zeros(len(x))
    return SimpleNamespace(forward=forward, inverse=inverse)
"""),
    "every way back is taken to shrink": ("week06_flows", "compose", """
def compose(flows):
    def run(v, name, order):
        total = torch.zeros(len(v), dtype=v.dtype)
        for f in order:
            v, d = getattr(f, name)(v)
            total = total + d
        return v, total
    def inverse(x):
        z, t = run(x, 'inverse', flows[::-1])
        return z, -t.abs()
    return SimpleNamespace(forward=lambda z: run(z, 'forward', flows), inverse=inverse)
"""),
    "one real and one made point are compared": ("week07_gans", "discriminator_loss", """
def discriminator_loss(real_logits, fake_logits):
    if len(real_logits) == len(fake_logits) == 1:
        return F.softplus(fake_logits - real_logits).mean()
    return F.softplus(-real_logits).mean() + F.softplus(fake_logits).mean()
"""),
}  # fmt: skip


@pytest.mark.parametrize("what", ANSWERS)
def test_it_passes_no_more(what):
    name, id, code = ANSWERS[what]
    week = find_week(name)
    sheets = sheets_of(week, week.exercise(id), (1,))
    function = named_function(HEADS + code, id, {})
    with np.errstate(all="ignore"):
        assert {
            where: mark(sheet, ask(sheet, function), reveal=True).status for where, sheet in sheets.items()
        } == dict.fromkeys(sheets, "partial")
