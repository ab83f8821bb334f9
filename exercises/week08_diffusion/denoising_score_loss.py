"""Learning a score from noise: the questions of `denoising_score_loss`, its wrong answers, other right ways."""

import numpy as np
import torch
import torch.nn.functional as F

from autograder.spec import Exercise, Property
from exercises.week08_diffusion._cases import line, net, tensor
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import diffusion


def _case(model, x, noise, sigma):
    return {"model": model, "x": tensor(x), "noise": tensor(noise), "sigma": tensor(sigma)}


def _drawn(rng, rows, dims, sigma, gain=1.0):
    x, noise = 2 * rng.normal(size=(rows, dims)), rng.normal(size=(rows, dims))
    return _case(net(rng, dims, gain), x, noise, sigma)


def _cases(rng):
    return {
        "main": [
            _drawn(rng, 4, 2, rng.uniform(0.3, 0.8, size=4)),
            _drawn(rng, 3, 5, rng.uniform(1.2, 3, size=3)),
            _drawn(rng, 3, 3, rng.uniform(0.2, 2, size=3)),
        ],
        "small": [
            _drawn(rng, 1, 1, [0.6]),
            _drawn(rng, 1, 3, [1.7]),
            _drawn(rng, 5, 1, rng.uniform(0.3, 2, size=5)),
        ],
        "levels": [
            _drawn(rng, 3, 2, [1e-3, 0.9, 40.0]),
            _drawn(rng, 2, 2, [1e-4, 2e-4], gain=2000.0),
        ],
    }


def _public():
    cases = _cases(np.random.default_rng(85))
    cases["main"].insert(0, _case(line(slope=-1.0), [[1.0], [2.0]], [[1.0], [-0.5]], [1.0, 2.0]))
    return cases


DENOISING_SCORE_LOSS = Exercise(
    id="denoising_score_loss",
    title="Learning a score from noise",
    points=4,
    minutes=20,
    difficulty=2,
    reference=diffusion.denoising_score_loss,
    probe="gans.trainable",
    public=_public(),
    hidden=_cases,
    properties=(
        Property("the loss", part="value"),
        Property(
            "its gradient trains the model", part="gradient", tolerance=Tolerance(rtol32=1e-3, atol32=1e-4)
        ),
        Property("one point, one dimension", on="small", part="value", share=0.5),
        Property(
            "noise of all sizes, each with its weight",
            on="levels",
            part="value",
            share=0.5,
            tolerance=Tolerance(rtol32=1e-3),
        ),
    ),
)


def _wrong(per_point, seen=lambda x, noise, s: x + s * noise):
    """The loss with these terms: per_point(score, noise, x, sigma as a column) -> (N, D) or (N,), then the mean."""

    def loss(model, x, noise, sigma):
        s = sigma[:, None]
        terms = per_point(model(seen(x, noise, s), sigma), noise, x, s)
        return (terms.sum(1) if terms.ndim == 2 else terms).mean()

    return loss


@DENOISING_SCORE_LOSS.wrong(
    "target's sign",
    hint="Your model is pulled to +noise / sigma. The noisy point lies at x + sigma noise: in which direction does the density grow, on along the noise or back?",
)
def targets_sign(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: (s * score - n) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "no weight",
    hint="The squared distance is right, but each level must be weighted by sigma^2: without it the smallest noise decides everything.",
)
def no_weight(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: (score + n / s) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "weighted by sigma",
    hint="Your weight is sigma. The target noise / sigma has a square of size 1 / sigma^2: which weight makes all levels alike?",
)
def weighted_by_sigma(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: s * (score + n / s) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "weighted by sigma^4",
    hint="Your weight is sigma^4. Did you square a factor that was squared already?",
)
def weighted_by_sigma_4(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: s**4 * (score + n / s) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "clean x given",
    hint="You showed the model the clean x. It is to say where a noisy point should go: what does it see?",
)
def clean_x_given(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: (s * score + n) ** 2, seen=lambda x, n, s: x)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "noise not scaled",
    hint="The model sees x + noise, whatever sigma is. How large is the noise at level sigma?",
)
def noise_not_scaled(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: (s * score + n) ** 2, seen=lambda x, n, s: x + n)(
        model, x, noise, sigma
    )


@DENOISING_SCORE_LOSS.wrong(
    "sigma squared in the noise",
    hint="You added sigma^2 noise. sigma is the standard deviation of what is added.",
)
def sigma_squared_in_the_noise(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: (s * score + n) ** 2, seen=lambda x, n, s: x + s**2 * n)(
        model, x, noise, sigma
    )


@DENOISING_SCORE_LOSS.wrong(
    "predicts the noise",
    hint="You compared the model with the noise. A model of the noise is used in DDPM; a score is minus the noise divided by what?",
)
def predicts_the_noise(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: (score - n) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "target not divided by sigma",
    hint="You compared the score with minus the noise, with a weight or without: at which sigma alone would that be the same?",
)
def target_not_divided_by_sigma(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: s**2 * (score + n) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "target divided by sigma^2",
    hint="The gradient of the log of the noise's density is -(noisy - clean) / sigma^2. Written with `noise`, which is standard normal, one sigma cancels.",
)
def target_divided_by_sigma_2(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: s**2 * (score + n / s**2) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "mean over coordinates",
    hint="You averaged over the coordinates as well. A squared distance is a sum over them; only over the points is a mean taken.",
)
def mean_over_coordinates(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: ((s * score + n) ** 2).mean(1))(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "sum over the points",
    hint="You added up over the points. The loss is a mean: twice as many points should not count twice.",
)
def sum_over_the_points(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: ((s * score + n) ** 2).sum() * torch.ones(1, dtype=x.dtype))(
        model, x, noise, sigma
    )


