# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %% [markdown]
# # Week 2: graphical models and generative classification
#
# A joint distribution over twenty yes-or-no questions has a million entries. Nobody can fill in that
# table. A graph says which entries we need not ask for.
#
# **After this notebook you can**
#
# - read the factorisation off a graph, and draw the graph of a factorisation;
# - compute any marginal and any conditional of a small Bayes net, and draw samples from it;
# - say from the graph alone which variables tell about which others;
# - explain how most departments can admit women at the higher rate while the university admits men at one;
# - build a classifier from a model of the data, and say when it beats a model of the label.
#
# **It builds on** week 1: the log-density of a Gaussian, maximum likelihood, and NumPy arrays with
# several axes.
#
# **Time**: about 3 h 56 min for the exercises, the build included; what is marked as stretch takes 4 min more.
#
# **How it works.** Fill in a stub, run the test cell below it, open a hint when you are stuck. Tables
# are arrays of probabilities, and `var` is always a variance. Losses are in nats. Leave arguments as they
# are: work on copies. The tests ask in any unit, near 0 and far from it: one of a thing and many, whole numbers, equal rows, rare values.

# %% locked="setup"
import re
from itertools import product

import matplotlib.pyplot as plt
import numpy as np
from scipy.special import logsumexp

from gmcourse.data.berkeley import DEPARTMENTS, GENDERS, berkeley_admissions
from gmcourse.graphs import ancestors, describe_net, draw_net, draw_plates, draw_separation, names
from gmcourse.notebook import check, grade, mosaic, predict, ready, show, slider

# %% [markdown]
# ## 1. A graph is a factorisation
#
# Rain makes the street wet, and a wet street makes you slip. Draw an arrow from each cause to its effect.

# %% tags=["demonstration"]
slip = {"rain": (), "wet": ("rain",), "slip": ("wet",)}
show(draw_net(slip, sideways=True), alt=describe_net(slip))

# %% [markdown]
# The variables that point at a variable are its **parents**. The graph says: each variable is drawn from
# a law that looks at its parents only. So the joint distribution is a product, with one factor for each
# variable:
#
# $$p(x_1, \dots, x_V) = \prod_{v} p(x_v \mid x_{\mathrm{parents}(v)}).$$
#
# Here it is $P(\mathrm{rain}) \, P(\mathrm{wet} \mid \mathrm{rain}) \, P(\mathrm{slip} \mid \mathrm{wet})$.
# There must be no circle of arrows, or the product would have no place to start. Such a graph with its
# tables is a **Bayes net**. In code a graph is a dict from each variable to the tuple of its parents:
#
# `{"rain": (), "wet": ("rain",), "slip": ("wet",)}`
#
# Three graphs to read. Say the product aloud before you open the questions.

# %% tags=["demonstration"]
three = [
    {"a": (), "b": ("a",), "c": ("a",), "d": ("c",)},
    {"a": (), "b": (), "c": ("a", "b"), "d": ("c",)},
    {"a": (), "b": ("a",), "c": ("a", "b"), "d": ("b", "c")},
]
fig, axes = plt.subplots(1, 3, figsize=(10, 4))
for number, (graph, ax) in enumerate(zip(three, axes, strict=True), start=1):
    draw_net(graph, title=f"graph {number}", ax=ax)
show(fig, alt=" ".join(f"Graph {i}: {describe_net(g)}" for i, g in enumerate(three, start=1)))

# %% tags=["demonstration"]
predict(
    "graph_1",
    "Graph 1 stands for P(a, b, c, d) =",
    options=["P(a)P(b|a)P(c|a)P(d|c)", "P(a|b,c)P(b)P(c|d)P(d)", "P(a)P(b|a)P(c|a,b)P(d|a,c)"],
    truth="P(a)P(b|a)P(c|a)P(d|c)",
    why="An arrow starts at what is known first. d looks at c alone; a acts on it through c.",
)
predict(
    "graph_2",
    "Graph 2 stands for P(a, b, c, d) =",
    options=["P(a)P(b)P(c|a)P(c|b)P(d|c)", "P(a)P(b)P(c|a,b)P(d|c)", "P(a,b)P(c|a,b)P(d|c)"],
    truth="P(a)P(b)P(c|a,b)P(d|c)",
    why="One factor a variable: c has one law, which looks at both parents together.",
)
predict(
    "graph_3",
    "Graph 3 stands for P(a, b, c, d) =",
    options=["P(a)P(b|a)P(c|a,b)P(d|a,b,c)", "P(a)P(b|a)P(c|b)P(d|c)", "P(a)P(b|a)P(c|a,b)P(d|b,c)"],
    truth="P(a)P(b|a)P(c|a,b)P(d|b,c)",
    why="Only the arrow from a to d is missing, so only d's factor is shorter than the chain rule's.",
)

# %% [markdown]
# ### Exercise 1. Read the factorisation off a graph
# <!-- exercise: factorisation -->
#
# `parents` maps each variable's name to the tuple of its parents' names. Return the product as text, such
# as `"P(a)P(b|a)P(c|a,b)"`: one factor for each variable, in the order in which `parents` lists them, the
# parents in the order given, no spaces. A parent may be listed later than its child.


# %% solution="factorisation"
def factorisation(parents: dict[str, tuple[str, ...]]) -> str:
    """The product that a graph stands for.

    parents: variable -> tuple of its parents
    returns: such as "P(a)P(b|a)P(c|a,b)"
    """
    ### BEGIN SOLUTION
    factors = []
    for variable, above in parents.items():
        given = f"|{','.join(above)}" if above else ""
        factors.append(f"P({variable}{given})")
    return "".join(factors)
    ### END SOLUTION


# %% test="factorisation"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write the factor of a variable without parents, then of one with two. What is the only difference?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `",".join(...)` puts commas between the names of a tuple. A bar is needed only if there are names.
#
# </details>

# %% [markdown]
# Now the other way. Draw these three on paper; they are the third notes' own exercise:
#
# 1. $P(a) P(b \mid a) P(c \mid b) P(d \mid b)$
# 2. $P(a) P(b \mid a) P(d \mid c) P(c)$
# 3. $P(a) P(b \mid a) P(c \mid a) P(d \mid b, c)$
#
# Then teach it to the computer, which will draw its own answer below yours.
#
# ### Exercise 2. The graph of a factorisation
# <!-- exercise: parents_of -->
#
# `text` is a product as in exercise 1. Return the graph: a dict from each variable to the tuple of its
# parents, in the order of the text (a list will do as well). Names consist of letters, `P` among them, digits and
# `_`. A variable without parents has the empty tuple `()`. `re` is imported, but splitting text by hand is fine too.


# %% solution="parents_of"
def parents_of(text: str) -> dict[str, tuple[str, ...]]:
    """The graph that a product stands for.

    text: such as "P(a)P(b|a)P(c|a,b)", without spaces
    returns: variable -> tuple of its parents
    """
    ### BEGIN SOLUTION
    parents = {}
    for inside in re.findall(r"P\(([^)]*)\)", text):
        variable, bar, above = inside.partition("|")
        parents[variable] = tuple(above.split(",")) if bar else ()
    return parents
    ### END SOLUTION


# %% test="parents_of"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Take the text apart in three steps: into factors, each factor at its bar, the right side at its commas.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Every factor ends with `)`. What does `"b|a".partition("|")` give, and what does `"a".partition("|")`?
#
# </details>

# %% [markdown]
# Your function's answer to the three, drawn. Does it agree with your paper?

# %% tags=["demonstration"]
if ready("parents_of"):
    texts = ["P(a)P(b|a)P(c|b)P(d|b)", "P(a)P(b|a)P(d|c)P(c)", "P(a)P(b|a)P(c|a)P(d|b,c)"]
    fig, axes = plt.subplots(1, 3, figsize=(10, 3.5))
    for text, ax in zip(texts, axes, strict=True):
        draw_net(parents_of(text), title=text, ax=ax)
    show(fig, alt=" ".join(f"{text}: {describe_net(parents_of(text))}" for text in texts))

# %% [markdown]
# ## 2. From small tables to the joint
#
# Smoking and asbestos both cause lung cancer. Each variable carries a table.

# %% tags=["demonstration"]
lungs = {"smoking": (), "asbestos": (), "cancer": ("smoking", "asbestos")}
show(draw_net(lungs), alt=describe_net(lungs))

