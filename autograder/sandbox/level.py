"""How far this machine lets a submission be shut in, in words."""

from dataclasses import dataclass, field


class NotConfined(RuntimeError):
    """This machine cannot confine submissions, and nobody said to trust them."""


@dataclass(frozen=True)
class Level:
    """The layers that were tried and held, and what was wrong with the others."""

    held: tuple = ()
    missing: dict = field(default_factory=dict)
    name: str = "none"

    @property
    def confined(self):
        """Whether submissions may be run without trusting them."""
        return self.name in ("full", "reduced")

    def __str__(self):
        if not self.confined:
            trouble = "; ".join(f"{name}: {text}" for name, text in self.missing.items())
            return "confinement: none; submissions would have all of your rights" + (f" ({trouble})" if trouble else "")
        lacking = f"; without {', '.join(self.missing)}" if self.missing else ""
        return f"confinement: {self.name} ({', '.join(self.held)}{lacking})"

    @classmethod
    def of(cls, layers):
        """The Level that a zygote's report stands for: {layer: "" or what is wrong with it}."""
        held = tuple(name for name, trouble in layers.items() if not trouble)
        missing = {name: trouble for name, trouble in layers.items() if trouble}
        walls = "namespaces" in held or "Landlock" in held
        if not (walls and not {"signals", "interpreter"} & set(missing) and "seccomp" in held and "limits" in held):
            return cls(held, missing)
        return cls(held, missing, "reduced" if missing else "full")
