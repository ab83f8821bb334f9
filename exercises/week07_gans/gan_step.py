"""One step of the game: the questions of `gan_step`, its wrong answers and other right ways."""

import copy

import numpy as np
import torch

from autograder.spec import Exercise, Property
from gmcourse.check.wire import Build
from gmcourse.reference import gan_step


def _tensor(data):
    return Build("tensors.tensor", {"data": np.asarray(data, dtype=float)})


def _case(rng, count, latent, dims, momentum=0.0):
    def batches(width, centre):
        return [_tensor(rng.normal(centre, 1.0, size=(count, width)).round(2)) for _ in range(2)]

    start = {"weight": rng.normal(size=(latent, dims)).round(2), "bias": rng.normal(size=dims).round(2)}
    return {
        "generator": Build("gans.affine_generator", start),
        "discriminator": Build(
            "gans.tanh_critic", {"seed": int(rng.integers(2**31)), "dims": dims, "hidden": 3}
        ),
        "real": batches(dims, 1.0),
        "noise_d": batches(latent, 0.0),
        "noise_g": batches(latent, 0.0),
        "loss_d": Build("gans.gap", {"power": int(rng.integers(1, 3)), "share": 0.5}),
        "loss_g": Build("gans.wish"),
        "lr": 0.2,
        "momentum": momentum,
    }


LOSSES = "the losses of two steps"

GAN_STEP = Exercise(
    id="gan_step",
    title="One step of the game",
    points=3,
    minutes=25,
    difficulty=3,
    reference=gan_step.gan_step,
    probe="games.steps",
    mutates=True,
    public={
        "main": [
            _case(np.random.default_rng(70), 3, 1, 2),
            _case(np.random.default_rng(71), 4, 2, 2, momentum=0.9),
        ]
    },
    hidden=lambda rng: {"main": [_case(rng, 4, 2, 3), _case(rng, 6, 3, 2, momentum=rng.uniform(0.6, 0.95))]},
    properties=(
        Property(LOSSES, part="losses"),
        Property("the discriminator after two steps", part="discriminator"),
        Property("the generator after two steps", part="generator"),
        Property("one step of each optimizer, in its turn, with a gradient", part="turns", share=0.25),
        Property("each loss is a float", part="kinds", share=0.25, given=LOSSES),
        Property("the batches are left as they were", part="changed", share=0.25, given=LOSSES),
    ),
)


def _discriminators_turn(generator, discriminator, optimizer, real, noise, loss_d):
    """The first half as it should be; its loss, a tensor."""
    optimizer.zero_grad()
    loss = loss_d(discriminator(real), discriminator(generator(noise).detach()))
    loss.backward()
    optimizer.step()
    return loss


def _generators_turn(generator, discriminator, optimizer, noise, loss_g):
    """The second half as it should be; its loss, a tensor."""
    optimizer.zero_grad()
    loss = loss_g(discriminator(generator(noise)))
    loss.backward()
    optimizer.step()
    return loss


@GAN_STEP.wrong(
    "the generator's gradients pile up",
    hint="Your generator is right after the first step and wrong after the second: old gradients were never cleared.",
)
def keeps_g(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d).detach()
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(fake))
    first.backward()
    opt_d.step()
    pass
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the discriminator keeps the gradients of the generator's step",
    hint="The step of the generator sends gradients through the discriminator, too. They are still there when its own turn comes: clear them first.",
)
def keeps_d(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d).detach()
    pass
    first = loss_d(discriminator(real), discriminator(fake))
    first.backward()
    opt_d.step()
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "both steps at the end",
    hint="Your generator plays against the old discriminator. The discriminator's step comes first, and the generator meets the new one.",
)
def late(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d).detach()
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(fake))
    first.backward()
    pass
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_d.step()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the generator plays with the first noise",
    hint="Your generator is trained on noise_d, or on fakes made of it, that of the other step. Each step has noise of its own.",
)
def same_noise(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d).detach()
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(fake))
    first.backward()
    opt_d.step()
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_d)))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the discriminator moves twice",
    hint="In the turn of the generator the discriminator moves as well, and in the direction that helps the generator. Whose optimizer steps when?",
)
def twice(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d).detach()
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(fake))
    first.backward()
    opt_d.step()
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    opt_d.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the losses exchanged",
    hint="You return the generator's loss first. Asked is (discriminator, generator).",
)
def exchanged(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d).detach()
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(fake))
    first.backward()
    opt_d.step()
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    return second.item(), first.item()


