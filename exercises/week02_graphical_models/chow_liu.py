"""The tree that keeps the most information: the questions of `chow_liu`, its wrong answers and other right ways."""

from collections.abc import Callable

import numpy as np

from autograder.spec import Exercise, Property
from exercises.week02_graphical_models._trees import lead, lead_by, random_bits
from gmcourse.reference import chow_liu as reference

CLEAR, TIE, LITTLE = 1e-3, 1e-9, 0.05


def _grown(gains: np.ndarray) -> np.ndarray:
    """The heaviest tree from node 0, by gains (D, D)."""
    parents = np.full(len(gains), -1)
    inside = [0]
    while len(inside) < len(gains):
        pairs = [(gains[i, j], i, j) for i in inside for j in range(len(gains)) if j not in inside]
        _, i, j = max(pairs)
        parents[j] = i
        inside.append(j)
    return parents


def _tables(x: np.ndarray, added: float = 0.5) -> tuple[np.ndarray, np.ndarray]:
    """Of each two columns the table with so much added to each count, and that of independence, (2, 2, D, D) each."""
    both, ones = x.T @ x, x.sum(0)
    first, second = ones[:, None] - both, ones - both
    joint = np.array([[len(x) - both - first - second, second], [first, both]]) + added
    joint = joint / joint.sum((0, 1))
    return joint, joint.sum(1, keepdims=True) * joint.sum(0, keepdims=True)


def _gains(x: np.ndarray, added: float = 0.5) -> np.ndarray:
    """Mutual information of each two columns, (D, D), with so much added to each count."""
    joint, product = _tables(x, added)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(joint > 0, joint * np.log(joint / product), 0.0).sum((0, 1))


def _drawn(make: Callable[[], np.ndarray], asked: Callable[[np.ndarray], bool] = lambda x: True) -> dict:
    """Bits of which the best tree is clearly the best, and of which `asked` holds."""
    while True:
        x = make()
        if asked(x) and lead(x) > CLEAR:
            return {"x": x}


def _untied(x: np.ndarray) -> bool:
    """Whether the usual mistakes leave no choice between two trees, either."""
    usual = [-_gains(x), _gains(x, 0.0), _agreements(x), _agreements(x, (1,))]
    if x.std(0).all():
        usual.append(_correlations(x))
    return all(lead_by(gains) > TIE for gains in usual)


def _differs(x: np.ndarray) -> bool:
    """Whether the half that is added decides between two trees."""
    return not np.array_equal(_grown(_gains(x, 0.0)), reference.chow_liu(x)) and _untied(x)


def _half_smoothed(x: np.ndarray) -> bool:
    """Whether marginals of the raw counts, or of these with halves, beside a smoothed table give other trees."""
    ones, best = x.mean(0), reference.chow_liu(x)
    raw = np.maximum(np.stack([1 - ones, ones]), 0.5 / len(x))
    half = np.stack([1 - (x.sum(0) + 0.5) / (len(x) + 1), (x.sum(0) + 0.5) / (len(x) + 1)])
    tables = np.zeros((2, *x.shape[1:] * 2))
    for v in (0, 1):
        for u in (0, 1):
            both = ((x == v).T.astype(float) @ (x == u) + 0.5) / (len(x) + 2)
            tables += [both * np.log(both / np.outer(ones[v], ones[u])) for ones in (raw, half)]
    return not any(np.array_equal(_grown(table), best) for table in tables) and _untied(x)


