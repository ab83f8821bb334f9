"""Runs students' notebooks fast and shut in: the same outputs as Jupyter's, none of the dangers."""

from autograder.judge.evidence import Incident
from autograder.sandbox.level import Level, NotConfined
from autograder.sandbox.limits import Limits, limits_for
from autograder.sandbox.sandbox import Sandbox

__all__ = ["Incident", "Level", "Limits", "NotConfined", "Sandbox", "limits_for"]
