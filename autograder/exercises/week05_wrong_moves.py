"""Week 5: wrong answers on gradients, latent paths and imputation, each with a name and a hint."""

import math

import torch

from autograder.exercises import week05_laws as laws
from autograder.exercises.week05_wrong_marginals import WRONG


@WRONG.wrong(
    "score_function_gradient",
    "the pathwise gradient",
    hint="You differentiated f. The score function estimator never does: it multiplies f(z) by the gradient "
    "of log q(z), so that f may even have steps.",
)
def score_pathwise(f, mean, log_var, noise):
    mean = mean.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(mean + torch.exp(0.5 * log_var) * noise).mean(), mean)
    return gradient


@WRONG.wrong(
    "score_function_gradient",
    "no score weight",
    hint="You averaged f(z) alone, which estimates the expectation, not its gradient. Each f(z) must be "
    "weighted by the gradient of log q(z) in the mean.",
)
def score_no_weight(f, mean, log_var, noise):
    return f(mean + torch.exp(0.5 * log_var) * noise).mean().expand(len(mean))


@WRONG.wrong(
    "score_function_gradient",
    "weight (z - mean) / std",
    hint="You divided by the standard deviation. Differentiate -(z - mean)^2 / (2 var) in the mean: what "
    "stands below z - mean?",
)
def score_by_std(f, mean, log_var, noise):
    return (f(mean + torch.exp(0.5 * log_var) * noise)[:, None] * noise).mean(0)


@WRONG.wrong(
    "score_function_gradient",
    "weight z - mean",
    hint="You left the variance out of the score. Differentiate -(z - mean)^2 / (2 var) in the mean.",
)
def score_no_var(f, mean, log_var, noise):
    step = torch.exp(0.5 * log_var) * noise
    return (f(mean + step)[:, None] * step).mean(0)


@WRONG.wrong(
    "score_function_gradient",
    "a baseline that uses the same draws",
    hint="Subtracting the mean of f over these very draws lowers the variance, but makes the estimate (M - "
    "1)/M of what it should be. No baseline is asked here.",
)
def score_baseline(f, mean, log_var, noise):
    values = f(mean + torch.exp(0.5 * log_var) * noise)
    return ((values - values.mean())[:, None] * noise / torch.exp(0.5 * log_var)).mean(0)


@WRONG.wrong(
    "pathwise_gradient",
    "the score function gradient",
    hint="You weighted f(z) by the score. The pathwise estimator, which varies far less, writes z as a "
    "function of the mean: what do you get when you differentiate f through it?",
)
def pathwise_score(f, mean, log_var, noise):
    z = mean + torch.exp(0.5 * log_var) * noise
    return (f(z)[:, None] * (z - mean) / torch.exp(log_var)).mean(0)


@WRONG.wrong(
    "pathwise_gradient",
    "noise ignored",
    hint="You took the gradient of f at the mean. E[f(z)] feels f all around the mean: at which points "
    "should the gradient be taken, and then?",
)
def pathwise_at_mean(f, mean, log_var, noise):
    mean = mean.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(mean[None]).sum(), mean)
    return gradient


@WRONG.wrong(
    "pathwise_gradient",
    "sum over the draws",
    hint="You added the gradients of the M draws, so twice the draws give twice the answer. How is an "
    "expectation estimated?",
)
def pathwise_sum(f, mean, log_var, noise):
    mean = mean.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(mean + torch.exp(0.5 * log_var) * noise).sum(), mean)
    return gradient


@WRONG.wrong(
    "pathwise_gradient",
    "exp(log_var) as std",
    hint="Your draws have the wrong spread: you multiplied the noise by the variance. Which scale gives "
    "them the variance exp(log_var)?",
)
def pathwise_variance(f, mean, log_var, noise):
    mean = mean.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(f(mean + torch.exp(log_var) * noise).mean(), mean)
    return gradient


@WRONG.wrong(
    "slerp",
    "lerp",
    hint="You walked along the straight line. Halfway between two random codes it passes much nearer to the "
    "origin than any code the decoder has seen: what does a path on the sphere keep?",
)
def slerp_line(z0, z1, t):
    return (1 - t) * z0 + t * z1


