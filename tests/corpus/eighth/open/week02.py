"""Wrong answers to exercises of week 2 that the grader does not find yet."""

RIGHT = {
}

WRONG = {
    "ancestral_sample": [
        ("roots are not drawn but dealt out in exact proportion and shuffled: the draws are not independent", """
def _order(parents):
    done, todo = [], list(parents)
    while todo:
        for v in todo:
            if all(p in done for p in parents[v]):
                done.append(v)
                todo.remove(v)
                break
    return done

def _draw(rows, n, rng):
    rows = np.broadcast_to(rows, (n, rows.shape[-1]))
    steps = rows.cumsum(axis=1)
    steps = steps / steps[:, -1:]
    return (rng.random((n, 1)) >= steps).sum(axis=1)

def ancestral_sample(parents, cpts, n, rng):
    column = {v: i for i, v in enumerate(parents)}
    out = np.zeros((n, len(column)), dtype=int)
    for v in _order(parents):
        if not parents[v]:
            steps = np.cumsum(cpts[v])
            places = (np.arange(n) + 0.5) / max(n, 1)
            out[:, column[v]] = rng.permutation(np.searchsorted(steps[:-1], places, side="right"))
        else:
            out[:, column[v]] = _draw(cpts[v][tuple(out[:, column[p]] for p in parents[v])], n, rng)
    return out
""", []),
    ],
    "chain_marginals": [
        ("a matrix power from scratch for each row: far more than n K^2", """
def chain_marginals(initial, transition, n):
    return np.array([initial @ np.linalg.matrix_power(transition, t) for t in range(n)])
""", []),
    ],
}
