"""`ready` says which exercises are still to solve, and nothing where all are."""

from gmcourse.check import check
from gmcourse.ready import ready


def bernoulli_mle(x):
    return float(x.mean())


def test_it_names_what_is_missing(capsys):
    check("bernoulli_mle", bernoulli_mle)
    capsys.readouterr()
    assert ready("bernoulli_mle")
    assert capsys.readouterr().out == ""
    assert not ready("bernoulli_mle", "slerp", "impute")
    assert capsys.readouterr().out == "first solve and check: slerp, impute\n"