@WRONG.wrong(
    "slerp",
    "degrees",
    hint="You turned the angle into degrees. Which unit do torch.sin and math.sin expect?",
)
def slerp_degrees(z0, z1, t):
    cosine = (z0 @ z1) / (z0.norm() * z1.norm())
    angle = math.degrees(math.acos(min(1.0, max(-1.0, float(cosine)))))
    if angle < 1e-4 or angle > 179.9999:
        return (1 - t) * z0 + t * z1
    return (math.sin((1 - t) * angle) * z0 + math.sin(t * angle) * z1) / math.sin(angle)


@WRONG.wrong(
    "slerp",
    "breaks on parallel vectors",
    hint="For parallel vectors the sine of the angle is 0, and 0/0 is nan. Let the angle go to 0 on paper: "
    "what becomes of the path?",
)
def slerp_parallel(z0, z1, t):
    angle = torch.acos((z0 @ z1) / (z0.norm() * z1.norm()))
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@WRONG.wrong(
    "slerp",
    "endpoints normalised",
    hint="Your path starts at a unit vector. At t = 0 the answer must be z0 itself: for what alone do the "
    "directions matter?",
)
def slerp_unit(z0, z1, t):
    z0, z1 = z0 / z0.norm(), z1 / z1.norm()
    angle = math.acos(min(1.0, max(-1.0, float(z0 @ z1))))
    if math.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    return (math.sin((1 - t) * angle) * z0 + math.sin(t * angle) * z1) / math.sin(angle)


@WRONG.wrong(
    "slerp",
    "endpoints not normalised for the angle",
    hint="You took the arc cosine of the inner product, which may even exceed 1. The cosine is about "
    "directions, not lengths: what must the product be divided by?",
)
def slerp_raw_angle(z0, z1, t):
    angle = torch.acos(z0 @ z1)
    if torch.sin(angle) < 1e-6:
        return (1 - t) * z0 + t * z1
    return (torch.sin((1 - t) * angle) * z0 + torch.sin(t * angle) * z1) / torch.sin(angle)


@WRONG.wrong(
    "impute",
    "overwrites observed pixels",
    hint="You replaced the pixels that were given. They are data, not a guess: what should stand in their "
    "place when a step ends?",
    expected=laws.overwritten,
)
def impute_overwrites(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        noise = torch.randn(mean.shape, dtype=mean.dtype, generator=generator)
        mean, var = decode(mean + torch.exp(0.5 * log_var) * noise)
        x = mean + torch.sqrt(var) * torch.randn(x.shape, dtype=x.dtype, generator=generator)
    return x


@WRONG.wrong(
    "impute",
    "one pass",
    hint="You went once through encoder and decoder. The first code was made from the wrong filling: what "
    "would a code made from the new one say, and what is `steps` for?",
    expected=laws.one_pass,
)
def impute_one_pass(x, observed, encode, decode, steps, generator):
    mean, log_var = encode(x)
    noise = torch.randn(mean.shape, dtype=mean.dtype, generator=generator)
    mean, var = decode(mean + torch.exp(0.5 * log_var) * noise)
    draw = mean + torch.sqrt(var) * torch.randn(x.shape, dtype=x.dtype, generator=generator)
    return torch.where(observed, x, draw)


@WRONG.wrong(
    "impute",
    "the decoder's mean instead of a draw",
    hint="You filled in the decoder's mean, so the pixels vary too little. p(x given z) has a spread of its "
    "own: where does it enter?",
    expected=laws.decoder_mean,
)
def impute_decoder_mean(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, log_var = encode(x)
        noise = torch.randn(mean.shape, dtype=mean.dtype, generator=generator)
        mean, _var = decode(mean + torch.exp(0.5 * log_var) * noise)
        x = torch.where(observed, x, mean)
    return x


@WRONG.wrong(
    "impute",
    "the encoder's mean instead of a draw",
    hint="You decoded the mean of q. One code for all draws makes them too much alike: where does the "
    "spread of q enter?",
    expected=laws.encoder_mean,
)
def impute_encoder_mean(x, observed, encode, decode, steps, generator):
    for _ in range(steps):
        mean, var = decode(encode(x)[0])
        draw = mean + torch.sqrt(var) * torch.randn(x.shape, dtype=x.dtype, generator=generator)
        x = torch.where(observed, x, draw)
    return x
