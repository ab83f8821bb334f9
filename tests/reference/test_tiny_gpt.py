"""The tiny GPT: a law over texts that sums to 1, looks at nothing ahead, and draws what it says."""

import itertools

import pytest
import torch

from gmcourse.reference.tiny_gpt import TinyGPT
from gmcourse.train import seeded


def model(vocabulary=3, context=4, seed=0):
    with seeded(seed):
        gpt = TinyGPT(vocabulary, 8, 2, 2, context).double()
        with torch.no_grad():
            for parameter in gpt.parameters():
                parameter.add_(0.3 * torch.randn(parameter.shape, dtype=torch.float64))
    return gpt


def all_texts(length, vocabulary=3):
    return torch.tensor(list(itertools.product(range(vocabulary), repeat=length)))


@pytest.mark.parametrize("length", [1, 2, 4])
def test_the_texts_of_a_length_sum_to_one(length):
    assert model().log_prob(all_texts(length)).exp().sum().item() == pytest.approx(1.0)


def test_no_gradient_comes_from_what_follows():
    gpt, tokens = model(vocabulary=5, context=6), torch.tensor([[0, 1, 2, 3, 4]])
    given = gpt.token(tokens).detach().requires_grad_()
    del gpt.token
    gpt.token = lambda _: given
    for place in range(6):
        (gradient,) = torch.autograd.grad(
            gpt.forward(tokens)[0, place].square().sum(), given, allow_unused=True
        )
        seen = gradient.abs().sum(-1)[0]
        assert (seen[:place] > 0).all()
        assert (seen[place:] == 0).all()


def test_the_first_logits_hang_on_nothing():
    logits = model().forward(torch.zeros(2, 0, dtype=torch.long))
    assert logits.shape == (2, 1, 3)
    assert torch.equal(logits[0], logits[1])


def test_samples_come_as_often_as_stated():
    gpt, texts = model(), all_texts(2)
    drawn = gpt.sample(20_000, 2, torch.Generator().manual_seed(1))
    counts = torch.bincount(drawn @ torch.tensor([3, 1]), minlength=9)
    assert torch.allclose(counts / 20_000, gpt.log_prob(texts).exp().float(), atol=0.02)


def test_past_the_context_it_goes_on_from_the_last_tokens():
    gpt = model()
    drawn = gpt.sample(2, 9, torch.Generator().manual_seed(1))
    assert drawn.shape == (2, 9)
    again, generator = torch.zeros(2, 0, dtype=torch.long), torch.Generator().manual_seed(1)
    for _ in range(9):
        probs = gpt.forward(again[:, -3:] if again.shape[1] else again)[:, -1].softmax(-1)
        again = torch.cat([again, torch.multinomial(probs, 1, generator=generator)], dim=1)
    assert torch.equal(drawn, again)
