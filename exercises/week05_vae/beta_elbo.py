"""Weighing the two terms: the questions of `beta_elbo`, its wrong answers and other right ways."""

import torch

from autograder.spec import Exercise, Property
from exercises.week05_vae._cases import TRAINED, tensor, trained
from gmcourse.reference import latent

_SMALL = {"reconstruction": tensor([-3.0, 1.0]), "kl": tensor([2.0, 0.5]), "beta": 3.0}


BETA_ELBO = Exercise(
    id="beta_elbo",
    title="Weighing the two terms",
    points=1,
    minutes=5,
    difficulty=1,
    stretch=True,
    reference=latent.beta_elbo,
    public={
        "main": [
            {"reconstruction": tensor([-10.0, -12.5]), "kl": tensor([3.0, 1.5]), "beta": 4.0},
            {"reconstruction": tensor([-7.0]), "kl": tensor([2.0]), "beta": 0.5},
            {"reconstruction": tensor([1.5, -2.0, 4.0]), "kl": tensor([0.5, 3.0, 2.0]), "beta": 0.25},
            {"reconstruction": tensor([-900.0, 20.0]), "kl": tensor([450.0, 0.125]), "beta": 250.0},
        ],
        "zero": [
            {"reconstruction": tensor([-7.0, -1.0, 2.0]), "kl": tensor([2.0, 5.0, 0.0]), "beta": beta}
            for beta in (0.0, 1.0)
        ],
        "trained": [
            trained(_SMALL, "reconstruction", "kl"),
            trained(_SMALL | {"beta": 0.5}, "reconstruction", "kl"),
        ],
    },
    hidden=lambda rng: {
        "main": [
            {
                "reconstruction": tensor(shift - rng.gamma(5.0, 5.0, size=n)),
                "kl": tensor(rng.gamma(2.0, beta + 3.0, size=n)),
                "beta": beta,
            }
            for n, beta, shift in (
                (3, float(rng.uniform(2, 8)), 0.0),
                (6, float(rng.uniform(0.1, 0.7)), 0.0),
                (5, float(rng.uniform(1.5, 3)), 60.0),
                (1, float(rng.uniform(0.1, 0.7)), 30.0),
                (4, float(rng.uniform(150, 900)), 5.0),
            )
        ],
        "zero": [
            {
                "reconstruction": tensor(10 - rng.gamma(5.0, 5.0, size=4)),
                "kl": tensor(rng.gamma(2.0, size=4)),
                "beta": beta,
            }
            for beta in (0.0, 1.0)
        ],
        "trained": [
            trained(
                {
                    "reconstruction": tensor(rng.normal(size=n)),
                    "kl": tensor(rng.gamma(2.0, size=n)),
                    "beta": beta,
                },
                "reconstruction",
                "kl",
            )
            for n, beta in ((3, float(rng.uniform(1.5, 4))), (1, float(rng.uniform(0.1, 0.7))))
        ],
    },
    probes={"trained": "gradients.through"},
    properties=(
        Property("the objective"),
        Property("beta 0 leaves the reconstruction alone, beta 1 is the ELBO", on="zero", share=0.25),
        TRAINED,
    ),
)


@BETA_ELBO.wrong(
    "beta on the reconstruction",
    hint="You weighted the reconstruction. In a beta-VAE beta is the price of the information in z: which term measures that?",
)
def beta_on_reconstruction(reconstruction, kl, beta):
    return beta * reconstruction - kl


@BETA_ELBO.wrong(
    "sign",
    hint="A larger KL made your objective better. It is to be maximised: should KL raise it or lower it?",
)
def beta_sign(reconstruction, kl, beta):
    return reconstruction + beta * kl


@BETA_ELBO.wrong(
    "the loss instead of the objective",
    hint="You returned what one minimises. The objective grows as the model gets better: which sign has yours?",
)
def beta_loss(reconstruction, kl, beta):
    return beta * kl - reconstruction


@BETA_ELBO.wrong("weights 1 - beta and beta", like="beta on the reconstruction")
def beta_convex(reconstruction, kl, beta):
    return (1 - beta) * reconstruction - beta * kl


@BETA_ELBO.wrong("beta on both", like="beta on the reconstruction")
def beta_on_both(reconstruction, kl, beta):
    return beta * (reconstruction - kl)


@BETA_ELBO.wrong(
    "one number for the batch",
    hint="You summed or averaged over the batch. One value for each data point is asked: which axis must stay?",
)
def beta_averaged(reconstruction, kl, beta):
    return (reconstruction - beta * kl).mean()


@BETA_ELBO.wrong(
    "the graph is cut",
    hint="Your values are right, but the gradient that comes back through them is not theirs, and with it the model cannot be trained. At which step does your answer cease to remember how it was made?",
)
def beta_cut(reconstruction, kl, beta):
    return (reconstruction - beta * kl).detach()


@BETA_ELBO.wrong(
    "beta forgotten",
    hint="Your objective is the same for each beta. Which of the two terms does beta weigh?",
)
def beta_forgotten(reconstruction, kl, beta):
    return reconstruction - kl


@BETA_ELBO.wrong("the mean over the batch", like="one number for the batch")
def beta_one_mean(reconstruction, kl, beta):
    return (reconstruction - beta * kl).mean()


@BETA_ELBO.wrong("the sum over the batch", like="one number for the batch")
def beta_one_sum(reconstruction, kl, beta):
    return (reconstruction - beta * kl).sum()


@BETA_ELBO.wrong("the mean KL of the batch", like="one number for the batch")
def beta_mean_kl(reconstruction, kl, beta):
    return reconstruction - beta * kl.mean()


@BETA_ELBO.wrong("the KL cut off", like="the graph is cut")
def beta_kl_cut(reconstruction, kl, beta):
    return reconstruction - beta * kl.detach()


@BETA_ELBO.wrong("the reconstruction cut off", like="the graph is cut")
def beta_reconstruction_cut(reconstruction, kl, beta):
    return reconstruction.detach() - beta * kl


@BETA_ELBO.wrong(
    "divided by beta",
    hint="You divided by beta. A larger beta should make the information in z dearer: what does yours make of it?",
)
def beta_below(reconstruction, kl, beta):
    return reconstruction - kl / beta if beta else reconstruction - kl * float("inf")


@BETA_ELBO.alternative
def beta_sub(reconstruction, kl, beta):
    return torch.sub(reconstruction, kl, alpha=beta)


@BETA_ELBO.alternative
def beta_rows(reconstruction, kl, beta):
    return torch.stack([r - beta * k for r, k in zip(reconstruction, kl, strict=True)])


@BETA_ELBO.alternative
def beta_lerp(reconstruction, kl, beta):
    return torch.stack([r - beta * k for r, k in zip(reconstruction, kl, strict=True)])
