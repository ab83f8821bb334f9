"""From measurements to tables: rows, the truth's own row, and how each pair came out."""

import ast
import hashlib
import math
from datetime import date
from pathlib import Path

import numpy as np

from bench.comparison.entrants import ENTRANTS
from bench.comparison.measure import KEPT
from bench.comparison.problems import problem, told_apart
from gmcourse.data import moons

HERE = Path(__file__).parent
ROUNDING = 1e-6
ALWAYS = ("measure", "models", "problems")
SOMETIMES = ("densities", "paths")  # modules that an entry may name
SHOWN = {"exact": " ", "bound": "<", "none": " "}


def settings(name: str, place: int) -> str:
    """A fingerprint of what decides one row: its own entry, and the code of this package that it goes through."""
    tree = _bare(HERE / "entrants.py")
    lists = {node.targets[0].id: node.value.elts for node in tree.body if _is_list(node)}
    own = lists[name.upper()][place]
    tree.body = [node for node in tree.body if not _is_list(node)]
    named = {node.id for node in ast.walk(own) if isinstance(node, ast.Name)}
    files = [*ALWAYS, *(part for part in SOMETIMES if part in named)]
    code = [_bare(HERE / f"{part}.py") for part in files]
    return hashlib.sha256("".join(ast.dump(part) for part in (own, tree, *code)).encode()).hexdigest()[:16]


def _is_list(node: ast.AST) -> bool:
    """Whether this statement is the list of entrants of a problem, NAME = (...)."""
    target = node.targets[0] if isinstance(node, ast.Assign) else None
    return isinstance(target, ast.Name) and target.id.lower() in ENTRANTS


def _bare(path: Path) -> ast.Module:
    """A module's statements without docstrings and imports, comments and line breaks."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not isinstance(node, (ast.Import, ast.ImportFrom))]
    for node in ast.walk(tree):
        if (
            isinstance(node, (ast.Module, ast.FunctionDef, ast.ClassDef))
            and ast.get_docstring(node) is not None
        ):
            del node.body[0]
    return tree


def gather(found):
    """Rows, pairs and sample images of measurements [(job, row, scores, samples), ...]."""
    by_job = {tuple(job): (row, scores, samples) for job, row, scores, samples in found}
    rows, scores, pictures = [], {}, {}
    for name, entrants in ENTRANTS.items():
        for place, one in enumerate(entrants):
            runs = [by_job[name, place, seed] for seed in range(one.seeds) if (name, place, seed) in by_job]
            if not runs:
                continue
            rows.append({"problem": name, "name": one.name, "by": one.by, "week": one.week, "says": one.says,
                         "pair": one.pair, **_mean([row for row, _, _ in runs]),
                         "date": date.today().isoformat(), "settings": settings(name, place)})  # fmt: skip
            scores[name, one.name, one.by] = [run[1] for run in runs]
            if name == "digits":
                pictures[f"{one.name}, {one.by}"] = np.asarray(runs[0][2]).tolist()
    return {"rows": rows, "real": _real(), "pairs": _pairs(scores), "samples": pictures}


def merge(stored, new):
    """The stored results with the rows, pairs and images of a partial run in their places.

    Raises ValueError where the libraries or the machine differ: then only a whole run compares like with like.
    """
    for key in ("libraries", "machine"):
        if stored[key] != new[key]:
            raise ValueError(
                f"{key}: stored {stored[key]}, now {new[key]}; run all with make compare STORE=1"
            )
    order = [(name, one.name, one.by) for name, all_ in ENTRANTS.items() for one in all_]
    rows = {_row_key(row): row for row in (*stored["rows"], *new["rows"])}
    pairs = {(pair["problem"], pair["pair"]): pair for pair in (*stored["pairs"], *new["pairs"])}
    samples = stored["samples"] | new["samples"]
    return stored | new | {
        "command": stored["command"],
        "rows": [rows[key] for key in order if key in rows],
        "pairs": list(pairs.values()),
        "samples": {f"{one.name}, {one.by}": samples[f"{one.name}, {one.by}"] for one in ENTRANTS["digits"]
                    if f"{one.name}, {one.by}" in samples},
    }  # fmt: skip


def _row_key(row):
    return row["problem"], row["name"], row["by"]


def _mean(rows):
    """The mean over starts; `starts` keeps the bits of each."""
    mean = {key: _average([row[key] for row in rows]) for key in rows[0]}
    return mean | {"parameters": rows[0]["parameters"], "starts": [row["bits"] for row in rows]}


def _average(values):
    return None if values[0] is None else float(np.mean(values))


def _real():
    """What real data reach: training rows told from held-out ones, and the moons' true density."""
    found = {}
    for name in ENTRANTS:
        data = problem(name)
        found[name] = {"told_apart": told_apart(data.test, data.train), "bits": None, "error": None}
    scores = -moons.log_prob(problem("moons").test) / 2 / math.log(2)
    found["moons"] |= {
        "bits": float(scores.mean()),
        "error": float(scores.std(ddof=1) / math.sqrt(len(scores))),
    }
    found["samples"] = problem("digits").test[:KEPT].tolist()
    return found


