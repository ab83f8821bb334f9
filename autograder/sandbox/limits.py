"""What a submission may use, and where a week needs more: one table."""

from dataclasses import asdict, dataclass, replace

MIB = 2**20


@dataclass(frozen=True)
class Limits:
    """Seconds are of wall clock unless they say cpu; memory is what a process may add to the zygote's."""

    cell_seconds: float = 50.0
    notebook_seconds: float = 240.0
    cpu_seconds: int = 300
    memory_bytes: int = 2048 * MIB
    processes: int = 64
    file_bytes: int = 64 * MIB
    disk_bytes: int = 256 * MIB
    files: int = 8192
    output_bytes: int = 8 * MIB
    notebook_output_bytes: int = 48 * MIB
    restarts: int = 6

    def as_dict(self):
        """The numbers by name, ready for JSON."""
        return asdict(self)


_TORCH = {"cell_seconds": 90.0, "notebook_seconds": 480.0, "cpu_seconds": 600, "memory_bytes": 4096 * MIB}
WEEKS = {"week04": _TORCH, "week05": _TORCH, "week06": _TORCH, "week07": _TORCH}


def limits_for(name, **overrides):
    """The Limits of a notebook such as "week04_autoregressive", with single numbers replaced."""
    return replace(Limits(), **{**WEEKS.get(str(name)[:6], {}), **overrides})
