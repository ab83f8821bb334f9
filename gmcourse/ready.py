"""Whether the exercises that a cell builds on are solved, said in one line where they are not."""

from gmcourse.check import check


def ready(*exercises: str) -> bool:
    """Whether these exercises' checks passed in this session; prints which did not.

    exercises: ids such as "nade_log_prob"

    A cell that trains with your functions begins with `if ready("nade_log_prob"):`.
    """
    missing = [name for name in exercises if not check.passed(name)]
    if missing:
        print("first solve and check:", ", ".join(missing))
    return not missing