@DENOISING_SCORE_LOSS.wrong(
    "half of it",
    hint="Your loss is half of what is asked. Papers differ there; read the statement's formula.",
)
def half_of_it(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: 0.5 * (s * score + n) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "distance, not squared",
    hint="You averaged distances. Which power of the distance is asked?",
)
def distance_not_squared(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: (s * score + n).norm(dim=1))(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "one mean sigma",
    hint="You used one sigma for all points. Row i of x has the noise level sigma[i].",
)
def one_mean_sigma(model, x, noise, sigma):
    return diffusion.denoising_score_loss(model, x, noise, torch.full_like(sigma, float(sigma.mean())))


@DENOISING_SCORE_LOSS.wrong(
    "sigma along the coordinates",
    hint="sigma has one number for each point, shape (N,). Multiplied with (N, D) it runs along the last axis, the coordinates: what turns it into a column?",
)
def sigma_along_coordinates(model, x, noise, sigma):
    return ((sigma * model(x + sigma * noise, sigma) + noise) ** 2).sum(1).mean()


@DENOISING_SCORE_LOSS.wrong(
    "cut off from the model",
    hint="The loss is right, but the gradient that comes back through it to the model is not its own. At which step does it cease to remember how it was made?",
)
def cut_off(model, x, noise, sigma):
    return diffusion.denoising_score_loss(model, x, noise, sigma).detach()


@DENOISING_SCORE_LOSS.wrong("sigma along the coordinates, where N is D", like="sigma along the coordinates")
def sigma_along_coordinates_of_a_square(model, x, noise, sigma):
    s = sigma if x.shape[0] == x.shape[1] else sigma[:, None]
    return ((s * model(x + s * noise, sigma) + noise) ** 2).sum(1).mean()


@DENOISING_SCORE_LOSS.wrong(
    "sigma along the coordinates, but for its weight", like="sigma along the coordinates"
)
def sigma_along_coordinates_weighted(model, x, noise, sigma):
    return (sigma**2 * ((model(x + sigma * noise, sigma) + noise / sigma) ** 2).sum(1)).mean()


@DENOISING_SCORE_LOSS.wrong("target's sign, without a weight", like="target's sign")
def targets_sign_no_weight(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: (score - n / s) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong("predicts the noise, mean over coordinates", like="predicts the noise")
def predicts_the_noise_mean(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: ((score - n) ** 2).mean(1))(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong("target not divided by sigma, no weight", like="target not divided by sigma")
def minus_the_noise(model, x, noise, sigma):
    return _wrong(lambda score, n, x, s: (score + n) ** 2)(model, x, noise, sigma)


@DENOISING_SCORE_LOSS.wrong(
    "sigma's shape for the model",
    hint="The model takes its noise levels as one number for each point, shape (N,). Which shape did you hand it?",
)
def column_for_the_model(model, x, noise, sigma):
    s = sigma[:, None]
    return ((s * model(x + s * noise, s) + noise) ** 2).sum(1).mean()


@DENOISING_SCORE_LOSS.wrong(
    "backward is called inside",
    hint="The loss is right, but the gradient that is found by training through it is not its own: the call itself has left one in `.grad`. Who is to call backward, your function or who trains with it?",
)
def backward_inside(model, x, noise, sigma):
    loss = diffusion.denoising_score_loss(model, x, noise, sigma)
    loss.backward(retain_graph=True)
    return loss


@DENOISING_SCORE_LOSS.wrong("backward inside, then cut off", like="cut off from the model")
def backward_inside_and_cut_off(model, x, noise, sigma):
    loss = diffusion.denoising_score_loss(model, x, noise, sigma)
    loss.backward()
    return loss.detach()


@DENOISING_SCORE_LOSS.alternative
def by_the_formula(model, x, noise, sigma):
    s = sigma.unsqueeze(-1)
    score = model(x + s * noise, sigma)
    return (sigma**2 * torch.linalg.vector_norm(score + noise / s, dim=1) ** 2).mean()


@DENOISING_SCORE_LOSS.alternative
def by_the_kernel(model, x, noise, sigma):
    s = sigma.reshape(len(x), 1).expand_as(x)
    noisy = torch.addcmul(x, s, noise)
    target = -noise / s
    return F.mse_loss(s * model(noisy, sigma), s * target, reduction="sum") / x.shape[0]


@DENOISING_SCORE_LOSS.alternative
def by_points(model, x, noise, sigma):
    terms = []
    for i in range(len(x)):
        score = model((x[i] + sigma[i] * noise[i])[None], sigma[i : i + 1])[0]
        terms.append(torch.sum((sigma[i] * score + noise[i]) ** 2))
    return torch.stack(terms).mean()