# %% [markdown]
# The table of a variable, its **conditional probability table**, is an array with one axis for each
# parent, in the order in which the graph lists them, and *its own axis last*. So each row along the last
# axis sums to 1. The table of cancer has shape (2, 2, 2), and `cpts["cancer"][1, 0, 1]` is the
# probability of cancer (last index 1) for a smoker (first index 1) without asbestos (second index 0).
#
# ### Exercise 3. The joint distribution of a Bayes net
# <!-- exercise: joint_table -->
#
# Return the joint distribution as an array with one axis for each variable, **in the order of**
# `parents`. `cpts` maps each name to its table, axes (parents..., self). Variables may have any number of
# values, and a parent may be listed after its child. Names may be alike, and tables may hold zeros. At most eight variables.


# %% solution="joint_table"
def joint_table(parents: dict[str, tuple[str, ...]], cpts: dict[str, np.ndarray]) -> np.ndarray:
    """The product of all tables.

    parents: variable -> tuple of its parents
    cpts: variable -> array with axes (parents..., self); it sums to 1 along the last axis
    returns: array of probabilities, one axis a variable in the order of `parents`, summing to 1
    """
    ### BEGIN SOLUTION
    order = list(parents)
    operands = []
    for variable, above in parents.items():
        operands += [cpts[variable], [order.index(v) for v in (*above, variable)]]
    return np.einsum(*operands, list(range(len(order))))
    ### END SOLUTION


# %% test="joint_table"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Loop over all assignments with `np.ndindex(*shape)`: each entry of the joint is a product of one entry
# from every table. That is slow, and right.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For one assignment, make a dict from name to value. Which index into `cpts[v]` do the parents and `v`
# itself spell out?
#
# </details>
# <details><summary>Hint 3</summary>
#
# A fast way: `np.einsum` also takes arrays and lists of axis numbers in turn, then the axes of the
# result. Number the variables by their place in `parents`.
#
# </details>

# %% [markdown]
# ### Exercise 4. Sum out
# <!-- exercise: marginal -->
#
# To forget a variable, add up over its values. Return the marginal distribution over the axes in `keep`,
# a tuple of different axis numbers. **The axes of the answer are in the order of `keep`**: for
# `keep = (2, 0)`, axis 0 of the answer is axis 2 of the joint. If `keep` is empty, the answer is the
# number 1.


# %% solution="marginal"
def marginal(joint: np.ndarray, keep: tuple[int, ...]) -> np.ndarray:
    """Probabilities of some of the variables, whatever the others are.

    joint: array of probabilities, one axis a variable
    keep: the axes to keep, in the order wanted
    returns: array with one axis for each entry of `keep`
    """
    ### BEGIN SOLUTION
    forgotten = [axis for axis in range(joint.ndim) if axis not in keep]
    return joint.transpose([*keep, *forgotten]).sum(axis=tuple(range(len(keep), joint.ndim)))
    ### END SOLUTION


# %% test="marginal"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `sum` takes a tuple of axes: those to lose. Is the order right afterwards?
#
# </details>
# <details><summary>Hint 2</summary>
#
# It is easier to bring the axes in order first, kept ones in front, and sum over the rest at the end.
#
# </details>

# %% [markdown]
# ### Exercise 5. Condition on what was seen
# <!-- exercise: conditional -->
#
# Return $p(\mathrm{query} \mid \mathrm{evidence})$. `query` is a tuple of axes, and the answer's axes are
# in its order. `evidence` maps an axis to the value that was seen; it may be empty, shares no axis with
# `query`, and never has probability zero. Axes in neither are summed out. The answer sums to 1.


# %% solution="conditional"
def conditional(joint: np.ndarray, query: tuple[int, ...], evidence: dict[int, int]) -> np.ndarray:
    """Probabilities of the query once the evidence is known.

    joint: array of probabilities, one axis a variable
    query: axes asked for, in the order wanted
    evidence: axis -> the value seen
    returns: array with one axis for each entry of `query`, summing to 1
    """
    ### BEGIN SOLUTION
    seen = list(evidence)
    forgotten = [axis for axis in range(joint.ndim) if axis not in query and axis not in evidence]
    table = joint.transpose([*seen, *query, *forgotten])[tuple(evidence.values())]
    table = table.sum(axis=tuple(range(len(query), table.ndim)))
    return table / table.sum()
    ### END SOLUTION


# %% test="conditional"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Keep only the entries of the joint that agree with the evidence. What do they sum to, and what should
# the answer sum to?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Indexing with a number removes an axis, and all later axes move down by one. Bring the axes in order
# before you index, or keep the axis by a slice of length 1.
#
# </details>

# %% [markdown]
# ### Explaining away
#
# A patient has lung cancer. Then we hear that she worked with asbestos for years. (The numbers below are
# invented, and far too large.)

# %% tags=["demonstration"]
predict(
    "explaining_away",
    "She has cancer. On hearing of the asbestos, our belief that she smokes",
    options=["goes up", "stays", "goes down"],
    truth="goes down",
    why="The asbestos explains the cancer, so smoking is needed less. Yet nobody smokes less for it.",
)


# %% tags=["demonstration"]
def draw_explaining(effect):
    smokes, exposed = np.array([0.7, 0.3]), np.array([0.9, 0.1])
    ill = np.outer(smokes, exposed) * (1 - 0.99 * np.outer([1, 0.9], [1, 1 - effect]))
    heights = [0.3, ill[1].sum() / ill.sum(), ill[1, 1] / ill[:, 1].sum()]
    fig, ax = plt.subplots(figsize=(6, 3))
    bars = ax.bar(["nothing", "cancer", "cancer and asbestos"], heights)
    ax.bar_label(bars, fmt="%.2f")
    ax.set(ylabel="P(smokes | what is known)", ylim=(0, 1))
    return fig


slider(
    draw_explaining,
    values=[0.0, 0.05, 0.1, 0.2, 0.4, 0.8],
    label="risk that asbestos adds",
    alt="Belief that the patient smokes: it rises with cancer, and falls back when asbestos is known too, if asbestos adds a risk",
)

# %% [markdown]
# At 0 asbestos is harmless and changes nothing. The stronger its effect, the more it explains, and the
# nearer the last bar comes to the first. Smoking and asbestos are independent, until you know the effect
# of both.
#
# The same net in your own functions:

# %% tags=["demonstration"]
if ready("joint_table", "conditional"):
    risk = 1 - 0.99 * np.outer([1, 0.9], [1, 0.6])
    tables = {
        "smoking": np.array([0.7, 0.3]),
        "asbestos": np.array([0.9, 0.1]),
        "cancer": np.stack([1 - risk, risk], axis=-1),
    }
    patients = joint_table(lungs, tables)
    for evidence in ({}, {2: 1}, {2: 1, 1: 1}):
        print(evidence, conditional(patients, (0,), evidence).round(3))

# %% [markdown]
# ## 3. Independence, and what a third variable does to it
#
# John and Jane drive to work on the same road. A traffic jam makes both of them late.

# %% tags=["demonstration"]
road = {"jam": (), "John": ("jam",), "Jane": ("jam",)}
fig, axes = plt.subplots(1, 2, figsize=(9, 3))
draw_separation(road, "John", "Jane", title="jam unknown: John tells of Jane", ax=axes[0])
draw_separation(road, "John", "Jane", "jam", title="jam known: he tells nothing more", ax=axes[1])
show(fig, alt="Jam points to John and Jane. The path through jam is open, and blocked once jam is known.")

# %% [markdown]
# If John is late, there was probably a jam, so Jane is probably late. But once we know that there was a
# jam, John's lateness says nothing more about Jane. We write $a \perp b \mid g$ and say that $a$ and $b$
# are **conditionally independent** given $g$, if for all values
#
# $$p(a, b \mid g) = p(a \mid g) \, p(b \mid g).$$
#
# ### Exercise 6. Conditional independence
# <!-- exercise: is_independent -->
#
# Return whether the variables on axes `a` and `b` are independent given those on the axes `given`, a
# tuple that may be empty. `a` and `b` are two different axes, neither in `given`; axes in none of the
# three are summed out. Count two probabilities as equal if they differ by less than 1e-9. A value of
# `given` that has probability zero says nothing, either way. The dependences in the tests are at least
# 1e-3 large.


