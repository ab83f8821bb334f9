"""Crowds of networks that never touch one another, and the duel in which a step of the student's trains two of them."""

import inspect

import torch
from torch import nn

from gmcourse import adversarial
from gmcourse.adversarial import Crowd, duel
from gmcourse.reference.gan_step import gan_step


def noise(*shape, seed=0):
    return torch.randn(*shape, generator=torch.Generator().manual_seed(seed))


def values(real, fake):
    return fake.mean() - real.mean() + (real**2).mean()


def play(seeds=(0, 1), steps=5, loss=values, step=gan_step, **settings):
    artist, rival = Crowd([3, 8, 2], seeds), Crowd([2, 8, 1], seeds, slope=0.2)
    duel(
        step,
        artist,
        rival,
        loss,
        lambda fake: -fake.mean(),
        noise(100, 2) + 3,
        steps=steps,
        latent=3,
        batch_size=16 * len(seeds),
        **settings,
    )
    return artist, rival


def test_a_crowd_equals_its_networks_one_by_one():
    crowd, x = Crowd([3, 5, 2], [4, 7], slope=0.1), noise(12, 3)
    together = crowd(x)
    for k, seed in enumerate((4, 7)):
        rows = slice(6 * k, 6 * k + 6)
        hidden = nn.functional.leaky_relu(x[rows] @ crowd.weights[0][k] + crowd.biases[0][k], 0.1)
        alone = hidden @ crowd.weights[1][k] + crowd.biases[1][k]
        assert torch.allclose(together[rows], alone, atol=1e-6)
        assert torch.allclose(Crowd([3, 5, 2], [seed], slope=0.1)(x[rows]), alone, atol=1e-6)


def test_seeds_of_a_crowd_do_not_influence_one_another():
    crowd, x = Crowd([3, 5, 1], [0, 1]), noise(8, 3)
    crowd(x)[:4].sum().backward()
    assert crowd(x).shape == (8,)
    assert all(p.grad[1].abs().sum() == 0 for p in crowd.parameters())
    assert any(p.grad[0].abs().sum() > 0 for p in crowd.parameters())


def test_a_duel_is_the_same_twice_and_moves_both():
    (first, judge), (second, _) = play(), play()
    assert all(torch.equal(a, b) for a, b in zip(first.parameters(), second.parameters(), strict=True))
    fresh = Crowd([3, 8, 2], (0, 1))
    assert not torch.equal(first.weights[0], fresh.weights[0])
    assert not torch.equal(judge.weights[0], Crowd([2, 8, 1], (0, 1)).weights[0])


def test_clipping_keeps_every_parameter_in_its_box():
    _, rival = play(clip=0.05)
    assert max(p.abs().max().item() for p in rival.parameters()) <= 0.05 + 1e-7


def test_a_loss_made_anew_sees_points_and_mixes():
    seen = []

    def made(critic, real, fake, mix):
        seen.append((real.shape, fake.shape, mix.shape, fake.requires_grad))
        return lambda first, second: values(first, second) + (critic(real) ** 2).mean()

    done = []
    play(steps=3, loss=made, mixed=True, opponent_steps=2, after=done.append)
    assert seen == [((32, 2), (32, 2), (32, 1), False)] * 6
    assert done == [1, 2, 3]


def test_the_generator_rests_while_the_opponent_takes_its_further_steps():
    moved = []

    def step(generator, opponent, *rest):
        before = [net.weights[0].clone() for net in (generator, opponent)]
        gan_step(generator, opponent, *rest)
        moved.append(
            [
                not torch.equal(was, net.weights[0])
                for was, net in zip(before, (generator, opponent), strict=True)
            ]
        )

    play(steps=2, step=step, opponent_steps=3)
    assert moved == [[False, True], [False, True], [True, True]] * 2


def test_no_line_here_shows_how_a_step_is_made():
    source = inspect.getsource(adversarial)
    assert not any(part in source for part in (".backward(", "detach(", "autograd.grad"))


def test_labels_reach_both_networks():
    class Labelled(nn.Module):
        def __init__(self, inputs):
            super().__init__()
            self.line, self.shift = nn.Linear(inputs, 1), nn.Embedding(3, 1)
            self.seen = set()

        def forward(self, x, label):
            self.seen |= set(label.tolist())
            return (self.line(x) + self.shift(label))[:, 0 if x.shape[1] == 1 else slice(None)]

    artist, rival = Labelled(2), Labelled(1)
    data = noise(60, 1), torch.arange(3).repeat(20)
    duel(
        gan_step,
        artist,
        rival,
        lambda real, fake: (fake - real).mean(),
        lambda fake: -fake.mean(),
        data,
        steps=4,
        latent=2,
        batch_size=30,
    )
    assert artist.seen == rival.seen == {0, 1, 2}


def test_the_number_of_threads_is_left_as_it_was():
    before = torch.get_num_threads()
    play(steps=1)
    assert torch.get_num_threads() == before
