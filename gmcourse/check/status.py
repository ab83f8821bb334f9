"""What can become of an exercise: one enumeration for check, judge, executor, report and guide."""

from enum import StrEnum


class Status(StrEnum):
    """A status, what it means to an instructor, and the kind that the report counts it as."""

    meaning: str
    kind: str

    PASS = "pass", "every property holds", "right"
    PARTIAL = "partial", "some properties hold", "partly"
    FAIL = "fail", "no property holds", "wrong"
    MISSING = "missing", "the stub is as it was released, or the exercise is not there", "untouched"
    ERROR = (
        "error",
        "the function, or the cell that defines it, ended in an error, or that cell defines another name",
        "wrong",
    )
    TIMEOUT = "timeout", "the executor stopped that exercise: it took too long", "stopped"
    MEMORY = "memory", "the executor stopped that exercise: it took too much memory", "stopped"
    OUTPUT = "output", "the executor stopped that exercise: it showed too much", "stopped"
    CRASHED = "crashed", "the kernel ended in that exercise", "stopped"
    UNGRADED = (
        "ungraded",
        "the hand-in could not be read, run or judged; its score is empty, never a 0",
        "stopped",
    )
    FORBIDDEN = "forbidden", "answers that cannot come from an honest test cell", "stopped"

    def __new__(cls, value: str, meaning: str, kind: str) -> "Status":
        """A string that knows what it means."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.meaning, member.kind = meaning, kind
        return member


KINDS = ("right", "partly", "wrong", "untouched", "stopped")
BY_NAME: dict[str, Status] = {status.value: status for status in Status}
