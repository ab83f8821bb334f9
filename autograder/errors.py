"""The family of errors that one line explains, and that line.

Each room declares its own beside what raises it; all of them are a Mistake:

    Mistake
        BadOption, WeakTests                                    here
        NoCourse                                                places
        UnknownWeek, NotInWeek                                  weeks, spec
        BadSitting                                              hidden_questions
        BadArchive, BadRoster, NothingSubmitted, Unreadable     handins
        BadSettings, NotAllGraded, NothingKept, NothingToWithdraw  grading
        NotConfined, NotStarted, ZygoteFailed                   sandbox
        NoScheduler                                             runners
        NothingToExport, WrongSheet                             gradebook
        BadSource, BadPrediction                                source, predictions
        BadAddress, Leaking, ReleaseFailed, UnsafeWheel         release
        NoFeedback                                              feedback
        NothingToMark                                           marking
        BadExercise                                             new_exercise
"""

import sys


class Mistake(Exception):
    """What a person can do wrong, or what can be out of order: its message says so, and what to do next."""


class BadOption(Mistake, ValueError):
    """An option has a value that makes no sense."""


class WeakTests(Mistake, AssertionError):
    """The tests of a week give some answer a mark that it does not deserve."""


AGAIN = "see to it and run the same command again; what was done is kept"


def is_expected(problem: BaseException) -> bool:
    """Whether one line explains it: a Mistake, a file or server that cannot be used, a system that cannot do it."""
    # Whatever raised an error of the database has loaded it; a slip of typing must not.
    database = sys.modules.get("sqlalchemy.exc")
    return isinstance(problem, (Mistake, OSError, NotImplementedError)) or (
        database is not None and isinstance(problem, (database.DatabaseError, database.ArgumentError))
    )


def what_to_say(problem: BaseException) -> str:
    """What to tell the person."""
    origin = getattr(problem, "orig", None)
    if origin is not None:
        reason = str(origin).strip().split("\n")[0]
        return f"the gradebook cannot be used: {reason}; {AGAIN}"
    if isinstance(problem, OSError) and problem.strerror:
        where = f": {problem.filename}" if problem.filename else ""
        return f"{problem.strerror}{where}; {AGAIN}"
    return str(problem)