# %% solution="is_independent"
def is_independent(joint: np.ndarray, a: int, b: int, given: tuple[int, ...] = ()) -> bool:
    """Whether p(a, b | given) = p(a | given) p(b | given) for all values.

    joint: array of probabilities, one axis a variable
    a, b: axes
    given: tuple of axes, possibly empty
    returns: True or False
    """
    ### BEGIN SOLUTION
    others = [axis for axis in range(joint.ndim) if axis not in (a, b, *given)]
    table = joint.transpose([a, b, *given, *others]).sum(axis=tuple(range(2 + len(given), joint.ndim)))
    p_a_given = table.sum(axis=1, keepdims=True)
    p_b_given = table.sum(axis=0, keepdims=True)
    p_given = table.sum(axis=(0, 1), keepdims=True)
    return bool(np.all(np.abs(table * p_given - p_a_given * p_b_given) < 1e-9))
    ### END SOLUTION


# %% test="is_independent"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# First without `given`: compare the table $p(a, b)$ with the outer product of its row and column sums.
#
# </details>
# <details><summary>Hint 2</summary>
#
# With `given`, the same must hold inside *each* slice, after the slice is divided by its own sum.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Multiply the definition by $p(g)^2$, and no division is left: $p(a,b,g) \, p(g) = p(a,g) \, p(b,g)$.
# Where $g$ is rare, both sides are tiny, however different: 1e-9 must then shrink by $p(g)^2$ too.
# `sum(..., keepdims=True)` makes the shapes fit.
#
# </details>

# %% [markdown]
# ### Different arrows, same distribution
#
# Three graphs on three variables, and a fourth. Which of them make different claims?

# %% tags=["demonstration"]
shapes = {
    "chain": {"a": (), "b": ("a",), "c": ("b",)},
    "chain, turned": {"c": (), "b": ("c",), "a": ("b",)},
    "fork": {"b": (), "a": ("b",), "c": ("b",)},
    "collider": {"a": (), "c": (), "b": ("a", "c")},
}
fig, axes = plt.subplots(1, 4, figsize=(11, 3.2))
for (title, graph), ax in zip(shapes.items(), axes, strict=True):
    draw_net(graph, title=title, ax=ax)
show(fig, alt=" ".join(f"{title}: {describe_net(graph)}" for title, graph in shapes.items()))

# %% tags=["demonstration"]
predict(
    "same_independences",
    "Which of the four allow exactly the same joint distributions?",
    options=["all four", "the first two", "the first three", "none"],
    truth="the first three",
    why="They all say: a and c are independent given b. The collider says: independent, until b is known.",
)

# %% [markdown]
# Graphs that claim the same independences are **Markov equivalent**. They have the same lines, and the
# same colliders whose parents are not joined. If the tables may be anything, no amount of observations tells them apart. Watch: we take a
# distribution of the chain, and write it as a fork without any loss.

# %% tags=["demonstration"]
if ready("joint_table", "marginal"):
    step = np.array([[0.9, 0.1], [0.3, 0.7]])
    chained = joint_table(shapes["chain"], {"a": np.array([0.4, 0.6]), "b": step, "c": step})
    ab, bc = marginal(chained, (0, 1)), marginal(chained, (1, 2))
    b = ab.sum(axis=0)
    forked = joint_table(shapes["fork"], {"b": b, "a": (ab / b).T, "c": bc / b[:, None]})
    print("largest difference:", np.abs(marginal(forked, (1, 0, 2)) - chained).max())

# %% [markdown]
# **Seeing is not doing.** The two say the same of what we see: $p(c \mid a)$. They disagree on what
# happens if we *set* $a$ by force, written $\mathrm{do}(a)$. To set a variable, cut the arrows into it.
# In the chain $a$ still acts on $c$ through $b$. In the fork $a$ has lost its only arrow, and $c$ does
# not notice.

# %% tags=["demonstration"]
if ready("joint_table", "marginal", "conditional"):
    print("seeing a = 1, in both:   P(c = 1 | a = 1)     =", conditional(chained, (2,), {0: 1})[1].round(3))
    print("doing, in the chain:     P(c = 1 | do(a = 1)) =", conditional(chained, (2,), {0: 1})[1].round(3))
    print("doing, in the fork:      P(c = 1 | do(a = 1)) =", marginal(chained, (2,))[1].round(3))

# %% [markdown]
# ## 4. Reading independence off the graph
#
# Information flows along paths, and may go against the arrows. Move the slider: it changes what is known
# (grey). The question is whether `a` tells about `b` (blue). Open paths are red.

# %% tags=["demonstration"]
family = {"a": (), "c": ("a",), "b": ("f",), "f": (), "d": ("c", "f"), "e": ("d",)}


def draw_known(known):
    return draw_separation(family, "a", "b", [] if known == "nothing" else known.split(" and "))


slider(
    draw_known,
    values=["nothing", "d", "e", "c", "e and c", "d and f"],
    label="known",
    alt=lambda known: "Arrows: a to c, f to b, c and f to d, d to e. Between a and b there is "
    f"{'an' if known in ('d', 'e') else 'no'} open path; known: {known}.",
)

# %% [markdown]
# A path is **blocked** if one of its inner variables blocks it:
#
# | inner variable $m$ | picture | it blocks |
# |---|---|---|
# | of a chain | $\to m \to$ | if $m$ is known |
# | of a fork | $\leftarrow m \to$ | if $m$ is known |
# | a **collider** | $\to m \leftarrow$ | unless $m$ or something that $m$ leads to is known |
#
# If every path between $a$ and $b$ is blocked, they are **d-separated**, and independent in every
# distribution of the graph.
#
# There is a way to decide it without listing paths (Lauritzen and others, 1990):
#
# 1. Keep only `a`, `b`, `given` and all their ancestors.
# 2. Join any two variables that have a child in common: "marry the parents".
# 3. Forget the directions of the arrows, and delete what is known.
# 4. Is there still a path from `a` to `b`? If not, they are separated.
#
# ### Exercise 7. Separation in a graph
# <!-- exercise: d_separated -->
#
# Return whether `a` and `b` are d-separated by `given`. `a` and `b` are each a name or a set of names,
# `given` is a set of names, perhaps empty; the three do not overlap. The first line of the stub turns all
# of them to sets. Both ways, by paths and by marriage, are fine. The course gives you
# `ancestors(parents, nodes)`: the set of `nodes` and all their ancestors.


# %% solution="d_separated"
def d_separated(parents: dict[str, tuple[str, ...]], a, b, given: set[str]) -> bool:
    """Whether `given` blocks every path between `a` and `b`.

    parents: variable -> tuple of its parents
    a, b: a name or a set of names
    given: set of names
    returns: True or False
    """
    a, b, given = names(a), names(b), names(given)
    ### BEGIN SOLUTION
    near = {variable: set() for variable in ancestors(parents, a | b | given)}
    for child in near:
        for one, other in product((child, *parents[child]), repeat=2):
            near[one].add(other)
    reached, border = set(), a
    while border:
        reached |= border
        border = set().union(*(near[v] for v in border)) - given - reached
    return not reached & b
    ### END SOLUTION


# %% test="d_separated"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Build `near`, a dict from each kept variable to the set of its neighbours. A child and its parents form
# a family: everybody in a family is everybody's neighbour. Steps 2 and 3 are then one loop.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For step 4 keep a list of variables still to visit, and a set of those visited. Never enter `given`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If a collider opens that should not, look at step 1: a child that is not kept must not make
# its parents marry.
#
# </details>

# %% [markdown]
# The graph makes a promise about every table that one may put on it. Test the promise: random tables,
# all pairs, all conditions. Where the graph says independent, the
# numbers must agree each time; where it does not, a random table shows a dependence all but surely.

# %% tags=["demonstration"]
if ready("d_separated", "is_independent", "joint_table"):
    rng = np.random.default_rng(2)
    graph = {"a": (), "b": (), "c": ("a", "b"), "d": ("c",)}
    tables = {v: rng.dirichlet([1, 1], size=(2,) * len(p)) for v, p in graph.items()}
    tables["a"], tables["b"] = np.array([0.3, 0.7]), np.array([0.6, 0.4])
    random_joint, order = joint_table(graph, tables), list(graph)
    agreed = total = 0
    for i, j in product(range(4), repeat=2):
        rest = [k for k in range(4) if k not in (i, j)]
        for known in ([], rest[:1], rest[1:2], rest[:2]):
            if i < j:
                claim = d_separated(graph, order[i], order[j], {order[k] for k in known})
                agreed += claim == is_independent(random_joint, i, j, tuple(known))
                total += 1
    print(f"the graph and the numbers agree on {agreed} of {total} questions")

