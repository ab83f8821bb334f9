"""Who comes to the comparison: families, their sizes and their training, for the digits and for the moons.

Sizes are chosen so that partners of a pair have equally many parameters, within a tenth, and the
peer trains for at least as many seconds. A change here makes the stored results stale (see `settings`).
"""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import zuko

from bench.comparison import densities, paths
from bench.comparison.models import Density, Game, Network, Peer
from gmcourse.reference import flow_density as flows
from gmcourse.reference import grey_models as grey
from gmcourse.reference.autoregressive_models import RNADE
from gmcourse.reference.flows import logit_dequantize
from gmcourse.reference.sequence_models import GPT
from gmcourse.reference.vae_models import IWAE, VAE, CategoricalPixels, GaussianPixels

LEVELS, ALPHA = 17, 0.05
DRAWS = 8  # of noise, in the bound of a density of levels
IMPORTANCE = 200  # draws of z, in the bound of a VAE
OURS, SKLEARN, ZUKO = "ours", "scikit-learn", "zuko"


@dataclass(frozen=True)
class Entrant:
    """One row of the table.

    make: called with a seed, gives a model of `models`
    says: "exact", "bound" (a lower bound on the log-likelihood) or "none"
    pair: the name that the two partners of a comparison share, or empty
    week: where the course treats the family
    seeds: how many starts are tried; the table shows their mean
    """

    name: str
    by: str
    week: int
    says: str
    make: Callable
    pair: str = ""
    seeds: int = 1


def _exact(make, **training):
    return lambda seed: Network(make, lambda model, x, _: -model.log_prob(x).mean(), seed=seed, **training)


def _variational(make, **training):
    return lambda seed: Network(
        make, lambda model, x, g: -model.objective(x, g).mean(), seed=seed, **training
    )


def _grey_flow(make, **training):
    """A density of the squeezed levels becomes one of the levels; it starts at their mean and scale."""

    def start(levels):
        noise = torch.rand(levels.shape, generator=torch.Generator().manual_seed(0))
        return flows.GreyLevels(make(logit_dequantize(levels, LEVELS, noise, ALPHA)[0]), LEVELS, ALPHA)

    def loss(model, x, generator):
        return -model.log_prob(x, generator).mean()

    return lambda seed: Network(start, loss, draws=DRAWS, seed=seed, **training)


def _matched(make, **training):
    """Flow matching to the end: its loss is too noisy to choose an epoch by, and is no likelihood."""
    return lambda seed: Network(
        make, lambda model, x, g: model.loss(x, g), choose=False, seed=seed, **training
    )


def _noisy(start):
    return lambda seed: Density(start, LEVELS, DRAWS)


def _plain(start):
    return lambda seed: Density(start)


def _noisy_mixture(make, *given):
    return lambda seed: Density(make(*given, seed), LEVELS, DRAWS)


def _plain_mixture(make, *given):
    return lambda seed: Density(make(*given, seed))


DIGITS = (
    Entrant("independent pixels", OURS, 1, "exact", lambda seed: Counted()),
    Entrant("one Gaussian", OURS, 1, "bound", _noisy(densities.one_gaussian)),
    Entrant("Gaussian mixture", OURS, 3, "bound", _noisy_mixture(densities.our_mixture, 4, 0.1), "mixture", 5),
    Entrant("Gaussian mixture", SKLEARN, 3, "bound", _noisy_mixture(densities.their_mixture, 4, 0.1), "mixture", 5),
    Entrant("kernels", OURS, 3, "bound", _noisy(densities.our_kernels), "kernels"),
    Entrant("kernels", SKLEARN, 3, "bound", _noisy(densities.their_kernels), "kernels"),
    Entrant("FVSBN", OURS, 4, "exact", _exact(lambda x: grey.GreyFVSBN(64, LEVELS), epochs=20, lr=0.02, batch=32)),
    Entrant("NADE", OURS, 4, "exact", _exact(lambda x: grey.GreyNADE(64, LEVELS, 64), epochs=12, lr=0.01, batch=32)),
    Entrant("MADE", OURS, 4, "exact", _exact(lambda x: grey.GreyMADE(64, LEVELS, [256]), epochs=16, lr=0.005, batch=32)),
    Entrant("PixelCNN", OURS, 4, "exact", _exact(lambda x: grey.GreyPixelCNN(8, LEVELS), epochs=20, lr=0.005, batch=32)),
    Entrant("GPT", OURS, 4, "exact", _exact(lambda x: Sequence(), epochs=12, lr=0.005, batch=32)),
    Entrant("probabilistic PCA", OURS, 5, "bound", _noisy(densities.probabilistic_pca(24))),
    Entrant("VAE", OURS, 5, "bound", _variational(
        lambda x: VAE(64, 16, 128, CategoricalPixels(LEVELS), scale=16.0), epochs=40, lr=0.005, draws=IMPORTANCE)),
    Entrant("IWAE, 5 draws", OURS, 5, "bound", _variational(
        lambda x: IWAE(64, 16, 128, CategoricalPixels(LEVELS), scale=16.0, draws=5), epochs=24, lr=0.005,
        draws=IMPORTANCE)),
    Entrant("Real NVP", OURS, 6, "bound", _grey_flow(
        lambda y: flows.coupling_flow(64, 4, 128, y), epochs=30, lr=5e-3), "Real NVP"),
    Entrant("Real NVP", ZUKO, 6, "bound", _grey_flow(
        lambda y: Peer(zuko.flows.RealNVP(64, transforms=4, hidden_features=(160, 160)), y), epochs=30, lr=5e-3),
        "Real NVP"),
    Entrant("MAF", OURS, 6, "bound", _grey_flow(
        lambda y: flows.autoregressive_flow(64, 2, 128, y), epochs=30, lr=5e-3), "MAF"),
    Entrant("MAF", ZUKO, 6, "bound", _grey_flow(
        lambda y: Peer(zuko.flows.MAF(64, transforms=2, hidden_features=(128, 128)), y), epochs=30, lr=5e-3), "MAF"),
    Entrant("spline flow", ZUKO, 6, "bound", _grey_flow(
        lambda y: Peer(zuko.flows.NSF(64, transforms=1, hidden_features=(64,)), y), epochs=20, lr=5e-3)),
    Entrant("GAN", OURS, 7, "none", lambda seed: Game(1200, 128, 16, 1e-3, LEVELS)),
    Entrant("flow matching", OURS, 8, "bound", _matched(
        lambda x: paths.LevelFlow(x, LEVELS, ALPHA, 340, 2, 40), epochs=400, lr=3e-3, draws=DRAWS)),
)  # fmt: skip

