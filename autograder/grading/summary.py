"""The table of marks that ends a grading run: who lost points, on what, and why."""

from collections import Counter

ODD = {"timeout", "memory", "crashed", "forbidden", "error"}


def table(outcomes):
    """The marks of a class as plain text, a line of diagnosis for each lost point."""
    width = max([len("student"), *(len(o.student) for o in outcomes)]) + 3
    rows = [f"{'student':<{width}}{'mark':<12}lost on"]
    for outcome in outcomes:
        rows += _lines(outcome, width)
    return "\n".join([*rows, *_frequent(outcomes)])


def _lines(outcome, width):
    if outcome.problem:
        return [f"{outcome.student:<{width}}{'-':<12}{outcome.problem}"]
    mark = f"{outcome.score:g} / {outcome.points:g}"
    lost = [row for row in outcome.rows if row["score"] < row["points"]]
    if lost and all(row["status"] == "missing" for row in lost) and len(lost) > 3:
        names = ", ".join(row["exercise"] for row in lost)
        reasons = [f"not attempted: {names if len(lost) < len(outcome.rows) else 'everything'}"]
    else:
        reasons = [_reason(row) for row in lost] or [""]
    head = f"{outcome.student:<{width}}{mark:<12}{reasons[0]}".rstrip()
    return [head, *(" " * (width + 12) + reason for reason in reasons[1:])]


def _reason(row):
    if row["diagnosis"]:
        return f"{row['exercise']}: {row['diagnosis']}"
    return f"{row['exercise']}: {row['message'] or row['status']}"


def _frequent(outcomes):
    counts = Counter(
        (row["exercise"], row["diagnosis"]) for o in outcomes for row in o.rows if row["diagnosis"]
    )
    if not counts:
        return []
    top = ", ".join(f"{exercise}: {name} ({n})" for (exercise, name), n in counts.most_common(3))
    return ["", f"most frequent: {top}"]