def _pairs(scores):
    """Ours minus the peer's, in bits a dimension, on the same held-out rows; with its standard error."""
    found = []
    for name, entrants in ENTRANTS.items():
        for one in (entrant for entrant in entrants if entrant.pair and entrant.by == "ours"):
            peer = next(e for e in entrants if e.pair == one.pair and e.by != "ours")
            mine, other = scores.get((name, one.name, one.by)), scores.get((name, peer.name, peer.by))
            if mine is None or other is None:
                continue
            gaps = np.mean(mine, axis=0) - np.mean(other, axis=0)
            found.append({"problem": name, "pair": one.pair, "peer": peer.by, "difference": float(gaps.mean()),
                          "error": _error(gaps, mine, other)})  # fmt: skip
    return found


def _error(gaps, mine, other):
    """From held-out rows, and from starts where there are several."""
    rows = gaps.var(ddof=1) / len(gaps)
    starts = sum(
        np.var([s.mean() for s in runs], ddof=1) / len(runs) for runs in (mine, other) if len(runs) > 1
    )
    return float(math.sqrt(rows + starts))


def verdict(pair):
    """Words for a pair: two standard errors decide, beyond what rounding does."""
    if abs(pair["difference"]) <= 2 * pair["error"] + ROUNDING:
        return "level"
    return "ours better" if pair["difference"] < 0 else "ours worse"


def table_lines(results):
    """The tables as text, the best likelihood first."""
    lines = []
    for name in ENTRANTS:
        real = results["real"][name]
        lines += ["", f"{name}: held-out bits a dimension (< marks a bound: the truth is lower still)",
                  f"{'model':<20}{'by':<14}{'week':>4}{'numbers':>9}{'train s':>9}{'bits':>9}{'+-':>7}"
                  f"{'s/1000':>8}{'told apart':>12}"]  # fmt: skip
        lines.append(
            f"{'real data':<20}{'':<14}{'':>4}{'':>9}{'':>9}{_bits(real, ' ')}{'':>8}{real['told_apart']:>12.2f}"
        )
        rows = [row for row in results["rows"] if row["problem"] == name]
        for row in sorted(rows, key=lambda row: math.inf if row["bits"] is None else row["bits"]):
            lines.append(f"{row['name']:<20}{row['by']:<14}{row['week']:>4}{row['parameters']:>9}{row['seconds']:>9.1f}"
                         f"{_bits(row, SHOWN[row['says']])}{row['sampling']:>8.2f}{row['told_apart']:>12.2f}")  # fmt: skip
    return lines


def _bits(row, mark):
    return (
        f"{'none':>9}{'':>7}" if row["bits"] is None else f"{mark:>3}{row['bits']:>6.3f}{row['error']:>7.3f}"
    )


def pair_lines(results):
    """How ours compare with the peer's, as text."""
    lines = ["", "ours minus the peer's, bits a dimension (negative: ours is better)"]
    for pair in results["pairs"]:
        lines.append(f"{pair['problem']:<8}{pair['pair']:<12}{pair['peer']:<14}{pair['difference']:>+8.4f} "
                     f"+- {pair['error']:.4f}  {verdict(pair)}")  # fmt: skip
    return lines
