"""How far this machine lets a submission be shut in, in words."""

from dataclasses import dataclass, field
from typing import Self

from autograder.errors import Mistake


class NotConfined(Mistake, RuntimeError):
    """This machine cannot confine submissions, and nobody said to trust them."""


@dataclass(frozen=True)
class Level:
    """The layers that were tried and held, and what was wrong with the others."""

    held: tuple = ()
    missing: dict = field(default_factory=dict)
    name: str = "none"

    @property
    def confined(self) -> bool:
        """Whether submissions may be run without trusting them."""
        return self.name in ("full", "reduced")

    @property
    def advice(self) -> str:
        """What to do where submissions may not be run."""
        if "namespaces" in self.missing:
            return "run it as root, or allow user namespaces as the instructor's guide says"
        return "see what is wrong with that"

    def __str__(self) -> str:
        if not self.confined:
            trouble = "; ".join(f"{name}: {text}" for name, text in self.missing.items())
            return "confinement: none; submissions would have all of your rights" + (
                f" ({trouble})" if trouble else ""
            )
        lacking = f"; without {', '.join(self.missing)}" if self.missing else ""
        return f"confinement: {self.name} ({', '.join(self.held)}{lacking})"

    @classmethod
    def of(cls, layers: dict[str, str]) -> Self:
        """The Level that a zygote's report stands for: {layer: "" or what is wrong with it}.

        Without namespaces a submission must at least be another user: no other layer keeps it from
        changing permissions, times and limits of what is the caller's, or from talking to the caller's services.
        """
        held = tuple(name for name, trouble in layers.items() if not trouble)
        missing = {name: trouble for name, trouble in layers.items() if trouble}
        walls = "namespaces" in held or {"uid", "Landlock"} <= set(held)
        if not (
            walls and not {"signals", "interpreter"} & set(missing) and "seccomp" in held and "limits" in held
        ):
            return cls(held, missing)
        return cls(held, missing, "reduced" if missing else "full")
