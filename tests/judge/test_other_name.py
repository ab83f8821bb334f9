"""What is missing says so of the function that `check` was asked about at home; nothing else of a verdict changes."""

import pytest

from autograder.judge.evidence import Evidence, Record
from autograder.judge.preprocessor import judge_record


@pytest.mark.parametrize(("shown", "said"), [
    ("2 of 2 properties of mine", "not found: at home `check` judged mine; grading takes only what is called entropy"),
    ("0 of 2 properties of mine", "not found: at home `check` judged mine; grading takes only what is called entropy"),
    ("2 of 2 properties", "the test cell gave no answer"),
    ("", "the test cell gave no answer"),
])  # fmt: skip
def test_what_is_missing_names_what_was_checked_in_its_place(week, shown, said):
    record = Record("ada", week.name, "", 11, {"entropy": Evidence("entropy")}, {"entropy": shown})
    report = judge_record(record)["entropy"]
    assert (report.status, report.score, report.message) == ("missing", 0.0, said)


def test_what_is_there_is_judged_as_ever(week):
    stopped = Evidence("entropy", incident={"status": "timeout", "message": "stopped after 50 s"})
    record = Record("ada", week.name, "", 11, {"entropy": stopped}, {"entropy": "2 of 2 properties of mine"})
    assert judge_record(record)["entropy"].message == "stopped after 50 s"
