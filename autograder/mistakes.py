"""What a person can do wrong, or what can be out of order, that one line explains."""


class BadOption(ValueError):
    """An option has a value that makes no sense."""


class WeakTests(AssertionError):
    """The tests of a week give some answer a mark that it does not deserve."""


def expected():
    """The exceptions whose message is that line. Loads the rooms that raise them, so call it when one came."""
    from sqlalchemy.exc import OperationalError

    from autograder.collect.archive import BadArchive
    from autograder.exercises import UnknownWeek
    from autograder.export import NothingToExport
    from autograder.feedback.pages import NoFeedback
    from autograder.grading.cluster import NoScheduler
    from autograder.grading.rejudge import NothingKept
    from autograder.grading.settings import BadSettings
    from autograder.grading.submission import NothingSubmitted
    from autograder.new_exercise.write import BadExercise
    from autograder.release.assignment import ReleaseFailed
    from autograder.release.release import Leaking
    from autograder.release.source import BadSource
    from autograder.release.wheel import UnsafeWheel
    from autograder.roster import BadRoster
    from autograder.sandbox import NotConfined
    from autograder.sandbox.launch import ZygoteFailed

    return (
        BadArchive, BadExercise, BadOption, BadRoster, BadSettings, BadSource, Leaking, NoFeedback, NoScheduler,
        NotConfined, NothingKept, NothingSubmitted, NothingToExport, NotImplementedError, OperationalError,
        OSError, ReleaseFailed, UnknownWeek, UnsafeWheel, WeakTests, ZygoteFailed,
    )  # fmt: skip


def one_line(problem):
    """What to tell the person."""
    origin = getattr(problem, "orig", None)
    if origin is not None:
        reason = str(origin).strip().split("\n")[0]
        return f"the gradebook cannot be used: {reason}; {AGAIN}"
    if isinstance(problem, OSError) and problem.strerror:
        where = f": {problem.filename}" if problem.filename else ""
        return f"{problem.strerror}{where}; {AGAIN}"
    return problem


AGAIN = "see to it and run the same command again; what was done is kept"
