"""Trains one entrant and measures what the table shows."""

import math
import time
from functools import cache

import numpy as np
import torch

from bench.comparison.entrants import ENTRANTS
from bench.comparison.problems import problem, told_apart

SAMPLES, KEPT = 1000, 8


def jobs():
    """Every (problem, place in its list, seed), those that take longest first."""
    rows = [
        (p, i, seed)
        for p, all_ in ENTRANTS.items()
        for i, one in enumerate(all_)
        for seed in range(one.seeds)
    ]
    return sorted(rows, key=lambda row: row[0] != "digits")


def measure(job):
    """Fit, score and sample one entrant on one thread; a dict of plain numbers, and log-probabilities.

    bits, error: minus the held-out log2-likelihood a dimension, and its standard error over held-out rows
    seconds, sampling: of processor time, to fit and to draw SAMPLES rows
    """
    torch.set_num_threads(1)
    name, place, seed = job
    entrant, data = ENTRANTS[name][place], _problem(name)
    model = entrant.make(seed)
    began = time.process_time()
    model.fit(data.train, data.valid)
    seconds = time.process_time() - began
    began = time.process_time()
    samples = np.asarray(model.sample(SAMPLES))
    sampling = time.process_time() - began
    row = {
        "parameters": int(model.parameters),
        "seconds": seconds,
        "sampling": sampling,
        "bits": None,
        "error": None,
    }
    scores = None
    if entrant.says != "none":
        scores = -model.log_prob(data.test) / data.dims / math.log(2)
        row |= {"bits": float(scores.mean()), "error": float(scores.std(ddof=1) / math.sqrt(len(scores)))}
    row["told_apart"] = told_apart(data.test, samples)
    return job, row, scores, samples[:KEPT]


_problem = cache(problem)