# %% [markdown]
# ## 5. Drawing from a Bayes net
#
# To make data, follow the arrows: draw each variable after its parents, from the row of its table that
# the parents' values select. That is **ancestral sampling**. All generative models of this course do
# something like it.
#
# ### Exercise 8. Draw from a Bayes net
# <!-- exercise: ancestral_sample -->
#
# Return `n` independent draws as an integer array of shape (n, V), with the columns **in the order of**
# `parents`. A parent may be listed after its child, but must be drawn before it. All randomness comes
# from `rng`, used in any way you like: the test looks at the distribution only.


# %% solution="ancestral_sample"
def ancestral_sample(parents: dict, cpts: dict, n: int, rng: np.random.Generator) -> np.ndarray:
    """Draws from the joint distribution, made without ever building it.

    parents: variable -> tuple of its parents, in any order
    cpts: variable -> array with axes (parents..., self)
    returns: (n, V) int, columns in the order of `parents`
    """
    ### BEGIN SOLUTION
    drawn = {}
    while len(drawn) < len(parents):
        for variable, above in parents.items():
            if variable not in drawn and all(p in drawn for p in above):
                rows = cpts[variable][tuple(drawn[p] for p in above)]
                edges = np.cumsum(np.broadcast_to(rows, (n, rows.shape[-1])), axis=1)
                drawn[variable] = (rng.random((n, 1)) * edges[:, -1:] >= edges[:, :-1]).sum(axis=1)
    return np.stack([drawn[variable] for variable in parents], axis=1)
    ### END SOLUTION


# %% test="ancestral_sample"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go round and round: in each round, draw the variables that are not drawn yet and whose parents all are.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `cpts[v][i]` with an array `i` of n parent values picks n rows at once. With two parents, index with a
# tuple of two arrays.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `rng.choice` draws from one row. For n different rows: draw one uniform number a row, and count how many
# cumulative probabilities it has passed.
#
# </details>

# %% [markdown]
# ## 6. What structure saves
#
# How many numbers does a distribution over $n$ binary variables have? That depends on the graph.

# %% tags=["demonstration"]
n = np.arange(1, 31)
fig, ax = plt.subplots(figsize=(6, 3))
for label, count in (("all arrows", 2.0**n - 1), ("a chain", 2 * n - 1), ("no arrow", n)):
    ax.semilogy(n, count, label=label)
ax.set(xlabel="binary variables", ylabel="parameters")
ax.legend()
show(fig, alt="Parameters against the number of variables: a full graph explodes, chain and none stay low.")

# %% [markdown]
# ### Exercise 9. Count the parameters (stretch)
# <!-- exercise: count_parameters -->
#
# Return the number of free parameters of a distribution over `n` binary variables, as an int. `structure`
# is `'full'` (any joint distribution), `'independent'`, or `'markov'`: a chain, each variable with a
# table of its own that looks at the one before. The number must be exact, for hundreds of variables too.


# %% solution="count_parameters"
def count_parameters(n: int, structure: str) -> int:
    """Free parameters of a distribution over n binary variables.

    structure: 'full', 'independent' or 'markov'
    """
    ### BEGIN SOLUTION
    parents_of_each = {"full": range(n), "independent": [0] * n, "markov": [0] + [1] * (n - 1)}
    return sum(2**k for k in parents_of_each[structure])
    ### END SOLUTION


# %% test="count_parameters"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A binary variable with $k$ binary parents has $2^k$ rows in its table. How many free numbers has a row?
#
# </details>

# %% [markdown]
# A chain is cheap to store. It is also cheap to use: where it is after $t$ steps can be computed without
# the joint, which has $K^n$ entries.
#
# ### Exercise 10. Where a Markov chain is
# <!-- exercise: chain_marginals -->
#
# Return $p(x_t)$ for $t = 1, \dots, n$ as an array of shape (n, K). Row 0 is `initial`, the distribution of
# $x_1$, shape (K,). `transition` has shape (K, K), and `transition[i, j]` is $P(x_{t+1} = j \mid x_t = i)$.
# Your code must take time in proportion to $n K^2$: the tests ask for chains of thousands of steps.


# %% solution="chain_marginals"
def chain_marginals(initial: np.ndarray, transition: np.ndarray, n: int) -> np.ndarray:
    """Distribution of each state of a Markov chain.

    initial: (K,), of the first state
    transition: (K, K), rows sum to 1
    returns: (n, K)
    """
    ### BEGIN SOLUTION
    rows = [initial]
    while len(rows) < n:
        rows.append(rows[-1] @ transition)
    return np.stack(rows)
    ### END SOLUTION


# %% test="chain_marginals"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write $p(x_2 = j)$ as a sum over the values of $x_1$. Which product of a vector and a matrix is it?
#
# </details>
# <details><summary>Hint 2</summary>
#
# $p(x_3)$ needs $p(x_2)$ and nothing else. So a loop of $n - 1$ products is enough.
#
# </details>

# %% [markdown]
# ## 7. Berkeley, 1973
#
# In the autumn of 1973 the graduate school at Berkeley admitted 45% of the men and 30% of the women who
# applied to its six largest departments. Was that bias? Each department decides alone.

# %% tags=["demonstration"]
predict(
    "six_departments",
    "In how many of the six departments was the rate of the women the higher one?",
    options=[0, 2, 4, 6],
    truth=4,
    why="Four of six, although the women's rate over all six is 14 points lower.",
)

# %% tags=["demonstration"]
admitted, applicants = berkeley_admissions()
fig, axes = plt.subplots(1, 2, figsize=(10, 3.2))
place = np.arange(len(DEPARTMENTS))
for g, gender in enumerate(GENDERS):
    look = {"width": 0.4, "label": gender, "hatch": ("", "/")[g]}
    axes[0].bar(place + 0.4 * g - 0.2, admitted[:, g] / applicants[:, g], **look)
    axes[1].bar(place + 0.4 * g - 0.2, applicants[:, g], **look)
for ax, title in zip(axes, ("share admitted", "applicants"), strict=True):
    ax.set(title=title, xticks=place, xticklabels=DEPARTMENTS, xlabel="department")
axes[0].legend()
show(fig, alt="By department, women's rates are about the men's or higher. Men applied mostly to A and B, "
              "which admit most; women to C to F, which admit few.")

# %% [markdown]
# Women applied where it is hard to get in. Gender acts on admission by two ways:

# %% tags=["demonstration"]
berkeley = {"gender": (), "department": ("gender",), "admitted": ("gender", "department")}
show(draw_net(berkeley), alt=describe_net(berkeley))

# %% [markdown]
# The **crude** rate of a gender is the share of its applicants who got in, in all departments together. It
# mixes both ways. To look at the direct arrow alone, give both genders the same mix of departments, that
# of all applicants together. This is the **adjusted** rate:
#
# $$\sum_{d} P(d) \, P(\mathrm{admitted} \mid g, d).$$
#
# ### Exercise 11. Rates, crude and adjusted
# <!-- exercise: adjusted_rates -->
#
# `admitted` and `applicants` are counts of shape (D, G), whole numbers or floats: department, gender. Return the crude rates and the
# adjusted rates, two arrays of shape (G,). Departments are weighed by their share of **all** applicants,
# of both genders. There may be any number
# of groups. Every cell has applicants.


