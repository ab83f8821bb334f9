"""Runs students' notebooks fast and shut in: the same outputs as Jupyter's, none of the dangers."""

from autograder.limits import Limits
from autograder.sandbox.incident import Incident
from autograder.sandbox.level import Level, NotConfined
from autograder.sandbox.sandbox import Sandbox

__all__ = ["Incident", "Level", "Limits", "NotConfined", "Sandbox"]
