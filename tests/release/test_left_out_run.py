"""Each week's notebook is run once for each exercise that is left out: cells that call for it say so, and none breaks."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.places import ROOT
from autograder.weeks import week_names

SCRIPT = Path(__file__).with_name("left_out_run.py")


def faults(week, *exercises):
    run = subprocess.run([sys.executable, SCRIPT, week, *exercises], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr[-2000:]
    return json.loads(run.stdout.splitlines()[-1])


@pytest.mark.slow
@pytest.mark.parametrize("week", week_names())
def test_a_notebook_without_one_exercise_says_what_is_missing_and_runs_on(week):
    assert faults(week) == []