# %% solution="adjusted_rates"
def adjusted_rates(admitted: np.ndarray, applicants: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Admission rates as they are, and as they would be for one mix of departments.

    admitted, applicants: (D, G) counts
    returns: crude (G,), adjusted (G,)
    """
    ### BEGIN SOLUTION
    weight = applicants.sum(axis=1, keepdims=True) / applicants.sum()
    crude = admitted.sum(axis=0) / applicants.sum(axis=0)
    return crude, (weight * admitted / applicants).sum(axis=0)
    ### END SOLUTION


# %% test="adjusted_rates"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The crude rate is a ratio of two sums, not a mean of ratios.
#
# </details>
# <details><summary>Hint 2</summary>
#
# $P(d)$ does not depend on gender: it is one number for each department, and they sum to 1.
#
# </details>

# %% tags=["demonstration"]
if ready("adjusted_rates"):
    for name, rates in zip(("crude", "adjusted"), adjusted_rates(admitted, applicants), strict=True):
        print(f"{name:9}", ", ".join(f"{g} {r:.1%}" for g, r in zip(GENDERS, rates, strict=True)))

# %% [markdown]
# The comparison turns round. That is **Simpson's paradox**, and there is nothing paradoxical in the
# numbers: they answer two questions. The adjusted rate does not end the discussion either. It says that
# the departments taken together, at this stage, did not favour men. It does not ask why women applied where they did.
#
# ## 8. Classifiers from models of the data
#
# We have pairs of features $x$ and a class $y$, and want $p(y \mid x)$. There are two ways to draw that.

# %% tags=["demonstration"]
fig, axes = plt.subplots(1, 3, figsize=(9, 3.4))
draw_plates({"x": (), "y": ("x",)}, {"N": ("x", "y")}, ("x", "y"), title="discriminative", ax=axes[0])
draw_plates({"y": (), "x": ("y",)}, {"N": ("x", "y")}, ("x", "y"), title="generative", ax=axes[1])
draw_plates({"x": ()}, {"N": ("x",)}, ("x",), title="generative, no classes", ax=axes[2])
show(fig, alt="Three plates repeated N times: x points to y; y points to x; x alone.")

# %% [markdown]
# A box is a **plate**: what is inside is repeated, here once for each of $N$ data points. A discriminative
# model gives $p(y \mid x)$ at once and has nothing to say about $x$. A generative model gives $p(y)$ and
# $p(x \mid y)$, and Bayes' rule does the rest. For two classes it is easiest in **log-odds**:
#
# $$\log \frac{p(y=1 \mid x)}{p(y=0 \mid x)}
# = \log \frac{p(y=1)}{p(y=0)} + \log \frac{p(x \mid y=1)}{p(x \mid y=0)}.$$
#
# Where the log-odds are 0 lies the boundary. Take a Gaussian for each class, and let the slider make the
# second one wider.


# %% tags=["demonstration"]
def draw_boundary(ratio):
    grid = np.stack(np.meshgrid(np.linspace(-4, 6, 120), np.linspace(-4, 4, 120)), axis=-1)
    squares = [((grid - centre) ** 2).sum(axis=-1) for centre in ([0.0, 0.0], [2.0, 0.0])]
    odds = squares[0] / 2 - squares[1] / (2 * ratio) - np.log(ratio)
    fig, ax = plt.subplots(figsize=(6, 4))
    ax.contourf(grid[..., 0], grid[..., 1], odds, levels=[-100, 0, 100], colors=["#9ecae1", "#fdd0a2"])
    ax.contour(grid[..., 0], grid[..., 1], odds, levels=[0], colors="k")
    for centre, width, label in ((0, 1, "y = 0"), (2, np.sqrt(ratio), "y = 1")):
        ax.add_patch(plt.Circle((centre, 0), width, fill=False, linestyle="--"))
        ax.text(centre, 0, label, ha="center")
    ax.set(xlabel="x1", ylabel="x2", aspect="equal")
    return fig


slider(
    draw_boundary,
    values=[1.0, 1.2, 1.5, 2.0, 4.0],
    label="variance of class 1 / variance of class 0",
    alt="Decision regions of two round Gaussians: a straight line at ratio 1, else a circle around class 0",
)

# %% [markdown]
# With equal covariances the boundary is straight: the squares cancel. This is the question that notes 4
# ask in their exercise 1.1. The log-odds are then $w \cdot x + b$, which is logistic regression's form. With
# different covariances, a class that is wider in every direction wins everywhere far out, on *both* sides.
#
# ### Exercise 12. The log-odds of two Gaussians
# <!-- exercise: gda_log_odds -->
#
# Return the log-odds of class 1 for each row of `x`, shape (N, D). `prior` is $P(y = 1)$, between 0 and 1.
# Each class has a mean (D,) and a covariance (D, D), positive definite. It must work for D = 250, where
# determinants leave the range of a float.


# %% solution="gda_log_odds"
def gda_log_odds(x, prior, mean0, cov0, mean1, cov1) -> np.ndarray:
    """log p(y=1|x) - log p(y=0|x) for one Gaussian a class.

    x: (N, D)
    prior: P(y = 1)
    mean0, mean1: (D,); cov0, cov1: (D, D)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    odds = np.log(prior / (1 - prior))
    for sign, mean, cov in ((1, mean1, cov1), (-1, mean0, cov0)):
        away = x - mean
        distance = np.sum(away * np.linalg.solve(cov, away.T).T, axis=1)
        odds = odds - sign * 0.5 * (distance + np.linalg.slogdet(cov)[1])
    return odds
    ### END SOLUTION


# %% test="gda_log_odds"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write both log-densities down and subtract. Which terms cancel always, and which only if the covariances
# are equal?
#
# </details>
# <details><summary>Hint 2</summary>
#
# Week 1's `mvn_log_prob` had the same trouble with determinants. A Cholesky factor helps, or `slogdet`.
#
# </details>

# %% [markdown]
# ### Derivation. The log-odds as a quadratic
# <!-- exercise: log_odds_quadratic -->
#
# This is exercise 1.1 of notes 4. For two Gaussian classes the log-odds are a quadratic, $z(x) = x^\top A x + b^\top x + c$ with a symmetric
# $A$. Multiply out, collect by powers of $x$, and return `(A, b, c)`: shapes (D, D), (D,), and a float in nats. `prior` is
# $P(y = 1)$; the means have shape (D,), the covariances (D, D). Determinants may leave the range of floats. What becomes of $A$ if the covariances are equal?
# ([The proof](../book/week02_proofs.md#the-log-odds-of-two-gaussians).)


# %% solution="log_odds_quadratic"
def log_odds_quadratic(
    prior: float, mean0: np.ndarray, cov0: np.ndarray, mean1: np.ndarray, cov1: np.ndarray
) -> tuple[np.ndarray, np.ndarray, float]:
    """The log-odds of two Gaussian classes as x'Ax + b'x + c.

    prior: P(y = 1); mean0, mean1: (D,); cov0, cov1: (D, D)
    returns: (A (D, D) symmetric, b (D,), c)
    """
    ### BEGIN SOLUTION
    P0, P1 = np.linalg.inv(cov0), np.linalg.inv(cov1)
    widths = np.linalg.slogdet(cov1)[1] - np.linalg.slogdet(cov0)[1]
    squares = mean1 @ P1 @ mean1 - mean0 @ P0 @ mean0
    return (P0 - P1) / 2, P1 @ mean1 - P0 @ mean0, float(np.log(prior / (1 - prior)) - (widths + squares) / 2)
    ### END SOLUTION


# %% test="log_odds_quadratic"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write the log-density of one class, and multiply $(x - \mu)^\top \Sigma^{-1} (x - \mu)$ out. It has three kinds of terms.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Now subtract class 0 from class 1, kind by kind. Two mixed terms are equal, so one of the halves goes.
#
# </details>

# %% [markdown]
# ### Naive Bayes
#
# A covariance matrix for 1000 features has a million entries, 500,500 of them free. **Naive Bayes** keeps the
# 1000 on the diagonal: given the class, the features are independent. Here it is with all its parameters, and two plates.

# %% tags=["demonstration"]
bayes = {"prior": (), "mean": (), "var": (), "y": ("prior",), "x": ("y", "mean", "var")}
picture = draw_plates(bayes, {"N": ("y", "x"), "K": ("mean", "var")}, observed=("x", "y"))
show(picture, alt="Plate N holds y and x, plate K mean and var. " + describe_net(bayes))

# %% [markdown]
# Each class $k$ has a prior $\pi_k$, and for each feature $d$ a mean $\mu_{kd}$ and a variance $s_{kd}$.
# Each point uses the numbers of its own class only. So the likelihood falls apart: each class is fitted alone.
#
# ### Exercise 13. Fit naive Bayes
# <!-- exercise: naive_bayes_fit -->
#
# Return the maximum likelihood `(priors, means, vars)`, of shapes (K,), (K, D) and (K, D). `X` has shape
# (N, D), and `y`, shape (N,), holds the classes 0 to K-1, each at least once. `vars` are variances. No
# smoothing: a class of one point has variance 0.


# %% solution="naive_bayes_fit"
def naive_bayes_fit(X: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Maximum likelihood of Gaussian naive Bayes.

    X: (N, D) features
    y: (N,) classes 0..K-1
    returns: priors (K,), means (K, D), vars (K, D)
    """
    ### BEGIN SOLUTION
    members = [X[y == k] for k in range(y.max() + 1)]
    priors = np.array([len(rows) for rows in members]) / len(y)
    means = np.array([rows.mean(axis=0) for rows in members])
    return priors, means, np.array([rows.var(axis=0) for rows in members])
    ### END SOLUTION


# %% test="naive_bayes_fit"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `X[y == k]` are the rows of class k. What did week 1 say about the most likely Gaussian?
#
# </details>

# %% [markdown]
# The log posterior of a class is its log prior plus one log-density for each feature, minus the logarithm
# of the sum over classes. And if a feature is missing? Integrate it out: $\int p(x_d \mid y) \, dx_d = 1$.
# Its factor is gone. Any generative classifier can do this in principle; here it costs nothing.
#
# ### Exercise 14. Classify, even with features missing
# <!-- exercise: naive_bayes_log_posterior -->
#
# Return $\log p(y = k \mid x)$, shape (N, K), for each row of `X`, shape (N, D). `NaN` marks a missing
# feature, to be integrated out. A row of nothing but NaN gets the log prior. Hundreds of features must not
# underflow, and features may be measured in tiny units, so add no small numbers to the variances.
# All priors and variances are above 0. Where a class is next to impossible, its log is far below 0, not `-inf`.


# %% solution="naive_bayes_log_posterior"
def naive_bayes_log_posterior(X, priors, means, vars) -> np.ndarray:
    """Log posterior of each class; its exp sums to 1 over the classes.

    X: (N, D), NaN where missing
    priors: (K,); means, vars: (K, D)
    returns: (N, K), in nats
    """
    ### BEGIN SOLUTION
    seen = ~np.isnan(X)[:, None, :]
    away = np.where(seen, X[:, None, :] - means, 0.0)
    terms = -(away**2) / (2 * vars) - seen * 0.5 * np.log(2 * np.pi * vars)
    scores = np.log(priors) + terms.sum(axis=2)
    return scores - logsumexp(scores, axis=1, keepdims=True)
    ### END SOLUTION


# %% test="naive_bayes_log_posterior"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Make an array of shape (N, K, D) that holds one log-density for each row, class and feature.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A factor that is gone is a factor of 1. What is its logarithm? `np.nansum` or `np.where` can put it there.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `logsumexp(scores, axis=1, keepdims=True)` is the logarithm of the sum over classes, without underflow.
#
# </details>

# %% [markdown]
# ### The other way: logistic regression
#
# Logistic regression models $p(y \mid x)$ alone: $p(y = 1 \mid x) = 1 / (1 + e^{-z})$ with the **logit**
# $z = w \cdot x + b$. Its loss is the mean negative log-likelihood. A confident mistake is expensive:

# %% tags=["demonstration"]
z = np.linspace(-8, 8, 200)
fig, ax = plt.subplots(figsize=(6, 3))
ax.plot(z, np.log1p(np.exp(-z)), label="y = 1")
ax.plot(z, np.log1p(np.exp(z)), "--", label="y = 0")
ax.set(xlabel="logit z", ylabel="loss (nats)")
ax.legend()
show(fig, alt="The loss for y = 1 falls to 0 as z grows; for y = 0 it rises. The wrong sides are straight.")

# %% [markdown]
# ### Exercise 15. The loss of logistic regression
# <!-- exercise: logistic_nll -->
#
# Return the **mean** of $-\log p(y_i \mid x_i)$ in nats, as a float. `w` has shape (D,), `b` is a float, `X`
# has shape (N, D), and `y`, shape (N,), holds labels **0 and 1**. It must be right for logits of 1000 and
# -1000: on the right side the loss is 0 to the last digit, on the wrong side it is 1000.


# %% solution="logistic_nll"
def logistic_nll(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray) -> float:
    """Mean negative log-likelihood of logistic regression.

    w: (D,); b: float; X: (N, D); y: (N,) labels in {0, 1}
    returns: a float, in nats
    """
    ### BEGIN SOLUTION
    logits = X @ w + b
    return float(np.mean(np.logaddexp(0, logits) - y * logits))
    ### END SOLUTION


# %% test="logistic_nll"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write $-\log p$ for $y = 0$ and for $y = 1$ as a function of $z$, and simplify before you type.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Both are $\log(1 + e^z)$ minus something. `np.logaddexp(p, q)` is $\log(e^p + e^q)$ for logits of any size.
#
# </details>

# %% [markdown]
# ### Which is better?
#
# Notes 5 call logistic regression "generally more powerful". Let them race, on two problems: one where the
# naive assumption is true, one where it is badly false.

# %% tags=["demonstration"]
predict(
    "forty_points",
    "40 training points, 30 features, naive assumption true. Who wins?",
    options=["naive Bayes", "logistic regression"],
    truth="naive Bayes",
    why="What it assumes is true, so it has less to learn. With thousands of points both would be as good.",
)

# %% tags=["demonstration"]
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB


def two_classes(rng, n, shared):
    """30 features; `shared` is the share of their variance that all have in common."""
    labels = np.arange(n) % 2
    features = np.sqrt(1 - shared) * rng.normal(size=(n, 30)) + np.sqrt(shared) * rng.normal(size=(n, 1))
    features[:, :: 2 if shared else 1] += 0.5 * labels[:, None]
    return features, labels


def race(shared, n, seeds=8):
    scores = np.zeros((seeds, 2))
    for seed in range(seeds):
        rng = np.random.default_rng(seed)
        train, test = two_classes(rng, n, shared), two_classes(rng, 1000, shared)
        for i, model in enumerate((GaussianNB(), LogisticRegression(C=1e4, solver="newton-cholesky"))):
            scores[seed, i] = model.fit(*train).score(*test)
    return scores.mean(axis=0)


# %% tags=["demonstration"]
sizes = [20, 40, 80, 160, 320]
fig, axes = plt.subplots(1, 2, figsize=(9, 3), sharey=True)
for ax, shared, title in zip(axes, (0.0, 0.7), ("assumption true", "assumption false"), strict=True):
    results = np.array([race(shared, n) for n in sizes])
    for column, (label, style) in zip(results.T, (("naive Bayes", "o-"), ("logistic", "s--")), strict=True):
        ax.semilogx(sizes, column, style, label=label)
    ax.set(title=title, xlabel="training points")
    ax.set_xticks(sizes, sizes)
    ax.minorticks_off()
axes[0].set_ylabel("accuracy on new data")
axes[0].legend()
show(fig, alt="Accuracy against training points. Where its assumption is true naive Bayes leads from 40, "
              "less with many points; where it is false logistic regression leads.")

# %% [markdown]
# Neither is generally better. An assumption is worth data, if it is true (Ng and Jordan, 2002). Naive
# Bayes was fitted by maximum likelihood. With few points the data are separable: logistic regression's likelihood has
# no maximum then, and a tiny penalty (`C=1e4`) stops it. A larger one would help it; a penalty is an assumption too.
#
# And with holes in the input? The classifiers below were trained on 200 whole points. At test time
# features go missing at random. Naive Bayes integrates them out; for logistic regression a common
# thing to do is to put the training mean.

# %% tags=["demonstration"]
if ready("naive_bayes_fit", "naive_bayes_log_posterior"):
    rng = np.random.default_rng(0)
    (X, y), (X_test, y_test) = two_classes(rng, 200, 0.0), two_classes(rng, 2000, 0.0)
    fitted, logistic = naive_bayes_fit(X, y), LogisticRegression(C=1e4).fit(X, y)
    for share in (0.0, 0.5, 0.9):
        holes = np.where(rng.random(X_test.shape) < share, np.nan, X_test)
        ours = naive_bayes_log_posterior(holes, *fitted)
        theirs = logistic.predict_log_proba(np.where(np.isnan(holes), X.mean(axis=0), holes))
        for label, log_p in (("naive Bayes", ours), ("logistic regression", theirs)):
            loss = -log_p[np.arange(len(y_test)), y_test].mean()
            right = np.mean(log_p.argmax(axis=1) == y_test)
            print(f"{share:.0%} missing, {label:19}: accuracy {right:.3f}, loss {loss:.3f} nats")

# %% [markdown]
# ## Build: a tree over the pixels
#
# A picture in black and white is 784 yes-or-no questions. The full table has $2^{784}$ entries; naive Bayes has one number a
# pixel and kind, and takes the pixels of a boot for strangers. Between the two lies a **tree**: every pixel has one parent,
# one pixel, the root, has none,
#
# $$p(x) = p(x_{\mathrm{root}}) \prod_{d \ne \mathrm{root}} p(x_d \mid x_{\mathrm{parent}(d)}).$$
#
# That is 1,567 numbers. But which tree, of $784^{782}$? Chow and Liu (1968) found that the question is easy. With the best
# tables for a given tree, the mean log-likelihood is
#
# $$\sum_{d \ne \mathrm{root}} I(x_d; x_{\mathrm{parent}(d)}) - \sum_d H(x_d),$$
#
# with the mutual information and the entropy of week 1. Only the first sum knows the tree. So weigh each pair of pixels by
# its mutual information, and take the **heaviest spanning tree**: a greedy walk finds it.
#
# ### Exercise 16. The best tree
# <!-- exercise: chow_liu -->
#
# `x` has shape (N, D), zeros and ones. Return the parents, (D,) whole numbers: variable 0 is the root and has the parent -1,
# and all arrows lead away from it.
#
# Count how often each pair of values occurs for two variables, and **add 1/2 to each of the four counts** (so that nothing is
# impossible). Their table, divided by its sum $N + 2$, is the pair's joint distribution; its mutual information uses the
# marginals of that table. The tests have no ties.


# %% solution="chow_liu"
def chow_liu(x: np.ndarray) -> np.ndarray:
    """The tree with the largest total mutual information over its edges.

    x: (N, D), float, zeros and ones
    returns: (D,) int, the parent of each variable; variable 0 is the root, with parent -1
    """
    ### BEGIN SOLUTION
    ones = {1: x, 0: 1 - x}
    joint = np.array([[ones[a].T @ ones[b] for b in (0, 1)] for a in (0, 1)]) + 0.5
    joint = joint / (len(x) + 2)
    independent = joint.sum(axis=1, keepdims=True) * joint.sum(axis=0, keepdims=True)
    gains = (joint * np.log(joint / independent)).sum(axis=(0, 1))
    parents, best, nearest = np.full(len(gains), -1), gains[0].copy(), np.zeros(len(gains), dtype=int)
    best[0] = -np.inf
    while np.isfinite(best).any():
        new = best.argmax()
        parents[new], best[new] = nearest[new], -np.inf
        closer = np.isfinite(best) & (gains[new] > best)
        best[closer], nearest[closer] = gains[new, closer], new
    return parents
    ### END SOLUTION


# %% test="chow_liu"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# How often are two columns 1 together? `x.T @ x` counts it for all pairs at once. With N and the number of ones of each
# column, the other three counts follow.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Grow the tree from variable 0. In each step, look at all pairs of one variable inside and one outside, and take the best.
# Whom does the new one get as its parent?
#
# </details>
# <details><summary>Hint 3</summary>
#
# D steps over all pairs take long at D = 784. Remember for each variable outside its best partner inside: after a step, who can
# be a better partner than before? Only the new one.
#
# </details>

# %% [markdown]
# The tables come from the same counts. `tables[d, v]` is the chance that variable $d$ is 1 when its parent is $v$. The root has
# no parent: its two entries are the same.

# %% tags=["demonstration"]
def tree_tables(x, parents):
    tables = np.empty((x.shape[1], 2))
    for value in (0, 1):
        rows = np.where(parents < 0, True, x[:, parents] == value)
        tables[:, value] = ((rows * x).sum(axis=0) + 0.5) / (rows.sum(axis=0) + 1)
    return tables


# %% [markdown]
# ### Exercise 17. How likely is a picture?
# <!-- exercise: tree_log_prob -->
#
# Return $\ln p(x)$ for each row of `x`, in nats. A picture that cannot be has $-\infty$, never nan. The root, whose parent
# is -1, may be any variable; its two entries in `tables` are equal.


# %% solution="tree_log_prob"
def tree_log_prob(x: np.ndarray, parents: np.ndarray, tables: np.ndarray) -> np.ndarray:
    """The log-probability of pictures under a tree.

    x: (N, D), float, zeros and ones; parents: (D,) int, -1 at the root
    tables: (D, 2), P(variable d is 1 given that its parent is 0, or 1)
    returns: (N,), in nats
    """
    ### BEGIN SOLUTION
    chance = np.where(x[:, parents] == 1, tables[:, 1], tables[:, 0])
    with np.errstate(divide="ignore"):
        return np.log(np.where(x == 1, chance, 1 - chance)).sum(axis=1)
    ### END SOLUTION


# %% test="tree_log_prob"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `x[:, parents]` holds, for each pixel, the value of its parent, for all pictures at once. (At the root, -1 picks the last
# pixel. Why does that do no harm?)
#
# </details>
# <details><summary>Hint 2</summary>
#
# A pixel that is 0 had a chance too. Choose the right one of two chances first, and take one logarithm.
#
# </details>

# %% [markdown]
# ### Exercise 18. Pictures drawn along the tree
# <!-- exercise: tree_sample -->
#
# Ancestral sampling again, with the randomness given: variable $d$ is 1 where `uniforms[:, d]` is **below** its chance given
# its parent. A parent may have a larger number than its child, but must be drawn before it.


# %% solution="tree_sample"
def tree_sample(parents: np.ndarray, tables: np.ndarray, uniforms: np.ndarray) -> np.ndarray:
    """Pictures drawn from a tree.

    parents: (D,) int, -1 at the root, in any order; tables: (D, 2); uniforms: (N, D), in [0, 1)
    returns: (N, D), zeros and ones
    """
    ### BEGIN SOLUTION
    x = np.zeros(uniforms.shape)
    level = np.flatnonzero(parents < 0)
    while len(level):
        chance = np.where(x[:, parents[level]] == 1, tables[level, 1], tables[level, 0])
        x[:, level] = uniforms[:, level] < chance
        level = np.flatnonzero(np.isin(parents, level))
    return x
    ### END SOLUTION


# %% test="tree_sample"

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Draw the root, then its children, then theirs. `np.isin(parents, drawn)` tells whose parents are in a set.
#
# </details>
# <details><summary>Hint 2</summary>
#
# For one variable and N pictures there are only two chances. The drawn values of the parent choose between them.
#
# </details>

# %% [markdown]
# **Three graphs for 12,000 clothes.** Naive Bayes (a kind, and given it all pixels independent), a chain through the pixels
# line by line, and your tree. Tables by counting, in each.

# %% tags=["demonstration"]
predict(
    "tree_or_naive_bayes",
    "Naive Bayes has 7,849 numbers and was told the kinds. The tree has 1,567. Who is less surprised by new pictures?",
    options=["naive Bayes", "the tree", "they are equal"],
    truth="the tree",
    why="That a pixel has the colour of its neighbour tells more about it than that the picture shows a coat.",
)

# %% tags=["demonstration"]
from gmcourse.data.clothes import black_and_white

wardrobe = black_and_white()
kinds = np.stack([wardrobe.train[wardrobe.train_labels == kind].sum(axis=0) + 0.5 for kind in range(10)]) / 1201


def naive_log_prob(x):
    given_kind = x @ np.log(kinds).T + (1 - x) @ np.log1p(-kinds).T
    return logsumexp(given_kind, axis=1) - np.log(10)


if ready("chow_liu"):
    chain, tree = np.arange(784) - 1, chow_liu(wardrobe.train)


# %% tags=["demonstration"]
if ready("chow_liu", "tree_log_prob"):
    graphs = {name: (p, tree_tables(wardrobe.train, p)) for name, p in (("chain", chain), ("tree", tree))}
    nats = {name: -tree_log_prob(wardrobe.test, *graph) for name, graph in graphs.items()}
    nats = {"naive Bayes": -naive_log_prob(wardrobe.test)} | nats
    for name, surprise in nats.items():
        print(f"{name:12} {surprise.mean() / 784 / np.log(2):.3f} bits a test pixel")
    gap = (nats["naive Bayes"] - nats["tree"]) / np.log(2)
    print(f"the tree saves {gap.mean():.0f} bits a picture (+- {gap.std() / np.sqrt(len(gap)):.0f}) beside naive Bayes")

# %% [markdown]
# And their pictures? No model has ever been told what a sleeve is.

# %% tags=["demonstration"]
if ready("chow_liu", "tree_log_prob", "tree_sample"):
    uniforms = np.random.default_rng(0).random((12, 784))
    drawn = [uniforms < kinds[np.arange(12) % 10]] + [tree_sample(*graph, uniforms) for graph in graphs.values()]
    fig, ax = plt.subplots(figsize=(9, 3.1))
    mosaic(ax, np.concatenate([wardrobe.test[:12], *drawn]), columns=12, top=1)
    ax.set_title("real; naive Bayes; chain; tree")
    show(fig, alt="Four rows of twelve pictures. Real clothes; naive Bayes: clothes in dust, each pixel alone; the chain: "
         "stripes from left to right; the tree: upright patches with clean edges, some of them nearly a garment.")

# %% [markdown]
# **The tree itself**, drawn over the mean picture. It was never told which pixels are neighbours: it read that off the counts.
# Which way do its edges run in the middle of a garment, and why that way?

# %% tags=["demonstration"]
if ready("chow_liu"):
    child = np.arange(1, 784)
    ends = np.stack([child, tree[1:]])
    across, down = ends % 28, ends // 28
    fig, ax = plt.subplots(figsize=(5, 5))
    ax.imshow(wardrobe.train.mean(axis=0).reshape(28, 28), cmap="gray")
    ax.plot(across, down, color="tab:orange", linewidth=1)
    ax.set_axis_off()
    steps = np.abs(across[0] - across[1]) + np.abs(down[0] - down[1])
    show(fig, alt="A tree of short lines over the mean garment, like a maze: nearly all edges join neighbours, most of them upright; "
         "shelves of edges from left to right near the hem.",
         keep="chow_liu")
    print(f"{np.mean(steps == 1):.0%} of the edges join neighbours; the longest goes over {steps.max()} pixels")

# %% [markdown]
# **One tree for each kind** is both at once: a generative classifier whose classes know about neighbours. Bayes' rule makes a
# classifier of it, as it did of naive Bayes.

# %% tags=["demonstration"]
if ready("chow_liu", "tree_log_prob", "tree_sample"):
    log_joint, drawn = np.empty((1000, 10)), []
    for kind in range(10):
        own = wardrobe.train[wardrobe.train_labels == kind]
        parents = chow_liu(own)
        tables = tree_tables(own, parents)
        log_joint[:, kind] = tree_log_prob(wardrobe.test, parents, tables) - np.log(10)
        drawn.append(tree_sample(parents, tables, np.random.default_rng(kind).random((3, 784))))
    fig, ax = plt.subplots(figsize=(8, 2.5))
    mosaic(ax, np.stack(drawn, axis=1).reshape(30, 784), columns=10, top=1)
    show(fig, alt="Three rows of ten samples, one column a kind: shirts, trousers, coats, trainers, bags and boots, ragged but "
         "easy to name; the sandals are loose straps.",
         keep="tree_sample")
    given_kind = wardrobe.test @ np.log(kinds).T + (1 - wardrobe.test) @ np.log1p(-kinds).T
    print(f"ten trees: {-logsumexp(log_joint, axis=1).mean() / 784 / np.log(2):.3f} bits a test pixel")
    for name, scores in (("naive Bayes", given_kind), ("ten trees", log_joint)):
        print(f"{name:12} kind read right: {np.mean(scores.argmax(axis=1) == wardrobe.test_labels):.0%}")

# %% [markdown]
# From 1,567 numbers a kind, pictures with edges. What no tree can do: let a pixel's table look at two others at once. Week 3 mixes, and week 4
# lets each pixel look at all before it.

# %% [markdown]
# ## Where you stand

# %% tags=["demonstration"]
check.progress("week02_graphical_models")

# %% [markdown]
# ## Summary
#
# - A graph is a product of factors, one a variable. Missing arrows are claims of independence.
# - From the joint table, sums give marginals, and slices divided by their sum give conditionals.
# - Chains and forks are open until the middle is known; a collider is closed until it is known, or something below it.
# - Seeing is not doing: graphs that no observations can tell apart may disagree on what an action does.
# - A generative classifier models the data and gets the label by Bayes' rule. Its assumptions are worth
#   data where they are true, and may cost accuracy where they are not.
#
# ## Find the slip
#
# Lecture notes are written by people, and copied by people. Each block below stands in our copy of the notes this
# course grew from, with one slip in it. Decide which line it is before you look. All the slips that we know, each
# with a cell that runs it, stand on the pages [What the notes get wrong](../book/errata_notes3_4.md).
#
# **A naive Bayes classifier** (notes 3):
#
# 1. Each class has its own normal law, $x \mid y = i \sim \mathcal{N}(\mu_i, \sigma_i I)$.
# 2. $P(y \mid x) = P(x \mid y) P(y) / P(x)$; choose the $y$ with the largest.
# 3. $P(x \mid y = i) \propto \exp(-\lVert \mu_i - x \rVert^2 / \sigma_i^2)$
#
# (Read $\sigma_i$ as a standard deviation, as the last slide of the model does, and line 1 as $\mathcal{N}(\mu_i, \sigma_i^2 I)$.)

# %% tags=["demonstration"]
predict(
    "slip_sigma",
    "What is wrong with line 3?",
    options=["nothing: it says 'proportional to'", "a one half is lost, no more", "a one half and a factor of sigma are lost"],
    truth="a one half and a factor of sigma are lost",
    why="The factor 1/sigma_i to the power D differs between the classes, so it may not hide in 'proportional to'.",
)

# %% tags=["demonstration"]
x, centres, stds = 1.0, np.array([0.0, 3.0]), np.array([1.0, 3.0])
printed = -((centres - x) ** 2) / stds**2
gaussian = -((centres - x) ** 2) / (2 * stds**2) - np.log(stds)
for name, log_p in (("printed", printed), ("Gaussian", gaussian)):
    print(f"{name:8} log p(x|0) - log p(x|1) = {log_p[0] - log_p[1]:+.2f}")

# %% [markdown]
# **The set-up** (notes 4, sections 1.1 and 1.2):
#
# 1. $P(X \in A, Y \in B, Z \in C) = \int_{A \times B \times C} p(x, y, z) \, dx \, dy \, dz$
# 2. In binary classification $Y \in \{0, 1\}$.
# 3. $p(Y = y, X = x) = p(X = x \mid Y = y) \, p(Y = y)$

# %% tags=["demonstration"]
predict(
    "slip_label",
    "Lines 2 and 3 are fine together. What does line 1 say about P(Y = 1) if Y is 0 or 1?",
    options=["1/2", "that it is 0", "nothing"],
    truth="that it is 0",
    why="An integral over the single point y = 1 has length 0. A label needs a sum: a density in x times a mass in y.",
)

# %% [markdown] task="reflection_02" points=3
# ## Reflection
#
# A hospital finds that, among its patients, those who smoke have *less* often a rare lung disease than
# those who do not. A newspaper concludes that smoking protects. In about 120 words: draw a graph (in
# words: which arrows) in which smoking does no good and the finding is still true, say what was
# conditioned on, and say which data you would ask for.
#
# Write your answer in a new cell below this one.
#
# === BEGIN MARK SCHEME ===
# 1 point: a graph in which being a patient (or another observed effect) is a collider, such as smoking to
# hospital from other diseases, and lung disease to hospital.
# 1 point: being a patient is conditioned on, which opens the path between smoking and the disease
# (explaining away, selection). Accept another graph, such as a common cause, if it is argued well.
# 1 point: data on people who are not patients, or from before admission, or an argument why an experiment
# or an adjustment would settle it.
# === END MARK SCHEME ===

# %% [markdown]
# ## Bonus
#
# Not marked, for those who want more.
#
# 1. Two of the wrong roads in exercise 7 are secretly the same: never to let a collider block, and to marry
#    the parents in the *whole* graph. Show that they give the same answer to every question.
# 2. How many graphs on three named variables are there, and how many classes of Markov equivalence? Let
#    `d_separated` sort them.
# 3. Fit naive Bayes to scikit-learn's digits (`from gmcourse.data.digits import digits`). Some pixels are
#    always 0 within a class. What does maximum likelihood make of that, and what would you do about it?
