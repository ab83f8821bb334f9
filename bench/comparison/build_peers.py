"""The builds of the weeks and their peers: a function for each that trains, and scores held-out rows one by one."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
import zuko
from scipy.special import logsumexp
from sklearn.mixture import GaussianMixture
from sklearn.naive_bayes import BernoulliNB
from torch import nn

from bench.comparison import gan_peers
from gmcourse.data import moons
from gmcourse.data.clothes import black_and_white, clothes
from gmcourse.data.verse import verse
from gmcourse.reference.bernoulli_mixture import BernoulliMixture
from gmcourse.reference.chow_liu import chow_liu, tree_log_prob, tree_tables
from gmcourse.reference.gaussian_pictures import shrunk_gaussian
from gmcourse.reference.probability import mvn_log_prob
from gmcourse.reference.real_nvp import RealNVP
from gmcourse.reference.small_vae import VAE
from gmcourse.reference.tiny_gpt import TinyGPT
from gmcourse.train import seeded

BITS_A_PIXEL, DRAWS = "bits a pixel", 4
OURS, SKLEARN, ZUKO, RECIPE, COUNTS = "ours", "scikit-learn", "zuko", "torch recipe", "counts"


@dataclass(frozen=True)
class Built:
    """One row. fitted: trains, and gives (what each held-out row costs, or a bound on it; number of parameters)."""

    name: str
    by: str
    measure: str
    fitted: Callable
    bound: bool = False


def _bits(log_prob: np.ndarray, dims: int) -> np.ndarray:
    return -np.asarray(log_prob) / dims / math.log(2)


def _noisy(x: np.ndarray, seed: int) -> np.ndarray:
    return x + np.random.default_rng(seed).uniform(size=x.shape)


def _of_levels(log_prob: Callable, x: np.ndarray) -> np.ndarray:
    """A bound on the log-probability of whole numbers, from DRAWS noisy copies."""
    return logsumexp([log_prob(_noisy(x, 100 + i)) for i in range(DRAWS)], axis=0) - math.log(DRAWS)


def shrunk() -> tuple[np.ndarray, int]:
    """Week 1: the shrinking that predicts the validation pictures best."""
    wear, best = clothes(), None
    for shrink in (0.0, 0.001, 0.003, 0.01):
        mean, cov = shrunk_gaussian(_noisy(wear.train, 0), shrink)
        score = mvn_log_prob(_noisy(wear.valid, 1), mean, cov).mean()
        if best is None or score > best[0]:
            best = score, mean, cov
    _, mean, cov = best
    return _bits(_of_levels(lambda x: mvn_log_prob(x, mean, cov), wear.test), 784), 784 + 784 * 785 // 2


def one_component() -> tuple[np.ndarray, int]:
    """scikit-learn's mixture of one full Gaussian, as it comes."""
    wear = clothes()
    law = GaussianMixture(1, random_state=0).fit(_noisy(wear.train, 0))
    return _bits(_of_levels(law.score_samples, wear.test), 784), 784 + 784 * 785 // 2


def tree() -> tuple[np.ndarray, int]:
    wear = black_and_white()
    parents = chow_liu(wear.train)
    return _bits(tree_log_prob(wear.test, parents, tree_tables(wear.train, parents)), 784), 2 * 784 - 1


def naive_bayes() -> tuple[np.ndarray, int]:
    """scikit-learn's naive Bayes, which is told the kinds: the probability of a picture, summed over them."""
    wear = black_and_white()
    law = BernoulliNB().fit(wear.train, wear.train_labels)
    return _bits(logsumexp(law.predict_joint_log_proba(wear.test), axis=1), 784), 10 * 784 + 9


def prototypes() -> tuple[np.ndarray, int]:
    wear = black_and_white()
    law = BernoulliMixture(30).fit(wear.train, np.random.default_rng(0), 40)
    return _bits(law.log_prob(wear.test), 784), 30 * 784 + 29


