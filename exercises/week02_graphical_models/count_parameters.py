"""Count the parameters: the questions of `count_parameters`, its wrong answers and other right ways."""

from autograder.spec import Exercise, Property
from gmcourse.check.mismatch import Tolerance
from gmcourse.reference import graphical

EXACT = Tolerance(rtol=0.0, atol=0.0, float32=False)


COUNT_PARAMETERS = Exercise(
    id="count_parameters",
    title="Count the parameters",
    points=1,
    minutes=4,
    difficulty=1,
    reference=graphical.count_parameters,
    public={
        "main": [{"n": n, "structure": s} for n in (2, 5) for s in ("full", "independent", "markov")],
        "one": [{"n": n, "structure": s} for n in (1, 3) for s in ("full", "independent", "markov")],
    },
    hidden=lambda rng: {
        "main": [
            {"n": int(rng.integers(*between)), "structure": s}
            for between in ((3, 8), (9, 40), (54, 62), (100, 400))
            for s in ("full", "independent", "markov")
        ],
        "one": [{"n": n, "structure": s} for n in (1, 3) for s in ("full", "independent", "markov")],
    },
    properties=(
        Property("the three structures", tolerance=EXACT),
        Property("one variable has one parameter, three have more", on="one", tolerance=EXACT, share=0.5),
    ),
    stretch=True,
)


@COUNT_PARAMETERS.wrong(
    "2^n for the full table",
    hint="You counted the entries of the table. They sum to 1: once all but one are known, how free is the last?",
)
def full_table_entries(n, structure):
    return {"full": 2**n, "independent": n, "markov": 2 * n - 1}[structure]


@COUNT_PARAMETERS.wrong(
    "2n for the chain",
    hint="You gave each variable two numbers. All but one variable have a parent: how many numbers does the first one need?",
)
def two_for_each(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": 2 * n}[structure]


@COUNT_PARAMETERS.wrong(
    "off by one: the chain's start is forgotten",
    hint="You counted the transitions. Where does the chain begin, and how is that drawn?",
)
def start_forgotten(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": 2 * (n - 1)}[structure]


@COUNT_PARAMETERS.wrong(
    "entries counted instead of free numbers",
    hint="You counted probabilities. A coin has two of them but one parameter: how many free numbers does each row of a table have?",
)
def entries_counted(n, structure):
    return {"full": 2**n, "independent": 2 * n, "markov": 4 * n - 2}[structure]


@COUNT_PARAMETERS.wrong(
    "entries of the chain's tables counted", like="entries counted instead of free numbers"
)
def entries_of_the_chain(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": 2 + 4 * (n - 1)}[structure]


@COUNT_PARAMETERS.wrong(
    "both numbers of each independent coin counted", like="entries counted instead of free numbers"
)
def entries_of_the_coins(n, structure):
    return {"full": 2**n - 1, "independent": 2 * n, "markov": 2 * n - 1}[structure]


@COUNT_PARAMETERS.wrong("entries of the transitions counted", like="entries counted instead of free numbers")
def entries_of_the_transitions(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": 1 + 4 * (n - 1)}[structure]


@COUNT_PARAMETERS.wrong("2^n, and two for each link of the chain", like="2^n for the full table")
def full_and_two_for_each(n, structure):
    return {"full": 2**n, "independent": n, "markov": 2 * n}[structure]


@COUNT_PARAMETERS.wrong("2^n, and the chain's start forgotten", like="2^n for the full table")
def full_and_start_forgotten(n, structure):
    return {"full": 2**n, "independent": n, "markov": 2 * (n - 1)}[structure]


@COUNT_PARAMETERS.wrong(
    "entries of all but the chain counted", like="entries counted instead of free numbers"
)
def entries_of_table_and_coins(n, structure):
    return {"full": 2**n, "independent": 2 * n, "markov": 2 * n - 1}[structure]


@COUNT_PARAMETERS.wrong(
    "entries of all but the coins counted", like="entries counted instead of free numbers"
)
def entries_of_table_and_chain(n, structure):
    return {"full": 2**n, "independent": n, "markov": 4 * n - 2}[structure]


@COUNT_PARAMETERS.wrong("four entries for each link", like="entries counted instead of free numbers")
def four_for_each_link(n, structure):
    return {"full": 2**n, "independent": 2 * n, "markov": 4 * n}[structure]


@COUNT_PARAMETERS.wrong("entries of coins and chain counted", like="entries counted instead of free numbers")
def entries_of_coins_and_chain(n, structure):
    return {"full": 2**n - 1, "independent": 2 * n, "markov": 4 * n - 2}[structure]


@COUNT_PARAMETERS.wrong(
    "one table for all steps",
    hint="Your chain has the same transition at every step. The text lets it differ from step to step: how many rows does each step bring?",
)
def one_table_for_all_steps(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": 3 if n > 1 else 1}[structure]


@COUNT_PARAMETERS.wrong("one table, whatever n is", like="one table for all steps")
def always_three(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": 3}[structure]


@COUNT_PARAMETERS.wrong(
    "one number for each link",
    hint="You gave each link of the chain one number. The next variable has a law for each value of the one before: how many laws are that?",
)
def one_for_each_link(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": n}[structure]


@COUNT_PARAMETERS.wrong("one number for each link, and one more", like="one number for each link")
def one_for_each_link_and_one(n, structure):
    return {"full": 2**n - 1, "independent": n, "markov": n + 1}[structure]


@COUNT_PARAMETERS.alternative
def count_rows(n, structure):
    parents = {"full": range(n), "independent": [0] * n, "markov": [0] + [1] * (n - 1)}[structure]
    return sum(2**k for k in parents)


@COUNT_PARAMETERS.alternative
def count_by_if(n, structure):
    if structure == "independent":
        return n
    if structure == "markov":
        return 1 + 2 * (n - 1)
    return (1 << n) - 1


@COUNT_PARAMETERS.alternative
def count_by_tables(n, structure):
    above = {"full": range(n), "independent": [0] * n, "markov": [0] + [1] * (n - 1)}[structure]
    return sum(2**parents for parents in above)