MOONS = (
    Entrant("one Gaussian", OURS, 1, "exact", _plain(densities.one_gaussian)),
    Entrant("Gaussian mixture", OURS, 3, "exact", _plain_mixture(densities.our_mixture, 16, 1e-4), "mixture", 5),
    Entrant("Gaussian mixture", SKLEARN, 3, "exact", _plain_mixture(densities.their_mixture, 16, 1e-4), "mixture", 5),
    Entrant("kernels", OURS, 3, "exact", _plain(densities.our_kernels), "kernels"),
    Entrant("kernels", SKLEARN, 3, "exact", _plain(densities.their_kernels), "kernels"),
    Entrant("RNADE", OURS, 4, "exact", _exact(lambda x: RNADE(2, 32, 10), epochs=30, lr=0.01, batch=100)),
    Entrant("VAE", OURS, 5, "bound", _variational(
        lambda x: VAE(2, 2, 64, GaussianPixels()), epochs=40, lr=5e-3, batch=100, draws=IMPORTANCE)),
    Entrant("planar flow", OURS, 6, "exact", _exact(
        lambda x: flows.planar_flow(2, 16, x), epochs=20, lr=1e-2, batch=100)),
    Entrant("Real NVP", OURS, 6, "exact", _exact(
        lambda x: flows.coupling_flow(2, 6, 64, x), epochs=30, lr=3e-3, batch=100), "Real NVP", 3),
    Entrant("Real NVP", ZUKO, 6, "exact", _exact(
        lambda x: Peer(zuko.flows.RealNVP(2, transforms=6, hidden_features=(64, 64)), x), epochs=30, lr=3e-3, batch=100),
        "Real NVP", 3),
    Entrant("MAF", OURS, 6, "exact", _exact(
        lambda x: flows.autoregressive_flow(2, 6, 64, x), epochs=30, lr=3e-3, batch=100), "MAF", 5),
    Entrant("MAF", ZUKO, 6, "exact", _exact(
        lambda x: Peer(zuko.flows.MAF(2, transforms=6, hidden_features=(64, 64)), x), epochs=30, lr=3e-3, batch=100),
        "MAF", 5),
    Entrant("spline flow", ZUKO, 6, "exact", _exact(
        lambda x: Peer(zuko.flows.NSF(2, transforms=3, hidden_features=(64, 64)), x), epochs=15, lr=3e-3, batch=100)),
    Entrant("GAN", OURS, 7, "none", lambda seed: Game(2000, 64, 2, 1e-3)),
    Entrant("flow matching", OURS, 8, "exact", _matched(
        lambda x: paths.TimeFlow(x, 64, 4, 40), epochs=1000, lr=8e-3, batch=250), seeds=3),
)  # fmt: skip

ENTRANTS = {"digits": DIGITS, "moons": MOONS}


class Sequence(GPT):
    """Week 4's GPT that reads an image as 64 tokens."""

    def __init__(self):
        super().__init__(LEVELS, 64, width=32, layers=2, heads=4)

    def sample(self, count, generator=None):
        return super().sample(count, 64, generator)


class Counted(Network):
    """Independent pixels, fitted by counting."""

    def __init__(self):
        super().__init__(
            make=lambda x: grey.IndependentGrey(64, LEVELS).count(x), loss=None, epochs=0, lr=0.0
        )

    def fit(self, train, valid):
        self.model = self.make(torch.as_tensor(train))
        return self
