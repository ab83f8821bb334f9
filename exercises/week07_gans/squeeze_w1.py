"""A distance from both sides: the questions of `squeeze_w1`, its wrong answers and other right ways."""

import numpy as np
import torch

from autograder.spec import Exercise, Property
from exercises.week07_gans._cases import tensor
from gmcourse.reference import derivations_deep


def _case(x, y, coupling, critic):
    """critic: a function of places."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    parts = (x, y, coupling, critic(x), critic(y))
    return {name: tensor(part) for name, part in zip(("x", "y", "coupling", "critic_x", "critic_y"), parts)}


def _wave(rng):
    a, b, c = rng.normal(size=3)
    return lambda s: 2 * a * s + np.sin(b * s + c) + 0.3 * s**2


def _drawn(rng, n, m, shared=0):
    """Places on a grid of tenths; the first `shared` of y are places of x as well, and then x repeats one of its own."""
    places = rng.permutation(np.arange(-40, 41))[: n + m] / 10
    x, y = places[:n], places[n:].copy()
    y[:shared] = x[:shared]
    x[-1] = x[0] if shared else x[-1]
    return _case(x, y, rng.dirichlet(np.full(n * m, 0.5)).reshape(n, m), _wave(rng))


def _wide(rng):
    """Places that are hundreds apart."""
    x, y = rng.uniform(-900, -200, size=3), rng.uniform(300, 900, size=2)
    return _case(x, y, rng.dirichlet(np.ones(6)).reshape(3, 2), lambda s: -0.02 * s + 3e-6 * s**2)


def _flat(rng):
    slope = rng.uniform(0.1, 0.4) * rng.choice([-1, 1])
    return _case(*rng.normal(size=(2, 3)), rng.dirichlet(np.ones(9)).reshape(3, 3), lambda s: slope * s + 1.0)


def _nearly_level(rng):
    slope, level = rng.uniform(1e-4, 1e-3) * rng.choice([-1, 1]), rng.uniform(500.0, 1500.0)
    return _case(
        *rng.normal(size=(2, 3)),
        rng.dirichlet(np.ones(9)).reshape(3, 3),
        lambda s, slope=slope, level=level: slope * s + level,
    )


def _cliff(rng, swap, narrow=1.0):
    """The critic jumps between two places of one side; the other side is far away."""
    edge = rng.uniform(-0.5, 0.5)
    near, far = (
        edge + narrow * np.array([-0.3, 0.2]),
        edge + rng.choice([-1, 1], size=3) * rng.uniform(3, 6, size=3),
    )
    x, y = (far, near) if swap else (near, far)
    coupling = rng.dirichlet(np.ones(6)).reshape(len(x), len(y))
    return _case(x, y, coupling, lambda s: np.where(s > edge, 2.0, 0.0) + 0.2 * s)


def _constant(rng, n):
    level = rng.normal()
    return _case(
        rng.normal(size=n),
        rng.normal(size=n),
        rng.dirichlet(np.ones(n * n)).reshape(n, n),
        lambda s: np.full(len(s), level),
    )


SQUEEZE_W1 = Exercise(
    id="squeeze_w1",
    title="A distance from both sides",
    points=2,
    minutes=15,
    difficulty=2,
    reference=derivations_deep.squeeze_w1,
    public={
        "main": [
            _case([0.0, 2.0], [1.0, 5.0], [[0.5, 0.0], [0.0, 0.5]], lambda s: -3.0 * s),
            _case([0.0, 1.0, 4.0], [2.0, 3.0], [[0.2, 0.1], [0.0, 0.3], [0.4, 0.0]], lambda s: s**2),
            _case([3.0, -1.0], [0.0, 0.5, 1.5], [[0.1, 0.2, 0.3], [0.3, 0.0, 0.1]], lambda s: 0.2 * s),
            _case([0.0, 1.0], [2.0, 3.0], [[0.5, 0.0], [0.0, 0.5]], lambda s: np.full(len(s), 4.0)),
            _case([300.0, -100.0], [2000.0, 50.0], [[0.3, 0.1], [0.2, 0.4]], lambda s: -0.01 * s**2),
        ],
        "flat": [
            _case(
                [0.0, 1.0],
                [2.0, 4.0],
                [[0.3, 0.2], [0.1, 0.4]],
                lambda s, slope=slope, level=level: slope * s + level,
            )
            for slope, level in ((0.25, 0.0), (1e-4, 0.0), (-1e-3, 1000.0), (1e-9, 0.0))
        ],
        "cliff": [
            _case(
                [0.0, 0.5],
                [3.0, 5.0],
                [[0.2, 0.3], [0.1, 0.4]],
                lambda s: np.where(s > 0.25, 2.0, 0.0) + 0.1 * s,
            ),
            _case(
                [3.0, 5.0],
                [0.5, 0.500001],
                [[0.2, 0.3], [0.1, 0.4]],
                lambda s: np.where(s > 0.5000005, 2.0, 0.0) + 0.1 * s,
            ),
        ],
        "shared": [
            _case(
                [0.0, 1.0, 0.0],
                [1.0, 3.0],
                [[0.3, 0.1], [0.2, 0.1], [0.0, 0.3]],
                lambda s: -np.abs(s - 1) * 0.7,
            ),
            _case([2.0], [2.0], [[1.0]], lambda s: s),
        ],
    },
    hidden=lambda rng: {
        "main": [_drawn(rng, *size) for size in ((2, 2), (3, 5), (6, 4), (1, 3))]
        + [_constant(rng, 3), _wide(rng)],
        "flat": [_flat(rng), _nearly_level(rng)],
        "cliff": [_cliff(rng, False), _cliff(rng, True), _cliff(rng, True, narrow=1e-6)],
        "shared": [_drawn(rng, 4, 5, shared=2), _case([0.5, 0.5], [0.5], [[0.25], [0.75]], lambda s: s**2)],
    },
    properties=(
        Property("the lower bound", part=0),
        Property("the upper bound", part=1),
        Property("a critic that is too flat", on="flat", part=0, share=0.5),
        Property("steepest between two places of one side", on="cliff", part=0, share=0.5),
        Property("places that both share", on="shared", share=0.5),
    ),
)


def _steepest(x, y, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    apart = (places[:, None] - places).abs()
    return ((values[:, None] - values).abs() / torch.where(apart > 0, apart, torch.inf)).max()


def _means(coupling, critic_x, critic_y):
    return coupling.sum(1) @ critic_x, coupling.sum(0) @ critic_y


def _divided(value, slope):
    return value / slope if slope > 0 else 0 * value


def _cost(x, y, coupling):
    return (coupling * (x[:, None] - y).abs()).sum()


def _lower(x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    return _divided(real - fake, _steepest(x, y, critic_x, critic_y))


@SQUEEZE_W1.wrong(
    "critic not scaled",
    hint="Your lower bound grows when the critic is multiplied by ten. Only a function of slope at most 1 bounds the distance: what must it be divided by?",
)
def unscaled(x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    return real - fake, _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "scaled down only",
    hint="You divided by the steepest slope only where it exceeds 1. A critic that is too flat bounds, but worse than it could: what is asked for its steepest slope?",
)
def only_if_steep(x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    return (real - fake) / _steepest(x, y, critic_x, critic_y).clamp(min=1), _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "slopes between x and y only",
    hint="You compared the critic for some of the pairs only. The slope may be steeper between two of the x, two of the y, or an x and a y: which pairs are there?",
)
def between_groups(x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    apart = (x[:, None] - y).abs()
    slopes = (critic_x[:, None] - critic_y).abs() / torch.where(apart > 0, apart, torch.inf)
    return _divided(real - fake, slopes.max()), _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "equal weights",
    hint="You took plain means, or sums, of the critic. The mass at each place is what the plan takes from it or brings to it: which sums of the coupling are that?",
)
def equal_weights(x, y, coupling, critic_x, critic_y):
    slope = _steepest(x, y, critic_x, critic_y)
    return _divided(critic_x.mean() - critic_y.mean(), slope), _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "sign of the lower bound",
    hint="You subtracted the mean over x from the mean over y. The statement says which comes first.",
)
def turned_round(x, y, coupling, critic_x, critic_y):
    return -_lower(x, y, coupling, critic_x, critic_y), _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "squared distances",
    hint="Your cost uses squared distances: they belong to another distance, W2. What does carrying a unit of mass over 3 units of length cost here?",
)
def squared(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y), (coupling * (x[:, None] - y) ** 2).sum()


@SQUEEZE_W1.wrong(
    "signed distances",
    hint="Your cost lets steps to the left pay for steps to the right. Carrying costs in both directions: what is missing around x - y?",
)
def signed(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y), (coupling * (x[:, None] - y)).sum()


@SQUEEZE_W1.wrong(
    "every pair alike",
    hint="You counted the distances of all pairs alike, added or averaged. The plan says how much goes from x_i to y_j: where does the coupling enter?",
)
def all_pairs(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y), (x[:, None] - y).abs().mean()


@SQUEEZE_W1.wrong(
    "nan where places meet",
    hint="You divided by a distance of 0. Two equal places have no slope between them: how can such pairs be left out?",
)
def zero_by_zero(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    first, second = torch.triu_indices(len(places), len(places), 1)
    slopes = (values[first] - values[second]).abs() / (places[first] - places[second]).abs()
    real, fake = _means(coupling, critic_x, critic_y)
    return (real - fake) / slopes.max(), _cost(x, y, coupling)


@SQUEEZE_W1.wrong("a rise over a distance of 0", like="nan where places meet")
def rise_over_nothing(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    slopes = (values[:, None] - values).abs() / (places[:, None] - places).abs()
    steepest = slopes[~torch.eye(len(places), dtype=torch.bool)].max()
    real, fake = _means(coupling, critic_x, critic_y)
    lower = (real - fake) / steepest if steepest > 0 else torch.zeros_like(real)
    return lower, _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "each place paired with itself",
    hint="Your lower bound is nan: you divided by a distance of 0. A place lies at no distance from itself and from its equals, and has no slope to them: how can such pairs be left out?",
)
def paired_with_itself(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    slopes = ((values[:, None] - values) / (places[:, None] - places)).abs()
    real, fake = _means(coupling, critic_x, critic_y)
    return (real - fake) / slopes.max(), _cost(x, y, coupling)


@SQUEEZE_W1.wrong("nan where places meet, 0 for a flat critic", like="nan where places meet")
def zero_by_zero_unless_flat(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    first, second = torch.triu_indices(len(places), len(places), 1)
    steepest = ((values[first] - values[second]).abs() / (places[first] - places[second]).abs()).max()
    real, fake = _means(coupling, critic_x, critic_y)
    lower = torch.zeros_like(real) if steepest == 0 else (real - fake) / steepest
    return lower, _cost(x, y, coupling)


@SQUEEZE_W1.wrong("the root of squared distances", like="squared distances")
def root_of_squared(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y), (coupling * (x[:, None] - y) ** 2).sum().sqrt()


@SQUEEZE_W1.wrong("signed the other way", like="signed distances")
def signed_other_way(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y), (coupling * (y - x[:, None])).sum()


@SQUEEZE_W1.wrong("signed, then absolute", like="signed distances")
def signed_absolute(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y), (coupling * (y - x[:, None])).sum().abs()


@SQUEEZE_W1.wrong("every pair, added", like="every pair alike")
def all_pairs_added(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y), (x[:, None] - y).abs().sum()


@SQUEEZE_W1.wrong(
    "mean of the shares",
    hint="You took the mean of what the pairs cost, which divides by their number. The coupling already says how much each counts: what is left to do?",
)
def mean_of_shares(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y), (coupling * (x[:, None] - y).abs()).mean()


@SQUEEZE_W1.wrong(
    "the cost in the critic's values",
    hint="You measured how far a mass moves by the critic's values. The upper bound is what the plan costs on the line: which distance does a mass travel?",
)
def cost_by_critic(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y), (coupling * (critic_x[:, None] - critic_y).abs()).sum()


@SQUEEZE_W1.wrong(
    "the absolute lower bound",
    hint="You dropped the sign of the lower bound. A critic may be a bad one, and its bound below 0: which difference of means is asked?",
)
def absolute_lower(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y).abs(), _cost(x, y, coupling)


@SQUEEZE_W1.wrong("sums of the critic", like="equal weights")
def sums_of_critic(x, y, coupling, critic_x, critic_y):
    slope = _steepest(x, y, critic_x, critic_y)
    return _divided(critic_x.sum() - critic_y.sum(), slope), _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "multiplied by the slope",
    hint="You multiplied by the steepest slope. A critic that is twice as steep promises twice as much: what makes its slope 1?",
)
def multiplied(x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    return (real - fake) * _steepest(x, y, critic_x, critic_y), _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "the slope turned over",
    hint="Your slope is a distance over a rise. The slope says how much the critic rises over one unit of length: which of the two stands below?",
)
def turned_over(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    apart, rise = (places[:, None] - places).abs(), (values[:, None] - values).abs()
    real, fake = _means(coupling, critic_x, critic_y)
    return _divided(real - fake, (apart / torch.where(rise > 0, rise, torch.inf)).max()), _cost(
        x, y, coupling
    )


@SQUEEZE_W1.wrong("the slope turned over, also where there is no rise", like="the slope turned over")
def turned_over_beside_no_rise(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    apart, rise = (places[:, None] - places).abs(), (values[:, None] - values).abs()
    real, fake = _means(coupling, critic_x, critic_y)
    return _divided(real - fake, (apart / torch.where(rise > 0, rise, 1.0)).max()), _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "a flat critic",
    hint="A critic that is the same everywhere has slope 0, and a division by 0 is no number, or infinite. It says nothing: what is its bound then?",
)
def flat_critic(x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    return (real - fake) / _steepest(x, y, critic_x, critic_y), _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "a slope that is held up",
    hint="You hold a small slope up, or take it for none. However flat a critic is, while its slope is not 0 it can be made exactly 1: what must it be divided by?",
)
def held_up(x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    return (real - fake) / _steepest(x, y, critic_x, critic_y).clamp(min=1e-2), _cost(x, y, coupling)


@SQUEEZE_W1.wrong("a small slope taken for none", like="a slope that is held up")
def taken_for_none(x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    slope = _steepest(x, y, critic_x, critic_y)
    return ((real - fake) / slope if slope > 2e-3 else 0 * real), _cost(x, y, coupling)


@SQUEEZE_W1.wrong("a tiny slope taken for none", like="a slope that is held up")
def tiny_taken_for_none(x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    slope = _steepest(x, y, critic_x, critic_y)
    return ((real - fake) / slope if slope > 1e-8 else 0 * real), _cost(x, y, coupling)


@SQUEEZE_W1.wrong("a level critic by allclose", like="a slope that is held up")
def level_by_allclose(x, y, coupling, critic_x, critic_y):
    values = torch.cat([critic_x, critic_y])
    lower = _lower(x, y, coupling, critic_x, critic_y)
    return 0 * lower if torch.allclose(values, values[0].expand_as(values)) else lower, _cost(x, y, coupling)


@SQUEEZE_W1.wrong(
    "near places left out",
    hint="You left out pairs of places that are near one another. Only equal places have no slope between them, and the steepest may lie between near ones.",
)
def near_left_out(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    away = ~torch.isclose(places[:, None], places)
    slopes = (values[:, None] - values).abs()[away] / (places[:, None] - places).abs()[away]
    steepest = torch.cat([slopes, slopes.new_zeros(1)]).max()
    real, fake = _means(coupling, critic_x, critic_y)
    return _divided(real - fake, steepest), _cost(x, y, coupling)


@SQUEEZE_W1.wrong("slopes between neighbours in the list", like="slopes between x and y only")
def neighbours_in_the_list(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    apart = places.diff().abs()
    slopes = values.diff().abs() / torch.where(apart > 0, apart, torch.inf)
    real, fake = _means(coupling, critic_x, critic_y)
    return _divided(real - fake, slopes.max()), _cost(x, y, coupling)


def _scaled(slope, x, y, coupling, critic_x, critic_y):
    real, fake = _means(coupling, critic_x, critic_y)
    return _divided(real - fake, slope), _cost(x, y, coupling)


@SQUEEZE_W1.wrong("slopes between two of the x only", like="slopes between x and y only")
def among_x(x, y, coupling, critic_x, critic_y):
    slope = _steepest(x, x, critic_x, critic_x)
    return _scaled(slope, x, y, coupling, critic_x, critic_y)


@SQUEEZE_W1.wrong("slopes between two of the y only", like="slopes between x and y only")
def among_y(x, y, coupling, critic_x, critic_y):
    slope = _steepest(y, y, critic_y, critic_y)
    return _scaled(slope, x, y, coupling, critic_x, critic_y)


@SQUEEZE_W1.wrong("slopes within each side only", like="slopes between x and y only")
def within_sides(x, y, coupling, critic_x, critic_y):
    slope = torch.maximum(_steepest(x, x, critic_x, critic_x), _steepest(y, y, critic_y, critic_y))
    return _scaled(slope, x, y, coupling, critic_x, critic_y)


@SQUEEZE_W1.wrong(
    "slopes with their sign",
    hint="You look for the largest slope with its sign. A critic that falls can be as steep as one that rises: which of -3 and 1 is the steeper slope?",
)
def signed_slopes(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    apart = places[:, None] - places
    slopes = (values[:, None] - values) / torch.where(apart == 0, torch.inf, apart)
    return _scaled(slopes.max(), x, y, coupling, critic_x, critic_y)


@SQUEEZE_W1.wrong(
    "a lower bound of 0",
    hint="Your lower bound is 0 whatever the critic. Is there a nan among your slopes, of a place paired with itself, say, that a comparison has hidden?",
)
def hidden_nan(x, y, coupling, critic_x, critic_y):
    places, values = torch.cat([x, y]), torch.cat([critic_x, critic_y])
    slopes = (values[:, None] - values).abs() / (places[:, None] - places).abs()
    return _scaled(slopes.max(), x, y, coupling, critic_x, critic_y)


@SQUEEZE_W1.wrong(
    "no lower bound below 0",
    hint="You hold the lower bound up at 0. W1 is never below that, but the bound that this critic gives may be: which number is asked?",
)
def held_at_zero(x, y, coupling, critic_x, critic_y):
    return _lower(x, y, coupling, critic_x, critic_y).clamp(min=0), _cost(x, y, coupling)


@SQUEEZE_W1.alternative
def between_neighbours(x, y, coupling, critic_x, critic_y):
    """On the line the steepest slope lies between two neighbours."""
    places, order = torch.unique(torch.cat([x, y]), return_inverse=True)
    values = torch.zeros_like(places).scatter(0, order, torch.cat([critic_x, critic_y]))
    steepest = torch.cat([(values.diff() / places.diff()).abs(), values.new_zeros(1)]).max()
    real, fake = _means(coupling, critic_x, critic_y)
    return _divided(real - fake, steepest), torch.sum(coupling * torch.cdist(x[:, None], y[:, None], p=1))


@SQUEEZE_W1.alternative
def pair_by_pair(x, y, coupling, critic_x, critic_y):
    lower, upper, steepest = 0.0, 0.0, 0.0
    points = list(zip(torch.cat([x, y]).tolist(), torch.cat([critic_x, critic_y]).tolist(), strict=True))
    for place, value in points:
        for other, its in points:
            if place != other:
                steepest = max(steepest, abs(value - its) / abs(place - other))
    for i in range(len(x)):
        for j in range(len(y)):
            lower += float(coupling[i, j] * (critic_x[i] - critic_y[j]))
            upper += float(coupling[i, j] * abs(x[i] - y[j]))
    return (lower / steepest if steepest else 0.0), upper


@SQUEEZE_W1.alternative
def over_the_plan(x, y, coupling, critic_x, critic_y):
    differences = critic_x[:, None] - critic_y
    steepest = _steepest(x, y, critic_x, critic_y)
    return _divided((coupling * differences).sum(), steepest), torch.einsum(
        "ij,ij->", coupling, (x[:, None] - y).abs()
    )
