"""`check` as a student meets it: right, wrong, unfinished, broken, slow."""

import subprocess
import sys

import numpy as np
import pytest

from gmcourse.check import check, grade
from gmcourse.check.ask import TooSlow, ask, time_limit
from gmcourse.check.tables import UnknownExercise, find_sheet
from gmcourse.check.verdict import mark


def said(capsys, exercise, function):
    check(exercise, function)
    return capsys.readouterr().out


def right(x):
    return float(np.mean(x)), float(np.var(x))


def test_right_is_one_line_and_says_what_comes_next(capsys):
    text = said(capsys, "gaussian_mle", right)
    assert text.startswith("gaussian_mle   3 of 3 properties   next: ")
    assert text.count("\n") == 1


def test_wrong_names_the_property_shows_the_case_and_hints(capsys):
    text = said(capsys, "gaussian_mle", lambda x: (np.mean(x), np.var(x, ddof=1) if len(x) > 1 else 0.0))
    assert "2 of 3 properties" in text
    assert "ok    the mean" in text
    assert "x = [1, 2, 6]   expected 4.667   got 7" in text
    assert "n - 1" in text


def test_the_hint_is_no_solution(capsys):
    text = said(capsys, "gaussian_mle", lambda x: (np.mean(x), np.var(x, ddof=1)))
    assert "np." not in text
    assert "return" not in text


def test_a_stub_is_not_attempted_and_shows_no_traceback(capsys):
    def stub(x):
        raise NotImplementedError

    text = said(capsys, "gaussian_mle", stub)
    assert text.strip() == "gaussian_mle   not attempted"


def test_an_error_is_told_by_the_students_line_and_shapes(capsys):
    def broken(x):
        pair = np.ones(2)
        return x + pair + np.ones(7), 0.0

    text = said(capsys, "gaussian_mle", broken)
    assert "at   return x + pair + np.ones(7), 0.0" in text
    assert "pair: shape (2,)" in text
    assert "likely: two arrays have shapes that do not fit" in text
    assert "gmcourse/check" not in text


def test_an_error_that_costs_each_property_is_shown_once(capsys):
    def gan_step(generator, discriminator, opt_g, opt_d, real, noise_d, noise_g, loss_d, loss_g):
        return loss_d(discriminator(real)), 0.0

    check("gan_step", gan_step)
    said = capsys.readouterr().out
    assert said.count("return loss_d(discriminator(real)), 0.0") == 1
    assert said.count("the same as above") == 5


def test_one_array_for_several_values_is_told_as_that(capsys):
    check("leave_one_out_bounds", lambda log_weights: log_weights.mean(0))
    assert "expected 2 values, got an array of shape (1,)" in capsys.readouterr().out


def test_a_method_that_was_not_called_is_told_as_that(capsys):
    check("entropy", lambda p: p.sum)
    assert "builtin_function_or_method (are its () missing?)" in capsys.readouterr().out


def test_a_text_of_digits_is_no_loss(capsys):
    def flow_step(model, optimizer, x):
        optimizer.zero_grad()
        loss = -model.log_prob(x).mean()
        loss.backward()
        optimizer.step()
        return f"{loss.item():.6f}"

    check("flow_step", flow_step)
    assert "got a str" in capsys.readouterr().out


def test_a_call_with_too_many_arguments_is_theirs_and_the_signature_is_ours(capsys):
    def twice(x):
        return x * 2

    assert "this line calls a function" in said(capsys, "gaussian_mle", lambda x: twice(x, x))
    assert "the signature was changed" in said(capsys, "gaussian_mle", lambda: 0.0)


def test_a_wrong_type_is_said_before_any_number(capsys):
    text = said(capsys, "gaussian_mle", lambda x: None)
    assert "got None (is a `return` missing?)" in text


def test_warnings_and_prints_do_not_drown_the_verdict(capsys, recwarn):
    def noisy(x):
        print("debugging")
        np.log(np.array([-1.0]))
        return right(x)

    text = said(capsys, "gaussian_mle", noisy)
    assert "debugging" not in text
    assert not recwarn.list


def test_an_endless_function_is_stopped():
    from dataclasses import replace

    def endless(x):
        while True:
            pass

    _, sheet = find_sheet("gaussian_mle")
    answers = ask(replace(sheet, seconds=0.1), endless)
    assert {a.status for a in answers} == {"slow"}
    assert mark(sheet, answers, reveal=True).status == "timeout"


def test_changing_the_input_in_place_costs_a_fifth_and_changes_no_later_case(capsys):
    def spoils(x):
        answer = right(x)
        x[:] = 0
        return answer

    text = said(capsys, "gaussian_mle", spoils)
    assert "no    the arguments are left as they were" in text
    assert "x: no longer what it was before the call" in text
    _, sheet = find_sheet("gaussian_mle")
    assert mark(sheet, ask(sheet, spoils), reveal=True).score == pytest.approx(0.8 * sheet.points)
    assert "3 of 3" in said(capsys, "gaussian_mle", right)


def test_an_answer_that_hangs_on_the_calls_before_is_seen(capsys):
    calls, cases = [], len(find_sheet("gaussian_mle")[1].cases)

    def drifts(x):
        calls.append(x)
        return right(x) if len(calls) <= cases else (float(np.mean(x)), float(np.var(x)) + len(calls))

    assert "a second call answers like the first" in said(capsys, "gaussian_mle", drifts)


def test_an_unknown_exercise_names_the_nearest():
    with pytest.raises(UnknownExercise, match="did you mean 'gaussian_mle'"):
        check("gausian_mle", right)


def test_a_result_instead_of_a_function_is_explained():
    with pytest.raises(TypeError, match="takes the function itself"):
        check("gaussian_mle", 3.0)


def test_progress_shows_the_week_as_a_row_of_marks(capsys):
    check("gaussian_mle", right)
    check.progress("week01_probability_mle")
    text = capsys.readouterr().out
    assert "o gaussian_mle" in text
    assert ". sgd_fit" in text
    assert check.passed("gaussian_mle")


def test_grade_without_questions_judges_for_an_instructor(capsys, monkeypatch, tmp_path):
    monkeypatch.delenv("GMCOURSE_QUESTIONS", raising=False)
    monkeypatch.setattr("autograder.judge.at_once.course", lambda: _course(tmp_path))
    grade("gaussian_mle", right)
    assert "judged here: gaussian_mle   3 of 3" in capsys.readouterr().out


def _course(path):
    from autograder.places import Course

    return Course(path)


def test_import_is_light():
    code = "import sys, gmcourse, gmcourse.notebook; sys.exit('torch' in sys.modules or 'matplotlib.pyplot' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_a_call_that_swallows_the_first_alarm_is_stopped_by_the_next():
    def stubborn():
        try:
            while True:
                pass
        except BaseException:
            while True:
                pass

    with pytest.raises(TooSlow), time_limit(0.05):
        stubborn()
