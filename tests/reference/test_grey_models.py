"""Grey-level autoregressive models: they sum to one, look back only, and sample what they say."""

import itertools

import pytest
import torch

from gmcourse.reference.autoregressive import categorical_log_prob
from gmcourse.reference.autoregressive_models import FVSBN
from gmcourse.reference.grey_models import GreyFVSBN, GreyMADE, GreyNADE, GreyPixelCNN, IndependentGrey
from gmcourse.train import seeded

D, K = 4, 3

MODELS = {
    "independent": lambda: IndependentGrey(D, K),
    "FVSBN": lambda: GreyFVSBN(D, K),
    "NADE": lambda: GreyNADE(D, K, 5),
    "MADE": lambda: GreyMADE(D, K, [20, 20]),
    "MADE without hidden layer": lambda: GreyMADE(D, K, []),
    "PixelCNN": lambda: GreyPixelCNN(2, K, channels=4, blocks=2),
}


@pytest.fixture(params=MODELS)
def model(request):
    """A model with all parameters drawn at random, so that no zero hides a path."""
    with seeded(3):
        model = MODELS[request.param]().double()
        for parameter in model.parameters():
            torch.nn.init.normal_(parameter, std=0.7)
    return model


def every_image():
    return torch.tensor(list(itertools.product(range(K), repeat=D)))


def test_probabilities_of_all_images_sum_to_one(model):
    assert model.log_prob(every_image()).exp().sum().item() == pytest.approx(1)


def test_the_log_probability_is_that_of_the_logits(model):
    x = every_image()
    assert torch.allclose(model.log_prob(x), categorical_log_prob(model.logits(model.scaled(x)), x))


def test_no_pixel_sees_itself_or_a_later_one(model):
    x = torch.randn(1, D, dtype=torch.float64, generator=torch.Generator().manual_seed(0))
    slopes = torch.autograd.functional.jacobian(lambda x: model.logits(x)[0], x)[:, :, 0].abs().sum(dim=1)
    assert torch.all(slopes.triu() == 0)


def test_samples_come_as_often_as_they_should(model):
    images = model.sample(4000, torch.Generator().manual_seed(1))
    places = (images * K ** torch.arange(D - 1, -1, -1)).sum(dim=1)
    shares = torch.bincount(places, minlength=K**D) / len(images)
    assert (shares - model.log_prob(every_image()).exp()).abs().max() < 0.05


def test_counting_is_the_maximum_of_the_likelihood_of_independent_pixels():
    x = torch.randint(K, (50, D), generator=torch.Generator().manual_seed(2))
    best = IndependentGrey(D, K).count(x, extra=0.0)
    for seed in range(5):
        other = IndependentGrey(D, K)
        noise = 0.1 * torch.randn(D, K, generator=torch.Generator().manual_seed(seed))
        other.bias.data = best.bias.data + noise
        assert other.log_prob(x).sum() < best.log_prob(x).sum()


def test_with_two_levels_it_is_the_binary_model():
    """Logits 0 and w, on levels -1 and 1 in the place of 0 and 1."""
    grey, binary = GreyFVSBN(D, 2).double(), FVSBN(D).double()
    generator = torch.Generator().manual_seed(4)
    weight = torch.randn(D, D, dtype=torch.float64, generator=generator)
    grey.weight.data = torch.stack([torch.zeros(D, D, dtype=torch.float64), weight])
    binary.weight.data = 2 * weight
    binary.bias.data = -weight.tril(-1).sum(dim=1)
    x = torch.tensor(list(itertools.product([0, 1], repeat=D)))
    assert torch.allclose(grey.log_prob(x), binary.log_prob(x.double()))