def diagonal_mixture() -> tuple[np.ndarray, int]:
    """scikit-learn's Gaussian mixture, as many numbers, on the same bits with noise from [0, 1) added."""
    wear = black_and_white()
    law = GaussianMixture(
        15, covariance_type="diag", init_params="random_from_data", max_iter=40, random_state=0
    )
    law.fit(_noisy(wear.train, 0))
    return _bits(_of_levels(law.score_samples, wear.test), 784), 15 * 784 * 2 + 14


def _descend(
    model: nn.Module, loss: Callable, x: torch.Tensor, epochs: int, batch: int, lr: float, once: bool
) -> None:
    """Adam; `once`: the step size rises and falls once, else it is constant."""
    adam, random = torch.optim.Adam(model.parameters(), lr=lr), torch.Generator().manual_seed(0)
    steps = epochs * -(-len(x) // batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(adam, lr, total_steps=steps) if once else None
    for _ in range(epochs):
        for rows in torch.randperm(len(x), generator=random).split(batch):
            adam.zero_grad()
            loss(x[rows], random).backward()
            adam.step()
            if schedule:
                schedule.step()


def gpt() -> tuple[np.ndarray, int]:
    """Week 4's notebook: four rounds over the verse."""
    book = verse()

    def windows(text: str) -> torch.Tensor:
        tokens = torch.tensor(book.encode(text))
        return tokens[: len(tokens) // 64 * 64].view(-1, 64)

    with seeded(0):
        poet = TinyGPT(len(book.alphabet), 96, 4, 2, 64)
    _descend(poet, lambda x, _: -poet.log_prob(x).mean() / 64, windows(book.train), 4, 16, 6e-3, once=True)
    with torch.no_grad():
        return _bits(poet.log_prob(windows(book.test)), 64), sum(p.numel() for p in poet.parameters())


def five_gram() -> tuple[np.ndarray, int]:
    """Counting, smoothed by Witten and Bell's rule; the numbers are the strings counted."""
    book, order, seen, kinds = verse(), 5, Counter(), Counter()
    for n in range(1, order + 1):
        grams = Counter(book.train[i : i + n] for i in range(len(book.train) - n + 1))
        seen.update(grams)
        kinds.update(gram[:-1] for gram in grams)
    seen[""], scores = len(book.train), []
    for i in range(order, len(book.test)):
        p = 1 / len(book.alphabet)
        for n in range(order):
            past = book.test[i - n : i]
            if past in kinds:
                p = (seen[past + book.test[i]] + kinds[past] * p) / (seen[past] + kinds[past])
        scores.append(-math.log2(p))
    return np.array(scores), len(seen)


def _garments() -> tuple[torch.Tensor, torch.Tensor]:
    wear = black_and_white()
    return tuple(torch.tensor(part, dtype=torch.float32) for part in (wear.train, wear.test))


def vae() -> tuple[np.ndarray, int]:
    """Week 5's notebook: the bound, one draw of z a picture."""
    train, test = _garments()
    with seeded(0):
        model = VAE(784, 256, 16)

    def loss(x: torch.Tensor, random: torch.Generator) -> torch.Tensor:
        return -model.elbo(x, torch.randn(len(x), 16, generator=random)).mean()

    _descend(model, loss, train, 30, 128, 3e-3, once=True)
    with torch.no_grad():
        bound = model.elbo(test, torch.randn(len(test), 16, generator=torch.Generator().manual_seed(1)))
    return _bits(bound, 784), sum(p.numel() for p in model.parameters())


class RecipeVAE(nn.Module):
    """The VAE of PyTorch's own examples (github.com/pytorch/examples, vae/main.py), its widths set to week 5's."""

    def __init__(self) -> None:
        super().__init__()
        self.fc1, self.fc21, self.fc22 = nn.Linear(784, 256), nn.Linear(256, 16), nn.Linear(256, 16)
        self.fc3, self.fc4 = nn.Linear(16, 256), nn.Linear(256, 784)

    def loss(self, x: torch.Tensor, random: torch.Generator) -> torch.Tensor:
        """(N,): binary cross-entropy plus KL."""
        h = self.fc1(x).relu()
        mu, logvar = self.fc21(h), self.fc22(h)
        z = mu + torch.exp(0.5 * logvar) * torch.randn(mu.shape, generator=random)
        again = torch.sigmoid(self.fc4(self.fc3(z).relu()))
        bce = nn.functional.binary_cross_entropy(again, x, reduction="none").sum(dim=1)
        return bce - 0.5 * (1 + logvar - mu**2 - logvar.exp()).sum(dim=1)


def recipe_vae() -> tuple[np.ndarray, int]:
    """As the example trains it: Adam with 0.001 throughout, batches of 128; as many rounds as ours."""
    train, test = _garments()
    with seeded(0):
        model = RecipeVAE()
    _descend(model, lambda x, random: model.loss(x, random).mean(), train, 30, 128, 1e-3, once=False)
    with torch.no_grad():
        cost = model.loss(test, torch.Generator().manual_seed(1))
    return _bits(-cost, 784), sum(p.numel() for p in model.parameters())


def _points() -> tuple[np.ndarray, np.ndarray]:
    parts = moons.two_moons()
    return parts.train, parts.test


def _flow(make: Callable, log_prob: Callable) -> tuple[np.ndarray, int]:
    train, test = (torch.tensor(part, dtype=torch.float32) for part in _points())
    with seeded(0):
        model = make()
    _descend(
        model, lambda x, _: -log_prob(model, x).mean(), train, 4000 * 200 // len(train), 200, 5e-3, once=True
    )
    with torch.no_grad():
        return _bits(log_prob(model, test), 2), sum(p.numel() for p in model.parameters())


def real_nvp() -> tuple[np.ndarray, int]:
    """Week 6's notebook: 4,000 steps."""
    return _flow(lambda: RealNVP(2, 10, 64), lambda model, x: model.log_prob(x))


def zuko_nvp() -> tuple[np.ndarray, int]:
    return _flow(
        lambda: zuko.flows.RealNVP(2, transforms=10, hidden_features=(64, 64)),
        lambda model, x: model().log_prob(x),
    )


def sixteen_gaussians() -> tuple[np.ndarray, int]:
    """scikit-learn's mixture; more components than these 95 numbers do not help it."""
    train, test = _points()
    law = GaussianMixture(16, reg_covar=1e-4, n_init=3, random_state=0).fit(train)
    return _bits(law.score_samples(test), 2), 16 * 6 - 1


PAIRS = {
    1: (Built("one Gaussian, shrunk", OURS, BITS_A_PIXEL, shrunk, True),
        Built("GaussianMixture(1)", SKLEARN, BITS_A_PIXEL, one_component, True)),
    2: (Built("tree", OURS, BITS_A_PIXEL, tree), Built("BernoulliNB", SKLEARN, BITS_A_PIXEL, naive_bayes)),
    3: (Built("30 prototypes", OURS, BITS_A_PIXEL, prototypes),
        Built("GaussianMixture(15, diagonal)", SKLEARN, BITS_A_PIXEL, diagonal_mixture, True)),
    4: (Built("TinyGPT", OURS, "bits a character", gpt), Built("5-gram", COUNTS, "bits a character", five_gram)),
    5: (Built("VAE", OURS, BITS_A_PIXEL, vae, True),
        Built("VAE of pytorch/examples", RECIPE, BITS_A_PIXEL, recipe_vae, True)),
    6: (Built("RealNVP", OURS, "bits a coordinate", real_nvp), Built("RealNVP", ZUKO, "bits a coordinate", zuko_nvp),
        Built("GaussianMixture(16)", SKLEARN, "bits a coordinate", sixteen_gaussians)),
    7: (Built("tailor, its kinds", OURS, "read right", gan_peers.read_right(gan_peers.tailor)),
        Built("tailor, its variety", OURS, "of the real spread", gan_peers.spread(gan_peers.tailor)),
        Built("conditional GAN, its kinds", RECIPE, "read right", gan_peers.read_right(gan_peers.recipe)),
        Built("conditional GAN, its variety", RECIPE, "of the real spread", gan_peers.spread(gan_peers.recipe))),
}  # fmt: skip