@GAN_STEP.wrong("the two noises exchanged", like="the generator plays with the first noise")
def noises_exchanged(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_g, loss_d)
    second = _generators_turn(generator, discriminator, opt_g, noise_d, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong(
    "cleared after its own step alone", like="the discriminator keeps the gradients of the generator's step"
)
def clears_d_too_soon(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    first.backward()
    opt_d.step()
    opt_d.zero_grad()
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong("the generator's turn first, both steps at the end", like="both steps at the end")
def late_and_turned_round(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    first.backward()
    opt_d.step()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong("the generator's step first", like="both steps at the end")
def generator_first(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    second = _generators_turn(generator, discriminator, opt_g, noise_g, loss_g)
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    return first.item(), second.item()


@GAN_STEP.wrong("neither is cleared", like="the generator's gradients pile up")
def keeps_both(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    first.backward()
    opt_d.step()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the fakes not detached, and cleared too soon",
    hint="In the discriminator's step gradients reach the generator too, and they are still there when its own turn comes. What cuts the fakes off, and when are old gradients cleared?",
)
def leaks(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    opt_g.zero_grad()
    first = loss_d(discriminator(real), discriminator(generator(noise_d)))
    first.backward()
    opt_d.step()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong("the same fakes in both steps", like="the generator plays with the first noise")
def same_fakes(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d)
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(fake.detach()))
    first.backward()
    opt_d.step()
    opt_g.zero_grad()
    second = loss_g(discriminator(fake))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "tensors",
    hint="The numbers are right, but they are tensors, which keep a whole graph alive. Asked are floats: how does a tensor of one number become one?",
)
def tensors(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    second = _generators_turn(generator, discriminator, opt_g, noise_g, loss_g)
    return first, second


@GAN_STEP.wrong(
    "real and fake exchanged",
    hint="Your discriminator's loss is handed the fakes first, or has its sign changed. It is called as loss_d(real_logits, fake_logits), and made small as it is.",
)
def real_and_fake_exchanged(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    first = loss_d(discriminator(generator(noise_d).detach()), discriminator(real))
    first.backward()
    opt_d.step()
    second = _generators_turn(generator, discriminator, opt_g, noise_g, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the generator is cut off",
    hint="Your generator does not move: when its optimizer steps, its weights hold no gradient. Which call makes one, and when? Is its loss one of fakes that remember how they were made?",
)
def generator_cut(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g).detach()))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong("the generator's backward forgotten", like="the generator is cut off")
def generator_without_backward(
    generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g
):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    second = loss_g(discriminator(generator(noise_g)))
    opt_g.zero_grad()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the generator does not step",
    hint="The generator's optimizer, opt_g, never steps. A gradient alone moves nothing, and a step of another kind is not the one that you were handed: which call moves the weights?",
)
def generator_still(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    return first.item(), second.item()


@GAN_STEP.wrong("both losses in one step", like="both steps at the end")
def in_one_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    opt_g.zero_grad()
    first = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    second = loss_g(discriminator(generator(noise_g)))
    (first + second).backward()
    opt_d.step()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the losses after the step",
    hint="You return the losses of the networks as they are after their steps. Asked is what each step minimised: when is it computed?",
)
def losses_afterwards(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    first.backward()
    opt_d.step()
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    with torch.no_grad():
        first = loss_d(discriminator(real), discriminator(generator(noise_d)))
        second = loss_g(discriminator(generator(noise_g)))
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the discriminator does not step",
    hint="The discriminator's optimizer, opt_d, never steps. A gradient alone moves nothing, and a step of another kind is not the one that you were handed: which call moves the weights?",
)
def discriminator_still(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    first.backward()
    second = _generators_turn(generator, discriminator, opt_g, noise_g, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong(
    "neither steps",
    hint="Neither of the optimizers that you were handed ever steps. A gradient alone moves nothing: which call moves the weights?",
)
def both_still(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    first.backward()
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the discriminator has no gradient",
    hint="Your discriminator does not move: when its optimizer steps, its weights hold no gradient. Which call makes one of a loss, and when?",
)
def discriminator_cut(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    opt_d.step()
    second = _generators_turn(generator, discriminator, opt_g, noise_g, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the optimizers exchanged",
    hint="After the discriminator's loss the generator's optimizer steps, and the other way round. Whose weights does each of the two optimizers hold?",
)
def optimizers_exchanged(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_g, real, noise_d, loss_d)
    second = _generators_turn(generator, discriminator, opt_d, noise_g, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong("only the steps exchanged", like="the optimizers exchanged")
def steps_exchanged(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    first.backward()
    opt_g.step()
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_d.step()
    return first.item(), second.item()


@GAN_STEP.wrong("exchanged, the fakes not detached", like="the optimizers exchanged")
def exchanged_attached(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_g.zero_grad()
    first = loss_d(discriminator(real), discriminator(generator(noise_d)))
    first.backward()
    opt_g.step()
    opt_d.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_d.step()
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the discriminator plays with the second noise",
    hint="Your discriminator is trained on fakes made of noise_g, that of the other step. Each step has noise of its own.",
)
def second_noise(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_g, loss_d)
    second = _generators_turn(generator, discriminator, opt_g, noise_g, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the generator climbs",
    hint="Your generator moves the other way. loss_g is to be made small as it is, of the logits as they are: where has a sign been changed?",
)
def generator_climbs(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    (-second).backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong("the generator climbs, its loss returned with the sign", like="the generator climbs")
def generator_sign(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    opt_g.zero_grad()
    second = -loss_g(discriminator(generator(noise_g)))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong("the generator's step by hand", like="the generator does not step")
def generator_by_hand(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    opt_g.zero_grad()
    second = loss_g(discriminator(generator(noise_g)))
    second.backward()
    with torch.no_grad():
        for parameter in generator.parameters():
            parameter -= 0.1 * parameter.grad
    return first.item(), second.item()


@GAN_STEP.wrong("an optimizer of its own", like="the discriminator does not step")
def own_optimizer(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    own = torch.optim.SGD(discriminator.parameters(), lr=0.1)
    first = _discriminators_turn(generator, discriminator, own, real, noise_d, loss_d)
    second = _generators_turn(generator, discriminator, opt_g, noise_g, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the discriminator meets no fakes",
    hint="The fakes never enter the discriminator's loss. It is called as loss_d(real_logits, fake_logits): what does a judge learn that only ever sees real ones?",
)
def no_fakes(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    opt_d.zero_grad()
    first = loss_d(discriminator(real), discriminator(real))
    first.backward()
    opt_d.step()
    second = _generators_turn(generator, discriminator, opt_g, noise_g, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong("the generator's loss of the reals", like="the generator is cut off")
def generator_judged_by_reals(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    opt_g.zero_grad()
    second = loss_g(discriminator(real))
    second.backward()
    opt_g.step()
    return first.item(), second.item()


@GAN_STEP.wrong("against a copy of the old discriminator", like="both steps at the end")
def against_a_copy(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    old = copy.deepcopy(discriminator)
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    second = _generators_turn(generator, old, opt_g, noise_g, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong("the sign of the logits", like="the generator climbs")
def generator_sign_of_logits(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    second = _generators_turn(generator, lambda x: -discriminator(x), opt_g, noise_g, loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong(
    "the batches are changed",
    hint="You leave a mark on the batches that you were given: other values, or `requires_grad`. Whoever calls you may use them again: work on copies.",
)
def asks_for_gradients(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real.requires_grad_(), noise_d, loss_d)
    second = _generators_turn(generator, discriminator, opt_g, noise_g.requires_grad_(), loss_g)
    return first.item(), second.item()


@GAN_STEP.wrong("a batch cleared", like="the batches are changed")
def clears_a_batch(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    first = _discriminators_turn(generator, discriminator, opt_d, real, noise_d, loss_d)
    second = _generators_turn(generator, discriminator, opt_g, noise_g, loss_g)
    real.zero_()
    return first.item(), second.item()


@GAN_STEP.wrong("each loss after its own step", like="the losses after the step")
def each_loss_afterwards(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    fake = generator(noise_d).detach()
    opt_d.zero_grad()
    loss_d(discriminator(real), discriminator(fake)).backward()
    opt_d.step()
    first = loss_d(discriminator(real), discriminator(fake))
    opt_g.zero_grad()
    loss_g(discriminator(generator(noise_g))).backward()
    opt_g.step()
    return first.item(), loss_g(discriminator(generator(noise_g))).item()


@GAN_STEP.alternative
def clearing_afterwards(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    with torch.no_grad():
        fake = generator(noise_d)
    cost_d = loss_d(discriminator(real), discriminator(fake))
    cost_d.backward()
    opt_d.step()
    cost_g = loss_g(discriminator(generator(noise_g)))
    opt_g.zero_grad()
    cost_g.backward()
    opt_g.step()
    opt_d.zero_grad()
    opt_g.zero_grad()
    return float(cost_d), float(cost_g)


@GAN_STEP.alternative
def with_autograd_grad(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    losses = []
    for net, optimizer in ((discriminator, opt_d), (generator, opt_g)):
        if net is discriminator:
            loss = loss_d(discriminator(real), discriminator(generator(noise_d)))
        else:
            loss = loss_g(discriminator(generator(noise_g)))
        parameters = list(net.parameters())
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters), strict=True):
            parameter.grad = gradient
        optimizer.step()
        losses.append(loss.item())
    return tuple(losses)


@GAN_STEP.alternative
def clearing_all(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
    for optimizer in (opt_d, opt_g):
        optimizer.zero_grad(set_to_none=True)
    d = loss_d(discriminator(real), discriminator(generator(noise_d).detach()))
    d.backward()
    opt_d.step()
    generator.zero_grad()
    g = loss_g(discriminator(generator(noise_g)))
    g.backward()
    opt_g.step()
    return [float(d), float(g)]
