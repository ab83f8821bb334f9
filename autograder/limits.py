"""What a submission may use; a week that needs more says so in its own declaration."""

from dataclasses import asdict, dataclass

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

    def as_dict(self) -> dict[str, float]:
        """The numbers by name, ready for JSON."""
        return asdict(self)