def _correlations(x: np.ndarray) -> np.ndarray:
    """Of each two columns, (D, D), 0 where one is constant."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(np.atleast_2d(np.corrcoef(x.T)), nan=0.0)


def _opposed(x: np.ndarray) -> bool:
    """Whether a tree by signed correlations is another one."""
    return not np.array_equal(_grown(_correlations(x)), reference.chow_liu(x)) and _untied(x)


def _curved(x: np.ndarray) -> bool:
    """Whether a tree by the size of the correlations is another one."""
    return not np.array_equal(_grown(np.abs(_correlations(x))), reference.chow_liu(x)) and _untied(x)


def _agreements(x: np.ndarray, values: tuple[int, ...] = (0, 1)) -> np.ndarray:
    """The terms of the information in which both variables have one of these values, (D, D)."""
    gains = np.zeros(x.shape[1:] * 2)
    for value in values:
        bits = (x == value).astype(float)
        both, ones = (bits.T @ bits + 0.5) / (len(x) + 2), (bits.sum(0) + 1) / (len(x) + 2)
        gains += both * np.log(both / np.outer(ones, ones))
    return gains


def _zeros_tell(x: np.ndarray) -> bool:
    """Whether trees by agreements alone, by both being 1 alone, and by covariances are three other ones."""
    gains = (_agreements(x), _agreements(x, (1,)), np.cov(x.T))
    return len({tuple(tree) for tree in (reference.chow_liu(x), *map(_grown, gains))}) == 4


def _divergences(x: np.ndarray) -> dict[str, np.ndarray]:
    """Other divergences of the two tables than the information, (D, D) each."""
    joint, product = _tables(x)
    middle = (joint + product) / 2
    found = {
        "turned round": product * np.log(product / joint),
        "both ways": (product - joint) * np.log(product / joint),
        "Jensen and Shannon's": joint * np.log(joint / middle) + product * np.log(product / middle),
        "Hellinger's": -np.sqrt(joint * product),
    }
    return {name: terms.sum((0, 1)) for name, terms in found.items()}


def _shares(x: np.ndarray) -> dict[str, np.ndarray]:
    """The information divided by entropies, (D, D) each."""
    joint, _ = _tables(x)
    gains = _gains(x)
    ones = (x.sum(0) + 1) / (len(x) + 2)
    own = -(ones * np.log(ones) + (1 - ones) * np.log(1 - ones))
    found = {
        "geometric mean": np.sqrt(np.outer(own, own)),
        "sum": own[:, None] + own,
        "joint": -(joint * np.log(joint)).sum((0, 1)),
    }
    return {name: gains / size for name, size in found.items()}


def _tell(x: np.ndarray, measures: Callable[[np.ndarray], dict[str, np.ndarray]]) -> bool:
    """Whether the trees by these measures are other ones, whatever is added to the counts, and the usual mistakes have one tree each."""
    best, found = reference.chow_liu(x), measures(x).values()
    if not np.array_equal(_grown(_gains(x, LITTLE)), best):
        return False
    return not any(np.array_equal(_grown(gains), best) for gains in found) and _untied(x)


# Independent to the last digit: an edge of weight 0, where a sparse matrix has none.
INDEPENDENT = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


def _constant(rng: np.random.Generator) -> np.ndarray:
    x = random_bits(rng, 40, 5)
    x[:, rng.integers(5)] = rng.integers(2)
    return x


def _cases(rng: np.random.Generator) -> dict:
    cases = {
        "main": [
            _drawn(lambda: random_bits(rng, 60, 4), _untied),
            _drawn(lambda: random_bits(rng, 300, 8), _opposed),
        ],
        "curved": [_drawn(lambda: random_bits(rng, 80, 6), _curved)],
        "many": [_drawn(lambda: random_bits(rng, 700, 5), _zeros_tell)],
        "few": [
            _drawn(lambda: random_bits(rng, 9, 5), _differs),
            _drawn(lambda: random_bits(rng, 13, 5), _half_smoothed),
            _drawn(lambda: _constant(rng), _untied),
        ],
        "small": [{"x": random_bits(rng, 12, 1)}, {"x": random_bits(rng, 20, 2)}, {"x": INDEPENDENT}],
    }
    cases["many"] += [
        _drawn(lambda: random_bits(rng, 60, 8), lambda x: _tell(x, _divergences)),
        _drawn(lambda: random_bits(rng, 60, 8), lambda x: _tell(x, _shares)),
    ]
    return cases


CHOW_LIU = Exercise(
    id="chow_liu",
    title="The best tree",
    points=3,
    minutes=30,
    difficulty=3,
    reference=reference.chow_liu,
    public=_cases(np.random.default_rng(5)),
    hidden=_cases,
    properties=(
        Property("the tree with the largest total information, arrows away from 0"),
        Property("dependence measured by mutual information", on="curved", share=0.5),
        Property("hundreds of pictures", on="many", share=0.5),
        Property("half a count added, where the data are few", on="few", share=0.5),
        Property("one variable, and two", on="small", share=0.25),
        Property("the parents are whole numbers", on="small", compare="values.whole", share=0.25),
    ),
)


@CHOW_LIU.wrong(
    "the lightest tree",
    hint="Your tree joins what has least to do with each other. Library functions look for the *minimum* spanning tree: what must become of the weights?",
)
def lightest(x):
    return _grown(-_gains(x))


@CHOW_LIU.wrong(
    "a chain",
    hint="You go from each variable to the best one that is left, so that no variable has two children. A new one may be joined to *any* variable that is in the tree.",
)
def greedy_chain(x):
    gains = _gains(x)
    parents = np.full(len(gains), -1)
    last, left = 0, set(range(1, len(gains)))
    while left:
        new = max(left, key=lambda j: gains[last, j])
        parents[new] = last
        left.remove(new)
        last = new
    return parents


@CHOW_LIU.wrong(
    "each one's best partner",
    hint="Each variable looks at the one that tells most about it, whatever the others do. Two that choose each other make a circle, and the picture falls into pieces: how do you make sure that it stays one tree?",
)
def best_partner(x):
    gains = _gains(x)
    np.fill_diagonal(gains, -np.inf)
    parents = gains.argmax(axis=1)
    parents[0] = -1
    return parents


@CHOW_LIU.wrong(
    "only parents with a smaller number",
    hint="A variable may only choose among those before it, in the order of the columns. That order means nothing here: which order does the tree itself grow in?",
)
def only_earlier(x):
    gains = _gains(x)
    return np.array([-1, *(int(gains[d, :d].argmax()) for d in range(1, len(gains)))])


@CHOW_LIU.wrong(
    "signed correlation",
    hint="Two variables that are always opposite tell everything about each other, and your tree keeps them apart. Is mutual information ever negative?",
)
def signed_correlation(x):
    return _grown(_correlations(x))


@CHOW_LIU.wrong(
    "the size of the correlation",
    hint="You rank pairs by how strongly they vary together on a line. A rare variable and a frequent one may do so more and inform less: rank them by their mutual information.",
)
def absolute_correlation(x):
    return _grown(np.abs(_correlations(x)))


@CHOW_LIU.wrong(
    "only the ones counted",
    hint="Your information sums over both variables being 1, and leaves out the other three pairs of values. That two are 0 together tells as much: how many terms has the sum?",
)
def ones_only(x):
    return _grown(_agreements(x, (1,)))


@CHOW_LIU.wrong(
    "no half added",
    hint="You add nothing to the counts, or something else than the statement does. With nine rows it matters much what a pair of values counts for that was never seen: what is added to each count?",
)
def nothing_added(x):
    return _grown(_gains(x, 0.0))


@CHOW_LIU.wrong(
    "arrows not away from the root",
    hint="You found the right edges, but not the right arrows: the parent is not always the smaller number. Start at variable 0 and walk outwards: who is reached from whom?",
)
def smaller_is_parent(x):
    parents = _grown(_gains(x))
    turned = np.full(len(parents), -1)
    for child, parent in enumerate(parents):
        if parent >= 0:
            turned[max(child, parent)] = min(child, parent)
    return turned


@CHOW_LIU.wrong("the smaller number as parent, the edges in order", like="arrows not away from the root")
def smaller_is_parent_in_order(x):
    parents = _grown(_gains(x))
    edges = sorted((min(edge), max(edge)) for edge in enumerate(parents) if edge[1] >= 0)
    turned = np.full(len(parents), -1)
    for smaller, larger in edges:
        turned[larger] = smaller
    return turned


@CHOW_LIU.wrong(
    "only agreement counted",
    hint="Your information sums over the pairs of equal values, 00 and 11, and leaves out 01 and 10. How many terms has the sum?",
)
def agreement_only(x):
    return _grown(_agreements(x))


@CHOW_LIU.wrong("the covariance", like="signed correlation")
def covariance(x):
    both, ones = (x.T @ x + 0.5) / (len(x) + 2), (x.sum(0) + 1) / (len(x) + 2)
    return _grown(both - np.outer(ones, ones))


@CHOW_LIU.wrong("no half added, and nan where a pair was never seen", like="no half added")
def nothing_added_nan(x):
    with np.errstate(all="ignore"):
        info = sum((both := u.T @ v / len(x)) * np.log(both / np.outer(u.mean(0), v.mean(0)))
                   for u in (x, 1 - x) for v in (x, 1 - x))  # fmt: skip
    return _grown(info)


@CHOW_LIU.wrong("Kruskal's edges as they come", like="arrows not away from the root")
def edges_as_they_come(x):
    gains, dims = _gains(x), x.shape[1]
    group, parents = np.arange(dims), np.full(dims, -1)
    pairs = sorted(zip(*np.triu_indices(dims, 1), strict=True), key=lambda pair: -gains[pair])
    for i, j in pairs:
        if group[i] != group[j]:
            group[group == group[j]] = group[i]
            parents[j] = i
    return parents


@CHOW_LIU.wrong(
    "how often they agree",
    hint="You rank pairs by how often they are equal, or how far that is from one half. Two pixels that are nearly always black agree nearly always and tell nothing of each other: rank pairs by their mutual information.",
)
def share_of_agreement(x):
    x = np.asarray(x, dtype=float)
    return _grown(x.T @ x + (1 - x).T @ (1 - x))


def _weighed(x, log_ratio=True, marginals="smoothed", added=0.5):
    """The sum over the pairs of values, by marginals of another sort or without weights, (D, D)."""
    size, raw = len(x), x.mean(axis=0)
    ones = {"smoothed": (x.sum(axis=0) + 1) / (size + 2), "half": (x.sum(axis=0) + 0.5) / (size + 1)}.get(
        marginals, raw
    )
    gains = np.zeros(x.shape[1:] * 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        for u in (0, 1):
            for v in (0, 1):
                both = ((x == u).T.astype(float) @ (x == v) + added) / (size + 4 * added)
                product = np.outer(ones if u else 1 - ones, ones if v else 1 - ones)
                terms = np.log(both / product) * (both if log_ratio else 1.0)
                gains += np.where(product > 0, terms, 0.0)
    return gains


@CHOW_LIU.wrong(
    "marginals of other counts",
    hint="You added to the counts of a pair, and your marginals are not those of that table. Sum the four smoothed counts over one variable: what is the marginal of the other?",
)
def raw_marginals(x):
    return _grown(_weighed(x, marginals="raw"))


@CHOW_LIU.wrong("half a count in the marginals as well", like="marginals of other counts")
def half_in_the_marginals(x):
    return _grown(_weighed(x, marginals="half"))


@CHOW_LIU.wrong(
    "the logarithms not weighted",
    hint="You added the four logarithms as they are. An expectation weighs each by something: by how often that pair of values occurs?",
)
def logarithms_not_weighted(x):
    return _grown(_weighed(x, log_ratio=False))


@CHOW_LIU.wrong("one added", like="no half added")
def one_added(x):
    return _grown(_gains(x, 1.0))


@CHOW_LIU.wrong("next to nothing added", like="no half added")
def next_to_nothing_added(x):
    return _grown(_gains(x, 1e-9))


@CHOW_LIU.wrong("how far from one half of the time they agree", like="how often they agree")
def agreement_off_one_half(x):
    x = np.asarray(x, dtype=float)
    return _grown(np.abs((x.T @ x + (1 - x).T @ (1 - x)) / len(x) - 0.5))


@CHOW_LIU.wrong(
    "how often both are 1",
    hint="You join what is 1 together most often. Two pixels that are nearly always 1 are so together, and tell nothing of each other: compare with how often it would be if they were independent.",
)
def how_often_both(x):
    x = np.asarray(x, dtype=float)
    return _grown(x.T @ x)


@CHOW_LIU.wrong("the size of the covariance", like="the size of the correlation")
def size_of_the_covariance(x):
    return _grown(np.abs(np.atleast_2d(np.cov(np.asarray(x, dtype=float).T))))


@CHOW_LIU.wrong(
    "the shape fixed beforehand",
    hint="Your tree is the same for all data: a star or a row. Which pairs are joined is what is to be found out: what do the data say about it?",
)
def star(x):
    return np.where(np.arange(x.shape[1]) == 0, -1, 0)


@CHOW_LIU.wrong("a row of the columns", like="the shape fixed beforehand")
def row_of_columns(x):
    return np.arange(x.shape[1]) - 1


@CHOW_LIU.wrong(
    "another divergence",
    hint="You measure how far the pair's table is from independence, and not by the information: by a divergence turned round, or by one that is the same both ways. Which of the two tables weighs the logarithms in a mutual information?",
)
def divergence_turned_round(x):
    return _grown(_divergences(x)["turned round"])


@CHOW_LIU.wrong("a divergence both ways", like="another divergence")
def divergence_both_ways(x):
    return _grown(_divergences(x)["both ways"])


@CHOW_LIU.wrong("Jensen and Shannon's divergence", like="another divergence")
def jensen_shannon(x):
    return _grown(_divergences(x)["Jensen and Shannon's"])


@CHOW_LIU.wrong("Hellinger's distance", like="another divergence")
def hellinger(x):
    return _grown(_divergences(x)["Hellinger's"])


@CHOW_LIU.wrong(
    "a share of the entropy",
    hint="You divide the information by entropies. What a tree gains is the sum of the informations themselves, in nats: why should a variable that varies little count for more?",
)
def share_of_the_mean(x):
    return _grown(_shares(x)["geometric mean"])


@CHOW_LIU.wrong("a share of both entropies", like="a share of the entropy")
def share_of_the_sum(x):
    return _grown(_shares(x)["sum"])


@CHOW_LIU.wrong("a share of the joint entropy", like="a share of the entropy")
def share_of_the_joint(x):
    return _grown(_shares(x)["joint"])


@CHOW_LIU.wrong(
    "parents as floats",
    hint="Your parents are right, but they are floats, and a float is no index: the next exercise would stop at them. Of which dtype is an array of zeros or ones, if nothing is said?",
)
def parents_as_floats(x):
    return _grown(_gains(x)).astype(float)


@CHOW_LIU.wrong(
    "an edge of weight 0 lost",
    hint="Where two variables are independent to the last digit, one of yours is never reached. In a sparse matrix a 0 is no edge: what may be added to all weights without changing which tree is best?",
)
def edge_of_weight_0_lost(x):
    parents, gains = _grown(_gains(x)), _gains(x)
    return np.where((parents >= 0) & (np.abs(gains[np.arange(len(gains)), parents]) < 1e-15), -9999, parents)


@CHOW_LIU.alternative
def by_networkx(x):
    import networkx as nx

    n, dims = x.shape
    graph = nx.Graph()
    graph.add_nodes_from(range(dims))
    for i in range(dims):
        for j in range(i):
            counts = np.full((2, 2), 0.5)
            np.add.at(counts, (x[:, i].astype(int), x[:, j].astype(int)), 1)
            p = counts / counts.sum()
            gain = (p * np.log(p / np.outer(p.sum(1), p.sum(0)))).sum()
            graph.add_edge(i, j, weight=gain)
    parents = [-1] * dims
    for parent, child in nx.bfs_edges(nx.maximum_spanning_tree(graph), 0):
        parents[child] = parent
    return np.array(parents)


@CHOW_LIU.alternative
def by_kruskal(x):
    dims = x.shape[1]
    pairs = sorted(
        ((-_gains(x)[i, j], i, j) for i in range(dims) for j in range(i + 1, dims)),
    )
    group, near = list(range(dims)), {i: [] for i in range(dims)}
    for _, i, j in pairs:
        if group[i] != group[j]:
            old, new = group[i], group[j]
            group = [new if g == old else g for g in group]
            near[i].append(j)
            near[j].append(i)
    parents, waiting = [-1] * dims, [0]
    while waiting:
        node = waiting.pop()
        for other in near[node]:
            if parents[node] != other:
                parents[other] = node
                waiting.append(other)
    return parents


@CHOW_LIU.alternative
def by_scipy(x):
    from scipy.sparse.csgraph import breadth_first_order, minimum_spanning_tree

    dims = x.shape[1]
    gains = np.zeros((dims, dims))
    for a in (0, 1):
        for b in (0, 1):
            joint = (np.einsum("ni,nj->ij", x == a, (x == b).astype(int)) + 0.5) / (len(x) + 2)
            left = ((x == a).sum(0) + 1) / (len(x) + 2)
            right = ((x == b).sum(0) + 1) / (len(x) + 2)
            gains += joint * (np.log(joint) - np.log(left)[:, None] - np.log(right)[None])
    tree = minimum_spanning_tree(np.triu(gains.max() + 1 - gains, 1))
    _, before = breadth_first_order(tree, 0, directed=False)
    return np.where(before < 0, -1, before)


@CHOW_LIU.alternative
def by_entropies(x):
    def entropy(*columns):
        counts = np.full((2,) * len(columns), 2.0 / 2 ** len(columns))
        np.add.at(counts, tuple(c.astype(int) for c in columns), 1)
        p = counts / counts.sum()
        return -(p * np.log2(p)).sum()

    dims = x.shape[1]
    gains = np.array(
        [
            [entropy(x[:, i]) + entropy(x[:, j]) - entropy(x[:, i], x[:, j]) for j in range(dims)]
            for i in range(dims)
        ]
    )
    return _grown(gains)
