"""From the evidence of one exercise to its report: status, score, diagnosis, message."""

from autograder.grading.sitting import sheet_of, sitting_name
from gmcourse.check.answers import NoAnswers, unpack
from gmcourse.check.verdict import Report, mark


def decide(week, seed, evidence):
    """Return the Report on one exercise; answers that cannot be read score nothing, with a reason."""
    sheet = sheet_of(week, evidence.exercise, seed)
    if evidence.incident:
        return _zero(sheet, evidence.incident["status"], evidence.incident["message"])
    if len(evidence.messages) > 1:
        return _zero(sheet, "forbidden", "the test cell handed in more than one set of answers")
    if not evidence.messages:
        return _silent(sheet, evidence.error)
    try:
        answers = unpack(
            evidence.messages[0], evidence.exercise, sitting_name(week, seed), len(sheet.cases)
        )
    except NoAnswers as problem:
        return _zero(sheet, "forbidden", f"the answers cannot be read: {problem}")
    return mark(sheet, answers, reveal=False)


def _silent(sheet, error):
    if error is None:
        return _zero(sheet, "missing", "the test cell gave no answer")
    if error["ename"] == "NameError" and f"'{sheet.exercise}'" in error["evalue"]:
        return _zero(sheet, "missing", f"{sheet.exercise} is not defined: its cell is gone or failed")
    text = f"{error['ename']}: {error['evalue']}".split("\n")[0]
    return _zero(sheet, "error", f"the test cell stopped: {text[:160]}")


def _zero(sheet, status, message):
    return Report(sheet.exercise, status, 0.0, sheet.points, message=message)
